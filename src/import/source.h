/* Where the bytes of a part come from. */
#ifndef IMPORT_SOURCE_H
#define IMPORT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source {
    /* Like read(2): it may give less than there is room for; 0 at the end, -1 when it fails. */
    ptrdiff_t (*read)(void *context, char *into, size_t room);
    /* What is read next is the first byte again. False: it cannot be. */
    bool (*rewind)(void *context);
    void *context;
};

#endif
