/*
 * Text -> numbers with their dress: sign, currency, groups of digits, decimal mark, magnitude,
 * percent, unit. One scanner serves cells that hold one number and prose that holds several.
 */
#include "value/value_number.h"

#include "base/fold.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

enum { KEY_BYTES = 96 }; /* a word longer than this is no word of ours */

/* --- characters ------------------------------------------------------------------------------ */

static int digit_of(uint32_t c)
{
    static const uint32_t zeros[] = {'0', 0xFF10, 0x0660, 0x06F0, 0x0966};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c <= zeros[i] + 9)
            return (int)(c - zeros[i]);
    return -1;
}

static uint32_t at(struct text t, size_t i)
{
    struct text rest = text_slice(t, i, t.len);
    return rest.len ? text_next(&rest) : 0;
}

static size_t after(struct text t, size_t i)
{
    struct text rest = text_slice(t, i, t.len);
    if (rest.len)
        text_next(&rest);
    return t.len - rest.len;
}

static size_t before(struct text t, size_t i)
{
    size_t k = i ? i - 1 : 0;
    while (k > 0 && i - k < 4 && ((unsigned char)t.ptr[k] & 0xC0) == 0x80)
        k--;
    return k;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x3000 || c == '\t';
}

static bool is_ascii_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A letter of a script with blanks between words; near enough for what surrounds numbers. */
static bool is_letter(uint32_t c)
{
    return is_ascii_letter(c) ||
           (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7 && digit_of(c) < 0 && c != 0x66A);
}

static bool is_unspaced_letter(uint32_t c)
{
    return c >= 0x2E80 && !(c >= 0x3000 && c <= 0x3004) && !(c >= 0x3008 && c <= 0x3020) &&
           !(c >= 0xFE00 && c <= 0xFF65) && c < 0x1F000;
}

static bool is_currency_sign(uint32_t c)
{
    return c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF) || c == 0xFFE5;
}

static bool is_minus(uint32_t c)
{
    return c == '-' || c == 0x2212 || c == 0x2013 || c == 0xFF0D;
}

/* How many of its sign make 1; 0: it is no such sign. */
static double parts_of_one(uint32_t c)
{
    return c == '%' || c == 0xFF05 || c == 0x66A ? 100 : c == 0x2030 ? 1000 : 0;
}

/* "½" -> 0.5; 0: it is none. */
static double fraction_of(uint32_t c)
{
    static const struct {
        uint32_t c;
        double value;
    } table[] = {
        {0xBD, 1. / 2},   {0xBC, 1. / 4},   {0xBE, 3. / 4},   {0x2153, 1. / 3}, {0x2154, 2. / 3},
        {0x2155, 1. / 5}, {0x2156, 2. / 5}, {0x2157, 3. / 5}, {0x2158, 4. / 5}, {0x215B, 1. / 8},
        {0x215C, 3. / 8}, {0x215D, 5. / 8}, {0x215E, 7. / 8},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].c == c)
            return table[i].value;
    return 0;
}

/* A key for a short word without an arena: ASCII lower case, other bytes folded in scratch. */
static struct text short_key(char *bytes, struct text word)
{
    size_t n = 0;
    if (word.len > KEY_BYTES)
        return (struct text){0};
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        if (c >= 0x80) {
            struct arena *scratch = arena_new();
            struct text key = text_key(scratch, word);
            n = key.len <= KEY_BYTES ? key.len : 0;
            if (n)
                memcpy(bytes, key.ptr, n);
            arena_free(scratch);
            return (struct text){bytes, n};
        }
        if (is_ascii_letter(c))
            bytes[n++] = (char)(c | 0x20);
        else if (c == ' ')
            bytes[n++] = ' ';
    }
    return (struct text){bytes, n};
}

static bool word_in(enum word_section section, struct text word)
{
    char bytes[KEY_BYTES];
    if (text_eq(word, T("KR"))) /* a key result, not a crown */
        return false;
    struct text key = short_key(bytes, word);
    return key.len && words_name(section, key).len;
}

/* --- digits ---------------------------------------------------------------------------------- */

/* The digits of a number as written: groups, and the marks between them. */
struct digits {
    char digit[64];
    size_t n;
    size_t group[24]; /* length of each group */
    uint32_t mark[24];
    size_t groups;
    bool overflow;
    size_t end;
};

static bool is_group_mark(uint32_t c)
{
    return c == '.' || c == ',' || c == '\'' || c == 0x2019 || c == '_' || is_blank(c) ||
           c == 0xFF0C || c == 0xFF0E || c == 0x66B || c == 0x66C;
}

static uint32_t plain_mark(uint32_t c)
{
    return c == 0xFF0C || c == 0x66C   ? ','
           : c == 0xFF0E || c == 0x66B ? '.'
           : is_blank(c)               ? ' '
                                       : c;
}

/* Exactly three digits stand at i, and no further one. */
static bool three_digits(struct text t, size_t i)
{
    size_t n = 0;
    while (i < t.len && digit_of(at(t, i)) >= 0) {
        i = after(t, i);
        n++;
    }
    return n == 3;
}

