/* Growing arrays. Capacity doubles; the old copy stays in the arena until that is freed. */
#include "base/list.h"

#include <string.h>

void *list_room(struct arena *mem, void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return v;
    size_t larger = *cap ? *cap * 2 : 8;
    void *copy = arena_array(mem, larger, size);
    if (n)
        memcpy(copy, v, n * size);
    *cap = larger;
    return copy;
}
