/* Words to stems, by language. The only user of libstemmer. */
#ifndef MATCH_STEM_H
#define MATCH_STEM_H

#include "base/text.h"

/* X(NAME, "code", "algorithm of libstemmer"); ties between languages go to the first. */
#define LANGUAGES(X)                                                                               \
    X(EN, "en", "english")                                                                         \
    X(DE, "de", "german")                                                                          \
    X(FR, "fr", "french")                                                                          \
    X(ES, "es", "spanish")                                                                         \
    X(IT, "it", "italian")                                                                         \
    X(PT, "pt", "portuguese")                                                                      \
    X(NL, "nl", "dutch")                                                                           \
    X(SV, "sv", "swedish")                                                                         \
    X(DA, "da", "danish")                                                                          \
    X(NO, "no", "norwegian")                                                                       \
    X(FI, "fi", "finnish")

enum language {
#define X(name, code, algorithm) LANGUAGE_##name,
    LANGUAGES(X)
#undef X
        LANGUAGE_COUNT
};

const char *language_code(enum language language);
/* LANGUAGE_COUNT if there is no such code. */
enum language language_of(struct text code);

/* True where compound words are written as one, so that stems miss what their parts share. */
bool language_compounds(enum language language);

struct stemmer; /* holds memory of the library's own: close it */
struct stemmer *stemmer_open(struct arena *mem);
void stemmer_close(struct stemmer *stemmer); /* NULL is fine */

/* The stem of a folded word, copied into `mem`. The word itself if there is no stemmer. */
struct text stem(struct stemmer *stemmer, struct arena *mem, enum language language,
                 struct text word);

#endif
