/* Sparse vectors and character n-grams. */
#include "match/similarity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

float vector_dot(struct vector a, struct vector b)
{
    float sum = 0;
    uint32_t i = 0, j = 0;
    while (i < a.n && j < b.n) {
        uint32_t s = a.v[i].term, t = b.v[j].term;
        if (s == t)
            sum += a.v[i].value * b.v[j].value;
        i += s <= t;
        j += t <= s;
    }
    return sum;
}

static int by_term(const void *a, const void *b)
{
    const struct weight *x = a, *y = b;
    return (x->term > y->term) - (x->term < y->term);
}

/* Sorts and adds up repeated terms; returns how many are left. */
static size_t gathered(struct weight *w, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(w, n, sizeof *w, by_term);
    for (size_t i = 0; i < n; i++) {
        if (kept && w[kept - 1].term == w[i].term)
            w[kept - 1].value += w[i].value;
        else
            w[kept++] = w[i];
    }
    return kept;
}

static struct vector unit_length(struct arena *mem, const struct weight *w, size_t n)
{
    double square = 0;
    for (size_t i = 0; i < n; i++)
        square += (double)w[i].value * w[i].value;
    if (!(square > 0))
        return (struct vector){0};
    struct weight *v = NEW_ARRAY(mem, struct weight, n);
    float scale = (float)(1 / sqrt(square));
    for (size_t i = 0; i < n; i++)
        v[i] = (struct weight){w[i].term, w[i].value * scale};
    return (struct vector){v, (uint32_t)n};
}

struct vector vector_of_counts(struct arena *mem, struct weight *w, size_t n, const float *idf)
{
    n = gathered(w, n);
    for (size_t i = 0; i < n; i++) {
        float count = w[i].value;
        w[i].value = (count > 1 ? 1 + logf(count) : count) * idf[w[i].term];
    }
    return unit_length(mem, w, n);
}

struct vector vector_of_values(struct arena *mem, struct weight *w, size_t n)
{
    return unit_length(mem, w, gathered(w, n));
}

float idf_of(size_t n, size_t df)
{
    return logf((1.0F + (float)n) / (1.0F + (float)df)) + 1;
}

static void word_grams(struct arena *mem, struct weight_list *grams, const unsigned char *word,
                       size_t len, float value)
{
    for (size_t at = 0; at + 3 <= len; at++) {
        uint32_t hash = 2166136261U;
        for (size_t n = 0; n < 5 && at + n < len; n++) {
            hash = (hash ^ word[at + n]) * 16777619U;
            if (n >= 2)
                *list_push(mem, grams) =
                    (struct weight){(hash ^ hash >> GRAM_BITS) & (GRAM_COUNT - 1), value};
        }
    }
}

void grams_add(struct arena *mem, struct weight_list *grams, struct text key, float value)
{
    unsigned char word[66];
    while (key.len) {
        struct text next = text_cut(&key, ' ');
        size_t len = next.len < 64 ? next.len : 64;
        word[0] = ' ';
        memcpy(word + 1, next.ptr, len);
        word[len + 1] = ' ';
        word_grams(mem, grams, word, len + 2, value);
    }
}
