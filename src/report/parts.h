/*
 * What the sheets of the report share: the run read for reporting (links by item, where each item
 * stands in each sheet, the figures), and the functions that put one kind of thing into a cell.
 */
#ifndef REPORT_PARTS_H
#define REPORT_PARTS_H

#include "report/report.h"
#include "report/wording.h"

enum sheet_id {
    SHEET_SUMMARY,
    SHEET_COVERAGE,
    SHEET_ALIGNMENT,
    SHEET_TEAMS,
    SHEET_CROSS_TEAM,
    SHEET_GAPS,
    SHEET_TO_CONFIRM,
    SHEET_ALL_OKRS,
    SHEET_DATA_ISSUES,
    SHEET_RUN_LOG,
    SHEET_LISTS,
    SHEET_COUNT
};

enum { HEADER_ROW = 3, FIRST_ROW = 4, NO_LINK_NUMBER = -1 };

/* The report's figures: computed once, shown wherever they are needed. Shares are 0..1 or NAN. */
struct figures {
    size_t units;       /* below the organisation that have items */
    size_t objectives;  /* of those units */
    size_t heads;       /* objectives, and key results that stand for themselves */
    size_t key_results; /* of those units */
    size_t company;     /* organisation-level key results */
    size_t by_state[4]; /* of them, by enum key_result_state */
    size_t covered;     /* covered and crowded ones */
    double expected, confirmed;
    double alignment;        /* of the objectives below */
    size_t unaligned;        /* objectives below that reach nothing */
    size_t objective_only;   /* that reach an objective of the organisation and no key result */
    size_t graded, on_track; /* key results of all units and the organisation */
    size_t suggested;        /* decisions that wait: rows of To confirm */
    size_t explicit_links, implicit_links;
    size_t findings[3];       /* by severity */
    size_t files_with_issues; /* errors or warnings */
    size_t files_read, files_unread;
};

/* One line of Coverage: an organisation-level objective, or a key result of it. */
struct coverage_line {
    uint32_t item;
    uint32_t score; /* number in score->key_results; PLACE_NONE: a band */
};

/* One line of Alignment. */
struct outline_line {
    uint32_t item;
    int32_t link;  /* number of the link that brought it here; NO_LINK_NUMBER */
    uint8_t level; /* 0 objective, 1 key result, 2.. what supports it */
    bool again;    /* shown above with what supports it */
    bool open;     /* the branch beneath is open */
    bool parent;   /* something stands beneath it */
};

struct report {
    struct arena *mem;
    const struct run *run;
    const struct plan *plan;
    const struct score *score;
    enum language language;
    struct workbook *book;
    struct tab *tabs[SHEET_COUNT];
    struct figures figures;
    /* numbers of links out of and into item i: out[out_first[i] .. out_first[i + 1] - 1];
       rejected ones are left out */
    uint32_t *out, *out_first, *in, *in_first;
    int32_t *strongest; /* link out of an item; NO_LINK_NUMBER */
    /* numbers of changes of item i: changes[changes_first[i] .. changes_first[i + 1] - 1] */
    uint32_t *changes, *changes_first;
    uint32_t *score_of;    /* number in score->key_results, by item; PLACE_NONE */
    struct map file_paths; /* path as in places -> number in run->files */
    struct text folder; /* of the report, absolute; absent: sources are linked as they are named */
    struct {
        struct coverage_line *v;
        size_t n, cap;
    } coverage;
    struct {
        struct outline_line *v;
        size_t n, cap;
    } outline;
    bool outline_cut;
    uint32_t gone_row;    /* in Run log: what is there no more; 0: nothing is gone */
    uint32_t changed_col; /* in All OKRs: what changed of each */
    uint32_t *coverage_rows, *outline_rows, *unit_rows; /* where things stand; PLACE_NONE */
};

/* --- words and figures --------------------------------------------------------------------------- */

struct text w(const struct report *r, enum word which);
/* SAY(r, WORD_AND, a, b): the phrase with {1}, {2} filled in; SAY_N chooses by and fills in {n}. */
struct text say(const struct report *r, enum word which, size_t n, const struct text *arguments,
                size_t n_arguments);
#define SAY(r, which, ...) SAY_N(r, which, 0, __VA_ARGS__)
#define SAY_N(r, which, n, ...)                                                                    \
    say(r, which, n, (struct text[]){__VA_ARGS__},                                                 \
        sizeof((struct text[]){__VA_ARGS__}) / sizeof(struct text))
#define COUNTED(r, which, n) say(r, which, n, NULL, 0)

/* A share as every sheet shows it: rounded to whole per cents, but 100 % means all and 0 % none. */
double shown_share(double share);
struct text share_text(const struct report *r, double share); /* "66%"; "–" for NAN */
struct text count_text(const struct report *r, size_t n);     /* "1,234" */
struct text calibration_text(const struct report *r);         /* whose the probabilities are */
struct text rehearsal_text(const struct report *r);           /* how declared links were found */
struct text day_text(const struct report *r, double days);    /* 2026-04-30 */
/* "KR 1.2  Lift net revenue retention": the ID as its sheet gives it. */
struct text item_title(const struct report *r, uint32_t item);
/* As its sheet gives it, if that says something elsewhere, else the one made for it. */
struct text item_id(const struct report *r, uint32_t item);
struct text short_label(const struct report *r, uint32_t item, size_t limit);
struct text unit_name(const struct report *r, uint32_t unit);

