/*
 * Text -> dates and periods. One tokenizer splits a text into numbers, words and marks; a date or a
 * period is then a small number of shapes over those. Words (months, "quarter", "fiscal") are data.
 */
#include "base/fold.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- the calendar ------------------------------------------------------------------------------ */

double date_days(int year, int month, int day)
{
    /* days from civil, counted from 1899-12-30 */
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (double)era * 146097 + day_of_era - 719468 + 25569;
}

void date_civil(double days, int *year, int *month, int *day)
{
    long z = (long)floor(days) - 25569 + 719468;
    long era = (z >= 0 ? z : z - 146096) / 146097;
    long doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

struct text date_iso(struct arena *mem, double days)
{
    if (!(days >= -600000 && days <= 2958465))
        return (struct text){0};
    int year, month, day;
    date_civil(days, &year, &month, &day);
    return text_printf(mem, "%04d-%02d-%02d", year, month, day);
}

static int month_length(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool valid_date(int year, int month, int day)
{
    return year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_length(year, month);
}

static int full_year(int year, size_t digits)
{
    return digits == 2 ? 2000 + year : digits == 4 ? year : -1;
}

/* --- tokens ------------------------------------------------------------------------------------- */

enum { MOST_TOKENS = 24 };

enum token_type { TOKEN_NUMBER, TOKEN_WORD, TOKEN_MARK };

struct date_token {
    enum token_type type;
    int number;    /* of a number; of a mark, its code point */
    size_t digits; /* of a number */
    struct text key;
    size_t begin, end;  /* in the text */
    int month, ordinal; /* of a word; 0 */
};

struct date_scan {
    struct arena *mem;
    struct date_token v[MOST_TOKENS];
    size_t n;
    bool overflow;
};

static bool is_word(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000) ||
           (c >= 0x3040 && c < 0xFF00 && !(c >= 0xFE00));
}

static bool is_blank_mark(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x3000 || c == 0x200B;
}

static void scan_number(struct date_scan *s, struct text *rest)
{
    struct date_token *token = &s->v[s->n - 1];
    token->type = TOKEN_NUMBER;
    while (rest->len && rest->ptr[0] >= '0' && rest->ptr[0] <= '9') {
        if (token->digits < 9)
            token->number = token->number * 10 + (rest->ptr[0] - '0');
        token->digits++;
        *rest = text_slice(*rest, 1, rest->len);
    }
}

/* Of a script without blanks between words: kana, Chinese signs, Hangul. */
static bool is_unspaced(uint32_t c)
{
    return c >= 0x2E80;
}

/* End of the word that begins `rest`: in scripts without blanks the longest word that is known; letters end
   where such a script begins ("Q" of "1Q目標"). */
static struct text cut_word(struct text *rest)
{
    static const enum word_section known[] = {WORDS_QUARTER,  WORDS_HALF,        WORDS_FIRST_HALF,
                                              WORDS_YEAR,     WORDS_SECOND_HALF, WORDS_RANGE,
                                              WORDS_ORDINAL,  WORDS_END_OF,      WORDS_MIDDLE_OF,
                                              WORDS_START_OF, WORDS_WEEK,        WORDS_ERA};
    struct text start = *rest, name;
    bool unspaced = is_unspaced(text_next(&(struct text){rest->ptr, rest->len}));
    size_t longest = 0;
    for (size_t i = 0; unspaced && i < sizeof known / sizeof *known; i++) {
        size_t n = words_unspaced_prefix(known[i], start, &name);
        longest = n > longest ? n : longest;
    }
    *rest = text_slice(start, longest, start.len);
    while (!longest && rest->len) {
        struct text next = *rest;
        uint32_t c = text_next(&next);
        if (!is_word(c) || (rest->ptr != start.ptr && (unspaced || is_unspaced(c))))
            break;
        *rest = next;
    }
    return text_slice(start, 0, start.len - rest->len);
}

static void scan_word(struct date_scan *s, struct text *rest)
{
    struct date_token *token = &s->v[s->n - 1];
    token->type = TOKEN_WORD;
    token->key = text_key(s->mem, cut_word(rest));
    double month = words_value(WORDS_MONTH, token->key);
    double ordinal = words_value(WORDS_ORDINAL, token->key);
    token->month = isnan(month) ? 0 : (int)month;
    token->ordinal = isnan(ordinal) ? 0 : (int)ordinal;
}

static void scan_dates(struct date_scan *s, struct text text)
{
    const char *start = text.ptr;
    text = text_trim(text);
    s->overflow = text.len > 200;
    while (text.len && !s->overflow) {
        struct text next = text;
        uint32_t c = text_next(&next);
        if (is_blank_mark(c)) {
            text = next;
            continue;
        }
        if (s->n == MOST_TOKENS) {
            s->overflow = true;
            return;
        }
        struct date_token *token = &s->v[s->n++];
        *token = (struct date_token){.begin = (size_t)(text.ptr - start)};
        if (c >= '0' && c <= '9') {
            scan_number(s, &text);
        } else if (is_word(c)) {
            scan_word(s, &text);
        } else {
            token->type = TOKEN_MARK;
            token->number = (int)c;
            text = next;
        }
        token->end = (size_t)(text.ptr - start);
    }
}

static bool is_mark(const struct date_token *t, const char *marks)
{
    return t->type == TOKEN_MARK && t->number < 128 && t->number > 0 &&
           strchr(marks, t->number) != NULL;
}

/* --- dates -------------------------------------------------------------------------------------- */

static double date_of(int year, int month, int day)
{
    return valid_date(year, month, day) ? date_days(year, month, day) : NAN;
}

/* Day and month of 03/04/2026: by what can be, else by the order; d/m if nothing tells. */
static double numeric_date(int a, int b, int year, bool dotted, enum date_order order)
{
    bool month_first = order == DATE_MDY && !dotted;
    if (a > 12)
        month_first = false;
    else if (b > 12)
        month_first = true;
    return month_first ? date_of(year, a, b) : date_of(year, b, a);
}

/* Number, mark, number, mark, number at i: 2026-06-30, 30.06.2026, 6/30/26. */
static double date_of_marks(const struct date_scan *s, size_t i, enum date_order order)
{
    const struct date_token *t = &s->v[i];
    if (i + 5 > s->n || t[0].type != TOKEN_NUMBER || !is_mark(&t[1], "-/.") ||
        t[2].type != TOKEN_NUMBER || !is_mark(&t[3], "-/.") || t[4].type != TOKEN_NUMBER)
        return NAN;
    if (t[0].digits == 4)
        return date_of(t[0].number, t[2].number, t[4].number);
    if (t[0].digits > 2 || t[2].digits > 2)
        return NAN;
    return numeric_date(t[0].number, t[2].number, full_year(t[4].number, t[4].digits),
                        is_mark(&t[1], "."), order);
}

/* 30 June 2026, June 30, 2026, 30-Jun-26, 2026年6月30日; `year` where none is written, 0: must be. */
static double date_of_words(const struct date_scan *s, size_t first, size_t last, int unsaid)
{
    int month = 0, day = 0, year = 0;
    for (size_t i = first; i < last; i++) {
        const struct date_token *t = &s->v[i];
        bool unit = i + 1 < last && s->v[i + 1].type == TOKEN_WORD;
        struct text next = unit ? s->v[i + 1].key : (struct text){0};
        if (t->type == TOKEN_WORD && t->month && !month)
            month = t->month;
        else if (t->type == TOKEN_NUMBER && (text_eq(next, T("月")) || text_eq(next, T("월"))))
            month = t->number;
        else if (t->type == TOKEN_NUMBER && i > first && !year &&
                 !isnan(words_value(WORDS_ERA, s->v[i - 1].key)))
            year = (int)words_value(WORDS_ERA, s->v[i - 1].key) + t->number;
        else if (t->type == TOKEN_NUMBER && t->digits == 4 && !year)
            year = t->number;
        else if (t->type == TOKEN_NUMBER && t->digits <= 2 && !day)
            day = t->number;
        else if (t->type == TOKEN_NUMBER && t->digits == 2 && !year && day)
            year = 2000 + t->number;
        else if (t->type == TOKEN_NUMBER)
            return NAN;
    }
    year = year ? year : unsaid;
    return month && day && year ? date_of(year, month, day) : NAN;
}

static bool is_time(const struct date_scan *s, size_t i)
{
    return i + 1 < s->n && s->v[i].type == TOKEN_NUMBER && is_mark(&s->v[i + 1], ":");
}

/* Number of tokens before a time of day: "2026-06-30T12:00", "30 June 2026 12:00". */
static size_t without_time(const struct date_scan *s)
{
    for (size_t i = 1; i < s->n; i++)
        if (is_time(s, i))
            return i;
    return s->n;
}

/* The words beside a numeric date that change nothing: weekdays, "by", "T". */
static bool only_date(const struct date_scan *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (s->v[i].type == TOKEN_NUMBER)
            return false;
    return true;
}

static double date_in(const struct date_scan *s, enum date_order order)
{
    size_t n = without_time(s);
    if (n == 0)
        return NAN;
    if (n == 1 && s->v[0].type == TOKEN_NUMBER && s->v[0].digits == 8)
        return date_of(s->v[0].number / 10000, s->v[0].number / 100 % 100, s->v[0].number % 100);
    for (size_t i = 0; i + 5 <= n; i++) {
        double days = date_of_marks(s, i, order);
        if (!isnan(days))
            return only_date(s, 0, i) && only_date(s, i + 5, n) ? days : NAN;
    }
    return date_of_words(s, 0, n, 0);
}

static bool is_in(enum word_section section, const struct date_token *t)
{
    return t->type == TOKEN_WORD && words_name(section, t->key).len > 0;
}

/* "2026-W23", "KW 23/2026": the Sunday of that week after ISO 8601. */
static double date_of_week(const struct date_scan *s)
{
    int week = 0, year = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct date_token *t = &s->v[i];
        bool joint = i + 2 < s->n && is_mark(&s->v[i + 1], ".");
        const struct date_token *next = i + 1 < s->n ? &s->v[i + 1 + joint] : t;
        if (is_in(WORDS_WEEK, t) && next->type == TOKEN_NUMBER && next->digits <= 2 && !week)
            week = next->number;
        else if (t->type == TOKEN_NUMBER && t->digits == 4 && !year)
            year = t->number;
        else if (t->type == TOKEN_WORD || (t->type == TOKEN_NUMBER && t->number != week))
            return NAN;
    }
    if (week < 1 || week > 53 || year < 1990 || year > 2100)
        return NAN;
    double fourth = date_days(year, 1, 4); /* always in week 1; day 1 was a Sunday */
    double sunday = fourth + fmod(8 - fmod(fourth, 7), 7);
    return sunday + 7 * (week - 1);
}

