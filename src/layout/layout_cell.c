/*
 * Cells -> marks: what each cell holds, seen by itself, and how its text begins ("KR 1.2: ...",
 * "- ...", "1.1 ..."). Texts that occur again are looked at once.
 */
#include "base/fold.h"
#include "layout/layout_work.h"
#include "value/value.h"
#include "value/words.h"

#include <string.h>

enum { LONGEST_KEY = 100, LONGEST_LABEL = 40 };

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static size_t skip_blanks(struct text t, size_t at)
{
    while (at < t.len && (t.ptr[at] == ' ' || t.ptr[at] == '\t'))
        at++;
    return at;
}

/* --- prefixes --------------------------------------------------------------------------------- */

/* "5", "5 %", "1,200": no word behind the figure, so that a dash before it is a minus. */
static bool only_a_number(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((t.ptr[i] >= 'a' && t.ptr[i] <= 'z') || (t.ptr[i] >= 'A' && t.ptr[i] <= 'Z'))
            return false;
    return digit(t.ptr[0]);
}

/* Bytes of a bullet and the blanks behind it; 0: none. */
static size_t bullet(struct text t)
{
    static const char *const bullets[] = {"•", "▪", "‣",  "◦",  "●",   "○",   "■",   "□", "→", "➔",
                                          "➤", "►", "↳",  "└",  "·",   "–",   "—",   "-", "*", ">",
                                          "➢", "✔", "└─", "・", "[ ]", "[x]", "[X]", "☐", "☑", "☒"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        struct text b = text_of(bullets[i]);
        if (!text_starts(t, b))
            continue;
        size_t end = skip_blanks(t, b.len);
        bool plain = b.len == 1 || text_starts(b, T("–")) || text_starts(b, T("—"));
        if (end < t.len && (!plain || end > b.len) &&
            !(plain && b.ptr[0] != '*' && only_a_number(text_slice(t, end, t.len))))
            return end;
    }
    return 0;
}

/* Bytes of "1.2" with its number of parts; 0: none, or too long to be a numbering. */
static size_t numbering(struct text t, size_t at, uint8_t *depth)
{
    size_t start = at;
    *depth = 0;
    while (at < t.len && digit(t.ptr[at])) {
        size_t from = at;
        while (at < t.len && digit(t.ptr[at]))
            at++;
        if (at - from > 2)
            return 0;
        ++*depth;
        if (at + 1 < t.len && t.ptr[at] == '.' && digit(t.ptr[at + 1]))
            at++;
        else
            break;
    }
    return at - start;
}

/* What separates a label from its text: ": ", " - ", ")", ". "; 0: nothing does. */
static size_t separator(struct text t, size_t at)
{
    static const char *const marks[] = {":", "：", ")",  "）", "–", "—", "-",
                                        "|", ".",  "、", "=",  "]", ">", "→"};
    size_t start = skip_blanks(t, at);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct text m = text_of(marks[i]);
        struct text rest = text_slice(t, start, t.len);
        if (text_starts(rest, m) &&
            !((m.ptr[0] == '-' || m.ptr[0] == '.') && rest.len > 1 && digit(rest.ptr[1])))
            return skip_blanks(t, start + m.len);
    }
    return 0;
}

int kind_of_word(const struct work *w, struct text word)
{
    if (word.len > LONGEST_KEY)
        return PREFIX_NONE; /* a sentence */
    struct text key = header_key(w->scratch, word);
    if (vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, key))
        return PREFIX_KEY_RESULT;
    return vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, key) ? PREFIX_OBJECTIVE : PREFIX_NONE;
}

/* "RC", "KR", "OB": short words for items in capitals, in whatever language; "o" and "k" alone are too short. */
static int abbreviation(struct text word)
{
    char lower[4];
    if (word.len < 2 || word.len >= sizeof lower)
        return PREFIX_NONE;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < 'A' || word.ptr[i] > 'Z')
            return PREFIX_NONE;
        lower[i] = (char)(word.ptr[i] | 0x20);
    }
    struct text name = words_name(WORDS_ID_WORD, (struct text){lower, word.len});
    return text_eq(name, T("key_result"))  ? PREFIX_KEY_RESULT
           : text_eq(name, T("objective")) ? PREFIX_OBJECTIVE
                                           : PREFIX_NONE;
}

