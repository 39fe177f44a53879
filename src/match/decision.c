/*
 * Decisions: read from where reviewers made them, merged, and tied to this month's items. A pair is
 * known by units and texts, not by where it stood: its key is made anew from the texts that were
 * decided about, so rows may be sorted, moved and copied, and units renamed.
 */
#include "match/decision.h"

#include "base/fold.h"
#include "base/map.h"
#include "value/unit_name.h"

#include <stdlib.h>
#include <string.h>

#define COLUMN(header, type, member)                                                               \
    {                                                                                              \
        header, CARRY_##type, offsetof(struct decision, member)                                    \
    }
static const struct carry_column columns[] = {
    COLUMN("key", TEXT, key),
    COLUMN("decision", TEXT, written),
    COLUMN("from_id", TEXT, from_id),
    COLUMN("from_unit", TEXT, from_unit),
    COLUMN("from_text", TEXT, from_text),
    COLUMN("to_id", TEXT, to_id),
    COLUMN("to_unit", TEXT, to_unit),
    COLUMN("to_text", TEXT, to_text),
    COLUMN("other", TEXT, other),
    COLUMN("comment", TEXT, comment),
    COLUMN("by", TEXT, by),
    COLUMN("when", TEXT, when),
    COLUMN("shown", FLAG, shown),
    COLUMN("stale", FLAG, stale),
};

const struct carry_table decision_table = {
    .sheet = "okralign decisions",
    .size = sizeof(struct decision),
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .place = offsetof(struct decision, place),
};

/* --- keys and words -------------------------------------------------------------------------- */

static struct text pair_key(struct arena *mem, struct text from_unit, struct text from_text,
                            struct text to_unit, struct text to_text)
{
    struct text whole =
        text_printf(mem, TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT,
                    TEXT_ARG(text_key(mem, from_unit)), TEXT_ARG(text_key(mem, from_text)),
                    TEXT_ARG(text_key(mem, to_unit)), TEXT_ARG(text_key(mem, to_text)));
    return text_printf(mem, "S-%012llX", (unsigned long long)(text_hash(whole) & 0xFFFFFFFFFFFFu));
}

struct text decision_key(struct arena *mem, const struct plan *plan, uint32_t from, uint32_t to)
{
    const struct item *a = &plan->items.v[from], *b = &plan->items.v[to];
    return pair_key(mem, plan->units.v[a->unit].name, a->text, plan->units.v[b->unit].name,
                    b->text);
}

const char *confirm_header(enum confirm_column column, struct text language)
{
    static const char *const headers[][2] = {
#define X(name, english, german) {english, german},
        CONFIRM_COLUMNS(X)
#undef X
    };
    return headers[column][text_eq(language, T("de"))];
}

const char *verdict_text(enum verdict verdict, struct text language)
{
    static const char *const words[][2] = {
        {"", ""}, {"Accept", "Annehmen"}, {"Reject", "Ablehnen"}, {"Later", "Später"}};
    return words[verdict][text_eq(language, T("de"))];
}

bool verdict_of(struct arena *scratch, struct text written, enum verdict *verdict)
{
    /* by text_key */
    static const struct {
        const char *word;
        enum verdict verdict;
    } words[] = {
        {"", VERDICT_NONE},          {"accept", VERDICT_ACCEPT},     {"accepted", VERDICT_ACCEPT},
        {"yes", VERDICT_ACCEPT},     {"y", VERDICT_ACCEPT},          {"ok", VERDICT_ACCEPT},
        {"confirm", VERDICT_ACCEPT}, {"confirmed", VERDICT_ACCEPT},  {"annehmen", VERDICT_ACCEPT},
        {"ja", VERDICT_ACCEPT},      {"angenommen", VERDICT_ACCEPT}, {"true", VERDICT_ACCEPT},
        {"reject", VERDICT_REJECT},  {"rejected", VERDICT_REJECT},   {"no", VERDICT_REJECT},
        {"n", VERDICT_REJECT},       {"ablehnen", VERDICT_REJECT},   {"abgelehnt", VERDICT_REJECT},
        {"nein", VERDICT_REJECT},    {"false", VERDICT_REJECT},      {"later", VERDICT_LATER},
        {"spater", VERDICT_LATER},   {"open", VERDICT_LATER},        {"offen", VERDICT_LATER},
    };
    struct text key = text_key(scratch, written);
    if (!key.len && !text_blank(written))
        return false; /* "?", "-" */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_eq(key, text_of(words[i].word))) {
            *verdict = words[i].verdict;
            return true;
        }
    return false;
}

