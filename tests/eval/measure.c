/* Rank and decision figures, with bootstrap intervals over groups (questions, if there is one). */
#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESAMPLES = 1000, BINS = 10 };

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Resamples units of (sum, count) and returns the 2.5 % and 97.5 % points of their ratio. */
static void interval(struct arena *mem, const double *sum, const double *count, size_t n,
                     double *low, double *high)
{
    double *means = NEW_ARRAY(mem, double, RESAMPLES);
    uint64_t state = 1;
    for (int r = 0; r < RESAMPLES; r++) {
        double s = 0, c = 0;
        for (size_t i = 0; i < n; i++) {
            size_t pick = (size_t)(next_random(&state) % n);
            s += sum[pick];
            c += count[pick];
        }
        means[r] = c > 0 ? s / c : 0;
    }
    qsort(means, RESAMPLES, sizeof *means, by_number);
    *low = means[RESAMPLES / 40];
    *high = means[RESAMPLES - 1 - RESAMPLES / 40];
}

static void rank_figures(struct arena *mem, const struct result *result, struct figures *f)
{
    bool by_group = result->groups > 2;
    size_t n = by_group ? result->groups : result->answers.n;
    double *sum = NEW_ARRAY(mem, double, n + 1), *count = NEW_ARRAY(mem, double, n + 1);
    double *hits = NEW_ARRAY(mem, double, n + 1);
    for (size_t i = 0; i < result->answers.n; i++) {
        const struct answer *a = &result->answers.v[i];
        if (a->rank <= 0)
            continue;
        f->questions++;
        f->mrr += 1 / a->rank;
        f->hit1 += fmin(1, fmax(0, 2 - a->rank)); /* of a tie, its share */
        f->hit3 += fmin(1, fmax(0, 4 - a->rank));
        sum[by_group ? a->group : i] += 1 / a->rank;
        hits[by_group ? a->group : i] += fmin(1, fmax(0, 4 - a->rank));
        count[by_group ? a->group : i] += 1;
    }
    interval(mem, sum, count, n, &f->mrr_low, &f->mrr_high);
    interval(mem, hits, count, n, &f->hit3_low, &f->hit3_high);
    double questions = f->questions ? (double)f->questions : 1;
    f->mrr /= questions;
    f->hit1 /= questions;
    f->hit3 /= questions;
}

static int best_first(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (y->right > x->right) - (y->right < x->right) > 0 ? -1 : 1;
}

/* Area under precision and recall of sorted pairs, and the best F1 on the way; equal scores are
   taken together. */
static double precision_area(struct pair *pairs, size_t n, size_t gold, struct figures *f)
{
    double area = 0, right = 0;
    if (n)
        qsort(pairs, n, sizeof *pairs, best_first);
    f->best_precision = f->best_recall = f->best_f1 = f->best_threshold = 0;
    for (size_t i = 0, end; i < n; i = end) {
        double before = right;
        for (end = i; end < n && pairs[end].score == pairs[i].score; end++)
            right += pairs[end].right;
        area += (right - before) * right / (double)end;
        double f1 = 2 * right / ((double)end + (double)gold);
        if (f1 > f->best_f1) {
            f->best_precision = right / (double)end;
            f->best_recall = gold ? right / (double)gold : 0;
            f->best_f1 = f1;
            f->best_threshold = pairs[i].score;
        }
    }
    return gold ? area / (double)gold : 0;
}

/* Every question twice, once with its right answer hidden: is the first answer right? */
static void twin_figures(struct arena *mem, const struct result *result, struct figures *f)
{
    struct pair *pairs = NEW_ARRAY(mem, struct pair, 2 * result->answers.n);
    double confidence[BINS] = {0}, right[BINS] = {0}, count[BINS] = {0};
    struct figures unused;
    size_t n = 0, questions = 0;
    for (size_t i = 0; i < result->answers.n; i++) {
        const struct answer *a = &result->answers.v[i];
        pairs[n++] = (struct pair){a->top, a->top_right, false};
        if (a->has_twin)
            pairs[n++] = (struct pair){a->twin_top, false, false};
        questions += a->rank > 0;
    }
    for (size_t i = 0; i < n; i++) {
        int bin = (int)fmin(BINS - 1, fmax(0, pairs[i].score * BINS));
        confidence[bin] += pairs[i].score;
        right[bin] += pairs[i].right;
        count[bin]++;
    }
    for (int bin = 0; bin < BINS; bin++)
        f->ece += n ? fabs(confidence[bin] - right[bin]) / (double)n : 0;
    f->twin_ap = precision_area(pairs, n, questions, &unused);
}

struct figures measure(struct arena *mem, const struct result *result)
{
    struct figures f = {0};
    double offered = 0, offered_right = 0, strong_right = 0;
    rank_figures(mem, result, &f);
    twin_figures(mem, result, &f);
    struct pair *pairs = NEW_ARRAY(mem, struct pair, result->pairs.n);
    if (result->pairs.n)
        memcpy(pairs, result->pairs.v, result->pairs.n * sizeof *pairs);
    f.ap = precision_area(pairs, result->pairs.n, result->gold, &f);
    for (size_t i = 0; i < result->answers.n; i++) {
        const struct answer *a = &result->answers.v[i];
        offered += a->offered;
        offered_right += a->offered_right;
        f.strong += a->strong;
        strong_right += a->strong_right;
        f.abstained += a->offered == 0;
    }
    f.precision = offered > 0 ? offered_right / offered : NAN;
    f.recall = result->gold ? offered_right / (double)result->gold : NAN;
    f.f1 = offered + (double)result->gold > 0 ? 2 * offered_right / (offered + (double)result->gold)
                                              : NAN;
    f.strong_precision = f.strong ? strong_right / (double)f.strong : NAN;
    f.abstained /= result->answers.n ? (double)result->answers.n : 1;
    return f;
}

void result_append(struct arena *mem, struct result *result, const struct result *from)
{
    for (size_t i = 0; i < from->answers.n; i++) {
        struct answer *answer = list_push(mem, &result->answers);
        *answer = from->answers.v[i];
        answer->group += result->groups;
    }
    for (size_t i = 0; i < from->pairs.n; i++)
        *list_push(mem, &result->pairs) = from->pairs.v[i];
    result->gold += from->gold;
    result->groups += from->groups;
}
