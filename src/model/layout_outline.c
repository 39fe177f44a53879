/*
 * Numbers that are typed before the texts and go on from row to row: "1 Grow", "1.1 reach 40 towns", "1.2 ...",
 * "2 ...". Their order tells that they are numbers of items, whatever stands behind them.
 */
#include "model/layout_work.h"

#include <string.h>

enum { MOST_LEVELS = 3, FEWEST = 3, LARGEST = 99 };

struct numbered {
    size_t line;
    unsigned levels, at[MOST_LEVELS];
    size_t number, body; /* bytes of the number, and up to the text */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number that a text begins with; false: none, or no text behind it. */
static bool read_number(struct text t, struct numbered *n)
{
    size_t i = 0;
    n->levels = 0;
    while (n->levels < MOST_LEVELS && i < t.len && is_digit(t.ptr[i])) {
        unsigned value = 0;
        for (; i < t.len && is_digit(t.ptr[i]) && value <= LARGEST; i++)
            value = value * 10 + (unsigned)(t.ptr[i] - '0');
        n->at[n->levels++] = value;
        n->number = i;
        if (value == 0 || value > LARGEST || i >= t.len || t.ptr[i] != '.')
            break;
        i++;
    }
    i += i < t.len && strchr(":)", t.ptr[i]) != NULL;
    n->body = i;
    while (n->body < t.len && t.ptr[n->body] == ' ')
        n->body++;
    return n->levels && n->at[n->levels - 1] <= LARGEST && n->body > i && n->body + 2 < t.len;
}

/* One behind the last of its level, or the first below it. */
static bool goes_on(const struct numbered *last, const struct numbered *next)
{
    if (next->levels > last->levels + 1)
        return false;
    unsigned same = next->levels <= last->levels ? next->levels - 1 : last->levels;
    if (memcmp(last->at, next->at, same * sizeof *last->at) != 0)
        return false;
    return next->levels > last->levels ? next->at[last->levels] == 1
                                       : next->at[same] == last->at[same] + 1;
}

static void mark_run(struct work *w, const struct numbered *run, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct mark *m = &w->marks[line_first(w, run[i].line) - w->sheet->cells];
        m->prefix = PREFIX_NUMBER;
        m->depth = (uint8_t)run[i].levels;
        m->body = (uint16_t)run[i].body;
        m->listed = (uint8_t)run[i].number;
    }
}

void mark_outline(struct work *w)
{
    struct numbered *run = NEW_ARRAY(w->scratch, struct numbered, w->n_lines + 1);
    size_t n = 0, deep = 0;
    for (size_t line = 0; line <= w->n_lines; line++) {
        const struct cell *cell = line < w->n_lines ? line_first(w, line) : NULL;
        struct numbered next = {.line = line};
        bool number = cell && cell->type == CELL_TEXT && read_number(cell->text, &next);
        if (cell && !number)
            continue; /* notes and headings may stand between them */
        if (number && n && goes_on(&run[n - 1], &next)) {
            deep += next.levels == 2;
            run[n++] = next;
            continue;
        }
        if (n >= FEWEST && deep && deep < n)
            mark_run(w, run, n);
        n = deep = 0;
        if (number && next.at[0] == 1 && next.levels == 1)
            run[n++] = next;
    }
}

bool mark_listed(struct work *w)
{
    bool any = false;
    size_t listed = 0, measured = 0;
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct cell *cell = line_first(w, line);
        const struct mark *m = mark_of(w, cell);
        if (!m->listed || m->depth != 2)
            continue;
        listed++;
        measured += w->lines[line].filled > 1 || text_has_digit(mark_body(m, cell->text));
    }
    if (measured * 3 < listed || !speaks_of_okrs(w, true))
        return false; /* an agenda */
    for (size_t line = 0; line < w->n_lines; line++) {
        struct mark *m = &w->marks[line_first(w, line) - w->sheet->cells];
        if (!m->listed || m->depth > 2)
            continue;
        m->prefix = m->depth == 1 ? PREFIX_OBJECTIVE : PREFIX_KEY_RESULT;
        any = true;
    }
    return any;
}
