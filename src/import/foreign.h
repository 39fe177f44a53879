/* Files that are not read, told by their content, each with what its owner should do. */
#ifndef IMPORT_FOREIGN_H
#define IMPORT_FOREIGN_H

#include "import/package.h"

struct foreign {
    struct text what; /* "an old Excel workbook (.xls)"; absent: nothing that is known */
    struct text mend; /* "save it as .xlsx" */
};

/* By the first bytes. */
struct foreign foreign_bytes(struct text bytes);

/* By the parts of an archive that holds no workbook under its usual name. False: it is nothing that is
   known, only an archive. */
bool foreign_package(const struct package *package, struct foreign *out);

#endif
