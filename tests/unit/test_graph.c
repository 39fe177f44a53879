/* match/: links settle; circles, skips and inversions on the whole graph. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/match.h"

static struct arena *mem;
static struct plan *plan;
static struct reference_list references;
static struct link_list links;
static struct diag diag;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    plan = plan_new(mem);
    references = (struct reference_list){0};
    links = (struct link_list){0};
    diag = (struct diag){.mem = mem};
    uint32_t company = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    uint32_t sales = plan_add_unit(mem, plan, T("Sales"), 1, company);
    uint32_t north = plan_add_unit(mem, plan, T("North"), 2, sales);
    plan_add_item(mem, plan, OBJECTIVE, company, T("C-O1"), T("Win"));      /* 0 */
    plan_add_item(mem, plan, KEY_RESULT, company, T("C-K1"), T("Grow"));    /* 1 */
    plan_add_item(mem, plan, OBJECTIVE, sales, T("S-O1"), T("Sell"));       /* 2 */
    plan_add_item(mem, plan, KEY_RESULT, sales, T("S-K1"), T("Close"));     /* 3 */
    plan_add_item(mem, plan, OBJECTIVE, north, T("N-O1"), T("Visit"));      /* 4 */
    plan_add_item(mem, plan, KEY_RESULT, north, T("N-K1"), T("Ten a day")); /* 5 */
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void add(uint32_t from, uint32_t to)
{
    *list_push(mem, &references) = (struct reference){.from = from, .outcome = OUTCOME_RESOLVED};
    *list_push(mem, &links) = (struct link){.from = from,
                                            .to = to,
                                            .how = HOW_DECLARED,
                                            .status = LINK_CONFIRMED,
                                            .confidence = 1,
                                            .reference = references.n - 1};
}

static size_t count(enum finding_code code)
{
    size_t n = 0;
    for (size_t i = 0; i < diag.list.n; i++)
        n += diag.list.v[i].code == code;
    return n;
}

static void assert_said(const char *words)
{
    for (size_t i = 0; i < diag.list.n; i++)
        if (text_contains(diag.list.v[i].message, text_of(words)))
            return;
    fail_msg("no finding says '%s'", words);
}

static void test_straight_is_quiet(void **state)
{
    (void)state;
    add(2, 1);
    add(4, 3);
    match_graph(plan, &references, &links, &diag);
    assert_int_equal(diag.list.n, 0);
}

/* N-O1 works for S-K1, which is part of S-O1, which works for N-K1, which is part of N-O1. */
static void test_circle_through_key_results(void **state)
{
    (void)state;
    add(2, 1);
    add(2, 5);
    add(4, 3);
    match_graph(plan, &references, &links, &diag);
    assert_int_equal(count(FINDING_CYCLE), 1);
    assert_said("S-O1 -> N-K1 of N-O1 -> S-K1 of S-O1");
    assert_false(links.v[0].cyclic);
    assert_true(links.v[1].cyclic && links.v[2].cyclic);
    assert_int_equal(references.v[0].outcome, OUTCOME_RESOLVED);
    assert_int_equal(references.v[1].outcome, OUTCOME_CYCLIC);
    assert_int_equal(references.v[2].outcome, OUTCOME_CYCLIC);
}

static void test_two_circles_two_findings(void **state)
{
    (void)state;
    add(0, 2);
    add(2, 0);
    add(3, 5);
    add(5, 3);
    match_graph(plan, &references, &links, &diag);
    assert_int_equal(count(FINDING_CYCLE), 2);
    assert_said("C-O1 -> S-O1 -> C-O1");
    assert_said("S-K1 -> N-K1 -> S-K1");
}

static void test_suggested_makes_no_circle(void **state)
{
    (void)state;
    add(2, 4);
    add(4, 2);
    links.v[1].status = LINK_SUGGESTED;
    match_graph(plan, &references, &links, &diag);
    assert_int_equal(count(FINDING_CYCLE), 0);
}

static void test_levels(void **state)
{
    (void)state;
    add(4, 1);
    add(0, 5);
    match_graph(plan, &references, &links, &diag);
    assert_int_equal(count(FINDING_LEVEL_SKIP), 1);
    assert_said("past 'Sales'");
    assert_int_equal(count(FINDING_LEVEL_INVERTED), 1);
    assert_said("'C-O1' of 'Company' (level 0) supports 'N-K1' of 'North' (level 2)");
}

/* A department without OKRs of its own is not skipped. */
static void test_empty_level_is_not_skipped(void **state)
{
    (void)state;
    uint32_t area = plan_add_unit(mem, plan, T("Area"), 1, 0);
    uint32_t squad = plan_add_unit(mem, plan, T("Squad"), 2, area);
    add(plan_add_item(mem, plan, OBJECTIVE, squad, T("Q-O1"), T("Do")), 1);
    match_graph(plan, &references, &links, &diag);
    assert_int_equal(diag.list.n, 0);
}

/* As deep as a hostile file could make it: no recursion. */
static void test_long_chain_and_circle(void **state)
{
    (void)state;
    enum { N = 300000 };
    struct plan *deep = plan_new(mem);
    uint32_t unit = plan_add_unit(mem, deep, T("One"), 1, NO_UNIT);
    for (uint32_t i = 0; i < N; i++) {
        struct item item = item_blank();
        item.unit = unit;
        item.id = T("X");
        *list_push(mem, &deep->items) = item;
    }
    for (uint32_t i = 0; i + 1 < N; i++)
        add(i, i + 1);
    match_graph(deep, &references, &links, &diag);
    assert_int_equal(diag.list.n, 0);
    add(N - 1, 0);
    match_graph(deep, &references, &links, &diag);
    assert_int_equal(count(FINDING_CYCLE), 1);
}

static void test_settle(void **state)
{
    (void)state;
    const struct link some[] = {
        {.from = 4, .to = 1, .kind = LINK_IMPLICIT, .how = HOW_SIMILAR, .confidence = .9},
        {.from = 2, .to = 1, .how = HOW_INHERITED, .confidence = 1},
        {.from = 2, .to = 1, .how = HOW_DECLARED, .confidence = 1},
        {.from = 4, .to = 1, .how = HOW_LINKED, .confidence = 1},
        {.from = 4, .to = 3, .kind = LINK_IMPLICIT, .status = LINK_SUGGESTED, .confidence = .9},
        {.from = 4, .to = 3, .kind = LINK_IMPLICIT, .status = LINK_REJECTED, .confidence = .1},
    };
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        *list_push(mem, &links) = some[i];
    links_settle(&links);
    assert_int_equal(links.n, 3);
    assert_int_equal(links.v[0].how, HOW_DECLARED);
    assert_int_equal(links.v[1].how, HOW_LINKED);
    assert_int_equal(links.v[2].status, LINK_REJECTED);
    assert_true(link_strength(&links.v[2]) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_straight_is_quiet, setup, teardown),
        cmocka_unit_test_setup_teardown(test_circle_through_key_results, setup, teardown),
        cmocka_unit_test_setup_teardown(test_two_circles_two_findings, setup, teardown),
        cmocka_unit_test_setup_teardown(test_suggested_makes_no_circle, setup, teardown),
        cmocka_unit_test_setup_teardown(test_levels, setup, teardown),
        cmocka_unit_test_setup_teardown(test_empty_level_is_not_skipped, setup, teardown),
        cmocka_unit_test_setup_teardown(test_long_chain_and_circle, setup, teardown),
        cmocka_unit_test_setup_teardown(test_settle, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
