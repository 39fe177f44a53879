/*
 * okralign explain: why an item is said to support another, or why not. With one ID the best
 * candidates above it, each with its reasons; with two the evidence of that pair, part by part,
 * with what each part weighs, also for a pair that was not suggested.
 */
#include "command/command.h"
#include "command/options.h"
#include "config/data.h"
#include "match/likeness.h"
#include "pipeline.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct explain_options {
    struct request request;
    const char *in, *data;
};

static const struct usage usage = {
    .name = "explain",
    .arguments = "FROM [TO] --in DIR",
    .summary = "says why an item is (not) taken to support another",
    .examples =
        "  okralign explain PAY-O2 --in okrs/              what it may support, best first\n"
        "  okralign explain PAY-O2 CO-O3-KR1 --in okrs/    the evidence of this pair\n",
    .more = "FROM and TO are IDs as the report and 'okralign check' print them; one that several "
            "units\n"
            "use is the company's, if it has one. Each part of the evidence has a value, a weight "
            "and what it adds to the log-odds; the last but one line\n"
            "is what rivals, and that nothing above may be meant, take away.",
};

static struct text item_line(struct arena *mem, const struct plan *plan, uint32_t item)
{
    const struct item *i = &plan->items.v[item];
    struct text unit = i->unit < plan->units.n ? plan->units.v[i->unit].name : T("?");
    return text_printf(mem, TEXT_FMT " '" TEXT_FMT "' (" TEXT_FMT ", " TEXT_FMT ")",
                       TEXT_ARG(i->id), TEXT_ARG(text_shorten(mem, i->text, 72)), TEXT_ARG(unit),
                       TEXT_ARG(place_text(mem, i->place)));
}

static void print_status(const struct run *run, uint32_t from, uint32_t to)
{
    for (size_t i = 0; i < run->links.n; i++) {
        const struct link *link = &run->links.v[i];
        if (link->from == from && (to == NO_ITEM || link->to == to))
            printf("%s, %s, %s: " TEXT_FMT " %.2f: " TEXT_FMT "\n", link_status_text(link->status),
                   link_kind_text(link->kind), link_how_text(link->how),
                   TEXT_ARG(run->plan->items.v[link->to].id), link->confidence,
                   TEXT_ARG(link->evidence));
    }
}

/* Two key results that are nearly the same were suggested for that, whatever their objectives are. */
static void print_twins(const struct run *run, uint32_t from, uint32_t to, double product)
{
    for (size_t i = 0; i < run->links.n; i++) {
        const struct link *link = &run->links.v[i];
        bool other = link->from == from && link->to == to && link->status == LINK_SUGGESTED &&
                     link->how != HOW_MENTIONED && fabs(link->confidence - product) > 5e-4;
        if (other)
            printf("suggested with %.3f instead: these two items are nearly the same\n",
                   link->confidence);
    }
}

/* An objective that says already what it supports, itself or by a key result, is not asked again. */
static void print_linked(const struct run *run, uint32_t from)
{
    const struct item *items = run->plan->items.v;
    uint32_t objective = items[from].kind == OBJECTIVE ? from : items[from].objective;
    for (size_t i = 0; i < run->links.n; i++) {
        const struct link *link = &run->links.v[i];
        bool own = link->from == from || link->from == objective ||
                   (objective != NO_ITEM && items[link->from].objective == objective);
        if (!own || link->kind != LINK_EXPLICIT)
            continue;
        printf("not looked for: " TEXT_FMT " supports " TEXT_FMT " already\n",
               TEXT_ARG(items[link->from].id), TEXT_ARG(items[link->to].id));
        return;
    }
}

static const char *scale_of(const struct run *run)
{
    return run->implicit.calibrated_here ? "on this organisation's own answers"
                                         : "as other organisations' links were";
}

