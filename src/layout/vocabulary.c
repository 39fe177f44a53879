/*
 * Words -> roles. A header is taken apart, left to right, into the longest words that the
 * vocabulary knows; what the parts are (an attribute such as "owner", an item such as "KR", a level
 * such as "company", a number, a period) says what the whole means. So "Company KR owner" needs no
 * entry of its own.
 */
#include "layout/vocabulary.h"

#include "base/fold.h"
#include "base/map.h"
#include "config/data.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

enum {
    LONGEST_HEADER = 120,
    MAX_UNITS = 48,
    LONGEST_PHRASE = 14,
    MAX_PARTS = 16,
    LONGEST_DATED = 48,
    SHORTEST_LEVEL = 4
};

/* All the meanings of one word, and the lists in which it stands. */
struct entry {
    struct sense senses[MAX_SENSES];
    size_t n;
    uint64_t lists; /* bit set of enum word_list */
    struct text key;
};

_Static_assert(WORD_LIST_COUNT <= 64, "a bit for each list");

struct vocabulary {
    struct map words; /* key -> index into entries */
    struct {
        struct entry *v;
        size_t n, cap;
    } entries;
    size_t longest; /* word, in bytes */
};

static const char *const list_names[] = {
#define X(name, text) text,
    WORD_LISTS(X)
#undef X
};

/* --- normal form ------------------------------------------------------------------------------ */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "keyResultId" -> "key Result Id"; other text as it is, also "UoM". */
static struct text split_case(struct arena *mem, struct text t)
{
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < t.len; i++) {
        bool lower = i > 0 && t.ptr[i - 1] >= 'a' && t.ptr[i - 1] <= 'z';
        bool ends = i + 1 == t.len || t.ptr[i + 1] == ' ';
        if (lower && !ends && t.ptr[i] >= 'A' && t.ptr[i] <= 'Z')
            buf_add_char(&b, ' ');
        buf_add_char(&b, t.ptr[i]);
    }
    return buf_done(&b);
}

/* "q3", "fy26", "h1", "w18", "2026", "p0": stays one word. */
static bool period_shape(struct text word)
{
    size_t letters = 0;
    while (letters < word.len && word.ptr[letters] >= 'a' && word.ptr[letters] <= 'z')
        letters++;
    for (size_t i = letters; i < word.len; i++)
        if (!is_digit(word.ptr[i]))
            return false;
    size_t digits = word.len - letters;
    if (letters == 0)
        return digits == 4 && (word.ptr[0] == '2' || (word.ptr[0] == '1' && word.ptr[1] == '9'));
    if (letters == 1)
        return (digits == 1 && strchr("qhstypw", word.ptr[0])) ||
               (digits == 2 && word.ptr[0] == 'w');
    bool two = letters == 2 && (digits == 2 || digits == 4);
    bool year = two && word.ptr[1] == 'y' && (word.ptr[0] == 'f' || word.ptr[0] == 'c');
    return year || (digits > 0 && digits <= 2 &&
                    words_name(WORDS_WEEK, text_slice(word, 0, letters)).len); /* "kw23", "wk14" */
}

/* Adds a word without its plural s, split where letters meet digits. */
static void add_word(struct buf *b, struct text word)
{
    if (b->len)
        buf_add_char(b, ' ');
    if (period_shape(word)) {
        buf_add(b, word);
        return;
    }
    char last = word.ptr[word.len - 1], before = word.len > 2 ? word.ptr[word.len - 2] : 's';
    if (last == 's' && before != 's' && before != 'u' && before != 'i' && !is_digit(before))
        word.len--;
    for (size_t i = 0; i < word.len; i++) {
        bool letter = i > 0 && !is_digit(word.ptr[i - 1]);
        if (i > 0 && is_digit(word.ptr[i]) == letter && (signed char)word.ptr[i] > 0 &&
            (signed char)word.ptr[i - 1] > 0)
            buf_add_char(b, ' ');
        buf_add_char(b, word.ptr[i]);
    }
}

/* A word broken at a line's end: "Ziel-\nwert" is "Zielwert". Absent: none is. */
static struct text unbroken(struct arena *mem, struct text t)
{
    struct buf b = {.mem = mem};
    size_t from = 0;
    for (size_t i = 1; i + 2 < t.len; i++) {
        bool broken = t.ptr[i] == '-' && t.ptr[i + 1] == '\n' && t.ptr[i - 1] != ' ' &&
                      (t.ptr[i + 2] & 0x80 || (t.ptr[i + 2] >= 'a' && t.ptr[i + 2] <= 'z'));
        if (!broken)
            continue;
        buf_add(&b, text_slice(t, from, i));
        from = i + 2;
    }
    buf_add(&b, text_slice(t, from, t.len));
    return from ? buf_text(&b) : (struct text){0};
}

struct text header_key(struct arena *mem, struct text t)
{
    bool one_word = !memchr(t.len ? t.ptr : "", ' ', t.len);
    struct text key = text_key(mem, one_word ? split_case(mem, t) : t);
    if (key.len == 0)
        return text_fold(mem, t);
    struct buf b = {.mem = mem};
    for (struct text rest = key; rest.len;)
        add_word(&b, text_cut(&rest, ' '));
    return buf_done(&b);
}

