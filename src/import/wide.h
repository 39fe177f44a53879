/* Texts of two or four bytes a character that do not say so by a mark in front. */
#ifndef IMPORT_WIDE_H
#define IMPORT_WIDE_H

#include "base/text.h"

/* "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"; NULL: it is none of these. */
const char *wide_encoding(struct text bytes);

#endif