static size_t scan_group(struct text t, size_t i, struct digits *d)
{
    size_t n = 0;
    for (int value; i < t.len && (value = digit_of(at(t, i))) >= 0; i = after(t, i), n++) {
        if (d->n < sizeof d->digit - 1)
            d->digit[d->n++] = (char)('0' + value);
        else
            d->overflow = true;
    }
    d->group[d->groups++] = n;
    return i;
}

static void scan_digits(struct text t, size_t i, struct digits *d)
{
    memset(d, 0, sizeof *d);
    i = scan_group(t, i, d);
    while (d->groups < 24) {
        uint32_t mark = plain_mark(at(t, i));
        size_t next = after(t, i);
        bool joined = is_group_mark(at(t, i)) && digit_of(at(t, next)) >= 0;
        if (mark == ' ' && joined)
            joined = three_digits(t, next) && d->group[0] <= 3 &&
                     (d->groups == 1 || d->mark[d->groups - 1] == ' ') &&
                     (d->groups > 1 || d->digit[0] != '0');
        if (!joined)
            break;
        d->mark[d->groups] = mark;
        i = scan_group(t, next, d);
    }
    d->overflow |= d->groups == 24;
    d->end = i;
}

/* Groups 0..last-1 are divided as thousands are: 1,234,567 or 12,34,567. */
static bool well_grouped(const struct digits *d, size_t last)
{
    if (d->group[0] > 3 || d->group[last - 1] != 3)
        return false;
    size_t inner = last > 2 ? d->group[1] : 3;
    for (size_t i = 1; i + 1 < last; i++)
        if (d->group[i] != inner || (inner != 3 && inner != 2) || d->mark[i] != d->mark[1])
            return false;
    return d->mark[last - 1] == d->mark[1];
}

/* One point with three digits behind it, which may divide thousands or decimals. */
static bool may_be_thousands(const struct digits *d)
{
    return d->groups == 2 && d->mark[1] == '.' && d->group[1] == 3 && d->group[0] <= 3 &&
           d->digit[0] != '0';
}

/* One mark, three digits behind it: thousands or decimals? */
static bool lone_mark_is_decimal(const struct digits *d, enum decimal_mark mark)
{
    if (d->group[1] != 3 || d->group[0] > 3 || (d->group[0] == 1 && d->digit[0] == '0'))
        return true;
    if (mark == DECIMAL_UNKNOWN)
        return d->mark[1] == '.';
    return d->mark[1] == (mark == DECIMAL_COMMA ? ',' : '.');
}

/* Number of groups before the decimal mark; 0 if the digits are no number. */
static size_t whole_groups(const struct digits *d, enum decimal_mark mark)
{
    size_t n = d->groups;
    if (n == 1)
        return 1;
    uint32_t last = d->mark[n - 1];
    bool can_be_decimal = last == '.' || last == ',';
    if (n == 2) {
        if (can_be_decimal && lone_mark_is_decimal(d, mark))
            return 1;
        return well_grouped(d, 2) ? 2 : 0;
    }
    if (last != d->mark[1])
        return can_be_decimal && well_grouped(d, n - 1) ? n - 1 : 0;
    return well_grouped(d, n) ? n : 0;
}

static double power_of_ten(int exponent)
{
    double power = 1;
    for (int i = 0; i < (exponent < 0 ? -exponent : exponent) && i < 400; i++)
        power *= 10;
    return power;
}

/* Digits before and behind the mark as a double, rounded once as long as 15 digits do. */
static double digits_value(const struct digits *d, size_t whole)
{
    size_t n_whole = 0;
    for (size_t i = 0; i < whole; i++)
        n_whole += d->group[i];
    double value = 0;
    for (size_t i = 0; i < d->n; i++)
        value = value * 10 + (d->digit[i] - '0');
    return d->n > n_whole ? value / power_of_ten((int)(d->n - n_whole)) : value;
}

/* --- what surrounds the digits --------------------------------------------------------------- */

/* The letters that stand directly before i. */
static struct text letters_before(struct text t, size_t i)
{
    size_t k = i;
    while (k > 0 && is_letter(at(t, before(t, k))))
        k = before(t, k);
    return text_slice(t, k, i);
}

static struct text letters_from(struct text t, size_t i)
{
    size_t k = i;
    while (k < t.len && is_letter(at(t, k)))
        k = after(t, k);
    return text_slice(t, i, k);
}

/* Behind a word with digits in it: "KR1.2", "O1-KR3", "v2.0". */
static size_t skip_word(struct text t, size_t i)
{
    while (i < t.len) {
        uint32_t c = at(t, i);
        size_t next = after(t, i);
        bool joint = c == '.' || c == '-' || c == '_' || c == ':';
        if (!is_letter(c) && digit_of(c) < 0 &&
            !(joint && (digit_of(at(t, next)) >= 0 || is_letter(at(t, next)))))
            break;
        i = next;
    }
    return i;
}

