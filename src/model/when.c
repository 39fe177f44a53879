/*
 * Words -> days of a period. A quarter without its year is the nearest one to the period of the item
 * that speaks; "last", "this" and "next" are counted from that period, too, or from the date of the
 * run if the item's own period is longer than what is counted.
 */
#include "model/when.h"

#include "base/fold.h"

#include <math.h>

/* Months of a span, and how many there are of it before (-1), now (0) or behind (1). */
struct relative {
    int months, step;
    bool said;
};

static struct relative relative_of(struct arena *mem, const struct form_words *words,
                                   struct text said)
{
    static const int months[] = {[WHEN_QUARTER] = 3, [WHEN_HALF] = 6, [WHEN_YEAR] = 12};
    struct relative r = {0};
    struct text key = text_key(mem, said);
    for (size_t from = 0; from < key.len;) {
        size_t to = key.len; /* the longest run that is a word: scripts without blanks, too */
        size_t word = MAP_NONE;
        while (to > from && (word = map_get(&words->when, text_slice(key, from, to))) == MAP_NONE)
            to--;
        if (word == MAP_NONE) {
            from++;
            continue;
        }
        if (word >= WHEN_QUARTER)
            r.months = months[word];
        else
            r.step = (int)word - WHEN_PRESENT;
        r.said |= word < WHEN_QUARTER;
        from = to;
    }
    r.said &= r.months > 0;
    return r;
}

/* The span of `months` that is `step` spans away from the one that a day is in. */
static void span_at(double day, int months, int step, double *first, double *last)
{
    int year, month, d;
    date_civil(day, &year, &month, &d);
    int start = year * 12 + (month - 1) / months * months + step * months;
    int end = start + months;
    *first = date_days(start / 12, start % 12 + 1, 1);
    *last = date_days(end / 12, end % 12 + 1, 1) - 1;
}

/* A day within the period that is spoken from; NAN. */
static double speaking_day(const struct plan *plan, const struct item *from, int months)
{
    double first = from->period_first, last = from->period_last;
    if (isnan(first)) {
        first = plan->period_first;
        last = plan->period_last;
    }
    bool longer = last - first > months * 31;
    return isnan(first) || (longer && !isnan(plan->as_of)) ? plan->as_of : first;
}

/* "Q4" is that of the year in which it is nearest to `day`; of two as near, that of the same year. */
static void nearest_year(struct arena *mem, struct text name, double day, struct period *out)
{
    static const int years[] = {0, -1, 1};
    int now, month, d;
    double best = NAN;
    date_civil(day, &now, &month, &d);
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        struct period p;
        struct text dated = text_printf(mem, "%d-" TEXT_FMT, now + years[i], TEXT_ARG(name));
        if (!value_period(mem, dated, DATE_UNKNOWN, &p) || isnan(p.first))
            continue;
        double gap = fabs(p.first - day);
        if (isnan(best) || gap < best - 10) {
            best = gap;
            *out = p;
        }
    }
}

bool when_is_relative(struct arena *mem, const struct form_words *words, struct text said)
{
    return relative_of(mem, words, said).said;
}

bool when_days(struct arena *mem, const struct form_words *words, const struct plan *plan,
               const struct item *from, struct text said, double *first, double *last)
{
    struct relative relative = relative_of(mem, words, said);
    double day = speaking_day(plan, from, relative.said ? relative.months : 3);
    if (relative.said) {
        if (!isnan(day))
            span_at(day, relative.months, relative.step, first, last);
        return !isnan(day);
    }
    struct period period = {.first = NAN, .last = NAN};
    if (!value_period(mem, said, DATE_UNKNOWN, &period))
        return false;
    bool dated = text_starts(period.name, T("FY")) || text_starts(period.name, T("20"));
    if (isnan(period.first) && !dated && !isnan(day))
        nearest_year(mem, period.name, day, &period);
    *first = period.first;
    *last = period.last;
    return !isnan(period.first);
}