/* --- loading ---------------------------------------------------------------------------------- */

/* The entry of a word, made if there is none; NULL for a word without letters or signs. */
static struct entry *entry_of(struct arena *mem, struct vocabulary *words, struct text word)
{
    struct text key = header_key(mem, word);
    if (key.len == 0)
        return NULL;
    size_t *at = map_put(mem, &words->words, key, words->entries.n);
    if (*at == words->entries.n)
        list_push(mem, &words->entries)->key = key;
    if (key.len > words->longest)
        words->longest = key.len;
    return &words->entries.v[*at];
}

static const struct entry *find_entry(const struct vocabulary *words, struct text key)
{
    size_t at = key.len && key.len <= words->longest ? map_get(&words->words, key) : MAP_NONE;
    return at == MAP_NONE ? NULL : &words->entries.v[at];
}

static bool in_list(const struct entry *e, enum word_list list)
{
    return e && (e->lists >> list & 1);
}

static bool add_sense(struct arena *mem, struct vocabulary *words, enum role role, double weight,
                      struct text word, struct text language)
{
    struct entry *e = entry_of(mem, words, word);
    if (!e)
        return false;
    for (size_t i = 0; i < e->n; i++)
        if (e->senses[i].role == role) {
            if (weight > e->senses[i].weight)
                e->senses[i].weight = weight;
            return true;
        }
    if (e->n == MAX_SENSES)
        return true;
    size_t place = e->n++; /* the usual meanings first */
    for (; place > 0 && e->senses[place - 1].weight < weight; place--)
        e->senses[place] = e->senses[place - 1];
    e->senses[place] = (struct sense){role, weight, word, language};
    return true;
}

static bool add_listed(struct arena *mem, struct vocabulary *words, enum word_list list,
                       struct text word)
{
    struct entry *e = entry_of(mem, words, word);
    if (e)
        e->lists |= UINT64_C(1) << list;
    return e != NULL;
}

/* The words of one line, for a role or (role == ROLE_COUNT) a list. False: a word is empty. */
static bool add_words(struct arena *mem, struct vocabulary *words, enum role role,
                      enum word_list list, struct text line, struct text language)
{
    while (line.len) {
        struct text word = text_trim(text_cut(&line, ','));
        double weight = 1;
        if (word.len > 1 && text_ends(word, T("?"))) {
            word = text_trim(text_slice(word, 0, word.len - 1));
            weight = .6;
        }
        if (role == ROLE_COUNT ? !add_listed(mem, words, list, word)
                               : !add_sense(mem, words, role, weight, word, language))
            return false;
    }
    return true;
}

static enum word_list list_of(struct text name)
{
    enum word_list list = 0;
    while (list < WORD_LIST_COUNT && !text_eq(text_of(list_names[list]), name))
        list++;
    return list;
}

/* Reads one data file: sections of roles (`roles`) or of word lists. */
static bool read_words(struct arena *mem, struct vocabulary *words, const char *name, bool roles,
                       struct text *error)
{
    struct text rest = data_file(mem, name);
    if (!rest.ptr) {
        *error = text_printf(mem, "%s: data file is missing", name);
        return false;
    }
    enum role role = ROLE_COUNT;
    enum word_list list = WORD_LIST_COUNT;
    for (unsigned number = 1; rest.len; number++) {
        struct text line = text_trim(text_cut(&rest, '\n'));
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (line.ptr[0] == '[' && text_ends(line, T("]"))) {
            struct text section = text_trim(text_slice(line, 1, line.len - 1));
            role = roles ? role_of(section) : ROLE_COUNT;
            list = roles ? WORD_LIST_COUNT : list_of(section);
            if (role != ROLE_COUNT || list != WORD_LIST_COUNT)
                continue;
            *error = text_printf(mem, "%s:%u: unknown section '" TEXT_FMT "'", name, number,
                                 TEXT_ARG(section));
            return false;
        }
        struct text language = text_trim(text_cut(&line, '='));
        bool in_section = role != ROLE_COUNT || list != WORD_LIST_COUNT;
        if (!in_section || line.len == 0 || language.len == 0 ||
            !add_words(mem, words, role, list, line, language)) {
            *error = text_printf(mem, "%s:%u: expected 'language = word, word' below a [section]",
                                 name, number);
            return false;
        }
    }
    return true;
}

/* [headers] of okralign.ini. */
static bool read_config(struct arena *mem, struct vocabulary *words, const struct config *config,
                        struct text *error)
{
    for (size_t i = 0; i < config->headers.n; i++) {
        const struct word_config *w = &config->headers.v[i];
        enum role role = role_of(w->name);
        if (role != ROLE_COUNT &&
            add_words(mem, words, role, WORD_LIST_COUNT, w->words, T("okralign.ini")))
            continue;
        *error = text_printf(mem, "" TEXT_FMT ":%u: %s '" TEXT_FMT "' in [headers]",
                             TEXT_ARG(config->path), w->line,
                             role == ROLE_COUNT ? "unknown role" : "empty word for", //
                             TEXT_ARG(w->name));
        return false;
    }
    return true;
}

