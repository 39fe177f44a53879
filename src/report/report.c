/*
 * A run -> the report's workbook. First everything that several sheets need is worked out once
 * (links by item, figures, which line stands where), then the sheets are laid out one by one.
 */
#include "report/parts.h"
#include "report/state.h"

#include "match/carry.h"
#include "score/trend.h"

#include <math.h>
#include <string.h>

/* --- links by item ------------------------------------------------------------------------------- */

/* What stands behind an item is what counts: nothing of another period. */
static bool is_indexed(const struct report *r, const struct link *link, bool by_target)
{
    return link->status != LINK_REJECTED && (!by_target || plan_item_current(r->plan, link->from) ||
                                             !plan_item_current(r->plan, link->to));
}

/* Counting sort of link numbers by one end. */
static void index_links(struct report *r, bool by_target, uint32_t **numbers, uint32_t **first)
{
    const struct link_list *links = &r->run->links;
    size_t n_items = r->plan->items.n;
    uint32_t *starts = NEW_ARRAY(r->mem, uint32_t, n_items + 2);
    uint32_t *out = NEW_ARRAY(r->mem, uint32_t, links->n + 1);
    for (size_t i = 0; i < links->n; i++)
        if (is_indexed(r, &links->v[i], by_target))
            starts[(by_target ? links->v[i].to : links->v[i].from) + 2]++;
    for (size_t i = 2; i < n_items + 2; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < links->n; i++)
        if (is_indexed(r, &links->v[i], by_target))
            out[starts[(by_target ? links->v[i].to : links->v[i].from) + 1]++] = (uint32_t)i;
    *numbers = out;
    *first = starts;
}

/* Explicit before implicit, then by strength. */
static bool stronger(const struct link *a, const struct link *b)
{
    if (a->kind != b->kind)
        return a->kind == LINK_EXPLICIT;
    return link_strength(a) > link_strength(b);
}

static void find_strongest(struct report *r)
{
    size_t n = r->plan->items.n;
    r->strongest = NEW_ARRAY(r->mem, int32_t, n);
    for (size_t i = 0; i < n; i++) {
        r->strongest[i] = NO_LINK_NUMBER;
        for (uint32_t k = r->out_first[i]; k < r->out_first[i + 1]; k++) {
            int32_t best = r->strongest[i];
            if (best < 0 || stronger(&r->run->links.v[r->out[k]], &r->run->links.v[best]))
                r->strongest[i] = (int32_t)r->out[k];
        }
    }
}

static uint32_t *nowhere(struct report *r, size_t n)
{
    uint32_t *rows = NEW_ARRAY(r->mem, uint32_t, n);
    memset(rows, 0xFF, n * sizeof *rows); /* PLACE_NONE */
    return rows;
}

/* Counts by item, then numbers, as index_links does. */
static void index_changes(struct report *r)
{
    size_t n_items = r->plan->items.n, n = r->run->trend ? r->run->trend->changes.n : 0;
    r->changes_first = NEW_ARRAY(r->mem, uint32_t, n_items + 2);
    r->changes = NEW_ARRAY(r->mem, uint32_t, n);
    uint32_t *end = r->changes_first + 1;
    for (size_t i = 0; i < n; i++)
        if (r->run->trend->changes.v[i].item != NO_ITEM)
            end[r->run->trend->changes.v[i].item + 1]++;
    for (size_t i = 0; i < n_items; i++)
        end[i + 1] += end[i];
    for (size_t i = 0; i < n; i++)
        if (r->run->trend->changes.v[i].item != NO_ITEM)
            r->changes[end[r->run->trend->changes.v[i].item]++] = (uint32_t)i;
}

