/*
 * Labels with their values, outside of tables: "Team: Growth", "Owner | Ann". What they say is of the sheet,
 * of the section, or of the item above.
 */
#include "base/fold.h"
#include "layout/layout_loose.h"
#include "layout/layout_work.h"
#include "value/unit_name.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

/* --- labels ----------------------------------------------------------------------------------- */

/* "Coach: Jana Holm": a less usual word, but a person. */
static bool names_owner(const struct header_reading *r, struct text value)
{
    return r->senses[0].role == ROLE_OWNER && r->senses[0].weight >= .59 &&
           value_like_people(value) >= 1;
}

bool names_state(const struct work *w, const struct cell *label, struct text value)
{
    const struct header_reading *r = mark_of(w, label)->reading;
    bool may = false;
    for (size_t i = 0; r && i < r->n; i++)
        may |= r->senses[i].role == ROLE_STATUS && r->senses[i].weight >= .59;
    return may && value_status(w->scratch, value) != STATUS_NONE;
}

/* "Errors from 9 to 4, supports Sales", "Calm rotas (supports Sales": what is before a colon is an item,
   and no label. */
static bool is_item_before_colon(struct text t)
{
    struct change change;
    int open = 0;
    for (size_t i = 0; i < t.len; i++)
        open += t.ptr[i] == '(' || t.ptr[i] == '['   ? 1
                : t.ptr[i] == ')' || t.ptr[i] == ']' ? -1
                                                     : 0;
    return open > 0 || (text_has_digit(t) && value_change(t, DECIMAL_UNKNOWN, &change) &&
                        !isnan(change.start) && !isnan(change.target));
}

struct text label_head(struct text all, struct text *rest)
{
    *rest = all;
    struct text head = text_cut(rest, ':');
    size_t wide = text_find(all, T("："), 0);
    if (wide < head.len) {
        head = text_slice(all, 0, wide);
        *rest = text_slice(all, wide + text_of("：").len, all.len);
    }
    return head;
}

enum role label_in_cell(const struct work *w, const struct cell *cell, struct text *value)
{
    struct text rest, head = label_head(text_trim(cell->text), &rest);
    if (!rest.ptr || rest.len == 0 || head.len > 40 || memchr(head.ptr, '\n', head.len) ||
        is_item_before_colon(head))
        return ROLE_NONE;
    const struct header_reading *r = vocabulary_read(w->words, w->scratch, head);
    *value = text_trim(rest);
    if (!r || !r->n || !value->len)
        return ROLE_NONE;
    enum role role =
        names_owner(r, *value) || r->senses[0].weight >= .7 ? r->senses[0].role : ROLE_NONE;
    bool whose = role == ROLE_OWNER || role == ROLE_UNIT_NAME;
    return whose && is_item_before_colon(*value) ? ROLE_NONE : role; /* "Staff: 20 → 35" */
}

const struct cell *nth_cell(const struct work *w, size_t line, size_t n)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && n-- == 0)
            return &w->sheet->cells[i];
    return NULL;
}

const struct cell *second_cell(const struct work *w, size_t line)
{
    return nth_cell(w, line, 1);
}

/* Filled cells of a line up to the first gap of two blank columns: what stands beyond, a legend, is of
   its own. */
static size_t filled_left(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct cell *last = NULL;
    size_t n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (last && cell->col > last->col + 2)
            return n;
        last = cell;
        n++;
    }
    return n;
}

/* "Company | Linden Post" in the company's tab: its name. In a team's sheet it says whose team that is. */
static bool names_company(const struct work *w, const struct cell *label, const struct cell *value)
{
    bool company = false;
    for (struct text rest = text_key(w->scratch, w->sheet->name); rest.len;)
        company |= vocabulary_level(w->words, header_key(w->scratch, text_cut(&rest, ' '))) == 0;
    return company && vocabulary_level(w->words, mark_of(w, label)->key) == 0 &&
           value->type == CELL_TEXT && value->col == label->col + 1u &&
           mark_of(w, value)->content == CONTENT_WORD && !mark_of(w, value)->reading;
}

