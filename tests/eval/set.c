/* Rows -> a plan for each organisation and period, built with the plan's own builders. */
#include "set.h"

#include "value/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 11 };
enum field_number {
    ORG,
    PERIOD,
    UNIT,
    LEVEL,
    PARENT,
    KIND,
    ID,
    OBJECTIVE_ID,
    ALIGNED,
    OWNER,
    TEXT
};

struct line {
    struct text field[FIELDS];
    int level;
};

struct line_list LIST(struct line);

static struct text read_whole(struct arena *mem, const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return (struct text){0};
    struct buf b = {.mem = mem};
    char chunk[65536];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, in)) > 0;)
        buf_add(&b, (struct text){chunk, n});
    fclose(in);
    return buf_text(&b);
}

static bool read_rows(struct arena *mem, const char *path, struct line_list *rows)
{
    struct text rest = read_whole(mem, path);
    if (!rest.ptr)
        return false;
    for (size_t line = 1; rest.len; line++) {
        struct text left = text_cut(&rest, '\n');
        if (text_blank(left) || left.ptr[0] == '#')
            continue;
        struct line row = {0};
        int n = 0;
        for (; n < FIELDS && (left.len || n + 1 < FIELDS); n++)
            row.field[n] = text_trim(text_cut(&left, '\t'));
        if (!row.field[TEXT].len) {
            fprintf(stderr, "%s:%zu: expected %d fields\n", path, line, FIELDS);
            return false;
        }
        row.level = atoi(text_z(mem, row.field[LEVEL]));
        *list_push(mem, rows) = row;
    }
    return true;
}

static int by_group(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int order = text_cmp(x->field[ORG], y->field[ORG]);
    if (!order)
        order = text_cmp(x->field[PERIOD], y->field[PERIOD]);
    if (!order)
        order = (x->level > y->level) - (x->level < y->level);
    if (!order)
        order = text_cmp(x->field[UNIT], y->field[UNIT]);
    return order ? order
                 : (x->field[ID].ptr > y->field[ID].ptr) - (x->field[ID].ptr < y->field[ID].ptr);
}

static struct text unit_key(struct arena *mem, const struct line *row)
{
    return text_printf(mem, "%d " TEXT_FMT, row->level, TEXT_ARG(row->field[UNIT]));
}

static void add_units(struct arena *mem, struct plan *plan, struct map *units,
                      const struct line *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct text key = unit_key(mem, &rows[i]);
        if (map_get(units, key) != MAP_NONE)
            continue;
        uint32_t parent = NO_UNIT;
        for (size_t u = 0; u < plan->units.n && rows[i].field[PARENT].len; u++)
            if (text_eq(plan->units.v[u].name, rows[i].field[PARENT]))
                parent = (uint32_t)u;
        map_put(mem, units, key,
                plan_add_unit(mem, plan, rows[i].field[UNIT], rows[i].level, parent));
    }
}

static uint32_t add_item(struct arena *mem, struct plan *plan, struct map *items, uint32_t unit,
                         const struct line *row)
{
    enum item_kind kind = text_eq(row->field[KIND], T("O")) ? OBJECTIVE : KEY_RESULT;
    uint32_t item = plan_add_item(mem, plan, kind, unit, row->field[ID], row->field[TEXT]);
    struct change change;
    if (row->field[OWNER].len)
        *list_push(mem, &plan->items.v[item].owners) = row->field[OWNER];
    if (kind == KEY_RESULT && value_change(row->field[TEXT], DECIMAL_UNKNOWN, &change) &&
        !change.percent)
        plan->items.v[item].metric.measure = change.unit;
    map_put(mem, items, row->field[ID], item);
    return item;
}

/* Key results that stand alone first, then each objective with its own. */
static void add_items(struct arena *mem, struct plan *plan, struct map *items,
                      const struct map *units, const struct line *rows, size_t n)
{
    struct map objectives = {0};
    for (size_t i = 0; i < n; i++)
        if (text_eq(rows[i].field[KIND], T("O")))
            map_put(mem, &objectives, rows[i].field[ID], i);
    for (size_t first = 0, end; first < n; first = end) {
        struct text key = unit_key(mem, &rows[first]);
        uint32_t unit = (uint32_t)map_get(units, key);
        for (end = first; end < n && text_eq(unit_key(mem, &rows[end]), key); end++)
            if (text_eq(rows[end].field[KIND], T("K")) &&
                map_get(&objectives, rows[end].field[OBJECTIVE_ID]) == MAP_NONE)
                add_item(mem, plan, items, unit, &rows[end]);
        for (size_t i = first; i < end; i++) {
            if (!text_eq(rows[i].field[KIND], T("O")))
                continue;
            add_item(mem, plan, items, unit, &rows[i]);
            for (size_t k = 0; k < n; k++)
                if (text_eq(rows[k].field[KIND], T("K")) &&
                    text_eq(rows[k].field[OBJECTIVE_ID], rows[i].field[ID]))
                    add_item(mem, plan, items, unit, &rows[k]);
        }
    }
}

static void add_truth(struct arena *mem, struct group *group, const struct map *items,
                      const struct line *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct text rest = rows[i].field[ALIGNED];
        while (rest.len) {
            size_t from = map_get(items, rows[i].field[ID]);
            size_t to = map_get(items, text_cut(&rest, ' '));
            if (from != MAP_NONE && to != MAP_NONE)
                *list_push(mem, &group->truth) = (struct link){.from = (uint32_t)from,
                                                               .to = (uint32_t)to,
                                                               .kind = LINK_EXPLICIT,
                                                               .how = HOW_DECLARED,
                                                               .status = LINK_CONFIRMED,
                                                               .confidence = 1,
                                                               .reference = SIZE_MAX};
        }
    }
}

bool set_read(struct arena *mem, const char *path, struct set *set)
{
    struct line_list rows = {0};
    if (!read_rows(mem, path, &rows))
        return false;
    if (rows.n)
        qsort(rows.v, rows.n, sizeof *rows.v, by_group);
    for (size_t first = 0, end; first < rows.n; first = end) {
        const struct line *row = &rows.v[first];
        for (end = first; end < rows.n && text_eq(rows.v[end].field[ORG], row->field[ORG]) &&
                          text_eq(rows.v[end].field[PERIOD], row->field[PERIOD]);)
            end++;
        struct group *group = list_push(mem, &set->groups);
        struct map units = {0}, items = {0};
        *group = (struct group){row->field[ORG], row->field[PERIOD], plan_new(mem), {0}};
        add_units(mem, group->plan, &units, row, end - first);
        add_items(mem, group->plan, &items, &units, row, end - first);
        add_truth(mem, group, &items, row, end - first);
    }
    return true;
}