/* "mid-Q3 2026", "Ende Juni 2026", "2026年6月末": a day of the period that the other words name. */
static double date_in_period(struct arena *mem, struct text text, const struct date_scan *s,
                             enum date_order order)
{
    static const enum word_section sections[] = {WORDS_END_OF, WORDS_MIDDLE_OF, WORDS_START_OF};
    struct buf rest = {.mem = mem};
    int part = -1;
    for (size_t i = 0; i < s->n; i++) {
        const struct date_token *t = &s->v[i];
        int found = -1;
        for (int k = 0; k < 3; k++)
            found = is_in(sections[k], t) ? k : found;
        if (found >= 0 && part < 0)
            part = found;
        else if (!(part >= 0 && is_in(WORDS_JOINT_OF_PERIOD, t)) && !is_mark(t, "-"))
            buf_printf(&rest, TEXT_FMT " ", TEXT_ARG(text_slice(text, t->begin, t->end)));
    }
    struct period period;
    if (part < 0 || !value_period(mem, buf_text(&rest), order, &period) || isnan(period.first))
        return NAN;
    return part == 0   ? period.last
           : part == 1 ? period.first + floor((period.last - period.first - 1) / 2)
                       : period.first;
}

bool value_date(struct text text, enum date_order order, double *days)
{
    struct date_scan s = {.mem = arena_new()};
    scan_dates(&s, text);
    double found = s.overflow ? NAN : date_in(&s, order);
    if (isnan(found) && !s.overflow)
        found = date_of_week(&s);
    if (isnan(found) && !s.overflow)
        found = date_in_period(s.mem, text, &s, order);
    struct period period;
    if (isnan(found) && value_period(s.mem, text, order, &period))
        found = period.last;
    arena_free(s.mem);
    if (isnan(found))
        return false;
    *days = found;
    return true;
}

