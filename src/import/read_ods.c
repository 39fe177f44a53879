/*
 * OpenDocument spreadsheets: content.xml, which holds all sheets, -> a book. Cells and rows repeat
 * themselves by an attribute: what repeats blank costs nothing, what repeats with content is copied
 * up to a bound that no honest sheet meets.
 */
#include "import/read.h"

#include "base/map.h"
#include "import/formula.h"
#include "import/grid.h"
#include "import/ods_format.h"
#include "import/xlsx.h"

#include <math.h>
#include <string.h>

enum {
    FORMULA_BYTES = 16 << 20,
    MOST_REPEATS = 2000000, /* cells, in a file */
    MOST_COPIES = 1000,     /* of one row: who fills down to the last row means none of them */
    MOST_SHEETS = 4096
};

enum {
    TAG_CELL,
    TAG_COVERED,
    TAG_P,
    TAG_ROW,
    TAG_S,
    TAG_TAB,
    TAG_BREAK,
    TAG_A,
    TAG_COLUMN,
    TAG_TABLE,
    TAG_NOTE,
    TAG_SPREADSHEET,
    TAG_STYLE,
    TAG_TEXT_PROPS,
    TAG_CELL_PROPS,
    TAG_PARA_PROPS,
    TAG_TABLE_PROPS,
    TAG_NAMED,
    TAG_SHAPES,
    TAG_CREATOR,
    TAG_DATE,
    TAG_TRACKED,
    TAG_WORDS,
    TAG_SYMBOL,
    TAG_FIRST_DATA_STYLE /* and the six others behind it */
};

static const char *const names[] = {"table-cell",
                                    "covered-table-cell",
                                    "p",
                                    "table-row",
                                    "s",
                                    "tab",
                                    "line-break",
                                    "a",
                                    "table-column",
                                    "table",
                                    "annotation",
                                    "spreadsheet",
                                    "style",
                                    "text-properties",
                                    "table-cell-properties",
                                    "paragraph-properties",
                                    "table-properties",
                                    "named-range",
                                    "shapes",
                                    "creator",
                                    "date",
                                    "tracked-changes",
                                    "text",
                                    "currency-symbol",
                                    "number-style",
                                    "percentage-style",
                                    "currency-style",
                                    "date-style",
                                    "time-style",
                                    "boolean-style",
                                    "text-style",
                                    NULL};

struct ods_style {
    uint8_t flags, indent;
    uint32_t fill;
    bool hidden_table, made;
    struct text data_style;         /* its name */
    const struct cell_extra *extra; /* once made; NULL: nothing special */
};

/* The style of cells without one of their own, in the columns up to `end`. */
struct column_style {
    uint32_t end;
    struct text style;
};

struct reading {
    struct xlsx x; /* the workbook's share: package, budgets, text */
    struct {
        struct ods_style *v;
        size_t n, cap;
    } styles;
    struct ods_style no_style; /* of cells without one */
    struct map style_index;
    struct ods_formats formats;
    struct {
        struct column_style *v;
        size_t n, cap;
    } column_styles; /* of the sheet, in order */
    size_t at_style; /* of the next cell */
    struct text row_style;
    struct {
        struct sheet *v;
        size_t n, cap;
    } sheets;
    struct sheet *sheet; /* being read; NULL outside */
    struct grid grid;
    unsigned tables; /* depth of tables within a cell */
    uint32_t row, col, row_repeat, col_repeat;
    size_t row_first; /* of the row's cells in the grid */
    bool row_hidden;
    uint64_t repeats_left;
    /* the cell being read */
    bool in_cell, in_note, in_paragraph, has_value, spreadsheet;
    bool shown; /* the cell has a paragraph, be it empty: its formula was reckoned */
    char type[12];
    double number;
    bool truth, has_truth;
    struct text formula, link, string_value, date_value, error;
    struct text style;
    struct buf text, note;
    uint32_t span_rows, span_cols;
    size_t errors, uncomputed, outside, cut, left_out;
    struct place first_error, first_uncomputed, first_cut, first_left_out;
    struct text first_error_text;
};

/* --- styles ---------------------------------------------------------------------------------- */

static struct ods_style *style_named(struct reading *r, struct text name)
{
    size_t at = name.len ? map_get(&r->style_index, name) : MAP_NONE;
    return at == MAP_NONE ? &r->no_style : &r->styles.v[at];
}

