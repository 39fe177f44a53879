/*
 * A plan's cells -> references, still unresolved. Three sources: what cells say (the forms, in
 * columns made for it, in the items' own words, in notes and comments), where cells point
 * (hyperlinks, formulas), and what the shape of a sheet says (cascade matrix, ticks).
 *
 * Forms are tried in order on each line; what one has taken is blanked for the next. In a column
 * made for references a part that no form knows is an ID of the organisation's own, or a title.
 */
#include "base/fold.h"
#include "base/pool.h"
#include "model/directory.h"
#include "model/reference.h"
#include "model/target.h"
#include "model/when.h"

#include <string.h>

enum { LINE_LONGEST = 4000, LINES_MOST = 200, PER_ITEM = 100 };

struct finder {
    struct arena *mem;
    const struct reference_forms *forms;
    const struct form_words *words;
    const struct plan *plan;
    struct directory *directory;
    struct reference_list *references;
    struct diag *diag;
    struct map cells_seen; /* comments and links are said once, whatever fields share the cell */
    /* of the item and field at hand: */
    struct reference base;
    struct text line; /* as the forms see it; absent outside of scan_line */
    struct text header_scope;
    int header_kind;
    size_t first; /* of the item's references */
};

const char *outcome_text(enum reference_outcome outcome)
{
    static const char *const texts[] = {
        [OUTCOME_NONE] = "open",           [OUTCOME_RESOLVED] = "resolved",
        [OUTCOME_AMBIGUOUS] = "ambiguous", [OUTCOME_BROKEN] = "broken",
        [OUTCOME_SELF] = "self",           [OUTCOME_CYCLIC] = "cyclic"};
    return texts[outcome];
}

/* --- emitting ------------------------------------------------------------------------------------ */

static struct reference *emit(struct finder *f)
{
    struct reference *r = list_push(f->mem, f->references);
    *r = f->base;
    return r;
}

static bool room(const struct finder *f)
{
    return f->references->n - f->first < PER_ITEM;
}

static int kind_of(const struct ident *id)
{
    return id->bare ? -1 : id->key_result.len ? KEY_RESULT : id->objective.len ? OBJECTIVE : -1;
}

/* An ID that says more than "KR 1.2", and that the plan has: it needs no scope to be meant. */
static bool telling_id(const struct finder *f, const struct ident *id)
{
    size_t blanks = 0;
    for (size_t i = 0; i < id->key.len; i++)
        blanks += id->key.ptr[i] == ' ';
    bool telling = id->scope.len || (!id->objective.len && !id->key_result.len && blanks >= 2);
    return telling && directory_by_key(f->directory, id->key)->n;
}

static bool known_scope(const struct finder *f, struct text words)
{
    enum scope_kind kind = directory_scope(f->directory, words).kind;
    return kind != SCOPE_NONE && kind != SCOPE_UNKNOWN;
}

/* "(Growth)" behind an ID is a unit, "(net revenue retention)" a gloss, whoever is called Retention. */
static bool behind_names_unit(const struct finder *f, struct text after)
{
    return after.len && known_scope(f, after) && directory_scope(f->directory, after).whole;
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
    if (!id || !m->after.len || m->after.ptr[0] == '(' || !last_word_has_capital(m->after))
        return false;
    struct ident o = ident_parse(f->mem, &f->words->ident, m->after);
    return !o.objective.len && !period_in(f, m->after).len;
}

