/*
 * Progress: as it is stated, and as start, target and current give it, which counts; where both are
 * there and differ, that is said.
 */
#include "base/fold.h"
#include "model/plan_value.h"

#include <math.h>

void state_progress(struct reading *r, const struct field *f, double value)
{
    r->item->stated = value;
    r->item->stated_written = f->text;
    r->item->stated_place = f->place;
}

bool has_unit_behind(struct text text)
{
    text = value_without_aside(text);
    for (size_t i = 1; i < text.len; i++) {
        size_t at = i + (text.ptr[i] == ' ' && i + 1 < text.len);
        bool digit = text.ptr[i - 1] >= '0' && text.ptr[i - 1] <= '9';
        char c = (char)(text.ptr[at] | 32);
        if (digit && c >= 'a' && c <= 'z')
            return true;
    }
    return false;
}

/* Between 1 and 10, and the column's other figures have percent signs. */
static bool among_percentages(const struct column_facts *c, const struct number *number)
{
    size_t percent = 0, plain = 0;
    for (size_t i = 0; i < c->cells.n; i++) {
        const struct cell *cell = c->cells.v[i];
        struct number other = {.percent = (cell->flags & CELL_PERCENT) != 0};
        bool known = cell->type == CELL_NUMBER ||
                     (cell->type == CELL_TEXT && value_number(cell->text, c->mark, &other));
        percent += known && other.percent;
        plain += known && !other.percent;
    }
    return percent >= 2 && plain <= 1 && !number->percent && number->value > 1 &&
           number->value <= 10;
}

const struct field *value_under_progress(struct reading *r)
{
    const struct field *f = reading_field(r, ROLE_PROGRESS);
    struct number number;
    struct change change;
    double share;
    if (!f || r->item->kind != KEY_RESULT || reading_field(r, ROLE_CURRENT))
        return NULL;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    if (!leading_number(f, c->mark, &number) || number.percent || value_fraction(f->text, &share))
        return NULL;
    bool measured =
        reading_field(r, ROLE_TARGET) ||
        (value_change(r->item->text, r->mark, &change) && !isnan(change.target) && !change.percent);
    bool unit = has_unit_behind(f->text) && measured;
    return unit || among_percentages(c, &number) ? f : NULL;
}

/* 0.45 among percentages: 45 % in another hand, or less than one. */
static void note_tiny(struct reading *r, struct column_facts *c, const struct field *f)
{
    struct text cell = place_cell(r->w->mem, f->place);
    if (!c->tiny++) {
        c->first_tiny = f->place;
        c->tiny_text = f->text;
        c->unread_unit = r->item->unit;
    }
    if (c->tiny <= MOST_CELLS)
        c->tiny_cells = text_printf(r->w->mem, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(c->tiny_cells),
                                    c->tiny_cells.len ? ", " : "", TEXT_ARG(cell));
}

double scaled_value(struct reading *r, struct column_facts *c, const struct field *f,
                    const struct number *number)
{
    if (number->percent || c->scale == SCALE_UNKNOWN)
        return number->value;
    c->converted += c->scale != SCALE_1;
    if (c->grade_none != c->grade_done)
        return (number->value - c->grade_none) / (c->grade_done - c->grade_none);
    if (c->scale == SCALE_100 && number->value > 0 && number->value < 1)
        note_tiny(r, c, f);
    return scale_convert(c->scale, number->value);
}

/* A cell of progress or score. False: it says nothing that is a number. */
static bool stated_value(struct reading *r, const struct field *f, double *value)
{
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    struct number number;
    if (c->school && c->grade_none == c->grade_done)
        return false;
    if (leading_number(f, c->mark, &number)) {
        *value = scaled_value(r, c, f, &number);
        return true;
    }
    if (f->cell && f->cell->type == CELL_BOOL) {
        *value = f->cell->number;
        return true;
    }
    if (value_fraction(value_without_aside(f->text), value))
        return true;
    enum status status =
        is_school_mark(c, f->text) ? STATUS_NONE : value_status(r->w->scratch, f->text);
    if (status == STATUS_DONE || status == STATUS_MISSED || status == STATUS_NOT_STARTED) {
        bool symbol = f->text.len <= 4 && status == STATUS_MISSED;
        if (status == STATUS_MISSED && !symbol)
            return false; /* how far it came is not said */
        *value = status == STATUS_DONE ? 1 : 0;
        return true;
    }
    return false;
}

