/*
 * worksheets/sheetN.xml -> cells. This is where nearly all time of reading goes: per cell one
 * reference, one short number and one line of the grid; everything rarer (formulas, hyperlinks,
 * merges) stays out of that way.
 *
 * A row or cell without `r` follows the one before. A cell's own reference wins over its row's.
 */
#include "base/map.h"
#include "import/formula.h"
#include "import/grid.h"
#include "import/number_format.h"
#include "import/xlsx.h"

enum {
    TAG_C,
    TAG_V,
    TAG_ROW,
    TAG_F,
    TAG_IS,
    TAG_T,
    TAG_RPH,
    TAG_MERGE,
    TAG_LINK,
    TAG_COL,
    TAG_EXT,
    TAG_DATA
};

enum {
    NUMBERS = 1024,           /* that are remembered */
    LARGEST_MERGE = 10000000, /* cells */
    BYTES_PER_CELL = 24       /* at least: <c r="A1"><v>1</v></c> */
};

static const char *const names[] = {"c",      "v",         "row",       "f",         "is",
                                    "t",      "rPh",       "mergeCell", "hyperlink", "col",
                                    "extLst", "sheetData", NULL};

/* Of <c t="...">. */
enum value_type {
    VALUE_NUMBER, /* no t, or "n" */
    VALUE_SHARED, /* "s" */
    VALUE_TEXT,   /* "str", "inlineStr" */
    VALUE_BOOL,   /* "b" */
    VALUE_ERROR,  /* "e" */
    VALUE_DATE    /* "d" */
};

struct hyperlink {
    struct range range;
    struct text address;
};

struct shared_formula {
    struct text text;
    uint32_t row, col;
};

/* A number as it is written in the file, and the copy of it that cells share. */
struct written {
    uint64_t bytes;
    struct text text;
};

/* Things told once for a sheet, at the first cell, with their number. */
struct tally {
    uint32_t n, row, col;
    struct text what;
};

/* A cell in which another one stands. */
struct outer_cell {
    uint32_t row, col, style;
    enum value_type type;
};

enum { MOST_OUTER = 8 };

struct reading {
    struct xlsx *x;
    struct sheet *sheet;
    struct grid grid;
    struct relation_list relations;
    struct {
        struct hyperlink *v;
        size_t n, cap;
    } links;
    struct {
        struct shared_formula *v;
        size_t n, cap;
    } shared;
    struct map shared_index;
    uint32_t row, col; /* of the row and the cell being read */
    uint32_t next_row, next_col;
    struct outer_cell outer[MOST_OUTER];
    size_t n_outer;
    bool in_cell, beyond, in_inline, has_data;
    struct text said; /* of the row, if it is */
    enum value_type type;
    uint32_t style;
    struct buf value; /* of <v> or <is> */
    bool has_value, has_formula;
    struct buf formula;
    struct text shared_id;
    bool in_formula, is_shared;
    struct tally errors, uncomputed, cut, outside, bad_string, nested, absurd;
    struct written written[NUMBERS];
};

static void count(struct tally *tally, const struct reading *r, struct text what)
{
    if (tally->n++ == 0) {
        tally->row = r->row;
        tally->col = r->col;
        tally->what = what;
    }
}

/* --- positions ------------------------------------------------------------------------------ */

static void start_row(struct reading *r, struct xml *xml)
{
    struct text said = xml_attr(xml, "r");
    uint32_t number = xml_attr_number(xml, "r", text_starts(said, T("-")) ? 0 : r->next_row + 1);
    r->beyond = number < 1 || number > GRID_ROWS;
    if (r->beyond)
        r->said = text_copy(r->x->mem, text_slice(said, 0, 24));
    r->row = number - 1;
    r->next_row = r->beyond ? r->next_row : number;
    r->next_col = 0;
    bool hidden = xml_attr_true(xml, "hidden");
    uint32_t outline = xml_attr_number(xml, "outlineLevel", 0);
    if (!r->beyond && (hidden || outline))
        grid_row(&r->grid, r->row, hidden, outline < 255 ? (uint8_t)outline : 255);
}

static enum value_type type_of(struct text t)
{
    if (t.len == 0)
        return VALUE_NUMBER;
    switch (*t.ptr) {
    case 's':
        return t.len == 1 ? VALUE_SHARED : VALUE_TEXT;
    case 'i':
        return VALUE_TEXT;
    case 'b':
        return VALUE_BOOL;
    case 'e':
        return VALUE_ERROR;
    case 'd':
        return VALUE_DATE;
    default:
        return VALUE_NUMBER;
    }
}

