/*
 * Each part is a number near 0..1 that is 0 where nothing is known; the weights are in
 * templates/coefficients.txt. Own links of the query are taken out of every count, so that a
 * declared link is judged as if it had not been declared.
 */
#include "match/evidence.h"

#include "match/meaning.h"

#include <limits.h>
#include <math.h>

/* How many precedents the query's functions have, its own left out. */
static void count_links(struct query *query)
{
    const struct prospect *prospect = query->prospect;
    const uint32_t *first = prospect->declared_from.first;
    query->own_links = (float)(first[query->number + 1] - first[query->number]);
    for (uint32_t f = 0; f < MOST_FUNCTIONS; f++) {
        if (!(query->family->functions >> f & 1))
            continue;
        float links = prospect->habits[f].all - query->own_links;
        query->function_links[query->n_functions] = links;
        query->functions[query->n_functions] = (uint8_t)f;
        query->n_functions += links > 0;
    }
}

void query_start(const struct prospect *prospect, struct arena *scratch, uint32_t number,
                 struct query *query)
{
    const struct lexicon *lexicon = &prospect->matcher->lexicon;
    const struct family *family = &prospect->families[number];
    *query = (struct query){.prospect = prospect, .family = family, .number = number};
    for (uint32_t i = 0; i < family->concepts.n; i++)
        for (int c = 0; c < MOST_CONCEPTS; c++)
            query->driven[c] =
                fmaxf(query->driven[c], lexicon->drives[family->concepts.v[i].term][c]);
    for (int f = 0; f < MOST_FUNCTIONS; f++)
        for (int c = 0; c < MOST_CONCEPTS && family->functions >> f & 1; c++)
            query->remit[c] = fmaxf(query->remit[c], lexicon->serves[f][c]);
    count_links(query);
    query->grams = family_grams(prospect, scratch, family);
    query->means = family_meaning(prospect, family, &query->meaning);
    query->compounds = language_compounds(item_language(prospect, family->item));
}

