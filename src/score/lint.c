/*
 * Advice on the whole plan. Each rule looks at one item, unit or link and notes what it sees; what
 * one rule sees often in one sheet is said once, with the cells, so that the list stays short
 * enough to be read. At most one finding for an item and a code.
 */
#include "base/fold.h"
#include "score/score_work.h"
#include "value/words.h"

#include <math.h>
#include <stdlib.h>

enum { SAID_SINGLY = 3, CELLS_NAMED = 6 };

/* What a rule says of one item, and of several: "%zu" is their number. */
struct rule {
    enum finding_code code;
    const char *one, *many, *mend;
};

static const struct rule rules[] = {
    {FINDING_NO_METRIC, "key result says nothing that can be measured",
     "%zu key results say nothing that can be measured", "say from what number to what number"},
    {FINDING_NO_TARGET, "key result has a current value, but no target",
     "%zu key results have a current value, but no target", "give the value to be reached"},
    {FINDING_NO_OWNER, "nobody owns it, nor its objective", "%zu items have no owner",
     "name one person who answers for it"},
    {FINDING_NO_PROGRESS, "key result has no progress, and no status that says how it stands",
     "%zu key results have no progress, and no status that says how they stand",
     "fill in the current value or the progress"},
    {FINDING_STATUS_DISAGREES, "called on track, but its progress is far behind the time",
     "%zu items are called on track, but their progress is far behind the time",
     "the report grades by progress, however much time is left: if it is on track, let the figures "
     "show it"},
    {FINDING_PROGRESS_DISAGREES, "called done, but its progress says that it is not",
     "%zu items are called done, but their progress says that they are not",
     "the report goes by the progress: bring the figures up to date, or say how it ended"},
    {FINDING_NO_BASELINE_MOVE,
     "it is to fall or to be kept, but has no start: progress is not known",
     "%zu key results, which are to fall or to be kept, have no start: progress is not known",
     "give the value at the start"},
    {FINDING_NO_OBJECTIVE, "key result belongs to no objective",
     "%zu key results belong to no objective", "put it below the objective that it measures"},
    {FINDING_NO_KEY_RESULTS, "objective has no key results", "%zu objectives have no key results",
     "say how it will be known that it is reached"},
    {FINDING_ACTIVITY_NOT_OUTCOME, "key result says what is done, not what comes of it",
     "%zu key results say what is done, not what comes of it",
     "name the change that it is to bring about, with a number"},
    {FINDING_DUPLICATE_TEXT, "same text as another item of the unit",
     "%zu items have a text that their unit has already", "keep one of them"},
};

enum { RULES = sizeof rules / sizeof *rules };

struct note {
    size_t rule, source;  /* source: number of the sheet */
    uint32_t item, other; /* other: the item that it repeats; NO_ITEM */
};

struct lint {
    struct score_work *w;
    struct plan *plan;
    struct {
        struct note *v;
        size_t n, cap;
    } notes;
    struct map sources; /* file and sheet -> number */
    size_t *items_of;   /* of the first item of a unit and period: how many there are */
    double *weights;    /* of the key results of each unit, summed; made when first asked for */
};

static struct finding *add(struct lint *l, enum finding_code code, uint32_t item, const char *mend,
                           struct text message)
{
    const struct item *it = &l->plan->items.v[item];
    struct finding *f =
        diag_add(l->w->diag, code, it->place, text_of(mend), TEXT_FMT, TEXT_ARG(tr_text(message)));
    f->unit = l->plan->units.v[it->unit].id;
    return f;
}

static size_t source_of(struct lint *l, const struct place *place)
{
    struct text key = text_printf(l->w->scratch, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(place->file),
                                  TEXT_ARG(place->sheet));
    return *map_put(l->w->scratch, &l->sources, key, l->sources.n);
}

static void note_pair(struct lint *l, enum finding_code code, uint32_t item, uint32_t other)
{
    for (size_t i = 0; i < RULES; i++)
        if (rules[i].code == code)
            *list_push(l->w->scratch, &l->notes) =
                (struct note){i, source_of(l, &l->plan->items.v[item].place), item, other};
}

static void note(struct lint *l, enum finding_code code, uint32_t item)
{
    note_pair(l, code, item, NO_ITEM);
}

/* --- rules for one key result or objective -------------------------------------------------------- */

static bool has_digit(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] >= '0' && t.ptr[i] <= '9')
            return true;
    return false;
}

static bool begins_with_activity(struct lint *l, struct text t)
{
    struct phrase phrase;
    return words_at_start(WORDS_ACTIVITY, text_key(l->w->scratch, t), &phrase);
}

