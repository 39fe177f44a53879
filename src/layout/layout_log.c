/*
 * Values that are kept in a tab of their own: check-ins, actuals, a week's figures, each row naming a
 * key result by its ID or its text. The latest one up to the date of the run becomes the current value
 * of a key result that has none; where both are there and differ, that is said, and the sheet of the
 * key result counts. A log goes down (date, ID, value) or across (a column for each date).
 */
#include "base/fold.h"
#include "layout/layout_work.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

enum { MOST_COLUMNS = 256 };

/* In the map of names: several key results are called so. */
#define SEVERAL (SIZE_MAX - 1)

/* What a sheet says last of a key result. */
struct seen_value {
    const struct cell *cell, *date, *header;
    enum role role;
    double day;
    size_t row; /* its number in sheet->rows */
};

struct log_reader {
    struct arena *mem, *scratch;
    const struct vocabulary *words;
    struct layout *layout;
    struct diag *diag;
    double as_of;
    struct map names;          /* book or folder, and ID or text -> key result */
    size_t longest;            /* name, in bytes */
    struct seen_value *latest; /* of each record, in the sheet at hand */

    struct sheet_layout *at;
    size_t header; /* index of its row */
    uint32_t name_col, date_col, value_col;
    enum role role; /* of the values: CURRENT or PROGRESS */
    uint32_t confidence_col, status_col;
    enum date_order order;
    size_t later; /* values after the date of the run */
};

/* --- names of key results --------------------------------------------------------------------- */

/* A name holds in its book, and for CSV files in its folder. */
static struct text name_key(struct log_reader *r, const struct book *book, bool folder,
                            struct text name)
{
    struct text where = folder ? text_folder(book->path) : book->path;
    return text_printf(r->scratch, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(where),
                       TEXT_ARG(text_key(r->scratch, name)));
}

static void put_name(struct log_reader *r, size_t record, struct text name)
{
    if (text_trim(name).len == 0)
        return;
    const struct book *book = r->layout->records.v[record].sheet->book;
    bool number = true; /* "1.2" is the number of much else in other files */
    for (size_t i = 0; i < name.len; i++)
        number &= strchr("0123456789. ", name.ptr[i]) != NULL;
    r->longest = name.len > r->longest ? name.len : r->longest;
    for (int folder = 0; folder < 2; folder++) {
        bool csv = book->format == FORMAT_CSV;
        if (folder ? !csv && number : csv)
            continue;
        size_t *known = map_put(r->scratch, &r->names, name_key(r, book, folder, name), record);
        if (*known != record)
            *known = SEVERAL;
    }
}

static void put_names(struct log_reader *r)
{
    for (size_t i = 0; i < r->layout->records.n; i++) {
        const struct record *record = &r->layout->records.v[i];
        const struct field *id = record_field(record, ROLE_KEY_RESULT_ID);
        if (record->kind != KEY_RESULT)
            continue;
        if (!id)
            id = record_field(record, ROLE_ID);
        struct text text = record->fields.v[0].text, rest = text, code = text_cut(&rest, ':');
        put_name(r, i, text);
        if (id)
            put_name(r, i, id->text);
        if (rest.len && code_kind(code) == PREFIX_KEY_RESULT)
            put_name(r, i, code);
    }
}

static size_t named(struct log_reader *r, const struct cell *cell)
{
    bool other = cell->type == CELL_DATE || cell->flags & CELL_PERCENT;
    if (cell->text.len == 0 || cell->text.len > 2 * r->longest || other)
        return MAP_NONE;
    const struct book *book = r->at->sheet->book;
    return map_get(&r->names, name_key(r, book, book->format == FORMAT_CSV, cell->text));
}

/* --- which column holds what ------------------------------------------------------------------ */

/* None where there are only blanks. */
static const struct cell *filled_cell(const struct log_reader *r, size_t row, uint32_t col)
{
    const struct cell *cell = row_cell(r->at->sheet, &r->at->sheet->rows[row], col);
    return cell && text_trim(cell->text).len ? cell : NULL;
}

