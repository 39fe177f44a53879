/*
 * A workbook as plain data: what comes in is meaning, what goes out are tabs of cells that can be
 * drawn or compared as text. The gate for text is here, so that no cell can be built around it.
 */
#include "report/workbook.h"

#include "base/fold.h"
#include "base/map.h"
#include "report/text_width.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    LONGEST_TEXT = 32767,
    LONGEST_TAB_NAME = 31,
    LONGEST_NOTE = 1000,
    LONGEST_HEADER = 255,
    LONGEST_LINK = 2079
};

static const char *const format_codes[NUMBER_FORMAT_COUNT] = {
    [FORMAT_AS_IS] = "General",      [FORMAT_TEXT] = "@",
    [FORMAT_WHOLE] = "#,##0",        [FORMAT_DECIMAL] = "#,##0.##",
    [FORMAT_PERCENT] = "0%_)",       [FORMAT_POINTS] = "\"↑ \"0;\"↓ \"0;\"–\"",
    [FORMAT_DAY] = "yyyy\\-mm\\-dd", [FORMAT_DASH] = "#,##0;\\-#,##0;\"–\"",
    [FORMAT_SUGGESTED] = "0\"?\"",   [FORMAT_BAND] = "0%",
};

const char *number_format_code(enum number_format format)
{
    return format_codes[(unsigned)format < NUMBER_FORMAT_COUNT ? format : FORMAT_AS_IS];
}

struct style style_of(enum meaning meaning, unsigned flags)
{
    return (struct style){.meaning = (uint8_t)meaning, .flags = (uint16_t)flags};
}

struct style style_number(enum meaning meaning, enum number_format format, unsigned flags)
{
    struct style style = style_of(meaning, flags);
    style.format = (uint8_t)format;
    return style;
}

/* --- the gate ----------------------------------------------------------------------------------- */

/* Fit for XML and for Excel: no control characters but tab and newline, no non-characters. */
static uint32_t allowed(uint32_t c)
{
    bool control = (c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0 && c != 0x85);
    bool non_character = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return control || non_character ? 0xFFFD : c;
}

static bool is_plain(struct text text, size_t limit)
{
    if (text.len > limit)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' || (unsigned char)text.ptr[i] >= 0x7F)
            return false;
    return true;
}

static struct text cleaned(struct arena *mem, struct text text, size_t limit, bool *cut)
{
    struct buf out = {.mem = mem};
    size_t units = 0;
    *cut = false;
    for (struct text rest = text; rest.len;) {
        uint32_t c = text_next(&rest);
        if (c == '\r') {
            if (rest.len && rest.ptr[0] == '\n')
                continue;
            c = '\n';
        }
        c = allowed(c);
        units += c > 0xFFFF ? 2 : 1;
        if (units > limit) {
            *cut = true;
            break;
        }
        buf_add_utf8(&out, c);
    }
    return buf_text(&out);
}

struct text workbook_text(struct arena *mem, struct text text, size_t limit, bool *cut)
{
    bool was_cut = false;
    struct text clean = is_plain(text, limit) ? text : cleaned(mem, text, limit, &was_cut);
    if (was_cut && limit > 40) {
        struct text mark = T(" […cut]");
        struct text head = cleaned(mem, text, limit - text_length(mark), &was_cut);
        clean = text_printf(mem, TEXT_FMT TEXT_FMT, TEXT_ARG(head), TEXT_ARG(mark));
    }
    if (cut)
        *cut = was_cut;
    return clean;
}

/* --- workbook and tabs ---------------------------------------------------------------------------- */

struct workbook *workbook_create(struct arena *mem)
{
    struct workbook *book = NEW(mem, struct workbook);
    book->mem = mem;
    book->created = workbook_epoch();
    return book;
}

int64_t workbook_epoch(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = epoch ? strtoll(epoch, &end, 10) : 0;
    if (epoch && *epoch && !*end && seconds >= 0)
        return seconds;
    return (int64_t)time(NULL);
}

struct tab *workbook_tab(const struct workbook *book, struct text name)
{
    for (size_t i = 0; i < book->tabs.n; i++)
        if (text_eq(book->tabs.v[i]->name, name))
            return book->tabs.v[i];
    return NULL;
}

static bool tab_name_taken(const struct workbook *book, struct text name)
{
    struct text key = text_fold(book->mem, name);
    for (size_t i = 0; i < book->tabs.n; i++)
        if (text_eq(text_fold(book->mem, book->tabs.v[i]->name), key))
            return true;
    return text_eq(key, T("history")); /* reserved */
}

