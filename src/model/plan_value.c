/*
 * The values of items, in this order: all columns (plan_column.c), periods (plan_period.c), then each
 * item: people, weights and status here, start, target and current (plan_metric.c), progress
 * (plan_progress.c).
 */
#include "model/plan_value.h"
#include "base/fold.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

/* "High", "mittel": taken for a figure, which is said once for each word of the column. */
static bool read_grade(struct reading *r, struct column_facts *c, const struct field *f,
                       double *out)
{
    double grade = words_value(WORDS_GRADE, text_key(r->w->scratch, f->text));
    if (isnan(grade))
        return false;
    *out = grade;
    struct text said =
        text_printf(r->w->mem, "'" TEXT_FMT "' %.0f %%", TEXT_ARG(text_trim(f->text)), grade * 100);
    if (!text_contains(c->graded, said))
        c->graded = text_printf(r->w->mem, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(c->graded),
                                c->graded.len ? ", " : "", TEXT_ARG(said));
    return true;
}

static void read_share(struct reading *r, enum role role, double *out)
{
    const struct field *f = reading_field(r, role);
    if (!f)
        return;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    struct number number;
    double share;
    if (leading_number(f, c->mark, &number)) {
        *out = scaled_value(r, c, f, &number);
    } else if (value_fraction(value_without_aside(f->text), &share)) {
        *out = share;
    } else if (!read_grade(r, c, f, out) && !says_in_words(r, f)) {
        value_not_read(r, c, f);
    }
}

static void read_weight(struct reading *r)
{
    const struct field *f = reading_field(r, ROLE_WEIGHT);
    struct number number;
    if (!f)
        return;
    struct column_facts *c = plan_column(r->w, r->item->record, f);
    if (!field_number(f, c->mark, &number))
        value_not_read(r, c, f);
    else if (c->weight_size > 0)
        r->item->weight = number.percent     ? number.value
                          : number.value > 1 ? number.value / 100 /* "20" among "50 %" */
                                             : number.value / c->weight_size;
    else
        r->item->points = number.value; /* made shares when all are known */
}

/* What counts of several states of a row: that it ended, then how it stands, then that it is under way. */
static int rank_of_status(enum status status)
{
    switch (status) {
    case STATUS_DONE:
    case STATUS_MISSED:
    case STATUS_DROPPED:
        return 3;
    case STATUS_ON_TRACK:
    case STATUS_AT_RISK:
    case STATUS_OFF_TRACK:
        return 2;
    default:
        return status != STATUS_NONE;
    }
}

/* "Status: Done | Health: On track". Columns of times (check-ins) are one state: the newest. */
static const struct field *status_field(struct reading *r)
{
    const struct field *best = reading_field(r, ROLE_STATUS);
    if (!best || plan_column(r->w, r->item->record, best)->period_said)
        return best;
    int most = rank_of_status(field_status(r, best));
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != ROLE_STATUS || plan_column(r->w, r->item->record, f)->period_said)
            continue;
        int rank = rank_of_status(field_status(r, f));
        best = rank > most ? f : best;
        most = rank > most ? rank : most;
    }
    return best;
}

/* Its header says that it holds statuses; a column may also be taken for one by what most cells hold. */
static bool headed_status(const struct reading *r, const struct field *f)
{
    const struct sheet_layout *layout = r->source->layout;
    for (size_t i = 0; layout && i < layout->tables.n; i++)
        for (size_t k = 0; k < layout->tables.v[i].columns.n; k++) {
            const struct column *c = &layout->tables.v[i].columns.v[k];
            if (c->role == ROLE_STATUS && c->col == f->place.col && text_eq(c->header, f->header))
                return c->language.len > 0;
        }
    return true;
}

/* "JIRA-1234", "#87, #90", "https://...": where it can be read how it stands. */
static bool is_ticket(struct text text)
{
    bool ticket = text.len > 0;
    for (struct text rest = text_trim(text); rest.len && ticket;) {
        struct text word = text_trim(text_cut(&rest, ' '));
        bool digit = false, mark = text_contains(word, T("#"));
        for (size_t i = 0; i < word.len; i++) {
            digit |= word.ptr[i] >= '0' && word.ptr[i] <= '9';
            mark |= i > 0 && word.ptr[i] == '-' && word.ptr[i - 1] >= 'A' && word.ptr[i - 1] <= 'Z';
        }
        ticket = !word.len || text_contains(word, T("://")) || (digit && mark);
    }
    return ticket;
}

/* A day, a ticket, a tick or an answer under "Done": no state, and nothing to be told. */
static bool says_when_or_whether(struct reading *r, const struct field *f)
{
    double day;
    struct text key = text_key(r->w->scratch, f->text);
    bool plain = f->cell && (f->cell->type == CELL_BOOL || f->cell->type == CELL_DATE);
    return plain || text_eq(key, T("x")) || is_ticket(f->text) || words_name(WORDS_NO, key).len ||
           value_date(f->text, DATE_UNKNOWN, &day);
}