void read_stated(struct reading *r)
{
    enum { LONGEST_TICK = 2 }; /* "✔ done" says more */
    static const enum role roles[] = {ROLE_PROGRESS, ROLE_SCORE};
    for (size_t i = 0; i < 2 && isnan(r->item->stated); i++) {
        const struct field *f = reading_field(r, roles[i]);
        double value;
        if (!f || f == value_under_progress(r))
            continue; /* read_metric takes it */
        bool stated = stated_value(r, f, &value);
        enum status status =
            !stated || text_length(f->text) > LONGEST_TICK ? field_status(r, f) : STATUS_NONE;
        if (stated)
            state_progress(r, f, value);
        if (status == STATUS_NONE && !stated)
            value_not_read(r, plan_column(r->w, r->item->record, f), f);
        else if (status != STATUS_NONE && r->item->status == STATUS_NONE) {
            r->item->status = status;
            r->item->status_written = f->text;
        }
    }
    if (isnan(r->item->stated) || (r->item->stated >= 0 && r->item->stated <= 1))
        return;
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (place_cmp(&f->place, &r->item->stated_place) != 0 || !is_value_role(f->role))
            continue;
        struct column_facts *c = plan_column(r->w, r->item->record, f);
        if (!c->out_of_range++) {
            c->first_out = f->place;
            c->out_text = f->text;
            c->unread_unit = r->item->unit;
        }
        break;
    }
}

static struct text plain(struct arena *mem, double value, bool percent)
{
    struct text number = tr_number(mem, percent ? value * 100 : value, 10);
    return percent ? text_printf(mem, TEXT_FMT " %%", TEXT_ARG(number)) : number;
}

