/*
 * Two-terminal reliability of a directed graph whose edges are there independently of each other.
 * Exact by factoring: what certain edges reach is reached; edges side by side are one; of the edges
 * that lead out of what is reached to one further node, either one is there (the node is reached,
 * too) or none is (they are gone). Edges that lie on no path any more do not branch, so that series,
 * parallel edges and trees cost nothing. A graph that takes more steps than allowed is bounded:
 * what is still open counts from its best single path (low) to the cut that all its paths must
 * cross (high).
 */
#include "score/score_graph.h"

#include <string.h>

enum { MOST_WORK = 4000000, MOST_DEPTH = 400 };

struct factoring {
    size_t n_nodes, n_edges;
    const struct edge *edges;
    uint32_t *out, *out_start; /* edges by `from` */
    uint32_t *in, *in_start;   /* edges by `to` */
    bool *reached, *gone;
    bool *useful; /* can still reach the target; made anew in each step */
    uint32_t *queue;
    double *best;     /* of the best path's search */
    uint32_t *trail;  /* nodes in the order in which they were reached, for taking back */
    uint32_t *closed; /* edges in the order in which they went */
    size_t n_trail, n_closed;
    uint32_t target;
    size_t work, most_work; /* edges looked at, the true cost */
    bool exact;
};

static void index_edges(struct arena *scratch, struct factoring *f)
{
    f->out = NEW_ARRAY(scratch, uint32_t, f->n_edges + 1);
    f->in = NEW_ARRAY(scratch, uint32_t, f->n_edges + 1);
    f->out_start = NEW_ARRAY(scratch, uint32_t, f->n_nodes + 2);
    f->in_start = NEW_ARRAY(scratch, uint32_t, f->n_nodes + 2);
    for (size_t i = 0; i < f->n_edges; i++) {
        f->out_start[f->edges[i].from + 1]++;
        f->in_start[f->edges[i].to + 1]++;
    }
    for (size_t i = 0; i < f->n_nodes; i++) {
        f->out_start[i + 1] += f->out_start[i];
        f->in_start[i + 1] += f->in_start[i];
    }
    uint32_t *out_fill = NEW_ARRAY(scratch, uint32_t, f->n_nodes + 1);
    uint32_t *in_fill = NEW_ARRAY(scratch, uint32_t, f->n_nodes + 1);
    for (uint32_t i = 0; i < f->n_edges; i++) {
        const struct edge *e = &f->edges[i];
        f->out[f->out_start[e->from] + out_fill[e->from]++] = i;
        f->in[f->in_start[e->to] + in_fill[e->to]++] = i;
    }
}

/* Marks `start` and all that certain edges reach from it. */
static void reach_from(struct factoring *f, uint32_t start)
{
    if (f->reached[start])
        return;
    size_t at = f->n_trail;
    f->reached[start] = true;
    f->trail[f->n_trail++] = start;
    for (; at < f->n_trail; at++) {
        uint32_t node = f->trail[at];
        for (uint32_t k = f->out_start[node]; k < f->out_start[node + 1]; k++) {
            const struct edge *e = &f->edges[f->out[k]];
            f->work++;
            if (e->probability >= 1 && !f->reached[e->to]) {
                f->reached[e->to] = true;
                f->trail[f->n_trail++] = e->to;
            }
        }
    }
}

/* Marks the nodes that can still reach the target without passing what is reached. */
static void mark_useful(struct factoring *f)
{
    size_t n = 0;
    memset(f->useful, 0, f->n_nodes * sizeof *f->useful);
    f->useful[f->target] = true;
    f->queue[n++] = f->target;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = f->queue[i];
        for (uint32_t k = f->in_start[node]; k < f->in_start[node + 1]; k++) {
            uint32_t from = f->edges[f->in[k]].from;
            f->work++;
            if (f->gone[f->in[k]] || f->useful[from] || f->edges[f->in[k]].probability <= 0)
                continue;
            f->useful[from] = true;
            if (!f->reached[from])
                f->queue[n++] = from;
        }
    }
}

/* The nodes one step out of what is reached: how many, one of them (the target if it is among
   them), and the probability that at least one edge leads to any of them. */
static size_t frontier(struct factoring *f, uint32_t *pick, double *cut)
{
    size_t n = 0;
    *cut = 1;
    for (uint32_t node = 0; node < f->n_nodes; node++) {
        bool open = false;
        if (!f->useful[node] || f->reached[node])
            continue;
        for (uint32_t k = f->in_start[node]; k < f->in_start[node + 1]; k++) {
            const struct edge *e = &f->edges[f->in[k]];
            f->work++;
            if (f->gone[f->in[k]] || !f->reached[e->from] || e->probability <= 0)
                continue;
            *cut *= 1 - e->probability;
            open = true;
        }
        if (!open)
            continue;
        if (n == 0 || node == f->target)
            *pick = node;
        n++;
    }
    *cut = 1 - *cut;
    return n;
}

