/*
 * Suggestions: every objective without a link of its own is ranked against what stands above it;
 * the few best above the threshold are offered, with the key result of the family that their words
 * are nearest to. Sideways, only items that are nearly the same are offered. What reviewers decided
 * is carried out and not asked again.
 */
#include "base/pool.h"
#include "match/likeness.h"
#include "match/reason.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 8, CHUNK = 128, TOLD = 3, KEY_RESULT_PAIRS = 4, KEPT_BELOW = 4 };

/* An item of the query and one of another family that are nearly the same. */
struct match {
    uint32_t from, to; /* items */
    double probability;
    bool metric; /* both move one metric */
};

struct ranked {
    struct candidate best[KEPT];
    uint32_t n;
    bool evidence;
    struct match twin; /* upwards, of a key result on its own; to: NO_ITEM: none */
    struct match side; /* sideways */
};

/* The families that most probably serve one, best first; value: the probability, 0 if there is none. */
struct supporters_below {
    struct likeness of[KEPT_BELOW];
};

struct rankings {
    struct ranked *of;              /* each family; those without anything above are blank */
    struct supporters_below *below; /* each family */
};

/* --- all rankings, in parallel --------------------------------------------------------------- */

struct work {
    const struct prospect *prospect;
    struct rankings *rankings;
    uint32_t chunk;       /* families ranked in one piece of work */
    pthread_mutex_t lock; /* of rankings->below */
};

static bool is_rejected(const struct prospect *prospect, uint32_t query, uint32_t candidate)
{
    return tally_get(&prospect->rejected, query, candidate) > 0;
}

static void note_below(struct rankings *rankings, uint32_t query, const struct ranking *ranking)
{
    for (uint32_t i = 0; i < ranking->n; i++)
        likeness_keep(rankings->below[ranking->v[i].family].of, KEPT_BELOW,
                      (struct likeness){query, (float)ranking->v[i].probability});
}

static void keep_best(const struct prospect *prospect, uint32_t query,
                      const struct ranking *ranking, struct ranked *ranked)
{
    ranked->evidence = ranking->evidence;
    for (uint32_t i = 0; i < ranking->n && ranked->n < KEPT; i++) {
        if (is_rejected(prospect, query, ranking->v[i].family))
            continue;
        ranked->best[ranked->n] = ranking->v[i];
        ranked->best[ranked->n++].probability = calibrated(prospect, ranking->v[i].probability);
    }
}

struct view_list LIST(struct view);

static struct view_list views_of(const struct prospect *prospect, struct arena *mem,
                                 uint32_t family, bool key_results_only)
{
    const struct plan *plan = prospect->plan;
    const struct family *f = &prospect->families[family];
    struct view_list views = {0};
    for (uint32_t i = 0; i < family_size(plan, f); i++) {
        uint32_t item = family_item(plan, f, i);
        if (!key_results_only || plan->items.v[item].kind == KEY_RESULT)
            *list_push(mem, &views) = view_of(prospect, mem, item);
    }
    return views;
}

/* The likest pair of items of two families, if it is likelier than *match. */
static void find_twin(const struct prospect *prospect, struct arena *scratch, uint32_t query,
                      uint32_t other, bool key_results_only, struct match *match)
{
    const struct item *items = prospect->plan->items.v;
    struct view_list below = views_of(prospect, scratch, query, key_results_only);
    struct view_list above = views_of(prospect, scratch, other, key_results_only);
    for (size_t i = 0; i < below.n; i++) {
        for (size_t j = 0; j < above.n; j++) {
            uint32_t from = below.v[i].item, to = above.v[j].item;
            bool metric;
            if (items[from].kind != items[to].kind)
                continue;
            double p = same_thing(prospect, scratch, &below.v[i], &above.v[j], &metric);
            if (p > match->probability)
                *match = (struct match){from, to, p, metric};
        }
    }
}

