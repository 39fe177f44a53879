/*
 * The builder of grids. Arrays grow by realloc (for large ones a remapping, not a copy) and are
 * handed to the arena as they are. Of a large sheet the first touch of its memory, page by page,
 * costs as much as half of its tokens: so room for the cells that are expected is asked for at
 * once, where it is in large pages and need not move. Nearly all files are in order, so order is
 * only watched, and made by sorting where it was broken.
 */
#include "import/grid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 1 << 17 };

void *grown(void *v, size_t *cap, size_t size)
{
    size_t larger = *cap + *cap / 2 + 64;
    void *p = realloc(v, larger * size);
    if (!p) {
        arena_out_of_memory();
        abort();
    }
    *cap = larger;
    return p;
}

static bool spend(struct grid *grid)
{
    if (*grid->budget == 0) {
        grid->full = true;
        return false;
    }
    --*grid->budget;
    return true;
}

void grid_expect(struct grid *grid, uint64_t n)
{
    size_t size = (size_t)(n < *grid->budget ? n : *grid->budget) * sizeof *grid->cells;
    if (grid->cells || !size)
        return;
    grid->cells = arena_room(size);
    grid->cap_cells = grid->cells ? size / sizeof *grid->cells : 0;
}

struct cell *grid_cell(struct grid *grid, uint32_t row, uint32_t col)
{
    if (!spend(grid))
        return NULL;
    if (grid->n_cells == grid->cap_cells)
        grid->cells = grown(grid->cells, &grid->cap_cells, sizeof *grid->cells);
    struct cell *cell = &grid->cells[grid->n_cells];
    if (grid->n_cells) {
        const struct cell *last = cell - 1;
        grid->unordered |= row < last->row || (row == last->row && col <= last->col);
    }
    grid->n_cells++;
    *cell = (struct cell){.row = row, .col = (uint16_t)col};
    return cell;
}

static struct row *add_row(struct grid *grid, uint32_t index)
{
    if (grid->n_rows == grid->cap_rows)
        grid->rows = grown(grid->rows, &grid->cap_rows, sizeof *grid->rows);
    struct row *row = &grid->rows[grid->n_rows++];
    *row = (struct row){.index = index};
    return row;
}

void grid_row(struct grid *grid, uint32_t index, bool hidden, uint8_t outline)
{
    if (!spend(grid))
        return;
    struct row *row = add_row(grid, index);
    row->hidden = hidden;
    row->outline = outline;
}

static int cell_cmp(const void *left, const void *right)
{
    const struct cell *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->col > b->col) - (a->col < b->col);
}

static int row_cmp(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    return (a->index > b->index) - (a->index < b->index);
}

/* Stable merge sort: qsort would leave open which of two cells in one place came later. */
static void sort_cells(struct cell *v, size_t n)
{
    struct cell *spare = malloc(n * sizeof *v);
    if (!spare) {
        arena_out_of_memory();
        abort();
    }
    struct cell *from = v, *to = spare;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width) {
            size_t mid = low + width < n ? low + width : n;
            size_t high = low + 2 * width < n ? low + 2 * width : n;
            for (size_t i = low, j = mid, k = low; k < high; k++)
                to[k] = i < mid && (j >= high || cell_cmp(&from[i], &from[j]) <= 0) ? from[i++]
                                                                                    : from[j++];
        }
        struct cell *swap = from;
        from = to;
        to = swap;
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
    free(spare);
}

static void put_in_order(struct grid *grid)
{
    sort_cells(grid->cells, grid->n_cells);
    size_t kept = 0;
    for (size_t i = 0; i < grid->n_cells; i++) {
        bool again = i + 1 < grid->n_cells && cell_cmp(&grid->cells[i], &grid->cells[i + 1]) == 0;
        if (!again)
            grid->cells[kept++] = grid->cells[i];
        else if (grid->doubled++ == 0) {
            grid->doubled_row = grid->cells[i].row;
            grid->doubled_col = grid->cells[i].col;
        }
    }
    grid->n_cells = kept;
}

/* What growth took too much is given back. Small arrays move into the arena, and the next sheet gets
   their memory, which is warm. */
static void *hand_over(struct arena *mem, void *v, size_t size)
{
    if (!v || !size || size >= SMALL) {
        void *exact = v ? realloc(v, size ? size : 1) : NULL;
        arena_take(mem, exact ? exact : v, size);
        return exact ? exact : v;
    }
    void *own = memcpy(arena_alloc(mem, size), v, size);
    free(v);
    return own;
}

