/*
 * Explicit links: references that resolve to exactly one item become links, the others findings;
 * then objectives that are a higher key result word for word.
 */
#include "match/resolve.h"

struct text item_label(struct arena *mem, const struct item *item)
{
    bool letter = false; /* a bare "1" says nothing to a reader */
    for (size_t i = 0; i < item->written_id.len; i++)
        letter |= (unsigned char)item->written_id.ptr[i] >= 'A';
    struct text id = letter ? item->written_id : item->id;
    return text_printf(mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(id),
                       TEXT_ARG(text_shorten(mem, item->text, 60)));
}

static struct text evidence_of(struct arena *mem, const struct reference *ref)
{
    struct text words = text_shorten(mem, ref->text, 80);
    switch (ref->source) {
    case SOURCE_HYPERLINK:
        return text_printf(mem, tr("hyperlink to '" TEXT_FMT "'"), TEXT_ARG(words));
    case SOURCE_FORMULA:
        return text_printf(mem, tr("formula '=" TEXT_FMT "'"), TEXT_ARG(words));
    case SOURCE_SHAPE:
        if (text_eq(ref->form, T("outline")))
            return text_printf(mem, tr("its number '" TEXT_FMT "' stands below the other's"),
                               TEXT_ARG(words));
        return TR("stands beneath it in the same row of the sheet");
    case SOURCE_TICK:
        return TR("ticked for the unit; the unit's objective that comes nearest to it");
    case SOURCE_PARENT_FIELD:
    case SOURCE_TEXT:
    case SOURCE_NOTE:
    case SOURCE_COMMENT:
        break;
    }
    return text_printf(mem, tr("names '" TEXT_FMT "' (" TEXT_FMT ")"), TEXT_ARG(words),
                       TEXT_ARG(ref->reason));
}

/* A higher unit's cell that points down to a lower one's is fed by it, and one ticked for a lower one's is helped by
   it: the lower supports. */
static bool points_down(const struct plan *plan, const struct reference *ref)
{
    if (ref->source != SOURCE_HYPERLINK && ref->source != SOURCE_FORMULA && !ref->ticked)
        return false;
    return unit_distance(plan, plan->items.v[ref->candidates.v[0]].unit,
                         plan->items.v[ref->from].unit) > 0;
}

/* "=Company!F3" below "Baseline": a figure of another's key result, no claim to support it. A figure from below
   is what feeds one's own. */
static bool borrows_number(const struct plan *plan, const struct reference *ref)
{
    return ref->number && !points_down(plan, ref);
}

static void link_reference(struct arena *mem, const struct plan *plan, const struct reference *ref,
                           size_t number, struct link_list *links)
{
    bool pointer = ref->source == SOURCE_HYPERLINK || ref->source == SOURCE_FORMULA;
    bool down = ref->below || points_down(plan, ref);
    *list_push(mem, links) = (struct link){
        .from = down ? ref->candidates.v[0] : ref->from,
        .to = down ? ref->from : ref->candidates.v[0],
        .kind = ref->names_only ? LINK_IMPLICIT : LINK_EXPLICIT,
        .how = ref->names_only ? HOW_MENTIONED
               : pointer       ? HOW_LINKED
                               : HOW_DECLARED,
        .status = ref->names_only ? LINK_SUGGESTED : LINK_CONFIRMED,
        .confidence = ref->names_only ? .5 : 1, /* see mention.c */
        .evidence = evidence_of(mem, ref),
        .place = ref->place,
        .reference = number,
    };
}

/* "'KR 1.3 Raise retention' (company.xlsx:OKRs!B5)" and so on, at most five. */
static struct text candidate_names(const struct resolver *r, const struct reference *ref)
{
    struct buf b = {.mem = r->mem};
    for (size_t i = 0; i < ref->candidates.n && i < 5; i++) {
        const struct item *item = &r->plan->items.v[ref->candidates.v[i]];
        buf_printf(&b, tr("%s'" TEXT_FMT "' of " TEXT_FMT), i ? ", " : "",
                   TEXT_ARG(item_label(r->mem, item)), TEXT_ARG(r->plan->units.v[item->unit].name));
        if (item->place.file.len)
            buf_printf(&b, " (" TEXT_FMT ")", TEXT_ARG(place_text(r->mem, item->place)));
    }
    if (ref->candidates.n > 5)
        buf_printf(&b, tr(" and %zu more"), ref->candidates.n - 5);
    return buf_text(&b);
}

/* "Supported KR 1.2 in spring": no claim, but whoever wrote it may mean one. */
static void tell_past(struct resolver *r, const struct reference *ref, struct diag *diag)
{
    struct finding *f = diag_add(
        diag, FINDING_ASSUMED, ref->place,
        T("say that it supports the OKR if it still does, or clear the note if it does not"),
        "'" TEXT_FMT "' speaks of the past: a mention of " TEXT_FMT ", and no support",
        TEXT_ARG(text_shorten(r->mem, ref->text, 80)), TEXT_ARG(candidate_names(r, ref)));
    f->unit = r->plan->units.v[r->plan->items.v[ref->from].unit].id;
}