/* A name that can be a tab's, at most `limit` units long. */
static struct text tab_name_of(struct arena *mem, struct text name, size_t limit)
{
    struct text clean = text_trim(workbook_text(mem, name, limit, NULL));
    char *z = text_z(mem, clean);
    for (size_t i = 0; i < clean.len; i++)
        if (strchr("[]:*?/\\\n\t", z[i]))
            z[i] = '-';
    if (clean.len && z[0] == '\'')
        z[0] = '-';
    if (clean.len && z[clean.len - 1] == '\'')
        z[clean.len - 1] = '-';
    return clean.len ? (struct text){z, clean.len} : T("Sheet");
}

struct tab *workbook_add_tab(struct workbook *book, struct text name)
{
    struct text wanted = tab_name_of(book->mem, name, LONGEST_TAB_NAME), unique = wanted;
    for (unsigned i = 2; tab_name_taken(book, unique); i++) {
        struct text tail = text_printf(book->mem, " (%u)", i);
        struct text head = tab_name_of(book->mem, name, LONGEST_TAB_NAME - tail.len);
        unique = text_printf(book->mem, TEXT_FMT TEXT_FMT, TEXT_ARG(head), TEXT_ARG(tail));
    }
    struct tab *tab = NEW(book->mem, struct tab);
    tab->book = book;
    tab->name = unique;
    tab->repeat_first = tab->repeat_last = PLACE_NONE;
    *list_push(book->mem, &book->tabs) = tab;
    return tab;
}

static struct text quoted_tab(struct arena *mem, struct text name)
{
    struct buf out = {.mem = mem};
    buf_add_char(&out, '\'');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '\'')
            buf_add_char(&out, '\'');
        buf_add_char(&out, name.ptr[i]);
    }
    buf_add_char(&out, '\'');
    return buf_text(&out);
}

void workbook_add_name(struct workbook *book, const char *name, const struct tab *tab,
                       struct range range)
{
    struct text where = quoted_tab(book->mem, tab->name);
    *list_push(book->mem, &book->names) = (struct tab_name){
        text_of(name), text_printf(book->mem, "=" TEXT_FMT "!" TEXT_FMT, TEXT_ARG(where),
                                   TEXT_ARG(range_name(book->mem, range)))};
}

void workbook_add_property(struct workbook *book, const char *name, struct text value)
{
    *list_push(book->mem, &book->properties) =
        (struct property){text_of(name), workbook_text(book->mem, value, 255, NULL)};
}

struct text cell_name(struct arena *mem, uint32_t row, uint32_t col)
{
    return text_printf(mem, TEXT_FMT "%u", TEXT_ARG(column_letters(mem, col)), row + 1);
}

struct text range_name(struct arena *mem, struct range r)
{
    struct text first = column_letters(mem, r.col0), last = column_letters(mem, r.col1);
    return text_printf(mem, "$" TEXT_FMT "$%u:$" TEXT_FMT "$%u", TEXT_ARG(first), r.row0 + 1,
                       TEXT_ARG(last), r.row1 + 1);
}

/* --- cells ------------------------------------------------------------------------------------------ */

struct tab_cell *tab_blank(struct tab *tab, uint32_t row, uint32_t col, struct style style)
{
    struct tab_cell *cell = list_push(tab->book->mem, &tab->cells);
    *cell = (struct tab_cell){.row = row, .col = (uint16_t)col, .style = style};
    return cell;
}

static void cell_set_text(struct tab_cell *cell, enum tab_cell_type type, struct text text)
{
    cell->type = type;
    cell->value.chars = text.ptr;
    cell->length = (uint32_t)text.len;
}

struct text cell_text(const struct tab_cell *cell)
{
    bool has = cell->type == TAB_TEXT || cell->type == TAB_FORMULA;
    return has ? (struct text){cell->value.chars, cell->length} : (struct text){0};
}

double cell_number(const struct tab_cell *cell)
{
    if (cell->type == TAB_FORMULA)
        return cell->extra->number;
    return cell->type == TAB_NUMBER || cell->type == TAB_DATE ? cell->value.number : NAN;
}

struct tab_extra cell_extra(const struct tab_cell *cell)
{
    return cell->extra ? *cell->extra : (struct tab_extra){0};
}

static struct tab_extra *extra_of(struct arena *mem, struct tab_cell *cell)
{
    if (!cell->extra)
        cell->extra = NEW(mem, struct tab_extra);
    return cell->extra;
}

struct tab_cell *tab_text(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                          struct text text)
{
    bool cut;
    struct text fit = workbook_text(tab->book->mem, text, LONGEST_TEXT, &cut);
    if (cut)
        *list_push(tab->book->mem, &tab->book->cuts) =
            (struct place){.sheet = tab->name, .row = row, .col = col};
    struct tab_cell *cell = tab_blank(tab, row, col, style);
    if (fit.len)
        cell_set_text(cell, TAB_TEXT, fit);
    return cell;
}

