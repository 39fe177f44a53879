/*
 * What was drawn is opened again with the reader's own eyes: a disk that ran full shows here, not
 * in what the library says.
 */
#include "report/report_xlsx.h"

#include "config/data.h"
#include "import/package.h"
#include "import/xml.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool go_on(void *context, struct xml *xml, int tag)
{
    (void)context, (void)xml, (void)tag;
    return true;
}

static bool check_part(struct arena *mem, struct package *package, struct xml *xml, size_t number,
                       struct text *error)
{
    static const char *const names[] = {NULL};
    static const struct xml_handler nothing = {.names = names, .start = go_on};
    struct part *part = part_open(package, number, error);
    if (!part)
        return false;
    struct source source = part_source(part);
    bool good = xml_parse(xml, &source, &nothing, NULL, error) == XML_READ;
    if (!good)
        *error = text_printf(mem, "part '" TEXT_FMT "' is damaged: " TEXT_FMT,
                             TEXT_ARG(package_name(package, number)), TEXT_ARG(*error));
    part_close(part);
    return good;
}

static bool check_parts(struct arena *mem, const struct workbook *book, struct package *package,
                        struct text *error)
{
    struct xml *xml = xml_new(mem);
    size_t sheets = 0;
    bool good = true;
    for (size_t i = 0; good && i < package_count(package); i++) {
        sheets += text_starts(package_name(package, i), T("xl/worksheets/sheet"));
        good = check_part(mem, package, xml, i, error);
    }
    xml_free(xml);
    if (good && sheets != book->tabs.n) {
        *error = text_printf(mem, "%zu of %zu sheets are there", sheets, book->tabs.n);
        good = false;
    }
    return good;
}

bool check_workbook(const struct workbook *book, const char *path, struct text *error)
{
    struct arena *mem = arena_new();
    struct config config = config_default();
    struct text bytes, why = {0};
    config.limits.inflated_bytes = UINT64_MAX / 2; /* our own: not hostile, only large */
    config.limits.seconds = 1e6;
    bool good = file_bytes(mem, path, &bytes);
    if (!good) {
        why = text_of(errno ? strerror(errno) : "what was written cannot be read");
    } else {
        struct package *package = package_open(mem, &config.limits, bytes, &why);
        good = package && check_parts(mem, book, package, &why);
        package_close(package);
    }
    if (!good)
        *error = text_copy(book->mem, why);
    arena_free(mem);
    return good;
}
