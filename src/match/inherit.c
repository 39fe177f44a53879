/*
 * Inherited items: no reference, but the text is a higher unit's, word for word or lightly edited,
 * or it carries the higher one's ID, or it is the same in another language and the numbers prove it.
 *
 * Edited means: words were added or left out, not exchanged ("in Germany" for "in France" is
 * another text) unless they want the same ("raise" for "grow"), and endings and typos are forgiven.
 * A "not" more or another label ("line 7", "2027") makes another text. If only numbers differ it is
 * inherited still, and said. What goes from the same figure to the same figure is the same metric if its
 * words are the same in any order, one joined to them by an "and", and the verb before it is another one or
 * none; but that verb must not say down where the figures go up. Where two different texts are equally near, neither is
 * claimed. What everybody writes ("increase revenue") is not claimed: a text must have four words of weight,
 * or a number and two; one that is copied a number and one, three of which one is no commonplace, or two that
 * are none and that only one higher text has.
 *
 * Candidates come from an index of the higher units' items by word: who shares nearly all words
 * shares one of the three rarest.
 */
#include "base/pool.h"
#include "match/difference.h"
#include "match/resolve.h"
#include "value/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RAREST = 3, POSTINGS = 256, SAME_TEXT_MOST = 8 };

enum likeness { UNLIKE, TRANSLATED, OTHER_NUMBER, EDITED, EXACT };

struct heritage {
    uint32_t item;
    enum likeness likeness;
    size_t height, rivals;
    size_t changed; /* words and numbers that are not the same */
    bool tied;      /* another text is as near: which one was meant cannot be known */
};

struct heirs {
    struct arena *mem;
    struct resolver *r;
    struct link_list *links;
    struct diag *diag;
    struct phrase *higher;  /* of each item, read if it is of a unit that is above others */
    struct heritage *found; /* of each item */
    struct map words;       /* of items of units that are above others -> list */
    struct map numbers;
    struct {
        struct item_numbers *v;
        size_t n, cap;
    } lists;
};

/* The language whose commonest words there are most of; -1: none of any. */
static int language_of(const struct form_words *words, const struct phrase *t)
{
    int best = -1;
    size_t most = 0;
    for (int l = 0; l < LANGUAGES; l++) {
        size_t n = 0;
        for (size_t i = 0; i < t->n; i++)
            n += map_get(&words->languages[l], t->v[i].text) != MAP_NONE;
        if (n > most) {
            most = n;
            best = l;
        }
    }
    return best;
}

/* One word and its figure: "CSAT from 71 % to 83 %", not "Q2 2026". */
static bool is_metric(const struct phrase *t)
{
    size_t i = 0;
    while (i < t->n && (t->v[i].light || t->v[i].number))
        i++;
    return t->heavy == 1 && t->telling > 0 && !text_has_digit(t->v[i].text);
}

/* Copied word for word, and not what everybody writes. */
static bool is_telling(const struct form_words *words, const struct phrase *t)
{
    size_t own = 0;
    for (size_t i = 0; i < t->n; i++)
        own += !t->v[i].light && !t->v[i].number &&
               map_get(&words->commonplace, t->v[i].text) == MAP_NONE;
    return t->heavy >= 4 || (t->numbers && t->heavy >= 2) || is_metric(t) ||
           (t->heavy == 3 && own >= 1) || (t->heavy == 2 && own == 2);
}

/* "from 88 % to 96 %", with its unit. */
static bool goes_from_to(const struct phrase *t, struct change *change)
{
    return t->numbers >= 2 && value_change(t->text, DECIMAL_UNKNOWN, change) &&
           !isnan(change->start) && !isnan(change->target);
}

/* "Up" beside figures that fall. */
static bool contradicts(enum direction way, const struct change *change)
{
    return (way == DIRECTION_INCREASE && change->target < change->start) ||
           (way == DIRECTION_DECREASE && change->target > change->start);
}

/* How many verbs stand before and behind the metric, where the other text has none or another one; false: one
   says the other way than the figures go. */
