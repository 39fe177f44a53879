/*
 * What the parts of the layout stage share while one sheet is laid out. The parts, in the order in
 * which data goes through them:
 *
 *   layout_cell.c     each cell: what kind of thing it holds, what prefix it begins with
 *   layout_codes.c    cells that name items by their codes
 *   layout_header.c   which rows are headers; where tables begin and end, side by side too
 *   layout_end.c      what stands below a table and is none of its rows
 *   layout_stats.c    what each column of a table holds
 *   layout_column.c   which column means what: the assignment of roles with the most evidence
 *   layout_settle.c   columns that are read by those beside them
 *   layout_cascade.c  of these: levels in the headers of items
 *   layout_apart.c    columns beside the items that are of something else
 *   layout_order.c    figures under words for a time, or none
 *   layout_ticks.c    ticks
 *   layout_figures.c  which figures are starts, targets and current values, by what they are
 *   layout_shape.c    what are items where the headers' words are unknown, by what stands where
 *   layout_legend.c   a sheet's own words for states
 *   layout_block.c    blocks beside the tables that are of something else
 *   layout_doubt.c    what was assumed of columns, and what was not used
 *   layout_watched.c  measures that are no key results, under a heading of their own
 *   layout_title.c    in a column of titles, which rows are objectives and which key results
 *   layout_check_ins.c rows that tell the same key results again, on other days
 *   layout_row.c      each row: its fate, and the records that it makes
 *   layout_table.c    a table's rows, one after the other, and whose they are
 *   layout_progress_note.c  notes of a time between the items
 *   layout_label.c    outside of tables: labels with their values
 *   layout_other.c    there: totals, notes, legends, examples
 *   layout_loose.c    there: titles, sections, and items that no table holds
 *   layout_form.c     sheets that do not go by rows: labels beside values, one objective a column
 *   layout_unit.c     whose OKRs a title says these are
 *   layout_outline.c  numbers that are typed before the texts
 *   layout_measured.c rows that say from what to what, in sheets without a header
 *   layout_wrapped.c  headers whose words go on in the row below
 *   layout_paired.c   columns that are called the same again and again
 *   layout_named.c    words above what stands beside items, in sheets without a table
 *   layout_repeat.c   labels of a team's own, which a sheet repeats
 *   layout_stack.c    tables that come again under words of its own
 *   layout_measures.c what rows measure, for both
 *   layout_matrix.c   ticks of key results against units
 *   layout_across.c   objectives across, with the texts of their key results below
 *   layout_levels.c   a tree in columns of levels
 *   layout_kind.c     is a sheet OKRs at all
 *   layout_join.c     records joined by ID across sheets and files
 *   layout_people.c   owners that are codes of a list of people
 *   layout_log.c      values of key results that are kept in tabs of their own
 *   layout_explain.c  all of it in words
 *   layout.c          the order of all this
 */
#ifndef LAYOUT_LAYOUT_WORK_H
#define LAYOUT_LAYOUT_WORK_H

#include "base/map.h"
#include "layout/layout.h"
#include "layout/vocabulary.h"

/* What a cell holds, seen by itself. */
enum content {
    CONTENT_BLANK,
    CONTENT_WORD,  /* a short text */
    CONTENT_PROSE, /* a text long enough to be an objective */
    CONTENT_NUMBER,
    CONTENT_PERCENT,
    CONTENT_DATE,
    CONTENT_PERIOD,
    CONTENT_MAIL, /* e-mail address or @handle */
    CONTENT_ID,
    CONTENT_OUTLINE, /* 1.2.1 */
    CONTENT_TICK,
    CONTENT_ERROR,
    CONTENT_COUNT
};

/* How a text begins. */
enum prefix { PREFIX_NONE, PREFIX_OBJECTIVE, PREFIX_KEY_RESULT, PREFIX_BULLET, PREFIX_NUMBER };

struct mark {
    struct text key;                      /* header_key of a short text; absent for long ones */
    const struct header_reading *reading; /* as a header; NULL: means nothing as one */
    uint8_t content, prefix;
    uint8_t depth;    /* of the number it begins with: 2 for "1.2 Text" */
    uint8_t indent;   /* leading blanks and the cell's indent, in steps */
    uint8_t listed;   /* bytes of the number that the rows count on: "1.2", "CO1.2"; 0: none */
    bool own;         /* the prefix is a label of the team's own: "Big bet 1: " */
    bool above_ticks; /* heads a column of ticks, and names what the rows support */
    uint8_t ways;     /* what cell_ways() found, and one more; 0: not asked yet */
    uint16_t body;    /* bytes of the prefix */
};

