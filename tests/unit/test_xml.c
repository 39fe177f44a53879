/* import/xml.h: our own parser and libxml2 behind it tell what libxml2 alone tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/xml_pair.h"

#include <stdio.h>

/* What our own parser reads alone. */
static const char *const plain[] = {
    "<a/>",
    " <a> </a>\n",
    "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<a><c "
    "r='A1'/></a>",
    "<?xml version='1.0'?><row><c r=\"A1\" t = 's' ><v>12</v></c\n></row>",
    "<a b='&lt;&amp;&#38;&#x20AC;&quot;&apos;\t\r\n \r&#10;&amp;#38;' c=\"a'>b\" d=''/>",
    "<a>&lt;&gt;&amp;&quot;&apos;&#233;&#x1F600;]]&gt; ] ]] "
    "x\r\ny\rz\r\r\n\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80</a>",
    "<a xmlns='u:d' xmlns:x='http://example.org/x'><x:c x:r='1' r='2'><x:v>1</x:v></x:c></a>",
    "<a xmlns:x='http://example.org/x'><b xmlns:x='http://example.org/y' x:t=''/><x:c/></a>",
    "<a xmlns:x='u:x' xmlns:y='u:y'><c x:r='1' y:r='2' xml:space='preserve'> </c></a>",
    "<a xmlns=''><c xmlns='r'/></a>",
    "<!-- a & < \" --><a><!---->x<!-- \xC3\xA9 - --></a><!-- b --> ",
    "<a><skip>x<c>y</c></skip>z<mc:Fallback xmlns:mc='m'><c>n</c></mc:Fallback><t>t</t></a>",
    "<a><b><stop r='1'/>x</b></a>",
    "<a><stop>x</stop></a>",
    "<a b='\xC3\xA9\x7F'>\x7F]</a>",
    "<w><row r='1'><c r='A1'><v>1</v></c><c r='B1' t='s'><v>22</v></c></row></w>",
};

/* What it hands over: rare, or not well-formed. */
static const char *const odd[] = {
    "",
    "x",
    "<a>",
    "<a></b>",
    "<a><b>x</a>",
    "<a><b c='1' c='2'/>x</a>",
    "<a><c xmlns:x='u:u' xmlns:y='u:u' x:r='1' y:r='2'/></a>",
    "<a>x<b c='<'/>y</a>",
    "<a>x<b c=d/>y</a>",
    "<a>x<b c='1'd='2'/>y</a>",
    "<a>x<b c/>y</a>",
    "<a>x\x01y<c>z</c></a>",
    "<a>x&#1;y</a>",
    "<a>x&#0;&#xD800;&#xFFFF;&#x110000;&#99999999999;y</a>",
    "<a>x&;&unknown;&#;&#x;&amp y</a>",
    "<a b='&unknown;'>x</a>",
    "<a>x]]>y</a>",
    "<a>x\xFFy<c>z</c></a>",
    "<a>x\xC0\x80y\xED\xA0\x80z\xEF\xBF\xBF</a>",
    "<a b='\xC3'>x</a>",
    "<a><!-- -- -->x</a>",
    "<a>x<!-- \xFF -->y</a>",
    "<a>x<!-- \x01 -->y</a>",
    "<a>x<c/>y<![CDATA[<&]]>z</a>",
    "<a>x<?pi data?>y<c/></a>",
    "<?xml-stylesheet href='x'?><a>x</a>",
    "<?xml version='1.1'?><a>x</a>",
    "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>",
    "<?xml version='1.0' encoding='UTF-16'?><a>x</a>",
    "<?xml version='1.0' standalone='maybe'?><a>x</a>",
    "<?xml encoding='UTF-8'?><a>x</a>",
    " <?xml version='1.0'?><a>x</a>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "<a>x<!DOCTYPE a></a>",
    "<a>x</a>y",
    "<a/><b/>",
    "<a/>&amp;",
    "<p:a>x<p:b/></p:a>",
    "<a p:b='1'>x</a>",
    "<a:b:c xmlns:a='u:u'>x</a:b:c>",
    "<a xmlns:p=''>x</a>",
    "<a xmlns:p='a b^'>x</a>",
    "<a xmlns:p='u:a&amp;b'><p:b>x</p:b></a>",
    "<a xmlns:xml='u:u'>x</a>",
    "<a xmlns:xmlns='u:u'>x</a>",
    "<a xmlns='http://www.w3.org/2000/xmlns/'>x</a>",
    "<a xmlns:p='u:u' xmlns:p='u:v'>x</a>",
    "<a><\xC3\xA9t\xC3\xA9>x</\xC3\xA9t\xC3\xA9></a>",
    "<a \xC3\xA9='1'>x</a>",
    "<1a>x</1a>",
    "<a>x< b/>y</a>",
    "<a>x</ a>y",
    "<a>x<b / >y</a>",
    "<a><row><c r='A1' <c r='B1'>x</c></row><row/></a>",
    "<a><skip><b>x</skip>y</b>z</a>",
    "\xFF\xFE<\0a\0/\0>\0",
};

static struct arena *mem;
static struct xml *xml;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    xml = xml_new(mem);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    xml_free(xml);
    arena_free(mem);
    return 0;
}

