/* Paths and folders, as given -> the ordered list of files to read, and what was left out. */
#ifndef IMPORT_DISCOVER_H
#define IMPORT_DISCOVER_H

#include "base/finding.h"
#include "config/config.h"

struct file {
    struct text path;   /* relative to the folder that was given, with '/'; unique in the list */
    const char *opened; /* what to open */
    uint64_t size;
    int64_t mtime_ns;
    bool skipped;       /* not to be read; a finding said why, or it is none of ours (.DS_Store) */
    bool copy;          /* skipped, because another copy or version of it is read */
    struct text reason; /* why it was skipped, for the Run log */
};

struct file_list LIST(struct file);

/* Walks folders without following symbolic links out of them or in circles; sorts by path, so that
   the order of the directory does not matter. Of a file and links to it the file is read, and each
   link told. Only regular files. Extensions do not decide what a
   file is, but what is plainly none of ours (.docx, .png) is left out with a word in the Run log.
   False: no path given could be opened at all, `*error` says why. */
bool discover(struct arena *mem, const struct config *config, const char *const *paths, size_t n,
              struct file_list *files, struct diag *diag, struct text *error);

/* How many of the paths given are not there. */
size_t discover_missing(const char *const *paths, size_t n);

#endif
