/*
 * Whose each record is. The nearest word wins: the record's own, then its sheet's. Key results stay with
 * their objective, or it is parted among the units that they name.
 */
#include "model/plan_unit.h"

/* Key results of one objective that name several units: they stay with a sheet's own unit, else
   each unit gets the objective. */
static void assign_key_results(struct drafts *d, const uint32_t *own, size_t objective,
                               const size_t *members, size_t n)
{
    struct plan_work *w = d->w;
    const struct record *records = w->layout->records.v;
    struct source *s = &w->sources.v[w->source_of[objective]];
    uint32_t unit = own[objective], only = NO_UNIT;
    bool mixed = false;
    for (size_t i = 0; i < n; i++) {
        uint32_t said = own[members[i]];
        mixed |= said != NO_UNIT && only != NO_UNIT && said != only;
        only = only == NO_UNIT ? said : only;
    }
    bool same_row =
        unit == NO_UNIT || (n && records[objective].place.row == records[members[0]].place.row);
    if (!mixed && unit == NO_UNIT)
        unit = only;
    if (unit == NO_UNIT || (mixed && same_row)) {
        uint32_t sheet = source_unit(d, s);
        if (!mixed || s->unit_said) {
            unit = sheet;
            mixed = false;
        }
    } else {
        mixed = false;
    }
    w->unit_of[objective] = unit != NO_UNIT ? unit : only;
    for (size_t i = 0; i < n; i++) {
        size_t k = members[i];
        w->unit_of[k] = mixed && own[k] != NO_UNIT ? own[k] : w->unit_of[objective];
        if (own[k] != NO_UNIT && own[k] != w->unit_of[k])
            w->team_of[k] = d->list.v[own[k]].name;
    }
}

static void assign_records(struct drafts *d)
{
    struct plan_work *w = d->w;
    const struct record_list *records = &w->layout->records;
    uint32_t *own = NEW_ARRAY(w->scratch, uint32_t, records->n + 1);
    size_t *first = NEW_ARRAY(w->scratch, size_t, records->n + 2);
    size_t *members = NEW_ARRAY(w->scratch, size_t, records->n + 1);
    for (size_t i = 0; i < records->n; i++) {
        own[i] = record_unit(d, &w->sources.v[w->source_of[i]], &records->v[i]);
        if (records->v[i].kind == KEY_RESULT && records->v[i].objective < records->n)
            first[records->v[i].objective + 1]++;
    }
    for (size_t i = 0; i < records->n; i++)
        first[i + 1] += first[i];
    size_t *next = NEW_ARRAY(w->scratch, size_t, records->n + 1);
    for (size_t i = 0; i < records->n; i++)
        if (records->v[i].kind == KEY_RESULT && records->v[i].objective < records->n) {
            size_t objective = records->v[i].objective;
            members[first[objective] + next[objective]++] = i;
        }
    for (size_t i = 0; i < records->n; i++) {
        bool alone = records->v[i].kind == KEY_RESULT && records->v[i].objective >= records->n;
        if (alone)
            w->unit_of[i] =
                own[i] != NO_UNIT ? own[i] : source_unit(d, &w->sources.v[w->source_of[i]]);
        else if (records->v[i].kind == OBJECTIVE)
            assign_key_results(d, own, i, members + first[i], first[i + 1] - first[i]);
    }
}

void plan_assign_units(struct plan_work *w)
{
    struct drafts d = {.w = w, .mem = w->mem, .organisation = NO_UNIT};
    for (size_t i = 0; i < w->layout->records.n; i++)
        w->unit_of[i] = NO_UNIT;
    drafts_configure(&d);
    drafts_find_organisation(&d);
    drafts_find_first_names(&d);
    drafts_find_sheet_names(&d);
    drafts_count_company_names(&d);
    assign_records(&d);
    drafts_read_charts(&d);
    drafts_name_organisation(&d);
    drafts_place_in_folders(&d);
    drafts_publish(&d);
}
