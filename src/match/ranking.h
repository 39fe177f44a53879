/*
 * What an objective may serve, ranked: candidates -> evidence -> score -> probability.
 */
#ifndef MATCH_RANKING_H
#define MATCH_RANKING_H

#include "match/prospect.h"

struct candidate {
    uint32_t family;
    float evidence[FEATURE_COUNT];
    double score, probability;
    uint64_t common; /* bit set of features whose evidence all candidates have alike */
};

struct ranking {
    struct candidate *v; /* the best SHORTLIST of them, best first */
    uint32_t n;
    uint32_t n_candidates; /* families that could be served */
    double nothing[NOTHING_COUNT];
    double nothing_score;
    bool evidence; /* anything at all speaks for one of them */
};

enum { SHORTLIST = 48 };

struct ranker; /* working space; used by one thread at a time */
struct ranker *ranker_new(struct arena *mem, const struct prospect *prospect);
/* From now on, links that a query had in earlier reports are no evidence for it either. */
void ranker_forget_own(struct ranker *ranker);

/* Ranks what `query` may serve above it; `without` is left out (NO_FAMILY: nothing). The ranking
   lives in `mem`. `must` is kept whatever its score, if it is a candidate. Links that the query
   itself has are not evidence for it. */
struct ranking rank(struct ranker *ranker, struct arena *mem, uint32_t query, uint32_t without,
                    uint32_t must);

/* A probability on the organisation's own scale, once there is one. */
double calibrated(const struct prospect *prospect, double probability);
/* The same of two items that are about the same thing. */
double side_calibrated(const struct prospect *prospect, double probability);
double log_odds_of(double probability);

/* Why `candidate` cannot be served by `query`; absent: it can. */
struct text not_a_candidate(const struct prospect *prospect, uint32_t query, uint32_t candidate);

#endif
