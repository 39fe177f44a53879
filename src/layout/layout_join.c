/*
 * Key results to the objectives that their IDs name: within a sheet, within a book, and among the
 * CSV files of one folder. An objective that one tab lists and another tab repeats above its key
 * results becomes one record; what a matrix of ticks lists becomes an item only if no sheet has it.
 */
#include "base/fold.h"
#include "layout/layout_check_ins.h"
#include "layout/layout_work.h"

#include <stdlib.h>

struct joiner {
    struct arena *mem, *scratch;
    const struct vocabulary *words;
    struct record_list *records;
    struct map ids;         /* scope and ID -> objective */
    struct map key_results; /* sheet -> how many there are */
    struct map naming; /* sheet -> those that name an objective of its own; 0: one names another */
    bool *dropped;     /* records that became part of another */
    size_t n_dropped;
};

/* Where an ID holds: 0 its sheet, 1 its book, 2 the CSV files of its folder. */
static struct text scoped(struct joiner *j, const struct record *r, struct text id, int scope)
{
    const struct book *book = r->sheet->book;
    struct text key = text_fold(j->scratch, id);
    if (scope == 2 && book->format != FORMAT_CSV)
        return (struct text){0};
    struct text where = scope == 2 ? text_folder(book->path) : book->path;
    struct text sheet = scope == 0 ? r->sheet->name : (struct text){0};
    return text_printf(j->scratch, "%d\n" TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT, scope,
                       TEXT_ARG(where), TEXT_ARG(sheet), TEXT_ARG(key));
}

/* The typed code before an objective's text: "O1" of "O1: Grow". */
static struct text typed_code(struct text t)
{
    size_t end = 0;
    while (end < t.len && end < 24 && t.ptr[end] != ' ' && t.ptr[end] != ':')
        end++;
    struct text code = text_slice(t, 0, end);
    return code_kind(code) == PREFIX_OBJECTIVE ? code : (struct text){0};
}

static bool same_unit(const struct record *a, const struct record *b)
{
    const struct field *ua = record_field(a, ROLE_UNIT_NAME), *ub = record_field(b, ROLE_UNIT_NAME);
    return !ua || !ub || text_eq_ascii_case(ua->text, ub->text);
}

/* The ID as a unit's own: every team may have its "1". The ID alone if no column names the unit. */
static struct text of_unit(struct joiner *j, const struct record *r, struct text id)
{
    const struct field *unit = record_field(r, ROLE_UNIT_NAME);
    return unit ? text_printf(j->scratch, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(id),
                              TEXT_ARG(text_trim(unit->text)))
                : id;
}

static void put_id(struct joiner *j, size_t record, struct text id)
{
    const struct record *r = &j->records->v[record];
    for (int scope = 0; scope < 3 && id.len; scope++) {
        struct text key = scoped(j, r, id, scope), own = scoped(j, r, of_unit(j, r, id), scope);
        if (key.len)
            map_put(j->scratch, &j->ids, key, record);
        if (own.len)
            map_put(j->scratch, &j->ids, own, record);
    }
}

static void put_ids(struct joiner *j)
{
    for (size_t i = 0; i < j->records->n; i++) {
        const struct record *r = &j->records->v[i];
        if (r->kind != OBJECTIVE)
            continue;
        const struct field *id = record_field(r, ROLE_ID),
                           *own = record_field(r, ROLE_OBJECTIVE_ID);
        const struct field *outline = record_field(r, ROLE_OUTLINE);
        put_id(j, i, id ? id->text : (struct text){0});
        put_id(j, i, own ? own->text : (struct text){0});
        put_id(j, i, outline ? outline->text : (struct text){0});
        put_id(j, i, typed_code(r->fields.v[0].text));
    }
}

static size_t find_id(struct joiner *j, const struct record *r, struct text id, int widest)
{
    for (int scope = 0; scope <= widest && id.len; scope++) {
        struct text own = scoped(j, r, of_unit(j, r, id), scope);
        size_t found = own.len ? map_get(&j->ids, own) : MAP_NONE;
        struct text key = scoped(j, r, id, scope);
        if (found == MAP_NONE && key.len)
            found = map_get(&j->ids, key);
        if (found != MAP_NONE && same_unit(r, &j->records->v[found]))
            return found;
    }
    return RECORD_NONE;
}

