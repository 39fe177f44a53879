/* Data styles of OpenDocument, told element by element, as number format codes. */
#ifndef IMPORT_ODS_FORMAT_H
#define IMPORT_ODS_FORMAT_H

#include "base/map.h"
#include "import/xml.h"

struct ods_formats {
    struct arena *mem;
    struct text_list codes;
    struct map by_name;     /* of a style -> its code */
    struct text name;       /* of the style being read; absent outside */
    struct text first;      /* its section for what a condition names, ';' at the end */
    struct buf code, words; /* what it has so far; the characters of a part of it */
    bool passed, in_words;  /* hours beyond a day count on */
};

void ods_format_start(struct ods_formats *f, struct xml *xml, struct text element);
void ods_format_words(struct ods_formats *f, struct text piece);
void ods_format_end_words(struct ods_formats *f);
void ods_format_end(struct ods_formats *f);

/* "0.0%", "#,##0.00 \"€\"", "dd/mm/yyyy"; absent: General, or no such style. */
struct text ods_format_named(const struct ods_formats *f, struct text style);

#endif
