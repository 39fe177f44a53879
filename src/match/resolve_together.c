/*
 * What is said together is meant together. The codes of one list ("O2 KR1-3"), and those of one
 * column, name OKRs of one unit: of those above, the one that has all of them, or the most; only
 * then the nearest. A list that no unit has as a whole, and that would fall apart, is asked about.
 */
#include "match/resolve_question.h"

enum { CODES_COUNTED = 2000 };

struct units_above resolver_above(const struct resolver *r, uint32_t own)
{
    struct units_above out = {.n = 0};
    const struct plan *plan = r->plan;
    uint32_t unit = plan->units.v[own].parent, top = own;
    for (; unit != NO_UNIT && out.n < UNITS_ABOVE && unit != own; unit = plan->units.v[unit].parent)
        top = out.v[out.n++] = unit;
    if (resolver_is_company(r, top) || plan->units.v[top].parent != NO_UNIT)
        return out;
    for (uint32_t u = 0; u < plan->units.n && out.n < UNITS_ABOVE; u++)
        if (u != own && r->has_company && resolver_is_company(r, u))
            out.v[out.n++] = u;
    return out;
}

/* --- one code in one unit ---------------------------------------------------------------------- */

/* A code that says no more than a number, and not whose it is. */
static bool counts_alone(const struct resolver *r, const struct reference *ref)
{
    if (!ref->key.len || ref->target_row != PLACE_NONE || ref->source == SOURCE_FORMULA)
        return false;
    if (ref->outcome != OUTCOME_RESOLVED && ref->outcome != OUTCOME_AMBIGUOUS)
        return false;
    struct ident id = ident_parse(r->scratch, &r->words->ident, ref->key);
    bool counts = id.objective.len || id.key_result.len;
    return counts && !id.scope.len && !question_is_name(ref->id) &&
           directory_scope(r->directory, ref->scope).kind == SCOPE_NONE;
}

void question_in_unit(const struct resolver *r, struct reference *ref, uint32_t unit,
                      struct item_numbers *out)
{
    struct question q = {.ref = ref, .from = &r->plan->items.v[ref->from]};
    q.scope = (struct scope){.kind = SCOPE_UNIT, .unit = unit, .whole = true};
    q.id = ident_parse(r->scratch, &r->words->ident, ref->key);
    out->n = 0;
    question_by_id(r, &q, out);
    question_sift(r, &q, out);
}

/* The item's sheet has the code as it is said. */
static bool is_literal(const struct resolver *r, const struct reference *ref, uint32_t item)
{
    return text_eq(ref->key, directory_key(r->directory, item));
}

static uint32_t unit_of(const struct resolver *r, const struct reference *ref)
{
    return r->plan->items.v[ref->candidates.v[0]].unit;
}

static bool in_one_unit(const struct resolver *r, const struct reference *ref)
{
    for (size_t i = 1; i < ref->candidates.n; i++)
        if (r->plan->items.v[ref->candidates.v[i]].unit != unit_of(r, ref))
            return false;
    return true;
}

/* --- several codes ------------------------------------------------------------------------------- */

struct together {
    struct {
        struct reference **v;
        size_t n, cap;
    } members; /* of one unit */
    struct map codes;
};

struct together_list LIST(struct together);

/* How well a unit fits codes: how many it has, once each; of those, as somebody wrote them. */
struct fit {
    uint32_t unit;
    size_t has, once, literal, said;
};

static struct fit fit_of(const struct resolver *r, const struct together *t, uint32_t unit)
{
    struct fit fit = {.unit = unit};
    struct item_numbers items = {0};
    struct map seen = {0};
    for (size_t i = 0; i < t->members.n && i < CODES_COUNTED; i++) {
        struct reference *ref = t->members.v[i];
        bool words = ref->quote.len && question_words_fit(r, ref, ref->candidates.v[0]);
        fit.said += words && unit_of(r, ref) == unit;
        if (*map_put(r->scratch, &seen, ref->key, i) != i)
            continue;
        question_in_unit(r, ref, unit, &items);
        fit.has += items.n > 0;
        fit.once += items.n == 1;
        bool literal = false;
        for (size_t k = 0; k < items.n; k++)
            literal |= is_literal(r, ref, items.v[k]);
        fit.literal += literal;
    }
    return fit;
}

