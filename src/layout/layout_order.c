/*
 * Figures under words for a time, or under none: months, years and ends of periods are starts, targets or check-ins
 * by what stands beside them.
 */
#include "base/fold.h"
#include "layout/layout_column.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <stdlib.h>

/* Wherever both columns hold a figure, both are percentages or neither is; *n: how often. */
bool same_dress(struct work *w, const struct head *head, const struct column *a,
                const struct column *b, size_t *n)
{
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *x = line_cell(w, line, a->col), *y = line_cell(w, line, b->col);
        if (!x || !y)
            continue;
        bool percent = mark_of(w, x)->content == CONTENT_PERCENT;
        if (percent != (mark_of(w, y)->content == CONTENT_PERCENT))
            return false;
        *n += percent;
    }
    return true;
}

/* A column of figures under a word that nobody knows. */
static bool unknown_figures(const struct cases *cases, const struct column *c)
{
    const struct column_stats *s = &case_of(cases, c)->stats;
    bool unknown = c->role == ROLE_NONE || text_eq(c->reason, text_of(holds_percentages));
    return unknown && !names_day(case_of(cases, c)) && c->header.len && !c->ticks && s->n &&
           s->content[CONTENT_NUMBER] + s->content[CONTENT_PERCENT] == s->n;
}

static void take_figures(struct work *w, struct column *c, enum role role, const char *place)
{
    c->role = role;
    c->scope = -1;
    c->reason = text_of(place);
    assume(w, c->place, "'" TEXT_FMT "' is the %s: %s", TEXT_ARG(c->header), tr(role_text(role)),
           tr(place));
}

/* The month that a header names, from 1; NAN. */
static double month_of(struct work *w, struct text header)
{
    struct phrase phrase;
    struct text key = text_key(w->scratch, header);
    return words_first(WORDS_MONTH, key, &phrase)
               ? words_value(WORDS_MONTH, text_slice(key, phrase.begin, phrase.end))
               : NAN;
}

/* Half of the rows say in words what is to be reached. */
static bool texts_have_targets(const struct settling *on)
{
    struct work *w = on->w;
    size_t rows = 0, told = 0;
    for (size_t line = on->head->first; line < on->head->end; line++, rows++) {
        const struct row *row = w->lines[line].row;
        bool target = false;
        for (size_t i = row->first; i < (size_t)row->first + row->n && !target; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            struct change change;
            target = cell->type == CELL_TEXT && text_words(cell->text) > 1 &&
                     text_has_digit(cell->text) &&
                     value_change(cell->text, DECIMAL_UNKNOWN, &change) && !isnan(change.target);
        }
        told += target;
    }
    return told * 2 >= rows;
}

/* The year that the tab, the file or the first row names, else the year before that of the run. */
static double sheet_year(struct work *w)
{
    struct text names[] = {w->sheet->name, file_stem(w->sheet->book->path),
                           w->n_lines ? line_first(w, 0)->text : (struct text){0}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct period period;
        struct text slice;
        if (value_period_within(w->scratch, names[i], DATE_UNKNOWN, &period, &slice) &&
            period.name.len >= 4)
            for (size_t k = 0; k + 4 <= period.name.len; k++)
                if (text_starts(text_slice(period.name, k, period.name.len), T("20")))
                    return strtod(text_z(w->scratch, text_slice(period.name, k, k + 4)), NULL);
    }
    double day;
    int year = 0, month, d;
    if (!value_date(w->config->as_of, DATE_UNKNOWN, &day))
        return 0;
    date_civil(day, &year, &month, &d);
    return year - 1;
}

/* A column whose header says of when its figures are, and no more. */
static bool is_dated_column(const struct column *c)
{
    return text_eq(c->reason, text_of(header_is_period)) ||
           text_contains(c->reason, text_of(end_of_period));
}

/* Its header names a day, or a month: "Number at end of April". */
static bool names_time(const struct settling *on, const struct column *c)
{
    return case_of(on->cases, c)->dated || !isnan(month_of(on->w, c->header));
}

/* "Fin février" beside a target: what was measured then. */
void settle_month_end(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    size_t targets = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        targets += table->columns.v[i].role == ROLE_TARGET && !names_time(on, &table->columns.v[i]);
    for (size_t i = 0; i < table->columns.n && targets == 1 && !table_column(table, ROLE_CURRENT);
         i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_TARGET || !names_time(on, c))
            continue;
        c->role = ROLE_CURRENT;
        c->reason = T("figures of a day, beside the target");
        assume(w, c->place, "the figures in '" TEXT_FMT "' are current values",
               TEXT_ARG(c->header));
    }
}

