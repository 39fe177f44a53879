/* config/config.c: every kind of key, every mistake with its line; globs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config/config.h"
#include "config/data.h"

#include <math.h>
#include <string.h>

static struct arena *mem;

static int setup(void **state)
{
    *state = mem = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static void assert_text(struct text got, const char *want)
{
    assert_string_equal(text_z(mem, got), want);
}

static struct config read_good(const char *ini)
{
    struct config config = config_default();
    struct text error = {0};
    bool good = config_read(mem, T("okralign.ini"), text_of(ini), &config, &error);
    assert_text(error, "");
    assert_true(good);
    return config;
}

static void assert_error(const char *ini, const char *want)
{
    struct config config = config_default();
    struct text error = {0};
    assert_false(config_read(mem, T("okralign.ini"), text_of(ini), &config, &error));
    assert_text(error, want);
}

static void reads_every_kind_of_key(void **state)
{
    (void)state;
    struct config c =
        read_good("\xEF\xBB\xBF; a comment\r\n"
                  "[report]\r\n"
                  "organisation = Müller & Söhne ; the holding\r\n"
                  "as_of = 2028-02-29\r\n"
                  "language: de\r\n"
                  "[thresholds]\n"
                  "suggest = 30 %\n"
                  "max_suggestions = 2\n"
                  "[goals]\ncoverage = 0.8\n"
                  "[limits]\nfile_bytes = 64 MiB\ncells = 1000\nrows = 900\nseconds = 5\n"
                  "[input]\nskip = archive/, \"Sales, old.xlsx\",\n"
                  "  *backup*\n"
                  "\t drafts/**\n"
                  "[unit Payments & Billing, a unit with a name of more than fifty bytes]\n"
                  "aliases = PAY, Payments\nwas = Billing\nparent = Product\n"
                  "level = 2\n"
                  "[unit Empty]\n"
                  "[headers]\nkey_result = KR-Text, Ergebnis\n   Wirkung\n");
    assert_text(c.organisation, "Müller & Söhne");
    assert_text(c.as_of, "2028-02-29");
    assert_text(c.language, "de");
    assert_float_equal(c.suggest, 0.3, 1e-12);
    assert_int_equal(c.max_suggestions, 2);
    assert_float_equal(c.goal_coverage, 0.8, 1e-12);
    assert_true(isnan(c.goal_alignment));
    assert_int_equal(c.limits.file_bytes, 64 << 20);
    assert_int_equal(c.limits.cells, 1000);
    assert_int_equal(c.limits.rows, 900);
    assert_float_equal(c.limits.seconds, 5, 0);
    assert_int_equal(c.skip.n, 4);
    assert_text(c.skip.v[1], "Sales, old.xlsx");
    assert_text(c.skip.v[3], "drafts/**");
    assert_int_equal(c.units.n, 2);
    assert_text(c.units.v[0].name,
                "Payments & Billing, a unit with a name of more than fifty bytes");
    assert_int_equal(c.units.v[0].aliases.n, 2);
    assert_text(c.units.v[0].was.v[0], "Billing");
    assert_int_equal(c.units.v[0].level, 2);
    assert_int_equal(c.units.v[1].level, LEVEL_UNKNOWN);
    assert_int_equal(c.headers.n, 2);
    assert_text(c.headers.v[1].name, "key_result");
    assert_text(c.headers.v[1].words, "Wirkung");
}

static void names_line_and_remedy(void **state)
{
    (void)state;
    assert_error("[report]\n\nperod = Q2\n",
                 "okralign.ini:3: unknown key 'perod' in section [report] "
                 "(did you mean 'period'?)");
    assert_error("[treshold]\n", "okralign.ini:1: unknown section 'treshold' "
                                 "(did you mean 'thresholds'?)");
    assert_error("[input]\nlevel = 2\n",
                 "okralign.ini:2: key 'level' belongs into section [unit NAME]");
    assert_error("[input]\ndates = dmy\n",
                 "okralign.ini:2: 'dmy' for 'dates': there are 'day-first' and 'month-first'");
    assert_error("[unit A]\nlevel = two\n",
                 "okralign.ini:2: 'two' for 'level': give a level from 0 to 9");
    assert_error("[report]\nas_of = 2026-02-29\n",
                 "okralign.ini:2: '2026-02-29' for 'as_of': give a date such as 2026-06-30");
    assert_error("[report]\nas_of = 30.06.2026\n",
                 "okralign.ini:2: '30.06.2026' for 'as_of': give a date such as 2026-06-30");
    assert_error("[goals]\ncoverage = 80\n",
                 "okralign.ini:2: '80' for 'coverage': give a share such as 0.7 or 70 %");
    assert_error("[limits]\nfile_bytes = many\n",
                 "okralign.ini:2: 'many' for 'file_bytes': give a size such as 64 MiB");
    assert_error("[report]\nlanguage = fr\n",
                 "okralign.ini:2: 'fr' for 'language': there are 'en' and 'de'");
    assert_error("period = Q2\n",
                 "okralign.ini:1: a key before the first section: begin with [report]");
    assert_error("[report]\nwhat is this\n",
                 "okralign.ini:2: not understood: write 'key = value' or '[section]'");
    assert_error("[report]\nperiod = Q2\nperiod = Q3\n",
                 "okralign.ini:3: key 'period' is given twice in [report]");
    assert_error("[report]\nperiod = Q2\n  and more\n",
                 "okralign.ini:3: 'period' takes one line: what is 'and more'?");
    assert_error("[report]\norganisation = M\xFCller\n",
                 "okralign.ini:2: this is not UTF-8 text: save the file as UTF-8");
    assert_error("[thresholds]\namber = 0.8\n",
                 "okralign.ini: [thresholds]: 'amber' must be below 'green'");
    assert_error("[unit]\n", "okralign.ini:1: which unit? write [unit NAME]");
    assert_error("[unit Growth]\n[unit growth]\n",
                 "okralign.ini:2: unit 'growth' has a section in line 1 already");
    assert_error("[unit Growth]\naliases = GR\n[unit Great Reads]\naliases = gr\n",
                 "okralign.ini:3: 'gr' names unit 'Growth' (line 1) already");
    assert_error("[unit A]\nparent = B\n[unit B]\nparent = A\n",
                 "okralign.ini:1: unit 'A' stands above itself: mend 'parent'");
}

static void long_lines_are_read_whole(void **state)
{
    (void)state;
    struct buf b = {.mem = mem};
    buf_add_z(&b, "[input]\nskip = ");
    for (int i = 0; i < 2000; i++)
        buf_printf(&b, "file-%d.xlsx, ", i);
    struct config c = read_good(buf_text(&b).ptr);
    assert_int_equal(c.skip.n, 2000);
    assert_text(c.skip.v[1999], "file-1999.xlsx");
}

/* Every key of the shipped file, with the comment marks taken off, is one that is read. */
static void shipped_file_is_understood(void **state)
{
    (void)state;
    struct text rest = data_file(mem, "okralign.ini");
    struct buf b = {.mem = mem};
    size_t keys = 0;
    assert_true(rest.len > 0);
    while (rest.len) {
        struct text line = text_cut(&rest, '\n');
        bool key = line.len > 1 && line.ptr[0] == ';' && line.ptr[1] != ' ';
        keys += key;
        buf_printf(&b, TEXT_FMT "\n", TEXT_ARG(text_slice(line, key, line.len)));
    }
    struct config c = read_good(buf_text(&b).ptr);
    assert_int_equal(keys, 44); /* each key once, a unit, five words */
    assert_int_equal(c.units.n, 1);
    struct config d = config_default(); /* what is said to be the default is it */
    assert_float_equal(c.suggest, d.suggest, 0);
    assert_float_equal(c.strong, d.strong, 0);
    assert_float_equal(c.green, d.green, 0);
    assert_int_equal(c.crowded, d.crowded);
    assert_int_equal(c.stale_days, d.stale_days);
    assert_memory_equal(&c.limits, &d.limits, sizeof c.limits);
}