/* "2.5M": a digit, and behind it a fraction and a letter for a magnitude. */
static bool has_magnitude(struct text t, size_t i)
{
    size_t k = i + 1;
    if (at(t, k) != '.' && at(t, k) != ',')
        return false;
    for (k++; digit_of(at(t, k)) >= 0;)
        k++;
    return k > i + 2 && k < t.len && strchr("kKmMbB", t.ptr[k]) != NULL;
}

/* "R180", "R2.5M": one capital that is a currency, right before two digits or more; "R1" is a room. */
static bool is_glued_sign(struct text t, struct text word, size_t i)
{
    return word.len == 1 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z' && word.ptr + 1 == t.ptr + i &&
           digit_of(at(t, i)) >= 0 && (digit_of(at(t, i + 1)) >= 0 || has_magnitude(t, i));
}

/* Sign and currency before the digits at i; moves token->begin. */
static double take_before(struct text t, size_t floor, size_t i, struct token *token)
{
    size_t k = i;
    if (k > floor && is_blank(at(t, before(t, k))) && before(t, k) > floor)
        k = before(t, k);
    uint32_t c = k > floor ? at(t, before(t, k)) : 0;
    struct text word = letters_before(t, k);
    if (is_currency_sign(c)) {
        size_t from = before(t, k);
        struct text country = letters_before(t, from);
        if (country.len <= 2)
            from -= country.len;
        token->unit = text_slice(t, from, k);
    } else if ((word.len >= 2 || is_glued_sign(t, word, i)) && word.len <= k - floor &&
               word_in(WORDS_CURRENCY, word)) {
        token->unit = word;
    }
    token->currency = token->unit.len > 0;
    if (token->currency)
        i = (size_t)(token->unit.ptr - t.ptr);
    token->begin = i;
    if (i == floor)
        return 1;
    size_t sign = before(t, i);
    uint32_t s = at(t, sign);
    uint32_t outer = sign > 0 ? at(t, before(t, sign)) : 0;
    bool joins = is_letter(outer) || digit_of(outer) >= 0;
    if ((is_minus(s) || s == '+') && !joins) {
        token->begin = sign;
        token->plus = s == '+';
        return s == '+' ? 1 : -1;
    }
    return 1;
}

/* k, m, b and T mean magnitudes only in company: a capital, a currency, a counted thing. */
static double letter_magnitude(struct text t, size_t end, char c, bool glued, bool currency)
{
    bool counted = glued && is_blank(at(t, end)) && is_letter(at(t, after(t, end)));
    switch (c) {
    case 'K':
        return glued || currency ? 1e3 : 0;
    case 'M':
        return 1e6;
    case 'm':
        return currency || counted ? 1e6 : 0;
    case 'B':
        return glued || currency ? 1e9 : 0;
    case 'b':
        return currency ? 1e9 : 0;
    case 'L': /* lakh */
        return currency ? 1e5 : 0;
    case 'T':
        return currency ? 1e12 : 0;
    default:
        return 0;
    }
}

static bool is_code(struct text word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'A' || word.ptr[i] > 'Z')
            return false;
    return word.len == 3;
}

/* "k€", "MEUR", "Md€", "TEUR": a magnitude and a currency in one. Not "bars". */
static double compound_magnitude(struct text t, struct text word, size_t *end, struct token *token)
{
    size_t behind = (size_t)(word.ptr - t.ptr) + word.len;
    bool sign = is_currency_sign(at(t, behind));
    bool listed = word_in(WORDS_MAGNITUDE, word); /* "Mkr", "tkr" */
    for (size_t n = 1; n <= 3 && n <= word.len; n++) {
        struct text rest = text_slice(word, n, word.len);
        bool code = is_code(rest) || (listed && rest.len >= 2);
        if (rest.len ? !code || !word_in(WORDS_CURRENCY, rest) : !sign)
            continue;
        struct text head = text_slice(word, 0, n);
        char bytes[KEY_BYTES];
        double value = words_value(WORDS_MAGNITUDE, short_key(bytes, listed ? word : head));
        if (n == 1 && !listed)
            value = head.ptr[0] == 'T' ? 1e3
                    : head.ptr[0] == 'k' || head.ptr[0] == 'K'
                        ? 1e3
                        : letter_magnitude(t, behind, head.ptr[0], true, true);
        if (isnan(value) || value == 0)
            continue;
        *end = rest.len ? behind : after(t, behind);
        token->unit = text_slice(t, (size_t)(word.ptr - t.ptr) + n, *end);
        token->currency = true;
        return value;
    }
    return 0;
}

