/*
 * What does not depend on a plan: the lexicon and the weights of the evidence. A score is linear in
 * the evidence; the probability that an objective serves one of its candidates is the share of that
 * candidate's exp(score) among all of them and "nothing above" (a conditional logit): rivals
 * weaken each other, and where nothing stands out, nothing wins.
 */
#ifndef MATCH_MATCHER_H
#define MATCH_MATCHER_H

#include "match/lexicon.h"
#include "match/match.h"
#include "match/vectors.h"

/* X(NAME, "name in coefficients.txt", "what it is, for explain") */
#define FEATURES(X)                                                                                \
    X(WORDS, "words", "words in common, by how much they tell")                                    \
    X(WORDS_BEST, "words-best", "words, against the best candidate")                               \
    X(ITEM, "item", "words in common with its best single item")                                   \
    X(CHARS, "characters", "runs of characters in common")                                         \
    X(CHARS_BEST, "characters-best", "characters, against the best candidate")                     \
    X(COMPOUND, "characters-compound", "characters, in a language of compound words")              \
    X(WORDS_ALONE, "words-alone", "words, in a language without vectors")                          \
    X(CHARS_ALONE, "characters-alone", "characters, in a language without vectors")                \
    X(MEANING, "meaning", "how near they are in meaning")                                          \
    X(MEANING_BEST, "meaning-best", "meaning, against the best candidate")                         \
    X(CONCEPTS, "concepts", "business concepts in common")                                         \
    X(DRIVERS, "drivers", "one moves the other")                                                   \
    X(NUMBERS, "numbers", "a telling number in common")                                            \
    X(MEASURES, "measures", "key results counted in one unit of measure")                          \
    X(ENTITIES, "entities", "names in common")                                                     \
    X(FUNCTION, "function", "functions of the units in common")                                    \
    X(REMIT, "remit", "what the unit is there for")                                                \
    X(TEXT_FUNCTION, "text-function", "function that the text speaks of")                          \
    X(OWNER, "owner", "same owner")                                                                \
    X(LEVELS, "levels", "levels between, if not above it")                                         \
    X(CHART, "chart", "the unit's own parent")                                                     \
    X(SIBLING, "sibling", "most similar item that declares it")                                    \
    X(SIBLING_MEANING, "sibling-meaning", "item nearest in meaning that declares it")              \
    X(SIBLINGS, "siblings", "all similar items that declare it")                                   \
    X(HABIT, "habit", "the unit's other items declare it")                                         \
    X(UNIT_HABIT, "unit-habit", "the unit's other items serve that unit")                          \
    X(FUNCTION_HABIT, "function-habit", "units of the same function serve that unit")              \
    X(SERVED, "served", "other items declare it")                                                  \
    X(HISTORY, "history", "similar items served it in earlier reports")

enum feature {
#define X(name, text, meaning) FEATURE_##name,
    FEATURES(X)
#undef X
        FEATURE_COUNT
};

/* What the score of "nothing above" is made of; in the same file under these names. */
#define NOTHINGS(X)                                                                                \
    X(CONSTANT, "nothing")                                                                         \
    X(CANDIDATES, "nothing-candidates") /* ln of their number */                                   \
    X(WORDS, "nothing-words")           /* 1 - most words in common with any */                    \
    X(CHARS, "nothing-characters")      /* 1 - most characters in common with any */               \
    X(MEANING, "nothing-meaning")       /* 1 - nearest in meaning; 0 without vectors */            \
    X(ALONE, "nothing-alone")           /* 1 without vectors */                                    \
    X(SIBLING, "nothing-sibling")       /* 1 - most similar item with a declared link */           \
    X(KNOWN, "nothing-known")           /* share of the organisation's objectives with a link */

enum nothing {
#define X(name, text) NOTHING_##name,
    NOTHINGS(X)
#undef X
        NOTHING_COUNT
};

const char *feature_name(enum feature feature);
const char *feature_meaning(enum feature feature);
const char *nothing_name(enum nothing nothing);

struct coefficients {
    double of[FEATURE_COUNT];
    double nothing[NOTHING_COUNT];
};

struct matcher {
    struct lexicon lexicon;
    struct vectors vectors;
    struct coefficients coefficients;
};

/* Reads lines of "name weight"; names that are not there weigh nothing. */
bool coefficients_read(struct arena *mem, struct text content, struct coefficients *coefficients,
                       struct text *error);

#endif