/* Words that stand for an item even where only a blank follows their number: "KR 1 Reach ...". */
static bool plain_word(struct text word)
{
    if (word.len && (unsigned char)word.ptr[0] >= 0xE3) /* 目標1 */
        return true;
    return text_eq_ascii_case(word, T("kr")) || text_eq_ascii_case(word, T("o")) ||
           text_eq_ascii_case(word, T("key result")) || text_eq_ascii_case(word, T("objective")) ||
           abbreviation(word) != PREFIX_NONE;
}

/* "NR", "RC": two or three capitals. */
static bool is_capitals(struct text word)
{
    bool capitals = word.len == 2 || word.len == 3;
    for (size_t i = 0; i < word.len && capitals; i++)
        capitals = word.ptr[i] >= 'A' && word.ptr[i] <= 'Z';
    return capitals;
}

/* Where the number behind a code's last letters begins; "KR A.1" has its objective's letter in it. */
static size_t code_number(struct text code, size_t end)
{
    while (end > 0 && (digit(code.ptr[end - 1]) || strchr(".-_ ", code.ptr[end - 1])))
        end--;
    bool lettered = end > 2 && end < code.len && code.ptr[end] == '.' && code.ptr[end - 2] == ' ' &&
                    code.ptr[end - 1] >= 'A' && code.ptr[end - 1] <= 'Z';
    return lettered ? code_number(code, end - 2) : end;
}

/* "KR1", "O1.KR2", "GRO-O1-KR2": the last letters before the last number decide. */
int code_kind(struct text code)
{
    size_t end = code_number(code, code.len);
    size_t from = end;
    while (from > 0 && letter(code.ptr[from - 1]))
        from--;
    struct text run = text_slice(code, from, end);
    size_t blanks = 0;
    for (size_t i = 0; i < code.len; i++)
        blanks += code.ptr[i] == ' ';
    if (end == code.len || run.len == 0 || blanks > 1 || code.len > 28)
        return PREFIX_NONE;
    /* "CKR1": the company's */
    if (run.len > 2 && run.len < 6 && text_ends(run, T("KR")))
        return PREFIX_KEY_RESULT;
    if (text_eq_ascii_case(run, T("kr")) || text_eq_ascii_case(run, T("okr")))
        return run.len == 2 ? PREFIX_KEY_RESULT : PREFIX_OBJECTIVE;
    if (text_eq(run, T("O")) || text_eq_ascii_case(run, T("obj")))
        return PREFIX_OBJECTIVE;
    if (abbreviation(run) != PREFIX_NONE)
        return abbreviation(run);
    return text_eq(run, T("o")) && from == 0 ? PREFIX_OBJECTIVE : PREFIX_NONE;
}

/* A code before the text: "O1: Grow", "GRO-O1.KR2 Reach". Sets *body; PREFIX_NONE. */
static int code_prefix(struct text t, size_t *body)
{
    size_t end = t.ptr[0] == '[' || t.ptr[0] == '(';
    size_t from = end;
    bool has_digit = false, has_letter = false;
    for (; end < t.len && end < LONGEST_LABEL; end++) {
        char c = t.ptr[end];
        bool inside = c == '.' || c == '-' || c == '_' || c == '/';
        if (inside && end + 1 < t.len && letter(t.ptr[end + 1]) && !has_digit && end - from > 4)
            break;
        if (!digit(c) && !(letter(c) && (unsigned char)c < 0x80) && !inside)
            break;
        has_digit |= digit(c);
        has_letter |= letter(c);
    }
    while (end > from && !digit(t.ptr[end - 1]))
        end--;
    if (!has_digit || !has_letter || end == from)
        return PREFIX_NONE;
    int kind = code_kind(text_slice(t, from, end));
    size_t behind = separator(t, end);
    if (!behind && end < t.len && (t.ptr[end] == ' ' || t.ptr[end] == '\n'))
        behind = end + 1;
    if (kind == PREFIX_NONE || !behind)
        return PREFIX_NONE;
    *body = behind;
    return kind;
}

