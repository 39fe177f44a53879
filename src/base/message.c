/* The catalogue in use: a map from English to the other language's words. */
#include "base/message.h"

#include "base/map.h"

#include <string.h>

static struct map known; /* English -> number in `said` */
static const char **said;

/* Cuts the next conversion off ("%.*s"), or what can be none; absent: there is no more. */
static struct text next_conversion(struct text *rest)
{
    for (size_t at; (at = text_find(*rest, T("%"), 0)) != SIZE_MAX;) {
        size_t end =
            at + 1 + strspn(text_slice(*rest, at + 1, rest->len).ptr, "-+#0123456789.*hlqjzt");
        struct text found = text_slice(*rest, at, end + 1);
        *rest = text_slice(*rest, end + 1, rest->len);
        if (!text_eq(found, T("%%")))
            return found;
    }
    return (struct text){0};
}

/* Whether printf takes the same for both. English words with a per cent sign before a blank are no
   format. */
static bool same_conversions(struct text english, struct text other)
{
    struct text a, b;
    do {
        a = next_conversion(&english);
        b = next_conversion(&other);
    } while (a.len && text_eq(a, b));
    return (!a.len && !b.len) || text_eq(a, T("% "));
}

static bool fail(struct arena *mem, struct text name, size_t line, const char *why,
                 struct text *error)
{
    known = (struct map){0};
    *error = text_printf(mem, TEXT_FMT ":%zu: %s", TEXT_ARG(name), line, why);
    return false;
}

bool messages_use(struct arena *mem, struct text name, struct text catalogue, struct text *error)
{
    struct text english = {0};
    size_t line, room = 0;
    for (struct text rest = catalogue; rest.len; room++)
        text_cut(&rest, '\n');
    known = (struct map){0};
    said = NEW_ARRAY(mem, const char *, room);
    for (line = 1; catalogue.len; line++) {
        struct text l = text_trim(text_cut(&catalogue, '\n'));
        if (!l.len || *l.ptr == '#')
            continue;
        struct text words = text_copy(mem, text_slice(l, 4, l.len));
        bool is_english = text_starts(l, T("en: "));
        if (is_english == (english.len > 0) || (!is_english && !text_starts(l, T("de: "))))
            return fail(mem, name, line, "expected 'en: ...', then 'de: ...'", error);
        if (is_english) {
            english = words;
            continue;
        }
        if (!same_conversions(english, words))
            return fail(mem, name, line, "other conversions than in the line above", error);
        size_t n = known.n;
        said[*map_put(mem, &known, english, n)] = words.ptr;
        english = (struct text){0};
    }
    return english.len ? fail(mem, name, line, "the last message has no translation", error) : true;
}

const char *tr(const char *english)
{
    size_t n = known.n ? map_get(&known, text_of(english)) : MAP_NONE;
    return n == MAP_NONE ? english : said[n];
}

struct text tr_text(struct text english)
{
    size_t n = known.n ? map_get(&known, english) : MAP_NONE;
    return n == MAP_NONE ? english : text_of(said[n]);
}

struct text tr_number(struct arena *mem, double value, int digits)
{
    struct text rest = text_printf(mem, "%.*g", digits, value), whole = text_cut(&rest, '.');
    return rest.len
               ? text_printf(mem, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(whole), tr("."), TEXT_ARG(rest))
               : whole;
}
