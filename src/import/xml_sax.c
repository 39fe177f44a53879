/*
 * XML by libxml2's SAX2 interface in pull mode: the fastest way through the library, and the one in
 * which it enforces its own depth limit. The only user of libxml2.
 *
 * Without XML_PARSE_NOENT internal entities would still be expanded into character data, so a
 * document type is refused before anything of it is used; XML_PARSE_HUGE is never set.
 */
#include "import/xml_own.h"

#include "base/message.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 1 << 16, MOST_ATTRIBUTES = 20000 };

struct xml_sax {
    xmlParserCtxtPtr parser;
    uint64_t tags, characters; /* told before, and not to be told again */
    struct xml_attribute *attributes;
    size_t cap_attributes;
    bool begun;
    size_t at, filled;
    char window[WINDOW];
};

/* --- events --------------------------------------------------------------------------------- */

/* In a part that is not well-formed, malformed UTF-8 may come through. */
static struct text sound(struct xml *xml, struct text t)
{
    return xml->problem.len ? text_repair(xml->mem, t, NULL) : t;
}

/* Without entity substitution the parser leaves '&' in a value as "&#38;" and only that. */
static struct text decode_ampersands(struct xml *xml, struct text value)
{
    value = sound(xml, value);
    if (!text_contains(value, T("&")))
        return value;
    struct buf out = {.mem = xml->mem};
    while (value.len) {
        size_t at = text_find(value, T("&#38;"), 0);
        buf_add(&out, text_slice(value, 0, at));
        if (at == SIZE_MAX)
            break;
        buf_add_char(&out, '&');
        value = text_slice(value, at + 5, value.len);
    }
    return buf_text(&out);
}

static bool take_attributes(struct xml *xml, const xmlChar **from, size_t n)
{
    struct xml_sax *sax = xml->sax;
    if (n > sax->cap_attributes) {
        struct xml_attribute *more = realloc(sax->attributes, n * sizeof *more);
        if (!more)
            return false;
        sax->attributes = more;
        sax->cap_attributes = n;
    }
    for (size_t i = 0; i < n; i++, from += 5)
        sax->attributes[i] = (struct xml_attribute){
            text_of((const char *)from[1]), text_of((const char *)from[0]),
            decode_ampersands(xml,
                              (struct text){(const char *)from[3], (size_t)(from[4] - from[3])})};
    xml->attributes = sax->attributes;
    xml->n_attributes = n;
    return true;
}

/* True if what comes was told before, or comes behind the end. */
static bool not_to_tell(const struct xml *xml)
{
    struct xml_sax *sax = xml->sax;
    if (!sax->tags)
        sax->characters = 0;
    return xml->reason.len || (sax->tags && sax->tags--);
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    struct xml *xml = user;
    if (not_to_tell(xml))
        return;
    if (xml->depth == XML_DEEPEST)
        xml_stop(xml, T("its elements are nested too deep"));
    else if (!take_attributes(xml, attributes, (size_t)n_attributes))
        xml_stop(xml, T("one of its elements has too many attributes"));
    else {
        xml->name = text_of((const char *)name);
        xml_told_start(xml, xml_tag(xml, xml->name));
    }
    if (xml->reason.len)
        xmlStopParser(xml->sax->parser);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)prefix, (void)uri;
    struct xml *xml = user;
    if (!not_to_tell(xml))
        xml_told_end(xml, xml_tag(xml, text_of((const char *)name)));
}

static void on_text(void *user, const xmlChar *text, int len)
{
    struct xml *xml = user;
    struct xml_sax *sax = xml->sax;
    struct text piece = {(const char *)text, (size_t)len};
    if (sax->tags || xml->reason.len)
        return;
    size_t before = sax->characters < piece.len ? (size_t)sax->characters : piece.len;
    sax->characters -= before;
    piece = text_slice(piece, before, piece.len);
    if (piece.len)
        xml_told_text(xml, sound(xml, piece));
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    struct xml *xml = user;
    xml_stop(xml, T("it declares a document type, which spreadsheets never do and attacks need"));
    xmlStopParser(xml->sax->parser);
}

static void on_error(void *user, xmlErrorPtr error)
{
    struct xml *xml = user;
    if (xml->problem.len || xml->reason.len || error->level < XML_ERR_ERROR)
        return;
    struct text message = text_trim(text_of(error->message));
    xml->problem = text_printf(xml->mem, tr("line %d: " TEXT_FMT), error->line,
                               TEXT_ARG(text_shorten(xml->mem, message, 120)));
}

/* --- bytes ---------------------------------------------------------------------------------- */

