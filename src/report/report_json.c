/*
 * A run as one JSON document. Keys are stable; what is absent is left out. Whatever the workbook
 * shows can be found here, too, by the same ids.
 */
#include "report/report_json.h"
#include "score/trend.h"

#include "base/json.h"

#include <math.h>

static const char *const outcome_names[] = {"none",   "resolved", "ambiguous",
                                            "broken", "self",     "cyclic"};
static const char *const direction_names[] = {"", "increase", "decrease", "keep"};

static void add_place(struct arena *mem, struct json *json, struct place place)
{
    if (!place.file.len)
        return;
    json_key(json, "place");
    json_object(json);
    json_text_of(json, "file", place.file);
    json_text_of(json, "sheet", place.sheet);
    json_text_of(json, "cell", place_cell(mem, place));
    json_end_object(json);
}

static struct text item_id(const struct run *run, uint32_t item)
{
    if (item == NO_ITEM)
        return (struct text){0};
    return run->plan->items.v[item].id;
}

static struct text unit_id(const struct run *run, uint32_t unit)
{
    if (unit == NO_UNIT)
        return (struct text){0};
    return run->plan->units.v[unit].id;
}

static struct text days_text(struct arena *mem, double days)
{
    return isfinite(days) ? date_iso(mem, days) : (struct text){0};
}

