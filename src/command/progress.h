/* A progress bar on standard error: only on a terminal, only when reading takes a while. */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
    bool shown; /* standard error is a terminal that can move its cursor */
    double started;
    size_t drawn; /* per cent */
};

struct progress progress_begin(bool quiet);
/* A callback of pipeline_run; context is the struct progress. */
void progress_step(void *context, size_t done, size_t all);
/* Wipes the bar. */
void progress_end(struct progress *progress);

#endif
