/*
 * okralign init: looks at a folder and writes a first okralign.ini for it. What it found out with
 * certainty is written as a setting, what it assumed as a comment to look at; below it stands every
 * key that there is.
 */
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

struct init_options {
    const char *output, *data;
    bool force;
};

static const struct usage usage = {
    .name = "init",
    .arguments = "[OPTION]... DIR",
    .summary = "looks at a folder of sheets and writes a first okralign.ini into it",
    .examples = "  okralign init okrs/\n"
                "  okralign init okrs/ -o -          only show it\n",
    .more = "What is certain is written as a setting; what was assumed stands behind a ';' with\n"
            "the reason. A file that is there already is left alone unless --force is given.",
};

/* A value that the file's rules would take apart stands in quotes in a list. */
static void put_name(struct buf *b, struct text name)
{
    const char *quote = text_contains(name, T(",")) ? "\"" : "";
    buf_printf(b, "%s" TEXT_FMT "%s", quote, TEXT_ARG(name), quote);
}

/* A line of the shipped file's [report] that gives an example, with what was found instead. */
static bool put_found(struct buf *b, const struct plan *plan, struct text line)
{
    if (plan->organisation.len && text_starts(line, T(";organisation = ")))
        buf_printf(b, "organisation = " TEXT_FMT "\n", TEXT_ARG(plan->organisation));
    else if (plan->period.len && text_starts(line, T(";period = ")))
        buf_printf(b,
                   "; Most items are of " TEXT_FMT "; write it down to be asked about others.\n"
                   ";period = " TEXT_FMT "\n",
                   TEXT_ARG(plan->period), TEXT_ARG(plan->period));
    else
        return false;
    return true;
}

static void put_input(struct buf *b, const struct run *run)
{
    for (size_t i = 0; i < run->books.n; i++) {
        const struct book *book = &run->books.v[i];
        if (!book->read)
            buf_printf(b, "; could not be read: " TEXT_FMT " (" TEXT_FMT ")\n",
                       TEXT_ARG(book->path), TEXT_ARG(book->not_read));
    }
    for (size_t i = 0; i < run->files.n; i++)
        if (run->files.v[i].skipped && run->files.v[i].reason.len)
            buf_printf(b, "; left out: " TEXT_FMT " (" TEXT_FMT ")\n",
                       TEXT_ARG(run->files.v[i].path), TEXT_ARG(run->files.v[i].reason));
}

/* The files in which items of the unit stand. */
static struct text_list files_of_unit(struct arena *mem, const struct plan *plan, uint32_t unit)
{
    struct map seen = {0};
    struct text_list files = {0};
    for (size_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        if (item->unit == unit && *map_put(mem, &seen, item->place.file, i) == i)
            *list_push(mem, &files) = item->place.file;
    }
    return files;
}

static void put_list(struct buf *b, const char *key, const struct text_list *list)
{
    if (!list->n)
        return;
    buf_printf(b, "%s = ", key);
    for (size_t i = 0; i < list->n; i++) {
        buf_add_z(b, i == 0 ? "" : list->n > 4 ? ",\n\t" : ", ");
        put_name(b, list->v[i]);
    }
    buf_add_char(b, '\n');
}

static void put_unit(struct buf *b, const struct plan *plan, uint32_t number)
{
    const struct unit *unit = &plan->units.v[number];
    struct text_list files = files_of_unit(b->mem, plan, number);
    const char *sure = unit->assumed ? ";" : "";
    buf_printf(b, "\n%s[unit " TEXT_FMT "]\n", unit->aliases.n ? "" : sure, TEXT_ARG(unit->name));
    if (unit->reason.len)
        buf_printf(b, "; %s: " TEXT_FMT "\n",
                   unit->assumed ? "assumed, please look at it" : "found", TEXT_ARG(unit->reason));
    put_list(b, "aliases", &unit->aliases);
    if (unit->level >= 0)
        buf_printf(b, "%slevel = %d\n", sure, unit->level);
    if (unit->parent != NO_UNIT)
        buf_printf(b, "%sparent = " TEXT_FMT "\n", sure,
                   TEXT_ARG(plan->units.v[unit->parent].name));
    if (unit->function.len)
        buf_printf(b, ";function = " TEXT_FMT "\n", TEXT_ARG(unit->function));
    put_list(b, ";files", &files);
}

