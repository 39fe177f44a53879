/*
 * Columns of figures whose headers' words nobody knows, or that say too little: which of start, target
 * and current value each is, by what the figures are. The current value lies between the other two.
 */
#include "layout/layout_column.h"
#include "value/value.h"

#include <math.h>

enum { KINDS = 3, MOST_OPEN = 6, ROWS_WEIGHED = 200 };
static const enum role kinds[KINDS] = {ROLE_BASELINE, ROLE_TARGET, ROLE_CURRENT};

/* "30日" is a day, or so many of them. */
static bool counts_days(struct text t)
{
    enum { LONGEST = 8 };
    bool plain = t.len <= LONGEST;
    for (size_t i = 0; i < t.len && plain; i++)
        plain = (t.ptr[i] >= '0' && t.ptr[i] <= '9') || (signed char)t.ptr[i] < 0;
    return plain;
}

/* "12 visits", "£310k": a word that begins with a figure. */
static bool begins_with_figure(struct text t)
{
    enum { LONGEST = 24, BEFORE = 4 }; /* "R$ " */
    for (size_t i = 0; i < t.len && i < BEFORE && t.len <= LONGEST; i++)
        if (t.ptr[i] >= '0' && t.ptr[i] <= '9')
            return true;
    return false;
}

double figure_at(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *cell = line_cell(w, line, col);
    struct number number;
    if (!cell)
        return NAN;
    if (cell->type == CELL_NUMBER)
        return cell->number;
    enum content content = mark_of(w, cell)->content;
    if (cell->type == CELL_DATE)
        return content == CONTENT_NUMBER ? cell->number : NAN; /* hours */
    bool figure =
        cell->type == CELL_TEXT &&
        (content == CONTENT_NUMBER || content == CONTENT_PERCENT ||
         (content == CONTENT_WORD && begins_with_figure(cell->text) && !is_day(w, cell)) ||
         (content == CONTENT_DATE && counts_days(cell->text)));
    return figure && value_number(cell->text, DECIMAL_UNKNOWN, &number) ? number.value : NAN;
}

size_t figures_in(const struct work *w, size_t first, size_t end, uint32_t col)
{
    size_t filled = 0, figures = 0;
    for (size_t line = first; line < end; line++) {
        const struct cell *cell = line_cell(w, line, col);
        filled += cell && mark_of(w, cell)->content != CONTENT_BLANK;
        figures += !isnan(figure_at(w, line, col));
    }
    return figures * 5 >= filled * 4 ? figures : 0;
}

/* --- what the headers leave open --------------------------------------------------------------------- */

/* "4 % to 10 %" */
static bool tells_way(const struct cell *cell)
{
    struct change change;
    return cell && cell->type == CELL_TEXT && value_change(cell->text, DECIMAL_UNKNOWN, &change) &&
           !isnan(change.start) && !isnan(change.target);
}

static bool holds_ways(const struct work *w, const struct head *head, uint32_t col)
{
    for (size_t line = head->first; line < head->end; line++)
        if (tells_way(line_cell(w, line, col)))
            return true;
    return false;
}

static bool is_kind(enum role role)
{
    return role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT;
}

static int kind_of(enum role role)
{
    for (int k = 0; k < KINDS; k++)
        if (kinds[k] == role)
            return k;
    return KINDS;
}

/* "Goal state" above "active", "closed", beside targets: words only, and figures under another word for the same. */
static bool has_figures_elsewhere(const struct settling *on, const struct column *c)
{
    const struct column_stats *s = &case_of(on->cases, c)->stats;
    bool elsewhere = false;
    for (size_t i = 0; i < on->table->columns.n; i++) {
        const struct column *other = &on->table->columns.v[i];
        elsewhere |= other != c && other->role == c->role &&
                     figures_in(on->w, on->head->first, on->head->end, other->col) > 1;
    }
    return elsewhere && s->n > 1 && s->content[CONTENT_WORD] == s->n && !s->counted;
}

const char figures_word[] = "a word for figures, but it holds texts";