/* The declared encoding, from the first bytes; absent if there is none. */
static struct text declared_encoding(struct text head)
{
    struct text declaration = text_slice(head, 0, text_find(head, T("?>"), 0));
    size_t at =
        text_starts(declaration, T("<?xml")) ? text_find(declaration, T("encoding"), 0) : SIZE_MAX;
    if (at == SIZE_MAX)
        return (struct text){0};
    struct text rest = text_slice(declaration, at + 8, declaration.len);
    while (rest.len && *rest.ptr != '"' && *rest.ptr != '\'')
        rest = text_slice(rest, 1, rest.len);
    if (!rest.len)
        return rest;
    char quote = *rest.ptr;
    rest = text_slice(rest, 1, rest.len);
    return text_cut(&rest, quote);
}

/* Open Packaging knows UTF-8 and UTF-16; libxml2 would also take UTF-7 and EBCDIC. */
static bool encoding_allowed(struct text head)
{
    static const char *const allowed[] = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", NULL};
    if (text_starts(head, T("\xFE\xFF")) || text_starts(head, T("\xFF\xFE")) ||
        text_starts(head, T("<\0")) || text_starts(head, T("\0<")))
        return true;
    if (text_starts(head, T("\xEF\xBB\xBF")))
        head = text_slice(head, 3, head.len);
    head = text_trim(text_slice(head, 0, 300));
    if (head.len && *head.ptr != '<')
        return false;
    struct text name = declared_encoding(head);
    for (size_t i = 0; name.len && allowed[i]; i++)
        if (text_eq_ascii_case(name, text_of(allowed[i])))
            return true;
    return name.len == 0;
}

/* The parser compares the attributes of a tag pairwise once it has them all, so it is stopped while
   it gathers them: how many there are shows in the arrays that it has doubled for them. */
static bool attribute_flood(const struct xml_sax *sax)
{
    return sax->parser->maxatts > 5 * MOST_ATTRIBUTES || sax->parser->nsMax > 2 * MOST_ATTRIBUTES;
}

static bool fill(struct xml *xml)
{
    struct xml_sax *sax = xml->sax;
    ptrdiff_t n = 1;
    sax->at = sax->filled = 0;
    while (n > 0 && sax->filled < WINDOW) {
        n = xml->source->read(xml->source->context, sax->window + sax->filled,
                              WINDOW - sax->filled);
        sax->filled += n > 0 ? (size_t)n : 0;
    }
    if (n < 0)
        xml->failed = true;
    if (!sax->begun && !encoding_allowed((struct text){sax->window, sax->filled}))
        xml->reason = T("its encoding is neither UTF-8 nor UTF-16");
    sax->begun = true;
    return sax->filled > 0 && !xml->reason.len;
}

static int on_read(void *user, char *into, int room)
{
    struct xml *xml = user;
    struct xml_sax *sax = xml->sax;
    if (attribute_flood(sax))
        xml_stop(xml, T("one of its elements has too many attributes"));
    if (xml->reason.len || (sax->at == sax->filled && !fill(xml)))
        return xml->failed || xml->reason.len ? -1 : 0;
    size_t n = sax->filled - sax->at;
    if (n > (size_t)room)
        n = (size_t)room;
    memcpy(into, sax->window + sax->at, n);
    sax->at += n;
    return (int)n;
}

/* --- one part ------------------------------------------------------------------------------- */

void xml_sax_free(struct xml_sax *sax)
{
    if (!sax)
        return;
    if (sax->parser)
        xmlFreeParserCtxt(sax->parser);
    free(sax->attributes);
    free(sax);
}

static struct xml_sax *sax_new(void)
{
    struct xml_sax *sax = calloc(1, sizeof *sax);
    if (!sax || !(sax->parser = xmlNewParserCtxt())) {
        free(sax);
        return NULL;
    }
    xmlSAXHandler *handler = sax->parser->sax;
    memset(handler, 0, sizeof *handler);
    handler->initialized = XML_SAX2_MAGIC;
    handler->startElementNs = on_start;
    handler->endElementNs = on_end;
    handler->characters = handler->ignorableWhitespace = handler->cdataBlock = on_text;
    handler->internalSubset = on_doctype;
    handler->serror = on_error;
    return sax;
}

void xml_sax(struct xml *xml)
{
    if (!xml->sax && !(xml->sax = sax_new())) {
        xml_stop(xml, T("the XML parser cannot be started"));
        return;
    }
    struct xml_sax *sax = xml->sax;
    sax->tags = xml->tags;
    sax->characters = xml->characters;
    sax->begun = false;
    sax->at = sax->filled = 0;
    sax->parser->userData = xml;
    xmlDocPtr doc = xmlCtxtReadIO(sax->parser, on_read, NULL, xml, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_RECOVER);
    if (doc)
        xmlFreeDoc(doc);
    if (xml->reason.len) { /* its arrays may be large */
        xml_sax_free(sax);
        xml->sax = NULL;
    }
}

bool xml_sax_knows_uri(const char *uri)
{
    xmlURIPtr parsed = xmlParseURI(uri);
    xmlFreeURI(parsed);
    return parsed != NULL;
}