/* A row that is not empty. */
struct line {
    const struct row *row;
    uint32_t number; /* its index in sheet->rows */
    uint32_t filled; /* cells that are not blank */
    double header;   /* how much it looks like a header; 0: not at all */
    bool is_header;
    bool wraps;    /* the words of the header above go on in it */
    bool is_other; /* a total, note, label, example: holds no item, whatever stands in it */
    bool of_block; /* "Owner | Ann" across the columns of a table: said of the objective above */
};

/* The ticks of a column, wherever they stand in it. */
struct tick_column {
    const struct cell *sign; /* the first "✓"; NULL */
    uint32_t first, last;    /* rows of the first and the last tick */
    size_t n;
};
struct tick_column_list LIST(struct tick_column);

struct work {
    struct arena *mem, *scratch;
    const struct config *config;
    const struct vocabulary *words;
    const struct sheet *sheet;
    struct sheet_layout *out;
    struct record_list *records;
    struct tick_list *ticks;
    struct diag *diag;
    struct mark *marks; /* one for each of sheet->cells */
    struct line *lines;
    size_t n_lines;
    struct map seen;   /* text -> cell with the same text */
    struct map merges; /* corner -> merged range */
    struct map ticked; /* column_key -> index of what is known of its ticks */
    struct tick_column_list tick_columns;
    bool signs;        /* a "✓" stands somewhere: a "❌" is no tick */
    struct map legend; /* folded word for a state -> index of what it means; */
    struct text_list legend_states;
    size_t expected_fields; /* of a record, so that its list need not grow */
    bool denied;            /* told that an "x" is no */
    double deadline;        /* of the file */
    bool late;              /* past it: what was made of the sheet does not count */
};

/* A header's rows and columns, before roles are given. */
struct head {
    size_t line0, line1; /* its lines, inclusive; line0 > line1: none */
    uint32_t col0, col1; /* columns of the table, inclusive */
    size_t first, end;   /* lines of the body: first .. end - 1 */
    bool weak;           /* without a word for an item */
    bool again;          /* the header of the table above, once more */
    const struct table
        *like;            /* the longest table with the same header; NULL: there is no longer one */
    bool items, subitems; /* of a board that exports an item's own rows beneath it */
    const struct cell *name;      /* above a table beside others: whose it is; NULL */
    const struct cell *period;    /* the same: of when it is; NULL */
    const struct cell *objective; /* the same: "Objective 1: ..."; NULL */
    uint32_t above;               /* lines that hold objectives of such tables, and their labels */
    uint32_t headings; /* lines that hold names of such tables and whose they are, above all that */
    size_t
        caption; /* lines right above a table below another: its name, and labels with what they say */
};
struct head_list LIST(struct head);

/* layout.c: true once the file has taken longer than it may. */
bool is_late(struct work *w);

/* layout_cell.c */
void mark_cells(struct work *w);
void index_merges(struct work *w);
struct mark mark_text(struct work *w, struct text text);
/* "KR1", "O1.KR2", "GRO-O1": PREFIX_KEY_RESULT, PREFIX_OBJECTIVE or PREFIX_NONE. */
int code_kind(struct text code);
/* The same of a word alone: "Objective", "RC". */
int kind_of_word(const struct work *w, struct text word);
/* The same, and for words with a number or letter behind them: "Objective 1", "Key result A.2". */
int numbered_kind(const struct work *w, struct text t);
/* "1", "1.2", "(3)", "a)", "•": what counts a row, and nothing else. */
bool counts_row(struct work *w, const struct cell *cell);
/* "Task: ...", "Aufgabe 2: ...", "[To do] ...": by its first words a step on the way, and no item. */
bool is_called_work(const struct work *w, const struct cell *cell);
/* The cell of the row in the column, whatever it holds; NULL. */
const struct cell *row_cell(const struct sheet *sheet, const struct row *row, uint32_t col);
const struct cell *line_cell(const struct work *w, size_t line, uint32_t col);
/* The same, and a blank one whose formula nobody has reckoned: it says where it points. */
const struct cell *line_pointer(const struct work *w, size_t line, uint32_t col);
const struct mark *mark_of(const struct work *w, const struct cell *cell);
/* The first cell of a line that is not blank; NULL if all are. */
const struct cell *line_first(const struct work *w, size_t line);
/* "text" without the prefix of its mark. */
struct text mark_body(const struct mark *mark, struct text text);
/* The merged range that begins at the cell; NULL. */
const struct range *merge_at(const struct work *w, const struct cell *cell);