/* Called on track, and so far behind the time that has passed that it would be graded off track at its
   end; called done, and not green. */
static void lint_status(struct lint *l, uint32_t number)
{
    const struct item *item = &l->plan->items.v[number];
    const struct item_score *score = &l->w->score->items[number];
    double time = isnan(score->expected_progress) ? 1 : score->expected_progress;
    if (item->status == STATUS_ON_TRACK && score->grade == STATUS_OFF_TRACK && time > .15 &&
        item->progress < l->w->config->amber * time)
        note(l, FINDING_STATUS_DISAGREES, number);
    if (item->status == STATUS_DONE &&
        (score->grade == STATUS_AT_RISK || score->grade == STATUS_OFF_TRACK))
        note(l, FINDING_PROGRESS_DISAGREES, number);
}

static void lint_key_result(struct lint *l, uint32_t number)
{
    const struct item *it = &l->plan->items.v[number];
    const struct metric *m = &it->metric;
    bool measured = !isnan(m->target) || !isnan(m->start) || m->in_text || !isnan(m->current);
    if (!measured && begins_with_activity(l, it->text))
        note(l, FINDING_ACTIVITY_NOT_OUTCOME, number);
    else if (!measured)
        note(l, FINDING_NO_METRIC, number);
    else if (isnan(m->target) && !m->in_text && !has_digit(it->text))
        note(l, FINDING_NO_TARGET, number);
    bool unmet = (m->direction == DIRECTION_DECREASE && m->current > m->target) ||
                 (m->direction == DIRECTION_KEEP && m->current < m->target);
    if (isnan(it->progress) && isnan(m->start) && unmet)
        note(l, FINDING_NO_BASELINE_MOVE, number);
    else if (isnan(it->progress) && (it->status == STATUS_NONE || it->status == STATUS_IN_PROGRESS))
        note(l, FINDING_NO_PROGRESS, number);
    if (it->objective == NO_ITEM)
        note(l, FINDING_NO_OBJECTIVE, number);
    bool owned =
        it->owners.n || (it->objective != NO_ITEM && l->plan->items.v[it->objective].owners.n);
    if (!owned)
        note(l, FINDING_NO_OWNER, number);
}

/* The weights of all key results of each unit: where they add up, they are shares of its whole, not of
   each objective. */
static void add_up_units(struct lint *l)
{
    const struct plan *plan = l->plan;
    l->weights = NEW_ARRAY(l->w->mem, double, plan->units.n + 1);
    for (size_t i = 0; i < plan->items.n; i++)
        if (plan->items.v[i].kind == KEY_RESULT && plan->items.v[i].unit < plan->units.n)
            l->weights[plan->items.v[i].unit] += plan->items.v[i].weight; /* NAN: one has none */
}

static bool adds_up_in_unit(struct lint *l, uint32_t unit)
{
    if (!l->weights)
        add_up_units(l);
    return unit < l->plan->units.n && fabs(l->weights[unit] - 1) <= .015;
}

static void lint_weights(struct lint *l, uint32_t number)
{
    const struct item *objective = &l->plan->items.v[number];
    double sum = 0;
    size_t weighted = 0;
    for (uint32_t k = 0; k < objective->n_key_results; k++) {
        double weight = l->plan->items.v[objective->first_key_result + k].weight;
        weighted += !isnan(weight);
        sum += isnan(weight) ? 0 : weight;
    }
    if (!weighted || (weighted == objective->n_key_results && fabs(sum - 1) <= .015) ||
        adds_up_in_unit(l, objective->unit))
        return;
    struct arena *mem = l->w->mem;
    struct text message = weighted < objective->n_key_results
                              ? text_printf(mem, tr("%zu of %u key results have a weight"),
                                            weighted, objective->n_key_results)
                              : text_printf(mem, tr("weights of the key results add up to %.0f %%"),
                                            whole_percent(sum));
    add(l, FINDING_WEIGHTS_SUM, objective->first_key_result,
        "give each key result a weight, 100 % in all", message);
}

static void lint_objective(struct lint *l, uint32_t number)
{
    const struct item *it = &l->plan->items.v[number];
    if (it->n_key_results == 0)
        note(l, FINDING_NO_KEY_RESULTS, number);
    else
        lint_weights(l, number);
    if (it->n_key_results == 0 && !it->owners.n)
        note(l, FINDING_NO_OWNER, number);
    if (it->n_key_results > l->w->config->max_key_results)
        add(l, FINDING_TOO_MANY_KEY_RESULTS, number, "keep those that tell most",
            text_printf(l->w->mem, tr("objective has %u key results, more than %u"),
                        it->n_key_results, l->w->config->max_key_results));
}

