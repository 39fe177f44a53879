/*
 * One match of a form -> references: each ID or quotation that it holds, whose it is (the unit or
 * level that is named before it, in it or behind it; else what the column's header says) and of
 * which period. What stands around a match tells more than the form does: "(Growth)" is a unit,
 * "(net revenue retention)" a gloss.
 */
#include "model/reference_finder.h"

#include "base/fold.h"
#include "model/when.h"

#include <math.h>
#include <string.h>

struct reference *finder_emit(struct finder *f)
{
    struct reference *r = list_push(f->mem, f->references);
    *r = f->base;
    return r;
}

struct form_match finder_match_whole(struct finder *f, const char *form, struct text words)
{
    f->base.form = text_of(form);
    f->base.text = text_copy(f->mem, words);
    f->base.names_only = f->base.maybe = f->base.past = false;
    return (struct form_match){.form = f->base.form, .whole = words};
}

bool finder_room(const struct finder *f)
{
    return f->references->n - f->first < PER_ITEM;
}

static int kind_of(const struct ident *id)
{
    return id->bare ? -1 : id->key_result.len ? KEY_RESULT : id->objective.len ? OBJECTIVE : -1;
}

bool finder_telling_id(const struct finder *f, const struct ident *id)
{
    size_t blanks = 0;
    for (size_t i = 0; i < id->key.len; i++)
        blanks += id->key.ptr[i] == ' ';
    bool telling = id->scope.len || (!id->objective.len && !id->key_result.len && blanks >= 2);
    return telling && directory_by_key(f->directory, id->key)->n;
}

bool finder_known_scope(const struct finder *f, struct text words)
{
    enum scope_kind kind = directory_scope(f->directory, words).kind;
    return kind != SCOPE_NONE && kind != SCOPE_UNKNOWN;
}

/* "(on time)", "- service": a level in one language, and a word like any other in another. */
static bool is_homonym(const struct finder *f, struct text gloss)
{
    struct scope scope = directory_scope(f->directory, gloss);
    return scope.kind != SCOPE_UNIT && map_get(&f->words->homonym, scope.words) != MAP_NONE;
}

/* "(Growth)" behind an ID is a unit, "(net revenue retention)" a gloss, whoever is called Retention. */
static bool behind_names_unit(const struct finder *f, struct text after)
{
    return after.len && finder_known_scope(f, after) &&
           directory_scope(f->directory, after).whole &&
           !(after.ptr[0] == '(' && is_homonym(f, after));
}

static bool last_word_has_capital(struct text t)
{
    for (size_t i = t.len; i > 0 && t.ptr[i - 1] != ' '; i--)
        if (t.ptr[i - 1] >= 'A' && t.ptr[i - 1] <= 'Z')
            return true;
    return false;
}

/* In prose "it O2" does not name Internal Tools. */
static bool is_chance(const struct finder *f, struct text words)
{
    return f->base.source != SOURCE_PARENT_FIELD && !last_word_has_capital(words) &&
           directory_scope(f->directory, words).initials;
}

/* The first period that `words` name. */
static struct text period_in(const struct finder *f, struct text words)
{
    struct form_match m;
    for (size_t form = 0; words.len && form < forms_count(f->forms); form++)
        if ((form_flags(f->forms, form) & FORM_WHEN) &&
            form_find(f->forms, form, words, 0, &m) == FORM_YES)
            return m.ids;
    return (struct text){0};
}

bool finder_is_period(const struct finder *f, struct text words)
{
    return words.len && period_in(f, words).len == words.len;
}

/* "last quarter's company" names the company. */
static struct text without_period(struct finder *f, struct text scope)
{
    struct text period = period_in(f, scope);
    if (!period.len)
        return scope;
    size_t at = (size_t)(period.ptr - scope.ptr);
    struct text before = text_trim(text_slice(scope, 0, at));
    struct text behind = text_trim(text_slice(scope, at + period.len, scope.len));
    static const char *const possessives[] = {"'s", "’s"};
    for (size_t i = 0; i < 2; i++)
        if (text_starts(behind, text_of(possessives[i])))
            behind = text_trim(text_slice(behind, strlen(possessives[i]), behind.len));
    return text_trim(
        text_printf(f->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(before), TEXT_ARG(behind)));
}

