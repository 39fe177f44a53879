/*
 * Gaps: organisation-level key results without support, units without a link, objectives without a
 * parent; each with the nearest candidate, what to do, and its source.
 */
#include "report/parts.h"

#include <math.h>

enum { MOST_NEAREST = 5000 }; /* candidates looked for; beyond it the sheet goes without */

static const enum word heads[] = {WORD_GAP,   WORD_UNIT,       WORD_ID,
                                  WORD_TEXT,  WORD_PROGRESS,   WORD_NEAREST,
                                  WORD_MATCH, WORD_WHAT_TO_DO, WORD_SOURCE};
static const double widths[] = {25, 20, 15, 50, 11, 54, 10, 52, 32, -1};
enum { COLUMNS = sizeof heads / sizeof *heads, MATCH_COLUMN = 6, PROGRESS_COLUMN = 4 };

struct gaps {
    struct report *r;
    struct tab *tab;
    uint32_t row;
    size_t asked;
};

static struct nearest ask(struct gaps *g, uint32_t item, bool above)
{
    struct nearest none = {.item = NO_ITEM, .probability = NAN};
    if (!g->r->run->prospect || g->asked++ >= MOST_NEAREST)
        return none;
    return above ? match_nearest_above(g->r->mem, g->r->run->prospect, item)
                 : match_nearest_below(g->r->mem, g->r->run->prospect, item);
}

static void put_gap(struct gaps *g, enum word kind, enum meaning meaning)
{
    put_words(g->tab, g->row, 0, w(g->r, kind))->style.meaning = (uint8_t)meaning;
}

static void put_item(struct gaps *g, uint32_t item, struct nearest nearest, struct text what_to_do)
{
    struct report *r = g->r;
    const struct item *it = &r->plan->items.v[item];
    link_to_unit(r, g->tab, put_words(g->tab, g->row, 1, unit_name(r, it->unit)), it->unit);
    put_id(r, g->tab, g->row, 2, item);
    put_wrapped(g->tab, g->row, 3, it->text);
    put_share(g->tab, g->row, 4, it->progress);
    if (nearest.item != NO_ITEM) {
        struct text where = unit_name(r, r->plan->items.v[nearest.item].unit);
        struct text words = text_printf(r->mem, TEXT_FMT ": " TEXT_FMT, TEXT_ARG(where),
                                        TEXT_ARG(item_title(r, nearest.item)));
        put_muted(g->tab, g->row, 5, words);
    } else {
        enum word word = nearest.probability > 0    ? WORD_NONE_STANDS_OUT
                         : nearest.probability == 0 ? WORD_NOTHING_TO_GO_ON
                                                    : WORD_NOT_KNOWN;
        put_muted(g->tab, g->row, 5, w(r, word));
    }
    put_likelihood(g->tab, g->row, 6, nearest.item == NO_ITEM ? NAN : nearest.probability);
    put_wrapped(g->tab, g->row, 7, what_to_do);
    put_source(r, g->tab, g->row, 8, it->place);
    g->row++;
}

/* Of a thin key result the strongest suggestion: the figure that the other sheets show. */
static struct nearest strongest(struct gaps *g, uint32_t item)
{
    const struct link_list *links = &g->r->run->links;
    const struct link *best = NULL;
    for (size_t i = 0; i < links->n; i++)
        if (links->v[i].to == item && links->v[i].status == LINK_SUGGESTED &&
            (!best || links->v[i].confidence > best->confidence))
            best = &links->v[i];
    return best ? (struct nearest){best->from, best->confidence, best->evidence}
                : ask(g, item, false);
}

static void put_key_results(struct gaps *g, enum key_result_state state)
{
    struct report *r = g->r;
    for (size_t i = 0; i < r->score->key_results.n; i++) {
        const struct key_result_score *score = &r->score->key_results.v[i];
        if (score->state != state)
            continue;
        struct nearest nearest =
            state == KR_ORPHANED ? ask(g, score->item, false) : strongest(g, score->item);
        struct text what = w(r, WORD_DO_THIN);
        if (state == KR_ORPHANED)
            what = nearest.item == NO_ITEM ? w(r, WORD_DO_ORPHANED)
                                           : SAY(r, WORD_DO_ORPHANED_NEAR,
                                                 unit_name(r, r->plan->items.v[nearest.item].unit));
        if (state == KR_ORPHANED)
            put_gap(g, WORD_GAP_ORPHANED, MEANING_OFF_TRACK);
        else
            put_gap(g, WORD_GAP_THIN, MEANING_AT_RISK);
        put_item(g, score->item, nearest, what);
    }
}

static void put_unit(struct gaps *g, uint32_t unit, struct text text, struct text what)
{
    struct report *r = g->r;
    link_to_unit(r, g->tab, put_words(g->tab, g->row, 1, unit_name(r, unit)), unit);
    put_words(g->tab, g->row, 2, w(r, WORD_NOT_KNOWN));
    put_wrapped(g->tab, g->row, 3, text);
    put_share(g->tab, g->row, 4, r->score->units.v[unit].progress);
    put_muted(g->tab, g->row, 5, w(r, WORD_NOT_KNOWN));
    put_share(g->tab, g->row, 6, NAN);
    put_wrapped(g->tab, g->row, 7, what);
    put_source(r, g->tab, g->row, 8, unit_source(r, unit));
    g->row++;
}

