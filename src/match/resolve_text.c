/*
 * Candidates by text: the text itself; without what was typed before it; nearly the text; its
 * beginning; a part of it. The first way that finds any decides.
 */
#include "match/resolve_question.h"

#include "base/fold.h"
#include "match/difference.h"
#include "value/value.h"

#include <string.h>

static const double NEAR_ENOUGH = .75; /* similarity of a title that is written nearly right */
static const double NEAR_MAYBE = .93;  /* of one that was not announced: all of it, not a part */
static const double LIKE_AT_ALL = .2;  /* enough to be named as the nearest */
static const double CLEAR_LEAD = .08;  /* of the best over the second */

enum { NEAR_MOST = 32 };

/* Those of other units that may be meant, of the items whose texts are like `text`, nearest first. */
static size_t near_others(const struct resolver *r, const struct question *q, struct text text,
                          struct near_item near[NEAR_MOST])
{
    size_t n = directory_near(r->directory, text, near, NEAR_MOST), kept = 0;
    for (size_t i = 0; i < n; i++)
        if (question_allows(r, q, near[i].item) && question_other_unit(r, q, near[i].item))
            near[kept++] = near[i];
    return kept;
}

/* Without a prefix that was typed before a title: "2026 — Raise", "M-12: Raise". */
static struct text without_prefix(struct text quote)
{
    static const char *const marks[] = {": ", " — ", " – ", " - ", "：", "] "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = text_find(quote, text_of(marks[i]), 0);
        if (at != SIZE_MAX && at > 0 && at <= 24)
            return text_trim(text_slice(quote, at + text_of(marks[i]).len, quote.len));
    }
    return (struct text){0};
}

/* What an ellipsis leaves of a text; absent if there is none. */
static struct text cut_off(struct text quote)
{
    static const char *const marks[] = {"…", "...", "[…]", "[...]", "(…)"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_ends(quote, text_of(marks[i])))
            return text_trim(text_slice(quote, 0, quote.len - text_of(marks[i]).len));
    return (struct text){0};
}

static bool goes_on(const struct resolver *r, const struct question *q, uint32_t item)
{
    return text_key(r->scratch, r->plan->items.v[item].text).len >
           text_key(r->scratch, q->ref->quote).len;
}

static void candidates_cut_off(const struct resolver *r, const struct question *q,
                               struct text start, struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    size_t n = directory_near(r->directory, start, near, NEAR_MOST);
    struct text key = text_key(r->scratch, start);
    for (size_t i = 0; i < n; i++)
        if (question_allows(r, q, near[i].item) &&
            text_starts(text_key(r->scratch, r->plan->items.v[near[i].item].text), key))
            *list_push(r->scratch, out) = near[i].item;
    question_keep_if(r, q, out, goes_on); /* the ellipsis says that it does */
}

/* "Cut warranty claims" for "Cut warranty claims by building better bikes": two words or more that
   only one text begins with. */
static void candidates_begin(const struct resolver *r, const struct question *q, struct text quote,
                             struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    struct text key = text_key(r->scratch, quote);
    struct text start = text_printf(r->scratch, TEXT_FMT " ", TEXT_ARG(key));
    size_t blank = text_find(key, T(" "), 0);
    bool owned = q->scope.kind == SCOPE_UNIT || q->scope.kind == SCOPE_COMPANY;
    bool long_enough = !q->ref->maybe || owned || text_find(key, T(" "), blank + 1) != SIZE_MAX;
    if (blank == SIZE_MAX || text_length(key) < 8 || !long_enough)
        return;
    size_t n = near_others(r, q, quote, near);
    for (size_t i = 0; i < n; i++)
        if (text_starts(text_key(r->scratch, r->plan->items.v[near[i].item].text), start))
            *list_push(r->scratch, out) = near[i].item;
}

/* All words of weight of `part` stand in `whole`, in this order; two at least. */
static bool words_within(struct text part, struct text whole)
{
    size_t heavy = 0;
    while (part.len) {
        struct text word = text_cut(&part, ' ');
        bool number = word.ptr[0] >= '0' && word.ptr[0] <= '9', found = false;
        if (!number && word.len <= 3)
            continue;
        while (whole.len && !found)
            found = words_alike(word, text_cut(&whole, ' '));
        if (!found)
            return false;
        heavy += !number;
    }
    return heavy >= 2;
}

