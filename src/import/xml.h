/*
 * Bytes of an XML part -> events, while they stream in. Names are local names: prefixes and the two
 * families of namespaces (transitional, strict) do not matter here.
 *
 * Two parsers stand behind this. One of our own (xml_fast.c) reads what spreadsheets really hold.
 * As soon as it meets anything else, well-formed or not, libxml2 (xml_sax.c) reads the part again
 * from its beginning, says nothing of what was told already, and goes on from there: what comes out
 * is always what libxml2 alone would have told.
 *
 * A document type, an encoding other than UTF-8 and UTF-16, too deep nesting or a flood of
 * attributes is refused. Other errors are noted and reading goes on as well as it can.
 */
#ifndef IMPORT_XML_H
#define IMPORT_XML_H

#include "base/text.h"
#include "import/source.h"

struct xml; /* a parser, used for one part after the other */

struct xml_handler {
    const char *const *names; /* element names of interest, the frequent ones first; NULL at end */
    /* An element begins: `tag` is its number in names, or -1. False: its contents do not matter,
       neither they nor its end are told. */
    bool (*start)(void *context, struct xml *xml, int tag);
    void (*end)(void *context, int tag); /* NULL: not of interest */
    /* A piece of character data; an element's text may come in several. */
    void (*text)(void *context, struct text piece); /* NULL: not of interest */
};

enum xml_outcome {
    XML_READ,
    XML_DAMAGED, /* not well-formed, or the source failed: events up to there were told */
    XML_REFUSED  /* hostile, or xml_stop */
};

struct xml *xml_new(struct arena *mem);
void xml_free(struct xml *xml);

/* Reads one part. `*error`, if not XML_READ, says why in a few words (in the arena given to
   xml_new). */
enum xml_outcome xml_parse(struct xml *xml, const struct source *source,
                           const struct xml_handler *handler, void *context, struct text *error);

/* Within start(): the attribute with this local name, or absent. Good until start() returns. */
struct text xml_attr(struct xml *xml, const char *name);
/* The same, but with this prefix, for vocabularies that tell attributes apart by it alone. */
struct text xml_attr_of(struct xml *xml, const char *prefix, const char *name);
/* Within start(): the element's local name. */
const char *xml_name(struct xml *xml);
/* An attribute as number; `otherwise` if absent or no number, UINT32_MAX if it is larger. Negative
   ones count as no number. */
uint32_t xml_attr_number(struct xml *xml, const char *name, uint32_t otherwise);
/* "1", "true", "on" */
bool xml_attr_true(struct xml *xml, const char *name);

/* Ends the parse early; the outcome is XML_REFUSED with this reason. */
void xml_stop(struct xml *xml, struct text reason);

#endif
