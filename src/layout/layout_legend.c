/*
 * A sheet's own words for states: "fair = on track, choppy = at risk" in a row of its own, whatever stands
 * in the table above.
 */
#include "base/fold.h"
#include "layout/layout_column.h"
#include "value/value.h"

#include <string.h>

enum { LONGEST_WORD = 24, LONGEST_LEGEND = 200 };

/* "fair = on track": the word is one for a state. */
static void take_part(struct work *w, struct text part)
{
    size_t equals = text_find(part, T("="), 0), colon = text_find(part, T(":"), 0);
    if (equals == SIZE_MAX)
        return;
    if (colon < equals) { /* "Legend: fair = on track" */
        part = text_slice(part, colon + 1, part.len);
        equals -= colon + 1;
    }
    struct text word = text_trim(text_slice(part, 0, equals));
    struct text state = text_trim(text_slice(part, equals + 1, part.len));
    enum status said = value_status(w->scratch, state), own = value_status(w->scratch, word);
    if (!word.len || word.len > LONGEST_WORD || said == STATUS_NONE)
        return;
    if (said == STATUS_IN_PROGRESS && own == STATUS_ON_TRACK)
        state = word; /* "grün = läuft": it runs as it should */
    map_put(w->scratch, &w->legend, text_fold(w->scratch, word), w->legend_states.n);
    *list_push(w->scratch, &w->legend_states) = state;
}

void read_legend(struct work *w)
{
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct cell *cell = line_first(w, line);
        if (w->lines[line].filled > 1 || cell->type != CELL_TEXT || cell->text.len > LONGEST_LEGEND)
            continue;
        for (struct text rest = cell->text; rest.len;) {
            size_t end = 0;
            while (end < rest.len && !strchr(",;/|", rest.ptr[end]))
                end++;
            take_part(w, text_slice(rest, 0, end));
            rest = text_slice(rest, end < rest.len ? end + 1 : end, rest.len);
        }
    }
}

struct text legend_state(const struct work *w, const struct cell *cell)
{
    struct text none = {0};
    if (w->legend.n < 2 || cell->type != CELL_TEXT || cell->text.len > 2 * LONGEST_WORD)
        return none;
    size_t at = map_get(&w->legend, text_fold(w->scratch, text_trim(cell->text)));
    return at == MAP_NONE ? none : w->legend_states.v[at];
}

/* A column of nothing but its words. */
void settle_legend(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n && on->w->legend.n > 1; i++) {
        struct column *c = &on->table->columns.v[i];
        size_t n = 0, known = 0;
        bool open = c->role == ROLE_NONE || (c->role == ROLE_NOTE && c->confidence < .2);
        for (size_t line = on->head->first; line < on->head->end && open; line++) {
            const struct cell *cell = line_cell(on->w, line, c->col);
            n += cell != NULL;
            known += cell && legend_state(on->w, cell).len;
        }
        if (known < 2 || known * 5 < n * 4)
            continue;
        c->role = ROLE_STATUS;
        c->scope = -1;
        c->reason = T("words of the sheet's legend");
    }
}