static void find_twins(const struct prospect *prospect, uint32_t query,
                       const struct ranking *ranking, struct ranked *ranked)
{
    struct arena *scratch = arena_new();
    for (uint32_t i = 0, pairs = 0; i < ranking->n && pairs < KEY_RESULT_PAIRS; i++) {
        const struct candidate *candidate = &ranking->v[i];
        if (candidate->evidence[FEATURE_WORDS] < LEAST_LIKENESS ||
            is_rejected(prospect, query, candidate->family))
            continue;
        find_twin(prospect, scratch, query, candidate->family, true, &ranked->twin);
        pairs++;
    }
    arena_free(scratch);
}

/* Sideways: families of the same level that stand before it in the list, so that of two that are
   alike only one is said to follow the other. */
static void find_side(const struct prospect *prospect, struct sums *sums, uint32_t query,
                      struct ranked *ranked)
{
    const struct family *family = &prospect->families[query];
    struct likeness near[KEY_RESULT_PAIRS] = {0};
    index_ask(&prospect->words, family->words, query, SIDE_BUDGET, sums);
    for (uint32_t i = 0; i < sums->n_touched; i++) {
        struct likeness one = {sums->touched[i], sums->of[sums->touched[i]]};
        if (one.family >= family->above && one.value >= LEAST_LIKENESS &&
            prospect->families[one.family].unit != family->unit &&
            !is_rejected(prospect, query, one.family))
            likeness_keep(near, KEY_RESULT_PAIRS, one);
    }
    sums_clear(sums);
    struct arena *scratch = arena_new();
    for (int i = 0; i < KEY_RESULT_PAIRS && near[i].value > 0; i++)
        find_twin(prospect, scratch, query, near[i].family, false, &ranked->side);
    arena_free(scratch);
}

static void rank_chunk(void *context, size_t chunk)
{
    struct work *work = context;
    const struct prospect *prospect = work->prospect;
    struct arena *scratch = arena_new();
    struct ranker *ranker = ranker_new(scratch, prospect);
    struct sums sums = sums_new(scratch, prospect->n_families);
    uint32_t first = (uint32_t)chunk * work->chunk, end = first + work->chunk;
    for (uint32_t f = first; f < end && f < prospect->n_families; f++) {
        struct ranked *ranked = &work->rankings->of[f];
        ranked->twin.to = ranked->side.to = NO_ITEM;
        if (prospect->linked[f])
            continue;
        find_side(prospect, &sums, f, ranked);
        if (prospect->families[f].above == 0)
            continue;
        struct arena *one = arena_new();
        struct ranking ranking = rank(ranker, one, f, NO_FAMILY, NO_FAMILY);
        keep_best(prospect, f, &ranking, ranked);
        find_twins(prospect, f, &ranking, ranked);
        pthread_mutex_lock(&work->lock);
        note_below(work->rankings, f, &ranking);
        pthread_mutex_unlock(&work->lock);
        arena_free(one);
    }
    arena_free(scratch);
}

static const struct rankings *all_rankings(struct prospect *prospect)
{
    if (prospect->rankings)
        return prospect->rankings;
    struct rankings *rankings = NEW(prospect->mem, struct rankings);
    uint32_t n = prospect->n_families;
    rankings->of = NEW_ARRAY(prospect->mem, struct ranked, n);
    rankings->below = NEW_ARRAY(prospect->mem, struct supporters_below, n);
    /* pieces large enough that their working space is cheap, small enough to share out */
    struct work work = {.prospect = prospect, .rankings = rankings, .chunk = n / 32 + CHUNK};
    pthread_mutex_init(&work.lock, NULL);
    pool_run(prospect->config->jobs ? prospect->config->jobs : 1, (n + work.chunk - 1) / work.chunk,
             rank_chunk, &work);
    pthread_mutex_destroy(&work.lock);
    prospect->rankings = rankings;
    return rankings;
}

/* --- what reviewers decided ------------------------------------------------------------------ */

