/*
 * Memory. Everything a stage returns lives in the arena it was given, and nothing small is
 * freed singly; what a stage takes in is const to it. One arena holds a run, one for each
 * thread the files that it reads, scratch arenas hold what a stage needs only for itself. An arena is
 * used by one thread at a time.
 *
 * With -DARENA_PLAIN every allocation is a malloc of its own, so that the sanitizers see overruns.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/* Called when memory runs out; must not return. main sets it to say so and exit; default: abort. */
extern void (*arena_out_of_memory)(void);

struct arena *arena_new(void);

/* Frees the arena and all that lives in it, adopted arenas included. NULL is fine. */
void arena_free(struct arena *mem);

/* `size` zeroed bytes, aligned for any type. Never NULL; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *mem, size_t size);

/* `count` zeroed elements; an overflow of the product counts as out of memory. */
void *arena_array(struct arena *mem, size_t count, size_t size);

/* `p`, of `old` bytes from this arena (NULL: none), made `size` >= `old` bytes large; where it is now.
   The bytes that were there stay; those beyond are not zeroed. What `p` was may be gone: nobody else
   may hold it. */
void *arena_grow(struct arena *mem, void *p, size_t old, size_t size);

/* Of `p`, of `old` bytes from this arena, only the first `size` are needed: if it is what was asked for
   last, the others are given back. It stays where it is. */
void arena_trim(struct arena *mem, void *p, size_t old, size_t size);

/* `p`, of `size` bytes from this arena, is not needed any more: if it is large, its memory is given
   back at once. NULL is fine. */
void arena_drop(struct arena *mem, void *p, size_t size);

/* `child` lives as long as `mem` from now on and must not be freed by the caller. */
void arena_adopt(struct arena *mem, struct arena *child);

/* `p`, of `size` bytes from malloc, lives as long as `mem` from now on. For arrays that grew by
   realloc, which for large ones costs no copy. NULL is fine. */
void arena_take(struct arena *mem, void *p, size_t size);

/* Room from malloc, for arena_take; a large one in large pages where the system has them, as the first
   touch of memory page by page costs more than reading it. NULL if there is none. */
void *arena_room(size_t size);

/* Bytes asked of the system so far, adopted arenas included. */
size_t arena_size(const struct arena *mem);

#define NEW(mem, type) ((type *)arena_alloc((mem), sizeof(type)))
#define NEW_ARRAY(mem, type, n) ((type *)arena_array((mem), (n), sizeof(type)))

#endif
