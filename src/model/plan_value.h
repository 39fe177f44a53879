/*
 * What the readers of values share: an item being read, and the fields of its record. Only for
 * plan_value.c and what it calls: plan_table.c, plan_column.c, plan_field.c, plan_period.c, plan_measure.c,
 * plan_metric.c, plan_progress.c.
 */
#ifndef MODEL_PLAN_VALUE_H
#define MODEL_PLAN_VALUE_H

#include "model/plan_work.h"

enum { MOST_CELLS = 5 }; /* that a finding names */

struct reading {
    struct plan_work *w;
    struct item *item;
    const struct record *record;
    struct source *source;
    enum decimal_mark mark; /* of the item's words */
    bool currencies;        /* start, target and current are of several */
};

/* plan_column.c */
bool is_value_role(enum role role);
bool is_column_role(enum role role); /* what columns are gathered of */
struct column_facts column_blank(const struct field *field);
void column_add(struct plan_work *w, struct column_facts *c, const struct field *f);
void column_judge(struct plan_work *w, struct column_facts *c);
/* The decimal mark of what stands in a record's own words. */
enum decimal_mark plan_mark_of(const struct plan_work *w, const struct source *s,
                               const struct place *place);
void plan_gather_columns(struct plan_work *w);
struct text column_name(struct arena *mem, const struct column_facts *c);
void report_column(struct plan_work *w, const struct column_facts *c);
void report_mark(struct plan_work *w, const struct column_facts *c);
void report_order(struct plan_work *w, const struct column_facts *c);

void plan_date_columns(struct plan_work *w);

/* plan_grades.c */
void plan_read_grades(struct plan_work *w);

/* plan_table.c */
void plan_part_tables(struct plan_work *w);

/* plan_field.c */
/* The field of a role that counts; NULL: none, or it says nothing. */
const struct field *reading_field(struct reading *r, enum role role);
/* Of targets for several periods, none of which is the run's, the one of the current value's. */
const struct field *target_of_current(struct reading *r, const struct field *target,
                                      const struct field *current);
const struct field *earlier_value(struct reading *r);
/* The field as a number. False: blank, an error value, or words. */
bool field_number(const struct field *f, enum decimal_mark mark, struct number *out);
bool leading_number(const struct field *f, enum decimal_mark mark, struct number *out);
bool field_date(const struct field *f, enum date_order order, double *days);
/* "A" below "C" and "F", or below nothing but such under "Grade": a mark of a school, no amber. */
bool is_school_mark(const struct column_facts *c, struct text text);
/* The field of a column of statuses, by its words and by what the others of its column are like. */
enum status field_status(struct reading *r, const struct field *f);
/* The field is a status or a grade in words: no figure, and nothing that should be one. */
bool says_in_words(struct reading *r, const struct field *f);
/* Counts the field among those of its column that were not understood. */
void value_not_read(struct reading *r, struct column_facts *c, const struct field *f);

/* plan_period.c */
void find_source_period(struct plan_work *w, struct source *s);
void read_period(struct reading *r);
void settle_run_period(struct plan_work *w);
void read_date(struct reading *r, enum role role, double *out);
/* "... by 14 May 2026" at the end of the item's words: its due day. */
void read_due_in_words(struct reading *r);

/* plan_measure.c: start, target and current as they are written */
struct raw_value {
    struct number number;
    bool given, from_text;
    bool clock;      /* hours and minutes, ... */
    bool bare_clock; /* ... or a ratio or a score: 1:20 */
};
bool clock_value(const struct field *f, struct raw_value *raw);
/* "Gas used (kWh)": what the item is counted in, by the brackets behind its words; absent. */
struct text unit_in_brackets(struct reading *r, struct text words);
/* What the figures are counted in: of a column for it, else what stands alone below "Metric" and is no name of one
   (*name is then NULL), else in brackets ("Gas used (kWh)", "Target ($k)"), for which `bracketed` is room; NULL. */
const struct field *measure_field(struct reading *r, const struct field **name,
                                  const struct field *target, struct field *bracketed);
/* "%", "percent", "Prozentsatz"; `key` is the text_key of the unit. */
bool is_percent_unit(struct text unit, struct text key);
/* "750m" beside "1bn" or "900k" is so many millions, not metres. */
void settle_millions(struct raw_value *values[3]);
void read_as_money(struct reading *r, const struct field *measure, const struct field *fields[3],
                   struct raw_value *values[3]);
void settle_clocks(struct reading *r, const struct field *fields[3], struct raw_value *values[3]);
void same_unit(struct reading *r, struct raw_value *values[3]);
bool of_one_currency(struct reading *r, struct raw_value *values[3]);
void report_currencies(struct reading *r, const struct field *fields[3]);

/* plan_metric.c */
void read_metric(struct reading *r);

/* plan_progress.c */
void read_stated(struct reading *r);
/* What stands in a column of progress and is no share of it: "3.9m", 4.1 where the others are
   percentages. NULL: there is none. */
const struct field *value_under_progress(struct reading *r);
/* A figure with letters behind it: "3.9m", "12 days". */
bool has_unit_behind(struct text text);
/* A figure of a column with a scale, from 0 to 1. */
double scaled_value(struct reading *r, struct column_facts *c, const struct field *f,
                    const struct number *number);
void state_progress(struct reading *r, const struct field *f, double value);
void set_progress(struct item *item, double raw, struct text formula);
struct text stated_formula(struct reading *r);
void settle_progress(struct reading *r);
void report_disagreements(struct plan_work *w, const struct column_facts *c);
void report_from_zero(struct plan_work *w, const struct source *s);
void report_limits(struct plan_work *w, const struct source *s);

#endif
