/*
 * Whose OKRs a title says these are: "Growth Team" of "Growth Team OKRs Q2 2026".
 */
#include "base/fold.h"
#include "layout/layout_work.h"
#include "value/unit_name.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

static bool says_nothing(struct work *w, struct text word, bool *okr, int *level)
{
    struct text key = header_key(w->scratch, word);
    if (vocabulary_has(w->words, WORDS_OKR, key)) {
        *okr = true;
        return true;
    }
    int said = vocabulary_level(w->words, key);
    *level = said > *level ? said : *level;
    bool number = key.len && key.ptr[0] >= '0' && key.ptr[0] <= '9';
    bool sign =
        key.len && (signed char)key.ptr[0] > 0 && !strchr("abcdefghijklmnopqrstuvwxyz", key.ptr[0]);
    bool numero = text_ends(word, T("°")) || text_ends(word, T("º")) || text_eq(word, T("№"));
    return key.len == 0 || number || sign || numero || vocabulary_period(w->words, key) ||
           vocabulary_has(w->words, WORDS_FILLER, key);
}

/* Names are written with a capital; a sentence is no unit. */
static bool like_a_name(struct text word)
{
    return !(word.ptr[0] >= 'a' && word.ptr[0] <= 'z');
}

/* "Season 4": the word counts something, and its number follows. */
static bool counts_time(struct work *w, struct text word, struct text rest)
{
    struct text next = text_cut(&rest, ' ');
    return next.len && next.ptr[0] >= '0' && next.ptr[0] <= '9' &&
           words_name(WORDS_COUNTED, text_key(w->scratch, word)).len;
}

/* "Plant 3": a number of its own behind a name; "Spring 26" is a year. */
static bool numbers_name(struct text word)
{
    bool digits = word.len == 1 || word.len == 2;
    for (size_t i = 0; i < word.len && digits; i++)
        digits = word.ptr[i] >= '0' && word.ptr[i] <= '9';
    return digits && (word.len == 1 || word.ptr[0] == '1');
}

/* What a part of a title names: "Growth Team" of "Growth Team OKRs Q2 2026". */
static struct text named_in_part(struct work *w, struct text part, bool *okr, int *level)
{
    size_t from = SIZE_MAX, to = 0, kept = 0;
    bool name = true, aside = false;
    struct text key = header_key(w->scratch, part);
    bool kind = vocabulary_begins(w->words, WORDS_TYPE_KEY_RESULT, key) ||
                vocabulary_begins(w->words, WORDS_TYPE_OBJECTIVE, key);
    if (vocabulary_has(w->words, WORDS_OKR, key) || kind) {
        *okr = true; /* "Objectives & Key Results", "Key result 1" */
        return (struct text){0};
    }
    for (struct text rest = part; rest.len;) {
        struct text word = text_cut(&rest, ' ');
        if (kept && numbers_name(word) && word.ptr == part.ptr + to + 1) {
            to += 1 + word.len;
            continue;
        }
        if (says_nothing(w, word, okr, level) || counts_time(w, word, rest))
            continue;
        bool team = kept && vocabulary_level(w->words, header_key(w->scratch, word)) > 0;
        bool bracket = aside || (word.ptr[0] == '(' && text_contains(part, T(")")));
        aside = bracket && !text_contains(word, T(")")); /* "Marketing (Sales department)" */
        kept += !bracket;
        name = name && (team || bracket || like_a_name(word)); /* "Growth team" */
        from = from == SIZE_MAX ? (size_t)(word.ptr - part.ptr) : from;
        to = (size_t)(word.ptr - part.ptr) + word.len;
    }
    struct text unit = kept && kept <= 4 && name ? text_slice(part, from, to) : (struct text){0};
    if (vocabulary_level(w->words, header_key(w->scratch, unit)) > 0)
        return (struct text){0}; /* "Team OKRs": nobody's name */
    while (unit.len && strchr(",;:-|/(", unit.ptr[unit.len - 1]))
        unit.len--;
    return unit;
}

