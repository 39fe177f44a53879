/*
 * The values of items. All values of a column are looked at first: they say what scale, decimal
 * mark and order of dates it has; then each item's cells are read. A key result's own words give
 * start and target where no column does. What was converted, assumed or not understood is said once
 * for a column.
 */
#include "base/fold.h"
#include "import/number_format.h"
#include "model/plan_work.h"
#include "model/words.h"

#include <math.h>
#include <string.h>

/* --- columns ------------------------------------------------------------------------------------- */

struct column_facts *plan_column(struct plan_work *w, size_t record, const struct field *field)
{
    struct source *s = &w->sources.v[w->source_of[record]];
    for (size_t i = s->n_columns; i > 0; i--) {
        struct column_facts *c = &w->columns.v[s->columns[i - 1]];
        if (c->col == field->place.col && c->role == field->role &&
            text_eq(c->header, field->header))
            return c;
    }
    if (s->n_columns == sizeof s->columns / sizeof *s->columns)
        return &w->columns.v[s->columns[0]];
    s->columns[s->n_columns++] = (uint32_t)w->columns.n;
    struct column_facts *c = list_push(w->scratch, &w->columns);
    *c = (struct column_facts){.col = field->place.col,
                               .role = field->role,
                               .header = field->header,
                               .place = field->place};
    return c;
}

static bool is_value(enum role role)
{
    switch (role) {
    case ROLE_BASELINE:
    case ROLE_TARGET:
    case ROLE_CURRENT:
    case ROLE_PROGRESS:
    case ROLE_SCORE:
    case ROLE_CONFIDENCE:
    case ROLE_WEIGHT:
    case ROLE_START_DATE:
    case ROLE_DUE:
    case ROLE_UPDATED:
    case ROLE_PERIOD:
        return true;
    default:
        return false;
    }
}

static bool is_whole_cell(const struct field *f)
{
    return f->cell && f->cell->type != CELL_TEXT;
}

static void add_to_column(struct plan_work *w, size_t record, const struct field *f)
{
    struct column_facts *c = plan_column(w, record, f);
    if (value_missing(f->text))
        return;
    c->n++;
    if (is_whole_cell(f)) {
        *list_push(w->scratch, &c->cells) = f->cell;
        return;
    }
    struct cell *cell = NEW(w->scratch, struct cell);
    *cell = (struct cell){.type = CELL_TEXT, .text = f->text};
    *list_push(w->scratch, &c->cells) = cell;
    *list_push(w->scratch, &c->texts) = f->text;
}

/* Weights: shares of 1, percent, or points of whatever sum. */
static double weight_size(const struct column_facts *c)
{
    struct number number;
    double sum = 0, most = 0;
    bool percent = false;
    for (size_t i = 0; i < c->cells.n; i++) {
        const struct cell *cell = c->cells.v[i];
        double value = cell->number;
        if (cell->type == CELL_TEXT && !value_number(cell->text, c->mark, &number))
            continue;
        if (cell->type == CELL_TEXT)
            value = number.value;
        percent |= cell->type == CELL_TEXT ? number.percent : (cell->flags & CELL_PERCENT) != 0;
        sum += value;
        most = value > most ? value : most;
    }
    if (percent || most <= 1)
        return 1;
    return most >= 10 && most <= 100 && fmod(sum, 5) == 0 ? 100 : 0;
}

/* The order in which the column's real dates are shown. */
static enum date_order order_shown(const struct column_facts *c)
{
    size_t day = 0, month = 0;
    for (size_t i = 0; i < c->cells.n; i++) {
        const struct cell *cell = c->cells.v[i];
        char first =
            cell->type == CELL_DATE && cell->extra ? format_date_order(cell->extra->format) : 0;
        day += first == 'd';
        month += first == 'm';
    }
    return day && !month ? DATE_DMY : month && !day ? DATE_MDY : DATE_UNKNOWN;
}

static void judge_columns(struct plan_work *w)
{
    for (size_t i = 0; i < w->columns.n; i++) {
        struct column_facts *c = &w->columns.v[i];
        struct text slice;
        c->mark = value_decimal_mark(c->texts.v, c->texts.n);
        c->order = value_date_order(c->texts.v, c->texts.n);
        c->shown = order_shown(c);
        bool scaled = c->role == ROLE_PROGRESS || c->role == ROLE_SCORE ||
                      c->role == ROLE_CONFIDENCE || c->role == ROLE_CURRENT;
        if (scaled) {
            struct scale_evidence e = value_scale(w->mem, c->header, c->cells.v, c->cells.n);
            c->scale = e.scale;
            c->scale_reason = e.reason;
        }
        if (c->role == ROLE_WEIGHT)
            c->weight_size = weight_size(c);
        c->period_said = value_period_within(w->mem, c->header, c->order, &c->period, &slice);
    }
}

/* The sheet's words are of languages that write a decimal comma, by their small words. */
static bool writes_comma(struct plan_work *w, const struct source *s)
{
    size_t comma = 0, point = 0;
    for (size_t i = s->first; i < s->end; i++) {
        const struct field_list *fields = &w->layout->records.v[i].fields;
        struct text key = fields->n ? text_key(w->scratch, fields->v[0].text) : (struct text){0};
        while (key.len) {
            struct text word = text_cut(&key, ' ');
            comma += words_name(WORDS_OF_COMMA, word).len > 0;
            point += words_name(WORDS_OF_POINT, word).len > 0;
        }
    }
    return comma > 2 * point;
}

