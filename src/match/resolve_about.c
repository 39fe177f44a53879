/*
 * Candidates by what they are about: "the company's KR on repeat orders", "le KR du groupe sur les
 * réadmissions", "same-day cancellations (group)". Such words name whose it is, what kind of OKR, and
 * some telling words, all of which stand in its text, in whatever order.
 */
#include "match/resolve_question.h"

#include "base/fold.h"

enum {
    TOPIC_WORDS = 12,
    SCOPE_WORDS = 4,
    KIND_WORDS = 3,
    ABOUT_MOST = 8,
    NEAR_LOOKED_AT = 48,
    LONGEST = 160
};

struct topic {
    struct text words[TOPIC_WORDS];
    size_t n, heavy;
    struct scope scope;
    int kind; /* OBJECTIVE, KEY_RESULT, or -1 */
    bool over;
};

/* The words up to the n-th blank. */
static struct text first_words(struct text key, size_t n)
{
    size_t end = 0;
    for (; n > 0 && end < key.len; n--) {
        size_t blank = text_find(key, T(" "), end + (end > 0));
        end = blank == SIZE_MAX ? key.len : blank;
    }
    return text_slice(key, 0, n ? 0 : end);
}

/* What the words at the start of `key` name, the longest run of them; its bytes, 0: nothing. */
static size_t scope_at(const struct resolver *r, struct text key, struct scope *scope)
{
    for (size_t n = SCOPE_WORDS; n > 0; n--) {
        struct text run = first_words(key, n);
        if (!run.len)
            continue;
        struct scope found = directory_scope(r->directory, run);
        bool level = found.kind == SCOPE_COMPANY || scope_is_above(found.kind) ||
                     found.kind == SCOPE_TEAM || found.kind == SCOPE_OWN ||
                     found.kind == SCOPE_UNIT;
        if (level && found.whole && !found.initials && text_eq(found.words, run)) {
            *scope = found;
            return run.len;
        }
    }
    return 0;
}

static bool is_filler(const struct resolver *r, struct text word)
{
    return word.len < 2 || map_get(&r->words->filler, word) != MAP_NONE ||
           map_get(&r->words->about, word) != MAP_NONE;
}

static bool in_list(const struct text_list *list, struct text word)
{
    for (size_t i = 0; i < list->n; i++)
        if (text_eq(list->v[i], word))
            return true;
    return false;
}

/* "kr", "key results", "objective" at the start of `key`: its bytes, and which; 0: none. A number may
   not follow, or it would be an ID. */
static size_t kind_at(const struct resolver *r, struct text key, int *kind)
{
    for (size_t n = KIND_WORDS; n > 0; n--) {
        struct text run = first_words(key, n);
        bool key_result = run.len && in_list(&r->words->ident.key_result, run);
        bool objective = run.len > 1 && in_list(&r->words->ident.objective, run);
        if (!key_result && !objective)
            continue;
        *kind = key_result ? KEY_RESULT : OBJECTIVE;
        return run.len;
    }
    return 0;
}

static void add_word(struct topic *topic, struct text word)
{
    bool number = word.ptr[0] >= '0' && word.ptr[0] <= '9';
    if (topic->n == TOPIC_WORDS)
        topic->over = true;
    else
        topic->words[topic->n++] = word;
    topic->heavy += !number && word.len > 3;
}

/* The same unit or level, or none was said so far. */
static bool may_be_whose(const struct scope *said, const struct scope *scope)
{
    return said->kind == SCOPE_NONE || (said->kind == scope->kind && said->unit == scope->unit);
}

/* A unit's name at the start, before the word for an OKR, or behind it at the end, or behind "of the";
   not amid other words, where it may be what the OKR is about. */
static void read_topic(const struct resolver *r, struct text key, struct topic *topic)
{
    bool start = true, behind_filler = false, behind_kind = false;
    while (key.len) {
        struct scope scope;
        size_t used = start || behind_filler || behind_kind ? scope_at(r, key, &scope) : 0;
        used = used && may_be_whose(&topic->scope, &scope) ? used : 0;
        struct text rest = text_trim(text_slice(key, used, key.len));
        struct text next = rest, word = text_cut(&next, ' ');
        int kind;
        bool leads = kind_at(r, rest, &kind) || (text_eq(word, T("s")) && next.len);
        bool level = used && (scope.kind != SCOPE_UNIT || resolver_is_company(r, scope.unit));
        if (used && (behind_filler || leads || !rest.len || level)) {
            topic->scope = scope;
            key = rest;
            start = behind_kind = false;
            continue;
        }
        size_t named = kind_at(r, key, &topic->kind);
        behind_kind = named > 0;
        if (behind_kind) {
            key = text_trim(text_slice(key, named, key.len));
            start = behind_filler = false;
            continue;
        }
        word = text_cut(&key, ' ');
        behind_filler = is_filler(r, word);
        if (behind_filler)
            continue;
        add_word(topic, word);
        start = false;
    }
}

/* "(group)" at the end names whose it is. */
static struct text take_bracket(const struct resolver *r, struct text quote, struct topic *topic)
{
    size_t open = text_find(quote, T("("), 0);
    if (!text_ends(quote, T(")")) || open == SIZE_MAX || open == 0)
        return quote;
    struct scope scope = directory_scope(r->directory, text_slice(quote, open + 1, quote.len - 1));
    if (scope.kind == SCOPE_NONE || scope.kind == SCOPE_UNKNOWN || scope.kind == SCOPE_UNITS ||
        (!scope.whole && !scope.initials))
        return quote;
    topic->scope = scope;
    return text_trim(text_slice(quote, 0, open));
}

