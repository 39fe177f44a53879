/*
 * Sheets without a header or a word for OKRs whose rows tell what they are: "Tooling that helps", and below
 * it "Handovers from 17 to 5 a week". What says from what to what is a key result, the row above the first
 * of them their objective.
 */
#include "layout/layout_measures.h"
#include "value/value.h"

#include <math.h>
#include <string.h>

enum { FEWEST = 3, FEWEST_WAYS = 2 };

/* What a row is seen by itself. */
enum row_kind { ROW_TEXT, ROW_FIGURE, ROW_TARGET, ROW_WAY };

struct measured {
    struct work *w;
    const struct cell **texts; /* of each line the cell that may be an item; NULL */
    uint8_t *kinds;
    bool *notes; /* what somebody noted at a time: the rows go on below it */
};

/* "Why | The milk goes to the hawkers", "Person | Wanjiku": a word for what is said of an item, and that. */
static bool says_of_item(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line);
    const struct header_reading *r = mark_of(w, first)->reading;
    enum role role = likeliest(r, .9);
    return w->lines[line].filled == 2 && !is_own_label(mark_of(w, first)) &&
           (role == ROLE_NOTE || role == ROLE_OWNER || role == ROLE_STATUS || role == ROLE_DUE);
}

/* The first text of a row that is long enough, behind lights and numbers. */
static const struct cell *item_cell(const struct work *w, size_t line)
{
    enum { LOOKED_AT = 3 };
    const struct row *row = w->lines[line].row;
    unsigned n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n && n < LOOKED_AT; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK || w->marks[i].content == CONTENT_TICK ||
            is_own_label(&w->marks[i]))
            continue;
        n++;
        bool word = w->marks[i].content == CONTENT_WORD && text_words(text_trim(cell->text)) > 1;
        if (cell->type == CELL_TEXT && (w->marks[i].content == CONTENT_PROSE || word))
            return cell;
        if (w->marks[i].content == CONTENT_WORD && cell->text.len > 8)
            return NULL; /* a word of its own: no light */
    }
    return NULL;
}

/* "Big goal 2: Win better work" without the name and the number in front. */
static struct text after_numbering(struct text body)
{
    enum { LONGEST = 24 };
    size_t colon = 0;
    while (colon < body.len && colon <= LONGEST && body.ptr[colon] != ':')
        colon++;
    bool numbered = colon > 1 && colon < body.len && colon <= LONGEST &&
                    body.ptr[colon - 1] >= '0' && body.ptr[colon - 1] <= '9' && body.ptr[0] > '9' &&
                    text_words(text_slice(body, 0, colon)) <= 3;
    return numbered ? text_trim(text_slice(body, colon + 1, body.len)) : body;
}

/* An objective whose only figure is its number, above rows that are not numbered like it. */
static bool is_numbered_heading(const struct measured *m, size_t line)
{
    const struct cell *next = line + 1 < m->w->n_lines ? m->texts[line + 1] : NULL;
    if (m->kinds[line] == ROW_TEXT || m->kinds[line] == ROW_WAY || !next)
        return false;
    struct text text = text_trim(m->texts[line]->text), below = text_trim(next->text);
    struct text rest = after_numbering(text);
    return rest.len < text.len && !text_has_digit(rest) && after_numbering(below).len == below.len;
}

