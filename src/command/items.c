/* `okralign items`: the objectives and key results as they were read, each field with its cell. */
#include "base/pool.h"
#include "command/command.h"
#include "command/options.h"
#include "config/data.h"
#include "import/read.h"
#include "import/version.h"
#include "model/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct view {
    bool explain, quiet, totals, plan;
    const char *config;
};

static const struct usage usage = {
    .name = "items",
    .arguments = "[OPTION]... FILE|DIR...",
    .summary = "prints the objectives and key results that were found, each field with its cell",
    .examples = "  okralign items growth.xlsx\n"
                "  okralign items --explain growth.xlsx\n"
                "  okralign items --plan okrs/\n"
                "  okralign items --totals okrs/\n",
    .more = "Key results stand indented below their objective. Findings go to standard error.\n",
};

static void put_text(struct text t)
{
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == '\n')
            fputs("\\n", stdout);
        else if (t.ptr[i] != '\r')
            putchar(t.ptr[i]);
    }
}

static void put_record(struct arena *mem, const struct record *r, int indent)
{
    const struct field *own = &r->fields.v[0];
    printf("%*s%s " TEXT_FMT ": ", indent, "", r->kind == OBJECTIVE ? "objective" : "key result",
           TEXT_ARG(place_cell(mem, r->place)));
    put_text(own->text);
    if (r->hidden)
        fputs(" (hidden)", stdout);
    putchar('\n');
    if (r->unit.len) {
        printf("%*sof: ", indent + 4, "");
        put_text(r->unit);
        putchar('\n');
    }
    if (r->level != LEVEL_UNKNOWN)
        printf("%*sat level: %d\n", indent + 4, "", r->level);
    for (size_t i = 1; i < r->fields.n; i++) {
        const struct field *f = &r->fields.v[i];
        printf("%*s%s " TEXT_FMT ": ", indent + 4, "", role_text(f->role),
               TEXT_ARG(place_cell(mem, f->place)));
        put_text(f->text);
        putchar('\n');
    }
}

static void put_supports(struct arena *mem, const struct layout *layout, const struct record *r,
                         int indent)
{
    if (r->supports == RECORD_NONE)
        return;
    printf("%*ssupports: " TEXT_FMT "\n", indent + 4, "",
           TEXT_ARG(place_cell(mem, layout->records.v[r->supports].place)));
}

/* The records of one sheet: objectives with their key results, then key results without. */
static void put_items(struct arena *mem, const struct layout *layout, const struct sheet *sheet)
{
    const struct record_list *records = &layout->records;
    size_t *next = NEW_ARRAY(mem, size_t, records->n + 1); /* key results of one objective */
    size_t *first = NEW_ARRAY(mem, size_t, records->n + 1);
    for (size_t i = records->n; i-- > 0;) {
        size_t objective = records->v[i].objective;
        if (objective == RECORD_NONE)
            continue;
        next[i] = first[objective];
        first[objective] = i + 1;
    }
    for (size_t i = 0; i < records->n; i++) {
        const struct record *r = &records->v[i];
        if (r->sheet != sheet || r->objective != RECORD_NONE)
            continue;
        put_record(mem, r, 0);
        put_supports(mem, layout, r, 0);
        for (size_t k = first[i]; k; k = next[k - 1]) {
            put_record(mem, &records->v[k - 1], 2);
            put_supports(mem, layout, &records->v[k - 1], 2);
        }
    }
}

static void put_ticks(struct arena *mem, const struct layout *layout, const struct sheet *sheet)
{
    for (size_t i = 0; i < layout->ticks.n; i++) {
        const struct tick *t = &layout->ticks.v[i];
        if (!text_eq(t->place.file, sheet->book->path) || !text_eq(t->place.sheet, sheet->name))
            continue;
        printf("tick " TEXT_FMT ": ", TEXT_ARG(place_cell(mem, t->place)));
        put_text(t->unit);
        fputs(" supports ", stdout);
        put_text(t->item);
        putchar('\n');
    }
}

static void put_counts(const struct sheet_layout *s)
{
    size_t counts[ROW_FATE_COUNT] = {0};
    const char *separator = "# rows:";
    for (size_t i = 0; i < s->sheet->n_rows; i++)
        counts[s->fates[i]] += s->sheet->rows[i].n > 0;
    for (unsigned fate = 0; fate < ROW_FATE_COUNT; fate++) {
        if (counts[fate] == 0)
            continue;
        printf("%s %zu %s", separator, counts[fate], row_fate_text(fate));
        separator = ",";
    }
    if (separator[0] == ',')
        putchar('\n');
}

