/*
 * What changed since the previous report. First every item of then is paired with an item of now,
 * in passes from the surest to the boldest: same unit, ID and text; same text; same ID and a text
 * that is near; a near text alone; same text in another unit. Each pass sees only what the passes
 * before it left over. Then pairs, and what is left over on both sides, are told as changes; of a
 * report of another period the pairs alone, as what was carried over.
 */
#include "score/trend.h"

#include "base/fold.h"
#include "base/map.h"
#include "score/finding_identity.h"

#include <math.h>
#include <stdlib.h>

static const struct text no_text;

const char *change_text(enum change_kind kind)
{
    static const char *const texts[] = {
#define X(name, text) text,
        CHANGES(X)
#undef X
    };
    return texts[kind];
}

/* --- pairing --------------------------------------------------------------------------------- */

/* An item of then or of now, reduced to what tells whether it is the same. */
struct face {
    struct text unit, id, text, kind; /* unit and text by text_key */
    bool written;
    size_t other; /* its pair's number; SIZE_MAX */
};

struct face_list LIST(struct face);

static struct face_list faces_of_now(struct arena *mem, const struct plan *plan)
{
    struct face_list list = {0};
    for (size_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        *list_push(mem, &list) = (struct face){
            .unit = text_key(mem, plan->units.v[item->unit].name),
            .id = item->id,
            .text = text_key(mem, item->text),
            .kind = item->kind == OBJECTIVE ? T("objective") : T("key result"),
            .written = item->written_id.len > 0,
            .other = SIZE_MAX,
        };
    }
    return list;
}

static struct face_list faces_of_then(struct arena *mem, const struct past_item_list *items)
{
    struct face_list list = {0};
    for (size_t i = 0; i < items->n; i++) {
        const struct past_item *item = &items->v[i];
        *list_push(mem, &list) = (struct face){
            .unit = text_key(mem, item->unit),
            .id = item->id,
            .text = text_key(mem, item->text),
            .kind = item->kind,
            .written = item->written,
            .other = SIZE_MAX,
        };
    }
    return list;
}

enum { MOST_WORDS = 48 };

static size_t split_words(struct text key, struct text *words)
{
    size_t n = 0;
    while (key.len && n < MOST_WORDS)
        words[n++] = text_cut(&key, ' ');
    return n;
}

/* Share of words that two texts have in common, 0..1. */
static double likeness(struct text a, struct text b)
{
    struct text words_a[MOST_WORDS], words_b[MOST_WORDS];
    size_t n_a = split_words(a, words_a), n_b = split_words(b, words_b), common = 0;
    for (size_t i = 0; i < n_a; i++)
        for (size_t k = 0; k < n_b; k++)
            if (text_eq(words_a[i], words_b[k])) {
                words_b[k] = (struct text){0};
                common++;
                break;
            }
    return n_a + n_b ? 2.0 * (double)common / (double)(n_a + n_b) : 0;
}

/* One pass: pairs of the same key whose texts are alike enough. */
struct pass {
    bool unit, id, text;
    double alike,
        alike_unless_written; /* least likeness, where the ID stood in both sheets or not */
};

static const struct pass passes[] = {
    {.unit = true, .id = true, .text = true},
    {.unit = true, .text = true},
    {.unit = true, .id = true, .alike = 0.3, .alike_unless_written = 0.5},
};

static const struct pass moved = {.text = true};

static struct text pass_key(struct arena *mem, const struct pass *pass, const struct face *f)
{
    struct text none = {0};
    return text_printf(mem, TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(f->kind),
                       TEXT_ARG(pass->unit ? f->unit : none), TEXT_ARG(pass->id ? f->id : none),
                       TEXT_ARG(pass->text ? f->text : none));
}

static void pair(struct face_list *then, size_t t, struct face_list *now, size_t n)
{
    then->v[t].other = n;
    now->v[n].other = t;
}

