/*
 * XLSX, XLSM, XLTX: a package of XML parts -> a book. The way through it follows the relations, not
 * the names, of its parts, as programs differ in where they put them; where relations are missing
 * the usual names are tried.
 */
#include "import/read.h"

#include "import/formula.h"
#include "import/grid.h"
#include "import/number_format.h"
#include "import/xlsx.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { FORMULA_BYTES = 16 << 20, MOST_SHEETS = 4096 };

/* --- parts and relations -------------------------------------------------------------------- */

void xlsx_damaged(struct xlsx *x, struct text why)
{
    struct place place = place_of_file(x->book->path);
    place.sheet = x->sheet;
    diag_add(&x->book->diag, FINDING_DAMAGED_FILE, place,
             T("open it in a spreadsheet program and save it anew"),
             "a part of the file is damaged, what follows in it may be missing (" TEXT_FMT ")",
             TEXT_ARG(tr_text(why)));
}

struct text xlsx_and_more(struct xlsx *x, size_t n)
{
    if (n < 2)
        return T("");
    return n == 2 ? TR("; one more cell of this sheet does")
                  : text_printf(x->mem, tr("; %zu more cells of this sheet do"), n - 1);
}

bool xlsx_part(struct xlsx *x, size_t index, const struct xml_handler *handler, void *context)
{
    struct text error = {0};
    struct part *part = part_open(x->package, index, &error);
    if (!part) {
        x->refused = error;
        return false;
    }
    struct source source = part_source(part);
    enum xml_outcome outcome = xml_parse(x->xml, &source, handler, context, &error);
    if (part_error(part).len)
        error = part_error(part);
    if (part_over_budget(part) || outcome == XML_REFUSED)
        x->refused =
            text_printf(x->mem, "'" TEXT_FMT "': " TEXT_FMT,
                        TEXT_ARG(package_name(x->package, index)), TEXT_ARG(tr_text(error)));
    uint64_t said = package_size(x->package, index), there = part_bytes(part);
    part_close(part);
    if (x->refused.len)
        return false;
    if (outcome == XML_READ && said && said != there)
        error = text_printf(x->mem, tr("'" TEXT_FMT "' is said to have %llu bytes, and has %llu"),
                            TEXT_ARG(package_name(x->package, index)), (unsigned long long)said,
                            (unsigned long long)there);
    if (outcome != XML_READ || error.len)
        xlsx_damaged(x, error);
    return true;
}

bool xlsx_keeps(struct xlsx *x, struct xml *xml)
{
    enum { MOST_DESCRIBED = 1000000 };
    bool more = x->described++ >= MOST_DESCRIBED;
    if (more)
        xml_stop(xml, T("it has more formats, links and names than any program writes"));
    return !more;
}

/* A target as a part's name: relative to `folder` unless it starts with '/'; ".." goes up. */
static struct text resolve(struct arena *mem, struct text folder, struct text target)
{
    struct buf path = {.mem = mem};
    bool absolute = target.len && (*target.ptr == '/' || *target.ptr == '\\');
    buf_add(&path, absolute ? T("") : folder);
    while (target.len) {
        size_t end = 0;
        while (end < target.len && target.ptr[end] != '/' && target.ptr[end] != '\\')
            end++;
        struct text step = text_slice(target, 0, end);
        if (text_eq(step, T(".."))) {
            path.len = path.len ? text_folder((struct text){path.ptr, path.len - 1}).len : 0;
        } else if (step.len && !text_eq(step, T("."))) {
            buf_add(&path, step);
            if (end < target.len)
                buf_add_char(&path, '/');
        }
        target = text_slice(target, end + 1, target.len);
    }
    return buf_text(&path);
}

struct relations {
    struct xlsx *x;
    struct text folder;
    struct relation_list list;
};

static bool start_relation(void *context, struct xml *xml, int tag)
{
    struct relations *r = context;
    struct arena *mem = r->x->mem;
    if (tag != 0 || !xlsx_keeps(r->x, xml))
        return true;
    struct text type = xml_attr(xml, "Type"), target = xml_attr(xml, "Target");
    struct relation *relation = list_push(mem, &r->list);
    relation->id = text_copy(mem, xml_attr(xml, "Id"));
    map_put(mem, &r->list.by_id, relation->id, r->list.n - 1);
    relation->type = text_copy(mem, text_slice(type, text_folder(type).len, type.len));
    relation->external = text_eq_ascii_case(xml_attr(xml, "TargetMode"), T("External"));
    relation->target = relation->external || text_starts(target, T("#"))
                           ? text_copy(mem, target)
                           : resolve(mem, r->folder, target);
    return true;
}

