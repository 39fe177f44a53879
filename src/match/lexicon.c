/*
 * Data files -> lexicon. All four files are lines of "name: words"; drivers.txt has lines of
 * "name > name strength". "name called: words" says how people call it. Terms are stemmed and looked
 * up as their language says, English ones and names of functions as every language's too, for teams
 * write "Churn" and "Customer Success" in any language.
 */
#include "match/lexicon.h"

#include "base/fold.h"
#include "config/data.h"

#include <stdlib.h>

struct loader {
    struct arena *mem;
    struct lexicon *lexicon;
    struct stemmer *stemmer;
    struct map strange[LANGUAGE_COUNT]; /* stems of English terms that say something else there */
    const char *file;
    size_t line;
    struct text error; /* absent: all is well */
};

static bool fail(struct loader *loader, const char *what, struct text subject)
{
    loader->error = text_printf(loader->mem, "%s:%zu: %s '" TEXT_FMT "'", loader->file,
                                loader->line, what, TEXT_ARG(subject));
    return false;
}

static struct tag *tag_of(struct loader *loader, enum language language, struct text stems)
{
    struct lexicon *lexicon = loader->lexicon;
    size_t *at = map_put(loader->mem, &lexicon->phrases[language], stems, lexicon->tags.n);
    if (*at == lexicon->tags.n)
        list_push(loader->mem, &lexicon->tags);
    return &lexicon->tags.v[*at];
}

/* A phrase without what is left out of texts too: stop words ("time to value") and units of time
   ("month-end close"); as it is if only one word would stay ("sign-up"). */
static struct text telling_words(struct loader *loader, enum language language, struct text phrase)
{
    const struct lexicon *lexicon = loader->lexicon;
    struct buf kept = {.mem = loader->mem};
    unsigned n = 0;
    for (struct text rest = phrase; rest.len;) {
        struct text word = text_cut(&rest, ' ');
        if (map_get(&lexicon->stopwords[language], word) != MAP_NONE ||
            map_get(&lexicon->units, word) != MAP_NONE)
            continue;
        if (n++)
            buf_add_char(&kept, ' ');
        buf_add(&kept, word);
    }
    return n > 1 ? buf_text(&kept) : phrase;
}

/* Stems of a folded term's words joined by blanks, as texts are read; marks the shorter phrases that
   lead to it. NULL: it says nothing there. */
static struct tag *term_tag(struct loader *loader, enum language language, struct text rest,
                            bool lent)
{
    struct buf stems = {.mem = loader->mem};
    rest = telling_words(loader, language, rest);
    for (unsigned n = 0; rest.len; n++) {
        struct text word = text_cut(&rest, ' ');
        if (n == LONGEST_PHRASE)
            return NULL;
        if (n) {
            struct text so_far = text_copy(loader->mem, buf_text(&stems));
            tag_of(loader, language, so_far)->starts = true;
            buf_add_char(&stems, ' ');
        }
        buf_add(&stems, stem(loader->stemmer, loader->mem, language, word));
    }
    struct text phrase = text_copy(loader->mem, buf_text(&stems));
    if (!phrase.len || (lent && map_get(&loader->strange[language], phrase) != MAP_NONE))
        return NULL;
    return tag_of(loader, language, phrase);
}

/* Whether words of a language are found in texts of another: those of short German texts beside
   English ones are, whose language nothing tells. */
static bool lends(enum language from, enum language to)
{
    return from == to || from == LANGUAGE_EN || (from == LANGUAGE_DE && to == LANGUAGE_EN);
}

static void add_term(struct loader *loader, enum language language, struct text term,
                     struct tag meaning)
{
    struct text key = text_key(loader->mem, term);
    for (int to = 0; to < LANGUAGE_COUNT; to++) {
        if (!lends(language, (enum language)to))
            continue;
        struct tag *tag = term_tag(loader, (enum language)to, key, to != (int)language);
        if (tag) {
            tag->concepts |= meaning.concepts;
            tag->functions |= meaning.functions;
        }
    }
}

static bool number_of(struct loader *loader, struct map *names, size_t most, struct text name,
                      size_t *number)
{
    *number = *map_put(loader->mem, names, name, names->n);
    return *number < most || fail(loader, "too many names at", name);
}

