/* What a run may write: never over a sheet that it read. */
#ifndef COMMAND_GUARD_H
#define COMMAND_GUARD_H

#include "report/run.h"

/* True if both names are one file, by device and inode; false if one of them is not there. */
bool same_file(const char *a, const char *b);

/* Why nothing may be written to `path`, which is NULL or "-" if nothing will be: it is one of the
   sheets that were found, or the configuration. Absent: it may. Reports and feedback of this
   program that lie among the sheets may be written anew. */
struct text input_overwritten(const struct run *run, const char *config, const char *path);

/* Why no report may be written to `path`: there is a file that no report of this program is. */
struct text foreign_overwritten(const struct run *run, const char *path);

/* A report's name ends in .xlsx; a device or a folder may be called as it likes. */
bool named_workbook(const char *path);

#endif