/* Bytes of the words before a number or separator: "Key Result" of "Key Result 1.2: ...". */
static size_t label_words(struct text t)
{
    size_t end = 0;
    while (end < t.len && end < LONGEST_LABEL) {
        if (text_starts(text_slice(t, end, t.len), T("：")))
            break;
        if (!letter(t.ptr[end]) && t.ptr[end] != ' ' && t.ptr[end] != '-')
            break;
        if (t.ptr[end] == '-' && end + 1 < t.len && !letter(t.ptr[end + 1]))
            break;
        if (t.ptr[end] == ' ' && end + 2 < t.len && t.ptr[end + 1] == '-' && t.ptr[end + 2] == ' ')
            break;
        end++;
    }
    return end;
}

/* "KR A.1", "KR 1.2", "#3": bytes of the number at `at`, 0 if there is none. */
static size_t label_number(struct text t, size_t at, uint8_t *depth)
{
    size_t start = at;
    at = skip_blanks(t, at);
    if (at < t.len && (t.ptr[at] == '#' || t.ptr[at] == '.'))
        at = skip_blanks(t, at + 1);
    if (at + 2 < t.len && letter(t.ptr[at]) && t.ptr[at + 1] == '.' && digit(t.ptr[at + 2]))
        at += 2;
    size_t n = numbering(t, at, depth);
    return n ? at + n - start : 0;
}

/* The words before a text and their number: "Objective 1" of "Objective 1: Grow", "Key Result" of "Key Result:
   Reach", "Ziel 2 - Wachsen"; absent. A dash parts words without a number from the text only if `dash`. */
static struct text words_before(struct text t, bool dash, size_t *body, uint8_t *depth)
{
    size_t end = label_words(t);
    /* "KR A.1": the letter before the dot belongs to the number */
    if (end >= 2 && end < t.len && t.ptr[end] == '.' && t.ptr[end - 2] == ' ')
        end -= 2;
    struct text word = text_trim(text_slice(t, 0, end));
    if (word.len == 0 || end >= LONGEST_LABEL)
        return (struct text){0};
    /* "Objective A: ..." */
    bool lettered = word.len > 2 && word.ptr[word.len - 2] == ' ' &&
                    word.ptr[word.len - 1] >= 'A' && word.ptr[word.len - 1] <= 'Z';
    if (lettered)
        word = text_trim(text_slice(word, 0, word.len - 1));
    size_t number = label_number(t, end, depth);
    size_t behind = separator(t, end + number);
    bool parted = behind && (memchr(t.ptr + end + number, ':', behind - end - number) ||
                             text_contains(text_slice(t, end, behind), T("：")));
    bool numbers = plain_word(word) || (*depth > 1 && is_capitals(word)); /* "NR 1.2 Outages" */
    if (!behind && number && end + number < t.len && t.ptr[end + number] == ' ' && numbers)
        behind = end + number + 1;
    parted |= dash && behind && t.ptr[behind - 1] == ' ';
    if (!behind || behind >= t.len || (!number && !parted && !lettered))
        return (struct text){0};
    *body = behind;
    return word;
}

static int word_prefix(struct work *w, struct text t, size_t *body, uint8_t *depth)
{
    struct text word = words_before(t, false, body, depth);
    return word.len ? kind_of_word(w, word) : PREFIX_NONE;
}

bool is_called_work(const struct work *w, const struct cell *cell)
{
    const struct mark *m = mark_of(w, cell);
    struct text t = mark_body(m, cell->text);
    size_t body;
    uint8_t depth;
    if (cell->type != CELL_TEXT || m->prefix == PREFIX_OBJECTIVE || m->prefix == PREFIX_KEY_RESULT)
        return false;
    bool bracket = t.len > 2 && (t.ptr[0] == '[' || t.ptr[0] == '(');
    struct text word = words_before(text_slice(t, bracket, t.len), true, &body, &depth);
    return word.len && vocabulary_has(w->words, WORDS_TYPE_OTHER, header_key(w->scratch, word));
}

/* "1", "1.2", "A", "A.1", "B2": bytes of such a number at the end, behind a blank or "#"; 0: none. */
static size_t number_at_end(struct text t)
{
    size_t from = t.len, digits = 0;
    while (from && (digit(t.ptr[from - 1]) || t.ptr[from - 1] == '.'))
        digits += digit(t.ptr[--from]);
    bool letter = from && t.ptr[from - 1] >= 'A' && t.ptr[from - 1] <= 'Z';
    from -= letter;
    bool apart = from && (t.ptr[from - 1] == ' ' || t.ptr[from - 1] == '#');
    return (digits || letter) && apart ? t.len - from : 0;
}

