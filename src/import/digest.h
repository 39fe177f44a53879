/* The SHA-256 of bytes, in hexadecimal. The only user of nettle, which is
   five times as fast as libmd where the processor has instructions for it. */
#ifndef IMPORT_DIGEST_H
#define IMPORT_DIGEST_H

#include "base/text.h"

struct text sha256_text(struct arena *mem, struct text bytes);

#endif
