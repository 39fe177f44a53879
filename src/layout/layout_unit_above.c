/*
 * "Team | Parent team": which unit another is part of, and names no OKR: in a column beside items, or in a sheet of
 * its own.
 */
#include "layout/layout_column.h"
#include "value/value.h"

static bool names_unit_above(struct work *w, struct text header)
{
    struct text key = header_key(w->scratch, header);
    size_t belongs = vocabulary_begins(w->words, WORDS_BELONGS, key);
    struct text kind = text_trim(text_slice(key, belongs, key.len));
    if (!belongs || !kind.len)
        return false;
    const struct header_reading *r = vocabulary_read(w->words, w->scratch, kind);
    bool unit = vocabulary_level(w->words, kind) > 0;
    for (size_t i = 0; r && i < r->n; i++)
        unit |= r->senses[i].role == ROLE_UNIT_NAME;
    return unit;
}

/* Short names, and no codes of items. */
static bool holds_names(const struct settling *on, const struct column *c)
{
    size_t names = 0;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, c->col);
        const struct mark *m = cell ? mark_of(on->w, cell) : NULL;
        if (!m || value_missing(cell->text))
            continue;
        if (m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT ||
            code_kind(text_trim(cell->text)) != PREFIX_NONE || cell->type != CELL_TEXT)
            return false;
        names++;
    }
    return names > 0;
}

void settle_unit_above(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        bool open = c->role == ROLE_NONE || c->role == ROLE_PARENT || c->role == ROLE_UNIT_NAME;
        if (!open || c->ticks || !names_unit_above(on->w, c->header) || !holds_names(on, c))
            continue;
        c->role = ROLE_UNIT_ABOVE;
        c->scope = -1;
        c->level = LEVEL_UNKNOWN;
        c->upper = ROLE_NONE;
        c->reason = T("names the units that others are part of");
    }
}

/* The word of a header is one for units or for what names things; for items. */
static bool is_read_as(const struct work *w, const struct cell *cell, enum role first,
                       enum role second)
{
    const struct header_reading *r = mark_of(w, cell)->reading;
    return r && r->n && (r->senses[0].role == first || r->senses[0].role == second);
}

/* The columns of a chart, if the line is its header: units, and what they are part of. */
static bool heads_chart(struct work *w, size_t line, uint32_t *unit, uint32_t *above)
{
    const struct row *row = w->lines[line].row;
    bool units = false, parents = false, items = false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (cell->type != CELL_TEXT || mark_of(w, cell)->content == CONTENT_BLANK)
            continue;
        items |= is_read_as(w, cell, ROLE_OBJECTIVE, ROLE_KEY_RESULT);
        if (names_unit_above(w, cell->text)) {
            *above = parents ? *above : cell->col;
            parents = true;
        } else if (!units && is_read_as(w, cell, ROLE_UNIT_NAME, ROLE_TITLE)) {
            *unit = cell->col;
            units = true;
        }
    }
    return units && parents && !items;
}

void read_chart(struct work *w)
{
    enum { LAST_HEADER = 6 };
    uint32_t unit = 0, above = 0;
    size_t line = 0;
    while (line < w->n_lines && line < LAST_HEADER && !heads_chart(w, line, &unit, &above))
        line++;
    if (line == LAST_HEADER)
        return;
    for (line++; line < w->n_lines; line++) {
        const struct cell *name = line_cell(w, line, unit), *part_of = line_cell(w, line, above);
        if (!name || !part_of || name->type != CELL_TEXT || part_of->type != CELL_TEXT ||
            value_missing(part_of->text))
            continue;
        *list_push(w->mem, &w->out->chart) = (struct chart_row){
            .unit = {.role = ROLE_UNIT_NAME,
                     .text = text_trim(name->text),
                     .place = cell_place(w->sheet, name)},
            .above = {.role = ROLE_UNIT_ABOVE,
                      .text = text_trim(part_of->text),
                      .place = cell_place(w->sheet, part_of)},
        };
    }
}