/* --- time ----------------------------------------------------------------------------------------- */

static void lint_dates(struct lint *l, uint32_t number)
{
    const struct item *it = &l->plan->items.v[number];
    if (it->kind != KEY_RESULT || it->objective == NO_ITEM || isnan(it->due))
        return;
    const struct item *objective = &l->plan->items.v[it->objective];
    if (!isnan(objective->due) && it->due > objective->due)
        add(l, FINDING_DUE_AFTER_PARENT, number, "bring the two dates into line",
            text_printf(l->w->mem, tr("due " TEXT_FMT ", after its objective (" TEXT_FMT ")"),
                        TEXT_ARG(date_iso(l->w->mem, it->due)),
                        TEXT_ARG(date_iso(l->w->mem, objective->due))));
}

/* The last day on which the item may be late: its own due date, else the end of its period. */
static double deadline(const struct item *item)
{
    return isnan(item->due) ? item->period_last : item->due;
}

static void lint_linked_dates(struct lint *l)
{
    uint32_t last = NO_ITEM;
    for (size_t i = 0; i < l->w->links->n; i++) {
        const struct link *link = &l->w->links->v[i];
        const struct item *from = &l->plan->items.v[link->from], *to = &l->plan->items.v[link->to];
        if (link->status != LINK_CONFIRMED || link->from == last || isnan(from->due) ||
            !(from->due > deadline(to)) || l->plan->units.v[from->unit].level == 0)
            continue;
        last = link->from;
        add(l, FINDING_DUE_AFTER_PARENT, link->from, "bring the two dates into line",
            text_printf(
                l->w->mem,
                tr("due " TEXT_FMT ", after " TEXT_FMT ", which it supports (" TEXT_FMT ")"),
                TEXT_ARG(date_iso(l->w->mem, from->due)), TEXT_ARG(to->id),
                TEXT_ARG(date_iso(l->w->mem, deadline(to)))));
    }
}

static void lint_stale(struct lint *l)
{
    size_t n = l->sources.n, *stale = NEW_ARRAY(l->w->scratch, size_t, n + 1);
    uint32_t *first = NEW_ARRAY(l->w->scratch, uint32_t, n + 1);
    double *oldest = NEW_ARRAY(l->w->scratch, double, n + 1);
    for (uint32_t i = 0; i < l->plan->items.n; i++) {
        const struct item *it = &l->plan->items.v[i];
        bool over = it->status == STATUS_DONE || it->status == STATUS_DROPPED || it->progress >= 1;
        if (over || !l->w->graph.ours[i] ||
            !(l->plan->as_of - it->updated > l->w->config->stale_days))
            continue;
        size_t s = source_of(l, &it->place);
        if (!stale[s]++) {
            first[s] = i;
            oldest[s] = it->updated;
        }
        oldest[s] = it->updated < oldest[s] ? it->updated : oldest[s];
    }
    for (size_t s = 0; s < n; s++)
        if (stale[s])
            add(l, FINDING_STALE, first[s], "ask for the present figures",
                text_printf(
                    l->w->mem,
                    tr(stale[s] == 1
                           ? "%zu item not updated for more than %u days, since " TEXT_FMT
                           : "%zu items not updated for more than %u days, since " TEXT_FMT),
                    stale[s], l->w->config->stale_days, TEXT_ARG(date_iso(l->w->mem, oldest[s]))));
}

/* --- units ---------------------------------------------------------------------------------------- */

static void lint_periods(struct lint *l)
{
    struct map pairs = {0};
    for (uint32_t i = 0; i < l->plan->items.n; i++) {
        const struct item *it = &l->plan->items.v[i];
        if (!it->period.len || l->w->graph.ours[i])
            continue;
        struct text key = text_printf(l->w->mem, "%u " TEXT_FMT, it->unit, TEXT_ARG(it->period));
        l->items_of[*map_put(l->w->scratch, &pairs, key, i)]++;
    }
    for (size_t i = 0; i < pairs.n; i++) {
        uint32_t item = (uint32_t)pairs.entries[i].value;
        add(l, FINDING_MIXED_PERIODS, item,
            "keep one sheet for each period, or say which one counts: [report] period",
            text_printf(l->w->mem,
                        tr(l->items_of[item] == 1
                               ? "%zu item of " TEXT_FMT
                                 " is listed, but not counted: the report is for " TEXT_FMT
                               : "%zu items of " TEXT_FMT
                                 " are listed, but not counted: the report is for " TEXT_FMT),
                        l->items_of[item], TEXT_ARG(l->plan->items.v[item].period),
                        TEXT_ARG(l->plan->period)));
    }
}

