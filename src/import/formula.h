/* Formula texts: what readers need of them, which is not to compute them. */
#ifndef IMPORT_FORMULA_H
#define IMPORT_FORMULA_H

#include "base/text.h"

/* A formula as it reads `rows` further down and `cols` further right: relative references move,
   beyond the grid they become #REF!. */
struct text formula_shift(struct arena *mem, struct text formula, int64_t rows, int64_t cols);

/* "[1]OKRs!B5" -> "[Company.xlsx]OKRs!B5", with books[0] for [1]; numbers without a book stay. */
struct text formula_name_books(struct arena *mem, struct text formula,
                               const struct text_list *books);

/* An OpenDocument formula in the notation of spreadsheet programs: "of:=[.A1]+['Co'.B5]" ->
   "A1+'Co'!B5", "of:=['file:///okrs/Company.ods'#$OKRs.B5]" -> "[Company.ods]OKRs!B5". */
struct text formula_from_ods(struct arena *mem, struct text formula);

/* An OpenDocument address: "#Company OKRs.B5" -> "#'Company OKRs'!B5". */
struct text link_from_ods(struct arena *mem, struct text link);

/* "file:///C:/OKRs/Company%20OKRs.xlsx" -> "Company OKRs.xlsx" */
struct text file_of_address(struct arena *mem, struct text address);

/* The text or number that a formula is without being reckoned: of ="0.7" and =0.7; absent: it must
   be reckoned. */
struct text formula_literal(struct arena *mem, struct text formula);

/* False of a text that begins with '=' by chance, as "important" or "Sign new partners": nothing in
   it names a cell or a function or is an operator, or two words stand side by side. */
bool formula_reckons(struct text formula);

/* The address in HYPERLINK("address", ...), if it is a literal; else absent. */
struct text formula_link(struct arena *mem, struct text formula);

#endif
