/*
 * A workbook as plain data: tabs of cells with meanings, before anything is drawn. It knows nothing
 * of OKRs, can be compared as text (workbook_dump), and is drawn by workbook_write (report_xlsx.c).
 * Everything lives in the workbook's arena.
 *
 * One gate for text: what is put into a cell through tab_text and the others is made fit for a
 * workbook there (malformed UTF-8, control characters and non-characters become U+FFFD; more than
 * 32,767 characters are cut, visibly, and the cut is listed in `cuts`). Text is never a formula or
 * a link, whatever it begins with.
 */
#ifndef REPORT_WORKBOOK_H
#define REPORT_WORKBOOK_H

#include "base/output.h"
#include "base/text.h"
#include "import/sheet.h"
#include "report/palette.h"

/* --- cells ------------------------------------------------------------------------------------ */

enum number_format {
    FORMAT_AS_IS, /* General; text stays text */
    FORMAT_TEXT,  /* @: typed input stays text */
    FORMAT_WHOLE, /* #,##0 */
    FORMAT_DECIMAL,
    FORMAT_PERCENT,   /* 0%, with room behind it */
    FORMAT_POINTS,    /* change in percentage points: ↑ 7, ↓ 4, – */
    FORMAT_DAY,       /* yyyy-mm-dd */
    FORMAT_DASH,      /* #,##0, and a dash for 0 */
    FORMAT_SUGGESTED, /* 2? */
    FORMAT_BAND,      /* 62% fair: as the workbook's own band_format has it */
    NUMBER_FORMAT_COUNT
};
const char *number_format_code(enum number_format format);

enum style_flag {
    STYLE_BOLD = 1,
    STYLE_WRAP = 2,
    STYLE_RULE = 4, /* hairline beneath */
    STYLE_CENTRE = 8,
    STYLE_RIGHT = 16,
    STYLE_TOP = 32,       /* at the top of its row; else in the middle */
    STYLE_UNLOCKED = 64,  /* may be edited on a protected tab */
    STYLE_TURNED = 128,   /* text upwards */
    STYLE_GRID = 256,     /* hairline around */
    STYLE_DASHED = 512,   /* dashed border around */
    STYLE_GAP = 1024,     /* thick white line at the left: a gap without a spacer column */
    STYLE_LINE = 2048,    /* navy line above: totals */
    STYLE_SMALL = 4096,   /* 10 points */
    STYLE_ACCENT = 8192,  /* thick coloured line above, see `accent` */
    STYLE_SHRINK = 16384, /* shrink to fit */
    STYLE_UNDERLINE = 32768
};

enum accent { ACCENT_NONE, ACCENT_GOOD, ACCENT_FAIR, ACCENT_POOR, ACCENT_PLAIN };

struct style {
    uint8_t meaning; /* enum meaning */
    uint8_t format;  /* enum number_format */
    uint8_t indent;
    uint8_t accent; /* enum accent, with STYLE_ACCENT */
    uint16_t flags; /* enum style_flag */
};

/* A meaning with flags; `format` and `indent` are easily set afterwards. */
struct style style_of(enum meaning meaning, unsigned flags);
struct style style_number(enum meaning meaning, enum number_format format, unsigned flags);

enum tab_cell_type { TAB_BLANK, TAB_TEXT, TAB_NUMBER, TAB_DATE, TAB_FORMULA };

/* Links that a cell may carry. */
enum tab_link_type {
    TO_NOWHERE,
    TO_TAB,  /* target: tab's name, cell: "A5" */
    TO_FILE, /* target: relative path with '/', sheet and cell may be absent */
    TO_WEB   /* target: http(s) or mailto address */
};
struct tab_link {
    enum tab_link_type type;
    struct text target, sheet, cell;
    struct text tip; /* shown when the mouse rests on it; absent */
};

/* What few cells have. */
struct tab_extra {
    struct text formula;         /* TAB_FORMULA, with '=' */
    double number;               /* TAB_FORMULA: its result */
    const struct tab_link *link; /* NULL */
    struct text note;            /* comment on the cell; absent */
};

/* There are millions of them: what is read of a cell is read through the functions below. */
struct tab_cell {
    uint32_t row; /* from 0 */
    uint16_t col;
    struct style style;
    uint32_t type : 3; /* enum tab_cell_type */
    uint32_t length : 29;
    union {
        const char *chars; /* TAB_TEXT; TAB_FORMULA: its result, if that is a text */
        double number;     /* TAB_NUMBER; TAB_DATE: days since 1899-12-30 */
    } value;
    struct tab_extra *extra; /* NULL */
};

