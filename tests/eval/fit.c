/*
 * log p(right) = score(right) - log sum exp(score), "nothing above" among the rivals. Evidence that
 * would get a negative weight is left out and the rest fitted again: what speaks for a link must
 * not count against it because of a quirk of few organisations. Only levels may do so.
 */
#include "fit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What is held of a weight before any organisation is seen: mean and standard deviation. Sets at
   hand are English and nested by the chart of units; so characters, which other languages need, and
   levels, which other organisations skip, are held near what was measured elsewhere. */
struct prior {
    double mean, deviation;
};

static struct prior prior_of(int weight)
{
    switch (weight) {
    case FEATURE_CHARS:
        return (struct prior){2, .5};
    case FEATURE_CHARS_BEST:
        return (struct prior){.3, .1};
    case FEATURE_LEVELS:
        return (struct prior){-1, .2};
    case FEATURE_CHART:
        return (struct prior){1, .01}; /* no set at hand has a chart of units */
    default:
        return (struct prior){0, 3};
    }
}

void fit_add(struct arena *mem, const struct config *config, const struct matcher *matcher,
             const struct set *set, const struct setting *setting, double weight,
             struct example_list *examples)
{
    for (size_t g = 0; g < set->groups.n; g++) {
        for (unsigned draw = 0; draw < setting->draws; draw++) {
            struct exam exam = exam_start(mem, config, matcher, set, g, setting, draw);
            exam.prospect->exhaustive = true;
            struct ranker *ranker = ranker_new(mem, exam.prospect);
            for (size_t i = 0; i < exam.questions.n; i++) {
                const struct question *q = &exam.questions.v[i];
                if (q->n_gold != 1)
                    continue;
                for (int twin = 0; twin < 2; twin++) {
                    struct ranking r = rank(ranker, mem, q->query, twin ? q->gold[0] : NO_FAMILY,
                                            twin ? NO_FAMILY : q->gold[0]);
                    struct example example = {.candidates = r.v, .weight = weight / setting->draws};
                    struct candidate *kept = r.v;
                    for (uint32_t c = 0; c < r.n; c++)
                        if (!is_in(r.v[c].family, q->neutral, q->n_neutral))
                            kept[example.n++] = r.v[c];
                    example.right = example.n;
                    for (uint32_t c = 0; c < example.n && !twin; c++)
                        if (kept[c].family == q->gold[0])
                            example.right = c;
                    memcpy(example.nothing, r.nothing, sizeof example.nothing);
                    *list_push(mem, examples) = example;
                }
            }
        }
    }
}

struct problem {
    const struct example_list *examples;
    bool fixed[WEIGHTS]; /* held at 0 */
};

static double value(const struct example *e, uint32_t candidate, int weight)
{
    if (candidate == e->n)
        return weight < FEATURE_COUNT ? 0 : e->nothing[weight - FEATURE_COUNT];
    return weight < FEATURE_COUNT ? (double)e->candidates[candidate].evidence[weight] : 0;
}

static void shares(const struct example *e, const double *w, double *p)
{
    double top = -INFINITY, sum = 0;
    for (uint32_t c = 0; c <= e->n; c++) {
        p[c] = 0;
        for (int j = 0; j < WEIGHTS; j++)
            p[c] += w[j] * value(e, c, j);
        top = fmax(top, p[c]);
    }
    for (uint32_t c = 0; c <= e->n; c++)
        sum += p[c] = exp(p[c] - top);
    for (uint32_t c = 0; c <= e->n; c++)
        p[c] /= sum;
}

/* hessian += weight * (sum of p * x * x' - mean * mean'), lower half. */
static void add_example(const struct problem *problem, const struct example *e, const double *w,
                        double *gradient, double hessian[WEIGHTS][WEIGHTS])
{
    double p[SHORTLIST + 1], mean[WEIGHTS] = {0};
    shares(e, w, p);
    for (uint32_t c = 0; c <= e->n; c++) {
        double x[WEIGHTS];
        for (int j = 0; j < WEIGHTS; j++) {
            x[j] = problem->fixed[j] ? 0 : value(e, c, j);
            mean[j] += p[c] * x[j];
        }
        for (int j = 0; j < WEIGHTS; j++)
            for (int k = 0; k <= j && x[j] != 0; k++)
                hessian[j][k] += e->weight * p[c] * x[j] * x[k];
    }
    for (int j = 0; j < WEIGHTS; j++) {
        gradient[j] += e->weight * (value(e, e->right, j) - mean[j]);
        for (int k = 0; k <= j; k++)
            hessian[j][k] -= e->weight * mean[j] * mean[k];
    }
}

