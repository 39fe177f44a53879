/* Texts -> words with their weight -> which of them the other has as well, in any order. */
#include "match/difference.h"

#include "base/fold.h"
#include "model/directory.h"
#include "value/value.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Without the marks between thousands: "1,200", "1.200" and "1200" are one number. */
static struct text without_thousands(struct arena *mem, struct text t)
{
    struct buf out = {.mem = mem};
    for (size_t i = 0; i < t.len; i++) {
        bool mark = t.ptr[i] == ',' || t.ptr[i] == '.' || t.ptr[i] == '\'';
        size_t digits = 0;
        while (mark && i + 1 + digits < t.len && is_digit(t.ptr[i + 1 + digits]))
            digits++;
        if (!mark || digits != 3 || !i || !is_digit(t.ptr[i - 1]))
            buf_add_char(&out, t.ptr[i]);
    }
    return buf_text(&out);
}

/* A point or comma between digits of the number that begins at `begin`. */
static bool is_inner_mark(struct text t, size_t begin, size_t i)
{
    return i > begin && (t.ptr[i] == '.' || t.ptr[i] == ',') && i + 1 < t.len &&
           is_digit(t.ptr[i + 1]);
}

/* Decimal numbers are one word each, however they are written: "1.5" and "1,50" are "1p5", "3.0" is "3"; codes
   and dates ("KR1.2", "1.5.2026") stay. `dropped`: zeros at their ends. */
static struct text whole_decimals(struct arena *mem, struct text t, size_t *dropped)
{
    struct buf out = {.mem = mem};
    for (size_t i = 0, end; i < t.len; i = end) {
        size_t marks = 0, point = i;
        for (end = i; end < t.len && (is_digit(t.ptr[end]) || is_inner_mark(t, i, end)); end++)
            if (!is_digit(t.ptr[end])) {
                marks++;
                point = end;
            }
        bool coded = i > 0 && (t.ptr[i - 1] | 0x20) >= 'a' && (t.ptr[i - 1] | 0x20) <= 'z';
        if (marks != 1 || coded) {
            end += end == i;
            buf_add(&out, text_slice(t, i, end));
            continue;
        }
        struct text fraction = text_slice(t, point + 1, end);
        for (; fraction.len && fraction.ptr[fraction.len - 1] == '0'; fraction.len--)
            ++*dropped;
        buf_add(&out, text_slice(t, i, point));
        if (fraction.len)
            buf_printf(&out, "p" TEXT_FMT, TEXT_ARG(fraction));
    }
    return buf_text(&out);
}

static bool is_year(struct text word)
{
    return word.len == 4 && (text_starts(word, T("20")) || text_starts(word, T("19")));
}

static size_t count_digits(struct text number)
{
    size_t n = 0;
    for (size_t i = 0; i < number.len; i++)
        n += is_digit(number.ptr[i]);
    return n;
}

/* The digits by which a number is told from others: not the zeros at its end. */
static size_t telling_digits(struct text number)
{
    if (is_year(number))
        return 0;
    while (number.len > 1 && number.ptr[number.len - 1] == '0')
        number.len--;
    return count_digits(number);
}

