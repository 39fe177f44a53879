/*
 * How a CSV is written. Records are told apart by the rule of spreadsheet programs: a field that
 * starts with a quote ends at the next single one, and what follows up to the delimiter belongs to
 * it literally. A quote that never closes is an ordinary character.
 */
#ifndef IMPORT_DIALECT_H
#define IMPORT_DIALECT_H

#include "base/text.h"

struct field_scan {
    size_t start, end;  /* of the field as written, blanks before a quote left out */
    size_t open, close; /* inside of the quotes; open > close: not quoted */
    bool irregular;     /* text behind the closing quote, or a quote that never closes */
};

/* Scans one field at `at`, delimiter 0: none. Returns the offset of what ended it: a delimiter, a
   line end, or the end of the text. */
size_t scan_field(struct text t, size_t at, char delimiter, struct field_scan *field);

/* The offset behind the line end at `at`: "\n", "\r", "\r\n". */
size_t skip_line_end(struct text t, size_t at);

/* The delimiter that makes the most consistent table: ',' ';' '\t' '|' '^', where none of them
   does and the file is as clear about it ':', or 0 for a file of one column. `*share`: of the records sampled, how many have the usual number of fields. */
char find_delimiter(struct arena *mem, struct text t, double *share);

/* Lines that are wrapped whole in quotes, as programs do that take a line for one field. */
struct wrapped {
    size_t lines, others; /* wrapped; not, and not blank */
    size_t first;         /* of them, from 1 */
};

/* The text with these lines unwrapped, be it all or only some that make rows like the others then;
   else absent. */
struct text unwrap_lines(struct arena *mem, struct text t, struct wrapped *told);

#endif