/* layout_codes.c */
/* How many codes of objectives and key results a text is that holds nothing else: 2 of "KR A.1, A.2" and of
   "O1.KR1 to O1.KR3"; 0: it holds more, or none. */
size_t count_codes(struct work *w, struct text t);
/* Such a text, or words that only say whose they are or what is done for them, and no text that an item could have:
   "KR 1.2 of the company", "helps with KR 1.2". */
bool names_by_code(struct work *w, struct text t);

/* layout_legend.c: takes the sheet's own words for states from rows such as "fair = on track". */
void read_legend(struct work *w);
/* What the cell's word means by the legend; absent. */
struct text legend_state(const struct work *w, const struct cell *cell);

/* layout_squares.c: takes what stands in other squares than the objective's out of the way. */
void clear_squares(struct work *w);

/* layout_watched.c: takes measures that are only watched, under a heading that says so, out of the way. */
void clear_watched(struct work *w);

/* layout_block.c: takes notes and lists of something else beside the tables out of the way. */
void clear_blocks(struct work *w);
/* Counts what is left in the lines; those with nothing left are notes. */
void drop_blank_lines(struct work *w);

/* layout_header.c */
struct head_list find_heads(struct work *w);
/* "Initiatives | Name | Lead | Status": of lists of work, with no word for OKRs or their figures. */
bool heads_work(const struct work *w, size_t line);
/* The same for lines that are marked as headers already. */
struct head_list marked_heads(struct work *w);
/* A day, real or written: "04/05", "12 May", "Ende Juni", "wk 14". */
bool is_day(const struct work *w, const struct cell *cell);
/* The cell of a header is one of a series of numbered ones: "Sem 1 | Sem 2 | Sem 3". */
bool is_of_series(const struct work *w, size_t line, const struct cell *cell);

/* Reads the rows at the top once more, as if their words were mistyped. True: some were. */
bool mend_headers(struct work *w);

/* Says that a header was taken for the word. */
void assume_mended(struct work *w, const struct cell *header, struct text word);

/* layout_stats.c */
/* A coloured circle or square. */
bool is_light(uint32_t c);
/* "7/10", as confidence is mostly written. */
bool is_tenths(const struct cell *cell);

/* layout_column.c */
struct table *assign_columns(struct work *w, const struct head *head);
/* The upper of two header lines, as it holds for a column of the table that begins at col0. */
const struct cell *group_cell(const struct work *w, size_t line, uint32_t col, uint32_t col0);
/* Why a column headed like items is none: it tells how many there are. */
extern const char counts_only[];
/* Why a column is key results whose header does not say so: that of their numbers does. */
extern const char numbers_beside[];
/* Why a column without a header holds items: codes of both kinds stand beside it. */
extern const char coded_beside[];
/* The column with this role, in group 0 and of any level; NULL. */
const struct column *table_column(const struct table *table, enum role role);
/* Columns for objectives and key results, whatever words head them, and for both ends of a figure. */
bool measured_pair(const struct table *table);

/* layout_figures.c: what the row's figures are by its word for them; ROLE_NONE: it says nothing. */
enum role kind_of_figures(const struct work *w, const struct table *table, size_t line);

/* layout_shape.c */
/* A header none of whose words is known, above a table that is like one of OKRs. True: it is marked. */
bool find_shape(struct work *w);
bool told_by_ways(struct work *w, const struct table *table);

/* layout_end.c: the line behind the table, if it is the sheet's last and measured: head->end, or where
   what is none of its rows begins, behind a blank one. Lines from `first` on show what its columns hold. */
size_t table_end(struct work *w, const struct head *head, size_t first);

/* layout_record.c: making records */
/* An objective cell that holds its key results as well, on lines or between semicolons of their
   own: all of them, the objective first. n == 1: it holds no more than an objective. */
