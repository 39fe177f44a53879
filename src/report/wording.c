/* Words by language, and phrases with places in them. */
#include "report/wording.h"

static const char *const words[LANGUAGE_COUNT][WORD_COUNT] = {
    {
#define X(name, english, german) english,
        WORDS(X)
#undef X
    },
    {
#define X(name, english, german) german,
        WORDS(X)
#undef X
    },
};

enum language report_language(struct text name)
{
    return text_eq_ascii_case(text_slice(name, 0, 2), T("de")) ||
                   text_eq_ascii_case(name, T("german"))
               ? GERMAN
               : ENGLISH;
}

struct text word(enum language language, enum word word)
{
    return text_of(words[language][word]);
}

/* 1234567 -> 1,234,567, or 1.234.567. */
static void add_count(struct buf *out, size_t n, enum language language)
{
    char digits[32];
    struct text plain = text_printf(out->mem, "%zu", n);
    size_t at = 0;
    for (size_t i = 0; i < plain.len; i++) {
        if (i && (plain.len - i) % 3 == 0)
            digits[at++] = language == GERMAN ? '.' : ',';
        digits[at++] = plain.ptr[i];
    }
    buf_add(out, (struct text){digits, at});
}

struct text count_words(struct arena *mem, enum language language, size_t n)
{
    struct buf out = {.mem = mem};
    add_count(&out, n, language);
    return buf_text(&out);
}

struct text phrase(struct arena *mem, enum language language, enum word which, size_t n,
                   const struct text *arguments, size_t n_arguments)
{
    struct text rest = word(language, which);
    size_t bar = text_find(rest, T("|"), 0);
    if (bar != SIZE_MAX)
        rest = n == 1 ? text_slice(rest, 0, bar) : text_slice(rest, bar + 1, rest.len);
    struct buf out = {.mem = mem};
    while (rest.len) {
        if (rest.len >= 3 && rest.ptr[0] == '{' && rest.ptr[2] == '}') {
            size_t place = (size_t)(rest.ptr[1] - '1');
            if (rest.ptr[1] == 'n')
                add_count(&out, n, language);
            else if (place < n_arguments)
                buf_add(&out, arguments[place]);
            rest = text_slice(rest, 3, rest.len);
        } else {
            buf_add_char(&out, rest.ptr[0]);
            rest = text_slice(rest, 1, rest.len);
        }
    }
    return buf_text(&out);
}
