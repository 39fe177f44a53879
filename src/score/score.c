/*
 * Coverage and alignment: who reaches what, through the graph of score_graph.h. The organisation's
 * key results are asked one by one who supports them; each objective is asked whether it reaches
 * the organisation at all; units are told apart by what their objectives reach.
 */
#include "score/score_work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *key_result_state_text(enum key_result_state state)
{
    static const char *const texts[] = {[KR_ORPHANED] = "orphaned",
                                        [KR_THIN] = "thin",
                                        [KR_COVERED] = "covered",
                                        [KR_CROWDED] = "crowded"};
    return texts[state];
}

const char *unit_state_text(enum unit_state state)
{
    static const char *const texts[] = {[UNIT_ALIGNED] = "aligned",
                                        [UNIT_PARTLY] = "partly aligned",
                                        [UNIT_UNALIGNED] = "not aligned",
                                        [UNIT_ISLAND] = "island",
                                        [UNIT_SILO] = "silo",
                                        [UNIT_COMPANY] = "company",
                                        [UNIT_EMPTY] = "empty"};
    return texts[state];
}

static int level_of(const struct score_work *w, uint32_t item)
{
    return w->plan->units.v[w->plan->items.v[item].unit].level;
}

static void mark(bool *marks, const uint32_t *nodes, size_t n, bool value)
{
    for (size_t i = 0; i < n; i++)
        marks[nodes[i]] = value;
}

/* Sets the goal's marks for a target; the nodes that can reach it, in `nodes`. */
static size_t aim(struct score_work *w, uint32_t target, uint32_t *nodes)
{
    const uint32_t *found;
    size_t n = search_back(&w->search, target, true, &found);
    mark(w->goal.certain, found, n, true);
    n = search_back(&w->search, target, false, &found);
    memcpy(nodes, found, n * sizeof *nodes);
    mark(w->goal.within, nodes, n, true);
    return n;
}

static void forget(struct score_work *w, const uint32_t *nodes, size_t n)
{
    mark(w->goal.certain, nodes, n, false);
    mark(w->goal.within, nodes, n, false);
}

/* --- the organisation's key results -------------------------------------------------------------- */

/* 1 - product of (1 - strength) over the links that point at the item. */
static void cover(struct score_work *w, struct key_result_score *kr)
{
    const struct graph *g = &w->graph;
    double none = 1;
    for (uint32_t k = g->in_start[kr->item]; k < g->in_start[kr->item + 1]; k++) {
        const struct edge *e = &g->edges[g->in[k]];
        if (g->link_of[g->in[k]] == NO_LINK || level_of(w, e->from) == 0)
            continue;
        none *= 1 - e->probability;
        kr->confirmed = e->probability >= 1 ? 1 : kr->confirmed;
    }
    kr->expected = kr->low = kr->high = 1 - none;
    kr->exact = true;
}

/* The items of one unit that can reach the target, counted by how they do it: what says whom it
   supports, but leads on by suggestions only, is implicit. */
static void count_items(struct score_work *w, const uint32_t *items, size_t n, uint32_t target,
                        struct supporter *s)
{
    const struct graph *g = &w->graph;
    for (size_t i = 0; i < n; i++) {
        bool any = false, explicit = false;
        for (uint32_t k = g->out_start[items[i]]; k < g->out_start[items[i] + 1]; k++) {
            uint32_t edge = g->out[k], to = g->edges[edge].to;
            if (g->link_of[edge] == NO_LINK || !w->goal.within[to])
                continue;
            any = true;
            explicit |= w->links->v[g->link_of[edge]].kind == LINK_EXPLICIT && w->goal.certain[to];
            s->direct |= to == target;
        }
        s->items += any;
        s->explicit_items += any && explicit;
        s->implicit_items += any && !explicit;
    }
}

static int by_unit(const void *a, const void *b)
{
    const struct owned *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static void find_supporters(struct score_work *w, struct key_result_score *kr)
{
    struct arena *scratch = w->scratch;
    size_t n = aim(w, kr->item, w->nodes), n_owned = 0;
    uint32_t own_unit = w->plan->items.v[kr->item].unit;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = w->nodes[i];
        if (node == w->graph.top || level_of(w, node) == 0)
            continue;
        w->owned[n_owned++] = (struct owned){w->plan->items.v[node].unit, node};
    }
    if (n_owned)
        qsort(w->owned, n_owned, sizeof *w->owned, by_unit);
    uint32_t *items = NEW_ARRAY(scratch, uint32_t, n_owned + 1);
    for (size_t i = 0, end; i < n_owned; i = end) {
        for (end = i; end < n_owned && w->owned[end].unit == w->owned[i].unit; end++)
            items[end - i] = w->owned[end].item;
        struct supporter s = {.unit = w->owned[i].unit};
        if (s.unit == own_unit)
            continue;
        struct reach reach = search_reach(&w->search, items, end - i, &w->goal);
        s.probability = reach.probability;
        s.confirmed = reach.low >= 1;
        count_items(w, items, end - i, kr->item, &s);
        if (s.items)
            *list_push(w->mem, &kr->supporters) = s;
    }
    forget(w, w->nodes, n);
}

