/*
 * Of four bytes: each is a character that Unicode has. Of two: most bytes on one side of each pair are
 * NUL and few on the other, as in Latin scripts; or some are, and what comes out is nearly all in
 * scripts that are written today. Texts of one byte a character have no NULs but by accident.
 */
#include "import/wide.h"

#include <stddef.h>

enum { HEAD = 4096, FEWEST = 4 /* characters */ };

static uint32_t unit(struct text t, size_t at, size_t bytes, bool big)
{
    uint32_t c = 0;
    for (size_t i = 0; i < bytes; i++)
        c = c << 8 | (unsigned char)t.ptr[at + (big ? i : bytes - 1 - i)];
    return c;
}

static bool is_utf32(struct text head, bool big)
{
    size_t n = head.len / 4, nuls = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = unit(head, 4 * i, 4, big);
        if (c >= 0x110000)
            return false;
        nuls += c == 0;
    }
    return n >= FEWEST && nuls * 10 < n;
}

/* Of scripts and signs that sheets are written in. */
static bool is_written(uint32_t c)
{
    static const struct {
        uint32_t from, to;
    } blocks[] = {{0x20, 0x7E},     {0xA0, 0x24F},    {0x370, 0x6FF},   {0x900, 0xDFF},
                  {0xE00, 0xEFF},   {0x1E00, 0x1FFF}, {0x2010, 0x2044}, {0x20A0, 0x20BF},
                  {0x2190, 0x21FF}, {0x3000, 0x30FF}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3},
                  {0xD800, 0xDFFF}, {0xFF01, 0xFF65}};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (c >= blocks[i].from && c <= blocks[i].to)
            return true;
    return c == '\t' || c == '\n' || c == '\r';
}

static bool is_utf16(struct text head, bool big)
{
    size_t n = head.len / 2, ours = 0, others = 0, written = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = unit(head, 2 * i, 2, big);
        ours += c < 0x100;
        others += (c & 0xFF) == 0;
        written += is_written(c);
    }
    if (n < FEWEST)
        return false;
    bool latin = ours * 2 > n && others * 20 < n;
    return latin || (ours * 20 >= n && others < ours && written * 20 >= n * 19);
}

const char *wide_encoding(struct text bytes)
{
    struct text head = text_slice(bytes, 0, HEAD);
    return is_utf32(head, false)   ? "UTF-32LE"
           : is_utf32(head, true)  ? "UTF-32BE"
           : is_utf16(head, false) ? "UTF-16LE"
           : is_utf16(head, true)  ? "UTF-16BE"
                                   : NULL;
}
