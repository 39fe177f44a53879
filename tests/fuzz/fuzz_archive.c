/* Any bytes as a workbook: the archive itself. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_and_check((struct text){(const char *)data, size});
    return 0;
}