/* Probability of the single most probable path from what is reached: label correcting, bounded by
   the number of nodes. */
static double best_path(struct factoring *f)
{
    bool changed = true;
    for (size_t i = 0; i < f->n_nodes; i++)
        f->best[i] = f->reached[i] ? 1 : 0;
    for (size_t round = 0; changed && round < f->n_nodes && round < 64; round++) {
        changed = false;
        for (size_t i = 0; i < f->n_edges; i++) {
            const struct edge *e = &f->edges[i];
            double through = f->gone[i] ? 0 : f->best[e->from] * e->probability;
            if (through > f->best[e->to]) {
                f->best[e->to] = through;
                changed = true;
            }
        }
    }
    return f->best[f->target];
}

static struct bounds factor(struct factoring *f, unsigned depth);

/* Takes the edges from what is reached to `node` away; the probability that any of them is there. */
static double close_edges(struct factoring *f, uint32_t node)
{
    double none = 1;
    for (uint32_t k = f->in_start[node]; k < f->in_start[node + 1]; k++) {
        const struct edge *e = &f->edges[f->in[k]];
        if (f->gone[f->in[k]] || !f->reached[e->from] || e->probability <= 0)
            continue;
        none *= 1 - e->probability;
        f->gone[f->in[k]] = true;
        f->closed[f->n_closed++] = f->in[k];
    }
    return 1 - none;
}

/* The two cases: the node is reached, or its edges are gone. `only`: then nothing else leads on. */
static struct bounds branch(struct factoring *f, uint32_t node, bool only, unsigned depth)
{
    size_t trail = f->n_trail, closed = f->n_closed;
    double p = close_edges(f, node);
    struct bounds with = {1, 1}, without = {0, 0};
    if (node != f->target) {
        reach_from(f, node);
        with = factor(f, depth + 1);
        while (f->n_trail > trail)
            f->reached[f->trail[--f->n_trail]] = false;
    }
    if (!only)
        without = factor(f, depth + 1);
    while (f->n_closed > closed)
        f->gone[f->closed[--f->n_closed]] = false;
    return (struct bounds){p * with.low + (1 - p) * without.low,
                           p * with.high + (1 - p) * without.high};
}

static struct bounds factor(struct factoring *f, unsigned depth)
{
    uint32_t node = 0;
    double cut;
    if (f->reached[f->target])
        return (struct bounds){1, 1};
    mark_useful(f);
    size_t n = frontier(f, &node, &cut);
    if (n == 0)
        return (struct bounds){0, 0};
    if (f->work > f->most_work || depth > MOST_DEPTH) {
        f->exact = false;
        return (struct bounds){best_path(f), cut};
    }
    return branch(f, node, n == 1, depth);
}

bool reachability_within(struct arena *scratch, size_t n_nodes, const struct edge *edges,
                         size_t n_edges, const uint32_t *sources, size_t n_sources, uint32_t target,
                         size_t *work, struct bounds *bounds)
{
    struct factoring f = {.n_nodes = n_nodes,
                          .n_edges = n_edges,
                          .edges = edges,
                          .reached = NEW_ARRAY(scratch, bool, n_nodes + 1),
                          .gone = NEW_ARRAY(scratch, bool, n_edges + 1),
                          .useful = NEW_ARRAY(scratch, bool, n_nodes + 1),
                          .queue = NEW_ARRAY(scratch, uint32_t, n_nodes + 1),
                          .best = NEW_ARRAY(scratch, double, n_nodes + 1),
                          .trail = NEW_ARRAY(scratch, uint32_t, n_nodes + 1),
                          .closed = NEW_ARRAY(scratch, uint32_t, n_edges + 1),
                          .target = target,
                          .most_work = *work,
                          .exact = true};
    index_edges(scratch, &f);
    for (size_t i = 0; i < n_sources; i++)
        reach_from(&f, sources[i]);
    *bounds = factor(&f, 0);
    *work = f.work;
    return f.exact;
}

bool reachability(struct arena *scratch, size_t n_nodes, const struct edge *edges, size_t n_edges,
                  const uint32_t *sources, size_t n_sources, uint32_t target, double *probability,
                  double *low, double *high)
{
    size_t work = MOST_WORK;
    struct bounds bounds;
    bool exact = reachability_within(scratch, n_nodes, edges, n_edges, sources, n_sources, target,
                                     &work, &bounds);
    *low = bounds.low;
    *high = bounds.high;
    *probability = exact ? bounds.low : (bounds.low + bounds.high) / 2;
    return exact;
}
