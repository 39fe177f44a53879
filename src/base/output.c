/*
 * Whole files: a lock, a file beside the target, fsync, rename.
 *
 * The lock is flock on '.NAME.lock', taken before the temporary file is made; so the temporary file
 * can have one fixed name, and one that a killed run left is simply used again. The lock's file is
 * removed when it is let go: whoever waited for it and got the removed one notices and tries again.
 */
#define _DEFAULT_SOURCE /* flock */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum output_status fail(struct arena *mem, const char *path, struct text *error)
{
    *error = text_printf(mem, "%s cannot be written: %s", path, strerror(errno));
    return OUTPUT_FAILED;
}

/* --- what a signal must not leave behind ----------------------------------------------------- */

enum { MOST_LEFTOVERS = 8 };
static const char *volatile leftovers[MOST_LEFTOVERS]; /* temporary files and locks */

static void clean_up(int signal_number)
{
    for (int i = 0; i < MOST_LEFTOVERS; i++)
        if (leftovers[i])
            unlink(leftovers[i]);
    raise(signal_number); /* the default action, which SA_RESETHAND brought back */
}

static void catch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction old, mine = {.sa_handler = clean_up, .sa_flags = (int)SA_RESETHAND};
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(signals[i], &mine, NULL);
    }
}

/* Puts `with` where `path` was noted; NULL: a free place. */
static void note(const char *path, const char *with)
{
    for (int i = 0; i < MOST_LEFTOVERS; i++)
        if (leftovers[i] == path) {
            leftovers[i] = with;
            return;
        }
}

/* --- paths ----------------------------------------------------------------------------------- */

static struct text name_of(struct text path)
{
    for (size_t at = path.len; at > 0; at--)
        if (path.ptr[at - 1] == '/')
            return text_slice(path, at, path.len);
    return path;
}

/* "dir/<before>name<behind>" */
static const char *beside(struct arena *mem, const char *path, const char *before,
                          const char *behind)
{
    struct text whole = text_of(path), name = name_of(whole);
    return text_printf(mem, TEXT_FMT "%s" TEXT_FMT "%s", (int)(whole.len - name.len), path, before,
                       TEXT_ARG(name), behind)
        .ptr;
}

