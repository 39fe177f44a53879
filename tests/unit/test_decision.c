/* match/decision.c: what reviewers decided is found again, whatever was done to the sheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/decision.h"

#include "import/read.h"

#include <string.h>

static struct arena *mem;
static struct diag diag;
static struct config config;

static int setup(void **state)
{
    *state = mem = arena_new();
    diag = (struct diag){.mem = mem};
    config = config_default();
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

/* A company with two key results and a team with two objectives. */
enum { CO_KR1 = 1, CO_KR2, GRO_O1, GRO_O2 };

static struct plan *small_plan(const char *growth)
{
    struct plan *plan = plan_new(mem);
    uint32_t company = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    plan_add_item(mem, plan, OBJECTIVE, company, T("CO-O1"), T("Grow"));
    plan_add_item(mem, plan, KEY_RESULT, company, T("CO-O1-KR1"), T("Revenue of 50 M"));
    plan_add_item(mem, plan, KEY_RESULT, company, T("CO-O1-KR2"), T("Churn below 2 %"));
    uint32_t team = plan_add_unit(mem, plan, text_of(growth), 1, company);
    plan_add_item(mem, plan, OBJECTIVE, team, T("GRO-O1"), T("Win the mid-market"));
    plan_add_item(mem, plan, OBJECTIVE, team, T("GRO-O2"), T("Keep those we have"));
    return plan;
}

static const char ledger_head[] =
    "key,decision,from_id,from_unit,from_text,to_id,to_unit,to_text,other,comment,by,when\n";

static struct decision_list read_ledger(const char *rows)
{
    struct text csv = text_printf(mem, "%s%s", ledger_head, rows);
    struct book *book = read_bytes(mem, &config, T("decisions.csv"), csv);
    assert_true(book->read);
    return decisions_of_csv(mem, book, T("2026-05-31"), &diag);
}

/* A report's book: the hidden sheet (as CSV) and the To confirm sheet (as CSV). */
static struct book *report_book(const char *hidden, const char *confirm)
{
    struct text head = text_printf(mem, "%s%s", ledger_head, hidden);
    struct book *a = read_bytes(mem, &config, T("report.xlsx"), head);
    struct book *b = read_bytes(mem, &config, T("report.xlsx"), text_of(confirm));
    struct sheet *sheets = NEW_ARRAY(mem, struct sheet, 2);
    sheets[0] = b->sheets[0];
    sheets[0].name = T("renamed by somebody");
    sheets[1] = a->sheets[0];
    sheets[1].name = text_of(decision_table.sheet);
    sheets[1].state = SHEET_HIDDEN;
    a->sheets = sheets;
    a->n_sheets = 2;
    sheets[0].book = sheets[1].book = a;
    return a;
}

static void assert_finding(enum finding_code code, const char *part)
{
    for (size_t i = 0; i < diag.list.n; i++)
        if (diag.list.v[i].code == code &&
            text_contains(finding_line(mem, &diag.list.v[i]), text_of(part)))
            return;
    for (size_t i = 0; i < diag.list.n; i++)
        print_message("%s\n", text_z(mem, finding_line(mem, &diag.list.v[i])));
    fail_msg("no finding %s '%s'", finding_code_text(code), part);
}

static void key_is_of_units_and_texts(void **state)
{
    (void)state;
    struct plan *a = small_plan("Growth"), *b = small_plan("Growth");
    b->items.v[GRO_O1].id = T("GRO-O7");
    b->items.v[GRO_O1].text = T("win the  Mid-Market!");
    struct text key = decision_key(mem, a, GRO_O1, CO_KR1);
    assert_int_equal(key.len, 14);
    assert_true(text_starts(key, T("S-")));
    assert_true(text_eq(key, decision_key(mem, b, GRO_O1, CO_KR1)));
    assert_false(text_eq(key, decision_key(mem, a, GRO_O1, CO_KR2)));
    assert_false(text_eq(key, decision_key(mem, small_plan("Sales"), GRO_O1, CO_KR1)));
}

static void reads_verdicts_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        enum verdict verdict;
    } rows[] = {{"Accept", VERDICT_ACCEPT},   {" accepted ", VERDICT_ACCEPT},
                {"JA", VERDICT_ACCEPT},       {"Reject", VERDICT_REJECT},
                {"Ablehnen", VERDICT_REJECT}, {"no", VERDICT_REJECT},
                {"Später", VERDICT_LATER},    {"", VERDICT_NONE}};
    enum verdict verdict;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(verdict_of(mem, text_of(rows[i].written), &verdict));
        assert_int_equal(verdict, rows[i].verdict);
    }
    assert_false(verdict_of(mem, T("perhaps"), &verdict));
    assert_false(verdict_of(mem, T("?"), &verdict));
}

