/*
 * Text: a slice of UTF-8 that is never modified and never owned. A blank slice ({NULL, 0}) means
 * "absent". Slices need not end in NUL: print them with TEXT_FMT and TEXT_ARG.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"
#include "base/list.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

struct text {
    const char *ptr;
    size_t len;
};

struct text_list LIST(struct text);

#define T(literal) ((struct text){(literal), sizeof(literal) - 1})
#define TEXT_FMT "%.*s"
#define TEXT_ARG(t) (int)(t).len, (t).ptr ? (t).ptr : ""

/* The slice of a C string; NULL gives the absent text. Not copied. */
struct text text_of(const char *z);

/* Copies into the arena; the copy is followed by a NUL. */
struct text text_copy(struct arena *mem, struct text t);
char *text_z(struct arena *mem, struct text t);

struct text text_printf(struct arena *mem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text text_vprintf(struct arena *mem, const char *format, va_list args);

bool text_eq(struct text a, struct text b);
bool text_eq_ascii_case(struct text a, struct text b); /* a-z equals A-Z, other bytes as they are */
int text_cmp(struct text a, struct text b);            /* by bytes; shorter first */
uint64_t text_hash(struct text t);                     /* the same on every machine and run */

bool text_starts(struct text t, struct text prefix);
bool text_ends(struct text t, struct text suffix);
/* Offset of the first `needle` at or after `from`; SIZE_MAX if there is none. */
size_t text_find(struct text t, struct text needle, size_t from);
bool text_contains(struct text t, struct text needle);

/* Clamped to the slice's length. */
struct text text_slice(struct text t, size_t from, size_t to);

/* Without white space at both ends (ASCII, no-break, zero-width, ideographic, BOM). */
struct text text_trim(struct text t);
/* "teams/north/" of "teams/north/okrs.csv", with its stroke; empty where there is none. */
struct text text_folder(struct text path);
bool text_blank(struct text t); /* nothing but white space */

/* Cuts at the first `separator`: returns what is before, leaves in *rest what is behind. */
struct text text_cut(struct text *rest, char separator);
/* Number of words: what spaces divide. */
size_t text_words(struct text t);
bool text_has_digit(struct text t); /* of 0 to 9 */

/* One code point from the front of *rest; 0xFFFD for a malformed byte. *rest must not be empty. */
uint32_t text_next(struct text *rest);
bool text_valid_utf8(struct text t);
/* The same text if it is valid, else a copy with U+FFFD for each malformed byte, whose number is
   added to *malformed if that is not NULL. */
struct text text_repair(struct arena *mem, struct text t, size_t *malformed);
/* Number of code points. */
size_t text_length(struct text t);
/* At most `limit` code points; with an ellipsis at the end where something was cut. */
struct text text_shorten(struct arena *mem, struct text t, size_t limit);
/* Lines within a cell, read on: a blank in the place of each line end. The same text if there is none. */
struct text text_joined_lines(struct arena *mem, struct text t);

/* The one of `known` that `word` was most likely meant to be; absent if none is near. */
struct text text_nearest(struct arena *scratch, struct text word, const struct text *known,
                         size_t n);

/* Text under construction. It lives in `mem` and may be read at any time. */
struct buf {
    struct arena *mem;
    char *ptr;
    size_t len, cap;
};

void buf_add(struct buf *b, struct text t);
void buf_add_z(struct buf *b, const char *z);
void buf_add_char(struct buf *b, char c);
void buf_add_utf8(struct buf *b, uint32_t code_point);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What was built; ends in NUL behind the slice. */
struct text buf_text(struct buf *b);
/* The same, of a buffer that is not used any more: room that it did not need is given back. */
struct text buf_done(struct buf *b);

/* Optimal string alignment in bytes is at most `most` (1 or 2): typos, a pair of letters swapped. Texts
   beyond 40 bytes are not nearly the same. */
bool text_nearly(struct text a, struct text b, unsigned most);

/* A share in whole per cent, as all of the program shows it: halves up; 100 and 0 only for what is
   not less and not more. */
double whole_percent(double share);

#endif
