/*
 * Whose a record is, by its own words: a column of the row, else the heading above it, else what its
 * level in a cascade says.
 */
#include "base/fold.h"
#include "model/plan_unit.h"

static int level_of_words(struct arena *mem, struct text text)
{
    struct unit_name said = unit_name_of(mem, text);
    return said.organisation ? 0 : said.level;
}

/* How low in the tree a header's word is: a word that says nothing of it, "Store", between "Department" and "Team". */
static int rank_of_header(struct arena *mem, struct text header)
{
    enum { UNKNOWN = 3 };
    int level = level_of_words(mem, header);
    return level < 0 ? UNKNOWN : 2 * level;
}

/* The field that names the unit, the most specific one where there are two (department, team). */
static const struct field *unit_field(struct arena *mem, const struct record *record,
                                      const struct field **above)
{
    const struct field *best = NULL;
    *above = NULL;
    for (size_t i = 0; i < record->fields.n; i++) {
        const struct field *f = &record->fields.v[i];
        if (f->role != ROLE_UNIT_NAME || value_missing(f->text))
            continue;
        if (!best || rank_of_header(mem, f->header) > rank_of_header(mem, best->header)) {
            *above = best;
            best = f;
        } else {
            *above = f;
        }
    }
    return best;
}

/* The first of several units in a cell, if it stands for itself elsewhere. */
static struct text first_unit(struct drafts *d, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        struct text head = text_trim(text_slice(text, 0, i));
        bool always = c == '\n' || c == ';' || c == '|';
        bool maybe = c == ',' || c == '/' || c == '&' || c == '+';
        if (head.len && (always || (maybe && draft_find(d, head) != NO_UNIT)))
            return head;
    }
    return text;
}

/* As written, without words of kind ("Team Growth" -> "Growth") where the key stays the same. */
static struct text display_name(struct arena *mem, struct text text)
{
    struct unit_name said = unit_name_of(mem, text);
    bool same = said.name.len && text_eq(unit_key(mem, said.name), unit_key(mem, text));
    return same ? said.name : text_trim(text);
}

/* Whether another cell of the field's column is a name. */
static bool has_name(struct drafts *d, const struct field *f)
{
    const struct record_list *records = &d->w->layout->records;
    for (size_t i = 0; i < records->n; i++)
        for (size_t k = 0; k < records->v[i].fields.n; k++) {
            const struct field *other = &records->v[i].fields.v[k];
            if (other->role == f->role && other->place.col == f->place.col &&
                text_eq(other->place.file, f->place.file) &&
                text_eq(other->place.sheet, f->place.sheet) &&
                unit_name_of(d->w->scratch, other->text).name.len)
                return true;
        }
    return false;
}

/* The column names units, so that a word such as "Reparto" in it is a name as well. */
static bool column_of_names(struct drafts *d, const struct field *f)
{
    const struct field *asked = d->asked;
    bool same = asked && asked->place.col == f->place.col &&
                text_eq(asked->place.file, f->place.file) &&
                text_eq(asked->place.sheet, f->place.sheet);
    if (!same) {
        d->asked = f;
        d->asked_has_name = has_name(d, f);
    }
    return d->asked_has_name;
}

static uint32_t unit_of_field(struct drafts *d, const struct field *f)
{
    struct text text = first_unit(d, f->text);
    struct unit_name said = unit_name_of(d->mem, text);
    if (draft_find(d, text) != NO_UNIT)
        return draft_named(d, text, f->place, "column");
    if (said.organisation)
        return draft_organisation(d, said.name, f->place, "column", text);
    if (!said.name.len && said.level >= 0 && !column_of_names(d, f))
        return NO_UNIT; /* "Team" names none */
    uint32_t unit = draft_named(d, display_name(d->mem, text), f->place, "column");
    if (said.level >= 0 && d->list.v[unit].level == LEVEL_UNKNOWN) {
        d->list.v[unit].level = said.level;
        d->list.v[unit].level_reason =
            text_printf(d->mem, tr("its name '" TEXT_FMT "'"), TEXT_ARG(text));
    }
    return unit;
}

