/*
 * Owners who stand in no column: "Cut mispicks from 12 to 4 (Ruth)". Names in brackets are taken for
 * owners only where a whole sheet writes so, and has nothing else that names any.
 */
#include "base/fold.h"
#include "model/plan_work.h"

enum { FEWEST = 3, LONGEST_NAMES = 60 };

/* "Ruth", "J. Weber", "Ola, Greta": each word with a capital and small letters, or an initial. */
static bool looks_like_names(struct text t)
{
    bool begins = true;
    size_t small = 0;
    if (!t.len || t.len > LONGEST_NAMES || !value_like_people(t))
        return false;
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.ptr[i];
        bool lower = c >= 'a' && c <= 'z';
        if (begins && lower)
            return false;
        small += lower || c >= 0x80;
        begins = c == ' ' || c == ',' || c == '/' || c == '&';
    }
    return small > 0;
}

/* The bracket that ends the text and holds names; its beginning in *at. */
static struct text names_behind(struct text t, size_t *at)
{
    if (!text_ends(t, T(")")) && !text_ends(t, T("]")))
        return (struct text){0};
    char open = t.ptr[t.len - 1] == ')' ? '(' : '[';
    for (*at = t.len - 1; *at > 0 && t.ptr[*at] != open; --*at)
        ;
    struct text inside = text_trim(text_slice(t, *at + 1, t.len - 1));
    return *at && looks_like_names(inside) ? inside : (struct text){0};
}

static struct text said(const struct record *record)
{
    return record->fields.n ? text_trim(record->fields.v[0].text) : (struct text){0};
}

static void look_at_source(struct plan_work *w, struct source *s)
{
    const struct record *records = w->layout->records.v;
    struct map names = {0};
    size_t n = 0, named = 0, full = 0, at;
    struct place place = {0};
    for (size_t i = s->first; i < s->end; i++) {
        if (w->sources.v[w->source_of[i]].sheet != s->sheet)
            continue;
        if (record_field(&records[i], ROLE_OWNER))
            return;
        struct text name = names_behind(said(&records[i]), &at);
        n += records[i].kind == KEY_RESULT;
        if (records[i].kind != KEY_RESULT || !name.len)
            continue;
        if (!named++)
            place = records[i].place;
        full += value_like_people(name) > 1;
        map_put(w->scratch, &names, text_key(w->scratch, name), 1);
    }
    bool again = names.n < named || full * 2 > named;
    s->names_behind = named >= FEWEST && named * 5 >= n * 4 && again;
    if (s->names_behind)
        diag_add(w->diag, FINDING_ASSUMED, place, T("if this is wrong, add a column 'Owner'"),
                 "the names in brackets behind %zu key results are their owners", named);
}

void plan_find_names_behind(struct plan_work *w)
{
    for (size_t i = 0; i < w->sources.n; i++)
        look_at_source(w, &w->sources.v[i]);
}

struct text plan_owners_behind(const struct plan_work *w, size_t record, struct text *text)
{
    size_t at;
    if (!w->sources.v[w->source_of[record]].names_behind)
        return (struct text){0};
    struct text names = names_behind(*text, &at);
    if (names.len)
        *text = text_trim(text_slice(*text, 0, at));
    return names;
}
