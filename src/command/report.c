/*
 * okralign report: the main job. Reads the sheets, finds the links, scores them, writes the
 * workbook and what else was asked for; says the headline figures on standard output and what
 * could not be read on standard error.
 */
#include "report/report.h"
#include "base/output.h"
#include "command/command.h"
#include "command/guard.h"
#include "command/options.h"
#include "command/progress.h"
#include "config/data.h"
#include "pipeline.h"
#include "report/feedback.h"
#include "report/report_json.h"
#include "report/report_xlsx.h"
#include "report/state.h"
#include "report/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct report_options {
    struct request request;
    const char *output, *latest, *json, *log, *fail_on, *data, *feedback;
    bool quiet;
    int verbose;
};

static const struct usage usage = {
    .name = "report",
    .arguments = "[OPTION]... DIR|FILE... -o REPORT.xlsx",
    .summary =
        "Reads all OKR sheets (CSV, XLSX, ODS) of the folders and files given and writes one\n"
        "consolidated report. The sheets are never changed.",
    .examples =
        "  okralign report okrs/ -o report.xlsx\n"
        "  okralign report okrs/ -o report.xlsx --previous last-month.xlsx --json report.json\n"
        "  okralign report okrs/ -o 'reports/okr-%Y-%m.xlsx' --latest reports/latest.xlsx -q\n",
    .more =
        "Exit status: 0 written; 1 written, with findings at or above --fail-on or a path that is\n"
        "not there; 2 bad option or configuration, or an output that is an input; 3 no usable\n"
        "input; 4 output not written; 5 another run is writing the same output.",
};

