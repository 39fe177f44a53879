/* score/: reachability against brute force, coverage and alignment of small plans, progress. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "score/score.h"

#include <math.h>
#include <string.h>

static struct arena *mem;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

/* --- reachability -------------------------------------------------------------------------------- */

static uint64_t seed = 0x9E3779B97F4A7C15u;

static uint32_t dice(uint32_t sides)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 16) % sides);
}

static bool connected(const struct edge *edges, size_t n, unsigned subset, const bool *sources,
                      size_t n_nodes, uint32_t target)
{
    bool reached[16];
    memcpy(reached, sources, sizeof reached);
    for (size_t round = 0; round < n_nodes; round++)
        for (size_t i = 0; i < n; i++)
            if ((subset >> i & 1) && reached[edges[i].from])
                reached[edges[i].to] = true;
    return reached[target];
}

/* The sum over all subsets of edges. */
static double brute_force(const struct edge *edges, size_t n, const bool *sources, size_t n_nodes,
                          uint32_t target)
{
    double sum = 0;
    for (unsigned subset = 0; subset < 1u << n; subset++) {
        double p = 1;
        for (size_t i = 0; i < n; i++)
            p *= subset >> i & 1 ? edges[i].probability : 1 - edges[i].probability;
        if (p > 0 && connected(edges, n, subset, sources, n_nodes, target))
            sum += p;
    }
    return sum;
}

static void test_against_brute_force(void **state)
{
    (void)state;
    static const double levels[] = {0, .1, .35, .5, .62, .9, 1, 1};
    for (int graph = 0; graph < 600; graph++) {
        struct edge edges[13];
        uint32_t n_nodes = 2 + dice(8), list[16];
        size_t n = dice(13), n_sources = 0;
        bool sources[16] = {false};
        for (size_t i = 0; i < n; i++)
            edges[i] = (struct edge){dice(n_nodes), dice(n_nodes), levels[dice(8)]};
        uint32_t target = dice(n_nodes);
        for (uint32_t i = 0; i < n_nodes; i++)
            if (i != target && dice(3) == 0) {
                sources[i] = true;
                list[n_sources++] = i;
            }
        double p, low, high;
        assert_true(reachability(mem, n_nodes, edges, n, list, n_sources, target, &p, &low, &high));
        double want = brute_force(edges, n, sources, n_nodes, target);
        if (fabs(p - want) > 1e-12 || low != high)
            fail_msg("graph %d: %.15g, not %.15g", graph, p, want);
    }
}

static void test_bounds_of_a_large_graph(void **state)
{
    (void)state;
    enum { N = 120 };
    static struct edge edges[N * 6];
    size_t n = 0;
    for (uint32_t i = 0; i + 1 < N; i++)
        for (int k = 0; k < 6; k++)
            edges[n++] = (struct edge){i, dice(N), .3};
    uint32_t source = 0;
    double p, low, high;
    bool exact = reachability(mem, N, edges, n, &source, 1, N - 1, &p, &low, &high);
    assert_false(exact);
    assert_true(low >= 0 && low <= p && p <= high && high <= 1);
    assert_true(high > 0);
}

static void test_chain_is_exact(void **state)
{
    (void)state;
    enum { N = 3000 };
    struct edge *edges = NEW_ARRAY(mem, struct edge, N);
    for (uint32_t i = 0; i < N; i++)
        edges[i] = (struct edge){i, i + 1, i % 1000 == 7 ? .5 : 1};
    uint32_t source = 0;
    double p, low, high;
    assert_true(reachability(mem, N + 1, edges, N, &source, 1, N, &p, &low, &high));
    assert_true(fabs(p - .125) < 1e-12);
}

/* --- a small plan -------------------------------------------------------------------------------- */

static struct plan *plan;
static struct link_list links;
static struct diag diag;
static uint32_t company, sales, growth, lab, shed;
static uint32_t kr[4], sales_o, sales_kr, growth_o, growth_kr, lab_o, shed_o;

/* The company with an objective of three key results and one objective without; Sales (level 1),
   Growth (level 2), Lab, Shed. */
