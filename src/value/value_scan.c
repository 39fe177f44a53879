/*
 * A key result's own words -> the numbers in them, with their units, and without those that are none of its
 * figures: dates, times, editions, ages. What is between two numbers is their range or their joint.
 */
#include "value/value_scan.h"
#include "base/fold.h"
#include "value/value_number.h"
#include "value/words.h"

#include <math.h>

/* --- the unit of measure ---------------------------------------------------------------------- */

bool is_word_byte(char c, bool first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80 ||
           c == '/' || (!first && (c == '-' || c == '\''));
}

struct text scan_word(struct text t, size_t *at)
{
    while (*at < t.len && t.ptr[*at] == ' ')
        (*at)++;
    size_t begin = *at;
    while (*at < t.len && is_word_byte(t.ptr[*at], *at == begin))
        (*at)++;
    return text_slice(t, begin, *at);
}

/* The counter of 48小时, 3ヶ月, 9日, 50명: a word that is known, else one character, if it is none of the grammar's. */
static struct text counter(struct text raw)
{
    static const char grammar[] = "到至以的降升增提減减上下로에으이을까を";
    struct text rest = raw, name;
    size_t of_time = words_unspaced_prefix(WORDS_DURATION, raw, &name),
           listed = words_unspaced_prefix(WORDS_COUNTER, raw, &name);
    if (of_time || listed || words_unspaced_prefix(WORDS_BY_BEHIND, raw, &name))
        return text_slice(raw, 0, of_time > listed ? of_time : listed);
    uint32_t c = text_next(&rest);
    struct text unit = text_slice(raw, 0, raw.len - rest.len);
    bool ideograph = (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
    return ideograph && !text_contains(text_of(grammar), unit) ? unit : (struct text){0};
}

bool ends_unit(const struct scan *s, struct text word)
{
    static const enum word_section none[] = {WORDS_NO_UNIT,         WORDS_TO,
                                             WORDS_AT_LEAST,        WORDS_AT_MOST,
                                             WORDS_AT_LEAST_BEHIND, WORDS_AT_MOST_BEHIND};
    struct text key = text_key(s->mem, word);
    bool time = !isnan(words_value(WORDS_DURATION, key)); /* "45 min" is no minimum */
    for (size_t i = 0; i < (time ? 1 : sizeof none / sizeof *none); i++)
        if (words_name(none[i], key).len)
            return true;
    return !word.len;
}

static bool is_lower(struct text word)
{
    return word.len && word.ptr[0] >= 'a' && word.ptr[0] <= 'z';
}

bool scan_is_upper(struct text word)
{
    return word.len > 1 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
}

bool is_counted(const struct scan *s, struct text word, struct text next)
{
    struct text key = text_key(s->mem, word);
    char last = word.len > 3 ? word.ptr[word.len - 1] : 0,
         before = last ? word.ptr[word.len - 2] : 0;
    bool plural = last == 's' && before != 's' && before != 'u' && before != 'i' &&
                  !(is_lower(word) && scan_is_upper(next));
    return plural || word.len <= 3 || words_name(WORDS_COUNTED_NOUN, key).len ||
           !isnan(words_value(WORDS_DURATION, key));
}

static bool is_digit_at(struct text t, size_t i)
{
    return i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9';
}

/* "evenings" of "live evenings with a band", "Kunden" of "neue Kunden": the noun among the words that
   begin with `first` and go on at `at`. */
static struct text counted_noun(const struct scan *s, struct text raw, struct text first, size_t at)
{
    enum { MOST = 3 };
    struct text words[MOST + 1] = {first};
    size_t n = 1;
    for (; n <= MOST; n++) {
        size_t from = at;
        words[n] = scan_word(raw, &at);
        if (is_digit_at(raw, at)) { /* the "P2" of "5 open P2 bugs" */
            while (is_digit_at(raw, at))
                at++;
            words[n] = scan_word(raw, &at);
        }
        if (at == from || ends_unit(s, words[n]))
            break;
    }
    size_t i = 0;
    words[n < MOST ? n : MOST] = (struct text){0};
    while (i < n && words_name(WORDS_MODIFIER, text_key(s->mem, words[i])).len)
        i++;
    if (i == n || i >= MOST)
        return (struct text){0};
    if (!is_lower(words[i]) || is_counted(s, words[i], words[i + 1]))
        return words[i];
    if (scan_is_upper(words[i + 1]))
        return words[i + 1];
    for (size_t k = i + 1; k < n && k < MOST; k++)
        if (words[k].len > 3 && is_counted(s, words[k], words[k + 1]))
            return words[k];
    return words[i];
}

/* The "steigern" of "um 10 steigern (von 30)", where it ends what is said. */
static bool is_verb(struct text key)
{
    static const enum word_section verbs[] = {WORDS_INCREASE, WORDS_DECREASE, WORDS_TIMES,
                                              WORDS_KEEP};
    bool verb = false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        verb |= words_name(verbs[i], key).len > 0;
    return verb;
}

/* "days" of " days for all", "a month" of " a month", "" of " in EMEA". */
static struct text unit_behind(const struct scan *s, struct text raw)
{
    size_t at = 0;
    struct text first = scan_word(raw, &at);
    struct text key = text_key(s->mem, first);
    if (!first.len || !key.len)
        return (struct text){0};
    if ((unsigned char)first.ptr[0] >= 0xE2)
        return counter(first);
    if (words_name(WORDS_UNIT_OF, key).len) {
        struct text second = scan_word(raw, &at);
        if (!second.len || words_name(WORDS_NO_UNIT, text_key(s->mem, second)).len)
            return (struct text){0};
        return (struct text){first.ptr, (size_t)(second.ptr + second.len - first.ptr)};
    }
    const struct text none = {0};
    struct text rest = text_trim(text_slice(raw, at, raw.len));
    bool verb = !(rest.len && is_word_byte(rest.ptr[0], true)) && is_verb(key);
    return verb || ends_unit(s, first) ? none : counted_noun(s, raw, first, at);
}

struct text unit_of(const struct scan *s, size_t i)
{
    return s->v[i].unit.len ? s->v[i].unit : unit_behind(s, s->raw_tail[i]);
}

bool ends_unspaced(struct text t)
{
    size_t i = t.len;
    while (i > 0 && ((unsigned char)t.ptr[i - 1] & 0xC0) == 0x80)
        i--;
    return i > 0 && (unsigned char)t.ptr[i - 1] >= 0xE2;
}

bool scan_is_time(const struct scan *s, size_t i)
{
    return !isnan(words_value(WORDS_DURATION, text_key(s->mem, unit_of(s, i))));
}

/* --- the direction ----------------------------------------------------------------------------- */

/* The "moins" of "au moins", the "more" of "no more than": a word of a longer comparison is no verb. What is
   "up to" so many is a limit only of what is unwelcome. */
static bool is_compared(struct text key, const struct phrase *verb)
{
    static const enum word_section sections[] = {WORDS_AT_LEAST, WORDS_AT_MOST};
    enum { MOST_WORDS = 3 };
    struct phrase phrase;
    size_t from = verb->begin;
    for (size_t words = 0; words < MOST_WORDS; words++) {
        struct text rest = text_slice(key, from, key.len);
        for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
            if (words_at_start(sections[i], rest, &phrase) && from + phrase.end >= verb->end &&
                phrase.end > verb->end - verb->begin)
                return !words_name(WORDS_TO, text_slice(rest, 0, phrase.end)).len ||
                       (from == 0 && words_within(WORDS_LESS_IS_BETTER, key, &phrase));
        if (!from)
            break;
        for (from--; from > 0 && key.ptr[from - 1] != ' ';)
            from--;
    }
    return false;
}

static bool first_verb(enum word_section section, struct text key, struct phrase *found)
{
    for (size_t at = 0; at < key.len; at = found->end) {
        if (!words_first(section, text_slice(key, at, key.len), found))
            return false;
        found->begin += at;
        found->end += at;
        if (!is_compared(key, found))
            return true;
    }
    return false;
}

enum direction direction_of(struct text key)
{
    struct phrase phrase;
    static const struct {
        enum word_section section;
        enum direction direction;
    } table[] = {
        {WORDS_DECREASE, DIRECTION_DECREASE},
        {WORDS_INCREASE, DIRECTION_INCREASE},
        {WORDS_KEEP, DIRECTION_KEEP},
    };
    enum direction direction = DIRECTION_UNKNOWN;
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (first_verb(table[i].section, key, &phrase) && phrase.begin < first) {
            first = phrase.begin;
            direction = table[i].direction;
        }
    return direction;
}

bool is_saved(struct text key)
{
    struct phrase verb, saving;
    return first_verb(WORDS_SAVING, key, &saving) &&
           (!first_verb(WORDS_DECREASE, key, &verb) || saving.begin <= verb.begin);
}

bool scan_moves(const struct scan *s)
{
    enum direction direction = direction_of(s->key);
    return direction == DIRECTION_INCREASE || direction == DIRECTION_DECREASE;
}

/* --- the numbers ------------------------------------------------------------------------------ */

/* "by December 31", "on March 5": the month stands before its day; but "in March 5 shops". */
static bool is_behind_month(const struct scan *s, size_t i)
{
    enum { SURE = 4 }; /* letters: "set" and "out" are words of their own */
    struct phrase month, by;
    if (!words_at_end(WORDS_MONTH, s->head[i], &month))
        return false;
    struct text before = text_trim(text_slice(s->head[i], 0, month.begin));
    return words_at_end(WORDS_DUE_BY, before, &by) ||
           (month.end - month.begin >= SURE && !unit_of(s, i).len);
}

/* "30 June", "30 de junio"; "des" is short for a month and a word of its own. */
static bool is_before_month(const struct scan *s, size_t i)
{
    enum { SHORTEST = 3 };
    struct phrase joint, month;
    struct text tail = s->tail[i];
    if (words_at_start(WORDS_MONTH, tail, &month))
        return month.end >= SHORTEST;
    if (!words_at_start(WORDS_JOINT_OF_PERIOD, tail, &joint))
        return false;
    tail = text_trim(text_slice(tail, joint.end, tail.len));
    return words_at_start(WORDS_MONTH, tail, &month) && month.end > SHORTEST;
}

/* "bis 30.06.", "30.06. alle Verträge": a day and a month without a year. */
static bool is_day_and_month(const struct scan *s, size_t i)
{
    const struct token *token = &s->v[i];
    struct text written = text_slice(s->text, token->begin, token->end), day = {0};
    struct phrase by;
    if (!text_starts(s->raw_tail[i], T(".")) || token->unit.len || token->percent)
        return false;
    day = text_cut(&written, '.');
    bool digits = day.len && day.len <= 2 && written.len && written.len <= 2 && token->value < 32;
    bool month = written.len && (written.len == 1 || written.ptr[0] <= '1');
    return digits && month &&
           (written.ptr[0] == '0' || words_at_end(WORDS_DUE_BY, s->head[i], &by));
}

/* "Q3 2026", "by 30 June", 6月: numbers of a date. */
static bool is_date(struct scan *s, size_t i)
{
    struct text name;
    const struct token *token = &s->v[i];
    bool day = token->value >= 1 && token->value <= 31 && !token->unit.len && !token->percent &&
               token->value == floor(token->value);
    return is_day_and_month(s, i) ||
           (day && (is_before_month(s, i) || is_behind_month(s, i) ||
                    words_unspaced_prefix(WORDS_DATED_BEHIND, s->raw_tail[i], &name)));
}

/* "1. Grades", "im 2. Quartal": which one; but "to 3. Then ...". */
static bool is_ordinal(struct scan *s, size_t i)
{
    struct phrase phrase;
    const struct token *token = &s->v[i];
    struct text raw = s->raw_tail[i];
    bool stop =
        raw.len > 2 && raw.ptr[0] == '.' && raw.ptr[1] == ' ' && is_word_byte(raw.ptr[2], true);
    return stop && token->value <= 31 && token->value == floor(token->value) && !token->unit.len &&
           !token->percent && !words_at_end(WORDS_TO, s->head[i], &phrase) &&
           !value_comparison(s->raw_head[i], (struct text){0});
}

/* "by 6 am", "um 5 Uhr", "kl. 6": a time of day; so is the first of "von 8 bis 18 Uhr". */
static bool is_clock(struct scan *s, size_t i)
{
    struct phrase before, behind;
    struct text key = s->v[i].unit.len ? text_key(s->mem, s->v[i].unit) : s->tail[i];
    if (s->v[i].percent || s->v[i].currency || s->v[i].value < 0 || s->v[i].value > 24)
        return false;
    struct text gap =
        i + 1 < s->n ? text_slice(s->text, s->v[i].end, s->v[i + 1].begin) : (struct text){0};
    if (!s->v[i].unit.len && words_name(WORDS_TO, text_key(s->mem, gap)).len && is_clock(s, i + 1))
        return true;
    if (words_at_start(WORDS_CLOCK_BEHIND, key, &behind) ||
        words_at_end(WORDS_CLOCK_BEFORE, s->head[i], &before))
        return true;
    return words_at_end(WORDS_CLOCK, s->head[i], &before) && text_eq(before.name, T("before")) &&
           words_at_start(WORDS_CLOCK, key, &behind) && text_eq(behind.name, T("behind"));
}

bool begins_unspaced(struct text t)
{
    return t.len && (unsigned char)t.ptr[0] >= 0xE2;
}

/* 1日あたり, "1인당": of what the figure is per one. */
static bool is_per_one(struct scan *s, size_t i)
{
    struct text raw = s->raw_tail[i], name;
    struct text unit =
        s->v[i].value == 1 && begins_unspaced(raw) ? unit_behind(s, raw) : (struct text){0};
    return unit.len &&
           words_unspaced_prefix(WORDS_PER_BEHIND, text_slice(raw, unit.len, raw.len), &name) > 0;
}

/* "on a scale from 1 to 7": the ends of what a figure is on. */
static bool is_of_scale(struct scan *s, size_t i)
{
    struct phrase scale;
    for (size_t k = i ? i - 1 : 0; k <= i; k++)
        if (words_at_end(WORDS_RATING_SCALE, s->head[k], &scale) && (k > 0 || scale.begin > 0))
            return k == i || words_name(WORDS_TO, s->head[i]).len || !s->head[i].len;
    return false;
}

/* What the text says without the scale that it is on, whose name is a verb as well. */
static struct text without_scale(struct text key)
{
    struct phrase scale;
    bool found = words_within(WORDS_RATING_SCALE, key, &scale) && scale.begin > 0 &&
                 scale.end + 1 < key.len && key.ptr[scale.end + 1] >= '0' &&
                 key.ptr[scale.end + 1] <= '9';
    return found ? text_trim(text_slice(key, 0, scale.begin)) : key;
}

bool is_aged(const struct scan *s, size_t i)
{
    struct phrase than, phrase;
    return words_at_end(WORDS_OF_AGE, s->head[i], &than) && !comparison_at_end(s->head[i], &phrase);
}

static bool is_age(struct scan *s, size_t i)
{
    struct phrase none;
    bool no_such = s->n == 1 && words_at_start(WORDS_NO_SUCH, s->key, &none);
    return is_aged(s, i) && !no_such;
}

/* "from around 400", "auf etwa 100" -> "from", "auf". */
static struct text without_about(struct text head)
{
    static const enum word_section sections[] = {WORDS_FROM, WORDS_TO, WORDS_BY};
    struct phrase about, phrase;
    if (!words_at_end(WORDS_ABOUT, head, &about))
        return head;
    struct text rest = text_trim(text_slice(head, 0, about.begin));
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (words_at_end(sections[i], rest, &phrase))
            return rest;
    return head;
}

/* The words right before a number, without what compares ("to at least 50" -> "to") or makes it vague. */
static struct text stem_of(struct text head)
{
    struct phrase phrase;
    head = without_about(head);
    if (comparison_at_end(head, &phrase) && !words_at_end(WORDS_TO, head, &(struct phrase){0}))
        return text_trim(text_slice(head, 0, phrase.begin));
    return head;
}

static void fill_contexts(struct scan *s)
{
    for (size_t i = 0; i < s->n; i++) {
        size_t from = i ? s->v[i - 1].end : 0;
        size_t to = i + 1 < s->n ? s->v[i + 1].begin : s->text.len;
        s->raw_head[i] = text_slice(s->text, from, s->v[i].begin);
        s->raw_tail[i] = text_slice(s->text, s->v[i].end, to);
        s->head[i] = text_key(s->mem, s->raw_head[i]);
        s->tail[i] = text_key(s->mem, s->raw_tail[i]);
        s->stem[i] = stem_of(s->head[i]);
    }
}

void scan_drop(struct scan *s, bool (*unwanted)(struct scan *, size_t))
{
    size_t n = 0;
    bool gone[MOST_NUMBERS];
    for (size_t i = 0; i < s->n; i++)
        gone[i] = unwanted(s, i);
    for (size_t i = 0; i < s->n; i++)
        if (!gone[i])
            s->v[n++] = s->v[i];
    bool fewer = n < s->n;
    s->n = n;
    if (fewer)
        fill_contexts(s);
}

/* "4.5/5", "8/10": a grade on a scale, the number before the stroke. */
static bool is_grade(struct text text, enum decimal_mark mark, struct token *token)
{
    struct text written = text_slice(text, token->begin, token->end), scale = written;
    struct text grade = text_cut(&scale, '/');
    struct number number;
    bool known = text_eq(scale, T("5")) || text_eq(scale, T("10")) || text_eq(scale, T("100"));
    if (!known || !value_number(grade, mark, &number))
        return false;
    token->value = number.value;
    token->odd = false;
    token->unit = text_slice(written, grade.len, written.len);
    return true;
}

/* "50k-60k"; but a change behind a label: "Churn: 5%-3%". */
static bool is_dash_range(const struct scan *s, size_t k)
{
    struct text raw = s->raw_tail[k];
    bool dash = text_eq(raw, T("-")) || text_eq(raw, T("–")) || text_eq(raw, T("—"));
    return dash && !text_ends(text_trim(s->raw_head[k]), T(":"));
}

/* "by 10 to 30 days", "um 3 bis 5 %": by how much at least and at most; "by 10 days to 30 days" says where to. */
static bool is_by_range(const struct scan *s, size_t k)
{
    struct phrase phrase;
    const struct token *a = &s->v[k], *b = &s->v[k + 1];
    bool bare = !a->percent && !a->unit.len, dressed = b->percent || unit_of(s, k + 1).len;
    return bare && dressed && words_name(WORDS_RANGE, s->tail[k]).len &&
           words_at_end(WORDS_BY, s->head[k], &phrase) &&
           !words_at_end(WORDS_BY_OR_OF, s->head[k], &phrase);
}

/* "between 5 and 8": one of the two ends. */
static bool is_range_end(struct scan *s, size_t i)
{
    struct phrase phrase;
    for (size_t k = i ? i - 1 : 0; k <= i && k + 1 < s->n; k++) {
        bool between = words_at_end(WORDS_BETWEEN, s->head[k], &phrase);
        if ((between && s->raw_tail[k].len <= 12) || is_dash_range(s, k) || is_by_range(s, k))
            return true;
    }
    return false;
}

/* Where the text ends that may belong to figures that end at `at`: before the next ones. */
static size_t dressed_end(struct text text, size_t at, enum decimal_mark mark)
{
    struct token next;
    return number_next(text, &at, mark, &next) ? next.begin : text.len;
}

/* What is said of is to be less. */
static bool lessens(struct text key)
{
    struct phrase phrase;
    return direction_of(key) == DIRECTION_DECREASE ||
           words_within(WORDS_LESS_IS_BETTER, key, &phrase);
}

/* "80-90 %", "to 5-7 days": one figure, the end that is reached first. Bare ones, those that nothing is to
   reach ("for firms of 20-50 people") and those by which something changes are none. */
static bool is_range(const struct scan *s, size_t begin, size_t end, bool between,
                     enum decimal_mark mark, struct token *token)
{
    struct phrase phrase;
    struct number_range range;
    struct text key = text_key(s->mem, text_slice(s->text, 0, begin));
    if (text_ends(text_trim(text_slice(s->text, 0, begin)), T(":")) ||
        !value_range(text_slice(s->text, begin, end), mark, between, &range) || range.spoken ||
        (!range.low.percent && !words_at_end(WORDS_TO, key, &phrase)))
        return false;
    bool by = words_at_end(WORDS_BY, key, &phrase) && !words_at_end(WORDS_TO, key, &phrase);
    if (by && (scan_moves(s) || !words_at_end(WORDS_BY_OR_OF, key, &phrase)))
        return false;
    bool less = lessens(s->key);
    *token = (struct token){.value = range_nearest(&range, NAN, less),
                            .magnitude = 1,
                            .percent = range.low.percent,
                            .unit = range.low.unit,
                            .currency = value_currency(s->mem, range.low.unit).len > 0,
                            .range = true,
                            .begin = begin,
                            .end = begin + range.end};
    return true;
}

/* The same where it is written with blanks, "80 – 90 %", or with words, "between 80 and 90 %". */
static void join_ranges(struct scan *s, enum decimal_mark mark)
{
    struct phrase phrase;
    size_t n = s->n;
    for (size_t i = 0; i + 1 < s->n; i++) {
        struct token joined;
        bool between = words_at_end(WORDS_BETWEEN, s->head[i], &phrase);
        size_t end = i + 2 < s->n ? s->v[i + 2].begin : s->text.len;
        if (s->v[i].odd || s->v[i].range || s->v[i + 1].range ||
            !is_range(s, s->v[i].begin, end, between, mark, &joined))
            continue;
        s->v[i] = joined;
        for (size_t k = i + 1; k + 1 < s->n; k++)
            s->v[k] = s->v[k + 1];
        s->n--;
    }
    if (s->n < n)
        fill_contexts(s);
}

/* What is said of number i and the next: the first is a "part" of the second, they are a "share" ("1 in 20"), or
   ends that nobody can tell apart ("30 / 45"). Absent: nothing. */
static struct text joint_of_parts(const struct scan *s, size_t i)
{
    const struct token *a = &s->v[i], *b = &s->v[i + 1];
    bool bare = !a->percent && !a->unit.len && !b->percent && !b->currency && !b->year;
    bool scale = b->value == 5 || b->value == 10 || b->value == 100;
    bool counts = floor(a->value) == a->value && floor(b->value) == b->value;
    struct phrase to;
    bool from = i + 2 < s->n && words_at_end(WORDS_TO, s->head[i + 2], &to) &&
                words_name(WORDS_FROM, s->head[i + 1]).len; /* "um 5 von 20 auf 15" */
    if (!bare || from || !(a->value > 0))
        return (struct text){0};
    bool part = b->value > 1 && b->value >= a->value && (scale || counts);
    if (text_eq(text_trim(s->raw_head[i + 1]), T("/")))
        return part && scale ? T("part") : T("either");
    struct text joint = part ? words_name(WORDS_OUT_OF, s->head[i + 1]) : (struct text){0};
    bool time = text_eq(joint, T("share")) && scan_is_time(s, i + 1); /* "8 in 24 h" */
    const struct text none = {0};
    return time ? none : joint;
}

/* "9 out of 10 customers", "5 von 6 Meilensteinen": the part is the figure, of "1 in 20 deliveries" the share. */
static void join_parts(struct scan *s)
{
    for (size_t i = 0; i + 1 < s->n; i++) {
        struct text joint = joint_of_parts(s, i);
        if (!joint.len)
            continue;
        struct token *part = &s->v[i], *whole = &s->v[i + 1];
        part->percent = text_eq(joint, T("share"));
        part->value /= part->percent ? whole->value : 1;
        part->end = whole->end;
        size_t gone = text_eq(joint, T("either")) ? 2 : 1, to = gone == 2 ? i : i + 1;
        for (size_t k = to; k + gone < s->n; k++)
            s->v[k] = s->v[k + gone];
        s->n -= gone;
        fill_contexts(s);
    }
}

void scan_text(struct scan *s, struct text text, enum decimal_mark mark)
{
    struct token token;
    size_t at = 0;
    s->text = text;
    s->key = text_key(s->mem, text);
    while (s->n < MOST_NUMBERS && number_next(text, &at, mark, &token)) {
        if (token.odd && is_range(s, token.begin, dressed_end(text, at, mark), false, mark, &token))
            at = token.end;
        if (!token.odd || is_grade(text, mark, &token))
            s->v[s->n++] = token;
    }
    if (s->n > 0)
        s->key = without_scale(s->key);
    fill_contexts(s);
    join_ranges(s, mark);
    join_parts(s);
    scan_drop(s, is_date);
    scan_drop(s, is_ordinal);
    scan_drop(s, is_clock);
    scan_drop(s, is_age);
    scan_drop(s, is_of_scale);
    scan_drop(s, is_per_one);
    scan_drop(s, is_range_end);
}

void scan_letters(struct scan *s)
{
    size_t at = 0;
    s->n = 0;
    while (at < s->text.len && s->n < MOST_NUMBERS) {
        struct text word = scan_word(s->text, &at);
        if (!word.len) {
            at++;
            continue;
        }
        struct text key = text_key(s->mem, word), rest = key;
        double value = words_value(WORDS_IN_LETTERS, key);
        double tens = words_value(WORDS_IN_LETTERS, text_cut(&rest, ' '));
        double ones = rest.len ? words_value(WORDS_IN_LETTERS, rest) : NAN;
        value = isnan(value) && tens >= 20 && ones < 10 ? tens + ones : value; /* "twenty-five" */
        if (isnan(value))
            continue;
        size_t begin = (size_t)(word.ptr - s->text.ptr);
        s->v[s->n++] =
            (struct token){.value = value, .magnitude = 1, .begin = begin, .end = begin + word.len};
    }
    fill_contexts(s);
}
