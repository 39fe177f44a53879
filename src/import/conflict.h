/* Copies that synchronising programs and people leave beside a file. */
#ifndef IMPORT_CONFLICT_H
#define IMPORT_CONFLICT_H

#include "import/discover.h"

/* The name that a copy was made from: "Plan (1).xlsx" -> "Plan.xlsx"; absent if the name is not
   that of a copy. */
struct text conflict_original(struct arena *mem, struct text name);

/* Of a file and its copies in one folder only the newest is read; the others are left out, and a
   finding names both. */
void leave_out_conflicts(struct arena *mem, struct file_list *files, struct diag *diag);

#endif
