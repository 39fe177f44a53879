/*
 * One reference -> its candidates -> one of them, several, or none. Ways of finding candidates are
 * tried from the strictest to the loosest, and the first that finds any decides; who they belong to
 * then decides between them, as a careful human would: the scope that was named; else a unit above
 * the one that refers; else any other that calls an item so; its own only if nobody else has it.
 */
#include "match/resolve_question.h"

#include "base/fold.h"

#include <string.h>

/* --- ways of referring -------------------------------------------------------------------------------- */

static void resolve_id(struct resolver *r, struct question *q)
{
    struct item_numbers items = {0};
    const char *how = "its ID";
    q->id = ident_parse(r->scratch, &r->words->ident, q->ref->key);
    question_by_id(r, q, &items);
    if (!items.n && q->ref->quote.len && q->scope.kind != SCOPE_UNKNOWN) {
        how = question_by_text(r, q, &items);
        how =
            how ? text_z(r->scratch, text_printf(r->scratch, tr("%s; no OKR has the ID"), tr(how)))
                : NULL;
    }
    if (!items.n) {
        how = "what its text begins with";
        question_take(r, q, directory_by_beginning(r->directory, ident_key(r->scratch, q->ref->id)),
                      false, &items);
    }
    struct text said = q->ref->quote;
    if (!items.n && q->id.bare && q->ref->source == SOURCE_PARENT_FIELD) {
        q->ref->quote = q->ref->text; /* "Employee engagement 8.2": the number is the text's */
        enum scope_kind kind = q->scope.kind;
        q->scope.kind = kind == SCOPE_UNKNOWN ? SCOPE_NONE : kind;
        how = question_by_text(r, q, &items);
        q->scope.kind = kind;
        q->ref->quote = said;
    }
    if (items.n) {
        struct item_numbers found = {0};
        for (size_t i = 0; i < items.n; i++)
            *list_push(r->scratch, &found) = items.v[i];
        question_settle(r, q, &items, how);
        question_ask_words(r, q, &found);
        question_check_words(r, q);
    } else {
        question_none(r, q);
    }
}

/* What stands behind a mark, of the key results of the objective whose words stand before it. */
static bool resolve_step(struct resolver *r, struct question *q, struct text before,
                         struct text behind)
{
    struct item_numbers items = {0}, kept = {0};
    struct reference tail = *q->ref;
    struct question down = *q;
    uint32_t objective = resolver_called(r, before);
    down.ref = &tail;
    tail.quote = behind;
    const char *how = objective == NO_ITEM ? NULL : question_by_text(r, &down, &items);
    for (size_t i = 0; how && i < items.n; i++)
        if (r->plan->items.v[items.v[i]].objective == objective)
            *list_push(r->scratch, &kept) = items.v[i];
    if (kept.n)
        question_settle(r, q, &kept, how);
    return kept.n > 0;
}

/* "Lead the market > Order intake", "Lead the market: order intake": an objective and one of its key
   results, each in words. */
static bool resolve_path(struct resolver *r, struct question *q)
{
    struct text quote = q->ref->quote;
    if (quote.len > PATH_LONGEST || directory_by_text(r->directory, text_key(r->scratch, quote))->n)
        return false;
    for (size_t i = quote.len; i-- > 1;) {
        size_t width = path_mark(text_slice(quote, i, quote.len));
        if (width && resolve_step(r, q, text_slice(quote, 0, i),
                                  text_trim(text_slice(quote, i + width, quote.len))))
            return true;
    }
    return false;
}

/* What stands before the first mark of a way down, where it names a unit: "Sales: Keep the customers",
   "Sales – Keep the customers". */
static struct scope unit_before(struct resolver *r, struct text quote)
{
    struct scope before = {.kind = SCOPE_NONE, .unit = NO_UNIT};
    size_t at = 1;
    while (at < quote.len && quote.ptr[at] != ':' && !path_mark(text_slice(quote, at, quote.len)))
        at++;
    if (at < quote.len)
        before = directory_scope(r->directory, text_slice(quote, 0, at));
    return before;
}

static void resolve_text(struct resolver *r, struct question *q)
{
    struct item_numbers items = {0};
    if (q->scope.kind == SCOPE_UNKNOWN)
        q->scope.kind = SCOPE_NONE; /* words before a quotation need not be a unit */
    if (q->ref->source == SOURCE_PARENT_FIELD && resolve_path(r, q))
        return;
    struct scope before = unit_before(r, q->ref->quote);
    bool names_unit = before.kind != SCOPE_NONE && before.kind != SCOPE_UNKNOWN && before.whole;
    if (q->scope.kind == SCOPE_NONE && names_unit &&
        !directory_by_text(r->directory, text_key(r->scratch, q->ref->quote))->n)
        q->scope = before; /* "Sales: Keep the customers" */
    const char *how = question_by_text(r, q, &items);
    if (!how && question_by_topic(r, q, &items))
        how = "words of its text";
    if (how)
        question_settle(r, q, &items, how);
    else
        question_none(r, q);
}