/* "End of 2025 | End of 2026 | Today": of two targets the first is where it began, if the current value mostly
   lies between them. */
void settle_two_ends(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    const struct column *current = table_column(table, ROLE_CURRENT);
    struct column *ends[2] = {NULL, NULL};
    size_t n = 0, rows = 0, between = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].role == ROLE_TARGET && n++ < 2)
            ends[n - 1] = &table->columns.v[i];
    if (n != 2 || !current || table_column(table, ROLE_BASELINE) || ends[0]->group ||
        ends[0]->confidence >= .9 || ends[1]->confidence >= .9)
        return;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        double a = figure_at(w, line, ends[0]->col), b = figure_at(w, line, ends[1]->col),
               c = figure_at(w, line, current->col);
        if (isnan(a) || isnan(b) || isnan(c) || a == b)
            continue;
        rows++;
        between += fmin(a, b) <= c && c <= fmax(a, b);
    }
    if (rows < 2 || between * 10 < rows * 7)
        return;
    ends[0]->role = ROLE_BASELINE;
    ends[0]->reason = T("the first of two targets, between which the current value lies");
    assume(w, ends[0]->place, "'" TEXT_FMT "' is the %s: %s", TEXT_ARG(ends[0]->header),
           tr(role_text(ROLE_BASELINE)),
           tr("the first of two targets, between which the current value lies"));
}

/* A column of figures that no word tells, or one for a period. */
static bool is_open_figure(const struct settling *on, const struct column *c)
{
    const struct column_stats *s = &case_of(on->cases, c)->stats;
    return c->header.len && s->n > 1 &&
           (c->role == ROLE_NONE || c->role == ROLE_PERIOD || c->role == ROLE_NOTE) &&
           s->content[CONTENT_NUMBER] + s->content[CONTENT_PERCENT] == s->n;
}

/* "Last Christmas | This Christmas": two columns of figures and no other beside key results. */
void settle_last_and_this(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    struct column *last = NULL, *this = NULL;
    size_t n = 0;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        struct text rest = header_key(w->scratch, c->header), word = text_cut(&rest, ' ');
        if (is_figure_role(c->role))
            return;
        if (!is_open_figure(on, c))
            continue;
        n++;
        last = rest.len && vocabulary_has(w->words, WORDS_LAST_TIME, word) ? c : last;
        this = rest.len && vocabulary_has(w->words, WORDS_THIS_TIME, word) ? c : this;
    }
    if (!last || !this || n != 2 || !table_column(table, ROLE_KEY_RESULT))
        return;
    last->role = ROLE_BASELINE;
    this->role = ROLE_TARGET;
    last->reason = this->reason = T("the last time beside this one, and no other figures");
    assume_value(w, last->place,
                 "'" TEXT_FMT "' is the start and '" TEXT_FMT "' the target: no other figures say",
                 TEXT_ARG(last->header), TEXT_ARG(this->header));
}

/* "This year" above 45, 20 % and 40: figures of a period are not the name of one. */
void settle_no_periods(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        if (c->role == ROLE_PERIOD && s->n > 1 && s->content[CONTENT_PERCENT] &&
            s->content[CONTENT_NUMBER] + s->content[CONTENT_PERCENT] == s->n) {
            c->role = ROLE_NONE;
            c->reason = T("");
        }
    }
}

/* "Today | By June": of two columns the only one headed by a period, where nothing else is called a target. */
void settle_by_then(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    struct column *then = NULL;
    bool now = false;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        bool dated = c->role == ROLE_CURRENT && text_eq(c->reason, text_of(header_is_period));
        if (c->role == ROLE_TARGET || (dated && then))
            return;
        now |= c->role == ROLE_CURRENT && !dated && !case_of(on->cases, c)->dated;
        then = dated ? c : then;
    }
    if (!now || !then)
        return;
    then->role = ROLE_TARGET;
    then->reason = T("a period beside the current value, and no other column is the target");
    assume(w, then->place, "'" TEXT_FMT "' is the %s: %s", TEXT_ARG(then->header),
           tr(role_text(ROLE_TARGET)),
           tr("a period beside the current value, and no other column is the target"));
}

