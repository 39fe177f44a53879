/*
 * Labels of a team's own, told by what stands below them each time: "North Star | Nobody waits" above rows
 * with figures, further down "North Star | Walkers who never need us" above others; "Big goal 1: ...", "Big
 * goal 2: ...". Whatever the word, it heads objectives; a word numbered anew below each of them, key results;
 * and one with a person beside it, owners.
 */
#include "layout/layout_measures.h"
#include "value/value.h"

#include <math.h>
#include <string.h>

enum { LONGEST_LABEL = 40, MOST_WORDS = 6, FEWEST_ROWS = 3, MOST_FAMILIES = 24 };

const struct header_reading own_objective = {
    .senses = {{.role = ROLE_OBJECTIVE, .weight = 1}}, .n = 1, .scope = -1, .level = LEVEL_UNKNOWN};
const struct header_reading own_key_result = {.senses = {{.role = ROLE_KEY_RESULT, .weight = 1}},
                                              .n = 1,
                                              .scope = -1,
                                              .level = LEVEL_UNKNOWN};
static const struct header_reading own_owner = {
    .senses = {{.role = ROLE_OWNER, .weight = 1}}, .n = 1, .scope = -1, .level = LEVEL_UNKNOWN};
static const struct header_reading own_remark = {
    .senses = {{.role = ROLE_NOTE, .weight = 1}}, .n = 1, .scope = -1, .level = LEVEL_UNKNOWN};
const struct header_reading own_heading = {
    .senses = {{.role = ROLE_IGNORED, .weight = 1}}, .n = 1, .scope = -1, .level = LEVEL_UNKNOWN};

/* What a line's first cell names, and the text that it names: behind its colon, or in the next cell. */
struct label {
    struct text key, text; /* key: without its number; absent: no label */
    bool key_result;       /* a word for key results: "Proof: ..." */
    bool objective;        /* one for objectives */
    size_t body; /* bytes before the text in the same cell; 0: it stands in the next one */
    bool family; /* of those that are asked for */
};

struct labels {
    struct work *w;
    struct label *of;  /* of each line */
    uint8_t *measures; /* of each line, as measures() says */
};

/* "big goal" of "big goal 2", "mission" of "mission a", "notre pari" of "notre pari n 3" */
struct text without_number(struct text key)
{
    size_t words = text_words(key), end = key.len;
    if (end > 1 && key.ptr[end - 1] >= 'a' && key.ptr[end - 1] <= 'z' && key.ptr[end - 2] >= '0' &&
        key.ptr[end - 2] <= '9')
        end--; /* "measure 1a" */
    while (end && key.ptr[end - 1] >= '0' && key.ptr[end - 1] <= '9')
        end--;
    if (end == key.len && end > 1 && key.ptr[end - 2] == ' ')
        end--;
    bool numbered = end < key.len && words > 1;
    return text_trim(text_slice(key, 0, numbered ? end : key.len));
}

/* "Big goal 1" of "Big goal 1: Finish in time", "BIG THING 2 - Fly tips gone"; *rest: what stands behind. All of
   it: it is no label with a text. */
static struct text cut_label(struct text all, struct text *rest)
{
    static const char *const dashes[] = {" - ", " – ", " — "};
    *rest = all;
    struct text head = text_cut(rest, ':');
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes && head.len == all.len; i++) {
        size_t at = text_find(all, text_of(dashes[i]), 0);
        bool number =
            at != SIZE_MAX && at > 1 &&
            ((all.ptr[at - 1] >= '0' && all.ptr[at - 1] <= '9') || all.ptr[at - 2] == ' ');
        if (!number)
            continue;
        *rest = text_slice(all, at + strlen(dashes[i]), all.len);
        head = text_slice(all, 0, at);
    }
    return head;
}

/* "Objective", "our goal 2" */
static bool says_objective(const struct work *w, struct text key)
{
    while (key.len)
        if (vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, text_cut(&key, ' ')))
            return true;
    return false;
}