struct tab_cell *tab_z(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                       const char *z)
{
    return tab_text(tab, row, col, style, text_of(z));
}

struct tab_cell *tab_number(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                            double number)
{
    struct tab_cell *cell = tab_blank(tab, row, col, style);
    if (isfinite(number)) {
        cell->type = TAB_NUMBER;
        cell->value.number = number;
    }
    return cell;
}

/* The days that Excel's calendar knows: 1900-03-01 (before, it has a day too many) to 9999-12-31. */
static bool is_day(double days)
{
    return days >= 61 && days < 2958466;
}

struct tab_cell *tab_date(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                          double days)
{
    if (style.format == FORMAT_AS_IS)
        style.format = FORMAT_DAY;
    struct tab_cell *cell = tab_number(tab, row, col, style, is_day(days) ? days : NAN);
    if (cell->type == TAB_NUMBER)
        cell->type = TAB_DATE;
    return cell;
}

struct tab_cell *tab_formula(struct tab *tab, uint32_t row, uint32_t col, struct style style,
                             struct text formula, double number, struct text text)
{
    struct tab_cell *cell = tab_blank(tab, row, col, style);
    cell_set_text(cell, TAB_FORMULA, workbook_text(tab->book->mem, text, LONGEST_TEXT, NULL));
    struct tab_extra *extra = extra_of(tab->book->mem, cell);
    extra->formula = formula;
    extra->number = isfinite(number) || !text.len ? number : 0;
    return cell;
}

void tab_fill(struct tab *tab, uint32_t row, uint32_t col0, uint32_t col1, struct style style)
{
    for (uint32_t col = col0; col <= col1; col++)
        tab_blank(tab, row, col, style);
}

static struct tab_link *link_new(struct tab *tab, struct tab_cell *cell, enum tab_link_type type,
                                 struct text target)
{
    struct tab_link *link = NEW(tab->book->mem, struct tab_link);
    link->type = type;
    link->target =
        type == TO_FILE ? target : workbook_text(tab->book->mem, target, LONGEST_LINK, NULL);
    extra_of(tab->book->mem, cell)->link = link;
    return link;
}

void tab_link_tab(struct tab *tab, struct tab_cell *cell, struct text target, struct text at)
{
    link_new(tab, cell, TO_TAB, target)->cell = at;
}

void tab_link_file(struct tab *tab, struct tab_cell *cell, struct text path, struct text sheet,
                   struct text at)
{
    struct tab_link *link = link_new(tab, cell, TO_FILE, path);
    link->sheet = workbook_text(tab->book->mem, sheet, LONGEST_LINK, NULL);
    link->cell = at;
}

void tab_link_web(struct tab *tab, struct tab_cell *cell, struct text address)
{
    if (text_starts(address, T("https://")) || text_starts(address, T("http://")) ||
        text_starts(address, T("mailto:")))
        link_new(tab, cell, TO_WEB, address);
}

void tab_note(struct tab *tab, struct tab_cell *cell, struct text note)
{
    extra_of(tab->book->mem, cell)->note = workbook_text(tab->book->mem, note, LONGEST_NOTE, NULL);
}

/* --- columns and rows ---------------------------------------------------------------------------------- */

void tab_columns(struct tab *tab, uint32_t first, uint32_t last, double width)
{
    *list_push(tab->book->mem, &tab->columns) = (struct tab_column){first, last, width, false};
}

void tab_widths(struct tab *tab, const double *widths)
{
    for (uint32_t col = 0; widths[col] >= 0; col++)
        tab_columns(tab, col, col, widths[col]);
}

double tab_width(const struct tab *tab, uint32_t col)
{
    for (size_t i = tab->columns.n; i-- > 0;)
        if (col >= tab->columns.v[i].first && col <= tab->columns.v[i].last)
            return tab->columns.v[i].width;
    return 8.43;
}

struct tab_row *tab_row(struct tab *tab, uint32_t row)
{
    while (tab->rows.n <= row)
        list_push(tab->book->mem, &tab->rows);
    tab->rows.v[row].set = true;
    return &tab->rows.v[row];
}

void tab_height(struct tab *tab, uint32_t row, double points)
{
    tab_row(tab, row)->height = points;
}

static double cell_height(const struct tab *tab, const struct tab_cell *cell)
{
    const struct look *look = look_of(cell->style.meaning);
    unsigned size = cell->style.flags & STYLE_SMALL ? 10 : look->size;
    bool bold = look->bold || cell->style.flags & STYLE_BOLD;
    unsigned lines = 1;
    struct text text = cell_text(cell);
    if (cell->style.flags & STYLE_WRAP && text.len && !(cell->style.flags & STYLE_TURNED))
        lines = text_lines(text, tab_width(tab, cell->col), cell->style.indent, size, bold);
    return lines_height(lines, size);
}