static void lint_objectives_of_units(struct lint *l)
{
    unsigned *counts = NEW_ARRAY(l->w->scratch, unsigned, l->plan->units.n + 1);
    for (uint32_t i = 0; i < l->plan->items.n; i++) {
        const struct item *it = &l->plan->items.v[i];
        if (it->kind == OBJECTIVE && l->w->graph.ours[i] &&
            ++counts[it->unit] == l->w->config->max_objectives + 1)
            add(l, FINDING_TOO_MANY_OBJECTIVES, i, "choose what matters most now",
                text_printf(l->w->mem, tr("unit has %u objectives, more than %u"),
                            l->w->score->units.v[it->unit].objectives,
                            l->w->config->max_objectives));
    }
}

static void lint_duplicates(struct lint *l)
{
    struct map texts = {0};
    for (uint32_t i = 0; i < l->plan->items.n; i++) {
        const struct item *it = &l->plan->items.v[i];
        struct text key = text_key(l->w->scratch, it->text);
        if (!key.len || !l->w->graph.ours[i])
            continue;
        key = text_printf(l->w->scratch, "%u %d " TEXT_FMT, it->unit, (int)it->kind, TEXT_ARG(key));
        size_t first = *map_put(l->w->scratch, &texts, key, i);
        if (first != i)
            note_pair(l, FINDING_DUPLICATE_TEXT, i, (uint32_t)first);
    }
}

/* --- watermelons ---------------------------------------------------------------------------------- */

/* The colour that leadership sees. */
static enum status colour(const struct lint *l, uint32_t item)
{
    return l->w->score->items[item].grade;
}

static void count_colour(const struct lint *l, uint32_t item, size_t *red, size_t *known)
{
    enum status c = colour(l, item);
    *known += c != STATUS_NONE && c != STATUS_DROPPED;
    *red += c == STATUS_OFF_TRACK;
}

/* Green above, and more than half of what supports it red: its own key results, or confirmed
   supporters. */
static void lint_watermelons(struct lint *l)
{
    const struct graph *g = &l->w->graph;
    for (uint32_t i = 0; i < l->plan->items.n; i++) {
        const struct item *it = &l->plan->items.v[i];
        size_t red = 0, known = 0;
        if (!g->ours[i] || colour(l, i) != STATUS_ON_TRACK)
            continue;
        for (uint32_t k = 0; it->kind == OBJECTIVE && k < it->n_key_results; k++)
            count_colour(l, it->first_key_result + k, &red, &known);
        for (uint32_t k = g->in_start[i]; k < g->in_start[i + 1]; k++)
            if (g->link_of[g->in[k]] != NO_LINK && g->edges[g->in[k]].probability >= 1)
                count_colour(l, g->edges[g->in[k]].from, &red, &known);
        if (known && red * 2 > known)
            add(l, FINDING_WATERMELON, i, "ask the units below how it really stands",
                text_printf(l->w->mem,
                            tr(TEXT_FMT " is green, but %zu of %zu items that support it are red"),
                            TEXT_ARG(it->id), red, known));
    }
}

/* --- saying it ------------------------------------------------------------------------------------ */

