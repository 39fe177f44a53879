/*
 * Whose a record is. The nearest word wins: a column of the row, the heading above it, a label of
 * the sheet, then okralign.ini's files, the tab, the file, the folder. Names that mean the same
 * ("Growth", "Team Growth", "growth") become one unit; all that means the whole organisation
 * ("Company", "Corporate", its own name) becomes the unit of level 0. Drafts are collected first
 * and go into the plan in order of level and name.
 */
#include "base/fold.h"
#include "model/plan_work.h"
#include "model/unit_name.h"
#include "model/words.h"

#include <math.h>
#include <stdlib.h>

struct draft {
    struct text name;
    struct text_list aliases;
    int level, implied; /* stated; as a folder or its content implies it */
    uint32_t parent;
    struct text parent_name; /* of okralign.ini */
    struct text reason, level_reason, prefix, function;
    struct place place;
    bool configured, proper; /* proper: the organisation's own name is known */
    uint32_t number;         /* in the plan */
};

struct drafts {
    struct plan_work *w;
    struct arena *mem;
    struct {
        struct draft *v;
        size_t n, cap;
    } list;
    struct map keys; /* unit_key -> draft */
    uint32_t organisation;
    struct map company_names;  /* keys of names that only rows of company level have */
    struct map first_names;    /* keys of names before a dash -> how many differ behind it */
    size_t n_named;            /* tabs or files with a name */
    const struct field *asked; /* of the column that was last asked for names */
    bool asked_has_name;
};

/* --- drafts ------------------------------------------------------------------------------------- */

static uint32_t find_draft(struct drafts *d, struct text name)
{
    size_t found = map_get(&d->keys, unit_key(d->w->scratch, name));
    return found == MAP_NONE ? NO_UNIT : (uint32_t)found;
}

static void alias_draft(struct drafts *d, uint32_t number, struct text alias)
{
    struct draft *draft = &d->list.v[number];
    alias = text_trim(alias);
    if (!alias.len)
        return;
    map_put(d->mem, &d->keys, unit_key(d->mem, alias), number);
    bool known = text_eq(alias, draft->name);
    for (size_t i = 0; i < draft->aliases.n && !known; i++)
        known = text_eq(draft->aliases.v[i], alias);
    if (!known)
        *list_push(d->mem, &draft->aliases) = alias;
}

static uint32_t add_draft(struct drafts *d, struct text name, struct place place,
                          struct text reason)
{
    uint32_t number = (uint32_t)d->list.n;
    *list_push(d->mem, &d->list) = (struct draft){.name = text_trim(name),
                                                  .level = LEVEL_UNKNOWN,
                                                  .implied = LEVEL_UNKNOWN,
                                                  .parent = NO_UNIT,
                                                  .reason = reason,
                                                  .place = place,
                                                  .number = NO_UNIT};
    map_put(d->mem, &d->keys, unit_key(d->mem, name), number);
    return number;
}

static uint32_t draft_named(struct drafts *d, struct text name, struct place place,
                            const char *source)
{
    uint32_t found = find_draft(d, name);
    if (found != NO_UNIT) {
        alias_draft(d, found, name);
        if (!d->list.v[found].place.file.len)
            d->list.v[found].place = place;
        return found;
    }
    return add_draft(d, name, place,
                     text_printf(d->mem, "%s '" TEXT_FMT "'", source, TEXT_ARG(text_trim(name))));
}

