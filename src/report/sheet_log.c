/* Run log: which files were read and how, what became of every sheet and row, what was assumed. */
#include "report/parts.h"
#include "score/trend.h"

#include <math.h>
#include <stdio.h>

enum { FILE_COLUMNS = 10, SHEET_COLUMNS = 8, UNIT_COLUMNS = 5, LABEL_COLUMN = 0 };

struct log {
    struct report *r;
    struct tab *tab;
    uint32_t row;
};

static void put_pair(struct log *log, enum word label, struct text value)
{
    struct style name = style_of(MEANING_PLAIN, STYLE_BOLD | STYLE_RULE | STYLE_TOP);
    struct style text = style_of(MEANING_PLAIN, STYLE_RULE);
    name.indent = text.indent = 1;
    if (!value.len)
        return;
    tab_text(log->tab, log->row, 0, name, w(log->r, label));
    tab_fill(log->tab, log->row, 1, FILE_COLUMNS - 1, style_of(MEANING_PLAIN, STYLE_RULE));
    tab_text(log->tab, log->row, 1, text, value);
    log->row++;
}

static void put_section(struct log *log, enum word words)
{
    log->row++;
    tab_text(log->tab, log->row, 0, style_of(MEANING_SECTION, 0), w(log->r, words));
    tab_height(log->tab, log->row, 24);
    log->row++;
}

static struct text time_text(struct report *r, int64_t seconds)
{
    double days = floor((double)seconds / 86400);
    long rest = (long)(seconds - (int64_t)days * 86400);
    return text_printf(r->mem, TEXT_FMT " %02ld:%02ld UTC",
                       TEXT_ARG(date_iso(r->mem, days + 25569)), rest / 3600, rest / 60 % 60);
}

static void put_thresholds(struct log *log)
{
    struct report *r = log->r;
    const struct config *c = &r->run->config;
    put_pair(log, WORD_SECTION_THRESHOLDS,
             SAY(r, WORD_THRESHOLDS, share_text(r, c->suggest), share_text(r, c->strong),
                 share_text(r, c->fair), share_text(r, c->green), share_text(r, c->amber),
                 count_text(r, c->crowded)));
    const struct implicit_result *i = &r->run->implicit;
    if (!i->considered)
        return;
    put_pair(log, WORD_CALIBRATION, calibration_text(r));
    if (i->rehearsal.asked)
        put_pair(log, WORD_CALIBRATION, rehearsal_text(r));
    put_pair(log, WORD_CALIBRATION,
             SAY(r, WORD_CONSIDERED, count_text(r, i->considered), count_text(r, i->abstained),
                 count_text(r, i->nothing_to_go_on)));
}

static struct text cut_places(struct report *r)
{
    struct buf out = {.mem = r->mem};
    for (size_t i = 0; i < r->book->cuts.n && i < 50; i++) {
        const struct place *p = &r->book->cuts.v[i];
        buf_printf(&out, "%s" TEXT_FMT "!" TEXT_FMT, i ? ", " : "", TEXT_ARG(p->sheet),
                   TEXT_ARG(cell_name(r->mem, p->row, p->col)));
    }
    return buf_text(&out);
}

static void put_head(struct log *log)
{
    struct report *r = log->r;
    const struct run *run = r->run;
    put_pair(log, WORD_ORGANISATION, r->plan->organisation);
    put_pair(log, WORD_PERIOD, r->plan->period);
    put_pair(log, WORD_AS_OF, day_text(r, r->plan->as_of));
    put_pair(log, WORD_MADE, time_text(r, r->book->created));
    put_pair(log, WORD_VERSION, T("okralign " VERSION));
    put_pair(log, WORD_OPTIONS, run->options);
    put_pair(log, WORD_CONFIGURATION,
             run->config.path.len ? run->config.path : w(r, WORD_DEFAULTS));
    put_thresholds(log);
    if (r->book->cuts.n)
        put_pair(log, WORD_CUTS,
                 say(r, WORD_CUTS_ARE, r->book->cuts.n, (struct text[]){cut_places(r)}, 1));
}

/* --- files -------------------------------------------------------------------------------------------- */

static struct text phrases(struct report *r, const struct text_list *list)
{
    struct buf out = {.mem = r->mem};
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            buf_add_z(&out, "; ");
        buf_add(&out, list->v[i]);
    }
    return buf_text(&out);
}

struct fates {
    size_t rows, items, other, unread;
};