static int parse(struct report_options *o, int *argc, char **argv)
{
    struct request *r = &o->request;
    const struct option_row rows[] = {
        {"output", 'o', OPTION_TEXT, &o->output, "FILE",
         "the report; %Y %m %d %q stand for its date"},
        {"latest", 0, OPTION_TEXT, &o->latest, "FILE", "a second copy under a name that stays"},
        {"json", 0, OPTION_TEXT, &o->json, "FILE",
         "everything found, for programs; - is standard output"},
        {"previous", 'p', OPTION_TEXT, &r->previous, "FILE", "the last report: decisions, trend"},
        {"decisions", 0, OPTION_TEXT, &r->decisions, "FILE",
         "decisions.csv: read, and rewritten with all decisions"},
        {"feedback", 0, OPTION_TEXT, &o->feedback, "DIR", "a small workbook for each unit"},
        {"config", 'c', OPTION_TEXT, &r->config, "FILE",
         "okralign.ini, if not in the first folder"},
        {"as-of", 0, OPTION_TEXT, &r->as_of, "DATE",
         "date of the report, 2026-04-30; default: today"},
        {"jobs", 'j', OPTION_NUMBER, &r->jobs, "N",
         "threads to read with; default: all processors"},
        {"fail-on", 0, OPTION_TEXT, &o->fail_on, "LEVEL", "exit 1 on findings: warning or error"},
        {"log", 0, OPTION_TEXT, &o->log, "FILE", "every finding, one a line"},
        {"data", 0, OPTION_TEXT, &o->data, "DIR", "own word lists instead of the shipped ones"},
        {"quiet", 'q', OPTION_FLAG, &o->quiet, NULL, "say nothing but errors"},
        {"verbose", 'v', OPTION_COUNT, &o->verbose, NULL,
         "print every finding; -vv: time of each stage"},
        {NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
    };
    return options_parse(&usage, rows, argc, argv);
}

static int check_options(const struct report_options *o, int argc)
{
    if (argc == 0)
        return options_misused(&usage, "no folder or file given");
    if (!o->output && !o->json)
        return options_misused(&usage, "no output given: -o FILE");
    if (o->output && !named_workbook(o->output))
        return options_misused(&usage, "the report's name '%s' must end in .xlsx", o->output);
    if (o->latest && !named_workbook(o->latest))
        return options_misused(&usage, "the report's name '%s' must end in .xlsx", o->latest);
    if (o->quiet && o->verbose)
        return options_misused(&usage, "--quiet and --verbose exclude each other");
    if (o->fail_on && strcmp(o->fail_on, "warning") != 0 && strcmp(o->fail_on, "error") != 0)
        return options_misused(&usage, "--fail-on takes 'warning' or 'error', not '%s'",
                               o->fail_on);
    return OPTIONS_GO_ON;
}

static int failed(enum output_status status, struct text error)
{
    fprintf(stderr, "okralign: " TEXT_FMT "\n", TEXT_ARG(error));
    return status == OUTPUT_LOCKED ? EXIT_LOCKED : EXIT_NO_OUTPUT;
}

/* The run's date as a calendar date, for dated names. */
static bool dated(struct arena *mem, const struct run *run, const char *path, const char **out)
{
    int year = 0, month = 0, day = 0;
    struct text date = date_iso(mem, run->plan->as_of);
    sscanf(text_z(mem, date), "%d-%d-%d", &year, &month, &day);
    return output_dated(mem, path, year, month, day, out);
}

/* Where to write what should go to `path`: beside it, if somebody has it open. */
static const char *not_open(struct arena *mem, const char *path)
{
    struct text user = output_user(mem, path);
    if (!user.ptr)
        return path;
    const char *beside = output_beside(mem, path);
    fprintf(stderr, "okralign: '%s' is open by " TEXT_FMT "; writing '%s' instead\n", path,
            TEXT_ARG(user), beside);
    return beside;
}

/* Where the report goes, dated and beside what is open. */
struct destination {
    const char *output, *latest; /* NULL: none */
};

static int refuse(int status, struct text why)
{
    fprintf(stderr, "okralign: " TEXT_FMT "\n", TEXT_ARG(why));
    return status;
}

/* decisions.csv may lie among the sheets, as long as no OKRs were read from it. */
static const char *decisions_with_items(const struct run *run, const char *path)
{
    for (size_t i = 0; path && i < run->files.n; i++) {
        const struct file *file = &run->files.v[i];
        if (!same_file(file->opened, path))
            continue;
        for (size_t k = 0; k < run->plan->items.n; k++)
            if (text_eq(run->plan->items.v[k].place.file, file->path))
                return path;
        return NULL;
    }
    return path;
}

/* Nothing is written before all names were looked at. */
static int destine(const struct run *run, const struct report_options *o, struct destination *to)
{
    if (o->output && !dated(run->mem, run, o->output, &to->output))
        return options_misused(&usage, "in the name '%s' only %%Y %%m %%d %%q stand for the date",
                               o->output);
    if (o->output)
        to->output = not_open(run->mem, to->output);
    if (o->output && o->latest)
        to->latest = not_open(run->mem, o->latest);
    const char *const outputs[] = {to->output, to->latest, o->json, o->log,
                                   decisions_with_items(run, o->request.decisions)};
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        struct text why = input_overwritten(run, o->request.config, outputs[i]);
        if (why.len)
            return refuse(EXIT_USAGE, why);
    }
    for (size_t i = 0; i < 2; i++) {
        struct text why = foreign_overwritten(run, outputs[i]);
        if (why.len)
            return refuse(EXIT_NO_OUTPUT, why);
    }
    return EXIT_OK;
}

/* Lays the report out and writes it to `path`; what a step does not need is freed before it. */
static bool draw_report(struct run *run, const char *path, struct text *error)
{
    struct arena *mem = arena_new();
    struct workbook *book = report_lay_out(mem, run);
    size_t tabs = book->tabs.n;
    pipeline_stage_done(run, "lay out", arena_size(mem));
    struct drawing *drawing = workbook_draw(book, path);
    pipeline_stage_done(run, "draw", arena_size(mem));
    arena_free(mem);
    bool good = drawing_write(run->mem, drawing, error);
    pipeline_stage_done(run, "write", 0);
    good = good && check_workbook(run->mem, path, tabs, run->config.jobs, error);
    pipeline_stage_done(run, "check", 0);
    return good;
}

