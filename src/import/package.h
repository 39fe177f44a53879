/*
 * A zip archive in memory -> its parts, as Open Packaging compares their names and as a stream of
 * bytes under a budget. The only user of libzip.
 */
#ifndef IMPORT_PACKAGE_H
#define IMPORT_PACKAGE_H

#include "config/config.h"
#include "import/source.h"

#define PART_NONE SIZE_MAX

struct package;

/* Opens the archive in `bytes`, which must outlive it. NULL: `*error` says why. */
struct package *package_open(struct arena *mem, const struct limits *limits, struct text bytes,
                             struct text *error);
void package_close(struct package *package);

size_t package_count(const struct package *package); /* of parts */

/* The part with this name: '\' is '/', "%20" a blank; a leading '/' and ASCII case do not matter.
   PART_NONE. */
size_t package_find(const struct package *package, struct text name);

/* True if some part's name starts so ("index/"), case ignored. */
bool package_has_prefix(const struct package *package, struct text prefix);

/* The first part whose name ends so ("workbook.xml"), case ignored; PART_NONE. */
size_t package_find_suffix(const struct package *package, struct text suffix);

/* The part's name as it is compared: lower case, '/', none at the front. */
struct text package_name(const struct package *package, size_t part);

/* Its unpacked size as the archive says, which may be a lie. */
uint64_t package_size(const struct package *package, size_t part);

/* What is wrong with the archive as a whole but does not keep it from being read; absent. */
struct text package_remark(const struct package *package);

struct part; /* a part being read */

/* NULL: `*error` says why (method unknown, encrypted). */
struct part *part_open(struct package *package, size_t part, struct text *error);

/* Its bytes. Reading fails when they are damaged or over budget; then part_error says why. What is
   read a second time counts once against the budget of bytes, but twice against that of time. */
struct source part_source(struct part *part);
struct text part_error(const struct part *part);
/* True if the error is a limit that was met, not damage. */
bool part_over_budget(const struct part *part);
/* Unpacked so far. */
uint64_t part_bytes(const struct part *part);
void part_close(struct part *part);

#endif
