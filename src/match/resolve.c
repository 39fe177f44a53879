/*
 * One reference -> its candidates -> one of them, several, or none. Ways of finding candidates are
 * tried from the strictest to the loosest, and the first that finds any decides; who they belong to
 * then decides between them, as a careful human would: the scope that was named; else a unit above
 * the one that refers; else any other that calls an item so; its own only if nobody else has it.
 */
#include "match/resolve.h"

#include "base/fold.h"
#include "match/difference.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR_ENOUGH = .75; /* similarity of a title that is written nearly right */
static const double NEAR_MAYBE = .93;  /* of one that was not announced: all of it, not a part */
static const double LIKE_AT_ALL = .2;  /* enough to be named as the nearest */
static const double CLEAR_LEAD = .08;  /* of the best over the second */

size_t unit_distance(const struct plan *plan, uint32_t low, uint32_t high)
{
    uint32_t unit = plan->units.v[low].parent;
    for (size_t steps = 1; unit != NO_UNIT && steps <= plan->units.n; steps++) {
        if (unit == high)
            return steps;
        unit = plan->units.v[unit].parent;
    }
    return 0;
}

/* --- who is meant ------------------------------------------------------------------------------- */

/* The reference at hand, with what its words say of the unit. */
struct question {
    struct reference *ref;
    const struct item *from;
    struct scope scope;
    struct ident id;
    const struct sheet *sheet; /* a formula looked it up there; NULL */
    bool any_time;             /* whatever period is named */
};

static bool is_company(const struct resolver *r, uint32_t unit)
{
    const struct unit *u = &r->plan->units.v[unit];
    return r->has_company ? u->level == 0 : u->parent == NO_UNIT;
}

/* A unit above that is not the organisation itself. */
static bool has_middle(const struct resolver *r, uint32_t unit)
{
    uint32_t parent = r->plan->units.v[unit].parent;
    return parent != NO_UNIT && !is_company(r, parent);
}

static bool in_scope(const struct resolver *r, const struct question *q, uint32_t item)
{
    uint32_t unit = r->plan->items.v[item].unit, own = q->from->unit;
    size_t up = unit_distance(r->plan, own, unit);
    bool rootless = r->plan->units.v[own].parent == NO_UNIT && !is_company(r, own);
    switch (q->scope.kind) {
    case SCOPE_NONE:
        return true;
    case SCOPE_COMPANY:
        return is_company(r, unit) && (r->has_company || unit != own);
    case SCOPE_ABOVE:
        if (rootless)
            return unit != own;
        return up > 0 && (!has_middle(r, own) || !is_company(r, unit));
    case SCOPE_TEAM:
        return up == 1 || unit == own;
    case SCOPE_UNIT:
        return unit == q->scope.unit;
    case SCOPE_UNITS:
        return directory_is_part(r->directory, q->scope.words, unit);
    case SCOPE_UNKNOWN:
        break;
    }
    return false;
}

static bool on_sheet(const struct resolver *r, const struct question *q, uint32_t item)
{
    const struct place *p = &r->plan->items.v[item].place;
    return !q->sheet ||
           (text_eq(p->file, q->sheet->book->path) && text_eq(p->sheet, q->sheet->name));
}

/* Of the period that is named; an item whose days are not known may be. */
static bool in_time(const struct resolver *r, const struct question *q, uint32_t item)
{
    const struct item *it = &r->plan->items.v[item];
    return !q->ref->when.len || q->any_time || isnan(it->period_first) ||
           (it->period_first <= q->ref->when_last && q->ref->when_first <= it->period_last);
}

static bool eligible(const struct resolver *r, const struct question *q, uint32_t item)
{
    return in_scope(r, q, item) && on_sheet(r, q, item) && in_time(r, q, item);
}

static bool of_other_unit(const struct resolver *r, const struct question *q, uint32_t item)
{
    return r->plan->items.v[item].unit != q->from->unit;
}

/* --- candidates ---------------------------------------------------------------------------------- */

static void take(const struct resolver *r, const struct question *q,
                 const struct item_numbers *items, bool scoped, struct item_numbers *out)
{
    for (size_t i = 0; i < items->n; i++)
        if ((!scoped || in_scope(r, q, items->v[i])) && on_sheet(r, q, items->v[i]) &&
            in_time(r, q, items->v[i]))
            *list_push(r->scratch, out) = items->v[i];
}

/* By its place in the unit alone: only where it is said whose it is, or above. */
static void take_placed(const struct resolver *r, const struct question *q, struct text objective,
                        struct text key_result, struct item_numbers *out)
{
    const struct item_numbers *placed =
        directory_by_number(r->directory, objective, key_result, false);
    for (size_t i = 0; i < placed->n; i++) {
        uint32_t unit = r->plan->items.v[placed->v[i]].unit;
        bool said = q->scope.kind != SCOPE_NONE || unit == q->from->unit ||
                    unit_distance(r->plan, q->from->unit, unit) > 0;
        if (said && eligible(r, q, placed->v[i]))
            *list_push(r->scratch, out) = placed->v[i];
    }
}

static void take_number(const struct resolver *r, const struct question *q, struct text objective,
                        struct text key_result, struct item_numbers *out)
{
    if (!out->n)
        take(r, q, directory_by_number(r->directory, objective, key_result, true), true, out);
    if (!out->n)
        take_placed(r, q, objective, key_result, out);
}

