/* A pool of threads for work that splits into independent pieces. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

/* Number of processors that this process may use, at least 1. */
size_t pool_default_jobs(void);

/* Calls work(context, i) once for each i in 0..n-1, on at most `jobs` threads (the caller's one
   among them), and returns when all are done. Pieces start in order of i. Whatever two pieces both
   write, they must guard themselves; results go to slot i, so that they do not depend on `jobs`. */
void pool_run(size_t jobs, size_t n, void (*work)(void *context, size_t i), void *context);

#endif
