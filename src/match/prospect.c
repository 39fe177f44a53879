/*
 * Plan -> families -> vectors -> index. An objective is read together with its key results, with
 * the names of its unit at half weight: who does it says much about what it is for.
 */
#include "match/learn.h"
#include "match/meaning.h"

#include "base/fold.h"
#include "value/value.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float CONCEPT_WEIGHT = .5F, UNIT_WEIGHT = .5F, WEAK_IDF = .35F;

/* --- languages and readings ------------------------------------------------------------------ */

static uint32_t unit_slot(const struct plan *plan, uint32_t unit)
{
    return unit < plan->units.n ? unit : (uint32_t)plan->units.n;
}

enum language item_language(const struct prospect *prospect, uint32_t item)
{
    return prospect->item_languages[item];
}

/* An objective with its key results may be in another language than the rest of its unit: two small
   words of that one, and none of the unit's. */
static void find_item_languages(struct prospect *prospect)
{
    enum { LEAST_WORDS = 2 };
    const struct plan *plan = prospect->plan;
    struct arena *scratch = arena_new();
    unsigned(*counts)[LANGUAGE_COUNT] = arena_array(scratch, plan->items.n + 1, sizeof *counts);
    for (uint32_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        uint32_t family = item->objective != NO_ITEM ? item->objective : i;
        lexicon_count_languages(&prospect->matcher->lexicon, text_key(scratch, item->text),
                                counts[family]);
    }
    prospect->item_languages = NEW_ARRAY(prospect->mem, enum language, plan->items.n);
    for (uint32_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        const unsigned *words = counts[item->objective != NO_ITEM ? item->objective : i];
        enum language of_unit = prospect->languages[unit_slot(plan, item->unit)];
        enum language own = language_of_counts(words, of_unit);
        bool other = words[own] >= LEAST_WORDS && words[of_unit] == 0;
        prospect->item_languages[i] = other ? own : of_unit;
    }
    arena_free(scratch);
}

/* The language of each unit, by the stop words of its items; English if nothing tells. */
static void find_languages(struct prospect *prospect)
{
    const struct plan *plan = prospect->plan;
    const struct lexicon *lexicon = &prospect->matcher->lexicon;
    size_t n = plan->units.n + 1;
    struct arena *scratch = arena_new();
    unsigned(*counts)[LANGUAGE_COUNT] = arena_array(scratch, n, sizeof *counts);
    unsigned all[LANGUAGE_COUNT] = {0};
    for (size_t i = 0; i < plan->items.n; i++)
        lexicon_count_languages(lexicon, text_key(scratch, plan->items.v[i].text),
                                counts[unit_slot(plan, plan->items.v[i].unit)]);
    for (size_t u = 0; u < n; u++)
        for (int l = 0; l < LANGUAGE_COUNT; l++)
            all[l] += counts[u][l];
    enum language most = language_of_counts(all, LANGUAGE_EN);
    prospect->languages = NEW_ARRAY(prospect->mem, enum language, n);
    for (size_t u = 0; u < n; u++)
        prospect->languages[u] = language_of_counts(counts[u], most);
    arena_free(scratch);
    find_item_languages(prospect);
}

static void read_items(struct prospect *prospect)
{
    const struct plan *plan = prospect->plan;
    prospect->readings = NEW_ARRAY(prospect->mem, struct reading, plan->items.n);
    for (uint32_t i = 0; i < plan->items.n; i++)
        prospect->readings[i] =
            read_text(&prospect->reader, item_language(prospect, i), plan->items.v[i].text);
}

/* --- families -------------------------------------------------------------------------------- */

static int unit_level(const struct plan *plan, uint32_t unit)
{
    int level = unit < plan->units.n ? plan->units.v[unit].level : LEVEL_UNKNOWN;
    return level < 0 ? INT_MAX : level;
}

