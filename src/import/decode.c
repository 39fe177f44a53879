/*
 * Encodings, in the order of trust: byte order mark; the pattern of UTF-16 and UTF-32; strictly valid UTF-8;
 * a detector's word, but only for scripts that it tells apart well (it takes English with a few
 * accents for Central European); the letters of one language that come out by the code page of Central
 * Europe, Turkey or the Baltic, where they are none of a Western one; else Windows-1252, or Macintosh
 * or the code page of DOS where letters and signs stand clearly better between their neighbours
 * then. Files that were put
 * together of others may be UTF-8 in some lines only: then each line counts for itself.
 */
#include "import/decode.h"

#include "import/wide.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <uchardet/uchardet.h>

enum { SAMPLE = 1 << 16, FEW = 5 /* letters, to tell an encoding by */ };

#define WESTERN "WINDOWS-1252"

/* What of the detector's answers is believed. */
static const char *const believed[] = {
    "SHIFT_JIS",    "EUC-JP",       "ISO-2022-JP",  "ISO-2022-KR", "ISO-2022-CN",  "GB18030",
    "HZ-GB-2312",   "BIG5",         "EUC-TW",       "EUC-KR",      "UHC",          "JOHAB",
    "KOI8-R",       "WINDOWS-1251", "ISO-8859-5",   "IBM855",      "IBM866",       "MAC-CYRILLIC",
    "WINDOWS-1253", "ISO-8859-7",   "WINDOWS-1255", "ISO-8859-8",  "WINDOWS-1256", "ISO-8859-6",
    "TIS-620",      "ISO-8859-11",  "VISCII",       NULL};

/* Its word; empty: it does not know. */
static struct text ask_detector(struct arena *mem, struct text bytes)
{
    struct text said = {0};
    uchardet_t detector = uchardet_new();
    if (!detector)
        return said;
    if (uchardet_handle_data(detector, bytes.ptr,
                             bytes.len < SAMPLE * 4 ? bytes.len : SAMPLE * 4) == 0) {
        uchardet_data_end(detector);
        said = text_copy(mem, text_of(uchardet_get_charset(detector)));
    }
    uchardet_delete(detector);
    return said;
}

static const char *believed_name(struct text said)
{
    for (size_t i = 0; believed[i]; i++)
        if (text_eq_ascii_case(said, text_of(believed[i])))
            return believed[i];
    return NULL;
}

/* --- encodings of one byte a letter ----------------------------------------------------------- */

/* Western ones that are seldom met now, the most usual first. */
static const char *const others[] = {"MACINTOSH", "CP850"};

enum { OTHERS = sizeof others / sizeof *others, HIGH = 128 };

/* The characters of its bytes from 0x80 on; 0xFFFD: none. */
static void high_half(const char *encoding, uint32_t out[HIGH])
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    for (unsigned i = 0; i < HIGH; i++) {
        char byte = (char)(HIGH + i), utf8[8], *in = &byte, *at = utf8;
        size_t left = 1, room = sizeof utf8;
        bool good = cd != (iconv_t)-1 && iconv(cd, &in, &left, &at, &room) != (size_t)-1;
        struct text t = {utf8, sizeof utf8 - room};
        out[i] = good && t.len ? text_next(&t) : 0xFFFD;
    }
    if (cd != (iconv_t)-1)
        iconv_close(cd);
}

static bool is_upper(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0xDF && c != 0xD7) || c == 0x152 ||
           c == 0x160 || c == 0x178 || c == 0x17D;
}

static bool is_lower(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c < 0x100 && c != 0xF7) || c == 0x153 ||
           c == 0x161 || c == 0x17E;
}

static bool is_letter(uint32_t c)
{
    return is_lower(c) || is_upper(c) || (c >= 0x100 && c < 0x180);
}

