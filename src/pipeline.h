/* The stages of a run, in the order of the source's folders. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "report/run.h"

/* How far to go: `check` of one file needs no links, `cells` no layout. */
enum stage { STAGE_READ, STAGE_PLAN, STAGE_EXPLICIT, STAGE_LINKS, STAGE_SCORE };

/* What a run is asked to do, from the command line. */
struct request {
    const char *const *paths;
    size_t n_paths;
    const char *config;    /* okralign.ini; NULL: that of the first folder given, or beside or above
                              the first file, if there is one */
    const char *previous;  /* earlier report; NULL */
    const char *decisions; /* decisions.csv, read and rewritten; NULL */
    const char *as_of;     /* overrides the configuration; NULL */
    size_t jobs;           /* 0: number of processors */
    enum stage until;
    void (*progress)(void *context, size_t done, size_t all);
    void *context;
};

enum pipeline_result { PIPELINE_OK, PIPELINE_BAD_CONFIG, PIPELINE_NO_INPUT };

/* Runs the stages, everything into run->mem, which the caller made and frees; the rest of `run` is
   zero. What keeps the run from going on is said in `*error`. */
enum pipeline_result pipeline_run(struct run *run, const struct request *request,
                                  struct text *error);

/* A stage ended, with `bytes` of memory beside run->mem: for the caller's own stages. */
void pipeline_stage_done(struct run *run, const char *stage, size_t bytes);

/* Seconds of wall time and bytes of memory by stage, for `-v` and make bench; a text of lines. */
struct text pipeline_timings(const struct run *run);

#endif