static void read_run(struct report *r)
{
    size_t n_items = r->plan->items.n;
    index_links(r, false, &r->out, &r->out_first);
    index_links(r, true, &r->in, &r->in_first);
    index_changes(r);
    find_strongest(r);
    r->score_of = nowhere(r, n_items);
    for (size_t i = 0; i < r->score->key_results.n; i++)
        r->score_of[r->score->key_results.v[i].item] = (uint32_t)i;
    r->coverage_rows = nowhere(r, n_items);
    r->outline_rows = nowhere(r, n_items);
    r->unit_rows = nowhere(r, r->plan->units.n);
    for (size_t i = 0; i < r->run->files.n; i++)
        map_put(r->mem, &r->file_paths, r->run->files.v[i].path, i);
    if (r->run->output) {
        struct text path = absolute_path(r->mem, r->run->output);
        size_t slash = path.len;
        while (slash && path.ptr[slash - 1] != '/')
            slash--;
        r->folder = text_slice(path, 0, slash);
    }
    for (size_t i = 0; i < r->score->units.n; i++)
        r->unit_rows[i] = FIRST_ROW + (uint32_t)i;
    coverage_plan(r);
    alignment_plan(r);
}

/* --- figures --------------------------------------------------------------------------------------- */

static void count_units(struct report *r)
{
    struct figures *f = &r->figures;
    double aligned = 0;
    for (size_t i = 0; i < r->score->units.n; i++) {
        const struct unit_score *u = &r->score->units.v[i];
        if (u->state == UNIT_COMPANY || !(u->objectives + u->key_results))
            continue;
        f->units++;
        f->objectives += u->objectives;
        f->key_results += u->key_results;
        f->unaligned += u->unaligned_objectives;
        f->objective_only += u->objective_only;
        f->heads += u->explicit_objectives + u->implicit_objectives + u->unaligned_objectives;
        if (u->objectives && isfinite(u->alignment))
            aligned += u->alignment * u->objectives;
    }
    f->alignment = f->objectives && has_company(r) ? aligned / (double)f->objectives : NAN;
}

static void count_items(struct report *r)
{
    struct figures *f = &r->figures;
    for (size_t i = 0; i < r->plan->items.n; i++) {
        if (r->plan->items.v[i].kind != KEY_RESULT || !plan_item_current(r->plan, (uint32_t)i))
            continue;
        enum status grade = r->score->items[i].grade;
        f->graded += grade != STATUS_NONE && grade != STATUS_DROPPED;
        f->on_track += grade == STATUS_ON_TRACK || grade == STATUS_DONE;
    }
    for (size_t i = 0; i < r->run->links.n; i++) {
        const struct link *link = &r->run->links.v[i];
        if (link->status == LINK_REJECTED || !link_current(r->plan, link))
            continue;
        f->explicit_links += link->kind == LINK_EXPLICIT;
        f->implicit_links += link->kind == LINK_IMPLICIT;
    }
    struct confirm_row_list rows = confirm_rows(r->mem, r->run);
    for (size_t i = 0; i < rows.n; i++)
        f->suggested += rows.v[i].open;
}

static void count_findings(struct report *r)
{
    struct figures *f = &r->figures;
    struct map files = {0};
    for (size_t i = 0; i < r->run->diag.list.n; i++) {
        const struct finding *finding = &r->run->diag.list.v[i];
        f->findings[finding->severity]++;
        if (finding->severity != ADVICE && finding->place.file.len)
            map_put(r->mem, &files, finding->place.file, 0);
    }
    f->files_with_issues = files.n;
    for (size_t i = 0; i < r->run->books.n; i++) {
        f->files_read += r->run->books.v[i].read;
        f->files_unread += !r->run->books.v[i].read;
    }
}

void figures_compute(struct report *r)
{
    struct figures *f = &r->figures;
    f->company = r->score->key_results.n;
    f->expected = r->score->expected;
    f->confirmed = r->score->confirmed;
    for (size_t i = 0; i < f->company; i++)
        f->by_state[r->score->key_results.v[i].state]++;
    f->covered = f->by_state[KR_COVERED] + f->by_state[KR_CROWDED];
    count_units(r);
    count_items(r);
    count_findings(r);
}

/* --- the workbook ------------------------------------------------------------------------------------ */

struct text report_period(const struct report *r)
{
    return r->plan->period.len ? r->plan->period : day_text(r, r->plan->as_of);
}

