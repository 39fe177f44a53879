/*
 * Tables whose headers' words nobody knows, read by their shape: sentences with gaps, beside them a text
 * in every row, and behind these the figures: where a metric starts, where it is to be, and where it
 * stands, which lies between the two.
 */
#include "model/layout_column.h"
#include "model/value.h"

#include <math.h>

/* What the texts below a header that nobody knows are like. */
struct texts_below {
    size_t n, words, repeated;
    bool first; /* the table's first row has one */
};

static struct texts_below texts_below(const struct work *w, const struct head *head, uint32_t col)
{
    struct texts_below t = {0};
    struct text above = {0};
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, col);
        if (!cell || cell->type != CELL_TEXT)
            continue;
        t.n++;
        t.words += text_words(cell->text);
        t.first |= line == head->first;
        t.repeated += above.len && text_eq(above, cell->text);
        above = cell->text;
    }
    return t;
}

/* Rows of the table with more than one cell: others are sections, notes and legends. */
static size_t rows_of(const struct work *w, size_t first, size_t end)
{
    size_t n = 0;
    for (size_t line = first; line < end; line++)
        n += w->lines[line].filled > 1;
    return n;
}

/* A figure of the table; NAN. */
static double figure_at(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *cell = line_cell(w, line, col);
    struct number number;
    if (!cell)
        return NAN;
    if (cell->type == CELL_NUMBER)
        return cell->number;
    bool figure = cell->type == CELL_TEXT && (mark_of(w, cell)->content == CONTENT_NUMBER ||
                                              mark_of(w, cell)->content == CONTENT_PERCENT);
    return figure && value_number(cell->text, DECIMAL_UNKNOWN, &number) ? number.value : NAN;
}

/* How many of the column's cells are figures; 0 if more than one in five is something else. */
static size_t figures_in(const struct work *w, size_t first, size_t end, uint32_t col)
{
    size_t filled = 0, figures = 0;
    for (size_t line = first; line < end; line++) {
        const struct cell *cell = line_cell(w, line, col);
        filled += cell && mark_of(w, cell)->content != CONTENT_BLANK;
        figures += !isnan(figure_at(w, line, col));
    }
    return figures * 5 >= filled * 4 ? figures : 0;
}

/* --- a header that no word tells --------------------------------------------------------------------- */

enum { FEWEST_ROWS = 3, LEAST_FIGURES = 3, LONGEST_HEADER = 60, ROWS_LOOKED_AT = 200 };

/* Short texts next to each other and nothing else; the first and last column. */
static bool may_head(const struct work *w, size_t line, uint32_t *first, uint32_t *last)
{
    const struct row *row = w->lines[line].row;
    uint32_t n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct mark *m = &w->marks[i];
        if (m->content == CONTENT_BLANK)
            continue;
        if (cell->type != CELL_TEXT || cell->text.len > LONGEST_HEADER ||
            m->content == CONTENT_NUMBER || m->content == CONTENT_PERCENT ||
            m->content == CONTENT_MAIL || m->prefix == PREFIX_OBJECTIVE ||
            m->prefix == PREFIX_KEY_RESULT || (n && cell->col != *last + 1))
            return false;
        *first = n++ ? *first : cell->col;
        *last = cell->col;
    }
    return n >= 2 + LEAST_FIGURES;
}

/* Sentences with gaps or repeated, in the first row too, and beside them a text in every row: objectives
   and key results. */
static bool items_beside(const struct work *w, size_t first, size_t end, uint32_t col)
{
    while (end > first && w->lines[end - 1].filled < 3)
        end--; /* what to do, who signs: below the table */
    const struct head body = {.first = first, .end = end};
    struct texts_below a = texts_below(w, &body, col), b = texts_below(w, &body, col + 1);
    size_t rows = rows_of(w, first, end);
    return a.first && a.n && a.words >= 3 * a.n && (a.n * 5 <= b.n * 4 || a.repeated) &&
           b.n >= FEWEST_ROWS && b.n * 10 >= rows * 7 && !b.repeated;
}

bool find_shape(struct work *w)
{
    enum { TOP = 20 };
    for (size_t line = 0; line + FEWEST_ROWS < w->n_lines && line < TOP; line++) {
        uint32_t first, last;
        if (!may_head(w, line, &first, &last))
            continue;
        size_t end =
            line + 1 + ROWS_LOOKED_AT < w->n_lines ? line + 1 + ROWS_LOOKED_AT : w->n_lines;
        size_t columns = 0;
        bool items = false;
        for (uint32_t col = first; col + LEAST_FIGURES < last + 1u && !items; col++) {
            if (!items_beside(w, line + 1, end, col))
                continue;
            items = true;
            size_t texts = 0;
            for (size_t at = line + 1; at < end; at++)
                texts += line_cell(w, at, col + 1) != NULL;
            for (uint32_t c = col + 2; c <= last; c++)
                columns += figures_in(w, line + 1, end, c) * 5 >= texts * 4;
        }
        if (!items || columns < LEAST_FIGURES)
            continue;
        w->lines[line].header = .9; /* no word for an item: weak */
        w->lines[line].is_header = true;
        return true;
    }
    return false;
}

