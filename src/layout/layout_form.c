/*
 * One objective a column: the labels stand on the left, each column to the right is an objective
 * with its key results and what belongs to them. (A form, with one column of values, is read line
 * by line in layout_loose.c.)
 */
#include "layout/layout_measures.h"
#include "value/value.h"

#include <math.h>

enum { LEAST_LABELS = 3, MOST_VALUES = 64 };

struct form {
    struct work *w;
    uint32_t label_col;
    const struct header_reading **labels; /* one for each line; NULL: no label */
    size_t counts[ROLE_COUNT];            /* lines with a label of this role */
    size_t *made;                         /* the last objective of each line so far; RECORD_NONE */
    bool shared;                          /* an objective stands above several columns or forms */
};

static enum role label_role(const struct form *f, size_t line)
{
    return f->labels[line] ? f->labels[line]->senses[0].role : ROLE_NONE;
}

/* " | Objective 1 | Objective 2" above "Title | ... | ...": what the titles are of. */
static bool heads_titles(const struct form *f)
{
    const struct row *row = f->w->lines[0].row;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        const struct header_reading *r = f->w->marks[c].reading;
        bool blank = f->w->marks[c].content == CONTENT_BLANK;
        if (!blank && (f->w->sheet->cells[c].col == f->label_col || !r || !r->n ||
                       r->senses[0].role != ROLE_OBJECTIVE))
            return false;
    }
    return f->counts[ROLE_OBJECTIVE] == 0 && f->counts[ROLE_TITLE] <= 1 &&
           f->w->lines[0].filled >= 2;
}

/* "Pate" beside "Moni" and "Jens": a less usual word, but all that stands beside it are people. */
static bool beside_people(const struct form *f, size_t line, const struct header_reading *r)
{
    const struct row *row = f->w->lines[line].row;
    size_t people = 0;
    if (r->senses[0].role != ROLE_OWNER || r->senses[0].weight < .55)
        return false;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        const struct cell *cell = &f->w->sheet->cells[c];
        if (cell->col == f->label_col || f->w->marks[c].content == CONTENT_BLANK)
            continue;
        if (cell->type != CELL_TEXT || value_like_people(cell->text) < 1)
            return false;
        people++;
    }
    return people > 1;
}

static const struct header_reading current_label = {.senses = {{.role = ROLE_CURRENT, .weight = 1}},
                                                    .n = 1,
                                                    .scope = -1,
                                                    .level = LEVEL_UNKNOWN,
                                                    .period = true};

static const struct header_reading target_label = {
    .senses = {{.role = ROLE_TARGET, .weight = 1}}, .n = 1, .scope = -1, .level = LEVEL_UNKNOWN};

/* Two values right of the label and more, all of them figures. */
static bool only_figures(const struct form *f, size_t line)
{
    const struct row *row = f->w->lines[line].row;
    size_t figures = 0, filled = 0;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        unsigned content = f->w->marks[c].content;
        bool value = f->w->sheet->cells[c].col > f->label_col && content != CONTENT_BLANK;
        filled += value;
        figures += value && (content == CONTENT_NUMBER || content == CONTENT_PERCENT);
    }
    return figures >= 2 && figures == filled;
}

/* "October | 5.9% | 70%" below the key results: what was measured then. */
static bool is_check_in(const struct form *f, size_t line, const struct header_reading *r)
{
    return r && !r->n && r->period && f->counts[ROLE_KEY_RESULT] && only_figures(f, line);
}

/* Values right of the label, and all of them figures. */
static bool has_figures_alone(const struct form *f, size_t line)
{
    const struct row *row = f->w->lines[line].row;
    size_t values = 0;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        const struct cell *cell = &f->w->sheet->cells[c];
        if (cell->col == f->label_col || f->w->marks[c].content == CONTENT_BLANK)
            continue;
        if (isnan(figure_at(f->w, line, cell->col)))
            return false;
        values++;
    }
    return values > 0;
}

/* Where it began, stands, is to be. */
static bool is_figure_line(const struct form *f, size_t line)
{
    enum role role = label_role(f, line);
    return (role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT) &&
           has_figures_alone(f, line);
}

static const struct header_reading baseline_label = {
    .senses = {{.role = ROLE_BASELINE, .weight = 1}}, .n = 1, .scope = -1, .level = LEVEL_UNKNOWN};

/* A label that no word knows, and beside it words: what it names may be items. */
static bool names_texts(const struct form *f, size_t line)
{
    const struct cell *label = line_cell(f->w, line, f->label_col);
    const struct cell *value = line_cell(f->w, line, f->label_col + 1);
    bool open = !f->labels[line] || label_role(f, line) == ROLE_PERIOD || /* "Our year" */
                label_role(f, line) == ROLE_NOTE;                         /* "Evidence" */
    return open && label && label->type == CELL_TEXT && value && value->type == CELL_TEXT &&
           text_words(text_trim(label->text)) <= 6 && text_words(text_trim(value->text)) > 1 &&
           isnan(figure_at(f->w, line, value->col));
}

