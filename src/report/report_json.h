/* A run as one JSON document ("okralign/1"): keys are stable, new ones may be added. */
#ifndef REPORT_REPORT_JSON_H
#define REPORT_REPORT_JSON_H

#include "report/run.h"

struct text report_json(struct arena *mem, const struct run *run);

#endif
