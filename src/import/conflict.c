/* Patterns of names, from OneDrive, Dropbox, Google Drive, Syncthing, Windows, macOS. */
#include "import/conflict.h"

#include "base/map.h"

#include <stdio.h>
#include <string.h>

/* "Copy of Plan.xlsx": in front of the name. */
static const char *const fronts[] = {"Copy of ",  "Kopie von ", "Copie de ", "Copia de ",
                                     "Cópia de ", "Kopia ",     NULL};

/* Behind it: "Plan - Copy.xlsx", "Plan (Anna's conflicted copy 2026-04-01).xlsx". */
static const char *const backs[] = {" - Copy",  " - Kopie", " - Copie", " - Copia",
                                    " - Cópia", " copy",    " Kopie",   NULL};

static const char *const marks[] = {"conflicted copy",
                                    "conflict copy",
                                    "in Konflikt stehende Kopie",
                                    "copie en conflit",
                                    "conflict",
                                    "Konflikt",
                                    NULL};

static size_t split_ending(struct text name)
{
    size_t n = name.len;
    while (n > 0 && name.ptr[n - 1] != '.')
        n--;
    return n > 1 ? n - 1 : name.len;
}

static bool starts_case(struct text t, struct text front)
{
    return text_eq_ascii_case(text_slice(t, 0, front.len), front);
}

static bool all_digits(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] < '0' || t.ptr[i] > '9')
            return false;
    return t.len > 0;
}

/* "Plan (2)" and "Plan (Anna's conflicted copy)": length without the bracket; 0 if it is none. */
static size_t without_bracket(struct text stem)
{
    size_t open = stem.len;
    if (!text_ends(stem, T(")")))
        return 0;
    while (open > 0 && stem.ptr[open - 1] != '(')
        open--;
    if (open < 2)
        return 0;
    struct text inside = text_slice(stem, open, stem.len - 1);
    bool copy = all_digits(inside) && inside.len < 3;
    for (size_t i = 0; marks[i] && !copy; i++)
        copy = text_contains(inside, text_of(marks[i]));
    return copy ? text_trim(text_slice(stem, 0, open - 1)).len : 0;
}

static size_t stem_without_mark(struct text stem)
{
    size_t n = without_bracket(stem);
    if (n)
        return n;
    for (size_t i = 0; backs[i]; i++) {
        struct text back = text_of(backs[i]);
        if (stem.len > back.len &&
            starts_case(text_slice(stem, stem.len - back.len, stem.len), back))
            return stem.len - back.len;
    }
    size_t sync = text_find(stem, T(".sync-conflict-"), 0);
    return sync == SIZE_MAX ? 0 : sync;
}

struct text conflict_original(struct arena *mem, struct text name)
{
    for (size_t i = 0; fronts[i]; i++)
        if (starts_case(name, text_of(fronts[i])))
            return text_slice(name, text_of(fronts[i]).len, name.len);
    size_t ending = split_ending(name);
    size_t stem = stem_without_mark(text_slice(name, 0, ending));
    if (!stem)
        return (struct text){0};
    return text_printf(mem, TEXT_FMT TEXT_FMT, TEXT_ARG(text_slice(name, 0, stem)),
                       TEXT_ARG(text_slice(name, ending, name.len)));
}

static size_t name_start(struct text path)
{
    size_t n = path.len;
    while (n > 0 && path.ptr[n - 1] != '/')
        n--;
    return n;
}

/* The path of the original that is in the list; MAP_NONE if there is none. "Copy of Copy of"
   leads through several. */
static size_t original_of(struct arena *mem, const struct map *paths, struct text path)
{
    for (int step = 0; step < 4; step++) {
        size_t at = name_start(path);
        struct text name = conflict_original(mem, text_slice(path, at, path.len));
        if (!name.len)
            return MAP_NONE;
        path =
            text_printf(mem, TEXT_FMT TEXT_FMT, TEXT_ARG(text_slice(path, 0, at)), TEXT_ARG(name));
        size_t original = map_get(paths, path);
        if (original != MAP_NONE)
            return original;
    }
    return MAP_NONE;
}

