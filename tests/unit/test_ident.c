/* model/ident: one key for all spellings of an ID, its parts, lists and ranges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/ident.h"

static struct arena *mem;
static struct ident_words words;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    words = (struct ident_words){0};
    const char *const key_result[] = {"kr", "krs", "key result", "schlusselergebnis"};
    const char *const objective[] = {"o", "obj", "objective", "ziel"};
    for (size_t i = 0; i < 4; i++) {
        *list_push(mem, &words.key_result) = text_of(key_result[i]);
        *list_push(mem, &words.objective) = text_of(objective[i]);
    }
    *list_push(mem, &words.and) = T("and");
    *list_push(mem, &words.and) = T("und");
    *list_push(mem, &words.to) = T("to");
    *list_push(mem, &words.to) = T("bis");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

/* "scope|objective|key result" of an ID, '?' if nothing is understood. */
static const char *parts(const struct ident *id)
{
    if (!id->objective.len && !id->key_result.len)
        return text_z(mem, text_printf(mem, "? " TEXT_FMT, TEXT_ARG(id->key)));
    return text_z(mem, text_printf(mem, TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT, TEXT_ARG(id->scope),
                                   TEXT_ARG(id->objective), TEXT_ARG(id->key_result)));
}

static void test_dresses(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"KR1.2", "|1|2"},
        {"KR 1.2", "|1|2"},
        {"kr-1-2", "|1|2"},
        {"O1-KR3", "|1|3"},
        {"O3.KR2", "|3|2"},
        {"PE-O1-KR1", "pe|1|1"},
        {"CU-01.KR4", "cu 1||4"},
        {"growth:O1.KR1", "growth|1|1"},
        {"OBJ-Q1-2024-001", "? obj q 1 2024 1"},
        {"OBJ-001", "|1|"},
        {"KR A.1", "|a|1"},
        {"KR-001", "||1"},
        {"KR2", "||2"},
        {"O2", "|2|"},
        {"Objective 1, Key Result 2", "|1|2"},
        {"Ziel 3", "|3|"},
        {"Schlüsselergebnis 2.1", "|2|1"},
        {"1.2", "|1|2"},
        {"A.1", "|a|1"},
        {"7", "|7|"},
        {"1.2.1", "? 1 2 1"},
        {"#123", "? 123"},
        {"company KR 1.2", "company|1|2"},
        {"our division's O2", "our division s|2|"},
        {"Bereichs-KR 2", "bereichs||2"},
        {"1KR2", "|1|2"},
        {"O1 KR 1.2", "|1|2"},
        {"C1", "|c|1"},
        {"R.3.2", "? r 3 2"},
        {"", "? "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ident id = ident_parse(mem, &words, text_of(cases[i][0]));
        assert_string_equal(parts(&id), cases[i][1]);
    }
}

static void test_keys(void **state)
{
    (void)state;
    assert_string_equal(text_z(mem, ident_key(mem, T("CU-01.KR4"))), "cu 1 kr 4");
    assert_string_equal(text_z(mem, ident_key(mem, T("cu 1 / kr4"))), "cu 1 kr 4");
    assert_string_equal(text_z(mem, ident_key(mem, T("KR 0"))), "kr 0");
    assert_string_equal(text_z(mem, ident_key(mem, T("ＫＲ１．２"))), "kr 1 2");
    assert_string_equal(text_z(mem, ident_parse(mem, &words, T("Key Result 2.2")).key), "kr 2 2");
    assert_string_equal(text_z(mem, ident_parse(mem, &words, T("CU Objective 3")).key), "cu o 3");
}

static void test_lists(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"KR2, KR3", "||2 ||3"},
        {"KR1/KR2", "||1 ||2"},
        {"KR1-3", "||1 ||2 ||3"},
        {"KR 1.1 und 1.3", "|1|1 |1|3"},
        {"KR 1.2 - 1.4", "|1|2 |1|3 |1|4"},
        {"KR1 bis KR3", "||1 ||2 ||3"},
        {"KR 2, 3 and 5", "||2 ||3 ||5"},
        {"O3.KR2, O1.KR1", "|3|2 |1|1"},
        {"O1.KR2, KR3", "|1|2 |1|3"},
        {"O1/KR2", "|1|2"},
        {"O1, O2", "|1| |2|"},
        {"objective 1, key result 2", "|1|2"},
        {"O1 and KR2", "|1| ||2"},
        {"PE-O1-KR1, KR2", "pe|1|1 pe|1|2"},
        {"O1-KR1 to O1-KR3", "|1|1 |1|2 |1|3"},
        {"PE-O1-KR1 – PE-O1-KR3", "pe|1|1 pe|1|2 pe|1|3"},
        {"O1-KR1 - O2-KR1", "|1|1 |2|1"},
        {"company KR2, KR3", "company||2 company||3"},
        {"OBJ-Q1-2024-001", "? obj q 1 2024 1"},
        {"OBJ-Q1-2024-001; OBJ-Q1-2024-002", "? obj q 1 2024 1 ? obj q 1 2024 2"},
        {"CU-01.KR4", "cu 1||4"},
        {"O1-KR3", "|1|3"},
        {"1.1, 1.2 and 1.3", "|1|1 |1|2 |1|3"},
        {"#12, #15", "? 12 ? 15"},
        {"KR1和KR2", "||1 ||2"},
        {"KR1–3-5", "||1 ||2 ||3 ||4 ||5"},
        {"KR3-1", "|3|1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ident_list ids = ident_list_parse(mem, &words, NULL, text_of(cases[i][0]));
        struct buf b = {.mem = mem};
        for (size_t k = 0; k < ids.n; k++)
            buf_printf(&b, "%s%s", k ? " " : "", parts(&ids.v[k]));
        assert_string_equal(buf_text(&b).ptr, cases[i][1]);
    }
}

static void test_lists_are_bounded(void **state)
{
    (void)state;
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < 5000; i++)
        buf_add_z(&b, "KR1-KR20,");
    assert_true(ident_list_parse(mem, &words, NULL, buf_text(&b)).n <= 64);
    struct buf dashes = {.mem = mem};
    for (size_t i = 0; i < 5000; i++)
        buf_add_z(&dashes, "-a");
    assert_true(ident_list_parse(mem, &words, NULL, buf_text(&dashes)).n <= 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_dresses, setup, teardown),
        cmocka_unit_test_setup_teardown(test_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lists, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lists_are_bounded, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
