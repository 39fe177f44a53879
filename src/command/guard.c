/*
 * Outputs against inputs: a typed name, a link or a dated name must never cost a team its sheet.
 * Files are compared by device and inode, so that no way of writing a path gets past.
 */
#include "command/guard.h"

#include "import/read.h"
#include "score/history.h"

#include <string.h>
#include <sys/stat.h>

bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static bool is_own(const struct run *run, struct text path)
{
    for (size_t i = 0; i < run->own.n; i++)
        if (text_eq(run->own.v[i].path, path))
            return true;
    return false;
}

/* What no reader was given may be written, unless it is a sheet all the same: an older copy, or one
   that the configuration leaves out. */
static bool is_input(const struct run *run, const struct file *file)
{
    static const char *const endings[] = {".csv", ".tsv", ".xlsm", ".xls", ".ods"};
    if (is_own(run, file->path))
        return false;
    bool sheet = !file->skipped || file->copy;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !sheet; i++)
        sheet = text_ends(file->path, text_of(endings[i]));
    return sheet;
}

struct text input_overwritten(const struct run *run, const char *config, const char *path)
{
    if (!path || strcmp(path, "-") == 0)
        return (struct text){0};
    if (config && same_file(config, path))
        return text_printf(run->mem, "'%s' is the configuration: name another output", path);
    for (size_t i = 0; i < run->files.n; i++)
        if (is_input(run, &run->files.v[i]) && same_file(run->files.v[i].opened, path))
            return text_printf(run->mem,
                               "'%s' is one of the sheets, which are never changed: name another "
                               "output",
                               path);
    return (struct text){0};
}

struct text foreign_overwritten(const struct run *run, const char *path)
{
    struct stat st;
    if (!path || stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
        return (struct text){0};
    struct arena *scratch = arena_new(); /* last month's report may be large */
    struct file file = {.path = text_of(path), .opened = path};
    bool ours = history_is_report(read_file(scratch, &run->config, &file));
    arena_free(scratch);
    if (ours)
        return (struct text){0};
    return text_printf(run->mem,
                       "'%s' exists and is no report of okralign: remove it or choose another name",
                       path);
}

bool named_workbook(const char *path)
{
    struct stat st;
    size_t n = strlen(path);
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return true;
    return n > 5 && text_eq_ascii_case(text_of(path + n - 5), T(".xlsx"));
}
