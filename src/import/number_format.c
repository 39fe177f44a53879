/*
 * Number formats. A code is a date's if a letter for a part of a date or a time stands outside of
 * quotes, escapes and brackets; a bracketed [h], [mm], [s] counts time that has passed.
 */
#include "import/number_format.h"

struct text format_builtin(uint32_t id)
{
    static const char *const codes[] = {
        [1] = "0",
        [2] = "0.00",
        [3] = "#,##0",
        [4] = "#,##0.00",
        [5] = "\"$\"#,##0_);(\"$\"#,##0)",
        [6] = "\"$\"#,##0_);[Red](\"$\"#,##0)",
        [7] = "\"$\"#,##0.00_);(\"$\"#,##0.00)",
        [8] = "\"$\"#,##0.00_);[Red](\"$\"#,##0.00)",
        [9] = "0%",
        [10] = "0.00%",
        [11] = "0.00E+00",
        [12] = "# ?/?",
        [13] = "# ?"
               "?/?"
               "?",
        [14] = "mm-dd-yy",
        [15] = "d-mmm-yy",
        [16] = "d-mmm",
        [17] = "mmm-yy",
        [18] = "h:mm AM/PM",
        [19] = "h:mm:ss AM/PM",
        [20] = "h:mm",
        [21] = "h:mm:ss",
        [22] = "m/d/yy h:mm",
        [27] = "[$-404]e/m/d",
        [28] = "[$-404]e/m/d",
        [29] = "[$-404]e/m/d",
        [30] = "m/d/yy",
        [31] = "yyyy/m/d",
        [32] = "h:mm",
        [33] = "h:mm:ss",
        [34] = "h:mm",
        [35] = "h:mm:ss",
        [36] = "[$-404]e/m/d",
        [37] = "#,##0_);(#,##0)",
        [38] = "#,##0_);[Red](#,##0)",
        [39] = "#,##0.00_);(#,##0.00)",
        [40] = "#,##0.00_);[Red](#,##0.00)",
        [41] = "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)",
        [42] = "_(\"$\"* #,##0_);_(\"$\"* \\(#,##0\\);_(\"$\"* \"-\"_);_(@_)",
        [43] = "_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"?"
               "?_);_(@_)",
        [44] = "_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(\"$\"* \"-\"?"
               "?_);_(@_)",
        [45] = "mm:ss",
        [46] = "[h]:mm:ss",
        [47] = "mmss.0",
        [48] = "##0.0E+0",
        [49] = "@",
        [50] = "[$-404]e/m/d",
        [51] = "[$-404]e/m/d",
        [52] = "yyyy/m/d",
        [53] = "yyyy/m/d",
        [54] = "[$-404]e/m/d",
        [55] = "yyyy/m/d",
        [56] = "yyyy/m/d",
        [57] = "[$-404]e/m/d",
        [58] = "[$-404]e/m/d",
    };
    return id < sizeof codes / sizeof *codes ? text_of(codes[id]) : (struct text){0};
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* What is inside of brackets: "h", "mm", "ss" and nothing else. */
static bool elapsed(struct text inside)
{
    char first = inside.len ? lower(inside.ptr[0]) : 0;
    for (size_t i = 0; i < inside.len; i++)
        if (lower(inside.ptr[i]) != first)
            return false;
    return first == 'h' || first == 'm' || first == 's';
}

enum format_kind format_kind(struct text code)
{
    enum format_kind kind = FORMAT_NUMBER;
    for (size_t i = 0; i < code.len && code.ptr[i] != ';'; i++) {
        char c = lower(code.ptr[i]);
        if (c == '"' || c == '[') {
            size_t close = text_find(code, c == '"' ? T("\"") : T("]"), i + 1);
            if (close == SIZE_MAX)
                break;
            if (c == '[' && elapsed(text_slice(code, i + 1, close)))
                return FORMAT_DURATION;
            i = close;
        } else if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (text_eq_ascii_case(text_slice(code, i, i + 7), T("General"))) {
            i += 6;
        } else if (c == 'e' && i + 1 < code.len &&
                   (code.ptr[i + 1] == '+' || code.ptr[i + 1] == '-')) {
            return FORMAT_NUMBER;
        } else if (c == 'y' || c == 'd' || c == 'm' || c == 'h' || c == 's' || c == 'e' ||
                   c == 'b') {
            kind = FORMAT_DATE;
        } else if (c == '%') {
            kind = FORMAT_PERCENT;
        }
    }
    return kind;
}

/* Behind what is quoted, escaped or in brackets at `at`; `at` itself if nothing is. */
static size_t skip_literal(struct text code, size_t at)
{
    char c = code.ptr[at];
    if (c == '"' || c == '[') {
        size_t close = text_find(code, c == '"' ? T("\"") : T("]"), at + 1);
        return close == SIZE_MAX ? code.len : close + 1;
    }
    return c == '\\' || c == '_' || c == '*' ? at + 2 : at;
}

char format_date_order(struct text code)
{
    char first = 0;
    if (text_eq(code, format_builtin(14)) || text_eq(code, format_builtin(22)))
        return 0;
    for (size_t i = 0; i < code.len && code.ptr[i] != ';';) {
        size_t from = i, n = 1;
        if ((i = skip_literal(code, i)) > from)
            continue;
        char c = lower(code.ptr[i++]);
        for (; i < code.len && lower(code.ptr[i]) == c; i++)
            n++;
        if ((c == 'd' || c == 'm') && n < 3) {
            if (first && first != c)
                return first;
            first = c;
        } else if (c == 'y' || c == 'h' || c == 's' || c == 'm') {
            return 0;
        }
    }
    return 0;
}

/* "€" of "[$€-407]", "kr" of "\" kr\"", "$": the sign that begins at `at` and ends at `end`; absent. */
static struct text sign_at(struct text code, size_t at, size_t end)
{
    struct text piece = text_slice(code, at, end);
    if (text_starts(piece, T("[$"))) {
        struct text rest = text_slice(piece, 2, piece.len - 1);
        return text_trim(text_cut(&rest, '-'));
    }
    if (text_starts(piece, T("\"")) && piece.len > 1)
        return text_trim(text_slice(piece, 1, piece.len - 1));
    if (text_starts(piece, T("\\")))
        piece = text_slice(piece, 1, piece.len);
    struct text rest = piece;
    uint32_t c = piece.len ? text_next(&rest) : 0;
    bool sign = c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF) || c == 0xFFE5;
    return sign ? piece : (struct text){0};
}

struct text format_sign(struct text code)
{
    static const uint32_t of_viewer[] = {5, 6, 7, 8, 42, 44};
    struct text sign = {0};
    for (size_t i = 0; i < sizeof of_viewer / sizeof *of_viewer; i++)
        if (text_eq(code, format_builtin(of_viewer[i])))
            return sign;
    for (size_t i = 0; i < code.len && code.ptr[i] != ';' && !sign.len;) {
        struct text rest = text_slice(code, i, code.len);
        bool escaped = code.ptr[i] == '\\' && i + 1 < code.len;
        size_t end = escaped ? i : skip_literal(code, i);
        if (end == i) {
            if (escaped)
                rest = text_slice(code, i + 1, code.len);
            text_next(&rest);
            end = code.len - rest.len;
        }
        sign = sign_at(code, i, end);
        i = end;
    }
    return sign;
}
