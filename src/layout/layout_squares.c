/*
 * One page for one objective: its key results in one square, and in the others what the team does this
 * week, in the next four, and how healthy it is (Christina Wodtke, "Radical Focus", the four-square).
 * Only the square of the objective holds OKRs; the cells of the others are taken out of the way.
 */
#include "layout/layout_work.h"

enum { MOST_SQUARES = 12 };

struct square {
    const struct cell *cell;
    bool okrs;
};

struct page {
    struct square v[MOST_SQUARES];
    size_t n, others, objectives;
};

/* The heading of a square: "Next 4 weeks", or the objective's own, with it or above it. */
static bool heads_square(const struct work *w, size_t i, struct square *square)
{
    const struct mark *m = &w->marks[i];
    const struct header_reading *r = m->reading;
    square->cell = &w->sheet->cells[i];
    square->okrs = m->prefix == PREFIX_OBJECTIVE ||
                   vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, m->key) ||
                   (r && r->n && r->senses[0].role == ROLE_TITLE && r->senses[0].weight >= .9);
    return square->okrs || vocabulary_has(w->words, WORDS_SQUARE, m->key);
}

static bool says_state(const struct mark *m)
{
    enum role role = m->reading && m->reading->n ? m->reading->senses[0].role : ROLE_NONE;
    return role == ROLE_CONFIDENCE || role == ROLE_STATUS || role == ROLE_PROGRESS;
}

/* Nothing but headings stands in the row of one, up to the square of an objective that begins in it. */
static bool row_of_headings(const struct work *w, const struct cell *cell)
{
    size_t at = (size_t)(cell - w->sheet->cells), first = at, end = at;
    while (first > 0 && w->sheet->cells[first - 1].row == cell->row)
        first--;
    while (end < w->sheet->n_cells && w->sheet->cells[end].row == cell->row)
        end++;
    for (size_t i = first; i < end; i++) {
        struct square square;
        if (w->marks[i].content != CONTENT_BLANK && !says_state(&w->marks[i]) &&
            (w->sheet->cells[i].type != CELL_TEXT || !heads_square(w, i, &square)))
            return false;
        if (i > at && heads_square(w, i, &square) && square.okrs)
            break;
    }
    return true;
}

/* Headings of squares, if they stand in two rows and two columns, with an objective among them. */
static bool find_page(const struct work *w, struct page *page)
{
    bool rows = false, cols = false;
    for (size_t i = 0; i < w->sheet->n_cells; i++) {
        struct square square;
        if (w->sheet->cells[i].type != CELL_TEXT || !heads_square(w, i, &square))
            continue;
        if (page->n == MOST_SQUARES || (!square.okrs && !row_of_headings(w, square.cell)))
            return false;
        page->others += !square.okrs;
        page->objectives += square.okrs;
        page->v[page->n++] = square;
    }
    for (size_t i = 0; i < page->n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct square *a = &page->v[i], *b = &page->v[k];
            rows |= !a->okrs && !b->okrs && a->cell->row != b->cell->row;
            cols |= a->okrs != b->okrs && a->cell->row == b->cell->row;
        }
    return page->others >= 2 && page->objectives && rows && cols;
}

/* The square to which a cell belongs: the lowest heading above it, or in its row, that stands left of
   it or above; NULL. */
static const struct square *square_of(const struct page *page, const struct cell *cell)
{
    const struct square *best = NULL;
    for (size_t i = 0; i < page->n; i++) {
        const struct cell *head = page->v[i].cell;
        if (head->row > cell->row || head->col > cell->col)
            continue;
        bool nearer = !best || head->col > best->cell->col ||
                      (head->col == best->cell->col && head->row > best->cell->row);
        best = nearer ? &page->v[i] : best;
    }
    return best;
}

void clear_squares(struct work *w)
{
    struct page page = {0};
    if (!find_page(w, &page))
        return;
    for (size_t i = 0; i < w->sheet->n_cells; i++) {
        const struct square *square = square_of(&page, &w->sheet->cells[i]);
        if (square && !square->okrs)
            w->marks[i] = (struct mark){.content = CONTENT_BLANK};
    }
    drop_blank_lines(w);
    for (size_t i = 0, told = 0; i < page.n && told == 0; i++)
        if (!page.v[i].okrs && ++told)
            assume(w, cell_place(w->sheet, page.v[i].cell),
                   "'" TEXT_FMT "' and what stands below it are no OKRs, nor are %zu more squares",
                   TEXT_ARG(text_shorten(w->scratch, page.v[i].cell->text, 40)), page.others - 1);
}
