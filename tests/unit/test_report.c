/*
 * The report as laid out, compared as text (tests/report/CASE.txt; UPDATE=1 writes them anew), and
 * as written. `test_report draw CASE FILE` writes a case's workbook, for the scripts that read it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "report/parts.h"
#include "support/fixture.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- cases ------------------------------------------------------------------------------------ */

static struct fixture case_of(const char *name)
{
    struct fixture f = fixture_small();
    if (!strcmp(name, "tiny"))
        f = (struct fixture){.company_objectives = 1,
                             .company_key_results = 3,
                             .units = 1,
                             .objectives = 1,
                             .key_results = 3,
                             .explicit_of_ten = 4};
    if (!strcmp(name, "nothing-covered"))
        f.explicit_of_ten = f.implicit_of_ten = 0;
    if (!strcmp(name, "only-suggested")) {
        f.explicit_of_ten = 0;
        f.implicit_of_ten = 10;
    }
    if (!strcmp(name, "all-covered")) {
        f.explicit_of_ten = 10;
        f.all_covered = true;
        f.objectives = 3;
    }
    if (!strcmp(name, "no-company"))
        f.company_objectives = 0;
    if (!strcmp(name, "alone"))
        f.units = 0;
    if (!strcmp(name, "empty"))
        f.units = f.company_objectives = 0;
    if (!strcmp(name, "no-progress"))
        f.no_progress = true;
    if (!strcmp(name, "loose")) {
        f.loose = true;
        f.explicit_of_ten = f.implicit_of_ten = 0;
    }
    if (!strcmp(name, "german"))
        f.language = "de";
    if (!strcmp(name, "many") || !strcmp(name, "departments")) {
        f.company_objectives = 4;
        f.company_key_results = 5;
        f.units = 200;
        f.departments = !strcmp(name, "departments") ? 8 : 0;
    }
    if (!strcmp(name, "twenty-thousand")) {
        f.company_objectives = 4;
        f.company_key_results = 3;
        f.departments = 12;
        f.units = 300;
        f.objectives = 17;
        f.key_results = 4;
    }
    return f;
}

static const char *const summary_cases[] = {
    "tiny",  "nothing-covered", "only-suggested", "all-covered", "no-company",  "alone",
    "empty", "no-progress",     "german",         "many",        "departments", "trend"};

