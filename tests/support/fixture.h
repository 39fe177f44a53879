/* A run made by hand, of any size: for tests of the report and for measuring it. */
#ifndef SUPPORT_FIXTURE_H
#define SUPPORT_FIXTURE_H

#include "report/run.h"

struct fixture {
    unsigned company_objectives, company_key_results; /* key results of each objective */
    unsigned departments;                             /* 0: units stand right below the company */
    unsigned units, objectives, key_results;          /* of a unit; of an objective */
    unsigned explicit_of_ten, implicit_of_ten;        /* objectives with a link, of ten */
    bool no_progress, all_covered;
    bool loose; /* units have a key result that stands for itself, too */
    const char *language;
    unsigned days_ago;
    const struct run *previous; /* with its history; NULL: no report before this one */
};

/* The case that most tests start from: 3 company objectives of 2 key results, 4 units. */
struct fixture fixture_small(void);

struct run *fixture_run(struct arena *mem, struct fixture fixture);

#endif