/* cell_name_parse for what nearly all are: "AB123". False: look closer. */
static bool plain_name(struct text t, uint32_t *row, uint32_t *col)
{
    uint32_t c = 0, n = 0;
    size_t i = 0;
    while (i < t.len && i < 2 && t.ptr[i] >= 'A' && t.ptr[i] <= 'Z')
        c = c * 26 + (uint32_t)(t.ptr[i++] - 'A' + 1);
    if (!c || i == t.len || t.len > i + 6 || t.ptr[i] == '0')
        return false;
    for (; i < t.len; i++) {
        if (t.ptr[i] < '0' || t.ptr[i] > '9')
            return false;
        n = n * 10 + (uint32_t)(t.ptr[i] - '0');
    }
    *row = n - 1;
    *col = c - 1;
    return true;
}

/* Where a cell beyond the grid is said to stand: by its own name, or by that of its row. */
static struct text outside_at(struct reading *r, struct text ref)
{
    if (r->outside.n)
        return (struct text){0}; /* the first is told */
    if (ref.len)
        return text_copy(r->x->mem, text_slice(ref, 0, 40));
    if (r->beyond)
        return text_printf(r->x->mem, tr("row " TEXT_FMT), TEXT_ARG(r->said));
    return text_printf(r->x->mem, tr("row %u, right of the last column"), r->row + 1);
}

static void start_cell(struct reading *r, struct xml *xml)
{
    struct text ref = xml_attr(xml, "r"), type = xml_attr(xml, "t");
    uint32_t row = r->row, col = r->next_col;
    r->in_cell = true;
    if (ref.len ? !plain_name(ref, &row, &col) && !cell_name_parse(ref, &row, &col)
                : r->beyond || col >= GRID_COLS) {
        count(&r->outside, r, outside_at(r, ref));
        r->in_cell = false;
        return;
    }
    r->row = row;
    r->col = col;
    r->next_col = col + 1;
    if (row >= r->next_row)
        r->next_row = row + 1;
    r->style = xml_attr_number(xml, "s", 0);
    r->type = type_of(type);
    r->has_value = r->has_formula = r->is_shared = false;
    r->value.len = r->formula.len = 0;
}

/* --- formulas ------------------------------------------------------------------------------- */

static void start_formula(struct reading *r, struct xml *xml)
{
    struct text kind = xml_attr(xml, "t");
    r->has_formula = r->in_formula = true;
    r->is_shared = text_eq(kind, T("shared"));
    if (r->is_shared)
        r->shared_id = text_copy(r->x->mem, text_slice(xml_attr(xml, "si"), 0, 12));
}

/* The text of the cell's formula; absent if it is not known or the budget for it is used up. */
static struct text formula_text(struct reading *r)
{
    struct arena *mem = r->x->mem;
    struct text own = buf_text(&r->formula);
    size_t at = r->is_shared ? map_get(&r->shared_index, r->shared_id) : MAP_NONE;
    if (r->is_shared && own.len) { /* of two with one number the later counts from here on */
        at = MAP_NONE;
        *map_put(mem, &r->shared_index, r->shared_id, 0) = r->shared.n;
        *list_push(mem, &r->shared) = (struct shared_formula){text_copy(mem, own), r->row, r->col};
    }
    size_t size = own.len ? own.len : at != MAP_NONE ? r->shared.v[at].text.len : 0;
    if (!size || size > r->x->formula_left)
        return (struct text){0};
    r->x->formula_left -= size;
    struct text text = text_copy(mem, own);
    if (!own.len) {
        const struct shared_formula *from = &r->shared.v[at];
        text = formula_shift(mem, from->text, (int64_t)r->row - from->row,
                             (int64_t)r->col - from->col);
    }
    return formula_name_books(mem, text, &r->x->external);
}

static void set_formula(struct reading *r, struct cell *cell)
{
    cell->flags |= CELL_FORMULA;
    struct text text = formula_text(r);
    if (!text.len)
        return;
    struct cell_extra *extra = cell_own_extra(r->x->mem, cell);
    extra->formula = text;
    extra->link = formula_link(r->x->mem, text);
}

/* --- values --------------------------------------------------------------------------------- */

/* text_trim, quick for what has nothing to trim. */
static struct text trim(struct text t)
{
    bool bare =
        t.len && (unsigned char)(*t.ptr - '!') < 94 && (unsigned char)(t.ptr[t.len - 1] - '!') < 94;
    return bare ? t : text_trim(t);
}

