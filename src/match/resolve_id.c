/*
 * Candidates by ID: as it is written in the plan; else its numbers, as somebody wrote them, or by
 * their place in the unit. "KR 1" alone is rather that of a unit above.
 */
#include "match/resolve_question.h"

#include <stdlib.h>

struct text resolver_key(const struct resolver *r, struct text id)
{
    return ident_parse(r->scratch, &r->words->ident, id).key;
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
        if (said && question_allows(r, q, placed->v[i]))
            *list_push(r->scratch, out) = placed->v[i];
    }
}

static void take_number(const struct resolver *r, const struct question *q, struct text objective,
                        struct text key_result, struct item_numbers *out)
{
    if (!out->n)
        question_take(r, q, directory_by_number(r->directory, objective, key_result, true), true,
                      out);
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
    struct ident own =
        ident_parse(r->scratch, &r->words->ident, r->plan->items.v[objective].written_id);
    const struct item_numbers *written[] = {
        directory_by_number(r->directory, q->id.objective, q->id.key_result, true),
        directory_by_number(r->directory, own.objective, q->id.key_result, true),
        directory_by_number(r->directory, (struct text){0}, q->id.key_result, true),
        directory_by_number(r->directory, (struct text){0}, q->id.key_result, false)};
    for (size_t i = 0; i < sizeof written / sizeof *written && !out->n; i++)
        for (size_t k = 0; k < written[i]->n; k++)
            if (r->plan->items.v[written[i]->v[k]].objective == objective &&
                question_in_time(r, q, written[i]->v[k]))
                *list_push(r->scratch, out) = written[i]->v[k];
}

/* "CO1 KR2": what stands before it is the ID that one objective alone has. */
static uint32_t objective_of_id(const struct resolver *r, const struct question *q)
{
    struct item_numbers items = {0};
    struct text words = q->scope.words;
    question_take(r, q, directory_by_key(r->directory, resolver_key(r, words)), false, &items);
    for (size_t i = 1; i < words.len && !items.n; i++) { /* "Company CO1 KR2" */
        struct question within = *q;
        within.scope = directory_scope(r->directory, text_slice(words, 0, i));
        struct text key = resolver_key(r, text_slice(words, i, words.len));
        if (words.ptr[i] == ' ' && within.scope.whole && within.scope.kind != SCOPE_UNKNOWN)
            question_take(r, &within, directory_by_key(r->directory, key), true, &items);
    }
    question_sift(r, q, &items);
    return items.n == 1 ? items.v[0] : NO_ITEM;
}

/* "Grow online sales / KR 1", "O2: KR 2.2": what stands before it is an objective, and no unit. */
static void take_of_objective(const struct resolver *r, struct question *q,
                              struct item_numbers *out)
{
    struct ident named = ident_parse(r->scratch, &r->words->ident, q->ref->scope);
    if (!q->id.key_result.len)
        return;
    if (named.objective.len && !named.key_result.len && !named.scope.len && !named.bare) {
        if (q->id.objective.len && !text_eq(q->id.objective, named.objective))
            return;
        q->scope.kind = SCOPE_NONE;
        struct text key = text_printf(r->scratch, TEXT_FMT " " TEXT_FMT, TEXT_ARG(named.key),
                                      TEXT_ARG(q->id.key));
        question_take(r, q, directory_by_key(r->directory, key), true, out);
        take_number(r, q, named.objective, q->id.key_result, out);
    } else {
        uint32_t item = objective_of_id(r, q);
        if (item == NO_ITEM)
            item = resolver_called(r, q->ref->scope);
        if (item != NO_ITEM && r->plan->items.v[item].kind == OBJECTIVE &&
            question_other_unit(r, q, item)) {
            q->scope.kind = SCOPE_NONE;
            take_of_item(r, q, item, out);
        }
    }
    if (!out->n)
        q->scope.kind = SCOPE_UNKNOWN;
}

static size_t count_if(const struct resolver *r, const struct question *q,
                       const struct item_numbers *items,
                       bool (*good)(const struct resolver *, const struct question *, uint32_t))
{
    size_t n = 0;
    for (size_t i = 0; i < items->n; i++)
        n += good(r, q, items->v[i]);
    return n;
}

static bool above_or_own(const struct resolver *r, const struct question *q, uint32_t item)
{
    return question_unit_above(r, q, item) || !question_other_unit(r, q, item);
}

