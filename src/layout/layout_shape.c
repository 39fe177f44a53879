/*
 * Tables whose headers' words nobody knows, read by their shape: sentences with gaps, beside them a text
 * in every row, and behind these the figures: where a metric starts, where it is to be, and where it
 * stands, which lies between the two.
 */
#include "layout/layout_column.h"
#include "value/value.h"

#include <math.h>
#include <string.h>

/* A sentence of languages that write no blanks: three signs make a word. */
static size_t words_in(struct text t)
{
    enum { SIGNS = 3, BYTES = 3 };
    size_t wide = 0;
    for (size_t i = 0; i < t.len; i++)
        wide += (unsigned char)t.ptr[i] >= 0xE3 && (unsigned char)t.ptr[i] < 0xF0;
    return wide * BYTES * 2 > t.len ? wide / SIGNS : text_words(t);
}

struct texts_below texts_below(const struct work *w, const struct head *head, uint32_t col)
{
    struct texts_below t = {0};
    struct text above = {0};
    bool section = true; /* "NETWORK" alone in the first row */
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, col);
        bool begins = section && (w->lines[line].filled > 1 || line_first(w, line)->col >= col);
        section = section && !begins;
        if (!cell || cell->type != CELL_TEXT)
            continue;
        t.n++;
        t.words += words_in(cell->text);
        t.first |= begins;
        t.repeated += above.len && text_eq(above, cell->text);
        above = cell->text;
    }
    return t;
}

/* "Raise direct claims from 8 % to 35 %", "from fifteen to sixty": figures in letters, too. */
static bool says_way(struct text t)
{
    struct change change;
    return value_change(t, DECIMAL_UNKNOWN, &change) && !isnan(change.start) &&
           !isnan(change.target);
}

/* It has figures, or a text that says from what to what, and adds nothing up. */
static bool is_measured_line(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    size_t figures = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n && figures < 2; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        figures += !isnan(figure_at(w, line, cell->col));
        figures += cell->type == CELL_TEXT && says_way(cell->text) ? 2 : 0;
    }
    return figures >= 2 &&
           !vocabulary_has(w->words, WORDS_TOTAL, mark_of(w, line_first(w, line))->key);
}

/* Where the measured rows end: what stands below has no figures of theirs, or adds them up. */
static size_t measured_end(const struct work *w, size_t first, size_t end)
{
    while (end > first && !is_measured_line(w, end - 1))
        end--;
    return end;
}

/* Rows of the table with more than one cell: others are sections, notes and legends. */
static size_t rows_of(const struct work *w, size_t first, size_t end)
{
    size_t n = 0;
    for (size_t line = first; line < end; line++)
        n += w->lines[line].filled > 1;
    return n;
}

/* --- a header that no word tells --------------------------------------------------------------------- */

enum { FEWEST_ROWS = 3, LEAST_FIGURES = 3, LONGEST_HEADER = 60, ROWS_LOOKED_AT = 200 };

/* Short texts next to each other and nothing else; the first and last column. Two are enough above texts
   that say from what to what, if neither is a label or a period. */
static bool may_head(const struct work *w, size_t line, uint32_t *first, uint32_t *last)
{
    const struct row *row = w->lines[line].row;
    uint32_t n = 0;
    if (is_own_objective(w, line))
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct mark *m = &w->marks[i];
        if (m->content == CONTENT_BLANK)
            continue;
        if (cell->type != CELL_TEXT || cell->text.len > LONGEST_HEADER)
            return false;
        bool figure = m->content == CONTENT_NUMBER || m->content == CONTENT_PERCENT;
        bool counted = figure && strchr("0123456789+-<>", cell->text.ptr[0]); /* not "Wk 15" */
        if (counted || m->content == CONTENT_MAIL || m->prefix == PREFIX_OBJECTIVE ||
            m->prefix == PREFIX_KEY_RESULT || (n && cell->col != *last + 1))
            return false;
        const struct range *merge = merge_at(w, cell);
        if (n == 0 && ends_in_colon(cell->text))
            return false; /* "Saleroom: | Tarrant & Moyle" */
        *first = n++ ? *first : cell->col;
        *last = merge ? merge->col1 : cell->col;
    }
    return n >= 2;
}