/* The whole organisation; `name` its proper name or absent. */
static uint32_t organisation(struct drafts *d, struct text name, struct place place,
                             const char *source, struct text as_written)
{
    uint32_t named = name.len ? find_draft(d, name) : NO_UNIT;
    if (d->organisation == NO_UNIT && named != NO_UNIT)
        d->organisation = named;
    if (d->organisation == NO_UNIT) {
        struct text reason = text_printf(d->mem, "%s '" TEXT_FMT "' is the whole organisation",
                                         source, TEXT_ARG(text_trim(as_written)));
        d->organisation = add_draft(d, name.len ? name : T("Company"), place, reason);
    }
    struct draft *draft = &d->list.v[d->organisation];
    if (!draft->place.file.len)
        draft->place = place;
    if (draft->level == LEVEL_UNKNOWN) {
        draft->level = 0;
        draft->level_reason = T("the whole organisation");
    }
    if (name.len && !draft->proper) {
        struct text old = draft->name;
        draft->name = text_trim(name);
        draft->proper = true;
        if (!text_eq(old, draft->name) && !text_eq(old, T("Company")))
            alias_draft(d, d->organisation, old);
        map_put(d->mem, &d->keys, unit_key(d->mem, name), d->organisation);
    } else if (name.len) {
        alias_draft(d, d->organisation, name);
    }
    return d->organisation;
}

/* --- okralign.ini ------------------------------------------------------------------------------- */

static bool is_short_code(struct text t)
{
    if (t.len < 2 || t.len > 5)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!((t.ptr[i] >= 'A' && t.ptr[i] <= 'Z') || (t.ptr[i] >= '0' && t.ptr[i] <= '9')))
            return false;
    return true;
}

static void add_configured(struct drafts *d)
{
    const struct config *config = d->w->config;
    for (size_t i = 0; i < config->units.n; i++) {
        const struct unit_config *u = &config->units.v[i];
        struct place place = place_of_file(config->path);
        struct text reason =
            text_printf(d->mem, "[unit " TEXT_FMT "] in the configuration", TEXT_ARG(u->name));
        uint32_t number = add_draft(d, u->name, place, reason);
        struct draft *draft = &d->list.v[number];
        draft->configured = true;
        draft->level = u->level;
        draft->level_reason = T("configured");
        draft->parent_name = u->parent;
        draft->function = u->function;
        draft->place = (struct place){.row = PLACE_NONE, .col = PLACE_NONE};
        for (size_t k = 0; k < u->aliases.n; k++) {
            alias_draft(d, number, u->aliases.v[k]);
            if (!d->list.v[number].prefix.len && is_short_code(u->aliases.v[k]))
                d->list.v[number].prefix = u->aliases.v[k];
        }
        for (size_t k = 0; k < u->was.n; k++)
            alias_draft(d, number, u->was.v[k]);
        if (u->level == 0 && d->organisation == NO_UNIT) {
            d->organisation = number;
            d->list.v[number].proper = true;
        }
    }
    if (config->organisation.len) {
        struct place place = {.row = PLACE_NONE, .col = PLACE_NONE};
        uint32_t top =
            organisation(d, config->organisation, place, "configuration", config->organisation);
        d->list.v[top].configured = true;
    }
}

static uint32_t configured_by_file(struct drafts *d, struct text path)
{
    const struct config *config = d->w->config;
    for (size_t i = 0; i < config->units.n; i++)
        for (size_t k = 0; k < config->units.v[i].files.n; k++)
            if (glob_match(config->units.v[i].files.v[k], path))
                return find_draft(d, config->units.v[i].name);
    return NO_UNIT;
}

/* --- folders ------------------------------------------------------------------------------------ */

static struct text folder_of(struct text path)
{
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/')
            return text_slice(path, 0, i - 1);
    return (struct text){0};
}

/* The unit that a folder stands for: itself, or what it is in; NO_UNIT if its names say nothing.
   *level: what a word such as "teams" says of what is inside. */