/* An earlier period's own are no mistake, and what last quarter's sheets named nobody mends. */
static void tell_one(struct resolver *r, const struct reference *ref, struct diag *diag)
{
    struct finding *f = NULL;
    struct text said = text_shorten(r->mem, ref->text, 80);
    struct text names = candidate_names(r, ref);
    if (ref->outcome == OUTCOME_AMBIGUOUS)
        f = diag_add(diag, FINDING_AMBIGUOUS_REFERENCE, ref->place,
                     text_printf(r->mem, tr("name one of " TEXT_FMT), TEXT_ARG(names)),
                     "'" TEXT_FMT "' fits %zu OKRs (" TEXT_FMT ")", TEXT_ARG(said),
                     ref->candidates.n, TEXT_ARG(ref->reason));
    else if (ref->outcome == OUTCOME_BROKEN)
        f = diag_add(diag, FINDING_BROKEN_REFERENCE, ref->place,
                     ref->advice.len ? ref->advice
                     : ref->candidates.n
                         ? text_printf(r->mem, tr("did you mean " TEXT_FMT "?"), TEXT_ARG(names))
                         : T("name an OKR by its ID and unit, or clear the reference"),
                     "'" TEXT_FMT "' fits no OKR: " TEXT_FMT, TEXT_ARG(said),
                     TEXT_ARG(ref->reason));
    else if (ref->outcome == OUTCOME_SELF && ref->when.len) {
        f = diag_add(diag, FINDING_SELF_REFERENCE, ref->place,
                     T("fine if it goes on with that; whom it serves, an OKR of another unit says"),
                     "'" TEXT_FMT "' is the unit's own " TEXT_FMT, TEXT_ARG(said), TEXT_ARG(names));
        f->severity = ADVICE;
    } else if (ref->outcome == OUTCOME_SELF)
        f = diag_add(diag, FINDING_SELF_REFERENCE, ref->place,
                     T("name an OKR of another unit, with the unit's name, or clear the reference"),
                     "'" TEXT_FMT "' is the unit's own " TEXT_FMT, TEXT_ARG(said), TEXT_ARG(names));
    if (f)
        f->unit = r->plan->units.v[r->plan->items.v[ref->from].unit].id;
}

/* The formula still shows what its cell once said, or the hyperlink reads otherwise: rows were inserted above
   the cell, or it was reworded. */
static void tell_outdated(struct resolver *r, const struct reference *ref, struct diag *diag)
{
    struct place target = {ref->target_file.len ? ref->target_file : ref->place.file,
                           ref->target_sheet.len ? ref->target_sheet : ref->place.sheet,
                           ref->target_row, ref->target_col};
    struct text names = candidate_names(r, ref);
    struct finding *f;
    if (ref->source == SOURCE_HYPERLINK)
        f = diag_add(diag, FINDING_FORMULA_OUTDATED, ref->place,
                     T("point the hyperlink to the cell that is meant"),
                     "the hyperlink reads '" TEXT_FMT "', but points to " TEXT_FMT
                     ", which says '" TEXT_FMT "': taken for " TEXT_FMT,
                     TEXT_ARG(text_shorten(r->mem, ref->stored, 80)),
                     TEXT_ARG(place_text(r->mem, target)),
                     TEXT_ARG(text_shorten(r->mem, ref->outdated, 80)), TEXT_ARG(names));
    else
        f = diag_add(
            diag, FINDING_FORMULA_OUTDATED, ref->place,
            T("point it to the cell that is meant, let the sheet compute it anew, and save it"),
            "the formula shows '" TEXT_FMT "', but " TEXT_FMT " now says '" TEXT_FMT
            "': taken for " TEXT_FMT,
            TEXT_ARG(text_shorten(r->mem, ref->stored, 80)), TEXT_ARG(place_text(r->mem, target)),
            TEXT_ARG(text_shorten(r->mem, ref->outdated, 80)), TEXT_ARG(names));
    f->unit = r->plan->units.v[r->plan->items.v[ref->from].unit].id;
}

void tell_references(struct resolver *r, struct diag *diag)
{
    for (size_t i = 0; i < r->references->n; i++) {
        const struct reference *ref = &r->references->v[i];
        if (!plan_item_current(r->plan, ref->from))
            continue;
        tell_one(r, ref, diag);
        if (ref->past && ref->outcome == OUTCOME_RESOLVED)
            tell_past(r, ref, diag);
        bool told = i && place_cmp(&ref->place, &ref[-1].place) == 0 && ref[-1].outdated.len;
        if (ref->outdated.len && ref->outcome == OUTCOME_RESOLVED && !told)
            tell_outdated(r, ref, diag);
    }
}

void match_explicit(struct arena *mem, const struct reference_forms *forms, struct plan *plan,
                    struct reference_list *references, struct link_list *links, struct diag *diag)
{
    struct arena *scratch = arena_new();
    struct resolver r = resolver_new(mem, scratch, forms_words(forms), plan, references);
    resolve_all(&r, diag);
    for (size_t i = 0; i < references->n; i++)
        if (references->v[i].outcome == OUTCOME_RESOLVED) {
            references->v[i].names_only |= borrows_number(plan, &references->v[i]);
            link_reference(mem, plan, &references->v[i], i, links);
        }
    tell_references(&r, diag);
    /* Who is above whom, before what is handed down. */
    plan_settle_levels(mem, plan, references, diag);
    match_inherited(mem, &r, forms_jobs(forms), links, diag);
    links_settle(links);
    arena_free(scratch);
}
