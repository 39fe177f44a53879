/*
 * "Check-in 15 May: first vote went our way" alone in its row among the items: what somebody noted of them at the
 * time, whatever column it stands in. A word for such notes with a day is enough; without one ("Follow-up: ...",
 * which may be what a hospital wants to get better at) it must come again, or not look like the objectives.
 */
#include "layout/layout_measures.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

enum { LONGEST_HEAD = 40 };

/* The words before a colon, or before a dash with blanks around it, and behind it; absent: there is no such sign. */
static struct text cut_head(struct text t, struct text *rest, bool *dash)
{
    static const char *const signs[] = {" – ", " — ", " - ", ": ", ":\n", "："};
    enum { DASHES = 3 };
    size_t end = SIZE_MAX;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t at = text_find(t, text_of(signs[i]), 0);
        if (at == SIZE_MAX || at >= end)
            continue;
        end = at;
        *dash = i < DASHES;
        *rest = text_trim(text_slice(t, at + strlen(signs[i]), t.len));
    }
    return end <= LONGEST_HEAD ? text_slice(t, 0, end) : (struct text){0};
}

/* What stands around the word in a head names a day, a week or the like, and nothing else: "15 May", "vom 11 05". */
static bool says_when(const struct work *w, struct text key)
{
    enum { MOST_SIGNS = 4 };
    size_t signs = 0, figures = 0;
    while (key.len) {
        struct text rest = key, word = text_cut(&rest, ' ');
        struct text behind = key;
        uint32_t c = text_next(&behind);
        bool digit = c >= '0' && c <= '9';
        bool month = !isnan(words_value(WORDS_MONTH, word));
        figures += digit || month || (vocabulary_period(w->words, word) && text_has_digit(word));
        if (c >= 0x2E80) { /* 5月15日 */
            if (++signs > MOST_SIGNS)
                return false;
            key = text_trim(behind);
            continue;
        }
        while (digit && behind.len && behind.ptr[0] >= '0' && behind.ptr[0] <= '9')
            behind = text_slice(behind, 1, behind.len);
        if (!digit && !month && !vocabulary_period(w->words, word) &&
            !words_name(WORDS_WEEK, word).len && !words_name(WORDS_FROM, word).len && /* vom */
            !vocabulary_has(w->words, WORDS_AS_OF, word) &&
            !vocabulary_has(w->words, WORDS_FILLER, word))
            return false;
        key = text_trim(digit ? behind : rest);
    }
    return figures > 0;
}

/* The word for notes that a head is, beside a day or alone; absent: it is none. */
static struct text note_word(const struct work *w, struct text key, bool *dated)
{
    for (size_t at = 0; at < key.len; at++) {
        bool begins = at == 0 || key.ptr[at - 1] == ' ' || (unsigned char)key.ptr[at] >= 0xE2;
        struct text behind = text_slice(key, at, key.len);
        size_t n = begins ? vocabulary_begins(w->words, WORDS_CHECK_IN, behind) : 0;
        if (!n)
            continue;
        struct text around = text_trim(text_printf(w->scratch, TEXT_FMT " " TEXT_FMT,
                                                   TEXT_ARG(text_slice(key, 0, at)),
                                                   TEXT_ARG(text_slice(behind, n, behind.len))));
        *dated = around.len > 0;
        return !around.len || says_when(w, around) ? text_slice(behind, 0, n) : (struct text){0};
    }
    return (struct text){0};
}

/* The one text of a line, or the label with a colon of two; NULL: there is more. */
static const struct cell *lone_text(const struct work *w, size_t line)
{
    const struct cell *cell = line_first(w, line);
    const struct row *row = w->lines[line].row;
    const struct cell *last = &w->sheet->cells[row->first + row->n - 1];
    bool two = w->lines[line].filled == 2 && ends_in_colon(cell->text) && last->type == CELL_TEXT &&
               text_words(last->text) > 1;
    bool alone = (w->lines[line].filled == 1 || two) && cell->type == CELL_TEXT;
    return alone && !w->lines[line].is_header ? cell : NULL;
}

/* The word for notes at the beginning of a line with no more in it; absent: it is no such line. "Status 31 Jan: 78 %"
   gives a value. */
static struct text noted_by(const struct work *w, size_t line, bool *dated)
{
    enum { MOST_WORDS = 2 }; /* of a state */
    const struct cell *cell = lone_text(w, line);
    const struct mark *m = cell ? mark_of(w, cell) : NULL;
    struct number number;
    bool dash = false;
    if (!cell || m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT)
        return (struct text){0};
    struct text t = text_trim(mark_body(m, cell->text)), rest = {0};
    bool two = w->lines[line].filled == 2;
    struct text head = two ? t : cut_head(t, &rest, &dash);
    bool state = text_words(rest) <= MOST_WORDS && value_status(w->scratch, rest) != STATUS_NONE;
    if (!head.len || head.len > LONGEST_HEAD || !(rest.len || two) ||
        value_number(rest, DECIMAL_UNKNOWN, &number) || (state && !two))
        return (struct text){0};
    struct text word = note_word(w, header_key(w->scratch, head), dated);
    return *dated || !(dash || two) ? word : (struct text){0};
}

/* Some line above is a header, is called or listed as an item, or says from what to what. */
static bool is_among_items(const struct work *w, size_t line)
{
    while (line-- > 0)
        if (w->lines[line].is_header || mark_of(w, line_first(w, line))->prefix != PREFIX_NONE ||
            cell_ways(w, line_first(w, line)) > 1)
            return true;
    return false;
}

/* Another line begins with the word as well. */
static bool comes_again(const struct work *w, size_t line, struct text word)
{
    bool dated = false;
    for (size_t other = 0; other < w->n_lines; other++)
        if (other != line && text_eq(noted_by(w, other, &dated), word))
            return true;
    return false;
}

/* In the same column other texts alone in their rows are bold, and this one is not; or objectives are called so. */
static bool unlike_objectives(const struct work *w, size_t line)
{
    const struct cell *cell = line_first(w, line);
    for (size_t other = 0; other < w->n_lines; other++) {
        const struct cell *first = line_first(w, other);
        bool bold = first->flags & CELL_BOLD && !(cell->flags & CELL_BOLD);
        if (mark_of(w, first)->prefix == PREFIX_OBJECTIVE ||
            (bold && w->lines[other].filled == 1 && first->col == cell->col &&
             !w->lines[other].is_header && is_among_items(w, other)))
            return true;
    }
    return false;
}

bool is_progress_note(const struct work *w, size_t line)
{
    bool dated = false;
    struct text word = noted_by(w, line, &dated);
    return word.len && is_among_items(w, line) &&
           (dated || comes_again(w, line, word) || unlike_objectives(w, line));
}
