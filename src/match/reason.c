/*
 * One sentence for each part of the evidence, chosen by what it adds to the score. Words are shown
 * as the sheet writes them, not as stems.
 */
#include "match/reason.h"

#include "base/fold.h"
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
    X(NAMED, "it speaks of '%s', and the unit is called %s",                                       \
      "es spricht von '%s', und die Einheit heißt %s")                                             \
    X(CONCEPTS, "both are about %s ('%s' / '%s')", "beide betreffen %s ('%s' / '%s')")             \
    X(DRIVERS, "work on %s helps %s (%s)", "eins bewegt das andere: %s → %s (%s)")                 \
    X(NUMBERS, "both name %s", "beide nennen %s")                                                  \
    X(FUNCTION, "%s and %s are both %s", "%s und %s gehören beide zu %s")                          \
    X(REMIT, "%s is there for %s ('%s')", "%s ist für %s da ('%s')")                               \
    X(WORK_BELOW, "it speaks of the work of %s", "es spricht von der Arbeit von %s")               \
    X(WORK_ABOVE, "the team's item speaks of the work of %s",                                      \
      "der Eintrag des Teams spricht von der Arbeit von %s")                                       \
    X(OWNER, "%s owns both", "%s verantwortet beide")                                              \
    X(CHART, "%s belongs to %s", "%s gehört zu %s")                                                \
    X(SIBLING, "%s supports it already with '%s'", "%s unterstützt es schon mit '%s'")             \
    X(SIBLING_AND_ONE, "%s supports it already with '%s', and so does another objective",          \
      "%s unterstützt es schon mit '%s', und ein weiteres Ziel auch")                              \
    X(SIBLING_AND_MORE, "%s supports it already with '%s', and so do %s other objectives",         \
      "%s unterstützt es schon mit '%s', und %s weitere Ziele auch")                               \
    X(HABIT, "other objectives of %s support it already",                                          \
      "andere Ziele von %s unterstützen es schon")                                                 \
    X(SERVED_BY_ONE, "another objective supports it already",                                      \
      "ein anderes Ziel unterstützt es schon")                                                     \
    X(SERVED, "%s other objectives support it already", "%s andere Ziele unterstützen es schon")   \
    X(UNIT_HABIT, "%s supports %s with other objectives", "%s unterstützt %s mit anderen Zielen")  \
    X(UNIT_HISTORY, "%s supported %s in an earlier report",                                        \
      "%s unterstützte %s in einem früheren Bericht")                                              \
    X(FUNCTION_HABIT, "units like %s support %s", "Einheiten wie %s unterstützen %s")              \
    X(HISTORY, "'%s' of %s supported it in an earlier report",                                     \
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

struct pair {
    struct arena *mem;
    const struct prospect *prospect;
    uint32_t query;
    const struct candidate *candidate;
    const struct family *below, *above;
};

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
        word.len = script_run(word);
        if (word.len < end - at)
            end = at + word.len - 1;
        if (word.len && reader_term(&prospect->reader, scratch, language, word) == term)
            return word;
        at = end + 1;
    }
    return (struct text){0};
}

/* Whether the family's own texts hold the term; its unit's name does not count. */
static bool has_term(const struct prospect *prospect, const struct family *family, size_t term)
{
    uint32_t size = family_size(prospect->plan, family);
    for (uint32_t k = 0; k < size; k++) {
        struct reading reading = prospect->readings[family_item(prospect->plan, family, k)];
        for (uint32_t i = 0; i < reading.n; i++)
            if (reading.terms[i] == term)
                return true;
    }
    return false;
}

