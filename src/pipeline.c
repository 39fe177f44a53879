/*
 * The stages of a run, in the order of the source's folders: files are found, read into grids,
 * laid out as records, made a plan; references are found and resolved, links inferred; all of it
 * is scored. Every stage adds its findings to the same list.
 */
#include "pipeline.h"

#include "config/data.h"
#include "import/read.h"
#include "import/version.h"
#include "score/trend.h"
#include "value/unit_name.h"

#include "base/pool.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* okralign.ini in the first folder given; for a file, in its folder or one of those above it, so
   that a sheet is understood by itself as it is in the folder's report. Absent: there is none. */
static struct text find_config(struct arena *mem, const struct request *request)
{
    enum { FOLDERS_UP = 4 };
    struct stat st;
    if (!request->n_paths || stat(request->paths[0], &st) != 0)
        return (struct text){0};
    struct text first = text_of(request->paths[0]), path = {0};
    if (S_ISDIR(st.st_mode)) {
        path = text_printf(mem, "%s/okralign.ini", first.ptr);
        return stat(path.ptr, &st) == 0 ? path : (struct text){0};
    }
    size_t slash = first.len;
    while (slash > 0 && first.ptr[slash - 1] != '/')
        slash--;
    struct buf up = {.mem = mem};
    buf_add(&up, text_slice(first, 0, slash));
    for (int i = 0; i < FOLDERS_UP; i++) {
        path = text_printf(mem, TEXT_FMT "okralign.ini", TEXT_ARG(buf_text(&up)));
        if (stat(path.ptr, &st) == 0)
            return path;
        buf_add_z(&up, "../");
    }
    return (struct text){0};
}

static bool load_config(struct run *run, const struct request *request, struct text *error)
{
    struct arena *mem = run->mem;
    struct text path = request->config ? text_of(request->config) : find_config(mem, request);
    if (!path.len)
        return true;
    struct text content;
    if (!file_bytes(mem, path.ptr, &content)) {
        *error =
            text_printf(mem, "cannot read '" TEXT_FMT "': %s", TEXT_ARG(path), strerror(errno));
        return false;
    }
    if (!config_read(mem, path, content, &run->config, error))
        return false;
    struct period period;
    struct text named = run->config.period;
    if (!named.len || value_period(mem, named, DATE_UNKNOWN, &period))
        return true;
    *error = text_printf(mem, TEXT_FMT ": period = " TEXT_FMT ": " NO_PERIOD, TEXT_ARG(path),
                         TEXT_ARG(named));
    return false;
}

/* What is found is said in the report's language. */
static bool load_messages(struct run *run, struct text *error)
{
    struct text name =
        text_printf(run->mem, "messages." TEXT_FMT ".txt", TEXT_ARG(run->config.language));
    return messages_use(run->mem, name, data_file(run->mem, name.ptr), error);
}

