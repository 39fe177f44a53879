/*
 * What stands outside of tables: titles, section headings, labels with their values, notes,
 * instructions, totals; and sheets that have no table at all: forms with labels on the left, and
 * items that are told by their typed prefixes alone.
 */
#include "base/fold.h"
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

/* "Status | On track", "Lage | Im Plan": a word for states, if a less usual one, and a state. */
static bool names_state(const struct work *w, const struct cell *label, struct text value)
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

/* "Team" of "Team: Growth"; *rest is what stands behind the colon, absent if there is none. */
static struct text label_head(struct text all, struct text *rest)
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

/* The filled cell of a line behind `n` others; NULL. */
static const struct cell *nth_cell(const struct work *w, size_t line, size_t n)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && n-- == 0)
            return &w->sheet->cells[i];
    return NULL;
}

static const struct cell *second_cell(const struct work *w, size_t line)
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

/* What a label and its value say of the whole sheet. */
static void sheet_label(struct work *w, enum role role, struct text value, const struct cell *cell)
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

struct label {
    enum role role;
    struct text head, value;
    const struct cell *cell, *value_cell;
    bool above; /* not the unit's own name, whatever other labels say */
};

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

/* The label and value that a line is; false: it is none. */
static bool find_label(struct reader *r, size_t line, struct label *label)
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

/* What a label above the items says of the section or the sheet. */
static void take_label(struct reader *r, size_t line, const struct label *label)
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

/* What objectives below the line support. */
static void push_parent(struct reader *r, const struct cell *cell, struct text value,
                        struct text header)
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

/* What goes on below the line, in the column of the text. */
static void begin_remark(struct reader *r, size_t line, const struct cell *label,
                         const struct cell *text)
{
    r->remark = line;
    r->remark_label = label;
    r->remark_text = text;
}

/* A label with its value: of the section above items, of the item above below one. */
static bool read_label(struct reader *r, size_t line)
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

/* "Name: | Dana" above the items; "Signed: | | Date:" anywhere. */
static bool read_unknown_label(struct reader *r, size_t line)
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

/* --- totals, notes, examples ------------------------------------------------------------------ */

static bool figures_only(const struct work *w, size_t line, const struct cell *label)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct mark *m = &w->marks[i];
        const struct cell *cell = &w->sheet->cells[i];
        bool formula = cell->flags & CELL_FORMULA;
        if (cell != label && !formula &&
            (m->content == CONTENT_PROSE || m->content == CONTENT_MAIL ||
             (m->content == CONTENT_WORD && !(cell->text.len <= 12))))
            return false;
    }
    return true;
}

/* "progress", "score of team": what a total is of. */
static bool adds_up(const struct work *w, struct text rest)
{
    const struct header_reading *r = vocabulary_read(w->words, w->scratch, rest);
    if (vocabulary_has(w->words, WORDS_TOTAL, rest))
        return true;
    if (!r || !r->n)
        return false;
    enum role role = r->senses[0].role;
    return role == ROLE_PROGRESS || role == ROLE_SCORE || role == ROLE_WEIGHT ||
           role == ROLE_CONFIDENCE || role == ROLE_TITLE || role == ROLE_OBJECTIVE ||
           role == ROLE_KEY_RESULT || role == ROLE_UNIT_NAME || role == ROLE_STATUS;
}

/* "Key results: 7 | Green: 2 | Red: 2": labels with how many there are, and nothing else. */
static bool counts_only_labels(const struct work *w, size_t line)
{
    const struct cell *cell;
    struct number number;
    size_t n = 0;
    for (; (cell = nth_cell(w, line, n)) != NULL; n++) {
        struct text rest = text_trim(cell->text), head = text_cut(&rest, ':');
        rest = text_trim(rest);
        if (cell->type != CELL_TEXT || text_has_digit(head) || !rest.len || text_words(rest) > 1 ||
            !value_number(rest, DECIMAL_UNKNOWN, &number))
            return false;
    }
    return n > 1;
}

/* "Average lesson rating | Kavya | 4.6": somebody answers for it. */
static bool names_somebody(const struct work *w, size_t line, const struct cell *label)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool word = w->marks[i].content == CONTENT_WORD || w->marks[i].content == CONTENT_MAIL;
        if (cell != label && word && cell->type == CELL_TEXT && cell->text.len > 2 &&
            value_like_people(cell->text) >= 1)
            return true;
    }
    return false;
}

/* "Total: 5 key results" alone in its row. */
static bool counts_behind_colon(const struct work *w, size_t line, const struct cell *first)
{
    struct text rest, head = label_head(text_trim(first->text), &rest);
    rest = text_trim(rest);
    return w->lines[line].filled == 1 && first->type == CELL_TEXT && rest.len &&
           rest.ptr[0] >= '0' && rest.ptr[0] <= '9' && text_words(rest) <= 3 &&
           vocabulary_has(w->words, WORDS_TOTAL, header_key(w->scratch, head));
}

static bool is_total(const struct work *w, size_t line, const struct cell *first)
{
    if (counts_only_labels(w, line) || counts_behind_colon(w, line, first))
        return true;
    struct text key = mark_of(w, first)->key;
    const struct cell *second = second_cell(w, line);
    bool counted = w->lines[line].filled == 2 && second->type == CELL_NUMBER &&
                   mark_of(w, second)->content == CONTENT_NUMBER;
    const struct header_reading *r = mark_of(w, first)->reading;
    if (counted && r && r->n &&
        (r->senses[0].role == ROLE_OBJECTIVE || r->senses[0].role == ROLE_KEY_RESULT))
        return true; /* "Key results | 5" */
    size_t begins = vocabulary_begins(w->words, WORDS_TOTAL, key);
    if (begins == 0 || text_words(key) > 5)
        return false;
    /* "Average deal size" is a key result: what follows must be a word for what is added up */
    struct text rest = text_trim(text_slice(key, begins, key.len));
    bool whole = rest.len == 0 || ends_in_colon(first->text) ||
                 (adds_up(w, rest) && !names_somebody(w, line, first));
    return whole && figures_only(w, line, first);
}

/* Behind an empty row, or behind a note. */
static bool stands_apart(const struct work *w, size_t line)
{
    return line > 0 && (w->lines[line - 1].row->index + 1 < w->lines[line].row->index ||
                        w->lines[line - 1].is_other);
}

/* "🟢 fine  🟡 watch  🔴 trouble" */
static bool explains_lights(struct text t)
{
    uint32_t first = 0;
    while (t.len) {
        uint32_t c = text_next(&t);
        if (is_light(c) && first && c != first)
            return true;
        first = is_light(c) ? c : first;
    }
    return false;
}

/* "0.7 - 1.0", "0,4–0,6", "70 % to 100 %": what a legend explains. */
static bool is_range(struct text t)
{
    static const char *const joints[] = {"-", "–", "—", " to ", " bis ", "..."};
    struct number low, high;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = text_find(t, text_of(joints[i]), 1);
        if (at != SIZE_MAX && t.len <= 20 &&
            value_number(text_trim(text_slice(t, 0, at)), DECIMAL_UNKNOWN, &low) &&
            value_number(text_trim(text_slice(t, at + strlen(joints[i]), t.len)), DECIMAL_UNKNOWN,
                         &high) &&
            low.value < high.value && !low.unit.len && !high.unit.len)
            return true;
    }
    return false;
}

/* "choppy = at risk", "Uneasy = at risk; Worried = off track": what the words for states mean. */
static bool explains_states(const struct work *w, struct text t)
{
    struct text rest = text_slice(t, 0, 200), part = text_cut(&rest, ';');
    size_t equals = text_find(part, T("="), 0);
    return equals != SIZE_MAX && equals > 0 && equals < 30 &&
           value_status(w->scratch, text_trim(text_slice(part, equals + 1, part.len))) !=
               STATUS_NONE;
}

/* "G | On track", "🟢 | fine": a sign and the state that it stands for. Right below the rows of a table "NPS | on
   track" is one of them. */
static bool explains_sign(const struct work *w, size_t line, const struct cell *first,
                          const struct cell *second)
{
    enum { LONGEST_SIGN = 6, LONGEST_STATE = 24 };
    if (first->type != CELL_TEXT || !second || second->type != CELL_TEXT ||
        first->text.len > LONGEST_SIGN || text_has_digit(first->text) ||
        second->text.len > LONGEST_STATE || value_status(w->scratch, second->text) == STATUS_NONE)
        return false;
    return stands_apart(w, line) || text_length(text_trim(first->text)) == 1 ||
           value_status(w->scratch, first->text) != STATUS_NONE;
}