static bool add_terms(struct loader *loader, enum language language, struct text terms,
                      struct tag meaning)
{
    while (terms.len)
        add_term(loader, language, text_trim(text_cut(&terms, ',')), meaning);
    return true;
}

/* "retention de", "retention called de" -> name, language, and whether it says how it is called. */
static bool split_name(struct loader *loader, struct text whole, struct text *name,
                       enum language *language, bool *called)
{
    struct text rest = whole;
    *name = text_cut(&rest, ' ');
    *called = text_starts(rest, T("called"));
    if (*called)
        text_cut(&rest, ' ');
    *language = rest.len ? language_of(text_trim(rest)) : LANGUAGE_EN;
    return *language != LANGUAGE_COUNT || fail(loader, "unknown language", rest);
}

/* "none da: fast, store" */
static bool add_strange(struct loader *loader, enum language language, struct text words)
{
    while (words.len) {
        struct text word = text_key(loader->mem, text_trim(text_cut(&words, ',')));
        map_put(loader->mem, &loader->strange[language],
                stem(loader->stemmer, loader->mem, language, word), 1);
    }
    return true;
}

/* "retention de: Kündigung, ..." */
static bool concept_line(struct loader *loader, struct text name, struct text words)
{
    enum language language;
    bool called;
    size_t number;
    if (!split_name(loader, name, &name, &language, &called))
        return false;
    if (text_eq(name, T("none")))
        return add_strange(loader, language, words);
    if (!number_of(loader, &loader->lexicon->concepts, MOST_CONCEPTS, name, &number))
        return false;
    if (called)
        loader->lexicon->concepts_called[number][language] = words;
    return called ||
           add_terms(loader, language, words, (struct tag){.concepts = (uint64_t)1 << number});
}

static bool function_line(struct loader *loader, struct text name, struct text words)
{
    enum language language;
    bool called;
    size_t number;
    if (!split_name(loader, name, &name, &language, &called) ||
        !number_of(loader, &loader->lexicon->functions, MOST_FUNCTIONS, name, &number))
        return false;
    if (called)
        loader->lexicon->functions_called[number][language] = words;
    return called ||
           add_terms(loader, LANGUAGE_EN, words, (struct tag){.functions = (uint32_t)1 << number});
}

static void add_words(struct loader *loader, struct map *map, struct text words)
{
    struct text rest = text_key(loader->mem, words);
    while (rest.len)
        map_put(loader->mem, map, text_cut(&rest, ' '), 1);
}

/* "de weak: erreichen verbessern", "units: jours euros" */
static bool stopword_line(struct loader *loader, struct text name, struct text words)
{
    struct text kind = name, code = text_cut(&kind, ' ');
    enum language language = language_of(code);
    bool units = text_eq(code, T("units"));
    if (language == LANGUAGE_COUNT && !units)
        return fail(loader, "unknown language", code);
    add_words(loader,
              units      ? &loader->lexicon->units
              : kind.len ? &loader->lexicon->weak[language]
                         : &loader->lexicon->stopwords[language],
              words);
    return true;
}

/* The row that an arrow starts from: a concept, or with '@' a function. NULL: unknown. */
static float *driver_row(struct loader *loader, struct text name)
{
    struct lexicon *lexicon = loader->lexicon;
    bool is_function = text_starts(name, T("@"));
    size_t number = is_function ? map_get(&lexicon->functions, text_slice(name, 1, name.len))
                                : map_get(&lexicon->concepts, name);
    if (number == MAP_NONE)
        return NULL;
    return is_function ? lexicon->serves[number] : lexicon->drives[number];
}

/* "churn > revenue .8" */
static bool driver_line(struct loader *loader, struct text line)
{
    struct text right = line, left = text_trim(text_cut(&right, '>'));
    struct text strength = text_trim(right), name = text_cut(&strength, ' ');
    float *row = driver_row(loader, left);
    if (!row)
        return fail(loader, "unknown name", left);
    size_t to = map_get(&loader->lexicon->concepts, name);
    if (to == MAP_NONE)
        return fail(loader, "unknown concept", name);
    char *end;
    const char *digits = text_z(loader->mem, text_trim(strength));
    double value = strtod(digits, &end);
    if (end == digits || *end || !(value >= 0 && value <= 1))
        return fail(loader, "expected a strength from 0 to 1, not", strength);
    row[to] = (float)value;
    return true;
}

