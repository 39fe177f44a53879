/*
 * Formulas are walked token by token: strings, quoted names and brackets are taken whole, so that
 * only what stands in the open is looked at as a reference.
 */
#include "import/formula.h"

#include "import/grid.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool in_word(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '$' || c == '\\' ||
           (unsigned char)c >= 0x80;
}

/* End of what opens at `at`: a string, a quoted name (doubled quotes inside) or a bracket. */
static size_t quoted_end(struct text f, size_t at)
{
    char close = f.ptr[at] == '[' ? ']' : f.ptr[at];
    size_t depth = 1;
    for (size_t i = at + 1; i < f.len; i++) {
        if (f.ptr[at] == '[' && f.ptr[i] == '[')
            depth++;
        if (f.ptr[i] != close)
            continue;
        if (close != ']' && i + 1 < f.len && f.ptr[i + 1] == close)
            i++;
        else if (--depth == 0)
            return i + 1;
    }
    return f.len;
}

/* End of the token that starts at `at`: at least one byte. */
static size_t token_end(struct text f, size_t at)
{
    char c = f.ptr[at];
    if (c == '"' || c == '\'' || c == '[')
        return quoted_end(f, at);
    size_t i = at;
    while (i < f.len && in_word(f.ptr[i]))
        i++;
    return i > at ? i : at + 1;
}

struct half {
    bool present, fixed;
    int64_t n; /* from 1 */
};

/* "$AB$12", "AB", "12": what there is of column and row. False: neither, or something else. */
static bool parse_reference(struct text word, struct half *col, struct half *row)
{
    size_t i = 0;
    *col = *row = (struct half){0};
    bool dollar = i < word.len && word.ptr[i] == '$';
    i += dollar;
    size_t from = i;
    for (; i < word.len && is_letter(word.ptr[i]) && i - from < 4; i++)
        col->n = col->n * 26 + ((word.ptr[i] & ~0x20) - 'A' + 1);
    col->present = i > from;
    col->fixed = dollar && col->present;
    bool second = col->present && i < word.len && word.ptr[i] == '$';
    i += second;
    from = i;
    for (; i < word.len && is_digit(word.ptr[i]) && i - from < 8; i++)
        row->n = row->n * 10 + (word.ptr[i] - '0');
    row->present = i > from;
    row->fixed = row->present && (second || (dollar && !col->present));
    return i == word.len && (row->present || (col->present && !second)) && col->n <= GRID_COLS &&
           row->n <= GRID_ROWS && (!row->present || row->n > 0);
}

static void add_half(struct buf *out, const struct half *half, bool letters)
{
    if (!half->present)
        return;
    if (half->fixed)
        buf_add_char(out, '$');
    char name[24], *at = name + sizeof name;
    for (int64_t n = half->n; n; n = letters ? (n - 1) / 26 : n / 10)
        *--at = (char)(letters ? 'A' + (n - 1) % 26 : '0' + n % 10);
    buf_add(out, (struct text){at, (size_t)(name + sizeof name - at)});
}

/* A word that may be a reference: next to ':' a column or a row alone is one, too. */
static void add_shifted(struct buf *out, struct text f, size_t at, size_t end, int64_t rows,
                        int64_t cols)
{
    struct text word = text_slice(f, at, end);
    struct half col, row;
    char before = at ? f.ptr[at - 1] : 0, behind = end < f.len ? f.ptr[end] : 0;
    bool range = before == ':' || behind == ':';
    if (behind == '(' || behind == '!' || behind == '[' || !parse_reference(word, &col, &row) ||
        (!(col.present && row.present) && !range)) {
        buf_add(out, word);
        return;
    }
    if (!col.fixed && col.present)
        col.n += cols;
    if (!row.fixed && row.present)
        row.n += rows;
    if ((col.present && (col.n < 1 || col.n > GRID_COLS)) ||
        (row.present && (row.n < 1 || row.n > GRID_ROWS))) {
        buf_add(out, T("#REF!"));
        return;
    }
    add_half(out, &col, true);
    add_half(out, &row, false);
}