/* The words that name the unit: before the ID, in it, or behind it. */
static struct text scope_of(const struct finder *f, const struct form_match *m,
                            const struct ident *id)
{
    if (m->scope.len && known_scope(f, m->scope))
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

/* "KR 1 of O2", "KR 1 (Engineering, O2)": the objective stands behind. */
static bool objective_behind(const struct finder *f, const struct form_match *m,
                             const struct ident *id, struct ident *whole, struct text *scope)
{
    struct ident o = ident_parse(f->mem, &f->words->ident, m->after);
    if (!id->key_result.len || id->objective.len || !o.objective.len || o.key_result.len || o.bare)
        return false;
    *whole = ident_parse(
        f->mem, &f->words->ident,
        text_printf(f->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(o.short_key), TEXT_ARG(id->short_key)));
    whole->written = id->written;
    if (known_scope(f, o.scope))
        *scope = o.scope;
    return true;
}

/* Which kind of OKR the words name, OBJECTIVE or KEY_RESULT; -1: neither or both. */
static int kind_said(const struct finder *f, struct text words)
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
        if (!strchr(" \t:,/-('", t.ptr[i]) && !(t.ptr[i] == 's' && i && t.ptr[i - 1] == '\''))
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

/* The period that stands behind an ID and is all that stands there: "(Q1)", "of last quarter". */
static struct text period_behind(const struct finder *f, struct text after)
{
    struct text found = period_in(f, after);
    size_t end = found.len ? (size_t)(found.ptr + found.len - after.ptr) : 0;
    bool all = found.len && (after.ptr[0] != '(' || found.ptr == after.ptr + 1);
    return all && end + 1 >= after.len ? found : (struct text){0};
}

/* The period that is named with a match; absent. */
static struct text when_of(const struct finder *f, const struct form_match *m,
                           const struct ident *id)
{
    struct text said = period_in(f, m->scope);
    if (!said.len && id)
        said = period_in(f, id->scope);
    if (!said.len)
        said = period_behind(f, m->after);
    if (!said.len)
        said = period_beside(f, m);
    return said;
}

static void set_when(struct finder *f, struct reference *r, struct text said)
{
    if (said.len && when_days(f->mem, f->words, f->plan, &f->plan->items.v[r->from], said,
                              &r->when_first, &r->when_last))
        r->when = text_copy(f->mem, said);
}

static void emit_id(struct finder *f, const struct form_match *m, const struct ident *id,
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
    if ((m->flags & FORM_UNIT) && !known_scope(f, scope) && !telling_id(f, id))
        return;
    struct reference *r = emit(f);
    r->id = text_copy(f->mem, id->written);
    r->key = text_copy(f->mem, id->key);
    r->scope = text_copy(f->mem, scope);
    r->quote = text_copy(f->mem, gloss);
    r->kind = kind_of(id) >= 0 ? kind_of(id) : f->header_kind;
    set_when(f, r, when);
    if (id->bare && m->scope.len && r->kind < 0)
        r->kind = kind_said(f, m->scope); /* "objectif entreprise 3" */
}

static void emit_quote(struct finder *f, const struct form_match *m, struct text quote)
{
    struct text when = when_of(f, m, NULL);
    struct form_match timeless = *m;
    timeless.scope = without_period(f, m->scope);
    struct text scope = scope_of(f, &timeless, NULL);
    if ((m->flags & FORM_UNIT) && !known_scope(f, scope))
        return;
    struct reference *r = emit(f);
    r->quote = text_copy(f->mem, quote);
    r->scope = text_copy(f->mem, scope);
    r->kind = f->header_kind;
    set_when(f, r, when);
}

/* The texts between quotation marks. */
static void emit_quotes(struct finder *f, const struct form_match *m)
{
    static const char *const marks[][2] = {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"„", "”"},
                                           {"«", "»"},   {"»", "«"}, {"”", "”"}, {"「", "」"},
                                           {"『", "』"}, {"‘", "’"}, {"'", "'"}};
    for (struct text rest = m->quotes; rest.len && room(f);) {
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
        emit_quote(f, m, text_trim(text_slice(rest, open + width, close)));
        size_t behind = close + 1;
        while (behind < rest.len && ((unsigned char)rest.ptr[behind] & 0xC0) == 0x80)
            behind++;
        rest = text_slice(rest, behind, rest.len);
    }
}

/* The words name the organisation or the level above, and nothing else. */
static bool names_level(const struct finder *f, struct text words)
{
    if (!words.len)
        return false;
    struct scope s = directory_scope(f->directory, words);
    bool organisation = s.kind == SCOPE_UNIT && f->plan->units.v[s.unit].level == 0;
    return s.whole && (organisation || s.kind == SCOPE_COMPANY || s.kind == SCOPE_ABOVE);
}

/* One match -> references. */
static void emit_match(struct finder *f, const struct form_match *m, struct text written)
{
    f->base.text = text_copy(f->mem, written);
    f->base.form = m->form;
    f->base.names_only = m->flags & FORM_MENTION;
    /* In a column made for it, words that fit nothing are a broken reference. */
    unsigned open =
        f->base.source == SOURCE_PARENT_FIELD ? FORM_MENTION : FORM_MAYBE | FORM_MENTION;
    f->base.maybe = m->flags & open;
    struct text gloss = m->gloss.len ? m->gloss : m->title;
    if (m->after.len && !behind_names_unit(f, m->after) && !gloss.len)
        gloss = m->after;
    struct form_match told = *m;
    if (!m->after.len && names_level(f, gloss)) { /* "O1 firmy" */
        told.after = gloss;
        gloss = (struct text){0};
        m = &told;
    }
    bool configured = !m->ids.len && !m->quotes.len && !m->title.len;
    if (m->ids.len || configured) {
        struct ident_list ids =
            ident_list_parse(f->mem, &f->words->ident, configured ? m->whole : m->ids);
        for (size_t i = 0; i < ids.n && room(f); i++)
            emit_id(f, m, &ids.v[i], ids.n == 1 ? gloss : (struct text){0});
    } else if (m->quotes.len) {
        emit_quotes(f, m);
    } else {
        emit_quote(f, m, m->title);
    }
}

/* --- lines ------------------------------------------------------------------------------------------ */

/* A line as the forms see it: full-width letters and digits narrow, each byte knowing where it was
   in the original. */
struct plain {
    char *bytes;
    uint32_t *origin; /* one more than `len` */
    size_t len;
};

static struct plain plain_line(struct arena *mem, struct text line)
{
    struct plain p = {arena_alloc(mem, line.len + 1), NEW_ARRAY(mem, uint32_t, line.len + 1), 0};
    for (struct text rest = line; rest.len;) {
        struct text before = rest;
        uint32_t at = (uint32_t)(line.len - rest.len);
        uint32_t c = text_next(&rest);
        size_t n = before.len - rest.len;
        bool narrow = c >= 0xFF01 && c <= 0xFF5E && c != 0xFF0C && c != 0xFF1B;
        if (narrow)
            p.bytes[p.len] = (char)(c - 0xFF01 + '!');
        else if (c == 0x3000)
            p.bytes[p.len] = ' ';
        else
            memcpy(p.bytes + p.len, before.ptr, n);
        size_t used = narrow || c == 0x3000 ? 1 : n;
        for (size_t i = 0; i < used; i++)
            p.origin[p.len + i] = at;
        p.len += used;
    }
    p.origin[p.len] = (uint32_t)line.len;
    return p;
}