static const struct sheet_plan {
    enum word name;
    enum meaning colour;
    void (*lay_out)(struct report *r);
} sheet_plans[SHEET_COUNT] = {
    [SHEET_SUMMARY] = {WORD_SUMMARY, MEANING_HEADER, lay_out_summary},
    [SHEET_COVERAGE] = {WORD_COVERAGE, MEANING_CONFIRMED, lay_out_coverage},
    [SHEET_ALIGNMENT] = {WORD_ALIGNMENT, MEANING_CONFIRMED, lay_out_alignment},
    [SHEET_TEAMS] = {WORD_TEAMS, MEANING_CONFIRMED, lay_out_teams},
    [SHEET_CROSS_TEAM] = {WORD_CROSS_TEAM, MEANING_CONFIRMED, lay_out_cross_team},
    [SHEET_GAPS] = {WORD_GAPS, MEANING_OFF_TRACK, lay_out_gaps},
    [SHEET_TO_CONFIRM] = {WORD_TO_CONFIRM, MEANING_AT_RISK, lay_out_to_confirm},
    [SHEET_ALL_OKRS] = {WORD_ALL_OKRS, MEANING_NOT_STARTED, lay_out_all_okrs},
    [SHEET_DATA_ISSUES] = {WORD_DATA_ISSUES, MEANING_AT_RISK, lay_out_data_issues},
    [SHEET_RUN_LOG] = {WORD_RUN_LOG, MEANING_NOT_STARTED, lay_out_run_log},
    [SHEET_LISTS] = {WORD_LISTS, MEANING_PLAIN, lay_out_lists},
};

static void set_properties(struct report *r)
{
    struct workbook *book = r->book;
    book->title = text_printf(r->mem, TEXT_FMT " – " TEXT_FMT, TEXT_ARG(w(r, WORD_TITLE)),
                              TEXT_ARG(report_period(r)));
    book->subject = r->plan->organisation;
    book->author = T("okralign");
    book->company = r->plan->organisation;
    book->keywords = TR("OKR, alignment, coverage");
    book->description = text_printf(r->mem, "okralign %s", VERSION);
    workbook_add_property(book, OWN_PROPERTY, T(OWN_REPORT));
    workbook_add_property(book, "okralign version", T(VERSION));
    workbook_add_property(book, OWN_AS_OF, day_text(r, r->plan->as_of));
    if (r->language != ENGLISH)
        workbook_add_property(book, OWN_LANGUAGE, r->run->config.language);
}

static void add_tabs(struct report *r)
{
    for (int id = 0; id < SHEET_COUNT; id++) {
        struct tab *tab = workbook_add_tab(r->book, w(r, sheet_plans[id].name));
        tab->colour = sheet_plans[id].colour;
        tab->zoom = 90;
        tab->hidden = id == SHEET_LISTS;
        tab->footer = text_printf(r->mem, TEXT_FMT " · " TEXT_FMT, TEXT_ARG(r->book->title),
                                  TEXT_ARG(tab->name));
        tab->footer_page = w(r, WORD_PAGE);
        r->tabs[id] = tab;
    }
}

struct workbook *report_lay_out(struct arena *mem, const struct run *run)
{
    struct report r = {.mem = mem,
                       .run = run,
                       .plan = run->plan,
                       .score = run->score,
                       .language = report_language(run->config.language),
                       .book = workbook_create(mem)};
    set_properties(&r);
    r.book->band_format = band_format(&r);
    add_tabs(&r);
    figures_compute(&r);
    read_run(&r);
    for (int id = SHEET_SUMMARY + 1; id < SHEET_COUNT; id++)
        sheet_plans[id].lay_out(&r);
    sheet_plans[SHEET_SUMMARY].lay_out(&r); /* says where things stand in the others */
    for (int id = 0; id < SHEET_COUNT; id++)
        tab_fit_rows(r.tabs[id]);
    if (run->history)
        state_add(r.book, run);
    return r.book;
}
