/*
 * Where the last table of a sheet ends. Below it stand who signed, what to remember, lists of jobs and
 * telephones: behind a blank row, and without a figure in the columns that hold the table's figures.
 */
#include "model/layout_column.h"

#include <math.h>

enum { FEWEST_MEASURED = 3 };

/* What the rows of the table proper hold in its columns. */
struct body_columns {
    uint32_t col0, n;
    size_t rows; /* of two cells and more */
    size_t *figures, *texts;
};

static void count_line(const struct work *w, struct body_columns *b, size_t line)
{
    const struct row *row = w->lines[line].row;
    if (w->lines[line].filled < 2 || w->lines[line].is_header)
        return;
    b->rows++;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (cell->col < b->col0 || cell->col >= b->col0 + b->n ||
            w->marks[i].content == CONTENT_BLANK)
            continue;
        bool figure = !isnan(figure_at(w, line, cell->col));
        b->figures[cell->col - b->col0] += figure;
        b->texts[cell->col - b->col0] += !figure && cell->type == CELL_TEXT;
    }
}

static bool holds_figures(const struct body_columns *b, uint32_t col)
{
    size_t n = col >= b->col0 && col < b->col0 + b->n ? b->figures[col - b->col0] : 0;
    return n >= FEWEST_MEASURED && n * 5 >= b->rows * 3;
}

/* A row like those of the table: with a figure in one of its columns of figures, called an item, or with
   two sentences where the table has texts. */
static bool is_row_of(const struct work *w, const struct body_columns *b, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct mark *first = mark_of(w, line_first(w, line));
    size_t sentences = 0;
    if (first->prefix == PREFIX_OBJECTIVE || first->prefix == PREFIX_KEY_RESULT ||
        w->lines[line].is_header)
        return true;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        uint32_t col = w->sheet->cells[i].col;
        if (holds_figures(b, col) && !isnan(figure_at(w, line, col)))
            return true;
        bool text =
            col >= b->col0 && col < b->col0 + b->n && b->texts[col - b->col0] * 3 >= b->rows;
        sentences += text && w->marks[i].content == CONTENT_PROSE && !holds_figures(b, col);
    }
    return sentences >= 2;
}

static bool behind_gap(const struct work *w, size_t line)
{
    return w->lines[line - 1].row->index + 1 < w->lines[line].row->index;
}

/* The line behind the block that begins at `line`: behind its last row before a blank one. */
static size_t block_end(const struct work *w, size_t line, size_t end)
{
    do
        line++;
    while (line < end && !behind_gap(w, line));
    return line;
}

static bool is_block_of(const struct work *w, const struct body_columns *b, size_t line, size_t end)
{
    bool measured = false;
    for (uint32_t col = b->col0; col < b->col0 + b->n && !measured; col++)
        measured = holds_figures(b, col);
    for (; line < end && measured; line++)
        if (is_row_of(w, b, line))
            return true;
    return !measured;
}

size_t table_end(struct work *w, const struct head *head, size_t first)
{
    size_t end = head->end, tail = end, line = first;
    struct body_columns b = {.col0 = head->col0, .n = head->col1 - head->col0 + 1};
    if (end != w->n_lines || line == end)
        return end;
    b.figures = NEW_ARRAY(w->scratch, size_t, b.n);
    b.texts = NEW_ARRAY(w->scratch, size_t, b.n);
    for (size_t next; line < end; line = next) {
        next = block_end(w, line, end);
        if (line >= head->first && line != first && !is_block_of(w, &b, line, next)) {
            tail = tail == end ? line : tail;
            continue;
        }
        tail = end;
        for (size_t i = line; i < next; i++)
            count_line(w, &b, i);
    }
    return tail;
}
