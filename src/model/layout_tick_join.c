/*
 * "Team | Increase revenue | Cut churn" above ticks, in a sheet that no word calls OKRs: it is about them if
 * what it ticks, and for whom, stands in the other sheets.
 */
#include "base/fold.h"
#include "model/layout_work.h"

enum { LEAST_ITEMS = 2 };

struct known {
    struct arena *scratch;
    struct map items, units;
};

/* The numbers of a code: "O1-KR2" and "KR1.2" are "1 2". */
static struct text code_numbers(struct arena *scratch, struct text code)
{
    struct buf out = {.mem = scratch};
    for (size_t i = 0; i < code.len; i++) {
        bool digit = code.ptr[i] >= '0' && code.ptr[i] <= '9';
        bool follows = i && code.ptr[i - 1] >= '0' && code.ptr[i - 1] <= '9';
        if (digit && !follows && out.len)
            buf_add_char(&out, ' ');
        if (digit)
            buf_add_char(&out, code.ptr[i]);
    }
    return buf_done(&out);
}

static void know_code(struct known *k, struct text code)
{
    struct text numbers = code_numbers(k->scratch, code);
    if (text_words(numbers) == 2)
        map_put(k->scratch, &k->items, numbers, 0);
}

static void know_unit(struct known *k, struct text name)
{
    if (name.len)
        map_put(k->scratch, &k->units, text_key(k->scratch, name), 0);
}

static void know_record(struct known *k, const struct record_list *records, const struct record *r)
{
    const struct field *unit = record_field(r, ROLE_UNIT_NAME);
    know_unit(k, unit ? unit->text : r->unit);
    know_unit(k, r->sheet->name);
    know_unit(k, file_stem(r->sheet->book->path));
    if (r->listed)
        return;
    struct text code = own_code(r), words = r->fields.v[0].text;
    map_put(k->scratch, &k->items, text_key(k->scratch, words), 0);
    if (r->kind != KEY_RESULT || !code.len)
        return;
    know_code(k, code);
    struct text objective = {0};
    if (r->objective != RECORD_NONE)
        objective = own_code(&records->v[r->objective]);
    know_code(k,
              text_printf(k->scratch, TEXT_FMT " " TEXT_FMT, TEXT_ARG(objective), TEXT_ARG(code)));
}

static bool knows(struct known *k, const struct map *map, struct text name)
{
    return map_get(map, text_key(k->scratch, name)) != MAP_NONE;
}

/* Most of what is ticked, and most of those for whom, is known. */
static bool is_about_okrs(struct known *k, const struct tick_list *ticks)
{
    size_t items = 0, units = 0;
    struct map different = {0};
    for (size_t i = 0; i < ticks->n; i++) {
        const struct tick *t = &ticks->v[i];
        bool item = knows(k, &k->items, t->item);
        items += item;
        units += knows(k, &k->units, t->unit);
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

void join_ticks(struct arena *mem, struct arena *scratch, struct layout *layout, struct diag *diag)
{
    struct known k = {.scratch = scratch};
    bool any = false;
    for (size_t i = 0; i < layout->sheets.n; i++)
        any |= layout->sheets.v[i].maybe.n > 0;
    for (size_t i = 0; any && i < layout->records.n; i++)
        know_record(&k, &layout->records, &layout->records.v[i]);
    for (size_t i = 0; any && i < layout->sheets.n; i++) {
        struct sheet_layout *s = &layout->sheets.v[i];
        bool about = is_about_okrs(&k, &s->maybe);
        if (!about) {
            turn_round(&s->maybe);
            about = is_about_okrs(&k, &s->maybe);
        }
        if (about)
            take(mem, layout, s, diag);
    }
}
