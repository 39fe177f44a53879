/* The run -> rows to confirm, and the hidden sheets. */
#include "report/state.h"

#include "base/map.h"
#include "score/history.h"

#include <math.h>
#include <stdlib.h>

/* --- rows to confirm ------------------------------------------------------------------------- */

struct sorted_row {
    struct confirm_row row;
    double probability;
};

static int by_urgency(const void *a, const void *b)
{
    const struct sorted_row *x = a, *y = b;
    if (x->row.open != y->row.open)
        return x->row.open ? -1 : 1;
    if (x->probability != y->probability)
        return x->probability > y->probability ? -1 : 1;
    if (x->row.from != y->row.from)
        return x->row.from < y->row.from ? -1 : 1;
    return (x->row.to > y->row.to) - (x->row.to < y->row.to);
}

static bool is_decided(const struct decision *d)
{
    return d && (d->verdict == VERDICT_ACCEPT || d->verdict == VERDICT_REJECT);
}

struct confirm_row_list confirm_rows(struct arena *mem, const struct run *run)
{
    struct {
        struct sorted_row *v;
        size_t n, cap;
    } rows = {0};
    struct map keys = {0}; /* of the rows, and of decisions: their number + rows */
    struct map decided = {0};
    const struct decision_list *decisions = &run->memory.decisions;
    for (size_t i = 0; i < decisions->n; i++)
        map_put(mem, &decided, decisions->v[i].key, i);
    for (size_t i = 0; i < run->links.n; i++) {
        const struct link *l = &run->links.v[i];
        if (l->status != LINK_SUGGESTED)
            continue;
        struct text key = decision_key(mem, run->plan, l->from, l->to);
        size_t at = map_get(&decided, key);
        const struct decision *d = at == MAP_NONE ? NULL : &decisions->v[at];
        if (*map_put(mem, &keys, key, rows.n) == rows.n)
            *list_push(mem, &rows) = (struct sorted_row){
                {.key = key, .from = l->from, .to = l->to, .link = i, .decision = d, .open = true},
                l->confidence};
    }
    for (size_t i = 0; i < decisions->n; i++) {
        const struct decision *d = &decisions->v[i];
        if (is_decided(d) && d->from != NO_ITEM && *map_put(mem, &keys, d->key, rows.n) == rows.n)
            *list_push(mem, &rows) = (struct sorted_row){
                {.key = d->key, .from = d->from, .to = d->to, .link = SIZE_MAX, .decision = d},
                d->verdict == VERDICT_ACCEPT};
    }
    if (rows.n)
        qsort(rows.v, rows.n, sizeof *rows.v, by_urgency);
    struct confirm_row_list list = {0};
    for (size_t i = 0; i < rows.n; i++)
        *list_push(mem, &list) = rows.v[i].row;
    return list;
}

/* --- hidden sheets --------------------------------------------------------------------------- */

static void put_member(struct tab *tab, uint32_t row, uint32_t col, enum carry_type type,
                       const void *member)
{
    struct style style = style_of(MEANING_PLAIN, 0);
    double number = NAN;
    if (type == CARRY_TEXT) {
        if (((const struct text *)member)->len)
            tab_text(tab, row, col, style, *(const struct text *)member);
        return;
    }
    if (type == CARRY_NUMBER)
        number = *(const double *)member;
    else if (type == CARRY_COUNT)
        number = *(const uint32_t *)member;
    else if (*(const bool *)member)
        number = 1;
    if (isfinite(number))
        tab_number(tab, row, col, style, number);
}

static struct tab *add_table(struct workbook *book, const struct carry_table *table,
                             const void *records, size_t n)
{
    struct tab *tab = workbook_add_tab(book, text_of(table->sheet));
    tab->hidden = true;
    for (uint32_t col = 0; col < table->n_columns; col++)
        tab_z(tab, 0, col, style_of(MEANING_PLAIN, 0), table->columns[col].header);
    for (size_t i = 0; i < n; i++)
        for (uint32_t col = 0; col < table->n_columns; col++)
            put_member(tab, (uint32_t)i + 1, col, table->columns[col].type,
                       (const char *)records + i * table->size + table->columns[col].offset);
    return tab;
}

struct decision open_decision(const struct run *run, struct text key, uint32_t from_item,
                              uint32_t to_item)
{
    const struct item *from = &run->plan->items.v[from_item], *to = &run->plan->items.v[to_item];
    return (struct decision){
        .key = key,
        .from_id = from->id,
        .from_unit = run->plan->units.v[from->unit].name,
        .from_text = from->text,
        .to_id = to->id,
        .to_unit = run->plan->units.v[to->unit].name,
        .to_text = to->text,
        .shown = true,
    };
}

/* What was decided or is waiting now, and what was decided about items that are away. */
static struct decision_list decisions_to_carry(struct arena *mem, const struct run *run)
{
    struct decision_list list = {0};
    struct confirm_row_list rows = confirm_rows(mem, run);
    struct map shown = {0};
    for (size_t i = 0; i < rows.n; i++) {
        struct decision d = rows.v[i].decision
                                ? *rows.v[i].decision
                                : open_decision(run, rows.v[i].key, rows.v[i].from, rows.v[i].to);
        map_put(mem, &shown, d.key, i);
        d.shown = true;
        d.written = text_of(verdict_text(d.verdict, T("en")));
        *list_push(mem, &list) = d;
    }
    for (size_t i = 0; i < run->memory.decisions.n; i++) {
        struct decision d = run->memory.decisions.v[i];
        if (d.verdict == VERDICT_NONE || map_get(&shown, d.key) != MAP_NONE)
            continue;
        d.shown = false;
        d.written = text_of(verdict_text(d.verdict, T("en")));
        *list_push(mem, &list) = d;
    }
    return list;
}

struct tab *state_add_decisions(struct workbook *book, const struct decision_list *decisions)
{
    return add_table(book, &decision_table, decisions->v, decisions->n);
}

void state_add(struct workbook *book, const struct run *run)
{
    for (int part = 0; part < HISTORY_PARTS; part++) {
        size_t n;
        const void *records = history_part(run->history, (enum history_part)part, &n);
        add_table(book, &history_tables[part], records, n);
    }
    struct decision_list decisions = decisions_to_carry(book->mem, run);
    state_add_decisions(book, &decisions);
}
