/* Answers -> figures. */
#ifndef EVAL_MEASURE_H
#define EVAL_MEASURE_H

#include "base/list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A pair that was, or might have been, suggested. */
struct pair {
    double score;
    bool right, offered;
};

/* How one question was answered. */
struct answer {
    size_t group;         /* for the bootstrap */
    double rank;          /* of the best right one; 0: there is no right one */
    double top, twin_top; /* scores of the first, and of the first once the right one is hidden */
    bool top_right, has_twin;
    unsigned offered, offered_right, strong, strong_right;
};

struct pair_list LIST(struct pair);
struct answer_list LIST(struct answer);

struct result {
    struct answer_list answers;
    struct pair_list pairs;
    size_t gold; /* pairs that are right, found or not */
    size_t groups;
};

struct figures {
    size_t questions;
    double mrr, mrr_low, mrr_high, hit1, hit3, hit3_low, hit3_high;
    double twin_ap, ap, ece;
    double precision, recall, f1; /* at the default threshold */
    double best_precision, best_recall, best_f1, best_threshold;
    double abstained, strong_precision;
    size_t strong;
};

struct figures measure(struct arena *mem, const struct result *result);

/* Appends `from`; its groups stay apart. */
void result_append(struct arena *mem, struct result *result, const struct result *from);

#endif