static void settles_on_this_months_items(void **state)
{
    (void)state;
    struct plan *plan = small_plan("Growth");
    struct decision_list list =
        read_ledger("S-000000000001,Accept,GRO-O9,Growth,win the mid-market,CO-O1-KR1,Company,"
                    "Revenue of 50 M,,,Jo,2026-04-30\n"
                    ",reject,GRO-O2,,,CO-O1-KR2,,,,by hand,,\n"
                    ",Accept,NO-1,,,CO-O1-KR2,,,,,,\n");
    decisions_settle(mem, &config, plan, &list, &diag);
    assert_int_equal(list.n, 3);
    assert_int_equal(list.v[0].from, GRO_O1);
    assert_int_equal(list.v[0].to, CO_KR1);
    assert_text(list.v[0].from_id, "GRO-O1");
    assert_true(text_eq(list.v[0].key, decision_key(mem, plan, GRO_O1, CO_KR1)));
    assert_int_equal(list.v[1].from, GRO_O2);
    assert_int_equal(list.v[1].verdict, VERDICT_REJECT);
    assert_text(list.v[1].when, "2026-05-31");
    assert_int_equal(list.v[2].from, NO_ITEM);
    assert_finding(FINDING_DECISION_UNREAD, "decisions.csv:4");
    assert_int_equal(diag.list.n, 1);
}

static void a_changed_text_asks_again_once(void **state)
{
    (void)state;
    struct plan *plan = small_plan("Growth");
    struct decision_list list =
        read_ledger("S-1,Reject,GRO-O1,Growth,Win the enterprise market,CO-O1-KR1,Company,"
                    "Revenue of 50 M,,,,2026-04-30\n");
    decisions_settle(mem, &config, plan, &list, &diag);
    assert_int_equal(list.v[0].from, NO_ITEM);
    assert_true(list.v[0].stale);
    assert_finding(FINDING_DECISION_STALE,
                   "'Reject' was decided about 'Win the enterprise market', which now says "
                   "'Win the mid-market'");
    decisions_settle(mem, &config, plan, &list, &diag);
    assert_int_equal(diag.list.n, 1); /* said once, not every month */
    plan->items.v[GRO_O1].text = T("Win the enterprise market");
    decisions_settle(mem, &config, plan, &list, &diag);
    assert_int_equal(list.v[0].from, GRO_O1); /* the old words are back, and so is the decision */
}

static void renamed_units_keep_their_decisions(void **state)
{
    (void)state;
    struct text error;
    assert_true(config_read(mem, T("okralign.ini"), T("[unit Expansion]\nwas = Growth\n"), &config,
                            &error));
    struct plan *plan = small_plan("Expansion");
    struct decision_list list =
        read_ledger("S-1,Accept,GRO-O1,Growth,Win the mid-market,CO-O1-KR1,Company,"
                    "Revenue of 50 M,,,,2026-04-30\n");
    decisions_settle(mem, &config, plan, &list, &diag);
    assert_int_equal(list.v[0].from, GRO_O1);
    assert_text(list.v[0].from_unit, "Expansion");
    assert_int_equal(diag.list.n, 0);
}

static const char hidden[] =
    "S-00000000000A,,GRO-O1,Growth,Win the mid-market,CO-O1-KR1,Company,Revenue of 50 M,,,,\n"
    "S-00000000000B,,GRO-O2,Growth,Keep those we have,CO-O1-KR2,Company,Churn below 2 %,,,,\n"
    "S-00000000000C,Accept,GRO-O2,Growth,Keep those we have,CO-O1-KR1,Company,Revenue of 50 M,,,"
    "Jo,2026-03-31\n"
    "S-00000000000D,Reject,GRO-O1,Growth,Win the mid-market,CO-O1-KR2,Company,Churn below 2 %,,,"
    "Jo,2026-03-31\n";

