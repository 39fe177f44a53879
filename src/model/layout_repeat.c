/*
 * Labels of a team's own, told by what stands below them each time: "North Star | Nobody waits" above rows
 * with figures, further down "North Star | Walkers who never need us" above others; "Big goal 1: ...", "Big
 * goal 2: ...". Whatever the word, it heads objectives; a word numbered anew below each of them, key results;
 * and one with a person beside it, owners.
 */
#include "model/layout_work.h"
#include "model/value.h"

#include <math.h>

enum { LONGEST_LABEL = 40, MOST_WORDS = 6, FEWEST_ROWS = 3, MOST_FAMILIES = 24 };

const struct header_reading own_objective = {
    .senses = {{.role = ROLE_OBJECTIVE, .weight = 1}}, .n = 1, .scope = -1, .level = LEVEL_UNKNOWN};
static const struct header_reading own_key_result = {
    .senses = {{.role = ROLE_KEY_RESULT, .weight = 1}},
    .n = 1,
    .scope = -1,
    .level = LEVEL_UNKNOWN};
static const struct header_reading own_owner = {
    .senses = {{.role = ROLE_OWNER, .weight = 1}}, .n = 1, .scope = -1, .level = LEVEL_UNKNOWN};

/* What a line's first cell names, and the text that it names: behind its colon, or in the next cell. */
struct label {
    struct text key, text; /* key: without its number; absent: no label */
    size_t body; /* bytes before the text in the same cell; 0: it stands in the next one */
    bool family; /* of those that are asked for */
};

struct labels {
    struct work *w;
    struct label *of; /* of each line */
};

/* "big goal" of "big goal 2", "mission" of "mission a", "notre pari" of "notre pari n 3" */
static struct text without_number(struct text key)
{
    size_t words = text_words(key), end = key.len;
    while (end && key.ptr[end - 1] >= '0' && key.ptr[end - 1] <= '9')
        end--;
    if (end == key.len && end > 1 && key.ptr[end - 2] == ' ')
        end--;
    bool numbered = end < key.len && words > 1;
    return text_trim(text_slice(key, 0, numbered ? end : key.len));
}

static struct label read_label(struct work *w, size_t line)
{
    struct label label = {0};
    const struct cell *first = line_first(w, line),
                      *next = line_cell(w, line, first->col + UINT32_C(1));
    struct text all = text_trim(first->text), rest = all, head = text_cut(&rest, ':');
    const struct mark *m = mark_of(w, first);
    if (first->type != CELL_TEXT || (m->content != CONTENT_WORD && m->content != CONTENT_PROSE))
        return label;
    rest = text_trim(rest);
    if (head.len < all.len && text_words(rest) > 1) {
        label.text = rest;
        label.body = (size_t)(rest.ptr - all.ptr);
    } else if (next && next->type == CELL_TEXT && (!rest.ptr || !rest.len)) {
        label.text = text_trim(next->text);
    }
    if (!label.text.len || head.len > LONGEST_LABEL || text_words(head) > MOST_WORDS)
        return label;
    struct text key = header_key(w->scratch, head);
    const struct header_reading *r = vocabulary_read(w->words, w->scratch, head);
    enum role role = r && r->n && r->senses[0].weight >= .9 ? r->senses[0].role : ROLE_NONE;
    bool figure = role == ROLE_TARGET || role == ROLE_CURRENT || role == ROLE_BASELINE ||
                  role == ROLE_METRIC; /* "We want to | be trusted" */
    bool known = role != ROLE_NONE && !(figure && text_words(label.text) > 2) &&
                 !(label.body && role == ROLE_OBJECTIVE); /* "Big goal: ..." is read nowhere else */
    if (!known && key.len > 2 && !vocabulary_begins(w->words, WORDS_NOTE, key) &&
        !vocabulary_has(w->words, WORDS_ASIDE, key))
        label.key = without_number(key);
    return label;
}

/* Something says already which rows are items. */
static bool items_are_told(const struct work *w)
{
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct header_reading *r = mark_of(w, line_first(w, line))->reading;
        if (r && r->n && r->senses[0].weight >= .9 && r->senses[0].role == ROLE_OBJECTIVE &&
            w->lines[line].filled == 2)
            return true; /* "Objective | Nobody waits" */
    }
    for (size_t i = 0; i < w->sheet->n_cells; i++)
        if (w->marks[i].prefix == PREFIX_OBJECTIVE || w->marks[i].prefix == PREFIX_KEY_RESULT)
            return true;
    return false;
}

/* What a text says of a measure: 0 nothing, 1 a figure to reach, 2 from what to what. */
static int ways_in(struct text t)
{
    struct change change;
    if (!text_has_digit(t) || !value_change(t, DECIMAL_UNKNOWN, &change) || isnan(change.target))
        return 0;
    return isnan(change.start) ? 1 : 2;
}