static struct text target_text(const struct resolver *r, const struct reference *ref)
{
    struct place p = {ref->target_file.len ? ref->target_file : ref->place.file, ref->target_sheet,
                      ref->target_row, ref->target_col};
    return place_text(r->scratch, p);
}

static void resolve_cell(struct resolver *r, struct question *q)
{
    const struct reference *ref = q->ref;
    struct text sheet_name =
        ref->target_sheet.len || ref->target_file.len ? ref->target_sheet : ref->place.sheet;
    const struct sheet *sheet =
        directory_sheet(r->directory, ref->place.file, ref->target_file, sheet_name);
    uint32_t item =
        sheet ? directory_by_cell(r->directory, sheet, ref->target_row, ref->target_col) : NO_ITEM;
    struct item_numbers items = {0};
    const char *how = NULL;
    if (item != NO_ITEM) {
        uint32_t meant = question_by_stored(r, q, sheet, item);
        *list_push(r->scratch, &items) = meant;
        how = meant == item                     ? "the cell it points to"
              : ref->source == SOURCE_HYPERLINK ? "what the hyperlink reads"
                                                : "the text that the formula had";
    } else if (ref->quote.len) {
        how = question_by_text(r, q, &items); /* the stored value outlives a renamed file */
    }
    if (how) {
        question_settle(r, q, &items, how);
    } else {
        question_broken(r, q,
                        text_printf(r->scratch,
                                    sheet ? tr("it points to " TEXT_FMT ", where no OKR stands")
                                          : tr("it points to " TEXT_FMT ", which was not read"),
                                    TEXT_ARG(target_text(r, ref))));
    }
}

void resolver_ask(struct resolver *r, struct reference *ref)
{
    struct question q = {.ref = ref, .from = &r->plan->items.v[ref->from]};
    q.scope = directory_scope(r->directory, ref->scope);
    if (ref->target_row != PLACE_NONE) {
        resolve_cell(r, &q);
        return;
    }
    if (ref->source == SOURCE_FORMULA)
        q.sheet =
            directory_sheet(r->directory, ref->place.file, ref->target_file, ref->target_sheet);
    uint32_t near = q.scope.kind == SCOPE_UNKNOWN && ref->key.len
                        ? directory_near_unit(r->directory, q.scope.words)
                        : NO_UNIT;
    if (near != NO_UNIT) {
        q.scope = (struct scope){.kind = SCOPE_UNIT, .unit = near, .words = q.scope.words};
        q.near_unit = true;
    }
    if (ref->key.len)
        resolve_id(r, &q);
    else
        resolve_text(r, &q);
    if (ref->past && ref->when.len && ref->outcome == OUTCOME_BROKEN) {
        ref->when.len = 0; /* when that was, and not what is called so */
        resolver_ask(r, ref);
    }
}

/* --- what a column means ------------------------------------------------------------------------------- */

enum { COLUMN_MIXED = 0xFFFFFFFE };

struct text resolver_column(const struct resolver *r, const struct reference *ref)
{
    return text_printf(r->scratch, "%u/%d/%u/" TEXT_FMT "/" TEXT_FMT,
                       r->plan->items.v[ref->from].unit, (int)ref->source, ref->place.col,
                       TEXT_ARG(ref->place.file), TEXT_ARG(ref->place.sheet));
}

static void learn_column(struct resolver *r, const struct reference *ref)
{
    if (ref->source != SOURCE_PARENT_FIELD || ref->outcome != OUTCOME_RESOLVED)
        return;
    uint32_t unit = r->plan->items.v[ref->candidates.v[0]].unit;
    size_t *meant = map_put(r->scratch, &r->columns, resolver_column(r, ref), unit);
    if (*meant != unit)
        *meant = COLUMN_MIXED;
}

/* Of candidates of several units above: those of the unit that the column means, else, in a column
   made for the parent, those of the nearest unit. */