/* "Ende Dezember", where nothing else is called a target. */
void settle_end(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    struct phrase phrase;
    for (size_t i = 0; i < table->columns.n && !table_column(table, ROLE_TARGET); i++) {
        struct column *c = &table->columns.v[i];
        if ((c->role != ROLE_CURRENT && c->role != ROLE_PROGRESS) ||
            !text_eq(c->reason, text_of(header_is_period)) ||
            !words_at_start(WORDS_END_OF, text_key(w->scratch, c->header), &phrase))
            continue;
        c->role = ROLE_TARGET;
        c->reason = T("header is the end of a period, and no other column is the target");
    }
}

/* "Ready by", "fertig bis", 「いつまでに」: the header ends in a word for until when. */
static bool ends_until(const struct work *w, struct text header)
{
    enum { LONGEST = 24 };
    struct text key = header_key(w->scratch, header);
    for (size_t n = 2; n <= LONGEST && n <= key.len; n++) {
        size_t at = key.len - n;
        bool begins = at == 0 || key.ptr[at - 1] == ' ' || (unsigned char)key.ptr[at] >= 0xE3;
        if (begins && vocabulary_has(w->words, WORDS_UNTIL, text_slice(key, at, key.len)))
            return true;
    }
    return false;
}

/* Days under such a header, where no other column says when items are due. */
void settle_until(const struct settling *on)
{
    struct table *table = on->table;
    for (size_t i = 0; i < table->columns.n && !table_column(table, ROLE_DUE); i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        if ((c->role != ROLE_NONE && c->role != ROLE_NOTE) ||
            holds(s, CONTENT_DATE) + holds(s, CONTENT_PERIOD) < .6 || !ends_until(on->w, c->header))
            continue;
        c->role = ROLE_DUE;
        c->reason = T("days under words that say until when");
    }
}

/* Columns headed by periods alone are one series: percentages are progress in all of them, also where
   one holds but zeros, unless another is no percentage. */
void settle_series(const struct settling *on)
{
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    size_t percent = 0, other = 0;
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        const struct column_stats *s = &case_of(cases, c)->stats;
        bool figures = text_eq(c->reason, text_of(header_is_period)) && s->n;
        percent += figures && c->role == ROLE_PROGRESS ? s->n : 0;
        other += figures && c->role == ROLE_CURRENT && s->max_number > 0 ? s->n : 0;
    }
    for (size_t i = 0; i < table->columns.n && percent > other; i++)
        if (table->columns.v[i].role == ROLE_CURRENT &&
            text_eq(table->columns.v[i].reason, text_of(header_is_period)))
            table->columns.v[i].role = ROLE_PROGRESS;
}

/* Columns headed by a period alone: targets where there is a baseline but no target column. */
void settle_periods(const struct settling *on)
{
    struct table *table = on->table;
    bool baseline = table_column(table, ROLE_BASELINE), target = table_column(table, ROLE_TARGET);
    for (size_t i = 0; i < table->columns.n && baseline && !target; i++)
        if (text_eq(table->columns.v[i].reason, text_of(header_is_period)))
            table->columns.v[i].role = ROLE_TARGET;
}

/* "In June | In December", "2025 | 2026": two months apart or two years and nothing else that is measured, both
   in every row: from where it goes, and where to. */
void settle_two_periods(const struct settling *on)
{
    enum { APART = 3 };
    struct work *w = on->w;
    struct column *ends[2] = {NULL, NULL};
    size_t n = 0, same = 0;
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        bool dated = is_dated_column(c);
        if (!dated && (c->role == ROLE_TARGET || c->role == ROLE_BASELINE ||
                       c->role == ROLE_PROGRESS || c->role == ROLE_CURRENT))
            return;
        if (dated && n++ < 2)
            ends[n - 1] = c;
    }
    if (n != 2 || ends[1] != ends[0] + 1 || texts_have_targets(on))
        return;
    double apart = month_of(w, ends[1]->header) - month_of(w, ends[0]->header);
    double last = year_in_header(w, ends[1]->header);
    bool years = last == year_in_header(w, ends[0]->header) + 1 && last >= sheet_year(w);
    size_t rows = case_of(on->cases, ends[0])->stats.n;
    if (!(fabs(apart) >= APART || years) || rows < (years ? 2 : APART) ||
        case_of(on->cases, ends[1])->stats.n != rows ||
        !same_dress(w, on->head, ends[0], ends[1], &same))
        return;
    take_figures(w, ends[0], ROLE_BASELINE,
                 years ? "the first of two years" : "the first of two months");
    take_figures(w, ends[1], ROLE_TARGET,
                 years ? "the second of two years" : "the second of two months");
}

/* Figures stand in the order start, target, current: where one of them has a name that nobody knows,
   its place tells it. */