static struct text as_written(const struct plain *p, struct text line, struct text slice)
{
    size_t from = (size_t)(slice.ptr - p->bytes);
    return text_trim(text_slice(line, p->origin[from], p->origin[from + slice.len]));
}

/* The line with "second KR" as "KR 2"; false if it says nothing of the kind. */
static bool spell_number(const struct finder *f, struct arena *scratch, size_t form,
                         struct plain *p)
{
    struct form_match m;
    if (form_find(f->forms, form, (struct text){p->bytes, p->len}, 0, &m) != FORM_YES)
        return false;
    size_t number = map_get(&f->words->ordinals, text_key(scratch, m.scope));
    if (number == MAP_NONE || !m.ids.len)
        return false;
    size_t at = (size_t)(m.scope.ptr - p->bytes), word = (size_t)(m.ids.ptr - p->bytes);
    size_t end = word + m.ids.len, len = p->len - (word - at) + 2;
    struct plain new = {arena_alloc(scratch, len + 1), NEW_ARRAY(scratch, uint32_t, len + 1), len};
    for (size_t i = 0; i <= len; i++) {
        size_t of = i < at ? i : i - at < m.ids.len ? i + word - at : i + word - at - 2;
        bool digit = i >= at + m.ids.len && i < at + m.ids.len + 2;
        new.bytes[i] = digit ? (i == at + m.ids.len ? ' ' : (char)('0' + number)) : p->bytes[of];
        new.origin[i] = digit ? p->origin[end] : p->origin[i == at ? at : of];
    }
    *p = new;
    return true;
}

enum { SPELLED_MOST = 20 };

static bool spell_numbers(const struct finder *f, struct arena *scratch, unsigned where,
                          unsigned guards, struct plain *p)
{
    size_t n = 0;
    for (size_t form = 0; form < forms_count(f->forms); form++)
        if ((form_flags(f->forms, form) & FORM_SPELLED) &&
            form_applies(f->forms, form, where, guards))
            while (n < SPELLED_MOST && spell_number(f, scratch, form, p))
                n++;
    return n > 0;
}

static void gave_up(struct finder *f, struct text form)
{
    diag_add(f->diag, FINDING_TEXT_CUT, f->base.place,
             T("put the reference into a cell of its own"),
             "text was too tangled to be searched for references in full (form '" TEXT_FMT "')",
             TEXT_ARG(form));
}

/* Looks for the forms of `where` in a line; returns how many references were made, or SIZE_MAX if
   a false friend was all there was. */
static size_t scan_line(struct finder *f, struct text line, unsigned where)
{
    struct arena *scratch = arena_new();
    struct plain p = plain_line(scratch, text_slice(line, 0, LINE_LONGEST));
    struct text subject = {p.bytes, p.len};
    size_t before = f->references->n;
    bool friend_seen = false;
    unsigned guards = forms_guards(f->forms, subject);
    if (spell_numbers(f, scratch, where, guards, &p)) {
        subject = (struct text){p.bytes, p.len};
        guards = forms_guards(f->forms, subject);
    }
    f->line = subject;
    for (size_t form = 0; form < forms_count(f->forms); form++) {
        if ((form_flags(f->forms, form) & FORM_SPELLED) ||
            !form_applies(f->forms, form, where, guards))
            continue;
        struct form_match m;
        enum form_result result = FORM_YES;
        for (size_t from = 0; from < subject.len && room(f);) {
            result = form_find(f->forms, form, subject, from, &m);
            if (result != FORM_YES)
                break;
            size_t at = (size_t)(m.whole.ptr - p.bytes), n = f->references->n;
            bool never = m.flags & FORM_NEVER;
            if (!never)
                emit_match(f, &m, as_written(&p, line, m.whole));
            friend_seen |= never;
            from = at + m.whole.len;
            if (never || f->references->n > n)
                memset(p.bytes + at, 1, m.whole.len); /* a byte that no form knows */
        }
        if (result == FORM_GAVE_UP)
            gave_up(f, T("references.txt"));
    }
    f->line = (struct text){0};
    arena_free(scratch);
    size_t made = f->references->n - before;
    return made || !friend_seen ? made : SIZE_MAX;
}

static void scan_text(struct finder *f, struct text text, unsigned where)
{
    for (size_t n = 0; text.len && n < LINES_MOST; n++) {
        struct text line = text_trim(text_cut(&text, '\n'));
        if (line.len)
            scan_line(f, line, where);
    }
}

/* --- a column made for references --------------------------------------------------------------- */

static bool says_none(const struct finder *f, struct arena *scratch, struct text part)
{
    struct text folded = text_fold(scratch, part);
    if (folded.len > 2 && text_ends(folded, T(".")) &&
        map_get(&f->words->none, text_slice(folded, 0, folded.len - 1)) != MAP_NONE)
        return true;
    return !folded.len || map_get(&f->words->none, folded) != MAP_NONE;
}

