/*
 * A plan's cells -> references, still unresolved. Three sources: what cells say (the forms, in
 * columns made for it, in the items' own words, in notes and comments), where cells point
 * (hyperlinks, formulas), and what the shape of a sheet says (cascade matrix, ticks).
 *
 * The plan is searched in pieces, which threads share.
 */
#include "model/reference_finder.h"

#include "base/fold.h"
#include "base/pool.h"
#include "model/target.h"

#include <string.h>

const char *outcome_text(enum reference_outcome outcome)
{
    static const char *const texts[] = {
        [OUTCOME_NONE] = "open",           [OUTCOME_RESOLVED] = "resolved",
        [OUTCOME_AMBIGUOUS] = "ambiguous", [OUTCOME_BROKEN] = "broken",
        [OUTCOME_SELF] = "self",           [OUTCOME_CYCLIC] = "cyclic"};
    return texts[outcome];
}

/* --- where cells point ------------------------------------------------------------------------------ */

static void emit_target(struct finder *f, const struct target *t, enum reference_source source,
                        struct text written)
{
    struct reference *r = finder_emit(f);
    r->source = source;
    r->text = text_copy(f->mem, written);
    r->form = source == SOURCE_HYPERLINK ? T("hyperlink") : T("formula");
    r->target_file = t->file;
    r->target_sheet = t->sheet;
    r->target_row = t->row;
    r->target_col = t->col;
}

/* A defined name stands for the place that the workbook gives it. */
static struct target named_target(struct finder *f, const struct sheet *sheet, struct target t)
{
    struct text name = text_fold(f->mem, t.name);
    for (size_t i = 0; name.len && sheet && i < sheet->book->names.n; i++)
        if (text_eq(text_fold(f->mem, sheet->book->names.v[i].name), name)) {
            struct target_list list = targets_of_formula(f->mem, sheet->book->names.v[i].formula);
            return list.n ? list.v[0] : t;
        }
    if (name.len && !t.sheet.len)
        t.sheet = t.name; /* "#Company": a sheet */
    return t;
}

/* IF(A1="", "", A1) reads one cell, twice. */
static bool all_one_cell(const struct target_list *targets)
{
    const struct target *first = &targets->v[0];
    for (size_t i = 1; i < targets->n; i++) {
        const struct target *t = &targets->v[i];
        if (t->row != first->row || t->col != first->col || !text_eq(t->sheet, first->sheet) ||
            !text_eq(t->file, first->file))
            return false;
    }
    return true;
}

/* A hyperlink to the cell that it is in says nothing; what the cell reads does. */
static bool points_at_itself(const struct finder *f, const struct target *t,
                             const struct record *record, const struct cell *cell)
{
    if (t->row != cell->row || t->col != cell->col || !record->sheet)
        return false;
    struct text file = record->sheet->book->path;
    struct text sheet = t->file.len || t->sheet.len ? t->sheet : record->sheet->name;
    return directory_sheet(f->directory, file, t->file, sheet) == record->sheet;
}

