/*
 * The same table again and again under words of the team's own: one below the other ("What we watch | Feb | Shoot
 * for"), side by side, or headed by its objective ("Trucks leave when we say | Target | Week 27").
 */
#include "layout/layout_measures.h"

#include "value/value.h"

#include <math.h>

/* --- the same tables, one below the other --------------------------------------------------------------- */

/* One of the words says which column holds objectives, or one behind the first which holds key results. */
static bool names_items(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct header_reading *r = w->marks[i].reading;
        enum role role = likeliest(r, .9);
        bool first = &w->sheet->cells[i] == line_first(w, line);
        if (role == ROLE_OBJECTIVE || (role == ROLE_KEY_RESULT && !first))
            return true;
    }
    return false;
}

/* "Department 1", "Sales team north": whose the rows below are. */
static bool names_unit(struct work *w, const struct cell *cell)
{
    struct text key = without_number(mark_of(w, cell)->key);
    const struct header_reading *r = key.len ? vocabulary_read(w->words, w->scratch, key) : NULL;
    bool word = r && r->n && r->senses[0].weight >= .9 && r->senses[0].role == ROLE_UNIT_NAME;
    return word || vocabulary_level(w->words, key) >= 0 ||
           unit_in_title(w, text_trim(cell->text)).len;
}

/* The row above a header that comes again may be what its table is about: "Shop | Combines are ready before the
   wheat", its last text the objective. */
static const struct cell *objective_above(struct work *w, size_t header)
{
    if (header == 0 || w->lines[header - 1].row->index + 1 != w->lines[header].row->index ||
        w->lines[header - 1].filled > 2)
        return NULL;
    const struct row *row = w->lines[header - 1].row;
    const struct cell *last = NULL;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        const struct header_reading *r = w->marks[i].reading;
        bool told =
            r && r->n && r->senses[0].role == ROLE_OBJECTIVE; /* "Goal | ...": read elsewhere */
        bool other = likeliest(r, .9) == ROLE_IGNORED;        /* "Budget 2 | ..." */
        if (cell->type != CELL_TEXT || told || other || cell_ways(w, cell) > 1 ||
            names_unit(w, cell) || (last && cell->col != last->col + 1))
            return NULL;
        last = cell;
    }
    return last && text_words(last->text) > 2 && !mark_of(w, last)->reading ? last : NULL;
}

/* Two figures and more in the row right below. */
static bool measured_below(const struct work *w, size_t header)
{
    return header + 1 < w->n_lines && !has_figures(w, header) && measures(w, header + 1) > 1;
}

/* "What we watch | Feb | Shoot for | As of Friday" again and again, above measured rows each time and below a
   sentence of its own: key results, and their objectives. */
bool learn_stacks(struct work *w)
{
    size_t first = SIZE_MAX, n = 0;
    for (int take = 0; take < 2 && (!take || (n > 1 && !are_same_again(w, first))); take++)
        for (size_t i = 1; i < w->n_lines; i++) {
            bool again = first != SIZE_MAX && (i == first || same_words(w, i, first));
            bool starts = first == SIZE_MAX && w->lines[i].filled > 2 && heads_later(w, i);
            if (!(again || starts) || !measured_below(w, i))
                continue;
            const struct cell *objective = objective_above(w, i);
            if (!objective || names_items(w, i) ||
                !(names_figure(w, i) || heads_measures(w, i) || goes_between(w, i)))
                return false;
            first = first == SIZE_MAX ? i : first;
            n += !take;
            if (!take)
                continue;
            struct mark *head = &w->marks[line_first(w, i) - w->sheet->cells];
            struct mark *above = &w->marks[objective - w->sheet->cells];
            head->reading = &own_key_result;
            above->prefix = PREFIX_OBJECTIVE;
            above->own = true;
        }
    if (n < 2 || !line_first(w, first) ||
        mark_of(w, line_first(w, first))->reading != &own_key_result)
        return false;
    const struct cell *cell = line_first(w, first);
    assume(w, cell_place(w->sheet, cell),
           "what stands above '" TEXT_FMT "' each time are objectives: figures stand below it",
           TEXT_ARG(text_shorten(w->mem, cell->text, 40)));
    return true;
}

/* --- the same tables side by side ------------------------------------------------------------------------ */

/* The cell of a line from which on, behind an empty column, its first words come again, two and more of them;
   NULL. */
static const struct cell *again_beside(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct cell *cells = w->sheet->cells + row->first;
    size_t first = 0, n = 0;
    while (first < row->n && mark_of(w, &cells[first])->content == CONTENT_BLANK)
        first++;
    for (size_t i = first + 2; i < row->n; i++) {
        if (mark_of(w, &cells[i])->content == CONTENT_BLANK ||
            !text_eq(cells[i].text, cells[first].text))
            continue;
        for (n = 0; i + n < row->n && first + n < i; n++)
            if (!text_eq(cells[first + n].text, cells[i + n].text) ||
                cells[i + n].col - cells[i].col != cells[first + n].col - cells[first].col)
                break;
        return n > 1 && cells[i].col > cells[first].col + n ? &cells[i] : NULL;
    }
    return NULL;
}