/* A style has what its parent has, and what it says itself. */
static void start_style(struct reading *r, struct xml *xml)
{
    struct arena *mem = r->x.mem;
    struct text name = text_copy(mem, xml_attr(xml, "name"));
    struct ods_style style = *style_named(r, xml_attr(xml, "parent-style-name"));
    style.made = false;
    style.extra = NULL;
    struct text data = xml_attr(xml, "data-style-name");
    if (data.len)
        style.data_style = text_copy(mem, data);
    *map_put(mem, &r->style_index, name, 0) = r->styles.n;
    *list_push(mem, &r->styles) = style;
}

static uint32_t colour(struct text t)
{
    uint32_t n = 0;
    if (t.len != 7 || *t.ptr != '#')
        return 0;
    for (size_t i = 1; i < 7; i++) {
        const char *digits = "0123456789abcdef", *at = strchr(digits, t.ptr[i] | 0x20);
        if (!at || !*at)
            return 0;
        n = n * 16 + (uint32_t)(at - digits);
    }
    return n + 1;
}

/* Indents are lengths; programs step by 10 points, which is 0.353 cm. */
static uint8_t indent_of(struct text length)
{
    double n;
    size_t unit = 0;
    while (unit < length.len && strchr("0123456789.", length.ptr[unit]))
        unit++;
    if (!unit || !number_parse(text_slice(length, 0, unit), &n))
        return 0;
    struct text name = text_slice(length, unit, length.len);
    double points = n * (text_eq(name, T("cm"))   ? 28.35
                         : text_eq(name, T("mm")) ? 2.835
                         : text_eq(name, T("in")) ? 72
                                                  : 1);
    double steps = round(points / 10);
    return steps > 0 && steps < 250 ? (uint8_t)steps : 0;
}

static void set_style(struct reading *r, struct xml *xml, int tag)
{
    if (!r->styles.n || r->sheet)
        return;
    struct ods_style *style = &r->styles.v[r->styles.n - 1];
    struct text strike = xml_attr(xml, "text-line-through-style");
    switch (tag) {
    case TAG_TEXT_PROPS:
        if (text_eq(xml_attr(xml, "font-weight"), T("bold")))
            style->flags |= CELL_BOLD;
        if (strike.len && !text_eq(strike, T("none")))
            style->flags |= CELL_STRUCK;
        break;
    case TAG_CELL_PROPS:
        style->fill = colour(xml_attr(xml, "background-color"));
        break;
    case TAG_PARA_PROPS:
        style->indent = indent_of(xml_attr(xml, "margin-left"));
        break;
    case TAG_TABLE_PROPS:
        style->hidden_table = text_eq(xml_attr(xml, "display"), T("false"));
        break;
    default:
        break;
    }
}

/* What cells of this style have in common, made when the first of them is met. */
static const struct cell_extra *style_extra(struct reading *r, struct ods_style *style)
{
    struct text format = ods_format_named(&r->formats, style->data_style);
    if (style->made)
        return style->extra;
    style->made = true;
    if (!style->fill && !style->indent && !format.len)
        return NULL;
    struct cell_extra *extra = NEW(r->x.mem, struct cell_extra);
    *extra = (struct cell_extra){.format = format, .fill = style->fill, .indent = style->indent};
    return style->extra = extra;
}

/* --- sheets, rows, columns --------------------------------------------------------------------- */

static void start_table(struct reading *r, struct xml *xml)
{
    if (!r->spreadsheet || r->sheet || r->sheets.n >= MOST_SHEETS) {
        r->tables++;
        return;
    }
    r->sheet = list_push(r->x.mem, &r->sheets);
    r->sheet->name = text_copy(r->x.mem, xml_attr(xml, "name"));
    r->sheet->book = r->x.book;
    if (style_named(r, xml_attr(xml, "style-name"))->hidden_table)
        r->sheet->state = SHEET_HIDDEN;
    r->x.sheet = r->sheet->name;
    r->row = r->col = 0;
    r->column_styles.n = 0;
}

