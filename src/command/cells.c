/* `okralign cells`: the grid as it was read, so that anybody can compare it with another reader. */
#include "base/json.h"
#include "base/pool.h"
#include "command/command.h"
#include "command/options.h"
#include "import/read.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct view {
    bool csv, json, summary, quiet;
    const char *sheet;
};

static const struct usage usage = {
    .name = "cells",
    .arguments = "[OPTION]... FILE|DIR...",
    .summary = "prints every cell as it was read: reference, type, value, and what else it has",
    .examples = "  okralign cells growth.xlsx\n"
                "  okralign cells --sheet OKRs --csv growth.xlsx > cells.csv\n"
                "  okralign cells --summary okrs/\n",
    .more =
        "Without --csv or --json a line is REFERENCE, TYPE, VALUE and notes, with tabs between;\n"
        "in values a tab is \\t, a line end \\n, a backslash \\\\. Findings go to standard "
        "error.\n",
};

static const char *const types[] = {"text", "number", "date", "bool", "error"};
static const char *const formats[] = {"unread", "csv", "xlsx", "ods"};
static const char *const states[] = {"visible", "hidden", "very hidden"};

static const struct {
    enum cell_flag flag;
    const char *name;
} flag_names[] = {
    {CELL_PERCENT, "percent"}, {CELL_FORMULA, "formula"}, {CELL_UNCOMPUTED, "uncomputed"},
    {CELL_BOLD, "bold"},       {CELL_STRUCK, "struck"},   {CELL_CUT, "cut"},
    {CELL_TIME, "time"}};

static bool cell_hidden(const struct sheet *sheet, const struct cell *cell)
{
    const struct row *row = sheet_row(sheet, cell->row);
    return sheet->state != SHEET_VISIBLE || (row && row->hidden) ||
           sheet_col_hidden(sheet, cell->col);
}

static struct text reference_of(struct arena *mem, const struct sheet *sheet,
                                const struct cell *cell)
{
    return place_cell(mem, cell_place(sheet, cell));
}

static struct text flags_text(struct arena *mem, const struct cell *cell)
{
    struct buf b = {.mem = mem};
    for (size_t i = 0; i < sizeof flag_names / sizeof *flag_names; i++)
        if (cell->flags & flag_names[i].flag)
            buf_printf(&b, "%s%s", b.len ? " " : "", flag_names[i].name);
    return buf_text(&b);
}

static struct text range_text(struct arena *mem, const struct range *r)
{
    struct place first = {.row = r->row0, .col = r->col0}, last = {.row = r->row1, .col = r->col1};
    return text_printf(mem, TEXT_FMT ":" TEXT_FMT, TEXT_ARG(place_cell(mem, first)),
                       TEXT_ARG(place_cell(mem, last)));
}

static bool wanted(const struct view *view, const struct sheet *sheet)
{
    return !view->sheet || text_eq(sheet->name, text_of(view->sheet));
}

/* --- lines ---------------------------------------------------------------------------------- */

/* On one line, and without what a terminal would obey. */
static void put_escaped(struct text t)
{
    static const char plain[] = "\\\t\n\r", letters[] = "\\tnr";
    for (size_t i = 0; i < t.len; i++) {
        char c = t.ptr[i];
        const char *at = c ? strchr(plain, c) : NULL;
        if (at)
            printf("\\%c", letters[at - plain]);
        else if ((unsigned char)c < ' ' || c == 0x7F)
            printf("\\x%02X", (unsigned)(unsigned char)c);
        else
            putchar(c);
    }
}

static void put_note(const char *name, struct text value)
{
    if (!value.len)
        return;
    printf("\t%s=", name);
    put_escaped(value);
}

static void put_line(struct arena *mem, const struct sheet *sheet, const struct cell *cell)
{
    static const struct cell_extra none;
    const struct cell_extra *extra = cell->extra ? cell->extra : &none;
    printf(TEXT_FMT "\t%s\t", TEXT_ARG(reference_of(mem, sheet, cell)), types[cell->type]);
    put_escaped(cell->text);
    if (cell_hidden(sheet, cell))
        fputs("\thidden", stdout);
    struct text flags = flags_text(mem, cell);
    if (flags.len)
        printf("\t" TEXT_FMT, TEXT_ARG(flags));
    put_note("formula", extra->formula);
    put_note("format", extra->format);
    put_note("link", extra->link);
    put_note("comment", extra->comment);
    if (extra->indent)
        printf("\tindent=%u", extra->indent);
    if (extra->fill)
        printf("\tfill=#%06X", (unsigned)extra->fill - 1);
    putchar('\n');
}