static void carry_out(struct arena *mem, struct prospect *prospect, struct link_list *links)
{
    for (size_t i = 0; i < prospect->decided.n; i++) {
        const struct decision *d = &prospect->decided.v[i];
        if (d->verdict != VERDICT_ACCEPT)
            continue;
        struct text by = d->by.len ? d->by : TR("a reviewer");
        *list_push(mem, links) =
            (struct link){.from = d->from,
                          .to = d->to,
                          .kind = LINK_IMPLICIT,
                          .how = HOW_SIMILAR,
                          .status = LINK_CONFIRMED,
                          .confidence = 1,
                          .evidence = reason_accepted(mem, prospect, by, d->when),
                          .place = {.row = PLACE_NONE, .col = PLACE_NONE},
                          .reference = SIZE_MAX,
                          .decided_by = by};
    }
}

/* --- suggestions ----------------------------------------------------------------------------- */

static void suggest(struct arena *mem, struct link_list *links, uint32_t from, uint32_t to,
                    enum link_how how, double probability, struct text evidence)
{
    *list_push(mem, links) = (struct link){.from = from,
                                           .to = to,
                                           .kind = LINK_IMPLICIT,
                                           .how = how,
                                           .status = LINK_SUGGESTED,
                                           .confidence = probability,
                                           .evidence = evidence,
                                           .place = {.row = PLACE_NONE, .col = PLACE_NONE},
                                           .reference = SIZE_MAX};
}

/* What of a family's probability falls to one item: all of it to the objective, to a key result its
   share among its sisters. */
static double share_of(const struct prospect *prospect, struct arena *scratch, uint32_t query,
                       uint32_t item)
{
    struct told_list list = key_results_told(prospect, scratch, query, prospect->family_of[item]);
    for (size_t i = 0; i < list.n; i++)
        if (list.v[i].item == item)
            return list.v[i].share;
    return 1;
}

/* At most `most`. */
static unsigned suggest_above(struct arena *mem, const struct prospect *prospect, uint32_t query,
                              const struct ranked *ranked, unsigned most, struct link_list *links)
{
    const struct config *config = prospect->config;
    unsigned given = 0;
    struct arena *scratch = arena_new();
    for (uint32_t i = 0; i < ranked->n && given < most; i++) {
        const struct candidate *candidate = &ranked->best[i];
        if (candidate->probability < config->suggest)
            continue;
        bool metric;
        uint32_t to = nearest_item(prospect, scratch, query, candidate->family, &metric);
        struct text why = reason_for(mem, prospect, query, candidate, to, TOLD);
        if (!why.len)
            continue;
        double share = share_of(prospect, scratch, query, to);
        suggest(mem, links, prospect->families[query].item, to,
                metric ? HOW_SHARED_METRIC : HOW_SIMILAR, candidate->probability * share, why);
        links->v[links->n - 1].of_objective = share < 1 ? candidate->probability : 0;
        given++;
    }
    arena_free(scratch);
    return given;
}

/* Two items that are nearly the same: a key result of the query and one above, or sideways. */
static unsigned suggest_twin(struct arena *mem, const struct prospect *prospect,
                             const struct match *match, double least, struct link_list *links)
{
    if (match->to == NO_ITEM || match->probability < least)
        return 0;
    struct text words = words_in_common(mem, prospect, match->from, match->to);
    suggest(mem, links, match->from, match->to, match->metric ? HOW_SHARED_METRIC : HOW_SIMILAR,
            match->probability, words);
    return 1;
}

static bool suggested(const struct link_list *links, size_t first, const struct prospect *prospect,
                      uint32_t family)
{
    for (size_t i = first; i < links->n; i++)
        if (prospect->family_of[links->v[i].to] == family)
            return true;
    return false;
}

/* Suggestions that the sheets' own prose makes already, by the family that they come from. */
static unsigned *count_mentions(struct arena *scratch, const struct prospect *prospect,
                                const struct link_list *links)
{
    unsigned *mentions = NEW_ARRAY(scratch, unsigned, prospect->n_families);
    for (size_t i = 0; i < links->n; i++)
        if (links->v[i].how == HOW_MENTIONED && links->v[i].status == LINK_SUGGESTED)
            mentions[prospect->family_of[links->v[i].from]]++;
    return mentions;
}

