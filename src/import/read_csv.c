/*
 * CSV -> a book of one sheet. The only user of libcsv.
 *
 * libcsv splits and unescapes well, but it drops blank lines, and a quote that is not closed by the
 * book makes it swallow the rest of the file. So records are found first (dialect.c) and given to
 * it one at a time, those that are irregular with their quotes put right. What stands in front of a
 * record's first quote needs no unescaping: these fields, in most files all, are cells as they are,
 * and their texts stay where they were read. A row's number is that which spreadsheet programs show:
 * blank lines count, lines within quotes do not.
 */
#include "import/deadline.h"
#include "import/decode.h"
#include "import/dialect.h"
#include "import/formula.h"
#include "import/grid.h"
#include "import/read.h"

#include <csv.h>

#include <string.h>

enum {
    BYTES_A_LOOK = 1 << 16, /* at the deadline */
    BYTES_PER_CELL = 4      /* at least, mostly */
};

struct reading {
    struct arena *mem;
    const struct limits *limits;
    struct book *book;
    struct sheet *sheet;
    struct grid grid;
    uint64_t cells_left;
    char delimiter;
    bool ends[256]; /* a field that is not quoted */
    uint32_t row, col;
    struct csv_parser parser;
    double deadline;
    bool late;                         /* past it */
    size_t outside;                    /* cells beyond the grid */
    size_t irregular, first_irregular; /* rows with quotes put right */
    size_t cut, first_cut, first_cut_col;
    size_t formulas, first_formula, first_formula_col;
};

/* --- the text, made ready ------------------------------------------------------------------- */

/* Excel's first line "sep=;" names the delimiter and is no row. */
static char sep_line(struct text *t)
{
    struct text rest = *t;
    size_t at = 0;
    if (!text_eq_ascii_case(text_slice(rest, 0, 4), T("sep=")) &&
        !text_eq_ascii_case(text_slice(rest, 0, 5), T("\"sep=")))
        return 0;
    bool quoted = *rest.ptr == '"';
    rest = text_slice(rest, 4 + quoted, rest.len);
    if (!rest.len || *rest.ptr == '\n' || *rest.ptr == '\r')
        return 0;
    char delimiter = *rest.ptr;
    for (at = 1 + quoted; at < rest.len && rest.ptr[at] != '\n' && rest.ptr[at] != '\r'; at++)
        if (rest.ptr[at] != delimiter && rest.ptr[at] != '"' && rest.ptr[at] != ' ')
            return 0;
    *t = text_slice(rest, skip_line_end(rest, at), rest.len);
    return delimiter;
}

static void note(struct reading *r, struct text phrase)
{
    *list_push(r->mem, &r->book->read_as) = tr_text(phrase);
}

static void tell_wrapped(struct reading *r, const struct wrapped *wrapped)
{
    if (!wrapped->others) {
        note(r, T("each line was wrapped whole in quotes"));
        return;
    }
    bool one = wrapped->lines == 1;
    note(r, text_printf(r->mem,
                        tr(one ? "%zu line was wrapped whole in quotes"
                               : "%zu lines were wrapped whole in quotes"),
                        wrapped->lines));
    diag_add(&r->book->diag, FINDING_DAMAGED_FILE,
             sheet_place(r->sheet, (uint32_t)wrapped->first - 1, PLACE_NONE),
             T("have a look at what was read, and export the sheet anew"),
             one ? "%zu line is wrapped whole in quotes, others not; read without them"
                 : "%zu lines are wrapped whole in quotes, others not; read without them",
             wrapped->lines)
        ->severity = ADVICE;
}

