/*
 * Rows -> records, under the columns of their table. What a row is follows from which of its item
 * cells are filled: an objective, a key result, both, or none (a heading, more of the item above).
 * An attribute belongs to the row's key result unless its header names the objective, or it is
 * filled only where an objective begins.
 */
#include "layout/layout_row.h"
#include "base/fold.h"
#include "layout/layout_check_ins.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

enum { LONGEST_SECTION = 40 };

/* --- fields ----------------------------------------------------------------------------------- */

static bool for_both(enum role role)
{
    return role == ROLE_UNIT_NAME || role == ROLE_UNIT_ABOVE || role == ROLE_PERIOD ||
           role == ROLE_LEVEL;
}

static bool item_column(const struct column *c)
{
    return c->role == ROLE_OBJECTIVE || c->role == ROLE_KEY_RESULT || c->role == ROLE_TITLE;
}

/* The i-th of n lines of a cell that has as many lines as the key results have; else all of it. */
static struct text part_of(struct work *w, struct text text, size_t i, size_t n)
{
    struct text_list lines = {0};
    if (n < 2 || !memchr(text.ptr, '\n', text.len))
        return text;
    for (struct text rest = text; rest.len;)
        *list_push(w->scratch, &lines) = text_cut(&rest, '\n');
    return lines.n == n ? lines.v[i] : text;
}

/* Which attributes of a row an item gets. */
struct wanted {
    enum item_kind kind;
    bool alone;                /* the row has no other item: all attributes are its own */
    unsigned group;            /* of a wide table */
    size_t part, parts;        /* of a cell that holds several key results */
    const struct column *item; /* of a cascade: the item's column; */
    bool upper;                /* the row has an item below it */
};

/* In a cascade, whose column is between two items: "Company KR | Owner | Team objective": that of the
   item before it. NULL: it is the row's. */
static const struct column *item_before(const struct table_reader *t, size_t i)
{
    const struct column *columns = t->table->columns.v, *before = NULL;
    bool between = false;
    for (size_t k = 0; k < i; k++)
        before = item_column(&columns[k]) ? &columns[k] : before;
    for (size_t k = i + 1; k < t->table->columns.n; k++)
        between |= item_column(&columns[k]);
    bool measured = columns[i].role != ROLE_UNIT_NAME && columns[i].role != ROLE_ID &&
                    columns[i].role != ROLE_OBJECTIVE_ID && columns[i].role != ROLE_KEY_RESULT_ID &&
                    columns[i].role != ROLE_PERIOD && columns[i].role != ROLE_PARENT;
    bool elsewhere = before && columns[i].level >= 0 && columns[i].level != before->level;
    return between && measured && !elsewhere ? before : NULL;
}

static bool wants(const struct table_reader *t, const struct wanted *want, size_t i)
{
    const struct column *c = &t->table->columns.v[i];
    if (item_column(c) && c != t->titles)
        return false;
    if (c->group && c->group != want->group)
        return false;
    const struct column *item = want->item ? item_before(t, i) : NULL;
    if (item || want->upper)
        return item == want->item;
    if (for_both(c->role) && c->scope < 0)
        return true;
    if (c->upper != ROLE_NONE && t->objective)
        return true; /* "Company objective | Objective | Key result": what it says again is left out */
    if (c->role == ROLE_OBJECTIVE_ID)
        return true;
    if (c->role == ROLE_KEY_RESULT_ID)
        return want->kind == KEY_RESULT;
    if ((c->role == ROLE_PARENT || c->role == ROLE_OWNER) && want->group && !c->group &&
        t->objective)
        return want->kind == OBJECTIVE; /* said once beside several key results */
    bool of_objective = t->objective_scope[i];
    bool named =
        c->scope == KEY_RESULT && c->role != ROLE_PARENT; /* "KR alignment": to a key result */
    if (want->kind == OBJECTIVE)
        return of_objective || (want->alone && !named);
    return !of_objective || (want->alone && c->scope < 0 && !t->objective);
}

/* The objective that the row's first tick is for; RECORD_NONE. */
static size_t ticked_objective(const struct table_reader *t, size_t line)
{
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct cell *cell =
            t->across[i] != RECORD_NONE ? line_cell(t->w, line, t->table->columns.v[i].col) : NULL;
        if (cell && tick_yes(t->w, cell))
            return t->across[i];
    }
    return RECORD_NONE;
}

/* A tick: under an item's name, the row supports it; under a state, that is the row's; under a unit's
   name, the unit works for the row. */
static void add_ticked(struct table_reader *t, size_t record, const struct column *c,
                       const struct cell *cell)
{
    if (c->role == ROLE_STATUS || c->role == ROLE_OWNER) /* "Responsible / Meike" */
        add_field(t->w, record, c->role, cell, low_header(c->header), c->header);
    else if (c->role == ROLE_PARENT)
        add_field(t->w, record, c->role, cell, c->header, c->header);
    else
        add_tick(t->w, c->header, c->place, t->w->records->v[record].fields.v[0].cell, cell);
}

/* A cross in the one column of ticks that says what is done: not done, which is no progress. */
static bool is_not_done(const struct table_reader *t, const struct column *c,
                        const struct cell *cell)
{
    size_t states = 0;
    for (size_t i = 0; i < t->table->columns.n; i++)
        states += t->table->columns.v[i].role == ROLE_STATUS;
    return states == 1 && c->role == ROLE_STATUS && !table_column(t->table, ROLE_PROGRESS) &&
           !table_column(t->table, ROLE_CURRENT) && !table_column(t->table, ROLE_SCORE) &&
           value_status(t->w->scratch, c->header) == STATUS_DONE &&
           value_status(t->w->scratch, cell->text) == STATUS_MISSED;
}