/* True if the text is the shortest form of its number already, as nearly all are. */
static bool is_short_form(struct text t)
{
    size_t i = t.len && *t.ptr == '-', from = i;
    if (t.len - i > 16 || i == t.len)
        return false;
    while (i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9')
        i++;
    if (i == from || i - from > 15 || (t.ptr[from] == '0' && (i - from > 1 || t.len == i)))
        return t.len == 1 && *t.ptr == '0';
    if (i == t.len)
        return true;
    if (t.ptr[i++] != '.')
        return false;
    while (i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9')
        i++;
    return i == t.len && t.ptr[i - 1] >= '1' && t.ptr[i - 1] <= '9';
}

enum { LAST_DAY = 2958466 };

/* A serial number in a date's format. Lotus' 29 February 1900 is undone. */
static bool set_serial(struct reading *r, struct cell *cell, double serial, bool duration)
{
    if (duration) {
        cell_set_days(r->x->mem, cell, serial, true);
        return true;
    }
    if (serial < 0 || serial >= LAST_DAY - 1.0 / 86400) /* a second is rounded up */
        return false;
    if (r->x->date1904)
        serial += serial >= 1 ? DAYS_TO_1904 : 0;
    else if (serial >= 1 && serial < 60)
        serial += 1;
    cell_set_days(r->x->mem, cell, serial, false);
    return true;
}

/* Most numbers of a sheet are few and short, so cells share their texts. */
static struct text copy_number(struct reading *r, struct text raw)
{
    uint64_t bytes = 0;
    if (raw.len > sizeof bytes)
        return text_copy(r->x->mem, raw);
    for (size_t i = 0; i < raw.len; i++)
        bytes = bytes << 8 | (unsigned char)raw.ptr[i];
    struct written *known = &r->written[(bytes * 0x9E3779B97F4A7C15u >> 40) % NUMBERS];
    if (known->bytes != bytes)
        *known = (struct written){bytes, text_copy(r->x->mem, raw)};
    return known->text;
}

static void set_number(struct reading *r, struct cell *cell, struct text raw, uint8_t kind)
{
    double number;
    if (!number_parse(raw, &number)) {
        cell_set_text(cell, text_copy(r->x->mem, raw));
        return;
    }
    if (kind == FORMAT_DATE || kind == FORMAT_DURATION)
        if (set_serial(r, cell, number, kind == FORMAT_DURATION))
            return;
    cell->type = CELL_NUMBER;
    cell->number = number;
    cell->text = is_short_form(raw) ? copy_number(r, raw) : number_text(r->x->mem, number);
}

/* The shared string that <v> names; NULL and a tally if there is none. */
static const struct shared_string *shared_string(struct reading *r, struct text raw)
{
    uint64_t n = 0;
    raw = trim(raw);
    bool good = raw.len > 0 && raw.len < 11;
    for (size_t i = 0; good && i < raw.len; i++) {
        good = raw.ptr[i] >= '0' && raw.ptr[i] <= '9';
        n = n * 10 + (uint64_t)(raw.ptr[i] - '0');
    }
    if (good && n < r->x->strings.n)
        return &r->x->strings.v[n];
    count(&r->bad_string, r, text_copy(r->x->mem, text_slice(raw, 0, 24)));
    return NULL;
}

struct words {
    struct text text;
    bool cut, blank;
};

/* What a cell of a text type says; absent: blank. */
static struct words cell_words(struct reading *r, struct text raw)
{
    if (r->type == VALUE_SHARED) {
        const struct shared_string *s = shared_string(r, raw);
        return s ? (struct words){s->text, s->cut, s->blank} : (struct words){.blank = true};
    }
    struct words words = {0};
    words.text = xlsx_text(r->x, raw, &words.cut);
    words.blank = text_blank(words.text);
    return words;
}

/* As spreadsheet programs take it: any number but 0 is true. */
static void set_truth(struct reading *r, struct cell *cell, struct text raw)
{
    double number;
    if (number_parse(raw, &number))
        cell_set_bool(cell, number != 0);
    else if (text_eq_ascii_case(raw, T("true")) || text_eq_ascii_case(raw, T("false")))
        cell_set_bool(cell, raw.len == 4);
    else
        cell_set_text(cell, text_copy(r->x->mem, raw));
}

static void set_typed(struct reading *r, struct cell *cell, struct text raw, uint8_t kind)
{
    double days;
    switch (r->type) {
    case VALUE_BOOL:
        set_truth(r, cell, raw);
        return;
    case VALUE_ERROR:
        cell->type = CELL_ERROR;
        cell->text = text_copy(r->x->mem, raw);
        count(&r->errors, r, cell->text);
        return;
    case VALUE_DATE:
        if (days_parse(raw, &days))
            cell_set_days(r->x->mem, cell, days, false);
        else
            cell_set_text(cell, text_copy(r->x->mem, raw));
        return;
    default:
        set_number(r, cell, raw, kind);
    }
}

static void emit(struct reading *r)
{
    static const struct style plain;
    struct xlsx *x = r->x;
    struct text raw = buf_text(&r->value);
    bool is_text = r->type == VALUE_SHARED || r->type == VALUE_TEXT;
    struct words words = {.blank = true};
    if (is_text && r->has_value)
        words = cell_words(r, raw);
    else if (r->has_value)
        raw = trim(raw);
    bool blank = is_text ? words.blank : !raw.len;
    /* an empty value: of a text it is the result, else the program that wrote it did not reckon */
    bool uncomputed = r->has_formula && (!r->has_value || (!is_text && !raw.len));
    if (blank && !uncomputed)
        return;
    struct cell *cell = grid_cell(&r->grid, r->row, r->col);
    if (!cell)
        return;
    const struct style *style = r->style < x->styles.n ? &x->styles.v[r->style] : &plain;
    cell->flags = style->flags | (x->date1904 ? CELL_1904 : 0);
    cell->extra = style->extra;
    if (is_text)
        cell_set_text(cell, words.text);
    else if (!blank)
        set_typed(r, cell, raw, style->kind);
    if (words.cut) {
        cell->flags |= CELL_CUT;
        count(&r->cut, r, (struct text){0});
    }
    if (uncomputed) {
        cell->flags |= CELL_UNCOMPUTED;
        count(&r->uncomputed, r, (struct text){0});
    }
    if (r->has_formula)
        set_formula(r, cell);
}

/* --- what stands beside the cells ------------------------------------------------------------ */

static void add_merge(struct reading *r, struct text ref)
{
    struct range range;
    if (!range_parse(ref, &range) || r->x->cells_left == 0)
        return;
    if (range.row0 == range.row1 && range.col0 == range.col1)
        return;
    uint64_t area = (uint64_t)(range.row1 - range.row0 + 1) * (range.col1 - range.col0 + 1);
    if (area > LARGEST_MERGE) {
        count(&r->absurd, r, text_copy(r->x->mem, ref));
        return;
    }
    r->x->cells_left--;
    *list_push(r->x->mem, &r->sheet->merges) = range;
}

static void add_hidden_cols(struct reading *r, struct xml *xml)
{
    uint32_t first = xml_attr_number(xml, "min", 0), last = xml_attr_number(xml, "max", first);
    if (!xml_attr_true(xml, "hidden") || first < 1 || first > GRID_COLS || last < first ||
        r->sheet->hidden_cols.n >= GRID_COLS)
        return;
    *list_push(r->x->mem, &r->sheet->hidden_cols) =
        (struct range){0, first - 1, GRID_ROWS - 1, (last < GRID_COLS ? last : GRID_COLS) - 1};
}

static void add_link(struct reading *r, struct xml *xml)
{
    struct arena *mem = r->x->mem;
    struct hyperlink link = {0};
    if (!xlsx_keeps(r->x, xml) || !range_parse(xml_attr(xml, "ref"), &link.range))
        return;
    const struct relation *relation = relation_by_id(&r->relations, xml_attr(xml, "id"));
    struct buf address = {.mem = mem};
    if (relation)
        buf_add(&address, relation->target);
    struct text location = xml_attr(xml, "location");
    if (location.len && *location.ptr != '#')
        buf_add_char(&address, '#');
    buf_add(&address, location);
    link.address = buf_text(&address);
    if (link.address.len)
        *list_push(mem, &r->links) = link;
}

/* --- events --------------------------------------------------------------------------------- */

/* Back to the cell around the one that ended: a value may still follow. */
static void end_nested(struct reading *r)
{
    const struct outer_cell *outer = &r->outer[--r->n_outer];
    r->in_cell = true;
    r->row = outer->row;
    r->col = outer->col;
    r->style = outer->style;
    r->type = outer->type;
    r->has_value = r->has_formula = r->is_shared = false;
    r->value.len = r->formula.len = 0;
}

/* A cell within a cell, which no program writes: what the outer one has so far is read now. */
static bool start_nested(struct reading *r, struct xml *xml)
{
    count(&r->nested, r, (struct text){0});
    emit(r);
    r->in_formula = r->in_inline = r->x->collecting = false;
    if (r->n_outer == MOST_OUTER)
        return false;
    r->outer[r->n_outer++] = (struct outer_cell){r->row, r->col, r->style, r->type};
    start_cell(r, xml);
    if (r->in_cell)
        return true;
    end_nested(r);
    return false;
}

static bool start_inside(struct reading *r, struct xml *xml, int tag)
{
    switch (tag) {
    case TAG_C:
        return start_nested(r, xml);
    case TAG_V:
        r->has_value = r->x->collecting = true;
        r->value.len = 0;
        return true;
    case TAG_F:
        start_formula(r, xml);
        return true;
    case TAG_IS:
        r->has_value = r->in_inline = true;
        r->value.len = 0;
        return true;
    case TAG_T:
        r->x->collecting = r->in_inline;
        return true;
    default:
        return tag != TAG_RPH && tag != TAG_EXT;
    }
}

static bool start(void *context, struct xml *xml, int tag)
{
    struct reading *r = context;
    if (r->grid.full)
        xml_stop(xml, T("it holds more cells than the limit (cells)"));
    if (r->in_cell)
        return start_inside(r, xml, tag);
    switch (tag) {
    case TAG_C:
        start_cell(r, xml);
        return r->in_cell;
    case TAG_ROW:
        start_row(r, xml);
        return true;
    case TAG_COL:
        add_hidden_cols(r, xml);
        return true;
    case TAG_MERGE:
        add_merge(r, xml_attr(xml, "ref"));
        return true;
    case TAG_LINK:
        add_link(r, xml);
        return true;
    case TAG_DATA:
        r->has_data = true;
        return true;
    default:
        return tag != TAG_EXT;
    }
}

static void end(void *context, int tag)
{
    struct reading *r = context;
    switch (tag) {
    case TAG_C:
        if (r->in_cell)
            emit(r);
        r->in_cell = false;
        if (r->n_outer)
            end_nested(r);
        break;
    case TAG_V:
    case TAG_T:
        r->x->collecting = false;
        break;
    case TAG_F:
        r->in_formula = false;
        break;
    case TAG_IS:
        r->in_inline = false;
        break;
    default:
        break;
    }
}

static void text(void *context, struct text piece)
{
    struct reading *r = context;
    if (r->x->collecting)
        buf_add(&r->value, piece);
    else if (r->in_formula)
        buf_add(&r->formula, piece);
}

/* --- afterwards ----------------------------------------------------------------------------- */

/* Each cell once for each link that covers it, but no more than a few times in all: ranges that
   overlap by the thousand are no honest sheet's. */
static void apply_links(struct reading *r)
{
    struct sheet *sheet = r->sheet;
    size_t left = 4 * sheet->n_cells + 1000;
    for (size_t i = 0; i < r->links.n && left; i++) {
        const struct range *range = &r->links.v[i].range;
        size_t low = 0, high = sheet->n_rows;
        while (low < high) {
            size_t mid = low + (high - low) / 2;
            if (sheet->rows[mid].index < range->row0)
                low = mid + 1;
            else
                high = mid;
        }
        for (; low < sheet->n_rows && sheet->rows[low].index <= range->row1; low++) {
            const struct row *row = &sheet->rows[low];
            for (uint32_t c = row->first; c < row->first + row->n && left; c++, left--)
                if (sheet->cells[c].col >= range->col0 && sheet->cells[c].col <= range->col1)
                    cell_own_extra(r->x->mem, &sheet->cells[c])->link = r->links.v[i].address;
        }
    }
}

static struct text and_more(const struct reading *r, const struct tally *tally)
{
    return xlsx_and_more(r->x, tally->n);
}

static void tell_tallies(struct reading *r)
{
    struct diag *diag = &r->x->book->diag;
    const struct tally *t = &r->errors;
    if (t->n)
        diag_add(diag, FINDING_FORMULA_ERROR, sheet_place(r->sheet, t->row, t->col),
                 T("mend the formula"), "cell shows '" TEXT_FMT "'" TEXT_FMT, TEXT_ARG(t->what),
                 TEXT_ARG(and_more(r, t)));
    t = &r->uncomputed;
    if (t->n)
        diag_add(diag, FINDING_FORMULA_UNCOMPUTED, sheet_place(r->sheet, t->row, t->col),
                 T("open the file in a spreadsheet program, recalculate and save it"),
                 "formula has no stored value" TEXT_FMT, TEXT_ARG(and_more(r, t)));
    t = &r->cut;
    if (t->n)
        diag_add(diag, FINDING_TEXT_CUT, sheet_place(r->sheet, t->row, t->col),
                 T("shorten the text"), "text is longer than %lu characters and was cut" TEXT_FMT,
                 (unsigned long)r->x->limits->cell_text, TEXT_ARG(and_more(r, t)));
    t = &r->outside;
    if (t->n)
        diag_add(diag, FINDING_DAMAGED_FILE, sheet_place(r->sheet, PLACE_NONE, PLACE_NONE),
                 T("save the file anew in a spreadsheet program"),
                 "%lu cells are said to stand where no sheet reaches, the first at '" TEXT_FMT
                 "', and were left out",
                 (unsigned long)t->n, TEXT_ARG(t->what));
    t = &r->nested;
    if (t->n)
        diag_add(diag, FINDING_DAMAGED_FILE, sheet_place(r->sheet, t->row, t->col),
                 T("save the file anew in a spreadsheet program"),
                 "cell holds another cell: each was read as one" TEXT_FMT,
                 TEXT_ARG(and_more(r, t)));
    t = &r->absurd;
    if (t->n)
        diag_add(diag, FINDING_DAMAGED_FILE, sheet_place(r->sheet, PLACE_NONE, PLACE_NONE),
                 T("unmerge the cells"),
                 "%lu merged ranges are larger than any table, the first is '" TEXT_FMT
                 "': read as not merged",
                 (unsigned long)t->n, TEXT_ARG(t->what));
    if (r->grid.doubled)
        diag_add(diag, FINDING_DAMAGED_FILE,
                 sheet_place(r->sheet, r->grid.doubled_row, r->grid.doubled_col),
                 T("save the file anew in a spreadsheet program"),
                 "cell stands twice in the file, the later one was read" TEXT_FMT,
                 TEXT_ARG(xlsx_and_more(r->x, r->grid.doubled)));
    t = &r->bad_string;
    if (t->n)
        diag_add(diag, FINDING_DAMAGED_FILE, sheet_place(r->sheet, t->row, t->col),
                 T("save the file anew in a spreadsheet program"),
                 "cell refers to text '" TEXT_FMT "' that the file does not hold" TEXT_FMT,
                 TEXT_ARG(t->what), TEXT_ARG(and_more(r, t)));
}

static bool read_relation(struct reading *r, const struct relation *relation)
{
    size_t part = package_find(r->x->package, relation->target);
    if (relation->external || part == PART_NONE)
        return true;
    if (text_eq(relation->type, T("comments")))
        return xlsx_comments(r->x, part, r->sheet);
    if (text_eq(relation->type, T("table")))
        return xlsx_table(r->x, part, r->sheet);
    return true;
}

static bool read_relations(struct reading *r)
{
    for (size_t i = 0; i < r->relations.n; i++)
        if (!read_relation(r, &r->relations.v[i]))
            return false;
    /* what a thread says replaces the note that older programs see in its stead */
    const struct relation *threads = relation_by_type(&r->relations, T("threadedComment"));
    size_t part = threads ? package_find(r->x->package, threads->target) : PART_NONE;
    return part == PART_NONE || xlsx_threads(r->x, part, r->sheet);
}

bool xlsx_sheet(struct xlsx *x, size_t part, struct sheet *sheet)
{
    static const struct xml_handler handler = {names, start, end, text};
    struct reading r = {.x = x, .sheet = sheet, .value.mem = x->mem, .formula.mem = x->mem};
    r.grid = (struct grid){.mem = x->mem, .budget = &x->cells_left};
    grid_expect(&r.grid, package_size(x->package, part) / BYTES_PER_CELL);
    r.relations = xlsx_relations(x, package_name(x->package, part));
    x->collecting = false;
    size_t n_findings = x->book->diag.list.n;
    bool ok = xlsx_part(x, part, &handler, &r);
    if (ok && !r.has_data && x->book->diag.list.n == n_findings)
        xlsx_damaged(x, T("the sheet's part holds no rows, nor a place for them"));
    grid_finish(&r.grid, sheet);
    if (!ok)
        return false;
    apply_links(&r);
    tell_tallies(&r);
    return read_relations(&r);
}
