/*
 * IDs in all their dresses: "KR1.2", "O1-KR3", "PE-O1-KR1", "growth:O1.KR1", "Objective 1, Key
 * Result 2", "OBJ-Q1-2024-001". Pure functions over text; which words say "objective" and "key
 * result" is the caller's (templates/references.txt).
 */
#ifndef MODEL_IDENT_H
#define MODEL_IDENT_H

#include "model/own_id.h"

/* Words as text_key gives them. */
struct ident_words {
    struct text_list objective,
        key_result;              /* "o", "objective"; "kr", "key result": the short first */
    struct text_list and, to;    /* "KR 1 and 3", "KR 1 to 3" */
    struct text_list number;     /* "objective no. 3" */
    struct text_list possessive; /* "目标2的KR1" */
};

struct ident {
    struct text written;
    struct text key;        /* ident_key of it, by the short words: "cu 1 kr 4", "kr 2 2" */
    struct text scope;      /* what stands before: "cu 1", "company"; absent */
    struct text short_key;  /* the key without the scope: "kr 4", "kr 1 2" */
    struct text objective;  /* "1", "a"; absent */
    struct text key_result; /* "4"; absent */
    bool bare;              /* numbers only: "1.2" */
    bool own;               /* in a list: of a style of somebody's own, "C1-2" */
    bool goes_on;           /* in a list: a number that goes on the ID before it: "KR 1.1, 1.3" */
};

struct ident_list LIST(struct ident);

/* text_key, with a blank between letters and digits, and numbers without leading zeros:
   "CU-01.KR4" -> "cu 1 kr 4". Two spellings of one ID have one key. */
struct text ident_key(struct arena *mem, struct text written);

/* A key with its compounds parted: "unternehmensziel 2" -> "unternehmens ziel 2". */
struct text ident_split_compounds(struct arena *mem, const struct ident_words *words,
                                  struct text key);

/* Takes an ID apart. What is not understood leaves objective and key_result absent. */
struct ident ident_parse(struct arena *mem, const struct ident_words *words, struct text written);

/* A list of IDs, ranges counted out: "KR 1.1 und 1.3", "KR1-3", "O1.KR2, KR3". What a later one
   leaves out (word, objective, scope) it has from the one before. IDs of a style in `own` (NULL: none)
   are not cut at their own marks. At most 64. */
struct ident_list ident_list_parse(struct arena *mem, const struct ident_words *words,
                                   const struct own_ids *own, struct text list);

#endif