void tab_fit_rows(struct tab *tab)
{
    size_t cells = tab->cells.n;
    double *heights = NULL;
    uint32_t rows = 0;
    for (size_t i = 0; i < cells; i++)
        if (tab->cells.v[i].row >= rows)
            rows = tab->cells.v[i].row + 1;
    heights = NEW_ARRAY(tab->book->mem, double, rows);
    for (size_t i = 0; i < cells; i++) {
        double height = cell_height(tab, &tab->cells.v[i]);
        uint32_t row = tab->cells.v[i].row;
        if (height > heights[row])
            heights[row] = height;
    }
    for (uint32_t row = 0; row < rows; row++)
        if (heights[row] > 0 && !(row < tab->rows.n && tab->rows.v[row].height > 0))
            tab_height(tab, row, heights[row]);
}

/* --- what lies over the cells ------------------------------------------------------------------------------ */

/* "Sales", "SALES (2)", "Column 7". */
static struct text unique_header(struct arena *mem, struct map *taken, struct text text,
                                 uint32_t col)
{
    char *z = text_z(mem, text_trim(workbook_text(mem, text, LONGEST_HEADER - 8, NULL)));
    for (char *p = z; *p; p++)
        if (*p == '\n' || *p == '\t')
            *p = ' ';
    struct text wanted = *z ? text_of(z) : text_printf(mem, "Column %u", col + 1);
    struct text header = wanted;
    for (unsigned i = 2; map_get(taken, text_fold(mem, header)) != MAP_NONE; i++)
        header = text_printf(mem, TEXT_FMT " (%u)", TEXT_ARG(wanted), i);
    map_put(mem, taken, text_fold(mem, header), col);
    return header;
}

static void settle_headers(struct tab *tab, struct range range)
{
    struct arena *mem = tab->book->mem;
    struct map taken = {0};
    uint32_t n = range.col1 - range.col0 + 1;
    size_t *cells = NEW_ARRAY(mem, size_t, n); /* number + 1 of the last cell put */
    for (size_t i = 0; i < tab->cells.n; i++) {
        const struct tab_cell *cell = &tab->cells.v[i];
        if (cell->row == range.row0 && cell->col >= range.col0 && cell->col <= range.col1)
            cells[cell->col - range.col0] = i + 1;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!cells[i])
            tab_blank(tab, range.row0, range.col0 + i, style_of(MEANING_HEADER, 0));
        struct tab_cell *cell = &tab->cells.v[cells[i] ? cells[i] - 1 : tab->cells.n - 1];
        cell_set_text(cell, TAB_TEXT, unique_header(mem, &taken, cell_text(cell), i));
    }
}

bool tab_add_table(struct tab *tab, const char *name, struct range range, bool filter)
{
    if (range.row1 <= range.row0 || range.col1 < range.col0)
        return false;
    settle_headers(tab, range);
    *list_push(tab->book->mem, &tab->tables) = (struct tab_table){text_of(name), range, filter};
    return true;
}

static bool range_empty(struct range range)
{
    return range.row1 < range.row0 || range.col1 < range.col0;
}

void tab_add_bar(struct tab *tab, struct range range, enum meaning meaning, double most)
{
    if (!range_empty(range))
        *list_push(tab->book->mem, &tab->bars) = (struct tab_bar){range, meaning, most};
}

void tab_add_rule(struct tab *tab, struct range range, struct text formula, enum meaning meaning)
{
    if (!range_empty(range))
        *list_push(tab->book->mem, &tab->rules) = (struct tab_rule){range, formula, meaning};
}

struct tab_validation *tab_add_validation(struct tab *tab, struct range range,
                                          enum tab_validation_type type)
{
    struct tab_validation *validation = list_push(tab->book->mem, &tab->validations);
    *validation = (struct tab_validation){.range = range, .type = type};
    return validation;
}

struct tab_chart *tab_add_chart(struct tab *tab, enum tab_chart_type type, uint32_t row,
                                uint32_t col, unsigned width, unsigned height, struct text alt)
{
    struct tab_chart *chart = list_push(tab->book->mem, &tab->charts);
    *chart = (struct tab_chart){
        .type = type, .row = row, .col = col, .width = width, .height = height, .alt = alt};
    return chart;
}

void tab_add_series(struct tab *tab, struct tab_chart *chart, struct tab_series series)
{
    *list_push(tab->book->mem, &chart->series) = series;
}
