/*
 * Word lists -> maps of folded phrases, one for each section. A phrase is looked up by hashing the
 * one to four words at a position, so that the length of the lists does not count; the languages
 * that write without blanks have a short list of their own that is searched.
 */
#include "value/words.h"

#include "base/fold.h"
#include "base/map.h"
#include "config/data.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

enum { LONGEST_PHRASE = 4 /* words */, LONGEST_KEY = 96 /* bytes; no listed phrase is longer */ };

struct entry {
    struct text name, key;
    double value; /* of the name; NAN */
};
struct entry_list LIST(struct entry);

struct section {
    struct entry_list entries;
    struct map phrases;    /* text_key -> entry */
    struct map beginnings; /* first word of phrases -> words in the longest of them */
    struct map prefixes;   /* "reduc" of "reduc*" -> entry */
    size_t longest_prefix;
    struct map symbols;    /* UTF-8 of a code point -> entry */
    struct text_list keys; /* of unspaced phrases, ... */
    struct text_list raws; /* ... as written, ... */
    struct text_list names;
};

static struct section sections[WORD_SECTION_COUNT];
static struct arena *words_mem;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const char *const section_names[] = {
#define X(name, text) text,
    WORD_SECTIONS(X)
#undef X
};

/* The first code point is of a script that is written without blanks between words. */
static bool unspaced(struct text t)
{
    return t.len && (unsigned char)t.ptr[0] >= 0xE2 && text_next(&t) >= 0x2E80;
}

static void add_symbol(struct section *section, struct text word, size_t entry)
{
    struct text rest = word;
    text_next(&rest);
    map_put(words_mem, &section->symbols, text_slice(word, 0, word.len - rest.len), entry);
}

static size_t words_in(struct text key)
{
    size_t n = 1;
    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == ' ';
    return n;
}

static void add_word(struct section *section, struct text name, struct text word)
{
    char *end;
    size_t number = section->entries.n;
    struct entry *entry = list_push(words_mem, &section->entries);
    struct text z = text_copy(words_mem, name);
    double value = strtod(z.ptr, &end);
    struct text key = text_key(words_mem, word);
    *entry = (struct entry){name, key, *end ? NAN : value};
    if (key.len == 0) {
        add_symbol(section, word, number);
    } else if (text_ends(word, T("*"))) {
        map_put(words_mem, &section->prefixes, key, number);
        if (key.len > section->longest_prefix)
            section->longest_prefix = key.len;
    } else {
        map_put(words_mem, &section->phrases, key, number);
        struct text first = text_slice(key, 0, text_find(key, T(" "), 0));
        size_t *longest = map_put(words_mem, &section->beginnings, first, 0);
        *longest = words_in(key) > *longest ? words_in(key) : *longest;
        if (unspaced(word)) {
            *list_push(words_mem, &section->keys) = key;
            *list_push(words_mem, &section->raws) = word;
            *list_push(words_mem, &section->names) = name;
        }
    }
}

static enum word_section section_of(struct text name)
{
    for (size_t i = 0; i < WORD_SECTION_COUNT; i++)
        if (text_eq(name, text_of(section_names[i])))
            return (enum word_section)i;
    return WORD_SECTION_COUNT;
}

static void load_file(const char *file, enum word_section section)
{
    struct text rest = data_file(words_mem, file);
    while (rest.len) {
        struct text line = text_trim(text_cut(&rest, '\n'));
        if (text_starts(line, T("[")) && text_ends(line, T("]")))
            section = section_of(text_slice(line, 1, line.len - 1));
        else if (line.len && line.ptr[0] != '#' && section < WORD_SECTION_COUNT) {
            struct text name = text_trim(text_cut(&line, '='));
            while (line.len) {
                struct text word = text_trim(text_cut(&line, ','));
                if (word.len)
                    add_word(&sections[section], name, word);
            }
        }
    }
}

static void load(void)
{
    words_mem = arena_new();
    load_file("values.txt", WORD_SECTION_COUNT);
    load_file("status.txt", WORDS_STATUS);
    load_file("units.txt", WORD_SECTION_COUNT);
    load_file("lint.txt", WORD_SECTION_COUNT);
}

static const struct section *get(enum word_section section)
{
    pthread_once(&once, load);
    return &sections[section];
}

static const struct entry *entry_at(const struct section *s, size_t number)
{
    return number == MAP_NONE ? NULL : &s->entries.v[number];
}

static const struct entry *by_prefix(const struct section *s, struct text key)
{
    size_t found = MAP_NONE, n = key.len < s->longest_prefix ? key.len : s->longest_prefix;
    for (; found == MAP_NONE && n >= 2; n--)
        found = map_get(&s->prefixes, text_slice(key, 0, n));
    return entry_at(s, found);
}

static const struct entry *exact(const struct section *s, struct text key)
{
    if (key.len > LONGEST_KEY)
        return NULL;
    size_t found = map_get(&s->phrases, key);
    return found == MAP_NONE ? by_prefix(s, key) : entry_at(s, found);
}

struct text words_name(enum word_section section, struct text key)
{
    const struct entry *entry = exact(get(section), key);
    return entry ? entry->name : (struct text){0};
}

