/* What rows measure, and which of them head measured rows (layout_measures.c). */
#ifndef LAYOUT_LAYOUT_MEASURES_H
#define LAYOUT_LAYOUT_MEASURES_H

#include "layout/layout_column.h"

/* What a text says of a measure: 0 nothing, 1 a figure to reach, 2 from what to what. */
int ways_in(struct text t);

bool is_way(struct text t);

/* The same of a cell; many ask, and it is found out once. */
int cell_ways(const struct work *w, const struct cell *cell);

/* What a row says of a measure: 0 nothing, 1 a figure, 2 two of them, or from what to what. */
int measures(const struct work *w, size_t line);

/* A figure, or from what to what, stands in the row: it is no header. Years are. */
bool has_figures(const struct work *w, size_t line);

/* Words for a figure, and for its other end, whose it is or what it measures: they head columns of OKRs. */
bool heads_measures(const struct work *w, size_t line);

/* A row of short texts and no figures above a measured one, word for word as one above it. */
bool heads_again(const struct work *w, size_t line);

/* The same as one below it. */
bool heads_later(const struct work *w, size_t line);

/* One of its words heads such a column; `roles`: bits. */
bool names_any(const struct work *w, size_t line, uint64_t roles);

/* One of its words at least is for a figure: a list of goods has none. */
bool names_figure(const struct work *w, size_t line);

/* Of the first three figures in rows below the header and those like it the third mostly lies between the
   others: where it began, where it is to be, where it is. */
bool goes_between(const struct work *w, size_t header);

/* "What we count | 2025 | 2026": two years, the second right behind the first. */
bool names_years(struct work *w, size_t line);

/* Rows that say from what to what, wherever: no invoice does. */
bool any_way(const struct work *w);

/* What a measured row is about: its longest text that says no figures and is no label. */
struct text topic_of(const struct work *w, size_t line, bool labelled);

/* Of the measured rows from the line on two in five are about what one above is: the same checks again. */
bool are_same_again(struct work *w, size_t first);

/* The first line or the file says "Q3". */
bool names_quarter(struct work *w);

/* "big goal" of "big goal 2" (layout_repeat.c). */
struct text without_number(struct text key);

/* layout_stack.c: the same table again, below or beside, under words of the team's own, and objectives that head
   their columns. True: some were marked. */
bool learn_stacks(struct work *w);
bool learn_twins(struct work *w);
bool learn_headed(struct work *w);
/* layout_numbered.c: key results side by side under a word of the team's own. True: some were marked. */
bool learn_numbered(struct work *w);

/* How the first cell of a header, or of a line of a label, is marked: as a word for key results. */
extern const struct header_reading own_key_result;

#endif
