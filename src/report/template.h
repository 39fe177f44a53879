/*
 * The fill-in sheet that is handed to a unit: the organisation's key results to choose from, room
 * for the unit's own, checks and an example. As a workbook, or as a plain CSV.
 */
#ifndef REPORT_TEMPLATE_H
#define REPORT_TEMPLATE_H

#include "model/plan.h"
#include "report/workbook.h"

struct template_request {
    struct text language;     /* "en", "de" */
    const struct plan *above; /* whose key results are handed down; NULL: a blank sheet */
    struct text unit, period; /* absent: the unit fills them in */
};

struct workbook *template_workbook(struct arena *mem, const struct template_request *request);
struct text template_csv(struct arena *mem, const struct template_request *request);

/* Key results that can be handed down: those of the topmost units of the plan, and their objectives
   that have none. */
struct item_number_list LIST(uint32_t);
struct item_number_list template_items(struct arena *mem, const struct plan *plan);

#endif
