/*
 * Names as people write them -> the unit's name. A name is cut into segments (at colons and
 * dashes) and those into words; words that say what the sheet is ("OKRs", "Q2 2026", "final") or
 * what kind of unit it is ("team") fall away, and what stays together is the name.
 */
#include "value/unit_name.h"

#include "base/fold.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

enum { MOST_WORDS = 32 };

enum word_kind { KIND_NAME, KIND_NOISE, KIND_CONNECTOR, KIND_LEVEL, KIND_ORGANISATION };

struct name_word {
    struct text text;
    enum word_kind kind;
    int level;
    bool suffix; /* "company" behind a proper name */
    bool weak;   /* noise only where it does not lead on to a name */
    bool strong; /* noise even inside a name */
};

struct segment {
    struct name_word v[MOST_WORDS];
    size_t n;
};

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static struct text joined(struct arena *mem, struct text a, struct text b)
{
    return text_printf(mem, TEXT_FMT " : " TEXT_FMT, TEXT_ARG(a), TEXT_ARG(b));
}

/* A period stands for itself: has a year, or is Q2, T2, H1, S1. */
static bool is_plain_period(struct text t, struct text slice, const struct period *period)
{
    size_t begin = (size_t)(slice.ptr - t.ptr), end = begin + slice.len;
    if ((begin > 0 && is_alnum(t.ptr[begin - 1])) || (end < t.len && is_alnum(t.ptr[end])))
        return false;
    char c = (char)(slice.ptr[0] & ~0x20);
    bool short_form = slice.len == 2 && (c == 'Q' || c == 'T' || c == 'H' || c == 'S') &&
                      slice.ptr[1] >= '0' && slice.ptr[1] <= '9';
    return !isnan(period->first) || text_starts(period->name, T("FY")) || short_form ||
           slice.len > 4;
}

/* Without its periods, a mark in the place of each. */
static struct text without_periods(struct arena *mem, struct text t)
{
    struct period period;
    struct text slice;
    for (int i = 0; i < 3 && value_period_within(mem, t, DATE_UNKNOWN, &period, &slice); i++) {
        if (!is_plain_period(t, slice, &period))
            break;
        size_t begin = (size_t)(slice.ptr - t.ptr);
        t = joined(mem, text_slice(t, 0, begin), text_slice(t, begin + slice.len, t.len));
    }
    return t;
}

static bool is_version(struct text key)
{
    size_t i = key.len && (key.ptr[0] == 'v' || key.ptr[0] == 'r');
    size_t digits = 0;
    for (; i < key.len; i++, digits++)
        if (key.ptr[i] < '0' || key.ptr[i] > '9')
            return false;
    return digits > 0;
}

static bool is_noise(struct text key)
{
    return words_name(WORDS_OKR_NOISE, key).len || words_name(WORDS_NOISE, key).len ||
           words_name(WORDS_LEADING_NOISE, key).len;
}

/* "OKR-Set": nothing but noise, joined. */
static bool all_noise(struct text key)
{
    if (!text_contains(key, T(" ")))
        return false;
    while (key.len)
        if (!is_noise(text_cut(&key, ' ')))
            return false;
    return true;
}

/* "Konzern-OKRs": words of the organisation and noise, joined. */
static bool all_organisation(struct text key)
{
    bool organisation = false;
    while (key.len) {
        struct text word = text_cut(&key, ' ');
        bool named = words_name(WORDS_ORGANISATION, word).len > 0;
        if (!named && !is_noise(word) && !words_name(WORDS_CONNECTOR, word).len)
            return false;
        organisation |= named;
    }
    return organisation;
}

/* "Firmen-OKRs": joined to a word for what the sheet holds. */
static bool ends_in_okr_word(struct text key)
{
    struct text last = key;
    for (struct text rest = key; rest.len;)
        last = text_cut(&rest, ' ');
    return last.len < key.len && words_name(WORDS_OKR_NOISE, last).len;
}

/* "Team-OKRs": the level, joined to such a word; NAN. */
static double joined_level(struct text key)
{
    struct text rest = key, first = text_cut(&rest, ' ');
    return words_name(WORDS_OKR_NOISE, rest).len ? words_value(WORDS_LEVEL, first) : NAN;
}

