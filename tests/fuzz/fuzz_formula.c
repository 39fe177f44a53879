/* Formula texts and number formats: what is cut out of them stays UTF-8 if they were. */
#include "fuzz/fuzz.h"
#include "import/formula.h"
#include "import/grid.h"
#include "import/number_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct arena *mem = arena_new();
    struct text_list books = {0};
    *list_push(mem, &books) = T("Company OKRs.xlsx");
    struct text f = {(const char *)data + 2, size - 2};
    bool good = text_valid_utf8(f);
    struct text made[] = {formula_shift(mem, f, (int8_t)data[0], (int8_t)data[1]),
                          formula_name_books(mem, f, &books), formula_from_ods(mem, f),
                          link_from_ods(mem, f), formula_link(mem, f)};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        must_hold(!good || text_valid_utf8(made[i]));
    file_of_address(mem, f);
    format_kind(f);
    double number;
    if (number_parse(f, &number))
        number_text(mem, number);
    if (days_parse(f, &number))
        days_text(mem, number);
    must_hold(
        text_eq(formula_shift(mem, formula_shift(mem, T("A1+$B$2"), 1, 1), -1, -1), T("A1+$B$2")));
    arena_free(mem);
    return 0;
}
