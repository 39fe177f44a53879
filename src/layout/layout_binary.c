/*
 * Ones and noughts below or beside key results' codes are ticks: "Team | KR1.1 | KR1.2" above "Sales | 1 | 0".
 * Marked as such before anything is read, so that whoever reads ticks need not know.
 */
#include "layout/layout_work.h"

enum { LEAST = 2 };

/* "1.2": two numbers and a dot. */
bool is_outline_pair(struct text t)
{
    size_t dot = text_find(t, T("."), 0), digits = 0;
    for (size_t i = 0; i < t.len; i++)
        digits += t.ptr[i] >= '0' && t.ptr[i] <= '9';
    return dot != SIZE_MAX && dot > 0 && dot + 1 < t.len && digits + 1 == t.len && t.len <= 5;
}

/* Two numbers in it, an objective's and a key result's: "KR1" alone heads a wide table's progress as well. */
static bool has_two_numbers(struct text t)
{
    size_t runs = 0;
    for (size_t i = 0; i < t.len; i++)
        runs += t.ptr[i] >= '0' && t.ptr[i] <= '9' &&
                (i == 0 || t.ptr[i - 1] < '0' || t.ptr[i - 1] > '9');
    return runs >= 2;
}

static bool is_code(const struct cell *cell)
{
    struct text t = cell ? text_trim(cell->text) : (struct text){0};
    return is_outline_pair(t) || (code_kind(t) == PREFIX_KEY_RESULT && has_two_numbers(t));
}

/* "KR1.1 Revenue", "KR 1.1: Revenue", "1.2": a code, alone or before words. */
static bool begins_with_code(const struct cell *cell)
{
    struct text rest = text_trim(cell->text), code = leading_code(rest);
    struct cell word = {.text = code.len ? code : text_cut(&rest, ' ')};
    return is_code(&word);
}

static bool is_one(const struct cell *cell)
{
    return text_eq(text_trim(cell->text), T("1"));
}

bool is_figure_of_tick(const struct cell *cell)
{
    return is_one(cell) || text_eq(text_trim(cell->text), T("0"));
}

bool is_total_line(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line);
    return first && vocabulary_begins(w->words, WORDS_TOTAL, mark_of(w, first)->key) > 0;
}

/* Whether nothing but ticks, ones and noughts stands in the column from one line on, a one among them. */
static bool only_ticks_below(const struct work *w, size_t line, uint32_t col)
{
    bool any = false;
    for (; line < w->n_lines; line++) {
        const struct cell *cell = is_total_line(w, line) ? NULL : line_cell(w, line, col);
        unsigned content = cell ? mark_of(w, cell)->content : CONTENT_BLANK;
        if (content == CONTENT_BLANK)
            continue;
        if (content != CONTENT_TICK && !is_figure_of_tick(cell))
            return false;
        any |= content == CONTENT_TICK || is_one(cell);
    }
    return any;
}

static bool filled_below(const struct work *w, size_t line, uint32_t col)
{
    for (; line < w->n_lines; line++) {
        const struct cell *cell = line_cell(w, line, col);
        if (cell && mark_of(w, cell)->content != CONTENT_BLANK)
            return true;
    }
    return false;
}

static struct mark *mark_at(struct work *w, const struct cell *cell)
{
    return &w->marks[cell - w->sheet->cells];
}

static void mark_below(struct work *w, size_t line, uint32_t col)
{
    for (; line < w->n_lines; line++) {
        const struct cell *cell = is_total_line(w, line) ? NULL : line_cell(w, line, col);
        if (cell && is_figure_of_tick(cell))
            mark_at(w, cell)->content = CONTENT_TICK;
    }
}

