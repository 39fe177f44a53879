/* How two texts differ, word by word; endings and typos are forgiven. */
#ifndef MATCH_DIFFERENCE_H
#define MATCH_DIFFERENCE_H

#include "model/form.h"

enum { PHRASE_WORDS = 40 };

struct phrase_word {
    struct text text;
    bool number, light; /* light: of no weight, like articles */
};

struct phrase {
    struct phrase_word *v; /* at most PHRASE_WORDS */
    size_t n, heavy, numbers, digits;
    size_t telling; /* digits but for zeros at the end, and years: 2 of "450", 0 of "2026" */
    size_t negations;
    bool percent;
    struct text text;            /* as written, but for marks between thousands */
    struct text key, number_key; /* folded; "5 3": the numbers in order */
    struct text labels;          /* "2026 4 B": what names a thing and is no quantity, in order */
};

/* Numbers in words are numbers: "forty" is "40", "1,200" is "1200". */
struct phrase phrase_read(struct arena *mem, const struct form_words *words, struct text text);

struct difference {
    size_t common, added, left_out;        /* words of weight */
    size_t same_numbers, other_a, other_b; /* numbers */
    size_t exchanged; /* words of weight that stand where the other has another one, the same words
                         around it; not the first: "raise" for "grow" says the same */
    bool same_way;    /* one word is exchanged for one that wants the same: "under" for "below" */
};

/* The first or the last word of weight that the other has not; absent. */
struct text phrase_edge(const struct phrase *t, const struct phrase *other, bool last);

struct difference phrase_compare(const struct phrase *a, const struct phrase *b);

#endif
