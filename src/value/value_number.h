/* Numbers in running text, one after the other: only for value_*.c. */
#ifndef VALUE_VALUE_NUMBER_H
#define VALUE_VALUE_NUMBER_H

#include "value/value.h"
#include "value/words.h"

struct token {
    double value;      /* with sign and magnitude; percent divided by 100 */
    double magnitude;  /* 1e6 for "1.2M"; 1 */
    bool percent;      /* a percent sign or word */
    bool odd;          /* digits that are no one number: 1.2.3, 10:30, 3/5, 2026-06-30 */
    bool plus;         /* written with '+' before it */
    bool year;         /* four bare digits, 1900..2100 */
    struct text unit;  /* currency, or what is glued behind; absent */
    bool currency;     /* unit is a currency */
    bool range;        /* the nearer end of "80-90 %" */
    size_t begin, end; /* in the text, dress included */
};

/* The next number at or after *at, which moves behind it. Digits that belong to a word (Q3, KR1.2,
   B2B, 2nd) are passed over. False: there is none. */
bool number_next(struct text t, size_t *at, enum decimal_mark mark, struct token *token);

/* The words that compare at the end of a key, articles behind them included ("al menos el"): '<', '>', 0. */
char comparison_at_end(struct text key, struct phrase *found);

#endif