/* Rows that hold cells are counted out of the cells and merged with those that were told. */
static void make_rows(struct grid *grid, struct sheet *sheet)
{
    struct grid out = {.mem = grid->mem};
    if (grid->n_rows)
        qsort(grid->rows, grid->n_rows, sizeof *grid->rows, row_cmp);
    size_t told = 0, cell = 0;
    while (told < grid->n_rows || cell < grid->n_cells) {
        uint32_t index = cell < grid->n_cells ? grid->cells[cell].row : UINT32_MAX;
        if (told < grid->n_rows && grid->rows[told].index < index)
            index = grid->rows[told].index;
        struct row *row = add_row(&out, index);
        for (; told < grid->n_rows && grid->rows[told].index == index; told++) {
            row->hidden |= grid->rows[told].hidden;
            row->outline = grid->rows[told].outline;
        }
        row->first = (uint32_t)cell;
        while (cell < grid->n_cells && grid->cells[cell].row == index)
            cell++;
        row->n = (uint32_t)cell - row->first;
    }
    free(grid->rows);
    sheet->rows = hand_over(grid->mem, out.rows, out.n_rows * sizeof *out.rows);
    sheet->n_rows = out.n_rows;
}

void grid_finish(struct grid *grid, struct sheet *sheet)
{
    if (grid->unordered)
        put_in_order(grid);
    make_rows(grid, sheet);
    sheet->cells = hand_over(grid->mem, grid->cells, grid->n_cells * sizeof *grid->cells);
    sheet->n_cells = grid->n_cells;
    sheet_index(grid->mem, sheet);
    *grid = (struct grid){.mem = grid->mem,
                          .budget = grid->budget,
                          .doubled = grid->doubled,
                          .doubled_row = grid->doubled_row,
                          .doubled_col = grid->doubled_col};
}

/* --- numbers and dates as text -------------------------------------------------------------- */

static struct text integer_text(struct arena *mem, int64_t n)
{
    char out[24], *at = out + sizeof out;
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do
        *--at = (char)('0' + left % 10);
    while (left /= 10);
    if (n < 0)
        *--at = '-';
    return text_copy(mem, (struct text){at, (size_t)(out + sizeof out - at)});
}

struct text number_text(struct arena *mem, double number)
{
    if (number == floor(number) && fabs(number) < 1e15)
        return integer_text(mem, (int64_t)number);
    char out[40];
    int n = snprintf(out, sizeof out, "%.15g", number);
    return text_copy(mem, (struct text){out, (size_t)n});
}

/* Up to 15 digits and a small power of ten: both exact in a double, so the quotient is right. */
static bool parse_short(struct text t, double *out)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    bool minus = t.len && *t.ptr == '-';
    int64_t digits = 0;
    size_t n = 0, decimals = 0;
    bool point = false;
    for (size_t i = minus; i < t.len; i++) {
        if (t.ptr[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (t.ptr[i] < '0' || t.ptr[i] > '9' || ++n > 15)
            return false;
        digits = digits * 10 + (t.ptr[i] - '0');
        decimals += point;
    }
    if (n == 0)
        return false;
    double value = (double)digits / powers[decimals];
    *out = minus ? -value : value;
    return true;
}

bool number_parse(struct text t, double *out)
{
    if (parse_short(t, out))
        return true;
    char z[400];
    t = text_trim(t);
    if (t.len == 0 || t.len >= sizeof z)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!strchr("+-.0123456789eE", t.ptr[i]) || !t.ptr[i])
            return false;
    memcpy(z, t.ptr, t.len);
    z[t.len] = '\0';
    char *end;
    double value = strtod(z, &end);
    if (*end || !isfinite(value))
        return false;
    *out = value;
    return true;
}

/* Days of the Gregorian calendar, after the era arithmetic of Howard Hinnant. */
int32_t days_of(int year, int month, int day)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468 + 25569;
}

static void civil(int32_t days, int *year, int *month, int *day)
{
    days += 719468 - 25569;
    int era = (days >= 0 ? days : days - 146096) / 146097;
    int of_era = days - era * 146097;
    int years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * years + years / 4 - years / 100);
    int m = (5 * of_year + 2) / 153;
    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = years + era * 400 + (*month <= 2);
}

