/*
 * "Team | Increase revenue | Cut churn" above ticks, in a sheet that no word calls OKRs: it is about them if
 * what it ticks, and for whom, stands in the other sheets.
 */
#include "base/fold.h"
#include "layout/layout_work.h"

enum { LEAST_ITEMS = 2 };

struct known {
    struct arena *scratch;
    const struct twins *twins;
    bool at_length;
    struct map units, items; /* of the latter, the number in `found` */
    struct {
        struct twin *v;
        size_t n, cap;
    } found;
};

static void know_unit(struct known *k, struct text name)
{
    if (name.len)
        map_put(k->scratch, &k->units, text_key(k->scratch, name), 0);
}

static struct known know(struct arena *scratch, const struct layout *layout)
{
    enum { MOST_PAIRS = 20000000 };
    struct known k = {.scratch = scratch, .twins = twins_new(scratch, &layout->records)};
    size_t told = twins_count(k.twins), ticks = layout->ticks.n;
    for (size_t i = 0; i < layout->sheets.n; i++)
        ticks += layout->sheets.v[i].maybe.n;
    k.at_length = told == 0 || ticks < MOST_PAIRS / told;
    for (size_t i = 0; i < layout->records.n; i++) {
        const struct record *r = &layout->records.v[i];
        const struct field *unit = record_field(r, ROLE_UNIT_NAME);
        know_unit(&k, unit ? unit->text : r->unit);
        know_unit(&k, r->sheet->name);
        know_unit(&k, file_stem(r->sheet->book->path));
    }
    return k;
}

static bool is_unit(struct known *k, struct text name)
{
    return map_get(&k->units, text_key(k->scratch, name)) != MAP_NONE;
}

/* What the name in a list of the sheet means elsewhere. */
static struct twin item_of(struct known *k, const struct sheet *sheet, struct text name)
{
    struct text key = text_printf(k->scratch, "%p " TEXT_FMT, (const void *)sheet, TEXT_ARG(name));
    size_t at = *map_put(k->scratch, &k->items, key, k->found.n);
    struct named named = {.text = name, .kind = -1, .sheet = sheet};
    if (at == k->found.n)
        *list_push(k->scratch, &k->found) = twin_of(k->twins, &named, k->at_length);
    return k->found.v[at];
}

/* Most of what is ticked, and most of those for whom, is known. */
static bool is_about_okrs(struct known *k, const struct sheet *sheet, const struct tick_list *ticks)
{
    size_t items = 0, units = 0;
    struct map different = {0};
    for (size_t i = 0; i < ticks->n; i++) {
        const struct tick *t = &ticks->v[i];
        bool item = item_of(k, sheet, t->item).sameness != OTHER;
        items += item;
        units += is_unit(k, t->unit);
        if (item)
            map_put(k->scratch, &different, t->item, 0);
    }
    return different.n >= LEAST_ITEMS && items * 3 >= ticks->n * 2 && units * 2 > ticks->n;
}

/* What was said of a sheet that nothing had been recognised in. */
static void take_back(struct diag *diag, const struct sheet *sheet)
{
    size_t kept = 0;
    for (size_t i = 0; i < diag->list.n; i++) {
        const struct finding *f = &diag->list.v[i];
        if (f->code != FINDING_UNREAD_SHEET || !text_eq(f->place.file, sheet->book->path) ||
            !text_eq(f->place.sheet, sheet_place(sheet, PLACE_NONE, PLACE_NONE).sheet))
            diag->list.v[kept++] = *f;
    }
    diag->list.n = kept;
}

/* Where no word tells rows from columns, the units may have been taken for the items. */
static void turn_round(struct tick_list *ticks)
{
    for (size_t i = 0; i < ticks->n; i++) {
        struct tick *t = &ticks->v[i], was = *t;
        t->unit = was.item;
        t->item = was.unit;
        t->unit_place = was.item_place;
        t->item_place = was.unit_place;
        t->header = (struct text){0};
    }
}

static void take(struct arena *mem, struct layout *layout, struct sheet_layout *s,
                 struct diag *diag)
{
    for (size_t i = 0; i < s->maybe.n; i++)
        *list_push(mem, &layout->ticks) = s->maybe.v[i];
    s->kind = T("OKRs");
    s->kind_reason = TR("what it ticks, and for whom, stands in other sheets");
    take_back(diag, s->sheet);
    const struct table *table = &s->tables.v[0];
    for (size_t i = 0; i < s->sheet->n_rows; i++) {
        uint32_t row = s->sheet->rows[i].index;
        s->fates[i] = row < table->header_row0    ? ROW_HEADING
                      : row == table->header_row0 ? ROW_HEADER
                      : row <= table->range.row1  ? ROW_JOINED
                                                  : ROW_NOTE;
    }
}

