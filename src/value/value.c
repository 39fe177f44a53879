/* The small values: scale, shares, people, and what says nothing. */
#include "value/value.h"

#include "base/fold.h"
#include "base/map.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

/* --- scales -------------------------------------------------------------------------------------- */

double scale_convert(enum scale scale, double value)
{
    static const double sizes[] = {
        [SCALE_UNKNOWN] = NAN, [SCALE_1] = 1, [SCALE_10] = 10, [SCALE_100] = 100, [SCALE_5] = 5};
    return value / sizes[scale];
}

/* What a header says of its scale: "%", "0-10", "/10", "(0..1)", "1-5". */
static enum scale scale_of_header(struct text header)
{
    static const struct {
        const char *word;
        enum scale scale;
    } table[] = {
        {"0-100", SCALE_100}, {"0–100", SCALE_100}, {"/100", SCALE_100}, {"0-10", SCALE_10},
        {"0–10", SCALE_10},   {"1-10", SCALE_10},   {"1–10", SCALE_10},  {"/10", SCALE_10},
        {"0-1", SCALE_1},     {"0–1", SCALE_1},     {"0..1", SCALE_1},   {"0.0", SCALE_1},
        {"0,0", SCALE_1},     {"1-5", SCALE_5},     {"1–5", SCALE_5},    {"0-5", SCALE_5},
        {"/5", SCALE_5},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (text_contains(header, text_of(table[i].word)))
            return table[i].scale;
    return SCALE_UNKNOWN;
}

struct scale_votes {
    size_t n, percent, fractions; /* plain numbers; with percent sign or format; in (0, 1) */
    size_t halves, fives;         /* not whole; multiples of 5 */
    size_t marks;                 /* "3 stars" */
    double most, least;
};

static void vote(struct arena *mem, struct scale_votes *votes, const struct cell *cell)
{
    struct number number;
    bool is_number = cell->type == CELL_NUMBER;
    if (!is_number &&
        (cell->type != CELL_TEXT || !value_number(cell->text, DECIMAL_UNKNOWN, &number)))
        return;
    double value = is_number ? cell->number : number.value;
    if (is_number ? (cell->flags & CELL_PERCENT) != 0 : number.percent) {
        votes->percent++;
        return;
    }
    votes->least = !votes->n || value < votes->least ? value : votes->least;
    votes->n++;
    votes->fractions += value > 0 && value < 1;
    votes->halves += value != floor(value);
    votes->fives += fmod(value, 5) == 0;
    votes->marks += !is_number && number.unit.len &&
                    words_name(WORDS_SCHOOL_MARK, text_key(mem, number.unit)).len;
    votes->most = fabs(value) > votes->most ? fabs(value) : votes->most;
}

/* Between 1 and 10 the values leave it open: the header's word and how they are spaced decide. */
static enum scale scale_to_ten(struct arena *mem, struct text header,
                               const struct scale_votes *votes)
{
    struct phrase phrase;
    bool share = text_contains(header, T("%")) ||
                 words_within(WORDS_SHARE_HEADER, text_key(mem, header), &phrase);
    if (share && votes->fives == votes->n)
        return SCALE_100;
    if (!share && votes->fractions && votes->most <= 1.5)
        return SCALE_1;
    return votes->fractions && votes->most <= 2 ? SCALE_1 : SCALE_10;
}

/* "Note" above 2 and 1.3, "Rating" above 3 and 5, "3 stars" below any word: no tenths, as such words are used
   for other marks. */
static bool may_be_school_marks(struct arena *mem, struct text header,
                                const struct scale_votes *votes)
{
    enum { MOST_MARK = 6, TENTHS = 10, MOST_POINTS = 20 };
    struct phrase phrase;
    bool marks = votes->least >= 1 && votes->most > 1 && votes->most <= MOST_MARK;
    bool points = votes->least >= 0 && votes->most > TENTHS && votes->most <= MOST_POINTS;
    return !votes->percent && (marks || points) &&
           (votes->marks == votes->n ||
            words_within(WORDS_SCHOOL_MARK, text_key(mem, header), &phrase));
}

struct scale_evidence value_scale(struct arena *mem, struct text header,
                                  const struct cell *const *cells, size_t n)
{
    struct scale_votes votes = {0};
    for (size_t i = 0; i < n; i++)
        vote(mem, &votes, cells[i]);
    struct scale_evidence found = {.scale = SCALE_UNKNOWN, .reason = TR("no numbers")};
    if (votes.n == 0 && votes.percent == 0)
        return found;
    enum scale said = scale_of_header(header);
    if (votes.n == 0) {
        found.scale = SCALE_1;
        found.sure = true;
        found.reason = text_printf(mem, tr("%zu values are percentages"), votes.percent);
    } else if (said != SCALE_UNKNOWN && scale_convert(said, votes.most) <= 2) {
        found.scale = said;
        found.reason = text_printf(mem, tr("header '" TEXT_FMT "'"), TEXT_ARG(header));
    } else {
        bool sign = text_contains(header, T("%")) && votes.fractions == 0 && votes.most > 1;
        found.scale = votes.most <= 1   ? SCALE_1
                      : sign            ? SCALE_100
                      : votes.most > 10 ? SCALE_100
                                        : scale_to_ten(mem, header, &votes);
        found.sure = votes.most > 10 || (votes.most <= 1 && votes.fractions);
        found.school = !sign && may_be_school_marks(mem, header, &votes);
        found.reason = text_printf(mem,
                                   tr(votes.n == 1 ? "largest of %zu value is " TEXT_FMT
                                                   : "largest of %zu values is " TEXT_FMT),
                                   votes.n, TEXT_ARG(tr_number(mem, votes.most, 6)));
    }
    return found;
}

/* --- shares -------------------------------------------------------------------------------------- */

enum sign { NO_SIGN, FILLED, EMPTY };

/* Stars and other signs that are filled or empty, those of one kind beside each other. */
static enum sign sign_of(uint32_t c, size_t *kind)
{
    static const uint32_t filled[] = {0x2605, 0x2B50, 0x25CF, 0x25A0, 0x25B0, 0x2588},
                          empty[] = {0x2606, 0x2606, 0x25CB, 0x25A1, 0x25B1, 0x2591};
    for (*kind = 0; *kind < sizeof filled / sizeof *filled; ++*kind)
        if (c == filled[*kind] || c == empty[*kind])
            return c == filled[*kind] ? FILLED : EMPTY;
    return NO_SIGN;
}

/* How many of a text of nothing but such signs are filled and empty; false: it is none. */
static bool count_signs(struct text text, size_t counts[EMPTY + 1], bool *starred)
{
    enum { STARS = 2 }; /* kinds of stars */
    size_t kind, first = 0, n = 0;
    for (struct text rest = text_trim(text); rest.len; n++) {
        enum sign sign = sign_of(text_next(&rest), &kind);
        first = n ? first : kind;
        bool same = kind == first || (kind < STARS && first < STARS);
        if (sign == NO_SIGN || !same)
            return false;
        counts[sign]++;
    }
    *starred = first < STARS;
    return n > (*starred ? 1 : 2);
}

bool value_like_stars(struct text text)
{
    size_t counts[EMPTY + 1] = {0};
    bool starred;
    return count_signs(text, counts, &starred);
}

/* Those that are filled, of all that are there; where none is empty, of five. */
static bool stars(struct text text, double *part, double *whole)
{
    enum { ALL = 5 };
    size_t counts[EMPTY + 1] = {0};
    bool starred;
    if (!count_signs(text, counts, &starred))
        return false;
    *part = (double)counts[FILLED];
    *whole = (double)(counts[FILLED] + counts[EMPTY]);
    return counts[EMPTY] ? *whole > 2 : counts[FILLED] == ALL;
}

bool value_part_of(struct text text, double *part, double *whole)
{
    static const char *const joints[] = {"/",    " of ",     " von ", " sur ", " de ",
                                         " di ", " van ",    " av ",  " af ",  " su ",
                                         " z ",  " out of ", "／"};
    /* the whole first: 5件中3件 */
    static const char *const among[] = {"中", "のうち", " 중 "};
    text = text_trim(text);
    struct number first, second;
    if (stars(text, part, whole))
        return true;
    for (size_t i = 0; i < sizeof among / sizeof *among; i++) {
        size_t at = text_find(text, text_of(among[i]), 0);
        if (at == SIZE_MAX || !value_number(text_slice(text, 0, at), DECIMAL_UNKNOWN, &first) ||
            !value_number(text_slice(text, at + strlen(among[i]), text.len), DECIMAL_UNKNOWN,
                          &second) ||
            !(first.value > 0) || second.value > first.value)
            continue;
        *part = second.value;
        *whole = first.value;
        return true;
    }
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = text_find(text, text_of(joints[i]), 0);
        if (at == SIZE_MAX || !value_number(text_slice(text, 0, at), DECIMAL_UNKNOWN, &first))
            continue;
        struct text right = text_slice(text, at + strlen(joints[i]), text.len);
        bool share = first.percent; /* "100 % of 40 customers" */
        if (!share && (!value_number(right, DECIMAL_UNKNOWN, &second) || !(second.value > 0)))
            continue;
        *part = first.value;
        *whole = share ? 1 : second.value;
        return true;
    }
    return false;
}