/* "🟢 on track", "2 = at risk", "Legend: 1 = on track": a sign and its state in one cell. */
static bool explains_state(const struct work *w, const struct cell *cell)
{
    enum { LONGEST = 40 };
    struct text t = text_trim(cell->text), rest = t;
    if (cell->type != CELL_TEXT || t.len > LONGEST || !t.len)
        return false;
    if (is_light(text_next(&rest)))
        return value_status(w->scratch, text_trim(rest)) != STATUS_NONE;
    size_t equals = text_find(t, T("="), 0);
    return equals != SIZE_MAX && equals > 0 &&
           value_status(w->scratch, text_trim(text_slice(t, equals + 1, t.len))) != STATUS_NONE;
}

/* "🟢 on track | 🟡 at risk | 🔴 off track" */
static bool is_legend(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && !explains_state(w, &w->sheet->cells[i]))
            return false;
    return w->lines[line].filled > 1;
}

static bool is_note(const struct work *w, size_t line, const struct cell *first)
{
    struct text t = text_trim(first->text);
    if (is_legend(w, line) || is_progress_note(w, line))
        return true;
    if (w->lines[line].filled > 2 && stands_apart(w, line) && ends_in_colon(t) &&
        vocabulary_has(w->words, WORDS_NOTE, mark_of(w, first)->key))
        return true; /* "Legend: | G = on track | R = off track" */
    if (w->lines[line].filled > 2 || first->type != CELL_TEXT)
        return false;
    const struct cell *second = second_cell(w, line);
    if (second && second->type == CELL_TEXT && names_state(w, first, second->text))
        return false;
    if (second && second->type == CELL_TEXT && is_range(t) &&
        mark_of(w, second)->content >= CONTENT_WORD && mark_of(w, second)->content <= CONTENT_PROSE)
        return true;
    if (explains_sign(w, line, first, second))
        return true;
    size_t equals = text_find(t, T(" = "), 0);
    if (w->lines[line].filled == 1 && (explains_lights(t) || explains_states(w, t) ||
                                       (equals > 0 && equals <= 4 && t.len > equals + 8)))
        return true; /* "x = planned" */
    if (w->lines[line].filled == 1 && stands_apart(w, line) && text_contains(t, T("@")) &&
        text_words(t) > 3)
        return true; /* "Send it to okr@firm.example by the 25th" */
    if (text_starts(t, T("*")) || text_starts(t, T("※")) || text_starts(t, T("(*")))
        return mark_of(w, first)->prefix != PREFIX_BULLET || stands_apart(w, line);
    struct text rest = t, head = text_cut(&rest, ':');
    struct text key = header_key(w->scratch, text_shorten(w->scratch, head, 40));
    size_t begins = vocabulary_begins(w->words, WORDS_NOTE, key);
    bool colon = head.len < t.len;
    if (!colon && text_length(t) > 50)
        return vocabulary_begins(w->words, WORDS_NOTE_START, key) > 0;
    return begins && begins == key.len;
}

/* Whether a key names an example, all of it. A short word must be written so: "Ex" is "ex", but "NPS"
   is not a plural of the Polish "np". */
static bool example_word(const struct work *w, struct text written, struct text key)
{
    bool plain = key.len && (signed char)key.ptr[0] > 0;
    return vocabulary_has(w->words, WORDS_EXAMPLE, key) &&
           (!plain || key.len >= 5 || text_trim(written).len == key.len);
}

bool is_bracketed(struct text text)
{
    struct text t = text_trim(text);
    return (text_starts(t, T("[")) && text_ends(t, T("]"))) ||
           (text_starts(t, T("<")) && text_ends(t, T(">")));
}

/* "[Objective 2] | [Key result 1]", "[Key result 5]": nothing but brackets. */
static bool all_bracketed(const struct work *w, size_t line)
{
    const struct cell *cell;
    for (size_t n = 0; (cell = nth_cell(w, line, n)) != NULL; n++)
        if (cell->type != CELL_TEXT || !is_bracketed(cell->text) || cell->text.len < 6)
            return false;
    return true;
}

bool is_placeholder(struct text text)
{
    struct text t = text_trim(text);
    if (!is_bracketed(t) || t.len < 6)
        return false;
    for (size_t i = 1; i + 1 < t.len; i++)
        if (strchr("[]<>:.0123456789", t.ptr[i]))
            return false;
    return true;
}

int slot_kind(const struct work *w, size_t line)
{
    const struct cell *cell = line_first(w, line);
    struct text key = mark_of(w, cell)->key;
    size_t digits = 0;
    while (key.len && key.ptr[key.len - 1] >= '0' && key.ptr[key.len - 1] <= '9') {
        key.len--;
        digits++;
    }
    key = text_trim(key);
    const struct header_reading *reading = mark_of(w, cell)->reading;
    if (w->lines[line].filled != 1 || cell->type != CELL_TEXT || !digits || key.len < 4 ||
        !reading || !reading->n ||
        (reading->senses[0].role != ROLE_OBJECTIVE && reading->senses[0].role != ROLE_KEY_RESULT))
        return -1; /* "Target: 20" */
    return vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, key)  ? KEY_RESULT
           : vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, key) ? OBJECTIVE
                                                                 : -1;
}

/* "Owner", "Due:": a word for what is said of an item. */
static bool is_item_label(const struct work *w, const struct cell *cell)
{
    const struct header_reading *r = mark_of(w, cell)->reading;
    return cell->type == CELL_TEXT && r && r->n && r->senses[0].weight >= .9 &&
           attribute(r->senses[0].role);
}

/* The same, or a word that may be one beside others: "We want" between "So far" and "By". */
static bool may_be_label(const struct work *w, const struct cell *cell)
{
    const struct header_reading *r = mark_of(w, cell)->reading;
    for (size_t i = 0; cell->type == CELL_TEXT && r && i < r->n; i++)
        if (r->senses[i].weight >= .6 && attribute(r->senses[i].role))
            return true;
    return false;
}

/* "Key result 1", "KR2", "Objective" alone in its row: an enum prefix. */
static int kind_alone(const struct work *w, size_t line)
{
    const struct cell *cell = line_first(w, line);
    struct text t = text_trim(cell->text);
    if (w->lines[line].filled != 1 || cell->type != CELL_TEXT)
        return PREFIX_NONE;
    t = text_slice(t, 0, t.len - (text_ends(t, T(":")) ? 1 : 0));
    int kind = numbered_kind(w, t);
    return kind != PREFIX_NONE ? kind : kind_of_word(w, t);
}

bool may_name_title(const struct header_reading *r)
{
    for (size_t i = 0; r && i < r->n; i++)
        if (r->senses[i].role == ROLE_TITLE)
            return true;
    return false;
}

/* Beside the label "Description", "What" or the like stands what an item is. */
static bool describes(const struct work *w, size_t line)
{
    const struct cell *label = line_first(w, line), *text = second_cell(w, line);
    return label->type == CELL_TEXT && may_name_title(mark_of(w, label)->reading) && text &&
           text->type == CELL_TEXT && text->col == label->col + 1u &&
           (mark_of(w, text)->content == CONTENT_PROSE ||
            mark_of(w, text)->content == CONTENT_WORD);
}

/* "Key result 1" above "Description | Buses on time", "Target | 95 %": the line that says what it is, right below or
   among the labels there; SIZE_MAX: none does. */
static size_t description_below(const struct work *w, size_t line)
{
    enum { MOST_LABELS = 8 };
    uint32_t col = line_first(w, line)->col;
    if (kind_alone(w, line) == PREFIX_NONE)
        return SIZE_MAX;
    for (size_t i = line + 1; i < w->n_lines && i <= line + MOST_LABELS; i++) {
        if (w->lines[i - 1].row->index + 1 != w->lines[i].row->index || w->lines[i].is_header ||
            (w->lines[i].filled > 2 && !is_pairs_line(w, i)) || line_first(w, i)->col != col ||
            (w->lines[i].filled == 1 && !is_item_label(w, line_first(w, i))) ||
            kind_alone(w, i) != PREFIX_NONE)
            return SIZE_MAX;
        if (describes(w, i))
            return i;
    }
    return SIZE_MAX;
}

/* A place that was not filled in; "Objective 1" may stand above its text. */
static bool is_empty_slot(const struct work *w, size_t line)
{
    int kind = description_below(w, line) == SIZE_MAX ? slot_kind(w, line) : -1;
    bool text_below = line + 1 < w->n_lines && !w->lines[line + 1].is_header &&
                      slot_kind(w, line + 1) < 0 && !is_item_label(w, line_first(w, line + 1));
    return kind >= 0 && !text_below;
}