/* "製造部OKR": a script without blanks. */
static struct text without_okr(struct text word)
{
    size_t end = text_ends(word, T("OKRs")) ? 4 : text_ends(word, T("OKR")) ? 3 : 0;
    bool wide = end && end < word.len && (unsigned char)word.ptr[word.len - end - 1] >= 0xE3;
    for (size_t i = 2; end && !wide && i <= 3 && end + i <= word.len; i++)
        wide = (unsigned char)word.ptr[word.len - end - i] >= 0xE3;
    return wide ? text_slice(word, 0, word.len - end) : word;
}

static struct name_word judge(struct arena *mem, struct text text, bool file)
{
    text = without_okr(text);
    struct name_word word = {.text = text, .level = -1};
    struct text key = text_key(mem, text);
    double level = words_value(WORDS_LEVEL, key);
    level = isnan(level) ? joined_level(key) : level;
    word.suffix = words_name(WORDS_ORGANISATION_SUFFIX, key).len > 0;
    word.weak =
        words_name(WORDS_LEADING_NOISE, key).len || (file && words_name(WORDS_WEAK_NOISE, key).len);
    word.strong = !key.len || is_version(key) || words_name(WORDS_OKR_NOISE, key).len;
    if (word.strong || word.weak || is_noise(key) || all_noise(key)) {
        word.kind = KIND_NOISE;
    } else if (words_name(WORDS_ORGANISATION, key).len || all_organisation(key)) {
        word.kind = KIND_ORGANISATION;
        word.suffix |= ends_in_okr_word(key); /* "Tidewater Firmen-OKRs" */
    } else if (!isnan(level)) {
        word.kind = KIND_LEVEL;
        word.level = (int)level;
    } else if (words_name(WORDS_CONNECTOR, key).len) {
        word.kind = KIND_CONNECTOR;
    }
    return word;
}

/* White space, brackets and marks between words; '&' and '-' inside a name stay. */
static bool ends_word(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '_' || c == '(' || c == ')' ||
           c == '[' || c == ']' || c == '/' || c == ',' || c == ';' || c == '"' || c == '#';
}

static size_t joint_length(struct text t, size_t i)
{
    static const char *const joints[] = {":",    " - ", " – ", " — ", "|",
                                         " -- ", "：",  "–",   "—",   "·"};
    struct text rest = text_slice(t, i, t.len);
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        if (text_starts(rest, text_of(joints[k])))
            return text_of(joints[k]).len;
    return 0;
}

static bool is_number(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] < '0' || t.ptr[i] > '9')
            return false;
    return t.len > 0 && t.len <= 3;
}

static void drop(struct name_word *word, struct name_word *number)
{
    word->kind = number->kind = KIND_NOISE;
    word->strong = number->strong = true;
}

/* "Season 4" says when, not who. */
static void drop_counted(struct arena *mem, struct segment *s)
{
    for (size_t i = 0; i + 1 < s->n; i++)
        if (is_number(s->v[i + 1].text) &&
            words_name(WORDS_COUNTED, text_key(mem, s->v[i].text)).len)
            drop(&s->v[i], &s->v[i + 1]);
}

/* "Team 7": neither word alone names it. */
static void keep_numbered(struct segment *s)
{
    for (size_t i = 0; i + 1 < s->n; i++)
        if (s->v[i].kind == KIND_LEVEL && is_number(s->v[i + 1].text))
            s->v[i].kind = s->v[i + 1].kind = KIND_NAME;
}

/* "Plant 3": a number of its own, behind the name and a blank; "Spring 26" is a year. */
static void keep_counted(struct segment *s)
{
    for (size_t i = 1; i < s->n; i++) {
        const struct name_word *name = &s->v[i - 1];
        struct text number = s->v[i].text;
        const char *behind = name->text.ptr + name->text.len;
        bool next = number.ptr == behind + 1 && *behind == ' ';
        if (name->kind == KIND_NAME && next && is_number(number) && number.len <= 2 &&
            number.ptr[0] != '0' && (number.len == 1 || number.ptr[0] == '1'))
            s->v[i].kind = KIND_NAME;
    }
}

/* "Site A": a capital behind a name is no small word. */
static void keep_lettered(struct segment *s)
{
    for (size_t i = 1; i < s->n; i++) {
        struct text letter = s->v[i].text;
        bool last = i + 1 == s->n || s->v[i + 1].kind == KIND_NOISE;
        if (s->v[i - 1].kind == KIND_NAME && s->v[i].kind == KIND_CONNECTOR && last &&
            letter.len == 1 && letter.ptr[0] >= 'A' && letter.ptr[0] <= 'Z')
            s->v[i].kind = KIND_NAME;
    }
}