void settle_order(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    bool baseline = table_column(table, ROLE_BASELINE), target = table_column(table, ROLE_TARGET);
    bool current = table_column(table, ROLE_CURRENT) || table_column(table, ROLE_PROGRESS);
    for (size_t i = 1; i + 1 < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (!baseline && c[1].role == ROLE_TARGET && unknown_figures(cases, c) &&
            same_dress(w, on->head, c, &c[1], &n)) {
            take_figures(w, c, ROLE_BASELINE, "it stands before the target");
            baseline = true;
        } else if (!target && c[-1].role == ROLE_BASELINE && unknown_figures(cases, c)) {
            take_figures(w, c, ROLE_TARGET, "it stands behind the start");
            target = true;
        }
    }
    for (size_t i = 1; i < table->columns.n && !target; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (c[-1].role != ROLE_CURRENT || !unknown_figures(cases, c) ||
            !(table_column(table, ROLE_KEY_RESULT) || table_column(table, ROLE_OBJECTIVE)) ||
            !same_dress(w, on->head, c, &c[-1], &n) ||
            (i + 1 < table->columns.n && unknown_figures(cases, &c[1])))
            continue;
        take_figures(w, c, ROLE_TARGET, "it stands behind the current value"); /* "By Christmas" */
        target = true;
    }
    for (size_t i = 2; i < table->columns.n && !baseline && !target; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_CURRENT || !unknown_figures(cases, &c[-2]) ||
            !unknown_figures(cases, &c[-1]))
            continue;
        take_figures(w, &c[-2], ROLE_BASELINE, "it stands before the target and the current value");
        take_figures(w, &c[-1], ROLE_TARGET, "it stands before the current value");
        target = true;
    }
    for (size_t i = 2; i < table->columns.n && !baseline && !target && !current; i++) {
        struct column *c = &table->columns.v[i];
        if (!unknown_figures(cases, &c[-2]) || !unknown_figures(cases, &c[-1]) ||
            !unknown_figures(cases, c) ||
            (i + 1 < table->columns.n && unknown_figures(cases, &c[1])))
            continue;
        take_figures(w, &c[-2], ROLE_BASELINE, "the first of three columns of figures");
        take_figures(w, &c[-1], ROLE_TARGET, "the second of three columns of figures");
        take_figures(w, c, ROLE_CURRENT, "the third of three columns of figures");
        current = target = true;
    }
    for (size_t i = 1; i < table->columns.n && !baseline && !target && !current; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (!unknown_figures(cases, &c[-1]) || !unknown_figures(cases, c) ||
            !same_dress(w, on->head, &c[-1], c, &n) || n == 0 || n == case_of(cases, c)->stats.n)
            continue;
        take_figures(w, &c[-1], ROLE_BASELINE, "the first of two columns of figures");
        take_figures(w, c, ROLE_TARGET, "the second of two columns of figures");
        target = true;
    }
    for (size_t i = 1; i < table->columns.n && !current; i++) {
        struct column *c = &table->columns.v[i];
        if (c[-1].role != ROLE_TARGET || !unknown_figures(cases, c))
            continue;
        take_figures(w, c, ROLE_CURRENT, "it stands behind the target");
        current = true;
    }
}

static const char dressed_as_target[] = "header is a period, figures are dressed as the target";

/* "Target | W18 | W19" with 80 %, 61 %, 66 %: check-ins of the metric, not of the progress; nor is a week's that
   holds no percentage beside them. */
void settle_check_ins(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    const struct column *target = table_column(table, ROLE_TARGET);
    bool metric = false;
    for (size_t i = 0; target && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (c->role != ROLE_PROGRESS || !text_eq(c->reason, text_of(header_is_period)) ||
            !same_dress(w, head, target, c, &n) || n == 0)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = text_of(dressed_as_target);
        metric = true;
    }
    for (size_t i = 0; metric && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role == ROLE_PROGRESS && text_eq(c->reason, text_of(header_is_period)) &&
            holds(&case_of(on->cases, c)->stats, CONTENT_PERCENT) == 0)
            c->role = ROLE_CURRENT;
    }
}

/* What the columns are in the end is said. */
void say_check_ins(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        const struct column *c = &on->table->columns.v[i];
        if (c->role == ROLE_CURRENT && text_eq(c->reason, text_of(dressed_as_target)))
            assume(on->w, c->place,
                   "the percentages in '" TEXT_FMT "' are current values, not progress",
                   TEXT_ARG(c->header));
    }
}
