/*
 * What the figures of an item are in: brought to one unit, and told where they cannot be, since they are
 * money of several currencies or hours beside bare figures.
 */
#include "base/fold.h"
#include "model/plan_value.h"
#include "model/words.h"

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

static void name_value(const struct reading *r, struct buf *cells, struct place place,
                       struct text text)
{
    struct arena *mem = r->w->mem;
    buf_printf(cells, "%s" TEXT_FMT " '" TEXT_FMT "'", cells->len ? ", " : "",
               TEXT_ARG(place_cell(mem, place)), TEXT_ARG(text_shorten(mem, text, 40)));
}

void report_currencies(struct reading *r, const struct field *fields[3])
{
    struct buf cells = {.mem = r->w->mem};
    const struct field *last = NULL;
    if (r->item->metric.in_text)
        name_value(r, &cells, r->item->place, r->item->text);
    for (size_t i = 0; i < 3; i++)
        if (fields[i]) {
            name_value(r, &cells, fields[i]->place, fields[i]->text);
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