struct text formula_shift(struct arena *mem, struct text f, int64_t rows, int64_t cols)
{
    struct buf out = {.mem = mem, .ptr = arena_alloc(mem, f.len + 64), .cap = f.len + 64};
    for (size_t at = 0, end; at < f.len; at = end) {
        end = token_end(f, at);
        if (in_word(f.ptr[at]))
            add_shifted(&out, f, at, end, rows, cols);
        else
            buf_add(&out, text_slice(f, at, end));
    }
    return buf_text(&out);
}

/* The number in "[12]", from 1; 0 if it is none. */
static size_t book_number(struct text bracket)
{
    size_t n = 0;
    for (size_t i = 1; i + 1 < bracket.len && n < 100000; i++) {
        if (!is_digit(bracket.ptr[i]))
            return 0;
        n = n * 10 + (size_t)(bracket.ptr[i] - '0');
    }
    return bracket.len > 2 && bracket.ptr[bracket.len - 1] == ']' ? n : 0;
}

static bool needs_quotes(struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!in_word(name.ptr[i]) || name.ptr[i] == '$' || name.ptr[i] == '\\')
            return true;
    return false;
}

/* What is in the open after "[1]" up to and with '!': the sheet's name. */
static size_t sheet_end(struct text f, size_t at)
{
    size_t i = at;
    while (i < f.len && in_word(f.ptr[i]))
        i++;
    return i < f.len && f.ptr[i] == '!' ? i : SIZE_MAX;
}

static size_t add_book(struct buf *out, struct text f, size_t end, struct text book)
{
    size_t sheet = sheet_end(f, end);
    bool quote = sheet != SIZE_MAX && needs_quotes(book);
    buf_add_z(out, quote ? "'[" : "[");
    buf_add(out, book);
    buf_add_char(out, ']');
    if (!quote)
        return end;
    buf_add(out, text_slice(f, end, sheet));
    buf_add_char(out, '\'');
    return sheet;
}

static const struct text *book_of(struct text bracket, const struct text_list *books)
{
    size_t n = book_number(bracket);
    return n && n <= books->n && books->v[n - 1].len ? &books->v[n - 1] : NULL;
}

struct text formula_name_books(struct arena *mem, struct text f, const struct text_list *books)
{
    if (!books->n || !text_contains(f, T("[")))
        return f;
    struct buf out = {.mem = mem};
    for (size_t at = 0, end; at < f.len; at = end) {
        end = token_end(f, at);
        struct text token = text_slice(f, at, end);
        bool behind_name = at && (in_word(f.ptr[at - 1]) || f.ptr[at - 1] == ']');
        const struct text *book = NULL;
        if (*token.ptr == '[' && !behind_name && (book = book_of(token, books))) {
            end = add_book(&out, f, end, *book);
        } else if (text_starts(token, T("'["))) {
            size_t close = text_find(token, T("]"), 0);
            struct text bracket = text_slice(token, 1, close == SIZE_MAX ? 0 : close + 1);
            if ((book = book_of(bracket, books)))
                buf_printf(&out, "'[" TEXT_FMT, TEXT_ARG(*book));
            buf_add(&out, text_slice(token, book ? close : 0, token.len));
        } else {
            buf_add(&out, token);
        }
    }
    return buf_text(&out);
}

static struct text unquoted(struct arena *mem, struct text quoted)
{
    struct buf out = {.mem = mem};
    for (size_t i = 1; i + 1 < quoted.len; i++) {
        buf_add_char(&out, quoted.ptr[i]);
        i += quoted.ptr[i] == '"';
    }
    return buf_text(&out);
}