/* The decimal mark of a sheet whose columns do not say it: that of its sentences, then what a CSV's
   delimiter and the language let expect. */
static enum decimal_mark sheet_mark(struct plan_work *w, const struct source *s)
{
    struct text_list texts = {0};
    for (size_t i = s->first; i < s->end; i++)
        if (w->layout->records.v[i].fields.n)
            *list_push(w->scratch, &texts) = w->layout->records.v[i].fields.v[0].text;
    enum decimal_mark mark = value_decimal_mark(texts.v, texts.n);
    bool semicolons = s->sheet->book->format == FORMAT_CSV && s->sheet->book->delimiter == ';';
    if (mark == DECIMAL_UNKNOWN && (semicolons || writes_comma(w, s)))
        mark = DECIMAL_COMMA;
    return mark;
}

static enum date_order one_order(const size_t orders[3])
{
    return orders[DATE_DMY] && !orders[DATE_MDY]   ? DATE_DMY
           : orders[DATE_MDY] && !orders[DATE_DMY] ? DATE_MDY
                                                   : DATE_UNKNOWN;
}

/* The order of dates of a sheet whose columns do not say it: that of the other sheets of its file,
   or that in which the file shows its real dates; who writes a decimal comma writes the day first;
   then what is configured. */
static enum date_order sheet_order(struct plan_work *w, const struct source *s)
{
    size_t orders[3] = {0}, shown[3] = {0};
    for (size_t i = 0; i < w->columns.n; i++) {
        const struct column_facts *c = &w->columns.v[i];
        if (!c->place.file.len || !text_eq(c->place.file, s->sheet->book->path))
            continue;
        orders[c->order]++;
        shown[c->shown]++;
    }
    enum date_order order = one_order(orders);
    if (order == DATE_UNKNOWN)
        order = one_order(shown);
    if (order == DATE_UNKNOWN && s->mark == DECIMAL_COMMA)
        order = DATE_DMY;
    if (order == DATE_UNKNOWN && w->config->dates.len)
        order = text_eq(w->config->dates, T("month-first")) ? DATE_MDY : DATE_DMY;
    return order;
}

/* What one column does not say, the others of its sheet, then its words do. */
static void share_in_sheets(struct plan_work *w)
{
    for (size_t i = 0; i < w->sources.n; i++) {
        const struct source *s = &w->sources.v[i];
        size_t marks[3] = {0}, orders[3] = {0};
        for (size_t k = 0; k < s->n_columns; k++) {
            marks[w->columns.v[s->columns[k]].mark]++;
            orders[w->columns.v[s->columns[k]].order]++;
        }
        enum decimal_mark mark = marks[DECIMAL_COMMA] > marks[DECIMAL_POINT]   ? DECIMAL_COMMA
                                 : marks[DECIMAL_POINT] > marks[DECIMAL_COMMA] ? DECIMAL_POINT
                                 : marks[DECIMAL_POINT]                        ? DECIMAL_UNKNOWN
                                                                               : sheet_mark(w, s);
        w->sources.v[i].mark = mark;
        enum date_order order = one_order(orders);
        if (order == DATE_UNKNOWN)
            order = sheet_order(w, s);
        for (size_t k = 0; k < s->n_columns; k++) {
            struct column_facts *c = &w->columns.v[s->columns[k]];
            if (c->mark == DECIMAL_UNKNOWN)
                c->mark = mark;
            if (c->order == DATE_UNKNOWN)
                c->order = order;
        }
        w->sources.v[i].order = order;
    }
}

static void gather_columns(struct plan_work *w)
{
    const struct record_list *records = &w->layout->records;
    for (size_t i = 0; i < records->n; i++)
        for (size_t k = 0; k < records->v[i].fields.n; k++)
            if (is_value(records->v[i].fields.v[k].role))
                add_to_column(w, i, &records->v[i].fields.v[k]);
    judge_columns(w);
    share_in_sheets(w);
}

/* --- one item's cells ---------------------------------------------------------------------------- */

struct reading {
    struct plan_work *w;
    struct item *item;
    const struct record *record;
    struct source *source;
};

