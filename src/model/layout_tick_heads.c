/*
 * "Objective | Key result | KR 1.1 | KR 3.1 | KR 3.2" above ticks: columns whose heads name items, with ticks and
 * nothing else below, say what the rows support. Marked before anything is read: such a head, and a column
 * that nobody ticked, would be a key result of a wide table, or a row of data, to whoever reads it alone.
 */
#include "base/fold.h"
#include "model/layout_work.h"
#include "model/value.h"

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
    struct change change;
    const struct mark *m = mark_of(w, cell);
    if (is_outline_pair(t))
        return true;
    if (cell->type != CELL_TEXT)
        return false;
    return m->prefix == PREFIX_KEY_RESULT || m->prefix == PREFIX_OBJECTIVE ||
           numbered_kind(w, t) != PREFIX_NONE ||
           (text_words(t) >= MOST_WORDS && text_has_digit(t) &&
            value_change(t, DECIMAL_UNKNOWN, &change) && !isnan(change.target));
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
    return r && r->n && r->senses[0].weight >= .7 && !r->group &&
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

/* Marks the heads of such columns in the line, where there are several, one of them ticked. */
static void mark_heads(struct work *w, size_t head)
{
    const struct row *row = w->lines[head].row;
    size_t end = (size_t)row->first + row->n, at = row->first, named = 0, ticked = 0;
    bool other = false;
    while (at < end && !heads_items(w, &w->sheet->cells[at]))
        at++;
    for (size_t i = at + 1; i < end && !other; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK || !names_an_item(w, cell))
            continue;
        ticked += ticks_below(w, head, cell->col, &other) > 0;
        named++;
    }
    for (size_t i = at + 1; i < end && !other && named >= LEAST && ticked; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool title = !names_an_item(w, cell) && may_be_title(w, cell) &&
                     ticks_below(w, head, cell->col, &other) > 0 && !other;
        w->marks[i].above_ticks =
            w->marks[i].content != CONTENT_BLANK && (title || names_an_item(w, cell));
        if (w->marks[i].above_ticks)
            mark_figures(w, head, cell->col);
        other = false;
    }
}

void mark_tick_heads(struct work *w)
{
    for (size_t line = 0; line + 1 < w->n_lines; line++)
        mark_heads(w, line);
}
