/*
 * Start, target and current of an item, from its columns; what they leave out a key result's own words
 * give.
 */
#include "base/fold.h"
#include "model/plan_value.h"
#include "value/words.h"

#include <math.h>

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
    raw.given = raw.given || clock_value(f, &raw);
    return raw;
}

static void report_points(struct reading *r, const struct change *as, const struct change *not_as)
{
    bool start = as->target == not_as->target;
    struct finding *f =
        diag_add(r->w->diag, FINDING_ASSUMED, r->item->place,
                 T("write thousands without a mark, or decimals in two digits"),
                 "'" TEXT_FMT "' is read as " TEXT_FMT ", not as " TEXT_FMT,
                 TEXT_ARG(text_shorten(r->w->mem, as->slice, 40)),
                 TEXT_ARG(tr_number(r->w->mem, start ? as->start : as->target, 10)),
                 TEXT_ARG(tr_number(r->w->mem, start ? not_as->start : not_as->target, 10)));
    f->unit = r->w->plan->units.v[r->item->unit].id;
}

/* Whether a figure lies where one might expect it: between two others, or not far beyond them. */
static bool is_near(double value, const struct change *change)
{
    double most = fmax(fabs(change->start), fabs(change->target));
    return isnan(value) || (fabs(value) <= 10 * most && fabs(value) * 100 >= most);
}

/* "da 1.200 a 2.000" where no figure tells whether points divide thousands: beside a current value of
   1600 they do, else it is said how they are read. */
static bool change_in_words(struct reading *r, double current, struct change *change)
{
    struct text text = r->item->text;
    struct change comma;
    if (!value_change(text, r->mark, change))
        return false;
    if (r->mark == DECIMAL_COMMA || !value_change(text, DECIMAL_COMMA, &comma) ||
        (comma.target == change->target &&
         !(comma.start != change->start && !isnan(change->start))) ||
        isnan(change->target))
        return true;
    bool point_fits = is_near(current, change), comma_fits = is_near(current, &comma);
    if (!isnan(current) && comma_fits && !point_fits)
        *change = comma;
    else if (r->mark == DECIMAL_UNKNOWN && text_contains(change->slice, T(".")))
        report_points(r, change, &comma);
    return true;
}

/* "from 20 to 10 minutes" in the column of metrics. */
static bool change_in_metric(struct reading *r, struct change *change)
{
    const struct field *name = record_field(r->record, ROLE_METRIC);
    struct change said;
    if (!name || !value_change(name->text, plan_column(r->w, r->item->record, name)->mark, &said) ||
        isnan(said.start) || isnan(said.target))
        return false;
    *change = said;
    return true;
}

/* Start and target of a target cell that says both ("9 -> 3", "by 20 %"), else of the item's words, where they
   have no target of the metric's. */
static bool change_of(struct reading *r, const struct field *target, double current,
                      struct change *change)
{
    if (target) {
        struct column_facts *c = plan_column(r->w, r->item->record, target);
        if (value_change(target->text, c->mark, change))
            return true;
        if (!says_in_words(r, target))
            value_not_read(r, c, target);
    }
    bool said = change_in_words(r, current, change);
    bool ends = said && !isnan(change->start) && !isnan(change->target);
    return (!target && !ends && change_in_metric(r, change)) || said;
}

/* A percent sign on one of the values is meant for all of them, if the others are beyond 1. */
static void same_percent(struct raw_value *a, bool percent)
{
    if (percent && a->given && !a->number.percent && fabs(a->number.value) > 1) {
        a->number.value /= 100;
        a->number.percent = true;
    }
}

