#include "import/read.h"

bool read_ods(struct arena *mem, const struct limits *limits, struct package *package,
              struct book *book)
{
    (void)mem, (void)limits, (void)package;
    book->not_read = T("OpenDocument is not read yet");
    return false;
}