/* The term as the family's texts write it: as `like`, if one of them does. */
static struct text family_word(const struct prospect *prospect, struct arena *scratch,
                               const struct family *family, size_t term, struct text like)
{
    const struct plan *plan = prospect->plan;
    struct text first = {0};
    uint32_t size = family_size(plan, family);
    for (uint32_t k = 0; k < size; k++) {
        uint32_t item = family_item(plan, family, k);
        for (struct text rest = plan->items.v[item].text, word; rest.len;) {
            word = written_word(prospect, scratch, item_language(prospect, item), rest, term);
            if (!word.len)
                break;
            if (text_eq(text_key(scratch, word), like))
                return word;
            if (!first.len)
                first = word;
            size_t end = (size_t)(word.ptr - rest.ptr) + word.len;
            rest = text_slice(rest, end, rest.len);
        }
    }
    return first.len ? first : prospect->reader.terms.v[term].stem;
}

static struct text unit_name(const struct prospect *prospect, uint32_t unit)
{
    return unit < prospect->plan->units.n ? prospect->plan->units.v[unit].name : T("?");
}

enum { MOST_WORDS = 3, SHOWN_TEXT = 60 };

static enum language report_language(const struct prospect *prospect)
{
    enum language language = language_of(prospect->config->language);
    return language == LANGUAGE_COUNT ? LANGUAGE_EN : language;
}

static struct text concept_name(const struct pair *pair, uint32_t concept)
{
    return name_of_concept(pair->mem, &pair->prospect->matcher->lexicon, concept,
                           report_language(pair->prospect));
}

/* A word that every OKR may have, or none in another language, is no reason. */
static bool tells(const struct prospect *prospect, size_t number)
{
    const struct term *term = &prospect->reader.terms.v[number];
    return !term->weak && term->stem.len > 1 &&
           !lexicon_says_nothing(&prospect->matcher->lexicon, term->stem);
}

/* A concept, or a word that both families' own texts hold. */
static bool both_say(const struct pair *pair, uint32_t dimension)
{
    if (dimension < MOST_CONCEPTS)
        return true;
    size_t term = dimension - MOST_CONCEPTS;
    return tells(pair->prospect, term) && has_term(pair->prospect, pair->below, term) &&
           has_term(pair->prospect, pair->above, term);
}

