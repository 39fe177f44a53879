/*
 * What is said of a table's columns: where a human would hesitate, and what was not used.
 */
#include "layout/layout_column.h"

enum { MAX_NAMED = 5 }; /* columns in a message */

/* What the column is in the end. */
static enum role role_at(const struct table *table, uint32_t col)
{
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].col == col)
            return table->columns.v[i].role;
    return ROLE_NONE;
}

/* Where a human would hesitate: an item column told by place alone, or by a word that usually means
   something else. */
static void say_doubts(struct work *w, const struct cases *cases, const struct table *table)
{
    for (size_t i = 0; i < cases->n; i++) {
        const struct column_case *c = &cases->v[i];
        const struct candidate *chosen = &c->candidates[c->chosen];
        struct place place = sheet_place(w->sheet, table->header_row0, c->column.col);
        if (chosen->why == holds_percentages && c->column.header.len)
            assume(w, place, "'" TEXT_FMT "' is the progress: it holds percentages",
                   TEXT_ARG(text_shorten(w->scratch, c->column.header, 40)));
        else if (chosen->why == holds_states)
            assume(w, place, "'" TEXT_FMT "' is the status: it holds words for states",
                   TEXT_ARG(text_shorten(w->scratch, c->column.header, 40)));
        else if (chosen->why == beside_objectives || chosen->why == beneath_objectives)
            assume(w, place, "%s are key results", tr(chosen->why));
        else if (is_item(chosen->role) && chosen->sense && chosen->sense->weight < .7 &&
                 c->stats.n && role_at(table, c->column.col) == chosen->role)
            assume(w, place, "the column '" TEXT_FMT "' holds the %s",
                   TEXT_ARG(text_shorten(w->scratch, c->column.header, 40)),
                   tr(chosen->role == ROLE_OBJECTIVE ? "objectives" : "key results"));
    }
}

static bool is_described(const struct column_case *c)
{
    return c->candidates[c->chosen].why == numbers_beside;
}

static bool is_item_table(const struct table *table)
{
    return table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
           table_column(table, ROLE_TITLE);
}

/* The row has a cell of an item. */
static bool holds_item(const struct work *w, const struct table *table, size_t line)
{
    for (size_t i = 0; i < table->columns.n; i++) {
        enum role role = table->columns.v[i].role;
        if ((is_item(role) || role == ROLE_TITLE) && line_cell(w, line, table->columns.v[i].col))
            return true;
    }
    return false;
}

/* Filled columns that have no header, and that nobody understood: what they hold beside items is none of
   the rows' numbers, nor a mark here and there. */
static void say_unheaded(struct work *w, const struct head *head, const struct cases *cases,
                         const struct table *table)
{
    const struct cell *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < cases->n; i++) {
        const struct column_case *c = &cases->v[i];
        bool counts = c->stats.n && c->stats.figures < c->stats.n &&
                      holds(&c->stats, CONTENT_TICK) < .6 && !c->column.header.len;
        if (!counts || c->candidates[c->chosen].role != ROLE_NONE ||
            role_at(table, c->column.col) != ROLE_NONE ||
            (table->kind_col && c->column.col == table->kind_col))
            continue;
        for (size_t line = head->first; line < head->end; line++) {
            const struct cell *cell = line_cell(w, line, c->column.col);
            if (!cell || !holds_item(w, table, line))
                continue;
            first = first ? first : cell;
            n++;
        }
    }
    struct text words = first ? text_shorten(w->scratch, first->text, 40) : (struct text){0};
    if (n >= 2)
        diag_add(w->diag, FINDING_ASSUMED, cell_place(w->sheet, first),
                 T("give the column a header"),
                 "'" TEXT_FMT "' and %zu more in columns without a header were not used",
                 TEXT_ARG(words), n - 1);
    else if (n && mark_of(w, first)->content == CONTENT_PROSE)
        diag_add(w->diag, FINDING_ASSUMED, cell_place(w->sheet, first),
                 T("give the column a header"),
                 "'" TEXT_FMT "' in a column without a header was not used", TEXT_ARG(words));
}

/* A filled column whose header nobody understood: once for the table. */
static void say_unused(struct work *w, const struct cases *cases, const struct table *table)
{
    struct buf names = {.mem = w->scratch};
    size_t n = 0;
    struct place place = {0};
    for (size_t i = 0; i < cases->n; i++) {
        const struct column_case *c = &cases->v[i];
        const struct candidate *chosen = &c->candidates[c->chosen];
        if (chosen->role != ROLE_NONE || !c->column.header.len || !c->stats.n ||
            holds(&c->stats, CONTENT_TICK) >= .6 || role_at(table, c->column.col) != ROLE_NONE ||
            (i + 1 < cases->n && is_described(&cases->v[i + 1])))
            continue;
        if (n++ == 0)
            place = c->column.place;
        if (n <= MAX_NAMED)
            buf_printf(&names, "%s'" TEXT_FMT "'", n > 1 ? ", " : "",
                       TEXT_ARG(text_shorten(w->scratch, c->column.header, 40)));
    }
    if (n > MAX_NAMED)
        buf_printf(&names, tr(" and %zu more"), n - MAX_NAMED);
    if (n && is_item_table(table))
        diag_add(w->diag, FINDING_ASSUMED, place,
                 T("if it matters, add the header's word to [headers] of okralign.ini"),
                 n == 1 ? "column " TEXT_FMT " was not used" : "columns " TEXT_FMT " were not used",
                 TEXT_ARG(buf_text(&names)));
}

void say_columns(struct work *w, const struct head *head, const struct cases *cases,
                 const struct table *table)
{
    say_doubts(w, cases, table);
    say_unused(w, cases, table);
    if (is_item_table(table) && head->line0 <= head->line1)
        say_unheaded(w, head, cases, table);
}
