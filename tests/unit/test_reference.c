/*
 * model/reference, match/explicit: the corpora of tests/golden/references*.txt, case by case, each
 * against the small organisation that it describes; or those of the files given as arguments.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/match.h"
#include "support/text_file.h"
#include "value/value.h"

#include <stdlib.h>
#include <string.h>

static struct arena *mem;
static struct config config;
static struct reference_forms *forms;
static struct plan *plan;
static struct layout layout;

static uint32_t unit_named(struct text name)
{
    uint32_t unit = plan_find_unit(plan, mem, name);
    if (unit == NO_UNIT)
        fail_msg("no unit '" TEXT_FMT "'", TEXT_ARG(name));
    return unit;
}

/* "Growth/KR1.2", "Growth/O1@2026-Q1" */
static uint32_t item_named(struct text name)
{
    struct text period = name, id = text_cut(&period, '@');
    uint32_t unit = unit_named(text_cut(&id, '/'));
    for (uint32_t i = 0; i < plan->items.n; i++)
        if (plan->items.v[i].unit == unit && text_eq(plan->items.v[i].id, id) &&
            (!plan->items.v[i].period.len ||
             text_eq(plan->items.v[i].period, period.len ? period : plan->period)))
            return i;
    fail_msg("no item '" TEXT_FMT "'", TEXT_ARG(name));
    return NO_ITEM;
}

static void set_period(struct text words, struct text *name, double *first, double *last)
{
    struct period period;
    if (!words.len)
        return;
    if (!value_period(mem, words, DATE_UNKNOWN, &period))
        fail_msg("'" TEXT_FMT "' is no period", TEXT_ARG(words));
    *name = period.name;
    *first = period.first;
    *last = period.last;
}

/* "period NAME" of the run, "unit NAME | LEVEL | PARENT | ALIAS, ALIAS" and "objective UNIT | ID |
   TEXT | PERIOD", "key UNIT | ..." */
static void describe(struct text line)
{
    struct text word = text_cut(&line, ' ');
    if (text_eq(word, T("period"))) {
        set_period(line, &plan->period, &plan->period_first, &plan->period_last);
        return;
    }
    struct text cells[4] = {{0}};
    for (size_t i = 0; i < 4; i++)
        cells[i] = text_trim(text_cut(&line, '|'));
    if (text_eq(word, T("unit"))) {
        uint32_t parent = cells[2].len ? unit_named(cells[2]) : NO_UNIT;
        uint32_t unit = plan_add_unit(mem, plan, cells[0], atoi(cells[1].ptr), parent);
        while (cells[3].len)
            plan_add_alias(mem, plan, unit, text_trim(text_cut(&cells[3], ',')));
    } else {
        uint32_t number = plan_add_item(mem, plan, text_eq(word, T("key")) ? KEY_RESULT : OBJECTIVE,
                                        unit_named(cells[0]), cells[1], cells[2]);
        struct item *item = &plan->items.v[number];
        set_period(cells[3], &item->period, &item->period_first, &item->period_last);
    }
}

/* "\n" in the file is a line break in the cell. */
static struct text unescaped(struct text t)
{
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < t.len; i++) {
        bool escape = t.ptr[i] == '\\' && i + 1 < t.len && t.ptr[i + 1] == 'n';
        buf_add_char(&b, escape ? '\n' : t.ptr[i]);
        i += escape;
    }
    return buf_text(&b);
}

static struct text outcome_words(const struct reference *ref)
{
    static const char *const names[] = {
        [OUTCOME_NONE] = "open",           [OUTCOME_RESOLVED] = "resolved",
        [OUTCOME_AMBIGUOUS] = "ambiguous", [OUTCOME_BROKEN] = "broken",
        [OUTCOME_SELF] = "self",           [OUTCOME_CYCLIC] = "cyclic",
    };
    struct buf b = {.mem = mem};
    buf_add_z(&b, ref->names_only ? "mentioned" : names[ref->outcome]);
    for (size_t i = 0; ref->outcome != OUTCOME_BROKEN && i < ref->candidates.n; i++) {
        const struct item *item = &plan->items.v[ref->candidates.v[i]];
        bool other = item->period.len && !text_eq(item->period, plan->period);
        buf_printf(&b, " " TEXT_FMT "/" TEXT_FMT "%s" TEXT_FMT,
                   TEXT_ARG(plan->units.v[item->unit].name), TEXT_ARG(item->id), other ? "@" : "",
                   TEXT_ARG(other ? item->period : (struct text){0}));
    }
    return buf_text(&b);
}

struct test_case {
    struct text where, header, words, from, expected;
    unsigned line;
};

