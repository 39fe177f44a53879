/*
 * Words above what stands beside items, in sheets without a table: " | | Today | By June | Who" at the top,
 * or right of an objective: "Objective 1 | Win clients | Start | Target | Now | Who".
 */
#include "layout/layout_column.h"
#include "value/value.h"

enum { LOOKED_BELOW = 4, FEWEST = 2, LONGEST = 24 };

/* What the word says of an item; ROLE_NONE. "Ziel" above figures is their target, and no objective. */
static enum role role_said(const struct work *w, const struct cell *cell)
{
    const struct header_reading *r = mark_of(w, cell)->reading;
    for (size_t i = 0; cell->type == CELL_TEXT && r && i < r->n; i++)
        if (r->senses[i].weight >= .6 && attribute(r->senses[i].role))
            return r->senses[i].role;
    return ROLE_NONE;
}

static bool is_end(enum role role)
{
    return role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT;
}

static bool is_figure(enum content content)
{
    return content == CONTENT_NUMBER || content == CONTENT_PERCENT;
}

/* The cell may stand below such a word. */
static bool fits(const struct work *w, const struct cell *cell, enum role role)
{
    const struct mark *m = mark_of(w, cell);
    struct number number;
    bool counted = cell->type == CELL_TEXT && text_has_digit(cell->text) &&
                   value_number(cell->text, DECIMAL_UNKNOWN, &number);
    if (is_end(role) || role == ROLE_PROGRESS || role == ROLE_SCORE || role == ROLE_WEIGHT)
        return is_figure(m->content) || counted;
    if (role == ROLE_OWNER)
        return cell->type == CELL_TEXT && !is_figure(m->content) && !(m->reading && m->reading->n);
    if (role == ROLE_DUE)
        return m->content == CONTENT_DATE || m->content == CONTENT_PERIOD ||
               (cell->type == CELL_TEXT && text_has_digit(cell->text));
    return cell->type == CELL_TEXT && !(m->reading && m->reading->n);
}

/* What stands below the word in the next rows. */
static const struct cell *cell_below(const struct work *w, size_t line, uint32_t col)
{
    for (size_t i = line + 1; i < w->n_lines && i <= line + LOOKED_BELOW; i++) {
        const struct cell *cell = line_cell(w, i, col);
        if (cell && mark_of(w, cell)->content != CONTENT_BLANK)
            return cell;
    }
    return NULL;
}

/* The first cell of the row that says what stands below it; NULL: there are not enough, or one says
   something else than is there. */
static const struct cell *first_word(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct cell *first = NULL;
    size_t said = 0, other = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        enum role role = cell->col > 0 ? role_said(w, cell) : ROLE_NONE;
        if (!first && role == ROLE_NONE)
            continue;
        const struct cell *below = cell_below(w, line, cell->col);
        const struct header_reading *r = w->marks[i].reading;
        bool figure = text_has_digit(cell->text) && !(r && r->period); /* "Now 27" */
        if (cell->type != CELL_TEXT || cell->text.len > LONGEST || figure ||
            (role != ROLE_NONE && below && !fits(w, below, role)))
            return NULL;
        first = first ? first : cell;
        said += role != ROLE_NONE && below;
        other += role == ROLE_NONE || !below;
    }
    return said >= FEWEST && said >= other ? first : NULL;
}

bool learn_columns(struct reader *r, size_t line)
{
    const struct work *w = r->w;
    const struct cell *first = w->lines[line].filled >= FEWEST ? first_word(w, line) : NULL;
    if (!first)
        return false;
    r->named = line;
    r->named_from = first->col;
    return true;
}

bool names_columns_behind(const struct work *w, size_t line)
{
    const struct cell *label = line_first(w, line);
    const struct cell *text = line_cell(w, line, label->col + UINT32_C(1));
    const struct cell *first = w->lines[line].filled > 3 ? first_word(w, line) : NULL;
    return first && text && first->col == text->col + 1 && text->type == CELL_TEXT &&
           text_words(text->text) > 2 && numbered_kind(w, label->text) == PREFIX_OBJECTIVE;
}

enum role named_above(const struct reader *r, const struct cell *cell)
{
    const struct work *w = r->w;
    const struct cell *word = r->named != SIZE_MAX && cell->col >= r->named_from
                                  ? line_cell(w, r->named, cell->col)
                                  : NULL;
    enum role role = word && word != cell ? role_said(w, word) : ROLE_NONE;
    if (role != ROLE_NONE)
        return fits(w, cell, role) ? role : ROLE_NONE;
    if (!word || word == cell || !is_figure(mark_of(w, cell)->content))
        return ROLE_NONE;
    const struct row *row = w->lines[r->named].row;
    bool current = false, others = false; /* "Today | By June": the other end */
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *beside = &w->sheet->cells[i];
        enum role said = beside->col >= r->named_from ? role_said(w, beside) : ROLE_IGNORED;
        current |= said == ROLE_CURRENT;
        others |= said == ROLE_TARGET || (said == ROLE_NONE && beside != word);
    }
    return current && !others ? ROLE_TARGET : ROLE_NONE;
}