static void read_verdict(struct arena *mem, struct decision *d, struct diag *diag)
{
    if (verdict_of(mem, d->written, &d->verdict))
        return;
    d->verdict = VERDICT_NONE;
    diag_add(diag, FINDING_DECISION_UNREAD, d->place, T("write Accept, Reject or Later"),
             "decision '" TEXT_FMT "' about '" TEXT_FMT "' is not understood",
             TEXT_ARG(text_shorten(mem, d->written, 60)),
             TEXT_ARG(text_shorten(mem, d->from_text, 80)));
}

static bool decided(const struct decision *d)
{
    return d->verdict != VERDICT_NONE || d->other.len;
}

static bool same_decision(const struct decision *a, const struct decision *b)
{
    return a->verdict == b->verdict && text_eq_ascii_case(a->other, b->other);
}

/* --- the To confirm sheet ---------------------------------------------------------------------- */

/* Where a column of the To confirm sheet is now. */
struct confirm_sheet {
    const struct sheet *sheet;
    uint32_t header_row;
    uint32_t cols[CONFIRM_COLUMN_COUNT]; /* PLACE_NONE: not there */
};

static bool header_columns(struct arena *mem, const struct sheet *sheet, const struct row *row,
                           struct confirm_sheet *out)
{
    static const char *const languages[] = {"en", "de"};
    *out = (struct confirm_sheet){.sheet = sheet, .header_row = row->index};
    for (size_t c = 0; c < CONFIRM_COLUMN_COUNT; c++)
        out->cols[c] = PLACE_NONE;
    for (uint32_t i = 0; i < row->n; i++) {
        const struct cell *cell = &sheet->cells[row->first + i];
        if (cell->text.len > 64)
            continue;
        struct text key = text_key(mem, cell->text);
        for (size_t c = 0; c < CONFIRM_COLUMN_COUNT; c++)
            for (size_t l = 0; l < 2; l++)
                if (out->cols[c] == PLACE_NONE &&
                    text_eq(key, text_key(mem, text_of(confirm_header((enum confirm_column)c,
                                                                      text_of(languages[l]))))))
                    out->cols[c] = cell->col;
    }
    return out->cols[CONFIRM_ID] != PLACE_NONE && out->cols[CONFIRM_DECISION] != PLACE_NONE;
}

static bool find_confirm_sheet(struct arena *mem, const struct book *book,
                               struct confirm_sheet *out)
{
    enum { ROWS_LOOKED_AT = 40 };
    for (size_t i = 0; i < book->n_sheets; i++) {
        const struct sheet *sheet = &book->sheets[i];
        for (size_t r = 0; r < sheet->n_rows && r < ROWS_LOOKED_AT; r++)
            if (sheet->state == SHEET_VISIBLE && header_columns(mem, sheet, &sheet->rows[r], out))
                return true;
    }
    return false;
}

static struct text confirm_cell(const struct confirm_sheet *confirm, uint32_t row,
                                enum confirm_column column)
{
    const struct cell *cell = confirm->cols[column] == PLACE_NONE
                                  ? NULL
                                  : sheet_cell(confirm->sheet, row, confirm->cols[column]);
    return cell && cell->type != CELL_ERROR ? text_trim(cell->text) : (struct text){0};
}

