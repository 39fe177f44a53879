/*
 * "Health metrics (keep an eye on)" with measures below it, beside the tables of key results or beneath them: a
 * block that is none of these. What heads it is a word for such measures, says itself that these are no OKRs, or is
 * one for work and the like above a header of its own, or for measures above rows without targets where others have
 * some. Its lines are taken out of the way.
 */
#include "layout/layout_work.h"

enum naming { NAMES_NOTHING, MAY_NAME, MEASURES, NAMES, SAYS_SO };

static bool behind_gap(const struct work *w, size_t line)
{
    return line == 0 || w->lines[line - 1].row->index + 1 < w->lines[line].row->index;
}

/* "Health metrics" of "Health metrics (keep an eye on)", "KPIs - not OKRs" */
static struct text before_gloss(struct text t)
{
    static const char *const marks[] = {"(", "（", ":", "：", " - ", " – ", " — ", ","};
    size_t end = t.len;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = text_find(t, text_of(marks[i]), 1);
        end = at < end ? at : end;
    }
    return text_trim(text_slice(t, 0, end));
}

/* A phrase of the list stands in the key, at a word's start. */
static bool says(const struct work *w, enum word_list list, struct text key)
{
    for (size_t i = 0; i < key.len; i++)
        if ((i == 0 || key.ptr[i - 1] == ' ' || (key.ptr[i] & 0x80)) &&
            vocabulary_begins(w->words, list, text_slice(key, i, key.len)))
            return true;
    return false;
}

/* "KPI do obserwacji": it begins with a word for what is measured, and none for key results. */
static bool names_measures(const struct work *w, struct text t)
{
    enum { MOST_WORDS = 2 };
    for (size_t end = 1, words = 0; end <= t.len && words < MOST_WORDS; end++) {
        if (end < t.len && t.ptr[end] != ' ')
            continue;
        const struct header_reading *r =
            vocabulary_read(w->words, w->scratch, text_slice(t, 0, end));
        enum role role = likeliest(r, .9);
        if (role == ROLE_METRIC)
            return true;
        if (role == ROLE_KEY_RESULT || role == ROLE_OBJECTIVE)
            return false;
        words++;
    }
    return false;
}

/* Whether a line of one text is the heading of such a block. */
static enum naming naming_of(const struct work *w, size_t line)
{
    enum { LONGEST = 80 };
    static const enum word_list others[] = {WORDS_WATCHED, WORDS_TYPE_OTHER, WORDS_ASIDE};
    const struct cell *cell = line_first(w, line);
    const struct mark *m = mark_of(w, cell);
    if (w->lines[line].filled != 1 || cell->type != CELL_TEXT || m->prefix != PREFIX_NONE ||
        cell->text.len > LONGEST)
        return NAMES_NOTHING;
    struct text name = before_gloss(text_trim(cell->text)), key = header_key(w->scratch, name);
    if (says(w, WORDS_NO_OKR, header_key(w->scratch, cell->text)))
        return SAYS_SO;
    if (vocabulary_has(w->words, WORDS_WATCHED, key))
        return NAMES;
    if (names_measures(w, name))
        return MEASURES;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (vocabulary_begins(w->words, others[i], key))
            return MAY_NAME;
    return NAMES_NOTHING;
}

/* The line calls items so: by a prefix, or as a header. */
static bool calls_items(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    int prefix = mark_of(w, line_first(w, line))->prefix;
    bool items = prefix == PREFIX_OBJECTIVE || prefix == PREFIX_KEY_RESULT;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        enum role role = likeliest(w->marks[i].reading, .9);
        items |= role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT;
    }
    return items;
}

/* Nothing but words, two or more of them for columns and none for items or what they are to reach. */
static bool heads_measures(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    size_t known = 0;
    if (w->lines[line].filled < 3 || calls_items(w, line))
        return false;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        enum role role = likeliest(w->marks[i].reading, .9);
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (w->sheet->cells[i].type != CELL_TEXT || text_has_digit(w->sheet->cells[i].text) ||
            role == ROLE_TARGET || role == ROLE_BASELINE ||
            (w->marks[i].content != CONTENT_WORD && role == ROLE_NONE))
            return false;
        known += role != ROLE_NONE;
    }
    return known >= 2;
}