bool value_fraction(struct text text, double *share)
{
    double part, whole;
    if (!value_part_of(text, &part, &whole))
        return false;
    *share = part / whole;
    return true;
}

struct text value_without_aside(struct text text)
{
    text = text_trim(text);
    size_t at = text_find(text, T("("), 0);
    bool aside = at != SIZE_MAX && at > 0 && text_ends(text, T(")"));
    return aside ? text_trim(text_slice(text, 0, at)) : text;
}

bool value_missing(struct text text)
{
    text = text_trim(text);
    if (!text.len)
        return true;
    if (text.len > 64)
        return false;
    struct arena *scratch = arena_new();
    struct text key = text_key(scratch, text);
    bool missing = words_name(WORDS_MISSING, key).len > 0;
    if (!key.len) { /* marks alone: "-", "—", "?", "..." */
        missing = true;
        for (struct text rest = text; rest.len;) {
            uint32_t c = text_next(&rest);
            bool mark = c < 0x80 || c == 0x2013 || c == 0x2014 || c == 0x2026 || c == 0xFF0D ||
                        c == 0xA0 || c == 0xFF0F || c == 0xFF1F;
            missing = missing && mark && c != '%' && c != '$';
        }
    }
    arena_free(scratch);
    return missing;
}

/* --- people -------------------------------------------------------------------------------------- */

