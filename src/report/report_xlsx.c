/*
 * A workbook as plain data -> an XLSX file. The only user of libxlsxwriter, and the keeper of what
 * was learnt about it: a full disk does not show in what workbook_close returns, so the file is
 * written beside the target, read again and only then renamed; texts that look like its own escapes
 * are escaped; links beyond what a sheet may hold stay text; validation lists are names, never
 * lists in place.
 */
#include "report/report_xlsx.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { MOST_LINKS = 65530, LONGEST_LINK = 2079, LONGEST_TIP = 255, LONGEST_TEXT = 32767 };

/* A style that was made a format already; open addressing. */
struct format_slot {
    struct style style;
    lxw_format *format;
};

struct drawing {
    struct arena *mem;
    struct arena *of_cells; /* of strings that the library copies; renewed every so many cells */
    lxw_workbook *out;
    struct text band_format; /* of the workbook */
    struct format_slot *slots;
    size_t n_slots, n_formats;
    size_t links; /* on the sheet at hand */
    bool good;
};

/* --- styles ---------------------------------------------------------------------------------- */

static lxw_color_t accent_colour(enum accent accent)
{
    static const lxw_color_t colours[] = {[ACCENT_NONE] = COLOUR_WHITE,
                                          [ACCENT_GOOD] = COLOUR_TEAL,
                                          [ACCENT_FAIR] = COLOUR_AMBER,
                                          [ACCENT_POOR] = COLOUR_RED,
                                          [ACCENT_PLAIN] = COLOUR_GREY};
    return colours[accent];
}

static void set_borders(lxw_format *format, struct style style)
{
    unsigned flags = style.flags;
    bool input = style.meaning == MEANING_INPUT;
    if (flags & (STYLE_GRID | STYLE_DASHED) || input) {
        format_set_border(format, flags & STYLE_DASHED ? LXW_BORDER_DASHED : LXW_BORDER_THIN);
        format_set_border_color(format, flags & STYLE_DASHED ? COLOUR_DASH
                                        : input              ? COLOUR_INPUT_BORDER
                                                             : COLOUR_GRID);
    } else if (flags & STYLE_RULE) {
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, COLOUR_RULE);
    }
    if (flags & STYLE_LINE) {
        format_set_top(format, LXW_BORDER_THIN);
        format_set_top_color(format, COLOUR_NAVY);
    }
    if (flags & STYLE_ACCENT) {
        format_set_top(format, LXW_BORDER_THICK);
        format_set_top_color(format, accent_colour(style.accent));
    }
    if (flags & STYLE_GAP) {
        format_set_left(format, LXW_BORDER_THICK);
        format_set_left_color(format, COLOUR_WHITE);
    }
}

static void set_font(lxw_format *format, struct style style)
{
    const struct look *look = look_of(style.meaning);
    format_set_font_size(format, style.flags & STYLE_SMALL ? 10 : look->size);
    format_set_font_color(format, (lxw_color_t)look->ink);
    if (look->bold || style.flags & STYLE_BOLD)
        format_set_bold(format);
    if (look->italic)
        format_set_italic(format);
    if (style.flags & STYLE_UNDERLINE || style.meaning == MEANING_LINKED)
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    if (look->fill != NO_COLOUR) {
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_bg_color(format, (lxw_color_t)look->fill);
    }
}

/* Formats that every program knows by number are given by number. */
static void set_number_format(lxw_format *format, enum number_format number,
                              struct text band_format)
{
    static const uint8_t built_in[NUMBER_FORMAT_COUNT] = {[FORMAT_TEXT] = 49, [FORMAT_WHOLE] = 3};
    if (built_in[number])
        format_set_num_format_index(format, built_in[number]);
    else if (number == FORMAT_BAND && band_format.len)
        format_set_num_format(format, band_format.ptr);
    else if (number != FORMAT_AS_IS)
        format_set_num_format(format, number_format_code(number));
}

