/*
 * okralign template: fill-in sheets for units, from the organisation's own sheet. The key results
 * that are handed down are those of the topmost units found; `--all` makes a sheet for every unit
 * below them that the sheets or okralign.ini name.
 */
#include "report/template.h"
#include "base/fold.h"
#include "base/output.h"
#include "command/command.h"
#include "command/guard.h"
#include "command/options.h"
#include "config/data.h"
#include "pipeline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct template_options {
    const char *from, *unit, *period, *output, *config, *language, *data;
    bool all, csv, force, quiet;
};

static const struct usage usage = {
    .name = "template",
    .arguments = "[OPTION]... -o FILE|DIR",
    .summary = "makes fill-in sheets: the company's key results to choose from, checks, an example",
    .examples = "  okralign template -o okrs.xlsx                       a blank one\n"
                "  okralign template --from company.xlsx --unit Payments -o payments.xlsx\n"
                "  okralign template --from company.xlsx --all -o hand-off/\n"
                "  okralign template --from company.xlsx --unit Payments -o payments.csv\n",
    .more = "A name that ends in .csv makes a plain CSV. A file that is there already is left\n"
            "alone unless --force is given: it may have been filled in.",
};

static int say(int status, struct text message)
{
    fprintf(stderr, "okralign template: " TEXT_FMT "\n", TEXT_ARG(message));
    return status;
}

static int write_one(const struct run *run, const struct template_options *o,
                     const struct template_request *request, const char *path)
{
    struct arena *mem = run->mem;
    struct text why = input_overwritten(run, o->config, path);
    if (why.len)
        return say(EXIT_USAGE, why);
    struct stat st;
    struct text error = {0};
    bool csv = o->csv || text_ends(text_of(path), T(".csv"));
    if (!o->force && stat(path, &st) == 0)
        return say(EXIT_NO_OUTPUT,
                   text_printf(mem, "'%s' is there already; --force writes over it", path));
    enum output_status status = csv ? output_write(mem, path, template_csv(mem, request), &error)
                                    : workbook_write(template_workbook(mem, request), path, &error);
    if (status == OUTPUT_OK) {
        if (!o->quiet)
            printf("%s\n", path);
        return EXIT_OK;
    }
    return say(status == OUTPUT_LOCKED ? EXIT_LOCKED : EXIT_NO_OUTPUT, error);
}

/* "Payments & Billing" -> "payments-billing.xlsx" */
static const char *file_of_unit(struct arena *mem, const char *folder, struct text name, bool csv)
{
    struct text key = text_key(mem, name);
    char *slug = text_z(mem, key.len ? key : T("unit"));
    for (char *c = slug; *c; c++)
        if (*c == ' ')
            *c = '-';
    return text_printf(mem, "%s/%s.%s", folder, slug, csv ? "csv" : "xlsx").ptr;
}

/* Names that only hold other units together, most often folders: nobody there fills in a sheet. */
static bool *only_groups(struct arena *mem, const struct plan *plan)
{
    bool *group = NEW_ARRAY(mem, bool, plan->units.n);
    for (size_t i = 0; i < plan->units.n; i++)
        if (plan->units.v[i].parent != NO_UNIT)
            group[plan->units.v[i].parent] = true;
    for (size_t i = 0; i < plan->items.n; i++)
        group[plan->items.v[i].unit] = false;
    return group;
}

/* Units below the topmost ones: those of the plan, then those that only okralign.ini knows. */
static struct text_list units_below(struct arena *mem, const struct run *run)
{
    struct map seen = {0};
    struct text_list names = {0};
    struct item_number_list items = template_items(mem, run->plan);
    for (size_t i = 0; i < items.n; i++)
        map_put(mem, &seen,
                text_key(mem, run->plan->units.v[run->plan->items.v[items.v[i]].unit].name), 0);
    const bool *group = only_groups(mem, run->plan);
    for (size_t i = 0; i < run->plan->units.n; i++)
        if (group[i])
            map_put(mem, &seen, text_key(mem, run->plan->units.v[i].name), 0);
    for (size_t i = 0; i < run->plan->units.n + run->config.units.n; i++) {
        bool sheet = i < run->plan->units.n;
        const struct unit_config *configured =
            sheet ? NULL : &run->config.units.v[i - run->plan->units.n];
        struct text name = sheet ? run->plan->units.v[i].name : configured->name;
        bool top = sheet ? run->plan->units.v[i].level == 0 : configured->level == 0;
        if (!top && *map_put(mem, &seen, text_key(mem, name), i + 1) == i + 1)
            *list_push(mem, &names) = name;
    }
    return names;
}