/* The terms from `least` on that two vectors share, those that weigh most first. */
static uint32_t shared_terms(const struct pair *pair, struct vector a, struct vector b,
                             uint32_t least, uint32_t terms[MOST_WORDS])
{
    float weights[MOST_WORDS] = {0};
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < a.n && j < b.n;) {
        if (a.v[i].term != b.v[j].term || a.v[i].term < least || !both_say(pair, a.v[i].term)) {
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

/* What the texts above say and the name of the unit below. */
static struct text say_named(const struct pair *pair)
{
    const struct prospect *prospect = pair->prospect;
    const struct plan *plan = prospect->plan;
    uint32_t unit = pair->below->unit;
    for (uint32_t i = 0; i < pair->below->words.n && unit < plan->units.n; i++) {
        uint32_t dimension = pair->below->words.v[i].term;
        size_t term = dimension - MOST_CONCEPTS;
        if (dimension < MOST_CONCEPTS || !tells(prospect, term) ||
            !has_term(prospect, pair->above, term) ||
            !written_word(prospect, pair->mem, prospect->languages[unit], plan->units.v[unit].name,
                          term)
                 .len)
            continue;
        return say(pair->mem, prospect, PHRASE_NAMED,
                   family_word(prospect, pair->mem, pair->above, term, NOTHING_MORE),
                   plan->units.v[unit].name, NOTHING_MORE);
    }
    return NOTHING_MORE;
}

/* "'patients'", or where they write it in two ways "'patient' / 'patients'". */
static void add_shared(const struct pair *pair, struct buf *words, size_t term)
{
    const struct prospect *prospect = pair->prospect;
    struct arena *mem = pair->mem;
    struct text above = family_word(prospect, mem, pair->above, term, NOTHING_MORE);
    struct text below = family_word(prospect, mem, pair->below, term, text_key(mem, above));
    above = family_word(prospect, mem, pair->above, term, text_key(mem, below));
    buf_printf(words, "%s'" TEXT_FMT "'", words->len ? ", " : "", TEXT_ARG(below));
    if (!text_eq(text_key(mem, above), text_key(mem, below)))
        buf_printf(words, " / '" TEXT_FMT "'", TEXT_ARG(above));
}

static struct text say_words(const struct pair *pair)
{
    uint32_t terms[MOST_WORDS];
    uint32_t n = shared_terms(pair, pair->below->words, pair->above->words, MOST_CONCEPTS, terms);
    struct buf words = {.mem = pair->mem};
    for (uint32_t i = 0; i < n; i++)
        add_shared(pair, &words, terms[i] - MOST_CONCEPTS);
    return n ? say(pair->mem, pair->prospect, PHRASE_WORDS, buf_text(&words), NOTHING_MORE,
                   NOTHING_MORE)
             : say_named(pair);
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
               family_word(pair->prospect, pair->mem, pair->below, a, NOTHING_MORE),
               family_word(pair->prospect, pair->mem, pair->above, b, NOTHING_MORE), NOTHING_MORE);
}

/* Begun with the words that a hyphen joins to it: "On-time delivery". */
static struct text with_joined(struct text text, struct text words)
{
    while (words.ptr > text.ptr && words.ptr[-1] == '-') {
        do {
            words.ptr--;
            words.len++;
        } while (words.ptr > text.ptr && word_byte(words.ptr[-1]));
    }
    return words;
}

/* From the first to the last of `n` terms of a reading, as its text has them. */
static struct text written_terms(const struct pair *pair, uint32_t item, uint32_t at, uint32_t n)
{
    const struct reading *reading = &pair->prospect->readings[item];
    enum language language = item_language(pair->prospect, item);
    struct text text = pair->prospect->plan->items.v[item].text, rest = text, words = {0};
    for (uint32_t i = 0; i < at + n; i++) {
        struct text word =
            written_word(pair->prospect, pair->mem, language, rest, reading->terms[i]);
        if (!word.len)
            break;
        size_t end = (size_t)(word.ptr - rest.ptr) + word.len;
        rest = text_slice(rest, end, rest.len);
        if (i < at)
            continue;
        if (i == at)
            words.ptr = word.ptr;
        words.len = (size_t)(rest.ptr - words.ptr);
    }
    return words.len ? with_joined(text, words) : words;
}

/* Words that speak of a concept, as written, and the terms that they are. */
struct spoken {
    struct text words; /* absent: there are none */
    const uint32_t *terms;
    uint32_t n;
};

static bool share_term(const struct spoken *a, const struct spoken *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t j = 0; j < b->n; j++)
            if (a->terms[i] == b->terms[j])
                return true;
    return false;
}

/* The family's first words for the concept that have none in common with `unlike`. */
static struct spoken concept_words(const struct pair *pair, const struct family *family,
                                   uint32_t concept, struct spoken unlike)
{
    const struct prospect *prospect = pair->prospect;
    for (uint32_t k = 0; k < family_size(prospect->plan, family); k++) {
        uint32_t item = family_item(prospect->plan, family, k), at, n;
        const struct reading *reading = &prospect->readings[item];
        if (!reading_concept(&prospect->reader, item_language(prospect, item), reading, concept,
                             &at, &n))
            continue;
        struct spoken spoken = {written_terms(pair, item, at, n), reading->terms + at, n};
        if (spoken.words.len && !share_term(&spoken, &unlike))
            return spoken;
    }
    return (struct spoken){0};
}

/* The concept that tells most: several in a row read like a list of anything. Where both have the
   same word for it only, the word is told and says more. */
