/* score/history.c, score/trend.c, report/state.c: what a report carries, and what changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "import/read.h"
#include "report/state.h"
#include "score/finding_identity.h"
#include "score/trend.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena *mem;
static struct config config;

static int setup(void **state)
{
    *state = mem = arena_new();
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

/* One month: a plan made by hand, with the scores that matter here. */
struct month {
    struct run run;
    struct score score;
};

static struct month *month_new(int month)
{
    struct month *m = NEW(mem, struct month);
    m->run = (struct run){.mem = mem, .config = config};
    m->run.diag.mem = mem;
    m->run.plan = plan_new(mem);
    m->run.plan->as_of = date_days(2026, month, 28);
    m->run.score = &m->score;
    m->score.expected = 0.5 + month / 100.0;
    m->score.confirmed = m->score.progress = 0.25;
    return m;
}

static uint32_t add_unit(struct month *m, const char *name, int level)
{
    uint32_t unit = plan_add_unit(mem, m->run.plan, text_of(name), level, NO_UNIT);
    struct unit_score *score = list_push(mem, &m->score.units);
    *score = (struct unit_score){.unit = unit, .alignment = 0.5, .progress = NAN};
    return unit;
}

static uint32_t add_item(struct month *m, enum item_kind kind, uint32_t unit, const char *id,
                         const char *text, double progress)
{
    uint32_t item = plan_add_item(mem, m->run.plan, kind, unit, text_of(id), text_of(text));
    struct item *it = &m->run.plan->items.v[item];
    it->progress = progress;
    it->place = place_of_file(
        text_printf(mem, TEXT_FMT ".xlsx", TEXT_ARG(m->run.plan->units.v[unit].name)));
    *(kind == OBJECTIVE ? &m->score.units.v[unit].objectives
                        : &m->score.units.v[unit].key_results) += 1;
    return item;
}

static void set_coverage(struct month *m, uint32_t item, enum key_result_state state,
                         double expected)
{
    struct key_result_score *kr = list_push(mem, &m->score.key_results);
    *kr = (struct key_result_score){.item = item, .expected = expected, .state = state};
    m->score.counts[state]++;
}

static void finish(struct month *m, const struct history *previous)
{
    struct history *now = NEW(mem, struct history);
    *now = history_next(mem, m->run.plan, &m->run.links, &m->score, &m->run.diag, previous);
    m->run.history = now;
    m->run.previous = previous;
}

/* Company with two key results, Growth with an objective and two key results. */
static struct month *april(void)
{
    struct month *m = month_new(4);
    uint32_t company = add_unit(m, "Company", 0), growth = add_unit(m, "Growth", 1);
    add_item(m, OBJECTIVE, company, "CO-O1", "Grow", NAN);
    uint32_t kr1 = add_item(m, KEY_RESULT, company, "CO-O1-KR1", "Revenue of 50 M", 0.2);
    uint32_t kr2 = add_item(m, KEY_RESULT, company, "CO-O1-KR2", "Churn below 2 %", 0.1);
    add_item(m, OBJECTIVE, growth, "GRO-O1", "Win the mid-market", NAN);
    add_item(m, KEY_RESULT, growth, "GRO-O1-KR1", "Trial sign-ups from 300 to 900 a month", 0.35);
    add_item(m, KEY_RESULT, growth, "GRO-O1-KR2", "Ten partners in the north", 0.5);
    set_coverage(m, kr1, KR_COVERED, 1);
    set_coverage(m, kr2, KR_ORPHANED, 0);
    diag_add(&m->run.diag, FINDING_NO_OWNER, place_of_file(T("Growth.xlsx")), T("name one"),
             "nobody owns 'Ten partners'")
        ->unit = T("growth");
    finish(m, NULL);
    return m;
}

static const struct trend_change *find_change(const struct trend *trend, enum change_kind kind,
                                              const char *id_or_text)
{
    for (size_t i = 0; i < trend->changes.n; i++) {
        const struct trend_change *c = &trend->changes.v[i];
        if (c->kind == kind &&
            (text_eq(c->id, text_of(id_or_text)) || text_eq(c->unit_name, text_of(id_or_text)) ||
             text_eq(c->text, text_of(id_or_text))))
            return c;
    }
    return NULL;
}

