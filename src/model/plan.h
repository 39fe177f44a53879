/*
 * The plan: whose OKRs they are. Records -> units in a tree, items with IDs, values on one scale.
 * The list of items is in order of units, objectives, key results; an item's number is its index.
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "base/map.h"
#include "layout/layout.h"
#include "value/value.h"

#define NO_UNIT UINT32_MAX
#define NO_ITEM UINT32_MAX

struct unit {
    struct text id;           /* slug, unique: "growth" */
    struct text name;         /* as people write it: "Growth" */
    struct text_list aliases; /* other names seen or configured */
    struct text prefix;       /* of generated IDs, unique: "GRO" */
    int level;                /* 0: the organisation */
    uint32_t parent;          /* or NO_UNIT */
    struct text function;     /* "support": from okralign.ini or templates/functions.txt; absent */
    struct place place;       /* what named it; a file at least */
    struct text reason; /* how name and level were found: "tab 'Growth'", "others refer to it" */
    bool assumed;       /* name or level was not stated anywhere */
};

struct metric {
    struct text name;              /* of a metric column; absent */
    double start, target, current; /* NAN: missing */
    struct text measure;           /* unit of measure; absent */
    bool percent;
    enum direction direction;
    bool in_text; /* start or target were taken from the key result's words */
};

struct item {
    enum item_kind kind;
    struct text id;         /* unique in the plan */
    struct text written_id; /* as the sheet gives it; absent if `id` was made */
    uint32_t unit;
    uint32_t objective;                       /* of a key result; NO_ITEM */
    uint32_t first_key_result, n_key_results; /* of an objective; consecutive items */
    struct text text;    /* without typed prefix ("KR 1.2:") and markup of references */
    struct text written; /* as it stands in the cell */
    struct place place;
    struct text_list owners;
    struct text period;               /* normal form; absent */
    double period_first, period_last; /* days; NAN */
    enum status status;
    struct text status_written;
    struct metric metric;
    double stated;              /* progress as stated, on 0..1, not clamped; NAN: none */
    struct text stated_written; /* "35 %", "on track" */
    struct place stated_place;
    double progress; /* 0..1, clamped: of a key result computed or stated, of an objective rolled
                           up; NAN: missing */
    double progress_raw;          /* the same, not clamped */
    struct text progress_formula; /* "(510 - 300) / (900 - 300)", "stated 35 %, scale 0-100" */
    double confidence;            /* 0..1; NAN */
    double weight;                /* share among its siblings as written, 0..1; NAN: none */
    double points;                /* of which that was made, where the sheet has points; NAN */
    double due, updated;          /* days; NAN */
    struct text notes;            /* what columns for comments say, as written; absent */
    int committed;                /* 1 committed, 0 aspirational, -1 not said */
    bool hidden;
    size_t record; /* number in layout.records, for what fields say */
};

struct item_list LIST(struct item);
struct item_numbers LIST(uint32_t);
struct unit_list LIST(struct unit);

struct plan {
    struct text organisation;         /* name; absent if nothing tells */
    struct text period;               /* of the run, normal form; absent */
    double period_first, period_last; /* its days; NAN */
    double as_of;                     /* days */
    struct unit_list units;           /* in order: level, then name; unit 0.. */
    struct item_list items;
    const struct layout *layout;
    const struct book_list *books;
    uint32_t *item_of_record; /* of each of layout->records; several may be one item: a copy of the
                                 company's key result in a team's cascade is the company's */
    bool has_company;         /* a unit of level 0 with key results exists */
    /* Indices, kept by the functions below: folded names, ids and prefixes of units, ids of items. */
    struct map unit_names, unit_ids, unit_prefixes, item_ids;
    struct map next_numbers; /* joint and name -> the number that the next one so called gets */
};

/* Units, items, IDs, values. What was assumed is a finding and stands in unit.reason. */
struct plan *plan_build(struct arena *mem, const struct config *config,
                        const struct book_list *books, const struct layout *layout,
                        struct diag *diag);

/* Levels that are still unknown, from who refers to whom: called when references are resolved,
   before links are scored. */
struct reference_list;
void plan_settle_levels(struct arena *mem, struct plan *plan, const struct reference_list *refs,
                        struct diag *diag);

/* The plan as text: units with levels and reasons, items with all values. */
void plan_print(struct buf *out, const struct plan *plan);

/* Unit by name, alias, prefix or id, in folded form; NO_UNIT. */
uint32_t plan_find_unit(const struct plan *plan, struct arena *scratch, struct text name);

/* By exact unique id; NO_ITEM. */
uint32_t plan_find_item(const struct plan *plan, struct text id);

/* What a person may mean by an ID that a report shows: the unique one, else IDs as sheets write them,
   in any spelling. Of several, those of this period, and of these the organisation's, if any. */
struct item_numbers plan_items_called(struct arena *mem, const struct plan *plan, struct text id);

/* "CO-O1 'Grow' of Company, SAL-O1 ...": at most five of them, so that one can be chosen. */
struct text plan_name_items(struct arena *mem, const struct plan *plan,
                            const struct item_numbers *items);

/* The item belongs to the period of the run: its own period overlaps it, or one of them is not
   known. Others (last quarter's tab) are listed, but not scored. */
bool plan_item_current(const struct plan *plan, uint32_t item);

/* One may support the other: their periods overlap; where one is not known, both are of the run's. */
bool plan_same_time(const struct plan *plan, uint32_t one, uint32_t other);

/* An objective, or a key result that stands alone: what is aligned and counted. */
bool is_head(const struct item *item);

/* Objective of an item: itself if it is one; NO_ITEM for a key result without. */
uint32_t plan_objective_of(const struct plan *plan, uint32_t item);

/* Builders for tests and tools: append a unit or an item with everything else missing. An absent id
   is made (GRO-O1-KR2). Key results go to the last objective of the unit, or stand alone if there
   is none; they are consecutive if they are added right after it. */
struct plan *plan_new(struct arena *mem);
uint32_t plan_add_unit(struct arena *mem, struct plan *plan, struct text name, int level,
                       uint32_t parent);
uint32_t plan_add_item(struct arena *mem, struct plan *plan, enum item_kind kind, uint32_t unit,
                       struct text id, struct text text);
/* Another name of a unit, by which it is found from now on. */
void plan_add_alias(struct arena *mem, struct plan *plan, uint32_t unit, struct text alias);

/* Gives the unit another prefix, if no unit has it yet. */
void plan_set_prefix(struct arena *mem, struct plan *plan, uint32_t unit, struct text prefix);

/* An item of which nothing is known: numbers NAN, indices none. */
struct item item_blank(void);

/* Makes `name` find the unit, without listing it as an alias. A name that already finds another
   unit goes on doing so. */
void plan_name_unit(struct arena *mem, struct plan *plan, uint32_t unit, struct text name);

#endif