static void not_read(struct reading *r, struct column_facts *c, const struct field *f)
{
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

/* The field as a number. False: blank, an error value, or words. */
static bool field_number(const struct field *f, enum decimal_mark mark, struct number *out)
{
    if (f->cell && f->cell->type == CELL_NUMBER &&
        (text_eq(f->text, f->cell->text) || !f->text.len)) {
        *out = (struct number){.value = f->cell->number,
                               .percent = (f->cell->flags & CELL_PERCENT) != 0};
        return true;
    }
    if (f->cell && (f->cell->type == CELL_BOOL || f->cell->type == CELL_ERROR))
        return false;
    return !value_missing(f->text) && value_number(f->text, mark, out);
}

/* The same where what stands in brackets is an aside, no start: "12 (Q1: 9)". */
static bool leading_number(const struct field *f, enum decimal_mark mark, struct number *out)
{
    return field_number(f, mark, out) ||
           (!value_missing(f->text) && !(f->cell && f->cell->type != CELL_TEXT) &&
            value_number(value_without_aside(f->text), mark, out));
}

static bool field_date(const struct field *f, enum date_order order, double *days)
{
    if (f->cell && f->cell->type == CELL_DATE) {
        *days = floor(f->cell->number);
        return true;
    }
    if (f->cell && f->cell->type == CELL_NUMBER) { /* a date without its format */
        bool serial = f->cell->number >= 36526 && f->cell->number <= 73050;
        if (serial)
            *days = floor(f->cell->number);
        return serial;
    }
    struct number number;
    bool serial = f->text.len == 5 && value_number(f->text, DECIMAL_UNKNOWN, &number) &&
                  number.value >= 36526 && number.value <= 73050;
    if (serial)
        *days = number.value;
    return serial || value_date(f->text, order, days);
}

/* "pending" says nothing for a figure, but it is a status. */
static bool says_nothing(struct reading *r, const struct field *f)
{
    return value_missing(f->text) &&
           (f->role != ROLE_STATUS || value_status(r->w->scratch, f->text) == STATUS_NONE);
}

static bool is_error(const struct field *f)
{
    return f->cell && f->cell->type == CELL_ERROR;
}

/* Names of a field's month in a year: how a column's period lies to the run's. 2 same, 1 within or
   around, 0 says nothing, -1 another. */
static int period_fit(const struct plan_work *w, const struct column_facts *c)
{
    const struct plan *plan = w->plan;
    if (!c->period_said)
        return 0;
    if (text_eq(c->period.name, plan->period) ||
        (isnan(c->period.first) && text_ends(plan->period, c->period.name)))
        return 2;
    if (isnan(c->period.first) || isnan(plan->period_first))
        return -1;
    bool apart = c->period.last < plan->period_first || c->period.first > plan->period_last;
    return apart ? -1 : 1;
}

/* The field of a role that counts: of the period of the run; of several the last one that is not
   blank (check-ins), for a target the first. Baselines of the period before are baselines. */
static const struct field *field_of(struct reading *r, enum role role)
{
    const struct field *best = NULL;
    int best_fit = -2;
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != role || (says_nothing(r, f) && best))
            continue;
        struct column_facts *c = plan_column(r->w, r->item->record, f);
        int fit = role == ROLE_BASELINE ? 0 : period_fit(r->w, c);
        bool later = role == ROLE_CURRENT || role == ROLE_PROGRESS || role == ROLE_SCORE ||
                     role == ROLE_CONFIDENCE || role == ROLE_UPDATED;
        if (!best || fit > best_fit || (fit == best_fit && later) || says_nothing(r, best)) {
            best = f;
            best_fit = fit;
        }
    }
    return best && !says_nothing(r, best) && !is_error(best) ? best : NULL;
}

/* A column of the current value whose header names the period before is the start: "Q1 actual". */
static const struct field *earlier_value(struct reading *r)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != ROLE_CURRENT || value_missing(f->text) || is_error(f))
            continue;
        struct column_facts *c = plan_column(r->w, r->item->record, f);
        bool before = c->period_said && !isnan(c->period.last) &&
                      !isnan(r->w->plan->period_first) && c->period.last < r->w->plan->period_first;
        bool earlier_quarter =
            isnan(c->period.first) && c->period_said && c->period.name.len == 2 &&
            r->w->plan->period.len >= 2 &&
            c->period.name.ptr[0] == r->w->plan->period.ptr[r->w->plan->period.len - 2] &&
            c->period.name.ptr[1] < r->w->plan->period.ptr[r->w->plan->period.len - 1];
        if (before || earlier_quarter)
            return f;
    }
    return NULL;
}

/* --- metric -------------------------------------------------------------------------------------- */

struct raw_value {
    struct number number;
    bool given, from_text;
};

static struct raw_value raw_of(struct reading *r, const struct field *f)
{
    struct raw_value raw = {.number = {.value = NAN}};
    if (!f)
        return raw;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    raw.given = f->role == ROLE_TARGET ? field_number(f, c->mark, &raw.number)
                                       : leading_number(f, c->mark, &raw.number);
    if (!raw.given && f->cell && f->cell->type == CELL_BOOL) {
        raw.given = true;
        raw.number.value = f->cell->number;
    }
    return raw;
}

static bool says_nothing_wrong(struct reading *r, const struct field *f)
{
    struct text key = text_key(r->w->scratch, f->text);
    return value_status(r->w->scratch, f->text) != STATUS_NONE ||
           words_name(WORDS_GRADE, key).len > 0;
}

/* Start and target of a target cell that says both ("9 -> 3", "by 20 %"), else of the item's words. */
static bool change_of(struct reading *r, const struct field *target, struct change *change)
{
    if (target) {
        struct column_facts *c = plan_column(r->w, r->item->record, target);
        if (value_change(target->text, c->mark, change))
            return true;
        if (!says_nothing_wrong(r, target))
            not_read(r, c, target);
    }
    return value_change(r->item->text, r->source->mark, change);
}

/* A percent sign on one of the values is meant for all of them, if the others are beyond 1. */
static void same_percent(struct raw_value *a, bool percent)
{
    if (percent && a->given && !a->number.percent && fabs(a->number.value) > 1) {
        a->number.value /= 100;
        a->number.percent = true;
    }
}

/* The words give 18,400,000 and the columns 18.4: the same figure in another magnitude. */
static double column_magnitude(double words, double column)
{
    if (isnan(words) || isnan(column) || column == 0 || words == 0)
        return 1;
    static const double sizes[] = {1e3, 1e6, 1e9};
    for (size_t i = 0; i < 3; i++)
        if (fabs(words / (column * sizes[i]) - 1) < 1e-9)
            return sizes[i];
    return 1;
}

