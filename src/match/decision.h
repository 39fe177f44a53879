/*
 * What reviewers decided about suggestions: in the To confirm sheet of an earlier report, carried
 * from run to run, or in decisions.csv. A decision holds as long as both texts stand.
 *
 * Several sources are merged pair by pair: what the earlier report carried is the base; what its To
 * confirm sheet says now, what teams wrote into their feedback and what decisions.csv says now are
 * changes to it. Only if two changed to different things it is a conflict, and then the pair is
 * asked again.
 */
#ifndef MATCH_DECISION_H
#define MATCH_DECISION_H

#include "match/carry.h"
#include "match/link.h"

enum verdict { VERDICT_NONE, VERDICT_ACCEPT, VERDICT_REJECT, VERDICT_LATER };

/* A suggestion that was shown, and what was decided about it, if anything (VERDICT_NONE). */
struct decision {
    struct text key; /* of the pair, see decision_key */
    struct text from_id, to_id;
    struct text from_text, to_text; /* as they were when it was decided */
    struct text from_unit, to_unit; /* names, present ones once they are settled */
    enum verdict verdict;
    struct text written;           /* the verdict in words, for files */
    struct text other;             /* ID of another parent that the reviewer chose; absent */
    struct text comment, by, when; /* when: ISO date of the run that read it first */
    enum verdict before;           /* as carried, before the To confirm sheet was read */
    bool shown;                    /* stood in the report's To confirm sheet */
    bool stale;                    /* a text had changed when it was last looked at */
    struct place place;
    uint32_t from, to; /* items, once settled; NO_ITEM: not in this month's plan, or changed */
};

struct decision_list LIST(struct decision);

/* The stable key of a pair: "S-" and 12 hexadecimal digits over units and folded texts. */
struct text decision_key(struct arena *mem, const struct plan *plan, uint32_t from, uint32_t to);

/* --- the To confirm sheet: header texts, by which it is found again ----------------------------- */

/* X(NAME, "English", "German"); ID and DECISION are what the sheet is recognised by. */
#define CONFIRM_COLUMNS(X)                                                                         \
    X(ID, "ID", "ID")                                                                              \
    X(UNIT, "Unit", "Einheit")                                                                     \
    X(ITEM, "Objective or key result", "Ziel oder Schlüsselergebnis")                              \
    X(SUGGESTION, "May support", "Unterstützt vermutlich")                                         \
    X(PROBABILITY, "Probability", "Wahrscheinlichkeit")                                            \
    X(WHY, "Why", "Warum")                                                                         \
    X(DECISION, "Decision", "Entscheidung")                                                        \
    X(OTHER, "Other parent", "Anderes Ziel")                                                       \
    X(COMMENT, "Comment", "Kommentar")                                                             \
    X(BY, "Decided by", "Entschieden von")

enum confirm_column {
#define X(name, english, german) CONFIRM_##name,
    CONFIRM_COLUMNS(X)
#undef X
        CONFIRM_COLUMN_COUNT
};

/* `language`: "de", else English. */
const char *confirm_header(enum confirm_column column, struct text language);
const char *verdict_text(enum verdict verdict, struct text language); /* "Accept"; "" for none */

/* Accept, yes, ok, ja, ... in any case; false: not understood. Blank is VERDICT_NONE. */
bool verdict_of(struct arena *scratch, struct text written, enum verdict *verdict);

/* --- reading, merging, writing ------------------------------------------------------------------ */

/* What the book's hidden sheet carries and what its To confirm sheet says now, merged. Findings
   for what is not understood. `when` is the date of this run. */
struct decision_list decisions_of_report(struct arena *mem, const struct book *book,
                                         struct text when, struct diag *diag);

/* True if the book is feedback of this program, and no report. */
bool decisions_are_feedback(const struct book *book);

/* Which of report and feedback was made first. */
enum feedback_age { FEEDBACK_AS_NEW, FEEDBACK_OLDER, FEEDBACK_UNDATED };

/* The day of the run that made the feedback, 2026-04-30; absent: it does not say. */
struct text decisions_made(const struct book *book);

/* What a returned feedback workbook decides: only what was written into it since it was made.
   Merge it as the ledger is merged. Of one that is older than `report` only what that leaves open
   counts; of one that does not say when it was made, what that left open when it was written. */
struct decision_list decisions_of_feedback(struct arena *mem, const struct book *book,
                                           const struct decision_list *report,
                                           enum feedback_age age, struct text when,
                                           struct diag *diag);

/* decisions.csv, read by the CSV reader. */
struct decision_list decisions_of_csv(struct arena *mem, const struct book *book, struct text when,
                                      struct diag *diag);

/* Merges what was decided in the ledger, or in feedback, into what the report said. */
void decisions_merge(struct arena *mem, struct decision_list *report,
                     const struct decision_list *ledger, struct diag *diag);

/* Finds the pairs in this month's plan: sets key, from and to, units under their present names;
   findings for texts that changed and for parents that do not exist. Another parent that a reviewer
   chose becomes a decision of its own, accepted. What is not in the plan stays in the list. */
void decisions_settle(struct arena *mem, const struct config *config, const struct plan *plan,
                      struct decision_list *decisions, struct diag *diag);

/* What was decided of pairs in the plan, once for each pair that a decision holds for: items of one
   unit with one text have one key, and a reviewer who answers for one answers for all of them. */
struct decision_list decisions_for_all(struct arena *mem, const struct plan *plan,
                                       const struct decision_list *decisions);

/* decisions.csv: all that was decided, sorted by key. */
struct text decisions_csv(struct arena *mem, const struct decision_list *decisions);

/* The hidden sheet that carries them, and decisions.csv: the same columns. */
extern const struct carry_table decision_table;

#endif