static struct text say_concepts(const struct pair *pair)
{
    uint32_t terms[MOST_WORDS];
    uint32_t n = shared_terms(pair, pair->below->concepts, pair->above->concepts, 0, terms);
    for (uint32_t i = 0; i < n; i++) {
        struct spoken below = concept_words(pair, pair->below, terms[i], (struct spoken){0});
        struct spoken above = concept_words(pair, pair->above, terms[i], below);
        if (below.n && above.n)
            return say(pair->mem, pair->prospect, PHRASE_CONCEPTS, concept_name(pair, terms[i]),
                       below.words, above.words);
    }
    return NOTHING_MORE;
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
    struct spoken below = concept_words(pair, pair->below, from, (struct spoken){0});
    struct spoken above = concept_words(pair, pair->above, to, (struct spoken){0});
    if (most <= 0 || share_term(&below, &above))
        return NOTHING_MORE; /* a word of two concepts does not help itself */
    return say(pair->mem, pair->prospect, PHRASE_DRIVERS, concept_name(pair, from),
               concept_name(pair, to),
               text_printf(pair->mem, "'" TEXT_FMT "' → '" TEXT_FMT "'", TEXT_ARG(below.words),
                           TEXT_ARG(above.words)));
}

/* The number as the texts below write it. */
static struct text number_written(const struct pair *pair, double number)
{
    const struct plan *plan = pair->prospect->plan;
    for (uint32_t k = 0; k < family_size(plan, pair->below); k++) {
        struct text text = plan->items.v[family_item(plan, pair->below, k)].text;
        struct text found = find_number(text, number);
        if (found.len)
            return found;
    }
    return text_printf(pair->mem, "%.15g", number);
}

static struct text say_numbers(const struct pair *pair)
{
    const struct family *a = pair->below, *b = pair->above;
    for (uint32_t i = 0; i < a->n_numbers; i++)
        if (share_number(&a->numbers[i], 1, b->numbers, b->n_numbers))
            return say(pair->mem, pair->prospect, PHRASE_NUMBERS,
                       number_written(pair, a->numbers[i]), NOTHING_MORE, NOTHING_MORE);
    return (struct text){0};
}

/* The first name of the texts below that those above hold too. */
static struct text say_entities(const struct pair *pair)
{
    const struct plan *plan = pair->prospect->plan;
    for (uint32_t k = 0; k < family_size(plan, pair->below); k++) {
        uint32_t item = family_item(plan, pair->below, k);
        struct text rest = plan->items.v[item].text, name;
        while (rest.len) {
            if (!next_name(&rest, item_language(pair->prospect, item), &name))
                continue;
            uint64_t hash = text_hash(text_key(pair->mem, name));
            if (share_hash(&hash, 1, pair->below->entities, pair->below->n_entities) &&
                share_hash(&hash, 1, pair->above->entities, pair->above->n_entities))
                return say(pair->mem, pair->prospect, PHRASE_NUMBERS,
                           text_printf(pair->mem, "'" TEXT_FMT "'", TEXT_ARG(name)), NOTHING_MORE,
                           NOTHING_MORE);
        }
    }
    return NOTHING_MORE;
}

/* Who owns something of both families. */
static struct text say_owner(const struct pair *pair)
{
    const struct plan *plan = pair->prospect->plan;
    for (uint32_t k = 0; k < family_size(plan, pair->below); k++) {
        const struct item *item = &plan->items.v[family_item(plan, pair->below, k)];
        for (size_t i = 0; i < item->owners.n; i++) {
            uint64_t owner = text_hash(text_key(pair->mem, item->owners.v[i]));
            if (share_hash(&owner, 1, pair->above->owners, pair->above->n_owners))
                return say(pair->mem, pair->prospect, PHRASE_OWNER, item->owners.v[i], NOTHING_MORE,
                           NOTHING_MORE);
        }
    }
    return NOTHING_MORE;
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
    return say(pair->mem, pair->prospect, PHRASE_FUNCTION,
               unit_name(pair->prospect, pair->below->unit),
               unit_name(pair->prospect, pair->above->unit),
               name_of_function(pair->mem, &pair->prospect->matcher->lexicon, lowest_bit(both),
                                report_language(pair->prospect)));
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
    struct text unit = unit_name(pair->prospect, pair->below->unit);
    struct text name = concept_name(pair, best);
    if (most <= 0 || text_contains(text_key(pair->mem, unit), text_key(pair->mem, name)))
        return (struct text){0}; /* that Support is there for support goes without saying */
    return say(pair->mem, pair->prospect, PHRASE_REMIT, unit, name,
               concept_words(pair, pair->above, best, (struct spoken){0}).words);
}