/* Capitals that stand alone, but for the first word: "customer B". */
static void add_letters(struct buf *labels, struct text text)
{
    for (struct text rest = text; rest.len;) {
        bool first = rest.ptr == text.ptr;
        struct text word = text_cut(&rest, ' ');
        if (!first && word.len == 1 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z')
            buf_printf(labels, " " TEXT_FMT, TEXT_ARG(word));
    }
}

static struct phrase_word word_of(struct arena *mem, const struct form_words *words,
                                  struct text word)
{
    struct phrase_word w = {.text = word, .number = is_digit(word.ptr[0])};
    size_t cardinal = w.number ? MAP_NONE : map_get(&words->cardinals, word);
    if (cardinal != MAP_NONE) {
        w.text = text_printf(mem, "%zu", cardinal);
        w.number = true;
    }
    bool coded = is_digit(word.ptr[word.len - 1]); /* "Q1" */
    w.light = !w.number && !coded && map_get(&words->filler, word) != MAP_NONE;
    return w;
}

struct phrase phrase_read(struct arena *mem, const struct form_words *words, struct text text)
{
    struct text plain = without_thousands(mem, text);
    struct phrase t = {.text = plain, .percent = text_contains(text, T("%"))};
    t.key = text_key(mem, whole_decimals(mem, plain, &t.digits));
    struct buf numbers = {.mem = mem}, labels = {.mem = mem};
    struct text before = {0};
    size_t most = 1;
    for (size_t i = 0; i < t.key.len; i++)
        most += t.key.ptr[i] == ' ';
    most = most < PHRASE_WORDS ? most : PHRASE_WORDS;
    t.v = NEW_ARRAY(mem, struct phrase_word, most);
    for (struct text rest = t.key; rest.len && t.n < most;) {
        struct text word = text_cut(&rest, ' ');
        struct phrase_word w = word_of(mem, words, word);
        t.heavy += !w.number && !w.light;
        t.numbers += w.number;
        t.digits += w.number ? count_digits(w.text) : 0;
        t.telling += w.number ? telling_digits(w.text) : 0;
        t.negations += map_get(&words->negation, word) != MAP_NONE;
        if (w.number)
            buf_printf(&numbers, " " TEXT_FMT, TEXT_ARG(w.text));
        if (w.number && (is_year(w.text) || map_get(&words->label, before) != MAP_NONE))
            buf_printf(&labels, " " TEXT_FMT, TEXT_ARG(w.text));
        before = word;
        t.v[t.n++] = w;
    }
    add_letters(&labels, text);
    t.number_key = text_trim(buf_text(&numbers));
    t.labels = buf_text(&labels);
    return t;
}

static bool is_heavy(const struct phrase_word *w)
{
    return !w->number && !w->light;
}

struct text phrase_edge(const struct phrase *t, const struct phrase *other, bool last)
{
    size_t i = 0;
    while (i < t->n && !is_heavy(&t->v[last ? t->n - 1 - i : i]))
        i++;
    if (i == t->n)
        return (struct text){0};
    struct text word = t->v[last ? t->n - 1 - i : i].text;
    for (size_t k = 0; k < other->n; k++)
        if (words_alike(word, other->v[k].text))
            return (struct text){0};
    return word;
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
        bool ends = j + 1 == b->n || !is_heavy(&b->v[j + 1]); /* "in Spain", "in Poland by June" */
        n += i + 1 < a->n ? at[i + 1] == j + 2 : ends;
    }
    return n;
}

/* The word of weight that the other has not, if it is only one, wants something. */
static enum direction way_of(const struct phrase *t, const bool *taken, struct text *word)
{
    for (size_t i = 0; i < t->n; i++)
        if (!taken[i] && is_heavy(&t->v[i])) {
            *word = t->v[i].text;
            return value_direction(*word);
        }
    return DIRECTION_UNKNOWN;
}

struct difference phrase_compare(const struct phrase *a, const struct phrase *b)
{
    struct difference d = {0};
    bool taken[PHRASE_WORDS] = {false}, known[PHRASE_WORDS] = {false};
    size_t at[PHRASE_WORDS] = {0};
    for (size_t i = 0; i < a->n; i++) {
        size_t j = 0;
        while (j < b->n && (taken[j] || !words_alike(a->v[i].text, b->v[j].text)))
            j++;
        bool found = j < b->n;
        known[i] = found;
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
    if (d.added == 1 && d.left_out == 1) {
        struct text x, y;
        enum direction way = way_of(a, known, &x);
        d.same_way = way != DIRECTION_UNKNOWN && way == way_of(b, taken, &y);
    }
    return d;
}