/* Beside a word for key results two texts and more say from what to what. */
static bool says_ways(const struct form *f)
{
    for (size_t i = 0; i < f->w->n_lines; i++) {
        const struct row *row = f->w->lines[i].row;
        size_t ways = 0;
        for (size_t c = row->first; c < (size_t)row->first + row->n; c++)
            ways +=
                label_role(f, i) == ROLE_KEY_RESULT && cell_ways(f->w, &f->w->sheet->cells[c]) > 1;
        if (ways > 1)
            return true;
    }
    return false;
}

static void call_label(struct form *f, size_t line, const struct header_reading *reading)
{
    const struct cell *label = line_cell(f->w, line, f->label_col);
    f->labels[line] = f->w->marks[label - f->w->sheet->cells].reading = reading;
    f->counts[reading->senses[0].role]++;
}

/* What the label of a line of figures is, by its likeliest word; a less usual one for a figure will do. */
static enum role figure_label(const struct form *f, size_t line)
{
    const struct cell *label = line_cell(f->w, line, f->label_col);
    const struct header_reading *r = label ? mark_of(f->w, label)->reading : NULL;
    for (size_t i = 0; r && i < r->n; i++) {
        enum role role = r->senses[i].role;
        if (role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT)
            return role;
    }
    return label_role(f, line);
}

/* Machines have faults before and now, and a limit: a label for items, a title or a period tells that it is about
   goals. */
static bool speaks_of_goals(const struct form *f)
{
    struct work *w = f->w;
    if (speaks_of_okrs(w, true) || any_way(w) || is_dated(w) || names_quarter(w))
        return true;
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct cell *label = line_cell(w, i, f->label_col);
        const struct header_reading *r = label ? mark_of(w, label)->reading : NULL;
        bool period = r && r->period && line_cell(w, i, f->label_col + 1) &&
                      mark_of(w, line_cell(w, i, f->label_col + 1))->content == CONTENT_PERIOD;
        for (size_t k = 0; r && k < r->n; k++)
            if (period || r->senses[k].role == ROLE_OBJECTIVE ||
                r->senses[k].role == ROLE_KEY_RESULT)
                return true;
        struct text t = label ? text_trim(label->text) : (struct text){0};
        if (t.len && t.ptr[t.len - 1] >= '1' && t.ptr[t.len - 1] <= '9' && text_words(t) > 1)
            return true; /* "Sign 2" */
    }
    return false;
}

/* "Last season | 22%", "This season | 40%", "So far | 29%" below each other: of three labels of figures one that
   no word tells, or a word for a time, is the one that is missing. How many were learnt. */
static size_t call_blocks(struct form *f)
{
    size_t learnt = 0;
    for (size_t i = 0; i + 2 < f->w->n_lines; i++) {
        size_t open = SIZE_MAX, n_open = 0, roles = 0;
        for (size_t k = i; k < i + 3; k++) {
            enum role role = figure_label(f, k);
            bool told = role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT;
            if (!line_cell(f->w, k, f->label_col) || !has_figures_alone(f, k) ||
                (!told && role != ROLE_NONE && role != ROLE_PERIOD && role != ROLE_OBJECTIVE))
                n_open = 3; /* no such block */
            open = told ? open : k;
            n_open += !told;
            roles |= role == ROLE_BASELINE  ? 1u
                     : role == ROLE_TARGET  ? 2u
                     : role == ROLE_CURRENT ? 4u
                                            : 0u;
        }
        bool all = n_open == 0 && roles == 7; /* though not by usual words */
        if (!all && (n_open != 1 || (roles != 3 && roles != 5 && roles != 6)))
            continue;
        for (size_t k = i; k < i + 3; k++)
            if (!f->labels[k] && k != open)
                call_label(f, k,
                           figure_label(f, k) == ROLE_BASELINE ? &baseline_label
                           : figure_label(f, k) == ROLE_TARGET ? &target_label
                                                               : &current_label);
        if (!all)
            call_label(f, open,
                       roles == 6   ? &baseline_label
                       : roles == 5 ? &target_label
                                    : &current_label);
        learnt++;
    }
    return learnt;
}

/* "Big thing | The phone no longer runs our day", "Counted by | Calls not answered", and below them "Then | 16",
   "Wanted | 3": what stands right above figures of both ends are key results, what above those, with no more
   than whose it is between, objectives. How many labels were learnt. */
static size_t learn_by_figures(struct form *f)
{
    size_t learnt = speaks_of_goals(f) ? call_blocks(f) : 0, called = 0, ends = 0;
    const struct cell *first = NULL;
    for (size_t i = 0; i < f->w->n_lines; i++)
        ends |= !is_figure_line(f, i) ? 0u : label_role(f, i) == ROLE_TARGET ? 1u : 2u;
    if ((ends != 3 && !says_ways(f)) || !speaks_of_goals(f))
        return 0;
    bool begins = f->counts[ROLE_BASELINE] == 0 && ends == 3; /* "Then", right above "Now" */
    for (size_t i = 0; i + 1 < f->w->n_lines && begins; i++)
        if (!f->labels[i] && line_cell(f->w, i, f->label_col) && has_figures_alone(f, i) &&
            is_figure_line(f, i + 1)) {
            call_label(f, i, &baseline_label);
            learnt++;
        }
    for (size_t i = 0; i + 1 < f->w->n_lines && !f->counts[ROLE_KEY_RESULT]; i++)
        if (names_texts(f, i) && is_figure_line(f, i + 1)) {
            call_label(f, i, &own_key_result);
            f->counts[ROLE_KEY_RESULT]--; /* so that the next one is looked for */
            called++;
        }
    f->counts[ROLE_KEY_RESULT] += called;
    learnt += called;
    for (size_t i = 1; i < f->w->n_lines; i++) {
        size_t above = i - 1;
        while (above > 0 &&
               (label_role(f, above) == ROLE_OWNER || label_role(f, above) == ROLE_NOTE))
            above--;
        if (label_role(f, i) != ROLE_KEY_RESULT || !names_texts(f, above))
            continue;
        call_label(f, above, &own_objective);
        first = first ? first : line_cell(f->w, above, f->label_col);
        learnt++;
    }
    if (first)
        assume(f->w, cell_place(f->w->sheet, first),
               "what '" TEXT_FMT "' names are objectives: figures stand below each of them",
               TEXT_ARG(text_shorten(f->w->mem, first->text, 40)));
    return learnt;
}