static bool is_ampersand(const struct name_word *w)
{
    return w->text.len == 1 && w->text.ptr[0] == '&';
}

/* "People & Culture", "Areas and Regions": a word joined to another belongs to the name. */
static void keep_joined(struct segment *s)
{
    keep_numbered(s);
    keep_counted(s);
    keep_lettered(s);
    for (size_t i = 0; i + 2 < s->n; i++) {
        bool joint = s->v[i + 1].kind == KIND_CONNECTOR || is_ampersand(&s->v[i + 1]);
        struct name_word *a = &s->v[i], *b = &s->v[i + 2];
        if (joint && (a->kind == KIND_NAME || b->kind == KIND_NAME) &&
            a->kind != KIND_ORGANISATION && b->kind != KIND_ORGANISATION && a->kind != b->kind &&
            (a->kind == KIND_LEVEL || b->kind == KIND_LEVEL))
            a->kind = b->kind = KIND_NAME;
        bool noise = a->kind == KIND_NOISE && !a->strong && b->kind == KIND_NAME;
        if (noise && is_ampersand(&s->v[i + 1])) /* "Plan & Build" */
            a->kind = KIND_NAME;
    }
}

/* "okr data" names nobody, but "data platform" is a name. */
static void keep_leading(struct segment *s)
{
    for (size_t i = s->n; i-- > 1;)
        if (s->v[i].kind == KIND_NAME && s->v[i - 1].weak)
            s->v[i - 1].kind = KIND_NAME;
}

/* "Opening the new branch": what stands between words of a name belongs to it. */
static void keep_inside(struct segment *s)
{
    size_t first = s->n, last = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].kind == KIND_NAME) {
            first = first < i ? first : i;
            last = i;
        }
    for (size_t i = first, end; i < last; i = end) {
        bool strong = false;
        for (end = i + 1; s->v[end].kind != KIND_NAME; end++)
            strong |= s->v[end].strong; /* "Growth OKRs draft Berlin" */
        for (size_t k = i + 1; k < end && !strong; k++)
            if (s->v[k].kind == KIND_LEVEL || s->v[k].kind == KIND_NOISE)
                s->v[k].kind = KIND_NAME;
    }
}

/* The next segment of *rest, as words. */
static void cut_segment(struct arena *mem, struct text *rest, bool file, struct segment *segment)
{
    size_t i = 0, begin = 0, joint = 0;
    segment->n = 0;
    while (i <= rest->len) {
        joint = i < rest->len ? joint_length(*rest, i) : 0;
        bool end = i == rest->len || joint || ends_word(rest->ptr[i]);
        if (end && i > begin && segment->n < MOST_WORDS)
            segment->v[segment->n++] = judge(mem, text_slice(*rest, begin, i), file);
        if (joint || i == rest->len)
            break;
        i++;
        if (end)
            begin = i;
    }
    drop_counted(mem, segment);
    keep_joined(segment);
    keep_leading(segment);
    keep_inside(segment);
    *rest = text_slice(*rest, i + joint, rest->len);
}

static size_t count(const struct segment *s, enum word_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += s->v[i].kind == kind;
    return n;
}

/* The words of the name, with the small words between them as written where nothing falls out. */
static struct text name_words(struct arena *mem, const struct segment *s)
{
    struct buf name = {.mem = mem};
    const struct name_word *last = NULL;
    bool pending = false;
    for (size_t i = 0; i < s->n; i++) {
        const struct name_word *w = &s->v[i];
        if (w->kind == KIND_CONNECTOR || is_ampersand(w)) {
            pending = last != NULL;
            continue;
        }
        if (w->kind == KIND_NOISE || w->kind == KIND_LEVEL)
            continue;
        if (last && pending)
            buf_add(&name, (struct text){last->text.ptr + last->text.len,
                                         (size_t)(w->text.ptr - last->text.ptr) - last->text.len});
        else if (last)
            buf_add_char(&name, ' ');
        buf_add(&name, w->text);
        last = w;
        pending = false;
    }
    return buf_text(&name);
}

/* "growth" -> "Growth"; names with a capital stay as they are. */
static struct text capitalised(struct arena *mem, struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')
            return name;
    char *copy = text_z(mem, name);
    for (size_t i = 0; i < name.len; i++)
        if ((i == 0 || copy[i - 1] == ' ') && copy[i] >= 'a' && copy[i] <= 'z')
            copy[i] = (char)(copy[i] - 'a' + 'A');
    return (struct text){copy, name.len};
}

