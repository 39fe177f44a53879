/*
 * "P03" in a column of owners, and a tab or a file of people where P03 is Jonas Berge: the owner is he.
 */
#include "base/fold.h"
#include "layout/layout_work.h"
#include "value/value.h"

enum { MOST_COLUMNS = 32 };

/* A list of people: which column numbers them, and which has their names. */
struct people {
    const struct sheet *sheet;
    uint32_t id, name, width;
};

static const struct cell *cell_of(const struct sheet *sheet, const struct row *row, uint32_t col)
{
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (sheet->cells[i].col == col && sheet->cells[i].type == CELL_TEXT)
            return &sheet->cells[i];
    return NULL;
}

/* "P03", "E-1204", "NK": a word with a digit, or capitals; no department. */
static bool is_code(struct text t)
{
    enum { LONGEST = 16, MOST_INITIALS = 4 };
    size_t capitals = 0;
    for (size_t i = 0; i < t.len; i++)
        capitals += t.ptr[i] >= 'A' && t.ptr[i] <= 'Z';
    return t.len && t.len <= LONGEST && text_words(t) == 1 && !text_contains(t, T("@")) &&
           (text_has_digit(t) || (capitals == t.len && t.len <= MOST_INITIALS));
}

/* Different texts of a column. */
static size_t distinct(struct arena *scratch, const struct sheet *sheet, uint32_t col)
{
    struct map seen = {0};
    for (size_t i = 1; i < sheet->n_rows; i++) {
        const struct cell *cell = cell_of(sheet, &sheet->rows[i], col);
        if (cell)
            map_put(scratch, &seen, text_fold(scratch, text_trim(cell->text)), i);
    }
    return seen.n;
}

/* The first column of codes, one for each row, and the column of names that has most different ones: beside
   each there may be a manager. False: one of them is not there. */
static bool look_at(struct arena *scratch, struct people *p)
{
    size_t codes[MOST_COLUMNS] = {0}, names[MOST_COLUMNS] = {0}, most = 0;
    size_t rows = p->sheet->n_rows ? p->sheet->n_rows - 1 : 0;
    for (size_t i = 1; i <= rows; i++)
        for (uint32_t col = 0; col < p->width; col++) {
            const struct cell *cell = cell_of(p->sheet, &p->sheet->rows[i], col);
            struct text t = cell ? text_trim(cell->text) : (struct text){0};
            codes[col] += is_code(t);
            names[col] += t.len && value_like_people(t) >= 2;
        }
    p->id = p->name = p->width;
    for (uint32_t col = p->width; col-- > 0 && rows;) {
        size_t n = distinct(scratch, p->sheet, col);
        if (names[col] * 4 >= rows * 3 && n >= most) {
            p->name = col;
            most = n;
        } else if (codes[col] * 10 >= rows * 9 && n == codes[col]) {
            p->id = col;
        }
    }
    return p->id < p->width && p->name < p->width && most == rows;
}

/* A code holds in its book, or among the CSV files of its folder. */
static struct text code_key(struct arena *scratch, const struct book *book, struct text code)
{
    struct text where = book->format == FORMAT_CSV ? text_folder(book->path) : book->path;
    return text_printf(scratch, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(where),
                       TEXT_ARG(text_fold(scratch, text_trim(code))));
}

void join_people(struct arena *scratch, struct layout *layout)
{
    struct map names = {0};
    struct text_list found = {0};
    for (size_t i = 0; i < layout->sheets.n; i++) {
        const struct sheet_layout *s = &layout->sheets.v[i];
        struct people p = {.sheet = s->sheet, .width = sheet_width(s->sheet)};
        p.width = p.width < MOST_COLUMNS ? p.width : MOST_COLUMNS;
        if (!text_eq(s->kind, T("people")) || !look_at(scratch, &p))
            continue;
        for (size_t k = 1; k < p.sheet->n_rows; k++) {
            const struct cell *id = cell_of(p.sheet, &p.sheet->rows[k], p.id),
                              *name = cell_of(p.sheet, &p.sheet->rows[k], p.name);
            if (!id || !name)
                continue;
            map_put(scratch, &names, code_key(scratch, p.sheet->book, id->text), found.n);
            *list_push(scratch, &found) = text_trim(name->text);
        }
    }
    for (size_t i = 0; names.n && i < layout->records.n; i++) {
        struct record *r = &layout->records.v[i];
        for (size_t k = 0; k < r->fields.n; k++) {
            struct field *f = &r->fields.v[k];
            size_t at = f->role == ROLE_OWNER
                            ? map_get(&names, code_key(scratch, r->sheet->book, f->text))
                            : MAP_NONE;
            if (at != MAP_NONE)
                f->text = found.v[at];
        }
    }
}