static int write_all(struct run *run, const struct template_options *o,
                     struct template_request *request)
{
    struct text_list units = units_below(run->mem, run);
    if (!units.n)
        return say(EXIT_NO_INPUT, T("no units are known but the topmost; name them in "
                                    "okralign.ini, or give --unit"));
    if (mkdir(o->output, 0777) != 0 && errno != EEXIST)
        return say(EXIT_NO_OUTPUT,
                   text_printf(run->mem, "'%s' cannot be made: %s", o->output, strerror(errno)));
    int status = EXIT_OK;
    for (size_t i = 0; i < units.n; i++) {
        request->unit = units.v[i];
        int one = write_one(run, o, request, file_of_unit(run->mem, o->output, units.v[i], o->csv));
        status = status == EXIT_OK ? one : status;
    }
    return status;
}

/* Reads what is handed down. */
static int read_from(struct run *run, const struct template_options *o)
{
    struct text error;
    struct request request = {
        .paths = &o->from, .n_paths = 1, .config = o->config, .until = STAGE_LINKS};
    enum pipeline_result result = pipeline_run(run, &request, &error);
    if (result != PIPELINE_OK)
        return say(result == PIPELINE_BAD_CONFIG ? EXIT_USAGE : EXIT_NO_INPUT, error);
    if (!run->plan->items.n)
        return say(EXIT_NO_INPUT, text_printf(run->mem,
                                              "no OKRs were found in '%s'; see "
                                              "'okralign check'",
                                              o->from));
    return EXIT_OK;
}

static int run_template(struct run *run, const struct template_options *o)
{
    struct template_request request = {.unit = text_of(o->unit)};
    int status = o->from ? read_from(run, o) : EXIT_OK;
    if (status != EXIT_OK)
        return status;
    if (o->from) {
        request.above = run->plan;
        request.period = run->plan->period;
    }
    if (o->period)
        request.period = text_of(o->period);
    request.language = o->language ? text_of(o->language) : run->config.language;
    return o->all ? write_all(run, o, &request) : write_one(run, o, &request, o->output);
}

int command_template(int argc, char **argv)
{
    struct template_options o = {0};
    const struct option_row rows[] = {
        {"output", 'o', OPTION_TEXT, &o.output, "FILE", "the sheet; with --all a folder"},
        {"from", 0, OPTION_TEXT, &o.from, "FILE|DIR", "the company's sheet, or all sheets"},
        {"unit", 'u', OPTION_TEXT, &o.unit, "NAME", "whose sheet it is"},
        {"all", 'a', OPTION_FLAG, &o.all, NULL, "one for each unit"},
        {"period", 0, OPTION_TEXT, &o.period, "PERIOD", "2026-Q3; default: the company's"},
        {"csv", 0, OPTION_FLAG, &o.csv, NULL, "plain CSV"},
        {"language", 0, OPTION_TEXT, &o.language, "en|de", "language of headers and hints"},
        {"config", 'c', OPTION_TEXT, &o.config, "FILE", "okralign.ini, if not beside the sheet"},
        {"force", 'f', OPTION_FLAG, &o.force, NULL, "write over files that are there"},
        {"data", 0, OPTION_TEXT, &o.data, "DIR", "own word lists instead of the shipped ones"},
        {"quiet", 'q', OPTION_FLAG, &o.quiet, NULL, "do not name what was written"},
        {NULL, 0, OPTION_FLAG, NULL, NULL, NULL}};
    int status = options_parse(&usage, rows, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc)
        return options_misused(&usage, "'%s' is too much; give the sheet with --from", argv[0]);
    if (!o.output)
        return options_misused(&usage, "no output given: -o FILE");
    if (o.all && (!o.from || o.unit))
        return options_misused(&usage, "--all needs --from, and no --unit");
    if (o.language && strcmp(o.language, "en") != 0 && strcmp(o.language, "de") != 0)
        return options_misused(&usage, "--language takes 'en' or 'de', not '%s'", o.language);
    data_directory(o.data ? o.data : getenv("OKRALIGN_DATA"));
    struct run run = {.mem = arena_new(), .config = config_default()};
    struct period period;
    if (o.period && !value_period(run.mem, text_of(o.period), DATE_UNKNOWN, &period))
        status = options_misused(&usage, "--period '%s': " NO_PERIOD, o.period);
    else
        status = run_template(&run, &o);
    arena_free(run.mem);
    return status;
}
