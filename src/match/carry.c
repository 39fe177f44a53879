/* Hidden sheets -> records, by the headers of the table. */
#include "match/carry.h"

#include "base/fold.h"
#include "base/map.h"

#include <math.h>
#include <string.h>

/* Column of the sheet -> column of the table, from the headers in the sheet's first row. */
static bool find_columns(struct arena *mem, const struct carry_table *table,
                         const struct sheet *sheet, struct map *columns)
{
    const struct row *top = &sheet->rows[0];
    for (uint32_t i = 0; i < top->n; i++)
        map_put(mem, columns, text_fold(mem, sheet->cells[top->first + i].text),
                sheet->cells[top->first + i].col);
    return map_get(columns, text_of(table->columns[0].header)) != MAP_NONE;
}

static void set_member(struct arena *mem, const struct carry_column *column,
                       const struct cell *cell, char *record)
{
    void *member = record + column->offset;
    bool number = cell && (cell->type == CELL_NUMBER || cell->type == CELL_BOOL);
    switch (column->type) {
    case CARRY_TEXT:
        if (cell && cell->type != CELL_ERROR)
            *(struct text *)member = text_copy(mem, text_trim(cell->text));
        break;
    case CARRY_NUMBER:
        *(double *)member = number ? cell->number : NAN;
        break;
    case CARRY_COUNT:
        *(uint32_t *)member =
            number && cell->number >= 0 && cell->number < UINT32_MAX ? (uint32_t)cell->number : 0;
        break;
    case CARRY_FLAG:
        *(bool *)member = number && cell->number != 0;
        break;
    }
}

static const struct sheet *find_sheet(struct arena *mem, const struct carry_table *table,
                                      const struct book *book, bool any_sheet, struct map *columns)
{
    for (size_t i = 0; i < book->n_sheets; i++) {
        const struct sheet *sheet = &book->sheets[i];
        *columns = (struct map){0};
        if (sheet->n_rows &&
            (any_sheet || text_eq(text_fold(mem, sheet->name), text_of(table->sheet))) &&
            find_columns(mem, table, sheet, columns))
            return sheet;
    }
    return NULL;
}

void *carry_read(struct arena *mem, const struct carry_table *table, const struct book *book,
                 bool any_sheet, size_t *n)
{
    struct map columns;
    const struct sheet *sheet = find_sheet(mem, table, book, any_sheet, &columns);
    *n = 0;
    if (!sheet)
        return NULL;
    char *records = arena_array(mem, sheet->n_rows, table->size);
    for (size_t i = 1; i < sheet->n_rows; i++) {
        const struct row *row = &sheet->rows[i];
        char *record = records + *n * table->size;
        if (row->n == 0)
            continue;
        for (size_t k = 0; k < table->n_columns; k++) {
            size_t col = map_get(&columns, text_of(table->columns[k].header));
            set_member(mem, &table->columns[k],
                       col == MAP_NONE ? NULL : sheet_cell(sheet, row->index, (uint32_t)col),
                       record);
        }
        if (table->place != SIZE_MAX)
            *(struct place *)(record + table->place) =
                sheet_place(sheet, row->index, sheet->cells[row->first].col);
        ++*n;
    }
    return records;
}