/* "Objective 1 | KR 1.1 | 0%": what is written are numbers of places, all figures are nought. */
static bool are_empty_slots(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    enum { LONGEST_NOUGHT = 8 };
    size_t slots = 0, noughts = 0;
    if (numbered_kind(w, line_first(w, line)->text) == PREFIX_NONE)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        struct number number;
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (cell->type == CELL_TEXT && numbered_kind(w, cell->text) != PREFIX_NONE)
            slots++;
        else if (cell->type == CELL_NUMBER && cell->number == 0)
            noughts++;
        else if (cell->type == CELL_TEXT && cell->text.len <= LONGEST_NOUGHT &&
                 text_words(cell->text) == 1 &&
                 value_number(cell->text, DECIMAL_UNKNOWN, &number) && number.value == 0)
            noughts++; /* no "Lost orders: 0" */
        else
            return false;
    }
    return slots && (slots > 1 || noughts);
}

/* "[Marketing]" alone in its row, right above rows that are filled in: whose these are. */
static bool is_section_in_brackets(const struct work *w, size_t line)
{
    const struct text t = text_trim(line_first(w, line)->text);
    return text_starts(t, T("[")) && w->lines[line].filled == 1 && line + 1 < w->n_lines &&
           w->lines[line].row->index + 1 == w->lines[line + 1].row->index &&
           w->lines[line + 1].filled > 2 && !is_bracketed(line_first(w, line + 1)->text) &&
           kind_of_word(w, text_slice(t, 1, t.len - 1)) == PREFIX_NONE;
}

/* "e.g.", "z. B.", "p. ej.": the dot of an abbreviation among the first letters, and no figure before it. */
static bool is_dotted(struct text t)
{
    enum { LAST = 6 };
    for (size_t i = 0; i < t.len && i < LAST; i++) {
        if (t.ptr[i] == '.')
            return true;
        if (t.ptr[i] >= '0' && t.ptr[i] <= '9')
            return false;
    }
    return false;
}

static bool is_example(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    unsigned seen = 0;
    if (is_section_in_brackets(w, line))
        return false;
    if (is_empty_slot(w, line) || are_empty_slots(w, line) || all_bracketed(w, line))
        return true;
    for (size_t i = row->first; i < (size_t)row->first + row->n && seen < 2; i++) {
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        seen++;
        const struct mark *m = &w->marks[i];
        if (is_placeholder(w->sheet->cells[i].text) ||
            is_placeholder(mark_body(m, w->sheet->cells[i].text)))
            return true;
        size_t begins = vocabulary_begins(w->words, WORDS_EXAMPLE, m->key);
        struct text t = text_trim(w->sheet->cells[i].text);
        bool abbreviated = begins && begins < 5 && (signed char)m->key.ptr[0] > 0;
        if (begins && (abbreviated ? is_dotted(t) : begins == m->key.len))
            return true; /* "e.g. Grow", "Example" */
        struct text rest = t, head = text_cut(&rest, ':');
        if (head.len < t.len && head.len < 24 &&
            example_word(w, head, header_key(w->scratch, head)))
            return true;
    }
    return false;
}

static enum row_fate other_fate(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line);
    return mark_of(w, first)->reading == &own_heading ? ROW_HEADING
           : is_example(w, line)                      ? ROW_EXAMPLE
           : is_total(w, line, first)                 ? ROW_TOTAL
           : is_note(w, line, first)                  ? ROW_NOTE
                                                      : ROW_UNREAD;
}

/* "Objective", "Objective 2" */
static bool says_objective(const struct work *w, const struct cell *cell)
{
    struct text key = mark_of(w, cell)->key;
    while (key.len && ((key.ptr[key.len - 1] >= '0' && key.ptr[key.len - 1] <= '9') ||
                       key.ptr[key.len - 1] == ' '))
        key.len--;
    bool whole = key.len == mark_of(w, cell)->key.len || key.len > 3; /* "O1" is a code */
    return (whole && vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, key)) ||
           mark_of(w, cell)->reading == &own_objective;
}

/* "Score: 0.7", "Owner: Mirko": a label and its value in one cell. */
static bool says_of_itself(const struct work *w, const struct cell *cell)
{
    struct text value;
    return cell->type == CELL_TEXT && attribute(label_in_cell(w, cell, &value));
}

/* Behind the second cell of a line nothing, or labels with their values. */
static bool labels_behind(const struct work *w, size_t line)
{
    bool any = w->lines[line].filled == 2;
    size_t with = 0, without = 0;
    for (size_t n = 2; n < w->lines[line].filled; n++) {
        const struct cell *label = nth_cell(w, line, n);
        bool figure = label->type == CELL_TEXT && label->text.len <= 24 &&
                      text_ends(text_trim(label->text), T("%")); /* "Progress 48%" */
        if ((figure && any) || says_of_itself(w, label)) {
            any = true;
            continue;
        }
        if (!is_item_label(w, label))
            return false;
        const struct cell *value = nth_cell(w, line, n + 1);
        bool given = value && !may_be_label(w, value);
        any |= given;
        n += given;
        with += given;
        without += !given;
    }
    return any && without <= with + 1; /* else they head columns */
}

/* The word that the header of a column in a line's first cell most likely is for. */
static enum role role_of_first(const struct work *w, size_t line)
{
    const struct header_reading *r = mark_of(w, line_first(w, line))->reading;
    return r && r->n && r->senses[0].weight >= .9 ? r->senses[0].role : ROLE_NONE;
}

/* "Our objective | Nothing waits | Champion | Imelda", "O2 | Nothing waits" above "Key result | Start | ...". */
static bool heads_key_results(const struct work *w, size_t line)
{
    bool coded = code_kind(text_trim(line_first(w, line)->text)) == PREFIX_OBJECTIVE;
    bool named = w->lines[line].filled > 2 && role_of_first(w, line) == ROLE_OBJECTIVE;
    return (coded || named) && line + 1 < w->n_lines && w->lines[line + 1].filled > 2 &&
           role_of_first(w, line + 1) == ROLE_KEY_RESULT;
}

/* "Objective | Grow", "Objective 2: | Grow | Owner | Ida": a label with its item, whatever table it
   stands in. */
bool is_form_line(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line), *second = second_cell(w, line);
    if (!second || first->type != CELL_TEXT || second->type != CELL_TEXT)
        return false;
    unsigned content = mark_of(w, second)->content;
    return (says_objective(w, first) || heads_key_results(w, line)) &&
           (content == CONTENT_PROSE || (content == CONTENT_WORD && ends_in_colon(first->text))) &&
           labels_behind(w, line);
}

/* "KR 1.1: | Orders in full | Start: | 81 % | Target: | 95 %": labels with their values behind an item. */
static bool pairs_behind(const struct work *w, size_t line)
{
    size_t n = 2;
    for (; n < w->lines[line].filled; n += 2) {
        const struct cell *label = nth_cell(w, line, n), *value = nth_cell(w, line, n + 1);
        const struct header_reading *r = mark_of(w, label)->reading;
        bool known = r && r->n && r->senses[0].weight >= .7;
        for (size_t i = 0; r && i < r->n && !attribute(r->senses[0].role); i++)
            known |= r->senses[i].weight >= .7 && attribute(r->senses[i].role);
        if (label->type != CELL_TEXT || text_has_digit(label->text) || !known || !value ||
            is_item_label(w, value))
            return false;
    }
    return n > 3;
}

/* The first of a label's senses that says something of an item: "Meta:" is a target behind a key result. */
static enum role said_behind(const struct work *w, const struct cell *label)
{
    const struct header_reading *r = mark_of(w, label)->reading;
    for (size_t i = 0; r && i < r->n; i++)
        if (attribute(r->senses[i].role))
            return r->senses[i].role;
    return ROLE_NONE;
}

/* What such a line says of its item. */
static void read_labels_behind(struct reader *r, size_t line)
{
    const struct work *w = r->w;
    for (size_t n = 2; n + 1 < w->lines[line].filled; n += 2) {
        const struct cell *label = nth_cell(w, line, n), *value = nth_cell(w, line, n + 1);
        if (said_behind(w, label) != ROLE_NONE && !is_item_label(w, value))
            add_field(r->w, r->last, said_behind(w, label), value, value->text, label->text);
        else
            n--;
    }
    for (size_t n = 2; n < w->lines[line].filled; n++) {
        const struct cell *cell = nth_cell(w, line, n);
        struct text value;
        if (says_of_itself(w, cell))
            add_field(r->w, r->last, label_in_cell(r->w, cell, &value), cell, value,
                      (struct text){0});
    }
}

