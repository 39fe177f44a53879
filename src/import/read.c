/*
 * Bytes -> a book, by what they are and not by what the file is called: an archive with a workbook,
 * something known that cannot be read, or else text. Files are read in parallel, each thread into an
 * arena of its own; findings and books stay in the order of the files.
 */
#include "import/read.h"

#include "base/pool.h"
#include "import/deadline.h"
#include "import/digest.h"
#include "import/foreign.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ATTEMPTS = 3 };

void (*read_loaded)(const char *path);

/* --- one book from bytes --------------------------------------------------------------------- */

static struct book *book_new(struct arena *mem, struct text path)
{
    struct book *book = NEW(mem, struct book);
    book->path = path;
    book->diag.mem = mem;
    return book;
}

/* The one finding for a file of which nothing could be read. */
static void not_read(struct book *book, struct text why, struct text mend)
{
    book->read = false;
    book->not_read = why = tr_text(why);
    diag_add(&book->diag, FINDING_UNREAD_FILE, place_of_file(book->path), mend,
             "file was not read: " TEXT_FMT, TEXT_ARG(why));
}

static void not_read_foreign(struct arena *mem, struct book *book, struct foreign foreign)
{
    not_read(book, text_printf(mem, tr("it is " TEXT_FMT), TEXT_ARG(tr_text(foreign.what))),
             foreign.mend);
}

static bool is_archive(struct text bytes)
{
    struct text head = text_slice(bytes, 0, 4096);
    size_t at = text_find(head, T("PK\3\4"), 0);
    return at == 0 || text_starts(bytes, T("PK\5\6")) ||
           (at != SIZE_MAX && text_find(bytes, T("PK\5\6"), at) != SIZE_MAX);
}

static bool is_ods(const struct package *package)
{
    return package_find(package, T("content.xml")) != PART_NONE;
}

static bool is_xlsx(const struct package *package)
{
    return package_find_suffix(package, T("workbook.xml")) != PART_NONE;
}

/* Its relations say which of its parts is the workbook, if any is. */
static bool has_relations(const struct package *package)
{
    return package_find(package, T("_rels/.rels")) != PART_NONE;
}

static struct text mend_of(struct text why)
{
    if (text_contains(why, TR("the limit (")))
        return T("if it is an honest file, save it anew or raise the limit in okralign.ini");
    if (text_starts(why, TR("refused:")))
        return T("if it is an honest file, open it in a spreadsheet program and save it anew");
    if (text_contains(why, TR("password")))
        return T("open it, remove the password and save it");
    return T("open it in a spreadsheet program and save it anew");
}

static void read_package(struct arena *mem, const struct limits *limits, struct package *package,
                         struct book *book)
{
    if (package_remark(package).len)
        diag_add(&book->diag, FINDING_DAMAGED_FILE, place_of_file(book->path),
                 T("open it in a spreadsheet program and save it anew"), TEXT_FMT,
                 TEXT_ARG(tr_text(package_remark(package))));
    struct foreign foreign = {0};
    if (is_xlsx(package) || (!foreign_package(package, &foreign) && has_relations(package)))
        book->read = read_xlsx(mem, limits, package, book);
    else if (is_ods(package))
        book->read = read_ods(mem, limits, package, book);
    else
        not_read_foreign(mem, book, foreign);
}

static void read_archive(struct arena *mem, const struct limits *limits, struct text bytes,
                         struct book *book)
{
    struct text error = {0};
    struct arena *scratch = arena_new();
    struct package *package = package_open(scratch, limits, bytes, &error);
    if (package)
        read_package(mem, limits, package, book);
    else
        not_read(book, text_copy(mem, error),
                 T("fetch the file again, or open it and save it anew"));
    package_close(package);
    arena_free(scratch);
}

static void read_any(struct arena *mem, const struct limits *limits, struct text bytes,
                     struct book *book)
{
    struct foreign foreign;
    if (bytes.len == 0)
        not_read(book, T("it is empty"), T("fetch the file again, or remove it"));
    else if (is_archive(bytes))
        read_archive(mem, limits, bytes, book);
    else if ((foreign = foreign_bytes(bytes)).what.len)
        not_read_foreign(mem, book, foreign);
    else
        book->read = read_csv(mem, limits, bytes, book);
    if (!book->read && !diag_count(&book->diag, ERROR))
        not_read(book, book->not_read, mend_of(tr_text(book->not_read)));
}