/* "Warranty cost", "order intake 310m": what one text alone says, among other words. */
static void candidates_within(const struct resolver *r, const struct question *q,
                              struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    struct text key = ident_key(r->scratch, q->ref->quote);
    if (q->ref->maybe || text_length(key) < 8)
        return;
    size_t n = near_others(r, q, q->ref->quote, near);
    for (size_t i = 0; i < n; i++)
        if (words_within(key, ident_key(r->scratch, r->plan->items.v[near[i].item].text)))
            *list_push(r->scratch, out) = near[i].item;
}

struct text short_name_in(struct text quote)
{
    struct text t = text_trim(quote);
    while (t.len && strchr("()[]", t.ptr[0]))
        t = text_slice(t, 1, t.len);
    while (t.len && strchr("()[]", t.ptr[t.len - 1]))
        t.len--;
    bool capitals = t.len >= 3 && t.len <= 6;
    for (size_t i = 0; i < t.len; i++)
        capitals &= t.ptr[i] >= 'A' && t.ptr[i] <= 'Z';
    return capitals ? t : (struct text){0};
}

bool has_short_name(const struct resolver *r, uint32_t item, struct text name)
{
    struct text key = text_key(r->scratch, name);
    struct buf initials = {.mem = r->scratch};
    for (struct text rest = text_key(r->scratch, r->plan->items.v[item].text); rest.len;) {
        struct text word = text_cut(&rest, ' ');
        if (text_eq(word, key))
            return true;
        buf_add_char(&initials, word.ptr[0]);
    }
    return text_contains(buf_text(&initials), key); /* "Net Promoter Score" */
}

/* "NPS", "ARR": capitals that stand in the text as a word. */
static void candidates_short(const struct resolver *r, const struct question *q,
                             struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    struct text name = short_name_in(q->ref->quote);
    size_t n = name.len && !q->ref->maybe ? near_others(r, q, name, near) : 0;
    for (size_t i = 0; i < n; i++)
        if (has_short_name(r, near[i].item, name))
            *list_push(r->scratch, out) = near[i].item;
}

/* Where one has another word of weight in the same words, two things are meant: "in Spain" is not
   "in Poland" written nearly right. */
static bool says_another(const struct resolver *r, const struct phrase *quote, uint32_t item)
{
    struct phrase text = phrase_read(r->scratch, r->words, r->plan->items.v[item].text);
    return phrase_compare(quote, &text).exchanged > 0;
}

/* The words of the one want more, those of the other less, and the numbers do not say that it is a
   slip: "Reduce the margin" is not "Raise the margin" written nearly right. */
static bool says_opposite(const struct resolver *r, const struct phrase *quote, struct text said,
                          uint32_t item)
{
    struct text other = r->plan->items.v[item].text;
    enum direction way = value_direction(said), its = value_direction(other);
    if (way == DIRECTION_UNKNOWN || its == DIRECTION_UNKNOWN || way == its)
        return false;
    struct phrase text = phrase_read(r->scratch, r->words, other);
    struct difference d = phrase_compare(quote, &text);
    return !d.same_numbers || d.other_a || d.other_b;
}

/* Without the remark in brackets behind it: "Raise retention (our first number)". */
static struct text without_remark(struct text quote)
{
    size_t open = text_find(quote, T("("), 0);
    bool remark = text_ends(quote, T(")")) && open != SIZE_MAX && open > 0;
    return remark ? text_trim(text_slice(quote, 0, open)) : (struct text){0};
}

/* A key without its blanks: "mid market" is "midmarket". */
static struct text without_blanks(struct arena *mem, struct text key)
{
    struct buf out = {.mem = mem};
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] != ' ')
            buf_add_char(&out, key.ptr[i]);
    return buf_text(&out);
}