static struct reference_list resolved_references(const struct test_case *c, struct diag *diag)
{
    struct item *item = &plan->items.v[item_named(c->from)];
    struct item before = *item;
    enum role own = item->kind == OBJECTIVE ? ROLE_OBJECTIVE : ROLE_KEY_RESULT;
    struct cell_extra extra = {.comment = c->words};
    struct cell cell = {.type = CELL_TEXT};
    struct field fields[2] = {{.role = own, .place = {.file = T("t.csv"), .row = 1, .col = 1}},
                              {.role = ROLE_NONE,
                               .place = {.file = T("t.csv"), .row = 1, .col = 2},
                               .header = c->header}};
    item->place = fields[0].place;
    fields[0].text = item->text;
    if (text_eq(c->where, T("text"))) {
        item->written = fields[0].text = c->words;
    } else if (text_eq(c->where, T("comment"))) {
        cell.extra = &extra;
        fields[0].cell = &cell;
    } else {
        fields[1].role = text_eq(c->where, T("parent")) ? ROLE_PARENT : ROLE_NOTE;
        fields[1].text = c->words;
    }
    struct record record = {.kind = item->kind,
                            .supports = RECORD_NONE,
                            .objective = RECORD_NONE,
                            .fields = {fields, 2, 2},
                            .place = fields[0].place};
    layout.records.v = &record;
    layout.records.n = 1;
    item->record = 0;
    struct reference_list references = reference_find(mem, forms, plan, diag);
    struct link_list links = {0};
    match_explicit(mem, forms, plan, &references, &links, diag);
    *item = before;
    return references;
}

static struct text got(const struct test_case *c)
{
    struct diag diag = {.mem = mem};
    struct reference_list references = resolved_references(c, &diag);
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < references.n; i++)
        buf_printf(&b, "%s" TEXT_FMT, i ? "; " : "", TEXT_ARG(outcome_words(&references.v[i])));
    return b.len ? buf_text(&b) : T("none");
}

/* Three lines a case: where and what stands there, who says it, what is expected. */
static bool next_case(struct text *rest, unsigned *line, struct test_case *out)
{
    struct text lines[3];
    size_t n = 0;
    while (rest->len && n < 3) {
        struct text t = text_trim(text_cut(rest, '\n'));
        ++*line;
        if (t.len && t.ptr[0] != '#')
            lines[n++] = t;
    }
    if (n < 3)
        return false;
    struct text words = lines[0];
    struct text where = text_cut(&words, ':');
    out->header = where;
    out->where = text_cut(&out->header, '[');
    out->header = text_slice(out->header, 0, out->header.len ? out->header.len - 1 : 0);
    out->words = unescaped(text_trim(words));
    out->from = lines[1];
    out->expected = lines[2];
    out->line = *line - 2;
    return true;
}

static void test_corpus(void **state)
{
    const char *path = *state;
    struct text rest = text_file(mem, path);
    unsigned line = 0, cases = 0, wrong = 0;
    while (!text_starts(rest, T("cases:"))) {
        struct text t = text_trim(text_cut(&rest, '\n'));
        line++;
        if (t.len && t.ptr[0] != '#')
            describe(t);
    }
    text_cut(&rest, '\n');
    line++;
    for (struct test_case c; next_case(&rest, &line, &c); cases++) {
        struct text is = got(&c);
        if (text_eq(is, c.expected))
            continue;
        wrong++;
        print_error(
            "%s:%u: " TEXT_FMT ": " TEXT_FMT "\n  expected " TEXT_FMT "\n  got      " TEXT_FMT "\n",
            path, c.line, TEXT_ARG(c.where), TEXT_ARG(c.words), TEXT_ARG(c.expected), TEXT_ARG(is));
    }
    print_message("%u cases, %u wrong\n", cases, wrong);
    assert_int_equal(wrong, 0);
    assert_true(cases > 0);
}

static int setup(void **state)
{
    (void)state; /* the corpus */
    struct text error = {0};
    mem = arena_new();
    config = config_default();
    forms = reference_forms_load(mem, &config, &error);
    if (!forms)
        fail_msg(TEXT_FMT, TEXT_ARG(error));
    plan = plan_new(mem);
    layout = (struct layout){0};
    plan->layout = &layout;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    reference_forms_free(forms);
    arena_free(mem);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const all[] = {
        "tests/golden/references.txt",       "tests/golden/references-periods.txt",
        "tests/golden/references-names.txt", "tests/golden/references-said.txt",
        "tests/golden/references-about.txt", "tests/golden/references-around.txt",
        "tests/golden/references-own.txt"};
    size_t n = argc > 1 ? (size_t)argc - 1 : sizeof all / sizeof *all;
    int failed = 0;
    for (size_t i = 0; i < n; i++) {
        const char *path = argc > 1 ? argv[i + 1] : all[i];
        const struct CMUnitTest tests[] = {
            {path, test_corpus, setup, teardown, (void *)(uintptr_t)path},
        };
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