/* "Priority A": its word alone heads a column that says little. */
static bool numbers_own(const struct work *w, struct text key)
{
    struct text word = without_number(key);
    return word.len < key.len && vocabulary_has(w->words, WORDS_NUMBERED_OBJECTIVE, word);
}

static struct label read_label(struct work *w, size_t line)
{
    struct label label = {0};
    const struct cell *first = line_first(w, line),
                      *next = line_cell(w, line, first->col + UINT32_C(1));
    struct text all = text_trim(first->text), rest, head = cut_label(all, &rest);
    const struct mark *m = mark_of(w, first);
    bool letter =
        all.len && ((signed char)all.ptr[0] < 0 || (all.ptr[0] >= 'A' && all.ptr[0] <= 'Z') ||
                    (all.ptr[0] >= 'a' && all.ptr[0] <= 'z'));
    bool word = m->content == CONTENT_WORD || m->content == CONTENT_PROSE ||
                (letter && m->content != CONTENT_MAIL && m->content != CONTENT_TICK &&
                 code_kind(all) == PREFIX_NONE); /* "CARD 2" */
    if (first->type != CELL_TEXT || !word)
        return label;
    rest = text_trim(rest);
    if (head.len < all.len && text_words(rest) > 1) {
        label.text = rest;
        label.body = (size_t)(rest.ptr - all.ptr);
    } else if (next && next->type == CELL_TEXT && (!rest.ptr || !rest.len)) {
        const struct header_reading *beside = mark_of(w, next)->reading;
        if (beside && beside->n && beside->senses[0].weight >= .9)
            return label; /* "Objective | Key result | Target" heads columns */
        label.text = text_trim(next->text);
    }
    if (!label.text.len || head.len > LONGEST_LABEL || text_words(head) > MOST_WORDS)
        return label;
    struct text key = header_key(w->scratch, head);
    const struct header_reading *r = vocabulary_read(w->words, w->scratch, head);
    enum role role = likeliest(r, .9);
    bool figure = role == ROLE_TARGET || role == ROLE_CURRENT || role == ROLE_BASELINE ||
                  role == ROLE_METRIC; /* "We want to | be trusted" */
    label.key_result = role == ROLE_KEY_RESULT &&
                       (label.body || (text_words(label.text) > 1 && w->lines[line].filled == 2 &&
                                       !text_has_digit(all)));
    label.objective = role == ROLE_OBJECTIVE;
    bool known = role != ROLE_NONE && role != ROLE_OBJECTIVE && !label.key_result && /* "Aim" */
                 !numbers_own(w, key) && !(figure && text_words(label.text) > 2);
    if (!known && key.len > 2 && !vocabulary_begins(w->words, WORDS_NOTE, key) &&
        !vocabulary_has(w->words, WORDS_ASIDE, key) &&
        !vocabulary_has(w->words, WORDS_CHECK_IN, key))
        label.key = without_number(key);
    return label;
}

/* Something says already which rows are items. */
static bool items_are_told(const struct work *w)
{
    for (size_t i = 0; i < w->sheet->n_cells; i++)
        if (w->marks[i].prefix == PREFIX_OBJECTIVE || w->marks[i].prefix == PREFIX_KEY_RESULT)
            return true;
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

/* What stands below the lines of a family. */
struct below {
    size_t lines, measured;  /* of the family; those with a measured row below */
    size_t rows, ways;       /* measured rows; those with both ends */
    size_t people;           /* lines whose text is somebody's name */
    size_t ticks;            /* measured rows with a box or a tick */
    size_t told_more;        /* measured rows that say whose they are, or when they are due */
    size_t same;             /* measured rows that begin like one above: the same checks again */
    bool told, heads, again; /* their texts are sentences; words head figures; a text comes twice */
};

/* "How we know | Cans rejected from 7 to 2": the first cell says what the words beside it are. */
static bool names_text(const struct work *w, size_t line)
{
    const struct cell *next = line_cell(w, line, line_first(w, line)->col + UINT32_C(1));
    enum content content = next ? mark_of(w, next)->content : CONTENT_BLANK;
    return content == CONTENT_PROSE || content == CONTENT_WORD;
}

/* Somebody's name, or a day, stands in the row. */
static bool names_who_or_when(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        bool name = cell->type == CELL_TEXT && w->marks[i].content == CONTENT_WORD &&
                    cell != line_first(w, line) && value_like_people(cell->text) >= 1;
        if (name || w->marks[i].content == CONTENT_DATE || w->marks[i].content == CONTENT_MAIL)
            return true;
    }
    return false;
}