/* "Key result" of "Key result No.", "Résultat clé n°". */
static struct text without_number_sign(struct text t)
{
    enum { LONGEST = 4 };
    size_t last = t.len;
    while (last && t.ptr[last - 1] != ' ')
        last--;
    struct text sign = text_slice(t, last, t.len);
    bool numero = text_ends(sign, T("°")) || text_ends(sign, T("º")) || text_eq(sign, T("№")) ||
                  text_ends(sign, T(".")) || text_eq(sign, T("#"));
    return last && numero && sign.len <= LONGEST ? text_trim(text_slice(t, 0, last)) : t;
}

int numbered_kind(const struct work *w, struct text t)
{
    t = text_trim(t);
    size_t number = t.len <= LONGEST_LABEL ? number_at_end(t) : 0;
    struct text word = without_number_sign(text_trim(text_slice(t, 0, t.len - number))),
                rest = word;
    if (!number || code_kind(t) != PREFIX_NONE)
        return code_kind(t);
    int kind = kind_of_word(w, word);
    struct text level = header_key(w->scratch, text_cut(&rest, ' '));
    bool whose = kind == PREFIX_NONE && vocabulary_level(w->words, level) != LEVEL_UNKNOWN;
    return whose ? kind_of_word(w, rest) : kind; /* "Company objective 1" */
}

/* "12 volunteers", "1,200 cards", "75% of the boxes": a figure with what it counts, not the next part of a date or
   an outline. */
static bool counts_things(struct text t, size_t at)
{
    while (at < t.len &&
           (digit(t.ptr[at]) || (t.ptr[at] == ',' && at + 1 < t.len && digit(t.ptr[at + 1]))))
        at++;
    size_t percent = skip_blanks(t, at);
    at = percent < t.len && t.ptr[percent] == '%' ? percent + 1 : at;
    return at + 1 < t.len && t.ptr[at] == ' ' && letter(t.ptr[at + 1]);
}

/* "NR 1: ...": bytes of two or three capitals and a blank before a number and a colon; 0: none. */
static size_t capitals_before_number(struct text t)
{
    size_t n = 0;
    uint8_t depth;
    while (n < t.len && t.ptr[n] >= 'A' && t.ptr[n] <= 'Z')
        n++;
    if (n < 2 || n > 3 || n + 1 >= t.len || t.ptr[n] != ' ')
        return 0;
    size_t number = numbering(t, n + 1, &depth), end = n + 1 + number;
    return number && end + 1 < t.len && t.ptr[end] == ':' && t.ptr[end + 1] == ' ' ? n + 1 : 0;
}

/* "1. Grow", "1.2 Reach", "(3) Hold", "a) ...", "1a. Answer", "1 Grow", "NR 1: Reach". */
static size_t number_prefix(struct text t, uint8_t *depth)
{
    size_t from = t.ptr[0] == '(' ? 1 : capitals_before_number(t), n = numbering(t, from, depth);
    size_t lettered = from + n;
    if (n >= 5 && t.ptr[from + n - 4] == '.')
        return 0; /* "1.200 members" counts them */
    if (n && lettered + 2 < t.len && t.ptr[lettered] >= 'a' && t.ptr[lettered] <= 'h' &&
        strchr(".):", t.ptr[lettered + 1]) && t.ptr[lettered + 2] == ' ') {
        ++*depth;
        return skip_blanks(t, lettered + 2);
    }
    if (n == 0) {
        *depth = 2;
        bool alone = t.len > 3 && t.ptr[0] >= 'a' && t.ptr[0] <= 'f' && t.ptr[1] == ')';
        return alone ? skip_blanks(t, 2) : 0;
    }
    size_t end = from + n;
    size_t behind = end < t.len && strchr(".):", t.ptr[end]) ? separator(t, end) : 0;
    if (behind && behind < t.len && (!digit(t.ptr[behind]) || counts_things(t, behind)))
        return behind;
    bool capital = end + 1 < t.len && t.ptr[end] == ' ' && t.ptr[end + 1] >= 'A' &&
                   t.ptr[end + 1] <= 'Z' && end + 2 < t.len && t.ptr[end + 2] != ' ';
    return (end < t.len && t.ptr[end] == ' ' && *depth > 1 && letter(t.ptr[end + 1])) || capital
               ? end + 1
               : 0;
}

