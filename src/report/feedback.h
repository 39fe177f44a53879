/*
 * Feedback: one small workbook for each unit, of what was read from it, what to mend and where, its
 * links and the suggestions that concern it, and what of the organisation nobody works for yet.
 */
#ifndef REPORT_FEEDBACK_H
#define REPORT_FEEDBACK_H

#include "report/run.h"
#include "report/workbook.h"

struct workbook *feedback_workbook(struct arena *mem, const struct run *run, uint32_t unit);

/* One for each unit with items, into `folder`, which is made if it is not there; never into a folder
   that a sheet was read from. What an earlier run wrote there for a unit that is there no more is
   removed, unless somebody decided in it: its path goes into `removed`. */
enum output_status feedback_write(const struct run *run, const char *folder,
                                  struct text_list *removed, struct text *error);

#endif