struct text_list composite_lines(struct work *w, const struct cell *cell);
size_t add_record(struct work *w, enum item_kind kind, const struct cell *cell, struct text text);
void add_field(struct work *w, size_t record, enum role role, const struct cell *cell,
               struct text text, struct text header);
/* The lines of a text that holds several key results, without blank ones; n == 1: it holds one. */
struct text_list key_result_lines(struct work *w, const struct cell *cell);
void set_fate(struct work *w, size_t line, enum row_fate fate);

/* What a column holds beside items that no header names. */
struct beside {
    uint32_t cells, names;
    bool plain;    /* figures without a percent sign: where key results stand now */
    bool progress; /* a percentage that its key result's own figures cannot be */
    bool beyond;   /* figures stand right of it, too */
    bool scores;   /* how far items got, between 0 and 1 */
    uint32_t ways; /* cells that say from what to what */
    /* beside key results whose words give a target, and of those the same figure: */
    uint32_t measured, repeats;
};

struct beside_list LIST(struct beside);

/* "Objective 3", "Key result 2" alone in its row: the kind of item that a template has a place for; -1. */
int slot_kind(const struct work *w, size_t line);

/* "Supports: | Company KR 1.2" above objectives: what those support that are made from then on. */
struct above {
    size_t from; /* the number of records before it */
    const struct cell *cell;
    struct text value, header;
};

/* layout_label.c, layout_other.c, layout_loose.c: what stands above, between and below tables, and sheets
   without tables */
struct reader {
    struct work *w;
    size_t open;     /* the objective to which key results belong now; RECORD_NONE */
    size_t last;     /* the last record made; RECORD_NONE */
    size_t count;    /* tables in the sheet */
    bool in_table;   /* a header has been seen */
    enum role label; /* of the last label in a form, for rows with a blank label */
    uint32_t label_col;
    bool bullets_known, bullets;   /* objectives stand above bulleted rows */
    bool prefixes_known, prefixes; /* some rows are called key results */
    bool aside;                    /* below "Notes" or the like, alone in its row, */
    bool aside_table;              /* or below the header of a list of work */
    size_t remark;                 /* the line of a label's remark, which may go on below it; */
    const struct cell *remark_label, *remark_text; /* both, the same cell or not */
    size_t heading;                                /* the line below "Objective" alone in its row */
    size_t described;                /* the line whose text is an item already; SIZE_MAX */
    size_t current_assumed;          /* figures beside key results that no header names, */
    size_t target_assumed;           /* and those that their words give, too */
    size_t owner_assumed, unused;    /* the same of people; of what nobody understands, */
    const struct cell *first_unused; /* and the first of those */
    struct text unit;                /* of the section */
    struct place unit_place;
    int unit_rank;             /* of the label that said it, as label_rank has it; 0: none did */
    size_t unit_last;          /* and the last record then */
    const struct cell *period; /* alone above the section; NULL */
    struct text owner;         /* what a label above the items says */
    const struct cell *owner_cell;
    size_t
        caption; /* the first line of the caption of the table that follows; SIZE_MAX: it has none */
    struct {
        struct above *v;
        size_t n, cap;
    } owners; /* what such labels say in captions: of the tables below them */
    struct {
        struct above *v;
        size_t n, cap;
    } parents;
    bool three_known; /* three columns of figures beside key results, which are */
    uint32_t three;   /* start, target and current value: the first of them; 0: there are none */
    size_t named; /* the line of words above what stands beside items; SIZE_MAX: there is none */
    uint32_t named_from; /* its first column of those */
    struct map beside;   /* column -> its entry in columns_beside; layout_beside.c */
    struct beside_list columns_beside;
};
void read_loose_line(struct reader *r, size_t line, size_t next_header);
/* Where no label says it: whose and of when the sheet is, by its first row. */
void name_by_title(struct work *w);
/* Totals, notes, examples, labels: what holds no item whatever the table says. True: it is one. */
bool is_other_line(struct reader *r, size_t line);
/* "Reviewed monthly", "Next review on 14 June", "Comments: ...": no item begins or ends so. */
bool begins_remark(const struct work *w, struct text text);
/* Rows below "Notes", "Next steps" or the like, which is alone in its row, up to a blank row or to
   what is called an item. True: the line is one of them, or that heading. */
