/*
 * Lines -> heads: which rows are headers, and which rectangle of the sheet each of them rules.
 * A header is a row whose cells are mostly words of the vocabulary, at least one of them a word for
 * an item; where it stands does not matter. Two lines become one header when the upper one groups
 * the columns of the lower. Headers that repeat themselves to the right are tables side by side.
 */
#include "base/fold.h"
#include "layout/layout_work.h"

#include "value/value.h"
#include "value/words.h"
#include <math.h>
#include <string.h>

enum { MAX_BESIDE = 32 }; /* tables beside each other */

/* Below it a word or two of a text happen to stand in the vocabulary. */
#define LEAST_WEIGHT .4

/* What a line looks like as a header. */
struct line_look {
    uint32_t filled, known, data, prose, items, periods, dates;
    uint64_t roles; /* bit set of the likeliest roles */
    double weight;
};

/* "KR 1.2", "O1.KR2" at a row's beginning: one key result among many, no column. */
static bool scoped_code(const struct cell *cell)
{
    for (size_t i = 1; i < cell->text.len; i++)
        if (cell->text.ptr[i] == '.' && cell->text.ptr[i - 1] >= '0' &&
            cell->text.ptr[i - 1] <= '9')
            return code_kind(cell->text) != PREFIX_NONE;
    return false;
}

/* "O3" below "O1" and "O2" in the rows around it: the objectives are counted down the column. */
static bool counted_code(const struct work *w, size_t line, const struct cell *cell)
{
    enum { NEAR = 20 };
    struct text code = text_trim(cell->text);
    size_t from = line > NEAR ? line - NEAR : 0, others = 0;
    if (cell->type != CELL_TEXT || code_kind(code) != PREFIX_OBJECTIVE || !text_has_digit(code))
        return false;
    for (size_t i = from; i < w->n_lines && i <= line + NEAR; i++) {
        const struct cell *other = i == line ? NULL : line_cell(w, i, cell->col);
        others += other && code_kind(other->text) == PREFIX_OBJECTIVE &&
                  text_has_digit(other->text) && !text_eq(text_trim(other->text), code);
    }
    return others > 0;
}

bool is_day(const struct work *w, const struct cell *cell)
{
    double day;
    struct phrase phrase;
    if (cell->type != CELL_TEXT || cell->text.len > 24)
        return cell->type == CELL_DATE;
    struct text key = text_key(w->scratch, cell->text);
    if (words_at_start(WORDS_END_OF, key, &phrase) || words_within(WORDS_WEEK, key, &phrase)) {
        struct text dated = text_printf(w->scratch, TEXT_FMT " 2000", TEXT_ARG(cell->text));
        if (value_date(dated, DATE_UNKNOWN, &day))
            return true;
    }
    if (cell->text.len <= 14 && value_day(cell->text, DATE_UNKNOWN, 2000, &day))
        return true;
    if (!text_contains(key, T(" ")) && !isnan(words_value(WORDS_MONTH, key)))
        return true;
    size_t last = cell->text.len;
    while (last && cell->text.ptr[last - 1] != ' ')
        last--;
    struct text end = text_slice(cell->text, last, cell->text.len); /* "wk of 3/2" */
    if (end.len >= 3 && words_within(WORDS_WEEK, key, &phrase) &&
        value_day(end, DATE_UNKNOWN, 2000, &day))
        return true;
    struct text tail = cell->text, word = text_cut(&tail, ' '); /* "CI 12.10."; "KR 1.2" is none */
    return word.len <= 10 && tail.len >= 5 && tail.len <= 14 && tail.ptr[0] >= '0' &&
           tail.ptr[0] <= '9' && value_day(tail, DATE_UNKNOWN, 2000, &day);
}

/* The number behind the one word of a header: 2 of "Sem 2", "Sprint 2", "W2"; 0: it is no such. */
static unsigned numbered(const struct cell *cell, struct text *word)
{
    struct text t = text_trim(cell->text);
    size_t at = t.len, digits = 0;
    unsigned number = 0;
    while (at && t.ptr[at - 1] >= '0' && t.ptr[at - 1] <= '9')
        at--;
    for (digits = at; digits < t.len && t.len - at <= 2; digits++)
        number = number * 10 + (unsigned)(t.ptr[digits] - '0');
    *word = text_trim(text_slice(t, 0, at));
    if (text_ends(*word, T(".")) || text_ends(*word, T("#")))
        word->len--;
    return cell->type == CELL_TEXT && word->len <= 12 && word->len &&
                   !text_contains(*word, T(" ")) && !text_contains(*word, T("."))
               ? number
               : 0;
}

/* "Sem 1 | Sem 2 | Sem 3", "Sprint 4 | Sprint 5 | Sprint 6": whatever the word means, they follow
   each other, and so do the figures below. */
bool is_of_series(const struct work *w, size_t line, const struct cell *cell)
{
    enum { SHORTEST = 3 };
    struct text word, other;
    unsigned number = numbered(cell, &word), n = 1;
    if (!number || mark_of(w, cell)->reading)
        return false;
    for (int step = -1; step <= 1; step += 2)
        for (uint32_t i = 1; i < SHORTEST; i++, n++) {
            if (step < 0 && cell->col < i)
                break;
            const struct cell *next = line_cell(w, line, step < 0 ? cell->col - i : cell->col + i);
            if (!next || numbered(next, &other) != number + (unsigned)step * i ||
                !text_eq_ascii_case(word, other))
                break;
        }
    return n >= SHORTEST;
}

/* "Progress: 40%": a label with its figure in one cell heads no column. */
static bool tells_figure(struct text t)
{
    struct text rest = t, label = text_cut(&rest, ':');
    bool figure = false;
    for (size_t i = 0; i < rest.len; i++)
        figure |= rest.ptr[i] >= '0' && rest.ptr[i] <= '9';
    return figure && label.len && rest.ptr[0] == ' ';
}

static void look_at_cell(const struct work *w, const struct line *line, const struct cell *cell,
                         struct line_look *look)
{
    const struct mark *m = mark_of(w, cell);
    const struct header_reading *r = m->reading;
    if (m->content == CONTENT_BLANK) {
        bool reckons = cell->flags & CELL_UNCOMPUTED; /* no header does */
        look->filled += reckons;
        look->data += reckons;
        return;
    }
    look->filled++;
    bool written = cell->type == CELL_TEXT;
    bool item_text = m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT;
    if (is_placeholder(cell->text)) {
        look->data++;
        return;
    }
    bool coded = look->filled == 1 && m->content == CONTENT_ID &&
                 (scoped_code(cell) || counted_code(w, (size_t)(line - w->lines), cell));
    bool sentence = m->content == CONTENT_PROSE && text_ends(text_trim(cell->text), T(".")) && !r;
    if (coded || sentence || tells_figure(cell->text)) {
        look->data++;
    } else if (r && r->n && r->senses[0].weight >= LEAST_WEIGHT &&
               !(item_text && r->senses[0].weight < .9)) {
        look->known++;
        look->weight += r->senses[0].weight;
        look->roles |= UINT64_C(1) << r->senses[0].role;
        for (size_t i = 0; i < r->n && i < 2; i++) {
            enum role role = r->senses[i].role;
            bool item = role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_TITLE ||
                        role == ROLE_OBJECTIVE_ID || role == ROLE_KEY_RESULT_ID;
            look->items += item && r->senses[i].weight >= .7;
        }
    } else if ((r && r->period) || is_of_series(w, (size_t)(line - w->lines), cell)) {
        look->periods++;
    } else if (is_day(w, cell)) {
        look->dates++;
    } else if (item_text || m->content == CONTENT_MAIL || !written ||
               m->content == CONTENT_NUMBER || m->content == CONTENT_PERCENT ||
               m->content == CONTENT_DATE) {
        look->data++;
    } else if (m->content == CONTENT_PROSE) {
        look->prose++;
    }
}

static unsigned count_bits(uint64_t bits)
{
    unsigned n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* "Objective: | Grow revenue": a label with its value. */
static bool is_labelled(const struct work *w, const struct line *line)
{
    const struct row *row = line->row;
    size_t colons = 0, filled = 0;
    bool first = false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        struct text t = text_trim(w->sheet->cells[i].text);
        bool colon = text_ends(t, T(":")) || text_ends(t, T("："));
        first |= filled == 0 && colon;
        colons += colon;
        filled++;
    }
    return first && colons * 2 <= filled;
}

/* "KR 3 | Median appeal answered in 4 hours | Owner | Lotte B.": labels with their values, of which the first is a
   sentence. */
