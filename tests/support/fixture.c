/* A company, its units and their links, by rule and without chance. */
#include "support/fixture.h"

#include "score/trend.h"

#include <math.h>

static const char *const company_objectives[] = {
    "Grow profitable recurring revenue", "Delight customers every day",
    "Build a platform that scales", "Be a place where people thrive"};
static const char *const company_key_results[] = {
    "Raise annual recurring revenue from €42M to €50M",
    "Lift net revenue retention from 104% to 112%",
    "Win 25 enterprise customers in DACH and the Nordics",
    "Raise customer NPS from 31 to 45",
    "Cut median first response time from 9 h to 2 h",
    "Shorten customer onboarding from 45 to 20 days",
    "Reach 99.95% availability for all tier-1 services",
    "Ship weekly releases in every product line",
    "Cut cloud cost per transaction by 20%",
    "Raise employee engagement from 68 to 76",
    "Fill 90% of critical roles within 60 days",
    "Pass the ISO 27001 audit with zero major findings"};
static const char *const unit_names[] = {
    "Sales DACH", "Sales Nordics", "Marketing",   "Product",   "Customer Success",
    "Support",    "Platform",      "Mobile",      "Data & AI", "SRE",
    "Finance",    "People",        "IT Security", "Operations"};
static const char *const department_names[] = {"Commercial", "Technology", "Operations", "Central"};
static const char *const objectives[] = {
    "Win the mid-market", "Make onboarding painless", "Run services that never wake us",
    "Tell a story that sells", "Know our numbers by day three"};
static const char *const key_results[] = {
    "Grow trial sign-ups from 300 to 900 a month", "Cut time to first value from 30 to 14 days",
    "Keep the error budget above 20% every week",  "Publish 8 enterprise case studies",
    "Close the books in 4 working days",           "Train 12 agents on the mobile product"};

enum { DAY = 46142, N_UNIT_NAMES = 14 };

struct fixture fixture_small(void)
{
    return (struct fixture){.company_objectives = 3,
                            .company_key_results = 2,
                            .units = 4,
                            .objectives = 2,
                            .key_results = 2,
                            .explicit_of_ten = 4,
                            .implicit_of_ten = 3};
}

static void set_progress(struct item *item, unsigned n, bool none)
{
    item->metric.start = 0;
    item->metric.target = 100;
    if (none)
        return;
    item->metric.current = n * 37 % 101;
    item->progress = item->progress_raw = item->metric.current / 100;
    item->progress_formula = T("(current - start) / (target - start)");
}

static struct place place_in(struct arena *mem, const char *file, struct text sheet, uint32_t row)
{
    return (struct place){text_copy(mem, text_of(file)), sheet, row, 1};
}

static void add_items(struct run *run, const struct fixture *f, uint32_t unit,
                      unsigned n_objectives, unsigned n_key_results, const char *file)
{
    bool company = run->plan->units.v[unit].level == 0;
    struct text sheet = text_ends(text_of(file), T(".csv")) ? (struct text){0} : T("Q2 2026");
    uint32_t row = 4;
    if (f->loose && !company)
        plan_add_item(run->mem, run->plan, KEY_RESULT, unit, (struct text){0},
                      T("Answer every letter within two days"));
    for (unsigned o = 0; o < n_objectives; o++) {
        const char *text = company ? company_objectives[o % 4] : objectives[(unit + o) % 5];
        uint32_t item =
            plan_add_item(run->mem, run->plan, OBJECTIVE, unit, (struct text){0}, text_of(text));
        run->plan->items.v[item].place = place_in(run->mem, file, sheet, row++);
        run->plan->items.v[item].period = T("2026-Q2");
        for (unsigned k = 0; k < n_key_results; k++) {
            text = company ? company_key_results[(o * n_key_results + k) % 12]
                           : key_results[(unit + o + k) % 6];
            uint32_t kr = plan_add_item(run->mem, run->plan, KEY_RESULT, unit, (struct text){0},
                                        text_of(text));
            struct item *it = &run->plan->items.v[kr];
            it->place = place_in(run->mem, file, sheet, row++);
            it->period = T("2026-Q2");
            it->due = DAY + 61;
            *list_push(run->mem, &it->owners) = T("A. Brandt");
            set_progress(it, kr, f->no_progress);
        }
    }
}

static void add_units(struct run *run, const struct fixture *f)
{
    struct arena *mem = run->mem;
    uint32_t top = NO_UNIT;
    if (f->company_objectives) {
        top = plan_add_unit(mem, run->plan, T("Northwind"), 0, NO_UNIT);
        run->plan->units.v[top].place = place_of_file(T("company.xlsx"));
        run->plan->units.v[top].reason = T("file 'company.xlsx'");
    }
    for (unsigned i = 0; i < f->departments; i++)
        plan_add_unit(mem, run->plan, text_printf(mem, "%s%.0u", department_names[i % 4], i / 4), 1,
                      top);
    for (unsigned i = 0; i < f->units; i++) {
        struct text name = text_of(unit_names[i % N_UNIT_NAMES]);
        if (i >= N_UNIT_NAMES)
            name = text_printf(mem, TEXT_FMT " %u", TEXT_ARG(name), i / N_UNIT_NAMES + 1);
        uint32_t parent =
            f->departments ? (top == NO_UNIT ? 0 : top + 1) + i % f->departments : top;
        uint32_t unit = plan_add_unit(mem, run->plan, name, f->departments ? 2 : 1, parent);
        struct text file = text_printf(mem, "teams/%s.%s", run->plan->units.v[unit].id.ptr,
                                       i % 3 ? "xlsx" : "csv");
        run->plan->units.v[unit].place = place_of_file(file);
        run->plan->units.v[unit].reason = T("name of the file");
    }
}