/* "31/08", "15.02.", "30-9": the only figures of the text. */
static double day_of_marks(const struct date_scan *s, enum date_order order, int year)
{
    for (size_t i = 0; i + 3 <= s->n; i++) {
        const struct date_token *t = &s->v[i];
        if (t[0].type == TOKEN_NUMBER && t[0].digits <= 2 && is_mark(&t[1], "-/.") &&
            t[2].type == TOKEN_NUMBER && t[2].digits <= 2)
            return only_date(s, 0, i) && only_date(s, i + 3, s->n)
                       ? numeric_date(t[0].number, t[2].number, year, is_mark(&t[1], "."), order)
                       : NAN;
    }
    return NAN;
}

bool value_day(struct text text, enum date_order order, int year, double *days)
{
    struct date_scan s = {.mem = arena_new()};
    scan_dates(&s, text);
    double found = s.overflow ? NAN : date_in(&s, order);
    if (isnan(found) && !s.overflow)
        found = day_of_marks(&s, order, year);
    if (isnan(found) && !s.overflow)
        found = date_of_words(&s, 0, without_time(&s), year);
    arena_free(s.mem);
    if (isnan(found))
        return false;
    *days = found;
    return true;
}

enum date_order value_date_order(const struct text *texts, size_t n)
{
    size_t dmy = 0, mdy = 0;
    for (size_t i = 0; i < n; i++) {
        struct date_scan s = {.mem = arena_new()};
        scan_dates(&s, texts[i]);
        for (size_t k = 0; k + 5 <= s.n; k++) {
            const struct date_token *t = &s.v[k];
            bool candidate = !isnan(date_of_marks(&s, k, DATE_DMY)) && t[0].digits <= 2;
            if (!candidate)
                continue;
            dmy += t[0].number > 12 || is_mark(&t[1], ".");
            mdy += t[2].number > 12;
            break;
        }
        arena_free(s.mem);
    }
    return dmy > 4 * mdy ? DATE_DMY : mdy > 4 * dmy ? DATE_MDY : DATE_UNKNOWN;
}

