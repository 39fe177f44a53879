/* Normal forms of text, for comparing what people meant to be the same. The only user of utf8proc. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/text.h"

/* NFKC, case folded, accents stripped, runs of white space one blank, trimmed; malformed bytes
   dropped. "Schlüssel­ergebnis" -> "schlusselergebnis", "ＫＲ １" -> "kr 1". */
struct text text_fold(struct arena *mem, struct text t);

/* text_fold, and all punctuation and symbols one blank: "KR-1.2 (new)" -> "kr 1 2 new". */
struct text text_key(struct arena *mem, struct text t);

#endif