static bool is_katakana(struct text t)
{
    uint32_t c = t.len ? text_next(&t) : 0;
    return c >= 0x30A1 && c <= 0x30FF;
}

/* The middle dot of 田中・鈴木; that of ジョン・スミス is inside one name. */
static bool separates_names(uint32_t c, struct text behind)
{
    return c == 0x30FB && !is_katakana(behind);
}

static bool separates(uint32_t c)
{
    return c == ',' || c == ';' || c == '/' || c == '&' || c == '|' || c == '\n' || c == '\r' ||
           c == '+' || c == 0x3001 || c == 0xFF0F || c == 0xFF0C || c == 0xFF1B || c == 0x2022 ||
           c == 0x00B7;
}

/* "Anna Müller <anna@example.com>" -> "Anna Müller"; "mailto:" and bullets off. */
static struct text person(struct text name)
{
    name = text_trim(name);
    size_t bracket = text_find(name, T("<"), 0);
    if (bracket != SIZE_MAX && bracket > 0)
        name = text_trim(text_slice(name, 0, bracket));
    else if (bracket == 0)
        name = text_slice(name, 1, name.len - text_ends(name, T(">")));
    if (text_starts(name, T("mailto:")))
        name = text_slice(name, 7, name.len);
    while (name.len && (name.ptr[0] == '-' || name.ptr[0] == '*'))
        name = text_trim(text_slice(name, 1, name.len));
    return name;
}

enum { MOST_PEOPLE = 50 }; /* in a cell; more are a mailing list */

static void add_person(struct arena *mem, struct text_list *people, struct text name)
{
    name = person(name);
    if (!name.len || value_missing(name) || people->n == MOST_PEOPLE)
        return;
    for (size_t i = 0; i < people->n; i++)
        if (text_eq(people->v[i], name))
            return;
    *list_push(mem, people) = name;
}