bool is_reference_line(const struct work *w, size_t line)
{
    const struct cell *cell = line_first(w, line);
    const struct mark *m = mark_of(w, cell);
    struct text t = text_trim(cell->text);
    bool arrow = text_starts(t, T("->")) || text_starts(t, T("→")) || text_starts(t, T("=>")) ||
                 text_starts(t, T("⇒"));
    bool item = !arrow && (m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT);
    bool named = text_contains(t, T("“")) || text_contains(t, T("„")) || text_contains(t, T("«"));
    if (w->lines[line].filled != 1 || cell->type != CELL_TEXT || item || line == 0 ||
        w->lines[line - 1].row->index + 1 != w->lines[line].row->index)
        return false;
    for (size_t i = 0; i < t.len; i++)
        named |= (t.ptr[i] >= '0' && t.ptr[i] <= '9') || t.ptr[i] == '"';
    struct change change; /* 'Support tickets "how do I" from 40 to 5' is a key result */
    if (!named || arrow || !vocabulary_begins(w->words, WORDS_SUPPORTS, header_key(w->scratch, t)))
        return named && arrow;
    return !value_change(t, DECIMAL_UNKNOWN, &change) || isnan(change.start) ||
           isnan(change.target);
}

bool read_reference_line(struct reader *r, size_t line)
{
    if (r->last == RECORD_NONE || !is_reference_line(r->w, line))
        return false;
    const struct cell *cell = line_first(r->w, line);
    add_field(r->w, r->last, ROLE_NOTE, cell, cell->text, (struct text){0});
    set_fate(r->w, line, ROW_CONTINUATION);
    return true;
}

/* "At risk" behind "Status": how something stands, though a word for remarks is among its words. */
static bool is_state_behind(const struct work *w, const struct cell *label,
                            const struct cell *value)
{
    return likeliest(mark_of(w, label)->reading, .9) == ROLE_STATUS && value->type == CELL_TEXT &&
           value_status(w->scratch, value->text) != STATUS_NONE;
}

bool is_pairs_line(const struct work *w, size_t line)
{
    for (size_t n = 0; n < w->lines[line].filled; n++) {
        const struct cell *cell = nth_cell(w, line, n);
        const struct header_reading *r = mark_of(w, cell)->reading;
        bool state = n % 2 && is_state_behind(w, nth_cell(w, line, n - 1), cell);
        bool label = cell->type == CELL_TEXT && r && r->n && r->senses[0].weight >= .65 && !state;
        if (label != (n % 2 == 0))
            return false;
    }
    return w->lines[line].filled >= 4 && w->lines[line].filled % 2 == 0;
}

/* What such a line says of the last item. */
static bool read_pairs_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    if (r->last == RECORD_NONE || !is_pairs_line(w, line))
        return false;
    enum role first = mark_of(w, line_first(w, line))->reading->senses[0].role;
    if (first == ROLE_OBJECTIVE || first == ROLE_KEY_RESULT)
        return false; /* "KR 1 | Working lifts | Progress | 60 %" */
    for (size_t n = 0; n < w->lines[line].filled; n += 2) {
        const struct cell *label = nth_cell(w, line, n), *value = nth_cell(w, line, n + 1);
        enum role role = mark_of(w, label)->reading->senses[0].role;
        add_field(w, r->last, attribute(role) ? role : ROLE_NOTE, value, value->text, label->text);
    }
    set_fate(w, line, ROW_CONTINUATION);
    return true;
}

/* "Team | Payments Risk | Cycle | Q2 2026" above the items: whose they are, and of when. */
static bool read_pairs_above(struct reader *r, size_t line)
{
    struct work *w = r->w;
    if (r->last != RECORD_NONE || w->lines[line].filled < 4 || !is_pairs_line(w, line))
        return false;
    enum role first = mark_of(w, line_first(w, line))->reading->senses[0].role;
    if (!attribute(first))
        return false;
    for (size_t n = 0; n + 1 < w->lines[line].filled; n += 2) {
        const struct cell *cell = nth_cell(w, line, n), *value = nth_cell(w, line, n + 1);
        struct label label = {mark_of(w, cell)->reading->senses[0].role,
                              cell->text,
                              text_trim(value->text),
                              cell,
                              value,
                              false};
        if (label.role == ROLE_UNIT_NAME || label.role == ROLE_PERIOD || label.role == ROLE_OWNER)
            take_label(r, line, &label);
    }
    set_fate(w, line, ROW_LABEL);
    return true;
}

bool is_colon_line(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line);
    const struct header_reading *r = mark_of(w, first)->reading;
    if (w->lines[line].filled != 2 || first->type != CELL_TEXT || !ends_in_colon(first->text) ||
        second_cell(w, line)->type != CELL_TEXT || !r || !r->n || r->senses[0].weight < .7)
        return false;
    return r->senses[0].role == ROLE_OBJECTIVE || r->senses[0].role == ROLE_KEY_RESULT;
}

/* "Owner | Ida" in the same column, or "Objective | Grow". */
static bool is_pair(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *first = line_first(w, line);
    const struct header_reading *r = mark_of(w, first)->reading;
    const struct cell *second = second_cell(w, line);
    if (w->lines[line].filled != 2 || first->col != col || second->col != col + 1)
        return false;
    bool header = mark_of(w, second)->reading && code_kind(second->text) == PREFIX_NONE;
    return r && r->n && r->senses[0].weight >= .9 && !header;
}

/* "Key result 3: | | Owner: |", "KR1 | | Owner |": nothing but labels, each with its place blank. */
static bool only_labels(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    size_t known = 0;
    bool colons = true, gaps = true;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct header_reading *r = w->marks[i].reading;
        int prefix = w->marks[i].prefix;
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (prefix == PREFIX_OBJECTIVE || prefix == PREFIX_KEY_RESULT)
            return false; /* "Objective 2: Safe hall | | Remarks": an item */
        colons &= ends_in_colon(cell->text);
        gaps &= !line_cell(w, line, cell->col + 1u) && cell->type == CELL_TEXT && r && r->n;
        known += r && r->n;
    }
    const struct cell *second = second_cell(w, line);
    bool slots = gaps && second && is_item_label(w, second);
    return w->lines[line].filled > 1 && (slots || (colons && known + 1 >= w->lines[line].filled));
}

bool is_empty_label(const struct work *w, size_t line)
{
    if (only_labels(w, line))
        return true;
    const struct cell *cell = line_first(w, line);
    const struct header_reading *r = mark_of(w, cell)->reading;
    uint32_t row = w->lines[line].row->index;
    struct text rest = text_trim(cell->text);
    text_cut(&rest, ':');
    if (w->lines[line].filled != 1 || !r || !r->n || r->senses[0].weight < .9 || rest.len ||
        !attribute(r->senses[0].role))
        return false;
    if (r->senses[0].role == ROLE_NOTE && ends_in_colon(cell->text))
        return true; /* "Remarks:", and nobody had any */
    bool above = line > 0 && w->lines[line - 1].row->index + 1 == row;
    bool below = line + 1 < w->n_lines && w->lines[line + 1].row->index == row + 1;
    return (above && is_pair(w, line - 1, cell->col)) || (below && is_pair(w, line + 1, cell->col));
}

bool heads_objective(const struct work *w, size_t line)
{
    if (w->lines[line].filled != 1 || line + 1 >= w->n_lines ||
        w->lines[line + 1].row->index != w->lines[line].row->index + 1)
        return false;
    return is_form_line(w, line + 1) ||
           mark_of(w, line_first(w, line + 1))->prefix == PREFIX_OBJECTIVE;
}

bool is_other_line(struct reader *r, size_t line)
{
    struct label label;
    return other_fate(r->w, line) != ROW_UNREAD || is_empty_label(r->w, line) ||
           (r->w->lines[line].filled <= 2 && find_label(r, line, &label));
}

bool read_other_line(struct reader *r, size_t line)
{
    enum row_fate fate = is_empty_label(r->w, line) ? ROW_LABEL : other_fate(r->w, line);
    if (fate == ROW_UNREAD)
        return r->w->lines[line].filled <= 2 && read_label(r, line);
    set_fate(r->w, line, fate);
    return true;
}

/* --- items without a table -------------------------------------------------------------------- */

/* `beside`: what stands right of it is said of it. */
static void make_item(struct reader *r, size_t line, const struct cell *cell, enum item_kind kind,
                      bool beside)
{
    struct work *w = r->w;
    struct text_list lines = {0};
    if (kind == KEY_RESULT)
        lines = key_result_lines(w, cell);
    else
        *list_push(w->scratch, &lines) = cell->text;
    for (size_t i = 0; i < lines.n; i++) {
        size_t record = add_record(w, kind, cell, lines.v[i]);
        struct record *made = &w->records->v[record];
        made->unit = r->unit;
        made->unit_place = r->unit_place;
        if (r->period)
            add_field(w, record, ROLE_PERIOD, r->period, r->period->text, (struct text){0});
        if (kind == KEY_RESULT)
            made->objective = r->open;
        else
            r->open = record;
        r->last = record;
        bool labelled =
            w->lines[line].filled > 2 && (is_form_line(w, line) || pairs_behind(w, line));
        if (lines.n == 1 && !labelled && beside)
            add_by_content(r, record, line, cell);
    }
    if (lines.n > 1 && beside) { /* of all of them: their objective's, if it stands in the row */
        bool own = r->open != RECORD_NONE && w->records->v[r->open].place.row == cell->row;
        add_by_content(r, own ? r->open : r->last, line, cell);
    }
    set_fate(w, line, ROW_ITEM);
}