static bool pairs_texts(const struct work *w, const struct line *line)
{
    size_t at = (size_t)(line - w->lines);
    const struct cell *first = line_first(w, at), *next = line_cell(w, at, first->col + 1u);
    const struct cell *third = next ? line_cell(w, at, first->col + 2u) : NULL;
    enum role own = likeliest(mark_of(w, first)->reading, 0),
              behind = third ? likeliest(mark_of(w, third)->reading, 0) : ROLE_NONE;
    return line->filled > 2 && line->filled % 2 == 0 &&
           (own == ROLE_OBJECTIVE || own == ROLE_KEY_RESULT) && attribute(behind) &&
           mark_of(w, next)->content == CONTENT_PROSE && is_pairs_line(w, at);
}

/* "Key result 3 | | Owner |" below "Key result 2 | Close tickets | Owner | Lou": labels that nobody filled in, behind
   other such lines or none. */
static bool repeats_labels(const struct work *w, const struct line *line)
{
    enum { LOOKED_AT = 4 };
    const struct row *row = line->row;
    size_t at = (size_t)(line - w->lines), above = at;
    const struct cell *first = line_first(w, at);
    if (line->filled < 2 || line_cell(w, at, first->col + 1u))
        return false; /* no place beside it is blank */
    for (size_t n = 0; above > 0 && n < LOOKED_AT; n++)
        if (is_labelled(w, &w->lines[--above]) || pairs_texts(w, &w->lines[above]))
            break;
    if (above == at || !(is_labelled(w, &w->lines[above]) || pairs_texts(w, &w->lines[above])))
        return false;
    size_t same = 0, filled = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i], *there = line_cell(w, above, cell->col);
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (line_cell(w, at, cell->col + 1u))
            return false;
        same += there && text_eq(there->text, cell->text);
        filled++;
    }
    return filled > 1 && same + 1 >= filled;
}

/* "OBJECTIVE 1 | Managers people want to work for": the objective, whatever its words. */
static bool numbers_objective(const struct work *w, const struct line *line)
{
    size_t at = (size_t)(line - w->lines);
    struct text key = mark_of(w, line_first(w, at))->key;
    bool number = key.len && key.ptr[key.len - 1] >= '0' && key.ptr[key.len - 1] <= '9';
    return number && is_form_line(w, at);
}

/* "Objective 1 | Grow" above "KR 1 | Win 40 clients": rows that say what they are, below no header. */
static bool numbers_items(const struct work *w, const struct line *line)
{
    size_t at = (size_t)(line - w->lines);
    const struct cell *first = line_first(w, at), *next = line_cell(w, at, first->col + 1u);
    const struct cell *below = at + 1 < w->n_lines ? line_cell(w, at + 1, first->col) : NULL;
    const struct header_reading *r = next ? mark_of(w, next)->reading : NULL;
    bool word = r && r->n && r->senses[0].weight >= .9; /* "k0 | Objective | KR" */
    return next && below && !word && numbered_kind(w, first->text) != PREFIX_NONE &&
           numbered_kind(w, next->text) == PREFIX_NONE &&
           numbered_kind(w, below->text) != PREFIX_NONE;
}

/* "KR 1.2", "Company KR 1.2", "KR 1.2 of the company" */
static bool names_code(struct text t)
{
    enum { LONGEST = 60, MOST_WORDS = 2 };
    for (size_t i = 0; i < t.len && t.len <= LONGEST; i++) {
        if (i > 0 && t.ptr[i - 1] != ' ')
            continue;
        size_t words = 1;
        for (size_t end = i + 1; end <= t.len && words <= MOST_WORDS; end++) {
            if (end < t.len && t.ptr[end] != ' ' && t.ptr[end] != ',')
                continue;
            if (code_kind(text_slice(t, i, end)) != PREFIX_NONE)
                return true;
            words++;
        }
    }
    return false;
}

/* "Team | Growth", "Parent | KR2.4": a label with its value stands above two columns by chance. */
static bool is_label(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct cell *first = line_first(w, line);
    const struct header_reading *r = mark_of(w, first)->reading;
    if (w->lines[line].filled != 2 || !r || !r->n)
        return false;
    enum role role = r->senses[0].role;
    if (role != ROLE_UNIT_NAME && role != ROLE_PERIOD && role != ROLE_OWNER && role != ROLE_PARENT)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (cell == first || mark_of(w, cell)->content == CONTENT_BLANK)
            continue;
        const struct header_reading *value = mark_of(w, cell)->reading;
        bool code = role == ROLE_PARENT && names_code(cell->text);
        return cell->col == first->col + 1 && (code || !(value && value->n));
    }
    return false;
}

/* The cell that says of what a list is: the first, or the second behind "No."; NULL. */
static const struct cell *list_of(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line);
    const struct header_reading *r = mark_of(w, first)->reading;
    return likeliest(r, .9) == ROLE_ID ? line_cell(w, line, first->col + 1u) : first;
}

/* A word for what is beside OKRs: projects, risks, decisions. */
static bool names_others(const struct work *w, struct text key)
{
    return (vocabulary_has(w->words, WORDS_TYPE_OTHER, key) ||
            vocabulary_has(w->words, WORDS_ASIDE, key) ||
            vocabulary_has(w->words, WORDS_ASIDE_LIST, key)) &&
           !vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, key);
}

/* Heads items, or figures of theirs. */
static bool is_of_items(enum role role)
{
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_OBJECTIVE_ID ||
           role == ROLE_KEY_RESULT_ID || role == ROLE_TYPE || role == ROLE_BASELINE ||
           role == ROLE_TARGET || role == ROLE_CURRENT;
}

/* "What | For KR | Who" right below "Initiatives" alone in its row. */
static bool is_below_work(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    bool of_item = false;
    if (line == 0 || w->lines[line - 1].filled != 1 ||
        w->lines[line - 1].row->index + 1 != row->index ||
        !vocabulary_has(w->words, WORDS_TYPE_OTHER, mark_of(w, line_first(w, line - 1))->key))
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct mark *m = &w->marks[i];
        enum role role = likeliest(m->reading, 0);
        bool for_one = role == ROLE_KEY_RESULT && !m->reading->whole &&
                       !vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, m->key);
        of_item |= for_one || role == ROLE_PARENT;
        if (m->content != CONTENT_BLANK && !for_one && is_of_items(role))
            return false;
    }
    return of_item;
}

bool heads_work(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct cell *of = list_of(w, line);
    size_t known = 0, others = 0;
    if (w->lines[line].filled < 2 || !of || of->type != CELL_TEXT)
        return false;
    if (!names_others(w, mark_of(w, of)->key))
        return is_below_work(w, line);
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct header_reading *r = w->marks[i].reading;
        if (w->marks[i].content == CONTENT_BLANK || w->sheet->cells[i].col <= of->col)
            continue;
        others++;
        if (vocabulary_has(w->words, WORDS_ASIDE_HEADER, w->marks[i].key)) {
            known++;
            continue;
        }
        bool word = w->marks[i].content == CONTENT_WORD || r;
        if (!word || w->sheet->cells[i].type != CELL_TEXT || is_of_items(likeliest(r, 0)))
            return false;
        known += likeliest(r, .9) != ROLE_NONE;
    }
    return others && known * 2 >= others;
}

/* "Parent | KR2.4": though its value is a word for a column as well. */
static bool names_parent(const struct work *w, const struct line *line)
{
    size_t at = (size_t)(line - w->lines);
    const struct header_reading *r = mark_of(w, line_first(w, at))->reading;
    return r && r->n && r->senses[0].role == ROLE_PARENT && is_label(w, at);
}

