/*
 * One sentence for each part of the evidence, chosen by what it adds to the score. Words are shown
 * as the sheet writes them, not as stems.
 */
#include "match/reason.h"

#include "match/evidence.h"
#include "match/meaning.h"

#include <math.h>
#include <stdlib.h>

/* --- phrases --------------------------------------------------------------------------------- */

/* X(NAME, "English", "German"); each takes the texts in the order given, as "%s". */
#define PHRASES(X)                                                                                 \
    X(WORDS, "both say %s", "beide sagen %s")                                                      \
    X(WORDING, "similar wording", "ähnlicher Wortlaut")                                            \
    X(NEAR, "'%s' is near to '%s' in meaning", "'%s' bedeutet Ähnliches wie '%s'")                 \
    X(CONCEPTS, "both are about %s", "beide handeln von %s")                                       \
    X(DRIVERS, "%s moves %s", "%s bewegt %s")                                                      \
    X(NUMBERS, "both name %s", "beide nennen %s")                                                  \
    X(MEASURES, "both are counted alike", "beide werden gleich gezählt")                           \
    X(ENTITIES, "a name in common", "ein gemeinsamer Name")                                        \
    X(FUNCTION, "%s and %s are both %s", "%s und %s gehören beide zu %s")                          \
    X(REMIT, "%s is there for %s", "%s ist für %s da")                                             \
    X(TEXT_FUNCTION, "one speaks of the other's work", "eins spricht von der Arbeit des anderen")  \
    X(OWNER, "same owner", "dieselbe verantwortliche Person")                                      \
    X(CHART, "%s belongs to %s", "%s gehört zu %s")                                                \
    X(SIBLING, "%s says that '%s' supports it", "%s sagt, dass '%s' es unterstützt")               \
    X(HABIT, "other items of %s declare it", "andere Ziele von %s nennen es")                      \
    X(UNIT_HABIT, "%s serves %s with other items", "%s unterstützt %s mit anderen Zielen")         \
    X(FUNCTION_HABIT, "units like %s serve %s", "Einheiten wie %s unterstützen %s")                \
    X(HISTORY, "'%s' of %s served it in an earlier report",                                        \
      "'%s' von %s unterstützte es in einem früheren Bericht")                                     \
    X(ACCEPTED, "accepted by %s", "angenommen von %s")                                             \
    X(ACCEPTED_ON, "accepted by %s on %s", "angenommen von %s am %s")                              \
    X(OBJECTIVE, "for objective '%s': %s", "für das Ziel '%s': %s")

enum phrase {
#define X(name, english, german) PHRASE_##name,
    PHRASES(X)
#undef X
};

static const char *const phrases[][2] = {
#define X(name, english, german) {english, german},
    PHRASES(X)
#undef X
};

/* Puts up to three texts where the phrase says "%s". */
static struct text say(struct arena *mem, const struct prospect *prospect, enum phrase phrase,
                       struct text a, struct text b, struct text c)
{
    const struct text texts[] = {a, b, c};
    struct text rest = text_of(phrases[phrase][text_eq(prospect->config->language, T("de"))]);
    struct buf out = {.mem = mem};
    for (int i = 0; i < 3; i++) {
        size_t at = text_find(rest, T("%s"), 0);
        if (at == SIZE_MAX)
            break;
        buf_add(&out, text_slice(rest, 0, at));
        buf_add(&out, texts[i]);
        rest = text_slice(rest, at + 2, rest.len);
    }
    buf_add(&out, rest);
    return buf_text(&out);
}

static const struct text NOTHING_MORE = {0};

/* --- what is shown --------------------------------------------------------------------------- */

static bool word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* The first word of `text` that is the term, as written. */
static struct text written_word(const struct prospect *prospect, struct arena *scratch,
                                enum language language, struct text text, size_t term)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && word_byte(text.ptr[end]))
            end++;
        struct text word = text_slice(text, at, end);
        if (word.len && reader_term(&prospect->reader, scratch, language, word) == term)
            return word;
        at = end + 1;
    }
    return (struct text){0};
}

