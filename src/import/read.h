/* Files -> books. Picks the reader by content, not by name; reads in parallel. */
#ifndef IMPORT_READ_H
#define IMPORT_READ_H

#include "base/finding.h"
#include "config/config.h"
#include "import/discover.h"
#include "import/package.h"
#include "import/sheet.h"

/* Reads every file that is not skipped, on config->jobs threads, each into an arena that `mem` adopts; one book a file, in the order of `files`, skipped ones left out. A file
   that cannot be read gives a book with `read` false and a finding. A file that changed while it
   was read is read again. Findings go to `diag` in the order of files. `progress`, if not NULL, is
   called as files are done, from any thread, one call at a time. */
struct book_list read_files(struct arena *mem, const struct config *config,
                            const struct file_list *files, struct diag *diag,
                            void (*progress)(void *context, size_t done, size_t all),
                            void *context);

/* One file, or bytes that are one: for tests, fuzzers and --previous. Texts of a CSV's cells lie in
   the bytes, which must live as long as `mem`. */
struct book *read_file(struct arena *mem, const struct config *config, const struct file *file);
struct book *read_bytes(struct arena *mem, const struct config *config, struct text path,
                        struct text bytes);

/* Called when a file's bytes have been read and it has not been asked yet whether it changed
   meanwhile: tests change it here. NULL otherwise. */
extern void (*read_loaded)(const char *path);

/* The readers. They fill `book` (format, sheets, ...) and its diag; false: nothing readable, and
   book->not_read says why. `bytes` live as long as `mem`. */
bool read_csv(struct arena *mem, const struct limits *limits, struct text bytes, struct book *book);
bool read_xlsx(struct arena *mem, const struct limits *limits, struct package *package,
               struct book *book);
bool read_ods(struct arena *mem, const struct limits *limits, struct package *package,
              struct book *book);

#endif
