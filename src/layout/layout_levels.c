/*
 * A tree in columns of levels: "Main | L1 | L2 | L3", each row one item in the column of its depth,
 * its place in the order of rows says what it is part of. The deepest level holds the key results, the
 * one above it their objectives; what is above those are objectives that they support.
 */
#include "layout/layout_work.h"

#include <string.h>

enum { MOST_LEVELS = 8, LEAST_NUMBERED = 2, LAST_HEADER_LINE = 20 };

struct levels {
    struct work *w;
    size_t header;            /* line */
    uint32_t col0, n;         /* columns of levels, side by side */
    size_t deepest;           /* with an item */
    size_t open[MOST_LEVELS]; /* the last record of each level; RECORD_NONE */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "L1", "Level 2", "Ebene 3": the number behind a short word; 0: none. */
static unsigned level_number(struct work *w, struct text header)
{
    struct text key = header_key(w->scratch, header);
    size_t end = key.len;
    if (!end || !is_digit(key.ptr[end - 1]) || (end > 1 && is_digit(key.ptr[end - 2])))
        return 0;
    struct text word = text_trim(text_slice(key, 0, end - 1));
    bool known = text_eq(word, T("l")) || vocabulary_has(w->words, WORDS_LEVEL_COLUMN, word);
    return known ? (unsigned)(key.ptr[end - 1] - '0') : 0;
}

/* Columns numbered 1, 2, ... beside each other, and the one left of them. */
static bool find_columns(struct levels *l, size_t line)
{
    struct work *w = l->w;
    const struct row *row = w->lines[line].row;
    uint32_t first = 0;
    unsigned n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        unsigned number = cell->type == CELL_TEXT ? level_number(w, cell->text) : 0;
        if (number == 1 && n == 0)
            first = cell->col;
        if (number == n + 1 && cell->col == first + n)
            n++;
    }
    if (n < LEAST_NUMBERED || n >= MOST_LEVELS)
        return false;
    const struct cell *left = first > 0 ? line_cell(w, line, first - 1) : NULL;
    const struct cell *below =
        first > 0 && line + 1 < w->n_lines ? line_cell(w, line + 1, first - 1) : NULL;
    bool main = left && below && w->lines[line + 1].filled >= 1;
    l->header = line;
    l->col0 = main ? first - 1 : first;
    l->n = main ? n + 1 : n;
    return true;
}

static const struct cell *level_cell(const struct levels *l, size_t line, size_t *depth)
{
    for (uint32_t k = 0; k < l->n; k++) {
        const struct cell *cell = line_cell(l->w, line, l->col0 + k);
        if (!cell)
            continue;
        *depth = k;
        return cell;
    }
    return NULL;
}

/* One item a row, and at least two levels in use. */
static bool is_tree(struct levels *l)
{
    size_t depths = 0, rows = 0, deepest = 0;
    for (size_t line = l->header + 1; line < l->w->n_lines; line++) {
        size_t depth, filled = 0;
        for (uint32_t k = 0; k < l->n; k++)
            filled += line_cell(l->w, line, l->col0 + k) != NULL;
        const struct cell *cell = level_cell(l, line, &depth);
        if (filled > 1)
            return false;
        if (!cell)
            continue;
        rows++;
        depths |= (size_t)1 << depth;
        deepest = depth > deepest ? depth : deepest;
    }
    l->deepest = deepest;
    return rows >= 3 && (depths & (depths - 1));
}

/* "Farm plan", "OKRs 2026" alone in the leftmost column above rows that are all called by their codes: what the tree
   is of, and none of its items. */
static bool names_plan(const struct levels *l, const struct cell *cell)
{
    const struct work *w = l->w;
    const struct mark *m = mark_of(w, cell);
    bool plan = false;
    for (struct text rest = m->key; rest.len;)
        plan |= vocabulary_has(w->words, WORDS_OKR, text_cut(&rest, ' '));
    if (!plan || cell->col != l->col0 || m->content == CONTENT_PROSE || m->prefix != PREFIX_NONE)
        return false;
    for (size_t line = l->header + 1; line < w->n_lines; line++) {
        size_t depth = 0;
        const struct cell *other = level_cell(l, line, &depth);
        unsigned prefix = other ? mark_of(w, other)->prefix : PREFIX_OBJECTIVE;
        if (other != cell && prefix != PREFIX_OBJECTIVE && prefix != PREFIX_KEY_RESULT)
            return false;
    }
    return true;
}

/* What stands in the other columns of the row, by their headers. */
static void add_attributes(struct levels *l, size_t record, size_t line)
{
    struct work *w = l->w;
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct cell *head = line_cell(w, l->header, cell->col);
        const struct header_reading *r = head ? mark_of(w, head)->reading : NULL;
        bool level = cell->col >= l->col0 && cell->col < l->col0 + l->n;
        if (level || w->marks[i].content == CONTENT_BLANK || !head)
            continue;
        enum role role = r && r->n ? r->senses[0].role : ROLE_NOTE;
        bool item = role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_TITLE;
        add_field(w, record, item ? ROLE_NOTE : role, cell, cell->text, head->text);
    }
}

static void read_line(struct levels *l, size_t line)
{
    struct work *w = l->w;
    size_t depth;
    const struct cell *cell = level_cell(l, line, &depth);
    if (!cell) {
        set_fate(w, line, ROW_NOTE);
        return;
    }
    if (w->lines[line].filled == 1 && names_plan(l, cell)) {
        set_fate(w, line, ROW_HEADING);
        return;
    }
    bool key_result = depth == l->deepest;
    size_t record = add_record(w, key_result ? KEY_RESULT : OBJECTIVE, cell, cell->text);
    size_t above = RECORD_NONE;
    for (size_t k = depth; k-- > 0 && above == RECORD_NONE;)
        above = l->open[k];
    if (key_result)
        w->records->v[record].objective = above;
    else
        w->records->v[record].supports = above;
    for (size_t k = depth; k < MOST_LEVELS; k++)
        l->open[k] = RECORD_NONE;
    l->open[depth] = record;
    add_attributes(l, record, line);
    set_fate(w, line, ROW_ITEM);
}

bool read_levels(struct work *w)
{
    struct levels l = {.w = w};
    size_t line = 0;
    while (line < w->n_lines && line < LAST_HEADER_LINE && !find_columns(&l, line))
        line++;
    if (line >= w->n_lines || line >= LAST_HEADER_LINE || !is_tree(&l))
        return false;
    for (size_t i = 0; i < MOST_LEVELS; i++)
        l.open[i] = RECORD_NONE;
    for (size_t i = 0; i < l.header; i++)
        set_fate(w, i, ROW_HEADING);
    set_fate(w, l.header, ROW_HEADER);
    for (size_t i = l.header + 1; i < w->n_lines; i++)
        read_line(&l, i);
    const struct cell *head = line_cell(w, l.header, l.col0 + (uint32_t)l.deepest);
    uint32_t row = w->lines[l.header].row->index;
    assume(w, sheet_place(w->sheet, row, head ? head->col : l.col0),
           "the deepest level, '" TEXT_FMT "', holds the key results, the one above it objectives",
           TEXT_ARG(head ? head->text : T("")));
    struct table *table = list_push(w->mem, &w->out->tables);
    *table = (struct table){
        .shape = T("columns of levels"),
        .range = {row, l.col0, w->lines[w->n_lines - 1].row->index, l.col0 + l.n - 1},
        .header_row0 = row,
        .header_row1 = row};
    return true;
}
