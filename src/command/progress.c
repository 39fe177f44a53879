/* A progress bar: one line, redrawn in place, never in a file, a pipe or on a dumb terminal. */
#include "command/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH = 30 };
static const double patience = 0.5; /* seconds: a run that is done sooner draws nothing */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct progress progress_begin(bool quiet)
{
    const char *term = getenv("TERM");
    bool dumb = !term || strcmp(term, "dumb") == 0;
    return (struct progress){.shown = !quiet && !dumb && isatty(STDERR_FILENO) == 1,
                             .started = seconds()};
}

void progress_step(void *context, size_t done, size_t all)
{
    struct progress *p = context;
    if (!p->shown || !all || seconds() - p->started < patience)
        return;
    size_t percent = done * 100 / all;
    if (percent == p->drawn)
        return;
    p->drawn = percent;
    char bar[WIDTH + 1];
    size_t filled = percent * WIDTH / 100;
    memset(bar, '.', WIDTH);
    memset(bar, '#', filled);
    bar[WIDTH] = '\0';
    fprintf(stderr, "\rreading [%s] %zu of %zu files", bar, done, all);
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (p->shown && p->drawn)
        fprintf(stderr, "\r%*s\r", WIDTH + 40, "");
    p->drawn = 0;
}