bool ends_in_colon(struct text t)
{
    return text_ends(text_trim(t), T(":")) || text_ends(text_trim(t), T("："));
}

void sheet_label(struct work *w, enum role role, struct text value, const struct cell *cell)
{
    struct place place = cell_place(w->sheet, cell);
    if (role == ROLE_UNIT_NAME && !w->out->unit.ptr) {
        w->out->unit = value;
        w->out->unit_place = place;
    } else if (role == ROLE_PERIOD && !w->out->period.ptr) {
        w->out->period = value;
        w->out->period_place = place;
    }
}

bool attribute(enum role role)
{
    return role != ROLE_NONE && role != ROLE_OBJECTIVE && role != ROLE_KEY_RESULT &&
           role != ROLE_TITLE && role != ROLE_TYPE;
}

/* "Part of", "Parent team": the value is what the sheet's unit is part of. */
static bool says_above(struct work *w, struct text head)
{
    struct text key = header_key(w->scratch, head);
    size_t belongs = vocabulary_begins(w->words, WORDS_BELONGS, key);
    struct text kind = text_trim(text_slice(key, belongs, key.len));
    return belongs && (!kind.len || vocabulary_level(w->words, kind) > 0);
}

enum { RANK_ABOVE = 1, RANK_UNIT = 5 };

/* How low in the tree a label is for: a department's name is above a team's, and what says no level is the
   unit's own. 0: it is the company's. */
static int label_rank(struct work *w, struct text head)
{
    if (says_above(w, head))
        return RANK_ABOVE;
    int level = vocabulary_level(w->words, header_key(w->scratch, head));
    if (level < 0) {
        level = unit_name_of(w->scratch, head).level; /* "Department name" */
        level += level > 0;
    }
    return level > 0 ? RANK_ABOVE + level : level < 0 ? RANK_UNIT - 1 : 0;
}

/* Above the items "Direction | Ventes" names what the sheet is part of, though alone the word might head a
   column of something else. */
static bool names_above(struct work *w, struct text head)
{
    int rank = label_rank(w, head);
    return says_above(w, head) || rank == RANK_ABOVE + 1 || rank == RANK_ABOVE + 2;
}

/* "Status 31 Jan: 78 %": a figure on a day is the current value, whatever else the label says. */
static enum role role_of_value(struct work *w, const struct cell *label, enum role role,
                               struct text value)
{
    const struct header_reading *r = mark_of(w, label)->reading;
    struct number number;
    for (size_t i = 0; r && role == ROLE_STATUS && i < r->n; i++)
        if (r->senses[i].role == ROLE_CURRENT && value_number(value, DECIMAL_UNKNOWN, &number))
            return ROLE_CURRENT;
    return role;
}

/* "Why now? | Two faculties asked": no figure, whatever the label's words are for. */
static bool is_written_remark(struct work *w, enum role role, struct text value)
{
    bool figure = role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT ||
                  role == ROLE_PROGRESS || role == ROLE_SCORE;
    for (size_t i = 0; figure && i < value.len; i++)
        figure = !(value.ptr[i] >= '0' && value.ptr[i] <= '9');
    return figure && text_words(text_key(w->scratch, value)) > 2 &&
           value_status(w->scratch, value) == STATUS_NONE;
}

static bool attribute_of_item(enum role role)
{
    return role == ROLE_OWNER || role == ROLE_STATUS || role == ROLE_DUE || role == ROLE_PROGRESS ||
           role == ROLE_SCORE || role == ROLE_CONFIDENCE || role == ROLE_WEIGHT;
}

