/*
 * Candidates -> outcome. Of several, those decide that a careful human would take: of a unit above
 * before any other, of the kind and the period that fit; the unit's own only if nobody else has
 * one. Of none, what is nearest, and why it is none.
 */
#include "match/resolve_question.h"

#include "base/fold.h"
#include "match/difference.h"

#include <math.h>

void resolver_set_outcome(struct resolver *r, struct reference *ref, enum reference_outcome outcome,
                          const struct item_numbers *items, struct text reason)
{
    ref->outcome = outcome;
    ref->reason = text_copy(r->mem, tr_text(reason));
    ref->candidates.n = 0;
    for (size_t i = 0; i < items->n; i++)
        *list_push(r->mem, &ref->candidates) = items->v[i];
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

/* The one that refers, its objective or its key results: nobody says that it supports these. */
static bool of_own_family(const struct resolver *r, const struct question *q, uint32_t item)
{
    uint32_t from = q->ref->from, objective = q->from->objective;
    uint32_t above = r->plan->items.v[item].objective;
    return item == from || item == objective || above == from ||
           (above != NO_ITEM && above == objective);
}

/* Who counts its own OKRs as everybody does means its own, unless somebody above has the number. */
static bool only_own(const struct resolver *r, const struct question *q,
                     const struct item_numbers *items)
{
    bool own = false;
    for (size_t i = 0; i < items->n; i++) {
        if (question_unit_above(r, q, items->v[i]) || of_higher_level(r, q, items->v[i]))
            return false;
        own |= !question_other_unit(r, q, items->v[i]) && !of_own_family(r, q, items->v[i]);
    }
    return own && q->ref->id.len && q->scope.kind == SCOPE_NONE;
}

/* Others have the ID in writing, and the unit itself, which is beside them, only by counting. */
static bool counted_against_written(const struct resolver *r, const struct question *q,
                                    const struct item_numbers *items)
{
    bool counted = false, written = false;
    for (size_t i = 0; i < items->n; i++) {
        const struct item *item = &r->plan->items.v[items->v[i]];
        bool literal = text_eq(directory_key(r->directory, items->v[i]), q->ref->key);
        if (question_unit_above(r, q, items->v[i]) || of_higher_level(r, q, items->v[i]))
            return false;
        counted |= item->unit == q->from->unit && !item->written_id.len;
        written |= item->unit != q->from->unit && literal;
    }
    return counted && written && q->ref->key.len && q->scope.kind == SCOPE_NONE;
}

static bool not_above(const struct resolver *r, const struct question *q, uint32_t item)
{
    return !question_unit_above(r, q, item);
}

/* Nobody has the ID but the unit itself and those below it. */
static bool only_below(const struct resolver *r, const struct question *q,
                       const struct item_numbers *items)
{
    bool own = false;
    for (size_t i = 0; i < items->n; i++) {
        uint32_t unit = r->plan->items.v[items->v[i]].unit;
        own |= unit == q->from->unit && r->plan->items.v[items->v[i]].written_id.len;
        if (unit != q->from->unit && !unit_distance(r->plan, unit, q->from->unit))
            return false;
    }
    return own && q->ref->id.len && q->scope.kind == SCOPE_NONE;
}

/* In prose a unit that writes the ID in its sheet speaks of its own. */
static bool means_own(const struct resolver *r, const struct question *q,
                      const struct item_numbers *items)
{
    bool own = false;
    for (size_t i = 0; i < items->n; i++)
        own |=
            !question_other_unit(r, q, items->v[i]) && r->plan->items.v[items->v[i]].written_id.len;
    return own && q->ref->names_only && q->ref->id.len && q->scope.kind == SCOPE_NONE;
}

static bool like_gloss(const struct resolver *r, const struct question *q, uint32_t item)
{
    return text_similarity(text_key(r->scratch, q->ref->quote),
                           text_key(r->scratch, r->plan->items.v[item].text)) >= .6;
}

static bool several_units(const struct resolver *r, const struct item_numbers *items)
{
    for (size_t i = 1; i < items->n; i++)
        if (r->plan->items.v[items->v[i]].unit != r->plan->items.v[items->v[0]].unit)
            return true;
    return false;
}

void question_sift(const struct resolver *r, const struct question *q, struct item_numbers *items)
{
    question_keep_if(r, q, items, of_kind);
    question_keep_if(r, q, items, of_period);
}

void question_settle(struct resolver *r, const struct question *q, struct item_numbers *items,
                     const char *how)
{
    struct text reason = text_printf(r->scratch, tr("by %s"), tr(how));
    if (q->near_unit)
        reason = text_printf(r->scratch,
                             tr("by %s, of the unit whose name comes nearest to '" TEXT_FMT "'"),
                             tr(how), TEXT_ARG(q->scope.words));
    if (q->ref->below)
        reason =
            text_printf(r->scratch, tr(TEXT_FMT ", as what supports the item"), TEXT_ARG(reason));
    if (!q->ref->below && counted_against_written(r, q, items)) {
        question_sift(r, q, items);
        resolver_set_outcome(r, q->ref, OUTCOME_AMBIGUOUS, items,
                             T("others have the ID, and it is the unit's own by counting"));
        return;
    }
    bool own = only_own(r, q, items) || only_below(r, q, items) || means_own(r, q, items);
    if (q->ref->below && !question_keep_if(r, q, items, not_above)) {
        q->ref->upward = true;
        resolver_set_outcome(r, q->ref, OUTCOME_BROKEN, items,
                             T("it is above the OKR that it is said to support"));
        return;
    }
    if ((own && !q->ref->below) || !question_keep_if(r, q, items, question_other_unit)) {
        question_keep_if(r, q, items, of_own_unit);
        resolver_set_outcome(r, q->ref, OUTCOME_SELF, items, T("the unit's own"));
        return;
    }
    if (q->ref->id.len && q->ref->quote.len && items->n > 1)
        question_keep_if(r, q, items, like_gloss);
    question_sift(r, q, items);
    bool scoped = q->scope.kind != SCOPE_NONE;
    if (!scoped || scope_is_above(q->scope.kind))
        question_keep_if(r, q, items, question_unit_above);
    if (!scoped)
        question_keep_if(r, q, items, of_higher_level);
    if (!several_units(r, items))
        question_keep_if(r, q, items, of_same_period);
    if (items->n == 1)
        resolver_set_outcome(r, q->ref, OUTCOME_RESOLVED, items, reason);
    else if (several_units(r, items) && question_unit_above(r, q, items->v[0]))
        resolver_set_outcome(r, q->ref, OUTCOME_NONE, items, reason);
    else
        resolver_set_outcome(r, q->ref, OUTCOME_AMBIGUOUS, items, reason);
}

/* --- an ID and words ------------------------------------------------------------------------------ */

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

/* How many words of weight the two share; the first of several is most often no more than "raise". */
static size_t words_shared(const struct phrase *said, const struct phrase *text)
{
    size_t shared = 0;
    for (size_t i = 0; i < said->n; i++) {
        bool found = false;
        for (size_t k = 0; k < text->n && !found && !said->v[i].light && !said->v[i].number; k++)
            found = !text->v[k].light && !text->v[k].number && (i || k || said->heavy < 2) &&
                    words_alike(said->v[i].text, text->v[k].text);
        shared += found;
    }
    return shared;
}

static size_t shared_with(const struct resolver *r, const struct phrase *said, uint32_t item)
{
    struct phrase text = phrase_read(r->scratch, r->words, r->plan->items.v[item].text);
    return words_shared(said, &text);
}

bool question_words_fit(const struct resolver *r, const struct reference *ref, uint32_t item)
{
    struct phrase said = phrase_read(r->scratch, r->words, ref->quote);
    return shared_with(r, &said, item) > 0;
}

static void add_other(const struct resolver *r, const struct question *q, uint32_t item,
                      struct item_numbers *out)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->v[i] == item)
            return;
    if (question_other_unit(r, q, item))
        *list_push(r->scratch, out) = item;
}