struct text_list words_keys(struct arena *mem, enum word_section section, struct text name)
{
    const struct section *s = get(section);
    struct text_list keys = {0};
    for (size_t i = 0; i < s->entries.n; i++)
        if (text_eq(s->entries.v[i].name, name) && s->entries.v[i].key.len)
            *list_push(mem, &keys) = s->entries.v[i].key;
    return keys;
}

double words_value(enum word_section section, struct text key)
{
    const struct entry *entry = exact(get(section), key);
    return entry ? entry->value : NAN;
}

static bool take(struct phrase *found, const struct entry *entry, size_t begin, size_t end)
{
    if (entry)
        *found = (struct phrase){entry->name, begin, end};
    return entry != NULL;
}

/* End of the word that begins at `at`, and beginning of the next one. */
static size_t word_end(struct text key, size_t at)
{
    while (at < key.len && key.ptr[at] != ' ')
        at++;
    return at;
}

/* The longest run of words from `begin` that is a phrase; what has a prefix has it whatever follows,
   so that only the longest run is asked for that. */
static bool phrase_at(const struct section *s, struct text key, size_t begin, struct phrase *found)
{
    size_t ends[LONGEST_PHRASE], n = 0;
    size_t most = map_get(&s->beginnings, text_slice(key, begin, word_end(key, begin)));
    if (most == MAP_NONE)
        most = 0;
    if (!most && !s->prefixes.n)
        return false;
    for (size_t at = begin; n < LONGEST_PHRASE && at < key.len;) {
        size_t end = word_end(key, at);
        if (end - begin > LONGEST_KEY)
            break;
        ends[n++] = end;
        at = end + 1;
    }
    for (size_t runs = n; n-- > 0;) {
        struct text run = text_slice(key, begin, ends[n]);
        size_t number = n < most ? map_get(&s->phrases, run) : MAP_NONE;
        if (take(found, entry_at(s, number), begin, ends[n]) ||
            (n + 1 == runs && take(found, by_prefix(s, run), begin, ends[n])))
            return true;
    }
    return false;
}

bool words_at_start(enum word_section section, struct text key, struct phrase *found)
{
    const struct section *s = get(section);
    if (key.len && phrase_at(s, key, 0, found))
        return true;
    for (size_t i = 0; unspaced(key) && i < s->keys.n; i++)
        if (text_starts(key, s->keys.v[i])) {
            *found = (struct phrase){s->names.v[i], 0, s->keys.v[i].len};
            return true;
        }
    return false;
}

/* A byte that begins a code point of such a script stands in it. */
static bool any_unspaced(struct text key)
{
    for (size_t i = 0; i < key.len; i++)
        if ((unsigned char)key.ptr[i] >= 0xE2)
            return true;
    return false;
}

bool words_at_end(enum word_section section, struct text key, struct phrase *found)
{
    const struct section *s = get(section);
    size_t begins[LONGEST_PHRASE], n = 0;
    for (size_t at = key.len; n < LONGEST_PHRASE && at > 0;) {
        while (at > 0 && key.ptr[at - 1] != ' ')
            at--;
        begins[n++] = at;
        at -= at > 0;
    }
    while (n-- > 0)
        if (take(found, exact(s, text_slice(key, begins[n], key.len)), begins[n], key.len))
            return true;
    for (size_t i = 0, n_keys = any_unspaced(key) ? s->keys.n : 0; i < n_keys; i++)
        if (text_ends(key, s->keys.v[i])) {
            *found = (struct phrase){s->names.v[i], key.len - s->keys.v[i].len, key.len};
            return true;
        }
    return false;
}

/* Searches all places, or up to the first one that has a phrase. */
static bool search(enum word_section section, struct text key, bool first, struct phrase *found)
{
    const struct section *s = get(section);
    struct phrase best = {0}, phrase;
    bool wide = false;
    for (size_t at = 0; at < key.len && !(first && best.end); at = word_end(key, at) + 1) {
        wide |= unspaced(text_slice(key, at, key.len));
        if (phrase_at(s, key, at, &phrase) && phrase.end - phrase.begin > best.end - best.begin)
            best = phrase;
    }
    for (size_t i = 0; wide && i < s->keys.n; i++) {
        size_t at = text_find(key, s->keys.v[i], 0), len = s->keys.v[i].len;
        bool better = first ? !best.end || at < best.begin : len > best.end - best.begin;
        if (at != SIZE_MAX && better)
            best = (struct phrase){s->names.v[i], at, at + len};
    }
    *found = best;
    return best.end > best.begin;
}

bool words_within(enum word_section section, struct text key, struct phrase *found)
{
    return search(section, key, false, found);
}

bool words_first(enum word_section section, struct text key, struct phrase *found)
{
    return search(section, key, true, found);
}

size_t words_unspaced_prefix(enum word_section section, struct text t, struct text *name)
{
    const struct section *s = get(section);
    size_t longest = 0;
    for (size_t i = 0; i < s->raws.n; i++)
        if (s->raws.v[i].len > longest && text_starts(t, s->raws.v[i])) {
            longest = s->raws.v[i].len;
            *name = s->names.v[i];
        }
    return longest;
}

struct text words_symbol(enum word_section section, struct text t)
{
    const struct section *s = get(section);
    while (t.len) {
        struct text before = t;
        text_next(&t);
        size_t found = map_get(&s->symbols, text_slice(before, 0, before.len - t.len));
        if (found != MAP_NONE)
            return s->entries.v[found].name;
    }
    return (struct text){0};
}
