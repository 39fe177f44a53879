/* Lists in one array (counting sort by term); asking is a plain walk over them. */
#include "match/index.h"

#include <stdlib.h>

struct index index_build(struct arena *mem, const struct vector *docs, uint32_t n_docs,
                         uint32_t n_terms)
{
    struct index index = {n_terms, n_docs, NEW_ARRAY(mem, uint64_t, (size_t)n_terms + 2), NULL};
    uint64_t *end = index.first + 1; /* of the list of each term while they are filled */
    for (uint32_t d = 0; d < n_docs; d++)
        for (uint32_t i = 0; i < docs[d].n; i++)
            end[docs[d].v[i].term + 1]++;
    for (uint32_t t = 0; t < n_terms; t++)
        end[t + 1] += end[t];
    index.postings = NEW_ARRAY(mem, struct weight, end[n_terms]);
    for (uint32_t d = 0; d < n_docs; d++)
        for (uint32_t i = 0; i < docs[d].n; i++)
            index.postings[end[docs[d].v[i].term]++] = (struct weight){d, docs[d].v[i].value};
    return index;
}

struct sums sums_new(struct arena *mem, uint32_t n_docs)
{
    return (struct sums){NEW_ARRAY(mem, float, n_docs), NEW_ARRAY(mem, uint32_t, n_docs), 0};
}

void sums_clear(struct sums *sums)
{
    for (uint32_t i = 0; i < sums->n_touched; i++)
        sums->of[sums->touched[i]] = 0;
    sums->n_touched = 0;
}

void sums_add(struct sums *sums, uint32_t doc, float value)
{
    if (sums->of[doc] == 0)
        sums->touched[sums->n_touched++] = doc;
    sums->of[doc] += value;
}

static void walk(const struct index *index, struct weight query, uint32_t limit, struct sums *sums)
{
    const struct weight *p = index->postings + index->first[query.term];
    const struct weight *end = index->postings + index->first[query.term + 1];
    for (; p < end && p->term < limit; p++)
        sums_add(sums, p->term, p->value * query.value);
}

struct list_length {
    uint32_t entry;
    uint64_t length;
};

static int by_length(const void *a, const void *b)
{
    const struct list_length *x = a, *y = b;
    if (x->length != y->length)
        return x->length < y->length ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

static uint64_t length_of(const struct index *index, uint32_t term)
{
    return index->first[term + 1] - index->first[term];
}

enum { MOST_LISTS = 1024 }; /* of one query that are sorted by length; longer ones are read as is */

static void walk_rarest(const struct index *index, struct vector query, uint32_t limit,
                        size_t budget, struct sums *sums)
{
    struct list_length lists[MOST_LISTS];
    uint32_t n = query.n < MOST_LISTS ? query.n : MOST_LISTS;
    for (uint32_t i = 0; i < n; i++)
        lists[i] = (struct list_length){i, length_of(index, query.v[i].term)};
    /* cppcheck-suppress uninitvar */
    qsort(lists, n, sizeof *lists, by_length);
    for (uint32_t i = 0; i < n && lists[i].length <= budget; i++) {
        budget -= lists[i].length;
        walk(index, query.v[lists[i].entry], limit, sums);
    }
}

void index_ask(const struct index *index, struct vector query, uint32_t limit, size_t budget,
               struct sums *sums)
{
    while (query.n && query.v[query.n - 1].term >= index->n_terms)
        query.n--; /* terms that no document can hold */
    uint64_t all = 0;
    for (uint32_t i = 0; i < query.n; i++)
        all += length_of(index, query.v[i].term);
    if (all > budget) {
        walk_rarest(index, query, limit, budget, sums);
        return;
    }
    for (uint32_t i = 0; i < query.n; i++)
        walk(index, query.v[i], limit, sums);
}
