/* The workbook as plain data: the gate for text, names of tabs, heights of rows, the dump. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "report/text_width.h"
#include "report/workbook.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void assert_text(struct text got, const char *wanted)
{
    if (!text_eq(got, text_of(wanted)))
        fail_msg("got '" TEXT_FMT "', wanted '%s'", TEXT_ARG(got), wanted);
}

static void the_gate_mends_what_xml_cannot_hold(void **state)
{
    struct arena *mem = *state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"plain", "plain"},
        {"=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"},
        {"bad \xFF byte", "bad \xEF\xBF\xBD byte"},
        {"lone surrogate \xED\xA0\x80", "lone surrogate \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"non-character \xEF\xBF\xBF", "non-character \xEF\xBF\xBD"},
        {"bell \x07", "bell \xEF\xBF\xBD"},
        {"two\r\nlines\rthree", "two\nlines\nthree"},
        {"tab\there", "tab\there"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool cut = true;
        assert_text(workbook_text(mem, text_of(cases[i].in), 100, &cut), cases[i].out);
        assert_false(cut);
    }
}

static void a_long_text_is_cut_visibly_and_listed(void **state)
{
    struct arena *mem = *state;
    struct workbook *book = workbook_create(mem);
    struct tab *tab = workbook_add_tab(book, T("Long"));
    char *z = malloc(40001);
    memset(z, 'x', 40000);
    z[40000] = '\0';
    struct tab_cell *cell = tab_z(tab, 3, 2, style_of(MEANING_PLAIN, 0), z);
    free(z);
    assert_int_equal(text_length(cell_text(cell)), 32767);
    assert_true(text_ends(cell_text(cell), T(" […cut]")));
    assert_int_equal(book->cuts.n, 1);
    assert_text(book->cuts.v[0].sheet, "Long");
    assert_int_equal(book->cuts.v[0].row, 3);
    /* characters beyond the basic plane count twice */
    struct text four = workbook_text(mem, T("😀😀😀"), 5, NULL);
    assert_int_equal(text_length(four), 2);
}

static void tabs_get_names_that_a_tab_can_have(void **state)
{
    struct workbook *book = workbook_create(*state);
    assert_text(workbook_add_tab(book, T("a/b:c*d?e[f]\\"))->name, "a-b-c-d-e-f--");
    assert_text(workbook_add_tab(book, T("'quoted'"))->name, "-quoted-");
    assert_text(workbook_add_tab(book, T("Same"))->name, "Same");
    assert_text(workbook_add_tab(book, T("SAME"))->name, "SAME (2)");
    assert_text(workbook_add_tab(book, T("History"))->name, "History (2)");
    assert_text(workbook_add_tab(book, T(""))->name, "Sheet");
    struct tab *tab = workbook_add_tab(book, T("a name that is a good deal longer than it may be"));
    assert_true(text_length(tab->name) <= 31);
    struct tab *twin =
        workbook_add_tab(book, T("a name that is a good deal longer than it may be"));
    assert_true(text_length(twin->name) <= 31);
    assert_false(text_eq(tab->name, twin->name));
}

static void numbers_that_are_none_are_blank(void **state)
{
    struct workbook *book = workbook_create(*state);
    struct tab *tab = workbook_add_tab(book, T("Numbers"));
    struct style style = style_of(MEANING_PLAIN, 0);
    assert_int_equal(tab_number(tab, 0, 0, style, NAN)->type, TAB_BLANK);
    assert_int_equal(tab_number(tab, 0, 1, style, INFINITY)->type, TAB_BLANK);
    assert_int_equal(tab_date(tab, 0, 2, style, 46142)->type, TAB_DATE);
    assert_int_equal(tab_date(tab, 0, 3, style, 59)->type, TAB_BLANK);
    assert_int_equal(tab_date(tab, 0, 3, style, 1e9)->type, TAB_BLANK);
}

static void lines_are_counted_as_they_wrap(void **state)
{
    struct arena *mem = *state;
    assert_int_equal(text_lines(T(""), 10, 0, 11, false), 1);
    assert_int_equal(text_lines(T("one two three four five"), 40, 0, 11, false), 1);
    assert_int_equal(text_lines(T("one two three four five"), 12, 0, 11, false), 3);
    assert_int_equal(text_lines(T("a\nb\nc"), 40, 0, 11, false), 3);
    assert_true(text_lines(T("Donaudampfschifffahrtsgesellschaftskapitän"), 10, 0, 11, false) > 3);
    assert_true(text_lines(T("顧客満足度を三十一から四十五に上げる"), 20, 0, 11, false) >= 2);
    struct text fit = text_fit(mem, T("one two three four five six"), 1, 12, 0, 11, false);
    assert_true(text_ends(fit, T("…")));
    assert_int_equal(text_lines(fit, 12, 0, 11, false), 1);
}