static bool count_verbs(const struct form_words *words, const struct phrase *t,
                        const struct phrase *other, const struct change *change, size_t *n)
{
    *n = 0;
    for (int last = 0; last < 2; last++) {
        struct text word = phrase_edge(t, other, last);
        enum direction way = word.len ? value_direction(word) : DIRECTION_UNKNOWN;
        bool better = word.len && map_get(&words->bettering, word) != MAP_NONE;
        if (!better && contradicts(way, change))
            return false;
        *n += better || way == DIRECTION_INCREASE || way == DIRECTION_DECREASE;
    }
    return true;
}

static bool is_and(const struct form_words *words, struct text word)
{
    for (size_t i = 0; i < words->ident.and.n; i++)
        if (text_eq(words->ident.and.v[i], word))
            return true;
    return false;
}

/* The one word of weight that the other text has not is joined by an "and": "parcels and letters". */
static bool adds_another(const struct form_words *words, const struct phrase *t,
                         const struct phrase *other)
{
    for (size_t i = 0; i < t->n; i++) {
        bool known = t->v[i].light || t->v[i].number;
        for (size_t k = 0; k < other->n && !known; k++)
            known = words_alike(t->v[i].text, other->v[k].text);
        if (!known && ((i > 0 && is_and(words, t->v[i - 1].text)) ||
                       (i + 1 < t->n && is_and(words, t->v[i + 1].text))))
            return true;
    }
    return false;
}

/* The same metric: no words but verbs that the other has not, or one that was joined to the others. One that
   says where or of whom ("in Austria") makes another metric of a short one. */
static bool same_metric(const struct form_words *words, const struct phrase *a,
                        const struct phrase *b, const struct difference *d)
{
    enum { TELLING = 3 }; /* digits: "from 0 to 10" is everybody's */
    size_t changed = d->added + d->left_out;
    if (changed == 0)
        return d->common >= 1;
    return changed == 1 && d->common >= 2 && a->telling >= TELLING &&
           (adds_another(words, a, b) || adds_another(words, b, a));
}

static bool same_start(const struct phrase *a, const struct phrase *b)
{
    struct text x = a->number_key, y = b->number_key;
    return text_eq(text_cut(&x, ' '), text_cut(&y, ' '));
}

static enum likeness likeness(const struct form_words *words, const struct phrase *a,
                              const struct phrase *b)
{
    if (text_eq(a->key, b->key))
        return is_telling(words, a) ? EXACT : UNLIKE;
    struct difference d = phrase_compare(a, b);
    struct change low, high;
    bool other_thing = a->negations != b->negations || !text_eq(a->labels, b->labels);
    bool from_to = !other_thing && d.same_numbers && d.common && d.added + d.left_out <= 3 &&
                   goes_from_to(a, &low) && goes_from_to(b, &high) && low.percent == high.percent &&
                   text_eq(low.unit, high.unit);
    if (from_to) {
        size_t verbs, above;
        if (!count_verbs(words, a, b, &low, &verbs))
            return UNLIKE;
        count_verbs(words, b, a, &high, &above);
        d.added -= verbs < d.added ? verbs : d.added;
        d.left_out -= above < d.left_out ? above : d.left_out;
        if (text_eq(a->number_key, b->number_key) && same_metric(words, a, b, &d))
            return EDITED;
    }
    bool exchanged = d.added && d.left_out && !d.same_way;
    size_t changed = d.same_way ? 1 : d.added + d.left_out;
    if (exchanged || other_thing || changed > 2 || changed * 3 > d.common + d.same_numbers)
        return UNLIKE;
    if (!d.other_a && !d.other_b) {
        bool in_order = text_eq(a->number_key, b->number_key); /* "from 40 to 55" */
        bool enough = d.common >= 4 || (d.same_numbers && d.common >= 3);
        return enough && in_order ? EDITED : UNLIKE;
    }
    bool one_number = a->numbers == b->numbers && (d.same_numbers || a->numbers == 1);
    bool whole = from_to && !changed && same_start(a, b);
    size_t needed = whole ? 1 : d.same_numbers ? 2 : 3;
    return d.common >= needed && one_number && a->percent == b->percent && changed <= 1
               ? OTHER_NUMBER
               : UNLIKE;
}