struct vocabulary *vocabulary_load(struct arena *mem, const struct config *config,
                                   struct text *error)
{
    struct vocabulary *words = NEW(mem, struct vocabulary);
    if (!read_words(mem, words, "headers.txt", true, error) ||
        !read_words(mem, words, "layout.txt", false, error) ||
        !read_config(mem, words, config, error))
        return NULL;
    return words;
}

/* --- lists ------------------------------------------------------------------------------------ */

bool vocabulary_has(const struct vocabulary *words, enum word_list list, struct text key)
{
    return in_list(find_entry(words, key), list);
}

static bool wide_char(const char *p)
{
    return (unsigned char)p[0] >= 0xE2;
}

size_t vocabulary_begins(const struct vocabulary *words, enum word_list list, struct text key)
{
    size_t end = key.len < words->longest ? key.len : words->longest;
    for (; end > 0; end--) {
        bool boundary = end == key.len || key.ptr[end] == ' ' || wide_char(key.ptr + end);
        if (boundary && vocabulary_has(words, list, text_slice(key, 0, end)))
            return end;
    }
    return 0;
}

static int level_of(const struct entry *e)
{
    for (int level = 0; e && level < 5; level++)
        if (in_list(e, WORDS_LEVEL_COMPANY + (enum word_list)level))
            return level;
    return LEVEL_UNKNOWN;
}

int vocabulary_level(const struct vocabulary *words, struct text key)
{
    return level_of(find_entry(words, key));
}

bool vocabulary_period(const struct vocabulary *words, struct text token)
{
    return period_shape(token) || vocabulary_has(words, WORDS_PERIOD, token);
}

/* --- reading a header ------------------------------------------------------------------------- */

/* A header's key, cut where words (or, without blanks between words, characters) may end. */
struct units {
    struct text key;
    size_t from[MAX_UNITS], to[MAX_UNITS];
    size_t n;
};

static void cut_units(struct units *u)
{
    size_t at = 0;
    while (at < u->key.len && u->n < MAX_UNITS) {
        size_t end = at;
        if (wide_char(u->key.ptr + at)) {
            struct text rest = text_slice(u->key, at, u->key.len);
            text_next(&rest);
            end = u->key.len - rest.len;
        } else {
            while (end < u->key.len && u->key.ptr[end] != ' ' && !wide_char(u->key.ptr + end))
                end++;
        }
        u->from[u->n] = at;
        u->to[u->n++] = end;
        at = end < u->key.len && u->key.ptr[end] == ' ' ? end + 1 : end;
    }
}

/* A part of a header that the vocabulary knows. */
struct part {
    const struct entry *entry; /* NULL: filler, period, number, or a level's word only */
    int level;
    bool period;
    unsigned number, letter; /* the last of several: "B" of "Result B" */
};

struct parts {
    struct part v[MAX_PARTS];
    size_t n;
    size_t known, all; /* bytes explained, bytes there */
};

static bool item_role(enum role role)
{
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_TITLE;
}

/* "abteilungsziel", "teamdoel": a level's word grown together with an item's. Sets *level and
   returns the item's entry; NULL: it is none. */
static const struct entry *compound(const struct vocabulary *words, struct text word, int *level)
{
    for (size_t i = word.len; i-- > SHORTEST_LEVEL;) {
        struct text head = text_slice(word, 0, i);
        const struct entry *e = find_entry(words, text_slice(word, i, word.len));
        if (!e || !e->n ||
            !(e->senses[0].role == ROLE_OBJECTIVE || e->senses[0].role == ROLE_KEY_RESULT))
            continue;
        *level = level_of(find_entry(words, head));
        if (*level < 0 && text_ends(head, T("s")))
            *level = level_of(find_entry(words, text_slice(head, 0, i - 1)));
        if (*level >= 0)
            return e;
    }
    return NULL;
}

static bool read_part(const struct vocabulary *words, struct text phrase, bool single, bool alone,
                      struct part *part)
{
    const struct entry *e = find_entry(words, phrase), *item = NULL;
    if (!e && !single)
        return false;
    *part = (struct part){.level = level_of(e)};
    if (part->level < 0 && single)
        item = compound(words, phrase, &part->level);
    if (item && !e)
        e = item;
    bool letter = phrase.len == 1 && phrase.ptr[0] >= 'a' && phrase.ptr[0] <= 'z';
    /* "de", "to": seldom more than a filler among other words */
    bool filler = in_list(e, WORDS_FILLER) && e->n && e->senses[0].weight < 1 && !alone;
    if (e && e->n && (!letter || alone) && !filler)
        part->entry = e;
    part->period = single && (period_shape(phrase) || in_list(e, WORDS_PERIOD));
    if (single && phrase.len < 3 && is_digit(phrase.ptr[0]))
        part->number =
            (unsigned)(phrase.ptr[0] - '0') * (phrase.len > 1 ? 10 : 1) +
            (phrase.len > 1 && is_digit(phrase.ptr[1]) ? (unsigned)(phrase.ptr[1] - '0') : 0);
    if (single && letter && phrase.ptr[0] <= 'f')
        part->letter = (unsigned)(phrase.ptr[0] - 'a') + 1;
    return part->entry || part->level >= 0 || part->period || part->number || part->letter ||
           in_list(e, WORDS_FILLER);
}

