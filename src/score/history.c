/* What a report hands to the next one: the tables, and how they are read and made. */
#include "score/history.h"

#include "base/fold.h"
#include "base/map.h"
#include "model/ident.h"
#include "value/unit_name.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

static const struct text no_text;

#define RUN(header, type)                                                                          \
    {                                                                                              \
#header, CARRY_##type, offsetof(struct past_run, header)                                   \
    }
static const struct carry_column run_columns[] = {
    RUN(as_of, TEXT),           RUN(period, TEXT),          RUN(expected, NUMBER),
    RUN(confirmed, NUMBER),     RUN(alignment, NUMBER),     RUN(progress, NUMBER),
    RUN(units, COUNT),          RUN(objectives, COUNT),     RUN(key_results, COUNT),
    RUN(explicit_links, COUNT), RUN(accepted_links, COUNT), RUN(suggested_links, COUNT),
    RUN(orphaned, COUNT),       RUN(thin, COUNT),           RUN(covered, COUNT),
    RUN(crowded, COUNT),        RUN(errors, COUNT),         RUN(warnings, COUNT),
    RUN(advice, COUNT),
};

#define PAST_UNIT(header, type)                                                                    \
    {                                                                                              \
#header, CARRY_##type, offsetof(struct past_unit, header)                                  \
    }
static const struct carry_column unit_columns[] = {
    PAST_UNIT(as_of, TEXT),      PAST_UNIT(unit, TEXT),        PAST_UNIT(alignment, NUMBER),
    PAST_UNIT(progress, NUMBER), PAST_UNIT(objectives, COUNT), PAST_UNIT(key_results, COUNT),
    PAST_UNIT(state, TEXT),
};

#define ITEM(header, type)                                                                         \
    {                                                                                              \
#header, CARRY_##type, offsetof(struct past_item, header)                                  \
    }
static const struct carry_column item_columns[] = {
    ITEM(id, TEXT),      ITEM(unit, TEXT),       ITEM(kind, TEXT),    ITEM(text, TEXT),
    ITEM(written, FLAG), ITEM(progress, NUMBER), ITEM(status, TEXT),  ITEM(expected, NUMBER),
    ITEM(state, TEXT),   ITEM(file, TEXT),       ITEM(start, NUMBER), ITEM(target, NUMBER),
};

#define LINK(header, type)                                                                         \
    {                                                                                              \
#header, CARRY_##type, offsetof(struct past_link, header)                                  \
    }
static const struct carry_column link_columns[] = {
    LINK(from_unit, TEXT), LINK(from_text, TEXT),  LINK(to_unit, TEXT), LINK(to_text, TEXT),
    LINK(to_id, TEXT),     LINK(strength, NUMBER), LINK(how, TEXT),     LINK(when, TEXT),
};

#define PAST_FINDING(header)                                                                       \
    {                                                                                              \
#header, CARRY_TEXT, offsetof(struct past_finding, header)                                 \
    }
static const struct carry_column finding_columns[] = {
    PAST_FINDING(code), PAST_FINDING(severity), PAST_FINDING(unit),
    PAST_FINDING(file), PAST_FINDING(message),  PAST_FINDING(about),
};

#define TABLE(name, record, columns)                                                               \
    {                                                                                              \
        name, sizeof(struct record), columns, sizeof columns / sizeof *columns, SIZE_MAX           \
    }
const struct carry_table history_tables[HISTORY_PARTS] = {
    [HISTORY_RUNS] = TABLE("okralign runs", past_run, run_columns),
    [HISTORY_UNITS] = TABLE("okralign units", past_unit, unit_columns),
    [HISTORY_ITEMS] = TABLE("okralign items", past_item, item_columns),
    [HISTORY_LINKS] = TABLE("okralign links", past_link, link_columns),
    [HISTORY_FINDINGS] = TABLE("okralign findings", past_finding, finding_columns),
};

const void *history_part(const struct history *history, enum history_part part, size_t *n)
{
    switch (part) {
    case HISTORY_RUNS:
        *n = history->runs.n;
        return history->runs.v;
    case HISTORY_UNITS:
        *n = history->units.n;
        return history->units.v;
    case HISTORY_ITEMS:
        *n = history->items.n;
        return history->items.v;
    case HISTORY_LINKS:
        *n = history->links.n;
        return history->links.v;
    case HISTORY_FINDINGS:
        *n = history->findings.n;
        return history->findings.v;
    case HISTORY_PARTS:
        break;
    }
    *n = 0;
    return NULL;
}