/* --- candidates --------------------------------------------------------------------------------------- */

static void put(struct heirs *h, struct map *map, struct text key, uint32_t item)
{
    size_t number = *map_put(h->r->scratch, map, key, h->lists.n);
    if (number == h->lists.n)
        *list_push(h->r->scratch, &h->lists) = (struct item_numbers){0};
    struct item_numbers *list = &h->lists.v[number];
    if (!list->n || list->v[list->n - 1] != item)
        *list_push(h->r->scratch, list) = item;
}

static const struct item_numbers *get(const struct heirs *h, const struct map *map, struct text key)
{
    static const struct item_numbers nobody;
    size_t number = map_get(map, key);
    return number == MAP_NONE ? &nobody : &h->lists.v[number];
}

static void index_higher(struct heirs *h)
{
    const struct plan *plan = h->r->plan;
    bool *above = NEW_ARRAY(h->r->scratch, bool, plan->units.n + 1);
    for (size_t u = 0; u < plan->units.n; u++) {
        above[u] |= plan->units.v[u].level == 0;
        if (plan->units.v[u].parent != NO_UNIT)
            above[plan->units.v[u].parent] = true;
    }
    for (uint32_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        if (!above[item->unit])
            continue;
        struct phrase t = phrase_read(h->r->scratch, h->r->words, item->text);
        h->higher[i] = t;
        for (size_t w = 0; w < t.n; w++)
            if (!t.v[w].light)
                put(h, &h->words, t.v[w].text, i);
        if (t.numbers >= 2)
            put(h, &h->numbers, t.number_key, i);
    }
}

/* How far above: 1 for the parent, one more than all for the organisation of a unit whose place is
   not known; 0 if it is not above. */
static size_t height(const struct heirs *h, uint32_t from, uint32_t to)
{
    const struct plan *plan = h->r->plan;
    uint32_t low = plan->items.v[from].unit, high = plan->items.v[to].unit;
    bool unplaced = plan->units.v[low].parent == NO_UNIT && plan->units.v[low].level != 0;
    if (unplaced && low != high && plan->units.v[high].level == 0)
        return plan->units.n + 1;
    return unit_distance(plan, low, high);
}

/* An objective may be a higher objective or key result; a key result only a key result; neither what
   is of another period. */
static bool may_inherit(const struct heirs *h, uint32_t from, uint32_t to)
{
    const struct item *low = &h->r->plan->items.v[from], *high = &h->r->plan->items.v[to];
    return (low->kind == OBJECTIVE || high->kind == KEY_RESULT) && height(h, from, to) > 0 &&
           plan_same_time(h->r->plan, from, to);
}

static size_t changed_words(const struct phrase *a, const struct phrase *b)
{
    struct difference d = phrase_compare(a, b);
    return d.added + d.left_out + d.other_a + d.other_b;
}

/* What is known of the best so far is nearer than, or as near as, the candidate. */
static bool stays_best(struct heritage *best, const struct heritage *other, bool same_text)
{
    if (best->item == NO_ITEM)
        return false;
    if (other->likeness != best->likeness)
        return other->likeness < best->likeness;
    if (other->height != best->height)
        return other->height > best->height;
    if (other->changed != best->changed)
        return other->changed > best->changed;
    best->tied |= !same_text;
    return true;
}

static void consider(const struct heirs *h, uint32_t from, const struct phrase *text, uint32_t to,
                     struct heritage *best)
{
    if (to == best->item || !may_inherit(h, from, to))
        return;
    enum likeness like = likeness(h->r->words, text, &h->higher[to]);
    size_t up = height(h, from, to);
    if (like == UNLIKE)
        return;
    struct heritage other = {.item = to,
                             .likeness = like,
                             .height = up,
                             .rivals = ++best->rivals,
                             .changed = changed_words(text, &h->higher[to])};
    bool same = best->item != NO_ITEM && text_eq(h->higher[to].key, h->higher[best->item].key);
    if (!stays_best(best, &other, same))
        *best = other;
}

