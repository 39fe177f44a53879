/*
 * Encodings, in the order of trust: byte order mark; the pattern of UTF-16; strictly valid UTF-8;
 * a detector's word, but only for scripts that it tells apart well (it takes English with a few
 * accents for Central European); else Windows-1252, or Macintosh where letters say so.
 */
#include "import/decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <uchardet/uchardet.h>

enum { SAMPLE = 1 << 16 };

/* What of the detector's answers is believed. */
static const char *const believed[] = {"SHIFT_JIS",
                                       "EUC-JP",
                                       "ISO-2022-JP",
                                       "ISO-2022-KR",
                                       "ISO-2022-CN",
                                       "GB18030",
                                       "HZ-GB-2312",
                                       "BIG5",
                                       "EUC-TW",
                                       "EUC-KR",
                                       "UHC",
                                       "JOHAB",
                                       "KOI8-R",
                                       "WINDOWS-1251",
                                       "ISO-8859-5",
                                       "IBM855",
                                       "IBM866",
                                       "MAC-CYRILLIC",
                                       "WINDOWS-1253",
                                       "ISO-8859-7",
                                       "WINDOWS-1255",
                                       "ISO-8859-8",
                                       "WINDOWS-1256",
                                       "ISO-8859-6",
                                       "TIS-620",
                                       "ISO-8859-11",
                                       "WINDOWS-1250",
                                       "VISCII",
                                       NULL};

static size_t count_nuls(struct text t, size_t from, size_t step)
{
    size_t n = 0;
    for (size_t i = from; i < t.len; i += step)
        n += t.ptr[i] == '\0';
    return n;
}

/* UTF-16 without a mark: most bytes on one side of each pair are NUL, few on the other. */
static const char *utf16_by_pattern(struct text bytes)
{
    struct text head = text_slice(bytes, 0, 4096);
    size_t pairs = head.len / 2;
    if (pairs < 4)
        return NULL;
    size_t even = count_nuls(head, 0, 2), odd = count_nuls(head, 1, 2);
    if (odd * 2 > pairs && even * 20 < pairs)
        return "UTF-16LE";
    return even * 2 > pairs && odd * 20 < pairs ? "UTF-16BE" : NULL;
}

static const char *by_detector(struct arena *mem, struct text bytes)
{
    uchardet_t detector = uchardet_new();
    if (!detector)
        return NULL;
    const char *name = NULL;
    if (uchardet_handle_data(detector, bytes.ptr,
                             bytes.len < SAMPLE * 4 ? bytes.len : SAMPLE * 4) == 0) {
        uchardet_data_end(detector);
        struct text said = text_of(uchardet_get_charset(detector));
        for (size_t i = 0; believed[i] && !name; i++)
            if (text_eq_ascii_case(said, text_of(believed[i])))
                name = text_z(mem, said);
    }
    uchardet_delete(detector);
    return name;
}

/*
 * In Macintosh text umlauts and accents are where Windows-1252 has quotes and rare capitals; in
 * Windows-1252 they are at the end of the table.
 */
static bool looks_macintosh(struct text bytes)
{
    static const char punctuation[] = "\x80\x82\x84\x85\x8B\x91\x92\x93\x94\x95\x96\x97\x99\x9B";
    size_t rare = 0, usual = 0;
    for (size_t i = 0; i < bytes.len && i < SAMPLE; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        usual += c >= 0xC0;
        rare += c >= 0x80 && c < 0xA0 && !strchr(punctuation, bytes.ptr[i]);
    }
    return rare > usual;
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
        cd = iconv_open("UTF-8", from = "WINDOWS-1252");
    out->encoding = text_of(from);
    struct buf utf8 = {.mem = mem};
    char *in = (char *)bytes.ptr; /* iconv's interface lacks a const */
    size_t left = bytes.len;
    size_t unit = strncmp(from, "UTF-16", 6) == 0 ? 2 : strncmp(from, "UTF-32", 6) == 0 ? 4 : 1;
    while (cd != (iconv_t)-1 && left) {
        char chunk[8192], *at = chunk;
        size_t room = sizeof chunk;
        size_t done = iconv(cd, &in, &left, &at, &room);
        buf_add(&utf8, (struct text){chunk, sizeof chunk - room});
        if (done != (size_t)-1 || errno == E2BIG)
            continue;
        buf_add_utf8(&utf8, 0xFFFD);
        out->malformed++;
        size_t skip = unit < left ? unit : left;
        in += skip;
        left -= skip;
    }
    if (cd != (iconv_t)-1)
        iconv_close(cd);
    out->text = text_repair(mem, buf_text(&utf8), &out->malformed);
}

static struct text without_nuls(struct arena *mem, struct text t, size_t *nuls)
{
    *nuls = count_nuls(t, 0, 1);
    if (!*nuls)
        return t;
    struct buf out = {.mem = mem};
    while (t.len)
        buf_add(&out, text_cut(&t, '\0'));
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

/* The encoding's name and why; `*bytes` loses its byte order mark. */
static const char *find_encoding(struct arena *mem, struct text *bytes, struct text *reason)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(*bytes, (struct text){marks[i].mark, marks[i].len})) {
            *bytes = text_slice(*bytes, marks[i].len, bytes->len);
            *reason = T("byte order mark");
            return marks[i].encoding;
        }
    const char *name = utf16_by_pattern(*bytes);
    *reason = T("zero bytes");
    if (name)
        return name;
    *reason = T("valid UTF-8");
    if (text_valid_utf8(*bytes))
        return "UTF-8";
    *reason = T("detected");
    if ((name = by_detector(mem, *bytes)))
        return name;
    *reason = T("assumed");
    return looks_macintosh(*bytes) ? "MACINTOSH" : "WINDOWS-1252";
}

struct decoded decode(struct arena *mem, struct text bytes)
{
    struct decoded out = {0};
    const char *encoding = find_encoding(mem, &bytes, &out.reason);
    convert(mem, bytes, encoding, &out);
    out.text = without_nuls(mem, out.text, &out.nuls);
    return out;
}

bool looks_binary(struct text bytes)
{
    if (utf16_by_pattern(bytes))
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(bytes, (struct text){marks[i].mark, marks[i].len}))
            return false;
    struct text head = text_slice(bytes, 0, 8192);
    size_t control = 0;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        control += c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
    }
    return control > 16 && control * 20 > head.len;
}