/* The magnitude at i, if there is one; *end moves behind it. */
static double take_magnitude(struct text t, size_t i, bool glued, struct token *token, size_t *end)
{
    struct text name = {0};
    size_t n = words_unspaced_prefix(WORDS_MAGNITUDE, text_slice(t, i, t.len), &name);
    if (n) {
        char bytes[KEY_BYTES];
        *end = i + n;
        return words_value(WORDS_MAGNITUDE, short_key(bytes, text_slice(t, i, i + n)));
    }
    struct text word = letters_from(t, i);
    if (!word.len)
        return 0;
    size_t behind = i + word.len;
    double value = compound_magnitude(t, word, end, token);
    if (value != 0)
        return value;
    bool currency = token->currency;
    if (!currency) {
        size_t next = is_blank(at(t, behind)) ? after(t, behind) : behind;
        currency = is_currency_sign(at(t, next)) || word_in(WORDS_CURRENCY, letters_from(t, next));
    }
    value = word.len == 1 ? letter_magnitude(t, behind, word.ptr[0], glued, currency) : 0;
    char bytes[KEY_BYTES];
    if (value == 0 && (word.len > 1 || word.ptr[0] == 'k'))
        value = words_value(WORDS_MAGNITUDE, short_key(bytes, word));
    if (!currency && word_in(WORDS_MAGNITUDE_OF_MONEY, word))
        return 0; /* millimetres, miles */
    if (isnan(value) || value == 0)
        return 0;
    *end = behind + (at(t, behind) == '.' && word.len > 1);
    return value;
}

/* Letters glued behind the digits are a unit, or the digits belong to a word: 2nd, 2FA, 3D. */
static bool glued_unit(struct text word)
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th", "er", "eme"};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (text_eq_ascii_case(word, text_of(ordinals[i])))
            return false;
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= 'A' && word.ptr[i] <= 'Z')
            return word_in(WORDS_ATTACHED, word) || word_in(WORDS_CURRENCY, word);
    return true;
}

/* Behind "d'" or " de " of "3 millions d'euros"; `i` if there is none. */
static size_t behind_joint(struct text t, size_t i)
{
    struct text joint = letters_from(t, i);
    size_t next = i + joint.len;
    uint32_t c = at(t, next);
    bool parted = is_blank(c) || c == '\'' || c == 0x2019;
    return joint.len && parted && word_in(WORDS_JOINT_OF_PERIOD, joint) &&
                   word_in(WORDS_CURRENCY, letters_from(t, after(t, next)))
               ? after(t, next)
               : i;
}

static void take_currency(struct text t, size_t *end, struct token *token)
{
    size_t i = is_blank(at(t, *end)) ? after(t, *end) : *end;
    if (token->magnitude > 1)
        i = behind_joint(t, i);
    struct text word = letters_from(t, i);
    size_t behind = i;
    if (is_currency_sign(at(t, i)))
        behind = after(t, i);
    else if (word.len && word_in(WORDS_CURRENCY, word))
        behind = i + word.len;
    else if (is_unspaced_letter(at(t, i))) {
        struct text name;
        behind = i + words_unspaced_prefix(WORDS_CURRENCY, text_slice(t, i, t.len), &name);
    }
    if (behind == i)
        return;
    if (!token->currency)
        token->unit = text_slice(t, i, behind);
    token->currency = true;
    *end = behind;
}

/* The smaller part of "1億2000万", "3만 5000": digits behind the larger magnitude, with their own. */
static double take_rest(struct text t, double magnitude, struct token *token, size_t *end)
{
    size_t i = is_blank(at(t, *end)) ? after(t, *end) : *end, behind;
    double rest = 0;
    if (!(t.ptr[*end - 1] & 0x80) || digit_of(at(t, i)) < 0)
        return 0;
    for (; digit_of(at(t, i)) >= 0 || at(t, i) == ','; i = after(t, i))
        rest = at(t, i) == ',' ? rest : rest * 10 + digit_of(at(t, i));
    behind = i;
    double own = i < t.len ? take_magnitude(t, i, true, token, &behind) : 0;
    rest *= own > 0 ? own : 1;
    if (rest >= magnitude)
        return 0;
    *end = behind;
    return rest;
}

/* Magnitude, percent, currency and glued unit behind the digits. False: part of a word. */
static bool take_behind(struct text t, size_t *end, struct token *token)
{
    size_t i = *end;
    bool glued = !is_blank(at(t, i));
    if (!glued && i < t.len)
        i = after(t, i);
    double magnitude = take_magnitude(t, i, glued, token, end);
    if (magnitude != 0) {
        token->value *= magnitude;
        token->value += magnitude >= 1e4 ? take_rest(t, magnitude, token, end) : 0;
        token->magnitude = magnitude;
        i = *end;
        glued = false;
        if (is_blank(at(t, i)))
            i = after(t, i);
    }
    struct text word = letters_from(t, i);
    double parts = parts_of_one(at(t, i));
    if (parts > 0 || (word.len && word_in(WORDS_PERCENT, word))) {
        token->percent = true;
        token->value /= parts > 0 ? parts : 100;
        *end = parts > 0 ? after(t, i) : i + word.len;
        return true;
    }
    struct text second = letters_from(t, i + word.len + 1); /* "per cent", "pour cent" */
    struct text both = text_slice(t, i, i + word.len + 1 + second.len);
    if (word.len && second.len && at(t, i + word.len) == ' ' && word_in(WORDS_PERCENT, both)) {
        token->percent = true;
        token->value /= 100;
        *end = i + both.len;
        return true;
    }
    take_currency(t, end, token);
    if (glued && word.len && !token->currency) {
        char bytes[KEY_BYTES];
        bool hours = words_value(WORDS_DURATION, short_key(bytes, word)) == 60; /* "1h30" */
        if (!glued_unit(word) || (!hours && digit_of(at(t, i + word.len)) >= 0))
            return false;
        token->unit = word;
        *end = i + word.len;
    }
    return true;
}

