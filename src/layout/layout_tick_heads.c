/*
 * "Objective | Key result | KR 1.1 | KR 3.1 | KR 3.2" above ticks: columns whose heads name items, with ticks and
 * nothing else below, say what the rows support. Marked before anything is read: such a head, and a column
 * that nobody ticked, would be a key result of a wide table, or a row of data, to whoever reads it alone.
 */
#include "base/fold.h"
#include "layout/layout_measures.h"
#include "value/value.h"

#include <math.h>

enum { LEAST = 2, MOST_WORDS = 3 };

/* How many ticks stand below; *other: what is none, ahead of the first blank row behind which nothing is ticked. */
static size_t ticks_below(const struct work *w, size_t head, uint32_t col, bool *other)
{
    size_t ticks = 0;
    bool gap = false;
    *other = false;
    for (size_t line = head + 1; line < w->n_lines; line++) {
        const struct cell *cell = line_cell(w, line, col);
        unsigned content = cell ? mark_of(w, cell)->content : CONTENT_BLANK;
        gap |= w->lines[line].row->index > w->lines[line - 1].row->index + 1;
        if (content == CONTENT_BLANK || is_total_line(w, line))
            continue;
        if (content != CONTENT_TICK && !is_figure_of_tick(cell)) {
            *other = !gap; /* another table stands there */
            return ticks;
        }
        ticks += content == CONTENT_TICK || tick_yes(w, cell);
    }
    return ticks;
}

/* A key result or objective by its code, or by what it says from what to what. */
static bool names_an_item(struct work *w, const struct cell *cell)
{
    struct text t = text_trim(cell->text);
    const struct mark *m = mark_of(w, cell);
    if (is_outline_pair(t))
        return true;
    if (cell->type != CELL_TEXT)
        return false;
    return m->prefix == PREFIX_KEY_RESULT || m->prefix == PREFIX_OBJECTIVE ||
           numbered_kind(w, t) != PREFIX_NONE ||
           (text_words(t) >= MOST_WORDS && cell_ways(w, cell) > 0);
}

/* "Snacks parents trust" below "Objectives", which stands right above it or above its neighbours on the left. */
static bool is_below_objectives(const struct work *w, size_t head, const struct cell *cell)
{
    if (head == 0 || cell->type != CELL_TEXT || text_words(cell->text) < 2 ||
        w->lines[head - 1].row->index + 1 != w->lines[head].row->index)
        return false;
    const struct row *above = w->lines[head - 1].row;
    const struct cell *group = NULL;
    for (size_t i = above->first; i < (size_t)above->first + above->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && w->sheet->cells[i].col <= cell->col)
            group = &w->sheet->cells[i];
    return group && vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, mark_of(w, group)->key);
}

/* Words in a row, which no word of a header's is among: a title may stand above ticks. */
static bool may_be_title(const struct work *w, const struct cell *cell)
{
    const struct header_reading *r = mark_of(w, cell)->reading;
    return cell->type == CELL_TEXT && text_words(cell->text) >= MOST_WORDS &&
           !(r && r->n && r->senses[0].weight >= .9);
}

/* A word for an item that heads a column, and is no item itself. */
static bool heads_items(const struct work *w, const struct cell *cell)
{
    const struct header_reading *r = mark_of(w, cell)->reading;
    int prefix = mark_of(w, cell)->prefix;
    return r && r->n && r->senses[0].weight >= .7 && !r->group && prefix != PREFIX_OBJECTIVE &&
           prefix != PREFIX_KEY_RESULT &&
           (r->senses[0].role == ROLE_OBJECTIVE || r->senses[0].role == ROLE_KEY_RESULT ||
            r->senses[0].role == ROLE_TITLE);
}

/* Ones and noughts below such a head are ticks as well. */
static void mark_figures(struct work *w, size_t head, uint32_t col)
{
    for (size_t line = head + 1; line < w->n_lines; line++) {
        const struct cell *cell = is_total_line(w, line) ? NULL : line_cell(w, line, col);
        if (cell && is_figure_of_tick(cell))
            w->marks[cell - w->sheet->cells].content = CONTENT_TICK;
        else if (cell && mark_of(w, cell)->content != CONTENT_TICK)
            return;
    }
}