static lxw_format *format_make(struct drawing *d, struct style style)
{
    lxw_format *format = workbook_add_format(d->out);
    set_font(format, style);
    set_borders(format, style);
    format_set_align(format,
                     style.flags & STYLE_TOP ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
    if (style.flags & STYLE_CENTRE)
        format_set_align(format, LXW_ALIGN_CENTER);
    else if (style.flags & STYLE_RIGHT)
        format_set_align(format, LXW_ALIGN_RIGHT);
    else if (style.indent)
        format_set_align(format, LXW_ALIGN_LEFT);
    if (style.indent && !(style.flags & STYLE_CENTRE))
        format_set_indent(format, style.indent);
    if (style.flags & STYLE_WRAP)
        format_set_text_wrap(format);
    if (style.flags & STYLE_SHRINK)
        format_set_shrink(format);
    if (style.flags & STYLE_TURNED)
        format_set_rotation(format, 90);
    if (style.flags & STYLE_UNLOCKED)
        format_set_unlocked(format);
    set_number_format(format, style.format, d->band_format);
    return format;
}

static bool same_style(struct style a, struct style b)
{
    return a.meaning == b.meaning && a.format == b.format && a.indent == b.indent &&
           a.accent == b.accent && a.flags == b.flags;
}

static size_t style_hash(struct style s)
{
    uint64_t h = (uint64_t)s.flags << 32 | (uint32_t)s.meaning << 24 | (uint32_t)s.format << 16 |
                 (uint32_t)s.indent << 8 | s.accent;
    h *= 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 40);
}

static void grow_slots(struct drawing *d);

static lxw_format *format_of(struct drawing *d, struct style style)
{
    if (d->n_formats * 2 >= d->n_slots)
        grow_slots(d);
    size_t i = style_hash(style) & (d->n_slots - 1);
    while (d->slots[i].format && !same_style(d->slots[i].style, style))
        i = (i + 1) & (d->n_slots - 1);
    if (!d->slots[i].format) {
        d->slots[i] = (struct format_slot){style, format_make(d, style)};
        d->n_formats++;
    }
    return d->slots[i].format;
}

static void grow_slots(struct drawing *d)
{
    struct format_slot *old = d->slots;
    size_t n = d->n_slots;
    d->n_slots = n ? n * 2 : 256;
    d->slots = NEW_ARRAY(d->mem, struct format_slot, d->n_slots);
    for (size_t i = 0; i < n; i++) {
        if (!old[i].format)
            continue;
        size_t at = style_hash(old[i].style) & (d->n_slots - 1);
        while (d->slots[at].format)
            at = (at + 1) & (d->n_slots - 1);
        d->slots[at] = old[i];
    }
}

/* --- texts and links ------------------------------------------------------------------------- */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* "_x0041_" would come back as "A". */
static bool looks_escaped(struct text t, size_t at)
{
    if (at + 7 > t.len || t.ptr[at] != '_' || t.ptr[at + 1] != 'x' || t.ptr[at + 6] != '_')
        return false;
    for (size_t i = at + 2; i < at + 6; i++)
        if (!is_hex(t.ptr[i]))
            return false;
    return true;
}

/* Most texts of a workbook end in NUL already, but not all. */
static const char *cell_string(struct arena *mem, struct text t)
{
    if (!text_contains(t, T("_x")))
        return text_z(mem, t);
    struct buf out = {.mem = mem};
    size_t grown = text_length(t);
    for (size_t i = 0; i < t.len; i++) {
        if (looks_escaped(t, i) && grown + 6 <= LONGEST_TEXT) {
            buf_add_z(&out, "_x005F_");
            grown += 6;
        } else {
            buf_add_char(&out, t.ptr[i]);
        }
    }
    return buf_text(&out).ptr;
}

/* A relative path as part of a URI: what the library or a reader would take for something else is
   escaped. */