/* Below "Objective: ..." of a section and no more than labels between, above its table. */
static bool follows_objective(struct work *w, size_t line)
{
    enum { MOST_LABELS = 6 };
    struct text value;
    for (size_t n = 0; line > 0 && n < MOST_LABELS; n++) {
        const struct cell *above = line_first(w, --line);
        if (mark_of(w, above)->prefix == PREFIX_OBJECTIVE)
            return true;
        if (above->type != CELL_TEXT || !attribute_of_item(label_in_cell(w, above, &value)))
            return false;
    }
    return false;
}

/* Between the line and the next objective in that direction stands another label of the role. */
static bool labelled_again(const struct work *w, size_t line, bool down, enum role role)
{
    for (size_t at = line; down ? at + 1 < w->n_lines : at > 0;) {
        at = down ? at + 1 : at - 1;
        const struct mark *m = mark_of(w, line_first(w, at));
        enum role other = m->reading && m->reading->n ? m->reading->senses[0].role : ROLE_NONE;
        if (other == ROLE_OBJECTIVE || m->prefix == PREFIX_OBJECTIVE)
            return false;
        if (other == role)
            return true;
    }
    return false;
}

/* "Owner | Theo" once below an objective's key results, which are several: it is the objective's. */
static bool said_of_block(const struct reader *r, size_t line, enum role role)
{
    const struct work *w = r->w;
    size_t key_results = 0;
    if (role != ROLE_OWNER || r->open == RECORD_NONE || r->open == r->last)
        return false;
    for (size_t i = r->open + 1; i < w->records->n && key_results < 2; i++)
        key_results += w->records->v[i].objective == r->open;
    return key_results > 1 && !labelled_again(w, line, false, role) &&
           !labelled_again(w, line, true, role);
}

bool find_label(struct reader *r, size_t line, struct label *label)
{
    struct work *w = r->w;
    const struct cell *cell = line_first(w, line), *value_cell = cell;
    struct text value = {0}, head = cell->text;
    enum role role = ROLE_NONE;
    bool before = r->last == RECORD_NONE && !r->in_table;
    if (cell->type != CELL_TEXT)
        return false;
    if (w->lines[line].filled == 1) {
        role = label_in_cell(w, cell, &value);
        head = label_head(text_trim(cell->text), &value);
    } else if (w->lines[line].filled == 2 || ends_in_colon(cell->text) ||
               (r->last == RECORD_NONE && !r->in_table && filled_left(w, line) == 2)) {
        const struct header_reading *reading = mark_of(w, cell)->reading;
        value_cell = second_cell(w, line);
        value = value_cell->text;
        bool sure = reading && reading->n && reading->senses[0].weight >= .9;
        role = sure || (reading && reading->n &&
                        (ends_in_colon(cell->text) || names_owner(reading, value)))
                   ? reading->senses[0].role
                   : ROLE_NONE;
        if (role == ROLE_NONE && names_state(w, cell, value))
            role = ROLE_STATUS;
        if (before && names_company(w, cell, value_cell))
            role = ROLE_UNIT_NAME;
        if (role != ROLE_NONE && mark_of(w, value_cell)->reading && r->in_table &&
            !ends_in_colon(cell->text))
            role = ROLE_NONE;
        bool item = text_contains(cell->text, T("→")) || text_contains(cell->text, T("->"));
        if (item && mark_of(w, cell)->prefix != PREFIX_NONE)
            role = ROLE_NONE; /* "KR A.1 → supports company KR 2.2 | Ann": it has an owner */
    }
    role = role_of_value(w, cell, role, value);
    role = is_written_remark(w, role, value) ? ROLE_NOTE : role;
    bool above = before && role != ROLE_UNIT_NAME && value.len && names_above(w, head);
    role = above ? ROLE_UNIT_NAME : role;
    *label = (struct label){role, head, text_trim(value), cell, value_cell, above};
    /* below items in a table only what they support, and whose they are */
    bool below = r->last != RECORD_NONE && r->in_table && !w->lines[line].of_block &&
                 !(line > 0 && is_form_line(w, line - 1));
    below = below && !(attribute_of_item(role) && follows_objective(w, line));
    bool remark = role == ROLE_NOTE && ends_in_colon(cell->text); /* "Remarks: | survey in May" */
    return attribute(role) && !(below && !remark && role != ROLE_PARENT && role != ROLE_UNIT_NAME &&
                                role != ROLE_PERIOD);
}