static void put_head(struct arena *mem, const struct view *view, const struct sheet *sheet)
{
    size_t rows = 0;
    for (size_t i = 0; i < sheet->n_rows; i++)
        rows += sheet->rows[i].n > 0;
    printf("# " TEXT_FMT, TEXT_ARG(sheet->book->path));
    if (sheet->name.len)
        printf(" sheet '" TEXT_FMT "'", TEXT_ARG(sheet->name));
    printf(": %s, %zu rows, %zu cells", states[sheet->state], rows, sheet->n_cells);
    for (size_t i = 0; i < sheet->tables.n; i++)
        printf(", table '" TEXT_FMT "' " TEXT_FMT, TEXT_ARG(sheet->tables.v[i].name),
               TEXT_ARG(range_text(mem, &sheet->tables.v[i].range)));
    if (sheet->merges.n)
        printf(", %zu merged", sheet->merges.n);
    for (size_t i = 0; !view->summary && i < sheet->merges.n; i++)
        printf(" " TEXT_FMT, TEXT_ARG(range_text(mem, &sheet->merges.v[i])));
    putchar('\n');
}

static void put_book(struct arena *mem, const struct view *view, const struct book *book)
{
    printf("# " TEXT_FMT ": %s", TEXT_ARG(book->path), formats[book->format]);
    for (size_t i = 0; i < book->read_as.n; i++)
        printf(", " TEXT_FMT, TEXT_ARG(book->read_as.v[i]));
    putchar('\n');
    for (size_t i = 0; i < book->names.n && !view->summary; i++)
        printf("# name '" TEXT_FMT "' = " TEXT_FMT "\n", TEXT_ARG(book->names.v[i].name),
               TEXT_ARG(book->names.v[i].formula));
    for (size_t i = 0; book->read && i < book->n_sheets; i++) {
        const struct sheet *sheet = &book->sheets[i];
        if (!wanted(view, sheet))
            continue;
        put_head(mem, view, sheet);
        struct arena *scratch = arena_new();
        for (size_t k = 0; k < sheet->n_cells && !view->summary; k++)
            put_line(scratch, sheet, &sheet->cells[k]);
        arena_free(scratch);
    }
}

/* --- CSV ------------------------------------------------------------------------------------- */

static void put_csv_field(struct text t, char behind)
{
    putchar('"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == '"')
            putchar('"');
        putchar(t.ptr[i]);
    }
    putchar('"');
    putchar(behind);
}

static void put_csv_cell(struct arena *mem, const struct sheet *sheet, const struct cell *cell)
{
    static const struct cell_extra none;
    const struct cell_extra *extra = cell->extra ? cell->extra : &none;
    put_csv_field(sheet->book->path, ',');
    put_csv_field(sheet->name, ',');
    put_csv_field(reference_of(mem, sheet, cell), ',');
    put_csv_field(text_of(types[cell->type]), ',');
    put_csv_field(cell->text, ',');
    put_csv_field(extra->formula, ',');
    put_csv_field(extra->format, ',');
    put_csv_field(cell_hidden(sheet, cell) ? T("hidden") : T(""), ',');
    put_csv_field(extra->link, ',');
    put_csv_field(extra->comment, ',');
    put_csv_field(flags_text(mem, cell), '\n');
}