/* All that the ID may mean: what was found, and, where no unit is named, what it is above. */
static struct item_numbers all_of_id(const struct resolver *r, const struct question *q,
                                     const struct item_numbers *items)
{
    struct item_numbers all = {0}, here = {0};
    for (size_t i = 0; i < items->n; i++)
        add_other(r, q, items->v[i], &all);
    if (q->scope.kind != SCOPE_NONE || q->id.scope.len)
        return all;
    struct units_above units = resolver_above(r, q->from->unit);
    for (size_t u = 0; u < units.n; u++) {
        question_in_unit(r, q->ref, units.v[u], &here);
        for (size_t i = 0; i < here.n; i++)
            add_other(r, q, here.v[i], &all);
    }
    question_sift(r, q, &all);
    return all;
}

void question_ask_words(struct resolver *r, const struct question *q,
                        const struct item_numbers *items)
{
    struct reference *ref = q->ref;
    if (!ref->quote.len || ref->outcome == OUTCOME_SELF || ref->upward)
        return;
    bool resolved = ref->outcome == OUTCOME_RESOLVED;
    struct phrase said = phrase_read(r->scratch, r->words, ref->quote);
    if (!said.heavy || (resolved && like_gloss(r, q, ref->candidates.v[0])))
        return;
    struct item_numbers all = all_of_id(r, q, items), best = {0};
    size_t most = 0;
    for (size_t i = 0; i < all.n; i++) {
        size_t shared = shared_with(r, &said, all.v[i]);
        if (shared > most)
            best.n = 0;
        if (shared && shared >= most) {
            *list_push(r->scratch, &best) = all.v[i];
            most = shared;
        }
    }
    if (best.n != 1)
        return;
    size_t own = resolved ? shared_with(r, &said, ref->candidates.v[0]) : 0;
    bool fits = resolved && gloss_fits(r, &said, ref->candidates.v[0]);
    bool plainly =
        fits ? most >= 2 && most + 1 >= said.heavy && own * 2 <= most : most * 2 >= said.heavy;
    if (!resolved || plainly)
        resolver_set_outcome(r, ref, OUTCOME_RESOLVED, &best,
                             T("by its ID and the words behind it"));
}