static struct text family_word(const struct prospect *prospect, struct arena *scratch,
                               const struct family *family, size_t term)
{
    const struct plan *plan = prospect->plan;
    uint32_t size = family_size(plan, family);
    for (uint32_t k = 0; k < size; k++) {
        uint32_t item = family_item(plan, family, k);
        struct text word = written_word(prospect, scratch, item_language(prospect, item),
                                        plan->items.v[item].text, term);
        if (word.len)
            return word;
    }
    return prospect->reader.terms.v[term].stem;
}

static struct text unit_name(const struct prospect *prospect, uint32_t unit)
{
    return unit < prospect->plan->units.n ? prospect->plan->units.v[unit].name : T("?");
}

/* The name of entry `number` of a map; its underscores become blanks. */
static struct text entry_name(struct arena *mem, const struct map *map, uint32_t number)
{
    struct buf out = {.mem = mem};
    struct text name = number < map->n ? map->entries[number].key : T("?");
    for (size_t i = 0; i < name.len; i++)
        buf_add_char(&out, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
    return buf_text(&out);
}

enum { MOST_WORDS = 3, SHOWN_TEXT = 60 };

static bool is_weak(const struct prospect *prospect, uint32_t dimension)
{
    return dimension >= MOST_CONCEPTS && prospect->reader.terms.v[dimension - MOST_CONCEPTS].weak;
}

/* The terms from `least` on that two vectors share, those that weigh most first; words that every
   OKR may have are no reason. */
static uint32_t shared_terms(const struct prospect *prospect, struct vector a, struct vector b,
                             uint32_t least, uint32_t terms[MOST_WORDS])
{
    float weights[MOST_WORDS] = {0};
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < a.n && j < b.n;) {
        if (a.v[i].term != b.v[j].term || a.v[i].term < least || is_weak(prospect, a.v[i].term)) {
            bool first = a.v[i].term <= b.v[j].term, second = b.v[j].term <= a.v[i].term;
            i += first;
            j += second;
            continue;
        }
        float weight = a.v[i].value * b.v[j].value;
        uint32_t at = n;
        while (at > 0 && weight > weights[at - 1])
            at--;
        n += n < MOST_WORDS;
        for (uint32_t k = n; k-- > at + 1;) {
            weights[k] = weights[k - 1];
            terms[k] = terms[k - 1];
        }
        if (at < MOST_WORDS) {
            weights[at] = weight;
            terms[at] = a.v[i].term;
        }
        i++;
        j++;
    }
    return n;
}

/* --- the parts ------------------------------------------------------------------------------- */

struct pair {
    struct arena *mem;
    const struct prospect *prospect;
    uint32_t query;
    const struct candidate *candidate;
    const struct family *below, *above;
};

static struct text say_words(const struct pair *pair)
{
    uint32_t terms[MOST_WORDS];
    uint32_t n =
        shared_terms(pair->prospect, pair->below->words, pair->above->words, MOST_CONCEPTS, terms);
    struct buf words = {.mem = pair->mem};
    for (uint32_t i = 0; i < n; i++)
        buf_printf(&words, "%s'" TEXT_FMT "'", i ? ", " : "",
                   TEXT_ARG(family_word(pair->prospect, pair->mem, pair->below,
                                        terms[i] - MOST_CONCEPTS)));
    return n ? say(pair->mem, pair->prospect, PHRASE_WORDS, buf_text(&words), NOTHING_MORE,
                   NOTHING_MORE)
             : (struct text){0};
}

static struct text say_wording(const struct pair *pair)
{
    if (pair->candidate->evidence[FEATURE_CHARS] < .15F)
        return (struct text){0};
    return say(pair->mem, pair->prospect, PHRASE_WORDING, NOTHING_MORE, NOTHING_MORE, NOTHING_MORE);
}

static struct text say_meaning(const struct pair *pair)
{
    uint32_t a, b;
    if (!nearest_terms(pair->prospect, pair->below, pair->above, &a, &b))
        return (struct text){0};
    return say(pair->mem, pair->prospect, PHRASE_NEAR,
               family_word(pair->prospect, pair->mem, pair->below, a),
               family_word(pair->prospect, pair->mem, pair->above, b), NOTHING_MORE);
}

