/*
 * XML events by libxml2's SAX2 interface in pull mode: the fastest way through the library, and the
 * one in which it enforces its own depth limit. Names that a handler asks for are interned in the
 * parser's dictionary, so that telling elements apart costs a comparison of pointers.
 *
 * Without XML_PARSE_NOENT internal entities would still be expanded into character data, so a
 * document type is refused before anything of it is used; XML_PARSE_HUGE is never set.
 */
#include "import/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 1 << 16, MOST_NAMES = 40, DEEPEST = 64, MOST_ATTRIBUTES = 20000 };

struct xml {
    struct arena *mem;
    xmlParserCtxtPtr parser;
    const struct source *source;
    const struct xml_handler *handler;
    void *context;
    const xmlChar *names[MOST_NAMES];
    int n_names;
    const xmlChar *fallback; /* mc:Fallback: the same contents again for older programs */
    unsigned depth, skip;    /* skip: depth within an element that nobody wants */
    const xmlChar *name;
    const xmlChar **attributes;
    int n_attributes;
    unsigned equals;     /* '=' seen since the last '<', across windows */
    struct text reason;  /* why it was stopped */
    struct text problem; /* first thing not well-formed */
    bool failed;         /* the source did */
    bool begun;
    size_t at, filled;
    char *window;
};

struct xml *xml_new(struct arena *mem)
{
    struct xml *xml = NEW(mem, struct xml);
    xml->mem = mem;
    return xml;
}

void xml_free(struct xml *xml)
{
    if (xml->parser)
        xmlFreeParserCtxt(xml->parser);
    free(xml->window);
}

void xml_stop(struct xml *xml, struct text reason)
{
    if (!xml->reason.len)
        xml->reason = reason;
    xmlStopParser(xml->parser);
}

/* --- events --------------------------------------------------------------------------------- */

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    struct xml *xml = user;
    if (++xml->depth > DEEPEST) {
        xml_stop(xml, T("its elements are nested too deep"));
        return;
    }
    if (xml->skip || name == xml->fallback) {
        xml->skip++;
        return;
    }
    int tag = 0;
    while (tag < xml->n_names && xml->names[tag] != name)
        tag++;
    xml->name = name;
    xml->attributes = attributes;
    xml->n_attributes = n_attributes;
    if (!xml->handler->start(xml->context, xml, tag < xml->n_names ? tag : -1))
        xml->skip = 1;
    xml->n_attributes = 0;
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)prefix, (void)uri;
    struct xml *xml = user;
    xml->depth--;
    if (xml->skip) {
        xml->skip--;
        return;
    }
    if (!xml->handler->end)
        return;
    int tag = 0;
    while (tag < xml->n_names && xml->names[tag] != name)
        tag++;
    xml->handler->end(xml->context, tag < xml->n_names ? tag : -1);
}

/* In a part that is not well-formed, malformed UTF-8 may come through. */
static struct text sound(struct xml *xml, struct text t)
{
    return xml->problem.len ? text_repair(xml->mem, t, NULL) : t;
}

static void on_text(void *user, const xmlChar *piece, int len)
{
    struct xml *xml = user;
    if (!xml->skip && xml->handler->text)
        xml->handler->text(xml->context,
                           sound(xml, (struct text){(const char *)piece, (size_t)len}));
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    xml_stop(user, T("it declares a document type, which spreadsheets never do and attacks need"));
}