static bool is_way(struct text t)
{
    return ways_in(t) > 1;
}

/* What a row says of a measure: 0 nothing, 1 a figure, 2 two of them, or from what to what. */
static int measures(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    int figures = 0;
    bool text = false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        enum content content = w->marks[i].content;
        int said = cell->type == CELL_TEXT ? ways_in(cell->text) : 0;
        if (said)
            figures += said;
        else if (text && (content == CONTENT_NUMBER || content == CONTENT_PERCENT))
            figures++;
        text |= cell->type == CELL_TEXT && content != CONTENT_BLANK && content != CONTENT_NUMBER;
    }
    return figures > 2 ? 2 : figures;
}

/* Words for a figure, and for its other end, whose it is or what it measures: they head columns of OKRs. */
static bool heads_measures(const struct work *w, size_t line)
{
    const uint64_t figures =
        UINT64_C(1) << ROLE_TARGET | UINT64_C(1) << ROLE_BASELINE | UINT64_C(1) << ROLE_CURRENT;
    const uint64_t others =
        UINT64_C(1) << ROLE_OWNER | UINT64_C(1) << ROLE_DUE | UINT64_C(1) << ROLE_KEY_RESULT;
    const struct row *row = w->lines[line].row;
    uint64_t seen = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct header_reading *r = w->marks[i].reading;
        for (size_t k = 0; r && k < r->n && r->senses[k].weight >= .6; k++)
            seen |= UINT64_C(1) << r->senses[k].role;
    }
    uint64_t f = seen & figures;
    return f && ((seen & others) || (f & (f - 1)));
}

/* A row of short texts and no figures above a measured one, word for word as one above it. */
static bool heads_again(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    if (w->lines[line].filled < 3 || line + 1 >= w->n_lines || measures(w, line) > 0 ||
        measures(w, line + 1) == 0)
        return false;
    for (size_t up = line; up-- > 0 && line - up < 64;) {
        const struct row *above = w->lines[up].row;
        bool same = above->n == row->n;
        for (size_t i = 0; same && i < row->n; i++)
            same = text_eq(w->sheet->cells[row->first + i].text,
                           w->sheet->cells[above->first + i].text);
        if (same)
            return true;
    }
    return false;
}

/* One of its words at least is for a figure: a list of goods has none. */
static bool names_figure(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct header_reading *r = w->marks[i].reading;
        enum role role = r && r->n && r->senses[0].weight >= .9 ? r->senses[0].role : ROLE_NONE;
        if (role == ROLE_TARGET || role == ROLE_BASELINE || role == ROLE_CURRENT)
            return true;
    }
    return false;
}

/* The labels of which there are several, in the order of the sheet: they stand at its top. */
static struct text_list repeated_keys(const struct labels *l)
{
    struct map seen = {0}; /* key -> how often it is there; 1 again when it is listed */
    struct text_list keys = {0};
    for (size_t i = 0; i < l->w->n_lines; i++)
        if (l->of[i].key.len) {
            size_t *n = map_put(l->w->scratch, &seen, l->of[i].key, 0);
            ++*n;
        }
    for (size_t i = 0; i < l->w->n_lines && keys.n < MOST_FAMILIES; i++)
        if (l->of[i].key.len && map_get(&seen, l->of[i].key) > 1) {
            *list_push(l->w->scratch, &keys) = l->of[i].key;
            *map_put(l->w->scratch, &seen, l->of[i].key, 0) = 1;
        }
    return keys;
}

/* Finds the lines with the label; how many. */
static size_t find_family(struct labels *l, struct text key)
{
    size_t n = 0;
    for (size_t i = 0; i < l->w->n_lines; i++) {
        l->of[i].family = text_eq(l->of[i].key, key);
        n += l->of[i].family;
    }
    return n;
}

/* Rows that say from what to what, wherever: no invoice does. */
static bool any_way(const struct work *w)
{
    for (size_t i = 0; i < w->sheet->n_cells; i++)
        if (w->sheet->cells[i].type == CELL_TEXT && is_way(w->sheet->cells[i].text))
            return true;
    return false;
}

/* Below nearly each line of the family a measured row, and enough of them that are measured at both ends. */
static bool heads_measured(const struct labels *l)
{
    const struct work *w = l->w;
    size_t rows = 0, ways = 0, heads = 0, below = 1, lines = 0, measured = 0;
    struct text last = {0};
    for (size_t i = 0; i < w->n_lines; i++) {
        if (l->of[i].family) {
            measured += lines && below > 0;
            struct text text = l->of[i].text;
            if (text_has_digit(text) || text_words(text) < 2 || text_eq(text, last))
                return false;
            last = text;
            below = 0;
            lines++;
            continue;
        }
        int measure = lines ? measures(w, i) : 0;
        heads += heads_measures(w, i) || (heads_again(w, i) && names_figure(w, i));
        below += measure > 0;
        rows += measure > 0;
        ways += measure > 1;
    }
    measured += lines && below > 0;
    return lines > 1 && measured * 3 >= lines * 2 && rows >= FEWEST_ROWS && ways * 2 >= rows &&
           (heads || speaks_of_okrs(l->w, true) || any_way(w));
}

