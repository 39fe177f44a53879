/*
 * One field of a record: which of several counts, and its text as a number or a day.
 */
#include "base/fold.h"
#include "import/number_format.h"
#include "model/plan_value.h"
#include "value/words.h"

#include <math.h>

void value_not_read(struct reading *r, struct column_facts *c, const struct field *f)
{
    struct number number;
    c->unread_numbers += field_number(f, c->mark, &number);
    if (!c->unread++) {
        c->first_unread = f->place;
        c->unread_text = f->text;
        c->unread_unit = r->item->unit;
    } else if (c->unread <= 4) {
        struct text cell = place_cell(r->w->mem, f->place);
        c->unread_cells = text_printf(r->w->mem, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(c->unread_cells),
                                      c->unread_cells.len ? ", " : "", TEXT_ARG(cell));
    }
}

/* The currency that a cell shows by its format alone. */
static struct text shown_currency(const struct cell *cell)
{
    struct text sign = cell->extra ? format_sign(cell->extra->format) : (struct text){0};
    if (!sign.len)
        return sign;
    struct arena *scratch = arena_new();
    bool known = value_currency(scratch, sign).len > 0;
    arena_free(scratch);
    return known ? sign : (struct text){0};
}

/* The field as a number. False: blank, an error value, or words. */
bool field_number(const struct field *f, enum decimal_mark mark, struct number *out)
{
    if (f->cell && f->cell->type == CELL_NUMBER &&
        (text_eq(f->text, f->cell->text) || !f->text.len)) {
        *out = (struct number){.value = f->cell->number,
                               .percent = (f->cell->flags & CELL_PERCENT) != 0,
                               .unit = shown_currency(f->cell)};
        return true;
    }
    if (f->cell && (f->cell->type == CELL_BOOL || f->cell->type == CELL_ERROR))
        return false;
    return !value_missing(f->text) && value_number(f->text, mark, out);
}

/* The same where what stands in brackets is an aside, no start: "12 (Q1: 9)". */
bool leading_number(const struct field *f, enum decimal_mark mark, struct number *out)
{
    return field_number(f, mark, out) ||
           (!value_missing(f->text) && !(f->cell && f->cell->type != CELL_TEXT) &&
            value_number(value_without_aside(f->text), mark, out));
}

/* A date without its format, as the file counts days; only of this century. */
static bool serial_date(const struct field *f, double number, double *days)
{
    double serial = floor(number) + (f->cell && f->cell->flags & CELL_1904 ? DAYS_TO_1904 : 0);
    if (!(serial >= 36526 && serial <= 73050))
        return false;
    *days = serial;
    return true;
}

bool field_date(const struct field *f, enum date_order order, double *days)
{
    if (f->cell && f->cell->type == CELL_DATE) {
        *days = floor(f->cell->number);
        return true;
    }
    if (f->cell && f->cell->type == CELL_NUMBER)
        return serial_date(f, f->cell->number, days);
    struct number number;
    bool serial = f->text.len == 5 && value_number(f->text, DECIMAL_UNKNOWN, &number) &&
                  serial_date(f, number.value, days);
    return serial || value_date(f->text, order, days);
}

/* "yes" and "no" under "On track?" or "How is it going?", which do not ask whether it is done. */
static enum status yes_or_no(struct reading *r, const struct field *f)
{
    struct arena *scratch = r->w->scratch;
    struct text key = text_key(scratch, f->text);
    enum status asked = value_status(scratch, f->header);
    bool yes = words_name(WORDS_YES, key).len > 0, no = words_name(WORDS_NO, key).len > 0;
    bool question = text_ends(text_trim(f->header), T("?")) && asked == STATUS_NONE;
    if (!key.len || !(yes || no) || !(asked == STATUS_ON_TRACK || question))
        return STATUS_NONE;
    return yes ? STATUS_ON_TRACK : STATUS_OFF_TRACK;
}

/* "C", "B+", "a-" */
static bool is_letter_mark(struct text t)
{
    char c = t.len ? (char)(t.ptr[0] | 32) : 0;
    bool sign = t.len == 2 && (t.ptr[1] == '+' || t.ptr[1] == '-');
    return c >= 'a' && c <= 'f' && (t.len == 1 || sign);
}

bool is_school_mark(const struct column_facts *c, struct text text)
{
    bool marks = c->role == ROLE_SCORE, others = false;
    for (size_t i = 0; i < c->texts.n; i++) {
        struct text t = text_trim(c->texts.v[i]);
        bool letter = is_letter_mark(t);
        others |= letter && (t.len == 2 || (t.ptr[0] | 32) >= 'c');
        marks &= letter; /* "R", "G" are colours */
    }
    return (others || marks) && is_letter_mark(text_trim(text));
}

enum status field_status(struct reading *r, const struct field *f)
{
    if (is_school_mark(plan_column(r->w, r->item->record, f), f->text))
        return STATUS_NONE;

