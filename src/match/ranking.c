/*
 * Candidates come from the inverted indexes of words and characters, from what similar items
 * declare, from habit, history and the chart of units, and from the functions of the units; what
 * none of these finds scores no better than the functions' best. A small plan has every candidate
 * scored. The probability is a candidate's share of exp(score), "nothing above" included.
 */
#include "match/ranking.h"

#include "match/evidence.h"
#include "match/meaning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    READ_ALL = 2048, /* with so few candidates, every posting is read; else for one query */
    WORD_BUDGET = 4096,
    GRAM_BUDGET = 4096,
    SIBLING_BUDGET = 4096,
    BEST_BY_WORDS = 384, /* of those that share words or characters: kept by that alone, */
    BEST_BY_TEXT = 192,  /* and of these, with the functions of the units */
    BEST_BY_FUNCTION = SHORTLIST,
    BEST_BY_MEANING = SHORTLIST,
    NEAREST_OLD = 12,  /* links of earlier reports that are looked at */
    MANY = 512,        /* with more candidates, half as many are kept */
    ALL_BELOW = 128,   /* with so few candidates, all are scored */
    MOST_OF_UNIT = 64, /* families of one unit, links of one unit */
    MOST_OF_MANY = 12  /* the same, with more candidates than MANY */
};

/* Families that a function favours, best first, computed once for each kind of query. */
struct favoured {
    uint32_t functions, text_functions, above;
    uint32_t n, families[BEST_BY_FUNCTION];
};

struct scored {
    double score;
    uint32_t family;
};

struct ranker {
    struct arena *mem;
    const struct prospect *prospect;
    struct sums words, chars, declared, siblings, old, history;
    struct sums served_families, served_units; /* by the other items of the query's unit */
    float *meanings;                           /* of the candidates that are looked at */
    float *sibling;                            /* best instead of sum; cleared with `siblings` */
    bool forgets_own;                          /* old links that the query had */
    uint32_t *stamp, now;                      /* families that are on the list already */
    uint32_t *list;
    uint32_t n_list;
    struct scored *scored;
    struct {
        struct favoured *v;
        size_t n, cap;
    } favoured;
    struct map favoured_at;
};

struct ranker *ranker_new(struct arena *mem, const struct prospect *prospect)
{
    struct ranker *ranker = NEW(mem, struct ranker);
    uint32_t n = prospect->n_families;
    *ranker = (struct ranker){.mem = mem,
                              .prospect = prospect,
                              .words = sums_new(mem, n),
                              .chars = sums_new(mem, n),
                              .declared = sums_new(mem, (uint32_t)prospect->declared.n),
                              .siblings = sums_new(mem, n),
                              .old = sums_new(mem, (uint32_t)prospect->old.n),
                              .history = sums_new(mem, n),
                              .served_families = sums_new(mem, n),
                              .served_units = sums_new(mem, (uint32_t)prospect->plan->units.n),
                              .meanings = NEW_ARRAY(mem, float, prospect->n_above),
                              .sibling = NEW_ARRAY(mem, float, n),
                              .stamp = NEW_ARRAY(mem, uint32_t, n),
                              .list = NEW_ARRAY(mem, uint32_t, n),
                              .scored = NEW_ARRAY(mem, struct scored, n)};
    return ranker;
}

void ranker_forget_own(struct ranker *ranker)
{
    ranker->forgets_own = true;
}

/* --- who may be served ----------------------------------------------------------------------- */

static bool periods_meet(const struct family *a, const struct family *b)
{
    /* false only if both are known: a comparison with NAN is false */
    return !(a->last < b->first || b->last < a->first);
}

static bool may_serve(const struct prospect *prospect, const struct family *query,
                      uint32_t candidate)
{
    const struct family *family = &prospect->families[candidate];
    return candidate < query->above && periods_meet(query, family) &&
           (family->unit != query->unit || family->unit == NO_UNIT);
}

struct text not_a_candidate(const struct prospect *prospect, uint32_t query, uint32_t candidate)
{
    const struct family *below = &prospect->families[query];
    const struct family *above = &prospect->families[candidate];
    if (query == candidate)
        return T("both belong to one objective");
    if (below->unit == above->unit && below->unit != NO_UNIT)
        return T("both belong to one unit");
    if (candidate >= below->above)
        return T("it does not stand on a higher level");
    if (!periods_meet(below, above))
        return T("they are of different periods");
    return (struct text){0};
}

/* --- what the indexes say -------------------------------------------------------------------- */

