/*
 * All OKRs: one flat table with everything that was read, a row for each item, filters in its
 * header, the source as a link that opens the team's file at the cell. The first columns print;
 * the further ones are there for whoever looks closer.
 */
#include "report/parts.h"

#include <math.h>

static const struct {
    enum word head;
    double width;
} columns[] = {
    {WORD_UNIT, 18},
    {WORD_ID, 15},
    {WORD_KIND, 12},
    {WORD_TEXT, 56},
    {WORD_OWNER, 16},
    {WORD_PROGRESS, 10},
    {WORD_STATUS, 15},
    {WORD_SUPPORTS, 15},
    {WORD_LINK, 17},
    {WORD_FILE, 28},
    {WORD_SHEET, 15},
    {WORD_CELL, 7},
    /* not printed */
    {WORD_LEVEL, 8},
    {WORD_PERIOD, 12},
    {WORD_REACHES, 12},
    {WORD_ALL_LINKS, 50},
    {WORD_EVIDENCE, 50},
    {WORD_HOW_COMPUTED, 34},
    {WORD_STATED, 14},
    {WORD_STATUS_WRITTEN, 16},
    {WORD_METRIC, 20},
    {WORD_START, 11},
    {WORD_TARGET, 11},
    {WORD_CURRENT, 11},
    {WORD_MEASURE, 14},
    {WORD_WEIGHT, 10},
    {WORD_CONFIDENCE, 12},
    {WORD_DUE, 12},
    {WORD_UPDATED, 13},
    {WORD_COMMITMENT, 15},
    {WORD_HIDDEN, 12},
};
enum { COLUMNS = sizeof columns / sizeof *columns, PRINTED = 12, PROGRESS_COLUMN = 5 };

/* A sheet holds 65,530 links: where there are many items, those to their sources come first. */
static bool links_within(const struct report *r)
{
    return r->plan->items.n < 16000;
}

static struct text joined(struct arena *mem, const struct text_list *list)
{
    if (list->n == 1)
        return list->v[0];
    struct buf out = {.mem = mem};
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            buf_add_z(&out, ", ");
        buf_add(&out, list->v[i]);
    }
    return buf_text(&out);
}

static struct text link_words(struct report *r, const struct link *link)
{
    enum word how = (enum word)(WORD_HOW_DECLARED + (int)link->how);
    struct text strength = {0};
    if (link->status != LINK_CONFIRMED)
        strength = share_text(r, link->confidence);
    return text_printf(r->mem, TEXT_FMT " (" TEXT_FMT "%s" TEXT_FMT ")",
                       TEXT_ARG(item_id(r, link->to)), TEXT_ARG(w(r, how)), strength.len ? " " : "",
                       TEXT_ARG(strength));
}

static struct text all_links(struct report *r, uint32_t item)
{
    struct buf out = {.mem = r->mem};
    for (uint32_t k = r->out_first[item]; k < r->out_first[item + 1]; k++) {
        if (k > r->out_first[item])
            buf_add_z(&out, "; ");
        buf_add(&out, link_words(r, &r->run->links.v[r->out[k]]));
    }
    return buf_text(&out);
}

static void put_link(struct report *r, struct tab *tab, uint32_t row, uint32_t item)
{
    const struct link *link = r->strongest[item] < 0 ? NULL : &r->run->links.v[r->strongest[item]];
    if (link) {
        struct tab_cell *cell = put_words(tab, row, 7, item_id(r, link->to));
        if (links_within(r)) {
            cell->style.meaning = MEANING_LINKED;
            link_to_item(r, tab, cell, link->to);
        }
    } else {
        put_words(tab, row, 7, w(r, WORD_NOT_KNOWN));
    }
    put_link_kind(r, tab, row, 8, link);
}

static struct text commitment(const struct report *r, const struct item *item)
{
    if (item->committed < 0)
        return (struct text){0};
    return w(r, item->committed ? WORD_COMMITTED : WORD_ASPIRATIONAL);
}

