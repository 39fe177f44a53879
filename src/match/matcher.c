/* Loads what matching needs from templates/. */
#include "match/matcher.h"

#include "config/data.h"

#include <math.h>
#include <stdlib.h>

static const struct {
    const char *name, *meaning;
} features[] = {
#define X(name, text, meaning) {text, meaning},
    FEATURES(X)
#undef X
};

static const char *const nothings[] = {
#define X(name, text) text,
    NOTHINGS(X)
#undef X
};

const char *feature_name(enum feature feature)
{
    return features[feature].name;
}

const char *feature_meaning(enum feature feature)
{
    return features[feature].meaning;
}

const char *nothing_name(enum nothing nothing)
{
    return nothings[nothing];
}

static double *coefficient_named(struct coefficients *coefficients, struct text name)
{
    for (int i = 0; i < FEATURE_COUNT; i++)
        if (text_eq(name, text_of(features[i].name)))
            return &coefficients->of[i];
    for (int i = 0; i < NOTHING_COUNT; i++)
        if (text_eq(name, text_of(nothings[i])))
            return &coefficients->nothing[i];
    return NULL;
}

static bool coefficient_line(struct arena *mem, struct text line, struct coefficients *coefficients)
{
    struct text rest = line, name = text_cut(&rest, ' ');
    double *at = coefficient_named(coefficients, name);
    const char *digits = text_z(mem, text_trim(rest));
    char *end;
    double value = strtod(digits, &end);
    if (!at || end == digits || *end || !isfinite(value))
        return false;
    *at = value;
    return true;
}

bool coefficients_read(struct arena *mem, struct text content, struct coefficients *coefficients,
                       struct text *error)
{
    *coefficients = (struct coefficients){0};
    for (size_t n = 1; content.len; n++) {
        struct text line = text_trim(text_cut(&content, '\n'));
        if (line.len && line.ptr[0] != '#' && !coefficient_line(mem, line, coefficients)) {
            *error = text_printf(
                mem, "coefficients.txt:%zu: expected a known name and a number, not '" TEXT_FMT "'",
                n, TEXT_ARG(line));
            return false;
        }
    }
    return true;
}

struct matcher *matcher_load(struct arena *mem, const struct config *config, struct text *error)
{
    struct matcher *matcher = NEW(mem, struct matcher);
    bool good =
        lexicon_load(mem, config, &matcher->lexicon, error) &&
        vectors_read(data_file(mem, "vectors.bin"), &matcher->vectors, error) &&
        coefficients_read(mem, data_file(mem, "coefficients.txt"), &matcher->coefficients, error);
    return good ? matcher : NULL;
}
