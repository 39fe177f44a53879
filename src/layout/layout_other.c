/*
 * Rows outside of tables that are no items: totals, notes, legends, examples, empty slots, references, and
 * labels side by side.
 */
#include "base/fold.h"
#include "layout/layout_loose.h"
#include "layout/layout_work.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

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

/* "progress", "score of team": what a total is of. `beside`: a figure may stand there; "MEDIA TEAM" alone is a
   section. */
static bool adds_up(const struct work *w, struct text rest, bool beside)
{
    const struct header_reading *r = vocabulary_read(w->words, w->scratch, rest);
    if (vocabulary_has(w->words, WORDS_TOTAL, rest))
        return true;
    if (!r || !r->n)
        return false;
    enum role role = r->senses[0].role;
    return role == ROLE_PROGRESS || role == ROLE_SCORE || role == ROLE_WEIGHT ||
           role == ROLE_CONFIDENCE || role == ROLE_TITLE || role == ROLE_OBJECTIVE ||
           role == ROLE_KEY_RESULT || (role == ROLE_UNIT_NAME && beside) || role == ROLE_STATUS;
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
                 (adds_up(w, rest, w->lines[line].filled > 1) && !names_somebody(w, line, first));
    return whole && figures_only(w, line, first);
}

bool stands_apart(const struct work *w, size_t line)
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

bool is_item_label(const struct work *w, const struct cell *cell)
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

int kind_alone(const struct work *w, size_t line)
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

size_t description_below(const struct work *w, size_t line)
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

bool pairs_behind(const struct work *w, size_t line)
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

void read_labels_behind(struct reader *r, size_t line)
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

bool read_pairs_line(struct reader *r, size_t line)
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

bool read_pairs_above(struct reader *r, size_t line)
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

/* "Cascaded from company O3": what it says is there, and no slot for it. */
static bool names_supported(const struct work *w, const struct cell *cell)
{
    return text_has_digit(cell->text) &&
           vocabulary_begins(w->words, WORDS_SUPPORTS, header_key(w->scratch, cell->text)) > 0;
}

bool only_labels(const struct work *w, size_t line)
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
        gaps &= !line_cell(w, line, cell->col + 1u) && cell->type == CELL_TEXT && r && r->n &&
                !names_supported(w, cell);
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
