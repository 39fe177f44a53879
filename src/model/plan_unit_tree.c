/*
 * Drafts -> the plan: parents and levels, stated or implied, and of the drafts those that hold items or
 * stand above one that does, in order of level and name.
 */
#include "model/plan_unit.h"

#include <stdlib.h>

static int parent_level(struct drafts *d, uint32_t unit)
{
    uint32_t parent = d->list.v[unit].parent;
    if (parent == NO_UNIT)
        return d->organisation != NO_UNIT ? 0 : LEVEL_UNKNOWN;
    const struct draft *p = &d->list.v[parent];
    return p->level != LEVEL_UNKNOWN ? p->level : p->implied;
}

static void resolve_parents(struct drafts *d)
{
    for (size_t i = 0; i < d->list.n; i++) {
        struct draft *draft = &d->list.v[i];
        if (draft->parent_name.len)
            draft->parent = draft_find(d, draft->parent_name);
        if (draft->parent == i || i == d->organisation)
            draft->parent = NO_UNIT;
    }
    for (size_t i = 0; i < d->list.n; i++) { /* no circles: the chain from each ends */
        size_t steps = 0;
        uint32_t at = d->list.v[i].parent;
        while (at != NO_UNIT && steps++ <= d->list.n)
            at = d->list.v[at].parent;
        if (steps > d->list.n)
            d->list.v[i].parent = NO_UNIT;
    }
}

/* What is above other units and below none is right below the organisation. */
static bool imply_departments(struct drafts *d)
{
    bool any = false;
    for (size_t i = 0; i < d->list.n; i++) {
        uint32_t parent = d->list.v[i].parent;
        if (parent == NO_UNIT || parent == d->organisation)
            continue;
        struct draft *above = &d->list.v[parent];
        if (above->level != LEVEL_UNKNOWN || above->implied != LEVEL_UNKNOWN ||
            above->parent != NO_UNIT)
            continue;
        above->implied = 1;
        any = true;
    }
    return any;
}

/* Levels: stated, implied by folders, one below the parent. Parents first, so that the chain is
   walked as deep as it is. */
static void resolve_levels(struct drafts *d)
{
    bool changed = true;
    for (size_t round = 0; changed && round < 32; round++) {
        changed = false;
        for (size_t i = 0; i < d->list.n; i++) {
            struct draft *draft = &d->list.v[i];
            if (draft->level != LEVEL_UNKNOWN || draft->implied != LEVEL_UNKNOWN)
                continue;
            int above = draft->parent == NO_UNIT ? LEVEL_UNKNOWN : parent_level(d, (uint32_t)i);
            if (above == LEVEL_UNKNOWN)
                continue;
            draft->implied = above + 1;
            changed = true;
        }
        if (!changed && round == 0)
            changed = imply_departments(d);
    }
}

/* Stated levels 0 and 2 without a 1 are 0 and 1: words for levels are relative. */
static void close_gaps(struct drafts *d)
{
    bool used[8] = {false};
    int shift[8] = {0}, gaps = 0;
    for (size_t i = 0; i < d->list.n; i++) {
        const struct draft *draft = &d->list.v[i];
        int level = draft->level != LEVEL_UNKNOWN ? draft->level : draft->implied;
        if (draft->configured && draft->level > 0)
            return;
        if (level == LEVEL_UNKNOWN)
            level = 1;
        used[level < 7 ? level : 7] = true;
    }
    used[0] = true;
    for (int level = 0; level < 8; level++) {
        shift[level] = gaps;
        gaps += !used[level];
    }
    for (size_t i = 0; i < d->list.n; i++) {
        struct draft *draft = &d->list.v[i];
        if (draft->level > 0)
            draft->level -= shift[draft->level < 7 ? draft->level : 7];
        if (draft->implied > 0)
            draft->implied -= shift[draft->implied < 7 ? draft->implied : 7];
    }
}

static int level_of(const struct draft *draft)
{
    return draft->level != LEVEL_UNKNOWN     ? draft->level
           : draft->implied != LEVEL_UNKNOWN ? draft->implied
                                             : 1;
}

struct rank {
    int level;
    struct text name;
    uint32_t draft;
};

static int by_level_and_name(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    int order = x->level != y->level ? x->level - y->level : text_cmp(x->name, y->name);
    return order ? order : (x->draft > y->draft) - (x->draft < y->draft);
}

