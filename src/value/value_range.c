/*
 * "80-90 %", "between 5 and 7 days", "8..10": two figures between which one is to be. No years, no days
 * of a month, no hours of a day.
 */
#include "base/fold.h"
#include "value/value_number.h"

#include <math.h>

/* What stands between the two ends: a dash, a wave or dots. Returns how many bytes; 0: it is none. */
static size_t mark_at(struct text t, size_t i)
{
    struct text rest = text_slice(t, i, t.len);
    if (text_starts(rest, T("..")))
        return text_starts(rest, T("...")) ? 3 : 2;
    uint32_t c = text_next(&rest);
    bool dash = c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D;
    bool wave = c == '~' || c == 0xFF5E || c == 0x301C || c == 0x2026;
    return dash || wave ? t.len - i - rest.len : 0;
}

static bool cut_at_mark(struct text t, struct text *left, struct text *right)
{
    bool digit = false;
    for (size_t i = 0; i < t.len; i++) {
        size_t n = digit ? mark_at(t, i) : 0;
        if (n) {
            *left = text_trim(text_slice(t, 0, i));
            *right = text_trim(text_slice(t, i + n, t.len));
            return true;
        }
        digit |= t.ptr[i] >= '0' && t.ptr[i] <= '9';
    }
    return false;
}

/* "5 to 7", "between 5 and 7"; *between: such a word stands before it, or stood before the text. */
static bool cut_at_word(struct arena *mem, struct text t, enum decimal_mark mark, bool *between,
                        struct text *left, struct text *right)
{
    struct token a, b;
    size_t at = 0;
    if (!number_next(t, &at, mark, &a) || !number_next(t, &at, mark, &b) || a.odd || b.odd)
        return false;
    struct text head = text_key(mem, text_slice(t, 0, a.begin)),
                joint = text_key(mem, text_slice(t, a.end, b.begin));
    *between |= words_name(WORDS_BETWEEN, head).len > 0;
    bool both = words_name(WORDS_PEOPLE, joint).len > 0;
    *left = text_slice(t, head.len && !*between ? 0 : a.begin, a.end);
    *right = text_slice(t, b.begin, t.len);
    return both ? *between : words_name(WORDS_RANGE, joint).len > 0;
}

/* "03", of a day or a month. */
static bool begins_with_zero(struct text t)
{
    return t.len > 1 && t.ptr[0] == '0' && t.ptr[1] >= '0' && t.ptr[1] <= '9';
}

/* "7 days", nothing before it; *dressed: as number_next has it. */
static bool is_end(struct text t, enum decimal_mark mark, struct number *number,
                   struct token *dressed)
{
    size_t at = 0;
    return value_number(t, mark, number) && number_next(t, &at, mark, dressed) &&
           dressed->begin == 0 && !dressed->plus && !begins_with_zero(t) && !number->comparison &&
           !text_eq_ascii_case(number->unit, T("x"));
}

/* "Uhr", "June": no figures, but when. */
static bool is_when(struct arena *mem, struct text unit)
{
    struct phrase phrase;
    struct text key = text_key(mem, unit);
    return words_at_start(WORDS_CLOCK_BEHIND, key, &phrase) ||
           (words_at_start(WORDS_MONTH, key, &phrase) && phrase.end >= 3);
}

/* The percent sign, the currency, the magnitude of one is meant for both. */
static bool share_dress(struct arena *mem, enum decimal_mark mark, struct text right,
                        const struct token *a, const struct token *b, struct number_range *range)
{
    struct number *low = &range->low, *high = &range->high;
    bool money = value_currency(mem, low->unit).len > 0;
    if (money && !value_currency(mem, high->unit).len &&
        !value_number(text_printf(mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(low->unit), TEXT_ARG(right)),
                      mark, high))
        return false;
    high->unit = money ? low->unit : high->unit;
    if (low->unit.len && !text_eq_ascii_case(low->unit, high->unit))
        return false;
    if (low->percent != high->percent) {
        struct number *bare = low->percent ? high : low;
        bare->value /= bare->unit.len ? NAN : 100;
        bare->percent = true;
    }
    double ratio =
        a->magnitude == 1 && !high->percent ? fmax(b->magnitude, high->value / b->value) : 1;
    if (ratio > 1 && low->value * ratio <= high->value)
        low->value *= ratio;
    return true;
}

bool value_range(struct text text, enum decimal_mark mark, bool between, struct number_range *out)
{
    struct arena *mem = arena_new();
    struct token a, b;
    struct period period;
    struct text t = text_trim(text), left, right;
    bool marked = cut_at_mark(t, &left, &right);
    bool cut = marked || cut_at_word(mem, t, mark, &between, &left, &right);
    struct number_range range = {.spoken = !marked && !between};
    bool found = cut && is_end(left, mark, &range.low, &a) &&
                 is_end(right, mark, &range.high, &b) && !is_when(mem, range.high.unit) &&
                 !(a.year && b.year) && !value_period(mem, t, DATE_UNKNOWN, &period) &&
                 share_dress(mem, mark, right, &a, &b, &range) &&
                 range.low.value < range.high.value;
    range.low.unit = range.high.unit;
    range.end = found ? (size_t)(right.ptr - text.ptr) + b.end : 0;
    arena_free(mem);
    if (found)
        *out = range;
    return found;
}

double range_nearest(const struct number_range *range, double start, bool less)
{
    if (isnan(start))
        return less || range->low.value == 0 ? range->high.value : range->low.value;
    return start < range->low.value    ? range->low.value
           : start > range->high.value ? range->high.value
                                       : NAN;
}