static void leave_out(struct arena *mem, struct file *older, const struct file *newer,
                      struct diag *diag)
{
    older->skipped = older->copy = true;
    older->reason =
        text_printf(mem, tr("a newer copy of it was read: '" TEXT_FMT "'"), TEXT_ARG(newer->path));
    diag_add(diag, FINDING_CONFLICT_COPY, place_of_file(older->path),
             T("keep one of the two and delete the other"),
             "there are two copies of one file; '" TEXT_FMT "' is newer and was read",
             TEXT_ARG(newer->path));
}

static bool same_bytes(const struct file *a, const struct file *b)
{
    if (a->size != b->size)
        return false;
    FILE *x = fopen(a->opened, "rb"), *y = x ? fopen(b->opened, "rb") : NULL;
    char from_x[4096], from_y[4096];
    bool same = x && y;
    for (size_t n = 1, m; same && n > 0;) {
        n = fread(from_x, 1, sizeof from_x, x);
        m = fread(from_y, 1, sizeof from_y, y);
        same = n == m && memcmp(from_x, from_y, n) == 0;
    }
    if (x)
        fclose(x);
    if (y)
        fclose(y);
    return same;
}

static void leave_out_twin(struct arena *mem, struct file *twin, const struct file *kept,
                           struct diag *diag)
{
    twin->skipped = twin->copy = true;
    twin->reason = text_printf(mem, tr("the same file as '" TEXT_FMT "'"), TEXT_ARG(kept->path));
    diag_add(diag, FINDING_CONFLICT_COPY, place_of_file(twin->path), T("delete the copy"),
             "same file twice: byte for byte '" TEXT_FMT "', which was read once",
             TEXT_ARG(kept->path));
}

/* A copy without its original, of the same bytes as another one: "Copy of Plan.xlsx" and
   "Plan (1).xlsx". */
static void meet_family(struct arena *mem, struct map *families, struct file_list *files, size_t i,
                        struct diag *diag)
{
    struct file *copy = &files->v[i];
    size_t at = name_start(copy->path);
    struct text name = conflict_original(mem, text_slice(copy->path, at, copy->path.len));
    if (!name.len || copy->skipped)
        return;
    struct text path = text_printf(mem, TEXT_FMT TEXT_FMT, TEXT_ARG(text_slice(copy->path, 0, at)),
                                   TEXT_ARG(name));
    size_t first = *map_put(mem, families, path, i);
    if (first != i && same_bytes(copy, &files->v[first]))
        leave_out_twin(mem, copy, &files->v[first], diag);
}

void leave_out_conflicts(struct arena *mem, struct file_list *files, struct diag *diag)
{
    struct map paths = {0}, families = {0};
    for (size_t i = 0; i < files->n; i++)
        if (!files->v[i].skipped)
            *map_put(mem, &paths, files->v[i].path, i) = i;
    size_t *newest = NEW_ARRAY(mem, size_t, files->n); /* of the original's family */
    for (size_t i = 0; i < files->n; i++)
        newest[i] = i;
    for (size_t i = 0; i < files->n; i++) {
        struct file *copy = &files->v[i];
        size_t original = copy->skipped ? MAP_NONE : original_of(mem, &paths, copy->path);
        if (original == MAP_NONE)
            meet_family(mem, &families, files, i, diag);
        if (original == MAP_NONE || original == i)
            continue;
        struct file *best = &files->v[newest[original]];
        if (same_bytes(copy, best))
            leave_out_twin(mem, copy, best, diag);
        else if (copy->mtime_ns > best->mtime_ns) {
            leave_out(mem, best, copy, diag);
            newest[original] = i;
        } else {
            leave_out(mem, copy, best, diag);
        }
    }
}
