/*
 * A matrix of ticks: items down and units across, or the other way round. Each tick says that a unit
 * works for an item. The items stand elsewhere, as a rule: they are records that layout_join.c keeps
 * only if no other sheet has them, and then of the level above the units.
 */
#include "base/fold.h"
#include "layout/layout_work.h"
#include "value/value.h"

#include <math.h>

enum { LEAST_TICKS = 3, LEAST_ROWS = 2, LEAST_COLUMNS = 2, MOST_COLUMNS = 256 };

struct matrix {
    struct work *w;
    uint32_t width;
    uint32_t *ticks, *others; /* by column */
    size_t header, last;      /* lines: of the names, and the last one with ticks */
    uint32_t label_col;
    bool across;           /* the items stand above the ticks, and the units beside them */
    bool of_company;       /* a word says that the items beside them are the company's */
    bool by_items;         /* and those above are the items that support them */
    size_t open;           /* the objective of the rows' key results; RECORD_NONE */
    struct map objectives; /* text -> its record: said beside each of its key results, it is one */
};

static bool tick_column(const struct matrix *m, uint32_t col)
{
    return m->ticks[col] > 0 &&
           (m->others[col] <= 2 ||
            (m->others[col] == 3 && m->ticks[col] > 1)); /* and a group's name */
}

/* Where some row says "0 | 0 | 1" among more that have ticks, figures are no other contents. */
static void count_ticks(struct matrix *m)
{
    uint32_t *figures = NEW_ARRAY(m->w->scratch, uint32_t, m->width);
    for (size_t i = 0; i < m->w->n_lines; i++) {
        const struct row *row = m->w->lines[i].row;
        for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
            uint32_t col = m->w->sheet->cells[c].col;
            if (col >= m->width || m->w->marks[c].content == CONTENT_BLANK)
                continue;
            if (m->w->marks[c].content == CONTENT_TICK)
                m->ticks[col]++;
            else if (is_figure_of_tick(&m->w->sheet->cells[c]))
                figures[col]++;
            else
                m->others[col]++;
        }
    }
    for (uint32_t col = 0; col < m->width; col++)
        m->others[col] += figures[col] <= m->ticks[col] ? 0 : figures[col];
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

static bool names_total(const struct work *w, const struct cell *label)
{
    return vocabulary_begins(w->words, WORDS_TOTAL, mark_of(w, label)->key) > 0;
}

bool is_item_by_itself(const struct work *w, const struct cell *cell)
{
    const struct mark *mark = mark_of(w, cell);
    struct change change;
    return mark->prefix == PREFIX_KEY_RESULT || mark->prefix == PREFIX_OBJECTIVE ||
           code_kind(cell->text) != PREFIX_NONE || is_outline_pair(text_trim(cell->text)) ||
           (text_has_digit(cell->text) && value_change(cell->text, DECIMAL_UNKNOWN, &change) &&
            !isnan(change.target));
}

/* Such figures are ticks, once it is known what they stand in, beside what is an item: "Leads per team | 1 | 1"
   counts them. */
static void mark_figures(struct matrix *m)
{
    for (size_t line = m->header + 1; line < m->w->n_lines; line++) {
        const struct row *row = m->w->lines[line].row;
        const struct cell *label = line_cell(m->w, line, m->label_col);
        for (size_t c = row->first; c < (size_t)row->first + row->n; c++)
            if (m->w->sheet->cells[c].col < m->width && tick_column(m, m->w->sheet->cells[c].col) &&
                label && is_item_by_itself(m->w, label) &&
                is_figure_of_tick(&m->w->sheet->cells[c]))
                m->w->marks[c].content = CONTENT_TICK;
        m->last = line > m->last && line_of_ticks(m, line) ? line : m->last;
    }
}

/* The row's name is an item by more than its place: a code, a figure to reach, or something left of it. */
static bool is_like_items(const struct matrix *m, size_t line)
{
    const struct cell *label = line_cell(m->w, line, m->label_col);
    for (uint32_t col = 0; col < m->label_col; col++)
        if (line_cell(m->w, line, col))
            return true;
    return is_item_by_itself(m->w, label);
}