/* How much a line looks like a header: 0 not at all, below 1 without a word for an item. */
static double look_of(const struct work *w, const struct line *line)
{
    struct line_look look = {0};
    const struct cell *first = line_first(w, (size_t)(line - w->lines));
    bool item = (mark_of(w, first)->prefix == PREFIX_OBJECTIVE ||
                 mark_of(w, first)->prefix == PREFIX_KEY_RESULT) &&
                text_words(mark_body(mark_of(w, first), first->text)) > 2;
    if (item || is_labelled(w, line) || repeats_labels(w, line) || pairs_texts(w, line) ||
        numbers_objective(w, line) || numbers_items(w, line) || names_parent(w, line) ||
        is_bracketed(first->text) || is_own_objective(w, (size_t)(line - w->lines)) ||
        names_columns_behind(w, (size_t)(line - w->lines)) ||
        (line->filled > 2 && is_form_line(w, (size_t)(line - w->lines))) ||
        (line > w->lines && heads_work(w, (size_t)(line - w->lines))))
        return 0;
    for (size_t i = line->row->first; i < (size_t)line->row->first + line->row->n; i++)
        look_at_cell(w, line, &w->sheet->cells[i], &look);
    unsigned roles = count_bits(look.roles);
    uint64_t figures = look.roles & (UINT64_C(1) << ROLE_TARGET | UINT64_C(1) << ROLE_BASELINE |
                                     UINT64_C(1) << ROLE_CURRENT);
    bool blank = first->col > 0 && look.filled >= 3; /* " | in | last season | the mark | so far" */
    bool all = look.known + look.periods + look.dates == look.filled;
    bool series = blank && figures && all &&
                  look.periods + look.dates > 1; /* " | Feb | wk of 3/2 | wanted" */
    /* check-ins on days, where words for columns are all that stands beside them */
    bool days = series || (look.items && look.known >= 2 && look.weight >= .9 * look.known && all);
    look.periods += days ? look.dates : 0;
    look.data += days ? 0 : look.dates;
    uint32_t named = look.filled - look.periods;
    uint64_t both = UINT64_C(1) << ROLE_OBJECTIVE | UINT64_C(1) << ROLE_KEY_RESULT;
    /* words for both and for figures of theirs: no item is all of these */
    bool sure = (look.roles & both) == both && roles >= 4 && look.known * 2 >= named &&
                look.weight >= .9 * look.known;
    bool other = look.data * 4 > look.filled ||
                 (look.prose * 3 > look.filled && !(roles >= 4 && look.prose <= 2));
    if (named == 0 || (other && !sure))
        return 0;
    double share = (look.weight + look.periods * .5) / look.filled;
    bool beneath = line > w->lines && line[-1].filled <= 2 &&
                   line[-1].row->index + 1 == line->row->index; /* an objective */
    bool counts = is_own_label(mark_of(w, first)) ||
                  (beneath && likeliest(mark_of(w, first)->reading, .9) == ROLE_KEY_RESULT);
    if (counts && look.items && look.periods > 1 && look.data == 0)
        return 1 + share; /* "What we count | 2025 | 2026" */
    if (look.items && roles >= 2 && look.known * 2 >= named && look.data == 0)
        return 1 + share;
    if (sure || (look.items && roles >= 3 && look.known * 2 >= named))
        return 1 + share;
    if ((look.roles & both) == both && (look.items >= 2 || (look.items && roles >= 3)) &&
        look.data == 0 && look.prose == 0)
        return 1 + share; /* whatever the team's own words beside them mean */
    if (look.items && look.known >= 2 && look.known == named && look.data == 0)
        return 1 + share; /* "KR 1 | KR 2 | KR 3" */
    bool ends = look.roles & UINT64_C(1) << ROLE_TARGET &&
                look.roles & (UINT64_C(1) << ROLE_BASELINE | UINT64_C(1) << ROLE_CURRENT);
    if (blank && (figures & (figures - 1)) && look.known * 2 >= named && look.data == 0 &&
        look.prose == 0)
        return share;
    if (series)
        return share;
    if (roles >= 3 && look.known * 5 >= named * 3 && look.data == 0 &&
        look.prose <= (roles >= 4 ? 2
                       : ends     ? 1
                                  : 0))
        return share;
    bool topmost = line == w->lines && look.filled >= 2;
    return topmost && roles >= 2 && look.known == named && look.data == 0 ? share : 0;
}

/* "Target 86", "Now: 5.2": a word for a figure, and the figure; "Target 2026" and "KR 1" head columns. */
static bool says_figure(const struct work *w, const struct cell *cell)
{
    struct text t = text_trim(cell->text);
    size_t at = t.len;
    while (at > 0 && t.ptr[at - 1] != ' ')
        at--;
    struct number number;
    struct text rest = t, label = text_cut(&rest, ':');
    struct text word = text_trim(text_slice(t, 0, at)), figure = text_slice(t, at, t.len);
    if (cell->type != CELL_TEXT || !at)
        return false;
    if (value_like_people(text_trim(rest)) >= 1 && /* "Owner: Nia" */
        likeliest(vocabulary_read(w->words, w->scratch, label), .9) == ROLE_OWNER)
        return true;
    bool number_it = value_number(figure, DECIMAL_UNKNOWN, &number);
    bool counts = number_it && number.value >= 1 && number.value <= 12 && !number.percent &&
                  floor(number.value) == number.value;
    if (!number_it || (number.value >= 1990 && number.value <= 2100))
        return false;
    enum role role = likeliest(vocabulary_read(w->words, w->scratch, word), .9);
    return role == ROLE_CURRENT || (!counts && (role == ROLE_TARGET || role == ROLE_BASELINE));
}

/* Beside its words stands a text that no word tells: what the figures are of. */
static bool has_own_text(const struct work *w, const struct line *line)
{
    for (size_t i = line->row->first; i < (size_t)line->row->first + line->row->n; i++) {
        struct text t = text_trim(w->sheet->cells[i].text);
        size_t least = text_has_digit(t) ? 3 : 2; /* "Cupping score 86+", but "Actual 1" */
        if ((w->marks[i].content == CONTENT_PROSE || w->marks[i].content == CONTENT_WORD) &&
            likeliest(w->marks[i].reading, .75) == ROLE_NONE && !text_contains(t, T(":")) &&
            text_words(t) >= least)
            return true;
    }
    return false;
}

/* "from 2 | to 9 | today 4": words for figures, each with its own. */
static bool says_figures(const struct work *w, const struct line *line)
{
    uint64_t roles = 0;
    size_t n = 0;
    for (size_t i = line->row->first; i < (size_t)line->row->first + line->row->n; i++) {
        struct text t = w->sheet->cells[i].type == CELL_TEXT ? text_trim(w->sheet->cells[i].text)
                                                             : (struct text){0};
        struct number number;
        size_t at = t.len;
        while (at > 0 && t.ptr[at - 1] != ' ')
            at--;
        if (!at || !value_number(text_slice(t, at, t.len), DECIMAL_UNKNOWN, &number) ||
            (number.value >= 1990 && number.value <= 2100))
            continue;
        enum role role =
            likeliest(vocabulary_read(w->words, w->scratch, text_trim(text_slice(t, 0, at))), .75);
        bool figure = role == ROLE_TARGET || role == ROLE_CURRENT || role == ROLE_BASELINE;
        roles |= figure ? UINT64_C(1) << role : 0;
        n += figure;
    }
    return n > 1 && (roles & (roles - 1));
}

/* layout_tick_heads.c found a header by what stands below. */
static bool heads_ticks(const struct work *w, const struct line *line)
{
    for (size_t i = line->row->first; i < (size_t)line->row->first + line->row->n; i++)
        if (w->marks[i].above_ticks)
            return true;
    return false;
}

/* The same, not for rows of key results: only now, for their words are read at length. */
static double header_look(const struct work *w, const struct line *line)
{
    enum { SURELY = 2 };
    if (heads_ticks(w, line))
        return SURELY;
    double look = look_of(w, line);
    size_t changes = 0;
    bool item = look > 0 && has_own_text(w, line); /* else "Actual 1 | Actual 2" head columns */
    if (item && says_figures(w, line))
        return 0;
    for (size_t i = line->row->first; look > 0 && i < (size_t)line->row->first + line->row->n; i++)
        changes += w->marks[i].reading && item && says_figure(w, &w->sheet->cells[i]);
    return changes * 4 > line->filled ? 0 : look;
}

/* The share of a line's cells that stand with the same words in an earlier header. */
static bool repeats(const struct work *w, size_t line, size_t header)
{
    const struct row *row = w->lines[line].row;
    uint32_t same = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *above = line_cell(w, header, w->sheet->cells[i].col);
        same += above && text_eq(above->text, w->sheet->cells[i].text);
    }
    return same * 2 >= w->lines[line].filled && same > 0;
}

/* Behind an empty row, or a title: not a key result's row, which begins further right. */
static bool gap_before(const struct work *w, size_t line)
{
    return line == 0 || w->lines[line - 1].row->index + 1 < w->lines[line].row->index ||
           (w->lines[line - 1].filled <= 2 &&
            line_first(w, line - 1)->col <= line_first(w, line)->col);
}

static bool holds_prose(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content == CONTENT_PROSE && !w->marks[i].reading)
            return true;
    return false;
}

static bool shares_role(const struct header_reading *a, const struct header_reading *b)
{
    for (size_t i = 0; a && b && i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (a->senses[i].role == b->senses[k].role)
                return true;
    return false;
}

/* A second header right below the first says the same in other words, or stands below its blanks;
   "O1 | Be the leader | ARR from 10 to 20" is a row of it. */
static bool agrees(const struct work *w, size_t line, size_t header)
{
    const struct row *row = w->lines[line].row;
    size_t below = 0, same = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *above = line_cell(w, header, w->sheet->cells[i].col);
        if (w->marks[i].content == CONTENT_BLANK || !above)
            continue;
        below++;
        same += shares_role(w->marks[i].reading, mark_of(w, above)->reading);
    }
    return same * 2 >= below;
}

enum role likeliest(const struct header_reading *r, double least)
{
    return r && r->n && r->senses[0].weight >= least ? r->senses[0].role : ROLE_NONE;
}

