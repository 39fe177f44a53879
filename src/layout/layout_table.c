/*
 * A table -> records: whose its columns and rows are, which columns speak of the objective, its rows one after
 * the other (layout_row.c), and what stands between two tables (layout_loose.c).
 */
#include "base/fold.h"
#include "layout/layout_check_ins.h"
#include "layout/layout_row.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

/* --- whose an attribute is -------------------------------------------------------------------- */

struct scope_count {
    size_t starts, goes_on, same;
    size_t alone; /* of those that go on: where the objective is not said again */
};

/* "Ann" merged over two of an objective's three rows is the owner of what stands in these. */
static bool ends_above(const struct table_reader *t, const struct column *c,
                       const struct cell *first, size_t line)
{
    const struct range *merge =
        first && (c->role == ROLE_OWNER || c->role == ROLE_DUE || c->role == ROLE_STATUS)
            ? merge_at(t->w, first)
            : NULL;
    return merge && merge->row1 > merge->row0 && merge->row1 < t->w->lines[line].row->index;
}

/* For each column, how it is filled on rows where an objective begins and where it goes on. */
static size_t count_scopes(struct table_reader *t, struct scope_count *counts)
{
    struct work *w = t->w;
    size_t start = SIZE_MAX, going_on = 0;
    for (size_t line = t->head->first; line < t->head->end; line++) {
        const struct cell *objective = cell_in(t, line, t->objective);
        bool empty =
            !objective && !cell_in(t, line, t->key_result); /* here: a table beside it goes on */
        if (w->lines[line].is_other || empty || (!objective && start == SIZE_MAX))
            continue;
        const struct cell *before = start == SIZE_MAX ? NULL : cell_in(t, start, t->objective);
        bool begins = objective && (!before || !text_eq(before->text, objective->text));
        if (begins)
            start = line;
        else
            going_on++;
        for (size_t i = 0; i < t->table->columns.n; i++) {
            const struct cell *cell = line_cell(w, line, t->table->columns.v[i].col);
            const struct cell *first = line_cell(w, start, t->table->columns.v[i].col);
            counts[i].starts += begins && cell;
            counts[i].goes_on += !begins && cell;
            counts[i].alone += !objective && cell;
            counts[i].same += !begins && cell && first && text_eq(first->text, cell->text);
            t->spans[i] |= !begins && ends_above(t, &t->table->columns.v[i], first, line);
        }
    }
    return going_on;
}

/* "O1", "O2" in a column of IDs, one for each objective and no more: the objectives' own. */
static bool objectives_codes(const struct table_reader *t, const struct column *c)
{
    size_t codes = 0;
    const struct cell *objective = NULL, *code = NULL;
    for (size_t line = t->head->first; line < t->head->end && c->role == ROLE_ID; line++) {
        const struct cell *cell = line_cell(t->w, line, c->col),
                          *o = cell_in(t, line, t->objective);
        if (t->w->lines[line].is_other || (!cell && !o))
            continue;
        bool begins = o && (!objective || !text_eq(o->text, objective->text));
        objective = o ? o : objective;
        if (begins)
            code = cell;
        if (!cell)
            continue;
        bool okr = text_contains(text_fold(t->w->scratch, cell->text), T("okr"));
        bool other = !begins && (!code || !text_eq(code->text, cell->text));
        if (other || okr || code_kind(cell->text) != PREFIX_OBJECTIVE)
            return false;
        codes++;
    }
    return codes > 0;
}

/* "Goal owner" right of the key results, in each row of theirs and nobody else's name anywhere: whose goal a
   key result is. */
static bool owns_rows(const struct table_reader *t, const struct column *c, size_t alone,
                      size_t going_on)
{
    const struct table *table = t->table;
    if (c->role != ROLE_OWNER || !going_on || alone != going_on || c->col < t->key_result->col)
        return false;
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].role == ROLE_OWNER && &table->columns.v[i] != c)
            return false;
    return true;
}

static void find_scopes(struct table_reader *t)
{
    size_t n = t->table->columns.n;
    struct scope_count *counts = NEW_ARRAY(t->w->scratch, struct scope_count, n);
    t->objective_scope = NEW_ARRAY(t->w->scratch, bool, n);
    t->spans = NEW_ARRAY(t->w->scratch, bool, n);
    size_t going_on = t->objective && t->key_result ? count_scopes(t, counts) : 0;
    for (size_t i = 0; i < n; i++) {
        const struct column *c = &t->table->columns.v[i];
        bool left = t->key_result && c->col < t->key_result->col;
        bool enough = going_on >= 2 || (left && going_on && c->role == ROLE_OWNER);
        bool figure = c->role == ROLE_BASELINE || c->role == ROLE_TARGET || c->role == ROLE_CURRENT;
        bool begins_only =
            enough && counts[i].starts && counts[i].goes_on == 0 && !figure && !t->spans[i];
        bool repeated =
            left && going_on >= 2 && counts[i].goes_on == going_on && counts[i].same == going_on;
        bool own = c->scope < 0 && t->objective && t->key_result && objectives_codes(t, c);
        /* "Goal by 31 March" above a figure for each key result */
        bool said = c->scope == OBJECTIVE && !(figure && counts[i].goes_on) &&
                    !owns_rows(t, c, counts[i].alone, going_on);
        t->objective_scope[i] =
            said || own || (c->scope < 0 && c->role != ROLE_NONE && (begins_only || repeated));
    }
}

