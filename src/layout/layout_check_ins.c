/*
 * A form's answers, a diary: the same key results again and again, each time with the day and how far they are.
 * Each is one item, where it stands first; its latest row says what holds of it now, and what that leaves blank
 * the ones before it.
 */
#include "layout/layout_check_ins.h"
#include "base/fold.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <stdlib.h>

const char dates_rows[] = "dates rows that tell the same key results again";

struct finder {
    struct work *w;
    const struct head *head;
    const struct table *table;
    const struct column *objective, *key_result;
    double as_of;
    size_t n;      /* lines of the body */
    double *when;  /* of each; NAN: it has no key result */
    size_t *first; /* the line that tells its key result first */
    size_t rows, key_results, clashes, changes, late;
    bool timed; /* a time of day is said */
};

/* --- when ------------------------------------------------------------------------------------- */

/* .375 of "2026-04-13 09:00:44": how much of the day is gone; 0: no time is said. */
static double time_of(struct text t)
{
    size_t colon = text_find(t, T(":"), 1), from = colon;
    double hours = 0, minutes = 0;
    if (colon == SIZE_MAX)
        return 0;
    while (from > 0 && t.ptr[from - 1] >= '0' && t.ptr[from - 1] <= '9')
        from--;
    for (size_t i = from; i < colon; i++)
        hours = hours * 10 + (t.ptr[i] - '0');
    for (size_t i = colon + 1; i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9'; i++)
        minutes = minutes * 10 + (t.ptr[i] - '0');
    bool late = text_contains(t, T("PM")) || text_contains(t, T("pm"));
    return (late ? fmod(hours, 12) + 12 : hours) / 24 + minutes / 1440;
}

/* "KW 14", "April", or 14 below "Week": in a year that nobody writes. */
static bool is_week_or_month(const struct work *w, const struct column *c, struct text t,
                             double *when)
{
    enum { LONGEST = 14 };
    struct phrase phrase;
    bool number = t.len && t.len <= 2;
    for (size_t i = 0; i < t.len; i++)
        number &= t.ptr[i] >= '0' && t.ptr[i] <= '9';
    if (number && words_within(WORDS_WEEK, header_key(w->scratch, c->header), &phrase)) {
        *when = t.len == 1 ? t.ptr[0] - '0' : (t.ptr[0] - '0') * 10 + (t.ptr[1] - '0');
        return true;
    }
    struct text dated = text_printf(w->scratch, TEXT_FMT " 2000", TEXT_ARG(t));
    return !number && t.len <= LONGEST && value_date(dated, DATE_UNKNOWN, when);
}

static double when_of(const struct work *w, const struct column *c, const struct cell *cell,
                      enum date_order order)
{
    enum { LONGEST = 40, MONTH = 31 };
    struct period period;
    double when;
    struct text t = text_trim(cell->text);
    if (cell->type == CELL_DATE)
        return cell->number;
    if (t.len > LONGEST ||
        (value_period(w->scratch, t, order, &period) && !(period.last - period.first <= MONTH)))
        return NAN; /* other quarters have other key results */
    if (cell->type == CELL_TEXT &&
        (value_date(t, order, &when) || value_day(t, order, 2000, &when)))
        return when + time_of(t);
    return is_week_or_month(w, c, t, &when) ? when : NAN;
}

/* May say on which day the row was written: not on which something begins or is due. */
static bool may_date(const struct column *c)
{
    return c->role == ROLE_NONE || c->role == ROLE_UPDATED || c->role == ROLE_IGNORED ||
           c->role == ROLE_PERIOD || (c->role == ROLE_DUE && c->confidence < .85);
}

/* Else its rows are what is done for the same key result. */
static bool says_how_far(const struct table *table)
{
    return table_column(table, ROLE_CURRENT) || table_column(table, ROLE_PROGRESS) ||
           table_column(table, ROLE_SCORE) || table_column(table, ROLE_CONFIDENCE);
}

static const struct cell *cell_at(const struct finder *f, size_t i, const struct column *c)
{
    return c && !f->w->lines[f->head->first + i].is_other
               ? line_cell(f->w, f->head->first + i, c->col)
               : NULL;
}

/* The days of the column's rows. False: a row has none. */
static bool read_days(struct finder *f, const struct column *c)
{
    struct text_list texts = {0};
    f->rows = 0;
    f->timed = false;
    for (size_t i = 0; i < f->n; i++) {
        const struct cell *cell = cell_at(f, i, c);
        if (cell && cell->type == CELL_TEXT)
            *list_push(f->w->scratch, &texts) = cell->text;
    }
    enum date_order order = value_date_order(texts.v, texts.n);
    for (size_t i = 0; i < f->n; i++) {
        const struct cell *cell = cell_at(f, i, c);
        f->when[i] = NAN;
        if (!cell_at(f, i, f->key_result))
            continue;
        f->when[i] = cell ? when_of(f->w, c, cell, order) : NAN;
        if (isnan(f->when[i]))
            return false;
        f->timed |= f->when[i] > floor(f->when[i]);
        f->rows++;
    }
    return f->rows > 1;
}

/* --- which rows are of the same key result ----------------------------------------------------- */

static bool says_other(const struct finder *f, size_t a, size_t b, enum role role)
{
    const struct column *c = table_column(f->table, role);
    const struct cell *one = cell_at(f, a, c), *other = cell_at(f, b, c);
    return one && other && !text_eq(text_trim(one->text), text_trim(other->text));
}

/* What tells a row's key result from others: its words, its objective and unit, and perhaps its owner. */
static struct text name_of(const struct finder *f, size_t i, const struct cell *objective,
                           bool owner)
{
    static const enum role roles[] = {ROLE_UNIT_NAME, ROLE_KEY_RESULT_ID, ROLE_OWNER};
    struct buf b = {.mem = f->w->scratch};
    buf_add(&b, text_key(f->w->scratch, cell_at(f, i, f->key_result)->text));
    buf_add_char(&b, '\n');
    buf_add(&b, objective ? text_trim(objective->text) : (struct text){0});
    for (size_t r = 0; r < (owner ? 3 : 2); r++) {
        const struct cell *cell = cell_at(f, i, table_column(f->table, roles[r]));
        buf_add_char(&b, '\n');
        buf_add(&b, cell ? text_trim(cell->text) : (struct text){0});
    }
    return buf_text(&b);
}

/* Two owners speak of the same words on one day: each has a key result of their own. */
static void group_rows(struct finder *f, bool owner, bool *shared)
{
    struct map firsts = {0}, days = {0};
    const struct cell *objective = NULL;
    f->key_results = f->clashes = f->changes = 0;
    for (size_t i = 0; i < f->n; i++) {
        const struct cell *named = cell_at(f, i, f->objective);
        objective = named ? named : objective;
        f->first[i] = i;
        if (isnan(f->when[i]))
            continue;
        struct text name = name_of(f, i, objective, owner);
        struct text day =
            text_printf(f->w->scratch, TEXT_FMT "\n%.0f", TEXT_ARG(name), floor(f->when[i]));
        f->first[i] = *map_put(f->w->scratch, &firsts, name, i);
        size_t before = *map_put(f->w->scratch, &days, day, i);
        *shared |= before != i && says_other(f, i, before, ROLE_OWNER);
        f->clashes += before != i && f->when[before] == f->when[i];
        f->changes += says_other(f, i, f->first[i], ROLE_TARGET) ||
                      says_other(f, i, f->first[i], ROLE_BASELINE);
        f->key_results += f->first[i] == i;
    }
}

/* The days follow each other, down the rows or up. */
static bool in_order(const struct finder *f)
{
    size_t up = 0, down = 0;
    double last = NAN;
    for (size_t i = 0; i < f->n; i++) {
        if (isnan(f->when[i]))
            continue;
        up += f->when[i] > last;
        down += f->when[i] < last;
        last = f->when[i];
    }
    return up == 0 || down == 0;
}

/* Rows enough are repetitions, on other days, and of the same starts and targets. */
static bool are_check_ins(struct finder *f)
{
    bool shared = false;
    group_rows(f, false, &shared);
    if (shared)
        group_rows(f, true, &shared);
    size_t again = f->rows - f->key_results;
    bool enough = in_order(f) || f->timed ? again > 0 : again > 1 && again * 4 >= f->rows;
    return enough && (f->timed || f->clashes == 0) && f->changes * 2 <= again;
}

/* --- what follows ----------------------------------------------------------------------------- */

struct dated {
    size_t first, at; /* lines of the body */
    double when;
    bool late; /* after the day of the run: does not count beside others */
};

static int by_time(const void *x, const void *y)
{
    const struct dated *a = x, *b = y;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->late != b->late)
        return a->late ? -1 : 1;
    if (a->when < b->when || a->when > b->when)
        return a->when < b->when ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static struct check_ins order_rows(struct finder *f)
{
    struct arena *mem = f->w->scratch;
    struct dated *rows = NEW_ARRAY(mem, struct dated, f->rows);
    struct check_ins seen = {.latest = NEW_ARRAY(mem, size_t, f->n),
                             .before = NEW_ARRAY(mem, size_t, f->n),
                             .again = NEW_ARRAY(mem, bool, f->n)};
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        seen.latest[i] = f->head->first + i;
        seen.before[i] = SIZE_MAX;
        seen.again[i] = f->first[i] != i;
        if (isnan(f->when[i]))
            continue;
        bool late = f->when[i] >= f->as_of + 1;
        f->late += late;
        rows[n++] = (struct dated){f->first[i], i, f->when[i], late};
    }
    qsort(rows, n, sizeof *rows, by_time);
    for (size_t k = 0; k < n; k++) {
        seen.latest[rows[k].first] = f->head->first + rows[k].at;
        if (k > 0 && rows[k - 1].first == rows[k].first)
            seen.before[rows[k].at] = f->head->first + rows[k - 1].at;
    }
    return seen;
}