static bool typed_prefix(struct work *w, struct text t)
{
    size_t body;
    uint8_t depth;
    return t.len > 2 && (code_prefix(t, &body) || word_prefix(w, t, &body, &depth));
}

/* Bytes of a picture before a typed prefix ("🎯 O1: Grow") and the blanks behind it; 0: none. */
static size_t picture(struct text t)
{
    struct text rest = t;
    uint32_t c = text_next(&rest);
    if (c < 0x1F000 && !(c >= 0x2600 && c < 0x27C0))
        return 0;
    struct text behind = rest;
    if (behind.len && text_next(&behind) == 0xFE0F)
        rest = behind;
    return skip_blanks(t, t.len - rest.len);
}

/* Bytes of "①", "⑫" and the blanks behind it; 0: none. */
static size_t circled_number(struct text t)
{
    struct text rest = t;
    uint32_t c = text_next(&rest);
    return c >= 0x2460 && c <= 0x2473 ? skip_blanks(t, t.len - rest.len) : 0;
}

static void find_prefix(struct work *w, struct text t, struct mark *m)
{
    size_t skipped = bullet(t), body = 0;
    if (skipped == 0 && typed_prefix(w, text_slice(t, picture(t), t.len)))
        skipped = picture(t);
    struct text rest = text_slice(t, skipped, t.len);
    if (rest.len < 3)
        return;
    int kind = code_prefix(rest, &body);
    if (kind == PREFIX_NONE)
        kind = word_prefix(w, rest, &body, &m->depth);
    if (kind == PREFIX_NONE && skipped == 0) {
        body = number_prefix(rest, &m->depth);
        if (!body && (body = circled_number(rest)) > 0)
            m->depth = 1;
        kind = body ? PREFIX_NUMBER : PREFIX_NONE;
    }
    if (kind == PREFIX_NONE) {
        body = 0;
        m->depth = 0;
        kind = skipped ? PREFIX_BULLET : PREFIX_NONE;
    }
    m->prefix = (uint8_t)kind;
    m->body = (uint16_t)(skipped + body);
}

bool counts_row(struct work *w, const struct cell *cell)
{
    enum { LONGEST = 6 };
    struct mark m = {0};
    struct text t = text_trim(cell->text);
    if (!t.len || t.len > LONGEST)
        return false;
    find_prefix(w, text_printf(w->scratch, TEXT_FMT " Text", TEXT_ARG(t)), &m);
    return (m.prefix == PREFIX_NUMBER || m.prefix == PREFIX_BULLET) && m.body == t.len + 1;
}

/* --- contents --------------------------------------------------------------------------------- */

/* What kinds of characters a text is made of. */
struct shape {
    size_t digits, letters, blanks, wide, other, upper;
    bool at, percent;
};

static struct shape shape_of(struct text t)
{
    struct shape s = {0};
    for (struct text rest = t; rest.len;) {
        uint32_t c = text_next(&rest);
        if (c < 0x80 && digit((char)c))
            s.digits++;
        else if (c < 0x80 && letter((char)c))
            s.letters++, s.upper += c <= 'Z';
        else if (c == ' ' || c == '\n' || c == 0xA0)
            s.blanks++;
        else if (c >= 0x2E80 && c < 0xFE00)
            s.wide++;
        else if (c >= 0xC0 && c < 0x2000)
            s.letters++;
        else
            s.other++;
        s.at |= c == '@';
        s.percent |= c == '%';
    }
    return s;
}

static bool date_shape(struct text t)
{
    enum { DAY = 10 }; /* bytes of "2026-05-04" in "2026-05-04T08:11:00.000Z" */
    size_t numbers = 0, marks = 0;
    if (t.len > DAY + 1 && t.ptr[DAY] == 'T' && digit(t.ptr[DAY + 1]))
        t.len = DAY;
    if (text_ends(t, T(" AM")) || text_ends(t, T(" PM"))) /* behind the time of day */
        t.len -= 3;
    if (t.len < 6 || t.len > 19)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        if (digit(t.ptr[i]))
            numbers += i == 0 || !digit(t.ptr[i - 1]);
        else if (strchr("/.-", t.ptr[i]))
            marks++;
        else if (!strchr(" :T", t.ptr[i]))
            return false;
    }
    return numbers >= 3 && marks == 2;
}

