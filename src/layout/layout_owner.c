/*
 * Columns of people: which of several owns the items, and which hold people though no word says so.
 */
#include "base/fold.h"
#include "layout/layout_column.h"
#include "value/value.h"
#include "value/words.h"

#include <string.h>

/* How surely the header says that its column holds owners. */
static double owner_weight(const struct cases *cases, const struct column *c)
{
    const struct column_case *from = case_of(cases, c);
    const struct sense *s = from->candidates[from->chosen].sense;
    return s ? s->weight : 0;
}

/* "Coach" beside "Owner", or names of people under a word that nobody knows: they own what nobody else
   does. */
void settle_owners(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    bool owned[3] = {false}; /* objectives, key results, the row's item */
    const struct column *objective = table_column(table, ROLE_OBJECTIVE);
    bool named = false; /* "Name" left of the objectives, "Manager" somewhere */
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        if (c->role == ROLE_OWNER && owner_weight(cases, c) >= 1)
            owned[c->scope < 0 ? 2 : c->scope] = true;
    }
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_OWNER || owner_weight(cases, c) >= 1)
            continue;
        bool guessed = text_eq(c->reason, text_of(holds_people));
        if (owned[2] || (c->scope >= 0 && owned[c->scope])) {
            c->role = guessed ? ROLE_NONE : ROLE_IGNORED;
            c->reason = T("another column says whose it is");
        } else if (named) {
            c->role = ROLE_IGNORED;
            c->reason = T("another column says whose it is");
        } else if (!guessed && c->scope < 0 && objective && c->col < objective->col) {
            named = true;
        } else if (guessed) {
            assume_value(w, c->place, "the people in '" TEXT_FMT "' are the owners",
                         TEXT_ARG(c->header));
            owned[2] = true;
        }
    }
}

/* "AKR", "SLO, TNG", "HvW": capitals of names, at most four letters each. */
static bool is_initials(struct text t)
{
    enum { SHORTEST = 2, LONGEST = 4 };
    size_t letters = 0, capitals = 0, names = 0;
    for (size_t i = 0; i <= t.len; i++) {
        char c = i < t.len ? t.ptr[i] : ' ';
        bool capital = c >= 'A' && c <= 'Z';
        if (capital || (c >= 'a' && c <= 'z')) {
            letters++;
            capitals += capital;
            continue;
        }
        if (!strchr(" ,/&+;", c) || (letters && (letters < SHORTEST || letters > LONGEST)))
            return false;
        if (letters && capitals < SHORTEST)
            return false;
        names += letters > 0;
        letters = capitals = 0;
    }
    return names > 0;
}

/* "Kürzel" above the same initials again and again: they tell no item from another, so they are people. */
void settle_initials(const struct settling *on)
{
    struct work *w = on->w;
    struct column *c = NULL;
    if (table_column(on->table, ROLE_OWNER))
        return;
    for (size_t i = 0; i < on->table->columns.n; i++)
        if (on->table->columns.v[i].role == ROLE_ID)
            c = &on->table->columns.v[i];
    const struct column_stats *s = c ? &case_of(on->cases, c)->stats : NULL;
    if (!c || owner_weight(on->cases, c) >= .9 || s->n < 3 || s->distinct == s->n || s->codes)
        return;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        const struct cell *cell = line_cell(w, line, c->col);
        if (cell && !(cell->type == CELL_TEXT && is_initials(text_trim(cell->text))))
            return;
    }
    c->role = ROLE_OWNER;
    c->reason = T("initials that come back: people, no IDs");
    assume_value(w, c->place, "the initials in '" TEXT_FMT "' are the owners", TEXT_ARG(c->header));
}

/* "Instructor", "Sluismeester": the ending of a word for who does something. */
static bool names_a_doer(const struct work *w, struct text header)
{
    enum { SHORTEST = 2, LONGEST = 8, STEM = 3 };
    struct text key = header_key(w->scratch, header);
    for (size_t n = SHORTEST; n <= LONGEST && n + STEM <= key.len; n++)
        if (vocabulary_has(w->words, WORDS_DOER_ENDING, text_slice(key, key.len - n, key.len)))
            return !vocabulary_has(w->words, WORDS_NO_DOER, key);
    return false;
}

/* "On the hook", "Dran ist": no noun, which would rather head customers or towns. */
static bool is_phrase(struct text header)
{
    return text_words(header) > 1;
}

/* Short names in most rows, beside measured key results that nobody else owns: under a word for who does
   something, under a phrase where they come back, or, where nobody knew a word, under the only one that is
   left. */
void settle_doers(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    const struct column *item = table_column(table, ROLE_KEY_RESULT);
    struct column *found = NULL;
    item = item ? item : table_column(table, ROLE_OBJECTIVE);
    bool by_shape = item && item->confidence < .2;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        if (c->role == ROLE_OWNER)
            return;
        bool name = item && c->role == ROLE_TITLE && c->col > item->col; /* "Name" */
        bool doer =
            item && c->role == ROLE_NONE && c->col > item->col && names_a_doer(w, c->header);
        bool people = s->people * 5 >= s->distinct * (doer ? 2u : 4u);
        doer |= name && s->people * 5 >= s->distinct * 4u;
        bool phrase = s->distinct < s->n && is_phrase(c->header);
        if (!item || (c->role != ROLE_NONE && !name) || c->col < item->col || !c->header.len ||
            !people || s->content[CONTENT_WORD] * 5 < s->n * 4 || s->n < 2 ||
            (!doer && !by_shape && !phrase))
            continue;
        if (found && !doer)
            return; /* two of them, and no word tells which */
        found = c;
        if (doer)
            break;
    }
    if (!found)
        return;
    found->role = ROLE_OWNER;
    found->reason = T("short names beside the key results");
    assume_value(w, found->place, "the names in '" TEXT_FMT "' are the owners",
                 TEXT_ARG(found->header));
}

/* "Ann", "Ann Hill", "J. Holm", "Ann, Bob": a person, by a first name or by how it is written. */
static bool is_person(struct work *w, struct text t)
{
    enum { MOST_WORDS = 3 };
    struct text key = text_key(w->scratch, t), first = text_cut(&key, ' ');
    int like = text_words(t) <= MOST_WORDS && !text_has_digit(t) ? value_like_people(t) : 0;
    return like == 3 || (like && words_name(WORDS_FIRST_NAME, first).len);
}

/* Two rows in three have somebody's name in the column, and none a figure. */
static bool holds_first_names(const struct settling *on, const struct column *c)
{
    enum { FEWEST = 3 };
    size_t n = 0, names = 0;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, c->col);
        if (!cell || on->w->lines[line].is_other)
            continue;
        if (cell->type != CELL_TEXT || mark_of(on->w, cell)->content != CONTENT_WORD)
            return false;
        n++;
        names += is_person(on->w, text_trim(cell->text));
    }
    return names >= FEWEST && names * 3 >= n * 2;
}

void settle_first_names(const struct settling *on)
{
    struct table *table = on->table;
    const struct column *item = table_column(table, ROLE_KEY_RESULT);
    struct column *found = NULL;
    item = item ? item : table_column(table, ROLE_TITLE);
    if (!item || table_column(table, ROLE_OWNER))
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_NONE || c->header.len || c->ticks || c->col < item->col ||
            !holds_first_names(on, c))
            continue;
        if (found)
            return; /* two of them, and no word tells which */
        found = c;
    }
    if (!found)
        return;
    found->role = ROLE_OWNER;
    found->reason = T("first names beside the key results");
    assume_value(on->w, found->place, "the people in a column without a header are the owners");
}
