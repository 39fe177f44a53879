/*
 * Books -> records: which rows are headers, which column means what, which rows are items. Header
 * words are data (templates/headers.txt); what a column holds, its neighbours and the roles already
 * taken settle what words leave open. Every non-empty row of every sheet gets a fate.
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "config/config.h"
#include "import/sheet.h"
#include "layout/record.h"
#include "layout/vocabulary.h"

/* The first three are "item", the next "recognised as something else"; UNREAD is a finding. */
#define ROW_FATES(X)                                                                               \
    X(ITEM, "item")                                                                                \
    X(CONTINUATION, "continuation") /* more of the item above: wrapped text, check-in row */       \
    X(JOINED, "joined")             /* values joined to an item by its ID */                       \
    X(HEADER, "header")                                                                            \
    X(HEADING, "heading") /* title, section, team name */                                          \
    X(NOTE, "note")                                                                                \
    X(INSTRUCTION, "instruction")                                                                  \
    X(TOTAL, "total")                                                                              \
    X(EXAMPLE, "example")                                                                          \
    X(LABEL, "label") /* "Quarter: Q2", "Team: Growth" */                                          \
    X(OTHER, "other") /* of a sheet that is not OKRs: people, log, dashboard */                    \
    X(BLANK, "blank") /* nothing visible in it: not counted */                                     \
    X(UNREAD, "unread")

enum row_fate {
#define X(name, text) ROW_##name,
    ROW_FATES(X)
#undef X
        ROW_FATE_COUNT
};

const char *row_fate_text(enum row_fate fate);

struct column {
    uint32_t col;
    enum role role;
    struct text header; /* as written; two header lines joined by " / " */
    struct place place;
    double confidence;    /* 0..1 */
    struct text language; /* of the header's word: "de"; absent */
    struct text reason;   /* "header 'Zielwert' is a word for target (de)", "left of progress" */
    bool ticks;           /* holds ticks: the header is a unit or (role parent) what is supported */
    unsigned group;       /* wide tables: key result 1, 2, ...; 0: none */
    int level;            /* cascade matrix; LEVEL_UNKNOWN */
    bool parted;          /* "Ist / Soll" above "34 / 10": two values, parted by the stroke */
    enum role second;     /* of what stands behind it, */
    enum role third;      /* and behind a second stroke; ROLE_NONE: there is none */
    enum role upper;      /* of what the row supports: the upper level's item it names; ROLE_NONE */
    int scope; /* "KR owner": KEY_RESULT; "Objective owner": OBJECTIVE; -1: the row's item */
};

struct table {
    struct text shape; /* "flat", "objective rows", "wide", "cascade", "form", "outline", ... */
    struct range range;
    uint32_t header_row0, header_row1; /* PLACE_NONE: without header */
    struct {
        struct column *v;
        size_t n, cap;
    } columns;
    struct text unit; /* from a heading above it; absent */
    struct text period;
    uint32_t kind_col; /* says row by row what its figures are: "Plan", "Actual"; 0: none */
};

/* A row of a chart of units: one, and what that is part of. */
struct chart_row {
    struct field unit, above;
};

struct sheet_layout {
    const struct sheet *sheet;
    struct text kind; /* "OKRs", "people", "log", "dashboard", "chart", "empty", ...: one word */
    struct text kind_reason;
    struct {
        struct table *v;
        size_t n, cap;
    } tables;
    uint8_t *fates;           /* enum row_fate, one for each of sheet->rows (rows with n > 0) */
    struct text_list assumed; /* what was assumed, a phrase each; also findings */
    struct text unit;         /* what labels in the sheet say: "Team: Growth" */
    struct text above;       /* what they say of the unit that it is part of: "Department: Sales" */
    struct text above_named; /* with the label's word, which may belong to it: "Direction SI" */
    int unit_rank, above_rank; /* how low in the tree the two labels are; 0: no label said it */
    bool of_company;           /* the label is "Company" */
    struct text period;        /* "Quarter: Q2 2026" */
    struct text title;         /* the first text alone in its row above the tables; absent */
    struct text title_period;  /* among the words of a title above the tables */
    struct place unit_place, period_place;
    struct {
        struct chart_row *v;
        size_t n, cap;
    } chart; /* of a sheet that is nothing else */
    struct tick_list
        maybe; /* of a matrix that no word calls OKRs: what it names may stand elsewhere */
};

struct layout {
    struct {
        struct sheet_layout *v;
        size_t n, cap;
    } sheets;                   /* one for each sheet of each book, in order */
    struct record_list records; /* in the order of sheets and rows */
    struct tick_list ticks;
};

/* Lays out all books. Books that are linked (CSVs joined by ID) are joined. */
struct layout layout_books(struct arena *mem, const struct config *config,
                           const struct vocabulary *vocabulary, const struct book_list *books,
                           struct diag *diag);

/* How a sheet was understood, in lines: its tables, which column became which field and why, what
   became of each row, what was assumed. */
void layout_explain(struct buf *out, const struct sheet_layout *sheet);

#endif