static void count_fates(const struct sheet_layout *layout, struct fates *fates)
{
    for (size_t i = 0, k = 0; i < layout->sheet->n_rows; i++) {
        if (!layout->sheet->rows[i].n)
            continue;
        uint8_t fate = layout->fates[k++];
        fates->rows++;
        fates->items += fate <= ROW_JOINED;
        fates->unread += fate == ROW_UNREAD;
        fates->other += fate > ROW_JOINED && fate != ROW_UNREAD;
    }
}

static void put_file(struct log *log, const struct file *file, const struct book *book,
                     const struct fates *fates)
{
    static const char *const formats[] = {"", "CSV", "XLSX", "ODS"};
    struct report *r = log->r;
    struct tab *tab = log->tab;
    uint32_t row = log->row++;
    bool read = book && book->read;
    put_source(r, tab, row, 0, place_of_file(file->path));
    put_words(tab, row, 1,
              w(r, read   ? WORD_WAS_READ
                   : book ? WORD_NOT_READ
                          : WORD_LEFT_OUT))
        ->style.meaning = read   ? MEANING_PLAIN
                          : book ? MEANING_OFF_TRACK
                                 : MEANING_MUTED;
    put_muted(tab, row, 2,
              !book   ? file->reason
              : !read ? book->not_read
                      : text_printf(r->mem, "%s" TEXT_FMT TEXT_FMT, formats[book->format],
                                    TEXT_ARG(book->read_as.n ? T(", ") : (struct text){0}),
                                    TEXT_ARG(phrases(r, &book->read_as))));
    put_count(tab, row, 3, fates->rows);
    put_count(tab, row, 4, fates->items);
    put_count(tab, row, 5, fates->other);
    put_count(tab, row, 6, fates->unread);
    put_words(tab, row, 7, book ? book->modified : (struct text){0});
    put_count(tab, row, 8, (size_t)file->size);
    put_muted(tab, row, 9, book ? book->sha256 : (struct text){0})->style.flags &=
        (uint16_t)~STYLE_WRAP;
}

static void put_files(struct log *log)
{
    static const enum word heads[FILE_COLUMNS] = {
        WORD_FILE,       WORD_WAS_READ,    WORD_READ_AS,  WORD_ROWS,  WORD_ROWS_ITEMS,
        WORD_ROWS_OTHER, WORD_ROWS_UNREAD, WORD_MODIFIED, WORD_BYTES, WORD_HASH};
    struct report *r = log->r;
    const struct run *run = r->run;
    put_section(log, WORD_SECTION_FILES);
    uint32_t head = log->row++;
    put_heads(r, log->tab, head, heads, FILE_COLUMNS);
    struct map books = {0};
    for (size_t i = 0; i < run->books.n; i++)
        map_put(r->mem, &books, run->books.v[i].path, i);
    struct fates *fates = NEW_ARRAY(r->mem, struct fates, run->books.n + 1);
    for (size_t i = 0; i < run->layout.sheets.n; i++) {
        size_t book = map_get(&books, run->layout.sheets.v[i].sheet->book->path);
        count_fates(&run->layout.sheets.v[i], &fates[book == MAP_NONE ? run->books.n : book]);
    }
    static const struct fates none;
    for (size_t i = 0; i < run->files.n; i++) {
        size_t book = map_get(&books, run->files.v[i].path);
        put_file(log, &run->files.v[i], book == MAP_NONE ? NULL : &run->books.v[book],
                 book == MAP_NONE ? &none : &fates[book]);
    }
    tab_add_table(log->tab, "LogFiles", (struct range){head, 0, log->row - 1, FILE_COLUMNS - 1},
                  true);
}

/* --- sheets, units ------------------------------------------------------------------------------------ */