static void run_pass(const struct pass *pass, struct face_list *then, struct face_list *now,
                     bool new_period)
{
    struct arena *scratch = arena_new();
    struct map keys = {0};
    for (size_t n = 0; n < now->n; n++)
        if (now->v[n].other == SIZE_MAX)
            map_put(scratch, &keys, pass_key(scratch, pass, &now->v[n]), n);
    for (size_t t = 0; t < then->n; t++) {
        const struct face *old = &then->v[t];
        size_t n = old->other == SIZE_MAX ? map_get(&keys, pass_key(scratch, pass, old)) : MAP_NONE;
        if (n == MAP_NONE || now->v[n].other != SIZE_MAX)
            continue;
        /* a new period uses the old IDs again, for new things */
        bool written = old->written && now->v[n].written && !new_period;
        if (pass->text || likeness(old->text, now->v[n].text) >=
                              (written ? pass->alike : pass->alike_unless_written))
            pair(then, t, now, n);
    }
    arena_free(scratch);
}

/* What is left of one unit, by number, for the pass that compares every text with every text. */
struct leftover {
    struct {
        size_t *v;
        size_t n, cap;
    } then, now;
};
struct leftover_list LIST(struct leftover);

static size_t leftover_of(struct arena *mem, struct map *units, struct leftover_list *list,
                          struct text unit)
{
    size_t at = *map_put(mem, units, unit, list->n);
    if (at == list->n)
        *list_push(mem, list) = (struct leftover){0};
    return at;
}

static void pair_alike(struct face_list *then, struct face_list *now, const struct leftover *left)
{
    enum { MOST_PAIRS = 10000 }; /* beyond it a unit was written anew */
    const double least = 0.6;
    if (left->then.n * left->now.n > MOST_PAIRS)
        return;
    for (size_t i = 0; i < left->then.n; i++) {
        struct face *old = &then->v[left->then.v[i]];
        double best = least;
        size_t found = SIZE_MAX;
        for (size_t k = 0; k < left->now.n; k++) {
            const struct face *f = &now->v[left->now.v[k]];
            double alike = f->other == SIZE_MAX && text_eq(f->kind, old->kind)
                               ? likeness(old->text, f->text)
                               : 0;
            if (alike >= best && (found == SIZE_MAX || alike > best)) {
                best = alike;
                found = left->now.v[k];
            }
        }
        if (found != SIZE_MAX)
            pair(then, left->then.v[i], now, found);
    }
}

static void run_alike_pass(struct face_list *then, struct face_list *now)
{
    struct arena *scratch = arena_new();
    struct map units = {0};
    struct leftover_list list = {0};
    for (size_t i = 0; i < then->n; i++)
        if (then->v[i].other == SIZE_MAX) {
            size_t unit = leftover_of(scratch, &units, &list, then->v[i].unit);
            *list_push(scratch, &list.v[unit].then) = i;
        }
    for (size_t i = 0; i < now->n; i++)
        if (now->v[i].other == SIZE_MAX) {
            size_t unit = leftover_of(scratch, &units, &list, now->v[i].unit);
            *list_push(scratch, &list.v[unit].now) = i;
        }
    for (size_t i = 0; i < list.n; i++)
        pair_alike(then, now, &list.v[i]);
    arena_free(scratch);
}

/* --- changes --------------------------------------------------------------------------------- */

struct telling {
    struct arena *mem;
    struct trend *trend;
    const struct plan *plan;
    const struct history *previous, *now;
    struct face_list then_faces, now_faces;
    struct map units_then, units_now; /* text_key of a unit that has items -> their number */
    struct map units_ever;            /* those that any earlier report knew */
    struct map files_unread;
    struct map texts_now; /* about_key -> item */
};

static struct trend_change *tell(struct telling *t, enum change_kind kind)
{
    struct trend_change *c = list_push(t->mem, &t->trend->changes);
    *c = (struct trend_change){
        .kind = kind,
        .item = NO_ITEM,
        .unit = NO_UNIT,
        .number_before = NAN,
        .number_after = NAN,
        .order = t->trend->changes.n,
        .finding = SIZE_MAX,
    };
    t->trend->counts[kind]++;
    return c;
}

static struct trend_change *tell_item(struct telling *t, enum change_kind kind, size_t number)
{
    const struct item *item = &t->plan->items.v[number];
    struct trend_change *c = tell(t, kind);
    c->item = (uint32_t)number;
    c->unit = item->unit;
    c->id = item->id;
    c->unit_name = t->plan->units.v[item->unit].name;
    c->text = item->text;
    return c;
}