/* Solves hessian * step = gradient by Cholesky; the hessian's lower half is given and destroyed. */
static void solve(double hessian[WEIGHTS][WEIGHTS], double *x)
{
    for (int j = 0; j < WEIGHTS; j++) {
        for (int k = 0; k <= j; k++) {
            double sum = hessian[j][k];
            for (int i = 0; i < k; i++)
                sum -= hessian[j][i] * hessian[k][i];
            hessian[j][k] = j == k ? sqrt(fmax(sum, 1e-12)) : sum / hessian[k][k];
        }
    }
    for (int j = 0; j < WEIGHTS; j++) {
        for (int i = 0; i < j; i++)
            x[j] -= hessian[j][i] * x[i];
        x[j] /= hessian[j][j];
    }
    for (int j = WEIGHTS - 1; j >= 0; j--) {
        for (int i = j + 1; i < WEIGHTS; i++)
            x[j] -= hessian[i][j] * x[i];
        x[j] /= hessian[j][j];
    }
}

/* What is maximised: log-likelihood and prior. */
static double worth(const struct problem *problem, const double *w)
{
    double sum = 0, p[SHORTLIST + 1];
    for (size_t i = 0; i < problem->examples->n; i++) {
        const struct example *e = &problem->examples->v[i];
        shares(e, w, p);
        sum += e->weight * log(fmax(p[e->right], 1e-300));
    }
    for (int j = 0; j < WEIGHTS; j++) {
        struct prior prior = prior_of(j);
        double off = (w[j] - prior.mean) / prior.deviation;
        sum -= problem->fixed[j] ? 0 : off * off / 2;
    }
    return sum;
}

/* The direction of Newton's step from w. */
static void direction(const struct problem *problem, const double *w, double *gradient)
{
    static double hessian[WEIGHTS][WEIGHTS];
    memset(hessian, 0, sizeof hessian);
    for (size_t i = 0; i < problem->examples->n; i++)
        add_example(problem, &problem->examples->v[i], w, gradient, hessian);
    for (int j = 0; j < WEIGHTS; j++) {
        struct prior prior = prior_of(j);
        double precision = 1 / (prior.deviation * prior.deviation);
        gradient[j] -= (w[j] - prior.mean) * precision;
        hessian[j][j] += precision;
        if (problem->fixed[j])
            gradient[j] = 0;
    }
    solve(hessian, gradient);
}

static void newton(const struct problem *problem, double *w)
{
    double now = worth(problem, w);
    for (int round = 0; round < 30; round++) {
        double step[WEIGHTS] = {0}, next[WEIGHTS], scale = 1, then = now;
        direction(problem, w, step);
        for (; scale > 1e-4; scale /= 2) {
            for (int j = 0; j < WEIGHTS; j++)
                next[j] = w[j] + scale * step[j];
            then = worth(problem, next);
            if (then > now)
                break;
        }
        if (!(then > now + 1e-6))
            break;
        memcpy(w, next, sizeof next);
        now = then;
    }
}

struct coefficients fit(const struct example_list *examples)
{
    struct problem problem = {.examples = examples};
    double w[WEIGHTS];
    for (bool again = true; again;) {
        for (int j = 0; j < WEIGHTS; j++)
            w[j] = problem.fixed[j] ? 0 : prior_of(j).mean;
        newton(&problem, w);
        int worst = -1;
        for (int j = 0; j < FEATURE_COUNT; j++)
            if (j != FEATURE_LEVELS && !problem.fixed[j] && w[j] < 0 &&
                (worst < 0 || w[j] < w[worst]))
                worst = j;
        again = worst >= 0;
        if (again)
            problem.fixed[worst] = true;
    }
    struct coefficients fitted = {0};
    for (int j = 0; j < WEIGHTS; j++)
        *(j < FEATURE_COUNT ? &fitted.of[j] : &fitted.nothing[j - FEATURE_COUNT]) = w[j];
    return fitted;
}
