/* Number format codes: what kind of value they show. */
#ifndef IMPORT_NUMBER_FORMAT_H
#define IMPORT_NUMBER_FORMAT_H

#include "base/text.h"

enum format_kind { FORMAT_NUMBER, FORMAT_DATE, FORMAT_DURATION, FORMAT_PERCENT };

/* By the first section of a code: "0%", "[$-409]d-mmm-yy", "[h]:mm", "#,##0 \d". */
enum format_kind format_kind(struct text code);

/* The code of a built-in format id, as Excel in English shows it; absent: General or unknown. */
struct text format_builtin(uint32_t id);

/* Which of day and month a date's code shows first, where it shows both as numbers and no year in
   front: 'd', 'm', or 0. The built-in codes 14 and 22 have the order of whoever looks at them: 0. */
char format_date_order(struct text code);

/* The currency sign that a code shows, or what else it quotes: "€" of "[$€-407] #,##0", "kr" of "0 \"kr\"".
   Absent: none; the built-in codes have the sign of whoever looks at them. */
struct text format_sign(struct text code);

#endif