static void take_apart(const struct vocabulary *words, const struct units *u, struct parts *parts)
{
    /* a single letter means something by itself or before a number: "O", "O 1" */
    bool alone = u->n == 1 || (u->n == 2 && is_digit(u->key.ptr[u->from[1]]));
    for (size_t i = 0; i < u->n;) {
        size_t j = i + LONGEST_PHRASE < u->n ? i + LONGEST_PHRASE : u->n;
        struct part part = {0};
        bool of_level = i > 0 && i + 1 == u->n && parts->n && /* "Company O" */
                        parts->v[parts->n - 1].level >= 0;
        while (j > i && !read_part(words, text_slice(u->key, u->from[i], u->to[j - 1]), j == i + 1,
                                   alone || of_level, &part))
            j--;
        bool letter = j > i && part.letter && !part.entry && part.level < 0 && !part.number;
        if (letter && (i == 0 || j != u->n))
            j = i; /* the last of several words, or nothing */
        size_t end = j > i ? j : i + 1;
        size_t bytes = u->to[end - 1] - u->from[i];
        bool filler = j > i && !part.entry && part.level < 0 && !part.period && !part.number;
        parts->all += filler ? 0 : bytes;
        if (j > i) {
            parts->known += filler ? 0 : bytes;
            if (parts->n < MAX_PARTS)
                parts->v[parts->n++] = part;
        }
        i = end;
    }
}

/* The parts by what they do in the header. */
struct header_sense {
    const struct entry *attribute, *item, *title, *unit;
    int items;   /* how many different item roles */
    bool behind; /* the item's word comes behind the attribute's: "supports KR" */
};

static void sort_parts(const struct parts *parts, struct header_reading *r, struct header_sense *h)
{
    size_t entries = 0;
    bool romance = false; /* an item's word of a language where "direction" is a department */
    for (size_t i = 0; i < parts->n; i++) {
        const struct entry *e = parts->v[i].entry;
        entries += e != NULL;
        romance |= e && item_role(e->senses[0].role) && !text_eq(e->senses[0].language, T("en"));
    }
    for (size_t i = 0; i < parts->n; i++) {
        const struct part *p = &parts->v[i];
        r->period |= p->period;
        if (p->number && !r->group)
            r->group = p->number;
        const struct entry *named = parts->v[0].entry;
        if (p->letter && i > 0 && i + 1 == parts->n && named && !r->group &&
            named->senses[0].role != ROLE_OBJECTIVE)
            r->group = p->letter; /* "Result B" */
        if (p->level >= 0 && r->level < 0)
            r->level = p->level;
        if (!p->entry)
            continue;
        enum role role = p->entry->senses[0].role;
        bool directors = role == ROLE_DIRECTION && romance; /* "Objectif direction" */
        if (p->level >= 0 && (role == ROLE_UNIT_NAME || directors) && entries > 1) {
            h->unit = p->entry; /* "team objective": whose it is, no more */
            continue;
        }
        if (role == ROLE_TITLE)
            h->title = p->entry;
        else if (item_role(role)) {
            h->items += h->item && h->item->senses[0].role != role ? 1 : 0;
            h->item = p->entry;
            h->behind = h->attribute != NULL;
        } else if (!h->attribute || h->attribute->senses[0].role == ROLE_LEVEL ||
                   (h->attribute->senses[0].role != ROLE_PARENT && role != ROLE_LEVEL)) {
            h->attribute = p->entry; /* "target level" is a target */
        }
    }
}

static void add_senses(struct header_reading *r, const struct entry *e, double factor)
{
    for (size_t i = 0; i < e->n && r->n < MAX_SENSES; i++) {
        r->senses[r->n] = e->senses[i];
        r->senses[r->n++].weight *= factor;
    }
}

static void add_role(struct header_reading *r, enum role role, double weight,
                     const struct entry *from)
{
    if (r->n < MAX_SENSES)
        r->senses[r->n++] =
            (struct sense){role, weight, from->senses[0].word, from->senses[0].language};
}

static bool may_mean(const struct entry *e, enum role role)
{
    for (size_t i = 0; i < e->n; i++)
        if (e->senses[i].role == role)
            return true;
    return false;
}

