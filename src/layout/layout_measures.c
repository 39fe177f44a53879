/*
 * What the rows of a sheet measure, and which of them head measured rows: for tables and labels that are in a
 * team's own words.
 */
#include "layout/layout_measures.h"

#include "value/value.h"

#include <math.h>

enum { FEWEST_ROWS = 3 };

/* What a text says of a measure: 0 nothing, 1 a figure to reach, 2 from what to what. */
int ways_in(struct text t)
{
    struct change change;
    if (!text_has_digit(t) || !value_change(t, DECIMAL_UNKNOWN, &change) || isnan(change.target))
        return 0;
    return isnan(change.start) ? 1 : 2;
}

bool is_way(struct text t)
{
    return ways_in(t) > 1;
}

int cell_ways(const struct work *w, const struct cell *cell)
{
    struct mark *mark = &w->marks[cell - w->sheet->cells];
    if (!mark->ways)
        mark->ways = (uint8_t)(1 + (cell->type == CELL_TEXT ? ways_in(cell->text) : 0));
    return mark->ways - 1;
}

/* What a row says of a measure: 0 nothing, 1 a figure, 2 two of them, or from what to what. */
int measures(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    int figures = 0, in_words = 0;
    bool text = false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        enum content content = w->marks[i].content;
        int said = cell_ways(w, cell);
        if (text && !isnan(figure_at(w, line, cell->col)))
            figures++;
        else
            in_words = said > in_words ? said : in_words;
        text |= cell->type == CELL_TEXT && content != CONTENT_BLANK && content != CONTENT_NUMBER;
    }
    figures += in_words;
    return figures > 2 ? 2 : figures;
}

/* A figure, or from what to what, stands in the row: it is no header. Years are. */
bool has_figures(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        double figure = figure_at(w, line, cell->col);
        bool year = figure >= 1990 && figure <= 2100 && floor(figure) == figure;
        if ((!isnan(figure) && !year) || cell_ways(w, cell) > 1)
            return true;
    }
    return false;
}

/* Words for a figure, and for its other end, whose it is or what it measures: they head columns of OKRs. */
bool heads_measures(const struct work *w, size_t line)
{
    const uint64_t figures =
        UINT64_C(1) << ROLE_TARGET | UINT64_C(1) << ROLE_BASELINE | UINT64_C(1) << ROLE_CURRENT;
    const uint64_t others =
        UINT64_C(1) << ROLE_OWNER | UINT64_C(1) << ROLE_DUE | UINT64_C(1) << ROLE_KEY_RESULT;
    const struct row *row = w->lines[line].row;
    uint64_t seen = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct header_reading *r = w->marks[i].reading;
        for (size_t k = 0; r && k < r->n && r->senses[k].weight >= .6; k++)
            seen |= UINT64_C(1) << r->senses[k].role;
    }
    uint64_t f = seen & figures;
    return f && ((seen & others) || (f & (f - 1)));
}

enum { MOST_LINES_APART = 64 };

bool same_words(const struct work *w, size_t a, size_t b)
{
    const struct row *x = w->lines[a].row, *y = w->lines[b].row;
    bool same = x->n == y->n;
    for (size_t i = 0; same && i < x->n; i++)
        same = text_eq(w->sheet->cells[x->first + i].text, w->sheet->cells[y->first + i].text);
    return same;
}

/* A row of short texts and no figures above a measured one, word for word as one above it. */
bool heads_again(const struct work *w, size_t line)
{
    if (w->lines[line].filled < 3 || line + 1 >= w->n_lines || has_figures(w, line) ||
        measures(w, line + 1) == 0)
        return false;
    for (size_t up = line; up-- > 0 && line - up < MOST_LINES_APART;)
        if (same_words(w, line, up))
            return true;
    return false;
}

/* The same as one below it. */
bool heads_later(const struct work *w, size_t line)
{
    for (size_t i = line + 1; i < w->n_lines && i - line < MOST_LINES_APART; i++)
        if (same_words(w, line, i))
            return true;
    return false;
}

/* One of its words heads such a column; `roles`: bits. */
bool names_any(const struct work *w, size_t line, uint64_t roles)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (roles >> likeliest(w->marks[i].reading, .9) & 1)
            return true;
    return false;
}

/* One of its words at least is for a figure: a list of goods has none. */
bool names_figure(const struct work *w, size_t line)
{
    return names_any(w, line,
                     UINT64_C(1) << ROLE_TARGET | UINT64_C(1) << ROLE_BASELINE |
                         UINT64_C(1) << ROLE_CURRENT);
}

/* Of the first three figures in rows below the header and those like it the third mostly lies between the
   others: where it began, where it is to be, where it is. */
bool goes_between(const struct work *w, size_t header)
{
    size_t n = 0, between = 0;
    for (size_t i = header + 1; i < w->n_lines && i - header < MOST_LINES_APART; i++) {
        const struct row *row = w->lines[i].row;
        double f[3];
        unsigned found = 0;
        for (size_t c = row->first; c < (size_t)row->first + row->n && found < 3; c++) {
            double figure = figure_at(w, i, w->sheet->cells[c].col);
            if (!isnan(figure))
                f[found++] = figure;
        }
        if (found < 3)
            continue;
        n++;
        between += fmin(f[0], f[1]) <= f[2] && f[2] <= fmax(f[0], f[1]);
    }
    return n >= FEWEST_ROWS && between * 5 >= n * 4;
}

/* "What we count | 2025 | 2026": two years, the second right behind the first. */
bool names_years(struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    double last = NAN;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        double year = year_in_header(w, w->sheet->cells[i].text);
        if (year == last + 1)
            return true;
        last = w->marks[i].content == CONTENT_BLANK ? last : year;
    }
    return false;
}

/* Rows that say from what to what, wherever: no invoice does. */
bool any_way(const struct work *w)
{
    for (size_t i = 0; i < w->sheet->n_cells; i++)
        if (cell_ways(w, &w->sheet->cells[i]) > 1)
            return true;
    return false;
}

/* What a measured row is about: its longest text that says no figures and is no label. */
struct text topic_of(const struct work *w, size_t line, bool labelled)
{
    const struct row *row = w->lines[line].row;
    struct text longest = {0};
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool first = cell == line_first(w, line);
        bool topic = first ? !labelled : value_like_people(cell->text) < 1;
        if (cell->type == CELL_TEXT && cell->text.len > longest.len && topic &&
            !w->marks[i].reading && w->marks[i].content != CONTENT_TICK && cell_ways(w, cell) < 2)
            longest = cell->text;
    }
    return text_trim(longest);
}

/* Of the measured rows from the line on two in five are about what one above is: the same checks again. */
bool are_same_again(struct work *w, size_t first)
{
    struct map seen = {0};
    size_t n = 0, same = 0;
    for (size_t i = first; i < w->n_lines; i++) {
        struct text topic = measures(w, i) > 1 ? topic_of(w, i, false) : (struct text){0};
        if (!topic.len)
            continue;
        n++;
        same += *map_put(w->scratch, &seen, topic, i) != i;
    }
    return same * 5 >= n * 2;
}

/* The first line or the file says "Q3". */
bool names_quarter(struct work *w)
{
    struct period period;
    struct text slice, stem = file_stem(w->sheet->book->path);
    return value_period_within(w->scratch, line_first(w, 0)->text, DATE_UNKNOWN, &period, &slice) ||
           value_period_within(w->scratch, stem, DATE_UNKNOWN, &period, &slice);
}
