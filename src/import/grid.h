/* A sheet under construction: cells in any order in, the sorted grid of sheet.h out. */
#ifndef IMPORT_GRID_H
#define IMPORT_GRID_H

#include "config/config.h"
#include "import/sheet.h"

enum { GRID_ROWS = 1048576, GRID_COLS = 16384 };

struct grid {
    struct arena *mem;
    uint64_t *budget; /* cells that the file may still have; rows and merges count as well */
    struct cell *cells;
    size_t n_cells, cap_cells;
    struct row *rows; /* those with something to tell; the others are made by grid_finish */
    size_t n_rows, cap_rows;
    bool unordered;
    size_t doubled; /* cells that stood where another did, counted by grid_finish; the first */
    uint32_t doubled_row, doubled_col;
    bool full; /* the budget ran out: what came later is not there */
};

/* `v`, which has *cap elements and is from malloc, half as large again and some. */
void *grown(void *v, size_t *cap, size_t size);

/* There may be about so many cells; called before the first, or not at all. What is not used costs
   nothing, so it may be what the file says of itself. */
void grid_expect(struct grid *grid, uint64_t n);

/* A new cell, zeroed but for its position; NULL if the budget ran out. Good until the next call. */
struct cell *grid_cell(struct grid *grid, uint32_t row, uint32_t col);

/* A row that is hidden or outlined. */
void grid_row(struct grid *grid, uint32_t index, bool hidden, uint8_t outline);

/* Sorts and hands all over to `sheet`; of two cells in one place the later stays. `grid` is empty
   then, but for `doubled`. Merges of the sheet must be there already. */
void grid_finish(struct grid *grid, struct sheet *sheet);

/* Shortest form of a number, at most 15 digits: "0.45", "1e+20". */
struct text number_text(struct arena *mem, double number);

/* A number as files write it ('.', exponent), whatever the locale. */
bool number_parse(struct text t, double *out);

/* Days since 1899-12-30 -> "2026-06-30", "2026-06-30T14:30:00", "14:30:00" if there is no day. */
struct text days_text(struct arena *mem, double days);
/* A duration in days -> "36:15:00". */
struct text duration_text(struct arena *mem, double days);
/* Days since 1899-12-30 of a date of the proleptic Gregorian calendar. */
int32_t days_of(int year, int month, int day);
/* "2026-06-30", "2026-06-30T14:30:00", with or without Z -> days. */
bool days_parse(struct text t, double *days);

/* Fills a cell with a value of this type, its text included. */
void cell_set_number(struct arena *mem, struct cell *cell, double number);
void cell_set_days(struct arena *mem, struct cell *cell, double days, bool duration);
void cell_set_bool(struct cell *cell, bool value);
void cell_set_text(struct cell *cell, struct text t);

#endif
