/* Any bytes as a CSV file: encodings, delimiters, quotes. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_and_check((struct text){(const char *)data, size});
    return 0;
}
