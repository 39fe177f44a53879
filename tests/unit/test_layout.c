/* layout/: what headers say, what is wrong with a data file, and layouts of grids made in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config/data.h"
#include "layout/layout_work.h"
#include "support/text_grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct arena *mem;
static struct config config;
static struct vocabulary *words;

static int setup(void **state)
{
    (void)state;
    struct text error = {0};
    mem = arena_new();
    config = config_default();
    words = vocabulary_load(mem, &config, &error);
    return words ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void headers_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum role role;
        int scope;
        unsigned group;
        int level;
    } rows[] = {
        {"Objective", ROLE_OBJECTIVE, -1, 0, LEVEL_UNKNOWN},
        {"KR Owner", ROLE_OWNER, KEY_RESULT, 0, LEVEL_UNKNOWN},
        {"Objective owner(s)", ROLE_OWNER, OBJECTIVE, 0, LEVEL_UNKNOWN},
        {"keyResultId", ROLE_KEY_RESULT_ID, -1, 0, LEVEL_UNKNOWN},
        {"key_result_2_title", ROLE_KEY_RESULT, -1, 2, LEVEL_UNKNOWN},
        {"KR 3 progress", ROLE_PROGRESS, KEY_RESULT, 3, LEVEL_UNKNOWN},
        {"2026 Target Value", ROLE_TARGET, -1, 0, LEVEL_UNKNOWN},
        {"Company Key Result", ROLE_KEY_RESULT, -1, 0, 0},
        {"Department objective", ROLE_OBJECTIVE, -1, 0, 2},
        {"Parent Objective ID", ROLE_PARENT, -1, 0, LEVEL_UNKNOWN},
        {"% done", ROLE_PROGRESS, -1, 0, LEVEL_UNKNOWN},
        {"%", ROLE_PROGRESS, -1, 0, LEVEL_UNKNOWN},
        {"#", ROLE_ID, -1, 0, LEVEL_UNKNOWN},
        {"SCHLÜSSELERGEBNISSE", ROLE_KEY_RESULT, -1, 0, LEVEL_UNKNOWN},
        {"Due Date", ROLE_DUE, -1, 0, LEVEL_UNKNOWN},
        {"目标名称", ROLE_OBJECTIVE, -1, 0, LEVEL_UNKNOWN},
        {"親Key Result", ROLE_PARENT, -1, 0, LEVEL_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct header_reading *r = vocabulary_read(words, mem, text_of(rows[i].header));
        if (!r || !r->n || r->senses[0].role != rows[i].role || r->group != rows[i].group ||
            r->level != rows[i].level)
            fail_msg("'%s' was read as %s, number %u, level %d", rows[i].header,
                     r && r->n ? role_text(r->senses[0].role) : "nothing", r ? r->group : 0,
                     r ? r->level : 0);
        if (rows[i].scope >= 0)
            assert_int_equal(r->scope, rows[i].scope);
    }
    assert_null(vocabulary_read(words, mem, T("Zebra crossing")));
    assert_null(vocabulary_read(words, mem, T("Grow our business in the north of the country")));
}

static void unusual_words_weigh_less(void **state)
{
    (void)state;
    const struct header_reading *r = vocabulary_read(words, mem, T("Ziel"));
    assert_int_equal(r->senses[0].role, ROLE_OBJECTIVE);
    assert_int_equal(r->senses[1].role, ROLE_TARGET);
    assert_true(r->senses[0].weight > r->senses[1].weight);
}

static void codes_say_what_they_name(void **state)
{
    (void)state;
    assert_int_equal(code_kind(T("KR1")), PREFIX_KEY_RESULT);
    assert_int_equal(code_kind(T("KR 1.2")), PREFIX_KEY_RESULT);
    assert_int_equal(code_kind(T("GRO-O1-KR2")), PREFIX_KEY_RESULT);
    assert_int_equal(code_kind(T("CKR1")), PREFIX_KEY_RESULT);
    assert_int_equal(code_kind(T("O1")), PREFIX_OBJECTIVE);
    assert_int_equal(code_kind(T("OBJ-001")), PREFIX_OBJECTIVE);
    assert_int_equal(code_kind(T("CO2")), PREFIX_NONE);
    assert_int_equal(code_kind(T("ISO9001")), PREFIX_NONE);
    assert_int_equal(code_kind(T("contributes to Sales O1")), PREFIX_NONE);
    assert_int_equal(code_kind(T("")), PREFIX_NONE);
}

static void units_are_found_in_titles(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Growth Team OKRs Q2 2026", "Growth Team"},
        {"OKRs – Customer Care – Q3 FY26", "Customer Care"},
        {"Delegación Iberia: objetivos y resultados clave", "Delegación Iberia"},
        {"Company OKRs 2026", "Company"},
        {"Team OKRs", ""},
        {"How we write OKRs at Northwind", ""},
        {"Average progress", ""},
        {"Budget 2026", ""},
    };
    struct work w = {.mem = mem, .scratch = mem, .words = words};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text unit = unit_in_title(&w, text_of(rows[i][0]));
        if (!text_eq(unit, text_of(rows[i][1])))
            fail_msg("'%s' gives '" TEXT_FMT "'", rows[i][0], TEXT_ARG(unit));
    }
}

/* Loads the vocabulary with another headers.txt; the error. */
static struct text load_error(const char *headers)
{
    char dir[] = "/tmp/okralign-XXXXXX";
    struct text error = {0};
    assert_non_null(mkdtemp(dir));
    char *path = text_z(mem, text_printf(mem, "%s/headers.txt", dir));
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(headers, out);
    fclose(out);
    data_directory(dir);
    const struct vocabulary *loaded = vocabulary_load(mem, &config, &error);
    data_directory(NULL);
    remove(path);
    rmdir(dir);
    assert_true((loaded != NULL) == (error.len == 0));
    return error;
}

