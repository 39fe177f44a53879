/*
 * Folders -> files. What is walked is decided by what a name is on disk (never through a symbolic
 * link that leaves the folder or closes a circle); what is left out, by tables of names that no
 * sheet bears. Locks of programs say who is editing what; of two copies of one file the newer is
 * read.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "import/discover.h"

#include "base/map.h"
#include "import/conflict.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 64 };

/* A symbolic link within a folder: followed when all that is no link was seen. */
struct link_seen {
    struct text folder, name;
    const char *opened_folder;
    unsigned depth;
};

struct walk {
    struct arena *mem;
    const struct config *config;
    struct file_list *files;
    struct diag *diag;
    struct map seen; /* "device:inode" of folders on the way, and of files read their number */
    struct {
        struct link_seen *v;
        size_t n, cap;
    } links;
    char *root; /* canonical path of the folder given */
    bool too_many;
};

static void skip(struct file *file, struct text reason)
{
    file->skipped = true;
    file->reason = tr_text(reason);
}

/* --- names that are none of ours ------------------------------------------------------------- */

static const char *const other_endings[] = {
    ".docx", ".docm", ".doc",  ".pptx",    ".pptm",  ".ppt", ".png",  ".jpg", ".jpeg", ".gif",
    ".svg",  ".bmp",  ".tiff", ".webp",    ".heic",  ".md",  ".html", ".htm", ".json", ".xml",
    ".yaml", ".yml",  ".ini",  ".log",     ".zip",   ".gz",  ".7z",   ".rar", ".mp4",  ".mov",
    ".mp3",  ".exe",  ".dll",  ".so",      ".py",    ".sh",  ".js",   ".ts",  ".css",  ".c",
    ".h",    ".eml",  ".msg",  ".ics",     ".lnk",   ".url", ".tmp",  ".bak", ".swp",  ".gdoc",
    ".odt",  ".odp",  ".key",  ".gslides", ".pages", NULL};

static const char *const other_names[] = {"Thumbs.db", "desktop.ini",   "ehthumbs.db",
                                          "Icon\r",    "decisions.csv", NULL};

static bool ends_with_case(struct text t, struct text end)
{
    return t.len >= end.len && text_eq_ascii_case(text_slice(t, t.len - end.len, t.len), end);
}

/* Why a file of this name is left out without a look inside; absent: it is not. */
static struct text none_of_ours(struct text name)
{
    for (size_t i = 0; other_names[i]; i++)
        if (text_eq_ascii_case(name, text_of(other_names[i])))
            return T("not a sheet, by its name");
    if (text_starts(name, T("~$")) || text_starts(name, T(".~lock.")))
        return T("lock of a file that is being edited");
    if (text_starts(name, T(".")) || ends_with_case(name, T("~")))
        return T("hidden or backup file");
    for (size_t i = 0; other_endings[i]; i++)
        if (ends_with_case(name, text_of(other_endings[i])))
            return T("not a sheet, by its name");
    return (struct text){0};
}

static bool skipped_by_config(const struct walk *walk, struct text path)
{
    for (size_t i = 0; i < walk->config->skip.n; i++)
        if (glob_match(walk->config->skip.v[i], path))
            return true;
    return false;
}

/* --- walking ---------------------------------------------------------------------------------- */

static void tell(struct walk *walk, enum finding_code code, struct text path, struct text mend,
                 struct text message)
{
    diag_add(walk->diag, code, place_of_file(path), mend, TEXT_FMT, TEXT_ARG(tr_text(message)));
}

/* False: seen before, that is, a circle or a second name of one file, `*first` in the list. */
static bool first_time(struct walk *walk, const struct stat *st, size_t *first)
{
    struct text key = text_printf(walk->mem, "%llu:%llu", (unsigned long long)st->st_dev,
                                  (unsigned long long)st->st_ino);
    size_t n = walk->seen.n;
    *first = *map_put(walk->mem, &walk->seen, key, walk->files->n);
    return walk->seen.n > n;
}

static struct file *add_file(struct walk *walk, struct text path, const char *opened,
                             const struct stat *st)
{
    if (walk->files->n >= walk->config->limits.files) {
        walk->too_many = true;
        return NULL;
    }
    struct file *file = list_push(walk->mem, walk->files);
    file->path = path;
    file->opened = opened;
    file->size = (uint64_t)st->st_size;
    file->mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
    return file;
}

static struct text kind_of(mode_t mode)
{
    return S_ISFIFO(mode) ? T("a named pipe") : S_ISSOCK(mode) ? T("a socket") : T("a device");
}