static struct text say_concepts(const struct pair *pair)
{
    const struct map *names = &pair->prospect->matcher->lexicon.concepts;
    uint32_t terms[MOST_WORDS];
    uint32_t n =
        shared_terms(pair->prospect, pair->below->concepts, pair->above->concepts, 0, terms);
    struct buf list = {.mem = pair->mem};
    for (uint32_t i = 0; i < n && i < 2; i++) {
        buf_add_z(&list, i ? ", " : "");
        buf_add(&list, entry_name(pair->mem, names, terms[i]));
    }
    return n ? say(pair->mem, pair->prospect, PHRASE_CONCEPTS, buf_text(&list), NOTHING_MORE,
                   NOTHING_MORE)
             : (struct text){0};
}

static struct text say_drivers(const struct pair *pair)
{
    const struct lexicon *lexicon = &pair->prospect->matcher->lexicon;
    uint32_t from = 0, to = 0;
    float most = 0;
    for (uint32_t i = 0; i < pair->below->concepts.n; i++) {
        for (uint32_t j = 0; j < pair->above->concepts.n; j++) {
            uint32_t a = pair->below->concepts.v[i].term, b = pair->above->concepts.v[j].term;
            if (lexicon->drives[a][b] > most) {
                most = lexicon->drives[a][b];
                from = a;
                to = b;
            }
        }
    }
    if (most <= 0)
        return (struct text){0};
    return say(pair->mem, pair->prospect, PHRASE_DRIVERS,
               entry_name(pair->mem, &lexicon->concepts, from),
               entry_name(pair->mem, &lexicon->concepts, to), NOTHING_MORE);
}

static struct text say_numbers(const struct pair *pair)
{
    const struct family *a = pair->below, *b = pair->above;
    for (uint32_t i = 0; i < a->n_numbers; i++)
        if (share_number(&a->numbers[i], 1, b->numbers, b->n_numbers))
            return say(pair->mem, pair->prospect, PHRASE_NUMBERS,
                       text_printf(pair->mem, "%.15g", a->numbers[i]), NOTHING_MORE, NOTHING_MORE);
    return (struct text){0};
}

static uint32_t lowest_bit(uint32_t set)
{
    uint32_t n = 0;
    while (n < 31 && !(set >> n & 1))
        n++;
    return n;
}

static struct text say_function(const struct pair *pair)
{
    uint32_t both = pair->below->functions & pair->above->functions;
    if (!both)
        return (struct text){0};
    return say(
        pair->mem, pair->prospect, PHRASE_FUNCTION, unit_name(pair->prospect, pair->below->unit),
        unit_name(pair->prospect, pair->above->unit),
        entry_name(pair->mem, &pair->prospect->matcher->lexicon.functions, lowest_bit(both)));
}

static struct text say_remit(const struct pair *pair)
{
    const struct lexicon *lexicon = &pair->prospect->matcher->lexicon;
    uint32_t best = 0;
    float most = 0;
    for (uint32_t f = 0; f < MOST_FUNCTIONS; f++) {
        for (uint32_t i = 0; i < pair->above->concepts.n && pair->below->functions >> f & 1; i++) {
            uint32_t concept = pair->above->concepts.v[i].term;
            float weight = lexicon->serves[f][concept] * pair->above->concepts.v[i].value;
            if (weight > most) {
                most = weight;
                best = concept;
            }
        }
    }
    if (most <= 0)
        return (struct text){0};
    return say(pair->mem, pair->prospect, PHRASE_REMIT,
               unit_name(pair->prospect, pair->below->unit),
               entry_name(pair->mem, &lexicon->concepts, best), NOTHING_MORE);
}