static void ask_siblings(struct ranker *ranker, const struct query *query)
{
    const struct prospect *prospect = ranker->prospect;
    index_ask(&prospect->declared_words, query->family->words, UINT32_MAX, SIBLING_BUDGET,
              &ranker->declared);
    for (uint32_t i = 0; i < ranker->declared.n_touched; i++) {
        uint32_t at = ranker->declared.touched[i];
        const struct precedent *p = &prospect->declared.v[at];
        float likeness = ranker->declared.of[at];
        if (p->from == query->number || !may_serve(prospect, query->family, p->to))
            continue;
        sums_add(&ranker->siblings, p->to, likeness);
        ranker->sibling[p->to] = fmaxf(ranker->sibling[p->to], likeness);
    }
}

static int nearest_first(const void *a, const void *b)
{
    const struct likeness *x = a, *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return (x->family > y->family) - (x->family < y->family);
}

/* While learning, a link that the query itself once had would answer the question. */
static bool is_own(const struct ranker *ranker, const struct query *query,
                   const struct precedent *old)
{
    return ranker->forgets_own && old->from == query->number;
}

static void ask_history(struct ranker *ranker, const struct query *query)
{
    const struct prospect *prospect = ranker->prospect;
    struct likeness near[NEAREST_OLD + 1] = {0};
    uint32_t n = 0;
    index_ask(&prospect->old_words, query->family->words, UINT32_MAX, SIBLING_BUDGET, &ranker->old);
    for (uint32_t i = 0; i < ranker->old.n_touched; i++) {
        uint32_t at = ranker->old.touched[i];
        if (is_own(ranker, query, &prospect->old.v[at]))
            continue;
        bool own_unit = prospect->old.v[at].from_unit == query->family->unit;
        near[n++] = (struct likeness){at, ranker->old.of[at] * (own_unit ? 1 : .8F)};
        qsort(near, n, sizeof *near, nearest_first);
        n = n > NEAREST_OLD ? NEAREST_OLD : n;
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct likeness *to = prospect->old.v[near[i].family].near;
        for (int j = 0; j < MOST_LIKENESSES && to[j].value > 0; j++) {
            float value = near[i].value * to[j].value;
            if (!may_serve(prospect, query->family, to[j].family))
                continue;
            if (value > ranker->history.of[to[j].family])
                sums_add(&ranker->history, to[j].family, value - ranker->history.of[to[j].family]);
        }
    }
}

/* What the unit's other items declare, and what they served in earlier reports. */
static void ask_habit(struct ranker *ranker, struct query *query)
{
    const struct prospect *prospect = ranker->prospect;
    uint32_t unit = query->family->unit;
    query->served_families = ranker->served_families.of;
    query->served_units = ranker->served_units.of;
    if (unit >= prospect->plan->units.n)
        return;
    const struct groups *now = &prospect->declared_by_unit, *then = &prospect->old_by_unit;
    for (uint32_t i = now->first[unit]; i < now->first[unit + 1]; i++) {
        const struct precedent *p = &prospect->declared.v[now->of[i]];
        if (p->from == query->number)
            continue;
        sums_add(&ranker->served_families, p->to, 1);
        query->unit_links++;
        if (p->to_unit == NO_UNIT)
            continue;
        sums_add(&ranker->served_units, p->to_unit, 1);
        query->unit_all++;
    }
    for (uint32_t i = then->first[unit]; i < then->first[unit + 1]; i++) {
        const struct precedent *p = &prospect->old.v[then->of[i]];
        if (p->to_unit == NO_UNIT || is_own(ranker, query, p))
            continue;
        sums_add(&ranker->served_units, p->to_unit, 1);
        query->unit_all++;
    }
}

static float most(const struct ranker *ranker, const struct query *query, const struct sums *sums,
                  const float *of, uint32_t without)
{
    float best = 0;
    for (uint32_t i = 0; i < sums->n_touched; i++) {
        uint32_t f = sums->touched[i];
        if (of[f] > best && f != without && may_serve(ranker->prospect, query->family, f))
            best = of[f];
    }
    return best;
}

static bool asks_all(const struct ranker *ranker, const struct query *query)
{
    return ranker->prospect->exhaustive || query->family->above <= READ_ALL;
}

static void ask_meaning(struct ranker *ranker, struct query *query, uint32_t family,
                        uint32_t without)
{
    float likeness = 0;
    if (query->means)
        likeness = meaning_likeness(&query->meaning, &ranker->prospect->meanings[family]);
    ranker->meanings[family] = likeness;
    if (likeness > query->most_meaning && family != without &&
        may_serve(ranker->prospect, query->family, family))
        query->most_meaning = likeness;
}