static int write_report(struct run *run, const struct destination *to)
{
    struct text error = {0};
    struct output out = {0};
    enum output_status status = output_begin(run->mem, to->output, &out, &error);
    if (status != OUTPUT_OK)
        return failed(status, error);
    bool drawn = draw_report(run, out.temp, &error);
    if (drawn)
        status = output_commit(run->mem, &out, &error);
    output_abandon(&out);
    if (!drawn || status != OUTPUT_OK)
        return failed(drawn ? status : OUTPUT_FAILED, error);
    if (!to->latest)
        return EXIT_OK;
    status = output_copy(run->mem, to->output, to->latest, &error);
    return status == OUTPUT_OK ? EXIT_OK : failed(status, error);
}

static struct text findings_text(const struct run *run)
{
    struct buf lines = {.mem = run->mem};
    for (size_t i = 0; i < run->diag.list.n; i++)
        buf_printf(&lines, TEXT_FMT "\n", TEXT_ARG(finding_line(run->mem, &run->diag.list.v[i])));
    return buf_text(&lines);
}

static int write_others(const struct run *run, const struct report_options *o)
{
    struct text error = {0};
    enum output_status status = OUTPUT_OK;
    struct text_list removed = {0};
    if (o->json)
        status = output_write(run->mem, o->json, report_json(run->mem, run), &error);
    if (status == OUTPUT_OK && o->log)
        status = output_write(run->mem, o->log, findings_text(run), &error);
    if (status == OUTPUT_OK && o->request.decisions)
        status = output_write(run->mem, o->request.decisions,
                              decisions_csv(run->mem, &run->memory.decisions), &error);
    if (status == OUTPUT_OK && o->feedback)
        status = feedback_write(run, o->feedback, &removed, &error);
    for (size_t i = 0; i < removed.n && !o->quiet; i++)
        fprintf(stderr, "removed: " TEXT_FMT " (its unit has no OKRs any more)\n",
                TEXT_ARG(removed.v[i]));
    return status == OUTPUT_OK ? EXIT_OK : failed(status, error);
}

/* Errors always, the rest with -v. */
static void print_findings(const struct run *run, const struct report_options *o)
{
    for (size_t i = 0; i < run->diag.list.n; i++) {
        const struct finding *f = &run->diag.list.v[i];
        if (f->severity == ERROR || o->verbose)
            fprintf(stderr, TEXT_FMT "\n", TEXT_ARG(finding_line(run->mem, f)));
    }
}

/* As the workbook's first sheet counts them: those that have OKRs, the organisation aside. */
static size_t count_units(const struct score *score)
{
    size_t n = 0;
    for (size_t i = 0; i < score->units.n; i++) {
        const struct unit_score *u = &score->units.v[i];
        n += u->state != UNIT_COMPANY && u->objectives + u->key_results > 0;
    }
    return n;
}

static size_t count_to_confirm(const struct run *run)
{
    struct confirm_row_list rows = confirm_rows(run->mem, run);
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++)
        n += rows.v[i].open;
    return n;
}

/* Coverage is what the report is for: without it, what to do comes with the news. */
static void print_no_coverage(const struct run *run)
{
    struct text mend = {0};
    for (size_t i = 0; i < run->diag.list.n && !mend.len; i++)
        if (run->diag.list.v[i].code == FINDING_NO_COMPANY_LEVEL)
            mend = run->diag.list.v[i].mend;
    printf("no company key results found: coverage unknown%s" TEXT_FMT "%s\n", mend.len ? " (" : "",
           TEXT_ARG(mend), mend.len ? ")" : "");
}