static struct text prepare(struct reading *r, struct text bytes)
{
    struct decoded d = decode(r->mem, bytes);
    r->book->encoding = d.encoding;
    note(r, text_printf(r->mem, tr("encoding " TEXT_FMT " (" TEXT_FMT ")"), TEXT_ARG(d.encoding),
                        TEXT_ARG(tr_text(d.reason))));
    if (d.nuls)
        note(r, text_printf(r->mem,
                            tr(d.nuls == 1 ? "%zu NUL byte left out" : "%zu NUL bytes left out"),
                            d.nuls));
    if (d.malformed)
        diag_add(&r->book->diag, FINDING_DAMAGED_FILE, place_of_file(r->book->path),
                 T("save the file anew as UTF-8"),
                 d.malformed == 1 ? "%zu byte has no meaning in the encoding " TEXT_FMT
                                  : "%zu bytes have no meaning in the encoding " TEXT_FMT,
                 d.malformed, TEXT_ARG(d.encoding));
    if (d.strange)
        diag_add(
            &r->book->diag, FINDING_DAMAGED_FILE, place_of_file(r->book->path),
            T("save the file anew as UTF-8"),
            d.strange == 1
                ? "%zu line is not UTF-8 as others are, the first is line %zu; read as " TEXT_FMT
                : "%zu lines are not UTF-8 as others are, the first is line %zu; read as " TEXT_FMT,
            d.strange, d.first_strange, TEXT_ARG(d.strange_encoding));
    if (d.guessed) {
        struct finding *f =
            diag_add(&r->book->diag, FINDING_DAMAGED_FILE, place_of_file(r->book->path),
                     T("look at that line; if it is wrong, save the file anew as UTF-8"),
                     d.odd ? "file does not say its encoding: " TEXT_FMT
                             " was guessed, and line %zu looks odd so"
                           : "file does not say its encoding: " TEXT_FMT
                             " was guessed, by letters such as those of line %zu",
                     TEXT_ARG(d.encoding), d.guessed);
        f->severity = d.odd ? WARNING : ADVICE;
    }
    struct text t = d.text;
    double share = 1;
    r->delimiter = sep_line(&t);
    if (r->delimiter)
        note(r, T("delimiter from the line 'sep='"));
    struct wrapped wrapped;
    struct text unwrapped = unwrap_lines(r->mem, t, &wrapped);
    if (unwrapped.len) {
        tell_wrapped(r, &wrapped);
        t = unwrapped;
    }
    if (!r->delimiter)
        r->delimiter = find_delimiter(r->mem, t, &share);
    return t;
}

/* --- records -------------------------------------------------------------------------------- */

/* A character that is no white space and no part of any. */
static bool is_plain(char c)
{
    return c > ' ' && c < 0x7F;
}

/* "=SUM(B2:B4)", "=-B2", "='Co'!B5": not "=> KR 1", "== 5", "= 5", "=new". */
static bool is_formula(struct text t)
{
    char c = t.len > 2 && *t.ptr == '=' ? t.ptr[1] : ' ';
    size_t at = c == '-' || c == '+' || c == '@' ? 2 : 1;
    c = c == ' ' ? c : t.ptr[at];
    bool begins = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  (unsigned char)c >= 0x80 || (c != ' ' && strchr("\"'($[{_", c));
    return begins && formula_reckons(text_slice(t, 1, t.len));
}

/* Nobody has reckoned it: the text stays, which says what was to be reckoned. */
static void set_formula(struct reading *r, struct cell *cell)
{
    struct cell_extra *extra = NEW(r->mem, struct cell_extra);
    extra->formula = text_slice(cell->text, 1, cell->text.len);
    extra->link = formula_link(r->mem, extra->formula);
    cell->extra = extra;
    cell->flags |= CELL_FORMULA;
    if (extra->link.len)
        return;
    cell->flags |= CELL_UNCOMPUTED;
    if (r->formulas++ == 0) {
        r->first_formula = cell->row;
        r->first_formula_col = cell->col;
    }
}

/* `value` lives as long as the book. */
static void add_cell(struct reading *r, struct text value)
{
    uint32_t col = r->col++;
    struct text literal = value.len > 1 && *value.ptr == '='
                              ? formula_literal(r->mem, text_slice(value, 1, value.len))
                              : (struct text){0};
    if (literal.ptr)
        value = literal;
    bool blank = value.len == 0 || (!is_plain(*value.ptr) && text_blank(value));
    bool outside = col >= GRID_COLS || r->row >= GRID_ROWS;
    r->outside += outside && !blank;
    if (blank || outside)
        return;
    struct cell *cell = grid_cell(&r->grid, r->row, col);
    if (!cell)
        return;
    struct text shown = value;
    if (value.len > r->limits->cell_text && text_length(value) > r->limits->cell_text) {
        for (size_t n = 0; n < r->limits->cell_text; n++)
            text_next(&value);
        shown.len -= value.len;
        cell->flags |= CELL_CUT;
        if (r->cut++ == 0) {
            r->first_cut = r->row;
            r->first_cut_col = col;
        }
    }
    cell_set_text(cell, shown);
    if (is_formula(shown))
        set_formula(r, cell);
}