/* --- tables ----------------------------------------------------------------------------------- */

static void pick_columns(struct table_reader *t)
{
    struct table *table = t->table;
    const struct column *title = table_column(table, ROLE_TITLE);
    t->objective = table_column(table, ROLE_OBJECTIVE);
    t->key_result = table_column(table, ROLE_KEY_RESULT);
    if (t->objective && t->key_result)
        return;
    if (title && t->key_result && !t->objective && title->col < t->key_result->col) {
        t->objective = title;
        return;
    }
    t->titles = t->objective ? t->objective : t->key_result ? t->key_result : title;
}

/* Units hold until the next one, until one further left begins, or under another heading. */
static void carry_units(struct table_reader *t, size_t line)
{
    bool ended = !text_eq(t->section, t->r->unit);
    t->section = t->r->unit;
    if (ended)
        t->start = SIZE_MAX;
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *cell = line_cell(t->w, line, c->col);
        bool repeatable = c->role == ROLE_PARENT || c->role == ROLE_OWNER;
        if (repeatable && cell && !is_ditto(t->w, cell))
            t->said[i] = cell;
        if (c->role == ROLE_LEVEL)
            ended |= cell && t->units[i] && !text_eq(cell->text, t->units[i]->text);
        else if (c->role != ROLE_UNIT_NAME || c->ticks)
            continue;
        else if (cell)
            ended |= t->units[i] && !text_eq(cell->text, t->units[i]->text);
        if (cell || ended)
            t->units[i] = cell;
    }
}

/* "Contributions per area | | 2 | 4 | 1": words, and figures where the rows above have ticks. */
static bool counts_ticks(const struct table_reader *t, size_t line)
{
    size_t sums = 0, others = 0;
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *cell = c->ticks ? line_cell(t->w, line, c->col) : NULL;
        sums += cell && mark_of(t->w, cell)->content == CONTENT_NUMBER && cell->number != 1;
        others += cell && mark_of(t->w, cell)->content != CONTENT_NUMBER &&
                  mark_of(t->w, cell)->content != CONTENT_TICK;
    }
    return sums && !others && !cell_in(t, line, t->key_result);
}

/* "Green, Yellow or Red", "G / A / R": which states there are. */
static bool lists_states(const struct work *w, struct text t)
{
    enum { FEWEST = 3, LONGEST = 60 };
    size_t states = 0, end;
    for (struct text rest = t; rest.len && t.len <= LONGEST;) {
        for (end = 0; end < rest.len && !strchr(",/|;", rest.ptr[end]);)
            end++;
        size_t joint = text_find(text_slice(rest, 0, end), T(" or "), 0);
        bool joined = joint != SIZE_MAX;
        struct text state = text_trim(text_slice(rest, 0, joined ? joint : end));
        if (value_status(w->scratch, state) == STATUS_NONE)
            return false;
        states++;
        rest = text_slice(rest, joined ? joint + 4 : end + (end < rest.len), rest.len);
    }
    return states >= FEWEST;
}

static bool is_question(const struct cell *cell)
{
    struct text text = cell ? text_trim(cell->text) : (struct text){0};
    return text_ends(text, T("?")) || text_ends(text, T("？"));
}

/* "What do you want to achieve? | How will you know?" above key results that do not ask. */
static bool asks_for_both(const struct table_reader *t, size_t line)
{
    if (!is_question(cell_in(t, line, t->objective)) ||
        !is_question(cell_in(t, line, t->key_result)))
        return false;
    size_t others = 0;
    for (size_t other = line + 1; other < t->head->end; other++) {
        const struct cell *cell = cell_in(t, other, t->key_result);
        if (is_question(cell))
            return false;
        others += cell != NULL;
    }
    return others > 0;
}

/* Right below the header what to write there: hidden and without a figure, with all states in a cell, or asked for. */
static bool explains_columns(const struct table_reader *t, size_t line)
{
    const struct row *row = t->w->lines[line].row;
    bool figures = false, states = false;
    if (line == t->head->first && asks_for_both(t, line))
        return true;
    if (line != t->head->first || t->w->lines[line].filled < 3)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &t->w->sheet->cells[i];
        unsigned content = t->w->marks[i].content;
        figures |= content == CONTENT_NUMBER || content == CONTENT_PERCENT;
        states |= cell->type == CELL_TEXT && lists_states(t->w, text_trim(cell->text));
    }
    return !figures && (states || (row->hidden && measured_pair(t->table)));
}

