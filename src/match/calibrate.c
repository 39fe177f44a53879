/*
 * Cold, the probabilities are those of the organisations that the weights were fitted on. Once an
 * organisation's reviewers have answered ENOUGH_ANSWERS suggestions, the log-odds are rescaled (Platt) on
 * their answers, held near the identity by a prior so that one-sided answers do no harm. Suggestions
 * upwards and sideways are different figures, so that each is rescaled on its own answers.
 */
#include "match/likeness.h"
#include "match/ranking.h"

#include <math.h>

enum { STEPS = 25 };

static const double LEAST_SLOPE = .2; /* what ranked higher stays higher */

struct answer {
    double log_odds;
    bool accepted;
};

static bool is_answer(const struct decision *d)
{
    return (d->verdict == VERDICT_ACCEPT || d->verdict == VERDICT_REJECT) && d->from != NO_ITEM &&
           d->to != NO_ITEM;
}

struct answers {
    struct answer *v;
    size_t n;
};

static void add_answer(struct answers *answers, double probability, const struct decision *d)
{
    answers->v[answers->n++] =
        (struct answer){log_odds_of(probability), d->verdict == VERDICT_ACCEPT};
}

static double sideways_probability(const struct prospect *prospect, struct arena *scratch,
                                   const struct decision *d)
{
    struct view from = view_of(prospect, scratch, d->from), to = view_of(prospect, scratch, d->to);
    bool metric;
    return same_thing(prospect, scratch, &from, &to, &metric);
}

/* What the matcher would have said of the decided pairs, each judged as if it were not decided. */
static void gather(struct prospect *prospect, struct arena *scratch, struct answers *upwards,
                   struct answers *sideways)
{
    struct ranker *ranker = ranker_new(scratch, prospect);
    for (size_t i = 0; i < prospect->memory->decisions.n; i++) {
        const struct decision *d = &prospect->memory->decisions.v[i];
        if (!is_answer(d))
            continue;
        uint32_t to = prospect->family_of[d->to];
        struct ranking ranking = rank(ranker, scratch, prospect->family_of[d->from], NO_FAMILY, to);
        bool above = false;
        for (uint32_t c = 0; c < ranking.n && !above; c++) {
            above = ranking.v[c].family == to;
            if (above)
                add_answer(upwards, ranking.v[c].probability, d);
        }
        if (!above)
            add_answer(sideways, sideways_probability(prospect, scratch, d), d);
    }
}

/* Newton's steps on the log-likelihood with a prior: intercept N(0, 1), slope N(1, 1/2). */
static void fit_line(const struct answer *answers, size_t n, double line[2])
{
    line[0] = 0;
    line[1] = 1;
    for (int step = 0; step < STEPS; step++) {
        double g0 = -line[0], g1 = -4 * (line[1] - 1), h00 = 1, h01 = 0, h11 = 4;
        for (size_t i = 0; i < n; i++) {
            double x = answers[i].log_odds, p = 1 / (1 + exp(-(line[0] + line[1] * x)));
            double rest = (answers[i].accepted ? 1 : 0) - p, weight = p * (1 - p);
            g0 += rest;
            g1 += rest * x;
            h00 += weight;
            h01 += weight * x;
            h11 += weight * x * x;
        }
        double determinant = h00 * h11 - h01 * h01;
        line[0] += (h11 * g0 - h01 * g1) / determinant;
        line[1] = fmax(line[1] + (h00 * g1 - h01 * g0) / determinant, LEAST_SLOPE);
    }
}

/* Sets the line if there are enough answers. */
static bool rescale(const struct answers *answers, double line[2])
{
    double fitted[2];
    if (answers->n < ENOUGH_ANSWERS)
        return false;
    fit_line(answers->v, answers->n, fitted);
    if (!isfinite(fitted[0]) || !isfinite(fitted[1]))
        return false;
    line[0] = fitted[0];
    line[1] = fitted[1];
    return true;
}

void prospect_calibrate(struct prospect *prospect)
{
    size_t n = 0;
    if (!prospect->memory)
        return;
    for (size_t i = 0; i < prospect->memory->decisions.n; i++)
        n += is_answer(&prospect->memory->decisions.v[i]);
    if (n == 0)
        return;
    struct arena *scratch = arena_new();
    struct answers upwards = {NEW_ARRAY(scratch, struct answer, n), 0};
    struct answers sideways = {NEW_ARRAY(scratch, struct answer, n), 0};
    gather(prospect, scratch, &upwards, &sideways);
    prospect->answers = upwards.n;
    prospect->calibrated_here = rescale(&upwards, prospect->calibration);
    prospect->side_calibrated = rescale(&sideways, prospect->side_calibration);
    arena_free(scratch);
}
