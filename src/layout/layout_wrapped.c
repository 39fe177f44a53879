/*
 * Headers whose words go on in the row below, without merged cells: "Key | Start | Who looks" above
 * "result | value | after it". What both say together is read, where it says more than either row.
 */
#include "layout/layout_work.h"

enum { LOOKED_AT = 20, LONGEST = 24, FEWEST = 3 };

struct text wrapped_text(struct work *w, const struct cell *high, const struct cell *low)
{
    struct text above = text_trim(high->text), below = text_trim(low->text);
    if (text_ends(above, T("-"))) /* "Ausgangs-", "wert" */
        return text_printf(w->mem, TEXT_FMT TEXT_FMT, TEXT_ARG(text_slice(above, 0, above.len - 1)),
                           TEXT_ARG(below));
    return text_printf(w->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(above), TEXT_ARG(below));
}

/* Nothing but short words stand in the row. */
static bool only_words(const struct work *w, size_t line, unsigned fewest)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        const struct mark *m = &w->marks[i];
        bool word = cell->type == CELL_TEXT && cell->text.len <= LONGEST &&
                    !text_has_digit(cell->text) && m->prefix == PREFIX_NONE &&
                    (m->reading || m->content == CONTENT_WORD || m->content == CONTENT_TICK);
        if (m->content != CONTENT_BLANK && !word)
            return false;
    }
    return w->lines[line].filled >= fewest;
}

struct senses {
    uint64_t high, low, joined,
        all; /* roles, as bits: of the row, the one below, both; with the other columns */
};

/* What the words of both lines mean, alone and together; false: a word stands below none. */
static bool look_at_both(struct work *w, size_t line, struct senses *s)
{
    const struct row *row = w->lines[line].row, *next = w->lines[line + 1].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        s->all |= UINT64_C(1) << likeliest(w->marks[i].reading, .9);
    for (size_t i = next->first; i < (size_t)next->first + next->n; i++) {
        const struct cell *low = &w->sheet->cells[i], *high = line_cell(w, line, low->col);
        if (w->marks[i].content == CONTENT_BLANK)
            continue;
        if (!high || mark_of(w, high)->content == CONTENT_BLANK || merge_at(w, high))
            return false;
        const struct header_reading *both =
            vocabulary_read(w->words, w->scratch, wrapped_text(w, high, low));
        s->high |= UINT64_C(1) << likeliest(mark_of(w, high)->reading, .9);
        s->low |= UINT64_C(1) << likeliest(w->marks[i].reading, .9);
        s->joined |= UINT64_C(1) << likeliest(both, .9);
    }
    s->all |= s->joined;
    return true;
}

static unsigned known(uint64_t roles)
{
    unsigned n = 0;
    for (roles &= ~(UINT64_C(1) << ROLE_NONE); roles; roles &= roles - 1)
        n++;
    return n;
}

static bool is_wrapped(struct work *w, size_t line)
{
    const uint64_t items = UINT64_C(1) << ROLE_OBJECTIVE | UINT64_C(1) << ROLE_KEY_RESULT;
    struct senses s = {0};
    if (line + 2 >= w->n_lines || w->lines[line].row->index + 1 != w->lines[line + 1].row->index ||
        w->lines[line + 1].filled > w->lines[line].filled || !only_words(w, line, FEWEST) ||
        !only_words(w, line + 1, 2) || only_words(w, line + 2, 2) || !look_at_both(w, line, &s))
        return false;
    bool more = known(s.joined) > known(s.high) ||
                (known(s.joined) == known(s.high) && (s.joined & items & ~s.high));
    return more && known(s.joined) > known(s.low) && known(s.all) >= FEWEST && (s.all & items);
}

void join_wrapped(struct work *w)
{
    for (size_t line = 0; line < w->n_lines && line < LOOKED_AT; line++) {
        if (!is_wrapped(w, line))
            continue;
        const struct row *next = w->lines[line + 1].row;
        for (size_t i = next->first; i < (size_t)next->first + next->n; i++) {
            const struct cell *low = &w->sheet->cells[i], *high = line_cell(w, line, low->col);
            if (w->marks[i].content == CONTENT_BLANK || !high)
                continue;
            struct mark *m = &w->marks[high - w->sheet->cells];
            m->reading = vocabulary_read(w->words, w->scratch, wrapped_text(w, high, low));
            w->marks[i].reading = NULL;
        }
        w->lines[line + 1].wraps = true;
        return;
    }
}