static void fill_from_words(struct raw_value *start, struct raw_value *target,
                            const struct change *change, struct metric *metric)
{
    double size = column_magnitude(change->target, target->given ? target->number.value : NAN);
    bool same = !target->given || isnan(change->target) || size > 1 ||
                fabs(change->target - target->number.value) <= 1e-9 * fabs(change->target) ||
                fabs(change->target * 100 - target->number.value) <= 1e-7;
    if (!target->given && !isnan(change->target)) {
        *target =
            (struct raw_value){{change->target, change->percent, change->unit, 0}, true, true};
        metric->in_text = true;
    }
    if (!start->given && !isnan(change->start) && same) {
        double factor = fabs(change->target * 100 - target->number.value) <= 1e-7 &&
                                change->percent && !target->number.percent
                            ? 100
                            : 1;
        *start = (struct raw_value){
            {change->start / size * factor, change->percent && factor == 1, change->unit, 0},
            true,
            true};
        metric->in_text = true;
    }
    if (!target->given && start->given && !isnan(change->by)) {
        *target = (struct raw_value){
            {start->number.value * (1 + change->by), start->number.percent, change->unit, 0},
            true,
            true};
        metric->in_text = true;
    }
    if (!target->given && start->given && !isnan(change->delta))
        *target = (struct raw_value){
            {start->number.value + change->delta, start->number.percent, change->unit, 0},
            true,
            true};
    metric->in_text |= !isnan(change->by) || !isnan(change->delta);
}

static enum direction direction_of(struct reading *r, const struct metric *m,
                                   const struct change *change, bool changed, char comparison)
{
    const struct field *f = record_field(r->record, ROLE_DIRECTION);
    if (f && f->text.len) {
        struct text key = text_key(r->w->scratch, f->text);
        struct text name = words_name(WORDS_DIRECTION, key);
        if (!name.len)
            name = words_symbol(WORDS_DIRECTION, f->text);
        if (name.len)
            return text_eq(name, T("increase"))   ? DIRECTION_INCREASE
                   : text_eq(name, T("decrease")) ? DIRECTION_DECREASE
                                                  : DIRECTION_KEEP;
    }
    if (!isnan(m->start) && !isnan(m->target) && m->start != m->target)
        return m->target > m->start ? DIRECTION_INCREASE : DIRECTION_DECREASE;
    if (comparison)
        return comparison == '<' ? DIRECTION_DECREASE : DIRECTION_INCREASE;
    if (changed || r->item->kind == OBJECTIVE)
        return changed ? change->direction : DIRECTION_UNKNOWN;
    enum direction said = value_direction(r->item->text);
    return said == DIRECTION_KEEP ? DIRECTION_UNKNOWN : said; /* "ensure": to keep is a figure */
}

/* A column of current values in a sheet without start and target that holds shares: check-ins of the
   progress, not of the metric. */
static bool is_progress_history(struct reading *r, const struct field *current)
{
    if (record_field(r->record, ROLE_TARGET) || record_field(r->record, ROLE_BASELINE))
        return false;
    const struct column_facts *c = plan_column(r->w, r->item->record, current);
    struct number number;
    if (!field_number(current, c->mark, &number))
        return false;
    bool same = !isnan(r->item->stated) && fabs(number.value - r->item->stated) < 1e-9;
    if (same || c->scale != SCALE_1 || number.percent)
        return same;
    return isnan(r->item->stated) ? c->n > 1 : true;
}

static void read_metric(struct reading *r)
{
    struct metric *m = &r->item->metric;
    const struct field *start_field = field_of(r, ROLE_BASELINE),
                       *target_field = field_of(r, ROLE_TARGET);
    const struct field *current_field = field_of(r, ROLE_CURRENT);
    const struct field *name = record_field(r->record, ROLE_METRIC),
                       *measure = record_field(r->record, ROLE_MEASURE);
    if (!start_field) {
        start_field = earlier_value(r);
        if (start_field == current_field)
            current_field = NULL;
    }
    if (current_field && is_progress_history(r, current_field))
        current_field = NULL;
    struct raw_value start = raw_of(r, start_field), target = raw_of(r, target_field),
                     current = raw_of(r, current_field);
    struct change change = {.start = NAN, .target = NAN, .by = NAN, .delta = NAN};
    bool changed =
        r->item->kind == KEY_RESULT && change_of(r, target.given ? NULL : target_field, &change);
    if (changed)
        fill_from_words(&start, &target, &change, m);
    if (start_field && !start.given)
        not_read(r, plan_column(r->w, r->item->record, start_field), start_field);
    if (current_field && !current.given && !says_nothing_wrong(r, current_field))
        not_read(r, plan_column(r->w, r->item->record, current_field), current_field);
    bool percent = start.number.percent || target.number.percent || current.number.percent;
    same_percent(&start, percent);
    same_percent(&target, percent);
    same_percent(&current, percent);
    m->percent = percent;
    m->start = start.number.value;
    m->target = target.number.value;
    m->current = current.number.value;
    m->name = name ? name->text : (struct text){0};
    const struct text none = {0};
    struct text said =
        changed && !change.percent && change.target == m->target ? change.unit : none;
    if (target.number.unit.len)
        said = target.number.unit;
    m->measure = measure && !value_missing(measure->text) ? measure->text : percent ? none : said;
    char comparison = target.given && !target.from_text ? target.number.comparison : 0;
    m->direction = direction_of(r, m, &change, changed, comparison);
}