static void suggest_for(struct arena *mem, const struct prospect *prospect, uint32_t query,
                        unsigned mentions, struct link_list *links, struct implicit_result *result)
{
    const struct config *config = prospect->config;
    size_t first = links->n;
    const struct ranked *ranked = &prospect->rankings->of[query];
    unsigned most = config->max_suggestions > mentions ? config->max_suggestions - mentions : 0;
    unsigned given = suggest_above(mem, prospect, query, ranked, most, links);
    const struct match *twin = &ranked->twin;
    if (given < most && twin->to != NO_ITEM &&
        !suggested(links, first, prospect, prospect->family_of[twin->to]))
        given += suggest_twin(mem, prospect, twin, fmax(config->suggest, config->fair), links);
    if (given < most)
        given +=
            suggest_twin(mem, prospect, &ranked->side, fmax(config->suggest, config->fair), links);
    bool above = prospect->families[query].above > 0;
    result->considered += above || given;
    result->abstained += above && !given;
    result->nothing_to_go_on += above && !given && !ranked->evidence;
}

/* An objective says that it supports one above, and not which of its key results: the one that a key
   result of its own is nearly the same as is offered. */
static void suggest_within(struct arena *mem, struct prospect *prospect, struct link_list *links)
{
    const struct plan *plan = prospect->plan;
    struct arena *scratch = arena_new();
    struct tally told = {0}; /* families with a link to a key result, or asked already */
    double least = fmax(prospect->config->suggest, prospect->config->fair);
    size_t n = links->n;
    for (size_t i = 0; i < n; i++)
        if (links->v[i].status == LINK_CONFIRMED &&
            plan->items.v[links->v[i].to].kind == KEY_RESULT)
            tally_add(scratch, &told, prospect->family_of[links->v[i].from],
                      prospect->family_of[links->v[i].to], 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t from = prospect->family_of[links->v[i].from];
        uint32_t to = prospect->family_of[links->v[i].to];
        struct match twin = {.to = NO_ITEM};
        if (links->v[i].status != LINK_CONFIRMED || links->v[i].how == HOW_MENTIONED ||
            plan->items.v[links->v[i].to].kind != OBJECTIVE || from == to ||
            tally_get(&told, from, to) > 0 || is_rejected(prospect, from, to))
            continue;
        tally_add(scratch, &told, from, to, 1);
        find_twin(prospect, scratch, from, to, true, &twin);
        suggest_twin(mem, prospect, &twin, least, links);
    }
    arena_free(scratch);
}

static void reject(struct prospect *prospect)
{
    for (size_t i = 0; i < prospect->decided.n; i++) {
        const struct decision *d = &prospect->decided.v[i];
        if (d->verdict == VERDICT_REJECT)
            tally_add(prospect->mem, &prospect->rejected, prospect->family_of[d->from],
                      prospect->family_of[d->to], 1);
    }
}

struct implicit_result match_implicit(struct arena *mem, struct prospect *prospect,
                                      struct link_list *links)
{
    struct implicit_result result = {.calibrated_here = prospect->calibrated_here,
                                     .answers = prospect->answers,
                                     .declared = prospect->declared.n,
                                     .rehearsal = prospect->rehearsal};
    if (!prospect->rankings)
        reject(prospect);
    all_rankings(prospect);
    mentions_settle(&prospect->decided, links);
    struct arena *scratch = arena_new();
    const unsigned *mentions = count_mentions(scratch, prospect, links);
    carry_out(mem, prospect, links);
    for (uint32_t f = 0; f < prospect->n_families; f++)
        if (!prospect->linked[f])
            suggest_for(mem, prospect, f, mentions[f], links, &result);
    arena_free(scratch);
    suggest_within(mem, prospect, links);
    links_settle(links);
    return result;
}

const char *match_band(const struct config *config, double probability)
{
    return probability >= config->strong ? "strong" : probability >= config->fair ? "fair" : "weak";
}

/* --- questions about single items ------------------------------------------------------------ */