static bool shares_words(struct arena *mem, struct text a, struct text b)
{
    struct text x = text_key(mem, a), y = text_key(mem, b);
    struct text all = x.len > y.len ? x : y, part = x.len > y.len ? y : x;
    struct text padded = text_printf(mem, " " TEXT_FMT " ", TEXT_ARG(all));
    return part.len >= 3 &&
           text_contains(padded, text_printf(mem, " " TEXT_FMT " ", TEXT_ARG(part)));
}

static bool one_heading(const struct plan_work *w, const struct source *s)
{
    struct text first = {0};
    for (size_t i = s->first; i < s->end; i++) {
        struct text unit = w->layout->records.v[i].unit;
        if (!unit.len || !first.len)
            first = first.len ? first : unit;
        else if (!text_eq(unit, first))
            return false;
    }
    return true;
}

/* A heading's, label's or matrix column's word. One heading over a whole sheet that speaks of the
   same as tab or file ("IT Security" in Security.xlsx) is another name of that. */
static uint32_t unit_of_heading(struct drafts *d, struct source *s, const struct record *record)
{
    struct unit_name said = unit_name_of(d->mem, record->unit);
    if (said.organisation && !said.name.len)
        return draft_organisation(d, said.name, record->unit_place, "heading", record->unit);
    if (!said.name.len)
        return NO_UNIT;
    uint32_t known = draft_find(d, said.name);
    bool alone = known == NO_UNIT && !said.organisation && one_heading(d->w, s);
    if (alone && s->sheet->book->path.len) {
        struct text tab = unit_name_of(d->mem, s->sheet->name).name;
        struct text file = unit_name_of_file(d->mem, s->sheet->book->path).name;
        bool by_file = !tab.len || sources_in_book(d->w, s->sheet->book) == 1;
        struct text key = text_copy(d->w->scratch, unit_key(d->w->scratch, said.name));
        bool both = by_file && tab.len && file.len && text_eq(key, unit_key(d->w->scratch, file));
        if (both) /* "Team: Denmark Expansion" in a file of that name says more than its tab */
            return draft_named(d, said.name, record->unit_place, "heading");
        if (shares_words(d->mem, said.name, file) ||
            (!by_file && shares_words(d->mem, said.name, tab))) {
            uint32_t unit = source_unit(d, s);
            draft_alias(d, unit, said.name);
            return unit;
        }
    }
    if (said.organisation)
        return draft_organisation(d, said.name, record->unit_place, "heading", record->unit);
    uint32_t unit = draft_named(d, said.name, record->unit_place, "heading");
    if (said.level >= 0 && d->list.v[unit].level == LEVEL_UNKNOWN)
        d->list.v[unit].level = said.level;
    return unit;
}

static int deepest_level(const struct plan_work *w, const struct source *s)
{
    int deepest = LEVEL_UNKNOWN;
    for (size_t i = s->first; i < s->end; i++)
        if (w->layout->records.v[i].level > deepest)
            deepest = w->layout->records.v[i].level;
    return deepest;
}

/* A level that stands between the organisation and the sheet's own unit in a cascade. */
static uint32_t unit_between(struct drafts *d, struct source *s, const struct record *record)
{
    uint32_t own = source_unit(d, s), parent = d->list.v[own].parent;
    if (parent != NO_UNIT && parent != d->organisation)
        return parent;
    struct text name = text_printf(d->mem, tr(TEXT_FMT " (level %d)"),
                                   TEXT_ARG(d->list.v[own].name), record->level);
    uint32_t unit = draft_named(d, name, record->place, "cascade");
    d->list.v[unit].level = record->level;
    d->list.v[own].parent = unit;
    return unit;
}

/* What names the unit above in the record's row: "Department" where a "Team" stands beside it. */
static const struct field *unit_above(struct drafts *d, const struct source *s,
                                      const struct record *record)
{
    const struct record *records = d->w->layout->records.v;
    const struct field *above = NULL;
    for (size_t i = (size_t)(record - records) + 1; i < s->end && !above; i++) {
        if (records[i].place.row != record->place.row)
            break;
        if (records[i].level > record->level)
            unit_field(d->w->scratch, &records[i], &above);
    }
    return above;
}

static void state_level(struct drafts *d, uint32_t unit, int level, struct text reason)
{
    struct draft *draft = &d->list.v[unit];
    if (level < 0 || draft->level != LEVEL_UNKNOWN)
        return;
    draft->level = level;
    draft->level_reason = text_copy(d->mem, reason);
}

