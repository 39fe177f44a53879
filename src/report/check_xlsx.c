/*
 * What was drawn is opened again with the reader's own eyes: a disk that ran full shows here, not
 * in what the library says.
 */
#include "report/report_xlsx.h"

#include "base/pool.h"
#include "config/data.h"
#include "import/package.h"
#include "import/xml.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A part each, on whichever thread. */
struct checking {
    struct text bytes;
    struct limits limits;
    struct arena **mem; /* of each part */
    struct text *errors;
};

static bool go_on(void *context, struct xml *xml, int tag)
{
    (void)context, (void)xml, (void)tag;
    return true;
}

static void parse_part(struct arena *mem, struct package *package, size_t number,
                       struct text *error)
{
    static const char *const names[] = {NULL};
    static const struct xml_handler nothing = {.names = names, .start = go_on};
    struct text why = {0};
    struct part *part = part_open(package, number, &why);
    if (part) {
        struct xml *xml = xml_new(mem);
        struct source source = part_source(part);
        if (xml_parse(xml, &source, &nothing, NULL, &why) == XML_READ)
            why = (struct text){0};
        xml_free(xml);
        part_close(part);
    }
    if (why.len)
        *error = text_printf(mem, "part '" TEXT_FMT "' is damaged: " TEXT_FMT,
                             TEXT_ARG(package_name(package, number)), TEXT_ARG(why));
}

/* The archive is opened anew for each part: its directory is small, and threads share nothing. */
static void check_part(void *context, size_t number)
{
    struct checking *c = context;
    struct arena *mem = c->mem[number] = arena_new();
    struct package *package = package_open(mem, &c->limits, c->bytes, &c->errors[number]);
    if (package)
        parse_part(mem, package, number, &c->errors[number]);
    package_close(package);
}

static struct text check_parts(struct arena *mem, struct checking *c, size_t n, size_t jobs)
{
    struct text error = {0};
    c->mem = arena_array(mem, n, sizeof *c->mem);
    c->errors = NEW_ARRAY(mem, struct text, n);
    pool_run(jobs, n, check_part, c);
    for (size_t i = 0; i < n; i++) {
        if (!error.len)
            error = text_copy(mem, c->errors[i]);
        arena_free(c->mem[i]);
    }
    return error;
}

static struct text check_bytes(struct arena *mem, struct text bytes, size_t tabs, size_t jobs)
{
    struct config config = config_default();
    struct checking c = {.bytes = bytes, .limits = config.limits};
    c.limits.inflated_bytes = UINT64_MAX / 2; /* our own: not hostile, only large */
    c.limits.seconds = 1e6;
    struct text error = {0};
    struct package *package = package_open(mem, &c.limits, bytes, &error);
    if (!package)
        return error;
    size_t n = package_count(package), sheets = 0;
    for (size_t i = 0; i < n; i++)
        sheets += text_starts(package_name(package, i), T("xl/worksheets/sheet"));
    error = check_parts(mem, &c, n, jobs);
    package_close(package);
    if (!error.len && sheets != tabs)
        error = text_printf(mem, "%zu of %zu sheets are there", sheets, tabs);
    return error;
}

bool check_workbook(struct arena *mem, const char *path, size_t tabs, size_t jobs,
                    struct text *error)
{
    struct arena *own = arena_new();
    struct text bytes, why;
    if (file_bytes(own, path, &bytes))
        why = check_bytes(own, bytes, tabs, jobs);
    else
        why = text_of(errno ? strerror(errno) : "what was written cannot be read");
    if (why.len)
        *error = text_copy(mem, why);
    arena_free(own);
    return !why.len;
}
