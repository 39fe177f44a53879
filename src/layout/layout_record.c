/* Making records and fields, with their places; the fate of rows. */
#include "base/fold.h"
#include "layout/layout_work.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

static bool hidden(const struct work *w, const struct cell *cell, const struct row *row)
{
    return w->sheet->state != SHEET_VISIBLE || (row && row->hidden) ||
           sheet_col_hidden(w->sheet, cell->col);
}

static const struct row *row_of(const struct work *w, const struct cell *cell)
{
    size_t low = 0, high = w->n_lines;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (w->lines[middle].row->index < cell->row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->n_lines ? w->lines[low].row : NULL;
}

void add_field(struct work *w, size_t record, enum role role, const struct cell *cell,
               struct text text, struct text header)
{
    *list_push(w->mem, &w->records->v[record].fields) = (struct field){
        .role = role,
        .text = text_trim(text),
        .place = cell_place(w->sheet, cell),
        .cell = cell,
        .header = header,
    };
}

/* "Grow revenue (https://...)" as programs write what they link: without the address. */
static struct text without_link(struct text text)
{
    struct text t = text_trim(text);
    size_t at = text_find(t, T(" (http"), 0);
    bool address = at != SIZE_MAX && at > 0 && text_ends(t, T(")")) &&
                   text_find(t, T(" "), at + 1) == SIZE_MAX;
    return address ? text_trim(text_slice(t, 0, at)) : text;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t add_record(struct work *w, enum item_kind kind, const struct cell *cell, struct text text)
{
    size_t index = w->records->n;
    const struct mark *m = mark_of(w, cell);
    bool whole = text.ptr == cell->text.ptr, listed = m->listed && whole;
    *list_push(w->mem, w->records) = (struct record){
        .kind = kind,
        .objective = RECORD_NONE,
        .supports = RECORD_NONE,
        .place = cell_place(w->sheet, cell),
        .level = LEVEL_UNKNOWN,
        .hidden = hidden(w, cell, row_of(w, cell)),
        .sheet = w->sheet,
    };
    if (w->expected_fields) {
        struct field_list *fields = &w->records->v[index].fields;
        fields->v = NEW_ARRAY(w->mem, struct field, w->expected_fields);
        fields->cap = w->expected_fields;
    }
    add_field(w, index, kind == OBJECTIVE ? ROLE_OBJECTIVE : ROLE_KEY_RESULT, cell,
              without_link(listed || (m->own && whole) ? mark_body(m, text) : text),
              (struct text){0});
    if (listed)
        add_field(w, index, is_digit(text.ptr[0]) ? ROLE_OUTLINE : ROLE_ID, cell,
                  text_slice(text, 0, m->listed), (struct text){0});
    return index;
}

/* How a list on one line is counted: "(1) ", "a) ", "KR1: ", "KR 1.1 - ". */
struct counter {
    struct text before, behind; /* of the number or letter: "KR 1.", ": " */
    char letter;                /* 'a', 'A'; 0: numbers */
};

/* The counter of the first of a list; false: the text begins with none. */
static bool first_counter(struct work *w, struct text t, struct counter *c)
{
    size_t i = 0, letters;
    while (i < t.len && (t.ptr[i] == '(' || t.ptr[i] == '['))
        i++;
    for (letters = i; i < t.len && ((t.ptr[i] | 0x20) >= 'a' && (t.ptr[i] | 0x20) <= 'z');)
        i++;
    letters = i - letters;
    bool word = letters > 1;
    if (word && mark_text(w, t).prefix != PREFIX_KEY_RESULT)
        return false;
    i -= letters == 1; /* the letter counts */
    i += word && i < t.len && t.ptr[i] == ' ';
    if (word && i + 2 < t.len && is_digit(t.ptr[i]) && t.ptr[i + 1] == '.' &&
        is_digit(t.ptr[i + 2]))
        i += 2;
    c->letter = (char)(letters == 1 && (t.ptr[i] | 0x20) == 'a' ? t.ptr[i] : 0);
    c->before = text_slice(t, 0, i);
    if (i >= t.len || !(c->letter || t.ptr[i] == '1'))
        return false;
    size_t end = ++i;
    while (end < t.len && end < i + 2 && text_contains(T(")].:"), text_slice(t, end, end + 1)))
        end++;
    c->behind = text_slice(t, i, end + 1);
    return end > i && end < t.len && t.ptr[end] == ' ';
}

/* Where the n-th of the list begins; SIZE_MAX. */
static size_t nth_counted(struct work *w, struct text t, const struct counter *c, unsigned n,
                          size_t from)
{
    struct text mark =
        c->letter ? text_printf(w->scratch, " " TEXT_FMT "%c" TEXT_FMT, TEXT_ARG(c->before),
                                c->letter + (int)n - 1, TEXT_ARG(c->behind))
                  : text_printf(w->scratch, " " TEXT_FMT "%u" TEXT_FMT, TEXT_ARG(c->before), n,
                                TEXT_ARG(c->behind));
    size_t at = text_find(t, mark, from);
    return at == SIZE_MAX ? at : at + 1;
}

/* "1) More guests 2) Fewer complaints": the line ends between them were lost. A bare "2." may be of a date,
   so there must be a "3." as well. n == 0: it is no such list. */
static struct text_list counted_pieces(struct work *w, struct text t)
{
    enum { MOST = 20, FEWEST_WORDS = 2 };
    struct text_list list = {0};
    struct counter c;
    if (!first_counter(w, t, &c))
        return list;
    bool bare = !c.before.len && c.behind.ptr[0] == '.';
    for (size_t from = 0, next; from != SIZE_MAX && list.n < MOST; from = next) {
        next = nth_counted(w, t, &c, (unsigned)list.n + 2, from);
        struct text piece = text_trim(text_slice(t, from, next == SIZE_MAX ? t.len : next));
        if (text_words(piece) <= FEWEST_WORDS)
            return (struct text_list){0};
        while (next != SIZE_MAX && piece.len &&
               (piece.ptr[piece.len - 1] == ';' || piece.ptr[piece.len - 1] == ','))
            piece.len--;
        *list_push(w->scratch, &list) = piece;
    }
    return list.n > (bare ? 2 : 1) ? list : (struct text_list){0};
}

/* "• More guests • Fewer complaints". Not: n == 0. */
static struct text_list bulleted_pieces(struct work *w, struct text t)
{
    static const char *const bullets[] = {"•", "●", "▪", "■", "‣"};
    struct text_list list = {0};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t len = text_of(bullets[i]).len;
        for (size_t at = text_starts(t, text_of(bullets[i])) ? 0 : SIZE_MAX, next; at != SIZE_MAX;
             at = next) {
            next = text_find(t, text_of(bullets[i]), at + len);
            struct text piece = text_trim(text_slice(t, at + len, next == SIZE_MAX ? t.len : next));
            if (piece.len)
                *list_push(w->scratch, &list) = piece;
        }
    }
    return list.n > 1 ? list : (struct text_list){0};
}

/* It stands below words for several key results: "Key Results". */
static bool below_several(struct work *w, const struct cell *cell)
{
    for (size_t line = w->n_lines; line-- > 0;) {
        if (!w->lines[line].is_header || w->lines[line].row->index >= cell->row)
            continue;
        const struct cell *header = line_cell(w, line, cell->col);
        return header && words_name(WORDS_SEVERAL, text_key(w->scratch, header->text)).len;
    }
    return false;
}

/* "Waiting time from 30 to 20 min": words and where to. */
static bool says_where_to(struct text t)
{
    struct change change;
    return text_words(t) > 1 && value_change(t, DECIMAL_UNKNOWN, &change) &&
           !(isnan(change.target) && isnan(change.by) && isnan(change.delta));
}

/* Each of the pieces could stand alone as a key result. */
static bool all_measured(struct text_list list)
{
    for (size_t i = 0; i < list.n; i++)
        if (!says_where_to(list.v[i]))
            return false;
    return list.n > 1;
}

/* "Waiting time from 30 to 20 min; Complaints below 12": behind each semicolon another one begins. Not: n == 0. */
static struct text_list measured_pieces(struct work *w, struct text t)
{
    struct text_list list = {0};
    for (struct text rest = t; rest.len;) {
        struct text piece = text_trim(text_cut(&rest, ';'));
        bool lower = piece.len && piece.ptr[0] >= 'a' && piece.ptr[0] <= 'z';
        if (lower && list.n)
            return (struct text_list){0};
        if (piece.len)
            *list_push(w->scratch, &list) = piece;
    }
    return all_measured(list) ? list : (struct text_list){0};
}

/* Pieces of a cell between line ends, or between semicolons before typed prefixes; or of a list on one line. */
static struct text_list pieces(struct work *w, struct text text, bool composite)
{
    struct text_list list = {0};
    for (struct text rest = text; rest.len;) {
        struct text piece = text_trim(text_cut(&rest, '\n'));
        bool parted = piece.len && piece.ptr[piece.len - 1] == ';'; /* from the next line */
        if (parted && rest.len)
            piece = text_trim(text_slice(piece, 0, piece.len - 1));
        if (piece.len)
            *list_push(w->scratch, &list) = piece;
    }
    struct text_list parts = list.n == 1 ? counted_pieces(w, text) : (struct text_list){0};
    if (list.n == 1 && !parts.n)
        parts = bulleted_pieces(w, text);
    if (parts.n)
        return parts;
    if (list.n != 1 || !text_contains(text, T(";")))
        return list;
    size_t prefixed = 0;
    for (struct text rest = text; rest.len;) {
        struct text piece = text_trim(text_cut(&rest, ';'));
        struct mark m = mark_text(w, piece);
        prefixed += m.prefix == PREFIX_KEY_RESULT || (composite && m.prefix == PREFIX_OBJECTIVE);
        if (piece.len)
            *list_push(w->scratch, &parts) = piece;
    }
    return parts.n > 1 && prefixed == parts.n ? parts : list;
}

/* "a) At least 3 tugs": the letter is no part of it. */
static struct text without_letter(struct text t)
{
    bool letter = t.len > 3 && t.ptr[0] >= 'a' && t.ptr[0] <= 'h' && t.ptr[1] == ')';
    return letter ? text_trim(text_slice(t, 2, t.len)) : t;
}

/* "(today: 22)" on a line of its own below a numbered key result: it goes on. */
static void join_asides(struct work *w, struct text_list *list)
{
    size_t kept = 1;
    for (size_t i = 1; i < list->n; i++) {
        struct text t = list->v[i], *before = &list->v[kept - 1];
        if (t.ptr[0] == '(' && text_ends(t, T(")")) && mark_text(w, t).prefix == PREFIX_NONE)
            before->len = (size_t)(t.ptr + t.len - before->ptr);
        else
            list->v[kept++] = t;
    }
    list->n = kept;
}

struct text_list key_result_lines(struct work *w, const struct cell *cell)
{
    struct text_list whole = {0}, list = pieces(w, text_trim(cell->text), false);
    *list_push(w->scratch, &whole) = without_letter(text_trim(cell->text));
    size_t marked = 0, lower = 0;
    if (cell->type == CELL_TEXT && list.n == 1 && text_contains(cell->text, T(";")) &&
        below_several(w, cell))
        list = measured_pieces(w, text_trim(cell->text));
    if (cell->type != CELL_TEXT || list.n < 2)
        return whole;
    for (size_t i = 0; i < list.n; i++) {
        marked += mark_text(w, list.v[i]).prefix != PREFIX_NONE;
        lower += i > 0 && list.v[i].ptr[0] >= 'a' && list.v[i].ptr[0] <= 'z';
    }
    if (marked > 1 && marked < list.n)
        join_asides(w, &list);
    for (size_t i = 0; i < list.n; i++)
        list.v[i] = without_letter(list.v[i]);
    bool wrapped = marked == 1 || (marked == 0 && lower > 0);
    return wrapped && !(below_several(w, cell) && all_measured(list)) ? whole : list;
}

struct text_list composite_lines(struct work *w, const struct cell *cell)
{
    struct text_list whole = {0};
    *list_push(w->scratch, &whole) = text_trim(cell->text);
    if (cell->type != CELL_TEXT)
        return whole;
    struct text_list list = pieces(w, whole.v[0], true);
    for (size_t i = 0; i < list.n; i++) {
        int prefix = mark_text(w, list.v[i]).prefix;
        bool another =
            prefix == PREFIX_OBJECTIVE && mark_text(w, list.v[0]).prefix == PREFIX_OBJECTIVE;
        if (i == 0 ? prefix != PREFIX_OBJECTIVE && prefix != PREFIX_NONE
                   : prefix != PREFIX_KEY_RESULT && !another)
            return whole;
    }
    return list.n ? list : whole;
}

/* The word without what stands between it and a text: "KR1.2" of "KR1.2:". */
static struct text without_separator(struct text word)
{
    while (word.len && strchr(":.)|", word.ptr[word.len - 1]))
        word.len--;
    return word;
}

struct text leading_code(struct text t)
{
    enum { LONGEST = 4 };
    struct text rest = t = text_trim(t), first = text_cut(&rest, ' ');
    struct text code = without_separator(first), second = text_cut(&rest, ' ');
    if (code_kind(code) != PREFIX_NONE)
        return code;
    if (!second.len || first.len > LONGEST || text_has_digit(first))
        return (struct text){0};
    code = without_separator(
        text_slice(t, 0, (size_t)(second.ptr - t.ptr) + second.len)); /* "KR 1.2" */
    return code_kind(code) != PREFIX_NONE ? code : (struct text){0};
}

struct text own_code(const struct record *r)
{
    const struct field *id = record_field(r, ROLE_KEY_RESULT_ID);
    id = id ? id : record_field(r, ROLE_ID);
    struct text code = leading_code(r->fields.v[0].text);
    return code.len || !id ? code : text_trim(id->text);
}

/* The sign that the ticks of its column are, among which an "x" is no: no cell is left blank for that. */
static const struct cell *sign_beside(const struct work *w, const struct cell *cell)
{
    size_t at =
        text_eq(mark_of(w, cell)->key, T("x")) ? map_get(&w->ticked, column_key(cell)) : MAP_NONE;
    const struct tick_column *c = at == MAP_NONE ? NULL : &w->tick_columns.v[at];
    return c && c->last - c->first + 1 == c->n ? c->sign : NULL;
}

/* A cross in a sheet where others are ticked with a sign, an "x" in such a column: it says no. */
static bool tick_denies(const struct work *w, const struct cell *cell)
{
    bool cross = vocabulary_has(w->words, WORDS_TICK_CROSS, mark_of(w, cell)->key);
    return (cross && w->signs) || sign_beside(w, cell);
}

bool tick_yes(const struct work *w, const struct cell *cell)
{
    const struct mark *m = mark_of(w, cell);
    if (tick_denies(w, cell))
        return false;
    if (cell->type == CELL_BOOL || cell->type == CELL_NUMBER)
        return cell->number > 0;
    if (m->content == CONTENT_NUMBER)
        return text_eq(text_trim(cell->text), T("1"));
    return m->content == CONTENT_TICK && vocabulary_has(w->words, WORDS_TICK_YES, m->key);
}

void tell_denied(struct work *w, const struct cell *cell)
{
    const struct cell *sign = sign_beside(w, cell);
    if (w->denied || !sign)
        return;
    w->denied = true;
    diag_add(w->diag, FINDING_ASSUMED, cell_place(w->sheet, cell),
             T("if it is yes, write the same sign in all cells"),
             "'" TEXT_FMT "' in a column with '" TEXT_FMT "' is taken for no",
             TEXT_ARG(text_trim(cell->text)), TEXT_ARG(text_trim(sign->text)));
}

void add_tick(struct work *w, struct text unit, struct place unit_place, const struct cell *item,
              const struct cell *cell)
{
    *list_push(w->mem, w->ticks) = (struct tick){
        .unit = text_trim(unit),
        .item = text_trim(item->text),
        .place = cell_place(w->sheet, cell),
        .unit_place = unit_place,
        .item_place = cell_place(w->sheet, item),
    };
}

void set_fate(struct work *w, size_t line, enum row_fate fate)
{
    uint8_t *now = &w->out->fates[w->lines[line].number];
    if (fate < *now)
        *now = (uint8_t)fate;
}