/* "[x] Gaming evening every Friday", "☑ ...": a box before the words that somebody has ticked. */
static void read_ticked_box(struct reading *r)
{
    static const char *const boxes[] = {"[x]", "[X]", "☑"};
    struct text t = text_trim(r->record->fields.v[0].text);
    if (record_field(r->record, ROLE_CURRENT) || record_field(r->record, ROLE_PROGRESS) ||
        record_field(r->record, ROLE_SCORE))
        return; /* figures say how it stands */
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
        if (text_starts(t, text_of(boxes[i]))) {
            r->item->status = STATUS_DONE;
            r->item->status_written = text_of(boxes[i]);
        }
}

static void read_status(struct reading *r)
{
    const struct field *f = status_field(r);
    struct item *item = r->item;
    struct number number;
    if (!f)
        read_ticked_box(r);
    if (!f)
        return;
    item->status = field_status(r, f);
    item->status_written = f->text;
    bool open = item->status == STATUS_NONE || item->status == STATUS_IN_PROGRESS;
    bool percent = open && field_number(f, DECIMAL_UNKNOWN, &number) && number.percent;
    if (percent && isnan(item->stated))
        state_progress(r, f, number.value);
    if (item->status == STATUS_NONE && !percent && headed_status(r, f) &&
        !says_when_or_whether(r, f))
        value_not_read(r, plan_column(r->w, item->record, f), f);
}

/* "No order waits – 20% done", "Refit all shops (60 % complete)": progress behind the words. What is to be
   100 % done is a target. */
static void read_progress_behind(struct reading *r)
{
    struct text t = text_trim(r->item->text), word = {0};
    if (text_ends(t, T(")")))
        t.len--;
    size_t sign = t.len, digit;
    while (sign > 0 && t.ptr[sign - 1] != '%')
        sign--;
    if (sign == 0 || !isnan(r->item->stated))
        return;
    word = text_trim(text_slice(t, sign, t.len));
    for (digit = sign - 1; digit > 0 && strchr("0123456789., ", t.ptr[digit - 1]);)
        digit--;
    struct text before = text_slice(t, 0, digit);
    bool parted = text_ends(before, T("-")) || text_ends(before, T("–")) ||
                  text_ends(before, T("—")) || text_ends(before, T("("));
    struct number number;
    bool done = word.len && word.len <= 16 && value_status(r->w->scratch, word) == STATUS_DONE;
    if (!parted || !done || !value_number(text_slice(t, digit, sign), r->mark, &number) ||
        number.value >= 1)
        return;
    r->item->stated = number.value;
    r->item->stated_written = text_trim(text_slice(t, digit, t.len));
    r->item->stated_place = r->item->place;
}

/* "CANCELLED - New coffee machines", "[dropped] ...", "... (cancelled)": said in the item's own words. */
static void read_dropped(struct reading *r)
{
    struct text t = text_trim(r->item->written), rest = t, word = {0};
    if (text_starts(t, T("[")) || text_starts(t, T("("))) {
        size_t end = text_find(t, text_starts(t, T("[")) ? T("]") : T(")"), 0);
        word = end == SIZE_MAX ? word : text_slice(t, 1, end);
    } else if (text_ends(t, T(")"))) {
        size_t open = t.len;
        while (open > 0 && t.ptr[open - 1] != '(')
            open--;
        word = text_slice(t, open, t.len - 1);
    }
    if (!word.len) {
        word = text_cut(&rest, ' ');
        bool mark = text_ends(word, T(":")) || text_starts(rest, T("- ")) ||
                    text_starts(rest, T("– ")) || text_starts(rest, T("— "));
        word = mark ? word : (struct text){0};
    }
    struct text key = text_key(r->w->scratch, word);
    if (!key.len || !text_eq(words_name(WORDS_STATUS, key), T("dropped")))
        return;
    r->item->status = STATUS_DROPPED;
    r->item->status_written = word;
}

/* Struck through, and nothing says that it is done. */
static void read_struck(struct reading *r)
{
    const struct cell *cell = r->record->fields.n ? r->record->fields.v[0].cell : NULL;
    struct item *item = r->item;
    if (!cell || !(cell->flags & CELL_STRUCK) || item->status != STATUS_NONE || item->progress >= 1)
        return;
    item->status = STATUS_DROPPED;
    item->status_written = TR("struck through");
    struct finding *f =
        diag_add(r->w->diag, FINDING_ASSUMED, item->place,
                 T("if it counts, take the line away; if it was reached, give it a status"),
                 "it is struck through: counted as dropped");
    f->unit = r->w->plan->units.v[item->unit].id;
}

/* "[Ann Lee,Omar Aziz]", as programs write lists. */
static struct text without_list_brackets(struct text text)
{
    text = text_trim(text);
    bool list = text_starts(text, T("[")) && text_ends(text, T("]"));
    return list ? text_slice(text, 1, text.len - 1) : text;
}

