/*
 * The plan as a container: units and items are appended, named and found again. What builds it from
 * records is in plan_build.c; tests build theirs with the same functions.
 */
#include "model/plan.h"

#include "base/fold.h"
#include "model/ident.h"
#include "value/unit_name.h"

#include <math.h>

struct plan *plan_new(struct arena *mem)
{
    struct plan *plan = NEW(mem, struct plan);
    plan->as_of = plan->period_first = plan->period_last = NAN;
    return plan;
}

struct item item_blank(void)
{
    return (struct item){
        .unit = NO_UNIT,
        .objective = NO_ITEM,
        .first_key_result = NO_ITEM,
        .period_first = NAN,
        .period_last = NAN,
        .metric = {.start = NAN, .target = NAN, .current = NAN},
        .stated = NAN,
        .progress = NAN,
        .progress_raw = NAN,
        .confidence = NAN,
        .weight = NAN,
        .points = NAN,
        .due = NAN,
        .updated = NAN,
        .committed = -1,
        .record = RECORD_NONE,
    };
}

void plan_name_unit(struct arena *mem, struct plan *plan, uint32_t unit, struct text name)
{
    struct text key = unit_key(mem, name);
    if (key.len)
        map_put(mem, &plan->unit_names, key, unit);
}

void plan_add_alias(struct arena *mem, struct plan *plan, uint32_t unit, struct text alias)
{
    struct unit *u = &plan->units.v[unit];
    if (text_blank(alias) || text_eq(alias, u->name))
        return;
    for (size_t i = 0; i < u->aliases.n; i++)
        if (text_eq(u->aliases.v[i], alias))
            return;
    *list_push(mem, &u->aliases) = text_copy(mem, alias);
    plan_name_unit(mem, plan, unit, alias);
}

/* The first spelling of `base`, `base`2, `base`3, ... that is not taken yet. */
static struct text unused(struct arena *mem, struct plan *plan, const struct map *taken,
                          struct text base, const char *joint)
{
    if (map_get(taken, base) == MAP_NONE)
        return base;
    struct text key = text_printf(mem, "%s\n" TEXT_FMT, joint, TEXT_ARG(base)), name;
    size_t *next = map_put(mem, &plan->next_numbers, key, 2);
    do
        name = text_printf(mem, TEXT_FMT "%s%zu", TEXT_ARG(base), joint, (*next)++);
    while (map_get(taken, name) != MAP_NONE);
    return name;
}

static struct text slug(struct arena *mem, struct text name)
{
    struct text key = text_copy(mem, text_key(mem, name));
    struct buf out = {.mem = mem};
    for (size_t i = 0; i < key.len; i++)
        buf_add_char(&out, key.ptr[i] == ' ' ? '-' : key.ptr[i]);
    return out.len ? buf_text(&out) : T("unit");
}

/* The Latin letters and digits of `name`, folded, upper case: of several words the initials of up
   to four if there are three or more, else the first three letters. */
static struct text prefix_base(struct arena *mem, struct text name)
{
    struct text key = text_key(mem, name);
    size_t words = 1;
    for (size_t i = 0; i < key.len; i++)
        words += key.ptr[i] == ' ';
    size_t limit = words >= 3 ? 4 : 3;
    struct buf out = {.mem = mem};
    bool at_start = true;
    for (size_t i = 0; i < key.len && out.len < limit; i++) {
        char c = key.ptr[i];
        bool letter = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        if ((letter || digit) && (words < 3 || at_start))
            buf_add_char(&out, (char)(letter ? c - 'a' + 'A' : c));
        at_start = c == ' ';
    }
    return out.len ? buf_text(&out) : T("U");
}