/* What the row says now, over what was carried. `seen`: the key stood in a row above. */
static void apply_row(struct arena *mem, const struct confirm_sheet *confirm, uint32_t row,
                      struct decision *carried, bool seen, struct text when, struct diag *diag)
{
    struct decision now = *carried;
    now.place = sheet_place(confirm->sheet, row, confirm->cols[CONFIRM_DECISION]);
    now.written = text_copy(mem, confirm_cell(confirm, row, CONFIRM_DECISION));
    now.other = text_copy(mem, confirm_cell(confirm, row, CONFIRM_OTHER));
    now.comment = text_copy(mem, confirm_cell(confirm, row, CONFIRM_COMMENT));
    now.by = text_copy(mem, confirm_cell(confirm, row, CONFIRM_BY));
    read_verdict(mem, &now, diag);
    if (!decided(carried) || !same_decision(&now, carried))
        now.when = decided(&now) ? when : (struct text){0};
    if (seen && decided(carried) && decided(&now) && !same_decision(&now, carried)) {
        diag_add(diag, FINDING_DECISION_CONFLICT, now.place,
                 T("keep one row and decide again; until then it is open"),
                 "two rows decide differently about '" TEXT_FMT "' and '" TEXT_FMT "'",
                 TEXT_ARG(text_shorten(mem, now.from_text, 80)),
                 TEXT_ARG(text_shorten(mem, now.to_text, 80)));
        now.verdict = VERDICT_NONE;
        now.other = (struct text){0};
    } else if (seen && !decided(&now)) {
        return;
    }
    *carried = now;
}

static void unknown_row(struct arena *mem, const struct confirm_sheet *confirm, uint32_t row,
                        struct text key, struct diag *diag)
{
    struct text written = confirm_cell(confirm, row, CONFIRM_DECISION);
    enum verdict verdict;
    if (text_blank(written) || (!key.len && !verdict_of(mem, written, &verdict)))
        return; /* a note beneath the table */
    diag_add(diag, FINDING_DECISION_UNREAD,
             sheet_place(confirm->sheet, row, confirm->cols[CONFIRM_DECISION]),
             T("decide in the row that the report gave it; do not change its ID"),
             "decision '" TEXT_FMT "' belongs to no suggestion: ID '" TEXT_FMT "' is unknown",
             TEXT_ARG(text_shorten(mem, written, 60)), TEXT_ARG(text_shorten(mem, key, 40)));
}

static void read_confirm_rows(struct arena *mem, const struct confirm_sheet *confirm,
                              struct decision_list *list, struct text when, struct diag *diag)
{
    struct map keys = {0};
    bool *seen = NEW_ARRAY(mem, bool, list->n);
    for (size_t i = 0; i < list->n; i++)
        map_put(mem, &keys, text_fold(mem, list->v[i].key), i);
    for (size_t r = 0; r < confirm->sheet->n_rows; r++) {
        uint32_t row = confirm->sheet->rows[r].index;
        if (row <= confirm->header_row)
            continue;
        struct text key = confirm_cell(confirm, row, CONFIRM_ID);
        size_t i = map_get(&keys, text_fold(mem, key));
        if (i == MAP_NONE) {
            unknown_row(mem, confirm, row, key, diag);
            continue;
        }
        apply_row(mem, confirm, row, &list->v[i], seen[i], when, diag);
        seen[i] = true;
    }
}

static struct decision_list carried_decisions(struct arena *mem, const struct book *book,
                                              bool any_sheet, struct diag *diag)
{
    struct decision_list list = {0};
    list.v = carry_read(mem, &decision_table, book, any_sheet, &list.n);
    list.cap = list.n;
    for (size_t i = 0; i < list.n; i++) {
        struct decision *d = &list.v[i];
        read_verdict(mem, d, diag);
        d->before = d->verdict;
        d->from = d->to = NO_ITEM;
    }
    return list;
}

struct decision_list decisions_of_report(struct arena *mem, const struct book *book,
                                         struct text when, struct diag *diag)
{
    struct confirm_sheet confirm;
    struct decision_list list = carried_decisions(mem, book, false, diag);
    if (!list.v)
        diag_add(diag, FINDING_PREVIOUS_UNREAD, place_of_file(book->path),
                 T("give a report as this program wrote it, with its hidden sheets"),
                 "decisions cannot be read: hidden sheet '%s' is missing", decision_table.sheet);
    else if (find_confirm_sheet(mem, book, &confirm))
        read_confirm_rows(mem, &confirm, &list, when, diag);
    else
        diag_add(diag, FINDING_PREVIOUS_UNREAD, place_of_file(book->path),
                 T("leave the headers of sheet 'To confirm' as they are"),
                 "no sheet with the columns '%s' and '%s': only decisions of earlier months are "
                 "used",
                 tr(confirm_header(CONFIRM_ID, T("en"))),
                 tr(confirm_header(CONFIRM_DECISION, T("en"))));
    return list;
}