static void put_silos(struct gaps *g)
{
    struct report *r = g->r;
    for (uint32_t i = 0; i < r->score->units.n; i++) {
        if (r->score->units.v[i].state != UNIT_SILO)
            continue;
        put_gap(g, WORD_GAP_SILO, MEANING_OFF_TRACK);
        put_unit(g, i, COUNTED(r, WORD_N_OBJECTIVES, r->score->units.v[i].objectives),
                 w(r, WORD_DO_SILO));
    }
}

/* One row an island: its units by name. */
static void put_islands(struct gaps *g)
{
    struct report *r = g->r;
    uint32_t most = 0;
    for (size_t i = 0; i < r->score->units.n; i++)
        if (r->score->units.v[i].island > most)
            most = r->score->units.v[i].island;
    struct buf *names = NEW_ARRAY(r->mem, struct buf, most + 1);
    uint32_t *first = NEW_ARRAY(r->mem, uint32_t, most + 1);
    for (uint32_t i = 0; i < r->score->units.n; i++) {
        uint32_t island = r->score->units.v[i].island;
        if (!island)
            continue;
        names[island].mem = r->mem;
        if (names[island].len)
            buf_add_z(&names[island], ", ");
        else
            first[island] = i;
        buf_add(&names[island], unit_name(r, i));
    }
    for (uint32_t i = 1; i <= most; i++) {
        if (!names[i].len)
            continue;
        put_gap(g, WORD_GAP_ISLAND, MEANING_AT_RISK);
        put_unit(g, first[i], SAY(r, WORD_ISLAND_OF, count_text(r, i), buf_text(&names[i])),
                 w(r, WORD_DO_ISLAND));
    }
}

/* It, or a key result of it, works for another unit's: then nothing was looked for above it. */
static bool has_links(const struct report *r, uint32_t head)
{
    const struct item *item = &r->plan->items.v[head];
    bool any = r->out_first[head + 1] > r->out_first[head];
    for (uint32_t k = 0; item->kind == OBJECTIVE && k < item->n_key_results; k++)
        any |=
            r->out_first[item->first_key_result + k + 1] > r->out_first[item->first_key_result + k];
    return any;
}

static void put_unaligned(struct gaps *g)
{
    struct report *r = g->r;
    for (uint32_t i = 0; i < r->plan->items.n; i++) {
        if (!is_unaligned(r, i))
            continue;
        struct nearest nearest = ask(g, i, true);
        put_gap(g, WORD_GAP_UNALIGNED, MEANING_NOT_STARTED);
        put_item(g, i, nearest,
                 w(r, nearest.item == NO_ITEM ? WORD_DO_UNALIGNED
                      : has_links(r, i)       ? WORD_DO_UNALIGNED_LINKED
                                              : WORD_DO_UNALIGNED_NEAR));
    }
}

/* Aligned, but nobody said with which key result. */
static void put_objective_only(struct gaps *g)
{
    for (uint32_t i = 0; i < g->r->plan->items.n; i++) {
        if (!g->r->score->items[i].objective_only)
            continue;
        put_gap(g, WORD_GAP_OBJECTIVE_ONLY, MEANING_NOT_STARTED);
        put_item(g, i, (struct nearest){.item = NO_ITEM, .probability = NAN},
                 w(g->r, WORD_DO_OBJECTIVE_ONLY));
    }
}

void lay_out_gaps(struct report *r)
{
    struct gaps g = {.r = r, .tab = r->tabs[SHEET_GAPS], .row = FIRST_ROW};
    put_title(r, SHEET_GAPS, w(r, WORD_GAPS_TITLE), w(r, WORD_GAPS_SUB));
    tab_widths(g.tab, widths);
    put_heads(r, g.tab, HEADER_ROW, heads, COLUMNS);
    put_key_results(&g, KR_ORPHANED);
    put_key_results(&g, KR_THIN);
    put_silos(&g);
    put_islands(&g);
    put_unaligned(&g);
    put_objective_only(&g);
    if (g.row == FIRST_ROW)
        tab_text(g.tab, FIRST_ROW, 0, style_of(MEANING_MUTED, 0), w(r, WORD_NOTHING_HERE));
    else {
        tab_add_bar(g.tab, (struct range){FIRST_ROW, PROGRESS_COLUMN, g.row - 1, PROGRESS_COLUMN},
                    MEANING_BAR_PROGRESS, 1);
        tab_add_bar(g.tab, (struct range){FIRST_ROW, MATCH_COLUMN, g.row - 1, MATCH_COLUMN},
                    MEANING_BAR_STRENGTH, 1);
    }
    tab_add_table(g.tab, "Gaps", (struct range){HEADER_ROW, 0, g.row - 1, COLUMNS - 1}, true);
    g.tab->freeze_rows = FIRST_ROW;
    g.tab->repeat_first = g.tab->repeat_last = HEADER_ROW;
}
