/*
 * All OKRs: one flat table with everything that was read, a row for each item, filters in its
 * header, the source as a link that opens the team's file at the cell. The first columns print;
 * the further ones are there for whoever looks closer.
 */
#include "report/parts.h"
#include "score/trend.h"

#include <math.h>

/* X(HEAD, width); those up to the cell print. */
#define ITEM_COLUMNS(X)                                                                            \
    X(UNIT, 18)                                                                                    \
    X(ID, 15)                                                                                      \
    X(KIND, 12)                                                                                    \
    X(TEXT, 56)                                                                                    \
    X(OWNER, 16)                                                                                   \
    X(PERIOD, 12)                                                                                  \
    X(PROGRESS, 10)                                                                                \
    X(STATUS, 15)                                                                                  \
    X(CHANGED, 30)                                                                                 \
    X(SUPPORTS, 15)                                                                                \
    X(LINK, 17)                                                                                    \
    X(FILE, 28)                                                                                    \
    X(SHEET, 15)                                                                                   \
    X(CELL, 7)                                                                                     \
    X(LEVEL, 8)                                                                                    \
    X(REACHES, 12)                                                                                 \
    X(ALL_LINKS, 50)                                                                               \
    X(EVIDENCE, 50)                                                                                \
    X(HOW_COMPUTED, 34)                                                                            \
    X(STATED, 14)                                                                                  \
    X(STATUS_WRITTEN, 16)                                                                          \
    X(METRIC, 20)                                                                                  \
    X(START, 11)                                                                                   \
    X(TARGET, 11)                                                                                  \
    X(CURRENT, 11)                                                                                 \
    X(MEASURE, 14)                                                                                 \
    X(WEIGHT, 10)                                                                                  \
    X(CONFIDENCE, 12)                                                                              \
    X(DUE, 12)                                                                                     \
    X(UPDATED, 13)                                                                                 \
    X(COMMITMENT, 15)                                                                              \
    X(HIDDEN, 12)                                                                                  \
    X(NOTES, 50)

enum item_column {
#define X(name, width) COLUMN_##name,
    ITEM_COLUMNS(X)
#undef X
        COLUMN_COUNT
};

static const struct {
    enum word head;
    double width;
} columns[] = {
#define X(name, width) {WORD_##name, width},
    ITEM_COLUMNS(X)
#undef X
};

/* Where a column stands: without an earlier report nothing changed. */
static uint32_t at(const struct report *r, enum item_column column)
{
    return (uint32_t)column - (!r->run->trend && column > COLUMN_CHANGED);
}

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
        struct tab_cell *cell = put_words(tab, row, at(r, COLUMN_SUPPORTS), item_id(r, link->to));
        if (links_within(r)) {
            cell->style.meaning = MEANING_LINKED;
            link_to_item(r, tab, cell, link->to);
        }
    } else {
        put_words(tab, row, at(r, COLUMN_SUPPORTS), w(r, WORD_NOT_KNOWN));
    }
    put_link_kind(r, tab, row, at(r, COLUMN_LINK), link);
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
    put_decimal(tab, row, at(r, COLUMN_LEVEL), unit->level == LEVEL_UNKNOWN ? NAN : unit->level);
    put_share(tab, row, at(r, COLUMN_REACHES),
              r->score_of[i] == PLACE_NONE ? r->score->items[i].reach : NAN);
    put_words(tab, row, at(r, COLUMN_ALL_LINKS), many ? all_links(r, i) : (struct text){0});
    put_words(tab, row, at(r, COLUMN_EVIDENCE), link ? link->evidence : (struct text){0});
    put_words(tab, row, at(r, COLUMN_HOW_COMPUTED), item->progress_formula);
    put_words(tab, row, at(r, COLUMN_STATED), item->stated_written);
    put_words(tab, row, at(r, COLUMN_STATUS_WRITTEN), item->status_written);
    put_words(tab, row, at(r, COLUMN_METRIC), item->metric.name);
    put_decimal(tab, row, at(r, COLUMN_START), item->metric.start);
    put_decimal(tab, row, at(r, COLUMN_TARGET), item->metric.target);
    put_decimal(tab, row, at(r, COLUMN_CURRENT), item->metric.current);
    put_words(tab, row, at(r, COLUMN_MEASURE), item->metric.measure);
    put_share(tab, row, at(r, COLUMN_WEIGHT), item->weight);
    put_share(tab, row, at(r, COLUMN_CONFIDENCE), item->confidence);
    put_day(tab, row, at(r, COLUMN_DUE), item->due);
    put_day(tab, row, at(r, COLUMN_UPDATED), item->updated);
    put_words(tab, row, at(r, COLUMN_COMMITMENT), commitment(r, item));
    put_words(tab, row, at(r, COLUMN_HIDDEN), item->hidden ? w(r, WORD_YES) : (struct text){0});
    put_wrapped(tab, row, at(r, COLUMN_NOTES), item->notes);
}

/* "● On track" for what an earlier report calls "on track". */
static struct text status_words(const struct report *r, struct text status)
{
    for (int i = STATUS_NOT_STARTED; i <= STATUS_PAUSED; i++)
        if (text_eq(status, text_of(status_text((enum status)i))))
            return w(r, grade_word((enum status)i));
    return status;
}

