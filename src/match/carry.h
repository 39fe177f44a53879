/*
 * What one report hands to the next: tables of plain records in hidden sheets, written by
 * report/state.c and read here. A table says once which member stands under which header; columns
 * are found by header, so that old reports and edited ones can be read.
 */
#ifndef MATCH_CARRY_H
#define MATCH_CARRY_H

#include "import/sheet.h"

enum carry_type { CARRY_TEXT, CARRY_NUMBER, CARRY_COUNT, CARRY_FLAG };

struct carry_column {
    const char *header;
    enum carry_type type; /* of the member: struct text, double (NAN: blank), uint32_t, bool */
    size_t offset;
};

struct carry_table {
    const char *sheet; /* name of the hidden sheet */
    size_t size;       /* of a record */
    const struct carry_column *columns;
    size_t n_columns;
    size_t place; /* offset of a struct place member to be set, or SIZE_MAX */
};

/* The records of the table's sheet in `book`, of any sheet if `any_sheet`; their number in *n. NULL:
   there is no such sheet, or it lacks the first column of the table. */
void *carry_read(struct arena *mem, const struct carry_table *table, const struct book *book,
                 bool any_sheet, size_t *n);

#endif