static bool is_id_role(enum role role)
{
    return role == ROLE_ID || role == ROLE_OBJECTIVE_ID || role == ROLE_KEY_RESULT_ID ||
           role == ROLE_OUTLINE;
}

/* "O2 | Team health | ..." below "ID | Objective | ...": its first cell is an ID of that column. */
static bool begins_with_id(const struct work *w, size_t line, size_t header)
{
    const struct cell *first = line_first(w, line), *above = line_cell(w, header, first->col);
    enum role role = above ? likeliest(mark_of(w, above)->reading, 0) : ROLE_NONE;
    return is_id_role(role) && code_kind(first->text) != PREFIX_NONE;
}

static bool type_word(const struct work *w, struct text key)
{
    return vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, key) ||
           vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, key) ||
           vocabulary_has(w->words, WORDS_TYPE_OTHER, key);
}

/* What stands in a column headed by such a word, and heads none itself: an ID below "Supports", a
   day below "Due", a state below "Status", a figure below "Target". */
static bool fits_column(const struct work *w, const struct cell *cell, enum role role)
{
    const struct mark *m = mark_of(w, cell);
    const struct header_reading *r = m->reading;
    bool period = r && r->period;
    bool figure = m->content == CONTENT_NUMBER || m->content == CONTENT_PERCENT;
    switch (role) {
    case ROLE_TYPE:
        return type_word(w, m->key);
    case ROLE_ID:
    case ROLE_OBJECTIVE_ID:
    case ROLE_KEY_RESULT_ID:
    case ROLE_OUTLINE:
    case ROLE_PARENT:
        return text_has_digit(cell->text) && !period;
    case ROLE_OBJECTIVE:
    case ROLE_KEY_RESULT:
    case ROLE_TITLE:
        return text_has_digit(cell->text) && !period && likeliest(r, .7) == ROLE_NONE;
    case ROLE_DUE:
    case ROLE_START_DATE:
    case ROLE_UPDATED:
        return m->content == CONTENT_DATE;
    case ROLE_STATUS:
        return likeliest(r, .9) != ROLE_STATUS && m->content == CONTENT_WORD &&
               value_status(w->scratch, cell->text) != STATUS_NONE;
    case ROLE_OWNER:
        return m->content == CONTENT_MAIL;
    case ROLE_BASELINE:
    case ROLE_TARGET:
    case ROLE_CURRENT:
    case ROLE_PROGRESS:
    case ROLE_SCORE:
    case ROLE_CONFIDENCE:
        return figure && !period;
    default:
        return false;
    }
}

/* How many of a line's cells are words for columns, and nothing else. */
static size_t words_for_columns(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    size_t n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        n +=
            w->marks[i].content != CONTENT_BLANK && likeliest(w->marks[i].reading, .9) != ROLE_NONE;
    return n;
}

/* "KR | Sign 40 partners | Ann" above "KR | Open a shop | Bob": the same word in both. */
static bool same_below(const struct work *w, size_t line, const struct cell *cell)
{
    const struct cell *below = line + 1 < w->n_lines && w->lines[line + 1].header == 0
                                   ? line_cell(w, line + 1, cell->col)
                                   : NULL;
    return below && cell->type == CELL_TEXT && text_eq(below->text, cell->text);
}

/* Whether a line that looks like a header goes on with the columns of the one above: some cell is
   what its column holds. A line of nothing but words for columns does not. */
static bool goes_on(const struct work *w, size_t line, size_t header)
{
    const struct row *row = w->lines[line].row;
    bool id = begins_with_id(w, line, header);
    size_t words = words_for_columns(w, line);
    if (words == w->lines[line].filled || (id && words > 3 && words + 1 == w->lines[line].filled))
        return false; /* "k0 | Objective | KR | Who | Target" */
    if (id)
        return true;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i], *above = line_cell(w, header, cell->col);
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (same_below(w, line, cell) ||
            (above && fits_column(w, cell, likeliest(mark_of(w, above)->reading, .9))))
            return true;
    }
    return false;
}

/* Whether a line that looks like a header is one, given the header before it (SIZE_MAX: none). */
static bool accept(const struct work *w, size_t line, size_t last)
{
    const struct line *l = &w->lines[line];
    if (l->header == 0)
        return false;
    if (last == SIZE_MAX || repeats(w, line, last))
        return true;
    if (goes_on(w, line, last))
        return false;
    if (line == last + 1)
        return l->header >= 1.6 && !holds_prose(w, line) && agrees(w, line, last);
    if (!gap_before(w, line)) /* amid rows, where a word of a text may be one for columns as well */
        return l->header >= 1.7 && words_for_columns(w, line) * 4 >= l->filled * 3u;
    return l->header >= 1.7 || (l->header >= 1.45 && l->filled >= 3);
}

/* Elsewhere the same words stand before a text: a label, of which this one was not filled in. */
static bool is_label_elsewhere(const struct work *w, size_t line)
{
    const struct cell *label = line_first(w, line);
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct cell *first = line_first(w, i);
        if (w->lines[i].filled == 2 && first->col == label->col &&
            text_eq(text_trim(first->text), text_trim(label->text)) &&
            line_cell(w, i, first->col + 1u))
            return true;
    }
    return false;
}

/* "Owner | Ann", "Target | 95 %": two labels with their values below, as in a form. */
static bool labels_below(const struct work *w, size_t line)
{
    size_t labels = 0;
    for (size_t i = line + 1; i < w->n_lines && labels < 2; i++) {
        const struct cell *first = line_first(w, i);
        labels += w->lines[i].filled == 2 && first->type == CELL_TEXT &&
                  line_cell(w, i, first->col + 1u) &&
                  attribute(likeliest(mark_of(w, first)->reading, .9));
    }
    return labels > 1;
}

/* A line with a single word such as "Objectives" above texts: a header where there is no better. */
static bool lone_header(const struct work *w, size_t line)
{
    const struct cell *cell = line_first(w, line);
    const struct header_reading *r = mark_of(w, cell)->reading;
    if (w->lines[line].filled != 1 || !r || !r->n || r->senses[0].weight < .9 ||
        line + 1 >= w->n_lines)
        return false;
    enum role role = r->senses[0].role;
    const struct cell *below = line_cell(w, line + 1, cell->col);
    return (role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT) && below &&
           mark_of(w, below)->content == CONTENT_PROSE && !is_label_elsewhere(w, line) &&
           !labels_below(w, line);
}

/* "student_id | okr_description": few words, but one for items, above a long text. */
static bool thin_header(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    bool item = false;
    if (w->lines[line].header > 0 || w->lines[line].filled < 2 || line + 1 >= w->n_lines ||
        !gap_before(w, line) || names_parent(w, &w->lines[line]) || is_own_objective(w, line))
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct mark *m = &w->marks[i];
        if (m->content == CONTENT_BLANK)
            continue;
        if (cell->type != CELL_TEXT || m->content != CONTENT_WORD || cell->text.len > 40)
            return false;
        const struct cell *below = line_cell(w, line + 1, cell->col);
        enum role role = m->reading && m->reading->n ? m->reading->senses[0].role : ROLE_NONE;
        item |= (role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_TITLE) &&
                m->reading->senses[0].weight >= .7 && below &&
                mark_of(w, below)->content == CONTENT_PROSE;
    }
    return item;
}

/* "Objective 1 | Objective 2" above their texts, one each, and those above tables of key results. */
static bool labels_objectives(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    size_t n = 0;
    if (line + 2 >= w->n_lines || w->lines[line + 1].filled != w->lines[line].filled)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct cell *text = line_cell(w, line + 1, cell->col);
        const struct cell *below = line_cell(w, line + 2, cell->col);
        const struct header_reading *r = w->marks[i].reading;
        const struct header_reading *table = below ? mark_of(w, below)->reading : NULL;
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        const struct header_reading *of_text = text ? mark_of(w, text)->reading : NULL;
        if (!r || !r->n || r->senses[0].role != ROLE_OBJECTIVE || !text ||
            text->type != CELL_TEXT || (of_text && of_text->n && of_text->senses[0].weight >= .9) ||
            !table || !table->n || table->senses[0].role != ROLE_KEY_RESULT)
            return false;
        n++;
    }
    return n >= 2;
}

/* "key | Acme OKRs, autumn" right above a header of many words: a title. */
static bool is_title_above(const struct work *w, size_t line)
{
    const struct line *l = &w->lines[line], *next = l + 1;
    return l->header > 0 && l->filled <= 2 && !heads_ticks(w, l) &&
           next->row->index == l->row->index + 1 && next->header >= 1.6 &&
           words_for_columns(w, line + 1) >= 4 && words_for_columns(w, line) < l->filled;
}

/* How much each line looks like a header; not at all, if it goes on with the columns of a line
   above that does. True: some are strong. */