static void add_path(struct buf *out, struct text path)
{
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (c <= ' ' || c >= 0x7F || strchr("%#:?\\\"<>[]^`{|}", c))
            buf_printf(out, "%%%02X", c);
        else
            buf_add_char(out, (char)c);
    }
}

static void add_place(struct buf *out, struct text sheet, struct text cell)
{
    if (sheet.len) {
        buf_add_char(out, '\'');
        for (size_t i = 0; i < sheet.len; i++) {
            if (sheet.ptr[i] == '\'')
                buf_add_char(out, '\'');
            buf_add_char(out, sheet.ptr[i]);
        }
        buf_add_z(out, "'!");
    }
    buf_add(out, cell.len ? cell : T("A1"));
}

/* The link as the library wants it; NULL if it would be too long. */
static const char *link_string(struct arena *mem, const struct tab_link *link)
{
    struct buf out = {.mem = mem};
    if (link->type == TO_TAB) {
        buf_add_z(&out, "internal:");
        add_place(&out, link->target, link->cell);
    } else if (link->type == TO_FILE) {
        add_path(&out, link->target);
        if (link->sheet.len) {
            buf_add_char(&out, '#');
            add_place(&out, link->sheet, link->cell);
        }
    } else {
        buf_add(&out, link->target);
    }
    struct text url = buf_text(&out);
    return text_length(url) <= LONGEST_LINK && text_valid_utf8(url) ? url.ptr : NULL;
}

/* True if the link was written, and the text with it. */
static bool write_link(struct drawing *d, lxw_worksheet *sheet, const struct tab_cell *cell,
                       lxw_format *format)
{
    const struct tab_link *link = cell_extra(cell).link;
    if (!link || link->type == TO_NOWHERE || d->links >= MOST_LINKS)
        return false;
    const char *url = link_string(d->of_cells, link);
    if (!url)
        return false;
    const char *tip =
        link->tip.len
            ? text_z(d->of_cells, workbook_text(d->of_cells, link->tip, LONGEST_TIP, NULL))
            : NULL;
    if (worksheet_write_url_opt(sheet, cell->row, cell->col, url, format,
                                cell_string(d->of_cells, cell_text(cell)), tip) != LXW_NO_ERROR)
        return false;
    d->links++;
    return true;
}

/* --- cells ----------------------------------------------------------------------------------- */

static void write_formula(struct drawing *d, lxw_worksheet *sheet, const struct tab_cell *cell,
                          lxw_format *format)
{
    const char *formula = text_z(d->of_cells, cell->extra->formula);
    struct text text = cell_text(cell);
    if (text.len || isnan(cell->extra->number)) /* "" where a formula gives nothing */
        worksheet_write_formula_str(sheet, cell->row, cell->col, formula, format,
                                    text_z(d->of_cells, text));
    else
        worksheet_write_formula_num(sheet, cell->row, cell->col, formula, format,
                                    cell->extra->number);
}

static void write_cell(struct drawing *d, lxw_worksheet *sheet, const struct tab_cell *cell)
{
    lxw_col_t col = cell->col;
    lxw_format *format = format_of(d, cell->style);
    struct text note = cell_extra(cell).note;
    switch ((enum tab_cell_type)cell->type) {
    case TAB_BLANK:
        worksheet_write_blank(sheet, cell->row, col, format);
        break;
    case TAB_TEXT:
        if (!write_link(d, sheet, cell, format))
            worksheet_write_string(sheet, cell->row, col, cell_string(d->of_cells, cell_text(cell)),
                                   format);
        break;
    case TAB_NUMBER:
    case TAB_DATE:
        worksheet_write_number(sheet, cell->row, col, cell->value.number, format);
        break;
    case TAB_FORMULA:
        write_formula(d, sheet, cell, format);
        break;
    }
    if (note.len) {
        lxw_comment_options options = {.width = 320, .height = 120, .color = 0xFFFBE6};
        worksheet_write_comment_opt(sheet, cell->row, col, text_z(d->of_cells, note), &options);
    }
}

