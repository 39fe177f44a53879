/*
 * What the report hands to the next run: hidden sheets with the history so far, this month's items,
 * links and findings, and what was decided or is waiting for a decision.
 */
#ifndef REPORT_STATE_H
#define REPORT_STATE_H

#include "report/run.h"
#include "report/workbook.h"

/* A row of the To confirm sheet: a suggestion that waits (open), or one that was decided in an
   earlier month and can still be changed. Its header texts are confirm_header() of
   match/decision.h; verdicts are written with verdict_text(). */
struct confirm_row {
    struct text key; /* column ID */
    uint32_t from, to;
    size_t link;                     /* in run->links; SIZE_MAX: rejected, no link any more */
    const struct decision *decision; /* NULL: open and never looked at */
    bool open;                       /* not decided, or put off */
};
struct confirm_row_list LIST(struct confirm_row);

/* Open ones first, the likeliest first; then the decided ones. */
struct confirm_row_list confirm_rows(struct arena *mem, const struct run *run);

/* The decision about a pair as it is carried while nobody decided. */
struct decision open_decision(const struct run *run, struct text key, uint32_t from_item,
                              uint32_t to_item);

/* Adds the hidden sheet by which the next run knows what was asked; returns it. */
struct tab *state_add_decisions(struct workbook *book, const struct decision_list *decisions);

/* Adds the hidden sheets. Needs run->history. */
void state_add(struct workbook *book, const struct run *run);

#endif
