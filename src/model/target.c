/*
 * Where hyperlinks and formulas point. A formula is not evaluated: it is read from left to right
 * for references with a sheet before them; the values that it computed stand in the cell.
 */
#include "model/target.h"

#include "base/place.h"
#include "import/sheet.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex(char c)
{
    return is_digit(c) ? c - '0' : is_letter(c) && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* %20 and the like; a malformed one stays as it is. */
static struct text percent_decoded(struct arena *mem, struct text t)
{
    struct buf out = {.mem = mem};
    for (size_t i = 0; i < t.len; i++) {
        int high = i + 2 < t.len && t.ptr[i] == '%' ? hex(t.ptr[i + 1]) : -1;
        int low = high >= 0 ? hex(t.ptr[i + 2]) : -1;
        buf_add_char(&out, low >= 0 ? (char)(high * 16 + low) : t.ptr[i]);
        i += low >= 0 ? 2 : 0;
    }
    return buf_text(&out);
}

/* Without quotes around it, doubled ones inside made single, and without the '$' of ODF. */
static struct text unquoted(struct arena *mem, struct text t)
{
    if (t.len && t.ptr[0] == '$')
        t = text_slice(t, 1, t.len);
    if (t.len < 2 || t.ptr[0] != '\'' || t.ptr[t.len - 1] != '\'')
        return t;
    struct buf out = {.mem = mem};
    for (size_t i = 1; i + 1 < t.len; i++) {
        buf_add_char(&out, t.ptr[i]);
        if (t.ptr[i] == '\'' && i + 2 < t.len && t.ptr[i + 1] == '\'')
            i++;
    }
    return buf_text(&out);
}

/* "B5", "$B$5"; of a range the first cell, and *range is set. */
static bool cell_or_range(struct text t, struct target *out, bool *range)
{
    size_t colon = text_find(t, T(":"), 0);
    *range = colon != SIZE_MAX;
    return cell_name_parse(text_slice(t, 0, colon), &out->row, &out->col);
}

/* Where sheet and cell part: at the last '!', or the last '.' before a cell (LibreOffice). */
static size_t sheet_end(struct text t)
{
    for (size_t i = t.len; i > 0; i--)
        if (t.ptr[i - 1] == '!')
            return i - 1;
    for (size_t i = t.len; i > 0; i--) {
        struct target ignored;
        bool range;
        if (t.ptr[i - 1] == '.')
            return cell_or_range(text_slice(t, i, t.len), &ignored, &range) ? i - 1 : SIZE_MAX;
    }
    return SIZE_MAX;
}

static struct target target_of_place(struct arena *mem, struct text t)
{
    struct target target = {.row = PLACE_NONE, .col = PLACE_NONE};
    bool range;
    size_t end = sheet_end(t);
    if (end != SIZE_MAX) {
        target.sheet = unquoted(mem, text_slice(t, 0, end));
        if (!cell_or_range(text_slice(t, end + 1, t.len), &target, &range))
            target.row = target.col = PLACE_NONE;
    } else if (!cell_or_range(t, &target, &range)) {
        target.row = target.col = PLACE_NONE;
        target.name = unquoted(mem, t);
    }
    return target;
}

/* "https://contoso.example/okrs/company.xlsx?web=1" -> "company.xlsx"; absent if it is no sheet. */
static struct text sheet_on_web(struct arena *mem, struct text address)
{
    static const char *const endings[] = {".xlsx", ".xlsm", ".ods", ".csv"};
    struct text path = text_cut(&address, '?');
    size_t name = path.len;
    while (name && path.ptr[name - 1] != '/')
        name--;
    struct text file = percent_decoded(mem, text_slice(path, name, path.len));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text_ends(file, text_of(endings[i])))
            return file;
    return (struct text){0};
}

