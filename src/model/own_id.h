/*
 * IDs in the style of an organisation's own: "C1-2", "KR-Q1-2026-001". They are known by their
 * shapes, letters and marks with any numbers between, of IDs that it has given.
 */
#ifndef MODEL_OWN_ID_H
#define MODEL_OWN_ID_H

#include "base/map.h"

struct own_ids {
    struct map shapes;
};

/* Learns the shape of an ID; of one that has no telling shape ("C1", "A.2") nothing is learnt. */
void own_ids_add(struct arena *mem, struct own_ids *own, struct text id);

/* The bytes of the longest such ID at the start of `t`, in any case; 0: there is none. NULL knows
   none. */
size_t own_id_at(const struct own_ids *own, struct text t);

#endif
