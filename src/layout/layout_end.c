/*
 * Where the last table of a sheet ends. Below it stand who signed, what to remember, lists of jobs and
 * telephones: behind a blank row, without a figure in the columns that hold the table's figures, and
 * alone in their rows or with words in these columns.
 */
#include "layout/layout_column.h"
#include "value/value.h"

#include <math.h>

enum { FEWEST_MEASURED = 3 };

/* What the rows of the table proper hold in its columns. */
struct body_columns {
    uint32_t col0, n;
    size_t rows;                    /* of two cells and more */
    size_t *figures, *texts, *days; /* days are among the figures */
    uint32_t first_text;            /* the first column with texts: of objectives */
};

static void count_line(const struct work *w, struct body_columns *b, size_t line)
{
    const struct row *row = w->lines[line].row;
    if (w->lines[line].filled < 2 || w->lines[line].is_header)
        return;
    b->rows++;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        if (cell->col < b->col0 || cell->col >= b->col0 + b->n ||
            w->marks[i].content == CONTENT_BLANK)
            continue;
        bool figure = !isnan(figure_at(w, line, cell->col));
        b->figures[cell->col - b->col0] += figure;
        b->days[cell->col - b->col0] += figure && w->marks[i].content == CONTENT_DATE;
        b->texts[cell->col - b->col0] += !figure && cell->type == CELL_TEXT;
    }
}

static bool holds_figures(const struct body_columns *b, uint32_t col)
{
    size_t n = col >= b->col0 && col < b->col0 + b->n ? b->figures[col - b->col0] : 0;
    return n >= FEWEST_MEASURED && n * 5 >= b->rows * 3;
}

static bool holds_texts(const struct body_columns *b, uint32_t col)
{
    size_t n = col >= b->col0 && col < b->col0 + b->n ? b->texts[col - b->col0] : 0;
    return n && n * 4 >= b->rows && !holds_figures(b, col);
}

/* The cell has a figure where the table has such; the day when somebody signed is none among values. */
static bool is_figure_of(const struct work *w, const struct body_columns *b, size_t line,
                         uint32_t col)
{
    const struct cell *cell = line_cell(w, line, col);
    if (!cell || !holds_figures(b, col) || isnan(figure_at(w, line, col)))
        return false;
    return mark_of(w, cell)->content != CONTENT_DATE || b->days[col - b->col0] > 0;
}

/* A row like those of the table: with a figure in one of its columns of figures, called an item, or with
   two sentences where the table has texts. */
static bool is_row_of(const struct work *w, const struct body_columns *b, size_t line)
{
    const struct row *row = w->lines[line].row;
    const struct mark *first = mark_of(w, line_first(w, line));
    size_t sentences = 0;
    if (first->prefix == PREFIX_OBJECTIVE || first->prefix == PREFIX_KEY_RESULT ||
        w->lines[line].is_header)
        return true;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        uint32_t col = w->sheet->cells[i].col;
        if (is_figure_of(w, b, line, col))
            return true;
        sentences += holds_texts(b, col) && w->marks[i].content == CONTENT_PROSE;
    }
    return sentences >= 2;
}

/* Words where the table has figures: of another list. "tbd" and "not started" are none. */
static bool is_foreign(struct work *w, const struct body_columns *b, const struct cell *cell)
{
    unsigned content = mark_of(w, cell)->content;
    return holds_figures(b, cell->col) && cell->type == CELL_TEXT && content != CONTENT_BLANK &&
           !value_missing(cell->text) && value_status(w->scratch, cell->text) == STATUS_NONE;
}

/* "Owner", "Due", "Status" above the cell: what is said of an item that has no figures yet. */
static bool is_attribute(const struct work *w, const struct head *head, const struct cell *cell)
{
    const struct cell *header =
        head->line0 <= head->line1 ? line_cell(w, head->line1, cell->col) : NULL;
    const struct header_reading *r = header ? mark_of(w, header)->reading : NULL;
    enum role role = r && r->n && r->senses[0].weight >= .7 ? r->senses[0].role : ROLE_NONE;
    return role == ROLE_OWNER || role == ROLE_DUE || role == ROLE_STATUS || role == ROLE_PERIOD;
}

/* Items without figures: rows with an owner or the like, or texts right of the objectives' column alone,
   and in none of them words where figures belong. */