/* "Goal is | 8" right below "Now | 13". */
static bool is_among_figures(const struct form *f, size_t line)
{
    return has_figures_alone(f, line) &&
           ((line > 0 && has_figures_alone(f, line - 1)) ||
            (line + 1 < f->w->n_lines && has_figures_alone(f, line + 1)));
}

/* Texts of a line right of its label. */
static size_t values_in(const struct form *f, size_t line)
{
    const struct row *row = f->w->lines[line].row;
    size_t n = 0;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++)
        n += f->w->sheet->cells[c].col > f->label_col && f->w->marks[c].content != CONTENT_BLANK;
    return n;
}

/* Texts beside the label, none of which is a word for a column. */
static bool names_several(const struct form *f, size_t line)
{
    const struct row *row = f->w->lines[line].row;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++)
        if (f->w->sheet->cells[c].col > f->label_col &&
            likeliest(f->w->marks[c].reading, .7) != ROLE_NONE)
            return false;
    return values_in(f, line) > 1;
}

/* "Title" alone names items: objectives above key results, and where there are none of these either, the key
   results that figures of both ends measure. */
static void call_titles(struct form *f)
{
    bool key_results = f->counts[ROLE_KEY_RESULT] > 0;
    bool measured = f->counts[ROLE_TARGET] && (f->counts[ROLE_BASELINE] || f->counts[ROLE_CURRENT]);
    if (f->counts[ROLE_OBJECTIVE] || f->counts[ROLE_TITLE] != 1 || !(key_results || measured))
        return;
    for (size_t i = 0; i < f->w->n_lines; i++)
        if (label_role(f, i) == ROLE_TITLE && names_several(f, i)) {
            f->counts[ROLE_TITLE]--;
            call_label(f, i, key_results ? &own_objective : &own_key_result);
        }
}

/* Whether a line is a header: many known words, or mostly known ones of several meanings, or nothing
   else beside a word for IDs. "Supports | KR3.2 | O3" is none, nor is "Status | At risk | Not started": IDs
   and states are what their labels are about. */
static bool header_line(const struct form *f, size_t line)
{
    const struct row *row = f->w->lines[line].row;
    size_t known = 0, roles = 0;
    uint64_t seen = 0;
    bool parents = label_role(f, line) == ROLE_PARENT;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        const struct header_reading *r = f->w->marks[c].reading;
        const struct cell *cell = &f->w->sheet->cells[c];
        if (!r || !r->n || r->senses[0].weight < .7 ||
            (parents && code_kind(cell->text) != PREFIX_NONE))
            continue;
        bool state = cell->col > f->label_col && /* "No." numbers the rows */
                     value_status(f->w->scratch, cell->text) != STATUS_NONE;
        if (state)
            continue;
        uint64_t bit = UINT64_C(1) << r->senses[0].role;
        roles += !(seen & bit);
        seen |= bit;
        known++;
    }
    enum role label = label_role(f, line);
    bool ids = label == ROLE_ID || label == ROLE_OBJECTIVE_ID || label == ROLE_KEY_RESULT_ID;
    size_t filled = f->w->lines[line].filled;
    return (known >= 4 && roles > 1) || (roles >= 3 && known * 3 >= filled * 2) ||
           (ids && roles >= 2 && known == filled);
}

/* A header means that the sheet goes by rows. */
static bool has_header(const struct form *f)
{
    for (size_t i = 0; i < f->w->n_lines; i++)
        if (header_line(f, i))
            return true;
    return false;
}

/* "measure" of "Measure 2", a word with its number, if it may be one for key results; absent. */
static struct text counted_word(const struct form *f, size_t line)
{
    const struct cell *label = line_cell(f->w, line, f->label_col);
    struct text key = label && label->type == CELL_TEXT ? header_key(f->w->scratch, label->text)
                                                        : (struct text){0};
    struct text word = without_number(key);
    enum role role = label_role(f, line);
    bool open = role == ROLE_NONE || role == ROLE_METRIC || role == ROLE_MEASURE;
    return open && word.len > 2 && word.len < key.len &&
                   !vocabulary_has(f->w->words, WORDS_TYPE_OTHER, word) &&
                   !vocabulary_has(f->w->words, WORDS_ASIDE, word)
               ? word
               : (struct text){0};
}