static bool fits_better(const struct fit *a, const struct fit *b)
{
    if (a->has != b->has)
        return a->has > b->has;
    if (a->said != b->said)
        return a->said > b->said;
    if (a->literal != b->literal)
        return a->literal > b->literal;
    return a->once > b->once;
}

/* All are in one unit already. */
static bool agree(const struct resolver *r, const struct together *t)
{
    for (size_t i = 0; i < t->members.n; i++)
        if (!in_one_unit(r, t->members.v[i]) ||
            unit_of(r, t->members.v[i]) != unit_of(r, t->members.v[0]))
            return false;
    return true;
}

static struct text without_nearest(struct text reason)
{
    return text_slice(reason, 0, text_find(reason, TR(", of the"), 0));
}

static void move_to(struct resolver *r, struct reference *ref, uint32_t unit, const char *why)
{
    struct item_numbers items = {0};
    question_in_unit(r, ref, unit, &items);
    bool stays = ref->outcome == OUTCOME_RESOLVED && unit_of(r, ref) == unit;
    if (!items.n || stays)
        return;
    resolver_set_outcome(
        r, ref, items.n == 1 ? OUTCOME_RESOLVED : OUTCOME_AMBIGUOUS, &items,
        text_printf(r->scratch, TEXT_FMT ", %s", TEXT_ARG(without_nearest(ref->reason)), tr(why)));
}

/* Words behind a code have decided: other codes do not. */
static bool is_settled(const struct resolver *r, const struct reference *ref)
{
    for (size_t i = 0; ref->quote.len && i < ref->candidates.n; i++)
        if (question_words_fit(r, ref, ref->candidates.v[i]))
            return true;
    return false;
}

/* How many different codes any of the units has. */
static size_t known_codes(const struct resolver *r, const struct together *t,
                          const struct units_above *units)
{
    struct map seen = {0};
    size_t known = 0;
    struct item_numbers items = {0};
    for (size_t i = 0; i < t->members.n && i < CODES_COUNTED; i++) {
        if (*map_put(r->scratch, &seen, t->members.v[i]->key, i) != i)
            continue;
        items.n = 0;
        for (size_t u = 0; u < units->n && !items.n; u++)
            question_in_unit(r, t->members.v[i], units->v[u], &items);
        known += items.n > 0;
    }
    return known;
}

/* Of the units that fit at all the best; of equal ones the nearest. NULL. */
static const struct fit *best_fit(const struct resolver *r, const struct together *t,
                                  const struct units_above *units, struct fit fits[UNITS_ABOVE])
{
    const struct fit *best = NULL;
    for (size_t u = 0; u < units->n; u++) {
        fits[u] = fit_of(r, t, units->v[u]);
        if (fits[u].has && (!best || fits_better(&fits[u], best)))
            best = &fits[u];
    }
    return best;
}

/* It stands in its unit's sheet as it is said, and the other unit has no more of the codes. */
static bool stays_literal(const struct resolver *r, const struct reference *ref,
                          const struct units_above *units, const struct fit fits[UNITS_ABOVE],
                          size_t all)
{
    if (ref->outcome != OUTCOME_RESOLVED || !is_literal(r, ref, ref->candidates.v[0]))
        return false;
    for (size_t u = 0; u < units->n; u++)
        if (units->v[u] == unit_of(r, ref))
            return fits[u].has >= all;
    return true;
}

/* The unit that fits the codes best, where they are of several units so far; NULL. */
static const struct fit *contested(struct resolver *r, const struct together *t,
                                   struct units_above *units, struct fit fits[UNITS_ABOVE])
{
    *units = resolver_above(r, r->plan->items.v[t->members.v[0]->from].unit);
    if (t->codes.n < 2 || units->n < 2 || agree(r, t))
        return NULL;
    return best_fit(r, t, units, fits);
}