struct text cell_text(const struct tab_cell *cell); /* absent: it has none */
double cell_number(const struct tab_cell *cell);    /* NAN: it has none */
struct tab_extra cell_extra(const struct tab_cell *cell);

/* --- what lies over the cells ------------------------------------------------------------------ */

/* A marked-up table: its first row holds the headers, each a text cell, unique without case. */
struct tab_table {
    struct text name;
    struct range range; /* at least a header and one row */
    bool filter;        /* arrows in the header */
};

/* A bar within the cell, for numbers of 0..most. */
struct tab_bar {
    struct range range;
    enum meaning meaning; /* its fill is the bar's colour */
    double most;
};

/* Where `formula` (of the range's first cell, with '=') is true, cells look like `meaning`. */
struct tab_rule {
    struct range range;
    struct text formula;
    enum meaning meaning;
};

enum tab_validation_type { VALID_LIST, VALID_WHOLE, VALID_DECIMAL, VALID_DATE, VALID_FORMULA };
struct tab_validation {
    struct range range;
    enum tab_validation_type type;
    struct text list; /* VALID_LIST: a defined name; VALID_FORMULA: formula with '=' */
    double least, most;
    struct text title, message; /* prompt when the cell is chosen; absent; 32 and 255 characters */
    struct text error;          /* said when something else is typed; absent */
    bool warn_only;             /* let it pass when asked */
};

struct tab_series {
    struct text name;
    struct text tab; /* where the ranges are */
    struct range categories, values;
    enum meaning meaning; /* its fill is the colour of bar or line */
    bool hatched;         /* no fill, grey hatching */
    bool dashed;          /* line without markers */
    bool labels;
};

enum tab_chart_type { CHART_STACKED_BARS, CHART_LINES };
struct tab_chart {
    enum tab_chart_type type;
    uint32_t row, col;
    unsigned width, height; /* pixels */
    struct text alt;        /* what it shows, in words */
    enum number_format format;
    double most; /* of the value axis; 0: automatic */
    struct {
        struct tab_series *v;
        size_t n, cap;
    } series;
};

/* --- tabs --------------------------------------------------------------------------------------- */

struct tab_column {
    uint32_t first, last;
    double width; /* characters */
    bool hidden;
};

struct tab_row {
    double height; /* points; 0: tab_fit_rows sets it */
    uint8_t outline;
    bool hidden;    /* closed branch of an outline */
    bool collapsed; /* the branch beneath it is closed */
    bool set;       /* any of these was set */
};

struct tab {
    struct workbook *book;
    struct text name;
    enum meaning colour; /* of the tab: fill of a meaning */
    bool hidden;
    unsigned zoom;   /* per cent; 0: 100 */
    bool portrait;   /* else landscape */
    bool fit_height; /* one page high, too */
    uint32_t freeze_rows, freeze_cols;
    uint32_t print_cols;                /* only so many columns are printed; 0: all */
    uint32_t repeat_first, repeat_last; /* rows on every printed page; PLACE_NONE: none */
    struct text footer;                 /* left part; the right one says "Page x of y" */
    struct text footer_page;            /* "Page &P of &N" in the report's language */
    bool gridlines;
    bool protect; /* without password: only STYLE_UNLOCKED cells can be edited */
    struct {
        struct tab_cell *v;
        size_t n, cap;
    } cells;
    struct {
        struct tab_column *v;
        size_t n, cap;
    } columns;
    struct {
        struct tab_row *v;
        size_t n, cap;
    } rows; /* by index, 0.. */
    struct {
        struct tab_table *v;
        size_t n, cap;
    } tables;
    struct {
        struct tab_bar *v;
        size_t n, cap;
    } bars;
    struct {
        struct tab_rule *v;
        size_t n, cap;
    } rules;
    struct {
        struct tab_validation *v;
        size_t n, cap;
    } validations;
    struct {
        struct tab_chart *v;
        size_t n, cap;
    } charts;
};

struct tab_name {
    struct text name, formula; /* formula with '=': "='Lists'!$A$1:$A$3" */
};

struct workbook {
    struct arena *mem;
    struct text band_format; /* for FORMAT_BAND */
    struct text title, subject, author, company, keywords, description;
    int64_t created; /* seconds since 1970; from SOURCE_DATE_EPOCH or the clock */
    struct {
        struct tab **v;
        size_t n, cap;
    } tabs;
    struct {
        struct tab_name *v;
        size_t n, cap;
    } names;
    struct {
        struct property *v;
        size_t n, cap;
    } properties; /* custom ones */
    struct {
        struct place *v;
        size_t n, cap;
    } cuts; /* cells whose text was too long; file absent */
};

/* --- building ----------------------------------------------------------------------------------- */

struct workbook *workbook_create(struct arena *mem);

