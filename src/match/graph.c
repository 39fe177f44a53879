/*
 * The whole graph of confirmed links: circles, level skips, links that point downwards.
 *
 * Nodes are items; edges are the links and, because a key result works for its objective, key
 * result -> objective; a key result that names an objective does so for its own objective. Strongly connected components by Tarjan's algorithm with a stack of its own,
 * so that a chain of a million items costs memory and not the program's stack. Of each component
 * the shortest circles are told that go through its links, so that each link is in one, at most
 * some.
 */
#include "match/match.h"

#include <stdlib.h>

/* Edges of node i: to[first[i] .. first[i + 1] - 1]. */
struct graph {
    uint32_t n;
    uint32_t *first, *to;
};

/* Nobody mends what last quarter's sheets say. */
static bool counts(const struct plan *plan, const struct link *link)
{
    return link->status == LINK_CONFIRMED && plan_item_current(plan, link->from);
}

/* Who works for the other end: of a key result that names an objective, its own objective. */
static uint32_t source(const struct plan *plan, const struct link *link)
{
    uint32_t objective = plan->items.v[link->from].objective;
    bool lifted = objective != NO_ITEM && plan->items.v[link->to].kind == OBJECTIVE;
    return lifted ? objective : link->from;
}

static struct graph graph_new(struct arena *mem, const struct plan *plan,
                              const struct link_list *links)
{
    uint32_t n = (uint32_t)plan->items.n;
    struct graph g = {n, NEW_ARRAY(mem, uint32_t, (size_t)n + 2), NULL};
    uint32_t *count = g.first + 1; /* shifted by one: ends up as the start of the next */
    for (size_t i = 0; i < links->n; i++)
        count[source(plan, &links->v[i])] += counts(plan, &links->v[i]);
    for (uint32_t i = 0; i < n; i++)
        count[i] += plan->items.v[i].objective != NO_ITEM;
    for (uint32_t i = 1; i <= n; i++)
        g.first[i] += g.first[i - 1];
    g.to = NEW_ARRAY(mem, uint32_t, g.first[n]);
    uint32_t *next = NEW_ARRAY(mem, uint32_t, n);
    for (size_t i = 0; i < links->n; i++)
        if (counts(plan, &links->v[i])) {
            uint32_t from = source(plan, &links->v[i]);
            g.to[g.first[from] + next[from]++] = links->v[i].to;
        }
    for (uint32_t i = 0; i < n; i++)
        if (plan->items.v[i].objective != NO_ITEM)
            g.to[g.first[i] + next[i]++] = plan->items.v[i].objective;
    return g;
}

/* Tarjan: what a node needs while it is on the way. */
struct visit {
    const struct graph *g;
    uint32_t *index, *low, *component; /* index 0: not seen */
    uint32_t *edge;                    /* next edge to follow */
    uint32_t *path, n_path;            /* nodes being followed, in place of recursion */
    uint32_t *open, n_open;            /* nodes seen whose component is not known yet */
    uint32_t clock, n_components;
};

static void enter(struct visit *v, uint32_t node)
{
    v->index[node] = v->low[node] = ++v->clock;
    v->edge[node] = v->g->first[node];
    v->path[v->n_path++] = node;
    v->open[v->n_open++] = node;
}

static void leave(struct visit *v, uint32_t node)
{
    v->n_path--;
    if (v->n_path && v->low[v->path[v->n_path - 1]] > v->low[node])
        v->low[v->path[v->n_path - 1]] = v->low[node];
    if (v->low[node] != v->index[node])
        return;
    v->n_components++;
    uint32_t member;
    do {
        member = v->open[--v->n_open];
        v->component[member] = v->n_components;
    } while (member != node);
}

static void follow(struct visit *v, uint32_t root)
{
    enter(v, root);
    while (v->n_path) {
        uint32_t node = v->path[v->n_path - 1];
        if (v->edge[node] == v->g->first[node + 1]) {
            leave(v, node);
            continue;
        }
        uint32_t to = v->g->to[v->edge[node]++];
        if (!v->index[to])
            enter(v, to);
        else if (!v->component[to] && v->low[node] > v->index[to])
            v->low[node] = v->index[to];
    }
}

/* The number of each node's component, from 1. */
static uint32_t *components(struct arena *mem, const struct graph *g)
{
    struct visit v = {.g = g};
    uint32_t **const arrays[] = {&v.index, &v.low, &v.component, &v.edge, &v.path, &v.open};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        *arrays[i] = NEW_ARRAY(mem, uint32_t, g->n);
    for (uint32_t node = 0; node < g->n; node++)
        if (!v.index[node])
            follow(&v, node);
    return v.component;
}

/* A search that is repeated: only what it touched is cleared. */
struct search {
    uint32_t *before; /* + 1; 0: not reached */
    uint32_t *queue, n;
};

