/* model/target: where hyperlinks and formulas point. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/place.h"
#include "model/target.h"

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

/* "file|sheet|name|B5" */
static const char *shown(const struct target *t)
{
    struct place p = {.row = t->row, .col = t->col};
    return text_z(mem, text_printf(mem, TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT "|" TEXT_FMT,
                                   TEXT_ARG(t->file), TEXT_ARG(t->sheet), TEXT_ARG(t->name),
                                   TEXT_ARG(place_cell(mem, p))));
}

static void test_links(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"#'Company OKRs'!B5", "|Company OKRs||B5"},
        {"#Company!$B$5", "|Company||B5"},
        {"#Company!B5:D9", "|Company||B5"},
        {"#Company.B5", "|Company||B5"},
        {"#B5", "|||B5"},
        {"#CompanyKR1", "||CompanyKR1|"},
        {"#'It''s ours'!A1", "|It's ours||A1"},
        {"company.xlsx#OKRs!B5", "company.xlsx|OKRs||B5"},
        {"company.xlsx#'Company OKRs'!B5", "company.xlsx|Company OKRs||B5"},
        {"../company%20okrs.xlsx#OKRs!B5", "../company okrs.xlsx|OKRs||B5"},
        {"file:///C:\\okrs\\company.xlsx#OKRs!B5", "company.xlsx|OKRs||B5"},
        {"file:///srv/okrs/company.xlsx#OKRs!B5", "/srv/okrs/company.xlsx|OKRs||B5"},
        {"company.xlsx", "company.xlsx|||"},
        {"[company.xlsx]OKRs!B5", "company.xlsx|OKRs||B5"},
        {"C:\\okrs\\[company.xlsx]'Our OKRs'!B5", "company.xlsx|Our OKRs||B5"},
        {"https://contoso.example/okrs/our%20company.xlsx?web=1#OKRs!B5",
         "our company.xlsx|OKRs||B5"},
        {"https://contoso.example/okrs/company.xlsx", ""},
        {"https://example.org/#OKRs!B5", ""},
        {"mailto:ada@example.org", ""},
        {"", ""},
        {"#", "|||"},
        {"%", "%|||"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct target t;
        bool good = target_of_link(mem, text_of(cases[i][0]), &t);
        assert_string_equal(good ? shown(&t) : "", cases[i][1]);
    }
}

static void test_formulas(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"'Company OKRs'!B5", "|Company OKRs||B5"},
        {"=Company!$B$5", "|Company||B5"},
        {"[Company.xlsx]OKRs!B5", "Company.xlsx|OKRs||B5"},
        {"'C:\\okrs\\[Company.xlsx]Our OKRs'!$B$5", "Company.xlsx|Our OKRs||B5"},
        {"+Company!B5", "|Company||B5"},
        {"Company!B5&\" (\"&Company!C5&\")\"", "|Company||B5 |Company||C5"},
        {"INDEX('Company OKRs'!$B$2:$B$20,MATCH(\"KR1\",'Company OKRs'!$A$2:$A$20,0))",
         "|Company OKRs|| |Company OKRs||"},
        {"VLOOKUP(A5,Company!A:D,2,FALSE)", "|Company||"},
        {"OFFSET(Company!B5,1,0)", "|Company||"},
        {"HYPERLINK(\"[company.xlsx]OKRs!B5\",\"see\")", "company.xlsx|OKRs||B5"},
        {"IFERROR(VLOOKUP(A5,[Company.xlsx]OKRs!$A$1:$D$9,2,0),\"\")", "Company.xlsx|OKRs||"},
        {"HYPERLINK(\"#'Company OKRs'!B5\",\"KR 1.2\")", "|Company OKRs||B5"},
        {"HYPERLINK(\"https://example.org\",\"KR 1.2\")", ""},
        {"B5", "|||B5"},
        {"SUM(B5:B9)", ""},
        {"B5+C5", ""},
        {"\"text with Sheet1!B5 in it\"", ""},
        {"of:=[$'Company OKRs'.B5]", "|Company OKRs||B5"},
        {"of:=['file:///o/company.ods'#$OKRs.B5]", "file:///o/company.ods|OKRs||B5"},
        {"of:=[.B5]+1", ""},
        {"'unclosed!B5", ""},
        {"'a''", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct target_list list = targets_of_formula(mem, text_of(cases[i][0]));
        struct buf b = {.mem = mem};
        for (size_t k = 0; k < list.n; k++)
            buf_printf(&b, "%s%s", k ? " " : "", shown(&list.v[k]));
        assert_string_equal(b.len ? buf_text(&b).ptr : "", cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_links, setup, teardown),
        cmocka_unit_test_setup_teardown(test_formulas, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