static void put_sheet(struct arena *mem, const struct view *view, const struct layout *layout,
                      const struct sheet_layout *s)
{
    if (view->explain) {
        struct buf out = {.mem = mem};
        layout_explain(&out, s);
        fwrite(out.ptr, 1, out.len, stdout);
        return;
    }
    struct place place = sheet_place(s->sheet, PLACE_NONE, PLACE_NONE);
    printf("# " TEXT_FMT ": " TEXT_FMT "\n", TEXT_ARG(place_text(mem, place)), TEXT_ARG(s->kind));
    if (s->unit.len)
        printf("# unit: " TEXT_FMT "\n", TEXT_ARG(s->unit));
    if (s->period.len)
        printf("# period: " TEXT_FMT "\n", TEXT_ARG(s->period));
    if (!view->totals) {
        put_items(mem, layout, s->sheet);
        put_ticks(mem, layout, s->sheet);
    }
    put_counts(s);
}

static bool load_config(struct arena *mem, const char *path, struct config *config)
{
    struct text error = {0}, content = {0};
    if (!path)
        return true;
    if (!file_bytes(mem, path, &content))
        error = text_printf(mem, "cannot read '%s'", path);
    else if (config_read(mem, text_of(path), content, config, &error))
        return true;
    fprintf(stderr, "okralign items: " TEXT_FMT "\n", TEXT_ARG(error));
    return false;
}

/* Units and items as the later stages see them. */
static void put_plan(struct arena *mem, struct config *config, const struct book_list *books,
                     const struct layout *layout, struct diag *diag)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    if (!config->as_of.len)
        config->as_of = date_iso(mem, (double)(now / 86400) + date_days(1970, 1, 1));
    struct buf out = {.mem = mem};
    plan_print(&out, plan_build(mem, config, books, layout, diag));
    if (out.len)
        fwrite(out.ptr, 1, out.len, stdout);
}

static int show(struct arena *mem, const struct view *view, struct config *config, int argc,
                char **argv)
{
    struct diag diag = {.mem = mem};
    struct file_list files = {0};
    struct text error = {0};
    if (!load_config(mem, view->config, config))
        return EXIT_USAGE;
    const struct vocabulary *words = vocabulary_load(mem, config, &error);
    if (!words) {
        fprintf(stderr, "okralign items: " TEXT_FMT "\n", TEXT_ARG(error));
        return EXIT_USAGE;
    }
    if (!discover(mem, config, (const char *const *)argv, (size_t)argc, &files, &diag, &error)) {
        fprintf(stderr, "okralign items: " TEXT_FMT "\n", TEXT_ARG(error));
        return EXIT_NO_INPUT;
    }
    struct book_list books = read_files(mem, config, &files, &diag, NULL, NULL);
    if (view->plan)
        leave_out_versions(mem, &books, &files, &diag); /* else every sheet is told of */
    struct layout layout = layout_books(mem, config, words, &books, &diag);
    for (size_t i = 0; i < layout.sheets.n && !view->plan; i++)
        put_sheet(mem, view, &layout, &layout.sheets.v[i]);
    if (view->plan)
        put_plan(mem, config, &books, &layout, &diag);
    fflush(stdout);
    for (size_t i = 0; i < diag.list.n && !view->quiet; i++)
        fprintf(stderr, TEXT_FMT "\n", TEXT_ARG(finding_line(mem, &diag.list.v[i])));
    if (!layout.sheets.n)
        return EXIT_NO_INPUT;
    return discover_missing((const char *const *)argv, (size_t)argc) ? EXIT_FINDINGS : EXIT_OK;
}

int command_items(int argc, char **argv)
{
    struct view view = {0};
    size_t jobs = 0;
    const struct option_row rows[] = {
        {"explain", 0, OPTION_FLAG, &view.explain, NULL, "how each sheet was understood instead"},
        {"plan", 0, OPTION_FLAG, &view.plan, NULL, "units, IDs and values made of them instead"},
        {"totals", 0, OPTION_FLAG, &view.totals, NULL, "only what became of the rows"},
        {"config", 0, OPTION_TEXT, &view.config, "FILE", "okralign.ini with more header words"},
        {"jobs", 'j', OPTION_NUMBER, &jobs, "N",
         "files read at the same time (default: processors)"},
        {"quiet", 'q', OPTION_FLAG, &view.quiet, NULL, "no findings"},
        {NULL, 0, OPTION_FLAG, NULL, NULL, NULL}};
    int status = options_parse(&usage, rows, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0)
        return options_misused(&usage, "no file or folder given");
    struct arena *mem = arena_new();
    struct config config = config_default();
    config.jobs = jobs ? jobs : pool_default_jobs();
    status = show(mem, &view, &config, argc, argv);
    arena_free(mem);
    return status;
}