/* --- findings that hold for any format ------------------------------------------------------- */

/* Rows and columns; of hidden sheets the layout tells, which knows whether they are read. */
static void tell_hidden(struct arena *mem, struct book *book, const struct sheet *sheet)
{
    size_t rows = 0, cols = 0;
    uint32_t width = sheet_width(sheet);
    for (size_t i = 0; i < sheet->n_rows; i++)
        rows += sheet->rows[i].hidden && sheet->rows[i].n;
    for (size_t i = 0; i < sheet->hidden_cols.n; i++) {
        const struct range *r = &sheet->hidden_cols.v[i];
        if (r->col0 < width)
            cols += (r->col1 < width ? r->col1 + 1 : width) - r->col0;
    }
    struct place place = sheet_place(sheet, PLACE_NONE, PLACE_NONE);
    if (rows || cols) {
        struct buf what = {.mem = mem};
        if (rows)
            buf_printf(&what, tr(rows == 1 ? "%zu row" : "%zu rows"), rows);
        if (rows && cols)
            buf_printf(&what, " %s ", tr("and"));
        if (cols)
            buf_printf(&what, tr(cols == 1 ? "%zu column" : "%zu columns"), cols);
        diag_add(&book->diag, FINDING_HIDDEN_CONTENT, place, (struct text){0},
                 TEXT_FMT " hidden and read all the same", TEXT_ARG(buf_text(&what)));
    }
}

/* What is made of a row takes more room than the row itself, so it is rows that bound a run. */
static void cut_rows(struct book *book, struct sheet *sheet, uint32_t most)
{
    if (sheet->n_rows <= most)
        return;
    diag_add(&book->diag, FINDING_DAMAGED_FILE,
             sheet_place(sheet, sheet->rows[most].index, PLACE_NONE),
             T("split the sheet or raise the limit 'rows'"),
             "sheet has %zu rows, more than the limit of %lu; from here on they were not read",
             sheet->n_rows, (unsigned long)most);
    sheet->n_rows = most;
    sheet->n_cells = most ? sheet->rows[most - 1].first + sheet->rows[most - 1].n : 0;
}

/* What is made of a cell takes more room than the cell itself, and no table is that wide. Cells far
   to the right by themselves are no harm. */
static void cut_columns(struct book *book, struct sheet *sheet, uint32_t most)
{
    uint32_t kept = 0, widest = 0;
    struct place first = {0};
    for (size_t i = 0; i < sheet->n_rows; i++) {
        struct row *row = &sheet->rows[i];
        uint32_t n = row->n < most ? row->n : most;
        if (n < row->n && !widest)
            first = cell_place(sheet, &sheet->cells[row->first + n]);
        if (n < row->n && widest < row->n)
            widest = row->n;
        for (uint32_t c = 0; c < n; c++)
            sheet->cells[kept + c] = sheet->cells[row->first + c];
        row->first = kept;
        row->n = n;
        kept += n;
    }
    sheet->n_cells = kept;
    if (widest)
        diag_add(
            &book->diag, FINDING_DAMAGED_FILE, first,
            T("split the sheet or raise the limit 'columns'"),
            "sheet has rows of up to %lu filled columns, more than the limit of %lu; what stands "
            "right of these was not read",
            (unsigned long)widest, (unsigned long)most);
}

/* A file without a single cell, whatever its bytes: of a CSV a byte order mark, or delimiters. */
static void tell_blank(struct book *book)
{
    size_t cells = 0;
    for (size_t i = 0; i < book->n_sheets; i++)
        cells += book->sheets[i].n_cells;
    if (book->read && !cells && !book->diag.list.n)
        diag_add(&book->diag, FINDING_UNREAD_SHEET, place_of_file(book->path),
                 T("fill it in, or remove it"), "file is empty: no cell of it is filled")
            ->severity = WARNING;
}

/* Our own reports and feedback are no input, but what they hold is kept: one may be the previous report,
   teams decide in the other. Feedback needs no word: there is one for each unit. Our templates are input. */
