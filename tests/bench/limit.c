/*
 * The limit of reading workbooks with the libraries at hand, zlib and libxml2: every part that a
 * reader must read is inflated and tokenised, and nothing else is done. With -o the same by what
 * okralign has in their place. limit [-o] FILE...
 */
#include "config/config.h"
#include "import/package.h"
#include "import/xml.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <zip.h>

static size_t elements, characters;

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    (void)user, (void)name, (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
    (void)n_attributes, (void)n_defaulted, (void)attributes;
    elements++;
}

static void on_text(void *user, const xmlChar *text, int n)
{
    (void)user, (void)text;
    characters += (size_t)n;
}

struct window {
    zip_file_t *file;
    size_t at, filled;
    char bytes[1 << 16];
};

static int on_read(void *user, char *into, int room)
{
    struct window *w = user;
    if (w->at == w->filled) {
        zip_int64_t n = zip_fread(w->file, w->bytes, sizeof w->bytes);
        w->at = 0;
        w->filled = n > 0 ? (size_t)n : 0;
    }
    size_t n = w->filled - w->at < (size_t)room ? w->filled - w->at : (size_t)room;
    memcpy(into, w->bytes + w->at, n);
    w->at += n;
    return (int)n;
}

static void tokenise(xmlParserCtxtPtr parser, zip_t *zip, zip_uint64_t part)
{
    static struct window w;
    w.file = zip_fopen_index(zip, part, 0);
    w.at = w.filled = 0;
    if (!w.file)
        return;
    xmlFreeDoc(xmlCtxtReadIO(parser, on_read, NULL, &w, NULL, NULL, XML_PARSE_NONET));
    zip_fclose(w.file);
}

static bool is_wanted(const char *name)
{
    static const char *const wanted[] = {"xl/worksheets/", "xl/sharedstrings", "xl/styles",
                                         "xl/workbook",    "_rels/.rels",      "xl/_rels/"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strncasecmp(name, wanted[i], strlen(wanted[i])) == 0)
            return true;
    return false;
}

static void by_libraries(int n, char **files)
{
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->initialized = XML_SAX2_MAGIC;
    parser->sax->startElementNs = on_start;
    parser->sax->characters = on_text;
    for (int i = 0; i < n; i++) {
        zip_t *zip = zip_open(files[i], ZIP_RDONLY, NULL);
        for (zip_int64_t k = 0; zip && k < zip_get_num_entries(zip, 0); k++)
            if (is_wanted(zip_get_name(zip, (zip_uint64_t)k, 0)))
                tokenise(parser, zip, (zip_uint64_t)k);
        if (zip)
            zip_discard(zip);
    }
    xmlFreeParserCtxt(parser);
}

/* --- the same by okralign's own -------------------------------------------------------------- */

static bool own_start(void *context, struct xml *xml, int tag)
{
    (void)context, (void)xml, (void)tag;
    elements++;
    return true;
}

static void own_text(void *context, struct text piece)
{
    (void)context;
    characters += piece.len;
}

static struct text file_bytes(struct arena *mem, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return (struct text){0};
    size_t size = (size_t)ftell(file);
    char *bytes = arena_alloc(mem, size);
    rewind(file);
    size = fread(bytes, 1, size, file);
    fclose(file);
    return (struct text){bytes, size};
}

static void by_own(int n, char **files)
{
    static const char *const names[] = {"c", NULL};
    static const struct xml_handler handler = {names, own_start, NULL, own_text};
    struct config config = config_default();
    struct arena *mem = arena_new();
    struct xml *xml = xml_new(mem);
    for (int i = 0; i < n; i++) {
        struct text error;
        struct package *package =
            package_open(mem, &config.limits, file_bytes(mem, files[i]), &error);
        for (size_t k = 0; package && k < package_count(package); k++) {
            struct part *part = is_wanted(text_z(mem, package_name(package, k)))
                                    ? part_open(package, k, &error)
                                    : NULL;
            if (!part)
                continue;
            struct source source = part_source(part);
            xml_parse(xml, &source, &handler, NULL, &error);
            part_close(part);
        }
        package_close(package);
    }
    xml_free(xml);
    arena_free(mem);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "-o") == 0)
        by_own(argc - 2, argv + 2);
    else
        by_libraries(argc - 1, argv + 1);
    printf("%zu elements, %zu characters\n", elements, characters);
    return elements == 0;
}