/* --- periods ------------------------------------------------------------------------------------ */

/* What one end of a period says. */
struct span {
    int year, quarter, half, month;
    bool fiscal;
};

static bool set_once(int *field, int value, int least, int most)
{
    if (*field || value < least || value > most)
        return false;
    *field = value;
    return true;
}

static struct date_token *next_number(struct date_scan *s, size_t i, size_t last)
{
    if (i + 1 < last && s->v[i + 1].type == TOKEN_NUMBER)
        return &s->v[i + 1];
    bool mark = i + 2 < last && is_mark(&s->v[i + 1], ".- ") && s->v[i + 2].type == TOKEN_NUMBER;
    return mark ? &s->v[i + 2] : NULL;
}

/* "Q2", "2. Quartal", "II kw.", "second quarter", "第2四半期": number and word, either first. */
static bool take_part(struct date_scan *s, size_t i, size_t last, enum word_section section,
                      int most, int *field, bool *used)
{
    if (!is_in(section, &s->v[i]))
        return false;
    struct date_token *behind = next_number(s, i, last);
    if (behind && behind->digits == 1 && set_once(field, behind->number, 1, most)) {
        used[behind - s->v] = true;
        return true;
    }
    if (i + 1 < last && s->v[i + 1].ordinal && set_once(field, s->v[i + 1].ordinal, 1, most)) {
        used[i + 1] = true;
        return true;
    }
    size_t k = i;
    while (k > 0 && (s->v[k - 1].type == TOKEN_MARK || text_eq(s->v[k - 1].key, T("º")) ||
                     text_eq(s->v[k - 1].key, T("er")) || text_eq(s->v[k - 1].key, T("e")) ||
                     text_eq(s->v[k - 1].key, T("o"))))
        k--;
    if (k > 0 && s->v[k - 1].type == TOKEN_NUMBER && s->v[k - 1].digits == 1 && !used[k - 1] &&
        set_once(field, s->v[k - 1].number, 1, most)) {
        used[k - 1] = true;
        return true;
    }
    if (k > 0 && s->v[k - 1].ordinal && set_once(field, s->v[k - 1].ordinal, 1, most)) {
        used[k - 1] = true;
        return true;
    }
    return false;
}

