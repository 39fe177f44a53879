/* Any bytes as content.xml of an OpenDocument spreadsheet. */
#include "fuzz/archive.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new();
    const struct member members[] = {
        {"META-INF/manifest.xml", T("<manifest/>")},
        {"content.xml", {(const char *)data, size}},
    };
    read_and_check(archive_of(mem, members, 2));
    arena_free(mem);
    return 0;
}
