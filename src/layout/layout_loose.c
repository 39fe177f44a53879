/*
 * What stands outside of tables: titles, section headings, remarks; and sheets that have no table at all:
 * items that are told by their labels, typed prefixes or bullets alone. Labels with their values are
 * layout_label.c's, rows that are no items layout_other.c's.
 */
#include "layout/layout_loose.h"
#include "base/fold.h"
#include "layout/layout_work.h"
#include "value/unit_name.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>

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

/* "Sprint cycle" of "Sprint cycle: Q2 2026": its last word is one for a period; no note of a next one. */
static bool ends_in_period_word(const struct work *w, struct text head)
{
    enum { MOST_WORDS = 3 };
    struct text key = header_key(w->scratch, head), last = key;
    for (struct text rest = key; rest.len;)
        last = text_cut(&rest, ' ');
    const struct header_reading *r = last.len ? vocabulary_read(w->words, w->scratch, last) : NULL;
    return text_words(key) <= MOST_WORDS && r && r->n && r->senses[0].role == ROLE_PERIOD &&
           !vocabulary_begins(w->words, WORDS_NOTE_START, key);
}

/* "Q1 2026", "OKR cycle: Jan-Apr 2026": when the items are of; absent. */
static struct text period_said(struct work *w, const struct cell *cell)
{
    struct text t = text_trim(cell->text), value, slice = period_in_title(w, t);
    if (slice.len && slice.len == t.len)
        return t;
    if (slice.len && label_in_cell(w, cell, &value) == ROLE_PERIOD)
        return text_trim(value);
    struct text rest = t, head = text_cut(&rest, ':');
    bool other = slice.len && text_eq(text_trim(rest), slice) && ends_in_period_word(w, head);
    return other ? slice : (struct text){0};
}

/* "Growth team", "Growth OKRs", "Team: Growth": whose; absent. */
static struct text unit_said(struct work *w, const struct cell *cell)
{
    struct text value;
    return label_in_cell(w, cell, &value) == ROLE_UNIT_NAME
               ? text_trim(value)
               : unit_in_title(w, text_trim(cell->text));
}

/* "Growth team | | Q1 2026" above the items: whose they are, and of when. */
static bool read_title_line(struct reader *r, size_t line)
{
    struct work *w = r->w;
    struct text unit = {0}, period = {0};
    const struct cell *named = NULL, *dated = NULL;
    if (r->last != RECORD_NONE || w->lines[line].filled < 2 || w->lines[line].filled > 3)
        return false;
    for (size_t n = 0; n < w->lines[line].filled; n++) {
        const struct cell *cell = nth_cell(w, line, n);
        if (cell->type != CELL_TEXT)
            return false;
        struct text said = period_said(w, cell);
        if (said.len) {
            dated = cell;
            period = said;
        } else if (!named && (unit = unit_said(w, cell)).len) {
            named = cell;
        }
    }
    if (!dated || (!named && line > 0))
        return false;
    sheet_label(w, ROLE_PERIOD, period, dated);
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