/* A number that is no year stands in it. */
static bool counts_something(struct text t)
{
    for (size_t i = 0; i < t.len; i++) {
        size_t from = i;
        while (i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9')
            i++;
        bool year = i - from == 4 && (text_starts(text_slice(t, from, i), T("19")) ||
                                      text_starts(text_slice(t, from, i), T("20")));
        if (i > from && !year)
            return true;
    }
    return false;
}

static enum row_kind kind_of(const struct work *w, const struct cell *cell)
{
    struct change change;
    struct text t = mark_body(mark_of(w, cell), cell->text);
    if (mark_of(w, cell)->prefix == PREFIX_OBJECTIVE)
        return ROW_TEXT;
    if (!text_has_digit(t) || !value_change(t, DECIMAL_UNKNOWN, &change) || isnan(change.target))
        return counts_something(t) ? ROW_FIGURE : ROW_TEXT;
    return isnan(change.start) ? ROW_TARGET : ROW_WAY;
}

/* "from 6 days to 1 day", "12 to 8": no more than a word and a currency before the first figure. */
static bool begins_with_figure(struct text t)
{
    size_t at = 0;
    while (at < t.len && !(t.ptr[at] >= '0' && t.ptr[at] <= '9'))
        at++;
    return at < t.len && text_words(text_trim(text_slice(t, 0, at))) <= 2;
}

/* "Parcels per rider | from 7 to 11": the cell beside the words says from what to what, and nothing else. */
static bool way_follows(const struct work *w, const struct cell *text)
{
    enum { MOST_WORDS = 7 };
    struct change change;
    const struct cell *next = text + 1;
    const struct cell *end = w->sheet->cells + w->sheet->n_cells;
    return next < end && next->row == text->row && next->type == CELL_TEXT &&
           text_words(next->text) <= MOST_WORDS && begins_with_figure(text_trim(next->text)) &&
           value_change(next->text, DECIMAL_UNKNOWN, &change) && !isnan(change.start) &&
           !isnan(change.target);
}

/* " | Guests who return from 20 to 40" in another row: the column of ways holds whole key results. */
static bool holds_key_results(const struct measured *m, uint32_t col)
{
    enum { FEWEST_WORDS = 4 };
    for (size_t line = 0; line < m->w->n_lines; line++) {
        const struct cell *cell = m->texts[line];
        if (cell && cell->col == col && cell == line_first(m->w, line) &&
            text_words(cell->text) >= FEWEST_WORDS && kind_of(m->w, cell) == ROW_WAY)
            return true;
    }
    return false;
}

static bool follows(const struct work *w, size_t line)
{
    return line > 0 && w->lines[line - 1].row->index + 1 == w->lines[line].row->index;
}

/* "As measured by (key results)": somebody has words for them, and other parts of the stage read these. */
static bool speaks_of_key_results(const struct work *w, const struct cell *cell)
{
    struct text key = header_key(w->scratch, text_shorten(w->scratch, cell->text, 60));
    for (size_t i = 0; i < key.len; i++)
        if ((i == 0 || key.ptr[i - 1] == ' ') &&
            vocabulary_begins(w->words, WORDS_TYPE_KEY_RESULT, text_slice(key, i, key.len)) > 2)
            return true;
    return false;
}

/* The row may be an objective: words, no label, and no other such row between it and the key results. */
static bool may_be_objective(const struct measured *m, size_t line)
{
    const struct cell *cell = m->texts[line];
    struct text body = cell ? mark_body(mark_of(m->w, cell), cell->text) : (struct text){0};
    body = after_numbering(text_trim(body));
    return cell && !counts_something(body) && !ends_in_colon(body) &&
           text_words(text_trim(body)) > 1 && !speaks_of_key_results(m->w, cell);
}

/* The row goes on with those of a run below the sheet's own label for objectives, though it has no figure: it
   begins where they do, right of the label, or with a bullet as they do. */
static bool goes_on(const struct measured *m, size_t first, size_t line)
{
    const struct work *w = m->w;
    if (!follows(w, first) || is_own_objective(w, line) || is_own_remark(w, line) ||
        !m->texts[first] || !m->texts[line] || m->texts[first]->col != m->texts[line]->col)
        return false;
    unsigned prefix = mark_of(w, m->texts[first])->prefix;
    bool listed = prefix != PREFIX_NONE && mark_of(w, m->texts[line])->prefix == prefix;
    if (!is_own_objective(w, first - 1))
        return listed && prefix == PREFIX_BULLET &&
               mark_of(w, line_first(w, first - 1))->prefix != prefix;
    return listed || m->texts[first]->col > line_first(w, first - 1)->col;
}

/* Lines from `line` on, right below each other, that give figures, or go on so. */
static size_t run_end(const struct measured *m, size_t line)
{
    size_t end = line;
    while (end < m->w->n_lines && (end == line || follows(m->w, end)) &&
           (m->kinds[end] != ROW_TEXT || m->notes[end] || goes_on(m, line, end)))
        end++;
    return end;
}

static void mark_as(const struct measured *m, size_t line, enum prefix prefix)
{
    const struct cell *cell = m->texts[line];
    m->w->marks[cell - m->w->sheet->cells].prefix = (uint8_t)prefix;
}

/* "Serve the members | Cut steps from 12 to 8": the objective's first key result in its own row; NULL. */
static struct mark *way_beside(const struct measured *m, size_t line)
{
    const struct row *row = m->w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &m->w->sheet->cells[i];
        if (cell > m->texts[line] && cell->type == CELL_TEXT && text_words(cell->text) >= 4 &&
            kind_of(m->w, cell) == ROW_WAY)
            return &m->w->marks[i];
    }
    return NULL;
}