static bool look_at_lines(struct work *w)
{
    size_t above = SIZE_MAX;
    bool strong = false;
    for (size_t i = 0; i < w->n_lines; i++)
        w->lines[i].header = labels_objectives(w, i) ? 0 : header_look(w, &w->lines[i]);
    for (size_t i = 0; i + 1 < w->n_lines; i++)
        if (is_title_above(w, i))
            w->lines[i].header = 0;
    for (size_t i = 0; i < w->n_lines; i++) {
        struct line *l = &w->lines[i];
        if (l->header > 0 && above != SIZE_MAX && !repeats(w, i, above) && goes_on(w, i, above))
            l->header = 0;
        strong |= l->header >= 1;
        above = l->header > 0 ? i : above;
    }
    return strong;
}

static void choose_headers(struct work *w)
{
    size_t last = SIZE_MAX, first = SIZE_MAX;
    bool strong = look_at_lines(w);
    for (size_t i = 0; i < w->n_lines; i++) {
        struct line *l = &w->lines[i];
        if (strong && l->header < 1)
            l->header = 0;
        bool again =
            first != SIZE_MAX &&
            (l->header > 0 ? repeats(w, i, first) : l->filled > 2 && same_words(w, i, first));
        l->is_header = !is_reference_line(w, i) && (again || accept(w, i, last));
        if (!l->is_header)
            continue;
        first = first == SIZE_MAX ? i : first;
        last = i;
    }
    if (last != SIZE_MAX)
        return;
    for (size_t i = 0; i < w->n_lines; i++)
        if (last == SIZE_MAX ? thin_header(w, i)
                             : w->lines[i].filled > 2 && same_words(w, i, last)) {
            w->lines[i].is_header = true;
            w->lines[i].header = 1;
            last = i;
        }
    for (size_t i = 0; i < w->n_lines && last == SIZE_MAX; i++)
        w->lines[i].is_header =
            !is_reference_line(w, i) && slot_kind(w, i) < 0 && lone_header(w, i);
}

/* --- two lines -------------------------------------------------------------------------------- */

/* "Support | Onboarding", each above the objectives of a table of its own; "Company | Team" are levels. */
static bool names_tables(const struct work *w, size_t line, size_t header)
{
    const struct row *row = w->lines[line].row;
    size_t n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *below = line_cell(w, header, w->sheet->cells[i].col);
        const struct header_reading *r = below ? mark_of(w, below)->reading : NULL;
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (!r || !r->n || r->senses[0].role != ROLE_OBJECTIVE || r->level >= 0 ||
            vocabulary_level(w->words, w->marks[i].key) >= 0)
            return false;
        n++;
    }
    return n >= 2;
}

/* "Growth OKRs | | | Q3 2026", "Growth | Q3 2026 | Version: 2": whose the sheet is and of when; "Objective | Q1" groups
   columns. */
static bool is_dated_title(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct cell *first = line_first(w, line);
    enum role role = likeliest(mark_of(w, first)->reading, .9);
    size_t periods = 0, labels = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool period = w->marks[i].content == CONTENT_PERIOD && cell != first;
        periods += period;
        labels += !period && cell != first && cell->type == CELL_TEXT &&
                  text_contains(cell->text, T(": "));
    }
    return w->lines[line].filled == 2 + labels && periods == 1 && first->type == CELL_TEXT &&
           (role == ROLE_NONE || role == ROLE_TITLE || role == ROLE_UNIT_NAME);
}

static bool names_time(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *cell = line_cell(w, line, col);
    const struct header_reading *r = cell ? mark_of(w, cell)->reading : NULL;
    return cell && (is_day(w, cell) || (r && r->period && !r->n));
}

/* "Confidence (1-10)" alone in its line, above the first of "6 Apr | 13 Apr | 20 Apr": what is said on those days. */
static bool heads_times(const struct work *w, size_t line, size_t header)
{
    const struct cell *cell = line_first(w, line);
    if (w->lines[line].filled != 1 || cell->col <= line_first(w, header)->col ||
        names_time(w, header, cell->col - 1))
        return false;
    enum role role = likeliest(mark_of(w, cell)->reading, .75);
    return (role == ROLE_CONFIDENCE || role == ROLE_PROGRESS || role == ROLE_SCORE ||
            role == ROLE_CURRENT || role == ROLE_TARGET || role == ROLE_STATUS) &&
           names_time(w, header, cell->col) && names_time(w, header, cell->col + 1);
}

/* Whether the line above a header groups its columns: short texts, at least two or merged, or one that goes
   down into the header. */
static bool groups_columns(struct work *w, size_t line, size_t header)
{
    const struct row *row = w->lines[line].row;
    uint32_t known = 0, wide = 0;
    bool deep = false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct range *merge = merge_at(w, &w->sheet->cells[i]);
        deep |= merge && merge->row1 == w->lines[header].row->index;
    }
    if (is_reference_line(w, line) || is_dated_title(w, line) || objective_in_header(w, header) ||
        is_own_label(mark_of(w, line_first(w, line))))
        return false;
    if (w->lines[line].is_header || row->index + 1 != w->lines[header].row->index ||
        (w->lines[line].filled > w->lines[header].filled && !deep) || is_label(w, line) ||
        is_form_line(w, line) || names_tables(w, line, header) ||
        (is_pairs_line(w, line) && !deep && !merge_at(w, line_first(w, line))) ||
        (ends_in_colon(line_first(w, line)->text) && !merge_at(w, line_first(w, line))))
        return false;
    uint32_t width = w->lines[header].filled;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct mark *m = mark_of(w, cell);
        if (m->content == CONTENT_BLANK)
            continue;
        if (cell->type != CELL_TEXT || (m->content == CONTENT_PROSE && !m->reading && !deep) ||
            m->content == CONTENT_MAIL || m->prefix == PREFIX_OBJECTIVE || cell->text.len > 40)
            return false;
        const struct range *merge = merge_at(w, cell);
        known += m->reading != NULL;
        wide += merge && merge->col1 > merge->col0 && merge->col1 - merge->col0 + 1 < width;
    }
    return wide > 0 || (known >= 2 && known * 2 >= w->lines[line].filled) ||
           heads_times(w, line, header);
}

/* A cell of the header goes down into the line, or what stands in the line are short words, most of them in
   brackets. */
static bool goes_down(const struct work *w, size_t line, size_t header)
{
    enum { LONGEST = 24 };
    const struct row *row = w->lines[line].row, *above = w->lines[header].row;
    bool deep = false;
    size_t n = 0, bracketed = 0;
    for (size_t i = above->first; i < (size_t)above->first + above->n; i++) {
        const struct range *merge = merge_at(w, &w->sheet->cells[i]);
        deep |= merge && merge->row1 == row->index;
    }
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (cell->type != CELL_TEXT || cell->text.len > LONGEST)
            return false;
        n++;
        bracketed += text_starts(text_trim(cell->text), T("("));
    }
    return (deep && n > 1) || (bracketed > 1 && bracketed * 2 >= n);
}

/* "Target | Target": said again in the cell beside it. */
static bool is_said_again(const struct work *w, size_t line, const struct cell *cell)
{
    const struct cell *left = cell->col ? line_cell(w, line, cell->col - 1) : NULL,
                      *right = line_cell(w, line, cell->col + 1);
    return (left && text_eq(left->text, cell->text)) || (right && text_eq(right->text, cell->text));
}

/* Whether the line below a header completes it: words only, under blank, merged or repeated cells of it. */
static bool completes(struct work *w, size_t line, size_t header)
{
    const struct row *row = w->lines[line].row;
    uint32_t below_blank = 0, known = 0;
    if (row->index != w->lines[header].row->index + 1)
        return false;
    if (w->lines[line].wraps || goes_down(w, line, header))
        return true;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct mark *m = mark_of(w, cell);
        if (m->content == CONTENT_BLANK)
            continue;
        if (m->content == CONTENT_PROSE || !m->reading)
            return false;
        const struct cell *above = line_cell(w, header, cell->col);
        const struct range *merge = above ? merge_at(w, above) : NULL;
        below_blank +=
            !above || (merge && merge->col1 > merge->col0) || is_said_again(w, header, above);
        known++;
    }
    return known >= 2 && below_blank > 0;
}

/* --- rectangles ------------------------------------------------------------------------------- */

static bool item_header(const struct work *w, const struct cell *cell)
{
    const struct header_reading *r = mark_of(w, cell)->reading;
    if (!r || !r->n || r->level >= 0)
        return false;
    enum role role = r->senses[0].role;
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_TITLE ||
           role == ROLE_TYPE || role == ROLE_ID;
}

static bool objective_above(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *above = line > 0 ? line_cell(w, line - 1, col) : NULL;
    return above && (mark_of(w, above)->prefix == PREFIX_OBJECTIVE ||
                     (line > 1 && labels_objectives(w, line - 2)));
}