/* "Goal 3 of the WHO": of somebody whom the plan does not know. */
static bool of_stranger(const struct finder *f, const struct form_match *m, const struct ident *id)
{
    if (!id || !m->after.len || strchr("(@", m->after.ptr[0]) || !last_word_has_capital(m->after))
        return false;
    struct ident o = ident_parse(f->mem, &f->words->ident, m->after);
    return !o.objective.len && !period_in(f, m->after).len;
}

/* The words that name the unit: before the ID, in it, or behind it. */
static struct text scope_of(const struct finder *f, const struct form_match *m,
                            const struct ident *id)
{
    if (m->scope.len && finder_known_scope(f, m->scope))
        return is_chance(f, m->scope) ? f->header_scope : m->scope;
    if (behind_names_unit(f, m->after))
        return m->after;
    if (id && id->scope.len)
        return id->scope;
    if (of_stranger(f, m, id))
        return m->after;
    struct scope scope = directory_scope(f->directory, m->scope);
    if (scope.kind == SCOPE_UNKNOWN)
        return m->scope;
    return f->header_scope;
}

/* "del objetivo 3 de RutaMar": an objective, and behind it whose it is. */
static struct ident objective_before_unit(const struct finder *f, struct text words,
                                          struct text *unit)
{
    for (size_t at = words.len; at-- > 1;) {
        if (words.ptr[at] != ' ' || words.ptr[at - 1] < '0' || words.ptr[at - 1] > '9')
            continue;
        struct ident o = ident_parse(f->mem, &f->words->ident, text_slice(words, 0, at));
        struct text rest = text_trim(text_slice(words, at, words.len));
        if (!o.objective.len || !finder_known_scope(f, rest))
            continue;
        *unit = rest;
        return o;
    }
    return (struct ident){0};
}

/* "KR 1 of O2", "KR 1 (Engineering, O2)": the objective stands behind. */
static bool objective_behind(const struct finder *f, const struct form_match *m,
                             const struct ident *id, struct ident *whole, struct text *scope)
{
    struct ident o = ident_parse(f->mem, &f->words->ident, m->after);
    struct text of = {0};
    if (!o.objective.len)
        o = objective_before_unit(f, m->after, &of);
    if (!id->key_result.len || id->objective.len || !o.objective.len || o.key_result.len || o.bare)
        return false;
    *whole = ident_parse(
        f->mem, &f->words->ident,
        text_printf(f->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(o.short_key), TEXT_ARG(id->short_key)));
    whole->written = id->written;
    if (of.len)
        *scope = of;
    else if (finder_known_scope(f, o.scope))
        *scope = o.scope;
    return true;
}

size_t finder_how_many(const struct finder *f, struct text words)
{
    for (struct text rest = text_key(f->scratch, words); rest.len;) {
        struct text word = text_cut(&rest, ' ');
        size_t number = map_get(&f->words->cardinals, word);
        if (number != MAP_NONE)
            return number;
        if (word.len == 1 && word.ptr[0] > '1' && word.ptr[0] <= '9')
            return (size_t)(word.ptr[0] - '0');
    }
    return 0;
}

void finder_say_how_many(struct finder *f, struct text words)
{
    f->base.every = true;
    f->base.last = false;
    for (struct text rest = text_key(f->scratch, words); rest.len;)
        f->base.last |= map_get(&f->words->last_one, text_cut(&rest, ' ')) != MAP_NONE;
    f->base.most = finder_how_many(f, words);
}