static void settle_open(struct resolver *r, struct reference *ref)
{
    struct item_numbers kept = {0};
    uint32_t own = r->plan->items.v[ref->from].unit, wanted = NO_UNIT;
    size_t meant = map_get(&r->columns, resolver_column(r, ref));
    struct text reason = ref->reason;
    for (size_t i = 0; i < ref->candidates.n; i++) {
        uint32_t unit = r->plan->items.v[ref->candidates.v[i]].unit;
        if (unit == meant) {
            wanted = unit;
            reason =
                text_printf(r->scratch, tr(TEXT_FMT ", of the unit that the column's others name"),
                            TEXT_ARG(ref->reason));
            break;
        }
        if (ref->source == SOURCE_PARENT_FIELD &&
            (wanted == NO_UNIT ||
             unit_distance(r->plan, own, unit) < unit_distance(r->plan, own, wanted))) {
            wanted = unit;
            reason = text_printf(r->scratch, tr(TEXT_FMT ", of the nearest unit above"),
                                 TEXT_ARG(ref->reason));
        }
    }
    for (size_t i = 0; i < ref->candidates.n; i++)
        if (wanted == NO_UNIT || r->plan->items.v[ref->candidates.v[i]].unit == wanted)
            *list_push(r->scratch, &kept) = ref->candidates.v[i];
    resolver_set_outcome(r, ref, kept.n == 1 ? OUTCOME_RESOLVED : OUTCOME_AMBIGUOUS, &kept, reason);
}

/* --- last quarter's sheets ------------------------------------------------------------------------------- */

/* What "O1" in a sheet of another period means is an O1 of that period; that of this one is another. */
static void keep_to_period(struct resolver *r, struct reference *ref)
{
    struct item_numbers kept = {0};
    if (ref->when.len || plan_item_current(r->plan, ref->from))
        return;
    for (size_t i = 0; i < ref->candidates.n; i++)
        if (plan_same_time(r->plan, ref->from, ref->candidates.v[i]))
            *list_push(r->scratch, &kept) = ref->candidates.v[i];
    if (kept.n < ref->candidates.n)
        resolver_set_outcome(r, ref, kept.n ? ref->outcome : OUTCOME_BROKEN, &kept,
                             kept.n ? ref->reason : T("what has that name is of another period"));
}

/* Why it is no more than a mention. */
static void tell_when(struct resolver *r, struct reference *ref)
{
    if (ref->past && ref->outcome == OUTCOME_RESOLVED)
        ref->reason = text_printf(r->mem, tr(TEXT_FMT ", in words that speak of the past"),
                                  TEXT_ARG(ref->reason));
}

/* --- what is none ------------------------------------------------------------------------------------- */

static bool is_pointer(const struct reference *ref)
{
    return ref->source == SOURCE_HYPERLINK || ref->source == SOURCE_FORMULA;
}

/* A pointer from or to a value is a link only between units one above the other. */
static bool pointer_counts(const struct resolver *r, const struct reference *ref)
{
    uint32_t own = r->plan->items.v[ref->from].unit;
    uint32_t other = r->plan->items.v[ref->candidates.v[0]].unit;
    return unit_distance(r->plan, own, other) || unit_distance(r->plan, other, own);
}

static bool is_own_objective(const struct resolver *r, const struct reference *ref)
{
    const struct item *item = &r->plan->items.v[ref->from];
    for (size_t i = 0; i < ref->candidates.n; i++)
        if (ref->candidates.v[i] == item->objective ||
            (ref->candidates.v[i] == ref->from && item->written_id.len))
            return true;
    return false;
}

static bool is_none(const struct resolver *r, const struct reference *ref)
{
    bool from_shape = ref->source == SOURCE_SHAPE || ref->source == SOURCE_TICK;
    if (ref->outcome == OUTCOME_SELF)
        return is_pointer(ref) || from_shape || ref->maybe || ref->names_only ||
               is_own_objective(r, ref);
    if (is_pointer(ref) && ref->outcome == OUTCOME_RESOLVED && ref->maybe)
        return !pointer_counts(r, ref);
    return ref->outcome != OUTCOME_RESOLVED && (ref->maybe || ref->names_only);
}

static bool same_cell(const struct reference *a, const struct reference *b)
{
    return a->from == b->from && place_cmp(&a->place, &b->place) == 0;
}

static bool among_candidates(const struct reference *ref, uint32_t item)
{
    for (size_t i = 0; i < ref->candidates.n; i++)
        if (ref->candidates.v[i] == item)
            return true;
    return false;
}

/* Another reference of the same cell that makes this one needless. Words that may mean several are
   settled by where the cell points. */
static bool outdoes(const struct reference *other, const struct reference *ref)
{
    if (is_pointer(other) == is_pointer(ref))
        return false;
    if (ref->outcome == OUTCOME_AMBIGUOUS)
        return is_pointer(other) && other->outcome == OUTCOME_RESOLVED &&
               among_candidates(ref, other->candidates.v[0]);
    return other->outcome == OUTCOME_RESOLVED || is_pointer(other);
}

