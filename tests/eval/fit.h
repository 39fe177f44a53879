/* Fitting the weights: a conditional logit by Newton's method. */
#ifndef EVAL_FIT_H
#define EVAL_FIT_H

#include "ask.h"

enum { WEIGHTS = FEATURE_COUNT + NOTHING_COUNT };

/* One question as the fit sees it. */
struct example {
    const struct candidate *candidates;
    uint32_t n;
    uint32_t right; /* number of the right candidate; n: "nothing above" */
    double nothing[NOTHING_COUNT];
    double weight;
};

struct example_list LIST(struct example);

/* Adds the questions of a set in one setting, each also without its right answer. */
void fit_add(struct arena *mem, const struct config *config, const struct matcher *matcher,
             const struct set *set, const struct setting *setting, double weight,
             struct example_list *examples);

/* The weights that make the right answers most probable, under a normal prior around 0; evidence
   never weighs against. */
struct coefficients fit(const struct example_list *examples);

#endif
