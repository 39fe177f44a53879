/* Texts -> words with their weight -> which of them the other has as well, in any order. */
#include "match/difference.h"

#include "base/fold.h"
#include "model/directory.h"

struct phrase phrase_read(struct arena *mem, const struct form_words *words, struct text text)
{
    struct phrase t = {.key = text_key(mem, text), .percent = text_contains(text, T("%"))};
    struct buf numbers = {.mem = mem};
    for (struct text rest = t.key; rest.len && t.n < PHRASE_WORDS;) {
        struct phrase_word w = {.text = text_cut(&rest, ' ')};
        w.number = w.text.ptr[0] >= '0' && w.text.ptr[0] <= '9';
        w.light = !w.number && map_get(&words->filler, w.text) != MAP_NONE;
        t.heavy += !w.number && !w.light;
        t.numbers += w.number;
        t.digits += w.number ? w.text.len : 0;
        if (w.number)
            buf_printf(&numbers, " " TEXT_FMT, TEXT_ARG(w.text));
        t.v[t.n++] = w;
    }
    t.number_key = text_trim(buf_text(&numbers));
    return t;
}

static bool is_heavy(const struct phrase_word *w)
{
    return !w->number && !w->light;
}

/* Words of `a` between two that the other has side by side but for one. `at` of each word of `a`:
   its place in `b` + 1; 0: it is not there. */
static size_t count_exchanged(const struct phrase *a, const struct phrase *b, const size_t *at,
                              const bool *taken)
{
    size_t n = 0;
    for (size_t i = 1; i < a->n; i++) {
        size_t j = at[i - 1]; /* behind the word before */
        if (at[i] || !j || j >= b->n || taken[j] || !is_heavy(&a->v[i]) || !is_heavy(&b->v[j]))
            continue;
        n += i + 1 < a->n ? at[i + 1] == j + 2 : j + 1 == b->n;
    }
    return n;
}

struct difference phrase_compare(const struct phrase *a, const struct phrase *b)
{
    struct difference d = {0};
    bool taken[PHRASE_WORDS] = {false};
    size_t at[PHRASE_WORDS] = {0};
    for (size_t i = 0; i < a->n; i++) {
        size_t j = 0;
        while (j < b->n && (taken[j] || !words_alike(a->v[i].text, b->v[j].text)))
            j++;
        bool found = j < b->n;
        if (found) {
            taken[j] = true;
            at[i] = j + 1;
        }
        if (a->v[i].number) {
            d.same_numbers += found;
            d.other_a += !found;
        } else if (!a->v[i].light) {
            d.common += found;
            d.added += !found;
        }
    }
    for (size_t j = 0; j < b->n; j++)
        if (!taken[j]) {
            d.left_out += is_heavy(&b->v[j]);
            d.other_b += b->v[j].number;
        }
    d.exchanged = count_exchanged(a, b, at, taken);
    return d;
}