static double clamped(double value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

void set_progress(struct item *item, double raw, struct text formula)
{
    item->progress_raw = raw;
    item->progress = clamped(raw);
    item->progress_formula = formula;
}

static void report_still(struct reading *r)
{
    struct finding *f =
        diag_add(r->w->diag, FINDING_NO_BASELINE_MOVE, r->item->place,
                 T("give the start that it had, or a target that differs from it"),
                 "start and target are both " TEXT_FMT ", so progress cannot be computed",
                 TEXT_ARG(plain(r->w->mem, r->item->metric.start, r->item->metric.percent)));
    f->unit = r->w->plan->units.v[r->item->unit].id;
}

/* (current - start) / (target - start); false if a figure is missing or nothing is to move. */
static bool compute_progress(struct reading *r, double *value, struct text *formula)
{
    const struct metric *m = &r->item->metric;
    struct arena *mem = r->w->mem;
    if (isnan(m->current) || isnan(m->target))
        return false;
    struct text current = plain(mem, m->current, m->percent),
                target = plain(mem, m->target, m->percent);
    if (!isnan(m->start) && m->start != m->target) {
        struct text start = plain(mem, m->start, m->percent);
        *value = (m->current - m->start) / (m->target - m->start);
        if (!isfinite(*value))
            return false;
        *formula =
            text_printf(mem, "(" TEXT_FMT " - " TEXT_FMT ") / (" TEXT_FMT " - " TEXT_FMT ")",
                        TEXT_ARG(current), TEXT_ARG(start), TEXT_ARG(target), TEXT_ARG(start));
        return true;
    }
    bool keep = m->direction == DIRECTION_KEEP;
    bool down = m->direction == DIRECTION_DECREASE;
    bool met = down ? m->current <= m->target : m->current >= m->target;
    if (met && (down || keep)) {
        *value = 1;
        *formula = text_printf(mem, tr(TEXT_FMT " %s " TEXT_FMT ": target met"), TEXT_ARG(current),
                               down ? "<=" : ">=", TEXT_ARG(target));
        return true;
    }
    return false;
}

static void report_beyond(struct reading *r)
{
    const struct metric *m = &r->item->metric;
    struct finding *f = diag_add(
        r->w->diag, FINDING_ASSUMED, r->item->place,
        T("if less is better, write 'at most' before the target or add the value at the start"),
        "current " TEXT_FMT " is beyond the target " TEXT_FMT " and counted as reached",
        TEXT_ARG(plain(r->w->mem, m->current, m->percent)),
        TEXT_ARG(plain(r->w->mem, m->target, m->percent)));
    f->unit = r->w->plan->units.v[r->item->unit].id;
}

/* 9 hours of 7.5: nobody knows whether they were to be more or less. */
static bool is_of_time(struct reading *r)
{
    return !isnan(value_unit_ratio(r->w->scratch, text_trim(r->item->metric.measure), T("h")));
}

static void report_either(struct reading *r)
{
    const struct metric *m = &r->item->metric;
    struct finding *f = diag_add(
        r->w->diag, FINDING_ASSUMED, r->item->place,
        T("write 'at most' or 'at least' before the target, or add the value at the start"),
        "current " TEXT_FMT " is beyond the target " TEXT_FMT
        ", where more or less may be better: no progress is computed",
        TEXT_ARG(plain(r->w->mem, m->current, m->percent)),
        TEXT_ARG(plain(r->w->mem, m->target, m->percent)));
    f->unit = r->w->plan->units.v[r->item->unit].id;
}

/* So many times the target: more likely what is to fall than what nobody expected. */
static const double FAR_BEYOND = 2;

/* Where only target and current are given: their ratio, counted from 0. */
static bool ratio_progress(struct reading *r, double *value, struct text *formula)
{
    const struct metric *m = &r->item->metric;
    bool possible = isnan(m->start) && m->target > 0 && m->current >= 0 &&
                    m->direction != DIRECTION_DECREASE && m->direction != DIRECTION_KEEP;
    if (!possible)
        return false;
    *value = m->current / m->target;
    if (!isfinite(*value))
        return false;
    bool beyond = *value > 1 && m->direction == DIRECTION_UNKNOWN;
    if (beyond && (*value >= FAR_BEYOND || is_of_time(r))) {
        report_either(r);
        return false;
    }
    *formula =
        text_printf(r->w->mem, tr(TEXT_FMT " / " TEXT_FMT ", start not given: counted from 0"),
                    TEXT_ARG(plain(r->w->mem, m->current, m->percent)),
                    TEXT_ARG(plain(r->w->mem, m->target, m->percent)));
    r->source->from_zero++;
    if (beyond)
        report_beyond(r);
    return true;
}

static bool of_legend(struct reading *r, const struct field *f)
{
    const struct column_facts *c = plan_column(r->w, r->item->record, f);
    return c->grade_none != c->grade_done;
}

struct text stated_formula(struct reading *r)
{
    struct item *item = r->item;
    static const char *const scales[] = {[SCALE_UNKNOWN] = "",
                                         [SCALE_1] = ", scale 0-1",
                                         [SCALE_10] = ", scale 0-10",
                                         [SCALE_100] = ", scale 0-100",
                                         [SCALE_5] = ", scale 0-5"};
    const char *scale = "";
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        bool stated = f->role == ROLE_PROGRESS || f->role == ROLE_SCORE;
        double share;
        if (stated && value_fraction(value_without_aside(f->text), &share) &&
            place_cmp(&f->place, &item->stated_place) == 0)
            break; /* "31/84" is a share by itself */
        if (stated && place_cmp(&f->place, &item->stated_place) == 0 && !of_legend(r, f) &&
            !(f->cell && f->cell->flags & CELL_PERCENT) && !text_contains(f->text, T("%")))
            scale = scales[plan_column(r->w, item->record, f)->scale];
    }
    if (!*scale && !text_contains(item->stated_written, T("%")))
        return text_printf(r->w->mem, tr("stated '" TEXT_FMT "' = " TEXT_FMT " %%"),
                           TEXT_ARG(item->stated_written),
                           TEXT_ARG(tr_number(r->w->mem, item->stated * 100, 4)));
    return text_printf(r->w->mem, tr("stated " TEXT_FMT "%s"), TEXT_ARG(item->stated_written),
                       tr(scale));
}

/* The column that the stated progress is from; NULL if it is none of progress or score. */
static struct column_facts *stated_column(struct reading *r)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (is_value_role(f->role) && place_cmp(&f->place, &r->item->stated_place) == 0)
            return plan_column(r->w, r->item->record, f);
    }
    return NULL;
}

