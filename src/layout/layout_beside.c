/*
 * Cells beside an item in a sheet without headers -> what they are, by what they hold: a figure, a
 * status, the people of a column. What is merely likely is said.
 */
#include "layout/layout_column.h"
#include "layout/layout_measures.h"
#include "value/value.h"

#include <math.h>

enum { LEAST_PEOPLE = 3 }; /* below each other, for a first name alone to be a person's */

/* A percentage is no current value of "from 31 to 12", nor, as 60 %, of "from 81 % to 92 %". */
static bool is_stated(struct text key_result, const struct cell *cell)
{
    struct change change;
    struct number number = {.value = cell->number};
    if (cell->type == CELL_TEXT && !value_number(cell->text, DECIMAL_UNKNOWN, &number))
        return false;
    if (!value_change(key_result, DECIMAL_UNKNOWN, &change) || isnan(change.target))
        return false;
    if (!change.percent || isnan(change.start))
        return !change.percent;
    double span = fabs(change.target - change.start), begin = fmin(change.start, change.target);
    return number.value < begin - span || number.value > begin + 2 * span;
}

static bool labels_item(const struct mark *m)
{
    enum role role = m->reading && m->reading->n ? m->reading->senses[0].role : ROLE_NONE;
    return (role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT) &&
           m->reading->senses[0].weight >= .7;
}

/* The cell of a line that may be an item: the first, or the one behind its number or label. */
static const struct cell *item_at(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line);
    const struct cell *next = line_cell(w, line, first->col + UINT32_C(1));
    const struct mark *m = mark_of(w, first);
    unsigned prefix = next ? mark_of(w, next)->prefix : PREFIX_NONE;
    bool behind = (m->content == CONTENT_NUMBER || m->content == CONTENT_TICK) &&
                  (prefix == PREFIX_OBJECTIVE || prefix == PREFIX_KEY_RESULT);
    return behind || (next && next->type == CELL_TEXT && labels_item(m)) ? next : first;
}

/* The cell gives the target of the key result's words once more: 1. Another figure: 0. No figure, or the
   words give none: -1. */
static int repeats_target(const struct work *w, const struct cell *item, const struct cell *cell)
{
    struct change change;
    struct number number = {.value = cell->number};
    const struct cell *words = mark_of(w, item)->content == CONTENT_ID ? item + 1 : item;
    unsigned content = mark_of(w, cell)->content;
    if (words == cell || (content != CONTENT_NUMBER && content != CONTENT_PERCENT) ||
        (cell->type == CELL_TEXT && !value_number(cell->text, DECIMAL_UNKNOWN, &number)) ||
        !value_change(mark_body(mark_of(w, words), words->text), DECIMAL_UNKNOWN, &change) ||
        isnan(change.target) || change.percent != (content == CONTENT_PERCENT))
        return -1;
    double off = fabs(number.value - change.target),
           percent = fabs(number.value * 100 - change.target);
    double least = 1e-9 * fabs(change.target);
    return off <= least || (change.percent && percent <= least);
}

/* "9 -> 2", "from 48 to 8": start and target in one cell. */
static bool is_change(struct text text)
{
    struct change change;
    return text.len <= 40 && value_change(text, DECIMAL_UNKNOWN, &change) && !isnan(change.start) &&
           !isnan(change.target);
}

static struct beside look_beside(struct work *w, uint32_t col)
{
    struct beside b = {0};
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct cell *cell = line_cell(w, line, col), *first = item_at(w, line);
        const struct mark *m = mark_of(w, first);
        bool labelled = first != line_first(w, line);
        if (!cell || cell->col <= first->col ||
            (!labelled && code_kind(first->text) == PREFIX_NONE && m->prefix != PREFIX_OBJECTIVE &&
             m->prefix != PREFIX_KEY_RESULT && m->prefix != PREFIX_NUMBER &&
             m->prefix != PREFIX_BULLET))
            continue;
        b.cells++;
        const struct header_reading *label = mark_of(w, cell)->reading;
        b.names += cell->type == CELL_TEXT && !(label && label->n) && /* "Progress" */
                   value_like_people(cell->text) >= 1;
        if (m->prefix == PREFIX_OBJECTIVE)
            continue;
        b.plain |= mark_of(w, cell)->content == CONTENT_NUMBER;
        b.ways += cell->type == CELL_TEXT && is_change(cell->text);
        int repeats = repeats_target(w, first, cell);
        b.beyond |= !isnan(figure_at(w, line, col + 1));
        b.measured += repeats >= 0;
        b.repeats += repeats == 1;
        b.progress |= mark_of(w, cell)->content == CONTENT_PERCENT &&
                      is_stated(mark_body(m, first->text), cell);
    }
    return b;
}