static void put_further(struct report *r, struct tab *tab, uint32_t row, uint32_t i)
{
    const struct item *item = &r->plan->items.v[i];
    const struct unit *unit = &r->plan->units.v[item->unit];
    const struct link *link = r->strongest[i] < 0 ? NULL : &r->run->links.v[r->strongest[i]];
    bool many = r->out_first[i + 1] - r->out_first[i] > 0;
    put_decimal(tab, row, 12, unit->level == LEVEL_UNKNOWN ? NAN : unit->level);
    put_words(tab, row, 13, item->period);
    put_share(tab, row, 14, r->score_of[i] == PLACE_NONE ? r->score->items[i].reach : NAN);
    put_words(tab, row, 15, many ? all_links(r, i) : (struct text){0});
    put_words(tab, row, 16, link ? link->evidence : (struct text){0});
    put_words(tab, row, 17, item->progress_formula);
    put_words(tab, row, 18, item->stated_written);
    put_words(tab, row, 19, item->status_written);
    put_words(tab, row, 20, item->metric.name);
    put_decimal(tab, row, 21, item->metric.start);
    put_decimal(tab, row, 22, item->metric.target);
    put_decimal(tab, row, 23, item->metric.current);
    put_words(tab, row, 24, item->metric.measure);
    put_share(tab, row, 25, item->weight);
    put_share(tab, row, 26, item->confidence);
    put_day(tab, row, 27, item->due);
    put_day(tab, row, 28, item->updated);
    put_words(tab, row, 29, commitment(r, item));
    put_words(tab, row, 30, item->hidden ? w(r, WORD_YES) : (struct text){0});
}

static void put_item(struct report *r, struct tab *tab, uint32_t row, uint32_t i)
{
    const struct item *item = &r->plan->items.v[i];
    bool objective = item->kind == OBJECTIVE;
    struct tab_cell *unit = put_words(tab, row, 0, unit_name(r, item->unit));
    if (links_within(r))
        link_to_unit(r, tab, unit, item->unit);
    struct tab_cell *id = put_words(tab, row, 1, item_id(r, i));
    if (links_within(r) && r->outline_rows[i] != PLACE_NONE)
        link_to_sheet(r, tab, id, SHEET_ALIGNMENT, r->outline_rows[i]);
    put_words(tab, row, 2, w(r, objective ? WORD_OBJECTIVE : WORD_KEY_RESULT));
    struct tab_cell *text = put_wrapped(tab, row, 3, item->text);
    if (objective)
        text->style.flags |= STYLE_BOLD;
    else
        text->style.indent = 2;
    put_wrapped(tab, row, 4, joined(r->mem, &item->owners));
    put_share(tab, row, 5, item->progress);
    put_grade(r, tab, row, 6, r->score->items[i].grade);
    put_link(r, tab, row, i);
    put_source(r, tab, row, 9, item->place);
    put_words(tab, row, 10, item->place.sheet);
    put_words(tab, row, 11, place_cell(r->mem, item->place));
    put_further(r, tab, row, i);
}

void lay_out_all_okrs(struct report *r)
{
    struct tab *tab = r->tabs[SHEET_ALL_OKRS];
    put_title(r, SHEET_ALL_OKRS, w(r, WORD_ALL_TITLE), w(r, WORD_ALL_SUB));
    enum word heads[COLUMNS];
    for (uint32_t i = 0; i < COLUMNS; i++) {
        heads[i] = columns[i].head;
        tab_columns(tab, i, i, columns[i].width);
    }
    put_heads(r, tab, HEADER_ROW, heads, COLUMNS);
    uint32_t n = (uint32_t)r->plan->items.n;
    for (uint32_t i = 0; i < n; i++)
        put_item(r, tab, FIRST_ROW + i, i);
    if (!n)
        tab_text(tab, FIRST_ROW, 0, style_of(MEANING_MUTED, 0), w(r, WORD_NOTHING_HERE));
    tab_add_table(tab, "AllOKRs", (struct range){HEADER_ROW, 0, HEADER_ROW + n, COLUMNS - 1}, true);
    tab_add_bar(tab, (struct range){FIRST_ROW, PROGRESS_COLUMN, HEADER_ROW + n, PROGRESS_COLUMN},
                MEANING_BAR_PROGRESS, 1);
    tab->freeze_rows = FIRST_ROW;
    tab->freeze_cols = 4;
    tab->repeat_first = tab->repeat_last = HEADER_ROW;
    tab->print_cols = PRINTED;
}