static void tell_tallies(struct reading *r)
{
    struct diag *diag = &r->x.book->diag;
    if (r->errors)
        diag_add(diag, FINDING_FORMULA_ERROR, r->first_error, T("mend the formula"),
                 "cell shows '" TEXT_FMT "'%s", TEXT_ARG(r->first_error_text),
                 r->errors > 1 ? tr("; other cells of this sheet do, too") : "");
    if (r->uncomputed)
        diag_add(diag, FINDING_FORMULA_UNCOMPUTED, r->first_uncomputed,
                 T("open the file in a spreadsheet program, recalculate and save it"),
                 "formula has no stored value%s",
                 r->uncomputed > 1 ? tr("; other cells of this sheet have none, either") : "");
    if (r->cut)
        diag_add(diag, FINDING_TEXT_CUT, r->first_cut, T("shorten the text"),
                 "text is longer than %lu characters and was cut" TEXT_FMT,
                 (unsigned long)r->x.limits->cell_text, TEXT_ARG(xlsx_and_more(&r->x, r->cut)));
    if (r->outside)
        diag_add(diag, FINDING_DAMAGED_FILE, sheet_place(r->sheet, PLACE_NONE, PLACE_NONE),
                 T("delete the blank rows and columns in front of them"),
                 r->outside == 1
                     ? "%zu filled cell stands where no sheet reaches and were left out"
                     : "%zu filled cells stand where no sheet reaches and were left out",
                 r->outside);
    if (r->left_out)
        diag_add(diag, FINDING_DAMAGED_FILE, r->first_left_out,
                 T("delete the rows that only repeat others"),
                 r->left_out == 1 ? "%zu row that repeats another more than %d times were left out"
                                  : "%zu rows that repeat another more than %d times were left out",
                 r->left_out, MOST_COPIES);
    r->errors = r->uncomputed = r->outside = r->cut = r->left_out = 0;
}

static void end_table(struct reading *r)
{
    if (r->tables) {
        r->tables--;
        return;
    }
    if (!r->sheet)
        return;
    grid_finish(&r->grid, r->sheet);
    tell_tallies(r);
    r->sheet = NULL;
    r->x.sheet = (struct text){0};
}

static bool is_hidden(struct xml *xml)
{
    struct text visibility = xml_attr(xml, "visibility");
    return text_eq(visibility, T("collapse")) || text_eq(visibility, T("filter"));
}

/* How often something is there, which is at least once. */
static uint32_t times(struct xml *xml, const char *name)
{
    uint32_t n = xml_attr_number(xml, name, 1);
    return n ? n : 1;
}

static void start_row(struct reading *r, struct xml *xml)
{
    r->row_repeat = times(xml, "number-rows-repeated");
    r->row_hidden = is_hidden(xml);
    r->row_style = text_copy(r->x.mem, xml_attr(xml, "default-cell-style-name"));
    r->at_style = 0;
    r->col = 0;
    r->row_first = r->grid.n_cells;
}

static void out_of_repeats(struct reading *r)
{
    if (!r->x.refused.len)
        r->x.refused = T("it repeats filled cells without end");
}

/* How many copies of the row are made. */
static uint32_t copies(struct reading *r)
{
    uint32_t n = r->row_repeat - 1;
    if (n <= MOST_COPIES)
        return n;
    if (!r->left_out)
        r->first_left_out = sheet_place(r->sheet, r->row + MOST_COPIES + 1, PLACE_NONE);
    r->left_out += n - MOST_COPIES;
    return MOST_COPIES;
}

static void repeat_row(struct reading *r)
{
    size_t from = r->row_first, n = r->grid.n_cells - from;
    if (!n)
        return;
    uint32_t most = copies(r);
    if (r->row + (uint64_t)r->row_repeat > GRID_ROWS || n * (uint64_t)most > r->repeats_left) {
        out_of_repeats(r);
        return;
    }
    r->repeats_left -= n * (uint64_t)most;
    for (uint32_t k = 1; k <= most; k++)
        for (size_t i = 0; i < n; i++) {
            struct cell model = r->grid.cells[from + i];
            struct cell *cell = grid_cell(&r->grid, r->row + k, model.col);
            if (!cell)
                return;
            model.row = cell->row;
            *cell = model;
        }
}