/* "1", "2", "3" down the answers: no IDs of key results, which would have the same in each. */
static void ignore_numbers(const struct finder *f, struct table *table)
{
    for (size_t k = 0; k < table->columns.n; k++) {
        struct column *c = &table->columns.v[k];
        for (size_t i = 0; i < f->n && (c->role == ROLE_ID || c->role == ROLE_OUTLINE); i++)
            if (says_other(f, i, f->first[i], c->role)) {
                c->role = ROLE_IGNORED;
                c->reason = T("numbers rows that tell the same key results again");
            }
    }
}

/* Weeks and months without a year are read as those of 2000, and are no day of an update. */
static void say_dated(const struct finder *f, struct column *c)
{
    struct buf b = {.mem = f->w->scratch};
    bool yearless = false;
    for (size_t i = 0; i < f->n; i++)
        yearless |= f->when[i] < date_days(2001, 1, 1);
    c->role = yearless ? ROLE_IGNORED : ROLE_UPDATED;
    c->reason = text_of(dates_rows);
    buf_printf(&b,
               tr("'" TEXT_FMT "' dates %zu rows for %zu key results: the latest of each counts"),
               TEXT_ARG(text_shorten(f->w->scratch, c->header, 40)), f->rows, f->key_results);
    if (f->late)
        buf_printf(&b,
                   tr(f->late == 1 ? "; %zu after " TEXT_FMT " was left out"
                                   : "; %zu after " TEXT_FMT " were left out"),
                   f->late, TEXT_ARG(date_iso(f->w->scratch, f->as_of)));
    assume_value(f->w, c->place, TEXT_FMT, TEXT_ARG(buf_text(&b)));
}

struct check_ins find_check_ins(struct work *w, const struct head *head, struct table *table,
                                const struct column *objective, const struct column *key_result)
{
    struct finder f = {.w = w,
                       .head = head,
                       .table = table,
                       .objective = objective,
                       .key_result = key_result,
                       .as_of = INFINITY,
                       .n = head->end - head->first};
    if (!key_result || !says_how_far(table))
        return (struct check_ins){0};
    value_date(w->config->as_of, DATE_UNKNOWN, &f.as_of);
    f.when = NEW_ARRAY(w->scratch, double, f.n);
    f.first = NEW_ARRAY(w->scratch, size_t, f.n);
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (!may_date(c) || c->ticks || !read_days(&f, c) || !are_check_ins(&f))
            continue;
        struct check_ins seen = order_rows(&f);
        ignore_numbers(&f, table);
        say_dated(&f, c);
        return seen;
    }
    return (struct check_ins){0};
}
