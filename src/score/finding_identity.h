/* What makes a finding of this month the one of last month. */
#ifndef SCORE_FINDING_IDENTITY_H
#define SCORE_FINDING_IDENTITY_H

#include "score/history.h"

/* Equal for two findings of one code about the same thing of one unit: rows, cells, figures and the
   file's name are none of it. `about`: the text of the item that it is about, as it was; absent. */
struct text finding_identity(struct arena *mem, const struct past_finding *f, struct text about);

#endif
