/* match/vectors.h, match/meaning.h: what words mean, of which texts share none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/meaning.h"

#include <math.h>
#include <string.h>

static struct arena *mem;
static struct config config = {
    .suggest = .3, .strong = .7, .fair = .5, .max_suggestions = 3, .jobs = 1};

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

static void add_number(struct buf *b, uint32_t number)
{
    char bytes[4] = {(char)number, (char)(number >> 8), (char)(number >> 16), (char)(number >> 24)};
    buf_add(b, (struct text){bytes, 4});
}

/* Rows of one name each; row i has 7 at place i, -7 at the last, scaled by 1. */
static struct text table(const char *const *names, uint32_t n, uint32_t dim)
{
    struct buf b = {.mem = mem}, all = {.mem = mem};
    for (uint32_t i = 0; i < n; i++)
        buf_add_z(&all, names[i]);
    while (all.len % 4)
        buf_add(&all, (struct text){"", 1});
    buf_add_z(&b, "okrvec 1");
    add_number(&b, n);
    add_number(&b, dim);
    add_number(&b, (uint32_t)all.len);
    add_number(&b, 0);
    for (uint32_t i = 0, end = 0; i < n; i++)
        add_number(&b, end += (uint32_t)strlen(names[i]));
    buf_add(&b, buf_text(&all));
    for (uint32_t i = 0; i < n; i++) {
        float one = 1;
        uint32_t bits;
        memcpy(&bits, &one, sizeof bits);
        add_number(&b, bits);
    }
    for (uint32_t i = 0; i < n; i++) {
        char row[VECTOR_DIM / 2];
        memset(row, 0x88, sizeof row);
        row[i / 2] = (char)(i % 2 ? 0xf8 : 0x8f);
        row[sizeof row - 1] = 0x18;
        buf_add(&b, (struct text){row, dim / 2});
    }
    return buf_text(&b);
}

enum { ING, S, CHURN, HIR, HIRE, NAMES };
static const char *const sorted[] = {"#ing", "#s", "churn", "hir", "hire"};

static void test_spelling(void **state)
{
    (void)state;
    struct vectors v;
    struct text error;
    uint32_t pieces[MOST_PIECES];
    assert_true(vectors_read(table(sorted, NAMES, VECTOR_DIM), &v, &error));
    assert_int_equal(v.n, NAMES);
    assert_int_equal(vectors_spell(&v, T("churn"), pieces), 1);
    assert_int_equal(pieces[0], CHURN);
    /* the longest first, and what follows is of the names that go on with a word */
    assert_int_equal(vectors_spell(&v, T("hires"), pieces), 2);
    assert_int_equal(pieces[0], HIRE);
    assert_int_equal(pieces[1], S);
    assert_int_equal(vectors_spell(&v, T("hiring"), pieces), 2);
    assert_int_equal(pieces[0], HIR);
    assert_int_equal(pieces[1], ING);
    assert_int_equal(vectors_spell(&v, T("ing"), pieces), 0);
    assert_int_equal(vectors_spell(&v, T("churnx"), pieces), 0);
    assert_int_equal(vectors_spell(&v, T(""), pieces), 0);
    assert_int_equal(vectors_spell(&v, T("churnsssssssssss"), pieces), 0);

    float sum[VECTOR_DIM] = {0};
    vectors_add(&v, CHURN, 2, sum);
    int place = CHURN % 2 * VECTOR_DIM / 2 + CHURN / 2; /* even numbers first, then odd ones */
    assert_true(sum[place] == 14 && sum[place + 1] == 0 && sum[VECTOR_DIM - 1] == -14);
}

static void test_damaged_tables(void **state)
{
    (void)state;
    struct vectors v;
    struct text error = {0}, good = table(sorted, NAMES, VECTOR_DIM);
    assert_true(vectors_read((struct text){0}, &v, &error));
    assert_int_equal(v.n, 0);
    assert_int_equal(vectors_spell(&v, T("churn"), (uint32_t[MOST_PIECES]){0}), 0);
    for (size_t cut = 1; cut < good.len; cut += 7)
        assert_false(vectors_read(text_slice(good, 0, cut), &v, &error));
    assert_true(error.len > 0);
    assert_false(vectors_read(table(sorted, NAMES, 2), &v, &error));
    char *bytes = arena_alloc(mem, good.len);
    for (size_t at = 0; at < 20 + 4 * (NAMES + 1); at++) {
        memcpy(bytes, good.ptr, good.len);
        bytes[at] = (char)0xff;
        struct text bad = {bytes, good.len};
        if (vectors_read(bad, &v, &error)) /* an end that only moved is no damage to be seen */
            vectors_spell(&v, T("churns"), (uint32_t[MOST_PIECES]){0});
        else
            assert_int_equal(v.n, 0);
    }
}

/* Three objectives of a company, one of a team, that share no word. */
static struct prospect *prospect_of(const char *team, const char *const above[3])
{
    struct text error = {0};
    struct matcher *matcher = matcher_load(mem, &config, &error);
    assert_non_null(matcher);
    struct plan *plan = plan_new(mem);
    uint32_t top = plan_add_unit(mem, plan, T("Acme"), 0, NO_UNIT);
    uint32_t unit = plan_add_unit(mem, plan, T("Violet"), 1, top);
    plan_add_item(mem, plan, OBJECTIVE, unit, T("V1"), text_of(team));
    for (int i = 0; i < 3; i++)
        plan_add_item(mem, plan, OBJECTIVE, top, T(""), text_of(above[i]));
    static struct memory memory;
    static struct link_list links;
    return match_prepare(mem, &config, matcher, plan, &memory, &links);
}

