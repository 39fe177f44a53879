/*
 * Periods and days: of a sheet from its labels, tab and file, of an item from its columns, of the run
 * from the configuration or from most items.
 */
#include "base/fold.h"
#include "model/plan_value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

/* "FY26 Q4", "end of Q3 FY27": nobody says when the year of business begins; as in the calendar, which is
   said. */
static bool date_of_fiscal(struct reading *r, struct column_facts *c, const struct field *f,
                           double *out)
{
    struct period period;
    struct text slice, fiscal = T("FY");
    if (!value_period_within(r->w->mem, f->text, c->order, &period, &slice) ||
        !text_starts(period.name, fiscal))
        return false;
    struct text name = text_slice(period.name, fiscal.len, period.name.len);
    if (!value_period(r->w->mem, name, c->order, &period) || isnan(period.last))
        return false;
    *out = period.last;
    if (!c->fiscal_text.len) {
        c->fiscal_text = f->text;
        c->fiscal_as = name;
        c->fiscal_place = f->place;
    }
    return true;
}

void read_date(struct reading *r, enum role role, double *out)
{
    const struct field *f = reading_field(r, role);
    if (!f)
        return;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    if (field_date(f, c->order, out) || date_of_fiscal(r, c, f, out))
        return;
    /* "30 June": of the year of the period, else of the sheet, else of the run, which is said */
    int year = r->source->year, month, day;
    if (!isnan(r->w->plan->period_first))
        date_civil(r->w->plan->period_first, &year, &month, &day);
    struct text dated = text_printf(r->w->scratch, TEXT_FMT " %d", TEXT_ARG(f->text), year);
    if (!year || !(value_day(f->text, c->order, year, out) || value_date(dated, c->order, out)))
        value_not_read(r, c, f);
    else if (!r->source->year_said && isnan(r->w->plan->period_first) && !c->year_assumed) {
        c->year_assumed = year;
        c->year_text = f->text;
        c->year_place = f->place;
    }
}

/* "30 June 2026", "30.06.26", "2026-06-30", but not "30. Juni 20". */
static bool ends_in_year(struct text day)
{
    size_t digits = 0;
    while (digits < day.len && day.ptr[day.len - 1 - digits] >= '0' &&
           day.ptr[day.len - 1 - digits] <= '9')
        digits++;
    bool glued = digits < day.len && strchr(".-/", day.ptr[day.len - 1 - digits]);
    return digits == 4 || (digits == 2 && glued);
}

void read_due_in_words(struct reading *r)
{
    enum { MOST_WORDS = 5 };
    struct text t = text_trim(r->item->text);
    while (text_ends(t, T(".")) || text_ends(t, T(")")))
        t = text_slice(t, 0, t.len - 1);
    size_t from = t.len;
    for (size_t words = 0; words < MOST_WORDS && from > 0; words++) {
        for (from--; from > 0 && t.ptr[from - 1] != ' ';)
            from--;
        struct text day = text_slice(t, from, t.len);
        struct period period;
        struct phrase by;
        double due;
        if (!words_at_end(WORDS_DUE_BY, text_key(r->w->scratch, text_slice(t, 0, from)), &by) ||
            value_period(r->w->scratch, day, DATE_UNKNOWN, &period) ||
            !value_date(day, DATE_UNKNOWN, &due) || !ends_in_year(day))
            continue;
        r->item->due = due;
        return;
    }
}

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

/* "Objective for 2026", else "Target 2027": where nothing else names a period. */
static void period_of_headers(struct plan_work *w, struct source *s)
{
    static const enum role roles[] = {ROLE_OBJECTIVE, ROLE_KEY_RESULT, ROLE_TARGET};
    for (size_t k = 0; k < sizeof roles / sizeof *roles && s->layout; k++) {
        struct period found = {.first = NAN, .last = NAN};
        for (size_t i = 0; i < s->layout->tables.n; i++)
            for (size_t c = 0; c < s->layout->tables.v[i].columns.n; c++) {
                const struct column *column = &s->layout->tables.v[i].columns.v[c];
                struct period period;
                struct text slice;
                if (column->role != roles[k] ||
                    !value_period_within(w->mem, column->header, DATE_UNKNOWN, &period, &slice) ||
                    isnan(period.first))
                    continue;
                if (found.name.len && !text_eq(found.name, period.name))
                    return; /* targets of several years */
                found = period;
            }
        if (found.name.len) {
            s->period = found;
            return;
        }
    }
}

void find_source_period(struct plan_work *w, struct source *s)
{
    struct text file = spaced_path(w->mem, s->sheet->book->path);
    struct text tab = s->sheet->name;
    struct text label = s->layout ? s->layout->period : (struct text){0};
    struct text title = s->layout ? s->layout->title_period : (struct text){0};
    int year = year_in(w, label);
    if (!year)
        year = year_in(w, tab);
    if (!year)
        year = year_in(w, title);
    if (!year)
        year = year_in(w, file);
    bool said = year != 0;
    if (!year && !isnan(w->plan->as_of)) {
        int month, day;
        date_civil(w->plan->as_of, &year, &month, &day);
    }
    s->year = year;
    s->year_said = said;
    struct text texts[] = {label, tab, title, file};
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
    if (!rough.name.len)
        period_of_headers(w, s);
}

/* "Target date | Q3 2026" in every row: of when they are, where nothing else says it. */
static bool due_in_one_quarter(struct reading *r, const struct field *due, struct period *period)
{
    enum { SHORTEST_QUARTER = 80 };
    const struct column_facts *c = plan_column(r->w, r->item->record, due);
    return c->same_text && c->cells.n > 1 &&
           period_of(r->w, due->text, DATE_UNKNOWN, r->source->year, period) &&
           period->last - period->first >= SHORTEST_QUARTER;
}

/* "30.06.2026" in a column of periods. */
static bool month_of_day(struct plan_work *w, const struct field *f, const struct column_facts *c,
                         struct period *period)
{
    double day;
    int year, month, of_month;
    if (!field_date(f, c->order, &day))
        return false;
    date_civil(day, &year, &month, &of_month);
    struct text name = text_printf(w->mem, "%04d-%02d", year, month);
    return value_period(w->mem, name, DATE_UNKNOWN, period);
}

void read_period(struct reading *r)
{
    const struct field *f = record_field(r->record, ROLE_PERIOD);
    struct item *item = r->item;
    struct period period;
    if (f && !value_missing(f->text)) {
        struct column_facts *c = plan_column(r->w, item->record, f);
        if (period_of(r->w, f->text, c->order, r->source->year, &period) ||
            month_of_day(r->w, f, c, &period))
            set_period(item, &period);
        else
            value_not_read(r, c, f);
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
    if (!item->period.len && !r->source->period.name.len && due &&
        due_in_one_quarter(r, due, &period))
        set_period(item, &period);
    if (!item->period.len && isnan(item->period_first))
        set_period(item, &r->source->period);
}

/* The configured period, or the one that most items have. */
void settle_run_period(struct plan_work *w)
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