static struct below look_below(const struct labels *l)
{
    struct work *w = l->w;
    struct below b = {.told = true};
    struct text last = {0};
    struct map seen = {0};
    size_t rows = 0; /* since the last line of the family */
    bool aims = false;
    for (size_t i = 0; i < w->n_lines; i++) {
        int measure = b.lines ? l->measures[i] : 0;
        b.heads = b.heads || heads_measures(w, i) ||
                  (heads_again(w, i) &&
                   (names_figure(w, i) || goes_between(w, i) || (aims && names_years(w, i))));
        aims |= l->of[i].family && l->of[i].objective;
        if (l->of[i].family) {
            struct text text = l->of[i].text;
            b.told &= !is_way(text) && text_words(text) > 1;
            b.again |= text_eq(text, last);
            b.people += value_like_people(text) >= 1 && text_words(text) <= 3;
            b.measured += b.lines && rows > 0;
            b.lines++;
            last = text;
            rows = 0;
            continue;
        }
        measure = b.lines && l->of[i].key_result ? 2 : measure;
        b.heads |= b.lines && l->of[i].key_result;
        rows += measure > 0;
        b.rows += measure > 0;
        b.ways += measure > 1;
        if (measure > 0) {
            struct text topic = topic_of(w, i, names_text(w, i));
            b.same += topic.len && *map_put(w->scratch, &seen, topic, i) != i;
            b.told_more += names_who_or_when(w, i);
            b.ticks += mark_of(w, line_first(w, i))->content == CONTENT_TICK;
        }
    }
    b.measured += b.lines && rows > 0;
    return b;
}

/* Another label stands below each of them, twice as often in all, and what it names is mostly measured: "The
   climb | ..." above three times "We are at the top when | ...". */
static bool heads_labels(const struct labels *l, const struct text_list *keys, struct text own)
{
    for (size_t k = 0; k < keys->n; k++) {
        size_t n = 0, measured = 0, heads = 0, below = 1, bare = 0;
        if (text_eq(keys->v[k], own))
            continue;
        for (size_t i = 0; i < l->w->n_lines; i++) {
            bool head = text_eq(l->of[i].key, own);
            bare += head && below == 0;
            below = head ? 0 : below;
            heads += head;
            if (!heads || !text_eq(l->of[i].key, keys->v[k]))
                continue;
            n++;
            below++;
            measured += l->measures[i] > 0;
        }
        if (!bare && below && n >= 2 * heads && measured * 2 >= n)
            return true;
    }
    return false;
}

/* "Looked after by | Priya", again and again. */
static bool owns(const struct labels *l, const struct text_list *keys)
{
    for (size_t i = 0; i < l->w->n_lines; i++) {
        const struct header_reading *r = mark_of(l->w, line_first(l->w, i))->reading;
        if (l->w->lines[i].filled == 2 && r && r->n && r->senses[0].weight >= .9 &&
            r->senses[0].role == ROLE_OWNER)
            return true;
    }
    for (size_t k = 0; k < keys->n; k++) {
        size_t n = 0, people = 0;
        for (size_t i = 0; i < l->w->n_lines; i++)
            if (text_eq(l->of[i].key, keys->v[k])) {
                n++;
                people += value_like_people(l->of[i].text) >= 1;
            }
        if (n > 1 && people == n)
            return true;
    }
    return false;
}

