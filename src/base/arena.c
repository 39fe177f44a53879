/*
 * Memory: a chain of blocks, each twice the one before up to a limit, so that a run of a few
 * sheets stays small and a run of thousands makes few calls to malloc. Once blocks are large they are
 * large pages of the system, where it has them: the first touch of memory page by page takes as
 * long as reading a sheet into it. What is large, such as a list of all cells, has a block of its
 * own: growing, it leaves no copies behind.
 */
#define _DEFAULT_SOURCE /* madvise, MAP_ANONYMOUS */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ALIGN = 16, FIRST_BLOCK = 512, LARGEST_BLOCK = 1 << 20, LARGE_PAGE = 2 << 20 };

struct block {
    struct block *next, *prev;
    struct arena *owner;
    size_t size;
};

struct taken {
    struct taken *next;
    void *p;
};

struct arena {
    struct taken *taken;
    struct block *blocks;
    struct block *pages;   /* blocks of LARGE_PAGE bytes */
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
    for (struct block *b = mem->pages, *next; b; b = next) {
        next = b->next;
        munmap(b, LARGE_PAGE);
    }
    free(mem);
}

static unsigned char *block_link(struct arena *mem, struct block *b, struct block *prev,
                                 struct block *next, size_t size)
{
    *b = (struct block){next, prev, mem, size};
    *(prev ? &prev->next : &mem->blocks) = b;
    if (next)
        next->prev = b;
    mem->asked += HEAD + size;
    return (unsigned char *)b + HEAD;
}

static unsigned char *block_new(struct arena *mem, size_t size)
{
    return block_link(mem, must(calloc(1, HEAD + size)), NULL, mem->blocks, size);
}

/* A block that is one large page, zeroed as it comes; NULL if there is none. */
static struct block *map_page(void)
{
    unsigned char *p =
        mmap(NULL, 2 * LARGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    size_t before = LARGE_PAGE - (uintptr_t)p % LARGE_PAGE;
    munmap(p, before);
    p += before;
    if (before < LARGE_PAGE)
        munmap(p + LARGE_PAGE, LARGE_PAGE - before);
#ifdef MADV_HUGEPAGE
    madvise(p, LARGE_PAGE, MADV_HUGEPAGE);
#endif
    return (struct block *)p;
}

/* A block for many small things. */
static void chunk_new(struct arena *mem, size_t size)
{
    if (size < LARGEST_BLOCK) {
        mem->at = block_new(mem, size);
        mem->end = mem->at + size;
        return;
    }
    struct block *page = must(map_page());
    *page = (struct block){.next = mem->pages};
    mem->pages = page;
    mem->asked += LARGE_PAGE;
    mem->at = (unsigned char *)page + HEAD;
    mem->end = (unsigned char *)page + LARGE_PAGE;
}

/* What is large has a block of its own, which can grow. */
static bool is_alone(size_t size)
{
#ifdef ARENA_PLAIN
    (void)size;
    return true;
#else
    return size >= LARGEST_BLOCK / 4;
#endif
}

static size_t aligned(size_t size)
{
    return (size + ALIGN - 1) / ALIGN * ALIGN;
}

void *arena_alloc(struct arena *mem, size_t size)
{
    if (size > SIZE_MAX / 2)
        must(NULL);
    if (is_alone(size))
        return block_new(mem, size);
    size = aligned(size);
    if (size > (size_t)(mem->end - mem->at)) {
        size_t room = mem->next_size > size ? mem->next_size : size;
        chunk_new(mem, room);
        if (mem->next_size < LARGEST_BLOCK)
            mem->next_size *= 2;
    }
    void *p = mem->at;
    mem->at += size;
    return p;
}

static struct block *block_of(void *p)
{
    return (struct block *)((unsigned char *)p - HEAD);
}

/* By realloc, which moves pages, not bytes, and touches none that are not used. */
static void *block_grow(struct arena *mem, struct block *b, size_t size)
{
    struct block *prev = b->prev, *next = b->next;
    size_t old = b->size;
    mem->asked -= HEAD + old;
    b = must(realloc(b, HEAD + size));
#ifdef ARENA_PLAIN
    if (size > old)
        memset((unsigned char *)b + HEAD + old, 0xA5, size - old); /* nobody may count on zeros */
#endif
    return block_link(mem, b, prev, next, size);
}

void *arena_grow(struct arena *mem, void *p, size_t old, size_t size)
{
    if (size > SIZE_MAX / 2)
        must(NULL);
    if (p && is_alone(old) && block_of(p)->owner == mem)
        return block_grow(mem, block_of(p), size);
    bool last = p && (unsigned char *)p + aligned(old) == mem->at;
    if (last && !is_alone(size) && aligned(size) - aligned(old) <= (size_t)(mem->end - mem->at)) {
        mem->at += aligned(size) - aligned(old);
        return p;
    }
    void *copy = arena_alloc(mem, size);
    if (p && old)
        memcpy(copy, p, old);
    return copy;
}

void arena_trim(struct arena *mem, void *p, size_t old, size_t size)
{
    unsigned char *end = p ? (unsigned char *)p + aligned(size) : NULL;
    if (!p || is_alone(old) || (unsigned char *)p + aligned(old) != mem->at || end >= mem->at)
        return;
    memset(end, 0, (size_t)(mem->at - end)); /* what is asked for next is zeroed */
    mem->at = end;
}

void arena_drop(struct arena *mem, void *p, size_t size)
{
    struct block *b = p && is_alone(size) ? block_of(p) : NULL;
    if (!b || b->owner != mem)
        return;
    *(b->prev ? &b->prev->next : &mem->blocks) = b->next;
    if (b->next)
        b->next->prev = b->prev;
    mem->asked -= HEAD + b->size;
    free(b);
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

void *arena_room(size_t size)
{
    if (size < 2 * LARGE_PAGE)
        return malloc(size);
    size_t whole = (size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    void *p = aligned_alloc(LARGE_PAGE, whole);
#ifdef MADV_HUGEPAGE
    if (p)
        madvise(p, whole, MADV_HUGEPAGE);
#endif
    return p;
}

size_t arena_size(const struct arena *mem)
{
    size_t size = mem->asked;
    for (const struct arena *child = mem->adopted; child; child = child->sibling)
        size += arena_size(child);
    return size;
}
