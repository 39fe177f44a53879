/*
 * Key results side by side under a word of the team's own: "The one thing | Win 1 | Win 1 by | Win 2 | Win 2 by".
 */
#include "base/fold.h"
#include "layout/layout_measures.h"
#include "value/words.h"

enum { FEWEST = 2, LAST_HEADER_LINE = 20, MOST_COLUMNS = 64 };

/* "Win 2 by": the word, its number, and what follows; 0: no such header. */
static unsigned number_in(struct text t, struct text *word, struct text *rest)
{
    enum { LONGEST = 16 };
    size_t at = 0, end;
    unsigned number = 0;
    t = text_trim(t);
    while (at < t.len && !(t.ptr[at] >= '0' && t.ptr[at] <= '9'))
        at++;
    for (end = at; end < t.len && end < at + 2 && t.ptr[end] >= '0' && t.ptr[end] <= '9'; end++)
        number = number * 10 + (unsigned)(t.ptr[end] - '0');
    *word = text_trim(text_slice(t, 0, at));
    *rest = text_trim(text_slice(t, end, t.len));
    bool apart = end == t.len || t.ptr[end] == ' ';
    return word->len && word->len <= LONGEST && !text_contains(*word, T(" ")) && apart ? number : 0;
}

/* Texts, and no figures, stand in most rows below the cell. */
static bool above_texts(const struct work *w, size_t line, uint32_t col)
{
    size_t n = 0, texts = 0;
    for (size_t i = line + 1; i < w->n_lines; i++) {
        const struct cell *cell = line_cell(w, i, col);
        unsigned content = cell ? mark_of(w, cell)->content : CONTENT_BLANK;
        n += content != CONTENT_BLANK;
        texts +=
            content == CONTENT_PROSE || (content == CONTENT_WORD && text_words(cell->text) > 1);
    }
    return texts && texts * 5 >= n * 3;
}

static bool names_objective(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
        if (likeliest(w->marks[i].reading, .45) == ROLE_OBJECTIVE)
            return true;
    return false;
}

/* The word that numbers texts in two cells of the line and more, beside a word for objectives, and neither a
   time nor a word of ours; absent. */
static struct text counted_word(const struct work *w, size_t line)
{
    const struct row *row = w->lines[line].row;
    struct text found = {0}, word, rest;
    unsigned n = 0;
    for (size_t i = row->first; i < (size_t)row->first + row->n && row->n <= MOST_COLUMNS; i++) {
        const struct cell *cell = &w->sheet->cells[i];
        unsigned number = cell->type == CELL_TEXT ? number_in(cell->text, &word, &rest) : 0;
        bool known = number && w->marks[i].reading;
        if (number != n + 1 || rest.len || known || (n && !text_eq_ascii_case(word, found)) ||
            words_name(WORDS_COUNTED, text_key(w->scratch, word)).len ||
            !above_texts(w, line, cell->col))
            continue;
        found = word;
        n++;
    }
    return n >= FEWEST && names_objective(w, line) ? found : (struct text){0};
}

bool learn_numbered(struct work *w)
{
    struct text counted = {0}, word, rest;
    size_t line = 0;
    for (; line < w->n_lines && line < LAST_HEADER_LINE && !counted.len; line++)
        counted = counted_word(w, line);
    if (!counted.len)
        return false;
    const struct row *row = w->lines[line - 1].row;
    for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
        struct mark *m = &w->marks[i];
        unsigned number = number_in(w->sheet->cells[i].text, &word, &rest);
        if (!number || !text_eq_ascii_case(word, counted))
            continue;
        const struct header_reading *of =
            rest.len ? vocabulary_read(w->words, w->scratch, rest) : NULL;
        if (rest.len && (!of || !of->n))
            continue;
        struct header_reading *r = NEW_ARRAY(w->scratch, struct header_reading, 1);
        *r = of ? *of : own_key_result;
        r->group = number;
        r->scope = of ? KEY_RESULT : r->scope;
        m->reading = r;
    }
    assume(w, sheet_place(w->sheet, row->index, w->sheet->cells[row->first].col),
           "the columns '" TEXT_FMT " 1', '" TEXT_FMT
           " 2' are key results: their texts are numbered",
           TEXT_ARG(counted), TEXT_ARG(counted));
    return true;
}
