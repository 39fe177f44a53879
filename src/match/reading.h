/*
 * A text, read: the terms (stems) that it is made of, the concepts and functions that it speaks of,
 * its numbers. All texts of a run share one table of terms, whatever their language.
 */
#ifndef MATCH_READING_H
#define MATCH_READING_H

#include "match/lexicon.h"

struct term {
    struct text stem;
    const struct tag *tag; /* what it stands for alone; NULL: nothing known */
    uint32_t texts;        /* number of texts read that hold it */
    uint32_t last_text;    /* the last of them */
    bool weak;             /* a word that every OKR may have */
};

struct reader {
    struct arena *mem;
    const struct lexicon *lexicon;
    struct stemmer *stemmer;
    struct map words[LANGUAGE_COUNT]; /* folded word -> term, or TERM_NONE */
    struct map stems;                 /* -> term */
    struct {
        struct term *v;
        size_t n, cap;
    } terms;
    uint32_t texts; /* read so far */
    struct {
        uint32_t *v;
        size_t n, cap;
    } sequence; /* of the text being read */
};

#define TERM_NONE SIZE_MAX

struct reading {
    const uint32_t *terms; /* in order of the text, stop words and numbers left out */
    uint32_t n;
    uint32_t functions; /* bit sets */
    uint64_t concepts;
    const double *numbers; /* telling ones, ascending; years and what is common left out */
    uint32_t n_numbers;
};

void reader_open(struct arena *mem, const struct lexicon *lexicon, struct reader *reader);
void reader_close(struct reader *reader);

struct reading read_text(struct reader *reader, enum language language, struct text text);

/* The term of one word as it stands in a text, or TERM_NONE if it was never read. */
size_t reader_term(const struct reader *reader, struct arena *scratch, enum language language,
                   struct text word);

/* The language of texts whose stop words were counted; `otherwise` if nothing tells. */
enum language language_of_counts(const unsigned counts[LANGUAGE_COUNT], enum language otherwise);

/* The numbers of a text that tell something: not years, not up to 100 unless they have decimals. */
uint32_t read_numbers(struct arena *mem, struct text text, const double **numbers);

#endif
