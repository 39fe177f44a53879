/*
 * The grid that every reader fills, whatever the format: a book of sheets of rows of typed cells,
 * sparse, each cell with its place. Rows and cells are in ascending order; blank cells are not
 * there. Nothing is allocated by what a file declares, only by what it holds.
 */
#ifndef IMPORT_SHEET_H
#define IMPORT_SHEET_H

#include "base/finding.h"

enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_BOOL, CELL_ERROR };

enum cell_flag {
    CELL_PERCENT = 1,    /* number format is a percentage */
    CELL_FORMULA = 2,    /* computed; extra->formula has the text where it is known */
    CELL_UNCOMPUTED = 4, /* a formula without a stored value */
    CELL_BOLD = 8,
    CELL_STRUCK = 16,
    CELL_CUT = 32,  /* longer than the limit; a finding says so */
    CELL_TIME = 64, /* CELL_DATE with a time of day, or a duration ([h]:mm) */
    CELL_1904 = 128 /* of a workbook whose days are counted from 1904: numbers that are none by
                        their format may be such all the same */
};

/* What is added to days since 1904 for days since 1899-12-30. */
enum { DAYS_TO_1904 = 1462 };

/* What few cells have. Absent texts are {NULL, 0}. */
struct cell_extra {
    struct text formula; /* without '='; external books resolved: [Company.xlsx]OKRs!B5 */
    struct text format;  /* number format code, if not General: "0%", "[$€-407] #,##0.0" */
    struct text link; /* hyperlink: "#'Company OKRs'!B5", "company.xlsx#OKRs!B5", "https://..." */
    struct text comment; /* note or threaded comment; authors' names not stripped */
    uint8_t indent;      /* alignment indent */
    uint32_t fill;       /* 0xRRGGBB + 1 of a solid fill; 0: none known */
};

struct cell {
    uint32_t row;     /* from 0 */
    uint16_t col;     /* from 0 */
    uint8_t type;     /* enum cell_type */
    uint8_t flags;    /* enum cell_flag */
    double number;    /* CELL_NUMBER; CELL_DATE: days since 1899-12-30, whatever the file's epoch;
                          CELL_BOOL: 0 or 1 */
    struct text text; /* what a reader of the sheet sees, near enough: text as written; numbers in
                          shortest form; dates ISO, with a time "2026-06-30T14:30:00", a time alone
                          "14:30:00"; TRUE/FALSE; #REF!. Empty only in a CELL_UNCOMPUTED one */
    const struct cell_extra *extra; /* NULL: nothing special */
};

struct row {
    uint32_t index; /* from 0 */
    uint32_t first; /* cells[first .. first + n - 1] */
    uint32_t n;     /* may be 0: a row that is only hidden or outlined */
    bool hidden;
    uint8_t outline; /* outline level */
};

struct range {
    uint32_t row0, col0, row1, col1; /* inclusive */
};

struct range_list LIST(struct range);

/* An Excel table (ListObject). */
struct named_table {
    struct text name;
    struct range range;
};

enum sheet_state { SHEET_VISIBLE, SHEET_HIDDEN, SHEET_VERY_HIDDEN };

struct sheet {
    struct text name; /* absent for a CSV */
    enum sheet_state state;
    struct cell *cells;
    size_t n_cells;
    struct row *rows;
    size_t n_rows;
    struct range_list merges;      /* by upper left corner */
    uint32_t *merge_reach;         /* for sheet_merge: lowest row of each subtree of merges */
    struct range_list hidden_cols; /* only the columns count; ascending, apart from each other */
    struct {
        struct named_table *v;
        size_t n, cap;
    } tables;
    struct book *book;
};

struct defined_name {
    struct text name, formula; /* formula without '=' */
};

struct property {
    struct text name, value;
};

/* The property that marks our own workbooks, its values, and how one of the first lines begins of a
   sheet that is not to be read: the company's key results in a fill-in template, its lists. */
#define OWN_PROPERTY "okralign"
#define OWN_REPORT "report"
#define OWN_FEEDBACK "feedback"
#define OWN_TEMPLATE "template"
#define OWN_AS_OF "okralign as of"       /* a property too: the date of the run, 2026-04-30 */
#define OWN_LANGUAGE "okralign language" /* the same: "de"; absent: English */
#define OWN_REFERENCE "For reference only, not read by okralign"
#define OWN_REFERENCE_DE "Nur zum Nachschlagen, von okralign nicht gelesen"

enum book_format { FORMAT_NONE, FORMAT_CSV, FORMAT_XLSX, FORMAT_ODS };

/* One file, read. */
struct book {
    struct text path; /* as in struct file */
    enum book_format format;
    bool read;            /* false: nothing could be read, a finding says why */
    struct text not_read; /* why, in a few words, for the Run log */
    struct text sha256;   /* hexadecimal, of the bytes read */
    struct text modified; /* ISO date and time, UTC */
    uint64_t size;
    double seconds; /* of processor time that reading it took */
    struct sheet *sheets;
    size_t n_sheets;
    struct {
        struct defined_name *v;
        size_t n, cap;
    } names;
    struct {
        struct property *v;
        size_t n, cap;
    } properties;             /* custom document properties: "okralign" marks our own workbooks */
    struct text encoding;     /* CSV: "UTF-8", "WINDOWS-1252" */
    char delimiter;           /* CSV */
    struct text_list read_as; /* what the reader assumed, a phrase each: "delimiter ';'" */
    struct diag diag;         /* findings of this file; moved to the run's by read_files */
};

struct book_list LIST(struct book);

/* The cell at a position, or NULL. Binary search. */
const struct cell *sheet_cell(const struct sheet *sheet, uint32_t row, uint32_t col);

/* The same, but inside a merged range the cell at its upper left corner. */
const struct cell *sheet_cell_merged(const struct sheet *sheet, uint32_t row, uint32_t col);

/* The merged range that covers a position, or NULL. Logarithmic in the number of merges. */
const struct range *sheet_merge(const struct sheet *sheet, uint32_t row, uint32_t col);

/* Puts merges and hidden columns in order and makes the index for sheet_merge; for the readers. */
void sheet_index(struct arena *mem, struct sheet *sheet);

/* The row with this index, or NULL. */
const struct row *sheet_row(const struct sheet *sheet, uint32_t row);

bool sheet_col_hidden(const struct sheet *sheet, uint32_t col);

/* One more than the largest column used; 0 for an empty sheet. */
uint32_t sheet_width(const struct sheet *sheet);

/* Says itself, in its first lines, that it is not to be read. */
bool sheet_for_reference(const struct sheet *sheet);

struct place sheet_place(const struct sheet *sheet, uint32_t row, uint32_t col);
struct place cell_place(const struct sheet *sheet, const struct cell *cell);

/* The value of a custom property, or absent. */
struct text book_property(const struct book *book, struct text name);

/* "B5", "$B$5", "XFD1048576"; false if it is no cell within a sheet's bounds. */
bool cell_name_parse(struct text name, uint32_t *row, uint32_t *col);

#endif