/* "KR owner", "objective id", "key result description": an attribute of an item. */
static void qualified(struct header_reading *r, const struct header_sense *h, double factor)
{
    enum role of = h->item->senses[0].role, role = h->attribute->senses[0].role;
    bool objective = of == ROLE_OBJECTIVE;
    bool upper = role == ROLE_PARENT && h->behind; /* the item is what is supported */
    r->scope = upper ? -1 : objective ? OBJECTIVE : KEY_RESULT;
    if (role == ROLE_ID || role == ROLE_OUTLINE)
        add_role(r, objective ? ROLE_OBJECTIVE_ID : ROLE_KEY_RESULT_ID, factor, h->attribute);
    else if (role == ROLE_NOTE || role == ROLE_METRIC) {
        if (role == ROLE_METRIC && h->behind && may_mean(h->item, ROLE_TARGET))
            add_role(r, ROLE_TARGET, .85 * factor, h->item); /* "Metric goal" */
        add_role(r, of, .75 * factor, h->item);
        add_role(r, role, .7 * factor, h->attribute);
    } else if (role == ROLE_TYPE) {
        add_role(r, ROLE_COMMITMENT, .5 * factor, h->attribute);
        add_role(r, ROLE_TYPE, .45 * factor, h->attribute);
    } else
        add_senses(r, h->attribute, factor);
}

static void by_weight(struct header_reading *r)
{
    for (size_t i = 1; i < r->n; i++)
        for (size_t j = i; j > 0 && r->senses[j].weight > r->senses[j - 1].weight; j--) {
            struct sense swap = r->senses[j];
            r->senses[j] = r->senses[j - 1];
            r->senses[j - 1] = swap;
        }
}

static void interpret(const struct parts *parts, struct header_reading *r)
{
    struct header_sense h = {0};
    double factor = parts->all ? (double)parts->known / (double)parts->all : 0;
    sort_parts(parts, r, &h);
    if (h.item && h.items)
        add_role(r, ROLE_TITLE, factor, h.item);
    else if (h.item && h.attribute)
        qualified(r, &h, factor);
    else if (h.item)
        add_senses(r, h.item, factor);
    else if (h.attribute) {
        if (h.title && h.attribute->senses[0].role == ROLE_NOTE) /* "OKR description" */
            add_role(r, ROLE_TITLE, .75 * factor, h.title);
        add_senses(r, h.attribute, h.title ? .7 * factor : factor);
    } else if (h.title && h.unit && in_list(h.title, WORDS_FILLER)) /* "Équipe / Nom" */
        add_senses(r, h.unit, factor);
    else if (h.title)
        add_senses(r, h.title, factor);
    by_weight(r);
}

/* "Feeling (1-10)", "Score (0-1)": the scale says nothing of the role, and is no period; nor does the
   type of a field that a program exports. */
static struct text without_scale(struct text header)
{
    static const char *const scales[] = {
        "(0-1)",          "(0-5)",           "(1-5)",         "(0-10)",      "(1-10)",
        "(0-100)",        "(number)",        "(text)",        "(drop down)", "(dropdown)",
        "(short text)",   "(currency)",      "(user)",        "(users)",     "(long text)",
        "(checkbox)",     "(labels)",        "(people)",      "(formula)",   "(relation)",
        "(relationship)", "(single select)", "(multi select)"};
    struct text t = text_trim(header);
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (text_ends(t, text_of(scales[i])))
            return text_trim(text_slice(t, 0, t.len - text_of(scales[i]).len));
    return t;
}

/* The key of a header in which a part of a year is counted in words or signs, with "q1" for it, whichever it is, so
   that its number is none of the header's: "q1 목표" of "3분기 목표". Absent: it counts none so. */
static struct text with_counted_period(struct arena *mem, struct text header)
{
    struct period period;
    struct text slice;
    bool counts = false;
    for (size_t i = 0; i < header.len && header.len <= LONGEST_DATED; i++)
        counts |= is_digit(header.ptr[i]) || wide_char(header.ptr + i);
    if (!counts || !(value_period_within(mem, header, DATE_UNKNOWN, &period, &slice) ||
                     value_numbered_month(header, &slice)))
        return (struct text){0};
    bool counted = wide_char(slice.ptr);
    for (struct text rest = header_key(mem, slice); rest.len;) {
        struct text word = text_cut(&rest, ' ');
        counted |= is_digit(word.ptr[0]) && !period_shape(word);
    }
    if (!counted)
        return (struct text){0};
    size_t at = (size_t)(slice.ptr - header.ptr);
    struct text behind = text_slice(header, at + slice.len, header.len);
    return header_key(mem, text_printf(mem, TEXT_FMT " Q1 " TEXT_FMT,
                                       TEXT_ARG(text_slice(header, 0, at)), TEXT_ARG(behind)));
}

static struct header_reading *read_whole(const struct vocabulary *words, struct arena *mem,
                                         struct text header)
{
    struct text plain = without_scale(header), key = with_counted_period(mem, plain);
    struct units u = {.key = key.len ? key : header_key(mem, plain)};
    cut_units(&u);
    struct parts parts = {0};
    take_apart(words, &u, &parts);
    bool years = !isnan(value_short_years(header));
    if (!years && (parts.known == 0 || parts.known * 2 < parts.all))
        return NULL;
    struct header_reading *r = NEW(mem, struct header_reading);
    *r = (struct header_reading){.scope = -1, .level = LEVEL_UNKNOWN, .period = years};
    if (!years)
        interpret(&parts, r);
    return r->n || r->period || r->group ? r : NULL;
}

