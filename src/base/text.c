/* Text: slices of UTF-8, and a buffer to build them. */
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct text text_of(const char *z)
{
    return (struct text){z, z ? strlen(z) : 0};
}

char *text_z(struct arena *mem, struct text t)
{
    char *copy = arena_alloc(mem, t.len + 1);
    if (t.len)
        memcpy(copy, t.ptr, t.len);
    return copy;
}

struct text text_copy(struct arena *mem, struct text t)
{
    return (struct text){text_z(mem, t), t.len};
}

bool text_eq(struct text a, struct text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static unsigned char ascii_lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool text_eq_ascii_case(struct text a, struct text b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    return true;
}

int text_cmp(struct text a, struct text b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

uint64_t text_hash(struct text t)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t i = 0; i < t.len; i++)
        h = (h ^ (unsigned char)t.ptr[i]) * 0x100000001b3u;
    return h ^ (h >> 32);
}

bool text_starts(struct text t, struct text prefix)
{
    return t.len >= prefix.len && text_eq(text_slice(t, 0, prefix.len), prefix);
}

bool text_ends(struct text t, struct text suffix)
{
    return t.len >= suffix.len && text_eq(text_slice(t, t.len - suffix.len, t.len), suffix);
}

size_t text_find(struct text t, struct text needle, size_t from)
{
    if (needle.len == 0)
        return from <= t.len ? from : SIZE_MAX;
    while (from + needle.len <= t.len) {
        const char *hit = memchr(t.ptr + from, needle.ptr[0], t.len - needle.len - from + 1);
        if (!hit)
            break;
        if (memcmp(hit, needle.ptr, needle.len) == 0)
            return (size_t)(hit - t.ptr);
        from = (size_t)(hit - t.ptr) + 1;
    }
    return SIZE_MAX;
}

bool text_contains(struct text t, struct text needle)
{
    return text_find(t, needle, 0) != SIZE_MAX;
}

struct text text_slice(struct text t, size_t from, size_t to)
{
    if (to > t.len)
        to = t.len;
    if (from > to)
        from = to;
    return (struct text){t.ptr ? t.ptr + from : NULL, to - from};
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

struct text text_folder(struct text path)
{
    size_t end = path.len;
    while (end > 0 && path.ptr[end - 1] != '/')
        end--;
    return text_slice(path, 0, end);
}

struct text text_trim(struct text t)
{
    while (t.len) {
        struct text rest = t;
        if (!is_space(text_next(&rest)))
            break;
        t = rest;
    }
    while (t.len) {
        size_t start = t.len - 1;
        while (start > 0 && t.len - start < 4 && ((unsigned char)t.ptr[start] & 0xC0) == 0x80)
            start--;
        struct text last = text_slice(t, start, t.len);
        if (!is_space(text_next(&last)))
            break;
        t.len = start;
    }
    return t;
}

bool text_blank(struct text t)
{
    return text_trim(t).len == 0;
}

struct text text_cut(struct text *rest, char separator)
{
    const char *hit = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    size_t at = hit ? (size_t)(hit - rest->ptr) : rest->len;
    struct text head = text_slice(*rest, 0, at);
    *rest = text_slice(*rest, at + (hit != NULL), rest->len);
    return head;
}

size_t text_words(struct text t)
{
    size_t n = 0;
    while (t.len)
        n += text_cut(&t, ' ').len > 0;
    return n;
}

bool text_has_digit(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] >= '0' && t.ptr[i] <= '9')
            return true;
    return false;
}

uint32_t text_next(struct text *rest)
{
    const unsigned char *p = (const unsigned char *)rest->ptr;
    size_t more = p[0] < 0x80 ? 0 : p[0] < 0xC2 ? 9 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : 3;
    uint32_t c = more == 0 ? p[0] : p[0] & (0x3Fu >> more);
    bool good = more < 9 && p[0] < 0xF5 && more < rest->len;
    for (size_t i = 1; good && i <= more; i++) {
        good = (p[i] & 0xC0) == 0x80;
        c = c << 6 | (p[i] & 0x3F);
    }
    if (good && more == 2)
        good = c >= 0x800 && (c < 0xD800 || c > 0xDFFF);
    if (good && more == 3)
        good = c >= 0x10000 && c <= 0x10FFFF;
    if (!good) {
        *rest = text_slice(*rest, 1, rest->len);
        return 0xFFFD;
    }
    *rest = text_slice(*rest, more + 1, rest->len);
    return c;
}