/* The date of the run: the command line's, the configuration's, SOURCE_DATE_EPOCH's, today. */
static struct text date_of_run(struct run *run, const struct request *request)
{
    if (request->as_of)
        return text_of(request->as_of);
    if (run->config.as_of.len)
        return run->config.as_of;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    return text_printf(run->mem, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

static double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void pipeline_stage_done(struct run *run, const char *stage, size_t bytes)
{
    struct run_time *t = list_push(run->mem, &run->times);
    double now = clock_seconds();
    *t = (struct run_time){stage, now - run->clock, arena_size(run->mem) + bytes};
    run->clock = now;
}

static void stage_done(struct run *run, const char *stage)
{
    pipeline_stage_done(run, stage, 0);
}

struct text pipeline_timings(const struct run *run)
{
    struct buf b = {.mem = run->mem};
    double all = 0;
    for (size_t i = 0; i < run->times.n; i++) {
        const struct run_time *t = &run->times.v[i];
        buf_printf(&b, "%-12s %9.3f s  %8.1f MiB\n", t->stage, t->seconds,
                   (double)t->bytes / (1 << 20));
        all += t->seconds;
    }
    buf_printf(&b, "%-12s %9.3f s\n", "all", all);
    return buf_text(&b);
}

/* Reports of this program among the input are no sheets of a team; the newest one is the previous
   report unless another one is named. */
static void set_own_aside(struct run *run)
{
    size_t kept = 0;
    for (size_t i = 0; i < run->books.n; i++) {
        struct book *book = &run->books.v[i];
        bool report = history_is_report(book);
        if (!report && !decisions_are_feedback(book)) {
            run->books.v[kept] = *book;
            for (size_t s = 0; s < book->n_sheets; s++)
                book->sheets[s].book = &run->books.v[kept];
            kept++;
            continue;
        }
        *list_push(run->mem, &run->own) = *book;
        for (size_t k = 0; k < run->files.n; k++)
            if (text_eq(run->files.v[k].path, book->path))
                run->files.v[k].reason =
                    report ? TR("a report of this program") : TR("feedback of this program");
    }
    run->books.n = kept;
    for (size_t i = 0; i < run->own.n; i++)
        for (size_t s = 0; s < run->own.v[i].n_sheets; s++)
            run->own.v[i].sheets[s].book = &run->own.v[i];
}

static bool says_nothing(const struct unit_config *u)
{
    return u->level == LEVEL_UNKNOWN && !u->parent.len && !u->function.len && !u->aliases.n &&
           !u->was.n && !u->files.n;
}

/* "OKR template" of "forms/OKR template.xlsx". */
static struct text file_stem(struct text path)
{
    size_t from = path.len, to = path.len;
    while (from > 0 && path.ptr[from - 1] != '/')
        from--;
    while (to > from && path.ptr[to - 1] != '.')
        to--;
    return text_slice(path, from, to > from ? to - 1 : path.len);
}

/* An empty section that `init` made for a file is no unit any more once that file is left out. */
static void forget_skipped_units(struct run *run)
{
    struct unit_config_list *units = &run->config.units;
    struct map skipped = {0};
    for (size_t i = 0; i < run->files.n; i++) {
        const struct file *f = &run->files.v[i];
        if (!f->skipped || f->copy)
            continue;
        struct text stem = file_stem(f->path);
        map_put(run->mem, &skipped, unit_key(run->mem, stem), i);
        map_put(run->mem, &skipped, unit_key(run->mem, unit_name_of_file(run->mem, stem).name), i);
    }
    size_t kept = 0;
    for (size_t i = 0; i < units->n; i++)
        if (!says_nothing(&units->v[i]) ||
            map_get(&skipped, unit_key(run->mem, units->v[i].name)) == MAP_NONE)
            units->v[kept++] = units->v[i];
    units->n = kept;
}

static enum pipeline_result read_stage(struct run *run, const struct request *request,
                                       struct text *error)
{
    if (!discover(run->mem, &run->config, request->paths, request->n_paths, &run->files, &run->diag,
                  error))
        return PIPELINE_NO_INPUT;
    forget_skipped_units(run);
    run->missing = discover_missing(request->paths, request->n_paths);
    run->books = read_files(run->mem, &run->config, &run->files, &run->diag, request->progress,
                            request->context);
    set_own_aside(run);
    leave_out_versions(run->mem, &run->books, &run->files, &run->diag);
    stage_done(run, "read");
    size_t read = 0;
    for (size_t i = 0; i < run->books.n; i++)
        read += run->books.v[i].read;
    if (read)
        return PIPELINE_OK;
    *error = T("no readable sheet (CSV, XLSX or ODS) among the input");
    return PIPELINE_NO_INPUT;
}

static bool plan_stage(struct run *run, struct text *error)
{
    run->vocabulary = vocabulary_load(run->mem, &run->config, error);
    if (!run->vocabulary)
        return false;
    run->layout = layout_books(run->mem, &run->config, run->vocabulary, &run->books, &run->diag);
    stage_done(run, "layout");
    run->plan = plan_build(run->mem, &run->config, &run->books, &run->layout, &run->diag);
    stage_done(run, "plan");
    return true;
}

static bool explicit_stage(struct run *run, struct text *error)
{
    struct arena *mem = run->mem;
    struct reference_forms *forms = reference_forms_load(mem, &run->config, error);
    if (!forms)
        return false;
    run->references = reference_find(mem, forms, run->plan, &run->diag);
    stage_done(run, "references");
    match_explicit(mem, forms, run->plan, &run->references, &run->links, &run->diag);
    if (run->previous)
        history_explain_broken(mem, run->plan, run->previous, &run->references, &run->diag);
    reference_forms_free(forms);
    match_graph(run->plan, &run->references, &run->links, &run->diag);
    stage_done(run, "explicit");
    return true;
}

static bool implicit_stage(struct run *run, struct text *error)
{
    struct arena *mem = run->mem;
    run->matcher = matcher_load(mem, &run->config, error);
    if (!run->matcher)
        return false;
    run->prospect =
        match_prepare(mem, &run->config, run->matcher, run->plan, &run->memory, &run->links);
    run->implicit = match_implicit(mem, run->prospect, &run->links);
    stage_done(run, "implicit");
    return true;
}

/* A file that the command line names must be what it is named for: with a misspelt one the report
   would be written without all decisions. NULL: `*error` says why. */
static const struct book *named_book(struct run *run, const char *path, struct text *error)
{
    struct file file = {.path = text_of(path), .opened = path};
    struct book *book = read_file(run->mem, &run->config, &file);
    if (book->read)
        return book;
    *error = text_printf(run->mem, "cannot read '%s': " TEXT_FMT, path, TEXT_ARG(book->not_read));
    return NULL;
}

static const struct book *newest_report(const struct run *run)
{
    const struct book *newest = NULL;
    for (size_t i = 0; i < run->own.n; i++)
        if (history_is_report(&run->own.v[i]) &&
            (!newest || text_cmp(run->own.v[i].modified, newest->modified) > 0))
            newest = &run->own.v[i];
    return newest;
}

static bool read_previous(struct run *run, const struct request *request, struct text *error)
{
    struct arena *mem = run->mem;
    const struct book *book =
        request->previous ? named_book(run, request->previous, error) : newest_report(run);
    if (!book)
        return !request->previous;
    if (request->previous && !history_is_report(book)) {
        *error = text_printf(mem, "'%s' is no report of okralign", request->previous);
        return false;
    }
    struct history *previous = NEW(mem, struct history);
    if (history_read(mem, &run->config, book, previous, &run->diag)) {
        run->previous = previous;
        run->memory.links = history_links(mem, previous);
        run->memory.decisions = decisions_of_report(mem, book, run->config.as_of, &run->diag);
    }
    return true;
}

/* What teams decided in feedback that came back, and lies among what was read. All of it is read
   before any is merged: one team's answer is no later decision to another's. */
static void read_feedback(struct run *run)
{
    struct arena *mem = run->mem;
    struct decision_list *all = &run->memory.decisions;
    struct decision_list *theirs = NEW_ARRAY(mem, struct decision_list, run->own.n);
    for (size_t i = 0; i < run->own.n; i++) {
        const struct book *book = &run->own.v[i];
        struct text made = decisions_made(book);
        enum feedback_age age = !run->previous                             ? FEEDBACK_AS_NEW
                                : !made.len                                ? FEEDBACK_UNDATED
                                : text_cmp(made, run->previous->as_of) < 0 ? FEEDBACK_OLDER
                                                                           : FEEDBACK_AS_NEW;
        if (!history_is_report(book))
            theirs[i] = decisions_of_feedback(mem, book, all, age, run->config.as_of, &run->diag);
    }
    for (size_t i = 0; i < run->own.n; i++)
        decisions_merge(mem, all, &theirs[i], &run->diag);
}

/* decisions.csv, which the first run makes; one that is there is never lost. */
static bool read_decisions(struct run *run, const struct request *request, struct text *error)
{
    struct stat st;
    if (!request->decisions || (stat(request->decisions, &st) == 0 && st.st_size == 0) ||
        discover_missing(&request->decisions, 1))
        return true;
    const struct book *book = named_book(run, request->decisions, error);
    if (!book)
        return false;
    size_t before = run->diag.list.n;
    struct decision_list ledger = decisions_of_csv(run->mem, book, run->config.as_of, &run->diag);
    if (!ledger.v && run->diag.list.n > before) {
        *error = text_printf(run->mem, "'%s' is no list of decisions: " TEXT_FMT,
                             request->decisions, TEXT_ARG(run->diag.list.v[before].mend));
        return false;
    }
    decisions_merge(run->mem, &run->memory.decisions, &ledger, &run->diag);
    return true;
}

/* What earlier months know: history, links, decisions, tied to this month's items. */
static bool memory_stage(struct run *run, const struct request *request, struct text *error)
{
    if (!read_previous(run, request, error))
        return false;
    read_feedback(run);
    if (!read_decisions(run, request, error))
        return false;
    decisions_settle(run->mem, &run->config, run->plan, &run->memory.decisions, &run->diag);
    stage_done(run, "memory");
    return true;
}

static void history_stage(struct run *run)
{
    struct history *now = NEW(run->mem, struct history);
    *now = history_next(run->mem, run->plan, &run->links, run->score, &run->diag, run->previous);
    if (!text_eq(run->config.language, T("en")))
        now->language = run->config.language;
    run->history = now;
    if (run->previous)
        run->trend = trend_build(run->mem, run->plan, run->score, &run->books, run->previous, now);
    if (run->trend)
        trend_find_moved_targets(run->mem, run->plan, run->trend, run->score, &run->diag);
    stage_done(run, "history");
}

static enum pipeline_result stages(struct run *run, const struct request *request,
                                   struct text *error)
{
    enum pipeline_result result = read_stage(run, request, error);
    if (result != PIPELINE_OK || request->until == STAGE_READ)
        return result;
    if (!plan_stage(run, error))
        return PIPELINE_BAD_CONFIG;
    if (request->until == STAGE_PLAN)
        return PIPELINE_OK;
    if (!memory_stage(run, request, error) || !explicit_stage(run, error))
        return PIPELINE_BAD_CONFIG;
    if (request->until == STAGE_EXPLICIT)
        return PIPELINE_OK;
    if (!implicit_stage(run, error))
        return PIPELINE_BAD_CONFIG;
    if (request->until == STAGE_LINKS)
        return PIPELINE_OK;
    run->score =
        score_plan(run->mem, &run->config, run->plan, &run->references, &run->links, &run->diag);
    stage_done(run, "score");
    history_stage(run);
    return PIPELINE_OK;
}

enum pipeline_result pipeline_run(struct run *run, const struct request *request,
                                  struct text *error)
{
    run->clock = clock_seconds();
    run->diag.mem = run->mem;
    run->config = config_default();
    if (!load_config(run, request, error) || !load_messages(run, error))
        return PIPELINE_BAD_CONFIG;
    run->config.as_of = date_of_run(run, request);
    double days;
    if (!value_date(run->config.as_of, DATE_UNKNOWN, &days)) {
        *error = text_printf(run->mem, "'" TEXT_FMT "' is no date: write it as 2026-06-30",
                             TEXT_ARG(run->config.as_of));
        return PIPELINE_BAD_CONFIG;
    }
    run->config.as_of = date_iso(run->mem, days);
    run->config.jobs = request->jobs ? request->jobs : pool_default_jobs();
    return stages(run, request, error);
}
