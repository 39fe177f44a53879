/*
 * Text in, pixels and lines out: advance widths of the font for Latin letters, averages for the
 * rest of the world, greedy wrapping at blanks and behind hyphens. Kerning is left out: it only ever makes
 * text narrower, and a row one line too high is better than one that hides a word.
 */
#include "report/text_width.h"

/* Advance widths for U+0020..U+017F in 256ths of the type size. */
enum { FIRST_KNOWN = 0x20, LAST_KNOWN = 0x17F, UNITS = 256 };
static const uint8_t regular_widths[LAST_KNOWN - FIRST_KNOWN + 1] = {
    58,  83,  103, 128, 130, 183, 175, 56,  78,  78,  128, 128, 64,  78,  65,  99,  130, 130, 130,
    130, 130, 130, 130, 130, 130, 130, 68,  68,  128, 128, 128, 119, 229, 148, 139, 136, 158, 125,
    118, 162, 160, 64,  82,  133, 108, 219, 165, 170, 132, 172, 139, 118, 125, 164, 145, 228, 133,
    125, 120, 78,  99,  78,  128, 128, 74,  123, 134, 108, 134, 127, 78,  120, 134, 59,  61,  116,
    59,  204, 134, 135, 134, 134, 89,  100, 86,  134, 116, 183, 111, 116, 101, 80,  118, 80,  128,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   83,  128, 130, 128,
    130, 128, 128, 100, 214, 103, 131, 128, 0,   130, 101, 87,  128, 86,  86,  75,  141, 150, 65,
    79,  63,  108, 131, 163, 172, 173, 119, 148, 148, 148, 148, 148, 148, 195, 136, 125, 125, 125,
    125, 64,  64,  64,  64,  160, 165, 170, 170, 170, 170, 170, 128, 170, 164, 164, 164, 164, 125,
    132, 135, 123, 123, 123, 123, 123, 123, 198, 108, 127, 127, 127, 127, 59,  59,  59,  59,  134,
    134, 135, 135, 135, 135, 135, 128, 136, 134, 134, 134, 134, 116, 134, 116, 148, 123, 148, 123,
    148, 123, 136, 108, 136, 108, 136, 108, 136, 108, 158, 146, 160, 141, 125, 127, 125, 127, 125,
    127, 125, 127, 125, 127, 162, 120, 162, 120, 162, 120, 162, 120, 160, 134, 168, 136, 64,  59,
    64,  59,  64,  59,  64,  59,  64,  59,  146, 120, 82,  61,  133, 116, 116, 108, 59,  108, 59,
    108, 68,  140, 96,  110, 63,  165, 134, 165, 134, 165, 134, 148, 161, 134, 170, 135, 170, 135,
    170, 135, 222, 218, 139, 89,  139, 89,  139, 89,  118, 100, 118, 100, 118, 100, 118, 100, 125,
    86,  125, 88,  125, 88,  164, 134, 164, 134, 164, 134, 164, 134, 164, 134, 164, 134, 228, 183,
    125, 116, 125, 120, 101, 120, 101, 120, 101, 62};
static const uint8_t bold_widths[LAST_KNOWN - FIRST_KNOWN + 1] = {
    58,  83,  112, 128, 130, 187, 180, 60,  80,  80,  128, 128, 66,  78,  68,  110, 130, 130, 130,
    130, 130, 130, 130, 130, 130, 130, 71,  71,  128, 128, 128, 119, 230, 155, 144, 136, 161, 125,
    118, 163, 162, 68,  85,  140, 108, 224, 169, 173, 136, 176, 144, 121, 127, 167, 151, 232, 141,
    133, 122, 83,  110, 83,  128, 128, 77,  126, 137, 107, 137, 129, 81,  121, 137, 63,  65,  123,
    63,  208, 137, 138, 137, 137, 91,  102, 89,  137, 121, 191, 118, 121, 102, 88,  122, 88,  128,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   83,  128, 130, 128,
    130, 128, 128, 106, 214, 106, 138, 128, 0,   130, 100, 88,  128, 86,  86,  77,  144, 153, 68,
    78,  65,  111, 138, 168, 177, 180, 119, 155, 155, 155, 155, 155, 155, 198, 136, 125, 125, 125,
    125, 68,  68,  68,  68,  164, 169, 173, 173, 173, 173, 173, 128, 174, 167, 167, 167, 167, 133,
    136, 142, 126, 126, 126, 126, 126, 126, 198, 107, 129, 129, 129, 129, 63,  63,  63,  63,  137,
    137, 138, 138, 138, 138, 138, 128, 139, 137, 137, 137, 137, 121, 137, 121, 155, 126, 155, 126,
    155, 126, 136, 107, 136, 107, 136, 107, 136, 107, 161, 153, 164, 146, 125, 129, 125, 129, 125,
    129, 125, 129, 125, 129, 163, 121, 163, 121, 163, 121, 163, 121, 162, 137, 168, 140, 68,  63,
    68,  63,  68,  63,  68,  63,  68,  63,  153, 128, 85,  65,  140, 123, 123, 108, 63,  108, 63,
    110, 78,  144, 108, 111, 68,  169, 137, 169, 137, 169, 137, 159, 164, 137, 173, 138, 173, 138,
    173, 138, 224, 216, 144, 91,  144, 91,  144, 91,  121, 102, 121, 102, 121, 102, 121, 102, 127,
    89,  127, 93,  127, 91,  167, 137, 167, 137, 167, 137, 167, 137, 167, 137, 167, 137, 232, 191,
    133, 121, 133, 122, 102, 122, 102, 122, 102, 66};

