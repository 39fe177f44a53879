/*
 * XML as spreadsheets hold it: UTF-8, elements, attributes, name spaces, the five predefined
 * entities, character references, comments. What else there is in XML, and whatever breaks a rule
 * of it, is left to libxml2: so each function here returns where it came to, or NULL for "I do not
 * know", and need not say why.
 *
 * A piece of markup is looked at whole, in a window of bytes with a NUL behind them, which no piece
 * can contain: it stops every scan. NULL may thus also mean that the window ended too early. Then
 * the window is moved on and the piece is looked at once more, so that nothing must be remembered
 * in the middle of a piece; and nothing is told before its piece is whole.
 */
#include "import/xml_own.h"

#include <stdlib.h>

enum { WINDOW = 1 << 16, KEPT = 1 << 14, MOST_ATTRIBUTES = 64, MOST_SPACES = 128 };

struct space { /* a prefix, and the name space that it stands for */
    struct text prefix, uri;
};

struct element { /* one that is open */
    struct text name;
    int tag;
    size_t n_kept, n_spaces; /* before it */
};

struct xml_fast {
    bool begun, rooted; /* what is in front of the root was read; the root has begun */
    bool ended;         /* the source has */
    char *at, *end;     /* what of the window is left */
    size_t n_attributes, n_spaces, n_kept, n_decoded;
    struct xml_attribute attributes[MOST_ATTRIBUTES];
    struct space spaces[MOST_SPACES];
    struct element open[XML_DEEPEST];
    char kept[KEPT];      /* names of open elements, name spaces */
    char decoded[WINDOW]; /* attributes of one tag that are not as they are written */
    char window[WINDOW + 1];
};

/* --- characters ------------------------------------------------------------------------------ */

/* What a byte may be without a closer look. */
enum { SPACE = 1, FIRST = 2, NAME = 4, TEXT = 8, VALUE = 16 };

#define X (TEXT | VALUE)
#define N (X | NAME)
#define L (N | FIRST)
#define B (SPACE | TEXT)
static const unsigned char kinds[256] = {
    ['\t'] = B, ['\n'] = B, ['\r'] = SPACE, [' '] = SPACE | X, ['!'] = X, ['"'] = TEXT,
    ['#'] = X,  ['$'] = X,  ['%'] = X,      ['\''] = TEXT,     ['('] = X, [')'] = X,
    ['*'] = X,  ['+'] = X,  [','] = X,      ['-'] = N,         ['.'] = N, ['/'] = X,
    ['0'] = N,  ['1'] = N,  ['2'] = N,      ['3'] = N,         ['4'] = N, ['5'] = N,
    ['6'] = N,  ['7'] = N,  ['8'] = N,      ['9'] = N,         [':'] = X, [';'] = X,
    ['='] = X,  ['>'] = X,  ['?'] = X,      ['@'] = X,         ['A'] = L, ['B'] = L,
    ['C'] = L,  ['D'] = L,  ['E'] = L,      ['F'] = L,         ['G'] = L, ['H'] = L,
    ['I'] = L,  ['J'] = L,  ['K'] = L,      ['L'] = L,         ['M'] = L, ['N'] = L,
    ['O'] = L,  ['P'] = L,  ['Q'] = L,      ['R'] = L,         ['S'] = L, ['T'] = L,
    ['U'] = L,  ['V'] = L,  ['W'] = L,      ['X'] = L,         ['Y'] = L, ['Z'] = L,
    ['['] = X,  ['\\'] = X, [']'] = VALUE,  ['^'] = X,         ['_'] = L, ['`'] = X,
    ['a'] = L,  ['b'] = L,  ['c'] = L,      ['d'] = L,         ['e'] = L, ['f'] = L,
    ['g'] = L,  ['h'] = L,  ['i'] = L,      ['j'] = L,         ['k'] = L, ['l'] = L,
    ['m'] = L,  ['n'] = L,  ['o'] = L,      ['p'] = L,         ['q'] = L, ['r'] = L,
    ['s'] = L,  ['t'] = L,  ['u'] = L,      ['v'] = L,         ['w'] = L, ['x'] = L,
    ['y'] = L,  ['z'] = L,  ['{'] = X,      ['|'] = X,         ['}'] = X, ['~'] = X,
    [0x7F] = X};
