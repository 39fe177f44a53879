/*
 * Heads -> tables: which column means what. Each column gets candidates, from the words of its
 * header and from what it holds; the assignment with the most evidence over the whole table wins,
 * where a role that is taken, contents that contradict, and a key result without an objective cost.
 * So "Ziel" above prose is the objective, and above numbers, beside an objective, the target.
 */
#include "base/fold.h"
#include "model/layout_work.h"
#include "model/value.h"
#include "model/words.h"

#include <string.h>

enum {
    MAX_CANDIDATES = 8,
    MAX_COLUMNS = 256,
    MAX_OPEN = 6,
    MAX_NAMED = 5, /* columns in a message */
    SAMPLE_TEXTS = 64,
    /* beyond these a sheet is no team's: each column takes its own best meaning */
    WEIGHED_COLUMNS = 48,
    WEIGHED_TABLES = 200
};

static const char beside_objectives[] = "long texts without a header beside the objectives";

static const char holds_people[] = "holds names of people";

const char counts_only[] = "holds nothing but numbers";

struct candidate {
    enum role role;
    double score;
    const char *why;           /* for candidates that no word gave */
    const struct sense *sense; /* the word that gave it */
};

struct column_case {
    struct column column;
    struct column_stats stats;
    const struct header_reading *reading;
    struct candidate candidates[MAX_CANDIDATES];
    size_t n, chosen;
    bool taken_scope;
    bool dated; /* its header names a day: "Status week 44" */
};

struct cases {
    struct column_case *v;
    size_t n;
    uint32_t col0;
};

/* --- what columns hold ------------------------------------------------------------------------ */

/* "Objective", "KR 1", "Ziel 2": a word for a kind of item, and at most a number. */
static bool is_type(const struct work *w, struct text key)
{
    while (key.len && (strchr("0123456789 ", key.ptr[key.len - 1])))
        key.len--;
    return vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, key) ||
           vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, key) ||
           vocabulary_has(w->words, WORDS_TYPE_OTHER, key);
}

static bool is_figure(const struct cell *cell, unsigned content)
{
    bool letters = false, digits = true;
    for (size_t i = 0; i < cell->text.len && cell->type == CELL_TEXT; i++) {
        char c = cell->text.ptr[i];
        letters |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
        digits &= c >= '0' && c <= '9';
    }
    bool year = content == CONTENT_PERIOD && digits; /* 2600 may be one, or may not */
    return !letters && (content == CONTENT_NUMBER || content == CONTENT_PERCENT || year);
}

bool is_tenths(const struct cell *cell)
{
    struct text t = text_trim(cell->text);
    bool digits = cell->type == CELL_TEXT && t.len <= 6 && text_ends(t, T("/10")) && t.len > 3;
    for (size_t i = 0; i + 3 < t.len && digits; i++)
        digits = (t.ptr[i] >= '0' && t.ptr[i] <= '9') || t.ptr[i] == '.' || t.ptr[i] == ',';
    return digits;
}

/* Digits at `*at`, at most four. */
static uint32_t digits_at(struct text t, size_t *at)
{
    uint32_t number = 0;
    for (size_t end = *at + 4; *at < t.len && *at < end && t.ptr[*at] >= '0' && t.ptr[*at] <= '9';)
        number = number * 10 + (uint32_t)(t.ptr[(*at)++] - '0');
    return number;
}

/* Whether a number goes on where the one above left off: 1, 1.1, 1.2, 2, 2.1. */
static void count_step(struct text t, struct column_stats *s)
{
    size_t at = 0;
    uint32_t major = digits_at(t, &at), minor = 0;
    if (at + 1 < t.len && t.ptr[at] == '.') {
        at++;
        minor = digits_at(t, &at);
    }
    bool next =
        (major == s->major + 1 && minor <= 1) || (major == s->major && minor == s->minor + 1);
    s->steps += at && at == t.len && next;
    s->parts += at == t.len && minor > 0;
    s->major = major;
    s->minor = minor;
}

/* Nothing but one sign that is no letter: a face, a cloud. */
static bool is_sign(struct text t)
{
    t = text_trim(t);
    uint32_t c = t.len ? text_next(&t) : 0;
    bool sign = (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) ||
                (c >= 0x1F300 && c <= 0x1FAFF);
    return sign && (t.len == 0 || (t.len == 3 && text_next(&t) == 0xFE0F));
}

static void count_cell(struct work *w, const struct cell *cell, struct column_stats *s,
                       struct map *texts, const struct cell *above)
{
    const struct mark *m = mark_of(w, cell);
    if (m->content == CONTENT_BLANK)
        return;
    if (s->n++ == 0)
        s->first_row = cell->row;
    s->content[m->content]++;
    s->key_result_prefix += m->prefix == PREFIX_KEY_RESULT;
    s->objective_prefix += m->prefix == PREFIX_OBJECTIVE;
    s->multi_line += cell->type == CELL_TEXT &&
                     memchr(text_trim(cell->text).ptr, '\n', text_trim(cell->text).len) != NULL;
    s->bools += cell->type == CELL_BOOL;
    s->figures += is_figure(cell, m->content);
    s->types += is_type(w, m->key);
    count_step(text_trim(cell->text), s);
    struct text rest = cell->text;
    s->signs += cell->type == CELL_TEXT && is_sign(cell->text);
    s->lights += cell->type == CELL_TEXT && rest.len && is_light(text_next(&rest)) && rest.len < 4;
    s->tenths += is_tenths(cell);
    s->codes += code_kind(cell->text) != PREFIX_NONE;
    s->repeats += above && text_eq(above->text, cell->text);
    struct number number = {.value = cell->type == CELL_NUMBER ? cell->number : 0};
    if (cell->type == CELL_TEXT && m->content == CONTENT_NUMBER &&
        !value_number(cell->text, DECIMAL_UNKNOWN, &number))
        number.value = 0;
    if (number.value > s->max_number)
        s->max_number = number.value;
    if (texts->n < SAMPLE_TEXTS) {
        map_put(w->scratch, texts, cell->text, 1);
        if (texts->n > s->distinct && cell->type == CELL_TEXT) {
            enum status state =
                cell->text.len <= 24 ? value_status(w->scratch, cell->text) : STATUS_NONE;
            s->states += state != STATUS_NONE;
            s->grades +=
                state == STATUS_ON_TRACK || state == STATUS_AT_RISK || state == STATUS_OFF_TRACK;
            int like = value_like_people(cell->text);
            s->people += like > 0;
            s->full_names += like > 1;
            s->marked_names += like > 2;
        }
        s->distinct = (uint32_t)texts->n;
    }
}

static void count_columns(struct work *w, const struct head *head, struct cases *cases)
{
    struct map *texts = NEW_ARRAY(w->scratch, struct map, cases->n);
    const struct cell **above = NEW_ARRAY(w->scratch, const struct cell *, cases->n);
    for (size_t line = head->first; line < head->end; line++) {
        const struct row *row = w->lines[line].row;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            size_t at = cell->col - head->col0;
            if (cell->col < head->col0 || at >= cases->n)
                continue;
            count_cell(w, cell, &cases->v[at].stats, &texts[at], above[at]);
            above[at] = cell;
        }
    }
}

static double share(uint32_t part, uint32_t all)
{
    return all ? (double)part / all : 0;
}

static double holds(const struct column_stats *s, enum content content)
{
    return share(s->content[content], s->n);
}

/* --- how well contents fit a role ------------------------------------------------------------- */

static bool only_numbers(const struct column_stats *s)
{
    return s->n && s->figures == s->n;
}

#define IS(name) (1u << CONTENT_##name)

