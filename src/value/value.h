/*
 * What a cell's text means as a value. Pure functions: no OKRs, no sheets, no findings. A blank is
 * missing, never 0: the functions return false and leave *out alone.
 */
#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include "base/text.h"
#include "import/sheet.h"

/* How a column or file writes numbers, found from all of its values. */
enum decimal_mark { DECIMAL_UNKNOWN, DECIMAL_POINT, DECIMAL_COMMA };

/* How a column or file writes dates like 03/04/2026. */
enum date_order { DATE_UNKNOWN, DATE_DMY, DATE_MDY };

struct number {
    double value;     /* magnitude applied: 1.2 for "€1.2M" gives 1,200,000; "45 %" gives 0.45 */
    bool percent;     /* written with a percent sign */
    struct text unit; /* what stands behind or before it: "€", "days", "a month"; a slice */
    double magnitude; /* 1e9 of "1bn"; 0 or 1: none is written */
    char comparison;  /* '<' also for ≤ and "at most", '>' for ≥ and "at least", 0 */
};

/* A number with its dress. False: there is none, or more than one. */
bool value_number(struct text text, enum decimal_mark mark, struct number *out);

/* "80-90 %", "between 5 and 7 days", "8..10": figures between which one is to be, the lesser first. */
struct number_range {
    struct number low, high;
    bool spoken; /* "5 to 7", which may also say from what to what */
    size_t end;  /* where the figures end in the text, percent sign included */
};
/* The whole text as one; `between`: such a word stood before it. */
bool value_range(struct text text, enum decimal_mark mark, bool between, struct number_range *out);
/* The end that is reached first from a start; without one (NAN) the upper of what is to be less. NAN: the
   start lies between. */
double range_nearest(const struct number_range *range, double start, bool less);

/* What the words around a number say of it: '<' at most, '>' at least, 0. */
char value_comparison(struct text before_number, struct text after_number);

/* What the texts of a column say of its decimal mark; DECIMAL_UNKNOWN if nothing does. */
enum decimal_mark value_decimal_mark(const struct text *texts, size_t n);

enum direction { DIRECTION_UNKNOWN, DIRECTION_INCREASE, DIRECTION_DECREASE, DIRECTION_KEEP };

/* Start and target found in a key result's own words: "from 9 to 3 days", "von 42 auf 50 Mio. €",
   "by 20 %", "≥ 99.95 %", "double". */
struct change {
    double start, target; /* NAN where the text does not say */
    double by;            /* relative change, 0.2 for "by 20 %", 1 for "double"; NAN */
    bool of_amount;       /* that is a change of what is no share itself: revenue, customers */
    double delta;         /* absolute change, 3 for "by 3 days", 0.02 for "by 2 pp"; NAN */
    double current;       /* "from 38 to 120 (now 61)"; NAN */
    bool percent;
    bool points; /* the delta is in points: of a percentage a hundredth each */
    struct text unit;
    struct text start_unit; /* the start is money of another currency; absent */
    enum direction direction;
    struct text slice; /* the words it was found in */
    struct text range; /* the target is the nearer end of it: "80-90 %"; absent */
};
bool value_change(struct text text, enum decimal_mark mark, struct change *out);

/* How many of the other unit one of a unit is: 7 of weeks and days. NAN: they are not of one kind. */
double value_unit_ratio(struct arena *mem, struct text unit, struct text other);
/* The currency that a unit is, by its name in the vocabulary; absent. */
struct text value_currency(struct arena *mem, struct text unit);

/* Which way the words want a figure to go, whether or not they give one: "Reduce lead time". */
enum direction value_direction(struct text text);
/* The same of the figure that stands beside them: savings are to grow. */
enum direction value_direction_of_figure(struct text text);

/* Dates: days since 1899-12-30, as in cells. A period gives its last day. */
bool value_date(struct text text, enum date_order order, double *days);
/* A day, other words around it or not: "Stand 15.02.", "as of 12 May"; of `year` where none is written. */
bool value_day(struct text text, enum date_order order, int year, double *days);
enum date_order value_date_order(const struct text *texts, size_t n);
struct text date_iso(struct arena *mem, double days); /* "2026-06-30" */
double date_days(int year, int month, int day);
void date_civil(double days, int *year, int *month, int *day);

