/* Evidence in words, for people who were not there. */
#ifndef MATCH_REASON_H
#define MATCH_REASON_H

#include "match/ranking.h"

/* What one part of the evidence says, in the report's language: "both say 'churn', 'renewal'";
   absent if it says nothing. */
struct text reason_part(struct arena *mem, const struct prospect *prospect, uint32_t query,
                        const struct candidate *candidate, enum feature feature);

/* The parts that weigh most, joined by "; ", for at most `most` of them; absent if none speaks. */
struct text reason(struct arena *mem, const struct prospect *prospect, uint32_t query,
                   const struct candidate *candidate, unsigned most);

/* The reason for the item `to` of the candidate: of a key result it is its objective's, and that is
   said: "for objective 'Win the mid-market': ...". */
struct text reason_for(struct arena *mem, const struct prospect *prospect, uint32_t query,
                       const struct candidate *candidate, uint32_t to, unsigned most);

/* "both say 'response', 'time'" of two single items; absent if they share no word. */
struct text words_in_common(struct arena *mem, const struct prospect *prospect, uint32_t a,
                            uint32_t b);

/* "accepted by Ada on 2026-04-30"; `when` may be absent. */
struct text reason_accepted(struct arena *mem, const struct prospect *prospect, struct text by,
                            struct text when);

#endif