static bool same(struct text got, const char *expected)
{
    if (text_eq(got, text_of(expected)))
        return true;
    print_message("got '" TEXT_FMT "'\n", TEXT_ARG(got));
    return false;
}

static void malformed_data_is_named_with_its_line(void **state)
{
    (void)state;
    assert_true(same(load_error("# fine\n[objective]\nen = objective, goal?\n"), ""));
    assert_true(same(load_error("[objectiv]\n"), "headers.txt:1: unknown section 'objectiv'"));
    assert_true(same(load_error("[objective]\n\nen objective\n"),
                     "headers.txt:3: expected 'language = word, word' below a [section]"));
    assert_true(same(load_error("en = objective\n"),
                     "headers.txt:1: expected 'language = word, word' below a [section]"));
    assert_true(same(load_error("[objective]\nen = objective,, goal\n"),
                     "headers.txt:2: expected 'language = word, word' below a [section]"));
}

static void unknown_role_in_configuration_is_an_error(void **state)
{
    (void)state;
    struct config own = config_default();
    struct text error = {0};
    own.path = T("okralign.ini");
    *list_push(mem, &own.headers) = (struct word_config){T("objektive"), T("Vorhaben"), 7};
    assert_null(vocabulary_load(mem, &own, &error));
    assert_true(same(error, "okralign.ini:7: unknown role 'objektive' in [headers]"));
}

static struct layout lay_out(const char *grid, struct diag *diag)
{
    struct book_list books = {0};
    struct book *book = text_grid(mem, "growth.xlsx", text_of(grid));
    *list_push(mem, &books) = *book;
    for (size_t i = 0; i < book->n_sheets; i++)
        books.v[0].sheets[i].book = books.v;
    *diag = (struct diag){.mem = mem};
    return layout_books(mem, &config, words, &books, diag);
}

static void takes_no_longer_than_it_may(void **state)
{
    (void)state;
    struct diag diag;
    double seconds = config.limits.seconds;
    const char *grid = "Objective|Key result\nGrow sales|Win 5 accounts\n";
    assert_int_equal(lay_out(grid, &diag).records.n, 2);
    config.limits.seconds = -1; /* as if reading had taken all of it */
    struct layout layout = lay_out(grid, &diag);
    config.limits.seconds = seconds;
    assert_int_equal(layout.records.n, 0);
    assert_int_equal(layout.sheets.n, 1);
    assert_int_equal(diag.list.n, 1);
    assert_true(same(diag.list.v[0].message,
                     "file was not read: it takes longer to read than the limit (seconds)"));
}