static bool take_word(struct date_scan *s, size_t i, size_t last, struct span *span, bool *used)
{
    const struct date_token *t = &s->v[i];
    if (take_part(s, i, last, WORDS_QUARTER, 4, &span->quarter, used) ||
        take_part(s, i, last, WORDS_HALF, 2, &span->half, used))
        return true;
    if (is_in(WORDS_FIRST_HALF, t))
        return set_once(&span->half, 1, 1, 2);
    if (is_in(WORDS_SECOND_HALF, t))
        return set_once(&span->half, 2, 1, 2);
    if (is_in(WORDS_FISCAL, t)) {
        span->fiscal = true;
        return true;
    }
    if (t->month)
        return set_once(&span->month, t->month, 1, 12);
    double initials = words_value(WORDS_QUARTER_INITIALS, t->key);
    if (!isnan(initials))
        return set_once(&span->quarter, (int)initials, 1, 4);
    return is_in(WORDS_YEAR, t) || is_in(WORDS_QUARTER, t) || is_in(WORDS_HALF, t) || t->ordinal ||
           is_in(WORDS_RANGE, t) || is_in(WORDS_ERA, t) || text_eq(t->key, T("of")) ||
           text_eq(t->key, T("de")) || text_eq(t->key, T("del")) || text_eq(t->key, T("end")) ||
           text_eq(t->key, T("ende")) || text_eq(t->key, T("fin")) || text_eq(t->key, T("第")) ||
           text_eq(t->key, T("제")) || text_eq(t->key, T("er")) || text_eq(t->key, T("o")) ||
           text_eq(t->key, T("e")) || text_eq(t->key, T("eoq")) || text_eq(t->key, T("월")) ||
           text_eq(t->key, T("月"));
}

static bool is_month_sign(struct text t)
{
    return text_starts(t, T("月")) || text_starts(t, T("월"));
}

int value_numbered_month(struct text text, struct text *slice)
{
    for (size_t i = 1; i < text.len; i++) {
        size_t digits = 0;
        while (digits < i && text.ptr[i - digits - 1] >= '0' && text.ptr[i - digits - 1] <= '9')
            digits++;
        size_t end = i + T("月").len;
        bool day = end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9';
        if (!digits || digits > 2 || day || !is_month_sign(text_slice(text, i, text.len)))
            continue;
        int month = text.ptr[i - 1] - '0' + (digits > 1 ? 10 * (text.ptr[i - 2] - '0') : 0);
        *slice = text_slice(text, i - digits, end);
        return month >= 1 && month <= 12 ? month : 0;
    }
    return 0;
}