static unsigned depth_of(const struct score_work *w, const struct key_result_score *kr)
{
    bool levels[16] = {false};
    unsigned depth = 0;
    for (size_t i = 0; i < kr->supporters.n; i++) {
        int level = w->plan->units.v[kr->supporters.v[i].unit].level;
        if (level > 0)
            levels[level < 16 ? level : 15] = true;
    }
    for (size_t i = 0; i < 16; i++)
        depth += levels[i];
    return depth;
}

static enum key_result_state state_of(const struct score_work *w, const struct key_result_score *kr)
{
    unsigned direct = 0;
    for (size_t i = 0; i < kr->supporters.n; i++)
        direct += kr->supporters.v[i].direct;
    if (kr->confirmed > 0)
        return direct > w->config->crowded ? KR_CROWDED : KR_COVERED;
    return kr->expected > 0 ? KR_THIN : KR_ORPHANED;
}

/* A key result of the organisation, or an objective of it that has none. */
static bool is_scored(const struct score_work *w, uint32_t item)
{
    const struct item *it = &w->plan->items.v[item];
    return w->graph.ours[item] && level_of(w, item) == 0 && it->status != STATUS_DROPPED &&
           (it->kind == KEY_RESULT || it->n_key_results == 0);
}

/* As the sheet has it: a share, or points. */
static double written_weight(const struct item *item)
{
    return isnan(item->points) ? item->weight : item->points;
}

static const struct item *head_of(const struct plan *plan, uint32_t item)
{
    uint32_t objective = plan_objective_of(plan, item);
    return &plan->items.v[objective == NO_ITEM ? item : objective];
}

/* What falls to a key result of its objective: by its weight, where its sisters have one. */
static double share_within(const struct score_work *w, uint32_t item)
{
    const struct item *head = head_of(w->plan, item);
    double sum = 0, own = written_weight(&w->plan->items.v[item]);
    size_t n = 0;
    if (head == &w->plan->items.v[item])
        return 1;
    for (uint32_t k = 0; k < head->n_key_results; k++)
        if (is_scored(w, head->first_key_result + k)) {
            sum += written_weight(&w->plan->items.v[head->first_key_result + k]);
            n++;
        }
    return sum > 0 ? own / sum : 1 / (double)n; /* NAN: one has none */
}

enum weighing { ALL_ALIKE, AS_WRITTEN, BY_OBJECTIVE };

/* How the organisation's key results count: by their objectives' weights where all have one, each
   parted among its key results; else by their own where all have one. */
static enum weighing weighing_of(const struct score_work *w)
{
    bool by_objective = true, as_written = true;
    double objectives = 0, own = 0;
    for (size_t i = 0; i < w->score->key_results.n; i++) {
        uint32_t item = w->score->key_results.v[i].item;
        double above = written_weight(head_of(w->plan, item));
        double weight = written_weight(&w->plan->items.v[item]);
        by_objective &= above >= 0;
        as_written &= weight >= 0;
        objectives += above;
        own += weight;
    }
    return by_objective && objectives > 0 ? BY_OBJECTIVE
           : as_written && own > 0        ? AS_WRITTEN
                                          : ALL_ALIKE;
}

static double weight_of(const struct score_work *w, uint32_t item, enum weighing weighing)
{
    switch (weighing) {
    case BY_OBJECTIVE:
        return written_weight(head_of(w->plan, item)) * share_within(w, item);
    case AS_WRITTEN:
        return written_weight(&w->plan->items.v[item]);
    case ALL_ALIKE:
        break;
    }
    return 1;
}

static void note_who_serves(struct score_work *w, uint32_t key_result)
{
    const uint32_t *found;
    size_t n = search_back(&w->search, key_result, false, &found);
    mark(w->serves, found, n, true);
}