static struct form_match plain_match(const char *form, struct text whole)
{
    return (struct form_match){.form = text_of(form), .whole = whole};
}

/* Exactly an ID of the plan, or exactly the text of an item. */
static bool exact_part(struct finder *f, struct text part)
{
    struct ident id = ident_parse(f->mem, &f->words->ident, part);
    struct form_match m = plain_match("exact-id", part);
    f->base.text = text_copy(f->mem, part);
    f->base.names_only = f->base.maybe = false;
    f->base.form = m.form;
    if (directory_by_key(f->directory, id.key)->n) {
        emit_id(f, &m, &id, (struct text){0});
        return true;
    }
    m.form = f->base.form = T("exact-title");
    if (!directory_by_text(f->directory, text_key(f->mem, part))->n)
        return false;
    emit_quote(f, &m, part);
    return true;
}

static bool unit_has(const struct finder *f, struct text unit, struct text key)
{
    const struct item_numbers *items = directory_by_key(f->directory, key);
    if (!items->n)
        return false;
    struct scope scope = directory_scope(f->directory, unit);
    for (size_t i = 0; scope.kind == SCOPE_UNIT && scope.whole && i < items->n; i++)
        if (f->plan->items.v[items->v[i]].unit == scope.unit)
            return true;
    return false;
}

enum { SCOPED_LONGEST = 80 };

/* "Payroll A2", "PAY-A1": a unit and an ID that it has, and that no form knows for one. */
static bool scoped_id(struct finder *f, struct text part)
{
    static const char marks[] = " -_:/.";
    for (size_t i = 1; i + 1 < part.len && part.len <= SCOPED_LONGEST; i++) {
        if (!strchr(marks, part.ptr[i]))
            continue;
        struct text rest = text_slice(part, i + 1, part.len);
        struct ident id = ident_parse(f->mem, &f->words->ident, rest);
        bool counted = (id.objective.len || id.key_result.len) && !id.bare;
        if (counted || !unit_has(f, text_slice(part, 0, i), id.key))
            continue;
        struct form_match m = plain_match("scoped-id", part);
        m.scope = text_slice(part, 0, i);
        f->base.text = text_copy(f->mem, part);
        f->base.form = m.form;
        f->base.names_only = f->base.maybe = false;
        emit_id(f, &m, &id, (struct text){0});
        return true;
    }
    return false;
}

/* An address ends in the ID: "https://example.org/browse/APP-102". */
static struct text without_address(struct text part)
{
    bool address = text_starts(part, T("http://")) || text_starts(part, T("https://"));
    if (!address || text_contains(part, T(" ")))
        return part;
    size_t at = part.len;
    while (at && part.ptr[at - 1] != '/')
        at--;
    return text_slice(part, at, part.len);
}

/* All parts between `separator`s are exact: a list of IDs or titles of the plan. */
static bool exact_list(struct finder *f, struct text part, char separator)
{
    size_t n = 0;
    bool after_objective = false, after_key_result = false;
    for (struct text rest = part; rest.len; n++) {
        struct text piece = text_trim(text_cut(&rest, separator));
        struct text key = ident_key(f->mem, piece);
        struct ident id = ident_parse(f->mem, &f->words->ident, piece);
        bool goes_on = after_objective && id.key_result.len && !id.objective.len && !id.scope.len;
        goes_on |= after_key_result && id.objective.len && !id.key_result.len && separator == '/';
        if (!piece.len || n >= PER_ITEM || goes_on) /* "O1-KR1, KR2", "KR2/O1": it is O1's */
            return false;
        after_objective = id.objective.len && !id.bare;
        after_key_result = id.key_result.len && !id.objective.len;
        if (!directory_by_key(f->directory, key)->n &&
            !directory_by_text(f->directory, text_key(f->mem, piece))->n)
            return false;
    }
    for (struct text rest = part; n >= 2 && rest.len && room(f);)
        exact_part(f, text_trim(text_cut(&rest, separator)));
    return n >= 2;
}

enum { ID_WORDS = 8 };

/* IDs of the plan that stand somewhere in the words, the longest first: for what no form knows. */
static size_t known_ids(struct finder *f, struct text part, bool telling_only)
{
    struct arena *scratch = arena_new();
    struct text key = ident_key(scratch, part);
    size_t made = 0;
    while (key.len && room(f)) {
        size_t ends[ID_WORDS], n = 0;
        for (size_t i = 0; i <= key.len && n < ID_WORDS; i++)
            if (i == key.len || key.ptr[i] == ' ')
                ends[n++] = i;
        size_t used = 0;
        for (; n > 1 && !used; n--) { /* of one word alone one cannot know */
            struct text words = text_slice(key, 0, ends[n - 1]);
            if (!directory_by_key(f->directory, words)->n)
                continue;
            struct ident id = ident_parse(f->mem, &f->words->ident, words);
            if (id.bare || (telling_only && !telling_id(f, &id)))
                continue;
            struct form_match m = plain_match("known-id", part);
            m.flags = telling_only ? FORM_MENTION : 0;
            f->base.form = m.form;
            f->base.text = text_copy(f->mem, part);
            f->base.names_only = f->base.maybe = telling_only;
            emit_id(f, &m, &id, (struct text){0});
            used = words.len;
            made++;
        }
        size_t space = used ? used : text_find(key, T(" "), 0);
        key = space < key.len ? text_trim(text_slice(key, space, key.len)) : (struct text){0};
    }
    arena_free(scratch);
    return made;
}

