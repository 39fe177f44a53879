/*
 * Languages that say "from ... to" by the endings of what is counted: "20 dakikadan 5 dakikaya", "60%-ról 80%-ra",
 * "20 minuutista 5 minuuttiin".
 */
#include "base/fold.h"
#include "value/value_scan.h"
#include "value/words.h"

/* What stands right behind figure i: "dakikadan", or only an ending behind its sign: "'tan", "-ra". */
static struct text word_behind(const struct scan *s, size_t i, bool *alone)
{
    static const char *const joints[] = {"'", "’", "-", ":"};
    size_t at = s->v[i].begin, end = i + 1 < s->n ? s->v[i + 1].begin : s->text.len;
    for (size_t k = at; k < s->v[i].end; k++)
        at = (s->text.ptr[k] >= '0' && s->text.ptr[k] <= '9') || s->text.ptr[k] == '%' ? k + 1 : at;
    struct text rest = text_slice(s->text, at, end);
    *alone = false;
    for (size_t k = 0; k < sizeof joints / sizeof *joints && !*alone; k++)
        if ((*alone = text_starts(rest, text_of(joints[k]))))
            rest = text_slice(rest, text_of(joints[k]).len, rest.len);
    if (*alone && rest.len && !is_word_byte(rest.ptr[0], true))
        return (struct text){0};
    at = 0;
    return scan_word(rest, &at);
}

/* The language in which the key ends like that; absent. */
static struct text language_of_ending(enum word_section section, struct text key)
{
    enum { LONGEST = 4 };
    for (size_t len = key.len < LONGEST ? key.len : LONGEST; len > 0; len--) {
        struct text name = words_name(section, text_slice(key, key.len - len, key.len));
        if (name.len)
            return name;
    }
    return (struct text){0};
}

/* Behind their first `stem` bytes two words end in "from" and "to" of one language; *whole: with nothing before. */
static bool end_alike(struct text from, struct text to, size_t stem, bool *whole)
{
    enum { LONGEST = 5 };
    struct text a = text_slice(from, stem, from.len), b = text_slice(to, stem, to.len);
    struct text language = language_of_ending(WORDS_FROM_ENDING, a);
    *whole = words_name(WORDS_FROM_ENDING, a).len && words_name(WORDS_TO_ENDING, b).len;
    return language.len && a.len <= LONGEST && b.len <= LONGEST &&
           text_eq(language, language_of_ending(WORDS_TO_ENDING, b));
}

/* Bytes between a word and figure i behind it. */
static size_t gap_before(const struct scan *s, size_t i, struct text word)
{
    return s->v[i].begin - (size_t)(word.ptr + word.len - s->text.ptr);
}

bool scan_declines(const struct scan *s, size_t i, struct text *unit)
{
    enum { SHORTEST = 2, MOST_BACK = 2 }; /* "percr" of "percről ... percre" is a letter too long */
    bool alone_from, alone_to, whole = false, found = false;
    struct text from = word_behind(s, i, &alone_from), to = word_behind(s, i + 1, &alone_to);
    struct text a = text_key(s->mem, from), b = text_key(s->mem, to);
    size_t same = 0, bytes = 0, stem;
    if (!from.len || !to.len || alone_from != alone_to ||
        text_trim((struct text){from.ptr + from.len, gap_before(s, i + 1, from)}).len)
        return false;
    while (same < a.len && same < b.len && a.ptr[same] == b.ptr[same])
        same++;
    for (size_t back = 0; back <= MOST_BACK && !whole && same >= back; back++) {
        if (!alone_from && same - back < SHORTEST)
            break;
        bool exact, alike = end_alike(a, b, stem = alone_from ? 0 : same - back, &exact);
        found |= alike && (exact || !back);
        whole |= alike && exact;
    }
    while (bytes < to.len && whole && text_key(s->mem, text_slice(to, 0, bytes)).len < stem)
        bytes++;
    *unit = whole && !alone_to ? text_slice(to, 0, bytes) : (struct text){0};
    return found;
}
