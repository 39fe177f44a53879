/*
 * Words are folded, looked up, and stemmed only when they are new. Long compounds that the
 * lexicon does not know lend the meaning of a known head or tail ("Neukundenumsatz").
 */
#include "match/reading.h"

#include "base/fold.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 64, LEAST_COMPOUND = 9, LEAST_PART = 5 };

void reader_open(struct arena *mem, const struct lexicon *lexicon, const struct vectors *vectors,
                 struct reader *reader)
{
    *reader = (struct reader){
        .mem = mem, .lexicon = lexicon, .vectors = vectors, .stemmer = stemmer_open(mem)};
}

void reader_close(struct reader *reader)
{
    stemmer_close(reader->stemmer);
    reader->stemmer = NULL;
}

static bool has_letter(struct text word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return true;
    return false;
}

/* The longest end (or beginning) of a compound that the lexicon knows. */
static const struct tag *part_tag(struct reader *reader, enum language language, struct text word,
                                  bool end)
{
    for (size_t cut = 3; cut + LEAST_PART <= word.len; cut++) {
        struct text part =
            end ? text_slice(word, cut, word.len) : text_slice(word, 0, word.len - cut);
        const struct tag *tag = lexicon_find(reader->lexicon, language,
                                             stem(reader->stemmer, reader->mem, language, part));
        if (tag && (tag->concepts || tag->functions))
            return tag;
    }
    return NULL;
}

/* A compound means what its parts mean. */
static const struct tag *compound_tag(struct reader *reader, enum language language,
                                      struct text word)
{
    if (!language_compounds(language) || word.len < LEAST_COMPOUND)
        return NULL;
    const struct tag *end = part_tag(reader, language, word, true);
    const struct tag *start = part_tag(reader, language, word, false);
    if (!end || !start)
        return end ? end : start;
    struct tag *both = NEW(reader->mem, struct tag);
    both->concepts = end->concepts | start->concepts;
    both->functions = end->functions | start->functions;
    return both;
}

static bool is_weak(const struct lexicon *lexicon, enum language language, struct text word)
{
    return map_get(&lexicon->weak[language], word) != MAP_NONE;
}

static const uint32_t *kept(struct arena *mem, const uint32_t *numbers, size_t n)
{
    uint32_t *copy = NEW_ARRAY(mem, uint32_t, n);
    if (n)
        memcpy(copy, numbers, n * sizeof *copy);
    return copy;
}

static void spell(struct reader *reader, struct text text, struct word *word)
{
    uint32_t pieces[MOST_PIECES], n = vectors_spell(reader->vectors, text, pieces);
    if (!n)
        return;
    word->pieces = kept(reader->mem, pieces, n);
    word->n_pieces = n;
}

static size_t term_of(struct reader *reader, enum language language, struct text word)
{
    struct text stemmed = stem(reader->stemmer, reader->mem, language, word);
    size_t number = *map_put(reader->mem, &reader->stems, stemmed, reader->terms.n);
    if (number == reader->terms.n) {
        struct term *term = list_push(reader->mem, &reader->terms);
        term->stem = stemmed;
        term->last_text = UINT32_MAX;
        term->weak = is_weak(reader->lexicon, language, word);
    }
    return number;
}

static const struct tag *tag_of(struct reader *reader, enum language language, struct text word,
                                size_t term)
{
    struct text stem = reader->terms.v[term].stem;
    const struct tag *tag = lexicon_find(reader->lexicon, language, stem);
    return tag ? tag : compound_tag(reader, language, word);
}

static void new_word(struct reader *reader, enum language language, struct text text)
{
    struct word *word = list_push(reader->mem, &reader->words);
    *word = (struct word){.term = TERM_NONE, .last_text = UINT32_MAX};
    if (map_get(&reader->lexicon->stopwords[language], text) != MAP_NONE)
        return;
    if (language == LANGUAGE_EN)
        spell(reader, text, word);
    if (!has_letter(text) || map_get(&reader->lexicon->units, text) != MAP_NONE)
        return;
    word->term = term_of(reader, language, text);
    word->tag = tag_of(reader, language, text, word->term);
}

/* The word's bytes must live as long as the reader. */
static uint32_t word_of(struct reader *reader, enum language language, struct text text)
{
    text = text_slice(text, 0, LONGEST_WORD);
    size_t number = *map_put(reader->mem, &reader->known[language], text, reader->words.n);
    if (number == reader->words.n)
        new_word(reader, language, text);
    return (uint32_t)number;
}