/* Whether the ticks are about OKRs, one way or the other; then they are for the items that their names mean. */
static bool settle(struct known *k, const struct layout *layout, const struct sheet *sheet,
                   struct tick_list *ticks)
{
    bool about = is_about_okrs(k, sheet, ticks);
    if (!about) {
        turn_round(ticks);
        about = is_about_okrs(k, sheet, ticks);
    }
    for (size_t i = 0; i < ticks->n && about; i++) {
        struct twin twin = item_of(k, sheet, ticks->v[i].item);
        if (twin.sameness == SAME && twin.record != RECORD_NONE)
            ticks->v[i].item_place = layout->records.v[twin.record].place;
    }
    return about;
}

/* Of a sheet that words call OKRs, where neither rows nor columns are like items by themselves. */
static void settle_told(struct known *k, struct layout *layout, const struct sheet *sheet,
                        struct tick_list *ticks)
{
    size_t units = 0;
    for (size_t i = 0; i < ticks->n; i++)
        units += is_unit(k, ticks->v[i].unit);
    if (units == 0 && !settle(k, layout, sheet, ticks))
        turn_round(ticks);
}

static const struct sheet *sheet_at(const struct layout *layout, const struct place *place)
{
    size_t i = 0;
    while (i < layout->sheets.n &&
           !(text_eq(layout->sheets.v[i].sheet->book->path, place->file) &&
             text_eq(sheet_place(layout->sheets.v[i].sheet, PLACE_NONE, PLACE_NONE).sheet,
                     place->sheet)))
        i++;
    return i < layout->sheets.n ? layout->sheets.v[i].sheet : NULL;
}

static bool same_sheet(const struct tick *a, const struct tick *b)
{
    return text_eq(a->place.file, b->place.file) && text_eq(a->place.sheet, b->place.sheet);
}

/* The ticks of one sheet, from number i on. */
static struct tick_list of_one_sheet(const struct layout *layout, size_t i)
{
    size_t end = i + 1;
    while (end < layout->ticks.n && same_sheet(&layout->ticks.v[i], &layout->ticks.v[end]))
        end++;
    return (struct tick_list){.v = layout->ticks.v + i, .n = end - i};
}

/* No team among those that are ticked for, and most of them items of other sheets. */
static bool are_for_items(struct known *k, const struct sheet *sheet, const struct tick_list *ticks)
{
    size_t items = 0, units = 0;
    for (size_t i = 0; i < ticks->n; i++) {
        units += is_unit(k, ticks->v[i].unit);
        items += item_of(k, sheet, ticks->v[i].unit).sameness != OTHER;
    }
    return units == 0 && items * 3 >= ticks->n * 2 && !is_about_okrs(k, sheet, ticks);
}

/* The rows are no list of others' items, then. */
static void own_again(struct record *r)
{
    if (r->listed)
        r->level = LEVEL_UNKNOWN;
    r->listed = false;
}

void settle_item_ticks(struct arena *scratch, struct layout *layout)
{
    if (!layout->ticks.n)
        return;
    struct known k = know(scratch, layout);
    for (size_t i = 0; i < layout->ticks.n;) {
        struct tick_list part = of_one_sheet(layout, i);
        const struct sheet *sheet = sheet_at(layout, &part.v->place);
        i += part.n;
        struct tick_list turned = {0};
        for (size_t n = 0; n < part.n; n++)
            *list_push(scratch, &turned) = part.v[n];
        turn_round(&turned);
        bool about = sheet && are_for_items(&k, sheet, &part) && !is_about_okrs(&k, sheet, &turned);
        for (size_t n = 0; n < part.n && about; n++) {
            part.v[n].by_item |= part.v[n].of_company;
            part.v[n].of_item = !part.v[n].of_company;
        }
        for (size_t n = 0; n < layout->records.n && about && part.v->of_item; n++)
            if (layout->records.v[n].sheet == sheet && !layout->records.v[n].upper)
                own_again(&layout->records.v[n]);
    }
}

void join_ticks(struct arena *mem, struct arena *scratch, struct layout *layout, struct diag *diag)
{
    bool any = layout->ticks.n > 0;
    for (size_t i = 0; i < layout->sheets.n; i++)
        any |= layout->sheets.v[i].maybe.n > 0;
    if (!any)
        return;
    struct known k = know(scratch, layout);
    for (size_t i = 0; i < layout->ticks.n;) {
        struct tick_list part = of_one_sheet(layout, i);
        const struct sheet *sheet = sheet_at(layout, &part.v->place);
        i += part.n;
        if (sheet && !part.v->of_item && !part.v->of_company)
            settle_told(&k, layout, sheet, &part);
    }
    for (size_t i = 0; i < layout->sheets.n; i++) {
        struct sheet_layout *s = &layout->sheets.v[i];
        if (s->maybe.n && settle(&k, layout, s->sheet, &s->maybe))
            take(mem, layout, s, diag);
    }
}