/* The item that the words behind an ID speak of, if there is just one; NO_ITEM. */
static uint32_t said_by_gloss(struct resolver *r, const struct question *q)
{
    struct item_numbers items = {0};
    struct question words = *q;
    words.scope.kind = SCOPE_NONE;
    if (!question_by_text(r, &words, &items))
        return NO_ITEM;
    question_keep_if(r, q, &items, question_other_unit);
    question_keep_if(r, q, &items, of_period);
    return items.n == 1 && question_other_unit(r, q, items.v[0]) ? items.v[0] : NO_ITEM;
}

/* An ID that several have, and word for word the text of one OKR: that one is meant. */
static void ask_text(struct resolver *r, const struct question *q)
{
    struct item_numbers items = {0};
    question_take(r, q, directory_by_text(r->directory, text_key(r->scratch, q->ref->quote)), false,
                  &items);
    if (question_keep_if(r, q, &items, question_other_unit) && items.n == 1)
        resolver_set_outcome(r, q->ref, OUTCOME_RESOLVED, &items,
                             T("by its text, word for word; the ID fits several others"));
}

void question_check_words(struct resolver *r, const struct question *q)
{
    struct reference *ref = q->ref;
    if (ref->quote.len && ref->outcome == OUTCOME_AMBIGUOUS)
        ask_text(r, q);
    if (!ref->quote.len || ref->outcome != OUTCOME_RESOLVED ||
        like_gloss(r, q, ref->candidates.v[0]))
        return;
    struct phrase said = phrase_read(r->scratch, r->words, ref->quote);
    bool fits = gloss_fits(r, &said, ref->candidates.v[0]);
    bool exact = directory_by_text(r->directory, text_key(r->scratch, ref->quote))->n == 1;
    struct text name = short_name_in(ref->quote);
    bool other_name = name.len && !has_short_name(r, ref->candidates.v[0], name);
    if (!other_name && (!said.heavy || (fits && !exact)))
        return;
    uint32_t other = said_by_gloss(r, q);
    struct item_numbers both = {0};
    if (other != NO_ITEM && other != ref->candidates.v[0]) {
        *list_push(r->scratch, &both) = ref->candidates.v[0];
        *list_push(r->scratch, &both) = other;
        resolver_set_outcome(r, ref, OUTCOME_AMBIGUOUS, &both,
                             T("the ID is that of one OKR, the words are those of another"));
    } else if (!fits && said.heavy >= 2) {
        ref->reason = text_printf(r->mem, tr(TEXT_FMT ", though the words behind it are not its"),
                                  TEXT_ARG(ref->reason));
    }
}