enum way { WAY_NAMED, WAY_FOLDER, WAY_LINK };

/* Why a file seen before is not read under this name, too. */
static struct text second_name(struct walk *walk, struct text path, size_t first, enum way way)
{
    if (first >= walk->files->n) /* there was no room for it */
        return T("the same file under another name");
    struct text known = walk->files->v[first].path;
    if (way == WAY_LINK)
        tell(walk, FINDING_SKIPPED_FILE, path, (struct text){0},
             text_printf(walk->mem,
                         tr("left out: a symbolic link to '" TEXT_FMT "', which is read"),
                         TEXT_ARG(known)));
    return text_printf(walk->mem, tr("the same file as '" TEXT_FMT "'"), TEXT_ARG(known));
}

static void see_file(struct walk *walk, struct text name, struct text path, const char *opened,
                     const struct stat *st, enum way way)
{
    struct text reason = {0};
    bool copy = false;
    size_t first;
    if (way != WAY_NAMED)
        reason = none_of_ours(name);
    if (!reason.len && skipped_by_config(walk, path))
        reason = T("by [input] skip of the configuration");
    if (!reason.len && !S_ISREG(st->st_mode)) {
        reason = text_printf(walk->mem, tr("it is " TEXT_FMT ", no file"),
                             TEXT_ARG(tr_text(kind_of(st->st_mode))));
        tell(walk, FINDING_SKIPPED_FILE, path, (struct text){0},
             text_printf(walk->mem, tr("left out: " TEXT_FMT), TEXT_ARG(reason)));
    }
    if (!reason.len && !first_time(walk, st, &first)) {
        reason = second_name(walk, path, first, way);
        copy = true;
    }
    struct file *file = add_file(walk, path, opened, st);
    if (file && reason.len)
        skip(file, reason);
    if (file)
        file->copy = copy;
}

/* True if a link's target lies inside of the folder that was given. */
static bool stays_inside(const struct walk *walk, const char *path)
{
    char *target = realpath(path, NULL);
    size_t n = walk->root ? strlen(walk->root) : 0;
    bool inside = target && n && strncmp(target, walk->root, n) == 0 &&
                  (target[n] == '/' || target[n] == '\0' || walk->root[n - 1] == '/');
    free(target);
    return inside;
}

static void see_folder(struct walk *walk, struct text path, const char *opened, unsigned depth,
                       bool link);

static void see_entry(struct walk *walk, struct text folder, const char *opened_folder,
                      struct text name, unsigned depth, bool follow)
{
    struct arena *mem = walk->mem;
    struct text path =
        folder.len ? text_printf(mem, TEXT_FMT "/" TEXT_FMT, TEXT_ARG(folder), TEXT_ARG(name))
                   : text_copy(mem, name);
    const char *opened = text_printf(mem, "%s/" TEXT_FMT, opened_folder, TEXT_ARG(name)).ptr;
    struct stat st;
    if (lstat(opened, &st) != 0)
        return; /* gone since the folder was listed */
    bool link = S_ISLNK(st.st_mode);
    if (link && !follow) {
        *list_push(mem, &walk->links) = (struct link_seen){folder, name, opened_folder, depth};
        return;
    }
    if (link) {
        if (stat(opened, &st) != 0 || !stays_inside(walk, opened)) {
            tell(walk, FINDING_SKIPPED_FILE, path, T("name the target itself to have it read"),
                 T("left out: a symbolic link that leaves the folder or leads nowhere"));
            return;
        }
    }
    if (S_ISDIR(st.st_mode) && *name.ptr != '.')
        see_folder(walk, path, opened, depth + 1, link);
    else if (!S_ISDIR(st.st_mode))
        see_file(walk, name, path, opened, &st, link ? WAY_LINK : WAY_FOLDER);
}

static int name_order(const void *a, const void *b)
{
    return text_cmp(*(const struct text *)a, *(const struct text *)b);
}

static bool list_folder(struct arena *mem, const char *opened, struct text_list *names)
{
    DIR *dir = opendir(opened);
    if (!dir)
        return false;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            *list_push(mem, names) = text_copy(mem, text_of(entry->d_name));
    closedir(dir);
    if (names->n)
        qsort(names->v, names->n, sizeof *names->v, name_order);
    return true;
}

/* Apple's iWork writes folders that are documents. */
static bool is_package_folder(struct text path)
{
    return ends_with_case(path, T(".numbers")) || ends_with_case(path, T(".app"));
}