/* "Équipe Export": a word that is noise elsewhere, right beside the one that says what it is. */
static void name_by_level(struct segment *s)
{
    if (count(s, KIND_NAME) || count(s, KIND_ORGANISATION))
        return;
    for (size_t i = 0; i < s->n; i++) {
        bool beside = (i > 0 && s->v[i - 1].kind == KIND_LEVEL) ||
                      (i + 1 < s->n && s->v[i + 1].kind == KIND_LEVEL);
        if (beside && s->v[i].kind == KIND_NOISE && s->v[i].weak && !s->v[i].strong)
            s->v[i].kind = KIND_NAME;
    }
}

/* Words of the organisation count as such if nothing else stands beside them, or "company" last. */
static struct unit_name segment_name(struct arena *mem, struct segment *s)
{
    struct unit_name found = {.level = -1};
    name_by_level(s);
    size_t names = count(s, KIND_NAME), organisations = count(s, KIND_ORGANISATION);
    size_t last = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].kind == KIND_NAME || s->v[i].kind == KIND_ORGANISATION)
            last = i;
        if (s->v[i].level >= 0 && found.level < 0)
            found.level = s->v[i].level;
    }
    bool suffix = names && organisations == 1 && s->v[last].suffix;
    found.organisation = organisations && (!names || suffix);
    for (size_t i = 0; i < s->n && found.organisation; i++)
        if (s->v[i].kind == KIND_ORGANISATION)
            s->v[i].kind = KIND_NOISE;
    found.name = names ? name_words(mem, s) : (struct text){0};
    return found;
}

static struct unit_name read_name(struct arena *mem, struct text text, bool file)
{
    struct unit_name found = {.level = -1, .own_level = -1};
    struct text rest = without_periods(mem, text_trim(text_slice(text, 0, 300)));
    bool brought_level = false;
    while (rest.len) {
        struct segment segment;
        cut_segment(mem, &rest, file, &segment);
        struct unit_name part = segment_name(mem, &segment);
        found.organisation |= part.organisation;
        if (found.level < 0 && !brought_level)
            found.level = part.level;
        brought_level |= part.name.len > 0;
        if (!found.name.len)
            found.name = part.name;
        else if (!found.second.len)
            found.second = part.name;
    }
    found.second = capitalised(mem, text_trim(found.second));
    found.name = capitalised(mem, text_trim(found.name));
    return found;
}

static size_t inner_joint(struct text t, size_t i)
{
    static const char *const joints[] = {" - ", " – ", " — ", ": ",  " / ",
                                         " > ", " » ", " › ", " | ", ", "};
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        if (text_starts(text_slice(t, i, t.len), text_of(joints[k])))
            return text_of(joints[k]).len;
    return 0;
}

/* `part` is of a higher level than `rest`, by its own word: "Sales department" than "Team Marketing"; or
   only `rest` says what it is, and the other is its company or place. */
static bool is_above(struct arena *mem, struct text part, struct text rest, bool file,
                     struct unit_name *found)
{
    struct unit_name above = read_name(mem, part, file), own = read_name(mem, rest, file);
    bool higher = above.level >= 0 ? own.level > above.level : own.level >= 0;
    if (!higher || !above.name.len || !own.name.len || own.organisation)
        return false;
    found->above = above.name;
    found->own = own.name;
    found->own_level = own.level;
    return true;
}

/* "Platform team - part of Engineering", "Platform (team of Engineering)". */
static bool find_part_of(struct arena *mem, struct text t, bool file, struct unit_name *found)
{
    enum { MOST_PARTS = 4 };
    for (size_t i = 1; i < t.len; i++) {
        if (is_alnum(t.ptr[i - 1]) || !is_alnum(t.ptr[i]))
            continue;
        size_t end = i;
        for (size_t n = 0; n < MOST_PARTS && end < t.len; n++) {
            while (end < t.len && t.ptr[end] == ' ')
                end++;
            while (end < t.len && !ends_word(t.ptr[end]))
                end++;
            struct text key = text_key(mem, text_slice(t, i, end));
            if (!words_name(WORDS_PART_OF, key).len)
                continue;
            struct text rest = text_slice(t, end, t.len);
            struct unit_name own = read_name(mem, text_slice(t, 0, i), file);
            struct unit_name above = read_name(mem, text_cut(&rest, ')'), file);
            if (!own.name.len || !above.name.len || own.organisation)
                continue;
            found->own = own.name;
            found->own_level = own.level;
            found->above = above.name;
            return true;
        }
    }
    return false;
}