struct text formula_link(struct arena *mem, struct text f)
{
    f = text_trim(f);
    if (!text_eq_ascii_case(text_slice(f, 0, 10), T("HYPERLINK(")))
        return (struct text){0};
    f = text_trim(text_slice(f, 10, f.len));
    if (!f.len || *f.ptr != '"')
        return (struct text){0};
    size_t end = quoted_end(f, 0);
    if (end < 2 || f.ptr[end - 1] != '"')
        return (struct text){0};
    struct text rest = text_trim(text_slice(f, end, f.len));
    if (!rest.len || !text_contains(T(",;)"), text_slice(rest, 0, 1)))
        return (struct text){0}; /* "a" & B1 */
    return unquoted(mem, text_slice(f, 0, end));
}

struct text formula_literal(struct arena *mem, struct text f)
{
    double number;
    f = text_trim(f);
    if (number_parse(f, &number))
        return f;
    bool quoted = f.len >= 2 && *f.ptr == '"' && quoted_end(f, 0) == f.len;
    return quoted && f.ptr[f.len - 1] == '"' ? unquoted(mem, f) : (struct text){0};
}

/* True of an operator between two operands. */
static bool joins(struct text f, size_t at, char before)
{
    size_t next = at + 1;
    while (next < f.len && f.ptr[next] == ' ')
        next++;
    char behind = next < f.len ? f.ptr[next] : ' ';
    return strchr("+-*/^&<>=", f.ptr[at]) && (in_word(before) || strchr("\"')]}%", before)) &&
           (in_word(behind) || strchr("\"'([{-+", behind));
}

/* True of a cell's name, of a function's with its bracket, of a table's with its column. */
static bool names_reckoned(struct text f, size_t at, size_t end)
{
    struct half col, row;
    char behind = end < f.len ? f.ptr[end] : ' ';
    bool cell = parse_reference(text_slice(f, at, end), &col, &row) && col.present && row.present;
    return cell || behind == '(' || behind == '[';
}

bool formula_reckons(struct text f)
{
    char before = ' '; /* the last that is no blank */
    bool found = false;
    for (size_t at = 0, end; at < f.len; at = end) {
        end = token_end(f, at);
        bool word = in_word(f.ptr[at]);
        if (word && in_word(before))
            return false;
        if (f.ptr[at] == ' ' || f.ptr[at] == '\0')
            continue;
        found |= word ? names_reckoned(f, at, end) : joins(f, at, before);
        before = f.ptr[end - 1];
    }
    return found;
}

struct text file_of_address(struct arena *mem, struct text target)
{
    size_t from = target.len;
    while (from > 0 && target.ptr[from - 1] != '/' && target.ptr[from - 1] != '\\')
        from--;
    struct buf out = {.mem = mem};
    for (size_t i = from; i < target.len; i++) {
        static const char digits[] = "0123456789abcdef";
        const char *high = i + 2 < target.len && target.ptr[i] == '%'
                               ? strchr(digits, target.ptr[i + 1] | 0x20)
                               : NULL;
        const char *low = high && *high ? strchr(digits, target.ptr[i + 2] | 0x20) : NULL;
        if (low && *low) {
            buf_add_char(&out, (char)((high - digits) * 16 + (low - digits)));
            i += 2;
        } else {
            buf_add_char(&out, target.ptr[i]);
        }
    }
    return text_repair(mem, buf_text(&out), NULL);
}

/* --- OpenDocument --------------------------------------------------------------------------- */

static void add_sheet_name(struct buf *out, struct text book, struct text sheet)
{
    bool quote = needs_quotes(sheet) || needs_quotes(book);
    if (quote)
        buf_add_char(out, '\'');
    if (book.len)
        buf_printf(out, "[" TEXT_FMT "]", TEXT_ARG(book));
    for (size_t i = 0; i < sheet.len; i++) {
        if (sheet.ptr[i] == '\'')
            buf_add_char(out, '\'');
        buf_add_char(out, sheet.ptr[i]);
    }
    buf_add_z(out, quote ? "'!" : "!");
}