static const struct {
    uint16_t good, bad;
} fits[ROLE_COUNT] = {
    [ROLE_OBJECTIVE] = {IS(PROSE), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PERIOD) | IS(MAIL) |
                                       IS(TICK) | IS(OUTLINE) | IS(ID)},
    [ROLE_KEY_RESULT] = {IS(PROSE) | IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PERIOD) |
                                                   IS(MAIL) | IS(TICK) | IS(OUTLINE) | IS(ID)},
    [ROLE_TITLE] = {IS(PROSE), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PERIOD) | IS(MAIL) |
                                   IS(TICK) | IS(OUTLINE) | IS(ID)},
    [ROLE_TYPE] = {IS(WORD), IS(PROSE) | IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_ID] = {IS(ID) | IS(NUMBER) | IS(OUTLINE), IS(PROSE) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_OBJECTIVE_ID] = {IS(ID) | IS(NUMBER) | IS(OUTLINE),
                           IS(PROSE) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_KEY_RESULT_ID] = {IS(ID) | IS(NUMBER) | IS(OUTLINE),
                            IS(PROSE) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_PARENT] = {IS(ID) | IS(PROSE) | IS(WORD), IS(DATE) | IS(PERCENT) | IS(MAIL)},
    [ROLE_OUTLINE] = {IS(OUTLINE) | IS(NUMBER),
                      IS(PROSE) | IS(PERCENT) | IS(DATE) | IS(MAIL) | IS(WORD) | IS(ID)},
    [ROLE_UNIT_NAME] = {IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(TICK)},
    [ROLE_LEVEL] = {IS(WORD) | IS(NUMBER), IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(MAIL)},
    [ROLE_OWNER] = {IS(WORD) | IS(MAIL), IS(NUMBER) | IS(PERCENT) | IS(DATE)},
    [ROLE_PERIOD] = {IS(PERIOD) | IS(NUMBER) | IS(DATE), IS(PERCENT) | IS(PROSE) | IS(MAIL)},
    [ROLE_METRIC] = {IS(WORD) | IS(PROSE), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_BASELINE] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_TARGET] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_CURRENT] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_MEASURE] = {IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(MAIL)},
    [ROLE_DIRECTION] = {IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(MAIL)},
    [ROLE_PROGRESS] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_SCORE] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE) | IS(ID)},
    [ROLE_CONFIDENCE] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_WEIGHT] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_STATUS] = {IS(WORD) | IS(TICK), IS(DATE) | IS(PROSE) | IS(MAIL)},
    [ROLE_START_DATE] = {IS(DATE) | IS(PERIOD), IS(NUMBER) | IS(PERCENT) | IS(PROSE) | IS(MAIL)},
    [ROLE_DUE] = {IS(DATE) | IS(PERIOD), IS(NUMBER) | IS(PERCENT) | IS(PROSE) | IS(MAIL)},
    [ROLE_UPDATED] = {IS(DATE), IS(NUMBER) | IS(PERCENT) | IS(PROSE) | IS(MAIL)},
    [ROLE_COMMITMENT] = {IS(WORD), IS(DATE) | IS(PROSE) | IS(MAIL) | IS(PERCENT) | IS(NUMBER)},
    [ROLE_NOTE] = {IS(PROSE) | IS(WORD), 0},
};

static double fit(const struct column_stats *s, enum role role)
{
    uint32_t good = 0, bad = 0;
    for (unsigned c = 0; c < CONTENT_COUNT; c++) {
        good += (fits[role].good >> c & 1) * s->content[c];
        bad += (fits[role].bad >> c & 1) * s->content[c];
    }
    return .5 * share(good, s->n) - .9 * share(bad, s->n);
}

/* --- candidates ------------------------------------------------------------------------------- */

static void suggest(struct column_case *c, enum role role, double weight, const char *why,
                    const struct sense *sense)
{
    double score = weight + fit(&c->stats, role);
    for (size_t i = 0; i < c->n; i++)
        if (c->candidates[i].role == role) {
            if (score > c->candidates[i].score)
                c->candidates[i] = (struct candidate){role, score, why, sense};
            return;
        }
    if (c->n < MAX_CANDIDATES)
        c->candidates[c->n++] = (struct candidate){role, score, why, sense};
}

/* "Company KR": IDs in such a column are those of others, which the row supports. */
static bool names_upper_level(const struct header_reading *r)
{
    return r && r->level >= 0 && r->level <= 2;
}

static bool all_people(const struct column_stats *s)
{
    return s->people && s->people * 5 >= s->distinct * 4;
}

static const char holds_states[] = "holds words for states";

static const char holds_percentages[] = "holds percentages";

bool is_light(uint32_t c)
{
    return (c >= 0x1F7E0 && c <= 0x1F7EB) || c == 0x1F534 || c == 0x1F535;
}

/* What a column's contents alone suggest, with or without a header. */
static void suggest_by_content(struct column_case *c)
{
    const struct column_stats *s = &c->stats;
    bool unnamed = !c->reading || c->reading->n == 0;
    if (s->n == 0)
        return;
    if (s->n >= 2 && share(s->types, s->n) >= .6)
        suggest(c, ROLE_TYPE, s->codes ? .9 : 1.2, "names objectives and key results", NULL);
    bool noted = false; /* "supports GRO-O1-KR2" in a column of notes */
    for (size_t i = 0; !unnamed && i < c->reading->n; i++)
        noted |= c->reading->senses[i].role == ROLE_NOTE;
    if (share(s->codes, s->n) >= .6 && !names_upper_level(c->reading) && !noted)
        suggest(c, ROLE_ID, .9, "holds codes of objectives and key results", NULL);
    if (share(s->key_result_prefix, s->n) >= .5)
        suggest(c, ROLE_KEY_RESULT, .75, "texts begin with 'KR'", NULL);
    else if (s->key_result_prefix && s->objective_prefix)
        suggest(c, ROLE_TITLE, .8, "texts begin with 'O' and 'KR'", NULL);
    else if (share(s->objective_prefix, s->n) >= .5)
        suggest(c, ROLE_OBJECTIVE, .75, "texts begin with 'O'", NULL);
    if (s->n >= 2 && s->content[CONTENT_PERIOD] == s->n && c->column.header.len)
        suggest(c, ROLE_PERIOD, -.2, "holds periods", NULL);
    bool states = s->n >= 3 && s->grades >= 2 && s->states == s->distinct;
    bool surely = !unnamed && c->reading->senses[0].weight >= .9;
    if (s->signs == s->n && s->states == s->distinct)
        suggest(c, ROLE_STATUS, 1.2, "holds faces", NULL);
    else if (states && !surely && c->column.header.len)
        suggest(c, ROLE_STATUS, .2, holds_states, NULL);
    if (!unnamed)
        return;
    if (holds(s, CONTENT_PROSE) >= .5)
        suggest(c, ROLE_TITLE, c->column.header.len ? -.6 : .15, "holds long texts", NULL);
    if (c->column.header.len && all_people(s) && s->marked_names * 3 >= s->distinct)
        suggest(c, ROLE_OWNER, .1, holds_people, NULL);
    if (share(s->tenths, s->n) >= .6 && !c->column.header.len)
        suggest(c, ROLE_CONFIDENCE, .6, "holds marks out of ten", NULL);
    if (share(s->lights, s->n) >= .6)
        suggest(c, ROLE_STATUS, .6, "holds lights", NULL);
    if (holds(s, CONTENT_MAIL) >= .6)
        suggest(c, ROLE_OWNER, .3, "holds e-mail addresses", NULL);
    if (holds(s, CONTENT_PERCENT) >= .6)
        suggest(c, ROLE_PROGRESS, .1, holds_percentages, NULL);
    if (s->steps == s->n && s->parts && s->parts < s->n && !c->column.header.len)
        suggest(c, ROLE_ID, .9, "numbers the rows: 1, 1.1, 1.2", NULL);
    else if (holds(s, CONTENT_OUTLINE) >= .3 && holds(s, CONTENT_PROSE) == 0)
        suggest(c, ROLE_OUTLINE, .3, "holds outline numbers", NULL);
    else if (holds(s, CONTENT_ID) >= .6 && s->distinct * 2 > s->n &&
             (!c->column.header.len || s->codes * 2 >= s->n))
        suggest(c, ROLE_ID, .2, "holds IDs", NULL);
}

static bool is_item(enum role role)
{
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT;
}

/* "Objectives" above 2, 5, 1: how many there are, or, beside key results, which one is meant. */
static void suggest_for_numbers(struct column_case *c, const struct sense *s)
{
    suggest(c, ROLE_NONE, .25, counts_only, NULL);
    if (s->role == ROLE_OBJECTIVE)
        suggest(c, ROLE_OBJECTIVE_ID, -.3, "numbers of objectives", s);
}

static const char header_is_period[] = "header is a period";

/* "But" above figures, with what else stands below the table: no texts that an item could be. */
static bool holds_figures(const struct column_case *c)
{
    const unsigned *n = c->stats.content;
    return n[CONTENT_PROSE] == 0 && n[CONTENT_NUMBER] + n[CONTENT_PERCENT] >= 2;
}

