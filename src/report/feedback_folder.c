/*
 * The folder of feedback: one workbook for each unit that has OKRs, and none of those that had. Never a
 * folder that sheets were read from; ours that came back there are none.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "report/feedback.h"

#include "base/fold.h"
#include "base/map.h"
#include "import/read.h"
#include "match/decision.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct text real_folder(struct arena *mem, const char *path)
{
    char *real = realpath(path, NULL);
    struct text copy = text_copy(mem, text_of(real));
    free(real);
    return copy;
}

/* A report or feedback of ours, which came back. */
static bool is_own(const struct run *run, struct text path)
{
    for (size_t i = 0; i < run->own.n; i++)
        if (text_eq(run->own.v[i].path, path))
            return true;
    return false;
}

static bool is_a_teams_folder(struct arena *mem, const struct run *run, const char *folder)
{
    struct text ours = real_folder(mem, folder);
    struct map seen = {0};
    for (size_t i = 0; i < run->files.n; i++) {
        struct text path = text_of(run->files.v[i].opened);
        size_t slash = path.len;
        while (slash > 0 && path.ptr[slash - 1] != '/')
            slash--;
        struct text dir = slash ? text_slice(path, 0, slash) : T(".");
        if (!run->files.v[i].skipped && !is_own(run, run->files.v[i].path) &&
            *map_put(mem, &seen, dir, i) == i && text_eq(real_folder(mem, text_z(mem, dir)), ours))
            return true;
    }
    return false;
}

#define ENDING "-feedback.xlsx"

static const char *file_name(struct arena *mem, struct text unit)
{
    char *slug = text_z(mem, text_key(mem, unit));
    for (char *c = slug; *c; c++)
        if (*c == ' ')
            *c = '-';
    return text_printf(mem, "%s" ENDING, slug[0] ? slug : "unit").ptr;
}

static bool has_feedback(const struct run *run, uint32_t unit)
{
    return run->score->units.v[unit].objectives + run->score->units.v[unit].key_results > 0;
}

/* A file that an earlier run wrote, and in which nobody decided anything since. */
static bool is_left_over(struct arena *mem, const struct run *run, const char *path)
{
    static const struct decision_list none;
    struct diag unheard = {.mem = mem};
    struct file file = {.path = text_of(path), .opened = path};
    const struct book *book = read_file(mem, &run->config, &file);
    return decisions_are_feedback(book) &&
           !decisions_of_feedback(mem, book, &none, FEEDBACK_AS_NEW, T(""), &unheard).n;
}

/* Feedback of units that are there no more must not be sent to anybody. */
static void remove_left_over(const struct run *run, const char *folder, struct text_list *removed)
{
    struct arena *scratch = arena_new();
    struct map current = {0};
    for (uint32_t u = 0; u < run->plan->units.n; u++)
        if (has_feedback(run, u))
            map_put(scratch, &current, text_of(file_name(scratch, run->plan->units.v[u].name)), u);
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        struct text name = text_of(entry->d_name);
        if (!text_ends(name, T(ENDING)) || map_get(&current, name) != MAP_NONE)
            continue;
        const char *path = text_printf(scratch, "%s/%s", folder, entry->d_name).ptr;
        if (is_left_over(scratch, run, path) && unlink(path) == 0)
            *list_push(run->mem, removed) = text_copy(run->mem, text_of(path));
    }
    if (dir)
        closedir(dir);
    arena_free(scratch);
}

enum output_status feedback_write(const struct run *run, const char *folder,
                                  struct text_list *removed, struct text *error)
{
    struct arena *scratch = arena_new();
    enum output_status status = OUTPUT_OK;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        *error = text_printf(run->mem, "'%s' cannot be made: %s", folder, strerror(errno));
        status = OUTPUT_FAILED;
    } else if (is_a_teams_folder(scratch, run, folder)) {
        *error = text_printf(run->mem,
                             "'%s' holds sheets that were read; feedback goes into a "
                             "folder of its own",
                             folder);
        status = OUTPUT_FAILED;
    }
    for (uint32_t u = 0; status == OUTPUT_OK && u < run->plan->units.n; u++) {
        if (!has_feedback(run, u))
            continue;
        struct arena *mem = arena_new();
        struct text why = {0};
        const char *name = file_name(scratch, run->plan->units.v[u].name);
        status = workbook_write(feedback_workbook(mem, run, u),
                                text_printf(mem, "%s/%s", folder, name).ptr, &why);
        *error = text_copy(run->mem, why);
        arena_free(mem);
    }
    if (status == OUTPUT_OK)
        remove_left_over(run, folder, removed);
    arena_free(scratch);
    return status;
}