static void end_row(struct reading *r)
{
    bool filled = r->grid.n_cells > r->row_first;
    if (r->row_hidden && filled)
        for (uint32_t k = 0; k < r->row_repeat && k < 10000; k++)
            grid_row(&r->grid, r->row + k, true, 0);
    if (r->row_repeat > 1)
        repeat_row(r);
    uint64_t next = (uint64_t)r->row + r->row_repeat;
    r->row = next < GRID_ROWS ? (uint32_t)next : GRID_ROWS;
}

static void see_column(struct reading *r, struct xml *xml)
{
    uint32_t n = times(xml, "number-columns-repeated");
    if (r->col < GRID_COLS && is_hidden(xml)) {
        uint32_t last = n < GRID_COLS - r->col ? r->col + n - 1 : GRID_COLS - 1;
        *list_push(r->x.mem, &r->sheet->hidden_cols) =
            (struct range){0, r->col, GRID_ROWS - 1, last};
    }
    if (r->col == GRID_COLS)
        return;
    r->col = n < GRID_COLS - r->col ? r->col + n : GRID_COLS;
    struct text style = text_copy(r->x.mem, xml_attr(xml, "default-cell-style-name"));
    *list_push(r->x.mem, &r->column_styles) = (struct column_style){r->col, style};
}

/* The style that a cell has of its row or column. */
static struct text style_around(struct reading *r)
{
    if (r->row_style.len)
        return r->row_style;
    while (r->at_style < r->column_styles.n && r->column_styles.v[r->at_style].end <= r->col)
        r->at_style++;
    return r->at_style < r->column_styles.n ? r->column_styles.v[r->at_style].style : T("");
}

/* --- cells ------------------------------------------------------------------------------------- */

/* "PT36H15M00S" in days; false if it is no duration. */
static bool duration_days(struct text t, double *days)
{
    double seconds = 0, n;
    size_t units = 0;
    for (size_t i = 0, from = 0; i < t.len; i++) {
        char c = t.ptr[i];
        if (strchr("0123456789.", c))
            continue;
        double unit = c == 'D' ? 86400 : c == 'H' ? 3600 : c == 'M' ? 60 : c == 'S' ? 1 : 0;
        if (unit > 0 && number_parse(text_slice(t, from, i), &n))
            seconds += n * unit, units++;
        from = i + 1;
    }
    *days = (text_starts(t, T("-")) ? -seconds : seconds) / 86400;
    return units > 0;
}

static void start_cell(struct reading *r, struct xml *xml)
{
    struct arena *mem = r->x.mem;
    struct text type = xml_attr_of(xml, "office", "value-type");
    size_t n = type.len < sizeof r->type ? type.len : 0;
    memcpy(r->type, type.ptr ? type.ptr : "", n);
    r->type[n] = '\0';
    r->in_cell = true;
    r->in_note = r->in_paragraph = r->has_value = r->shown = false;
    r->text.len = r->note.len = 0;
    r->col_repeat = times(xml, "number-columns-repeated");
    struct text own_style = xml_attr_of(xml, "table", "style-name");
    r->style = own_style.len ? text_copy(mem, own_style) : style_around(r);
    r->link = r->string_value = r->date_value = r->formula = (struct text){0};
    struct text formula = xml_attr_of(xml, "table", "formula");
    if (formula.len && formula.len <= r->x.formula_left) {
        r->x.formula_left -= formula.len;
        r->formula = formula_from_ods(mem, formula);
    }
    r->number = NAN;
    number_parse(xml_attr_of(xml, "office", "value"), &r->number);
    r->has_truth = xml_attr(xml, "boolean-value").len > 0;
    r->truth = xml_attr_true(xml, "boolean-value");
    r->string_value = text_copy(mem, xml_attr_of(xml, "office", "string-value"));
    r->date_value =
        text_copy(mem, text_eq(type, T("time")) ? xml_attr_of(xml, "office", "time-value")
                                                : xml_attr_of(xml, "office", "date-value"));
    r->error = text_eq(xml_attr_of(xml, "calcext", "value-type"), T("error")) ? T("#") : T("");
    r->span_rows = xml_attr_number(xml, "number-rows-spanned", 1);
    r->span_cols = xml_attr_number(xml, "number-columns-spanned", 1);
}