struct relation_list xlsx_relations(struct xlsx *x, struct text part_name)
{
    static const char *const names[] = {"Relationship", NULL};
    static const struct xml_handler handler = {names, start_relation, NULL, NULL};
    struct relations r = {.x = x, .folder = text_folder(part_name)};
    struct text rels = text_printf(x->mem, TEXT_FMT "_rels/" TEXT_FMT ".rels", TEXT_ARG(r.folder),
                                   TEXT_ARG(text_slice(part_name, r.folder.len, part_name.len)));
    size_t part = package_find(x->package, rels);
    if (part != PART_NONE)
        xlsx_part(x, part, &handler, &r);
    return r.list;
}

const struct relation *relation_by_id(const struct relation_list *list, struct text id)
{
    size_t at = id.len ? map_get(&list->by_id, id) : MAP_NONE;
    return at == MAP_NONE ? NULL : &list->v[at];
}

const struct relation *relation_by_type(const struct relation_list *list, struct text type)
{
    for (size_t i = 0; i < list->n; i++)
        if (text_eq_ascii_case(list->v[i].type, type))
            return &list->v[i];
    return NULL;
}

/* --- small things that all parts need ------------------------------------------------------- */

bool range_parse(struct text ref, struct range *out)
{
    struct text first = text_cut(&ref, ':');
    if (!cell_name_parse(first, &out->row0, &out->col0))
        return false;
    out->row1 = out->row0;
    out->col1 = out->col0;
    if (ref.len && !cell_name_parse(ref, &out->row1, &out->col1))
        return false;
    if (out->row1 < out->row0 || out->col1 < out->col0) {
        struct range turned = {out->row1 < out->row0 ? out->row1 : out->row0,
                               out->col1 < out->col0 ? out->col1 : out->col0,
                               out->row1 > out->row0 ? out->row1 : out->row0,
                               out->col1 > out->col0 ? out->col1 : out->col0};
        *out = turned;
    }
    return true;
}

struct cell *cell_at(struct sheet *sheet, uint32_t row, uint32_t col)
{
    const struct cell *cell = sheet_cell(sheet, row, col);
    return cell ? &sheet->cells[cell - sheet->cells] : NULL;
}

struct cell_extra *cell_own_extra(struct arena *mem, struct cell *cell)
{
    struct cell_extra *own = NEW(mem, struct cell_extra);
    if (cell->extra)
        *own = *cell->extra;
    cell->extra = own;
    return own;
}

/* --- the workbook --------------------------------------------------------------------------- */

struct sheet_entry {
    struct text name, id;
    enum sheet_state state;
};

struct workbook {
    struct xlsx *x;
    struct {
        struct sheet_entry *v;
        size_t n, cap;
    } sheets;
    struct text_list external_ids;
    struct text name_of_range; /* of the defined name being read */
};

enum { TAG_SHEET, TAG_NAME, TAG_PR, TAG_EXTERNAL, TAG_EXT };

static bool start_workbook(void *context, struct xml *xml, int tag)
{
    struct workbook *w = context;
    struct arena *mem = w->x->mem;
    struct text state = xml_attr(xml, "state");
    if (!xlsx_keeps(w->x, xml))
        return false;
    switch (tag) {
    case TAG_SHEET:
        *list_push(mem, &w->sheets) = (struct sheet_entry){
            text_copy(mem, xml_attr(xml, "name")), text_copy(mem, xml_attr(xml, "id")),
            text_eq(state, T("hidden"))       ? SHEET_HIDDEN
            : text_eq(state, T("veryHidden")) ? SHEET_VERY_HIDDEN
                                              : SHEET_VISIBLE};
        break;
    case TAG_NAME:
        w->name_of_range = text_copy(mem, xml_attr(xml, "name"));
        w->x->text.len = 0;
        w->x->collecting = true;
        break;
    case TAG_PR:
        w->x->date1904 |= xml_attr_true(xml, "date1904");
        break;
    case TAG_EXTERNAL:
        *list_push(mem, &w->external_ids) = text_copy(mem, xml_attr(xml, "id"));
        break;
    default:
        break;
    }
    return tag != TAG_EXT;
}

static void end_workbook(void *context, int tag)
{
    struct workbook *w = context;
    w->x->collecting = false;
    if (tag != TAG_NAME || !w->name_of_range.len || w->x->book->names.n >= 100000)
        return;
    struct defined_name *name = list_push(w->x->mem, &w->x->book->names);
    name->name = w->name_of_range;
    name->formula = text_copy(w->x->mem, buf_text(&w->x->text));
}