/* "1.000,-", "49,–", "500:-": no pence. */
static size_t without_dash(struct text t, size_t i)
{
    uint32_t c = at(t, i);
    size_t dash = after(t, i), behind = after(t, dash);
    bool joint = c == ',' || c == '.' || c == ':';
    return joint && is_minus(at(t, dash)) && digit_of(at(t, behind)) < 0 ? behind : i;
}

/* Digits that go on behind a joint: 10:30, 3/5, 2026-06-30, 3-5. Moves *end behind all of them. */
static bool goes_on(struct text t, size_t *end)
{
    bool on = false;
    for (;;) {
        uint32_t c = at(t, *end);
        size_t next = after(t, *end);
        bool joint = c == ':' || c == '/' || c == '-' || c == 0x2013 || c == '.' || c == ',';
        if (!joint || digit_of(at(t, next)) < 0)
            return on;
        struct digits d;
        scan_digits(t, next, &d);
        *end = d.end;
        on = true;
    }
}

static bool exponent(struct text t, struct digits *d, double *value)
{
    size_t i = d->end;
    if ((at(t, i) | 0x20) != 'e')
        return false;
    i++;
    bool negative = at(t, i) == '-';
    if (at(t, i) == '+' || negative)
        i++;
    int n = 0;
    size_t start = i;
    for (; i < t.len && i - start < 3 && t.ptr[i] >= '0' && t.ptr[i] <= '9'; i++)
        n = n * 10 + (t.ptr[i] - '0');
    if (i == start || is_letter(at(t, i)))
        return false;
    *value = negative ? *value / power_of_ten(n) : *value * power_of_ten(n);
    d->end = i;
    return true;
}

/* "10^6". */
static bool power(struct text t, struct digits *d, double *value)
{
    size_t i = d->end + 1, n = 0;
    if (at(t, d->end) != '^' || *value != 10 || digit_of(at(t, i)) < 0)
        return false;
    for (; i < t.len && digit_of(at(t, i)) >= 0 && n < 1000; i = after(t, i))
        n = n * 10 + (size_t)digit_of(at(t, i));
    *value = power_of_ten((int)n);
    d->end = i;
    return true;
}

/* "1½", "1 ½". */
static bool mixed(struct text t, struct digits *d, double *value)
{
    size_t i = is_blank(at(t, d->end)) ? after(t, d->end) : d->end;
    double fraction = d->groups == 1 ? fraction_of(at(t, i)) : 0;
    if (fraction == 0)
        return false;
    *value += fraction;
    d->end = after(t, i);
    return true;
}

/* "%80", as Turkish writes it, unless the sign is of a number before it. */
static void take_percent_before(struct text t, size_t floor, struct token *token)
{
    size_t sign = token->begin > floor ? before(t, token->begin) : token->begin;
    double parts = sign < token->begin ? parts_of_one(at(t, sign)) : 0;
    uint32_t outer = sign > 0 ? at(t, before(t, sign)) : 0;
    if (parts == 0 || token->percent || token->unit.len || token->odd || is_letter(outer) ||
        digit_of(outer) >= 0)
        return;
    token->percent = true;
    token->value /= parts;
    token->begin = sign;
}

/* The number whose first digit is at i; false if the digits belong to a word that ends at *next. */
static bool read_token(struct text t, size_t floor, size_t i, enum decimal_mark mark,
                       struct token *token, size_t *next)
{
    struct digits d;
    *token = (struct token){.magnitude = 1};
    scan_digits(t, i, &d);
    size_t whole = d.overflow ? 0 : whole_groups(&d, mark);
    token->value = digits_value(&d, whole ? whole : d.groups);
    size_t point = i > floor ? before(t, i) : i;
    if (i > floor && (at(t, point) == '.' || at(t, point) == ',') && d.groups == 1 &&
        (point == 0 || is_blank(at(t, before(t, point))))) {
        token->value /= power_of_ten((int)d.n); /* ".5", ",5" */
        i = point;
    }
    double sign = take_before(t, floor, i, token);
    bool bare = d.groups == 1 && d.n == 4 && !token->currency;
    bool more = mixed(t, &d, &token->value) || power(t, &d, &token->value) ||
                exponent(t, &d, &token->value);
    if (!more && goes_on(t, &d.end))
        whole = 0;
    *next = token->end = d.end;
    token->odd = whole == 0;
    size_t end = token->odd ? d.end : without_dash(t, d.end);
    if (!token->odd && !take_behind(t, &end, token)) {
        *next = skip_word(t, d.end);
        return false;
    }
    *next = token->end = end;
    take_percent_before(t, floor, token);
    bool money = token->currency && token->magnitude == 1 && !more && may_be_thousands(&d);
    if (money && (mark == DECIMAL_UNKNOWN || (mark == DECIMAL_POINT && d.group[0] > 1)))
        token->value *= 1000; /* "50.000 €": no such price has three digits of pence */
    token->odd |= !isfinite(token->value); /* "1e400" */
    token->year = bare && end == d.end && token->value >= 1900 && token->value <= 2100;
    token->value *= sign;
    return true;
}

