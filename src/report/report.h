/*
 * All that a run found -> the consolidated workbook, as plain data: which sheets, which rows, which
 * meaning. The figures are computed once (struct figures) and formatted by one function a kind, so
 * that every sheet says the same to the digit.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/run.h"
#include "report/workbook.h"

struct workbook *report_lay_out(struct arena *mem, const struct run *run);

#endif