/* "30 Jun 2026", "June 30, 2026": a day with its month's name. */
static bool named_date(struct text t, const struct shape *s)
{
    double days;
    bool named = s->letters >= 3 || s->wide >= 2; /* "2026年9月30日" */
    return s->digits >= 3 && named && t.len <= 30 && value_date(t, DATE_DMY, &days);
}

/* "30 Apr", "15. Juni": a day whose month is named, of a year that others say; no "12 set". */
static bool day_and_month(struct text t, const struct shape *s)
{
    enum { SURE = 4 }; /* letters */
    double days;
    struct text rest = t, day = text_cut(&rest, ' '), month = text_trim(rest);
    bool named =
        month.len >= SURE || (month.len == 3 && month.ptr[0] >= 'A' && month.ptr[0] <= 'Z');
    return s->digits && s->digits <= 2 && s->blanks == 1 && digit(day.ptr[0]) && named &&
           !text_has_digit(month) && value_day(t, DATE_DMY, 2000, &days);
}

/* Every word of the key names a period: "q3 2026", "fy 26", "2026". */
static bool period_words(struct work *w, struct text key)
{
    size_t n = 0;
    for (struct text rest = key; rest.len; n++)
        if (!vocabulary_period(w->words, text_cut(&rest, ' ')))
            return false;
    return n > 0;
}

static bool outline_shape(struct text t)
{
    uint8_t depth = 0;
    return numbering(t, 0, &depth) == t.len && depth >= 3;
}

/* "2,5 Mio. €", "1.2 million", "3 lakh": the words are a magnitude and a currency. */
static bool named_number(struct text t, const struct shape *s)
{
    struct number number;
    return digit(t.ptr[0]) && s->letters <= 8 && s->wide == 0 && t.len <= 24 && s->blanks <= 3 &&
           value_number(t, DECIMAL_UNKNOWN, &number) && number.value >= 1000 && s->digits <= 3 &&
           number.unit.len <= 3;
}

static bool number_shape(struct text t, const struct shape *s)
{
    if (named_number(t, s))
        return true;
    return s->digits && s->wide == 0 && t.len <= 24 && s->letters <= 3 &&
           s->digits + 3 >= s->letters + s->other && s->blanks <= 3;
}

/* "KR-1.2", "OBJ-Q1-2024-001", "#12": one word, with a digit. */
static bool id_shape(struct text t, const struct shape *s)
{
    return s->blanks == 0 && s->digits && t.len <= 28 && s->wide == 0 &&
           (s->letters || t.ptr[0] == '#') && s->letters <= 16;
}

static enum content text_content(struct work *w, struct text t, struct text key)
{
    struct shape s = shape_of(t);
    if (s.at && s.blanks <= 1 && s.letters > 1 && t.len < 80)
        return CONTENT_MAIL;
    if (vocabulary_has(w->words, WORDS_TICK_YES, key) ||
        vocabulary_has(w->words, WORDS_TICK_NO, key))
        return s.digits ? CONTENT_NUMBER : CONTENT_TICK;
    if (date_shape(t))
        return CONTENT_DATE;
    if (key.len && period_words(w, key))
        return CONTENT_PERIOD;
    if (named_date(t, &s) || day_and_month(t, &s))
        return CONTENT_DATE;
    if (outline_shape(t))
        return CONTENT_OUTLINE;
    if (id_shape(t, &s) && (s.upper || s.letters > 3 || t.ptr[0] == '#') && !s.percent)
        return CONTENT_ID;
    if ((t.len <= 28 && code_kind(t) != PREFIX_NONE) || (s.digits && count_codes(w, t) > 1))
        return CONTENT_ID;
    if (value_like_stars(t))
        return CONTENT_NUMBER;
    if (number_shape(t, &s))
        return s.percent ? CONTENT_PERCENT : CONTENT_NUMBER;
    bool prose = s.blanks >= 3 || t.len >= 26 || s.wide >= 8;
    return prose ? CONTENT_PROSE : CONTENT_WORD;
}