/* "O1" of "O1-KR2", "GRO-O1" of "GRO-O1.KR2"; absent. */
static struct text objective_code(struct text id)
{
    for (size_t i = 1; i + 2 < id.len; i++)
        if ((id.ptr[i] == '-' || id.ptr[i] == '.' || id.ptr[i] == '_' || id.ptr[i] == '/') &&
            (id.ptr[i + 1] == 'K' || id.ptr[i + 1] == 'k') &&
            (id.ptr[i + 2] == 'R' || id.ptr[i + 2] == 'r'))
            return text_slice(id, 0, i);
    return (struct text){0};
}

/* "1" of "1.2". */
static struct text upper_number(struct text id)
{
    for (size_t i = id.len; i > 1; i--)
        if (id.ptr[i - 1] == '.')
            return text_slice(id, 0, i - 1);
    return (struct text){0};
}

static bool bears_id(struct joiner *j, size_t objective, struct text id)
{
    static const enum role roles[] = {ROLE_OBJECTIVE_ID, ROLE_ID};
    for (size_t i = 0; i < 2 && objective != RECORD_NONE; i++) {
        const struct field *own = record_field(&j->records->v[objective], roles[i]);
        if (own && text_eq(text_fold(j->scratch, own->text), text_fold(j->scratch, id)))
            return true;
    }
    return false;
}

/* Sheets whose key results name objectives of theirs where they could name what they support. */
static void find_structure(struct joiner *j)
{
    for (size_t i = 0; i < j->records->n; i++) {
        const struct record *r = &j->records->v[i];
        const struct field *parent = record_field(r, ROLE_PARENT);
        if (r->kind != KEY_RESULT)
            continue;
        struct text sheet = scoped(j, r, (struct text){0}, 0);
        ++*map_put(j->scratch, &j->key_results, sheet, 0);
        size_t *naming = map_put(j->scratch, &j->naming, sheet, 1);
        bool own = parent && find_id(j, r, parent->text, 0) != RECORD_NONE;
        *naming = parent && !own ? 0 : *naming + (own && *naming > 0);
    }
}

/* "O2" beside a key result of O1 says what it is part of, if all that stands there says so, half of the key
   results and more. */
static bool may_move(struct joiner *j, const struct record *r)
{
    struct text sheet = scoped(j, r, (struct text){0}, 0);
    size_t naming = map_get(&j->naming, sheet);
    return r->objective == RECORD_NONE || (naming != 0 && naming != MAP_NONE &&
                                           (naming - 1) * 2 >= map_get(&j->key_results, sheet));
}

/* A word of letters and digits in a column that no word tells. */
static bool is_unknown_code(const struct field *f)
{
    struct text t = text_trim(f->text);
    return f->role == ROLE_NONE && t.len > 1 && t.len <= 16 && text_words(t) == 1 &&
           text_has_digit(t) && (signed char)t.ptr[0] > '9';
}

static size_t named_objective(struct joiner *j, const struct record *r)
{
    const struct field *named = record_field(r, ROLE_OBJECTIVE_ID);
    const struct field *parent = record_field(r, ROLE_PARENT), *id = record_field(r, ROLE_ID);
    const struct field *key_result_id = record_field(r, ROLE_KEY_RESULT_ID);
    const struct field *outline = record_field(r, ROLE_OUTLINE);
    struct text code = key_result_id ? key_result_id->text : id ? id->text : (struct text){0};
    size_t found = RECORD_NONE;
    if (named && bears_id(j, r->objective, named->text))
        return RECORD_NONE; /* the row's own objective */
    if (named)
        found = find_id(j, r, named->text, 2);
    if (found == RECORD_NONE && parent && may_move(j, r))
        found = find_id(j, r, parent->text, r->objective == RECORD_NONE ? 2 : 0);
    if (found == RECORD_NONE && r->objective == RECORD_NONE) {
        found = find_id(j, r, objective_code(code), 2);
        if (found == RECORD_NONE)
            found = find_id(j, r, upper_number(outline ? outline->text : code), 1);
    }
    for (size_t i = 0; i < r->fields.n && found == RECORD_NONE && r->objective == RECORD_NONE; i++)
        if (is_unknown_code(&r->fields.v[i])) /* "M1" below "Move" */
            found = find_id(j, r, r->fields.v[i].text, 1);
    return found;
}