static void scan_pointers(struct finder *f, const struct record *record, const struct field *field,
                          bool meant_for_it)
{
    const struct cell_extra *extra = field->cell ? field->cell->extra : NULL;
    struct target target;
    f->base.names_only = false;
    f->base.maybe = !meant_for_it;
    f->base.kind = -1;
    f->base.scope = f->base.id = f->base.quote = (struct text){0};
    if (!extra)
        return;
    if (extra->link.len && target_of_link(f->mem, extra->link, &target)) {
        target = named_target(f, record->sheet, target);
        if (target.row != PLACE_NONE && !points_at_itself(f, &target, record, field->cell)) {
            emit_target(f, &target, SOURCE_HYPERLINK, extra->link);
            if (field->role == ROLE_PARENT && field->cell->type == CELL_TEXT)
                f->references->v[f->references->n - 1].stored =
                    text_copy(f->mem, field->cell->text);
        }
    }
    struct target_list targets = {0};
    if (extra->formula.len)
        targets = targets_of_formula(f->mem, extra->formula);
    for (size_t i = 0; i < targets.n && finder_room(f); i++) {
        struct target *t = &targets.v[i];
        bool looked_up = t->row == PLACE_NONE;
        if (looked_up && (!meant_for_it || i > 0))
            continue; /* its value speaks, see scan_field */
        emit_target(f, t, SOURCE_FORMULA, extra->formula);
        struct reference *r = &f->references->v[f->references->n - 1];
        r->number = !meant_for_it && field->cell->type == CELL_NUMBER;
        if (looked_up || (meant_for_it && targets.n == 1))
            r->quote = text_copy(f->mem, field->text);
        if (!looked_up && all_one_cell(&targets) && field->cell->type == CELL_TEXT) {
            r->stored = text_copy(f->mem, field->cell->text);
            r->fetches = formula_is_address(extra->formula);
        }
    }
}

/* --- items -------------------------------------------------------------------------------------------- */

/* True the first time that a cell is asked for. */
static bool first_time(struct finder *f, const struct cell *cell)
{
    struct text key = text_copy(f->mem, (struct text){(const char *)&cell, sizeof cell});
    size_t n = f->cells_seen.n;
    map_put(f->mem, &f->cells_seen, key, 1);
    return f->cells_seen.n > n;
}

static void start_field(struct finder *f, uint32_t item, enum reference_source source,
                        struct place place)
{
    f->base = (struct reference){.from = item,
                                 .source = source,
                                 .place = place,
                                 .target_row = PLACE_NONE,
                                 .target_col = PLACE_NONE,
                                 .kind = -1};
    f->header_scope = (struct text){0};
    f->header_kind = -1;
}

/* A cell under a header that does not say what it is: what it holds may. */
static bool may_point(const struct field *field)
{
    enum { LONGEST = 160 };
    return (field->role == ROLE_NONE || field->role == ROLE_IGNORED) && field->header.len &&
           field->text.len >= 2 && field->text.len <= LONGEST;
}

static void scan_comment(struct finder *f, uint32_t item, const struct field *field)
{
    if (!field->cell || !field->cell->extra || !field->cell->extra->comment.len)
        return;
    if (!first_time(f, field->cell))
        return;
    start_field(f, item, SOURCE_COMMENT, field->place);
    finder_scan_text(f, field->cell->extra->comment, FORM_NOTE);
}

static bool is_number_cell(const struct field *field)
{
    return field->cell && field->cell->type == CELL_NUMBER && field->text.len;
}

static bool reads_range(struct finder *f, const struct field *field)
{
    if (!field->cell || !field->cell->extra || !field->cell->extra->formula.len)
        return false;
    return targets_of_formula(f->mem, field->cell->extra->formula).n > 0;
}

/* A cell merged over an objective and its key results: the objective speaks. */
static bool said_by_objective(const struct finder *f, uint32_t item, const struct field *field)
{
    uint32_t objective = f->plan->items.v[item].objective;
    size_t number = objective == NO_ITEM ? RECORD_NONE : f->plan->items.v[objective].record;
    if (number == RECORD_NONE || number >= f->plan->layout->records.n)
        return false;
    const struct record *record = &f->plan->layout->records.v[number];
    for (size_t i = 0; i < record->fields.n; i++)
        if (record->fields.v[i].role == field->role &&
            place_cmp(&record->fields.v[i].place, &field->place) == 0)
            return true;
    return false;
}

/* The key of a field's column. */
static struct text column_of(struct arena *mem, const struct place *place)
{
    return text_printf(mem, "%u " TEXT_FMT " " TEXT_FMT, place->col, TEXT_ARG(place->file),
                       TEXT_ARG(place->sheet));
}

static bool is_pointing(const struct finder *f, const struct field *field)
{
    return f->pointing->n && map_get(f->pointing, column_of(f->scratch, &field->place)) == 1;
}

