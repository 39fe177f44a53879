/*
 * A plan read for matching. Items are taken as families: an objective with its key results, or a
 * key result that has none above it. Families are in order of level, so that what stands above a
 * unit is a prefix of the list; those of a unit are neighbours.
 */
#ifndef MATCH_PROSPECT_H
#define MATCH_PROSPECT_H

#include "match/index.h"
#include "match/matcher.h"
#include "match/reading.h"

#define NO_FAMILY UINT32_MAX

/* A direction, 127 times the unit vector; all zeros: none. */
struct meaning {
    int16_t at[VECTOR_DIM];
};

struct family {
    uint32_t item;            /* the objective, or the key result of its own */
    uint32_t unit;            /* NO_UNIT possible */
    uint32_t above;           /* families [0, above) stand on a higher level */
    int level;                /* INT_MAX: not known, below all others */
    struct vector words;      /* stems, concepts at half weight, names of the unit */
    struct vector grams;      /* runs of characters; of families that stand above others */
    struct vector concepts;   /* of its texts */
    uint32_t functions;       /* of its unit and owners */
    uint32_t text_functions;  /* that its texts speak of */
    const double *numbers;    /* ascending */
    const uint64_t *owners;   /* hashes of their names, ascending */
    const uint64_t *measures; /* of the units that its key results are counted in, ascending */
    const uint64_t *entities; /* of the names in its texts: products, places, ascending */
    uint32_t n_numbers, n_owners, n_measures, n_entities;
    double first, last; /* period; NAN */
};

/* A family that an old link's target resembles. */
struct likeness {
    uint32_t family;
    float value;
};
enum { MOST_LIKENESSES = 5 };

/* A link that the organisation made: declared now, or in an earlier report. */
struct precedent {
    uint32_t from;               /* family; of old ones the one with that text; NO_FAMILY: none */
    uint32_t to;                 /* family; NO_FAMILY: an old one */
    uint32_t from_unit, to_unit; /* NO_UNIT: gone */
    uint32_t from_functions;
    struct vector from_words, to_words;
    struct vector to_family;     /* of old ones: what it went to, read with its objective */
    struct text from_text, when; /* of old ones, for explanations */
    struct likeness near[MOST_LIKENESSES]; /* of old ones: what is like `to` now; value 0: none */
};

struct precedent_list LIST(struct precedent);

/* A sparse table of counts by two numbers. */
struct tally {
    uint64_t *keys; /* + 1; 0 is free */
    float *counts;
    size_t n, slots;
};
void tally_add(struct arena *mem, struct tally *tally, uint32_t row, uint32_t col, float count);
float tally_get(const struct tally *tally, uint32_t row, uint32_t col);

/* What precedents of units of a function say: how many go to each unit, and altogether. */
enum { MOST_SERVED = 8 };
struct function_habit {
    float *to_unit, all;
    uint32_t served[MOST_SERVED]; /* the units most served; NO_UNIT */
};

/* Members of a group, in order: group g has of[first[g]] .. of[first[g + 1] - 1]. */
struct groups {
    uint32_t *first, *of;
};

struct prospect {
    struct arena *mem;
    const struct config *config;
    const struct matcher *matcher;
    const struct plan *plan;
    const struct memory *memory;
    struct decision_list decided;     /* decisions_for_all of it */
    struct coefficients coefficients; /* the matcher's, learnt on from the declared links */
    struct rehearsal rehearsal;       /* how they would have been found, before that */
    struct reader reader;
    float *idf;               /* of terms, then of concepts (at half weight) */
    float *gram_idf;          /* GRAM_COUNT */
    float *word_weights;      /* of words with vectors */
    enum language *languages; /* one for each unit, then one for items without */
    enum language *item_languages;
    struct reading *readings;  /* one for each item */
    struct vector *item_words; /* one for each item: stems and concepts */
    struct family *families;
    struct meaning *meanings;     /* of families [0, n_above) */
    float common[VECTOR_DIM];     /* mean direction of all families */
    bool mute;                    /* as if no language had vectors: for fitting */
    uint32_t n_families, n_above; /* families [0, n_above) have levels below them */
    uint32_t *family_of;          /* of each item */
    struct groups unit_families;
    struct index words, grams;
    struct precedent_list declared, old;         /* declared now; in earlier reports */
    struct meaning *declared_meanings;           /* of what `declared` come from */
    struct index declared_words, old_words;      /* of what they come from */
    struct groups declared_from, declared_to;    /* family -> numbers in `declared` */
    struct groups declared_by_unit, old_by_unit; /* unit -> numbers in `declared`, `old` */
    struct function_habit habits[MOST_FUNCTIONS];
    bool *linked;               /* family has a declared link upwards or sideways */
    float known;                /* share of families below others that have */
    double calibration[2];      /* intercept and slope on log-odds, of suggestions upwards */
    double side_calibration[2]; /* the same of those sideways */
    size_t answers;             /* to suggestions upwards */
    bool calibrated_here;       /* else the figures are those of other organisations */
    bool side_calibrated;
    bool exhaustive;           /* score every candidate, */
    bool prune;                /* or never all: for the test that pruning loses nothing */
    struct tally rejected;     /* family -> family: a reviewer said no */
    struct rankings *rankings; /* of all families, made when first asked for */
};

/* An objective is a family of 1 + its key results; item 0 is itself. */
uint32_t family_size(const struct plan *plan, const struct family *family);
uint32_t family_item(const struct plan *plan, const struct family *family, uint32_t k);

/* Number of the terms' and concepts' dimensions of a words vector. */
uint32_t prospect_terms(const struct prospect *prospect);

/* Adds the runs of characters of the item's words; not of stop words, which make any two texts of a
   language alike. */
void add_item_grams(const struct prospect *prospect, struct arena *mem, struct weight_list *grams,
                    uint32_t item);

/* The family's runs of characters, from the store or made anew in `mem`. */
struct vector family_grams(const struct prospect *prospect, struct arena *mem,
                           const struct family *family);

enum language item_language(const struct prospect *prospect, uint32_t item);

/* Fills declared, old, habits, linked, known (memory.c). A link that is declared now as well is no
   old one: it would count twice. */
void prospect_remember(struct prospect *prospect, const struct memory *memory,
                       const struct link_list *links);

/* Rescales on the organisation's own answers, if there are enough (calibrate.c). */
void prospect_calibrate(struct prospect *prospect);

/* A words vector of a text that is not in the plan; concepts included, no unit. */
struct vector words_of_text(struct prospect *prospect, struct text text);

#endif