/* Words whose column holds IDs name the thing; the column then holds its ID. */
static void suggest_by_word(struct column_case *c)
{
    const struct header_reading *r = c->reading;
    for (size_t i = 0; r && i < r->n; i++) {
        const struct sense *s = &r->senses[i];
        /* "Afdelingsdoel": whose it is makes it no figure */
        bool levelled =
            r->level >= 0 && s->role == ROLE_TARGET && r->senses[0].role == ROLE_OBJECTIVE;
        bool types =
            s->role != ROLE_TYPE || c->stats.n == 0 || share(c->stats.types, c->stats.n) >= .3;
        /* "Name": a person's only above such names */
        bool name = s->role == ROLE_OWNER && r->senses[0].role == ROLE_TITLE;
        if (name && !all_people(&c->stats))
            continue;
        double first_names = name && c->stats.full_names * 2 < c->stats.distinct ? .6 : 0;
        if (is_item(s->role) && (only_numbers(&c->stats) || (s->weight < .7 && holds_figures(c))))
            suggest_for_numbers(c, s);
        else if (s->role == ROLE_STATUS && c->stats.grades >= 2) /* "Health", not how far work is */
            suggest(c, s->role, s->weight + .3, NULL, s);
        else
            suggest(c, s->role, types && !levelled ? s->weight - first_names : s->weight - .6, NULL,
                    s);
        bool ids = holds(&c->stats, CONTENT_ID) + holds(&c->stats, CONTENT_OUTLINE) >= .6;
        bool upper = names_upper_level(r);
        if (s->role == ROLE_OBJECTIVE && ids)
            suggest(c, ROLE_OBJECTIVE_ID, s->weight - (upper ? .5 : .1), "holds IDs", s);
        if (s->role == ROLE_KEY_RESULT && ids)
            suggest(c, ROLE_KEY_RESULT_ID, s->weight - (upper ? .5 : .1), "holds IDs", s);
        if (s->role == ROLE_TITLE && ids)
            suggest(c, ROLE_ID, s->weight - .2, "holds IDs", s);
        if (s->role == ROLE_OBJECTIVE && r->n > 0 && s->weight >= .9)
            suggest(c, ROLE_PARENT, .2, "another column is the objective itself", s);
        bool item =
            s->role == ROLE_OBJECTIVE || s->role == ROLE_KEY_RESULT || s->role == ROLE_TITLE;
        if (item && upper && r->scope < 0)
            suggest(c, ROLE_PARENT, ids ? .7 : .3, "an upper level's items", s);
        if (item && holds(&c->stats, CONTENT_TICK) >= .6)
            suggest(c, ROLE_PARENT, 1.2, "ticks against it", s);
        if (item && r->period)
            suggest(c, ROLE_TARGET, .5, "a figure for a period", s);
        if (s->role == ROLE_DUE && r->period && only_numbers(&c->stats)) /* "Ende Dezember" */
            suggest(c, ROLE_TARGET, .5, "a figure for the end of a period", s);
        if (s->role == ROLE_STATUS && c->dated && only_numbers(&c->stats))
            suggest(c, ROLE_CURRENT, s->weight + .4, "figures on a day", s);
        if (s->role == ROLE_STATUS && holds(&c->stats, CONTENT_PERCENT) >= .6)
            suggest(c, ROLE_PROGRESS, .6, "holds percentages", s);
        bool dated = c->stats.content[CONTENT_DATE] + c->stats.content[CONTENT_PERIOD] > 0;
        if (s->role == ROLE_UPDATED && c->stats.n && !dated)
            suggest(c, ROLE_CURRENT, s->weight, "holds figures of that day", s);
        if (s->role == ROLE_CURRENT && text_contains(c->column.header, T("%")) &&
            holds(&c->stats, CONTENT_PERCENT) >= .6)
            suggest(c, ROLE_PROGRESS, s->weight + .1, "a share of what is reached", s);
        if (s->role == ROLE_KEY_RESULT && r->group && text_contains(c->column.header, T("%")) &&
            holds(&c->stats, CONTENT_PERCENT) >= .6) /* "KR1 %" beside "KR1" */
            suggest(c, ROLE_PROGRESS, s->weight, "percentages of a key result", s);
        if (s->role == ROLE_ID && holds(&c->stats, CONTENT_OUTLINE) >= .3)
            suggest(c, ROLE_OUTLINE, .9, "holds outline numbers", s);
    }
    if (r && r->n == 0 && r->period)
        suggest(c, holds(&c->stats, CONTENT_PERCENT) >= .5 ? ROLE_PROGRESS : ROLE_CURRENT, .3,
                header_is_period, NULL);
}

static const char beneath_objectives[] =
    "texts under a word for objectives, right of the objectives";

const char numbers_beside[] = "described beside the numbers of key results";

static const char numbered_beside[] = "described beside their numbers";

/* "KR | Description" above 1, 2, 3: the numbers are of what stands beside them. The role of the word
   above the numbers; ROLE_NONE: these are no such. */
static enum role describes(const struct column_case *c, const struct column_case *left)
{
    const struct header_reading *r = left->reading, *own = c->reading;
    double numbers = holds(&left->stats, CONTENT_ID) + holds(&left->stats, CONTENT_OUTLINE) +
                     share(left->stats.figures, left->stats.n);
    bool text = holds(&c->stats, CONTENT_PROSE) + holds(&c->stats, CONTENT_WORD) >= .6;
    bool unnamed = !left->column.header.len, named = r && r->n && r->senses[0].weight >= .7;
    if ((!unnamed && !named) || numbers < 1 || !own || !text)
        return ROLE_NONE;
    for (size_t i = 0; i < own->n; i++)
        if (own->senses[i].role == ROLE_TITLE)
            return unnamed ? ROLE_ID : r->senses[0].role;
    return ROLE_NONE;
}

static const char named_beside[] = "named beside a column that is blank";

/* Below a word for key results nothing but headings of lists of work, and right of it the names. */
static bool names_blank(const struct work *w, const struct head *head, const struct column_case *c,
                        const struct column_case *left)
{
    const struct header_reading *r = left->reading, *own = c->reading;
    if (!c->stats.n || !r || !r->n || r->senses[0].weight < .9 ||
        r->senses[0].role != ROLE_KEY_RESULT || !own || !own->n ||
        own->senses[0].role != ROLE_TITLE)
        return false;
    for (size_t line = head->first; left->stats.n && line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, left->column.col);
        if (cell && mark_of(w, cell)->content != CONTENT_BLANK &&
            !vocabulary_has(w->words, WORDS_TYPE_OTHER, mark_of(w, cell)->key))
            return false;
    }
    return true;
}

/* Long texts without a header beside the objectives are their key results; so are those under
   another word for objectives, where nothing else is. */
static void suggest_by_place(struct column_case *c, const struct column_case *left)
{
    const struct header_reading *r = left->reading, *own = c->reading;
    bool again = own && own->n && own->senses[0].role == ROLE_OBJECTIVE && own->level < 0 && r &&
                 r->n && r->senses[0].role == ROLE_OBJECTIVE && r->level < 0;
    if (again && holds(&left->stats, CONTENT_PROSE) + holds(&left->stats, CONTENT_WORD) >= .5 &&
        holds(&c->stats, CONTENT_PROSE) + holds(&c->stats, CONTENT_WORD) >= .5)
        suggest(c, ROLE_KEY_RESULT, .3, beneath_objectives, NULL);
    enum role described = describes(c, left);
    if (described == ROLE_KEY_RESULT)
        suggest(c, ROLE_KEY_RESULT, 1, numbers_beside, NULL);
    else if (described == ROLE_ID || described == ROLE_OUTLINE)
        suggest(c, ROLE_TITLE, 1, numbered_beside, NULL);
    bool unnamed = !c->column.header.len && left->column.header.len;
    if (unnamed && r && r->n && r->senses[0].role == ROLE_OBJECTIVE &&
        holds(&c->stats, CONTENT_PROSE) >= .5)
        suggest(c, ROLE_KEY_RESULT, .3, beside_objectives, NULL);
}

static void suggest_none(struct column_case *c)
{
    bool text = holds(&c->stats, CONTENT_PROSE) + holds(&c->stats, CONTENT_WORD) >= .5;
    bool named = c->reading && c->reading->n;
    c->candidates[c->n < MAX_CANDIDATES ? c->n++ : MAX_CANDIDATES - 1] = (struct candidate){
        text && named ? ROLE_NOTE : ROLE_NONE, named ? .1 : .2, "no word known to fit", NULL};
}

static void by_score(struct column_case *c)
{
    for (size_t i = 1; i < c->n; i++)
        for (size_t j = i; j > 0 && c->candidates[j].score > c->candidates[j - 1].score; j--) {
            struct candidate swap = c->candidates[j];
            c->candidates[j] = c->candidates[j - 1];
            c->candidates[j - 1] = swap;
        }
}