int finder_kind_said(const struct finder *f, struct text words)
{
    const struct text_list *const lists[] = {&f->words->ident.objective,
                                             &f->words->ident.key_result};
    bool kinds[2] = {false, false};
    for (struct text rest =
             ident_split_compounds(f->mem, &f->words->ident, text_key(f->mem, words));
         rest.len;) {
        struct text word = text_cut(&rest, ' ');
        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < lists[k]->n; i++)
                kinds[k] |= text_eq(lists[k]->v[i], word);
    }
    return kinds[0] == kinds[1] ? -1 : kinds[1] ? KEY_RESULT : OBJECTIVE;
}

/* Nothing between a period and an ID but what may stand between the words of one name. */
static bool only_joins(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!strchr(" \t:,/-([", t.ptr[i]) && !(t.ptr[i] == 's' && i && t.ptr[i - 1] == '\''))
            return false;
    return true;
}

enum { BESIDE = 40 };

/* The period right before or behind a match: "Q1/2026: O1", "company KR 1.1, Q1". */
static struct text period_beside(const struct finder *f, const struct form_match *m)
{
    if (!f->line.len || m->whole.ptr < f->line.ptr || m->whole.ptr >= f->line.ptr + f->line.len)
        return (struct text){0};
    size_t at = (size_t)(m->whole.ptr - f->line.ptr), end = at + m->whole.len;
    struct text behind = text_slice(f->line, end, end + BESIDE);
    struct text before = text_slice(f->line, at > BESIDE ? at - BESIDE : 0, at);
    struct text found = period_in(f, behind);
    if (found.len && only_joins(text_slice(behind, 0, (size_t)(found.ptr - behind.ptr))))
        return found;
    found = period_in(f, before);
    size_t rest = found.len ? (size_t)(found.ptr + found.len - before.ptr) : 0;
    return found.len && only_joins(text_slice(before, rest, before.len)) ? found : (struct text){0};
}

/* The period that stands behind an ID and is all that stands there, or the first of it: "(Q1)", "of last
   quarter", "(Q1, revenue)"; not one of several. */
static struct text period_behind(const struct finder *f, struct text after)
{
    struct text found = period_in(f, after);
    size_t end = found.len ? (size_t)(found.ptr + found.len - after.ptr) : 0;
    bool first = found.len && (after.ptr[0] != '(' || found.ptr == after.ptr + 1);
    struct text rest = text_slice(after, end, after.len);
    bool all = rest.len <= 1 ||
               (after.ptr[0] == '(' && strchr(",;:", rest.ptr[0]) && !period_in(f, rest).len);
    return first && all ? found : (struct text){0};
}

/* The period that is named with a match; absent. */
static struct text when_of(const struct finder *f, const struct form_match *m,
                           const struct ident *id)
{
    struct text said = period_in(f, m->scope);
    if (m->flags & FORM_LATER)
        return (struct text){0}; /* not its, but that from which it is supported */
    if (!said.len && id && !id->own)
        said = period_in(f, id->scope);
    if (!said.len)
        said = period_behind(f, m->after);
    if (!said.len)
        said = period_beside(f, m);
    return said;
}

bool finder_is_later(const struct finder *f, struct text words)
{
    const struct item *from = &f->plan->items.v[f->base.from];
    double first, last;
    double now = isnan(from->period_last) ? f->plan->period_last : from->period_last;
    if (isnan(now) && when_is_relative(f->scratch, f->words, words))
        now = f->plan->as_of;
    return !isnan(now) && when_days(f->scratch, f->words, f->plan, from, words, &first, &last) &&
           first > now;
}

static void set_when(struct finder *f, struct reference *r, struct text said)
{
    if (said.len && when_days(f->mem, f->words, f->plan, &f->plan->items.v[r->from], said,
                              &r->when_first, &r->when_last))
        r->when = text_copy(f->mem, said);
}

/* The scope is not the unit's own. */
static bool names_another(const struct finder *f, struct text words)
{
    struct scope scope = directory_scope(f->directory, words);
    return scope.kind == SCOPE_COMPANY || scope_is_above(scope.kind) ||
           (scope.kind == SCOPE_UNIT && scope.unit != f->plan->items.v[f->base.from].unit);
}