static void ask(struct ranker *ranker, struct query *query, uint32_t without)
{
    const struct prospect *prospect = ranker->prospect;
    uint32_t above = query->family->above;
    bool all = asks_all(ranker, query);
    index_ask(&prospect->words, query->family->words, above, all ? SIZE_MAX : WORD_BUDGET,
              &ranker->words);
    index_ask(&prospect->grams, query->grams, above, all ? SIZE_MAX : GRAM_BUDGET, &ranker->chars);
    ask_siblings(ranker, query);
    ask_history(ranker, query);
    ask_habit(ranker, query);
    query->words = ranker->words.of;
    query->chars = ranker->chars.of;
    query->siblings = ranker->siblings.of;
    query->sibling = ranker->sibling;
    query->history = ranker->history.of;
    query->meanings = ranker->meanings;
    for (uint32_t f = 0; f < above && all; f++)
        ask_meaning(ranker, query, f, without);
    query->most_words = most(ranker, query, &ranker->words, query->words, without);
    query->most_chars = most(ranker, query, &ranker->chars, query->chars, without);
    query->most_sibling = most(ranker, query, &ranker->siblings, query->sibling, without);
}

static void forget(struct ranker *ranker)
{
    for (uint32_t i = 0; i < ranker->siblings.n_touched; i++)
        ranker->sibling[ranker->siblings.touched[i]] = 0;
    sums_clear(&ranker->words);
    sums_clear(&ranker->chars);
    sums_clear(&ranker->declared);
    sums_clear(&ranker->siblings);
    sums_clear(&ranker->old);
    sums_clear(&ranker->history);
    sums_clear(&ranker->served_families);
    sums_clear(&ranker->served_units);
}

/* --- the list of candidates ------------------------------------------------------------------ */

static void enlist(struct ranker *ranker, const struct query *query, uint32_t family)
{
    if (ranker->stamp[family] == ranker->now || !may_serve(ranker->prospect, query->family, family))
        return;
    ranker->stamp[family] = ranker->now;
    ranker->list[ranker->n_list++] = family;
}

static uint32_t most_of_unit(const struct query *query)
{
    return query->family->above > MANY ? MOST_OF_MANY : MOST_OF_UNIT;
}

static void enlist_unit(struct ranker *ranker, const struct query *query, uint32_t unit)
{
    const struct groups *groups = &ranker->prospect->unit_families;
    if (unit >= ranker->prospect->plan->units.n)
        return;
    uint32_t end = groups->first[unit + 1], stop = groups->first[unit] + most_of_unit(query);
    for (uint32_t i = groups->first[unit]; i < end && i < stop; i++)
        enlist(ranker, query, groups->of[i]);
}

static void enlist_chart(struct ranker *ranker, const struct query *query)
{
    const struct plan *plan = ranker->prospect->plan;
    uint32_t unit = query->family->unit;
    for (int steps = 0; unit < plan->units.n && steps < 64; steps++) {
        unit = plan->units.v[unit].parent;
        enlist_unit(ranker, query, unit);
    }
}

static void enlist_served(struct ranker *ranker, const struct query *query,
                          const struct groups *groups, const struct precedent_list *list)
{
    uint32_t unit = query->family->unit;
    uint32_t end = groups->first[unit + 1], stop = groups->first[unit] + most_of_unit(query);
    for (uint32_t i = groups->first[unit]; i < end && i < stop; i++)
        enlist_unit(ranker, query, list->v[groups->of[i]].to_unit);
}

/* What the unit's other items and units of its function serve. */
static void enlist_habits(struct ranker *ranker, const struct query *query)
{
    const struct prospect *prospect = ranker->prospect;
    if (query->family->unit >= prospect->plan->units.n)
        return;
    enlist_served(ranker, query, &prospect->declared_by_unit, &prospect->declared);
    enlist_served(ranker, query, &prospect->old_by_unit, &prospect->old);
    for (uint32_t f = 0; f < MOST_FUNCTIONS; f++)
        for (int i = 0; query->family->functions >> f & 1 && i < MOST_SERVED; i++)
            enlist_unit(ranker, query, prospect->habits[f].served[i]);
}

static void enlist_touched(struct ranker *ranker, const struct query *query,
                           const struct sums *sums)
{
    for (uint32_t i = 0; i < sums->n_touched; i++)
        enlist(ranker, query, sums->touched[i]);
}