/* --- the header of a column ------------------------------------------------------------------- */

/* The upper of two header lines, carried to the right over the columns that it groups. */
const struct cell *group_cell(const struct work *w, size_t line, uint32_t col, uint32_t col0)
{
    for (uint32_t at = col + 1; at-- > col0;) {
        const struct cell *cell = line_cell(w, line, at);
        if (!cell)
            continue;
        const struct range *merge = merge_at(w, cell);
        if (merge && merge->col1 < col)
            return NULL;
        return at == col || merge || w->merges.n == 0 ? cell : NULL;
    }
    return NULL;
}

/* A real date at the head of a column. */
static const struct header_reading day_alone = {
    .scope = -1, .level = LEVEL_UNKNOWN, .period = true};

enum { MOST_MENDED = 64 }; /* columns whose headers are compared with every word there is */

/* "Key reslt": told, for it may be a word of its own. */
static const struct header_reading *mended(struct work *w, const struct cell *header)
{
    struct text word;
    const struct header_reading *reading =
        header->type == CELL_TEXT ? vocabulary_mend(w->words, w->scratch, header->text, &word)
                                  : NULL;
    if (reading)
        assume_mended(w, header, word);
    return reading;
}

/* Whether the upper of two header lines says whose or which the lower one's column is: an item, a
   level, a number, a period. */
static bool qualifies(const struct header_reading *high)
{
    enum role role = high->n ? high->senses[0].role : ROLE_NONE;
    return is_item(role) || role == ROLE_TITLE || role == ROLE_UNIT_NAME || role == ROLE_PARENT ||
           high->level >= 0 || high->group || high->period;
}

/* "Ausgangslage" above "Ist", "Baseline" alone above "end of 2025": what it was. */
static bool is_start(const struct work *w, const struct cell *high,
                     const struct header_reading *low)
{
    const struct header_reading *above = mark_of(w, high)->reading;
    const struct range *merge = merge_at(w, high);
    bool alone = !merge || merge->col0 == merge->col1;
    return above && low && above->n && above->senses[0].role == ROLE_BASELINE &&
           ((low->n && low->senses[0].role == ROLE_CURRENT) || (alone && low->period));
}

static void read_header(struct work *w, const struct head *head, struct column_case *c)
{
    uint32_t col = c->column.col;
    const struct cell *low = head->line0 <= head->line1 ? line_cell(w, head->line1, col) : NULL;
    const struct cell *high = NULL;
    if (head->line0 < head->line1)
        high = group_cell(w, head->line0, col, head->col0);
    const struct cell *from = low ? low : high;
    if (!from)
        return;
    c->column.place = cell_place(w->sheet, from);
    c->column.header = text_trim(from->text);
    c->reading = mark_of(w, from)->reading;
    struct cell tail = *from;
    text_cut(&tail.text, ' ');
    c->dated = is_day(w, from) || (tail.text.len && is_day(w, &tail));
    if ((!c->reading || c->reading->n == 0) && is_day(w, from))
        c->reading = &day_alone;
    if (!c->reading && only_numbers(&c->stats) && low && is_of_series(w, head->line1, low))
        c->reading = &day_alone;
    if (!c->reading && col < head->col0 + MOST_MENDED)
        c->reading = mended(w, from);
    if (!low || !high)
        return;
    struct text both = text_printf(w->mem, TEXT_FMT " / " TEXT_FMT, TEXT_ARG(text_trim(high->text)),
                                   TEXT_ARG(text_trim(low->text)));
    const struct header_reading *joined = vocabulary_read(w->words, w->scratch, both);
    const struct header_reading *above = mark_of(w, high)->reading;
    c->column.header = both;
    if (is_start(w, high, c->reading))
        c->reading = above;
    else if (joined && joined->n && (!c->reading || !c->reading->n || !above || qualifies(above)))
        c->reading = joined;
}

/* --- the assignment --------------------------------------------------------------------------- */

/* Roles that one table may have in several columns at little cost. */
static bool shared_role(enum role role)
{
    switch (role) {
    case ROLE_NONE:
    case ROLE_NOTE:
    case ROLE_IGNORED:
    case ROLE_PARENT:
    case ROLE_TARGET:
    case ROLE_CURRENT:
    case ROLE_SCORE:
    case ROLE_PROGRESS:
    case ROLE_OWNER:
    case ROLE_UNIT_NAME:
        return true;
    default:
        return false;
    }
}

static bool same_role_clashes(const struct column_case *a, const struct column_case *b)
{
    const struct header_reading *ra = a->reading, *rb = b->reading;
    if (!ra || !rb)
        return true;
    if (ra->level != rb->level || ra->group != rb->group || ra->scope != rb->scope)
        return false;
    bool numbered_by_place = text_eq(a->column.header, b->column.header);
    return !numbered_by_place;
}

static double pair_cost(const struct cases *cases, size_t i)
{
    const struct column_case *c = &cases->v[i];
    enum role role = c->candidates[c->chosen].role;
    double cost = 0;
    for (size_t j = 0; j < i && role != ROLE_NONE; j++) {
        const struct column_case *other = &cases->v[j];
        if (other->candidates[other->chosen].role != role || !same_role_clashes(c, other))
            continue;
        cost += shared_role(role) ? (role == ROLE_NOTE || role == ROLE_IGNORED ? 0 : .05) : 1;
        break;
    }
    return cost;
}

/* "Unit" left of all items: whose they are, for what they are measured in follows them. */
static bool measure_leads(const struct cases *cases)
{
    for (size_t i = 0; i < cases->n; i++) {
        enum role role = cases->v[i].candidates[cases->v[i].chosen].role;
        if (role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_TITLE ||
            role == ROLE_METRIC || role == ROLE_MEASURE)
            return role == ROLE_MEASURE;
    }
    return false;
}

static double evidence(const struct cases *cases)
{
    bool has[ROLE_COUNT] = {0};
    double sum = 0;
    for (size_t i = 0; i < cases->n; i++) {
        const struct column_case *c = &cases->v[i];
        const struct candidate *chosen = &c->candidates[c->chosen];
        sum += chosen->score - pair_cost(cases, i);
        has[chosen->role] = true;
    }
    bool objective = has[ROLE_OBJECTIVE], key_result = has[ROLE_KEY_RESULT],
         title = has[ROLE_TITLE];
    sum -= title && objective && key_result ? .9 : title && (objective || key_result) ? .45 : 0;
    sum += has[ROLE_TARGET] && has[ROLE_CURRENT] ? .1 : 0;
    bool figures = has[ROLE_TARGET] || has[ROLE_BASELINE] || has[ROLE_CURRENT] || has[ROLE_METRIC];
    sum += (objective || has[ROLE_OBJECTIVE_ID]) && key_result ? figures ? .9 : .3 : 0;
    sum -= has[ROLE_MEASURE] && (!figures || measure_leads(cases)) ? .8 : 0;
    sum -= objective || key_result || title ? 0 : .6;
    sum -= has[ROLE_TYPE] && !objective && !key_result && !title ? .5 : 0;
    return sum;
}

/* How far a column is from another choice; columns that may hold the items come first. */
static double margin(const struct column_case *c)
{
    if (c->n < 2)
        return 9;
    double between = c->candidates[0].score - c->candidates[1].score;
    for (size_t i = 0; i < c->n && i < 3; i++)
        if (c->candidates[i].role == ROLE_OBJECTIVE || c->candidates[i].role == ROLE_KEY_RESULT ||
            c->candidates[i].role == ROLE_TITLE)
            return between - 1;
    const struct candidate *first = &c->candidates[0];
    return first->role == ROLE_NONE && first->why != counts_only ? 9 : between;
}

/* The columns whose best candidates lie closest together, at most MAX_OPEN. */
static size_t open_columns(const struct cases *cases, size_t *open)
{
    size_t n = 0;
    for (size_t i = 0; i < cases->n; i++) {
        double m = margin(&cases->v[i]);
        if (m >= 1.2)
            continue;
        size_t at = n < MAX_OPEN ? n++ : MAX_OPEN;
        while (at > 0 && margin(&cases->v[open[at - 1]]) > m) {
            if (at < MAX_OPEN)
                open[at] = open[at - 1];
            at--;
        }
        if (at < MAX_OPEN)
            open[at] = i;
    }
    return n;
}

