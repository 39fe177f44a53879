/*
 * Exports whose rows say what they are, "Name | Type | Objective": the columns beside the names that name other rows,
 * as a database has them for what is above a row and for what is beneath it.
 */
#include "layout/layout_column.h"

/* What is known of such a table. */
struct related {
    const struct settling *on;
    const struct column *type, *names;
    struct map rows; /* the names */
};

/* What the row is by the word in the column of types; KIND_NONE: no word that is known. */
static int kind_of_row(const struct related *r, size_t line)
{
    const struct cell *cell = line_cell(r->on->w, line, r->type->col);
    return cell ? kind_by_type(r->on->w, r->type, cell) : KIND_NONE;
}

/* How many objectives and key results have a cell in the column. */
struct filled {
    size_t objectives, key_results;
};

static struct filled filled_in(const struct related *r, const struct column *c)
{
    struct filled n = {0};
    for (size_t line = r->on->head->first; line < r->on->head->end; line++) {
        int kind = line_cell(r->on->w, line, c->col) ? kind_of_row(r, line) : KIND_NONE;
        n.objectives += kind == OBJECTIVE;
        n.key_results += kind == KEY_RESULT;
    }
    return n;
}

/* "Calls answered in 60 seconds, Clinics on the shared queue", "Guests book direct (https://...)": the text begins
   with the name of a row. */
static bool names_row(const struct related *r, struct text t)
{
    static const char *const ends[] = {",", ";", "\n", " ("};
    t = text_trim(t);
    for (size_t i = 1; i <= t.len; i++) {
        struct text rest = text_slice(t, i, t.len);
        bool ends_here = !rest.len;
        for (size_t e = 0; e < sizeof ends / sizeof *ends && !ends_here; e++)
            ends_here = text_starts(rest, text_of(ends[e]));
        if (ends_here && map_get(&r->rows, text_slice(t, 0, i)) != MAP_NONE)
            return true;
    }
    return false;
}

static bool names_rows(const struct related *r, const struct column *c)
{
    size_t n = 0, named = 0;
    for (size_t line = r->on->head->first; line < r->on->head->end; line++) {
        const struct cell *cell = line_cell(r->on->w, line, c->col);
        n += cell != NULL;
        named += cell && names_row(r, cell->text);
    }
    return n && named * 5 >= n * 4;
}

/* The column with a text in all rows that say what they are: under a word for either kind, or the first under one
   for objectives ("Goal name"). */
static const struct column *names_of(struct related *r, struct filled *all)
{
    const struct table *table = r->on->table;
    *all = filled_in(r, r->type);
    const struct column *title = table_column(table, ROLE_TITLE);
    const struct column *c = title ? title : table_column(table, ROLE_OBJECTIVE);
    struct filled n = c ? filled_in(r, c) : (struct filled){0};
    bool each = n.objectives == all->objectives && n.key_results == all->key_results;
    for (size_t line = r->on->head->first; each && line < r->on->head->end; line++) {
        const struct cell *cell = line_cell(r->on->w, line, c->col);
        if (cell)
            map_put(r->on->w->scratch, &r->rows, text_trim(cell->text), line);
    }
    return each ? c : NULL;
}

/* "Name | Type | Objective": beside key results alone it is their objective, which has no row of its own. Where
   objectives are rows as well, it names the one above, and a list of what is beneath ("Sub-goals") is no item. */
void settle_related(const struct settling *on)
{
    struct table *table = on->table;
    struct related r = {.on = on, .type = table_column(table, ROLE_TYPE)};
    struct filled all = {0};
    r.names = r.type ? names_of(&r, &all) : NULL;
    if (r.type && !all.objectives && !all.key_results && table_column(table, ROLE_OBJECTIVE)) {
        table->columns.v[r.type - table->columns.v].role = ROLE_NOTE; /* "Number", "True/False" */
        return;
    }
    if (!r.names || !all.key_results)
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c == r.names || !is_item(c->role))
            continue;
        struct filled n = filled_in(&r, c);
        bool above = c->role == ROLE_OBJECTIVE && n.key_results && !n.objectives;
        if (above && all.objectives) {
            c->role = ROLE_PARENT;
            c->reason = T("the objectives of key results, which are rows as well");
        } else if (above && r.names->role == ROLE_TITLE && !table_column(table, ROLE_KEY_RESULT)) {
            table->columns.v[r.names - table->columns.v].role = ROLE_KEY_RESULT;
            table->columns.v[r.names - table->columns.v].reason =
                T("names of key results, beside their objectives");
            continue;
        } else if (n.objectives && names_rows(&r, c)) {
            c->role = n.key_results ? ROLE_PARENT : ROLE_NOTE;
            c->reason = T("names rows of the table");
        } else {
            continue;
        }
        c->scope = -1;
        c->group = 0;
        c->level = LEVEL_UNKNOWN;
    }
}