/* "Teachers want to stay | Year 9 reads for fun" right above "How we'll know | How we'll know": a sentence above
   each cell that says what its first one does, a word for key results, and above no other. */
static bool sentences_above(const struct work *w, size_t line, const struct cell *first)
{
    enum { SENTENCE = 3 };
    const struct row *row = w->lines[line].row;
    size_t n = 0;
    if (line == 0 || w->lines[line - 1].row->index + 1 != row->index ||
        likeliest(mark_of(w, first)->reading, .7) != ROLE_KEY_RESULT)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *above = line_cell(w, line - 1, w->sheet->cells[i].col);
        if (!text_eq(w->marks[i].key, mark_of(w, first)->key))
            continue;
        if (!above || above->type != CELL_TEXT || mark_of(w, above)->reading ||
            text_words(above->text) < SENTENCE)
            return false;
        n++;
    }
    return n > 1 && n == w->lines[line - 1].filled;
}

/* "Team OKRs (Warehouse)": whose the columns below are, by a name in brackets at the end. */
static bool names_in_brackets(const struct work *w, const struct cell *group)
{
    struct text t = group ? text_trim(group->text) : (struct text){0};
    size_t open = text_find(t, T("("), 0);
    if (open == SIZE_MAX || open < 2 || !text_ends(t, T(")")) || text_has_digit(t))
        return false;
    struct text key = header_key(w->scratch, text_slice(t, open + 1, t.len - 1));
    return key.len && !vocabulary_period(w->words, key) && vocabulary_level(w->words, key) < 0;
}

/* Whether the header's cells from `col` on repeat those from `start` on: a table beside it. */
static bool repeats_beside(const struct work *w, size_t line, uint32_t start,
                           const struct cell *cell, const struct cell *group, bool named)
{
    const struct cell *first = line_cell(w, line, start);
    if (!first || first == cell || !item_header(w, cell) ||
        !text_eq(mark_of(w, first)->key, mark_of(w, cell)->key))
        return false;
    bool gap = cell[-1].col + 1 < cell->col; /* not the row's first, so there is one before it */
    const struct header_reading *above = group ? mark_of(w, group)->reading : NULL;
    if (above && above->level >= 0 && !(gap && named))
        return false; /* "Company" and "Team" above their columns: a cascade */
    if (gap)
        return true;
    if ((objective_above(w, line, start) && objective_above(w, line, cell->col)) ||
        sentences_above(w, line, first))
        return true;
    /* without a gap the next header repeats as well: "Mål | Start | Mål | Nu" is one table */
    const struct cell *second = line_cell(w, line, start + 1),
                      *next = line_cell(w, line, cell->col + 1u);
    return mark_of(w, cell)->reading->senses[0].role == ROLE_OBJECTIVE && second && next &&
           text_eq(mark_of(w, second)->key, mark_of(w, next)->key);
}

/* One text above all columns of a table beside others: its name, which groups nothing. */
static bool one_above(const struct work *w, size_t line, const struct head *head)
{
    size_t n = 0;
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        n += w->marks[i].content != CONTENT_BLANK && w->sheet->cells[i].col >= head->col0 &&
             w->sheet->cells[i].col <= head->col1;
    const struct cell *first = line_cell(w, line, head->col0);
    return n == 1 && first &&
           (mark_of(w, first)->content == CONTENT_WORD || names_in_brackets(w, first));
}

/* One of the texts in the line names in brackets whose the columns below it are. */
static bool any_in_brackets(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->sheet->cells[i].type == CELL_TEXT && names_in_brackets(w, &w->sheet->cells[i]))
            return true;
    return false;
}

static void add_heads(struct work *w, struct head_list *heads, size_t line0, size_t line1)
{
    const struct row *row = w->lines[line1].row;
    const struct cell *cells = w->sheet->cells + row->first;
    uint32_t start = PLACE_NONE, beside = 0;
    bool named = line0 < line1 && any_in_brackets(w, line0);
    struct head head = {.line0 = line0,
                        .line1 = line1,
                        .first = line1 + 1,
                        .col1 = PLACE_NONE,
                        .weak = w->lines[line1].header < 1 && w->lines[line0].header < 1};
    for (uint32_t i = 0; i < row->n; i++) {
        if (mark_of(w, &cells[i])->content == CONTENT_BLANK)
            continue;
        if (start == PLACE_NONE)
            start = cells[i].col;
        const struct cell *group = line0 < line1 ? group_cell(w, line0, cells[i].col, start) : NULL;
        if (beside == MAX_BESIDE || !repeats_beside(w, line1, start, &cells[i], group, named))
            continue;
        beside++;
        head.col0 = start;
        head.col1 = cells[i].col - 1;
        *list_push(w->scratch, heads) = head;
        start = cells[i].col;
    }
    head.col0 = start;
    head.col1 = PLACE_NONE;
    *list_push(w->scratch, heads) = head;
    for (size_t i = heads->n - 1 - beside; beside && line0 < line1 && i < heads->n; i++)
        if (!one_above(w, line0, &heads->v[i]))
            return;
    for (size_t i = heads->n - 1 - beside; beside && i < heads->n; i++)
        heads->v[i].line0 = line1;
}

/* "Objective 1: ..." and nothing else, above one table or several. */
static bool all_objectives(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t c = row->first; c < (size_t)row->first + row->n; c++)
        if (w->marks[c].content != CONTENT_BLANK && w->marks[c].prefix != PREFIX_OBJECTIVE)
            return false;
    return true;
}

/* "Objective 2" above the table's first column, and beside it what it is; NULL. */
static const struct cell *labelled_objective(const struct work *w, const struct head *h,
                                             size_t line)
{
    const struct cell *label = line_cell(w, line, h->col0), *text = line_cell(w, line, h->col0 + 1);
    const struct header_reading *r = label ? mark_of(w, label)->reading : NULL;
    bool objective = r && r->n && r->senses[0].role == ROLE_OBJECTIVE && r->senses[0].weight >= .9;
    return objective && text && text->type == CELL_TEXT ? text : NULL;
}

/* How many of the tables beside each other have such a label above them. */
static size_t labelled_beside(const struct work *w, const struct head_list *heads, size_t from,
                              size_t line)
{
    size_t n = 0;
    for (size_t i = from; i < heads->n; i++)
        n += labelled_objective(w, &heads->v[i], line) != NULL;
    return n;
}

/* The line above which the next labels are looked for. */
static size_t take_labelled(const struct work *w, struct head_list *heads, size_t from, size_t line)
{
    for (size_t i = from; i < heads->n; i++) {
        heads->v[i].objective = labelled_objective(w, &heads->v[i], line - 1);
        heads->v[i].above = heads->v[i].objective ? 1 : 0;
    }
    return line - 1;
}

/* "Get more hands on the roster | | | | Roll out the door faster": a sentence over each table of key results. */
static bool sentences_beside(const struct work *w, const struct head_list *heads, size_t from,
                             size_t line)
{
    enum { SENTENCE = 3 };
    if (w->lines[line].filled != heads->n - from ||
        w->lines[line].row->index + 1 != w->lines[heads->v[from].line0].row->index)
        return false;
    for (size_t i = from; i < heads->n; i++) {
        const struct head *h = &heads->v[i];
        const struct cell *text = line_cell(w, line, h->col0),
                          *word = line_cell(w, h->line1, h->col0);
        const struct header_reading *r = word ? mark_of(w, word)->reading : NULL;
        if (!text || text->type != CELL_TEXT || mark_of(w, text)->reading ||
            text_words(text->text) < SENTENCE || !r || !r->n ||
            r->senses[0].role != ROLE_KEY_RESULT)
            return false;
    }
    return true;
}

/* Objectives in the line above, one over each table. Returns the line above all that. */
static size_t objectives_beside(struct work *w, struct head_list *heads, size_t from, size_t line)
{
    uint32_t above = line > 1 && labels_objectives(w, line - 2) ? 2 : 1;
    if (line > 0 && labelled_beside(w, heads, from, line - 1) > 1)
        return take_labelled(w, heads, from, line);
    if (line == 0 || w->lines[line - 1].filled < 2 ||
        (above == 1 && !all_objectives(w, line - 1) && !sentences_beside(w, heads, from, line - 1)))
        return line;
    for (size_t i = from; i < heads->n; i++) {
        for (uint32_t k = 0; k <= 2 && !heads->v[i].objective; k++)
            heads->v[i].objective = line_cell(w, line - 1, heads->v[i].col0 + k);
        heads->v[i].above = heads->v[i].objective ? above : 0;
    }
    return line - above;
}

/* "Mission: ..." is no objective above a column of objectives. */
static bool heads_objectives(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (likeliest(w->marks[i].reading, .9) == ROLE_OBJECTIVE)
            return true;
    return false;
}