/* "34 / 10" below "Ist / Soll". */
static void add_parts(struct table_reader *t, size_t record, const struct column *c,
                      const struct cell *cell)
{
    struct text rest = cell->text, first = text_cut(&rest, '/');
    struct text second = c->third == ROLE_NONE ? rest : text_cut(&rest, '/');
    add_field(t->w, record, c->role, cell, first, c->header);
    if (text_trim(second).len)
        add_field(t->w, record, c->second, cell, second, c->header);
    if (c->third != ROLE_NONE && text_trim(rest).len)
        add_field(t->w, record, c->third, cell, rest, c->header);
}

const struct cell *merged_over(const struct table_reader *t, size_t line, uint32_t col)
{
    uint32_t row = t->w->lines[line].row->index;
    const struct range *merge = sheet_merge(t->w->sheet, row, col);
    bool over = merge && merge->row0 < row && merge->col0 == col;
    return over ? sheet_cell(t->w->sheet, merge->row0, col) : NULL;
}

/* What stands above a blank cell and holds here as well: the unit of an objective, the owner of a
   key result whose objective begins further up and has none of its own. NULL: nothing does. */
static const struct cell *carried_down(const struct table_reader *t, size_t i, size_t line,
                                       const struct wanted *want)
{
    const struct column *c = &t->table->columns.v[i];
    bool beneath = want->kind == KEY_RESULT && t->r->open != RECORD_NONE;
    if (c->role == ROLE_UNIT_NAME && c->scope < 0)
        return beneath ? NULL : t->units[i];
    if (c->upper != ROLE_NONE && want->kind == OBJECTIVE && t->objective &&
        c->col < t->objective->col)
        return t->said[i]; /* "Company objective" of several team objectives */
    if (t->spans[i] && beneath)
        return merged_over(t, line, c->col);
    bool owner = c->role == ROLE_OWNER && c->scope < 0 && beneath && t->start < line &&
                 !record_field(&t->w->records->v[t->r->open], ROLE_OWNER);
    return owner ? line_cell(t->w, t->start, c->col) : NULL;
}

bool is_ditto(const struct work *w, const struct cell *cell)
{
    static const char *const marks[] = {"\"", "''", "\"\"", "〃", "”", "“", "id.", "^", "^^", "↑"};
    struct text t = text_trim(cell->text);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_eq_ascii_case(t, text_of(marks[i])))
            return true;
    return vocabulary_has(w->words, WORDS_DITTO, mark_of(w, cell)->key);
}

/* What the values of a column are in this row. */
static enum role role_in(const struct table_reader *t, size_t line, const struct column *c)
{
    enum role kind = kind_of_figures(t->w, t->table, line);
    bool dated = c->role == ROLE_PROGRESS && text_eq(c->reason, text_of(header_is_period));
    if (kind == ROLE_TARGET && c->role == ROLE_PROGRESS && !dated)
        return ROLE_IGNORED; /* the plan's own share */
    bool figure = c->role == ROLE_BASELINE || c->role == ROLE_TARGET || c->role == ROLE_CURRENT;
    return kind != ROLE_NONE && (figure || dated) ? kind : c->role;
}

/* The open objective has the same text already: it supports that, and its key results with it. */
static bool says_of_objective(const struct table_reader *t, const struct cell *cell)
{
    const struct record *r = t->r->open == RECORD_NONE ? NULL : &t->w->records->v[t->r->open];
    const struct field *parent = r ? record_field(r, ROLE_PARENT) : NULL;
    return parent && text_eq(parent->text, text_trim(cell->text));
}

/* "O" in a column of IDs says what the row is, and not which one. */
static bool is_bare_type(const struct work *w, const struct column *c, const struct cell *cell)
{
    struct text key = mark_of(w, cell)->key;
    return c->role == ROLE_ID && !text_has_digit(key) &&
           (vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, key) ||
            vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, key));
}

static void add_attributes(struct table_reader *t, size_t record, size_t line,
                           const struct wanted *want)
{
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *cell = c->role == ROLE_PARENT ? line_pointer(t->w, line, c->col)
                                                         : line_cell(t->w, line, c->col);
        if (!cell)
            cell = carried_down(t, i, line, want);
        if (!cell || c == t->titles || !wants(t, want, i) || is_bare_type(t->w, c, cell))
            continue;
        if (c->upper != ROLE_NONE && want->kind == KEY_RESULT && says_of_objective(t, cell))
            continue;
        if (is_of_step(t, line, t->w->records->v[record].fields.v[0].cell, c)) {
            t->taken[i] = record;
            continue;
        }
        const struct cell *same = (c->role == ROLE_PARENT || c->role == ROLE_OWNER) &&
                                          cell->type == CELL_TEXT && is_ditto(t->w, cell)
                                      ? t->said[i]
                                      : NULL;
        struct text text = same ? same->text : part_of(t->w, cell->text, want->part, want->parts);
        struct text state = c->role == ROLE_STATUS ? legend_state(t->w, cell) : (struct text){0};
        text = state.len ? state : text;
        bool split = !state.len && want->parts > 1 && text.len != cell->text.len;
        bool shared = t->one_cell && !for_both(c->role) &&
                      (want->kind == OBJECTIVE || t->r->open != RECORD_NONE);
        if (shared && split != (want->kind == KEY_RESULT))
            continue; /* one value for all the key results of the cell: the objective's */
        if (c->parted)
            add_parts(t, record, c, cell);
        else if (!c->ticks)
            add_field(t->w, record, role_in(t, line, c), cell, text, c->header);
        else if (tick_yes(t->w, cell))
            add_ticked(t, record, c, cell);
        else if (is_not_done(t, c, cell))
            add_field(t->w, record, ROLE_PROGRESS, cell, T("✗"), c->header);
        else
            tell_denied(t->w, cell);
    }
}

static bool has_field_of(const struct record *record, const struct column *c)
{
    for (size_t i = 0; i < record->fields.n; i++)
        if (record->fields.v[i].cell && record->fields.v[i].cell->col == c->col)
            return true;
    return false;
}

