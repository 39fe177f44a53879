/*
 * What a family means: the sum of its words' vectors, rare words counting more, without what all
 * families of the plan have in common. English only: what is in another language has no meaning
 * here, and its words and characters count for more instead.
 */
#ifndef MATCH_MEANING_H
#define MATCH_MEANING_H

#include "match/prospect.h"

/* Finds what all families have in common and keeps the meanings of those that stand above others. */
void prospect_mean(struct prospect *prospect);

/* Keeps the meanings of what declared links come from. */
void prospect_mean_declared(struct prospect *prospect);

/* False, and all zeros: it has none. */
bool family_meaning(const struct prospect *prospect, const struct family *family,
                    struct meaning *meaning);

/* 0..1; 0 if one of them has none. */
float meaning_likeness(const struct meaning *a, const struct meaning *b);

/* Two terms, one of each family and not the same, that are nearest in meaning; false if none are
   near. */
bool nearest_terms(const struct prospect *prospect, const struct family *a, const struct family *b,
                   uint32_t *of_a, uint32_t *of_b);

#endif