/* A percent sign that came or went changes how a figure is written, not what it says. */
static bool same_figure(double a, double b)
{
    double least = 1e-9 * fmax(fabs(a), fabs(b));
    return fabs(a - b) <= least || fabs(a * 100 - b) <= least * 100 ||
           fabs(a - b * 100) <= least * 100;
}

static struct text figure_text(struct arena *mem, const struct item *item, double value)
{
    return item->metric.percent
               ? text_printf(mem, TEXT_FMT " %%", TEXT_ARG(tr_number(mem, value * 100, 6)))
               : tr_number(mem, value, 10);
}

static void tell_figure(struct telling *t, enum change_kind kind, size_t number, double before,
                        double after)
{
    const struct item *item = &t->plan->items.v[number];
    if (isnan(before) || isnan(after) || same_figure(before, after))
        return;
    if (item->metric.in_text && isnan(item->metric.current))
        return; /* words with a figure, of which nobody can say what it is */
    struct trend_change *c = tell_item(t, kind, number);
    c->before = figure_text(t->mem, item, before);
    c->after = figure_text(t->mem, item, after);
    c->number_before = before;
    c->number_after = after;
}

static void tell_pair(struct telling *t, size_t number, const struct past_item *old)
{
    const struct item *item = &t->plan->items.v[number];
    const struct face *was = &t->then_faces.v[t->now_faces.v[number].other];
    const struct face *is = &t->now_faces.v[number];
    struct text status = text_of(status_text(item->status));
    if (item->status != STATUS_NONE && old->status.len && !text_eq(status, old->status)) {
        struct trend_change *c = tell_item(t, CHANGE_STATUS, number);
        c->before = old->status;
        c->after = status;
    }
    if (item->kind == KEY_RESULT && fabs(item->progress - old->progress) >= 0.05 - 1e-9) {
        struct trend_change *c = tell_item(t, CHANGE_PROGRESS, number);
        c->number_before = old->progress;
        c->number_after = item->progress;
    }
    tell_figure(t, CHANGE_TARGET, number, old->target, item->metric.target);
    tell_figure(t, CHANGE_START, number, old->start, item->metric.start);
    if (!text_eq(is->text, was->text)) {
        struct trend_change *c = tell_item(t, CHANGE_REWORDED, number);
        c->before = old->text;
        c->after = item->text;
    }
    if (!text_eq(is->unit, was->unit)) {
        struct trend_change *c = tell_item(t, CHANGE_MOVED, number);
        c->before = old->unit;
        c->after = t->plan->units.v[item->unit].name;
    }
}

/* orphaned 0, thin 1, covered and crowded 2 */
static int support(struct text state)
{
    return text_eq(state, text_of(key_result_state_text(KR_ORPHANED))) ? 0
           : text_eq(state, text_of(key_result_state_text(KR_THIN)))   ? 1
                                                                       : 2;
}

static void tell_coverage(struct telling *t, const struct score *score)
{
    for (size_t i = 0; i < score->key_results.n; i++) {
        const struct key_result_score *kr = &score->key_results.v[i];
        const struct past_item *old = t->trend->items[kr->item];
        struct text state = text_of(key_result_state_text(kr->state));
        if (!old || !old->state.len || support(old->state) == support(state))
            continue;
        struct trend_change *c = tell_item(
            t, support(state) < support(old->state) ? CHANGE_LOST : CHANGE_COVERED, kr->item);
        c->before = old->state;
        c->after = state;
        c->number_before = old->expected;
        c->number_after = kr->expected;
    }
}

static struct text items_text(struct arena *mem, size_t n)
{
    return text_printf(mem, tr(n == 1 ? "%zu item" : "%zu items"), n);
}