/* What the latest of the rows that tell a key result leaves blank, and holds from the ones before it. */
static void add_earlier(struct table_reader *t, size_t record, size_t line,
                        const struct wanted *want)
{
    while ((line = t->seen.before[line - t->head->first]) != SIZE_MAX)
        for (size_t i = 0; i < t->table->columns.n; i++) {
            const struct column *c = &t->table->columns.v[i];
            const struct cell *cell = line_cell(t->w, line, c->col);
            bool of_then = c->role == ROLE_STATUS || c->role == ROLE_CONFIDENCE ||
                           c->role == ROLE_NOTE || c->role == ROLE_NONE || c->role == ROLE_UPDATED;
            if (cell && !of_then && !c->ticks && !c->parted && wants(t, want, i) &&
                !has_field_of(&t->w->records->v[record], c))
                add_field(t->w, record, c->role, cell, cell->text, c->header);
        }
}

static size_t make(struct table_reader *t, enum item_kind kind, const struct cell *cell,
                   struct text text, size_t line, const struct wanted *want)
{
    size_t record = add_record(t->w, kind, cell, text);
    struct record *made = &t->w->records->v[record];
    made->unit = t->r->unit;
    made->unit_place = t->r->unit_place;
    if (kind == KEY_RESULT)
        made->objective = t->r->open;
    size_t latest = t->seen.latest ? t->seen.latest[line - t->head->first] : line;
    add_attributes(t, record, latest, want);
    if (t->seen.before)
        add_earlier(t, record, latest, want);
    const struct cell *period = t->r->period;
    if (period && !record_field(&t->w->records->v[record], ROLE_PERIOD))
        add_field(t->w, record, ROLE_PERIOD, period, period->text, (struct text){0});
    t->r->last = record;
    set_fate(t->w, line, ROW_ITEM);
    return record;
}

bool is_value(enum role role)
{
    return role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT ||
           role == ROLE_PROGRESS || role == ROLE_SCORE || role == ROLE_WEIGHT;
}

static bool has_values(const struct table_reader *t, size_t line)
{
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *cell = is_value(c->role) ? line_cell(t->w, line, c->col) : NULL;
        unsigned content = cell ? mark_of(t->w, cell)->content : CONTENT_BLANK;
        if (content == CONTENT_NUMBER || content == CONTENT_PERCENT)
            return true;
    }
    return false;
}

/* "-", "n/a", "TBD": nobody wrote anything there yet. */
static bool is_open(const struct cell *cell)
{
    enum { LONGEST = 16 };
    return cell->type == CELL_TEXT && cell->text.len <= LONGEST && value_missing(cell->text);
}

const struct cell *cell_in(const struct table_reader *t, size_t line, const struct column *c)
{
    const struct cell *cell = c ? line_cell(t->w, line, c->col) : NULL;
    return cell && is_open(cell) && !has_values(t, line) ? NULL : cell;
}

bool all_open(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && !is_open(&w->sheet->cells[i]))
            return false;
    return true;
}

/* How many key results the row's cell holds. */
static size_t count_in_cell(struct table_reader *t, size_t line)
{
    const struct cell *key_result = cell_in(t, line, t->key_result);
    return key_result ? key_result_lines(t->w, key_result).n : 0;
}

/* --- objectives and key results --------------------------------------------------------------- */

/* Text, unit and period: the same objective again has them all. */
static struct text objective_key(struct table_reader *t, const struct cell *cell, size_t line)
{
    struct buf b = {.mem = t->w->scratch};
    buf_add(&b, mark_of(t->w, cell)->key.len ? mark_of(t->w, cell)->key : text_trim(cell->text));
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        bool first = c == table_column(t->table, c->role);
        if ((c->role != ROLE_UNIT_NAME && c->role != ROLE_PERIOD) || c->ticks ||
            (!first && (c->scope >= 0 || c->group)))
            continue;
        const struct cell *value = line_cell(t->w, line, c->col);
        value = value ? value : t->units[i];
        buf_add_char(&b, '\n');
        if (value)
            buf_add(&b, value->text);
    }
    buf_add(&b, t->r->unit);
    if (t->r->period)
        buf_add(&b, t->r->period->text);
    return buf_text(&b);
}

static void take_objective(struct table_reader *t, size_t line, const struct cell *cell, bool alone)
{
    struct text key = objective_key(t, cell, line);
    size_t known = map_get(&t->objectives, key);
    if (known != MAP_NONE && !alone) {
        t->r->open = known;
        set_fate(t->w, line, ROW_ITEM);
        return;
    }
    struct text_list lines = composite_lines(t->w, cell);
    struct wanted want = {.kind = OBJECTIVE, .alone = alone || lines.n > 1};
    if (t->one_cell)
        want.parts = count_in_cell(t, line);
    t->r->open = make(t, OBJECTIVE, cell, lines.v[0], line, &want);
    *map_put(t->w->scratch, &t->objectives, key, t->r->open) = t->r->open;
    for (size_t i = 1; i < lines.n; i++) {
        bool another = mark_text(t->w, lines.v[i]).prefix == PREFIX_OBJECTIVE;
        if (another) {
            want = (struct wanted){.kind = OBJECTIVE, .alone = true};
            t->r->open = make(t, OBJECTIVE, cell, lines.v[i], line, &want);
            continue;
        }
        want =
            (struct wanted){.kind = KEY_RESULT, .group = UINT32_MAX, .part = i, .parts = lines.n};
        make(t, KEY_RESULT, cell, lines.v[i], line, &want);
    }
}

/* "Lead: Julie" below an objective's key results, in their column: whose it is. */
static bool takes_owner(struct table_reader *t, size_t line, const struct cell *cell)
{
    struct text value;
    if (t->r->open == RECORD_NONE || label_in_cell(t->w, cell, &value) != ROLE_OWNER ||
        value_like_people(value) < 1)
        return false;
    add_field(t->w, t->r->open, ROLE_OWNER, cell, value, (struct text){0});
    set_fate(t->w, line, ROW_CONTINUATION);
    return true;
}

