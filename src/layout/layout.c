/*
 * Books -> records: each sheet by itself (cells, heads, columns, rows), then each book's sheets
 * against each other (which of them are OKRs), then all of them together (IDs). A book needs nothing
 * of another, so that threads share them out.
 */
#include "layout/layout_work.h"

#include "base/pool.h"
#include "import/deadline.h"

static const char *const fate_names[] = {
#define X(name, text) text,
    ROW_FATES(X)
#undef X
};

const char *row_fate_text(enum row_fate fate)
{
    return fate_names[fate];
}

static void assume_with(struct work *w, struct place place, struct text hint, const char *format,
                        va_list args)
{
    struct text phrase = text_vprintf(w->mem, tr(format), args);
    *list_push(w->mem, &w->out->assumed) = phrase;
    diag_add(w->diag, FINDING_ASSUMED, place, hint, TEXT_FMT, TEXT_ARG(phrase));
}

void assume(struct work *w, struct place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    assume_with(
        w, place,
        T("if this is wrong, head the columns 'Objective' and 'Key result' or add a 'Type' column"),
        format, args);
    va_end(args);
}

void assume_value(struct work *w, struct place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    assume_with(
        w, place,
        T("if this is wrong, head the columns 'Start', 'Target', 'Current', 'Owner' and 'Due'"),
        format, args);
    va_end(args);
}

static bool blank_row(const struct work *w, const struct row *row)
{
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK)
            return false;
    return true;
}

/* One finding for each run of rows that were not understood. */
static void report_unread(struct work *w)
{
    for (size_t i = 0; i < w->n_lines; i++) {
        if (w->out->fates[w->lines[i].number] != ROW_UNREAD)
            continue;
        size_t last = i;
        while (last + 1 < w->n_lines && w->out->fates[w->lines[last + 1].number] == ROW_UNREAD)
            last++;
        const struct cell *cell = line_first(w, i);
        struct text shown = text_shorten(w->scratch, text_trim(cell->text), 40);
        uint32_t row0 = w->lines[i].row->index + 1, row1 = w->lines[last].row->index + 1;
        struct text mend = T("if it is an item, fill its objective or key result cell; if a note, "
                             "begin with 'Note:'");
        if (row0 == row1)
            diag_add(w->diag, FINDING_UNREAD_ROW, cell_place(w->sheet, cell), mend,
                     "row %u was not understood: '" TEXT_FMT "'", row0, TEXT_ARG(shown));
        else
            diag_add(w->diag, FINDING_UNREAD_ROW, cell_place(w->sheet, cell), mend,
                     "rows %u to %u were not understood: '" TEXT_FMT "' ...", row0, row1,
                     TEXT_ARG(shown));
        i = last;
    }
}

/* As if no header had been found. */
static void forget_tables(struct work *w)
{
    w->out->tables.n = w->out->assumed.n = w->diag->list.n = 0;
    w->out->unit = w->out->period = (struct text){0};
    for (size_t i = 0; i < w->sheet->n_rows; i++)
        w->out->fates[i] = ROW_UNREAD;
    for (size_t line = 0; line < w->n_lines; line++)
        w->lines[line].is_header = w->lines[line].is_other = false;
}

bool is_late(struct work *w)
{
    return w->late = w->late || deadline_passed(w->deadline);
}

static void read_sheet(struct work *w)
{
    if (read_matrix(w) || read_transposed(w) || read_levels(w) || read_forms_beside(w) ||
        read_across(w) || is_late(w))
        return;
    struct head_list heads = {0};
    bool form = is_form(w);
    if (!form)
        heads = find_heads(w);
    if (!form && !heads.n && mend_headers(w))
        heads = find_heads(w);
    bool by_shape = !form && !heads.n && !is_late(w) && find_shape(w);
    if (by_shape)
        heads = marked_heads(w);
    if (!heads.n && !is_late(w) && !mark_listed(w) && !mark_measured(w))
        mark_lists(w);
    if (is_late(w))
        return;
    read_tables(w, &heads);
    if (by_shape && w->records->n == 0) { /* no table after all */
        forget_tables(w);
        heads = (struct head_list){0};
        mark_measured(w);
        read_tables(w, &heads);
    }
}

static void lay_out_sheet(struct work *w, struct sheet_result *result)
{
    mark_cells(w);
    mark_outline(w);
    mark_lettered(w);
    mark_binary(w);
    mark_tick_heads(w);
    index_merges(w);
    clear_squares(w);
    clear_watched(w);
    clear_blocks(w);
    read_legend(w);
    join_wrapped(w);
    read_paired(w);
    if (!is_late(w))
        learn_labels(w);
    if (!is_late(w))
        read_sheet(w);
    if ((result->late = is_late(w)))
        return;
    read_chart(w);
    name_by_title(w);
    result->strong = strong_evidence(w);
    result->named = named_as(w->words, w->scratch, w->sheet);
    look_at_headers(w, result);
    report_unread(w);
    for (size_t i = 0; i < w->sheet->n_rows; i++)
        if (result->layout.fates[i] == ROW_UNREAD && blank_row(w, &w->sheet->rows[i]))
            result->layout.fates[i] = ROW_BLANK;
}

/* Whether a hidden sheet was read or left out. */
static void tell_hidden(struct sheet_result *r)
{
    const struct sheet *sheet = r->layout.sheet;
    if (sheet->state == SHEET_VISIBLE || !sheet->n_cells || sheet_for_reference(sheet))
        return;
    struct place place = sheet_place(sheet, PLACE_NONE, PLACE_NONE);
    if (r->okrs)
        diag_add(&r->diag, FINDING_HIDDEN_CONTENT, place, (struct text){0},
                 "sheet is hidden and was read");
    else
        diag_add(&r->diag, FINDING_HIDDEN_CONTENT, place,
                 T("if it counts, show the sheet and rename it"),
                 "sheet is hidden and was left out: " TEXT_FMT " (" TEXT_FMT ")",
                 TEXT_ARG(tr_text(r->layout.kind)), TEXT_ARG(r->layout.kind_reason));
}