static void take_item(struct reader *r, size_t line, const struct cell *cell, enum item_kind kind)
{
    make_item(r, line, cell, kind, true);
}

/* "Key result 1" above "Description | Buses on time": the item, made where it is named, for the labels below it. */
static bool read_described(struct reader *r, size_t line)
{
    struct work *w = r->w;
    if (line == r->described) {
        set_fate(w, line, ROW_ITEM);
        return true;
    }
    size_t at = description_below(w, line);
    if (at == SIZE_MAX)
        return false;
    bool objective = kind_alone(w, line) == PREFIX_OBJECTIVE;
    make_item(r, line, second_cell(w, at), objective ? OBJECTIVE : KEY_RESULT, false);
    r->label = ROLE_NONE;
    r->described = at;
    return true;
}

/* --- single cells ----------------------------------------------------------------------------- */

/* "Guests who return from 20 to 40" right below an item and above another: no mere note, whatever it is. */
static bool says_change_amid(const struct reader *r, size_t line, const struct cell *cell)
{
    const struct work *w = r->w;
    struct change change;
    return r->last != RECORD_NONE && line + 1 < w->n_lines && !stands_apart(w, line) &&
           w->out->fates[w->lines[line - 1].number] == ROW_ITEM &&
           value_change(cell->text, DECIMAL_UNKNOWN, &change) && !isnan(change.start) &&
           !isnan(change.target);
}

void read_single(struct reader *r, size_t line, const struct cell *cell, bool before_header)
{
    struct work *w = r->w;
    struct text t = text_trim(cell->text);
    if (r->heading == line && cell->type == CELL_TEXT) {
        take_item(r, line, cell, OBJECTIVE);
        return;
    }
    if (cell->type == CELL_TEXT &&
        vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, mark_of(w, cell)->key)) {
        /* "Objective", and below it the text; below an empty field the next label */
        bool empty = line + 1 < w->n_lines && is_item_label(w, line_first(w, line + 1));
        r->heading = empty ? SIZE_MAX : line + 1;
        set_fate(w, line, ROW_HEADING);
        return;
    }
    if (!r->in_table && r->last == RECORD_NONE && !w->out->title_period.len)
        w->out->title_period = period_in_title(w, t);
    if (!r->in_table && r->last == RECORD_NONE && !w->out->title.len)
        w->out->title = t;
    if (cell->type == CELL_TEXT && says_change_amid(r, line, cell))
        return;
    bool short_text = text_length(t) <= 60;
    if (!short_text || cell->type != CELL_TEXT) {
        set_fate(w, line, r->in_table ? ROW_NOTE : ROW_INSTRUCTION);
        return;
    }
    struct text unit = unit_in_title(w, t);
    if (!r->in_table && text_words(mark_of(w, cell)->key) > 5 && line > 0 &&
        !(unit.len && period_in_title(w, t).len)) {
        set_fate(w, line, ROW_INSTRUCTION);
        return;
    }
    set_fate(w, line, ROW_HEADING);
    if (!r->in_table && r->last != RECORD_NONE && stands_apart(w, line) &&
        !mark_of(w, cell)->reading)
        r->open = RECORD_NONE; /* "Lowlights": what is listed below is of no objective */
    if (line > r->caption)     /* "Motto: no bare soil" */
        return;
    bool above = before_header || r->caption == line || heads_objective(w, line);
    bool section = r->in_table || (r->count > 1 && above);
    if (section && mark_of(w, cell)->content == CONTENT_PERIOD) {
        r->period = cell;
        return;
    }
    section |= r->last != RECORD_NONE && unit.len;
    struct text name = section ? section_name(w, t) : t;
    if (!unit.len && section && text_words(text_key(w->scratch, name)) <= 4 &&
        names_something(w, name))
        unit = name;
    if (!unit.len)
        return;
    if (section) {
        r->unit = unit;
        r->unit_place = cell_place(w->sheet, cell);
    } else {
        sheet_label(w, ROLE_UNIT_NAME, unit, cell);
    }
}

/* --- lines without a table ------------------------------------------------------------------- */

/* "Key result 2.1:", "KR": the label itself, whatever else may head key results. */
static bool is_called_key_result(const struct work *w, const struct cell *label)
{
    return numbered_kind(w, label->text) == PREFIX_KEY_RESULT ||
           vocabulary_begins(w->words, WORDS_TYPE_KEY_RESULT, mark_of(w, label)->key);
}

/* "Success looks like | Nobody waits" near "Key result 1 | ...": without a figure it says more of the objective. */
static bool pictures_objective(const struct work *w, size_t line)
{
    enum { NEAR = 24 };
    const struct cell *label = line_first(w, line), *text = second_cell(w, line);
    if (!text || text_has_digit(text->text) || is_called_key_result(w, label))
        return false;
    for (size_t i = line > NEAR ? line - NEAR : 0; i < w->n_lines && i <= line + NEAR; i++)
        if (line_first(w, i)->col == label->col && second_cell(w, i) &&
            is_called_key_result(w, line_first(w, i)))
            return true;
    return false;
}

/* A form's line: label on the left, text on the right; a blank label goes on with the last one. */
bool read_form_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *first = line_first(w, line), *second = second_cell(w, line);
    const struct header_reading *reading = mark_of(w, first)->reading;
    const struct mark *m = mark_of(w, first);
    bool item = (m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT) &&
                text_words(mark_body(m, first->text)) > 1;
    if (item)
        return false; /* "KR 1.3: Win 12 members" */
    if (!second) {
        int slot =
            line > 0 ? slot_kind(w, line - 1) : -1; /* "Key result 1", and below it its text */
        if (slot >= 0 && slot_kind(w, line) < 0 && first->type == CELL_TEXT &&
            !is_item_label(w, first) && first->col == line_first(w, line - 1)->col) {
            take_item(r, line, first, slot == OBJECTIVE ? OBJECTIVE : KEY_RESULT);
            return true;
        }
        if (r->label != ROLE_KEY_RESULT || first->col <= r->label_col || first->type != CELL_TEXT)
            return false;
        take_item(r, line, first, KEY_RESULT);
        return true;
    }
    unsigned content = second->type == CELL_TEXT ? mark_of(w, second)->content : CONTENT_NUMBER;
    bool figure = content == CONTENT_NUMBER || content == CONTENT_PERCENT;
    bool way = figure && second->type == CELL_TEXT && text_words(second->text) > 2 &&
               numbered_kind(w, first->text) != PREFIX_NONE; /* "KR 2 | CPL €140 → €95" */
    bool coded = !reading && is_form_line(w, line);          /* "O2 | Nothing waits" */
    if (content == CONTENT_MAIL || (figure && !way) || content == CONTENT_PERIOD)
        return false;
    enum role role = coded ? ROLE_OBJECTIVE : likeliest(reading, .7);
    if (role != ROLE_OBJECTIVE && role != ROLE_KEY_RESULT)
        return false;
    if (is_placeholder(second->text)) {
        set_fate(w, line, ROW_EXAMPLE);
        return true;
    }
    if (role == ROLE_KEY_RESULT && r->open != RECORD_NONE && pictures_objective(w, line)) {
        add_field(w, r->open, ROLE_NOTE, second, second->text, first->text);
        set_fate(w, line, ROW_CONTINUATION);
        return true;
    }
    r->label = role;
    r->label_col = first->col;
    take_item(r, line, second, role == ROLE_OBJECTIVE ? OBJECTIVE : KEY_RESULT);
    if (w->lines[line].filled > 2 && (is_form_line(w, line) || pairs_behind(w, line)))
        read_labels_behind(r, line);
    return true;
}

/* "Target: 20", not "KR 2: 20": a word for items without a number, and a figure. */
static bool is_figure(const struct mark *m, struct text text)
{
    struct number number;
    struct text body = text_trim(mark_body(m, text));
    for (const char *p = text.ptr; p < body.ptr; p++)
        if (*p >= '0' && *p <= '9')
            return false;
    return text_words(body) == 1 && value_number(body, DECIMAL_UNKNOWN, &number);
}

/* "O1: Grow | KR1: Sell 10 pears | Ann", "... | KR1: Sell | KR2: Buy": a key result behind the cell in its
   row; NULL. */
static const struct cell *key_result_beside(const struct work *w, size_t line,
                                            const struct cell *from)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (cell > from && w->marks[i].prefix == PREFIX_KEY_RESULT && cell->type == CELL_TEXT &&
            text_words(mark_body(&w->marks[i], cell->text)) > 1)
            return cell;
    }
    return NULL;
}