static void write_cells(struct drawing *d, lxw_worksheet *sheet, const struct tab *tab)
{
    enum { CELLS_AT_ONCE = 4096 };
    for (size_t i = 0; i < tab->cells.n;) {
        d->of_cells = arena_new();
        for (size_t n = 0; n < CELLS_AT_ONCE && i < tab->cells.n; n++)
            write_cell(d, sheet, &tab->cells.v[i++]);
        arena_free(d->of_cells);
    }
}

/* --- what lies over the cells ------------------------------------------------------------------ */

/* The text of the last cell put at a position of the header row. */
static const char *header_text(struct drawing *d, const struct tab *tab, uint32_t row, uint32_t col)
{
    for (size_t i = tab->cells.n; i-- > 0;)
        if (tab->cells.v[i].row == row && tab->cells.v[i].col == col)
            return text_z(d->mem, cell_text(&tab->cells.v[i]));
    return "";
}

/* Cells are written after it, over the headers that the library puts. */
static void add_table(struct drawing *d, lxw_worksheet *sheet, const struct tab *tab,
                      const struct tab_table *table)
{
    size_t n = table->range.col1 - table->range.col0 + 1;
    lxw_table_column *columns = NEW_ARRAY(d->mem, lxw_table_column, n);
    lxw_table_column **list = arena_array(d->mem, n + 1, sizeof *list);
    for (size_t i = 0; i < n; i++) {
        columns[i].header =
            (char *)header_text(d, tab, table->range.row0, table->range.col0 + (uint32_t)i);
        list[i] = &columns[i];
    }
    lxw_table_options options = {.name = text_z(d->mem, table->name),
                                 .no_autofilter = !table->filter,
                                 .no_banded_rows = LXW_TRUE,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 0,
                                 .columns = list};
    worksheet_add_table(sheet, table->range.row0, (lxw_col_t)table->range.col0, table->range.row1,
                        (lxw_col_t)table->range.col1, &options);
}

static void add_bar(lxw_worksheet *sheet, const struct tab_bar *bar)
{
    lxw_conditional_format format = {.type = LXW_CONDITIONAL_DATA_BAR,
                                     .data_bar_2010 = LXW_TRUE,
                                     .bar_solid = LXW_TRUE,
                                     .bar_no_border = LXW_TRUE,
                                     .bar_color = (lxw_color_t)look_of(bar->meaning)->fill,
                                     .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                     .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                     .min_value = 0,
                                     .max_value = bar->most};
    worksheet_conditional_format_range(sheet, bar->range.row0, (lxw_col_t)bar->range.col0,
                                       bar->range.row1, (lxw_col_t)bar->range.col1, &format);
}

static void add_rule(struct drawing *d, lxw_worksheet *sheet, const struct tab_rule *rule)
{
    const struct look *look = look_of(rule->meaning);
    lxw_format *looks = workbook_add_format(d->out);
    format_set_font_color(looks, (lxw_color_t)look->ink);
    if (look->bold)
        format_set_bold(looks);
    if (look->fill != NO_COLOUR)
        format_set_bg_color(looks, (lxw_color_t)look->fill);
    lxw_conditional_format rules = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                    .value_string = text_z(d->mem, rule->formula),
                                    .format = looks};
    worksheet_conditional_format_range(sheet, rule->range.row0, (lxw_col_t)rule->range.col0,
                                       rule->range.row1, (lxw_col_t)rule->range.col1, &rules);
}

/* Text as the library's fixed buffers can hold it; NULL if absent. */
static char *short_text(struct drawing *d, struct text text, size_t limit)
{
    if (!text.len)
        return NULL;
    return text_z(d->mem, workbook_text(d->mem, text, limit, NULL));
}