/* The figures of a column are between 0 and 1, and those beside objectives the mean of those below: how far they
   got. */
static bool holds_scores(const struct work *w, uint32_t col)
{
    const double most = .06; /* of what is lost in rounding */
    double objective = NAN, sum = 0;
    size_t n = 0, fits = 0;
    for (size_t line = 0; line <= w->n_lines; line++) {
        bool end = line == w->n_lines;
        unsigned prefix = end ? PREFIX_OBJECTIVE : mark_of(w, item_at(w, line))->prefix;
        double figure = end ? NAN : figure_at(w, line, col);
        if (figure < 0 || figure > 1)
            return false;
        if (prefix == PREFIX_OBJECTIVE) {
            if (n && !(fabs(objective - sum / (double)n) <= most))
                return false;
            fits += n > 1;
            objective = figure;
            sum = 0;
            n = 0;
        } else if (prefix == PREFIX_KEY_RESULT && !isnan(figure)) {
            sum += figure;
            n++;
        }
    }
    return fits > 1;
}

/* The same, looked at once. */
static const struct beside *beside_column(struct reader *r, uint32_t col)
{
    struct text key = {(const char *)&col, sizeof col};
    size_t known = map_get(&r->beside, key);
    if (known == MAP_NONE) {
        known = r->columns_beside.n;
        struct beside seen = look_beside(r->w, col);
        seen.scores = holds_scores(r->w, col);
        *list_push(r->w->scratch, &r->columns_beside) = seen;
        map_put(r->w->scratch, &r->beside, text_copy(r->w->scratch, key), known);
    }
    return &r->columns_beside.v[known];
}

/* A figure beside a key result is where it stands now, if it is dressed as the target that the key
   result's words give: "from 8 % to 2 %" beside 5 %, "40 visits" beside 28. Beside other words a
   percentage is progress. */
static enum role figure_beside(struct work *w, size_t record, const struct cell *cell,
                               enum content content)
{
    const struct field *way = record_field(&w->records->v[record], ROLE_TARGET);
    struct text text = way && is_change(way->text) ? way->text /* "1:1s held | 60% -> 95% | 82%" */
                                                   : w->records->v[record].fields.v[0].text;
    struct change change;
    struct number number;
    double part, whole;
    bool percent = content == CONTENT_PERCENT;
    bool figure = percent || content == CONTENT_NUMBER;
    if (cell->type == CELL_TEXT && value_part_of(cell->text, &part, &whole) &&
        value_change(text, DECIMAL_UNKNOWN, &change) && change.target == whole)
        return ROLE_PROGRESS; /* "2/3" beside "Sign 3 sponsors" */
    if (cell->type == CELL_TEXT && !value_number(cell->text, DECIMAL_UNKNOWN, &number))
        return ROLE_NONE;
    if (cell->type == CELL_TEXT && !figure) { /* "7 wards", but no "Phase 2 begins in May" */
        figure = cell->text.len <= 24 && number.value == number.value;
        percent = number.percent;
    }
    bool measured = value_change(text, DECIMAL_UNKNOWN, &change) && change.target == change.target;
    bool of_another = !percent && cell->type == CELL_TEXT && number.unit.len && change.unit.len &&
                      !text_eq(number.unit, change.unit) && text_contains(text, number.unit);
    if (figure && measured && change.percent == percent && !of_another)
        return ROLE_CURRENT;
    return percent ? ROLE_PROGRESS : ROLE_NONE;
}

