/*
 * A matrix of ticks: items down and units across, or the other way round. The rows are no new
 * items: they name items that stand elsewhere, and each tick says that a unit works for one.
 */
#include "model/layout_work.h"

enum { LEAST_TICKS = 3, LEAST_COLUMNS = 2, MOST_COLUMNS = 256 };

struct matrix {
    struct work *w;
    uint32_t width;
    uint32_t *ticks, *others; /* by column */
    size_t header;            /* line */
    uint32_t label_col;
};

static void count_ticks(struct matrix *m)
{
    for (size_t i = 0; i < m->w->n_lines; i++) {
        const struct row *row = m->w->lines[i].row;
        for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
            uint32_t col = m->w->sheet->cells[c].col;
            if (col >= m->width || m->w->marks[c].content == CONTENT_BLANK)
                continue;
            if (m->w->marks[c].content == CONTENT_TICK)
                m->ticks[col]++;
            else
                m->others[col]++;
        }
    }
}

static bool tick_column(const struct matrix *m, uint32_t col)
{
    return m->ticks[col] > 0 && m->others[col] <= 2;
}

/* Whether ticks prevail in the columns of ticks: not so in the line of names, though a name may be
   a word that is a tick elsewhere ("Support"). */
static bool line_of_ticks(const struct matrix *m, size_t line)
{
    const struct row *row = m->w->lines[line].row;
    size_t ticks = 0, others = 0;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        uint32_t col = m->w->sheet->cells[c].col;
        if (col >= m->width || m->w->marks[c].content == CONTENT_BLANK || !tick_column(m, col))
            continue;
        if (m->w->marks[c].content == CONTENT_TICK)
            ticks++;
        else
            others++;
    }
    return ticks > others;
}

/* The line of names above the ticks: the last one before the first line of ticks. */
static bool find_header(struct matrix *m)
{
    size_t line = 0;
    while (line < m->w->n_lines && !line_of_ticks(m, line))
        line++;
    m->header = line - 1;
    return line > 0 && line < m->w->n_lines;
}

/* May a header of this meaning be the name of a unit or an item where ticks stand beneath? */
static bool may_name(enum role role)
{
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_UNIT_NAME ||
           role == ROLE_TITLE || role == ROLE_PARENT;
}

/* What stands above a column of ticks; NULL if it asks ("Gap?") or is a word for an attribute. */
static const struct cell *name_across(const struct matrix *m, uint32_t col)
{
    if (!tick_column(m, col))
        return NULL;
    const struct cell *cell = line_cell(m->w, m->header, col);
    const struct header_reading *r = cell ? mark_of(m->w, cell)->reading : NULL;
    if (!r || !r->n || r->senses[0].weight < .7)
        return cell;
    bool asks = text_ends(text_trim(cell->text), T("?"));
    return may_name(r->senses[0].role) && !asks ? cell : NULL;
}

static bool names_across(const struct matrix *m)
{
    size_t names = 0;
    for (uint32_t col = 0; col < m->width; col++)
        names += name_across(m, col) != NULL;
    return names >= LEAST_COLUMNS;
}

/* The column of the rows' names: the one left of the ticks with the longest texts. */
static bool find_labels(struct matrix *m)
{
    uint32_t first = 0, best = 0;
    while (first < m->width && !tick_column(m, first))
        first++;
    m->label_col = PLACE_NONE;
    for (uint32_t col = 0; col < first; col++) {
        uint32_t weight = 0;
        for (size_t i = m->header + 1; i < m->w->n_lines; i++) {
            const struct cell *cell = line_cell(m->w, i, col);
            unsigned content = cell ? mark_of(m->w, cell)->content : CONTENT_BLANK;
            weight += content == CONTENT_PROSE  ? 4
                      : content == CONTENT_WORD ? 2
                                                : content == CONTENT_ID;
        }
        if (weight > best) {
            best = weight;
            m->label_col = col;
        }
    }
    return m->label_col != PLACE_NONE;
}

static bool is_matrix(struct matrix *m)
{
    uint32_t ticks = 0, columns = 0, plain = 0;
    for (uint32_t col = 0; col < m->width; col++) {
        if (tick_column(m, col)) {
            ticks += m->ticks[col];
            columns++;
        } else {
            plain += m->others[col] > 2;
        }
    }
    return ticks >= LEAST_TICKS && columns >= LEAST_COLUMNS && plain <= 3 && find_header(m) &&
           names_across(m) && find_labels(m);
}

static bool names_item(const struct work *w, const struct cell *cell)
{
    const struct mark *mark = mark_of(w, cell);
    return mark->prefix == PREFIX_KEY_RESULT || mark->prefix == PREFIX_OBJECTIVE ||
           code_kind(cell->text) != PREFIX_NONE || mark->content == CONTENT_PROSE;
}

static void read_line(struct matrix *m, size_t line)
{
    struct work *w = m->w;
    const struct cell *label = line_cell(w, line, m->label_col);
    bool any = false;
    for (uint32_t col = m->label_col + 1; label && col < m->width; col++) {
        const struct cell *cell = line_cell(w, line, col);
        const struct cell *name = cell ? name_across(m, col) : NULL;
        if (!name || mark_of(w, cell)->content != CONTENT_TICK)
            continue;
        any = true;
        if (!tick_yes(w, cell))
            continue;
        bool across = names_item(w, name) && !names_item(w, label);
        const struct cell *unit = across ? label : name, *item = across ? name : label;
        add_tick(w, unit->text, cell_place(w->sheet, unit), item, cell);
    }
    set_fate(w, line, any || label ? ROW_JOINED : ROW_NOTE);
}

bool read_matrix(struct work *w)
{
    struct matrix m = {.w = w, .width = sheet_width(w->sheet)};
    m.width = m.width < MOST_COLUMNS ? m.width : MOST_COLUMNS;
    m.ticks = NEW_ARRAY(w->scratch, uint32_t, m.width);
    m.others = NEW_ARRAY(w->scratch, uint32_t, m.width);
    count_ticks(&m);
    if (!is_matrix(&m))
        return false;
    for (size_t line = 0; line < m.header; line++)
        set_fate(w, line, ROW_HEADING);
    set_fate(w, m.header, ROW_HEADER);
    for (size_t line = m.header + 1; line < w->n_lines; line++)
        read_line(&m, line);
    struct table *table = list_push(w->mem, &w->out->tables);
    uint32_t row = w->lines[m.header].row->index;
    *table = (struct table){
        .shape = T("tick matrix"),
        .range = {row, m.label_col, w->lines[w->n_lines - 1].row->index, m.width - 1},
        .header_row0 = row,
        .header_row1 = row};
    return true;
}