/* "Owner (from Objective)": the owner, as it stands where the item itself does; NULL: no such. */
static const struct header_reading *looked_up(const struct vocabulary *words, struct arena *mem,
                                              struct text head, struct text rest)
{
    if (!head.len || !text_ends(rest, T(")")))
        return NULL;
    const struct header_reading *from = read_whole(words, mem, text_slice(rest, 0, rest.len - 1));
    bool item = from && from->n && from->scope >= 0 && from->senses[0].role == ROLE_BASELINE;
    struct header_reading *r = item ? read_whole(words, mem, head) : NULL;
    if (!r || !r->n || r->senses[0].weight < .7 || item_role(r->senses[0].role))
        return NULL;
    r->scope = r->scope < 0 ? from->scope : r->scope;
    return r;
}

/* "Objective (inspiring!)": what stands before the brackets, where that tells more than the whole;
   "KR 1 (Reduce churn)" is a key result's name. */
static const struct header_reading *before_hint(const struct vocabulary *words, struct arena *mem,
                                                struct text header,
                                                const struct header_reading *whole)
{
    double weight = whole && whole->n ? whole->senses[0].weight : 0;
    struct text rest = text_trim(header), head = text_trim(text_cut(&rest, '('));
    const struct header_reading *there = looked_up(words, mem, head, rest);
    if (there)
        return there;
    if (weight >= .9 || !head.len || !text_ends(rest, T(")")))
        return whole;
    for (size_t i = 0; i < head.len; i++)
        if (is_digit(head.ptr[i]))
            return whole;
    const struct header_reading *r = read_whole(words, mem, head);
    if (r && r->n && r->senses[0].weight > weight)
        return r;
    /* "Custom field (Target)", "Worum geht's (Ziel)"; not a sentence with a remark behind it */
    bool sentence = text_words(head) > 3;
    for (size_t i = 0; i < rest.len; i++)
        sentence |= is_digit(rest.ptr[i]);
    r = sentence || (whole && whole->n) ? NULL
                                        : read_whole(words, mem, text_slice(rest, 0, rest.len - 1));
    return r && r->n && r->senses[0].weight >= .8 ? r : whole;
}

/* "Level on 1 July" is one of a figure. */
static bool is_level(const struct vocabulary *words, struct text word)
{
    const struct entry *e = find_entry(words, word);
    return e && e->n && e->senses[0].role == ROLE_LEVEL;
}

/* "Au 31/08", "Stand per 15.02.": words for a point of time, and a day. WORD_LIST_COUNT: there are
   others. */
static enum word_list dated_by(const struct vocabulary *words, struct text key)
{
    enum word_list said = WORD_LIST_COUNT;
    size_t signs = 0; /* 年月日 */
    while (key.len) {
        size_t as_of = vocabulary_begins(words, WORDS_AS_OF, key);
        size_t until = vocabulary_begins(words, WORDS_UNTIL, key), end = as_of;
        struct text rest = key, word = text_cut(&rest, ' ');
        if (until > as_of) {
            said = WORDS_UNTIL;
            end = until;
        } else if (as_of && said == WORD_LIST_COUNT) {
            said = WORDS_AS_OF;
        } else if (!as_of && is_level(words, word)) {
            said = said == WORD_LIST_COUNT ? WORDS_AS_OF : said;
        } else if (!as_of && wide_char(key.ptr) && signs++ < 3) {
            rest = key;
            text_next(&rest);
            end = key.len - rest.len;
        } else if (!as_of && !is_digit(word.ptr[0]) && isnan(words_value(WORDS_MONTH, word)) &&
                   !vocabulary_has(words, WORDS_FILLER, word)) {
            return WORD_LIST_COUNT;
        }
        key = text_trim(end ? text_slice(key, end, key.len) : rest);
    }
    return said;
}

/* "截至8月31日" -> "截至 8 月 31 日". */
static struct text figures_apart(struct arena *mem, struct text key)
{
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < key.len; i++) {
        if (i > 0 && is_digit(key.ptr[i]) != is_digit(key.ptr[i - 1]))
            buf_add_char(&b, ' ');
        buf_add_char(&b, key.ptr[i]);
    }
    return text_key(mem, buf_text(&b));
}

static const struct header_reading *read_dated(const struct vocabulary *words, struct arena *mem,
                                               struct text header)
{
    double day;
    if (header.len > LONGEST_DATED || !value_day(header, DATE_UNKNOWN, 2000, &day))
        return NULL;
    enum word_list said = dated_by(words, figures_apart(mem, header_key(mem, header)));
    if (said == WORD_LIST_COUNT)
        return NULL;
    struct header_reading *r = NEW(mem, struct header_reading);
    *r = (struct header_reading){.scope = -1, .level = LEVEL_UNKNOWN, .period = true, .n = 1};
    r->senses[0] = (struct sense){said == WORDS_UNTIL ? ROLE_TARGET : ROLE_CURRENT, .9,
                                  text_copy(mem, header), T("a day")};
    return r;
}