/* --- reading --------------------------------------------------------------------------------- */

bool history_is_report(const struct book *book)
{
    if (text_eq(book_property(book, T(OWN_PROPERTY)), T(OWN_REPORT)))
        return true;
    for (size_t i = 0; i < book->n_sheets; i++) /* some programs drop properties */
        if (text_eq(book->sheets[i].name, text_of(history_tables[HISTORY_RUNS].sheet)))
            return true;
    return false;
}

struct renaming {
    struct arena *mem;
    const struct config *config;
    struct map names; /* config_unit_names */
    struct map done;  /* name as carried -> number in config->units, MAP_NONE - 1: as it is */
};

static void rename_unit(struct renaming *r, struct text *name)
{
    size_t *unit = map_put(r->mem, &r->done, *name, MAP_NONE);
    if (*unit == MAP_NONE) {
        *unit = map_get(&r->names, text_key(r->mem, *name));
        if (*unit == MAP_NONE)
            *unit = MAP_NONE - 1;
    }
    *name = *unit == MAP_NONE - 1 ? unit_name_now(*name) : r->config->units.v[*unit].name;
}

static double mean_of(double a, double weight_a, double b, double weight_b)
{
    if (isnan(a) || weight_a + weight_b == 0)
        return isnan(a) ? b : a;
    return isnan(b) ? a : (a * weight_a + b * weight_b) / (weight_a + weight_b);
}

/* Units that became one have one line a run: shares weighted by objectives. */
static void merge_units(struct arena *mem, struct past_unit_list *units)
{
    struct map seen = {0};
    size_t kept = 0;
    for (size_t i = 0; i < units->n; i++) {
        struct past_unit *u = &units->v[i];
        struct text key = text_printf(mem, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(u->as_of),
                                      TEXT_ARG(text_key(mem, u->unit)));
        size_t first = *map_put(mem, &seen, key, kept);
        if (first == kept) {
            units->v[kept++] = *u;
            continue;
        }
        struct past_unit *one = &units->v[first];
        one->alignment = mean_of(one->alignment, one->objectives, u->alignment, u->objectives);
        one->progress = mean_of(one->progress, one->objectives, u->progress, u->objectives);
        one->objectives += u->objectives;
        one->key_results += u->key_results;
    }
    units->n = kept;
}

static void present_names(struct arena *mem, const struct config *config, struct history *history)
{
    struct renaming r = {.mem = mem, .config = config, .names = config_unit_names(mem, config)};
    for (size_t i = 0; i < history->units.n; i++)
        rename_unit(&r, &history->units.v[i].unit);
    for (size_t i = 0; i < history->items.n; i++)
        rename_unit(&r, &history->items.v[i].unit);
    for (size_t i = 0; i < history->links.n; i++) {
        rename_unit(&r, &history->links.v[i].from_unit);
        rename_unit(&r, &history->links.v[i].to_unit);
    }
    for (size_t i = 0; i < history->findings.n; i++)
        rename_unit(&r, &history->findings.v[i].unit);
    merge_units(mem, &history->units);
}

static int by_date(const void *a, const void *b)
{
    const struct past_run *x = a, *y = b;
    return text_cmp(x->as_of, y->as_of);
}

static bool unread(struct diag *diag, const struct book *book, const char *message)
{
    diag_add(diag, FINDING_PREVIOUS_UNREAD, place_of_file(book->path),
             T("give the last report as this program wrote it, with its hidden sheets"), "%s",
             tr(message));
    return false;
}

bool history_read(struct arena *mem, const struct config *config, const struct book *book,
                  struct history *h, struct diag *diag)
{
    const struct carry_table *t = history_tables;
    *h = (struct history){.file = book->path, .language = book_property(book, T(OWN_LANGUAGE))};
    h->runs.v = carry_read(mem, &t[HISTORY_RUNS], book, false, &h->runs.n);
    h->units.v = carry_read(mem, &t[HISTORY_UNITS], book, false, &h->units.n);
    h->items.v = carry_read(mem, &t[HISTORY_ITEMS], book, false, &h->items.n);
    h->links.v = carry_read(mem, &t[HISTORY_LINKS], book, false, &h->links.n);
    h->findings.v = carry_read(mem, &t[HISTORY_FINDINGS], book, false, &h->findings.n);
    h->runs.cap = h->runs.n;
    h->units.cap = h->units.n;
    if (!h->runs.n)
        return unread(diag, book,
                      history_is_report(book) ? "the history in this report is damaged: no trend"
                                              : "this is no report of this program: no trend");
    qsort(h->runs.v, h->runs.n, sizeof *h->runs.v, by_date);
    h->as_of = h->runs.v[h->runs.n - 1].as_of;
    if (!h->items.v)
        unread(diag, book, "the items in this report are damaged: no changes can be told");
    present_names(mem, config, h);
    return true;
}

