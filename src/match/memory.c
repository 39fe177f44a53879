/*
 * The organisation's memory: what its links say beyond themselves. Links declared now, links that
 * earlier reports had, and what reviewers accepted become precedents; tallies of them are habits.
 */
#include "match/likeness.h"

#include "base/fold.h"
#include "base/map.h"

#include <string.h>

/* --- tallies --------------------------------------------------------------------------------- */

static size_t tally_slot(const struct tally *tally, uint64_t key)
{
    uint64_t hash = key * 0x9E3779B97F4A7C15U;
    size_t at = (size_t)(hash >> 20) & (tally->slots - 1);
    while (tally->keys[at] && tally->keys[at] != key)
        at = (at + 1) & (tally->slots - 1);
    return at;
}

static void tally_grow(struct arena *mem, struct tally *tally)
{
    struct tally old = *tally;
    tally->slots = old.slots ? old.slots * 2 : 64;
    tally->keys = NEW_ARRAY(mem, uint64_t, tally->slots);
    tally->counts = NEW_ARRAY(mem, float, tally->slots);
    for (size_t i = 0; i < old.slots; i++) {
        if (!old.keys[i])
            continue;
        size_t at = tally_slot(tally, old.keys[i]);
        tally->keys[at] = old.keys[i];
        tally->counts[at] = old.counts[i];
    }
}

static uint64_t tally_key(uint32_t row, uint32_t col)
{
    return ((uint64_t)row << 32 | col) + 1;
}

void tally_add(struct arena *mem, struct tally *tally, uint32_t row, uint32_t col, float count)
{
    if (tally->n * 2 >= tally->slots)
        tally_grow(mem, tally);
    size_t at = tally_slot(tally, tally_key(row, col));
    tally->n += tally->keys[at] == 0;
    tally->keys[at] = tally_key(row, col);
    tally->counts[at] += count;
}

float tally_get(const struct tally *tally, uint32_t row, uint32_t col)
{
    return tally->slots ? tally->counts[tally_slot(tally, tally_key(row, col))] : 0;
}

/* --- precedents ------------------------------------------------------------------------------ */

/* A declared link is a precedent if it goes to another unit's family. */
static void declare(struct prospect *prospect, uint32_t from_item, uint32_t to_item)
{
    uint32_t from = prospect->family_of[from_item], to = prospect->family_of[to_item];
    const struct family *f = &prospect->families[from], *t = &prospect->families[to];
    if (from == to || f->unit == t->unit)
        return;
    prospect->linked[from] = true;
    *list_push(prospect->mem, &prospect->declared) =
        (struct precedent){.from = from,
                           .to = to,
                           .from_unit = f->unit,
                           .to_unit = t->unit,
                           .from_functions = f->functions,
                           .from_words = f->words,
                           .to_words = t->words};
}

static bool is_declared(const struct link *link)
{
    return link->status == LINK_CONFIRMED && link->how != HOW_MENTIONED;
}

static void declare_links(struct prospect *prospect, const struct link_list *links)
{
    for (size_t i = 0; i < links->n; i++) {
        const struct link *link = &links->v[i];
        if (is_declared(link))
            declare(prospect, link->from, link->to);
    }
}

/* --- earlier reports ------------------------------------------------------------------------- */

/* The texts of now, by which links of then are known again. */
struct recalling {
    struct prospect *prospect;
    struct arena *scratch;
    struct map items; /* end of a link -> item */
    struct map pairs; /* both ends of a link that stands now */
};

/* The folded text without figures, which are mended from month to month: "(now 4.9%)". */
static struct text lasting_words(struct arena *scratch, struct text text)
{
    struct text rest = text_key(scratch, text), whole = rest;
    struct buf b = {.mem = scratch};
    while (rest.len) {
        struct text word = text_cut(&rest, ' ');
        bool figure = false;
        for (size_t i = 0; i < word.len && !figure; i++)
            figure = word.ptr[i] >= '0' && word.ptr[i] <= '9';
        if (!figure)
            buf_printf(&b, TEXT_FMT " ", TEXT_ARG(word));
    }
    return b.len ? buf_text(&b) : whole;
}

static struct text end_key(struct recalling *r, struct text unit, struct text text)
{
    return text_printf(r->scratch, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(text_key(r->scratch, unit)),
                       TEXT_ARG(lasting_words(r->scratch, text)));
}

