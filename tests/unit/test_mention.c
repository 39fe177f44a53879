/* match/mention: decisions about named items are carried out; the rest follows the answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/match.h"

#include <math.h>

static void add_mention(struct arena *mem, struct link_list *links, uint32_t from, uint32_t to)
{
    *list_push(mem, links) = (struct link){.from = from,
                                           .to = to,
                                           .kind = LINK_IMPLICIT,
                                           .how = HOW_MENTIONED,
                                           .status = LINK_SUGGESTED,
                                           .confidence = .5};
}

static void decide(struct arena *mem, struct decision_list *decided, uint32_t from, uint32_t to,
                   enum verdict verdict)
{
    *list_push(mem, decided) =
        (struct decision){.from = from, .to = to, .verdict = verdict, .by = T("Ann")};
}

static void test_answers(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct link_list links = {0};
    struct decision_list decided = {0};
    for (uint32_t i = 0; i < 4; i++)
        add_mention(mem, &links, i, 9);
    mentions_settle(&decided, &links);
    assert_true(links.v[0].confidence == .5 && links.v[0].status == LINK_SUGGESTED);
    decide(mem, &decided, 0, 9, VERDICT_ACCEPT);
    decide(mem, &decided, 1, 9, VERDICT_REJECT);
    decide(mem, &decided, 2, 9, VERDICT_REJECT);
    decide(mem, &decided, 3, 8, VERDICT_ACCEPT); /* another pair */
    mentions_settle(&decided, &links);
    assert_int_equal(links.v[0].status, LINK_CONFIRMED);
    assert_true(links.v[0].confidence == 1 && text_eq(links.v[0].decided_by, T("Ann")));
    assert_int_equal(links.v[1].status, LINK_REJECTED);
    assert_int_equal(links.v[3].status, LINK_SUGGESTED);
    assert_true(fabs(links.v[3].confidence - 2. / 5) < 1e-12);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