/* --- objectives told twice -------------------------------------------------------------------- */

/* For each record, how many key results it has. */
static uint32_t *count_key_results(struct joiner *j)
{
    uint32_t *counts = NEW_ARRAY(j->scratch, uint32_t, j->records->n);
    for (size_t i = 0; i < j->records->n; i++)
        if (j->records->v[i].objective != RECORD_NONE)
            counts[j->records->v[i].objective]++;
    return counts;
}

/* Whether the record says the same, or something else where one thing can be said. */
static bool says(const struct record *r, const struct field *f)
{
    for (size_t i = 1; i < r->fields.n; i++)
        if (r->fields.v[i].role == f->role &&
            (f->role != ROLE_PARENT || text_eq(r->fields.v[i].text, f->text)))
            return true;
    return false;
}

static void merge(struct joiner *j, size_t into, size_t from)
{
    struct record *kept = &j->records->v[into], before = *kept;
    const struct record *gone = &j->records->v[from];
    for (size_t f = 1; f < gone->fields.n; f++)
        if (!says(&before, &gone->fields.v[f]))
            *list_push(j->mem, &kept->fields) = gone->fields.v[f];
    j->dropped[from] = true;
    j->n_dropped++;
}

/* What was part of a record that is gone becomes part of the one that it went into. */
static void redirect(struct joiner *j, const size_t *moved)
{
    for (size_t i = 0; i < j->records->n; i++) {
        struct record *r = &j->records->v[i];
        if (r->objective != RECORD_NONE)
            r->objective = moved[r->objective];
        if (r->supports != RECORD_NONE)
            r->supports = moved[r->supports];
    }
}

/* An objective without key results that another sheet of the book tells again with them. */
static void merge_twice_told(struct joiner *j)
{
    uint32_t *counts = count_key_results(j);
    struct map bare = {0};
    size_t *moved = NEW_ARRAY(j->scratch, size_t, j->records->n);
    for (size_t i = 0; i < j->records->n; i++) {
        const struct record *r = &j->records->v[i];
        moved[i] = i;
        if (r->kind == OBJECTIVE && counts[i] == 0 && !j->dropped[i])
            map_put(j->scratch, &bare, scoped(j, r, r->fields.v[0].text, 1), i);
    }
    for (size_t i = 0; i < j->records->n; i++) {
        const struct record *r = &j->records->v[i];
        if (r->kind != OBJECTIVE || counts[i] == 0 || j->dropped[i])
            continue;
        size_t known = map_get(&bare, scoped(j, r, r->fields.v[0].text, 1));
        if (known == MAP_NONE || j->dropped[known] || j->records->v[known].sheet == r->sheet ||
            !same_unit(r, &j->records->v[known]))
            continue;
        merge(j, i, known);
        moved[known] = i;
    }
    redirect(j, moved);
}

static struct sheet_layout *layout_of(struct layout *layout, const struct sheet *sheet)
{
    size_t i = 0;
    while (layout->sheets.v[i].sheet != sheet)
        i++;
    return &layout->sheets.v[i];
}

static int by_index(const void *index, const void *row)
{
    uint32_t a = *(const uint32_t *)index, b = ((const struct row *)row)->index;
    return (a > b) - (a < b);
}

static void turn_row(struct sheet_layout *s, uint32_t row, enum row_fate from, enum row_fate to)
{
    const struct row *rows = s->sheet->rows;
    const struct row *found =
        s->sheet->n_rows ? bsearch(&row, rows, s->sheet->n_rows, sizeof *rows, by_index) : NULL;
    if (found && s->fates[found - rows] == from)
        s->fates[found - rows] = (uint8_t)to;
}

/* --- work for key results that stand elsewhere ------------------------------------------------ */

static bool has_figures(const struct record *r)
{
    static const enum role figures[] = {ROLE_BASELINE, ROLE_TARGET, ROLE_CURRENT, ROLE_PROGRESS,
                                        ROLE_SCORE};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (record_field(r, figures[i]))
            return true;
    return false;
}

