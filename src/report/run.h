/* All that a run found, in the order in which it came to be: what the report is made from. */
#ifndef REPORT_RUN_H
#define REPORT_RUN_H

#include "import/discover.h"
#include "score/score.h"

struct history; /* score/history.h: what a report hands to the next one */
struct trend;   /* score/trend.h: what changed since the previous report; NULL without one */

/* What a stage took. */
struct run_time {
    const char *stage;
    double seconds; /* of wall time */
    size_t bytes;   /* of memory asked for since the start */
};

struct run {
    struct arena *mem;
    struct {
        struct run_time *v;
        size_t n, cap;
    } times;
    double clock; /* when the last stage ended */
    const struct vocabulary *vocabulary;
    struct config config;
    struct text options; /* the command line, for the Run log */
    const char *output;  /* path of the report, so that it can link to its sources; NULL */
    size_t missing;      /* paths given that are not there */
    struct file_list files;
    struct book_list books;
    struct layout layout;
    struct plan *plan;
    struct reference_list references;
    struct memory memory;
    struct link_list links;
    struct implicit_result implicit;
    const struct matcher *matcher;
    struct prospect *prospect; /* asked for what is nearest and why */
    struct score *score;
    struct book_list own; /* reports and feedback among the input: set aside, not read as sheets */
    const struct history *previous; /* what the previous report handed over; NULL without one */
    const struct history *history;  /* what this run hands to the next one */
    const struct trend *trend;
    struct diag diag; /* of all stages, in their order */
};

#endif
