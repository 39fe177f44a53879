/*
 * What the columns of a table hold, counted over its body.
 */
#include "layout/layout_column.h"
#include "value/value.h"

#include <math.h>
#include <string.h>

enum { SAMPLE_TEXTS = 64 }; /* of a column, to be told apart */

/* "Objective", "KR 1", "Ziel 2", "Proof": a word for a kind of item, and at most a number. */
static bool is_type(const struct work *w, const struct mark *m)
{
    struct text key = m->key;
    if (kind_by_header(m) != KIND_NONE)
        return true;
    while (key.len && (strchr("0123456789 ", key.ptr[key.len - 1])))
        key.len--;
    return vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, key) ||
           vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, key) ||
           vocabulary_has(w->words, WORDS_TYPE_OTHER, key);
}

static bool is_figure(const struct cell *cell, unsigned content)
{
    bool letters = false, digits = true;
    for (size_t i = 0; i < cell->text.len && cell->type == CELL_TEXT; i++) {
        char c = cell->text.ptr[i];
        letters |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
        digits &= c >= '0' && c <= '9';
    }
    bool year = content == CONTENT_PERIOD && digits; /* 2600 may be one, or may not */
    return !letters && (content == CONTENT_NUMBER || content == CONTENT_PERCENT || year);
}

/* "8 days", "about 40 calls": a number and one word for what it counts, which is no KR "8 shops opened". */
static bool is_counted(const struct cell *cell, unsigned content)
{
    enum { LONGEST = 24, BEFORE = 4 };
    struct number number;
    struct text t = text_trim(cell->text);
    bool begins = false;
    for (size_t i = 0; i < t.len && i < BEFORE; i++)
        begins |= t.ptr[i] >= '0' && t.ptr[i] <= '9';
    return begins && cell->type == CELL_TEXT && t.len <= LONGEST && content == CONTENT_WORD &&
           value_number(t, DECIMAL_UNKNOWN, &number) && text_words(number.unit) <= 1;
}

bool is_tenths(const struct cell *cell)
{
    struct text t = text_trim(cell->text);
    bool digits = cell->type == CELL_TEXT && t.len <= 6 && text_ends(t, T("/10")) && t.len > 3;
    for (size_t i = 0; i + 3 < t.len && digits; i++)
        digits = (t.ptr[i] >= '0' && t.ptr[i] <= '9') || t.ptr[i] == '.' || t.ptr[i] == ',';
    return digits;
}

/* Digits at `*at`, at most four. */
static uint32_t digits_at(struct text t, size_t *at)
{
    uint32_t number = 0;
    for (size_t end = *at + 4; *at < t.len && *at < end && t.ptr[*at] >= '0' && t.ptr[*at] <= '9';)
        number = number * 10 + (uint32_t)(t.ptr[(*at)++] - '0');
    return number;
}

/* Whether a number goes on where the one above left off: 1, 1.1, 1.2, 2, 2.1. */
static void count_step(struct text t, struct column_stats *s)
{
    size_t at = 0;
    uint32_t major = digits_at(t, &at), minor = 0;
    if (at + 1 < t.len && t.ptr[at] == '.') {
        at++;
        minor = digits_at(t, &at);
    }
    bool next =
        (major == s->major + 1 && minor <= 1) || (major == s->major && minor == s->minor + 1);
    s->steps += at && at == t.len && next;
    s->parts += at == t.len && minor > 0;
    s->major = major;
    s->minor = minor;
}

bool is_light(uint32_t c)
{
    return (c >= 0x1F7E0 && c <= 0x1F7EB) || c == 0x1F534 || c == 0x1F535;
}

/* Nothing but one sign that is no letter: a face, a cloud, an arrow. */
static bool is_sign(struct text t)
{
    t = text_trim(t);
    uint32_t c = t.len ? text_next(&t) : 0;
    bool sign = (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) ||
                (c >= 0x2190 && c <= 0x21FF) || (c >= 0x25A0 && c <= 0x25FF) ||
                (c >= 0x1F300 && c <= 0x1FAFF);
    return sign && (t.len == 0 || (t.len == 3 && text_next(&t) == 0xFE0F));
}