static void take_key_results(struct table_reader *t, size_t line, const struct cell *cell,
                             unsigned group)
{
    if (takes_owner(t, line, cell))
        return;
    struct text_list lines = key_result_lines(t->w, cell);
    for (size_t i = 0; i < lines.n; i++) {
        struct wanted want = {
            .kind = KEY_RESULT, .alone = true, .group = group, .part = i, .parts = lines.n};
        make(t, KEY_RESULT, cell, lines.v[i], line, &want);
    }
}

/* --- rows of tables with an objective and a key result column --------------------------------- */

static bool body_has(const struct table_reader *t, size_t line)
{
    return line < t->head->end && !t->w->lines[line].is_other;
}

/* Another merged row is a sentence: merged rows are objectives, however short. */
static bool merges_objectives(const struct table_reader *t)
{
    enum { MOST_LINES = 2000 }; /* that are looked at */
    for (size_t line = t->head->first; line < t->head->end && line < t->head->first + MOST_LINES;
         line++) {
        const struct cell *cell = cell_in(t, line, t->titles);
        const struct range *merge = cell ? merge_at(t->w, cell) : NULL;
        if (merge && merge->col1 > merge->col0 && mark_of(t->w, cell)->content == CONTENT_PROSE)
            return true;
    }
    return false;
}

/* "Marketing", below it "Grow revenue in Europe" alone as well, and then its key results. */
static bool heads_lone_objective(const struct table_reader *t, size_t line)
{
    if (!t->objective || !t->key_result || !body_has(t, line + 1) || !body_has(t, line + 2))
        return false;
    const struct cell *next = cell_in(t, line + 1, t->objective);
    return next && mark_of(t->w, next)->content == CONTENT_PROSE &&
           t->w->lines[line + 1].filled == 1 && !cell_in(t, line + 2, t->objective) &&
           cell_in(t, line + 2, t->key_result);
}

/* Sections part the whole table: its first row is alone as well. A list of one column has none. */
static bool begins_with_section(const struct table_reader *t)
{
    size_t line = t->head->first;
    while (line < t->head->end && t->w->lines[line].is_other)
        line++;
    return t->table->columns.n > 1 && line < t->head->end && t->w->lines[line].filled == 1 &&
           text_length(line_first(t->w, line)->text) <= LONGEST_SECTION;
}

/* A lone short text in the objective's column: a section's heading where the next row begins with
   an objective of its own, or a new header follows. */
static bool is_section(const struct table_reader *t, size_t line, const struct cell *cell)
{
    const struct mark *m = mark_of(t->w, cell);
    const struct range *merge = merge_at(t->w, cell);
    bool wide = merge && merge->col1 > merge->col0 + 1;
    if (t->w->lines[line].filled != 1 || m->prefix == PREFIX_OBJECTIVE ||
        m->prefix == PREFIX_KEY_RESULT || text_length(cell->text) > LONGEST_SECTION)
        return false;
    if (line + 1 == t->head->end) /* right above the next table, not above who signed this one */
        return line + 1 < t->w->n_lines &&
               (t->w->lines[line + 1].is_header ||
                (line + 2 < t->w->n_lines && t->w->lines[line + 2].is_header));
    if (!body_has(t, line + 1))
        return false;
    const struct cell *below = line_cell(t->w, line + 1, cell->col);
    bool again = t->kinds ? t->kinds[line + 1 - t->head->first] == OBJECTIVE
                          : below && t->w->lines[line + 1].filled > 1;
    again |= m->content == CONTENT_WORD && heads_lone_objective(t, line);
    /* a short banner over a list of key results names whose they are */
    again |= wide && m->content == CONTENT_WORD && t->titles &&
             t->titles->role == ROLE_KEY_RESULT && !merges_objectives(t);
    size_t words = 1;
    for (size_t i = 0; i < m->key.len; i++)
        words += m->key.ptr[i] == ' ';
    bool named = unit_in_title(t->w, cell->text).len > 0 ||
                 vocabulary_has(t->w->words, WORDS_SECTION, m->key);
    bool plain = words <= 4 && begins_with_section(t);
    return again && (wide || named || plain || (cell->flags & CELL_BOLD && words <= 6));
}

/* Nothing but figures below the items: their sum. */
static bool all_figures(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_NUMBER && w->marks[i].content != CONTENT_PERCENT &&
            w->marks[i].content != CONTENT_BLANK && w->marks[i].content != CONTENT_ERROR)
            return false;
    return true;
}

/* Filled down where nothing is entered yet. */
static bool all_formulas(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && !(w->sheet->cells[i].flags & CELL_FORMULA))
            return false;
    return true;
}

/* The record's own row has a cell in the column. */
static bool has_own(const struct record *record, uint32_t col)
{
    for (size_t i = 0; i < record->fields.n; i++) {
        const struct cell *cell = record->fields.v[i].cell;
        if (cell && cell->row > record->place.row)
            return false; /* what was added from below comes behind */
        if (cell && cell->col == col)
            return true;
    }
    return false;
}

/* The last record has the same text in the column, from the row above. */
static bool said_before(const struct table_reader *t, const struct column *c,
                        const struct cell *cell)
{
    const struct record *last = &t->w->records->v[t->r->last];
    for (size_t i = 0; i < last->fields.n; i++) {
        const struct field *f = &last->fields.v[i];
        if (f->cell && f->cell->col == c->col && text_eq(f->text, text_trim(cell->text)))
            return true;
    }
    return false;
}

/* The row of actual values below the one of the plan, with what else stands in it. */
static void add_figures(struct table_reader *t, size_t line)
{
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *cell = line_cell(t->w, line, c->col);
        enum role role = role_in(t, line, c);
        bool item =
            c->role == ROLE_OBJECTIVE || c->role == ROLE_KEY_RESULT || c->role == ROLE_TITLE;
        if (!cell || item || c->col == t->table->kind_col ||
            mark_of(t->w, cell)->content == CONTENT_BLANK)
            continue;
        if (role != c->role || is_value(c->role) || !said_before(t, c, cell))
            add_field(t->w, t->r->last, role, cell, cell->text, c->header);
    }
}

