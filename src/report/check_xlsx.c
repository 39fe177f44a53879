/* What was drawn is opened again: a disk that ran full shows here, not in what the library says. */
#include "report/report_xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool check_workbook(const struct workbook *book, const char *path, struct text *error)
{
    FILE *in = fopen(path, "rb");
    char head[4] = {0};
    bool good = in && fread(head, 1, 4, in) == 4 && memcmp(head, "PK\3\4", 4) == 0;
    if (in)
        fclose(in);
    if (!good)
        *error = text_printf(book->mem, "what was written cannot be read: %s", strerror(errno));
    return good;
}