/* The text stands in the column of owners, in another line. */
static bool is_known_owner(const struct table_reader *t, size_t line, struct text name)
{
    const struct column *owner = table_column(t->table, ROLE_OWNER);
    for (size_t other = t->head->first; owner && other < t->head->end; other++) {
        const struct cell *cell = other == line ? NULL : line_cell(t->w, other, owner->col);
        if (cell && text_eq(text_trim(cell->text), name))
            return true;
    }
    return false;
}

/* "lists | On track | At risk | Off track", "lists | Jo | Amit | Keisha" in a hidden row: what a drop-down list offers,
   behind a word for it or not; people, some of whom own items. */
static bool lists_choices(const struct table_reader *t, size_t line)
{
    enum { FEWEST_STATES = 3, FEWEST_KNOWN = 2 };
    const struct work *w = t->w;
    const struct row *row = w->lines[line].row;
    size_t states = 0, people = 0, known = 0, others = 0;
    for (size_t i = row->first; row->hidden && i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        struct text text = text_trim(cell->text);
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        bool state = cell->type == CELL_TEXT && value_status(w->scratch, text) != STATUS_NONE;
        bool owner = !state && is_known_owner(t, line, text);
        bool person = owner || (!state && cell->type == CELL_TEXT && value_like_people(text) >= 1);
        bool label = cell == line_first(w, line) && !state && !owner;
        states += state;
        people += person && !label;
        known += owner;
        others += !state && !person && !label;
    }
    bool only_states = states >= FEWEST_STATES && !people;
    bool only_people = known >= FEWEST_KNOWN && known * 2 >= people && !states;
    return !others && (only_states || only_people);
}

/* "f_obj | f_kr | f_goal" right below the header: how a program calls the columns. */
static bool names_fields(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        struct text t = text_trim(w->sheet->cells[i].text);
        bool joined = false;
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        for (size_t k = 0; k < t.len; k++) {
            char c = t.ptr[k];
            joined |= c == '_' && k > 0;
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && k > 0) || c == '_'))
                return false;
        }
        if (!joined || w->sheet->cells[i].type != CELL_TEXT)
            return false;
    }
    return w->lines[line].filled >= 3;
}

/* "Not linked to any", "no parent", "keins" */
static bool names_none(struct text text)
{
    static const char *const begins[] = {"not ", "no ",   "none",  "nicht ",
                                         "kein", "aucun", "ningun"};
    struct text t = text_trim(text);
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (text_eq_ascii_case(text_slice(t, 0, strlen(begins[i])), text_of(begins[i])))
            return true;
    return value_missing(t);
}

/* What a row supports in so many words may be the only place where the company's items stand. */
static void list_uppers(struct table_reader *t, size_t line)
{
    for (size_t i = 0; i < t->table->columns.n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *cell = c->upper != ROLE_NONE ? line_cell(t->w, line, c->col) : NULL;
        bool words = cell && cell->type == CELL_TEXT && !is_ditto(t->w, cell) &&
                     !names_none(cell->text) && !names_by_code(t->w, cell->text) &&
                     (text_words(text_trim(cell->text)) > 2 ||
                      mark_of(t->w, cell)->content == CONTENT_PROSE ||
                      ((cell->text.ptr[0] & 0x80) && text_length(cell->text) > 3)); /* 稳健扩张 */
        if (!words || c->level != 0)
            continue;
        enum item_kind kind = c->upper == ROLE_OBJECTIVE ? OBJECTIVE : KEY_RESULT;
        struct text key = text_printf(t->w->scratch, "%d " TEXT_FMT, kind, TEXT_ARG(cell->text));
        if (map_get(&t->uppers, key) != MAP_NONE)
            continue;
        size_t record = add_record(t->w, kind, cell, cell->text);
        t->w->records->v[record].level = 0;
        t->w->records->v[record].upper = t->w->records->v[record].listed = true;
        map_put(t->w->scratch, &t->uppers, key, record);
    }
}

static void read_body(struct table_reader *t)
{
    bool wide = text_eq(t->table->shape, T("wide")),
         cascade = text_eq(t->table->shape, T("cascade"));
    for (size_t line = t->head->first; line < t->head->end && !is_late(t->w); line++) {
        if (t->seen.again && t->seen.again[line - t->head->first]) {
            set_fate(t->w, line, ROW_CONTINUATION);
            continue;
        }
        if (line == t->head->first && names_fields(t->w, line)) {
            set_fate(t->w, line, ROW_HEADER);
            continue;
        }
        if (all_open(t->w, line)) {
            set_fate(t->w, line, ROW_EXAMPLE);
            continue;
        }
        if (explains_columns(t, line) || lists_choices(t, line)) {
            set_fate(t->w, line, ROW_INSTRUCTION);
            continue;
        }
        if (counts_ticks(t, line)) {
            set_fate(t->w, line, ROW_TOTAL);
            continue;
        }
        if (read_reference_line(t->r, line) || read_aside(t->r, line))
            continue;
        if (t->w->lines[line].is_other) {
            if (!read_other_line(t->r, line))
                read_form_line(t->r, line);
            if (t->w->out->fates[t->w->lines[line].number] != ROW_UNREAD)
                continue;
        }
        carry_units(t, line);
        if (cascade)
            read_cascade_line(t, line);
        else if (wide)
            read_wide_line(t, line);
        else if (t->titles)
            read_title_line(t, line);
        else
            read_pair_line(t, line);
        if (t->w->out->fates[t->w->lines[line].number] == ROW_ITEM)
            list_uppers(t, line);
    }
}