/* Its words head nothing else in the sheet. */
static bool is_own_header(const struct work *w, size_t line)
{
    if (!heads_measures(w, line) || heads_work(w, line))
        return false;
    for (size_t other = 0; other < w->n_lines; other++)
        if (other != line && same_words(w, line, other))
            return false;
    return true;
}

/* The column of targets in a line of words for columns; PLACE_NONE. */
static uint32_t target_column(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    uint32_t col = PLACE_NONE;
    size_t known = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        enum role role = likeliest(w->marks[i].reading, .4);
        known += role != ROLE_NONE || is_day(w, &w->sheet->cells[i]); /* months */
        col = role == ROLE_TARGET ? w->sheet->cells[i].col : col;
    }
    return w->lines[line].filled > 2 && known * 2 >= w->lines[line].filled ? col : PLACE_NONE;
}

/* Below the heading no row has a target up to the next blank one, and nearly all above it have. */
static bool lacks_targets(const struct work *w, size_t line)
{
    enum { FEWEST = 2 };
    size_t header = line, with = 0, without = 0, below = line + 1;
    uint32_t col = PLACE_NONE;
    while (header > 0 && col == PLACE_NONE)
        col = target_column(w, --header);
    if (col == PLACE_NONE || behind_gap(w, below))
        return false;
    for (size_t i = header + 1; i < line; i++)
        if (w->lines[i].filled > 1)
            *(line_cell(w, i, col) ? &with : &without) += 1;
    for (; below < w->n_lines && !(below > line + 1 && behind_gap(w, below)); below++)
        if (w->lines[below].filled < 2 || line_cell(w, below, col))
            return false;
    return with >= FEWEST && with >= 3 * without;
}

/* The line behind the block whose heading this is; the line itself: it is none. */
static size_t block_end(const struct work *w, size_t line)
{
    enum naming naming = naming_of(w, line);
    size_t end = line + 1;
    if (naming == NAMES_NOTHING || end >= w->n_lines)
        return line;
    bool headed = is_own_header(w, end) || (naming >= MEASURES && lacks_targets(w, line));
    if (!headed && (naming < NAMES || behind_gap(w, end) || !behind_gap(w, line)))
        return line;
    for (end += 1; end < w->n_lines && !behind_gap(w, end); end++) {
        int prefix = mark_of(w, line_first(w, end))->prefix;
        if (prefix == PREFIX_OBJECTIVE || prefix == PREFIX_KEY_RESULT)
            break;
    }
    return end;
}

/* Items are called so in front of the block or behind it. */
static bool items_outside(const struct work *w, size_t from, size_t end)
{
    for (size_t line = 0; line < w->n_lines; line++)
        if ((line < from || line >= end) && calls_items(w, line))
            return true;
    return false;
}

static void leave_out(struct work *w, size_t from, size_t end, bool *out)
{
    const struct cell *first = line_first(w, from);
    for (size_t line = from; line < end; line++) {
        out[line] = true;
        set_fate(w, line, line == from ? ROW_HEADING : ROW_NOTE);
    }
    if (naming_of(w, from) != SAYS_SO)
        diag_add(w->diag, FINDING_ASSUMED, cell_place(w->sheet, first),
                 T("if they are items, head them 'Objective' or 'Key result'"),
                 "rows %u to %u were left out: by their heading no OKRs", first->row + 1,
                 w->lines[end - 1].row->index + 1);
}

void clear_watched(struct work *w)
{
    bool *out = NEW_ARRAY(w->scratch, bool, w->n_lines);
    size_t kept = 0;
    for (size_t line = 0; line < w->n_lines; line++) {
        size_t end = block_end(w, line);
        if (end == line || !items_outside(w, line, end))
            continue;
        leave_out(w, line, end, out);
        line = end - 1;
    }
    for (size_t line = 0; line < w->n_lines; line++)
        if (!out[line])
            w->lines[kept++] = w->lines[line];
    w->n_lines = kept;
}