/* --- progress ------------------------------------------------------------------------------------ */

static void state(struct reading *r, const struct field *f, double value)
{
    r->item->stated = value;
    r->item->stated_written = f->text;
    r->item->stated_place = f->place;
}

/* A cell of progress or score. False: it says nothing that is a number. */
static bool stated_value(struct reading *r, const struct field *f, double *value)
{
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    struct number number;
    if (leading_number(f, c->mark, &number)) {
        bool share = number.percent || c->scale == SCALE_UNKNOWN;
        *value = share ? number.value : scale_convert(c->scale, number.value);
        c->converted += !share && c->scale != SCALE_1;
        return true;
    }
    if (f->cell && f->cell->type == CELL_BOOL) {
        *value = f->cell->number;
        return true;
    }
    if (value_fraction(value_without_aside(f->text), value))
        return true;
    enum status status = value_status(r->w->scratch, f->text);
    if (status == STATUS_DONE || status == STATUS_MISSED || status == STATUS_NOT_STARTED) {
        bool symbol = f->text.len <= 4 && status == STATUS_MISSED;
        if (status == STATUS_MISSED && !symbol)
            return false; /* how far it came is not said */
        *value = status == STATUS_DONE ? 1 : 0;
        return true;
    }
    return false;
}

static void read_stated(struct reading *r)
{
    static const enum role roles[] = {ROLE_PROGRESS, ROLE_SCORE};
    for (size_t i = 0; i < 2 && isnan(r->item->stated); i++) {
        const struct field *f = field_of(r, roles[i]);
        double value;
        if (!f)
            continue;
        if (stated_value(r, f, &value)) {
            state(r, f, value);
            continue;
        }
        enum status status = value_status(r->w->scratch, f->text);
        if (status == STATUS_NONE)
            not_read(r, plan_column(r->w, r->item->record, f), f);
        else if (r->item->status == STATUS_NONE) {
            r->item->status = status;
            r->item->status_written = f->text;
        }
    }
    if (isnan(r->item->stated) || (r->item->stated >= 0 && r->item->stated <= 1))
        return;
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (place_cmp(&f->place, &r->item->stated_place) != 0 || !is_value(f->role))
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
    return percent ? text_printf(mem, "%.10g %%", value * 100) : text_printf(mem, "%.10g", value);
}

static double clamped(double value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

static void set_progress(struct item *item, double raw, struct text formula)
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
        *formula =
            text_printf(mem, "(" TEXT_FMT " - " TEXT_FMT ") / (" TEXT_FMT " - " TEXT_FMT ")",
                        TEXT_ARG(current), TEXT_ARG(start), TEXT_ARG(target), TEXT_ARG(start));
        return true;
    }
    bool keep = m->direction == DIRECTION_KEEP || !isnan(m->start);
    bool down = m->direction == DIRECTION_DECREASE;
    bool met = down ? m->current <= m->target : m->current >= m->target;
    if (met && (down || keep)) {
        *value = 1;
        *formula = text_printf(mem, TEXT_FMT " %s " TEXT_FMT ": target met", TEXT_ARG(current),
                               down ? "<=" : ">=", TEXT_ARG(target));
        return true;
    }
    return false;
}

/* Where only target and current are given: their ratio, counted from 0. */
static bool ratio_progress(struct reading *r, double *value, struct text *formula)
{
    const struct metric *m = &r->item->metric;
    bool possible = isnan(m->start) && m->target > 0 && m->current >= 0 &&
                    m->direction != DIRECTION_DECREASE && m->direction != DIRECTION_KEEP;
    if (!possible)
        return false;
    *value = m->current / m->target;
    *formula = text_printf(r->w->mem, TEXT_FMT " / " TEXT_FMT ", start not given: counted from 0",
                           TEXT_ARG(plain(r->w->mem, m->current, m->percent)),
                           TEXT_ARG(plain(r->w->mem, m->target, m->percent)));
    r->source->from_zero++;
    return true;
}

static struct text stated_formula(struct reading *r)
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
        if (stated && place_cmp(&f->place, &item->stated_place) == 0 &&
            !(f->cell && f->cell->flags & CELL_PERCENT) && !text_contains(f->text, T("%")))
            scale = scales[plan_column(r->w, item->record, f)->scale];
    }
    if (!*scale && !text_contains(item->stated_written, T("%")))
        return text_printf(r->w->mem, "stated '" TEXT_FMT "' = %.10g %%",
                           TEXT_ARG(item->stated_written), item->stated * 100);
    return text_printf(r->w->mem, "stated " TEXT_FMT "%s", TEXT_ARG(item->stated_written), scale);
}

/* The column that the stated progress is from; NULL if it is none of progress or score. */
static struct column_facts *stated_column(struct reading *r)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (is_value(f->role) && place_cmp(&f->place, &r->item->stated_place) == 0)
            return plan_column(r->w, r->item->record, f);
    }
    return NULL;
}

static void note_disagreement(struct reading *r, double computed)
{
    struct column_facts *c = stated_column(r);
    if (c)
        *list_push(r->w->scratch, &c->disagreements) =
            (struct disagreement){r->item->stated_place, r->item->stated, computed, r->item->unit};
}

