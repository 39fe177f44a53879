/* What the parts of the XLSX reader share: one workbook while it is read. */
#ifndef IMPORT_XLSX_H
#define IMPORT_XLSX_H

#include "base/map.h"
#include "config/config.h"
#include "import/package.h"
#include "import/sheet.h"
#include "import/xml.h"

struct relation {
    struct text id, type; /* type: its last word, "worksheet", "comments" */
    struct text target;   /* a part's name, or an address outside */
    bool external;
};
/* Those of one part; ids are looked up by hash, as there is one for each hyperlink. */
struct relation_list {
    struct relation *v;
    size_t n, cap;
    struct map by_id;
};

struct shared_string {
    struct text text;
    bool cut; /* at the limit */
    bool blank;
};

/* A cell format: what of it readers need. */
struct style {
    uint8_t kind;                   /* enum format_kind */
    uint8_t flags;                  /* enum cell_flag */
    const struct cell_extra *extra; /* format, indent, fill; NULL: none */
};

struct xlsx {
    struct arena *mem;
    const struct limits *limits;
    struct book *book;
    struct package *package;
    struct xml *xml;
    struct {
        struct shared_string *v; /* from malloc: needed only while the sheets are read */
        size_t n, cap;
    } strings;
    struct {
        struct style *v;
        size_t n, cap;
    } styles;
    struct text_list external; /* names of other workbooks, in order of [1], [2] */
    bool date1904;
    uint64_t cells_left;
    uint64_t formula_left; /* bytes of formula text that may still be kept */
    size_t described;      /* formats, relations, links and the like that were met */
    struct text refused;   /* why the whole file is refused; absent if it is not */
    struct text sheet;     /* name of the sheet being read, for findings */
    struct buf text;       /* of the element being read */
    bool collecting;       /* character data belong to it */
};

/* Reads one part with this handler. Damage becomes a finding at `x->sheet`; a refusal is noted in
   x->refused. False: nothing more is to be read of this workbook. */
bool xlsx_part(struct xlsx *x, size_t part, const struct xml_handler *handler, void *context);

/* Counts one format, relation, link or whatever else is kept of a workbook beside its cells. False: there are more
   than any program writes, and the workbook is refused. */
bool xlsx_keeps(struct xlsx *x, struct xml *xml);

/* A finding at `x->sheet` that something is not as it should be. */
void xlsx_damaged(struct xlsx *x, struct text why);

/* The relations of a part (those of the package for an empty name); none if it has no such part. */
struct relation_list xlsx_relations(struct xlsx *x, struct text part_name);
const struct relation *relation_by_id(const struct relation_list *list, struct text id);
const struct relation *relation_by_type(const struct relation_list *list, struct text type);

bool xlsx_strings(struct xlsx *x, size_t part);
bool xlsx_styles(struct xlsx *x, size_t part);
/* Cells of one sheet, with what hangs on them: hyperlinks, comments, tables. */
bool xlsx_sheet(struct xlsx *x, size_t part, struct sheet *sheet);
bool xlsx_table(struct xlsx *x, size_t part, struct sheet *sheet);
bool xlsx_comments(struct xlsx *x, size_t part, struct sheet *sheet);
bool xlsx_threads(struct xlsx *x, size_t part, struct sheet *sheet);

/* "; 3 more cells of this sheet do" behind what is told of the first of `n`. */
struct text xlsx_and_more(struct xlsx *x, size_t n);

/* Text as stored -> as meant: _x000D_ escapes undone, line ends '\n', cut at the limit (*cut). */
struct text xlsx_text(struct xlsx *x, struct text raw, bool *cut);

/* "A1:B5" or "A1", clamped to the grid; false if it is none. */
bool range_parse(struct text ref, struct range *out);

/* The cell at a position, to be changed; NULL if there is none. */
struct cell *cell_at(struct sheet *sheet, uint32_t row, uint32_t col);
/* The cell's extra as its own, to be changed. */
struct cell_extra *cell_own_extra(struct arena *mem, struct cell *cell);

#endif