/* A letter and a number are many a thing, as "W3" is a week: an item of a unit above is called so. */
static bool is_plain(const struct finder *f, const struct ident *id)
{
    struct text number = id->key, letter_alone = text_cut(&number, ' ');
    bool letter = letter_alone.len == 1 && number.len && !text_contains(number, T(" "));
    uint32_t unit = f->plan->items.v[f->base.from].unit;
    const struct item_numbers *items = directory_by_key(f->directory, id->key);
    for (size_t up = 0; letter && unit != NO_UNIT && up < f->plan->units.n; up++) {
        unit = f->plan->units.v[unit].parent;
        for (size_t i = 0; i < items->n; i++)
            if (f->plan->items.v[items->v[i]].unit == unit)
                return true;
    }
    return !letter;
}

/* "Win 9 partners (KR 2)": of the second key result, which has no other ID, or of a unit that counts so
   itself, its own number; `counted`: or that comes to such a number. */
static bool may_be_own(const struct finder *f, const struct ident *id, bool counted)
{
    const struct item *from = &f->plan->items.v[f->base.from];
    const struct item_numbers *const lists[] = {
        directory_by_key(f->directory, id->key),
        directory_by_number(f->directory, id->objective, id->key_result, true),
        directory_by_number(f->directory, id->objective, id->key_result, false)};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; i < lists[l]->n; i++) {
            const struct item *item = &f->plan->items.v[lists[l]->v[i]];
            bool above = item->kind == OBJECTIVE && id->key_result.len && item->n_key_results;
            if (above)
                continue; /* what has key results is none, whatever its words begin with */
            if (item->unit == from->unit && (item == from || counted || item->written_id.len))
                return true;
        }
    return false;
}

/* "KR 1.2" of "KR 1.1-1.3 except KR 1.2"; "KR 2" of an objective's key results. */
static bool is_left_out(const struct finder *f, const struct ident *id)
{
    for (size_t i = 0; i < f->left_out.n; i++) {
        const struct ident *out = &f->left_out.v[i];
        bool objective = !out->objective.len || text_eq(out->objective, id->objective);
        bool counted = out->objective.len || out->key_result.len;
        if (counted ? objective && text_eq(out->key_result, id->key_result)
                    : text_eq(out->key, id->key))
            return true;
    }
    return false;
}

void finder_emit_id(struct finder *f, const struct form_match *m, const struct ident *id,
                    struct text gloss)
{
    struct text when = when_of(f, m, id);
    struct form_match timeless = *m;
    if (when.len) {
        timeless.scope = without_period(f, m->scope);
        m = &timeless;
    }
    struct text scope = scope_of(f, m, id);
    struct ident whole;
    if (m->after.len && objective_behind(f, m, id, &whole, &scope)) {
        id = &whole;
        gloss = (struct text){0};
    }
    bool telling =
        finder_telling_id(f, id) && (!id->own || id->scope.len || (m->flags & FORM_MENTION));
    if ((m->flags & FORM_UNIT) && !finder_known_scope(f, scope) && !telling)
        return;
    if (is_left_out(f, id))
        return;
    struct reference *r = finder_emit(f);
    bool theirs = m->flags & FORM_THEIRS, others = m->flags & FORM_OTHERS;
    bool counted_so = others && !(id->objective.len && id->key_result.len);
    r->names_only |=
        (theirs || others) && !names_another(f, scope) && may_be_own(f, id, counted_so);
    r->names_only |= theirs && !is_plain(f, id);
    r->maybe |= r->names_only || (theirs && id->own);
    bool counted = (id->objective.len || id->key_result.len) && !id->bare && !id->scope.len;
    r->maybe &= !counted || r->names_only; /* in a list with codes that only may be some */
    r->id = text_copy(f->mem, id->written);
    r->key = text_copy(f->mem, id->key);
    r->scope = text_copy(f->mem, scope);
    r->quote = text_copy(f->mem, gloss);
    r->kind = kind_of(id) >= 0 ? kind_of(id) : f->header_kind;
    set_when(f, r, when);
    if (id->bare && m->scope.len && r->kind < 0)
        r->kind = finder_kind_said(f, m->scope); /* "objectif entreprise 3" */
}