/* "CU-01.KR4": the number of the objective is at the end of what names the unit. */
static void take_split_scope(const struct resolver *r, struct question *q, struct item_numbers *out)
{
    struct text scope = q->id.scope;
    size_t at = scope.len;
    while (at && scope.ptr[at - 1] >= '0' && scope.ptr[at - 1] <= '9')
        at--;
    if (at == scope.len || q->id.objective.len || !q->id.key_result.len)
        return;
    struct scope unit = directory_scope(r->directory, text_slice(scope, 0, at));
    if (unit.kind == SCOPE_NONE || unit.kind == SCOPE_UNKNOWN)
        return;
    struct scope before = q->scope;
    q->scope = unit;
    take_number(r, q, text_slice(scope, at, scope.len), q->id.key_result, out);
    if (!out->n)
        q->scope = before;
}

/* The key result of `objective` that has the number, as written or by its place. */
static void take_of_item(const struct resolver *r, const struct question *q, uint32_t objective,
                         struct item_numbers *out)
{
    const struct item_numbers *written[] = {
        directory_by_number(r->directory, q->id.objective, q->id.key_result, true),
        directory_by_number(r->directory, (struct text){0}, q->id.key_result, true),
        directory_by_number(r->directory, (struct text){0}, q->id.key_result, false)};
    for (size_t i = 0; i < sizeof written / sizeof *written && !out->n; i++)
        for (size_t k = 0; k < written[i]->n; k++)
            if (r->plan->items.v[written[i]->v[k]].objective == objective &&
                in_time(r, q, written[i]->v[k]))
                *list_push(r->scratch, out) = written[i]->v[k];
}

/* "Grow online sales / KR 1", "O2: KR 2.2": what stands before it is an objective, and no unit. */
static void take_of_objective(const struct resolver *r, struct question *q,
                              struct item_numbers *out)
{
    struct ident named = ident_parse(r->scratch, &r->words->ident, q->ref->scope);
    struct near_item near;
    if (!q->id.key_result.len)
        return;
    if (named.objective.len && !named.key_result.len && !named.scope.len && !named.bare) {
        if (q->id.objective.len && !text_eq(q->id.objective, named.objective))
            return;
        q->scope.kind = SCOPE_NONE;
        struct text key = text_printf(r->scratch, TEXT_FMT " " TEXT_FMT, TEXT_ARG(named.key),
                                      TEXT_ARG(q->id.key));
        take(r, q, directory_by_key(r->directory, key), true, out);
        take_number(r, q, named.objective, q->id.key_result, out);
    } else if (directory_near(r->directory, q->ref->scope, &near, 1) &&
               near.similarity >= NEAR_ENOUGH && r->plan->items.v[near.item].kind == OBJECTIVE &&
               of_other_unit(r, q, near.item)) {
        q->scope.kind = SCOPE_NONE;
        take_of_item(r, q, near.item, out);
    }
    if (!out->n)
        q->scope.kind = SCOPE_UNKNOWN;
}

static bool of_unit_above(const struct resolver *r, const struct question *q, uint32_t item)
{
    return unit_distance(r->plan, q->from->unit, r->plan->items.v[item].unit) > 0;
}

static size_t count_above(const struct resolver *r, const struct question *q,
                          const struct item_numbers *items)
{
    size_t n = 0;
    for (size_t i = 0; i < items->n; i++)
        n += of_unit_above(r, q, items->v[i]) || !of_other_unit(r, q, items->v[i]);
    return n;
}

