/*
 * Records -> plan: whose they are, which items they make, what their values mean, what they are
 * called. Each step is a file of its own (see plan_work.h); what they assumed is said here.
 */
#include "model/plan_work.h"

#include "model/reference.h"

#include <math.h>

struct place plan_sheet_place(const struct sheet *sheet)
{
    struct place place = place_of_file(sheet->book->path);
    place.sheet = sheet->name;
    return place;
}

static const struct sheet_layout *layout_of(const struct layout *layout, const struct sheet *sheet)
{
    for (size_t i = 0; i < layout->sheets.n; i++)
        if (layout->sheets.v[i].sheet == sheet)
            return &layout->sheets.v[i];
    return NULL;
}

/* One source for each sheet that has records; the records of a sheet stand together, mostly. */
static void find_sources(struct plan_work *w)
{
    const struct record_list *records = &w->layout->records;
    struct map known = {0};
    for (size_t i = 0; i < records->n; i++) {
        const struct sheet *sheet = records->v[i].sheet;
        size_t number = w->sources.n ? w->sources.n - 1 : 0;
        if (!w->sources.n || w->sources.v[number].sheet != sheet) {
            struct text key = {(const char *)&records->v[i].sheet, sizeof sheet};
            number = *map_put(w->scratch, &known, text_copy(w->scratch, key), w->sources.n);
        }
        if (number == w->sources.n)
            *list_push(w->scratch, &w->sources) =
                (struct source){.sheet = sheet,
                                .layout = layout_of(w->layout, sheet),
                                .first = i,
                                .unit = NO_UNIT,
                                .period = {.first = NAN, .last = NAN}};
        w->sources.v[number].end = i + 1;
        w->source_of[i] = (uint32_t)number;
    }
}

struct plan *plan_build(struct arena *mem, const struct config *config,
                        const struct book_list *books, const struct layout *layout,
                        struct diag *diag)
{
    struct plan *plan = plan_new(mem);
    struct arena *scratch = arena_new();
    size_t n = layout->records.n;
    struct plan_work w = {.mem = mem,
                          .scratch = scratch,
                          .config = config,
                          .books = books,
                          .layout = layout,
                          .plan = plan,
                          .diag = diag,
                          .source_of = NEW_ARRAY(scratch, uint32_t, n + 1),
                          .unit_of = NEW_ARRAY(scratch, uint32_t, n + 1),
                          .team_of = NEW_ARRAY(scratch, struct text, n + 1),
                          .id_words = plan_id_words(mem)};
    plan->layout = layout;
    plan->books = books;
    plan->organisation = config->organisation;
    plan->item_of_record = NEW_ARRAY(mem, uint32_t, n + 1);
    value_date(config->as_of, DATE_UNKNOWN, &plan->as_of);
    find_sources(&w);
    plan_assign_units(&w);
    plan_find_names_behind(&w);
    plan_make_items(&w);
    plan_read_values(&w);
    plan_make_ids(&w);
    arena_free(scratch);
    return plan;
}