/* "Team Marketing (Sales department)", "Sales department / Team Marketing". */
static void find_above(struct arena *mem, struct text t, bool file, struct unit_name *found)
{
    size_t open = text_find(t, T("("), 0), close = text_find(t, T(")"), 0), n = 0;
    if (open < close && close != SIZE_MAX) {
        struct text rest = joined(mem, text_slice(t, 0, open), text_slice(t, close + 1, t.len));
        struct text inside = text_slice(t, open + 1, close);
        struct unit_name plain = read_name(mem, rest, file);
        if (!is_above(mem, inside, rest, file, found) && plain.level < 0 && plain.name.len &&
            read_name(mem, inside, file).level >= 0) {
            found->above = read_name(mem, inside, file).name;
            found->own = plain.name;
            found->own_level = -1;
        }
        return;
    }
    for (size_t i = 1; i < t.len && !found->above.len; i++) {
        if (!(n = inner_joint(t, i)))
            continue;
        struct text left = text_slice(t, 0, i), right = text_slice(t, i + n, t.len);
        if (!is_above(mem, left, right, file, found))
            is_above(mem, right, left, file, found);
    }
}

bool unit_is_short_for(struct arena *mem, struct text letters, struct text name)
{
    struct text key = text_key(mem, name);
    size_t at = 0;
    if (letters.len < 2 || letters.len > 5 || !key.len)
        return false;
    for (size_t i = 0; i < letters.len; i++) {
        char c = letters.ptr[i];
        if (c < 'A' || c > 'Z')
            return false;
        while (at < key.len && key.ptr[at] != (char)(c - 'A' + 'a'))
            at++;
        if (at++ >= key.len || (i == 0 && at != 1))
            return false;
    }
    return true;
}

/* Takes off the short form in brackets. */
static struct text find_short_form(struct arena *mem, struct text t, bool file,
                                   struct unit_name *found)
{
    size_t open = text_find(t, T("("), 0), close = text_find(t, T(")"), 0);
    if (open >= close || close == SIZE_MAX)
        return t;
    struct text letters = text_slice(t, open + 1, close);
    if (!unit_is_short_for(mem, letters, read_name(mem, text_slice(t, 0, open), file).name))
        return t;
    found->short_form = text_copy(mem, letters);
    return text_printf(mem, TEXT_FMT TEXT_FMT, TEXT_ARG(text_trim(text_slice(t, 0, open))),
                       TEXT_ARG(text_slice(t, close + 1, t.len)));
}

enum { PERSON = 3 /* in [level] of templates/units.txt */ };

/* "Personal 2026-Q3", "Abteilung Personal": nothing but words for levels, the last of which says that it is a
   person's. In German it is a department. */
static void name_by_word(struct arena *mem, struct text t, struct unit_name *found)
{
    while (t.len && strchr(" :-_", t.ptr[t.len - 1]))
        t.len--;
    size_t begin = t.len;
    while (begin > 0 && !ends_word(t.ptr[begin - 1]))
        begin--;
    struct text last = text_slice(t, begin, t.len), before = text_trim(text_slice(t, 0, begin));
    bool level = !before.len || !isnan(words_value(WORDS_LEVEL, text_key(mem, before)));
    if (level && words_value(WORDS_LEVEL, text_key(mem, last)) == PERSON)
        *found = (struct unit_name){.name = capitalised(mem, last), .level = -1, .own_level = -1};
}

static struct unit_name find_name(struct arena *mem, struct text text, bool file)
{
    struct unit_name told = {.level = -1};
    struct text t = text_trim(text_slice(text, 0, 300));
    t = find_short_form(mem, t, file, &told);
    struct unit_name found = read_name(mem, t, file);
    if (!found.name.len && found.level >= 0)
        name_by_word(mem, without_periods(mem, t), &found);
    found.short_form = told.short_form;
    if (found.name.len && !find_part_of(mem, without_periods(mem, t), file, &found) &&
        found.level >= 0)
        find_above(mem, without_periods(mem, t), file, &found);
    return found;
}

struct unit_name unit_name_of(struct arena *mem, struct text text)
{
    return find_name(mem, text, false);
}

