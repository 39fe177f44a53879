/* Growing arrays. Capacity doubles. */
#include "base/list.h"

#include <stdint.h>
#include <string.h>

void *list_room(struct arena *mem, void *v, size_t n, size_t *cap, size_t size)
{
    if (n == *cap) {
        size_t larger = n ? n * 2 : 8;
        if (larger > SIZE_MAX / 2 / size)
            larger = SIZE_MAX / size; /* out of memory, as arena_grow says */
        v = arena_grow(mem, v, n * size, larger * size);
        *cap = larger;
    }
    memset((char *)v + n * size, 0, size);
    return v;
}