/* "Manager: Dee Arnold", or "Mission: ..." as above every other table: a label with what it says, of no item. */
static bool labels_beside(const struct work *w, const struct head_list *heads, size_t from,
                          size_t line)
{
    const struct row *row = w->lines[line].row;
    struct text first = {0};
    bool objectives = heads_objectives(w, heads->v[from].line1);
    if (w->lines[line].filled != heads->n - from)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        struct text rest = cell->text, label = text_trim(text_cut(&rest, ':'));
        const struct header_reading *r =
            rest.len ? vocabulary_read(w->words, w->scratch, label) : NULL;
        enum role role = likeliest(r, 0);
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        first = first.ptr ? first : label;
        bool same = text_trim(rest).len && label.len && text_eq(label, first) &&
                    w->marks[i].prefix == PREFIX_NONE && (objectives || role != ROLE_OBJECTIVE) &&
                    role != ROLE_KEY_RESULT;
        if (role != ROLE_OWNER && !same)
            return false;
    }
    return true;
}

/* Short texts, no more than one over each table, the first columns of which they stand above. */
static bool headings_beside(const struct work *w, const struct head_list *heads, size_t from,
                            size_t line)
{
    size_t n = 0;
    for (size_t i = from; i < heads->n; i++)
        n += line_cell(w, line, heads->v[i].col0) != NULL;
    return n == w->lines[line].filled;
}

/* The name or the period in the line above a table. */
static void name_head(const struct work *w, struct head *h, size_t line)
{
    for (uint32_t col = h->col0; col <= h->col0 + 2 && !h->name; col++) {
        const struct cell *cell = line_cell(w, line, col);
        enum content content = cell ? mark_of(w, cell)->content : CONTENT_BLANK;
        bool word = content == CONTENT_WORD || (content == CONTENT_TICK && cell->text.len > 3) ||
                    (content == CONTENT_PROSE && names_in_brackets(w, cell));
        if (word && col <= h->col1) /* "Support" ticks in a matrix */
            h->name = cell;
        else if (content == CONTENT_PERIOD && col <= h->col1)
            h->period = cell;
    }
}

static bool right_below(const struct work *w, size_t line, size_t below)
{
    return w->lines[line].row->index + 1 == w->lines[below].row->index;
}

/* What stands above tables beside each other: a short text over the first columns of each. */
static void name_beside(struct work *w, struct head_list *heads, size_t from)
{
    size_t line = heads->v[from].line0;
    if (heads->n - from < 2) {
        heads->v[from].objective = objective_in_header(w, line);
        return;
    }
    line = objectives_beside(w, heads, from, line);
    for (size_t i = 0; i < from && line != heads->v[from].line0; i++)
        for (size_t k = from; k < heads->n; k++)
            if (heads->v[i].col0 == heads->v[k].col0)
                heads->v[k].name = heads->v[i].name;
    size_t below = line;
    while (line && right_below(w, line - 1, line) && labels_beside(w, heads, from, line - 1))
        line--;
    if (line && right_below(w, line - 1, line)) {
        for (size_t i = from; i < heads->n; i++)
            name_head(w, &heads->v[i], line - 1);
        line -= headings_beside(w, heads, from, line - 1);
    }
    for (size_t i = from; i < heads->n; i++)
        heads->v[i].headings = (uint32_t)(below - line);
}

/* "Objective | Nobody waits": a word for it, and beside it what it is; nothing else. */
static bool names_value(const struct work *w, size_t line, enum role role)
{
    const struct cell *name = line_first(w, line);
    const struct header_reading *reading = mark_of(w, name)->reading;
    if (role == ROLE_NONE && is_empty_label(w, line))
        return true;
    if (w->lines[line].filled > 2 && is_form_line(w, line))
        return true;
    if (role == ROLE_NONE && is_pairs_line(w, line))
        return true; /* "Owner | Ann | Quarter | Q3" */
    if (w->lines[line].filled != 2 || !reading || !reading->n)
        return false;
    return role == ROLE_NONE || reading->senses[0].role == role;
}

/* A short text alone in its row, behind an empty one. */
static bool stands_apart(const struct work *w, size_t line)
{
    const struct mark *m = mark_of(w, line_first(w, line));
    bool gap = w->lines[line].row->index > w->lines[line - 1].row->index + 1;
    return gap && w->lines[line].filled == 1 && m->content == CONTENT_WORD && !m->reading;
}

/* An empty row stands before the line. */
static bool empty_above(const struct work *w, size_t line)
{
    return line > 0 && w->lines[line].row->index > w->lines[line - 1].row->index + 1;
}

enum {
    MOST_REMARKS = 2
}; /* "Why does it matter? | Sales fell" between an objective and its table */

/* Where a body ends whose next header stands beneath labels of its own: before the objective that
   these name. */
static size_t before_labels(const struct work *w, size_t first, size_t end)
{
    size_t found = end, remarks = 0;
    for (size_t line = end; line > first; line--) {
        remarks += !names_value(w, line - 1, ROLE_NONE);
        if (remarks > MOST_REMARKS || (remarks && w->lines[line - 1].filled != 2) ||
            (line < end && empty_above(w, line)))
            break;
        if (names_value(w, line - 1, ROLE_OBJECTIVE) && (!remarks || empty_above(w, line - 1)))
            found = line - 1;
    }
    bool alone = end > first && w->lines[end - 1].filled == 1 && all_objectives(w, end - 1);
    if (found == end && (alone || (end > first && is_own_objective(w, end - 1))))
        found = end - 1; /* "Objective: ..." alone in its row, */
    if (found == end && end > first + 1 && w->lines[end - 1].filled == 1 &&
        w->lines[end - 2].filled == 1 &&
        vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, mark_of(w, line_first(w, end - 2))->key))
        found = end - 2; /* "Objective" alone, and below it the text */
    if (found + 1 == end && found > first + 1 && stands_apart(w, found - 1))
        found--; /* and whose it is, behind an empty row */
    return found;
}

/* "Lead: Pete", "Owner | Ann", "Mission: ...": said of the table below, which has a column of objectives or not. */
static bool captions(const struct work *w, size_t line, bool objectives)
{
    const struct cell *first = line_first(w, line);
    const struct mark *m = mark_of(w, first);
    if (first->type != CELL_TEXT || m->prefix == PREFIX_OBJECTIVE ||
        m->prefix == PREFIX_KEY_RESULT || is_own_objective(w, line))
        return false;
    struct text rest = first->text, label = text_cut(&rest, ':');
    bool inside = w->lines[line].filled == 1 && text_trim(rest).len;
    enum role role = inside ? likeliest(vocabulary_read(w->words, w->scratch, label), .7)
                            : likeliest(m->reading, .9);
    if (role == ROLE_KEY_RESULT || (role == ROLE_OBJECTIVE && !objectives))
        return false;
    return inside || (w->lines[line].filled == 2 && attribute(role));
}

/* How many lines right above the next header are the name of its table and labels: behind an empty row and of one
   text each, or "Owner | Ann". */
static size_t caption_above(const struct work *w, size_t first, size_t header)
{
    enum { MOST = 6 };
    size_t line = header;
    bool objectives = heads_objectives(w, header);
    while (line > first && header - line < MOST && right_below(w, line - 1, line) &&
           captions(w, line - 1, objectives))
        line--;
    bool name = line < header && line > first && right_below(w, line - 1, line) &&
                empty_above(w, line - 1) && w->lines[line - 1].filled == 1 &&
                mark_of(w, line_first(w, line - 1))->content == CONTENT_WORD &&
                mark_of(w, line_first(w, line - 1))->prefix == PREFIX_NONE &&
                likeliest(mark_of(w, line_first(w, line - 1))->reading, .9) == ROLE_NONE;
    return name ? header - line + 1 : 0;
}

/* The first of the heads of one line takes the unlabelled columns left of it; the last one those
   right of it. Bodies end where the next header begins. */
