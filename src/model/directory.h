/*
 * The directory of a plan: who is called what. Items are found by ID, by number ("KR 1.2"), by
 * text, by nearly the same text and by cell; units by what names them. Built once, asked often; no
 * question costs more than a bounded number of candidates.
 */
#ifndef MODEL_DIRECTORY_H
#define MODEL_DIRECTORY_H

#include "model/form.h"
#include "model/own_id.h"
#include "model/plan.h"

struct directory;
struct directory *directory_new(struct arena *mem, const struct form_words *words,
                                const struct plan *plan);

/* The same directory for another thread, which may ask while others do. What it returns lives in
   `mem`. Made before any is asked. */
struct directory *directory_view(struct arena *mem, struct directory *d);

/* Items whose written or made ID has this key (ident_key); never NULL. */
const struct item_numbers *directory_by_key(const struct directory *d, struct text key);

/* The key of the ID that its sheet gives an item, as ident_parse has it; absent: it has none. */
struct text directory_key(const struct directory *d, uint32_t item);

/* The styles of IDs that are given in the plan and are not those of everybody ("KR 1.2", "PE-O1-KR1"). */
const struct own_ids *directory_own_ids(const struct directory *d);

/* Items without an ID whose text begins with a word of this key: "G-12 Faster night trains". Never NULL. */
const struct item_numbers *directory_by_beginning(const struct directory *d, struct text key);

/* Items that are called `objective`.`key_result`; either may be absent. `written`: those whose sheet
   says so; else those that stand at that place in their unit. Never NULL. */
const struct item_numbers *directory_by_number(const struct directory *d, struct text objective,
                                               struct text key_result, bool written);

/* Items with this text, by text_key. Never NULL. */
const struct item_numbers *directory_by_text(const struct directory *d, struct text key);

/* Nearly the same text: the best first, at most `most`; returns how many. */
struct near_item {
    uint32_t item;
    double similarity; /* 0..1, see text_similarity */
};
size_t directory_near(struct directory *d, struct text text, struct near_item *out, size_t most);

/* How much two texts, as text_key gives them, say the same: share of words in common, weighted by
   length, typos and endings forgiven; a text cut off or with a gloss counts as nearly the same. */
double text_similarity(struct text a, struct text b);

/* The same word but for a typo or an ending; numbers must be the same. */
bool words_alike(struct text a, struct text b);

/* The bytes of a mark at the start of `t` that parts the steps of a way down told in words: "Lead the
   market > Order intake", "Lead the market: order intake"; 0: there is none. */
size_t path_mark(struct text t);
enum { PATH_LONGEST = 300 }; /* what is longer is no such way */

/* A sheet of a file (absent: of `from` itself; sheet absent: the first one). A file is found by its
   path relative to `from`'s folder, as given, or by its name alone. NULL. */
const struct sheet *directory_sheet(const struct directory *d, struct text from, struct text file,
                                    struct text sheet);

/* The item in a cell: the one whose own text it is, else the one whose field it is. NO_ITEM. */
uint32_t directory_by_cell(struct directory *d, const struct sheet *sheet, uint32_t row,
                           uint32_t col);

/* What names a unit or a level: "company", "our division's", "Growth team". */
enum scope_kind {
    SCOPE_NONE,
    SCOPE_COMPANY,
    SCOPE_ABOVE,      /* "parent": the unit above, whatever it is */
    SCOPE_DEPARTMENT, /* "our division": one above, and not the organisation */
    SCOPE_TEAM,       /* "team": the own unit, or the one above it */
    SCOPE_OWN,        /* "our own" */
    SCOPE_UNIT,
    SCOPE_UNITS, /* several that have the words in their names: "Sales" */
    SCOPE_UNKNOWN
};
struct scope {
    enum scope_kind kind;
    uint32_t unit;     /* SCOPE_UNIT */
    struct text words; /* what was understood or, if unknown, what was not */
    bool whole;        /* nothing else was said */
    bool initials;     /* "PE" for "Product Engineering": a name only in capitals, or in an ID */
};
/* What is above the unit that says it. */
static inline bool scope_is_above(enum scope_kind kind)
{
    return kind == SCOPE_ABOVE || kind == SCOPE_DEPARTMENT;
}

struct scope directory_scope(const struct directory *d, struct text words);

/* The one unit whose name is the words with a typo: "Customer Sucess"; NO_UNIT. */
uint32_t directory_near_unit(const struct directory *d, struct text words);

/* `words`, as directory_scope returned them, are a part of the unit's name. */
bool directory_is_part(const struct directory *d, struct text words, uint32_t unit);

#endif
