/*
 * Items and links -> a graph with both directions indexed. A question about one unit or item is
 * answered on the part of the graph that lies between it and its target: found by walking forward
 * through nodes that can reach the target, with all that reaches it for certain as one node.
 */
#include "score/score_graph.h"

/* Of edges looked at: a run spends well under a second on its questions together, and no single one
   takes so much that the others get nothing. */
enum { MOST_WORK = 10000000, MOST_WORK_OF_ONE = 200000 };

static void add_edge(struct graph *g, uint32_t from, uint32_t to, double probability, uint32_t link)
{
    g->edges[g->n_edges] = (struct edge){from, to, probability};
    g->link_of[g->n_edges++] = link;
}

static void index_ends(struct arena *mem, struct graph *g)
{
    g->out = NEW_ARRAY(mem, uint32_t, g->n_edges + 1);
    g->in = NEW_ARRAY(mem, uint32_t, g->n_edges + 1);
    g->out_start = NEW_ARRAY(mem, uint32_t, g->n_nodes + 2);
    g->in_start = NEW_ARRAY(mem, uint32_t, g->n_nodes + 2);
    for (size_t i = 0; i < g->n_edges; i++) {
        g->out_start[g->edges[i].from + 1]++;
        g->in_start[g->edges[i].to + 1]++;
    }
    for (size_t i = 0; i < g->n_nodes; i++) {
        g->out_start[i + 1] += g->out_start[i];
        g->in_start[i + 1] += g->in_start[i];
    }
    uint32_t *out = NEW_ARRAY(mem, uint32_t, g->n_nodes + 1);
    uint32_t *in = NEW_ARRAY(mem, uint32_t, g->n_nodes + 1);
    for (uint32_t i = 0; i < g->n_edges; i++) {
        const struct edge *e = &g->edges[i];
        g->out[g->out_start[e->from] + out[e->from]++] = i;
        g->in[g->in_start[e->to] + in[e->to]++] = i;
    }
}

/* A suggestion may be right of the objective and wrong of the key result that it names: with this
   beside it, the objective is reached with the probability that it is meant. */
static double rest_of_objective(const struct link *l)
{
    bool apart = l->status == LINK_SUGGESTED && l->of_objective > l->confidence;
    return apart ? (l->of_objective - l->confidence) / (1 - l->confidence) : 0;
}

struct graph graph_of(struct arena *mem, const struct plan *plan, const struct link_list *links)
{
    size_t n = plan->items.n;
    struct graph g = {.n_nodes = n + 1,
                      .top = (uint32_t)n,
                      .edges = NEW_ARRAY(mem, struct edge, 2 * links->n + 2 * n + 1),
                      .link_of = NEW_ARRAY(mem, uint32_t, 2 * links->n + 2 * n + 1),
                      .ours = NEW_ARRAY(mem, bool, n + 1)};
    for (uint32_t i = 0; i < n; i++)
        g.ours[i] = plan_item_current(plan, i);
    for (uint32_t i = 0; i < links->n; i++) {
        const struct link *l = &links->v[i];
        double strength = link_strength(l);
        bool sideways = plan->items.v[l->from].unit != plan->items.v[l->to].unit;
        if (!(strength > 0) || !sideways || !g.ours[l->from] || !g.ours[l->to])
            continue;
        add_edge(&g, l->from, l->to, strength < 1 ? strength : 1, i);
        uint32_t objective = plan->items.v[l->to].objective;
        if (objective != NO_ITEM && g.ours[objective] && rest_of_objective(l) > 0)
            add_edge(&g, l->from, objective, rest_of_objective(l), i);
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct item *item = &plan->items.v[i];
        if (!g.ours[i])
            continue;
        if (item->kind == KEY_RESULT && item->objective != NO_ITEM && g.ours[item->objective])
            add_edge(&g, i, item->objective, 1, NO_LINK);
        if (plan->units.v[item->unit].level == 0)
            add_edge(&g, i, g.top, 1, NO_LINK);
    }
    index_ends(mem, &g);
    return g;
}