/* An objective column and key results below it, row by row: named so when rows alternate. */
static void name_shape(struct table_reader *t)
{
    size_t both = 0, one = 0, later = 0;
    if (!text_eq(t->table->shape, T("flat")) || !t->objective || !t->key_result)
        return;
    for (size_t line = t->head->first; line < t->head->end; line++) {
        const struct cell *o = cell_in(t, line, t->objective), *k = cell_in(t, line, t->key_result);
        both += o && k;
        one += o && !k;
        later += !o && k;
    }
    if (one > both && later)
        t->table->shape = T("objective rows");
    else if (later)
        t->table->shape = T("flat, objective blank below its first row");
}

/* Without a word for an item in its header: figures for both ends, or texts that begin with "KR". */
static bool tells_items(const struct table_reader *t)
{
    return t->objective && t->key_result &&
           (measured_pair(t->table) || told_by_ways(t->w, t->table) ||
            text_starts(t->key_result->reason, T("texts begin")));
}

/* "What could stop us | Receptionist on leave" below rows that count "1", "2", "3" in that column: a remark. */
static bool is_remark_beside_numbers(const struct table_reader *t, size_t line)
{
    const struct column *id = table_column(t->table, ROLE_ID);
    const struct cell *cell = id && !id->header.len ? cell_in(t, line, id) : NULL;
    return cell && cell->type == CELL_TEXT && mark_of(t->w, cell)->content != CONTENT_ID &&
           text_words(cell->text) > 2 && !text_has_digit(cell->text);
}

/* "Key activities | New booking engine" below rows that count "1", "2" or "a)", "b)" under a word for key results;
   `above`: the row above is such, and this one goes on without a number, a start and a target. */
static bool has_no_number(const struct table_reader *t, size_t line, bool above)
{
    const struct column *id = table_column(t->table, ROLE_KEY_RESULT_ID);
    if (!id || !text_eq(id->reason, text_of(numbers_of_texts)))
        return false;
    const struct cell *cell = cell_in(t, line, id);
    if (!cell)
        return above && !cell_in(t, line, table_column(t->table, ROLE_BASELINE)) &&
               !cell_in(t, line, table_column(t->table, ROLE_TARGET));
    return cell->type == CELL_TEXT && !text_has_digit(cell->text) && text_trim(cell->text).len > 3;
}

/* "100 % | Objective score | 0.5", "Tribe score | 0.53" among rows that are measured: how far a whole is, without
   an end or an owner of its own. */
static bool scores_whole(const struct table_reader *t, size_t line)
{
    static const enum role own[] = {ROLE_BASELINE, ROLE_TARGET, ROLE_CURRENT, ROLE_OWNER};
    const struct row *row = t->w->lines[line].row;
    const struct cell *label = NULL;
    size_t figures = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &t->w->sheet->cells[i];
        bool blank = t->w->marks[i].content == CONTENT_BLANK;
        bool figure =
            !blank && (!isnan(figure_at(t->w, line, cell->col)) || cell->flags & CELL_FORMULA);
        figures += figure;
        if (!blank && !figure && label)
            return false;
        label = !blank && !figure ? cell : label;
    }
    const struct header_reading *r = label ? mark_of(t->w, label)->reading : NULL;
    enum role role = likeliest(r, .7);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (cell_in(t, line, table_column(t->table, own[i])))
            return false;
    bool objective = r && r->scope == OBJECTIVE && !t->w->lines[line].is_other; /* not its label */
    return figures && (role == ROLE_SCORE || role == ROLE_PROGRESS) && (objective || r->level >= 0);
}

/* "Owner | Ann" where key results have figures: a label, and what it says in words. */
static bool labels_block(const struct table_reader *t, size_t line)
{
    const struct cell *first = line_first(t->w, line), *value = NULL;
    enum role role = likeliest(mark_of(t->w, first)->reading, .9);
    for (size_t i = 0; i < t->table->columns.n && !value; i++)
        if (is_value(t->table->columns.v[i].role))
            value = cell_in(t, line, &t->table->columns.v[i]);
    return t->w->lines[line].filled == 2 && value && value != first && value->type == CELL_TEXT &&
           !text_has_digit(value->text) &&
           value_status(t->w->scratch, value->text) == STATUS_NONE &&
           (role == ROLE_OWNER || role == ROLE_NOTE) && !value_missing(value->text);
}