typedef bool named_line(struct loader *loader, struct text name, struct text words);

static bool split_line(struct loader *loader, struct text line, named_line *add)
{
    if (!add)
        return driver_line(loader, line);
    struct text words = line, name = text_trim(text_cut(&words, ':'));
    if (words.ptr == line.ptr + line.len)
        return fail(loader, "expected 'name: words' at", line);
    return add(loader, name, text_trim(words));
}

static bool read_lines(struct loader *loader, const char *file, named_line *add)
{
    struct text rest = data_file(loader->mem, file);
    loader->file = file;
    for (loader->line = 1; rest.len; loader->line++) {
        struct text line = text_trim(text_cut(&rest, '\n'));
        if (line.len && line.ptr[0] != '#' && !split_line(loader, line, add))
            return false;
    }
    return true;
}

/* The organisation's own: "churn = Abwanderung", or, once all names are known, what drives what:
   "onboarding > churn = .6". */
static bool read_config(struct loader *loader, const struct config *config, bool drivers)
{
    loader->file = "okralign.ini";
    for (size_t i = 0; i < config->lexicon.n; i++) {
        struct text name = config->lexicon.v[i].name, words = config->lexicon.v[i].words;
        loader->line = config->lexicon.v[i].line;
        if (text_contains(name, T(">")) != drivers)
            continue;
        bool good = drivers ? driver_line(loader, text_printf(loader->mem, TEXT_FMT " " TEXT_FMT,
                                                              TEXT_ARG(name), TEXT_ARG(words)))
                            : concept_line(loader, name, words);
        if (!good)
            return false;
    }
    return true;
}

bool lexicon_load(struct arena *mem, const struct config *config, struct lexicon *lexicon,
                  struct text *error)
{
    struct loader loader = {.mem = mem, .lexicon = lexicon, .stemmer = stemmer_open(mem)};
    bool good = read_lines(&loader, "stopwords.txt", stopword_line) &&
                read_lines(&loader, "lexicon.txt", concept_line) &&
                read_config(&loader, config, false) &&
                read_lines(&loader, "functions.txt", function_line) &&
                read_lines(&loader, "drivers.txt", NULL) && read_config(&loader, config, true);
    stemmer_close(loader.stemmer);
    if (!good)
        *error = loader.error;
    return good;
}

const struct tag *lexicon_find(const struct lexicon *lexicon, enum language language,
                               struct text stems)
{
    size_t at = map_get(&lexicon->phrases[language], stems);
    return at == MAP_NONE ? NULL : &lexicon->tags.v[at];
}

bool lexicon_says_nothing(const struct lexicon *lexicon, struct text key)
{
    bool found = map_get(&lexicon->units, key) != MAP_NONE;
    for (int i = 0; i < LANGUAGE_COUNT && !found; i++)
        found = map_get(&lexicon->stopwords[i], key) != MAP_NONE;
    return found;
}

static struct text called(struct arena *mem, const struct text names[LANGUAGE_COUNT],
                          enum language language, const struct map *map, uint32_t number)
{
    if (names[language].len)
        return names[language];
    if (names[LANGUAGE_EN].len)
        return names[LANGUAGE_EN];
    struct buf out = {.mem = mem};
    struct text name = number < map->n ? map->entries[number].key : T("?");
    for (size_t i = 0; i < name.len; i++)
        buf_add_char(&out, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
    return buf_text(&out);
}

struct text name_of_concept(struct arena *mem, const struct lexicon *lexicon, uint32_t concept,
                            enum language language)
{
    return called(mem, lexicon->concepts_called[concept], language, &lexicon->concepts, concept);
}

struct text name_of_function(struct arena *mem, const struct lexicon *lexicon, uint32_t function,
                             enum language language)
{
    return called(mem, lexicon->functions_called[function], language, &lexicon->functions,
                  function);
}

void lexicon_count_languages(const struct lexicon *lexicon, struct text key,
                             unsigned counts[LANGUAGE_COUNT])
{
    while (key.len) {
        struct text word = text_cut(&key, ' ');
        for (int i = 0; i < LANGUAGE_COUNT; i++)
            counts[i] += map_get(&lexicon->stopwords[i], word) != MAP_NONE;
    }
}