static void make_plan(void)
{
    plan = plan_new(mem);
    links = (struct link_list){0};
    diag = (struct diag){.mem = mem};
    plan->as_of = date_days(2026, 5, 15);
    company = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    sales = plan_add_unit(mem, plan, T("Sales"), 1, company);
    growth = plan_add_unit(mem, plan, T("Growth"), 2, sales);
    lab = plan_add_unit(mem, plan, T("Lab"), 1, company);
    shed = plan_add_unit(mem, plan, T("Shed"), 1, company);
    plan_add_item(mem, plan, OBJECTIVE, company, T(""), T("Win"));
    for (int i = 0; i < 3; i++)
        kr[i] = plan_add_item(mem, plan, KEY_RESULT, company, T(""), T("Key result 10"));
    kr[3] = plan_add_item(mem, plan, OBJECTIVE, company, T(""), T("Be safe"));
    sales_o = plan_add_item(mem, plan, OBJECTIVE, sales, T(""), T("Sell"));
    sales_kr = plan_add_item(mem, plan, KEY_RESULT, sales, T(""), T("Sign 12 customers"));
    growth_o = plan_add_item(mem, plan, OBJECTIVE, growth, T(""), T("Grow"));
    growth_kr = plan_add_item(mem, plan, KEY_RESULT, growth, T(""), T("Leads from 5 to 9"));
    lab_o = plan_add_item(mem, plan, OBJECTIVE, lab, T(""), T("Explore"));
    shed_o = plan_add_item(mem, plan, OBJECTIVE, shed, T(""), T("Tidy up"));
}

static void add_link(uint32_t from, uint32_t to, double confidence)
{
    struct link *l = list_push(mem, &links);
    *l = (struct link){.from = from,
                       .to = to,
                       .kind = confidence < 1 ? LINK_IMPLICIT : LINK_EXPLICIT,
                       .status = confidence < 1 ? LINK_SUGGESTED : LINK_CONFIRMED,
                       .confidence = confidence,
                       .reference = SIZE_MAX};
}

static struct score *score(void)
{
    static struct config config;
    config = config_default();
    struct reference_list references = {0};
    return score_plan(mem, &config, plan, &references, &links, &diag);
}

static void near(double got, double want)
{
    if (!(fabs(got - want) < 1e-12))
        fail_msg("%.15g is not %.15g", got, want);
}

static size_t found(enum finding_code code)
{
    size_t n = 0;
    for (size_t i = 0; i < diag.list.n; i++)
        n += diag.list.v[i].code == code;
    return n;
}

/* What names its parent, but leads on by a suggestion only, is no explicit support. */
static void test_explicit_items(void **state)
{
    (void)state;
    for (int certain = 0; certain < 2; certain++) {
        make_plan();
        add_link(growth_o, sales_kr, 1);
        add_link(sales_o, kr[0], certain ? 1 : .5);
        const struct key_result_score *first = &score()->key_results.v[0];
        assert_int_equal(first->supporters.n, 2);
        for (size_t i = 0; i < 2; i++) {
            assert_int_equal(first->supporters.v[i].explicit_items, certain);
            assert_int_equal(first->supporters.v[i].implicit_items, !certain);
        }
    }
}