/* What the sheet's unit is part of: of several labels the lowest, and one that says it in so many words
   before any. */
static void put_above(struct work *w, struct text head, struct text above, int rank)
{
    struct sheet_layout *out = w->out;
    if (!out->above.len || rank == RANK_ABOVE ||
        (out->above_rank != RANK_ABOVE && rank > out->above_rank)) {
        out->above = above;
        out->above_named =
            text_printf(w->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(head), TEXT_ARG(above));
        out->above_rank = rank;
    }
}

/* Of the labels above the items the lowest names the unit, and the next what it is part of. */
static void name_sheet(struct work *w, const struct label *label, int rank)
{
    struct sheet_layout *out = w->out;
    if (label->above || rank == RANK_ABOVE || (out->unit_rank && rank < out->unit_rank)) {
        put_above(w, label->head, label->value, rank);
        return;
    }
    if (rank == out->unit_rank)
        return;
    if (out->unit_rank)
        put_above(w, T(""), out->unit, out->unit_rank);
    out->unit = (struct text){0}; /* a higher label's, or what a title seemed to name */
    out->unit_rank = rank;
    sheet_label(w, label->role, label->value, label->value_cell);
}

/* The same of the labels above a section. */
static void name_section(struct reader *r, const struct label *label, int rank)
{
    bool same = r->unit_rank && r->unit_last == r->last, first = r->last == RECORD_NONE;
    bool above = label->above || rank == RANK_ABOVE || (same && rank < r->unit_rank);
    if (above && first)
        put_above(r->w, label->head, label->value, rank);
    if (above)
        return;
    if (same && first && rank > r->unit_rank)
        put_above(r->w, T(""), r->unit, r->unit_rank);
    r->unit = label->value;
    r->unit_place = cell_place(r->w->sheet, label->value_cell);
    r->unit_rank = rank;
    r->unit_last = r->last;
}

void take_label(struct reader *r, size_t line, const struct label *label)
{
    struct work *w = r->w;
    bool company = r->last == RECORD_NONE && names_company(w, label->cell, label->value_cell);
    int rank = label->role == ROLE_UNIT_NAME ? label_rank(w, label->head) : 0;
    if (label->role == ROLE_UNIT_NAME && !company && (r->count > 1 || r->last != RECORD_NONE)) {
        name_section(r, label, rank);
    } else if (rank) {
        name_sheet(w, label, rank);
    } else if (label->role == ROLE_OWNER && line >= r->caption && r->caption != SIZE_MAX) {
        *list_push(w->scratch, &r->owners) =
            (struct above){w->records->n, label->value_cell, label->value, label->head};
    } else if (label->role == ROLE_OWNER && !r->owner_cell) {
        r->owner = label->value;
        r->owner_cell = label->value_cell;
    } else {
        w->out->of_company |= company && !w->out->unit.ptr;
        sheet_label(w, label->role, label->value, label->value_cell);
    }
}

/* "Team: | Stations | Quarter: | Q1 2027": the pairs behind the first one. */
static void take_more_labels(struct reader *r, size_t line)
{
    struct work *w = r->w;
    for (size_t n = 2; n + 1 < w->lines[line].filled; n += 2) {
        const struct cell *cell = nth_cell(w, line, n), *value = nth_cell(w, line, n + 1);
        const struct header_reading *reading = mark_of(w, cell)->reading;
        if (cell->type != CELL_TEXT || !ends_in_colon(cell->text) || !reading || !reading->n)
            return;
        struct label label = {
            reading->senses[0].role, cell->text, text_trim(value->text), cell, value, false};
        if (label.role == ROLE_UNIT_NAME || label.role == ROLE_PERIOD || label.role == ROLE_OWNER)
            take_label(r, line, &label);
    }
}