static bool is_unmeasured(struct work *w, const struct head *head, const struct body_columns *b,
                          size_t line, size_t end)
{
    bool told = false;
    for (; line < end; line++) {
        const struct row *row = w->lines[line].row;
        const struct cell *first = line_first(w, line);
        told |= first->col > b->first_text && holds_texts(b, first->col) &&
                holds_texts(b, b->first_text);
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            if (is_foreign(w, b, cell))
                return false;
            told |= w->marks[i].content != CONTENT_BLANK && cell->col != b->first_text &&
                    is_attribute(w, head, cell);
        }
    }
    return told;
}

static bool behind_gap(const struct work *w, size_t line)
{
    return w->lines[line - 1].row->index + 1 < w->lines[line].row->index;
}

/* The line behind the block that begins at `line`: behind its last row before a blank one. */
static size_t block_end(const struct work *w, size_t line, size_t end)
{
    do
        line++;
    while (line < end && !behind_gap(w, line));
    return line;
}

/* A row of short words, none of them for items. */
static bool heads_other(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct header_reading *r = w->marks[i].reading;
        enum role role = likeliest(r, .9);
        if (w->marks[i].content != CONTENT_BLANK &&
            (w->sheet->cells[i].type != CELL_TEXT || w->marks[i].content == CONTENT_PROSE ||
             role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT))
            return false;
    }
    return w->lines[line].filled > 1;
}

/* "Total | =SUM(...)": it adds up what stands above it, whether anybody has reckoned it or not. */
static bool adds_up(const struct work *w, size_t line)
{
    return vocabulary_begins(w->words, WORDS_TOTAL, mark_of(w, line_first(w, line))->key) > 0;
}

/* "Item | Supplier | Price": words for columns, half of them and more, one of which stands where the table has figures
   and above such. */
static bool heads_figures(struct work *w, const struct body_columns *b, size_t line, size_t end)
{
    const struct row *row = w->lines[line].row;
    size_t known = 0, figures = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        size_t below = 0;
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        known += likeliest(w->marks[i].reading, .6) != ROLE_NONE ||
                 vocabulary_has(w->words, WORDS_OTHER_HEADER, w->marks[i].key) ||
                 vocabulary_has(w->words, WORDS_ASIDE_HEADER, w->marks[i].key);
        for (size_t k = line + 1; k < end; k++)
            below += !isnan(figure_at(w, k, cell->col)) || adds_up(w, k);
        figures += is_foreign(w, b, cell) && below == end - line - 1;
    }
    return figures > 0 && known * 2 >= w->lines[line].filled;
}

/* "Cash", "Month | In | Out" and figures, or days, where the table has texts: of another list. */
static bool is_other_list(struct work *w, const struct body_columns *b, size_t line, size_t end)
{
    line += w->lines[line].filled == 1 && line + 1 < end;
    if (line + 1 >= end || !heads_other(w, line))
        return false;
    if (heads_figures(w, b, line, end))
        return true;
    for (uint32_t col = b->first_text + 1; col < b->col0 + b->n; col++) {
        size_t other = 0, sums = 0;
        for (size_t i = line + 1; i < end && holds_texts(b, col); i++) {
            const struct cell *cell = line_cell(w, i, col);
            bool day = cell && mark_of(w, cell)->content == CONTENT_DATE;
            bool figure = day || (cell && !isnan(figure_at(w, i, col)));
            other += figure;
            sums += !figure && adds_up(w, i);
        }
        if (other && other + sums == end - line - 1)
            return true;
    }
    return false;
}

/* A figure stands in the row, or in its words. */
static bool gives_figure(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (w->marks[i].content != CONTENT_BLANK && text_has_digit(w->sheet->cells[i].text))
            return true;
    return false;
}

/* "Go Dolphins!", "Questions? Ask Bea" without a figure below rows that have some, none of which says it so. */
static bool is_call(const struct work *w, size_t first, size_t line)
{
    enum { FEWEST = 2 };
    const struct cell *cell = line_first(w, line);
    struct text t = text_trim(cell->text);
    bool cheer = text_ends(t, T("!"));
    size_t figures = 0;
    if (text_has_digit(t) || !(cheer || text_contains(t, T("? "))))
        return false;
    for (size_t i = first; i < line; i++) {
        const struct cell *above = line_cell(w, i, cell->col);
        struct text other = above ? text_trim(above->text) : (struct text){0};
        figures += gives_figure(w, i);
        if (cheer ? text_ends(other, T("!")) : text_contains(other, T("?")))
            return false;
    }
    return figures >= FEWEST && figures * 4 >= (line - first) * 3;
}

