/* One Snowball stemmer for each language, opened when the first word in it comes. */
#include "match/stem.h"

#include <libstemmer.h>

static const struct {
    const char *code, *algorithm;
} languages[] = {
#define X(name, code, algorithm) {code, algorithm},
    LANGUAGES(X)
#undef X
};

bool language_compounds(enum language language)
{
    static const bool compounds[LANGUAGE_COUNT] = {
        [LANGUAGE_DE] = true, [LANGUAGE_NL] = true, [LANGUAGE_SV] = true,
        [LANGUAGE_DA] = true, [LANGUAGE_NO] = true, [LANGUAGE_FI] = true,
    };
    return compounds[language];
}

struct stemmer {
    struct sb_stemmer *of[LANGUAGE_COUNT];
};

const char *language_code(enum language language)
{
    return languages[language].code;
}

enum language language_of(struct text code)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (text_eq(code, text_of(languages[i].code)))
            return (enum language)i;
    return LANGUAGE_COUNT;
}

struct stemmer *stemmer_open(struct arena *mem)
{
    return NEW(mem, struct stemmer);
}

void stemmer_close(struct stemmer *stemmer)
{
    if (!stemmer)
        return;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        sb_stemmer_delete(stemmer->of[i]);
}

struct text stem(struct stemmer *stemmer, struct arena *mem, enum language language,
                 struct text word)
{
    struct sb_stemmer **of = &stemmer->of[language];
    if (!*of)
        *of = sb_stemmer_new(languages[language].algorithm, "UTF_8");
    const sb_symbol *out =
        *of ? sb_stemmer_stem(*of, (const sb_symbol *)word.ptr, (int)word.len) : NULL;
    if (!out)
        return text_copy(mem, word);
    return text_copy(mem, (struct text){(const char *)out, (size_t)sb_stemmer_length(*of)});
}
