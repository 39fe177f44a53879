/*
 * A list of titles cut short, "On-time delivery, cost per parcel": where all its parts, and not the whole,
 * name one OKR each, it is a list. Titles may hold commas and "and" themselves, so the whole is asked first.
 */
#include "match/resolve_question.h"

#include "base/fold.h"

#include <string.h>

enum { PARTS_MOST = 8 };

struct title_parts {
    struct text v[PARTS_MOST];
    size_t n;
    bool over;
};

/* The bytes of what parts titles at the start of `t`; 0: nothing does. Words need blanks around them. */
static size_t joint_at(const struct resolver *r, struct text t)
{
    static const char *const marks[] = {", ", " & ", " + ", " / ", " | "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(t, text_of(marks[i])))
            return strlen(marks[i]);
    size_t end = t.ptr[0] == ' ' ? text_find(t, T(" "), 1) : SIZE_MAX;
    if (end == SIZE_MAX)
        return 0;
    struct text word = text_key(r->scratch, text_slice(t, 1, end));
    for (size_t i = 0; i < r->words->ident.and.n; i++)
        if (text_eq(r->words->ident.and.v[i], word))
            return end + 1;
    return 0;
}

static struct title_parts parts_of(const struct resolver *r, struct text quote)
{
    struct title_parts parts = {.n = 0};
    size_t from = 0;
    for (size_t i = 1; i <= quote.len; i++) {
        size_t width = i < quote.len ? joint_at(r, text_slice(quote, i, quote.len)) : 1;
        if (!width)
            continue;
        parts.over |= parts.n == PARTS_MOST;
        if (!parts.over)
            parts.v[parts.n++] = text_trim(text_slice(quote, from, i));
        from = i + width;
        i = from - 1;
    }
    return parts;
}

static bool is_path(struct text quote)
{
    for (size_t i = 1; i < quote.len; i++)
        if (path_mark(text_slice(quote, i, quote.len)))
            return true;
    return false;
}

/* The whole is no title word for word, and nothing, or one of which it is not sure to be all. */
static bool may_be_list(const struct resolver *r, const struct reference *ref)
{
    bool open = ref->outcome == OUTCOME_BROKEN ||
                (ref->outcome == OUTCOME_RESOLVED && !is_path(ref->quote));
    return open && ref->quote.len <= PATH_LONGEST && ref->source == SOURCE_PARENT_FIELD &&
           ref->quote.len && !ref->key.len && !ref->every &&
           !directory_by_text(r->directory, text_key(r->scratch, ref->quote))->n;
}

static bool among(const struct reference *refs, size_t n, uint32_t item)
{
    for (size_t i = 0; i < n; i++)
        if (refs[i].candidates.v[0] == item)
            return true;
    return false;
}

/* Each part as a reference of its own, resolved to an item of its own; 0: it is no list. */
static size_t resolve_parts(struct resolver *r, const struct reference *ref,
                            struct reference out[PARTS_MOST])
{
    struct title_parts parts = parts_of(r, ref->quote);
    if (parts.n < 2 || parts.over)
        return 0;
    for (size_t i = 0; i < parts.n; i++) {
        out[i] = *ref;
        memset(&out[i].candidates, 0, sizeof out[i].candidates);
        out[i].outcome = OUTCOME_NONE;
        out[i].quote = out[i].text = parts.v[i];
        resolver_ask(r, &out[i]);
        if (out[i].outcome != OUTCOME_RESOLVED || among(out, i, out[i].candidates.v[0]))
            return 0;
    }
    bool holds = ref->outcome == OUTCOME_BROKEN || among(out, parts.n, ref->candidates.v[0]);
    return holds ? parts.n : 0;
}

void resolve_lists(struct resolver *r)
{
    struct reference_list *list = r->references, out = {0};
    for (size_t i = 0; i < list->n; i++) {
        struct reference parts[PARTS_MOST];
        size_t n = may_be_list(r, &list->v[i]) ? resolve_parts(r, &list->v[i], parts) : 0;
        for (size_t k = 0; k < n; k++)
            *list_push(r->mem, &out) = parts[k];
        if (!n)
            *list_push(r->mem, &out) = list->v[i];
    }
    *list = out;
}
