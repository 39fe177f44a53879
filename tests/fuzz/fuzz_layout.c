/* Any grid as a sheet: each row ends with a fate, and the records hold together. Grids are written
   as in tests/support/text_grid.h. */
#include "layout/layout.h"
#include "support/text_grid.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void check_sheet(struct arena *mem, const struct sheet_layout *s)
{
    must(s->kind.len > 0);
    for (size_t i = 0; i < s->sheet->n_rows; i++)
        must(s->fates[i] < ROW_FATE_COUNT && (s->fates[i] != ROW_BLANK || !s->sheet->rows[i].n));
    struct buf out = {.mem = mem};
    layout_explain(&out, s);
    must(out.len > 0);
}

static void check_record(const struct record_list *records, size_t i)
{
    const struct record *r = &records->v[i];
    must(r->fields.n > 0 && r->fields.v[0].cell && r->sheet);
    must(r->objective == RECORD_NONE ||
         (r->objective < records->n && records->v[r->objective].kind == OBJECTIVE));
    must(r->objective == RECORD_NONE || r->kind == KEY_RESULT);
    must(r->supports == RECORD_NONE || r->supports < records->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *words_mem;
    static struct vocabulary *words;
    static struct config config;
    if (!words) {
        struct text error = {0};
        words_mem = arena_new();
        config = config_default();
        words = vocabulary_load(words_mem, &config, &error);
        must(words != NULL);
    }
    struct arena *mem = arena_new();
    struct book_list books = {0};
    *list_push(mem, &books) = *text_grid(mem, "fuzz.csv", (struct text){(const char *)data, size});
    for (size_t i = 0; i < books.v[0].n_sheets; i++)
        books.v[0].sheets[i].book = &books.v[0];
    struct diag diag = {.mem = mem};
    struct layout layout = layout_books(mem, &config, words, &books, &diag);
    must(layout.sheets.n == books.v[0].n_sheets);
    for (size_t i = 0; i < layout.sheets.n; i++)
        check_sheet(mem, &layout.sheets.v[i]);
    for (size_t i = 0; i < layout.records.n; i++)
        check_record(&layout.records, i);
    arena_free(mem);
    return 0;
}
