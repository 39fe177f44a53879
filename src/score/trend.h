/*
 * What changed since the previous report, and the figures of the runs so far, for Summary.
 *
 * A new period brings new objectives: when the previous report is of another one, only what can be
 * compared is told (coverage of key results that are still there, units, what was carried over),
 * not every item as new and every old one as removed.
 */
#ifndef SCORE_TREND_H
#define SCORE_TREND_H

#include "score/history.h"

/* By weight: what matters most to a reader comes first. X(NAME, "in words") */
#define CHANGES(X)                                                                                 \
    X(LOST, "lost support")         /* key result of the organisation: nobody behind it now */     \
    X(COVERED, "newly covered")     /* key result of the organisation: somebody behind it now */   \
    X(UNIT_UNREAD, "unit not read") /* its file cannot be read this time */                        \
    X(UNIT_GONE, "unit missing")    /* no sheet of it this time */                                 \
    X(TARGET, "target changed")     /* of a key result */                                          \
    X(START, "start changed")                                                                      \
    X(UNIT_NEW, "new unit")                                                                        \
    X(CARRIED, "carried over") /* from another period's report: the same item again */             \
    X(STATUS, "status changed")                                                                    \
    X(PROGRESS, "progress moved") /* by 5 points or more */                                        \
    X(REWORDED, "reworded")                                                                        \
    X(MOVED, "moved to another unit")                                                              \
    X(NEW, "new")                                                                                  \
    X(GONE, "removed")                                                                             \
    X(FINDING_NEW, "new finding")                                                                  \
    X(FINDING_MENDED, "mended")

enum change_kind {
#define X(name, text) CHANGE_##name,
    CHANGES(X)
#undef X
        CHANGE_KIND_COUNT
};

const char *change_text(enum change_kind kind); /* "lost support" */

struct trend_change {
    enum change_kind kind;
    uint32_t item;             /* NO_ITEM: a unit, a finding, or an item that is gone */
    uint32_t unit;             /* NO_UNIT: gone */
    struct text id, unit_name; /* as they are now, or were */
    struct text text;          /* of the item now, or as it was; of a finding its message */
    struct text before, after; /* words: text, status, unit; absent where numbers say it */
    double number_before, number_after; /* progress, coverage, start or target; NAN */
    size_t order;                       /* of appearance */
    size_t finding; /* of a new finding: its number in the run's list; SIZE_MAX */
};

struct trend {
    struct text file, as_of;   /* of the previous report */
    struct text period_before; /* its period, if it is another than this run's; absent */
    struct {
        struct trend_change *v;
        size_t n, cap;
    } changes; /* by kind, then by size of the change */
    size_t counts[CHANGE_KIND_COUNT];
    const struct past_item **items; /* one for each of plan->items: as it was; NULL: new */
    struct past_run_list runs;      /* the figures so far, this run last */
    struct past_run_list months;    /* the same, the last run of each month; all if <= 24 */
    const struct history *previous;
};

/* The unit's figures so far, this run last. */
struct past_unit_list trend_of_unit(struct arena *mem, const struct history *now, struct text unit);

/* Books that could not be read tell a unit that is unread from one that is gone. */
struct trend *trend_build(struct arena *mem, const struct plan *plan, const struct score *score,
                          const struct book_list *books, const struct history *previous,
                          const struct history *now);

/* Targets and starts that are others than they were: a finding at the cell, a warning if that alone
   made the progress greater. They are told as changes, and so are no new findings among those. */
void trend_find_moved_targets(struct arena *mem, const struct plan *plan, const struct trend *trend,
                              struct score *score, struct diag *diag);

#endif