static uint32_t folder_unit(struct drafts *d, struct text folder, int *level)
{
    uint32_t unit = NO_UNIT;
    int depth = 0;
    struct text rest = folder;
    while (rest.len) {
        struct text part = text_cut(&rest, '/');
        struct unit_name said = unit_name_of_file(d->mem, part);
        struct text path = text_slice(folder, 0, (size_t)(part.ptr - folder.ptr) + part.len);
        if (said.level >= 0)
            *level = said.level;
        if (said.organisation || !said.name.len)
            continue;
        uint32_t found = find_draft(d, said.name);
        if (found == d->organisation && found != NO_UNIT)
            continue;
        if (found == NO_UNIT)
            found = add_draft(d, said.name, place_of_file(path),
                              text_printf(d->mem, "folder '" TEXT_FMT "'", TEXT_ARG(part)));
        struct draft *draft = &d->list.v[found];
        if (draft->implied == LEVEL_UNKNOWN || draft->implied > depth + 1)
            draft->implied = depth + 1;
        if (draft->parent == NO_UNIT && found != unit)
            draft->parent = unit;
        unit = found;
        depth++;
    }
    return unit;
}

/* --- tab and file ------------------------------------------------------------------------------- */

static size_t sources_in_book(const struct plan_work *w, const struct book *book)
{
    size_t n = 0;
    for (size_t i = 0; i < w->sources.n; i++)
        n += w->sources.v[i].sheet->book == book;
    return n;
}

/* Another tab of the book bears the name: it is that unit's, not the company's. */
static bool tab_bears(struct drafts *d, const struct source *s, struct text name)
{
    struct text key = text_copy(d->w->scratch, unit_key(d->w->scratch, name));
    for (size_t i = 0; i < d->w->sources.n; i++) {
        const struct source *other = &d->w->sources.v[i];
        if (other == s || other->sheet->book != s->sheet->book)
            continue;
        struct unit_name tab = unit_name_of(d->w->scratch, other->sheet->name);
        if (!tab.organisation && tab.name.len && text_eq(unit_key(d->w->scratch, tab.name), key))
            return true;
    }
    return false;
}

/* What a tab or file of the whole organisation calls it; absent: nothing. */
static struct text company_name(struct drafts *d, const struct source *s, struct text tab,
                                struct text file)
{
    if (tab.len)
        return tab;
    return file.len && tab_bears(d, s, file) ? T("") : file;
}

/* A file whose tab is the company's bears the company's name: "Tidewater OKRs.xlsx", tab
   "Company OKRs". Known before any tab is named, so that the order of the files does not count. */
static void find_organisation(struct drafts *d)
{
    for (size_t i = 0; i < d->w->sources.n; i++) {
        const struct source *s = &d->w->sources.v[i];
        struct text path = s->sheet->book->path;
        struct unit_name tab = unit_name_of(d->mem, s->sheet->name);
        struct unit_name file = unit_name_of_file(d->mem, path);
        if (configured_by_file(d, path) != NO_UNIT)
            continue;
        struct place place = plan_sheet_place(s->sheet);
        if (file.organisation && (tab.organisation || !tab.name.len))
            organisation(d, file.name, place, "file", path);
        else if (tab.organisation)
            organisation(d, company_name(d, s, tab.name, file.name), place, "tab", s->sheet->name);
    }
}

/* The tab's or file's own name, by which its records may be named. */
static struct unit_name source_name(struct drafts *d, const struct source *s)
{
    struct unit_name tab = unit_name_of(d->mem, s->sheet->name);
    bool by_file = sources_in_book(d->w, s->sheet->book) == 1 || !tab.name.len;
    return by_file ? unit_name_of_file(d->mem, s->sheet->book->path) : tab;
}

/* "Tidewater - Sales", "Tidewater - Finance": what stands before the dash is none of theirs. */
static void find_first_names(struct drafts *d)
{
    struct map pairs = {0};
    for (size_t i = 0; i < d->w->sources.n; i++) {
        struct unit_name name = source_name(d, &d->w->sources.v[i]);
        d->n_named += name.name.len > 0;
        if (name.organisation || !name.second.len)
            continue;
        struct text first = text_copy(d->mem, unit_key(d->w->scratch, name.name));
        struct text pair = text_printf(d->mem, TEXT_FMT ":" TEXT_FMT, TEXT_ARG(first),
                                       TEXT_ARG(unit_key(d->w->scratch, name.second)));
        if (map_get(&pairs, pair) == MAP_NONE)
            ++*map_put(d->mem, &d->first_names, first, 0);
        map_put(d->mem, &pairs, pair, 0);
    }
}