/* Texts beside the label, and how many of them give figures. */
static size_t count_texts(const struct form *f, size_t line, size_t *figures)
{
    const struct row *row = f->w->lines[line].row;
    size_t n = 0;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        const struct cell *cell = &f->w->sheet->cells[c];
        bool text = cell->col > f->label_col && cell->type == CELL_TEXT &&
                    text_words(cell->text) > 2 && f->w->marks[c].content != CONTENT_BLANK;
        n += text;
        *figures += text && text_has_digit(cell->text);
    }
    return n;
}

/* Whether most texts beside labels of this word and a number give figures, and there are two such labels. */
static bool counts_measures(const struct form *f, struct text word)
{
    size_t lines = 0, texts = 0, figures = 0;
    for (size_t i = 1; i < f->w->n_lines; i++) {
        size_t n = text_eq(counted_word(f, i), word) ? count_texts(f, i, &figures) : 0;
        lines += n > 0;
        texts += n;
    }
    return lines > 1 && figures * 2 >= texts;
}

/* "Measure 1 | Close in 4 days | ...", "Measure 2 | ..." below objectives across, and no word for key results: what is
   counted so, and gives figures, are these. How many labels were learnt. */
static size_t call_counted(struct form *f)
{
    size_t first = 1, learnt = 0, figures = 0, across = 0;
    for (size_t i = 0; i < f->w->n_lines; i++)
        across += label_role(f, i) == ROLE_OBJECTIVE && names_several(f, i);
    if (f->counts[ROLE_KEY_RESULT] || !across || has_header(f))
        return 0;
    while (first < f->w->n_lines && !counted_word(f, first).len)
        first++;
    if (first >= f->w->n_lines)
        return 0;
    struct text word = counted_word(f, first);
    if (!counts_measures(f, word))
        return 0;
    for (size_t i = first; i < f->w->n_lines; i++) {
        if (!text_eq(counted_word(f, i), word) || !count_texts(f, i, &figures))
            continue;
        learnt += !f->labels[i];
        f->counts[label_role(f, i)] -= f->labels[i] != NULL;
        call_label(f, i, &own_key_result);
    }
    const struct cell *cell = line_cell(f->w, first, f->label_col);
    assume(f->w, cell_place(f->w->sheet, cell), "what '" TEXT_FMT "' names are key results",
           TEXT_ARG(text_shorten(f->w->mem, cell->text, 40)));
    return learnt;
}

/* Right below " | Goal 1 | Goal 2" stand their texts, beside no label or one that no word surely tells: "What". */
static bool may_be_titles(const struct form *f)
{
    return !line_cell(f->w, 1, f->label_col) || (!f->labels[1] && names_several(f, 1));
}

/* "Objective 1 | Objective 2", "Key results | Key results": the same word above each column, and no label. */
static bool heads_columns(const struct form *f, size_t line, const struct header_reading *label)
{
    const struct row *row = f->w->lines[line].row;
    enum role role = label->senses[0].role;
    size_t same = 0;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        if (f->w->sheet->cells[c].col == f->label_col || f->w->marks[c].content == CONTENT_BLANK)
            continue;
        if (likeliest(f->w->marks[c].reading, .7) != role)
            return false;
        same++;
    }
    return same && (role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT);
}

/* Labels are the cells of the first column that the vocabulary knows. */
static size_t find_labels(struct form *f)
{
    size_t n = 0;
    f->label_col = PLACE_NONE;
    for (size_t i = 0; i < f->w->n_lines; i++) {
        uint32_t col = line_first(f->w, i)->col;
        f->label_col = col < f->label_col ? col : f->label_col;
    }
    for (size_t i = 0; i < f->w->n_lines; i++) {
        const struct cell *cell = line_cell(f->w, i, f->label_col);
        const struct header_reading *r = cell ? mark_of(f->w, cell)->reading : NULL;
        r = is_check_in(f, i, r) ? &current_label : r;
        if (!r || !r->n || cell_ways(f->w, cell) > 1 || heads_columns(f, i, r) ||
            (r->senses[0].weight < (r->group ? .5 : .7) && !beside_people(f, i, r)))
            continue;
        f->labels[i] = r;
        f->counts[r->senses[0].role]++;
        n++;
    }
    for (size_t i = 0; i < f->w->n_lines; i++)
        if (label_role(f, i) == ROLE_OBJECTIVE &&
            (only_figures(f, i) || is_among_figures(f, i))) { /* "Aim | 85% | 35%" */
            f->counts[ROLE_OBJECTIVE]--;
            call_label(f, i, &target_label);
        }
    n += f->counts[ROLE_OBJECTIVE] ? call_blocks(f) : learn_by_figures(f);
    bool titles = heads_titles(f);
    bool unlabelled = titles && !f->counts[ROLE_TITLE];
    if (unlabelled && f->w->n_lines > 1 && may_be_titles(f)) {
        f->labels[1] = &own_objective;
        f->counts[ROLE_OBJECTIVE]++;
        n++;
    }
    for (size_t i = 0; titles && i < f->w->n_lines; i++)
        if (f->labels[i] && f->labels[i]->senses[0].role == ROLE_TITLE) {
            f->labels[i] = &own_objective;
            f->counts[ROLE_OBJECTIVE]++;
        }
    call_titles(f);
    return n + call_counted(f);
}