/* A row right below the others that nobody ticked: named like them, and no sum of ticks. */
static bool goes_on(const struct matrix *m, size_t line)
{
    const struct work *w = m->w;
    const struct cell *label = line_cell(w, line, m->label_col);
    if (w->lines[line - 1].row->index + 1 < w->lines[line].row->index || !label ||
        label->type != CELL_TEXT || names_total(w, label) || !is_like_items(m, line))
        return false;
    for (uint32_t col = m->label_col + 1; col < m->width; col++)
        if (tick_column(m, col) && line_cell(w, line, col))
            return false;
    return true;
}

/* The line of names above the ticks: the last one before the first line of ticks, objectives alone in their rows
   and such as nobody ticked left aside. */
static bool find_header(struct matrix *m)
{
    size_t line = 0;
    while (line < m->w->n_lines && !line_of_ticks(m, line))
        line++;
    m->header = line - 1;
    while (line && m->header > 0 && m->w->lines[m->header].filled == 1)
        m->header--;
    for (size_t i = line; i < m->w->n_lines; i++)
        if (line_of_ticks(m, i))
            m->last = i;
    return line > 0 && line < m->w->n_lines;
}

/* May a header of this meaning be the name of a unit or an item where ticks stand beneath? */
static bool may_name(enum role role)
{
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_UNIT_NAME ||
           role == ROLE_TITLE || role == ROLE_PARENT || role == ROLE_OWNER; /* "Drivers" */
}

/* What stands above a column of ticks; NULL if it asks ("Gap?") or is a word for an attribute. */
static const struct cell *name_across(const struct matrix *m, uint32_t col)
{
    if (!tick_column(m, col))
        return NULL;
    const struct cell *cell = line_cell(m->w, m->header, col);
    const struct header_reading *r = cell ? mark_of(m->w, cell)->reading : NULL;
    if (!cell ||
        is_item_by_itself(m->w, cell)) /* "KR1: ARR from 10 to 20", "Cost per parcel from 6 to 5" */
        return cell;
    bool when = (r && r->period) || is_day(m->w, cell) || /* "CW 27" */
                is_of_series(m->w, m->header, cell);
    if (when)
        return NULL;
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

static enum role header_role(const struct matrix *m, uint32_t col)
{
    const struct cell *cell = line_cell(m->w, m->header, col);
    const struct header_reading *r = cell ? mark_of(m->w, cell)->reading : NULL;
    return r && r->n && r->senses[0].weight >= .7 ? r->senses[0].role : ROLE_NONE;
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
            bool code = content == CONTENT_ID || (cell && is_outline_pair(text_trim(cell->text)));
            weight += content == CONTENT_PROSE ? 4 : content == CONTENT_WORD ? 2 : code;
        }
        weight *= header_role(m, col) == ROLE_KEY_RESULT ? 4 : 1;
        if (weight > best) {
            best = weight;
            m->label_col = col;
        }
    }
    return m->label_col != PLACE_NONE;
}

/* "KR1.1", "KR1.2", ... down the rows: beside nothing but ticks, few will do. */
static bool all_coded(const struct matrix *m)
{
    size_t rows = 0;
    for (size_t i = m->header + 1; i < m->w->n_lines; i++, rows++) {
        const struct cell *label = line_cell(m->w, i, m->label_col);
        if (!label || !leading_code(label->text).len)
            return false;
    }
    return rows >= LEAST_ROWS;
}

/* "Company KR", "Team" above the names down the rows. */
static bool names_rows(const struct matrix *m)
{
    enum role role = header_role(m, m->label_col);
    return role == ROLE_KEY_RESULT || role == ROLE_OBJECTIVE || role == ROLE_UNIT_NAME;
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
    return columns >= LEAST_COLUMNS && plain <= 3 && find_header(m) && names_across(m) &&
           find_labels(m) &&
           (ticks >= LEAST_TICKS || all_coded(m) || (ticks >= LEAST_ROWS && names_rows(m)));
}

static bool names_item(const struct work *w, const struct cell *cell)
{
    return is_item_by_itself(w, cell) || mark_of(w, cell)->content == CONTENT_PROSE;
}

/* A cell that says what the item is, and not only how it is numbered. */
static bool tells_item(const struct work *w, const struct cell *cell, bool headed)
{
    const struct mark *mark = mark_of(w, cell);
    bool typed = mark->prefix == PREFIX_KEY_RESULT || mark->prefix == PREFIX_OBJECTIVE;
    if (cell->type != CELL_TEXT || code_kind(cell->text) != PREFIX_NONE)
        return false;
    return typed ? mark_body(mark, cell->text).len > 0
                 : headed && (mark->content == CONTENT_PROSE || mark->content == CONTENT_WORD);
}