/* "Measure", "Indicator": a word that may head key results, where objectives stand across. */
static bool may_head_items(const struct work *w, const struct cell *cell)
{
    const struct header_reading *r = mark_of(w, cell)->reading;
    bool items = false;
    for (size_t i = 0; r && i < r->n; i++)
        items |= r->senses[i].role == ROLE_METRIC || r->senses[i].role == ROLE_MEASURE ||
                 r->senses[i].role == ROLE_KEY_RESULT;
    return items && mark_of(w, cell)->prefix == PREFIX_NONE;
}

/* Objectives in so many words stand in the line. */
static bool names_objectives(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    size_t n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        n += w->marks[i].prefix == PREFIX_OBJECTIVE &&
             text_words(mark_body(&w->marks[i], w->sheet->cells[i].text)) > 1;
    return n >= LEAST;
}

/* The first column that a word for items heads in the line; PLACE_NONE. */
static uint32_t items_col(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && heads_items(w, &w->sheet->cells[i]))
            return w->sheet->cells[i].col;
    const struct cell *first = line_first(w, line);
    return may_head_items(w, first) ? first->col : PLACE_NONE;
}

/* The line above or below has words for the columns left of the items' names, and none below these. */
static bool words_beside(const struct work *w, size_t head, size_t line)
{
    const struct row *row = w->lines[head].row;
    uint32_t col = items_col(w, line);
    size_t high = line < head ? line : head;
    if (col == PLACE_NONE || w->lines[high].row->index + 1 != w->lines[high + 1].row->index)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        uint32_t at = w->sheet->cells[i].col;
        if (w->marks[i].content != CONTENT_BLANK &&
            (at <= col || (line > head && line_cell(w, line, at))))
            return false;
    }
    return true;
}

/* The line with the words for the other columns; SIZE_MAX: there is none. */
static size_t words_line(const struct work *w, size_t head)
{
    if (items_col(w, head) != PLACE_NONE)
        return head;
    if (head + 1 < w->n_lines && words_beside(w, head, head + 1))
        return head + 1;
    return head > 0 && words_beside(w, head, head - 1) ? head - 1 : SIZE_MAX;
}

/* Marks the heads of such columns in the line, where there are several, one of them ticked. */
static void mark_heads(struct work *w, size_t head)
{
    const struct row *row = w->lines[head].row;
    size_t end = (size_t)row->first + row->n, at = row->first, named = 0, ticked = 0;
    size_t words = words_line(w, head);
    uint32_t items = words != SIZE_MAX ? items_col(w, words) : PLACE_NONE;
    bool other = false;
    while (at < end && w->sheet->cells[at].col <= items)
        at++;
    for (size_t i = at; i < end && !other; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool below = words < head && is_below_objectives(w, head, cell);
        if (w->marks[i].content == CONTENT_BLANK || !(names_an_item(w, cell) || below))
            continue;
        ticked += ticks_below(w, head, cell->col, &other) > 0;
        named++;
    }
    const struct cell *word = items != PLACE_NONE ? line_cell(w, words, items) : NULL;
    bool told = word && (heads_items(w, word) || names_objectives(w, head));
    if (other || named < LEAST || !ticked || !told)
        return;
    if (!heads_items(w, word))
        w->marks[word - w->sheet->cells].reading = &own_key_result;
    for (size_t i = at; i < end && !other; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool title = !names_an_item(w, cell) && may_be_title(w, cell) &&
                     ticks_below(w, head, cell->col, &other) > 0 && !other;
        bool below = words < head && is_below_objectives(w, head, cell);
        if (below && !names_an_item(w, cell))
            w->marks[i].prefix = PREFIX_OBJECTIVE;
        w->marks[i].above_ticks =
            w->marks[i].content != CONTENT_BLANK && (title || below || names_an_item(w, cell));
        if (w->marks[i].above_ticks)
            mark_figures(w, head, cell->col);
        other = false;
    }
    if (words != head)
        w->lines[words > head ? words : head].wraps = true;
}

void mark_tick_heads(struct work *w)
{
    for (size_t line = 0; line + 1 < w->n_lines; line++)
        mark_heads(w, line);
}
