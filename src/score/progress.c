/*
 * Progress of key results -> of objectives, units, the organisation; each one's grade and pace. The
 * formulas are means; what is missing or dropped takes no part.
 */
#include "score/score_work.h"

#include <math.h>

enum status grade_of(const struct config *config, double progress)
{
    if (isnan(progress))
        return STATUS_NONE;
    const double slack = 1e-9; /* 0.7 written as 0.7 is green */
    return progress >= config->green - slack   ? STATUS_ON_TRACK
           : progress >= config->amber - slack ? STATUS_AT_RISK
                                               : STATUS_OFF_TRACK;
}

/* A weighted mean that is being added up, beside the plain one. */
struct mean {
    double sum, raw, weighted, weighted_raw, weights;
    size_t n, n_weighted;
};

static void mean_add(struct mean *m, double value, double raw, double weight)
{
    m->sum += value;
    m->raw += raw;
    m->n++;
    if (!(weight >= 0))
        return;
    m->weighted += weight * value;
    m->weighted_raw += weight * raw;
    m->weights += weight;
    m->n_weighted++;
}

static bool by_weights(const struct mean *m)
{
    return m->n_weighted == m->n && m->weights > 0;
}

static double mean_value(const struct mean *m)
{
    if (m->n == 0)
        return NAN;
    return by_weights(m) ? m->weighted / m->weights : m->sum / (double)m->n;
}

static double mean_raw(const struct mean *m)
{
    return by_weights(m) ? m->weighted_raw / m->weights : m->raw / (double)m->n;
}

static bool takes_part(const struct item *item)
{
    return item->status != STATUS_DROPPED && !isnan(item->progress);
}

static void report_disagreement(struct score_work *w, const struct item *item)
{
    struct finding *f =
        diag_add(w->diag, FINDING_PROGRESS_DISAGREES, item->stated_place,
                 T("correct the figure that is wrong; the mean of the key results is used"),
                 "progress is stated as %.0f %% but the key results give %.0f %%",
                 whole_percent(item->stated), whole_percent(item->progress));
    f->unit = w->plan->units.v[item->unit].id;
}

static void roll_up_objective(struct score_work *w, struct item *objective)
{
    struct mean mean = {0};
    for (uint32_t k = 0; k < objective->n_key_results; k++) {
        const struct item *kr = &w->plan->items.v[objective->first_key_result + k];
        if (takes_part(kr))
            mean_add(&mean, kr->progress, kr->progress_raw, kr->weight);
    }
    if (mean.n == 0)
        return;
    objective->progress = mean_value(&mean);
    objective->progress_raw = mean_raw(&mean);
    objective->progress_formula =
        text_printf(w->mem,
                    tr(objective->n_key_results == 1       ? "%s of %zu key result"
                       : mean.n < objective->n_key_results ? "%s of %zu known key results"
                                                           : "%s of %zu key results"),
                    tr(by_weights(&mean) ? "weighted mean" : "mean"), mean.n);
    double stated = objective->stated < 0 ? 0 : objective->stated > 1 ? 1 : objective->stated;
    if (fabs(stated - objective->progress) > w->config->progress_tolerance + 1e-9)
        report_disagreement(w, objective);
}

static void roll_up_units(struct score_work *w)
{
    struct plan *plan = w->plan;
    struct mean *means = NEW_ARRAY(w->scratch, struct mean, plan->units.n + 1);
    struct mean all = {0};
    for (uint32_t i = 0; i < plan->items.n; i++) {
        struct item *item = &plan->items.v[i];
        if (item->kind == OBJECTIVE)
            roll_up_objective(w, item);
        if (is_head(item) && w->graph.ours[i] && takes_part(item))
            mean_add(&means[item->unit], item->progress, item->progress_raw,
                     item->kind == OBJECTIVE ? item->weight : NAN);
    }
    for (size_t i = 0; i < plan->units.n; i++) {
        double progress = w->score->units.v[i].progress = mean_value(&means[i]);
        if (plan->units.v[i].level == 0 && !isnan(progress))
            mean_add(&all, progress, progress, NAN);
    }
    w->score->progress = mean_value(&all);
}

/* Share of its time that has passed; of the run's period where it has none of its own. */
static double elapsed(const struct plan *plan, const struct item *item)
{
    double first = item->period_first, last = item->period_last;
    if (isnan(first) || isnan(last)) {
        first = plan->period_first;
        last = plan->period_last;
    }
    if (!isnan(item->due) && item->due > first)
        last = item->due;
    if (isnan(first) || isnan(last) || isnan(plan->as_of))
        return NAN;
    double share = (plan->as_of - first + 1) / (last - first + 1);
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* By its progress; where that is missing, as it is called; what was dropped has none. */
static enum status item_grade(const struct score_work *w, const struct item *item, double time)
{
    if (item->status == STATUS_DROPPED)
        return STATUS_DROPPED;
    if (isnan(item->progress)) {
        switch (item->status) {
        case STATUS_DONE:
            return STATUS_ON_TRACK;
        case STATUS_MISSED:
            return STATUS_OFF_TRACK;
        case STATUS_NOT_STARTED:
        case STATUS_ON_TRACK:
        case STATUS_AT_RISK:
        case STATUS_OFF_TRACK:
            return item->status;
        default:
            return STATUS_NONE;
        }
    }
    if (item->status == STATUS_NOT_STARTED && item->progress <= 0)
        return STATUS_NOT_STARTED;
    if (item->committed == 1 && time >= 1 && item->progress < 1)
        return STATUS_OFF_TRACK; /* a commitment is kept or it is not */
    return grade_of(w->config, item->progress);
}

void score_progress(struct score_work *w)
{
    roll_up_units(w);
    for (size_t i = 0; i < w->plan->items.n; i++) {
        struct item_score *s = &w->score->items[i];
        s->expected_progress = elapsed(w->plan, &w->plan->items.v[i]);
        s->grade = item_grade(w, &w->plan->items.v[i], s->expected_progress);
    }
}