/* The `most` likeliest. */
static struct nearest_list candidates(struct arena *mem, struct prospect *prospect, uint32_t item,
                                      uint32_t most)
{
    uint32_t query = prospect->family_of[item];
    struct nearest_list list = {0};
    struct arena *scratch = arena_new();
    const struct ranked *ranked = &all_rankings(prospect)->of[query];
    if (prospect->linked[query]) { /* nothing was looked for */
        struct ranked *now = NEW(scratch, struct ranked);
        struct ranking ranking =
            rank(ranker_new(scratch, prospect), scratch, query, NO_FAMILY, NO_FAMILY);
        keep_best(prospect, query, &ranking, now);
        ranked = now;
    }
    for (uint32_t i = 0; i < ranked->n && i < most && ranked->evidence; i++) {
        bool metric;
        uint32_t to = nearest_item(prospect, scratch, query, ranked->best[i].family, &metric);
        *list_push(mem, &list) = (struct nearest){
            to, ranked->best[i].probability * share_of(prospect, scratch, query, to),
            reason_for(mem, prospect, query, &ranked->best[i], to, TOLD)};
    }
    arena_free(scratch);
    return list;
}

struct nearest_list match_candidates(struct arena *mem, struct prospect *prospect, uint32_t item)
{
    return candidates(mem, prospect, item, UINT32_MAX);
}

struct nearest match_nearest_above(struct arena *mem, struct prospect *prospect, uint32_t item)
{
    struct nearest_list list = candidates(mem, prospect, item, 1);
    if (!list.n)
        return (struct nearest){.item = NO_ITEM};
    if (!list.v[0].evidence.len)
        list.v[0].item = NO_ITEM;
    return list.v[0];
}

/* What the candidate is to one family, or NULL if it is none of its candidates. */
static const struct candidate *candidate_of(const struct ranking *ranking, uint32_t family)
{
    for (uint32_t i = 0; i < ranking->n; i++)
        if (ranking->v[i].family == family)
            return &ranking->v[i];
    return NULL;
}

enum { MOST_ASKED = 2000 };

/* Of the families that have links already, which were not ranked, those nearest to `above`. */
static struct supporters_below nearest_linked(const struct prospect *prospect, uint32_t above)
{
    struct supporters_below nearest = {0};
    struct arena *scratch = arena_new();
    struct ranker *ranker = ranker_new(scratch, prospect);
    for (uint32_t f = above + 1, asked = 0; f < prospect->n_families && asked < MOST_ASKED; f++) {
        if (!prospect->linked[f] || not_a_candidate(prospect, f, above).len)
            continue;
        asked++;
        struct arena *one = arena_new();
        struct ranking ranking = rank(ranker, one, f, NO_FAMILY, above);
        const struct candidate *candidate = candidate_of(&ranking, above);
        if (ranking.evidence && candidate)
            likeness_keep(nearest.of, KEPT_BELOW,
                          (struct likeness){f, (float)candidate->probability});
        arena_free(one);
    }
    arena_free(scratch);
    return nearest;
}

/* How `query` would serve the item, if any evidence says that it may. */
static struct nearest serves(struct arena *mem, const struct prospect *prospect, uint32_t query,
                             uint32_t item)
{
    uint32_t above = prospect->family_of[item];
    struct nearest nearest = {.item = NO_ITEM};
    struct arena *scratch = arena_new();
    struct ranking ranking = rank(ranker_new(scratch, prospect), scratch, query, NO_FAMILY, above);
    const struct candidate *candidate = candidate_of(&ranking, above);
    if (candidate) {
        nearest.evidence = reason(mem, prospect, query, candidate, TOLD);
        nearest.probability =
            calibrated(prospect, candidate->probability) * share_of(prospect, scratch, query, item);
        if (nearest.evidence.len)
            nearest.item = prospect->families[query].item;
    }
    arena_free(scratch);
    return nearest;
}

struct nearest match_nearest_below(struct arena *mem, struct prospect *prospect, uint32_t item)
{
    uint32_t above = prospect->family_of[item];
    struct supporters_below below = all_rankings(prospect)->below[above];
    struct nearest nearest = {.item = NO_ITEM};
    if (!(below.of[0].value > 0))
        below = nearest_linked(prospect, above);
    for (int i = 0; i < KEPT_BELOW && below.of[i].value > 0; i++) {
        struct nearest one = serves(mem, prospect, below.of[i].family, item);
        if (one.item != NO_ITEM &&
            (nearest.item == NO_ITEM || one.probability > nearest.probability))
            nearest = one;
    }
    return nearest;
}