/* The name is made fit for a tab: at most 31 characters, none of []:*?/\, no quote at its ends,
   unique without case. Landscape A4, one page wide, no gridlines, no zoom, until changed. */
struct tab *workbook_add_tab(struct workbook *book, struct text name);
struct tab *workbook_tab(const struct workbook *book, struct text name); /* NULL */

/* `range` of `tab` under a name: letters, digits, '_'. */
void workbook_add_name(struct workbook *book, const char *name, const struct tab *tab,
                       struct range range);
void workbook_add_property(struct workbook *book, const char *name, struct text value);

/* SOURCE_DATE_EPOCH if it is set, else the clock. */
int64_t workbook_epoch(void);

/* A cell; the address is good until the tab's next cell. A cell put twice: the last one stays. */
struct tab_cell *tab_blank(struct tab *tab, uint32_t row, uint32_t col, struct style style);
struct tab_cell *tab_text(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                          struct text text);
struct tab_cell *tab_z(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                       const char *z);
/* NAN or infinite: a blank with that style. */
struct tab_cell *tab_number(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                            double number);
struct tab_cell *tab_date(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                          double days);
/* Formulas are ours alone: never made from a sheet's text. Pass the result as number, or as text. */
struct tab_cell *tab_formula(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                             struct text formula, double number, struct text text);
/* Blanks from col0 to col1, so that fills and rules go through. */
void tab_fill(struct tab *tab, uint32_t row, uint32_t col0, uint32_t col1, struct style style);

/* What the cell links to; and a note on it. */
void tab_link_tab(struct tab *tab, struct tab_cell *cell, struct text target, struct text at);
void tab_link_file(struct tab *tab, struct tab_cell *cell, struct text path, struct text sheet,
                   struct text at);
void tab_link_web(struct tab *tab, struct tab_cell *cell, struct text address);
void tab_note(struct tab *tab, struct tab_cell *cell, struct text note);

void tab_columns(struct tab *tab, uint32_t first, uint32_t last, double width);
/* Widths of columns 0.., ended by a negative one. */
void tab_widths(struct tab *tab, const double *widths);
double tab_width(const struct tab *tab, uint32_t col); /* 8.43 if none was set */
/* The row's entry, made if need be; the address is good until the next row is asked for. */
struct tab_row *tab_row(struct tab *tab, uint32_t row);
void tab_height(struct tab *tab, uint32_t row, double points);

/* Heights for every row that has cells and none yet: computed from the wrapped texts, since not
   every program that opens a workbook does it. Call when all cells and widths are there. */
void tab_fit_rows(struct tab *tab);

/* The headers are the text cells of the range's first row, which must be there already; they are
   made what a table's headers must be: there, of one line, at most 255 characters, unique without
   case. A range without a row beneath the headers gives no table, and false. */
bool tab_add_table(struct tab *tab, const char *name, struct range range, bool filter);
void tab_add_bar(struct tab *tab, struct range range, enum meaning meaning, double most);
void tab_add_rule(struct tab *tab, struct range range, struct text formula, enum meaning meaning);
struct tab_validation *tab_add_validation(struct tab *tab, struct range range,
                                          enum tab_validation_type type);
struct tab_chart *tab_add_chart(struct tab *tab, enum tab_chart_type type, uint32_t row,
                                uint32_t col, unsigned width, unsigned height, struct text alt);
void tab_add_series(struct tab *tab, struct tab_chart *chart, struct tab_series series);

/* "C12" and "$C$12:$D$14". */
struct text cell_name(struct arena *mem, uint32_t row, uint32_t col);
struct text range_name(struct arena *mem, struct range range);

/* Text that may stand in a workbook, at most `limit` UTF-16 units; *cut, if not NULL, says whether
   something was cut. The one gate. */
struct text workbook_text(struct arena *mem, struct text text, size_t limit, bool *cut);

/* --- the finished workbook ------------------------------------------------------------------------ */

/* The whole of it as lines of text, for golden tests. */
struct text workbook_dump(struct arena *mem, const struct workbook *book);

/* Draws it into the file `path` as it is, opens it again and checks it: for a file that is a
   temporary one already. Tabs have no cells afterwards. False: `*error` (in book->mem) says why;
   what is in `path` is of no use. */
bool write_workbook(struct workbook *book, const char *path, struct text *error);

/* Draws it and puts it in place through base/output: written beside the target, opened again and
   checked, then renamed over it. Otherwise `*error` (in book->mem) says why, the target is as it
   was and nothing is left behind. OUTPUT_OK is 0. Tabs have no cells afterwards. */
enum output_status workbook_write(struct workbook *book, const char *path, struct text *error);

#endif