void finder_emit_quote(struct finder *f, const struct form_match *m, struct text quote)
{
    struct text when = when_of(f, m, NULL);
    struct form_match timeless = *m;
    timeless.scope = without_period(f, m->scope);
    struct text scope = scope_of(f, &timeless, NULL);
    if ((m->flags & FORM_UNIT) && !finder_known_scope(f, scope))
        return;
    struct reference *r = finder_emit(f);
    r->quote = text_copy(f->mem, quote);
    r->scope = text_copy(f->mem, scope);
    r->kind = f->header_kind;
    r->maybe |= r->below; /* teams and people stand there as well */
    r->maybe |= (m->flags & FORM_UNIT) && !names_another(f, scope);
    set_when(f, r, when);
}

/* The texts between quotation marks. */
static void emit_quotes(struct finder *f, const struct form_match *m)
{
    static const char *const marks[][2] = {{"\"", "\""}, {"“", "”"},   {"„", "“"}, {"„", "”"},
                                           {"„", "\""},  {"«", "»"},   {"»", "«"}, {"”", "”"},
                                           {"「", "」"}, {"『", "』"}, {"‘", "’"}, {"'", "'"}};
    for (struct text rest = m->quotes; rest.len && finder_room(f);) {
        size_t open = 0, close = SIZE_MAX, width = 1;
        for (; open < rest.len && close == SIZE_MAX; open += close == SIZE_MAX)
            for (size_t i = 0; i < sizeof marks / sizeof *marks && close == SIZE_MAX; i++) {
                struct text from = text_of(marks[i][0]), to = text_of(marks[i][1]);
                if (!text_starts(text_slice(rest, open, rest.len), from))
                    continue;
                close = text_find(rest, to, open + from.len);
                width = from.len;
            }
        if (close == SIZE_MAX)
            return;
        finder_emit_quote(f, m, text_trim(text_slice(rest, open + width, close)));
        size_t behind = close + 1;
        while (behind < rest.len && ((unsigned char)rest.ptr[behind] & 0xC0) == 0x80)
            behind++;
        rest = text_slice(rest, behind, rest.len);
    }
}

/* The unit has the ID, and no other that has it speaks of the words that name the unit. */
static bool has_number(const struct finder *f, uint32_t unit, const struct ident *id,
                       struct text words)
{
    bool there = false;
    struct text key = text_key(f->mem, words);
    const struct item_numbers *const lists[] = {
        directory_by_key(f->directory, id->key),
        directory_by_number(f->directory, id->objective, id->key_result, true),
        directory_by_number(f->directory, id->objective, id->key_result, false)};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; i < lists[l]->n; i++)
            if (f->plan->items.v[lists[l]->v[i]].unit == unit)
                there = true;
            else if (text_contains(text_key(f->mem, f->plan->items.v[lists[l]->v[i]].text), key))
                return false;
    return there;
}

/* The words name the organisation, the level above, or a unit that has the ID, and nothing else. */
static bool names_owner(const struct finder *f, struct text words, const struct ident *id)
{
    if (!words.len)
        return false;
    struct scope s = directory_scope(f->directory, words);
    bool unit = s.kind == SCOPE_UNIT && !s.initials &&
                (f->plan->units.v[s.unit].level == 0 || has_number(f, s.unit, id, words));
    return s.whole && (unit || s.kind == SCOPE_COMPANY || scope_is_above(s.kind));
}

