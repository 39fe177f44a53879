/*
 * An inverted index over vectors: term -> documents that hold it, in ascending order, so that the
 * documents below a limit are a prefix of every list.
 */
#ifndef MATCH_INDEX_H
#define MATCH_INDEX_H

#include "match/similarity.h"

struct index {
    uint32_t n_terms, n_docs;
    uint64_t *first;         /* of each term's list in `postings`; n_terms + 1 of them */
    struct weight *postings; /* .term is the document */
};

/* Documents are numbered in the order of `docs`; terms are below `n_terms`. */
struct index index_build(struct arena *mem, const struct vector *docs, uint32_t n_docs,
                         uint32_t n_terms);

/* Sums of cosines by document, and which documents have one: cleared by sums_clear only. */
struct sums {
    float *of;         /* one for each document, 0 if not touched */
    uint32_t *touched; /* documents with a sum, each once, in no order */
    uint32_t n_touched;
};
struct sums sums_new(struct arena *mem, uint32_t n_docs);
void sums_clear(struct sums *sums);
void sums_add(struct sums *sums, uint32_t doc, float value); /* value > 0 */

/* Adds the cosine of `query` with every document below `limit` that shares a term with it. Reads at
   most about `budget` postings, the rarest terms' lists first: the sums are exact unless the budget
   cut lists off; then they lack the most common terms. */
void index_ask(const struct index *index, struct vector query, uint32_t limit, size_t budget,
               struct sums *sums);

#endif
