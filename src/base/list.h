/*
 * Growing arrays: any struct with the members `v`, `n` and `cap`. The elements live in an arena;
 * growth moves them and frees where they were, so keep indices, not pointers, and only one copy of
 * the struct, while a list still grows.
 *
 *     struct word_list { struct text *v; size_t n, cap; } words = {0};
 *     *list_push(mem, &words) = word;
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include "base/arena.h"

#define LIST(type)                                                                                 \
    {                                                                                              \
        type *v;                                                                                   \
        size_t n, cap;                                                                             \
    }

/* The address of a new, zeroed last element. */
#define list_push(mem, list)                                                                       \
    ((list)->v = list_room((mem), (list)->v, (list)->n, &(list)->cap, sizeof *(list)->v),          \
     &(list)->v[(list)->n++])

/* The list is empty again, and its memory given back if it was large. */
#define list_drop(mem, list)                                                                       \
    (arena_drop((mem), (list)->v, (list)->cap * sizeof *(list)->v), (list)->v = NULL,              \
     (list)->n = (list)->cap = 0)

/* Room for one more element, zeroed, after the `n` there are: `v`, or where they are now. */
void *list_room(struct arena *mem, void *v, size_t n, size_t *cap, size_t size);

#endif