static bool any_prefix(const struct work *w, enum prefix prefix)
{
    for (size_t i = 0; i < w->sheet->n_cells; i++)
        if (w->marks[i].prefix == prefix)
            return true;
    return false;
}

/* Any row is called a key result; looked at once. */
static bool calls_key_results(struct reader *r)
{
    if (!r->prefixes_known)
        r->prefixes = any_prefix(r->w, PREFIX_KEY_RESULT);
    r->prefixes_known = true;
    return r->prefixes;
}

/* Nothing but their bullets or numbers tell the rows: said for each objective. */
static void assume_listed(struct reader *r, const struct cell *cell)
{
    struct work *w = r->w;
    if (w->records->v[r->last].kind == OBJECTIVE)
        assume(w, cell_place(w->sheet, cell),
               "the listed rows below '" TEXT_FMT "' are its key results",
               TEXT_ARG(text_shorten(w->mem, w->records->v[r->last].fields.v[0].text, 40)));
}

bool read_prefixed_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct row *row = w->lines[line].row;
    unsigned looked_at = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n && looked_at < 3; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct mark *m = &w->marks[i];
        if (m->content == CONTENT_BLANK)
            continue;
        looked_at++;
        if (cell->type != CELL_TEXT)
            continue;
        if (m->prefix != PREFIX_NONE && is_placeholder(mark_body(m, cell->text))) {
            set_fate(w, line, ROW_EXAMPLE);
            return true;
        }
        if ((m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT) &&
            !is_figure(m, cell->text)) {
            enum item_kind kind = m->prefix == PREFIX_OBJECTIVE ? OBJECTIVE : KEY_RESULT;
            for (const struct cell *next; cell; cell = next, kind = KEY_RESULT) {
                next = key_result_beside(w, line, cell);
                make_item(r, line, cell, kind, next == NULL);
            }
            return true;
        }
        bool section = m->prefix == PREFIX_NUMBER && heads_objective(w, line) &&
                       calls_key_results(r); /* "2. Sales team" above "Objective: ..." */
        bool listed = m->prefix == PREFIX_BULLET ||
                      (m->prefix == PREFIX_NUMBER && !is_day(w, cell)); /* "5 October" */
        bool beneath = r->open != RECORD_NONE && !r->in_table && !section && listed;
        if (beneath) {
            assume_listed(r, cell);
            take_item(r, line, cell, KEY_RESULT);
            return true;
        }
    }
    return false;
}

/* "1.1 | Applications rise to 2,600" below an objective: a number or a bullet in a cell of its own, and the text. */
static bool read_counted_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *number = line_first(w, line);
    const struct cell *text = line_cell(w, line, number->col + UINT32_C(1));
    if (r->open == RECORD_NONE || r->in_table || !text || text->type != CELL_TEXT ||
        text_words(text_trim(text->text)) < 2 || !counts_row(w, number))
        return false;
    assume_listed(r, text);
    take_item(r, line, text, KEY_RESULT);
    return true;
}

/* A text right of and below "Objective: ..." in a sheet where no key result is called so. */
static bool read_indented_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *cell = line_first(w, line);
    const struct place *open = r->open == RECORD_NONE ? NULL : &w->records->v[r->open].place;
    bool named = open && r->named != SIZE_MAX && w->lines[r->named].row->index == open->row;
    if (r->in_table || !open || cell->type != CELL_TEXT ||
        (named ? cell->col < open->col || w->lines[line].filled < 2 : cell->col <= open->col) ||
        (mark_of(w, cell)->content != CONTENT_PROSE && w->lines[line].filled == 1) ||
        any_prefix(w, PREFIX_KEY_RESULT))
        return false;
    if (w->records->v[r->last].kind == OBJECTIVE)
        assume(w, cell_place(w->sheet, cell),
               "the indented rows below '" TEXT_FMT "' are its key results",
               TEXT_ARG(text_shorten(w->mem, w->records->v[r->open].fields.v[0].text, 40)));
    take_item(r, line, cell, KEY_RESULT);
    return true;
}

/* "What | @ | Where we are": short texts right above the first item of a sheet without a table. */
static bool names_columns(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK &&
            (w->sheet->cells[i].type != CELL_TEXT || w->sheet->cells[i].text.len > 24))
            return false;
    enum prefix below =
        line + 1 < w->n_lines ? mark_of(w, line_first(w, line + 1))->prefix : PREFIX_NONE;
    return w->lines[line].filled > 1 && (below == PREFIX_OBJECTIVE || below == PREFIX_KEY_RESULT);
}

enum { MOST_LINES = 64 }; /* of notes that are looked at */

/* "Not OKRs, we go there anyway:" behind a gap below key results with figures, and to the end nothing but
   lines of one text without any. */
static bool heads_unmeasured(const struct reader *r, size_t line)
{
    const struct work *w = r->w;
    const struct record *last = r->last == RECORD_NONE ? NULL : &w->records->v[r->last];
    if (!last || last->kind != KEY_RESULT || !text_has_digit(last->fields.v[0].text) ||
        !stands_apart(w, line) || !ends_in_colon(line_first(w, line)->text) ||
        line + 1 >= w->n_lines)
        return false;
    for (size_t i = line; i < w->n_lines && i < line + MOST_LINES; i++) {
        const struct mark *m = mark_of(w, line_first(w, i));
        if (w->lines[i].filled != 1 || m->prefix == PREFIX_OBJECTIVE ||
            m->prefix == PREFIX_KEY_RESULT || text_has_digit(line_first(w, i)->text))
            return false;
    }
    return true;
}

/* "Nog te doen:" behind a gap below a table, and to the end nothing but lines of one text. */
static bool heads_rest(const struct reader *r, size_t line)
{
    const struct work *w = r->w;
    bool gap = line > 0 && w->lines[line].row->index > w->lines[line - 1].row->index + 1;
    if (!r->in_table || !gap || !ends_in_colon(line_first(w, line)->text) || line + 1 >= w->n_lines)
        return false;
    for (size_t i = line; i < w->n_lines && i < line + MOST_LINES; i++) {
        const struct mark *m = mark_of(w, line_first(w, i));
        if (w->lines[i].filled != 1 || m->prefix == PREFIX_OBJECTIVE ||
            m->prefix == PREFIX_KEY_RESULT)
            return false;
    }
    return true;
}

/* The row's cells without the number that it begins with. */
static size_t filled_behind_number(struct work *w, size_t line)
{
    return w->lines[line].filled - counts_row(w, line_first(w, line));
}

/* "Notes", "Milestones" alone in its row below items: heads what is none of them, unless rows of a table
   follow ("Projects" may be a team). */
static bool heads_aside(const struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *cell = line_first(w, line);
    struct text key = mark_of(w, cell)->key;
    if (r->last == RECORD_NONE || w->lines[line].filled != 1 || cell->type != CELL_TEXT ||
        line + 1 >= w->n_lines)
        return false;
    if (heads_rest(r, line) || heads_unmeasured(r, line))
        return true;
    if (!(vocabulary_has(w->words, WORDS_NOTE, key) ||
          vocabulary_has(w->words, WORDS_TYPE_OTHER, key) ||
          vocabulary_has(w->words, WORDS_ASIDE, key)))
        return false;
    if (heads_work(w, line + 1))
        return true;
    for (size_t i = line + 1; i < w->n_lines && i < line + MOST_LINES &&
                              w->lines[i - 1].row->index + 1 == w->lines[i].row->index;
         i++)
        if (filled_behind_number(w, i) > 2)
            return false;
    return true;
}

/* "Name | Role | E-mail", "Term | Meaning" behind a gap below items: nothing but words at the heads of lists,
   one of which no list of items has. */
static bool heads_list_below(const struct reader *r, size_t line)
{
    const struct work *w = r->w;
    const struct row *row = w->lines[line].row;
    size_t strange = 0;
    if (r->last == RECORD_NONE || w->lines[line].filled < 2 ||
        w->lines[line - 1].row->index + 1 == row->index)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        enum role role = likeliest(w->marks[i].reading, .7);
        bool other = vocabulary_has(w->words, WORDS_OTHER_HEADER, w->marks[i].key) ||
                     vocabulary_has(w->words, WORDS_ASIDE_HEADER, w->marks[i].key);
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (w->sheet->cells[i].type != CELL_TEXT ||
            !(other || role == ROLE_TITLE || role == ROLE_OWNER || role == ROLE_UNIT_NAME))
            return false;
        strange += other;
    }
    return strange > 0;
}

/* Right below a note, and right of its label: "Grading | 0.7 = green" goes on. */
static bool continues_note(const struct work *w, size_t line)
{
    return line > 0 && w->out->fates[w->lines[line - 1].number] == ROW_NOTE &&
           w->lines[line - 1].filled == 2 && stands_apart(w, line - 1) &&
           line_first(w, line)->col > line_first(w, line - 1)->col;
}

