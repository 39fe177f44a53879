/*
 * What the two parsers behind xml.h share. Both tell what they read by xml_told_*, which know what
 * the handler wants and count everything, skipped or not: the count is where the other one goes on.
 */
#ifndef IMPORT_XML_OWN_H
#define IMPORT_XML_OWN_H

#include "import/xml.h"

#include <string.h>

enum { XML_MOST_NAMES = 40, XML_DEEPEST = 64 };

struct xml_attribute {
    struct text prefix, name, value;
};

struct xml {
    struct arena *mem;
    const struct source *source;
    const struct xml_handler *handler;
    void *context;
    struct text names[XML_MOST_NAMES]; /* the handler's */
    int n_names;
    unsigned depth, skip; /* skip: depth within an element that nobody wants */
    uint64_t tags;        /* that began or ended an element, so far */
    uint64_t characters;  /* bytes of text since the last of them */
    struct text name;     /* of the element being told; a NUL stands behind it */
    const struct xml_attribute *attributes;
    size_t n_attributes;
    struct text reason;  /* why it was stopped */
    struct text problem; /* first thing not well-formed */
    bool failed;         /* the source did */
    struct xml_fast *fast;
    struct xml_sax *sax; /* both are made when they are needed first */
};

/* text_eq for names, which are short or differ in their first letter. */
static inline bool xml_same(struct text a, struct text b)
{
    return a.len == b.len &&
           (!a.len || (*a.ptr == *b.ptr && (a.len == 1 || memcmp(a.ptr, b.ptr, a.len) == 0)));
}

/* The number of this name among those of the handler; -1. */
int xml_tag(const struct xml *xml, struct text name);
/* An element begins that has this number; its name and attributes are in `xml`. */
void xml_told_start(struct xml *xml, int tag);
void xml_told_end(struct xml *xml, int tag);
void xml_told_text(struct xml *xml, struct text piece);

/* Reads the source until its end or until somebody stops it. False: it met what it does not know,
   and all in front of that was told. */
bool xml_fast(struct xml *xml);
void xml_fast_free(struct xml_fast *fast);

/* Reads the source, which is at its beginning, and tells what was not told yet. */
void xml_sax(struct xml *xml);
void xml_sax_free(struct xml_sax *sax);
/* True if libxml2 finds nothing wrong with this name of a namespace. */
bool xml_sax_knows_uri(const char *uri);

/* xml_parse by libxml2 alone, to compare with. */
enum xml_outcome xml_parse_sax(struct xml *xml, const struct source *source,
                               const struct xml_handler *handler, void *context,
                               struct text *error);

#endif
