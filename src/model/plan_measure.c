/*
 * What the figures of an item are in: brought to one unit, and told where they cannot be, since they are
 * money of several currencies or hours beside bare figures.
 */
#include "base/fold.h"
#include "model/plan_value.h"
#include "value/words.h"

#include <math.h>

/* The unit of several values: that of the target, else of the first one that has any. */
static struct text unit_of_values(struct raw_value *values[3])
{
    static const size_t order[] = {1, 0, 2};
    for (size_t i = 0; i < 3; i++)
        if (values[order[i]]->given && values[order[i]]->number.unit.len)
            return values[order[i]]->number.unit;
    return (struct text){0};
}

/* "2 weeks" beside "3 days", "500 MB" beside "1 GB": all of them in one unit. */
void same_unit(struct reading *r, struct raw_value *values[3])
{
    struct text unit = unit_of_values(values);
    for (size_t i = 0; i < 3; i++) {
        struct number *number = &values[i]->number;
        double ratio = value_unit_ratio(r->w->scratch, number->unit, unit);
        if (!values[i]->given || isnan(ratio))
            continue;
        number->value *= ratio;
        number->unit = unit;
    }
}

/* Euros beside dollars: what lies between them is not known. */
bool of_one_currency(struct reading *r, struct raw_value *values[3])
{
    struct text first = {0};
    for (size_t i = 0; i < 3; i++) {
        struct text currency = values[i]->given
                                   ? value_currency(r->w->scratch, values[i]->number.unit)
                                   : (struct text){0};
        if (currency.len && first.len && !text_eq(currency, first))
            return false;
        first = currency.len ? currency : first;
    }
    return true;
}

/* Money, a percentage, time, length and the like. */
static bool is_unit(struct reading *r, struct text unit)
{
    static const enum word_section kinds[] = {WORDS_DURATION,     WORDS_LENGTH,  WORDS_WEIGHT,
                                              WORDS_VOLUME,       WORDS_STORAGE, WORDS_PERCENT,
                                              WORDS_PERCENT_UNIT, WORDS_MEASURED};
    struct text key = text_key(r->w->scratch, unit);
    bool known = text_eq(unit, T("%")) || value_currency(r->w->scratch, unit).len;
    for (size_t i = 0; key.len && !known && i < sizeof kinds / sizeof *kinds; i++)
        known = words_name(kinds[i], key).len || !isnan(words_value(kinds[i], key));
    return known;
}

struct text unit_in_brackets(struct reading *r, struct text words)
{
    enum { LONGEST = 16 };
    struct text none = {0}, t = text_trim(words);
    size_t open = t.len;
    while (open > 0 && t.ptr[open - 1] != '(' && t.ptr[open - 1] != '[')
        open--;
    if (!open || !(text_ends(t, T(")")) || text_ends(t, T("]"))) || t.len - open > LONGEST)
        return none;
    struct text unit = text_trim(text_slice(t, open, t.len - 1)), last = unit, rest = unit;
    struct text first = text_trim(text_cut(&rest, '/'));
    if (text_starts(unit, T("in ")))
        unit = first = text_trim(text_slice(unit, 3, unit.len));
    for (struct text more = first; more.len;)
        last = text_cut(&more, ' '); /* "Mio. €" */
    struct number one;
    bool money = value_number(text_printf(r->w->scratch, "1 " TEXT_FMT, TEXT_ARG(first)),
                              DECIMAL_UNKNOWN, &one) &&
                 value_currency(r->w->scratch, one.unit).len; /* "k€" */
    money |= value_currency(r->w->scratch, last).len > 0;
    return is_unit(r, first) || money ? unit : none;
}

bool is_percent_unit(struct text unit, struct text key)
{
    return text_eq(unit, T("%")) || (key.len && (words_name(WORDS_PERCENT, key).len ||
                                                 words_name(WORDS_PERCENT_UNIT, key).len));
}

/* "%", "€", "hours", "#" below "Metric": no name of one. */
static bool is_unit_alone(struct reading *r, struct text text)
{
    struct text unit = text_trim(text), key = text_key(r->w->scratch, unit);
    return is_percent_unit(unit, key) || text_eq(unit, T("#")) ||
           value_currency(r->w->scratch, unit).len ||
           !isnan(value_unit_ratio(r->w->scratch, unit, unit));
}

const struct field *measure_field(struct reading *r, const struct field **name,
                                  const struct field *target, struct field *bracketed)
{
    const struct field *measure = record_field(r->record, ROLE_MEASURE);
    if (!measure && *name && is_unit_alone(r, (*name)->text)) {
        measure = *name;
        *name = NULL;
    }
    if (measure)
        return measure;
    struct text unit = unit_in_brackets(r, r->item->text);
    if (!unit.len && target)
        unit = unit_in_brackets(r, target->header);
    *bracketed = (struct field){.role = ROLE_MEASURE, .text = unit, .place = r->item->place};
    return unit.len ? bracketed : NULL;
}

/* "1.9m" counted in EUR is 1.9 million, "1.9k" a thousand of them. */
void read_as_money(struct reading *r, const struct field *measure, const struct field *fields[3],
                   struct raw_value *values[3])
{
    struct text unit = measure ? text_trim(measure->text) : (struct text){0};
    if (!unit.len || !value_currency(r->w->scratch, unit).len)
        return;
    for (size_t i = 0; i < 3; i++) {
        struct number *number = &values[i]->number, money;
        if (!values[i]->given || values[i]->from_text || !fields[i] || !number->unit.len ||
            value_currency(r->w->scratch, number->unit).len)
            continue;
        struct text dressed = text_printf(r->w->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(unit),
                                          TEXT_ARG(fields[i]->text));
        if (value_number(dressed, plan_column(r->w, r->item->record, fields[i])->mark, &money))
            *number = money;
    }
}

