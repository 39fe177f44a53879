/* Sparse vectors and character n-grams. */
#include "match/similarity.h"

#include <math.h>
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

enum { DIGIT_BITS = 9, DIGITS = 1 << DIGIT_BITS };

/* One pass of a sort by digits: what has the same digit stays in its order. */
static void sort_pass(const struct weight *from, struct weight *to, size_t n, int shift)
{
    size_t at[DIGITS + 1] = {0};
    for (size_t i = 0; i < n; i++)
        at[(from[i].term >> shift & (DIGITS - 1)) + 1]++;
    for (int d = 1; d <= DIGITS; d++)
        at[d] += at[d - 1];
    for (size_t i = 0; i < n; i++)
        to[at[from[i].term >> shift & (DIGITS - 1)]++] = from[i];
}

static void sort_by_insertion(struct weight *w, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct weight one = w[i];
        size_t at = i;
        for (; at && w[at - 1].term > one.term; at--)
            w[at] = w[at - 1];
        w[at] = one;
    }
}

static void sort_by_term(struct weight *w, size_t n)
{
    enum { FEW = 32 };
    uint32_t all = 0;
    if (n <= FEW) {
        sort_by_insertion(w, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        all |= w[i].term;
    struct arena *scratch = arena_new();
    struct weight *other = NEW_ARRAY(scratch, struct weight, n), *from = w, *to = other;
    for (int shift = 0; shift < 32 && all >> shift; shift += DIGIT_BITS) {
        sort_pass(from, to, n, shift);
        struct weight *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != w)
        memcpy(w, from, n * sizeof *w);
    arena_free(scratch);
}

/* Sorts and adds up repeated terms; returns how many are left. */
static size_t gathered(struct weight *w, size_t n)
{
    size_t kept = 0;
    sort_by_term(w, n);
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