static bool is_changed(const struct decision *d)
{
    return d->verdict != d->before || d->other.len;
}

bool decisions_are_feedback(const struct book *book)
{
    struct text own = book_property(book, T(OWN_PROPERTY));
    bool carries = false;
    for (size_t i = 0; !own.len && i < book->n_sheets; i++) /* some programs drop properties */
        carries = carries || text_eq(book->sheets[i].name, text_of(decision_table.sheet));
    return carries || text_eq(own, T(OWN_FEEDBACK));
}

/* Beneath its header in the hidden sheet: some programs drop properties. */
struct text decisions_made(const struct book *book)
{
    struct text made = book_property(book, T(OWN_AS_OF));
    for (size_t i = 0; !made.len && i < book->n_sheets; i++) {
        const struct sheet *sheet = &book->sheets[i];
        if (!sheet->n_rows || !text_eq(sheet->name, text_of(decision_table.sheet)))
            continue;
        const struct row *top = &sheet->rows[0];
        for (uint32_t c = 0; c < top->n && !made.len; c++) {
            const struct cell *head = &sheet->cells[top->first + c];
            const struct cell *below = sheet_cell(sheet, top->index + 1, head->col);
            if (below && text_eq(head->text, T(OWN_AS_OF)))
                made = below->text;
        }
    }
    return made;
}

struct decision_list decisions_of_feedback(struct arena *mem, const struct book *book,
                                           const struct decision_list *report,
                                           enum feedback_age age, struct text when,
                                           struct diag *diag)
{
    struct confirm_sheet confirm;
    struct decision_list list = {0}, changed = {0};
    if (!find_confirm_sheet(mem, book, &confirm))
        return changed;
    struct map later = {0};
    for (size_t i = 0; age != FEEDBACK_AS_NEW && i < report->n; i++)
        if ((age == FEEDBACK_OLDER && decided(&report->v[i])) ||
            report->v[i].before != VERDICT_NONE)
            map_put(mem, &later, report->v[i].key, i);
    list = carried_decisions(mem, book, false, diag);
    read_confirm_rows(mem, &confirm, &list, when, diag);
    for (size_t i = 0; i < list.n; i++)
        if (is_changed(&list.v[i]) && map_get(&later, list.v[i].key) == MAP_NONE)
            *list_push(mem, &changed) = list.v[i];
    return changed;
}

/* --- decisions.csv ------------------------------------------------------------------------------ */

/* A field that a spreadsheet would take for a formula carries an apostrophe in the file. */
static bool looks_like_formula(struct text t)
{
    return t.len && strchr("=+-@", t.ptr[0]);
}

static struct text without_apostrophe(struct text t)
{
    return t.len > 1 && t.ptr[0] == '\'' && looks_like_formula(text_slice(t, 1, t.len))
               ? text_slice(t, 1, t.len)
               : t;
}

static struct text *text_member(struct decision *d, size_t column)
{
    return (struct text *)((char *)d + columns[column].offset);
}

struct decision_list decisions_of_csv(struct arena *mem, const struct book *book, struct text when,
                                      struct diag *diag)
{
    struct decision_list list = carried_decisions(mem, book, true, diag);
    if (!list.v && book->n_sheets && book->sheets[0].n_rows)
        diag_add(diag, FINDING_DECISION_UNREAD, place_of_file(book->path),
                 T("its first row must name the columns key, decision, from_id, to_id, ..."),
                 "no decisions were found in this file");
    for (size_t i = 0; i < list.n; i++) {
        for (size_t c = 0; c < decision_table.n_columns; c++)
            if (columns[c].type == CARRY_TEXT)
                *text_member(&list.v[i], c) = without_apostrophe(*text_member(&list.v[i], c));
        if (decided(&list.v[i]) && !list.v[i].when.len)
            list.v[i].when = when;
    }
    return list;
}