/* The row of the objective that a run of rows stands below: right above it, or where the sheet's own label
   for objectives is, above a heading or remarks on it ("Steps that prove it", "Why | ..."). SIZE_MAX: there
   is none. */
static size_t objective_above(const struct measured *m, size_t line)
{
    enum { MOST_BETWEEN = 3 };
    if (!follows(m->w, line))
        return SIZE_MAX;
    for (size_t up = line, n = 0; up && follows(m->w, up) && n <= MOST_BETWEEN; n++)
        if (is_own_objective(m->w, --up))
            return up;
    return may_be_objective(m, line - 1) ? line - 1 : SIZE_MAX;
}

/* "Happy crews | Sick days from 9 to 5" and nothing of it below, where the column holds key results in other rows as
   well. */
static bool is_alone(const struct measured *m, size_t line)
{
    bool below =
        line + 1 < m->w->n_lines && follows(m->w, line + 1) && m->kinds[line + 1] != ROW_TEXT;
    return !below && may_be_objective(m, line) && m->kinds[line] == ROW_TEXT &&
           way_beside(m, line) && holds_key_results(m, m->texts[line]->col + (uint32_t)1);
}

/* Runs of rows with figures, each below an objective. `take`: they are marked. False: one stands below
   none, or there are too few. */
static bool read_runs(const struct measured *m, bool take)
{
    size_t ways = 0, n = 0, end;
    for (size_t line = 0; line<m->w->n_lines; line = end> line ? end : line + 1) {
        size_t own_ways = 0, measured = 0, notes = 0;
        end = run_end(m, line);
        for (size_t i = line; i < end; i++) {
            own_ways += m->kinds[i] == ROW_WAY;
            measured += m->kinds[i] >= ROW_TARGET;
            notes += m->notes[i];
        }
        bool alone = end == line && is_alone(m, line);
        size_t above = alone ? line : objective_above(m, line);
        if (own_ways && above == SIZE_MAX)
            return false;
        if ((!measured && !alone) || above == SIZE_MAX)
            continue; /* "Cake for her 60th birthday" */
        struct mark *beside = way_beside(m, above);
        ways += own_ways + (beside != NULL);
        n += end - line - notes + (beside != NULL);
        if (take && !is_own_objective(m->w, above))
            mark_as(m, above, PREFIX_OBJECTIVE);
        if (take && beside)
            beside->prefix = PREFIX_KEY_RESULT;
        for (size_t i = line; i < end && take; i++)
            if (!m->notes[i])
                mark_as(m, i, PREFIX_KEY_RESULT);
    }
    return n >= FEWEST && ways >= FEWEST_WAYS;
}

/* Most of the rows that say from what to what have something beside: an owner, a state. */
static bool has_beside(const struct measured *m)
{
    size_t n = 0, beside = 0;
    for (size_t line = 0; line < m->w->n_lines; line++) {
        n += m->kinds[line] >= ROW_TARGET;
        beside += m->kinds[line] >= ROW_TARGET && m->w->lines[line].filled > 1;
    }
    return beside * 2 >= n;
}