/* What was laid out by itself, behind what is there. */
static void append(struct arena *mem, struct layout *layout, const struct record_list *records,
                   const struct tick_list *ticks)
{
    size_t offset = layout->records.n;
    for (size_t i = 0; i < records->n; i++) {
        struct record *r = list_push(mem, &layout->records);
        *r = records->v[i];
        r->objective = r->objective == RECORD_NONE ? RECORD_NONE : r->objective + offset;
        r->supports = r->supports == RECORD_NONE ? RECORD_NONE : r->supports + offset;
    }
    for (size_t i = 0; i < ticks->n; i++)
        *list_push(mem, &layout->ticks) = ticks->v[i];
}

static void begin_result(struct arena *mem, const struct sheet *sheet, struct sheet_result *result)
{
    *result = (struct sheet_result){.layout.sheet = sheet, .diag.mem = mem};
    result->layout.fates = NEW_ARRAY(mem, uint8_t, sheet->n_rows);
    for (size_t i = 0; i < sheet->n_rows; i++)
        result->layout.fates[i] = ROW_UNREAD;
}

/* Nothing of the file counts. */
static void give_up(struct arena *mem, const struct book *book, struct sheet_result *results)
{
    for (size_t i = 0; i < book->n_sheets; i++) {
        begin_result(mem, &book->sheets[i], &results[i]);
        results[i].layout.kind = T("unknown");
        results[i].layout.kind_reason = TR(DEADLINE_PASSED);
    }
    diag_add(&results[0].diag, FINDING_UNREAD_FILE, place_of_file(book->path),
             T("if it is an honest file, save it anew or raise the limit in okralign.ini"),
             "file was not read: " TEXT_FMT, TEXT_ARG(TR(DEADLINE_PASSED)));
}

static void lay_out_book(struct arena *mem, const struct config *config,
                         const struct vocabulary *words, const struct book *book,
                         struct layout *layout, struct diag *diag)
{
    struct arena *scratch = arena_new();
    struct sheet_result *results = NEW_ARRAY(scratch, struct sheet_result, book->n_sheets);
    double deadline = deadline_in(config->limits.seconds - book->seconds);
    bool late = false;
    for (size_t i = 0; i < book->n_sheets && !late; i++) {
        struct sheet_result *result = &results[i];
        begin_result(mem, &book->sheets[i], result);
        struct work w = {.mem = mem,
                         .scratch = scratch,
                         .config = config,
                         .words = words,
                         .sheet = &book->sheets[i],
                         .out = &result->layout,
                         .records = &result->records,
                         .ticks = &result->ticks,
                         .diag = &result->diag,
                         .deadline = deadline};
        lay_out_sheet(&w, result);
        late = result->late;
    }
    if (late)
        give_up(mem, book, results);
    else
        judge_sheets(mem, scratch, words, results, book->n_sheets);
    for (size_t i = 0; i < book->n_sheets && !late; i++)
        tell_hidden(&results[i]);
    for (size_t i = 0; i < book->n_sheets; i++) {
        append(mem, layout, &results[i].records, &results[i].ticks);
        *list_push(mem, &layout->sheets) = results[i].layout;
        diag_append(diag, &results[i].diag);
    }
    arena_free(scratch);
}

/* --- all books, in pieces that threads take ---------------------------------------------------- */

struct piece {
    struct arena *mem;
    struct layout layout;
    struct diag diag;
};

struct laying_out {
    const struct config *config;
    const struct vocabulary *vocabulary;
    const struct book_list *books;
    size_t n;
    struct piece *pieces; /* of neighbouring books, in their order */
};

static void lay_out_piece(void *context, size_t number)
{
    const struct laying_out *all = context;
    struct piece *p = &all->pieces[number];
    size_t end = all->books->n * (number + 1) / all->n;
    for (size_t i = all->books->n * number / all->n; i < end; i++)
        if (all->books->v[i].read)
            lay_out_book(p->mem, all->config, all->vocabulary, &all->books->v[i], &p->layout,
                         &p->diag);
}

struct layout layout_books(struct arena *mem, const struct config *config,
                           const struct vocabulary *vocabulary, const struct book_list *books,
                           struct diag *diag)
{
    enum { PIECES = 16 };
    struct piece pieces[PIECES] = {0};
    struct laying_out all = {config, vocabulary, books, books->n < PIECES ? books->n : PIECES,
                             pieces};
    struct layout layout = {0};
    for (size_t i = 0; i < all.n; i++)
        pieces[i].mem = pieces[i].diag.mem = arena_new();
    pool_run(config->jobs, all.n, lay_out_piece, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct layout *part = &pieces[i].layout;
        append(mem, &layout, &part->records, &part->ticks);
        for (size_t k = 0; k < part->sheets.n; k++)
            *list_push(mem, &layout.sheets) = part->sheets.v[k];
        diag_append(diag, &pieces[i].diag);
        arena_adopt(mem, pieces[i].mem);
    }
    struct arena *scratch = arena_new();
    settle_item_ticks(scratch, &layout);
    join_records(mem, scratch, vocabulary, &layout, diag);
    join_ticks(mem, scratch, &layout, diag);
    join_people(scratch, &layout);
    join_logs(mem, scratch, config, vocabulary, &layout, diag);
    arena_free(scratch);
    return layout;
}
