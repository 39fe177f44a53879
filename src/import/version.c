/*
 * A name alone proves nothing ("Sales new.xlsx" may be what sells anew): two files are versions of
 * one only if their texts are mostly the same as well. Which one is newer, their names say before
 * the clock does, which tells when a file was copied.
 */
#include "import/version.h"

#include "base/fold.h"
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHORTEST_TEXT = 12,
    MOST_TEXTS = 4096, /* of a file that are compared */
    LEAST_SAME = 2,
    SURE_SECONDS = 60 /* files written closer together were copied together */
};

static const struct {
    const char *word;
    int age;
} ages[] = {
    {"final", 1},      {"finale", 1},    {"definitive", 1},  {"definitief", 1},  {"endfassung", 1},
    {"new", 1},        {"neu", 1},       {"latest", 1},      {"aktuell", 1},     {"updated", 1},
    {"revised", 1},    {"corrected", 1}, {"approved", 1},    {"freigegeben", 1}, {"old", -1},
    {"alt", -1},       {"draft", -1},    {"entwurf", -1},    {"backup", -1},     {"bak", -1},
    {"sicherung", -1}, {"copy", -1},     {"kopie", -1},      {"copie", -1},      {"copia", -1},
    {"obsolete", -1},  {"outdated", -1}, {"superseded", -1}, {"previous", -1},   {"veraltet", -1},
    {"brouillon", -1}, {"borrador", -1},
};

/* --- names ------------------------------------------------------------------------------------- */

/* The value of a word of digits; -1: it is none, or too long. */
static long digits(struct text word)
{
    long number = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return -1;
        number = number * 10 + (word.ptr[i] - '0');
    }
    return word.len && word.len <= 8 ? number : -1;
}

static bool is_year(long number)
{
    return number >= 2000 && number < 2100;
}

static bool within(long number, long last)
{
    return number >= 1 && number <= last;
}

/* "2026 07 01", "01 07 2026", "20260701", "2026 07": the words taken; 0: no date begins here. */
static size_t read_day(const struct text *words, size_t n, long *day)
{
    long first = digits(words[0]), second = n > 1 ? digits(words[1]) : -1;
    long third = n > 2 ? digits(words[2]) : -1;
    bool month_first = is_year(first) && within(second, 12) && words[1].len == 2;
    if (words[0].len == 8 && is_year(first / 10000) && within(first / 100 % 100, 12) &&
        within(first % 100, 31)) {
        *day = first;
        return 1;
    }
    if (month_first && within(third, 31) && words[2].len == 2) {
        *day = first * 10000 + second * 100 + third;
        return 3;
    }
    if (within(first, 31) && within(second, 12) && is_year(third)) {
        *day = third * 10000 + second * 100 + first;
        return 3;
    }
    if (month_first)
        *day = first * 10000 + second * 100;
    return month_first ? 2 : 0;
}

/* "v2", "v 2", "version 2", "rev3"; behind it one more number: "v1.2". */
static size_t read_number(const struct text *words, size_t n, long *number)
{
    static const char *const fronts[] = {"version", "rev", "v"};
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        struct text front = text_of(fronts[i]);
        if (!text_starts(words[0], front))
            continue;
        struct text rest = text_slice(words[0], front.len, words[0].len);
        size_t taken = rest.len ? 1 : 2;
        long major = rest.len ? digits(rest) : n > 1 ? digits(words[1]) : -1;
        if (major < 0 || major >= 1000)
            continue;
        long minor = taken < n && words[taken].len <= 2 ? digits(words[taken]) : -1;
        *number = major * 100 + (minor > 0 ? minor : 0);
        return taken + (minor >= 0);
    }
    return 0;
}

static size_t read_age(struct text word, int *age)
{
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++)
        if (text_eq(word, text_of(ages[i].word))) {
            *age = *age < 0 ? *age : ages[i].age; /* "final draft" is a draft */
            return 1;
        }
    return 0;
}

struct version version_of_name(struct arena *mem, struct text stem)
{
    struct version v = {.number = -1, .day = -1};
    struct text_list words = {0};
    struct buf base = {.mem = mem};
    for (struct text rest = text_key(mem, stem); rest.len;)
        *list_push(mem, &words) = text_cut(&rest, ' ');
    for (size_t i = 0, taken; i < words.n; i += taken) {
        const struct text *at = &words.v[i];
        taken = read_day(at, words.n - i, &v.day);
        taken = taken ? taken : read_number(at, words.n - i, &v.number);
        taken = taken ? taken : read_age(*at, &v.age);
        if (!taken) {
            buf_printf(&base, "%s" TEXT_FMT, base.len ? " " : "", TEXT_ARG(*at));
            taken = 1;
        }
    }
    v.base = buf_text(&base);
    return v;
}

/* --- what they say ------------------------------------------------------------------------------ */

/* The long texts of a book: headers and figures are the same in many. */
static struct map texts_of(struct arena *mem, const struct book *book)
{
    struct map texts = {0};
    for (size_t s = 0; s < book->n_sheets; s++)
        for (size_t i = 0; i < book->sheets[s].n_cells && texts.n < MOST_TEXTS; i++) {
            const struct cell *cell = &book->sheets[s].cells[i];
            struct text t = text_trim(cell->text);
            if (cell->type == CELL_TEXT && t.len >= SHORTEST_TEXT && memchr(t.ptr, ' ', t.len))
                map_put(mem, &texts, text_key(mem, t), 1);
        }
    return texts;
}