static void tell_units(struct telling *t)
{
    for (size_t i = 0; i < t->units_now.n; i++) {
        const struct map_entry *unit = &t->units_now.entries[i];
        uint32_t number = plan_find_unit(t->plan, t->mem, unit->key);
        if (map_get(&t->units_then, unit->key) != MAP_NONE || number == NO_UNIT)
            continue;
        struct trend_change *c = tell(t, CHANGE_UNIT_NEW);
        c->unit = number;
        c->unit_name = t->plan->units.v[number].name;
        c->before = map_get(&t->units_ever, unit->key) == MAP_NONE ? no_text : T("back");
        c->after = items_text(t->mem, unit->value);
    }
    for (size_t i = 0; i < t->units_then.n; i++) {
        const struct map_entry *unit = &t->units_then.entries[i];
        const struct past_item *first = NULL;
        if (map_get(&t->units_now, unit->key) != MAP_NONE)
            continue;
        for (size_t k = 0; !first; k++)
            if (text_eq(t->then_faces.v[k].unit, unit->key))
                first = &t->previous->items.v[k];
        struct trend_change *c =
            tell(t, map_get(&t->files_unread, first->file) == MAP_NONE ? CHANGE_UNIT_GONE
                                                                       : CHANGE_UNIT_UNREAD);
        c->unit_name = first->unit;
        c->text = first->file;
        c->before = items_text(t->mem, unit->value);
    }
}

/* Of another period only what goes on in this one. */
static void tell_carried(struct telling *t)
{
    for (size_t i = 0; i < t->now_faces.n; i++) {
        const struct face *is = &t->now_faces.v[i];
        if (is->other == SIZE_MAX)
            continue;
        const struct past_item *old = &t->previous->items.v[is->other];
        struct trend_change *c = tell_item(t, CHANGE_CARRIED, i);
        c->number_before = old->progress;
        c->number_after = t->plan->items.v[i].progress;
        if (!text_eq(is->text, t->then_faces.v[is->other].text)) {
            c->before = old->text;
            c->after = c->text;
        }
    }
}

/* Items of units that came or went as a whole are told by their unit. */
static void tell_items(struct telling *t)
{
    for (size_t i = 0; i < t->now_faces.n; i++) {
        const struct face *f = &t->now_faces.v[i];
        if (f->other != SIZE_MAX)
            tell_pair(t, i, &t->previous->items.v[f->other]);
        else if (map_get(&t->units_then, f->unit) != MAP_NONE)
            tell_item(t, CHANGE_NEW, i);
    }
    for (size_t i = 0; i < t->then_faces.n; i++) {
        const struct face *f = &t->then_faces.v[i];
        if (f->other != SIZE_MAX || map_get(&t->units_now, f->unit) == MAP_NONE)
            continue;
        const struct past_item *old = &t->previous->items.v[i];
        struct trend_change *c = tell(t, CHANGE_GONE);
        c->id = old->id;
        c->unit = plan_find_unit(t->plan, t->mem, old->unit);
        c->unit_name = old->unit;
        c->text = old->text;
    }
}

static struct text about_key(struct arena *mem, struct text unit, struct text text)
{
    return text_printf(mem, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(text_key(mem, unit)),
                       TEXT_ARG(text_key(mem, text)));
}

/* The text by which the item that a finding of now is about was known then. */
static struct text about_then(struct telling *t, const struct past_finding *f)
{
    size_t i = map_get(&t->texts_now, about_key(t->mem, f->unit, f->about));
    size_t then = i == MAP_NONE ? SIZE_MAX : t->now_faces.v[i].other;
    return then == SIZE_MAX ? f->about : t->previous->items.v[then].text;
}

/* A unit that is away has mended nothing. */
static bool is_away(const struct telling *t, struct text unit)
{
    struct text key = text_key(t->mem, unit);
    return map_get(&t->units_then, key) != MAP_NONE && map_get(&t->units_now, key) == MAP_NONE;
}

