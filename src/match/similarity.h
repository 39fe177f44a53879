/*
 * Two texts -> how alike they are. Pure: vectors of weighted terms, compared by their cosine. What
 * a term is (the stem of a word, a concept, a run of characters) is the caller's business.
 */
#ifndef MATCH_SIMILARITY_H
#define MATCH_SIMILARITY_H

#include "base/text.h"

struct weight {
    uint32_t term;
    float value;
};

/* Sorted by term, each term once, of length 1; or empty. */
struct vector {
    const struct weight *v;
    uint32_t n;
};

/* The cosine of two vectors: 0..1. */
float vector_dot(struct vector a, struct vector b);

/* A vector of counted terms: repeated ones add up in w[0..n), which is sorted in place; each counts
   (1 + ln count) * idf[term]. */
struct vector vector_of_counts(struct arena *mem, struct weight *w, size_t n, const float *idf);

/* A vector of given values, which may repeat a term (values add up). Sorts w in place. */
struct vector vector_of_values(struct arena *mem, struct weight *w, size_t n);

/* How much a term tells that `df` of `n` texts hold: ln((1 + n) / (1 + df)) + 1. */
float idf_of(size_t n, size_t df);

enum { GRAM_BITS = 18, GRAM_COUNT = 1 << GRAM_BITS };

/* Appends the runs of 3 to 5 bytes of each word of a folded text, as numbers below GRAM_COUNT;
   a word's ends count as blanks. */
struct weight_list LIST(struct weight);
void grams_add(struct arena *mem, struct weight_list *grams, struct text key, float value);

#endif