/* The first figure beside a key result was taken for its current value, which no header says. */
static void assume_current(struct reader *r, size_t record, const struct cell *cell)
{
    struct text text = r->w->records->v[record].fields.v[0].text;
    if (!r->current_assumed++)
        assume(r->w, cell_place(r->w->sheet, cell),
               "the figures beside key results are their current values: '" TEXT_FMT
               "' beside '" TEXT_FMT "'",
               TEXT_ARG(text_shorten(r->w->mem, cell->text, 20)),
               TEXT_ARG(text_shorten(r->w->mem, text, 40)));
}

/* Figures of a column that are mostly the targets of the key results' own words. */
static bool is_target_column(const struct beside *b)
{
    return b->repeats > 1 && b->repeats == b->measured && b->beyond;
}

static void assume_target(struct reader *r, const struct cell *cell)
{
    if (!r->target_assumed++)
        assume_value(r->w, cell_place(r->w->sheet, cell),
                     "the figures beside key results are their targets, which their words give, "
                     "too: '" TEXT_FMT "'",
                     TEXT_ARG(text_shorten(r->w->mem, cell->text, 20)));
}

static bool is_key_result_line(const struct work *w, size_t line)
{
    const struct cell *cell = item_at(w, line);
    return mark_of(w, cell)->prefix == PREFIX_KEY_RESULT ||
           code_kind(cell->text) == PREFIX_KEY_RESULT;
}

/* Words above figures: they may say what these are. */
static bool heads_figures(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    size_t words = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        words += w->sheet->cells[i].col > line_first(w, line)->col &&
                 w->marks[i].content != CONTENT_BLANK;
    return words > 1;
}

/* "KR: ... | 71% | 90% | 84%": three columns of figures and no fourth beside nearly all key results, the last
   mostly between the others; what the words themselves say of a start speaks against it. */
static uint32_t find_three(const struct work *w)
{
    enum { MOST = 16, COLUMNS = 3, FEWEST_ROWS = 3 };
    size_t rows = 0, figures[MOST] = {0}, between = 0, n = 0;
    bool headed = false; /* something above says what the columns are */
    uint32_t first = 0;
    for (size_t line = 0; line < w->n_lines; line++) {
        struct change change;
        if (!is_key_result_line(w, line)) {
            headed |= rows == 0 && heads_figures(w, line);
            continue;
        }
        if (value_change(line_first(w, line)->text, DECIMAL_UNKNOWN, &change) &&
            !isnan(change.start))
            return 0;
        rows++;
        for (uint32_t c = 0; c < MOST; c++)
            figures[c] += !isnan(figure_at(w, line, c));
    }
    for (uint32_t c = 0; c < MOST; c++) {
        first = figures[c] && !n ? c : first;
        n += figures[c] > 0;
    }
    if (headed || rows < FEWEST_ROWS || n != COLUMNS || !first || first + COLUMNS > MOST)
        return 0;
    for (uint32_t c = first; c < first + COLUMNS; c++)
        if (figures[c] * 5 < rows * 4)
            return 0;
    for (size_t line = 0; line < w->n_lines; line++) {
        double start = figure_at(w, line, first), target = figure_at(w, line, first + 1),
               current = figure_at(w, line, first + 2);
        between += is_key_result_line(w, line) && fmin(start, target) <= current &&
                   current <= fmax(start, target);
    }
    return between * 5 >= rows * 3 ? first : 0;
}

/* Which of the three a cell is; ROLE_NONE. */
static enum role one_of_three(struct reader *r, const struct cell *cell)
{
    static const enum role roles[] = {ROLE_BASELINE, ROLE_TARGET, ROLE_CURRENT};
    if (!r->three_known && (r->three = find_three(r->w)) != 0)
        assume_value(r->w, cell_place(r->w->sheet, cell),
                     "the three figures beside key results are start, target and current value");
    r->three_known = true;
    return r->three && cell->col >= r->three && cell->col < r->three + 3
               ? roles[cell->col - r->three]
               : ROLE_NONE;
}