/* The share of rows in which the third figure lies between the other two; 0 if two rows or fewer have them. */
static double between(const struct work *w, size_t first, size_t end, const uint32_t cols[3])
{
    size_t n = 0, fits = 0;
    for (size_t line = first; line < end; line++) {
        double a = figure_at(w, line, cols[0]), b = figure_at(w, line, cols[1]),
               c = figure_at(w, line, cols[2]);
        if (isnan(a) || isnan(b) || isnan(c))
            continue;
        n++;
        fits += a != b && fmin(a, b) <= c && c <= fmax(a, b);
    }
    return n > 2 ? (double)fits / (double)n : 0;
}

/* Three columns of figures from `col` on of which one lies between the others: start, target, current. */
static bool go_somewhere(const struct work *w, size_t first, size_t end, uint32_t col,
                         uint32_t last)
{
    enum { MOST = 6 };
    uint32_t found[MOST], n = 0;
    for (; col <= last && n < MOST; col++)
        if (figures_in(w, first, end, col) * 5 >= rows_of(w, first, end) * 3)
            found[n++] = col;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++)
            for (uint32_t c = 0; c < n; c++)
                if (c != i && c != k &&
                    between(w, first, end, (uint32_t[]){found[i], found[k], found[c]}) >= .8)
                    return true;
    return false;
}

/* Three or more of a column's texts, and most of them, say from what to what, in the first row too. */
static bool tells_ways(const struct work *w, size_t first, size_t end, uint32_t col)
{
    size_t n = 0, ways = 0;
    bool at_once = false;
    for (size_t line = first; line < end; line++) {
        const struct cell *cell = line_cell(w, line, col);
        if (!cell || cell->type != CELL_TEXT)
            continue;
        bool way = says_way(cell->text);
        n++;
        ways += way;
        at_once |= way && line == first;
    }
    return at_once && ways >= FEWEST_ROWS && ways * 5 >= n * 3;
}

/* Sentences with gaps or repeated, in the first row too, and in the column `beside` a text in every row:
   objectives and key results. Where figures show it, two words are a sentence. */
static bool items_beside(const struct work *w, size_t first, size_t end, uint32_t col,
                         uint32_t beside, uint32_t last)
{
    end = measured_end(w, first, end);
    const struct head body = {.first = first, .end = end};
    struct texts_below a = texts_below(w, &body, col), b = texts_below(w, &body, beside);
    size_t rows = rows_of(w, first, end);
    bool pair = a.first && a.n && a.words >= 2 * a.n && (a.n * 5 <= b.n * 4 || a.repeated) &&
                b.n >= FEWEST_ROWS && b.n * 10 >= rows * 7 && !b.repeated;
    return pair && (a.words >= 3 * a.n || go_somewhere(w, first, end, beside + 1, last));
}

/* Columns of figures beside the texts of `col`, in nearly all of their rows. */
static size_t measured_columns(const struct work *w, size_t first, size_t end, uint32_t col,
                               uint32_t last)
{
    size_t texts = 0, columns = 0;
    for (size_t line = first; line < end; line++)
        texts += line_cell(w, line, col) != NULL;
    for (uint32_t c = col + 1; c <= last; c++)
        columns += figures_in(w, first, end, c) * 5 >= texts * 4;
    return columns;
}

/* Two columns of figures right of `col`, both filled in all measured rows, percentages beside percentages and
   other figures beside such, and some of either: a start and a target, no stock and price. */
static bool two_ends(const struct work *w, size_t first, size_t end, uint32_t col, uint32_t last)
{
    for (uint32_t a = col + 1; a < last; a++) {
        size_t n = 0, percent = 0;
        bool same = true;
        for (size_t line = first; line < end && same; line++) {
            const struct cell *x = line_cell(w, line, a), *y = line_cell(w, line, a + 1);
            if (isnan(figure_at(w, line, a)) && isnan(figure_at(w, line, a + 1)))
                continue;
            same = x && y && !isnan(figure_at(w, line, a)) && !isnan(figure_at(w, line, a + 1)) &&
                   (mark_of(w, x)->content == CONTENT_PERCENT) ==
                       (mark_of(w, y)->content == CONTENT_PERCENT);
            percent += same && mark_of(w, x)->content == CONTENT_PERCENT;
            n++;
        }
        if (same && n >= FEWEST_ROWS && percent && percent < n)
            return true;
    }
    return false;
}

/* No label and no period is among them: "Team: | Claims", "Claims | Q2 2026". */
static bool heads_words(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content == CONTENT_PERIOD || ends_in_colon(w->sheet->cells[i].text))
            return false;
    return true;
}

/* A cell of the line goes down into the next: both are the header. */
static bool heads_two_lines(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct range *merge = merge_at(w, &w->sheet->cells[i]);
        if (merge && merge->row1 == row->index + 1 && line + 1 < w->n_lines &&
            w->lines[line + 1].row->index == row->index + 1)
            return true;
    }
    return false;
}

