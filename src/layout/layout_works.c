/*
 * Exports with a row for each initiative: the key results are said again in each of them, with the same figures or
 * none. Each is one item, where it stands first.
 */
#include "base/fold.h"
#include "layout/layout_check_ins.h"

/* "Initiative", "Task": the column of what is done for the key results; NULL. */
static const struct column *works_of(const struct work *w, const struct table *table)
{
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        if (c->role == ROLE_NOTE &&
            vocabulary_begins(w->words, WORDS_TYPE_OTHER, header_key(w->scratch, c->header)))
            return c;
    }
    return NULL;
}

/* What the two rows say of the key result is not the same: its figures, what it supports, or who answers for it. */
static bool says_other_of(const struct work *w, const struct table *table, size_t first,
                          size_t line)
{
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        bool figure = is_figure_role(c->role) || c->role == ROLE_MEASURE;
        bool own = c->role == ROLE_UNIT_NAME || c->role == ROLE_KEY_RESULT_ID ||
                   c->role == ROLE_PARENT || c->ticks ||
                   (c->scope == KEY_RESULT && c->role != ROLE_NOTE);
        const struct cell *a = line_cell(w, first, c->col), *b = line_cell(w, line, c->col);
        if ((figure || own) && b && !(a && text_eq(text_trim(a->text), text_trim(b->text))))
            return true;
    }
    return false;
}

struct check_ins find_works(struct work *w, const struct head *head, const struct table *table,
                            const struct column *objective, const struct column *key_result)
{
    const struct column *works = works_of(w, table);
    size_t n = head->end - head->first, repeated = 0;
    struct check_ins seen = {0};
    struct map firsts = {0};
    struct text above = {0};
    if (!works || !key_result)
        return seen;
    seen.again = NEW_ARRAY(w->scratch, bool, n);
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *named = objective ? line_cell(w, line, objective->col) : NULL;
        const struct cell *cell = line_cell(w, line, key_result->col);
        const struct cell *work = line_cell(w, line, works->col);
        above = named ? text_trim(named->text) : above;
        if (!cell || w->lines[line].is_other)
            continue;
        struct text key = text_printf(w->scratch, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(above),
                                      TEXT_ARG(text_key(w->scratch, text_trim(cell->text))));
        size_t first = *map_put(w->scratch, &firsts, key, line);
        const struct cell *other = line_cell(w, first, works->col);
        bool same = other && work && text_eq(text_trim(other->text), text_trim(work->text));
        seen.again[line - head->first] =
            first != line && work && !same && !says_other_of(w, table, first, line);
        repeated += seen.again[line - head->first];
    }
    return repeated ? seen : (struct check_ins){0};
}