/* Tries all choices of the columns that are open. */
static void choose(struct cases *cases, bool weigh)
{
    size_t open[MAX_OPEN], best_of[MAX_OPEN] = {0};
    size_t n_open = weigh ? open_columns(cases, open) : 0;
    for (size_t i = 0; i < cases->n; i++)
        cases->v[i].chosen = 0;
    double best = evidence(cases);
    size_t combinations = 1;
    for (size_t i = 0; i < n_open; i++)
        combinations *= 3;
    for (size_t number = 1; number < combinations; number++) {
        size_t rest = number;
        bool possible = true;
        for (size_t i = 0; i < n_open; i++, rest /= 3) {
            struct column_case *c = &cases->v[open[i]];
            c->chosen = rest % 3;
            possible = possible && c->chosen < c->n;
            if (c->chosen >= c->n)
                c->chosen = 0;
        }
        double sum = possible ? evidence(cases) : best;
        if (sum <= best + 1e-9)
            continue;
        best = sum;
        for (size_t i = 0; i < n_open; i++)
            best_of[i] = cases->v[open[i]].chosen;
    }
    for (size_t i = 0; i < n_open; i++)
        cases->v[open[i]].chosen = best_of[i];
}

/* --- after the assignment --------------------------------------------------------------------- */

static struct text reason_of(struct work *w, const struct column_case *c)
{
    const struct candidate *chosen = &c->candidates[c->chosen];
    const struct sense *s = chosen->sense;
    const struct column_stats *st = &c->stats;
    if (s && chosen->why)
        return text_printf(w->mem, "header says " TEXT_FMT " (" TEXT_FMT "), column %s",
                           TEXT_ARG(s->word), TEXT_ARG(s->language), chosen->why);
    bool open = c->n > 1 && (c->candidates[1].sense || c->candidates[1].why == counts_only);
    if (s && open && c->candidates[0].sense && st->n)
        return text_printf(w->mem,
                           "'" TEXT_FMT "' is a word for %s (" TEXT_FMT
                           "); %u of %u cells are long texts, %u numbers",
                           TEXT_ARG(s->word), role_text(chosen->role), TEXT_ARG(s->language),
                           st->content[CONTENT_PROSE], st->n,
                           st->content[CONTENT_NUMBER] + st->content[CONTENT_PERCENT]);
    if (s)
        return text_printf(w->mem, "'" TEXT_FMT "' is a word for %s (" TEXT_FMT ")",
                           TEXT_ARG(s->word), role_text(chosen->role), TEXT_ARG(s->language));
    return text_of(chosen->why);
}

/* Levels in the headers of item columns: a cascade where an upper level has both columns, or where
   there are three of them; else the upper column says what the own items support. */
static void settle_levels(struct work *w, struct table *table)
{
    unsigned objectives[5] = {0}, key_results[5] = {0}, own_objectives = 0, own = 0, deepest = 0,
             levels = 0;
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        if (!is_item(c->role))
            continue;
        if (c->level < 0) {
            own++;
            own_objectives += c->role == ROLE_OBJECTIVE;
        } else if (c->role == ROLE_OBJECTIVE)
            objectives[c->level]++;
        else
            key_results[c->level]++;
    }
    for (unsigned l = 0; l < 5; l++)
        if (objectives[l] + key_results[l]) {
            deepest = l;
            levels++;
        }
    if (levels + (own > 0) < 2)
        return;
    bool cascade = levels >= 3;
    for (unsigned l = 0; l < 5; l++)
        cascade |= objectives[l] && key_results[l] && (own || l < deepest);
    if (cascade) {
        table->shape = T("cascade");
        return;
    }
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        bool beside = own_objectives || (own && c->role == ROLE_KEY_RESULT);
        bool upper = is_item(c->role) && c->level >= 0 && (beside || (unsigned)c->level < deepest);
        if (!upper)
            continue;
        c->role = ROLE_PARENT;
        c->reason = text_printf(w->mem, "an upper level's item, beside the sheet's own");
    }
}

/* The two numbers of "KR2.3"; how many there are. */
static unsigned code_numbers(struct text t, unsigned long numbers[2])
{
    unsigned n = 0;
    for (size_t i = 0; i < t.len && n < 2; n++) {
        while (i < t.len && (t.ptr[i] < '0' || t.ptr[i] > '9'))
            i++;
        if (i == t.len)
            break;
        for (numbers[n] = 0; i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9'; i++)
            numbers[n] = numbers[n] * 10 + (unsigned long)(t.ptr[i] - '0');
    }
    return n;
}

/* The rows' own IDs differ, and those of an objective's key results begin with 1. */
static bool codes_are_own(const struct work *w, const struct head *head, const struct table *table,
                          const struct column *c)
{
    const struct column *objective = table_column(table, ROLE_OBJECTIVE);
    struct map seen = {0};
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, c->col);
        unsigned long numbers[2];
        if (!cell)
            continue;
        size_t known = seen.n;
        map_put(w->scratch, &seen, cell->text, 1);
        bool begins = objective && line_cell(w, line, objective->col);
        if (seen.n == known ||
            (begins && code_numbers(cell->text, numbers) == 2 && numbers[1] != 1))
            return false;
    }
    return true;
}

/* Codes right of all items under a word that is none for IDs, or that are not the rows' own: what the
   items support. */
static void settle_codes(struct work *w, const struct head *head, const struct cases *cases,
                         struct table *table)
{
    uint32_t last = 0;
    bool items = false;
    for (size_t i = 0; i < table->columns.n; i++)
        if (is_item(table->columns.v[i].role) || table->columns.v[i].role == ROLE_TITLE) {
            last = table->columns.v[i].col;
            items = true;
        }
    for (size_t i = 0; items && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_case *of = &cases->v[c->col - cases->col0];
        bool id =
            c->role == ROLE_ID || c->role == ROLE_OBJECTIVE_ID || c->role == ROLE_KEY_RESULT_ID;
        if (!id || c->col <= last || !c->header.len || share(of->stats.codes, of->stats.n) < .6)
            continue;
        const struct header_reading *r = of->reading;
        bool called_id = r && r->n &&
                         (r->senses[0].role == ROLE_ID || r->senses[0].role == ROLE_OBJECTIVE_ID ||
                          r->senses[0].role == ROLE_KEY_RESULT_ID);
        if (called_id && codes_are_own(w, head, table, c))
            continue;
        c->role = ROLE_PARENT;
        c->scope = -1;
        c->reason = T("codes of objectives and key results, right of the items");
        assume(w, c->place, "the codes in '" TEXT_FMT "' are what the items support",
               TEXT_ARG(text_shorten(w->scratch, c->header, 40)));
    }
}

/* "To do | Doing | Done": a tick in one of them is the row's state. */
static void settle_states(struct work *w, const struct cases *cases, struct table *table)
{
    size_t n = 0;
    for (int take = 0; take < 2 && (!take || n >= 2); take++)
        for (size_t i = 0; i < table->columns.n; i++) {
            struct column *c = &table->columns.v[i];
            const struct column_stats *s = &cases->v[c->col - cases->col0].stats;
            if (s->bools || holds(s, CONTENT_TICK) < .6 || c->role == ROLE_PARENT ||
                value_status(w->scratch, c->header) == STATUS_NONE)
                continue;
            n++;
            if (take) {
                c->role = ROLE_STATUS;
                c->ticks = true;
                c->reason = T("ticks below words for states");
            }
        }
}

/* One column of yes and no is an answer to its header; ticks against units stand in several. */
static void settle_ticks(struct table *table)
{
    size_t n = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        n += table->columns.v[i].ticks && table->columns.v[i].role != ROLE_PARENT &&
             table->columns.v[i].role != ROLE_STATUS;
    for (size_t i = 0; i < table->columns.n && n < 2; i++)
        if (table->columns.v[i].role != ROLE_PARENT && table->columns.v[i].role != ROLE_STATUS)
            table->columns.v[i].ticks = false;
}

/* An ID beside the key results' own IDs is the objective's; what repeats beyond an empty column is
   a list for reference, not the table. */
static void settle_beside(struct table *table)
{
    bool gap = false;
    for (size_t i = 1; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        gap |= c->col > c[-1].col + 1;
        bool taken = false;
        for (size_t j = 0; j < i && !taken; j++)
            taken = table->columns.v[j].role == c->role;
        if (gap && taken && c->role != ROLE_KEY_RESULT && c->role != ROLE_NOTE) {
            c->role = ROLE_IGNORED;
            c->reason = T("a list beside the table");
        }
    }
    for (size_t i = 0; i < table->columns.n && table_column(table, ROLE_KEY_RESULT_ID); i++)
        if (table->columns.v[i].role == ROLE_ID && !table_column(table, ROLE_OBJECTIVE_ID))
            table->columns.v[i].role = ROLE_OBJECTIVE_ID;
}