static void test_coverage(void **state)
{
    (void)state;
    make_plan();
    add_link(sales_o, kr[0], 1);
    add_link(growth_o, sales_kr, .5); /* reaches KR1 over Sales' objective */
    add_link(lab_o, kr[1], .6);
    add_link(growth_kr, kr[1], .5);
    struct score *s = score();
    assert_int_equal(s->key_results.n, 4);
    const struct key_result_score *first = &s->key_results.v[0], *second = &s->key_results.v[1];
    near(first->expected, 1);
    near(first->confirmed, 1);
    assert_int_equal(first->state, KR_COVERED);
    assert_int_equal(first->supporters.n, 2);
    assert_int_equal(first->supporters.v[0].unit, sales);
    assert_true(first->supporters.v[0].direct && first->supporters.v[0].confirmed);
    assert_int_equal(first->supporters.v[1].unit, growth);
    near(first->supporters.v[1].probability, .5);
    assert_false(first->supporters.v[1].direct);
    assert_int_equal(first->depth, 2);
    near(second->expected, 1 - .4 * .5);
    near(second->confirmed, 0);
    assert_int_equal(second->state, KR_THIN);
    assert_int_equal(s->key_results.v[2].state, KR_ORPHANED);
    assert_int_equal(s->key_results.v[3].item, kr[3]); /* in the place of its key results */
    near(s->expected, (1 + .8) / 4);
    near(s->confirmed, .25);

    near(s->units.v[sales].alignment, 1);
    assert_int_equal(s->units.v[sales].explicit_objectives, 1);
    assert_int_equal(s->units.v[sales].state, UNIT_ALIGNED);
    near(s->units.v[growth].alignment, 1 - .5 * .5);
    near(s->units.v[growth].confirmed_alignment, 0);
    assert_int_equal(s->units.v[growth].implicit_objectives, 1);
    assert_int_equal(s->units.v[shed].state, UNIT_SILO);
    assert_int_equal(s->units.v[company].state, UNIT_COMPANY);
    near(s->items[growth_o].reach, .75);  /* its own link, or its key result's */
    near(s->items[growth_kr].reach, .75); /* its own link, or its objective's */
    assert_int_equal(s->matrix[growth * 5 + sales], 1);
    assert_int_equal(s->matrix[sales * 5 + growth], 0);
}

static void test_objective_of_the_organisation(void **state)
{
    (void)state;
    make_plan();
    add_link(lab_o, plan_objective_of(plan, kr[0]), 1);
    struct score *s = score();
    near(s->units.v[lab].alignment, 1);
    assert_int_equal(s->key_results.v[0].state, KR_ORPHANED);
}

/* Heads are counted alike: aligned and unaligned ones add up to the objectives. */
static void test_heads(void **state)
{
    (void)state;
    make_plan();
    uint32_t tech = plan_add_unit(mem, plan, T("Tech"), 1, company);
    uint32_t alone = plan_add_item(mem, plan, KEY_RESULT, tech, T(""), T("Ship 3 apps"));
    add_link(sales_kr, kr[0], 1); /* its objective names nothing itself */
    struct score *s = score();
    assert_int_equal(s->units.v[tech].objectives, 1);
    assert_int_equal(s->units.v[tech].unaligned_objectives, 1);
    assert_int_equal(s->units.v[tech].state, UNIT_SILO);
    near(s->items[alone].reach, 0);
    assert_int_equal(s->units.v[sales].unaligned_objectives, 0);
    near(s->items[sales_o].reach, 1);
}

static void test_own_key_results_do_not_cover(void **state)
{
    (void)state;
    make_plan();
    add_link(growth_o, sales_o, 1);
    struct score *s = score();
    near(s->expected, 0);
    assert_int_equal(s->units.v[growth].state, UNIT_ISLAND);
    assert_int_equal(s->units.v[sales].state, UNIT_ISLAND);
    assert_int_equal(s->units.v[sales].island, s->units.v[growth].island);
    assert_int_equal(s->units.v[shed].state, UNIT_SILO);
    assert_int_equal(s->units.v[shed].island, 0);
}

static void test_cycles_and_rejected_links(void **state)
{
    (void)state;
    make_plan();
    add_link(sales_o, growth_o, 1);
    add_link(growth_o, sales_o, 1);
    add_link(growth_o, kr[2], .3);
    add_link(lab_o, kr[2], .9);
    links.v[3].status = LINK_REJECTED;
    struct score *s = score();
    near(s->key_results.v[2].expected, .3);
    near(s->units.v[sales].alignment, .3);
    near(s->units.v[lab].alignment, 0);
    assert_int_equal(s->units.v[lab].state, UNIT_SILO);
}

static void test_weights_and_crowds(void **state)
{
    (void)state;
    make_plan();
    plan->items.v[kr[0]].weight = .5;
    plan->items.v[kr[1]].weight = .3;
    plan->items.v[kr[2]].weight = .1;
    plan->items.v[kr[3]].weight = .1;
    for (int i = 0; i < 9; i++) {
        uint32_t unit = plan_add_unit(mem, plan, text_printf(mem, "T%d", i), 1, company);
        add_link(plan_add_item(mem, plan, OBJECTIVE, unit, T(""), T("Help")), kr[0], 1);
    }
    struct score *s = score();
    near(s->expected, .5);
    assert_int_equal(s->key_results.v[0].state, KR_CROWDED);
    assert_int_equal(s->counts[KR_CROWDED], 1);
    assert_int_equal(found(FINDING_WEIGHTS_SUM), 1); /* .5 + .3 + .1 */
}

