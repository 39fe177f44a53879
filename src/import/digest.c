#include "import/digest.h"

#include <sys/types.h>

#include <sha2.h>

struct text sha256_text(struct arena *mem, struct text bytes)
{
    char hex[SHA256_DIGEST_STRING_LENGTH];
    SHA256Data((const uint8_t *)(bytes.ptr ? bytes.ptr : ""), bytes.len, hex);
    return text_copy(mem, text_of(hex));
}