static void matches_globs(void **state)
{
    (void)state;
    static const struct {
        const char *glob, *path;
        bool match;
    } rows[] = {
        {"*.xlsx", "growth.xlsx", true},
        {"*.xlsx", "teams/growth.xlsx", true},
        {"GROWTH.*", "teams/growth.xlsx", true},
        {"teams/*.xlsx", "teams/growth.xlsx", true},
        {"teams/*.xlsx", "teams/emea/growth.xlsx", false},
        {"teams/**", "teams/emea/growth.xlsx", true},
        {"teams/", "teams/emea/growth.xlsx", true},
        {"teams/", "other/teams.xlsx", false},
        {"**/x.xlsx", "x.xlsx", true},
        {"**/x.xlsx", "a/b/x.xlsx", true},
        {"**/x.xlsx", "a/bx.xlsx", false},
        {"x.xlsx", "ax.xlsx", false},
        {"a/**/z/*.csv", "a/b/c/z/1.csv", true},
        {"a/**/z/*.csv", "a/z/1.csv", true},
        {"a/**/z/*.csv", "a/b/c/1.csv", false},
        {"b?r.csv", "bär.csv", true},
        {"b?r.csv", "br.csv", false},
        {"?", "a/b", true},
        {"a?b", "a/b", false},
        {"*a*b*c", "xxaxxbxxc", true},
        {"*a*b*c", "xxaxxbxx", false},
        {"", "a", false},
        {"*", "", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (glob_match(text_of(rows[i].glob), text_of(rows[i].path)) != rows[i].match)
            fail_msg("'%s' on '%s'", rows[i].glob, rows[i].path);
    /* what takes a naive matcher for ever */
    char *long_path = arena_alloc(mem, 40001);
    memset(long_path, 'a', 40000);
    assert_false(glob_match(T("a*a*a*a*a*a*a*a*a*a*a*b"), text_of(long_path)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_every_kind_of_key, setup, teardown),
        cmocka_unit_test_setup_teardown(names_line_and_remedy, setup, teardown),
        cmocka_unit_test_setup_teardown(long_lines_are_read_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(shipped_file_is_understood, setup, teardown),
        cmocka_unit_test_setup_teardown(matches_globs, setup, teardown),
    };
    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
