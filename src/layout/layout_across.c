/*
 * Objectives across, and below each of them its key results in so many words: in the rows of who has these ("Owner |
 * Objective 1: ... | Objective 2: ..." above "Lending | Complete 1,400 mortgages | "), beside "KR 1", "KR 2" and labels
 * for what is said of them, or beside nothing. The other way round, "Objective | Lending | Branches", it is a table.
 */
#include "layout/layout_column.h"
#include "value/value.h"

enum { LEAST_OBJECTIVES = 2, LEAST_KEY_RESULTS = 3, MOST_NAMES = 3 };

/* What a row holds; NO_ROW ends them. */
enum row_kind { NO_ROW, NAMED, NUMBERED, SAID };

struct across {
    struct work *w;
    size_t header,
        texts;     /* the lines of the objectives' numbers, and of their words: as a rule one */
    size_t end;    /* the line behind the last row */
    uint32_t col0; /* the column of the first objective */
    size_t key_results, told, kinds[SAID + 1];
};

/* "Objective 1: Members trust us", or "Objective 1" above the words. */
static bool is_objective(const struct across *a, const struct cell *cell)
{
    enum { LONGEST = 24 };
    const struct work *w = a->w;
    const struct mark *m = mark_of(w, cell);
    if (a->texts == a->header)
        return m->prefix == PREFIX_OBJECTIVE && text_words(mark_body(m, cell->text)) > 1;
    if (cell->text.len > LONGEST || m->content == CONTENT_NUMBER)
        return false;
    const struct cell *below = line_cell(w, a->texts, cell->col);
    return below && below->type == CELL_TEXT && text_words(below->text) > 1 &&
           mark_of(w, below)->prefix == PREFIX_NONE &&
           numbered_kind(w, cell->text) == PREFIX_OBJECTIVE;
}

/* Objectives, and left of them no more than what heads the rows' names. */
static bool is_header(struct across *a, size_t line, size_t texts)
{
    const struct work *w = a->w;
    const struct row *row = w->lines[line].row;
    size_t objectives = 0, names = 0;
    a->header = line;
    a->texts = texts;
    if (texts >= w->n_lines)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        bool objective = cell->type == CELL_TEXT && is_objective(a, cell);
        if (cell->type != CELL_TEXT || names > MOST_NAMES ||
            (!objective && (objectives || w->marks[i].prefix != PREFIX_NONE)))
            return false;
        a->col0 = objective && !objectives ? cell->col : a->col0;
        objectives += objective;
        names += !objective;
    }
    bool alone = texts == line || line_first(w, texts)->col >= a->col0;
    return objectives >= LEAST_OBJECTIVES && names <= MOST_NAMES && alone;
}

/* Says something of key results, and is no name as "Risk" and "Support" may be. */
static bool is_said(enum role role)
{
    return role == ROLE_OWNER || role == ROLE_DUE || role == ROLE_STATUS || role == ROLE_TARGET ||
           role == ROLE_CURRENT || role == ROLE_BASELINE || role == ROLE_PROGRESS ||
           role == ROLE_SCORE || role == ROLE_CONFIDENCE || role == ROLE_WEIGHT;
}

/* What a label left of the objectives says that is beside it; ROLE_NONE: it is none. */
static enum role label_of(const struct across *a, size_t line)
{
    const struct cell *label = line_first(a->w, line);
    if (label->col >= a->col0)
        return ROLE_NONE;
    if (numbered_kind(a->w, label->text) == PREFIX_KEY_RESULT)
        return ROLE_KEY_RESULT;
    enum role role = likeliest(mark_of(a->w, label)->reading, .9);
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || is_said(role) ? role : ROLE_NONE;
}

/* Words below an objective, and no label: a key result, if its neighbours are. */
static bool may_be_key_result(const struct across *a, const struct cell *cell)
{
    const struct mark *m = mark_of(a->w, cell);
    return cell->type == CELL_TEXT && text_words(cell->text) > 1 && m->prefix != PREFIX_OBJECTIVE &&
           likeliest(m->reading, .9) == ROLE_NONE && line_cell(a->w, a->header, cell->col);
}