static void add_validation(struct drawing *d, lxw_worksheet *sheet, const struct tab_validation *v)
{
    static const uint8_t types[] = {[VALID_LIST] = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                    [VALID_WHOLE] = LXW_VALIDATION_TYPE_INTEGER,
                                    [VALID_DECIMAL] = LXW_VALIDATION_TYPE_DECIMAL,
                                    [VALID_DATE] = LXW_VALIDATION_TYPE_DATE_NUMBER,
                                    [VALID_FORMULA] = LXW_VALIDATION_TYPE_CUSTOM_FORMULA};
    bool formula = v->type == VALID_LIST || v->type == VALID_FORMULA;
    bool equals = formula && v->list.len && v->list.ptr[0] == '=';
    lxw_data_validation options = {
        .validate = types[v->type],
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .ignore_blank = LXW_VALIDATION_ON,
        .show_input = LXW_VALIDATION_ON,
        .show_error = LXW_VALIDATION_ON,
        .dropdown = LXW_VALIDATION_ON,
        .error_type =
            v->warn_only ? LXW_VALIDATION_ERROR_TYPE_WARNING : LXW_VALIDATION_ERROR_TYPE_STOP,
        .value_formula = !formula
                             ? NULL
                             : text_z(d->mem, text_printf(d->mem, "%s" TEXT_FMT, equals ? "" : "=",
                                                          TEXT_ARG(v->list))),
        .minimum_number = v->least,
        .maximum_number = v->most,
        .input_title = short_text(d, v->title, 32),
        .input_message = short_text(d, v->message, 255),
        .error_message = short_text(d, v->error, 255),
    };
    worksheet_data_validation_range(sheet, v->range.row0, (lxw_col_t)v->range.col0, v->range.row1,
                                    (lxw_col_t)v->range.col1, &options);
}

/* --- charts ------------------------------------------------------------------------------------ */

static lxw_chart_font label_font(int32_t colour)
{
    return (lxw_chart_font){.name = "Calibri", .size = 9, .color = (lxw_color_t)colour};
}

static void set_hatched(lxw_chart_series *series)
{
    lxw_chart_pattern pattern = {.type = LXW_CHART_PATTERN_LIGHT_UPWARD_DIAGONAL,
                                 .fg_color = 0x8A96A1,
                                 .bg_color = 0xFFFFFF};
    lxw_chart_line line = {.color = 0x8A96A1, .width = 0.75};
    chart_series_set_pattern(series, &pattern);
    chart_series_set_line(series, &line);
}

static void set_bar_series(lxw_chart_series *out, const struct tab_series *series)
{
    const struct look *look = look_of(series->meaning);
    lxw_chart_fill fill = {.color = (lxw_color_t)look->fill};
    if (series->hatched)
        set_hatched(out);
    else
        chart_series_set_fill(out, &fill);
    if (series->labels) {
        lxw_chart_font font = label_font(series->hatched ? 0x1F2933 : look->ink);
        chart_series_set_labels(out);
        chart_series_set_labels_num_format(out, "0;;"); /* no label for 0 */
        chart_series_set_labels_font(out, &font);
    }
}

static void set_line_series(lxw_chart_series *out, const struct tab_series *series,
                            enum number_format format)
{
    const struct look *look = look_of(series->meaning);
    lxw_chart_line line = {.color = (lxw_color_t)(series->dashed ? look->ink : look->fill),
                           .width = series->dashed ? 1.25f : 2.5f,
                           .dash_type = series->dashed ? LXW_CHART_LINE_DASH_DASH
                                                       : LXW_CHART_LINE_DASH_SOLID};
    chart_series_set_line(out, &line);
    chart_series_set_marker_type(out,
                                 series->dashed ? LXW_CHART_MARKER_NONE : LXW_CHART_MARKER_CIRCLE);
    if (!series->dashed) {
        lxw_chart_fill fill = {.color = (lxw_color_t)look->fill};
        chart_series_set_marker_size(out, 6);
        chart_series_set_marker_fill(out, &fill);
    }
    if (series->labels) {
        lxw_chart_font font = label_font(0x1F2933);
        chart_series_set_labels(out);
        chart_series_set_labels_position(out, LXW_CHART_LABEL_POSITION_BELOW);
        chart_series_set_labels_num_format(out, number_format_code(format));
        chart_series_set_labels_font(out, &font);
    }
}