/* Two digits, and what stands behind them if it is not NUL. */
static char *put_digits(char *at, int n, char behind)
{
    *at++ = (char)('0' + n / 10 % 10);
    *at++ = (char)('0' + n % 10);
    if (behind)
        *at++ = behind;
    return at;
}

struct text days_text(struct arena *mem, double days)
{
    double whole = floor(days);
    int seconds = (int)round((days - whole) * 86400);
    if (seconds == 86400) {
        whole += 1;
        seconds = 0;
    }
    char out[32], *at = out;
    if (whole != 0) {
        int year, month, day;
        civil((int32_t)whole, &year, &month, &day);
        at = put_digits(put_digits(at, year / 100, '\0'), year % 100, '-');
        at = put_digits(put_digits(at, month, '-'), day, '\0');
    }
    if (seconds || whole == 0) {
        if (at > out)
            *at++ = 'T';
        at = put_digits(at, seconds / 3600, ':');
        at = put_digits(put_digits(at, seconds / 60 % 60, ':'), seconds % 60, '\0');
    }
    return text_copy(mem, (struct text){out, (size_t)(at - out)});
}

struct text duration_text(struct arena *mem, double days)
{
    double seconds = round(fabs(days) * 86400);
    if (seconds > 1e15)
        return number_text(mem, days);
    int64_t s = (int64_t)seconds;
    return text_printf(mem, "%s%lld:%02d:%02d", days < 0 && s ? "-" : "", (long long)(s / 3600),
                       (int)(s / 60 % 60), (int)(s % 60));
}

static bool digits(struct text *rest, size_t n, int *out)
{
    if (rest->len < n)
        return false;
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (rest->ptr[i] < '0' || rest->ptr[i] > '9')
            return false;
        *out = *out * 10 + (rest->ptr[i] - '0');
    }
    *rest = text_slice(*rest, n, rest->len);
    return true;
}

static bool skip_char(struct text *rest, char c)
{
    if (!rest->len || *rest->ptr != c)
        return false;
    *rest = text_slice(*rest, 1, rest->len);
    return true;
}

/* "14:30", "14:30:00", "14:30:00.5" as a part of a day. */
static bool clock_parse(struct text t, double *part)
{
    int hour, minute, second = 0;
    double more = 0;
    if (!digits(&t, 2, &hour) || !skip_char(&t, ':') || !digits(&t, 2, &minute))
        return false;
    if (skip_char(&t, ':') && !digits(&t, 2, &second))
        return false;
    if (t.len && *t.ptr == '.') {
        size_t n = 1;
        while (n < t.len && t.ptr[n] >= '0' && t.ptr[n] <= '9')
            n++;
        if (!number_parse(text_slice(t, 0, n), &more))
            return false;
        t = text_slice(t, n, t.len);
    }
    skip_char(&t, 'Z');
    *part = (hour * 3600 + minute * 60 + second + more) / 86400;
    return t.len == 0 && hour < 25 && minute < 60 && second < 61;
}

bool days_parse(struct text t, double *days)
{
    int year, month, day;
    double part = 0;
    struct text clock = t;
    skip_char(&clock, 'T');
    if (clock_parse(clock, &part)) {
        *days = part;
        return true;
    }
    if (!digits(&t, 4, &year) || !skip_char(&t, '-') || !digits(&t, 2, &month) ||
        !skip_char(&t, '-') || !digits(&t, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    if (t.len && !((skip_char(&t, 'T') || skip_char(&t, ' ')) && clock_parse(t, &part)))
        return false;
    *days = days_of(year, month, day) + part;
    return true;
}

/* --- values of cells ------------------------------------------------------------------------ */

void cell_set_number(struct arena *mem, struct cell *cell, double number)
{
    cell->type = CELL_NUMBER;
    cell->number = number;
    cell->text = number_text(mem, number);
}

void cell_set_days(struct arena *mem, struct cell *cell, double days, bool duration)
{
    cell->type = CELL_DATE;
    cell->number = days;
    cell->text = duration ? duration_text(mem, days) : days_text(mem, days);
    if (duration || days != floor(days))
        cell->flags |= CELL_TIME;
}

void cell_set_bool(struct cell *cell, bool value)
{
    cell->type = CELL_BOOL;
    cell->number = value;
    cell->text = value ? T("TRUE") : T("FALSE");
}

void cell_set_text(struct cell *cell, struct text t)
{
    cell->type = CELL_TEXT;
    cell->text = t;
}