#undef X
#undef N
#undef L
#undef B

static bool is(const char *at, unsigned kind)
{
    return kinds[(unsigned char)*at] & kind;
}

static const char *skip(const char *at, unsigned kind)
{
    while (is(at, kind))
        at++;
    return at;
}

/* Behind a character of several bytes that XML allows. */
static const char *scan_sequence(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    if (p[0] < 0xC2 || p[0] > 0xF4 || (p[1] & 0xC0) != 0x80)
        return NULL;
    if (p[0] < 0xE0)
        return at + 2;
    if ((p[2] & 0xC0) != 0x80)
        return NULL;
    uint32_t c = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    if (p[0] < 0xF0)
        return c < 0x800 || (c >= 0xD800 && c < 0xE000) || c >= 0xFFFE ? NULL : at + 3;
    if ((p[3] & 0xC0) != 0x80)
        return NULL;
    c = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
    return c < 0x10000 || c > 0x10FFFF ? NULL : at + 4;
}

static bool is_character(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c < 0xD800) ||
           (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* The number in front of `at`'s ';', of at most seven digits. */
static const char *scan_number(const char *at, unsigned base, uint32_t *out)
{
    const char *from = at;
    for (*out = 0; at - from < 8; at++) {
        unsigned digit = *at >= '0' && *at <= '9'   ? (unsigned)(*at - '0')
                         : *at >= 'a' && *at <= 'f' ? (unsigned)(*at - 'a' + 10)
                         : *at >= 'A' && *at <= 'F' ? (unsigned)(*at - 'A' + 10)
                                                    : base;
        if (digit >= base)
            break;
        *out = *out * base + digit;
    }
    return at > from && *at == ';' && is_character(*out) ? at : NULL;
}

/* A reference whose '&' is at `at`. */
static const char *scan_reference(const char *at, uint32_t *out)
{
    static const struct {
        char name[6];
        unsigned char len, character;
    } known[] = {
        {"amp;", 4, '&'}, {"lt;", 3, '<'}, {"gt;", 3, '>'}, {"quot;", 5, '"'}, {"apos;", 5, '\''}};
    if (at[1] == '#') {
        at = at[2] == 'x' ? scan_number(at + 3, 16, out) : scan_number(at + 2, 10, out);
        return at ? at + 1 : NULL;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(at + 1, known[i].name, known[i].len) == 0) {
            *out = known[i].character;
            return at + 1 + known[i].len;
        }
    return NULL;
}

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        *out = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00u >> n & 0xFF) | c);
    return n;
}

/* --- attributes and name spaces --------------------------------------------------------------- */

static const char *scan_name(const char *at, struct text *prefix, struct text *name)
{
    const char *from = at;
    *prefix = (struct text){0};
    if (!is(at, FIRST))
        return NULL;
    at = skip(at, NAME);
    if (*at == ':') {
        *prefix = (struct text){from, (size_t)(at - from)};
        from = ++at;
        if (!is(at, FIRST))
            return NULL;
        at = skip(at, NAME);
    }
    *name = (struct text){from, (size_t)(at - from)};
    return at;
}

/* The rest of a value that is not as it is written. */
static const char *decode_value(struct xml_fast *f, const char *at, char quote, struct text *value)
{
    char *out = f->decoded + f->n_decoded, *from = (char *)value->ptr;
    uint32_t c;
    memmove(out, from, (size_t)(at - from)); /* what was plain so far */
    from = out;
    out += at - value->ptr;
    while (at && *at != quote) {
        const char *piece = at;
        if (*at == '&') {
            if ((at = scan_reference(at, &c)))
                out += put_utf8(out, c);
        } else if (is(at, SPACE)) {
            at += *at == '\r' && at[1] == '\n' ? 2 : 1;
            *out++ = ' ';
        } else {
            at = is(at, TEXT | VALUE) ? at + 1 : scan_sequence(at);
            for (; at && piece < at; piece++)
                *out++ = *piece;
        }
    }
    *value = (struct text){from, (size_t)(out - from)};
    f->n_decoded = (size_t)(out - f->decoded);
    return at ? at + 1 : NULL;
}