bool read_aside(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct mark *m = mark_of(w, line_first(w, line));
    bool below = (r->aside || continues_note(w, line)) &&
                 w->lines[line - 1].row->index + 1 == w->lines[line].row->index &&
                 (filled_behind_number(w, line) <= 2 || r->aside_table) &&
                 m->prefix != PREFIX_OBJECTIVE && m->prefix != PREFIX_KEY_RESULT &&
                 !vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, m->key) &&
                 !vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, m->key);
    bool table =
        !below && r->last != RECORD_NONE && (heads_work(w, line) || heads_list_below(r, line));
    r->aside = below || table || heads_aside(r, line);
    r->aside_table = table || (below && r->aside_table);
    if (r->aside)
        set_fate(w, line, below ? ROW_NOTE : ROW_HEADING);
    return r->aside;
}

/* A sheet that calls none of its rows OKRs and gives figures in those with bullets: it speaks of OKRs, or some of
   them say from what to what. */
static bool lists_bullets(struct work *w)
{
    enum { FEWEST_WAYS = 3 };
    size_t measured = 0, bullets = 0, ways = 0;
    if (any_prefix(w, PREFIX_OBJECTIVE) || any_prefix(w, PREFIX_KEY_RESULT))
        return false;
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct cell *first = line_first(w, i);
        struct change change;
        if (mark_of(w, first)->prefix != PREFIX_BULLET)
            continue;
        bullets++;
        bool told =
            value_change(mark_body(mark_of(w, first), first->text), DECIMAL_UNKNOWN, &change);
        measured += told;
        ways += told && !isnan(change.start) && !isnan(change.target);
    }
    bool okrs = measured * 2 >= bullets && speaks_of_okrs(w, false);
    return bullets && !is_meeting(w) && (okrs || (ways >= FEWEST_WAYS && ways * 4 >= bullets));
}

/* "Grow revenue" above "- MRR from 10 to 20": an objective with its key results. */
static bool read_bulleted_objective(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *cell = line_first(w, line);
    if (r->count > 0 || w->lines[line].filled != 1 || cell->type != CELL_TEXT ||
        is_progress_note(w, line) || mark_of(w, cell)->prefix == PREFIX_BULLET ||
        line + 1 >= w->n_lines || mark_of(w, line_first(w, line + 1))->prefix != PREFIX_BULLET ||
        w->lines[line].row->index + 1 != w->lines[line + 1].row->index)
        return false;
    if (!r->bullets_known) {
        r->bullets_known = true;
        r->bullets = lists_bullets(w);
    }
    if (!r->bullets)
        return false;
    if (r->last == RECORD_NONE)
        assume(w, cell_place(w->sheet, cell),
               "rows above bulleted ones are their objectives: '" TEXT_FMT "'",
               TEXT_ARG(text_shorten(w->mem, cell->text, 40)));
    take_item(r, line, cell, OBJECTIVE);
    return true;
}

/* "To do: ...", "[ ] ..." below items: work for them, a note. */
static bool read_work_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *cell = line_first(w, line);
    const struct mark *m = mark_of(w, cell);
    if (r->last == RECORD_NONE || cell->type != CELL_TEXT || m->prefix == PREFIX_OBJECTIVE ||
        m->prefix == PREFIX_KEY_RESULT)
        return false;
    struct text body = mark_body(m, cell->text), rest = body, head = text_cut(&rest, ':');
    bool called = is_called_work(w, cell) ||
                  (ends_in_colon(cell->text) &&
                   vocabulary_has(w->words, WORDS_TYPE_OTHER, header_key(w->scratch, head)));
    bool box =
        text_starts(cell->text, T("[")) && m->prefix == PREFIX_BULLET && calls_key_results(r);
    if (!called && !box)
        return false;
    const struct cell *beside = w->lines[line].filled == 2 ? second_cell(w, line) : NULL;
    if (beside && !text_trim(rest).len) {
        add_field(w, r->last, ROLE_NOTE, beside, beside->text, cell->text);
        begin_remark(r, line, cell, beside);
    } else {
        add_field(w, r->last, ROLE_NOTE, cell, body, (struct text){0});
    }
    set_fate(w, line, ROW_CONTINUATION);
    return true;
}

/* "Initiatives: | Buy a second hopper | Ann", and below it " | Train the pickers | Ben": the remark goes on. */
static bool read_more_remark(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *cell = line_first(w, line);
    if (r->remark + 1 != line || r->last == RECORD_NONE || cell->type != CELL_TEXT ||
        w->lines[r->remark].row->index + 1 != w->lines[line].row->index ||
        cell->col != r->remark_text->col || mark_of(w, cell)->prefix == PREFIX_OBJECTIVE ||
        mark_of(w, cell)->prefix == PREFIX_KEY_RESULT ||
        (w->lines[line].filled > 1 && r->remark_label == r->remark_text))
        return false;
    add_field(w, r->last, ROLE_NOTE, cell, cell->text, (struct text){0});
    set_fate(w, line, ROW_CONTINUATION);
    r->remark = line;
    return true;
}

/* "Planned actions", "Geplante Maßnahmen": a word for work, with no more than two beside it. */
static bool names_work(const struct work *w, const struct cell *label)
{
    enum { MOST_WORDS = 3 };
    struct text key = mark_of(w, label)->key;
    size_t words = text_words(key);
    if (label->type != CELL_TEXT || !words || words > MOST_WORDS)
        return false;
    if (vocabulary_begins(w->words, WORDS_TYPE_OTHER, key))
        return true;
    for (size_t i = 1; i < key.len; i++)
        if (key.ptr[i - 1] == ' ' &&
            vocabulary_has(w->words, WORDS_TYPE_OTHER, text_slice(key, i, key.len)))
            return true;
    return false;
}

/* "Planned actions | Buy a second bike | Ann" below a form's items: a note of the last one, which may go on below. */
static bool read_work_label(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *label = line_first(w, line), *value = second_cell(w, line);
    if (r->last == RECORD_NONE || r->count > 0 || !value || value->type != CELL_TEXT ||
        value->col != label->col + 1u || !names_work(w, label))
        return false;
    add_field(w, r->last, ROLE_NOTE, value, value->text, label->text);
    set_fate(w, line, ROW_CONTINUATION);
    begin_remark(r, line, label, value);
    return true;
}

/* A text below that of the row above, whose label nobody understood: it is no better. */
static bool is_below_unread(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line);
    return line > 0 && w->lines[line].filled == 1 && w->lines[line - 1].filled == 2 &&
           w->lines[line - 1].row->index + 1 == w->lines[line].row->index &&
           w->out->fates[w->lines[line - 1].number] == ROW_UNREAD &&
           second_cell(w, line - 1)->col == first->col;
}

/* "Growth team | | Q1 2026" above the items: whose they are, and of when. */
static bool read_title_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    struct text unit = {0};
    const struct cell *named = NULL, *dated = NULL;
    if (r->last != RECORD_NONE || w->lines[line].filled < 2 || w->lines[line].filled > 3)
        return false;
    for (size_t n = 0; n < w->lines[line].filled; n++) {
        const struct cell *cell = nth_cell(w, line, n);
        struct text t = text_trim(cell->text), slice;
        if (cell->type != CELL_TEXT)
            return false;
        slice = period_in_title(w, t);
        if (slice.len && slice.len == t.len)
            dated = cell;
        else if (!named && (unit = unit_in_title(w, t)).len)
            named = cell;
    }
    if (!dated || (!named && line > 0))
        return false;
    sheet_label(w, ROLE_PERIOD, text_trim(dated->text), dated);
    if (named)
        sheet_label(w, ROLE_UNIT_NAME, unit, named);
    set_fate(w, line, ROW_HEADING);
    return true;
}

/* "2. Clean data" alone in its row, right above "KR a | Open queries": an objective. */
static bool read_numbered_objective(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *cell = line_first(w, line);
    if (w->lines[line].filled != 1 || cell->type != CELL_TEXT || line + 1 >= w->n_lines ||
        mark_of(w, cell)->prefix != PREFIX_NUMBER || mark_of(w, cell)->depth != 1 ||
        w->lines[line].row->index + 1 != w->lines[line + 1].row->index)
        return false;
    const struct cell *label = line_first(w, line + 1), *text = second_cell(w, line + 1);
    const struct header_reading *below = mark_of(w, label)->reading;
    if (!text || text->type != CELL_TEXT || !below || !below->n || below->senses[0].weight < .7 ||
        below->senses[0].role != ROLE_KEY_RESULT || mark_of(w, text)->reading)
        return false;
    take_item(r, line, cell, OBJECTIVE);
    return true;
}