/* "Which goal above does this support?": a question with a word for it. */
static bool asks_what_it_supports(const struct vocabulary *words, struct arena *mem,
                                  struct text header)
{
    enum { LONGEST_QUESTION = 80 };
    if (!text_ends(text_trim(header), T("?")) || header.len > LONGEST_QUESTION)
        return false;
    for (struct text rest = header_key(mem, header); rest.len; text_cut(&rest, ' ')) {
        size_t n = vocabulary_begins(words, WORDS_SUPPORTS, rest);
        if (n >= 5 && (n == rest.len || rest.ptr[n] == ' '))
            return true;
    }
    return false;
}

/* "Wer macht's?", "Who will do it?": what its first word asks for. */
static const struct header_reading *read_question(const struct vocabulary *words, struct arena *mem,
                                                  struct text header,
                                                  const struct header_reading *read)
{
    struct text rest = header_key(mem, header), first = text_cut(&rest, ' ');
    const struct entry *e = find_entry(words, first);
    bool asks = text_ends(text_trim(header), T("?")) && header.len <= LONGEST_DATED;
    if (asks_what_it_supports(words, mem, header)) {
        struct header_reading *parent = NEW(mem, struct header_reading);
        *parent = (struct header_reading){.scope = -1, .level = LEVEL_UNKNOWN, .n = 1};
        parent->senses[0] =
            (struct sense){ROLE_PARENT, .9, text_copy(mem, header), T("a question")};
        return parent;
    }
    if (!asks || !e || !e->n ||
        (e->senses[0].role != ROLE_OWNER && e->senses[0].role != ROLE_DUE) ||
        e->senses[0].weight < 1)
        return read;
    struct header_reading *r = NEW(mem, struct header_reading);
    *r = (struct header_reading){.scope = -1, .level = LEVEL_UNKNOWN};
    add_senses(r, e, .8);
    return r;
}

/* "Läge 15/10": a state, but on that day. */
static const struct header_reading *joined_with(struct arena *mem,
                                                const struct header_reading *read,
                                                const struct header_reading *dated)
{
    const struct sense *day = &dated->senses[0];
    for (size_t i = 0; i < read->n; i++)
        if (read->senses[i].role == day->role || item_role(read->senses[i].role) ||
            read->n == MAX_SENSES)
            return read;
    struct header_reading *both = NEW(mem, struct header_reading);
    *both = *read;
    both->senses[both->n++] = *day;
    by_weight(both);
    return both;
}

/* "Goal #": the number of what the word names; NULL: no such sign, or no word for an item before it. */
static const struct header_reading *read_numbered(const struct vocabulary *words, struct arena *mem,
                                                  struct text header)
{
    struct text t = text_trim(header);
    if (t.len < 2 || t.ptr[t.len - 1] != '#')
        return NULL;
    const struct header_reading *r = read_whole(words, mem, text_slice(t, 0, t.len - 1));
    for (size_t i = 0; r && i < r->n; i++) {
        if (r->senses[i].role == ROLE_OBJECTIVE)
            return read_whole(words, mem, T("objective id"));
        if (r->senses[i].role == ROLE_KEY_RESULT)
            return read_whole(words, mem, T("key result id"));
    }
    return NULL;
}

/* The character before `at`, blanks left out; 0: there is none. */
static uint32_t char_before(struct text t, size_t at)
{
    uint32_t last = 0;
    for (struct text rest = text_trim(text_slice(t, 0, at)); rest.len;)
        last = text_next(&rest);
    return last;
}

/* "≥ 90", ">= 90", "+20", "€ 12": a sign that no header has before the number at `at`. */
static bool has_sign(struct text t, size_t at)
{
    struct text before = text_trim(text_slice(t, 0, at));
    if (text_ends(before, T(">=")) || text_ends(before, T("<=")))
        return true;
    uint32_t c = char_before(t, at);
    return (c && c < 0x80 && strchr("+<>~$", (int)c)) || c == 0x2264 || c == 0x2265 || c == 0xB1 ||
           c == 0x2248 || c == 0x20AC || c == 0xA3;
}

enum { MOST_COUNTED = 12 }; /* "Our 3 goals", "KR 2 %" */

/* What the numbers in a text are; those in brackets are of a scale or an example, what stands behind a
   colon is what the header says ("Progress: 40%"). */
struct numbers {
    size_t n;
    bool signs;       /* one has a sign or a percent sign */
    unsigned leading; /* the first, where the text begins with it and a blank; 0 */
};

static struct numbers numbers_in(struct text t)
{
    struct numbers found = {0};
    size_t open = 0;
    bool colon = false;
    for (size_t i = 0, end; i < t.len; i = end) {
        end = i + 1;
        colon |= t.ptr[i] == ':';
        open += t.ptr[i] == '(';
        open -= open && t.ptr[i] == ')';
        if (!is_digit(t.ptr[i]) || open)
            continue;
        unsigned value = 0;
        for (end = i; end < t.len && (is_digit(t.ptr[end]) || strchr(".,", t.ptr[end])); end++)
            value = is_digit(t.ptr[end]) && value < 1000 ? value * 10 + (unsigned)(t.ptr[end] - '0')
                                                         : value;
        struct text behind = text_trim(text_slice(t, end, t.len));
        found.n++;
        bool glued = i > 0 && ((t.ptr[i - 1] | 0x20) >= 'a' && (t.ptr[i - 1] | 0x20) <= 'z');
        bool percent =
            text_starts(behind, T("%")) && !glued && (t.ptr[end] == '%' || value > MOST_COUNTED);
        found.signs |= !colon && (percent || has_sign(t, i));
        if (i == 0 && end < t.len && t.ptr[end] == ' ')
            found.leading = value;
    }
    return found;
}