static void print_headline(const struct run *run, const char *written)
{
    const struct score *score = run->score;
    size_t links = 0, files = 0;
    for (size_t i = 0; i < run->links.n; i++)
        links +=
            run->links.v[i].status == LINK_CONFIRMED && link_current(run->plan, &run->links.v[i]);
    for (size_t i = 0; i < run->books.n; i++)
        files += run->books.v[i].read;
    size_t units = count_units(score), errors = diag_count(&run->diag, ERROR),
           warnings = diag_count(&run->diag, WARNING) - errors;
    printf("%zu of %zu %s, %zu %s, %zu %s\n", files, run->books.n,
           counted(run->books.n, "file", "files"), units, counted(units, "unit", "units"),
           run->plan->items.n, counted(run->plan->items.n, "item", "items"));
    if (score->key_results.n)
        printf("%u of %zu company key %s covered, %u by suggestions only, %u by nobody; "
               "coverage %.0f %% confirmed, %.0f %% expected\n",
               (unsigned)(score->counts[KR_COVERED] + score->counts[KR_CROWDED]),
               score->key_results.n, counted(score->key_results.n, "result", "results"),
               (unsigned)score->counts[KR_THIN], (unsigned)score->counts[KR_ORPHANED],
               whole_percent(score->confirmed), whole_percent(score->expected));
    else
        print_no_coverage(run);
    printf("%zu %s, %zu more to confirm; findings: %zu %s, %zu %s\n", links,
           counted(links, "link", "links"), count_to_confirm(run), errors,
           counted(errors, "error", "errors"), warnings, counted(warnings, "warning", "warnings"));
    if (written)
        printf("report: %s\n", written);
}

static int run_report(struct run *run, struct report_options *o)
{
    struct text error = {0};
    struct progress progress = progress_begin(o->quiet);
    o->request.until = STAGE_SCORE;
    o->request.progress = progress_step;
    o->request.context = &progress;
    enum pipeline_result result = pipeline_run(run, &o->request, &error);
    progress_end(&progress);
    print_findings(run, o);
    if (result != PIPELINE_OK) {
        fprintf(stderr, "okralign: " TEXT_FMT "\n", TEXT_ARG(error));
        return result == PIPELINE_BAD_CONFIG ? EXIT_USAGE : EXIT_NO_INPUT;
    }
    struct destination to = {0};
    int status = destine(run, o, &to);
    if (status == EXIT_OK && to.output)
        status = write_report(run, &to);
    if (status == EXIT_OK)
        status = write_others(run, o);
    if (o->verbose > 1)
        fprintf(stderr, TEXT_FMT, TEXT_ARG(pipeline_timings(run)));
    if (status != EXIT_OK)
        return status;
    if (!o->quiet && !(o->json && strcmp(o->json, "-") == 0))
        print_headline(run, to.output);
    if (!o->fail_on || run->missing)
        return run->missing ? EXIT_FINDINGS : EXIT_OK;
    enum severity least = strcmp(o->fail_on, "error") == 0 ? ERROR : WARNING;
    return diag_count(&run->diag, least) ? EXIT_FINDINGS : EXIT_OK;
}

int command_report(int argc, char **argv)
{
    struct report_options o = {0};
    struct run run = {.mem = arena_new()};
    struct buf line = {.mem = run.mem};
    for (int i = 0; i < argc; i++)
        buf_printf(&line, "%s%s", i ? " " : "", argv[i]);
    run.options = buf_text(&line);
    int status = parse(&o, &argc, argv);
    if (status == OPTIONS_GO_ON)
        status = check_options(&o, argc);
    if (status == OPTIONS_GO_ON) {
        data_directory(o.data ? o.data : getenv("OKRALIGN_DATA"));
        o.request.paths = (const char *const *)argv;
        o.request.n_paths = (size_t)argc;
        status = run_report(&run, &o);
    }
    arena_free(run.mem);
    return status;
}