static void list_item(struct matrix *m, const struct cell *cell, enum role head)
{
    struct work *w = m->w;
    int prefix = mark_of(w, cell)->prefix;
    bool objective =
        prefix == PREFIX_OBJECTIVE || (head == ROLE_OBJECTIVE && prefix != PREFIX_KEY_RESULT);
    struct text key = text_key(w->scratch, cell->text);
    size_t said = objective ? map_get(&m->objectives, key) : MAP_NONE;
    if (said != MAP_NONE) {
        m->open = said;
        return;
    }
    size_t record = add_record(w, objective ? OBJECTIVE : KEY_RESULT, cell, cell->text);
    struct record *made = &w->records->v[record];
    const struct cell *header = line_cell(w, m->header, cell->col);
    const struct header_reading *r = header ? mark_of(w, header)->reading : NULL;
    made->listed = true;
    made->level = r && r->level >= 0 && header != cell ? r->level : 0;
    if (objective)
        m->open = *map_put(w->scratch, &m->objectives, key, record);
    else
        made->objective = m->open;
}

static bool has_item(enum role role)
{
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_TITLE;
}

/* What a row left of its ticks says of its item, where words head the columns. */
static void list_row(struct matrix *m, size_t line)
{
    struct work *w = m->w;
    const struct cell *label = line_cell(w, line, m->label_col);
    enum role of_label = header_role(m, m->label_col);
    for (uint32_t col = 0; col < m->width; col++) {
        const struct cell *cell = line_cell(w, line, col);
        if (cell && col != m->label_col && header_role(m, col) == ROLE_OBJECTIVE &&
            !tick_column(m, col) && tells_item(w, cell, true))
            list_item(m, cell, ROLE_OBJECTIVE);
    }
    if (!label || !tells_item(w, label, has_item(of_label)))
        return;
    const struct cell *left = m->label_col ? line_cell(w, line, m->label_col - 1) : NULL;
    bool objective = left && numbered_kind(w, left->text) == PREFIX_OBJECTIVE; /* "Objective A" */
    list_item(m, label, objective ? ROLE_OBJECTIVE : of_label);
    for (uint32_t col = 0; col < m->width; col++) {
        const struct cell *cell = line_cell(w, line, col);
        enum role role = header_role(m, col);
        if (cell && role != ROLE_NONE && !has_item(role) && !tick_column(m, col))
            add_field(w, w->records->n - 1, role, cell, cell->text,
                      line_cell(w, m->header, col)->text);
    }
}

/* Items across: the names above the ticks, but for those of others that support what stands beside them. */
static void list_header(struct matrix *m)
{
    for (uint32_t col = m->label_col + 1; col < m->width && !m->of_company; col++) {
        const struct cell *name = name_across(m, col);
        if (name && tells_item(m->w, name, false))
            list_item(m, name, ROLE_NONE);
    }
}

/* More of the names above are like items than of those down the rows. */
static bool items_across(const struct matrix *m)
{
    size_t names = 0, items_above = 0, labels = 0, items_beside = 0;
    for (uint32_t col = m->label_col + 1; col < m->width; col++) {
        const struct cell *name = name_across(m, col);
        names += name != NULL;
        items_above += name && names_item(m->w, name);
    }
    for (size_t line = m->header + 1; line <= m->last; line++) {
        const struct cell *label = line_cell(m->w, line, m->label_col);
        labels += label != NULL;
        items_beside += label && names_item(m->w, label);
    }
    return items_above * labels > items_beside * names;
}

static void read_line(struct matrix *m, size_t line)
{
    struct work *w = m->w;
    const struct cell *label = line_cell(w, line, m->label_col);
    const struct cell *header = line_cell(w, m->header, m->label_col);
    bool any = false;
    for (uint32_t col = m->label_col + 1; label && col < m->width; col++) {
        const struct cell *cell = line_cell(w, line, col);
        const struct cell *name = cell ? name_across(m, col) : NULL;
        if (!name || mark_of(w, cell)->content != CONTENT_TICK)
            continue;
        any = true;
        tell_denied(w, cell);
        if (!tick_yes(w, cell))
            continue;
        const struct cell *unit = m->across ? label : name, *item = m->across ? name : label;
        add_tick(w, unit->text, cell_place(w->sheet, unit), item, cell);
        struct tick *tick = &w->ticks->v[w->ticks->n - 1];
        tick->header = !m->across && header ? text_trim(header->text) : (struct text){0};
        tick->of_company = m->of_company;
        tick->by_item = m->by_items;
    }
    bool total = label && names_total(w, label);
    bool joined = any || (label && line <= m->last);
    set_fate(w, line, joined ? ROW_JOINED : total ? ROW_TOTAL : ROW_NOTE);
    if (line <= m->last)
        list_row(m, line); /* without a tick it is one that nobody works for */
}