/* The column where most cells name key results, and the row above the first of them. */
static bool find_names(struct log_reader *r)
{
    const struct sheet *sheet = r->at->sheet;
    size_t filled[MOST_COLUMNS] = {0}, hits[MOST_COLUMNS] = {0}, first[MOST_COLUMNS] = {0};
    for (size_t i = 0; i < sheet->n_rows; i++)
        for (size_t c = sheet->rows[i].first; c < (size_t)sheet->rows[i].first + sheet->rows[i].n;
             c++) {
            uint32_t col = sheet->cells[c].col;
            if (col >= MOST_COLUMNS || !text_trim(sheet->cells[c].text).len)
                continue;
            bool hit = named(r, &sheet->cells[c]) != MAP_NONE;
            if (hit && hits[col]++ == 0)
                first[col] = i;
            filled[col] += hits[col] > 0;
        }
    uint32_t best = 0;
    for (uint32_t col = 1; col < MOST_COLUMNS; col++)
        best = hits[col] > hits[best] ? col : best;
    if (hits[best] * 2 < filled[best] || hits[best] == 0 || first[best] == 0)
        return false;
    r->name_col = best;
    r->header = first[best] - 1;
    while (r->header > 0 && sheet->rows[r->header].n == 0)
        r->header--;
    return sheet->rows[r->header].n > 0;
}

static bool number_of(const struct cell *cell, double *value)
{
    struct number number;
    if (cell->type == CELL_NUMBER) {
        *value = cell->number;
        return true;
    }
    bool worded = text_words(text_trim(cell->text)) > 3; /* "Shore power at quay 4" */
    if (cell->type != CELL_TEXT || worded || !value_number(cell->text, DECIMAL_UNKNOWN, &number))
        return false;
    *value = number.value;
    return true;
}

static bool day_of(const struct log_reader *r, const struct cell *cell, double *day)
{
    if (cell->type == CELL_DATE) {
        *day = cell->number;
        return true;
    }
    return cell->type == CELL_TEXT && value_date(cell->text, r->order, day);
}

/* The day of which the column's values are: a date, the last day of a period, or of the month, which is the last
   one so called before the run. */
static bool header_day(const struct log_reader *r, const struct cell *header, double *day)
{
    enum { LONGEST = 16 };
    struct period period;
    struct phrase phrase;
    if (day_of(r, header, day))
        return true;
    if (header->type != CELL_TEXT || header->text.len > LONGEST)
        return false;
    if (value_period(r->scratch, header->text, r->order, &period) && !isnan(period.last)) {
        *day = period.last;
        return true;
    }
    struct text key = text_key(r->scratch, header->text);
    bool log = text_eq(r->at->kind, T("log")); /* by its name: not whose hours they are */
    if (!log || isinf(r->as_of) || !words_first(WORDS_MONTH, key, &phrase) || phrase.begin ||
        phrase.end < key.len)
        return false;
    int month = (int)words_value(WORDS_MONTH, key), year, now, d;
    date_civil(r->as_of, &year, &now, &d);
    year -= month > now;
    *day = date_days(year + month / 12, month % 12 + 1, 1) - 1;
    if (*day > r->as_of) /* this month's, so far */
        *day = r->as_of;
    return true;
}

/* How the cells of a column read beside names of key results. */
struct column_look {
    size_t filled, dates, numbers;
};

static struct column_look look_at(struct log_reader *r, uint32_t col)
{
    struct column_look look = {0};
    double value;
    for (size_t i = r->header + 1; i < r->at->sheet->n_rows; i++) {
        const struct cell *name = filled_cell(r, i, r->name_col), *cell = filled_cell(r, i, col);
        if (!name || !cell || named(r, name) == MAP_NONE)
            continue;
        bool date = day_of(r, cell, &value);
        look.filled++;
        look.dates += date;
        look.numbers += !date && number_of(cell, &value);
    }
    return look;
}

/* Day first or month first, from the texts of all columns. */
static enum date_order order_of(struct log_reader *r)
{
    struct text_list texts = {0};
    const struct sheet *sheet = r->at->sheet;
    for (size_t i = 0; i < sheet->n_cells; i++)
        if (sheet->cells[i].type == CELL_TEXT && sheet->cells[i].text.len <= 20)
            *list_push(r->scratch, &texts) = sheet->cells[i].text;
    return value_date_order(texts.v, texts.n);
}

