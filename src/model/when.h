/* Which period words mean: "Q1", "last quarter", "FY26", told from the period of who says it. */
#ifndef MODEL_WHEN_H
#define MODEL_WHEN_H

#include "model/form.h"
#include "model/plan.h"

/* False: the words name no period whose days are known. */
bool when_days(struct arena *mem, const struct form_words *words, const struct plan *plan,
               const struct item *from, struct text said, double *first, double *last);

/* The words count from the day on which they are said: "last quarter". */
bool when_is_relative(struct arena *mem, const struct form_words *words, struct text said);

#endif