static void scan_field(struct finder *f, uint32_t item, const struct record *record,
                       const struct field *field)
{
    bool pointing = may_point(field) && is_pointing(f, field);
    if ((field->role == ROLE_PARENT || field->role == ROLE_NOTE || pointing) &&
        said_by_objective(f, item, field))
        return;
    const struct place *own = &f->plan->items.v[item].place;
    bool is_own = field->place.row == own->row && field->place.col == own->col;
    bool meant = is_own || field->role == ROLE_PARENT;
    scan_comment(f, item, field);
    start_field(f, item, SOURCE_PARENT_FIELD, field->place);
    if (field->role == ROLE_PARENT || pointing) {
        finder_read_header(f, field->header);
        f->base.parental &= !pointing;
        f->base.ticked = field->cell && !text_eq(field->text, text_trim(field->cell->text)) &&
                         text_eq(field->text, field->header);
        if (is_number_cell(field) || !reads_range(f, field))
            finder_scan_parent(f, f->base.ticked ? text_joined_lines(f->mem, field->text)
                                                 : field->text);
    } else if (field->role == ROLE_NOTE) {
        f->base.source = SOURCE_NOTE;
        finder_scan_text(f, field->text, FORM_NOTE);
    }
    start_field(f, item, SOURCE_HYPERLINK, field->place);
    if (meant || field->role == ROLE_ID || field->role == ROLE_NOTE ||
        field->role == ROLE_CURRENT || field->role == ROLE_PROGRESS || field->role == ROLE_TARGET ||
        field->role == ROLE_BASELINE)
        scan_pointers(f, record, field, meant);
}

static void point_to(struct reference *r, const struct place *place)
{
    r->target_file = place->file;
    r->target_sheet = place->sheet;
    r->target_row = place->row;
    r->target_col = place->col;
}

static struct text mentions_subject(const struct item *item)
{
    return item->written.len ? item->written : item->text;
}

/* "GRO-O1-KR2: Cut the churn": an ID that stands before the words, or in the column of IDs, and is
   another unit's. Returns the words behind it. */
static struct text scan_leading_id(struct finder *f, const struct item *item)
{
    struct text said = mentions_subject(item), lead = item->written_id;
    size_t at = lead.len ? 0 : text_find(said, item->text, 0);
    if ((!at && !lead.len) || at == SIZE_MAX || text_eq(lead, item->id))
        return said;
    if (at)
        lead = text_trim(text_slice(said, 0, at));
    while (lead.len && strchr(" :.-)|", lead.ptr[lead.len - 1]))
        lead.len--;
    struct ident id = ident_parse(f->mem, &f->words->ident, lead);
    struct scope scope = directory_scope(f->directory, id.scope);
    bool theirs =
        scope.kind == SCOPE_COMPANY || (scope.kind == SCOPE_UNIT && scope.unit != item->unit);
    if (!id.scope.len || (!id.objective.len && !id.key_result.len) || !theirs)
        return said;
    struct form_match m = finder_match_whole(f, "leading-id", lead);
    finder_emit_id(f, &m, &id, (struct text){0});
    return text_slice(said, at, said.len);
}

static struct text outline_of(const struct plan *plan, uint32_t item)
{
    size_t number = plan->items.v[item].record;
    if (!plan->layout || number >= plan->layout->records.n)
        return (struct text){0};
    const struct field *field = record_field(&plan->layout->records.v[number], ROLE_OUTLINE);
    return field ? field->text : (struct text){0};
}

/* The key of a number in the outline of the item's sheet. */
static struct text outline_key(struct arena *mem, const struct plan *plan, uint32_t item,
                               struct text outline)
{
    const struct place *place = &plan->items.v[item].place;
    return text_printf(mem, TEXT_FMT "/" TEXT_FMT "/" TEXT_FMT, TEXT_ARG(outline),
                       TEXT_ARG(place->file), TEXT_ARG(place->sheet));
}

