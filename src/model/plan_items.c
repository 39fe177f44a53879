/*
 * Records -> items, in order of units, objectives, key results. A cascade sheet repeats the items of
 * the level above; a repeated item is the same item, not another one: records whose text stands in
 * their unit's own sheets already are copies and share its item.
 */
#include "base/fold.h"
#include "model/plan_work.h"

#include <stdlib.h>

struct head {
    size_t record; /* of the objective, or of a key result without one */
    uint32_t unit;
    size_t key_results; /* number of its first member + 1; 0: none */
    size_t last;
};

struct making {
    struct plan_work *w;
    size_t *canon;               /* of each record: the one whose item it shares, itself mostly */
    struct text *texts_of, *ids; /* of each record: its text, and the ID that stood before it */
    struct text *keys;           /* folded text of each record */
    int *deepest;                /* level of each source; 0 where it is no cascade */
    bool *needless;              /* of each record: no item */
    struct map texts;            /* unit, kind and text -> record */
    struct {
        struct head *v;
        size_t n, cap;
    } heads;
    size_t *next; /* of each record: next key result of the same head + 1 */
};

/* --- copies -------------------------------------------------------------------------------------- */

/* The deepest level of a cascade's items: those that the sheet is written for. */
static int *deepest_levels(const struct plan_work *w)
{
    int *deepest = NEW_ARRAY(w->scratch, int, w->sources.n + 1);
    for (size_t i = 0; i < w->layout->records.n; i++) {
        int level = w->layout->records.v[i].level;
        if (level > deepest[w->source_of[i]])
            deepest[w->source_of[i]] = level;
    }
    return deepest;
}

/* The record repeats an item of the level above, or stands in a sheet of another unit. */
static bool is_foreign(const struct making *m, size_t record)
{
    const struct plan_work *w = m->w;
    const struct source *s = &w->sources.v[w->source_of[record]];
    int level = w->layout->records.v[record].level;
    if (w->layout->records.v[record].upper)
        return true;
    if (s->unit == NO_UNIT)
        return level >= 0 && level < m->deepest[w->source_of[record]];
    return level >= 0 && s->unit != w->unit_of[record];
}

static struct text text_slot(struct making *m, size_t record)
{
    return text_printf(m->w->scratch, "%u %d " TEXT_FMT, m->w->unit_of[record],
                       (int)m->w->layout->records.v[record].kind, TEXT_ARG(m->keys[record]));
}

/* Share of the words that two folded texts have in common. */
static double overlap(struct text a, struct text b)
{
    size_t common = 0, all = 0, words = 0;
    for (struct text rest = b; rest.len; words++)
        text_cut(&rest, ' ');
    for (struct text rest = a; rest.len; all++) {
        struct text word = text_cut(&rest, ' ');
        for (struct text other = b; other.len;)
            if (text_eq(word, text_cut(&other, ' '))) {
                common++;
                break;
            }
    }
    size_t together = all + words - common;
    return together ? (double)common / (double)together : 0;
}

/* Of a unit's own items, for one that is not among them literally; bytes of a text. */
enum { MOST_COMPARED = 400, LONGEST_COMPARED = 600 };

/* The unit's own record that this one is a slightly different copy of; itself if there is none. */
static size_t nearest_own(struct making *m, size_t record, const size_t *own, size_t n)
{
    const struct record *records = m->w->layout->records.v;
    size_t best = record;
    double most = .6;
    if (m->keys[record].len > LONGEST_COMPARED)
        return record;
    for (size_t i = 0; i < n && i < MOST_COMPARED; i++) {
        bool short_enough = m->keys[own[i]].len <= LONGEST_COMPARED;
        double share = short_enough && records[own[i]].kind == records[record].kind
                           ? overlap(m->keys[record], m->keys[own[i]])
                           : 0;
        if (share > most) {
            most = share;
            best = own[i];
        }
    }
    return best;
}

