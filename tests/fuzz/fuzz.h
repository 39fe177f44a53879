/* What fuzz targets share: a book that was read keeps its promises, whatever the bytes. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include "import/read.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void must_hold(bool condition)
{
    if (!condition)
        abort();
}

static inline void check_cell(const struct sheet *sheet, const struct row *row, uint32_t i)
{
    const struct cell *cell = &sheet->cells[i];
    must_hold(cell->row == row->index && cell->row < 1048576 && cell->col < 16384);
    must_hold(i == row->first || cell->col > cell[-1].col);
    must_hold(text_valid_utf8(cell->text));
    must_hold(cell->text.len || (cell->flags & CELL_UNCOMPUTED));
    must_hold(sheet_cell(sheet, cell->row, cell->col) == cell);
    sheet_cell_merged(sheet, cell->row, cell->col);
    sheet_col_hidden(sheet, cell->col);
}

static inline void check_sheet(const struct sheet *sheet)
{
    size_t cells = 0;
    must_hold(text_valid_utf8(sheet->name));
    for (size_t r = 0; r < sheet->n_rows; r++) {
        const struct row *row = &sheet->rows[r];
        must_hold(r == 0 || row->index > row[-1].index);
        must_hold(row->first == cells);
        for (uint32_t i = row->first; i < row->first + row->n; i++)
            check_cell(sheet, row, i);
        cells += row->n;
    }
    must_hold(cells == sheet->n_cells);
}

/* Reads the bytes as a file would be and checks what comes of it. */
static inline void read_and_check(struct text bytes)
{
    struct arena *mem = arena_new();
    struct config config = config_default();
    config.limits.cells = 20000;
    config.limits.inflated_bytes = 8 << 20;
    config.limits.seconds = 5;
    struct book *book = read_bytes(mem, &config, T("fuzz"), bytes);
    must_hold(book->read || diag_count(&book->diag, ADVICE) > 0);
    for (size_t i = 0; i < book->n_sheets; i++)
        check_sheet(&book->sheets[i]);
    for (size_t i = 0; i < book->diag.list.n; i++)
        must_hold(finding_line(mem, &book->diag.list.v[i]).len > 0);
    arena_free(mem);
}

#endif