/* The year: four digits, or two behind a mark or a word of the year ("FY26", "Q2'26", "1H26"). */
static bool take_number(struct date_scan *s, size_t i, size_t last, struct span *span)
{
    const struct date_token *t = &s->v[i];
    bool month_word = i + 1 < last && s->v[i + 1].type == TOKEN_WORD &&
                      (text_eq(s->v[i + 1].key, T("月")) || text_eq(s->v[i + 1].key, T("월")));
    if (month_word)
        return set_once(&span->month, t->number, 1, 12);
    double era = i ? words_value(WORDS_ERA, s->v[i - 1].key) : NAN;
    if (!isnan(era))
        return set_once(&span->year, (int)era + t->number, 1990, 2100);
    if (span->year && t->number % 100 == (span->year + 1) % 100 && !span->month) {
        span->year++; /* FY25/26 */
        return span->fiscal = true;
    }
    if (t->digits == 4)
        return set_once(&span->year, t->number, 1990, 2100);
    bool glued = i > 0 && s->v[i - 1].end == t->begin; /* "Jun'26", not "30 June" */
    bool part = span->quarter || span->half || span->fiscal || (span->month && glued);
    if (t->digits == 2 && part)
        return set_once(&span->year, 2000 + t->number, 2015, 2060);
    return false;
}

/* "2026-04", "04/2026": a month beside a year of four digits. */
static bool take_month_number(const struct date_scan *s, size_t first, size_t last,
                              struct span *span)
{
    const struct date_token *t = &s->v[first];
    if (last - first != 3 || t[0].type != TOKEN_NUMBER || t[2].type != TOKEN_NUMBER ||
        !is_mark(&t[1], "-/."))
        return false;
    const struct date_token *year = t[0].digits == 4 ? &t[0] : &t[2];
    const struct date_token *month = t[0].digits == 4 ? &t[2] : &t[0];
    return year->digits == 4 && month->digits <= 2 &&
           set_once(&span->year, year->number, 1990, 2100) &&
           set_once(&span->month, month->number, 1, 12);
}

/* 年度 beside 四半期 or 上期: a year of business. */
static bool names_fiscal(const struct date_scan *s, size_t first, size_t last)
{
    bool year = false, part = false;
    for (size_t i = first; i < last; i++) {
        struct text name = words_name(WORDS_FISCAL_WITH_PART, s->v[i].key);
        year |= text_eq(name, T("year"));
        part |= text_eq(name, T("part"));
    }
    return year && part;
}

static bool span_of(struct date_scan *s, size_t first, size_t last, struct span *span)
{
    bool used[MOST_TOKENS] = {false};
    *span = (struct span){0};
    if (take_month_number(s, first, last, span))
        return true;
    *span = (struct span){0};
    for (size_t i = first; i < last; i++)
        if (s->v[i].type == TOKEN_WORD && !used[i] && !take_word(s, i, last, span, used))
            return false;
    for (size_t i = first; i < last; i++)
        if (s->v[i].type == TOKEN_NUMBER && !used[i] && !take_number(s, i, last, span))
            return false;
    if (span->month && (span->quarter || span->half))
        return false; /* "Set Q3-26" */
    span->fiscal |= names_fiscal(s, first, last);
    return span->year || span->quarter || span->half || span->month;
}

/* First and last month of a span within its year. */
static void months_of(const struct span *span, int *first, int *last)
{
    *first = span->month     ? span->month
             : span->quarter ? span->quarter * 3 - 2
             : span->half    ? span->half * 6 - 5
                             : 1;
    *last = span->month     ? span->month
            : span->quarter ? span->quarter * 3
            : span->half    ? span->half * 6
                            : 12;
}