static void report_foreign(struct making *m, size_t record)
{
    struct plan_work *w = m->w;
    const struct record *r = &w->layout->records.v[record];
    const struct unit *unit = &w->plan->units.v[w->unit_of[record]];
    struct finding *f = diag_add(
        w->diag, FINDING_ASSUMED, r->place, T("use the words of the sheet that it comes from"),
        "'" TEXT_FMT "' is taken as an item of '" TEXT_FMT "', whose own sheet does not have it",
        TEXT_ARG(text_shorten(w->mem, r->fields.v[0].text, 60)), TEXT_ARG(unit->name));
    f->unit = unit->id;
}

/* Said once for a sheet. */
static void report_upper(struct making *m, size_t record)
{
    const struct record *records = m->w->layout->records.v;
    for (size_t i = 0; i < record; i++)
        if (records[i].upper && records[i].sheet == records[record].sheet)
            return;
    diag_add(
        m->w->diag, FINDING_ASSUMED, records[record].place,
        T("add the sheet that has them, if there is one"),
        "the company's items that this sheet names stand in no other: they were read as items");
}

/* Own records first, so that a copy finds them wherever its file comes in the order. */
static void find_copies(struct making *m)
{
    struct plan_work *w = m->w;
    size_t n = w->layout->records.n, n_own = 0;
    uint32_t n_units = (uint32_t)w->plan->units.n;
    size_t *first = NEW_ARRAY(w->scratch, size_t, n_units + 2);
    size_t *own = NEW_ARRAY(w->scratch, size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!is_foreign(m, i))
            first[w->unit_of[i] + 1]++;
    for (uint32_t u = 0; u < n_units; u++)
        first[u + 1] += first[u];
    size_t *fill = NEW_ARRAY(w->scratch, size_t, n_units + 1);
    for (size_t i = 0; i < n; i++) {
        m->canon[i] = i;
        if (is_foreign(m, i))
            continue;
        uint32_t u = w->unit_of[i];
        own[first[u] + fill[u]++] = i;
        map_put(w->scratch, &m->texts, text_slot(m, i), i);
        n_own++;
    }
    size_t *uppers = NEW_ARRAY(w->scratch, size_t, n + 1), n_uppers = 0;
    for (size_t i = 0; i < n && n_own < n; i++) {
        if (!is_foreign(m, i))
            continue;
        uint32_t u = w->unit_of[i];
        bool upper = w->layout->records.v[i].upper;
        m->needless[i] = upper && fill[u];
        if (m->needless[i])
            continue; /* the company has a sheet of its own: it is no more than a reference to it */
        size_t same = upper ? nearest_own(m, i, uppers, n_uppers) : i;
        if (same != i) { /* the same objective, by another team in other words */
            m->canon[i] = same;
            continue;
        }
        if (upper) {
            uppers[n_uppers++] = i;
            report_upper(m, i);
        }
        size_t *seen = map_put(w->scratch, &m->texts, text_slot(m, i), i);
        if (*seen == i && fill[u])
            *seen = nearest_own(m, i, own + first[u], fill[u]);
        m->canon[i] = *seen;
        if (*seen == i && fill[u])
            report_foreign(m, i);
    }
}

/* --- heads --------------------------------------------------------------------------------------- */

static size_t head_of(struct making *m, struct map *heads, size_t record, uint32_t unit)
{
    struct text key = text_printf(m->w->scratch, "%zu %u", record, unit);
    size_t *number = map_put(m->w->scratch, heads, key, m->heads.n);
    if (*number == m->heads.n)
        *list_push(m->w->scratch, &m->heads) = (struct head){.record = record, .unit = unit};
    return *number;
}

static void add_member(struct making *m, struct head *head, size_t record)
{
    if (head->key_results)
        m->next[head->last] = record + 1;
    else
        head->key_results = record + 1;
    head->last = record;
}

/* Objectives with their key results, and key results that stand alone, in order of records. */
static void find_heads(struct making *m)
{
    struct plan_work *w = m->w;
    const struct record_list *records = &w->layout->records;
    struct map heads = {0};
    size_t *members = NEW_ARRAY(w->scratch, size_t, records->n + 1);
    for (size_t i = 0; i < records->n; i++)
        if (records->v[i].kind == KEY_RESULT && records->v[i].objective < records->n)
            members[records->v[i].objective]++;
    for (size_t i = 0; i < records->n; i++) {
        const struct record *r = &records->v[i];
        if (m->canon[i] != i || r->example || m->needless[i])
            continue;
        bool alone = r->kind == KEY_RESULT && r->objective >= records->n;
        if (alone || r->kind == OBJECTIVE) {
            head_of(m, &heads, i, w->unit_of[i]);
            continue;
        }
        size_t objective = m->canon[r->objective];
        size_t head = head_of(m, &heads, objective, w->unit_of[i]);
        add_member(m, &m->heads.v[head], i);
    }
}