/* "1.1" of "1.1.1"; absent. */
static struct text upper_number(struct text outline)
{
    size_t end = outline.len;
    while (end && outline.ptr[end - 1] != '.')
        end--;
    return text_slice(outline, 0, end ? end - 1 : 0);
}

static uint32_t outline_upper(struct finder *f, uint32_t item)
{
    struct text upper = upper_number(outline_of(f->plan, item));
    size_t at =
        upper.len ? map_get(f->outlines, outline_key(f->scratch, f->plan, item, upper)) : MAP_NONE;
    return at == MAP_NONE ? NO_ITEM : (uint32_t)at;
}

/* "1.1.1" of Sales stands below "1.1" of the organisation: the outline says what it supports. A key
   result whose own place in the outline is another than its number says is none to go by. */
static void find_upper_number(struct finder *f, uint32_t number)
{
    const struct item *item = &f->plan->items.v[number];
    uint32_t upper = f->outlines->n && item->kind == OBJECTIVE ? outline_upper(f, number) : NO_ITEM;
    if (upper == NO_ITEM || f->plan->items.v[upper].unit == item->unit)
        return;
    const struct item *above = &f->plan->items.v[upper];
    if (above->kind == KEY_RESULT && above->objective != outline_upper(f, upper))
        return;
    start_field(f, number, SOURCE_SHAPE, item->place);
    struct reference *r = finder_emit(f);
    r->form = T("outline");
    r->text = text_copy(f->mem, outline_of(f->plan, number));
    point_to(r, &above->place);
    r->kind = (int)above->kind;
}

static void find_in_item(struct finder *f, uint32_t number)
{
    const struct item *item = &f->plan->items.v[number];
    const struct layout *layout = f->plan->layout;
    f->first = f->references->n;
    start_field(f, number, SOURCE_TEXT, item->place);
    finder_scan_text(f, scan_leading_id(f, item), FORM_TEXT);
    if (f->references->n == f->first)
        finder_known_ids(f, mentions_subject(item), true);
    find_upper_number(f, number);
    if (!layout || item->record == RECORD_NONE || item->record >= layout->records.n)
        return;
    const struct record *record = &layout->records.v[item->record];
    for (size_t i = 0; i < record->fields.n && finder_room(f); i++)
        scan_field(f, number, record, &record->fields.v[i]);
    if (record->supports == RECORD_NONE || record->supports >= layout->records.n)
        return;
    const struct record *upper = &layout->records.v[record->supports];
    start_field(f, number, SOURCE_SHAPE, record->place);
    struct reference *r = finder_emit(f);
    r->form = T("cascade");
    r->quote = upper->fields.n ? upper->fields.v[0].text : (struct text){0};
    r->text = r->quote;
    point_to(r, &upper->place);
    r->kind = (int)upper->kind;
}

/* A tick says that a unit works for an item; of the unit's objectives the one whose words are
   nearest speaks for it. */
static uint32_t speaker(struct finder *f, uint32_t unit, struct text item)
{
    struct arena *scratch = arena_new();
    struct text key = text_key(scratch, item);
    uint32_t best = NO_ITEM;
    double most = -1;
    for (uint32_t i = 0; i < f->plan->items.n; i++) {
        const struct item *it = &f->plan->items.v[i];
        if (it->unit != unit)
            continue;
        double s = text_similarity(key, text_key(scratch, it->text));
        uint32_t objective = plan_objective_of(f->plan, i);
        if (s > most) {
            most = s;
            best = objective == NO_ITEM ? i : objective;
        }
    }
    arena_free(scratch);
    return best;
}

/* The ticked item itself stands there: a row with words, or another sheet's item that they stand for. */
static uint32_t item_there(struct finder *f, const struct place *p)
{
    const struct sheet *sheet = directory_sheet(f->directory, p->file, (struct text){0}, p->sheet);
    return sheet ? directory_by_cell(f->directory, sheet, p->row, p->col) : NO_ITEM;
}