static double score_of(const struct coefficients *coefficients, const float *x)
{
    double score = 0;
    for (int i = 0; i < FEATURE_COUNT; i++)
        score += coefficients->of[i] * x[i];
    return score;
}

static double place_score(const struct ranker *ranker, const struct query *query, uint32_t family)
{
    float x[FEATURE_COUNT] = {0};
    evidence_of_place(query, &ranker->prospect->families[family], x);
    x[FEATURE_CHART] = 0; /* enlisted by the chart itself */
    return score_of(&ranker->prospect->coefficients, x);
}

static double text_score(const struct ranker *ranker, const struct query *query, uint32_t family)
{
    const struct coefficients *c = &ranker->prospect->coefficients;
    double words = c->of[FEATURE_WORDS] + c->of[FEATURE_ITEM] / 2;
    double chars = c->of[FEATURE_CHARS] + (query->compounds ? c->of[FEATURE_COMPOUND] : 0);
    words += c->of[FEATURE_WORDS_BEST] / fmax((double)query->most_words, .15);
    return words * (double)query->words[family] + chars * (double)query->chars[family];
}

static bool before(struct scored a, struct scored b)
{
    return a.score > b.score || (a.score == b.score && a.family < b.family);
}

/* Hoare's partition: returns the end of a part that nothing behind comes before; neither part is
   empty. */
static uint32_t partition(struct scored *v, uint32_t low, uint32_t high)
{
    struct scored pivot = v[low + (high - low - 1) / 2];
    uint32_t i = low, j = high - 1;
    for (;;) {
        while (before(v[i], pivot))
            i++;
        while (before(pivot, v[j]))
            j--;
        if (i >= j)
            return j + 1;
        struct scored swap = v[i];
        v[i++] = v[j];
        v[j--] = swap;
    }
}

/* Brings the `keep` best to the front, in no order. */
static void select_best(struct scored *v, uint32_t n, uint32_t keep)
{
    uint32_t low = 0, high = n;
    while (high - low > 1 && keep > low && keep < high) {
        uint32_t middle = partition(v, low, high);
        if (keep <= middle)
            high = middle;
        else
            low = middle;
    }
}

/* The families that the functions of `query` favour most; the list is the same for all queries of
   the same functions on the same level. */
static const struct favoured *favoured(struct ranker *ranker, const struct query *query)
{
    const struct family *family = query->family;
    /* of very many candidates, what the text says of functions is left to the words */
    uint32_t told = family->above > READ_ALL ? 0 : family->text_functions;
    uint32_t signature[3] = {family->functions, told, family->above};
    struct text key = {(const char *)signature, sizeof signature};
    size_t at = map_get(&ranker->favoured_at, key);
    if (at != MAP_NONE)
        return &ranker->favoured.v[at];
    map_put(ranker->mem, &ranker->favoured_at, text_copy(ranker->mem, key), ranker->favoured.n);
    struct favoured *found = list_push(ranker->mem, &ranker->favoured);
    struct arena *scratch = arena_new();
    struct scored *all = NEW_ARRAY(scratch, struct scored, family->above);
    for (uint32_t f = 0; f < family->above; f++)
        all[f] = (struct scored){place_score(ranker, query, f), f};
    select_best(all, family->above, BEST_BY_FUNCTION);
    for (; found->n < BEST_BY_FUNCTION && found->n < family->above; found->n++)
        found->families[found->n] = all[found->n].family;
    arena_free(scratch);
    return found;
}

/* Those that share words or characters: all if they are few, else the most promising. */
static void enlist_similar(struct ranker *ranker, const struct query *query)
{
    uint32_t start = ranker->n_list;
    enlist_touched(ranker, query, &ranker->words);
    enlist_touched(ranker, query, &ranker->chars);
    uint32_t n = ranker->n_list - start;
    if (n <= BEST_BY_TEXT)
        return;
    struct scored *found = ranker->scored;
    uint32_t most = query->family->above > MANY ? BEST_BY_TEXT / 2 : BEST_BY_TEXT;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t f = ranker->list[start + i];
        found[i] = (struct scored){text_score(ranker, query, f), f};
    }
    select_best(found, n, BEST_BY_WORDS);
    uint32_t kept = n < BEST_BY_WORDS ? n : BEST_BY_WORDS;
    for (uint32_t i = 0; i < kept; i++)
        found[i].score += place_score(ranker, query, found[i].family);
    select_best(found, kept, most);
    for (uint32_t i = most; i < n; i++)
        ranker->stamp[found[i].family] = 0; /* may be enlisted for another reason */
    for (uint32_t i = 0; i < most; i++)
        ranker->list[start + i] = found[i].family;
    ranker->n_list = start + most;
}