/* "[company.xlsx]OKRs!B5", as HYPERLINK() takes it. */
static bool bracketed_book(struct text link, struct text *file, struct text *place)
{
    size_t open = text_find(link, T("["), 0), close = text_find(link, T("]"), 0);
    if (open == SIZE_MAX || close == SIZE_MAX || close < open || !text_contains(link, T("!")) ||
        text_contains(link, T("#")))
        return false;
    *file = text_slice(link, open + 1, close);
    *place = text_slice(link, close + 1, link.len);
    return true;
}

/* Of a Windows path only the name can be found again. */
static struct text behind_backslash(struct text file)
{
    size_t name = file.len;
    while (name && file.ptr[name - 1] != '\\')
        name--;
    return text_slice(file, name, file.len);
}

bool target_of_link(struct arena *mem, struct text link, struct target *out)
{
    link = text_trim(link);
    static const char *const elsewhere[] = {"mailto:", "ftp:", "tel:"};
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (text_starts(link, text_of(elsewhere[i])))
            return false;
    if (!link.len)
        return false;
    bool web = text_starts(link, T("http:")) || text_starts(link, T("https:"));
    if (text_starts(link, T("file:")))
        link = text_slice(link, 5, link.len);
    while (text_starts(link, T("//")))
        link = text_slice(link, 1, link.len);
    size_t hash = text_find(link, T("#"), 0);
    struct text file = text_slice(link, 0, hash);
    struct text place = text_slice(link, hash == SIZE_MAX ? link.len : hash + 1, link.len);
    file = web ? sheet_on_web(mem, file) : percent_decoded(mem, file);
    if (web && (!file.len || !place.len))
        return false;
    if (!web && bracketed_book(link, &file, &place))
        hash = 0;
    *out = (struct target){.row = PLACE_NONE, .col = PLACE_NONE};
    if (hash != SIZE_MAX)
        *out = target_of_place(mem, percent_decoded(mem, place));
    file = behind_backslash(file);
    out->file = file.len ? file : (struct text){0};
    return file.len || hash != SIZE_MAX;
}

/* --- formulas ------------------------------------------------------------------------------------ */

/* The end of a quoted piece that starts at `i`; a doubled quote does not end it. */
static size_t quoted_end(struct text t, size_t i)
{
    char quote = t.ptr[i];
    for (i++; i < t.len; i++)
        if (t.ptr[i] == quote) {
            if (i + 1 < t.len && t.ptr[i + 1] == quote)
                i++;
            else
                return i + 1;
        }
    return t.len;
}

static bool in_name(char c)
{
    return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80 || strchr("_.$[]\\?", c) != NULL;
}

/* "[Company.xlsx]OKRs" or "C:\okrs\[Company.xlsx]OKRs" -> file and sheet. */
static void split_book(struct target *target, struct text sheet)
{
    size_t open = text_find(sheet, T("["), 0), close = text_find(sheet, T("]"), 0);
    target->sheet = sheet;
    if (open == SIZE_MAX || close == SIZE_MAX || close < open)
        return;
    target->file = text_slice(sheet, open + 1, close);
    target->sheet = text_slice(sheet, close + 1, sheet.len);
}

/* A reference with its sheet at `i`; returns where it ends, or `i` if there is none. */
static size_t qualified(struct arena *mem, struct text t, size_t i, struct target *out)
{
    size_t end = i;
    if (t.ptr[i] == '\'')
        end = quoted_end(t, i);
    else
        while (end < t.len && t.ptr[end] && in_name(t.ptr[end]))
            end++;
    if (end == i || end >= t.len || t.ptr[end] != '!')
        return i;
    *out = (struct target){.row = PLACE_NONE, .col = PLACE_NONE};
    split_book(out, unquoted(mem, text_slice(t, i, end)));
    size_t cell = ++end;
    while (end < t.len && (is_letter(t.ptr[end]) || is_digit(t.ptr[end]) || t.ptr[end] == '$' ||
                           t.ptr[end] == ':' || t.ptr[end] == '_'))
        end++;
    bool range;
    if (!cell_or_range(text_slice(t, cell, end), out, &range) || range)
        out->row = out->col = PLACE_NONE;
    return end;
}