static struct text pair_key(struct recalling *r, struct text from, struct text to)
{
    return text_printf(r->scratch, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(from), TEXT_ARG(to));
}

static struct text item_key(struct recalling *r, uint32_t number)
{
    const struct plan *plan = r->prospect->plan;
    const struct item *item = &plan->items.v[number];
    return end_key(r, plan->units.v[item->unit].name, item->text);
}

static void stands_now(struct recalling *r, uint32_t from, uint32_t to)
{
    map_put(r->scratch, &r->pairs, pair_key(r, item_key(r, from), item_key(r, to)), 0);
}

static void recall(struct recalling *r, const struct old_link *link)
{
    struct prospect *prospect = r->prospect;
    struct text from = end_key(r, link->from_unit, link->from_text);
    if (map_get(&r->pairs, pair_key(r, from, end_key(r, link->to_unit, link->to_text))) != MAP_NONE)
        return;
    size_t item = map_get(&r->items, from);
    uint32_t from_unit = plan_find_unit(prospect->plan, r->scratch, link->from_unit);
    uint32_t to_unit = plan_find_unit(prospect->plan, r->scratch, link->to_unit);
    struct text family = text_printf(r->scratch, TEXT_FMT " " TEXT_FMT,
                                     TEXT_ARG(link->to_objective), TEXT_ARG(link->to_text));
    uint32_t functions = 0;
    if (from_unit != NO_UNIT) {
        uint32_t first = prospect->unit_families.first[from_unit];
        if (first < prospect->unit_families.first[from_unit + 1])
            functions = prospect->families[prospect->unit_families.of[first]].functions;
    }
    *list_push(prospect->mem, &prospect->old) =
        (struct precedent){.from = item == MAP_NONE ? NO_FAMILY : prospect->family_of[item],
                           .to = NO_FAMILY,
                           .from_unit = from_unit,
                           .to_unit = to_unit,
                           .from_functions = functions,
                           .from_words = words_of_text(prospect, link->from_text),
                           .to_words = words_of_text(prospect, link->to_text),
                           .to_family = words_of_text(prospect, family),
                           .from_text = link->from_text,
                           .when = link->when};
}

static void recall_links(struct prospect *prospect, const struct old_link_list *old,
                         const struct link_list *links)
{
    if (!old->n)
        return;
    struct recalling r = {.prospect = prospect, .scratch = arena_new()};
    for (uint32_t i = 0; i < prospect->plan->items.n; i++)
        map_put(r.scratch, &r.items, item_key(&r, i), i);
    for (size_t i = 0; i < links->n; i++)
        if (is_declared(&links->v[i]))
            stands_now(&r, links->v[i].from, links->v[i].to);
    for (size_t i = 0; i < prospect->decided.n; i++)
        if (prospect->decided.v[i].verdict == VERDICT_ACCEPT)
            stands_now(&r, prospect->decided.v[i].from, prospect->decided.v[i].to);
    for (size_t i = 0; i < old->n; i++)
        recall(&r, &old->v[i]);
    arena_free(r.scratch);
}

enum { RECALL_BUDGET = 200000 };

/* What the old links' targets are like among the families that others may serve now. */
static void find_likenesses(struct prospect *prospect)
{
    const float least = .15F;
    struct arena *scratch = arena_new();
    struct sums sums = sums_new(scratch, prospect->n_families);
    for (size_t i = 0; i < prospect->old.n; i++) {
        struct precedent *old = &prospect->old.v[i];
        index_ask(&prospect->words, old->to_family, prospect->n_above, RECALL_BUDGET, &sums);
        for (uint32_t t = 0; t < sums.n_touched; t++)
            if (sums.of[sums.touched[t]] >= least)
                likeness_keep(old->near, MOST_LIKENESSES,
                              (struct likeness){sums.touched[t], sums.of[sums.touched[t]]});
        sums_clear(&sums);
    }
    arena_free(scratch);
}

/* --- habits ---------------------------------------------------------------------------------- */

static void count_functions(struct prospect *prospect, const struct precedent_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct precedent *p = &list->v[i];
        for (uint32_t f = 0; f < MOST_FUNCTIONS && p->to_unit != NO_UNIT; f++) {
            if (!(p->from_functions >> f & 1))
                continue;
            prospect->habits[f].to_unit[p->to_unit]++;
            prospect->habits[f].all++;
        }
    }
}

