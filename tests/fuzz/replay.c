/* Gives each file named to a fuzz target, without a fuzzer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    enum { MOST = 1 << 20 };
    for (int i = 1; i < argc; i++) {
        FILE *in = fopen(argv[i], "rb");
        uint8_t *data = malloc(MOST);
        if (!in || !data)
            return 1;
        size_t size = fread(data, 1, MOST, in);
        fclose(in);
        LLVMFuzzerTestOneInput(data, size);
        free(data);
    }
    return 0;
}