bool goes_on(struct table_reader *t, size_t line)
{
    struct work *w = t->w;
    if (kind_of_figures(w, t->table, line) != ROLE_NONE) {
        add_figures(t, line);
        return true;
    }
    for (int take = 0; take < 2; take++)
        for (size_t i = 0; i < t->table->columns.n; i++) {
            const struct column *c = &t->table->columns.v[i];
            const struct cell *cell = line_cell(w, line, c->col);
            unsigned content = cell ? mark_of(w, cell)->content : CONTENT_BLANK;
            bool text = content == CONTENT_PROSE || content == CONTENT_WORD;
            const struct record *last = &w->records->v[t->r->last];
            bool known = t->taken[i] == t->r->last || has_own(last, c->col);
            bool value = content != CONTENT_BLANK && is_value(c->role) && !c->parted && !c->ticks;
            bool nameless = last->kind == OBJECTIVE && t->key_result;
            bool owned = cell && known && (c->role == ROLE_OWNER || c->role == ROLE_DUE);
            if (!take && value && !text && (known || nameless))
                return keep_step(t, line);
            if (!take && owned && has_values(t, line))
                return keep_step(t, line);
            if (take && value && !known) {
                add_field(w, t->r->last, c->role, cell, cell->text, c->header);
                t->taken[i] = t->r->last;
            } else if (take && text)
                add_field(w, t->r->last, ROLE_NOTE, cell, cell->text, (struct text){0});
        }
    return true;
}

/* A row without an item: a heading or note that stands alone, or more of the item above. */
static void read_rest(struct table_reader *t, size_t line)
{
    struct work *w = t->w;
    const struct cell *first = line_first(w, line);
    bool adjacent = line > 0 && w->lines[line - 1].row->index + 1 == w->lines[line].row->index;
    bool follows = t->r->last != RECORD_NONE && line > t->head->first && adjacent &&
                   w->out->fates[w->lines[line - 1].number] <= ROW_CONTINUATION;
    bool in_range = first->col >= t->head->col0 && first->col <= t->head->col1;
    if (!in_range)
        return;
    int prefix = mark_of(w, first)->prefix;
    if ((prefix == PREFIX_OBJECTIVE || prefix == PREFIX_KEY_RESULT) &&
        read_prefixed_line(t->r, line))
        return;
    if (follows && (w->lines[line].filled > 1 || first->type != CELL_TEXT ||
                    (t->objective && first->col > t->objective->col))) {
        if (goes_on(t, line))
            set_fate(w, line, ROW_CONTINUATION);
    } else if (w->lines[line].filled == 1 && first->type == CELL_TEXT) {
        read_single(t->r, line, first, line + 1 == t->head->end);
    } else if (all_figures(w, line) && (t->r->last != RECORD_NONE || all_formulas(w, line))) {
        set_fate(w, line, ROW_TOTAL);
    }
}

bool has_one_cell(struct table_reader *t)
{
    for (size_t line = t->head->first; line < t->head->end && t->objective && t->key_result; line++)
        if (!t->w->lines[line].is_other && cell_in(t, line, t->objective) &&
            count_in_cell(t, line) > 1)
            return true;
    return false;
}

/* "GRO" of "GRO-O1-KR2: Cut the churn". */
static struct text code_unit(struct text t)
{
    size_t end = text_find(t, T("-"), 0);
    for (size_t i = 0; end != SIZE_MAX && i < end; i++)
        if (!((t.ptr[i] >= 'A' && t.ptr[i] <= 'Z') || (t.ptr[i] >= '0' && t.ptr[i] <= '9')))
            return (struct text){0};
    if (end == SIZE_MAX || end < 2)
        return (struct text){0};
    return text_slice(t, 0, end + 1);
}

/* An objective that begins with the ID of somebody else's key result: no other one of the table has
   an ID of that unit. */
static bool names_other(const struct table_reader *t, const struct cell *objective)
{
    struct text unit = code_unit(objective->text);
    if (!unit.len || text_eq(unit, T("KR-")))
        return false;
    for (size_t line = t->head->first; line < t->head->end; line++) {
        const struct cell *other = cell_in(t, line, t->objective);
        if (other && other != objective && text_starts(other->text, unit) &&
            mark_of(t->w, other)->prefix == PREFIX_OBJECTIVE)
            return false;
    }
    return true;
}

/* "14 February", "4. Mai" */
static bool says_day(const struct work *w, struct text t)
{
    bool month = false;
    for (struct text rest = text_key(w->scratch, t); rest.len;)
        month |= !isnan(words_value(WORDS_MONTH, text_cut(&rest, ' ')));
    return month && text_has_digit(t);
}

/* A sentence, two of them, a question and whom to ask, a day, or a label with what it says: the sign that tells it; 0:
   none does. */
static char remark_sign(const struct work *w, struct text t)
{
    enum { LONGEST_LABEL = 30 };
    size_t colon = text_find(t, T(": "), 0);
    if (text_ends(t, T(".")) || text_ends(t, T("!")))
        return t.ptr[t.len - 1];
    for (size_t at = 4; (at = text_find(t, T(". "), at)) != SIZE_MAX; at++)
        if (!(t.ptr[at - 1] >= '0' && t.ptr[at - 1] <= '9'))
            return '.';
    if (text_contains(t, T("? ")))
        return '?';
    if (says_day(w, t))
        return '\n';
    return colon != SIZE_MAX && colon <= LONGEST_LABEL ? ':' : 0;
}

/* Another objective has the same sign. */
static bool others_have(const struct table_reader *t, size_t line, uint32_t col, char sign)
{
    for (size_t other = t->head->first; other < t->head->end; other++) {
        const struct cell *cell = line_cell(t->w, other, col);
        if (other != line && cell && cell->text.len &&
            memchr(cell->text.ptr, sign, cell->text.len) != NULL)
            return true;
    }
    return false;
}

bool begins_remark(const struct work *w, struct text text)
{
    struct text t = text_trim(text);
    struct text key = header_key(w->scratch, text_shorten(w->scratch, t, 40));
    return remark_sign(w, t) || vocabulary_begins(w->words, WORDS_NOTE_START, key) > 0;
}