static const char *scan_value(struct xml_fast *f, const char *at, struct text *value)
{
    char quote = *at;
    if (quote != '"' && quote != '\'')
        return NULL;
    value->ptr = ++at;
    for (;;) {
        at = skip(at, VALUE);
        if (*at == quote) {
            value->len = (size_t)(at - value->ptr);
            return at + 1;
        }
        if (*at == '&' || is(at, SPACE))
            return decode_value(f, at, quote, value);
        at = is(at, TEXT) ? at + 1 : scan_sequence(at);
        if (!at)
            return NULL;
    }
}

/* Keeps a text beyond the window, with a NUL behind it; absent if there is no room. */
static struct text keep(struct xml_fast *f, struct text t)
{
    if (t.len >= KEPT - f->n_kept)
        return (struct text){0};
    char *copy = f->kept + f->n_kept;
    memcpy(copy, t.ptr, t.len);
    copy[t.len] = '\0';
    f->n_kept += t.len + 1;
    return (struct text){copy, t.len};
}

static const struct space *find_space(const struct xml_fast *f, size_t from, struct text prefix)
{
    for (size_t i = f->n_spaces; i-- > from;)
        if (xml_same(f->spaces[i].prefix, prefix))
            return &f->spaces[i];
    return NULL;
}

/* xmlns="uri", xmlns:prefix="uri"; `from`: the first of this tag. */
static bool add_space(struct xml_fast *f, size_t from, struct text prefix, struct text uri)
{
    if (f->n_spaces == MOST_SPACES || text_starts(prefix, T("xml")) ||
        text_starts(uri, T("http://www.w3.org/XML/1998/namespace")) ||
        text_starts(uri, T("http://www.w3.org/2000/xmlns/")) || find_space(f, from, prefix))
        return false;
    prefix = keep(f, prefix);
    uri = keep(f, uri);
    if (!prefix.ptr || !uri.ptr || (uri.len ? !xml_sax_knows_uri(uri.ptr) : prefix.len > 0))
        return false;
    f->spaces[f->n_spaces++] = (struct space){prefix, uri};
    return true;
}

static const char *scan_attribute(struct xml_fast *f, const char *at, size_t n_spaces)
{
    struct xml_attribute *a = &f->attributes[f->n_attributes];
    size_t n_decoded = f->n_decoded;
    if (f->n_attributes == MOST_ATTRIBUTES || !(at = scan_name(at, &a->prefix, &a->name)))
        return NULL;
    at = skip(at, SPACE);
    if (*at != '=')
        return NULL;
    at = scan_value(f, skip(at + 1, SPACE), &a->value);
    bool is_default = !a->prefix.len && xml_same(a->name, T("xmlns"));
    if (!at || (!is_default && !xml_same(a->prefix, T("xmlns")))) {
        f->n_attributes++;
        return at;
    }
    bool good =
        f->n_decoded == n_decoded && add_space(f, n_spaces, is_default ? T("") : a->name, a->value);
    return good ? at : NULL;
}

/* The name space of a prefix that was declared. */
static const struct space *space_of(const struct xml_fast *f, struct text prefix)
{
    static const struct space builtin = {T("xml"), T("http://www.w3.org/XML/1998/namespace")};
    return xml_same(prefix, T("xml")) ? &builtin : find_space(f, 0, prefix);
}

static bool same_attribute(const struct xml_fast *f, const struct xml_attribute *a,
                           const struct xml_attribute *b)
{
    if (!xml_same(a->name, b->name) || !a->prefix.len != !b->prefix.len)
        return false;
    return xml_same(a->prefix, b->prefix) ||
           xml_same(space_of(f, a->prefix)->uri, space_of(f, b->prefix)->uri);
}

/* Every prefix is declared, no attribute is there twice. */
static bool names_hold(const struct xml_fast *f, struct text prefix)
{
    if (prefix.len && !space_of(f, prefix))
        return false;
    for (size_t i = 0; i < f->n_attributes; i++) {
        const struct xml_attribute *a = &f->attributes[i];
        if (a->prefix.len && !space_of(f, a->prefix))
            return false;
        for (size_t k = 0; k < i; k++)
            if (same_attribute(f, a, &f->attributes[k]))
                return false;
    }
    return true;
}