static void add_csv_field(struct buf *b, struct text t)
{
    bool quoted = text_contains(t, T(",")) || text_contains(t, T("\"")) ||
                  text_contains(t, T("\n")) || text_contains(t, T("\r"));
    const char *apostrophe = looks_like_formula(t) ? "'" : "";
    if (!quoted) {
        buf_printf(b, "%s" TEXT_FMT, apostrophe, TEXT_ARG(t));
        return;
    }
    buf_printf(b, "\"%s", apostrophe);
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == '"')
            buf_add_char(b, '"');
        buf_add_char(b, t.ptr[i]);
    }
    buf_add_char(b, '"');
}

static int by_key(const void *a, const void *b)
{
    const struct decision *const *x = a, *const *y = b;
    return text_cmp((*x)->key, (*y)->key);
}

struct text decisions_csv(struct arena *mem, const struct decision_list *decisions)
{
    struct buf b = {.mem = mem};
    const struct decision **sorted = NEW_ARRAY(mem, const struct decision *, decisions->n);
    size_t n = 0;
    for (size_t i = 0; i < decisions->n; i++)
        if (decided(&decisions->v[i]))
            sorted[n++] = &decisions->v[i];
    if (n)
        qsort(sorted, n, sizeof *sorted, by_key);
    const char *separator = "\xEF\xBB\xBF"; /* so that Excel takes it for UTF-8 */
    for (size_t c = 0; c < decision_table.n_columns; c++)
        if (columns[c].type == CARRY_TEXT) {
            buf_printf(&b, "%s%s", separator, columns[c].header);
            separator = ",";
        }
    for (size_t i = 0; i < n; i++) {
        struct decision row = *sorted[i];
        row.written = text_of(verdict_text(row.verdict, T("en")));
        separator = "\r\n";
        for (size_t c = 0; c < decision_table.n_columns; c++)
            if (columns[c].type == CARRY_TEXT) {
                buf_add_z(&b, separator);
                add_csv_field(&b, *text_member(&row, c));
                separator = ",";
            }
    }
    buf_add_z(&b, "\r\n");
    return buf_text(&b);
}

/* --- merging ------------------------------------------------------------------------------------ */

/* `mine` comes from the report, `theirs` from the ledger or from feedback. */
static void merge_one(struct arena *mem, struct decision *mine, const struct decision *theirs,
                      struct diag *diag)
{
    bool changed_here = is_changed(mine);
    bool changed_there = theirs->verdict != mine->before || theirs->other.len;
    if (same_decision(mine, theirs) || !changed_there)
        return;
    struct decision merged = *theirs;
    merged.key = mine->key;
    merged.before = mine->before;
    merged.shown = mine->shown;
    merged.stale = mine->stale;
    if (changed_here) {
        diag_add(diag, FINDING_DECISION_CONFLICT, theirs->place,
                 T("decide again in the new report; until then it is open"),
                 "'%s' here, '%s' in " TEXT_FMT ", about '" TEXT_FMT "' and '" TEXT_FMT "'",
                 tr(verdict_text(theirs->verdict, T("en"))),
                 tr(verdict_text(mine->verdict, T("en"))), TEXT_ARG(place_text(mem, mine->place)),
                 TEXT_ARG(text_shorten(mem, mine->from_text, 80)),
                 TEXT_ARG(text_shorten(mem, mine->to_text, 80)));
        merged.verdict = VERDICT_NONE;
        merged.other = (struct text){0};
    }
    *mine = merged;
}

void decisions_merge(struct arena *mem, struct decision_list *report,
                     const struct decision_list *ledger, struct diag *diag)
{
    struct map keys = {0};
    for (size_t i = 0; i < report->n; i++)
        if (report->v[i].key.len)
            map_put(mem, &keys, report->v[i].key, i);
    for (size_t i = 0; i < ledger->n; i++) {
        size_t mine = map_get(&keys, ledger->v[i].key);
        if (mine == MAP_NONE || !ledger->v[i].key.len)
            *list_push(mem, report) = ledger->v[i];
        else
            merge_one(mem, &report->v[mine], &ledger->v[i], diag);
    }
}

/* --- this month's items ------------------------------------------------------------------------- */

struct settling {
    struct arena *mem;
    const struct config *config;
    const struct plan *plan;
    struct diag *diag;
    struct map names; /* config_unit_names */
    struct map units; /* name as carried -> unit of the plan, or NO_UNIT */
    struct map items; /* unit and folded text -> item */
};