/* Words of one letter, and initials. */
static bool stands_alone(uint32_t c, uint32_t behind)
{
    static const uint32_t words[] = {0xE0, 0xC0, 0xE8, 0xC8, 0xE9, 0xC9, 0xE5, 0xC5};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (c == words[i])
            return true;
    return is_upper(c) && behind == '.';
}

static int fit_letter(uint32_t before, uint32_t c, uint32_t behind)
{
    bool rare = c == 0x161 || c == 0x17E || c == 0xFF || c == 0xFE || c == 0xF0 || c == 0xFD;
    if (!is_letter(before) && !is_letter(behind))
        return stands_alone(c, behind) ? 1 : -2;
    if (is_lower(c))
        return rare ? 1 : 2;
    bool in_word = is_lower(before) || (is_upper(before) && is_lower(behind));
    return in_word || (behind >= '0' && behind <= '9') ? -2 : 1;
}

/* Signs that are met often, and how well they stand with letters at their sides. */
static const struct sign {
    uint32_t c;
    int before_letter, behind_letter, between;
} signs[] = {{0x2013, 2, 2, 0},  /* en dash: between, an accented letter looks as likely */
             {0x2014, 2, 2, 0},  /* em dash */
             {0x2018, 2, 0, -2}, /* opening quote */
             {0x2019, 0, 2, 2},  /* closing quote, apostrophe */
             {0x201C, 2, 2, -2}, /* opening quote, the closing one of some languages */
             {0x201D, 0, 2, -2}, /* closing quote */
             {0x201E, 2, 0, -2}, /* opening quote below */
             {0x2022, 2, 0, -2}, /* bullet */
             {0x2026, 0, 2, -2}, /* dots */
             {0x20AC, 0, 2, -2}, /* euro: "k€" */
             {0x2122, 0, 2, -2}, /* trade mark */
             {0xBD, 0, 0, -2},   /* half */
             {0xA3, 0, 0, -2},   /* pound */
             {0xA0, 1, 1, 1},    /* blank that does not break */
             {0xAD, 0, 0, 0},    /* hyphen where a word may break */
             {0xB7, 0, 0, 0}};   /* dot in the middle, within Catalan words */

static int fit_sign(uint32_t before, uint32_t c, uint32_t behind)
{
    bool right_of = is_letter(before), left_of = is_letter(behind);
    for (const struct sign *s = signs; s < signs + sizeof signs / sizeof *signs; s++)
        if (s->c == c)
            return right_of && left_of ? s->between
                   : right_of          ? s->behind_letter
                   : left_of           ? s->before_letter
                                       : 2;
    bool known = (c >= 0xA0 && c < 0xC0) || (c >= 0x2010 && c < 0x203B) || c == 0xD7;
    return (right_of && left_of) || !known ? -2 : 0;
}

/* How well a character beyond ASCII stands between its neighbours: below 0 if nobody writes so. */
static int fit(uint32_t before, uint32_t c, uint32_t behind)
{
    return is_letter(c) ? fit_letter(before, c, behind) : fit_sign(before, c, behind);
}

static uint32_t character(const uint32_t high[HIGH], struct text bytes, size_t at)
{
    unsigned char c = at < bytes.len ? (unsigned char)bytes.ptr[at] : ' ';
    return c < HIGH ? c : high[c - HIGH];
}

struct fit {
    long sum, n; /* n: characters beyond ASCII */
    size_t odd;  /* where the first stands that does not fit, or SIZE_MAX */
};

static struct fit fit_of(const char *encoding, struct text bytes)
{
    uint32_t high[HIGH];
    struct fit all = {.odd = SIZE_MAX};
    high_half(encoding, high);
    for (size_t i = 0; i < bytes.len && i < SAMPLE; i++) {
        if ((unsigned char)bytes.ptr[i] < HIGH)
            continue;
        uint32_t before = i > 0 ? character(high, bytes, i - 1) : ' ';
        int one = fit(before, character(high, bytes, i), character(high, bytes, i + 1));
        if (one < 0 && all.odd == SIZE_MAX)
            all.odd = i;
        all.sum += one;
        all.n++;
    }
    return all;
}