/* Beside key results of the second column as well most texts give figures: no remarks on the first. */
static bool measures_both(const struct form *f, size_t fewest)
{
    size_t n = 0, figures = 0;
    for (size_t i = 0; i < f->w->n_lines; i++) {
        const struct cell *cell = line_cell(f->w, i, f->label_col + 2);
        if (label_role(f, i) != ROLE_KEY_RESULT || !cell)
            continue;
        n++;
        figures += text_has_digit(cell->text);
    }
    return n >= fewest && figures * 2 >= n;
}

/* Beside key results a text of the second column says from what to what, and none that does goes from where the
   first column's does: "from 22 % to 18 % in May" would be a remark. */
static bool own_ways_beside(const struct form *f)
{
    size_t ways = 0;
    for (size_t i = 0; i < f->w->n_lines; i++) {
        struct change first, second;
        const struct cell *a = line_cell(f->w, i, f->label_col + 1),
                          *b = line_cell(f->w, i, f->label_col + 2);
        if (label_role(f, i) != ROLE_KEY_RESULT || !b || cell_ways(f->w, b) < 2 ||
            !value_change(b->text, DECIMAL_UNKNOWN, &second))
            continue;
        if (a && value_change(a->text, DECIMAL_UNKNOWN, &first) && first.start == second.start)
            return false;
        ways++;
    }
    return ways > 0;
}

/* Of a script without blanks between words. */
static bool is_unspaced(struct text t)
{
    return t.len && (unsigned char)t.ptr[0] >= 0xE2;
}

/* "from 62 % to 95 %": what is said of an item. */
static bool is_change(const struct cell *cell)
{
    enum { MOST_WORDS = 4, MOST_SIGNS = 10 };
    struct change change;
    bool few = is_unspaced(cell->text) ? text_length(cell->text) <= MOST_SIGNS
                                       : text_words(cell->text) <= MOST_WORDS;
    return cell->type == CELL_TEXT && few && text_has_digit(cell->text) &&
           value_change(cell->text, DECIMAL_UNKNOWN, &change) && !isnan(change.start) &&
           !isnan(change.target);
}

/* A sentence, or words that head no column: "Open 6 depots" counts something. "Progress: 40%" is said of an item. */
static bool may_be_item(const struct form *f, size_t cell)
{
    const struct cell *c = &f->w->sheet->cells[cell];
    const struct mark *m = &f->w->marks[cell];
    bool counts = c->type == CELL_TEXT && text_words(c->text) > 1 && text_has_digit(c->text);
    bool text =
        m->content == CONTENT_PROSE || (m->content == CONTENT_WORD && (!m->reading || counts));
    struct text value;
    return text && !is_change(c) && !attribute(label_in_cell(f->w, c, &value));
}

/* What stands beside the label of an item there: a text, or "Crews who stay", which has words for columns in it. */
static bool is_item_beside(const struct form *f, size_t cell)
{
    const struct mark *m = &f->w->marks[cell];
    const struct cell *c = &f->w->sheet->cells[cell];
    bool several = text_words(c->text) > 1 || /* 培训30名引航员 */
                   (is_unspaced(c->text) && text_length(c->text) > 3);
    return may_be_item(f, cell) || (m->content == CONTENT_WORD && several && !is_change(c) &&
                                    likeliest(m->reading, .7) == ROLE_NONE);
}

/* Nothing but "Objective" and "KR 1" on the left, and beside each as many long texts: they are items as
   well. Two may be an item and what is said of it. */
static bool only_items(const struct form *f)
{
    bool named = f->w->lines[0].filled > 2 && label_role(f, 0) != ROLE_OBJECTIVE;
    bool both = named ? measures_both(f, 2) : own_ways_beside(f) && measures_both(f, 1);
    size_t least = both ? 2 : 3;
    for (size_t i = 0; i < f->w->n_lines; i++) {
        const struct row *row = f->w->lines[i].row;
        enum role role = label_role(f, i);
        bool item = role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT;
        if (!item && i > 0)
            return false;
        for (size_t c = row->first; item && c < (size_t)row->first + row->n; c++)
            if (f->w->sheet->cells[c].col != f->label_col &&
                f->w->marks[c].content != CONTENT_BLANK && !is_item_beside(f, c))
                return false;
        if (role == ROLE_OBJECTIVE && f->w->lines[i].filled <= least)
            return false;
    }
    return f->counts[ROLE_OBJECTIVE] == 1 && f->counts[ROLE_KEY_RESULT];
}

/* Beside key results the column holds but people: whose they are, and no items. */
static bool only_people(const struct form *f, uint32_t col)
{
    size_t n = 0;
    for (size_t i = 0; i < f->w->n_lines; i++) {
        const struct cell *cell = line_cell(f->w, i, col);
        if (!cell || mark_of(f->w, cell)->content == CONTENT_BLANK)
            continue;
        if (label_role(f, i) != ROLE_KEY_RESULT || cell->type != CELL_TEXT ||
            value_like_people(cell->text) < 1)
            return false;
        n++;
    }
    return n > 1;
}

/* What may be items beside the label of a line. */
static size_t items_in(const struct form *f, size_t line)
{
    const struct row *row = f->w->lines[line].row;
    size_t n = 0;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++)
        n += f->w->sheet->cells[c].col != f->label_col && may_be_item(f, c);
    return n;
}

