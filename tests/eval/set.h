/* Labelled sets: OKRs of organisations with the links that are true. */
#ifndef EVAL_SET_H
#define EVAL_SET_H

#include "match/match.h"

/* The OKRs of one organisation in one period. */
struct group {
    struct text organisation, period;
    struct plan *plan;
    struct link_list truth; /* all links that are true, item to item */
};

struct set {
    const char *name;
    bool trace;    /* requirements: every lower item is asked, linked or not */
    bool complete; /* an item without a link truly has none */
    struct {
        struct group *v;
        size_t n, cap;
    } groups; /* by organisation, then period */
};

/* Reads lines of organisation, period, unit, level, parent unit, kind (O or K), id, id of the
   objective, ids that it truly supports (blanks between), owner, text; tabs between. False: the
   file is not there or a line is malformed (said on standard error). */
bool set_read(struct arena *mem, const char *path, struct set *set);

#endif