/* A word whose numbers are names, also at the end of a compound: "version", "Produktversion". */
static bool is_numbered(struct text word)
{
    enum { SHORTEST = 5, LONGEST = 12 }; /* of what ends a compound */
    if (text_eq(word, T("KR")) || word_in(WORDS_NUMBERED, word))
        return true;
    size_t from = word.len > LONGEST + 3 ? word.len - LONGEST : 3;
    for (size_t i = from; i + SHORTEST <= word.len && word.ptr[0] <= 'Z'; i++)
        if (word_in(WORDS_NUMBERED, text_slice(word, i, word.len)))
            return true;
    return false;
}

/* The digits at i are joined to a word: "KR-7", "ISO-9001", "KR 7", "AS/400". */
static bool is_of_word(struct text t, size_t floor, size_t i)
{
    size_t joint = before(t, i);
    if (i == floor || joint == 0)
        return false;
    uint32_t c = at(t, joint), outer = at(t, before(t, joint));
    /* the letter of "50k-60k" is no word's */
    return (c == '-' && joint > floor && is_letter(outer)) ||
           (c == '/' && outer >= 'A' && outer <= 'Z') ||
           (is_blank(c) && is_numbered(letters_before(t, joint)));
}

/* Behind the digits at i where they number a clause: "401(k)", "501(c)(3)"; i if they do not. */
static size_t behind_clause(struct text t, size_t i)
{
    size_t end = i;
    while (digit_of(at(t, end)) >= 0)
        end++;
    size_t from = end;
    while (at(t, end) == '(' && at(t, end + 2) == ')' &&
           (end > from ? at(t, end + 1) < 0x80 : is_ascii_letter(at(t, end + 1))))
        end += 3;
    return end > from ? end : i;
}

/* Behind more of what such a word numbers, one digit each: "Scope 1+2", "phase 1 and 2". */
static size_t skip_more(struct text t, size_t i)
{
    size_t k = i;
    while (is_blank(at(t, k)))
        k = after(t, k);
    struct text word = letters_from(t, k);
    bool joint = at(t, k) == '+' || at(t, k) == '&' || word_in(WORDS_PEOPLE, word);
    k += word.len ? word.len : joint;
    while (is_blank(at(t, k)))
        k = after(t, k);
    uint32_t next = at(t, after(t, k));
    bool alone = !next || is_blank(next) || next == '+' || next == '&';
    return joint && alone && digit_of(at(t, k)) >= 0 ? skip_more(t, after(t, k)) : i;
}

/* "2h 15m", "1 h 30": the minutes belong to the hours before them. Moves token->end. */
static void take_minutes(struct text t, enum decimal_mark mark, struct token *token)
{
    struct text unit = token->unit;
    size_t i = token->end, next;
    bool glued = unit.len && digit_of(at(t, i)) >= 0; /* "1h30" */
    struct token minutes;
    char bytes[KEY_BYTES];
    if (!unit.len && is_blank(at(t, i))) {
        unit = letters_from(t, after(t, i));
        i = after(t, i) + unit.len;
    }
    if (token->odd || words_value(WORDS_DURATION, short_key(bytes, unit)) != 60)
        return;
    i += at(t, i) == '.';
    i = is_blank(at(t, i)) ? after(t, i) : i;
    if (digit_of(at(t, i)) < 0 || !read_token(t, i, i, mark, &minutes, &next) || minutes.odd ||
        !(minutes.value < 60))
        return;
    struct text behind = minutes.unit;
    if (!behind.len && is_blank(at(t, next)) && !glued)
        behind = letters_from(t, after(t, next));
    bool bare = !behind.len && next - i == 2 && (next == t.len || glued);
    if (!bare && words_value(WORDS_DURATION, short_key(bytes, behind)) != 1)
        return;
    token->value += minutes.value / 60;
    token->unit = unit;
    token->end = bare ? next : (size_t)(behind.ptr - t.ptr) + behind.len;
    token->end += at(t, token->end) == '.';
}