/* Done and not begun are figures; how far what is between them came is not said. */
static bool status_progress(struct reading *r, double *value, struct text *formula)
{
    const struct item *item = r->item;
    if (item->status != STATUS_DONE && item->status != STATUS_NOT_STARTED)
        return false;
    *value = item->status == STATUS_DONE ? 1 : 0;
    *formula = text_printf(r->w->mem, "status '" TEXT_FMT "'", TEXT_ARG(item->status_written));
    return true;
}

static void settle_progress(struct reading *r)
{
    struct item *item = r->item;
    double computed;
    struct text formula;
    bool still = !isnan(item->metric.start) && item->metric.start == item->metric.target &&
                 item->metric.direction != DIRECTION_KEEP;
    if (compute_progress(r, &computed, &formula)) {
        set_progress(item, computed, formula);
        if (!isnan(item->stated) && fabs(clamped(computed) - clamped(item->stated)) >
                                        r->w->config->progress_tolerance + 1e-9)
            note_disagreement(r, computed);
    } else if (!isnan(item->stated)) {
        set_progress(item, item->stated, stated_formula(r));
    } else if (!still && ratio_progress(r, &computed, &formula)) {
        set_progress(item, computed, formula);
    } else if (status_progress(r, &computed, &formula)) {
        set_progress(item, computed, formula);
    } else if (still) {
        report_still(r);
    }
}

/* --- the rest ------------------------------------------------------------------------------------ */

static void read_share(struct reading *r, enum role role, double *out)
{
    const struct field *f = field_of(r, role);
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
    } else if (!says_nothing_wrong(r, f)) {
        not_read(r, c, f);
    }
}

static void read_weight(struct reading *r)
{
    const struct field *f = field_of(r, ROLE_WEIGHT);
    struct number number;
    if (!f)
        return;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    if (!field_number(f, c->mark, &number))
        not_read(r, c, f);
    else if (c->weight_size > 0)
        r->item->weight = number.percent ? number.value : number.value / c->weight_size;
    else
        r->item->weight = -number.value; /* points: made shares when all are known */
}

static void read_date(struct reading *r, enum role role, double *out)
{
    const struct field *f = field_of(r, role);
    if (!f)
        return;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    if (field_date(f, c->order, out))
        return;
    struct text dated = {0}; /* "30 June": of the year of the period */
    if (r->w->plan->period.len >= 4 && r->w->plan->period.ptr[0] == '2')
        dated = text_printf(r->w->scratch, TEXT_FMT " " TEXT_FMT, TEXT_ARG(f->text),
                            TEXT_ARG(text_slice(r->w->plan->period, 0, 4)));
    if (!dated.len || !value_date(dated, c->order, out))
        not_read(r, c, f);
}

static void read_status(struct reading *r)
{
    const struct field *f = field_of(r, ROLE_STATUS);
    double value;
    if (!f)
        return;
    r->item->status = value_status(r->w->scratch, f->text);
    r->item->status_written = f->text;
    struct number number;
    bool percent = field_number(f, DECIMAL_UNKNOWN, &number) && number.percent;
    if (r->item->status == STATUS_NONE && percent && isnan(r->item->stated)) {
        value = number.value;
        state(r, f, value);
    }
}

static void read_people(struct reading *r)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != ROLE_OWNER)
            continue;
        struct text_list people = value_people(r->w->mem, f->text);
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

/* --- periods ------------------------------------------------------------------------------------- */

static void set_period(struct item *item, const struct period *period)
{
    item->period = period->name;
    item->period_first = period->first;
    item->period_last = period->last;
}

/* "Q2" in a year: that of the sheet's other words, else of the date of the run. */
static bool period_of(struct plan_work *w, struct text text, enum date_order order, int year,
                      struct period *out)
{
    struct text slice;
    if (!value_period(w->mem, text, order, out) &&
        !value_period_within(w->mem, text, order, out, &slice))
        return false;
    if (out->name.len > 2 || !isnan(out->first) || year == 0)
        return true;
    struct text whole = text_printf(w->mem, TEXT_FMT " %d", TEXT_ARG(out->name), year);
    return value_period(w->mem, whole, order, out);
}

static int year_in(struct plan_work *w, struct text text)
{
    struct period period;
    struct text slice;
    if (!value_period_within(w->scratch, text, DATE_UNKNOWN, &period, &slice) ||
        isnan(period.first))
        return 0;
    int year, month, day;
    date_civil(period.first, &year, &month, &day);
    return year;
}

/* Underscores and dashes of file names as blanks, so that periods stand alone. */
static struct text spaced_path(struct arena *mem, struct text path)
{
    size_t dot = path.len;
    for (size_t i = path.len; i > 0 && path.ptr[i - 1] != '/'; i--)
        if (path.ptr[i - 1] == '.') {
            dot = i - 1;
            break;
        }
    char *z = text_z(mem, text_slice(path, 0, dot));
    for (size_t i = 0; i < dot; i++)
        if (z[i] == '_' || z[i] == '/')
            z[i] = ' ';
    return (struct text){z, dot};
}