/* "Q2 2026", "2026H1", "FY26 Q3", "S2 2026", "Apr-Jun 2026", "01/07/2025 - 30/09/2025". */
struct period {
    struct text name;   /* normal form: "2026-Q2", "2026-H1", "2026", "FY2026-Q3", "2026-04" */
    double first, last; /* days; NAN for a fiscal period, whose start is unknown */
};
bool value_period(struct arena *mem, struct text text, enum date_order order, struct period *out);
/* A period among other words ("Growth OKRs Q2 2026 v3"): the longest run of words that is one, and no part
   of a day ("Version of 12.05.2026"); *slice: those words. */
bool value_period_within(struct arena *mem, struct text text, enum date_order order,
                         struct period *out, struct text *slice);

/* 4 of "4月目標", with *slice "4月"; 0: no month is numbered so. */
int value_numbered_month(struct text text, struct text *slice);

/* "25-26", "25/26", years of two digits and nothing else: the first of them; NAN. */
double value_short_years(struct text text);

/* The same status in every language of the vocabulary, from words, letters (R/A/G), ticks, emoji. */
enum status {
    STATUS_NONE,
    STATUS_NOT_STARTED,
    STATUS_IN_PROGRESS, /* under way, nobody says how well */
    STATUS_ON_TRACK,
    STATUS_AT_RISK,
    STATUS_OFF_TRACK,
    STATUS_DONE,
    STATUS_MISSED,
    STATUS_DROPPED,
    STATUS_PAUSED
};
enum status value_status(struct arena *mem, struct text text);
/* A word that is one only under the question how it goes: "so-so", "läuft". */
enum status value_status_answer(struct arena *mem, struct text text);
const char *status_text(enum status status); /* "on track" */

/* The scale of a column of progress, score or confidence, found from all of its values. */
enum scale { SCALE_UNKNOWN, SCALE_1, SCALE_10, SCALE_100, SCALE_5 };
struct scale_evidence {
    enum scale scale;
    struct text reason; /* "largest of 14 values is 85", "format 0%" */
    bool sure;          /* no other scale has such values */
    bool school;        /* they may be marks of a school, or stars: 1 to 5, 1 to 6, up to 20 */
};
/* `header` may tell ("Confidence (1-10)", "Progress %"); absent: the values alone do. */
struct scale_evidence value_scale(struct arena *mem, struct text header,
                                  const struct cell *const *cells, size_t n);
double scale_convert(enum scale scale, double value); /* to 0..1, unclamped */

/* "★★★☆☆", "★★", "●●●○○": nothing but stars, two of them or more, or three other signs, filled or empty. */
bool value_like_stars(struct text text);

/* "3/5", "7 of 10", "7 von 10", "★★★☆☆"; of "100 % of 40" 1 of 1. False if it is none. */
bool value_part_of(struct text text, double *part, double *whole);
/* The same as a share. */
bool value_fraction(struct text text, double *share);

/* "12 (Q1: 9)" -> "12": without what stands in brackets at the end. */
struct text value_without_aside(struct text text);

/* Nothing is said: blank, "-", "n/a", "tbd", "k. A.", "待定". */
bool value_missing(struct text text);

/* Names, e-mails, @handles, several in a cell: split; order kept. family_first: a comma stands inside
   a name ("Müller, Anna"), which only a whole column can tell. */
struct text_list value_people(struct arena *mem, struct text text, bool family_first);
/* How much a text is written like names of people, however many: 0 not at all, 1 like a first name alone
   ("Anna"), 2 like a full one ("Anna Holm"), either of which a place or product may be called as well,
   3 with an initial or a title ("J. Holm", "Dr. Öz"). */
int value_like_people(struct text text);
/* Commas in a column's cells: whether they part people, or family and given names ("Müller, Anna, Vogt,
   Omar": then each name has exactly one, nobody stands on both sides, and there are several). */
enum comma_meaning { COMMA_PARTS_PEOPLE, COMMA_IN_NAMES, COMMA_UNKNOWN };
enum comma_meaning value_commas_of_names(struct arena *mem, const struct text *texts, size_t n);

#endif
