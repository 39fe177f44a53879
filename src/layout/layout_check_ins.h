/* Rows that say again and again how far the same key results are. */
#ifndef LAYOUT_LAYOUT_CHECK_INS_H
#define LAYOUT_LAYOUT_CHECK_INS_H

#include "layout/layout_column.h"

/* Of each line of a table's body; NULL: it has no such rows. */
struct check_ins {
    size_t *latest; /* of the first line of a key result: the line where it stands last in time */
    size_t *before; /* the line before that one in time; SIZE_MAX: there is none */
    bool *again;    /* it stands further up already */
};

/* Why a column is what it is: it dates such rows. */
extern const char dates_rows[];

/* The rows of such a table; what dates them becomes a column for that, and that is said. objective: NULL, if
   no column names them. */
struct check_ins find_check_ins(struct work *w, const struct head *head, struct table *table,
                                const struct column *objective, const struct column *key_result);

/* The same for rows that are of one initiative each, and say their key results again: layout_works.c. */
struct check_ins find_works(struct work *w, const struct head *head, const struct table *table,
                            const struct column *objective, const struct column *key_result);

#endif