bool find_shape(struct work *w)
{
    enum { TOP = 20 };
    size_t measured = 0, seen = 0; /* end of the measured lines among those looked at */
    for (size_t line = 0; line + FEWEST_ROWS < w->n_lines && line < TOP; line++) {
        uint32_t first = 0, last = 0;
        if (!may_head(w, line, &first, &last))
            continue;
        bool deep = heads_two_lines(w, line);
        size_t body = line + 1 + deep,
               end = body + ROWS_LOOKED_AT < w->n_lines ? body + ROWS_LOOKED_AT : w->n_lines;
        size_t from = seen > body ? seen : body, its = measured_end(w, from, end);
        measured = its > from ? its : measured;
        seen = end;
        end = measured > body ? measured : body;
        uint32_t col = first;
        while (col < last && !items_beside(w, body, end, col, col + 1, last))
            col++;
        if (col >= last || (measured_columns(w, body, end, col + 1, last) < LEAST_FIGURES &&
                            !two_ends(w, body, end, col + 1, last) &&
                            !(heads_words(w, line) && tells_ways(w, body, end, col + 1))))
            continue;
        w->lines[line + deep].header = .9; /* no word for an item: weak */
        w->lines[line + deep].is_header = true;
        return true;
    }
    return false;
}

/* --- items that no word tells ------------------------------------------------------------------------- */

/* What is said of an objective right of it. */
static bool stands_between(enum role role)
{
    return role == ROLE_WEIGHT || role == ROLE_OWNER || role == ROLE_ID || role == ROLE_PROGRESS;
}

/* Left of key results sentences with gaps, under a word that nobody knows; of measured ones whatever it
   may be a word for otherwise. */
/* "- Cover crops on 85%\n- 400 tonnes of compost": most cells of the column list several. */
static bool lists_several(const struct work *w, const struct head *head, uint32_t col)
{
    size_t n = 0, lists = 0;
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, col);
        n += cell != NULL;
        lists += cell && cell->type == CELL_TEXT && text_contains(text_trim(cell->text), T("\n"));
    }
    return n > 1 && lists * 2 > n;
}

static void settle_left_of_key_results(struct work *w, const struct head *head, struct table *table,
                                       bool figures)
{
    for (size_t i = 0; i + 1 < table->columns.n; i++) {
        struct column *c = &table->columns.v[i], *beside = c + 1;
        while (beside + 1 < table->columns.v + table->columns.n && stands_between(beside->role))
            beside++;
        bool priority = c->role == ROLE_IGNORED; /* "1. Children read", not "High" */
        if (beside->role != ROLE_KEY_RESULT || !c->header.len ||
            !(figures || c->role == ROLE_NONE || priority) ||
            (c->role != ROLE_NONE && c->role != ROLE_PARENT && c->role != ROLE_NOTE &&
             c->role != ROLE_IGNORED) ||
            !(items_beside(w, head->first, head->end, c->col, beside->col, head->col1) ||
              lists_several(w, head, beside->col)))
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
    size_t rows = rows_of(w, head->first, measured_end(w, head->first, head->end));
    return rows && texts * 10 >= rows * 9;
}

/* No word tells what stands in it, or one for remarks: "Evidence". */
static bool is_unnamed(const struct column *c)
{
    return c->role == ROLE_NONE || c->role == ROLE_NOTE;
}

/* Beside objectives a text in every row, under a word that nobody knows, or under one for any text
   ("Name") that goes on where the objective is not said again: key results, where they are measured, or
   where sentences go on so below each objective, beside whose they are or when they are due. */
void settle_beside_objectives(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    struct column *c = table->columns.v;
    bool measured = table_column(table, ROLE_TARGET) &&
                    (table_column(table, ROLE_BASELINE) || table_column(table, ROLE_CURRENT));
    bool answered = table_column(table, ROLE_OWNER) || table_column(table, ROLE_DUE) ||
                    table_column(table, ROLE_STATUS) || table_column(table, ROLE_PROGRESS);
    if (!table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_TYPE) || !(measured || answered))
        return;
    const struct column *objective = table_column(table, ROLE_OBJECTIVE);
    for (size_t i = 1; i < table->columns.n; i++) {
        bool any_text = c[i].role == ROLE_TITLE || c[i].role == ROLE_NOTE;
        const struct column *left = &c[i - 1];
        while (left > c && left->role != ROLE_OBJECTIVE &&
               (stands_between(left->role) || !texts_below(w, head, left->col).n))
            left--; /* "Ziel | Gew. | Kenngröße" */
        if (left->role != ROLE_OBJECTIVE && text_eq(c[i].reason, text_of(figures_word)) &&
            c[i].col > objective->col)
            left = objective;
        if (left->role != ROLE_OBJECTIVE || !c[i].header.len ||
            (c[i].role != ROLE_NONE && !any_text))
            continue;
        struct texts_below a = texts_below(w, head, left->col);
        struct texts_below b = texts_below(w, head, c[i].col);
        bool goes_on = a.n * 5 <= b.n * 4 || a.repeated;
        if (b.repeated || (any_text && !goes_on) || b.words < 2 * b.n || !in_each_row(w, head, b.n))
            continue;
        if (!measured && !(is_unnamed(&c[i]) && goes_on && a.first && b.words >= 3 * b.n))
            continue;
        c[i].role = ROLE_KEY_RESULT;
        c[i].reason = measured
                          ? T("a text in every row, between the objectives and the figures")
                          : T("a sentence in every row, several beside and below each objective");
        assume(w, c[i].place, "'" TEXT_FMT "' holds the key results", TEXT_ARG(c[i].header));
        return;
    }
}

