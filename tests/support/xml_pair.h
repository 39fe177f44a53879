/*
 * One part read by both parsers of xml.h, as it is, and by libxml2 alone: what the handler is told,
 * the outcome and the words of the error must be the same.
 */
#ifndef SUPPORT_XML_PAIR_H
#define SUPPORT_XML_PAIR_H

#include "import/xml_own.h"

#include <string.h>

struct pair_source {
    struct text bytes;
    size_t at, window; /* bytes of one read */
    size_t fails_at;   /* reading fails there; SIZE_MAX: never */
    unsigned rewound;
};

static inline ptrdiff_t pair_read(void *context, char *into, size_t room)
{
    struct pair_source *s = context;
    size_t end = s->bytes.len < s->fails_at ? s->bytes.len : s->fails_at;
    size_t n = end - s->at;
    if (!n && s->fails_at <= s->bytes.len)
        return -1;
    n = n > room ? room : n;
    n = n > s->window ? s->window : n;
    if (n)
        memcpy(into, s->bytes.ptr + s->at, n);
    s->at += n;
    return (ptrdiff_t)n;
}

static inline bool pair_rewind(void *context)
{
    struct pair_source *s = context;
    s->at = 0;
    s->rewound++;
    return true;
}

/* What was told, written down. */
struct pair_log {
    struct buf out;
    struct buf text; /* pieces of one text, joined */
};

static inline void pair_flush(struct pair_log *log)
{
    if (log->text.len)
        buf_printf(&log->out, "[%zu " TEXT_FMT "]", log->text.len, TEXT_ARG(buf_text(&log->text)));
    log->text.len = 0;
}

static inline bool pair_start(void *context, struct xml *xml, int tag)
{
    struct pair_log *log = context;
    pair_flush(log);
    buf_printf(&log->out, "<%d %s", tag, xml_name(xml));
    for (size_t i = 0; i < xml->n_attributes; i++) {
        const struct xml_attribute *a = &xml->attributes[i];
        buf_printf(&log->out, " " TEXT_FMT ":" TEXT_FMT "='" TEXT_FMT "'", TEXT_ARG(a->prefix),
                   TEXT_ARG(a->name), TEXT_ARG(a->value));
    }
    buf_add_char(&log->out, '>');
    if (strcmp(xml_name(xml), "stop") == 0)
        xml_stop(xml, T("it was stopped"));
    return strcmp(xml_name(xml), "skip") != 0;
}

static inline void pair_end(void *context, int tag)
{
    struct pair_log *log = context;
    pair_flush(log);
    buf_printf(&log->out, "</%d>", tag);
}

static inline void pair_text(void *context, struct text piece)
{
    struct pair_log *log = context;
    buf_add(&log->text, piece);
}

static const char *const pair_names[] = {"c", "v", "row", "t", "table-cell", "p", NULL};
static const struct xml_handler pair_handler = {pair_names, pair_start, pair_end, pair_text};

static inline struct text pair_log(struct arena *mem, struct xml *xml, struct pair_source *from,
                                   bool alone)
{
    struct source source = {pair_read, pair_rewind, from};
    struct pair_log log = {.out.mem = mem, .text.mem = mem};
    struct text error = {0};
    enum xml_outcome outcome = alone ? xml_parse_sax(xml, &source, &pair_handler, &log, &error)
                                     : xml_parse(xml, &source, &pair_handler, &log, &error);
    pair_flush(&log);
    buf_printf(&log.out, " = %d " TEXT_FMT, (int)outcome, TEXT_ARG(error));
    return buf_text(&log.out);
}

/* True if both tell the same. `*both`: what the pair told; `*alone`: what libxml2 did. */
static inline bool pair_agrees(struct arena *mem, struct xml *xml, struct pair_source source,
                               struct text *both, struct text *alone, bool *handed_over)
{
    struct pair_source again = source;
    *both = pair_log(mem, xml, &source, false);
    *alone = pair_log(mem, xml, &again, true);
    *handed_over = source.rewound > 0;
    return text_eq(*both, *alone);
}

#endif