/* A tick for what is no item of its own is one for the item that it stands for. */
static void point_ticks(struct joiner *j, struct layout *layout, const size_t *twins)
{
    struct map places = {0};
    for (size_t i = 0; i < j->records->n; i++)
        if (j->dropped[i] && twins[i] != RECORD_NONE && twins[i] != i)
            map_put(j->scratch, &places, place_text(j->scratch, j->records->v[i].place), twins[i]);
    for (size_t i = 0; i < layout->ticks.n && places.n; i++) {
        struct tick *tick = &layout->ticks.v[i];
        size_t at = map_get(&places, place_text(j->scratch, tick->item_place));
        if (at != MAP_NONE)
            tick->item_place = j->records->v[at].place;
    }
}

/* "Objective | KR 1.1 | KR 1.2" above ticks: a table that says what each row supports. */
static bool ticks_items(struct layout *layout, const struct sheet *sheet)
{
    const struct sheet_layout *s = layout_of(layout, sheet);
    for (size_t i = 0; i < s->tables.n; i++) {
        if (text_eq(s->tables.v[i].shape, T("tick matrix")))
            return true;
        for (size_t k = 0; k < s->tables.v[i].columns.n; k++)
            if (s->tables.v[i].columns.v[k].ticks)
                return true;
    }
    return false;
}

/* Kind and text of an item, in its book. */
static struct text told_key(struct joiner *j, const struct record *r)
{
    struct text key = text_key(j->scratch, r->fields.v[0].text);
    return scoped(j, r, text_printf(j->scratch, "%d " TEXT_FMT, (int)r->kind, TEXT_ARG(key)), 1);
}

/* Of sheets with ticks of which every row is an item of another sheet: those. Else RECORD_NONE. */
static void find_repeated(struct joiner *j, const bool *ticked, size_t *known)
{
    enum { LEAST_ROWS = 2 };
    struct record_list *records = j->records;
    bool *listed = NEW_ARRAY(j->scratch, bool, records->n);
    for (size_t i = 0; i < records->n; i++) {
        known[i] = RECORD_NONE;
        listed[i] = records->v[i].listed;
        records->v[i].listed |= ticked[i]; /* these are no twins of each other */
    }
    struct twins *t = twins_new(j->scratch, records);
    for (size_t i = 0, end; i < records->n; i = end) {
        bool all = ticked[i];
        for (end = i; end < records->n && records->v[end].sheet == records->v[i].sheet; end++) {
            const struct record *r = &records->v[end];
            struct named named = {r->fields.v[0].text, own_code(r), (int)r->kind, r->sheet};
            struct twin twin = all && !listed[end] && !has_figures(r)
                                   ? twin_of(t, &named, false)
                                   : (struct twin){OTHER, RECORD_NONE};
            known[end] = twin.sameness == SAME ? twin.record : RECORD_NONE;
            all &= known[end] != RECORD_NONE;
        }
        for (size_t k = i; k < end && (!all || end - i < LEAST_ROWS); k++)
            known[k] = RECORD_NONE;
    }
    for (size_t i = 0; i < records->n; i++)
        records->v[i].listed = listed[i];
}

/* What such a table ticks for items that another sheet has, of the book or all of them, is said of those. */
static void merge_ticked(struct joiner *j, struct layout *layout)
{
    struct map told = {0};
    size_t *moved = NEW_ARRAY(j->scratch, size_t, j->records->n);
    bool *ticked = NEW_ARRAY(j->scratch, bool, j->records->n), any = false;
    for (size_t i = 0; i < j->records->n; i++) {
        const struct record *r = &j->records->v[i];
        bool same = i > 0 && r->sheet == r[-1].sheet;
        moved[i] = i;
        ticked[i] = same ? ticked[i - 1] : ticks_items(layout, r->sheet);
        any |= ticked[i];
    }
    if (!any)
        return;
    size_t *repeated = NEW_ARRAY(j->scratch, size_t, j->records->n);
    find_repeated(j, ticked, repeated);
    for (size_t i = 0; i < j->records->n; i++)
        if (!ticked[i] && !j->records->v[i].listed)
            map_put(j->scratch, &told, told_key(j, &j->records->v[i]), i);
    for (size_t i = 0; i < j->records->n; i++) {
        const struct record *r = &j->records->v[i];
        size_t known =
            ticked[i] && !r->listed && !has_figures(r) ? map_get(&told, told_key(j, r)) : MAP_NONE;
        known = known == MAP_NONE ? repeated[i] : known;
        if (known == MAP_NONE || !same_unit(r, &j->records->v[known]))
            continue;
        merge(j, known, i);
        moved[i] = known;
        turn_row(layout_of(layout, r->sheet), r->place.row, ROW_ITEM, ROW_JOINED);
    }
    for (size_t i = 0; i < j->records->n; i++)
        if (ticked[i] && !j->dropped[i] && !j->records->v[i].listed)
            turn_row(layout_of(layout, j->records->v[i].sheet), j->records->v[i].place.row,
                     ROW_JOINED, ROW_ITEM);
    point_ticks(j, layout, moved);
    redirect(j, moved);
}

