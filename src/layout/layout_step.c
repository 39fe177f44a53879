/*
 * Rows of steps on the way ("Initiative", "Task: ...") below or beside the items of a table: notes of what they are
 * done for, which their own row may name, and which else stands above.
 */
#include "layout/layout_row.h"

enum { MOST_LOOKED_AT = 2000 }; /* rows and records above a step that may be what it is done for */

/* Every row of the range has words of its own in the column. */
static bool has_words_each(const struct table_reader *t, size_t line, const struct range *rows,
                           uint32_t col)
{
    size_t n = 0;
    for (size_t i = line; i < t->w->n_lines && t->w->lines[i].row->index <= rows->row1; i++, n++) {
        const struct cell *cell = line_cell(t->w, i, col);
        unsigned content = cell ? mark_of(t->w, cell)->content : CONTENT_BLANK;
        if (content != CONTENT_WORD && content != CONTENT_PROSE)
            return false;
    }
    return n > 1 && n == rows->row1 - rows->row0 + 1;
}

/* Every row of the range has a value in the column, and not all of them the same. */
static bool has_values_each(const struct table_reader *t, size_t line, const struct range *rows,
                            uint32_t col)
{
    const struct cell *first = line_cell(t->w, line, col);
    bool differ = false;
    for (size_t i = line; i < t->w->n_lines && t->w->lines[i].row->index <= rows->row1; i++) {
        const struct cell *cell = line_cell(t->w, i, col);
        if (!cell || !first)
            return false;
        differ |= !text_eq(cell->text, first->text);
    }
    return differ;
}

bool is_of_step(const struct table_reader *t, size_t line, const struct cell *item,
                const struct column *c)
{
    enum { MOST_ROWS = 50 };
    const struct range *rows = merge_at(t->w, item);
    bool told = c->role == ROLE_OWNER || c->role == ROLE_DUE || c->role == ROLE_STATUS ||
                c->role == ROLE_PROGRESS || c->role == ROLE_SCORE;
    if (!rows || rows->row1 == rows->row0 || rows->row1 - rows->row0 > MOST_ROWS || !told ||
        c->col <= rows->col1 || t->w->lines[line].row->index != rows->row0 ||
        !has_values_each(t, line, rows, c->col))
        return false;
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *step = &t->table->columns.v[i];
        bool words = step->role == ROLE_NOTE || step->role == ROLE_NONE;
        if (words && step->col > rows->col1 && step->col < c->col &&
            has_words_each(t, line, rows, step->col))
            return true;
    }
    return false;
}

/* The last item's cell is merged over the row as well: a step on its way, whatever figures it has. */
static bool is_beneath_merged(const struct table_reader *t, size_t line)
{
    const struct place *item = &t->w->records->v[t->r->last].place;
    const struct column *c = t->titles ? t->titles : t->key_result;
    const struct cell *over = c ? merged_over(t, line, c->col) : NULL;
    return over && over->row == item->row && over->col == item->col;
}

/* What such a row says in words. */
static void add_words(struct table_reader *t, size_t line)
{
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct cell *cell = line_cell(t->w, line, t->table->columns.v[i].col);
        unsigned content = cell ? mark_of(t->w, cell)->content : CONTENT_BLANK;
        if (content == CONTENT_PROSE || content == CONTENT_WORD)
            add_field(t->w, t->r->last, ROLE_NOTE, cell, cell->text, (struct text){0});
    }
}

bool keep_step(struct table_reader *t, size_t line)
{
    bool step = is_beneath_merged(t, line);
    if (step)
        add_words(t, line);
    return step;
}

bool is_step(const struct table_reader *t, size_t line, const struct cell *cell)
{
    const struct record *last = t->r->last == RECORD_NONE ? NULL : &t->w->records->v[t->r->last];
    return cell && last && last->kind == KEY_RESULT && is_called_work(t->w, cell) &&
           !is_called_work(t->w, last->fields.v[0].cell) &&
           !cell_in(t, line, table_column(t->table, ROLE_BASELINE)) &&
           !cell_in(t, line, table_column(t->table, ROLE_TARGET));
}