/* What the head of a column of numbers says that they are; ROLE_NONE: nothing. */
static enum role role_of_values(struct log_reader *r, uint32_t col)
{
    const struct cell *header = filled_cell(r, r->header, col);
    const struct header_reading *reading =
        header ? vocabulary_read(r->words, r->scratch, header->text) : NULL;
    for (size_t i = 0; reading && i < reading->n; i++)
        if (reading->senses[i].role == ROLE_CURRENT || reading->senses[i].role == ROLE_PROGRESS)
            return reading->senses[i].role;
    return reading && reading->n && reading->senses[0].weight >= .7 ? ROLE_IGNORED : ROLE_NONE;
}

/* The column that is headed as this, whatever it holds. */
static uint32_t column_headed(struct log_reader *r, enum role role)
{
    for (uint32_t col = 0; col < sheet_width(r->at->sheet) && col < MOST_COLUMNS; col++) {
        const struct cell *header = filled_cell(r, r->header, col);
        const struct header_reading *reading =
            header ? vocabulary_read(r->words, r->scratch, header->text) : NULL;
        if (col != r->name_col && reading && reading->n && reading->senses[0].role == role)
            return col;
    }
    return PLACE_NONE;
}

/* The column of values: headed so, or the only one with numbers. */
static void find_columns(struct log_reader *r)
{
    uint32_t width = sheet_width(r->at->sheet), numbers = 0, only = PLACE_NONE;
    r->date_col = r->value_col = PLACE_NONE;
    r->role = ROLE_NONE;
    r->confidence_col = column_headed(r, ROLE_CONFIDENCE);
    r->status_col = column_headed(r, ROLE_STATUS);
    for (uint32_t col = 0; col < width && col < MOST_COLUMNS; col++) {
        struct column_look look = look_at(r, col);
        if (col == r->name_col || look.filled == 0)
            continue;
        if (look.dates * 2 > look.filled && r->date_col == PLACE_NONE)
            r->date_col = col;
        enum role role = role_of_values(r, col);
        if (look.numbers * 2 <= look.filled || role == ROLE_IGNORED)
            continue;
        numbers++;
        only = col;
        if (role == ROLE_NONE || r->role == ROLE_CURRENT)
            continue;
        r->value_col = col;
        r->role = role;
    }
    if (r->role == ROLE_NONE && numbers == 1) {
        r->value_col = only;
        r->role = ROLE_CURRENT;
    }
}

/* --- values ----------------------------------------------------------------------------------- */

static void take(struct log_reader *r, size_t record, struct seen_value seen)
{
    if (seen.day > r->as_of) {
        r->later++;
        return;
    }
    struct seen_value *latest = &r->latest[record];
    if (!latest->cell || seen.day >= latest->day)
        *latest = seen;
}

/* The values of a row: under its date columns, else the one of its own date. */
static void read_row(struct log_reader *r, size_t row, size_t record)
{
    const struct row *at = &r->at->sheet->rows[row];
    double day, value;
    bool across = false;
    for (size_t i = at->first; i < (size_t)at->first + at->n; i++) {
        const struct cell *cell = &r->at->sheet->cells[i];
        const struct cell *header = filled_cell(r, r->header, cell->col);
        if (!header || !header_day(r, header, &day) || !number_of(cell, &value))
            continue;
        across = true;
        take(r, record, (struct seen_value){cell, header, header, ROLE_CURRENT, day, row});
    }
    const struct cell *cell = r->value_col != PLACE_NONE ? filled_cell(r, row, r->value_col) : NULL;
    const struct cell *date = r->date_col != PLACE_NONE ? filled_cell(r, row, r->date_col) : NULL;
    if (across || !cell || (r->date_col != PLACE_NONE && !date))
        return;
    day = -INFINITY; /* no dates: the last row counts */
    if (!date || day_of(r, date, &day))
        take(r, record,
             (struct seen_value){cell, date, filled_cell(r, r->header, r->value_col), r->role, day,
                                 row});
}

/* A row naming a key result that nobody has, or that several have. */
static void say_unknown(struct log_reader *r, const struct cell *name, size_t n, bool several)
{
    struct place place = cell_place(r->at->sheet, name);
    struct text shown = text_shorten(r->scratch, text_trim(name->text), 40);
    if (several)
        diag_add(
            r->diag, FINDING_AMBIGUOUS_REFERENCE, place, T("give the key results IDs that differ"),
            n == 1 ? "several key results are called '" TEXT_FMT "': values of %zu row not used"
                   : "several key results are called '" TEXT_FMT "': values of %zu rows not used",
            TEXT_ARG(shown), n);
    else
        diag_add(r->diag, FINDING_BROKEN_REFERENCE, place,
                 T("write the ID as the sheet of the key results has it"),
                 n == 1 ? "no key result is called '" TEXT_FMT "': values of %zu row not used"
                        : "no key result is called '" TEXT_FMT "': values of %zu rows not used",
                 TEXT_ARG(shown), n);
}