/* Every other row of the table with an objective that begins there has a key result beside it; totals and
   notes have none. */
static bool others_have_key_results(const struct table_reader *t, size_t line)
{
    enum { FEWEST = 2 };
    size_t n = 0;
    for (size_t other = t->head->first; other < t->head->end; other++) {
        uint8_t fate = t->w->out->fates[t->w->lines[other].number];
        if (other == line || !cell_in(t, other, t->objective) || fate == ROW_TOTAL ||
            fate == ROW_NOTE)
            continue;
        if (!cell_in(t, other, t->key_result))
            return false;
        n++;
    }
    return n >= FEWEST;
}

/* "Approved by the board § 14", "Checked: Ann, 12 March" right below the rows, the sheet's last line;
   "Approved suppliers only" may be an objective. */
static bool is_last_word(const struct table_reader *t, size_t line, const struct cell *cell)
{
    const struct work *w = t->w;
    struct text text = text_trim(cell->text);
    struct text key = header_key(w->scratch, text_shorten(w->scratch, text, 40));
    size_t begins = vocabulary_begins(w->words, WORDS_NOTE_START, key);
    bool phrase = text_contains(text_slice(key, 0, begins), T(" "));
    return line + 1 == w->n_lines && begins && (phrase || remark_sign(w, text)) &&
           others_have_key_results(t, line);
}

/* "Reviewed on the last Friday.", "Last edited: HJ, 2 March" alone behind a gap or a total, below rows with
   key results. */
static bool is_remark(const struct table_reader *t, size_t line, const struct cell *cell)
{
    const struct work *w = t->w;
    if (w->lines[line].filled != 1 || line == t->head->first)
        return false;
    bool gap = w->lines[line].row->index > w->lines[line - 1].row->index + 1;
    bool total = w->out->fates[w->lines[line - 1].number] == ROW_TOTAL;
    struct text text = text_trim(cell->text);
    char sign =
        text_words(text) > 3 && mark_of(w, cell)->prefix == PREFIX_NONE ? remark_sign(w, text) : 0;
    bool last = total && line + 1 == t->w->n_lines && text_words(text) > 3 &&
                mark_of(w, cell)->prefix == PREFIX_NONE &&
                mark_of(w, cell)->content == CONTENT_PROSE;
    if ((last && t->key_result && begins_remark(t->w, cell->text)) || is_last_word(t, line, cell))
        return true;
    return (gap || total) && sign && !others_have(t, line, cell->col, sign) &&
           !(line + 1 < t->head->end && cell_in(t, line + 1, t->key_result));
}

/* "Average Editorial", "Repairs average" */
static bool names_total(const struct work *w, struct text key)
{
    size_t last = key.len;
    while (last && key.ptr[last - 1] != ' ')
        last--;
    return vocabulary_begins(w->words, WORDS_TOTAL, key) ||
           (last && vocabulary_has(w->words, WORDS_TOTAL, text_slice(key, last, key.len)));
}

/* "Average Editorial | | | 48 %" below the rows of a section, in the objectives' column: figures and no key
   result, neither beside nor right below. */
static bool adds_up_rows(const struct table_reader *t, size_t line, const struct cell *cell)
{
    const struct work *w = t->w;
    const struct row *row = w->lines[line].row;
    size_t figures = 0;
    if (!t->key_result || !names_total(w, mark_of(w, cell)->key) ||
        (line + 1 < t->head->end && cell_in(t, line + 1, t->key_result) &&
         !cell_in(t, line + 1, t->objective)))
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *beside = &w->sheet->cells[i];
        if (beside == cell || w->marks[i].content == CONTENT_BLANK)
            continue;
        if (isnan(figure_at(w, line, beside->col)) && !(beside->flags & CELL_FORMULA))
            return false;
        figures++;
    }
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        figures += (w->sheet->cells[i].flags & CELL_UNCOMPUTED) != 0;
    return figures > 0;
}

/* "Grand total | 6 key results" and nothing else: a count. */
static bool counts_rows(const struct table_reader *t, size_t line, const struct cell *objective,
                        const struct cell *key_result)
{
    struct text count = text_trim(key_result->text);
    return t->w->lines[line].filled == 2 && line > t->head->first && count.len &&
           count.ptr[0] >= '0' && count.ptr[0] <= '9' &&
           vocabulary_has(t->w->words, WORDS_TOTAL, mark_of(t->w, objective)->key);
}

/* The key result of the row above once more, for its other figures. */
static bool says_again(const struct table_reader *t, size_t line, const struct cell *key_result)
{
    const struct record *last = t->r->last == RECORD_NONE ? NULL : &t->w->records->v[t->r->last];
    return key_result && last && last->kind == KEY_RESULT &&
           kind_of_figures(t->w, t->table, line) != ROLE_NONE &&
           text_eq(last->fields.v[0].text, key_result->text);
}

/* "Risks | Nobody in August" below the last key results, in the columns of items, and no figure from there on: a list
   of something else, though others have figures. */
static bool begins_aside(const struct table_reader *t, size_t line, const struct cell *objective)
{
    struct text key = mark_of(t->w, objective)->key;
    if (!key.len || line == t->head->first || t->r->last == RECORD_NONE ||
        mark_of(t->w, objective)->prefix || !has_values(t, line - 1) ||
        !(vocabulary_has(t->w->words, WORDS_ASIDE, key) ||
          vocabulary_has(t->w->words, WORDS_ASIDE_LIST, key)))
        return false;
    for (size_t i = line; i < t->head->end; i++)
        if (has_values(t, i))
            return false;
    return true;
}

/* True: the row is such a list's, and a note. */
static bool read_aside_row(struct table_reader *t, size_t line, const struct cell *objective)
{
    if (objective)
        t->aside = begins_aside(t, line, objective);
    if (t->aside)
        set_fate(t->w, line, ROW_NOTE);
    return t->aside;
}