static void add_merge(struct reading *r)
{
    if ((r->span_rows < 2 && r->span_cols < 2) || !r->span_rows || !r->span_cols ||
        r->row >= GRID_ROWS || r->col >= GRID_COLS || r->x.cells_left == 0)
        return;
    r->x.cells_left--;
    uint64_t row1 = (uint64_t)r->row + r->span_rows - 1, col1 = (uint64_t)r->col + r->span_cols - 1;
    *list_push(r->x.mem, &r->sheet->merges) =
        (struct range){r->row, r->col, row1 < GRID_ROWS ? (uint32_t)row1 : GRID_ROWS - 1,
                       col1 < GRID_COLS ? (uint32_t)col1 : GRID_COLS - 1};
}

/* Sets type and value; false: the cell is blank. */
static bool set_value(struct reading *r, struct cell *cell, struct text shown)
{
    struct arena *mem = r->x.mem;
    double days;
    bool number = strcmp(r->type, "float") == 0 || strcmp(r->type, "currency") == 0;
    if (r->error.len && shown.len) {
        cell->type = CELL_ERROR;
        cell->text = shown;
        if (r->errors++ == 0) {
            r->first_error = sheet_place(r->sheet, r->row, r->col);
            r->first_error_text = shown;
        }
    } else if (strcmp(r->type, "percentage") == 0 && !isnan(r->number)) {
        cell_set_number(mem, cell, r->number);
        cell->flags |= CELL_PERCENT;
    } else if (number && !isnan(r->number)) {
        cell_set_number(mem, cell, r->number);
    } else if (strcmp(r->type, "date") == 0 && days_parse(r->date_value, &days)) {
        cell_set_days(mem, cell, days, false);
    } else if (strcmp(r->type, "time") == 0 && duration_days(r->date_value, &days)) {
        cell_set_days(mem, cell, days, days < 0 || days >= 1);
    } else if (strcmp(r->type, "boolean") == 0 && r->has_truth) {
        cell_set_bool(cell, r->truth);
    } else {
        cell_set_text(cell, shown);
        return !text_blank(shown);
    }
    return true;
}

static void set_extra(struct reading *r, struct cell *cell)
{
    struct ods_style *style = style_named(r, r->style);
    cell->flags |= style->flags;
    cell->extra = style_extra(r, style);
    if (!r->formula.len && !r->link.len && !r->note.len)
        return;
    struct cell_extra *extra = cell_own_extra(r->x.mem, cell);
    bool cut;
    extra->formula = r->formula;
    extra->link = r->link.len ? r->link : formula_link(r->x.mem, r->formula);
    extra->comment = xlsx_text(&r->x, text_trim(buf_text(&r->note)), &cut);
}

static void emit(struct reading *r)
{
    struct cell value = {0};
    bool cut = false;
    struct text shown =
        xlsx_text(&r->x, r->string_value.len ? r->string_value : buf_text(&r->text), &cut);
    bool blank = !set_value(r, &value, shown);
    if (blank && r->formula.len && !r->type[0] && !r->shown) {
        value.flags |= CELL_UNCOMPUTED;
        blank = false;
        if (r->uncomputed++ == 0)
            r->first_uncomputed = sheet_place(r->sheet, r->row, r->col);
    }
    if (blank)
        return;
    if (cut) {
        value.flags |= CELL_CUT;
        if (r->cut++ == 0)
            r->first_cut = sheet_place(r->sheet, r->row, r->col);
    }
    if (r->formula.len)
        value.flags |= CELL_FORMULA;
    set_extra(r, &value);
    if (r->col_repeat - 1 > r->repeats_left) {
        out_of_repeats(r);
        return;
    }
    r->repeats_left -= r->col_repeat - 1;
    r->outside += r->row >= GRID_ROWS || r->col_repeat > GRID_COLS - r->col;
    for (uint32_t k = 0; k < r->col_repeat && r->col + k < GRID_COLS && r->row < GRID_ROWS; k++) {
        struct cell *cell = grid_cell(&r->grid, r->row, r->col + k);
        if (!cell)
            return;
        value.row = r->row;
        value.col = (uint16_t)(r->col + k);
        *cell = value;
    }
}

static void end_cell(struct reading *r)
{
    emit(r);
    add_merge(r);
    r->in_cell = false;
    r->col = r->col_repeat < GRID_COLS - r->col ? r->col + r->col_repeat : GRID_COLS;
}

/* --- text in cells ------------------------------------------------------------------------------ */