/* A title of the plan, perhaps behind "Sales: ". */
static bool is_title(const struct finder *f, struct arena *scratch, struct text t)
{
    struct text rest = t;
    text_cut(&rest, ':');
    return directory_by_text(f->directory, text_key(scratch, t))->n ||
           (rest.len && directory_by_text(f->directory, text_key(scratch, rest))->n);
}

static const double NEAR_TITLE = .75; /* as in resolving */
enum { PIECES = 12 };

/* A separator of titles that ends at `i`: its bytes; 0: none. Words need blanks around them. */
static size_t joint_before(const struct finder *f, struct arena *scratch, struct text part,
                           size_t i)
{
    if (i && strchr(",+&/|", part.ptr[i - 1]))
        return 1;
    size_t start = i - 1;
    if (i < 3 || part.ptr[i - 1] != ' ')
        return 0;
    while (start && part.ptr[start - 1] != ' ')
        start--;
    struct text word = text_key(scratch, text_slice(part, start, i));
    const struct text_list *and = &f->words->ident.and;
    for (size_t k = 0; start && word.len && k < and->n; k++)
        if (text_eq(and->v[k], word))
            return i - start;
    return 0;
}

static void emit_title(struct finder *f, struct text title)
{
    struct form_match m = plain_match("exact-title", title);
    f->base.form = m.form;
    f->base.text = text_copy(f->mem, title);
    f->base.names_only = f->base.maybe = false;
    emit_quote(f, &m, title);
}

/* What goes on behind a title and "and" is another one: it is one, or begins as one does. */
static bool may_be_title(const struct finder *f, struct arena *scratch, struct text t)
{
    struct text rest = t;
    uint32_t first = rest.len ? text_next(&rest) : 0;
    struct text letter = text_slice(t, 0, t.len - rest.len);
    bool capital = first && !text_eq(text_key(scratch, letter), letter) && text_contains(t, T(" "));
    return is_title(f, scratch, t) || capital;
}

/* Titles of the plan at both ends of a list, "KR 1.2, Sales: Keep the customers", "Keep the
   customers and Win new ones": says them and returns what is left. Titles may hold commas and
   "and" themselves. */
static struct text titles_around(struct finder *f, struct text part)
{
    struct arena *scratch = arena_new();
    size_t joints = 0;
    for (size_t i = 1; i < part.len && joints < PIECES && room(f); i++) {
        size_t width = joint_before(f, scratch, part, i);
        struct text title = text_trim(text_slice(part, 0, i - width));
        struct text rest = text_trim(text_slice(part, i, part.len));
        joints += width > 0;
        if (!width || !is_title(f, scratch, title) || !may_be_title(f, scratch, rest))
            continue;
        emit_title(f, title);
        part = rest;
        i = 0;
    }
    joints = 0;
    for (size_t i = part.len; i > 1 && joints < PIECES && room(f); i--) {
        size_t width = joint_before(f, scratch, part, i);
        struct text title = text_trim(text_slice(part, i, part.len));
        joints += width > 0;
        if (!width || !is_title(f, scratch, title))
            continue;
        emit_title(f, title);
        part = text_trim(text_slice(part, 0, i - width));
        i = part.len + 1;
    }
    arena_free(scratch);
    return part;
}

/* "Grow online sales / KR 1": an objective's words and the number of one of its key results. */
static bool title_and_number(struct finder *f, struct text part)
{
    static const char *const marks[] = {"/", ">", "→", ":", " - ", " – ", ","};
    struct near_item near;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct text mark = text_of(marks[i]);
        size_t at = SIZE_MAX;
        for (size_t next = text_find(part, mark, 0); next != SIZE_MAX;
             next = text_find(part, mark, next + mark.len))
            at = next;
        if (at == SIZE_MAX)
            continue;
        struct text title = text_trim(text_slice(part, 0, at));
        struct ident id = ident_parse(f->mem, &f->words->ident,
                                      text_trim(text_slice(part, at + mark.len, part.len)));
        if (!id.key_result.len || id.scope.len || id.bare || text_length(title) < 12 ||
            known_scope(f, title) || !directory_near(f->directory, title, &near, 1) ||
            near.similarity < NEAR_TITLE)
            continue;
        struct form_match m = plain_match("title-number", part);
        f->base.text = text_copy(f->mem, part);
        f->base.names_only = f->base.maybe = false;
        f->base.form = m.form;
        struct reference *r = emit(f);
        r->id = text_copy(f->mem, id.written);
        r->key = text_copy(f->mem, id.key);
        r->scope = text_copy(f->mem, title);
        r->kind = KEY_RESULT;
        return true;
    }
    return false;
}

static void parent_part(struct finder *f, struct text part)
{
    static const char separators[] = ",;|/&";
    if (!part.len || exact_part(f, without_address(part)))
        return;
    for (size_t i = 0; separators[i]; i++)
        if (text_contains(part, (struct text){separators + i, 1}) &&
            exact_list(f, part, separators[i]))
            return;
    if (exact_part(f, part) || scoped_id(f, part) || title_and_number(f, part))
        return;
    part = titles_around(f, part);
    if (exact_part(f, part) || scan_line(f, part, FORM_PARENT) || known_ids(f, part, false))
        return;
    struct form_match m = plain_match("title", part);
    f->base.form = m.form;
    f->base.text = text_copy(f->mem, part);
    f->base.names_only = f->base.maybe = false;
    emit_quote(f, &m, part);
}