static void reads_an_edited_sheet(void **state)
{
    (void)state;
    /* columns moved and added, rows sorted, a title and a note, one row withdrawn, one deleted */
    struct book *book = report_book(hidden, "My own notes on this sheet\n"
                                            "\n"
                                            "Decided by,Decision,Priority,id,Comment,Other parent\n"
                                            "Mo,reject,2,s-00000000000b,no,\n"
                                            ",,,S-00000000000C,,\n"
                                            "Mo, ACCEPT ,1,S-00000000000A,yes,\n"
                                            "that is all,,,,,\n");
    struct decision_list list = decisions_of_report(mem, book, T("2026-04-30"), &diag);
    assert_int_equal(list.n, 4);
    assert_int_equal(list.v[0].verdict, VERDICT_ACCEPT);
    assert_text(list.v[0].by, "Mo");
    assert_text(list.v[0].when, "2026-04-30");
    assert_int_equal(list.v[1].verdict, VERDICT_REJECT);
    assert_text(list.v[1].comment, "no");
    assert_int_equal(list.v[2].verdict, VERDICT_NONE); /* withdrawn */
    assert_int_equal(list.v[3].verdict, VERDICT_REJECT);
    assert_text(list.v[3].when, "2026-03-31");
    assert_int_equal(diag.list.n, 0);
}

static void reads_a_german_sheet(void **state)
{
    (void)state;
    struct book *book = report_book(hidden, "ID;Entscheidung;Entschieden von;Kommentar\n"
                                            "S-00000000000A;Annehmen;Jörg;\n"
                                            "S-00000000000B;Später;;im Mai\n");
    struct decision_list list = decisions_of_report(mem, book, T("2026-04-30"), &diag);
    assert_int_equal(list.v[0].verdict, VERDICT_ACCEPT);
    assert_text(list.v[0].by, "Jörg");
    assert_int_equal(list.v[1].verdict, VERDICT_LATER);
    assert_text(list.v[1].comment, "im Mai");
    assert_int_equal(diag.list.n, 0);
}

static void nonsense_is_told(void **state)
{
    (void)state;
    struct book *book = report_book(hidden, "ID,Decision,Other parent\n"
                                            "S-00000000000A,perhaps,\n"
                                            "S-00000000FFFF,Accept,\n"
                                            "S-00000000000B,Accept,\n"
                                            "S-00000000000B,Reject,\n"
                                            "S-00000000000C,Accept,CO-O1-KR2\n"
                                            "S-00000000000D,,no such thing\n");
    struct decision_list list = decisions_of_report(mem, book, T("2026-04-30"), &diag);
    decisions_settle(mem, &config, small_plan("Growth"), &list, &diag);
    assert_finding(FINDING_DECISION_UNREAD, "renamed by somebody!B2: warning: decision 'perhaps'");
    assert_finding(FINDING_DECISION_UNREAD, "ID 'S-00000000FFFF' is unknown");
    assert_finding(FINDING_DECISION_CONFLICT, "two rows decide differently");
    assert_finding(FINDING_DECISION_CONFLICT, "is accepted and another parent 'CO-O1-KR2'");
    assert_finding(FINDING_DECISION_UNREAD, "other parent 'no such thing' is nowhere");
    assert_int_equal(diag.list.n, 5);
    for (size_t i = 0; i < list.n; i++)
        assert_int_equal(list.v[i].verdict, VERDICT_NONE);
}

static void another_parent_is_two_decisions(void **state)
{
    (void)state;
    struct plan *plan = small_plan("Growth");
    struct book *book = report_book(hidden, "ID,Decision,Other parent\n"
                                            "S-00000000000A,Reject,CO-O1-KR2  Churn below 2 %\n"
                                            "S-00000000000D,,\n");
    struct decision_list list = decisions_of_report(mem, book, T("2026-04-30"), &diag);
    decisions_settle(mem, &config, plan, &list, &diag);
    assert_int_equal(diag.list.n, 0);
    size_t accepted = 0;
    for (size_t i = 0; i < list.n; i++) {
        if (list.v[i].from == GRO_O1 && list.v[i].to == CO_KR1)
            assert_int_equal(list.v[i].verdict, VERDICT_REJECT);
        if (list.v[i].from == GRO_O1 && list.v[i].to == CO_KR2)
            accepted += list.v[i].verdict == VERDICT_ACCEPT;
    }
    assert_int_equal(accepted, 1);
}

/* IDs as the report shows them, and as people type them. */
static void another_parent_by_its_shown_id(void **state)
{
    (void)state;
    struct plan *plan = small_plan("Growth");
    plan->items.v[CO_KR2].written_id = T("KR1.2");
    plan->items.v[GRO_O1].written_id = plan->items.v[GRO_O2].written_id = T("O7");
    struct book *book = report_book(hidden, "ID,Decision,Other parent\n"
                                            "S-00000000000A,,kr 1.2\n"
                                            "S-00000000000D,,O7\n");
    struct decision_list list = decisions_of_report(mem, book, T("2026-04-30"), &diag);
    decisions_settle(mem, &config, plan, &list, &diag);
    size_t accepted = 0;
    for (size_t i = 0; i < list.n; i++)
        accepted += list.v[i].from == GRO_O1 && list.v[i].to == CO_KR2 &&
                    list.v[i].verdict == VERDICT_ACCEPT;
    assert_int_equal(accepted, 1);
    assert_int_equal(diag.list.n, 1);
    assert_finding(
        FINDING_DECISION_UNREAD,
        "other parent 'O7' is the ID of 2 items: GRO-O1 'Win the mid-market' of Growth, ");
}