bool read_aside(struct reader *r, size_t line);
bool is_form_line(const struct work *w, size_t line);
/* "Team:", also with a wide colon. */
bool ends_in_colon(struct text t);
/* "supports KR 1.2", "-> O1.KR2", alone in the row below an item. */
bool is_reference_line(const struct work *w, size_t line);
/* Makes it a note of the item above, where references are looked for. True: the line is one. */
bool read_reference_line(struct reader *r, size_t line);
/* "From | 44 % | To | 70 % | Now | 58 %": two labels or more, each with its value. */
bool is_pairs_line(const struct work *w, size_t line);
/* "Objective: | Grow", "Key result 2: | Reach 40": a label of a form, whatever table is above. */
bool is_colon_line(const struct work *w, size_t line);
/* "Parent" without a value, next to a label that has one. */
bool is_empty_label(const struct work *w, size_t line);
/* "[...]", "<...>" */
bool is_bracketed(struct text text);
/* "[Write an inspiring objective here]", "<key result>": words in brackets, to be replaced. */
bool is_placeholder(struct text text);
/* A text alone in its row, right above the line of an objective: a section's heading. */
bool heads_objective(const struct work *w, size_t line);
/* "Description", "What": one of the word's senses is that of a title. */
bool may_name_title(const struct header_reading *r);
/* "Team: Growth" -> its role and the value; ROLE_NONE. */
enum role label_in_cell(const struct work *w, const struct cell *cell, struct text *value);
/* Says something of an item, and is none. */
bool attribute(enum role role);
/* layout_header.c: what a word most likely heads, if it weighs as much at least; ROLE_NONE. */
enum role likeliest(const struct header_reading *r, double least);
/* layout_settle.c: "on track" of "Status / on track": the lower of two header lines. */
struct text low_header(struct text header);

/* layout_paired.c: the same two columns for each level, or the same word above all columns: what they are. */
void read_paired(struct work *w);

/* layout_wrapped.c: reads the words of such headers together. */
void join_wrapped(struct work *w);
struct text wrapped_text(struct work *w, const struct cell *high, const struct cell *low);

/* layout_named.c: takes the words of a row for those above what stands beside the items below. True: it has
   such. */
bool learn_columns(struct reader *r, size_t line);
/* "Goal 1 | Fix it on the first trip | started at | now | need": such words behind an objective and its label. */
bool names_columns_behind(const struct work *w, size_t line);
/* What a cell beside an item is by such a word; ROLE_NONE. */
enum role named_above(const struct reader *r, const struct cell *cell);
/* layout_beside.c: what the cells right of `own` are, by what they hold. */
void add_by_content(struct reader *r, size_t record, size_t line, const struct cell *own);
/* What stands beside items and was not used: the first, and how many. */
void say_unused_beside(const struct reader *r);
bool read_form_line(struct reader *r, size_t line);
/* A row that begins with a typed prefix, whatever the columns say. True: it did. */
bool read_prefixed_line(struct reader *r, size_t line);
/* The same, and does what follows from it. */
bool read_other_line(struct reader *r, size_t line);
/* A heading or a note that stands alone in its row. */
void read_single(struct reader *r, size_t line, const struct cell *cell, bool before_header);

/* layout_progress_note.c: "Check-in 15 May: ..." alone in its row below items: a note. */
bool is_progress_note(const struct work *w, size_t line);

/* layout_unit.c */
/* "Growth Team" of "Growth Team OKRs Q2 2026"; absent if no unit is named. */
struct text unit_in_title(struct work *w, struct text title);
/* "Parks & Trees" of "Parks & Trees - what we are up to, Q2 2026" at the top of "parks plan.xlsx": what a
   title names first, if the file or tab is called like it and its period stands there or beside it
   (`dated`); absent. */
struct text unit_of_title(struct work *w, struct text title, bool dated);
/* "Q2 2026" of "Growth OKRs, Q2 2026"; absent: none, or one without its year. */
struct text period_in_title(struct work *w, struct text title);
/* The year that a header names, and no part of it: "2026", "FY26", "2025/26", "Ende 2026"; NAN. */
double year_in_header(struct work *w, struct text header);
/* At least one word that is not "OKR", a period or the like. */
bool names_something(struct work *w, struct text t);
/* "ENVIRONMENT" of "ENVIRONMENT - Q3 2026": a section's heading without its period. */
struct text section_name(struct work *w, struct text title);