static void score_organisation(struct score_work *w)
{
    struct score *score = w->score;
    double expected = 0, confirmed = 0, all = 0;
    for (uint32_t i = 0; i < w->plan->items.n; i++) {
        if (w->graph.ours[i] && level_of(w, i) == 0 &&
            (w->plan->items.v[i].kind == KEY_RESULT || is_scored(w, i)))
            note_who_serves(w, i);
        if (!is_scored(w, i))
            continue;
        struct key_result_score kr = {.item = i};
        cover(w, &kr);
        find_supporters(w, &kr);
        kr.depth = depth_of(w, &kr);
        kr.state = state_of(w, &kr);
        score->counts[kr.state]++;
        *list_push(w->mem, &score->key_results) = kr;
    }
    enum weighing weighing = weighing_of(w);
    for (size_t i = 0; i < score->key_results.n; i++) {
        const struct key_result_score *kr = &score->key_results.v[i];
        double weight = weight_of(w, kr->item, weighing);
        expected += weight * kr->expected;
        confirmed += weight * kr->confirmed;
        all += weight;
    }
    score->expected = all > 0 ? expected / all : NAN;
    score->confirmed = all > 0 ? confirmed / all : NAN;
}

/* --- items and units ----------------------------------------------------------------------------- */

/* An objective with its key results, or a key result that stands alone: what can be aligned. */
static size_t members_of(const struct score_work *w, uint32_t item, uint32_t *members)
{
    const struct item *it = &w->plan->items.v[item];
    size_t n = 0;
    members[n++] = item;
    for (uint32_t k = 0; it->kind == OBJECTIVE && k < it->n_key_results; k++)
        members[n++] = it->first_key_result + k;
    return n;
}

static bool has_explicit(const struct score_work *w, const uint32_t *members, size_t n)
{
    const struct graph *g = &w->graph;
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = g->out_start[members[i]]; k < g->out_start[members[i] + 1]; k++) {
            uint32_t edge = g->out[k];
            if (g->link_of[edge] != NO_LINK && w->goal.within[g->edges[edge].to] &&
                w->links->v[g->link_of[edge]].kind == LINK_EXPLICIT)
                return true;
        }
    return false;
}

/* `item` is a head. */
static void add_objective(struct score_work *w, uint32_t item, uint32_t *members)
{
    struct unit_score *u = &w->score->units.v[w->plan->items.v[item].unit];
    size_t n = members_of(w, item, members);
    struct reach reach = search_reach(&w->search, members, n, &w->goal);
    w->score->items[item].reach = reach.probability;
    w->score->items[item].reach_confirmed = reach.low >= 1;
    u->objectives++;
    if (level_of(w, item) == 0)
        return; /* what the others align with */
    u->alignment += reach.probability;
    u->confirmed_alignment += reach.low >= 1;
    bool serves = false;
    for (size_t i = 0; i < n; i++)
        serves |= w->serves[members[i]];
    w->score->items[item].objective_only =
        reach.probability > 0 && !serves && level_of(w, item) != 0;
    u->objective_only += w->score->items[item].objective_only;
    if (reach.probability <= 0)
        u->unaligned_objectives++;
    else if (has_explicit(w, members, n))
        u->explicit_objectives++;
    else
        u->implicit_objectives++;
}

static void score_items(struct score_work *w)
{
    uint32_t *members = NEW_ARRAY(w->scratch, uint32_t, w->plan->items.n + 1);
    size_t n = aim(w, w->graph.top, w->nodes);
    for (uint32_t i = 0; i < w->plan->items.n; i++) {
        const struct item *it = &w->plan->items.v[i];
        struct unit_score *u = &w->score->units.v[it->unit];
        if (!w->graph.ours[i])
            continue;
        u->key_results += it->kind == KEY_RESULT;
        u->missing_progress += it->kind == KEY_RESULT && isnan(it->progress);
        if (is_head(it)) {
            add_objective(w, i, members);
            continue;
        }
        struct reach reach = search_reach(&w->search, &i, 1, &w->goal);
        w->score->items[i].reach = reach.probability;
        w->score->items[i].reach_confirmed = reach.low >= 1;
    }
    forget(w, w->nodes, n);
    for (size_t i = 0; i < w->score->units.n; i++) {
        struct unit_score *u = &w->score->units.v[i];
        bool any = u->objectives > 0 && w->has_organisation && w->plan->units.v[i].level != 0;
        u->alignment = any ? u->alignment / u->objectives : NAN;
        u->confirmed_alignment = any ? u->confirmed_alignment / u->objectives : NAN;
    }
}

/* --- the graph of units -------------------------------------------------------------------------- */

static void count_links(struct score_work *w)
{
    size_t n = w->plan->units.n;
    w->score->matrix = NEW_ARRAY(w->mem, uint32_t, n * n + 1);
    for (size_t i = 0; i < w->graph.n_edges; i++) {
        const struct edge *e = &w->graph.edges[i];
        uint32_t link = w->graph.link_of[i]; /* once, also where it may mean the objective alone */
        if (link != NO_LINK && w->links->v[link].to == e->to)
            w->score->matrix[w->plan->items.v[e->from].unit * n + w->plan->items.v[e->to].unit]++;
    }
}

