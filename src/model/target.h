/* Where hyperlinks and formulas point: pure functions over their text. */
#ifndef MODEL_TARGET_H
#define MODEL_TARGET_H

#include "base/text.h"

struct target {
    struct text file;  /* as written, decoded; absent: the file it stands in */
    struct text sheet; /* absent: the sheet it stands in, or `name` */
    struct text name;  /* a defined name; absent */
    uint32_t row, col; /* PLACE_NONE: no cell: the whole sheet, or a range to be looked up in */
};

struct target_list LIST(struct target);

/* "#'Company OKRs'!B5", "company.xlsx#OKRs!B5", "file:///C:/okrs/company.xlsx#OKRs!B5",
   "[company.xlsx]OKRs!B5", and a cell of a sheet on the web, of which only the file's name counts.
   False: it points elsewhere (another page of the web, a mail address). */
bool target_of_link(struct arena *mem, struct text link, struct target *out);

/* What a formula reads: every cell of another sheet or workbook, or the cell that is the whole
   formula; for a range (INDEX/MATCH, VLOOKUP) its sheet alone. At most 16. */
struct target_list targets_of_formula(struct arena *mem, struct text formula);

/* The formula is an address and nothing else: its value is what stands there. */
bool formula_is_address(struct text formula);

#endif
