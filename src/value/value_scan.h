/* The numbers of a key result's own words, and what the words around each say: only for value_scan.c,
   value_ending.c and value_change.c. */
#ifndef VALUE_VALUE_SCAN_H
#define VALUE_VALUE_SCAN_H

#include "value/value_number.h"

enum { MOST_NUMBERS = 12, LONGEST_TEXT = 2000 /* bytes; a key result is a sentence */ };

struct scan {
    struct arena *mem;
    struct text text;
    struct token v[MOST_NUMBERS]; /* numbers, in the end without years and dates */
    struct text head[MOST_NUMBERS], tail[MOST_NUMBERS]; /* keys of the words around each */
    struct text raw_head[MOST_NUMBERS], raw_tail[MOST_NUMBERS];
    struct text stem[MOST_NUMBERS]; /* the head without what compares or makes vague */
    size_t n;
    struct text key; /* of all */
};

/* value_scan.c */

bool is_word_byte(char c, bool first);

/* The word at *at, blanks before it passed over; *at moves behind it. */
struct text scan_word(struct text t, size_t *at);

bool ends_unit(const struct scan *s, struct text word);

bool scan_is_upper(struct text word);

/* What can be counted, by its form: "evenings", "people", "days", "km"; not "business", "neues". */
bool is_counted(const struct scan *s, struct text word, struct text next);

struct text unit_of(const struct scan *s, size_t i);

/* Ends with a letter of a script that has no blanks, so that it is more than one word. */
bool ends_unspaced(struct text t);

/* How long something takes. */
bool scan_is_time(const struct scan *s, size_t i);

enum direction direction_of(struct text key);

/* What is saved is reckoned downwards ("by 10 %"), but its own figure is to grow: "Save €50,000". */
bool is_saved(struct text key);

bool scan_moves(const struct scan *s);

/* Begins with a letter of a script that puts such words behind: 3日まで. */
bool begins_unspaced(struct text t);

/* "tickets older than 30 days": which of them, no figure that is to be reached; "no older than 30 days" is. */
bool is_aged(const struct scan *s, size_t i);

/* Takes numbers out; what stands around the others is then longer. */
void scan_drop(struct scan *s, bool (*unwanted)(struct scan *, size_t));

void scan_text(struct scan *s, struct text text, enum decimal_mark mark);

/* "from fifteen to sixty", where no number stands in figures: those in letters. */
void scan_letters(struct scan *s);

/* value_ending.c */

/* What stands behind figure i and the next ends in "from" and "to"; *unit: without its ending, absent where the word
   itself changes. */
bool scan_declines(const struct scan *s, size_t i, struct text *unit);

/* value_change.c */

/* "4 lots above 88 points": how many there are to be, each of them compared with what follows. */
bool counts(const struct scan *s, size_t i);

#endif