static bool is_formula(const struct reading *r, struct place place)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->cell && place_cmp(&f->place, &place) == 0)
            return f->cell->flags & CELL_FORMULA;
    }
    return false;
}

static void note_disagreement(struct reading *r, double computed)
{
    struct column_facts *c = stated_column(r);
    if (c)
        *list_push(r->w->scratch, &c->disagreements) =
            (struct disagreement){r->item->stated_place, r->item->stated, computed, r->item->unit,
                                  is_formula(r, r->item->stated_place)};
}

/* The sheet says that nobody knows the current value: "k. A.", "n/a". A blank does not say so. */
static bool current_unknown(const struct reading *r)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        struct text key =
            f->role == ROLE_CURRENT ? text_key(r->w->scratch, f->text) : (struct text){0};
        if (key.len && value_missing(f->text))
            return true;
    }
    return false;
}

/* Done and not begun are figures; how far what is between them came is not said. */
static bool status_progress(struct reading *r, double *value, struct text *formula)
{
    const struct item *item = r->item;
    if (item->status != STATUS_DONE && item->status != STATUS_NOT_STARTED)
        return false;
    if (item->status == STATUS_NOT_STARTED && current_unknown(r))
        return false;
    *value = item->status == STATUS_DONE ? 1 : 0;
    *formula = text_printf(r->w->mem, tr("status '" TEXT_FMT "'"), TEXT_ARG(item->status_written));
    return true;
}

/* Beyond 0 to 100 %, as whole per cents say it; another period's figures are history. */
static void note_limits(struct reading *r)
{
    const struct item *item = r->item;
    const struct field *current = reading_field(r, ROLE_CURRENT);
    if (!(item->progress_raw >= 1.005 || item->progress_raw <= -.005) ||
        !plan_item_current(r->w->plan, (uint32_t)(item - r->w->plan->items.v)))
        return;
    *list_push(r->w->scratch, &r->source->beyond) =
        (struct beyond){current ? current->place : item->place, item};
}

void settle_progress(struct reading *r)
{
    struct item *item = r->item;
    double computed;
    struct text formula;
    bool unlike = r->currencies;
    bool still = !isnan(item->metric.start) && item->metric.start == item->metric.target &&
                 item->metric.direction != DIRECTION_KEEP;
    if (!still && !unlike && compute_progress(r, &computed, &formula)) {
        set_progress(item, computed, formula);
        note_limits(r);
        if (!isnan(item->stated) && fabs(clamped(computed) - clamped(item->stated)) >
                                        r->w->config->progress_tolerance + 1e-9)
            note_disagreement(r, computed);
    } else if (!isnan(item->stated)) {
        set_progress(item, item->stated, stated_formula(r));
    } else if (!still && !unlike && ratio_progress(r, &computed, &formula)) {
        set_progress(item, computed, formula);
        if (item->metric.direction != DIRECTION_UNKNOWN)
            note_limits(r); /* else it was said as an assumption */
    } else if (status_progress(r, &computed, &formula)) {
        set_progress(item, computed, formula);
    } else if (still) {
        report_still(r);
    }
}

static void report_disagreement(struct plan_work *w, const struct disagreement *d)
{
    struct finding *f =
        diag_add(w->diag, FINDING_PROGRESS_DISAGREES, d->place,
                 d->formula ? T("let the spreadsheet program reckon anew and save, or correct the "
                                "formula; the computed figure is used")
                            : T("correct the figure that is wrong; the computed one is used"),
                 "%s %.0f %% but start, target and current give %.0f %%",
                 tr(d->formula ? "the formula's stored progress is" : "progress is stated as"),
                 whole_percent(d->stated), whole_percent(d->computed));
    f->unit = w->plan->units.v[d->unit].id;
}

enum { SAID_SINGLY = 3 };

