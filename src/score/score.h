/*
 * Plan and links -> coverage, alignment, progress, and the findings that follow from them. The
 * formulas are those of the README; no invented constants.
 *
 * The graph. Nodes are items; only items of the run's period count. There are three kinds of edges:
 *
 *   - a link, from an item to the item of another unit that it supports: there with the probability
 *     of its strength (1 if confirmed), independently of all others, one and the same link wherever
 *     paths share it;
 *   - beside a suggestion that names a key result, one to its objective: together they are there with
 *     the probability that the objective is meant, and the first with that of the key result;
 *   - from a key result to its objective, always there: who works for a key result works for its
 *     objective, so that a path that arrives at a key result goes on by the key result's own links
 *     and by its objective's. Not the other way: who supports an objective does not say which of
 *     its key results it moves, so that the links of those key results do not carry it on.
 *
 * Coverage of a key result of the organisation (or of its objective, if that has no key results):
 * the probability that any item of a unit below reaches it. Every path ends in a link to it, and
 * that link's own beginning is such an item: so it is exactly 1 - product of (1 - strength) over the
 * links that point at it. The way through the graph matters for each unit: whether it supports the
 * key result, by itself or through others (reachability() below; bounded where it is not exact).
 *
 * Alignment of a unit: the expected share of its objectives that reach an item of the organisation,
 * where an objective reaches what it or one of its key results does. Naming the organisation's
 * objective is alignment; it covers none of that objective's key results in particular.
 */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "match/match.h"

enum key_result_state { KR_ORPHANED, KR_THIN, KR_COVERED, KR_CROWDED };
enum unit_state {
    UNIT_ALIGNED,
    UNIT_PARTLY,
    UNIT_UNALIGNED,
    UNIT_ISLAND,
    UNIT_SILO,
    UNIT_COMPANY,
    UNIT_EMPTY
};

const char *key_result_state_text(enum key_result_state state); /* "orphaned" */
const char *unit_state_text(enum unit_state state);             /* "silo" */

struct supporter {
    uint32_t unit;
    double probability; /* that the unit reaches the key result, over all paths */
    uint32_t items;     /* of the unit, that reach it */
    uint32_t explicit_items, implicit_items; /* explicit: and on from there for certain */
    bool direct;                             /* by a link of its own, not only through others */
    bool confirmed;                          /* by confirmed links alone */
};
struct supporter_list LIST(struct supporter);

/* Of an organisation-level key result (or objective without key results). */
struct key_result_score {
    uint32_t item;
    double expected, confirmed; /* coverage, 0..1 */
    double low, high;           /* bounds where `exact` is false */
    bool exact;
    enum key_result_state state;
    unsigned depth;                   /* levels that it travels down */
    struct supporter_list supporters; /* by unit */
};

struct unit_score {
    uint32_t unit;
    uint32_t objectives; /* here and below: heads, also key results that stand alone */
    uint32_t key_results;
    double alignment; /* expected share of objectives that reach the organisation */
    double confirmed_alignment;
    uint32_t explicit_objectives, implicit_objectives; /* structured : fluid */
    uint32_t unaligned_objectives;
    uint32_t objective_only;   /* of those aligned: they reach no key result of the organisation */
    double progress;           /* NAN: missing */
    uint32_t missing_progress; /* key results without */
    enum unit_state state;
    uint32_t findings[3]; /* by severity */
    uint32_t island;      /* number of its island, from 1; 0: none */
};

struct item_score {
    double reach; /* probability that it, of an objective: or one of its key results, reaches an
                     item of the organisation */
    bool reach_confirmed;
    bool
        objective_only; /* a head: it reaches an objective of the organisation, and no key result */
    double expected_progress; /* time elapsed of its period at as_of; NAN */
    enum status
        grade; /* green, amber, red as ON_TRACK, AT_RISK, OFF_TRACK; NOT_STARTED; DROPPED; NONE */
};

struct score {
    /* Coverage of the organisation; NAN without organisation level. A mean over its key results, by the
       weights of objectives where all have one, parted among the key results; else by their own as
       written; else all alike. */
    double expected, confirmed;
    struct {
        struct key_result_score *v;
        size_t n, cap;
    } key_results; /* in order of items */
    struct {
        struct unit_score *v;
        size_t n, cap;
    } units;                  /* one for each of plan->units */
    struct item_score *items; /* one for each of plan->items */
    uint32_t *matrix;         /* units x units: links from row to column, confirmed or suggested */
    double progress;          /* of the organisation; NAN */
    uint32_t counts[4];       /* key results by enum key_result_state */
};

/* Progress is rolled up as weighted means: of an objective from its key results, of a unit from its
   objectives and single key results. What is missing is left out, not 0; so is what was dropped.
   Weights count where all that takes part has one. Sets progress of objectives in the plan, too. */
struct score *score_plan(struct arena *mem, const struct config *config, struct plan *plan,
                         const struct reference_list *references, const struct link_list *links,
                         struct diag *diag);

/* Exact reachability on a graph, for coverage and for tests: probability that `target` is
   reached from any of `sources`, each edge present independently. False: too large to be exact,
   *low and *high bound it. */
struct edge {
    uint32_t from, to;
    double probability;
};
bool reachability(struct arena *scratch, size_t n_nodes, const struct edge *edges, size_t n_edges,
                  const uint32_t *sources, size_t n_sources, uint32_t target, double *probability,
                  double *low, double *high);

#endif