/* The key result of another sheet, in the same book, that the record repeats without a figure or an
   objective of its own; RECORD_NONE. */
static size_t repeats_elsewhere(struct joiner *j, const struct map *texts, size_t record)
{
    const struct record *r = &j->records->v[record];
    if (r->kind != KEY_RESULT || r->listed || r->objective != RECORD_NONE || has_figures(r))
        return RECORD_NONE;
    struct text key = scoped(j, r, text_key(j->scratch, r->fields.v[0].text), 1);
    size_t found = key.len ? map_get(texts, key) : MAP_NONE;
    if (found != MAP_NONE && j->records->v[found].sheet != r->sheet)
        return found;
    return RECORD_NONE;
}

/* What is done for it: a note under a word for work. */
static const struct field *work_field(struct joiner *j, const struct record *r)
{
    for (size_t i = 0; i < r->fields.n; i++)
        if (r->fields.v[i].role == ROLE_NOTE &&
            vocabulary_has(j->words, WORDS_TYPE_OTHER,
                           header_key(j->scratch, r->fields.v[i].header)))
            return &r->fields.v[i];
    return NULL;
}

/* "Key result | Initiative | Owner | Due" where the key results stand in another sheet: the initiatives are said
   of those. */
static void join_initiatives(struct joiner *j, struct layout *layout)
{
    struct map texts = {0};
    for (size_t i = 0; i < j->records->n; i++) {
        const struct record *r = &j->records->v[i];
        if (r->kind == KEY_RESULT && r->objective != RECORD_NONE)
            map_put(j->scratch, &texts, scoped(j, r, text_key(j->scratch, r->fields.v[0].text), 1),
                    i);
    }
    for (size_t i = 0, end; texts.n && i < j->records->n; i = end) {
        size_t same = 0, notes = 0;
        for (end = i; end < j->records->n && j->records->v[end].sheet == j->records->v[i].sheet;
             end++) {
            same += repeats_elsewhere(j, &texts, end) != RECORD_NONE;
            notes += work_field(j, &j->records->v[end]) != NULL;
        }
        if (same < end - i || notes < end - i)
            continue;
        struct sheet_layout *s = layout_of(layout, j->records->v[i].sheet);
        s->kind = T("lists");
        s->kind_reason = TR("its rows say what is done for key results of other sheets");
        for (size_t k = i; k < end; k++) {
            struct record *r = &j->records->v[k],
                          *of = &j->records->v[repeats_elsewhere(j, &texts, k)];
            *list_push(j->mem, &of->fields) = *work_field(j, r);
            turn_row(s, r->place.row, ROW_ITEM, ROW_JOINED);
            j->dropped[k] = true;
            j->n_dropped++;
        }
    }
}

/* --- diaries of key results that stand elsewhere ------------------------------------------------ */

/* Kind and text of an item, among all files of its folder. */
static struct text folder_key(struct joiner *j, const struct record *r)
{
    return text_printf(j->scratch, TEXT_FMT "\n%d " TEXT_FMT,
                       TEXT_ARG(text_folder(r->sheet->book->path)), (int)r->kind,
                       TEXT_ARG(text_key(j->scratch, r->fields.v[0].text)));
}

/* A column of the sheet dates rows that tell the same key results again and again. */
static bool tells_again(const struct sheet_layout *s)
{
    for (size_t i = 0; i < s->tables.n; i++)
        for (size_t k = 0; k < s->tables.v[i].columns.n; k++)
            if (text_eq(s->tables.v[i].columns.v[k].reason, text_of(dates_rows)))
                return true;
    return false;
}

