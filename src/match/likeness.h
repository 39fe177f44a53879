/* Single items compared: which key result of a family is meant, and whether two are the same. */
#ifndef MATCH_LIKENESS_H
#define MATCH_LIKENESS_H

#include "match/prospect.h"

/* Families whose words are less alike are not looked at for pairs of items; postings read for it. */
#define LEAST_LIKENESS .2F
enum { SIDE_BUDGET = 4096 };

/* An item as it is compared with others: its words are in the prospect already. */
struct view {
    uint32_t item;
    struct vector grams;
};
struct view view_of(const struct prospect *prospect, struct arena *mem, uint32_t item);

/* The probability that two items of different units are about the same thing, and whether both
   move one metric. By hand: nothing is fitted, for no set has links sideways; an exact copy gets
   .9, half of the words in common .3. */
double same_thing(const struct prospect *prospect, struct arena *scratch, const struct view *a,
                  const struct view *b, bool *metric);

/* What of that speaks for it, each a cosine, and what it weighs. */
#define SAME_WORDS .6
#define SAME_CHARS .4
#define SAME_METRIC .1
float words_shared(const struct prospect *prospect, const struct view *a, const struct view *b);
float chars_shared(const struct view *a, const struct view *b);

/* What speaks for one key result of a family rather than for its sisters. */
struct told {
    uint32_t item;
    float words, chars; /* in common with the query */
    float earlier;      /* the query's unit served the like of it in an earlier report */
    double share;       /* of what speaks for all of them: they add up to 1 */
};
struct told_list LIST(struct told);
struct told_list key_results_told(const struct prospect *prospect, struct arena *mem,
                                  uint32_t query, uint32_t family);

/* The item of `family` that `query` is nearest to: a key result, if one is told from the objective. */
uint32_t nearest_item(const struct prospect *prospect, struct arena *scratch, uint32_t query,
                      uint32_t family, bool *metric);

/* Keeps the greatest of a short list, ties by number; value 0 is free. */
void likeness_keep(struct likeness *list, int n, struct likeness one);

#endif
