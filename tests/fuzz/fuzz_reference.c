/*
 * Any text as what a cell says, in every kind of place, against a small plan: the forms, the IDs,
 * hyperlinks and formulas, resolution and links. Whatever it is, every reference has an outcome and
 * candidates that exist.
 */
#include "match/match.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_hold(bool condition)
{
    if (!condition)
        abort();
}

static struct plan *small_plan(struct arena *mem)
{
    struct plan *plan = plan_new(mem);
    uint32_t company = plan_add_unit(mem, plan, T("Company"), 0, NO_UNIT);
    uint32_t growth = plan_add_unit(mem, plan, T("Growth"), 1, company);
    plan_add_unit(mem, plan, T("Crew"), 2, growth);
    for (uint32_t unit = 0; unit < 3; unit++) {
        plan_add_item(mem, plan, OBJECTIVE, unit, T("O1"), T("Win the mid-market"));
        plan_add_item(mem, plan, KEY_RESULT, unit, T("KR1.1"), T("Grow revenue from 40 to 52"));
        plan_add_item(mem, plan, KEY_RESULT, unit, (struct text){0}, T("Halve cost per lead"));
    }
    return plan;
}

static void check(const struct plan *plan, const struct reference_list *references,
                  const struct link_list *links)
{
    for (size_t i = 0; i < references->n; i++) {
        const struct reference *r = &references->v[i];
        must_hold(r->outcome != OUTCOME_NONE && r->from < plan->items.n);
        must_hold(r->outcome == OUTCOME_BROKEN || r->candidates.n > 0);
        must_hold(r->outcome != OUTCOME_RESOLVED || r->candidates.n == 1);
        for (size_t k = 0; k < r->candidates.n; k++)
            must_hold(r->candidates.v[k] < plan->items.n);
    }
    for (size_t i = 0; i < links->n; i++) {
        must_hold(links->v[i].from < plan->items.n && links->v[i].to < plan->items.n);
        must_hold(plan->items.v[links->v[i].from].unit != plan->items.v[links->v[i].to].unit);
    }
}

/* The first byte says where the rest stands. */
static void run(struct arena *mem, const struct reference_forms *forms, uint8_t where,
                struct text text)
{
    struct plan *plan = small_plan(mem);
    struct cell_extra extra = {.comment = where & 1 ? text : (struct text){0},
                               .link = where & 2 ? text : (struct text){0},
                               .formula = where & 4 ? text : (struct text){0}};
    struct cell cell = {.text = text, .extra = &extra};
    struct sheet sheet = {.name = T("S")};
    struct field fields[] = {
        {.role = ROLE_OBJECTIVE, .place = {.file = T("a"), .row = 1, .col = 1}, .text = T("x")},
        {.role = where & 8 ? ROLE_NOTE : ROLE_PARENT,
         .place = {.file = T("a"), .row = 1, .col = 2},
         .text = text,
         .cell = &cell,
         .header = where & 16 ? T("Company KR") : T("Parent")}};
    struct record record = {.supports = RECORD_NONE,
                            .objective = RECORD_NONE,
                            .fields = {fields, 2, 2},
                            .place = fields[0].place,
                            .sheet = &sheet};
    struct book book = {.path = T("a"), .sheets = &sheet, .n_sheets = 1};
    sheet.book = &book;
    struct layout layout = {.records = {&record, 1, 1}};
    uint32_t from = (where >> 5) % 3 * 3;
    plan->layout = &layout;
    plan->items.v[from].record = 0;
    if (where & 32)
        plan->items.v[from + 1].written = text;
    struct diag diag = {.mem = mem};
    struct link_list links = {0};
    struct reference_list references = reference_find(mem, forms, plan, &diag);
    match_explicit(mem, forms, plan, &references, &links, &diag);
    check(plan, &references, &links);
    match_graph(plan, &references, &links, &diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *forever;
    static struct reference_forms *forms;
    static struct config config;
    if (!forms) {
        struct text error;
        forever = arena_new();
        config = config_default();
        forms = reference_forms_load(forever, &config, &error);
        must_hold(forms != NULL);
    }
    if (size < 2)
        return 0;
    struct arena *mem = arena_new();
    run(mem, forms, data[0], (struct text){(const char *)data + 1, size - 1});
    arena_free(mem);
    return 0;
}
