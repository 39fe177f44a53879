/*
 * How wide a text is and how many lines it takes, in Calibri and in Carlito, which has the same
 * widths: neither the library that writes the workbook nor LibreOffice computes row heights.
 */
#ifndef REPORT_TEXT_WIDTH_H
#define REPORT_TEXT_WIDTH_H

#include "base/text.h"

/* Pixels at 96 dots an inch. */
double text_width(struct text text, unsigned points, bool bold);

/* Lines that the text takes, wrapped in a column of `width` characters with that indent; at least
   1. A word wider than the column is broken. */
unsigned text_lines(struct text text, double width, unsigned indent, unsigned points, bool bold);

/* The height of a row with so many lines. */
double lines_height(unsigned lines, unsigned points);

/* The text, shortened with an ellipsis so that it fits on so many lines of such a column. */
struct text text_fit(struct arena *mem, struct text text, unsigned lines, double width,
                     unsigned indent, unsigned points, bool bold);

#endif