static void tell_findings(struct telling *t)
{
    const struct past_finding_list *then = &t->previous->findings, *now = &t->now->findings;
    struct map left = {0}; /* key -> how many of them stand unmatched */
    if (!text_eq(t->previous->language, t->now->language))
        return; /* the same findings in other words */
    for (size_t i = 0; i < t->now_faces.n; i++)
        map_put(t->mem, &t->texts_now,
                about_key(t->mem, t->now->items.v[i].unit, t->now->items.v[i].text), i);
    bool about_known = false; /* reports of earlier versions do not say it */
    for (size_t i = 0; i < then->n; i++)
        about_known |= then->v[i].about.len > 0;
    for (size_t i = 0; i < then->n; i++)
        ++*map_put(t->mem, &left, finding_identity(t->mem, &then->v[i], then->v[i].about), 0);
    for (size_t i = 0; i < now->n; i++) {
        struct text about = about_known ? about_then(t, &now->v[i]) : no_text;
        size_t *n = map_put(t->mem, &left, finding_identity(t->mem, &now->v[i], about), 0);
        if (*n > 0) {
            --*n;
            continue;
        }
        struct trend_change *c = tell(t, CHANGE_FINDING_NEW);
        c->finding = i;
        c->unit_name = now->v[i].unit;
        c->text = now->v[i].message;
        c->after = now->v[i].severity;
    }
    for (size_t i = 0; i < then->n; i++) {
        const struct past_finding *f = &then->v[i];
        size_t *n = map_put(t->mem, &left, finding_identity(t->mem, f, f->about), 0);
        if (*n == 0 || map_get(&t->files_unread, f->file) != MAP_NONE || is_away(t, f->unit))
            continue;
        --*n;
        struct trend_change *c = tell(t, CHANGE_FINDING_MENDED);
        c->unit_name = f->unit;
        c->text = f->message;
        c->before = f->severity;
    }
}

static double size_of_change(const struct trend_change *c)
{
    if (c->kind == CHANGE_TARGET || c->kind == CHANGE_START)
        return 0; /* figures of different measures */
    double size = fabs(c->number_after - c->number_before);
    return isnan(size) ? 0 : size;
}

