/*
 * A text, read: the terms (stems) that it is made of, the concepts and functions that it speaks of,
 * its numbers. All texts of a run share one table of terms, whatever their language.
 */
#ifndef MATCH_READING_H
#define MATCH_READING_H

#include "match/lexicon.h"
#include "match/vectors.h"

struct term {
    struct text stem;
    uint32_t texts;     /* number of texts read that hold it */
    uint32_t last_text; /* the last of them */
    bool weak;          /* a word that every OKR may have */
};

/* A folded word as it stands in texts of one language. */
struct word {
    size_t term;            /* TERM_NONE: a stop word, a number */
    const struct tag *tag;  /* what it stands for alone; NULL: nothing known */
    const uint32_t *pieces; /* in the table of vectors; none: not English, or a stop word */
    uint32_t n_pieces;
    uint32_t texts, last_text; /* as of a term, counted if it has pieces */
};

struct reader {
    struct arena *mem;
    const struct lexicon *lexicon;
    const struct vectors *vectors;
    struct stemmer *stemmer;
    struct map known[LANGUAGE_COUNT]; /* folded word -> word */
    struct map stems;                 /* -> term */
    struct {
        struct word *v;
        size_t n, cap;
    } words;
    struct {
        struct term *v;
        size_t n, cap;
    } terms;
    uint32_t texts; /* read so far */
    struct {
        uint32_t *v;
        size_t n, cap;
    } sequence, heard, spelled; /* of the text being read: terms, their words, words with vectors */
};

#define TERM_NONE SIZE_MAX

struct reading {
    const uint32_t *terms; /* in order of the text, stop words and numbers left out */
    const uint32_t *words; /* the word that each is */
    uint32_t n;
    const uint32_t *spelled; /* words that have vectors, numbers among them, in order of the text */
    uint32_t n_spelled;
    uint32_t functions; /* bit sets */
    uint64_t concepts;
    const double *numbers; /* telling ones, ascending; years and what is common left out */
    uint32_t n_numbers;
};

void reader_open(struct arena *mem, const struct lexicon *lexicon, const struct vectors *vectors,
                 struct reader *reader);
void reader_close(struct reader *reader);

struct reading read_text(struct reader *reader, enum language language, struct text text);

/* Where the first words that speak of the concept stand: terms[*at] and the *n - 1 behind it. */
bool reading_concept(const struct reader *reader, enum language language,
                     const struct reading *reading, uint32_t concept, uint32_t *at, uint32_t *n);

/* The bytes of the first run of one script that a word begins with: what is written without blanks
   ("解約率を14%にする") is parted there. */
size_t script_run(struct text word);

/* A word as it stands in a text, or NULL if it was never read; its term, or TERM_NONE. */
const struct word *reader_word(const struct reader *reader, struct arena *scratch,
                               enum language language, struct text word);
size_t reader_term(const struct reader *reader, struct arena *scratch, enum language language,
                   struct text word);

/* The language of texts whose stop words were counted; `otherwise` if nothing tells. */
enum language language_of_counts(const unsigned counts[LANGUAGE_COUNT], enum language otherwise);

/* The next name in a text, which is cut from *rest: an abbreviation in capitals, a word with letters and
   digits, and, in languages that do not write all nouns so, one with a capital that begins no sentence.
   False: the words up to there hold none. */
bool next_name(struct text *rest, enum language language, struct text *name);

/* The numbers of a text that tell something: not years, not up to 100 unless they have decimals. */
uint32_t read_numbers(struct arena *mem, struct text text, const double **numbers);
/* Where a text writes that number, one of those; absent. */
struct text find_number(struct text text, double number);

#endif