/* The name of a tab or file without what it shares with others: only what is behind the dash if all
   share it, else both. */
static struct text distinct_name(struct drafts *d, const struct unit_name *name)
{
    size_t sharing = map_get(&d->first_names, unit_key(d->w->scratch, name->name));
    if (!name->second.len)
        return name->name;
    return sharing != MAP_NONE && sharing >= 2 && sharing >= d->n_named
               ? name->second
               : text_printf(d->mem, TEXT_FMT " - " TEXT_FMT, TEXT_ARG(name->name),
                             TEXT_ARG(name->second));
}

static bool is_organisation(struct drafts *d, struct text name)
{
    return name.len && d->organisation != NO_UNIT && find_draft(d, name) == d->organisation;
}

/* The stem of the file, when nothing better is there. */
static struct text stem(struct arena *mem, struct text path)
{
    struct text name = text_slice(path, folder_of(path).len, path.len);
    if (text_starts(name, T("/")))
        name = text_slice(name, 1, name.len);
    for (size_t i = name.len; i > 1; i--)
        if (name.ptr[i - 1] == '.')
            return text_copy(mem, text_slice(name, 0, i - 1));
    return name;
}

static uint32_t unit_of_tab_or_file(struct drafts *d, struct source *s)
{
    struct text path = s->sheet->book->path, tab_name = s->sheet->name;
    struct place place = plan_sheet_place(s->sheet);
    struct unit_name tab = unit_name_of(d->mem, tab_name);
    struct unit_name file = unit_name_of_file(d->mem, path);
    tab.name = distinct_name(d, &tab);
    file.name = distinct_name(d, &file);
    bool alone = sources_in_book(d->w, s->sheet->book) == 1;
    uint32_t tab_known = tab.name.len ? find_draft(d, tab.name) : NO_UNIT;
    s->unit_said = true;
    if (tab.organisation || (file.organisation && (alone || !tab.name.len)))
        return organisation(d, company_name(d, s, tab.name, file.name), place, "tab", tab_name);
    bool tab_configured = tab_known != NO_UNIT && d->list.v[tab_known].configured;
    bool by_file = file.name.len && !is_organisation(d, file.name) && !tab_configured &&
                   (alone || !tab.name.len);
    if (by_file) {
        uint32_t unit = draft_named(d, file.name, place, "file");
        if (tab.name.len && find_draft(d, tab.name) == NO_UNIT)
            alias_draft(d, unit, tab.name);
        if (file.level >= 0 && d->list.v[unit].level == LEVEL_UNKNOWN)
            d->list.v[unit].level = file.level;
        return unit;
    }
    if (tab.name.len)
        return draft_named(d, tab.name, place, "tab");
    if (file.organisation || is_organisation(d, file.name))
        return organisation(d, file.name, place, "file", path);
    int level = LEVEL_UNKNOWN;
    uint32_t folder = folder_unit(d, folder_of(path), &level);
    if (folder != NO_UNIT)
        return folder;
    s->unit_said = false;
    if (d->organisation != NO_UNIT && !folder_of(path).len && d->w->books->n == 1)
        return d->organisation;
    return draft_named(d, stem(d->mem, path), place, "file");
}

