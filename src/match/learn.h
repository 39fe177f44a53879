/*
 * Learning what the evidence weighs: the weights that make known links most probable, held near
 * what was believed before. `make fit` learns the shipped weights from other organisations; a run
 * learns on from there, on the links that the organisation itself declares.
 */
#ifndef MATCH_LEARN_H
#define MATCH_LEARN_H

#include "match/ranking.h"

enum { WEIGHTS = FEATURE_COUNT + NOTHING_COUNT };

/* One question whose answer is known. */
struct example {
    const struct candidate *candidates; /* at most SHORTLIST */
    uint32_t n;
    uint32_t right; /* number of the right candidate; n: "nothing above" */
    double nothing[NOTHING_COUNT];
    double weight;
};

struct example_list LIST(struct example);

/* What is believed of a weight: mean and standard deviation. */
struct prior {
    double mean, deviation;
};

/* The most probable weights. Evidence never weighs against a link: what would, weighs nothing. */
struct coefficients learn(const struct example_list *examples, const struct prior priors[WEIGHTS]);

/* Learns from the prospect's declared links, if there are enough: each is asked for as if it were
   not declared, and once more with its target left out, where silence is right. How the first
   question was answered with the weights of other organisations is kept as the rehearsal. */
void prospect_learn(struct prospect *prospect);

#endif
