/*
 * Deflated bytes -> bytes, streaming, in memory that does not depend on them, and their CRC. The only
 * user of isa-l, which takes a third of zlib's time.
 */
#ifndef IMPORT_INFLATE_H
#define IMPORT_INFLATE_H

#include "import/source.h"

#include <stdint.h>

struct inflate;

struct inflate *inflate_new(void); /* NULL: out of memory */
void inflate_free(struct inflate *inflate);

/* From here on it reads this stream, of which only `read` is needed. */
void inflate_begin(struct inflate *inflate, struct source packed);

/* Like read(2): 0 at the end; -1 if the stream is damaged or ends too early: some of what is in front
   of that may not have come out. */
ptrdiff_t inflate_read(struct inflate *inflate, char *into, size_t room);

/* At the end: CRC-32 of all that was read. */
uint32_t inflate_crc(const struct inflate *inflate);

#endif