/* Below nearly each line of the family a measured row, and enough of them that are measured at both ends. */
static bool heads_measured(const struct labels *l, const struct text_list *keys, struct text own)
{
    struct below b = look_below(l);
    bool enough = b.rows >= FEWEST_ROWS || (b.rows > 1 && b.ways == b.rows);
    if (b.lines < 2 || !b.told || b.again || b.measured * 3 < b.lines * 2 || !enough)
        return false;
    if ((b.people * 2 > b.lines && !says_objective(l->w, own)) || b.same * 5 >= b.rows * 2)
        return false; /* players and what they lift; the checks of each machine */
    bool both_ends = b.ways * 2 >= b.rows || (b.ways > 1 && heads_labels(l, keys, own));
    bool okrs = speaks_of_okrs(l->w, true) || says_objective(l->w, own);
    bool enough_told = b.lines > 2 || b.told_more * 2 >= b.rows || b.ticks || is_dated(l->w) ||
                       names_quarter(l->w) || heads_labels(l, keys, own) || owns(l, keys);
    return both_ends && (okrs || (enough_told && (b.heads || any_way(l->w))));
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

/* What the lines of a label are beside those of objectives: people, items of their own, headings ("Card 2 |
   Hygienists" above "Aim | ..."), or remarks ("Why bother | ..."). */
static void mark_other(struct labels *l, struct text key, struct text objective)
{
    const struct work *w = l->w;
    size_t n = find_family(l, key), people = 0, figures = 0, both = 0, phrases = 0, heads = 0,
           bare = 0, above = 0, pairs = 0;
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct label *label = &l->of[i];
        int measure = l->measures[i];
        heads += text_eq(label->key, objective);
        bare += heads && !label->family && measure > 0;
        if (!label->family)
            continue;
        pairs += w->lines[i].filled == 2 && !label->body;
        above += i + 1 < w->n_lines && text_eq(l->of[i + 1].key, objective);
        people += w->lines[i].filled == 2 && value_like_people(label->text) >= 1;
        figures += measure > 0;
        both += measure > 1;
        phrases += text_words(label->text) > 1;
    }
    bool items = both * 2 >= n && (n > 2 || phrases == n);
    items |= n > heads && phrases == n && figures && !bare; /* nothing else is measured */
    for (size_t i = 0; i < w->n_lines; i++)
        items |= l->of[i].family && l->of[i].key_result;
    if (people == n && !above)
        mark_family(l, PREFIX_NONE, &own_owner);
    else if (items)
        mark_family(l, PREFIX_KEY_RESULT, &own_key_result);
    else if (pairs == n && !both)
        mark_family(l, PREFIX_NONE, above ? &own_heading : &own_remark);
}

/* "Clue | Now | Hoped for" right above measured rows below an objective: the first heads key results. */
static void mark_headers(const struct labels *l)
{
    struct work *w = l->w;
    bool below = false;
    for (size_t i = 0; i + 1 < w->n_lines; i++) {
        const struct cell *first = line_first(w, i);
        struct mark *m = &w->marks[first - w->sheet->cells];
        below |= is_own_objective(w, i);
        const struct header_reading *r = m->reading;
        enum role said = likeliest(r, .9);
        bool open = said == ROLE_NONE || said == ROLE_NOTE || /* "Evidence" */
                    (said == ROLE_METRIC && !names_any(w, i, UINT64_C(1) << ROLE_KEY_RESULT));
        if (below && first->type == CELL_TEXT && open && w->lines[i].filled > 1 &&
            !has_figures(w, i) && measures(w, i + 1) > 0 &&
            (heads_measures(w, i) || names_figure(w, i) || names_years(w, i)))
            m->reading = &own_key_result;
    }
}

bool is_own_objective(const struct work *w, size_t line)
{
    const struct cell *first = line_first(w, line);
    const struct cell *next = line_cell(w, line, first->col + UINT32_C(1)); /* "Shop | ..." */
    const struct mark *m = mark_of(w, first), *beside = next ? mark_of(w, next) : m;
    return m->reading == &own_objective || (m->own && m->prefix == PREFIX_OBJECTIVE) ||
           (beside->own && beside->prefix == PREFIX_OBJECTIVE);
}