static size_t read_rows(struct log_reader *r)
{
    const struct cell *unknown = NULL, *twice = NULL;
    size_t n = 0, n_unknown = 0, n_twice = 0;
    for (size_t i = r->header + 1; i < r->at->sheet->n_rows; i++) {
        const struct cell *name = filled_cell(r, i, r->name_col);
        size_t record = name ? named(r, name) : MAP_NONE;
        bool valued = r->value_col != PLACE_NONE && filled_cell(r, i, r->value_col);
        if (record == SEVERAL) {
            twice = n_twice++ ? twice : name;
        } else if (record != MAP_NONE) {
            n++;
            r->at->fates[i] = ROW_JOINED;
            read_row(r, i, record);
        } else if (name && valued) {
            unknown = n_unknown++ ? unknown : name;
        }
    }
    if (unknown && n)
        say_unknown(r, unknown, n_unknown, false);
    if (twice)
        say_unknown(r, twice, n_twice, true);
    return n;
}

/* --- what they mean for the key results ------------------------------------------------------- */

static void add_from(struct log_reader *r, struct record *record, enum role role,
                     const struct cell *cell, const struct cell *header)
{
    *list_push(r->mem, &record->fields) =
        (struct field){.role = role,
                       .text = text_trim(cell->text),
                       .place = cell_place(r->at->sheet, cell),
                       .cell = cell,
                       .header = header ? header->text : (struct text){0}};
}

/* What a check-in says besides its value, where the key result says nothing itself. */
static void add_beside(struct log_reader *r, struct record *record, enum role role, size_t row,
                       uint32_t col)
{
    const struct cell *cell = col != PLACE_NONE ? filled_cell(r, row, col) : NULL;
    if (cell && !record_field(record, role))
        add_from(r, record, role, cell, filled_cell(r, r->header, col));
}

static void add_value(struct log_reader *r, struct record *record, const struct seen_value *seen)
{
    add_from(r, record, seen->role, seen->cell, seen->header);
    if (seen->date && !record_field(record, ROLE_UPDATED))
        add_from(r, record, ROLE_UPDATED, seen->date, seen->header);
    add_beside(r, record, ROLE_CONFIDENCE, seen->row, r->confidence_col);
    add_beside(r, record, ROLE_STATUS, seen->row, r->status_col);
}

static bool same_value(const struct field *own, const struct cell *other)
{
    double a, b;
    if (own->cell && number_of(own->cell, &a) && number_of(other, &b))
        return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
    return text_eq(text_trim(own->text), text_trim(other->text));
}

static void say_difference(struct log_reader *r, const struct field *own,
                           const struct seen_value *seen)
{
    struct text place = place_text(r->scratch, cell_place(r->at->sheet, seen->cell));
    struct text day = isinf(seen->day) ? TR("no date") : date_iso(r->scratch, seen->day);
    diag_add(r->diag, FINDING_PROGRESS_DISAGREES, own->place,
             T("correct the one that is wrong; the one beside the key result counts"),
             "%s is " TEXT_FMT " here, and differs from " TEXT_FMT " in " TEXT_FMT " (" TEXT_FMT
             ")",
             tr(seen->role == ROLE_PROGRESS ? "progress" : "current value"), TEXT_ARG(own->text),
             TEXT_ARG(text_trim(seen->cell->text)), TEXT_ARG(place), TEXT_ARG(day));
}

static size_t give_values(struct log_reader *r)
{
    size_t given = 0;
    for (size_t i = 0; i < r->layout->records.n; i++) {
        const struct seen_value *seen = &r->latest[i];
        struct record *record = &r->layout->records.v[i];
        if (!seen->cell)
            continue;
        const struct field *own = record_field(record, seen->role);
        if (own && !value_missing(own->text)) {
            if (!same_value(own, seen->cell))
                say_difference(r, own, seen);
            continue;
        }
        add_value(r, record, seen);
        given++;
    }
    return given;
}

