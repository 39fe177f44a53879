/*
 * Every XML part of the workbooks named on standard input, one a line, through both parsers of
 * import/xml.h and through libxml2 alone: tells where they differ, and how many parts our own
 * parser read to the end. Exit status 1 if any differs.
 */
#include "import/package.h"
#include "support/xml_pair.h"

#include <stdio.h>
#include <stdlib.h>

static size_t files, parts, alone_to_end, differ;

static struct text whole_part(struct arena *mem, struct part *part)
{
    struct source source = part_source(part);
    struct buf out = {.mem = mem};
    char piece[1 << 16];
    ptrdiff_t n;
    while ((n = source.read(source.context, piece, sizeof piece)) > 0)
        buf_add(&out, (struct text){piece, (size_t)n});
    return buf_text(&out);
}

static void compare(struct arena *mem, struct xml *xml, struct text bytes, const char *path,
                    struct text name)
{
    static const size_t windows[] = {SIZE_MAX, 4099};
    struct text both, alone;
    bool handed_over = false, same = true;
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        struct pair_source source = {bytes, 0, windows[i], SIZE_MAX, 0};
        same &= pair_agrees(mem, xml, source, &both, &alone, &handed_over);
    }
    parts++;
    alone_to_end += !handed_over;
    differ += !same;
    if (!same)
        printf("%s: " TEXT_FMT " differs\n", path, TEXT_ARG(name));
    if (handed_over && getenv("VERBOSE"))
        printf("%s: " TEXT_FMT " was handed over\n", path, TEXT_ARG(name));
}

static void compare_parts(struct arena *mem, struct text bytes, const char *path)
{
    struct config config = config_default();
    struct text error;
    struct package *package = package_open(mem, &config.limits, bytes, &error);
    files += package != NULL;
    for (size_t i = 0; package && i < package_count(package); i++) {
        struct text name = package_name(package, i);
        struct part *part = text_ends(name, T(".xml")) || text_ends(name, T(".rels"))
                                ? part_open(package, i, &error)
                                : NULL;
        if (!part)
            continue;
        struct arena *own = arena_new();
        struct xml *xml = xml_new(own);
        compare(own, xml, whole_part(own, part), path, name);
        part_close(part);
        xml_free(xml);
        arena_free(own);
    }
    package_close(package);
}

int main(void)
{
    enum { MOST = 64 << 20 };
    char path[4096], *bytes = malloc(MOST);
    while (bytes && fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        FILE *in = fopen(path, "rb");
        if (!in)
            continue;
        size_t n = fread(bytes, 1, MOST, in);
        fclose(in);
        struct arena *mem = arena_new();
        compare_parts(mem, (struct text){bytes, n}, path);
        arena_free(mem);
    }
    free(bytes);
    printf("XML: %zu parts of %zu workbooks, %zu (%.2f %%) read by our own parser to the end, %zu "
           "told "
           "otherwise than by libxml2 alone\n",
           parts, files, alone_to_end, parts ? 100.0 * (double)alone_to_end / (double)parts : 0.0,
           differ);
    return differ > 0;
}