/* --- none ------------------------------------------------------------------------------------------ */

/* "Our department's O1" of a unit that nothing places in one. */
static bool lacks_department(const struct resolver *r, const struct question *q)
{
    return q->scope.kind == SCOPE_DEPARTMENT && r->has_company && !question_has_middle(r, q);
}

static struct text why_broken(const struct resolver *r, const struct question *q)
{
    const struct reference *ref = q->ref;
    if (q->scope.kind == SCOPE_UNKNOWN)
        return text_printf(r->scratch, tr("no unit is called '" TEXT_FMT "'"),
                           TEXT_ARG(q->scope.words));
    if (q->scope.kind == SCOPE_UNIT && !r->unit_items[q->scope.unit].n)
        return text_printf(r->scratch, tr("no OKRs of '" TEXT_FMT "' were read"),
                           TEXT_ARG(r->plan->units.v[q->scope.unit].name));
    if (q->scope.kind == SCOPE_UNIT)
        return text_printf(r->scratch, tr("'" TEXT_FMT "' has no such OKR"),
                           TEXT_ARG(r->plan->units.v[q->scope.unit].name));
    if (q->scope.kind == SCOPE_COMPANY)
        return T("the organisation has no such OKR");
    if (lacks_department(r, q))
        return text_printf(r->scratch, tr("it is not said what unit '" TEXT_FMT "' is part of"),
                           TEXT_ARG(r->plan->units.v[q->from->unit].name));
    if (scope_is_above(q->scope.kind))
        return T("no unit above has such an OKR");
    if (ref->id.len)
        return T("no other unit has an OKR of that ID");
    return directory_scope(r->directory, ref->quote).kind == SCOPE_UNIT
               ? T("it names a unit, not an OKR")
               : T("no OKR has that text");
}

void question_broken(struct resolver *r, const struct question *q, struct text reason)
{
    struct item_numbers nearest = {0};
    bool lost = lacks_department(r, q);
    if (lost)
        q->ref->advice = T("write 'Department' and its name above the OKRs, or name the unit");
    if (q->ref->quote.len)
        question_nearest_by_text(r, q, &nearest);
    if (!lost && !nearest.n && q->ref->id.len && q->scope.kind != SCOPE_UNKNOWN)
        question_nearest_by_id(r, q, &nearest);
    resolver_set_outcome(r, q->ref, OUTCOME_BROKEN, &nearest, reason);
}

/* The period of an item, by its sheet or the run; absent. */
static struct text period_of(const struct resolver *r, uint32_t item)
{
    struct text own = r->plan->items.v[item].period;
    return own.len ? own : r->plan->period;
}

static bool has_period(const struct resolver *r, const struct question *q, uint32_t item)
{
    (void)q;
    return period_of(r, item).len > 0;
}

/* It is there, but of another period than the one that is named. */
static bool of_other_period(struct resolver *r, const struct question *q)
{
    struct item_numbers items = {0};
    struct question again = *q;
    again.any_time = true;
    if (!q->ref->when.len)
        return false;
    if (q->ref->key.len)
        question_by_id(r, &again, &items);
    else
        question_by_text(r, &again, &items);
    if (!question_keep_if(r, q, &items, has_period))
        return false;
    struct text period = period_of(r, items.v[0]);
    items.n = 1;
    resolver_set_outcome(r, q->ref, OUTCOME_BROKEN, &items,
                         text_printf(r->scratch,
                                     tr("of '" TEXT_FMT "' there is none, only of " TEXT_FMT),
                                     TEXT_ARG(q->ref->when), TEXT_ARG(period)));
    return true;
}

void question_none(struct resolver *r, const struct question *q)
{
    struct question known = *q;
    uint32_t unit =
        q->scope.kind == SCOPE_UNKNOWN && q->id.scope.len ? question_unit_of_prefix(r, q) : NO_UNIT;
    if (unit != NO_UNIT && text_eq(ident_key(r->scratch, q->ref->scope), q->id.scope))
        known.scope = (struct scope){.kind = SCOPE_UNIT, .unit = unit, .words = q->scope.words};
    if (!of_other_period(r, q))
        question_broken(r, &known, why_broken(r, &known));
}