/* "Why does it matter? | Visits fell" right below an objective and its label: a remark on it. */
static bool read_remark_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    if (r->last == RECORD_NONE || r->last != r->open || w->lines[line].filled != 2 ||
        w->out->fates[w->lines[line - 1].number] > ROW_CONTINUATION ||
        w->lines[line - 1].row->index + 1 != w->lines[line].row->index)
        return false;
    const struct cell *label = line_first(w, line), *text = second_cell(w, line);
    const struct cell *above = line_first(w, line - 1);
    if (label->type != CELL_TEXT || text->type != CELL_TEXT || label->col != above->col ||
        mark_of(w, text)->content != CONTENT_PROSE || label->text.len > 40 ||
        !(text_ends(text_trim(label->text), T("?")) || ends_in_colon(label->text)))
        return false;
    add_field(w, r->last, ROLE_NOTE, text, text->text, label->text);
    set_fate(w, line, ROW_CONTINUATION);
    return true;
}

void name_by_title(struct work *w)
{
    const struct cell *first = w->n_lines ? line_first(w, 0) : NULL;
    if (!first || first->type != CELL_TEXT || w->lines[0].filled > 2 || w->lines[0].is_header ||
        w->out->fates[w->lines[0].number] == ROW_ITEM)
        return;
    const struct cell *second = second_cell(w, 0);
    struct text t = second ? text_trim(second->text) : (struct text){0};
    struct text period = second ? period_in_title(w, t) : (struct text){0};
    if (second && (!period.len || period.len < t.len))
        return;
    struct text unit = unit_of_title(w, text_trim(first->text), second != NULL);
    if (second)
        sheet_label(w, ROLE_PERIOD, t, second);
    if (unit.len)
        sheet_label(w, ROLE_UNIT_NAME, unit, first);
}

/* "Signed off by: | COO" below a form's items: a label that is none of ours, and a word. */
static bool is_strange_label(const struct reader *r, size_t line)
{
    const struct work *w = r->w;
    const struct cell *first = line_first(w, line), *second = second_cell(w, line);
    return r->last != RECORD_NONE && r->count == 0 && w->lines[line].filled == 2 &&
           first->type == CELL_TEXT && ends_in_colon(first->text) && !mark_of(w, first)->reading &&
           mark_of(w, second)->content == CONTENT_WORD;
}

/* The level that an objective's label says: 0 of "Company objective: ..."; LEVEL_UNKNOWN. *value: what stands
   behind it, in its cell or beside it; NULL: nothing. */
static int objective_level(struct work *w, size_t line, const struct cell **value,
                           struct text *text)
{
    const struct cell *first = line_first(w, line), *second = second_cell(w, line);
    struct text rest = first->text, head = text_cut(&rest, ':');
    bool inside = text_trim(rest).len > 0, label = head.len < first->text.len || second;
    const struct header_reading *r = first->type == CELL_TEXT && head.len && label
                                         ? vocabulary_read(w->words, w->scratch, head)
                                         : NULL;
    *value = inside ? first : second && second->type == CELL_TEXT ? second : NULL;
    *text = inside ? text_trim(rest) : *value ? text_trim(second->text) : (struct text){0};
    bool objective =
        r && r->n &&
        (likeliest(r, .7) == ROLE_OBJECTIVE ||
         (likeliest(r, .7) == ROLE_PARENT && item_in_header(w, head) == ROLE_OBJECTIVE));
    return objective ? r->level : LEVEL_UNKNOWN;
}

/* "Company objective: Win the north" right above "Team objective: Serve faster": what the team's supports. */
static bool read_upper_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    const struct cell *value, *below;
    struct text text, other;
    int level = objective_level(w, line, &value, &text);
    if (level < 0 || !value || line + 1 >= w->n_lines ||
        w->lines[line].row->index + 1 != w->lines[line + 1].row->index ||
        objective_level(w, line + 1, &below, &other) <= level || !below)
        return false;
    push_parent(r, value, text, line_first(w, line)->text);
    if (level == 0 && !names_by_code(w, text) && text_words(text) > 2) {
        size_t record = add_record(w, OBJECTIVE, value, text);
        w->records->v[record].level = 0;
        w->records->v[record].upper = w->records->v[record].listed = true;
    }
    set_fate(w, line, ROW_LABEL);
    return true;
}

/* "B | People" above "B1 | Fewer leave": an area of objectives. */
static bool is_area(const struct work *w, size_t line)
{
    if (w->lines[line].filled != 2 || line + 1 >= w->n_lines)
        return false;
    struct text code = text_trim(line_first(w, line)->text),
                below = text_trim(line_first(w, line + 1)->text);
    return code.len == 1 && code.ptr[0] >= 'A' && code.ptr[0] <= 'Z' && below.len > 1 &&
           below.len <= 4 && below.ptr[0] == code.ptr[0] && text_has_digit(below);
}

/* "Key results" alone in its row further up, and no objective since. */
static bool beneath_key_results(const struct work *w, size_t line)
{
    enum { MOST_ABOVE = 60 };
    for (size_t i = line; i-- > 0 && line - i <= MOST_ABOVE;) {
        const struct mark *m = mark_of(w, line_first(w, i));
        if (w->lines[i].filled == 1 && kind_by_header(m) == KEY_RESULT)
            return true;
        if (m->prefix == PREFIX_OBJECTIVE || kind_by_header(m) == OBJECTIVE)
            return false;
    }
    return false;
}

/* "Covered piers" there, right above "Owner | Birk", "Target | 9": a key result and what is said of it. */
static bool read_labelled_key_result(struct reader *r, size_t line)
{
    const struct work *w = r->w;
    const struct cell *cell = line_first(w, line), *label, *value;
    if (r->open == RECORD_NONE || cell->type != CELL_TEXT || line + 1 >= w->n_lines ||
        w->lines[line].filled != 1 || w->lines[line + 1].filled != 2 || is_item_label(w, cell) ||
        mark_of(w, cell)->reading || w->lines[line].row->index + 1 != w->lines[line + 1].row->index)
        return false;
    label = line_first(w, line + 1);
    value = second_cell(w, line + 1);
    if (label->col != cell->col || value->col != cell->col + 1u ||
        !attribute(likeliest(mark_of(w, label)->reading, .9)) || !beneath_key_results(w, line))
        return false;
    take_item(r, line, cell, KEY_RESULT);
    return true;
}

static void read_plain_line(struct reader *r, size_t line, size_t next_header)
{
    struct work *w = r->w;
    if (line_first(w, line)->col <= r->label_col)
        r->label = ROLE_NONE; /* blank labels go on with this one */
    if (only_labels(w, line)) {
        set_fate(w, line, ROW_LABEL);
        return;
    }
    if (read_described(r, line) || read_upper_line(r, line) || read_more_remark(r, line) ||
        read_reference_line(r, line) || read_aside(r, line) || read_pairs_line(r, line) ||
        read_pairs_above(r, line) || read_work_line(r, line) || read_bulleted_objective(r, line))
        return;
    if (read_numbered_objective(r, line) || read_form_line(r, line) ||
        read_prefixed_line(r, line) || read_counted_line(r, line) || read_other_line(r, line) ||
        read_indented_line(r, line))
        return;
    const struct cell *first = line_first(w, line);
    const struct range *merge = merge_at(w, first);
    if (is_below_unread(w, line) || read_labelled_key_result(r, line))
        return;
    if (w->lines[line].filled == 1 || (merge && merge->col1 > merge->col0 + 2)) {
        read_single(r, line, first, next_header == line + 1);
        return;
    }
    if (read_label(r, line) || read_title_line(r, line) || read_remark_line(r, line) ||
        read_work_label(r, line))
        return;
    bool pair = r->last == RECORD_NONE && w->lines[line].filled == 2 && first->type == CELL_TEXT;
    bool above_form = line + 1 < w->n_lines && is_form_line(w, line + 1);
    bool beside_labels = pair && (w->out->unit.len || w->out->period.len || above_form);
    if (read_unknown_label(r, line) || (next_header == SIZE_MAX && beside_labels))
        set_fate(w, line, ROW_LABEL);
    else if (r->last == RECORD_NONE && first->type == CELL_TEXT &&
             (next_header != SIZE_MAX ? w->lines[line].filled <= 3
                                      : names_columns(w, line) || (line == 0 && pair)))
        set_fate(w, line, ROW_HEADING);
    else if (is_area(w, line))
        set_fate(w, line, ROW_HEADING);
    else if (is_strange_label(r, line))
        set_fate(w, line, ROW_NOTE);
}

void read_loose_line(struct reader *r, size_t line, size_t next_header)
{
    struct work *w = r->w;
    bool names = learn_columns(r, line);
    if (!names || line_first(w, line)->col < r->named_from)
        read_plain_line(r, line, next_header);
    if (names && w->out->fates[w->lines[line].number] == ROW_UNREAD)
        set_fate(w, line, ROW_HEADER);
}
