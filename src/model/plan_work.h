/*
 * What the parts of plan_build share, in the order in which data goes through them:
 *
 *   plan_units.c   whose each record is: names from columns, headings, tabs, files, folders,
 *                  okralign.ini -> units in a tree (its parts: plan_unit.h)
 *   plan_owner.c   owners in brackets behind an item's text
 *   plan_items.c   records of a unit -> objectives and key results in order, without copies
 *   plan_value.c   the values of the items, for which
 *     plan_table.c     tables of a sheet that are written differently
 *     plan_column.c    what the columns are like: scale, decimal mark, order of dates
 *     plan_period.c    periods and days
 *     plan_field.c     which of several fields counts, and its text as a number
 *     plan_measure.c   units of measure
 *     plan_metric.c    start, target, current
 *     plan_progress.c  progress, stated and computed
 *   plan_id.c      what an item's text begins with, written IDs, unique IDs for all
 *   plan_build.c   the order of all this, and what is assumed
 */
#ifndef MODEL_PLAN_WORK_H
#define MODEL_PLAN_WORK_H

#include "base/map.h"
#include "model/ident.h"
#include "model/plan.h"

/* A sheet that has records. */
struct source {
    const struct sheet *sheet;
    const struct sheet_layout *layout;
    size_t first, end;    /* its records: first .. end - 1 */
    uint32_t unit;        /* of a record without a word of its own; NO_UNIT: not asked for yet */
    bool unit_said;       /* by more than a guess */
    bool names_behind;    /* its items end with their owners, in brackets */
    struct period period; /* of a record without one; name absent */
    int year;             /* of "Q2"; 0: not known */
    bool year_said;       /* by the sheet, not by the date of the run */
    enum decimal_mark mark;
    enum date_order order;
    uint32_t columns[192]; /* in work.columns */
    size_t n_columns;
    size_t from_earlier;  /* key results whose only value is of before the period: their start */
    size_t from_check_in; /* key results whose start is the first of check-ins that fall */
    size_t from_zero;     /* key results whose progress is counted from 0 for want of a start */
    struct {
        struct beyond *v;
        size_t n, cap;
    } beyond;
};

/* Progress that is stated and computed, and differs. */
struct disagreement {
    struct place place;
    double stated, computed;
    uint32_t unit;
    bool formula; /* the stated one is what a formula held when it was last reckoned */
};

/* A current value that is not between start and target. */
struct beyond {
    struct place place;
    const struct item *item;
};

/* What all values of a column of a sheet say together. */
struct column_facts {
    uint32_t col;
    uint32_t table; /* of the sheet's tables, from 1; 0: all of them are alike */
    enum role role;
    struct text header;
    struct place place; /* of its first value */
    size_t n;           /* values that are not blank */
    enum scale scale;
    struct text scale_reason;
    bool scale_sure;               /* its values can be of no other */
    bool school;                   /* they may be marks of a school */
    double grade_none, grade_done; /* by a legend: 0 % and 100 %; equal: there is none */
    enum decimal_mark mark;
    enum date_order order;
    enum date_order shown; /* by the formats of real dates */
    double weight_size;    /* 1: shares, 100: percent, 0: points */
    struct period period;  /* that the header names; name absent */
    bool period_said;
    bool of_business; /* it is of a year of business, taken for one of the calendar */
    bool as_calendar; /* a target that was chosen by that */
    bool dated;       /* the header names a day, which is the period */
    bool first_month; /* the only current values, of a month well before that of a target */
    bool left_out;    /* that day is after the report's */
    bool followed;    /* a target of several periods that was taken for that of the current value */
    bool first;       /* a target of a period that does not fit, as the others do not */
    bool passed;      /* a target of a period that is over, for want of one that is not */
    bool of_today;    /* the same, for the period that the day of the report lies in */
    int year_assumed; /* of days without a year; 0 */
    struct text year_text;
    struct place year_place;
    struct text fiscal_text, fiscal_as; /* "FY26 Q4", taken for "2026-Q4" */
    struct place fiscal_place;
    enum comma_meaning commas; /* of owners */
    struct {
        const struct cell **v;
        size_t n, cap;
    } cells;
    struct text_list texts;
    bool same_text; /* all its cells say the same words */
    bool answers;   /* statuses that say how it goes: "well", "so-so" */
    /* what is said once for the whole column */
    size_t unread, out_of_range, converted, tiny;
    size_t unread_numbers;             /* of those not understood */
    struct text tiny_text, tiny_cells; /* shares of 1 among percentages */
    struct text graded;                /* "High 80 %, Low 20 %": words taken for figures */
    struct place first_tiny;
    struct place first_unread, first_out;
    uint32_t unread_unit;
    struct text unread_text, out_text;
    struct text unread_cells; /* the first few */
    struct {
        struct disagreement *v;
        size_t n, cap;
    } disagreements;
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
    struct ident_words id_words;
};

void plan_assign_units(struct plan_work *w);

/* plan_owner.c */
void plan_find_names_behind(struct plan_work *w);
/* The owners that stand behind the text of a record's item, taken off it; absent. */
struct text plan_owners_behind(const struct plan_work *w, size_t record, struct text *text);
void plan_make_items(struct plan_work *w);
void plan_read_values(struct plan_work *w);
void plan_make_ids(struct plan_work *w);

/* The facts of the field's column; never NULL for a field of one of the records. */
struct column_facts *plan_column(struct plan_work *w, size_t record, const struct field *field);

/* The table of its sheet that a place lies in, from 1; 0: none. */
uint32_t plan_table_of(const struct source *s, const struct place *place);

/* The text of an item without what was typed before it ("KR 1.2: ", "[P0] ", "1) ", bullets) and
   without references in brackets behind it. The ID among that goes to *id, as written. */
struct text plan_item_text(struct arena *mem, const struct ident_words *words, struct text written,
                           struct text *id);
struct ident_words plan_id_words(struct arena *mem);

/* The place of a sheet as a whole. */
struct place plan_sheet_place(const struct sheet *sheet);

#endif
