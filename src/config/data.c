/* The shipped data: the user's directory first, then what is embedded in the binary. */
#include "config/data.h"

#include <stdio.h>
#include <string.h>

static const char *directory;

void data_directory(const char *dir)
{
    directory = dir;
}

bool file_bytes(struct arena *mem, const char *path, struct text *out)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    struct buf b = {.mem = mem};
    char chunk[4096];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, in)) > 0)
        buf_add(&b, (struct text){chunk, n});
    bool good = !ferror(in);
    fclose(in);
    *out = buf_text(&b);
    return good;
}

struct text data_file(struct arena *mem, const char *name)
{
    struct text found = {0};
    if (directory &&
        file_bytes(mem, text_z(mem, text_printf(mem, "%s/%s", directory, name)), &found))
        return found;
    for (const struct data_entry *e = data_entries; e->name; e++)
        if (strcmp(e->name, name) == 0)
            return (struct text){(const char *)e->bytes, (size_t)(e->end - e->bytes)};
    return (struct text){0};
}
