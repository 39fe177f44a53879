/*
 * Tables that stand below each other in a sheet may be of several hands: one writes progress as 0.45, the
 * next as 45. Where what a table's own values say goes against what all say together, each table keeps
 * columns of its own; what a table leaves open the sheet says.
 */
#include "model/plan_value.h"

enum { ALL_TABLES = 0 };

uint32_t plan_table_of(const struct source *s, const struct place *place)
{
    for (size_t i = 0; s->layout && i < s->layout->tables.n; i++) {
        const struct range *range = &s->layout->tables.v[i].range;
        if (place->row >= range->row0 && place->row <= range->row1 && place->col >= range->col0 &&
            place->col <= range->col1)
            return (uint32_t)i + 1;
    }
    return ALL_TABLES;
}

struct facts_list LIST(struct column_facts);

static struct column_facts *column_of_table(struct plan_work *w, struct facts_list *columns,
                                            uint32_t table, const struct field *f)
{
    for (size_t i = columns->n; i > 0; i--) {
        struct column_facts *c = &columns->v[i - 1];
        if (c->table == table && c->col == f->place.col && c->role == f->role &&
            text_eq(c->header, f->header))
            return c;
    }
    struct column_facts *c = list_push(w->scratch, columns);
    *c = column_blank(f);
    c->table = table;
    return c;
}

static struct facts_list columns_by_table(struct plan_work *w, const struct source *s)
{
    struct facts_list columns = {0};
    for (size_t i = s->first; i < s->end; i++) {
        const struct record *record = &w->layout->records.v[i];
        for (size_t k = 0; k < record->fields.n; k++) {
            const struct field *f = &record->fields.v[k];
            if (&w->sources.v[w->source_of[i]] == s && is_column_role(f->role))
                column_add(w, column_of_table(w, &columns, plan_table_of(s, &f->place), f), f);
        }
    }
    for (size_t i = 0; i < columns.n; i++)
        column_judge(w, &columns.v[i]);
    return columns;
}

/* The column of the whole sheet that a table's is part of. */
static const struct column_facts *of_sheet(const struct plan_work *w, const struct source *s,
                                           const struct column_facts *part)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        const struct column_facts *c = &w->columns.v[s->columns[i]];
        if (c->col == part->col && c->role == part->role && text_eq(c->header, part->header))
            return c;
    }
    return part;
}

static bool goes_against(const struct column_facts *part, const struct column_facts *all)
{
    return (part->scale_sure && part->scale != all->scale) ||
           (part->mark != DECIMAL_UNKNOWN && part->mark != all->mark) ||
           (part->order != DATE_UNKNOWN && part->order != all->order);
}

static void take_parts(struct plan_work *w, struct source *s, struct facts_list *parts)
{
    for (size_t i = 0; i < parts->n; i++) {
        struct column_facts *part = &parts->v[i];
        const struct column_facts *all = of_sheet(w, s, part);
        if (!part->scale_sure && all->scale != SCALE_UNKNOWN) {
            part->scale = all->scale;
            part->scale_reason = all->scale_reason;
        }
    }
    for (size_t i = 0; i < s->n_columns; i++) { /* nothing is said of them any more */
        struct column_facts *c = &w->columns.v[s->columns[i]];
        *c = (struct column_facts){.col = c->col, .role = c->role, .header = c->header};
    }
    s->n_columns = 0;
    for (size_t i = 0; i < parts->n; i++) {
        s->columns[s->n_columns++] = (uint32_t)w->columns.n;
        *list_push(w->scratch, &w->columns) = parts->v[i];
    }
}

void plan_part_tables(struct plan_work *w)
{
    for (size_t i = 0; i < w->sources.n; i++) {
        struct source *s = &w->sources.v[i];
        if (!s->layout || s->layout->tables.n < 2)
            continue;
        struct facts_list parts = columns_by_table(w, s);
        bool against = false;
        for (size_t k = 0; k < parts.n; k++)
            against |= goes_against(&parts.v[k], of_sheet(w, s, &parts.v[k]));
        if (against && parts.n <= sizeof s->columns / sizeof *s->columns)
            take_parts(w, s, &parts);
    }
}