static struct text end_of(struct arena *mem, struct text unit, struct text text)
{
    return text_printf(mem, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(unit), TEXT_ARG(text));
}

/* The objectives of the report's key results by unit and text: a unit's key results stand behind their
   objective. */
static struct map objectives_of(struct arena *mem, const struct past_item_list *items)
{
    struct map objectives = {0};
    size_t objective = MAP_NONE;
    for (size_t i = 0; i < items->n; i++) {
        const struct past_item *item = &items->v[i];
        if (text_eq(item->kind, T("objective")))
            objective = i;
        else if (objective != MAP_NONE && text_eq(items->v[objective].unit, item->unit))
            map_put(mem, &objectives, end_of(mem, item->unit, item->text), objective);
    }
    return objectives;
}

struct old_link_list history_links(struct arena *mem, const struct history *history)
{
    struct old_link_list list = {0};
    struct map objectives = objectives_of(mem, &history->items);
    for (size_t i = 0; i < history->links.n; i++) {
        const struct past_link *l = &history->links.v[i];
        if (l->strength < 1)
            continue; /* nobody answered: what was suggested must not speak for itself */
        size_t objective = map_get(&objectives, end_of(mem, l->to_unit, l->to_text));
        *list_push(mem, &list) = (struct old_link){
            .from_unit = l->from_unit,
            .to_unit = l->to_unit,
            .from_text = l->from_text,
            .to_text = l->to_text,
            .to_id = l->to_id,
            .when = l->when,
        };
        if (objective != MAP_NONE)
            list.v[list.n - 1].to_objective = history->items.v[objective].text;
    }
    return list;
}

/* --- references to what is gone -------------------------------------------------------------- */

/* "CLI-O2", "Clinical Standards O2" and the text itself are ways to name it. */
static void name_gone(struct arena *mem, struct map *gone, const struct past_item *item, size_t i)
{
    struct text own = item->id;
    text_cut(&own, '-');
    map_put(mem, gone, ident_key(mem, item->id), i);
    map_put(mem, gone, text_key(mem, item->text), i);
    map_put(mem, gone,
            ident_key(mem,
                      text_printf(mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(item->unit), TEXT_ARG(own))),
            i);
}

static size_t find_gone(struct arena *mem, const struct map *gone, const struct reference *ref)
{
    size_t at = map_get(gone, ident_key(mem, ref->text));
    if (at == MAP_NONE)
        at = map_get(gone, text_key(mem, ref->quote.len ? ref->quote : ref->text));
    return at;
}

/* Items of units that no sheet is of any more. */
static struct map items_gone(struct arena *mem, const struct plan *plan,
                             const struct history *previous)
{
    struct map gone = {0}, units = {0};
    for (size_t i = 0; i < previous->items.n; i++) {
        const struct past_item *item = &previous->items.v[i];
        size_t *there = map_put(mem, &units, item->unit, MAP_NONE);
        if (*there == MAP_NONE)
            *there = plan_find_unit(plan, mem, item->unit);
        if (*there == NO_UNIT)
            name_gone(mem, &gone, item, i);
    }
    return gone;
}

static struct finding *finding_of(const struct diag *diag, const struct reference *ref)
{
    for (size_t i = 0; i < diag->list.n; i++) {
        struct finding *f = &diag->list.v[i];
        if (f->code == FINDING_BROKEN_REFERENCE && place_cmp(&f->place, &ref->place) == 0)
            return f;
    }
    return NULL;
}