/* Unless something else said it before. */
static void put_unit_below(struct drafts *d, uint32_t unit, uint32_t above)
{
    if (unit != NO_UNIT && above != NO_UNIT && above != unit && unit != d->organisation &&
        d->list.v[unit].parent == NO_UNIT)
        d->list.v[unit].parent = above;
}

/* "Parent team" beside it: what the record's unit, or that of its sheet, is part of. */
static void put_below_named(struct drafts *d, struct source *s, const struct record *record,
                            uint32_t unit)
{
    const struct field *f = record_field(record, ROLE_UNIT_ABOVE);
    if (!f || value_missing(f->text))
        return;
    unit = unit == NO_UNIT ? source_unit(d, s) : unit;
    put_unit_below(d, unit, unit_of_field(d, f));
}

uint32_t record_unit(struct drafts *d, struct source *s, const struct record *record)
{
    const struct field *above, *level_field = record_field(record, ROLE_LEVEL);
    const struct field *field = unit_field(d->w->scratch, record, &above);
    int level = level_field ? level_of_words(d->w->scratch, level_field->text) : LEVEL_UNKNOWN;
    if (level == 0) {
        struct text name = field ? field->text : (struct text){0};
        bool only = name.len && map_get(&d->company_names, unit_key(d->w->scratch, name)) == 1;
        struct unit_name said = unit_name_of(d->mem, name);
        return draft_organisation(d,
                                  only && !said.organisation ? name
                                  : said.organisation        ? said.name
                                                             : T(""),
                                  level_field->place, "column", level_field->text);
    }
    uint32_t unit = field ? unit_of_field(d, field) : NO_UNIT;
    if (unit == NO_UNIT && record->unit.len) {
        unit = unit_of_heading(d, s, record);
        if (text_eq(record->unit, d->w->layout->records.v[s->first].unit))
            source_put_below(d, s, unit); /* the first of them is that of the labels at the top */
    }
    if (unit != NO_UNIT && level > 0)
        state_level(d, unit, level,
                    text_printf(d->mem, tr("column '" TEXT_FMT "' says '" TEXT_FMT "'"),
                                TEXT_ARG(level_field->header), TEXT_ARG(level_field->text)));
    if (unit != NO_UNIT && above && unit != d->organisation) {
        uint32_t parent = unit_of_field(d, above);
        if (parent != unit && d->list.v[unit].parent == NO_UNIT)
            d->list.v[unit].parent = parent;
    }
    if (unit == NO_UNIT && record->level == 0)
        unit = draft_organisation(d, (struct text){0}, record->place, "cascade", T("company"));
    else if (unit == NO_UNIT && record->level > 0 && record->level < deepest_level(d->w, s)) {
        above = unit_above(d, s, record);
        unit = above ? unit_of_field(d, above) : unit_between(d, s, record);
    }
    if (record->kind == OBJECTIVE)
        put_below_named(d, s, record, unit);
    return unit;
}

void drafts_read_charts(struct drafts *d)
{
    for (size_t i = 0; i < d->w->layout->sheets.n; i++) {
        const struct sheet_layout *sheet = &d->w->layout->sheets.v[i];
        for (size_t k = 0; k < sheet->chart.n && text_eq(sheet->kind, T("chart")); k++) {
            uint32_t unit = unit_of_field(d, &sheet->chart.v[k].unit);
            put_unit_below(d, unit, unit_of_field(d, &sheet->chart.v[k].above));
        }
    }
}

/* Names that rows of company level have and no others. */
void drafts_count_company_names(struct drafts *d)
{
    const struct record_list *records = &d->w->layout->records;
    for (size_t i = 0; i < records->n; i++) {
        const struct field *unit = record_field(&records->v[i], ROLE_UNIT_NAME);
        const struct field *level = record_field(&records->v[i], ROLE_LEVEL);
        if (!unit || !level || !unit->text.len)
            continue;
        size_t company = level_of_words(d->w->scratch, level->text) == 0 ? 1 : 2;
        size_t *seen = map_put(d->mem, &d->company_names, unit_key(d->mem, unit->text), company);
        if (*seen != company)
            *seen = 2;
    }
}