/* Its name says that it is a sheet: an archive was unpacked into it, or a program made it. */
static bool named_as_sheet(struct text path)
{
    static const char *const endings[] = {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with_case(path, text_of(endings[i])))
            return true;
    return false;
}

/* True if what lies in the folder was not read before, and is not too deep. */
static bool goes_into(struct walk *walk, struct text path, const char *opened, unsigned depth,
                      bool link)
{
    struct stat st;
    size_t first;
    if (stat(opened, &st) != 0)
        return false;
    if (depth > DEEPEST) {
        tell(walk, FINDING_UNREAD_FILE, path, T("name the folder itself"),
             text_printf(walk->mem, tr("folder was not read: it lies more than %d folders deep"),
                         DEEPEST));
        return false;
    }
    bool fresh = first_time(walk, &st, &first);
    if (!fresh && link)
        tell(walk, FINDING_SKIPPED_FILE, path, T("delete the link"),
             T("left out: a symbolic link to a folder that is read under its own name"));
    return fresh;
}

static void see_folder(struct walk *walk, struct text path, const char *opened, unsigned depth,
                       bool link)
{
    struct text_list names = {0};
    if (!goes_into(walk, path, opened, depth, link))
        return;
    if (depth && named_as_sheet(path))
        tell(walk, FINDING_SKIPPED_FILE, path,
             T("if a sheet was meant, fetch the file again; else rename the folder"),
             T("it is a folder, though it is named as a sheet; the files in it are read"));
    if (is_package_folder(path)) {
        tell(walk, FINDING_UNREAD_FILE, path, T("export it as Excel or CSV"),
             T("file was not read: it is an Apple document"));
        return;
    }
    if (!list_folder(walk->mem, opened, &names)) {
        tell(walk, FINDING_UNREAD_FILE, path.len ? path : text_copy(walk->mem, text_of(opened)),
             T("give the account that runs okralign the right to read it"),
             text_printf(walk->mem, tr("folder was not read: %s"), tr(strerror(errno))));
        return;
    }
    for (size_t i = 0; i < names.n && !walk->too_many; i++)
        see_entry(walk, path, opened, names.v[i], depth, false);
}

/* --- locks ------------------------------------------------------------------------------------ */

static size_t read_head(const char *path, char *into, size_t room)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, into, room) : 0;
    if (fd >= 0)
        close(fd);
    return n > 0 ? (size_t)n : 0;
}

/* Who edits, from Excel's owner file: a length byte and the name, padded; UTF-16 behind it. */
static struct text owner_of(struct arena *mem, const char *opened)
{
    char head[165];
    size_t n = read_head(opened, head, sizeof head);
    size_t len = n > 1 ? (unsigned char)head[0] : 0;
    if (len == 0 || len > 54 || len >= n)
        return (struct text){0};
    struct text name = text_trim((struct text){head + 1, len});
    size_t wide_len = n > 57 ? (unsigned char)head[55] | (size_t)(unsigned char)head[56] << 8 : 0;
    if (wide_len && wide_len < 55 && n >= 57 + 2 * wide_len) { /* it knows more than ASCII */
        struct buf wide = {.mem = mem};
        for (size_t i = 0; i < wide_len; i++)
            buf_add_utf8(&wide, (uint32_t)(unsigned char)head[57 + 2 * i] |
                                    (uint32_t)(unsigned char)head[58 + 2 * i] << 8);
        struct text t = text_trim(buf_text(&wide));
        if (t.len && text_valid_utf8(t) && !text_contains(t, T("\0")))
            return t;
    }
    return text_valid_utf8(name) ? text_copy(mem, name) : (struct text){0};
}

/* The same from LibreOffice's lock: "Name,user,host,date,path;". */
static struct text lock_owner(struct arena *mem, const char *opened)
{
    char head[512];
    struct text rest = {head, read_head(opened, head, sizeof head)};
    struct text name = text_trim(text_cut(&rest, ','));
    if (!name.len)
        name = text_trim(text_cut(&rest, ','));
    return text_valid_utf8(name) ? text_copy(mem, name) : (struct text){0};
}

static struct text name_of(struct text path)
{
    size_t n = path.len;
    while (n > 0 && path.ptr[n - 1] != '/')
        n--;
    return text_slice(path, n, path.len);
}

/* The name of the file that a lock is for: "~$plan.xlsx" drops two letters of long names. */
static bool locks(struct text lock, struct text file)
{
    if (text_starts(lock, T(".~lock.")))
        return text_eq(text_slice(lock, 7, lock.len - 1), file);
    struct text rest = text_slice(lock, 2, lock.len);
    return text_eq(rest, file) ||
           (file.len > 2 && rest.len > 6 && text_eq(rest, text_slice(file, 2, file.len)));
}

