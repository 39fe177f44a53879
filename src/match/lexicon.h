/*
 * What words stand for: concepts of business, functions of units, what drives what, words to leave
 * out. Read once from templates/{lexicon,functions,drivers,stopwords}.txt and okralign.ini.
 */
#ifndef MATCH_LEXICON_H
#define MATCH_LEXICON_H

#include "base/map.h"
#include "config/config.h"
#include "match/stem.h"

enum { MOST_CONCEPTS = 64, MOST_FUNCTIONS = 32, LONGEST_PHRASE = 4 };

/* What a stem or phrase of stems stands for. */
struct tag {
    uint64_t concepts;  /* bit set */
    uint32_t functions; /* bit set */
    bool starts;        /* a longer phrase begins with it */
};

struct lexicon {
    struct map concepts, functions;     /* name -> number */
    struct map phrases[LANGUAGE_COUNT]; /* stems joined by blanks -> number in `tags` */
    struct {
        struct tag *v;
        size_t n, cap;
    } tags;
    float drives[MOST_CONCEPTS][MOST_CONCEPTS];  /* from, to: 0..1 */
    float serves[MOST_FUNCTIONS][MOST_CONCEPTS]; /* function, concept: 0..1 */
    /* what people call them; absent: as in the file */
    struct text concepts_called[MOST_CONCEPTS][LANGUAGE_COUNT];
    struct text functions_called[MOST_FUNCTIONS][LANGUAGE_COUNT];
    struct map stopwords[LANGUAGE_COUNT]; /* folded words */
    struct map weak[LANGUAGE_COUNT];
    struct map units; /* of time and money, in any language */
};

/* False: `*error` names file and line. */
bool lexicon_load(struct arena *mem, const struct config *config, struct lexicon *lexicon,
                  struct text *error);

/* The tag of a phrase of that language, or NULL. */
const struct tag *lexicon_find(const struct lexicon *lexicon, enum language language,
                               struct text stems);

/* A unit of time or money, or a stop word of any language: no evidence that two texts are alike. */
bool lexicon_says_nothing(const struct lexicon *lexicon, struct text key);

/* The name of a concept or a function for people: that of the language, else the English one, else
   its name in the file, underscores as blanks. */
struct text name_of_concept(struct arena *mem, const struct lexicon *lexicon, uint32_t concept,
                            enum language language);
struct text name_of_function(struct arena *mem, const struct lexicon *lexicon, uint32_t function,
                             enum language language);

/* The language that most of a folded text's stop words speak for, added to `counts`. */
void lexicon_count_languages(const struct lexicon *lexicon, struct text key,
                             unsigned counts[LANGUAGE_COUNT]);

#endif
