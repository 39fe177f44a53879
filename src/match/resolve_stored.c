/*
 * A formula that fetches another sheet's text shows what stood there when it was last computed. Rows
 * that are inserted in the other workbook while this one is closed move the text away beneath it: the
 * stored text then says what was meant, and the address does not. A hyperlink's words say it likewise,
 * where they are the ID or the text of one item on the sheet it points to.
 */
#include "match/resolve_question.h"

#include "base/fold.h"

/* The words without what may change from month to month: numbers, and IDs of them. */
static struct text lasting_words(struct arena *mem, struct text text)
{
    struct text rest = text_key(mem, text);
    struct buf b = {.mem = mem};
    while (rest.len) {
        struct text word = text_cut(&rest, ' ');
        if (!text_has_digit(word))
            buf_printf(&b, TEXT_FMT " ", TEXT_ARG(word));
    }
    return buf_text(&b);
}

static bool is_id(const struct resolver *r, struct text text)
{
    struct ident id = ident_parse(r->scratch, &r->words->ident, text);
    return id.objective.len || id.key_result.len;
}

/* One goes on where the other ends at most: "supports Raise gross margin (KR 3.1)". */
static bool says_same(const struct resolver *r, struct text stored, struct text now)
{
    if (is_id(r, stored) && is_id(r, now))
        return text_eq(resolver_key(r, stored), resolver_key(r, now));
    struct text a = lasting_words(r->scratch, stored), b = lasting_words(r->scratch, now);
    return !a.len || !b.len || text_contains(a, b) || text_contains(b, a);
}

static bool on_sheet(const struct resolver *r, const struct sheet *sheet, uint32_t item)
{
    const struct place *place = &r->plan->items.v[item].place;
    return text_eq(place->file, sheet->book->path) && text_eq(place->sheet, sheet->name);
}

/* Those that the words are the ID or the whole text of, an ID before the text or not. `counted`: where
   they are no more than a number, those of that number. */
static const struct item_numbers *items_called(const struct resolver *r, struct text stored,
                                               bool counted)
{
    enum { ID_WORDS = 4 };
    struct text key = text_key(r->scratch, stored);
    struct ident id = ident_parse(r->scratch, &r->words->ident, stored);
    const struct item_numbers *items = is_id(r, stored) ? directory_by_key(r->directory, id.key)
                                                        : directory_by_text(r->directory, key);
    for (int written = 1; counted && !items->n && id.key_result.len && written >= 0; written--)
        items = directory_by_number(r->directory, id.objective, id.key_result, written);
    for (size_t i = 0; !items->n && i < ID_WORDS && text_words(key) > 2; i++) {
        text_cut(&key, ' ');
        items = directory_by_text(r->directory, key);
    }
    return items;
}

/* What the words of a hyperlink's cell were resolved to, where they are one ID; NO_ITEM. */
static uint32_t said_beside(const struct resolver *r, const struct reference *link)
{
    const struct reference *first = r->references->v, *said = link > first ? link - 1 : link;
    bool one = said->source == SOURCE_PARENT_FIELD && said->key.len && said->from == link->from &&
               place_cmp(&said->place, &link->place) == 0 && text_eq(said->text, link->stored);
    one &= said == first || place_cmp(&said[-1].place, &said->place) != 0;
    return one && said->outcome == OUTCOME_RESOLVED ? said->candidates.v[0] : NO_ITEM;
}

/* The one that the words name, of the sheet that is pointed to if it has any; NO_ITEM. */
static uint32_t item_called(const struct resolver *r, const struct question *q,
                            const struct sheet *sheet)
{
    struct item_numbers all = {0}, here = {0};
    bool link = q->ref->source == SOURCE_HYPERLINK;
    question_take(r, q, items_called(r, q->ref->stored, link), false, &all);
    for (size_t i = 0; i < all.n; i++)
        if (on_sheet(r, sheet, all.v[i]))
            *list_push(r->scratch, &here) = all.v[i];
    if (link && !here.n)
        return said_beside(r, q->ref);
    const struct item_numbers *items = here.n ? &here : &all;
    return items->n == 1 && question_other_unit(r, q, items->v[0]) ? items->v[0] : NO_ITEM;
}

uint32_t question_by_stored(struct resolver *r, const struct question *q, const struct sheet *sheet,
                            uint32_t item)
{
    struct reference *ref = q->ref;
    const struct cell *cell = sheet_cell(sheet, ref->target_row, ref->target_col);
    if (!ref->stored.len || !cell || cell->type != CELL_TEXT ||
        (ref->source != SOURCE_HYPERLINK && says_same(r, ref->stored, cell->text)))
        return item;
    uint32_t meant = item_called(r, q, sheet);
    if (meant == item || (meant == NO_ITEM && !ref->fetches))
        return item;
    ref->outdated = text_copy(r->mem, cell->text);
    return meant == NO_ITEM ? item : meant;
}