/* No word says what its texts are; a note is one by what it holds. */
static bool open_for_texts(const struct column *c)
{
    return c->role == ROLE_NONE || c->role == ROLE_TITLE || c->role == ROLE_METRIC ||
           ((c->role == ROLE_NOTE || c->role == ROLE_TARGET) && c->confidence < .2);
}

/* All but one in eight of its texts are written like people's full names, and there are several. */
static bool are_people(const struct work *w, const struct head *head, uint32_t col)
{
    size_t n = 0, people = 0;
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, col);
        n += cell != NULL;
        people += cell && cell->type == CELL_TEXT && value_like_people(cell->text) >= 2;
    }
    return n >= 5 && people * 8 >= n * 7;
}

/* Two columns of texts next to each other whose words tell no items: sentences with gaps or repeated,
   and beside them a text in every row. */
static bool is_pair(const struct work *w, const struct head *head, const struct column *c,
                    const struct column *objective)
{
    bool first = open_for_texts(&c[0]) || c[0].role == ROLE_PARENT || &c[0] == objective;
    return first && open_for_texts(&c[1]) && c[0].header.len && c[1].header.len &&
           c[1].col == c[0].col + 1 && !are_people(w, head, c[1].col) &&
           items_beside(w, head->first, head->end, c[0].col, c[1].col, head->col1) &&
           in_each_row(w, head, texts_below(w, head, c[1].col).n);
}

/* Figures for both ends, and one column of texts left of them, in every row: its rows are items, if they are
   of two kinds. */
void settle_only_text(const struct settling *on)
{
    struct table *table = on->table;
    struct column *c = table->columns.v, *found = NULL;
    if (table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_TITLE) || table_column(table, ROLE_TYPE) ||
        !table_column(table, ROLE_TARGET) ||
        !(table_column(table, ROLE_BASELINE) || table_column(table, ROLE_CURRENT)))
        return;
    for (size_t i = 0; i < table->columns.n && !is_figure_role(c[i].role); i++) {
        struct texts_below t = texts_below(on->w, on->head, c[i].col);
        if (!open_for_texts(&c[i]) || !c[i].header.len || !t.n)
            continue;
        if (found)
            return; /* two of them */
        found = in_each_row(on->w, on->head, t.n) && t.words >= 2 * t.n ? &c[i] : NULL;
    }
    if (!found)
        return;
    found->role = ROLE_TITLE;
    found->reason = T("the only texts beside the figures");
    assume(on->w, found->place, "'" TEXT_FMT "' holds the items", TEXT_ARG(found->header));
}

/* Nothing stands in the row where key results have their start, target and current value. */
static bool is_unmeasured(const struct settling *on, size_t line)
{
    for (size_t i = 0; i < on->table->columns.n; i++)
        if (is_figure_role(on->table->columns.v[i].role) &&
            line_cell(on->w, line, on->table->columns.v[i].col))
            return false;
    return true;
}

/* "A. Dogs go home | | ..." above " | Patients out by six | 54 % | 80 %": texts in rows without figures, and right of
   them others in all measured rows, nothing above either that says what they are. */
