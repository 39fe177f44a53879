/* What a name in a column, tab, heading, file or folder says of a unit. Pure functions. */
#ifndef VALUE_UNIT_NAME_H
#define VALUE_UNIT_NAME_H

#include "base/text.h"

struct unit_name {
    struct text name;   /* without "OKRs", periods, versions, "Team"; absent: nothing is left */
    struct text second; /* what stands behind a dash or colon: "Sales" of "Tidewater - Sales" */
    struct text
        above; /* "Sales" of "Team Marketing (Sales department)": the unit that it is in, if */
    struct text own;        /* somebody is called so, and its name without that; else absent */
    struct text short_form; /* "QS" of "Qualitätssicherung (QS)", which is then not in `name` */
    int level;              /* that a word says ("Department", "Squad"); -1: none does */
    int own_level;          /* that a word of its own says */
    bool organisation; /* it is the whole organisation; `name` its proper name, if it has one */
};

/* "Growth OKRs Q2 2026 v3" -> Growth; "Tidewater Lines: Company OKRs" -> the organisation, named
   Tidewater Lines; "OKRs", "Sheet1", "Q2" -> nothing. */
struct unit_name unit_name_of(struct arena *mem, struct text text);

/* The same for a file or folder: extension off, underscores are blanks. */
struct unit_name unit_name_of_file(struct arena *mem, struct text file);

/* "QS" is short for "Qualitätssicherung", "HR" for "Human Resources". */
bool unit_is_short_for(struct arena *mem, struct text letters, struct text name);

/* By which names are compared: folded, without blanks, "and" and words like "team":
   "Sales & Marketing Team" and "sales_and_marketing" are one. */
struct text unit_key(struct arena *mem, struct text name);

/* The name of a unit in this report, of one that an earlier report in any language named: what an
   organisation is called that no sheet names, else the same. */
struct text unit_name_now(struct text name);

#endif