/* What a diary says of an item: a key result without start or target, with a day beside it. If the diary tells them
   once only, there is a figure, and nobody owns it; if again and again, its objective may stand beside it. */
static bool is_entry(const struct record *r, bool again)
{
    bool once = r->kind == KEY_RESULT && r->objective == RECORD_NONE &&
                !record_field(r, ROLE_OWNER) &&
                (record_field(r, ROLE_CURRENT) || record_field(r, ROLE_PROGRESS));
    bool dated = record_field(r, ROLE_UPDATED) || record_field(r, ROLE_DUE);
    if (r->listed || (!again && !once))
        return false;
    return r->kind == OBJECTIVE ||
           (dated && !record_field(r, ROLE_BASELINE) && !record_field(r, ROLE_TARGET));
}

/* The sheet's own findings are about items that it has not. */
static void drop_assumptions(struct diag *diag, const struct sheet *sheet)
{
    size_t kept = 0;
    for (size_t i = 0; i < diag->list.n; i++) {
        const struct finding *f = &diag->list.v[i];
        bool gone = f->code == FINDING_ASSUMED && text_eq(f->place.file, sheet->book->path) &&
                    text_eq(f->place.sheet, sheet->name);
        if (!gone)
            diag->list.v[kept++] = *f;
    }
    diag->list.n = kept;
}

/* Behind the last record of the sheet of record i. */
static size_t sheet_end(const struct joiner *j, size_t i)
{
    const struct sheet *sheet = j->records->v[i].sheet;
    while (i < j->records->n && j->records->v[i].sheet == sheet)
        i++;
    return i;
}

/* A CSV file of nothing but such entries. */
static bool may_be_diary(const struct joiner *j, struct layout *layout, size_t i)
{
    const struct sheet *sheet = j->records->v[i].sheet;
    if (sheet->book->format != FORMAT_CSV)
        return false;
    bool again = tells_again(layout_of(layout, sheet));
    for (size_t k = i, end = sheet_end(j, i); k < end; k++)
        if (!is_entry(&j->records->v[k], again))
            return false;
    return true;
}

static void set_aside(struct joiner *j, struct layout *layout, struct diag *diag, size_t i)
{
    struct sheet_layout *s = layout_of(layout, j->records->v[i].sheet);
    s->kind = T("log");
    s->kind_reason = TR("its rows tell items of other sheets day by day");
    s->assumed.n = 0;
    drop_assumptions(diag, s->sheet);
    for (size_t k = 0; k < s->sheet->n_rows; k++)
        s->fates[k] = s->fates[k] == ROW_BLANK ? ROW_BLANK : ROW_OTHER;
    for (size_t k = i, end = sheet_end(j, i); k < end; k++) {
        j->dropped[k] = true;
        j->n_dropped++;
    }
}

/* "check-ins.csv" beside the OKRs: all that it names are items of the other files of the folder, day by day; its
   values are taken from there later. */
static void set_diaries_aside(struct joiner *j, struct layout *layout, struct diag *diag)
{
    enum { FEWEST = 2 };
    struct map told = {0};
    bool *diary = NEW_ARRAY(j->scratch, bool, j->records->n), any = false;
    for (size_t i = 0; i < j->records->n; i = sheet_end(j, i))
        any |= diary[i] = may_be_diary(j, layout, i);
    for (size_t i = 0, end; any && i < j->records->n; i = end) {
        end = sheet_end(j, i);
        for (size_t k = i; k < end && !diary[i]; k++)
            if (j->records->v[k].kind == OBJECTIVE || j->records->v[k].objective != RECORD_NONE)
                map_put(j->scratch, &told, folder_key(j, &j->records->v[k]), k);
    }
    for (size_t i = 0, end; told.n && i < j->records->n; i = end) {
        size_t known = 0;
        end = sheet_end(j, i);
        for (size_t k = i; k < end && diary[i]; k++)
            known += map_get(&told, folder_key(j, &j->records->v[k])) != MAP_NONE;
        if (known >= FEWEST && known * 5 >= (end - i) * 4)
            set_aside(j, layout, diag, i);
    }
}

