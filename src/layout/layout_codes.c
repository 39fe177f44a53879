/*
 * Cells that name objectives and key results by their codes and are the text of none: "KR A.1, KR A.2",
 * "O1.KR1 to O1.KR3", "KR 1.2 of the company".
 */
#include "base/fold.h"
#include "layout/layout_work.h"
#include "value/words.h"

#include <string.h>

enum { LONGEST_LIST = 80 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* "A.1", "C1", "2": what stands for a code beside others. */
static bool is_bare_code(struct text t)
{
    bool digits = false;
    for (size_t i = 0; i < t.len; i++) {
        bool first = i == 0 && t.ptr[0] >= 'A' && t.ptr[0] <= 'Z';
        digits |= is_digit(t.ptr[i]);
        if (!first && !is_digit(t.ptr[i]) && t.ptr[i] != '.')
            return false;
    }
    return digits && t.len <= 6 && is_digit(t.ptr[t.len - 1]);
}

/* Bytes of what parts two codes at `at`: a mark, or a word between blanks ("and", "bis"); 0: nothing does. */
static size_t joint_at(struct work *w, struct text t, size_t at)
{
    static const char *const marks[] = {",", ";", "/",  "&",   "+",  "\n", "–",
                                        "—", "→", "->", " - ", "、", "，"};
    struct text rest = text_slice(t, at, t.len), word = rest;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(rest, text_of(marks[i])))
            return strlen(marks[i]);
    if (at == 0 || t.ptr[at - 1] != ' ' || !text_contains(rest, T(" ")))
        return 0;
    word = text_cut(&word, ' ');
    struct text key = header_key(w->scratch, word);
    return words_name(WORDS_PEOPLE, key).len || words_name(WORDS_RANGE, key).len ? word.len : 0;
}

/* The next piece of *rest, up to such a joint. */
static struct text cut_piece(struct work *w, struct text *rest)
{
    size_t at = 0, joint = 0;
    while (at < rest->len && !(joint = joint_at(w, *rest, at)))
        at++;
    struct text piece = text_trim(text_slice(*rest, 0, at));
    *rest = text_slice(*rest, at + joint, rest->len);
    return piece;
}

/* "KR A.1", "A.2-A.3", "3". *named: it is more than a number or a period. */
static bool is_code(const struct work *w, struct text t, bool *named)
{
    struct text rest = t, first = text_cut(&rest, '-');
    if (numbered_kind(w, t) != PREFIX_NONE) {
        *named = true;
        return true;
    }
    if (rest.len && numbered_kind(w, first) == PREFIX_NONE && !is_bare_code(first))
        return false;
    if (rest.len && !is_bare_code(rest))
        return false;
    *named |=
        is_letter(first.ptr[0]) && !vocabulary_period(w->words, header_key(w->scratch, first));
    return rest.len || is_bare_code(first);
}

size_t count_codes(struct work *w, struct text t)
{
    bool named = false;
    size_t n = 0;
    for (struct text rest = text_trim(t); rest.len && t.len <= LONGEST_LIST;) {
        struct text piece = cut_piece(w, &rest);
        if (piece.len && !is_code(w, piece, &named))
            return 0;
        n += piece.len > 0;
    }
    return named ? n : 0;
}

/* Words that say no more of a code than whose it is: "of the company". */
static bool is_small_word(struct work *w, struct text word)
{
    struct text key = header_key(w->scratch, word), plain = text_key(w->scratch, word);
    return !key.len || words_name(WORDS_CONNECTOR, plain).len ||
           words_name(WORDS_PEOPLE, plain).len || words_name(WORDS_RANGE, plain).len ||
           words_name(WORDS_ORGANISATION, plain).len || words_name(WORDS_LEVEL, plain).len ||
           vocabulary_level(w->words, key) != LEVEL_UNKNOWN;
}

/* The words at the start are a code; "O365" is none. */
static bool is_short_code(const struct work *w, struct text t, bool in_words)
{
    for (size_t i = 0, digits = 0; i < t.len; i++)
        if ((digits = is_digit(t.ptr[i]) ? digits + 1 : 0) > 2)
            return false;
    return (in_words ? numbered_kind(w, t) : code_kind(t)) != PREFIX_NONE;
}

/* Without the mark that ends it. */
static struct text plain_word(struct text word)
{
    while (word.len && strchr(".,;:)", word.ptr[word.len - 1]))
        word.len--;
    return word;
}

/* Bytes of the code that t begins with, of two words or one; `in_words`: it may be "Objective A". */
static size_t code_at_start(const struct work *w, struct text t, bool in_words)
{
    struct text rest = t, word = plain_word(text_cut(&rest, ' '));
    struct text next = plain_word(text_cut(&rest, ' '));
    size_t both = next.len ? (size_t)(next.ptr - t.ptr) + next.len : 0;
    if (both && is_short_code(w, text_slice(t, 0, both), in_words))
        return both;
    return is_short_code(w, word, in_words) ? word.len : 0;
}

bool names_by_code(struct work *w, struct text t)
{
    enum { LEAST_TEXT = 2 };
    size_t codes = 0, words = 0;
    bool leads = false;
    if (count_codes(w, t))
        return true;
    for (struct text rest = text_trim(t); rest.len; rest = text_trim(rest)) {
        size_t code = code_at_start(w, rest, codes + words == 0);
        leads |= code && codes + words == 0;
        codes += code > 0;
        if (code) {
            rest = text_slice(rest, code, rest.len);
            continue;
        }
        bool bracket = rest.ptr[0] == '(';
        struct text word = text_cut(&rest, bracket ? ')' : ' ');
        words += !bracket && !is_small_word(w, word);
    }
    return codes > 1 || (codes && (!leads || words < LEAST_TEXT));
}