/* The word at i is a number in letters. */
static bool zero_word(struct text t, size_t floor, size_t i, struct token *token, size_t *next)
{
    struct text word = letters_from(t, i), name = {0};
    bool begins = i == floor || !is_letter(at(t, before(t, i)));
    bool listed = begins && word.len >= 4 && word_in(WORDS_ZERO, word);
    size_t n =
        listed ? word.len : words_unspaced_prefix(WORDS_ZERO, text_slice(t, i, t.len), &name);
    uint32_t c = at(t, i + n);
    if (!n || c == '-' || is_letter(c)) /* "zero-trust" */
        return false;
    *token = (struct token){.magnitude = 1, .begin = i, .end = i + n};
    *next = i + n;
    return true;
}

/* "½" alone. */
static bool lone_fraction(struct text t, size_t floor, size_t i, struct token *token, size_t *next)
{
    *token = (struct token){.magnitude = 1, .value = fraction_of(at(t, i))};
    if (token->value == 0)
        return false;
    double sign = take_before(t, floor, i, token);
    *next = after(t, i);
    take_behind(t, next, token);
    token->end = *next;
    token->value *= sign;
    return true;
}

bool number_next(struct text t, size_t *from, enum decimal_mark mark, struct token *token)
{
    size_t floor = *from, i = *from;
    while (i < t.len) {
        uint32_t c = at(t, i);
        size_t next;
        if (digit_of(c) < 0) {
            if (zero_word(t, floor, i, token, from) || lone_fraction(t, floor, i, token, from))
                return true;
            i = after(t, i);
            continue;
        }
        uint32_t last = i > floor ? at(t, before(t, i)) : 0;
        struct text word = letters_before(t, i);
        bool times = text_eq_ascii_case(word, T("x")); /* "x2" */
        if (is_of_word(t, floor, i)) {
            i = skip_more(t, skip_word(t, i));
            continue;
        }
        size_t clause = behind_clause(t, i);
        if (clause > i) {
            i = clause;
            continue;
        }
        if (last == '#' || last == '_' || last == 0x7B2C /* 第2 */ ||
            (word.len && is_letter(last) && !times &&
             !(word_in(WORDS_CURRENCY, word) && (word.len > 1 || is_glued_sign(t, word, i))))) {
            i = skip_word(t, i);
            continue;
        }
        if (read_token(t, floor, i, mark, token, &next)) {
            take_minutes(t, mark, token);
            if (times && !token->unit.len && token->begin == i) {
                token->unit = word;
                token->begin -= word.len;
            }
            *from = token->end > next ? token->end : next;
            return true;
        }
        i = next;
    }
    *from = t.len;
    return false;
}

/* --- one number in a cell -------------------------------------------------------------------- */

static char comparison_sign(struct text t)
{
    while (t.len) {
        uint32_t c = text_next(&t);
        if (c == '<' || c == 0x2264 || c == 0x2266 || c == 0xFF1C)
            return '<';
        if (c == '>' || c == 0x2265 || c == 0x2267 || c == 0xFF1E)
            return '>';
    }
    return 0;
}

char comparison_at_end(struct text key, struct phrase *found)
{
    struct phrase least, most, article;
    struct text head = key;
    for (int articles = 0; articles < 2; articles++) {
        bool at_least = words_at_end(WORDS_AT_LEAST, head, &least),
             at_most = words_at_end(WORDS_AT_MOST, head, &most);
        at_most &=
            !at_least || most.begin < least.begin; /* "no less than" is longer than "less than" */
        if (at_least || at_most) {
            *found = at_most ? most : least;
            found->end = key.len;
            return at_most ? '<' : '>';
        }
        if (!words_at_end(WORDS_ARTICLE, head, &article))
            break;
        head = text_trim(text_slice(head, 0, article.begin));
    }
    return 0;
}

char value_comparison(struct text before_number, struct text after_number)
{
    struct phrase phrase;
    /* "->" and "=>" are arrows, not comparisons */
    bool arrow = text_ends(text_trim(before_number), T("->")) ||
                 text_ends(text_trim(before_number), T("=>"));
    char sign = arrow ? 0 : comparison_sign(before_number);
    if (sign)
        return sign;
    struct arena *scratch = arena_new();
    struct text head = text_key(scratch, before_number);
    struct text tail = text_key(scratch, after_number);
    sign = comparison_at_end(head, &phrase);
    if (words_at_start(WORDS_AT_LEAST_BEHIND, tail, &phrase))
        sign = '>';
    if (words_at_start(WORDS_AT_MOST_BEHIND, tail, &phrase))
        sign = '<';
    arena_free(scratch);
    return sign || !text_starts(after_number, T("+")) ? sign : '>';
}

/* A unit without the marks around it: "Stk.", ")". */
static struct text bare_unit(struct text t)
{
    while (t.len && text_contains(T("().,:;-~="), text_slice(t, 0, 1)))
        t = text_trim(text_slice(t, 1, t.len));
    while (t.len && text_contains(T("().,:;-"), text_slice(t, t.len - 1, t.len)))
        t = text_trim(text_slice(t, 0, t.len - 1));
    return t;
}

