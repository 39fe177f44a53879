/* A map from text to an index: linear probing over entry numbers, at most half full. */
#include "base/map.h"

#include "base/list.h"

static size_t slot_of(const struct map *map, struct text key)
{
    size_t at = (size_t)text_hash(key) & (map->n_slots - 1);
    while (map->slots[at] && !text_eq(map->entries[map->slots[at] - 1].key, key))
        at = (at + 1) & (map->n_slots - 1);
    return at;
}

size_t map_get(const struct map *map, struct text key)
{
    if (map->n_slots == 0)
        return MAP_NONE;
    uint32_t entry = map->slots[slot_of(map, key)];
    return entry ? map->entries[entry - 1].value : MAP_NONE;
}

static void map_grow(struct arena *mem, struct map *map)
{
    arena_drop(mem, map->slots, map->n_slots * sizeof *map->slots);
    map->n_slots = map->n_slots ? map->n_slots * 2 : 16;
    map->slots = NEW_ARRAY(mem, uint32_t, map->n_slots);
    for (size_t i = 0; i < map->n; i++)
        map->slots[slot_of(map, map->entries[i].key)] = (uint32_t)i + 1;
}

size_t *map_put(struct arena *mem, struct map *map, struct text key, size_t value)
{
    if (map->n * 2 >= map->n_slots)
        map_grow(mem, map);
    size_t at = slot_of(map, key);
    if (!map->slots[at]) {
        map->entries = list_room(mem, map->entries, map->n, &map->cap, sizeof *map->entries);
        map->entries[map->n++] = (struct map_entry){key, value};
        map->slots[at] = (uint32_t)map->n;
    }
    return &map->entries[map->slots[at] - 1].value;
}