/* The organisation's item that a code alone names; NO_ITEM: none, or several. */
static uint32_t company_item(struct finder *f, struct text code)
{
    struct ident id = ident_parse(f->scratch, &f->words->ident, code);
    const struct item_numbers *items = directory_by_key(f->directory, id.key);
    uint32_t found = NO_ITEM;
    for (size_t i = 0; id.key.len && i < items->n; i++) {
        uint32_t item = items->v[i];
        if (f->plan->units.v[f->plan->items.v[item].unit].level != 0)
            continue;
        if (found != NO_ITEM)
            return NO_ITEM;
        found = item;
    }
    return found;
}

/* The item that is ticked: it stands there, or its code does below "Company KR". NO_ITEM: neither. */
static uint32_t ticked_item(struct finder *f, const struct tick *tick)
{
    uint32_t there = item_there(f, &tick->item_place);
    return there == NO_ITEM && tick->of_company ? company_item(f, tick->item) : there;
}

/* "Objective | On-time delivery | Cost per parcel" above ticks: what each row supports; "Company KR | Sales O1 |
   Support O2": what supports it. */
static bool find_item_tick(struct finder *f, const struct tick *tick)
{
    uint32_t from = tick->of_item || tick->by_item ? ticked_item(f, tick) : NO_ITEM;
    if (from == NO_ITEM)
        return false;
    f->first = f->references->n;
    start_field(f, from, SOURCE_PARENT_FIELD, tick->place);
    f->base.below = tick->by_item;
    f->base.ticked = true;
    finder_scan_parent(f, text_joined_lines(f->mem, tick->unit));
    return f->references->n > f->first;
}

static void find_tick(struct finder *f, const struct tick *tick)
{
    if (find_item_tick(f, tick))
        return;
    struct scope scope = directory_scope(f->directory, tick->unit);
    uint32_t item = ticked_item(f, tick);
    struct text words = item == NO_ITEM ? tick->item : f->plan->items.v[item].text;
    uint32_t from = scope.kind == SCOPE_UNIT ? speaker(f, scope.unit, words) : NO_ITEM;
    if (from == NO_ITEM) {
        diag_add(f->diag, FINDING_BROKEN_REFERENCE, tick->place,
                 T("add the unit's sheet to the folder, or name the unit as its sheet does"),
                 "ticked for '" TEXT_FMT "', of which no OKRs were read", TEXT_ARG(tick->unit));
        return;
    }
    f->first = f->references->n;
    start_field(f, from, SOURCE_TICK, tick->place);
    if (item_there(f, &tick->item_place) ==
        NO_ITEM) { /* "KR1.1", "KR2.1 Fuel per mile", "Fuel per mile" */
        finder_read_header(f, tick->header);
        finder_scan_parent(f, tick->item);
        if (f->references->n > f->first)
            return;
        start_field(f, from, SOURCE_TICK, tick->place);
    }
    struct reference *r = finder_emit(f);
    r->form = T("tick");
    r->text = tick->item;
    r->quote = tick->item;
    point_to(r, &tick->item_place);
}

/* --- pieces of the plan -------------------------------------------------------------------------- */

enum { PIECE = 512 }; /* items, about; the same however many threads there are */

/* Items from one objective to another: what shares a cell stands in one piece, mostly. */
struct piece {
    uint32_t first, end;
    struct arena *mem; /* of the references */
    struct reference_list references;
    struct diag diag;
};

struct search {
    const struct reference_forms *forms;
    const struct plan *plan;
    struct directory *directory;
    struct map pointing, outlines;
    struct {
        struct piece *v;
        size_t n, cap;
    } pieces;
};

static void cut_pieces(struct arena *scratch, struct search *s)
{
    uint32_t first = 0, n = (uint32_t)s->plan->items.n;
    for (uint32_t i = 1; i <= n; i++) {
        bool head = i == n || is_head(&s->plan->items.v[i]);
        if (i < n && (!head || i - first < PIECE))
            continue;
        *list_push(scratch, &s->pieces) = (struct piece){.first = first, .end = i};
        first = i;
    }
}