/* "Item | Supplier | Budget" below a table of objectives and key results: its titles are told by a word for
   anything, and nothing in it measures or says whose they are. */
static bool is_other_list(const struct table_reader *t)
{
    static const enum role roles[] = {ROLE_TARGET,   ROLE_BASELINE, ROLE_CURRENT, ROLE_PROGRESS,
                                      ROLE_SCORE,    ROLE_OWNER,    ROLE_METRIC,  ROLE_TYPE,
                                      ROLE_PARENT,   ROLE_WEIGHT,   ROLE_ID,      ROLE_OUTLINE,
                                      ROLE_UNIT_NAME};
    bool told = false;
    for (size_t i = 0; i + 1 < t->w->out->tables.n; i++)
        told |= table_column(&t->w->out->tables.v[i], ROLE_OBJECTIVE) &&
                table_column(&t->w->out->tables.v[i], ROLE_KEY_RESULT);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (table_column(t->table, roles[i]))
            return false;
    return told && t->titles && t->titles->role == ROLE_TITLE && t->table->columns.n > 2;
}

/* Its rows are said to be left out. */
static void leave_out(struct table_reader *t)
{
    const struct head *head = t->head;
    if (head->end <= head->first)
        return;
    for (size_t line = head->first; line < head->end; line++)
        set_fate(t->w, line, ROW_NOTE);
    const struct cell *first = line_first(t->w, head->first);
    diag_add(t->w->diag, FINDING_ASSUMED, cell_place(t->w->sheet, first),
             T("if they are items, head them 'Objective' or 'Key result'"),
             "rows %u to %u were left out: a list of something else, by its header", first->row + 1,
             t->w->lines[head->end - 1].row->index + 1);
}

/* "Objective | Six stores open" right above, or with no more than labels between. */
static bool beneath_form(const struct reader *r, const struct head *head)
{
    enum { MOST_LABELS = 6 };
    const struct work *w = r->w;
    for (size_t line = head->line0, n = 0; line > 0 && n < MOST_LABELS; n++) {
        if (is_form_line(w, --line))
            return r->open != RECORD_NONE && r->open == r->last;
        if (w->lines[line].filled > 2)
            return false;
    }
    return false;
}

/* "Objective 1", "KR 1", "KR 2" or "O", "KR1" down the column of numbers: each row says what it is. */
static bool kinds_beside_numbers(const struct table_reader *t)
{
    const struct column *id = table_column(t->table, ROLE_ID);
    bool objective = false, key_result = false;
    for (size_t line = t->head->first; id && line < t->head->end; line++) {
        const struct cell *cell = line_cell(t->w, line, id->col);
        int kind = cell ? numbered_kind(t->w, cell->text) : PREFIX_NONE;
        objective |=
            kind == PREFIX_OBJECTIVE ||
            (cell && vocabulary_has(t->w->words, WORDS_TYPE_OBJECTIVE, mark_of(t->w, cell)->key));
        key_result |= kind == PREFIX_KEY_RESULT || /* "SE 1.1" */
                      (cell && kind == PREFIX_NONE && text_has_digit(cell->text));
    }
    return objective && key_result;
}

/* "Goal: 8 shops", "Ziel: Fehler von 8 auf 3 %" under a word for key results, none of which is called so: what is to
   be reached, and no objective. */
static void unmark_targets(const struct table_reader *t)
{
    struct work *w = t->w;
    if (!t->titles || t->titles->role != ROLE_KEY_RESULT)
        return;
    for (size_t line = t->head->first; line < t->head->end; line++) {
        const struct cell *cell = line_cell(w, line, t->titles->col);
        struct text rest = cell ? cell->text : (struct text){0}, label = text_cut(&rest, ':');
        if (cell && mark_of(w, cell)->prefix == PREFIX_KEY_RESULT &&
            !words_name(WORDS_TARGET_LABEL, text_key(w->scratch, label)).len)
            return;
    }
    for (size_t line = t->head->first; line < t->head->end; line++) {
        const struct cell *cell = line_cell(w, line, t->titles->col);
        struct mark *m = cell ? &w->marks[cell - w->sheet->cells] : NULL;
        struct text rest = cell ? cell->text : (struct text){0}, label = text_cut(&rest, ':');
        struct text body = text_trim(rest);
        struct change change;
        bool measured = body.len && ((body.ptr[0] >= '0' && body.ptr[0] <= '9') ||
                                     (value_change(body, DECIMAL_UNKNOWN, &change) &&
                                      !isnan(change.start) && !isnan(change.target)));
        if (m && m->prefix == PREFIX_OBJECTIVE && measured && !text_has_digit(label) &&
            words_name(WORDS_TARGET_LABEL, text_key(w->scratch, label)).len) {
            m->prefix = PREFIX_NONE;
            m->body = 0;
        }
    }
}