/* Length of the ASCII in front, found eight bytes at a time. */
static size_t ascii_front(struct text t)
{
    size_t i = 0;
    for (uint64_t eight; i + sizeof eight <= t.len; i += sizeof eight) {
        memcpy(&eight, t.ptr + i, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    return i;
}

bool text_valid_utf8(struct text t)
{
    while (t.len) {
        size_t ascii = ascii_front(t);
        if (ascii) {
            t = text_slice(t, ascii, t.len);
            continue;
        }
        struct text before = t;
        if (text_next(&t) == 0xFFFD && before.len - t.len == 1)
            return false;
    }
    return true;
}

struct text text_repair(struct arena *mem, struct text t, size_t *malformed)
{
    if (text_valid_utf8(t))
        return t;
    struct buf out = {.mem = mem};
    while (t.len) {
        struct text before = t;
        uint32_t c = text_next(&t);
        buf_add_utf8(&out, c);
        if (malformed && c == 0xFFFD && before.len - t.len == 1)
            ++*malformed;
    }
    return buf_text(&out);
}

size_t text_length(struct text t)
{
    size_t n = 0;
    for (; t.len; n++)
        text_next(&t);
    return n;
}

struct text text_shorten(struct arena *mem, struct text t, size_t limit)
{
    struct text rest = t;
    size_t n = 0, keep = 0;
    while (rest.len && n < limit) {
        text_next(&rest);
        if (++n < limit)
            keep = t.len - rest.len;
    }
    if (!rest.len)
        return t;
    return text_printf(mem, TEXT_FMT "…", TEXT_ARG(text_trim(text_slice(t, 0, keep))));
}

/* Insertions, deletions, replacements and swaps of neighbours that make `b` of `a`, by bytes; three
   rows of the table are enough. */
static size_t text_distance(struct arena *scratch, struct text a, struct text b)
{
    size_t *row = NEW_ARRAY(scratch, size_t, 3 * (b.len + 1));
    size_t *two_up = row, *up = row + b.len + 1, *here = up + b.len + 1;
    for (size_t j = 0; j <= b.len; j++)
        up[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        here[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t least = up[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            least = up[j] + 1 < least ? up[j] + 1 : least;
            least = here[j - 1] + 1 < least ? here[j - 1] + 1 : least;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1])
                least = two_up[j - 2] + 1 < least ? two_up[j - 2] + 1 : least;
            here[j] = least;
        }
        size_t *free_row = two_up;
        two_up = up;
        up = here;
        here = free_row;
    }
    return up[b.len];
}

struct text text_nearest(struct arena *scratch, struct text word, const struct text *known,
                         size_t n)
{
    size_t nearest = SIZE_MAX, least = word.len / 3 + 2; /* farther is another word */
    if (word.len > 64)
        return (struct text){0};
    for (size_t i = 0; i < n; i++) {
        bool begun = word.len >= 3 && text_starts(known[i], word);
        size_t distance = begun ? 1 : text_distance(scratch, word, known[i]);
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    if (nearest == SIZE_MAX)
        return (struct text){0};
    return known[nearest];
}

static void buf_room(struct buf *b, size_t more)
{
    if (b->len + more + 1 <= b->cap)
        return;
    size_t cap = b->cap ? b->cap * 2 : 64;
    while (cap < b->len + more + 1)
        cap *= 2;
    b->ptr = arena_grow(b->mem, b->ptr, b->cap, cap);
    b->cap = cap;
}

void buf_add(struct buf *b, struct text t)
{
    buf_room(b, t.len);
    if (t.len)
        memcpy(b->ptr + b->len, t.ptr, t.len);
    b->len += t.len;
    b->ptr[b->len] = '\0';
}

void buf_add_z(struct buf *b, const char *z)
{
    buf_add(b, text_of(z));
}

void buf_add_char(struct buf *b, char c)
{
    buf_add(b, (struct text){&c, 1});
}

void buf_add_utf8(struct buf *b, uint32_t c)
{
    char out[4];
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (n == 1) {
        out[0] = (char)c;
    } else {
        for (size_t i = n - 1; i > 0; i--, c >>= 6)
            out[i] = (char)(0x80 | (c & 0x3F));
        out[0] = (char)((0xF00u >> n & 0xFF) | c);
    }
    buf_add(b, (struct text){out, n});
}

static void buf_vprintf(struct buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n > 0) {
        buf_room(b, (size_t)n);
        vsnprintf(b->ptr + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vprintf(b, format, args);
    va_end(args);
}

struct text buf_text(struct buf *b)
{
    buf_room(b, 0);
    b->ptr[b->len] = '\0';
    return (struct text){b->ptr, b->len};
}

struct text buf_done(struct buf *b)
{
    struct text t = buf_text(b);
    arena_trim(b->mem, b->ptr, b->cap, b->len + 1);
    *b = (struct buf){.mem = b->mem};
    return t;
}

struct text text_vprintf(struct arena *mem, const char *format, va_list args)
{
    struct buf b = {.mem = mem};
    buf_vprintf(&b, format, args);
    return buf_done(&b);
}

struct text text_printf(struct arena *mem, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct text t = text_vprintf(mem, format, args);
    va_end(args);
    return t;
}

bool text_nearly(struct text a, struct text b, unsigned most)
{
    enum { LONGEST = 40 };
    if (a.len > LONGEST || b.len > LONGEST ||
        (a.len > b.len ? a.len - b.len : b.len - a.len) > most)
        return false;
    unsigned char rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = (unsigned char)j;
    for (size_t i = 1; i <= a.len; i++) {
        unsigned char *row = rows[i % 3], *above = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];
        row[0] = (unsigned char)i;
        for (size_t j = 1; j <= b.len; j++) {
            unsigned best = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (above[j] + 1u < best)
                best = above[j] + 1u;
            if (row[j - 1] + 1u < best)
                best = row[j - 1] + 1u;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                two[j - 2] + 1u < best)
                best = two[j - 2] + 1u;
            row[j] = (unsigned char)best;
        }
    }
    return rows[a.len % 3][b.len] <= most;
}

double whole_percent(double share)
{
    double percent = floor(share * 100 + 0.5 + 1e-9);
    if (percent == 100 && share < 1 - 1e-12)
        return 99;
    return percent == 0 && share > 1e-12 ? 1 : percent;
}

struct text text_joined_lines(struct arena *mem, struct text t)
{
    if (!text_contains(t, T("\n")))
        return t;
    struct buf b = {.mem = mem};
    for (struct text rest = t; rest.len;) {
        struct text line = text_trim(text_cut(&rest, '\n'));
        if (line.len && b.len)
            buf_add_char(&b, ' ');
        buf_add(&b, line);
    }
    return buf_text(&b);
}