/* "What is measured" above sentences: no figures, though one of its words is for them. */
static void free_texts(const struct settling *on)
{
    const struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (is_kind(c->role) && has_figures_elsewhere(on, c)) {
            c->role = ROLE_NONE;
            c->reason = T("words, and figures stand under another word for them");
        }
        struct texts_below t = is_kind(c->role) && c->confidence < .5 ? texts_below(w, head, c->col)
                                                                      : (struct texts_below){0};
        if (c->parted || t.n < 2 || t.words < 2 * t.n ||
            figures_in(w, head->first, head->end, c->col) || holds_ways(w, head, c->col))
            continue;
        c->role = ROLE_NONE;
        c->reason = text_of(figures_word);
    }
}

/* "Jul", "Q3 2026": check-ins; "July make" may be anything. */
static bool is_period_alone(const struct work *w, struct text header)
{
    bool alone = true;
    while (header.len && alone) {
        struct text word = text_cut(&header, ' ');
        alone = word.len == 0 || (word.ptr[0] >= '0' && word.ptr[0] <= '9') ||
                vocabulary_period(w->words, header_key(w->scratch, word));
    }
    return alone;
}

/* A column of figures that no word tells; "Objectives" above 2, 5 counts them. */
static bool is_unknown(const struct settling *on, const struct column *c)
{
    bool open = c->role == ROLE_NONE || text_eq(c->reason, text_of(holds_percentages));
    const struct column_stats *s = &case_of(on->cases, c)->stats;
    bool numbers_rows = s->steps == s->n; /* 1, 2, 3 */
    return open && !numbers_rows && !names_day(case_of(on->cases, c)) &&
           !is_period_alone(on->w, c->header) && c->header.len && !c->ticks &&
           !text_eq(c->reason, text_of(counts_only)) &&
           figures_in(on->w, on->head->first, on->head->end, c->col) >= 2;
}

/* The same under words that say little: a day ("Stand 1. Juli"), a month and something else, a word for
   another thing. */
enum guess { SURE, DATED, GUESSED };

static enum guess guess_of(const struct settling *on, const struct column *c)
{
    bool other = c->role == ROLE_OUTLINE || c->role == ROLE_METRIC || c->role == ROLE_DUE ||
                 c->role == ROLE_PERIOD || c->role == ROLE_UPDATED || c->role == ROLE_STATUS ||
                 c->role == ROLE_START_DATE || c->role == ROLE_ID;
    const struct column_stats *s = &case_of(on->cases, c)->stats;
    bool counts = s->serials == s->n || s->steps == s->n; /* days; 1, 2, 3 */
    if (!c->header.len || (!is_kind(c->role) && !other) || (other && counts) ||
        names_day(case_of(on->cases, c)))
        return SURE;
    if (other)
        return figures_in(on->w, on->head->first, on->head->end, c->col) < 2 ? SURE : GUESSED;
    bool dated = case_of(on->cases, c)->dated;
    bool month = text_eq(c->reason, text_of(header_is_period));
    if (!dated && !month && c->confidence >= .5)
        return SURE;
    if (month && !dated && is_period_alone(on->w, c->header))
        return SURE;
    if (figures_in(on->w, on->head->first, on->head->end, c->col) < 2)
        return SURE;
    return dated ? DATED : GUESSED;
}

/* --- which is which ---------------------------------------------------------------------------------- */

/* What is tried: a column for each kind, NULL where its words tell it. */
struct trial {
    const struct settling *on;
    struct column *open[MOST_OPEN];
    enum role role[MOST_OPEN]; /* as its word has it, which is not believed */
    size_t n_open;
    int missing[KINDS];
    size_t n_missing;
    struct column *tried[KINDS], *best[KINDS];
    double most, second; /* shares of rows that fit */
};

/* The figure of a row: of several known columns of a kind (check-ins) the last that is filled. */
static double kind_at(const struct trial *t, size_t line, int kind)
{
    const struct table *table = t->on->table;
    double found = NAN;
    if (t->tried[kind])
        return figure_at(t->on->w, line, t->tried[kind]->col);
    for (size_t i = 0; i < table->columns.n; i++) {
        double value = table->columns.v[i].role == kinds[kind]
                           ? figure_at(t->on->w, line, table->columns.v[i].col)
                           : NAN;
        found = isnan(value) ? found : value;
    }
    return found;
}