double year_in_header(struct work *w, struct text header)
{
    double years = value_short_years(header);
    if (!isnan(years))
        return years;
    struct period period;
    struct text slice;
    if (!value_period_within(w->scratch, header, DATE_UNKNOWN, &period, &slice))
        return NAN;
    struct text name = period.name;
    name = text_starts(name, T("FY")) ? text_slice(name, 2, name.len) : name;
    double year = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9')
            return NAN;
        year = year * 10 + (name.ptr[i] - '0');
    }
    return name.len == 4 ? year : NAN;
}

/* Bytes up to the next ": ", " - " or the like; all if there is none. */
static size_t part_end(struct text t)
{
    static const char *const marks[] = {": ",  " - ", " – ", " — ", " | ",
                                        " / ", " > ", " » ", " › "};
    size_t end = t.len;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = text_find(t, text_of(marks[i]), 0);
        end = at < end ? at : end;
    }
    return end;
}

struct text period_in_title(struct work *w, struct text title)
{
    struct period period;
    struct text slice;
    bool found = value_period_within(w->scratch, title, DATE_UNKNOWN, &period, &slice);
    return found && period.name.len >= 4 ? slice : (struct text){0};
}

/* The title with a mark in the place of its period: "Clinic - OKR III kwartał 2026". */
static struct text without_period(struct work *w, struct text title)
{
    struct text slice = period_in_title(w, title);
    size_t begin = slice.len ? (size_t)(slice.ptr - title.ptr) : 0;
    return slice.len
               ? text_printf(w->mem, TEXT_FMT " : " TEXT_FMT, TEXT_ARG(text_slice(title, 0, begin)),
                             TEXT_ARG(text_slice(title, begin + slice.len, title.len)))
               : title;
}

/* "Sales team (lead: Ann)": what is said of it is no part of its name. */
static struct text without_label(struct text t)
{
    size_t open = text_find(t, T("("), 1), colon = text_find(t, T(":"), 0);
    bool label = open != SIZE_MAX && colon != SIZE_MAX && colon > open && text_ends(t, T(")"));
    return label ? text_trim(text_slice(t, 0, open)) : t;
}

struct text unit_in_title(struct work *w, struct text title)
{
    struct text t = without_period(w, without_label(text_trim(title))), unit = {0};
    bool okr = false;
    int deepest = -1;
    struct text key = header_key(w->scratch, t);
    if (t.len > 100 || vocabulary_begins(w->words, WORDS_TOTAL, key) ||
        vocabulary_begins(w->words, WORDS_NOTE, key)) /* "Stand Ostern, Zahlen von Uli" */
        return unit;
    while (t.len) {
        int level = -1;
        size_t end = part_end(t);
        struct text named = named_in_part(w, text_slice(t, 0, end), &okr, &level);
        /* the last part that names something, unless an earlier one says "team" or the like, which is
           more than "department" */
        if (named.len && level >= deepest) {
            unit = named;
            deepest = level;
        }
        while (end < t.len && strchr(": -|/>", t.ptr[end]))
            end++;
        t = text_trim(text_slice(t, end, t.len));
        if (text_starts(t, T("–")) || text_starts(t, T("—")) || text_starts(t, T("›")))
            t = text_trim(text_slice(t, 3, t.len));
        if (text_starts(t, T("»")))
            t = text_trim(text_slice(t, 2, t.len));
    }
    return okr || deepest >= 0 ? unit : (struct text){0};
}

bool names_something(struct work *w, struct text t)
{
    bool okr;
    int level = -1;
    while (t.len) {
        struct text word = text_cut(&t, ' ');
        if (!says_nothing(w, word, &okr, &level))
            return true;
    }
    return level >= 0;
}