static uint32_t root(uint32_t *group, uint32_t unit)
{
    while (group[unit] != unit)
        unit = group[unit] = group[group[unit]];
    return unit;
}

/* Units that are linked to each other, whichever way, the organisation left out. */
static void group_units(struct score_work *w, uint32_t *group, bool *linked)
{
    for (uint32_t i = 0; i < w->plan->units.n; i++)
        group[i] = i;
    for (size_t i = 0; i < w->graph.n_edges; i++) {
        if (w->graph.link_of[i] == NO_LINK)
            continue;
        uint32_t from = w->plan->items.v[w->graph.edges[i].from].unit;
        uint32_t to = w->plan->items.v[w->graph.edges[i].to].unit;
        linked[from] = linked[to] = true;
        if (w->plan->units.v[from].level != 0 && w->plan->units.v[to].level != 0)
            group[root(group, from)] = root(group, to);
    }
}

static enum unit_state unit_state(const struct score_work *w, const struct unit_score *u,
                                  bool linked, bool group_reaches)
{
    if (u->objectives == 0)
        return UNIT_EMPTY;
    if (w->plan->units.v[u->unit].level == 0)
        return UNIT_COMPANY;
    if (u->unaligned_objectives == 0)
        return UNIT_ALIGNED;
    if (u->unaligned_objectives < u->objectives)
        return UNIT_PARTLY;
    return !linked ? UNIT_SILO : group_reaches ? UNIT_UNALIGNED : UNIT_ISLAND;
}

static void find_islands(struct score_work *w)
{
    size_t n = w->plan->units.n;
    uint32_t *group = NEW_ARRAY(w->scratch, uint32_t, n + 1), islands = 0;
    uint32_t *number = NEW_ARRAY(w->scratch, uint32_t, n + 1);
    bool *linked = NEW_ARRAY(w->scratch, bool, n + 1),
         *reaches = NEW_ARRAY(w->scratch, bool, n + 1);
    group_units(w, group, linked);
    for (uint32_t i = 0; i < n; i++) {
        const struct unit_score *u = &w->score->units.v[i];
        if (u->objectives > u->unaligned_objectives)
            reaches[root(group, i)] = true;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct unit_score *u = &w->score->units.v[i];
        uint32_t r = root(group, i);
        u->state = unit_state(w, u, linked[i], reaches[r]);
        if (u->state != UNIT_ISLAND)
            continue;
        if (!number[r])
            number[r] = ++islands;
        u->island = number[r];
    }
}

/* --- all of it ----------------------------------------------------------------------------------- */

static bool has_organisation(const struct plan *plan)
{
    for (size_t i = 0; i < plan->items.n; i++)
        if (plan->units.v[plan->items.v[i].unit].level == 0)
            return true;
    return false;
}

static struct score_work work_of(struct arena *mem, struct arena *scratch,
                                 const struct config *config, struct plan *plan,
                                 const struct link_list *links, struct diag *diag)
{
    size_t n = plan->items.n;
    struct score_work w = {
        .mem = mem,
        .scratch = scratch,
        .config = config,
        .plan = plan,
        .links = links,
        .diag = diag,
        .score = NEW(mem, struct score),
        .has_organisation = has_organisation(plan),
        .graph = graph_of(scratch, plan, links),
        .serves = NEW_ARRAY(scratch, bool, n + 2),
        .nodes = NEW_ARRAY(scratch, uint32_t, n + 2),
        .owned = NEW_ARRAY(scratch, struct owned, n + 2),
        .goal = {NEW_ARRAY(scratch, bool, n + 2), NEW_ARRAY(scratch, bool, n + 2)}};
    w.score->items = NEW_ARRAY(mem, struct item_score, n + 1);
    for (uint32_t i = 0; i < plan->units.n; i++)
        *list_push(mem, &w.score->units) = (struct unit_score){.unit = i, .progress = NAN};
    return w;
}

struct score *score_plan(struct arena *mem, const struct config *config, struct plan *plan,
                         const struct reference_list *references, const struct link_list *links,
                         struct diag *diag)
{
    struct arena *scratch = arena_new();
    struct score_work w = work_of(mem, scratch, config, plan, links, diag);
    w.search = search_new(scratch, &w.graph);
    w.references = references;
    count_links(&w);
    score_organisation(&w);
    score_items(&w);
    find_islands(&w);
    score_progress(&w);
    score_lint(&w);
    arena_free(scratch);
    return w.score;
}
