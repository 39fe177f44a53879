/* Bytes of a text file -> UTF-8, and what encoding they were in. The only user of uchardet. */
#ifndef IMPORT_DECODE_H
#define IMPORT_DECODE_H

#include "base/text.h"

struct decoded {
    struct text text;     /* UTF-8 without byte order mark; a slice of the input where it can be */
    struct text encoding; /* "UTF-8", "UTF-16LE", "WINDOWS-1252" */
    struct text reason;   /* "byte order mark", "valid UTF-8", "detected", "by its letters" */
    size_t malformed;     /* bytes that mean nothing in the encoding; now U+FFFD */
    size_t nuls;          /* NUL bytes left out */
    size_t strange;       /* lines in another encoding than the others, which are UTF-8 */
    size_t first_strange; /* from 1 */
    struct text strange_encoding;
    size_t
        guessed; /* line to look at, as the encoding is no more than a guess; 0: it is sure enough */
    bool odd;    /* what stands there is no letter or sign that would stand so */
};

struct decoded decode(struct arena *mem, struct text bytes);

/* True if bytes are no text in any encoding: a picture, a program. */
bool looks_binary(struct text bytes);

#endif
