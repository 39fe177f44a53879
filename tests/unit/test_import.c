/* import/: the grid, numbers and dates, formulas, names of copies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fuzz/archive.h"
#include "import/conflict.h"
#include "import/decode.h"
#include "import/dialect.h"
#include "import/foreign.h"
#include "import/formula.h"
#include "import/grid.h"
#include "import/number_format.h"
#include "import/read.h"
#include "import/version.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static struct sheet grid_of(const uint32_t (*places)[2], size_t n)
{
    uint64_t budget = 1000;
    struct grid grid = {.mem = mem, .budget = &budget};
    struct sheet sheet = {0};
    for (size_t i = 0; i < n; i++)
        cell_set_number(mem, grid_cell(&grid, places[i][0], places[i][1]), (double)i);
    grid_row(&grid, 3, true, 2);
    grid_finish(&grid, &sheet);
    return sheet;
}

static void test_grid(void **state)
{
    (void)state;
    const uint32_t places[][2] = {{5, 1}, {0, 2}, {0, 1}, {5, 0}, {0, 2}};
    struct sheet sheet = grid_of(places, 5);
    assert_int_equal(sheet.n_cells, 4);
    assert_int_equal(sheet.n_rows, 3);
    assert_int_equal(sheet.rows[1].index, 3);
    assert_true(sheet.rows[1].hidden);
    assert_int_equal(sheet.rows[1].n, 0);
    assert_int_equal(sheet.rows[1].outline, 2);
    same(sheet_cell(&sheet, 0, 2)->text, "4"); /* the later of two */
    same(sheet_cell(&sheet, 5, 0)->text, "3");
    assert_null(sheet_cell(&sheet, 5, 2));
    assert_null(sheet_cell(&sheet, 3, 0));
    assert_int_equal(sheet_width(&sheet), 3);
}

static void test_budget(void **state)
{
    (void)state;
    uint64_t budget = 2;
    struct grid grid = {.mem = mem, .budget = &budget};
    struct sheet sheet = {0};
    assert_non_null(grid_cell(&grid, 0, 0));
    assert_non_null(grid_cell(&grid, 0, 1));
    assert_null(grid_cell(&grid, 0, 2));
    assert_true(grid.full);
    grid_finish(&grid, &sheet);
}

/* What is expected need not come, and more may. */
static void test_expected(void **state)
{
    (void)state;
    for (uint64_t expected = 0; expected < 300000; expected = expected * 3 + 1) {
        uint64_t budget = 1000000;
        struct grid grid = {.mem = mem, .budget = &budget};
        struct sheet sheet = {0};
        grid_expect(&grid, expected);
        for (uint32_t i = 0; i < 2 * expected + 10 && i < 200000; i++)
            assert_non_null(grid_cell(&grid, i, 0));
        grid_finish(&grid, &sheet);
        assert_int_equal(sheet.rows[9].index, 9);
    }
    uint64_t none = 0;
    struct grid grid = {.mem = mem, .budget = &none};
    struct sheet sheet = {0};
    grid_expect(&grid, UINT64_MAX);
    assert_null(grid_cell(&grid, 0, 0));
    grid_finish(&grid, &sheet);
}

static void test_merges(void **state)
{
    (void)state;
    struct sheet sheet = {0};
    for (uint32_t i = 0; i < 300; i++)
        *list_push(mem, &sheet.merges) = (struct range){3 * (299 - i), 1, 3 * (299 - i) + 1, 2};
    *list_push(mem, &sheet.merges) = (struct range){0, 5, 1000, 5};
    sheet_index(mem, &sheet);
    for (uint32_t row = 0; row < 900; row++) {
        const struct range *r = sheet_merge(&sheet, row, 2);
        assert_true(row % 3 == 2 ? !r : r && r->row0 == row / 3 * 3);
        assert_int_equal(sheet_merge(&sheet, row, 5)->row1, 1000);
        assert_null(sheet_merge(&sheet, row, 0));
    }
    assert_null(sheet_merge(&sheet, 1001, 5));
}

