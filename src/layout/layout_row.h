/* Rows under the columns of their table: only for layout_row.c, layout_step.c and layout_table.c. */
#ifndef LAYOUT_LAYOUT_ROW_H
#define LAYOUT_LAYOUT_ROW_H

#include "layout/layout_check_ins.h"

struct table_reader {
    struct reader *r;
    struct work *w;
    const struct head *head;
    struct table *table;
    const struct column *objective, *key_result; /* both, or one of them NULL */
    const struct column *titles;                 /* column of rows of both kinds; NULL */
    int8_t *kinds;                               /* of the rows of `titles` */
    bool one_cell;             /* key results of an objective in one cell, on lines of their own */
    bool *objective_scope;     /* of each column: belongs to the objective */
    bool *spans;               /* the same: its merged cells end amid the rows of an objective */
    struct map objectives;     /* text and unit -> record */
    struct map uppers;         /* text of an item of the company's, in a column of such -> record */
    const struct cell **units; /* of each column with units: the one that holds on this row */
    const struct cell **said;  /* of each column: the last cell that is no "same as above" */
    bool aside;                /* below "Risks" in the objectives' column */
    struct text section;       /* under which they stand */
    size_t *across; /* of each column of ticks below an objective: its record; NULL: none has one */
    struct check_ins seen; /* rows that tell the same key results again */
    size_t *taken;         /* of each column: the record that has a value from below its row */
    size_t start;          /* the line where the open objective begins; SIZE_MAX */
    struct {
        uint32_t indent;
        size_t record;
    } above[8]; /* objectives that go on, each further right than the one before it */
    size_t n_above;
    size_t current[6]; /* cascade: the item of each level now */
    size_t parent_objective[6];
};

/* layout_row.c */

/* A mark, or words, for "the same as above". */
bool is_ditto(const struct work *w, const struct cell *cell);

bool is_value(enum role role);

const struct cell *cell_in(const struct table_reader *t, size_t line, const struct column *c);

bool all_open(const struct work *w, size_t line);

/* More of the item above: values that it does not have yet, and texts. False: it has them, somebody else
   owns them, or the item is an objective and key results have values, so these are of one that nobody named. */
bool goes_on(struct table_reader *t, size_t line);

/* The cell further up that is merged over this one; NULL. */
const struct cell *merged_over(const struct table_reader *t, size_t line, uint32_t col);

bool has_one_cell(struct table_reader *t);

void read_pair_line(struct table_reader *t, size_t line);

const struct cell *header_cell(const struct table_reader *t, const struct column *c);

void read_wide_line(struct table_reader *t, size_t line);

void read_title_line(struct table_reader *t, size_t line);

void read_cascade_line(struct table_reader *t, size_t line);

/* layout_step.c */

/* "Task: ..." without a start or target of its own below a key result: what is done for it. */
bool is_step(const struct table_reader *t, size_t line, const struct cell *cell);

/* Notes it beside the item that it is done for, with the notes of its own row. */
void take_step(struct table_reader *t, size_t line, const struct cell *cell,
               const struct column *column);

/* "Ann", "20 %" right of a step, in a column where each row beside the merged item has its own: said of the step. */
bool is_of_step(const struct table_reader *t, size_t line, const struct cell *item,
                const struct column *c);

/* A step's row has figures that are not the item's: it is kept in words, where the item is merged over it. */
bool keep_step(struct table_reader *t, size_t line);

#endif