/* Units that hold items, or are above one that does, or were configured. */
static bool *used_drafts(struct drafts *d)
{
    bool *used = NEW_ARRAY(d->w->scratch, bool, d->list.n + 1);
    for (size_t i = 0; i < d->w->layout->records.n; i++)
        if (d->w->unit_of[i] != NO_UNIT)
            used[d->w->unit_of[i]] = true;
    for (size_t i = 0; i < d->list.n; i++)
        used[i] |= d->list.v[i].configured;
    for (size_t i = 0; i < d->list.n; i++)
        for (uint32_t at = used[i] ? d->list.v[i].parent : NO_UNIT; at != NO_UNIT && !used[at];
             at = d->list.v[at].parent)
            used[at] = true;
    return used;
}

static void publish(struct drafts *d, struct draft *draft)
{
    struct plan *plan = d->w->plan;
    draft->number = plan_add_unit(d->mem, plan, draft->name, level_of(draft), NO_UNIT);
    struct unit *unit = &plan->units.v[draft->number];
    unit->function = draft->function;
    unit->place = draft->place;
    unit->assumed = draft->level == LEVEL_UNKNOWN && draft->implied == LEVEL_UNKNOWN;
    unit->reason =
        draft->level_reason.len && !text_contains(draft->reason, TR("whole organisation"))
            ? text_printf(d->mem, tr(TEXT_FMT "; level: " TEXT_FMT), TEXT_ARG(draft->reason),
                          TEXT_ARG(draft->level_reason))
            : draft->reason;
    if (draft->prefix.len)
        plan_set_prefix(d->mem, plan, draft->number, draft->prefix);
}

static void publish_all(struct drafts *d)
{
    struct plan *plan = d->w->plan;
    bool *used = used_drafts(d);
    struct rank *ranks = NEW_ARRAY(d->w->scratch, struct rank, d->list.n + 1);
    size_t n = 0;
    for (uint32_t i = 0; i < d->list.n; i++)
        if (used[i])
            ranks[n++] = (struct rank){level_of(&d->list.v[i]), d->list.v[i].name, i};
    qsort(ranks, n, sizeof *ranks, by_level_and_name);
    for (size_t i = 0; i < n; i++)
        publish(d, &d->list.v[ranks[i].draft]);
    uint32_t top = d->organisation != NO_UNIT ? d->list.v[d->organisation].number : NO_UNIT;
    for (size_t i = 0; i < n; i++) {
        const struct draft *draft = &d->list.v[ranks[i].draft];
        struct unit *unit = &plan->units.v[draft->number];
        unit->parent = draft->parent != NO_UNIT ? d->list.v[draft->parent].number
                       : draft->number != top   ? top
                                                : NO_UNIT;
        for (size_t k = 0; k < draft->aliases.n; k++)
            plan_add_alias(d->mem, plan, draft->number, draft->aliases.v[k]);
    }
    if (top != NO_UNIT && d->list.v[d->organisation].proper)
        plan->organisation = plan->units.v[top].name;
    for (size_t i = 0; i < d->w->layout->records.n; i++)
        if (d->w->unit_of[i] != NO_UNIT)
            d->w->unit_of[i] = d->list.v[d->w->unit_of[i]].number;
    for (size_t i = 0; i < d->w->sources.n; i++)
        if (d->w->sources.v[i].unit != NO_UNIT)
            d->w->sources.v[i].unit = d->list.v[d->w->sources.v[i].unit].number;
}

static void report_unknown(struct drafts *d)
{
    if (!d->w->config->units.n)
        return;
    for (size_t i = 0; i < d->list.n; i++) {
        const struct draft *draft = &d->list.v[i];
        if (draft->number == NO_UNIT || draft->configured)
            continue;
        struct finding *f =
            diag_add(d->w->diag, FINDING_UNKNOWN_UNIT, draft->place,
                     T("add it to okralign.ini, or to the aliases of the unit that is meant"),
                     "unit '" TEXT_FMT "' is not in the configuration", TEXT_ARG(draft->name));
        f->unit = d->w->plan->units.v[draft->number].id;
    }
}

void drafts_publish(struct drafts *d)
{
    resolve_parents(d);
    resolve_levels(d);
    close_gaps(d);
    publish_all(d);
    report_unknown(d);
}