/* Why this key result and not one of its sisters. */
static void print_key_results(const struct run *run, const struct evidence *evidence, uint32_t to)
{
    if (!evidence->key_results.n)
        return;
    printf("\n%7s %7s %8s %7s  which key result of it\n", "words", "charact", "earlier", "share");
    for (size_t i = 0; i < evidence->key_results.n; i++) {
        const struct key_result_evidence *k = &evidence->key_results.v[i];
        const struct item *item = &run->plan->items.v[k->item];
        printf("%7.3f %7.3f %8.3f %7.2f %c" TEXT_FMT " '" TEXT_FMT "'\n", k->words, k->characters,
               k->earlier, k->share, k->item == to ? '*' : ' ', TEXT_ARG(item->id),
               TEXT_ARG(text_shorten(run->mem, item->text, 60)));
    }
    if (run->plan->items.v[to].kind == KEY_RESULT)
        printf("probability that it is this key result: %.3f x %.2f = %.3f\n",
               evidence->probability, evidence->share, evidence->probability * evidence->share);
}

/* Not one above the other: only what is nearly the same is suggested. */
static void print_sideways(const struct run *run, const struct evidence *evidence)
{
    const struct item *items = run->plan->items.v;
    printf("cannot be suggested%s: " TEXT_FMT "\n",
           evidence->sideways.to == NO_ITEM ? "" : " as something above it",
           TEXT_ARG(evidence->not_a_candidate));
    if (evidence->sideways.to == NO_ITEM)
        return;
    printf("\n%7s %7s  evidence that two of their items are nearly the same: " TEXT_FMT
           " and " TEXT_FMT "\n",
           "value", "weight", TEXT_ARG(items[evidence->sideways.from].id),
           TEXT_ARG(items[evidence->sideways.to].id));
    printf("%7.3f %7.3f  words: words in common\n", evidence->sideways.words, SAME_WORDS);
    printf("%7.3f %7.3f  characters: runs of characters in common\n", evidence->sideways.characters,
           SAME_CHARS);
    printf("%7.3f %7.3f  metric: both move one metric\n", evidence->sideways.metric ? 1. : 0.,
           SAME_METRIC);
    printf("%15s  probability %.3f (%s); suggested from %.2f on\n", "",
           evidence->sideways.probability, match_band(&run->config, evidence->sideways.probability),
           fmax(run->config.suggest, run->config.fair));
    for (size_t i = 0; i < run->links.n; i++) {
        const struct link *link = &run->links.v[i];
        if (link->from == evidence->sideways.to && link->to == evidence->sideways.from)
            printf("%s the other way round: " TEXT_FMT " may support " TEXT_FMT "\n",
                   link_status_text(link->status), TEXT_ARG(items[link->from].id),
                   TEXT_ARG(items[link->to].id));
    }
}

static void print_pair(struct run *run, uint32_t from, uint32_t to)
{
    struct evidence evidence = match_explain(run->mem, run->prospect, from, to);
    printf("to   " TEXT_FMT "\n", TEXT_ARG(item_line(run->mem, run->plan, to)));
    print_status(run, from, to);
    if (evidence.not_a_candidate.len) {
        print_sideways(run, &evidence);
        return;
    }
    uint32_t objective = run->plan->items.v[to].objective;
    printf("\n%7s %7s %8s  evidence for " TEXT_FMT ", read with its key results\n", "value",
           "weight", "log-odds",
           TEXT_ARG(run->plan->items.v[objective == NO_ITEM ? to : objective].id));
    struct buf silent = {.mem = run->mem};
    for (size_t i = 0; i < evidence.parts.n; i++) {
        const struct evidence_part *part = &evidence.parts.v[i];
        if (part->value == 0)
            buf_printf(&silent, "%s" TEXT_FMT, silent.len ? ", " : "", TEXT_ARG(part->name));
        else
            printf("%7.3f %7.3f %+8.3f  " TEXT_FMT ": " TEXT_FMT "\n", part->value, part->weight,
                   part->contribution, TEXT_ARG(part->name), TEXT_ARG(part->words));
    }
    if (silent.len)
        printf("%7s %7s %8s  nothing from: " TEXT_FMT "\n", "", "", "",
               TEXT_ARG(buf_text(&silent)));
    printf("%7s %7s %+8.3f  rivals, and that nothing above may be meant\n", "", "",
           evidence.intercept);
    printf("%7s %7s %+8.3f  probability %.3f (%s), scaled %s; suggested from %.2f on\n", "", "",
           evidence.log_odds, evidence.probability, match_band(&run->config, evidence.probability),
           scale_of(run), run->config.suggest);
    print_linked(run, from);
    print_key_results(run, &evidence, to);
    print_twins(run, from, to, evidence.probability * evidence.share);
}