static void mark_family(const struct labels *l, enum prefix prefix,
                        const struct header_reading *reading)
{
    struct work *w = l->w;
    for (size_t i = 0; i < w->n_lines; i++) {
        struct mark *m = &w->marks[line_first(w, i) - w->sheet->cells];
        if (!l->of[i].family)
            continue;
        if (l->of[i].body && prefix != PREFIX_NONE) {
            m->prefix = (uint8_t)prefix;
            m->body = (uint16_t)l->of[i].body;
            m->own = true;
        } else if (!l->of[i].body) {
            m->reading = reading;
        }
    }
}

/* Of the labels below those of objectives: which head people, and which items of their own. */
static void mark_others(struct labels *l, const struct text_list *keys, struct text objective)
{
    for (size_t k = 0; k < keys->n; k++) {
        size_t n = find_family(l, keys->v[k]), people = 0, figures = 0, phrases = 0;
        if (text_eq(keys->v[k], objective))
            continue;
        for (size_t i = 0; i < l->w->n_lines; i++) {
            people += l->of[i].family && l->w->lines[i].filled == 2 &&
                      value_like_people(l->of[i].text) >= 1;
            figures += l->of[i].family && measures(l->w, i) > 1;
            phrases += l->of[i].family && text_words(l->of[i].text) > 1;
        }
        if (people == n)
            mark_family(l, PREFIX_NONE, &own_owner);
        else if (figures * 2 >= n && (n > 2 || phrases == n))
            mark_family(l, PREFIX_KEY_RESULT, &own_key_result);
    }
}

/* "Clue | Now | Hoped for" right above measured rows below an objective: the first heads key results. */
static void mark_headers(const struct labels *l)
{
    struct work *w = l->w;
    bool below = false;
    for (size_t i = 0; i + 1 < w->n_lines; i++) {
        const struct cell *first = line_first(w, i);
        struct mark *m = &w->marks[first - w->sheet->cells];
        below |= is_own_objective(w, i) || (m->own && m->prefix == PREFIX_OBJECTIVE);
        const struct header_reading *r = m->reading;
        bool open = !r || !r->n || r->senses[0].weight < .9 ||
                    r->senses[0].role == ROLE_NOTE; /* "Evidence" */
        if (below && first->type == CELL_TEXT && open && w->lines[i].filled > 1 &&
            measures(w, i) == 0 && measures(w, i + 1) > 0 &&
            (heads_measures(w, i) || names_figure(w, i)))
            m->reading = &own_key_result;
    }
}

bool is_own_objective(const struct work *w, size_t line)
{
    return mark_of(w, line_first(w, line))->reading == &own_objective;
}

bool is_own_label(const struct mark *m)
{
    return m->reading == &own_objective || m->reading == &own_key_result ||
           m->reading == &own_owner;
}

/* "Rock / Measure | What | Goal" right above the first of them: a table with a column of types. */
static bool stands_in_table(const struct labels *l, size_t line)
{
    const struct work *w = l->w;
    const struct cell *first = line_first(w, line);
    return line > 0 && !l->of[line].body && heads_measures(w, line - 1) &&
           line_cell(w, line - 1, first->col) && line_cell(w, line - 1, first->col + UINT32_C(1));
}

bool learn_labels(struct work *w)
{
    struct labels l = {w, NEW_ARRAY(w->scratch, struct label, w->n_lines + 1)};
    if (named_as(w->words, w->scratch, w->sheet) != WORD_LIST_COUNT || items_are_told(w))
        return false;
    for (size_t line = 0; line < w->n_lines; line++)
        l.of[line] = read_label(w, line);
    struct text_list keys = repeated_keys(&l);
    for (size_t k = 0; k < keys.n; k++) {
        size_t line = 0;
        find_family(&l, keys.v[k]);
        while (!l.of[line].family)
            line++;
        if (stands_in_table(&l, line) || !heads_measured(&l))
            continue;
        mark_family(&l, PREFIX_OBJECTIVE, &own_objective);
        const struct cell *cell = line_first(w, line);
        assume(w, cell_place(w->sheet, cell),
               "what '" TEXT_FMT "' names are objectives: figures stand below each of them",
               TEXT_ARG(keys.v[k]));
        mark_others(&l, &keys, keys.v[k]);
        mark_headers(&l);
        return true;
    }
    return false;
}