/* Another than the usual one only where that makes odd texts and the other clearly better ones. */
static const char *best_western(struct text bytes)
{
    struct fit usual = fit_of(WESTERN, bytes);
    const char *best = WESTERN;
    long most = usual.sum + usual.n > 0 ? usual.sum + usual.n : 0;
    for (size_t i = 0; usual.odd != SIZE_MAX && i < OTHERS; i++) {
        struct fit its = fit_of(others[i], bytes);
        if (its.sum <= most)
            continue;
        best = others[i];
        most = its.sum;
    }
    return best;
}

/* --- whose letters they are --------------------------------------------------------------------- */

/* Code pages and the letters beyond ASCII of languages that are written in them, Western ones first:
   all that German, French, Spanish, Italian, Dutch have, as companies there do. */
static const struct alphabet {
    const char *encoding, *letters;
} alphabets[] = {
    {WESTERN, "àâæçéèêëîïôœùûüÿäößìíòóúáñÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸÄÖÌÍÒÓÚÁÑ"},
    {WESTERN, "áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚÜ"},                /* Portuguese */
    {WESTERN, "åäöæøéèêóòôâüÅÄÖÆØÉÈÊÓÒÔÂÜ"},                /* Scandinavian */
    {WESTERN, "áéíóúýðþæöÁÉÍÓÚÝÐÞÆÖ"},                      /* Icelandic */
    {WESTERN, "äöõüšžÄÖÕÜŠŽ"},                              /* Estonian */
    {"WINDOWS-1250", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"},                 /* Polish */
    {"WINDOWS-1250", "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"},     /* Czech */
    {"WINDOWS-1250", "áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ"}, /* Slovak */
    {"WINDOWS-1250", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"},                 /* Hungarian */
    {"WINDOWS-1250", "ăâîşţĂÂÎŞŢ"},                         /* Romanian */
    {"WINDOWS-1250", "čćđšžČĆĐŠŽ"},                         /* Croatian, Slovene */
    {"ISO-8859-2", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"},
    {"ISO-8859-2", "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"},
    {"ISO-8859-2", "áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ"},
    {"ISO-8859-2", "čćđšžČĆĐŠŽ"},
    {"WINDOWS-1254", "çğıöşüâîûÇĞİÖŞÜÂÎÛ"},    /* Turkish */
    {"WINDOWS-1257", "ąčęėįšųūžĄČĘĖĮŠŲŪŽ"},    /* Lithuanian */
    {"WINDOWS-1257", "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ"} /* Latvian */
};

struct spelling {
    const char *encoding;
    size_t high, letters; /* characters beyond ASCII, and letters of any kind */
    size_t outside;       /* of the first: no letters of the language, no signs that stand well */
    size_t first_outside;
    size_t first_other; /* offset of what would be another character in Windows-1252, or SIZE_MAX */
};

static bool has_letter(struct text letters, uint32_t c)
{
    while (letters.len)
        if (text_next(&letters) == c)
            return true;
    return false;
}

static struct spelling spelling_in(const struct alphabet *a, struct text bytes)
{
    uint32_t high[HIGH], usual[HIGH];
    bool known[HIGH];
    struct spelling s = {.encoding = a->encoding, .first_other = SIZE_MAX};
    high_half(a->encoding, high);
    high_half(WESTERN, usual);
    for (size_t i = 0; i < HIGH; i++)
        known[i] = has_letter(text_of(a->letters), high[i]);
    for (size_t i = 0; i < bytes.len && i < SAMPLE; i++) {
        uint32_t c = character(high, bytes, i);
        s.letters += is_letter(c);
        if ((unsigned char)bytes.ptr[i] < HIGH)
            continue;
        uint32_t before = i > 0 ? character(high, bytes, i - 1) : ' ';
        bool outside = is_letter(c) ? !known[(unsigned char)bytes.ptr[i] - HIGH]
                                    : fit_sign(before, c, character(high, bytes, i + 1)) < 0;
        if (outside && s.outside++ == 0)
            s.first_outside = i;
        if (s.first_other == SIZE_MAX && c != character(usual, bytes, i))
            s.first_other = i;
        s.high++;
    }
    return s;
}

/* The best of the Western ones, or of the others. */
static struct spelling best_spelling(struct text bytes, bool western)
{
    struct spelling best = {.outside = SIZE_MAX};
    for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
        if ((strcmp(alphabets[i].encoding, WESTERN) == 0) != western)
            continue;
        struct spelling its = spelling_in(&alphabets[i], bytes);
        if (its.outside < best.outside)
            best = its;
    }
    return best;
}

/* Enough letters to tell by them, not a few names among English words, and nearly all of one
   language. */
static bool speaks(const struct spelling *s)
{
    return s->high * 33 >= s->letters && s->outside * 10 <= s->high;
}

static size_t first_high(struct text bytes)
{
    size_t at = 0;
    while (at < bytes.len && (unsigned char)bytes.ptr[at] < HIGH)
        at++;
    return at;
}

/* From 1. */
static size_t line_of(struct text bytes, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes.ptr[i] == '\n' ||
                (bytes.ptr[i] == '\r' && (i + 1 == bytes.len || bytes.ptr[i + 1] != '\n'));
    return line;
}

/* Adds what iconv makes of the bytes; what it cannot read, `unit` bytes each, is U+FFFD, but for a
   character that the end of the file cuts. */
static void add_converted(iconv_t cd, struct text bytes, size_t unit, struct buf *utf8,
                          size_t *malformed)
{
    char *in = (char *)bytes.ptr; /* iconv's interface lacks a const */
    size_t left = bytes.len;
    for (bool held = true; left || held;) { /* held: a letter that may get a mark */
        char chunk[8192], *at = chunk;
        size_t room = sizeof chunk;
        held = left > 0;
        size_t done = iconv(cd, held ? &in : NULL, &left, &at, &room);
        buf_add(utf8, (struct text){chunk, sizeof chunk - room});
        if (done != (size_t)-1 || errno == E2BIG)
            continue;
        if (left >= unit)
            buf_add_utf8(utf8, 0xFFFD);
        ++*malformed;
        size_t skip = unit < left ? unit : left;
        in += skip;
        left -= skip;
    }
}

static void convert(struct arena *mem, struct text bytes, const char *from, struct decoded *out)
{
    if (strcmp(from, "UTF-8") == 0) {
        out->encoding = T("UTF-8");
        out->text = text_repair(mem, bytes, &out->malformed);
        return;
    }
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1)
        cd = iconv_open("UTF-8", from = WESTERN);
    out->encoding = text_of(from);
    struct buf utf8 = {.mem = mem};
    size_t unit = strncmp(from, "UTF-16", 6) == 0 ? 2 : strncmp(from, "UTF-32", 6) == 0 ? 4 : 1;
    if (cd != (iconv_t)-1) {
        add_converted(cd, bytes, unit, &utf8, &out->malformed);
        iconv_close(cd);
    }
    out->text = text_repair(mem, buf_text(&utf8), &out->malformed);
}

static struct text without_nuls(struct arena *mem, struct text t, size_t *nuls)
{
    if (!memchr(t.ptr ? t.ptr : "", '\0', t.len))
        return t;
    struct buf out = {.mem = mem};
    size_t before = t.len;
    while (t.len)
        buf_add(&out, text_cut(&t, '\0'));
    *nuls = before - out.len;
    return buf_text(&out);
}

static const struct {
    const char *mark;
    size_t len;
    const char *encoding;
} marks[] = {{"\xEF\xBB\xBF", 3, "UTF-8"},
             {"\xFF\xFE\0\0", 4, "UTF-32LE"},
             {"\0\0\xFE\xFF", 4, "UTF-32BE"},
             {"\xFF\xFE", 2, "UTF-16LE"},
             {"\xFE\xFF", 2, "UTF-16BE"}};

/* What a reader should look at: a letter where none would stand, or a code page seldom met. */
static void doubt(struct text bytes, const char *encoding, struct decoded *out)
{
    size_t odd = fit_of(encoding, bytes).odd;
    out->odd = odd != SIZE_MAX;
    if (out->odd || strcmp(encoding, WESTERN) != 0)
        out->guessed = line_of(bytes, out->odd ? odd : first_high(bytes));
}

/* `said`: by the detector. */
static const char *by_letters(struct text bytes, struct text said, struct decoded *out)
{
    struct spelling western = best_spelling(bytes, true), other = best_spelling(bytes, false);
    out->reason = T("by its letters");
    if (speaks(&other) && other.outside + (other.high + 9) / 10 <= western.outside) {
        out->odd = other.outside > 0;
        if (out->odd || other.high < FEW)
            out->guessed = line_of(bytes, out->odd ? other.first_outside : first_high(bytes));
        return other.encoding;
    }
    out->reason = T("assumed");
    const char *encoding = best_western(bytes);
    doubt(bytes, encoding, out);
    bool equal = other.outside == western.outside && speaks(&other) &&
                 !text_eq(said, T("ISO-8859-1")) && !text_eq(said, T(WESTERN));
    if (!out->guessed && other.first_other != SIZE_MAX &&
        (equal || other.outside < western.outside))
        out->guessed = line_of(bytes, other.first_other);
    return encoding;
}

/* The encoding's name and why; `*bytes` loses its byte order mark. */
static const char *find_encoding(struct arena *mem, struct text *bytes, struct decoded *out)
{
    struct text *reason = &out->reason;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(*bytes, (struct text){marks[i].mark, marks[i].len})) {
            *bytes = text_slice(*bytes, marks[i].len, bytes->len);
            *reason = T("byte order mark");
            return marks[i].encoding;
        }
    const char *name = wide_encoding(*bytes);
    *reason = T("zero bytes");
    if (name)
        return name;
    bool shifts = text_contains(*bytes, T("\x1B$")); /* into another alphabet, by plain letters */
    *reason = T("valid UTF-8");
    if (!shifts && text_valid_utf8(*bytes))
        return "UTF-8";
    *reason = T("detected");
    struct text said = ask_detector(mem, *bytes);
    if ((name = believed_name(said)))
        return name;
    *reason = T("valid UTF-8");
    if (shifts && text_valid_utf8(*bytes))
        return "UTF-8";
    return by_letters(*bytes, said, out);
}