/* Nothing in the table itself says of which objectives they are. */
static bool only_key_results(const struct table_reader *t)
{
    bool objectives = t->objective || !t->titles || t->titles->role != ROLE_KEY_RESULT;
    for (size_t i = 0; i < t->head->end - t->head->first && !objectives; i++)
        objectives = t->kinds[i] == OBJECTIVE;
    return !objectives;
}

/* "Key result | Lead | O1: Snacks parents trust | O2: ..." above ticks: the objectives of the rows, unless other sheets
   have them. */
static void list_across(struct table_reader *t)
{
    struct work *w = t->w;
    size_t n = t->table->columns.n, any = 0;
    size_t *across = NEW_ARRAY(w->scratch, size_t, n);
    for (size_t i = 0; i < n; i++) {
        const struct column *c = &t->table->columns.v[i];
        const struct cell *head = header_cell(t, c);
        const struct mark *m = head ? mark_of(w, head) : NULL;
        across[i] = RECORD_NONE;
        if (!c->ticks || c->role != ROLE_PARENT || !m || !m->above_ticks ||
            m->prefix != PREFIX_OBJECTIVE || text_words(mark_body(m, head->text)) < 2)
            continue;
        across[i] = add_record(w, OBJECTIVE, head, head->text);
        w->records->v[across[i]].listed = true;
        any++;
    }
    t->across = any ? across : NULL;
}

/* "KR1.4 | | Sessions" below "ID | Objective | Key result": its code says that it is an item, though its words
   may head a column. */
static bool is_coded_row(const struct table_reader *t, size_t line)
{
    const struct column *id = table_column(t->table, ROLE_ID);
    const struct cell *code = id ? line_cell(t->w, line, id->col) : NULL;
    return code && code_kind(code->text) != PREFIX_NONE &&
           (cell_in(t, line, t->key_result) || cell_in(t, line, t->objective)) &&
           is_empty_label(t->w, line);
}

static void read_table(struct reader *r, const struct head *head)
{
    struct work *w = r->w;
    struct table *table = assign_columns(w, head);
    struct table_reader t = {
        .r = r, .w = w, .head = head, .table = table, .section = r->unit, .start = SIZE_MAX};
    t.units = NEW_ARRAY(w->scratch, const struct cell *, table->columns.n);
    t.said = NEW_ARRAY(w->scratch, const struct cell *, table->columns.n);
    t.taken = NEW_ARRAY(w->scratch, size_t, table->columns.n);
    for (size_t i = 0; i < table->columns.n; i++)
        t.taken[i] = RECORD_NONE;
    for (size_t i = 0; i < 6; i++)
        t.current[i] = t.parent_objective[i] = RECORD_NONE;
    pick_columns(&t);
    table->unit = r->unit;
    w->expected_fields = table->columns.n < 16 ? table->columns.n + 1 : 16;
    if (!t.objective && !t.key_result && !t.titles) {
        table->shape = T("no items");
        return;
    }
    if (head->weak && !t.titles && !tells_items(&t))
        return;
    if (is_other_list(&t)) {
        table->shape = T("no items");
        leave_out(&t);
        return;
    }
    bool told = table_column(table, ROLE_TYPE) || kinds_beside_numbers(&t);
    unmark_targets(&t);
    for (size_t line = head->first; line < head->end; line++)
        w->lines[line].of_block = labels_block(&t, line);
    for (size_t line = head->first; line < head->end; line++)
        w->lines[line].is_other = (is_other_line(r, line) && !is_coded_row(&t, line)) ||
                                  is_colon_line(w, line) ||
                                  (!told && t.titles && is_form_line(w, line));
    bool beside = false;
    for (size_t line = head->first; line < head->end; line++) {
        beside = has_no_number(&t, line, beside);
        if (table->columns.n > 2 && scores_whole(&t, line)) {
            w->lines[line].is_other = true;
            set_fate(w, line, ROW_TOTAL);
        }
        if (!w->lines[line].is_other && (beside || is_remark_beside_numbers(&t, line))) {
            w->lines[line].is_other = true;
            set_fate(w, line, ROW_NOTE);
        }
    }
    if (t.titles) {
        int usual = beneath_form(r, head) || head->subitems ? KEY_RESULT
                    : head->items                           ? OBJECTIVE
                    : t.titles->role == ROLE_TITLE          ? KIND_NONE
                    : t.titles->role == ROLE_OBJECTIVE      ? OBJECTIVE
                                                            : KEY_RESULT;
        t.kinds = title_kinds(w, head, table, t.titles, usual);
    }
    t.one_cell = has_one_cell(&t);
    find_scopes(&t);
    name_shape(&t);
    if (t.objective && t.objective == t.titles)
        t.objective = NULL;
    if (only_key_results(&t) && r->open == RECORD_NONE)
        list_across(&t);
    const struct column *key_result =
        t.titles && t.titles->role == ROLE_KEY_RESULT ? t.titles : t.key_result;
    if (text_starts(table->shape, T("flat")))
        t.seen = find_check_ins(w, head, table, t.objective, key_result);
    if (text_starts(table->shape, T("flat")) && !t.seen.again)
        t.seen = find_works(w, head, table, t.objective, key_result);
    read_body(&t);
}