static uint32_t from_family(const struct precedent *p)
{
    return p->from;
}

static uint32_t to_family(const struct precedent *p)
{
    return p->to;
}

static uint32_t from_unit(const struct precedent *p)
{
    return p->from_unit;
}

/* Groups by a number below `n`; whatever has a greater one comes last, as group n. */
static struct groups group(struct arena *mem, const struct precedent_list *list, uint32_t n,
                           uint32_t (*of)(const struct precedent *))
{
    struct groups groups = {NEW_ARRAY(mem, uint32_t, n + 3), NEW_ARRAY(mem, uint32_t, list->n)};
    uint32_t *end = groups.first + 1;
    for (size_t i = 0; i < list->n; i++)
        end[(of(&list->v[i]) < n ? of(&list->v[i]) : n) + 1]++;
    for (uint32_t g = 0; g <= n; g++)
        end[g + 1] += end[g];
    for (size_t i = 0; i < list->n; i++)
        groups.of[end[of(&list->v[i]) < n ? of(&list->v[i]) : n]++] = (uint32_t)i;
    return groups;
}

/* The units that units of a function serve most. */
static void find_served(struct function_habit *habit, size_t n_units)
{
    uint32_t *served = habit->served;
    float counts[MOST_SERVED] = {0};
    for (int i = 0; i < MOST_SERVED; i++)
        served[i] = NO_UNIT;
    for (uint32_t u = 0; u < n_units; u++) {
        float count = habit->to_unit[u];
        int at = MOST_SERVED;
        while (at > 0 && count > counts[at - 1])
            at--;
        for (int i = MOST_SERVED - 1; i > at; i--) {
            counts[i] = counts[i - 1];
            served[i] = served[i - 1];
        }
        if (at < MOST_SERVED) {
            counts[at] = count;
            served[at] = u;
        }
    }
}

static struct index index_sources(struct prospect *prospect, const struct precedent_list *list)
{
    struct arena *scratch = arena_new();
    struct vector *vectors = NEW_ARRAY(scratch, struct vector, list->n);
    for (size_t i = 0; i < list->n; i++)
        vectors[i] = list->v[i].from_words;
    struct index index = index_build(prospect->mem, vectors, (uint32_t)list->n,
                                     MOST_CONCEPTS + (uint32_t)prospect->reader.terms.n);
    arena_free(scratch);
    return index;
}

static void declare_accepted(struct prospect *prospect)
{
    for (size_t i = 0; i < prospect->decided.n; i++) {
        const struct decision *d = &prospect->decided.v[i];
        if (d->verdict == VERDICT_ACCEPT)
            declare(prospect, d->from, d->to);
    }
}

void prospect_remember(struct prospect *prospect, const struct memory *memory,
                       const struct link_list *links)
{
    struct arena *mem = prospect->mem;
    prospect->linked = NEW_ARRAY(mem, bool, prospect->n_families);
    declare_links(prospect, links);
    declare_accepted(prospect);
    if (memory)
        recall_links(prospect, &memory->links, links);
    find_likenesses(prospect);
    prospect->declared_words = index_sources(prospect, &prospect->declared);
    prospect->old_words = index_sources(prospect, &prospect->old);
    uint32_t n_units = (uint32_t)prospect->plan->units.n;
    prospect->declared_from = group(mem, &prospect->declared, prospect->n_families, from_family);
    prospect->declared_to = group(mem, &prospect->declared, prospect->n_families, to_family);
    prospect->declared_by_unit = group(mem, &prospect->declared, n_units, from_unit);
    prospect->old_by_unit = group(mem, &prospect->old, n_units, from_unit);
    for (uint32_t f = 0; f < MOST_FUNCTIONS; f++)
        prospect->habits[f].to_unit = NEW_ARRAY(mem, float, n_units);
    count_functions(prospect, &prospect->declared);
    count_functions(prospect, &prospect->old);
    for (uint32_t f = 0; f < MOST_FUNCTIONS; f++)
        find_served(&prospect->habits[f], n_units);
    uint32_t below = 0, linked = 0;
    for (uint32_t f = 0; f < prospect->n_families; f++) {
        below += prospect->families[f].above > 0;
        linked += prospect->families[f].above > 0 && prospect->linked[f];
    }
    prospect->known = below ? (float)linked / (float)below : 0;
}
