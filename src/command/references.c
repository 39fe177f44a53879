/*
 * `okralign references`: every reference that was found, which form found it, what became of it and
 * what it could have meant, a paragraph each; then the links that need no reference.
 */
#include "command/command.h"
#include "command/options.h"
#include "config/data.h"
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>

struct references_options {
    struct request request;
    const char *data;
    bool findings;
};

static const struct usage usage = {
    .name = "references",
    .arguments = "[OPTION]... DIR|FILE...",
    .summary = "prints what every cell says that its OKR supports, and what became of it",
    .examples = "  okralign references okrs/\n"
                "  okralign references growth.xlsx company.xlsx\n",
    .more = "A line names the cell, the item that it belongs to, the words and the form that found "
            "them;\nthe lines below it the outcome (resolved, ambiguous, broken, self, cyclic) and "
            "the candidates.\nInherited items, which need no reference, stand at the end.\n",
};

static const char *source_text(enum reference_source source)
{
    static const char *const texts[] = {[SOURCE_PARENT_FIELD] = "parent column",
                                        [SOURCE_TEXT] = "own words",
                                        [SOURCE_NOTE] = "note",
                                        [SOURCE_COMMENT] = "comment",
                                        [SOURCE_HYPERLINK] = "hyperlink",
                                        [SOURCE_FORMULA] = "formula",
                                        [SOURCE_SHAPE] = "matrix",
                                        [SOURCE_TICK] = "tick"};
    return texts[source];
}

/* One line, whatever is in the text. */
static void put_text(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] == '\n')
            fputs("\\n", stdout);
        else if ((unsigned char)t.ptr[i] >= ' ')
            putchar(t.ptr[i]);
}

static void put_item(const struct run *run, uint32_t number)
{
    const struct item *item = &run->plan->items.v[number];
    printf(TEXT_FMT " '", TEXT_ARG(item->id));
    put_text(text_shorten(run->mem, item->text, 70));
    printf("' of " TEXT_FMT, TEXT_ARG(run->plan->units.v[item->unit].name));
}

static void put_reference(const struct run *run, const struct reference *ref)
{
    struct text place = place_text(run->mem, ref->place);
    printf(TEXT_FMT ": " TEXT_FMT " '", TEXT_ARG(place),
           TEXT_ARG(run->plan->items.v[ref->from].id));
    put_text(text_shorten(run->mem, ref->text, 100));
    printf("' (%s, " TEXT_FMT ")\n", source_text(ref->source), TEXT_ARG(ref->form));
    printf("  %s%s: " TEXT_FMT "\n", ref->names_only ? "mentioned, " : "",
           outcome_text(ref->outcome), TEXT_ARG(ref->reason));
    for (size_t i = 0; i < ref->candidates.n; i++) {
        fputs(ref->outcome == OUTCOME_BROKEN ? "  nearest: " : "    -> ", stdout);
        put_item(run, ref->candidates.v[i]);
        putchar('\n');
    }
}

static void put_inherited(const struct run *run)
{
    for (size_t i = 0; i < run->links.n; i++) {
        const struct link *link = &run->links.v[i];
        if (link->how != HOW_INHERITED)
            continue;
        struct text place = place_text(run->mem, link->place);
        printf(TEXT_FMT ": " TEXT_FMT " inherited: " TEXT_FMT "\n    -> ", TEXT_ARG(place),
               TEXT_ARG(run->plan->items.v[link->from].id), TEXT_ARG(link->evidence));
        put_item(run, link->to);
        putchar('\n');
    }
}

static void put_totals(const struct run *run)
{
    size_t counts[OUTCOME_CYCLIC + 1] = {0}, inherited = 0;
    for (size_t i = 0; i < run->references.n; i++)
        counts[run->references.v[i].outcome]++;
    for (size_t i = 0; i < run->links.n; i++)
        inherited += run->links.v[i].how == HOW_INHERITED;
    printf("%zu %s:", run->references.n, counted(run->references.n, "reference", "references"));
    for (int i = OUTCOME_RESOLVED; i <= OUTCOME_CYCLIC; i++)
        printf(" %zu %s%s", counts[i], outcome_text((enum reference_outcome)i),
               i < OUTCOME_CYCLIC ? "," : "");
    printf("; %zu inherited\n", inherited);
}

/* What the stages of this command have to say: references, circles, levels, other numbers. */
static void put_findings(const struct run *run)
{
    static const enum finding_code codes[] = {FINDING_BROKEN_REFERENCE, FINDING_AMBIGUOUS_REFERENCE,
                                              FINDING_SELF_REFERENCE,   FINDING_CYCLE,
                                              FINDING_LEVEL_SKIP,       FINDING_LEVEL_INVERTED,
                                              FINDING_TARGET_DIFFERS,   FINDING_FORMULA_OUTDATED};
    for (size_t i = 0; i < run->diag.list.n; i++)
        for (size_t k = 0; k < sizeof codes / sizeof *codes; k++)
            if (run->diag.list.v[i].code == codes[k]) {
                put_text(finding_line(run->mem, &run->diag.list.v[i]));
                putchar('\n');
            }
}

static int print_references(const struct references_options *o)
{
    struct run run = {.mem = arena_new()};
    struct text error = {0};
    enum pipeline_result result = pipeline_run(&run, &o->request, &error);
    if (result == PIPELINE_OK) {
        for (size_t i = 0; i < run.references.n; i++)
            put_reference(&run, &run.references.v[i]);
        put_inherited(&run);
        put_totals(&run);
        if (o->findings)
            put_findings(&run);
    } else {
        fprintf(stderr, "okralign: " TEXT_FMT "\n", TEXT_ARG(error));
    }
    bool missing = run.missing;
    for (size_t i = 0; missing && i < o->request.n_paths; i++)
        if (discover_missing(&o->request.paths[i], 1))
            fprintf(stderr, "okralign: '%s' is not there\n", o->request.paths[i]);
    arena_free(run.mem);
    return result == PIPELINE_OK           ? (missing ? EXIT_FINDINGS : EXIT_OK)
           : result == PIPELINE_BAD_CONFIG ? EXIT_USAGE
                                           : EXIT_NO_INPUT;
}

int command_references(int argc, char **argv)
{
    struct references_options o = {.request = {.until = STAGE_EXPLICIT}};
    const struct option_row rows[] = {
        {"config", 'c', OPTION_TEXT, &o.request.config, "FILE", "okralign.ini"},
        {"findings", 'f', OPTION_FLAG, &o.findings, NULL, "and what is to be mended"},
        {"data", 0, OPTION_TEXT, &o.data, "DIR", "own word lists instead of the shipped ones"},
        {NULL, 0, OPTION_FLAG, NULL, NULL, NULL}};
    int status = options_parse(&usage, rows, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0)
        return options_misused(&usage, "which files?");
    data_directory(o.data ? o.data : getenv("OKRALIGN_DATA"));
    o.request.paths = (const char *const *)argv;
    o.request.n_paths = (size_t)argc;
    return print_references(&o);
}
