/*
 * The data that the program ships: every file of templates/ is embedded in the binary under its
 * name ("headers.txt"), and a file of the same name in the directory given by `--data DIR` or
 * OKRALIGN_DATA wins over it.
 */
#ifndef CONFIG_DATA_H
#define CONFIG_DATA_H

#include "base/text.h"

/* Looks into `dir` before the embedded files; NULL: embedded files only. Call before any thread. */
void data_directory(const char *dir);

/* The file's bytes: in `mem`, or static; absent if there is no such file. */
struct text data_file(struct arena *mem, const char *name);

/* All of a file's bytes. False: it cannot be read; errno says why. */
bool file_bytes(struct arena *mem, const char *path, struct text *out);

/* The embedded files, made by the Makefile (build/data_files.c); the last one's name is NULL. */
struct data_entry {
    const char *name;
    const unsigned char *bytes, *end;
};
extern const struct data_entry data_entries[];

#endif
