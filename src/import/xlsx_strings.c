/* sharedStrings.xml and comments: rich text runs joined, phonetic guides left out. */
#include "import/grid.h"
#include "import/xlsx.h"

enum { TAG_T, TAG_SI, TAG_R, TAG_RPH, TAG_PHONETIC };

static const char *const names[] = {"t", "si", "r", "rPh", "phoneticPr", NULL};

static bool start(void *context, struct xml *xml, int tag)
{
    struct xlsx *x = context;
    if (tag == TAG_SI && x->strings.n >= x->limits->cells)
        xml_stop(xml, T("it holds more texts than the limit (cells)"));
    if (tag == TAG_SI)
        x->text.len = 0;
    x->collecting = tag == TAG_T;
    return tag != TAG_RPH && tag != TAG_PHONETIC;
}

static void end(void *context, int tag)
{
    struct xlsx *x = context;
    x->collecting = false;
    if (tag != TAG_SI)
        return;
    bool cut = false;
    struct text t = xlsx_text(x, buf_text(&x->text), &cut);
    if (x->strings.n == x->strings.cap)
        x->strings.v = grown(x->strings.v, &x->strings.cap, sizeof *x->strings.v);
    x->strings.v[x->strings.n++] = (struct shared_string){t, cut, text_blank(t)};
}

static void text(void *context, struct text piece)
{
    struct xlsx *x = context;
    if (x->collecting)
        buf_add(&x->text, piece);
}

bool xlsx_strings(struct xlsx *x, size_t part)
{
    static const struct xml_handler handler = {names, start, end, text};
    return xlsx_part(x, part, &handler, x);
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* The code unit of "_x000D_" at `at`; -1 if none stands there. */
static int32_t escaped_unit(struct text t, size_t at)
{
    if (at + 7 > t.len || t.ptr[at] != '_' || t.ptr[at + 1] != 'x' || t.ptr[at + 6] != '_')
        return -1;
    int32_t unit = 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex(t.ptr[at + i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* One escape at `at`, or a pair of them for a character beyond the basic plane; bytes used. */
static size_t add_escaped(struct buf *out, struct text t, size_t at, int32_t unit)
{
    if (unit >= 0xD800 && unit < 0xDC00) {
        int32_t low = escaped_unit(t, at + 7);
        if (low >= 0xDC00 && low < 0xE000) {
            buf_add_utf8(out,
                         0x10000u + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00));
            return 14;
        }
    }
    if (unit >= 0xD800 && unit < 0xE000)
        buf_add_utf8(out, 0xFFFD);
    else if (unit == '\r')
        buf_add_char(out, '\n');
    else if (unit >= ' ' || unit == '\t' || unit == '\n')
        buf_add_utf8(out, (uint32_t)unit);
    if (unit == '\r' && at + 7 < t.len && t.ptr[at + 7] == '\n')
        return 8;
    if (unit == '\r' && escaped_unit(t, at + 7) == '\n')
        return 14;
    return 7;
}

static struct text unescape(struct arena *mem, struct text t)
{
    struct buf out = {.mem = mem};
    for (size_t at = 0; at < t.len;) {
        int32_t unit = escaped_unit(t, at);
        if (unit >= 0) {
            at += add_escaped(&out, t, at, unit);
        } else if (t.ptr[at] == '\r') {
            buf_add_char(&out, '\n');
            at += 1 + (at + 1 < t.len && t.ptr[at + 1] == '\n');
        } else {
            buf_add_char(&out, t.ptr[at++]);
        }
    }
    return buf_text(&out);
}

/* At most `limit` characters from the front. */
static struct text cut_at(struct text t, size_t limit)
{
    struct text rest = t;
    for (size_t n = 0; n < limit && rest.len; n++)
        text_next(&rest);
    return text_slice(t, 0, t.len - rest.len);
}

struct text xlsx_text(struct xlsx *x, struct text raw, bool *cut)
{
    if (raw.len > x->limits->cell_text) {
        struct text shorter = cut_at(raw, x->limits->cell_text);
        *cut = shorter.len < raw.len;
        raw = shorter;
    }
    if (text_contains(raw, T("_x")) || text_contains(raw, T("\r")))
        return unescape(x->mem, raw);
    return text_copy(x->mem, raw);
}