/* In a cell that has both words and a hyperlink one of the two is enough. */
static bool outdone(const struct resolver *r, size_t number)
{
    const struct reference_list *list = r->references;
    const struct reference *ref = &list->v[number];
    bool loose = is_pointer(ref) || (!ref->id.len && ref->source == SOURCE_PARENT_FIELD);
    bool open = ref->outcome == OUTCOME_AMBIGUOUS && !is_pointer(ref);
    if (!open && (ref->outcome != OUTCOME_BROKEN || !loose))
        return false;
    for (size_t i = number; i > 0 && same_cell(&list->v[i - 1], ref); i--)
        if (outdoes(&list->v[i - 1], ref))
            return true;
    for (size_t i = number + 1; i < list->n && same_cell(&list->v[i], ref); i++)
        if (outdoes(&list->v[i], ref))
            return true;
    return false;
}

static void drop_none(struct resolver *r)
{
    struct reference_list *list = r->references;
    bool *drop = NEW_ARRAY(r->scratch, bool, list->n);
    for (size_t i = 0; i < list->n; i++)
        drop[i] = is_none(r, &list->v[i]) || outdone(r, i);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (!drop[i])
            list->v[n++] = list->v[i];
    list->n = n;
}

/* "All KRs of O2 but KR 2.2": the item is not meant. */
static bool is_left_out(struct resolver *r, const struct reference *ref, uint32_t item)
{
    struct ident_list ids = ident_list_parse(r->scratch, &r->words->ident,
                                             directory_own_ids(r->directory), ref->left_out);
    struct reference asked = *ref;
    struct item_numbers items = {0};
    bool out = false;
    for (size_t i = 0; i < ids.n; i++) {
        asked.key = ids.v[i].key;
        asked.kind = KEY_RESULT;
        question_in_unit(r, &asked, r->plan->items.v[item].unit, &items);
        for (size_t k = 0; k < items.n; k++)
            out |= items.v[k] == item;
    }
    return out;
}

static const char *how_many(const struct reference *ref)
{
    if (ref->most)
        return tr(TEXT_FMT ", one of the key results of it");
    return ref->last ? tr(TEXT_FMT ", the last key result of it")
                     : tr(TEXT_FMT ", each key result of it");
}

/* "All KRs of O2": a reference to each of them instead. */
static void expand_every(struct resolver *r)
{
    struct reference_list *list = r->references, out = {0};
    for (size_t i = 0; i < list->n; i++) {
        const struct reference *ref = &list->v[i];
        const struct item *named =
            ref->outcome == OUTCOME_RESOLVED ? &r->plan->items.v[ref->candidates.v[0]] : NULL;
        uint32_t n = ref->every && named && named->kind == OBJECTIVE ? named->n_key_results : 0;
        uint32_t most = ref->most && ref->most < n ? (uint32_t)ref->most : n;
        uint32_t last = ref->most ? most : 1;
        uint32_t end = ref->last ? n : most;
        for (uint32_t k = n && ref->last ? n - last : 0; k < end; k++) {
            if (ref->left_out.len && is_left_out(r, ref, named->first_key_result + k))
                continue;
            struct reference *each = list_push(r->mem, &out);
            struct item_numbers items = {0};
            *each = *ref;
            memset(&each->candidates, 0, sizeof each->candidates);
            each->kind = KEY_RESULT;
            *list_push(r->scratch, &items) = named->first_key_result + k;
            resolver_set_outcome(r, each, OUTCOME_RESOLVED, &items,
                                 text_printf(r->scratch, how_many(ref), TEXT_ARG(ref->reason)));
        }
        if (!n)
            *list_push(r->mem, &out) = *ref;
    }
    *list = out;
}

static bool asks_for_every(const struct reference_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].every)
            return true;
    return false;
}

struct resolver resolver_new(struct arena *mem, struct arena *scratch,
                             const struct form_words *words, const struct plan *plan,
                             struct reference_list *references)
{
    struct resolver r = {
        .mem = mem, .scratch = scratch, .plan = plan, .words = words, .references = references};
    r.directory = directory_new(scratch, words, plan);
    r.unit_items = NEW_ARRAY(scratch, struct item_numbers, plan->units.n);
    for (uint32_t i = 0; i < plan->items.n; i++)
        *list_push(scratch, &r.unit_items[plan->items.v[i].unit]) = i;
    for (size_t i = 0; i < plan->units.n; i++)
        r.has_company |= plan->units.v[i].level == 0;
    return r;
}

