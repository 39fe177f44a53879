/*
 * Whole files, written so that a reader sees the old one or the new one and nothing between: what
 * is written goes beside the target, is flushed to the disk and renamed. After a failure nothing is
 * left behind. While an output is open its target is locked, so that no two runs write one file.
 */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include "base/text.h"

enum output_status {
    OUTPUT_OK,
    OUTPUT_FAILED, /* cannot be written: EXIT_NO_OUTPUT */
    OUTPUT_LOCKED  /* another run is writing it: EXIT_LOCKED */
};

/* An output that is being written: put the bytes into the file `temp`, which exists and is empty,
   in any way (a library may open it by name), and call output_commit or output_abandon. */
struct output {
    const char *target; /* symbolic links followed */
    const char *temp;
    const char *lock;
    int lock_fd;
    bool special; /* a device or pipe: the bytes are copied into it at the end */
};

/* Locks the target and makes the temporary file. `*error` says what went wrong, with the path. */
enum output_status output_begin(struct arena *mem, const char *path, struct output *out,
                                struct text *error);

/* Flushes and renames; then the target is the new file, or the old one and nothing is left. */
enum output_status output_commit(struct arena *mem, struct output *out, struct text *error);

/* Drops what was written. Fine after output_commit and on a zeroed struct. */
void output_abandon(struct output *out);

/* All of it at once: the file `path` is `bytes` afterwards. "-" is standard output. */
enum output_status output_write(struct arena *mem, const char *path, struct text bytes,
                                struct text *error);

/* Copies a finished file to another name, as output_write does. */
enum output_status output_copy(struct arena *mem, const char *from, const char *to,
                               struct text *error);

/* Who has the file open, by the owner file that Excel ("~$name.xlsx") or LibreOffice
   (".~lock.name.xlsx#") puts beside it: a name, or "someone" if it gives none. Absent: nobody. */
struct text output_user(struct arena *mem, const char *path);

/* "name (2).xlsx" beside `path`: the first number from 2 whose file nobody has open. */
const char *output_beside(struct arena *mem, const char *path);

/* `path` with the date's parts put in: %Y 2026, %m 06, %d 30, %q the quarter 2, %% a percent sign.
   False: another letter stands behind a percent sign. */
bool output_dated(struct arena *mem, const char *path, int year, int month, int day,
                  const char **out);

#endif