static void text_workbook(void *context, struct text piece)
{
    struct workbook *w = context;
    if (w->x->collecting)
        buf_add(&w->x->text, piece);
}

static void name_external_books(struct xlsx *x, const struct workbook *w,
                                const struct relation_list *relations)
{
    for (size_t i = 0; i < w->external_ids.n; i++) {
        struct text name = {0};
        const struct relation *part = relation_by_id(relations, w->external_ids.v[i]);
        if (part && !part->external) {
            struct relation_list own = xlsx_relations(x, part->target);
            for (size_t k = 0; k < own.n; k++)
                if (own.v[k].external)
                    name = file_of_address(x->mem, own.v[k].target);
        }
        *list_push(x->mem, &x->external) = name;
    }
    for (size_t i = 0; i < x->book->names.n; i++)
        x->book->names.v[i].formula =
            formula_name_books(x->mem, x->book->names.v[i].formula, &x->external);
}

/* The workbook's part: where the package says, or where it usually is. */
static size_t workbook_part(struct xlsx *x)
{
    struct relation_list root = xlsx_relations(x, (struct text){0});
    const struct relation *relation = relation_by_type(&root, T("officeDocument"));
    size_t part = relation ? package_find(x->package, relation->target) : PART_NONE;
    if (part == PART_NONE)
        part = package_find(x->package, T("xl/workbook.xml"));
    return part == PART_NONE ? package_find_suffix(x->package, T("workbook.xml")) : part;
}

static size_t part_by_type(struct xlsx *x, const struct relation_list *relations, struct text type,
                           struct text folder, const char *usual)
{
    const struct relation *relation = relation_by_type(relations, type);
    size_t part = relation ? package_find(x->package, relation->target) : PART_NONE;
    if (part == PART_NONE)
        part = package_find(x->package, resolve(x->mem, folder, text_of(usual)));
    return part;
}

static bool is_worksheet(const struct relation *relation)
{
    return !relation || text_eq_ascii_case(relation->type, T("worksheet"));
}

/* Another sheet's cells are there. */
static bool is_anothers(struct xlsx *x, const struct relation_list *relations, size_t part)
{
    for (size_t i = 0; i < relations->n && part != PART_NONE; i++)
        if (!relations->v[i].external && package_find(x->package, relations->v[i].target) == part)
            return true;
    return false;
}

static bool read_sheet(struct xlsx *x, const struct sheet_entry *entry,
                       const struct relation *relation, const struct relation_list *relations,
                       struct text folder, struct sheet *sheet)
{
    size_t part = relation ? package_find(x->package, relation->target) : PART_NONE;
    bool elsewhere = part == PART_NONE;
    struct text usual = text_printf(x->mem, TEXT_FMT "worksheets/sheet%zu.xml", TEXT_ARG(folder),
                                    (size_t)(sheet - x->book->sheets) + 1);
    if (elsewhere)
        part = package_find(x->package, usual);
    if (elsewhere && relation && is_anothers(x, relations, part))
        part = PART_NONE;
    *sheet = (struct sheet){.name = entry->name, .state = entry->state, .book = x->book};
    x->sheet = entry->name;
    bool ok = true;
    if (elsewhere && relation && part != PART_NONE)
        xlsx_damaged(x, text_printf(x->mem,
                                    tr("its cells are said to be in '" TEXT_FMT
                                       "', which is not there; '" TEXT_FMT "' was read instead"),
                                    TEXT_ARG(text_shorten(x->mem, relation->target, 60)),
                                    TEXT_ARG(usual)));
    if (part == PART_NONE)
        xlsx_damaged(x, T("the sheet's part is not in the archive"));
    else
        ok = xlsx_sheet(x, part, sheet);
    x->sheet = (struct text){0};
    return ok;
}

static void read_sheets(struct xlsx *x, const struct workbook *w,
                        const struct relation_list *relations, struct text folder)
{
    size_t n = w->sheets.n < MOST_SHEETS ? w->sheets.n : MOST_SHEETS;
    if (n < w->sheets.n)
        xlsx_damaged(x, text_printf(x->mem, tr("it names %zu sheets; the first %zu are read"),
                                    w->sheets.n, n));
    x->book->sheets = NEW_ARRAY(x->mem, struct sheet, n);
    for (size_t i = 0; i < n; i++) {
        const struct sheet_entry *entry = &w->sheets.v[i];
        const struct relation *relation = relation_by_id(relations, entry->id);
        if (!is_worksheet(relation)) {
            *list_push(x->mem, &x->book->read_as) =
                text_printf(x->mem, tr("'" TEXT_FMT "' is a " TEXT_FMT " and holds no cells"),
                            TEXT_ARG(entry->name), TEXT_ARG(relation->type));
            continue;
        }
        struct sheet *sheet = &x->book->sheets[x->book->n_sheets++];
        if (!read_sheet(x, entry, relation, relations, folder, sheet))
            return;
    }
}