/* The numbers of the key results that are described beside them. */
static void settle_numbers(struct table *table)
{
    for (size_t i = 1; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (!text_eq(c->reason, text_of(numbers_beside)) || c[-1].role != ROLE_NONE)
            continue;
        c[-1].role = ROLE_KEY_RESULT_ID;
        c[-1].reason = T("numbers of the key results beside them");
    }
}

/* How surely the header says that its column holds owners. */
static double owner_weight(const struct cases *cases, const struct column *c)
{
    const struct column_case *from = &cases->v[c->col - cases->col0];
    const struct sense *s = from->candidates[from->chosen].sense;
    return s ? s->weight : 0;
}

/* "Coach" beside "Owner", or names of people under a word that nobody knows: they own what nobody else
   does. */
static void settle_owners(struct work *w, const struct cases *cases, struct table *table)
{
    bool owned[3] = {false}; /* objectives, key results, the row's item */
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        if (c->role == ROLE_OWNER && owner_weight(cases, c) >= 1)
            owned[c->scope < 0 ? 2 : c->scope] = true;
    }
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_OWNER || owner_weight(cases, c) >= 1)
            continue;
        bool guessed = text_eq(c->reason, text_of(holds_people));
        if (owned[2] || (c->scope >= 0 && owned[c->scope])) {
            c->role = guessed ? ROLE_NONE : ROLE_IGNORED;
            c->reason = T("another column says whose it is");
        } else if (guessed) {
            assume_value(w, c->place, "the people in '" TEXT_FMT "' are the owners",
                         TEXT_ARG(c->header));
            owned[2] = true;
        }
    }
}

/* "Today | Target | Now": of two current values the one before the target is where it started. */
static void settle_start(struct work *w, struct table *table)
{
    size_t targets = 0;
    struct column *before = NULL, *behind = NULL;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role == ROLE_BASELINE)
            return;
        targets += c->role == ROLE_TARGET;
        if (c->role == ROLE_CURRENT && targets == 0)
            before = before ? &table->columns.v[table->columns.n] : c;
        else if (c->role == ROLE_CURRENT)
            behind = behind ? behind : c;
    }
    if (targets != 1 || !before || !behind || before == &table->columns.v[table->columns.n])
        return;
    before->role = ROLE_BASELINE;
    before->reason = text_printf(w->mem, "before the target, and '" TEXT_FMT "' stands behind it",
                                 TEXT_ARG(behind->header));
    assume_value(w, before->place,
                 "'" TEXT_FMT "' is the start: '" TEXT_FMT "' is the current value",
                 TEXT_ARG(before->header), TEXT_ARG(behind->header));
}

/* "Avance al 30/09" above 6, 13, 140: no progress goes so far; where the metric stands is meant. */
static void settle_beyond(struct work *w, const struct cases *cases, struct table *table)
{
    enum { MOST_PERCENT = 100 };
    for (size_t i = 0; i < table->columns.n && !table_column(table, ROLE_CURRENT); i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &cases->v[c->col - cases->col0].stats;
        if (c->role != ROLE_PROGRESS || s->max_number <= MOST_PERCENT ||
            s->content[CONTENT_NUMBER] < 2)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = T("figures beyond 100 are no progress");
        assume(w, c->place, "'" TEXT_FMT "' is the current value: %g is no progress",
               TEXT_ARG(c->header), s->max_number);
    }
}

static bool is_figure_role(enum role role)
{
    return role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT;
}

/* What a word alone above figures says; ROLE_NONE. */
static enum role figure_role(struct work *w, struct text word)
{
    const struct header_reading *r = vocabulary_read(w->words, w->scratch, text_trim(word));
    for (size_t i = 0; r && i < r->n; i++)
        if (is_figure_role(r->senses[i].role) && r->senses[i].weight >= .6)
            return r->senses[i].role;
    return ROLE_NONE;
}

static bool has_digit(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] >= '0' && t.ptr[i] <= '9')
            return true;
    return false;
}

/* "Ist / Soll" above "34 / 10": both in one column. */
static void settle_parted(struct work *w, const struct head *head, struct table *table)
{
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        struct text rest = c->header, word = text_cut(&rest, '/');
        enum role first = ROLE_NONE, second = ROLE_NONE;
        size_t n = 0, parted = 0;
        if (rest.len && word.len < c->header.len) {
            first = figure_role(w, word);
            second = figure_role(w, rest);
        }
        if (first == ROLE_NONE || second == ROLE_NONE || first == second)
            continue;
        for (size_t line = head->first; line < head->end; line++) {
            const struct cell *cell = line_cell(w, line, c->col);
            struct text behind = cell ? cell->text : (struct text){0};
            struct text before = text_cut(&behind, '/');
            n += cell != NULL;
            parted += cell && cell->type == CELL_TEXT && has_digit(before) && has_digit(behind);
        }
        if (parted == 0 || parted * 5 < n * 4)
            continue;
        c->role = first;
        c->second = second;
        c->parted = true;
        c->reason = text_printf(w->mem, "two figures in a cell: %s / %s", role_text(first),
                                role_text(second));
    }
}

/* Two columns of starts, one before the target and one behind it, and none of the current value: the
   latter is that ("Utgångsläge | Målvärde | Nuläge"). */
static void settle_second_start(struct work *w, struct table *table)
{
    struct column *first = NULL, *second = NULL;
    bool target = false;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role == ROLE_CURRENT || c->role == ROLE_PROGRESS)
            return;
        target |= c->role == ROLE_TARGET && first;
        if (c->role == ROLE_BASELINE && !first)
            first = c;
        else if (c->role == ROLE_BASELINE && target)
            second = c;
    }
    if (!second)
        return;
    second->role = ROLE_CURRENT;
    second->reason = text_printf(w->mem, "behind the target; '" TEXT_FMT "' is the start",
                                 TEXT_ARG(first->header));
}

/* "Fin février" beside a target: what was measured then. */
static void settle_month_end(struct work *w, const struct cases *cases, struct table *table)
{
    size_t targets = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        targets += table->columns.v[i].role == ROLE_TARGET &&
                   !cases->v[table->columns.v[i].col - cases->col0].dated;
    for (size_t i = 0; i < table->columns.n && targets == 1 && !table_column(table, ROLE_CURRENT);
         i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_TARGET || !cases->v[c->col - cases->col0].dated)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = T("figures of a day, beside the target");
        assume(w, c->place, "the figures in '" TEXT_FMT "' are current values",
               TEXT_ARG(c->header));
    }
}

/* "Ende Dezember", where nothing else is called a target. */
static void settle_end(struct work *w, struct table *table)
{
    struct phrase phrase;
    for (size_t i = 0; i < table->columns.n && !table_column(table, ROLE_TARGET); i++) {
        struct column *c = &table->columns.v[i];
        if ((c->role != ROLE_CURRENT && c->role != ROLE_PROGRESS) ||
            !text_eq(c->reason, text_of(header_is_period)) ||
            !words_at_start(WORDS_END_OF, text_key(w->scratch, c->header), &phrase))
            continue;
        c->role = ROLE_TARGET;
        c->reason = T("header is the end of a period, and no other column is the target");
    }
}

/* Columns headed by periods alone are one series: percentages are progress in all of them, also where
   one holds but zeros, unless another is no percentage. */
static void settle_series(const struct cases *cases, struct table *table)
{
    size_t percent = 0, other = 0;
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        const struct column_stats *s = &cases->v[c->col - cases->col0].stats;
        bool figures = text_eq(c->reason, text_of(header_is_period)) && s->n;
        percent += figures && c->role == ROLE_PROGRESS ? s->n : 0;
        other += figures && c->role == ROLE_CURRENT && s->max_number > 0 ? s->n : 0;
    }
    for (size_t i = 0; i < table->columns.n && percent > other; i++)
        if (table->columns.v[i].role == ROLE_CURRENT &&
            text_eq(table->columns.v[i].reason, text_of(header_is_period)))
            table->columns.v[i].role = ROLE_PROGRESS;
}

/* Columns headed by a period alone: targets where there is a baseline but no target column. */
static void settle_periods(struct table *table)
{
    bool baseline = table_column(table, ROLE_BASELINE), target = table_column(table, ROLE_TARGET);
    for (size_t i = 0; i < table->columns.n && baseline && !target; i++)
        if (text_eq(table->columns.v[i].reason, T("header is a period")))
            table->columns.v[i].role = ROLE_TARGET;
}