/* What the line holds below the objectives; counts what may be key results. */
static enum row_kind look_at_row(struct across *a, size_t line)
{
    const struct work *w = a->w;
    const struct row *row = w->lines[line].row;
    enum role label = label_of(a, line);
    size_t names = 0, key_results = 0, told = 0;
    if (is_said(label))
        return w->lines[line].filled > 1 ? SAID : NO_ROW;
    if (label == ROLE_OBJECTIVE)
        return NO_ROW;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (cell->col >= a->col0 && !may_be_key_result(a, cell))
            return NO_ROW;
        bool key_result = cell->col >= a->col0;
        names += !key_result;
        key_results += key_result;
        told += key_result && (label == ROLE_KEY_RESULT || text_has_digit(cell->text) ||
                               w->marks[i].prefix == PREFIX_KEY_RESULT);
    }
    a->key_results += key_results;
    a->told += told;
    bool any = key_results || (names && line > a->texts + 1);
    return !any ? NO_ROW : label == ROLE_KEY_RESULT ? NUMBERED : NAMED;
}

/* Rows of texts, enough of them for several key results. */
static bool find_rows(struct across *a)
{
    a->key_results = a->told = a->kinds[NAMED] = a->kinds[NUMBERED] = a->kinds[SAID] = 0;
    for (a->end = a->texts + 1; a->end < a->w->n_lines; a->end++) {
        enum row_kind kind = look_at_row(a, a->end);
        if (kind == NO_ROW)
            break;
        a->kinds[kind]++;
    }
    bool labels = a->kinds[SAID] > 0 && !a->kinds[NUMBERED];
    return a->end > a->texts + 2 && a->key_results >= LEAST_KEY_RESULTS && !labels;
}

static bool find_block(struct across *a, size_t line)
{
    return (is_header(a, line, line) && find_rows(a)) ||
           (is_header(a, line, line + 1) && find_rows(a));
}

static enum role role_of_head(const struct across *a, uint32_t col)
{
    const struct cell *head = line_cell(a->w, a->header, col);
    return head ? likeliest(mark_of(a->w, head)->reading, .7) : ROLE_OWNER;
}

static bool heads_owners(const struct across *a)
{
    for (uint32_t col = 0; col < a->col0; col++)
        if (line_cell(a->w, a->header, col) && role_of_head(a, col) == ROLE_OWNER)
            return true;
    return false;
}

/* What a name beside a key result says of it: who has it, unless its own header says otherwise. */
static enum role role_of_name(const struct across *a, const struct cell *name)
{
    enum role role = role_of_head(a, name->col);
    if (mark_of(a->w, name)->content == CONTENT_NUMBER)
        return ROLE_IGNORED;
    if (role == ROLE_UNIT_NAME && !heads_owners(a))
        return ROLE_OWNER;
    return role == ROLE_OWNER || role == ROLE_PERIOD || role == ROLE_DUE ? role : ROLE_NOTE;
}

/* The names of the row, or of the one above where theirs goes on. */
static void add_names(struct across *a, size_t record, size_t line)
{
    struct work *w = a->w;
    for (uint32_t col = 0; col < a->col0 && !a->kinds[NUMBERED]; col++) {
        size_t at = line;
        while (at > a->texts + 1 && !line_cell(w, at, col))
            at--;
        const struct cell *name = line_cell(w, at, col), *head = line_cell(w, a->header, col);
        if (name)
            add_field(w, record, role_of_name(a, name), name, name->text,
                      head ? head->text : (struct text){0});
    }
}

/* The label stands in several rows: below each key result once more. */
static bool is_repeated(const struct across *a, size_t line)
{
    for (size_t other = a->texts + 1; other < a->end; other++)
        if (other != line && label_of(a, other) == label_of(a, line))
            return true;
    return false;
}

static void read_objective(struct across *a, const struct cell *cell)
{
    struct work *w = a->w;
    size_t objective = add_record(w, OBJECTIVE, cell, cell->text), last = objective;
    for (size_t line = a->texts + 1; line < a->end; line++) {
        const struct cell *below = line_cell(w, line, cell->col);
        enum role said = label_of(a, line);
        struct text_list lines =
            below && !is_said(said) ? key_result_lines(w, below) : (struct text_list){0};
        for (size_t i = 0; i < lines.n; i++) {
            last = add_record(w, KEY_RESULT, below, lines.v[i]);
            w->records->v[last].objective = objective;
            add_names(a, last, line);
        }
        if (below && is_said(said))
            add_field(w, is_repeated(a, line) ? last : objective, said, below, below->text,
                      line_first(w, line)->text);
        set_fate(w, line, lines.n ? ROW_ITEM : ROW_LABEL);
    }
}

