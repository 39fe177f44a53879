/*
 * References -> items, in the context of who refers: the inside of match_explicit. Each reference
 * is resolved alone first; what is still open between several units is settled by what the other
 * references of the same column mean.
 */
#ifndef MATCH_RESOLVE_H
#define MATCH_RESOLVE_H

#include "match/match.h"
#include "model/directory.h"

struct resolver {
    struct arena *mem;     /* for what outlives the pass: reasons, candidates */
    struct arena *scratch; /* for everything else */
    const struct plan *plan;
    const struct form_words *words;
    struct directory *directory;
    struct reference_list *references;
    struct item_numbers *unit_items; /* one for each unit */
    struct map columns;              /* unit and column -> what its references mean */
    struct map prefixes;             /* letters before IDs -> the unit that has them, or several; */
    uint32_t prefixed;               /* items that were looked at for them */
    bool has_company;                /* a unit of level 0 exists */
};

struct resolver resolver_new(struct arena *mem, struct arena *scratch,
                             const struct form_words *words, const struct plan *plan,
                             struct reference_list *references);

/* Sets outcome, candidates and reason of all references; drops those that are none. A column
   that cannot mean what its header says is read the other way, with a finding. */
void resolve_all(struct resolver *r, struct diag *diag);

/* Levels from `low` up to `high`, 1 for its parent; 0 if `high` is not above it. */
size_t unit_distance(const struct plan *plan, uint32_t low, uint32_t high);

/* Findings of those that are ambiguous, broken or self. */
void tell_references(struct resolver *r, struct diag *diag);

/* Objectives that are a higher key result or objective word for word, or nearly so. */
void match_inherited(struct arena *mem, struct resolver *r, size_t jobs, struct link_list *links,
                     struct diag *diag);

/* "KR 1.3 Raise retention to 95 %", shortened. */
struct text item_label(struct arena *mem, const struct item *item);

#endif
