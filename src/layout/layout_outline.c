/*
 * Numbers that are typed before the texts and go on from row to row: "1 Grow", "1.1 reach 40 towns", "1.2 ...",
 * "2 ...". Their order tells that they are numbers of items, whatever stands behind them.
 */
#include "layout/layout_work.h"

#include "value/value.h"

#include <math.h>
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

/* The value of a Roman number up to `end`, as far as XXXIX; 0: it is none. */
static unsigned roman(struct text t, size_t end)
{
    static const struct {
        const char *sign;
        unsigned value;
    } signs[] = {{"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}};
    unsigned value = 0;
    size_t at = 0;
    for (size_t k = 0; k < sizeof signs / sizeof *signs && at < end;) {
        struct text sign = text_of(signs[k].sign);
        if (!text_starts(text_slice(t, at, end), sign)) {
            k++;
            continue;
        }
        value += signs[k].value;
        at += sign.len;
    }
    return at == end && value < 40 ? value : 0;
}

/* "II. Every child ...", "II-a 1,900 new cards", "II.2 ...": the Roman number and what follows it; false: none. */
static bool read_roman(struct text t, struct numbered *n)
{
    size_t end = 0;
    while (end < t.len && end < 6 && strchr("IVX", t.ptr[end]))
        end++;
    unsigned value = end ? roman(t, end) : 0;
    if (!value || end + 2 >= t.len || !strchr(".-", t.ptr[end]))
        return false;
    n->at[0] = value;
    n->levels = 1;
    n->number = end;
    char next = t.ptr[end + 1];
    bool lettered = next >= 'a' && next <= 'z', counted = is_digit(next) && next != '0';
    if ((lettered || counted) && t.ptr[end + 2] == ' ') {
        n->at[n->levels++] = lettered ? (unsigned)(next - 'a') + 1 : (unsigned)(next - '0');
        n->number = end + 2;
    } else if (next != ' ' || t.ptr[end] != '.') {
        return false;
    }
    n->body = end + 2;
    while (n->body < t.len && t.ptr[n->body] == ' ')
        n->body++;
    return n->body + 2 < t.len;
}

/* The number that a text begins with; false: none, or no text behind it. */
static bool read_number(struct text t, struct numbered *n)
{
    size_t i = 0;
    if (read_roman(t, n))
        return true;
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

/* --- with letters ------------------------------------------------------------------------------------- */

/* Bytes of "CO1" or "CO1.2" before a blank and a text; *upper: those of "CO1". 0: there is none. */
static size_t lettered_code(struct text t, size_t *upper)
{
    enum { MOST_LETTERS = 4, MOST_DIGITS = 2 };
    size_t letters = 0, at, from;
    while (letters < t.len && t.ptr[letters] >= 'A' && t.ptr[letters] <= 'Z')
        letters++;
    for (at = letters; at < t.len && is_digit(t.ptr[at]);)
        at++;
    *upper = at;
    if (!letters || letters > MOST_LETTERS || at == letters || at - letters > MOST_DIGITS)
        return 0;
    if (at + 1 < t.len && t.ptr[at] == '.') {
        for (from = ++at; at < t.len && is_digit(t.ptr[at]);)
            at++;
        if (at == from || at - from > MOST_DIGITS)
            return 0;
    }
    return at + 2 < t.len && t.ptr[at] == ' ' && text_words(text_slice(t, at, t.len)) > 1 ? at : 0;
}

/* "CO1 Be their first bank", "CO1.1 New accounts", "CO1.2 ...": codes of which one is the other's beginning. */
void mark_lettered(struct work *w)
{
    struct map uppers = {0};
    size_t upper, beneath = 0;
    for (int take = 0; take < 3 && (take < 2 || beneath > 1); take++)
        for (size_t i = 0; i < w->sheet->n_cells; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            struct mark *m = &w->marks[i];
            size_t code = cell->type == CELL_TEXT && m->prefix == PREFIX_NONE
                              ? lettered_code(cell->text, &upper)
                              : 0;
            struct text above = code ? text_slice(cell->text, 0, upper) : (struct text){0};
            if (!code)
                continue;
            if (take == 0 && code == upper)
                map_put(w->scratch, &uppers, above, i);
            else if (take == 1)
                beneath += code > upper && map_get(&uppers, above) != MAP_NONE;
            else if (take == 2 && map_get(&uppers, above) != MAP_NONE) {
                m->listed = (uint8_t)code;
                m->body = (uint16_t)(code + 1);
            }
        }
}

bool mark_listed(struct work *w)
{
    bool any = false;
    struct change change;
    size_t listed = 0, measured = 0, ways = 0, figures = 0;
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct cell *cell = line_first(w, line);
        const struct mark *m = mark_of(w, cell);
        if (!m->listed || m->depth != 2)
            continue;
        listed++;
        struct text body = mark_body(m, cell->text);
        measured += w->lines[line].filled > 1 || text_has_digit(body);
        figures += text_has_digit(body);
        ways += text_has_digit(body) && value_change(body, DECIMAL_UNKNOWN, &change) &&
                !isnan(change.start) && !isnan(change.target);
    }
    bool told = speaks_of_okrs(w, true) || (ways >= FEWEST && ways * 2 >= listed) ||
                (ways > 1 && listed > FEWEST && figures == listed);
    if (measured * 3 < listed || !told)
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
