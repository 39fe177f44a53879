/*
 * The shape of an ID is a key: its letters in small, '#' for each number, and the marks between as
 * they are. A text is read in pieces (letters, a number), and after each piece that may end an ID
 * its shape so far is asked for.
 */
#include "model/own_id.h"

#include <string.h>

enum { SHAPE_LONGEST = 48, PIECES_MOST = 12 };

struct shape {
    char bytes[SHAPE_LONGEST];
    size_t len, letters, numbers; /* runs of them */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool add_byte(struct shape *shape, char c)
{
    if (shape->len == SHAPE_LONGEST)
        return false;
    shape->bytes[shape->len++] = c;
    return true;
}

/* Reads a run of letters or a number at `at`, and a mark before it where another piece is there
   already. Returns where it ends; `at`: there is none. */
static size_t read_piece(struct text t, size_t at, struct shape *shape)
{
    size_t i = at;
    if (shape->len && i < t.len && strchr("-._/: ", t.ptr[i]) && t.ptr[i])
        i++;
    if (i >= t.len || (!is_digit(t.ptr[i]) && !is_letter(t.ptr[i])))
        return at;
    if (i > at && !add_byte(shape, t.ptr[at]))
        return at;
    bool number = is_digit(t.ptr[i]);
    if (number && !add_byte(shape, '#'))
        return at;
    for (; i < t.len && (number ? is_digit(t.ptr[i]) : is_letter(t.ptr[i])); i++)
        if (!number && !add_byte(shape, (char)(t.ptr[i] | 0x20)))
            return at;
    shape->numbers += number;
    shape->letters += !number;
    return i;
}

/* Two numbers, or letters twice: of less one cannot know that it is an ID. */
static bool is_telling(const struct shape *shape)
{
    return shape->letters && shape->numbers && shape->letters + shape->numbers > 2;
}

/* "TR-1.2" is written "TR 1.2" as well; of one letter one cannot know: "a 1.2". */
static void add_with_blank(struct arena *mem, struct own_ids *own, const struct shape *shape)
{
    struct text blank = text_copy(mem, (struct text){shape->bytes, shape->len});
    size_t at = 0;
    while (at < blank.len && is_letter(blank.ptr[at]))
        at++;
    if (at < 2 || at + 1 >= blank.len || !strchr("-_", blank.ptr[at]) || blank.ptr[at + 1] != '#')
        return;
    blank = text_printf(mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(text_slice(blank, 0, at)),
                        TEXT_ARG(text_slice(blank, at + 1, blank.len)));
    map_put(mem, &own->shapes, blank, 1);
}

void own_ids_add(struct arena *mem, struct own_ids *own, struct text id)
{
    struct shape shape = {.len = 0};
    size_t at = 0;
    for (size_t next; (next = read_piece(id, at, &shape)) > at;)
        at = next;
    if (at != id.len || !is_telling(&shape))
        return;
    map_put(mem, &own->shapes, text_copy(mem, (struct text){shape.bytes, shape.len}), 1);
    add_with_blank(mem, own, &shape);
}

/* No letter or digit, of whatever script that parts words by blanks, goes on here, nor a number behind a
   point. */
static bool may_end(struct text t, size_t at)
{
    enum { FIRST_IDEOGRAPHIC = 0xE3 };
    unsigned char c = at < t.len ? (unsigned char)t.ptr[at] : ' ';
    if (c == '.' && at + 1 < t.len && is_digit(t.ptr[at + 1]))
        return false;
    return !is_digit((char)c) && !is_letter((char)c) && c != '_' &&
           (c < 0x80 || c == 0xE2 || c >= FIRST_IDEOGRAPHIC);
}

size_t own_id_at(const struct own_ids *own, struct text t)
{
    struct shape shape = {.len = 0};
    size_t at = 0, longest = 0;
    if (!own || !own->shapes.n)
        return 0;
    for (size_t n = 0, next; n < PIECES_MOST && (next = read_piece(t, at, &shape)) > at; n++) {
        at = next;
        if (may_end(t, at) &&
            map_get(&own->shapes, (struct text){shape.bytes, shape.len}) != MAP_NONE)
            longest = at;
    }
    return longest;
}