static void settle_column(struct resolver *r, const struct together *t)
{
    struct units_above units;
    struct fit fits[UNITS_ABOVE] = {{0}};
    const struct fit *best = contested(r, t, &units, fits);
    if (!best)
        return;
    size_t known = known_codes(r, t, &units);
    size_t enough = best->has == known ? known : 0; /* else what is literal stays in any case */
    for (size_t i = 0; i < t->members.n; i++)
        if (!is_settled(r, t->members.v[i]) &&
            !stays_literal(r, t->members.v[i], &units, fits, enough))
            move_to(r, t->members.v[i], best->unit,
                    "of the unit that fits the codes of the column");
}

/* No unit has all: each code that several have is asked about. */
static void ask_each(struct resolver *r, const struct together *t, const struct units_above *units)
{
    for (size_t i = 0; i < t->members.n; i++) {
        struct reference *ref = t->members.v[i];
        struct item_numbers all = {0}, items = {0};
        size_t having = 0;
        for (size_t u = 0; u < units->n; u++) {
            question_in_unit(r, ref, units->v[u], &items);
            having += items.n > 0;
            for (size_t k = 0; k < items.n; k++)
                *list_push(r->scratch, &all) = items.v[k];
        }
        if (having > 1 && !is_settled(r, ref))
            resolver_set_outcome(r, ref, OUTCOME_AMBIGUOUS, &all,
                                 T("by its ID; no one unit has all that the list names"));
    }
}

static void settle_list(struct resolver *r, const struct together *t)
{
    struct units_above units;
    struct fit fits[UNITS_ABOVE] = {{0}};
    const struct fit *best = contested(r, t, &units, fits);
    if (!best)
        return;
    if (best->has < known_codes(r, t, &units)) {
        ask_each(r, t, &units);
        return;
    }
    for (size_t i = 0; i < t->members.n; i++)
        if (!is_settled(r, t->members.v[i]))
            move_to(r, t->members.v[i], best->unit, "of the unit that fits the whole list");
}

/* --- who stands together ------------------------------------------------------------------------- */

/* A column's codes speak for each other if they are of one time. */
static bool counts_in_column(const struct reference *ref)
{
    return ref->source == SOURCE_PARENT_FIELD && !ref->when.len;
}

/* In a column made for it all of a cell is one list; elsewhere what was said in one breath. */
static struct text list_key(const struct resolver *r, const struct reference *ref)
{
    const void *breath = ref->source == SOURCE_PARENT_FIELD ? NULL : ref->text.ptr;
    return text_printf(r->scratch, "%u/%p/" TEXT_FMT, ref->from, breath,
                       TEXT_ARG(place_text(r->scratch, ref->place)));
}

static struct together_list gather(const struct resolver *r, bool columns)
{
    struct together_list out = {0};
    struct map numbers = {0};
    for (size_t i = 0; i < r->references->n; i++) {
        struct reference *ref = &r->references->v[i];
        if ((columns && !counts_in_column(ref)) || ref->below || !counts_alone(r, ref))
            continue;
        struct text key = columns ? resolver_column(r, ref) : list_key(r, ref);
        size_t number = *map_put(r->scratch, &numbers, key, out.n);
        if (number == out.n)
            *list_push(r->scratch, &out) = (struct together){.codes = {0}};
        *list_push(r->scratch, &out.v[number].members) = ref;
        map_put(r->scratch, &out.v[number].codes, ref->key, 1);
    }
    return out;
}

void resolve_together(struct resolver *r)
{
    struct together_list columns = gather(r, true);
    for (size_t i = 0; i < columns.n; i++)
        settle_column(r, &columns.v[i]);
    struct together_list lists = gather(r, false);
    for (size_t i = 0; i < lists.n; i++)
        settle_list(r, &lists.v[i]);
}