/* Half of the ways that are no percentages move less than a seventh of where they begin: "Latte from 3.20 to
   3.50". Prices do; what a team measures itself by moves further. */
static bool moves_little(const struct measured *m)
{
    enum { FEWEST_PLAIN = 3 };
    size_t n = 0, little = 0;
    for (size_t line = 0; line < m->w->n_lines; line++) {
        struct change change;
        const struct cell *cell = m->texts[line];
        struct text t = cell ? mark_body(mark_of(m->w, cell), cell->text) : (struct text){0};
        if (m->kinds[line] != ROW_WAY || !value_change(t, DECIMAL_UNKNOWN, &change) ||
            isnan(change.start) || isnan(change.target) || change.percent)
            continue;
        n++;
        little += fabs(change.target - change.start) * 7 < fabs(change.start);
    }
    return n >= FEWEST_PLAIN && little * 2 >= n;
}

/* The tab, the file or the first row names a period. */
bool is_dated(struct work *w)
{
    struct text stem = file_stem(w->sheet->book->path);
    return period_in_title(w, w->sheet->name).len || period_in_title(w, stem).len ||
           period_in_title(w, line_first(w, 0)->text).len;
}

bool mark_measured(struct work *w)
{
    struct measured m = {.w = w};
    if (named_aside(w))
        return false;
    for (size_t i = 0; i < w->sheet->n_cells; i++)
        if (w->marks[i].prefix == PREFIX_KEY_RESULT ||
            (w->marks[i].content == CONTENT_ID &&
             code_kind(w->sheet->cells[i].text) == PREFIX_KEY_RESULT))
            return false; /* codes say which rows are */
    for (size_t line = 0; line < w->n_lines; line++)
        if (w->lines[line].filled > 1 && line_first(w, line)->type == CELL_TEXT &&
            numbered_kind(w, line_first(w, line)->text) == PREFIX_KEY_RESULT)
            return false; /* so do labels: "Key result 2 | Queues from 9 to 4 min" */
    m.texts = NEW_ARRAY(w->scratch, const struct cell *, w->n_lines + 1);
    m.kinds = NEW_ARRAY(w->scratch, uint8_t, w->n_lines + 1);
    m.notes = NEW_ARRAY(w->scratch, bool, w->n_lines + 1);
    for (size_t line = 0; line < w->n_lines; line++) {
        m.notes[line] = is_progress_note(w, line);
        m.texts[line] = m.notes[line] || says_of_item(w, line) ? NULL : item_cell(w, line);
    }
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct cell *text = m.texts[line];
        bool beside =
            text && way_follows(w, text) && !holds_key_results(&m, text->col + (uint32_t)1);
        m.kinds[line] = (uint8_t)(!text ? ROW_TEXT : beside ? ROW_WAY : kind_of(w, text));
    }
    for (size_t line = 0; line < w->n_lines; line++)
        if (is_numbered_heading(&m, line))
            m.kinds[line] = ROW_TEXT;
    bool own = false;
    for (size_t line = 0; line < w->n_lines; line++)
        own |= is_own_objective(w, line);
    if (!read_runs(&m, false))
        return false;
    bool okrs = own || speaks_of_okrs(w, true);
    if (!okrs && (moves_little(&m) || !(has_beside(&m) || is_dated(w))))
        return false;
    read_runs(&m, true);
    size_t first = 0;
    while (m.kinds[first] < ROW_TARGET || mark_of(w, m.texts[first])->prefix != PREFIX_KEY_RESULT)
        first++;
    assume(w, cell_place(w->sheet, m.texts[first]),
           "rows that say from what to what are key results of the row above: '" TEXT_FMT "'",
           TEXT_ARG(text_shorten(w->scratch, m.texts[first]->text, 40)));
    return true;
}