struct mark mark_text(struct work *w, struct text text)
{
    struct mark m = {0};
    struct text t = text_trim(text);
    if (t.len == 0)
        return m;
    size_t lead = t.ptr > text.ptr ? (size_t)(t.ptr - text.ptr) : 0;
    m.indent = (uint8_t)(lead > 60 ? 20 : (lead + 1) / 2);
    if (t.len <= LONGEST_KEY) {
        m.key = header_key(w->scratch, t);
        m.reading = vocabulary_read(w->words, w->scratch, t);
    }
    m.content = (uint8_t)text_content(w, t, m.key);
    bool item = m.reading && m.reading->n &&
                (m.reading->senses[0].role == ROLE_OBJECTIVE ||
                 m.reading->senses[0].role == ROLE_KEY_RESULT);
    if (m.content == CONTENT_ID && !item && code_kind(t) != PREFIX_NONE)
        m.reading = NULL; /* "OB1" is no "Obs" */
    find_prefix(w, t, &m);
    return m;
}

static uint8_t content_of(const struct cell *cell)
{
    enum { LONGEST_DAYS = 366 }; /* of a stretch of hours, which is a figure */
    switch (cell->type) {
    case CELL_NUMBER:
        return cell->flags & CELL_PERCENT ? CONTENT_PERCENT : CONTENT_NUMBER;
    case CELL_DATE:
        return cell->flags & CELL_TIME && cell->number < LONGEST_DAYS ? CONTENT_NUMBER
                                                                      : CONTENT_DATE;
    case CELL_BOOL:
        return CONTENT_TICK;
    default:
        return CONTENT_ERROR;
    }
}

/* Memory for looking at a text, emptied now and then: of most texts no more than a key is kept. */
struct passing {
    struct arena *mem;
    size_t texts;
};

/* The reading with all that it points to, where it lasts. */
static const struct header_reading *kept(struct arena *mem, const struct header_reading *reading)
{
    if (!reading)
        return NULL;
    struct header_reading *own = NEW(mem, struct header_reading);
    *own = *reading;
    for (size_t i = 0; i < own->n; i++)
        own->senses[i].word = text_copy(mem, own->senses[i].word);
    return own;
}

static struct mark mark_passing(const struct work *w, struct passing *passing, struct text text)
{
    enum { MOST = 1024 };
    if (passing->texts++ % MOST == 0) {
        arena_free(passing->mem);
        passing->mem = arena_new();
    }
    struct work looking = *w;
    looking.scratch = passing->mem;
    struct mark m = mark_text(&looking, text);
    m.key = m.key.ptr ? text_copy(w->scratch, m.key) : m.key;
    m.reading = kept(w->scratch, m.reading);
    return m;
}

static struct mark mark_cell(struct work *w, struct passing *passing, size_t i)
{
    const struct cell *cell = &w->sheet->cells[i];
    if (cell->type != CELL_TEXT) {
        struct mark m = {.content = content_of(cell)};
        bool year = cell->type == CELL_NUMBER && cell->number >= 1990 && cell->number <= 2100;
        if (year && cell->text.len == 4) {
            m.key = header_key(w->scratch, cell->text);
            m.reading = vocabulary_read(w->words, w->scratch, cell->text);
        }
        return m;
    }
    size_t *same = map_put(w->scratch, &w->seen, cell->text, i);
    return *same == i ? mark_passing(w, passing, cell->text) : w->marks[*same];
}

/* What stands in a column beside a cross says what the cross means. */
static void note_tick(struct work *w, size_t i)
{
    const struct cell *cell = &w->sheet->cells[i];
    if (w->marks[i].content != CONTENT_TICK)
        return;
    size_t at = *map_put(w->scratch, &w->ticked, column_key(cell), w->tick_columns.n);
    if (at == w->tick_columns.n)
        *list_push(w->scratch, &w->tick_columns) = (struct tick_column){.first = cell->row};
    struct tick_column *c = &w->tick_columns.v[at];
    bool sign = vocabulary_has(w->words, WORDS_TICK_SIGN, w->marks[i].key);
    c->sign = sign && !c->sign ? cell : c->sign;
    c->last = cell->row;
    c->n++;
    w->signs |= sign;
}