/* "Score from 0 to 1, in the order of the results" below a column "Score": what its values are. */
static bool explains_column(const struct work *w, const struct head *head, const struct cell *cell)
{
    const struct row *row = head->line0 <= head->line1 ? w->lines[head->line1].row : NULL;
    struct text key = header_key(w->scratch, text_shorten(w->scratch, cell->text, 60));
    for (size_t i = row ? row->first : 0; row && i < (size_t)row->first + row->n; i++) {
        struct text header = w->marks[i].key;
        enum role role = likeliest(w->marks[i].reading, .7);
        bool graded = role == ROLE_SCORE || role == ROLE_PROGRESS || role == ROLE_CONFIDENCE ||
                      role == ROLE_STATUS || role == ROLE_WEIGHT;
        if (graded && header.len && text_starts(key, header) && key.len > header.len &&
            key.ptr[header.len] == ' ')
            return true;
    }
    return false;
}

/* A sentence alone in its row behind a gap, and below it none but such, where all that stands alone in the table
   is above the rows of its key results; or one that only calls. */
static bool is_closing(const struct work *w, const struct head *head, const struct body_columns *b,
                       size_t line)
{
    size_t first = head->first;
    const struct cell *cell = line_first(w, line);
    const struct mark *m = mark_of(w, cell);
    bool call = is_call(w, first, line);
    if (w->lines[line].filled != 1 || m->prefix != PREFIX_NONE || (b->rows < 2 && !call) ||
        cell->col != b->first_text ||
        !(call || (m->content == CONTENT_PROSE &&
                   (begins_remark(w, cell->text) || explains_column(w, head, cell)))))
        return false;
    for (size_t i = line + 1; i < w->n_lines; i++)
        if (w->lines[i].filled != 1 || line_first(w, i)->col != cell->col)
            return false;
    for (size_t i = first; i < line && !call; i++)
        if (w->lines[i].filled == 1 && (i + 1 == line || w->lines[i + 1].filled == 1))
            return false;
    return true;
}

/* "Decisions needed", "Next steps" first in a block: what else the page tells, whatever stands beside it. */
static bool is_aside(const struct work *w, size_t line)
{
    struct text key = header_key(w->scratch, line_first(w, line)->text);
    return vocabulary_has(w->words, WORDS_ASIDE, key) ||
           vocabulary_has(w->words, WORDS_NOTE, key) ||
           vocabulary_has(w->words, WORDS_NOTE_START, key);
}

/* None of its lines has anything in the table's columns. */
static bool is_outside(const struct work *w, const struct body_columns *b, size_t line, size_t end)
{
    for (; line < end; line++) {
        const struct row *row = w->lines[line].row;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
            if (w->marks[i].content != CONTENT_BLANK && w->sheet->cells[i].col >= b->col0 &&
                w->sheet->cells[i].col < b->col0 + b->n)
                return false;
    }
    return true;
}

/* What a block is to the table: rows of it, items of it that have no figures yet, or something else. */
enum block { ROWS, UNMEASURED, BELOW };

static enum block block_of(struct work *w, const struct head *head, struct body_columns *b,
                           size_t line, size_t end)
{
    bool measured = false;
    for (uint32_t col = b->col0; col < b->col0 + b->n && !measured; col++)
        measured = holds_figures(b, col);
    b->first_text = b->col0;
    while (b->first_text + 1 < b->col0 + b->n && !holds_texts(b, b->first_text))
        b->first_text++;
    if ((measured && is_other_list(w, b, line, end)) || is_closing(w, head, b, line) ||
        is_outside(w, b, line, end))
        return BELOW;
    for (size_t i = line; i < end && measured; i++)
        if (is_row_of(w, b, i))
            return ROWS;
    bool unmeasured = measured && !is_aside(w, line) && is_unmeasured(w, head, b, line, end);
    return !measured ? ROWS : unmeasured ? UNMEASURED : BELOW;
}

size_t table_end(struct work *w, const struct head *head, size_t first)
{
    size_t end = head->end, tail = end, line = first;
    struct body_columns b = {.col0 = head->col0, .n = head->col1 - head->col0 + 1};
    if (end != w->n_lines || line == end)
        return end;
    b.figures = NEW_ARRAY(w->scratch, size_t, b.n);
    b.texts = NEW_ARRAY(w->scratch, size_t, b.n);
    b.days = NEW_ARRAY(w->scratch, size_t, b.n);
    for (size_t next; line < end; line = next) {
        next = block_end(w, line, end);
        enum block block =
            line >= head->first && line != first ? block_of(w, head, &b, line, next) : ROWS;
        tail = block != BELOW ? end : tail == end ? line : tail;
        for (size_t i = line; i < next && block == ROWS; i++)
            count_line(w, &b, i);
    }
    return tail;
}
