/*
 * Columns of ticks: below people, states, units or key results.
 */
#include "layout/layout_column.h"
#include "value/value.h"

#include <math.h>

/* "Responsible (x) / Meike | Orhan": a tick says that it is that person. */
void settle_ticked_people(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        struct text low = low_header(c->header);
        if (low.len == c->header.len || holds(s, CONTENT_TICK) < .6 || s->bools ||
            value_like_people(low) < 1 || value_status(on->w->scratch, low) != STATUS_NONE)
            continue;
        const struct header_reading *r = vocabulary_read(
            on->w->words, on->w->scratch, text_slice(c->header, 0, c->header.len - low.len - 3));
        if (!r || !r->n || r->senses[0].role != ROLE_OWNER)
            continue;
        c->role = ROLE_OWNER;
        c->ticks = true;
        c->reason = T("ticks below people");
    }
}

/* "To do | Doing | Done": a tick in one of them is the row's state; "Done" alone says it as well. */
void settle_states(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    size_t n = 0, done = 0;
    for (int take = 0; take < 2 && (!take || n >= 2 || done); take++)
        for (size_t i = 0; i < table->columns.n; i++) {
            struct column *c = &table->columns.v[i];
            const struct column_stats *s = &case_of(cases, c)->stats;
            if (s->bools || holds(s, CONTENT_TICK) < .6 || c->role == ROLE_PARENT ||
                value_status(w->scratch, low_header(c->header)) == STATUS_NONE)
                continue;
            n++;
            done += value_status(w->scratch, low_header(c->header)) == STATUS_DONE;
            if (take) {
                c->role = ROLE_STATUS;
                c->ticks = true;
                c->reason = T("ticks below words for states");
            }
        }
}

/* A column of nothing but ticks, under a name that is no word for a state. */
static bool is_ticked(const struct settling *on, const struct column *c)
{
    const struct column_case *of = case_of(on->cases, c);
    return c->role == ROLE_STATUS && holds(&of->stats, CONTENT_TICK) >= .6 && c->header.len &&
           !(of->reading && of->reading->n && of->reading->senses[0].weight >= .7) &&
           value_status(on->w->scratch, c->header) == STATUS_NONE;
}

/* The name stands in the table's column of units. */
static bool is_unit_of_table(const struct settling *on, struct text name)
{
    const struct column *units = table_column(on->table, ROLE_UNIT_NAME);
    for (size_t line = on->head->first; units && line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, units->col);
        if (cell && text_eq_ascii_case(text_trim(cell->text), text_trim(name)))
            return true;
    }
    return false;
}

/* "Sales | Support" above ticks, beside a column of teams that has both: units, though "Support" is a word for
   what is supported as well. */
void settle_ticked_units(const struct settling *on)
{
    struct table *table = on->table;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        bool open = c->role == ROLE_NONE || c->role == ROLE_STATUS || c->role == ROLE_PARENT;
        if (!open || holds(&case_of(on->cases, c)->stats, CONTENT_TICK) < .9 ||
            !is_unit_of_table(on, c->header))
            continue;
        c->role = ROLE_NONE;
        c->ticks = true;
        c->reason = T("ticks below units of the table");
    }
}

/* One column of yes and no is an answer to its header; ticks against units stand in several. */
void settle_ticks(const struct settling *on)
{
    struct table *table = on->table;
    size_t n = 0, ticked = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        ticked += is_ticked(on, &table->columns.v[i]);
    for (size_t i = 0; i < table->columns.n && ticked > 1; i++)
        if (is_ticked(on, &table->columns.v[i])) {
            table->columns.v[i].role = ROLE_NONE;
            table->columns.v[i].ticks = true;
            table->columns.v[i].reason = T("ticks in several columns");
        }
    for (size_t i = 0; i < table->columns.n; i++)
        n += table->columns.v[i].ticks && table->columns.v[i].role != ROLE_PARENT &&
             table->columns.v[i].role != ROLE_STATUS;
    for (size_t i = 0; i < table->columns.n && n < 2; i++)
        if (table->columns.v[i].role != ROLE_PARENT && table->columns.v[i].role != ROLE_STATUS)
            table->columns.v[i].ticks = false;
}
