/*
 * What the parts of resolve_all share while one reference is asked about. The parts, in the order
 * in which a question goes through them:
 *
 *   resolve.c          the ways of referring: an ID, words, a cell; then all references together:
 *                      what a column means, what is none after all
 *   resolve_scope.c    which items the words may mean: unit or level, sheet, period
 *   resolve_id.c       ID -> candidates
 *   resolve_text.c     words -> candidates
 *   resolve_about.c    what the words are about -> candidates
 *   resolve_stored.c   a formula's stored text -> the item whose text it is
 *   resolve_list.c     a list of titles cut short -> its parts
 *   resolve_outcome.c  candidates -> one of them, several, or none and why
 *   resolve_together.c codes of one list or column -> one unit
 *
 * Lists of items are in `scratch` of the resolver; what a reference keeps is in its `mem`.
 */
#ifndef MATCH_RESOLVE_QUESTION_H
#define MATCH_RESOLVE_QUESTION_H

#include "match/resolve.h"

/* The reference at hand, with what its words say of the unit. */
struct question {
    struct reference *ref;
    const struct item *from;
    struct scope scope;
    struct ident id;           /* of ref->key; empty where there is none */
    const struct sheet *sheet; /* a formula looked it up there; NULL */
    bool near_unit;            /* the unit's name is written nearly right */
    bool any_time;             /* whatever period is named */
};

/* resolve_scope.c */
/* The unit is the organisation, or, where no unit is, one that stands at the top. */
bool resolver_is_company(const struct resolver *r, uint32_t unit);
/* A unit stands between the one that refers and the organisation. */
bool question_has_middle(const struct resolver *r, const struct question *q);
/* Of the unit or level that is named, on the sheet, of the period: the item may be meant. */
bool question_allows(const struct resolver *r, const struct question *q, uint32_t item);
/* Of the period that is named; an item whose days are not known may be. */
bool question_in_time(const struct resolver *r, const struct question *q, uint32_t item);
/* The item is of another unit than the one that refers; of one above it. */
bool question_other_unit(const struct resolver *r, const struct question *q, uint32_t item);
bool question_unit_above(const struct resolver *r, const struct question *q, uint32_t item);
/* Appends to `out` those of `items` that may be meant; not `scoped`: of whatever unit. */
void question_take(const struct resolver *r, const struct question *q,
                   const struct item_numbers *items, bool scoped, struct item_numbers *out);
/* Drops from `items` those that are not good, unless all would go. Returns how many are good. */
size_t question_keep_if(const struct resolver *r, const struct question *q,
                        struct item_numbers *items,
                        bool (*good)(const struct resolver *, const struct question *, uint32_t));

/* resolve_id.c */
/* The key of an ID as references have it, whatever words it is written with. */
struct text resolver_key(const struct resolver *r, struct text id);
/* Appends what the ID may mean. What stands before it may turn out to be no unit, or only in part:
   q->scope is then what it is. */
void question_by_id(const struct resolver *r, struct question *q, struct item_numbers *out);
/* "KR-001" is a name: a zero in front counts nothing. */
bool question_is_name(struct text id);
/* The one unit that has IDs with the same letters in front: "PR-O3.KR4" is Product's, though nobody is
   called so; NO_UNIT. */
uint32_t question_unit_of_prefix(struct resolver *r, const struct question *q);
/* Of the unit that was named, or the nearest one above, the item whose ID is nearest: of the same objective,
   or a character away; else none. */
void question_nearest_by_id(const struct resolver *r, const struct question *q,
                            struct item_numbers *out);

/* resolve_text.c */
/* Appends the items that ref->quote means. Returns how they were found, for the reason, as static
   text; NULL if there are none. */
const char *question_by_text(const struct resolver *r, const struct question *q,
                             struct item_numbers *out);
/* The item of another unit that is most like ref->quote, if one is like it at all. */
void question_nearest_by_text(const struct resolver *r, const struct question *q,
                              struct item_numbers *out);
/* "NPS" of "(NPS)": three to six capitals and nothing else; absent. Whether they are a word of the item's
   text, or the initials of some. */
struct text short_name_in(struct text quote);
bool has_short_name(const struct resolver *r, uint32_t item, struct text name);
/* The item, of any unit, whose text is this, or nearly so; NO_ITEM. */
uint32_t resolver_called(const struct resolver *r, struct text text);

/* resolve_about.c */
/* Appends the items that the words speak of without being their text, q->scope is then what they name
   of it; at most a handful. False: none, or too many. */
bool question_by_topic(const struct resolver *r, struct question *q, struct item_numbers *out);

/* resolve_stored.c */
/* The formula's cell now says something else than the formula had when it was computed: ref->outdated
   is set, and `item`, which is there now, becomes the one whose text or ID the formula had, if there
   is just one. */
uint32_t question_by_stored(struct resolver *r, const struct question *q, const struct sheet *sheet,
                            uint32_t item);

/* resolve_outcome.c */
/* Copies `items` and `reason`. */
void resolver_set_outcome(struct resolver *r, struct reference *ref, enum reference_outcome outcome,
                          const struct item_numbers *items, struct text reason);
/* Candidates, at least one, -> outcome; `how` they were found is the reason. Left open
   (OUTCOME_NONE, with candidates) if units above contend for it. Thins `items`. */
void question_settle(struct resolver *r, const struct question *q, struct item_numbers *items,
                     const char *how);
/* Drops those of another kind or period than is meant, unless all are. */
void question_sift(const struct resolver *r, const struct question *q, struct item_numbers *items);
/* The words behind the ID speak of the item: they share one of weight with its text. */
bool question_words_fit(const struct resolver *r, const struct reference *ref, uint32_t item);
/* The words behind an ID decide between all that the ID may mean, `items` and those of units above:
   where nothing is resolved, and where they plainly are those of another one. */
void question_ask_words(struct resolver *r, const struct question *q,
                        const struct item_numbers *items);
/* After an ID was resolved. It says one thing and the words behind it another: a human would ask. */
void question_check_words(struct resolver *r, const struct question *q);
/* There are no candidates: the outcome says why, and what is nearest. */
void question_none(struct resolver *r, const struct question *q);
/* The same for a reason that is known. */
void question_broken(struct resolver *r, const struct question *q, struct text reason);

/* resolve_together.c */
/* The units above `own`, nearest first; where its place is not known, the organisation. */
enum { UNITS_ABOVE = 24 };
struct units_above {
    uint32_t v[UNITS_ABOVE];
    size_t n;
};
struct units_above resolver_above(const struct resolver *r, uint32_t own);
/* What the ID of a reference would mean if it named the unit, instead of what is in `out`. */
void question_in_unit(const struct resolver *r, struct reference *ref, uint32_t unit,
                      struct item_numbers *out);
/* When each reference is resolved alone: codes that stand together come to mean one unit's. */
void resolve_together(struct resolver *r);

/* resolve_list.c */
/* When each reference is resolved alone: one that is a list of titles becomes several. */
void resolve_lists(struct resolver *r);

/* resolve.c */
/* One reference, alone -> its outcome, or left open. */
void resolver_ask(struct resolver *r, struct reference *ref);
/* The column that a reference stands in, of one unit: as a key. */
struct text resolver_column(const struct resolver *r, const struct reference *ref);

#endif