void push_parent(struct reader *r, const struct cell *cell, struct text value, struct text header)
{
    *list_push(r->w->scratch, &r->parents) =
        (struct above){r->w->records->n, cell, text_trim(value), header};
}

/* The line right below is an objective by its label or prefix. */
static bool above_objective(const struct work *w, size_t line)
{
    size_t next = line + 1;
    if (next >= w->n_lines || w->lines[next].row->index != w->lines[line].row->index + 1)
        return false;
    const struct cell *cell = line_first(w, next);
    const struct header_reading *r = mark_of(w, cell)->reading;
    bool labelled = second_cell(w, next) && likeliest(r, .7) == ROLE_OBJECTIVE;
    return mark_of(w, cell)->prefix == PREFIX_OBJECTIVE || labelled;
}

/* "Supports: | ..." above the items, and in each card that follows such a one above its objective. */
static bool is_parent_above(const struct reader *r, size_t line, enum role role)
{
    bool first = r->last == RECORD_NONE;
    return role == ROLE_PARENT && (first || (r->parents.n && above_objective(r->w, line)));
}

void begin_remark(struct reader *r, size_t line, const struct cell *label, const struct cell *text)
{
    r->remark = line;
    r->remark_label = label;
    r->remark_text = text;
}

bool read_label(struct reader *r, size_t line)
{
    struct work *w = r->w;
    struct label label;
    if (!find_label(r, line, &label))
        return false;
    if (is_parent_above(r, line, label.role)) {
        push_parent(r, label.value_cell, label.value, label.cell->text);
        set_fate(w, line, ROW_LABEL);
        return true;
    }
    bool own = label.role != ROLE_UNIT_NAME && label.role != ROLE_PERIOD;
    if (r->last != RECORD_NONE && own && line < r->caption) {
        bool block =
            r->open != RECORD_NONE && (w->lines[line].of_block || follows_objective(w, line) ||
                                       said_of_block(r, line, label.role));
        size_t of = block ? r->open : r->last;
        add_field(w, of, label.role, label.value_cell, label.value, label.cell->text);
        if (label.role == ROLE_NOTE)
            begin_remark(r, line, label.cell, label.value_cell);
        set_fate(w, line, ROW_CONTINUATION);
        return true;
    }
    take_label(r, line, &label);
    take_more_labels(r, line);
    set_fate(w, line, ROW_LABEL);
    return true;
}

bool read_unknown_label(struct reader *r, size_t line)
{
    const struct work *w = r->w;
    const struct cell *cell = line_first(w, line);
    if (cell->type != CELL_TEXT || !ends_in_colon(cell->text) || cell->text.len > 40)
        return false;
    const struct cell *value = nth_cell(w, line, 1);
    struct text period = value ? period_in_title(r->w, text_trim(value->text)) : (struct text){0};
    if (r->last == RECORD_NONE && period.len && period.len == text_trim(value->text).len)
        sheet_label(r->w, ROLE_PERIOD, period, value); /* "Quater: | Q2 2027" */
    bool empty = true, pairs = w->lines[line].filled % 2 == 0;
    for (size_t n = 1; (cell = nth_cell(w, line, n)) != NULL; n++) {
        bool label = cell->type == CELL_TEXT && ends_in_colon(cell->text);
        empty &= label;
        pairs &= n % 2 || label;
    }
    if (pairs && !empty && r->last == RECORD_NONE) /* "Client: | Museum | Period: | Q2 2026" */
        take_more_labels(r, line);
    return empty || (r->last == RECORD_NONE && (pairs || w->lines[line].filled <= 2));
}
