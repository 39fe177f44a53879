/* base/: slices, maps, places, normal forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/finding.h"
#include "base/fold.h"
#include "base/json.h"
#include "base/map.h"

#include <math.h>
#include <stdio.h>
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

static void same(struct text got, const char *want)
{
    assert_string_equal(text_z(mem, got), want);
}

static void test_text(void **state)
{
    (void)state;
    same(text_trim(T("\xC2\xA0 \xEF\xBB\xBFKR 1\xE3\x80\x80\t")), "KR 1");
    same(text_trim(T(" \t ")), "");
    assert_true(text_find(T("abcabd"), T("abd"), 0) == 3);
    assert_true(text_find(T("ab"), T("abd"), 0) == SIZE_MAX);
    struct text rest = T("a;b;");
    same(text_cut(&rest, ';'), "a");
    same(text_cut(&rest, ';'), "b");
    assert_int_equal(text_words(T(" Calibrate  all machines ")), 3);
    assert_int_equal(text_words(T("")), 0);
    assert_int_equal(rest.len, 0);
    same(text_shorten(mem, T("größer"), 4), "grö…");
    same(text_shorten(mem, T("groß"), 4), "groß");
}

static void test_utf8(void **state)
{
    (void)state;
    const uint32_t points[] = {'a', 0xE9, 0x20AC, 0xFFFD, 0x1F3D7, 0x10FFFF};
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < 6; i++)
        buf_add_utf8(&b, points[i]);
    struct text t = buf_text(&b);
    assert_true(text_valid_utf8(t));
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(text_next(&t), points[i]);
    assert_int_equal(t.len, 0);
    assert_false(text_valid_utf8(T("\xC0\x80")));     /* overlong */
    assert_false(text_valid_utf8(T("\xED\xA0\x80"))); /* surrogate */
    assert_false(text_valid_utf8(T("\xF4\x90\x80\x80")));
    assert_false(text_valid_utf8(T("a\xE2\x82")));
}

static void test_fold(void **state)
{
    (void)state;
    same(text_fold(mem, T(" Schl\xC3\xBCssel\xC2\xAD"
                          "ergebnis ")),
         "schlusselergebnis");
    same(text_fold(mem, T("\xEF\xBC\xAB\xEF\xBC\xB2\xE3\x80\x80\xEF\xBC\x91")), "kr 1");
    same(text_key(mem, T("KR-1.2 (new)")), "kr 1 2 new");
    same(text_key(mem, T("Résultat clé – №1")), "resultat cle no1");
    same(text_fold(mem, T("a\xFF"
                          "b")),
         "ab");
}

static void test_map(void **state)
{
    (void)state;
    struct map map = {0};
    assert_true(map_get(&map, T("x")) == MAP_NONE);
    for (size_t i = 0; i < 1000; i++)
        *map_put(mem, &map, text_printf(mem, "key %zu", i), 0) = i;
    for (size_t i = 0; i < 1000; i++)
        assert_true(map_get(&map, text_printf(mem, "key %zu", i)) == i);
    assert_int_equal(*map_put(mem, &map, T("key 7"), 0), 7);
    assert_int_equal(map.n, 1000);
}

static void test_place(void **state)
{
    (void)state;
    struct place p = {T("growth.xlsx"), T("Q4"), 11, 2};
    same(place_text(mem, p), "growth.xlsx:Q4!C12");
    p.sheet = (struct text){0};
    same(place_text(mem, p), "growth.xlsx:12:3");
    same(place_text(mem, place_of_file(T("a.csv"))), "a.csv");
    same(column_letters(mem, 16383), "XFD");
    same(column_letters(mem, 25), "Z");
    same(column_letters(mem, 26), "AA");
}

static void test_finding(void **state)
{
    (void)state;
    struct diag diag = {.mem = mem};
    diag_add(&diag, FINDING_BROKEN_REFERENCE, (struct place){T("a.xlsx"), T("S"), 0, 0},
             T("name one that exists"), "unknown reference '%s'", "KR-7");
    same(finding_line(mem, &diag.list.v[0]),
         "a.xlsx:S!A1: warning: unknown reference 'KR-7' (name one that exists)");
    assert_int_equal(diag_count(&diag, WARNING), 1);
    assert_int_equal(diag_count(&diag, ERROR), 0);
}

