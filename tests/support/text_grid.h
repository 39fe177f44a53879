/*
 * Grids written as text, for unit tests and the fuzzer:
 *
 *     == Growth            a sheet (hidden, if the name begins with '!')
 *     Objective | KR       a row; '*' before a cell: bold; '>' one step of indent; '~' a line end
 *     .merge 1 0 3 0       rows and columns from 0, inclusive
 *     .hide 2              a row
 *
 * Figures become numbers. Without a "==" line there is one sheet without a name, as in a CSV.
 */
#ifndef SUPPORT_TEXT_GRID_H
#define SUPPORT_TEXT_GRID_H

#include "import/grid.h"
#include "import/sheet.h"

#include <stdio.h>
#include <string.h>

struct text_grid {
    struct arena *mem;
    struct book *book;
    struct grid grid;
    uint64_t budget;
    uint32_t row;
};

static inline void text_grid_finish(struct text_grid *t)
{
    if (t->book->n_sheets)
        grid_finish(&t->grid, &t->book->sheets[t->book->n_sheets - 1]);
}

static inline void text_grid_sheet(struct text_grid *t, struct text name)
{
    enum { MOST_SHEETS = 8 };
    if (t->book->n_sheets == MOST_SHEETS)
        return;
    text_grid_finish(t);
    if (!t->book->sheets)
        t->book->sheets = NEW_ARRAY(t->mem, struct sheet, MOST_SHEETS);
    struct sheet *sheet = &t->book->sheets[t->book->n_sheets++];
    bool hidden = text_starts(name, T("!"));
    *sheet = (struct sheet){.name = text_slice(name, hidden, name.len),
                            .state = hidden ? SHEET_HIDDEN : SHEET_VISIBLE,
                            .book = t->book};
    t->grid = (struct grid){.mem = t->mem, .budget = &t->budget};
    t->row = 0;
}

static inline void text_grid_cell(struct text_grid *t, uint32_t col, struct text text)
{
    double number;
    uint8_t indent = 0, flags = 0;
    for (; text.len && (text.ptr[0] == '>' || text.ptr[0] == '*'); text.ptr++, text.len--) {
        indent = (uint8_t)(indent + (text.ptr[0] == '>' && indent < 20));
        flags |= text.ptr[0] == '*' ? CELL_BOLD : 0;
    }
    struct cell *cell = text.len && col < GRID_COLS ? grid_cell(&t->grid, t->row, col) : NULL;
    if (!cell)
        return;
    char *copy = text_z(t->mem, text);
    for (char *c = copy; *c; c++)
        if (*c == '~')
            *c = '\n';
    if (number_parse(text, &number))
        cell_set_number(t->mem, cell, number);
    else
        cell_set_text(cell, (struct text){copy, text.len});
    cell->flags |= flags;
    if (indent) {
        struct cell_extra *extra = NEW(t->mem, struct cell_extra);
        extra->indent = indent;
        cell->extra = extra;
    }
}

static inline bool text_grid_directive(struct text_grid *t, struct text line)
{
    unsigned n[4] = {0};
    char *z = text_z(t->mem, text_shorten(t->mem, line, 60));
    struct sheet *sheet = &t->book->sheets[t->book->n_sheets - 1];
    if (sscanf(z, ".merge %6u %5u %6u %5u", &n[0], &n[1], &n[2], &n[3]) == 4) {
        if (n[2] >= n[0] && n[3] >= n[1])
            *list_push(t->mem, &sheet->merges) = (struct range){n[0], n[1], n[2], n[3]};
    } else if (sscanf(z, ".hide %6u", &n[0]) == 1) {
        grid_row(&t->grid, n[0], true, 0);
    } else {
        return false;
    }
    return true;
}

static inline struct book *text_grid(struct arena *mem, const char *path, struct text text)
{
    struct text_grid t = {.mem = mem, .book = NEW(mem, struct book), .budget = 100000};
    *t.book = (struct book){.path = text_of(path), .format = FORMAT_XLSX, .read = true};
    t.book->diag.mem = mem;
    if (!text_starts(text, T("== "))) {
        t.book->format = FORMAT_CSV;
        text_grid_sheet(&t, (struct text){0});
    }
    while (text.len) {
        struct text line = text_cut(&text, '\n');
        if (text_starts(line, T("== "))) {
            text_grid_sheet(&t, text_trim(text_slice(line, 3, line.len)));
            continue;
        }
        if (text_grid_directive(&t, line))
            continue;
        for (uint32_t col = 0; line.ptr && line.len; col++)
            text_grid_cell(&t, col, text_trim(text_cut(&line, '|')));
        t.row++;
    }
    text_grid_finish(&t);
    return t.book;
}

#endif
