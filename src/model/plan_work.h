/*
 * What the parts of plan_build share, in the order in which data goes through them:
 *
 *   plan_units.c   whose each record is: names from columns, headings, tabs, files, folders,
 *                  okralign.ini -> units in a tree
 *   plan_items.c   records of a unit -> objectives and key results in order, with unique IDs
 *   plan_value.c   what the columns are like (scale, decimal mark, date order), then the values
 *   plan_build.c   the order of all this, and what is assumed
 */
#ifndef MODEL_PLAN_WORK_H
#define MODEL_PLAN_WORK_H

#include "base/map.h"
#include "model/plan.h"

/* A sheet that has records. */
struct source {
    const struct sheet *sheet;
    const struct sheet_layout *layout;
    size_t first, end;    /* its records: first .. end - 1 */
    uint32_t unit;        /* of a record without a word of its own; NO_UNIT: not asked for yet */
    bool unit_said;       /* by more than a guess */
    struct period period; /* of a record without one; name absent */
    struct place period_place;
    size_t first_column, n_columns; /* in work.columns */
};

/* What all values of a column of a sheet say together. */
struct column_facts {
    uint32_t col;
    enum role role;
    struct text header;
    struct place place; /* of its first value */
    size_t n;           /* values that are not blank */
    enum scale scale;
    struct text scale_reason;
    enum decimal_mark mark;
    enum date_order order;
    double weight_size;   /* 1: shares, 100: percent, 0: points */
    struct period period; /* that the header names; name absent */
    bool period_said;
    struct {
        const struct cell **v;
        size_t n, cap;
    } cells;
    struct text_list texts;
    /* what is said once for the whole column */
    size_t unread, out_of_range, converted;
    struct place first_unread, first_out;
    struct text unread_text, out_text;
    struct text unread_cells; /* the first few */
};

struct head {
    size_t record; /* of the objective, or of a key result without one */
    uint32_t unit;
    size_t first; /* in work.members */
    size_t n;     /* key results */
};

struct plan_work {
    struct arena *mem, *scratch;
    const struct config *config;
    const struct book_list *books;
    const struct layout *layout;
    struct plan *plan;
    struct diag *diag;
    struct {
        struct source *v;
        size_t n, cap;
    } sources;
    uint32_t *source_of;  /* of each record */
    uint32_t *unit_of;    /* of each record */
    struct text *team_of; /* of a key result: what it calls its unit, where that is not its
                             objective's; absent */
    struct {
        struct column_facts *v;
        size_t n, cap;
    } columns;
};

void plan_assign_units(struct plan_work *w);
void plan_make_items(struct plan_work *w);
void plan_read_values(struct plan_work *w);

/* The facts of the field's column; never NULL for a field of one of the records. */
struct column_facts *plan_column(struct plan_work *w, size_t record, const struct field *field);

/* The text of an item without what was typed before it: "KR 1.2: ", "[P0] ", "1) ", bullets. The
   ID among that goes to *id, as written. */
struct text plan_strip_prefix(struct arena *mem, struct text text, enum item_kind kind,
                              struct text *id);

/* The place of a sheet as a whole. */
struct place plan_sheet_place(const struct sheet *sheet);

#endif
