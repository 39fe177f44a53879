/* base/message.c: the shipped catalogue can do no harm and is whole; another one is refused where it could. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/finding.h"
#include "config/data.h"
#include "match/decision.h"

#include <string.h>

static struct arena *mem;

static int setup(void **state)
{
    struct text error = {0};
    *state = mem = arena_new();
    assert_true(messages_use(mem, T("de"), data_file(mem, "messages.de.txt"), &error));
    return 0;
}

static int teardown(void **state)
{
    struct text error;
    messages_use(mem, T("en"), (struct text){0}, &error);
    arena_free(*state);
    return 0;
}

static void assert_text(struct text got, const char *want)
{
    assert_string_equal(text_z(mem, got), want);
}

/* The conversions of a format, one behind the other; written anew here, so that one check tests the other. */
static struct text conversions(struct text t)
{
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] != '%')
            continue;
        size_t from = i++;
        while (i < t.len && !strchr("cdeEfgGinopsuxX%", t.ptr[i]))
            i++;
        if (t.ptr[from + 1] != '%')
            buf_add(&b, text_slice(t, from, i + 1));
    }
    return buf_text(&b);
}

static bool blank_at(struct text t, bool end)
{
    return t.len && t.ptr[end ? t.len - 1 : 0] == ' ';
}

/* A part by which something is recognised stands in the translations of all that it is a part of. */
static void assert_parts(struct text english, struct text german)
{
    static const char *const parts[] = {"the limit (", "refused:",      "password",
                                        ", of the",    "' fits no OKR", "whole organisation"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_string_not_equal(tr(parts[i]), parts[i]);
        if (text_contains(english, text_of(parts[i])) &&
            !text_contains(german, text_of(tr(parts[i]))))
            fail_msg("'" TEXT_FMT "' lacks '%s'", TEXT_ARG(german), tr(parts[i]));
    }
}

static void every_pair_holds_the_same(void **state)
{
    (void)state;
    struct text english = {0};
    size_t n = 0;
    for (struct text rest = data_file(mem, "messages.de.txt"); rest.len;) {
        struct text line = text_cut(&rest, '\n'), words = text_slice(line, 4, line.len);
        if (text_starts(line, T("en: ")))
            english = words;
        if (!text_starts(line, T("de: ")))
            continue;
        n++;
        if (!text_contains(conversions(english), T("% ")) &&
            !text_eq(conversions(english), conversions(words)))
            fail_msg("'" TEXT_FMT "' takes other values", TEXT_ARG(words));
        if (!text_eq(tr_text(english), words))
            fail_msg("'" TEXT_FMT "' is there twice", TEXT_ARG(english));
        if (blank_at(english, false) != blank_at(words, false) || blank_at(words, true))
            fail_msg("blanks at the ends of '" TEXT_FMT "'", TEXT_ARG(words));
        assert_parts(english, words);
    }
    assert_true(n > 500);
}

static void whatever_could_harm_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *catalogue, *error;
    } rows[] = {
        {"en: %s is %d\nde: %s ist %s\n", "x:2: other conversions than in the line above"},
        {"en: %s is %d\nde: %d ist %s\n", "x:2: other conversions than in the line above"},
        {"en: %s\nde: %2$s\n", "x:2: other conversions than in the line above"},
        {"en: %s\nde: %s %n\n", "x:2: other conversions than in the line above"},
        {"en: %zu rows\nde: %u Zeilen\n", "x:2: other conversions than in the line above"},
        {"en: %.*s\nde: %s\n", "x:2: other conversions than in the line above"},
        {"en: %d %% of\nde: %s %% von\n", "x:2: other conversions than in the line above"},
        {"en: rows\nde: 5 % n\n", "x:2: other conversions than in the line above"},
        {"en: rows\nde: Zeilen %\n", "x:2: other conversions than in the line above"},
        {"en: %s\nde: viel\n", "x:2: other conversions than in the line above"},
        {"\nen: rows\nen: row\n", "x:3: expected 'en: ...', then 'de: ...'"},
        {"de: Zeilen\n", "x:1: expected 'en: ...', then 'de: ...'"},
        {"en: rows\nZeilen\n", "x:2: expected 'en: ...', then 'de: ...'"},
        {"en: rows\nde: Zeilen\nen: row\n", "x:4: the last message has no translation"},
        {"en:\nde:\n", "x:1: expected 'en: ...', then 'de: ...'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text error = {0};
        assert_false(messages_use(mem, T("x"), text_of(rows[i].catalogue), &error));
        assert_text(error, rows[i].error);
        assert_string_equal(tr("rows"), "rows");
    }
    struct text error = {0};
    const char *good = "# words\r\n\r\nen: %zu rows of 100 %%\r\nde: %zu Zeilen von 100 %%\r\n";
    assert_true(messages_use(mem, T("x"), text_of(good), &error));
    assert_string_equal(tr("%zu rows of 100 %%"), "%zu Zeilen von 100 %%");
    assert_string_equal(tr("row"), "row");
    assert_text(TR("row"), "row");
}

static void what_is_known_elsewhere_is_said_the_same_way(void **state)
{
    (void)state;
    for (int v = VERDICT_ACCEPT; v <= VERDICT_LATER; v++)
        assert_string_equal(tr(verdict_text((enum verdict)v, T("en"))),
                            verdict_text((enum verdict)v, T("de")));
    assert_string_equal(tr(confirm_header(CONFIRM_DECISION, T("en"))),
                        confirm_header(CONFIRM_DECISION, T("de")));
    for (int code = 0; code < FINDING_CODE_COUNT; code++)
        assert_string_not_equal(tr(finding_code_meaning((enum finding_code)code)),
                                finding_code_meaning((enum finding_code)code));
}

static void findings_are_said_in_the_language(void **state)
{
    (void)state;
    struct diag diag = {.mem = mem};
    struct finding *f =
        diag_add(&diag, FINDING_UNREAD_ROW, place_of_file(T("plan.csv")), T("check the name"),
                 "row %u was not understood: '" TEXT_FMT "'", 5u, TEXT_ARG(T("%s%n")));
    assert_text(f->message, "Zeile 5 wurde nicht verstanden: '%s%n'");
    assert_text(f->mend, "Den Namen prüfen");
    assert_text(tr_number(mem, 4.5, 10), "4,5");
    assert_text(tr_number(mem, 1200000, 10), "1200000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_pair_holds_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(whatever_could_harm_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_known_elsewhere_is_said_the_same_way, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(findings_are_said_in_the_language, setup, teardown),
    };
    return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
