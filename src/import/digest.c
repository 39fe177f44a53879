#include "import/digest.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>

struct text sha256_text(struct arena *mem, struct text bytes)
{
    struct sha256_ctx state;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char hex[BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE)];
    sha256_init(&state);
    sha256_update(&state, bytes.len, (const uint8_t *)bytes.ptr);
    sha256_digest(&state, sizeof digest, digest);
    base16_encode_update(hex, sizeof digest, digest);
    return text_copy(mem, (struct text){hex, sizeof hex});
}
