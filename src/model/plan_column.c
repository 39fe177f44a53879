/*
 * Columns of values. All values of a column are looked at together: they say what scale, decimal mark
 * and order of dates it has; what they leave open the other columns of the sheet say, then its words.
 * What was converted, assumed or not understood is said once for a column.
 */
#include "base/fold.h"
#include "import/number_format.h"
#include "model/plan_value.h"
#include "value/words.h"

#include <math.h>

struct column_facts column_blank(const struct field *field)
{
    return (struct column_facts){.col = field->place.col,
                                 .role = field->role,
                                 .header = field->header,
                                 .place = field->place};
}

struct column_facts *plan_column(struct plan_work *w, size_t record, const struct field *field)
{
    struct source *s = &w->sources.v[w->source_of[record]];
    for (size_t i = s->n_columns; i > 0; i--) {
        struct column_facts *c = &w->columns.v[s->columns[i - 1]];
        if (c->col == field->place.col && c->role == field->role &&
            text_eq(c->header, field->header) &&
            (!c->table || c->table == plan_table_of(s, &field->place)))
            return c;
    }
    if (s->n_columns == sizeof s->columns / sizeof *s->columns)
        return &w->columns.v[s->columns[0]];
    s->columns[s->n_columns++] = (uint32_t)w->columns.n;
    struct column_facts *c = list_push(w->scratch, &w->columns);
    *c = column_blank(field);
    return c;
}

bool is_value_role(enum role role)
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

bool is_column_role(enum role role)
{
    return is_value_role(role) || role == ROLE_OWNER || role == ROLE_STATUS;
}

static bool is_whole_cell(const struct field *f)
{
    return f->cell && f->cell->type != CELL_TEXT;
}