/* True: the tick says yes. */
bool tick_yes(const struct work *w, const struct cell *cell);
/* Tells once of a sheet that an "x" which is not yes stands among signs that are. */
void tell_denied(struct work *w, const struct cell *cell);
/* The column of a cell as a key of a map. */
static inline struct text column_key(const struct cell *cell)
{
    return (struct text){(const char *)&cell->col, sizeof cell->col};
}
/* The typed code that a record begins with, or has in a column of its own; absent. */
struct text own_code(const struct record *r);
/* "KR 1.2" of "KR 1.2: Raise NPS"; absent. */
struct text leading_code(struct text t);
void add_tick(struct work *w, struct text unit, struct place unit_place, const struct cell *item,
              const struct cell *cell);

/* layout_levels.c: "Main | L1 | L2", one item a row. True: the sheet is one, and was read. */
bool read_levels(struct work *w);
/* layout_cascade.c: the item that a word of the header names: "Group Objective"; ROLE_NONE. */
enum role item_in_header(const struct work *w, struct text header);

/* layout_form.c: one objective a column, labels on the left. True: the sheet is like that. */
bool read_transposed(struct work *w);
/* Labels on the left, one column of values: to be read line by line. */
bool is_form(struct work *w);
/* Forms side by side: the same labels in several columns, each with its value to the right. */
bool read_forms_beside(struct work *w);

/* layout_outline.c: typed numbers that go on from row to row; and where nothing else tells the items of a sheet
   about OKRs, those of the first level as objectives and of the second as key results. True: there are some. */
void mark_outline(struct work *w);
/* The same for "CO1 Grow", "CO1.1 Reach 40 towns". */
void mark_lettered(struct work *w);
bool mark_listed(struct work *w);

/* layout_binary.c: ones and noughts below or beside key results' codes, marked as ticks. */
void mark_binary(struct work *w);
bool is_outline_pair(struct text t);
bool is_figure_of_tick(const struct cell *cell);
bool is_total_line(const struct work *w, size_t line);

/* layout_tick_heads.c: items' names above nothing but ticks, beside a column of items. */
void mark_tick_heads(struct work *w);

/* layout_measured.c: rows that say from what to what, in a sheet without a header, and the objectives above
   them: marked as if they began with "KR" and "O". True: there are some. */
bool mark_measured(struct work *w);
/* The tab, the file or the first line names a period. */
bool is_dated(struct work *w);
/* The same for cells that list several key results, beside the text of their objective. */
bool mark_lists(struct work *w);

/* layout_repeat.c: labels of a team's own that head objectives: marked as if they said so. True: there are
   some. */
bool learn_labels(struct work *w);
extern const struct header_reading own_objective, own_heading;
/* Two lines hold the same texts in the same places. */
bool same_words(const struct work *w, size_t a, size_t b);
/* The cell is a label of the team's own, of whatever items or people. */
bool is_own_label(const struct mark *m);
/* The line begins with one for something said of objectives, or a heading. */
/* The first cell of a header that is the objective of the rows below as well; NULL. */
const struct cell *objective_in_header(const struct work *w, size_t line);
bool is_own_remark(const struct work *w, size_t line);
/* The line begins with one for objectives. */
bool is_own_objective(const struct work *w, size_t line);

/* layout_matrix.c: ticks of items against units. True: the sheet is like that. */
/* A code, typed before words or alone, or words with a figure to reach. */
bool is_item_by_itself(const struct work *w, const struct cell *cell);
bool read_matrix(struct work *w);

/* layout_across.c: objectives across, and their key results in the rows below. True: the sheet is one, and was read. */
bool read_across(struct work *w);

/* layout_table.c */
void read_tables(struct work *w, struct head_list *heads);

/* layout_title.c */
enum {
    KIND_NONE = -1,
    KIND_OTHER = 2
}; /* besides OBJECTIVE and KEY_RESULT: an initiative, a task */

/* "Ambition", "Proof" in a column of types: words that head columns of items; KIND_NONE: none. */
int kind_by_header(const struct mark *m);
/* What the cell of a column of types says that its row is: "Key Result", or a tick under "Is key result";
   KIND_NONE: nothing known. */
