/* Places, and how they are written. */
#include "base/place.h"

struct place place_of_file(struct text file)
{
    return (struct place){.file = file, .row = PLACE_NONE, .col = PLACE_NONE};
}

struct text column_letters(struct arena *mem, uint32_t col)
{
    char out[8];
    size_t at = sizeof out;
    for (uint64_t n = (uint64_t)col + 1; n; n = (n - 1) / 26)
        out[--at] = (char)('A' + (n - 1) % 26);
    return text_copy(mem, (struct text){out + at, sizeof out - at});
}

struct text place_cell(struct arena *mem, struct place p)
{
    if (p.row == PLACE_NONE || p.col == PLACE_NONE)
        return (struct text){0};
    return text_printf(mem, TEXT_FMT "%lu", TEXT_ARG(column_letters(mem, p.col)),
                       (unsigned long)p.row + 1);
}

struct text place_text(struct arena *mem, struct place p)
{
    struct buf b = {.mem = mem};
    buf_add(&b, p.file);
    bool csv = p.sheet.len == 0;
    if (!csv) {
        buf_add_char(&b, ':');
        buf_add(&b, p.sheet);
    }
    if (p.row == PLACE_NONE)
        return buf_text(&b);
    if (csv)
        buf_printf(&b, ":%lu", (unsigned long)p.row + 1);
    if (csv && p.col != PLACE_NONE)
        buf_printf(&b, ":%lu", (unsigned long)p.col + 1);
    if (!csv && p.col != PLACE_NONE) {
        buf_add_char(&b, '!');
        buf_add(&b, place_cell(mem, p));
    }
    if (!csv && p.col == PLACE_NONE)
        buf_printf(&b, "!%lu:%lu", (unsigned long)p.row + 1, (unsigned long)p.row + 1);
    return buf_text(&b);
}

int place_cmp(const struct place *a, const struct place *b)
{
    int order = text_cmp(a->file, b->file);
    if (!order)
        order = text_cmp(a->sheet, b->sheet);
    if (!order)
        order = (a->row > b->row) - (a->row < b->row);
    return order ? order : (a->col > b->col) - (a->col < b->col);
}