static struct buf *current(struct reading *r)
{
    return r->in_note ? &r->note : &r->text;
}

static void start_text(struct reading *r, struct xml *xml, int tag)
{
    struct buf *out = current(r);
    uint32_t n = xml_attr_number(xml, "c", 1);
    switch (tag) {
    case TAG_P:
        if (out->len)
            buf_add_char(out, '\n');
        r->in_paragraph = true;
        r->shown |= !r->in_note;
        break;
    case TAG_S:
        while (n-- && out->len < 4 * (size_t)r->x.limits->cell_text)
            buf_add_char(out, ' ');
        break;
    case TAG_TAB:
        buf_add_char(out, '\t');
        break;
    case TAG_BREAK:
        buf_add_char(out, '\n');
        break;
    case TAG_A:
        if (!r->link.len)
            r->link = link_from_ods(r->x.mem, xml_attr(xml, "href"));
        break;
    default:
        break;
    }
}

/* White space collapses: only <s>, <tab> and <line-break> mean more than one blank. */
static void text(void *context, struct text piece)
{
    struct reading *r = context;
    if (!r->in_paragraph) {
        ods_format_words(&r->formats, piece);
        return;
    }
    struct buf *out = current(r);
    for (size_t i = 0; i < piece.len; i++) {
        char c = piece.ptr[i];
        bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        char last = out->len ? out->ptr[out->len - 1] : '\n';
        if (space && (last == ' ' || last == '\n'))
            continue;
        buf_add_char(out, space ? ' ' : c);
    }
}

/* --- events -------------------------------------------------------------------------------------- */

static void add_name(struct reading *r, struct xml *xml)
{
    if (r->x.book->names.n >= 100000)
        return;
    struct defined_name *name = list_push(r->x.mem, &r->x.book->names);
    name->name = text_copy(r->x.mem, xml_attr(xml, "name"));
    name->formula =
        formula_from_ods(r->x.mem, text_printf(r->x.mem, "=[" TEXT_FMT "]",
                                               TEXT_ARG(xml_attr(xml, "cell-range-address"))));
}

static bool start_outside(struct reading *r, struct xml *xml, int tag)
{
    switch (tag) {
    case TAG_SPREADSHEET:
        r->spreadsheet = true;
        return true;
    case TAG_STYLE:
        start_style(r, xml);
        return true;
    case TAG_TABLE:
        start_table(r, xml);
        return true;
    case TAG_NAMED:
        add_name(r, xml);
        return true;
    case TAG_TRACKED:
        return false;
    default:
        set_style(r, xml, tag);
        if (!r->sheet)
            ods_format_start(&r->formats, xml, text_of(xml_name(xml)));
        return true;
    }
}

/* Within a cell: paragraphs, lists of them, notes, tables. Else it is a shape that is only anchored
   there: what is written on it is not the cell's, be it a paragraph within one of the cell's. */
static bool is_of_cell(struct reading *r, struct xml *xml, int tag)
{
    struct text name = text_of(xml_name(xml));
    if (r->in_note || tag == TAG_NOTE)
        return tag != TAG_CREATOR && tag != TAG_DATE;
    if (r->in_paragraph)
        return tag != TAG_P;
    return tag == TAG_P || tag == TAG_TABLE || text_eq(name, T("list")) ||
           text_eq(name, T("list-item"));
}

static bool start(void *context, struct xml *xml, int tag)
{
    struct reading *r = context;
    if (r->grid.full)
        xml_stop(xml, T("it holds more cells than the limit (cells)"));
    if (r->x.refused.len)
        xml_stop(xml, r->x.refused);
    if (!r->sheet || r->tables)
        return xlsx_keeps(&r->x, xml) && start_outside(r, xml, tag);
    if (r->in_cell) {
        if (!is_of_cell(r, xml, tag))
            return false;
        if (tag == TAG_TABLE)
            r->tables++;
        r->in_note |= tag == TAG_NOTE;
        start_text(r, xml, tag);
        return true;
    }
    if (tag == TAG_ROW)
        start_row(r, xml);
    else if (tag == TAG_CELL || tag == TAG_COVERED)
        start_cell(r, xml);
    else if (tag == TAG_COLUMN)
        see_column(r, xml);
    return tag != TAG_SHAPES && tag != TAG_TABLE;
}