/* The objective is meant with .8, this key result of it with .5: that one is covered with .5, and the
   unit, or who works for it, is aligned with .8. */
static void test_key_result_of_a_suggested_objective(void **state)
{
    (void)state;
    make_plan();
    add_link(sales_o, kr[1], .5);
    links.v[0].of_objective = .8;
    add_link(growth_o, sales_o, 1);
    struct score *s = score();
    near(s->key_results.v[1].expected, .5);
    near(s->expected, .5 / 4);
    near(s->units.v[sales].alignment, .8);
    near(s->units.v[growth].alignment, .8);
    assert_int_equal(s->matrix[sales * plan->units.n + company], 1);
    assert_int_equal(s->units.v[sales].objective_only, 0);
    links.v[0].status = LINK_CONFIRMED; /* accepted, of the key result */
    links.v[0].confidence = 1;
    s = score();
    near(s->key_results.v[1].confirmed, 1);
    near(s->units.v[sales].alignment, 1);
}

/* Who names the objective alone is aligned, covers nothing, and is counted. */
static void test_objective_only(void **state)
{
    (void)state;
    make_plan();
    add_link(sales_o, plan_objective_of(plan, kr[0]), 1);
    add_link(growth_o, kr[3], 1); /* has no key results: covered itself */
    struct score *s = score();
    near(s->units.v[sales].alignment, 1);
    assert_int_equal(s->units.v[sales].objective_only, 1);
    assert_int_equal(s->units.v[growth].objective_only, 0);
    assert_int_equal(s->units.v[company].objective_only, 0);
    near(s->expected, .25);
}

/* Three key results of one objective and one of another; the last alone is supported. By hand: with
   2, 1, 1 and 1 it is 1 of 5; with objectives of 1 and 3 it is 3 of 4; a share of .5 of the second one's
   weight where it has two. */
static void test_weights_of_the_whole(void **state)
{
    (void)state;
    static const double points[] = {2, 1, 1, 1};
    make_plan();
    uint32_t first = plan_add_item(mem, plan, OBJECTIVE, company, T("P1"), T("Win")), of[4];
    for (int i = 0; i < 3; i++)
        of[i] = plan_add_item(mem, plan, KEY_RESULT, company, T(""), T("Grow"));
    uint32_t second = plan_add_item(mem, plan, OBJECTIVE, company, T("P2"), T("Stay"));
    of[3] = plan_add_item(mem, plan, KEY_RESULT, company, T(""), T("Margin"));
    for (int i = 0; i < 4; i++) {
        plan->items.v[kr[i]].status = STATUS_DROPPED; /* those of make_plan are out of it */
        plan->items.v[of[i]].points = points[i];
    }
    add_link(sales_o, of[3], 1);
    near(score()->confirmed, .2);
    plan->items.v[of[0]].points = NAN; /* one has none: all alike */
    near(score()->confirmed, .25);
    plan->items.v[first].weight = .25;
    plan->items.v[second].weight = .75;
    near(score()->confirmed, .75);
    plan->items.v[of[0]].points = 2;
    near(score()->confirmed, .75);
    add_link(sales_o, of[1], 1);
    near(score()->confirmed, .75 + .25 * 1 / 4);
}

static void test_progress(void **state)
{
    (void)state;
    make_plan();
    struct item *items = plan->items.v;
    items[kr[0]].progress = items[kr[0]].progress_raw = .2;
    items[kr[1]].progress = 1;
    items[kr[1]].progress_raw = 1.4;
    items[kr[2]].progress = items[kr[2]].progress_raw = .9;
    items[kr[2]].status = STATUS_DROPPED;
    items[sales_kr].progress = items[sales_kr].progress_raw = .7;
    items[sales_o].stated = .3;
    struct score *s = score();
    uint32_t objective = plan_objective_of(plan, kr[0]);
    near(plan->items.v[objective].progress, .6);
    near(plan->items.v[objective].progress_raw, .8);
    near(s->progress, .6);
    near(s->units.v[sales].progress, .7);
    assert_true(isnan(s->units.v[growth].progress));
    assert_int_equal(s->units.v[growth].missing_progress, 1);
    assert_int_equal(s->items[sales_kr].grade, STATUS_ON_TRACK);
    assert_int_equal(s->items[kr[0]].grade, STATUS_OFF_TRACK);
    assert_int_equal(s->items[growth_kr].grade, STATUS_NONE);
    assert_int_equal(found(FINDING_PROGRESS_DISAGREES), 1);
}