static void tells_what_changed(void **state)
{
    (void)state;
    struct month *a = april(), *m = month_new(5);
    uint32_t company = add_unit(m, "Company", 0), growth = add_unit(m, "Growth", 1);
    uint32_t sales = add_unit(m, "Sales", 1);
    add_item(m, OBJECTIVE, company, "CO-O1", "Grow", NAN);
    uint32_t kr1 = add_item(m, KEY_RESULT, company, "CO-O1-KR1", "Revenue of 50 M", 0.2);
    uint32_t kr2 = add_item(m, KEY_RESULT, company, "CO-O1-KR2", "Churn below 2 %", 0.1);
    /* an objective was put before the old one: generated IDs move, the texts tell */
    add_item(m, OBJECTIVE, growth, "GRO-O1", "Delight those who stay", NAN);
    add_item(m, OBJECTIVE, growth, "GRO-O2", "Win the mid-market", NAN);
    uint32_t trial = add_item(m, KEY_RESULT, growth, "GRO-O2-KR1",
                              "Trial sign-ups from 300 to 1,000 a month", 0.55);
    m->run.plan->items.v[trial].status = STATUS_ON_TRACK;
    add_item(m, OBJECTIVE, sales, "SAL-O1", "Sell", NAN);
    set_coverage(m, kr1, KR_THIN, 0.6);
    set_coverage(m, kr2, KR_COVERED, 1);
    diag_add(&m->run.diag, FINDING_STALE, place_of_file(T("Growth.xlsx")), T("update it"), "old")
        ->unit = T("growth");
    finish(m, a->run.history);
    struct trend *t =
        trend_build(mem, m->run.plan, &m->score, &m->run.books, a->run.history, m->run.history);
    assert_non_null(find_change(t, CHANGE_LOST, "CO-O1-KR1"));
    const struct trend_change *c = find_change(t, CHANGE_COVERED, "CO-O1-KR2");
    assert_non_null(c);
    assert_text(c->before, "orphaned");
    assert_float_equal(c->number_after, 1, 0);
    c = find_change(t, CHANGE_REWORDED, "GRO-O2-KR1");
    assert_non_null(c);
    assert_text(c->before, "Trial sign-ups from 300 to 900 a month");
    c = find_change(t, CHANGE_PROGRESS, "GRO-O2-KR1");
    assert_non_null(c);
    assert_float_equal(c->number_after - c->number_before, 0.2, 1e-9);
    assert_non_null(find_change(t, CHANGE_NEW, "GRO-O1"));
    assert_non_null(find_change(t, CHANGE_GONE, "Ten partners in the north"));
    assert_non_null(find_change(t, CHANGE_UNIT_NEW, "Sales"));
    assert_non_null(find_change(t, CHANGE_FINDING_NEW, "old"));
    assert_non_null(find_change(t, CHANGE_FINDING_MENDED, "nobody owns 'Ten partners'"));
    size_t all = 0;
    for (size_t i = 0; i < CHANGE_KIND_COUNT; i++)
        all += t->counts[i];
    assert_int_equal(all, t->changes.n);
    assert_int_equal(all, 9);
    assert_int_equal(t->changes.v[0].kind, CHANGE_LOST);
    assert_float_equal(t->items[kr1]->expected, 1, 0);
    assert_int_equal(t->runs.n, 2);
    assert_text(t->runs.v[0].as_of, "2026-04-28");
}

static void set_period(struct month *m, const char *name)
{
    struct period period;
    assert_true(value_period(mem, text_of(name), DATE_UNKNOWN, &period));
    m->run.plan->period = period.name;
    m->run.plan->period_first = period.first;
    m->run.plan->period_last = period.last;
}

static struct trend *trend_after_april(struct month *m, struct month *a, const char *then,
                                       const char *now)
{
    set_period(a, then);
    set_period(m, now);
    finish(a, NULL);
    finish(m, a->run.history);
    return trend_build(mem, m->run.plan, &m->score, &m->run.books, a->run.history, m->run.history);
}