static int rarer(const void *a, const void *b)
{
    const struct item_numbers *const *x = a, *const *y = b;
    return (*x)->n < (*y)->n ? -1 : (*x)->n > (*y)->n;
}

/* Somebody else has the word: one that only the own unit writes leads to nobody above. */
static bool leads_away(const struct heirs *h, const struct item_numbers *list, uint32_t from)
{
    const struct item *items = h->r->plan->items.v;
    size_t i = 0;
    while (i < list->n && items[list->v[i]].unit == items[from].unit)
        i++;
    return i < list->n;
}

static struct heritage by_words(const struct heirs *h, uint32_t from, const struct phrase *text)
{
    struct heritage best = {.item = NO_ITEM};
    const struct item_numbers *lists[PHRASE_WORDS] = {NULL};
    size_t n = 0;
    for (size_t i = 0; i < text->n; i++) {
        const struct item_numbers *list = get(h, &h->words, text->v[i].text);
        if (!text->v[i].light && leads_away(h, list, from))
            lists[n++] = list;
    }
    if (n < 2 && !(n && text->numbers))
        return best;
    qsort(lists, n, sizeof *lists, rarer);
    for (size_t i = 0; i < n && i < RAREST; i++)
        for (size_t k = 0; k < lists[i]->n && k < POSTINGS; k++)
            consider(h, from, text, lists[i]->v[k], &best);
    bool short_one = text->heavy == 2 && !text->numbers;
    if (best.rivals > (short_one ? 1 : SAME_TEXT_MOST) || best.tied)
        best.item = NO_ITEM;
    return best;
}

/* The same numbers in the same order, in another language, and only one above has them. Round ones
   agree by chance. */
static struct heritage by_numbers(const struct heirs *h, uint32_t from, const struct phrase *text)
{
    struct heritage best = {.item = NO_ITEM, .likeness = TRANSLATED};
    struct change change;
    if (goes_from_to(text, &change) && contradicts(value_direction(text->text), &change))
        return best;
    if (text->numbers < 2 || text->digits < 4 || text->telling < 3)
        return best;
    const struct item_numbers *list = get(h, &h->numbers, text->number_key);
    int own = list->n ? language_of(h->r->words, text) : -1;
    for (size_t i = 0; i < list->n && i < POSTINGS; i++) {
        if (!may_inherit(h, from, list->v[i]))
            continue;
        int language = language_of(h->r->words, &h->higher[list->v[i]]);
        bool other_language = own >= 0 && language >= 0 && language != own;
        if (best.item != NO_ITEM || !other_language)
            return (struct heritage){.item = NO_ITEM};
        best.item = list->v[i];
    }
    return best;
}

/* Its own ID is the ID of a unit above: "CO-KR1.2" in a team's sheet. */
static uint32_t by_id(const struct heirs *h, uint32_t from)
{
    const struct item *item = &h->r->plan->items.v[from];
    struct ident id = ident_parse(h->r->scratch, &h->r->words->ident, item->written_id);
    struct scope scope = directory_scope(h->r->directory, id.scope);
    if (!id.scope.len || (scope.kind != SCOPE_UNIT && scope.kind != SCOPE_COMPANY))
        return NO_ITEM;
    if (scope.kind == SCOPE_UNIT && scope.unit == item->unit)
        return NO_ITEM;
    const struct item_numbers *const lists[] = {
        directory_by_key(h->r->directory, id.key),
        directory_by_number(h->r->directory, id.objective, id.key_result, true),
        directory_by_number(h->r->directory, id.objective, id.key_result, false)};
    for (size_t l = 0; l < 3; l++)
        for (size_t i = 0; i < lists[l]->n && i < POSTINGS; i++) {
            uint32_t to = lists[l]->v[i], unit = h->r->plan->items.v[to].unit;
            bool named = scope.kind == SCOPE_UNIT ? unit == scope.unit
                                                  : h->r->plan->units.v[unit].level == 0;
            if (named && h->r->plan->items.v[to].kind == item->kind && height(h, from, to) &&
                plan_same_time(h->r->plan, from, to))
                return to;
        }
    return NO_ITEM;
}