uint32_t plan_add_unit(struct arena *mem, struct plan *plan, struct text name, int level,
                       uint32_t parent)
{
    uint32_t number = (uint32_t)plan->units.n;
    struct unit *unit = list_push(mem, &plan->units);
    unit->name = text_copy(mem, name);
    unit->id = unused(mem, plan, &plan->unit_ids, slug(mem, name), "-");
    unit->prefix =
        unused(mem, plan, &plan->unit_prefixes, prefix_base(mem, level == 0 ? T("Co") : name), "");
    unit->level = level;
    unit->parent = parent;
    unit->place = (struct place){.row = PLACE_NONE, .col = PLACE_NONE};
    map_put(mem, &plan->unit_ids, unit->id, number);
    map_put(mem, &plan->unit_prefixes, unit->prefix, number);
    plan_name_unit(mem, plan, number, unit->name);
    return number;
}

void plan_set_prefix(struct arena *mem, struct plan *plan, uint32_t unit, struct text prefix)
{
    if (map_get(&plan->unit_prefixes, prefix) != MAP_NONE)
        return;
    plan->units.v[unit].prefix = text_copy(mem, prefix);
    map_put(mem, &plan->unit_prefixes, plan->units.v[unit].prefix, unit);
}

static uint32_t last_objective_of(const struct plan *plan, uint32_t unit)
{
    for (size_t i = plan->items.n; i > 0; i--)
        if (plan->items.v[i - 1].unit == unit && plan->items.v[i - 1].kind == OBJECTIVE)
            return (uint32_t)(i - 1);
    return NO_ITEM;
}

static struct text made_id(struct arena *mem, const struct plan *plan, const struct item *item)
{
    struct text prefix = plan->units.v[item->unit].prefix;
    unsigned objectives = 0, key_results = 0;
    for (size_t i = 0; i < plan->items.n; i++) {
        const struct item *other = &plan->items.v[i];
        objectives += other->unit == item->unit && other->kind == OBJECTIVE;
        key_results += other->unit == item->unit && other->kind == KEY_RESULT &&
                       other->objective == item->objective;
    }
    if (item->kind == OBJECTIVE)
        return text_printf(mem, TEXT_FMT "-O%u", TEXT_ARG(prefix), objectives + 1);
    if (item->objective == NO_ITEM)
        return text_printf(mem, TEXT_FMT "-KR%u", TEXT_ARG(prefix), key_results + 1);
    return text_printf(mem, TEXT_FMT "-KR%u", TEXT_ARG(plan->items.v[item->objective].id),
                       key_results + 1);
}

uint32_t plan_add_item(struct arena *mem, struct plan *plan, enum item_kind kind, uint32_t unit,
                       struct text id, struct text text)
{
    uint32_t number = (uint32_t)plan->items.n;
    struct item item = item_blank();
    item.kind = kind;
    item.unit = unit;
    item.text = item.written = text_copy(mem, text);
    if (kind == KEY_RESULT)
        item.objective = last_objective_of(plan, unit);
    item.written_id = text_copy(mem, id);
    item.id = id.len ? item.written_id : made_id(mem, plan, &item);
    if (!id.len)
        item.written_id = (struct text){0};
    if (item.objective != NO_ITEM) {
        struct item *objective = &plan->items.v[item.objective];
        if (objective->first_key_result == NO_ITEM)
            objective->first_key_result = number;
        if (objective->first_key_result + objective->n_key_results == number)
            objective->n_key_results++;
    }
    if (kind == KEY_RESULT)
        plan->has_company |= plan->units.v[unit].level == 0;
    *list_push(mem, &plan->items) = item;
    map_put(mem, &plan->item_ids, item.id, number);
    return number;
}

/* The unit of level 0, for "company" and the like; NO_UNIT if there is none or several. */
static size_t organisation_of(const struct plan *plan)
{
    size_t found = MAP_NONE;
    for (size_t i = 0; i < plan->units.n; i++)
        if (plan->units.v[i].level == 0) {
            if (found != MAP_NONE)
                return MAP_NONE;
            found = i;
        }
    return found;
}