/* A line of codes above such columns. */
static bool mark_below_codes(struct work *w, size_t head)
{
    size_t codes = 0, ticked = 0;
    for (int take = 0; take < 2 && (!take || (ticked >= LEAST && ticked * 2 > codes)); take++) {
        const struct row *row = w->lines[head].row;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            if (!begins_with_code(cell) || (take && !only_ticks_below(w, head + 1, cell->col)))
                continue;
            if (!take) {
                codes++;
                ticked += only_ticks_below(w, head + 1, cell->col);
                continue;
            }
            mark_below(w, head + 1, cell->col);
            if (cell->type == CELL_NUMBER)
                w->marks[i].content = CONTENT_OUTLINE;
        }
    }
    return ticked >= LEAST && ticked * 2 > codes;
}

/* A name above ticks: no figure, and no word for one ("Start | Target"). */
static bool may_head(const struct work *w, const struct cell *cell)
{
    if (!cell || cell->type != CELL_TEXT)
        return false;
    const struct header_reading *r = mark_of(w, cell)->reading;
    enum role role = r && r->n && r->senses[0].weight >= .7 ? r->senses[0].role : ROLE_NONE;
    return role == ROLE_NONE || role == ROLE_UNIT_NAME || role == ROLE_PARENT ||
           is_item_by_itself(w, cell);
}

/* Nothing but such columns, and sums of them, behind the first: no check-ins, no counts of something. */
static bool all_ticked(const struct work *w, size_t head)
{
    const struct row *row = w->lines[head].row;
    bool begun = false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct header_reading *r = w->marks[i].reading;
        bool sum = vocabulary_begins(w->words, WORDS_TOTAL, w->marks[i].key) > 0;
        bool open = w->marks[i].content == CONTENT_BLANK || sum || !may_head(w, cell);
        if (open)
            continue;
        bool when = (r && r->period) || is_day(w, cell) || is_of_series(w, head, cell);
        if (when && !is_item_by_itself(w, cell))
            return false;
        bool ticks = only_ticks_below(w, head + 1, cell->col);
        if (begun && !ticks && filled_below(w, head + 1, cell->col))
            return false;
        begun |= ticks;
    }
    return begun;
}

/* "Company KR", "Team" in the corner: what stands below are names of those. */
static bool heads_names(const struct work *w, const struct cell *corner)
{
    const struct header_reading *r = mark_of(w, corner)->reading;
    enum role role = r && r->n && r->senses[0].weight >= .7 ? r->senses[0].role : ROLE_NONE;
    return role == ROLE_KEY_RESULT || role == ROLE_OBJECTIVE || role == ROLE_UNIT_NAME;
}

/* Codes down the first column of the rows below a line of names, or whatever stands below a word for items or
   teams, and such columns beside them. */
static bool mark_beside_names(struct work *w, size_t head)
{
    const struct cell *corner = line_first(w, head);
    bool told = corner && heads_names(w, corner) && all_ticked(w, head);
    size_t coded = 0, columns = 0;
    for (size_t line = head + 1; line < w->n_lines; line++) {
        const struct cell *first = line_first(w, line);
        if (is_total_line(w, line) || !first)
            continue;
        if (told ? first->col != corner->col || first->type != CELL_TEXT : !begins_with_code(first))
            return false;
        coded++;
    }
    for (int take = 0; take < 2 && (!take || (coded > LEAST && columns >= LEAST)); take++) {
        const struct row *row = w->lines[head].row;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            if (!may_head(w, cell) || !only_ticks_below(w, head + 1, cell->col))
                continue;
            columns += !take;
            if (take)
                mark_below(w, head + 1, cell->col);
        }
    }
    for (size_t line = head + 1; coded > LEAST && columns >= LEAST && line < w->n_lines; line++) {
        const struct cell *first = line_first(w, line);
        if (first && first->type == CELL_NUMBER)
            mark_at(w, first)->content = CONTENT_OUTLINE;
    }
    return coded > LEAST && columns >= LEAST;
}

void mark_binary(struct work *w)
{
    enum { DEEPEST = 12 };
    for (size_t head = 0; head + LEAST < w->n_lines && head < DEEPEST; head++)
        if (mark_below_codes(w, head) || mark_beside_names(w, head))
            return;
}