static struct text item_key(struct arena *mem, uint32_t unit, struct text text)
{
    return text_printf(mem, "%lu\n" TEXT_FMT, (unsigned long)unit, TEXT_ARG(text_key(mem, text)));
}

static uint32_t unit_of_name(struct settling *s, struct text name)
{
    size_t *unit = map_put(s->mem, &s->units, name, MAP_NONE);
    if (*unit == MAP_NONE) {
        size_t configured = map_get(&s->names, text_key(s->mem, name));
        struct text present =
            configured == MAP_NONE ? unit_name_now(name) : s->config->units.v[configured].name;
        *unit = plan_find_unit(s->plan, s->mem, present);
    }
    return (uint32_t)*unit;
}

/* One end of a pair. *changed: the item is there, by its ID, but its text is another one. */
static uint32_t find_end(struct settling *s, struct text unit_name, struct text id,
                         struct text text, bool *changed)
{
    const struct plan *plan = s->plan;
    uint32_t unit = unit_of_name(s, unit_name);
    if (!text.len) { /* a row of the ledger written by hand */
        struct item_numbers items = plan_items_called(s->mem, plan, id);
        return items.n == 1 ? items.v[0] : NO_ITEM;
    }
    uint32_t by_id = id.len ? plan_find_item(plan, id) : NO_ITEM;
    if (unit == NO_UNIT)
        return NO_ITEM;
    size_t item = map_get(&s->items, item_key(s->mem, unit, text));
    if (item != MAP_NONE)
        return (uint32_t)item;
    *changed = *changed || (by_id != NO_ITEM && plan->items.v[by_id].unit == unit);
    return NO_ITEM;
}

static void say_stale(struct settling *s, struct decision *d)
{
    uint32_t from = plan_find_item(s->plan, d->from_id), to = plan_find_item(s->plan, d->to_id);
    bool source = from != NO_ITEM && !text_eq(text_key(s->mem, s->plan->items.v[from].text),
                                              text_key(s->mem, d->from_text));
    const struct item *item = &s->plan->items.v[source || to == NO_ITEM ? from : to];
    struct finding *f = diag_add(
        s->diag, FINDING_DECISION_STALE, item->place, T("look at it again in sheet 'To confirm'"),
        "'%s' was decided about '" TEXT_FMT "', which now says '" TEXT_FMT "'",
        tr(verdict_text(d->verdict, T("en"))),
        TEXT_ARG(text_shorten(s->mem, source ? d->from_text : d->to_text, 80)),
        TEXT_ARG(text_shorten(s->mem, item->text, 80)));
    f->unit = s->plan->units.v[item->unit].id;
}

/* A pair that is not among this month's items stays as it is, until it comes back. */
static void keep_for_later(struct settling *s, struct decision *d, bool changed)
{
    d->from = d->to = NO_ITEM;
    if (!d->key.len) { /* written into the ledger by hand */
        struct text from = d->from_text.len ? d->from_text : d->from_id;
        struct text to = d->to_text.len ? d->to_text : d->to_id;
        d->key = pair_key(s->mem, d->from_unit, from, d->to_unit, to);
        diag_add(s->diag, FINDING_DECISION_UNREAD, d->place, T("mend the IDs or texts in this row"),
                 "decision about '" TEXT_FMT "' and '" TEXT_FMT "', which are not in the sheets",
                 TEXT_ARG(text_shorten(s->mem, from, 80)), TEXT_ARG(text_shorten(s->mem, to, 80)));
    }
    if (changed && !d->stale && (d->verdict == VERDICT_ACCEPT || d->verdict == VERDICT_REJECT))
        say_stale(s, d);
    d->stale = changed || d->stale;
}

static void settle_pair(struct settling *s, struct decision *d)
{
    bool changed = false;
    d->from = find_end(s, d->from_unit, d->from_id, d->from_text, &changed);
    d->to = find_end(s, d->to_unit, d->to_id, d->to_text, &changed);
    if (d->from == NO_ITEM || d->to == NO_ITEM) {
        keep_for_later(s, d, changed);
        return;
    }
    const struct item *from = &s->plan->items.v[d->from], *to = &s->plan->items.v[d->to];
    d->stale = false;
    d->key = decision_key(s->mem, s->plan, d->from, d->to);
    d->from_id = from->id;
    d->from_text = from->text;
    d->from_unit = s->plan->units.v[from->unit].name;
    d->to_id = to->id;
    d->to_text = to->text;
    d->to_unit = s->plan->units.v[to->unit].name;
}

