/* The plan as text, for `okralign items --plan` and for tests: units, then items with all values. */
#include "model/plan.h"

#include <math.h>

static void print_number(struct buf *out, const char *name, double value)
{
    if (!isnan(value))
        buf_printf(out, "  %s %.10g", name, value);
}

static void print_days(struct buf *out, const char *name, double days)
{
    if (!isnan(days))
        buf_printf(out, "  %s " TEXT_FMT, name, TEXT_ARG(date_iso(out->mem, days)));
}

static void print_text(struct buf *out, const char *name, struct text t)
{
    if (t.len)
        buf_printf(out, "  %s '" TEXT_FMT "'", name, TEXT_ARG(t));
}

static void print_unit(struct buf *out, const struct plan *plan, const struct unit *unit)
{
    buf_printf(out, "unit %d " TEXT_FMT " '" TEXT_FMT "' " TEXT_FMT, unit->level,
               TEXT_ARG(unit->id), TEXT_ARG(unit->name), TEXT_ARG(unit->prefix));
    if (unit->parent != NO_UNIT)
        buf_printf(out, " below " TEXT_FMT, TEXT_ARG(plan->units.v[unit->parent].id));
    for (size_t i = 0; i < unit->aliases.n; i++)
        buf_printf(out, "%s'" TEXT_FMT "'", i ? ", " : ", also ", TEXT_ARG(unit->aliases.v[i]));
    buf_printf(out, "\n  %s" TEXT_FMT "\n", unit->assumed ? "level assumed; " : "",
               TEXT_ARG(unit->reason));
}

static void print_metric(struct buf *out, const struct item *item)
{
    static const char *const directions[] = {"", "increase", "decrease", "keep"};
    const struct metric *m = &item->metric;
    size_t before = out->len;
    print_text(out, "metric", m->name);
    print_number(out, "start", m->start);
    print_number(out, "target", m->target);
    print_number(out, "current", m->current);
    print_text(out, "measure", m->measure);
    buf_add_z(out, m->percent ? "  percent" : "");
    if (m->direction != DIRECTION_UNKNOWN)
        buf_printf(out, "  %s", directions[m->direction]);
    buf_add_z(out, m->in_text ? "  (in its words)" : "");
    buf_add_z(out, out->len > before ? "\n" : "");
}

static void print_progress(struct buf *out, const struct item *item)
{
    size_t before = out->len;
    print_number(out, "progress", item->progress);
    if (item->progress_raw != item->progress)
        print_number(out, "raw", item->progress_raw);
    if (item->progress_formula.len)
        buf_printf(out, " = " TEXT_FMT, TEXT_ARG(item->progress_formula));
    print_number(out, "stated", item->stated);
    print_number(out, "confidence", item->confidence);
    print_number(out, "weight", item->weight);
    if (item->status != STATUS_NONE)
        buf_printf(out, "  status %s", status_text(item->status));
    buf_add_z(out, out->len > before ? "\n" : "");
}

static void print_context(struct buf *out, const struct item *item)
{
    size_t before = out->len;
    for (size_t i = 0; i < item->owners.n; i++)
        buf_printf(out, "%s" TEXT_FMT, i ? ", " : "  owner ", TEXT_ARG(item->owners.v[i]));
    print_text(out, "period", item->period);
    print_days(out, "due", item->due);
    print_days(out, "updated", item->updated);
    if (item->committed >= 0)
        buf_add_z(out, item->committed ? "  committed" : "  aspirational");
    buf_add_z(out, item->hidden ? "  hidden" : "");
    buf_add_z(out, out->len > before ? "\n" : "");
}

/* Adds `lines` to `out`, each one indented. */
static void indented(struct buf *out, const char *indent, struct text lines)
{
    while (lines.len) {
        struct text line = text_cut(&lines, '\n');
        buf_printf(out, "%s" TEXT_FMT "\n", indent, TEXT_ARG(line));
    }
}

static void print_item(struct buf *out, const struct item *item)
{
    struct buf lines = {.mem = out->mem};
    buf_add(&lines, item->id);
    if (item->written_id.len && !text_eq(item->written_id, item->id))
        buf_printf(&lines, " (" TEXT_FMT ")", TEXT_ARG(item->written_id));
    buf_printf(&lines, ": " TEXT_FMT "  [" TEXT_FMT "]\n", TEXT_ARG(item->text),
               TEXT_ARG(place_text(out->mem, item->place)));
    print_metric(&lines, item);
    print_progress(&lines, item);
    print_context(&lines, item);
    indented(out, item->kind == OBJECTIVE ? "" : "  ", buf_text(&lines));
}

void plan_print(struct buf *out, const struct plan *plan)
{
    if (plan->organisation.len)
        buf_printf(out, "organisation '" TEXT_FMT "'\n", TEXT_ARG(plan->organisation));
    if (plan->period.len)
        buf_printf(out, "period " TEXT_FMT "\n", TEXT_ARG(plan->period));
    for (size_t i = 0; i < plan->units.n; i++)
        print_unit(out, plan, &plan->units.v[i]);
    uint32_t unit = NO_UNIT;
    for (size_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        if (item->unit != unit)
            buf_printf(out, "\n== " TEXT_FMT "\n", TEXT_ARG(plan->units.v[item->unit].name));
        unit = item->unit;
        print_item(out, item);
    }
}