static void set_bodies(struct work *w, struct head_list *heads)
{
    for (size_t i = 0; i < heads->n; i++) {
        struct head *h = &heads->v[i];
        size_t next = i + 1;
        while (next < heads->n && heads->v[next].line0 == h->line0)
            next++;
        h->end = w->n_lines;
        if (next < heads->n)
            h->end = before_labels(w, h->line1 + 1, heads->v[next].line0);
        if (next < heads->n && h->end == heads->v[next].line0) {
            heads->v[next].caption = caption_above(w, h->line1 + 1, h->end);
            h->end -= heads->v[next].caption;
        }
        if (next < heads->n && heads->v[next].objective)
            h->end = heads->v[next].line0 - (heads->v[next].above ? 1 : 0);
        if (next < heads->n && heads->v[next].headings)
            h->end = heads->v[next].line0 - heads->v[next].above - heads->v[next].headings;
        uint32_t low = h->col0, high = 0;
        for (size_t line = h->line0; line < h->end; line++) {
            const struct row *row = w->lines[line].row;
            uint32_t first = line_first(w, line)->col;
            low = first < low ? first : low;
            for (size_t j = (size_t)row->first + row->n; j > row->first; j--)
                if (w->marks[j - 1].content != CONTENT_BLANK) {
                    high = w->sheet->cells[j - 1].col > high ? w->sheet->cells[j - 1].col : high;
                    break;
                }
        }
        if (i == 0 || heads->v[i - 1].line0 != h->line0)
            h->col0 = low;
        if (next < heads->n && heads->v[next].caption && !heads->v[0].headings)
            heads->v[0].caption = caption_above(w, 0, heads->v[0].line0);
        if (h->col1 == PLACE_NONE)
            h->col1 = high < h->col0 ? h->col0 : high;
    }
}

/* "Subitems | Name | ...", as boards export an item's own rows. */
static bool heads_subitems(const struct work *w, const struct head *head)
{
    const struct cell *first =
        head->line0 <= head->line1 ? line_first(w, head->line0) : line_first(w, head->first);
    return text_eq_ascii_case(text_trim(first->text), T("Subitems"));
}

/* A row of items beneath subitems: it begins in the items' first column, where subitems are blank. */
static bool is_item_row(const struct work *w, const struct head *items, size_t line)
{
    return line_first(w, line)->col == items->col0;
}

/* Rows of items beneath subitems are of the items' header, whatever table ends there. */
static void part_subitems(struct work *w, struct head_list *heads)
{
    struct head_list all = {0};
    struct head items = {0};
    bool any = false;
    for (size_t i = 0; i < heads->n; i++)
        any |= heads_subitems(w, &heads->v[i]);
    for (size_t i = 0; any && i < heads->n; i++) {
        struct head h = heads->v[i];
        h.subitems = heads_subitems(w, &h);
        h.items = !h.subitems;
        if (h.items)
            items = h;
        for (size_t line = h.first; h.subitems && items.items && line < h.end; line++) {
            if (!is_item_row(w, &items, line))
                continue;
            struct head before = h, parent = items;
            before.end = parent.first = line;
            parent.end = h.first = line + 1;
            if (before.end > before.first)
                *list_push(w->scratch, &all) = before;
            *list_push(w->scratch, &all) = parent;
        }
        if (h.end > h.first || !h.subitems)
            *list_push(w->scratch, &all) = h;
    }
    if (any)
        *heads = all;
}

/* The first line that is of this table and of none before it. */
static size_t begin_of(const struct head *head)
{
    return head->first == head->line1 + 1 ? head->line0 : head->first;
}

/* Each table costs more than its rows, so that they are bounded too: behind the last one nothing is
   read. */
static void cut_heads(struct work *w, struct head_list *heads)
{
    size_t most = w->config->limits.tables, n = heads->n < most ? heads->n : most;
    while (n && n < heads->n && begin_of(&heads->v[n - 1]) == begin_of(&heads->v[n]))
        n--; /* not between tables side by side */
    if (n == heads->n)
        return;
    size_t from = begin_of(&heads->v[n]);
    diag_add(w->diag, FINDING_UNREAD_ROW, cell_place(w->sheet, line_first(w, from)),
             T("split the sheet or raise the limit 'tables'"),
             "sheet has %zu tables, more than the limit of %zu; from here on it was not read",
             heads->n, most);
    w->n_lines = from;
    heads->n = n;
}

/* A text alone right above a header of key results that has no word for objectives; NULL. */
static const struct cell *alone_above(const struct work *w, const struct head *head)
{
    size_t line = head->line0;
    const struct cell *cell = line > 0 ? line_first(w, line - 1) : NULL;
    bool alone = cell && head->line0 <= head->line1 && right_below(w, line - 1, line) &&
                 w->lines[line - 1].filled == 1 && cell->type == CELL_TEXT &&
                 !w->lines[line - 1].is_header && cell->col == line_first(w, line)->col;
    return alone && !heads_objectives(w, head->line1) &&
                   likeliest(mark_of(w, line_first(w, line))->reading, .9) == ROLE_KEY_RESULT
               ? cell
               : NULL;
}

/* "We know where every parcel is" above "Key result | Owner | Target", where "Objective 1: ..." stands above the same
   words elsewhere: an objective as well. (Where none is called so: layout_stack.c.) */
static void mark_objectives_above(struct work *w, const struct head_list *heads)
{
    enum { SENTENCE = 3 };
    size_t told = 0;
    for (size_t i = 0; i < heads->n; i++) {
        const struct cell *cell = alone_above(w, &heads->v[i]);
        told += cell && mark_of(w, cell)->prefix == PREFIX_OBJECTIVE &&
                same_words(w, heads->v[i].line1, heads->v[0].line1);
    }
    for (size_t i = 0; i < heads->n && told; i++) {
        const struct cell *cell = alone_above(w, &heads->v[i]);
        struct mark *m = cell ? &w->marks[cell - w->sheet->cells] : NULL;
        if (!m || m->prefix != PREFIX_NONE || m->reading ||
            text_words(text_trim(cell->text)) < SENTENCE || unit_in_title(w, cell->text).len ||
            !same_words(w, heads->v[i].line1, heads->v[0].line1))
            continue;
        m->prefix = PREFIX_OBJECTIVE;
        assume(w, cell_place(w->sheet, cell),
               "'" TEXT_FMT "' is an objective, as above such tables",
               TEXT_ARG(text_shorten(w->scratch, cell->text, 40)));
    }
}

struct head_list marked_heads(struct work *w)
{
    struct head_list heads = {0};
    for (size_t i = 0; i < w->n_lines; i++) {
        if (!w->lines[i].is_header)
            continue;
        size_t line0 = i, line1 = i;
        if (i > 0 && (heads.n == 0 || heads.v[heads.n - 1].line1 < i - 1) &&
            groups_columns(w, i - 1, i))
            line0 = i - 1;
        else if (i + 1 < w->n_lines && completes(w, i + 1, i))
            line1 = i + 1;
        w->lines[line0].is_header = w->lines[line1].is_header = true;
        size_t from = heads.n;
        add_heads(w, &heads, line0, line1);
        name_beside(w, &heads, from);
        i = line1;
    }
    mark_objectives_above(w, &heads);
    set_bodies(w, &heads);
    part_subitems(w, &heads);
    cut_heads(w, &heads);
    return heads;
}

struct head_list find_heads(struct work *w)
{
    choose_headers(w);
    return marked_heads(w);
}

void assume_mended(struct work *w, const struct cell *header, struct text word)
{
    struct text written = text_trim(header->text);
    assume(w, cell_place(w->sheet, header), "'" TEXT_FMT "' is '" TEXT_FMT "', %s",
           TEXT_ARG(written), TEXT_ARG(word),
           tr(text_ends(written, T(".")) ? "cut short" : "mistyped"));
}

/* A row most of whose cells are words of headers, mistyped. Very wide rows are none. */
static bool mend_line(struct work *w, size_t line)
{
    enum { WIDEST = 64 };
    const struct row *row = w->lines[line].row;
    if (row->n > WIDEST)
        return false;
    const struct header_reading **readings =
        NEW_ARRAY(w->scratch, const struct header_reading *, row->n);
    size_t known = 0, mended = 0;
    for (size_t i = 0; i < row->n; i++) {
        const struct mark *m = &w->marks[row->first + i];
        const struct cell *cell = &w->sheet->cells[row->first + i];
        struct text word;
        struct change change;
        readings[i] = m->reading;
        if (m->content == CONTENT_ID || m->content == CONTENT_MAIL ||
            (value_change(cell->text, DECIMAL_UNKNOWN, &change) && !isnan(change.start)) ||
            m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT)
            return false; /* an item, or what is said of one */
        if (!m->reading && m->content == CONTENT_WORD)
            readings[i] = vocabulary_mend(w->words, w->scratch, cell->text, &word);
        known += readings[i] != NULL;
        mended += readings[i] != m->reading;
    }
    if (!mended || known < 3 || known * 2 < w->lines[line].filled)
        return false;
    for (size_t i = 0; i < row->n; i++)
        if (readings[i] != w->marks[row->first + i].reading) {
            w->marks[row->first + i].reading = readings[i];
            assume_mended(w, &w->sheet->cells[row->first + i], readings[i]->senses[0].word);
        }
    return true;
}

bool mend_headers(struct work *w)
{
    enum { TOP = 20 };
    bool mended = false;
    for (size_t line = 0; line < w->n_lines && line < TOP && !mended; line++)
        mended = w->lines[line].filled >= 3 && mend_line(w, line);
    return mended;
}