static size_t skip_name(struct text t, size_t i)
{
    size_t end = i;
    while (end < t.len && t.ptr[end] && in_name(t.ptr[end]))
        end++;
    return end > i ? end : i + 1;
}

enum { TARGETS = 16 };

/* OFFSET(B5,1,0) does not mean B5. */
static bool is_anchor(struct text t, size_t i)
{
    struct text function = T("OFFSET(");
    return i >= function.len && text_eq_ascii_case(text_slice(t, i - function.len, i), function);
}

/* In ODF formulas references stand in brackets: [$'Company OKRs'.B5]. */
static size_t bracketed(struct arena *mem, struct text t, size_t i, struct target_list *list)
{
    size_t close = text_find(t, T("]"), i);
    struct text inside = text_slice(t, i + 1, close);
    size_t hash = text_find(inside, T("#"), 0);
    struct target target;
    bool range;
    if (close == SIZE_MAX || sheet_end(inside) == SIZE_MAX || text_starts(inside, T(".")))
        return i;
    target =
        target_of_place(mem, hash == SIZE_MAX ? inside : text_slice(inside, hash + 1, inside.len));
    if (hash != SIZE_MAX)
        target.file = unquoted(mem, text_slice(inside, 0, hash));
    struct target ignored;
    if (cell_or_range(text_slice(inside, sheet_end(inside) + 1, inside.len), &ignored, &range) &&
        range)
        target.row = target.col = PLACE_NONE;
    *list_push(mem, list) = target;
    return close + 1;
}

/* A string in a formula is a place only if it says so: HYPERLINK("#'Company OKRs'!B5"). */
static void string_target(struct arena *mem, struct text string, struct target_list *list)
{
    struct target target;
    bool place = text_contains(string, T("#")) || text_contains(string, T("]"));
    if (place && target_of_link(mem, string, &target) && target.row != PLACE_NONE)
        *list_push(mem, list) = target;
}

struct target_list targets_of_formula(struct arena *mem, struct text formula)
{
    struct target_list list = {0};
    struct target own = {.row = PLACE_NONE, .col = PLACE_NONE};
    bool range;
    struct text t = text_trim(formula);
    if (text_starts(t, T("of:")))
        t = text_slice(t, 3, t.len);
    if (text_starts(t, T("=")) || text_starts(t, T("+")))
        t = text_slice(t, 1, t.len);
    if (cell_or_range(t, &own, &range) && !range) {
        *list_push(mem, &list) = own;
        return list;
    }
    for (size_t i = 0; i < t.len && list.n < TARGETS;) {
        struct target target;
        if (t.ptr[i] == '"') {
            size_t end = quoted_end(t, i);
            string_target(mem, text_slice(t, i + 1, end - 1), &list);
            i = end;
            continue;
        }
        size_t end = t.ptr[i] == '[' ? bracketed(mem, t, i, &list) : i;
        if (end == i && (end = qualified(mem, t, i, &target)) > i) {
            if (is_anchor(t, i))
                target.row = target.col = PLACE_NONE;
            *list_push(mem, &list) = target;
        }
        i = end > i ? end : t.ptr[i] == '\'' ? quoted_end(t, i) : skip_name(t, i);
    }
    return list;
}

bool formula_is_address(struct text formula)
{
    char open = 0; /* what ends a quoted name, or a workbook's in brackets */
    for (size_t i = 0; i < formula.len; i++) {
        char c = formula.ptr[i];
        bool letter = is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
        if (open)
            open = c == open ? 0 : open;
        else if (c == '\'' || c == '[')
            open = c == '[' ? ']' : c;
        else if (!letter && !strchr("$!._", c) && !(i == 0 && strchr("=+", c)))
            return false;
    }
    return formula.len > 0;
}