/* --- a column that holds structure ------------------------------------------------------------------ */

static bool names_own_objective(const struct resolver *r, const struct reference *ref)
{
    uint32_t number = r->plan->items.v[ref->from].objective;
    if (number == NO_ITEM)
        return false;
    const struct item *objective = &r->plan->items.v[number];
    if (ref->key.len)
        return text_eq(ref->key, directory_key(r->directory, number)) ||
               text_eq(ref->key, resolver_key(r, objective->id));
    return text_eq(text_key(r->scratch, ref->quote), text_key(r->scratch, objective->text));
}

static bool may_be_structure(const struct resolver *r, const struct reference *ref)
{
    return ref->source == SOURCE_PARENT_FIELD && ref->parental &&
           r->plan->items.v[ref->from].kind == KEY_RESULT;
}

/* Where all key results of a unit have their own objective in the parent column, that column says
   what belongs together, and not what supports what. */
static void find_structure(struct resolver *r)
{
    struct reference_list *list = r->references;
    struct map structure = {0};
    for (size_t i = 0; i < list->n; i++)
        if (may_be_structure(r, &list->v[i]))
            *map_put(r->scratch, &structure, resolver_column(r, &list->v[i]), 1) &=
                names_own_objective(r, &list->v[i]);
    for (size_t i = 0; i < list->n; i++) {
        struct reference *ref = &list->v[i];
        if (!may_be_structure(r, ref) || map_get(&structure, resolver_column(r, ref)) != 1)
            continue;
        struct item_numbers own = {0};
        *list_push(r->scratch, &own) = r->plan->items.v[ref->from].objective;
        resolver_set_outcome(r, ref, OUTCOME_SELF, &own, T("its own objective"));
    }
}

/* --- a column that is headed the wrong way round ------------------------------------------------------- */

static struct text sheet_column(const struct resolver *r, const struct reference *ref)
{
    return text_printf(r->scratch, "%u/" TEXT_FMT "/" TEXT_FMT, ref->place.col,
                       TEXT_ARG(ref->place.file), TEXT_ARG(ref->place.sheet));
}

static void tell_turned(const struct resolver *r, const struct reference *ref, struct diag *diag)
{
    struct finding *f = diag_add(diag, FINDING_ASSUMED, ref->place,
                                 T("head the column 'Supports' if so, else mend what it names"),
                                 "the header says that what the column names supports the OKRs "
                                 "beside it, but all of that is above them: read as what they "
                                 "support");
    f->unit = r->plan->units.v[r->plan->items.v[ref->from].unit].id;
}

/* The other way, as in any other column made for references. */
static void resolve_turned(struct resolver *r, struct reference *ref)
{
    ref->below = ref->upward = false;
    ref->outcome = OUTCOME_NONE;
    ref->candidates.n = 0;
    resolver_ask(r, ref);
    learn_column(r, ref);
}

/* "Supported by" over nothing but OKRs of units above: it is they that are supported. What fits no
   OKR says nothing of that. */
static void turn_columns(struct resolver *r, struct diag *diag)
{
    enum { STAYS, TURNS, TOLD };
    struct reference_list *list = r->references;
    struct map columns = {0};
    for (size_t i = 0; i < list->n; i++) {
        const struct reference *ref = &list->v[i];
        if (ref->below && (ref->upward || ref->outcome != OUTCOME_BROKEN))
            *map_put(r->scratch, &columns, sheet_column(r, ref), TURNS) &= ref->upward;
    }
    for (size_t i = 0; i < list->n; i++) {
        struct reference *ref = &list->v[i];
        size_t known = ref->below ? map_get(&columns, sheet_column(r, ref)) : MAP_NONE;
        if (known != TURNS && known != TOLD)
            continue;
        if (known == TURNS)
            tell_turned(r, ref, diag);
        *map_put(r->scratch, &columns, sheet_column(r, ref), TOLD) = TOLD;
        resolve_turned(r, ref);
    }
}

void resolve_all(struct resolver *r, struct diag *diag)
{
    struct reference_list *list = r->references;
    find_structure(r);
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].outcome != OUTCOME_NONE)
            continue;
        resolver_ask(r, &list->v[i]);
        learn_column(r, &list->v[i]);
    }
    resolve_lists(r);
    turn_columns(r, diag);
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].outcome == OUTCOME_NONE)
            settle_open(r, &list->v[i]);
    resolve_together(r);
    for (size_t i = 0; i < list->n; i++) {
        keep_to_period(r, &list->v[i]);
        tell_when(r, &list->v[i]);
    }
    drop_none(r);
    if (asks_for_every(list))
        expand_every(r);
}