static long number_in(struct text t)
{
    long n = t.len && t.len < 6 && t.ptr[0] >= '0' && t.ptr[0] <= '9' ? 0 : -1;
    for (size_t i = 0; n >= 0 && i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9'; i++)
        n = n * 10 + (t.ptr[i] - '0');
    return n;
}

bool question_is_name(struct text id)
{
    for (size_t i = 0; i + 1 < id.len; i++)
        if (id.ptr[i] == '0' && number_in(text_slice(id, i + 1, i + 2)) >= 0 &&
            (i == 0 || number_in(text_slice(id, i - 1, i)) < 0))
            return true;
    return false;
}

/* The unit gives its item no other ID than that of its place. */
static bool has_no_id(const struct resolver *r, const struct question *q, uint32_t item)
{
    (void)q;
    return !r->plan->items.v[item].written_id.len;
}

/* "KR 1" alone is that of a unit above, however it counts it, before another one's that happens to be
   written so. The unit's own, by its place, may be meant as well as another's. */
static void prefer_above(const struct resolver *r, const struct question *q,
                         struct item_numbers *out)
{
    struct text objective = q->id.objective, key_result = q->id.key_result;
    bool counts = key_result.len || (objective.len && !q->id.bare);
    if ((out->n && question_is_name(q->ref->id)) || q->ref->below)
        return;
    if (q->scope.kind != SCOPE_NONE || q->id.scope.len || !counts ||
        count_if(r, q, out, above_or_own))
        return;
    struct item_numbers numbered = {0};
    question_take(r, q, directory_by_number(r->directory, objective, key_result, true), true,
                  &numbered);
    if (!count_if(r, q, &numbered, above_or_own)) {
        numbered.n = 0;
        take_placed(r, q, objective, key_result, &numbered);
        if (out->n && !question_keep_if(r, q, &numbered, has_no_id))
            return;
    }
    if (!out->n || count_if(r, q, &numbered, question_unit_above))
        *out = numbered;
    else
        for (size_t i = 0; i < numbered.n; i++)
            if (!question_other_unit(r, q, numbered.v[i]))
                *list_push(r->scratch, out) = numbered.v[i];
}

/* "GRO-O1-KR2" is Growth's, whoever has it in a column of IDs as well. */
static void prefer_named(const struct resolver *r, const struct question *q,
                         struct item_numbers *out)
{
    struct scope scope = directory_scope(r->directory, q->id.scope);
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++)
        n += scope.kind == SCOPE_UNIT && r->plan->items.v[out->v[i]].unit == scope.unit;
    if (!n || n == out->n)
        return;
    n = 0;
    for (size_t i = 0; i < out->n; i++)
        if (r->plan->items.v[out->v[i]].unit == scope.unit)
            out->v[n++] = out->v[i];
    out->n = n;
}

/* "V1" in a column for the company's: nobody has it but the unit itself, and it is written so. */
static void take_own(const struct resolver *r, const struct question *q, struct item_numbers *out)
{
    const struct item_numbers *all = directory_by_key(r->directory, q->id.key);
    for (size_t i = 0; i < all->n; i++) {
        const struct item *item = &r->plan->items.v[all->v[i]];
        bool written = text_eq(directory_key(r->directory, all->v[i]), q->id.key);
        if (item->unit != q->from->unit || !written) {
            out->n = 0;
            return;
        }
        *list_push(r->scratch, out) = all->v[i];
    }
}

static bool is_letter(struct text t)
{
    return t.len == 1 && t.ptr[0] >= 'a' && t.ptr[0] <= 'z';
}

static bool is_objective(const struct resolver *r, const struct question *q, uint32_t item)
{
    (void)q;
    return r->plan->items.v[item].kind == OBJECTIVE;
}

void question_by_id(const struct resolver *r, struct question *q, struct item_numbers *out)
{
    bool whole = q->id.scope.len > 0 || q->scope.kind == SCOPE_NONE;
    question_take(r, q, directory_by_key(r->directory, q->id.key), !whole, out);
    if (q->id.scope.len && out->n > 1)
        prefer_named(r, q, out);
    if (!out->n && q->scope.kind == SCOPE_UNKNOWN)
        take_split_scope(r, q, out);
    if (!out->n && q->scope.kind == SCOPE_UNKNOWN)
        take_of_objective(r, q, out);
    if (!out->n && q->scope.kind != SCOPE_UNKNOWN)
        question_take(r, q, directory_by_key(r->directory, q->id.short_key), true, out);
    if (!out->n && !q->id.key_result.len && is_letter(q->id.objective)) { /* "objective A" */
        question_take(r, q, directory_by_key(r->directory, q->id.objective), true, out);
        question_keep_if(r, q, out, is_objective);
    }
    prefer_above(r, q, out);
    if (out->n && (!q->id.bare || q->id.key_result.len))
        return;
    struct text objective = q->id.objective, key_result = q->id.key_result;
    bool single = q->id.bare && !key_result.len;
    if (single && q->ref->kind == KEY_RESULT) {
        key_result = objective;
        objective = (struct text){0};
    }
    /* "Company 4": whose it is says that it is one of the objectives */
    bool whose = q->scope.kind == SCOPE_UNIT || q->scope.kind == SCOPE_COMPANY;
    if (objective.len + key_result.len && (!single || q->ref->kind >= 0 || whose))
        take_number(r, q, objective, key_result, out);
    if (!out->n && q->scope.kind == SCOPE_COMPANY)
        take_own(r, q, out);
}