/* --- what a matrix lists ---------------------------------------------------------------------- */

/* Items of more than one sheet, section or unit: not one team's own. */
static bool of_several(struct joiner *j)
{
    struct map seen = {0};
    for (size_t i = 0; i < j->records->n && seen.n < 2; i++) {
        const struct record *r = &j->records->v[i];
        const struct field *unit = record_field(r, ROLE_UNIT_NAME);
        if (r->listed || (unit && r->kind == KEY_RESULT))
            continue;
        struct text name = unit ? unit->text : r->unit;
        map_put(j->scratch, &seen, scoped(j, r, name, 0), i);
    }
    return seen.n > 1;
}

/* Two of the company's items and more in one sheet, one of them above several objectives: a sheet of the whole,
   even where no column says whose they are. */
static bool part_objectives(struct joiner *j)
{
    struct map own = {0};
    size_t uppers = 0;
    bool several = false;
    for (size_t i = 0; i < j->records->n; i++) {
        const struct record *r = &j->records->v[i];
        const struct field *parent = record_field(r, ROLE_PARENT);
        uppers += r->upper;
        if (r->kind != OBJECTIVE || r->listed || !parent)
            continue;
        size_t known = own.n;
        map_put(j->scratch, &own, scoped(j, r, parent->text, 0), i);
        several |= known == own.n;
    }
    return uppers > 1 && several;
}

/* Where one of the items that columns of the company's name stands in another sheet, that sheet is theirs: what
   it has not is a reference that leads nowhere. So it is in one team's sheet by itself. */
static void drop_uppers(struct joiner *j, const uint8_t *same)
{
    bool elsewhere = !of_several(j) && !part_objectives(j);
    for (size_t i = 0; i < j->records->n; i++)
        elsewhere |= j->records->v[i].upper && same[i] != OTHER;
    for (size_t i = 0; i < j->records->n && elsewhere; i++) {
        j->n_dropped += j->records->v[i].upper && !j->dropped[i];
        j->dropped[i] |= j->records->v[i].upper;
    }
}

static struct twin twin_of_listed(const struct twins *t, const struct record *listed,
                                  bool at_length)
{
    struct named named = {.text = listed->fields.v[0].text,
                          .code = own_code(listed),
                          .kind = listed->upper ? -1 : (int)listed->kind,
                          .sheet = listed->sheet};
    return twin_of(t, &named, at_length);
}

/* Drops from a matrix what other sheets have as well, and sets where; what is merely like it only if they have
   most of the rest too: one key result that resembles a team's is not the team's. */
static void drop_listed(struct joiner *j, size_t *twins)
{
    enum { MOST_PAIRS = 20000000 };
    size_t all = 0;
    for (size_t i = 0; i < j->records->n; i++)
        all += j->records->v[i].listed;
    if (all == 0)
        return;
    struct twins *t = twins_new(j->scratch, j->records);
    bool at_length = twins_count(t) == 0 || all < MOST_PAIRS / twins_count(t);
    uint8_t *same = NEW_ARRAY(j->scratch, uint8_t, j->records->n);
    for (size_t i = 0, end; i < j->records->n; i = end) {
        size_t listed = 0, elsewhere = 0;
        for (end = i; end < j->records->n && j->records->v[end].sheet == j->records->v[i].sheet;
             end++) {
            if (!j->records->v[end].listed)
                continue;
            struct twin twin = twin_of_listed(t, &j->records->v[end], at_length);
            same[end] = (uint8_t)twin.sameness;
            twins[end] = twin.sameness == SAME ? twin.record : RECORD_NONE;
            listed++;
            elsewhere += same[end] != OTHER;
        }
        for (size_t k = i; k < end; k++) {
            bool drop = same[k] == SAME || (same[k] == SIMILAR && elsewhere * 2 >= listed);
            j->n_dropped += drop && !j->dropped[k];
            j->dropped[k] |= drop;
        }
    }
    drop_uppers(j, same);
}

/* The objective that a matrix lists above a tick, if it is the key result's own: in no other sheet, or in one of the
   same book that has no key results for it; RECORD_NONE: the key result supports it. */
