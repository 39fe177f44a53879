/*
 * Where something was seen: a file, a sheet in it, a cell in that. Every item, field, reference,
 * link and finding keeps one. In messages `growth.xlsx:Q4!C12`, in a CSV `growth.csv:12:3` (line
 * and column, from 1), for a file alone `growth.xlsx`.
 */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

#include "base/text.h"

#define PLACE_NONE UINT32_MAX

struct place {
    struct text file;  /* relative to the folder that was given, with '/' */
    struct text sheet; /* absent for a CSV */
    uint32_t row, col; /* from 0; both PLACE_NONE: the whole sheet or file; col alone: the row */
};

struct place place_of_file(struct text file);

/* "growth.xlsx:Q4!C12" */
struct text place_text(struct arena *mem, struct place p);

/* "C12"; absent if the place is no cell. */
struct text place_cell(struct arena *mem, struct place p);

/* "C" for 2. */
struct text column_letters(struct arena *mem, uint32_t col);

/* Order of appearance: file, sheet, row, column. */
int place_cmp(const struct place *a, const struct place *b);

#endif
