/* What hangs on a sheet: notes, threaded comments, tables. */
#include "import/xlsx.h"

/* --- notes and threads ---------------------------------------------------------------------- */

enum { TAG_T, TAG_COMMENT, TAG_THREADED, TAG_TEXT, TAG_RPH, TAG_EXT };

static const char *const names[] = {"t",      "comment", "threadedComment", "text", "rPh",
                                    "extLst", NULL};

struct notes {
    struct xlsx *x;
    struct sheet *sheet;
    struct cell *cell; /* that the note hangs on; NULL: blank */
    bool threaded;
    bool first; /* of its cell */
};

static void start_note(struct notes *n, struct xml *xml, bool threaded)
{
    uint32_t row, col;
    n->cell = NULL;
    n->threaded = threaded;
    n->first = xml_attr(xml, "parentId").len == 0;
    n->x->text.len = 0;
    if (cell_name_parse(xml_attr(xml, "ref"), &row, &col))
        n->cell = cell_at(n->sheet, row, col);
}

static bool start(void *context, struct xml *xml, int tag)
{
    struct notes *n = context;
    if (tag == TAG_COMMENT || tag == TAG_THREADED)
        start_note(n, xml, tag == TAG_THREADED);
    n->x->collecting = tag == (n->threaded ? TAG_TEXT : TAG_T);
    return tag != TAG_RPH && tag != TAG_EXT;
}

/* An answer in a thread goes below what it answers to. */
static void add_note(struct notes *n)
{
    bool cut = false;
    struct text text = xlsx_text(n->x, text_trim(buf_text(&n->x->text)), &cut);
    if (!n->cell || !text.len)
        return;
    struct cell_extra *extra = cell_own_extra(n->x->mem, n->cell);
    if (n->threaded && !n->first && extra->comment.len)
        text = text_printf(n->x->mem, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(extra->comment),
                           TEXT_ARG(text));
    extra->comment = text;
}

static void end(void *context, int tag)
{
    struct notes *n = context;
    n->x->collecting = false;
    if (tag == TAG_COMMENT || tag == TAG_THREADED)
        add_note(n);
}

static void text(void *context, struct text piece)
{
    struct notes *n = context;
    if (n->x->collecting)
        buf_add(&n->x->text, piece);
}

static const struct xml_handler note_handler = {names, start, end, text};

bool xlsx_comments(struct xlsx *x, size_t part, struct sheet *sheet)
{
    struct notes notes = {.x = x, .sheet = sheet};
    return xlsx_part(x, part, &note_handler, &notes);
}

bool xlsx_threads(struct xlsx *x, size_t part, struct sheet *sheet)
{
    struct notes notes = {.x = x, .sheet = sheet, .threaded = true};
    return xlsx_part(x, part, &note_handler, &notes);
}

/* --- tables --------------------------------------------------------------------------------- */

static bool start_table(void *context, struct xml *xml, int tag)
{
    struct notes *n = context;
    struct range range;
    if (tag != 0 || !range_parse(xml_attr(xml, "ref"), &range))
        return false;
    struct text name = xml_attr(xml, "displayName");
    if (!name.len)
        name = xml_attr(xml, "name");
    struct named_table *table = list_push(n->x->mem, &n->sheet->tables);
    table->name = text_copy(n->x->mem, name);
    table->range = range;
    return false;
}

bool xlsx_table(struct xlsx *x, size_t part, struct sheet *sheet)
{
    static const char *const table[] = {"table", NULL};
    static const struct xml_handler handler = {table, start_table, NULL, NULL};
    struct notes notes = {.x = x, .sheet = sheet};
    return xlsx_part(x, part, &handler, &notes);
}
