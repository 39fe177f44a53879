/*
 * A finding in other words: rows move, figures go on, files are renamed, and it is still the same. What
 * it quotes of a sheet counts as it is.
 */
#include "score/finding_identity.h"

#include "base/fold.h"

#include <string.h>

/* How many are stale grows, and why a reference fits nothing can be told for as long as the unit that
   is gone is remembered. */
static struct text lasting_message(const struct past_finding *f)
{
    if (text_eq(f->code, text_of(finding_code_text(FINDING_STALE))))
        return (struct text){0};
    if (!text_eq(f->code, text_of(finding_code_text(FINDING_BROKEN_REFERENCE))))
        return f->message;
    size_t end = text_find(f->message, TR("' fits no OKR"), 0);
    return end == SIZE_MAX ? f->message : text_slice(f->message, 0, end);
}

/* "C7", "F12": at most three letters, then digits. */
static bool is_cell(struct text word)
{
    size_t letters = 0, i;
    while (letters < word.len && word.ptr[letters] >= 'A' && word.ptr[letters] <= 'Z')
        letters++;
    for (i = letters; i < word.len && word.ptr[i] >= '0' && word.ptr[i] <= '9'; i++)
        ;
    return letters && letters <= 3 && i > letters &&
           (i == word.len || strchr(",.;:)", word.ptr[i]));
}

/* The words that stay: those in quotation marks, and of the others those without a figure. */
static struct text lasting_words(struct arena *mem, struct text message, size_t *cells)
{
    struct buf out = {.mem = mem};
    bool quoted = false;
    while (message.len) {
        struct text word = text_cut(&message, ' ');
        size_t from = 0, to = word.len;
        while (from < to && strchr("([", word.ptr[from]))
            from++;
        while (to > from && strchr(",.;:?!)]", word.ptr[to - 1]))
            to--;
        quoted = quoted || (from < to && word.ptr[from] == '\'');
        if (quoted || !text_has_digit(word))
            buf_printf(&out, TEXT_FMT " ", TEXT_ARG(word));
        else
            *cells += is_cell(text_slice(word, from, word.len));
        if (to > from + 1 && word.ptr[to - 1] == '\'')
            quoted = false;
    }
    return buf_text(&out);
}

static struct text without(struct arena *mem, struct text text, struct text part)
{
    size_t at = part.len ? text_find(text, part, 0) : SIZE_MAX;
    return at == SIZE_MAX ? text
                          : text_printf(mem, TEXT_FMT TEXT_FMT, TEXT_ARG(text_slice(text, 0, at)),
                                        TEXT_ARG(text_slice(text, at + part.len, text.len)));
}

struct text finding_identity(struct arena *mem, const struct past_finding *f, struct text about)
{
    size_t cells = 0; /* more than one: of several items, of which the first may change */
    struct text message = without(mem, lasting_message(f), f->file);
    struct text words = lasting_words(mem, message, &cells);
    struct text who = f->unit.len ? text_key(mem, f->unit) : f->file;
    struct text what = text_key(mem, about);
    if (cells > 1)
        what.len = 0;
    return text_printf(mem, TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(f->code),
                       TEXT_ARG(who), TEXT_ARG(text_key(mem, words)), TEXT_ARG(what));
}
