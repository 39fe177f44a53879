/* The words of a family -> one direction, in bytes. */
#include "match/meaning.h"

#include <math.h>

/* Of few families the mean is half of what each says; so as many are added that say nothing. */
enum { SAMPLE = 20000, MOST_TERMS = 64, FEW = 5 };

static const float LEAST_NEAR = .4F; /* of two words, to be told as near */

/* Scaled to length 1; false: it is none. */
static bool unit_length(float v[VECTOR_DIM])
{
    float square = 0;
    for (int i = 0; i < VECTOR_DIM; i++)
        square += v[i] * v[i];
    if (!(square > 0))
        return false;
    for (int i = 0; i < VECTOR_DIM; i++)
        v[i] /= sqrtf(square);
    return true;
}

static void add_word(const struct prospect *prospect, uint32_t number, float weight,
                     float sum[VECTOR_DIM])
{
    const struct word *word = &prospect->reader.words.v[number];
    for (uint32_t i = 0; i < word->n_pieces; i++)
        vectors_add(&prospect->matcher->vectors, word->pieces[i], weight, sum);
}

static bool family_sum(const struct prospect *prospect, const struct family *family,
                       float sum[VECTOR_DIM])
{
    uint32_t size = family_size(prospect->plan, family);
    for (uint32_t k = 0; k < size; k++) {
        struct reading reading = prospect->readings[family_item(prospect->plan, family, k)];
        for (uint32_t i = 0; i < reading.n_spelled; i++)
            add_word(prospect, reading.spelled[i], prospect->word_weights[reading.spelled[i]], sum);
    }
    return unit_length(sum);
}

bool family_meaning(const struct prospect *prospect, const struct family *family,
                    struct meaning *meaning)
{
    float sum[VECTOR_DIM] = {0};
    *meaning = (struct meaning){{0}};
    if (!prospect->matcher->vectors.n || prospect->mute || !family_sum(prospect, family, sum))
        return false;
    for (int i = 0; i < VECTOR_DIM; i++)
        sum[i] -= prospect->common[i];
    if (!unit_length(sum))
        return false;
    for (int i = 0; i < VECTOR_DIM; i++)
        meaning->at[i] = (int16_t)lrintf(sum[i] * 127);
    return true;
}

float meaning_likeness(const struct meaning *a, const struct meaning *b)
{
    int32_t dot = 0;
    for (int i = 0; i < VECTOR_DIM; i++)
        dot += a->at[i] * b->at[i];
    return dot > 0 ? (float)dot / (127 * 127) : 0;
}

static void find_common(struct prospect *prospect)
{
    uint32_t step = prospect->n_families / SAMPLE + 1, n = 0;
    for (uint32_t f = 0; f < prospect->n_families; f += step) {
        float sum[VECTOR_DIM] = {0};
        if (!family_sum(prospect, &prospect->families[f], sum))
            continue;
        n++;
        for (int i = 0; i < VECTOR_DIM; i++)
            prospect->common[i] += sum[i];
    }
    for (int i = 0; i < VECTOR_DIM && n; i++)
        prospect->common[i] /= (float)(n + FEW);
}

void prospect_mean(struct prospect *prospect)
{
    prospect->meanings = NEW_ARRAY(prospect->mem, struct meaning, prospect->n_above);
    if (!prospect->matcher->vectors.n)
        return;
    find_common(prospect);
    for (uint32_t f = 0; f < prospect->n_above; f++)
        family_meaning(prospect, &prospect->families[f], &prospect->meanings[f]);
}

void prospect_mean_declared(struct prospect *prospect)
{
    size_t n = prospect->declared.n;
    prospect->declared_meanings = NEW_ARRAY(prospect->mem, struct meaning, n);
    for (size_t i = 0; i < n; i++)
        family_meaning(prospect, &prospect->families[prospect->declared.v[i].from],
                       &prospect->declared_meanings[i]);
}

/* --- for explanations ------------------------------------------------------------------------ */

static bool has_digit(struct text word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
            return true;
    return false;
}

/* The words of a family that have vectors, figures and those of every OKR left out: their terms. */
static uint32_t telling_words(const struct prospect *prospect, const struct family *family,
                              uint32_t terms[MOST_TERMS], struct arena *mem, float **vectors)
{
    const struct reader *reader = &prospect->reader;
    uint32_t n = 0, size = family_size(prospect->plan, family);
    *vectors = NEW_ARRAY(mem, float, MOST_TERMS *VECTOR_DIM);
    for (uint32_t k = 0; k < size; k++) {
        struct reading reading = prospect->readings[family_item(prospect->plan, family, k)];
        for (uint32_t i = 0; i < reading.n_spelled && n < MOST_TERMS; i++) {
            size_t term = reader->words.v[reading.spelled[i]].term;
            if (term == TERM_NONE || reader->terms.v[term].weak ||
                has_digit(reader->terms.v[term].stem))
                continue;
            float *vector = *vectors + (size_t)n * VECTOR_DIM;
            add_word(prospect, reading.spelled[i], 1, vector);
            terms[n] = (uint32_t)term;
            n += unit_length(vector);
        }
    }
    return n;
}

static bool holds(const uint32_t *terms, uint32_t n, uint32_t term)
{
    for (uint32_t i = 0; i < n; i++)
        if (terms[i] == term)
            return true;
    return false;
}

/* "back" and "backlog": of one spelling, which says nothing of what they mean. */
static bool begins(const struct prospect *prospect, uint32_t a, uint32_t b)
{
    struct text x = prospect->reader.terms.v[a].stem, y = prospect->reader.terms.v[b].stem;
    return text_starts(x, y) || text_starts(y, x);
}

bool nearest_terms(const struct prospect *prospect, const struct family *a, const struct family *b,
                   uint32_t *of_a, uint32_t *of_b)
{
    uint32_t terms_a[MOST_TERMS], terms_b[MOST_TERMS];
    float *x, *y, most = LEAST_NEAR;
    struct arena *scratch = arena_new();
    uint32_t n = telling_words(prospect, a, terms_a, scratch, &x);
    uint32_t m = telling_words(prospect, b, terms_b, scratch, &y);
    bool found = false;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < m; j++) {
            float dot = 0;
            for (int d = 0; d < VECTOR_DIM; d++)
                dot += x[i * VECTOR_DIM + (uint32_t)d] * y[j * VECTOR_DIM + (uint32_t)d];
            if (dot <= most || holds(terms_b, m, terms_a[i]) || holds(terms_a, n, terms_b[j]) ||
                begins(prospect, terms_a[i], terms_b[j]))
                continue;
            most = dot;
            found = true;
            *of_a = terms_a[i];
            *of_b = terms_b[j];
        }
    }
    arena_free(scratch);
    return found;
}