    enum status goes = yes_or_no(r, f);
    if (goes != STATUS_NONE)
        return goes;
    enum status answer = value_status_answer(r->w->scratch, f->text);
    if (answer != STATUS_NONE && plan_column(r->w, r->item->record, f)->answers)
        return answer;
    enum status status = value_status(r->w->scratch, f->text);
    return status == STATUS_NONE ? answer : status;
}

/* "pending" says nothing for a figure, but it is a status. */
static bool says_nothing(struct reading *r, const struct field *f)
{
    return value_missing(f->text) &&
           (f->role != ROLE_STATUS || value_status(r->w->scratch, f->text) == STATUS_NONE);
}

/* "NaN" where a figure should stand: nothing, which is to be told. */
static bool is_no_number(struct reading *r, const struct field *f)
{
    return is_value_role(f->role) &&
           words_name(WORDS_NOT_A_NUMBER, text_key(r->w->scratch, f->text)).len > 0;
}

static bool is_error(const struct field *f)
{
    return f->cell && f->cell->type == CELL_ERROR;
}

bool says_in_words(struct reading *r, const struct field *f)
{
    struct text key = text_key(r->w->scratch, f->text);
    return value_status(r->w->scratch, f->text) != STATUS_NONE ||
           words_name(WORDS_GRADE, key).len > 0;
}

/* The header names a day after that of the report. */
static bool is_future(const struct plan_work *w, const struct column_facts *c)
{
    return c->dated && c->period.first > w->plan->as_of;
}

/* The day of the report lies in the column's period: "Q2" in May of whatever year. */
static bool holds_today(const struct plan_work *w, const struct column_facts *c)
{
    double day = w->plan->as_of;
    int year, month, of_month;
    if (isnan(day))
        return false;
    if (!isnan(c->period.first))
        return day >= c->period.first && day <= c->period.last;
    date_civil(day, &year, &month, &of_month);
    struct text quarter = text_printf(w->scratch, "Q%d", (month + 2) / 3);
    struct text half = text_printf(w->scratch, "H%d", month <= 6 ? 1 : 2);
    return text_eq(c->period.name, quarter) || text_eq(c->period.name, half);
}

/* Names of a field's month in a year: how a column's period lies to the run's. 2 same, 1 within or
   around, 0 says nothing, -1 another. */
static int period_fit(const struct plan_work *w, const struct column_facts *c)
{
    const struct plan *plan = w->plan;
    if (!c->period_said)
        return 0;
    if (!plan->period.len && c->role == ROLE_TARGET)
        return holds_today(w, c) ? 1 : -1;
    if (text_eq(c->period.name, plan->period) ||
        (isnan(c->period.first) && text_ends(plan->period, c->period.name)))
        return 2;
    if (c->dated) /* what was reckoned after the period's end is still of it */
        return c->period.first < plan->period_first || is_future(w, c) ? -1 : 0;
    if (isnan(c->period.first) || isnan(plan->period_first))
        return -1;
    bool apart = c->period.last < plan->period_first || c->period.first > plan->period_last;
    return apart ? -1 : 1;
}

/* The column is of a part of the run's period: November in the fourth quarter. */
static bool is_part(const struct plan_work *w, const struct column_facts *c)
{
    const struct plan *plan = w->plan;
    return c->period_said && !isnan(c->period.first) && !isnan(plan->period_first) &&
           c->period.last - c->period.first < plan->period_last - plan->period_first &&
           c->period.first >= plan->period_first && c->period.last <= plan->period_last;
}

/* The quarter of a whole year in which the day of the report lies. */
static bool is_quarter_of_today(const struct plan_work *w, const struct column_facts *c)
{
    enum { YEAR = 360, SHORTEST_QUARTER = 80, LONGEST_QUARTER = 100 };
    double days = c->period.last - c->period.first;
    return c->period_said && w->plan->period_last - w->plan->period_first > YEAR &&
           days > SHORTEST_QUARTER && days < LONGEST_QUARTER && holds_today(w, c);
}

/* The same for targets, where what is of the whole period is before what is of a step of it: 3 same, 2
   around it or of the day, 1 says nothing, 0 a step, -1 another. */
static int target_fit(const struct plan_work *w, const struct column_facts *c)
{
    int fit = period_fit(w, c);
    bool step = fit == 1 && is_part(w, c) && !is_quarter_of_today(w, c);
    return fit < 0 ? -1 : step ? 0 : fit + 1;
}

/* Of two columns of values the one of the later period; as they stand where periods are not known. */
static bool is_later(const struct column_facts *c, const struct column_facts *than)
{
    bool known =
        c->period_said && than->period_said && !isnan(c->period.last) && !isnan(than->period.last);
    return !known || c->period.last >= than->period.last;
}

/* Its period was over before that of the run, or before the day of the report. */
static bool has_passed(const struct plan_work *w, const struct column_facts *c)
{
    double day = isnan(w->plan->period_first) ? w->plan->as_of : w->plan->period_first;
    return c->period_said && !isnan(c->period.last) && c->period.last < day;
}

