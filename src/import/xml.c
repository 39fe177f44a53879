/* The front of both parsers: hands over from one to the other, tells handlers, knows attributes. */
#include "import/xml_own.h"

struct xml *xml_new(struct arena *mem)
{
    struct xml *xml = NEW(mem, struct xml);
    xml->mem = mem;
    return xml;
}

void xml_free(struct xml *xml)
{
    xml_fast_free(xml->fast);
    xml_sax_free(xml->sax);
}

void xml_stop(struct xml *xml, struct text reason)
{
    if (!xml->reason.len)
        xml->reason = reason;
}

/* --- events ---------------------------------------------------------------------------------- */

int xml_tag(const struct xml *xml, struct text name)
{
    for (int i = 0; i < xml->n_names; i++)
        if (xml_same(xml->names[i], name))
            return i;
    return -1;
}

void xml_told_start(struct xml *xml, int tag)
{
    xml->tags++;
    xml->characters = 0;
    xml->depth++;
    /* mc:Fallback: the same contents again, for older programs */
    if (xml->skip || (tag < 0 && xml_same(xml->name, T("Fallback"))))
        xml->skip++;
    else if (!xml->handler->start(xml->context, xml, tag))
        xml->skip = 1;
    xml->n_attributes = 0;
}

void xml_told_end(struct xml *xml, int tag)
{
    xml->tags++;
    xml->characters = 0;
    xml->depth--;
    if (xml->skip)
        xml->skip--;
    else if (xml->handler->end)
        xml->handler->end(xml->context, tag);
}

void xml_told_text(struct xml *xml, struct text piece)
{
    xml->characters += piece.len;
    if (!xml->skip && xml->handler->text)
        xml->handler->text(xml->context, piece);
}

/* --- one part -------------------------------------------------------------------------------- */

static void begin(struct xml *xml, const struct source *source, const struct xml_handler *handler,
                  void *context)
{
    xml->source = source;
    xml->handler = handler;
    xml->context = context;
    xml->depth = xml->skip = 0;
    xml->tags = xml->characters = 0;
    xml->reason = xml->problem = (struct text){0};
    xml->failed = false;
    xml->n_names = 0;
    for (const char *const *name = handler->names; *name; name++)
        xml->names[xml->n_names++] = text_of(*name);
}

static enum xml_outcome outcome_of(const struct xml *xml, struct text *error)
{
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

enum xml_outcome xml_parse(struct xml *xml, const struct source *source,
                           const struct xml_handler *handler, void *context, struct text *error)
{
    begin(xml, source, handler, context);
    if (!xml_fast(xml)) {
        if (source->rewind(source->context))
            xml_sax(xml);
        else
            xml->failed = true;
    }
    return outcome_of(xml, error);
}

enum xml_outcome xml_parse_sax(struct xml *xml, const struct source *source,
                               const struct xml_handler *handler, void *context, struct text *error)
{
    begin(xml, source, handler, context);
    xml_sax(xml);
    return outcome_of(xml, error);
}

/* --- attributes ------------------------------------------------------------------------------ */

struct text xml_attr(struct xml *xml, const char *name)
{
    struct text wanted = text_of(name);
    for (size_t i = 0; i < xml->n_attributes; i++)
        if (xml_same(xml->attributes[i].name, wanted))
            return xml->attributes[i].value;
    return (struct text){0};
}

struct text xml_attr_of(struct xml *xml, const char *prefix, const char *name)
{
    for (size_t i = 0; i < xml->n_attributes; i++)
        if (xml_same(xml->attributes[i].name, text_of(name)) &&
            xml_same(xml->attributes[i].prefix, text_of(prefix)))
            return xml->attributes[i].value;
    return (struct text){0};
}

const char *xml_name(struct xml *xml)
{
    return xml->name.ptr;
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
            n = UINT32_MAX;
    }
    return value.len ? (uint32_t)n : otherwise;
}

bool xml_attr_true(struct xml *xml, const char *name)
{
    struct text value = xml_attr(xml, name);
    return text_eq(value, T("1")) || text_eq_ascii_case(value, T("true")) ||
           text_eq_ascii_case(value, T("on"));
}
