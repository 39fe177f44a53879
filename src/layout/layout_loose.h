/* What stands outside of tables: only for layout_label.c, layout_other.c and layout_loose.c. */
#ifndef LAYOUT_LAYOUT_LOOSE_H
#define LAYOUT_LAYOUT_LOOSE_H

#include "layout/layout_work.h"

struct label {
    enum role role;
    struct text head, value;
    const struct cell *cell, *value_cell;
    bool above; /* not the unit's own name, whatever other labels say */
};

/* layout_label.c */

/* "Status | On track", "Lage | Im Plan": a word for states, if a less usual one, and a state. */
bool names_state(const struct work *w, const struct cell *label, struct text value);

/* "Team" of "Team: Growth"; *rest is what stands behind the colon, absent if there is none. */
struct text label_head(struct text all, struct text *rest);

/* The filled cell of a line behind `n` others; NULL. */
const struct cell *nth_cell(const struct work *w, size_t line, size_t n);

const struct cell *second_cell(const struct work *w, size_t line);

/* What a label and its value say of the whole sheet. */
void sheet_label(struct work *w, enum role role, struct text value, const struct cell *cell);

/* The label and value that a line is; false: it is none. */
bool find_label(struct reader *r, size_t line, struct label *label);

/* What a label above the items says of the section or the sheet. */
void take_label(struct reader *r, size_t line, const struct label *label);

/* What objectives below the line support. */
void push_parent(struct reader *r, const struct cell *cell, struct text value, struct text header);

/* What goes on below the line, in the column of the text. */
void begin_remark(struct reader *r, size_t line, const struct cell *label, const struct cell *text);

/* A label with its value: of the section above items, of the item above below one. */
bool read_label(struct reader *r, size_t line);

/* "Name: | Dana" above the items; "Signed: | | Date:" anywhere. */
bool read_unknown_label(struct reader *r, size_t line);

/* layout_other.c */

/* Behind an empty row, or behind a note. */
bool stands_apart(const struct work *w, size_t line);

/* "Owner", "Due:": a word for what is said of an item. */
bool is_item_label(const struct work *w, const struct cell *cell);

/* "Key result 1", "KR2", "Objective" alone in its row: an enum prefix. */
int kind_alone(const struct work *w, size_t line);

/* "Key result 1" above "Description | Buses on time", "Target | 95 %": the line that says what it is, right below or
   among the labels there; SIZE_MAX: none does. */
size_t description_below(const struct work *w, size_t line);

/* "KR 1.1: | Orders in full | Start: | 81 % | Target: | 95 %": labels with their values behind an item. */
bool pairs_behind(const struct work *w, size_t line);

/* What such a line says of its item. */
void read_labels_behind(struct reader *r, size_t line);

/* What such a line says of the last item. */
bool read_pairs_line(struct reader *r, size_t line);

/* "Team | Payments Risk | Cycle | Q2 2026" above the items: whose they are, and of when. */
bool read_pairs_above(struct reader *r, size_t line);

/* "Key result 3: | | Owner: |", "KR1 | | Owner |": nothing but labels, each with its place blank. */
bool only_labels(const struct work *w, size_t line);

#endif