/* The declared item most like the query that goes to the candidate. */
static struct text say_sibling(const struct pair *pair)
{
    const struct prospect *prospect = pair->prospect;
    const struct precedent *best = NULL;
    float most = 0;
    uint32_t to = pair->candidate->family;
    for (uint32_t i = prospect->declared_to.first[to]; i < prospect->declared_to.first[to + 1];
         i++) {
        const struct precedent *p = &prospect->declared.v[prospect->declared_to.of[i]];
        float likeness = vector_dot(p->from_words, pair->below->words);
        if (p->from != pair->query && likeness > most) {
            most = likeness;
            best = p;
        }
    }
    if (!best)
        return (struct text){0};
    const struct item *item = &prospect->plan->items.v[prospect->families[best->from].item];
    return say(pair->mem, prospect, PHRASE_SIBLING, unit_name(prospect, best->from_unit),
               text_shorten(pair->mem, item->text, SHOWN_TEXT), NOTHING_MORE);
}

static struct text say_history(const struct pair *pair)
{
    const struct prospect *prospect = pair->prospect;
    const struct precedent *best = NULL;
    float most = 0;
    for (size_t i = 0; i < prospect->old.n; i++) {
        const struct precedent *p = &prospect->old.v[i];
        for (int j = 0; j < MOST_LIKENESSES; j++) {
            if (p->near[j].family != pair->candidate->family || p->near[j].value <= 0)
                continue;
            float value = p->near[j].value * vector_dot(p->from_words, pair->below->words);
            if (value > most) {
                most = value;
                best = p;
            }
        }
    }
    if (!best)
        return (struct text){0};
    return say(pair->mem, prospect, PHRASE_HISTORY,
               text_shorten(pair->mem, best->from_text, SHOWN_TEXT),
               unit_name(prospect, best->from_unit), NOTHING_MORE);
}

static struct text say_of_units(const struct pair *pair, enum phrase phrase)
{
    return say(pair->mem, pair->prospect, phrase, unit_name(pair->prospect, pair->below->unit),
               unit_name(pair->prospect, pair->above->unit), NOTHING_MORE);
}

struct text reason_part(struct arena *mem, const struct prospect *prospect, uint32_t query,
                        const struct candidate *candidate, enum feature feature)
{
    const struct pair pair = {mem,
                              prospect,
                              query,
                              candidate,
                              &prospect->families[query],
                              &prospect->families[candidate->family]};
    if (!(candidate->evidence[feature] > 0))
        return (struct text){0};
    switch (feature) {
    case FEATURE_WORDS:
    case FEATURE_WORDS_BEST:
    case FEATURE_WORDS_ALONE:
    case FEATURE_ITEM:
        return say_words(&pair);
    case FEATURE_CHARS:
    case FEATURE_CHARS_BEST:
    case FEATURE_CHARS_ALONE:
    case FEATURE_COMPOUND:
        return say_wording(&pair);
    case FEATURE_MEANING:
    case FEATURE_MEANING_BEST:
        return say_meaning(&pair);
    case FEATURE_CONCEPTS:
        return say_concepts(&pair);
    case FEATURE_DRIVERS:
        return say_drivers(&pair);
    case FEATURE_NUMBERS:
        return say_numbers(&pair);
    case FEATURE_MEASURES:
        return say_of_units(&pair, PHRASE_MEASURES);
    case FEATURE_ENTITIES:
        return say_of_units(&pair, PHRASE_ENTITIES);
    case FEATURE_FUNCTION:
        return say_function(&pair);
    case FEATURE_REMIT:
        return say_remit(&pair);
    case FEATURE_TEXT_FUNCTION:
        return say_of_units(&pair, PHRASE_TEXT_FUNCTION);
    case FEATURE_OWNER:
        return say_of_units(&pair, PHRASE_OWNER);
    case FEATURE_CHART:
        return say_of_units(&pair, PHRASE_CHART);
    case FEATURE_SIBLING:
    case FEATURE_SIBLINGS:
    case FEATURE_SIBLING_MEANING:
        return say_sibling(&pair);
    case FEATURE_HABIT:
        return say_of_units(&pair, PHRASE_HABIT);
    case FEATURE_UNIT_HABIT:
        return say_of_units(&pair, PHRASE_UNIT_HABIT);
    case FEATURE_FUNCTION_HABIT:
        return say_of_units(&pair, PHRASE_FUNCTION_HABIT);
    case FEATURE_HISTORY:
        return say_history(&pair);
    case FEATURE_LEVELS:
    case FEATURE_COUNT:
        break;
    }
    return (struct text){0};
}

