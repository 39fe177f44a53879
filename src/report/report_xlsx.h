/*
 * The steps between a workbook and a checked file, for whoever wants to free the one before the
 * other is written; write_workbook (report/workbook.h) takes them all.
 */
#ifndef REPORT_REPORT_XLSX_H
#define REPORT_REPORT_XLSX_H

#include "report/workbook.h"

struct drawing;

/* All of the workbook handed to the library, and each tab's cells dropped: the drawing needs nothing
   of the workbook any more. drawing_write must follow. */
struct drawing *workbook_draw(struct workbook *book, const char *path);

/* The file. False: `*error` (in mem) says why. True is not enough: check it. */
bool drawing_write(struct arena *mem, struct drawing *drawing, struct text *error);

/* Opens what was written: a whole archive with a part for each of `tabs`, and every part well-formed
   XML, on at most `jobs` threads. False: `*error` (in mem) says why. */
bool check_workbook(struct arena *mem, const char *path, size_t tabs, size_t jobs,
                    struct text *error);

#endif