uint32_t plan_find_unit(const struct plan *plan, struct arena *scratch, struct text name)
{
    struct text key = unit_key(scratch, name);
    size_t found = key.len ? map_get(&plan->unit_names, key) : MAP_NONE;
    if (found == MAP_NONE)
        found = map_get(&plan->unit_ids, name);
    for (size_t i = 0; found == MAP_NONE && i < plan->units.n; i++)
        if (text_eq_ascii_case(plan->units.v[i].prefix, text_trim(name)))
            found = i;
    if (found == MAP_NONE) {
        struct unit_name said = unit_name_of(scratch, name);
        if (said.organisation && !said.name.len)
            found = organisation_of(plan);
    }
    return found == MAP_NONE ? NO_UNIT : (uint32_t)found;
}

uint32_t plan_find_item(const struct plan *plan, struct text id)
{
    size_t found = map_get(&plan->item_ids, id);
    return found == MAP_NONE ? NO_ITEM : (uint32_t)found;
}

static bool is_of_organisation(const struct plan *plan, uint32_t item)
{
    return plan->units.v[plan->items.v[item].unit].level == 0;
}

/* Those that pass, if any does. */
static void prefer(const struct plan *plan, struct item_numbers *items,
                   bool (*passes)(const struct plan *, uint32_t))
{
    size_t kept = 0;
    for (size_t i = 0; i < items->n; i++)
        if (passes(plan, items->v[i]))
            items->v[kept++] = items->v[i];
    items->n = kept ? kept : items->n;
}

struct item_numbers plan_items_called(struct arena *mem, const struct plan *plan, struct text id)
{
    struct item_numbers items = {0};
    uint32_t exact = plan_find_item(plan, id);
    if (exact != NO_ITEM) {
        *list_push(mem, &items) = exact;
        return items;
    }
    struct text key = ident_key(mem, id);
    for (uint32_t i = 0; i < plan->items.n && key.len; i++) {
        const struct item *item = &plan->items.v[i];
        if (text_eq(ident_key(mem, item->written_id), key) ||
            text_eq(ident_key(mem, item->id), key))
            *list_push(mem, &items) = i;
    }
    prefer(plan, &items, plan_item_current);
    prefer(plan, &items, is_of_organisation);
    return items;
}

struct text plan_name_items(struct arena *mem, const struct plan *plan,
                            const struct item_numbers *items)
{
    enum { NAMED = 5 };
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < items->n && i < NAMED; i++) {
        const struct item *item = &plan->items.v[items->v[i]];
        buf_printf(&b, tr("%s" TEXT_FMT " '" TEXT_FMT "' of " TEXT_FMT), i ? ", " : "",
                   TEXT_ARG(item->id), TEXT_ARG(text_shorten(mem, item->text, 40)),
                   TEXT_ARG(plan->units.v[item->unit].name));
    }
    if (items->n > NAMED)
        buf_printf(&b, tr(", and %zu more"), items->n - NAMED);
    return buf_text(&b);
}

bool plan_item_current(const struct plan *plan, uint32_t item)
{
    const struct item *it = &plan->items.v[item];
    if (!plan->period.len || !it->period.len || text_eq(plan->period, it->period))
        return true;
    if (isnan(plan->period_first) || isnan(it->period_first))
        return isnan(plan->period_first) != isnan(it->period_first);
    return it->period_last >= plan->period_first && it->period_first <= plan->period_last;
}

bool plan_same_time(const struct plan *plan, uint32_t one, uint32_t other)
{
    const struct item *a = &plan->items.v[one], *b = &plan->items.v[other];
    if (isnan(a->period_first) || isnan(b->period_first))
        return plan_item_current(plan, one) == plan_item_current(plan, other);
    return a->period_first <= b->period_last && b->period_first <= a->period_last;
}

bool is_head(const struct item *item)
{
    return item->kind == OBJECTIVE || item->objective == NO_ITEM;
}

uint32_t plan_objective_of(const struct plan *plan, uint32_t item)
{
    const struct item *it = &plan->items.v[item];
    return it->kind == OBJECTIVE ? item : it->objective;
}