const struct word *reader_word(const struct reader *reader, struct arena *scratch,
                               enum language language, struct text word)
{
    struct text key = text_slice(text_key(scratch, word), 0, LONGEST_WORD);
    size_t known = map_get(&reader->known[language], key);
    return known == MAP_NONE ? NULL : &reader->words.v[known];
}

size_t reader_term(const struct reader *reader, struct arena *scratch, enum language language,
                   struct text word)
{
    const struct word *known = reader_word(reader, scratch, language, word);
    return known ? known->term : TERM_NONE;
}

/* The tag of the longest phrase of the text that starts at `at`, and its length in *n. */
static const struct tag *phrase_at(const struct reader *reader, enum language language,
                                   const struct reading *reading, uint32_t at, uint32_t *n)
{
    const uint32_t *terms = reading->terms + at;
    uint32_t left = reading->n - at;
    const struct tag *tag = reader->words.v[reading->words[at]].tag, *best = tag;
    char stems[LONGEST_PHRASE * (LONGEST_WORD + 1)];
    size_t len = 0;
    *n = 1;
    for (uint32_t i = 0; i < left && i < LONGEST_PHRASE; i++) {
        struct text next = reader->terms.v[terms[i]].stem;
        if (next.len > LONGEST_WORD)
            break;
        memcpy(stems + len, next.ptr, next.len);
        len += next.len;
        if (i)
            tag = lexicon_find(reader->lexicon, language, (struct text){stems, len});
        if (i && tag && (tag->concepts || tag->functions)) {
            best = tag;
            *n = i + 1;
        }
        if (!tag || !tag->starts)
            break;
        stems[len++] = ' ';
    }
    return best;
}

static void count_text(const struct reader *reader, uint32_t *texts, uint32_t *last_text)
{
    *texts += *last_text != reader->texts;
    *last_text = reader->texts;
}

static void read_word(struct reader *reader, uint32_t number)
{
    struct word *word = &reader->words.v[number];
    if (word->n_pieces) {
        *list_push(reader->mem, &reader->spelled) = number;
        count_text(reader, &word->texts, &word->last_text);
    }
    if (word->term == TERM_NONE)
        return;
    struct term *term = &reader->terms.v[word->term];
    *list_push(reader->mem, &reader->sequence) = (uint32_t)word->term;
    *list_push(reader->mem, &reader->heard) = number;
    count_text(reader, &term->texts, &term->last_text);
}

enum script { SCRIPT_OTHER, SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_HAN };

static enum script script_of(uint32_t c)
{
    if (c >= 0x3041 && c <= 0x309F)
        return SCRIPT_HIRAGANA;
    if (c >= 0x30A0 && c <= 0x30FF)
        return SCRIPT_KATAKANA;
    bool han = c == 0x3005 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF);
    return han ? SCRIPT_HAN : SCRIPT_OTHER;
}

size_t script_run(struct text word)
{
    struct text rest = word;
    if (!word.len)
        return 0;
    enum script first = script_of(text_next(&rest));
    size_t end = word.len - rest.len;
    while (rest.len && script_of(text_next(&rest)) == first)
        end = word.len - rest.len;
    return end;
}

/* Hiragana between words is grammar ("にする", "から"), and so is most that is one Han character. */
static bool is_grammar(struct text run)
{
    enum { BYTES = 3 }; /* of a character of these scripts */
    struct text rest = run;
    enum script script = script_of(text_next(&rest));
    return script == SCRIPT_HIRAGANA || (script == SCRIPT_HAN && run.len <= BYTES);
}

static void read_words(struct reader *reader, enum language language, struct text words)
{
    while (words.len) {
        size_t end = script_run(words);
        struct text run = text_slice(words, 0, end);
        if (!is_grammar(run))
            read_word(reader, word_of(reader, language, run));
        words = text_slice(words, end, words.len);
    }
}

struct reading read_text(struct reader *reader, enum language language, struct text text)
{
    struct reading reading = {0};
    reader->sequence.n = reader->heard.n = reader->spelled.n = 0;
    for (struct text rest = text_key(reader->mem, text); rest.len;)
        read_words(reader, language, text_cut(&rest, ' '));
    reader->texts++;
    reading.terms = kept(reader->mem, reader->sequence.v, reader->sequence.n);
    reading.words = kept(reader->mem, reader->heard.v, reader->heard.n);
    reading.n = (uint32_t)reader->sequence.n;
    reading.spelled = kept(reader->mem, reader->spelled.v, reader->spelled.n);
    reading.n_spelled = (uint32_t)reader->spelled.n;
    for (uint32_t i = 0, n; i < reading.n; i += n) {
        const struct tag *tag = phrase_at(reader, language, &reading, i, &n);
        reading.concepts |= tag ? tag->concepts : 0;
        reading.functions |= tag ? tag->functions : 0;
    }
    reading.n_numbers = read_numbers(reader->mem, text, &reading.numbers);
    return reading;
}