static float near(const struct prospect *p, uint32_t below, uint32_t above)
{
    struct meaning a, b;
    family_meaning(p, &p->families[p->family_of[below]], &a);
    family_meaning(p, &p->families[p->family_of[above]], &b);
    return meaning_likeness(&a, &b);
}

static void test_meaning(void **state)
{
    (void)state;
    static const char *const above[] = {"Clients renew their contracts", "Fewer accidents in mines",
                                        "Publish scientific articles"};
    struct prospect *p = prospect_of("Keep more of our customers subscribed", above);
    assert_true(near(p, 0, 1) > near(p, 0, 2) && near(p, 0, 1) > near(p, 0, 3));
    assert_true(near(p, 0, 1) > .05F);
    struct meaning meaning;
    struct family *family = &p->families[p->family_of[1]];
    assert_true(family_meaning(p, family, &meaning));
    assert_true(meaning_likeness(&meaning, &meaning) > .97F);
    uint32_t a, b;
    assert_true(nearest_terms(p, &p->families[p->family_of[0]], family, &a, &b));
    assert_string_equal(text_z(mem, p->reader.terms.v[a].stem), "custom");
    assert_string_equal(text_z(mem, p->reader.terms.v[b].stem), "client");
    p->mute = true;
    assert_false(family_meaning(p, family, &meaning));
    assert_true(meaning_likeness(&meaning, &meaning) == 0);
}

static double evidence_between(struct prospect *p, uint32_t from, uint32_t to, const char *name)
{
    struct evidence evidence = match_explain(mem, p, from, to);
    for (size_t i = 0; i < evidence.parts.n; i++)
        if (text_eq(evidence.parts.v[i].name, text_of(name)))
            return evidence.parts.v[i].value;
    return 0;
}

/* What is near in meaning to an item that declares a key result is likelier to support it too. */
static void test_siblings_in_meaning(void **state)
{
    (void)state;
    struct text error = {0};
    struct matcher *matcher = matcher_load(mem, &config, &error);
    struct plan *plan = plan_new(mem);
    uint32_t top = plan_add_unit(mem, plan, T("Acme"), 0, NO_UNIT);
    uint32_t violet = plan_add_unit(mem, plan, T("Violet"), 1, top);
    uint32_t amber = plan_add_unit(mem, plan, T("Amber"), 1, top);
    plan_add_item(mem, plan, OBJECTIVE, top, T(""), T("Grow by a tenth"));
    plan_add_item(mem, plan, OBJECTIVE, top, T(""), T("Publish scientific articles"));
    plan_add_item(mem, plan, OBJECTIVE, amber, T(""), T("Clients renew their contracts"));
    plan_add_item(mem, plan, OBJECTIVE, violet, T(""), T("Keep our customers subscribed"));
    plan_add_item(mem, plan, OBJECTIVE, violet, T(""), T("Fewer accidents in mines"));
    struct memory memory = {0};
    struct link_list links = {0};
    *list_push(mem, &links) =
        (struct link){.from = 2, .to = 0, .status = LINK_CONFIRMED, .confidence = 1};
    struct prospect *p = match_prepare(mem, &config, matcher, plan, &memory, &links);
    assert_true(evidence_between(p, 3, 0, "sibling-meaning") > .05);
    assert_true(evidence_between(p, 3, 1, "sibling-meaning") == 0);
    assert_true(evidence_between(p, 4, 0, "sibling-meaning") <
                evidence_between(p, 3, 0, "sibling-meaning"));
    /* it is no sibling of itself */
    assert_true(evidence_between(p, 2, 0, "sibling-meaning") == 0);
}

/* Words of one spelling are not told as near, nor one that both say already. */
static void test_near_words_differ(void **state)
{
    (void)state;
    static const char *const above[] = {"Clear the backlog at the harbour", "Ship by sea",
                                        "Publish scientific articles"};
    struct prospect *p = prospect_of("Win back the harbour", above);
    uint32_t a, b;
    const struct family *below = &p->families[p->family_of[0]];
    if (nearest_terms(p, below, &p->families[p->family_of[1]], &a, &b)) {
        struct text x = p->reader.terms.v[a].stem, y = p->reader.terms.v[b].stem;
        assert_false(text_starts(x, y) || text_starts(y, x));
        assert_false(text_eq(x, T("harbour")) || text_eq(y, T("harbour")));
    }
}

/* What is not English has none, and is not compared. */
static void test_other_languages(void **state)
{
    (void)state;
    static const char *const above[] = {"Unsere Kunden verlängern ihre Verträge und bleiben",
                                        "Weniger Unfälle in der Grube und im Werk",
                                        "Mehr Aufsätze in guten Zeitschriften"};
    struct prospect *p = prospect_of("Kündigungen von heute auf morgen halbieren", above);
    struct meaning meaning;
    for (uint32_t f = 0; f < p->n_families; f++)
        assert_false(family_meaning(p, &p->families[f], &meaning));
    uint32_t a, b;
    assert_false(nearest_terms(p, &p->families[0], &p->families[1], &a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spelling),        cmocka_unit_test(test_damaged_tables),
        cmocka_unit_test(test_meaning),         cmocka_unit_test(test_siblings_in_meaning),
        cmocka_unit_test(test_other_languages), cmocka_unit_test(test_near_words_differ),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