/* "Objective | Guests come back | The kitchen is calm", below it labels, each with something beside it for both, and no
   key results yet: the first line names them, and the labels are all that stands on the left. */
static bool only_objectives(const struct form *f)
{
    size_t across = values_in(f, 0);
    if (label_role(f, 0) != ROLE_OBJECTIVE || across < 2 || items_in(f, 0) < across)
        return false;
    for (size_t i = 1; i < f->w->n_lines; i++)
        if (!f->labels[i] || label_role(f, i) == ROLE_OBJECTIVE || values_in(f, i) > across ||
            !attribute(label_role(f, i)))
            return false;
    return true;
}

/* Labels of several kinds, and at least so many texts beside those of items; one objective may stand above several
   key results. */
static bool labels_items(struct form *f, size_t least)
{
    size_t labels = find_labels(f), roles = 0, beside = 0, items = 0, unlabelled = 0;
    bool below = false; /* texts beside key results in the line of items below */
    for (unsigned r = 0; r < ROLE_COUNT; r++)
        roles += f->counts[r] > 0 && r != ROLE_TYPE && r != ROLE_TITLE;
    if (least > 1 && only_items(f))
        return true;
    if (least > 1 && only_people(f, f->label_col + 2))
        return false;
    if (has_header(f) || roles < LEAST_LABELS || !f->counts[ROLE_OBJECTIVE])
        return false;
    if (!f->counts[ROLE_KEY_RESULT])
        return least > 1 && only_objectives(f);
    for (size_t i = f->w->n_lines; i-- > 0;) {
        enum role role = label_role(f, i);
        unlabelled += !f->labels[i];
        if (role != ROLE_OBJECTIVE && role != ROLE_KEY_RESULT)
            continue;
        size_t texts = items_in(f, i);
        bool enough = texts >= least && texts + 1 >= f->w->lines[i].filled;
        items++;
        beside += enough || (role == ROLE_OBJECTIVE && texts == 1 && below);
        below = role == ROLE_KEY_RESULT && enough;
    }
    return items >= 2 && beside * 2 >= items && labels >= unlabelled;
}

static bool make_form(struct work *w, struct form *f)
{
    *f = (struct form){.w = w};
    f->labels = NEW_ARRAY(w->scratch, const struct header_reading *, w->n_lines);
    f->made = NEW_ARRAY(w->scratch, size_t, w->n_lines);
    for (size_t i = 0; i < w->n_lines; i++)
        f->made[i] = RECORD_NONE;
    return w->n_lines >= LEAST_LABELS;
}

bool is_form(struct work *w)
{
    struct form f;
    if (!make_form(w, &f) || !labels_items(&f, 1))
        return false;
    size_t pairs = 0;
    for (size_t i = 0; i < w->n_lines; i++)
        pairs += w->lines[i].filled <= 2 || is_pairs_line(w, i);
    return pairs * 4 >= w->n_lines * 3;
}

/* "Sales | Support | Product": of the names across less than half are words for something else. */
static bool names_across(const struct form *f, size_t line)
{
    const struct row *row = f->w->lines[line].row;
    size_t names = 0, words = 0;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++) {
        const struct cell *cell = &f->w->sheet->cells[c];
        const struct header_reading *r = f->w->marks[c].reading;
        names += cell->col != f->label_col &&
                 (f->w->marks[c].content == CONTENT_WORD || f->w->marks[c].content == CONTENT_TICK);
        words += cell->col != f->label_col && r && r->n;
    }
    return words * 2 < names;
}

/* Names above the columns: a line without label or below "Team" or "OKR", before the first objective. */
static const struct cell *column_name(const struct form *f, uint32_t col)
{
    const struct cell *name = NULL;
    bool labelled = false;
    for (size_t i = 0; i < f->w->n_lines && label_role(f, i) != ROLE_OBJECTIVE; i++) {
        const struct cell *cell = line_cell(f->w, i, col);
        enum role role = label_role(f, i);
        bool any = !f->labels[i] || ((role == ROLE_TITLE || role == ROLE_TYPE) && i == 0);
        if (cell && (any || role == ROLE_UNIT_NAME))
            name = cell;
        labelled |= cell && (role == ROLE_UNIT_NAME || (any && names_across(f, i)));
    }
    const struct header_reading *r = name ? mark_of(f->w, name)->reading : NULL;
    return r && r->n && !labelled ? NULL : name;
}

/* The objective of the column before, if this one repeats it for its next key result. */
static size_t repeated(const struct form *f, const struct cell *cell, size_t line)
{
    const struct cell *before = line_cell(f->w, line, cell->col - 1u);
    return before && text_eq(before->text, cell->text) ? f->made[line] : RECORD_NONE;
}

/* How many lines name objectives: one for each block of a sheet that has several below each other. */
static size_t blocks_in(const struct form *f)
{
    return f->counts[ROLE_OBJECTIVE] ? f->counts[ROLE_OBJECTIVE] : 1;
}

/* Figures belong to a key result; so does all the rest where a column has one key result only. */
static bool of_key_result(const struct form *f, size_t line, enum role role)
{
    bool figure = role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT;
    return f->counts[role] > blocks_in(f) || f->labels[line]->scope == KEY_RESULT ||
           (f->counts[ROLE_KEY_RESULT] <= blocks_in(f) && (figure || f->shared));
}