/* Splits at " and ", " und ", ... */
static void add_people(struct arena *mem, struct text_list *people, struct text names)
{
    size_t begin = 0;
    for (size_t i = 0; i < names.len;) {
        size_t end = i;
        while (end < names.len && names.ptr[end] != ' ')
            end++;
        struct text word = text_slice(names, i, end);
        bool inside = i > begin && end < names.len;
        if (i > begin && text_contains(word, T("@")) &&
            text_contains(text_slice(names, begin, i), T("@"))) { /* "@anna @ben" */
            add_person(mem, people, text_slice(names, begin, i));
            begin = i;
        }
        bool letter = word.len == 1 && (word.ptr[0] < 'a' || word.ptr[0] > 'z');
        if (inside && word.len <= 4 && !letter &&
            words_name(WORDS_PEOPLE, text_key(mem, word)).len) {
            add_person(mem, people, text_slice(names, begin, i));
            begin = end;
        }
        i = end + 1;
    }
    add_person(mem, people, text_slice(names, begin, names.len));
}

/* "Anna w" of "Anna w/ Ben" without what stands before the stroke. */
static struct text without_stroke_word(struct arena *mem, struct text names)
{
    size_t at = names.len;
    while (at > 0 && names.ptr[at - 1] != ' ')
        at--;
    struct text word = text_slice(names, at, names.len);
    return at && words_name(WORDS_PEOPLE_STROKE, text_key(mem, word)).len ? text_slice(names, 0, at)
                                                                          : names;
}

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) || (c >= 0x100 && c < 0x250) ||
           (c >= 0x386 && c <= 0x3AB) || (c >= 0x400 && c <= 0x42F);
}

/* "Anna", "O'Neill", "Jean-Loup": 1; an initial or a title with a point: 3; "van" between names: 1; else 0. */
static int like_name(struct text word, bool inside)
{
    struct text rest = word;
    uint32_t first = text_next(&rest);
    size_t letters = 1;
    bool point = text_ends(word, T(".")), joined = false;
    if (!is_capital(first))
        return inside && word.len <= 3;
    for (; rest.len; letters++) {
        uint32_t c = text_next(&rest);
        bool again = is_capital(c) && c < 0x80 && letters > 1 && !joined;
        joined = c == '-';
        if ((c >= '0' && c <= '9') || again || (c < 'A' && !strchr(".-'", (int)c)))
            return 0;
    }
    return point && letters <= 5 ? 3 : letters > 1;
}

/* One name: at most four words. */
static int like_person(struct text name)
{
    size_t words = 0;
    int full = 1;
    name = text_trim(name);
    for (struct text rest = name; rest.len;) {
        struct text word = text_cut(&rest, ' ');
        int like = word.len ? like_name(word, words > 0 && rest.len) : 1;
        if (!like)
            return 0;
        words += word.len > 0;
        full = like > full ? like : full < 2 && words > 1 ? 2 : full;
    }
    return words && words <= 4 ? full : 0;
}

int value_like_people(struct text text)
{
    int least = 3;
    size_t begin = 0, n = 0;
    for (struct text rest = text_trim(text), all = rest; text.len < 80;) {
        size_t at = all.len - rest.len;
        uint32_t c = rest.len ? text_next(&rest) : ';';
        if (!separates(c))
            continue;
        int like = like_person(text_slice(all, begin, at));
        least = like < least ? like : least;
        begin = all.len - rest.len;
        n++;
        if (at == all.len)
            break;
    }
    return n ? least : 0;
}

/* What is known of the commas of a column of names. */
struct comma_names {
    struct map sides; /* name -> 1 before a comma, 2 behind one */
    struct map pairs; /* "family, given" -> 1 */
    size_t again;     /* pairs that stood there before */
    bool marked;      /* semicolons part people */
    bool listed;      /* more than one pair between semicolons */
};

