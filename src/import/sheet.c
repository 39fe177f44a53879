/* Looking things up in a grid. */
#include "import/sheet.h"

#include <stdlib.h>

const struct row *sheet_row(const struct sheet *sheet, uint32_t index)
{
    size_t low = 0, high = sheet->n_rows;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (sheet->rows[mid].index < index)
            low = mid + 1;
        else
            high = mid;
    }
    return low < sheet->n_rows && sheet->rows[low].index == index ? &sheet->rows[low] : NULL;
}

const struct cell *sheet_cell(const struct sheet *sheet, uint32_t row, uint32_t col)
{
    const struct row *r = sheet_row(sheet, row);
    if (!r)
        return NULL;
    size_t low = r->first, high = low + r->n, end = high;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (sheet->cells[mid].col < col)
            low = mid + 1;
        else
            high = mid;
    }
    return low < end && sheet->cells[low].col == col ? &sheet->cells[low] : NULL;
}

/*
 * Merges are sorted by their upper row and read as a balanced tree: the root of a stretch is its
 * middle, and merge_reach[middle] the lowest row that any merge of the stretch covers.
 */
static int range_cmp(const void *left, const void *right)
{
    const struct range *a = left, *b = right;
    if (a->row0 != b->row0)
        return a->row0 < b->row0 ? -1 : 1;
    return (a->col0 > b->col0) - (a->col0 < b->col0);
}

static uint32_t index_stretch(struct sheet *sheet, size_t low, size_t high)
{
    size_t mid = low + (high - low) / 2;
    uint32_t reach = sheet->merges.v[mid].row1;
    if (low < mid) {
        uint32_t left = index_stretch(sheet, low, mid);
        reach = left > reach ? left : reach;
    }
    if (mid + 1 < high) {
        uint32_t right = index_stretch(sheet, mid + 1, high);
        reach = right > reach ? right : reach;
    }
    return sheet->merge_reach[mid] = reach;
}

static int col_cmp(const void *left, const void *right)
{
    const struct range *a = left, *b = right;
    return (a->col0 > b->col0) - (a->col0 < b->col0);
}

/* Sorted, and those that touch made one. */
static void order_hidden_cols(struct range_list *cols)
{
    if (!cols->n)
        return;
    qsort(cols->v, cols->n, sizeof *cols->v, col_cmp);
    size_t kept = 0;
    for (size_t i = 1; i < cols->n; i++) {
        struct range *last = &cols->v[kept];
        if (cols->v[i].col0 > last->col1 + 1)
            cols->v[++kept] = cols->v[i];
        else if (cols->v[i].col1 > last->col1)
            last->col1 = cols->v[i].col1;
    }
    cols->n = kept + 1;
}

void sheet_index(struct arena *mem, struct sheet *sheet)
{
    order_hidden_cols(&sheet->hidden_cols);
    if (!sheet->merges.n)
        return;
    qsort(sheet->merges.v, sheet->merges.n, sizeof *sheet->merges.v, range_cmp);
    sheet->merge_reach = NEW_ARRAY(mem, uint32_t, sheet->merges.n);
    index_stretch(sheet, 0, sheet->merges.n);
}

static const struct range *find_merge(const struct sheet *sheet, size_t low, size_t high,
                                      uint32_t row, uint32_t col)
{
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct range *r = &sheet->merges.v[mid];
        if (sheet->merge_reach[mid] < row)
            return NULL;
        const struct range *left = find_merge(sheet, low, mid, row, col);
        if (left)
            return left;
        if (r->row0 > row)
            return NULL;
        if (r->row1 >= row && r->col0 <= col && col <= r->col1)
            return r;
        low = mid + 1;
    }
    return NULL;
}

const struct range *sheet_merge(const struct sheet *sheet, uint32_t row, uint32_t col)
{
    return sheet->merge_reach ? find_merge(sheet, 0, sheet->merges.n, row, col) : NULL;
}

const struct cell *sheet_cell_merged(const struct sheet *sheet, uint32_t row, uint32_t col)
{
    const struct range *merge = sheet_merge(sheet, row, col);
    return merge ? sheet_cell(sheet, merge->row0, merge->col0) : sheet_cell(sheet, row, col);
}

bool sheet_col_hidden(const struct sheet *sheet, uint32_t col)
{
    size_t low = 0, high = sheet->hidden_cols.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (sheet->hidden_cols.v[mid].col1 < col)
            low = mid + 1;
        else
            high = mid;
    }
    return low < sheet->hidden_cols.n && sheet->hidden_cols.v[low].col0 <= col;
}

uint32_t sheet_width(const struct sheet *sheet)
{
    uint32_t width = 0;
    for (size_t i = 0; i < sheet->n_rows; i++) {
        const struct row *r = &sheet->rows[i];
        if (r->n && sheet->cells[r->first + r->n - 1].col >= width)
            width = sheet->cells[r->first + r->n - 1].col + 1;
    }
    return width;
}

struct place sheet_place(const struct sheet *sheet, uint32_t row, uint32_t col)
{
    return (struct place){.file = sheet->book->path, .sheet = sheet->name, .row = row, .col = col};
}

struct place cell_place(const struct sheet *sheet, const struct cell *cell)
{
    return sheet_place(sheet, cell->row, cell->col);
}

struct text book_property(const struct book *book, struct text name)
{
    for (size_t i = 0; i < book->properties.n; i++)
        if (text_eq_ascii_case(book->properties.v[i].name, name))
            return book->properties.v[i].value;
    return (struct text){0};
}

bool cell_name_parse(struct text name, uint32_t *row, uint32_t *col)
{
    size_t i = 0, letters = 0, figures = 0;
    uint32_t c = 0, r = 0;
    i += i < name.len && name.ptr[i] == '$';
    for (; i < name.len && letters < 4; i++, letters++) {
        char letter = name.ptr[i] & ~0x20;
        if (letter < 'A' || letter > 'Z')
            break;
        c = c * 26 + (uint32_t)(letter - 'A' + 1);
    }
    i += letters && i < name.len && name.ptr[i] == '$';
    for (; i < name.len && figures < 8; i++, figures++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9')
            break;
        r = r * 10 + (uint32_t)(name.ptr[i] - '0');
    }
    if (i != name.len || !letters || !figures || c > 16384 || r < 1 || r > 1048576)
        return false;
    *row = r - 1;
    *col = c - 1;
    return true;
}

bool sheet_for_reference(const struct sheet *sheet)
{
    enum { FIRST_LINES = 4 };
    for (size_t i = 0; i < sheet->n_rows && sheet->rows[i].index < FIRST_LINES; i++) {
        const struct row *row = &sheet->rows[i];
        struct text first = row->n ? sheet->cells[row->first].text : (struct text){0};
        if (text_starts(first, T(OWN_REFERENCE)) || text_starts(first, T(OWN_REFERENCE_DE)))
            return true;
    }
    return false;
}