/* Of targets none of which is of the run's period the newest one that has passed. */
static bool passed_later(const struct plan_work *w, const struct column_facts *c,
                         const struct column_facts *than)
{
    return has_passed(w, c) && (!has_passed(w, than) || c->period.last > than->period.last);
}

static void leave_out_future(struct reading *r, enum role role)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != role || says_nothing(r, f))
            continue;
        struct column_facts *c = plan_column(r->w, r->item->record, f);
        c->left_out |= is_future(r->w, c);
    }
}

/* The field of a role that counts: of the period of the run; of several the last one that is not
   blank (check-ins), for a target the first, or the last of its steps. Baselines of the period before are baselines. */
const struct field *reading_field(struct reading *r, enum role role)
{
    const struct field *best = NULL;
    const struct column_facts *of_best = NULL;
    int best_fit = -2;
    bool passed = false, several = false;
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != role || (says_nothing(r, f) && best))
            continue;
        struct column_facts *c = plan_column(r->w, r->item->record, f);
        bool target = role == ROLE_TARGET;
        int fit = role == ROLE_BASELINE ? 0 : target ? target_fit(r->w, c) : period_fit(r->w, c);
        bool later = role == ROLE_CURRENT || role == ROLE_PROGRESS || role == ROLE_SCORE ||
                     role == ROLE_CONFIDENCE || role == ROLE_UPDATED || (target && fit == 0);
        several |= best && target;
        bool newer =
            best && target && fit == -1 && best_fit == -1 && passed_later(r->w, c, of_best);
        passed |= newer;
        if (!best || newer || fit > best_fit ||
            (fit == best_fit && later && is_later(c, of_best)) || says_nothing(r, best)) {
            best = f;
            of_best = c;
            best_fit = fit;
        }
    }
    if (of_best && !is_future(r->w, of_best))
        leave_out_future(r, role);
    if (of_best && role == ROLE_TARGET && best_fit == 2 &&
        (!r->w->plan->period.len || is_quarter_of_today(r->w, of_best)))
        plan_column(r->w, r->item->record, best)->of_today = true;
    if (of_best && several && of_best->of_business && best_fit > 0)
        plan_column(r->w, r->item->record, best)->as_calendar = true;
    if (of_best && several && best_fit == -1)
        *(passed || has_passed(r->w, of_best) ? &plan_column(r->w, r->item->record, best)->passed
                                              : &plan_column(r->w, r->item->record, best)->first) =
            true;
    bool says = best && (!says_nothing(r, best) || is_no_number(r, best));
    return says && !is_error(best) ? best : NULL;
}

const struct field *target_of_current(struct reading *r, const struct field *target,
                                      const struct field *current)
{
    const struct column_facts *now = plan_column(r->w, r->item->record, current);
    const struct column_facts *of_target = plan_column(r->w, r->item->record, target);
    bool known = r->w->plan->period.len && period_fit(r->w, of_target) > 0;
    if (!now->period_said || known || !of_target->period_said)
        return target;
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != ROLE_TARGET || value_missing(f->text))
            continue;
        struct column_facts *c = plan_column(r->w, r->item->record, f);
        if (!c->period_said || !text_eq(c->period.name, now->period.name))
            continue;
        plan_column(r->w, r->item->record, target)->of_today = false;
        plan_column(r->w, r->item->record, target)->passed = false;
        plan_column(r->w, r->item->record, target)->first = false;
        c->followed = true;
        return f;
    }
    return target;
}

/* The column is of a time before the sheet's period, or of the first month of a long one: "Jan 2026" of 2026. */
static bool begins_before(const struct source *s, const struct column_facts *c)
{
    enum { MONTH = 31, LONG = 150 };
    const struct period *p = &s->period;
    if (!c->period_said || isnan(c->period.last) || !p->name.len || isnan(p->first))
        return false;
    bool month = c->first_month && c->period.last - c->period.first < MONTH;
    double room = month && p->last - p->first > LONG ? MONTH : 0;
    return c->period.last <= p->first + room && !c->dated;
}

/* A column of the current value whose header names the period before is the start: "Q1 actual". */
const struct field *earlier_value(struct reading *r)
{
    const struct field *best = NULL;
    const struct column_facts *of_best = NULL;
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != ROLE_CURRENT || value_missing(f->text) || is_error(f))
            continue;
        struct column_facts *c = plan_column(r->w, r->item->record, f);
        bool before = c->period_said && !isnan(c->period.last) &&
                      !isnan(r->w->plan->period_first) &&
                      c->period.last <= r->w->plan->period_first;
        before |= begins_before(r->source, c);
        bool earlier_quarter =
            isnan(c->period.first) && c->period_said && c->period.name.len == 2 &&
            r->w->plan->period.len >= 2 &&
            c->period.name.ptr[0] == r->w->plan->period.ptr[r->w->plan->period.len - 2] &&
            c->period.name.ptr[1] < r->w->plan->period.ptr[r->w->plan->period.len - 1];
        if ((!before && !earlier_quarter) || (best && !is_later(c, of_best)))
            continue;
        best = f;
        of_best = c;
    }
    return best;
}