static void add_series(struct drawing *d, lxw_chart *chart, const struct tab_chart *what,
                       const struct tab_series *series)
{
    const char *tab = text_z(d->mem, series->tab);
    struct range c = series->categories, v = series->values;
    lxw_chart_series *out = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(out, tab, c.row0, (lxw_col_t)c.col0, c.row1, (lxw_col_t)c.col1);
    chart_series_set_values(out, tab, v.row0, (lxw_col_t)v.col0, v.row1, (lxw_col_t)v.col1);
    chart_series_set_name(out, text_z(d->mem, series->name));
    if (what->type == CHART_STACKED_BARS)
        set_bar_series(out, series);
    else
        set_line_series(out, series, what->format);
}

/* Stacked bars: the library's y axis is the one with the categories. */
static void set_axes(lxw_chart *chart, const struct tab_chart *what)
{
    lxw_chart_font font = label_font(0x1F2933);
    lxw_chart_line invisible = {.none = LXW_TRUE};
    lxw_chart_line thin = {.color = COLOUR_GREY, .width = 0.75};
    bool bars = what->type == CHART_STACKED_BARS;
    lxw_chart_axis *values = bars ? chart->x_axis : chart->y_axis;
    lxw_chart_axis *categories = bars ? chart->y_axis : chart->x_axis;
    chart_axis_set_num_font(categories, &font);
    chart_axis_set_line(categories, bars ? &invisible : &thin);
    chart_axis_set_major_tick_mark(categories, LXW_CHART_AXIS_TICK_MARK_NONE);
    if (bars)
        chart_axis_set_reverse(categories);
    chart_axis_major_gridlines_set_visible(values, LXW_FALSE);
    chart_axis_set_min(values, 0);
    if (what->most > 0)
        chart_axis_set_max(values, what->most);
    chart_axis_off(values);
}

static void add_chart(struct drawing *d, lxw_worksheet *sheet, const struct tab_chart *what)
{
    bool bars = what->type == CHART_STACKED_BARS;
    lxw_chart *chart = workbook_add_chart(d->out, bars ? LXW_CHART_BAR_STACKED : LXW_CHART_LINE);
    lxw_chart_font font = label_font(0x1F2933);
    lxw_chart_line invisible = {.none = LXW_TRUE};
    for (size_t i = 0; i < what->series.n; i++)
        add_series(d, chart, what, &what->series.v[i]);
    set_axes(chart, what);
    chart_title_off(chart);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_TOP);
    chart_legend_set_font(chart, &font);
    chart_chartarea_set_line(chart, &invisible);
    chart_set_series_gap(chart, 35);
    chart_show_hidden_data(chart);
    lxw_chart_options options = {.x_scale = what->width / 480.0,
                                 .y_scale = what->height / 288.0,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = text_z(d->mem, what->alt)};
    worksheet_insert_chart_opt(sheet, what->row, (lxw_col_t)what->col, chart, &options);
}

/* --- tabs --------------------------------------------------------------------------------------- */

static void set_footer(struct drawing *d, lxw_worksheet *sheet, const struct tab *tab)
{
    struct buf out = {.mem = d->mem};
    buf_add_z(&out, "&L&8");
    for (size_t i = 0; i < tab->footer.len; i++) {
        if (tab->footer.ptr[i] == '&')
            buf_add_char(&out, '&');
        buf_add_char(&out, tab->footer.ptr[i]);
    }
    buf_add_z(&out, "&R&8");
    buf_add(&out, tab->footer_page.len ? tab->footer_page : T("&P / &N"));
    struct text footer = buf_text(&out);
    if (text_length(footer) < 255)
        worksheet_set_footer(sheet, footer.ptr);
}