static void name_months(struct arena *mem, const char *year, int first, int last,
                        struct period *out)
{
    int length = last - first + 1;
    if (length == 12 && first == 1)
        out->name = text_printf(mem, "%s", year);
    else if (length == 6 && first % 6 == 1)
        out->name = text_printf(mem, "%s%sH%d", year, *year ? "-" : "", first / 6 + 1);
    else if (length == 3 && first % 3 == 1)
        out->name = text_printf(mem, "%s%sQ%d", year, *year ? "-" : "", first / 3 + 1);
    else if (length == 1)
        out->name = text_printf(mem, "%s%s%02d", year, *year ? "-" : "", first);
    else
        out->name = text_printf(mem, "%s%s%02d/%s%s%02d", year, *year ? "-" : "", first, year,
                                *year ? "-" : "", last);
}

static bool make_period(struct arena *mem, const struct span *from, const struct span *to,
                        struct period *out)
{
    int first, last, unused;
    months_of(from, &first, &unused);
    months_of(to, &unused, &last);
    int year = from->year ? from->year : to->year, end = to->year ? to->year : from->year;
    bool fiscal = from->fiscal || to->fiscal;
    char text[16] = "";
    if (year)
        snprintf(text, sizeof text, "%s%d", fiscal ? "FY" : "", year);
    *out = (struct period){.first = NAN, .last = NAN};
    if (year == end) {
        if (first > last || (!year && from->month))
            return false;
        name_months(mem, text, first, last, out);
    } else {
        if (end < year)
            return false;
        out->name = text_printf(mem, "%04d-%02d/%04d-%02d", year, first, end, last);
    }
    if (year && !fiscal) {
        out->first = date_days(year, first, 1);
        out->last = date_days(end, last, month_length(end, last));
    }
    return true;
}

/* First and last day: a whole number of months has a month's name, else "2025-07-05/2025-09-30". */
static bool period_of_days(struct arena *mem, double first, double last, struct period *out)
{
    int y1, m1, d1, y2, m2, d2;
    if (isnan(first) || isnan(last) || last < first)
        return false;
    date_civil(first, &y1, &m1, &d1);
    date_civil(last, &y2, &m2, &d2);
    *out = (struct period){.first = first, .last = last};
    if (y1 == y2 && d1 == 1 && d2 == month_length(y2, m2)) {
        char year[16];
        snprintf(year, sizeof year, "%d", y1);
        name_months(mem, year, m1, m2, out);
    } else {
        out->name = text_printf(mem, "%04d-%02d-%02d/%04d-%02d-%02d", y1, m1, d1, y2, m2, d2);
    }
    return true;
}

static double date_between(const struct date_scan *s, size_t first, size_t last,
                           enum date_order order)
{
    struct date_scan part = {.mem = s->mem, .n = last - first};
    memcpy(part.v, s->v + first, part.n * sizeof *part.v);
    return date_in(&part, order);
}

static bool is_range(const struct date_token *t)
{
    return is_mark(t, "-/~.,&+") || is_in(WORDS_RANGE, t) ||
           (t->type == TOKEN_MARK &&
            (t->number == 0x2013 || t->number == 0x2014 || t->number == 0x2192 ||
             t->number == 0x301C || t->number == 0xFF5E || t->number == 0xFF0D));
}

/* "2026年10-12月": the year once, and the word for months once. */
static bool months_of_year(const struct date_scan *s, size_t first, size_t last, struct span *from,
                           struct span *to)
{
    if (last - first < 5)
        return false;
    const struct date_token *t = &s->v[last - 4], *year = &s->v[first];
    bool written = t[0].type == TOKEN_NUMBER && t[0].number >= 1 && is_range(&t[1]) &&
                   t[2].type == TOKEN_NUMBER && t[2].number <= 12 && t[0].number < t[2].number &&
                   t[3].type == TOKEN_WORD &&
                   (text_eq(t[3].key, T("月")) || text_eq(t[3].key, T("월")));
    if (!written || year->type != TOKEN_NUMBER || year->digits != 4 || last - first > 6)
        return false;
    *from = (struct span){.year = year->number, .month = t[0].number};
    *to = (struct span){.year = year->number, .month = t[2].number};
    return true;
}