/* More than half of what the older one says stands in the newer: little would be lost with it. */
static bool mostly_in(struct arena *mem, const struct book *older, const struct book *newer)
{
    struct map x = texts_of(mem, older), y = texts_of(mem, newer);
    size_t same = 0;
    for (size_t i = 0; i < x.n; i++)
        same += map_get(&y, x.entries[i].key) != MAP_NONE;
    return same >= LEAST_SAME && same * 2 > x.n;
}

/* --- choosing ----------------------------------------------------------------------------------- */

struct candidate {
    struct version version;
    struct text family; /* folder and base */
    struct file *file;
    const struct book *book;
    bool left_out;
};

static int sign(long a, long b)
{
    return (a > b) - (a < b);
}

/* Above 0: `a` is newer. */
static int newer(const struct candidate *a, const struct candidate *b)
{
    const struct version *x = &a->version, *y = &b->version;
    if (x->number >= 0 && y->number >= 0 && x->number != y->number)
        return sign(x->number, y->number);
    if (x->day >= 0 && y->day >= 0 && x->day != y->day)
        return sign(x->day, y->day);
    if (x->age != y->age)
        return sign(x->age, y->age);
    int64_t seconds = (a->file->mtime_ns - b->file->mtime_ns) / 1000000000;
    if (seconds > SURE_SECONDS || seconds < -SURE_SECONDS)
        return seconds > 0 ? 1 : -1;
    bool marked = x->number >= 0 || x->day >= 0, other = y->number >= 0 || y->day >= 0;
    return marked != other ? marked - other : -text_cmp(a->file->path, b->file->path);
}

/* "OKR.csv" beside "OKR.xlsx": one of its tabs, perhaps; no version of it. */
static bool same_marks(const struct version *a, const struct version *b)
{
    return a->number == b->number && a->day == b->day && a->age == b->age;
}

static int newest_first(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int family = text_cmp(x->family, y->family);
    return family ? family : -newer(x, y);
}

static struct candidate candidate_of(struct arena *mem, const struct book *book,
                                     struct file_list *files)
{
    struct candidate c = {.book = book};
    for (size_t i = 0; i < files->n; i++)
        if (text_eq(files->v[i].path, book->path))
            c.file = &files->v[i];
    size_t name = book->path.len, end = name;
    while (name > 0 && book->path.ptr[name - 1] != '/')
        name--;
    for (size_t i = name; i < book->path.len; i++)
        end = book->path.ptr[i] == '.' ? i : end;
    c.version = version_of_name(mem, text_slice(book->path, name, end));
    c.family = text_printf(mem, TEXT_FMT ":" TEXT_FMT, TEXT_ARG(text_slice(book->path, 0, name)),
                           TEXT_ARG(c.version.base));
    return c;
}

static void leave_out(struct arena *mem, struct candidate *older, const struct candidate *best,
                      struct diag *diag)
{
    older->left_out = true;
    older->file->skipped = older->file->copy = true;
    older->file->reason = text_printf(mem, tr("a newer copy of it was read: '" TEXT_FMT "'"),
                                      TEXT_ARG(best->file->path));
    diag_add(diag, FINDING_CONFLICT_COPY, place_of_file(older->file->path),
             T("take the older one out of the folder; if both count, give them names of their own"),
             "two versions of one file say mostly the same: '" TEXT_FMT
             "' is newer and was read, this one was not",
             TEXT_ARG(best->file->path));
}

/* Takes what was left out from the list; sheets point to their book where it stands then. */
static void take_out(struct book_list *books, const struct candidate *all, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < books->n; i++) {
        bool out = false;
        for (size_t k = 0; k < n && !out; k++)
            out = all[k].left_out && text_eq(all[k].file->path, books->v[i].path);
        if (out)
            continue;
        books->v[kept] = books->v[i];
        for (size_t s = 0; s < books->v[kept].n_sheets; s++)
            books->v[kept].sheets[s].book = &books->v[kept];
        kept++;
    }
    books->n = kept;
}

void leave_out_versions(struct arena *mem, struct book_list *books, struct file_list *files,
                        struct diag *diag)
{
    struct arena *scratch = arena_new();
    struct candidate *all = NEW_ARRAY(scratch, struct candidate, books->n + 1);
    size_t n = 0, left_out = 0;
    for (size_t i = 0; i < books->n; i++) {
        struct candidate c = candidate_of(scratch, &books->v[i], files);
        if (books->v[i].read && c.file && c.version.base.len)
            all[n++] = c;
    }
    qsort(all, n, sizeof *all, newest_first);
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k-- > 0 && text_eq(all[k].family, all[i].family);) {
            if (all[k].left_out || same_marks(&all[k].version, &all[i].version) ||
                !mostly_in(scratch, all[i].book, all[k].book))
                continue;
            leave_out(mem, &all[i], &all[k], diag);
            left_out++;
            break;
        }
    if (left_out)
        take_out(books, all, n);
    arena_free(scratch);
}