static void test_json(void **state)
{
    (void)state;
    struct json *json = json_new(mem, false);
    json_object(json);
    json_text_of(json, "a", T("x\"y\n"));
    json_text_of(json, "absent", (struct text){0});
    json_number_of(json, "n", 0.41);
    json_number_of(json, "nan", NAN);
    json_end_object(json);
    same(json_done(json), "{\"a\":\"x\\\"y\\n\",\"n\":0.41}\n");
}

static void test_arena(void **state)
{
    (void)state;
    struct arena *child = arena_new();
    for (size_t i = 1; i < 3000; i += 7) {
        unsigned char *p = arena_alloc(child, i * 11);
        assert_true((uintptr_t)p % 16 == 0);
        for (size_t k = 0; k < i * 11; k++) {
            assert_int_equal(p[k], 0);
            p[k] = 0xAA;
        }
    }
    arena_adopt(mem, child);
    assert_true(arena_size(mem) > 3000);
}

/* Grown in place, moved, and in a block of its own: what was there stays. */
static void test_arena_grow(void **state)
{
    (void)state;
    struct arena *own = arena_new();
    unsigned char *p = NULL;
    size_t size = 0;
    for (size_t next = 1; next < 3000000; next += next / 2 + 1) {
        p = arena_grow(own, p, size, next);
        memset(p + size, (int)(next % 251), next - size);
        if (next % 3 == 0)
            arena_alloc(own, 8);
        size = next;
    }
    size_t from = 0;
    for (size_t next = 1; next < 3000000; next += next / 2 + 1) {
        assert_int_equal(p[from], next % 251);
        assert_int_equal(p[next - 1], next % 251);
        from = next;
    }
    size_t before = arena_size(own);
    arena_drop(own, p, size);
    assert_true(arena_size(own) + size <= before);
    arena_free(own);
}

static void test_arena_trim(void **state)
{
    (void)state;
    struct buf b = {.mem = mem};
    for (int i = 0; i < 40; i++)
        buf_add_z(&b, "ab");
    b.len = 3;
    struct text t = buf_done(&b);
    char *next = NEW_ARRAY(mem, char, 200);
    for (size_t i = 0; i < 200; i++)
        assert_int_equal(next[i], 0);
    memset(next, 'x', 200);
    same(t, "aba");
    arena_trim(mem, (char *)t.ptr, 128, 4); /* no longer the last: nothing is given back */
    assert_int_equal(*NEW_ARRAY(mem, char, 1), 0);
    assert_int_equal(next[0], 'x');
}

struct number_list LIST(size_t);

static void test_list(void **state)
{
    (void)state;
    struct number_list list = {0}, other = {0};
    for (size_t i = 0; i < 100000; i++) {
        size_t *last = list_push(mem, &list);
        assert_int_equal(*last, 0);
        *last = i;
        *list_push(mem, &other) = i;
    }
    for (size_t i = 0; i < 100000; i++)
        assert_true(list.v[i] == i && other.v[i] == i);
    list_drop(mem, &list);
    assert_int_equal(list.n, 0);
    *list_push(mem, &list) = 7;
    assert_int_equal(list.v[0], 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_utf8, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fold, setup, teardown),
        cmocka_unit_test_setup_teardown(test_map, setup, teardown),
        cmocka_unit_test_setup_teardown(test_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_finding, setup, teardown),
        cmocka_unit_test_setup_teardown(test_json, setup, teardown),
        cmocka_unit_test_setup_teardown(test_arena, setup, teardown),
        cmocka_unit_test_setup_teardown(test_arena_grow, setup, teardown),
        cmocka_unit_test_setup_teardown(test_arena_trim, setup, teardown),
        cmocka_unit_test_setup_teardown(test_list, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