static void leave_out_own(struct book *book)
{
    struct text mark = book_property(book, T("okralign"));
    if (!text_eq(mark, T("report")) && !text_eq(mark, T("feedback")))
        return;
    book->read = false;
    book->diag.list.n = 0;
    book->not_read = text_eq(mark, T("report")) ? TR("it is a report made by okralign")
                                                : TR("it is feedback made by okralign");
    if (text_eq(mark, T("report")))
        diag_add(&book->diag, FINDING_SKIPPED_FILE, place_of_file(book->path), (struct text){0},
                 "file was left out: " TEXT_FMT, TEXT_ARG(book->not_read));
}

struct book *read_bytes(struct arena *mem, const struct config *config, struct text path,
                        struct text bytes)
{
    struct book *book = book_new(mem, path);
    double begin = deadline_in(0);
    book->size = bytes.len;
    book->sha256 = sha256_text(mem, bytes);
    read_any(mem, &config->limits, bytes, book);
    for (size_t i = 0; i < book->n_sheets; i++) {
        cut_rows(book, &book->sheets[i], config->limits.rows);
        cut_columns(book, &book->sheets[i], config->limits.columns);
    }
    for (size_t i = 0; i < book->n_sheets; i++)
        tell_hidden(mem, book, &book->sheets[i]);
    tell_blank(book);
    book->seconds = deadline_in(0) - begin;
    return book;
}

/* --- one file -------------------------------------------------------------------------------- */

struct loaded {
    char *bytes; /* from arena_room */
    size_t size;
    struct stat stat;
    int error; /* errno */
    bool changed;
};

static bool same_state(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static bool fill(int fd, struct loaded *l)
{
    size_t expected = (size_t)l->stat.st_size;
    l->bytes = arena_room(expected + 1);
    if (!l->bytes)
        return false;
    while (l->size <= expected) {
        ssize_t n = read(fd, l->bytes + l->size, expected + 1 - l->size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        l->size += (size_t)n;
    }
    return true; /* longer than it was: it changed */
}

/* Opens and reads; never waits on a FIFO, never follows what is no regular file. */
static struct loaded load(const char *path, uint64_t limit)
{
    struct loaded l = {0};
    struct stat after;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || fstat(fd, &l.stat) != 0)
        l.error = errno;
    else if (!S_ISREG(l.stat.st_mode))
        l.error = S_ISDIR(l.stat.st_mode) ? EISDIR : ENODEV;
    else if ((uint64_t)l.stat.st_size > limit)
        l.error = EFBIG;
    else if (!fill(fd, &l) || fstat(fd, &after) != 0)
        l.error = errno;
    else
        l.changed = !same_state(&l.stat, &after) || l.size != (size_t)l.stat.st_size;
    if (fd >= 0)
        close(fd);
    return l;
}

static void cannot_load(struct arena *mem, struct book *book, int error)
{
    struct text why = text_of(strerror(error));
    struct text mend = T("mend that, or leave the file out");
    if (error == EACCES)
        mend = T("give the account that runs okralign the right to read it");
    if (error == ENODEV)
        why = T("it is no regular file");
    if (error == EFBIG)
        why = T("it is larger than the limit (file_bytes)");
    not_read(book, text_copy(mem, why), mend);
}

static struct text iso_time(struct arena *mem, time_t t)
{
    struct tm tm;
    char out[40];
    if (!gmtime_r(&t, &tm))
        return (struct text){0};
    size_t n = strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return text_copy(mem, (struct text){out, n});
}

static struct book *read_once(struct arena *mem, const struct config *config,
                              const struct file *file, bool *changed)
{
    struct loaded l = load(file->opened, config->limits.file_bytes);
    struct book *book;
    if (l.error) {
        book = book_new(mem, file->path);
        cannot_load(mem, book, l.error);
    } else {
        book = read_bytes(mem, config, file->path, (struct text){l.bytes, l.size});
        book->modified = iso_time(mem, l.stat.st_mtim.tv_sec);
        struct stat now;
        if (read_loaded)
            read_loaded(file->opened);
        *changed = l.changed || stat(file->opened, &now) != 0 || !same_state(&now, &l.stat);
    }
    if (book->format == FORMAT_CSV)
        arena_take(mem, l.bytes, l.size);
    else
        free(l.bytes);
    return book;
}

struct book *read_file(struct arena *mem, const struct config *config, const struct file *file)
{
    struct book *book = NULL;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        bool changed = false;
        book = read_once(mem, config, file, &changed);
        if (!changed)
            return book;
    }
    diag_add(&book->diag, FINDING_FILE_IN_USE, place_of_file(file->path),
             T("run again when nobody writes to it"),
             "file kept changing while it was read; what was read last was used");
    return book;
}