static bool same_folder(struct text a, struct text b)
{
    struct text folder = text_slice(a, 0, a.len - name_of(a).len);
    return text_eq(folder, text_slice(b, 0, b.len - name_of(b).len));
}

static void tell_lock(struct walk *walk, const struct file *lock, size_t around)
{
    struct text name = name_of(lock->path);
    bool excel = text_starts(name, T("~$"));
    if (!excel && !text_starts(name, T(".~lock.")))
        return;
    for (size_t i = around; i < walk->files->n; i++) {
        const struct file *file = &walk->files->v[i];
        if (file->skipped || !same_folder(lock->path, file->path) ||
            !locks(name, name_of(file->path)))
            continue;
        struct text who =
            excel ? owner_of(walk->mem, lock->opened) : lock_owner(walk->mem, lock->opened);
        diag_add(walk->diag, FINDING_FILE_IN_USE, place_of_file(file->path),
                 T("run again when it is saved, if that matters"),
                 who.len ? "being edited by " TEXT_FMT "; using the last saved version"
                         : "being edited" TEXT_FMT "; using the last saved version",
                 TEXT_ARG(who));
    }
}

/* --- all -------------------------------------------------------------------------------------- */

static int path_order(const void *a, const void *b)
{
    return text_cmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static bool see_path(struct walk *walk, const char *given, struct text *error)
{
    struct stat st;
    if (stat(given, &st) != 0) {
        *error = text_printf(walk->mem, "'%s': %s", given, tr(strerror(errno)));
        return false;
    }
    if (S_ISDIR(st.st_mode)) {
        walk->root = realpath(given, NULL);
        walk->links.n = 0;
        see_folder(walk, (struct text){0}, given, 0, false);
        for (size_t i = 0; i < walk->links.n && !walk->too_many; i++) { /* which may find more */
            struct link_seen link = walk->links.v[i];
            see_entry(walk, link.folder, link.opened_folder, link.name, link.depth, true);
        }
        free(walk->root);
        walk->root = NULL;
    } else {
        const char *opened = text_z(walk->mem, text_of(given));
        struct text name = name_of(text_of(opened));
        see_file(walk, name, name, opened, &st, WAY_NAMED);
    }
    return true;
}

/* Paths of several folders may be equal: then each gets what was given in front. */
static void make_unique(struct walk *walk)
{
    struct map paths = {0};
    for (size_t i = 0; i < walk->files->n; i++) {
        struct file *file = &walk->files->v[i];
        size_t *number = map_put(walk->mem, &paths, file->path, i);
        if (*number == i)
            continue;
        file->path = text_copy(walk->mem, text_of(file->opened));
        *map_put(walk->mem, &paths, file->path, i) = i;
    }
}

static size_t folder_start(const struct file_list *files, size_t i)
{
    struct text path = files->v[i].path;
    struct text folder = text_slice(path, 0, path.len - name_of(path).len);
    size_t from = i;
    while (from > 0 && text_starts(files->v[from - 1].path, folder))
        from--;
    return from;
}

bool discover(struct arena *mem, const struct config *config, const char *const *paths, size_t n,
              struct file_list *files, struct diag *diag, struct text *error)
{
    struct walk walk = {.mem = mem, .config = config, .files = files, .diag = diag};
    size_t good = 0;
    for (size_t i = 0; i < n; i++) {
        struct text why = {0};
        if (see_path(&walk, paths[i], &why)) {
            good++;
        } else {
            tell(&walk, FINDING_UNREAD_FILE, text_copy(mem, text_of(paths[i])), T("check the name"),
                 why);
            *error = why;
        }
    }
    if (walk.too_many)
        tell(&walk, FINDING_UNREAD_FILE, (struct text){0}, T("raise the limit 'files'"),
             text_printf(mem, tr("more than %lu files; the rest was not read"),
                         (unsigned long)config->limits.files));
    make_unique(&walk);
    if (files->n)
        qsort(files->v, files->n, sizeof *files->v, path_order);
    for (size_t i = 0; i < files->n; i++)
        if (files->v[i].skipped)
            tell_lock(&walk, &files->v[i], folder_start(files, i));
    leave_out_conflicts(mem, files, diag);
    return good > 0;
}

size_t discover_missing(const char *const *paths, size_t n)
{
    struct stat st;
    size_t missing = 0;
    for (size_t i = 0; i < n; i++)
        missing += stat(paths[i], &st) != 0;
    return missing;
}
