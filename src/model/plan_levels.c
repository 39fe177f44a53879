/*
 * Levels that nothing states, from who refers to whom: the unit that several others refer to and
 * that refers to nobody is the organisation; a unit stands one level below the one that it mostly
 * refers to. What was taken without any evidence is said once.
 */
#include "model/plan.h"
#include "model/reference.h"

#include <limits.h>
#include <math.h>

struct settling {
    struct arena *mem;
    struct plan *plan;
    uint32_t *up; /* of each unit: the one that most of its references name; NO_UNIT */
    size_t *into; /* of each unit: how many other units refer to it */
    size_t *out;  /* of each unit: references to others */
};

/* A pair of units, as a key. */
static struct text pair_key(struct arena *mem, uint32_t from, uint32_t to)
{
    return text_printf(mem, "%u %u", from, to);
}

static void count_references(struct settling *s, const struct reference_list *refs)
{
    struct map pairs = {0};
    size_t *most = NEW_ARRAY(s->mem, size_t, s->plan->units.n + 1);
    for (size_t i = 0; i < s->plan->units.n; i++)
        s->up[i] = NO_UNIT;
    for (size_t i = 0; i < refs->n; i++) {
        const struct reference *r = &refs->v[i];
        if (r->outcome != OUTCOME_RESOLVED || r->candidates.n != 1 || r->names_only)
            continue;
        uint32_t said = s->plan->items.v[r->from].unit;
        uint32_t named = s->plan->items.v[r->candidates.v[0]].unit;
        uint32_t from = r->below ? named : said, to = r->below ? said : named;
        if (from == to)
            continue;
        size_t *count = map_put(s->mem, &pairs, pair_key(s->mem, from, to), 0);
        s->into[to] += *count == 0;
        s->out[from]++;
        if (++*count > most[from]) {
            most[from] = *count;
            s->up[from] = to;
        }
    }
    for (size_t i = 0; i < s->plan->units.n; i++)
        if (most[i] * 2 <= s->out[i])
            s->up[i] = NO_UNIT; /* of several beside it none is above */
}

/* The one unit that at least two others refer to, more than to any other, and that refers to none. */
static uint32_t find_organisation(const struct settling *s)
{
    uint32_t best = NO_UNIT;
    bool tie = false;
    for (uint32_t u = 0; u < s->plan->units.n; u++) {
        if (s->into[u] < 2 || s->out[u])
            continue;
        if (best == NO_UNIT || s->into[u] > s->into[best]) {
            best = u;
            tie = false;
        } else if (s->into[u] == s->into[best]) {
            tie = true;
        }
    }
    return tie ? NO_UNIT : best;
}

static size_t folders_deep(struct text file)
{
    size_t n = 0;
    for (size_t i = 0; i < file.len; i++)
        n += file.ptr[i] == '/';
    return n;
}

/* The one unit whose sheet stands above the folders of all the others. It may be a small team's as
   well: somebody has to say. */
static uint32_t find_above_folders(const struct settling *s)
{
    const struct plan *plan = s->plan;
    size_t least = SIZE_MAX;
    uint32_t found = NO_UNIT;
    bool beside = false, below = false;
    for (size_t i = 0; i < plan->items.n; i++) {
        uint32_t unit = plan->items.v[i].unit;
        size_t depth = folders_deep(plan->items.v[i].place.file);
        if (unit == NO_UNIT || unit == found)
            continue;
        below |= found != NO_UNIT;
        beside = depth == least || (beside && depth > least);
        if (depth < least) {
            least = depth;
            found = unit;
        }
    }
    return beside || !below ? NO_UNIT : found;
}

static void report_no_organisation(struct settling *s, struct diag *diag)
{
    const struct plan *plan = s->plan;
    uint32_t top = find_above_folders(s);
    struct text mend = T("name the organisation's sheet in okralign.ini: level = 0");
    if (top != NO_UNIT) {
        struct text name = plan->units.v[top].name;
        mend =
            text_printf(s->mem,
                        tr("if '" TEXT_FMT "', whose sheet stands above the folders, is the "
                           "organisation, say so in okralign.ini: [unit " TEXT_FMT "], level = 0"),
                        TEXT_ARG(name), TEXT_ARG(name));
    }
    diag_add(diag, FINDING_NO_COMPANY_LEVEL, plan->units.v[top == NO_UNIT ? 0 : top].place, mend,
             plan->units.n == 1 ? "none of %zu unit is known to be the whole organisation"
                                : "none of %zu units is known to be the whole organisation",
             plan->units.n);
}

static bool has_organisation(const struct plan *plan)
{
    for (size_t u = 0; u < plan->units.n; u++)
        if (plan->units.v[u].level == 0)
            return true;
    return false;
}