/* The share of rows with all three figures in which the current value lies between start and target; -1
   if fewer than two rows have them. */
static double fits(const struct trial *t)
{
    const struct head *head = t->on->head;
    size_t n = 0, between = 0;
    for (size_t line = head->first; line < head->end && n < ROWS_WEIGHED; line++) {
        double s = kind_at(t, line, 0), g = kind_at(t, line, 1), c = kind_at(t, line, 2);
        if (isnan(s) || isnan(g) || isnan(c))
            continue;
        n++;
        between += s != g && fmin(s, g) <= c && c <= fmax(s, g);
    }
    return n >= 2 ? (double)between / (double)n : -1;
}

/* All ways to give the missing kinds to open columns; a start stands left of its target. */
static void try_all(struct trial *t, size_t k, unsigned used)
{
    if (k == t->n_missing) {
        bool backwards = t->tried[0] && t->tried[1] && t->tried[0] > t->tried[1];
        double fit = backwards ? -1 : fits(t);
        if (fit > t->most) {
            t->second = t->most;
            t->most = fit;
            for (int kind = 0; kind < KINDS; kind++)
                t->best[kind] = t->tried[kind];
        } else if (fit > t->second)
            t->second = fit;
        return;
    }
    for (size_t i = 0; i < t->n_open; i++) {
        if (used >> i & 1)
            continue;
        t->tried[t->missing[k]] = t->open[i];
        try_all(t, k + 1, used | 1u << i);
        t->tried[t->missing[k]] = NULL;
    }
}

/* With `reopen` also columns whose words say little. True: all missing kinds were found. */
static bool tell_figures(struct settling on, bool reopen)
{
    struct trial t = {.on = &on};
    size_t unknown = 0, guessed = 0, dated = 0;
    bool sure[KINDS] = {false};
    for (size_t i = 0; i < on.table->columns.n; i++) {
        struct column *c = &on.table->columns.v[i];
        enum guess guess = guess_of(&on, c);
        bool open = is_unknown(&on, c), again = reopen && !open && guess != SURE;
        if (!open && !again)
            for (int k = 0; k < KINDS; k++)
                sure[k] |= c->role == kinds[k];
        if (!open && !again)
            continue;
        if (t.n_open == MOST_OPEN)
            return false;
        unknown += open;
        guessed += again && guess == GUESSED;
        dated += again && guess == DATED;
        t.role[t.n_open] = c->role;
        t.open[t.n_open++] = c;
    }
    for (int k = 0; k < KINDS; k++)
        if (!sure[k])
            t.missing[t.n_missing++] = k;
    t.most = .7;
    bool series = t.n_missing == KINDS && dated == t.n_open; /* "Wk 15", "Wk 16", "Wk 17" */
    bool possible = !series && t.n_missing && t.n_open >= t.n_missing &&
                    (t.n_open == t.n_missing || (reopen && unknown + guessed > 0));
    if (!possible)
        return false;
    for (size_t i = 0; i < t.n_open; i++)
        t.open[i]->role = ROLE_NONE;
    try_all(&t, 0, 0);
    bool clear = t.n_open == t.n_missing || (t.most >= .9 && t.most - t.second >= .2);
    bool found = t.most > .7 && clear;
    for (size_t i = 0; i < t.n_open; i++) {
        bool chosen = t.best[0] == t.open[i] || t.best[1] == t.open[i] || t.best[2] == t.open[i];
        int kind = kind_of(t.role[i]);
        if (!found || (kind == KINDS ? !chosen : t.best[kind] == t.open[i]))
            t.open[i]->role = t.role[i];
    }
    for (int k = 0; k < KINDS; k++) {
        struct column *c = found ? t.best[k] : NULL;
        if (!c || c->role == kinds[k])
            continue;
        c->role = kinds[k];
        c->scope = -1;
        c->reason = T("its figures fit: the current value lies between start and target");
        assume(on.w, c->place, "'" TEXT_FMT "' is the %s: so its figures fit", TEXT_ARG(c->header),
               tr(role_text(kinds[k])));
    }
    return found;
}