static void rows_are_as_high_as_their_texts(void **state)
{
    struct workbook *book = workbook_create(*state);
    struct tab *tab = workbook_add_tab(book, T("Rows"));
    tab_columns(tab, 0, 0, 12);
    tab_z(tab, 0, 0, style_of(MEANING_PLAIN, STYLE_WRAP), "one two three four five");
    tab_z(tab, 1, 0, style_of(MEANING_PLAIN, 0), "one two three four five");
    tab_z(tab, 2, 0, style_of(MEANING_TITLE, 0), "Title");
    tab_height(tab, 3, 50);
    tab_z(tab, 3, 0, style_of(MEANING_PLAIN, 0), "set");
    tab_fit_rows(tab);
    assert_true(tab->rows.v[0].height > 30);
    assert_true(tab->rows.v[1].height == 20);
    assert_true(tab->rows.v[2].height > 25);
    assert_true(tab->rows.v[3].height == 50);
}

static void headers_become_what_a_table_needs(void **state)
{
    struct workbook *book = workbook_create(*state);
    struct tab *tab = workbook_add_tab(book, T("Table"));
    struct style style = style_of(MEANING_HEADER, 0);
    tab_z(tab, 0, 0, style, "Team");
    tab_z(tab, 0, 1, style, "TEAM");
    tab_z(tab, 0, 3, style, "two\nlines");
    tab_z(tab, 1, 0, style_of(MEANING_PLAIN, 0), "value");
    assert_false(tab_add_table(tab, "Nothing", (struct range){0, 0, 0, 3}, true));
    assert_true(tab_add_table(tab, "Things", (struct range){0, 0, 1, 3}, true));
    assert_text(cell_text(&tab->cells.v[0]), "Team");
    assert_text(cell_text(&tab->cells.v[1]), "TEAM (2)");
    assert_text(cell_text(&tab->cells.v[2]), "two lines");
    assert_text(cell_text(&tab->cells.v[4]), "Column 3");
}

static void a_dump_tells_all(void **state)
{
    struct arena *mem = *state;
    struct workbook *book = workbook_create(mem);
    book->title = T("Dump");
    workbook_add_property(book, "okralign", T("test"));
    struct tab *tab = workbook_add_tab(book, T("One"));
    tab_z(tab, 0, 0, style_of(MEANING_HEADER, 0), "Name");
    tab_z(tab, 0, 1, style_of(MEANING_HEADER, 0), "Share");
    struct tab_cell *cell = tab_z(tab, 1, 0, style_of(MEANING_LINKED, STYLE_RULE), "first\nsecond");
    tab_link_file(tab, cell, T("teams/growth.xlsx"), T("Q4"), T("C12"));
    tab_number(tab, 1, 1, style_number(MEANING_PLAIN, FORMAT_PERCENT, STYLE_RIGHT), 0.25);
    tab_formula(tab, 2, 0, style_of(MEANING_PLAIN, 0), T("=COUNTA(A2:A2)"), 1, (struct text){0});
    tab_add_table(tab, "Things", (struct range){0, 0, 1, 1}, true);
    tab_add_bar(tab, (struct range){1, 1, 1, 1}, MEANING_BAR_PROGRESS, 1);
    workbook_add_name(book, "Everything", tab, (struct range){0, 0, 2, 1});
    assert_text(workbook_dump(mem, book), "workbook Dump\n"
                                          "property okralign = test\n"
                                          "name Everything ='One'!$A$1:$B$3\n"
                                          "\n"
                                          "tab One\n"
                                          " table Things A1:B2 filter\n"
                                          " bar B2:B2 bar-progress\n"
                                          "  A1 Name [header]\n"
                                          "  B1 Share [header]\n"
                                          "  A2 first\\nsecond [link rule] -> "
                                          "file:teams/growth.xlsx#Q4!C12\n"
                                          "  B2 0.25 [plain right percent]\n"
                                          "  A3 =COUNTA(A2:A2) => 1 [plain]\n");
}

static void what_cannot_be_written_says_why(void **state)
{
    struct workbook *book = workbook_create(*state);
    workbook_add_tab(book, T("One"));
    struct text error = {0};
    assert_int_equal(workbook_write(book, "/nonexistent-folder/report.xlsx", &error),
                     OUTPUT_FAILED);
    assert_true(text_starts(error, T("/nonexistent-folder/report.xlsx cannot be written: ")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(the_gate_mends_what_xml_cannot_hold), TEST(a_long_text_is_cut_visibly_and_listed),
        TEST(tabs_get_names_that_a_tab_can_have),  TEST(numbers_that_are_none_are_blank),
        TEST(lines_are_counted_as_they_wrap),      TEST(rows_are_as_high_as_their_texts),
        TEST(headers_become_what_a_table_needs),   TEST(a_dump_tells_all),
        TEST(what_cannot_be_written_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