static void read_people(struct reading *r)
{
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role != ROLE_OWNER)
            continue;
        struct text_list people =
            value_people(r->w->mem, without_list_brackets(f->text),
                         plan_column(r->w, r->item->record, f)->commas == COMMA_IN_NAMES);
        for (size_t k = 0; k < people.n; k++)
            *list_push(r->w->mem, &r->item->owners) = people.v[k];
    }
    struct text text = text_trim(r->item->written);
    struct text behind = plan_owners_behind(r->w, r->item->record, &text);
    if (behind.len) {
        struct text_list people = value_people(r->w->mem, behind, false);
        for (size_t k = 0; k < people.n; k++)
            *list_push(r->w->mem, &r->item->owners) = people.v[k];
    }
    struct text team = r->w->team_of[r->item->record];
    if (team.len)
        *list_push(r->w->mem, &r->item->owners) = team;
}

/* Of several columns of comments all that they say. */
static struct text notes_of(struct reading *r)
{
    struct buf notes = {.mem = r->w->mem};
    for (size_t i = 0; i < r->record->fields.n; i++) {
        const struct field *f = &r->record->fields.v[i];
        if (f->role == ROLE_NOTE && f->text.len)
            buf_printf(&notes, "%s" TEXT_FMT, notes.len ? "\n" : "", TEXT_ARG(f->text));
    }
    return buf_text(&notes);
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

static struct reading reading_of(struct plan_work *w, struct item *item)
{
    return (struct reading){
        .w = w,
        .item = item,
        .record = &w->layout->records.v[item->record],
        .source = &w->sources.v[w->source_of[item->record]],
        .mark = plan_mark_of(w, &w->sources.v[w->source_of[item->record]], &item->place)};
}

static void read_item(struct reading *r)
{
    read_people(r);
    read_commitment(r);
    r->item->notes = notes_of(r);
    read_status(r);
    read_stated(r);
    if (r->item->kind == KEY_RESULT)
        read_progress_behind(r);
    if (r->item->status == STATUS_NONE)
        read_dropped(r);
    read_share(r, ROLE_CONFIDENCE, &r->item->confidence);
    read_weight(r);
    read_date(r, ROLE_DUE, &r->item->due);
    if (r->item->kind == KEY_RESULT && !reading_field(r, ROLE_DUE))
        read_due_in_words(r);
    read_date(r, ROLE_UPDATED, &r->item->updated);
    read_metric(r);
    /* a percentage beside figures that are none is progress in the column of values */
    struct metric *m = &r->item->metric;
    if (r->item->kind == KEY_RESULT)
        settle_progress(r);
    else if (!isnan(r->item->stated))
        set_progress(r->item, r->item->stated, stated_formula(r));
    read_struck(r);
    if (r->item->kind == OBJECTIVE)
        m->in_text = false;
}

/* Points become shares of their siblings' sum: an objective's key results, a unit's objectives, its key
   results that stand alone. */
static void settle_points(struct plan_work *w)
{
    struct plan *plan = w->plan;
    double *below = NEW_ARRAY(w->scratch, double, plan->items.n + 1);
    double *in_unit[] = {NEW_ARRAY(w->scratch, double, plan->units.n + 1),
                         NEW_ARRAY(w->scratch, double, plan->units.n + 1)};
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < plan->items.n; i++) {
            struct item *item = &plan->items.v[i];
            double *sum = item->objective == NO_ITEM ? &in_unit[item->kind == OBJECTIVE][item->unit]
                                                     : &below[item->objective];
            if (pass == 0)
                *sum += item->points > 0 ? item->points : 0;
            else if (item->points >= 0 && *sum > 0)
                item->weight = item->points / *sum;
        }
}

void plan_read_values(struct plan_work *w)
{
    struct plan *plan = w->plan;
    plan_gather_columns(w);
    plan_read_grades(w);
    for (size_t i = 0; i < w->sources.n; i++)
        find_source_period(w, &w->sources.v[i]);
    for (size_t i = 0; i < plan->items.n; i++) {
        struct reading r = reading_of(w, &plan->items.v[i]);
        read_period(&r);
    }
    settle_run_period(w);
    plan_date_columns(w);
    for (size_t i = 0; i < plan->items.n; i++) {
        struct reading r = reading_of(w, &plan->items.v[i]);
        read_item(&r);
    }
    settle_points(w);
    for (size_t i = 0; i < w->columns.n; i++) {
        report_column(w, &w->columns.v[i]);
        report_mark(w, &w->columns.v[i]);
        report_order(w, &w->columns.v[i]);
        report_disagreements(w, &w->columns.v[i]);
    }
    for (size_t i = 0; i < w->sources.n; i++) {
        report_from_zero(w, &w->sources.v[i]);
        report_limits(w, &w->sources.v[i]);
    }
}