/* Lines within a cell end with a line feed, whatever ends the file's own. */
static struct text with_line_feeds(struct arena *mem, struct text value)
{
    char *copy = arena_alloc(mem, value.len + 1);
    memcpy(copy, value.ptr, value.len);
    for (size_t i = 0; i < value.len; i++)
        if (copy[i] == '\r' && (i + 1 == value.len || copy[i + 1] != '\n'))
            copy[i] = '\n';
    return (struct text){copy, value.len};
}

static void on_field(void *value, size_t len, void *context)
{
    struct reading *r = context;
    struct text text = {value, len};
    bool lone = len && memchr(value, '\r', len);
    add_cell(r, lone ? with_line_feeds(r->mem, text) : text_copy(r->mem, text));
}

static void on_record(int end, void *context)
{
    (void)end;
    ((struct reading *)context)->col = 0;
}

/* The record with each field quoted by the book. */
static struct text put_right(struct reading *r, struct text t, size_t at)
{
    struct buf out = {.mem = r->mem};
    struct field_scan field;
    for (;; at++) {
        at = scan_field(t, at, r->delimiter, &field);
        bool quoted = field.open <= field.close;
        buf_add_char(&out, '"');
        if (quoted)
            buf_add(&out, text_slice(t, field.open, field.close));
        size_t tail = !quoted ? field.start : field.irregular ? field.close + 1 : field.end;
        for (size_t i = tail; i < field.end; i++) {
            if (t.ptr[i] == '"')
                buf_add_char(&out, '"');
            buf_add_char(&out, t.ptr[i]);
        }
        buf_add_char(&out, '"');
        if (at >= t.len || !r->delimiter || t.ptr[at] != r->delimiter)
            return buf_text(&out);
        buf_add_char(&out, r->delimiter);
    }
}

/* Reads what is left of a record, from a field on that may be quoted, by libcsv. */
static size_t read_quoted(struct reading *r, struct text t, size_t at)
{
    struct field_scan field;
    size_t from = at;
    bool irregular = false, padded = false;
    for (;; at++) {
        size_t field_from = at;
        at = scan_field(t, at, r->delimiter, &field);
        irregular |= field.irregular;
        padded |= field.open <= field.close && (field.start > field_from || field.close + 1 < at);
        if (at >= t.len || !r->delimiter || t.ptr[at] != r->delimiter)
            break;
    }
    struct text record = text_slice(t, from, at);
    if (irregular && r->irregular++ == 0)
        r->first_irregular = r->row;
    if (irregular || padded)
        record = put_right(r, t, from);
    if (record.len) {
        csv_parse(&r->parser, record.ptr, record.len, on_field, on_record, r);
        csv_fini(&r->parser, on_field, on_record, r);
    }
    return at;
}

static bool may_be_quoted(const struct reading *r, struct text t, size_t at)
{
    char c = at < t.len ? t.ptr[at] : r->delimiter;
    return c == '"' || ((c == ' ' || c == '\t') && c != r->delimiter);
}

