/*
 * A workbook as lines of text, so that a test can say what was laid out: one line for the tab, one
 * for what lies over its cells, one for each row with cells, `A5 text [meaning flags]`.
 */
#include "report/workbook.h"

#include <math.h>
#include <stdlib.h>

static const char *const flag_names[] = {
    "bold", "wrap",   "rule", "centre", "right", "top",    "unlocked", "turned",
    "grid", "dashed", "gap",  "line",   "small", "accent", "shrink",   "underline"};

static const char *const format_names[NUMBER_FORMAT_COUNT] = {
    [FORMAT_TEXT] = "text",       [FORMAT_WHOLE] = "whole",         [FORMAT_DECIMAL] = "decimal",
    [FORMAT_PERCENT] = "percent", [FORMAT_POINTS] = "points",       [FORMAT_DAY] = "day",
    [FORMAT_DASH] = "dash",       [FORMAT_SUGGESTED] = "suggested", [FORMAT_BAND] = "band",
};

static void dump_range(struct buf *out, struct range r)
{
    buf_add(out, cell_name(out->mem, r.row0, r.col0));
    buf_add_char(out, ':');
    buf_add(out, cell_name(out->mem, r.row1, r.col1));
}

static void dump_style(struct buf *out, struct style style)
{
    static const char *const accents[] = {"", "=good", "=fair", "=poor", "=plain"};
    buf_printf(out, " [%s", look_of(style.meaning)->name);
    for (unsigned i = 0; i < sizeof flag_names / sizeof *flag_names; i++)
        if (style.flags & 1u << i)
            buf_printf(out, " %s%s", flag_names[i],
                       1u << i == STYLE_ACCENT ? accents[style.accent] : "");
    if (style.format)
        buf_printf(out, " %s", format_names[style.format]);
    if (style.indent)
        buf_printf(out, " in%u", style.indent);
    buf_add_char(out, ']');
}

/* One line whatever the text holds. */
static void dump_text(struct buf *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n')
            buf_add_z(out, "\\n");
        else
            buf_add_char(out, text.ptr[i]);
    }
}

static void dump_link(struct buf *out, const struct tab_link *link)
{
    static const char *const types[] = {"", "tab", "file", "web"};
    buf_printf(out, " -> %s:" TEXT_FMT, types[link->type], TEXT_ARG(link->target));
    if (link->sheet.len)
        buf_printf(out, "#" TEXT_FMT, TEXT_ARG(link->sheet));
    if (link->cell.len)
        buf_printf(out, "!" TEXT_FMT, TEXT_ARG(link->cell));
}

static void dump_cell(struct buf *out, const struct tab_cell *cell)
{
    struct tab_extra extra = cell_extra(cell);
    struct text text = cell_text(cell);
    buf_add_z(out, "  ");
    buf_add(out, cell_name(out->mem, cell->row, cell->col));
    buf_add_char(out, ' ');
    if (cell->type == TAB_FORMULA)
        buf_printf(out, TEXT_FMT " => ", TEXT_ARG(extra.formula));
    if (!text.len && cell->type != TAB_BLANK && !isnan(cell_number(cell)))
        buf_printf(out, "%.15g", cell_number(cell));
    dump_text(out, text);
    dump_style(out, cell->style);
    if (extra.link)
        dump_link(out, extra.link);
    if (extra.note.len) {
        buf_add_z(out, " note: ");
        dump_text(out, extra.note);
    }
    buf_add_char(out, '\n');
}