static void put_csv_book(const struct view *view, const struct book *book)
{
    for (size_t i = 0; book->read && i < book->n_sheets; i++) {
        const struct sheet *sheet = &book->sheets[i];
        struct arena *scratch = arena_new();
        for (size_t k = 0; wanted(view, sheet) && k < sheet->n_cells; k++)
            put_csv_cell(scratch, sheet, &sheet->cells[k]);
        arena_free(scratch);
    }
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_cell(struct arena *mem, struct json *json, const struct sheet *sheet,
                      const struct cell *cell)
{
    static const struct cell_extra none;
    const struct cell_extra *extra = cell->extra ? cell->extra : &none;
    bool number = cell->type == CELL_NUMBER || cell->type == CELL_DATE;
    json_object(json);
    json_text_of(json, "ref", reference_of(mem, sheet, cell));
    json_text_of(json, "type", text_of(types[cell->type]));
    json_key(json, "value");
    json_text(json, cell->text);
    json_number_of(json, "number", number ? cell->number : NAN);
    json_text_of(json, "formula", extra->formula);
    json_text_of(json, "format", extra->format);
    if (cell_hidden(sheet, cell))
        json_bool_of(json, "hidden", true);
    json_text_of(json, "link", extra->link);
    json_text_of(json, "comment", extra->comment);
    for (size_t i = 0; i < sizeof flag_names / sizeof *flag_names; i++)
        if (cell->flags & flag_names[i].flag && flag_names[i].flag != CELL_FORMULA)
            json_bool_of(json, flag_names[i].name, true);
    json_number_of(json, "indent", extra->indent ? extra->indent : NAN);
    if (extra->fill)
        json_text_of(json, "fill", text_printf(mem, "%06X", (unsigned)extra->fill - 1));
    json_end_object(json);
}

static void json_sheet(struct arena *mem, const struct view *view, struct json *json,
                       const struct sheet *sheet)
{
    json_object(json);
    json_text_of(json, "name", sheet->name);
    json_text_of(json, "state", text_of(states[sheet->state]));
    json_key(json, "merged");
    json_array(json);
    for (size_t i = 0; i < sheet->merges.n; i++)
        json_text(json, range_text(mem, &sheet->merges.v[i]));
    json_end_array(json);
    json_key(json, "cells");
    json_array(json);
    for (size_t i = 0; i < sheet->n_cells && !view->summary; i++)
        json_cell(mem, json, sheet, &sheet->cells[i]);
    json_end_array(json);
    json_end_object(json);
}

static void json_book(struct arena *mem, const struct view *view, struct json *json,
                      const struct book *book)
{
    json_object(json);
    json_text_of(json, "file", book->path);
    json_text_of(json, "format", text_of(formats[book->format]));
    json_text_of(json, "encoding", book->encoding);
    json_text_of(json, "not_read", book->not_read);
    if (book->delimiter)
        json_text_of(json, "delimiter", (struct text){&book->delimiter, 1});
    json_key(json, "sheets");
    json_array(json);
    for (size_t i = 0; book->read && i < book->n_sheets; i++)
        if (wanted(view, &book->sheets[i]))
            json_sheet(mem, view, json, &book->sheets[i]);
    json_end_array(json);
    json_end_object(json);
}

static void put_json(struct arena *mem, const struct view *view, const struct book_list *books)
{
    struct json *json = json_new(mem, false);
    json_object(json);
    json_key(json, "books");
    json_array(json);
    for (size_t i = 0; i < books->n; i++)
        json_book(mem, view, json, &books->v[i]);
    json_end_array(json);
    json_end_object(json);
    struct text done = json_done(json);
    fwrite(done.ptr, 1, done.len, stdout);
}

/* --- the command ----------------------------------------------------------------------------- */

static void put_books(struct arena *mem, const struct view *view, const struct book_list *books)
{
    if (view->json) {
        put_json(mem, view, books);
        return;
    }
    if (view->csv)
        puts("file,sheet,ref,type,value,formula,format,hidden,link,comment,flags");
    for (size_t i = 0; i < books->n; i++) {
        if (view->csv)
            put_csv_book(view, &books->v[i]);
        else
            put_book(mem, view, &books->v[i]);
    }
}

/* False, and a word of what there is, if a sheet is asked for that no file has. */
static bool has_sheet(const struct view *view, const struct book_list *books)
{
    enum { NAMED = 12 };
    size_t named = 0;
    for (size_t i = 0; i < books->n; i++)
        for (size_t k = 0; books->v[i].read && k < books->v[i].n_sheets; k++)
            if (wanted(view, &books->v[i].sheets[k]))
                return true;
    fprintf(stderr, "okralign cells: no sheet is called '%s'", view->sheet);
    for (size_t i = 0; i < books->n; i++)
        for (size_t k = 0; books->v[i].read && k < books->v[i].n_sheets; k++)
            if (books->v[i].sheets[k].name.len && named++ < NAMED)
                fprintf(stderr, "%s '" TEXT_FMT "'", named > 1 ? "," : "; there are",
                        TEXT_ARG(books->v[i].sheets[k].name));
    fputs(named > NAMED ? " and more\n" : "\n", stderr);
    return false;
}

static int show(struct arena *mem, const struct view *view, struct config *config, int argc,
                char **argv)
{
    struct diag diag = {.mem = mem};
    struct file_list files = {0};
    struct text error = {0};
    if (!discover(mem, config, (const char *const *)argv, (size_t)argc, &files, &diag, &error)) {
        fprintf(stderr, "okralign cells: " TEXT_FMT "\n", TEXT_ARG(error));
        return EXIT_NO_INPUT;
    }
    struct book_list books = read_files(mem, config, &files, &diag, NULL, NULL);
    bool found = !view->sheet || has_sheet(view, &books);
    if (found)
        put_books(mem, view, &books);
    for (size_t i = 0; i < diag.list.n && !view->quiet; i++)
        fprintf(stderr, TEXT_FMT "\n", TEXT_ARG(finding_line(mem, &diag.list.v[i])));
    for (size_t i = 0; found && i < books.n; i++)
        if (books.v[i].read)
            return discover_missing((const char *const *)argv, (size_t)argc) ? EXIT_FINDINGS
                                                                             : EXIT_OK;
    return EXIT_NO_INPUT;
}

int command_cells(int argc, char **argv)
{
    struct view view = {0};
    size_t jobs = 0;
    const struct option_row rows[] = {
        {"csv", 0, OPTION_FLAG, &view.csv, NULL, "as CSV, one line a cell"},
        {"json", 0, OPTION_FLAG, &view.json, NULL, "as JSON"},
        {"summary", 0, OPTION_FLAG, &view.summary, NULL, "only what sheets there are"},
        {"sheet", 0, OPTION_TEXT, &view.sheet, "NAME", "only this sheet"},
        {"jobs", 'j', OPTION_NUMBER, &jobs, "N",
         "files read at the same time (default: processors)"},
        {"quiet", 'q', OPTION_FLAG, &view.quiet, NULL, "no findings"},
        {0}};
    int status = options_parse(&usage, rows, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0)
        return options_misused(&usage, "which file?");
    struct arena *mem = arena_new();
    struct config config = config_default();
    config.jobs = jobs ? jobs : pool_default_jobs();
    status = show(mem, &view, &config, argc, argv);
    arena_free(mem);
    return status;
}