/* "Revenue: the KR about the win rate": the unit stands before the mark. */
static struct text take_prefix(const struct resolver *r, struct text quote, struct topic *topic)
{
    for (size_t i = 1; i + 1 < quote.len && i < LONGEST; i++) {
        if (quote.ptr[i] != ':' && quote.ptr[i] != ',')
            continue;
        struct scope scope = directory_scope(r->directory, text_slice(quote, 0, i));
        if (!scope.whole || scope.kind == SCOPE_NONE || scope.kind == SCOPE_UNKNOWN ||
            scope.kind == SCOPE_UNITS)
            return quote;
        topic->scope = scope;
        return text_trim(text_slice(quote, i + 1, quote.len));
    }
    return quote;
}

/* Of many words the first may be missing, which is most often no more than "get". */
static bool holds_all(const struct topic *topic, struct text key)
{
    enum { MANY = 4 };
    for (size_t i = 0; i < topic->n; i++) {
        bool found = false;
        for (struct text rest = key; rest.len && !found;)
            found = words_alike(topic->words[i], text_cut(&rest, ' '));
        if (!found && !(i == 0 && topic->n >= MANY))
            return false;
    }
    return true;
}

/* Of the kind that is named, in the unit above that is named: "our department objective". */
static void take_all(const struct resolver *r, const struct question *q, const struct topic *topic,
                     struct item_numbers *out)
{
    for (uint32_t u = 0; u < r->plan->units.n; u++)
        for (size_t i = 0; i < r->unit_items[u].n && out->n <= ABOUT_MOST; i++) {
            uint32_t item = r->unit_items[u].v[i];
            if ((int)r->plan->items.v[item].kind == topic->kind && question_allows(r, q, item) &&
                question_other_unit(r, q, item))
                *list_push(r->scratch, out) = item;
        }
}

/* "Company NPS", "NPS (Company)": capitals that are a word of one item's text, and whose it is. */
static bool take_short_name(const struct resolver *r, const struct question *q,
                            const struct topic *topic, struct item_numbers *out)
{
    struct text name = {0};
    for (struct text rest = q->ref->quote; rest.len && !name.len;) {
        struct text word = short_name_in(text_cut(&rest, ' '));
        if (word.len && text_eq(text_key(r->scratch, word), topic->words[0]))
            name = word;
    }
    struct near_item near[NEAR_LOOKED_AT];
    size_t n = name.len ? directory_near(r->directory, name, near, NEAR_LOOKED_AT) : 0;
    for (size_t i = 0; i < n; i++)
        if (question_allows(r, q, near[i].item) && question_other_unit(r, q, near[i].item) &&
            has_short_name(r, near[i].item, name))
            *list_push(r->scratch, out) = near[i].item;
    return out->n > 0;
}

bool question_by_topic(const struct resolver *r, struct question *q, struct item_numbers *out)
{
    struct topic topic = {.scope = q->scope, .kind = -1};
    struct text quote = take_bracket(r, q->ref->quote, &topic);
    quote = take_prefix(r, quote, &topic);
    if (quote.len > LONGEST || topic.scope.kind == SCOPE_UNKNOWN)
        return false;
    struct text key = text_key(r->scratch, quote);
    read_topic(r, ident_split_compounds(r->scratch, &r->words->ident, key), &topic);
    bool said = topic.kind >= 0 || topic.scope.kind != SCOPE_NONE;
    if (q->ref->maybe && (topic.kind < 0 || !topic.heavy))
        return false;
    struct question asked = *q;
    struct reference ref = *q->ref;
    asked.scope = topic.scope;
    asked.ref = &ref;
    if (!q->ref->maybe && topic.n == 1 && topic.scope.kind != SCOPE_NONE &&
        take_short_name(r, &asked, &topic, out)) {
        q->scope = topic.scope;
        return true;
    }
    if (topic.over || (said ? topic.n && !topic.heavy : topic.heavy < 2))
        return false;
    if (topic.kind >= 0)
        ref.kind = topic.kind;
    if (!topic.n) {
        if (topic.kind < 0 || topic.scope.kind == SCOPE_NONE || topic.scope.kind == SCOPE_TEAM)
            return false;
        take_all(r, &asked, &topic, out);
    } else {
        struct near_item near[NEAR_LOOKED_AT];
        struct buf words = {.mem = r->scratch};
        for (size_t i = 0; i < topic.n; i++)
            buf_printf(&words, "%s" TEXT_FMT, i ? " " : "", TEXT_ARG(topic.words[i]));
        size_t n = directory_near(r->directory, buf_text(&words), near, NEAR_LOOKED_AT);
        for (size_t i = 0; i < n; i++) {
            const struct item *item = &r->plan->items.v[near[i].item];
            if (question_allows(r, &asked, near[i].item) &&
                question_other_unit(r, &asked, near[i].item) &&
                (topic.kind < 0 || (int)item->kind == topic.kind) &&
                holds_all(&topic, text_key(r->scratch, item->text)))
                *list_push(r->scratch, out) = near[i].item;
        }
    }
    if (!out->n || out->n > ABOUT_MOST || (out->n > 1 && (!said || q->ref->maybe))) {
        out->n = 0;
        return false;
    }
    q->scope = topic.scope;
    return true;
}