static void ledger_and_report_are_merged(void **state)
{
    (void)state;
    struct book *book = report_book(hidden, "ID,Decision\n"
                                            "S-00000000000A,Accept\n"
                                            "S-00000000000B,\n"
                                            "S-00000000000C,Reject\n"
                                            "S-00000000000D,Reject\n");
    struct decision_list list = decisions_of_report(mem, book, T("2026-04-30"), &diag);
    struct decision_list ledger =
        read_ledger("S-00000000000A,Reject,GRO-O1,Growth,Win the mid-market,CO-O1-KR1,Company,"
                    "Revenue of 50 M,,,Li,\n" /* both changed: conflict */
                    "S-00000000000B,Later,GRO-O2,Growth,Keep those we have,CO-O1-KR2,Company,"
                    "Churn below 2 %,,,Li,\n" /* only the ledger changed */
                    "S-00000000000C,Accept,GRO-O2,Growth,Keep those we have,CO-O1-KR1,Company,"
                    "Revenue of 50 M,,,Jo,\n" /* only the report changed */
                    "S-00000000000E,Reject,X-1,Sales,Sell,CO-O1-KR1,Company,Revenue of 50 M,,,,\n");
    decisions_merge(mem, &list, &ledger, &diag);
    assert_int_equal(list.n, 5);
    assert_int_equal(list.v[0].verdict, VERDICT_NONE);
    assert_finding(FINDING_DECISION_CONFLICT, "decisions.csv:2");
    assert_int_equal(list.v[1].verdict, VERDICT_LATER);
    assert_int_equal(list.v[2].verdict, VERDICT_REJECT);
    assert_int_equal(diag.list.n, 1);
}

static void ledger_survives_being_written(void **state)
{
    (void)state;
    struct plan *plan = small_plan("Growth");
    plan->items.v[GRO_O1].text = T("=SUM(A1), \"quoted\"\nand on");
    struct decision_list list = read_ledger(",Accept,GRO-O1,,,CO-O1-KR1,,,,-comment,Jo,\n");
    decisions_settle(mem, &config, plan, &list, &diag);
    struct text csv = decisions_csv(mem, &list);
    assert_true(text_contains(csv, T("\"'=SUM(A1), \"\"quoted\"\"\nand on\"")));
    struct book *book = read_bytes(mem, &config, T("decisions.csv"), csv);
    struct decision_list again = decisions_of_csv(mem, book, T("2026-06-30"), &diag);
    assert_int_equal(again.n, 1);
    assert_text(again.v[0].from_text, "=SUM(A1), \"quoted\"\nand on");
    assert_text(again.v[0].comment, "-comment");
    assert_text(again.v[0].when, "2026-05-31");
    assert_true(text_eq(csv, decisions_csv(mem, &again)));
    assert_int_equal(diag.list.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(key_is_of_units_and_texts, setup, teardown),
        cmocka_unit_test_setup_teardown(reads_verdicts_as_people_write_them, setup, teardown),
        cmocka_unit_test_setup_teardown(settles_on_this_months_items, setup, teardown),
        cmocka_unit_test_setup_teardown(a_changed_text_asks_again_once, setup, teardown),
        cmocka_unit_test_setup_teardown(renamed_units_keep_their_decisions, setup, teardown),
        cmocka_unit_test_setup_teardown(reads_an_edited_sheet, setup, teardown),
        cmocka_unit_test_setup_teardown(reads_a_german_sheet, setup, teardown),
        cmocka_unit_test_setup_teardown(nonsense_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(another_parent_is_two_decisions, setup, teardown),
        cmocka_unit_test_setup_teardown(another_parent_by_its_shown_id, setup, teardown),
        cmocka_unit_test_setup_teardown(ledger_and_report_are_merged, setup, teardown),
        cmocka_unit_test_setup_teardown(ledger_survives_being_written, setup, teardown),
    };
    return cmocka_run_group_tests_name("decision", tests, NULL, NULL);
}