static void say_given(struct log_reader *r, size_t given)
{
    struct buf b = {.mem = r->mem};
    buf_printf(&b,
               tr(given == 1 ? "the latest values were taken from here for %zu key result"
                             : "the latest values were taken from here for %zu key results"),
               given);
    if (r->later)
        buf_printf(&b,
                   tr(r->later == 1 ? "; %zu after " TEXT_FMT " was left out"
                                    : "; %zu after " TEXT_FMT " were left out"),
                   r->later, TEXT_ARG(date_iso(r->scratch, r->as_of)));
    *list_push(r->mem, &r->at->assumed) = buf_text(&b);
    diag_add(r->diag, FINDING_ASSUMED, sheet_place(r->at->sheet, PLACE_NONE, PLACE_NONE),
             T("a value beside the key result itself counts instead"), TEXT_FMT,
             TEXT_ARG(buf_text(&b)));
}

/* A sheet that nobody understood until its IDs were looked at. */
static void call_it(struct log_reader *r, struct text kind, struct text reason)
{
    const struct sheet *sheet = r->at->sheet;
    r->at->kind = kind;
    r->at->kind_reason = reason;
    for (size_t i = 0; i < sheet->n_rows; i++)
        if (r->at->fates[i] == ROW_UNREAD)
            r->at->fates[i] = ROW_OTHER;
    size_t kept = 0;
    for (size_t i = 0; i < r->diag->list.n; i++) {
        const struct finding *f = &r->diag->list.v[i];
        bool gone = f->code == FINDING_UNREAD_SHEET && text_eq(f->place.file, sheet->book->path) &&
                    text_eq(f->place.sheet, sheet->name);
        if (!gone)
            r->diag->list.v[kept++] = *f;
    }
    r->diag->list.n = kept;
}

/* Each row names a key result: "Initiative | KR ID | Owner". */
static bool names_all(struct log_reader *r)
{
    size_t rows = 0, hits = 0;
    for (size_t i = r->header + 1; i < r->at->sheet->n_rows; i++) {
        const struct cell *name = filled_cell(r, i, r->name_col);
        rows += r->at->fates[i] != ROW_BLANK;
        hits += name && named(r, name) != MAP_NONE;
    }
    return hits && hits == rows;
}

static void read_log(struct log_reader *r)
{
    if (!find_names(r))
        return;
    memset(r->latest, 0, r->layout->records.n * sizeof *r->latest);
    r->later = 0;
    r->order = order_of(r);
    find_columns(r);
    bool values = r->value_col != PLACE_NONE;
    double day;
    for (uint32_t col = 0; col < sheet_width(r->at->sheet) && !values; col++) {
        const struct cell *header = filled_cell(r, r->header, col);
        values = header && header_day(r, header, &day);
    }
    bool unknown = text_eq(r->at->kind, T("unknown"));
    if (!values && unknown && names_all(r))
        call_it(r, T("lists"), TR("its rows say what is done for key results of other sheets"));
    if (!values || read_rows(r) == 0)
        return;
    r->at->fates[r->header] = ROW_HEADER;
    if (unknown)
        call_it(r, T("log"), TR("its rows give values of key results"));
    size_t given = give_values(r);
    if (given)
        say_given(r, given);
}

void join_logs(struct arena *mem, struct arena *scratch, const struct config *config,
               const struct vocabulary *words, struct layout *layout, struct diag *diag)
{
    struct log_reader r = {.mem = mem,
                           .scratch = scratch,
                           .words = words,
                           .layout = layout,
                           .diag = diag,
                           .as_of = INFINITY};
    if (layout->records.n == 0)
        return;
    value_date(config->as_of, DATE_UNKNOWN, &r.as_of);
    r.latest = NEW_ARRAY(scratch, struct seen_value, layout->records.n);
    put_names(&r);
    for (size_t i = 0; i < layout->sheets.n; i++) {
        r.at = &layout->sheets.v[i];
        bool log = text_eq(r.at->kind, T("log")) || text_eq(r.at->kind, T("unknown"));
        if (!log || sheet_for_reference(r.at->sheet))
            continue;
        r.scratch = arena_new(); /* a large sheet's keys are of no use to the next */
        read_log(&r);
        arena_free(r.scratch);
    }
}
