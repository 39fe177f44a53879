/* Versions of one file that lie beside each other: "OKR v1.xlsx", "OKR v2 FINAL.xlsx", "OKR_old.xlsx". */
#ifndef IMPORT_VERSION_H
#define IMPORT_VERSION_H

#include "import/discover.h"
#include "import/sheet.h"

/* What a file's name says of its version. */
struct version {
    struct text base; /* the name without all that: "okr"; empty if nothing else is in it */
    long number;      /* 102 of "v1.2"; -1: none */
    long day;         /* 20260701 of "2026-07-01", 20260700 of "2026-07"; -1: none */
    int age;          /* 1: "final", "new"; -1: "old", "draft", "backup", "copy"; 0 */
};

struct version version_of_name(struct arena *mem, struct text stem);

/* Of files in one folder whose names differ by marks of a version only, and that say mostly the same,
   the newest stays in the list; the others are taken from it, and a finding names both. */
void leave_out_versions(struct arena *mem, struct book_list *books, struct file_list *files,
                        struct diag *diag);

#endif