/* Parent and level that the folder of a unit's file imply. */
static void place_in_folder(struct drafts *d, uint32_t unit, struct text path)
{
    int level = LEVEL_UNKNOWN;
    uint32_t folder = folder_unit(d, folder_of(path), &level);
    struct draft *draft = &d->list.v[unit];
    if (unit == d->organisation)
        return;
    if (level >= 1 && draft->level == LEVEL_UNKNOWN) {
        draft->level = level;
        draft->level_reason =
            text_printf(d->mem, "folder '" TEXT_FMT "'", TEXT_ARG(folder_of(path)));
    }
    if (folder != NO_UNIT && folder != unit && draft->parent == NO_UNIT)
        draft->parent = folder;
}

/* Headings in the sheet name units beside its own. */
static bool has_sections(const struct plan_work *w, const struct source *s)
{
    for (size_t i = s->first; i < s->end; i++)
        if (w->layout->records.v[i].unit.len)
            return true;
    return false;
}

static uint32_t source_unit(struct drafts *d, struct source *s)
{
    if (s->unit != NO_UNIT)
        return s->unit;
    struct text path = s->sheet->book->path;
    struct unit_name label = {.level = -1};
    s->unit_said = true;
    uint32_t configured = configured_by_file(d, path);
    if (s->layout)
        label = unit_name_of(d->mem, s->layout->unit);
    if (configured != NO_UNIT) {
        s->unit = configured;
        if (!d->list.v[configured].place.file.len)
            d->list.v[configured].place = plan_sheet_place(s->sheet);
    } else if (label.organisation) {
        s->unit = organisation(d, label.name, s->layout->unit_place, "label", s->layout->unit);
    } else if (label.name.len) {
        s->unit = draft_named(d, label.name, s->layout->unit_place, "label");
        if (d->list.v[s->unit].level == LEVEL_UNKNOWN && label.level >= 0 && has_sections(d->w, s))
            d->list.v[s->unit].level = label.level; /* as a heading below it would */
    } else {
        s->unit = unit_of_tab_or_file(d, s);
    }
    place_in_folder(d, s->unit, path);
    return s->unit;
}

/* --- the record's own words --------------------------------------------------------------------- */

static int level_of_words(struct arena *mem, struct text text)
{
    struct unit_name said = unit_name_of(mem, text);
    return said.organisation ? 0 : said.level;
}