/* Levels were counted as if the organisation stood among them, or below one that is not there. */
static void close_gap(struct plan *plan)
{
    int least = INT_MAX;
    for (size_t i = 0; i < plan->units.n; i++)
        if (plan->units.v[i].level > 0 && plan->units.v[i].level < least)
            least = plan->units.v[i].level;
    for (size_t i = 0; i < plan->units.n && least < INT_MAX; i++)
        if (plan->units.v[i].level > 0)
            plan->units.v[i].level -= least - 1;
}

static void make_organisation(struct settling *s, uint32_t unit, struct diag *diag)
{
    struct plan *plan = s->plan;
    struct unit *u = &plan->units.v[unit];
    u->level = 0;
    u->parent = NO_UNIT;
    u->reason = text_printf(s->mem,
                            tr(TEXT_FMT "; taken as the organisation: %zu units refer to it "
                                        "and it refers to none"),
                            TEXT_ARG(u->reason), s->into[unit]);
    u->assumed = true;
    for (uint32_t i = 0; i < plan->units.n; i++)
        if (i != unit && plan->units.v[i].parent == NO_UNIT)
            plan->units.v[i].parent = unit;
    for (size_t i = 0; i < plan->items.n; i++)
        plan->has_company |= plan->items.v[i].unit == unit && plan->items.v[i].kind == KEY_RESULT;
    close_gap(plan);
    struct finding *f =
        diag_add(diag, FINDING_ASSUMED, u->place, T("say so in okralign.ini: level = 0"),
                 "'" TEXT_FMT "' is taken as the organisation: %zu units refer to it and it refers "
                 "to none",
                 TEXT_ARG(u->name), s->into[unit]);
    f->unit = u->id;
}

/* One level below the unit above it; the chain of references is followed as far as it goes. */
static void follow_references(struct settling *s)
{
    struct plan *plan = s->plan;
    for (uint32_t u = 0; u < plan->units.n; u++) {
        struct unit *unit = &plan->units.v[u];
        uint32_t at = u, steps = 0;
        while (plan->units.v[at].assumed && plan->units.v[at].level != 0 && s->up[at] != NO_UNIT &&
               steps < plan->units.n) {
            at = s->up[at];
            steps++;
        }
        if (!unit->assumed || unit->level == 0 || steps == 0 || steps >= plan->units.n)
            continue;
        int level = plan->units.v[at].level + (int)steps;
        if (level == unit->level || level < 1)
            continue;
        unit->level = level;
        unit->reason =
            text_printf(s->mem, tr(TEXT_FMT "; below '" TEXT_FMT "', which it refers to"),
                        TEXT_ARG(unit->reason), TEXT_ARG(plan->units.v[s->up[u]].name));
    }
}

/* Units whose level nothing said: one finding for all. */
static void report_assumed(struct settling *s, struct diag *diag)
{
    struct plan *plan = s->plan;
    struct buf names = {.mem = s->mem};
    size_t n = 0;
    const struct unit *first = NULL;
    for (size_t u = 0; u < plan->units.n; u++) {
        const struct unit *unit = &plan->units.v[u];
        if (!unit->assumed || unit->level == 0)
            continue;
        if (n < 5)
            buf_printf(&names, "%s'" TEXT_FMT "'", n ? ", " : "", TEXT_ARG(unit->name));
        first = first ? first : unit;
        n++;
    }
    bool below = has_organisation(plan);
    if (!n || (n == 1 && !below)) /* that there is none is told */
        return;
    diag_add(
        diag, FINDING_ASSUMED, first->place,
        T("state levels and parents in okralign.ini, or keep sheets in folders by department"),
        n == 1 ? "nothing says where " TEXT_FMT "%s stands: taken to be %s"
               : "nothing says where " TEXT_FMT "%s stand: taken to be %s",
        TEXT_ARG(buf_text(&names)),
        n > 5 ? text_printf(s->mem, tr(" and %zu more units"), n - 5).ptr : "",
        tr(below ? "right below the organisation, or below what is referred to" : "on one level"));
}

void plan_settle_levels(struct arena *mem, struct plan *plan, const struct reference_list *refs,
                        struct diag *diag)
{
    size_t n = plan->units.n;
    struct settling s = {.mem = mem,
                         .plan = plan,
                         .up = NEW_ARRAY(mem, uint32_t, n + 1),
                         .into = NEW_ARRAY(mem, size_t, n + 1),
                         .out = NEW_ARRAY(mem, size_t, n + 1)};
    count_references(&s, refs);
    if (!has_organisation(plan)) {
        uint32_t top = find_organisation(&s);
        if (top != NO_UNIT)
            make_organisation(&s, top, diag);
        else if (n)
            report_no_organisation(&s, diag);
    }
    follow_references(&s);
    report_assumed(&s, diag);
}