static void add_files(struct run *run)
{
    for (size_t i = 0; i < run->plan->units.n; i++) {
        struct text path = run->plan->units.v[i].place.file;
        if (!path.len)
            continue;
        *list_push(run->mem, &run->files) =
            (struct file){.path = path, .opened = path.ptr, .size = 4096 + i};
        *list_push(run->mem, &run->books) = (struct book){
            .path = path,
            .format = text_ends(path, T(".csv")) ? FORMAT_CSV : FORMAT_XLSX,
            .read = true,
            .sha256 = T("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b"
                        "855"),
            .modified = T("2026-04-28T09:12:00Z"),
            .size = 4096 + i};
    }
}

/* Objective number `n` of the units links, by rule, to one of the organisation's key results. */
static void add_links(struct run *run, const struct fixture *f)
{
    uint32_t targets[256], n_targets = 0, n = 0;
    for (uint32_t i = 0; i < run->plan->items.n && n_targets < 256; i++) {
        const struct item *item = &run->plan->items.v[i];
        if (run->plan->units.v[item->unit].level == 0 && item->kind == KEY_RESULT)
            targets[n_targets++] = i;
    }
    uint32_t use = f->all_covered || n_targets < 3 ? n_targets : n_targets - 2;
    for (uint32_t i = 0; i < run->plan->items.n && use; i++) {
        const struct item *item = &run->plan->items.v[i];
        if (item->kind != OBJECTIVE || run->plan->units.v[item->unit].level == 0)
            continue;
        unsigned turn = n * 7 % 10;
        bool is_explicit = turn < f->explicit_of_ten;
        uint32_t to = targets[n++ % use];
        if (!is_explicit && turn >= f->explicit_of_ten + f->implicit_of_ten)
            continue;
        if (!is_explicit && !f->all_covered && n % 3 == 0)
            to = targets[n_targets - 1];
        *list_push(run->mem, &run->links) = (struct link){
            .from = i,
            .to = to,
            .kind = is_explicit ? LINK_EXPLICIT : LINK_IMPLICIT,
            .how = is_explicit ? HOW_DECLARED : HOW_SIMILAR,
            .status = is_explicit ? LINK_CONFIRMED : LINK_SUGGESTED,
            .confidence = is_explicit ? 1 : .36 + n * 13 % 60 / 100.0,
            .evidence = is_explicit ? T("names 'KR 1.2' in column Supports")
                                    : T("both say 'customers', 'onboarding'; same unit of measure"),
            .place = is_explicit ? item->place : place_of_file((struct text){0}),
            .reference = SIZE_MAX};
    }
}

static void add_findings(struct run *run)
{
    struct place place = {
        .file = T("teams/marketing.xlsx"), .sheet = T("Q2 2026"), .row = 6, .col = 3};
    diag_add(&run->diag, FINDING_BROKEN_REFERENCE, place, T("nearest is 'KR 2.1'; write its ID"),
             "unknown reference 'KR 9.9'");
    diag_add(&run->diag, FINDING_NO_TARGET, place, T("say how much, by when"), "no target");
    diag_add(&run->diag, FINDING_UNREAD_FILE, place_of_file(T("teams/old.xls")),
             T("save it as .xlsx"), "format of Excel 97 is not read");
}

static void add_history(struct run *run, const struct run *previous)
{
    struct history *now = NEW(run->mem, struct history);
    const struct history *before = previous ? previous->history : NULL;
    *now = history_next(run->mem, run->plan, &run->links, run->score, &run->diag, before);
    run->previous = before;
    run->history = now;
    if (before)
        run->trend = trend_build(run->mem, run->plan, run->score, &run->books, before, now);
}

struct run *fixture_run(struct arena *mem, struct fixture f)
{
    struct run *run = NEW(mem, struct run);
    run->mem = mem;
    run->config = config_default();
    run->config.language = text_of(f.language);
    run->options = T("report samples -o report.xlsx");
    run->diag.mem = mem;
    run->plan = plan_new(mem);
    run->plan->organisation = T("Northwind Group");
    run->plan->period = T("2026-Q2");
    run->plan->as_of = DAY - (double)f.days_ago;
    run->plan->books = &run->books;
    run->plan->layout = &run->layout;
    add_units(run, &f);
    for (uint32_t i = 0; i < run->plan->units.n; i++) {
        const struct unit *unit = &run->plan->units.v[i];
        if (unit->level == 0)
            add_items(run, &f, i, f.company_objectives, f.company_key_results, "company.xlsx");
        else if (!f.departments || unit->level == 2)
            add_items(run, &f, i, f.objectives, f.key_results, unit->place.file.ptr);
    }
    add_files(run);
    add_links(run, &f);
    links_settle(&run->links);
    add_findings(run);
    run->score =
        score_plan(mem, &run->config, run->plan, &run->references, &run->links, &run->diag);
    add_history(run, f.previous);
    return run;
}