static int by_rule_and_sheet(const void *a, const void *b)
{
    const struct note *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static void say_together(struct lint *l, const struct note *notes, size_t n)
{
    const struct rule *rule = &rules[notes[0].rule];
    struct buf message = {.mem = l->w->mem};
    buf_printf(&message, tr(rule->many), n);
    buf_add_z(&message, ": ");
    struct text last = {0};
    size_t named = 0;
    for (size_t i = 0; i < n && named < CELLS_NAMED; i++) {
        struct text cell = place_cell(l->w->mem, l->plan->items.v[notes[i].item].place);
        if (text_eq(cell, last)) /* several key results in one cell */
            continue;
        buf_printf(&message, "%s" TEXT_FMT, named++ ? ", " : "", TEXT_ARG(cell));
        last = cell;
    }
    if (n > CELLS_NAMED)
        buf_add_z(&message, tr(" and more"));
    add(l, rule->code, notes[0].item, rule->mend, buf_text(&message));
}

/* The ID of an objective that a key result without one names; absent. */
static struct text missing_objective(const struct lint *l, uint32_t item)
{
    size_t record = l->plan->items.v[item].record;
    if (!l->plan->layout || record == RECORD_NONE)
        return (struct text){0};
    const struct field *f = record_field(&l->plan->layout->records.v[record], ROLE_OBJECTIVE_ID);
    return f && !value_missing(f->text) ? f->text : (struct text){0};
}

static void say_singly(struct lint *l, const struct note *n)
{
    struct text message = text_of(rules[n->rule].one);
    if (n->other != NO_ITEM) {
        const struct item *other = &l->plan->items.v[n->other];
        message = text_printf(l->w->mem, tr("same text as " TEXT_FMT " at " TEXT_FMT),
                              TEXT_ARG(other->id), TEXT_ARG(place_text(l->w->mem, other->place)));
    }
    struct text named = missing_objective(l, n->item);
    if (rules[n->rule].code == FINDING_NO_OBJECTIVE && named.len)
        message =
            text_printf(l->w->mem, tr("no objective has the ID '" TEXT_FMT "'"), TEXT_ARG(named));
    add(l, rules[n->rule].code, n->item, rules[n->rule].mend, message);
}

/* Notes of one rule in one sheet: singly if they are few. A column that the whole sheet does not
   have is one finding. */
static void say_notes(struct lint *l)
{
    if (l->notes.n)
        qsort(l->notes.v, l->notes.n, sizeof *l->notes.v, by_rule_and_sheet);
    for (size_t i = 0, end; i < l->notes.n; i = end) {
        const struct note *first = &l->notes.v[i];
        for (end = i; end < l->notes.n && l->notes.v[end].rule == first->rule &&
                      l->notes.v[end].source == first->source;)
            end++;
        if (end - i > SAID_SINGLY) {
            say_together(l, first, end - i);
            continue;
        }
        for (size_t k = i; k < end; k++)
            say_singly(l, &l->notes.v[k]);
    }
}

/* Findings that name no unit belong to the one whose items the sheet, or the file, holds alone. */
static void own_findings(struct lint *l)
{
    struct map units = {0};
    static const size_t several = SIZE_MAX - 1;
    for (uint32_t i = 0; i < l->plan->items.n; i++) {
        const struct item *it = &l->plan->items.v[i];
        struct text file = it->place.file;
        struct text sheet = text_printf(l->w->scratch, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(file),
                                        TEXT_ARG(it->place.sheet));
        struct text keys[] = {file, sheet};
        for (size_t k = 0; k < 2; k++) {
            size_t *unit = map_put(l->w->scratch, &units, keys[k], it->unit);
            if (*unit != it->unit)
                *unit = several;
        }
    }
    for (size_t i = 0; i < l->w->diag->list.n; i++) {
        struct finding *f = &l->w->diag->list.v[i];
        if (f->unit.len || !f->place.file.len)
            continue;
        struct text sheet = text_printf(l->w->scratch, TEXT_FMT "\n" TEXT_FMT,
                                        TEXT_ARG(f->place.file), TEXT_ARG(f->place.sheet));
        size_t unit = map_get(&units, sheet);
        if (unit == MAP_NONE)
            unit = map_get(&units, f->place.file);
        if (unit < several)
            f->unit = l->plan->units.v[unit].id;
    }
}

static void count_findings(struct lint *l)
{
    for (size_t i = 0; i < l->w->diag->list.n; i++) {
        const struct finding *f = &l->w->diag->list.v[i];
        size_t unit = f->unit.len ? map_get(&l->plan->unit_ids, f->unit) : MAP_NONE;
        if (unit != MAP_NONE)
            l->w->score->units.v[unit].findings[f->severity]++;
    }
}

void score_lint(struct score_work *w)
{
    struct lint l = {
        .w = w, .plan = w->plan, .items_of = NEW_ARRAY(w->scratch, size_t, w->plan->items.n + 1)};
    for (uint32_t i = 0; i < w->plan->items.n; i++) {
        const struct item *it = &w->plan->items.v[i];
        source_of(&l, &it->place);
        if (!w->graph.ours[i] || it->status == STATUS_DROPPED)
            continue;
        if (it->kind == KEY_RESULT)
            lint_key_result(&l, i);
        else
            lint_objective(&l, i);
        lint_status(&l, i);
        lint_dates(&l, i);
    }
    lint_duplicates(&l);
    say_notes(&l);
    lint_linked_dates(&l);
    lint_stale(&l);
    lint_periods(&l);
    lint_objectives_of_units(&l);
    lint_watermelons(&l);
    own_findings(&l);
    count_findings(&l);
}