/* --- markup ---------------------------------------------------------------------------------- */

static void close_element(struct xml *xml)
{
    struct xml_fast *f = xml->fast;
    const struct element *e = &f->open[xml->depth - 1];
    f->n_kept = e->n_kept;
    f->n_spaces = e->n_spaces;
    xml_told_end(xml, e->tag);
}

/* All of a start tag behind its name; what it adds to `f` stays if it is not sound. */
static const char *scan_attributes(struct xml_fast *f, const char *at, size_t n_spaces)
{
    f->n_attributes = f->n_decoded = 0;
    while (at && is(at, SPACE)) {
        at = skip(at, SPACE);
        if (*at == '>' || *at == '/')
            break;
        at = scan_attribute(f, at, n_spaces);
    }
    return at;
}

static const char *start_tag(struct xml *xml, const char *at)
{
    struct xml_fast *f = xml->fast;
    struct element e = {.n_kept = f->n_kept, .n_spaces = f->n_spaces};
    struct text prefix, name, whole = {at, 0};
    if (xml->depth == XML_DEEPEST || (f->rooted && !xml->depth) ||
        !(at = scan_name(at, &prefix, &name)))
        return NULL;
    whole.len = (size_t)(at - whole.ptr);
    e.name = keep(f, whole);
    at = e.name.ptr ? scan_attributes(f, at, e.n_spaces) : NULL;
    bool empty = at && *at == '/';
    if (!at || at[empty] != '>' || !names_hold(f, prefix)) {
        f->n_kept = e.n_kept;
        f->n_spaces = e.n_spaces;
        return NULL;
    }
    xml->name = text_slice(e.name, e.name.len - name.len, e.name.len);
    xml->attributes = f->attributes;
    xml->n_attributes = f->n_attributes;
    e.tag = xml_tag(xml, xml->name);
    f->open[xml->depth] = e;
    f->rooted = true;
    xml_told_start(xml, e.tag);
    if (empty && !xml->reason.len)
        close_element(xml);
    return at + empty + 1;
}

static const char *end_tag(struct xml *xml, const char *at)
{
    struct xml_fast *f = xml->fast;
    if (!xml->depth)
        return NULL;
    struct text name = f->open[xml->depth - 1].name;
    if ((size_t)(f->end - at) <= name.len || !xml_same((struct text){at, name.len}, name))
        return NULL;
    at = skip(at + name.len, SPACE);
    if (*at != '>')
        return NULL;
    close_element(xml);
    return at + 1;
}

static const char *scan_comment(const char *at)
{
    if (at[0] != '-' || at[1] != '-')
        return NULL;
    for (at += 2; at && (at[0] != '-' || at[1] != '-');)
        at = is(at, SPACE | TEXT | VALUE) || *at == '&' || *at == '<' ? at + 1 : scan_sequence(at);
    return at && at[2] == '>' ? at + 3 : NULL;
}

static const char *markup(struct xml *xml, const char *at)
{
    switch (at[1]) {
    case '/':
        return end_tag(xml, at + 2);
    case '!':
        return scan_comment(at + 2);
    default:
        return start_tag(xml, at + 1);
    }
}

/* --- text ------------------------------------------------------------------------------------ */

/* Behind a character that is neither ASCII nor markup, or a ']' that does not end a CDATA section:
   that must not be in a text. */
static const char *rare_text(const char *at)
{
    if (*at != ']')
        return scan_sequence(at);
    bool close = !at[1] || (at[1] == ']' && (!at[2] || at[2] == '>'));
    return close ? NULL : at + 1;
}

/* What can be told as it is written: all until markup, as libxml2 may lose what stands in front of
   an error; or what there is if it fills the window. */
static const char *plain_text(const struct xml_fast *f, const char *from)
{
    const char *at = from;
    bool fills = from == f->window && f->end == f->window + WINDOW;
    for (;;) {
        at = skip(at, TEXT);
        if (*at == '<' || *at == '&' || *at == '\r')
            return at;
        const char *next = rare_text(at);
        if (!next)
            return fills && at > from ? at : NULL;
        at = next;
    }
}