/* The line in front, its end included. */
static struct text cut_line(struct text *rest)
{
    size_t n = 0;
    while (n < rest->len && rest->ptr[n] != '\n' && rest->ptr[n] != '\r')
        n++;
    struct text line = text_slice(*rest, 0, n + 1);
    *rest = text_slice(*rest, n + 1, rest->len);
    return line;
}

static bool is_ascii(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.ptr[i] >= 0x80)
            return false;
    return true;
}

/* All beyond ASCII are letters, marks and quotes that texts in Windows-1252 have as well: two bytes
   of that code page that happen to be a character of UTF-8 seldom give one of these. */
static bool says_western(struct text line)
{
    while (line.len) {
        uint32_t c = text_next(&line);
        if (c >= 0x180 && !(c >= 0x2010 && c <= 0x203A) && c != 0x20AC && c != 0x2122)
            return false;
    }
    return true;
}

/* Some of its bytes are characters of UTF-8 that are Western: no less than those which are none. */
static bool partly_utf8(struct text line)
{
    size_t good = 0, bad = 0;
    while (line.len) {
        struct text rest = line;
        uint32_t c = text_next(&rest);
        size_t n = line.len - rest.len;
        good += n > 1 && says_western(text_slice(line, 0, n));
        bad += n == 1 && c == 0xFFFD;
        line = rest;
    }
    return good && good >= bad;
}