/* What the lines of lists tell. */
struct listed {
    size_t lines, figures, ways;
};

/* Lines of a cell that begin with a bullet or a number; 0: some do not. */
static size_t listed_lines(const struct cell *cell, struct listed *told)
{
    struct change change;
    size_t n = 0;
    for (struct text rest = text_trim(cell->text); rest.len;) {
        struct text line = text_trim(text_cut(&rest, '\n'));
        bool number =
            line.len > 2 && line.ptr[0] >= '0' && line.ptr[0] <= '9' && strchr(".)", line.ptr[1]);
        if (!number && !text_starts(line, T("- ")) && !text_starts(line, T("* ")) &&
            !text_starts(line, T("•")) && !text_starts(line, T("–")))
            return 0;
        n++;
        line = text_slice(line, 2, line.len);
        told->figures += text_has_digit(line);
        told->ways += text_has_digit(line) && value_change(line, DECIMAL_UNKNOWN, &change) &&
                      !isnan(change.start) && !isnan(change.target);
    }
    told->lines += n;
    return n;
}

/* The cell with a list right of the row's first text, two lines and more; NULL. */
static const struct cell *list_beside(const struct work *w, size_t line, struct listed *told)
{
    const struct cell *text = line_first(w, line), *list = line_cell(w, line, text->col + 1u);
    if (!list || list->type != CELL_TEXT || text->type != CELL_TEXT ||
        text_words(text_trim(text->text)) < 2)
        return NULL;
    return listed_lines(list, told) > 1 ? list : NULL;
}

/* The line's first text is a label: it stands at the beginning of another line as well. */
static bool is_label_again(const struct work *w, size_t line)
{
    const struct cell *label = line_first(w, line);
    for (size_t i = 0; i < w->n_lines; i++)
        if (i != line && line_first(w, i)->col == label->col &&
            text_eq(text_trim(line_first(w, i)->text), text_trim(label->text)))
            return true;
    return false;
}

/* "What we go for | The kiln runs on scrap wood" right above "What we hand in | 1. ...", both labels that come again:
   the first names the objective. */
static bool is_labelled_above(const struct work *w, size_t line, const struct cell *list)
{
    if (line == 0 || w->lines[line - 1].row->index + 1 != w->lines[line].row->index ||
        !is_label_again(w, line - 1))
        return false;
    const struct cell *text = line_cell(w, line - 1, list->col);
    return text && text->type == CELL_TEXT && w->lines[line - 1].filled == 2 &&
           line_first(w, line - 1)->col == line_first(w, line)->col &&
           text_words(text_trim(text->text)) > 1;
}

/* The list's text is its objective, or both are labelled. False: it has none. */
static bool has_objective(const struct work *w, size_t line, const struct cell *list)
{
    return !is_label_again(w, line) || is_labelled_above(w, line, list);
}

bool mark_lists(struct work *w)
{
    enum { FEWEST_LISTS = 2 };
    size_t lists = 0;
    struct listed told = {0};
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct cell *list = list_beside(w, line, &told);
        lists += list && has_objective(w, line, list);
    }
    if (lists < FEWEST_LISTS || told.figures * 2 < told.lines ||
        !(told.ways || speaks_of_okrs(w, true)))
        return false; /* minutes are lists as well */
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct cell *list = list_beside(w, line, &told);
        struct mark *label = &w->marks[line_first(w, line) - w->sheet->cells];
        if (!list || !has_objective(w, line, list))
            continue;
        if (is_label_again(w, line)) {
            w->marks[line_first(w, line - 1) - w->sheet->cells].reading = &own_objective;
            label->reading = &own_key_result;
            continue;
        }
        label->prefix = PREFIX_OBJECTIVE;
        w->marks[list - w->sheet->cells].prefix = PREFIX_KEY_RESULT;
    }
    assume(w, cell_place(w->sheet, line_first(w, 0)),
           "lists beside texts are key results, the texts their objectives");
    return true;
}