static void test_pace_and_commitments(void **state)
{
    (void)state;
    make_plan();
    struct item *item = &plan->items.v[sales_kr];
    item->period = T("2026-Q2");
    item->period_first = date_days(2026, 4, 1);
    item->period_last = date_days(2026, 6, 30);
    item->progress = item->progress_raw = .9;
    item->committed = 1;
    struct score *s = score();
    near(s->items[sales_kr].expected_progress, 45. / 91);
    assert_int_equal(s->items[sales_kr].grade, STATUS_ON_TRACK);
    plan->as_of = date_days(2026, 7, 1);
    s = score();
    near(s->items[sales_kr].expected_progress, 1);
    assert_int_equal(s->items[sales_kr].grade, STATUS_OFF_TRACK);
    assert_true(isnan(s->items[lab_o].expected_progress));
}

static void test_other_periods_do_not_count(void **state)
{
    (void)state;
    make_plan();
    plan->period = T("2026-Q2");
    plan->period_first = date_days(2026, 4, 1);
    plan->period_last = date_days(2026, 6, 30);
    struct item *old = &plan->items.v[lab_o];
    old->period = T("2026-Q1");
    old->period_first = date_days(2026, 1, 1);
    old->period_last = date_days(2026, 3, 31);
    add_link(lab_o, kr[0], 1);
    struct score *s = score();
    assert_int_equal(s->key_results.v[0].state, KR_ORPHANED);
    assert_int_equal(s->units.v[lab].state, UNIT_EMPTY);
    assert_int_equal(found(FINDING_MIXED_PERIODS), 1);
}

static void test_watermelon(void **state)
{
    (void)state;
    make_plan();
    add_link(sales_o, kr[0], 1);
    add_link(growth_o, kr[0], 1);
    add_link(lab_o, kr[0], 1);
    plan->items.v[kr[0]].status = STATUS_ON_TRACK;
    plan->items.v[sales_o].status = STATUS_OFF_TRACK;
    plan->items.v[lab_o].status = STATUS_ON_TRACK;
    score();
    assert_int_equal(found(FINDING_WATERMELON), 0); /* one of two */
    plan->items.v[growth_o].status = STATUS_OFF_TRACK;
    diag = (struct diag){.mem = mem};
    score();
    assert_int_equal(found(FINDING_WATERMELON), 1);
    plan->items.v[kr[0]].status = STATUS_NONE; /* green by its figures as well */
    plan->items.v[kr[0]].progress = plan->items.v[kr[0]].progress_raw = .9;
    plan->items.v[growth_o].status = STATUS_NONE;
    plan->items.v[growth_o].progress = plan->items.v[growth_o].progress_raw = .1;
    diag = (struct diag){.mem = mem};
    struct score *s = score();
    assert_int_equal(s->items[kr[0]].grade, STATUS_ON_TRACK);
    assert_int_equal(found(FINDING_WATERMELON), 1);
}

static void test_dates(void **state)
{
    (void)state;
    make_plan();
    add_link(sales_kr, kr[0], 1);
    plan->items.v[kr[0]].due = date_days(2026, 6, 15);
    plan->items.v[sales_kr].due = date_days(2026, 6, 30);
    plan->items.v[growth_o].updated = date_days(2026, 3, 1);
    plan->items.v[lab_o].updated = date_days(2026, 5, 1);
    score();
    assert_int_equal(found(FINDING_DUE_AFTER_PARENT), 1);
    assert_int_equal(found(FINDING_STALE), 1);
}

