/*
 * A conditional logit by Newton's method: log p(right) = score(right) - log sum exp(score), with
 * "nothing above" among the rivals. Few parameters, so that each step is exact; a step that makes
 * things worse is halved.
 */
#include "match/learn.h"

#include <math.h>
#include <string.h>

/* A candidate's evidence without what is nothing, which is most of it; the last one of a question is
   "nothing above". */
struct part {
    float value;
    int weight;
};
struct rival {
    const struct part *parts;
    int n;
};
struct question {
    const struct rival *rivals;
    uint32_t n, right;
    double weight;
};

struct problem {
    struct question *questions;
    size_t n;
    const struct prior *priors;
    bool fixed[WEIGHTS]; /* held at 0 */
};

static struct rival rival_of(struct arena *mem, const float *values, int first, int n)
{
    int kept = 0;
    for (int j = 0; j < n; j++)
        kept += values[j] != 0;
    struct part *parts = NEW_ARRAY(mem, struct part, kept), *next = parts;
    for (int j = 0; j < n; j++)
        if (values[j] != 0)
            *next++ = (struct part){values[j], first + j};
    return (struct rival){parts, kept};
}

static struct question question_of(struct arena *mem, const struct example *e)
{
    struct rival *rivals = NEW_ARRAY(mem, struct rival, e->n + 1);
    float nothing[NOTHING_COUNT];
    for (uint32_t c = 0; c < e->n; c++)
        rivals[c] = rival_of(mem, e->candidates[c].evidence, 0, FEATURE_COUNT);
    for (int j = 0; j < NOTHING_COUNT; j++)
        nothing[j] = (float)e->nothing[j];
    rivals[e->n] = rival_of(mem, nothing, FEATURE_COUNT, NOTHING_COUNT);
    return (struct question){rivals, e->n + 1, e->right, e->weight};
}

static double score(const struct rival *rival, const double *w)
{
    double sum = 0;
    for (int i = 0; i < rival->n; i++)
        sum += w[rival->parts[i].weight] * (double)rival->parts[i].value;
    return sum;
}

static void shares(const struct question *q, const double *w, double *p)
{
    double top = -INFINITY, sum = 0;
    for (uint32_t c = 0; c < q->n; c++) {
        p[c] = score(&q->rivals[c], w);
        top = fmax(top, p[c]);
    }
    for (uint32_t c = 0; c < q->n; c++)
        sum += p[c] = exp(p[c] - top);
    for (uint32_t c = 0; c < q->n; c++)
        p[c] /= sum;
}

/* hessian += weight * (sum of p * x * x' - mean * mean'), lower half; what is fixed is put right by
   the caller. */
static void add_question(const struct question *q, const double *w, double *gradient,
                         double hessian[WEIGHTS][WEIGHTS])
{
    double p[SHORTLIST + 1], mean[WEIGHTS] = {0};
    shares(q, w, p);
    for (uint32_t c = 0; c < q->n; c++) {
        const struct rival *rival = &q->rivals[c];
        for (int i = 0; i < rival->n; i++) {
            struct part x = rival->parts[i];
            double share = p[c] * (double)x.value;
            mean[x.weight] += share;
            for (int k = 0; k <= i; k++)
                hessian[x.weight][rival->parts[k].weight] +=
                    q->weight * share * (double)rival->parts[k].value;
        }
    }
    for (int j = 0; j < WEIGHTS; j++) {
        gradient[j] -= q->weight * mean[j];
        for (int k = 0; k <= j && mean[j] != 0; k++)
            hessian[j][k] -= q->weight * mean[j] * mean[k];
    }
    const struct rival *right = &q->rivals[q->right];
    for (int i = 0; i < right->n; i++)
        gradient[right->parts[i].weight] += q->weight * (double)right->parts[i].value;
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
    for (size_t i = 0; i < problem->n; i++) {
        const struct question *q = &problem->questions[i];
        shares(q, w, p);
        sum += q->weight * log(fmax(p[q->right], 1e-300));
    }
    for (int j = 0; j < WEIGHTS; j++) {
        struct prior prior = problem->priors[j];
        double off = (w[j] - prior.mean) / prior.deviation;
        sum -= problem->fixed[j] ? 0 : off * off / 2;
    }
    return sum;
}

/* Takes weight j out of the step. */
static void hold(int j, double *gradient, double hessian[WEIGHTS][WEIGHTS])
{
    gradient[j] = 0;
    for (int k = 0; k < j; k++)
        hessian[j][k] = 0;
    for (int i = j + 1; i < WEIGHTS; i++)
        hessian[i][j] = 0;
}

/* The direction of Newton's step from w. */
static void direction(const struct problem *problem, const double *w, double *gradient)
{
    static double hessian[WEIGHTS][WEIGHTS];
    memset(hessian, 0, sizeof hessian);
    for (size_t i = 0; i < problem->n; i++)
        add_question(&problem->questions[i], w, gradient, hessian);
    for (int j = 0; j < WEIGHTS; j++) {
        struct prior prior = problem->priors[j];
        double precision = 1 / (prior.deviation * prior.deviation);
        gradient[j] -= (w[j] - prior.mean) * precision;
        hessian[j][j] += precision;
        if (problem->fixed[j])
            hold(j, gradient, hessian);
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
    struct arena *scratch = arena_new();
    struct problem problem = {.questions = NEW_ARRAY(scratch, struct question, examples->n),
                              .n = examples->n,
                              .priors = priors};
    double w[WEIGHTS];
    for (size_t i = 0; i < examples->n; i++)
        problem.questions[i] = question_of(scratch, &examples->v[i]);
    for (int j = 0; j < WEIGHTS; j++)
        w[j] = priors[j].mean;
    for (bool again = true; again;) {
        newton(&problem, w);
        again = false;
        for (int j = 0; j < FEATURE_COUNT; j++)
            if (j != FEATURE_LEVELS && !problem.fixed[j] && w[j] < 0) {
                problem.fixed[j] = again = true;
                w[j] = 0;
            }
    }
    struct coefficients learnt;
    memcpy(learnt.of, w, sizeof learnt.of);
    memcpy(learnt.nothing, w + FEATURE_COUNT, sizeof learnt.nothing);
    arena_free(scratch);
    return learnt;
}

/* --- from the organisation's own links ------------------------------------------------------- */

enum { MOST_LINKS = 150 };

static void add_example(struct arena *mem, const struct precedent *link, struct ranking r,
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
    if (n < ENOUGH_DECLARED)
        return;
    struct arena *scratch = arena_new();
    struct ranker *ranker = ranker_new(scratch, prospect);
    ranker_forget_own(ranker);
    struct example_list examples = {0};
    struct prior priors[WEIGHTS];
    for (size_t i = 0, step = n / MOST_LINKS + 1; i < n; i += step) {
        const struct precedent *link = &prospect->declared.v[i];
        struct ranking seen = rank(ranker, scratch, link->from, NO_FAMILY, link->to);
        struct ranking hidden = rank(ranker, scratch, link->from, link->to, NO_FAMILY);
        rehearse(prospect, link, &seen, &prospect->rehearsal);
        add_example(scratch, link, seen, false, &examples);
        add_example(scratch, link, hidden, true, &examples);
    }
    beliefs(&prospect->coefficients, priors);
    prospect->coefficients = learn(&examples, priors);
    arena_free(scratch);
}