/* Few cells are said one by one; a column that mostly differs is said once. */
void report_disagreements(struct plan_work *w, const struct column_facts *c)
{
    size_t n = c->disagreements.n;
    for (size_t i = 0; i < n && n <= SAID_SINGLY; i++)
        report_disagreement(w, &c->disagreements.v[i]);
    if (n <= SAID_SINGLY)
        return;
    struct buf cells = {.mem = w->mem};
    for (size_t i = 0; i < n && i < MOST_CELLS; i++) {
        const struct disagreement *d = &c->disagreements.v[i];
        struct text cell = place_cell(w->mem, d->place);
        buf_printf(&cells, tr("%s" TEXT_FMT " (%.0f %% against %.0f %%)"), i ? ", " : "",
                   TEXT_ARG(cell), whole_percent(d->stated), whole_percent(d->computed));
    }
    struct text column = column_name(w->mem, c);
    struct finding *f = diag_add(
        w->diag, FINDING_PROGRESS_DISAGREES, c->disagreements.v[0].place,
        T("correct what is wrong, the column or the figures; the computed values are used"),
        "%zu values in " TEXT_FMT " differ from what start, target and current give: " TEXT_FMT
        "%s",
        n, TEXT_ARG(column), TEXT_ARG(buf_text(&cells)), n > MOST_CELLS ? ", ..." : "");
    f->unit = w->plan->units.v[c->disagreements.v[0].unit].id;
}

static void report_limit(struct plan_work *w, const struct beyond *b)
{
    const struct item *item = b->item;
    const struct metric *m = &item->metric;
    bool beyond = item->progress_raw > 1;
    struct finding *f = diag_add(
        w->diag, FINDING_PROGRESS_RANGE, b->place, T("check the figures, if that cannot be"),
        beyond ? "current " TEXT_FMT " is beyond the target " TEXT_FMT
                 ": progress of %.0f %% is counted as 100 %%"
               : "current " TEXT_FMT " has moved backwards from the start " TEXT_FMT
                 ": progress of %.0f %% is counted as 0 %%",
        TEXT_ARG(plain(w->mem, m->current, m->percent)),
        TEXT_ARG(plain(w->mem, beyond ? m->target : m->start, m->percent)),
        whole_percent(item->progress_raw));
    f->severity = ADVICE;
    f->unit = w->plan->units.v[item->unit].id;
}

/* Few are said one by one; where most of a sheet goes beyond, it is said once. */
void report_limits(struct plan_work *w, const struct source *s)
{
    size_t n = s->beyond.n;
    for (size_t i = 0; i < n && n <= SAID_SINGLY; i++)
        report_limit(w, &s->beyond.v[i]);
    if (n <= SAID_SINGLY)
        return;
    struct buf cells = {.mem = w->mem};
    for (size_t i = 0; i < n && i < MOST_CELLS; i++)
        buf_printf(&cells, "%s" TEXT_FMT " (%.0f %%)", i ? ", " : "",
                   TEXT_ARG(place_cell(w->mem, s->beyond.v[i].place)),
                   whole_percent(s->beyond.v[i].item->progress_raw));
    struct finding *f =
        diag_add(w->diag, FINDING_PROGRESS_RANGE, s->beyond.v[0].place,
                 T("check the figures, if that cannot be"),
                 "%zu current values are beyond their targets or behind their starts: " TEXT_FMT
                 "%s; progress is counted from 0 to 100 %%",
                 n, TEXT_ARG(buf_text(&cells)), n > MOST_CELLS ? ", ..." : "");
    f->severity = ADVICE;
    f->unit = w->plan->units.v[s->beyond.v[0].item->unit].id;
}

void report_from_zero(struct plan_work *w, const struct source *s)
{
    if (s->from_earlier)
        diag_add(w->diag, FINDING_ASSUMED, plan_sheet_place(s->sheet),
                 T("add a column with the current value"),
                 s->from_earlier == 1
                     ? "%zu key result whose only value is of before the period: it is the start"
                     : "%zu key results whose only value is of before the period: it is the start",
                 s->from_earlier);
    if (s->from_check_in)
        diag_add(w->diag, FINDING_ASSUMED, plan_sheet_place(s->sheet),
                 T("add a column with the value at the start"),
                 s->from_check_in == 1
                     ? "%zu key result without a start: the first of its falling check-ins is taken"
                     : "%zu key results without a start: the first of their falling check-ins is "
                       "taken",
                 s->from_check_in);
    if (s->from_zero)
        diag_add(w->diag, FINDING_ASSUMED, plan_sheet_place(s->sheet),
                 T("add a column with the value at the start"),
                 s->from_zero == 1 ? "%zu key result without a start: progress is counted from 0"
                                   : "%zu key results without a start: progress is counted from 0",
                 s->from_zero);
}