/* --- cells ----------------------------------------------------------------------------------------- */

/* Title, sentence, link back to Summary; heads of columns in HEADER_ROW. */
void put_title(struct report *r, enum sheet_id id, struct text title, struct text sentence);
void put_heads(struct report *r, struct tab *tab, uint32_t row, const enum word *heads, size_t n);

/* The usual cells of a table's body, with a hairline beneath. */
struct tab_cell *put_words(struct tab *tab, uint32_t row, uint32_t col, struct text text);
struct tab_cell *put_wrapped(struct tab *tab, uint32_t row, uint32_t col, struct text text);
struct tab_cell *put_muted(struct tab *tab, uint32_t row, uint32_t col, struct text text);
struct tab_cell *put_count(struct tab *tab, uint32_t row, uint32_t col, size_t n);
struct tab_cell *put_share(struct tab *tab, uint32_t row, uint32_t col, double share);
/* A probability with the word for its band. */
struct tab_cell *put_likelihood(struct tab *tab, uint32_t row, uint32_t col, double probability);
struct text band_format(struct report *r);
struct tab_cell *put_decimal(struct tab *tab, uint32_t row, uint32_t col, double number);
struct tab_cell *put_day(struct tab *tab, uint32_t row, uint32_t col, double days);
void put_grade(struct report *r, struct tab *tab, uint32_t row, uint32_t col, enum status grade);
void put_state(struct report *r, struct tab *tab, uint32_t row, uint32_t col,
               enum key_result_state state);
/* Coverage as a chip: shape, figure, colour of its state. */
void put_coverage(struct report *r, struct tab *tab, uint32_t row, uint32_t col,
                  const struct key_result_score *score);
void put_link_kind(struct report *r, struct tab *tab, uint32_t row, uint32_t col,
                   const struct link *link);
/* The item's text, linked to its row in All OKRs. */
struct tab_cell *link_to_item(struct report *r, struct tab *tab, struct tab_cell *cell,
                              uint32_t item);
/* The item's ID, linked to its row in All OKRs: links stand on short texts, since not every program
   wraps the text of a linked cell. */
void put_id(struct report *r, struct tab *tab, uint32_t row, uint32_t col, uint32_t item);
struct tab_cell *link_to_unit(struct report *r, struct tab *tab, struct tab_cell *cell,
                              uint32_t unit);
struct tab_cell *link_to_sheet(struct report *r, struct tab *tab, struct tab_cell *cell,
                               enum sheet_id id, uint32_t row);
/* The file's name, linked to the file at that cell. */
/* Where the unit's OKRs stand: of this period's sheets, if it has any. */
struct place unit_source(const struct report *r, uint32_t unit);
/* The unit's first item, one of this period if it has any; NO_ITEM. */
uint32_t first_item(const struct report *r, uint32_t unit);
void put_source(struct report *r, struct tab *tab, uint32_t row, uint32_t col, struct place place);

/* Shades of a heat map: steps from 1, 2, 3, 5 and 8 times a unit, which is 1 up to 12 and grows with
   the largest number, so that not all is dark. */
enum { HEAT_STEPS = 5 };
size_t heat_unit(size_t most);
enum meaning heat_of(size_t n, size_t unit);
struct text heat_words(struct arena *mem, uint32_t step, size_t unit); /* "3–4", "8+" */

/* Coverage as it may be shown: without confirmed support never all. */
double shown_coverage(const struct key_result_score *score);

/* The word for a meaning: shape and word; and the colour that goes with it. */
enum word grade_word(enum status grade);
enum meaning grade_meaning(enum status grade);
enum word unit_state_word(enum unit_state state);
enum meaning unit_state_meaning(enum unit_state state);
enum meaning coverage_meaning(enum key_result_state state);
enum meaning share_meaning(const struct report *r, double share); /* by the grades */
const char *share_shape(const struct report *r, double share);

/* An objective of a unit below the organisation, or a key result that stands for itself, from which
   no link leads up to it. */
bool is_unaligned(const struct report *r, uint32_t item);
/* Links between other units' items and the unit's: its column, or its row, of the matrix. */
size_t matrix_sum(const struct report *r, size_t unit, bool incoming);
bool has_company(const struct report *r);
struct text report_period(const struct report *r); /* "2026-Q2", or the day */
struct text relative_path(struct arena *mem, struct text folder, struct text path);
struct text absolute_path(struct arena *mem, const char *path);

/* --- the sheets ------------------------------------------------------------------------------------ */

void figures_compute(struct report *r);
void coverage_plan(struct report *r); /* which lines, before any sheet is laid out */
void alignment_plan(struct report *r);

void lay_out_summary(struct report *r);
void lay_out_coverage(struct report *r);
void lay_out_alignment(struct report *r);
void lay_out_teams(struct report *r);
void lay_out_cross_team(struct report *r);
void lay_out_gaps(struct report *r);
void lay_out_to_confirm(struct report *r);
void lay_out_all_okrs(struct report *r);
void lay_out_data_issues(struct report *r);
void lay_out_run_log(struct report *r);
void lay_out_lists(struct report *r);

#endif
