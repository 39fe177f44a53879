/* A map from text to an index, with its entries in the order in which they were put. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/text.h"

#define MAP_NONE SIZE_MAX

struct map_entry {
    struct text key;
    size_t value;
};

/* Zero-initialised is empty. */
struct map {
    struct map_entry *entries; /* n of them, in order of insertion */
    size_t n, cap;
    uint32_t *slots; /* open addressing: entry number + 1, 0 is free */
    size_t n_slots;
};

/* The value of `key`, or MAP_NONE. */
size_t map_get(const struct map *map, struct text key);

/* Where the value of `key` stands; a new key starts with `value`. The key's bytes are not copied.
   The address is good until the next put. */
size_t *map_put(struct arena *mem, struct map *map, struct text key, size_t value);

#endif