/* The same letters, parted into words in another way. */
static void candidates_joined(const struct resolver *r, const struct question *q, struct text quote,
                              struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    struct text key = without_blanks(r->scratch, text_key(r->scratch, quote));
    size_t n = text_length(key) >= 8 ? near_others(r, q, quote, near) : 0;
    for (size_t i = 0; i < n; i++) {
        struct text other = text_key(r->scratch, r->plan->items.v[near[i].item].text);
        if (text_eq(without_blanks(r->scratch, other), key))
            *list_push(r->scratch, out) = near[i].item;
    }
}

/* "Win 5 of the 10 ports" for "Win five of the ten ports": the same words and the same numbers. */
static void candidates_figured(const struct resolver *r, const struct question *q,
                               struct text quote, struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    struct phrase said = phrase_read(r->scratch, r->words, quote);
    size_t n = said.numbers && said.heavy >= 2 ? near_others(r, q, quote, near) : 0;
    for (size_t i = 0; i < n; i++) {
        struct phrase text = phrase_read(r->scratch, r->words, r->plan->items.v[near[i].item].text);
        struct difference d = phrase_compare(&said, &text);
        bool words = !d.added && !d.left_out && !d.exchanged && said.negations == text.negations;
        if (words && d.same_numbers && text_eq(said.number_key, text.number_key))
            *list_push(r->scratch, out) = near[i].item;
    }
}

static void candidates_near(const struct resolver *r, const struct question *q, struct text quote,
                            struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    size_t n = near_others(r, q, quote, near);
    double least = q->ref->maybe ? NEAR_MAYBE : NEAR_ENOUGH;
    struct phrase said = phrase_read(r->scratch, r->words, quote);
    for (size_t i = 0; i < n; i++) {
        if (near[i].similarity < least || near[i].similarity <= near[0].similarity - CLEAR_LEAD)
            break;
        if (!says_another(r, &said, near[i].item) && !says_opposite(r, &said, quote, near[i].item))
            *list_push(r->scratch, out) = near[i].item;
    }
}

const char *question_by_text(const struct resolver *r, const struct question *q,
                             struct item_numbers *out)
{
    struct text quote = q->ref->quote, rest = without_prefix(quote), start = cut_off(quote);
    struct text remarked = without_remark(quote);
    if (start.len) {
        candidates_cut_off(r, q, start, out);
        if (out->n)
            return "the beginning of its text";
    }
    question_take(r, q, directory_by_text(r->directory, text_key(r->scratch, quote)), true, out);
    if (out->n)
        return "its text";
    if (q->sheet) { /* looked up: the value may be an ID */
        question_take(r, q, directory_by_key(r->directory, ident_key(r->scratch, quote)), true,
                      out);
        if (out->n)
            return "its ID, looked up";
    }
    if (rest.len)
        question_take(r, q, directory_by_text(r->directory, text_key(r->scratch, rest)), true, out);
    if (out->n)
        return "its text behind a prefix";
    candidates_joined(r, q, quote, out);
    if (!out->n)
        candidates_figured(r, q, quote, out);
    if (!out->n)
        candidates_near(r, q, start.len ? start : quote, out);
    if (!out->n && rest.len)
        candidates_near(r, q, rest, out);
    if (out->n)
        return "nearly its text";
    candidates_begin(r, q, quote, out);
    if (!out->n && rest.len && !q->ref->maybe)
        candidates_begin(r, q, rest, out);
    if (!out->n && remarked.len && !q->ref->maybe)
        candidates_begin(r, q, remarked, out);
    if (out->n)
        return "the beginning of its text";
    candidates_within(r, q, out);
    if (out->n)
        return "a part of its text";
    candidates_short(r, q, out);
    return out->n ? "its short name" : NULL;
}

void question_nearest_by_text(const struct resolver *r, const struct question *q,
                              struct item_numbers *out)
{
    struct near_item near[NEAR_MOST];
    size_t n = directory_near(r->directory, q->ref->quote, near, NEAR_MOST);
    for (size_t i = 0; i < n && near[i].similarity >= LIKE_AT_ALL && !out->n; i++)
        if (question_other_unit(r, q, near[i].item))
            *list_push(r->scratch, out) = near[i].item;
}

uint32_t resolver_called(const struct resolver *r, struct text text)
{
    struct near_item near;
    bool found = directory_near(r->directory, text, &near, 1) && near.similarity >= NEAR_ENOUGH;
    return found ? near.item : NO_ITEM;
}