/* The field that names the unit, the most specific one where there are two (department, team). */
static const struct field *unit_field(struct arena *mem, const struct record *record,
                                      const struct field **above)
{
    const struct field *best = NULL;
    int best_level = -2;
    *above = NULL;
    for (size_t i = 0; i < record->fields.n; i++) {
        const struct field *f = &record->fields.v[i];
        if (f->role != ROLE_UNIT_NAME || value_missing(f->text))
            continue;
        int level = best ? level_of_words(mem, f->header) : -1;
        if (best && level_of_words(mem, best->header) > best_level)
            best_level = level_of_words(mem, best->header);
        if (!best || level > best_level) {
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
        if (head.len && (always || (maybe && find_draft(d, head) != NO_UNIT)))
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
    if (find_draft(d, text) != NO_UNIT)
        return draft_named(d, text, f->place, "column");
    if (said.organisation)
        return organisation(d, said.name, f->place, "column", text);
    if (!said.name.len && said.level >= 0 && !column_of_names(d, f))
        return NO_UNIT; /* "Team" names none */
    uint32_t unit = draft_named(d, display_name(d->mem, text), f->place, "column");
    if (said.level >= 0 && d->list.v[unit].level == LEVEL_UNKNOWN) {
        d->list.v[unit].level = said.level;
        d->list.v[unit].level_reason =
            text_printf(d->mem, "its name '" TEXT_FMT "'", TEXT_ARG(text));
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
        return organisation(d, said.name, record->unit_place, "heading", record->unit);
    if (!said.name.len)
        return NO_UNIT;
    uint32_t known = find_draft(d, said.name);
    bool alone = known == NO_UNIT && !said.organisation && one_heading(d->w, s);
    if (alone && s->sheet->book->path.len) {
        struct text tab = unit_name_of(d->mem, s->sheet->name).name;
        struct text file = unit_name_of_file(d->mem, s->sheet->book->path).name;
        bool by_file = !tab.len || sources_in_book(d->w, s->sheet->book) == 1;
        if (shares_words(d->mem, said.name, file) ||
            (!by_file && shares_words(d->mem, said.name, tab))) {
            uint32_t unit = source_unit(d, s);
            alias_draft(d, unit, said.name);
            return unit;
        }
    }
    if (said.organisation)
        return organisation(d, said.name, record->unit_place, "heading", record->unit);
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
    struct text name =
        text_printf(d->mem, TEXT_FMT " (level %d)", TEXT_ARG(d->list.v[own].name), record->level);
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

/* What the row itself says; NO_UNIT if nothing. */
static uint32_t own_unit(struct drafts *d, struct source *s, const struct record *record)
{
    const struct field *above, *level_field = record_field(record, ROLE_LEVEL);
    const struct field *field = unit_field(d->w->scratch, record, &above);
    int level = level_field ? level_of_words(d->w->scratch, level_field->text) : LEVEL_UNKNOWN;
    if (level == 0) {
        struct text name = field ? field->text : (struct text){0};
        bool only = name.len && map_get(&d->company_names, unit_key(d->w->scratch, name)) == 1;
        struct unit_name said = unit_name_of(d->mem, name);
        return organisation(d,
                            only && !said.organisation ? name
                            : said.organisation        ? said.name
                                                       : T(""),
                            level_field->place, "column", level_field->text);
    }
    uint32_t unit = field ? unit_of_field(d, field) : NO_UNIT;
    if (unit == NO_UNIT && record->unit.len)
        unit = unit_of_heading(d, s, record);
    if (unit != NO_UNIT && level > 0)
        state_level(d, unit, level,
                    text_printf(d->mem, "column '" TEXT_FMT "' says '" TEXT_FMT "'",
                                TEXT_ARG(level_field->header), TEXT_ARG(level_field->text)));
    if (unit != NO_UNIT && above && unit != d->organisation) {
        uint32_t parent = unit_of_field(d, above);
        if (parent != unit && d->list.v[unit].parent == NO_UNIT)
            d->list.v[unit].parent = parent;
    }
    if (unit == NO_UNIT && record->level == 0)
        unit = organisation(d, (struct text){0}, record->place, "cascade", T("company"));
    else if (unit == NO_UNIT && record->level > 0 && record->level < deepest_level(d->w, s)) {
        above = unit_above(d, s, record);
        unit = above ? unit_of_field(d, above) : unit_between(d, s, record);
    }
    return unit;
}

/* Names that rows of company level have and no others. */
static void count_company_names(struct drafts *d)
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

/* --- all records -------------------------------------------------------------------------------- */

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
        own[i] = own_unit(d, &w->sources.v[w->source_of[i]], &records->v[i]);
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

/* --- the tree ----------------------------------------------------------------------------------- */

static int parent_level(struct drafts *d, uint32_t unit)
{
    uint32_t parent = d->list.v[unit].parent;
    if (parent == NO_UNIT)
        return d->organisation != NO_UNIT ? 0 : LEVEL_UNKNOWN;
    const struct draft *p = &d->list.v[parent];
    return p->level != LEVEL_UNKNOWN ? p->level : p->implied;
}

static void resolve_parents(struct drafts *d)
{
    for (size_t i = 0; i < d->list.n; i++) {
        struct draft *draft = &d->list.v[i];
        if (draft->parent_name.len)
            draft->parent = find_draft(d, draft->parent_name);
        if (draft->parent == i || i == d->organisation)
            draft->parent = NO_UNIT;
    }
    for (size_t i = 0; i < d->list.n; i++) { /* no circles: the chain from each ends */
        size_t steps = 0;
        uint32_t at = d->list.v[i].parent;
        while (at != NO_UNIT && steps++ <= d->list.n)
            at = d->list.v[at].parent;
        if (steps > d->list.n)
            d->list.v[i].parent = NO_UNIT;
    }
}

/* What is above other units and below none is right below the organisation. */
static bool imply_departments(struct drafts *d)
{
    bool any = false;
    for (size_t i = 0; i < d->list.n; i++) {
        uint32_t parent = d->list.v[i].parent;
        if (parent == NO_UNIT || parent == d->organisation)
            continue;
        struct draft *above = &d->list.v[parent];
        if (above->level != LEVEL_UNKNOWN || above->implied != LEVEL_UNKNOWN ||
            above->parent != NO_UNIT)
            continue;
        above->implied = 1;
        any = true;
    }
    return any;
}

/* Levels: stated, implied by folders, one below the parent. Parents first, so that the chain is
   walked as deep as it is. */
static void resolve_levels(struct drafts *d)
{
    bool changed = true;
    for (size_t round = 0; changed && round < 32; round++) {
        changed = false;
        for (size_t i = 0; i < d->list.n; i++) {
            struct draft *draft = &d->list.v[i];
            if (draft->level != LEVEL_UNKNOWN || draft->implied != LEVEL_UNKNOWN)
                continue;
            int above = draft->parent == NO_UNIT ? LEVEL_UNKNOWN : parent_level(d, (uint32_t)i);
            if (above == LEVEL_UNKNOWN)
                continue;
            draft->implied = above + 1;
            changed = true;
        }
        if (!changed && round == 0)
            changed = imply_departments(d);
    }
}

/* Stated levels 0 and 2 without a 1 are 0 and 1: words for levels are relative. */
static void close_gaps(struct drafts *d)
{
    bool used[8] = {false};
    int shift[8] = {0}, gaps = 0;
    for (size_t i = 0; i < d->list.n; i++) {
        const struct draft *draft = &d->list.v[i];
        int level = draft->level != LEVEL_UNKNOWN ? draft->level : draft->implied;
        if (draft->configured && draft->level > 0)
            return;
        if (level == LEVEL_UNKNOWN)
            level = 1;
        used[level < 7 ? level : 7] = true;
    }
    used[0] = true;
    for (int level = 0; level < 8; level++) {
        shift[level] = gaps;
        gaps += !used[level];
    }
    for (size_t i = 0; i < d->list.n; i++) {
        struct draft *draft = &d->list.v[i];
        if (draft->level > 0)
            draft->level -= shift[draft->level < 7 ? draft->level : 7];
        if (draft->implied > 0)
            draft->implied -= shift[draft->implied < 7 ? draft->implied : 7];
    }
}

static int level_of(const struct draft *draft)
{
    return draft->level != LEVEL_UNKNOWN     ? draft->level
           : draft->implied != LEVEL_UNKNOWN ? draft->implied
                                             : 1;
}

struct rank {
    int level;
    struct text name;
    uint32_t draft;
};

static int by_level_and_name(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    int order = x->level != y->level ? x->level - y->level : text_cmp(x->name, y->name);
    return order ? order : (x->draft > y->draft) - (x->draft < y->draft);
}

/* Units that hold items, or are above one that does, or were configured. */
static bool *used_drafts(struct drafts *d)
{
    bool *used = NEW_ARRAY(d->w->scratch, bool, d->list.n + 1);
    for (size_t i = 0; i < d->w->layout->records.n; i++)
        if (d->w->unit_of[i] != NO_UNIT)
            used[d->w->unit_of[i]] = true;
    for (size_t i = 0; i < d->list.n; i++)
        used[i] |= d->list.v[i].configured;
    for (size_t i = 0; i < d->list.n; i++)
        for (uint32_t at = used[i] ? d->list.v[i].parent : NO_UNIT; at != NO_UNIT && !used[at];
             at = d->list.v[at].parent)
            used[at] = true;
    return used;
}

static void publish(struct drafts *d, struct draft *draft)
{
    struct plan *plan = d->w->plan;
    draft->number = plan_add_unit(d->mem, plan, draft->name, level_of(draft), NO_UNIT);
    struct unit *unit = &plan->units.v[draft->number];
    unit->function = draft->function;
    unit->place = draft->place;
    unit->assumed = draft->level == LEVEL_UNKNOWN && draft->implied == LEVEL_UNKNOWN;
    unit->reason = draft->level_reason.len && !text_contains(draft->reason, T("whole organisation"))
                       ? text_printf(d->mem, TEXT_FMT "; level: " TEXT_FMT, TEXT_ARG(draft->reason),
                                     TEXT_ARG(draft->level_reason))
                       : draft->reason;
    if (draft->prefix.len)
        plan_set_prefix(d->mem, plan, draft->number, draft->prefix);
}

static void publish_all(struct drafts *d)
{
    struct plan *plan = d->w->plan;
    bool *used = used_drafts(d);
    struct rank *ranks = NEW_ARRAY(d->w->scratch, struct rank, d->list.n + 1);
    size_t n = 0;
    for (uint32_t i = 0; i < d->list.n; i++)
        if (used[i])
            ranks[n++] = (struct rank){level_of(&d->list.v[i]), d->list.v[i].name, i};
    qsort(ranks, n, sizeof *ranks, by_level_and_name);
    for (size_t i = 0; i < n; i++)
        publish(d, &d->list.v[ranks[i].draft]);
    uint32_t top = d->organisation != NO_UNIT ? d->list.v[d->organisation].number : NO_UNIT;
    for (size_t i = 0; i < n; i++) {
        const struct draft *draft = &d->list.v[ranks[i].draft];
        struct unit *unit = &plan->units.v[draft->number];
        unit->parent = draft->parent != NO_UNIT ? d->list.v[draft->parent].number
                       : draft->number != top   ? top
                                                : NO_UNIT;
        for (size_t k = 0; k < draft->aliases.n; k++)
            plan_add_alias(d->mem, plan, draft->number, draft->aliases.v[k]);
    }
    if (top != NO_UNIT && d->list.v[d->organisation].proper)
        plan->organisation = plan->units.v[top].name;
    for (size_t i = 0; i < d->w->layout->records.n; i++)
        if (d->w->unit_of[i] != NO_UNIT)
            d->w->unit_of[i] = d->list.v[d->w->unit_of[i]].number;
    for (size_t i = 0; i < d->w->sources.n; i++)
        if (d->w->sources.v[i].unit != NO_UNIT)
            d->w->sources.v[i].unit = d->list.v[d->w->sources.v[i].unit].number;
}

static void report_unknown(struct drafts *d)
{
    if (!d->w->config->units.n)
        return;
    for (size_t i = 0; i < d->list.n; i++) {
        const struct draft *draft = &d->list.v[i];
        if (draft->number == NO_UNIT || draft->configured)
            continue;
        struct finding *f =
            diag_add(d->w->diag, FINDING_UNKNOWN_UNIT, draft->place,
                     T("add it to okralign.ini, or to the aliases of the unit that is meant"),
                     "unit '" TEXT_FMT "' is not in the configuration", TEXT_ARG(draft->name));
        f->unit = d->w->plan->units.v[draft->number].id;
    }
}

void plan_assign_units(struct plan_work *w)
{
    struct drafts d = {.w = w, .mem = w->mem, .organisation = NO_UNIT};
    for (size_t i = 0; i < w->layout->records.n; i++)
        w->unit_of[i] = NO_UNIT;
    add_configured(&d);
    find_organisation(&d);
    find_first_names(&d);
    count_company_names(&d);
    assign_records(&d);
    resolve_parents(&d);
    resolve_levels(&d);
    close_gaps(&d);
    publish_all(&d);
    report_unknown(&d);
}