static long number_in(struct text t)
{
    long n = t.len && t.len < 6 && t.ptr[0] >= '0' && t.ptr[0] <= '9' ? 0 : -1;
    for (size_t i = 0; n >= 0 && i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9'; i++)
        n = n * 10 + (t.ptr[i] - '0');
    return n;
}

static bool has_leading_zero(struct text id)
{
    for (size_t i = 0; i + 1 < id.len; i++)
        if (id.ptr[i] == '0' && number_in(text_slice(id, i + 1, i + 2)) >= 0 &&
            (i == 0 || number_in(text_slice(id, i - 1, i)) < 0))
            return true;
    return false;
}

/* "KR 1" alone is that of a unit above, however it writes it, before another one's that happens to
   be written so. */
static void prefer_above(const struct resolver *r, const struct question *q,
                         struct item_numbers *out)
{
    struct text objective = q->id.objective, key_result = q->id.key_result;
    bool counts = key_result.len || (objective.len && !q->id.bare);
    if (out->n && has_leading_zero(q->ref->id)) /* "KR-001" is a name */
        return;
    if (q->scope.kind != SCOPE_NONE || q->id.scope.len || !counts || count_above(r, q, out))
        return;
    struct item_numbers numbered = {0};
    take(r, q, directory_by_number(r->directory, objective, key_result, true), true, &numbered);
    if (!count_above(r, q, &numbered)) {
        numbered.n = 0;
        take_placed(r, q, objective, key_result, &numbered);
    }
    if (count_above(r, q, &numbered))
        *out = numbered;
}

static void candidates_by_id(const struct resolver *r, struct question *q, struct item_numbers *out)
{
    bool whole = q->id.scope.len > 0 || q->scope.kind == SCOPE_NONE;
    take(r, q, directory_by_key(r->directory, q->id.key), !whole, out);
    if (!out->n && q->scope.kind == SCOPE_UNKNOWN)
        take_split_scope(r, q, out);
    if (!out->n && q->scope.kind == SCOPE_UNKNOWN)
        take_of_objective(r, q, out);
    if (!out->n && q->scope.kind != SCOPE_UNKNOWN)
        take(r, q, directory_by_key(r->directory, q->id.short_key), true, out);
    prefer_above(r, q, out);
    if (out->n && (!q->id.bare || q->id.key_result.len))
        return;
    struct text objective = q->id.objective, key_result = q->id.key_result;
    bool single = q->id.bare && !key_result.len;
    if (single && q->ref->kind == KEY_RESULT) {
        key_result = objective;
        objective = (struct text){0};
    }
    if (objective.len + key_result.len && !(single && q->ref->kind < 0))
        take_number(r, q, objective, key_result, out);
}

/* Without a prefix that was typed before a title: "2026 — Raise", "M-12: Raise". */
static struct text without_prefix(struct text quote)
{
    static const char *const marks[] = {": ", " — ", " – ", " - ", "：", "] "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = text_find(quote, text_of(marks[i]), 0);
        if (at != SIZE_MAX && at > 0 && at <= 24)
            return text_trim(text_slice(quote, at + text_of(marks[i]).len, quote.len));
    }
    return (struct text){0};
}

/* What an ellipsis leaves of a text; absent if there is none. */
static struct text cut_off(struct text quote)
{
    static const char *const marks[] = {"…", "...", "[…]", "[...]", "(…)"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_ends(quote, text_of(marks[i])))
            return text_trim(text_slice(quote, 0, quote.len - text_of(marks[i]).len));
    return (struct text){0};
}

static size_t keep_if(const struct resolver *r, struct item_numbers *items,
                      bool (*good)(const struct resolver *, const struct question *, uint32_t),
                      const struct question *q)
{
    size_t n = 0;
    for (size_t i = 0; i < items->n; i++)
        n += good(r, q, items->v[i]);
    if (n == 0 || n == items->n)
        return n;
    n = 0;
    for (size_t i = 0; i < items->n; i++)
        if (good(r, q, items->v[i]))
            items->v[n++] = items->v[i];
    return items->n = n;
}

static bool goes_on(const struct resolver *r, const struct question *q, uint32_t item)
{
    return text_key(r->scratch, r->plan->items.v[item].text).len >
           text_key(r->scratch, q->ref->quote).len;
}

enum { NEAR_MOST = 32 };

static void candidates_cut_off(const struct resolver *r, const struct question *q,
                               struct text start, struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    size_t n = directory_near(r->directory, start, near, NEAR_MOST);
    struct text key = text_key(r->scratch, start);
    for (size_t i = 0; i < n; i++)
        if (eligible(r, q, near[i].item) &&
            text_starts(text_key(r->scratch, r->plan->items.v[near[i].item].text), key))
            *list_push(r->scratch, out) = near[i].item;
    keep_if(r, out, goes_on, q); /* the ellipsis says that it does */
}

/* "Cut warranty claims" for "Cut warranty claims by building better bikes": two words or more that
   only one text begins with. */
static void candidates_begin(const struct resolver *r, const struct question *q,
                             struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    struct text key = text_key(r->scratch, q->ref->quote);
    struct text start = text_printf(r->scratch, TEXT_FMT " ", TEXT_ARG(key));
    size_t blank = text_find(key, T(" "), 0);
    bool long_enough = !q->ref->maybe || text_find(key, T(" "), blank + 1) != SIZE_MAX;
    if (blank == SIZE_MAX || text_length(key) < 8 || !long_enough)
        return;
    size_t n = directory_near(r->directory, q->ref->quote, near, NEAR_MOST);
    for (size_t i = 0; i < n; i++)
        if (eligible(r, q, near[i].item) && of_other_unit(r, q, near[i].item) &&
            text_starts(text_key(r->scratch, r->plan->items.v[near[i].item].text), start))
            *list_push(r->scratch, out) = near[i].item;
}

/* All words of weight of `part` stand in `whole`, in this order; two at least. */
static bool words_within(struct text part, struct text whole)
{
    size_t heavy = 0;
    while (part.len) {
        struct text word = text_cut(&part, ' ');
        bool number = word.ptr[0] >= '0' && word.ptr[0] <= '9', found = false;
        if (!number && word.len <= 3)
            continue;
        while (whole.len && !found)
            found = words_alike(word, text_cut(&whole, ' '));
        if (!found)
            return false;
        heavy += !number;
    }
    return heavy >= 2;
}

/* "Warranty cost", "order intake 310m": what one text alone says, among other words. */
static void candidates_within(const struct resolver *r, const struct question *q,
                              struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    struct text key = ident_key(r->scratch, q->ref->quote);
    if (q->ref->maybe || text_length(key) < 8)
        return;
    size_t n = directory_near(r->directory, q->ref->quote, near, NEAR_MOST);
    for (size_t i = 0; i < n; i++)
        if (eligible(r, q, near[i].item) && of_other_unit(r, q, near[i].item) &&
            words_within(key, ident_key(r->scratch, r->plan->items.v[near[i].item].text)))
            *list_push(r->scratch, out) = near[i].item;
}

/* Where one has another word of weight in the same words, two things are meant: "in Spain" is not
   "in Poland" written nearly right. */
static bool says_another(const struct resolver *r, const struct phrase *quote, uint32_t item)
{
    struct phrase text = phrase_read(r->scratch, r->words, r->plan->items.v[item].text);
    return phrase_compare(quote, &text).exchanged > 0;
}

static void candidates_near(const struct resolver *r, const struct question *q, struct text quote,
                            struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    size_t n = directory_near(r->directory, quote, near, NEAR_MOST);
    double least = q->ref->maybe ? NEAR_MAYBE : NEAR_ENOUGH, best = 0;
    struct phrase said = phrase_read(r->scratch, r->words, quote);
    for (size_t i = 0; i < n; i++) {
        if (!eligible(r, q, near[i].item))
            continue;
        if (r->plan->items.v[near[i].item].unit == q->from->unit)
            continue;
        if (best == 0)
            best = near[i].similarity;
        if (near[i].similarity < least || near[i].similarity <= best - CLEAR_LEAD)
            break;
        if (!says_another(r, &said, near[i].item))
            *list_push(r->scratch, out) = near[i].item;
    }
}

/* How its words were found, for the reason; NULL if they were not. */
static const char *candidates_by_text(const struct resolver *r, const struct question *q,
                                      struct item_numbers *out)
{
    struct text quote = q->ref->quote, rest = without_prefix(quote), start = cut_off(quote);
    if (start.len) {
        candidates_cut_off(r, q, start, out);
        if (out->n)
            return "the beginning of its text";
    }
    take(r, q, directory_by_text(r->directory, text_key(r->scratch, quote)), true, out);
    if (out->n)
        return "its text";
    if (q->sheet) { /* looked up: the value may be an ID */
        take(r, q, directory_by_key(r->directory, ident_key(r->scratch, quote)), true, out);
        if (out->n)
            return "its ID, looked up";
    }
    if (rest.len)
        take(r, q, directory_by_text(r->directory, text_key(r->scratch, rest)), true, out);
    if (out->n)
        return "its text behind a prefix";
    candidates_near(r, q, start.len ? start : quote, out);
    if (!out->n && rest.len)
        candidates_near(r, q, rest, out);
    if (out->n)
        return "nearly its text";
    candidates_begin(r, q, out);
    if (out->n)
        return "the beginning of its text";
    candidates_within(r, q, out);
    return out->n ? "a part of its text" : NULL;
}

/* --- one of several -------------------------------------------------------------------------------- */

static bool of_kind(const struct resolver *r, const struct question *q, uint32_t item)
{
    return q->ref->kind < 0 || (int)r->plan->items.v[item].kind == q->ref->kind;
}

static bool of_period(const struct resolver *r, const struct question *q, uint32_t item)
{
    const struct item *it = &r->plan->items.v[item];
    if (isnan(it->period_first) || isnan(q->from->period_first))
        return true;
    return it->period_first <= q->from->period_last && q->from->period_first <= it->period_last;
}

static bool of_same_period(const struct resolver *r, const struct question *q, uint32_t item)
{
    return q->from->period.len && text_eq(r->plan->items.v[item].period, q->from->period);
}

static bool of_own_unit(const struct resolver *r, const struct question *q, uint32_t item)
{
    return r->plan->items.v[item].unit == q->from->unit;
}

static bool of_higher_level(const struct resolver *r, const struct question *q, uint32_t item)
{
    int own = r->plan->units.v[q->from->unit].level;
    int level = r->plan->units.v[r->plan->items.v[item].unit].level;
    if (own == LEVEL_UNKNOWN && level == 0)
        return true;
    return own != LEVEL_UNKNOWN && level != LEVEL_UNKNOWN && level < own;
}

/* Who counts its own OKRs as everybody does means its own, unless somebody above has the number. */
static bool only_own(const struct resolver *r, const struct question *q,
                     const struct item_numbers *items)
{
    bool own = false;
    for (size_t i = 0; i < items->n; i++) {
        if (of_unit_above(r, q, items->v[i]) || of_higher_level(r, q, items->v[i]))
            return false;
        own |= !of_other_unit(r, q, items->v[i]);
    }
    return own && q->ref->id.len && q->scope.kind == SCOPE_NONE;
}

static bool like_gloss(const struct resolver *r, const struct question *q, uint32_t item)
{
    return text_similarity(text_key(r->scratch, q->ref->quote),
                           text_key(r->scratch, r->plan->items.v[item].text)) >= .6;
}

static void set_outcome(struct resolver *r, struct reference *ref, enum reference_outcome outcome,
                        const struct item_numbers *items, struct text reason)
{
    ref->outcome = outcome;
    ref->reason = text_copy(r->mem, reason);
    ref->candidates.n = 0;
    for (size_t i = 0; i < items->n; i++)
        *list_push(r->mem, &ref->candidates) = items->v[i];
}

static bool several_units(const struct resolver *r, const struct item_numbers *items)
{
    for (size_t i = 1; i < items->n; i++)
        if (r->plan->items.v[items->v[i]].unit != r->plan->items.v[items->v[0]].unit)
            return true;
    return false;
}

/* Candidates -> outcome. Left open (OUTCOME_NONE, with candidates) if units above contend for it. */
static void choose(struct resolver *r, const struct question *q, struct item_numbers *items,
                   const char *how)
{
    struct text reason = text_printf(r->scratch, "by %s", how);
    if (only_own(r, q, items) || !keep_if(r, items, of_other_unit, q)) {
        keep_if(r, items, of_own_unit, q);
        set_outcome(r, q->ref, OUTCOME_SELF, items, T("the unit's own"));
        return;
    }
    if (q->ref->id.len && q->ref->quote.len && items->n > 1)
        keep_if(r, items, like_gloss, q);
    keep_if(r, items, of_kind, q);
    keep_if(r, items, of_period, q);
    bool scoped = q->scope.kind != SCOPE_NONE;
    if (!scoped || q->scope.kind == SCOPE_ABOVE)
        keep_if(r, items, of_unit_above, q);
    if (!scoped)
        keep_if(r, items, of_higher_level, q);
    if (!several_units(r, items))
        keep_if(r, items, of_same_period, q);
    if (items->n == 1)
        set_outcome(r, q->ref, OUTCOME_RESOLVED, items, reason);
    else if (several_units(r, items) && of_unit_above(r, q, items->v[0]))
        set_outcome(r, q->ref, OUTCOME_NONE, items, reason);
    else
        set_outcome(r, q->ref, OUTCOME_AMBIGUOUS, items, reason);
}

/* --- none ------------------------------------------------------------------------------------------ */

static long id_gap(const struct resolver *r, const struct ident *wanted, uint32_t item)
{
    struct ident id = ident_parse(r->scratch, &r->words->ident, r->plan->items.v[item].id);
    long gap = text_eq(id.objective, wanted->objective) ? 0 : 100;
    gap += (id.key_result.len > 0) == (wanted->key_result.len > 0) ? 0 : 50;
    return gap + labs(number_in(id.key_result) - number_in(wanted->key_result));
}

enum { GAP_LOOKED_AT = 500 };

/* Of the unit that was named, or the nearest one above, the item whose ID is nearest. */
static void nearest_by_id(const struct resolver *r, const struct question *q,
                          struct item_numbers *out)
{
    uint32_t unit = r->plan->units.v[q->from->unit].parent;
    if (q->scope.kind == SCOPE_UNIT)
        unit = q->scope.unit;
    for (uint32_t u = 0; q->scope.kind == SCOPE_COMPANY && u < r->plan->units.n; u++)
        if (is_company(r, u) && u != q->from->unit) {
            unit = u;
            break;
        }
    for (size_t up = 0; unit != NO_UNIT && !r->unit_items[unit].n && up < r->plan->units.n; up++)
        unit = r->plan->units.v[unit].parent;
    if (unit == NO_UNIT)
        return;
    uint32_t best = NO_ITEM;
    long least = 0;
    for (size_t i = 0; i < r->unit_items[unit].n && i < GAP_LOOKED_AT; i++) {
        long gap = id_gap(r, &q->id, r->unit_items[unit].v[i]);
        if (best == NO_ITEM || gap < least) {
            best = r->unit_items[unit].v[i];
            least = gap;
        }
    }
    if (best != NO_ITEM)
        *list_push(r->scratch, out) = best;
}

static void nearest_by_text(const struct resolver *r, const struct question *q,
                            struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    size_t n = directory_near(r->directory, q->ref->quote, near, NEAR_MOST);
    for (size_t i = 0; i < n && near[i].similarity >= LIKE_AT_ALL && !out->n; i++)
        if (of_other_unit(r, q, near[i].item))
            *list_push(r->scratch, out) = near[i].item;
}

static struct text why_broken(const struct resolver *r, const struct question *q)
{
    const struct reference *ref = q->ref;
    if (q->scope.kind == SCOPE_UNKNOWN)
        return text_printf(r->scratch, "no unit is called '" TEXT_FMT "'",
                           TEXT_ARG(q->scope.words));
    if (q->scope.kind == SCOPE_UNIT && !r->unit_items[q->scope.unit].n)
        return text_printf(r->scratch, "no OKRs of '" TEXT_FMT "' were read",
                           TEXT_ARG(r->plan->units.v[q->scope.unit].name));
    if (q->scope.kind == SCOPE_UNIT)
        return text_printf(r->scratch, "'" TEXT_FMT "' has no such OKR",
                           TEXT_ARG(r->plan->units.v[q->scope.unit].name));
    if (q->scope.kind == SCOPE_COMPANY)
        return T("the organisation has no such OKR");
    if (ref->id.len)
        return T("no other unit has an OKR of that ID");
    return directory_scope(r->directory, ref->quote).kind == SCOPE_UNIT
               ? T("it names a unit, not an OKR")
               : T("no OKR has that text");
}

static void broken(struct resolver *r, const struct question *q, struct text reason)
{
    struct item_numbers nearest = {0};
    if (q->ref->quote.len)
        nearest_by_text(r, q, &nearest);
    if (!nearest.n && q->ref->id.len)
        nearest_by_id(r, q, &nearest);
    set_outcome(r, q->ref, OUTCOME_BROKEN, &nearest, reason);
}

/* --- ways of referring -------------------------------------------------------------------------------- */

static bool shares_words(const struct resolver *r, const struct phrase *said, uint32_t item)
{
    struct phrase text = phrase_read(r->scratch, r->words, r->plan->items.v[item].text);
    return phrase_compare(said, &text).common > 0;
}

/* The words are the item's, or those of the objective or key results that it belongs with. */
static bool gloss_fits(const struct resolver *r, const struct phrase *said, uint32_t number)
{
    const struct item *item = &r->plan->items.v[number];
    if (shares_words(r, said, number) ||
        (item->objective != NO_ITEM && shares_words(r, said, item->objective)))
        return true;
    for (uint32_t i = 0; i < item->n_key_results; i++)
        if (shares_words(r, said, item->first_key_result + i))
            return true;
    return false;
}

/* The item that the words behind an ID speak of, if there is just one; NO_ITEM. */
static uint32_t said_by_gloss(struct resolver *r, const struct question *q)
{
    struct item_numbers items = {0};
    struct question words = *q;
    words.scope.kind = SCOPE_NONE;
    if (!candidates_by_text(r, &words, &items))
        return NO_ITEM;
    keep_if(r, &items, of_other_unit, q);
    keep_if(r, &items, of_period, q);
    return items.n == 1 && of_other_unit(r, q, items.v[0]) ? items.v[0] : NO_ITEM;
}

/* The ID says one thing and the words behind it another: a human would ask. */
static void check_words(struct resolver *r, const struct question *q)
{
    struct reference *ref = q->ref;
    if (!ref->quote.len || ref->outcome != OUTCOME_RESOLVED ||
        like_gloss(r, q, ref->candidates.v[0]))
        return;
    struct phrase said = phrase_read(r->scratch, r->words, ref->quote);
    bool fits = gloss_fits(r, &said, ref->candidates.v[0]);
    bool exact = directory_by_text(r->directory, text_key(r->scratch, ref->quote))->n == 1;
    if (!said.heavy || (fits && !exact))
        return;
    uint32_t other = said_by_gloss(r, q);
    struct item_numbers both = {0};
    if (other != NO_ITEM && other != ref->candidates.v[0]) {
        *list_push(r->scratch, &both) = ref->candidates.v[0];
        *list_push(r->scratch, &both) = other;
        set_outcome(r, ref, OUTCOME_AMBIGUOUS, &both,
                    T("the ID is that of one OKR, the words are those of another"));
    } else if (!fits && said.heavy >= 2) {
        ref->reason = text_printf(r->mem, TEXT_FMT ", though the words behind it are not its",
                                  TEXT_ARG(ref->reason));
    }
}

/* It is there, but of another period than the one that is named. */
static bool of_other_period(struct resolver *r, struct question *q)
{
    struct item_numbers items = {0};
    struct question again = *q;
    again.any_time = true;
    if (!q->ref->when.len)
        return false;
    if (q->ref->key.len)
        candidates_by_id(r, &again, &items);
    else
        candidates_by_text(r, &again, &items);
    if (!items.n)
        return false;
    struct text period = r->plan->items.v[items.v[0]].period;
    items.n = 1;
    set_outcome(r, q->ref, OUTCOME_BROKEN, &items,
                text_printf(r->scratch, "of '" TEXT_FMT "' there is none, only of " TEXT_FMT,
                            TEXT_ARG(q->ref->when), TEXT_ARG(period)));
    return true;
}

static void resolve_id(struct resolver *r, struct question *q)
{
    struct item_numbers items = {0};
    const char *how = "its ID";
    q->id = ident_parse(r->scratch, &r->words->ident, q->ref->key);
    candidates_by_id(r, q, &items);
    if (!items.n && q->ref->quote.len && q->scope.kind != SCOPE_UNKNOWN) {
        how = candidates_by_text(r, q, &items);
        how =
            how ? text_z(r->scratch, text_printf(r->scratch, "%s; no OKR has the ID", how)) : NULL;
    }
    struct text said = q->ref->quote;
    if (!items.n && q->id.bare && q->ref->source == SOURCE_PARENT_FIELD) {
        q->ref->quote = q->ref->text; /* "Employee engagement 8.2": the number is the text's */
        enum scope_kind kind = q->scope.kind;
        q->scope.kind = kind == SCOPE_UNKNOWN ? SCOPE_NONE : kind;
        how = candidates_by_text(r, q, &items);
        q->scope.kind = kind;
        q->ref->quote = said;
    }
    if (items.n) {
        choose(r, q, &items, how);
        check_words(r, q);
    } else if (!of_other_period(r, q)) {
        broken(r, q, why_broken(r, q));
    }
}

/* "Lead the market > Order intake": an objective and one of its key results, each in words. */
static bool resolve_path(struct resolver *r, struct question *q)
{
    static const char *const marks[] = {" / ", " > ", " » ", " › ", " → ", " | ", " -> "};
    struct text quote = q->ref->quote;
    size_t at = SIZE_MAX, width = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (size_t next = text_find(quote, text_of(marks[i]), 0); next != SIZE_MAX;
             next = text_find(quote, text_of(marks[i]), next + 1))
            if (at == SIZE_MAX || next > at) {
                at = next;
                width = text_of(marks[i]).len;
            }
    if (at == SIZE_MAX || directory_by_text(r->directory, text_key(r->scratch, quote))->n)
        return false;
    struct item_numbers items = {0}, kept = {0};
    struct reference tail = *q->ref;
    struct question behind = *q;
    behind.ref = &tail;
    tail.quote = text_slice(quote, at + width, quote.len);
    const char *how = candidates_by_text(r, &behind, &items);
    struct near_item near;
    if (!how || !directory_near(r->directory, text_slice(quote, 0, at), &near, 1) ||
        near.similarity < NEAR_ENOUGH)
        return false;
    for (size_t i = 0; i < items.n; i++)
        if (r->plan->items.v[items.v[i]].objective == near.item)
            *list_push(r->scratch, &kept) = items.v[i];
    if (kept.n)
        choose(r, q, &kept, how);
    return kept.n > 0;
}

static void resolve_text(struct resolver *r, struct question *q)
{
    struct item_numbers items = {0};
    if (q->scope.kind == SCOPE_UNKNOWN)
        q->scope.kind = SCOPE_NONE; /* words before a quotation need not be a unit */
    if (q->ref->source == SOURCE_PARENT_FIELD && resolve_path(r, q))
        return;
    struct text prefix = text_slice(q->ref->quote, 0, text_find(q->ref->quote, T(":"), 0));
    struct scope before = directory_scope(r->directory, prefix);
    bool names_unit = prefix.len < q->ref->quote.len && before.kind != SCOPE_NONE &&
                      before.kind != SCOPE_UNKNOWN && before.whole;
    if (q->scope.kind == SCOPE_NONE && names_unit &&
        !directory_by_text(r->directory, text_key(r->scratch, q->ref->quote))->n)
        q->scope = before; /* "Sales: Keep the customers" */
    const char *how = candidates_by_text(r, q, &items);
    if (how)
        choose(r, q, &items, how);
    else if (!of_other_period(r, q))
        broken(r, q, why_broken(r, q));
}

static struct text target_text(const struct resolver *r, const struct reference *ref)
{
    struct place p = {ref->target_file.len ? ref->target_file : ref->place.file, ref->target_sheet,
                      ref->target_row, ref->target_col};
    return place_text(r->scratch, p);
}

static void resolve_cell(struct resolver *r, struct question *q)
{
    const struct reference *ref = q->ref;
    struct text sheet_name =
        ref->target_sheet.len || ref->target_file.len ? ref->target_sheet : ref->place.sheet;
    const struct sheet *sheet =
        directory_sheet(r->directory, ref->place.file, ref->target_file, sheet_name);
    uint32_t item =
        sheet ? directory_by_cell(r->directory, sheet, ref->target_row, ref->target_col) : NO_ITEM;
    struct item_numbers items = {0};
    const char *how = NULL;
    if (item != NO_ITEM) {
        *list_push(r->scratch, &items) = item;
        how = "the cell it points to";
    } else if (ref->quote.len) {
        how = candidates_by_text(r, q, &items); /* the stored value outlives a renamed file */
    }
    if (how) {
        choose(r, q, &items, how);
    } else {
        broken(r, q,
               text_printf(r->scratch,
                           sheet ? "it points to " TEXT_FMT ", where no OKR stands"
                                 : "it points to " TEXT_FMT ", which was not read",
                           TEXT_ARG(target_text(r, ref))));
    }
}

static void resolve_one(struct resolver *r, struct reference *ref)
{
    struct question q = {.ref = ref, .from = &r->plan->items.v[ref->from]};
    q.scope = directory_scope(r->directory, ref->scope);
    if (ref->target_row != PLACE_NONE) {
        resolve_cell(r, &q);
        return;
    }
    if (ref->source == SOURCE_FORMULA)
        q.sheet =
            directory_sheet(r->directory, ref->place.file, ref->target_file, ref->target_sheet);
    if (ref->key.len)
        resolve_id(r, &q);
    else
        resolve_text(r, &q);
}

/* --- what a column means ------------------------------------------------------------------------------- */

enum { COLUMN_MIXED = 0xFFFFFFFE };

static struct text column_key(const struct resolver *r, const struct reference *ref)
{
    return text_printf(r->scratch, "%u/%d/%u/" TEXT_FMT "/" TEXT_FMT,
                       r->plan->items.v[ref->from].unit, (int)ref->source, ref->place.col,
                       TEXT_ARG(ref->place.file), TEXT_ARG(ref->place.sheet));
}

static void learn_column(struct resolver *r, const struct reference *ref)
{
    if (ref->source != SOURCE_PARENT_FIELD || ref->outcome != OUTCOME_RESOLVED)
        return;
    uint32_t unit = r->plan->items.v[ref->candidates.v[0]].unit;
    size_t *meant = map_put(r->scratch, &r->columns, column_key(r, ref), unit);
    if (*meant != unit)
        *meant = COLUMN_MIXED;
}

/* Of candidates of several units above: those of the unit that the column means, else, in a column
   made for the parent, those of the nearest unit. */
static void settle_open(struct resolver *r, struct reference *ref)
{
    struct item_numbers kept = {0};
    uint32_t own = r->plan->items.v[ref->from].unit, wanted = NO_UNIT;
    size_t meant = map_get(&r->columns, column_key(r, ref));
    struct text reason = ref->reason;
    for (size_t i = 0; i < ref->candidates.n; i++) {
        uint32_t unit = r->plan->items.v[ref->candidates.v[i]].unit;
        if (unit == meant) {
            wanted = unit;
            reason = text_printf(r->scratch, TEXT_FMT ", of the unit that the column's others name",
                                 TEXT_ARG(ref->reason));
            break;
        }
        if (ref->source == SOURCE_PARENT_FIELD &&
            (wanted == NO_UNIT ||
             unit_distance(r->plan, own, unit) < unit_distance(r->plan, own, wanted))) {
            wanted = unit;
            reason = text_printf(r->scratch, TEXT_FMT ", of the nearest unit above",
                                 TEXT_ARG(ref->reason));
        }
    }
    for (size_t i = 0; i < ref->candidates.n; i++)
        if (wanted == NO_UNIT || r->plan->items.v[ref->candidates.v[i]].unit == wanted)
            *list_push(r->scratch, &kept) = ref->candidates.v[i];
    set_outcome(r, ref, kept.n == 1 ? OUTCOME_RESOLVED : OUTCOME_AMBIGUOUS, &kept, reason);
}

/* --- what is none ------------------------------------------------------------------------------------- */

static bool is_pointer(const struct reference *ref)
{
    return ref->source == SOURCE_HYPERLINK || ref->source == SOURCE_FORMULA;
}

/* A pointer from or to a value is a link only between units one above the other. */
static bool pointer_counts(const struct resolver *r, const struct reference *ref)
{
    uint32_t own = r->plan->items.v[ref->from].unit;
    uint32_t other = r->plan->items.v[ref->candidates.v[0]].unit;
    return unit_distance(r->plan, own, other) || unit_distance(r->plan, other, own);
}

static bool is_own_objective(const struct resolver *r, const struct reference *ref)
{
    uint32_t objective = r->plan->items.v[ref->from].objective;
    for (size_t i = 0; i < ref->candidates.n; i++)
        if (ref->candidates.v[i] == objective || ref->candidates.v[i] == ref->from)
            return true;
    return false;
}

static bool is_none(const struct resolver *r, const struct reference *ref)
{
    bool from_shape = ref->source == SOURCE_SHAPE || ref->source == SOURCE_TICK;
    if (ref->outcome == OUTCOME_SELF)
        return is_pointer(ref) || from_shape || ref->maybe || ref->names_only ||
               is_own_objective(r, ref);
    if (is_pointer(ref) && ref->outcome == OUTCOME_RESOLVED && ref->maybe)
        return !pointer_counts(r, ref);
    return ref->outcome != OUTCOME_RESOLVED && (ref->maybe || ref->names_only);
}

static bool same_cell(const struct reference *a, const struct reference *b)
{
    return a->from == b->from && place_cmp(&a->place, &b->place) == 0;
}

/* Another reference of the same cell that makes this one needless. */
static bool outdoes(const struct reference *other, const struct reference *ref)
{
    if (is_pointer(other) == is_pointer(ref))
        return false;
    return other->outcome == OUTCOME_RESOLVED || is_pointer(other);
}

/* In a cell that has both words and a hyperlink one of the two is enough. */
static bool outdone(const struct resolver *r, size_t number)
{
    const struct reference_list *list = r->references;
    const struct reference *ref = &list->v[number];
    bool loose = is_pointer(ref) || (!ref->id.len && ref->source == SOURCE_PARENT_FIELD);
    if (ref->outcome != OUTCOME_BROKEN || !loose)
        return false;
    for (size_t i = number; i > 0 && same_cell(&list->v[i - 1], ref); i--)
        if (outdoes(&list->v[i - 1], ref))
            return true;
    for (size_t i = number + 1; i < list->n && same_cell(&list->v[i], ref); i++)
        if (outdoes(&list->v[i], ref))
            return true;
    return false;
}

static void drop_none(struct resolver *r)
{
    struct reference_list *list = r->references;
    bool *drop = NEW_ARRAY(r->scratch, bool, list->n);
    for (size_t i = 0; i < list->n; i++)
        drop[i] = is_none(r, &list->v[i]) || outdone(r, i);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (!drop[i])
            list->v[n++] = list->v[i];
    list->n = n;
}

struct resolver resolver_new(struct arena *mem, struct arena *scratch,
                             const struct form_words *words, const struct plan *plan,
                             struct reference_list *references)
{
    struct resolver r = {
        .mem = mem, .scratch = scratch, .plan = plan, .words = words, .references = references};
    r.directory = directory_new(scratch, words, plan);
    r.unit_items = NEW_ARRAY(scratch, struct item_numbers, plan->units.n);
    for (uint32_t i = 0; i < plan->items.n; i++)
        *list_push(scratch, &r.unit_items[plan->items.v[i].unit]) = i;
    for (size_t i = 0; i < plan->units.n; i++)
        r.has_company |= plan->units.v[i].level == 0;
    return r;
}

/* --- a column that holds structure ------------------------------------------------------------------ */

static bool names_own_objective(const struct resolver *r, const struct reference *ref)
{
    uint32_t number = r->plan->items.v[ref->from].objective;
    if (number == NO_ITEM)
        return false;
    const struct item *objective = &r->plan->items.v[number];
    if (ref->key.len)
        return text_eq(ref->key, ident_key(r->scratch, objective->written_id)) ||
               text_eq(ref->key, ident_key(r->scratch, objective->id));
    return text_eq(text_key(r->scratch, ref->quote), text_key(r->scratch, objective->text));
}

static bool may_be_structure(const struct resolver *r, const struct reference *ref)
{
    return ref->source == SOURCE_PARENT_FIELD && ref->parental &&
           r->plan->items.v[ref->from].kind == KEY_RESULT;
}

/* Where all key results of a unit have their own objective in the parent column, that column says
   what belongs together, and not what supports what. */
static void find_structure(struct resolver *r)
{
    struct reference_list *list = r->references;
    struct map structure = {0};
    for (size_t i = 0; i < list->n; i++)
        if (may_be_structure(r, &list->v[i]))
            *map_put(r->scratch, &structure, column_key(r, &list->v[i]), 1) &=
                names_own_objective(r, &list->v[i]);
    for (size_t i = 0; i < list->n; i++) {
        struct reference *ref = &list->v[i];
        if (!may_be_structure(r, ref) || map_get(&structure, column_key(r, ref)) != 1)
            continue;
        struct item_numbers own = {0};
        *list_push(r->scratch, &own) = r->plan->items.v[ref->from].objective;
        set_outcome(r, ref, OUTCOME_SELF, &own, T("its own objective"));
    }
}

void resolve_all(struct resolver *r)
{
    struct reference_list *list = r->references;
    find_structure(r);
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].outcome != OUTCOME_NONE)
            continue;
        resolve_one(r, &list->v[i]);
        learn_column(r, &list->v[i]);
    }
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].outcome == OUTCOME_NONE)
            settle_open(r, &list->v[i]);
    drop_none(r);
}