/* "days or less", "件以上": what a unit compares, which is cut off it. */
static char comparison_behind(struct text *tail)
{
    static const enum word_section sections[] = {WORDS_AT_LEAST_BEHIND, WORDS_AT_MOST_BEHIND};
    struct arena *scratch = arena_new();
    char sign = 0;
    for (size_t i = 0; i < tail->len && !sign; i = after(*tail, i)) {
        struct phrase phrase;
        struct text rest = text_slice(*tail, i, tail->len), key = text_key(scratch, rest);
        bool begins =
            i == 0 || is_blank(at(*tail, before(*tail, i))) || is_unspaced_letter(at(*tail, i));
        for (size_t k = 0; k < 2 && begins && key.len && !sign; k++)
            if (words_at_start(sections[k], key, &phrase) && phrase.end == key.len)
                sign = k ? '<' : '>';
        if (sign)
            *tail = text_trim(text_slice(*tail, 0, i));
    }
    arena_free(scratch);
    return sign;
}

/* "half an hour", "eine halbe Stunde", "半小时": how many of what is a span of time, and no more in the cell. */
static bool span_in_words(struct text text, struct number *out)
{
    char bytes[2][KEY_BYTES];
    if (text.len > KEY_BYTES || !text.len)
        return false;
    for (size_t i = after(text, 0); i < text.len; i = after(text, i)) {
        bool joint = at(text, i) == ' ' || at(text, i) == '-' || at(text, i) == '\'' ||
                     at(text, i) == 0x2019;
        if (!joint && !is_unspaced_letter(at(text, i)))
            continue;
        struct text behind = text_slice(text, joint ? after(text, i) : i, text.len);
        struct text unit = short_key(bytes[0], behind), count;
        if (!unit.len || isnan(words_value(WORDS_DURATION, unit)))
            continue;
        count = short_key(bytes[1], text_slice(text, 0, i));
        double value = count.len ? words_value(WORDS_SPAN_IN_WORDS, count) : NAN;
        if (count.len && isnan(value))
            value = words_value(WORDS_IN_LETTERS, count); /* "two days" */
        if (isnan(value))
            continue;
        *out = (struct number){.value = value, .magnitude = 1, .unit = behind};
        return true;
    }
    return false;
}

bool value_number(struct text text, enum decimal_mark mark, struct number *out)
{
    size_t i = 0;
    struct token token, other;
    text = text_trim(text);
    if (!number_next(text, &i, mark, &token))
        return span_in_words(text, out);
    if (token.odd)
        return false;
    if (number_next(text, &i, mark, &other))
        return false;
    struct text head = text_trim(text_slice(text, 0, token.begin));
    struct text tail = text_trim(text_slice(text, token.end, text.len));
    bool minus_behind = text_eq(tail, T("-")) && token.end == text.len - 1;
    out->value = minus_behind ? -token.value : token.value; /* "5-", as SAP writes it */
    if (text_eq(head, T("(")) && text_eq(tail, T(")")))
        out->value = -token.value; /* as accountants write it */
    out->percent = token.percent;
    out->magnitude = token.magnitude;
    out->comparison = head.len || tail.len ? value_comparison(head, tail) : 0;
    head = bare_unit(head);
    tail = bare_unit(tail);
    char behind = comparison_behind(&tail);
    if (!out->comparison)
        out->comparison = behind;
    out->unit = token.unit.len ? token.unit : tail.len ? tail : head;
    if (out->comparison && !token.unit.len && !tail.len)
        out->unit = (struct text){0};
    return true;
}

/* --- the decimal mark of a column ------------------------------------------------------------- */

struct mark_votes {
    size_t point, comma;
};

static void vote(struct text t, struct mark_votes *votes)
{
    for (size_t i = 0; i < t.len;) {
        if (digit_of(at(t, i)) < 0) {
            i = after(t, i);
            continue;
        }
        struct digits d;
        size_t begin = i;
        scan_digits(t, i, &d);
        i = d.end;
        uint32_t last = d.groups > 1 ? d.mark[d.groups - 1] : 0;
        if (d.overflow || (last != '.' && last != ',') || is_letter(at(t, before(t, begin))))
            continue;
        size_t decimal = last == '.' ? 1 : 0;
        size_t size = d.group[d.groups - 1];
        if (d.groups == 2 && (size != 3 || d.group[0] > 3 || d.digit[0] == '0'))
            ; /* decimals */
        else if (d.groups > 2 && last != d.mark[1] && well_grouped(&d, d.groups - 1))
            ; /* 1.234,5 */
        else if (d.groups > 2 && well_grouped(&d, d.groups))
            decimal = !decimal; /* 1.000.000 */
        else
            continue;
        votes->point += decimal;
        votes->comma += !decimal;
    }
}

enum decimal_mark value_decimal_mark(const struct text *texts, size_t n)
{
    struct mark_votes votes = {0, 0};
    for (size_t i = 0; i < n; i++)
        vote(texts[i], &votes);
    return votes.point > 2 * votes.comma   ? DECIMAL_POINT
           : votes.comma > 2 * votes.point ? DECIMAL_COMMA
                                           : DECIMAL_UNKNOWN;
}