static struct text change_words(struct report *r, const struct trend_change *c)
{
    struct text kind = w(r, (enum word)(WORD_CHANGE_LOST + (int)c->kind));
    if (c->kind == CHANGE_STATUS)
        return SAY(r, WORD_FROM_TO, kind, status_words(r, c->before), status_words(r, c->after));
    if (isfinite(c->number_before) && isfinite(c->number_after) && c->kind != CHANGE_TARGET &&
        c->kind != CHANGE_START)
        return SAY(r, WORD_FROM_TO, kind, share_text(r, c->number_before),
                   share_text(r, c->number_after));
    if (c->kind == CHANGE_REWORDED)
        return SAY(r, WORD_CHANGED_WAS, kind, c->before);
    return c->before.len ? SAY(r, WORD_FROM_TO, kind, c->before, c->after) : kind;
}

/* All that changed of an item, with what it was before. */
static struct text what_changed(struct report *r, uint32_t item)
{
    struct buf out = {.mem = r->mem};
    for (uint32_t k = r->changes_first[item]; k < r->changes_first[item + 1]; k++)
        buf_printf(&out, "%s" TEXT_FMT, out.len ? "; " : "",
                   TEXT_ARG(change_words(r, &r->run->trend->changes.v[r->changes[k]])));
    return buf_text(&out);
}

/* What is of another period than the report is listed, and does not count: grey, and said. */
static void put_text(struct report *r, struct tab *tab, uint32_t row, uint32_t i)
{
    const struct item *item = &r->plan->items.v[i];
    struct tab_cell *text = put_wrapped(tab, row, at(r, COLUMN_TEXT), item->text);
    if (item->kind == OBJECTIVE)
        text->style.flags |= STYLE_BOLD;
    else
        text->style.indent = 2;
    if (plan_item_current(r->plan, i)) {
        put_words(tab, row, at(r, COLUMN_PERIOD), item->period);
        return;
    }
    text->style.meaning = MEANING_MUTED;
    put_wrapped(tab, row, at(r, COLUMN_PERIOD), SAY(r, WORD_NOT_COUNTED, item->period))
        ->style.meaning = MEANING_MUTED;
}

static void put_item(struct report *r, struct tab *tab, uint32_t row, uint32_t i)
{
    const struct item *item = &r->plan->items.v[i];
    bool objective = item->kind == OBJECTIVE;
    struct tab_cell *unit = put_words(tab, row, at(r, COLUMN_UNIT), unit_name(r, item->unit));
    if (links_within(r))
        link_to_unit(r, tab, unit, item->unit);
    struct tab_cell *id = put_words(tab, row, at(r, COLUMN_ID), item_id(r, i));
    if (links_within(r) && r->outline_rows[i] != PLACE_NONE)
        link_to_sheet(r, tab, id, SHEET_ALIGNMENT, r->outline_rows[i]);
    put_words(tab, row, at(r, COLUMN_KIND), w(r, objective ? WORD_OBJECTIVE : WORD_KEY_RESULT));
    put_text(r, tab, row, i);
    put_wrapped(tab, row, at(r, COLUMN_OWNER), joined(r->mem, &item->owners));
    put_share(tab, row, at(r, COLUMN_PROGRESS), item->progress);
    put_grade(r, tab, row, at(r, COLUMN_STATUS), r->score->items[i].grade);
    if (r->run->trend)
        put_wrapped(tab, row, at(r, COLUMN_CHANGED), what_changed(r, i));
    put_link(r, tab, row, i);
    put_source(r, tab, row, at(r, COLUMN_FILE), item->place);
    put_words(tab, row, at(r, COLUMN_SHEET), item->place.sheet);
    put_words(tab, row, at(r, COLUMN_CELL), place_cell(r->mem, item->place));
    put_further(r, tab, row, i);
}

void lay_out_all_okrs(struct report *r)
{
    struct tab *tab = r->tabs[SHEET_ALL_OKRS];
    put_title(r, SHEET_ALL_OKRS, w(r, WORD_ALL_TITLE), w(r, WORD_ALL_SUB));
    enum word heads[COLUMN_COUNT];
    uint32_t n_columns = at(r, COLUMN_NOTES) + 1;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        uint32_t col = at(r, (enum item_column)c);
        if (c == COLUMN_CHANGED && !r->run->trend)
            continue;
        heads[col] = columns[c].head;
        tab_columns(tab, col, col, columns[c].width);
    }
    put_heads(r, tab, HEADER_ROW, heads, n_columns);
    uint32_t n = (uint32_t)r->plan->items.n;
    for (uint32_t i = 0; i < n; i++)
        put_item(r, tab, FIRST_ROW + i, i);
    if (!n)
        tab_text(tab, FIRST_ROW, 0, style_of(MEANING_MUTED, 0), w(r, WORD_NOTHING_HERE));
    tab_add_table(tab, "AllOKRs", (struct range){HEADER_ROW, 0, HEADER_ROW + n, n_columns - 1},
                  true);
    uint32_t progress = at(r, COLUMN_PROGRESS);
    tab_add_bar(tab, (struct range){FIRST_ROW, progress, HEADER_ROW + n, progress},
                MEANING_BAR_PROGRESS, 1);
    r->changed_col = COLUMN_CHANGED;
    tab->freeze_rows = FIRST_ROW;
    tab->freeze_cols = 4;
    tab->repeat_first = tab->repeat_last = HEADER_ROW;
    tab->print_cols = at(r, COLUMN_CELL) + 1;
}