/* Objectives, key results and figures in columns of their own: a table, with ticks beside it. */
static bool is_table(const struct matrix *m)
{
    bool objective = false, figures = false;
    for (uint32_t col = 0; col < m->width && !tick_column(m, col); col++) {
        const struct cell *head = line_cell(m->w, m->header, col);
        const struct header_reading *r = head ? mark_of(m->w, head)->reading : NULL;
        size_t numbers = 0, n = 0;
        objective |= col != m->label_col && r && r->n && r->senses[0].role == ROLE_OBJECTIVE;
        for (size_t i = m->header + 1; i <= m->last && col > m->label_col; i++) {
            const struct cell *cell = line_cell(m->w, i, col);
            unsigned content = cell ? mark_of(m->w, cell)->content : CONTENT_BLANK;
            n += content != CONTENT_BLANK;
            numbers += content == CONTENT_NUMBER || content == CONTENT_PERCENT;
        }
        figures |= r && n && numbers == n;
    }
    return objective && figures && header_role(m, m->label_col) == ROLE_KEY_RESULT;
}

/* "Company KR" above the names down the rows: nothing above them is what they support. */
static bool names_company(const struct matrix *m)
{
    const struct cell *head = line_cell(m->w, m->header, m->label_col);
    const struct header_reading *r = head ? mark_of(m->w, head)->reading : NULL;
    return r && r->level == 0 && has_item(header_role(m, m->label_col));
}

/* "Team objective | KR1.1 | KR1.2": items down and others' across are a table, whose ticks say what each supports. */
static bool items_both_ways(const struct matrix *m)
{
    size_t names = 0, items = 0;
    for (uint32_t col = m->label_col + 1; col < m->width; col++) {
        const struct cell *name = name_across(m, col);
        names += name != NULL;
        items += name && mark_of(m->w, name)->above_ticks;
    }
    return items * 2 > names;
}

/* "Name | Team | Registered | Attended" beside people, and no item above the ticks: a list of those. */
static bool lists_people(const struct matrix *m)
{
    const struct cell *head = line_cell(m->w, m->header, m->label_col);
    const struct header_reading *r = head ? mark_of(m->w, head)->reading : NULL;
    bool named = false;
    size_t rows = 0, people = 0;
    for (size_t i = 0; r && i < r->n; i++)
        named |= r->senses[i].role == ROLE_OWNER;
    for (uint32_t col = 0; col < m->width; col++) {
        const struct cell *name = name_across(m, col);
        if (name && names_item(m->w, name))
            return false;
    }
    for (size_t line = m->header + 1; line <= m->last; line++) {
        const struct cell *label = line_cell(m->w, line, m->label_col);
        rows += label != NULL;
        people += label && value_like_people(label->text) >= 1;
    }
    return named && people * 5 >= rows * 4;
}

bool read_matrix(struct work *w)
{
    struct matrix m = {.w = w, .width = sheet_width(w->sheet), .open = RECORD_NONE};
    m.width = m.width < MOST_COLUMNS ? m.width : MOST_COLUMNS;
    m.ticks = NEW_ARRAY(w->scratch, uint32_t, m.width);
    m.others = NEW_ARRAY(w->scratch, uint32_t, m.width);
    count_ticks(&m);
    if (!is_matrix(&m) || is_table(&m) || lists_people(&m))
        return false;
    bool both = items_both_ways(&m);
    m.of_company = names_company(&m);
    m.by_items = both && m.of_company;
    if (both && !m.of_company)
        return false;
    for (size_t line = 0; line < m.header; line++)
        set_fate(w, line, ROW_HEADING);
    set_fate(w, m.header, ROW_HEADER);
    mark_figures(&m);
    m.across = !m.of_company && items_across(&m);
    list_header(&m);
    while (m.last + 1 < w->n_lines && goes_on(&m, m.last + 1))
        m.last++;
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