/* --- all files ------------------------------------------------------------------------------- */

/* What has been read, against the limits on all files. */
struct amount {
    uint64_t cells, rows;
};

static void count(struct amount *amount, const struct book *book)
{
    for (size_t i = 0; i < book->n_sheets; i++) {
        amount->cells += book->sheets[i].n_cells;
        amount->rows += book->sheets[i].n_rows;
    }
}

static bool is_too_much(const struct amount *amount, const struct limits *limits)
{
    return amount->cells > limits->all_cells || amount->rows > limits->all_rows;
}

struct round {
    const struct config *config;
    const struct file_list *files;
    struct book **books;  /* NULL: skipped, or not read yet */
    struct amount before; /* of the files in front of `next`, all of which are done */
    size_t next;
    pthread_mutex_t lock;
    struct arena *mem; /* adopts an arena for each thread */
    struct {
        struct arena **v;
        size_t n, cap;
    } idle; /* of them */
    size_t done, all;
    void (*progress)(void *context, size_t done, size_t all);
    void *context;
};

/* NULL: what other files hold is too much already. */
static struct arena *take_arena(struct round *round)
{
    pthread_mutex_lock(&round->lock);
    bool full = is_too_much(&round->before, &round->config->limits);
    struct arena *mem = round->idle.n && !full ? round->idle.v[--round->idle.n] : NULL;
    if (!mem && !full)
        arena_adopt(round->mem, mem = arena_new());
    pthread_mutex_unlock(&round->lock);
    return mem;
}

static void read_piece(void *context, size_t i)
{
    struct round *round = context;
    const struct file *file = &round->files->v[i];
    if (file->skipped)
        return;
    struct arena *mem = take_arena(round);
    if (!mem)
        return;
    struct book *book = read_file(mem, round->config, file);
    leave_out_own(book);
    pthread_mutex_lock(&round->lock);
    round->books[i] = book;
    for (; round->next < round->files->n; round->next++)
        if (round->books[round->next])
            count(&round->before, round->books[round->next]);
        else if (!round->files->v[round->next].skipped)
            break;
    *list_push(round->mem, &round->idle) = mem;
    round->done++;
    if (round->progress)
        round->progress(round->context, round->done, round->all);
    pthread_mutex_unlock(&round->lock);
}

/* Whatever was read of it, as others may not have been. */
static struct book *too_much(struct arena *mem, const struct file *file)
{
    struct book *book = book_new(mem, file->path);
    not_read(book, T("the files hold more together than the limit (all_cells, all_rows)"),
             T("leave files out that hold no OKRs, or raise the limit in okralign.ini"));
    return book;
}

static void move_book(struct arena *mem, struct book_list *books, struct book *book,
                      struct diag *diag)
{
    struct book *kept = list_push(mem, books);
    *kept = *book;
    diag_append(diag, &book->diag);
    kept->diag = (struct diag){.mem = mem};
}

struct book_list read_files(struct arena *mem, const struct config *config,
                            const struct file_list *files, struct diag *diag,
                            void (*progress)(void *context, size_t done, size_t all), void *context)
{
    struct round round = {
        .config = config, .files = files, .mem = mem, .progress = progress, .context = context};
    round.books = NEW_ARRAY(mem, struct book *, files->n);
    for (size_t i = 0; i < files->n; i++)
        round.all += !files->v[i].skipped;
    pthread_mutex_init(&round.lock, NULL);
    pool_run(config->jobs ? config->jobs : pool_default_jobs(), files->n, read_piece, &round);
    pthread_mutex_destroy(&round.lock);
    struct book_list books = {0};
    struct amount all = {0};
    for (size_t i = 0; i < files->n; i++) {
        if (files->v[i].skipped)
            continue;
        if (round.books[i])
            count(&all, round.books[i]);
        bool full = is_too_much(&all, &config->limits);
        move_book(mem, &books, full ? too_much(mem, &files->v[i]) : round.books[i], diag);
    }
    for (size_t i = 0; i < books.n; i++) /* the list has stopped moving */
        for (size_t k = 0; k < books.v[i].n_sheets; k++)
            books.v[i].sheets[k].book = &books.v[i];
    return books;
}