static int set_up(void **state)
{
    setenv("SOURCE_DATE_EPOCH", "1777507200", 1);
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

/* "trend": the third month; links were lost and won, the goal is above. */
static struct run *run_of(struct arena *mem, const char *name)
{
    struct fixture f = case_of(name);
    if (strcmp(name, "trend") != 0)
        return fixture_run(mem, f);
    f.days_ago = 61;
    f.implicit_of_ten = 0;
    const struct run *first = fixture_run(mem, f);
    f.days_ago = 30;
    f.implicit_of_ten = 5;
    f.previous = first;
    const struct run *second = fixture_run(mem, f);
    f.days_ago = 0;
    f.explicit_of_ten = 2;
    f.units = 5;
    f.previous = second;
    struct run *third = fixture_run(mem, f);
    third->config.goal_coverage = .8;
    return third;
}

static struct workbook *lay_out(struct arena *mem, const char *name)
{
    return report_lay_out(mem, run_of(mem, name));
}

/* --- goldens ------------------------------------------------------------------------------------ */

static struct text read_golden(struct arena *mem, const char *path)
{
    struct buf out = {.mem = mem};
    char chunk[4096];
    FILE *in = fopen(path, "rb");
    for (size_t n; in && (n = fread(chunk, 1, sizeof chunk, in)) > 0;)
        buf_add(&out, (struct text){chunk, n});
    if (in)
        fclose(in);
    return buf_text(&out);
}

static void compare_lines(const char *path, struct text got, struct text wanted)
{
    for (unsigned line = 1; got.len || wanted.len; line++) {
        struct text g = text_cut(&got, '\n'), w = text_cut(&wanted, '\n');
        if (!text_eq(g, w))
            fail_msg("%s:%u:\n  got    " TEXT_FMT "\n  wanted " TEXT_FMT, path, line, TEXT_ARG(g),
                     TEXT_ARG(w));
    }
}

static void assert_golden(struct arena *mem, const char *name, struct text got)
{
    const char *root = getenv("ROOT");
    const char *path = text_printf(mem, "%s/tests/report/%s.txt", root ? root : ".", name).ptr;
    if (getenv("UPDATE")) {
        FILE *out = fopen(path, "wb");
        assert_non_null(out);
        assert_int_equal(fwrite(got.ptr, 1, got.len, out), got.len);
        fclose(out);
        return;
    }
    compare_lines(path, got, read_golden(mem, path));
}

/* One tab's part of the dump. */
static struct text dump_of_tab(struct arena *mem, const struct workbook *book, struct text name)
{
    struct text dump = workbook_dump(mem, book);
    struct text head = text_printf(mem, "\ntab " TEXT_FMT "\n", TEXT_ARG(name));
    size_t from = text_find(dump, head, 0);
    assert_true(from != SIZE_MAX);
    size_t to = text_find(dump, T("\n\ntab "), from + 1);
    return text_slice(dump, from + 1, to == SIZE_MAX ? dump.len : to + 1);
}

static void the_whole_report_is_as_it_was(void **state)
{
    struct arena *mem = *state;
    struct workbook *book = lay_out(mem, "small");
    assert_true(book->tabs.n > SHEET_COUNT);
    book->tabs.n = SHEET_COUNT; /* what is carried to the next report has tests of its own */
    assert_golden(mem, "small", workbook_dump(mem, book));
}

static void summaries_fit_the_case_at_hand(void **state)
{
    struct arena *mem = *state;
    for (size_t i = 0; i < sizeof summary_cases / sizeof *summary_cases; i++) {
        struct workbook *book = lay_out(mem, summary_cases[i]);
        assert_golden(mem, summary_cases[i], dump_of_tab(mem, book, book->tabs.v[0]->name));
    }
}

static void departments_stand_for_many_units(void **state)
{
    struct arena *mem = *state;
    assert_golden(mem, "coverage-departments",
                  dump_of_tab(mem, lay_out(mem, "departments"), T("Coverage")));
    assert_golden(mem, "coverage-many", dump_of_tab(mem, lay_out(mem, "many"), T("Coverage")));
}

/* --- rules that hold for every case ---------------------------------------------------------------- */

static void no_chart_has_more_bars_than_can_be_read(void **state)
{
    struct arena *mem = *state;
    for (size_t i = 0; i < sizeof summary_cases / sizeof *summary_cases; i++) {
        struct workbook *book = lay_out(mem, summary_cases[i]);
        for (size_t t = 0; t < book->tabs.n; t++)
            for (size_t c = 0; c < book->tabs.v[t]->charts.n; c++) {
                const struct tab_chart *chart = &book->tabs.v[t]->charts.v[c];
                assert_true(chart->alt.len > 20);
                for (size_t s = 0; s < chart->series.n; s++)
                    assert_true(chart->series.v[s].values.row1 <= 24);
            }
    }
}

static void every_link_within_leads_to_a_cell(void **state)
{
    struct arena *mem = *state;
    for (size_t i = 0; i < sizeof summary_cases / sizeof *summary_cases; i++) {
        struct workbook *book = lay_out(mem, summary_cases[i]);
        for (size_t t = 0; t < book->tabs.n; t++)
            for (size_t c = 0; c < book->tabs.v[t]->cells.n; c++) {
                const struct tab_link *link = cell_extra(&book->tabs.v[t]->cells.v[c]).link;
                if (!link || link->type != TO_TAB)
                    continue;
                const struct tab *target = workbook_tab(book, link->target);
                uint32_t row, col;
                assert_non_null(target);
                assert_true(cell_name_parse(link->cell, &row, &col));
                assert_true(row < target->rows.n);
            }
    }
}

static void counts_are_counts(void **state)
{
    struct arena *mem = *state;
    struct workbook *book = lay_out(mem, "loose");
    size_t gaps = 0;
    for (size_t t = 0; t < SHEET_COUNT; t++)
        for (size_t c = 0; c < book->tabs.v[t]->cells.n; c++) {
            const struct tab_cell *cell = &book->tabs.v[t]->cells.v[c];
            if (cell->type == TAB_NUMBER)
                assert_true(cell_number(cell) >= 0 && cell_number(cell) < 1e6);
            gaps += text_eq(cell_text(cell), T("○ Unaligned objective"));
        }
    assert_int_equal(gaps, 12); /* 8 objectives, 4 key results of their own */
    struct text summary = dump_of_tab(mem, book, T("Summary"));
    assert_true(text_contains(summary, T("None of the 12 objectives below")));
}

static const char *const hostile[] = {
    "=cmd|' /C calc'!A0",   "+1+1",    "-2+3",
    "@SUM(A1:A9)",          "\t=1+1",  "=HYPERLINK(\"http://example.com\",\"x\")",
    "http://example.com/x", "_x0041_", "bad \xFF\xFE byte",
    "\xEF\xBF\xBF",         "]]>&<\"'"};

static struct run *hostile_run(struct arena *mem)
{
    struct run *run = fixture_run(mem, fixture_small());
    for (size_t i = 0; i < run->plan->items.n; i++) {
        struct text text = text_of(hostile[i % (sizeof hostile / sizeof *hostile)]);
        struct item *item = &run->plan->items.v[i];
        item->text = item->written_id = item->stated_written = item->progress_formula = text;
        *list_push(mem, &item->owners) = text;
        item->place.sheet = text;
    }
    for (size_t i = 0; i < run->plan->units.n; i++)
        run->plan->units.v[i].name = text_of(hostile[i]);
    return run;
}

static void team_text_is_never_a_formula(void **state)
{
    struct arena *mem = *state;
    struct workbook *book = report_lay_out(mem, hostile_run(mem));
    size_t formulas = 0, texts = 0;
    for (size_t t = 0; t < book->tabs.n; t++)
        for (size_t c = 0; c < book->tabs.v[t]->cells.n; c++) {
            const struct tab_cell *cell = &book->tabs.v[t]->cells.v[c];
            formulas += cell->type == TAB_FORMULA;
            texts += cell->type == TAB_TEXT && text_starts(cell_text(cell), T("=cmd"));
            assert_true(text_valid_utf8(cell_text(cell)));
            const struct tab_link *link = cell_extra(cell).link;
            assert_false(link && link->type == TO_WEB);
        }
    assert_true(formulas <= 1); /* "Decided: n of m" */
    assert_true(texts > 3);
}

static void shares_are_never_rounded_to_all_or_nothing(void **state)
{
    struct report r = {.mem = *state};
    assert_true(shown_share(.996) == .99);
    assert_true(shown_share(1) == 1);
    assert_true(shown_share(.001) == .01);
    assert_true(shown_share(0) == 0);
    assert_true(shown_share(.645) == .65); /* a half goes up, as in every spreadsheet */
    assert_true(isnan(shown_share(NAN)));
    assert_true(text_eq(share_text(&r, .664), T("66%")));
    assert_true(text_eq(count_text(&r, 1234567), T("1,234,567")));
    r.language = GERMAN;
    assert_true(text_eq(count_text(&r, 1234567), T("1.234.567")));
}

static void sources_are_found_from_where_the_report_lies(void **state)
{
    struct arena *mem = *state;
    static const struct {
        const char *folder, *path, *wanted;
    } cases[] = {{"/a/b/", "/a/b/teams/x.xlsx", "teams/x.xlsx"},
                 {"/a/b/", "/a/c/x.xlsx", "../c/x.xlsx"},
                 {"/a/./b/../c", "/a/x.xlsx", "../x.xlsx"},
                 {"/", "/a/x.xlsx", "a/x.xlsx"},
                 {"/a/b", "/a/b/x.xlsx", "x.xlsx"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text got = relative_path(mem, text_of(cases[i].folder), text_of(cases[i].path));
        assert_string_equal(got.ptr, cases[i].wanted);
    }
}

static void every_word_is_there_in_every_language(void **state)
{
    (void)state;
    for (int i = 0; i < WORD_COUNT; i++) {
        struct text english = word(ENGLISH, (enum word)i), german = word(GERMAN, (enum word)i);
        assert_true(english.len > 0 && german.len > 0);
        for (char place = '1'; place <= '9'; place++) {
            char braces[] = {'{', place, '}', '\0'};
            assert_int_equal(text_contains(english, text_of(braces)),
                             text_contains(german, text_of(braces)));
        }
        assert_int_equal(text_contains(english, T("|")), text_contains(german, T("|")));
    }
}

/* --- the file ------------------------------------------------------------------------------------------ */

static struct text temporary(struct arena *mem, const char *name)
{
    const char *folder = getenv("TMP");
    return text_printf(mem, "%s/test-report-%ld-%s", folder ? folder : "/tmp", (long)getpid(),
                       name);
}

static void the_same_bytes_come_out_twice(void **state)
{
    struct arena *mem = *state, *again = arena_new();
    struct text one = temporary(mem, "one.xlsx"), two = temporary(mem, "two.xlsx"), error;
    assert_int_equal(workbook_write(lay_out(mem, "small"), one.ptr, &error), OUTPUT_OK);
    assert_int_equal(workbook_write(lay_out(again, "small"), two.ptr, &error), OUTPUT_OK);
    assert_true(text_eq(read_golden(mem, one.ptr), read_golden(mem, two.ptr)));
    unlink(one.ptr);
    unlink(two.ptr);
    arena_free(again);
}

/* In a process of its own, whose files may not grow: what is written is cut off, as on a full disk. */
static int write_on_full_disk(struct workbook *book, const char *path, rlim_t room)
{
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {room, room};
        struct text error;
        freopen("/dev/null", "w", stderr);
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        _exit(workbook_write(book, path, &error) == OUTPUT_FAILED && error.len ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_full_disk_leaves_the_old_report(void **state)
{
    struct arena *mem = *state;
    struct text path = temporary(mem, "full/report.xlsx");
    struct text folder = temporary(mem, "full");
    mkdir(folder.ptr, 0777);
    FILE *old = fopen(path.ptr, "w");
    fputs("the old report", old);
    fclose(old);
    struct workbook *book = lay_out(mem, "small");
    static const rlim_t rooms[] = {0, 1000, 4096, 20000};
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        assert_int_equal(write_on_full_disk(book, path.ptr, rooms[i]), 0);
        assert_true(text_eq(read_golden(mem, path.ptr), T("the old report")));
    }
    unlink(path.ptr);
    assert_int_equal(rmdir(folder.ptr), 0); /* nothing else was left in it */
}

static int draw(const char *name, const char *path)
{
    struct arena *mem = arena_new();
    struct text error = {0};
    struct run *run = strcmp(name, "hostile") ? run_of(mem, name) : hostile_run(mem);
    bool good = workbook_write(report_lay_out(mem, run), path, &error) == OUTPUT_OK;
    if (!good)
        fprintf(stderr, TEXT_FMT "\n", TEXT_ARG(error));
    arena_free(mem);
    return !good;
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(the_whole_report_is_as_it_was),
        TEST(summaries_fit_the_case_at_hand),
        TEST(departments_stand_for_many_units),
        TEST(no_chart_has_more_bars_than_can_be_read),
        TEST(every_link_within_leads_to_a_cell),
        TEST(counts_are_counts),
        TEST(team_text_is_never_a_formula),
        TEST(shares_are_never_rounded_to_all_or_nothing),
        TEST(sources_are_found_from_where_the_report_lies),
        TEST(every_word_is_there_in_every_language),
        TEST(the_same_bytes_come_out_twice),
        TEST(a_full_disk_leaves_the_old_report),
    };
    if (argc == 4 && !strcmp(argv[1], "draw"))
        return draw(argv[2], argv[3]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
