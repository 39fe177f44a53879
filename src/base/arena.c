/*
 * Memory: a chain of blocks, each twice the one before up to a limit, so that a run of a few
 * sheets stays small and a run of thousands makes few calls to malloc.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct block {
    struct block *next;
    size_t size;
};

struct taken {
    struct taken *next;
    void *p;
};

struct arena {
    struct taken *taken;
    struct block *blocks;
    struct arena *adopted; /* first arena that lives as long as this one */
    struct arena *sibling; /* next arena adopted by the same owner */
    unsigned char *at, *end;
    size_t next_size;
    size_t asked;
};

enum { HEAD = (sizeof(struct block) + ALIGN - 1) / ALIGN * ALIGN };

void (*arena_out_of_memory)(void) = abort;

static void *must(void *p)
{
    if (!p) {
        arena_out_of_memory();
        abort();
    }
    return p;
}

struct arena *arena_new(void)
{
    struct arena *mem = must(calloc(1, sizeof *mem));
    mem->next_size = FIRST_BLOCK;
    return mem;
}

void arena_free(struct arena *mem)
{
    if (!mem)
        return;
    for (struct arena *child = mem->adopted, *next; child; child = next) {
        next = child->sibling;
        arena_free(child);
    }
    for (struct taken *t = mem->taken; t; t = t->next)
        free(t->p);
    for (struct block *b = mem->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(mem);
}

static unsigned char *block_new(struct arena *mem, size_t size)
{
    struct block *b = must(calloc(1, HEAD + size));
    b->next = mem->blocks;
    b->size = size;
    mem->blocks = b;
    mem->asked += HEAD + size;
    return (unsigned char *)b + HEAD;
}

void *arena_alloc(struct arena *mem, size_t size)
{
    if (size > SIZE_MAX / 2)
        must(NULL);
#ifdef ARENA_PLAIN
    return block_new(mem, size);
#else
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (size > (size_t)(mem->end - mem->at)) {
        if (size >= LARGEST_BLOCK / 4)
            return block_new(mem, size);
        size_t room = mem->next_size > size ? mem->next_size : size;
        mem->at = block_new(mem, room);
        mem->end = mem->at + room;
        if (mem->next_size < LARGEST_BLOCK)
            mem->next_size *= 2;
    }
    void *p = mem->at;
    mem->at += size;
    return p;
#endif
}

void *arena_array(struct arena *mem, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        must(NULL);
    return arena_alloc(mem, count * size);
}

void arena_adopt(struct arena *mem, struct arena *child)
{
    child->sibling = mem->adopted;
    mem->adopted = child;
}

void arena_take(struct arena *mem, void *p, size_t size)
{
    if (!p)
        return;
    struct taken *t = NEW(mem, struct taken);
    *t = (struct taken){mem->taken, p};
    mem->taken = t;
    mem->asked += size;
}

size_t arena_size(const struct arena *mem)
{
    size_t size = mem->asked;
    for (const struct arena *child = mem->adopted; child; child = child->sibling)
        size += arena_size(child);
    return size;
}