/* What stands in quotes at the front of *rest, without them. */
static struct text take_quoted(struct arena *mem, struct text *rest)
{
    size_t end = quoted_end(*rest, 0);
    size_t inside = end > 1 && rest->ptr[end - 1] == '\'' ? end - 1 : end;
    struct buf out = {.mem = mem};
    for (size_t i = 1; i < inside; i++) {
        buf_add_char(&out, rest->ptr[i]);
        i += rest->ptr[i] == '\'';
    }
    *rest = text_slice(*rest, end, rest->len);
    return buf_text(&out);
}

/* One side of "[.A1:.B2]": book and sheet, if named, and the cell. */
static void add_ods_side(struct buf *out, struct text side)
{
    struct text book = {0}, sheet = {0}, rest = side;
    size_t hash = text_find(side, T("'#"), 0);
    if (hash != SIZE_MAX && side.len && *side.ptr == '\'') {
        book = file_of_address(out->mem, take_quoted(out->mem, &rest));
        rest = text_slice(rest, text_starts(rest, T("#")), rest.len);
    }
    if (rest.len && *rest.ptr == '$' && rest.len > 1 && rest.ptr[1] != '.')
        rest = text_slice(rest, 1, rest.len);
    if (rest.len && *rest.ptr == '\'')
        sheet = take_quoted(out->mem, &rest);
    else
        sheet = text_slice(rest, 0, text_find(rest, T("."), 0));
    size_t dot = text_find(rest, T("."), 0);
    if (dot == SIZE_MAX) {
        buf_add(out, side);
        return;
    }
    if (sheet.len)
        add_sheet_name(out, book, sheet);
    buf_add(out, text_slice(rest, dot + 1, rest.len));
}

static size_t range_colon(struct text inside)
{
    for (size_t i = 0; i < inside.len; i++) {
        if (inside.ptr[i] == '\'')
            i = quoted_end(inside, i) - 1;
        else if (inside.ptr[i] == ':')
            return i;
    }
    return SIZE_MAX;
}

struct text formula_from_ods(struct arena *mem, struct text f)
{
    struct buf out = {.mem = mem};
    size_t start = text_find(f, T("="), 0);
    f = text_slice(f, start == SIZE_MAX ? 0 : start + 1, f.len);
    for (size_t at = 0, end; at < f.len; at = end) {
        end = token_end(f, at);
        if (f.ptr[at] != '[' || end < at + 2 || f.ptr[end - 1] != ']') {
            buf_add(&out, text_slice(f, at, end));
            continue;
        }
        struct text inside = text_slice(f, at + 1, end - 1);
        size_t colon = range_colon(inside);
        add_ods_side(&out, text_slice(inside, 0, colon));
        if (colon != SIZE_MAX) {
            buf_add_char(&out, ':');
            add_ods_side(&out, text_slice(inside, colon + 1, inside.len));
        }
    }
    return buf_text(&out);
}

struct text link_from_ods(struct arena *mem, struct text link)
{
    uint32_t row, col;
    size_t hash = text_find(link, T("#"), 0), dot = link.len;
    while (dot > 0 && link.ptr[dot - 1] != '.')
        dot--;
    if (hash == SIZE_MAX || dot < hash + 3 ||
        !cell_name_parse(text_slice(link, dot, link.len), &row, &col))
        return text_copy(mem, link);
    struct text sheet = text_slice(link, hash + 1, dot - 1);
    if (*sheet.ptr == '$')
        sheet = text_slice(sheet, 1, sheet.len);
    if (sheet.len && *sheet.ptr == '\'')
        sheet = take_quoted(mem, &sheet);
    struct buf out = {.mem = mem};
    buf_add(&out, text_slice(link, 0, hash + 1));
    add_sheet_name(&out, (struct text){0}, sheet);
    buf_add(&out, text_slice(link, dot, link.len));
    return buf_text(&out);
}