/* By row and column; of several at one position the last one put. */
static int compare_cells(const void *a, const void *b)
{
    const struct tab_cell *x = *(const struct tab_cell *const *)a;
    const struct tab_cell *y = *(const struct tab_cell *const *)b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->col != y->col)
        return x->col < y->col ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void dump_cells(struct buf *out, const struct tab *tab)
{
    size_t n = tab->cells.n;
    const struct tab_cell **sorted = arena_array(out->mem, n, sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &tab->cells.v[i];
    qsort(sorted, n, sizeof *sorted, compare_cells);
    for (size_t i = 0; i < n; i++) {
        bool again = i + 1 < n && sorted[i]->row == sorted[i + 1]->row &&
                     sorted[i]->col == sorted[i + 1]->col;
        if (!again && (sorted[i]->type != TAB_BLANK || cell_extra(sorted[i]).note.len))
            dump_cell(out, sorted[i]);
    }
}

static void dump_rows(struct buf *out, const struct tab *tab)
{
    for (size_t i = 0; i < tab->rows.n; i++) {
        const struct tab_row *row = &tab->rows.v[i];
        if (row->outline || row->hidden || row->collapsed)
            buf_printf(out, " row %zu: level %u%s%s\n", i + 1, row->outline,
                       row->hidden ? " closed" : "", row->collapsed ? " collapsed" : "");
    }
}

static void dump_validation(struct buf *out, const struct tab_validation *v)
{
    static const char *const types[] = {"list", "whole", "decimal", "date", "formula"};
    buf_printf(out, " valid ");
    dump_range(out, v->range);
    buf_printf(out, " %s ", types[v->type]);
    if (v->list.len)
        buf_add(out, v->list);
    else
        buf_printf(out, "%g..%g", v->least, v->most);
    buf_add_z(out, v->warn_only ? " (warns)\n" : "\n");
}

static void dump_chart(struct buf *out, const struct tab_chart *chart)
{
    buf_printf(out, " chart ");
    buf_add(out, cell_name(out->mem, chart->row, chart->col));
    buf_printf(out, " %s: " TEXT_FMT "\n", chart->type == CHART_LINES ? "lines" : "bars",
               TEXT_ARG(chart->alt));
    for (size_t i = 0; i < chart->series.n; i++) {
        const struct tab_series *s = &chart->series.v[i];
        buf_printf(out, "  series " TEXT_FMT " " TEXT_FMT "!", TEXT_ARG(s->name), TEXT_ARG(s->tab));
        dump_range(out, s->values);
        buf_add_z(out, " by ");
        dump_range(out, s->categories);
        buf_add_char(out, '\n');
    }
}

static void dump_over(struct buf *out, const struct tab *tab)
{
    for (size_t i = 0; i < tab->tables.n; i++) {
        buf_printf(out, " table " TEXT_FMT " ", TEXT_ARG(tab->tables.v[i].name));
        dump_range(out, tab->tables.v[i].range);
        buf_add_z(out, tab->tables.v[i].filter ? " filter\n" : "\n");
    }
    for (size_t i = 0; i < tab->bars.n; i++) {
        buf_add_z(out, " bar ");
        dump_range(out, tab->bars.v[i].range);
        buf_printf(out, " %s\n", look_of(tab->bars.v[i].meaning)->name);
    }
    for (size_t i = 0; i < tab->rules.n; i++) {
        buf_add_z(out, " rule ");
        dump_range(out, tab->rules.v[i].range);
        buf_printf(out, " " TEXT_FMT " %s\n", TEXT_ARG(tab->rules.v[i].formula),
                   look_of(tab->rules.v[i].meaning)->name);
    }
    for (size_t i = 0; i < tab->validations.n; i++)
        dump_validation(out, &tab->validations.v[i]);
    for (size_t i = 0; i < tab->charts.n; i++)
        dump_chart(out, &tab->charts.v[i]);
}

struct text workbook_dump(struct arena *mem, const struct workbook *book)
{
    struct buf out = {.mem = mem};
    buf_printf(&out, "workbook " TEXT_FMT "\n", TEXT_ARG(book->title));
    for (size_t i = 0; i < book->properties.n; i++)
        buf_printf(&out, "property " TEXT_FMT " = " TEXT_FMT "\n",
                   TEXT_ARG(book->properties.v[i].name), TEXT_ARG(book->properties.v[i].value));
    for (size_t i = 0; i < book->names.n; i++)
        buf_printf(&out, "name " TEXT_FMT " " TEXT_FMT "\n", TEXT_ARG(book->names.v[i].name),
                   TEXT_ARG(book->names.v[i].formula));
    for (size_t i = 0; i < book->cuts.n; i++)
        buf_printf(&out, "cut " TEXT_FMT "!" TEXT_FMT "\n", TEXT_ARG(book->cuts.v[i].sheet),
                   TEXT_ARG(cell_name(mem, book->cuts.v[i].row, book->cuts.v[i].col)));
    for (size_t i = 0; i < book->tabs.n; i++) {
        const struct tab *tab = book->tabs.v[i];
        buf_printf(&out, "\ntab " TEXT_FMT "%s%s\n", TEXT_ARG(tab->name),
                   tab->hidden ? " hidden" : "", tab->protect ? " protected" : "");
        dump_over(&out, tab);
        dump_rows(&out, tab);
        dump_cells(&out, tab);
    }
    return buf_text(&out);
}