static int bits(uint32_t set)
{
    int n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

float function_overlap(uint32_t a, uint32_t b)
{
    return a & b ? (float)bits(a & b) / sqrtf((float)(bits(a) * bits(b))) : 0;
}

bool share_number(const double *a, uint32_t n, const double *b, uint32_t m)
{
    for (uint32_t i = 0, j = 0; i < n && j < m;) {
        if (a[i] == b[j])
            return true;
        if (a[i] < b[j])
            i++;
        else
            j++;
    }
    return false;
}

bool share_hash(const uint64_t *a, uint32_t n, const uint64_t *b, uint32_t m)
{
    for (uint32_t i = 0, j = 0; i < n && j < m;) {
        if (a[i] == b[j])
            return true;
        if (a[i] < b[j])
            i++;
        else
            j++;
    }
    return false;
}

float driver_strength(const float driven[MOST_CONCEPTS], struct vector concepts)
{
    float most = 0;
    for (uint32_t i = 0; i < concepts.n; i++)
        most = fmaxf(most, driven[concepts.v[i].term] * sqrtf(concepts.v[i].value));
    return most;
}

float remit_strength(const float remit[MOST_CONCEPTS], struct vector concepts)
{
    float sum = 0;
    for (uint32_t i = 0; i < concepts.n; i++)
        sum += remit[concepts.v[i].term] * concepts.v[i].value * concepts.v[i].value;
    return sum;
}

float levels_between(const struct family *below, const struct family *above)
{
    if (below->level == INT_MAX || above->level == INT_MAX || below->level <= above->level)
        return 0;
    return fminf((float)(below->level - above->level - 1), 4);
}

float chart_distance(const struct plan *plan, uint32_t below, uint32_t above)
{
    if (below >= plan->units.n || above >= plan->units.n)
        return 0;
    uint32_t parent = plan->units.v[below].parent;
    if (parent == above)
        return 1;
    for (int steps = 0; parent < plan->units.n && steps < 64; steps++) {
        parent = plan->units.v[parent].parent;
        if (parent == above)
            return .5F;
    }
    return 0;
}

void evidence_of_place(const struct query *query, const struct family *candidate, float *x)
{
    const struct family *family = query->family;
    x[FEATURE_FUNCTION] = function_overlap(family->functions, candidate->functions);
    x[FEATURE_REMIT] = remit_strength(query->remit, candidate->concepts);
    x[FEATURE_TEXT_FUNCTION] = .5F * (float)((family->text_functions & candidate->functions) != 0) +
                               .5F * (float)((family->functions & candidate->text_functions) != 0);
    x[FEATURE_CHART] = chart_distance(query->prospect->plan, family->unit, candidate->unit);
    if (x[FEATURE_CHART] == 0) /* which counts the levels in its own way */
        x[FEATURE_LEVELS] = levels_between(family, candidate);
}

/* How often the query itself declares the unit. */
static float own_links_to(const struct query *query, uint32_t unit)
{
    const struct prospect *prospect = query->prospect;
    const struct groups *groups = &prospect->declared_from;
    float own = 0;
    for (uint32_t i = groups->first[query->number]; i < groups->first[query->number + 1]; i++) {
        const struct precedent *p = &prospect->declared.v[groups->of[i]];
        own += p->to_unit == unit;
    }
    return own;
}

/* Shares of the precedents, the query's own left out. */
static void evidence_of_habit(const struct query *query, uint32_t number, float *x)
{
    const struct prospect *prospect = query->prospect;
    uint32_t unit = prospect->families[number].unit;
    x[FEATURE_HABIT] = query->served_families[number] / (1 + query->unit_links);
    if (unit == NO_UNIT)
        return;
    x[FEATURE_UNIT_HABIT] = query->served_units[unit] / (1 + query->unit_all);
    float own = query->own_links > 0 ? own_links_to(query, unit) : 0;
    for (int i = 0; i < query->n_functions; i++) {
        float count = prospect->habits[query->functions[i]].to_unit[unit] - own;
        float share = count / (1 + query->function_links[i]);
        x[FEATURE_FUNCTION_HABIT] = fmaxf(x[FEATURE_FUNCTION_HABIT], share);
    }
}

/* The words of the query's head against the candidate's items, one by one. */
static float best_item(const struct query *query, const struct family *candidate)
{
    const struct prospect *prospect = query->prospect;
    struct vector own = prospect->item_words[query->family->item];
    uint32_t size = family_size(prospect->plan, candidate);
    float best = 0;
    for (uint32_t k = 0; k < size; k++)
        best = fmaxf(
            best, vector_dot(own, prospect->item_words[family_item(prospect->plan, candidate, k)]));
    return best;
}

float against_best(float value, float most)
{
    static const float LEAST = .15F; /* below it they all lose */
    return value / fmaxf(most, LEAST);
}

/* Where words are written as one, the same word is seldom the same run of letters between blanks:
   what stands out there does so in words and in characters alike. */
static float standing(const struct query *query, const float *x)
{
    float words = against_best(x[FEATURE_WORDS], query->most_words);
    return query->compounds ? (words + x[FEATURE_CHARS_BEST]) / 2 : words;
}

uint32_t others_declare(const struct prospect *prospect, uint32_t query, uint32_t family)
{
    const struct groups *to = &prospect->declared_to, *own = &prospect->declared_from;
    uint32_t others = to->first[family + 1] - to->first[family];
    for (uint32_t i = own->first[query]; i < own->first[query + 1]; i++)
        others -= prospect->declared.v[own->of[i]].to == family;
    return others;
}

float served(uint32_t others)
{
    return (float)others / (float)(others + 3);
}

/* Of at most MOST_SIBLINGS that declare the candidate, the one nearest in meaning. */
static float nearest_sibling(const struct query *query, uint32_t number)
{
    enum { MOST_SIBLINGS = 32 };
    const struct prospect *prospect = query->prospect;
    const struct groups *groups = &prospect->declared_to;
    uint32_t first = groups->first[number], end = groups->first[number + 1];
    float best = 0;
    if (!query->means)
        return 0;
    for (uint32_t i = first; i < end && i < first + MOST_SIBLINGS; i++) {
        uint32_t d = groups->of[i];
        const struct precedent *p = &prospect->declared.v[d];
        if (&prospect->families[p->from] != query->family)
            best = fmaxf(best, meaning_likeness(&query->meaning, &prospect->declared_meanings[d]));
    }
    return best;
}

void evidence_of(const struct query *query, uint32_t number, float *x)
{
    const struct family *family = query->family, *candidate = &query->prospect->families[number];
    evidence_of_place(query, candidate, x);
    evidence_of_habit(query, number, x);
    x[FEATURE_WORDS] = query->words[number];
    x[FEATURE_ITEM] = x[FEATURE_WORDS] > 0 ? best_item(query, candidate) : 0;
    x[FEATURE_CHARS] = query->chars[number];
    x[FEATURE_CHARS_BEST] = against_best(x[FEATURE_CHARS], query->most_chars);
    x[FEATURE_WORDS_BEST] = standing(query, x);
    x[FEATURE_COMPOUND] = query->compounds ? x[FEATURE_CHARS] : 0;
    x[FEATURE_WORDS_ALONE] = query->means ? 0 : x[FEATURE_WORDS];
    x[FEATURE_CHARS_ALONE] = query->means ? 0 : x[FEATURE_CHARS];
    x[FEATURE_MEANING] = query->meanings[number];
    x[FEATURE_MEANING_BEST] = against_best(x[FEATURE_MEANING], query->most_meaning);
    x[FEATURE_CONCEPTS] = vector_dot(family->concepts, candidate->concepts);
    x[FEATURE_DRIVERS] = driver_strength(query->driven, candidate->concepts);
    x[FEATURE_NUMBERS] = (float)share_number(family->numbers, family->n_numbers, candidate->numbers,
                                             candidate->n_numbers);
    x[FEATURE_OWNER] =
        (float)share_hash(family->owners, family->n_owners, candidate->owners, candidate->n_owners);
    x[FEATURE_MEASURES] = (float)share_hash(family->measures, family->n_measures,
                                            candidate->measures, candidate->n_measures);
    x[FEATURE_ENTITIES] = (float)share_hash(family->entities, family->n_entities,
                                            candidate->entities, candidate->n_entities);
    x[FEATURE_SIBLING] = query->sibling[number];
    x[FEATURE_SIBLING_MEANING] = nearest_sibling(query, number);
    x[FEATURE_SERVED] = served(others_declare(query->prospect, query->number, number));
    x[FEATURE_SIBLINGS] = log1pf(query->siblings[number]);
    x[FEATURE_HISTORY] = query->history[number];
}
