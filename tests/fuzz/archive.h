/* A zip archive of stored parts, made in memory. */
#ifndef FUZZ_ARCHIVE_H
#define FUZZ_ARCHIVE_H

#include "base/text.h"

#include <string.h>
#include <zlib.h>

struct member {
    const char *name;
    struct text bytes;
};

static inline void put_number(struct buf *b, uint64_t n, unsigned bytes)
{
    for (; bytes--; n >>= 8)
        buf_add_char(b, (char)(n & 0xFF));
}

/* What local header and central entry have in common. */
static inline void put_common(struct buf *b, const struct member *m)
{
    put_number(b, 20, 2);
    put_number(b, 0, 2);
    put_number(b, 0, 2); /* stored */
    put_number(b, 0x00210000, 4);
    put_number(b, crc32(0, (const Bytef *)m->bytes.ptr, (uInt)m->bytes.len), 4);
    put_number(b, m->bytes.len, 4);
    put_number(b, m->bytes.len, 4);
    put_number(b, strlen(m->name), 2);
    put_number(b, 0, 2);
}

static inline struct text archive_of(struct arena *mem, const struct member *members, size_t n)
{
    struct buf out = {.mem = mem}, central = {.mem = mem};
    for (size_t i = 0; i < n; i++) {
        size_t offset = out.len;
        buf_add(&out, T("PK\3\4"));
        put_common(&out, &members[i]);
        buf_add_z(&out, members[i].name);
        buf_add(&out, members[i].bytes);
        buf_add(&central, T("PK\1\2\24\0"));
        put_common(&central, &members[i]);
        put_number(&central, 0, 10);
        put_number(&central, offset, 4);
        buf_add_z(&central, members[i].name);
    }
    size_t start = out.len;
    buf_add(&out, buf_text(&central));
    buf_add(&out, T("PK\5\6\0\0\0\0"));
    put_number(&out, n, 2);
    put_number(&out, n, 2);
    put_number(&out, central.len, 4);
    put_number(&out, start, 4);
    put_number(&out, 0, 2);
    return buf_text(&out);
}

#endif