/* What similar items declare: all of it if that is little, else what the most similar ones do. */
static void enlist_declared(struct ranker *ranker, const struct query *query)
{
    const struct sums *siblings = &ranker->siblings;
    if (siblings->n_touched <= BEST_BY_TEXT) {
        enlist_touched(ranker, query, siblings);
        return;
    }
    for (uint32_t i = 0; i < siblings->n_touched; i++) {
        uint32_t f = siblings->touched[i];
        ranker->scored[i] = (struct scored){(double)ranker->sibling[f], f};
    }
    select_best(ranker->scored, siblings->n_touched, BEST_BY_TEXT / 2);
    for (uint32_t i = 0; i < BEST_BY_TEXT / 2; i++)
        enlist(ranker, query, ranker->scored[i].family);
}

/* Of very many, only what is listed for another reason is compared in meaning. */
static void enlist_near(struct ranker *ranker, const struct query *query)
{
    uint32_t n = query->family->above;
    if (!query->means || !asks_all(ranker, query))
        return;
    for (uint32_t f = 0; f < n; f++)
        ranker->scored[f] = (struct scored){(double)ranker->meanings[f], f};
    select_best(ranker->scored, n, BEST_BY_MEANING);
    for (uint32_t i = 0; i < BEST_BY_MEANING && i < n; i++)
        enlist(ranker, query, ranker->scored[i].family);
}

static void enlist_candidates(struct ranker *ranker, const struct query *query)
{
    uint32_t above = query->family->above;
    ranker->now++;
    ranker->n_list = 0;
    if (ranker->prospect->exhaustive || (above <= ALL_BELOW && !ranker->prospect->prune)) {
        for (uint32_t f = 0; f < above; f++)
            enlist(ranker, query, f);
        return;
    }
    enlist_similar(ranker, query);
    enlist_near(ranker, query);
    enlist_declared(ranker, query);
    enlist_touched(ranker, query, &ranker->history);
    enlist_chart(ranker, query);
    enlist_habits(ranker, query);
    const struct favoured *list = favoured(ranker, query);
    for (uint32_t i = 0; i < list->n; i++)
        enlist(ranker, query, list->families[i]);
}

/* --- scores and probabilities ---------------------------------------------------------------- */

static int best_first(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->family > y->family) - (x->family < y->family);
}

static bool speaks(const float *x)
{
    static const enum feature telling[] = {FEATURE_WORDS,    FEATURE_CONCEPTS,     FEATURE_DRIVERS,
                                           FEATURE_FUNCTION, FEATURE_REMIT,        FEATURE_SIBLING,
                                           FEATURE_HABIT,    FEATURE_UNIT_HABIT,   FEATURE_HISTORY,
                                           FEATURE_OWNER,    FEATURE_TEXT_FUNCTION};
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (x[telling[i]] > 0)
            return true;
    return x[FEATURE_CHARS] > .1F;
}

static void share_out(struct ranking *ranking)
{
    double top = ranking->nothing_score, sum = 0;
    for (uint32_t i = 0; i < ranking->n; i++)
        top = fmax(top, ranking->v[i].score);
    for (uint32_t i = 0; i < ranking->n; i++)
        sum += exp(ranking->v[i].score - top);
    sum += exp(ranking->nothing_score - top);
    for (uint32_t i = 0; i < ranking->n; i++)
        ranking->v[i].probability = exp(ranking->v[i].score - top) / sum;
}

static void weigh_nothing(const struct prospect *prospect, const struct query *query,
                          struct ranking *ranking)
{
    double *x = ranking->nothing;
    x[NOTHING_CONSTANT] = 1;
    x[NOTHING_CANDIDATES] = log(1 + (double)ranking->n_candidates);
    x[NOTHING_WORDS] = 1 - (double)query->most_words;
    x[NOTHING_CHARS] = 1 - (double)query->most_chars;
    x[NOTHING_MEANING] = query->means ? 1 - (double)query->most_meaning : 0;
    x[NOTHING_ALONE] = query->means ? 0 : 1;
    x[NOTHING_SIBLING] = 1 - (double)query->most_sibling;
    x[NOTHING_KNOWN] = (double)prospect->known;
    ranking->nothing_score = 0;
    for (int i = 0; i < NOTHING_COUNT; i++)
        ranking->nothing_score += prospect->coefficients.nothing[i] * x[i];
}