static bool ends_token(char c)
{
    return c == ' ' || c == '_' || c == '+' || c == '-';
}

/* The word of a file's name that ends (`behind`: begins) at the hyphen. */
static struct text word_beside(struct text file, size_t hyphen, bool behind)
{
    size_t begin = behind ? hyphen + 1 : hyphen, end = begin;
    while (behind && end < file.len && !ends_token(file.ptr[end]))
        end++;
    while (!behind && begin > 0 && !ends_token(file.ptr[begin - 1]))
        begin--;
    return text_slice(file, begin, end);
}

static bool says_nothing(struct arena *mem, struct text word)
{
    struct text key = text_key(mem, word);
    struct period period;
    return !key.len || is_noise(key) || is_version(key) ||
           value_period(mem, key, DATE_UNKNOWN, &period);
}

/* The hyphen stands for a blank: in "growth-okrs", "data-platform", not in "IT-Betrieb". */
static bool is_blank_hyphen(struct arena *mem, struct text file, size_t hyphen)
{
    struct text left = word_beside(file, hyphen, false), right = word_beside(file, hyphen, true);
    bool lower = left.len && right.len && left.ptr[0] >= 'a' && left.ptr[0] <= 'z' &&
                 right.ptr[0] >= 'a' && right.ptr[0] <= 'z';
    return lower || says_nothing(mem, left) || says_nothing(mem, right);
}

/* The hyphen of "Firmen-OKRs", which are the organisation's. */
static bool is_compound_hyphen(struct arena *mem, struct text file, size_t hyphen)
{
    struct text left = text_key(mem, word_beside(file, hyphen, false));
    struct text right = text_key(mem, word_beside(file, hyphen, true));
    return words_name(WORDS_ORGANISATION, left).len && words_name(WORDS_OKR_NOISE, right).len;
}

/* The name of a file with blanks for the marks that stand for them. Where nothing else parts its words
   and one hyphen does, all do: "Customer-Success-OKRs". */
static struct text spaced_name(struct arena *mem, struct text file)
{
    bool all = true, any = false;
    for (size_t i = 0; i < file.len; i++) {
        all &= file.ptr[i] == '-' || !ends_token(file.ptr[i]);
        any |= file.ptr[i] == '-' && is_blank_hyphen(mem, file, i);
    }
    char *copy = text_z(mem, file);
    for (size_t i = 0; i < file.len; i++) {
        bool figure = i > 0 && copy[i - 1] >= '0' && copy[i - 1] <= '9'; /* 2026-q2 */
        bool blank =
            copy[i] == '-' && i > 0 && !figure && file.ptr[i - 1] != ' ' &&
            ((all && any) || (is_blank_hyphen(mem, file, i) && !is_compound_hyphen(mem, file, i)));
        if (copy[i] == '_' || copy[i] == '+' || blank)
            copy[i] = ' ';
    }
    return (struct text){copy, file.len};
}

struct unit_name unit_name_of_file(struct arena *mem, struct text file)
{
    for (size_t i = file.len; i > 0; i--)
        if (file.ptr[i - 1] == '/') {
            file = text_slice(file, i, file.len);
            break;
        }
    for (size_t i = file.len; i > 1 && file.len - i < 6; i--)
        if (file.ptr[i - 1] == '.') {
            file = text_slice(file, 0, i - 1);
            break;
        }
    return find_name(mem, spaced_name(mem, file), true);
}

struct text unit_key(struct arena *mem, struct text name)
{
    struct text key = text_key(mem, name), rest = key;
    struct buf out = {.mem = mem};
    while (rest.len) {
        struct text word = text_cut(&rest, ' ');
        bool dropped = !isnan(words_value(WORDS_LEVEL, word)) || text_eq(word, T("and")) ||
                       text_eq(word, T("und")) || text_eq(word, T("et")) || text_eq(word, T("y")) ||
                       text_eq(word, T("the"));
        if (!dropped)
            buf_add(&out, word);
    }
    if (out.len && !is_number(buf_text(&out)))
        return buf_text(&out);
    out.len = 0;
    for (rest = key; rest.len;)
        buf_add(&out, text_cut(&rest, ' '));
    return buf_text(&out);
}

struct text unit_name_now(struct text name)
{
    return text_eq(name, T("Company")) || text_eq(name, T("Unternehmen")) ? TR("Company") : name;
}