/* The period that tokens first..last-1 are; false if they are more, less or something else. */
static bool period_in(struct arena *mem, struct date_scan *s, size_t first, size_t last,
                      enum date_order order, struct period *out)
{
    struct span from, to;
    if (span_of(s, first, last, &from))
        return make_period(mem, &from, &from, out);
    if (months_of_year(s, first, last, &from, &to))
        return make_period(mem, &from, &to, out);
    for (size_t i = first + 1; i + 1 < last; i++) {
        if (!is_range(&s->v[i]))
            continue;
        double start = date_between(s, first, i, order), end = date_between(s, i + 1, last, order);
        if (period_of_days(mem, start, end, out))
            return true;
        if (span_of(s, first, i, &from) && span_of(s, i + 1, last, &to) &&
            (from.month != 0) == (to.month != 0) && make_period(mem, &from, &to, out))
            return true;
    }
    return false;
}

/* "Q2 2026 (Apr - Jun)": without what stands in brackets at the end, which has no figure. */
static struct text without_months(struct text text)
{
    struct text t = text_trim(text), before = value_without_aside(t);
    return text_has_digit(text_slice(t, before.len, t.len)) || !text_has_digit(before) ? t : before;
}

bool value_period(struct arena *mem, struct text text, enum date_order order, struct period *out)
{
    struct text bare = without_months(text);
    if (bare.len < text_trim(text).len && value_period(mem, bare, order, out))
        return true;
    struct date_scan s = {.mem = arena_new()};
    scan_dates(&s, text);
    bool found = !s.overflow && s.n && period_in(mem, &s, 0, s.n, order, out);
    arena_free(s.mem);
    return found;
}

/* Tokens i..end-1 are a part of a day: "05.2026" of "12.05.2026". */
static bool is_of_day(const struct date_scan *s, size_t i, size_t end, enum date_order order)
{
    enum { MOST_AROUND = 4 };
    for (size_t from = i > MOST_AROUND ? i - MOST_AROUND : 0; from <= i; from++)
        for (size_t to = end; to <= s->n && to <= end + MOST_AROUND; to++)
            if (to - from > end - i && s->v[to - 1].type != TOKEN_MARK &&
                !isnan(date_between(s, from, to, order)))
                return true;
    return false;
}

bool value_period_within(struct arena *mem, struct text text, enum date_order order,
                         struct period *out, struct text *slice)
{
    struct text bare = without_months(text);
    if (bare.len < text_trim(text).len && value_period_within(mem, bare, order, out, slice))
        return true;
    struct date_scan s = {.mem = arena_new()};
    bool found = false;
    scan_dates(&s, text);
    for (size_t length = s.n < 9 ? s.n : 9; length > 0 && !found; length--)
        for (size_t i = 0; i + length <= s.n && !found; i++) {
            bool ends = s.v[i].type != TOKEN_MARK && s.v[i + length - 1].type != TOKEN_MARK;
            found = ends && period_in(mem, &s, i, i + length, order, out) &&
                    !is_of_day(&s, i, i + length, order);
            if (found)
                *slice = text_slice(text, s.v[i].begin, s.v[i + length - 1].end);
        }
    arena_free(s.mem);
    return found;
}

double value_short_years(struct text text)
{
    struct text t = text_trim(text);
    enum { EARLIEST = 15, LATEST = 45 };
    if (t.len != 5 || (t.ptr[2] != '-' && t.ptr[2] != '/'))
        return NAN;
    for (size_t i = 0; i < 5; i++)
        if (i != 2 && (t.ptr[i] < '0' || t.ptr[i] > '9'))
            return NAN;
    int first = (t.ptr[0] - '0') * 10 + t.ptr[1] - '0',
        last = (t.ptr[3] - '0') * 10 + t.ptr[4] - '0';
    return first >= EARLIEST && last <= LATEST && last == first + 1 ? 2000 + first : NAN;
}
