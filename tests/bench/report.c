/*
 * What it costs to lay out and write the report of 300 units and 20,400 key results, against what
 * libxlsxwriter needs by itself for the same cells: the same texts, numbers, links and formats, and
 * nothing else.
 */
#include "report/report.h"
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { MOST_LINKS = 65530 }; /* that a sheet may hold */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The link as the library is to get it. */
static const char *link_text(struct arena *mem, const struct tab_link *link)
{
    if (link->type == TO_TAB)
        return text_printf(mem, "internal:'" TEXT_FMT "'!" TEXT_FMT, TEXT_ARG(link->target),
                           TEXT_ARG(link->cell))
            .ptr;
    return text_printf(mem, TEXT_FMT, TEXT_ARG(link->target)).ptr;
}

static size_t write_alone(const struct workbook *book, const char *path)
{
    struct arena *mem = arena_new();
    lxw_workbook *out = workbook_new(path);
    lxw_format *formats[64];
    size_t n = 0;
    for (int i = 0; i < 64; i++) {
        formats[i] = workbook_add_format(out);
        format_set_font_size(formats[i], 8 + i % 8);
        format_set_indent(formats[i], (uint8_t)(i / 8));
    }
    for (size_t t = 0; t < book->tabs.n; t++) {
        const struct tab *tab = book->tabs.v[t];
        lxw_worksheet *sheet = workbook_add_worksheet(out, text_z(mem, tab->name));
        n += tab->cells.n;
        size_t links = 0;
        for (size_t i = 0; i < tab->cells.n; i++) {
            const struct tab_cell *cell = &tab->cells.v[i];
            lxw_format *format = formats[(cell->style.meaning + cell->style.flags) % 64];
            lxw_col_t col = cell->col;
            if (cell->type == TAB_BLANK)
                worksheet_write_blank(sheet, cell->row, col, format);
            else if (cell->type != TAB_TEXT)
                worksheet_write_number(sheet, cell->row, col, cell_number(cell), format);
            else if (cell_extra(cell).link && links++ < MOST_LINKS)
                worksheet_write_url_opt(sheet, cell->row, col,
                                        link_text(mem, cell_extra(cell).link), format,
                                        text_z(mem, cell_text(cell)), NULL);
            else
                worksheet_write_string(sheet, cell->row, col, text_z(mem, cell_text(cell)), format);
        }
    }
    workbook_close(out);
    arena_free(mem);
    return n;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "/tmp/bench-report.xlsx";
    struct fixture fixture = {.company_objectives = 4,
                              .company_key_results = 3,
                              .departments = 12,
                              .units = 300,
                              .objectives = 17,
                              .key_results = 4,
                              .explicit_of_ten = 4,
                              .implicit_of_ten = 3};
    struct arena *mem = arena_new();
    struct run *run = fixture_run(mem, fixture);
    double best[3] = {1e9, 1e9, 1e9};
    size_t cells = 0, bytes = 0;
    for (int round = 0; round < 3; round++) {
        struct arena *own = arena_new();
        struct text error = {0};
        double start = seconds();
        struct workbook *book = report_lay_out(own, run);
        double laid_out = seconds();
        if (!write_workbook(book, path, &error)) {
            fprintf(stderr, TEXT_FMT "\n", TEXT_ARG(error));
            return 1;
        }
        double written = seconds();
        book = report_lay_out(own, run);
        double again = seconds();
        cells = write_alone(book, path);
        double alone = seconds();
        double took[3] = {laid_out - start, written - laid_out, alone - again};
        for (int i = 0; i < 3; i++)
            best[i] = took[i] < best[i] ? took[i] : best[i];
        bytes = arena_size(own) / 2; /* laid out twice */
        arena_free(own);
    }
    unlink(path);
    printf("report of %zu items, %zu cells: laid out in %.2f s (%zu MiB), written and checked in "
           "%.2f s; libxlsxwriter alone %.2f s; ratio %.2f\n",
           run->plan->items.n, cells, best[0], bytes >> 20, best[1], best[2],
           (best[0] + best[1]) / best[2]);
    arena_free(mem);
    return 0;
}