/* Reads the record at `at`; returns the offset of its end. */
static size_t read_record(struct reading *r, struct text t, size_t at)
{
    for (r->col = 0;; at++) {
        size_t from = at;
        if (may_be_quoted(r, t, at))
            return read_quoted(r, t, at);
        while (at < t.len && !r->ends[(unsigned char)t.ptr[at]])
            at++;
        add_cell(r, text_slice(t, from, at));
        if (at == t.len || !r->delimiter || t.ptr[at] != r->delimiter)
            return at;
    }
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static bool read_records(struct reading *r, struct text t)
{
    if (csv_init(&r->parser, 0) != 0)
        return false;
    csv_set_space_func(&r->parser, no_space);
    csv_set_delim(&r->parser, r->delimiter ? (unsigned char)r->delimiter : 0x1F);
    r->ends['\n'] = r->ends['\r'] = true;
    if (r->delimiter)
        r->ends[(unsigned char)r->delimiter] = true;
    for (size_t at = 0, look = 0; at < t.len && !r->grid.full && !r->late; r->row++) {
        at = skip_line_end(t, read_record(r, t, at));
        if (at < look)
            continue;
        look = at + BYTES_A_LOOK;
        r->late = deadline_passed(r->deadline);
    }
    csv_free(&r->parser);
    return true;
}

static void tell(struct reading *r)
{
    struct diag *diag = &r->book->diag;
    if (r->irregular)
        diag_add(diag, FINDING_DAMAGED_FILE,
                 sheet_place(r->sheet, (uint32_t)r->first_irregular, PLACE_NONE),
                 T("check the quotes in that row"),
                 r->irregular == 1
                     ? "%zu row with quotes that do not pair, read as a spreadsheet program would"
                     : "%zu rows with quotes that do not pair, read as a spreadsheet program would",
                 r->irregular)
            ->severity = ADVICE;
    if (r->outside)
        diag_add(
            diag, FINDING_DAMAGED_FILE, place_of_file(r->book->path),
            T("check its line ends and its delimiter, or split it"),
            r->outside == 1
                ? "%zu cell is beyond row %d or column %d, where no sheet reaches, and left out"
                : "%zu cells are beyond row %d or column %d, where no sheet reaches, and left out",
            r->outside, GRID_ROWS, GRID_COLS);
    if (r->cut)
        diag_add(diag, FINDING_TEXT_CUT,
                 sheet_place(r->sheet, (uint32_t)r->first_cut, (uint32_t)r->first_cut_col),
                 T("shorten the text"), "text is longer than %lu characters and was cut",
                 (unsigned long)r->limits->cell_text);
    if (r->formulas)
        diag_add(diag, FINDING_FORMULA_UNCOMPUTED,
                 sheet_place(r->sheet, (uint32_t)r->first_formula, (uint32_t)r->first_formula_col),
                 T("export the sheet with its values, not with its formulas"),
                 "formula has no stored value%s",
                 r->formulas > 1 ? tr("; other cells of this file have none, either") : "");
    if (r->grid.full)
        diag_add(diag, FINDING_DAMAGED_FILE, place_of_file(r->book->path),
                 T("split the file or raise the limit 'cells'"),
                 "file holds more cells than the limit; the rest was not read");
}

bool read_csv(struct arena *mem, const struct limits *limits, struct text bytes, struct book *book)
{
    struct reading r = {.mem = mem,
                        .limits = limits,
                        .book = book,
                        .cells_left = limits->cells,
                        .deadline = deadline_in(limits->seconds)};
    book->format = FORMAT_CSV;
    book->sheets = r.sheet = NEW(mem, struct sheet);
    book->n_sheets = 1;
    r.sheet->book = book;
    r.grid = (struct grid){.mem = mem, .budget = &r.cells_left};
    struct text t = prepare(&r, bytes);
    grid_expect(&r.grid, t.len / BYTES_PER_CELL);
    book->delimiter = r.delimiter;
    if (r.delimiter == '\t')
        note(&r, T("delimiter tab"));
    else if (r.delimiter)
        note(&r, text_printf(mem, tr("delimiter '%c'"), r.delimiter));
    else
        note(&r, T("one column, no delimiter"));
    if (!read_records(&r, t))
        book->not_read = T("the CSV parser cannot be started");
    else if (r.late)
        book->not_read = text_printf(mem, tr("refused: " TEXT_FMT), TEXT_ARG(TR(DEADLINE_PASSED)));
    else
        tell(&r);
    grid_finish(&r.grid, r.sheet);
    if (book->not_read.len)
        book->n_sheets = 0;
    return !book->not_read.len;
}
