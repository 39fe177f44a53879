/* Normal forms of text: one pass of utf8proc, then what it does not do (blanks, punctuation). */
#include "base/fold.h"

#include <utf8proc.h>

#include <stdlib.h>

static struct text decomposed(struct arena *mem, struct text t)
{
    struct buf valid = {.mem = mem};
    for (struct text rest = t; rest.len;) {
        size_t before = rest.len;
        uint32_t c = text_next(&rest);
        if (c != 0xFFFD || before - rest.len > 1)
            buf_add_utf8(&valid, c);
    }
    struct text in = buf_text(&valid);
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)in.ptr, (utf8proc_ssize_t)in.len, &out,
                     UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE |
                         UTF8PROC_STRIPMARK | UTF8PROC_COMPOSE);
    struct text folded = n < 0 ? in : text_copy(mem, (struct text){(char *)out, (size_t)n});
    free(out);
    return folded;
}

static bool is_blank(utf8proc_category_t category, bool punctuation_too)
{
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC ||
           (punctuation_too && category >= UTF8PROC_CATEGORY_PC &&
            category <= UTF8PROC_CATEGORY_SO);
}

static struct text normal(struct arena *mem, struct text t, bool punctuation_too)
{
    struct text rest = decomposed(mem, t);
    struct buf out = {.mem = mem};
    bool blank = false;
    while (rest.len) {
        uint32_t c = text_next(&rest);
        if (is_blank(utf8proc_category((utf8proc_int32_t)c), punctuation_too)) {
            blank = true;
            continue;
        }
        if (blank && out.len)
            buf_add_char(&out, ' ');
        blank = false;
        buf_add_utf8(&out, c);
    }
    return buf_done(&out);
}

static bool plain_ascii(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.ptr[i] >= 0x80)
            return false;
    return true;
}

/* The same as normal() for the common case, without a call into the library. */
static struct text normal_ascii(struct arena *mem, struct text t, bool punctuation_too)
{
    char *out = arena_alloc(mem, t.len + 1);
    size_t n = 0;
    bool blank = false;
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.ptr[i];
        bool digit = c >= '0' && c <= '9', lower = c >= 'a' && c <= 'z',
             upper = c >= 'A' && c <= 'Z';
        if (c <= ' ' || c == 0x7F || (punctuation_too && !digit && !lower && !upper)) {
            blank = true;
            continue;
        }
        if (blank && n)
            out[n++] = ' ';
        blank = false;
        out[n++] = (char)(upper ? c + ('a' - 'A') : c);
    }
    return (struct text){out, n};
}

struct text text_fold(struct arena *mem, struct text t)
{
    return plain_ascii(t) ? normal_ascii(mem, t, false) : normal(mem, t, false);
}

struct text text_key(struct arena *mem, struct text t)
{
    return plain_ascii(t) ? normal_ascii(mem, t, true) : normal(mem, t, true);
}