/* "- KR 1.2" and "• Grow": list marks at the start of a line. */
static struct text without_bullet(struct text t)
{
    static const char *const bullets[] = {"- ", "* ", "• ", "– ", "· ", "◦ ", "‣ ", "●", "•"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (text_starts(t, text_of(bullets[i])))
            return text_trim(text_slice(t, strlen(bullets[i]), t.len));
    return t;
}

static bool whole_is_exact(const struct finder *f, struct arena *scratch, struct text text)
{
    return directory_by_text(f->directory, text_key(scratch, text))->n ||
           directory_by_key(f->directory, ident_key(scratch, text))->n;
}

static void scan_parent(struct finder *f, struct text text)
{
    struct arena *scratch = arena_new();
    if (whole_is_exact(f, scratch, text)) {
        parent_part(f, text);
        text.len = 0;
    }
    for (size_t n = 0; text.len && n < LINES_MOST; n++) {
        struct text line = without_bullet(text_trim(text_cut(&text, '\n')));
        bool whole = whole_is_exact(f, scratch, line);
        while (line.len) {
            struct text part = line;
            if (whole)
                line.len = 0;
            else
                part = text_trim(text_cut(&line, ';'));
            if (!says_none(f, scratch, part))
                parent_part(f, part);
        }
    }
    arena_free(scratch);
}

/* What the header of a parent column says: whose OKRs, and of which kind. */
static void read_header(struct finder *f, struct text header)
{
    struct text key = text_key(f->mem, header);
    key = ident_split_compounds(f->mem, &f->words->ident, key);
    struct scope scope = {.kind = SCOPE_NONE, .unit = NO_UNIT};
    for (struct text rest = key; rest.len;) {
        struct text word = text_cut(&rest, ' ');
        struct scope one = directory_scope(f->directory, word);
        if (one.kind == SCOPE_COMPANY || one.kind == SCOPE_ABOVE || one.kind == SCOPE_UNIT)
            scope = one;
    }
    bool parent = !key.len;
    for (struct text rest = key; rest.len;)
        parent |= map_get(&f->words->parent, text_cut(&rest, ' ')) != MAP_NONE;
    f->base.parental = parent && scope.kind != SCOPE_COMPANY && scope.kind != SCOPE_UNIT;
    if (scope.kind != SCOPE_NONE && (scope.kind != SCOPE_ABOVE || !parent))
        f->header_scope = text_copy(f->mem, scope.words);
    f->header_kind = kind_said(f, header);
}

/* --- where cells point ------------------------------------------------------------------------------ */

static void emit_target(struct finder *f, const struct target *t, enum reference_source source,
                        struct text written)
{
    struct reference *r = emit(f);
    r->source = source;
    r->text = text_copy(f->mem, written);
    r->form = source == SOURCE_HYPERLINK ? T("hyperlink") : T("formula");
    r->target_file = t->file;
    r->target_sheet = t->sheet;
    r->target_row = t->row;
    r->target_col = t->col;
}

/* A defined name stands for the place that the workbook gives it. */
static struct target named_target(struct finder *f, const struct sheet *sheet, struct target t)
{
    struct text name = text_fold(f->mem, t.name);
    for (size_t i = 0; name.len && sheet && i < sheet->book->names.n; i++)
        if (text_eq(text_fold(f->mem, sheet->book->names.v[i].name), name)) {
            struct target_list list = targets_of_formula(f->mem, sheet->book->names.v[i].formula);
            return list.n ? list.v[0] : t;
        }
    if (name.len && !t.sheet.len)
        t.sheet = t.name; /* "#Company": a sheet */
    return t;
}

static void scan_pointers(struct finder *f, const struct record *record, const struct field *field,
                          bool meant_for_it)
{
    const struct cell_extra *extra = field->cell ? field->cell->extra : NULL;
    struct target target;
    f->base.names_only = false;
    f->base.maybe = !meant_for_it;
    f->base.kind = -1;
    f->base.scope = f->base.id = f->base.quote = (struct text){0};
    if (!extra)
        return;
    if (extra->link.len && target_of_link(f->mem, extra->link, &target)) {
        target = named_target(f, record->sheet, target);
        if (target.row != PLACE_NONE)
            emit_target(f, &target, SOURCE_HYPERLINK, extra->link);
    }
    struct target_list targets = {0};
    if (extra->formula.len)
        targets = targets_of_formula(f->mem, extra->formula);
    for (size_t i = 0; i < targets.n && room(f); i++) {
        struct target *t = &targets.v[i];
        bool looked_up = t->row == PLACE_NONE;
        if (looked_up && (!meant_for_it || i > 0))
            continue; /* its value speaks, see scan_field */
        emit_target(f, t, SOURCE_FORMULA, extra->formula);
        if (looked_up || (meant_for_it && targets.n == 1))
            f->references->v[f->references->n - 1].quote = text_copy(f->mem, field->text);
    }
}

/* --- items -------------------------------------------------------------------------------------------- */

/* True the first time that a cell is asked for. */
static bool first_time(struct finder *f, const struct cell *cell)
{
    struct text key = text_copy(f->mem, (struct text){(const char *)&cell, sizeof cell});
    size_t n = f->cells_seen.n;
    map_put(f->mem, &f->cells_seen, key, 1);
    return f->cells_seen.n > n;
}

static void start_field(struct finder *f, uint32_t item, enum reference_source source,
                        struct place place)
{
    f->base = (struct reference){.from = item,
                                 .source = source,
                                 .place = place,
                                 .target_row = PLACE_NONE,
                                 .target_col = PLACE_NONE,
                                 .kind = -1};
    f->header_scope = (struct text){0};
    f->header_kind = -1;
}

static void scan_comment(struct finder *f, uint32_t item, const struct field *field)
{
    if (!field->cell || !field->cell->extra || !field->cell->extra->comment.len)
        return;
    if (!first_time(f, field->cell))
        return;
    start_field(f, item, SOURCE_COMMENT, field->place);
    scan_text(f, field->cell->extra->comment, FORM_NOTE);
}

static bool is_number_cell(const struct field *field)
{
    return field->cell && field->cell->type == CELL_NUMBER && field->text.len;
}

static bool reads_range(struct finder *f, const struct field *field)
{
    if (!field->cell || !field->cell->extra || !field->cell->extra->formula.len)
        return false;
    return targets_of_formula(f->mem, field->cell->extra->formula).n > 0;
}

/* A cell merged over an objective and its key results: the objective speaks. */
static bool said_by_objective(const struct finder *f, uint32_t item, const struct field *field)
{
    uint32_t objective = f->plan->items.v[item].objective;
    size_t number = objective == NO_ITEM ? RECORD_NONE : f->plan->items.v[objective].record;
    if (number == RECORD_NONE || number >= f->plan->layout->records.n)
        return false;
    const struct record *record = &f->plan->layout->records.v[number];
    for (size_t i = 0; i < record->fields.n; i++)
        if (record->fields.v[i].role == field->role &&
            place_cmp(&record->fields.v[i].place, &field->place) == 0)
            return true;
    return false;
}

static void scan_field(struct finder *f, uint32_t item, const struct record *record,
                       const struct field *field)
{
    if ((field->role == ROLE_PARENT || field->role == ROLE_NOTE) &&
        said_by_objective(f, item, field))
        return;
    const struct place *own = &f->plan->items.v[item].place;
    bool is_own = field->place.row == own->row && field->place.col == own->col;
    bool meant = is_own || field->role == ROLE_PARENT;
    scan_comment(f, item, field);
    start_field(f, item, SOURCE_PARENT_FIELD, field->place);
    if (field->role == ROLE_PARENT) {
        read_header(f, field->header);
        if (is_number_cell(field) || !reads_range(f, field))
            scan_parent(f, field->text);
    } else if (field->role == ROLE_NOTE) {
        f->base.source = SOURCE_NOTE;
        scan_text(f, field->text, FORM_NOTE);
    }
    start_field(f, item, SOURCE_HYPERLINK, field->place);
    if (meant || field->role == ROLE_ID || field->role == ROLE_NOTE ||
        field->role == ROLE_CURRENT || field->role == ROLE_PROGRESS || field->role == ROLE_TARGET ||
        field->role == ROLE_BASELINE)
        scan_pointers(f, record, field, meant);
}

static struct text mentions_subject(const struct item *item)
{
    return item->written.len ? item->written : item->text;
}

static void find_in_item(struct finder *f, uint32_t number)
{
    const struct item *item = &f->plan->items.v[number];
    const struct layout *layout = f->plan->layout;
    f->first = f->references->n;
    start_field(f, number, SOURCE_TEXT, item->place);
    scan_text(f, mentions_subject(item), FORM_TEXT);
    if (f->references->n == f->first)
        known_ids(f, mentions_subject(item), true);
    if (!layout || item->record == RECORD_NONE || item->record >= layout->records.n)
        return;
    const struct record *record = &layout->records.v[item->record];
    for (size_t i = 0; i < record->fields.n && room(f); i++)
        scan_field(f, number, record, &record->fields.v[i]);
    if (record->supports == RECORD_NONE || record->supports >= layout->records.n)
        return;
    const struct record *upper = &layout->records.v[record->supports];
    start_field(f, number, SOURCE_SHAPE, record->place);
    struct reference *r = emit(f);
    r->form = T("cascade");
    r->quote = upper->fields.n ? upper->fields.v[0].text : (struct text){0};
    r->text = r->quote;
    r->target_file = upper->place.file;
    r->target_sheet = upper->place.sheet;
    r->target_row = upper->place.row;
    r->target_col = upper->place.col;
    r->kind = (int)upper->kind;
}

/* A tick says that a unit works for an item; of the unit's objectives the one whose words are
   nearest speaks for it. */
static uint32_t speaker(struct finder *f, uint32_t unit, struct text item)
{
    struct arena *scratch = arena_new();
    struct text key = text_key(scratch, item);
    uint32_t best = NO_ITEM;
    double most = -1;
    for (uint32_t i = 0; i < f->plan->items.n; i++) {
        const struct item *it = &f->plan->items.v[i];
        if (it->unit != unit)
            continue;
        double s = text_similarity(key, text_key(scratch, it->text));
        uint32_t objective = plan_objective_of(f->plan, i);
        if (s > most) {
            most = s;
            best = objective == NO_ITEM ? i : objective;
        }
    }
    arena_free(scratch);
    return best;
}

static void find_tick(struct finder *f, const struct tick *tick)
{
    struct scope scope = directory_scope(f->directory, tick->unit);
    uint32_t from = scope.kind == SCOPE_UNIT ? speaker(f, scope.unit, tick->item) : NO_ITEM;
    if (from == NO_ITEM) {
        diag_add(f->diag, FINDING_BROKEN_REFERENCE, tick->place,
                 T("add the unit's sheet to the folder, or name the unit as its sheet does"),
                 "ticked for '" TEXT_FMT "', of which no OKRs were read", TEXT_ARG(tick->unit));
        return;
    }
    f->first = f->references->n;
    start_field(f, from, SOURCE_TICK, tick->place);
    struct reference *r = emit(f);
    r->form = T("tick");
    r->text = tick->item;
    r->quote = tick->item;
    r->target_file = tick->item_place.file;
    r->target_sheet = tick->item_place.sheet;
    r->target_row = tick->item_place.row;
    r->target_col = tick->item_place.col;
}

/* --- pieces of the plan -------------------------------------------------------------------------- */

enum { PIECE = 512 }; /* items, about; the same however many threads there are */

/* Items from one objective to another: what shares a cell stands in one piece, mostly. */
struct piece {
    uint32_t first, end;
    struct arena *mem; /* of the references */
    struct reference_list references;
    struct diag diag;
};

struct search {
    const struct reference_forms *forms;
    const struct plan *plan;
    struct directory *directory;
    struct {
        struct piece *v;
        size_t n, cap;
    } pieces;
};

static void cut_pieces(struct arena *scratch, struct search *s)
{
    uint32_t first = 0, n = (uint32_t)s->plan->items.n;
    for (uint32_t i = 1; i <= n; i++) {
        bool head = i == n || is_head(&s->plan->items.v[i]);
        if (i < n && (!head || i - first < PIECE))
            continue;
        *list_push(scratch, &s->pieces) = (struct piece){.first = first, .end = i};
        first = i;
    }
}

static struct finder finder_new(const struct search *s, struct piece *p, struct arena *scratch)
{
    p->diag.mem = p->mem;
    return (struct finder){.mem = p->mem,
                           .forms = forms_begin(scratch, s->forms),
                           .words = forms_words(s->forms),
                           .plan = s->plan,
                           .directory = directory_view(scratch, s->directory),
                           .references = &p->references,
                           .diag = &p->diag};
}

static void search_piece(void *context, size_t number)
{
    struct search *s = context;
    struct piece *p = &s->pieces.v[number];
    struct arena *scratch = arena_new();
    p->mem = arena_new();
    struct finder f = finder_new(s, p, scratch);
    struct reference_forms *forms = (struct reference_forms *)f.forms;
    for (uint32_t i = p->first; i < p->end; i++)
        find_in_item(&f, i);
    forms_end(forms);
    arena_free(scratch);
}

/* A comment that stands on a cell of several pieces is said by the first. */
static bool said_before(struct arena *scratch, struct map *comments, size_t piece,
                        const struct reference *ref)
{
    if (ref->source != SOURCE_COMMENT)
        return false;
    struct text cell = place_text(scratch, ref->place);
    return *map_put(scratch, comments, cell, piece) != piece;
}

static void join_pieces(struct arena *mem, struct arena *scratch, struct search *s,
                        struct reference_list *references, struct diag *diag)
{
    struct map comments = {0};
    for (size_t i = 0; i < s->pieces.n; i++) {
        struct piece *p = &s->pieces.v[i];
        arena_adopt(mem, p->mem);
        for (size_t k = 0; k < p->references.n; k++)
            if (!said_before(scratch, &comments, i, &p->references.v[k]))
                *list_push(mem, references) = p->references.v[k];
        diag_append(diag, &p->diag);
    }
}

enum { ENOUGH_TO_HASTEN = 400 };

struct reference_list reference_find(struct arena *mem, const struct reference_forms *forms,
                                     const struct plan *plan, struct diag *diag)
{
    struct reference_list references = {0};
    struct arena *scratch = arena_new();
    struct search s = {.forms = forms, .plan = plan};
    if (plan->items.n >= ENOUGH_TO_HASTEN)
        forms_hasten(forms);
    s.directory = directory_new(scratch, forms_words(forms), plan);
    cut_pieces(scratch, &s);
    directory_view(scratch, s.directory); /* its indices are made before others read them */
    pool_run(forms_jobs(forms), s.pieces.n, search_piece, &s);
    join_pieces(mem, scratch, &s, &references, diag);
    struct finder f = {.mem = mem,
                       .forms = forms,
                       .words = forms_words(forms),
                       .plan = plan,
                       .directory = s.directory,
                       .references = &references,
                       .diag = diag};
    for (size_t i = 0; plan->layout && i < plan->layout->ticks.n; i++)
        find_tick(&f, &plan->layout->ticks.v[i]);
    arena_free(scratch);
    return references;
}