/* "Owner: Hanna Berg" above the items, or in the caption of their table: of the objectives that have none, and
   of key results that stand for themselves. */
static void give_owner(struct reader *r)
{
    struct work *w = r->w;
    for (size_t i = 0, at = 0; i < w->records->n && (r->owner_cell || r->owners.n); i++) {
        const struct record *record = &w->records->v[i];
        while (at < r->owners.n && r->owners.v[at].from <= i)
            at++;
        const struct above *caption = at && r->owners.v[at - 1].cell ? &r->owners.v[at - 1] : NULL;
        const struct cell *cell = caption ? caption->cell : r->owner_cell;
        if (cell && (record->kind == OBJECTIVE || record->objective == RECORD_NONE) &&
            !record_field(record, ROLE_OWNER))
            add_field(w, i, ROLE_OWNER, cell, caption ? caption->value : r->owner,
                      (struct text){0});
    }
}

/* What the label last above an objective says that it supports, where nothing nearer says it. */
static void give_parents(struct reader *r)
{
    struct work *w = r->w;
    size_t at = 0;
    for (size_t i = 0; i < w->records->n && r->parents.n; i++) {
        const struct record *record = &w->records->v[i];
        while (at < r->parents.n && r->parents.v[at].from <= i)
            at++;
        if (at == 0 || record->kind != OBJECTIVE || record->listed ||
            record->supports != RECORD_NONE || record_field(record, ROLE_PARENT))
            continue;
        const struct above *a = &r->parents.v[at - 1];
        add_field(w, i, ROLE_PARENT, a->cell, a->value, a->header);
    }
}

/* "What matters: Every child takes a book home": the words before the colon, where every objective of the sheet
   begins with them, name objectives. */
static void strip_label(struct work *w)
{
    enum { MOST_WORDS = 4 };
    struct text label = {0};
    size_t n = 0;
    for (size_t i = 0; i < w->records->n; i++) {
        struct text rest = w->records->v[i].fields.v[0].text, head = text_cut(&rest, ':');
        if (w->records->v[i].kind != OBJECTIVE)
            continue;
        if (!text_trim(rest).len || text_words(head) > MOST_WORDS || text_has_digit(head) ||
            (n && !text_eq(head, label)) ||
            vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, header_key(w->scratch, head)))
            return; /* "Objective: ..." is read as it is written */
        const struct header_reading *r = vocabulary_read(w->words, w->scratch, head);
        if (!r || !r->n || r->senses[0].role != ROLE_OBJECTIVE)
            return; /* "Growth: ..." says what it is about */
        label = head;
        n++;
    }
    for (size_t i = 0; i < w->records->n && n > 1; i++) {
        struct text *text = &w->records->v[i].fields.v[0].text;
        if (w->records->v[i].kind == OBJECTIVE)
            *text = text_trim(text_slice(*text, label.len + 1, text->len));
    }
}

static size_t above_head(const struct head *head)
{
    return head->line0 - head->above - head->headings;
}

/* The objective that stands above a table beside others. */
static void open_above(struct reader *r, const struct head *head)
{
    struct work *w = r->w;
    const struct cell *cell = head->objective;
    r->open = r->last = add_record(w, OBJECTIVE, cell, cell->text);
    w->records->v[r->open].unit = r->unit;
    w->records->v[r->open].unit_place = r->unit_place;
    set_fate(w, head->line0 - (head->above ? 1 : 0), ROW_ITEM);
    if (head->above > 1)
        set_fate(w, head->line0 - 2, ROW_LABEL);
}

/* Below a table, behind a blank row: what is told by its words, else notes, which are said to be. */
static void read_below(struct reader *r, size_t line, size_t end)
{
    struct work *w = r->w;
    const struct cell *first = NULL, *last = NULL;
    r->in_table = true;
    for (; line < end; line++) {
        w->lines[line].is_other = is_other_line(r, line);
        bool told = read_reference_line(r, line) || read_aside(r, line) ||
                    (w->lines[line].is_other && read_other_line(r, line));
        if (told && !first)
            continue;
        if (!told)
            set_fate(w, line, ROW_NOTE);
        last = line_first(w, line);
        first = first ? first : last;
    }
    if (!first)
        return;
    struct text rows =
        first == last
            ? text_printf(w->scratch, tr("row %u is a note"), first->row + 1)
            : text_printf(w->scratch, tr("rows %u to %u are notes"), first->row + 1, last->row + 1);
    diag_add(
        w->diag, FINDING_ASSUMED, cell_place(w->sheet, first),
        T("if an item is among them, take away the blank row above, or number it 'O3' or 'KR 3.1'"),
        TEXT_FMT ": below the table, without its figures ('" TEXT_FMT "')", TEXT_ARG(rows),
        TEXT_ARG(text_shorten(w->scratch, first->text, 40)));
}