static void add_files(struct json *json, const struct run *run)
{
    json_key(json, "files");
    json_array(json);
    for (size_t i = 0; i < run->books.n; i++) {
        const struct book *book = &run->books.v[i];
        json_object(json);
        json_text_of(json, "path", book->path);
        json_bool_of(json, "read", book->read);
        json_text_of(json, "sha256", book->sha256);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_units(struct json *json, const struct run *run)
{
    json_key(json, "units");
    json_array(json);
    for (size_t i = 0; i < run->plan->units.n; i++) {
        const struct unit *unit = &run->plan->units.v[i];
        json_object(json);
        json_text_of(json, "id", unit->id);
        json_text_of(json, "name", unit->name);
        if (unit->level != LEVEL_UNKNOWN)
            json_number_of(json, "level", unit->level);
        json_text_of(json, "parent", unit_id(run, unit->parent));
        json_text_of(json, "function", unit->function);
        json_bool_of(json, "assumed", unit->assumed);
        json_text_of(json, "reason", unit->reason);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_metric(struct json *json, const struct metric *metric)
{
    if (!isfinite(metric->start) && !isfinite(metric->target) && !isfinite(metric->current))
        return;
    json_key(json, "metric");
    json_object(json);
    json_number_of(json, "start", metric->start);
    json_number_of(json, "target", metric->target);
    json_number_of(json, "current", metric->current);
    json_text_of(json, "unit", metric->measure);
    json_text_of(json, "direction", text_of(direction_names[metric->direction]));
    json_end_object(json);
}

static struct text joined(struct arena *mem, const struct text_list *list)
{
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < list->n; i++) {
        buf_add_z(&b, i ? ", " : "");
        buf_add(&b, list->v[i]);
    }
    return buf_text(&b);
}

static void add_item(struct arena *mem, struct json *json, const struct run *run, uint32_t i)
{
    const struct item *item = &run->plan->items.v[i];
    json_object(json);
    json_text_of(json, "id", item->id);
    json_text_of(json, "kind", item->kind == OBJECTIVE ? T("objective") : T("key_result"));
    if (item->kind == KEY_RESULT)
        json_text_of(json, "objective", item_id(run, item->objective));
    json_text_of(json, "unit", unit_id(run, item->unit));
    json_text_of(json, "text", item->text);
    json_text_of(json, "owner", joined(mem, &item->owners));
    json_text_of(json, "period", item->period);
    if (item->status != STATUS_NONE)
        json_text_of(json, "status", text_of(status_text(item->status)));
    add_metric(json, &item->metric);
    json_number_of(json, "progress", item->progress);
    json_text_of(json, "stated_progress", item->stated_written);
    json_text_of(json, "progress_formula", item->progress_formula);
    json_number_of(json, "weight", item->weight);
    json_number_of(json, "weight_points", item->points);
    json_number_of(json, "confidence", item->confidence);
    json_text_of(json, "due", days_text(mem, item->due));
    json_text_of(json, "notes", item->notes);
    add_place(mem, json, item->place);
    json_end_object(json);
}

static void add_reference(struct arena *mem, struct json *json, const struct run *run,
                          const struct reference *ref)
{
    json_object(json);
    json_text_of(json, "from", item_id(run, ref->from));
    json_text_of(json, "text", ref->text);
    json_text_of(json, "outcome", text_of(outcome_names[ref->outcome]));
    if (ref->candidates.n) {
        json_key(json, "candidates");
        json_array(json);
        for (size_t i = 0; i < ref->candidates.n; i++)
            json_text(json, item_id(run, ref->candidates.v[i]));
        json_end_array(json);
    }
    json_text_of(json, "reason", ref->reason);
    add_place(mem, json, ref->place);
    json_end_object(json);
}

static void add_link(struct arena *mem, struct json *json, const struct run *run,
                     const struct link *link)
{
    json_object(json);
    json_text_of(json, "from", item_id(run, link->from));
    json_text_of(json, "to", item_id(run, link->to));
    json_text_of(json, "kind", text_of(link_kind_text(link->kind)));
    json_text_of(json, "how", text_of(link_how_text(link->how)));
    json_number_of(json, "confidence", link->confidence);
    if (link->status == LINK_SUGGESTED && link->of_objective > 0)
        json_number_of(json, "objective_confidence", link->of_objective);
    json_text_of(json, "status", text_of(link_status_text(link->status)));
    json_text_of(json, "evidence", link->evidence);
    if (link->cyclic)
        json_bool_of(json, "cyclic", true);
    json_text_of(json, "decided_by", link->decided_by);
    add_place(mem, json, link->place);
    json_end_object(json);
}

static void add_key_result_score(struct json *json, const struct run *run,
                                 const struct key_result_score *score)
{
    json_object(json);
    json_text_of(json, "id", item_id(run, score->item));
    json_number_of(json, "confirmed", score->confirmed);
    json_number_of(json, "expected", score->expected);
    if (!score->exact) {
        json_number_of(json, "low", score->low);
        json_number_of(json, "high", score->high);
    }
    json_text_of(json, "state", text_of(key_result_state_text(score->state)));
    json_number_of(json, "depth", score->depth);
    json_key(json, "supporters");
    json_array(json);
    for (size_t i = 0; i < score->supporters.n; i++)
        json_text(json, unit_id(run, score->supporters.v[i].unit));
    json_end_array(json);
    json_end_object(json);
}

static void add_unit_score(struct json *json, const struct run *run, const struct unit_score *score)
{
    json_object(json);
    json_text_of(json, "id", unit_id(run, score->unit));
    json_number_of(json, "alignment", score->alignment);
    json_number_of(json, "confirmed_alignment", score->confirmed_alignment);
    json_number_of(json, "objectives", score->objectives);
    json_number_of(json, "explicit", score->explicit_objectives);
    json_number_of(json, "implicit", score->implicit_objectives);
    json_number_of(json, "objective_only", score->objective_only);
    json_number_of(json, "progress", score->progress);
    json_text_of(json, "state", text_of(unit_state_text(score->state)));
    if (score->island)
        json_number_of(json, "island", score->island);
    json_end_object(json);
}

static void add_coverage(struct json *json, const struct run *run)
{
    const struct score *score = run->score;
    json_key(json, "coverage");
    json_object(json);
    json_number_of(json, "confirmed", score->confirmed);
    json_number_of(json, "expected", score->expected);
    json_number_of(json, "progress", score->progress);
    json_key(json, "key_results");
    json_array(json);
    for (size_t i = 0; i < score->key_results.n; i++)
        add_key_result_score(json, run, &score->key_results.v[i]);
    json_end_array(json);
    json_key(json, "units");
    json_array(json);
    for (size_t i = 0; i < score->units.n; i++)
        add_unit_score(json, run, &score->units.v[i]);
    json_end_array(json);
    json_end_object(json);
}

static void add_finding(struct arena *mem, struct json *json, const struct finding *f)
{
    json_object(json);
    json_text_of(json, "code", text_of(finding_code_text(f->code)));
    json_text_of(json, "severity", text_of(severity_text(f->severity)));
    json_text_of(json, "message", f->message);
    json_text_of(json, "mend", f->mend);
    json_text_of(json, "unit", f->unit);
    add_place(mem, json, f->place);
    json_end_object(json);
}

static void add_change(struct json *json, const struct run *run, const struct trend_change *c)
{
    json_object(json);
    json_text_of(json, "change", text_of(change_text(c->kind)));
    json_text_of(json, "id", c->id);
    if (c->unit != NO_UNIT)
        json_text_of(json, "unit", run->plan->units.v[c->unit].id);
    json_text_of(json, "unit_name", c->unit_name);
    json_text_of(json, "text", c->text);
    json_text_of(json, "before", c->before);
    json_text_of(json, "after", c->after);
    json_number_of(json, "number_before", c->number_before);
    json_number_of(json, "number_after", c->number_after);
    json_end_object(json);
}

/* What changed since the previous report, and the figures of all runs so far. */
static void add_trend(struct json *json, const struct run *run)
{
    json_key(json, "trend");
    json_object(json);
    json_text_of(json, "previous", run->trend->as_of);
    json_text_of(json, "previous_period", run->trend->period_before);
    json_key(json, "changes");
    json_array(json);
    for (size_t i = 0; i < run->trend->changes.n; i++)
        add_change(json, run, &run->trend->changes.v[i]);
    json_end_array(json);
    json_key(json, "runs");
    json_array(json);
    for (size_t i = 0; i < run->trend->runs.n; i++) {
        const struct past_run *past = &run->trend->runs.v[i];
        json_object(json);
        json_text_of(json, "as_of", past->as_of);
        json_number_of(json, "expected", past->expected);
        json_number_of(json, "confirmed", past->confirmed);
        json_number_of(json, "alignment", past->alignment);
        json_number_of(json, "progress", past->progress);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

struct text report_json(struct arena *mem, const struct run *run)
{
    struct json *json = json_new(mem, true);
    json_object(json);
    json_text_of(json, "format", T("okralign/1"));
    json_text_of(json, "as_of", days_text(mem, run->plan->as_of));
    json_text_of(json, "period", run->plan->period);
    json_text_of(json, "organisation", run->plan->organisation);
    add_files(json, run);
    add_units(json, run);
    json_key(json, "items");
    json_array(json);
    for (size_t i = 0; i < run->plan->items.n; i++)
        add_item(mem, json, run, (uint32_t)i);
    json_end_array(json);
    json_key(json, "references");
    json_array(json);
    for (size_t i = 0; i < run->references.n; i++)
        add_reference(mem, json, run, &run->references.v[i]);
    json_end_array(json);
    json_key(json, "links");
    json_array(json);
    for (size_t i = 0; i < run->links.n; i++)
        add_link(mem, json, run, &run->links.v[i]);
    json_end_array(json);
    add_coverage(json, run);
    if (run->trend)
        add_trend(json, run);
    json_key(json, "findings");
    json_array(json);
    for (size_t i = 0; i < run->diag.list.n; i++)
        add_finding(mem, json, &run->diag.list.v[i]);
    json_end_array(json);
    json_end_object(json);
    return json_done(json);
}