/* "Platform (O1/KR2)", "Platform > O1": what names the owner right before a match, parted by a mark. */
static struct text owner_before(const struct finder *f, const struct form_match *m,
                                const struct ident *id)
{
    if (f->base.source != SOURCE_PARENT_FIELD || !f->line.len || m->whole.ptr < f->line.ptr)
        return (struct text){0};
    size_t end = (size_t)(m->whole.ptr - f->line.ptr), start;
    while (end && strchr(" \t([>/:|-", f->line.ptr[end - 1]))
        end--;
    for (start = end; start && !strchr(",;|&+()\1", f->line.ptr[start - 1]);)
        start--;
    struct text words = text_trim(text_slice(f->line, start, end));
    struct scope s = directory_scope(f->directory, words);
    bool other = s.kind == SCOPE_UNIT && s.whole && s.unit != f->plan->items.v[f->base.from].unit;
    return other || names_owner(f, words, id) ? words : (struct text){0};
}

/* "O1 (KR1, KR3)": the list of key results that stands in brackets behind their objective, told as
   if it stood there without; false if the words are no such list. */
static bool emit_bracketed(struct finder *f, const struct form_match *m, const struct ident *id,
                           struct text inside)
{
    static const char marks[] = " \t()[]:-";
    while (inside.len && strchr(marks, inside.ptr[0]))
        inside = text_slice(inside, 1, inside.len);
    while (inside.len && strchr(marks, inside.ptr[inside.len - 1]))
        inside = text_slice(inside, 0, inside.len - 1);
    if (!inside.len || !id->objective.len || id->key_result.len || id->bare)
        return false;
    struct ident_list list =
        ident_list_parse(f->mem, &f->words->ident, directory_own_ids(f->directory), inside);
    for (size_t i = 0; i < list.n; i++) {
        const struct ident *kr = &list.v[i];
        bool same = !kr->objective.len || text_eq(kr->objective, id->objective);
        bool whole = !kr->bare || kr->objective.len; /* "O3 (3.2)" */
        if (!kr->key_result.len || kr->scope.len || !whole || !same)
            return false;
    }
    struct form_match bare = *m;
    bare.after = bare.gloss = bare.title = (struct text){0};
    for (size_t i = 0; i < list.n && finder_room(f); i++) {
        bool complete = list.v[i].objective.len && !list.v[i].bare;
        struct text of = complete ? id->scope : id->key;
        struct ident whole = ident_parse(
            f->mem, &f->words->ident,
            text_printf(f->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(of), TEXT_ARG(list.v[i].key)));
        whole.written = list.v[i].written;
        finder_emit_id(f, &bare, &whole, (struct text){0});
    }
    return list.n > 0;
}

/* "million", "per cent": what is counted stands at the start of the words. */
static bool is_quantity(const struct finder *f, struct text words)
{
    enum { QUANTITY_WORDS = 2 };
    for (size_t n = 0, end = 0; n < QUANTITY_WORDS && end < words.len; n++) {
        for (end += n > 0; end < words.len && !strchr(" ,.;:()!?/", words.ptr[end]);)
            end++;
        struct text key = text_key(f->scratch, text_slice(words, 0, end));
        if (map_get(&f->words->quantity, key) != MAP_NONE)
            return true;
    }
    return false;
}

/* "KR 1.2 and 2.1 million": the last of the IDs, where it is no more than a number, is an amount. */
static void drop_amount(const struct finder *f, const struct form_match *m, struct ident_list *ids)
{
    enum { LOOKED_AT = 40 };
    const char *end = m->ids.ptr + m->ids.len, *start = f->line.ptr;
    bool last = ids->n && (ids->v[ids->n - 1].goes_on || ids->v[ids->n - 1].bare);
    if (!last || !m->ids.len || !f->line.len || end < start || end >= start + f->line.len)
        return;
    size_t at = (size_t)(end - start);
    struct text rest = text_slice(f->line, at, at + LOOKED_AT);
    if (rest.ptr[0] == ' ' && is_quantity(f, text_trim(rest)))
        ids->n--;
}