static void assume_owner(struct reader *r, const struct cell *cell)
{
    if (!r->owner_assumed++)
        assume_value(r->w, cell_place(r->w->sheet, cell),
                     "the people beside items own them: '" TEXT_FMT "'",
                     TEXT_ARG(text_shorten(r->w->mem, cell->text, 40)));
}

static void count_unused(struct reader *r, const struct cell *cell)
{
    r->first_unused = r->first_unused ? r->first_unused : cell;
    r->unused++;
}

void say_unused_beside(const struct reader *r)
{
    if (!r->unused)
        return;
    struct text shown = text_shorten(r->w->mem, r->first_unused->text, 40);
    struct place place = cell_place(r->w->sheet, r->first_unused);
    if (r->unused == 1)
        diag_add(r->w->diag, FINDING_ASSUMED, place, T("give the column a header"),
                 "'" TEXT_FMT "' beside an item was not used: no header says what it is",
                 TEXT_ARG(shown));
    else
        diag_add(r->w->diag, FINDING_ASSUMED, place, T("give the columns headers"),
                 "'" TEXT_FMT
                 "' and %zu more beside items were not used: no header says what they are",
                 TEXT_ARG(shown), r->unused - 1);
}

/* "now 5", "Ziel: 40": the word before the figure says which it is. */
static enum role figure_by_word(struct work *w, struct text text)
{
    struct number number;
    size_t digit = 0;
    while (digit < text.len && !(text.ptr[digit] >= '0' && text.ptr[digit] <= '9'))
        digit++;
    if (digit == 0 || digit > 24 || !value_number(text, DECIMAL_UNKNOWN, &number) ||
        text_words(text_slice(text, digit, text.len)) > 2) /* "Goal 2: Calm work" */
        return ROLE_NONE;
    const struct header_reading *r =
        vocabulary_read(w->words, w->scratch, text_slice(text, 0, digit));
    for (size_t i = 0; r && i < r->n; i++) { /* "Ziel" before a figure is no objective */
        enum role role = r->senses[i].role;
        if ((role == ROLE_CURRENT || role == ROLE_TARGET || role == ROLE_BASELINE) &&
            (r->senses[i].weight >= .9 || r->senses[0].role == ROLE_OBJECTIVE))
            return role;
    }
    return ROLE_NONE;
}

/* "50 %" of "Ziel: 50 %", "-€40" of "now -€40". */
static struct text behind_word(struct text text)
{
    size_t at = 0;
    while (at < text.len && !(text.ptr[at] >= '0' && text.ptr[at] <= '9'))
        at++;
    while (at > 0 && text.ptr[at - 1] != ' ' && text.ptr[at - 1] != ':')
        at--;
    return text_trim(text_slice(text, at, text.len));
}

/* What a cell beside an item is by what it holds: a figure, a status, or something by its form. */
static enum role role_by_content(struct work *w, size_t record, const struct cell *cell,
                                 enum content content)
{
    const struct record *item = &w->records->v[record];
    if (is_tenths(cell))
        return ROLE_CONFIDENCE;
    if (item->kind == KEY_RESULT && cell->type == CELL_TEXT) {
        enum role said = figure_by_word(w, cell->text);
        bool told = is_way(item->fields.v[0].text); /* "fell from 9 to 7": a remark */
        said = said == ROLE_NONE && !told && is_change(cell->text) ? ROLE_TARGET : said;
        if (said != ROLE_NONE && !record_field(item, said))
            return said;
    }
    enum role role = item->kind == KEY_RESULT     ? figure_beside(w, record, cell, content)
                     : content == CONTENT_PERCENT ? ROLE_PROGRESS
                                                  : ROLE_NONE;
    if (role != ROLE_NONE && !(role == ROLE_CURRENT && record_field(item, role)))
        return role;
    if (cell->type == CELL_TEXT && cell->text.len <= 24 &&
        value_status(w->scratch, cell->text) != STATUS_NONE)
        return ROLE_STATUS;
    return content == CONTENT_MAIL    ? ROLE_OWNER
           : content == CONTENT_DATE  ? ROLE_DUE
           : content == CONTENT_PROSE ? ROLE_NOTE
                                      : ROLE_NONE;
}