int kind_by_type(const struct work *w, const struct column *type, const struct cell *cell);
/* The kind of item behind the first of the words: "is key result"; KIND_NONE. */
int item_asked_for(const struct work *w, struct text word);
/* The kind of each line of the body, by its cell in `col`, whose default kind is `usual`
   (KIND_NONE: the column holds both kinds). How they were told apart goes to table->shape and, if
   it is no more than likely, to the sheet's assumptions. */
/* Leading blanks and the cell's indent, in steps. */
uint32_t cell_indent(const struct work *w, const struct cell *cell);
int8_t *title_kinds(struct work *w, const struct head *head, struct table *table,
                    const struct column *col, int usual);

/* A phrase for the sheet's assumptions, and a finding about it. */
void assume(struct work *w, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same of what stands beside items. */
void assume_value(struct work *w, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* layout_kind.c */
/* "growth" of "in/growth.xlsx" */
struct text file_stem(struct text path);
/* What one sheet gave, before it is known whether it counts. */
struct sheet_result {
    struct sheet_layout layout;
    struct record_list records;
    struct tick_list ticks;
    struct diag diag;
    enum word_list named; /* what the tab's or file's name says it is; WORD_LIST_COUNT: nothing */
    bool tells_again;     /* its rows do: the same key results on other days */
    bool strong;          /* words for objectives or key results stand in headers or prefixes */
    bool headed;          /* a column's header says that it holds objectives or key results */
    bool measured;        /* a column is for how far the items are */
    bool titled;          /* a line alone above says that these are OKRs */
    bool dated;           /* a column's header says that it holds dates of what was done */
    bool okrs;
    bool late; /* it took longer than it may */
};
/* What the name of a tab or file says it is, other than OKRs; WORD_LIST_COUNT. */
enum word_list named_as(const struct vocabulary *words, struct arena *scratch,
                        const struct sheet *sheet);
/* The name says that it is something else, and no old copy: "Budget", "Log". */
bool named_aside(const struct work *w);
bool strong_evidence(struct work *w);
/* What the headers of its columns say: a log has dates, and no word for items. */
void look_at_headers(struct work *w, struct sheet_result *result);
/* Whether the sheet, its file or its first lines speak of OKRs at all. */
bool speaks_of_okrs(struct work *w, bool items);
/* A meeting has an objective as well: its name or title says that it is one, or times of day do. */
bool is_meeting(struct work *w);
/* Decides for each sheet of a book whether it is OKRs, and what else it is; sets kind, fates. */
void judge_sheets(struct arena *mem, struct arena *scratch, const struct vocabulary *words,
                  struct sheet_result *results, size_t n);

/* layout_unit_above.c: "Team | Parent team | Lead" above names of units, and no words for OKRs: takes what each is
   part of. */
void read_chart(struct work *w);

/* layout_twin.c: the items that stand in tables of their own, and what lists of others' items mean. */
enum sameness { OTHER, SIMILAR, SAME };

struct twin {
    enum sameness sameness;
    size_t record; /* RECORD_NONE: several are like it */
};

/* A name in a list: its words, a code beside them or before them, an item_kind or -1, the sheet of the list. */
struct named {
    struct text text, code;
    int kind;
    const struct sheet *sheet;
};

struct twins;
struct twins *twins_new(struct arena *scratch, const struct record_list *records);
size_t twins_count(const struct twins *t);
/* By code, by words, and, if asked for at length, by words without figures and by most words. */
struct twin twin_of(const struct twins *t, const struct named *named, bool at_length);

/* layout_join.c: key results to the objectives that their IDs name, within a book and among the
   CSV files of a folder; objectives told twice become one. */
void join_records(struct arena *mem, struct arena *scratch, const struct vocabulary *words,
                  struct layout *layout, struct diag *diag);

/* layout_tick_join.c: ticks below names that are no team's but items of other sheets, before records are joined;
   behind that, ticks of a sheet that no word calls OKRs, where other sheets hold what it ticks. */
void settle_item_ticks(struct arena *scratch, struct layout *layout);
void join_ticks(struct arena *mem, struct arena *scratch, struct layout *layout, struct diag *diag);

/* layout_people.c: owners that are codes of a list of people, in the same book or among the CSV files of a
   folder, become its names */
void join_people(struct arena *scratch, struct layout *layout);

/* layout_log.c: current values that stand in a tab or file of their own, by ID */
void join_logs(struct arena *mem, struct arena *scratch, const struct config *config,
               const struct vocabulary *words, struct layout *layout, struct diag *diag);

#endif