void read_pair_line(struct table_reader *t, size_t line)
{
    const struct cell *objective = cell_in(t, line, t->objective);
    if (objective && is_ditto(t->w, objective))
        objective = NULL;
    const struct cell *key_result = cell_in(t, line, t->key_result);
    if (read_aside_row(t, line, objective))
        return;
    if (objective)
        t->start = line;
    if (objective && !key_result) {
        const struct mark *m = mark_of(t->w, objective);
        bool total =
            line > t->head->first && t->w->out->fates[t->w->lines[line - 1].number] == ROW_TOTAL;
        if (adds_up_rows(t, line, objective))
            set_fate(t->w, line, ROW_TOTAL);
        else if ((total || line + 1 == t->head->end) && is_remark(t, line, objective))
            set_fate(t->w, line, ROW_NOTE);
        else if (is_section(t, line, objective))
            read_single(t->r, line, objective, line + 1 == t->head->end);
        else if (m->prefix == PREFIX_KEY_RESULT && !names_other(t, objective))
            take_key_results(t, line, objective, 0);
        else
            take_objective(t, line, objective, true);
        return;
    }
    if (objective && key_result && counts_rows(t, line, objective, key_result)) {
        set_fate(t->w, line, ROW_TOTAL);
        return;
    }
    bool same = !objective || t->r->open == RECORD_NONE ||
                text_eq(t->w->records->v[t->r->open].fields.v[0].text, text_trim(objective->text));
    if (same && says_again(t, line, key_result)) {
        add_figures(t, line);
        set_fate(t->w, line, ROW_CONTINUATION);
        return;
    }
    if (!objective && is_step(t, line, key_result)) {
        take_step(t, line, key_result, t->key_result);
        return;
    }
    if (objective)
        take_objective(t, line, objective, t->one_cell);
    if (key_result && mark_of(t->w, key_result)->content != CONTENT_ERROR)
        take_key_results(t, line, key_result, 0);
    else
        read_rest(t, line);
}

const struct cell *header_cell(const struct table_reader *t, const struct column *c)
{
    return sheet_cell(t->w->sheet, c->place.row, c->place.col);
}

void read_wide_line(struct table_reader *t, size_t line)
{
    const struct cell *objective = cell_in(t, line, t->objective ? t->objective : t->titles);
    bool any = false;
    if (objective && is_remark(t, line, objective)) {
        set_fate(t->w, line, ROW_NOTE);
        return;
    }
    if (objective)
        take_objective(t, line, objective, true);
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *cell = c->role == ROLE_KEY_RESULT ? line_cell(t->w, line, c->col) : NULL;
        if (!cell)
            continue;
        any = true;
        size_t from = t->w->records->n;
        take_key_results(t, line, cell, c->group);
        for (; text_eq(c->reason, text_of(whose_key_results)) && from < t->w->records->n; from++)
            add_field(t->w, from, ROLE_OWNER, header_cell(t, c), c->header, (struct text){0});
    }
    if (!any && !objective)
        read_rest(t, line);
}

static bool has_figures(const struct table_reader *t, size_t line)
{
    static const enum role roles[] = {ROLE_BASELINE, ROLE_TARGET, ROLE_CURRENT};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (cell_in(t, line, table_column(t->table, roles[i])))
            return true;
    return false;
}

/* "Company objective", its key result, and further right a team's objective and its own; then back to the left:
   of the objective that stands left of it. */
static void return_to(struct table_reader *t, const struct cell *cell, bool objective)
{
    enum { MOST = sizeof t->above / sizeof *t->above };
    uint32_t indent = cell_indent(t->w, cell);
    if (objective) {
        while (t->n_above && (t->above[t->n_above - 1].indent >= indent || t->n_above == MOST))
            t->n_above--;
        t->above[t->n_above].indent = indent;
        t->above[t->n_above++].record = t->r->open;
        return;
    }
    size_t kept = t->n_above;
    while (t->n_above > 1 && t->above[t->n_above - 1].indent >= indent)
        t->n_above--;
    if (t->n_above < kept)
        t->r->open = t->above[t->n_above - 1].record;
}

/* "Logistics" behind a blank row, alone right above the header of the next table: no key result of this one. */
static bool heads_next(const struct table_reader *t, size_t line, const struct cell *cell)
{
    const struct work *w = t->w;
    return line + 1 == t->head->end && line + 1 < w->n_lines && line > t->head->first &&
           w->lines[line + 1].is_header && w->lines[line].filled == 1 &&
           w->lines[line - 1].row->index + 1 < w->lines[line].row->index &&
           w->lines[line].row->index + 1 == w->lines[line + 1].row->index &&
           mark_of(w, cell)->prefix == PREFIX_NONE && mark_of(w, cell)->content == CONTENT_WORD;
}

void read_title_line(struct table_reader *t, size_t line)
{
    if (t->across)
        t->r->open = ticked_objective(t, line);
    const struct cell *cell = cell_in(t, line, t->titles);
    int kind = cell ? t->kinds[line - t->head->first] : KIND_NONE;
    const struct mark *m = cell ? mark_of(t->w, cell) : NULL;
    bool section = m && ((kind == OBJECTIVE && is_section(t, line, cell)) ||
                         (kind == KEY_RESULT && m->prefix == PREFIX_NONE &&
                          t->titles->role == ROLE_KEY_RESULT && heads_objective(t->w, line)));
    bool next = kind == KEY_RESULT && heads_next(t, line, cell);
    if (section || next) {
        read_single(t->r, line, cell, line + 1 == t->head->end);
        t->r->open = next ? RECORD_NONE : t->r->open;
    } else if (kind == OBJECTIVE) {
        take_objective(t, line, cell, true);
        return_to(t, cell, true);
    } else if (kind == KEY_RESULT) {
        return_to(t, cell, false);
        take_key_results(t, line, cell, 0);
    } else if (kind == KIND_OTHER && t->r->last != RECORD_NONE) {
        take_step(t, line, cell, t->titles);
        bool part = text_eq(t->table->shape, T("outline")) || is_called_work(t->w, cell);
        if (part && has_figures(t, line))
            assume(t->w, cell_place(t->w->sheet, cell),
                   "'" TEXT_FMT "' is part of the key result above: its figures were not used",
                   TEXT_ARG(text_shorten(t->w->scratch, cell->text, 40)));
    } else {
        read_rest(t, line);
    }
}