static const char *owner_of(const struct layout *layout, size_t record)
{
    const struct field *owner = record_field(&layout->records.v[record], ROLE_OWNER);
    return owner ? text_z(mem, owner->text) : "";
}

/* Merged over two of three key results, then over all of an objective's. */
static void merged_owners_own_their_rows(void **state)
{
    (void)state;
    struct diag diag;
    const char *grid = "Objective|Key Result|Owner\n"
                       "Delight our customers|Raise NPS from 31 to 50|Ann Lee\n"
                       "|Cut response time to 2 hours\n|Win 9 awards\n.merge 1 2 2 2\n";
    struct layout layout = lay_out(grid, &diag);
    assert_int_equal(layout.records.n, 4);
    assert_string_equal(owner_of(&layout, 0), "");
    assert_string_equal(owner_of(&layout, 1), "Ann Lee");
    assert_string_equal(owner_of(&layout, 2), "Ann Lee");
    assert_string_equal(owner_of(&layout, 3), "");
    grid = "Objective|Key Result|Owner\n"
           "Delight our customers|Raise NPS from 31 to 50|Ann Lee\n"
           "|Cut response time to 2 hours\n|Win 9 awards\n.merge 1 2 3 2\n";
    layout = lay_out(grid, &diag);
    assert_string_equal(owner_of(&layout, 0), "Ann Lee");
    assert_string_equal(owner_of(&layout, 1), "");
}

static void every_row_has_a_fate(void **state)
{
    (void)state;
    struct diag diag;
    struct layout layout = lay_out("Growth Team OKRs\n"
                                   "Objective|Key Result|Target\n"
                                   "Win the mid-market this year|Sign 12 new customers|12\n"
                                   "Total||12\n"
                                   "\n"
                                   "Note: see the wiki\n",
                                   &diag);
    static const enum row_fate expected[] = {ROW_HEADING, ROW_HEADER, ROW_ITEM, ROW_TOTAL,
                                             ROW_NOTE};
    assert_int_equal(layout.sheets.n, 1);
    const struct sheet_layout *s = &layout.sheets.v[0];
    assert_int_equal(s->sheet->n_rows, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(s->fates[i], expected[i]);
    assert_true(same(s->unit, "Growth Team"));
    assert_int_equal(layout.records.n, 2);
    assert_int_equal(layout.records.v[1].objective, 0);
    assert_non_null(record_field(&layout.records.v[1], ROLE_TARGET));
    assert_int_equal(diag.list.n, 0);
}

static void hidden_items_are_marked(void **state)
{
    (void)state;
    struct diag diag;
    struct layout layout = lay_out("== OKRs\n"
                                   "Objective|Key Result\n"
                                   "Win the mid-market this year|Sign 12 new customers\n"
                                   "|Raise the win rate\n"
                                   ".hide 2\n",
                                   &diag);
    assert_int_equal(layout.records.n, 3);
    assert_false(layout.records.v[1].hidden);
    assert_true(layout.records.v[2].hidden);
}

static void unread_rows_become_one_finding(void **state)
{
    (void)state;
    struct diag diag;
    struct layout layout = lay_out("Objective|Key Result|Target\n"
                                   "Win the mid-market this year|Sign 12 new customers|12\n"
                                   "\n"
                                   "||4|what|is\n"
                                   "||5|this|then\n",
                                   &diag);
    assert_int_equal(layout.sheets.v[0].fates[2], ROW_UNREAD);
    assert_int_equal(diag.list.n, 1);
    assert_int_equal(diag.list.v[0].code, FINDING_UNREAD_ROW);
    assert_true(same(diag.list.v[0].message, "rows 4 to 5 were not understood: '4' ..."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_taken_apart),
        cmocka_unit_test(unusual_words_weigh_less),
        cmocka_unit_test(codes_say_what_they_name),
        cmocka_unit_test(units_are_found_in_titles),
        cmocka_unit_test(malformed_data_is_named_with_its_line),
        cmocka_unit_test(unknown_role_in_configuration_is_an_error),
        cmocka_unit_test(takes_no_longer_than_it_may),
        cmocka_unit_test(merged_owners_own_their_rows),
        cmocka_unit_test(every_row_has_a_fate),
        cmocka_unit_test(hidden_items_are_marked),
        cmocka_unit_test(unread_rows_become_one_finding),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