/* --- the nearest, where there is none --------------------------------------------------------- */

enum { SEVERAL_UNITS = 0xFFFFFFFD };

/* "co" of "co 1 kr 2", "pr" of "pr o 3": the letters before the numbers of a key; absent. */
static struct text prefix_of(const struct resolver *r, struct text key)
{
    struct text word = text_slice(key, 0, text_find(key, T(" "), 0));
    const struct text_list *const kinds[] = {&r->words->ident.objective,
                                             &r->words->ident.key_result};
    bool kind = !word.len || (word.ptr[0] >= '0' && word.ptr[0] <= '9');
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < kinds[k]->n; i++)
            kind |= text_eq(kinds[k]->v[i], word);
    return text_slice(word, 0, kind ? 0 : word.len);
}

uint32_t question_unit_of_prefix(struct resolver *r, const struct question *q)
{
    for (uint32_t i = r->prefixed; i < r->plan->items.n; i++) {
        const struct item *item = &r->plan->items.v[i];
        struct text prefix = prefix_of(r, ident_key(r->scratch, item->written_id));
        if (prefix.len) {
            size_t *unit = map_put(r->scratch, &r->prefixes, prefix, item->unit);
            *unit = *unit == item->unit ? *unit : SEVERAL_UNITS;
        }
    }
    r->prefixed = r->plan->items.n;
    struct text prefix = prefix_of(r, q->id.key);
    size_t unit = prefix.len ? map_get(&r->prefixes, prefix) : MAP_NONE;
    return unit < r->plan->units.n ? (uint32_t)unit : NO_UNIT;
}

/* One of the two has a character more or another one. */
static bool one_apart(struct text a, struct text b)
{
    struct text more = a.len >= b.len ? a : b, less = a.len >= b.len ? b : a;
    size_t same = 0;
    while (same < less.len && more.ptr[same] == less.ptr[same])
        same++;
    struct text rest = text_slice(less, same + (more.len == less.len), less.len);
    return more.len - less.len <= 1 && text_eq(text_slice(more, same + 1, more.len), rest);
}

enum { GAP_LOOKED_AT = 500, GAP_OTHER = 1000000 };

/* How far the item's ID is from the one that is wanted; -1: it is a stranger, neither of the same
   objective nor but a character away. */
static long id_gap(const struct resolver *r, const struct ident *wanted, uint32_t number)
{
    const struct item *item = &r->plan->items.v[number];
    struct ident id = ident_parse(r->scratch, &r->words->ident, item->id);
    struct text written = item->written_id.len ? directory_key(r->directory, number) : id.short_key;
    bool both = wanted->key_result.len && id.key_result.len;
    bool same = both && text_eq(id.objective, wanted->objective) &&
                (id.objective.len || (id.scope.len && text_eq(id.scope, wanted->scope)));
    bool kind = (wanted->key_result.len > 0) == (item->kind == KEY_RESULT) || wanted->bare ||
                !(wanted->objective.len + wanted->key_result.len);
    bool near =
        kind && (one_apart(written, wanted->key) || one_apart(id.short_key, wanted->short_key));
    if (!same && !near)
        return -1;
    return (same ? 0 : GAP_OTHER) + labs(number_in(id.key_result) - number_in(wanted->key_result)) +
           labs(number_in(id.objective) - number_in(wanted->objective));
}

void question_nearest_by_id(const struct resolver *r, const struct question *q,
                            struct item_numbers *out)
{
    uint32_t unit = r->plan->units.v[q->from->unit].parent;
    if (q->scope.kind == SCOPE_UNIT)
        unit = q->scope.unit;
    for (uint32_t u = 0; q->scope.kind == SCOPE_COMPANY && u < r->plan->units.n; u++)
        if (resolver_is_company(r, u) && u != q->from->unit) {
            unit = u;
            break;
        }
    for (size_t up = 0; unit != NO_UNIT && !r->unit_items[unit].n && up < r->plan->units.n; up++)
        unit = r->plan->units.v[unit].parent;
    if (unit == NO_UNIT)
        return;
    uint32_t best = NO_ITEM;
    long least = 0;
    size_t others = 0;
    for (size_t i = 0; i < r->unit_items[unit].n && i < GAP_LOOKED_AT; i++) {
        long gap = id_gap(r, &q->id, r->unit_items[unit].v[i]);
        others += gap >= GAP_OTHER;
        if (gap >= 0 && (best == NO_ITEM || gap < least)) {
            best = r->unit_items[unit].v[i];
            least = gap;
        }
    }
    if (best != NO_ITEM && (least < GAP_OTHER || others == 1))
        *list_push(r->scratch, out) = best; /* a character away from several is near to none */
}