/* --- the sentence ---------------------------------------------------------------------------- */

/* Parts that say the same thing in two figures are told once, with both figures' weight. */
static enum feature told_with(enum feature feature)
{
    switch (feature) {
    case FEATURE_WORDS_BEST:
    case FEATURE_WORDS_ALONE:
    case FEATURE_ITEM:
        return FEATURE_WORDS;
    case FEATURE_MEANING_BEST:
        return FEATURE_MEANING;
    case FEATURE_CHARS_BEST:
    case FEATURE_CHARS_ALONE:
    case FEATURE_COMPOUND:
        return FEATURE_CHARS;
    case FEATURE_SIBLINGS:
    case FEATURE_SIBLING_MEANING:
        return FEATURE_SIBLING;
    default:
        return feature;
    }
}

struct text reason(struct arena *mem, const struct prospect *prospect, uint32_t query,
                   const struct candidate *candidate, unsigned most)
{
    double weights[FEATURE_COUNT] = {0};
    for (int i = 0; i < FEATURE_COUNT; i++)
        weights[told_with((enum feature)i)] +=
            prospect->coefficients.of[i] * candidate->evidence[i];
    struct buf out = {.mem = mem};
    for (unsigned told = 0; told < most;) {
        int best = 0;
        for (int i = 1; i < FEATURE_COUNT; i++)
            if (weights[i] > weights[best])
                best = i;
        if (!(weights[best] > .05))
            break;
        weights[best] = 0;
        struct text part = reason_part(mem, prospect, query, candidate, (enum feature)best);
        if (!part.len)
            continue;
        buf_add_z(&out, told++ ? "; " : "");
        buf_add(&out, part);
    }
    return out.len ? buf_text(&out) : (struct text){0};
}

struct text reason_for_objective(struct arena *mem, const struct prospect *prospect, uint32_t query,
                                 const struct candidate *candidate, unsigned most)
{
    struct text why = reason(mem, prospect, query, candidate, most);
    const struct item *item = &prospect->plan->items.v[prospect->families[candidate->family].item];
    if (item->kind != OBJECTIVE)
        return why;
    return say(mem, prospect, PHRASE_OBJECTIVE, text_shorten(mem, item->text, SHOWN_TEXT), why,
               NOTHING_MORE);
}

struct text words_in_common(struct arena *mem, const struct prospect *prospect, uint32_t a,
                            uint32_t b)
{
    struct reading x = prospect->readings[a], y = prospect->readings[b];
    struct buf words = {.mem = mem};
    uint32_t told[MOST_WORDS], n = 0;
    for (uint32_t i = 0; i < x.n && n < MOST_WORDS; i++) {
        bool shared = false, new = true;
        for (uint32_t j = 0; j < y.n && !shared; j++)
            shared = x.terms[i] == y.terms[j];
        for (uint32_t j = 0; j < n; j++)
            new &= told[j] != x.terms[i];
        if (!shared || !new || prospect->reader.terms.v[x.terms[i]].weak)
            continue;
        told[n++] = x.terms[i];
        buf_printf(&words, "%s'" TEXT_FMT "'", n > 1 ? ", " : "",
                   TEXT_ARG(written_word(prospect, mem, item_language(prospect, a),
                                         prospect->plan->items.v[a].text, x.terms[i])));
    }
    return n ? say(mem, prospect, PHRASE_WORDS, buf_text(&words), NOTHING_MORE, NOTHING_MORE)
             : say(mem, prospect, PHRASE_WORDING, NOTHING_MORE, NOTHING_MORE, NOTHING_MORE);
}

struct text reason_accepted(struct arena *mem, const struct prospect *prospect, struct text by,
                            struct text when)
{
    return say(mem, prospect, when.len ? PHRASE_ACCEPTED_ON : PHRASE_ACCEPTED, by, when,
               NOTHING_MORE);
}