/* True if more lines are UTF-8 beyond ASCII than are not; or some, where all others are Western. */
static bool is_mixed(struct text bytes, const char *encoding)
{
    size_t good = 0, bad = 0, said = 0;
    while (bytes.len) {
        struct text line = cut_line(&bytes);
        if (is_ascii(line))
            continue;
        bool valid = text_valid_utf8(line);
        good += valid || partly_utf8(line);
        bad += !valid;
        said += valid ? says_western(line) : partly_utf8(line);
    }
    bool western_else = strcmp(encoding, WESTERN) == 0;
    return bad && (good > bad || (said && (western_else || good >= bad)));
}

/* Where some bytes of the line are UTF-8, only the others are converted. */
static void convert_line(iconv_t cd, struct text line, struct buf *utf8, size_t *malformed)
{
    if (!partly_utf8(line)) {
        add_converted(cd, line, 1, utf8, malformed);
        return;
    }
    while (line.len) {
        struct text rest = line;
        bool bad = text_next(&rest) == 0xFFFD && line.len - rest.len == 1;
        struct text one = text_slice(line, 0, line.len - rest.len);
        if (bad)
            add_converted(cd, one, 1, utf8, malformed);
        else
            buf_add(utf8, one);
        line = rest;
    }
}

static void convert_lines(struct arena *mem, struct text bytes, struct decoded *out)
{
    struct buf utf8 = {.mem = mem};
    iconv_t cd = iconv_open("UTF-8", WESTERN);
    for (size_t number = 1; bytes.len; number++) {
        struct text line = cut_line(&bytes);
        if (cd == (iconv_t)-1 || text_valid_utf8(line)) {
            buf_add(&utf8, line);
            continue;
        }
        if (out->strange++ == 0)
            out->first_strange = number;
        convert_line(cd, line, &utf8, &out->malformed);
    }
    if (cd != (iconv_t)-1)
        iconv_close(cd);
    out->encoding = T("UTF-8");
    out->reason = T("line by line");
    out->guessed = 0;
    out->strange_encoding = T(WESTERN);
    out->text = text_repair(mem, buf_text(&utf8), &out->malformed);
}