/* --- items --------------------------------------------------------------------------------------- */

static uint32_t add_item(struct making *m, size_t record, uint32_t unit, enum item_kind kind,
                         uint32_t objective)
{
    struct plan_work *w = m->w;
    const struct record *r = &w->layout->records.v[record];
    uint32_t number = (uint32_t)w->plan->items.n;
    struct item item = item_blank();
    item.kind = kind;
    item.unit = unit;
    item.objective = objective;
    item.written = r->fields.n ? r->fields.v[0].text : (struct text){0};
    item.text = m->texts_of[record];
    item.written_id = m->ids[record];
    item.place = r->place;
    item.hidden = r->hidden;
    item.record = record;
    *list_push(w->mem, &w->plan->items) = item;
    if (w->plan->item_of_record[record] == NO_ITEM)
        w->plan->item_of_record[record] = number;
    w->plan->has_company |= kind == KEY_RESULT && w->plan->units.v[unit].level == 0;
    return number;
}

static void add_head(struct making *m, const struct head *head)
{
    struct plan *plan = m->w->plan;
    enum item_kind kind = m->w->layout->records.v[head->record].kind;
    uint32_t number = add_item(m, head->record, head->unit, kind, NO_ITEM);
    size_t n = 0;
    for (size_t k = head->key_results; k; k = m->next[k - 1], n++)
        add_item(m, k - 1, head->unit, KEY_RESULT, number);
    plan->items.v[number].n_key_results = (uint32_t)n;
    if (n)
        plan->items.v[number].first_key_result = number + 1;
}

static void add_in_order(struct making *m)
{
    uint32_t n_units = (uint32_t)m->w->plan->units.n;
    size_t *first = NEW_ARRAY(m->w->scratch, size_t, n_units + 2);
    size_t *order = NEW_ARRAY(m->w->scratch, size_t, m->heads.n + 1);
    for (size_t i = 0; i < m->heads.n; i++)
        first[m->heads.v[i].unit + 1]++;
    for (uint32_t u = 0; u < n_units; u++)
        first[u + 1] += first[u];
    for (size_t i = 0; i < m->heads.n; i++)
        order[first[m->heads.v[i].unit]++] = i;
    for (size_t i = 0; i < m->heads.n; i++)
        add_head(m, &m->heads.v[order[i]]);
}

void plan_make_items(struct plan_work *w)
{
    size_t n = w->layout->records.n;
    struct making m = {.w = w,
                       .canon = NEW_ARRAY(w->scratch, size_t, n + 1),
                       .texts_of = NEW_ARRAY(w->scratch, struct text, n + 1),
                       .ids = NEW_ARRAY(w->scratch, struct text, n + 1),
                       .keys = NEW_ARRAY(w->scratch, struct text, n + 1),
                       .needless = NEW_ARRAY(w->scratch, bool, n + 1),
                       .next = NEW_ARRAY(w->scratch, size_t, n + 1)};
    for (size_t i = 0; i < n; i++) {
        const struct record *r = &w->layout->records.v[i];
        struct text written = r->fields.n ? r->fields.v[0].text : (struct text){0};
        m.texts_of[i] =
            text_joined_lines(w->mem, plan_item_text(w->scratch, &w->id_words, written, &m.ids[i]));
        plan_owners_behind(w, i, &m.texts_of[i]);
        m.keys[i] = text_key(w->scratch, m.texts_of[i]);
        w->plan->item_of_record[i] = NO_ITEM;
    }
    m.deepest = deepest_levels(w);
    find_copies(&m);
    find_heads(&m);
    add_in_order(&m);
    for (size_t i = 0; i < n; i++)
        if (m.canon[i] != i)
            w->plan->item_of_record[i] = w->plan->item_of_record[m.canon[i]];
}