/* From what to what: not "Score 1 to 10", which is a scale, nor years. */
static bool says_change(struct arena *mem, struct text header, bool item, bool period)
{
    struct change c;
    struct phrase from;
    if (!value_change(header, DECIMAL_UNKNOWN, &c) || isnan(c.start) || isnan(c.target))
        return false;
    bool years = c.start >= 1990 && c.start <= 2100 && c.target >= 1990 && c.target <= 2100;
    if (words_within(WORDS_FROM, text_key(mem, header), &from))
        return !years;
    bool scale = c.start == 0 || c.start == 1;
    return !years && !scale && !item && !period;
}

/* A figure, as a key result has it and no header: "90 tickets", "Orders ≥ 50", "Tickets from 24 to 12".
   A number behind its word counts ("KR 2"), that of a period says when. */
static bool holds_figure(struct arena *mem, struct text header, const struct header_reading *r)
{
    struct text t = text_trim(header);
    struct numbers numbers = numbers_in(t);
    bool item = r->n && item_role(r->senses[0].role);
    if (!numbers.n || !r->n)
        return false;
    return numbers.signs || (numbers.leading > (item ? MOST_COUNTED : 0) && !r->period) ||
           (numbers.n > 1 && says_change(mem, t, item, r->period));
}

static const struct header_reading *read_header(const struct vocabulary *words, struct arena *mem,
                                                struct text header)
{
    const struct header_reading *numbered = read_numbered(words, mem, header);
    if (numbered)
        return numbered;
    const struct header_reading *plain =
        before_hint(words, mem, header, read_whole(words, mem, header));
    struct text joined = {0};
    if (!plain || !plain->n)
        joined = unbroken(mem, header);
    const struct header_reading *read = joined.len ? read_whole(words, mem, joined) : plain;
    const struct header_reading *dated = read_dated(words, mem, header);
    if (!dated && !(read && read->n))
        read = read_question(words, mem, header, read);
    bool more = read && read->n && read->senses[0].role != ROLE_LEVEL;
    return !dated ? read : more ? joined_with(mem, read, dated) : dated;
}

const struct header_reading *vocabulary_read(const struct vocabulary *words, struct arena *mem,
                                             struct text header)
{
    if (header.len == 0 || header.len > LONGEST_HEADER)
        return NULL;
    const struct header_reading *read = read_header(words, mem, header);
    return read && holds_figure(mem, header, read) ? NULL : read;
}

/* Short words are too near to each other: "base", "case". */
static unsigned most_typos(struct text key)
{
    return key.len < 5 ? 0 : key.len < 12 ? 1 : 2;
}

/* "trgt" of "target", "ownr" of "owner": letters left out, most of them there, ends the same. */
static bool is_shortened(struct text key, struct text word)
{
    size_t at = 0;
    for (size_t i = 0; i < word.len && at < key.len; i++)
        at += word.ptr[i] == key.ptr[at];
    return key.len >= 4 && key.len < word.len && key.len * 5 >= word.len * 3 && at == key.len &&
           key.ptr[key.len - 1] == word.ptr[word.len - 1];
}

/* "Cib." of "cible": its beginning, with a stop for the rest. */
static bool is_abbreviated(struct text header, struct text key, struct text word)
{
    return key.len >= 3 && key.len < word.len && text_ends(text_trim(header), T(".")) &&
           text_starts(word, key) && !text_contains(word, T(" "));
}

/* The entry that the header is, mistyped, or else cut short; NULL: none, or of two roles. */
static const struct entry *nearest_entry(const struct vocabulary *words, struct text header,
                                         struct text key, bool cut_short)
{
    const struct entry *found = NULL;
    unsigned most = most_typos(key);
    for (size_t i = 0; key.len >= 3 && i < words->entries.n; i++) {
        const struct entry *e = &words->entries.v[i];
        if (!e->n || e->senses[0].weight < 1 || e->key.ptr[0] != key.ptr[0])
            continue;
        bool near = cut_short ? is_shortened(key, e->key) || is_abbreviated(header, key, e->key)
                              : most && text_nearly(key, e->key, most);
        if (!near)
            continue;
        if (found && found->senses[0].role != e->senses[0].role)
            return NULL;
        found = found ? found : e;
    }
    return found;
}

const struct header_reading *vocabulary_mend(const struct vocabulary *words, struct arena *mem,
                                             struct text header, struct text *word)
{
    struct text key = header.len <= LONGEST_HEADER ? header_key(mem, header) : (struct text){0};
    const struct entry *found = nearest_entry(words, header, key, false);
    if (!found)
        found = nearest_entry(words, header, key, true);
    if (!found)
        return NULL;
    *word = found->senses[0].word;
    return vocabulary_read(words, mem, found->key);
}