bool is_own_remark(const struct work *w, size_t line)
{
    const struct header_reading *r = mark_of(w, line_first(w, line))->reading;
    return r == &own_remark || r == &own_heading || r == &own_owner;
}

bool is_own_label(const struct mark *m)
{
    return m->reading == &own_objective || m->reading == &own_key_result ||
           m->reading == &own_owner || m->reading == &own_remark || m->reading == &own_heading;
}

/* "Rock / Measure | What | Goal" right above the first of them: a table with a column of types. */
static bool stands_in_table(const struct labels *l, size_t line)
{
    const struct work *w = l->w;
    const struct cell *first = line_first(w, line);
    return line > 0 && !l->of[line].body && heads_measures(w, line - 1) &&
           line_cell(w, line - 1, first->col) && line_cell(w, line - 1, first->col + UINT32_C(1));
}

/* Of the labels that may head objectives the one that a word says to, or the first whose texts are sentences, or
   the first ("Card 1 | Surgery"); keys->n: there is none. */
static size_t best_label(struct labels *l, const struct text_list *keys)
{
    enum { SENTENCE = 3 };
    size_t first = keys->n, sentences = keys->n;
    for (size_t k = 0; k < keys->n; k++) {
        size_t lines = find_family(l, keys->v[k]), line = 0, words = 0;
        while (!l->of[line].family)
            line++;
        if (stands_in_table(l, line) || !heads_measured(l, keys, keys->v[k]))
            continue;
        if (l->of[line].objective)
            return k;
        for (size_t i = line; i < l->w->n_lines; i++)
            words += l->of[i].family ? text_words(l->of[i].text) : 0;
        first = first == keys->n ? k : first;
        sentences = sentences == keys->n && words >= SENTENCE * lines ? k : sentences;
    }
    return sentences < keys->n ? sentences : first;
}

/* "Department objective | Key result | Target": the header says which columns hold what. */
static bool has_item_columns(const struct work *w)
{
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct row *row = w->lines[line].row;
        bool objective = false, key_result = false;
        for (size_t i = row->first; w->lines[line].filled > 2 && i < (size_t)row->first + row->n;
             i++) {
            enum role role = likeliest(w->marks[i].reading, .9);
            objective |= role == ROLE_OBJECTIVE;
            key_result |= role == ROLE_KEY_RESULT;
        }
        if (objective && key_result)
            return true;
    }
    return false;
}

bool learn_labels(struct work *w)
{
    struct labels l = {w, NEW_ARRAY(w->scratch, struct label, w->n_lines + 1),
                       NEW_ARRAY(w->scratch, uint8_t, w->n_lines + 1)};
    if (named_aside(w) || items_are_told(w) || has_item_columns(w))
        return false;
    for (size_t line = 0; line < w->n_lines; line++) {
        l.of[line] = read_label(w, line);
        l.measures[line] = (uint8_t)measures(w, line);
    }
    struct text_list keys = repeated_keys(&l);
    size_t best = best_label(&l, &keys), line = 0;
    if (best == keys.n)
        return learn_headed(w) || learn_stacks(w) || learn_twins(w) || learn_numbered(w);
    find_family(&l, keys.v[best]);
    while (!l.of[line].family)
        line++;
    mark_family(&l, PREFIX_OBJECTIVE, &own_objective);
    if (!says_objective(w, keys.v[best]))
        assume(w, cell_place(w->sheet, line_first(w, line)),
               "what '" TEXT_FMT "' names are objectives: figures stand below each of them",
               TEXT_ARG(keys.v[best]));
    for (size_t k = 0; k < keys.n; k++)
        if (k != best)
            mark_other(&l, keys.v[k], keys.v[best]);
    mark_headers(&l);
    return true;
}