static void print_best(struct run *run, uint32_t from)
{
    struct nearest_list best = match_candidates(run->mem, run->prospect, from);
    print_status(run, from, NO_ITEM);
    print_linked(run, from);
    if (!best.n)
        printf(TEXT_FMT "\n",
               TEXT_ARG(TR("nothing to go on: no evidence of any kind for anything above")));
    for (size_t i = 0; i < best.n; i++)
        printf("%.3f %-6s " TEXT_FMT "\n      " TEXT_FMT "\n", best.v[i].probability,
               match_band(&run->config, best.v[i].probability),
               TEXT_ARG(item_line(run->mem, run->plan, best.v[i].item)),
               TEXT_ARG(best.v[i].evidence.len ? best.v[i].evidence
                                               : TR("nothing that tells it from the others")));
}

static uint32_t find_item(const struct run *run, const char *id)
{
    struct item_numbers items = plan_items_called(run->mem, run->plan, text_of(id));
    if (items.n == 1)
        return items.v[0];
    if (!items.n)
        fprintf(stderr,
                "okralign: no item has the ID '%s'; 'okralign check' prints those that there are\n",
                id);
    else
        fprintf(stderr, "okralign: '%s' is the ID of %zu items: " TEXT_FMT "\n", id, items.n,
                TEXT_ARG(plan_name_items(run->mem, run->plan, &items)));
    return NO_ITEM;
}

static int explain(struct run *run, const char *from_id, const char *to_id)
{
    uint32_t from = find_item(run, from_id), to = to_id ? find_item(run, to_id) : NO_ITEM;
    if (from == NO_ITEM || (to_id && to == NO_ITEM))
        return EXIT_USAGE;
    printf("from " TEXT_FMT "\n", TEXT_ARG(item_line(run->mem, run->plan, from)));
    if (to_id)
        print_pair(run, from, to);
    else
        print_best(run, from);
    return EXIT_OK;
}

static int run_stages(struct run *run, const struct request *request)
{
    struct text error = {0};
    enum pipeline_result result = pipeline_run(run, request, &error);
    if (result == PIPELINE_OK)
        return EXIT_OK;
    fprintf(stderr, "okralign: " TEXT_FMT "\n", TEXT_ARG(error));
    return result == PIPELINE_BAD_CONFIG ? EXIT_USAGE : EXIT_NO_INPUT;
}

int command_explain(int argc, char **argv)
{
    struct explain_options o = {.request = {.until = STAGE_LINKS}};
    const struct option_row rows[] = {
        {"in", 'i', OPTION_TEXT, &o.in, "DIR", "the sheets: a folder or a file"},
        {"config", 'c', OPTION_TEXT, &o.request.config, "FILE", "use this okralign.ini"},
        {"previous", 'p', OPTION_TEXT, &o.request.previous, "FILE", "the report before"},
        {"decisions", 0, OPTION_TEXT, &o.request.decisions, "FILE", "what reviewers decided"},
        {"as-of", 0, OPTION_TEXT, &o.request.as_of, "DATE", "of the report; default: today"},
        {"data", 0, OPTION_TEXT, &o.data, "DIR", "look here first for the program's data files"},
        {NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
    };
    int status = options_parse(&usage, rows, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc < 1 || argc > 2)
        return options_misused(&usage, "expected one ID or two");
    if (!o.in)
        return options_misused(&usage, "name the sheets with --in");
    data_directory(o.data);
    o.request.paths = &o.in;
    o.request.n_paths = 1;
    struct run run = {.mem = arena_new()};
    status = run_stages(&run, &o.request);
    if (status == EXIT_OK)
        status = explain(&run, argv[0], argc > 1 ? argv[1] : NULL);
    arena_free(run.mem);
    return status;
}