/* 47 % beside a start or target of 120: no percentage ends there, so that it is the progress. */
static bool is_share_beside(const struct raw_value *start, const struct raw_value *target,
                            const struct raw_value *current)
{
    bool beyond = (start->given && fabs(start->number.value) > 100) ||
                  (target->given && fabs(target->number.value) > 100);
    return current->given && current->number.percent && beyond && !target->number.percent &&
           !start->number.percent;
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

/* "Grow ARR by 20 %", start 100, target "20 %": the target is by how much. */
static void by_how_much(const struct raw_value *start, struct raw_value *target,
                        const struct change *change)
{
    bool by = start->given && target->given && target->number.percent && !start->number.percent &&
              !isnan(change->by) && fabs(fabs(change->by) - fabs(target->number.value)) < 1e-9;
    if (!by)
        return;
    target->number.value = start->number.value * (1 + change->by);
    target->number.percent = false;
}

static struct raw_value of_words(double value, bool percent, struct text unit)
{
    return (struct raw_value){.number = {.value = value, .percent = percent, .unit = unit},
                              .given = true,
                              .from_text = true};
}

/* "Grow revenue by 20 %", today 12 %: so far it grew by so much. */
static void grown_so_far(const struct raw_value *start, struct raw_value *target,
                         const struct raw_value *current, const struct change *change)
{
    bool share = change->of_amount && change->by > 0 && current->given && current->number.percent;
    if (share && !start->given && !target->given)
        *target = of_words(change->by, true, (struct text){0});
}

/* By how much, in the dress of the start: 2 pp are 0.02 of 5 %, and 2 of a bare 5. NAN: nobody knows; by
   20 bps a bare 30 is of either percents or basis points. */
static double delta_of(const struct raw_value *start, const struct change *change)
{
    if (change->percent && !start->number.percent && fabs(start->number.value) > 1) {
        bool either = change->unit.len && fabs(start->number.value) >= fabs(change->delta * 1e4);
        return either ? NAN : change->delta * 100;
    }
    return change->points && start->number.percent ? change->delta / 100 : change->delta;
}

static void fill_from_words(struct raw_value *start, struct raw_value *target,
                            const struct change *change, struct metric *metric)
{
    double size = column_magnitude(change->target, target->given ? target->number.value : NAN);
    bool same = !target->given || isnan(change->target) || size > 1 ||
                fabs(change->target - target->number.value) <= 1e-9 * fabs(change->target) ||
                fabs(change->target * 100 - target->number.value) <= 1e-7;
    if (!target->given && !isnan(change->target)) {
        *target = of_words(change->target, change->percent, change->unit);
        metric->in_text = true;
    }
    if (!start->given && !isnan(change->start) && same) {
        bool figure = isnan(change->target) && target->given && target->number.value > 1,
             hundreds = (figure || fabs(change->target * 100 - target->number.value) <= 1e-7) &&
                        change->percent && !target->number.percent;
        *start = of_words(change->start / size * (hundreds ? 100 : 1), change->percent && !hundreds,
                          change->start_unit.len ? change->start_unit : change->unit);
        metric->in_text = true;
    }
    if (!target->given && start->given && !isnan(change->by)) {
        *target =
            of_words(start->number.value * (1 + change->by), start->number.percent, change->unit);
        metric->in_text = true;
    }
    double delta = start->given ? delta_of(start, change) : NAN;
    if (!target->given && !isnan(delta)) {
        *target = of_words(start->number.value + delta, start->number.percent, change->unit);
        if (change->percent)
            target->number.unit = start->number.unit; /* by 20 bps, not to so many bps */
    }
    metric->in_text |= !isnan(change->by) || !isnan(change->delta);
}

/* What is counted is unwelcome, and beyond the target: "Complaints", 12 of 5. */
static bool less_is_better(struct reading *r)
{
    struct phrase phrase;
    const struct field *name = record_field(r->record, ROLE_METRIC);
    return words_within(WORDS_LESS_IS_BETTER, text_key(r->w->scratch, r->item->text), &phrase) ||
           (name &&
            words_within(WORDS_LESS_IS_BETTER, text_key(r->w->scratch, name->text), &phrase));
}

/* "Keep repairs of breakdowns above 95%": what is kept is welcome, whatever it is called. */
static bool kept_above(struct reading *r)
{
    struct phrase phrase;
    struct text key = text_key(r->w->scratch, r->item->text);
    return words_within(WORDS_AT_LEAST, key, &phrase) ||
           words_within(WORDS_AT_LEAST_BEHIND, key, &phrase);
}

/* "Hold 6 events": done so often, not kept at that. */
static bool holds_count(struct reading *r, const struct metric *m)
{
    struct text rest = text_key(r->w->scratch, r->item->text), word = text_cut(&rest, ' ');
    return text_starts(word, T("hold")) && !m->percent && rest.len && rest.ptr[0] >= '0' &&
           rest.ptr[0] <= '9';
}

/* What a column of directions says. */
static enum direction direction_column(struct reading *r)
{
    const struct field *f = record_field(r->record, ROLE_DIRECTION);
    if (!f || !f->text.len)
        return DIRECTION_UNKNOWN;
    struct text name = words_name(WORDS_DIRECTION, text_key(r->w->scratch, f->text));
    if (!name.len)
        name = words_symbol(WORDS_DIRECTION, f->text);
    return !name.len                      ? DIRECTION_UNKNOWN
           : text_eq(name, T("increase")) ? DIRECTION_INCREASE
           : text_eq(name, T("decrease")) ? DIRECTION_DECREASE
                                          : DIRECTION_KEEP;
}

static enum direction direction_of(struct reading *r, const struct metric *m,
                                   const struct change *change, bool changed, char comparison)
{
    enum direction column = direction_column(r);
    if (column != DIRECTION_UNKNOWN)
        return column;
    if (!isnan(m->start) && !isnan(m->target) && m->start != m->target)
        return m->target > m->start ? DIRECTION_INCREASE : DIRECTION_DECREASE;
    if (comparison)
        return comparison == '<' ? DIRECTION_DECREASE : DIRECTION_INCREASE;
    if (r->item->kind == OBJECTIVE)
        return DIRECTION_UNKNOWN;
    /* "Swaps finished within 60 minutes", target 90 %: the words' figure is another */
    bool of_target = changed && (isnan(change->target) || isnan(m->target) || m->in_text ||
                                 fabs(change->target - m->target) <= 1e-9 * fabs(m->target) ||
                                 fabs(change->target * 100 - m->target) <= 1e-7);
    enum direction said = of_target ? change->direction : value_direction_of_figure(r->item->text);
    bool keep = said == DIRECTION_KEEP;
    if (keep && (!of_target || holds_count(r, m)))
        said = DIRECTION_UNKNOWN; /* "ensure": to keep is a figure */
    bool beyond = said == DIRECTION_UNKNOWN && m->current > m->target;
    bool unwelcome = (beyond || (keep && !kept_above(r))) && less_is_better(r);
    return unwelcome ? DIRECTION_DECREASE : said;
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
    struct change words;
    bool dressed = value_change(r->item->text, r->mark, &words) && !isnan(words.target) &&
                   words.percent != number.percent;
    if (number.percent && dressed && isnan(r->item->stated)) {
        state_progress(r, current, number.value); /* "40 customers": 50 % */
        return true;
    }
    if (same || c->scale != SCALE_1 || number.percent)
        return same;
    return isnan(r->item->stated) ? c->n > 1 : true;
}

/* "7 of 20", "2 of 20", "5 of 20": shares, where all that is given is written so. */
static void read_fractions(struct reading *r, const struct field *fields[3],
                           struct raw_value *values[3])
{
    double shares[3];
    for (size_t i = 0; i < 3; i++) {
        shares[i] = NAN;
        if (values[i]->given)
            return;
        if (fields[i] && !value_fraction(value_without_aside(fields[i]->text), &shares[i]) &&
            !says_in_words(r, fields[i]))
            return;
    }
    for (size_t i = 0; i < 3; i++)
        if (!isnan(shares[i]))
            *values[i] =
                (struct raw_value){.number = {.value = shares[i], .percent = true}, .given = true};
}

/* "31 of 74" beside a target of 74: 31; "7/12" under progress, where 12 is the target: 7. */
static void count_of_target(const struct field *field, const struct raw_value *target,
                            struct raw_value *value)
{
    double part, whole;
    if (!field || value->given || !target->given || target->number.percent ||
        value_like_stars(field->text) ||
        !value_part_of(value_without_aside(field->text), &part, &whole) ||
        whole != target->number.value)
        return;
    *value = (struct raw_value){.number = {.value = part}, .given = true};
}

/* "Q4 2026", "May 2026" in the column of targets: a number by its year alone. */
static bool is_period(struct reading *r, const struct field *target)
{
    struct period period;
    return (!target->cell || target->cell->type == CELL_TEXT) && target->text.len > 4 &&
           value_period(r->w->scratch, target->text, DATE_UNKNOWN, &period);
}

/* "+20%", "-50%", "x3", "25 % more", "+3 pp" in the column of targets: from the start, which is to be known. A
   percentage beside percentages is one that is to be reached, so is "3x" from "2x". */
static bool is_relative(struct reading *r, const struct field *target,
                        const struct raw_value *start, const struct raw_value *current)
{
    struct change change;
    struct text t = text_trim(target->text);
    const struct column_facts *c = plan_column(r->w, r->item->record, target);
    bool text = !target->cell || target->cell->type == CELL_TEXT;
    if (!text || !value_change(t, c->mark, &change) || (isnan(change.by) && isnan(change.delta)))
        return false;
    if (!start->given && (!current->given || text_eq_ascii_case(current->number.unit, T("x"))))
        return false; /* "Sales growth | +12%": nothing else is there that it could be of */
    if (isnan(change.by))
        return true;
    bool behind = text_ends(t, T("x")) || text_ends(t, T("X"));
    if (text_contains(t, T("x")) || text_contains(t, T("X")) || text_contains(t, T("×")))
        return !text_eq_ascii_case(start->number.unit, T("x")) &&
               !(behind && !(start->number.value > change.by + 1));
    return !(start->given ? start->number.percent : current->number.percent);
}

/* A day in the column of targets: by when, not how much. */
static bool is_deadline(struct reading *r, const struct field *target)
{
    double day;
    const struct column_facts *c = plan_column(r->w, r->item->record, target);
    if (!field_date(target, c->order, &day) || day < date_days(1950, 1, 1))
        return false;
    if (isnan(r->item->due))
        r->item->due = day;
    return true;
}

static bool says(struct reading *r, const struct field *f, enum word_section section)
{
    return f && words_name(section, text_key(r->w->scratch, f->text)).len > 0;
}

/* "No | Yes | No": done or not done. */
static void read_yes_no(struct reading *r, const struct field *fields[3],
                        struct raw_value *values[3])
{
    if (values[0]->given || values[1]->given || values[2]->given)
        return;
    bool answer = says(r, fields[2], WORDS_YES);
    if (!fields[1] && isnan(r->item->stated) && (answer || says(r, fields[2], WORDS_NO)))
        state_progress(r, fields[2], answer);
    if (!says(r, fields[1], WORDS_YES))
        return;
    values[0]->number.value = says(r, fields[0], WORDS_YES);
    values[1]->number.value = 1;
    values[0]->given = values[1]->given = true;
    if (!says(r, fields[2], WORDS_YES) && !says(r, fields[2], WORDS_NO))
        return;
    values[2]->number.value = says(r, fields[2], WORDS_YES);
    values[2]->given = true;
}

/* "91 | 97 | 93 | %": figures in the unit of their own column. */
static void in_percent(struct reading *r, const struct field *measure, struct raw_value *values[3])
{
    struct text unit = measure ? text_trim(measure->text) : (struct text){0};
    struct text key = unit.len ? text_key(r->w->scratch, unit) : unit;
    bool percent = is_percent_unit(unit, key);
    bool beyond = false;
    for (size_t i = 0; i < 3; i++) {
        percent &= !values[i]->number.percent;
        beyond |= values[i]->given && fabs(values[i]->number.value) > 1;
    }
    for (size_t i = 0; i < 3 && percent && beyond; i++)
        if (values[i]->given && !values[i]->from_text) {
            values[i]->number.value /= 100;
            values[i]->number.percent = true;
        }
}

/* A range is the target, of which one end is taken. */
static void report_range(struct reading *r, struct place place, struct text range, double end,
                         bool percent)
{
    struct finding *f = diag_add(
        r->w->diag, FINDING_ASSUMED, place, T("write one figure, if the other end is meant"),
        "target '" TEXT_FMT "' is a range: " TEXT_FMT "%s taken, the end that is reached first",
        TEXT_ARG(text_shorten(r->w->mem, text_trim(range), 40)),
        TEXT_ARG(tr_number(r->w->mem, percent ? end * 100 : end, 10)), percent ? " %" : "");
    f->unit = r->w->plan->units.v[r->item->unit].id;
}

/* What the item's words give where no column does. False: they tell no change. */
static bool take_words(struct reading *r, const struct field *target_field,
                       const struct field *current_field, struct raw_value *values[3],
                       struct change *change)
{
    struct raw_value *start = values[0], *target = values[1], *current = values[2];
    if (r->item->kind != KEY_RESULT ||
        !change_of(r, target->given ? NULL : target_field, current->number.value, change))
        return false;
    /* "who quit within 3 months", counted in percent */
    const struct field *measure = record_field(r->record, ROLE_MEASURE);
    bool time = !isnan(value_unit_ratio(r->w->scratch, change->unit, T("h")));
    if (time && isnan(change->start) && measure && !value_missing(measure->text) &&
        isnan(value_unit_ratio(r->w->scratch, text_trim(measure->text), T("h"))))
        return false;
    /* "– 20% done" behind the words is no target */
    bool behind =
        !isnan(r->item->stated) && place_cmp(&r->item->stated_place, &r->item->place) == 0;
    if (behind && change->percent && fabs(change->target - r->item->stated) < 1e-9)
        return false;
    by_how_much(start, target, change);
    if (change->range.len && !target->given)
        report_range(r, r->item->place, change->range, change->target, change->percent);
    fill_from_words(start, target, change, &r->item->metric);
    grown_so_far(start, target, current, change);
    if (!current_field && !isnan(change->current) && target->from_text &&
        (start->from_text || !start->given))
        *current = of_words(change->current, change->percent, change->unit);
    return true;
}

/* "Done" in the column of current values, where no column says how it stands. */
static void read_state_of_current(struct reading *r, const struct field *current)
{
    enum status status = value_status(r->w->scratch, current->text);
    if (r->item->status != STATUS_NONE || status == STATUS_NONE || !isnan(r->item->stated))
        return;
    r->item->status = status;
    r->item->status_written = current->text;
}

/* "3.9m" in a column of progress, beside "from NOK 4.2m to NOK 3.6m": where the metric stands now. Next
   to no figures of its kind it is not understood. */
static void take_under_progress(struct reading *r, const struct raw_value *start,
                                const struct raw_value *target, struct raw_value *current,
                                const struct change *change)
{
    const struct field *f = value_under_progress(r);
    if (!f)
        return;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    struct text dressed =
        text_printf(r->w->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(change->unit), TEXT_ARG(f->text));
    bool same = target->given && !target->number.percent && !start->number.percent;
    bool money = change->unit.len && value_number(dressed, c->mark, &current->number);
    if (!same || (!money && !leading_number(f, c->mark, &current->number))) {
        value_not_read(r, c, f);
        return;
    }
    current->given = true;
    struct finding *said = diag_add(
        r->w->diag, FINDING_ASSUMED, f->place, T("if this is wrong, write the progress in percent"),
        "'" TEXT_FMT "' in " TEXT_FMT " is taken for the current value, not for progress",
        TEXT_ARG(text_shorten(r->w->mem, f->text, 40)), TEXT_ARG(column_name(r->w->mem, c)));
    said->unit = r->w->plan->units.v[r->item->unit].id;
}

/* "9 | 8 | 6 | 5" on the way to 2, and no start: where the check-ins began, which fall towards the target. */
static void start_of_check_ins(struct reading *r, const struct field *current_field,
                               const struct raw_value *target, const struct raw_value *current,
                               struct raw_value *start)
{
    const struct field *first = NULL;
    for (size_t i = 0; i < r->record->fields.n && !first; i++) {
        const struct field *f = &r->record->fields.v[i];
        first = f->role == ROLE_CURRENT && !value_missing(f->text) ? f : NULL;
    }
    if (!first || first == current_field || start->given || !target->given || !current->given ||
        current->number.value <= target->number.value)
        return;
    struct raw_value value = raw_of(r, first);
    if (!value.given || value.number.value <= current->number.value ||
        value.number.percent != current->number.percent)
        return;
    *start = value;
    r->source->from_check_in++;
}

/* What is relative to the start is no target by itself, nor is the year of a period. */
static void leave_relative(struct reading *r, const struct field *f, const struct raw_value *start,
                           const struct raw_value *current, struct raw_value *target)
{
    if (!f || !target->given)
        return;
    bool relative = is_relative(r, f, start, current);
    if (relative && !start->given)
        value_not_read(r, plan_column(r->w, r->item->record, f), f);
    if (relative || is_period(r, f))
        *target = (struct raw_value){.number = {.value = NAN}};
}

/* "+200" beside a start of 500: so many more, or a slip; what is meant nobody knows. */
static bool is_added(struct reading *r, const struct field *f, const struct raw_value *start,
                     struct raw_value *target)
{
    bool text =
        f && f->cell && f->cell->type == CELL_TEXT && text_starts(text_trim(f->text), T("+"));
    if (!text || !start->given || !target->given || !(target->number.value > 0) ||
        start->number.percent != target->number.percent ||
        !(start->number.value > target->number.value))
        return false;
    value_not_read(r, plan_column(r->w, r->item->record, f), f);
    *target = (struct raw_value){.number = {.value = NAN}};
    return true;
}

/* A start or current value as the range has its figures: 60 beside 80-90 % is 60 %. */
static double value_beside_range(struct reading *r, const struct raw_value *beside,
                                 const struct number_range *range)
{
    double value = beside->given ? beside->number.value : NAN;
    double ratio = value_unit_ratio(r->w->scratch, beside->number.unit, range->low.unit);
    if (range->low.percent && !beside->number.percent && fabs(value) > 1)
        return value / 100;
    if (!range->low.percent && beside->number.percent)
        return value * 100;
    return isnan(ratio) ? value : value * ratio;
}

/* "80-90 %", "between 5 and 7 days" in the column of targets. "5 to 7" is one beside a start, else it may say
   from what to what. False: a range that contains the start, which is no target. */
static bool take_range(struct reading *r, const struct field *f, const struct raw_value *start,
                       struct raw_value *target, const struct raw_value *current)
{
    struct number_range range;
    struct change change;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    if (target->given || (f->cell && f->cell->type != CELL_TEXT) || is_deadline(r, f) ||
        !value_range(f->text, c->mark, false, &range))
        return true;
    if (range.spoken && !start->given && value_change(f->text, c->mark, &change) &&
        !isnan(change.start))
        return true;
    enum direction said = direction_column(r);
    said = said == DIRECTION_UNKNOWN ? value_direction_of_figure(r->item->text) : said;
    bool above =
        said != DIRECTION_INCREASE && value_beside_range(r, current, &range) > range.high.value;
    bool less = said == DIRECTION_DECREASE || less_is_better(r) || above;
    double end = range_nearest(&range, value_beside_range(r, start, &range), less);
    if (isnan(end)) {
        value_not_read(r, c, f);
        return false;
    }
    *target = (struct raw_value){.number = range.low, .given = true};
    target->number.value = end;
    target->number.comparison = end == range.high.value ? '<' : '>';
    report_range(r, f->place, f->text, end, range.low.percent);
    return true;
}

/* The figures as the metric has them: percentages, if one of them is. */
static bool set_figures(struct metric *m, struct raw_value *start, struct raw_value *target,
                        struct raw_value *current)
{
    m->percent = start->number.percent || target->number.percent || current->number.percent;
    same_percent(start, m->percent);
    same_percent(target, m->percent);
    same_percent(current, m->percent);
    m->start = start->number.value;
    m->target = target->number.value;
    m->current = current->number.value;
    return m->percent;
}

void read_metric(struct reading *r)
{
    struct metric *m = &r->item->metric;
    const struct field *start_field = reading_field(r, ROLE_BASELINE),
                       *target_field = reading_field(r, ROLE_TARGET);
    const struct field *current_field = reading_field(r, ROLE_CURRENT);
    const struct field *name = record_field(r->record, ROLE_METRIC);
    struct field bracketed;
    const struct field *measure = measure_field(r, &name, target_field, &bracketed);
    if (!start_field) {
        start_field = earlier_value(r);
        if (start_field == current_field)
            current_field = NULL;
        r->source->from_earlier += start_field && !current_field;
    }
    if (current_field && is_progress_history(r, current_field))
        current_field = NULL;
    if (target_field && current_field)
        target_field = target_of_current(r, target_field, current_field);
    struct raw_value start = raw_of(r, start_field), target = raw_of(r, target_field),
                     current = raw_of(r, current_field);
    if (target_field && !take_range(r, target_field, &start, &target, &current))
        target_field = NULL;
    settle_millions((struct raw_value *[]){&start, &target, &current});
    settle_clocks(r, (const struct field *[]){start_field, target_field, current_field},
                  (struct raw_value *[]){&start, &target, &current});
    read_fractions(r, (const struct field *[]){start_field, target_field, current_field},
                   (struct raw_value *[]){&start, &target, &current});
    count_of_target(start_field, &target, &start);
    count_of_target(current_field, &target, &current);
    read_yes_no(r, (const struct field *[]){start_field, target_field, current_field},
                (struct raw_value *[]){&start, &target, &current});
    in_percent(r, measure, (struct raw_value *[]){&start, &target, &current});
    read_as_money(r, measure, (const struct field *[]){start_field, target_field, current_field},
                  (struct raw_value *[]){&start, &target, &current});
    leave_relative(r, target_field, &start, &current, &target);
    if (is_added(r, target_field, &start, &target))
        target_field = NULL;
    if (target_field && !target.given && is_deadline(r, target_field))
        target_field = NULL;
    if (current_field && !current.given)
        read_state_of_current(r, current_field);
    struct change change = {.start = NAN, .target = NAN, .by = NAN, .delta = NAN, .current = NAN};
    bool changed = take_words(r, target_field, current_field,
                              (struct raw_value *[]){&start, &target, &current}, &change);
    if (!current_field)
        take_under_progress(r, &start, &target, &current, &change);
    if (!current_field)
        count_of_target(reading_field(r, ROLE_PROGRESS), &target, &current);
    if (start_field && !start.given && !says_in_words(r, start_field))
        value_not_read(r, plan_column(r->w, r->item->record, start_field), start_field);
    bool answered = current_field && place_cmp(&r->item->stated_place, &current_field->place) == 0;
    if (current_field && !current.given && !answered && !says_in_words(r, current_field))
        value_not_read(r, plan_column(r->w, r->item->record, current_field), current_field);
    if (current_field && is_share_beside(&start, &target, &current)) {
        if (isnan(r->item->stated))
            state_progress(r, current_field, current.number.value);
        current = (struct raw_value){.number = {.value = NAN}};
    }
    if (!start_field)
        start_of_check_ins(r, current_field, &target, &current, &start);
    same_unit(r, (struct raw_value *[]){&start, &target, &current});
    r->currencies = !of_one_currency(r, (struct raw_value *[]){&start, &target, &current});
    if (r->currencies)
        report_currencies(r, (const struct field *[]){start_field, target_field, current_field});
    bool percent = set_figures(m, &start, &target, &current);
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