struct text section_name(struct work *w, struct text title)
{
    struct text slice = period_in_title(w, title);
    struct text name = title;
    if (slice.len)
        name = slice.ptr == title.ptr ? text_slice(title, slice.len, title.len)
                                      : text_slice(title, 0, (size_t)(slice.ptr - title.ptr));
    while (name.len && strchr(" ,;:-|/(", name.ptr[name.len - 1]))
        name.len--;
    while (text_ends(name, T("–")) || text_ends(name, T("—")))
        name = text_trim(text_slice(name, 0, name.len - 3));
    while (name.len && strchr(" ,;:-|/)", name.ptr[0]))
        name = text_slice(name, 1, name.len);
    if (name.len > 3 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z' && name.ptr[1] == ')' &&
        name.ptr[2] == ' ')
        name = text_trim(text_slice(name, 3, name.len)); /* "B) Sales" */
    if (name.len > 2 && text_starts(name, T("[")) && text_ends(name, T("]")))
        name = text_trim(text_slice(name, 1, name.len - 1));
    if (name.len > 6 && text_starts(name, T("【")) && text_ends(name, T("】")))
        name = text_trim(text_slice(name, 3, name.len - 3));
    return name.len ? name : title;
}

/* --- titles that name no OKRs ------------------------------------------------------------------ */

/* "fcc" of "financial crime compliance", "devrel" of "developer relations": beginnings of all its words. */
static bool abbreviates(struct text word, struct text key)
{
    if (!key.len)
        return word.len == 0;
    struct text rest = key, next = text_cut(&rest, ' ');
    for (size_t n = 1; n <= next.len && n <= word.len && next.ptr[n - 1] == word.ptr[n - 1]; n++)
        if (abbreviates(text_slice(word, n, word.len), rest))
            return true;
    return false;
}

/* "allotment", "allotments" */
static bool same_word(struct text a, struct text b)
{
    enum { SHORTEST = 4 };
    return text_eq(a, b) || (a.len > SHORTEST && text_starts(b, a)) ||
           (b.len > SHORTEST && text_starts(a, b));
}

static bool has_word_like(struct text key, struct text word)
{
    while (key.len)
        if (same_word(text_cut(&key, ' '), word))
            return true;
    return false;
}

/* Every word of the one is in the other. */
static bool lies_in(struct text inner, struct text outer)
{
    for (struct text rest = inner; rest.len;)
        if (!has_word_like(outer, text_cut(&rest, ' ')))
            return false;
    return inner.len > 0;
}

/* One name lies in the other, or is short for it. */
static bool speak_of_one(struct text name, struct text file)
{
    enum { MOST_WORDS = 6, SHORTEST = 3 };
    if (text_words(name) > MOST_WORDS)
        return false;
    for (struct text rest = file; rest.len && text_words(name) > 1;) {
        struct text word = text_cut(&rest, ' ');
        if (word.len >= text_words(name) && word.len >= SHORTEST && abbreviates(word, name))
            return true;
    }
    return lies_in(file, name) || lies_in(name, file);
}

/* "FREIGHT DESK": how a title is written, not how anybody is called. */
static bool is_banner(struct text name)
{
    bool lower = false;
    for (size_t i = 0; i < name.len; i++)
        lower |= (name.ptr[i] >= 'a' && name.ptr[i] <= 'z') || (signed char)name.ptr[i] < 0;
    return !lower && text_words(name) > 1;
}

struct text unit_of_title(struct work *w, struct text title, bool dated)
{
    struct text period = period_in_title(w, title);
    struct text t = period.len ? text_slice(title, 0, (size_t)(period.ptr - title.ptr)) : title;
    size_t end = part_end(t), comma = text_find(t, T(", "), 0);
    struct text name = text_trim(text_slice(t, 0, comma < end ? comma : end));
    bool okr = false;
    int level = -1;
    for (struct text rest = name; rest.len;)
        says_nothing(w, text_cut(&rest, ' '), &okr, &level);
    while (name.len && strchr(",;:-|/(", name.ptr[name.len - 1]))
        name = text_trim(text_slice(name, 0, name.len - 1));
    if (okr || level >= 0 || !name.len || !like_a_name(name) || !names_something(w, name))
        return (struct text){0};
    if ((!dated && !period.len) || is_banner(name))
        return (struct text){0};
    struct text key = text_key(w->scratch, name);
    struct text file = unit_name_of_file(w->scratch, w->sheet->book->path).name;
    struct text tab = unit_name_of(w->scratch, w->sheet->name).name;
    bool same = speak_of_one(key, text_key(w->scratch, file)) ||
                speak_of_one(key, text_key(w->scratch, tab));
    return same ? name : (struct text){0};
}