/* Marks in front of the text that are there once more, and the end that old programs set. */
static struct text without_marks(struct text t)
{
    while (text_starts(t, T("\xEF\xBB\xBF")))
        t = text_slice(t, 3, t.len);
    return text_ends(t, T("\x1A")) ? text_slice(t, 0, t.len - 1) : t;
}

struct decoded decode(struct arena *mem, struct text bytes)
{
    struct decoded out = {0};
    const char *encoding = find_encoding(mem, &bytes, &out);
    if (strncmp(encoding, "UTF", 3) == 0 || !is_mixed(bytes, encoding))
        convert(mem, bytes, encoding, &out);
    else
        convert_lines(mem, bytes, &out);
    out.text = without_marks(without_nuls(mem, out.text, &out.nuls));
    return out;
}

bool looks_binary(struct text bytes)
{
    if (wide_encoding(bytes))
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(bytes, (struct text){marks[i].mark, marks[i].len}))
            return false;
    struct text head = text_slice(bytes, 0, 8192);
    size_t control = 0, nuls = 0, end = 0; /* end: of what no NULs fill up */
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        nuls += c == '\0';
        end = c ? i + 1 : end;
        control += c && c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
    }
    size_t within = nuls - (head.len - end);
    if (!control && within * 2 < end)
        return false; /* a text with NULs that pad it or its lines */
    return control + nuls > 16 && (control + nuls) * 20 > head.len;
}