/* A table's objective above its first column, or right of a label there; NULL. */
static const struct cell *sentence_above(const struct work *w, size_t header, uint32_t col)
{
    enum { SENTENCE = 3 };
    for (uint32_t c = col; c <= col + 1; c++) {
        const struct cell *cell = line_cell(w, header - 1, c);
        if (cell && cell->type == CELL_TEXT && text_words(text_trim(cell->text)) >= SENTENCE &&
            !mark_of(w, cell)->reading && cell_ways(w, cell) < 2)
            return cell;
    }
    return NULL;
}

/* No word tells what stands in the column, or one for key results. */
static bool may_count(const struct work *w, const struct cell *head)
{
    enum role role = likeliest(mark_of(w, head)->reading, .9);
    return role == ROLE_NONE || role == ROLE_KEY_RESULT;
}

/* "Focus: | Open two shops" above "Signal | Today | Goal", and the same again beside it: key results, and their
   objectives. */
bool learn_twins(struct work *w)
{
    bool found = false;
    for (size_t i = 1; i + 1 < w->n_lines; i++) {
        const struct cell *first = line_first(w, i), *again = again_beside(w, i);
        if (!again || has_figures(w, i) || !names_figure(w, i) || !may_count(w, first) ||
            measures(w, i + 1) < 2 || isnan(figure_at(w, i + 1, again->col + 1)))
            continue;
        const struct cell *one = sentence_above(w, i, first->col),
                          *other = sentence_above(w, i, again->col);
        if (!one || !other || one->col - first->col != other->col - again->col)
            continue;
        w->marks[first - w->sheet->cells].reading = &own_key_result;
        w->marks[again - w->sheet->cells].reading = &own_key_result;
        if (one->col > first->col) {
            w->marks[line_cell(w, i - 1, first->col) - w->sheet->cells].reading = &own_objective;
            w->marks[line_cell(w, i - 1, again->col) - w->sheet->cells].reading = &own_objective;
        }
        if (!found)
            assume(w, cell_place(w->sheet, first),
                   "what stands above '" TEXT_FMT
                   "' each time are objectives: figures stand below it",
                   TEXT_ARG(text_shorten(w->mem, first->text, 40)));
        found = true;
    }
    return found;
}

/* --- objectives that head their columns ------------------------------------------------------------------ */

/* The first cell is a sentence that no word knows, and the others are short: "Trucks leave when we say | Target |
   Week 27". */
static bool heads_with_sentence(const struct work *w, size_t line)
{
    enum { SENTENCE = 4 };
    const struct row *row = w->lines[line].row;
    const struct cell *first = line_first(w, line);
    if (w->lines[line].filled < 3 || first->type != CELL_TEXT || mark_of(w, first)->reading ||
        text_words(text_trim(first->text)) < SENTENCE || is_way(first->text) ||
        line + 1 >= w->n_lines || measures(w, line + 1) == 0)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool words = cell->type == CELL_TEXT && w->marks[i].content != CONTENT_PROSE &&
                     w->marks[i].content != CONTENT_PERCENT &&
                     !(cell->text.len && cell->text.ptr[0] >= '0' && cell->text.ptr[0] <= '9');
        if (cell != first && w->marks[i].content != CONTENT_BLANK && !words && !is_day(w, cell))
            return false;
    }
    return true;
}

/* The same words behind the first cell, which differs, or such as mean the same. */
static bool same_behind(const struct work *w, size_t a, size_t b)
{
    const struct row *x = w->lines[a].row, *y = w->lines[b].row;
    if (x->n != y->n || text_eq(line_first(w, a)->text, line_first(w, b)->text))
        return false;
    for (size_t i = 0; i < x->n; i++) {
        const struct cell *c = &w->sheet->cells[x->first + i], *d = &w->sheet->cells[y->first + i];
        const struct header_reading *r = mark_of(w, c)->reading, *q = mark_of(w, d)->reading;
        bool same = text_eq(c->text, d->text) ||
                    (r && q && r->n && q->n && r->senses[0].role == q->senses[0].role);
        if (c->col != d->col || (c != line_first(w, a) && !same))
            return false;
    }
    return true;
}

/* "Trucks leave when we say | Target | Week 27" above measured rows, and so again: each of them an objective and
   the header of its key results. */
bool learn_headed(struct work *w)
{
    size_t first = 0, n = 0;
    while (first < w->n_lines &&
           !(heads_with_sentence(w, first) && names_any(w, first, UINT64_C(1) << ROLE_TARGET)))
        first++;
    for (size_t i = first; i < w->n_lines; i++)
        n += heads_with_sentence(w, i) && same_behind(w, i, first);
    if (n == 0 || !(speaks_of_okrs(w, true) || any_way(w) || is_dated(w) || names_quarter(w)))
        return false; /* costs, stocks */
    for (size_t i = first; i < w->n_lines; i++) {
        struct mark *head = &w->marks[line_first(w, i) - w->sheet->cells];
        if (i != first && !(heads_with_sentence(w, i) && same_behind(w, i, first)))
            continue;
        head->reading = &own_key_result;
        head->own = true;
    }
    const struct cell *cell = line_first(w, first);
    assume(w, cell_place(w->sheet, cell),
           "'" TEXT_FMT
           "' and the like are objectives: the columns of their key results begin there",
           TEXT_ARG(text_shorten(w->mem, cell->text, 40)));
    return true;
}

const struct cell *objective_in_header(const struct work *w, size_t line)
{
    const struct mark *m = mark_of(w, line_first(w, line));
    return m->own && m->reading == &own_key_result ? line_first(w, line) : NULL;
}