/* Whether our own parser read it alone. */
static bool agrees(struct text bytes, size_t window, size_t fails_at)
{
    struct text both, alone;
    bool handed_over;
    struct pair_source source = {bytes, 0, window, fails_at, 0};
    if (!pair_agrees(mem, xml, source, &both, &alone, &handed_over))
        fail_msg("in windows of %zu, failing at %zu:\n%.200s\nboth:  %.300s\nalone: %.300s", window,
                 fails_at, bytes.ptr, both.ptr, alone.ptr);
    return !handed_over;
}

static void test_plain(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        for (size_t window = 1; window < 40; window++)
            if (!agrees(text_of(plain[i]), window, SIZE_MAX))
                fail_msg("handed over: %s", plain[i]);
}

static void test_odd(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (size_t window = 1; window < 40; window++)
            if (agrees(text_of(odd[i]), window, SIZE_MAX))
                fail_msg("not handed over: %s", odd[i]);
}

static void test_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        for (size_t n = 0; n < strlen(plain[i]); n++) {
            agrees((struct text){plain[i], n}, 7, SIZE_MAX);
            agrees(text_of(plain[i]), 5, n);
        }
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (size_t n = 0; n < strlen(odd[i]); n++)
            agrees((struct text){odd[i], n}, 64, SIZE_MAX);
}

/* One byte of what is plain replaced by each byte that could matter. */
static void test_changed(void **state)
{
    (void)state;
    static const char bytes[] = "<>&'\"/=:;!?-[]# \r\nxa1\x01\x80\xC3\xEF\xFF";
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct arena *own = arena_new();
        char *copy = text_z(own, text_of(plain[i]));
        for (size_t n = 0; plain[i][n]; n++) {
            for (size_t k = 0; k < sizeof bytes; k++) {
                copy[n] = bytes[k];
                agrees((struct text){copy, strlen(plain[i])}, 1000, SIZE_MAX);
            }
            copy[n] = plain[i][n];
        }
        arena_free(own);
    }
}

/* `piece` often enough to fill several windows, between head and tail. */
static struct text many(struct text head, const char *piece, size_t times, struct text tail)
{
    struct buf out = {.mem = mem};
    buf_add(&out, head);
    for (size_t i = 0; i < times; i++)
        buf_printf(&out, piece, i);
    buf_add(&out, tail);
    return buf_text(&out);
}

static void test_long(void **state)
{
    (void)state;
    struct text sheet = many(T("<w><row>"), "<c r=\"A%zu\" t='s'><v>&#233;12\xC3\xA9</v></c>\r\n",
                             10000, T("</row></w>"));
    assert_true(agrees(sheet, SIZE_MAX, SIZE_MAX));
    assert_true(agrees(sheet, 997, SIZE_MAX));
    assert_false(agrees(sheet, 4099, 200000));
    assert_false(agrees(text_slice(sheet, 0, 222222), 4099, SIZE_MAX));
    assert_true(agrees(many(T("<a>"), "= %zu ", 50000, T("</a>")), 10007, SIZE_MAX));
    assert_true(agrees(many(T("<a>"), "\xE2\x82\xAC", 50000, T("</a>")), 10007, SIZE_MAX));
    struct text odd_end = many(T("<a>"), "<c>%zu</c>text", 20000, T("<?pi?>x<c>y</c></a>"));
    assert_false(agrees(odd_end, 8191, SIZE_MAX));
    assert_false(agrees(many(T("<a b='"), "%zu ", 50000, T("'/>")), SIZE_MAX, SIZE_MAX));
    assert_false(agrees(many(T("<a><!--"), "%zu ", 50000, T("--></a>")), SIZE_MAX, SIZE_MAX));
}

static void test_limits(void **state)
{
    (void)state;
    assert_true(agrees(many(T(""), "<a>", 64, many(T("x"), "</a>", 64, T(""))), 99, SIZE_MAX));
    assert_false(agrees(many(T(""), "<a>", 65, many(T("x"), "</a>", 65, T(""))), 99, SIZE_MAX));
    assert_false(agrees(many(T("<a><skip>"), "<a>", 100, T("")), 99, SIZE_MAX));
    assert_false(agrees(many(T("<a>x<c "), "a%zu='1' ", 100, T("/></a>")), 99, SIZE_MAX));
    assert_false(agrees(many(T("<a>x<c "), "a%zu='1' ", 50000, T("/></a>")), 9999, SIZE_MAX));
    assert_false(agrees(many(T("<a>x<c "), "xmlns:a%zu='u:u' ", 200, T("/></a>")), 99, SIZE_MAX));
    struct text log =
        pair_log(mem, xml,
                 &(struct pair_source){many(T("<a><c "), "a%zu='=' ", 50000, T("/></a>")), 0,
                                       SIZE_MAX, SIZE_MAX, 0},
                 false);
    assert_string_equal(log.ptr, "<-1 a> = 2 one of its elements has too many attributes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),   cmocka_unit_test(test_odd),  cmocka_unit_test(test_cut),
        cmocka_unit_test(test_changed), cmocka_unit_test(test_long), cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests_name("xml", tests, setup, teardown);
}