static struct finder finder_new(const struct search *s, struct piece *p, struct arena *scratch)
{
    p->diag.mem = p->mem;
    return (struct finder){.mem = p->mem,
                           .scratch = scratch,
                           .forms = forms_begin(scratch, s->forms),
                           .words = forms_words(s->forms),
                           .plan = s->plan,
                           .directory = directory_view(scratch, s->directory),
                           .outlines = &s->outlines,
                           .pointing = &s->pointing,
                           .references = &p->references,
                           .diag = &p->diag};
}

static void search_piece(void *context, size_t number)
{
    struct search *s = context;
    struct piece *p = &s->pieces.v[number];
    struct arena *scratch = arena_new();
    p->mem = arena_new();
    struct finder f = finder_new(s, p, scratch);
    struct reference_forms *forms = (struct reference_forms *)f.forms;
    for (uint32_t i = p->first; i < p->end; i++)
        find_in_item(&f, i);
    forms_end(forms);
    arena_free(scratch);
}

/* A comment that stands on a cell of several pieces is said by the first. */
static bool said_before(struct arena *scratch, struct map *comments, size_t piece,
                        const struct reference *ref)
{
    if (ref->source != SOURCE_COMMENT)
        return false;
    struct text cell = place_text(scratch, ref->place);
    return *map_put(scratch, comments, cell, piece) != piece;
}

static void join_pieces(struct arena *mem, struct arena *scratch, struct search *s,
                        struct reference_list *references, struct diag *diag)
{
    struct map comments = {0};
    for (size_t i = 0; i < s->pieces.n; i++) {
        struct piece *p = &s->pieces.v[i];
        arena_adopt(mem, p->mem);
        for (size_t k = 0; k < p->references.n; k++)
            if (!said_before(scratch, &comments, i, &p->references.v[k]))
                *list_push(mem, references) = p->references.v[k];
        diag_append(diag, &p->diag);
    }
}

/* --- columns of others' OKRs ------------------------------------------------------------------------ */

/* "Sales O1", "→ company KR 1.2": the ID says whose it is, another unit's, which has such an OKR. */
static bool names_scoped_okr(const struct search *s, uint32_t unit, const struct ident *id)
{
    struct scope scope = directory_scope(s->directory, id->scope);
    bool company = scope.kind == SCOPE_COMPANY;
    if (id->bare || (!company && (scope.kind != SCOPE_UNIT || scope.unit == unit)))
        return false;
    for (int written = 0; written < 2; written++) {
        const struct item_numbers *items =
            directory_by_number(s->directory, id->objective, id->key_result, written);
        for (size_t i = 0; i < items->n; i++) {
            uint32_t of = s->plan->items.v[items->v[i]].unit;
            if (company ? of != unit && s->plan->units.v[of].level == 0 : of == scope.unit)
                return true;
        }
    }
    return false;
}

/* The words are the whole text or the telling ID of another unit's item, and nothing of the own unit's. */
static bool names_others_okr(const struct search *s, struct arena *scratch, uint32_t unit,
                             struct text words)
{
    const struct form_words *known = forms_words(s->forms);
    struct ident id = ident_parse(scratch, &known->ident, words);
    const struct item_numbers *items = directory_by_text(s->directory, text_key(scratch, words));
    if (!items->n && (id.objective.len || id.key_result.len) && !id.bare)
        items = directory_by_key(s->directory, id.key);
    bool other = items->n > 0;
    for (size_t i = 0; i < items->n; i++)
        other &= s->plan->items.v[items->v[i]].unit != unit;
    return other || (!items->n && names_scoped_okr(s, unit, &id));
}

struct column_count {
    size_t filled, pointing;
    const struct field *first;
};