/* The record has the words of such a row as a note. */
static bool has_note(const struct record *r, struct text words)
{
    bool has = false;
    for (size_t i = 0; i < r->fields.n && i < MOST_LOOKED_AT && !has; i++)
        has = r->fields.v[i].role == ROLE_NOTE && text_eq(r->fields.v[i].text, words);
    return has;
}

/* The words of the row above with this ID, of a step as well; as they are: no row has it. */
static struct text words_of_id(const struct table_reader *t, size_t line, struct text id)
{
    const struct column *ids = table_column(t->table, ROLE_ID);
    size_t first = line > t->head->first + MOST_LOOKED_AT ? line - MOST_LOOKED_AT : t->head->first;
    while (ids && line-- > first) {
        const struct cell *cell = line_cell(t->w, line, ids->col);
        const struct cell *title =
            cell && text_eq_ascii_case(text_trim(cell->text), id) && t->titles
                ? line_cell(t->w, line, t->titles->col)
                : NULL;
        if (title)
            return text_trim(title->text);
    }
    return id;
}

/* The item of the sheet that a cell names by its ID or its words, or of which it names another step; RECORD_NONE. */
static size_t item_named(const struct table_reader *t, size_t line, const struct cell *cell)
{
    const struct record_list *records = t->w->records;
    struct text name = text_trim(cell->text), code = leading_code(name);
    struct text words = words_of_id(t, line, name);
    size_t end = records->n, most = end > MOST_LOOKED_AT ? end - MOST_LOOKED_AT : 0;
    for (size_t i = end; i-- > most && records->v[i].sheet == t->w->sheet;) {
        const struct record *r = &records->v[i];
        struct text own = own_code(r);
        if (text_eq_ascii_case(r->fields.v[0].text, name) || has_note(r, words) ||
            (own.len && (text_eq_ascii_case(own, name) || text_eq_ascii_case(own, code))))
            return i;
    }
    return RECORD_NONE;
}

/* "Parent", though its cells are IDs of the sheet's objectives. */
static bool is_parent_word(const struct table_reader *t, const struct column *c)
{
    const struct cell *header = header_cell(t, c);
    const struct header_reading *r = header ? mark_of(t->w, header)->reading : NULL;
    return r && r->n && r->senses[0].role == ROLE_PARENT;
}

/* What a step is done for: what its own row names, the item above where it names none; RECORD_NONE: something that
   is not in this sheet. */
static size_t item_of_step(const struct table_reader *t, size_t line)
{
    const struct record *last = &t->w->records->v[t->r->last];
    bool names = false;
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        bool of_objective = c->role == ROLE_OBJECTIVE_ID && !is_parent_word(t, c);
        bool parent =
            c->role == ROLE_PARENT || c->role == ROLE_OBJECTIVE_ID || c->role == ROLE_KEY_RESULT_ID;
        const struct cell *cell = parent && !c->ticks ? cell_in(t, line, c) : NULL;
        size_t item = cell ? item_named(t, line, cell) : RECORD_NONE;
        names |= cell && (c->role == ROLE_PARENT ||
                          (c->role == ROLE_OBJECTIVE_ID && last->objective != RECORD_NONE));
        if (item != RECORD_NONE)
            return of_objective && item == last->objective ? t->r->last : item;
    }
    return names ? RECORD_NONE : t->r->last;
}

void take_step(struct table_reader *t, size_t line, const struct cell *cell,
               const struct column *column)
{
    size_t item = item_of_step(t, line);
    set_fate(t->w, line, item == RECORD_NONE ? ROW_NOTE : ROW_CONTINUATION);
    if (item == RECORD_NONE)
        return;
    add_field(t->w, item, ROLE_NOTE, cell, cell->text, column->header);
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *note = c->role == ROLE_NOTE ? cell_in(t, line, c) : NULL;
        if (note)
            add_field(t->w, item, ROLE_NOTE, note, note->text, c->header);
    }
}