/* Lines between tables, of which the last may be the caption of the next one; `next`: its first line, and what is
   above it. */
static void read_between(struct reader *r, size_t line, size_t next, size_t caption)
{
    struct work *w = r->w;
    r->caption = caption ? next - caption : SIZE_MAX;
    for (; line < next; line++) {
        if (line == r->caption)
            *list_push(w->scratch, &r->owners) = (struct above){.from = w->records->n};
        read_loose_line(r, line, next);
    }
    r->caption = SIZE_MAX;
}

/* The words of both, cell by cell. */
static bool same_header(const struct work *w, const struct head *a, const struct head *b)
{
    const struct row *row = w->lines[b->line1].row;
    if (a->col0 != b->col0 || a->line0 > a->line1 || b->line0 > b->line1)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct cell *above = line_cell(w, a->line1, cell->col);
        if (w->marks[i].content != CONTENT_BLANK && (!above || !text_eq(above->text, cell->text)))
            return false;
    }
    return true;
}

/* The columns of the longest of the tables that have the first one's header, for the others to follow: what is
   said of them, and the table, are taken back. */
static void follow_longest(struct work *w, struct head_list *heads)
{
    size_t longest = 0, same = 0;
    for (size_t i = 0; i < heads->n; i++) {
        const struct head *h = &heads->v[i], *l = &heads->v[longest];
        if (!same_header(w, &heads->v[0], h))
            continue;
        same++;
        longest = h->end - h->first > l->end - l->first ? i : longest;
    }
    if (same < 2)
        return;
    size_t tables = w->out->tables.n, assumed = w->out->assumed.n, said = w->diag->list.n;
    struct table *model = NEW_ARRAY(w->scratch, struct table, 1);
    *model = *assign_columns(w, &heads->v[longest]);
    w->out->tables.n = tables;
    w->out->assumed.n = assumed;
    w->diag->list.n = said;
    for (size_t i = 0; i < heads->n; i++)
        if (i != longest && same_header(w, &heads->v[0], &heads->v[i]))
            heads->v[i].like = model;
}

void read_tables(struct work *w, struct head_list *heads)
{
    size_t below = w->n_lines;
    for (size_t i = 0; i < heads->n; i++)
        if (heads->v[i].end == w->n_lines) {
            bool again = same_header(w, &heads->v[0], &heads->v[i]);
            size_t end = table_end(w, &heads->v[i], heads->v[again ? 0 : i].first);
            below = i > 0 && heads->v[i - 1].end == w->n_lines && below > end ? below : end;
        }
    for (size_t i = 0; i < heads->n; i++)
        if (heads->v[i].end == w->n_lines)
            heads->v[i].end = below;
    follow_longest(w, heads);
    struct reader r = {.w = w,
                       .open = RECORD_NONE,
                       .last = RECORD_NONE,
                       .count = heads->n,
                       .heading = SIZE_MAX,
                       .described = SIZE_MAX,
                       .remark = SIZE_MAX - 1,
                       .caption = SIZE_MAX,
                       .named = SIZE_MAX};
    size_t first = heads->n ? above_head(&heads->v[0]) : w->n_lines;
    if (heads->n)
        read_between(&r, 0, first, heads->v[0].caption);
    for (size_t line = 0; line < first && !heads->n; line++)
        read_loose_line(&r, line, SIZE_MAX);
    for (size_t i = 0; i < heads->n; i++) {
        const struct head *head = &heads->v[i];
        heads->v[i].again = i > 0 && same_header(w, &heads->v[i - 1], head);
        for (size_t line = head->line0; line <= head->line1; line++)
            set_fate(w, line, ROW_HEADER);
        bool beside = i > 0 && heads->v[i - 1].line0 == head->line0;
        if (beside)
            r.open = RECORD_NONE;
        if (head->name) {
            struct text unit = unit_in_title(w, head->name->text);
            r.unit = unit.len ? unit : text_trim(head->name->text);
            r.unit_place = cell_place(w->sheet, head->name);
        }
        r.period = head->period ? head->period : beside ? NULL : r.period;
        for (size_t line = above_head(head); line < above_head(head) + head->headings; line++)
            set_fate(w, line, ROW_HEADING);
        if (head->objective)
            open_above(&r, head);
        r.in_table = true;
        r.aside = false;
        read_table(&r, head);
        size_t next = i + 1 < heads->n ? above_head(&heads->v[i + 1]) : head->end;
        r.in_table = false;
        bool follows = i + 1 < heads->n && heads->v[i + 1].line0 > head->line0;
        read_between(&r, head->end, next, follows ? heads->v[i + 1].caption : 0);
    }
    if (heads->n)
        read_below(&r, below, w->n_lines);
    give_owner(&r);
    give_parents(&r);
    strip_label(w);
    say_unused_beside(&r);
}