static const char *text(struct xml *xml, const char *from)
{
    const char *to = plain_text(xml->fast, from);
    if (to)
        xml_told_text(xml, (struct text){from, (size_t)(to - from)});
    return to;
}

static const char *reference(struct xml *xml, const char *at)
{
    uint32_t c;
    char out[4];
    if ((at = scan_reference(at, &c)))
        xml_told_text(xml, (struct text){out, put_utf8(out, c)});
    return at;
}

/* However it is written, the end of a line is '\n'. */
static const char *line_end(struct xml *xml, const char *at)
{
    if (!at[1])
        return NULL;
    xml_told_text(xml, T("\n"));
    return at + (at[1] == '\n' ? 2 : 1);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* `name="value"` of the declaration; the value is `a` or `b`. */
static const char *scan_said(const char *at, const char *name, const char *a, const char *b)
{
    size_t n = strlen(name);
    const char *from = at, *value;
    at = skip(at, SPACE);
    if (at == from || strncmp(at, name, n) != 0)
        return NULL;
    at = skip(at + n, SPACE);
    if (*at != '=')
        return NULL;
    at = skip(at + 1, SPACE);
    char quote = *at++;
    value = at;
    if ((quote != '"' && quote != '\'') || !(at = strchr(at, quote)))
        return NULL;
    struct text t = {value, (size_t)(at - value)};
    return xml_same(t, text_of(a)) || xml_same(t, text_of(b)) ? at + 1 : NULL;
}

/* Byte order mark and XML declaration. */
static const char *prologue(struct xml *xml, const char *at)
{
    struct xml_fast *f = xml->fast;
    const char *next;
    if (f->end - at < 9 && !f->ended)
        return NULL;
    if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    if (strncmp(at, "<?xml", 5) == 0) {
        if (!(at = scan_said(at + 5, "version", "1.0", "1.0")))
            return NULL;
        if ((next = scan_said(at, "encoding", "UTF-8", "utf-8")))
            at = next;
        if ((next = scan_said(at, "standalone", "yes", "no")))
            at = next;
        at = skip(at, SPACE);
        if (strncmp(at, "?>", 2) != 0)
            return NULL;
        at += 2;
    }
    f->begun = true;
    return at;
}

static const char *step(struct xml *xml, const char *at)
{
    if (!xml->fast->begun)
        return prologue(xml, at);
    if (*at == '<')
        return markup(xml, at);
    if (!xml->depth) {
        const char *next = skip(at, SPACE);
        return next > at ? next : NULL;
    }
    switch (*at) {
    case '&':
        return reference(xml, at);
    case '\r':
        return line_end(xml, at);
    default:
        return text(xml, at);
    }
}

/* Moves what is left to the front and adds to it. False: there is no more, or no room for it. */
static bool move_on(struct xml *xml)
{
    struct xml_fast *f = xml->fast;
    size_t left = (size_t)(f->end - f->at);
    if (f->ended || left == WINDOW)
        return false;
    memmove(f->window, f->at, left);
    f->at = f->window;
    ptrdiff_t n = xml->source->read(xml->source->context, f->window + left, WINDOW - left);
    f->ended = n <= 0;
    f->end = f->window + left + (n > 0 ? n : 0);
    *f->end = '\0';
    return n >= 0;
}

bool xml_fast(struct xml *xml)
{
    struct xml_fast *f = xml->fast;
    if (!f && !(f = xml->fast = malloc(sizeof *f)))
        return false;
    f->begun = f->rooted = f->ended = false;
    f->n_spaces = f->n_kept = 0;
    f->at = f->end = f->window;
    *f->end = '\0';
    while (!xml->reason.len) {
        const char *next = f->at < f->end ? step(xml, f->at) : NULL;
        if (next)
            f->at += next - f->at;
        else if (f->ended && f->at == f->end)
            return f->rooted && !xml->depth;
        else if (!move_on(xml))
            return false;
    }
    return true;
}

void xml_fast_free(struct xml_fast *fast)
{
    free(fast);
}