static void keep_other_units(const struct plan *plan, uint32_t unit, struct item_numbers *items)
{
    size_t kept = 0;
    for (size_t i = 0; i < items->n; i++)
        if (plan->items.v[items->v[i]].unit != unit)
            items->v[kept++] = items->v[i];
    items->n = kept ? kept : items->n;
}

static struct item_numbers items_with_text(struct settling *s, struct text text)
{
    struct item_numbers items = {0};
    struct text key = text_key(s->mem, text);
    for (uint32_t i = 0; i < s->plan->items.n && key.len; i++)
        if (text_eq(text_key(s->mem, s->plan->items.v[i].text), key))
            *list_push(s->mem, &items) = i;
    return items;
}

/* An ID as a report shows it, "CO-O1-KR2" or "KR 1.2", or that and the text behind it as in the list
   that the sheet offers, or the text alone. */
static struct item_numbers find_other(struct settling *s, struct text written)
{
    struct item_numbers items = plan_items_called(s->mem, s->plan, written);
    if (!items.n)
        items = items_with_text(s, written);
    for (size_t at = 0; !items.n && at < written.len; at++)
        if (written.ptr[at] == ' ')
            items = plan_items_called(s->mem, s->plan, text_slice(written, 0, at));
    return items;
}

static void refuse_other(struct settling *s, const struct decision *d,
                         const struct item_numbers *others)
{
    struct text said = text_shorten(s->mem, d->other, 80);
    if (others->n > 1)
        diag_add(s->diag, FINDING_DECISION_UNREAD, d->place, T("write one of these IDs"),
                 "other parent '" TEXT_FMT "' is the ID of %zu items: " TEXT_FMT, TEXT_ARG(said),
                 others->n, TEXT_ARG(plan_name_items(s->mem, s->plan, others)));
    else
        diag_add(s->diag, FINDING_DECISION_UNREAD, d->place, T("choose one from the list"),
                 others->n ? "other parent '" TEXT_FMT "' belongs to the same unit"
                           : "other parent '" TEXT_FMT "' is nowhere in the sheets",
                 TEXT_ARG(said));
}

/* Another parent makes of one decision two: not this one, but that one. */
static void settle_other(struct settling *s, struct decision_list *list, size_t i)
{
    struct decision d = list->v[i];
    const struct plan *plan = s->plan;
    uint32_t unit = plan->items.v[d.from].unit;
    struct item_numbers others = find_other(s, d.other);
    keep_other_units(plan, unit, &others);
    list->v[i].other = (struct text){0};
    if (others.n != 1 || plan->items.v[others.v[0]].unit == unit) {
        refuse_other(s, &d, &others);
        return;
    }
    uint32_t other = others.v[0];
    if (other == d.to) {
        list->v[i].verdict = VERDICT_ACCEPT;
        return;
    }
    if (d.verdict == VERDICT_ACCEPT) {
        diag_add(s->diag, FINDING_DECISION_CONFLICT, d.place,
                 T("accept it, or name another parent; until then it is open"),
                 "'" TEXT_FMT "' is accepted and another parent '" TEXT_FMT "' is named",
                 TEXT_ARG(text_shorten(s->mem, d.to_text, 80)),
                 TEXT_ARG(text_shorten(s->mem, d.other, 80)));
        list->v[i].verdict = VERDICT_NONE;
        return;
    }
    list->v[i].verdict = VERDICT_REJECT;
    const struct item *to = &plan->items.v[other];
    d.verdict = VERDICT_ACCEPT;
    d.key = decision_key(s->mem, plan, d.from, other);
    d.other = (struct text){0};
    d.to = other;
    d.to_id = to->id;
    d.to_text = to->text;
    d.to_unit = plan->units.v[to->unit].name;
    d.shown = false;
    *list_push(s->mem, list) = d;
}

/* One decision a pair: what was said last stays; two rows that came to mean one pair, because units
   were merged or a parent was named twice, must not contradict each other. */