static enum output_status take_lock(struct arena *mem, struct output *out, struct text *error)
{
    for (;;) {
        out->lock_fd = open(out->lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (out->lock_fd < 0)
            return fail(mem, out->target, error);
        struct stat here, there;
        if (flock(out->lock_fd, LOCK_EX | LOCK_NB) != 0) {
            int why = errno;
            close(out->lock_fd);
            out->lock_fd = -1;
            if (why != EWOULDBLOCK) {
                errno = why;
                return fail(mem, out->target, error);
            }
            *error = text_printf(mem, "%s is being written by another run", out->target);
            return OUTPUT_LOCKED;
        }
        if (fstat(out->lock_fd, &here) == 0 && stat(out->lock, &there) == 0 &&
            here.st_ino == there.st_ino && here.st_dev == there.st_dev) {
            note(NULL, out->lock);
            return OUTPUT_OK;
        }
        close(out->lock_fd); /* removed by the run that held it */
    }
}

static void let_go(struct output *out)
{
    if (out->lock_fd < 0 || !out->lock)
        return;
    unlink(out->lock);
    note(out->lock, NULL);
    close(out->lock_fd);
    out->lock_fd = -1;
}

/* Devices and pipes cannot be replaced: what is to go into them is made in the folder for
   temporary files. */
static enum output_status begin_special(struct arena *mem, struct output *out, struct text *error)
{
    const char *dir = getenv("TMPDIR");
    char *temp = text_z(mem, text_printf(mem, "%s/okralign-XXXXXX", dir && dir[0] ? dir : "/tmp"));
    int fd = mkstemp(temp);
    if (fd < 0)
        return fail(mem, temp, error);
    close(fd);
    note(NULL, temp);
    out->special = true;
    out->temp = temp;
    return OUTPUT_OK;
}

enum output_status output_begin(struct arena *mem, const char *path, struct output *out,
                                struct text *error)
{
    struct stat old;
    bool exists = stat(path, &old) == 0;
    *out = (struct output){.target = path, .lock_fd = -1};
    catch_signals();
    if (exists && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return fail(mem, path, error);
    }
    if (exists && !S_ISREG(old.st_mode))
        return begin_special(mem, out, error);
    char *real = exists ? realpath(path, NULL) : NULL;
    out->target = text_copy(mem, text_of(real ? real : path)).ptr;
    free(real);
    out->lock = beside(mem, out->target, ".", ".lock");
    out->temp = beside(mem, out->target, ".", ".tmp");
    enum output_status status = take_lock(mem, out, error);
    if (status != OUTPUT_OK)
        return status;
    unlink(out->temp);
    note(NULL, out->temp);
    int fd = open(out->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        status = fail(mem, out->target, error);
        note(out->temp, NULL);
        let_go(out);
        return status;
    }
    if (exists && fchmod(fd, old.st_mode & 07777) != 0)
        status = OUTPUT_OK; /* a share without modes: the file is what counts */
    close(fd);
    return status;
}

static bool flush_to_disk(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = fsync(fd) == 0;
    return close(fd) == 0 && good;
}

/* Into an existing file, as it is. */
static bool copy_into(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb"), *out = in ? fopen(to, "wb") : NULL;
    bool good = in && out;
    char chunk[65536];
    size_t n;
    while (good && (n = fread(chunk, 1, sizeof chunk, in)) > 0)
        good = fwrite(chunk, 1, n, out) == n;
    good = good && !ferror(in);
    if (in)
        fclose(in);
    return (!out || fclose(out) == 0) && good;
}

enum output_status output_commit(struct arena *mem, struct output *out, struct text *error)
{
    bool good = out->special ? copy_into(out->temp, out->target)
                             : flush_to_disk(out->temp) && rename(out->temp, out->target) == 0;
    enum output_status status = good ? OUTPUT_OK : fail(mem, out->target, error);
    if (good && !out->special) {
        struct text whole = text_of(out->target), name = name_of(whole);
        /* the new name itself; a file system that cannot do it keeps the file all the same */
        flush_to_disk(whole.len > name.len ? text_z(mem, text_slice(whole, 0, whole.len - name.len))
                                           : ".");
        note(out->temp, NULL);
        out->temp = NULL;
    }
    output_abandon(out);
    return status;
}

void output_abandon(struct output *out)
{
    if (!out->target)
        return;
    if (out->temp) {
        unlink(out->temp);
        note(out->temp, NULL);
    }
    let_go(out);
    *out = (struct output){.lock_fd = -1};
}

static bool put_bytes(FILE *to, struct text bytes)
{
    return (bytes.len == 0 || fwrite(bytes.ptr, 1, bytes.len, to) == bytes.len) && fflush(to) == 0;
}

enum output_status output_write(struct arena *mem, const char *path, struct text bytes,
                                struct text *error)
{
    if (strcmp(path, "-") == 0)
        return put_bytes(stdout, bytes) ? OUTPUT_OK : fail(mem, "standard output", error);
    struct output out;
    enum output_status status = output_begin(mem, path, &out, error);
    if (status != OUTPUT_OK)
        return status;
    FILE *to = fopen(out.temp, "wb");
    bool good = to && put_bytes(to, bytes);
    if (to)
        good = fclose(to) == 0 && good;
    if (good)
        return output_commit(mem, &out, error);
    status = fail(mem, path, error);
    output_abandon(&out);
    return status;
}

enum output_status output_copy(struct arena *mem, const char *from, const char *to,
                               struct text *error)
{
    struct output out;
    enum output_status status = output_begin(mem, to, &out, error);
    if (status != OUTPUT_OK)
        return status;
    if (copy_into(from, out.temp))
        return output_commit(mem, &out, error);
    status = fail(mem, to, error);
    output_abandon(&out);
    return status;
}

/* Excel's owner file: a byte of length, then the name, filled up with blanks. LibreOffice's:
   ",user,host,date,profile;", the names first. */
struct text output_user(struct arena *mem, const char *path)
{
    static const struct {
        const char *before, *behind;
        bool counted;
    } owners[] = {{"~$", "", true}, {".~lock.", "#", false}};
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
        FILE *in = fopen(beside(mem, path, owners[i].before, owners[i].behind), "rb");
        if (!in)
            continue;
        char bytes[256];
        struct text content = {bytes, fread(bytes, 1, sizeof bytes, in)}, name = {0};
        fclose(in);
        if (owners[i].counted && content.len)
            name = text_slice(content, 1, 1 + (size_t)(unsigned char)bytes[0]);
        while (!owners[i].counted && content.len && !name.len)
            name = text_trim(text_cut(&content, ','));
        name = text_trim(name);
        return name.len && text_valid_utf8(name) ? text_copy(mem, name) : T("someone");
    }
    return (struct text){0};
}

const char *output_beside(struct arena *mem, const char *path)
{
    struct text whole = text_of(path), name = name_of(whole);
    size_t dot = name.len;
    for (size_t at = 1; at < name.len; at++)
        if (name.ptr[at] == '.')
            dot = at;
    size_t stem = whole.len - name.len + dot;
    for (unsigned number = 2;; number++) {
        const char *other =
            text_printf(mem, "%.*s (%u)%s", (int)stem, path, number, path + stem).ptr;
        if (number == 99 || !output_user(mem, other).len)
            return other;
    }
}

bool output_dated(struct arena *mem, const char *path, int year, int month, int day,
                  const char **out)
{
    struct buf b = {.mem = mem};
    for (; *path; path++) {
        if (*path != '%') {
            buf_add_char(&b, *path);
            continue;
        }
        switch (*++path) {
        case 'Y':
            buf_printf(&b, "%04d", year);
            break;
        case 'm':
            buf_printf(&b, "%02d", month);
            break;
        case 'd':
            buf_printf(&b, "%02d", day);
            break;
        case 'q':
            buf_printf(&b, "%d", (month + 2) / 3);
            break;
        case '%':
            buf_add_char(&b, '%');
            break;
        default:
            return false;
        }
    }
    *out = buf_text(&b).ptr;
    return true;
}