static void find_source_period(struct plan_work *w, struct source *s)
{
    struct text file = spaced_path(w->mem, s->sheet->book->path);
    struct text tab = s->sheet->name;
    struct text label = s->layout ? s->layout->period : (struct text){0};
    int year = year_in(w, label);
    if (!year)
        year = year_in(w, tab);
    if (!year)
        year = year_in(w, file);
    if (!year && !isnan(w->plan->as_of)) {
        int month, day;
        date_civil(w->plan->as_of, &year, &month, &day);
    }
    s->year = year;
    struct text texts[] = {label, tab, file};
    if (s->layout)
        for (size_t i = 0; i < s->layout->tables.n && !texts[0].len; i++)
            texts[0] = s->layout->tables.v[i].period;
    /* a year alone is the period only if nothing is more exact */
    struct period rough = {.first = NAN, .last = NAN};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct period period;
        if (!texts[i].len || !period_of(w, texts[i], DATE_UNKNOWN, year, &period))
            continue;
        if (period.name.len > 4) {
            s->period = period;
            return;
        }
        if (!rough.name.len)
            rough = period;
    }
    s->period = rough;
}

static void read_period(struct reading *r)
{
    const struct field *f = record_field(r->record, ROLE_PERIOD);
    struct item *item = r->item;
    struct period period;
    if (f && !value_missing(f->text)) {
        struct column_facts *c = plan_column(r->w, item->record, f);
        if (period_of(r->w, f->text, c->order, r->source->year, &period))
            set_period(item, &period);
        else
            not_read(r, c, f);
    }
    const struct field *start = record_field(r->record, ROLE_START_DATE),
                       *due = record_field(r->record, ROLE_DUE);
    double first = NAN, last = NAN;
    if (start && field_date(start, plan_column(r->w, item->record, start)->order, &first) && due &&
        field_date(due, plan_column(r->w, item->record, due)->order, &last) && last > first &&
        !item->period.len) {
        item->period_first = first;
        item->period_last = last;
        if (r->source->period.name.len)
            item->period = r->source->period.name;
    }
    const struct item *objective =
        item->objective != NO_ITEM ? &r->w->plan->items.v[item->objective] : NULL;
    if (!item->period.len && objective && objective->period.len) {
        item->period = objective->period;
        if (isnan(item->period_first)) {
            item->period_first = objective->period_first;
            item->period_last = objective->period_last;
        }
    }
    if (!item->period.len && isnan(item->period_first))
        set_period(item, &r->source->period);
}

/* The configured period, or the one that most items have. */
static void settle_run_period(struct plan_work *w)
{
    struct plan *plan = w->plan;
    struct map counts = {0};
    struct period period = {.first = NAN, .last = NAN};
    if (w->config->period.len && value_period(w->mem, w->config->period, DATE_UNKNOWN, &period)) {
        plan->period = period.name;
    } else {
        size_t most = 0;
        for (size_t i = 0; i < plan->items.n; i++)
            if (plan->items.v[i].period.len)
                ++*map_put(w->scratch, &counts, plan->items.v[i].period, 0);
        for (size_t i = 0; i < counts.n; i++)
            if (counts.entries[i].value > most) {
                most = counts.entries[i].value;
                plan->period = counts.entries[i].key;
            }
        if (plan->period.len)
            value_period(w->mem, plan->period, DATE_UNKNOWN, &period);
    }
    plan->period_first = period.first;
    plan->period_last = period.last;
}

/* --- all items ----------------------------------------------------------------------------------- */

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

static struct text header_name(struct arena *mem, const struct column_facts *c)
{
    return c->header.len
               ? text_printf(mem, "column '" TEXT_FMT "'", TEXT_ARG(c->header))
               : text_printf(mem, "column " TEXT_FMT, TEXT_ARG(column_letters(mem, c->col)));
}

static void report_column(struct plan_work *w, const struct column_facts *c)
{
    struct text column = header_name(w->mem, c);
    if (c->unread == 1) {
        struct finding *f =
            diag_add(w->diag, FINDING_VALUE_UNREAD, c->first_unread,
                     T("write a number, or leave the cell blank"),
                     "'" TEXT_FMT "' in " TEXT_FMT " was not understood",
                     TEXT_ARG(text_shorten(w->mem, c->unread_text, 40)), TEXT_ARG(column));
        f->unit = w->plan->units.v[c->unread_unit].id;
    } else if (c->unread > 1) {
        struct finding *f = diag_add(w->diag, FINDING_VALUE_UNREAD, c->first_unread,
                                     T("write numbers, or leave the cells blank"),
                                     "%zu values in " TEXT_FMT " were not understood: '" TEXT_FMT
                                     "', also in " TEXT_FMT "%s",
                                     c->unread, TEXT_ARG(column),
                                     TEXT_ARG(text_shorten(w->mem, c->unread_text, 40)),
                                     TEXT_ARG(c->unread_cells), c->unread > 4 ? ", ..." : "");
        f->unit = w->plan->units.v[c->unread_unit].id;
    }
    if (c->out_of_range) {
        struct finding *f = diag_add(
            w->diag, FINDING_PROGRESS_RANGE, c->first_out,
            T("check the figure; it is cut to 0 and 100 % where it is rolled up"),
            "'" TEXT_FMT "' in " TEXT_FMT " is beyond 0 to 100 %%%s", TEXT_ARG(c->out_text),
            TEXT_ARG(column), c->out_of_range > 1 ? ", and others below it" : "");
        f->unit = w->plan->units.v[c->unread_unit].id;
    }
    static const int sizes[] = {
        [SCALE_UNKNOWN] = 1, [SCALE_1] = 1, [SCALE_10] = 10, [SCALE_100] = 100, [SCALE_5] = 5};
    if (c->converted)
        diag_add(w->diag, FINDING_SCALE_CONVERTED, c->place, (struct text){0},
                 "%zu value%s in " TEXT_FMT " %s divided by %d: scale 0-%d, " TEXT_FMT,
                 c->converted, c->converted == 1 ? "" : "s", TEXT_ARG(column),
                 c->converted == 1 ? "was" : "were", sizes[c->scale], sizes[c->scale],
                 TEXT_ARG(c->scale_reason));
}