void history_explain_broken(struct arena *mem, const struct plan *plan,
                            const struct history *previous, struct reference_list *references,
                            struct diag *diag)
{
    struct map gone = items_gone(mem, plan, previous);
    for (size_t i = 0; gone.n && i < references->n; i++) {
        struct reference *ref = &references->v[i];
        size_t at = ref->outcome == OUTCOME_BROKEN ? find_gone(mem, &gone, ref) : MAP_NONE;
        struct finding *f = at == MAP_NONE ? NULL : finding_of(diag, ref);
        if (!f)
            continue;
        const struct past_item *item = &previous->items.v[at];
        ref->candidates.n = 0;
        ref->reason =
            text_printf(mem,
                        tr("it was '" TEXT_FMT "' of " TEXT_FMT " in the report of " TEXT_FMT
                           ", and no sheet of that unit is there now"),
                        TEXT_ARG(text_shorten(mem, item->text, 60)), TEXT_ARG(item->unit),
                        TEXT_ARG(previous->as_of));
        f->message = text_printf(mem, tr("'" TEXT_FMT "' fits no OKR: " TEXT_FMT),
                                 TEXT_ARG(text_shorten(mem, ref->text, 80)), TEXT_ARG(ref->reason));
        f->mend = text_printf(mem, tr("send the sheet of " TEXT_FMT ", or name who took that over"),
                              TEXT_ARG(item->unit));
    }
}

/* --- this run -------------------------------------------------------------------------------- */

/* Expected share of all units' objectives that reach the organisation. */
static double alignment_of_all(const struct plan *plan, const struct score *score)
{
    double sum = 0, objectives = 0;
    for (size_t i = 0; i < score->units.n; i++) {
        const struct unit_score *u = &score->units.v[i];
        if (plan->units.v[u->unit].level == 0 || !u->objectives || isnan(u->alignment))
            continue;
        sum += u->alignment * u->objectives;
        objectives += u->objectives;
    }
    return objectives > 0 ? sum / objectives : NAN;
}

static void count_links(const struct plan *plan, const struct link_list *links,
                        struct past_run *run)
{
    for (size_t i = 0; i < links->n; i++) {
        const struct link *l = &links->v[i];
        if (!link_current(plan, l))
            continue;
        run->explicit_links += l->kind == LINK_EXPLICIT && l->status == LINK_CONFIRMED;
        run->accepted_links += l->kind == LINK_IMPLICIT && l->status == LINK_CONFIRMED;
        run->suggested_links += l->status == LINK_SUGGESTED;
    }
}

static struct past_run run_now(struct arena *mem, const struct plan *plan,
                               const struct link_list *links, const struct score *score,
                               const struct diag *diag)
{
    struct past_run run = {
        .as_of = date_iso(mem, plan->as_of),
        .period = plan->period,
        .expected = score->expected,
        .confirmed = score->confirmed,
        .alignment = alignment_of_all(plan, score),
        .progress = score->progress,
        .units = (uint32_t)plan->units.n,
        .orphaned = score->counts[KR_ORPHANED],
        .thin = score->counts[KR_THIN],
        .covered = score->counts[KR_COVERED],
        .crowded = score->counts[KR_CROWDED],
    };
    for (size_t i = 0; i < plan->items.n; i++)
        *(plan->items.v[i].kind == OBJECTIVE ? &run.objectives : &run.key_results) += 1;
    for (size_t i = 0; i < diag->list.n; i++) {
        enum severity severity = diag->list.v[i].severity;
        *(severity == ERROR ? &run.errors : severity == WARNING ? &run.warnings : &run.advice) += 1;
    }
    count_links(plan, links, &run);
    return run;
}

static void add_runs(struct arena *mem, struct history *now, struct past_run run,
                     const struct history *previous)
{
    for (size_t i = 0; previous && i < previous->runs.n; i++)
        if (text_cmp(previous->runs.v[i].as_of, run.as_of) < 0)
            *list_push(mem, &now->runs) = previous->runs.v[i];
    *list_push(mem, &now->runs) = run;
}

static void add_units(struct arena *mem, struct history *now, const struct plan *plan,
                      const struct score *score, const struct history *previous)
{
    for (size_t i = 0; previous && i < previous->units.n; i++)
        if (text_cmp(previous->units.v[i].as_of, now->as_of) < 0)
            *list_push(mem, &now->units) = previous->units.v[i];
    for (size_t i = 0; i < score->units.n; i++) {
        const struct unit_score *u = &score->units.v[i];
        *list_push(mem, &now->units) = (struct past_unit){
            .as_of = now->as_of,
            .unit = plan->units.v[u->unit].name,
            .alignment = u->alignment,
            .progress = u->progress,
            .objectives = u->objectives,
            .key_results = u->key_results,
            .state = text_of(unit_state_text(u->state)),
        };
    }
}