/* A word heads it that is for items, or for what they are called. */
static bool tells_items(const struct settling *on, const struct column *c)
{
    return (is_item(c->role) || c->role == ROLE_TITLE) && c->confidence >= .2 &&
           !(c->role == ROLE_OBJECTIVE && is_weak(on, c));
}

/* "from 31 to 10", "at least 12" in nearly every cell, whatever the header says: targets. */
static void tell_ways(const struct settling *on)
{
    enum { LONGEST = 40 };
    size_t told_items = 0; /* by a word; else such texts may be the key results themselves */
    for (size_t i = 0; i < on->table->columns.n; i++)
        told_items += tells_items(on, &on->table->columns.v[i]);
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        if (told_items == (tells_items(on, c) ? 1u : 0u))
            continue; /* no other column has them */
        size_t n = 0, told = 0, ways = 0;
        if (table_column(on->table, ROLE_TARGET))
            return;
        if ((c->role != ROLE_NONE && c->role != ROLE_NOTE && c->role != ROLE_PARENT &&
             c->role != ROLE_TITLE) ||
            item_in_header(on->w, c->header) != ROLE_NONE)
            continue;
        for (size_t line = on->head->first; line < on->head->end; line++) {
            const struct cell *cell = line_cell(on->w, line, c->col);
            struct change change;
            n += cell != NULL;
            bool figure = cell && cell->type == CELL_TEXT && cell->text.len <= LONGEST &&
                          value_change(cell->text, DECIMAL_UNKNOWN, &change);
            told += figure && !isnan(change.target);
            ways += figure && !isnan(change.target) && !isnan(change.start);
        }
        if (ways < 2 || told * 5 < n * 4)
            continue;
        c->role = ROLE_TARGET;
        c->scope = -1;
        c->reason = T("says from what to what");
        assume(on->w, c->place, "'" TEXT_FMT "' is the target: it says from what to what",
               TEXT_ARG(c->header));
    }
}

/* "Stand half november" beside "Routes from 35 % to 80 %": the only figures are where these stand now. */
static void tell_current(const struct settling *on)
{
    const struct column *items = table_column(on->table, ROLE_KEY_RESULT);
    struct column *open = NULL;
    size_t ways = 0;
    items = items ? items : table_column(on->table, ROLE_TITLE);
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        bool other = is_unknown(on, c) || guess_of(on, c) != SURE;
        if (is_kind(c->role) || c->role == ROLE_PROGRESS || (other && open))
            return;
        open = other ? c : open;
    }
    for (size_t line = on->head->first; items && open && line < on->head->end; line++)
        ways += !isnan(figure_at(on->w, line, open->col)) &&
                tells_way(line_cell(on->w, line, items->col));
    if (ways < 2 || ways * 2 < figures_in(on->w, on->head->first, on->head->end, open->col))
        return;
    open->role = ROLE_CURRENT;
    open->scope = -1;
    open->reason = T("the only figures beside key results that say from what to what");
    assume(on->w, open->place, "'" TEXT_FMT "' is the current value", TEXT_ARG(open->header));
}

/* The table's only column for where key results stand, without one for start, target or progress. */
static struct column *lone_current(const struct settling *on)
{
    struct column *found = NULL;
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        if (c->role == ROLE_BASELINE || c->role == ROLE_TARGET || c->role == ROLE_PROGRESS ||
            (c->role == ROLE_CURRENT && found))
            return NULL;
        found = c->role == ROLE_CURRENT ? c : found;
    }
    return found;
}

/* What percentages beside key results may be, by the figures of these. */
struct shares {
    size_t counts; /* "40 nurses": a share of them */
    size_t rates;  /* "from 14 % to 6 %": the rate itself, or a share of the way */
    size_t beyond; /* of these, such as 30 %, which is far from both ends */
};