static bool settle_sections(const struct settling *on)
{
    struct work *w = on->w;
    struct column *c = on->table->columns.v;
    size_t n = 0, words = 0, rows = 0;
    if (on->table->columns.n < 4 || c[0].header.len || c[1].header.len ||
        !(open_for_texts(&c[0]) && open_for_texts(&c[1])))
        return false;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        const struct cell *a = line_cell(w, line, c[0].col), *b = line_cell(w, line, c[1].col);
        if (a && !b && is_unmeasured(on, line)) {
            n++;
            words += text_words(a->text);
        } else if (a || !b || b->type != CELL_TEXT) {
            return false;
        }
        rows += b != NULL;
    }
    if (n < 2 || words < 3 * n || rows < 2 * n || line_cell(w, on->head->first, c[0].col) == NULL)
        return false;
    c[0].role = ROLE_OBJECTIVE;
    c[1].role = ROLE_KEY_RESULT;
    c[0].reason = T("sentences alone in their rows, above measured texts");
    c[1].reason = T("measured texts below sentences alone in their rows");
    assume(w, sheet_place(w->sheet, w->lines[on->head->first].row->index, c[0].col),
           "texts alone in their rows are objectives, those right of them their key results");
    return true;
}

bool is_weak(const struct settling *on, const struct column *c)
{
    const struct column_case *from = case_of(on->cases, c);
    const struct sense *s = from->candidates[from->chosen].sense;
    return s && s->weight < .7;
}

static const char beside_figures[] = "a text in every row, beside its figures";

static const char from_to_texts[] = "texts that say from what to what";

/* Figures for both ends, or texts that say from what to what, and left of them a pair of texts under words
   that nobody knows: these are objectives and key results. */
void settle_shape(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    struct column *c = table->columns.v;
    size_t first = 0;
    bool figures = table_column(table, ROLE_TARGET) &&
                   (table_column(table, ROLE_BASELINE) || table_column(table, ROLE_CURRENT));
    if (table_column(table, ROLE_KEY_RESULT) && !table_column(table, ROLE_OBJECTIVE) &&
        !table_column(table, ROLE_TITLE) && !table_column(table, ROLE_TYPE))
        settle_left_of_key_results(w, head, table, figures);
    const struct column *objective = table_column(table, ROLE_OBJECTIVE);
    if ((objective && !is_weak(on, objective)) || table_column(table, ROLE_KEY_RESULT) ||
        (figures && settle_sections(on)))
        return;
    while (first < table->columns.n &&
           (!is_figure_role(c[first].role) || open_for_texts(&c[first])))
        first++;
    for (size_t i = 0; i + 1 < first; i++) {
        if (!is_pair(w, head, &c[i], objective) ||
            !(figures || tells_ways(w, head->first, head->end, c[i + 1].col)))
            continue;
        c[i].role = ROLE_OBJECTIVE;
        c[i + 1].role = ROLE_KEY_RESULT;
        c[i].reason = T("sentences, each above or beside several measured texts");
        c[i + 1].reason = text_of(figures ? beside_figures : from_to_texts);
        assume(w, c[i].place, "'" TEXT_FMT "' holds the objectives, '" TEXT_FMT "' the key results",
               TEXT_ARG(c[i].header), TEXT_ARG(c[i + 1].header));
        return;
    }
}

/* Beside objectives, whatever their word, two key results and a third of them say from what to what. */
static bool any_ways(const struct work *w, const struct table *table, const struct column *item)
{
    size_t n = 0, ways = 0;
    for (size_t line = 0; line < w->n_lines && table_column(table, ROLE_OBJECTIVE); line++) {
        uint32_t row = w->lines[line].row->index;
        const struct cell *cell = row > table->range.row0 && row <= table->range.row1
                                      ? line_cell(w, line, item->col)
                                      : NULL;
        n += cell && cell->type == CELL_TEXT;
        ways += cell && cell->type == CELL_TEXT && says_way(cell->text);
    }
    return ways > 1 && ways * 3 >= n;
}

/* Key results that say from what to what, beside what is said of OKRs: whose they are, when they are due. */
bool told_by_ways(struct work *w, const struct table *table)
{
    const struct column *item = table_column(table, ROLE_KEY_RESULT);
    return item && (text_eq(item->reason, text_of(from_to_texts)) || any_ways(w, table, item)) &&
           (table_column(table, ROLE_OWNER) || table_column(table, ROLE_DUE) ||
            table_column(table, ROLE_STATUS) || table_column(table, ROLE_PROGRESS) ||
            table_column(table, ROLE_CONFIDENCE) || speaks_of_okrs(w, true));
}