static struct text say_text_function(const struct pair *pair)
{
    const struct prospect *prospect = pair->prospect;
    bool below = pair->above->text_functions & pair->below->functions;
    bool whole = pair->above->unit < prospect->plan->units.n &&
                 prospect->plan->units.v[pair->above->unit].level == 0;
    if (!below && whole) /* what is not the organisation's work? */
        return (struct text){0};
    return say(pair->mem, prospect, below ? PHRASE_WORK_BELOW : PHRASE_WORK_ABOVE,
               unit_name(prospect, below ? pair->below->unit : pair->above->unit), NOTHING_MORE,
               NOTHING_MORE);
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
    uint32_t others = others_declare(prospect, pair->query, to);
    enum phrase phrase = others > 2    ? PHRASE_SIBLING_AND_MORE
                         : others == 2 ? PHRASE_SIBLING_AND_ONE
                                       : PHRASE_SIBLING;
    return say(pair->mem, prospect, phrase, unit_name(prospect, best->from_unit),
               text_shorten(pair->mem, item->text, SHOWN_TEXT),
               text_printf(pair->mem, "%u", others - 1));
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

static struct text say_served(const struct pair *pair)
{
    uint32_t others = others_declare(pair->prospect, pair->query, pair->candidate->family);
    return say(pair->mem, pair->prospect, others == 1 ? PHRASE_SERVED_BY_ONE : PHRASE_SERVED,
               text_printf(pair->mem, "%u", others), NOTHING_MORE, NOTHING_MORE);
}

static struct text say_of_units(const struct pair *pair, enum phrase phrase)
{
    return say(pair->mem, pair->prospect, phrase, unit_name(pair->prospect, pair->below->unit),
               unit_name(pair->prospect, pair->above->unit), NOTHING_MORE);
}

/* Whether other items of the unit serve that unit now, or only did so in earlier reports. */
static bool serves_now(const struct pair *pair)
{
    const struct prospect *prospect = pair->prospect;
    const struct groups *groups = &prospect->declared_by_unit;
    uint32_t unit = pair->below->unit;
    if (unit >= prospect->plan->units.n)
        return false;
    for (uint32_t i = groups->first[unit]; i < groups->first[unit + 1]; i++) {
        const struct precedent *p = &prospect->declared.v[groups->of[i]];
        if (p->from != pair->query && p->to_unit == pair->above->unit)
            return true;
    }
    return false;
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
        break; /* days, euros: they are counted alike everywhere */
    case FEATURE_ENTITIES:
        return say_entities(&pair);
    case FEATURE_FUNCTION:
        return say_function(&pair);
    case FEATURE_REMIT:
        return say_remit(&pair);
    case FEATURE_TEXT_FUNCTION:
        return say_text_function(&pair);
    case FEATURE_OWNER:
        return say_owner(&pair);
    case FEATURE_CHART:
        return say_of_units(&pair, PHRASE_CHART);
    case FEATURE_SIBLING:
    case FEATURE_SIBLINGS:
    case FEATURE_SIBLING_MEANING:
        return say_sibling(&pair);
    case FEATURE_HABIT:
        return say_of_units(&pair, PHRASE_HABIT);
    case FEATURE_UNIT_HABIT:
        return say_of_units(&pair, serves_now(&pair) ? PHRASE_UNIT_HABIT : PHRASE_UNIT_HISTORY);
    case FEATURE_FUNCTION_HABIT:
        return say_of_units(&pair, PHRASE_FUNCTION_HABIT);
    case FEATURE_SERVED:
        return say_served(&pair);
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
    case FEATURE_HABIT:
    case FEATURE_SERVED:
        return FEATURE_SIBLING;
    default:
        return feature;
    }
}