static void weigh_share(const struct settling *on, const struct cell *item, double percent,
                        struct shares *s)
{
    struct change change;
    const struct mark *m = item ? mark_of(on->w, item) : NULL;
    if (!m || item->type != CELL_TEXT)
        return;
    /* "30 Monteure" begins with its figure */
    struct text said = m->prefix == PREFIX_NUMBER ? item->text : mark_body(m, item->text);
    if (!value_change(said, DECIMAL_UNKNOWN, &change) || isnan(change.target))
        return;
    double way = (percent - change.start) / (change.target - change.start);
    s->counts += !change.percent;
    s->rates += change.percent;
    s->beyond += change.percent && (way < -1 || way > 2);
}

/* "Stand" above 25 %, 60 %, 30 % beside "40 nurses hired" and "Sick days from 14 % to 6 %": progress, in
   all rows alike. */
static void tell_progress(const struct settling *on)
{
    const struct column *items = table_column(on->table, ROLE_KEY_RESULT);
    struct column *c = lone_current(on);
    struct shares s = {0};
    items = items ? items : table_column(on->table, ROLE_TITLE);
    const struct column_stats *stats = c ? &case_of(on->cases, c)->stats : NULL;
    if (!items || !c || stats->n < 2 || stats->content[CONTENT_PERCENT] < stats->n)
        return;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        double figure = figure_at(on->w, line, c->col);
        if (!isnan(figure))
            weigh_share(on, line_cell(on->w, line, items->col), figure, &s);
    }
    const struct header_reading *r = case_of(on->cases, c)->reading;
    bool sure = r && r->n && r->senses[0].role == ROLE_CURRENT && r->senses[0].weight >= .95;
    if (!s.counts || ((sure || s.counts <= s.rates) && !s.beyond))
        return; /* "Actual" means it, row by row */
    c->role = ROLE_PROGRESS;
    c->reason = T("percentages, also beside key results that count");
    assume(on->w, c->place,
           "'" TEXT_FMT "' is the progress: percentages, also beside what is counted",
           TEXT_ARG(c->header));
}

void settle_values(const struct settling *on)
{
    free_texts(on);
    tell_ways(on);
    tell_current(on);
    if (!tell_figures(*on, false))
        tell_figures(*on, true);
    tell_progress(on);
}

/* --- plan and actual in rows --------------------------------------------------------------------------- */

/* "Plan", "Soll", "Ist": a word alone for start, target or current value. */
static enum role figure_word(const struct work *w, const struct cell *cell)
{
    const struct header_reading *r =
        cell && cell->type == CELL_TEXT ? mark_of(w, cell)->reading : NULL;
    enum role role = r && r->n && r->senses[0].weight >= .6 ? r->senses[0].role : ROLE_NONE;
    return is_figure_role(role) ? role : ROLE_NONE;
}

enum role kind_of_figures(const struct work *w, const struct table *table, size_t line)
{
    return table->kind_col ? figure_word(w, line_cell(w, line, table->kind_col)) : ROLE_NONE;
}

void settle_kinds(const struct settling *on)
{
    struct table *table = on->table;
    if (table_column(table, ROLE_TARGET) && table_column(table, ROLE_CURRENT))
        return;
    for (size_t i = 0; i < table->columns.n && !table->kind_col; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0, targets = 0, others = 0;
        for (size_t line = on->head->first; line < on->head->end; line++) {
            const struct cell *cell = line_cell(on->w, line, c->col);
            enum role role = figure_word(on->w, cell);
            n += cell != NULL;
            targets += role == ROLE_TARGET;
            others += role == ROLE_CURRENT || role == ROLE_BASELINE;
        }
        if (c->col == 0 || targets < 2 || others < 2 || (targets + others) * 5 < n * 4)
            continue;
        table->kind_col = c->col;
        c->role = ROLE_IGNORED;
        c->scope = -1;
        c->reason = T("says row by row what the figures are");
    }
    for (size_t i = 0; table->kind_col && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_NONE || !c->header.len || !case_of(on->cases, c)->stats.figures)
            continue;
        c->role = ROLE_CURRENT; /* or what the row says */
        c->reason = T("figures, named in their rows");
    }
}
