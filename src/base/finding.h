/*
 * Findings: what is worth telling about the input. A data problem becomes a finding with a place
 * and the run goes on; only what keeps the program from running at all is an error of another kind
 * (a stage returns false and main says why).
 *
 * Messages: lower case, no full stop, what a sheet says in 'single quotes'. `message` is what was
 * seen, `mend` what to do about it.
 */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

#include "base/message.h"
#include "base/place.h"

enum severity { ADVICE, WARNING, ERROR };

/* One line a code: X(name, "stable-code", default severity, "what it means, for the report"). */
#define FINDING_CODES(X)                                                                           \
    X(UNREAD_FILE, "unread-file", ERROR, "File could not be read")                                 \
    X(UNREAD_SHEET, "unread-sheet", ADVICE, "Sheet holds no OKRs that could be recognised")        \
    X(UNREAD_ROW, "unread-row", WARNING, "Row was not understood")                                 \
    X(DAMAGED_FILE, "damaged-file", WARNING, "File is damaged; what could be read was read")       \
    X(SKIPPED_FILE, "skipped-file", ADVICE, "File was left out")                                   \
    X(CONFLICT_COPY, "conflict-copy", WARNING, "Two copies of one file")                           \
    X(FILE_IN_USE, "file-in-use", ADVICE, "File is being edited")                                  \
    X(HIDDEN_CONTENT, "hidden-content", ADVICE, "Hidden rows, columns or sheets were read")        \
    X(FORMULA_ERROR, "formula-error", WARNING, "Cell shows an error")                              \
    X(FORMULA_UNCOMPUTED, "formula-uncomputed", WARNING, "Formula without a stored value")         \
    X(FORMULA_OUTDATED, "formula-outdated", WARNING, "Formula shows what its cell once said")      \
    X(TEXT_CUT, "text-cut", WARNING, "Text was too long and was cut")                              \
    X(ASSUMED, "assumed", ADVICE, "Something was assumed")                                         \
    X(BROKEN_REFERENCE, "broken-reference", WARNING, "Reference fits nothing")                     \
    X(AMBIGUOUS_REFERENCE, "ambiguous-reference", WARNING, "Reference fits several items")         \
    X(SELF_REFERENCE, "self-reference", WARNING, "Reference to the unit's own item")               \
    X(CYCLE, "cycle", WARNING, "Items support each other in a circle")                             \
    X(LEVEL_SKIP, "level-skip", ADVICE, "Link skips a level")                                      \
    X(LEVEL_INVERTED, "level-inverted", WARNING, "Link points downwards")                          \
    X(TARGET_DIFFERS, "target-differs", WARNING, "Inherited objective has another number")         \
    X(TARGET_CHANGED, "target-changed", WARNING, "Target or start is another than last time")      \
    X(DUPLICATE_ID, "duplicate-id", WARNING, "Same ID twice in one unit")                          \
    X(DUPLICATE_TEXT, "duplicate-text", ADVICE, "Same text twice in one unit")                     \
    X(DUE_AFTER_PARENT, "due-after-parent", WARNING, "Due after what it supports")                 \
    X(WATERMELON, "watermelon", WARNING, "Green above, red below")                                 \
    X(NO_METRIC, "no-metric", ADVICE, "Key result without a number")                               \
    X(NO_TARGET, "no-target", ADVICE, "Key result without a target")                               \
    X(NO_OWNER, "no-owner", ADVICE, "Nobody owns it")                                              \
    X(NO_PROGRESS, "no-progress", ADVICE, "Key result without progress")                           \
    X(NO_OBJECTIVE, "no-objective", WARNING, "Key result without an objective")                    \
    X(NO_KEY_RESULTS, "no-key-results", WARNING, "Objective without key results")                  \
    X(TOO_MANY_KEY_RESULTS, "too-many-key-results", ADVICE, "Too many key results")                \
    X(TOO_MANY_OBJECTIVES, "too-many-objectives", ADVICE, "Too many objectives")                   \
    X(ACTIVITY_NOT_OUTCOME, "activity-not-outcome", ADVICE, "An activity, not an outcome")         \
    X(WEIGHTS_SUM, "weights-sum", WARNING, "Weights do not add up")                                \
    X(SCALE_CONVERTED, "scale-converted", ADVICE, "Scale was converted")                           \
    X(PROGRESS_DISAGREES, "progress-disagrees", WARNING, "Stated and computed progress differ")    \
    X(STATUS_DISAGREES, "status-disagrees", ADVICE, "Status and progress tell two stories")        \
    X(PROGRESS_RANGE, "progress-range", WARNING, "Progress beyond its scale")                      \
    X(VALUE_UNREAD, "value-unread", WARNING, "Value was not understood")                           \
    X(NO_BASELINE_MOVE, "no-baseline-move", WARNING, "No start, or equal to target")               \
    X(STALE, "stale", ADVICE, "Not updated for long")                                              \
    X(MIXED_PERIODS, "mixed-periods", WARNING, "Unit mixes periods")                               \
    X(UNKNOWN_UNIT, "unknown-unit", ADVICE, "Unit is not in the configuration")                    \
    X(NO_COMPANY_LEVEL, "no-company-level", WARNING, "No organisation level found")                \
    X(DECISION_STALE, "decision-stale", WARNING, "Decision about a text that changed")             \
    X(DECISION_CONFLICT, "decision-conflict", WARNING, "Decisions contradict each other")          \
    X(DECISION_UNREAD, "decision-unread", WARNING, "Decision was not understood")                  \
    X(PREVIOUS_UNREAD, "previous-unread", WARNING, "Previous report could not be used")

enum finding_code {
#define X(name, code, severity, meaning) FINDING_##name,
    FINDING_CODES(X)
#undef X
        FINDING_CODE_COUNT
};

struct finding {
    enum finding_code code;
    enum severity severity;
    struct place place;
    struct text message; /* what was seen */
    struct text mend;    /* what to do; may be absent for ADVICE */
    struct text unit;    /* id of the unit concerned; absent if none (filled in by later stages) */
};

struct finding_list LIST(struct finding);

/* The findings of a run or of one file; list and texts live in `mem`. */
struct diag {
    struct arena *mem;
    struct finding_list list;
};

const char *finding_code_text(enum finding_code code);    /* "broken-reference" */
const char *finding_code_meaning(enum finding_code code); /* "Reference fits nothing" */
const char *severity_text(enum severity severity);        /* "error", "warning", "advice" */

/* Adds a finding with the code's own severity; returns it, good until the next one is added. Format and
   `mend` are said as the catalogue in use says them (base/message.h). */
struct finding *diag_add(struct diag *diag, enum finding_code code, struct place place,
                         struct text mend, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Appends all of `from`, in order; texts are not copied. */
void diag_append(struct diag *diag, const struct diag *from);

/* Number of findings at or above `least`. */
size_t diag_count(const struct diag *diag, enum severity least);

/* `growth.xlsx:Q4!C12: warning: unknown reference 'KR-7': name one that exists`: one line of UTF-8,
   whatever names and cells hold. */
struct text finding_line(struct arena *mem, const struct finding *f);

#endif