static int by_weight(const void *a, const void *b)
{
    const struct trend_change *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    double size_x = size_of_change(x), size_y = size_of_change(y);
    if (size_x != size_y)
        return size_x > size_y ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* The last run of each month, where there are more than two years of runs or many in a month. */
static struct past_run_list runs_by_month(struct arena *mem, const struct past_run_list *runs)
{
    enum { SHOWN_AS_THEY_ARE = 24 };
    struct past_run_list months = {0};
    if (runs->n <= SHOWN_AS_THEY_ARE)
        return *runs;
    for (size_t i = 0; i < runs->n; i++) {
        struct text month = text_slice(runs->v[i].as_of, 0, 7);
        bool same = months.n && text_starts(months.v[months.n - 1].as_of, month);
        *(same ? &months.v[months.n - 1] : list_push(mem, &months)) = runs->v[i];
    }
    return months;
}

static void count_units(struct arena *mem, struct map *units, const struct face_list *faces)
{
    for (size_t i = 0; i < faces->n; i++)
        ++*map_put(mem, units, faces->v[i].unit, 0);
}

static void pair_items(struct telling *t)
{
    bool new_period = t->trend->period_before.len > 0;
    t->then_faces = faces_of_then(t->mem, &t->previous->items);
    t->now_faces = faces_of_now(t->mem, t->plan);
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        run_pass(&passes[i], &t->then_faces, &t->now_faces, new_period);
    run_alike_pass(&t->then_faces, &t->now_faces);
    run_pass(&moved, &t->then_faces, &t->now_faces, new_period);
    count_units(t->mem, &t->units_then, &t->then_faces);
    count_units(t->mem, &t->units_now, &t->now_faces);
    t->trend->items = NEW_ARRAY(t->mem, const struct past_item *, t->plan->items.n);
    for (size_t i = 0; i < t->now_faces.n; i++)
        if (t->now_faces.v[i].other != SIZE_MAX)
            t->trend->items[i] = &t->previous->items.v[t->now_faces.v[i].other];
}

/* Days tell, where both are known: a year's report and a quarter's of it are of one period. */
static bool is_other_period(struct arena *mem, struct text before, const struct plan *plan)
{
    struct period then;
    if (!before.len || !plan->period.len || text_eq(before, plan->period))
        return false;
    bool known = value_period(mem, before, DATE_UNKNOWN, &then) && isfinite(then.first) &&
                 isfinite(plan->period_first);
    if (known)
        return then.last < plan->period_first || then.first > plan->period_last;
    return !text_starts(before, plan->period) && !text_starts(plan->period, before);
}

struct trend *trend_build(struct arena *mem, const struct plan *plan, const struct score *score,
                          const struct book_list *books, const struct history *previous,
                          const struct history *now)
{
    struct trend *trend = NEW(mem, struct trend);
    struct telling t = {.mem = mem, .trend = trend, .plan = plan, .previous = previous, .now = now};
    *trend = (struct trend){
        .file = previous->file, .as_of = previous->as_of, .runs = now->runs, .previous = previous};
    trend->months = runs_by_month(mem, &now->runs);
    const struct past_run *last =
        previous->runs.n ? &previous->runs.v[previous->runs.n - 1] : &(struct past_run){0};
    if (is_other_period(mem, last->period, plan))
        trend->period_before = last->period;
    for (size_t i = 0; i < books->n; i++)
        if (!books->v[i].read)
            map_put(mem, &t.files_unread, books->v[i].path, i);
    for (size_t i = 0; i < previous->units.n; i++)
        if (previous->units.v[i].objectives + previous->units.v[i].key_results > 0)
            map_put(mem, &t.units_ever, text_key(mem, previous->units.v[i].unit), i);
    pair_items(&t);
    tell_coverage(&t, score);
    tell_units(&t);
    if (trend->period_before.len) {
        tell_carried(&t);
    } else {
        tell_items(&t);
        tell_findings(&t);
    }
    if (trend->changes.n)
        qsort(trend->changes.v, trend->changes.n, sizeof *trend->changes.v, by_weight);
    return trend;
}

struct past_unit_list trend_of_unit(struct arena *mem, const struct history *now, struct text unit)
{
    struct past_unit_list list = {0};
    for (size_t i = 0; i < now->units.n; i++)
        if (text_eq(now->units.v[i].unit, unit))
            *list_push(mem, &list) = now->units.v[i];
    return list;
}

/* --- targets that moved ------------------------------------------------------------------------ */

static double progress_between(double start, double target, double current)
{
    if (isnan(start))
        return target > 0 ? current / target : NAN;
    return start == target ? NAN : (current - start) / (target - start);
}

static double whole_per_cent(double share)
{
    return isnan(share) ? NAN : whole_percent(fmin(fmax(share, 0), 1));
}

/* The cell that says it; the item's own, where its words do. */
static struct place figure_place(const struct plan *plan, const struct item *item,
                                 enum change_kind kind)
{
    const struct field *f = plan->layout && item->record < plan->layout->records.n
                                ? record_field(&plan->layout->records.v[item->record],
                                               kind == CHANGE_TARGET ? ROLE_TARGET : ROLE_BASELINE)
                                : NULL;
    return f ? f->place : item->place;
}

void trend_find_moved_targets(struct arena *mem, const struct plan *plan, const struct trend *trend,
                              struct score *score, struct diag *diag)
{
    for (size_t i = 0; i < trend->changes.n; i++) {
        const struct trend_change *c = &trend->changes.v[i];
        if (c->kind != CHANGE_TARGET && c->kind != CHANGE_START)
            continue;
        const struct item *item = &plan->items.v[c->item];
        const struct past_item *old = trend->items[c->item];
        const struct metric *m = &item->metric;
        double now = whole_per_cent(progress_between(m->start, m->target, m->current));
        double then = whole_per_cent(progress_between(old->start, old->target, m->current));
        struct text shares = {0};
        if (now != then && isfinite(now) && isfinite(then))
            shares = text_printf(
                mem, tr(": progress is %.0f %%, by the earlier figures it would be %.0f %%"), now,
                then);
        struct finding *f = diag_add(
            diag, FINDING_TARGET_CHANGED, figure_place(plan, item, c->kind),
            T("if nobody agreed to that, put the earlier figure back"),
            "%s of '" TEXT_FMT "' %s from " TEXT_FMT " to " TEXT_FMT " since " TEXT_FMT TEXT_FMT,
            tr(c->kind == CHANGE_TARGET ? "target" : "start"),
            TEXT_ARG(text_shorten(mem, item->text, 60)),
            tr(c->number_after > c->number_before ? "raised" : "lowered"), TEXT_ARG(c->before),
            TEXT_ARG(c->after), TEXT_ARG(trend->as_of), TEXT_ARG(shares));
        f->unit = plan->units.v[item->unit].id;
        f->severity = now > then ? WARNING : ADVICE;
        if (item->unit < score->units.n)
            score->units.v[item->unit].findings[f->severity]++;
    }
}