/* What stands behind says whose it is, with an ending or a typo if need be: "des Vertriebs". */
static bool says_whose(const struct finder *f, const struct form_match *m, const struct ident *id)
{
    struct scope scope = directory_scope(f->directory, m->after);
    bool nearly = of_stranger(f, m, id) && scope.kind == SCOPE_UNKNOWN &&
                  directory_near_unit(f->directory, scope.words) != NO_UNIT;
    return nearly || behind_names_unit(f, m->after);
}

/* The first of the IDs that those behind it in the list go on: of "KR 1.1, KR 2.1 and 2.2" the second. */
static size_t last_start(const struct ident_list *ids)
{
    size_t i = ids->n - 1;
    while (i && ids->v[i].goes_on)
        i--;
    return i;
}

/* Whose the n-th of a list is, where not all are the same's: "Sales KR 1.2, Group-KR 2.1" says it of
   each, "Sales KR 1.2 and KR 2.1 of the group" before the first and behind the last. */
static struct ident part_whose(const struct finder *f, const struct ident_list *ids, size_t n,
                               struct form_match *m)
{
    struct ident id = ids->v[n], first = ident_parse(f->mem, &f->words->ident, ids->v[0].written);
    struct text own = ident_parse(f->mem, &f->words->ident, id.written).scope;
    bool before = finder_known_scope(f, m->scope) || finder_known_scope(f, first.scope);
    bool behind = ids->n > 1 && before && says_whose(f, m, &id);
    if (behind && n < last_start(ids)) {
        m->after = (struct text){0};
    } else if (behind && !own.len) {
        m->scope = (struct text){0};
        id = ident_parse(f->mem, &f->words->ident, id.short_key);
        id.written = ids->v[n].written;
    }
    if (n && id.scope.len && !text_eq(id.scope, first.scope))
        m->scope = (struct text){0};
    return id;
}

void finder_emit_match(struct finder *f, const struct form_match *m, struct text written)
{
    f->base.text = text_copy(f->mem, written);
    f->base.form = m->form;
    unsigned mention = FORM_MENTION | FORM_PAST | FORM_DOUBT | FORM_LATER;
    f->base.names_only = m->flags & mention;
    f->base.past = m->flags & FORM_PAST;
    /* In a column made for it, words that fit nothing are a broken reference. */
    unsigned open = f->base.source == SOURCE_PARENT_FIELD ? mention : FORM_MAYBE | mention;
    f->base.maybe = m->flags & open;
    struct text gloss = m->gloss.len ? m->gloss : m->title;
    if (m->after.len && !behind_names_unit(f, m->after) && !gloss.len)
        gloss = m->after;
    bool configured = !m->ids.len && !m->quotes.len && !m->title.len;
    if (m->ids.len || configured) {
        struct ident_list ids =
            ident_list_parse(f->mem, &f->words->ident, directory_own_ids(f->directory),
                             configured ? m->whole : m->ids);
        struct form_match told = *m;
        drop_amount(f, m, &ids);
        if (ids.n && !m->after.len && names_owner(f, gloss, &ids.v[0]) &&
            !is_homonym(f, gloss)) { /* "O1 firmy" */
            told.after = gloss;
            gloss = (struct text){0};
        }
        if (ids.n && !told.after.len && period_behind(f, gloss).len) { /* "O1 Q2 2026" */
            told.after = gloss;
            gloss = (struct text){0};
        }
        if (ids.n && !m->scope.len && !ids.v[0].scope.len)
            told.scope = owner_before(f, m, &ids.v[0]);
        if (ids.n > 1)
            told.flags &= ~(unsigned)FORM_THEIRS; /* nobody is called by two IDs */
        m = &told;
        if (ids.n == 1 && emit_bracketed(f, m, &ids.v[0], gloss))
            return;
        for (size_t i = 0; i < ids.n && finder_room(f); i++) {
            struct form_match one = *m;
            struct ident id = part_whose(f, &ids, i, &one);
            finder_emit_id(f, &one, &id, ids.n == 1 ? gloss : (struct text){0});
        }
    } else if (m->quotes.len) {
        emit_quotes(f, m);
    } else {
        finder_emit_quote(f, m, m->title);
    }
}
