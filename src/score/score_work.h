/* What the parts of score_plan share: coverage (score.c), progress (progress.c), lint (lint.c). */
#ifndef SCORE_SCORE_WORK_H
#define SCORE_SCORE_WORK_H

#include "score/score_graph.h"

struct owned {
    uint32_t unit, item;
};

struct score_work {
    struct arena *mem, *scratch;
    const struct config *config;
    struct plan *plan;
    const struct reference_list *references;
    const struct link_list *links;
    struct diag *diag;
    struct score *score;
    bool has_organisation;
    struct graph graph;
    struct search search;
    struct goal goal;    /* of the target in hand */
    bool *serves;        /* of each node: it can reach a key result of the organisation */
    uint32_t *nodes;     /* room for all nodes */
    struct owned *owned; /* the same */
};

/* Progress rolled up from key results to objectives, units, the organisation; grades; pace. */
void score_progress(struct score_work *w);

/* Findings that need the whole plan; counts of findings by unit. */
void score_lint(struct score_work *w);

/* Green, amber, red as ON_TRACK, AT_RISK, OFF_TRACK; NONE for NAN. */
enum status grade_of(const struct config *config, double progress);

#endif