/* The words of a part and of those told with it: who supports it already is told by the most telling
   of them. */
static struct text say_part(struct arena *mem, const struct prospect *prospect, uint32_t query,
                            const struct candidate *candidate, enum feature feature)
{
    static const enum feature supporters[] = {FEATURE_SIBLING, FEATURE_HABIT, FEATURE_SERVED};
    struct text part = reason_part(mem, prospect, query, candidate, feature);
    for (size_t i = 1; i < 3 && feature == FEATURE_SIBLING && !part.len; i++)
        part = reason_part(mem, prospect, query, candidate, supporters[i]);
    return part;
}

/* That others support it says nothing of this item, if nothing else does. */
static bool says_enough(const struct candidate *candidate, unsigned told, bool of_supporters)
{
    return told > (of_supporters && candidate->evidence[FEATURE_SIBLING] <= 0 &&
                   candidate->evidence[FEATURE_HABIT] <= 0);
}

/* What is known of the units and does not tell this candidate from the others. */
static bool goes_without_saying(const struct candidate *candidate, enum feature feature)
{
    bool of_units = feature == FEATURE_CHART || feature == FEATURE_FUNCTION ||
                    feature == FEATURE_UNIT_HABIT || feature == FEATURE_FUNCTION_HABIT;
    return of_units && candidate->common >> feature & 1;
}

/* A name that stands among the words in common is not told once more. */
static bool says_already(struct buf *out, struct text part)
{
    struct text name = text_slice(part, text_find(part, T("'"), 0), part.len);
    return name.len && text_contains(buf_text(out), name);
}

static const double LEAST_SAID = .1; /* of log-odds; what adds less is no reason */

struct text reason(struct arena *mem, const struct prospect *prospect, uint32_t query,
                   const struct candidate *candidate, unsigned most)
{
    double weights[FEATURE_COUNT] = {0};
    for (int i = 0; i < FEATURE_COUNT; i++)
        weights[told_with((enum feature)i)] +=
            prospect->coefficients.of[i] * candidate->evidence[i];
    struct buf out = {.mem = mem};
    unsigned told = 0;
    bool of_supporters = false;
    while (told < most) {
        int best = 0;
        for (int i = 1; i < FEATURE_COUNT; i++)
            if (weights[i] > weights[best])
                best = i;
        if (!(weights[best] > LEAST_SAID))
            break;
        weights[best] = 0;
        if (goes_without_saying(candidate, (enum feature)best))
            continue;
        struct text part = say_part(mem, prospect, query, candidate, (enum feature)best);
        if (!part.len || (best == FEATURE_ENTITIES && says_already(&out, part)))
            continue;
        of_supporters |= best == FEATURE_SIBLING;
        buf_add_z(&out, told++ ? "; " : "");
        buf_add(&out, part);
    }
    return says_enough(candidate, told, of_supporters) ? buf_text(&out) : (struct text){0};
}

struct text reason_for(struct arena *mem, const struct prospect *prospect, uint32_t query,
                       const struct candidate *candidate, uint32_t to, unsigned most)
{
    struct text why = reason(mem, prospect, query, candidate, most);
    uint32_t objective = prospect->families[candidate->family].item;
    if (objective == to || !why.len)
        return why;
    return say(mem, prospect, PHRASE_OBJECTIVE,
               text_shorten(mem, prospect->plan->items.v[objective].text, SHOWN_TEXT), why,
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
        if (!shared || !new || !tells(prospect, x.terms[i]))
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