/* "-----", "★★★★": three signs and more without a letter or a figure. */
static bool is_drawn(struct work *w, const struct cell *cell)
{
    enum { SHORTEST = 3 };
    struct text t = text_trim(cell->text);
    if (cell->type != CELL_TEXT || t.len < SHORTEST)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (digit(t.ptr[i]) || ((t.ptr[i] | 0x20) >= 'a' && (t.ptr[i] | 0x20) <= 'z'))
            return false;
    return text_length(t) >= SHORTEST && text_key(w->scratch, t).len == 0;
}

/* A row of nothing but such parts others, as a blank one does. */
static bool is_rule(struct work *w, const struct row *row)
{
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && !is_drawn(w, &w->sheet->cells[i]))
            return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        w->marks[i] = (struct mark){.content = CONTENT_BLANK};
    return true;
}

void mark_cells(struct work *w)
{
    enum { CELLS_A_LOOK = 256 }; /* at the deadline */
    const struct sheet *sheet = w->sheet;
    w->marks = NEW_ARRAY(w->scratch, struct mark, sheet->n_cells);
    w->lines = NEW_ARRAY(w->scratch, struct line, sheet->n_rows);
    struct passing passing = {0};
    for (size_t i = 0; i < sheet->n_cells && !w->late; i++) {
        w->marks[i] = mark_cell(w, &passing, i);
        note_tick(w, i);
        if (i % CELLS_A_LOOK == 0)
            is_late(w);
    }
    arena_free(passing.mem);
    for (size_t i = 0; i < sheet->n_rows && !w->late; i++) {
        const struct row *row = &sheet->rows[i];
        struct line line = {.row = row, .number = (uint32_t)i};
        for (size_t j = row->first; j < (size_t)row->first + row->n; j++)
            line.filled += w->marks[j].content != CONTENT_BLANK;
        if (line.filled && is_rule(w, row))
            w->out->fates[i] = ROW_NOTE;
        else if (line.filled)
            w->lines[w->n_lines++] = line;
    }
}

/* The corner of a range as a key: row and column, as they stand in memory. */
static struct text corner(const uint32_t *row_col)
{
    return (struct text){(const char *)row_col, 2 * sizeof *row_col};
}

void index_merges(struct work *w)
{
    for (size_t i = 0; i < w->sheet->merges.n; i++)
        map_put(w->scratch, &w->merges, corner(&w->sheet->merges.v[i].row0), i);
}

const struct range *merge_at(const struct work *w, const struct cell *cell)
{
    uint32_t row_col[2] = {cell->row, cell->col};
    size_t at = map_get(&w->merges, corner(row_col));
    return at == MAP_NONE ? NULL : &w->sheet->merges.v[at];
}

/* --- looking up ------------------------------------------------------------------------------- */

const struct cell *row_cell(const struct sheet *sheet, const struct row *row, uint32_t col)
{
    const struct cell *cells = sheet->cells + row->first;
    size_t low = 0, high = row->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (cells[middle].col < col)
            low = middle + 1;
        else
            high = middle;
    }
    return low < row->n && cells[low].col == col ? &cells[low] : NULL;
}

const struct cell *line_cell(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *cell = row_cell(w->sheet, w->lines[line].row, col);
    return cell && mark_of(w, cell)->content != CONTENT_BLANK ? cell : NULL;
}

const struct cell *line_pointer(const struct work *w, size_t line, uint32_t col)
{
    const struct cell *cell = row_cell(w->sheet, w->lines[line].row, col);
    bool pointer = cell && (mark_of(w, cell)->content != CONTENT_BLANK ||
                            (cell->flags & CELL_UNCOMPUTED && cell->extra));
    return pointer ? cell : NULL;
}

const struct mark *mark_of(const struct work *w, const struct cell *cell)
{
    return &w->marks[cell - w->sheet->cells];
}

const struct cell *line_first(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK)
            return &w->sheet->cells[i];
    return NULL;
}

struct text mark_body(const struct mark *mark, struct text text)
{
    struct text t = text_trim(text);
    return text_slice(t, mark->body, t.len);
}
