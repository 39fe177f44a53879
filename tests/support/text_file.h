/* The bytes of a file, a table of cases; a test whose table cannot be opened fails. */
#ifndef SUPPORT_TEXT_FILE_H
#define SUPPORT_TEXT_FILE_H

#include "base/text.h"

#include <stdio.h>

static struct text text_file(struct arena *mem, const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        fail_msg("cannot open %s", path);
    struct buf b = {.mem = mem};
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, in)) > 0;)
        buf_add(&b, (struct text){chunk, n});
    fclose(in);
    return buf_text(&b);
}

#endif