static size_t own_listed(struct joiner *j, const size_t *twins, const struct record *r)
{
    size_t of = r->objective, twin = twins[of];
    if (!j->dropped[of])
        return of;
    bool part = twin != RECORD_NONE && j->records->v[twin].sheet->book == r->sheet->book &&
                j->records->v[twin].kind == OBJECTIVE;
    for (size_t i = 0; i < j->records->n && part; i++)
        part = j->records->v[i].objective != twin || j->records->v[i].sheet == r->sheet;
    return part ? twin : RECORD_NONE;
}

/* What a key result is ticked for: its objective is said of it once, and others beside it are notes. */
static void settle_ticked(struct joiner *j, const size_t *twins, struct record *r)
{
    size_t of = r->objective;
    if (of == RECORD_NONE || r->listed || !j->records->v[of].listed)
        return;
    struct text text = j->records->v[of].fields.v[0].text;
    r->objective = own_listed(j, twins, r);
    for (size_t i = 0; i < r->fields.n && r->objective != RECORD_NONE; i++) {
        struct field *f = &r->fields.v[i];
        bool ticked = f->role == ROLE_PARENT && text_eq(f->text, text_trim(f->header));
        f->role = !ticked ? f->role : text_eq(f->text, text) ? ROLE_IGNORED : ROLE_NOTE;
    }
}

/* The rest are items, and that is said once for a sheet. */
static void settle_listed(struct joiner *j, struct layout *layout, struct diag *diag)
{
    const struct sheet *said = NULL;
    size_t *twins = NEW_ARRAY(j->scratch, size_t, j->records->n);
    for (size_t i = 0; i < j->records->n; i++)
        twins[i] = RECORD_NONE;
    drop_listed(j, twins);
    point_ticks(j, layout, twins);
    for (size_t i = 0; i < j->records->n; i++) {
        struct record *r = &j->records->v[i];
        if (!r->listed || j->dropped[i] || r->upper) /* of the latter the plan says more */
            continue;
        struct sheet_layout *s = layout_of(layout, r->sheet);
        turn_row(s, r->place.row, ROW_JOINED, ROW_ITEM);
        if (said == r->sheet)
            continue;
        said = r->sheet;
        struct text phrase =
            TR("what the matrix lists stands in no other sheet: it was read as items");
        *list_push(j->mem, &s->assumed) = phrase;
        diag_add(diag, FINDING_ASSUMED, r->place, T("add the sheet that has them, if there is one"),
                 TEXT_FMT, TEXT_ARG(phrase));
    }
    for (size_t i = 0; i < j->records->n; i++) {
        struct record *r = &j->records->v[i];
        settle_ticked(j, twins, r);
        if (r->objective != RECORD_NONE && j->dropped[r->objective])
            r->objective = RECORD_NONE;
    }
}

static void compact(struct joiner *j)
{
    size_t *index = NEW_ARRAY(j->scratch, size_t, j->records->n), kept = 0;
    for (size_t i = 0; i < j->records->n; i++) {
        index[i] = kept;
        if (!j->dropped[i])
            j->records->v[kept++] = j->records->v[i];
    }
    j->records->n = kept;
    for (size_t i = 0; i < kept; i++) {
        struct record *r = &j->records->v[i];
        r->objective = r->objective == RECORD_NONE ? RECORD_NONE : index[r->objective];
        r->supports = r->supports == RECORD_NONE ? RECORD_NONE : index[r->supports];
    }
}

void join_records(struct arena *mem, struct arena *scratch, const struct vocabulary *words,
                  struct layout *layout, struct diag *diag)
{
    struct joiner j = {.mem = mem, .scratch = scratch, .words = words, .records = &layout->records};
    j.dropped = NEW_ARRAY(scratch, bool, layout->records.n);
    put_ids(&j);
    find_structure(&j);
    for (size_t i = 0; i < layout->records.n; i++) {
        struct record *r = &layout->records.v[i];
        if (r->kind != KEY_RESULT)
            continue;
        size_t objective = named_objective(&j, r);
        if (objective != RECORD_NONE)
            r->objective = objective;
    }
    set_diaries_aside(&j, layout, diag);
    merge_ticked(&j, layout);
    merge_twice_told(&j);
    join_initiatives(&j, layout);
    settle_listed(&j, layout, diag);
    if (j.n_dropped)
        compact(&j);
}