/* Breadth first from `start` back to `from`, inside their component. */
static void search_back(struct search *s, const struct graph *g, const uint32_t *component,
                        uint32_t from, uint32_t start)
{
    for (uint32_t i = 0; i < s->n; i++)
        s->before[s->queue[i]] = 0;
    s->n = 0;
    s->before[start] = from + 1;
    s->queue[s->n++] = start;
    for (uint32_t done = 0; done < s->n && !s->before[from]; done++)
        for (uint32_t e = g->first[s->queue[done]]; e < g->first[s->queue[done] + 1]; e++) {
            uint32_t to = g->to[e];
            if (s->before[to] || component[to] != component[from])
                continue;
            s->before[to] = s->queue[done] + 1;
            s->queue[s->n++] = to;
        }
}

/* No honest circle is longer than twice this; of a longer one both ends are shown. */
enum { PATH_SHOWN = 30, CIRCLES_TOLD = 10 };

static struct text edge_key(struct arena *mem, uint32_t from, uint32_t to)
{
    uint32_t *edge = NEW_ARRAY(mem, uint32_t, 2);
    edge[0] = from;
    edge[1] = to;
    return (struct text){(const char *)edge, 2 * sizeof *edge};
}

/* A step of a circle as it is told: an item, and which key result of it wrote the arrow that leaves it. */
struct step {
    uint32_t item, by; /* by: NO_ITEM where the item did */
    bool part;         /* no arrow leaves it: it is a part of the next */
};

struct step_list LIST(struct step);

static void add_step(struct arena *mem, const struct map *writers, uint32_t node, uint32_t next,
                     struct step_list *steps)
{
    size_t writer = map_get(writers, edge_key(mem, node, next));
    bool part = writer == MAP_NONE;
    struct step *last = steps->n ? &steps->v[steps->n - 1] : NULL;
    if (!part && last && last->part && last->item == writer)
        last->part = false; /* the key result itself, and not its objective, goes on */
    else
        *list_push(mem, steps) =
            (struct step){node, part || writer == node ? NO_ITEM : (uint32_t)writer, part};
}

static void write_step(struct buf *b, const struct plan *plan, const struct step *step)
{
    struct text id = plan->items.v[step->item].id;
    if (step->by == NO_ITEM)
        buf_add(b, id);
    else
        buf_printf(b, tr(TEXT_FMT " (by " TEXT_FMT ")"), TEXT_ARG(id),
                   TEXT_ARG(plan->items.v[step->by].id));
}

/* "GRO-O1 -> PAY-O2-KR1 of PAY-O2 (by PAY-O2-KR3) -> GRO-O1" */
static struct text circle(struct arena *mem, const struct plan *plan, const struct search *s,
                          const struct map *writers, uint32_t from)
{
    struct item_numbers back = {0};
    uint32_t node = from;
    do {
        *list_push(mem, &back) = node;
        node = s->before[node] - 1;
    } while (node != from);
    struct step_list steps = {0};
    for (size_t i = back.n; i-- > 0;)
        add_step(mem, writers, back.v[i], back.v[i ? i - 1 : back.n - 1], &steps);
    struct buf b = {.mem = mem};
    write_step(&b, plan, &steps.v[steps.n - 1]);
    for (size_t i = 0; i < steps.n; i++) {
        bool part = steps.v[i ? i - 1 : steps.n - 1].part;
        if (steps.n > 2 * PATH_SHOWN && i == PATH_SHOWN) {
            buf_printf(&b, tr(" -> (%zu more)"), steps.n - 2 * PATH_SHOWN);
            i = steps.n - PATH_SHOWN;
            part = false;
        }
        buf_printf(&b, "%s ", part ? tr(" of") : " ->");
        write_step(&b, plan, &steps.v[i]);
    }
    return buf_text(&b);
}

static struct text unit_id(const struct plan *plan, uint32_t item)
{
    return plan->units.v[plan->items.v[item].unit].id;
}

/* The cell that makes the link; of links of the sheet's shape the item's own. */
static struct place place_of(const struct plan *plan, const struct link *link)
{
    return link->place.file.len ? link->place : plan->items.v[link->from].place;
}

static void tell_cycle(const struct plan *plan, const struct search *search,
                       const struct map *writers, const struct link *link, struct diag *diag)
{
    struct arena *scratch = arena_new();
    struct text path = circle(scratch, plan, search, writers, source(plan, link));
    struct finding *f =
        diag_add(diag, FINDING_CYCLE, place_of(plan, link),
                 T("decide which of them is the higher one and clear its reference to the lower"),
                 "items support each other in a circle: " TEXT_FMT, TEXT_ARG(path));
    f->unit = unit_id(plan, link->from);
    arena_free(scratch);
}

