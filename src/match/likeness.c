/* Items one by one: cosines of words and characters, and the metric that both state. */
#include "match/likeness.h"

#include "base/fold.h"
#include "match/evidence.h"
#include "match/ranking.h"

#include <math.h>

struct view view_of(const struct prospect *prospect, struct arena *mem, uint32_t item)
{
    struct weight_list grams = {0};
    add_item_grams(prospect, mem, &grams, item);
    return (struct view){item, vector_of_counts(mem, grams.v, grams.n, prospect->gram_idf)};
}

static bool same_measure(const struct metric *a, const struct metric *b, struct arena *scratch)
{
    if (a->measure.len && b->measure.len)
        return text_eq(text_key(scratch, a->measure), text_key(scratch, b->measure));
    return a->percent == b->percent;
}

static bool has_number(const struct metric *metric)
{
    return !isnan(metric->target) || !isnan(metric->start) || !isnan(metric->current);
}

/* Both are key results with numbers of one measure, and speak of one concept. */
static bool same_metric(const struct prospect *prospect, struct arena *scratch, uint32_t a,
                        uint32_t b)
{
    const struct item *x = &prospect->plan->items.v[a], *y = &prospect->plan->items.v[b];
    if (x->kind != KEY_RESULT || y->kind != KEY_RESULT)
        return false;
    const struct metric *m = &x->metric, *n = &y->metric;
    if (m->name.len && n->name.len &&
        text_eq(text_key(scratch, m->name), text_key(scratch, n->name)))
        return true;
    return has_number(m) && has_number(n) && same_measure(m, n, scratch) &&
           (prospect->readings[a].concepts & prospect->readings[b].concepts);
}

float words_shared(const struct prospect *prospect, const struct view *a, const struct view *b)
{
    return vector_dot(prospect->item_words[a->item], prospect->item_words[b->item]);
}

float chars_shared(const struct view *a, const struct view *b)
{
    return vector_dot(a->grams, b->grams);
}

double same_thing(const struct prospect *prospect, struct arena *scratch, const struct view *a,
                  const struct view *b, bool *metric)
{
    double alike =
        SAME_WORDS * (double)words_shared(prospect, a, b) + SAME_CHARS * (double)chars_shared(a, b);
    *metric = alike >= .35 && same_metric(prospect, scratch, a->item, b->item);
    double probability = .9 / (1 + exp(-12 * (alike + (*metric ? SAME_METRIC : 0) - .6)));
    return side_calibrated(prospect, probability);
}

/* Less than this in common tells no key result from the others: then the objective is meant. */
static const float LEAST_TOLD = .1F;

enum { MOST_EARLIER = 64 }; /* links of the unit in earlier reports that are looked at */

static float alike(const struct told *told)
{
    return .6F * told->words + .4F * told->chars + told->earlier;
}

/* What the unit's links of earlier reports say for an item: one like it was served by the like. */
static float served_earlier(const struct prospect *prospect, const struct family *query,
                            uint32_t item)
{
    const struct groups *groups = &prospect->old_by_unit;
    float best = 0;
    if (query->unit >= prospect->plan->units.n)
        return 0;
    uint32_t first = groups->first[query->unit], end = groups->first[query->unit + 1];
    for (uint32_t i = first; i < end && i < first + MOST_EARLIER; i++) {
        const struct precedent *old = &prospect->old.v[groups->of[i]];
        float to = vector_dot(old->to_words, prospect->item_words[item]);
        best = fmaxf(best, to > 0 ? to * vector_dot(old->from_words, query->words) : 0);
    }
    return best;
}

struct told_list key_results_told(const struct prospect *prospect, struct arena *mem,
                                  uint32_t query, uint32_t family)
{
    const struct plan *plan = prospect->plan;
    const struct family *below = &prospect->families[query], *above = &prospect->families[family];
    struct told_list list = {0};
    struct vector grams = family_grams(prospect, mem, below);
    double sum = 0;
    for (uint32_t k = 1; k < family_size(plan, above); k++) {
        uint32_t item = family_item(plan, above, k);
        struct view view = view_of(prospect, mem, item);
        struct told told = {.item = item,
                            .words = vector_dot(below->words, prospect->item_words[item]),
                            .chars = vector_dot(grams, view.grams),
                            .earlier = served_earlier(prospect, below, item)};
        sum += (double)(alike(&told) + LEAST_TOLD);
        *list_push(mem, &list) = told;
    }
    for (size_t i = 0; i < list.n; i++)
        list.v[i].share = (double)(alike(&list.v[i]) + LEAST_TOLD) / sum;
    return list;
}

uint32_t nearest_item(const struct prospect *prospect, struct arena *scratch, uint32_t query,
                      uint32_t family, bool *metric)
{
    const struct plan *plan = prospect->plan;
    const struct family *below = &prospect->families[query];
    struct told_list list = key_results_told(prospect, scratch, query, family);
    uint32_t best = prospect->families[family].item;
    float most = LEAST_TOLD;
    *metric = false;
    for (size_t i = 0; i < list.n; i++) {
        if (alike(&list.v[i]) > most) {
            most = alike(&list.v[i]);
            best = list.v[i].item;
        }
    }
    struct view to = view_of(prospect, scratch, best);
    for (uint32_t k = 1; k < family_size(plan, below) && !*metric; k++) {
        struct view from = view_of(prospect, scratch, family_item(plan, below, k));
        same_thing(prospect, scratch, &from, &to, metric);
    }
    return best;
}

void likeness_keep(struct likeness *list, int n, struct likeness one)
{
    for (int i = 0; i < n; i++) {
        if (one.value > list[i].value ||
            (one.value == list[i].value && one.family < list[i].family)) {
            struct likeness other = list[i];
            list[i] = one;
            one = other;
        }
    }
}
