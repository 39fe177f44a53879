/*
 * What a matrix lists, and the item of another sheet that is meant: the same code, the same words, or its words
 * without the figures ("Repeat purchase rate" of "Repeat purchase rate from 24 % to 32 %").
 */
#include "base/fold.h"
#include "layout/layout_work.h"

#include <string.h>

enum { LEAST_LENGTH = 12 };

struct told {
    size_t record;
    struct text words; /* the key of what it says, without a code before it */
    struct text code;
    size_t next[2]; /* the one before it with the same words, and with the same code; SIZE_MAX */
};

struct twins {
    struct arena *scratch;
    const struct record_list *records;
    struct {
        struct told *v;
        size_t n, cap;
    } told;
    struct map by_words, by_code; /* -> the last of those told */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whose it is, and its numbers: "1 2" of "KR1.2", "O1-KR2" and "1.2", "gro 1 2" of "GRO-O1-KR2"; with one number
   the kind as well, "kr 1". */
static struct text code_key(struct arena *scratch, struct text code)
{
    static const char *const kinds[] = {"o", "kr", "obj", "okr", "ckr"};
    struct buf out = {.mem = scratch};
    size_t numbers = 0;
    for (size_t i = 0, end; i < code.len; i = end) {
        bool digits = is_digit(code.ptr[i]);
        for (end = i + 1;
             end < code.len && (digits ? is_digit(code.ptr[end])
                                       : is_letter(code.ptr[i]) == is_letter(code.ptr[end]) &&
                                             !is_digit(code.ptr[end]));)
            end++;
        struct text run = text_slice(code, i, end);
        bool kind = false;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            kind |= text_eq_ascii_case(run, text_of(kinds[k]));
        if (kind || !(digits || is_letter(code.ptr[i])))
            continue;
        numbers += digits;
        if (out.len)
            buf_add_char(&out, ' ');
        buf_add(&out, text_fold(scratch, run));
    }
    struct text key = buf_done(&out);
    bool objective = code_kind(code) == PREFIX_OBJECTIVE;
    return numbers == 1
               ? text_printf(scratch, "%s " TEXT_FMT, objective ? "o" : "kr", TEXT_ARG(key))
               : key;
}

/* The text behind its code: "NPS" of "KR 1.1 - NPS". */
static struct text behind_code(struct text t)
{
    struct text code = leading_code(t);
    return code.len ? text_slice(t, (size_t)(code.ptr - t.ptr) + code.len, t.len) : t;
}

static size_t put_last(struct arena *mem, struct map *map, struct text key, size_t number)
{
    size_t *last = map_put(mem, map, key, SIZE_MAX), before = *last;
    *last = number;
    return before;
}

static void tell(struct twins *t, size_t record, struct text words, struct text code)
{
    size_t number = t->told.n;
    struct told *told = list_push(t->scratch, &t->told);
    *told = (struct told){record, words, code, {SIZE_MAX, SIZE_MAX}};
    if (words.len)
        told->next[0] = put_last(t->scratch, &t->by_words, words, number);
    if (code.len)
        told->next[1] = put_last(t->scratch, &t->by_code, code, number);
}

/* Of a key result of an objective with a code, that of both: "O1" and "KR2". */
static struct text full_code(struct twins *t, const struct record *r)
{
    struct text code = code_key(t->scratch, own_code(r)), above = {0};
    if (r->kind == KEY_RESULT && r->objective != RECORD_NONE)
        above = code_key(t->scratch, own_code(&t->records->v[r->objective]));
    if (!text_starts(code, T("kr ")) || !text_starts(above, T("o ")))
        return code;
    return text_printf(t->scratch, TEXT_FMT " " TEXT_FMT, TEXT_ARG(text_slice(above, 2, above.len)),
                       TEXT_ARG(text_slice(code, 3, code.len)));
}

struct twins *twins_new(struct arena *scratch, const struct record_list *records)
{
    struct twins *t = NEW(scratch, struct twins);
    *t = (struct twins){.scratch = scratch, .records = records};
    for (size_t i = 0; i < records->n; i++) {
        const struct record *r = &records->v[i];
        if (!r->listed)
            tell(t, i, text_key(scratch, behind_code(r->fields.v[0].text)), full_code(t, r));
    }
    return t;
}

size_t twins_count(const struct twins *t)
{
    return t->told.n;
}

static bool has_word(struct text key, struct text word)
{
    while (key.len)
        if (text_eq(text_cut(&key, ' '), word))
            return true;
    return false;
}

/* The share of the shorter text's words that the longer one has. */
static double shared_words(struct text a, struct text b)
{
    size_t n = 0, same = 0;
    struct text rest = a.len < b.len ? a : b, other = a.len < b.len ? b : a;
    while (rest.len) {
        same += has_word(other, text_cut(&rest, ' '));
        n++;
    }
    return n ? (double)same / (double)n : 0;
}

/* The words, and then the figures at once: "from 24 to 32", "above 90". */
static bool goes_on_with_figures(struct text words, struct text key)
{
    enum { NEAR = 2 };
    struct text rest = text_slice(words, key.len, words.len);
    if (!key.len || !text_starts(words, key) || !text_starts(rest, T(" ")))
        return false;
    rest = text_trim(rest);
    for (int i = 0; i < NEAR && rest.len; i++)
        if (text_has_digit(text_cut(&rest, ' ')))
            return true;
    return false;
}

static bool of_kind(const struct twins *t, const struct told *told, int kind)
{
    return kind < 0 || (int)t->records->v[told->record].kind == kind;
}

/* Those that fit, of the same book where there are such. */
struct found {
    size_t n[2]; /* in any book, in that of the list */
    size_t record[2];
};

static void find(const struct twins *t, struct found *f, const struct told *told,
                 const struct sheet *from)
{
    for (int own = 0; own < 2; own++) {
        if (own && t->records->v[told->record].sheet->book != from->book)
            continue;
        f->n[own]++;
        f->record[own] = told->record;
    }
}

static struct twin twin(const struct found *f, enum sameness sameness)
{
    bool own = f->n[1] > 0;
    return (struct twin){f->n[0] ? sameness : OTHER, f->n[own] == 1 ? f->record[own] : RECORD_NONE};
}

static struct twin by_code(const struct twins *t, const struct named *named, struct text key)
{
    struct found f = {0}, whole = {0}; /* those of the same words are meant before others */
    struct text name = text_trim(named->text), before = leading_code(name);
    struct text code = code_key(t->scratch, named->code.len         ? named->code
                                            : is_outline_pair(name) ? name
                                                                    : before);
    if (is_outline_pair(name))
        key.len = 0;
    size_t at = code.len ? map_get(&t->by_code, code) : MAP_NONE;
    for (; at != MAP_NONE; at = t->told.v[at].next[1]) {
        const struct told *told = &t->told.v[at];
        if (!of_kind(t, told, named->kind))
            continue;
        if (key.len && text_eq(told->words, key))
            find(t, &whole, told, named->sheet);
        if (!key.len || shared_words(told->words, key) >= .5)
            find(t, &f, told, named->sheet);
    }
    return twin(whole.n[0] ? &whole : &f, SAME);
}

static struct twin by_words(const struct twins *t, const struct named *named, struct text key)
{
    struct found f = {0};
    size_t at = key.len ? map_get(&t->by_words, key) : MAP_NONE;
    for (; at != MAP_NONE; at = t->told.v[at].next[0])
        if (of_kind(t, &t->told.v[at], named->kind))
            find(t, &f, &t->told.v[at], named->sheet);
    return twin(&f, SAME);
}

struct twin twin_of(const struct twins *t, const struct named *named, bool at_length)
{
    struct text key = text_key(t->scratch, behind_code(named->text));
    struct twin found = by_code(t, named, key);
    if (found.sameness == OTHER)
        found = by_words(t, named, key);
    if (found.sameness != OTHER || !at_length || !key.len)
        return found;
    struct found figures = {0}, all = {0}, most = {0};
    for (size_t i = 0; i < t->told.n; i++) {
        const struct told *told = &t->told.v[i];
        double shared = of_kind(t, told, named->kind) ? shared_words(told->words, key) : 0;
        if (shared > 0 && goes_on_with_figures(told->words, key))
            find(t, &figures, told, named->sheet);
        if (shared >= 1 && key.len < told->words.len)
            find(t, &all, told, named->sheet);
        if (shared >= .75 && key.len >= LEAST_LENGTH)
            find(t, &most, told, named->sheet);
    }
    if (figures.n[0])
        return twin(&figures, SAME);
    found = twin(&all, SIMILAR);
    return found.record != RECORD_NONE ? found : twin(&most, SIMILAR);
}