/* A capital and a number. */
static bool is_short_code(struct text t)
{
    bool code = t.len > 1 && t.len <= 3 && t.ptr[0] >= 'A' && t.ptr[0] <= 'Z';
    for (size_t i = 1; i < t.len; i++)
        code &= t.ptr[i] >= '0' && t.ptr[i] <= '9';
    return code;
}

/* The number of a day of 2000 to 2059, without a time. */
static bool is_serial(double number)
{
    enum { FIRST = 36526, LAST = 58439 };
    return number >= FIRST && number <= LAST && number == floor(number);
}

static void count_cell(struct work *w, const struct cell *cell, struct column_stats *s,
                       struct map *texts, const struct cell *above)
{
    const struct mark *m = mark_of(w, cell);
    if (m->content == CONTENT_BLANK)
        return;
    if (s->n++ == 0)
        s->first_row = cell->row;
    s->content[m->content]++;
    s->key_result_prefix += m->prefix == PREFIX_KEY_RESULT;
    s->objective_prefix += m->prefix == PREFIX_OBJECTIVE;
    s->multi_line += cell->type == CELL_TEXT &&
                     memchr(text_trim(cell->text).ptr, '\n', text_trim(cell->text).len) != NULL;
    s->bools += cell->type == CELL_BOOL;
    s->figures += is_figure(cell, m->content);
    s->counted += is_counted(cell, m->content);
    s->types += is_type(w, m);
    count_step(text_trim(cell->text), s);
    struct text rest = cell->text;
    s->signs += cell->type == CELL_TEXT && is_sign(cell->text);
    s->lights += cell->type == CELL_TEXT && rest.len && is_light(text_next(&rest)) && rest.len < 4;
    s->tenths += is_tenths(cell);
    s->codes += numbered_kind(w, cell->text) != PREFIX_NONE;
    s->short_codes += cell->type == CELL_TEXT && is_short_code(text_trim(cell->text));
    s->repeats += above && text_eq(above->text, cell->text);
    struct number number = {.value = cell->type == CELL_NUMBER ? cell->number : 0};
    if (cell->type == CELL_TEXT && m->content == CONTENT_NUMBER &&
        !value_number(cell->text, DECIMAL_UNKNOWN, &number))
        number.value = 0;
    s->serials += m->content == CONTENT_NUMBER && is_serial(number.value);
    if (number.value > s->max_number)
        s->max_number = number.value;
    if (texts->n < SAMPLE_TEXTS) {
        map_put(w->scratch, texts, cell->text, 1);
        if (texts->n > s->distinct && cell->type == CELL_TEXT) {
            enum status state =
                cell->text.len <= 24 ? value_status(w->scratch, cell->text) : STATUS_NONE;
            s->states += state != STATUS_NONE;
            s->grades +=
                state == STATUS_ON_TRACK || state == STATUS_AT_RISK || state == STATUS_OFF_TRACK;
            int like = value_like_people(cell->text);
            s->people += like > 0;
            s->full_names += like > 1;
            s->marked_names += like > 2;
        }
        s->distinct = (uint32_t)texts->n;
    }
}

void count_columns(struct work *w, const struct head *head, struct cases *cases)
{
    struct map *texts = NEW_ARRAY(w->scratch, struct map, cases->n);
    const struct cell **above = NEW_ARRAY(w->scratch, const struct cell *, cases->n);
    for (size_t line = head->first; line < head->end; line++) {
        const struct row *row = w->lines[line].row;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            size_t at = cell->col - head->col0;
            if (cell->col < head->col0 || at >= cases->n)
                continue;
            count_cell(w, cell, &cases->v[at].stats, &texts[at], above[at]);
            above[at] = cell;
        }
    }
}
