/*
 * Blocks beside the tables that are of something else: "Notes" in the row of an objective and remarks beneath it,
 * "Visitor figures" above "Month | Visitors". They begin behind an empty column, or where other rows have the first
 * column of a second table. The cells of such a block are taken out of the way.
 */
#include "layout/layout_measures.h"

#include <math.h>

enum { MOST_HEADERS = 64 };

struct block {
    size_t from, end; /* lines */
    uint32_t col;     /* its first column */
};

struct headers {
    size_t v[MOST_HEADERS], n; /* lines of nothing but words, two and more of them for columns */
};

/* The first cell of the line in that column or further right; NULL. */
static const struct cell *first_from(const struct work *w, size_t line, uint32_t col)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->sheet->cells[i].col >= col && w->marks[i].content != CONTENT_BLANK)
            return &w->sheet->cells[i];
    return NULL;
}

/* How many cells of the line stand left of the column. */
static size_t filled_left(const struct work *w, size_t line, uint32_t col)
{
    const struct row *row = w->lines[line].row;
    size_t n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n && w->sheet->cells[i].col < col;
         i++)
        n += w->marks[i].content != CONTENT_BLANK;
    return n;
}

static bool adjacent(const struct work *w, size_t line)
{
    return line + 1 < w->n_lines && w->lines[line].row->index + 1 == w->lines[line + 1].row->index;
}

static bool is_header(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    size_t known = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct mark *m = &w->marks[i];
        if (m->content == CONTENT_BLANK)
            continue;
        if (w->sheet->cells[i].type != CELL_TEXT || m->prefix == PREFIX_OBJECTIVE ||
            m->content == CONTENT_NUMBER || m->content == CONTENT_PERCENT)
            return false;
        known += m->reading && m->reading->n && m->reading->senses[0].weight >= .6;
    }
    return known >= 2;
}

/* Left of the column stands an objective, and nothing else: "Objective 3: ...", "Objective 3 | ...". */
static bool has_objective(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *first = line_first(w, line);
    const struct cell *next = line_cell(w, line, first->col + UINT32_C(1));
    size_t n = filled_left(w, line, col);
    bool label = n == 2 && next && mark_of(w, next)->content == CONTENT_PROSE &&
                 numbered_kind(w, first->text) == PREFIX_OBJECTIVE;
    return label || (n == 1 && mark_of(w, first)->prefix == PREFIX_OBJECTIVE);
}

/* What heads a column of items, or of what is said of them. */
static bool is_of_items(enum role role)
{
    return role != ROLE_NONE && role != ROLE_IGNORED && role != ROLE_PERIOD &&
           role != ROLE_UPDATED && role != ROLE_TITLE && role != ROLE_UNIT_NAME &&
           role != ROLE_METRIC;
}

/* From the column on nothing is of items: by a prefix, a word, a period, or as one of a series. */
static bool is_foreign(const struct work *w, size_t line, uint32_t col)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct mark *m = &w->marks[i];
        if (cell->col < col || m->content == CONTENT_BLANK)
            continue;
        if (m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT ||
            is_of_items(likeliest(m->reading, .6)) || is_of_series(w, line, cell) ||
            numbered_kind(w, cell->text) != PREFIX_NONE)
            return false;
    }
    return true;
}

/* A text alone from the column on. */
static bool is_alone(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *cell = first_from(w, line, col);
    return cell && cell->col == col && cell->type == CELL_TEXT && isnan(figure_at(w, line, col)) &&
           w->lines[line].filled == filled_left(w, line, col) + 1 && is_foreign(w, line, col);
}

/* The column left of the block is empty in all its rows, or a header begins there anew elsewhere. */
static bool is_apart(const struct work *w, const struct headers *h, const struct block *b)
{
    bool apart = b->col > 0;
    for (size_t line = b->from; line < b->end; line++)
        apart &= !line_cell(w, line, b->col - 1);
    for (size_t i = 0; i < h->n && !apart; i++) {
        const struct cell *cell = line_cell(w, h->v[i], b->col);
        apart = cell && cell != line_first(w, h->v[i]) &&
                text_eq(cell->text, line_first(w, h->v[i])->text);
    }
    return apart;
}

/* The line behind the texts that stand alone from the column on, beneath the line. */
static size_t texts_end(const struct work *w, size_t line, uint32_t col)
{
    size_t end = line + 1;
    for (size_t at = line; adjacent(w, at); at++) {
        if (is_alone(w, at + 1, col))
            end = at + 2;
        else if (first_from(w, at + 1, col))
            break;
    }
    return end;
}

/* "Notes", "Decisions needed" right of an objective, and texts alone beneath it. */
static bool find_notes(const struct work *w, const struct headers *h, size_t line, struct block *b)
{
    const struct row *row = w->lines[line].row;
    const struct cell *first = line_first(w, line),
                      *last = &w->sheet->cells[row->first + row->n - 1];
    while (last > first && mark_of(w, last)->content == CONTENT_BLANK)
        last--;
    struct text key = mark_of(w, last)->key;
    if (last == first || !has_objective(w, line, last->col) ||
        !(vocabulary_has(w->words, WORDS_NOTE, key) || vocabulary_has(w->words, WORDS_ASIDE, key)))
        return false;
    *b = (struct block){line, texts_end(w, line, last->col), last->col};
    return b->end > line + 1 && is_apart(w, h, b);
}

