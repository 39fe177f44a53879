/* styles.xml -> for each cell format: kind of value, bold, struck, indent, fill. */
#include "import/number_format.h"
#include "import/xlsx.h"

#include <stdlib.h>

enum {
    TAG_XF,
    TAG_ALIGNMENT,
    TAG_NUMFMT,
    TAG_FONT,
    TAG_B,
    TAG_STRIKE,
    TAG_FILL,
    TAG_PATTERN,
    TAG_FGCOLOR,
    TAG_CELLXFS,
    TAG_STYLEXFS,
    TAG_DXFS,
    TAG_EXT,
    TAG_COLORS
};

static const char *const names[] = {
    "xf",      "alignment", "numFmt",       "font", "b",      "strike", "fill", "patternFill",
    "fgColor", "cellXfs",   "cellStyleXfs", "dxfs", "extLst", "colors", NULL};

enum { MOST_FORMATS = 65536 };

struct styles {
    struct xlsx *x;
    struct text_list formats; /* by id */
    struct {
        uint8_t *v; /* enum cell_flag of each font */
        size_t n, cap;
    } fonts;
    struct {
        uint32_t *v;
        size_t n, cap;
    } fills;
    bool solid;
};

static struct text format_of(const struct styles *s, uint32_t id)
{
    return id < s->formats.n && s->formats.v[id].len ? s->formats.v[id] : format_builtin(id);
}

static void add_format(struct styles *s, struct xml *xml)
{
    uint32_t id = xml_attr_number(xml, "numFmtId", MOST_FORMATS);
    if (id >= MOST_FORMATS)
        return;
    while (s->formats.n <= id)
        *list_push(s->x->mem, &s->formats) = (struct text){0};
    s->formats.v[id] = text_copy(s->x->mem, xml_attr(xml, "formatCode"));
}

static void add_style(struct styles *s, struct xml *xml)
{
    struct style style = {0};
    struct cell_extra extra = {0};
    uint32_t font = xml_attr_number(xml, "fontId", UINT32_MAX);
    uint32_t fill = xml_attr_number(xml, "fillId", UINT32_MAX);
    extra.format = format_of(s, xml_attr_number(xml, "numFmtId", 0));
    style.kind = (uint8_t)format_kind(extra.format);
    style.flags = (uint8_t)((font < s->fonts.n ? s->fonts.v[font] : 0) |
                            (style.kind == FORMAT_PERCENT ? CELL_PERCENT : 0));
    extra.fill = fill < s->fills.n ? s->fills.v[fill] : 0;
    if (text_eq_ascii_case(extra.format, T("General")))
        extra.format = (struct text){0};
    if (extra.format.len || extra.fill) {
        struct cell_extra *kept = NEW(s->x->mem, struct cell_extra);
        *kept = extra;
        style.extra = kept;
    }
    *list_push(s->x->mem, &s->x->styles) = style;
}

static void set_indent(struct styles *s, uint32_t indent)
{
    if (!indent || !s->x->styles.n)
        return;
    struct style *style = &s->x->styles.v[s->x->styles.n - 1];
    struct cell_extra *kept = NEW(s->x->mem, struct cell_extra);
    if (style->extra)
        *kept = *style->extra;
    kept->indent = indent < 255 ? (uint8_t)indent : 255;
    style->extra = kept;
}

/* "FFE2EFDA" -> 0xE2EFDA + 1; theme and indexed colours are not known. */
static uint32_t colour(struct text rgb)
{
    uint32_t n = 0;
    if (rgb.len == 8)
        rgb = text_slice(rgb, 2, 8);
    if (rgb.len != 6)
        return 0;
    for (size_t i = 0; i < 6; i++) {
        char c = rgb.ptr[i];
        int digit = c >= '0' && c <= '9'                     ? c - '0'
                    : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                             : -1;
        if (digit < 0)
            return 0;
        n = n * 16 + (uint32_t)digit;
    }
    return n + 1;
}

static void set_font_flag(struct styles *s, struct xml *xml, uint8_t flag)
{
    struct text val = xml_attr(xml, "val");
    if (s->fonts.n && (!val.len || xml_attr_true(xml, "val")))
        s->fonts.v[s->fonts.n - 1] |= flag;
}

static bool start(void *context, struct xml *xml, int tag)
{
    struct styles *s = context;
    struct arena *mem = s->x->mem;
    if (!xlsx_keeps(s->x, xml))
        return false;
    switch (tag) {
    case TAG_NUMFMT:
        add_format(s, xml);
        break;
    case TAG_FONT:
        *list_push(mem, &s->fonts) = 0;
        break;
    case TAG_B:
        set_font_flag(s, xml, CELL_BOLD);
        break;
    case TAG_STRIKE:
        set_font_flag(s, xml, CELL_STRUCK);
        break;
    case TAG_FILL:
        *list_push(mem, &s->fills) = 0;
        break;
    case TAG_PATTERN:
        s->solid = text_eq(xml_attr(xml, "patternType"), T("solid"));
        break;
    case TAG_FGCOLOR:
        if (s->solid && s->fills.n)
            s->fills.v[s->fills.n - 1] = colour(xml_attr(xml, "rgb"));
        break;
    case TAG_XF:
        add_style(s, xml);
        break;
    case TAG_ALIGNMENT:
        set_indent(s, xml_attr_number(xml, "indent", 0));
        break;
    default:
        break;
    }
    return tag != TAG_STYLEXFS && tag != TAG_DXFS && tag != TAG_EXT && tag != TAG_COLORS;
}

bool xlsx_styles(struct xlsx *x, size_t part)
{
    static const struct xml_handler handler = {names, start, NULL, NULL};
    struct styles styles = {.x = x};
    return xlsx_part(x, part, &handler, &styles);
}