void column_add(struct plan_work *w, struct column_facts *c, const struct field *f)
{
    if (f->role == ROLE_STATUS) { /* "so-so" is said of nothing but how it goes */
        c->answers |= value_status_answer(w->scratch, f->text) == STATUS_AT_RISK;
        return;
    }
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

/* The scale of what is no figure of something else. */
static struct scale_evidence scale_of(struct plan_work *w, const struct column_facts *c)
{
    const struct cell **cells = NEW_ARRAY(w->scratch, const struct cell *, c->cells.n + 1);
    size_t n = 0;
    double share;
    for (size_t i = 0; i < c->cells.n; i++) {
        const struct cell *cell = c->cells.v[i];
        bool other = c->role == ROLE_PROGRESS && cell->type == CELL_TEXT &&
                     has_unit_behind(cell->text) && !value_fraction(cell->text, &share);
        if (!other)
            cells[n++] = cell;
    }
    return value_scale(w->mem, c->header, n ? cells : c->cells.v, n ? n : c->cells.n);
}

/* The period that a header names; of two lines the lower one's, in the year of the upper: "Target 2026"
   above "by Q1". */
static bool header_period(struct plan_work *w, struct text header, enum date_order order,
                          struct period *period)
{
    struct text slice, year;
    struct period of_high;
    size_t joint = text_find(header, T(" / "), 0);
    if (joint == SIZE_MAX)
        return value_period_within(w->mem, header, order, period, &slice);
    struct text high = text_slice(header, 0, joint), low = text_slice(header, joint, header.len);
    if (!value_period_within(w->mem, low, order, period, &slice))
        return value_period_within(w->mem, header, order, period, &slice);
    if (isnan(period->first) && value_period_within(w->mem, high, order, &of_high, &year))
        value_period(w->mem,
                     text_printf(w->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(slice), TEXT_ARG(year)),
                     order, period);
    return true;
}

static bool says_the_same(const struct column_facts *c)
{
    for (size_t i = 0; i < c->cells.n; i++)
        if (c->cells.v[i]->type != CELL_TEXT || !text_eq(c->cells.v[i]->text, c->cells.v[0]->text))
            return false;
    return true;
}

void column_judge(struct plan_work *w, struct column_facts *c)
{
    c->mark = value_decimal_mark(c->texts.v, c->texts.n);
    c->order = value_date_order(c->texts.v, c->texts.n);
    c->shown = order_shown(c);
    c->same_text = says_the_same(c);
    if (c->role == ROLE_PROGRESS || c->role == ROLE_SCORE || c->role == ROLE_CONFIDENCE ||
        c->role == ROLE_CURRENT) {
        struct scale_evidence e = scale_of(w, c);
        c->scale = e.scale;
        c->scale_reason = e.reason;
        c->scale_sure = e.sure;
        c->school = e.school && c->role == ROLE_SCORE;
    }
    if (c->role == ROLE_OWNER)
        c->commas = value_commas_of_names(w->scratch, c->texts.v, c->texts.n);
    if (c->role == ROLE_WEIGHT)
        c->weight_size = weight_size(c);
    c->period_said = header_period(w, c->header, c->order, &c->period);
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

/* Most header words of a table are of such a language; table 0: of all. */
static bool heads_comma(const struct source *s, uint32_t table)
{
    size_t comma = 0, other = 0;
    for (size_t i = table ? table - 1 : 0; s->layout && i < s->layout->tables.n; i++) {
        if (table && i >= table)
            break;
        for (size_t k = 0; k < s->layout->tables.v[i].columns.n; k++) {
            struct text language = s->layout->tables.v[i].columns.v[k].language;
            bool known = words_name(WORDS_COMMA_LANGUAGE, language).len > 0;
            comma += known;
            other += language.len && !known;
        }
    }
    return comma > other;
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
    if (mark == DECIMAL_UNKNOWN && (semicolons || writes_comma(w, s) || heads_comma(s, 0)))
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

/* What the columns of a table say that say anything; table 0: those of all. */
static void votes_of(const struct plan_work *w, const struct source *s, uint32_t table,
                     size_t marks[3], size_t orders[3])
{
    for (size_t k = 0; k < s->n_columns; k++) {
        const struct column_facts *c = &w->columns.v[s->columns[k]];
        marks[c->mark] += !table || c->table == table;
        orders[c->order] += !table || c->table == table;
    }
}

static enum decimal_mark most_marks(const size_t marks[3])
{
    return marks[DECIMAL_COMMA] > marks[DECIMAL_POINT]   ? DECIMAL_COMMA
           : marks[DECIMAL_POINT] > marks[DECIMAL_COMMA] ? DECIMAL_POINT
                                                         : DECIMAL_UNKNOWN;
}

/* Gives the columns of a table that say nothing what the others say; table 0: those of all. */
static void share(struct plan_work *w, const struct source *s, uint32_t table,
                  enum decimal_mark mark, enum date_order order)
{
    for (size_t k = 0; k < s->n_columns; k++) {
        struct column_facts *c = &w->columns.v[s->columns[k]];
        if (table && c->table != table)
            continue;
        if (c->mark == DECIMAL_UNKNOWN)
            c->mark = mark;
        if (c->order == DATE_UNKNOWN)
            c->order = order;
    }
}

/* The order that headers like "wk of 3/16" show: one with a number above 12 tells it for all. */
static void add_header_order(const struct plan_work *w, const struct source *s, uint32_t table,
                             size_t orders[3])
{
    enum { MONTHS = 12, DAYS = 31 };
    for (size_t k = 0; k < s->n_columns; k++) {
        const struct column_facts *c = &w->columns.v[s->columns[k]];
        size_t slash = text_find(c->header, T("/"), 0), at = slash;
        unsigned first = 0, second = 0, size = 1;
        if ((table && c->table != table) || slash == SIZE_MAX)
            continue;
        for (; at && c->header.ptr[at - 1] >= '0' && c->header.ptr[at - 1] <= '9'; size *= 10)
            first += (unsigned)(c->header.ptr[--at] - '0') * (size < 1000 ? size : 0);
        for (at = slash + 1; at < c->header.len && c->header.ptr[at] >= '0' &&
                             c->header.ptr[at] <= '9' && second <= DAYS;
             at++)
            second = second * 10 + (unsigned)(c->header.ptr[at] - '0');
        orders[DATE_MDY] += first && first <= MONTHS && second > MONTHS && second <= DAYS;
        orders[DATE_DMY] += second && second <= MONTHS && first > MONTHS && first <= DAYS;
    }
}

static void share_in_tables(struct plan_work *w, const struct source *s)
{
    for (uint32_t table = 1; s->layout && table <= s->layout->tables.n; table++) {
        size_t marks[3] = {0}, orders[3] = {0};
        votes_of(w, s, table, marks, orders);
        add_header_order(w, s, table, orders);
        enum decimal_mark mark = most_marks(marks);
        if (!marks[DECIMAL_POINT] && !marks[DECIMAL_COMMA] && heads_comma(s, table))
            mark = DECIMAL_COMMA;
        share(w, s, table, mark, one_order(orders));
    }
}

/* What one column does not say, the others of its table, then of its sheet, then its words do. */
static void share_in_sheets(struct plan_work *w)
{
    for (size_t i = 0; i < w->sources.n; i++) {
        struct source *s = &w->sources.v[i];
        size_t marks[3] = {0}, orders[3] = {0};
        votes_of(w, s, 0, marks, orders);
        add_header_order(w, s, 0, orders);
        s->mark = most_marks(marks);
        if (!marks[DECIMAL_POINT] && !marks[DECIMAL_COMMA])
            s->mark = sheet_mark(w, s);
        enum date_order order = one_order(orders);
        s->order = order == DATE_UNKNOWN ? sheet_order(w, s) : order;
        share_in_tables(w, s);
        share(w, s, 0, s->mark, s->order);
    }
}

enum decimal_mark plan_mark_of(const struct plan_work *w, const struct source *s,
                               const struct place *place)
{
    uint32_t table = plan_table_of(s, place);
    size_t marks[3] = {0}, orders[3] = {0};
    if (!table)
        return s->mark;
    votes_of(w, s, table, marks, orders);
    enum decimal_mark mark = most_marks(marks);
    if (mark == DECIMAL_UNKNOWN)
        mark = s->mark;
    return mark == DECIMAL_UNKNOWN && heads_comma(s, table) ? DECIMAL_COMMA : mark;
}

void plan_gather_columns(struct plan_work *w)
{
    const struct record_list *records = &w->layout->records;
    for (size_t i = 0; i < records->n; i++)
        for (size_t k = 0; k < records->v[i].fields.n; k++) {
            const struct field *f = &records->v[i].fields.v[k];
            if (is_column_role(f->role))
                column_add(w, plan_column(w, i, f), f);
        }
    for (size_t i = 0; i < w->columns.n; i++)
        column_judge(w, &w->columns.v[i]);
    plan_part_tables(w);
    share_in_sheets(w);
}

/* How far a day lies from the sheet's period; where that is not known, from the day of the run, before
   which it should be. */
static double distance(const struct plan_work *w, const struct source *s, double day)
{
    const struct period *p = &s->period;
    if (p->name.len && !isnan(p->first))
        return day < p->first ? p->first - day : day > p->last ? day - p->last : 0;
    double ahead = s->year_said || p->name.len ? 2 : 12; /* values of days to come are rare */
    return day > w->plan->as_of ? ahead * (day - w->plan->as_of) : w->plan->as_of - day;
}

/* "Stand 15.02.": the column is of that day, in the year that lies nearest. */
static bool day_of_header(const struct plan_work *w, const struct source *s,
                          const struct column_facts *c, double *day)
{
    double found, best = INFINITY;
    for (int year = s->year - 1; s->year && year <= s->year + 1; year++) {
        if (!value_day(c->header, c->order, year, &found) || !(distance(w, s, found) < best))
            continue;
        best = distance(w, s, found);
        *day = found;
    }
    return best < INFINITY;
}

/* "Oktober / Soll": the target of that month of the sheet's year. */
static void month_of_header(const struct plan_work *w, const struct source *s,
                            struct column_facts *c)
{
    struct phrase phrase;
    struct text key = text_key(w->scratch, c->header), month;
    if (c->period_said || !s->year)
        return;
    if (words_first(WORDS_MONTH, key, &phrase) && phrase.end - phrase.begin >= 3)
        month = text_slice(key, phrase.begin, phrase.end);
    else if (!value_numbered_month(c->header, &month))
        return;
    struct text dated = text_printf(w->mem, TEXT_FMT " %d", TEXT_ARG(month), s->year);
    c->period_said = value_period(w->mem, dated, DATE_UNKNOWN, &c->period);
}

/* "Actual December": a word of the header says that its values are current. */
static bool says_current(const struct source *s, const struct column_facts *c)
{
    const struct sheet_layout *layout = s->layout;
    for (size_t i = 0; layout && i < layout->tables.n; i++)
        for (size_t k = 0; k < layout->tables.v[i].columns.n; k++) {
            const struct column *column = &layout->tables.v[i].columns.v[k];
            if (column->col == c->col && text_eq(column->header, c->header))
                return column->language.len > 0;
        }
    return false;
}

/* "Jun actual" of a second half: the month before it, where no other column holds current values. */
static void month_of_value(const struct plan_work *w, const struct source *s,
                           struct column_facts *c)
{
    enum { NEAR = 100 }; /* days: the month in which a quarter is closed */
    const struct period *of_sheet = &s->period;
    struct source before = *s;
    if (c->period_said || !of_sheet->name.len || isnan(of_sheet->first))
        return;
    month_of_header(w, s, c);
    if (!c->period_said || c->period.first <= of_sheet->last + NEAR || says_current(s, c))
        return;
    before.year--; /* "In December" of the first half */
    c->period_said = false;
    month_of_header(w, &before, c);
}

/* A target is of a month well behind that of the value. */
static bool targets_later(const struct plan_work *w, const struct source *s,
                          const struct column_facts *value)
{
    enum { APART = 60 }; /* days */
    for (size_t k = 0; k < s->n_columns && value->period_said; k++) {
        struct column_facts c = w->columns.v[s->columns[k]];
        if (c.role != ROLE_TARGET)
            continue;
        month_of_header(w, s, &c);
        if (c.period_said && c.period.first > value->period.last + APART)
            return true;
    }
    return false;
}

static size_t current_columns(const struct plan_work *w, const struct source *s)
{
    size_t n = 0;
    for (size_t k = 0; k < s->n_columns; k++)
        n += w->columns.v[s->columns[k]].role == ROLE_CURRENT;
    return n;
}

/* "Q2 Target" below "OKR 2026": of that year. */
static void year_of_header(struct plan_work *w, const struct source *s, struct column_facts *c)
{
    struct period period;
    struct text dated =
        text_printf(w->mem, TEXT_FMT " %d", TEXT_ARG(c->period.name), s->year_said ? s->year : 0);
    if (c->period_said && s->year_said && isnan(c->period.first) && c->period.name.len == 2 &&
        value_period(w->mem, dated, DATE_UNKNOWN, &period))
        c->period = period;
}

/* "FY26 Q2 Target" in a run of 2026-Q2 or of no period: when that year begins is not known, and the
   calendar's is the nearest guess. */
static void calendar_of_header(const struct plan_work *w, struct column_facts *c)
{
    struct period period;
    struct text fiscal = T("FY"), name = c->period.name;
    if (!c->period_said || !text_starts(name, fiscal) || text_starts(w->plan->period, fiscal) ||
        !value_period(w->mem, text_slice(name, fiscal.len, name.len), DATE_UNKNOWN, &period))
        return;
    c->period = period;
    c->of_business = true;
}

/* Days at the head of columns of values, when the periods of sheets are known. */
void plan_date_columns(struct plan_work *w)
{
    for (size_t i = 0; i < w->sources.n; i++) {
        const struct source *s = &w->sources.v[i];
        for (size_t k = 0; k < s->n_columns; k++) {
            struct column_facts *c = &w->columns.v[s->columns[k]];
            bool values = c->role == ROLE_CURRENT || c->role == ROLE_PROGRESS ||
                          c->role == ROLE_SCORE || c->role == ROLE_CONFIDENCE;
            double day = NAN;
            if (c->role == ROLE_TARGET || values)
                calendar_of_header(w, c);
            if (c->role == ROLE_TARGET) {
                month_of_header(w, s, c);
                year_of_header(w, s, c);
            }
            bool lone = c->role == ROLE_CURRENT && current_columns(w, s) == 1;
            if (lone)
                month_of_value(w, s, c);
            c->first_month = lone && !says_current(s, c) && targets_later(w, s, c);
            if (!values || !day_of_header(w, s, c, &day))
                continue;
            c->period = (struct period){.name = date_iso(w->mem, day), .first = day, .last = day};
            c->period_said = c->dated = true;
        }
    }
}

struct text column_name(struct arena *mem, const struct column_facts *c)
{
    return c->header.len
               ? text_printf(mem, tr("column '" TEXT_FMT "'"), TEXT_ARG(c->header))
               : text_printf(mem, tr("column " TEXT_FMT), TEXT_ARG(column_letters(mem, c->col)));
}

/* "Müller, Anna" of "Müller, Anna, Vogt, Omar". */
static struct text first_pair(struct text names)
{
    size_t comma = text_find(names, T(","), 0);
    size_t end = comma == SIZE_MAX ? SIZE_MAX : text_find(names, T(","), comma + 1);
    return text_trim(text_slice(names, 0, end < names.len ? end : names.len));
}

/* What to write in a column where something was not understood. */
static struct text mend(const struct column_facts *c)
{
    switch (c->role) {
    case ROLE_STATUS:
        return T("write a state such as on track, at risk, off track or done");
    case ROLE_DUE:
    case ROLE_UPDATED:
    case ROLE_START_DATE:
        return T("write a date such as 2026-06-30, or leave the cell blank");
    case ROLE_PERIOD:
        return T("write a period such as Q2 2026, or leave the cell blank");
    default:
        if (c->school)
            return T("write how much is reached, as 70 %, or name the scale in the header: (0-10)");
        return c->unread == 1 ? T("write a number, or leave the cell blank")
                              : T("write numbers, or leave the cells blank");
    }
}

static void report_unread(struct plan_work *w, const struct column_facts *c)
{
    struct text column = column_name(w->mem, c), text = text_shorten(w->mem, c->unread_text, 40);
    struct finding *f = NULL;
    if (c->unread == 1)
        f = diag_add(w->diag, FINDING_VALUE_UNREAD, c->first_unread, mend(c),
                     "'" TEXT_FMT "' in " TEXT_FMT " was not understood", TEXT_ARG(text),
                     TEXT_ARG(column));
    else if (c->unread > 1)
        f = diag_add(w->diag, FINDING_VALUE_UNREAD, c->first_unread, mend(c),
                     "%zu values in " TEXT_FMT " were not understood: '" TEXT_FMT
                     "', also in " TEXT_FMT "%s",
                     c->unread, TEXT_ARG(column), TEXT_ARG(text), TEXT_ARG(c->unread_cells),
                     c->unread > 4 ? ", ..." : "");
    if (!f)
        return;
    f->unit = w->plan->units.v[c->unread_unit].id;
    if (c->role == ROLE_STATUS && c->unread_numbers == c->unread) /* a code of the team's own */
        f->severity = ADVICE;
}

/* Which of several targets counts, where no header names the period of the report. */
static void say_target(struct plan_work *w, const struct column_facts *c)
{
    const char *why = c->as_calendar ? "its year of business is taken for the calendar's"
                      : c->followed  ? "it is of the period of the last current value"
                      : c->of_today  ? "the day of the report lies in its period"
                      : c->first     ? "the first, since no header names the period of the report"
                      : c->passed    ? "of the periods in the header that are over, its is the last"
                                     : NULL;
    if (why)
        diag_add(w->diag, FINDING_ASSUMED, c->place,
                 T("set the period of the run, or name it in the tab or file"),
                 "the target in " TEXT_FMT " is used: %s", TEXT_ARG(column_name(w->mem, c)),
                 tr(why));
}

void report_column(struct plan_work *w, const struct column_facts *c)
{
    struct text column = column_name(w->mem, c);
    report_unread(w, c);
    if (c->year_assumed)
        diag_add(w->diag, FINDING_ASSUMED, c->year_place, T("write the year, or name the period"),
                 "'" TEXT_FMT "' in " TEXT_FMT " is taken in %d, the year of the report",
                 TEXT_ARG(text_shorten(w->mem, c->year_text, 40)), TEXT_ARG(column),
                 c->year_assumed);
    if (c->fiscal_text.len)
        diag_add(w->diag, FINDING_ASSUMED, c->fiscal_place, T("write a date such as 2026-06-30"),
                 "'" TEXT_FMT "' in " TEXT_FMT " is taken for " TEXT_FMT
                 " of the calendar: when the fiscal year begins is not known",
                 TEXT_ARG(text_shorten(w->mem, c->fiscal_text, 40)), TEXT_ARG(column),
                 TEXT_ARG(c->fiscal_as));
    if (c->left_out)
        diag_add(w->diag, FINDING_ASSUMED, c->place, T("give the day of the report with --as-of"),
                 TEXT_FMT " is of " TEXT_FMT ", after the day of the report: left out",
                 TEXT_ARG(column_name(w->mem, c)), TEXT_ARG(c->period.name));
    if (c->commas == COMMA_UNKNOWN)
        diag_add(w->diag, FINDING_ASSUMED, c->place,
                 T("part owners with semicolons, or write given names first"),
                 "commas in " TEXT_FMT " part people: if '" TEXT_FMT "' is one, they do not",
                 TEXT_ARG(column_name(w->mem, c)), TEXT_ARG(first_pair(c->texts.v[0])));
    if (c->commas == COMMA_IN_NAMES)
        diag_add(w->diag, FINDING_ASSUMED, c->place, T("part several owners with semicolons"),
                 "commas in " TEXT_FMT " part family and given names: each name is one person",
                 TEXT_ARG(column));
    say_target(w, c);
    if (c->out_of_range) {
        struct finding *f = diag_add(
            w->diag, FINDING_PROGRESS_RANGE, c->first_out,
            T("check the figure; it is cut to 0 and 100 % where it is rolled up"),
            "'" TEXT_FMT "' in " TEXT_FMT " is beyond 0 to 100 %%%s", TEXT_ARG(c->out_text),
            TEXT_ARG(column), c->out_of_range > 1 ? tr(", and others below it") : "");
        f->unit = w->plan->units.v[c->unread_unit].id;
    }
    if (c->tiny) {
        struct finding *f =
            diag_add(w->diag, FINDING_SCALE_CONVERTED, c->first_tiny,
                     T("write all of the column in percent, or all as shares of 1"),
                     "'" TEXT_FMT "' in " TEXT_FMT " is read as " TEXT_FMT
                     " %%, among values up to 100: two scales in one column? See " TEXT_FMT "%s",
                     TEXT_ARG(c->tiny_text), TEXT_ARG(column), TEXT_ARG(c->tiny_text),
                     TEXT_ARG(c->tiny_cells), c->tiny > MOST_CELLS ? ", ..." : "");
        f->severity = WARNING;
        f->unit = w->plan->units.v[c->unread_unit].id;
    }
    if (c->graded.len)
        diag_add(w->diag, FINDING_SCALE_CONVERTED, c->place, T("write percentages to be exact"),
                 "the words in " TEXT_FMT " are taken for figures: " TEXT_FMT, TEXT_ARG(column),
                 TEXT_ARG(c->graded));
    static const int sizes[] = {
        [SCALE_UNKNOWN] = 1, [SCALE_1] = 1, [SCALE_10] = 10, [SCALE_100] = 100, [SCALE_5] = 5};
    if (c->converted && c->grade_none != c->grade_done)
        diag_add(w->diag, FINDING_SCALE_CONVERTED, c->place, (struct text){0},
                 c->converted == 1 ? "%zu value in " TEXT_FMT
                                     " is a grade: %d is 0 %%, %d is 100 %%, by " TEXT_FMT
                                   : "%zu values in " TEXT_FMT
                                     " are grades: %d is 0 %%, %d is 100 %%, by " TEXT_FMT,
                 c->converted, TEXT_ARG(column), (int)c->grade_none, (int)c->grade_done,
                 TEXT_ARG(c->scale_reason));
    else if (c->converted)
        diag_add(w->diag, FINDING_SCALE_CONVERTED, c->place, (struct text){0},
                 c->converted == 1
                     ? "%zu value in " TEXT_FMT " was divided by %d: scale 0-%d, " TEXT_FMT
                     : "%zu values in " TEXT_FMT " were divided by %d: scale 0-%d, " TEXT_FMT,
                 c->converted, TEXT_ARG(column), sizes[c->scale], sizes[c->scale],
                 TEXT_ARG(c->scale_reason));
}

/* "90.000" where nothing tells whether the point divides thousands, "1,250" below "3,1": said once for a
   column. */
void report_mark(struct plan_work *w, const struct column_facts *c)
{
    struct number point, comma;
    bool by_comma = c->mark == DECIMAL_COMMA;
    for (size_t i = 0; i < c->texts.n && by_comma; i++)
        if (text_contains(c->texts.v[i], T(".")))
            return; /* the point divides thousands here: "1.500.000" */
    for (size_t i = 0; i < c->texts.n && c->mark != DECIMAL_POINT; i++) {
        struct text t = c->texts.v[i];
        if (!text_contains(t, by_comma ? T(",") : T(".")) ||
            !value_number(t, by_comma ? DECIMAL_COMMA : DECIMAL_POINT, &point) ||
            !value_number(t, by_comma ? DECIMAL_POINT : DECIMAL_COMMA, &comma) ||
            comma.value != 1000 * point.value)
            continue;
        diag_add(w->diag, FINDING_ASSUMED, c->place,
                 T("write thousands without a mark, or decimals in two digits"),
                 "'" TEXT_FMT "' in " TEXT_FMT " is read as " TEXT_FMT ", not as " TEXT_FMT,
                 TEXT_ARG(text_shorten(w->mem, t, 40)), TEXT_ARG(column_name(w->mem, c)),
                 TEXT_ARG(tr_number(w->mem, point.value, 10)),
                 TEXT_ARG(tr_number(w->mem, comma.value, 10)));
        return;
    }
}

/* 03/04/2026 where nothing tells which is the month: said once for a column. */
void report_order(struct plan_work *w, const struct column_facts *c)
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
                 TEXT_ARG(text_shorten(w->mem, t, 40)), TEXT_ARG(column_name(w->mem, c)),
                 TEXT_ARG(date_iso(w->mem, day_first)), TEXT_ARG(date_iso(w->mem, month_first)));
        return;
    }
}