static void read_value(struct form *f, const struct cell *cell, size_t line, enum role role,
                       size_t *objective, size_t *last)
{
    struct work *w = f->w;
    if (role == ROLE_OBJECTIVE) {
        size_t known = repeated(f, cell, line);
        *objective = *last = f->made[line] =
            known == RECORD_NONE ? add_record(w, OBJECTIVE, cell, cell->text) : known;
    } else if (role == ROLE_KEY_RESULT) {
        struct text_list lines = key_result_lines(w, cell);
        for (size_t i = 0; i < lines.n; i++) {
            *last = add_record(w, KEY_RESULT, cell, lines.v[i]);
            w->records->v[*last].objective = *objective;
        }
    } else if (*last != RECORD_NONE) {
        bool own = f->labels[line] && of_key_result(f, line, role);
        const struct cell *label = line_cell(w, line, f->label_col);
        add_field(w, own || *objective == RECORD_NONE ? *last : *objective, role, cell, cell->text,
                  label ? label->text : (struct text){0});
    }
    set_fate(w, line, *last == RECORD_NONE ? ROW_LABEL : ROW_ITEM);
}

/* "🟡", "on track" beside a label that may be for figures as well ("Stand"). */
static bool is_state(const struct work *w, const struct cell *cell)
{
    enum { LONGEST = 24 };
    return cell->type == CELL_TEXT && cell->text.len <= LONGEST &&
           value_status(w->scratch, cell->text) != STATUS_NONE;
}

/* `objective`: that of the form before, if this one has none; RECORD_NONE. */
static void read_column(struct form *f, uint32_t col, size_t objective)
{
    struct work *w = f->w;
    size_t last = objective, from = w->records->n;
    enum role role = ROLE_NONE;
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct cell *cell = line_cell(w, i, col);
        if (f->labels[i])
            role = label_role(f, i);
        else if (role != ROLE_KEY_RESULT)
            role = ROLE_NONE; /* only key results go on below their label */
        if (!cell && role == ROLE_OBJECTIVE && f->labels[i] && f->shared)
            objective = last = f->made[i]; /* of a column before */
        bool state = cell && !f->labels[i] && line_cell(w, i, f->label_col) && is_state(w, cell);
        if (cell && (state || role != ROLE_NONE))
            read_value(f, cell, i, state ? ROLE_STATUS : role, &objective, &last);
    }
    const struct cell *name = column_name(f, col);
    for (size_t i = from; name && i < w->records->n; i++) {
        w->records->v[i].unit = text_trim(name->text);
        w->records->v[i].unit_place = cell_place(w->sheet, name);
    }
}

/* An objective is said again above its next key result, or only above the first: of each there is one line. */
static bool shares_objectives(const struct form *f)
{
    size_t objectives = 0;
    bool fewer = false;
    for (size_t i = 0; i < f->w->n_lines; i++) {
        const struct row *row = f->w->lines[i].row;
        const struct cell *cells = f->w->sheet->cells + row->first;
        for (uint32_t c = 1; c < row->n && label_role(f, i) == ROLE_OBJECTIVE; c++)
            if (cells[c].text.len && text_eq(cells[c].text, cells[c - 1].text))
                return true;
        if (label_role(f, i) == ROLE_OBJECTIVE)
            objectives = values_in(f, i);
        if (label_role(f, i) == ROLE_KEY_RESULT)
            fewer |=
                label_role(f, i) == ROLE_KEY_RESULT && objectives && objectives < values_in(f, i);
    }
    return f->counts[ROLE_KEY_RESULT] <= blocks_in(f) && fewer;
}

/* "Department | Packing | | ", "Period | 2026 Q4": said once, of all columns. */
static void read_sheet_labels(const struct form *f)
{
    struct sheet_layout *out = f->w->out;
    for (size_t i = 0; i < f->w->n_lines && label_role(f, i) != ROLE_OBJECTIVE; i++) {
        const struct cell *value = line_cell(f->w, i, f->label_col + 1);
        enum role role = label_role(f, i);
        if (!value || values_in(f, i) != 1)
            continue;
        if (role == ROLE_PERIOD && !out->period.ptr) {
            out->period = value->text;
            out->period_place = cell_place(f->w->sheet, value);
        } else if (role == ROLE_UNIT_NAME && !out->unit.ptr) {
            out->unit = value->text;
            out->unit_place = cell_place(f->w->sheet, value);
        }
    }
}

/* The reading of the label in that column: its own, or that of the same words in the first column of labels. */
static const struct header_reading *reading_beside(const struct form *f, size_t line, uint32_t col,
                                                   uint32_t first)
{
    const struct cell *cell = line_cell(f->w, line, col), *same = line_cell(f->w, line, first);
    const struct header_reading *r = cell ? mark_of(f->w, cell)->reading : NULL;
    bool again = cell && same && cell->text.len && text_eq(cell->text, same->text);
    return again ? mark_of(f->w, same)->reading : r;
}

