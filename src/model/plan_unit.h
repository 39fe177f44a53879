/*
 * What the parts of plan_assign_units share, in the order in which names become units:
 *
 *   plan_unit_draft.c   units as they are found, by any of their names; those of okralign.ini
 *   plan_unit_sheet.c   whose a sheet is: folder, file, tab, label, and what these call the company
 *   plan_unit_record.c  whose a record is, by its own words: columns, headings, levels
 *   plan_units.c        all records: key results go with their objectives
 *   plan_unit_tree.c    parents and levels; the drafts that are used go into the plan
 */
#ifndef MODEL_PLAN_UNIT_H
#define MODEL_PLAN_UNIT_H

#include "model/plan_work.h"
#include "value/unit_name.h"

struct draft {
    struct text name;
    struct text_list aliases;
    int level, implied; /* stated; as a folder or its content implies it */
    uint32_t parent;
    struct text parent_name; /* of okralign.ini */
    struct text reason, level_reason, prefix, function;
    struct place place;
    bool configured, proper; /* proper: the organisation's own name is known */
    uint32_t number;         /* in the plan */
};

struct drafts {
    struct plan_work *w;
    struct arena *mem;
    struct {
        struct draft *v;
        size_t n, cap;
    } list;
    struct map keys; /* unit_key -> draft */
    uint32_t organisation;
    struct map company_names;  /* keys of names that only rows of company level have */
    struct map sheet_names;    /* keys of what tabs, files, labels and okralign.ini name */
    struct map own_names;      /* names below others -> those, or several (plan_unit_sheet.c) */
    struct map first_names;    /* keys of names before a dash -> how many differ behind it */
    size_t n_named;            /* tabs or files with a name */
    const struct field *asked; /* of the column that was last asked for names */
    bool asked_has_name;
};

/* plan_unit_draft.c */
/* NO_UNIT: none is called so. */
uint32_t draft_find(struct drafts *d, struct text name);
void draft_alias(struct drafts *d, uint32_t number, struct text alias);
uint32_t draft_add(struct drafts *d, struct text name, struct place place, struct text reason);
/* The draft of that name, made if there is none; `source` ("tab", "column") says where it stands. */
uint32_t draft_named(struct drafts *d, struct text name, struct place place, const char *source);
/* The whole organisation; `name` its proper name or absent. */
uint32_t draft_organisation(struct drafts *d, struct text name, struct place place,
                            const char *source, struct text as_written);
void drafts_configure(struct drafts *d);
/* The unit to which okralign.ini gives the file; NO_UNIT. */
uint32_t draft_of_file(struct drafts *d, struct text path);

/* plan_unit_sheet.c */
size_t sources_in_book(const struct plan_work *w, const struct book *book);
void drafts_find_organisation(struct drafts *d);
/* What sheets of nothing but units say of which is part of which, after all records have theirs. */
void drafts_read_charts(struct drafts *d);
/* After all records have their units. */
void drafts_name_organisation(struct drafts *d);
void drafts_find_first_names(struct drafts *d);
void drafts_find_sheet_names(struct drafts *d);
/* A unit that only columns or headings name, all in files of one folder that is a unit too: it is below
   that one. After all records have theirs. */
void drafts_place_in_folders(struct drafts *d);
/* Labels in the sheet say what its unit is part of, and that one is known. */
void source_put_below(struct drafts *d, const struct source *s, uint32_t unit);
/* Whose the records of a sheet are that say nothing themselves. */
uint32_t source_unit(struct drafts *d, struct source *s);

/* plan_unit_record.c */
/* What the row itself says; NO_UNIT if nothing. */
uint32_t record_unit(struct drafts *d, struct source *s, const struct record *record);
void drafts_count_company_names(struct drafts *d);

/* plan_unit_tree.c */
void drafts_publish(struct drafts *d);

#endif