/* Marks what the circle through `from` goes over. */
static void mark_circle(struct arena *scratch, const struct search *s, uint32_t from,
                        struct map *told)
{
    uint32_t node = from;
    do {
        uint32_t before = s->before[node] - 1;
        map_put(scratch, told, edge_key(scratch, before, node), 1);
        node = before;
    } while (node != from);
}

static void find_cycles(struct arena *scratch, const struct plan *plan,
                        struct reference_list *references, struct link_list *links,
                        struct diag *diag)
{
    struct graph g = graph_new(scratch, plan, links);
    uint32_t *component = components(scratch, &g);
    unsigned *circles = NEW_ARRAY(scratch, unsigned, (size_t)g.n + 1); /* told, of each component */
    struct map told = {0}, writers = {0};
    for (size_t i = 0; i < links->n; i++) {
        const struct link *link = &links->v[i];
        uint32_t from = source(plan, link);
        if (counts(plan, link) && component[from] == component[link->to])
            map_put(scratch, &writers, edge_key(scratch, from, link->to), link->from);
    }
    struct search search = {NEW_ARRAY(scratch, uint32_t, g.n), NEW_ARRAY(scratch, uint32_t, g.n),
                            0};
    for (size_t i = 0; i < links->n; i++) {
        struct link *link = &links->v[i];
        uint32_t from = source(plan, link);
        if (!counts(plan, link) || component[from] != component[link->to])
            continue;
        link->cyclic = true;
        if (link->reference < references->n) {
            references->v[link->reference].outcome = OUTCOME_CYCLIC;
            references->v[link->reference].reason = TR("part of a circle: see the finding 'cycle'");
        }
        bool in_one = map_get(&told, edge_key(scratch, from, link->to)) != MAP_NONE;
        if (in_one || circles[component[from]]++ >= CIRCLES_TOLD)
            continue;
        search_back(&search, &g, component, from, link->to);
        mark_circle(scratch, &search, from, &told);
        tell_cycle(plan, &search, &writers, link, diag);
    }
}

/* A unit strictly between the two, on the way up from `low`, that has OKRs of its own: the one that
   a link to `high` passes over. */
static uint32_t passed_over(const struct plan *plan, const bool *has_items, uint32_t low,
                            uint32_t high)
{
    uint32_t found = NO_UNIT;
    uint32_t unit = plan->units.v[low].parent;
    for (size_t steps = 0; steps < plan->units.n && unit != NO_UNIT; steps++) {
        if (unit == high)
            return found;
        if (found == NO_UNIT && has_items[unit])
            found = unit;
        unit = plan->units.v[unit].parent;
    }
    return NO_UNIT;
}

static void find_level_trouble(const struct plan *plan, const bool *has_items,
                               const struct link *link, struct diag *diag)
{
    const struct item *from = &plan->items.v[link->from], *to = &plan->items.v[link->to];
    const struct unit *low = &plan->units.v[from->unit], *high = &plan->units.v[to->unit];
    struct finding *f = NULL;
    if (low->level == LEVEL_UNKNOWN || high->level == LEVEL_UNKNOWN)
        return;
    uint32_t between = passed_over(plan, has_items, from->unit, to->unit);
    bool known = !low->assumed && !high->assumed; /* a level that was guessed accuses nobody */
    if (known && high->level > low->level)
        f = diag_add(diag, FINDING_LEVEL_INVERTED, place_of(plan, link),
                     T("let the lower unit's item name the higher one"),
                     "'" TEXT_FMT "' of '" TEXT_FMT "' (level %d) supports '" TEXT_FMT
                     "' of '" TEXT_FMT "' (level %d), which is further down",
                     TEXT_ARG(from->id), TEXT_ARG(low->name), low->level, TEXT_ARG(to->id),
                     TEXT_ARG(high->name), high->level);
    else if (between != NO_UNIT)
        f = diag_add(diag, FINDING_LEVEL_SKIP, place_of(plan, link),
                     T("fine if meant so; else name the OKR of the unit in between"),
                     "'" TEXT_FMT "' of '" TEXT_FMT "' supports '" TEXT_FMT "' of '" TEXT_FMT
                     "' past '" TEXT_FMT "'",
                     TEXT_ARG(from->id), TEXT_ARG(low->name), TEXT_ARG(to->id),
                     TEXT_ARG(high->name), TEXT_ARG(plan->units.v[between].name));
    if (f)
        f->unit = low->id;
}

void match_graph(const struct plan *plan, struct reference_list *references,
                 struct link_list *links, struct diag *diag)
{
    struct arena *scratch = arena_new();
    find_cycles(scratch, plan, references, links, diag);
    bool *has_items = NEW_ARRAY(scratch, bool, plan->units.n);
    for (size_t i = 0; i < plan->items.n; i++)
        has_items[plan->items.v[i].unit] = true;
    for (size_t i = 0; i < links->n; i++)
        if (counts(plan, &links->v[i]))
            find_level_trouble(plan, has_items, &links->v[i], diag);
    arena_free(scratch);
}
