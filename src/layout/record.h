/*
 * Records: what the layout stage understood of a sheet, before it is known whose it is and what
 * its values mean. A record is an objective or a key result as it stands in the sheet: its fields,
 * each with the cell it came from. All the layouts that teams invent end in this one shape.
 */
#ifndef LAYOUT_RECORD_H
#define LAYOUT_RECORD_H

#include "base/finding.h"
#include "import/sheet.h"

/* X(NAME, "name as in templates/headers.txt and --explain") */
#define ROLES(X)                                                                                   \
    X(NONE, "none")                                                                                \
    X(OBJECTIVE, "objective")                                                                      \
    X(KEY_RESULT, "key_result")                                                                    \
    X(TITLE, "title") /* objective or key result, by type, outline number or indent */             \
    X(TYPE, "type")   /* tells objective rows from key result rows */                              \
    X(ID, "id")                                                                                    \
    X(OBJECTIVE_ID, "objective_id")                                                                \
    X(KEY_RESULT_ID, "key_result_id")                                                              \
    X(PARENT, "parent")         /* what the item supports: ID, title, words */                     \
    X(OUTLINE, "outline")       /* 1, 1.1, 1.2.1 */                                                \
    X(UNIT_NAME, "unit")        /* team, department, person */                                     \
    X(UNIT_ABOVE, "unit_above") /* what that is part of */                                         \
    X(LEVEL, "level")                                                                              \
    X(OWNER, "owner")                                                                              \
    X(PERIOD, "period")                                                                            \
    X(METRIC, "metric")                                                                            \
    X(BASELINE, "baseline")                                                                        \
    X(TARGET, "target")                                                                            \
    X(CURRENT, "current")                                                                          \
    X(MEASURE, "measure") /* unit of measure */                                                    \
    X(DIRECTION, "direction")                                                                      \
    X(PROGRESS, "progress")                                                                        \
    X(SCORE, "score")                                                                              \
    X(CONFIDENCE, "confidence")                                                                    \
    X(WEIGHT, "weight")                                                                            \
    X(STATUS, "status")                                                                            \
    X(START_DATE, "start_date")                                                                    \
    X(DUE, "due")                                                                                  \
    X(UPDATED, "updated")                                                                          \
    X(COMMITMENT, "commitment") /* committed or aspirational */                                    \
    X(NOTE, "note")                                                                                \
    X(IGNORED, "ignored") /* recognised, of no use here: labels, links to tickets */

enum role {
#define X(name, text) ROLE_##name,
    ROLES(X)
#undef X
        ROLE_COUNT
};

const char *role_text(enum role role);
/* ROLE_COUNT if there is no such role. */
enum role role_of(struct text name);

enum item_kind { OBJECTIVE, KEY_RESULT };

struct field {
    enum role role;
    struct text text;   /* as written, trimmed; for key results split out of a cell, its line */
    struct place place; /* of the cell */
    const struct cell *cell;
    struct text header; /* of the column, as written: tells "Q2 Target" from "Q3 Target" */
};

struct field_list LIST(struct field);

#define RECORD_NONE SIZE_MAX

struct record {
    enum item_kind kind;
    size_t objective; /* of a key result: its objective's number in the list; or RECORD_NONE */
    size_t supports;  /* the sheet's shape itself says so (cascade matrix): the record that this
                           one supports; or RECORD_NONE */
    struct field_list fields; /* the first one of the item's own text comes first */
    struct place place;       /* of the item's own text */
    struct text unit; /* what names the unit nearest to it: section heading, column header in a
                           matrix, label of a form; absent: the tab and the file decide */
    struct place unit_place;
    int level;    /* where the shape says it (cascade matrix: 0, 1, 2); LEVEL_UNKNOWN */
    bool hidden;  /* row, column or sheet is hidden */
    bool example; /* the template's example row: not to be counted */
    bool listed;  /* names an item in a list of others' (a matrix of ticks): one of its own only
                     where it stands nowhere else */
    bool upper; /* likewise, in a column of the company's items beside those that support them: one
                     of its own where the company has no sheet */
    const struct sheet *sheet;
};

struct record_list LIST(struct record);

/* A tick in a matrix of key results against units: `unit` says it works for `item_text`. */
struct tick {
    struct text unit, item; /* header and row as written */
    struct text header;     /* above the names of the items: "Company KR"; absent */
    struct place place, unit_place, item_place;
    bool of_item;    /* `unit` is none: it names what the item at `item_place` supports */
    bool by_item;    /* likewise, and it names what supports that one */
    bool of_company; /* the header says that the items are the company's */
};

struct tick_list LIST(struct tick);

/* The first field with this role, or NULL. */
const struct field *record_field(const struct record *record, enum role role);

#endif
