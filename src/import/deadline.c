/* Processor time, not the clock on the wall: a busy machine must not change what is read. */
#include "import/deadline.h"

#include <time.h>

double deadline_in(double seconds)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9 + seconds;
}

bool deadline_passed(double deadline)
{
    return deadline_in(0) > deadline;
}