/* Elsewhere: the widest of the script's usual letters, near enough. */
static const struct {
    uint32_t first, last;
    uint8_t width;
} other_widths[] =
    {
        {0x0300, 0x036F, 0},   /* combining accents */
        {0x0370, 0x03FF, 136}, /* Greek */
        {0x0400, 0x052F, 150}, /* Cyrillic */
        {0x0590, 0x08FF, 130}, /* Hebrew, Arabic */
        {0x1100, 0x11FF, 255}, /* Hangul */
        {0x2010, 0x2013, 128},   {0x2014, 0x2014, 232},
        {0x2018, 0x201B, 66},    {0x201C, 0x201F, 112},
        {0x2026, 0x2026, 182},   {0x200B, 0x200F, 0},
        {0x2190, 0x21FF, 232}, /* arrows */
        {0x25A0, 0x25FF, 160}, /* shapes */
        {0x2E80, 0xD7FF, 255}, /* Chinese, Japanese, Korean */
        {0xF900, 0xFAFF, 255},   {0xFF00, 0xFF60, 255},
        {0x1F000, 0x2FFFF, 255}, /* emoji and rarer ideographs, wider than an em */
};

enum { COMMON_WIDTH = 145 };

static unsigned width_of(uint32_t c, bool bold)
{
    if (c >= FIRST_KNOWN && c <= LAST_KNOWN)
        return bold ? bold_widths[c - FIRST_KNOWN] : regular_widths[c - FIRST_KNOWN];
    if (c == '\t')
        return 4 * UNITS / 4;
    for (size_t i = 0; i < sizeof other_widths / sizeof *other_widths; i++)
        if (c >= other_widths[i].first && c <= other_widths[i].last)
            return other_widths[i].width;
    return c < ' ' ? 0 : COMMON_WIDTH;
}

static double pixels(double units, unsigned points)
{
    return units * points * 96 / (72.0 * UNITS);
}

double text_width(struct text text, unsigned points, bool bold)
{
    double units = 0;
    while (text.len)
        units += width_of(text_next(&text), bold);
    return pixels(units, points);
}

/* What a column of so many characters leaves for text. */
static double usable(double width, unsigned indent)
{
    double room = (double)(long)(7 * width + 5) - 6 - 9.0 * indent;
    return room < 12 ? 12 : room;
}

/* Where the lines end: the text's offset behind its first `most` lines, and how many it took. */
struct wrap {
    unsigned lines;
    size_t end;
};

static struct wrap wrap_text(struct text text, double room, unsigned points, bool bold,
                             unsigned most)
{
    double line = 0, word = 0; /* pixels: up to the last break, and since */
    struct wrap wrap = {1, text.len};
    size_t word_start = 0;
    struct text rest = text;
    while (rest.len) {
        size_t at = text.len - rest.len;
        uint32_t c = text_next(&rest);
        double w = pixels(width_of(c, bold), points);
        bool over = c != ' ' && c != '\n' && line + word + w > room;
        if (c == '\n' || over) {
            /* a word wider than the room is broken where it stands */
            size_t end = c == '\n' || line == 0 ? at : word_start;
            if (wrap.lines == most) {
                wrap.end = end;
                wrap.lines++;
                return wrap;
            }
            wrap.lines++;
            word = c == '\n' || line == 0 ? 0 : word;
            line = 0;
        }
        if (c == '\n') {
            word_start = text.len - rest.len;
            continue;
        }
        word += w;
        if (c == ' ' || c == '-' || c == 0x2013 || (c >= 0x2E80 && c <= 0xD7FF)) {
            line += word;
            word = 0;
            word_start = text.len - rest.len;
        }
    }
    return wrap;
}

unsigned text_lines(struct text text, double width, unsigned indent, unsigned points, bool bold)
{
    return wrap_text(text, usable(width, indent), points, bold, 0).lines;
}

double lines_height(unsigned lines, unsigned points)
{
    double line = points <= 10 ? 13.5 : points <= 11 ? 15 : points * 1.35;
    double height = line * lines + (lines > 1 ? 4 : 2);
    return height < 20 ? 20 : height > 409 ? 409 : height;
}

struct text text_fit(struct arena *mem, struct text text, unsigned lines, double width,
                     unsigned indent, unsigned points, bool bold)
{
    double room = usable(width, indent);
    struct wrap wrap = wrap_text(text, room, points, bold, lines);
    if (wrap.lines <= lines)
        return text;
    struct text kept = text_slice(text, 0, wrap.end);
    for (;;) {
        struct text cut = text_printf(mem, TEXT_FMT "…", TEXT_ARG(text_trim(kept)));
        if (!kept.len || wrap_text(cut, room, points, bold, lines).lines <= lines)
            return cut;
        size_t blank = kept.len;
        while (blank && kept.ptr[blank - 1] != ' ')
            blank--;
        if (blank > 1) {
            kept = text_slice(kept, 0, blank - 1);
        } else {
            do
                kept.len--;
            while (kept.len && ((unsigned char)kept.ptr[kept.len] & 0xC0) == 0x80);
        }
    }
}
