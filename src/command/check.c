/*
 * okralign check: what of a team's sheet is understood, row by row, before it is sent. Every line
 * begins with a place, so that an editor can jump there; what is to be mended stands right behind
 * the row that it is about.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "command/command.h"
#include "command/options.h"
#include "config/data.h"
#include "pipeline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct check_options {
    struct request request;
    const char *against, *fail_on, *data;
    const char *const *asked; /* the files and folders to be checked */
    size_t n_asked;
    bool explain, quiet;
};

/* A line of output. Lines are sorted by file, sheet and row; in a row what was understood comes
   before what it supports, and that before what is to be mended. */
enum rank { RANK_ROW, RANK_LINK, RANK_FINDING };
struct line {
    struct place place;
    enum rank rank;
    size_t order;
    struct text text;
};
struct line_list LIST(struct line);

struct check {
    struct arena *mem;
    const struct run *run;
    const struct check_options *o;
    struct map mine; /* paths of the files that are checked */
    struct line_list lines;
    size_t findings[3]; /* by severity */
};

static const struct usage usage = {
    .name = "check",
    .arguments = "[OPTION]... FILE...",
    .summary = "says how every row of a sheet is understood, and what to mend, a line each",
    .examples = "  okralign check payments.xlsx\n"
                "  okralign check payments.xlsx --against company.xlsx\n"
                "  okralign check --explain payments.csv\n"
                "  okralign check -q okrs/ --against company.xlsx   only what is to be mended\n",
    .more = "Exit status: 0 nothing to mend; 1 findings at or above --fail-on (default: warning);\n"
            "2 bad option or configuration; 3 nothing could be read.",
};

/* --- lines ----------------------------------------------------------------------------------- */

static bool is_mine(const struct check *c, struct text path)
{
    return map_get(&c->mine, path) != MAP_NONE;
}

static void add_line(struct check *c, struct place place, enum rank rank, struct text text)
{
    *list_push(c->mem, &c->lines) = (struct line){place, rank, c->lines.n, text};
}

/* The whole file before its sheets, the whole sheet before its rows. */
static int row_order(const struct place *p)
{
    return p->row == PLACE_NONE ? -1 : p->row > INT32_MAX ? INT32_MAX : (int)p->row;
}