/* --- figures that no word tells ---------------------------------------------------------------------- */

enum { KINDS = 3 };
static const enum role kinds[KINDS] = {ROLE_BASELINE, ROLE_TARGET, ROLE_CURRENT};

/* The columns that hold each kind, known or tried; of several known ones (check-ins) the last that is
   filled. */
static double kind_at(const struct work *w, const struct table *table, size_t line, int kind,
                      const int *tried)
{
    double found = NAN;
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        bool its = tried[kind] >= 0 ? (size_t)tried[kind] == i : c->role == kinds[kind];
        double value = its ? figure_at(w, line, c->col) : NAN;
        found = isnan(value) ? found : value;
    }
    return found;
}

/* The share of rows with all three figures in which the current value lies between start and target; -1
   if fewer than two rows have them. */
static double fits(const struct work *w, const struct head *head, const struct table *table,
                   const int *tried)
{
    size_t n = 0, between = 0;
    for (size_t line = head->first; line < head->end; line++) {
        double s = kind_at(w, table, line, 0, tried), t = kind_at(w, table, line, 1, tried),
               c = kind_at(w, table, line, 2, tried);
        if (isnan(s) || isnan(t) || isnan(c))
            continue;
        n++;
        between += s != t && fmin(s, t) <= c && c <= fmax(s, t);
    }
    return n >= 2 ? (double)between / (double)n : -1;
}

/* A column of figures that no word tells; "Objectives" above 2, 5 counts them. */
static bool is_unknown(const struct work *w, const struct head *head, const struct column *c)
{
    bool open = c->role == ROLE_NONE || text_starts(c->reason, T("holds percentages"));
    return open && c->header.len && !c->ticks && !text_eq(c->reason, text_of(counts_only)) &&
           figures_in(w, head->first, head->end, c->col) >= 2;
}

/* "4 % to 10 %" */
static bool holds_ways(const struct work *w, const struct head *head, uint32_t col)
{
    struct change change;
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, col);
        if (cell && cell->type == CELL_TEXT && value_change(cell->text, DECIMAL_UNKNOWN, &change) &&
            !isnan(change.start))
            return true;
    }
    return false;
}

/* "What is measured" above sentences: no figures, though one of its words is for them. */
static void free_texts(const struct work *w, const struct head *head, struct table *table)
{
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        bool figures =
            c->role == ROLE_BASELINE || c->role == ROLE_TARGET || c->role == ROLE_CURRENT;
        struct texts_below t =
            figures && c->confidence < .5 ? texts_below(w, head, c->col) : (struct texts_below){0};
        if (t.n < 2 || t.words < 2 * t.n || figures_in(w, head->first, head->end, c->col) ||
            holds_ways(w, head, c->col))
            continue;
        c->role = ROLE_NONE;
        c->reason = T("a word for figures, but it holds texts");
    }
}

void settle_values(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    free_texts(w, head, table);
    int missing[KINDS], unknown[KINDS], best[KINDS] = {-1, -1, -1};
    size_t n_missing = 0, n_unknown = 0;
    double most = .7;
    for (int k = 0; k < KINDS; k++)
        if (!table_column(table, kinds[k]))
            missing[n_missing++] = k;
    for (size_t i = 0; i < table->columns.n; i++) {
        if (!is_unknown(w, head, &table->columns.v[i]))
            continue;
        if (n_unknown == n_missing)
            return; /* more than there are kinds: which of them, nobody knows */
        unknown[n_unknown++] = (int)i;
    }
    if (!n_missing || n_unknown != n_missing)
        return;
    for (size_t turn = 0; turn < 6; turn++) {
        static const uint8_t orders[6][KINDS] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                                 {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        int tried[KINDS] = {-1, -1, -1};
        bool possible = true;
        for (size_t i = 0; i < KINDS; i++)
            possible &= i < n_unknown ? orders[turn][i] < n_unknown : orders[turn][i] == i;
        for (size_t i = 0; possible && i < n_unknown; i++)
            tried[missing[i]] = unknown[orders[turn][i]];
        bool backwards = tried[0] >= 0 && tried[1] >= 0 && tried[0] > tried[1];
        double fit = possible && !backwards ? fits(w, head, table, tried) : -1;
        if (fit <= most)
            continue;
        most = fit;
        for (int k = 0; k < KINDS; k++)
            best[k] = tried[k];
    }
    for (int k = 0; k < KINDS; k++) {
        struct column *c = best[k] >= 0 ? &table->columns.v[best[k]] : NULL;
        if (!c)
            continue;
        c->role = kinds[k];
        c->scope = -1;
        c->reason = T("its figures fit: the current value lies between start and target");
        assume(w, c->place, "'" TEXT_FMT "' is the %s: so its figures fit", TEXT_ARG(c->header),
               role_text(kinds[k]));
    }
}

/* --- items that no word tells ------------------------------------------------------------------------- */

/* Left of measured key results sentences with gaps, under a word that nobody knows. */
static void settle_left_of_key_results(struct work *w, const struct head *head, struct table *table)
{
    for (size_t i = 0; i + 1 < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c[1].role != ROLE_KEY_RESULT || c[1].col != c->col + 1 || !c->header.len ||
            (c->role != ROLE_NONE && c->role != ROLE_PARENT && c->role != ROLE_NOTE) ||
            !items_beside(w, head->first, head->end, c->col))
            continue;
        c->role = ROLE_OBJECTIVE;
        c->level = LEVEL_UNKNOWN;
        c->reason = T("sentences, each above or beside several key results");
        assume(w, c->place, "'" TEXT_FMT "' holds the objectives", TEXT_ARG(c->header));
        return;
    }
}

