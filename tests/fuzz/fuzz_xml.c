/*
 * One XML part through both parsers of import/xml.h and through libxml2 alone: they must tell the
 * same. The first byte is the size of the windows in which it is read.
 */
#include "fuzz/fuzz.h"
#include "support/xml_pair.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct arena *mem = arena_new();
    struct xml *xml = xml_new(mem);
    struct text both, alone;
    bool handed_over;
    struct pair_source source = {
        {(const char *)data + 1, size - 1}, 0, data[0] ? data[0] : SIZE_MAX, SIZE_MAX, 0};
    bool same = pair_agrees(mem, xml, source, &both, &alone, &handed_over);
    if (!same)
        fprintf(stderr, "both:  %.2000s\nalone: %.2000s\n", both.ptr, alone.ptr);
    must_hold(same);
    xml_free(xml);
    arena_free(mem);
    return 0;
}