/* "Key result 2" with nothing beside it: what the item is that the label "Description" below it tells; NULL. */
static const struct header_reading *item_headed(const struct form *f, size_t line, uint32_t col)
{
    const struct cell *cell = line_cell(f->w, line, col);
    if (!cell || cell->type != CELL_TEXT || line_cell(f->w, line, col + 1))
        return NULL;
    int kind = numbered_kind(f->w, cell->text);
    return kind == PREFIX_KEY_RESULT  ? &own_key_result
           : kind == PREFIX_OBJECTIVE ? &own_objective
                                      : NULL;
}

/* Labels of the column, line by line; `first`: the first column of labels. */
static void take_labels(struct form *f, uint32_t col, uint32_t first)
{
    const struct header_reading *headed = NULL;
    f->label_col = col;
    f->shared = false;
    for (size_t i = 0; i < ROLE_COUNT; i++)
        f->counts[i] = 0;
    for (size_t i = 0; i < f->w->n_lines; i++) {
        const struct header_reading *r = reading_beside(f, i, col, first);
        const struct header_reading *heading = item_headed(f, i, col);
        bool value = line_cell(f->w, i, col + 1) != NULL;
        bool told = headed && value && may_name_title(r);
        bool label = told || (r && r->n && r->senses[0].weight >= .7 && value);
        f->labels[i] = told ? headed : label ? r : NULL;
        f->shared |= told;
        headed = told ? NULL : heading ? heading : headed;
        if (label)
            f->counts[f->labels[i]->senses[0].role]++;
    }
}

/* Lines where both columns hold a label of one role, and a value beside it. */
static size_t same_labels(const struct form *f, uint32_t col)
{
    size_t same = 0;
    for (size_t i = 0; i < f->w->n_lines; i++) {
        const struct header_reading *r = reading_beside(f, i, col, f->label_col);
        same += f->labels[i] && r && r->n && r->senses[0].role == label_role(f, i) &&
                line_cell(f->w, i, col + 1);
    }
    return same;
}

enum { LEAST_SAME = 3, MOST_FORMS = 16 };

static size_t last_objective(const struct work *w)
{
    for (size_t i = w->records->n; i-- > 0;)
        if (w->records->v[i].kind == OBJECTIVE)
            return i;
    return RECORD_NONE;
}

/* The columns of labels of forms beside each other. Returns how many; *last: the last column of all. */
static uint32_t find_forms(struct form *f, uint32_t starts[MOST_FORMS], uint32_t *last)
{
    const struct work *w = f->w;
    uint32_t n = 1;
    *last = 0;
    find_labels(f);
    take_labels(f, f->label_col, f->label_col);
    starts[0] = f->label_col;
    if (has_header(f) || !f->counts[ROLE_OBJECTIVE] || !f->counts[ROLE_KEY_RESULT])
        return 0;
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct row *row = w->lines[i].row;
        uint32_t col = w->sheet->cells[row->first + row->n - 1].col;
        *last = col > *last ? col : *last;
    }
    for (uint32_t col = f->label_col + 2;
         col < *last && col < f->label_col + MOST_VALUES && n < MOST_FORMS; col++)
        if (same_labels(f, col) >= LEAST_SAME)
            starts[n++] = col++;
    return n;
}

/* The same labels stand in a column further right: no values. */
static bool has_forms_beside(struct work *w)
{
    struct form f;
    uint32_t starts[MOST_FORMS], last;
    return make_form(w, &f) && find_forms(&f, starts, &last) > 1;
}

bool read_transposed(struct work *w)
{
    struct form f;
    if (has_forms_beside(w) || !make_form(w, &f) || !labels_items(&f, 2))
        return false;
    uint32_t last = 0;
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct row *row = w->lines[i].row;
        uint32_t col = w->sheet->cells[row->first + row->n - 1].col;
        last = col > last ? col : last;
    }
    read_sheet_labels(&f);
    f.shared = shares_objectives(&f);
    for (uint32_t col = f.label_col + 1; col <= last && col <= f.label_col + MOST_VALUES; col++)
        read_column(&f, col, RECORD_NONE);
    for (size_t i = 0; i < w->n_lines; i++)
        set_fate(w, i, f.labels[i] ? ROW_LABEL : ROW_HEADING);
    struct table *table = list_push(w->mem, &w->out->tables);
    *table = (struct table){
        .shape = T("one objective a column"),
        .range = {w->lines[0].row->index, f.label_col, w->lines[w->n_lines - 1].row->index, last},
        .header_row0 = PLACE_NONE,
        .header_row1 = PLACE_NONE};
    return true;
}

bool read_forms_beside(struct work *w)
{
    struct form f;
    uint32_t starts[MOST_FORMS], n, last;
    if (!make_form(w, &f) || (n = find_forms(&f, starts, &last)) < 2)
        return false;
    for (size_t i = 0; i < w->n_lines; i++)
        set_fate(w, i, ROW_HEADING);
    for (uint32_t k = 0; k < n; k++) {
        take_labels(&f, starts[k], starts[0]);
        read_column(&f, starts[k] + 1, f.counts[ROLE_OBJECTIVE] ? RECORD_NONE : last_objective(w));
    }
    struct table *table = list_push(w->mem, &w->out->tables);
    *table = (struct table){
        .shape = T("forms side by side"),
        .range = {w->lines[0].row->index, starts[0], w->lines[w->n_lines - 1].row->index, last},
        .header_row0 = PLACE_NONE,
        .header_row1 = PLACE_NONE};
    return true;
}