/* A workbook that names no sheets at all: those that it is related to. */
static void name_unlisted(struct xlsx *x, struct workbook *w, const struct relation_list *relations)
{
    for (size_t i = 0; i < relations->n; i++) {
        const struct relation *relation = &relations->v[i];
        struct text target = relation->target;
        if (relation->external || !text_eq_ascii_case(relation->type, T("worksheet")))
            continue;
        struct text file = text_slice(target, text_folder(target).len, target.len);
        *list_push(x->mem, &w->sheets) =
            (struct sheet_entry){.name = text_cut(&file, '.'), .id = relation->id};
    }
    if (w->sheets.n)
        xlsx_damaged(x, T("the workbook names no sheets; those that the file holds were read"));
}

static bool read_workbook(struct xlsx *x)
{
    static const char *const names[] = {"sheet",  "definedName", "workbookPr", "externalReference",
                                        "extLst", NULL};
    static const struct xml_handler handler = {names, start_workbook, end_workbook, text_workbook};
    size_t part = workbook_part(x);
    if (part == PART_NONE || x->refused.len)
        return false;
    struct workbook w = {.x = x};
    if (!xlsx_part(x, part, &handler, &w))
        return false;
    struct text name = package_name(x->package, part), folder = text_folder(name);
    struct relation_list relations = xlsx_relations(x, name);
    if (!w.sheets.n)
        name_unlisted(x, &w, &relations);
    name_external_books(x, &w, &relations);
    size_t styles = part_by_type(x, &relations, T("styles"), folder, "styles.xml");
    size_t strings = part_by_type(x, &relations, T("sharedStrings"), folder, "sharedStrings.xml");
    if (x->refused.len || (styles != PART_NONE && !xlsx_styles(x, styles)) ||
        (strings != PART_NONE && !xlsx_strings(x, strings)))
        return false;
    read_sheets(x, &w, &relations, folder);
    return x->book->n_sheets > 0;
}

/* --- custom properties ---------------------------------------------------------------------- */

static bool start_property(void *context, struct xml *xml, int tag)
{
    struct xlsx *x = context;
    if (tag == 0 && x->book->properties.n < 1000) {
        struct property *property = list_push(x->mem, &x->book->properties);
        property->name = text_copy(x->mem, xml_attr(xml, "name"));
        x->text.len = 0;
    }
    return true;
}

static void end_property(void *context, int tag)
{
    struct xlsx *x = context;
    if (tag == 0 && x->book->properties.n)
        x->book->properties.v[x->book->properties.n - 1].value =
            text_copy(x->mem, text_trim(buf_text(&x->text)));
}

static void text_property(void *context, struct text piece)
{
    struct xlsx *x = context;
    buf_add(&x->text, piece);
}

static void read_properties(struct xlsx *x)
{
    static const char *const names[] = {"property", NULL};
    static const struct xml_handler handler = {names, start_property, end_property, text_property};
    size_t part = package_find(x->package, T("docProps/custom.xml"));
    if (part != PART_NONE)
        xlsx_part(x, part, &handler, x);
}

bool read_xlsx(struct arena *mem, const struct limits *limits, struct package *package,
               struct book *book)
{
    struct xlsx x = {.mem = mem,
                     .limits = limits,
                     .book = book,
                     .package = package,
                     .xml = xml_new(mem),
                     .text.mem = mem,
                     .cells_left = limits->cells,
                     .formula_left = FORMULA_BYTES};
    book->format = FORMAT_XLSX;
    read_properties(&x);
    bool ok = !x.refused.len && read_workbook(&x);
    xml_free(x.xml);
    free(x.strings.v);
    if (x.refused.len) {
        book->n_sheets = 0;
        book->not_read = text_printf(mem, tr("refused: " TEXT_FMT), TEXT_ARG(tr_text(x.refused)));
    } else if (!ok) {
        book->not_read = T("no sheet could be found in it");
    }
    return ok && !x.refused.len;
}