static lxw_row_t last_row(const struct tab *tab)
{
    uint32_t last = 0;
    for (size_t i = 0; i < tab->cells.n; i++)
        if (tab->cells.v[i].row > last)
            last = tab->cells.v[i].row;
    return last;
}

static void set_page(struct drawing *d, lxw_worksheet *sheet, const struct tab *tab)
{
    enum { A4 = 9 };
    worksheet_set_paper(sheet, A4);
    if (!tab->portrait)
        worksheet_set_landscape(sheet);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.55, 0.6);
    worksheet_fit_to_pages(sheet, 1, tab->fit_height ? 1 : 0);
    if (tab->repeat_first != PLACE_NONE)
        worksheet_repeat_rows(sheet, tab->repeat_first, tab->repeat_last);
    if (tab->print_cols)
        worksheet_print_area(sheet, 0, 0, last_row(tab), (lxw_col_t)(tab->print_cols - 1));
    set_footer(d, sheet, tab);
}

static void set_view(lxw_worksheet *sheet, const struct tab *tab)
{
    if (!tab->gridlines)
        worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    if (tab->zoom)
        worksheet_set_zoom(sheet, (uint16_t)tab->zoom);
    if (tab->freeze_rows || tab->freeze_cols)
        worksheet_freeze_panes(sheet, tab->freeze_rows, (lxw_col_t)tab->freeze_cols);
    if (look_of(tab->colour)->fill != NO_COLOUR)
        worksheet_set_tab_color(sheet, (lxw_color_t)look_of(tab->colour)->fill);
    if (tab->hidden)
        worksheet_hide(sheet);
    if (tab->protect) {
        lxw_protection options = {
            .format_columns = LXW_TRUE, .format_rows = LXW_TRUE, .autofilter = LXW_TRUE};
        worksheet_protect(sheet, NULL, &options);
    }
}

static void set_grid(lxw_worksheet *sheet, const struct tab *tab)
{
    for (size_t i = 0; i < tab->columns.n; i++) {
        const struct tab_column *c = &tab->columns.v[i];
        lxw_row_col_options options = {.hidden = c->hidden};
        worksheet_set_column_opt(sheet, (lxw_col_t)c->first, (lxw_col_t)c->last, c->width, NULL,
                                 &options);
    }
    bool outline = false;
    for (size_t i = 0; i < tab->rows.n; i++) {
        const struct tab_row *r = &tab->rows.v[i];
        if (!r->set)
            continue;
        lxw_row_col_options options = {
            .hidden = r->hidden, .level = r->outline, .collapsed = r->collapsed};
        worksheet_set_row_opt(sheet, (lxw_row_t)i, r->height > 0 ? r->height : LXW_DEF_ROW_HEIGHT,
                              NULL, &options);
        outline = outline || r->outline;
    }
    if (outline)
        worksheet_outline_settings(sheet, LXW_TRUE, LXW_FALSE, LXW_FALSE, LXW_FALSE);
}

static void draw_tab(struct drawing *d, lxw_worksheet *sheet, const struct tab *tab)
{
    d->links = 0;
    set_view(sheet, tab);
    set_page(d, sheet, tab);
    set_grid(sheet, tab);
    for (size_t i = 0; i < tab->tables.n; i++)
        add_table(d, sheet, tab, &tab->tables.v[i]);
    write_cells(d, sheet, tab);
    for (size_t i = 0; i < tab->bars.n; i++)
        add_bar(sheet, &tab->bars.v[i]);
    for (size_t i = 0; i < tab->rules.n; i++)
        add_rule(d, sheet, &tab->rules.v[i]);
    for (size_t i = 0; i < tab->validations.n; i++)
        add_validation(d, sheet, &tab->validations.v[i]);
    for (size_t i = 0; i < tab->charts.n; i++)
        add_chart(d, sheet, &tab->charts.v[i]);
}