static void drop_repeated(struct settling *s, struct decision_list *list)
{
    struct map keys = {0};
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct decision *d = &list->v[i];
        size_t *first = map_put(s->mem, &keys, d->key, kept);
        struct decision *other = &list->v[*first];
        if (*first == kept) {
            list->v[kept++] = *d;
            continue;
        }
        if (decided(other) && decided(d) && other->verdict != d->verdict) {
            diag_add(s->diag, FINDING_DECISION_CONFLICT, d->place,
                     T("decide again in the new report; until then it is open"),
                     "'%s' and '%s' are both decided about '" TEXT_FMT "' and '" TEXT_FMT "'",
                     tr(verdict_text(other->verdict, T("en"))),
                     tr(verdict_text(d->verdict, T("en"))),
                     TEXT_ARG(text_shorten(s->mem, d->from_text, 80)),
                     TEXT_ARG(text_shorten(s->mem, d->to_text, 80)));
            other->verdict = VERDICT_NONE;
        } else if (!decided(other)) {
            *other = *d;
        }
    }
    list->n = kept;
}

void decisions_settle(struct arena *mem, const struct config *config, const struct plan *plan,
                      struct decision_list *decisions, struct diag *diag)
{
    struct settling s = {.mem = mem, .config = config, .plan = plan, .diag = diag};
    s.names = config_unit_names(mem, config);
    for (size_t i = 0; i < plan->items.n; i++)
        map_put(mem, &s.items, item_key(mem, plan->items.v[i].unit, plan->items.v[i].text), i);
    for (size_t i = 0; i < decisions->n; i++)
        settle_pair(&s, &decisions->v[i]);
    for (size_t i = 0, n = decisions->n; i < n; i++)
        if (decisions->v[i].other.len && decisions->v[i].from != NO_ITEM)
            settle_other(&s, decisions, i);
    drop_repeated(&s, decisions);
}

/* --- items that are one to a reviewer ----------------------------------------------------------- */

/* Items of one unit with one text: first[item] is the first of them, next[item] the next. */
struct twins {
    const struct plan *plan;
    uint32_t *first, *next;
};

static struct twins find_twins(struct arena *mem, const struct plan *plan)
{
    struct map last = {0};
    uint32_t n = (uint32_t)plan->items.n;
    struct twins twins = {plan, NEW_ARRAY(mem, uint32_t, n), NEW_ARRAY(mem, uint32_t, n)};
    for (uint32_t i = 0; i < n; i++) {
        const struct item *item = &plan->items.v[i];
        size_t *before = map_put(mem, &last, item_key(mem, item->unit, item->text), i);
        twins.first[i] = *before == i ? i : twins.first[*before];
        twins.next[*before] = i;
        twins.next[i] = NO_ITEM;
        *before = i;
    }
    return twins;
}

/* What was said of `d->from` and `to` for all twins of the one that count as it does. */
static void add_answers(struct arena *mem, const struct twins *twins, const struct decision *d,
                        uint32_t to, struct decision_list *all)
{
    bool current = plan_item_current(twins->plan, d->from);
    for (uint32_t from = twins->first[d->from]; from != NO_ITEM; from = twins->next[from]) {
        if (plan_item_current(twins->plan, from) != current)
            continue;
        struct decision one = *d;
        one.from = from;
        one.to = to;
        *list_push(mem, all) = one;
    }
}

struct decision_list decisions_for_all(struct arena *mem, const struct plan *plan,
                                       const struct decision_list *decisions)
{
    struct decision_list all = {0};
    struct arena *scratch = arena_new();
    struct twins twins = {0};
    for (size_t i = 0; i < decisions->n; i++) {
        const struct decision *d = &decisions->v[i];
        if (d->from == NO_ITEM || d->to == NO_ITEM || d->verdict == VERDICT_NONE)
            continue;
        if (!twins.plan)
            twins = find_twins(scratch, plan);
        if (d->verdict == VERDICT_ACCEPT) /* one link is what was accepted, not one to each twin */
            add_answers(mem, &twins, d, d->to, &all);
        else
            for (uint32_t to = twins.first[d->to]; to != NO_ITEM; to = twins.next[to])
                add_answers(mem, &twins, d, to, &all);
    }
    arena_free(scratch);
    return all;
}