static void test_without_organisation(void **state)
{
    (void)state;
    make_plan();
    plan->units.v[company].level = 1;
    struct score *s = score();
    assert_true(isnan(s->expected) && isnan(s->confirmed) && isnan(s->progress));
    assert_true(isnan(s->units.v[sales].alignment));
    assert_int_equal(s->key_results.n, 0);
}

static void test_nothing_at_all(void **state)
{
    (void)state;
    plan = plan_new(mem);
    links = (struct link_list){0};
    diag = (struct diag){.mem = mem};
    struct score *s = score();
    assert_true(isnan(s->expected));
    assert_int_equal(s->units.n, 0);
}

/* Units of an objective and two key results each, links at random: each unit's probability against
   all subsets of links, by the rules of the graph written down anew. */
static bool reaches(const bool *present, uint32_t unit, uint32_t target)
{
    bool reached[64] = {false};
    for (uint32_t i = 0; i < plan->items.n; i++)
        reached[i] = plan->items.v[i].unit == unit;
    for (size_t round = 0; round < plan->items.n; round++) {
        for (size_t i = 0; i < links.n; i++)
            if (present[i] && reached[links.v[i].from])
                reached[links.v[i].to] = true;
        for (uint32_t i = 0; i < plan->items.n; i++)
            if (reached[i] && plan->items.v[i].objective != NO_ITEM)
                reached[plan->items.v[i].objective] = true;
    }
    return reached[target];
}

static double of_all_subsets(uint32_t unit, uint32_t target)
{
    double sum = 0;
    for (unsigned subset = 0; subset < 1u << links.n; subset++) {
        bool present[16];
        double p = 1;
        for (size_t i = 0; i < links.n; i++) {
            present[i] = subset >> i & 1;
            p *= present[i] ? link_strength(&links.v[i]) : 1 - link_strength(&links.v[i]);
        }
        if (p > 0 && reaches(present, unit, target))
            sum += p;
    }
    return sum;
}

static void make_random_plan(void)
{
    static const double strengths[] = {1, .35, .5, .8};
    plan = plan_new(mem);
    links = (struct link_list){0};
    diag = (struct diag){.mem = mem};
    for (uint32_t u = 0; u < 5; u++) {
        plan_add_unit(mem, plan, text_printf(mem, "U%u", u), u > 0, u ? 0 : NO_UNIT);
        plan_add_item(mem, plan, OBJECTIVE, u, T(""), T("Objective"));
        for (int k = 0; k < 2; k++)
            plan_add_item(mem, plan, KEY_RESULT, u, T(""), T("Key result 1"));
    }
    for (uint32_t n = dice(11); n > 0; n--) {
        uint32_t from = 3 + dice(12), to = dice(15);
        if (plan->items.v[from].unit != plan->items.v[to].unit)
            add_link(from, to, strengths[dice(4)]);
    }
}

static void test_supporters_against_all_subsets(void **state)
{
    (void)state;
    for (int round = 0; round < 150; round++) {
        make_random_plan();
        struct score *s = score();
        for (size_t i = 0; i < s->key_results.n; i++) {
            const struct key_result_score *k = &s->key_results.v[i];
            double got[5] = {0};
            for (size_t j = 0; j < k->supporters.n; j++)
                got[k->supporters.v[j].unit] = k->supporters.v[j].probability;
            for (uint32_t u = 1; u < 5; u++)
                near(got[u], of_all_subsets(u, k->item));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_brute_force),
        cmocka_unit_test(test_bounds_of_a_large_graph),
        cmocka_unit_test(test_chain_is_exact),
        cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_explicit_items),
        cmocka_unit_test(test_objective_of_the_organisation),
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_own_key_results_do_not_cover),
        cmocka_unit_test(test_cycles_and_rejected_links),
        cmocka_unit_test(test_weights_and_crowds),
        cmocka_unit_test(test_key_result_of_a_suggested_objective),
        cmocka_unit_test(test_objective_only),
        cmocka_unit_test(test_weights_of_the_whole),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_pace_and_commitments),
        cmocka_unit_test(test_other_periods_do_not_count),
        cmocka_unit_test(test_watermelon),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_without_organisation),
        cmocka_unit_test(test_nothing_at_all),
        cmocka_unit_test(test_supporters_against_all_subsets),
    };
    return cmocka_run_group_tests_name("score", tests, setup, teardown);
}