static void put_sheets(struct log *log)
{
    static const enum word heads[SHEET_COLUMNS] = {
        WORD_FILE,       WORD_SHEET,      WORD_READ_AS,     WORD_ROWS,
        WORD_ROWS_ITEMS, WORD_ROWS_OTHER, WORD_ROWS_UNREAD, WORD_ASSUMED};
    struct report *r = log->r;
    put_section(log, WORD_SECTION_SHEETS);
    uint32_t head = log->row++;
    put_heads(r, log->tab, head, heads, SHEET_COLUMNS);
    for (size_t i = 0; i < r->run->layout.sheets.n; i++) {
        const struct sheet_layout *layout = &r->run->layout.sheets.v[i];
        struct fates fates = {0};
        uint32_t row = log->row++;
        count_fates(layout, &fates);
        put_source(r, log->tab, row, 0, sheet_place(layout->sheet, PLACE_NONE, PLACE_NONE));
        put_wrapped(log->tab, row, 1, layout->sheet->name);
        put_muted(log->tab, row, 2,
                  text_printf(r->mem, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(tr_text(layout->kind)),
                              layout->kind_reason.len ? ": " : "", TEXT_ARG(layout->kind_reason)));
        put_count(log->tab, row, 3, fates.rows);
        put_count(log->tab, row, 4, fates.items);
        put_count(log->tab, row, 5, fates.other);
        put_count(log->tab, row, 6, fates.unread);
        put_muted(log->tab, row, 7, phrases(r, &layout->assumed))->style.flags &=
            (uint16_t)~STYLE_WRAP;
    }
    tab_add_table(log->tab, "LogSheets", (struct range){head, 0, log->row - 1, SHEET_COLUMNS - 1},
                  false);
}

static void put_units(struct log *log)
{
    static const enum word heads[UNIT_COLUMNS] = {WORD_UNIT, WORD_ASSUMED, WORD_REASON, WORD_LEVEL,
                                                  WORD_ID};
    struct report *r = log->r;
    put_section(log, WORD_SECTION_UNITS_FOUND);
    uint32_t head = log->row++;
    put_heads(r, log->tab, head, heads, UNIT_COLUMNS);
    for (uint32_t i = 0; i < r->plan->units.n; i++) {
        const struct unit *unit = &r->plan->units.v[i];
        uint32_t row = log->row++;
        link_to_unit(r, log->tab, put_wrapped(log->tab, row, 0, unit->name), i);
        put_words(log->tab, row, 1, w(r, unit->assumed ? WORD_YES : WORD_NO));
        put_muted(log->tab, row, 2, unit->reason);
        put_decimal(log->tab, row, 3, unit->level == LEVEL_UNKNOWN ? NAN : unit->level);
        put_words(log->tab, row, 4, unit->id)->style.flags |= STYLE_SHRINK;
    }
    tab_add_table(log->tab, "LogUnits", (struct range){head, 0, log->row - 1, UNIT_COLUMNS - 1},
                  false);
}

/* What the report before had and this one has no more stands on no other sheet. */
static void put_gone(struct log *log)
{
    static const enum word heads[] = {WORD_UNIT, WORD_CHANGED, WORD_TEXT};
    enum { COLUMNS = sizeof heads / sizeof *heads };
    struct report *r = log->r;
    const struct trend *trend = r->run->trend;
    if (!trend || !(trend->counts[CHANGE_GONE] + trend->counts[CHANGE_FINDING_MENDED]))
        return;
    put_section(log, WORD_SECTION_GONE);
    uint32_t head = r->gone_row = log->row++;
    put_heads(r, log->tab, head, heads, COLUMNS);
    for (size_t i = 0; i < trend->changes.n; i++) {
        const struct trend_change *c = &trend->changes.v[i];
        if (c->kind != CHANGE_GONE && c->kind != CHANGE_FINDING_MENDED)
            continue;
        uint32_t row = log->row++;
        put_wrapped(log->tab, row, 0, c->unit_name);
        put_words(log->tab, row, 1, w(r, (enum word)(WORD_CHANGE_LOST + (int)c->kind)));
        put_wrapped(log->tab, row, 2,
                    c->id.len ? text_printf(r->mem, TEXT_FMT "  " TEXT_FMT, TEXT_ARG(c->id),
                                            TEXT_ARG(c->text))
                              : c->text);
    }
    tab_add_table(log->tab, "LogGone", (struct range){head, 0, log->row - 1, COLUMNS - 1}, false);
}

void lay_out_run_log(struct report *r)
{
    static const double widths[] = {36, 18, 60, 10, 12, 13, 11, 22, 12, 66, -1};
    struct log log = {.r = r, .tab = r->tabs[SHEET_RUN_LOG], .row = HEADER_ROW};
    put_title(r, SHEET_RUN_LOG, w(r, WORD_LOG_TITLE), w(r, WORD_LOG_SUB));
    tab_widths(log.tab, widths);
    put_head(&log);
    put_files(&log);
    put_sheets(&log);
    put_units(&log);
    put_gone(&log);
    log.tab->freeze_rows = 2;
    log.tab->print_cols = FILE_COLUMNS - 1; /* nobody compares a hash on paper */
}