/* Without figures in half of them nothing tells the texts from what is done: they stay unread. */
static void read_block(struct across *a)
{
    struct work *w = a->w;
    const struct row *row = w->lines[a->texts].row;
    uint32_t last = a->col0;
    if (a->told * 2 < a->key_results)
        a->end = a->texts + 1;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && w->sheet->cells[i].col >= a->col0) {
            last = w->sheet->cells[i].col;
            read_objective(a, &w->sheet->cells[i]);
        }
    set_fate(w, a->header, ROW_HEADER);
    set_fate(w, a->texts, ROW_ITEM);
    *list_push(w->mem, &w->out->tables) =
        (struct table){.shape = T("objectives across"),
                       .range = {w->lines[a->header].row->index, line_first(w, a->header)->col,
                                 w->lines[a->end - 1].row->index, last},
                       .header_row0 = w->lines[a->header].row->index,
                       .header_row1 = w->lines[a->header].row->index};
}

/* Above and below stand titles and notes. */
static void read_line(struct work *w, size_t line, bool above)
{
    if (above || w->lines[line].filled == 1)
        set_fate(w, line, above ? ROW_HEADING : ROW_NOTE);
    else if (is_total_line(w, line))
        set_fate(w, line, ROW_TOTAL);
}

bool read_across(struct work *w)
{
    struct across a = {.w = w};
    size_t first = 0;
    while (first < w->n_lines && !find_block(&a, first))
        first++;
    for (size_t line = 0; line < first && first < w->n_lines; line++)
        read_line(w, line, true);
    for (size_t line = first; line < w->n_lines; line++) {
        if (!find_block(&a, line)) {
            read_line(w, line, false);
            continue;
        }
        read_block(&a);
        line = a.end - 1;
    }
    return first < w->n_lines;
}

/* --- names across ------------------------------------------------------------------------------ */

const char whose_key_results[] = "key results of whom it names";

enum naming { NO_NAME, MAY_NAME, NAMES };

/* "Lending", "Anna" may name who has something, "Sales", "Night team" and "Anna Holm" do. */
static enum naming naming_of(const struct settling *on, const struct column *c)
{
    struct work *w = on->w;
    int person = value_like_people(c->header);
    bool section = vocabulary_has(w->words, WORDS_SECTION, header_key(w->scratch, c->header));
    if (section || unit_in_title(w, c->header).len || person > 1)
        return NAMES;
    return person && likeliest(case_of(on->cases, c)->reading, .7) == ROLE_NONE ? MAY_NAME
                                                                                : NO_NAME;
}

struct name_count {
    size_t columns, sure, texts, told;
};

/* A column that no word tells, of texts below a name: counts them, and those that give figures. */
static bool is_named(const struct settling *on, const struct column *c, struct name_count *n)
{
    bool open = c->role == ROLE_NONE || c->role == ROLE_NOTE || c->role == ROLE_PARENT;
    enum naming naming = open && c->header.len && !c->ticks ? naming_of(on, c) : NO_NAME;
    size_t texts = 0, told = 0;
    if (naming == NO_NAME || c->col < table_column(on->table, ROLE_OBJECTIVE)->col)
        return false;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, c->col);
        if (!cell)
            continue;
        unsigned content = mark_of(on->w, cell)->content;
        if (cell->type != CELL_TEXT || text_words(cell->text) < 2 || content == CONTENT_NUMBER ||
            content == CONTENT_PERCENT)
            return false;
        texts++;
        told += text_has_digit(cell->text) || mark_of(on->w, cell)->prefix == PREFIX_KEY_RESULT;
    }
    n->columns += texts > 0;
    n->sure += texts && naming == NAMES;
    n->texts += texts;
    n->told += told;
    return texts > 0;
}

/* "Objective | Lending | Branches" above "O1: Members trust us | Complete 1,400 mortgages | Book 3,000 chats". */
void settle_whose(const struct settling *on)
{
    enum { FEWEST = 3, FEWEST_SURE = 2 };
    struct table *table = on->table;
    struct name_count n = {0}, again = {0};
    if (!table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_TITLE) || table_column(table, ROLE_TARGET))
        return;
    for (size_t i = 0; i < table->columns.n; i++)
        is_named(on, &table->columns.v[i], &n);
    if ((n.columns < FEWEST && n.sure < FEWEST_SURE) || n.texts < LEAST_KEY_RESULTS ||
        n.told * 2 < n.texts)
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (!is_named(on, c, &again))
            continue;
        c->role = ROLE_KEY_RESULT;
        c->reason = text_of(whose_key_results);
        if (again.columns == 1)
            assume(on->w, c->place,
                   "below '" TEXT_FMT "' and its neighbours stand their key results",
                   TEXT_ARG(text_shorten(on->w->scratch, c->header, 40)));
    }
}