/* --- the whole ------------------------------------------------------------------------------------- */

static void set_properties(struct drawing *d, const struct workbook *book)
{
    lxw_doc_properties properties = {.title = text_z(d->mem, book->title),
                                     .subject = text_z(d->mem, book->subject),
                                     .author = text_z(d->mem, book->author),
                                     .company = text_z(d->mem, book->company),
                                     .keywords = text_z(d->mem, book->keywords),
                                     .comments = text_z(d->mem, book->description),
                                     .created = (time_t)book->created};
    workbook_set_properties(d->out, &properties);
    for (size_t i = 0; i < book->properties.n; i++)
        workbook_set_custom_property_string(d->out, text_z(d->mem, book->properties.v[i].name),
                                            text_z(d->mem, book->properties.v[i].value));
    for (size_t i = 0; i < book->names.n; i++)
        workbook_define_name(d->out, text_z(d->mem, book->names.v[i].name),
                             text_z(d->mem, book->names.v[i].formula));
}

/* The folder of `path`, "." if it names none. */
static char *folder_of(struct arena *mem, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return text_z(mem, T("."));
    return text_z(mem, (struct text){path, slash == path ? 1 : (size_t)(slash - path)});
}

/* All sheets before any cell: charts and links name them. */
static bool add_sheets(struct drawing *d, const struct workbook *book, lxw_worksheet **sheets)
{
    for (size_t i = 0; i < book->tabs.n; i++) {
        sheets[i] = workbook_add_worksheet(d->out, text_z(d->mem, book->tabs.v[i]->name));
        if (!sheets[i])
            return false;
    }
    return true;
}

struct drawing *workbook_draw(struct workbook *book, const char *path)
{
    struct arena *mem = arena_new();
    struct drawing *d = NEW(mem, struct drawing);
    d->mem = mem;
    d->band_format =
        book->band_format.len ? text_of(text_z(mem, book->band_format)) : book->band_format;
    lxw_workbook_options options = {.tmpdir = folder_of(mem, path)};
    d->out = workbook_new_opt(path, &options);
    lxw_worksheet **sheets = arena_array(mem, book->tabs.n, sizeof *sheets);
    d->good = d->out && add_sheets(d, book, sheets);
    if (!d->good)
        return d;
    set_properties(d, book);
    for (size_t i = 0; i < book->tabs.n; i++) {
        draw_tab(d, sheets[i], book->tabs.v[i]);
        list_drop(book->mem, &book->tabs.v[i]->cells);
    }
    return d;
}

static bool close_drawing(struct arena *mem, struct drawing *d, struct text *error)
{
    if (!d->good) {
        *error = T("a sheet could not be made");
        if (d->out)
            lxw_workbook_free(d->out);
        return false;
    }
    errno = 0;
    lxw_error result = workbook_close(d->out);
    if (result != LXW_NO_ERROR)
        *error = text_copy(mem, text_of(errno ? strerror(errno) : lxw_strerror(result)));
    return result == LXW_NO_ERROR;
}

bool drawing_write(struct arena *mem, struct drawing *d, struct text *error)
{
    bool good = close_drawing(mem, d, error);
    arena_free(d->mem);
    return good;
}

bool write_workbook(struct workbook *book, const char *path, struct text *error)
{
    return drawing_write(book->mem, workbook_draw(book, path), error) &&
           check_workbook(book->mem, path, book->tabs.n, 1, error);
}

enum output_status workbook_write(struct workbook *book, const char *path, struct text *error)
{
    struct output out = {0};
    enum output_status status = output_begin(book->mem, path, &out, error);
    if (status != OUTPUT_OK)
        return status;
    struct text why = {0};
    if (write_workbook(book, out.temp, &why))
        return output_commit(book->mem, &out, error);
    output_abandon(&out);
    *error = text_printf(book->mem, "%s cannot be written: " TEXT_FMT, path, TEXT_ARG(why));
    return OUTPUT_FAILED;
}
