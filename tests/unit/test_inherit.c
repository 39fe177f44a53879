/*
 * match/inherit: pairs of texts, one of the organisation and one of a unit below it, and whether the
 * lower one is inherited (tests/golden/inherited.txt, or the file given as argument).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/match.h"
#include "support/text_file.h"

static struct arena *mem;
static struct config config;
static struct reference_forms *forms;

/* "yes", "number" if it is inherited with another number, "no". */
static const char *verdict(struct text higher, struct text lower)
{
    struct plan *plan = plan_new(mem);
    uint32_t company = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    uint32_t team = plan_add_unit(mem, plan, T("Team"), 1, company);
    plan_add_item(mem, plan, OBJECTIVE, company, (struct text){0}, T("Do good work"));
    plan_add_item(mem, plan, KEY_RESULT, company, (struct text){0}, higher);
    plan_add_item(mem, plan, OBJECTIVE, team, (struct text){0}, lower);
    struct reference_list references = {0};
    struct link_list links = {0};
    struct diag diag = {.mem = mem};
    match_explicit(mem, forms, plan, &references, &links, &diag);
    if (!links.n)
        return "no";
    assert_int_equal(links.v[0].how, HOW_INHERITED);
    for (size_t i = 0; i < diag.list.n; i++)
        if (diag.list.v[i].code == FINDING_TARGET_DIFFERS)
            return "number";
    return "yes";
}

static void test_pairs(void **state)
{
    struct text rest = text_file(mem, *state);
    unsigned pairs = 0, wrong = 0;
    while (rest.len) {
        struct text line = text_trim(text_cut(&rest, '\n'));
        if (!line.len || line.ptr[0] == '#')
            continue;
        struct text expected = text_trim(text_cut(&line, '|'));
        struct text higher = text_trim(text_cut(&line, '|')), lower = text_trim(line);
        const char *is = verdict(higher, lower);
        pairs++;
        if (text_eq(expected, text_of(is)))
            continue;
        wrong++;
        print_error("expected " TEXT_FMT ", got %s:\n  " TEXT_FMT "\n  " TEXT_FMT "\n",
                    TEXT_ARG(expected), is, TEXT_ARG(higher), TEXT_ARG(lower));
    }
    print_message("%u pairs, %u wrong\n", pairs, wrong);
    assert_int_equal(wrong, 0);
    assert_true(pairs > 0);
}

static int setup(void **state)
{
    (void)state;
    struct text error = {0};
    mem = arena_new();
    config = config_default();
    forms = reference_forms_load(mem, &config, &error);
    if (!forms)
        fail_msg(TEXT_FMT, TEXT_ARG(error));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    reference_forms_free(forms);
    arena_free(mem);
    return 0;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "tests/golden/inherited.txt";
    const struct CMUnitTest tests[] = {
        {path, test_pairs, setup, teardown, (void *)(uintptr_t)path},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