struct search search_new(struct arena *mem, const struct graph *graph)
{
    return (struct search){.graph = graph,
                           .work_left = MOST_WORK,
                           .seen = NEW_ARRAY(mem, uint32_t, graph->n_nodes + 1),
                           .local = NEW_ARRAY(mem, uint32_t, graph->n_nodes + 1),
                           .queue = NEW_ARRAY(mem, uint32_t, graph->n_nodes + 1)};
}

static bool meet(struct search *s, uint32_t node, size_t *n)
{
    if (s->seen[node] == s->round)
        return false;
    s->seen[node] = s->round;
    s->queue[(*n)++] = node;
    return true;
}

size_t search_back(struct search *s, uint32_t target, bool certain, const uint32_t **nodes)
{
    const struct graph *g = s->graph;
    size_t n = 0;
    s->round++;
    meet(s, target, &n);
    for (size_t i = 0; i < n; i++) {
        uint32_t node = s->queue[i];
        for (uint32_t k = g->in_start[node]; k < g->in_start[node + 1]; k++) {
            const struct edge *e = &g->edges[g->in[k]];
            if (!certain || e->probability >= 1)
                meet(s, e->from, &n);
        }
    }
    *nodes = s->queue;
    return n;
}

/* Walks forward from what is met so far through nodes that can reach the target and do not do so for
   certain; the number of edges on the way. Node 0 of the part is the target with all that certainly
   reaches it. */
static size_t walk(struct search *s, const struct goal *goal, size_t *n_met)
{
    const struct graph *g = s->graph;
    size_t n_edges = 0;
    for (size_t i = 0; i < *n_met; i++) {
        uint32_t node = s->queue[i];
        s->local[node] = (uint32_t)i + 1;
        for (uint32_t k = g->out_start[node]; k < g->out_start[node + 1]; k++) {
            uint32_t to = g->edges[g->out[k]].to;
            n_edges += goal->within[to];
            if (goal->within[to] && !goal->certain[to])
                meet(s, to, n_met);
        }
    }
    return n_edges;
}

static void copy_part(const struct search *s, const struct goal *goal, size_t n_met,
                      struct edge *edges)
{
    const struct graph *g = s->graph;
    for (size_t i = 0; i < n_met; i++) {
        uint32_t node = s->queue[i];
        for (uint32_t k = g->out_start[node]; k < g->out_start[node + 1]; k++) {
            const struct edge *e = &g->edges[g->out[k]];
            if (goal->within[e->to])
                *edges++ = (struct edge){
                    (uint32_t)i + 1, goal->certain[e->to] ? 0 : s->local[e->to], e->probability};
        }
    }
}

struct reach search_reach(struct search *s, const uint32_t *sources, size_t n,
                          const struct goal *goal)
{
    size_t n_met = 0;
    s->round++;
    for (size_t i = 0; i < n; i++) {
        if (goal->certain[sources[i]])
            return (struct reach){1, 1, 1, true};
        if (goal->within[sources[i]])
            meet(s, sources[i], &n_met);
    }
    struct reach found = {0, 0, 0, true};
    if (n_met == 0)
        return found;
    size_t n_sources = n_met, n_edges = walk(s, goal, &n_met);
    struct arena *mem = arena_new();
    struct edge *edges = NEW_ARRAY(mem, struct edge, n_edges + 1);
    uint32_t *starts = NEW_ARRAY(mem, uint32_t, n_sources + 1);
    copy_part(s, goal, n_met, edges);
    for (size_t i = 0; i < n_sources; i++)
        starts[i] = (uint32_t)i + 1;
    size_t work = s->work_left < MOST_WORK_OF_ONE ? s->work_left : MOST_WORK_OF_ONE;
    struct bounds bounds;
    found.exact =
        reachability_within(mem, n_met + 1, edges, n_edges, starts, n_sources, 0, &work, &bounds);
    s->work_left -= work < s->work_left ? work : s->work_left;
    found.low = bounds.low;
    found.high = bounds.high;
    found.probability = (bounds.low + bounds.high) / 2;
    arena_free(mem);
    return found;
}
