/*
 * The values of items, in this order: all columns (plan_column.c), periods (plan_period.c), then each
 * item: people, weights and status here, start, target and current (plan_metric.c), progress
 * (plan_progress.c).
 */
#include "model/plan_value.h"
#include "base/fold.h"
#include "model/words.h"

#include <math.h>

static void read_share(struct reading *r, enum role role, double *out)
{
    const struct field *f = reading_field(r, role);
    if (!f)
        return;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    struct number number;
    double share;
    if (leading_number(f, c->mark, &number)) {
        bool percent = number.percent || c->scale == SCALE_UNKNOWN;
        *out = percent ? number.value : scale_convert(c->scale, number.value);
        c->converted += !percent && c->scale != SCALE_1;
    } else if (value_fraction(value_without_aside(f->text), &share)) {
        *out = share;
    } else if (!says_in_words(r, f)) {
        value_not_read(r, c, f);
    }
}

static void read_weight(struct reading *r)
{
    const struct field *f = reading_field(r, ROLE_WEIGHT);
    struct number number;
    if (!f)
        return;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    if (!field_number(f, c->mark, &number))
        value_not_read(r, c, f);
    else if (c->weight_size > 0)
        r->item->weight = number.percent ? number.value : number.value / c->weight_size;
    else
        r->item->weight = -number.value; /* points: made shares when all are known */
}

static void read_status(struct reading *r)
{
    const struct field *f = reading_field(r, ROLE_STATUS);
    double value;
    if (!f)
        return;
    r->item->status = value_status(r->w->scratch, f->text);
    r->item->status_written = f->text;
    struct number number;
    bool percent = field_number(f, DECIMAL_UNKNOWN, &number) && number.percent;
    if (r->item->status == STATUS_NONE && percent && isnan(r->item->stated)) {
        value = number.value;
        state_progress(r, f, value);
    }
}

static void read_people(struct reading *r)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != ROLE_OWNER)
            continue;
        struct text_list people = value_people(
            r->w->mem, f->text, plan_column(r->w, r->item->record, f)->commas == COMMA_IN_NAMES);
        for (size_t k = 0; k < people.n; k++)
            *list_push(r->w->mem, &r->item->owners) = people.v[k];
    }
    struct text text = text_trim(r->item->written);
    struct text behind = plan_owners_behind(r->w, r->item->record, &text);
    if (behind.len) {
        struct text_list people = value_people(r->w->mem, behind, false);
        for (size_t k = 0; k < people.n; k++)
            *list_push(r->w->mem, &r->item->owners) = people.v[k];
    }
    struct text team = r->w->team_of[r->item->record];
    if (team.len)
        *list_push(r->w->mem, &r->item->owners) = team;
}

static void read_commitment(struct reading *r)
{
    const struct field *f = record_field(r->record, ROLE_COMMITMENT);
    struct text written = r->item->written;
    double value = NAN;
    if (f)
        value = words_value(WORDS_COMMITTED, text_key(r->w->scratch, f->text));
    size_t end = text_starts(written, T("[")) ? text_find(written, T("]"), 0) : SIZE_MAX;
    if (isnan(value) && end != SIZE_MAX && end < 20)
        value = words_value(WORDS_COMMITTED, text_key(r->w->scratch, text_slice(written, 1, end)));
    if (!isnan(value))
        r->item->committed = (int)value;
}

static struct reading reading_of(struct plan_work *w, struct item *item)
{
    return (struct reading){w, item, &w->layout->records.v[item->record],
                            &w->sources.v[w->source_of[item->record]]};
}

static void read_item(struct reading *r)
{
    read_people(r);
    read_commitment(r);
    read_status(r);
    read_stated(r);
    read_share(r, ROLE_CONFIDENCE, &r->item->confidence);
    read_weight(r);
    read_date(r, ROLE_DUE, &r->item->due);
    read_date(r, ROLE_UPDATED, &r->item->updated);
    read_metric(r);
    /* a percentage beside figures that are none is progress in the column of values */
    struct metric *m = &r->item->metric;
    if (r->item->kind == KEY_RESULT)
        settle_progress(r);
    else if (!isnan(r->item->stated))
        set_progress(r->item, r->item->stated, stated_formula(r));
    if (r->item->kind == OBJECTIVE)
        m->in_text = false;
}

/* Points become shares of their siblings' sum. */
static void settle_points(struct plan *plan)
{
    for (size_t i = 0; i < plan->items.n;) {
        size_t end = i + 1;
        double sum = 0;
        const struct item *first = &plan->items.v[i];
        while (end < plan->items.n && plan->items.v[end].objective == first->objective &&
               plan->items.v[end].unit == first->unit && plan->items.v[end].kind == first->kind)
            end++;
        for (size_t k = i; k < end; k++)
            sum += plan->items.v[k].weight < 0 ? -plan->items.v[k].weight : 0;
        for (size_t k = i; k < end; k++)
            if (plan->items.v[k].weight < 0)
                plan->items.v[k].weight = -plan->items.v[k].weight / sum;
        i = end;
    }
}

void plan_read_values(struct plan_work *w)
{
    struct plan *plan = w->plan;
    plan_gather_columns(w);
    for (size_t i = 0; i < w->sources.n; i++)
        find_source_period(w, &w->sources.v[i]);
    for (size_t i = 0; i < plan->items.n; i++) {
        struct reading r = reading_of(w, &plan->items.v[i]);
        read_period(&r);
    }
    settle_run_period(w);
    plan_date_columns(w);
    for (size_t i = 0; i < plan->items.n; i++) {
        struct reading r = reading_of(w, &plan->items.v[i]);
        read_item(&r);
    }
    settle_points(plan);
    for (size_t i = 0; i < w->columns.n; i++) {
        report_column(w, &w->columns.v[i]);
        report_mark(w, &w->columns.v[i]);
        report_order(w, &w->columns.v[i]);
        report_disagreements(w, &w->columns.v[i]);
    }
    for (size_t i = 0; i < w->sources.n; i++) {
        report_from_zero(w, &w->sources.v[i]);
        report_limits(w, &w->sources.v[i]);
    }
}