/* Another header has the same words left of the column, and is not the same from there on. */
static bool is_header_without(const struct work *w, const struct headers *h, size_t line,
                              uint32_t col)
{
    const struct row *row = w->lines[line].row;
    const struct cell *here = first_from(w, line, col);
    for (size_t k = 0; k < h->n; k++) {
        size_t n = 0;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
            const struct cell *cell = &w->sheet->cells[i], *same = line_cell(w, h->v[k], cell->col);
            n += cell->col < col && w->marks[i].content != CONTENT_BLANK && same &&
                 text_eq(same->text, cell->text);
        }
        const struct cell *there = first_from(w, h->v[k], col);
        bool other = !there || !text_eq(there->text, here->text);
        if (n > 1 && n == filled_left(w, line, col) && n == filled_left(w, h->v[k], col) && other)
            return true;
    }
    return false;
}

/* Below a header texts or days stand in the first column of the block, and figures beside them. */
static bool lists_figures(const struct work *w, size_t header, const struct block *b)
{
    size_t figures = 0;
    for (size_t line = header + 1; line < b->end; line++) {
        const struct row *row = w->lines[line].row;
        const struct cell *first = first_from(w, line, b->col);
        if (first->col != b->col || !isnan(figure_at(w, line, b->col)))
            return false;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
            figures += w->sheet->cells[i].col > b->col &&
                       !isnan(figure_at(w, line, w->sheet->cells[i].col));
    }
    return figures > 0;
}

/* "Visitor figures" above "Month | Visitors": a list of something else from the column on, in a header's line. */
static bool find_list(const struct work *w, const struct headers *h, size_t line, uint32_t col,
                      struct block *b)
{
    size_t left = filled_left(w, line, col);
    bool headed = line > 0 && adjacent(w, line - 1) && is_alone(w, line - 1, col);
    *b = (struct block){line - headed, line + 1, col};
    if (left < 2 || w->lines[line].filled < left + 2 || !is_foreign(w, line, col))
        return false;
    while (adjacent(w, b->end - 1) && first_from(w, b->end, col) && is_foreign(w, b->end, col) &&
           !is_header(w, b->end))
        b->end++;
    return lists_figures(w, line, b) && is_apart(w, h, b) &&
           (is_header_without(w, h, line, col) || (headed && has_objective(w, line - 1, col)));
}

/* Takes it out of the way, and says so. */
static void clear_block(struct work *w, const struct block *b)
{
    const struct cell *first = first_from(w, b->from, b->col);
    for (size_t line = b->from; line < b->end; line++) {
        const struct row *row = w->lines[line].row;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
            if (w->sheet->cells[i].col >= b->col)
                w->marks[i] = (struct mark){.content = CONTENT_BLANK};
    }
    diag_add(w->diag, FINDING_ASSUMED, cell_place(w->sheet, first),
             T("if it holds items, take away the empty column, or put them below the others"),
             "'" TEXT_FMT "' and what stands below it are no OKRs: a block beside the tables",
             TEXT_ARG(text_shorten(w->scratch, text_trim(first->text), 40)));
}

void drop_blank_lines(struct work *w)
{
    size_t kept = 0;
    for (size_t line = 0; line < w->n_lines; line++) {
        struct line l = w->lines[line];
        l.filled = 0;
        for (size_t i = l.row->first; i < (size_t)l.row->first + l.row->n; i++)
            l.filled += w->marks[i].content != CONTENT_BLANK;
        if (l.filled)
            w->lines[kept++] = l;
        else
            w->out->fates[l.number] = ROW_NOTE;
    }
    w->n_lines = kept;
}

/* The list that begins in the line, behind its first words. */
static bool find_lists(const struct work *w, const struct headers *h, size_t line, struct block *b)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK &&
            find_list(w, h, line, w->sheet->cells[i].col, b))
            return true;
    return false;
}

void clear_blocks(struct work *w)
{
    struct headers h = {0};
    struct block b;
    bool any = false;
    for (size_t line = 0; line < w->n_lines && h.n < MOST_HEADERS; line++)
        if (is_header(w, line))
            h.v[h.n++] = line;
    for (size_t i = 0; i < h.n; i++)
        if (find_lists(w, &h, h.v[i], &b)) {
            clear_block(w, &b);
            any = true;
        }
    for (size_t line = 0; h.n && line < w->n_lines; line++)
        if (w->lines[line].filled > 1 && w->lines[line].filled < 4 && find_notes(w, &h, line, &b)) {
            clear_block(w, &b);
            any = true;
        }
    if (any)
        drop_blank_lines(w);
}
