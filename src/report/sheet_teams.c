/*
 * Teams: how each unit's objectives hang together with the rest; and, on a sheet of its own, who
 * works for whom: a matrix up to 25 units, beyond that the pairs with most links.
 */
#include "report/parts.h"

#include "report/text_width.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_SQUARE = 25, MOST_PAIRS = 500 };

static const struct {
    enum word head;
    double width;
} columns[] = {
    {WORD_UNIT, 24},
    {WORD_LEVEL, 6.5},
    {WORD_PART_OF, 16},
    {WORD_OBJECTIVES, 10},
    {WORD_KEY_RESULTS, 9},
    {WORD_ALIGNED_SHARE, 11},
    {WORD_EXPLICIT, 8.5},
    {WORD_IMPLICIT, 8.5},
    {WORD_UNALIGNED, 10},
    {WORD_BALANCE, 10},
    {WORD_STATE, 16},
    {WORD_PROGRESS, 10},
    {WORD_WITHOUT_PROGRESS, 9.5},
    {WORD_LINKS_OUT, 8.5},
    {WORD_LINKS_IN, 8.5},
    {WORD_ERRORS, 7},
    {WORD_WARNINGS, 9.5},
    {WORD_ADVICE, 7.5},
    {WORD_SOURCE, 26},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void put_unit_name(struct report *r, struct tab *tab, uint32_t row, uint32_t unit)
{
    struct tab_cell *cell = put_words(tab, row, 0, unit_name(r, unit));
    const struct unit_score *u = &r->score->units.v[unit];
    uint32_t item = u->objectives + u->key_results ? first_item(r, unit) : NO_ITEM;
    cell->style.flags |= STYLE_BOLD;
    if (item != NO_ITEM)
        link_to_item(r, tab, cell, item);
}

static void put_unit(struct report *r, struct tab *tab, uint32_t row, uint32_t i)
{
    const struct unit *unit = &r->plan->units.v[i];
    const struct unit_score *u = &r->score->units.v[i];
    bool below = u->state != UNIT_COMPANY && u->objectives;
    put_unit_name(r, tab, row, i);
    put_decimal(tab, row, 1, unit->level == LEVEL_UNKNOWN ? NAN : unit->level);
    link_to_unit(r, tab, put_words(tab, row, 2, unit_name(r, unit->parent)), unit->parent);
    put_count(tab, row, 3, u->objectives);
    put_count(tab, row, 4, u->key_results);
    put_share(tab, row, 5, below ? u->alignment : NAN);
    put_count(tab, row, 6, u->explicit_objectives);
    put_count(tab, row, 7, u->implicit_objectives);
    put_count(tab, row, 8, below ? u->unaligned_objectives : 0);
    put_words(tab, row, 9,
              below ? text_printf(r->mem, "%u : %u", u->explicit_objectives, u->implicit_objectives)
                    : (struct text){0})
        ->style.flags |= STYLE_CENTRE;
    put_words(tab, row, 10, w(r, unit_state_word(u->state)))->style.meaning =
        (uint8_t)unit_state_meaning(u->state);
    put_share(tab, row, 11, u->progress);
    put_count(tab, row, 12, u->missing_progress);
    put_count(tab, row, 13, matrix_sum(r, i, false));
    put_count(tab, row, 14, matrix_sum(r, i, true));
    put_count(tab, row, 15, u->findings[ERROR]);
    put_count(tab, row, 16, u->findings[WARNING]);
    put_count(tab, row, 17, u->findings[ADVICE]);
    put_source(r, tab, row, 18, unit_source(r, i));
}

void lay_out_teams(struct report *r)
{
    struct tab *tab = r->tabs[SHEET_TEAMS];
    put_title(r, SHEET_TEAMS, w(r, WORD_TEAMS_TITLE), w(r, WORD_TEAMS_SUB));
    enum word heads[COLUMNS];
    for (uint32_t i = 0; i < COLUMNS; i++) {
        heads[i] = columns[i].head;
        tab_columns(tab, i, i, columns[i].width);
    }
    put_heads(r, tab, HEADER_ROW, heads, COLUMNS);
    uint32_t n = (uint32_t)r->plan->units.n;
    for (uint32_t i = 0; i < n; i++)
        put_unit(r, tab, FIRST_ROW + i, i);
    tab_add_table(tab, "Teams", (struct range){HEADER_ROW, 0, HEADER_ROW + n, COLUMNS - 1}, true);
    if (n) {
        tab_add_bar(tab, (struct range){FIRST_ROW, 5, HEADER_ROW + n, 5}, MEANING_BAR_STRENGTH, 1);
        tab_add_bar(tab, (struct range){FIRST_ROW, 11, HEADER_ROW + n, 11}, MEANING_BAR_PROGRESS,
                    1);
    }
    tab->freeze_rows = FIRST_ROW;
    tab->freeze_cols = 1;
    tab->repeat_first = tab->repeat_last = HEADER_ROW;
}

/* --- who works for whom ------------------------------------------------------------------------------ */

static void put_square_heads(struct report *r, struct tab *tab, const uint32_t *units, uint32_t n)
{
    struct style head = style_of(MEANING_HEADER, STYLE_WRAP);
    head.indent = 1;
    double longest = 60;
    tab_text(tab, HEADER_ROW, 0, head, w(r, WORD_FROM_UNIT));
    tab_columns(tab, 0, 0, 30);
    for (uint32_t k = 0; k < n; k++) {
        struct text name = text_shorten(r->mem, unit_name(r, units[k]), 30);
        tab_text(tab, HEADER_ROW, 1 + k, style_of(MEANING_HEADER, STYLE_TURNED | STYLE_CENTRE),
                 name);
        double points = text_width(name, 10, true) * 0.75 + 14;
        longest = points > longest ? points : longest;
    }
    if (n)
        tab_columns(tab, 1, n, 6.3);
    tab_height(tab, HEADER_ROW, longest > 150 ? 150 : longest);
}

static void put_square(struct report *r, struct tab *tab, const uint32_t *units, uint32_t n)
{
    size_t most = 0, cells = r->plan->units.n * r->plan->units.n;
    for (size_t i = 0; i < cells; i++)
        most = r->score->matrix[i] > most ? r->score->matrix[i] : most;
    size_t step = heat_unit(most);
    put_square_heads(r, tab, units, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = FIRST_ROW + i;
        link_to_unit(r, tab, put_words(tab, row, 0, unit_name(r, units[i])), units[i]);
        for (uint32_t k = 0; k < n; k++) {
            size_t links = r->score->matrix[(size_t)units[i] * r->plan->units.n + units[k]];
            struct style style = style_of(heat_of(links, step), STYLE_GRID | STYLE_CENTRE);
            if (i == k)
                tab_blank(tab, row, 1 + k, style_of(MEANING_BAND, STYLE_GRID));
            else if (links)
                tab_number(tab, row, 1 + k, style, (double)links);
            else
                tab_z(tab, row, 1 + k, style, "·");
        }
    }
    tab_add_table(tab, "CrossTeam", (struct range){HEADER_ROW, 0, HEADER_ROW + n, n}, false);
    tab->freeze_cols = 1;
}

struct pair {
    uint32_t from, to;
    uint32_t links;
};
struct pair_list LIST(struct pair);

static int by_links(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->links != y->links)
        return x->links > y->links ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

static void put_pairs(struct report *r, struct tab *tab)
{
    static const enum word heads[] = {WORD_FROM_UNIT, WORD_TO_UNIT, WORD_LINKS};
    static const double widths[] = {34, 34, 10, -1};
    struct pair_list pairs = {0};
    size_t n = r->plan->units.n;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k++)
            if (r->score->matrix[i * n + k])
                *list_push(r->mem, &pairs) = (struct pair){i, k, r->score->matrix[i * n + k]};
    if (pairs.n)
        qsort(pairs.v, pairs.n, sizeof *pairs.v, by_links);
    uint32_t shown = (uint32_t)(pairs.n < MOST_PAIRS ? pairs.n : MOST_PAIRS);
    tab_text(tab, 1, 0, style_of(MEANING_SUBTITLE, 0),
             SAY(r, WORD_CROSS_SUB_PAIRS, count_text(r, pairs.n)));
    tab_widths(tab, widths);
    put_heads(r, tab, HEADER_ROW, heads, 3);
    for (uint32_t i = 0; i < shown; i++) {
        const struct pair *pair = &pairs.v[i];
        uint32_t row = FIRST_ROW + i;
        link_to_unit(r, tab, put_wrapped(tab, row, 0, unit_name(r, pair->from)), pair->from);
        link_to_unit(r, tab, put_wrapped(tab, row, 1, unit_name(r, pair->to)), pair->to);
        put_count(tab, row, 2, pair->links);
    }
    tab_add_table(tab, "CrossTeam", (struct range){HEADER_ROW, 0, HEADER_ROW + shown, 2}, true);
    tab->repeat_first = tab->repeat_last = HEADER_ROW;
}

void lay_out_cross_team(struct report *r)
{
    struct tab *tab = r->tabs[SHEET_CROSS_TEAM];
    put_title(r, SHEET_CROSS_TEAM, w(r, WORD_CROSS_TITLE), w(r, WORD_CROSS_SUB));
    uint32_t *units = NEW_ARRAY(r->mem, uint32_t, r->plan->units.n), n = 0;
    for (uint32_t i = 0; i < r->plan->units.n; i++)
        if (r->score->units.v[i].objectives + r->score->units.v[i].key_results)
            units[n++] = i;
    if (n <= MOST_SQUARE)
        put_square(r, tab, units, n);
    else
        put_pairs(r, tab);
    tab->freeze_rows = FIRST_ROW;
}