static int by_contribution(const void *a, const void *b)
{
    const struct evidence_part *x = a, *y = b;
    if (x->contribution != y->contribution)
        return x->contribution > y->contribution ? -1 : 1;
    return text_cmp(x->name, y->name);
}

static void lay_out(struct arena *mem, const struct prospect *prospect, uint32_t query,
                    const struct candidate *candidate, struct evidence *evidence)
{
    double slope = prospect->calibrated_here ? prospect->calibration[1] : 1, sum = 0;
    for (int i = 0; i < FEATURE_COUNT; i++) {
        double weight = prospect->coefficients.of[i] * slope;
        double value = candidate->evidence[i];
        if (weight == 0 && value == 0)
            continue;
        struct text words = reason_part(mem, prospect, query, candidate, (enum feature)i);
        if (!words.len)
            words = text_of(feature_meaning((enum feature)i));
        *list_push(mem, &evidence->parts) = (struct evidence_part){
            text_of(feature_name((enum feature)i)), words, value, weight, weight * value};
        sum += weight * value;
    }
    if (evidence->parts.n)
        qsort(evidence->parts.v, evidence->parts.n, sizeof *evidence->parts.v, by_contribution);
    evidence->probability = calibrated(prospect, candidate->probability);
    evidence->log_odds = log_odds_of(evidence->probability);
    evidence->intercept = evidence->log_odds - sum;
}

static void lay_out_key_results(struct arena *mem, const struct prospect *prospect, uint32_t query,
                                uint32_t to, struct evidence *evidence)
{
    struct told_list list = key_results_told(prospect, mem, query, prospect->family_of[to]);
    evidence->share = 1;
    for (size_t i = 0; i < list.n; i++) {
        const struct told *told = &list.v[i];
        if (told->item == to)
            evidence->share = told->share;
        *list_push(mem, &evidence->key_results) =
            (struct key_result_evidence){told->item, (double)told->words, (double)told->chars,
                                         (double)told->earlier, told->share};
    }
}

/* What would have to be nearly the same in two units that do not stand one above the other. */
static void lay_out_sideways(const struct prospect *prospect, struct arena *scratch, uint32_t query,
                             uint32_t other, struct evidence *evidence)
{
    struct match match = {.to = NO_ITEM};
    const struct family *a = &prospect->families[query], *b = &prospect->families[other];
    if (a->unit != b->unit && other >= a->above && query >= b->above)
        find_twin(prospect, scratch, query, other, false, &match);
    if (match.to == NO_ITEM)
        return;
    struct view from = view_of(prospect, scratch, match.from);
    struct view to = view_of(prospect, scratch, match.to);
    evidence->sideways.from = match.from;
    evidence->sideways.to = match.to;
    evidence->sideways.words = (double)words_shared(prospect, &from, &to);
    evidence->sideways.characters = (double)chars_shared(&from, &to);
    evidence->sideways.metric = match.metric;
    evidence->sideways.probability = match.probability;
}

struct evidence match_explain(struct arena *mem, struct prospect *prospect, uint32_t from,
                              uint32_t to)
{
    uint32_t query = prospect->family_of[from], above = prospect->family_of[to];
    struct evidence evidence = {.not_a_candidate = not_a_candidate(prospect, query, above)};
    evidence.sideways.from = evidence.sideways.to = NO_ITEM;
    struct arena *scratch = arena_new();
    if (evidence.not_a_candidate.len) {
        lay_out_sideways(prospect, scratch, query, above, &evidence);
        arena_free(scratch);
        return evidence;
    }
    struct ranking ranking = rank(ranker_new(scratch, prospect), scratch, query, NO_FAMILY, above);
    const struct candidate *candidate = candidate_of(&ranking, above);
    if (candidate) {
        lay_out(mem, prospect, query, candidate, &evidence);
        lay_out_key_results(mem, prospect, query, to, &evidence);
    }
    arena_free(scratch);
    return evidence;
}