static void test_hidden_columns(void **state)
{
    (void)state;
    struct sheet sheet = {0};
    const uint32_t hidden[][2] = {{8, 9}, {2, 3}, {3, 5}, {6, 6}};
    for (size_t i = 0; i < 4; i++)
        *list_push(mem, &sheet.hidden_cols) = (struct range){0, hidden[i][0], 9, hidden[i][1]};
    sheet_index(mem, &sheet);
    assert_int_equal(sheet.hidden_cols.n, 2);
    for (uint32_t col = 0; col < 12; col++)
        assert_int_equal(sheet_col_hidden(&sheet, col),
                         (col >= 2 && col <= 6) || col == 8 || col == 9);
}

static void test_cell_names(void **state)
{
    (void)state;
    uint32_t row, col;
    assert_true(cell_name_parse(T("$B$5"), &row, &col) && row == 4 && col == 1);
    assert_true(cell_name_parse(T("XFD1048576"), &row, &col) && row == 1048575 && col == 16383);
    static const char *const bad[] = {"XFE1", "A1048577", "A0",     "5", "A",
                                      "A1B",  "$$A1",     "ABCDE1", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(cell_name_parse(text_of(bad[i]), &row, &col));
}

static void test_numbers(void **state)
{
    (void)state;
    double n;
    same(number_text(mem, 0.1 + 0.2), "0.3");
    same(number_text(mem, -5), "-5");
    same(number_text(mem, 1e20), "1e+20");
    same(number_text(mem, 123456789012.5), "123456789012.5");
    assert_true(number_parse(T("1234567.891"), &n) && n == 1234567.891);
    assert_true(number_parse(T(" 1.5E-3 "), &n) && n == 1.5e-3);
    assert_true(number_parse(T("0.30000000000000004"), &n) && n == 0.1 + 0.2);
    static const char *const bad[] = {"",    "-",   ".",    "1,5", "1e999",
                                      "nan", "inf", "0x10", "1 2", "1.2.3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(number_parse(text_of(bad[i]), &n));
}

static void test_days(void **state)
{
    (void)state;
    double days;
    assert_int_equal(days_of(1899, 12, 30), 0);
    assert_int_equal(days_of(2026, 6, 30), 46203);
    same(days_text(mem, 46203), "2026-06-30");
    same(days_text(mem, 46203.604166666664), "2026-06-30T14:30:00");
    same(days_text(mem, 46202.9999999), "2026-06-30");
    same(days_text(mem, 0.25), "06:00:00");
    same(duration_text(mem, 1.5), "36:00:00");
    same(duration_text(mem, -0.25), "-6:00:00");
    assert_true(days_parse(T("2026-06-30"), &days) && days == 46203);
    assert_true(days_parse(T("2026-06-30T12:00:00.000Z"), &days) && days == 46203.5);
    assert_true(days_parse(T("06:00:00"), &days) && days == 0.25);
    assert_false(days_parse(T("2026-13-30"), &days));
    assert_false(days_parse(T("2026-06-30x"), &days));
    for (int32_t d = -800000; d < 2900000; d += 997) {
        struct text t = days_text(mem, d ? d : 1);
        if (*t.ptr != '-' && d > -690000) {
            assert_true(days_parse(t, &days));
            assert_true(days == (d ? d : 1));
        }
    }
}

static void test_formats(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum format_kind kind;
    } cases[] = {{"General", FORMAT_NUMBER},       {"0.00", FORMAT_NUMBER},
                 {"0%", FORMAT_PERCENT},           {"#,##0 \"days\"", FORMAT_NUMBER},
                 {"0 \\d", FORMAT_NUMBER},         {"[Red]0.0;[Blue]yyyy", FORMAT_NUMBER},
                 {"[$-409]d-mmm-yy", FORMAT_DATE}, {"[$EUR-407] #,##0", FORMAT_NUMBER},
                 {"mm:ss", FORMAT_DATE},           {"[h]:mm", FORMAT_DURATION},
                 {"[mm]", FORMAT_DURATION},        {"0.00E+00", FORMAT_NUMBER},
                 {"yyyy\"-\"mm;@", FORMAT_DATE},   {"\"unclosed", FORMAT_NUMBER},
                 {"[unclosed", FORMAT_NUMBER},     {"", FORMAT_NUMBER}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(format_kind(text_of(cases[i].code)), cases[i].kind);
    static const struct {
        const char *code;
        char first;
    } orders[] = {{"dd/mm/yyyy", 'd'},
                  {"m/d/yy", 'm'},
                  {"[$-409]M/D/YYYY;@", 'm'},
                  {"[$-407]d\\.m\\.yy", 'd'},
                  {"\"am \"d/m", 'd'},
                  {"dddd, d/m/yyyy", 'd'},
                  {"mm-dd-yy", 0},
                  {"m/d/yy h:mm", 0},
                  {"yyyy-mm-dd", 0},
                  {"d mmm yyyy", 0},
                  {"mm:ss", 0},
                  {"h:mm d/m", 0},
                  {"0.00", 0},
                  {"d", 0},
                  {"\"d/m", 0},
                  {"\\", 0},
                  {"", 0}};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        assert_int_equal(format_date_order(text_of(orders[i].code)), orders[i].first);
    same(format_builtin(14), "mm-dd-yy");
    assert_int_equal(format_builtin(0).len, 0);
    assert_int_equal(format_builtin(4000000000u).len, 0);
}

static void test_signs_of_formats(void **state)
{
    (void)state;
    static const struct {
        const char *code, *sign;
    } cases[] = {
        {"\"$\"#,##0", "$"},
        {"#,##0.00\\ \"€\"", "€"},
        {"[$€-407] #,##0", "€"},
        {"[$-409]d-mmm-yy", ""},
        {"#,##0 [$kr]", "kr"},
        {"£#,##0;[Red]-£#,##0", "£"},
        {"\\€ 0.0", "€"},
        {"0%", ""},
        {"0 \"Tage\"", "Tage"},
        {"\"$\"#,##0_);(\"$\"#,##0)", ""},
        {"#,##0\xC2\xA0[$€]", "€"},
        {"[$", ""},
        {"\"", ""},
        {"\\", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text sign = format_sign(text_of(cases[i].code));
        if (!text_eq(sign, text_of(cases[i].sign)))
            fail_msg("%s gives '%.*s'", cases[i].code, (int)sign.len, sign.ptr);
    }
}

static void test_formulas(void **state)
{
    (void)state;
    same(formula_shift(mem, T("A1+$A1+A$1+$A$1"), 1, 1), "B2+$A2+B$1+$A$1");
    same(formula_shift(mem, T("SUM(A:A)+SUM(1:1)+SUM($A:B)"), 2, 1), "SUM(B:B)+SUM(3:3)+SUM($A:C)");
    same(formula_shift(mem, T("A1"), -1, 0), "#REF!");
    same(formula_shift(mem, T("LOG10(A1)&\"A1\"&'A1 x'!A1&A1_name&T[A1]"), 1, 0),
         "LOG10(A2)&\"A1\"&'A1 x'!A2&A1_name&T[A1]");
    struct text_list books = {0};
    *list_push(mem, &books) = T("Company.xlsx");
    same(formula_name_books(mem, T("[1]OKRs!B5+[2]X!A1+T[1]"), &books),
         "[Company.xlsx]OKRs!B5+[2]X!A1+T[1]");
    same(formula_name_books(mem, T("'[1]Key Results'!B5"), &books),
         "'[Company.xlsx]Key Results'!B5");
    same(formula_link(mem, T("HYPERLINK(\"a\"\"b\", \"c\")")), "a\"b");
    assert_int_equal(formula_link(mem, T("HYPERLINK(\"a\"&B1,\"c\")")).len, 0);
    same(formula_from_ods(mem, T("of:=SUM([.A1:.B2];[$'Co''s'.$B$5])")), "SUM(A1:B2;'Co''s'!$B$5)");
    same(link_from_ods(mem, T("../co.ods#$OKRs.B5")), "../co.ods#OKRs!B5");
    same(link_from_ods(mem, T("https://example.org/#top")), "https://example.org/#top");
}

/* Of what stands behind a '=' in a text file. */
static void test_reckoned(void **state)
{
    (void)state;
    static const char *const formulas[] = {"B2",         "-B2",       "SUM(B2:B4)", "'Co'!$B$5",
                                           "[1]Co!B5/2", "Tab[Done]", "gained/aim", "\"KR \"&B2",
                                           "5 * 3",      "NOW()",     "(A1+A2)/2",  "aim*-1"};
    static const char *const texts[] = {
        "Plant more trees", "urgent",  "urgent!",    "Plant (more) trees",
        "KR1 and KR2",      "(later)", "[see KR 1]", "now -> later",
        "trees, then",      "team's",  "soon -",     "-urgent"};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        assert_true(formula_reckons(text_of(formulas[i])));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(formula_reckons(text_of(texts[i])));
}

/* Bytes of several code pages in which each letter and sign means another. */
static void test_encodings(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } cases[] = {{"can\x92t", "can’t"},
                 {"\x91new\x92", "‘new’"},
                 {"\x93new\x94 idea", "“new” idea"},
                 {"\x84neu\x93", "„neu“"},
                 {"trees \x96 many", "trees – many"},
                 {"trees\x97many", "trees—many"},
                 {"5\x96"
                  "10",
                  "5–10"},
                 {"\x95 Trees", "• Trees"},
                 {"and so on\x85", "and so on…"},
                 {"NPS\x85", "NPS…"},
                 {"Save \x80"
                  "40k",
                  "Save €40k"},
                 {"40 k\x80", "40 k€"},
                 {"Maple\x99 seeds", "Maple™ seeds"},
                 {"Cut \xBD of it", "Cut ½ of it"},
                 {"Save \xA3"
                  "5k",
                  "Save £5k"},
                 {"Maple\xA0seeds", "Maple\u00A0seeds"},
                 {"\xD6. Kaya", "Ö. Kaya"},
                 {"B\xC4UME", "BÄUME"},
                 {"can\xD5t", "can’t"},
                 {"\xD2new\xD3 idea", "“new” idea"},
                 {"trees \xD0 many", "trees – many"},
                 {"na\x95ve \x8El\x8Fves", "naïve élèves"},
                 {"M\x87s \x87rboles, decisi\x97n", "Más árboles, decisión"},
                 {"B\x84ume f\x81r Z\x81rich", "Bäume für Zürich"},
                 {"M\xA0s a\xA4os, decisi\xA2n", "Más años, decisión"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text table = text_printf(mem, "Objective,Owner\n%s,Ines\n", cases[i].bytes);
        struct text want = text_printf(mem, "Objective,Owner\n%s,Ines\n", cases[i].text);
        assert_true(text_eq(decode(mem, table).text, want));
    }
}

static void test_copies(void **state)
{
    (void)state;
    static const struct {
        const char *name, *original;
    } cases[] = {{"Plan (1).xlsx", "Plan.xlsx"},
                 {"Copy of Plan.xlsx", "Plan.xlsx"},
                 {"Plan - Copy.csv", "Plan.csv"},
                 {"Plan - Kopie.csv", "Plan.csv"},
                 {"Plan (Anna's conflicted copy 2026-04-01).xlsx", "Plan.xlsx"},
                 {"Plan.sync-conflict-20260401-120000-ABC.xlsx", "Plan.xlsx"},
                 {"Plan (2026).xlsx", ""},
                 {"Plan (draft).xlsx", ""},
                 {"Plan.xlsx", ""},
                 {"(1).xlsx", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        same(conflict_original(mem, text_of(cases[i].name)), cases[i].original);
}

static void test_versions(void **state)
{
    (void)state;
    static const struct {
        const char *stem, *base;
        long number, day;
        int age;
    } cases[] = {{"Finance OKR Q3 v2 FINAL", "finance okr q3", 200, -1, 1},
                 {"Finance_old", "finance", -1, -1, -1},
                 {"Finance_2026-07-01", "finance", -1, 20260701, 0},
                 {"20260701 Finance v1.2", "finance", 102, 20260701, 0},
                 {"Finanzen 01.07.2026 Entwurf", "finanzen", -1, 20260701, -1},
                 {"Finance 2026-07", "finance", -1, 20260700, 0},
                 {"Finance final draft", "finance", -1, -1, -1},
                 {"Finance Q3 2026", "finance q3 2026", -1, -1, 0},
                 {"Team 2", "team 2", -1, -1, 0},
                 {"Vendors", "vendors", -1, -1, 0},
                 {"final", "", -1, -1, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct version v = version_of_name(mem, text_of(cases[i].stem));
        same(v.base, cases[i].base);
        assert_int_equal(v.number, cases[i].number);
        assert_int_equal(v.day, cases[i].day);
        assert_int_equal(v.age, cases[i].age);
    }
}

static void test_delimiters(void **state)
{
    (void)state;
    double share;
    assert_int_equal(find_delimiter(mem, T("a;b,c\nd;e,f\n"), &share), ';');
    assert_int_equal(find_delimiter(mem, T("\"a;b\",c\n\"d;e\",f\n"), &share), ',');
    assert_int_equal(find_delimiter(mem, T("a\nb\n"), &share), 0);
    assert_int_equal(find_delimiter(mem, T(""), &share), 0);
    struct field_scan field;
    assert_int_equal(scan_field(T("\"a\"\"b\",c"), 0, ',', &field), 6);
    assert_true(!field.irregular && field.open == 1 && field.close == 5);
    assert_int_equal(scan_field(T("\"a\"x,c"), 0, ',', &field), 4);
    assert_true(field.irregular);
}

/* What a file is shows in its bytes, not in its name. */
static void test_foreign(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *what;
    } cases[] = {
        {"%PDF-1.7", "a PDF"},
        {"{\\rtf1", "a text document (RTF)"},
        {"<html><table>", "a web page"},
        {"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
         "an Excel 2003 XML spreadsheet"},
        {"Objective,Owner\n", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        same(foreign_bytes(text_of(cases[i].bytes)).what, cases[i].what);
    char xls[1200] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    struct text bytes = {xls, sizeof xls};
    same(foreign_bytes(bytes).what, "an old Office file");
    memcpy(xls + 600, "W\0o\0r\0k\0b\0o\0o\0k", 16);
    same(foreign_bytes(bytes).what, "an old Excel workbook (.xls)");
    memcpy(xls + 800, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 32);
    same(foreign_bytes(bytes).what, "a workbook locked with a password");
}

static void test_read_bytes(void **state)
{
    (void)state;
    struct config config = config_default();
    config.limits.cells = 3;
    struct book *book = read_bytes(mem, &config, T("a.csv"), T("a,b\nc,d\n"));
    assert_true(book->read);
    assert_int_equal(book->sheets[0].n_cells, 3);
    assert_int_equal(diag_count(&book->diag, WARNING), 1);
    same(book->sha256, "eafde52e304486ad92291694fa17012481621e71d08c45a643e23ed504d061cd");
    book = read_bytes(mem, &config, T("a.csv"), T(""));
    assert_false(book->read);
    assert_int_equal(diag_count(&book->diag, ERROR), 1);
}

/* Whatever the format, a file that takes too long is refused whole, with one finding. */
static void test_deadline(void **state)
{
    (void)state;
    struct config config = config_default();
    struct member parts[] = {
        {"xl/workbook.xml",
         T("<workbook xmlns:r='r'><sheets><sheet name='S' r:id='r1'/></sheets></workbook>")},
        {"xl/worksheets/sheet1.xml",
         T("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>")}};
    struct member content[] = {
        {"META-INF/manifest.xml", T("<manifest/>")},
        {"content.xml", T("<document-content><spreadsheet><table name='S'><table-row><table-cell>"
                          "<p>x</p></table-cell></table-row></table></spreadsheet>"
                          "</document-content>")}};
    struct text files[] = {T("a,b\nc,d\n"), archive_of(mem, parts, 2), archive_of(mem, content, 2)};
    for (size_t i = 0; i < 3; i++) {
        config.limits.seconds = 60;
        assert_true(read_bytes(mem, &config, T("f"), files[i])->read);
        config.limits.seconds = 0;
        struct book *book = read_bytes(mem, &config, T("f"), files[i]);
        assert_false(book->read);
        assert_int_equal(book->n_sheets, 0);
        assert_int_equal(book->diag.list.n, 1);
        assert_true(text_contains(finding_line(mem, &book->diag.list.v[0]),
                                  T("it takes longer to read than the limit (seconds)")));
    }
}

/* --- a file that changes while it is read ---------------------------------------------------- */

static unsigned changes_left, loads;
static enum { GROWS, TOUCHED, REPLACED, REMOVED } change;

static void put_file(const char *path, const char *content)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs(content, out);
    fclose(out);
    const struct timespec times[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void change_file(const char *path)
{
    static const struct timespec later[2] = {{.tv_sec = 1000000001}, {.tv_sec = 1000000001}};
    char other[64];
    loads++;
    if (!changes_left)
        return;
    changes_left--;
    switch (change) {
    case GROWS:
        put_file(path, loads == 1 ? "a,b\nc,d\n" : loads == 2 ? "a,b\nc,d\ne,f\n" : "a,b\n");
        break;
    case TOUCHED:
        utimensat(AT_FDCWD, path, later, 0);
        break;
    case REPLACED: /* of the same size and time */
        snprintf(other, sizeof other, "%s.new", path);
        put_file(other, "x,y\n");
        rename(other, path);
        break;
    case REMOVED:
        unlink(path);
        break;
    }
}

/* The book of a file "a,b" that is changed so often. */
static struct book *book_of_changing(int how, unsigned times)
{
    static char path[] = "/tmp/okralign-XXXXXX";
    if (strstr(path, "XXXXXX"))
        close(mkstemp(path));
    struct config config = config_default();
    struct file file = {.path = T("f.csv"), .opened = path};
    put_file(path, "a,b\n");
    change = how;
    changes_left = times;
    loads = 0;
    read_loaded = change_file;
    struct book *book = read_file(mem, &config, &file);
    read_loaded = NULL;
    unlink(path);
    return book;
}

static void test_changing_file(void **state)
{
    (void)state;
    struct book *book = book_of_changing(GROWS, 0);
    assert_int_equal(loads, 1);
    assert_int_equal(book->sheets[0].n_cells, 2);

    book = book_of_changing(GROWS, 1);
    assert_int_equal(loads, 2);
    assert_int_equal(book->sheets[0].n_cells, 4);
    assert_int_equal(book->size, 8);
    assert_int_equal(book->diag.list.n, 0);

    book = book_of_changing(GROWS, 9);
    assert_int_equal(loads, 3);
    assert_int_equal(book->sheets[0].n_cells, 6);
    assert_int_equal(book->diag.list.n, 1);
    assert_int_equal(book->diag.list.v[0].code, FINDING_FILE_IN_USE);

    book_of_changing(TOUCHED, 1);
    assert_int_equal(loads, 2);

    book = book_of_changing(REPLACED, 1);
    assert_int_equal(loads, 2);
    same(book->sheets[0].cells[0].text, "x");

    book = book_of_changing(REMOVED, 1);
    assert_int_equal(loads, 1);
    assert_false(book->read);
    assert_int_equal(book->diag.list.n, 1);
    assert_int_equal(book->diag.list.v[0].code, FINDING_UNREAD_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grid),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_merges),
        cmocka_unit_test(test_expected),
        cmocka_unit_test(test_hidden_columns),
        cmocka_unit_test(test_cell_names),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_signs_of_formats),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_reckoned),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_delimiters),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_foreign),
        cmocka_unit_test(test_read_bytes),
        cmocka_unit_test(test_deadline),
        cmocka_unit_test(test_changing_file),
    };
    return cmocka_run_group_tests_name("import", tests, setup, teardown);
}