/* With a column of types "goal status" is that of the row, whatever it is. */
static void settle_any_goal(struct table *table)
{
    for (size_t i = 0; table_column(table, ROLE_TYPE) && i < table->columns.n; i++)
        if (table->columns.v[i].scope == OBJECTIVE)
            table->columns.v[i].scope = -1;
}

/* Cards: each key result beside the words of the objective that it belongs to, which no column holds. */
static void settle_belongs(struct work *w, const struct cases *cases, struct table *table)
{
    if (table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_TITLE) ||
        table_column(table, ROLE_OBJECTIVE_ID) || !table_column(table, ROLE_KEY_RESULT))
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &cases->v[c->col - cases->col0].stats;
        if (c->role != ROLE_PARENT || c->scope >= 0 || s->codes || s->n < 2 ||
            holds(s, CONTENT_PROSE) < .6 ||
            !vocabulary_begins(w->words, WORDS_BELONGS, header_key(w->scratch, c->header)))
            continue;
        c->role = ROLE_OBJECTIVE;
        c->level = LEVEL_UNKNOWN;
        c->reason = T("what the key results belong to");
        assume(w, c->place, "the texts in '" TEXT_FMT "' are the objectives of the key results",
               TEXT_ARG(c->header));
        return;
    }
}

/* "Objective name | Metric name", and no key results: the metrics are what there is of them. */
static void settle_metrics(struct work *w, const struct cases *cases, struct table *table)
{
    if (!table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_TITLE) || table_column(table, ROLE_TYPE))
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &cases->v[c->col - cases->col0].stats;
        if (c->role != ROLE_METRIC || s->n < 2 || s->distinct * 4 < s->n * 3 || only_numbers(s))
            continue;
        c->role = ROLE_KEY_RESULT;
        c->scope = -1;
        c->reason = T("metrics of the objectives, and no other key results");
        assume(w, c->place, "the metrics in '" TEXT_FMT "' are the key results",
               TEXT_ARG(c->header));
        return;
    }
}

/* A column of figures under a word that nobody knows. */
static bool unknown_figures(const struct cases *cases, const struct column *c)
{
    const struct column_stats *s = &cases->v[c->col - cases->col0].stats;
    bool unknown = c->role == ROLE_NONE || text_eq(c->reason, text_of(holds_percentages));
    return unknown && c->header.len && !c->ticks && s->n &&
           s->content[CONTENT_NUMBER] + s->content[CONTENT_PERCENT] == s->n;
}

static void take_figures(struct work *w, struct column *c, enum role role, const char *place)
{
    c->role = role;
    c->scope = -1;
    c->reason = text_of(place);
    assume(w, c->place, "'" TEXT_FMT "' is the %s: %s", TEXT_ARG(c->header), role_text(role),
           place);
}

/* Figures stand in the order start, target, current: where one of them has a name that nobody knows,
   its place tells it. */
static void settle_order(struct work *w, const struct cases *cases, struct table *table)
{
    bool baseline = table_column(table, ROLE_BASELINE), target = table_column(table, ROLE_TARGET);
    bool current = table_column(table, ROLE_CURRENT) || table_column(table, ROLE_PROGRESS);
    for (size_t i = 1; i + 1 < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (!baseline && c[1].role == ROLE_TARGET && unknown_figures(cases, c)) {
            take_figures(w, c, ROLE_BASELINE, "it stands before the target");
            baseline = true;
        } else if (!target && c[-1].role == ROLE_BASELINE && unknown_figures(cases, c)) {
            take_figures(w, c, ROLE_TARGET, "it stands behind the start");
            target = true;
        }
    }
    for (size_t i = 2; i < table->columns.n && !baseline && !target; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_CURRENT || !unknown_figures(cases, &c[-2]) ||
            !unknown_figures(cases, &c[-1]))
            continue;
        take_figures(w, &c[-2], ROLE_BASELINE, "it stands before the target and the current value");
        take_figures(w, &c[-1], ROLE_TARGET, "it stands before the current value");
        target = true;
    }
    for (size_t i = 2; i < table->columns.n && !baseline && !target && !current; i++) {
        struct column *c = &table->columns.v[i];
        if (!unknown_figures(cases, &c[-2]) || !unknown_figures(cases, &c[-1]) ||
            !unknown_figures(cases, c) ||
            (i + 1 < table->columns.n && unknown_figures(cases, &c[1])))
            continue;
        take_figures(w, &c[-2], ROLE_BASELINE, "the first of three columns of figures");
        take_figures(w, &c[-1], ROLE_TARGET, "the second of three columns of figures");
        take_figures(w, c, ROLE_CURRENT, "the third of three columns of figures");
        current = target = true;
    }
    for (size_t i = 1; i < table->columns.n && !current; i++) {
        struct column *c = &table->columns.v[i];
        if (c[-1].role != ROLE_TARGET || !unknown_figures(cases, c))
            continue;
        take_figures(w, c, ROLE_CURRENT, "it stands behind the target");
        current = true;
    }
}

/* Key result columns beside each other: number 1, 2, ... with the columns that follow each. */
static void settle_groups(struct table *table)
{
    unsigned n = 0, count[ROLE_COUNT] = {0};
    for (size_t i = 0; i < table->columns.n; i++)
        count[table->columns.v[i].role]++;
    if (count[ROLE_KEY_RESULT] < 2 || text_eq(table->shape, T("cascade"))) {
        for (size_t i = 0; i < table->columns.n; i++)
            table->columns.v[i].group = 0; /* "KR1 target" beside the only "KR1" */
        return;
    }
    table->shape = T("wide");
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role == ROLE_KEY_RESULT)
            c->group = ++n;
        else if (c->group == 0 && n > 0 && count[c->role] > 1 && c->role != ROLE_NOTE)
            c->group = n;
    }
}

static void add_table_column(struct work *w, struct table *table, const struct column_case *c)
{
    if (c->stats.n == 0 && c->column.header.len == 0)
        return;
    const struct candidate *chosen = &c->candidates[c->chosen];
    struct column column = c->column;
    column.role = chosen->role;
    column.reason = reason_of(w, c);
    column.confidence = chosen->score > 1.3 ? 1 : chosen->score < .2 ? .15 : chosen->score / 1.3;
    column.level = c->reading ? c->reading->level : LEVEL_UNKNOWN;
    column.scope = c->reading ? c->reading->scope : -1;
    bool grouped = c->reading && c->reading->scope == KEY_RESULT;
    column.group = grouped ? c->reading->group : 0;
    column.ticks =
        c->stats.bools == 0 && holds(&c->stats, CONTENT_TICK) >= .6 &&
        (column.role == ROLE_PARENT || column.role == ROLE_NONE || column.role == ROLE_NOTE) &&
        column.header.len;
    const struct sense *sense = c->candidates[c->chosen].sense;
    column.language = sense ? sense->language : (struct text){0};
    *list_push(w->mem, &table->columns) = column;
}

/* Where a human would hesitate: an item column told by place alone, or by a word that usually means
   something else. */
static void say_doubts(struct work *w, const struct cases *cases, const struct table *table)
{
    for (size_t i = 0; i < cases->n; i++) {
        const struct column_case *c = &cases->v[i];
        const struct candidate *chosen = &c->candidates[c->chosen];
        struct place place = sheet_place(w->sheet, table->header_row0, c->column.col);
        if (chosen->why == holds_percentages && c->column.header.len)
            assume(w, place, "'" TEXT_FMT "' is the progress: it holds percentages",
                   TEXT_ARG(text_shorten(w->scratch, c->column.header, 40)));
        else if (chosen->why == holds_states)
            assume(w, place, "'" TEXT_FMT "' is the status: it holds words for states",
                   TEXT_ARG(text_shorten(w->scratch, c->column.header, 40)));
        else if (chosen->why == beside_objectives || chosen->why == beneath_objectives)
            assume(w, place, "%s are key results", chosen->why);
        else if (is_item(chosen->role) && chosen->sense && chosen->sense->weight < .7 && c->stats.n)
            assume(w, place, "the column '" TEXT_FMT "' holds the %s",
                   TEXT_ARG(text_shorten(w->scratch, c->column.header, 40)),
                   chosen->role == ROLE_OBJECTIVE ? "objectives" : "key results");
    }
}

static bool is_used(const struct table *table, uint32_t col)
{
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].col == col)
            return table->columns.v[i].role != ROLE_NONE;
    return false;
}

static bool is_described(const struct column_case *c)
{
    return c->candidates[c->chosen].why == numbers_beside;
}

static bool is_item_table(const struct table *table)
{
    return table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
           table_column(table, ROLE_TITLE);
}