/* "Family, Given, Family, Given": false where the commas cannot be read so. */
static bool take_pairs(struct arena *mem, struct comma_names *names, struct text list)
{
    for (size_t n = 0; list.len; n++) {
        struct text family = text_key(mem, text_cut(&list, ','));
        struct text given = text_key(mem, text_cut(&list, ','));
        names->listed |= n > 0;
        bool full = text_contains(family, T(" ")) && text_contains(given, T(" "));
        if (!family.len || !given.len || full)
            return false;
        size_t *left = map_put(mem, &names->sides, family, 1);
        if (*left != 1 || *map_put(mem, &names->sides, given, 2) != 2)
            return false;
        struct text pair =
            text_printf(mem, TEXT_FMT "," TEXT_FMT, TEXT_ARG(family), TEXT_ARG(given));
        size_t known = names->pairs.n;
        map_put(mem, &names->pairs, pair, 1);
        names->again += names->pairs.n == known;
    }
    return true;
}

/* The sign of "R&D", which is one department. */
static bool joins_letters(struct text text, size_t at)
{
    bool before = at >= 1 && text.ptr[at - 1] != ' ' && (at == 1 || text.ptr[at - 2] == ' ');
    bool behind = at + 1 < text.len && text.ptr[at + 1] != ' ' &&
                  (at + 2 == text.len || text.ptr[at + 2] == ' ');
    return text.ptr[at] == '&' && before && behind;
}

enum comma_meaning value_commas_of_names(struct arena *mem, const struct text *texts, size_t n)
{
    struct comma_names names = {0};
    for (size_t i = 0; i < n; i++)
        for (struct text rest = texts[i]; rest.len;) {
            struct text list = text_cut(&rest, ';');
            names.marked |= rest.len > 0;
            if (!take_pairs(mem, &names, list))
                return COMMA_PARTS_PEOPLE;
        }
    bool family_first = names.listed ? names.again > 0 || names.pairs.n >= 4
                                     : names.pairs.n >= 3 || (names.marked && names.pairs.n >= 2);
    return family_first                  ? COMMA_IN_NAMES
           : n >= 2 || names.pairs.n > 1 ? COMMA_UNKNOWN
                                         : COMMA_PARTS_PEOPLE;
}

/* Where mark n of "1. Anna 2. Bob" stands, at `from` or behind it; SIZE_MAX. */
static size_t list_mark(struct text t, unsigned n, size_t from)
{
    for (size_t i = from; i + 2 < t.len && n < 10; i++) {
        bool begins = i == 0 || strchr(" \n,;", t.ptr[i - 1]);
        bool mark = t.ptr[i + 1] == '.' || t.ptr[i + 1] == ')';
        bool digit = t.ptr[i + 2] >= '0' && t.ptr[i + 2] <= '9';
        if (begins && mark && !digit && t.ptr[i] == (char)('0' + n))
            return i;
    }
    return SIZE_MAX;
}

static void add_parted(struct arena *mem, struct text_list *people, struct text text,
                       bool family_first)
{
    struct text rest = text;
    size_t begin = 0, commas = 0;
    while (rest.len) {
        size_t at = text.len - rest.len;
        uint32_t c = text_next(&rest);
        bool inside = c == ',' && family_first && commas++ % 2 == 0;
        if (inside || joins_letters(text, at) || (!separates(c) && !separates_names(c, rest)))
            continue;
        commas = 0;
        struct text names = text_slice(text, begin, at);
        add_people(mem, people, c == '/' ? without_stroke_word(mem, names) : names);
        begin = text.len - rest.len;
    }
    add_people(mem, people, text_slice(text, begin, text.len));
}

struct text_list value_people(struct arena *mem, struct text text, bool family_first)
{
    struct text_list people = {0};
    size_t at = 0;
    text = text_trim(text);
    if (value_missing(text))
        return people;
    bool numbered = list_mark(text, 1, 0) == 0 && list_mark(text, 2, 2) != SIZE_MAX;
    for (unsigned n = 2; numbered && at != SIZE_MAX; n++) {
        size_t next = list_mark(text, n, at + 2);
        add_parted(mem, &people, text_slice(text, at + 2, next < text.len ? next : text.len),
                   family_first);
        at = next;
    }
    if (!numbered)
        add_parted(mem, &people, text, family_first);
    return people;
}