static int by_place(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int order = text_cmp(x->place.file, y->place.file);
    if (!order)
        order = text_cmp(x->place.sheet, y->place.sheet);
    if (!order)
        order = (row_order(&x->place) > row_order(&y->place)) -
                (row_order(&x->place) < row_order(&y->place));
    if (!order)
        order = (int)x->rank - (int)y->rank;
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* --- what was understood --------------------------------------------------------------------- */

static struct text quoted(struct arena *mem, struct text t)
{
    return text_printf(mem, "'" TEXT_FMT "'", TEXT_ARG(text_shorten(mem, t, 72)));
}

static void add_values(struct buf *b, const struct item *item)
{
    if (item->owners.n)
        buf_printf(b, ", owner " TEXT_FMT, TEXT_ARG(item->owners.v[0]));
    if (isfinite(item->due))
        buf_printf(b, ", due " TEXT_FMT, TEXT_ARG(date_iso(b->mem, item->due)));
    if (item->status != STATUS_NONE)
        buf_printf(b, ", %s", status_text(item->status));
    if (item->kind == OBJECTIVE)
        return;
    if (isfinite(item->progress))
        buf_printf(b, ", progress %.0f %%", whole_percent(item->progress_raw));
    else
        buf_add_z(b, ", no progress");
    if (item->progress_formula.len)
        buf_printf(b, " = " TEXT_FMT, TEXT_ARG(item->progress_formula));
}

static void add_item(struct check *c, const struct item *item)
{
    struct buf b = {.mem = c->mem};
    buf_printf(&b, "%s " TEXT_FMT " " TEXT_FMT,
               item->kind == OBJECTIVE ? "objective" : "key result", TEXT_ARG(item->id),
               TEXT_ARG(quoted(c->mem, item->text)));
    if (item->objective != NO_ITEM && c->run->plan->items.v[item->objective].id.len)
        buf_printf(&b, " of " TEXT_FMT, TEXT_ARG(c->run->plan->items.v[item->objective].id));
    add_values(&b, item);
    add_line(c, item->place, RANK_ROW, buf_done(&b));
}

/* The first words of a row, to tell which one is meant. */
static struct text row_words(struct check *c, const struct sheet *sheet, const struct row *row)
{
    for (uint32_t i = 0; i < row->n; i++) {
        struct text t = text_trim(sheet->cells[row->first + i].text);
        if (t.len)
            return quoted(c->mem, t);
    }
    return (struct text){0};
}

/* Rows that are no items; UNREAD is a finding anyway. */
static void add_other_rows(struct check *c, const struct sheet_layout *layout)
{
    const struct sheet *sheet = layout->sheet;
    for (size_t i = 0; i < sheet->n_rows; i++) {
        enum row_fate fate = (enum row_fate)layout->fates[i];
        if (!sheet->rows[i].n || fate == ROW_ITEM || fate == ROW_UNREAD || fate == ROW_BLANK)
            continue;
        struct place place = sheet_place(sheet, sheet->rows[i].index, PLACE_NONE);
        add_line(c, place, RANK_ROW,
                 text_printf(c->mem, "%s: " TEXT_FMT, row_fate_text(fate),
                             TEXT_ARG(row_words(c, sheet, &sheet->rows[i]))));
    }
}

static void add_sheets(struct check *c)
{
    const struct layout *layout = &c->run->layout;
    for (size_t i = 0; i < layout->sheets.n; i++) {
        const struct sheet_layout *s = &layout->sheets.v[i];
        if (!is_mine(c, s->sheet->book->path))
            continue;
        struct place place = sheet_place(s->sheet, PLACE_NONE, PLACE_NONE);
        add_line(c, place, RANK_ROW,
                 text_printf(c->mem, "read as " TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(s->kind),
                             s->kind_reason.len ? ": " : "", TEXT_ARG(s->kind_reason)));
        if (text_eq(s->kind, T("OKRs")))
            add_other_rows(c, s);
    }
}

static void add_items(struct check *c)
{
    const struct plan *plan = c->run->plan;
    struct map units = {0};
    for (size_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        if (!is_mine(c, item->place.file))
            continue;
        const struct unit *unit = &plan->units.v[item->unit];
        if (*map_put(c->mem, &units, unit->id, i) == i)
            add_line(c, place_of_file(item->place.file), RANK_ROW,
                     text_printf(c->mem, "unit '" TEXT_FMT "', level %d%s: " TEXT_FMT,
                                 TEXT_ARG(unit->name), unit->level,
                                 unit->assumed ? " (assumed)" : "", TEXT_ARG(unit->reason)));
        add_item(c, item);
    }
}

/* --- what it supports ------------------------------------------------------------------------ */

static void add_links(struct check *c)
{
    const struct plan *plan = c->run->plan;
    for (size_t i = 0; i < c->run->links.n; i++) {
        const struct link *l = &c->run->links.v[i];
        const struct item *from = &plan->items.v[l->from], *to = &plan->items.v[l->to];
        if (!is_mine(c, from->place.file) || l->status == LINK_REJECTED)
            continue;
        struct place place = l->place.file.len ? l->place : from->place;
        struct buf b = {.mem = c->mem};
        if (l->status == LINK_SUGGESTED)
            buf_printf(&b, TEXT_FMT " may support ", TEXT_ARG(from->id));
        else
            buf_printf(&b, TEXT_FMT " supports ", TEXT_ARG(from->id));
        buf_printf(&b, TEXT_FMT " " TEXT_FMT, TEXT_ARG(to->id), TEXT_ARG(quoted(c->mem, to->text)));
        if (l->status == LINK_SUGGESTED)
            buf_printf(&b, ", %.0f %% likely", whole_percent(l->confidence));
        buf_printf(&b, " (%s%s" TEXT_FMT ")", link_how_text(l->how), l->evidence.len ? ": " : "",
                   TEXT_ARG(l->evidence));
        add_line(c, place, RANK_LINK, buf_done(&b));
    }
}

/* Without the sheets above, what a reference means cannot be known. */
static void add_unresolved(struct check *c)
{
    const struct reference_list *references = &c->run->references;
    for (size_t i = 0; i < references->n; i++) {
        const struct reference *r = &references->v[i];
        if (is_mine(c, r->place.file) && r->outcome != OUTCOME_RESOLVED && !r->names_only)
            add_line(c, r->place, RANK_LINK,
                     text_printf(c->mem, "refers to " TEXT_FMT "; --against looks it up",
                                 TEXT_ARG(quoted(c->mem, r->text))));
    }
}

/* --- what to mend ---------------------------------------------------------------------------- */

/* Findings that only all sheets together can tell. */
static bool needs_others(enum finding_code code)
{
    return code == FINDING_BROKEN_REFERENCE || code == FINDING_AMBIGUOUS_REFERENCE ||
           code == FINDING_SELF_REFERENCE || code == FINDING_NO_COMPANY_LEVEL ||
           code == FINDING_LEVEL_SKIP || code == FINDING_LEVEL_INVERTED;
}

/* Where a unit stands is said with its name; one sheet cannot tell it. */
static bool about_a_units_level(const struct check *c, const struct finding *f)
{
    if (f->code != FINDING_ASSUMED)
        return false;
    for (size_t i = 0; i < c->run->plan->units.n; i++)
        if (c->run->plan->units.v[i].assumed &&
            place_cmp(&c->run->plan->units.v[i].place, &f->place) == 0)
            return true;
    return false;
}

/* What a reference names may stand in a sheet that was not given. */
static bool against_one_file(const struct check_options *o)
{
    struct stat st;
    return o->against && stat(o->against, &st) == 0 && !S_ISDIR(st.st_mode);
}

/* What was found on the way to the files: links, folders. */
static bool of_no_file(enum finding_code code)
{
    return code == FINDING_SKIPPED_FILE || code == FINDING_UNREAD_FILE;
}

static void add_findings(struct check *c)
{
    bool one_file = against_one_file(c->o);
    for (size_t i = 0; i < c->run->diag.list.n; i++) {
        const struct finding *f = &c->run->diag.list.v[i];
        bool known = is_mine(c, f->place.file) || (!c->o->against && of_no_file(f->code));
        if (!known || (!c->o->against && needs_others(f->code)) || about_a_units_level(c, f))
            continue;
        struct buf b = {.mem = c->mem};
        buf_printf(&b, "%s: " TEXT_FMT, severity_text(f->severity), TEXT_ARG(f->message));
        bool elsewhere = f->code == FINDING_BROKEN_REFERENCE && one_file;
        if (f->mend.len)
            buf_printf(&b, " (" TEXT_FMT "%s)", TEXT_ARG(f->mend),
                       elsewhere ? "; or, if its sheet was not given, --against the folder of all"
                                 : "");
        add_line(c, f->place, RANK_FINDING, buf_done(&b));
        c->findings[f->severity]++;
    }
}

/* --- the whole ------------------------------------------------------------------------------- */

static void print_lines(struct check *c)
{
    if (c->lines.n)
        qsort(c->lines.v, c->lines.n, sizeof *c->lines.v, by_place);
    for (size_t i = 0; i < c->lines.n; i++) {
        const struct line *l = &c->lines.v[i];
        if (l->rank == RANK_FINDING || !c->o->quiet)
            printf(TEXT_FMT ": " TEXT_FMT "\n", TEXT_ARG(place_text(c->mem, l->place)),
                   TEXT_ARG(l->text));
    }
}

static void print_summary(const struct check *c)
{
    size_t objectives = 0, key_results = 0, links = 0;
    const struct plan *plan = c->run->plan;
    for (size_t i = 0; i < plan->items.n; i++)
        if (is_mine(c, plan->items.v[i].place.file))
            *(plan->items.v[i].kind == OBJECTIVE ? &objectives : &key_results) += 1;
    for (size_t i = 0; i < c->run->links.n; i++)
        links += c->run->links.v[i].status == LINK_CONFIRMED &&
                 is_mine(c, plan->items.v[c->run->links.v[i].from].place.file);
    printf("%zu %s, %zu %s", objectives, counted(objectives, "objective", "objectives"),
           key_results, counted(key_results, "key result", "key results"));
    if (c->o->against)
        printf(", %zu %s", links, counted(links, "link", "links"));
    printf("; %zu %s, %zu %s, %zu advice\n", c->findings[ERROR],
           counted(c->findings[ERROR], "error", "errors"), c->findings[WARNING],
           counted(c->findings[WARNING], "warning", "warnings"), c->findings[ADVICE]);
}

/* "growth.csv: encoding UTF-8 (valid UTF-8), delimiter ';'" */
static void explain_reading(struct buf *b, const struct book *book)
{
    if (!book->read_as.n)
        return;
    buf_add(b, book->path);
    for (size_t i = 0; i < book->read_as.n; i++)
        buf_printf(b, "%s" TEXT_FMT, i ? ", " : ": ", TEXT_ARG(book->read_as.v[i]));
    buf_add_char(b, '\n');
}

static void print_explanation(struct check *c)
{
    struct buf b = {.mem = c->mem};
    for (size_t i = 0; i < c->run->layout.sheets.n; i++) {
        const struct sheet_layout *layout = &c->run->layout.sheets.v[i];
        if (!is_mine(c, layout->sheet->book->path))
            continue;
        if (layout->sheet == layout->sheet->book->sheets)
            explain_reading(&b, layout->sheet->book);
        layout_explain(&b, layout);
    }
    printf(TEXT_FMT, TEXT_ARG(buf_text(&b)));
}

/* Bytes of `path` that `opened` is or lies in, links followed; 0: it does not. */
static size_t lies_in(const char *opened, const char *path)
{
    char *inner = realpath(opened, NULL), *outer = realpath(path, NULL);
    size_t n = inner && outer ? strlen(outer) : 0;
    if (n && (strncmp(inner, outer, n) != 0 || (inner[n] && inner[n] != '/' && n > 1)))
        n = 0;
    free(inner);
    free(outer);
    return n;
}

/* The files that were given to be checked, not those to be checked against; where both hold a file,
   what names it more closely. */
static void find_mine(struct check *c)
{
    const struct check_options *o = c->o;
    for (size_t i = 0; i < o->n_asked; i++) /* a path that is not there, too */
        if (discover_missing(&o->asked[i], 1))
            map_put(c->mem, &c->mine, text_of(o->asked[i]), i);
    if (o->against && discover_missing(&o->against, 1))
        map_put(c->mem, &c->mine, text_of(o->against), o->n_asked);
    for (size_t i = 0; i < c->run->files.n; i++) {
        const struct file *f = &c->run->files.v[i];
        size_t most = 0, against = o->against ? lies_in(f->opened, o->against) : 0;
        for (size_t k = 0; k < o->n_asked; k++) {
            size_t own = lies_in(f->opened, o->asked[k]);
            most = own > most ? own : most;
        }
        if (most >= against)
            map_put(c->mem, &c->mine, f->path, i);
    }
}

static int check_run(struct run *run, const struct check_options *o)
{
    struct check c = {.mem = run->mem, .run = run, .o = o};
    enum severity least = WARNING;
    find_mine(&c);
    if (o->explain)
        print_explanation(&c);
    add_sheets(&c);
    add_items(&c);
    add_links(&c);
    if (!o->against)
        add_unresolved(&c);
    add_findings(&c);
    print_lines(&c);
    if (!o->quiet)
        print_summary(&c);
    if (o->fail_on)
        least = strcmp(o->fail_on, "error") == 0    ? ERROR
                : strcmp(o->fail_on, "advice") == 0 ? ADVICE
                                                    : WARNING;
    for (int s = (int)least; s <= (int)ERROR; s++)
        if (c.findings[s])
            return EXIT_FINDINGS;
    return EXIT_OK;
}

/* Whether all that is to be checked was among the files. */
static bool all_found(const struct run *run, const struct check_options *o)
{
    for (size_t k = 0; k < o->n_asked; k++) {
        bool found = discover_missing(&o->asked[k], 1) > 0;
        for (size_t i = 0; i < run->files.n && !found; i++)
            found = !run->files.v[i].skipped && lies_in(run->files.v[i].opened, o->asked[k]);
        if (!found)
            return false;
    }
    return true;
}

/* The files to be checked and those against which, as one run. `within`: what lies in the folder to be
   checked against is read there alone, as the report will read it, with its folder's name and IDs. */
static enum pipeline_result read_all(struct run *run, struct check_options *o, bool within,
                                     struct text *error)
{
    const char **paths = NEW_ARRAY(run->mem, const char *, o->n_asked + 1);
    size_t n = 0;
    for (size_t i = 0; i < o->n_asked; i++)
        if (!within || !lies_in(o->asked[i], o->against))
            paths[n++] = o->asked[i];
    if (o->against)
        paths[n++] = o->against;
    o->request.paths = paths;
    o->request.n_paths = n;
    o->request.until = STAGE_SCORE;
    return pipeline_run(run, &o->request, error);
}

static int run_check(struct check_options *o, int argc, char **argv)
{
    struct run run = {.mem = arena_new()};
    struct text error;
    o->asked = (const char *const *)argv;
    o->n_asked = (size_t)argc;
    enum pipeline_result result = read_all(&run, o, o->against != NULL, &error);
    if (o->against && (result == PIPELINE_NO_INPUT || !all_found(&run, o))) {
        arena_free(
            run.mem); /* a folder's hidden or skipped file, which is asked for all the same */
        run = (struct run){.mem = arena_new()};
        result = read_all(&run, o, false, &error);
    }
    int status = result == PIPELINE_BAD_CONFIG ? EXIT_USAGE : EXIT_NO_INPUT;
    if (result == PIPELINE_OK) {
        status = check_run(&run, o);
    } else {
        for (size_t i = 0; i < run.diag.list.n; i++)
            printf(TEXT_FMT "\n", TEXT_ARG(finding_line(run.mem, &run.diag.list.v[i])));
        fprintf(stderr, "okralign check: " TEXT_FMT "\n", TEXT_ARG(error));
    }
    arena_free(run.mem);
    return status;
}

int command_check(int argc, char **argv)
{
    struct check_options o = {0};
    const struct option_row rows[] = {
        {"against", 'a', OPTION_TEXT, &o.against, "FILE|DIR",
         "the company's sheet, or all sheets: which references resolve, and to what"},
        {"explain", 'e', OPTION_FLAG, &o.explain, NULL,
         "which header was taken for which field, and why"},
        {"quiet", 'q', OPTION_FLAG, &o.quiet, NULL, "only what is to be mended"},
        {"fail-on", 0, OPTION_TEXT, &o.fail_on, "LEVEL",
         "exit 1 on findings: advice, warning (default) or error"},
        {"config", 'c', OPTION_TEXT, &o.request.config, "FILE", "okralign.ini"},
        {"as-of", 0, OPTION_TEXT, &o.request.as_of, "DATE", "2026-04-30; default: today"},
        {"data", 0, OPTION_TEXT, &o.data, "DIR", "own word lists instead of the shipped ones"},
        {NULL, 0, OPTION_FLAG, NULL, NULL, NULL}};
    int status = options_parse(&usage, rows, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0)
        return options_misused(&usage, "which file?");
    if (o.fail_on && strcmp(o.fail_on, "error") != 0 && strcmp(o.fail_on, "warning") != 0 &&
        strcmp(o.fail_on, "advice") != 0)
        return options_misused(&usage, "--fail-on takes 'advice', 'warning' or 'error', not '%s'",
                               o.fail_on);
    data_directory(o.data ? o.data : getenv("OKRALIGN_DATA"));
    return run_check(&o, argc, argv);
}
