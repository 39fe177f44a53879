/*
 * The physical limit of reading workbooks with the libraries at hand: every part that a reader must
 * read is inflated and tokenised, and nothing else is done. limit FILE...
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
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

int main(int argc, char **argv)
{
    static const char *const wanted[] = {"xl/worksheets/", "xl/sharedStrings", "xl/styles",
                                         "xl/workbook",    "_rels/.rels",      "xl/_rels/"};
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->initialized = XML_SAX2_MAGIC;
    parser->sax->startElementNs = on_start;
    parser->sax->characters = on_text;
    for (int i = 1; i < argc; i++) {
        zip_t *zip = zip_open(argv[i], ZIP_RDONLY, NULL);
        for (zip_int64_t k = 0; zip && k < zip_get_num_entries(zip, 0); k++)
            for (size_t j = 0; j < sizeof wanted / sizeof *wanted; j++)
                if (strncmp(zip_get_name(zip, (zip_uint64_t)k, 0), wanted[j], strlen(wanted[j])) ==
                    0)
                    tokenise(parser, zip, (zip_uint64_t)k);
        if (zip)
            zip_discard(zip);
    }
    xmlFreeParserCtxt(parser);
    printf("%zu elements, %zu characters\n", elements, characters);
    return elements == 0;
}