/* --- links --------------------------------------------------------------------------------------------- */

static void add_link(struct heirs *h, uint32_t from, uint32_t to, const char *why)
{
    const struct item *higher = &h->r->plan->items.v[to];
    *list_push(h->mem, h->links) = (struct link){
        .from = from,
        .to = to,
        .kind = LINK_EXPLICIT,
        .how = HOW_INHERITED,
        .status = LINK_CONFIRMED,
        .confidence = 1,
        .evidence =
            text_printf(h->mem, "%s '" TEXT_FMT "'", tr(why), TEXT_ARG(item_label(h->mem, higher))),
        .place = h->r->plan->items.v[from].place,
        .reference = SIZE_MAX,
    };
}

static void tell_other_number(struct heirs *h, uint32_t from, uint32_t to)
{
    const struct plan *plan = h->r->plan;
    const struct item *low = &plan->items.v[from], *high = &plan->items.v[to];
    struct finding *f = diag_add(
        h->diag, FINDING_TARGET_DIFFERS, low->place,
        text_printf(h->mem,
                    tr("use the number of '" TEXT_FMT "', or reword it if another one is meant"),
                    TEXT_ARG(item_label(h->mem, high))),
        "'" TEXT_FMT "' is taken from '" TEXT_FMT "' of " TEXT_FMT " with another number",
        TEXT_ARG(text_shorten(h->mem, low->text, 100)),
        TEXT_ARG(text_shorten(h->mem, high->text, 100)), TEXT_ARG(plan->units.v[high->unit].name));
    f->unit = plan->units.v[low->unit].id;
}

enum { PIECE = 256 };

/* What the items of one piece inherit; pieces are independent of each other. */
static void find_piece(void *context, size_t piece)
{
    struct heirs *h = context;
    const struct plan *plan = h->r->plan;
    struct arena *scratch = arena_new();
    for (size_t i = piece * PIECE; i < (piece + 1) * PIECE && i < plan->items.n; i++) {
        struct phrase text = phrase_read(scratch, h->r->words, plan->items.v[i].text);
        struct heritage best = by_words(h, (uint32_t)i, &text);
        h->found[i] = best.item == NO_ITEM ? by_numbers(h, (uint32_t)i, &text) : best;
    }
    arena_free(scratch);
}

static void inherit_item(struct heirs *h, uint32_t from)
{
    static const char *const whys[] = {
        [UNLIKE] = "",
        [TRANSLATED] = "says in another language, with the same numbers,",
        [OTHER_NUMBER] = "says, with another number,",
        [EDITED] = "says nearly word for word",
        [EXACT] = "says word for word",
    };
    uint32_t named = by_id(h, from);
    if (named != NO_ITEM)
        add_link(h, from, named, "carries the ID of");
    struct heritage best = h->found[from];
    if (best.item == NO_ITEM)
        return;
    add_link(h, from, best.item, whys[best.likeness]);
    if (best.likeness == OTHER_NUMBER && plan_item_current(h->r->plan, from))
        tell_other_number(h, from, best.item);
}

void match_inherited(struct arena *mem, struct resolver *r, size_t jobs, struct link_list *links,
                     struct diag *diag)
{
    size_t n = r->plan->items.n;
    struct heirs h = {.mem = mem, .r = r, .links = links, .diag = diag};
    h.higher = NEW_ARRAY(r->scratch, struct phrase, n);
    h.found = NEW_ARRAY(r->scratch, struct heritage, n);
    index_higher(&h);
    pool_run(jobs, (n + PIECE - 1) / PIECE, find_piece, &h);
    for (uint32_t i = 0; i < r->plan->items.n; i++)
        inherit_item(&h, i);
}
