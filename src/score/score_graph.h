/* The graph of a plan's items, as score.h describes it: only for score/. */
#ifndef SCORE_SCORE_GRAPH_H
#define SCORE_SCORE_GRAPH_H

#include "score/score.h"

#define NO_LINK UINT32_MAX

struct graph {
    size_t n_nodes; /* one for each item, and `top`: any item of the organisation */
    uint32_t top;
    struct edge *edges;
    uint32_t *link_of; /* of each edge: its link's number; NO_LINK: containment */
    size_t n_edges;
    uint32_t *out, *out_start, *in, *in_start; /* edges by their ends */
    bool *ours;                                /* items that count: of the run's period */
};

struct graph graph_of(struct arena *mem, const struct plan *plan, const struct link_list *links);

struct bounds {
    double low, high; /* equal where the answer is exact */
};

/* reachability() that looks at no more than about *work edges; *work becomes what it took. */
bool reachability_within(struct arena *scratch, size_t n_nodes, const struct edge *edges,
                         size_t n_edges, const uint32_t *sources, size_t n_sources, uint32_t target,
                         size_t *work, struct bounds *bounds);

/* Nodes marked by how far they have been searched; one is enough for any number of searches. */
struct search {
    const struct graph *graph;
    uint32_t *seen; /* of each node: number of the search that met it */
    uint32_t round;
    uint32_t *local; /* of each node: its number in a part of the graph */
    uint32_t *queue;
    size_t work_left; /* for all questions together; after that, answers are bounds */
};

struct search search_new(struct arena *mem, const struct graph *graph);

/* All nodes from which `target` can be reached, by certain edges only or by any, in *nodes (the
   target first); their number. The array lives in the search until the next call. */
size_t search_back(struct search *s, uint32_t target, bool certain, const uint32_t **nodes);

/* A target, as marks of all nodes: those that can reach it at all, those that do for certain (the
   target itself is both). */
struct goal {
    bool *within, *certain;
};

struct reach {
    double probability, low, high;
    bool exact;
};

/* The probability that any of `sources` reaches the goal. */
struct reach search_reach(struct search *s, const uint32_t *sources, size_t n,
                          const struct goal *goal);

#endif