static int by_level(const void *a, const void *b)
{
    const struct family *x = a, *y = b;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static void list_families(struct prospect *prospect)
{
    const struct plan *plan = prospect->plan;
    struct family *families = NEW_ARRAY(prospect->mem, struct family, plan->items.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        if (item->kind == OBJECTIVE || item->objective == NO_ITEM)
            families[n++] = (struct family){.item = i,
                                            .unit = item->unit,
                                            .level = unit_level(plan, item->unit),
                                            .first = item->period_first,
                                            .last = item->period_last};
    }
    if (n)
        qsort(families, n, sizeof *families, by_level);
    for (uint32_t f = 1; f < n; f++)
        families[f].above = families[f].level == families[f - 1].level ? families[f - 1].above : f;
    prospect->families = families;
    prospect->n_families = n;
    prospect->n_above = n ? families[n - 1].above : 0;
}

static void index_items(struct prospect *prospect)
{
    const struct plan *plan = prospect->plan;
    prospect->family_of = NEW_ARRAY(prospect->mem, uint32_t, plan->items.n);
    for (uint32_t f = 0; f < prospect->n_families; f++)
        prospect->family_of[prospect->families[f].item] = f;
    for (uint32_t i = 0; i < plan->items.n; i++) {
        uint32_t objective = plan->items.v[i].objective;
        if (plan->items.v[i].kind == KEY_RESULT && objective != NO_ITEM)
            prospect->family_of[i] = prospect->family_of[objective];
    }
}

static void group_by_unit(struct prospect *prospect)
{
    uint32_t n_units = (uint32_t)prospect->plan->units.n;
    struct groups *groups = &prospect->unit_families;
    groups->first = NEW_ARRAY(prospect->mem, uint32_t, n_units + 3);
    groups->of = NEW_ARRAY(prospect->mem, uint32_t, prospect->n_families);
    uint32_t *end = groups->first + 1;
    for (uint32_t f = 0; f < prospect->n_families; f++)
        end[unit_slot(prospect->plan, prospect->families[f].unit) + 1]++;
    for (uint32_t u = 0; u <= n_units; u++)
        end[u + 1] += end[u];
    for (uint32_t f = 0; f < prospect->n_families; f++)
        groups->of[end[unit_slot(prospect->plan, prospect->families[f].unit)]++] = f;
}

/* --- weights --------------------------------------------------------------------------------- */

uint32_t prospect_terms(const struct prospect *prospect)
{
    return (uint32_t)prospect->reader.terms.n + MOST_CONCEPTS;
}

/* Concepts come first, so that terms read later (texts of earlier reports) go behind. */
static uint32_t term_dimension(uint32_t term)
{
    return MOST_CONCEPTS + term;
}

static void weigh_terms(struct prospect *prospect)
{
    size_t n = prospect->reader.texts;
    uint32_t concept_texts[MOST_CONCEPTS] = {0};
    for (size_t i = 0; i < prospect->plan->items.n; i++)
        for (int c = 0; c < MOST_CONCEPTS; c++)
            concept_texts[c] += prospect->readings[i].concepts >> c & 1;
    prospect->idf = NEW_ARRAY(prospect->mem, float, prospect_terms(prospect));
    for (int c = 0; c < MOST_CONCEPTS; c++)
        prospect->idf[c] = CONCEPT_WEIGHT * idf_of(n, concept_texts[c]);
    /* background: what is rare in any organisation's OKRs weighs as in a large one */
    float background = idf_of(1000, 10);
    for (uint32_t t = 0; t < prospect->reader.terms.n; t++) {
        const struct term *term = &prospect->reader.terms.v[t];
        prospect->idf[term_dimension(t)] =
            .9F * idf_of(n, term->texts) * (term->weak ? WEAK_IDF + .3F : 1) +
            .1F * background * (term->weak ? WEAK_IDF : 1);
    }
}

/* The root of a term's weight: a frequent word may be near a rare one, so less is lost than by the
   words themselves. */
static void weigh_words(struct prospect *prospect)
{
    size_t n = prospect->reader.words.n;
    prospect->word_weights = NEW_ARRAY(prospect->mem, float, n);
    for (size_t w = 0; w < n; w++)
        prospect->word_weights[w] =
            sqrtf(idf_of(prospect->reader.texts, prospect->reader.words.v[w].texts));
}

static void push_terms(struct arena *scratch, struct weight_list *counts, struct reading reading,
                       float value)
{
    for (uint32_t i = 0; i < reading.n; i++)
        *list_push(scratch, counts) = (struct weight){term_dimension(reading.terms[i]), value};
}

static void push_concepts(struct arena *scratch, struct weight_list *counts, uint64_t concepts)
{
    for (uint32_t c = 0; concepts; c++, concepts >>= 1)
        if (concepts & 1)
            *list_push(scratch, counts) = (struct weight){c, 1};
}

struct vector words_of_text(struct prospect *prospect, struct text text)
{
    unsigned counts[LANGUAGE_COUNT] = {0};
    struct arena *scratch = arena_new();
    lexicon_count_languages(prospect->reader.lexicon, text_key(scratch, text), counts);
    enum language language =
        language_of_counts(counts, prospect->languages[prospect->plan->units.n]);
    struct reading reading = read_text(&prospect->reader, language, text);
    struct weight_list weights = {0};
    push_terms(scratch, &weights, reading, 1);
    push_concepts(scratch, &weights, reading.concepts);
    for (size_t i = 0; i < weights.n; i++) { /* terms unknown to the plan weigh like rare ones */
        uint32_t term = weights.v[i].term;
        bool known = term < prospect->words.n_terms;
        weights.v[i].value = known ? prospect->idf[term] : idf_of(1000, 10);
    }
    struct vector words = vector_of_values(prospect->mem, weights.v, weights.n);
    arena_free(scratch);
    return words;
}

/* --- what a family says ---------------------------------------------------------------------- */

uint32_t family_size(const struct plan *plan, const struct family *family)
{
    const struct item *head = &plan->items.v[family->item];
    return head->kind == OBJECTIVE ? 1 + head->n_key_results : 1;
}

uint32_t family_item(const struct plan *plan, const struct family *family, uint32_t k)
{
    return k ? plan->items.v[family->item].first_key_result + k - 1 : family->item;
}

/* The organisation's own name is on everything that it does, so it tells nothing from another. */
static void weaken_own_name(struct prospect *prospect, const struct unit *unit,
                            const struct reading *name)
{
    for (uint32_t i = 0; i < name->n && unit->level == 0; i++)
        prospect->reader.terms.v[name->terms[i]].weak = true;
}

/* Words of a unit's name, and the functions that they tell. */
static struct reading *read_units(struct prospect *prospect)
{
    const struct plan *plan = prospect->plan;
    struct reading *readings = NEW_ARRAY(prospect->mem, struct reading, plan->units.n + 1);
    for (size_t u = 0; u < plan->units.n; u++) {
        const struct unit *unit = &plan->units.v[u];
        readings[u] = read_text(&prospect->reader, prospect->languages[u], unit->name);
        size_t function = unit->function.len
                              ? map_get(&prospect->reader.lexicon->functions, unit->function)
                              : MAP_NONE;
        if (function != MAP_NONE)
            readings[u].functions = (uint32_t)1 << function;
        weaken_own_name(prospect, unit, &readings[u]);
    }
    return readings;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void gather_numbers(struct prospect *prospect, struct family *family)
{
    uint32_t size = family_size(prospect->plan, family), n = 0;
    for (uint32_t k = 0; k < size; k++)
        n += prospect->readings[family_item(prospect->plan, family, k)].n_numbers;
    if (n == 0)
        return;
    double *numbers = NEW_ARRAY(prospect->mem, double, n);
    for (uint32_t k = 0; k < size; k++) {
        struct reading reading = prospect->readings[family_item(prospect->plan, family, k)];
        for (uint32_t i = 0; i < reading.n_numbers; i++)
            numbers[family->n_numbers++] = reading.numbers[i];
    }
    qsort(numbers, n, sizeof *numbers, by_value);
    family->numbers = numbers;
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* A name that few texts hold, and that is no word of the lexicon. */
static bool is_rare(const struct prospect *prospect, struct arena *scratch, uint32_t item,
                    struct text name)
{
    const struct reader *reader = &prospect->reader;
    const struct word *word = reader_word(reader, scratch, item_language(prospect, item), name);
    if (!word || word->term == TERM_NONE || word->tag)
        return false;
    const struct term *term = &reader->terms.v[word->term];
    return !term->weak && term->texts * 10 <= reader->texts + 20;
}

struct hash_list LIST(uint64_t);

/* Ascending, for as long as the prospect lives. */
static const uint64_t *kept_hashes(struct prospect *prospect, struct hash_list *hashes, uint32_t *n)
{
    *n = (uint32_t)hashes->n;
    if (hashes->n == 0)
        return NULL;
    qsort(hashes->v, hashes->n, sizeof *hashes->v, by_hash);
    uint64_t *kept = NEW_ARRAY(prospect->mem, uint64_t, hashes->n);
    memcpy(kept, hashes->v, hashes->n * sizeof *kept);
    return kept;
}

static void gather_owners(struct prospect *prospect, struct family *family, struct arena *scratch)
{
    const struct plan *plan = prospect->plan;
    struct hash_list hashes = {0};
    for (uint32_t k = 0; k < family_size(plan, family); k++) {
        const struct item *item = &plan->items.v[family_item(plan, family, k)];
        for (size_t i = 0; i < item->owners.n; i++)
            *list_push(scratch, &hashes) = text_hash(text_key(scratch, item->owners.v[i]));
    }
    family->owners = kept_hashes(prospect, &hashes, &family->n_owners);
}

/* What its figures count: "days", "€"; percentages say nothing. */
static void gather_measures(struct prospect *prospect, struct family *family, struct arena *scratch)
{
    const struct plan *plan = prospect->plan;
    struct hash_list hashes = {0};
    for (uint32_t k = 0; k < family_size(plan, family); k++) {
        const struct item *item = &plan->items.v[family_item(plan, family, k)];
        struct text key = text_key(scratch, item->metric.measure);
        if (item->kind == KEY_RESULT && key.len)
            *list_push(scratch, &hashes) = text_hash(key);
    }
    family->measures = kept_hashes(prospect, &hashes, &family->n_measures);
}

static void gather_entities(struct prospect *prospect, struct family *family, struct arena *scratch)
{
    const struct plan *plan = prospect->plan;
    struct hash_list hashes = {0};
    for (uint32_t k = 0; k < family_size(plan, family); k++) {
        uint32_t item = family_item(plan, family, k);
        for (struct text rest = plan->items.v[item].text, name; rest.len;)
            if (next_name(&rest, item_language(prospect, item), &name) &&
                is_rare(prospect, scratch, item, name))
                *list_push(scratch, &hashes) = text_hash(text_key(scratch, name));
    }
    family->entities = kept_hashes(prospect, &hashes, &family->n_entities);
}

static void weigh_family(struct prospect *prospect, const struct reading *units,
                         struct family *family)
{
    struct arena *scratch = arena_new();
    struct weight_list words = {0}, concepts = {0};
    struct reading unit = units[unit_slot(prospect->plan, family->unit)];
    uint32_t size = family_size(prospect->plan, family);
    for (uint32_t k = 0; k < size; k++) {
        struct reading reading = prospect->readings[family_item(prospect->plan, family, k)];
        push_terms(scratch, &words, reading, 1);
        push_concepts(scratch, &words, reading.concepts);
        push_concepts(scratch, &concepts, reading.concepts);
        family->text_functions |= reading.functions;
    }
    push_terms(scratch, &words, unit, UNIT_WEIGHT);
    family->functions = unit.functions;
    family->words = vector_of_counts(prospect->mem, words.v, words.n, prospect->idf);
    family->concepts = vector_of_counts(prospect->mem, concepts.v, concepts.n, prospect->idf);
    gather_numbers(prospect, family);
    gather_owners(prospect, family, scratch);
    gather_measures(prospect, family, scratch);
    gather_entities(prospect, family, scratch);
    arena_free(scratch);
}

static void weigh_items(struct prospect *prospect)
{
    size_t n = prospect->plan->items.n;
    prospect->item_words = NEW_ARRAY(prospect->mem, struct vector, n);
    for (size_t i = 0; i < n; i++) {
        struct arena *scratch = arena_new();
        struct weight_list words = {0};
        push_terms(scratch, &words, prospect->readings[i], 1);
        push_concepts(scratch, &words, prospect->readings[i].concepts);
        prospect->item_words[i] = vector_of_counts(prospect->mem, words.v, words.n, prospect->idf);
        arena_free(scratch);
    }
}

/* --- characters ------------------------------------------------------------------------------ */

static const float WEAK_GRAMS = .6F; /* of what every OKR says, against 1 of other words */

void add_item_grams(const struct prospect *prospect, struct arena *mem, struct weight_list *grams,
                    uint32_t item)
{
    const struct lexicon *lexicon = &prospect->matcher->lexicon;
    enum language language = item_language(prospect, item);
    for (struct text rest = text_key(mem, prospect->plan->items.v[item].text); rest.len;) {
        struct text word = text_cut(&rest, ' ');
        if (map_get(&lexicon->stopwords[language], word) != MAP_NONE)
            continue;
        bool weak = map_get(&lexicon->weak[language], word) != MAP_NONE;
        grams_add(mem, grams, word, weak ? WEAK_GRAMS : 1);
    }
}

static struct weight_list gathered_grams(const struct prospect *prospect, struct arena *mem,
                                         const struct family *family)
{
    struct weight_list grams = {0};
    uint32_t size = family_size(prospect->plan, family);
    for (uint32_t k = 0; k < size; k++)
        add_item_grams(prospect, mem, &grams, family_item(prospect->plan, family, k));
    return grams;
}

struct vector family_grams(const struct prospect *prospect, struct arena *mem,
                           const struct family *family)
{
    if (family->grams.n)
        return family->grams;
    struct weight_list grams = gathered_grams(prospect, mem, family);
    return vector_of_counts(mem, grams.v, grams.n, prospect->gram_idf);
}

enum { GRAM_SAMPLE = 20000 }; /* families that the grams' frequencies are counted on */

static void weigh_grams(struct prospect *prospect)
{
    uint32_t step = prospect->n_families / GRAM_SAMPLE + 1, n = 0;
    uint32_t *texts = NEW_ARRAY(prospect->mem, uint32_t, GRAM_COUNT);
    uint32_t *last = NEW_ARRAY(prospect->mem, uint32_t, GRAM_COUNT);
    for (uint32_t f = 0; f < prospect->n_families; f += step) {
        struct arena *scratch = arena_new();
        struct weight_list grams = gathered_grams(prospect, scratch, &prospect->families[f]);
        n++;
        for (size_t i = 0; i < grams.n; i++) {
            texts[grams.v[i].term] += last[grams.v[i].term] != n;
            last[grams.v[i].term] = n;
        }
        arena_free(scratch);
    }
    prospect->gram_idf = NEW_ARRAY(prospect->mem, float, GRAM_COUNT);
    for (uint32_t g = 0; g < GRAM_COUNT; g++)
        prospect->gram_idf[g] = idf_of(n, texts[g]);
}

static void make_grams(struct prospect *prospect)
{
    weigh_grams(prospect);
    for (uint32_t f = 0; f < prospect->n_above; f++) {
        struct arena *scratch = arena_new();
        struct weight_list grams = gathered_grams(prospect, scratch, &prospect->families[f]);
        prospect->families[f].grams =
            vector_of_counts(prospect->mem, grams.v, grams.n, prospect->gram_idf);
        arena_free(scratch);
    }
}

/* --- all of it ------------------------------------------------------------------------------- */

static void build_indexes(struct prospect *prospect)
{
    struct arena *scratch = arena_new();
    struct vector *vectors = NEW_ARRAY(scratch, struct vector, prospect->n_families);
    for (uint32_t f = 0; f < prospect->n_families; f++)
        vectors[f] = prospect->families[f].words;
    prospect->words =
        index_build(prospect->mem, vectors, prospect->n_families, prospect_terms(prospect));
    for (uint32_t f = 0; f < prospect->n_above; f++)
        vectors[f] = prospect->families[f].grams;
    prospect->grams = index_build(prospect->mem, vectors, prospect->n_above, GRAM_COUNT);
    arena_free(scratch);
}

struct prospect *match_prepare(struct arena *mem, const struct config *config,
                               const struct matcher *matcher, const struct plan *plan,
                               const struct memory *memory, const struct link_list *links)
{
    struct prospect *prospect = NEW(mem, struct prospect);
    *prospect = (struct prospect){
        .mem = mem, .config = config, .matcher = matcher, .plan = plan, .memory = memory};
    prospect->coefficients = matcher->coefficients;
    if (memory)
        prospect->decided = decisions_for_all(mem, plan, &memory->decisions);
    reader_open(mem, &matcher->lexicon, &matcher->vectors, &prospect->reader);
    find_languages(prospect);
    read_items(prospect);
    struct reading *units = read_units(prospect);
    weigh_terms(prospect);
    weigh_words(prospect);
    weigh_items(prospect);
    list_families(prospect);
    index_items(prospect);
    group_by_unit(prospect);
    for (uint32_t f = 0; f < prospect->n_families; f++)
        weigh_family(prospect, units, &prospect->families[f]);
    make_grams(prospect);
    prospect_mean(prospect);
    build_indexes(prospect);
    prospect_remember(prospect, memory, links);
    prospect_mean_declared(prospect);
    reader_close(&prospect->reader);
    prospect_learn(prospect);
    prospect_calibrate(prospect);
    return prospect;
}