static void on_error(void *user, xmlErrorPtr error)
{
    struct xml *xml = user;
    if (xml->problem.len || xml->reason.len || error->level < XML_ERR_ERROR)
        return;
    struct text message = text_trim(text_of(error->message));
    xml->problem = text_printf(xml->mem, "line %d: " TEXT_FMT, error->line,
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

/* A window without any '<' may be one endless tag: the parser checks attributes pairwise. */
static bool attribute_flood(struct xml *xml)
{
    size_t from = xml->filled;
    while (from > 0 && xml->window[from - 1] != '<')
        from--;
    if (from)
        xml->equals = 0;
    if (from && xml->filled - from < WINDOW / 2)
        return false;
    for (size_t i = from; i < xml->filled; i++)
        xml->equals += xml->window[i] == '=';
    return xml->equals > MOST_ATTRIBUTES;
}

static bool fill(struct xml *xml)
{
    ptrdiff_t n = xml->source->read(xml->source->context, xml->window, WINDOW);
    xml->at = 0;
    xml->filled = n > 0 ? (size_t)n : 0;
    if (n < 0)
        xml->failed = true;
    if (!xml->begun && !encoding_allowed((struct text){xml->window, xml->filled}))
        xml->reason = T("its encoding is neither UTF-8 nor UTF-16");
    xml->begun = true;
    if (attribute_flood(xml))
        xml->reason = T("one of its elements has too many attributes");
    return xml->filled > 0 && !xml->reason.len;
}

static int on_read(void *user, char *into, int room)
{
    struct xml *xml = user;
    if (xml->at == xml->filled && !fill(xml))
        return xml->failed || xml->reason.len ? -1 : 0;
    size_t n = xml->filled - xml->at;
    if (n > (size_t)room)
        n = (size_t)room;
    memcpy(into, xml->window + xml->at, n);
    xml->at += n;
    return (int)n;
}

/* --- one part ------------------------------------------------------------------------------- */

static bool ready(struct xml *xml)
{
    if (!xml->parser) {
        xml->parser = xmlNewParserCtxt();
        xml->window = malloc(WINDOW);
        if (!xml->parser || !xml->window)
            return false;
        xmlSAXHandler *sax = xml->parser->sax;
        memset(sax, 0, sizeof *sax);
        sax->initialized = XML_SAX2_MAGIC;
        sax->startElementNs = on_start;
        sax->endElementNs = on_end;
        sax->characters = sax->ignorableWhitespace = sax->cdataBlock = on_text;
        sax->internalSubset = on_doctype;
        sax->serror = on_error;
        xml->fallback = xmlDictLookup(xml->parser->dict, BAD_CAST "Fallback", -1);
    }
    xml->n_names = 0;
    for (const char *const *name = xml->handler->names; *name; name++)
        xml->names[xml->n_names++] = xmlDictLookup(xml->parser->dict, BAD_CAST * name, -1);
    return true;
}

enum xml_outcome xml_parse(struct xml *xml, const struct source *source,
                           const struct xml_handler *handler, void *context, struct text *error)
{
    xml->source = source;
    xml->handler = handler;
    xml->context = context;
    xml->depth = xml->skip = xml->equals = 0;
    xml->at = xml->filled = 0;
    xml->reason = xml->problem = (struct text){0};
    xml->failed = xml->begun = false;
    if (!ready(xml)) {
        *error = T("the XML parser cannot be started");
        return XML_REFUSED;
    }
    xml->parser->userData = xml;
    xmlDocPtr doc = xmlCtxtReadIO(xml->parser, on_read, NULL, xml, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_RECOVER);
    if (doc)
        xmlFreeDoc(doc);
    if (xml->reason.len) {
        *error = xml->reason;
        return XML_REFUSED;
    }
    if (xml->failed || xml->problem.len) {
        *error = xml->problem.len ? xml->problem : T("the part ends too early");
        return XML_DAMAGED;
    }
    return XML_READ;
}

/* --- attributes ----------------------------------------------------------------------------- */

/* Without entity substitution the parser leaves '&' in a value as "&#38;" and only that. */
static struct text decode_ampersands(struct xml *xml, struct text value)
{
    value = sound(xml, value);
    bool plain = value.len < 16; /* shorter than the call of memchr */
    for (size_t i = 0; plain && i < value.len; i++)
        plain = value.ptr[i] != '&';
    if (plain || !memchr(value.ptr, '&', value.len))
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

/* Most names differ in their first letter or have no other. */
static bool same_name(const xmlChar *a, const char *name)
{
    return a[0] == (xmlChar)name[0] && ((!a[1] && !name[1]) || strcmp((const char *)a, name) == 0);
}

struct text xml_attr(struct xml *xml, const char *name)
{
    for (int i = 0; i < xml->n_attributes; i++) {
        const xmlChar **a = &xml->attributes[5 * i];
        if (same_name(a[0], name))
            return decode_ampersands(xml, (struct text){(const char *)a[3], (size_t)(a[4] - a[3])});
    }
    return (struct text){0};
}

struct text xml_attr_of(struct xml *xml, const char *prefix, const char *name)
{
    for (int i = 0; i < xml->n_attributes; i++) {
        const xmlChar **a = &xml->attributes[5 * i];
        if (a[1] && strcmp((const char *)a[1], prefix) == 0 &&
            strcmp((const char *)a[0], name) == 0)
            return decode_ampersands(xml, (struct text){(const char *)a[3], (size_t)(a[4] - a[3])});
    }
    return (struct text){0};
}

const char *xml_name(struct xml *xml)
{
    return (const char *)xml->name;
}

uint32_t xml_attr_number(struct xml *xml, const char *name, uint32_t otherwise)
{
    struct text value = xml_attr(xml, name);
    uint64_t n = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return otherwise;
        n = n * 10 + (uint64_t)(value.ptr[i] - '0');
        if (n > UINT32_MAX)
            return otherwise;
    }
    return value.len ? (uint32_t)n : otherwise;
}

bool xml_attr_true(struct xml *xml, const char *name)
{
    struct text value = xml_attr(xml, name);
    return text_eq(value, T("1")) || text_eq_ascii_case(value, T("true")) ||
           text_eq_ascii_case(value, T("on"));
}
