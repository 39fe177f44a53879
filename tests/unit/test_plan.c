/* model/plan: the container, and what plan_build makes of records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/plan.h"

#include <math.h>

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

static void same(struct text got, const char *want)
{
    assert_string_equal(text_z(mem, got), want);
}

static void test_builders(void **state)
{
    (void)state;
    struct plan *plan = plan_new(mem);
    uint32_t company = plan_add_unit(mem, plan, T("Tidewater"), 0, NO_UNIT);
    uint32_t growth = plan_add_unit(mem, plan, T("Growth"), 1, company);
    uint32_t ground = plan_add_unit(mem, plan, T("Ground Ops"), 1, company);
    plan_add_alias(mem, plan, growth, T("Wachstum"));
    same(plan->units.v[growth].prefix, "GRO");
    same(plan->units.v[ground].prefix, "GRO2");
    assert_int_equal(plan_find_unit(plan, mem, T(" GROWTH ")), growth);
    assert_int_equal(plan_find_unit(plan, mem, T("wachstum")), growth);
    assert_int_equal(plan_find_unit(plan, mem, T("gro2")), ground);
    assert_int_equal(plan_find_unit(plan, mem, T("ground-ops")), ground);
    assert_true(plan_find_unit(plan, mem, T("Payments")) == NO_UNIT);

    assert_false(plan->has_company);
    uint32_t objective = plan_add_item(mem, plan, OBJECTIVE, growth, T(""), T("Grow"));
    uint32_t first = plan_add_item(mem, plan, KEY_RESULT, growth, T(""), T("NPS above 50"));
    uint32_t second = plan_add_item(mem, plan, KEY_RESULT, growth, T("KR-7"), T("Churn below 2 %"));
    assert_int_equal(plan->items.v[objective].first_key_result, first);
    assert_int_equal(plan->items.v[objective].n_key_results, 2);
    same(plan->items.v[first].id, "GRO-O1-KR1");
    assert_int_equal(plan_find_item(plan, T("KR-7")), second);
    assert_true(plan_find_item(plan, T("KR-8")) == NO_ITEM);
    assert_int_equal(plan_objective_of(plan, second), objective);
    assert_int_equal(plan_objective_of(plan, objective), objective);
    assert_true(isnan(plan->items.v[second].progress));

    uint32_t alone = plan_add_item(mem, plan, KEY_RESULT, company, T(""), T("Alone"));
    same(plan->items.v[alone].id, "CO-KR1");
    assert_int_equal(plan_find_unit(plan, mem, T("the company")), company);
    assert_int_equal(plan_find_unit(plan, mem, T("Growth team")), growth);
    assert_true(plan_objective_of(plan, alone) == NO_ITEM);
    assert_true(plan->has_company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_builders),
    };
    return cmocka_run_group_tests_name("plan", tests, setup, teardown);
}
