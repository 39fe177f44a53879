/*
 * What reviewers decided about suggestions: in the To confirm sheet of an earlier report, carried
 * from run to run, or in decisions.csv. A decision holds as long as both texts stand.
 */
#ifndef MATCH_DECISION_H
#define MATCH_DECISION_H

#include "match/link.h"

enum verdict { VERDICT_NONE, VERDICT_ACCEPT, VERDICT_REJECT, VERDICT_LATER };

struct decision {
    struct text key; /* hash of both units and both texts, as in the To confirm sheet */
    struct text from_id, to_id;
    struct text from_text, to_text; /* as they were when it was decided */
    struct text from_unit, to_unit; /* names */
    enum verdict verdict;
    struct text other;             /* ID of another parent that the reviewer chose; absent */
    struct text comment, by, when; /* when: ISO date of the run that read it first */
    struct place place;
};

struct decision_list LIST(struct decision);

/* The stable key of a pair: 12 hexadecimal digits over units and folded texts. */
struct text decision_key(struct arena *mem, const struct plan *plan, uint32_t from, uint32_t to);

#endif
