/*
 * What a report hands to the next one: headline figures of every run so far, and this month's
 * items, links and findings. Read from the hidden sheets of the previous report, made anew from the
 * present run; report/state.c writes it.
 */
#ifndef SCORE_HISTORY_H
#define SCORE_HISTORY_H

#include "match/carry.h"
#include "score/score.h"

/* Headline figures of a run. Shares are 0..1; NAN: not known. */
struct past_run {
    struct text as_of, period; /* ISO date */
    double expected, confirmed, alignment, progress;
    uint32_t units, objectives, key_results;
    uint32_t explicit_links, accepted_links, suggested_links;
    uint32_t orphaned, thin, covered, crowded; /* organisation-level key results */
    uint32_t errors, warnings, advice;
};

/* Figures of a unit in a run. */
struct past_unit {
    struct text as_of, unit; /* present name */
    double alignment, progress;
    uint32_t objectives, key_results;
    struct text state;
};

struct past_item {
    struct text id, unit, kind, text; /* kind: "objective", "key result" */
    bool written;                     /* the ID stood in the sheet */
    double progress;
    double start, target; /* of a key result's metric; NAN */
    struct text status;
    double expected;   /* coverage of an organisation-level key result; NAN of others */
    struct text state; /* "orphaned"; absent of others */
    struct text file;
};

struct past_link {
    struct text from_unit, from_text, to_unit, to_text, to_id;
    double strength; /* 1 confirmed */
    struct text how, when;
};

struct past_finding {
    struct text code, severity, unit, file, message;
    struct text about; /* text of the item in whose row it is; absent */
};

struct past_run_list LIST(struct past_run);
struct past_unit_list LIST(struct past_unit);
struct past_item_list LIST(struct past_item);
struct past_link_list LIST(struct past_link);
struct past_finding_list LIST(struct past_finding);

struct history {
    struct text file, as_of;     /* of the report it was read from; as_of of the run it describes */
    struct text language;        /* of what it says; absent: English */
    struct past_run_list runs;   /* by date, the last one is the report's */
    struct past_unit_list units; /* of all those runs */
    struct past_item_list items;
    struct past_link_list links;
    struct past_finding_list findings;
};

enum history_part {
    HISTORY_RUNS,
    HISTORY_UNITS,
    HISTORY_ITEMS,
    HISTORY_LINKS,
    HISTORY_FINDINGS,
    HISTORY_PARTS
};

/* The hidden sheet of each part. */
extern const struct carry_table history_tables[HISTORY_PARTS];
/* The records of a part and their number. */
const void *history_part(const struct history *history, enum history_part part, size_t *n);

/* Reads what the report carries; units that okralign.ini renames or merges get their present
   names. False, with a finding: it is no report of this program, or its history is damaged. */
bool history_read(struct arena *mem, const struct config *config, const struct book *book,
                  struct history *history, struct diag *diag);

/* True if the book is a report of this program. */
bool history_is_report(const struct book *book);

/* The present run behind the runs of `previous` (NULL: there is none). A run of the same date
   takes the earlier one's place. */
struct history history_next(struct arena *mem, const struct plan *plan,
                            const struct link_list *links, const struct score *score,
                            const struct diag *diag, const struct history *previous);

/* References that fit nothing now, but did then: to an OKR of a unit that is there no more. Says so in
   their findings, in place of what they come nearest to. */
void history_explain_broken(struct arena *mem, const struct plan *plan,
                            const struct history *previous, struct reference_list *references,
                            struct diag *diag);

/* Confirmed links of the previous report, for the matcher. */
struct old_link_list history_links(struct arena *mem, const struct history *history);

#endif
