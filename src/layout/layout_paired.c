/*
 * Cascades whose columns come again for each level: "Konzernziel | Konzern-Messgröße | Spartenziel |
 * Sparten-Messgröße", or "Ambition | Yardstick" three times below "Group | Division | Depot". A word for objectives
 * that comes again, and beside it each time the same other one, whatever that is: key results, in levels from the
 * left, whatever these are called. And one word above each of several columns, right below a sentence each: "How
 * we'll know" below the objectives.
 */
#include "layout/layout_measures.h"

enum {
    LOOKED_AT = 20,
    MOST_LEVELS = 5,
    MOST_COLUMNS = 4,
    ROWS_BELOW = 40,
    LONGEST_NAME = 40,
    MOST_JOINED = 3
};

/* The header of such a table, taken apart. */
struct paired {
    struct work *w;
    size_t line;
    const struct cell *cells[MOST_LEVELS][MOST_COLUMNS];
    struct text keys[MOST_LEVELS][MOST_COLUMNS];
    size_t n, width;                /* levels; columns of each */
    struct text whose[MOST_LEVELS]; /* "konzern" of "konzernziel", or what stands above; */
    int levels[MOST_LEVELS];        /* and which level that is a word for; -1 */
    struct text measure;            /* what each level calls its key results */
};

/* "konzern" of "konzernziel" and "ziel", "du groupe" of "objectif du groupe" and "objectif"; ptr NULL: the key does
   not end, or begin, with that part. */
static struct text without(struct text key, struct text part, bool leads)
{
    if (!part.len || !(leads ? text_starts(key, part) : text_ends(key, part)))
        return (struct text){0};
    return text_trim(leads ? text_slice(key, part.len, key.len)
                           : text_slice(key, 0, key.len - part.len));
}

/* What each level calls its column number `at`, the same in all: what is left without whose it is. Absent: it
   differs. */
static struct text said_by_all(const struct paired *p, size_t at, bool leads)
{
    struct text same = {0};
    for (size_t i = 0; i < p->n; i++) {
        struct text key = p->keys[i][at], whose = p->whose[i];
        struct text rest = whose.len ? without(key, whose, !leads) : key;
        if (!rest.ptr && text_ends(whose, T("s"))) /* "Bereichsziel | Bereich-Kennzahl" */
            rest = without(key, text_slice(whose, 0, whose.len - 1), !leads);
        if (!rest.len || (i > 0 && !text_eq(rest, same)))
            return (struct text){0};
        same = rest;
    }
    return same;
}

/* Each level's own word in the header of its objectives, where all else in it is the word for them; or none has
   any. */
static bool part_whose(struct paired *p, struct text word, bool leads)
{
    size_t named = 0;
    for (size_t i = 0; i < p->n; i++) {
        p->whose[i] = without(p->keys[i][0], word, leads);
        if (!p->whose[i].ptr)
            return false;
        named += p->whose[i].len > 0;
        for (size_t k = 0; k < i && p->whose[i].len; k++)
            if (text_eq(p->whose[i], p->whose[k]))
                return false;
    }
    return (named == 0 || named == p->n) &&
           likeliest(vocabulary_read(p->w->words, p->w->scratch, word), .6) == ROLE_OBJECTIVE;
}

/* A word that says nothing else than what is measured, or nothing that is known. */
static bool may_measure(const struct paired *p)
{
    const struct header_reading *r = vocabulary_read(p->w->words, p->w->scratch, p->measure);
    enum role role = likeliest(r, .6);
    return role == ROLE_NONE || role == ROLE_KEY_RESULT || role == ROLE_METRIC;
}

/* The columns of each level are called the same, but for whose they are. */
static bool part_keys(struct paired *p, struct text word, bool leads)
{
    if (!part_whose(p, word, leads))
        return false;
    for (size_t at = 1; at < p->width; at++) {
        struct text same = said_by_all(p, at, leads);
        if (!same.len)
            return false;
        p->measure = at == 1 ? same : p->measure;
    }
    return may_measure(p);
}