void settle_millions(struct raw_value *values[3])
{
    bool magnitude = false;
    for (size_t i = 0; i < 3; i++)
        magnitude |= values[i]->given && values[i]->number.magnitude > 1;
    for (size_t i = 0; i < 3 && magnitude; i++) {
        struct number *number = &values[i]->number;
        if (!values[i]->given || number->magnitude > 1 || !text_eq(number->unit, T("m")))
            continue;
        number->value *= 1e6;
        number->magnitude = 1e6;
        number->unit = (struct text){0};
    }
}

static void name_value(const struct reading *r, struct buf *cells, struct place place,
                       struct text text)
{
    struct arena *mem = r->w->mem;
    buf_printf(cells, "%s" TEXT_FMT " '" TEXT_FMT "'", cells->len ? ", " : "",
               TEXT_ARG(place_cell(mem, place)), TEXT_ARG(text_shorten(mem, text, 40)));
}

/* As it is written; a figure with the currency that its cell shows. */
static struct text with_currency(struct reading *r, const struct field *f)
{
    struct number number;
    bool shown = f->cell && f->cell->type == CELL_NUMBER &&
                 field_number(f, DECIMAL_UNKNOWN, &number) && number.unit.len;
    return shown ? text_printf(r->w->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(f->text),
                               TEXT_ARG(number.unit))
                 : f->text;
}

void report_currencies(struct reading *r, const struct field *fields[3])
{
    struct buf cells = {.mem = r->w->mem};
    const struct field *last = NULL;
    if (r->item->metric.in_text)
        name_value(r, &cells, r->item->place, r->item->text);
    for (size_t i = 0; i < 3; i++)
        if (fields[i]) {
            name_value(r, &cells, fields[i]->place, with_currency(r, fields[i]));
            last = fields[i];
        }
    struct finding *f =
        diag_add(r->w->diag, FINDING_VALUE_UNREAD, last ? last->place : r->item->place,
                 T("write start, target and current in one currency"),
                 "the values are in different currencies, so that progress cannot "
                 "be computed: " TEXT_FMT,
                 TEXT_ARG(buf_text(&cells)));
    f->unit = r->w->plan->units.v[r->item->unit].id;
}

/* A time of day or a stretch of hours, in hours: "01:30", a cell that shows 1:30. */
bool clock_value(const struct field *f, struct raw_value *raw)
{
    enum { LONGEST_DAYS = 366 };
    if (f->cell && f->cell->type == CELL_DATE) {
        raw->clock = f->cell->number < LONGEST_DAYS;
        if (raw->clock) /* else a day */
            raw->number = (struct number){.value = f->cell->number * 24, .unit = T("h")};
        return raw->clock;
    }
    struct text rest = text_trim(f->text), hours = text_cut(&rest, ':');
    struct number h, m;
    bool written = rest.len >= 2 && value_number(hours, DECIMAL_POINT, &h) &&
                   value_number(text_slice(rest, 0, 2), DECIMAL_POINT, &m) && !h.unit.len &&
                   !m.unit.len && h.value >= 0 && m.value < 60;
    struct text unit = text_trim(text_slice(rest, 2, rest.len));
    struct arena *scratch = arena_new();
    bool of_hours = !unit.len || words_value(WORDS_DURATION, text_key(scratch, unit)) == 60;
    arena_free(scratch);
    if (!written || !of_hours)
        return false;
    raw->clock = true;
    raw->bare_clock = !unit.len;
    raw->number = (struct number){.value = h.value + m.value / 60, .unit = T("h")};
    return true;
}

static bool is_time(struct reading *r, struct text unit)
{
    return !isnan(value_unit_ratio(r->w->scratch, unit, T("h")));
}

static bool names_time(struct reading *r, struct text text)
{
    struct phrase phrase;
    return words_within(WORDS_TIMED, text_key(r->w->scratch, text), &phrase);
}

/* Something says that 1:20 is an hour and twenty minutes: a value in hours, the words, a header. */
static bool speaks_of_time(struct reading *r, const struct field *fields[3],
                           struct raw_value *values[3])
{
    const struct field *name = record_field(r->record, ROLE_METRIC),
                       *measure = record_field(r->record, ROLE_MEASURE);
    struct change change;
    bool time = names_time(r, r->item->text) || (name && names_time(r, name->text)) ||
                (measure && (names_time(r, measure->text) || is_time(r, measure->text)));
    time |= value_change(r->item->text, r->mark, &change) && is_time(r, change.unit);
    for (size_t i = 0; i < 3; i++) {
        bool other = values[i]->given && !values[i]->bare_clock;
        time |= (other && is_time(r, values[i]->number.unit)) ||
                (fields[i] && names_time(r, fields[i]->header));
    }
    return time;
}

/* Beside bare figures nobody knows what hours mean, and 1:20 where nothing speaks of time is none. */
void settle_clocks(struct reading *r, const struct field *fields[3], struct raw_value *values[3])
{
    bool bare = false, clocks = false;
    for (size_t i = 0; i < 3; i++) {
        bare |= values[i]->given && !is_time(r, values[i]->number.unit);
        clocks |= values[i]->bare_clock;
    }
    bool doubtful = clocks && !speaks_of_time(r, fields, values);
    for (size_t i = 0; i < 3; i++)
        if ((bare && values[i]->clock) || (doubtful && values[i]->bare_clock))
            *values[i] = (struct raw_value){.number = {.value = NAN}};
}
