/*
 * Data styles of OpenDocument (part 3, 16.29) -> the codes that Excel and its readers know. What is
 * shown counts; calendars, colours and the widths of blanks do not.
 */
#include "import/ods_format.h"

#include <string.h>

enum { MOST_DIGITS = 20, LONGEST_CODE = 200 };

static bool is_one_of(struct text element, const char *const *names)
{
    for (; *names; names++)
        if (text_eq(element, text_of(*names)))
            return true;
    return false;
}

static bool is_style(struct text element)
{
    static const char *const styles[] = {
        "number-style", "percentage-style", "currency-style", "date-style",
        "time-style",   "boolean-style",    "text-style",     NULL};
    return is_one_of(element, styles);
}

static bool has_words(struct text element)
{
    static const char *const holders[] = {"text", "currency-symbol", NULL};
    return is_one_of(element, holders);
}

static void begin(struct ods_formats *f, struct xml *xml)
{
    f->name = text_copy(f->mem, xml_attr(xml, "name"));
    f->first = T("");
    f->code = (struct buf){.mem = f->mem};
    f->words = (struct buf){.mem = f->mem};
    f->passed = text_eq(xml_attr(xml, "truncate-on-overflow"), T("false"));
    f->in_words = false;
}

static uint32_t digits(struct xml *xml, const char *attribute, uint32_t otherwise)
{
    uint32_t n = xml_attr_number(xml, attribute, otherwise);
    return n < MOST_DIGITS ? n : MOST_DIGITS;
}

static void add_zeros(struct buf *code, uint32_t n)
{
    while (n--)
        buf_add_char(code, '0');
}

static void add_number(struct buf *code, struct xml *xml)
{
    uint32_t whole = digits(xml, "min-integer-digits", 0);
    uint32_t decimals = digits(xml, "decimal-places", UINT32_MAX);
    bool any = !xml_attr(xml, "decimal-places").len; /* as many as there are */
    if (any && whole <= 1) {
        buf_add(code, T("General"));
        return;
    }
    if (xml_attr_true(xml, "grouping"))
        buf_add(code, whole < 2 ? T("#,##") : T("#,"));
    else if (!whole)
        buf_add_char(code, '#');
    add_zeros(code, whole);
    if (!any && decimals) {
        buf_add_char(code, '.');
        add_zeros(code, decimals);
    }
}

/* Days, months and hours have a short and a long form. */
static const char *date_part(const struct ods_formats *f, struct xml *xml, struct text element)
{
    static const struct {
        const char *element, *code, *longer;
    } parts[] = {{"day", "d", "dd"},
                 {"month", "m", "mm"},
                 {"year", "yy", "yyyy"},
                 {"hours", "h", "hh"},
                 {"minutes", "m", "mm"},
                 {"seconds", "s", "ss"},
                 {"day-of-week", "ddd", "dddd"},
                 {"am-pm", "AM/PM", "AM/PM"}};
    bool is_long = text_eq(xml_attr(xml, "style"), T("long"));
    if (text_eq(element, T("month")) && xml_attr_true(xml, "textual"))
        return is_long ? "mmmm" : "mmm";
    if (text_eq(element, T("hours")) && f->passed)
        return "[h]";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_eq(element, text_of(parts[i].element)))
            return is_long ? parts[i].longer : parts[i].code;
    return "";
}

/* What a condition says is shown by another style: its section stands first. */
static void add_section(struct ods_formats *f, struct xml *xml)
{
    struct text rest = ods_format_named(f, xml_attr(xml, "apply-style-name"));
    struct text other = text_cut(&rest, ';');
    if (other.len && other.len <= LONGEST_CODE && !f->first.len)
        f->first = text_printf(f->mem, TEXT_FMT ";", TEXT_ARG(other));
}

void ods_format_start(struct ods_formats *f, struct xml *xml, struct text element)
{
    if (is_style(element))
        begin(f, xml);
    if (!f->name.len || f->code.len > LONGEST_CODE)
        return;
    f->in_words = has_words(element);
    f->words.len = 0;
    if (text_eq(element, T("number")))
        add_number(&f->code, xml);
    else if (text_eq(element, T("scientific-number")))
        buf_add(&f->code, T("0.00E+00"));
    else if (text_eq(element, T("fraction")))
        buf_add(&f->code, T("# ?/?"));
    else if (text_eq(element, T("text-content")))
        buf_add_char(&f->code, '@');
    else if (text_eq(element, T("map")))
        add_section(f, xml);
    else
        buf_add(&f->code, text_of(date_part(f, xml, element)));
}

void ods_format_words(struct ods_formats *f, struct text piece)
{
    if (f->in_words && f->words.len + piece.len < LONGEST_CODE)
        buf_add(&f->words, piece);
}

/* Signs stand for themselves; words are put in quotes. */
void ods_format_end_words(struct ods_formats *f)
{
    if (!f->in_words)
        return;
    struct text words = buf_text(&f->words);
    bool plain = true;
    for (size_t i = 0; i < words.len; i++)
        plain &= words.ptr[i] && strchr(" -+/:.,()%$", words.ptr[i]) != NULL;
    if (words.len && !text_contains(words, T("\"")))
        buf_printf(&f->code, plain ? TEXT_FMT : "\"" TEXT_FMT "\"", TEXT_ARG(words));
    f->in_words = false;
}

void ods_format_end(struct ods_formats *f)
{
    if (!f->name.len)
        return;
    *map_put(f->mem, &f->by_name, f->name, 0) = f->codes.n;
    *list_push(f->mem, &f->codes) =
        text_printf(f->mem, TEXT_FMT TEXT_FMT, TEXT_ARG(f->first), TEXT_ARG(buf_text(&f->code)));
    f->name = T("");
}

struct text ods_format_named(const struct ods_formats *f, struct text style)
{
    size_t at = style.len ? map_get(&f->by_name, style) : MAP_NONE;
    if (at == MAP_NONE || text_eq(f->codes.v[at], T("General")))
        return T("");
    return f->codes.v[at];
}
