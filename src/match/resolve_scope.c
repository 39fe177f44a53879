/*
 * Which items the words of a question may mean at all: those of the unit or level that is named, of
 * the period that is named, on the sheet where a formula looked. The rest of the questions that are
 * asked of one item, and lists of items that are asked them.
 */
#include "match/resolve_question.h"

#include "model/when.h"

#include <math.h>

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

bool resolver_is_company(const struct resolver *r, uint32_t unit)
{
    const struct unit *u = &r->plan->units.v[unit];
    return r->has_company ? u->level == 0 : u->parent == NO_UNIT;
}

bool question_has_middle(const struct resolver *r, const struct question *q)
{
    uint32_t parent = r->plan->units.v[q->from->unit].parent;
    return parent != NO_UNIT && !resolver_is_company(r, parent);
}

/* The organisation is meant by words for what is above: where it is right above, and never where they
   name a department and it is known to be none. */
static bool company_is_above(const struct resolver *r, const struct question *q)
{
    bool department = q->scope.kind == SCOPE_DEPARTMENT && r->has_company;
    return !department && !question_has_middle(r, q);
}

static bool in_scope(const struct resolver *r, const struct question *q, uint32_t item)
{
    uint32_t unit = r->plan->items.v[item].unit, own = q->from->unit;
    size_t up = unit_distance(r->plan, own, unit);
    bool rootless = r->plan->units.v[own].parent == NO_UNIT && !resolver_is_company(r, own);
    switch (q->scope.kind) {
    case SCOPE_NONE:
        return true;
    case SCOPE_COMPANY:
        return resolver_is_company(r, unit) && (r->has_company || unit != own);
    case SCOPE_ABOVE:
    case SCOPE_DEPARTMENT:
        if (rootless)
            return unit != own;
        return up > 0 && (!resolver_is_company(r, unit) || company_is_above(r, q));
    case SCOPE_OWN:
        return unit == own;
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

/* A sheet that says no period is of the run's; where that is not known either, of the day of the run
   for who says "last quarter's", and of any period for who names another unit's "Q1". */
static void days_of(const struct resolver *r, const struct question *q, const struct item *item,
                    double *first, double *last)
{
    *first = item->period_first;
    *last = item->period_last;
    if (isnan(*first)) {
        *first = r->plan->period_first;
        *last = r->plan->period_last;
    }
    bool present =
        item->unit == q->from->unit || when_is_relative(r->scratch, r->words, q->ref->when);
    if (isnan(*first) && present)
        *first = *last = r->plan->as_of;
}

bool question_in_time(const struct resolver *r, const struct question *q, uint32_t item)
{
    double first, last;
    if (!q->ref->when.len || q->any_time)
        return true;
    days_of(r, q, &r->plan->items.v[item], &first, &last);
    return isnan(first) || (first <= q->ref->when_last && q->ref->when_first <= last);
}

bool question_allows(const struct resolver *r, const struct question *q, uint32_t item)
{
    return in_scope(r, q, item) && on_sheet(r, q, item) && question_in_time(r, q, item);
}

bool question_other_unit(const struct resolver *r, const struct question *q, uint32_t item)
{
    return r->plan->items.v[item].unit != q->from->unit;
}

bool question_unit_above(const struct resolver *r, const struct question *q, uint32_t item)
{
    return unit_distance(r->plan, q->from->unit, r->plan->items.v[item].unit) > 0;
}

void question_take(const struct resolver *r, const struct question *q,
                   const struct item_numbers *items, bool scoped, struct item_numbers *out)
{
    for (size_t i = 0; i < items->n; i++)
        if ((!scoped || in_scope(r, q, items->v[i])) && on_sheet(r, q, items->v[i]) &&
            question_in_time(r, q, items->v[i]))
            *list_push(r->scratch, out) = items->v[i];
}

size_t question_keep_if(const struct resolver *r, const struct question *q,
                        struct item_numbers *items,
                        bool (*good)(const struct resolver *, const struct question *, uint32_t))
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