/* A quarter's new objectives are not "new", the old ones are not "removed". */
static void another_period_is_said(void **state)
{
    (void)state;
    struct month *m = month_new(7);
    uint32_t company = add_unit(m, "Company", 0), growth = add_unit(m, "Growth", 1);
    add_item(m, OBJECTIVE, company, "CO-O1", "Be profitable", NAN);
    uint32_t kr1 = add_item(m, KEY_RESULT, company, "CO-O1-KR1", "Costs below 10 M", 0);
    uint32_t kr2 = add_item(m, KEY_RESULT, company, "CO-O1-KR2", "Churn below 2 %", 0.3);
    m->run.plan->items.v[kr1].written_id = T("KR 1");
    add_item(m, OBJECTIVE, growth, "GRO-O1", "Open the south", NAN);
    uint32_t trial = add_item(m, KEY_RESULT, growth, "GRO-O1-KR1",
                              "Trial sign-ups from 300 to 1,200 a month", 0.1);
    add_item(m, OBJECTIVE, add_unit(m, "Sales", 1), "SAL-O1", "Sell", NAN);
    set_coverage(m, kr1, KR_ORPHANED, 0);
    set_coverage(m, kr2, KR_COVERED, 1);
    diag_add(&m->run.diag, FINDING_STALE, place_of_file(T("Growth.xlsx")), T("update it"), "old");
    struct month *a = april();
    a->run.plan->items.v[1].written_id = T("KR 1"); /* the ID of another text */
    struct trend *t = trend_after_april(m, a, "2026-Q2", "2026-Q3");
    assert_text(t->period_before, "2026-Q2");
    assert_int_equal(t->changes.n, 4);
    assert_int_equal(t->counts[CHANGE_CARRIED], 2);
    assert_non_null(find_change(t, CHANGE_COVERED, "CO-O1-KR2"));
    assert_non_null(find_change(t, CHANGE_UNIT_NEW, "Sales"));
    const struct trend_change *c = find_change(t, CHANGE_CARRIED, "GRO-O1-KR1");
    assert_non_null(c);
    assert_text(c->before, "Trial sign-ups from 300 to 900 a month");
    assert_float_equal(c->number_before - c->number_after, 0.25, 1e-9);
    assert_null(t->items[kr1]);
    assert_non_null(t->items[trial]);
}