/* As many as the table has rows, or nearly. */
static bool in_each_row(const struct work *w, const struct head *head, size_t texts)
{
    return texts * 10 >= rows_of(w, head->first, head->end) * 9;
}

/* Beside objectives a text in every row, under a word that nobody knows, or under one for any text
   ("Name") that goes on where the objective is not said again: key results, where they are measured. */
void settle_beside_objectives(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    struct column *c = table->columns.v;
    if (!table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_TYPE) || !table_column(table, ROLE_TARGET) ||
        !(table_column(table, ROLE_BASELINE) || table_column(table, ROLE_CURRENT)))
        return;
    for (size_t i = 1; i < table->columns.n; i++) {
        bool any_text = c[i].role == ROLE_TITLE || c[i].role == ROLE_NOTE;
        if (c[i - 1].role != ROLE_OBJECTIVE || !c[i].header.len ||
            (c[i].role != ROLE_NONE && !any_text))
            continue;
        struct texts_below a = texts_below(w, head, c[i - 1].col);
        struct texts_below b = texts_below(w, head, c[i].col);
        bool goes_on = a.n * 5 <= b.n * 4 || a.repeated;
        if (b.repeated || (any_text && !goes_on) || b.words < 2 * b.n || !in_each_row(w, head, b.n))
            continue;
        c[i].role = ROLE_KEY_RESULT;
        c[i].reason = T("a text in every row, between the objectives and the figures");
        assume(w, c[i].place, "'" TEXT_FMT "' holds the key results", TEXT_ARG(c[i].header));
        return;
    }
}

/* Two columns of texts next to each other whose words tell no items: sentences with gaps or repeated,
   and beside them a text in every row. */
static bool is_pair(const struct work *w, const struct head *head, const struct column *c)
{
    bool note = c[0].role == ROLE_NOTE && c[0].confidence < .2; /* by what it holds */
    bool first =
        c[0].role == ROLE_NONE || c[0].role == ROLE_TITLE || c[0].role == ROLE_PARENT || note;
    bool second = c[1].role == ROLE_NONE || c[1].role == ROLE_TITLE;
    return first && second && c[0].header.len && c[1].header.len && c[1].col == c[0].col + 1 &&
           items_beside(w, head->first, head->end, c[0].col) &&
           in_each_row(w, head, texts_below(w, head, c[1].col).n);
}

/* Figures for both ends, and left of them a pair of texts under words that nobody knows: these are
   objectives and key results. */
void settle_shape(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    struct column *c = table->columns.v;
    size_t first = 0;
    if (!table_column(table, ROLE_TARGET) ||
        !(table_column(table, ROLE_BASELINE) || table_column(table, ROLE_CURRENT)))
        return;
    if (table_column(table, ROLE_KEY_RESULT) && !table_column(table, ROLE_OBJECTIVE) &&
        !table_column(table, ROLE_TITLE) && !table_column(table, ROLE_TYPE))
        settle_left_of_key_results(w, head, table);
    if (table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT))
        return;
    while (first < table->columns.n && c[first].role != ROLE_BASELINE &&
           c[first].role != ROLE_TARGET && c[first].role != ROLE_CURRENT)
        first++;
    for (size_t i = 0; i + 1 < first; i++) {
        if (!is_pair(w, head, &c[i]))
            continue;
        c[i].role = ROLE_OBJECTIVE;
        c[i + 1].role = ROLE_KEY_RESULT;
        c[i].reason = T("sentences, each above or beside several measured texts");
        c[i + 1].reason = T("a text in every row, beside its figures");
        assume(w, c[i].place, "'" TEXT_FMT "' holds the objectives, '" TEXT_FMT "' the key results",
               TEXT_ARG(c[i].header), TEXT_ARG(c[i + 1].header));
        return;
    }
}
