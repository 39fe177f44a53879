/*
 * What the parts of reference_find share while the items of a plan are searched. The parts, from
 * the outside in:
 *
 *   reference_find.c    the plan in pieces; each item: its words, fields, comments, pointers, shape
 *   reference_parent.c  a column made for references: parts that are IDs, titles, lists of them
 *   reference_line.c    lines of any text, searched for forms and for IDs of the plan
 *   reference_emit.c    what was found -> references: whose it is, of which kind and period
 *
 * Texts that go in are copied into `mem` where a reference keeps them.
 */
#ifndef MODEL_REFERENCE_FINDER_H
#define MODEL_REFERENCE_FINDER_H

#include "model/directory.h"
#include "model/reference.h"

enum { LINES_MOST = 200, PER_ITEM = 100 };

/* One for each piece of the plan, which one thread searches. */
struct finder {
    struct arena *mem;     /* of the references */
    struct arena *scratch; /* of the piece */
    const struct reference_forms *forms;
    const struct form_words *words;
    const struct plan *plan;
    struct directory *directory;
    struct reference_list *references;
    struct diag *diag;
    const struct map *outlines; /* number in an outline, see outline_key -> item */
    const struct map *pointing; /* columns whose cells are others' OKRs, whatever their headers */
    struct map cells_seen; /* comments and links are said once, whatever fields share the cell */
    /* of the item and field at hand: */
    struct reference base;      /* what its references have in common */
    struct text line;           /* as the forms see it; absent outside of finder_scan_line */
    struct ident_list left_out; /* what the line leaves out of what it names */
    struct text header_scope;
    int header_kind;
    size_t first; /* of the item's references */
};

/* reference_emit.c */
/* A new reference, as `base` has it; to be used before the next one is made. */
struct reference *finder_emit(struct finder *f);
/* One for an ID with the words behind it; none if only a unit would make it one, and nobody is
   called so. */
void finder_emit_id(struct finder *f, const struct form_match *m, const struct ident *id,
                    struct text gloss);
/* The same for a title or quotation. */
void finder_emit_quote(struct finder *f, const struct form_match *m, struct text quote);
/* All that a form has found; `written`: the words as they stand in the cell. */
void finder_emit_match(struct finder *f, const struct form_match *m, struct text written);
/* Words taken as a whole, as if a form of that name had found them; `base` is then that of a
   reference which counts even if nothing fits. `form` is static. */
struct form_match finder_match_whole(struct finder *f, const char *form, struct text words);
/* The item may have more references. */
bool finder_room(const struct finder *f);
/* An ID that says more than "KR 1.2", and that the plan has: it needs no scope to be meant. */
bool finder_telling_id(const struct finder *f, const struct ident *id);
/* The words name a period, and nothing else: "Q2". */
bool finder_is_period(const struct finder *f, struct text words);
/* The words name a period that begins when that of the item at hand is over. */
bool finder_is_later(const struct finder *f, struct text words);
/* The words name a unit or level of the plan. */
bool finder_known_scope(const struct finder *f, struct text words);
/* The first small number in the words, from 2: "two", "3"; 0: none. */
size_t finder_how_many(const struct finder *f, struct text words);
/* Each key result of an objective is meant, or of those no more than the words say: "the first two". */
void finder_say_how_many(struct finder *f, struct text words);
/* Which kind of OKR the words name, OBJECTIVE or KEY_RESULT; -1: neither or both. */
int finder_kind_said(const struct finder *f, struct text words);

/* reference_line.c */
/* Looks for the forms of `where` (FORM_PARENT, ...) in a line; returns how many references were
   made, or SIZE_MAX if a false friend was all there was. */
size_t finder_scan_line(struct finder *f, struct text line, unsigned where);
/* "Supports:", "Contributes to:" and nothing behind it: what is listed below is its object. */
bool finder_heads_list(const struct finder *f, struct text line);
/* The same in each line of a text. */
void finder_scan_text(struct finder *f, struct text text, unsigned where);
/* IDs of the plan that stand somewhere in the words, the longest first: for what no form knows.
   `telling_only`: in prose, where they are mentioned. Returns how many. */
size_t finder_known_ids(struct finder *f, struct text words, bool telling_only);

/* reference_parent.c */
/* What the header of a parent column says: whose OKRs, and of which kind. */
void finder_read_header(struct finder *f, struct text header);
/* A cell of such a column. */
void finder_scan_parent(struct finder *f, struct text text);

#endif