static void a_quarter_is_of_its_year(void **state)
{
    (void)state;
    static const struct {
        const char *then, *now;
        bool other;
    } cases[] = {{"2026", "2026-Q2", false}, {"2026-Q2", "2026-H1", false},
                 {"2025-Q4", "2026", true},  {"FY26-Q1", "FY26-Q2", true},
                 {"FY26", "FY26-Q2", false}, {"2026-Q2", "2026-Q2", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trend *t = trend_after_april(april(), april(), cases[i].then, cases[i].now);
        assert_int_equal(t->period_before.len > 0, cases[i].other);
        assert_int_equal(t->counts[CHANGE_CARRIED], cases[i].other ? 6 : 0);
    }
}

static void unread_missing_and_back(void **state)
{
    (void)state;
    struct month *a = april(), *may = month_new(5), *june = month_new(6), *july = month_new(7);
    add_item(may, OBJECTIVE, add_unit(may, "Company", 0), "CO-O1", "Grow", NAN);
    struct book *broken = list_push(mem, &may->run.books);
    broken->path = T("Growth.xlsx");
    finish(may, a->run.history);
    struct trend *t = trend_build(mem, may->run.plan, &may->score, &may->run.books, a->run.history,
                                  may->run.history);
    const struct trend_change *c = find_change(t, CHANGE_UNIT_UNREAD, "Growth");
    assert_non_null(c);
    assert_text(c->before, "3 items");
    assert_int_equal(t->counts[CHANGE_GONE], 2); /* of the company, whose sheet was read */
    assert_int_equal(t->counts[CHANGE_FINDING_MENDED], 0);

    add_item(june, OBJECTIVE, add_unit(june, "Company", 0), "CO-O1", "Grow", NAN);
    finish(june, a->run.history);
    t = trend_build(mem, june->run.plan, &june->score, &june->run.books, a->run.history,
                    june->run.history);
    assert_non_null(find_change(t, CHANGE_UNIT_GONE, "Growth"));
    assert_int_equal(t->counts[CHANGE_FINDING_MENDED], 0);

    add_item(july, OBJECTIVE, add_unit(july, "Growth", 1), "GRO-O1", "Win the mid-market", NAN);
    finish(july, june->run.history);
    t = trend_build(mem, july->run.plan, &july->score, &july->run.books, june->run.history,
                    july->run.history);
    c = find_change(t, CHANGE_UNIT_NEW, "Growth");
    assert_non_null(c);
    assert_text(c->before, "back");
}

static void renamed_and_merged_units_go_on(void **state)
{
    (void)state;
    struct text error;
    struct month *a = april();
    uint32_t partners = add_unit(a, "Partners", 1);
    add_item(a, OBJECTIVE, partners, "PAR-O1", "Ten new partners in the south", NAN);
    a->score.units.v[partners].alignment = 1;
    finish(a, NULL);
    assert_true(config_read(mem, T("okralign.ini"), T("[unit Expansion]\nwas = Growth, Partners\n"),
                            &config, &error));
    struct workbook *book = workbook_create(mem);
    state_add(book, &a->run);
    char path[] = "/tmp/okralign-trend-XXXXXX";
    assert_true(close(mkstemp(path)) == 0);
    assert_int_equal(workbook_write(book, path, &error), OUTPUT_OK);
    struct file file = {.path = T("report.xlsx"), .opened = path};
    struct book *read = read_file(mem, &config, &file);
    unlink(path);
    assert_true(read->read);
    assert_true(history_is_report(read));
    struct history h;
    struct diag diag = {.mem = mem};
    assert_true(history_read(mem, &config, read, &h, &diag));
    assert_int_equal(diag.list.n, 0);
    assert_text(h.as_of, "2026-04-28");
    assert_int_equal(h.items.n, a->run.history->items.n);
    assert_text(h.items.v[5].unit, "Expansion");
    assert_text(h.items.v[1].state, "covered");
    assert_true(isnan(h.items.v[0].progress));
    assert_float_equal(h.items.v[4].progress, 0.35, 0);
    struct past_unit_list expansion = trend_of_unit(mem, &h, T("Expansion"));
    assert_int_equal(expansion.n, 1);
    assert_float_equal(expansion.v[0].alignment, 0.75, 1e-12);

    struct month *may = month_new(5);
    uint32_t unit = add_unit(may, "Expansion", 1);
    add_item(may, OBJECTIVE, unit, "EXP-O1", "Win the mid-market", NAN);
    finish(may, &h);
    struct trend *t =
        trend_build(mem, may->run.plan, &may->score, &may->run.books, &h, may->run.history);
    assert_null(find_change(t, CHANGE_UNIT_NEW, "Expansion"));
    assert_non_null(t->items[0]);
    assert_int_equal(trend_of_unit(mem, may->run.history, T("Expansion")).n, 2);
}

static void history_grows_and_a_day_counts_once(void **state)
{
    (void)state;
    struct history previous = {0};
    for (int year = 2023; year <= 2025; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 10; day <= 20; day += 10)
                *list_push(mem, &previous.runs) =
                    (struct past_run){.as_of = text_printf(mem, "%d-%02d-%02d", year, month, day),
                                      .expected = day / 100.0};
    struct month *m = month_new(4);
    finish(m, &previous);
    assert_int_equal(m->run.history->runs.n, 73);
    struct month *again = month_new(4);
    again->score.expected = 0.9;
    finish(again, m->run.history);
    assert_int_equal(again->run.history->runs.n, 73);
    assert_float_equal(again->run.history->runs.v[72].expected, 0.9, 0);
    struct trend *t = trend_build(mem, again->run.plan, &again->score, &again->run.books,
                                  m->run.history, again->run.history);
    assert_int_equal(t->months.n, 37);
    assert_float_equal(t->months.v[0].expected, 0.2, 0); /* the last run of the month */
}

static struct trend *targets_moved(struct month *m, struct month *before, double from, double to,
                                   bool percent)
{
    struct month *both[] = {before, m};
    for (int i = 0; i < 2; i++) {
        uint32_t unit = add_unit(both[i], "Growth", 1);
        add_item(both[i], OBJECTIVE, unit, "GRO-O1", "Win the mid-market", NAN);
        uint32_t kr = add_item(both[i], KEY_RESULT, unit, "GRO-O1-KR1", "Trial sign-ups", 0.5);
        both[i]->run.plan->items.v[kr].metric = (struct metric){
            .start = 0, .target = i ? to : from, .current = to / 2, .percent = i && percent};
    }
    finish(before, NULL);
    finish(m, before->run.history);
    return trend_build(mem, m->run.plan, &m->score, &m->run.books, before->run.history,
                       m->run.history);
}

static void a_target_that_moved_is_told(void **state)
{
    (void)state;
    struct month *m = month_new(5);
    struct trend *t = targets_moved(m, month_new(4), 900, 600, false);
    const struct trend_change *c = find_change(t, CHANGE_TARGET, "GRO-O1-KR1");
    assert_non_null(c);
    assert_text(c->before, "900");
    assert_text(c->after, "600");
    trend_find_moved_targets(mem, m->run.plan, t, &m->score, &m->run.diag);
    assert_int_equal(m->run.diag.list.n, 1);
    const struct finding *f = &m->run.diag.list.v[0];
    assert_int_equal(f->severity, WARNING);
    assert_int_equal(m->score.units.v[0].findings[WARNING], 1);
    assert_true(text_contains(f->message, T("lowered from 900 to 600")));
    assert_true(
        text_contains(f->message, T("progress is 50 %, by the earlier figures it would be 33 %")));
    /* a percent sign was added to the cells */
    t = targets_moved(month_new(5), month_new(4), 45, .45, true);
    assert_int_equal(t->counts[CHANGE_TARGET], 0);
}

static void what_nobody_answered_is_not_remembered(void **state)
{
    (void)state;
    struct past_link links[] = {{.from_text = T("declared"), .strength = 1},
                                {.from_text = T("suggested"), .strength = .97}};
    struct history history = {.links = {links, 2, 2}};
    struct old_link_list remembered = history_links(mem, &history);
    assert_int_equal(remembered.n, 1);
    assert_text(remembered.v[0].from_text, "declared");
}

/* A link to a key result knows whose it was: next quarter the objective may be all that is left. */
static void a_link_remembers_the_objective(void **state)
{
    (void)state;
    struct past_item items[] = {
        {.unit = T("Company"), .kind = T("objective"), .text = T("Customers stay")},
        {.unit = T("Company"), .kind = T("key result"), .text = T("Renewals at 80 %")},
        {.unit = T("Sales"), .kind = T("key result"), .text = T("Ten calls")}};
    struct past_link links[] = {
        {.to_unit = T("Company"), .to_text = T("Renewals at 80 %"), .strength = 1},
        {.to_unit = T("Company"), .to_text = T("Customers stay"), .strength = 1},
        {.to_unit = T("Sales"), .to_text = T("Ten calls"), .strength = 1}};
    struct history history = {.items = {items, 3, 3}, .links = {links, 3, 3}};
    struct old_link_list remembered = history_links(mem, &history);
    assert_text(remembered.v[0].to_objective, "Customers stay");
    assert_int_equal(remembered.v[1].to_objective.len, 0);
    assert_int_equal(remembered.v[2].to_objective.len, 0);
}

static void foreign_and_damaged_reports_are_told(void **state)
{
    (void)state;
    struct diag diag = {.mem = mem};
    struct history h;
    struct book *book = read_bytes(mem, &config, T("other.csv"), T("a,b\n1,2\n"));
    assert_false(history_read(mem, &config, book, &h, &diag));
    assert_int_equal(diag.list.n, 1);
    assert_int_equal(diag.list.v[0].code, FINDING_PREVIOUS_UNREAD);
    assert_text(diag.list.v[0].message, "this is no report of this program: no trend");
}

static const char *identity(const char *unit, const char *file, const char *message,
                            const char *about)
{
    struct past_finding f = {.code = T("assumed"),
                             .unit = text_of(unit),
                             .file = text_of(file),
                             .message = text_of(message)};
    return text_z(mem, finding_identity(mem, &f, text_of(about)));
}

/* Rows, cells, figures and names of files are no identity; what is quoted, and the item, are. */
static void findings_are_known_again(void **state)
{
    (void)state;
    assert_string_equal(
        identity("Care", "care.csv", "row 25 is a note ('Rules: 5 at most')", ""),
        identity("Care", "care 2.csv", "row 24 is a note ('Rules: 5 at most')", ""));
    assert_string_equal(
        identity("Care", "a.csv", "'0.3' is read as 0.3 %: see F4, up to 100", "Hire"),
        identity("Care", "a.csv", "'0.3' is read as 0.3 %: see F9, up to 200", "Hire"));
    assert_string_equal(identity("Care", "a.csv", "5 items have no owner: C7, C8, C9", "Hire"),
                        identity("Care", "a.csv", "4 items have no owner: C8, C9", "Train"));
    assert_string_equal(identity("Care", "a.csv", "the ID is that of a.csv:3:1 as well", "Hire"),
                        identity("Care", "b.csv", "the ID is that of b.csv:4:1 as well", "Hire"));
    static const struct {
        const char *unit, *message, *about;
    } others[] = {
        {"Care", "row 25 is a note ('Rules: 6 at most')", ""},
        {"Care", "row 25 is a note ('Rules: 5 at most')", "Hire"},
        {"Labs", "row 25 is a note ('Rules: 5 at most')", ""},
    };
    const char *one = identity("Care", "a.csv", "row 25 is a note ('Rules: 5 at most')", "");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_string_not_equal(
            one, identity(others[i].unit, "a.csv", others[i].message, others[i].about));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tells_what_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(another_period_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(a_quarter_is_of_its_year, setup, teardown),
        cmocka_unit_test_setup_teardown(unread_missing_and_back, setup, teardown),
        cmocka_unit_test_setup_teardown(renamed_and_merged_units_go_on, setup, teardown),
        cmocka_unit_test_setup_teardown(history_grows_and_a_day_counts_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_target_that_moved_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(what_nobody_answered_is_not_remembered, setup, teardown),
        cmocka_unit_test_setup_teardown(a_link_remembers_the_objective, setup, teardown),
        cmocka_unit_test_setup_teardown(foreign_and_damaged_reports_are_told, setup, teardown),
        cmocka_unit_test_setup_teardown(findings_are_known_again, setup, teardown),
    };
    return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
