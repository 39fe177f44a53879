/*
 * Links: from an item to an item of another unit. Explicit and implicit matching append the same
 * struct to the same list; order: from, to, kind.
 */
#ifndef MATCH_LINK_H
#define MATCH_LINK_H

#include "model/plan.h"
#include "model/reference.h"

enum link_kind { LINK_EXPLICIT, LINK_IMPLICIT };
enum link_how {
    HOW_DECLARED,
    HOW_LINKED,
    HOW_INHERITED,
    HOW_SIMILAR,
    HOW_SHARED_METRIC,
    HOW_MENTIONED
};
enum link_status { LINK_CONFIRMED, LINK_SUGGESTED, LINK_REJECTED };

struct link {
    uint32_t from, to; /* items */
    enum link_kind kind;
    enum link_how how;
    enum link_status status;
    double confidence; /* 1 if confirmed; else the calibrated probability of this very item */
    double
        of_objective; /* suggested to a key result: the probability that its objective is meant, of
                               which `confidence` is the key result's share; 0: they are not told apart */
    struct text evidence;   /* why, in words */
    struct place place;     /* the cell that says so; file absent for an implicit link */
    size_t reference;       /* number in the list of references; SIZE_MAX */
    bool cyclic;            /* part of a cycle */
    struct text decided_by; /* reviewer; absent */
};

struct link_list LIST(struct link);

const char *link_kind_text(enum link_kind kind);       /* "explicit" */
const char *link_how_text(enum link_how how);          /* "declared" */
const char *link_status_text(enum link_status status); /* "confirmed" */

/* The strength of a link as the probability that it is real: 1, its confidence, or 0. */
double link_strength(const struct link *link);

/* Both ends are of the run's period: a link that the figures count. */
bool link_current(const struct plan *plan, const struct link *link);

/* Sorts by from and to and keeps one link of each pair: explicit before implicit, decided before
   suggested, declared before linked before inherited, the more probable, the earlier cell. */
void links_settle(struct link_list *links);

#endif