static void add_items(struct arena *mem, struct history *now, const struct plan *plan,
                      const struct score *score)
{
    for (size_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        *list_push(mem, &now->items) = (struct past_item){
            .id = item->id,
            .unit = plan->units.v[item->unit].name,
            .kind = item->kind == OBJECTIVE ? T("objective") : T("key result"),
            .text = item->text,
            .written = item->written_id.len > 0,
            .progress = item->progress,
            .start = item->metric.start,
            .target = item->metric.target,
            .status = text_of(status_text(item->status)),
            .expected = NAN,
            .file = item->place.file,
        };
    }
    for (size_t i = 0; i < score->key_results.n; i++) {
        const struct key_result_score *kr = &score->key_results.v[i];
        now->items.v[kr->item].expected = kr->expected;
        now->items.v[kr->item].state = text_of(key_result_state_text(kr->state));
    }
}

static void add_links(struct arena *mem, struct history *now, const struct plan *plan,
                      const struct link_list *links)
{
    for (size_t i = 0; i < links->n; i++) {
        const struct link *l = &links->v[i];
        const struct item *from = &plan->items.v[l->from], *to = &plan->items.v[l->to];
        if (l->status != LINK_REJECTED)
            *list_push(mem, &now->links) = (struct past_link){
                .from_unit = plan->units.v[from->unit].name,
                .from_text = from->text,
                .to_unit = plan->units.v[to->unit].name,
                .to_text = to->text,
                .to_id = to->id,
                .strength = link_strength(l),
                .how = text_of(link_how_text(l->how)),
                .when = now->as_of,
            };
    }
}

static struct text row_key(struct arena *mem, const struct place *p, bool cell)
{
    return text_printf(mem, "%u/%u/" TEXT_FMT "/" TEXT_FMT, p->row, cell ? p->col : PLACE_NONE,
                       TEXT_ARG(p->file), TEXT_ARG(p->sheet));
}

/* Where items stand: each by its cell and, the first of a row, by its row. */
static struct map items_by_row(struct arena *mem, const struct plan *plan)
{
    struct map rows = {0};
    for (size_t i = 0; i < plan->items.n; i++) {
        map_put(mem, &rows, row_key(mem, &plan->items.v[i].place, true), i);
        map_put(mem, &rows, row_key(mem, &plan->items.v[i].place, false), i);
    }
    return rows;
}

static struct text text_at(struct arena *mem, const struct plan *plan, const struct map *rows,
                           const struct place *place)
{
    size_t item = map_get(rows, row_key(mem, place, true));
    if (item == MAP_NONE)
        item = map_get(rows, row_key(mem, place, false));
    return item == MAP_NONE || place->row == PLACE_NONE ? no_text : plan->items.v[item].text;
}

static void add_findings(struct arena *mem, struct history *now, const struct plan *plan,
                         const struct diag *diag)
{
    struct map ids = {0}, rows = items_by_row(mem, plan);
    for (size_t i = 0; i < plan->units.n; i++)
        map_put(mem, &ids, plan->units.v[i].id, i);
    for (size_t i = 0; i < diag->list.n; i++) {
        const struct finding *f = &diag->list.v[i];
        size_t unit = f->unit.len ? map_get(&ids, f->unit) : MAP_NONE;
        *list_push(mem, &now->findings) = (struct past_finding){
            .code = text_of(finding_code_text(f->code)),
            .severity = text_of(severity_text(f->severity)),
            .unit = unit == MAP_NONE ? no_text : plan->units.v[unit].name,
            .file = f->place.file,
            .message = f->message,
            .about = text_at(mem, plan, &rows, &f->place),
        };
    }
}

struct history history_next(struct arena *mem, const struct plan *plan,
                            const struct link_list *links, const struct score *score,
                            const struct diag *diag, const struct history *previous)
{
    struct history now = {.as_of = date_iso(mem, plan->as_of)};
    add_runs(mem, &now, run_now(mem, plan, links, score, diag), previous);
    add_units(mem, &now, plan, score, previous);
    add_items(mem, &now, plan, score);
    add_links(mem, &now, plan, links);
    add_findings(mem, &now, plan, diag);
    return now;
}