/* How many families may be served; of very many, how many stand above. */
static uint32_t count_candidates(const struct prospect *prospect, const struct query *query,
                                 uint32_t without)
{
    uint32_t n = 0, above = query->family->above;
    if (above > ALL_BELOW)
        return above - (without < above);
    for (uint32_t f = 0; f < above; f++)
        n += f != without && may_serve(prospect, query->family, f);
    return n;
}

static struct candidate *score_all(const struct ranker *ranker, const struct query *query,
                                   struct arena *scratch, uint32_t without, uint32_t *n,
                                   bool *evidence)
{
    const struct coefficients *coefficients = &ranker->prospect->coefficients;
    struct candidate *all = NEW_ARRAY(scratch, struct candidate, ranker->n_list);
    for (uint32_t i = 0; i < ranker->n_list; i++) {
        if (ranker->list[i] == without)
            continue;
        struct candidate *candidate = &all[(*n)++];
        candidate->family = ranker->list[i];
        evidence_of(query, candidate->family, candidate->evidence);
        candidate->score = score_of(coefficients, candidate->evidence);
        *evidence |= speaks(candidate->evidence);
    }
    return all;
}

/* Evidence that all candidates have alike tells none of them from the others. */
static void note_common(struct candidate *all, uint32_t n)
{
    uint64_t common = ((uint64_t)1 << FEATURE_COUNT) - 1;
    for (uint32_t i = 1; i < n; i++)
        for (int f = 0; f < FEATURE_COUNT; f++)
            if (all[i].evidence[f] != all[0].evidence[f])
                common &= ~((uint64_t)1 << f);
    for (uint32_t i = 0; i < n; i++)
        all[i].common = common;
}

/* The best SHORTLIST to `mem`, best first; `must` takes the last place if it is behind them. */
static void shorten(struct ranker *ranker, struct arena *mem, const struct candidate *all,
                    uint32_t n, uint32_t must, struct ranking *ranking)
{
    uint32_t kept = n < SHORTLIST ? n : SHORTLIST;
    for (uint32_t i = 0; i < n; i++) {
        double score = all[i].family == must ? INFINITY : all[i].score;
        ranker->scored[i] = (struct scored){score, i};
    }
    select_best(ranker->scored, n, kept);
    ranking->v = NEW_ARRAY(mem, struct candidate, kept);
    for (; ranking->n < kept; ranking->n++)
        ranking->v[ranking->n] = all[ranker->scored[ranking->n].family];
    if (kept)
        qsort(ranking->v, kept, sizeof *ranking->v, best_first);
}

struct ranking rank(struct ranker *ranker, struct arena *mem, uint32_t number, uint32_t without,
                    uint32_t must)
{
    const struct prospect *prospect = ranker->prospect;
    struct ranking ranking = {0};
    struct query query;
    struct arena *scratch = arena_new();
    query_start(prospect, scratch, number, &query);
    ask(ranker, &query, without);
    enlist_candidates(ranker, &query);
    if (must != NO_FAMILY)
        enlist(ranker, &query, must);
    for (uint32_t i = 0; i < ranker->n_list && !asks_all(ranker, &query); i++)
        ask_meaning(ranker, &query, ranker->list[i], without);
    uint32_t n = 0;
    struct candidate *all = score_all(ranker, &query, scratch, without, &n, &ranking.evidence);
    note_common(all, n);
    shorten(ranker, mem, all, n, must, &ranking);
    ranking.n_candidates = count_candidates(prospect, &query, without);
    weigh_nothing(prospect, &query, &ranking);
    share_out(&ranking);
    forget(ranker);
    arena_free(scratch);
    return ranking;
}

double log_odds_of(double probability)
{
    double p = fmin(fmax(probability, 1e-9), 1 - 1e-9);
    return log(p / (1 - p));
}

static double rescaled(const double line[2], double probability)
{
    return 1 / (1 + exp(-(line[0] + line[1] * log_odds_of(probability))));
}

double calibrated(const struct prospect *prospect, double probability)
{
    return prospect->calibrated_here ? rescaled(prospect->calibration, probability) : probability;
}

double side_calibrated(const struct prospect *prospect, double probability)
{
    return prospect->side_calibrated ? rescaled(prospect->side_calibration, probability)
                                     : probability;
}