/* The role of a figure in a column that repeats the targets of the words, or behind one; else as before. */
static enum role in_target_column(struct reader *r, size_t record, const struct cell *cell,
                                  const struct beside *column, enum role role)
{
    const struct record *item = &r->w->records->v[record];
    unsigned content = mark_of(r->w, cell)->content;
    bool figure = content == CONTENT_NUMBER || content == CONTENT_PERCENT;
    if (item->kind != KEY_RESULT || !figure || (role != ROLE_CURRENT && role != ROLE_NONE))
        return role;
    if (is_target_column(column) && !record_field(item, ROLE_TARGET)) {
        assume_target(r, cell);
        return ROLE_TARGET;
    }
    if (column->ways && role == ROLE_NONE && !record_field(item, ROLE_TARGET))
        return ROLE_TARGET; /* "850" below "from 6 to 1" */
    return r->target_assumed && record_field(item, ROLE_TARGET) && !record_field(item, ROLE_CURRENT)
               ? ROLE_CURRENT
               : role;
}

void add_by_content(struct reader *r, size_t record, size_t line, const struct cell *own)
{
    struct work *w = r->w;
    const struct row *row = w->lines[line].row;
    const struct cell *tick = line_first(w, line); /* "☑ | Every tour is fixed" */
    if (tick != own && mark_of(w, tick)->content == CONTENT_TICK && tick_yes(w, tick) &&
        w->records->v[record].kind == KEY_RESULT)
        add_field(w, record, ROLE_STATUS, tick, tick->text, (struct text){0});
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool word = r->named == line && cell->col >= r->named_from; /* says what stands below it */
        if (cell->col <= own->col || w->marks[i].content == CONTENT_BLANK || word)
            continue;
        struct text value = cell->text;
        enum role named = named_above(r, cell);
        if (named != ROLE_NONE) {
            add_field(w, record, named, cell, value, line_cell(w, r->named, cell->col)->text);
            continue;
        }
        enum role role = cell->type == CELL_TEXT ? label_in_cell(w, cell, &value) : ROLE_NONE;
        if (attribute(role)) {
            add_field(w, record, role, cell, value, (struct text){0});
            continue;
        }
        role = w->records->v[record].kind == KEY_RESULT ? one_of_three(r, cell) : ROLE_NONE;
        if (role != ROLE_NONE) {
            add_field(w, record, role, cell, value, (struct text){0});
            continue;
        }
        const struct beside *column = beside_column(r, cell->col);
        role = column->scores && w->marks[i].content == CONTENT_NUMBER
                   ? ROLE_SCORE
                   : role_by_content(w, record, cell, w->marks[i].content);
        if (role == ROLE_CURRENT && column->progress && !column->plain &&
            w->marks[i].content == CONTENT_PERCENT)
            role = ROLE_PROGRESS;
        bool people = column->cells >= LEAST_PEOPLE && column->names * 3 >= column->cells * 2;
        if (role == ROLE_NONE && cell->type == CELL_TEXT &&
            (people || value_like_people(cell->text) >= 2))
            role = ROLE_OWNER;
        role = in_target_column(r, record, cell, column, role);
        if (role == ROLE_CURRENT && figure_by_word(w, cell->text) != ROLE_CURRENT)
            assume_current(r, record, cell);
        else if (role == ROLE_OWNER && w->marks[i].content != CONTENT_MAIL)
            assume_owner(r, cell);
        else if (role == ROLE_NONE)
            count_unused(r, cell);
        bool worded = cell->type == CELL_TEXT && figure_by_word(w, cell->text) == role;
        value = worded && role != ROLE_NONE ? behind_word(cell->text) : cell->text;
        add_field(w, record, role, cell, value, (struct text){0});
    }
}
