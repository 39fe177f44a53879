/* Between drawing a workbook and putting it in place. */
#ifndef REPORT_REPORT_XLSX_H
#define REPORT_REPORT_XLSX_H

#include "report/workbook.h"

/* Opens what was drawn: a whole archive with a part for every tab, and every part well-formed XML.
   False: `*error` (in book->mem) says why. */
bool check_workbook(const struct workbook *book, const char *path, struct text *error);

#endif
