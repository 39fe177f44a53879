/*
 * A conditional logit by Newton's method: log p(right) = score(right) - log sum exp(score), with
 * "nothing above" among the rivals. Few parameters, so that each step is exact; a step that makes
 * things worse is halved.
 */
#include "match/learn.h"

#include <math.h>
#include <string.h>

struct problem {
    const struct example_list *examples;
    const struct prior *priors;
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
        struct prior prior = problem->priors[j];
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
        struct prior prior = problem->priors[j];
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
        if (!(then > now + 1e-4))
            break;
        memcpy(w, next, sizeof next);
        now = then;
    }
}

struct coefficients learn(const struct example_list *examples, const struct prior priors[WEIGHTS])
{
    struct problem problem = {.examples = examples, .priors = priors};
    double w[WEIGHTS];
    for (bool again = true; again;) {
        for (int j = 0; j < WEIGHTS; j++)
            w[j] = problem.fixed[j] ? 0 : priors[j].mean;
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
    struct coefficients learnt;
    memcpy(learnt.of, w, sizeof learnt.of);
    memcpy(learnt.nothing, w + FEATURE_COUNT, sizeof learnt.nothing);
    return learnt;
}

/* --- from the organisation's own links ------------------------------------------------------- */

enum { ENOUGH_LINKS = 8, MOST_LINKS = 150 };

static void add_question(struct arena *mem, const struct precedent *link, struct ranking r,
                         bool hidden, struct example_list *examples)
{
    struct example example = {.candidates = r.v, .n = r.n, .right = r.n, .weight = 1};
    for (uint32_t c = 0; c < r.n && !hidden; c++)
        if (r.v[c].family == link->to)
            example.right = c;
    if (!hidden && example.right == r.n)
        return; /* not a candidate: sideways, or another period */
    memcpy(example.nothing, r.nothing, sizeof example.nothing);
    *list_push(mem, examples) = example;
}

static bool declares(const struct prospect *prospect, uint32_t from, uint32_t to)
{
    const struct groups *groups = &prospect->declared_from;
    for (uint32_t i = groups->first[from]; i < groups->first[from + 1]; i++)
        if (prospect->declared.v[groups->of[i]].to == to)
            return true;
    return false;
}

/* Compares a link with the ranking of its source; what the source declares besides is no rival. */
static void rehearse(struct prospect *prospect, const struct precedent *link,
                     const struct ranking *ranking, struct rehearsal *rehearsal)
{
    double right = NAN, top = -INFINITY, all = exp(ranking->nothing_score);
    uint32_t better = 0;
    for (uint32_t i = 0; i < ranking->n; i++)
        if (ranking->v[i].family == link->to)
            right = ranking->v[i].score;
    for (uint32_t i = 0; i < ranking->n && !isnan(right); i++) {
        const struct candidate *c = &ranking->v[i];
        if (c->family != link->to && declares(prospect, link->from, c->family))
            continue;
        better += c->family != link->to && c->score >= right;
        top = fmax(top, c->score);
        all += exp(c->score);
    }
    bool suggested = exp(top) / all >= prospect->config->suggest;
    rehearsal->asked += !isnan(right);
    rehearsal->first += !isnan(right) && better == 0;
    rehearsal->among_three += !isnan(right) && better < 3;
    rehearsal->suggested += suggested;
    rehearsal->right += suggested && better == 0;
}

static void beliefs(const struct coefficients *shipped, struct prior priors[WEIGHTS])
{
    for (int j = 0; j < FEATURE_COUNT; j++)
        priors[j] = (struct prior){shipped->of[j], 1.5};
    for (int j = 0; j < NOTHING_COUNT; j++)
        priors[FEATURE_COUNT + j] = (struct prior){shipped->nothing[j], 1.5};
    priors[FEATURE_COUNT + NOTHING_CONSTANT].deviation = 1;
}

void prospect_learn(struct prospect *prospect)
{
    size_t n = prospect->declared.n;
    if (n < ENOUGH_LINKS)
        return;
    struct arena *scratch = arena_new();
    struct ranker *ranker = ranker_new(scratch, prospect);
    struct example_list examples = {0};
    struct prior priors[WEIGHTS];
    for (size_t i = 0, step = n / MOST_LINKS + 1; i < n; i += step) {
        const struct precedent *link = &prospect->declared.v[i];
        struct ranking seen = rank(ranker, scratch, link->from, NO_FAMILY, link->to);
        struct ranking hidden = rank(ranker, scratch, link->from, link->to, NO_FAMILY);
        rehearse(prospect, link, &seen, &prospect->rehearsal);
        add_question(scratch, link, seen, false, &examples);
        add_question(scratch, link, hidden, true, &examples);
    }
    beliefs(&prospect->coefficients, priors);
    prospect->coefficients = learn(&examples, priors);
    arena_free(scratch);
}