/* "Blocked by", "Replaces": others' OKRs, and no support. */
static bool says_otherwise(const struct search *s, struct arena *scratch, struct text header)
{
    for (struct text rest = text_key(scratch, header); rest.len;)
        if (map_get(&forms_words(s->forms)->otherwise, text_cut(&rest, ' ')) != MAP_NONE)
            return true;
    return false;
}

/* Columns under whatever header, if it does not say otherwise, of which half or more, and two at least,
   name others' OKRs. */
static struct map find_pointing(struct arena *mem, struct arena *scratch, const struct search *s,
                                struct diag *diag)
{
    struct map columns = {0}, pointing = {0};
    struct {
        struct column_count *v;
        size_t n, cap;
    } counts = {0};
    const struct layout *layout = s->plan->layout;
    for (uint32_t i = 0; layout && i < s->plan->items.n; i++) {
        const struct item *item = &s->plan->items.v[i];
        if (item->record == RECORD_NONE || item->record >= layout->records.n)
            continue;
        const struct record *record = &layout->records.v[item->record];
        for (size_t k = 0; k < record->fields.n; k++) {
            const struct field *field = &record->fields.v[k];
            if (!may_point(field))
                continue;
            size_t at = *map_put(scratch, &columns, column_of(scratch, &field->place), counts.n);
            if (at == counts.n)
                *list_push(scratch, &counts) = (struct column_count){.first = field};
            counts.v[at].filled++;
            counts.v[at].pointing += names_others_okr(s, scratch, item->unit, field->text);
        }
    }
    for (size_t c = 0; c < counts.n; c++) {
        const struct column_count *count = &counts.v[c];
        if (count->pointing < 2 || count->pointing * 2 < count->filled ||
            says_otherwise(s, scratch, count->first->header))
            continue;
        map_put(mem, &pointing, column_of(mem, &count->first->place), 1);
        diag_add(diag, FINDING_ASSUMED, count->first->place,
                 T("if this is right, head the column 'Supports'; if not, give it another header"),
                 "'" TEXT_FMT "' is what the items support: %zu of %zu cells are others' OKRs",
                 TEXT_ARG(text_shorten(scratch, count->first->header, 40)), count->pointing,
                 count->filled);
    }
    return pointing;
}

static struct map find_outlines(struct arena *mem, const struct plan *plan)
{
    struct map outlines = {0};
    for (uint32_t i = 0; i < plan->items.n; i++) {
        struct text outline = outline_of(plan, i);
        if (outline.len)
            map_put(mem, &outlines, outline_key(mem, plan, i, outline), i);
    }
    return outlines;
}

/* Items from which on compiling to machine code costs less than it saves (measured: some 1,700). */
enum { ENOUGH_TO_HASTEN = 1500 };

struct reference_list reference_find(struct arena *mem, const struct reference_forms *forms,
                                     const struct plan *plan, struct diag *diag)
{
    struct reference_list references = {0};
    struct arena *scratch = arena_new();
    struct search s = {.forms = forms, .plan = plan};
    if (plan->items.n >= ENOUGH_TO_HASTEN)
        forms_hasten(forms);
    s.directory = directory_new(scratch, forms_words(forms), plan);
    cut_pieces(scratch, &s);
    s.pointing = find_pointing(scratch, scratch, &s, diag);
    s.outlines = find_outlines(scratch, plan);
    directory_view(scratch, s.directory); /* its indices are made before others read them */
    pool_run(forms_jobs(forms), s.pieces.n, search_piece, &s);
    join_pieces(mem, scratch, &s, &references, diag);
    struct finder f = {.mem = mem,
                       .scratch = scratch,
                       .forms = forms,
                       .words = forms_words(forms),
                       .plan = plan,
                       .directory = s.directory,
                       .pointing = &s.pointing,
                       .references = &references,
                       .diag = diag};
    for (size_t i = 0; plan->layout && i < plan->layout->ticks.n; i++)
        find_tick(&f, &plan->layout->ticks.v[i]);
    arena_free(scratch);
    return references;
}