/* The row above says whose they are: a short text over the first column of each level, and nothing else. */
static bool read_above(struct paired *p)
{
    struct work *w = p->w;
    if (p->line == 0 || w->lines[p->line - 1].filled != p->n ||
        w->lines[p->line - 1].row->index + 1 != w->lines[p->line].row->index)
        return false;
    for (size_t i = 0; i < p->n; i++) {
        const struct cell *cell = line_cell(w, p->line - 1, p->cells[i][0]->col);
        if (!cell || cell->type != CELL_TEXT || cell->text.len > LONGEST_NAME)
            return false;
        p->whose[i] = header_key(w->scratch, cell->text);
    }
    return true;
}

/* The level that a word is for, as it stands in compounds too: "sparten", "abteilungs". */
static int level_of_word(const struct paired *p, struct text word)
{
    static const char *const joints[] = {"", "s", "n", "en"};
    int level = LEVEL_UNKNOWN;
    for (size_t i = 0; i < sizeof joints / sizeof *joints && level < 0; i++)
        if (text_ends(word, text_of(joints[i])))
            level = vocabulary_level(p->w->words,
                                     text_slice(word, 0, word.len - text_of(joints[i]).len));
    return level;
}

/* Nothing says that the levels go another way than down from the left; a group stands above divisions, though teams
   are called so, too. */
static bool goes_down_from_left(struct paired *p, size_t *known)
{
    int above = -1;
    *known = 0;
    for (size_t i = 0; i < p->n; i++) {
        int level = level_of_word(p, p->whose[i]);
        if (i == 0 && vocabulary_has(p->w->words, WORDS_LEVEL_EITHER, p->whose[i]))
            level = 0;
        *known += level >= 0;
        if (level >= 0 && level < above)
            return false;
        above = level >= 0 ? level : above;
    }
    return true;
}

/* Long enough for an item. */
static bool is_sentence(const struct work *w, const struct cell *cell)
{
    return cell->type == CELL_TEXT &&
           (mark_of(w, cell)->content == CONTENT_PROSE || text_words(cell->text) > 2);
}

/* Below the first two columns of each level stand sentences for the most part. */
static bool holds_items(const struct paired *p)
{
    const struct work *w = p->w;
    size_t end = p->line + 1 + ROWS_BELOW < w->n_lines ? p->line + 1 + ROWS_BELOW : w->n_lines;
    for (size_t i = 0; i < p->n; i++)
        for (size_t at = 0; at < 2; at++) {
            size_t n = 0, texts = 0;
            for (size_t line = p->line + 1; line < end; line++) {
                const struct cell *cell = line_cell(w, line, p->cells[i][at]->col);
                n += cell && w->lines[line].filled > 1;
                texts += cell && w->lines[line].filled > 1 && is_sentence(w, cell);
            }
            if (!n || texts * 2 < n)
                return false;
        }
    return true;
}

/* All that is read of it as it is: words for both, each with its level. */
static bool is_read_already(const struct paired *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t at = 0; at < 2; at++) {
            const struct header_reading *r = mark_of(p->w, p->cells[i][at])->reading;
            if (likeliest(r, .9) != (at ? ROLE_KEY_RESULT : ROLE_OBJECTIVE) || r->level < 0)
                return false;
        }
    return true;
}

/* The word for objectives that heads the first column of each level: the longest with which all of them end, or
   begin. */
static bool find_words(struct paired *p)
{
    struct text first = p->keys[0][0];
    for (size_t len = first.len; len > 1; len--)
        if (part_keys(p, text_slice(first, first.len - len, first.len), false) ||
            part_keys(p, text_slice(first, 0, len), true))
            return true;
    return false;
}

static bool take_line(struct paired *p, size_t width)
{
    const struct row *row = p->w->lines[p->line].row;
    size_t filled = p->w->lines[p->line].filled, n = 0;
    p->width = width;
    p->n = filled / width;
    if (filled % width || p->n < 2 || p->n > MOST_LEVELS)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &p->w->sheet->cells[i];
        if (p->w->marks[i].content == CONTENT_BLANK)
            continue;
        if (cell->type != CELL_TEXT || cell->text.len > LONGEST_NAME ||
            (n > 0 && cell->col != p->cells[(n - 1) / width][(n - 1) % width]->col + UINT32_C(1)))
            return false;
        p->cells[n / width][n % width] = cell;
        p->keys[n / width][n % width] = header_key(p->w->scratch, cell->text);
        n++;
    }
    return true;
}

