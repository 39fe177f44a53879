/* Fitting the shipped weights. */
#ifndef EVAL_FIT_H
#define EVAL_FIT_H

#include "ask.h"
#include "match/learn.h"

/* Adds the questions of a set in one setting, each also without its right answer. */
void fit_add(struct arena *mem, const struct config *config, const struct matcher *matcher,
             const struct set *set, const struct setting *setting, double weight,
             struct example_list *examples);

/* The weights that make the right answers most probable. */
struct coefficients fit(const struct example_list *examples);

#endif
