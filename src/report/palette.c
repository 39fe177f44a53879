/* The one table of colours and type sizes. */
#include "report/palette.h"

static const struct look looks[MEANING_COUNT] = {
#define X(name, text, ink, fill, size, bold, italic) {text, ink, fill, size, bold, italic},
    MEANINGS(X)
#undef X
};

const struct look *look_of(enum meaning meaning)
{
    return &looks[(unsigned)meaning < MEANING_COUNT ? meaning : MEANING_PLAIN];
}