/* The shipped file, with what was found in the places that it leaves for it. */
static struct text lay_out(struct arena *mem, const struct run *run)
{
    struct buf b = {.mem = mem};
    struct text rest = data_file(mem, "okralign.ini");
    while (rest.len) {
        struct text line = text_cut(&rest, '\n');
        if (text_eq(line, T("; {input}"))) {
            put_input(&b, run);
        } else if (text_eq(line, T("; {units}"))) {
            for (uint32_t i = 0; i < run->plan->units.n; i++)
                put_unit(&b, run->plan, i);
            buf_add_char(&b, '\n');
        } else if (!put_found(&b, run->plan, line)) {
            buf_printf(&b, TEXT_FMT "\n", TEXT_ARG(line));
        }
    }
    return buf_text(&b);
}

/* What is written must be read without complaint: a unit's name may hold what the file cannot. */
static struct text checked(struct run *run, struct text content)
{
    struct config config = config_default();
    struct text error;
    if (!config_read(run->mem, T("okralign.ini"), content, &config, &error))
        fprintf(stderr, "okralign init: please mend by hand: " TEXT_FMT "\n", TEXT_ARG(error));
    return content;
}

static int write_init(struct run *run, const char *folder, const struct init_options *o)
{
    const char *path = o->output ? o->output : text_printf(run->mem, "%s/okralign.ini", folder).ptr;
    bool shown = strcmp(path, "-") == 0;
    struct stat st;
    struct text error = input_overwritten(run, NULL, path);
    if (error.len) {
        fprintf(stderr, "okralign init: " TEXT_FMT "\n", TEXT_ARG(error));
        return EXIT_USAGE;
    }
    if (!shown && !o->force && stat(path, &st) == 0) {
        fprintf(stderr, "okralign init: '%s' is there already; --force writes over it\n", path);
        return EXIT_NO_OUTPUT;
    }
    enum output_status status =
        output_write(run->mem, path, checked(run, lay_out(run->mem, run)), &error);
    if (status != OUTPUT_OK) {
        fprintf(stderr, "okralign init: " TEXT_FMT "\n", TEXT_ARG(error));
        return status == OUTPUT_LOCKED ? EXIT_LOCKED : EXIT_NO_OUTPUT;
    }
    if (!shown)
        printf("%s: %zu units in %zu files; please look through it\n", path, run->plan->units.n,
               run->books.n);
    return EXIT_OK;
}

int command_init(int argc, char **argv)
{
    struct init_options o = {0};
    const struct option_row rows[] = {
        {"output", 'o', OPTION_TEXT, &o.output, "FILE", "instead of DIR/okralign.ini; - shows it"},
        {"force", 'f', OPTION_FLAG, &o.force, NULL, "write over a file that is there"},
        {"data", 0, OPTION_TEXT, &o.data, "DIR", "own word lists instead of the shipped ones"},
        {NULL, 0, OPTION_FLAG, NULL, NULL, NULL}};
    int status = options_parse(&usage, rows, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc != 1)
        return options_misused(&usage, "give one folder");
    data_directory(o.data ? o.data : getenv("OKRALIGN_DATA"));
    struct run run = {.mem = arena_new()};
    struct request request = {
        .paths = (const char *const *)argv, .n_paths = 1, .until = STAGE_LINKS};
    struct text error;
    enum pipeline_result result = pipeline_run(&run, &request, &error);
    if (result == PIPELINE_OK)
        status = write_init(&run, argv[0], &o);
    else
        fprintf(stderr, "okralign init: " TEXT_FMT "\n", TEXT_ARG(error));
    arena_free(run.mem);
    return result == PIPELINE_OK           ? status
           : result == PIPELINE_BAD_CONFIG ? EXIT_USAGE
                                           : EXIT_NO_INPUT;
}
