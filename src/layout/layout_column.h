/*
 * What the parts that give columns their roles share: what each column holds, which roles it may have,
 * and why. Data goes through layout_stats.c, layout_column.c, layout_settle.c and layout_doubt.c.
 */
#ifndef LAYOUT_LAYOUT_COLUMN_H
#define LAYOUT_LAYOUT_COLUMN_H

#include "layout/layout_work.h"

enum { MAX_CANDIDATES = 8 };

/* What a column holds, counted over a table's body. */
struct column_stats {
    uint32_t n, content[CONTENT_COUNT];
    uint32_t first_row;
    uint32_t distinct; /* counted up to 64 */
    uint32_t repeats;  /* same text as the cell above */
    uint32_t key_result_prefix, objective_prefix, multi_line;
    uint32_t types; /* words for objective, key result, initiative */
    uint32_t bools, lights;
    uint32_t tenths;         /* "7/10" */
    uint32_t figures;        /* numbers without a letter: not "5 PRs" */
    uint32_t counted;        /* words that are a number and what it counts: "8 days" */
    uint32_t states, grades; /* of the different texts: states; those between on and off track */
    uint32_t signs;          /* a sign alone: a face, a cloud */
    /* of the different texts: those like names of people, full ones, with an initial or title */
    uint32_t people, full_names, marked_names;
    uint32_t serials;     /* whole numbers that a spreadsheet has for the days of 2000 to 2059 */
    uint32_t short_codes; /* "S1", "P2": which may be periods as well */
    uint32_t codes;       /* IDs that say what they name: KR1, O1.KR2 */
    /* "1", "1.1", "1.2", "2": those that follow the one above, and those of the second level */
    uint32_t steps, parts, major, minor;
    uint32_t max_depth;
    double max_number;
};

struct candidate {
    enum role role;
    double score;
    const char *why;           /* for candidates that no word gave */
    const struct sense *sense; /* the word that gave it */
};

struct column_case {
    struct column column;
    struct column_stats stats;
    const struct header_reading *reading;
    struct candidate candidates[MAX_CANDIDATES];
    size_t n, chosen;
    bool taken_scope;
    bool dated; /* its header names a day: "Status week 44" */
    bool above_ticks;
};

struct cases {
    struct column_case *v;
    size_t n;
    uint32_t col0;
};

/* What is known of a table's column. */
static inline const struct column_case *case_of(const struct cases *cases, const struct column *c)
{
    return &cases->v[c->col - cases->col0];
}

static inline double share(uint32_t part, uint32_t all)
{
    return all ? (double)part / all : 0;
}

/* The share of the column's cells that are such. */
static inline double holds(const struct column_stats *s, enum content content)
{
    return share(s->content[content], s->n);
}

static inline bool only_numbers(const struct column_stats *s)
{
    return s->n && s->figures == s->n;
}

static inline bool is_item(enum role role)
{
    return role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT;
}

static inline bool is_figure_role(enum role role)
{
    return role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT;
}

/* "Due", "Start date": whatever stands below, no figure of a metric. */
static inline bool names_day(const struct column_case *c)
{
    const struct header_reading *r = c->reading;
    enum role role = r && r->n && !r->period ? r->senses[0].role : ROLE_NONE;
    return (role == ROLE_DUE || role == ROLE_START_DATE || role == ROLE_UPDATED) &&
           r->senses[0].weight >= .95;
}

/* layout_stats.c: counts the cells of all columns. */
void count_columns(struct work *w, const struct head *head, struct cases *cases);

/* layout_column.c: reasons that later steps ask for. */
extern const char beside_objectives[];
extern const char holds_people[];
extern const char holds_states[];
extern const char holds_percentages[];
extern const char header_is_period[], end_of_period[];
extern const char beneath_objectives[];
extern const char numbers_of_texts[];
extern const char figures_word[]; /* layout_figures.c */

/* The columns of one table, and what is known of them. */
struct settling {
    struct work *w;
    const struct head *head;
    const struct cases *cases;
    struct table *table;
};

/* layout_figures.c: columns of figures under words that tell too little: which of start, target and
   current value they are. */
void settle_values(const struct settling *on);
/* Columns that say row by row what the figures are: "Plan" above "Actual". */
void settle_kinds(const struct settling *on);
/* A figure of the table; NAN. */
double figure_at(const struct work *w, size_t line, uint32_t col);
/* How many of the column's cells are figures; 0 if more than one in five is something else. */
size_t figures_in(const struct work *w, size_t first, size_t end, uint32_t col);

/* What the texts below a header are like. */
struct texts_below {
    size_t n, words, repeated;
    bool first; /* the table's first row has one */
};
struct texts_below texts_below(const struct work *w, const struct head *head, uint32_t col);

/* layout_shape.c: columns of texts under unknown words, left of figures: objectives and key results. */
void settle_shape(const struct settling *on);
void settle_only_text(const struct settling *on);
void settle_beside_objectives(const struct settling *on);

/* layout_legend.c: columns of words that the sheet's legend explains. */
void settle_legend(const struct settling *on);

/* layout_owner.c: columns of people. */
/* layout_cascade.c */
void settle_pairs(const struct settling *on);
void settle_levels(const struct settling *on);
void settle_uppers(const struct settling *on);
void settle_codes(const struct settling *on);
/* layout_apart.c: columns beside the items that are of something else. */
void settle_apart(const struct settling *on);
/* layout_unit_above.c: columns that name what the units are part of. */
void settle_unit_above(const struct settling *on);

/* layout_related.c: columns beside names and types that name other rows. */
void settle_related(const struct settling *on);
/* layout_across.c: texts below names that no word tells are key results of these, where there are objectives only. */
extern const char whose_key_results[];
void settle_whose(const struct settling *on);
/* layout_ticks.c */
void settle_ticked_people(const struct settling *on);
void settle_states(const struct settling *on);
void settle_ticked_units(const struct settling *on);
void settle_ticks(const struct settling *on);
/* layout_order.c */
/* Wherever both columns hold a figure, both are percentages or neither is; *n: how often. */
bool same_dress(struct work *w, const struct head *head, const struct column *a,
                const struct column *b, size_t *n);
void settle_month_end(const struct settling *on);
void settle_two_ends(const struct settling *on);
void settle_no_periods(const struct settling *on);
void settle_by_then(const struct settling *on);
void settle_end(const struct settling *on);
void settle_until(const struct settling *on);
void settle_last_and_this(const struct settling *on);
void settle_series(const struct settling *on);
void settle_periods(const struct settling *on);
void settle_two_periods(const struct settling *on);
void settle_order(const struct settling *on);
void settle_check_ins(const struct settling *on);
void say_check_ins(const struct settling *on);
/* layout_owner.c */
void settle_owners(const struct settling *on);
/* Told by a word that means other things as well: "Dream". */
bool is_weak(const struct settling *on, const struct column *c);
void settle_initials(const struct settling *on);
void settle_doers(const struct settling *on);
/* Names of people in the only column of such without a header, where nobody else owns the items. */
void settle_first_names(const struct settling *on);

/* layout_settle.c: columns that are read by those beside them. */
void settle_columns(struct work *w, const struct head *head, const struct cases *cases,
                    struct table *table);

/* layout_doubt.c: says what was assumed of columns, and which were not used. */
void say_columns(struct work *w, const struct head *head, const struct cases *cases,
                 const struct table *table);

#endif
