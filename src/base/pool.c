/* A pool of threads: a shared counter hands out the pieces; no thread outlives the call. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { MOST_JOBS = 64 };

struct round {
    atomic_size_t next;
    size_t n;
    void (*work)(void *context, size_t i);
    void *context;
};

size_t pool_default_jobs(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (size_t)n : 1;
}

static void *worker(void *arg)
{
    struct round *round = arg;
    for (size_t i; (i = atomic_fetch_add(&round->next, 1)) < round->n;)
        round->work(round->context, i);
    return NULL;
}

void pool_run(size_t jobs, size_t n, void (*work)(void *context, size_t i), void *context)
{
    struct round round = {.n = n, .work = work, .context = context};
    pthread_t threads[MOST_JOBS];
    size_t started = 0;
    if (jobs > MOST_JOBS)
        jobs = MOST_JOBS;
    while (started + 1 < jobs && started + 1 < n &&
           pthread_create(&threads[started], NULL, worker, &round) == 0)
        started++;
    worker(&round);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}