/* --- cascade ---------------------------------------------------------------------------------- */

static int rank_of(const struct table_reader *t, int level)
{
    int rank = 0;
    for (int l = 0; l < 5; l++) {
        bool used = false;
        for (size_t i = 0; i < t->table->columns.n; i++)
            used |= (item_column(&t->table->columns.v[i]) && t->table->columns.v[i].level == l);
        if (l == level)
            return rank;
        rank += used;
    }
    return rank; /* without a level: below all that have one */
}

/* Whose the objective is whose key result has the row's attributes. */
static void add_units(struct table_reader *t, size_t record, size_t line)
{
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *cell = line_cell(t->w, line, c->col);
        cell = cell ? cell : t->units[i];
        if (cell && c->role == ROLE_UNIT_NAME && c->scope < 0 && !c->ticks)
            add_field(t->w, record, c->role, cell, cell->text, c->header);
    }
}

/* Whose an upper level's item is: what "Department" says beside "Department objective", here or further up. */
static void add_own_unit(struct table_reader *t, size_t record, const struct column *item)
{
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        if (c->role != ROLE_UNIT_NAME || c->ticks || c->level < 0 || c->level != item->level ||
            !t->units[i])
            continue;
        add_field(t->w, record, c->role, t->units[i], t->units[i]->text, c->header);
        return;
    }
}

/* The item of one of the lines of a cell, made if it stands nowhere above. */
static size_t cascade_item(struct table_reader *t, size_t line, const struct column *c,
                           struct text text, struct wanted *want, const int ranks[2])
{
    const struct cell *cell = line_cell(t->w, line, c->col);
    int rank = ranks[0];
    struct text key =
        text_printf(t->w->scratch, "%d %d " TEXT_FMT, rank, want->kind, TEXT_ARG(text));
    size_t known = map_get(&t->objectives, key);
    if (known != MAP_NONE)
        return known;
    t->r->open = want->kind == KEY_RESULT ? t->parent_objective[rank] : RECORD_NONE;
    size_t record = add_record(t->w, want->kind, cell, text);
    struct record *made = &t->w->records->v[record];
    made->objective = t->r->open;
    made->level = rank;
    made->unit = rank ? t->r->unit : (struct text){0};
    made->unit_place = t->r->unit_place;
    for (int up = rank - 1; up >= 0 && made->supports == RECORD_NONE; up--)
        made->supports = t->current[up];
    if (want->kind == KEY_RESULT && made->objective != RECORD_NONE)
        made->supports = RECORD_NONE; /* its objective says it */
    add_attributes(t, record, line, want);
    if (want->upper && rank == ranks[1])
        add_units(t, record, line);
    else if (want->upper && rank)
        add_own_unit(t, record, c);
    *map_put(t->w->scratch, &t->objectives, key, record) = record;
    t->r->last = record;
    return record;
}

/* The items of a cell; the last of them. ranks: the column's, and that of the row's deepest. */
static size_t cascade_items(struct table_reader *t, size_t line, const struct column *c,
                            const int ranks[2], bool deepest)
{
    const struct cell *cell = line_cell(t->w, line, c->col);
    struct wanted want = {.kind = c->role == ROLE_OBJECTIVE ? OBJECTIVE : KEY_RESULT,
                          .alone = true,
                          .item = c,
                          .upper = !deepest};
    if (want.kind == OBJECTIVE)
        return cascade_item(t, line, c, cell->text, &want, ranks);
    struct text_list lines = key_result_lines(t->w, cell);
    size_t record = RECORD_NONE;
    want.parts = lines.n;
    for (; want.part < lines.n; want.part++)
        record = cascade_item(t, line, c, lines.v[want.part], &want, ranks);
    return record;
}

/* The item that a level has now. What was below another one before is not below this: a blank beside it
   goes on with nothing, unless it is merged. */
static void set_current(struct table_reader *t, size_t line, int rank, size_t before, size_t record)
{
    bool same =
        before == RECORD_NONE || before == record || t->w->records->v[before].objective == record;
    t->current[rank] = record;
    for (size_t i = 0; !same && i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        int below = is_item(c->role) ? rank_of(t, c->level) : rank;
        if (below <= rank || line_cell(t->w, line, c->col) || merged_over(t, line, c->col))
            continue;
        t->current[below] = RECORD_NONE;
        if (c->role == ROLE_OBJECTIVE && t->w->records->v[record].kind == OBJECTIVE)
            t->parent_objective[below] = RECORD_NONE;
    }
}

/* The items of one level in a line; levels may stand in any order. */
static void read_cascade_level(struct table_reader *t, size_t line, const int ranks[2],
                               const struct column *deepest)
{
    size_t before = t->current[ranks[0]];
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        if (!is_item(c->role) || rank_of(t, c->level) != ranks[0] || !line_cell(t->w, line, c->col))
            continue;
        size_t record = cascade_items(t, line, c, ranks, c == deepest);
        set_current(t, line, ranks[0], before, record);
        if (c->role == ROLE_OBJECTIVE)
            t->parent_objective[ranks[0]] = record;
        set_fate(t->w, line, ROW_ITEM);
    }
}

void read_cascade_line(struct table_reader *t, size_t line)
{
    const struct column *deepest = NULL;
    int deepest_rank = -1;
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        if (!is_item(c->role) || !line_cell(t->w, line, c->col) ||
            rank_of(t, c->level) < deepest_rank)
            continue;
        deepest = c;
        deepest_rank = rank_of(t, c->level);
    }
    for (int rank = 0; rank <= deepest_rank; rank++)
        read_cascade_level(t, line, (const int[2]){rank, deepest_rank}, deepest);
    if (!deepest)
        read_rest(t, line);
}
