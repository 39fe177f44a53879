/*
 * What cells say that an item supports, still unresolved. Forms are data (templates/references.txt,
 * PCRE2, only in reference.c), extended by [references] of okralign.ini.
 */
#ifndef MODEL_REFERENCE_H
#define MODEL_REFERENCE_H

#include "model/plan.h"

enum reference_source {
    SOURCE_PARENT_FIELD, /* a column made for it */
    SOURCE_TEXT,         /* the item's own words */
    SOURCE_NOTE,
    SOURCE_COMMENT,
    SOURCE_HYPERLINK,
    SOURCE_FORMULA,
    SOURCE_SHAPE, /* cascade matrix */
    SOURCE_TICK   /* tick matrix */
};

enum reference_outcome {
    OUTCOME_NONE, /* not resolved yet */
    OUTCOME_RESOLVED,
    OUTCOME_AMBIGUOUS,
    OUTCOME_BROKEN,
    OUTCOME_SELF,
    OUTCOME_CYCLIC
};

const char *outcome_text(enum reference_outcome outcome); /* "resolved" */

struct reference {
    uint32_t from; /* item */
    enum reference_source source;
    struct place place;
    struct text text;  /* the words that refer, as written: "supports company KR 1.2" */
    struct text scope; /* what names a unit or level: "company", "growth", "CU"; absent */
    struct text id;    /* "KR1.2", "O3.KR2", "OBJ-Q1-2024-001"; absent */
    struct text key;   /* of the ID, completed from the list it stands in: "kr 1 3" for "1.3" */
    struct text quote; /* quoted or near-quoted text, or a title; absent */
    struct text when;  /* the period that is named: "Q1", "last quarter"; absent */
    double when_first, when_last;          /* its days; of no meaning without `when` */
    struct text target_file, target_sheet; /* of a hyperlink or formula */
    uint32_t target_row, target_col;       /* PLACE_NONE: not a cell */
    struct text
        stored; /* what a formula that reads one cell had when it was last computed, or what a
                             hyperlink reads */
    struct text outdated; /* what that cell says now, where that is another text; absent */
    bool fetches;         /* the formula is nothing but that cell's address */
    struct text form;     /* name of the form that found it */
    bool names_only;      /* prose names the item without saying that it supports it: mentioned */
    bool past;            /* and that it once did: the words speak of the past */
    bool maybe;           /* only a reference if something fits; else it is dropped unsaid */
    bool parental;        /* in a column that is headed "parent": may be the item's own objective */
    bool below;           /* in a column headed "supported by": what is named supports this item */
    bool number;          /* a formula whose cell holds a number, and is not made for references */
    bool ticked;          /* in a column of ticks: of the two items the lower supports the other */
    bool upward;          /* in such a column, and yet what is named is above this item's unit */
    bool every;           /* "all KRs of O2": each key result of the objective that is named */
    bool last;            /* and of those only the last: "the last KR of O2" */
    size_t most;          /* no more of them than so many, "the first two KRs"; 0: all, or one */
    struct text left_out; /* but for these: "KR 2.2, KR 2.3"; absent */
    int kind;             /* OBJECTIVE, KEY_RESULT where the words say which; -1 */
    enum reference_outcome outcome;
    struct {
        uint32_t *v;
        size_t n, cap;
    } candidates;       /* items: one if resolved, several if ambiguous, nearest if broken */
    struct text reason; /* how it was resolved, or why not */
    struct text advice; /* what mends it, where that is known; absent */
};

struct reference_list LIST(struct reference);

struct reference_forms; /* compiled */
/* NULL and `*error` if a form is malformed ("references.txt:12: ..."). The compiled patterns are
   not in the arena: release them when the run is over; NULL is fine. */
struct reference_forms *reference_forms_load(struct arena *mem, const struct config *config,
                                             struct text *error);
void reference_forms_free(struct reference_forms *forms);

/* Every reference that the plan's cells make, in order of items. */
struct reference_list reference_find(struct arena *mem, const struct reference_forms *forms,
                                     const struct plan *plan, struct diag *diag);

#endif
