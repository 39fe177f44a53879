/* How a sheet was understood, in lines for people. */
#include "layout/layout.h"

static void explain_column(struct buf *out, const struct column *c)
{
    struct text letters = column_letters(out->mem, c->col);
    buf_printf(out, "    " TEXT_FMT "  %-14s", TEXT_ARG(letters), role_text(c->role));
    if (c->group)
        buf_printf(out, " %u", c->group);
    if (c->header.len)
        buf_printf(out, " '" TEXT_FMT "'", TEXT_ARG(c->header));
    buf_printf(out, ": " TEXT_FMT " (%.2f)", TEXT_ARG(c->reason), c->confidence);
    if (c->scope >= 0)
        buf_printf(out, ", of the %s", c->scope == OBJECTIVE ? "objective" : "key result");
    buf_add_char(out, '\n');
}

static void explain_table(struct buf *out, const struct table *t, size_t number)
{
    buf_printf(out, "  table %zu: " TEXT_FMT, number, TEXT_ARG(t->shape));
    if (t->header_row0 == PLACE_NONE)
        buf_add_z(out, ", without header");
    else if (t->header_row0 == t->header_row1)
        buf_printf(out, ", header in row %u", t->header_row0 + 1);
    else
        buf_printf(out, ", header in rows %u and %u", t->header_row0 + 1, t->header_row1 + 1);
    struct text from = column_letters(out->mem, t->range.col0);
    struct text to = column_letters(out->mem, t->range.col1);
    buf_printf(out, ", columns " TEXT_FMT " to " TEXT_FMT "\n", TEXT_ARG(from), TEXT_ARG(to));
    for (size_t i = 0; i < t->columns.n; i++)
        explain_column(out, &t->columns.v[i]);
}

/* Runs of rows with one fate: "rows 5-9 item". */
static void explain_rows(struct buf *out, const struct sheet_layout *s)
{
    const char *separator = "  rows: ";
    for (size_t i = 0; i < s->sheet->n_rows; i++) {
        if (s->fates[i] == ROW_BLANK)
            continue;
        size_t last = i;
        while (last + 1 < s->sheet->n_rows && s->fates[last + 1] == s->fates[i] &&
               s->sheet->rows[last + 1].index == s->sheet->rows[last].index + 1)
            last++;
        buf_printf(out, "%s%u", separator, s->sheet->rows[i].index + 1);
        if (last > i)
            buf_printf(out, "-%u", s->sheet->rows[last].index + 1);
        buf_printf(out, " %s", row_fate_text(s->fates[i]));
        separator = ", ";
        i = last;
    }
    if (separator[0] == ',')
        buf_add_char(out, '\n');
}

void layout_explain(struct buf *out, const struct sheet_layout *s)
{
    struct place place = sheet_place(s->sheet, PLACE_NONE, PLACE_NONE);
    buf_add(out, place_text(out->mem, place));
    buf_printf(out, ": " TEXT_FMT, TEXT_ARG(s->kind));
    if (s->kind_reason.len)
        buf_printf(out, " (" TEXT_FMT ")", TEXT_ARG(s->kind_reason));
    buf_add_char(out, '\n');
    if (s->unit.len)
        buf_printf(out, "  unit: " TEXT_FMT "\n", TEXT_ARG(s->unit));
    if (s->period.len)
        buf_printf(out, "  period: " TEXT_FMT "\n", TEXT_ARG(s->period));
    for (size_t i = 0; i < s->tables.n; i++)
        explain_table(out, &s->tables.v[i], i + 1);
    explain_rows(out, s);
    for (size_t i = 0; i < s->assumed.n; i++)
        buf_printf(out, "  assumed: " TEXT_FMT "\n", TEXT_ARG(s->assumed.v[i]));
}