static void end(void *context, int tag)
{
    struct reading *r = context;
    if (tag == TAG_TABLE)
        end_table(r);
    else if (tag >= TAG_FIRST_DATA_STYLE)
        ods_format_end(&r->formats);
    else if (tag == TAG_WORDS || tag == TAG_SYMBOL)
        ods_format_end_words(&r->formats);
    if (!r->sheet || r->tables)
        return;
    if (tag == TAG_P)
        r->in_paragraph = false;
    else if (tag == TAG_NOTE)
        r->in_note = false;
    else if (tag == TAG_CELL || tag == TAG_COVERED)
        end_cell(r);
    else if (tag == TAG_ROW)
        end_row(r);
}

/* --- the other parts ------------------------------------------------------------------------------ */

enum { TAG_ENCRYPTED, TAG_USER_DEFINED };

static bool start_meta(void *context, struct xml *xml, int tag)
{
    struct reading *r = context;
    r->x.text.len = 0;
    if (tag == TAG_ENCRYPTED)
        r->error = T("it is an OpenDocument file locked with a password");
    if (tag == TAG_USER_DEFINED && r->x.book->properties.n < 1000)
        list_push(r->x.mem, &r->x.book->properties)->name =
            text_copy(r->x.mem, xml_attr(xml, "name"));
    return true;
}

static void end_meta(void *context, int tag)
{
    struct reading *r = context;
    size_t n = r->x.book->properties.n;
    if (tag == TAG_USER_DEFINED && n)
        r->x.book->properties.v[n - 1].value = text_copy(r->x.mem, text_trim(buf_text(&r->x.text)));
}

static void text_meta(void *context, struct text piece)
{
    struct reading *r = context;
    buf_add(&r->x.text, piece);
}

static void read_meta(struct reading *r)
{
    static const char *const meta[] = {"encryption-data", "user-defined", NULL};
    static const struct xml_handler handler = {meta, start_meta, end_meta, text_meta};
    static const char *const parts[] = {"META-INF/manifest.xml", "meta.xml"};
    for (size_t i = 0; i < 2 && !r->error.len && !r->x.refused.len; i++) {
        size_t part = package_find(r->x.package, text_of(parts[i]));
        if (part != PART_NONE)
            xlsx_part(&r->x, part, &handler, r);
    }
}

static void read_content(struct reading *r)
{
    static const struct xml_handler handler = {names, start, end, text};
    size_t styles = package_find(r->x.package, T("styles.xml"));
    if (styles != PART_NONE)
        xlsx_part(&r->x, styles, &handler, r);
    r->tables = 0;
    xlsx_part(&r->x, package_find(r->x.package, T("content.xml")), &handler, r);
    if (r->sheet) { /* cut off in the middle: what there is stays */
        r->tables = 0;
        end_table(r);
    }
    r->x.book->sheets = r->sheets.v;
    r->x.book->n_sheets = r->sheets.n;
}

bool read_ods(struct arena *mem, const struct limits *limits, struct package *package,
              struct book *book)
{
    struct reading r = {.x = {.mem = mem,
                              .limits = limits,
                              .book = book,
                              .package = package,
                              .xml = xml_new(mem),
                              .text.mem = mem,
                              .cells_left = limits->cells,
                              .formula_left = FORMULA_BYTES},
                        .formats.mem = mem,
                        .text.mem = mem,
                        .note.mem = mem,
                        .repeats_left = MOST_REPEATS};
    book->format = FORMAT_ODS;
    r.grid = (struct grid){.mem = mem, .budget = &r.x.cells_left};
    read_meta(&r);
    struct text locked = r.error;
    if (!locked.len && !r.x.refused.len)
        read_content(&r);
    xml_free(r.x.xml);
    if (r.x.refused.len)
        book->not_read = text_printf(mem, tr("refused: " TEXT_FMT), TEXT_ARG(tr_text(r.x.refused)));
    else if (locked.len)
        book->not_read = locked;
    else if (!book->n_sheets)
        book->not_read = r.spreadsheet ? T("no sheet could be found in it")
                                       : T("it is an OpenDocument file, but no spreadsheet");
    if (book->not_read.len)
        book->n_sheets = 0;
    return !book->not_read.len;
}