/* "90.000" where nothing tells whether the point divides thousands: said once for a column. */
static void report_mark(struct plan_work *w, const struct column_facts *c)
{
    struct number point, comma;
    for (size_t i = 0; i < c->texts.n && c->mark == DECIMAL_UNKNOWN; i++) {
        struct text t = c->texts.v[i];
        if (!text_contains(t, T(".")) || !value_number(t, DECIMAL_POINT, &point) ||
            !value_number(t, DECIMAL_COMMA, &comma) || point.value == comma.value)
            continue;
        diag_add(w->diag, FINDING_ASSUMED, c->place,
                 T("write thousands without a mark, or decimals in two digits"),
                 "'" TEXT_FMT "' in " TEXT_FMT " is read as %.10g, not as %.10g",
                 TEXT_ARG(text_shorten(w->mem, t, 40)), TEXT_ARG(header_name(w->mem, c)),
                 point.value, comma.value);
        return;
    }
}

/* 03/04/2026 where nothing tells which is the month: said once for a column. */
static void report_order(struct plan_work *w, const struct column_facts *c)
{
    double day_first, month_first;
    for (size_t i = 0; i < c->texts.n && c->order == DATE_UNKNOWN; i++) {
        struct text t = c->texts.v[i];
        if (!value_date(t, DATE_DMY, &day_first) || !value_date(t, DATE_MDY, &month_first) ||
            day_first == month_first)
            continue;
        diag_add(w->diag, FINDING_ASSUMED, c->place,
                 T("write the year first, or set dates = day-first or month-first under "
                   "[input] in okralign.ini"),
                 "'" TEXT_FMT "' in " TEXT_FMT " is read as " TEXT_FMT ", not as " TEXT_FMT,
                 TEXT_ARG(text_shorten(w->mem, t, 40)), TEXT_ARG(header_name(w->mem, c)),
                 TEXT_ARG(date_iso(w->mem, day_first)), TEXT_ARG(date_iso(w->mem, month_first)));
        return;
    }
}

enum { SAID_SINGLY = 3, CELLS_NAMED = 5 };

static void report_disagreement(struct plan_work *w, const struct disagreement *d)
{
    struct finding *f =
        diag_add(w->diag, FINDING_PROGRESS_DISAGREES, d->place,
                 T("correct the figure that is wrong; the computed one is used"),
                 "progress is stated as %.0f %% but start, target and current give %.0f %%",
                 d->stated * 100, d->computed * 100);
    f->unit = w->plan->units.v[d->unit].id;
}

/* Few cells are said one by one; a column that mostly differs is said once. */
static void report_disagreements(struct plan_work *w, const struct column_facts *c)
{
    size_t n = c->disagreements.n;
    for (size_t i = 0; i < n && n <= SAID_SINGLY; i++)
        report_disagreement(w, &c->disagreements.v[i]);
    if (n <= SAID_SINGLY)
        return;
    struct buf cells = {.mem = w->mem};
    for (size_t i = 0; i < n && i < CELLS_NAMED; i++) {
        const struct disagreement *d = &c->disagreements.v[i];
        struct text cell = place_cell(w->mem, d->place);
        buf_printf(&cells, "%s" TEXT_FMT " (%.0f %% against %.0f %%)", i ? ", " : "",
                   TEXT_ARG(cell), d->stated * 100, d->computed * 100);
    }
    struct text column = header_name(w->mem, c);
    struct finding *f = diag_add(
        w->diag, FINDING_PROGRESS_DISAGREES, c->disagreements.v[0].place,
        T("correct what is wrong, the column or the figures; the computed values are used"),
        "%zu values in " TEXT_FMT " differ from what start, target and current give: " TEXT_FMT
        "%s",
        n, TEXT_ARG(column), TEXT_ARG(buf_text(&cells)), n > CELLS_NAMED ? ", ..." : "");
    f->unit = w->plan->units.v[c->disagreements.v[0].unit].id;
}

static void report_from_zero(struct plan_work *w, const struct source *s)
{
    if (s->from_zero)
        diag_add(w->diag, FINDING_ASSUMED, plan_sheet_place(s->sheet),
                 T("add a column with the value at the start"),
                 "%zu key result%s without a start: progress is counted from 0", s->from_zero,
                 s->from_zero == 1 ? "" : "s");
}

void plan_read_values(struct plan_work *w)
{
    struct plan *plan = w->plan;
    gather_columns(w);
    for (size_t i = 0; i < w->sources.n; i++)
        find_source_period(w, &w->sources.v[i]);
    for (size_t i = 0; i < plan->items.n; i++) {
        struct reading r = reading_of(w, &plan->items.v[i]);
        read_period(&r);
    }
    settle_run_period(w);
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
    for (size_t i = 0; i < w->sources.n; i++)
        report_from_zero(w, &w->sources.v[i]);
}
