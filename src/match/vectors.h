/*
 * A table of vectors for pieces of English words, so that texts can be near each other that share
 * no word ('churn', 'renewals'). Made once from a sentence model, see tests/eval/vectors; read from
 * templates/vectors.bin. Rows of a text's pieces are added up: their sum's direction is its meaning.
 *
 * The file, numbers little-endian: "okrvec 1", u32 rows, u32 numbers a row (VECTOR_DIM), u32 bytes
 * of names; u32 ends of names, from 0 on, one more than rows; the names, sorted, those that go on
 * with a word with '#' before them, padded to four bytes; f32 scale of each row; the rows, two
 * numbers a byte, low half first, each its value + 8.
 */
#ifndef MATCH_VECTORS_H
#define MATCH_VECTORS_H

#include "base/text.h"

enum { VECTOR_DIM = 256, MOST_PIECES = 8 };

struct vectors {
    uint32_t n; /* 0: there is no table */
    const unsigned char *ends, *names, *scales, *rows;
};

/* `content` must outlive the table; empty: no table. False: `*error` says what is wrong with it. */
bool vectors_read(struct text content, struct vectors *vectors, struct text *error);

/* The pieces of a folded word, the longest first found from its beginning; their number, 0 if the
   table cannot spell it. */
uint32_t vectors_spell(const struct vectors *vectors, struct text word,
                       uint32_t pieces[MOST_PIECES]);

/* sum += weight * row */
void vectors_add(const struct vectors *vectors, uint32_t piece, float weight,
                 float sum[restrict VECTOR_DIM]);

#endif