/* The row has a cell of an item. */
static bool holds_item(const struct work *w, const struct table *table, size_t line)
{
    for (size_t i = 0; i < table->columns.n; i++) {
        enum role role = table->columns.v[i].role;
        if ((is_item(role) || role == ROLE_TITLE) && line_cell(w, line, table->columns.v[i].col))
            return true;
    }
    return false;
}

/* Filled columns that have no header, and that nobody understood: what they hold beside items is none of
   the rows' numbers, nor a mark here and there. */
static void say_unheaded(struct work *w, const struct head *head, const struct cases *cases,
                         const struct table *table)
{
    const struct cell *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < cases->n; i++) {
        const struct column_case *c = &cases->v[i];
        bool counts = c->stats.n && c->stats.figures < c->stats.n &&
                      holds(&c->stats, CONTENT_TICK) < .6 && !c->column.header.len;
        if (!counts || c->candidates[c->chosen].role != ROLE_NONE)
            continue;
        for (size_t line = head->first; line < head->end; line++) {
            const struct cell *cell = line_cell(w, line, c->column.col);
            if (!cell || !holds_item(w, table, line))
                continue;
            first = first ? first : cell;
            n++;
        }
    }
    if (n >= 2)
        diag_add(w->diag, FINDING_ASSUMED, cell_place(w->sheet, first),
                 T("give the column a header"),
                 "'" TEXT_FMT "' and %zu more in columns without a header were not used",
                 TEXT_ARG(text_shorten(w->scratch, first->text, 40)), n - 1);
}

/* A filled column whose header nobody understood: once for the table. */
static void say_unused(struct work *w, const struct cases *cases, const struct table *table)
{
    struct buf names = {.mem = w->scratch};
    size_t n = 0;
    struct place place = {0};
    for (size_t i = 0; i < cases->n; i++) {
        const struct column_case *c = &cases->v[i];
        const struct candidate *chosen = &c->candidates[c->chosen];
        if (chosen->role != ROLE_NONE || !c->column.header.len || !c->stats.n ||
            holds(&c->stats, CONTENT_TICK) >= .6 || is_used(table, c->column.col) ||
            (i + 1 < cases->n && is_described(&cases->v[i + 1])))
            continue;
        if (n++ == 0)
            place = c->column.place;
        if (n <= MAX_NAMED)
            buf_printf(&names, "%s'" TEXT_FMT "'", n > 1 ? ", " : "",
                       TEXT_ARG(text_shorten(w->scratch, c->column.header, 40)));
    }
    if (n > MAX_NAMED)
        buf_printf(&names, " and %zu more", n - MAX_NAMED);
    if (n && is_item_table(table))
        diag_add(w->diag, FINDING_ASSUMED, place,
                 T("if it matters, add the header's word to [headers] of okralign.ini"),
                 "column%s " TEXT_FMT " %s not used", n == 1 ? "" : "s", TEXT_ARG(buf_text(&names)),
                 n == 1 ? "was" : "were");
}

/* Wherever both columns hold a figure, both are percentages or neither is; *n: how often. */
static bool same_dress(struct work *w, const struct head *head, const struct column *a,
                       const struct column *b, size_t *n)
{
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *x = line_cell(w, line, a->col), *y = line_cell(w, line, b->col);
        if (!x || !y)
            continue;
        bool percent = mark_of(w, x)->content == CONTENT_PERCENT;
        if (percent != (mark_of(w, y)->content == CONTENT_PERCENT))
            return false;
        *n += percent;
    }
    return true;
}

/* "Target | W18 | W19" with 80 %, 61 %, 66 %: check-ins of the metric, not of the progress. */
static void settle_check_ins(struct work *w, const struct head *head, struct table *table)
{
    const struct column *target = table_column(table, ROLE_TARGET);
    for (size_t i = 0; target && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (c->role != ROLE_PROGRESS || !text_eq(c->reason, text_of(header_is_period)) ||
            !same_dress(w, head, target, c, &n) || n == 0)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = T("header is a period, figures are dressed as the target");
        assume(w, c->place, "the percentages in '" TEXT_FMT "' are current values, not progress",
               TEXT_ARG(c->header));
    }
}

/* "Ist | Erreicht" above 34, 16 and 75 %, 50 %: of two current values the one that holds percentages,
   though the target is none, is how far that is. */
static void settle_reached(struct work *w, const struct head *head, const struct cases *cases,
                           struct table *table)
{
    const struct column *target = table_column(table, ROLE_TARGET);
    size_t currents = 0, n = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        currents += table->columns.v[i].role == ROLE_CURRENT;
    for (size_t i = 0; target && currents > 1 && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_case *of = &cases->v[c->col - cases->col0];
        if (c->role != ROLE_CURRENT || of->dated || holds(&of->stats, CONTENT_PERCENT) < 1 ||
            (of->reading && of->reading->period) || same_dress(w, head, target, c, &n))
            continue;
        c->role = ROLE_PROGRESS;
        c->reason = T("percentages beside a current value that is none");
        currents--;
    }
}

/* Nothing but a blank column, whatever its header says. */
static void leave_blank(struct column_case *c)
{
    c->n = 1;
    c->candidates[0] = (struct candidate){ROLE_NONE, 1.5, "blank beside the names", NULL};
}

struct table *assign_columns(struct work *w, const struct head *head)
{
    struct table *table = list_push(w->mem, &w->out->tables);
    uint32_t width = head->col1 - head->col0 + 1;
    struct cases cases = {.n = width < MAX_COLUMNS ? width : MAX_COLUMNS, .col0 = head->col0};
    cases.v = NEW_ARRAY(w->scratch, struct column_case, cases.n);
    *table =
        (struct table){.shape = T("flat"), .header_row0 = PLACE_NONE, .header_row1 = PLACE_NONE};
    if (head->line0 <= head->line1) {
        table->header_row0 = w->lines[head->line0].row->index;
        table->header_row1 = w->lines[head->line1].row->index;
    }
    for (size_t i = 0; i < cases.n; i++)
        cases.v[i].column.col = head->col0 + (uint32_t)i;
    count_columns(w, head, &cases);
    for (size_t i = 0; i < cases.n; i++) {
        struct column_case *c = &cases.v[i];
        read_header(w, head, c);
        suggest_by_word(c);
        suggest_by_content(c);
        if (i > 0)
            suggest_by_place(c, c - 1);
        if (i > 0 && names_blank(w, head, c, c - 1)) { /* "Key Results | Name" */
            suggest(c, ROLE_KEY_RESULT, 1.5, named_beside, NULL);
            leave_blank(c - 1);
        }
        suggest_none(c);
        by_score(c);
    }
    choose(&cases, cases.n <= WEIGHED_COLUMNS && w->out->tables.n <= WEIGHED_TABLES);
    for (size_t i = 0; i < cases.n; i++)
        add_table_column(w, table, &cases.v[i]);
    settle_parted(w, head, table);
    settle_beyond(w, &cases, table);
    settle_levels(w, table);
    settle_numbers(table);
    settle_series(&cases, table);
    settle_check_ins(w, head, table);
    settle_reached(w, head, &cases, table);
    settle_groups(table);
    settle_owners(w, &cases, table);
    settle_month_end(w, &cases, table);
    settle_end(w, table);
    settle_start(w, table);
    settle_second_start(w, table);
    settle_codes(w, head, &cases, table);
    settle_values(w, head, table);
    settle_order(w, &cases, table);
    settle_periods(table);
    settle_shape(w, head, table);
    settle_beside_objectives(w, head, table);
    settle_any_goal(table);
    settle_metrics(w, &cases, table);
    settle_belongs(w, &cases, table);
    settle_beside(table);
    settle_states(w, &cases, table);
    settle_ticks(table);
    say_doubts(w, &cases, table);
    say_unused(w, &cases, table);
    if (is_item_table(table) && head->line0 <= head->line1)
        say_unheaded(w, head, &cases, table);
    uint32_t last = head->end > head->first ? w->lines[head->end - 1].row->index : 0;
    table->range = (struct range){table->header_row0, head->col0, last, head->col1};
    return table;
}

const struct column *table_column(const struct table *table, enum role role)
{
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].role == role && table->columns.v[i].group <= 1)
            return &table->columns.v[i];
    return NULL;
}

bool measured_pair(const struct table *table)
{
    return table_column(table, ROLE_OBJECTIVE) && table_column(table, ROLE_KEY_RESULT) &&
           table_column(table, ROLE_TARGET) &&
           (table_column(table, ROLE_BASELINE) || table_column(table, ROLE_CURRENT));
}