static bool is_paired(struct paired *p, size_t width)
{
    size_t known = 0;
    if (!take_line(p, width) || is_read_already(p) || !find_words(p))
        return false;
    bool above = !p->whose[0].len;
    if ((above && !read_above(p)) || !goes_down_from_left(p, &known))
        return false;
    /* "Objective | Key result" twice below "Support | Sales" are tables beside each other */
    return (above ? known > 1 : known > 0) && holds_items(p);
}

/* What such a header says, in each level; what stands beside the items is said of this level as well. */
static void call_columns(struct paired *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t at = 0; at < p->width; at++) {
            const struct cell *cell = p->cells[i][at];
            const struct header_reading **reading = &p->w->marks[cell - p->w->sheet->cells].reading;
            struct header_reading *r = NEW(p->w->scratch, struct header_reading);
            struct text word = text_copy(p->w->mem, text_trim(cell->text));
            *r = at > 1 && *reading ? **reading : (struct header_reading){.scope = -1};
            if (at < 2) {
                r->n = 1;
                r->senses[0] = (struct sense){at ? ROLE_KEY_RESULT : ROLE_OBJECTIVE, 1, word,
                                              text_of("each level")};
            }
            r->level = (int)i;
            r->whole = true;
            *reading = r;
        }
}

/* The same word stands in all cells of the line, one that is no other column's, and a sentence above each. */
static bool is_same_below(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct cell *first = line_first(w, line);
    size_t filled = w->lines[line].filled;
    if (line == 0 || filled < 2 || filled != w->lines[line - 1].filled ||
        w->lines[line - 1].row->index + 1 != row->index || first->text.len > LONGEST_NAME ||
        likeliest(mark_of(w, first)->reading, .6) != ROLE_NONE)
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct cell *above = line_cell(w, line - 1, cell->col);
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (cell->type != CELL_TEXT || !text_eq(cell->text, first->text) || !above ||
            text_words(above->text) < 3 || !is_sentence(w, above))
            return false;
    }
    return true;
}

/* Right below it stand sentences, half of which give figures. */
static bool is_above_measured(const struct work *w, size_t line)
{
    size_t n = 0, figures = 0, sentences = 0;
    for (size_t at = line + 1; at < w->n_lines && at <= line + ROWS_BELOW; at++) {
        const struct row *row = w->lines[at].row;
        if (row->index != w->lines[at - 1].row->index + 1)
            break;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            bool text = w->marks[i].content != CONTENT_BLANK;
            n += text;
            sentences += text && is_sentence(w, cell);
            figures += text && text_has_digit(cell->text);
        }
    }
    return n >= w->lines[line].filled && figures * 2 >= n && sentences * 4 >= n * 3;
}

/* Such words are key results', whatever they are. */
static void call_same_below(struct work *w)
{
    for (size_t line = 1; line < w->n_lines; line++) {
        const struct row *row = w->lines[line].row;
        if (!is_same_below(w, line) || !is_above_measured(w, line))
            continue;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
            w->marks[i].reading = &own_key_result;
    }
}

/* "and by | login under 5 seconds": such words go on with the label right above, and name what that does. */
static void call_going_on(struct work *w)
{
    for (size_t line = 1; line < w->n_lines; line++) {
        const struct cell *label = line_first(w, line), *above = line_cell(w, line - 1, label->col),
                          *value = line_cell(w, line, label->col + UINT32_C(1));
        struct text first = header_key(w->scratch, label->text);
        if (!above || !value || w->lines[line].filled > 2 || label->type != CELL_TEXT ||
            text_words(label->text) > MOST_JOINED || !is_sentence(w, value) ||
            w->lines[line - 1].row->index + 1 != w->lines[line].row->index ||
            likeliest(mark_of(w, above)->reading, .7) != ROLE_KEY_RESULT ||
            !vocabulary_has(w->words, WORDS_GOES_ON, text_cut(&first, ' ')))
            continue;
        w->marks[label - w->sheet->cells].reading = mark_of(w, above)->reading;
    }
}

void read_paired(struct work *w)
{
    call_going_on(w);
    call_same_below(w);
    for (size_t line = 0; line < w->n_lines && line < LOOKED_AT; line++)
        for (size_t width = 2; width <= MOST_COLUMNS && w->lines[line].filled >= 4; width++) {
            struct paired p = {.w = w, .line = line};
            if (!is_paired(&p, width))
                continue;
            call_columns(&p);
            return;
        }
}