bool reading_concept(const struct reader *reader, enum language language,
                     const struct reading *reading, uint32_t concept, uint32_t *at, uint32_t *n)
{
    for (*at = 0; *at < reading->n; *at += *n) {
        const struct tag *tag = phrase_at(reader, language, reading, *at, n);
        if (tag && tag->concepts >> concept & 1)
            return true;
    }
    return false;
}

enum language language_of_counts(const unsigned counts[LANGUAGE_COUNT], enum language otherwise)
{
    enum language best = otherwise;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (counts[i] > counts[best])
            best = (enum language)i;
    return best;
}

static size_t digits_at(struct text text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9')
        n++;
    return n;
}

/* The bytes of a blank or apostrophe that may stand between groups of three digits: "1 250 000". */
static size_t group_mark(struct text text, size_t at)
{
    static const char *const marks[] = {" ", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x99"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(text_slice(text, at, text.len), text_of(marks[i])))
            return strlen(marks[i]);
    return 0;
}

/* Reads digits with separators; a group of three digits behind a separator is thousands. */
static double number_at(struct text text, size_t *at, bool *decimals)
{
    double value = 0, scale = 0;
    size_t group = digits_at(text, *at); /* before blanks part groups there are three at most */
    *decimals = false;
    for (; *at < text.len; ++*at) {
        char c = text.ptr[*at];
        if (c >= '0' && c <= '9') {
            value = scale > 0 ? value + (c - '0') * scale : value * 10 + (c - '0');
            scale /= 10;
            continue;
        }
        size_t mark = group_mark(text, *at);
        if (mark && group <= 3 && !*decimals && digits_at(text, *at + mark) == 3) {
            *at += mark - 1;
            continue;
        }
        size_t digits = digits_at(text, *at + 1);
        if ((c != '.' && c != ',') || digits == 0 || *decimals)
            break;
        if (digits != 3) {
            *decimals = true;
            scale = .1;
        }
    }
    return value;
}

/* The next telling number from *at on; its text, or absent at the end. */
static struct text next_number(struct text text, size_t *at, double *value)
{
    while (*at < text.len) {
        if (text.ptr[*at] < '0' || text.ptr[*at] > '9') {
            ++*at;
            continue;
        }
        bool decimals;
        size_t start = *at;
        *value = number_at(text, at, &decimals);
        bool year = !decimals && *value >= 1990 && *value <= 2060;
        if (decimals || (*value > 100 && !year))
            return text_slice(text, start, *at);
    }
    return (struct text){0};
}

struct text find_number(struct text text, double number)
{
    double value;
    for (size_t at = 0; at < text.len;) {
        struct text found = next_number(text, &at, &value);
        if (found.len && value == number)
            return found;
    }
    return (struct text){0};
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

uint32_t read_numbers(struct arena *mem, struct text text, const double **numbers)
{
    enum { MOST = 16 };
    double found[MOST];
    uint32_t n = 0;
    for (size_t at = 0; at < text.len && n < MOST;)
        if (next_number(text, &at, &found[n]).len)
            n++;
    if (n == 0)
        return 0;
    qsort(found, n, sizeof *found, by_value);
    double *kept = NEW_ARRAY(mem, double, n);
    memcpy(kept, found, n * sizeof *found);
    *numbers = kept;
    return n;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool next_name(struct text *rest, enum language language, struct text *name)
{
    static const char marks[] = " ,;:.!?()[]\"/";
    const char *start = rest->ptr;
    size_t from = 0, end, capitals = 0, digits = 0, small = 0;
    bool first = false; /* of a sentence */
    for (; from < rest->len && strchr(marks, rest->ptr[from]); from++)
        first |= strchr(".!?:", rest->ptr[from]) != NULL;
    for (end = from; end < rest->len && !strchr(marks, rest->ptr[end]); end++) {
        capitals += is_upper(rest->ptr[end]);
        digits += rest->ptr[end] >= '0' && rest->ptr[end] <= '9';
        small += rest->ptr[end] >= 'a' && rest->ptr[end] <= 'z';
    }
    *name = text_slice(*rest, from, end);
    *rest = text_slice(*rest, end, rest->len);
    bool begins = from == 0 && start == name->ptr; /* the text, or what follows the last word */
    bool titled = name->len > 2 && is_upper(name->ptr[0]) && small && !first && !begins;
    bool code = capitals && digits && name->len > 2;
    return (capitals >= 2 && name->len <= 6 && !digits) || code ||
           (titled && language != LANGUAGE_DE);
}
