/* The evidence that one family serves another, part by part. */
#ifndef MATCH_EVIDENCE_H
#define MATCH_EVIDENCE_H

#include "match/prospect.h"

/* What is known of a query before its candidates are looked at. */
struct query {
    const struct prospect *prospect;
    const struct family *family;
    uint32_t number;
    float driven[MOST_CONCEPTS]; /* how strongly its concepts move each concept */
    float remit[MOST_CONCEPTS];  /* how much its unit is there for each concept */
    float own_links;             /* precedents of its own */
    float unit_links;            /* of its unit: families declared now, */
    float unit_all; /* and units served now and in earlier reports; own ones left out */
    uint8_t functions[MOST_FUNCTIONS]; /* that have precedents, and how many those are */
    float function_links[MOST_FUNCTIONS];
    int n_functions;
    struct vector grams;
    struct meaning meaning;
    bool means;     /* it has a meaning */
    bool compounds; /* its language writes compound words as one */
    /* sums over all candidates, from the index */
    const float *meanings; /* likeness of the candidates that are looked at */
    float most_meaning;
    const float *words, *chars, *siblings, *sibling, *history;
    float most_words, most_chars, most_sibling;
    const float *served_families, *served_units; /* by how many other items of its unit */
};

void query_start(const struct prospect *prospect, struct arena *scratch, uint32_t number,
                 struct query *query);

/* Parts that do not depend on the texts' words: functions, levels, chart. */
void evidence_of_place(const struct query *query, const struct family *candidate, float *x);

/* All parts. */
void evidence_of(const struct query *query, uint32_t candidate, float *x);

/* How many declared links go to `family`, those of `query` itself left out. */
uint32_t others_declare(const struct prospect *prospect, uint32_t query, uint32_t family);

/* Pure parts. */
float function_overlap(uint32_t a, uint32_t b); /* 0..1 */
bool share_number(const double *a, uint32_t n, const double *b, uint32_t m);
bool share_hash(const uint64_t *a, uint32_t n, const uint64_t *b, uint32_t m); /* both ascending */
float driver_strength(const float driven[MOST_CONCEPTS], struct vector concepts);
float remit_strength(const float remit[MOST_CONCEPTS], struct vector concepts);
float levels_between(const struct family *below, const struct family *above);
/* 1: `above` is the unit's parent; .5: it stands further up; 0. */
float chart_distance(const struct plan *plan, uint32_t below, uint32_t above);
/* How much of the greatest value it is; to be the best of faint likenesses says little. */
float against_best(float value, float most);
float served(uint32_t others); /* 0..1, the first ones say most */

#endif
