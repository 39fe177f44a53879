/*
 * Coverage: organisation-level key results against units, as a heat map whose number and shade say
 * the same: how many items of the unit lead to the key result. Beyond some 25 units, departments
 * stand for their units; without departments, the busiest units are shown and the others together.
 */
#include "report/parts.h"

#include "report/text_width.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_COLUMNS = 25, NO_COLUMN = -1, FIRST_UNIT = 2 };

struct group {
    struct text name;
    uint32_t unit; /* NO_UNIT: several without a common one */
    size_t objectives, aligned_heads, unaligned;
    double aligned; /* expected number */
};

struct map_columns {
    struct group v[MOST_COLUMNS];
    size_t n;
    int16_t *of_unit; /* column of each unit; NO_COLUMN */
    size_t units;     /* that the columns stand for */
    bool grouped, others;
    size_t step; /* of the shades, see heat_of */
};

/* --- which lines ---------------------------------------------------------------------------------- */

void coverage_plan(struct report *r)
{
    uint32_t band = NO_ITEM, row = FIRST_ROW;
    for (uint32_t i = 0; i < r->score->key_results.n; i++) {
        uint32_t item = r->score->key_results.v[i].item;
        uint32_t objective = plan_objective_of(r->plan, item);
        if (objective != NO_ITEM && objective != band) {
            band = objective;
            r->coverage_rows[objective] = row++;
            *list_push(r->mem, &r->coverage) = (struct coverage_line){objective, PLACE_NONE};
        }
        r->coverage_rows[item] = row++;
        *list_push(r->mem, &r->coverage) = (struct coverage_line){item, i};
    }
}

/* --- which columns -------------------------------------------------------------------------------- */

static bool counts(const struct report *r, size_t unit)
{
    const struct unit_score *u = &r->score->units.v[unit];
    return u->state != UNIT_COMPANY && u->objectives + u->key_results > 0;
}

/* The unit's ancestor right below the organisation; the unit itself if it has none. */
static uint32_t department(const struct report *r, uint32_t unit)
{
    for (size_t steps = 0; steps < r->plan->units.n; steps++) {
        uint32_t parent = r->plan->units.v[unit].parent;
        if (parent == NO_UNIT || r->score->units.v[parent].state == UNIT_COMPANY ||
            r->plan->units.v[parent].level == 0)
            break;
        unit = parent;
    }
    return unit;
}

static size_t *unit_support(struct report *r)
{
    size_t *support = NEW_ARRAY(r->mem, size_t, r->plan->units.n);
    for (size_t i = 0; i < r->score->key_results.n; i++) {
        const struct supporter_list *list = &r->score->key_results.v[i].supporters;
        for (size_t k = 0; k < list->n; k++)
            support[list->v[k].unit] += list->v[k].items;
    }
    return support;
}

static void add_to_group(const struct report *r, struct map_columns *c, size_t unit, int16_t column)
{
    const struct unit_score *u = &r->score->units.v[unit];
    struct group *group = &c->v[column];
    c->of_unit[unit] = column;
    c->units++;
    group->objectives += u->objectives;
    group->unaligned += u->unaligned_objectives;
    group->aligned_heads += u->explicit_objectives + u->implicit_objectives;
    if (isfinite(u->alignment))
        group->aligned += u->alignment * u->objectives;
}

/* One column for each unit, or for each department; false: too many. */
static bool columns_by(struct report *r, struct map_columns *c, bool departments)
{
    int16_t *of_head = NEW_ARRAY(r->mem, int16_t, r->plan->units.n);
    for (size_t i = 0; i < r->plan->units.n; i++)
        of_head[i] = NO_COLUMN;
    c->n = c->units = 0;
    for (uint32_t i = 0; i < r->plan->units.n; i++) {
        if (!counts(r, i))
            continue;
        uint32_t head = departments ? department(r, i) : i;
        if (of_head[head] == NO_COLUMN) {
            if (c->n == MOST_COLUMNS)
                return false;
            of_head[head] = (int16_t)c->n;
            c->v[c->n++] = (struct group){.name = unit_name(r, head), .unit = head};
        }
        add_to_group(r, c, i, of_head[head]);
    }
    return true;
}

struct ranked {
    uint32_t unit;
    size_t support;
};

static int by_support(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->support != y->support)
        return x->support > y->support ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void columns_of_busiest(struct report *r, struct map_columns *c)
{
    const size_t *support = unit_support(r);
    struct ranked *ranked = NEW_ARRAY(r->mem, struct ranked, r->plan->units.n);
    size_t n = 0;
    for (uint32_t i = 0; i < r->plan->units.n; i++)
        if (counts(r, i))
            ranked[n++] = (struct ranked){i, support[i]};
    qsort(ranked, n, sizeof *ranked, by_support);
    c->n = MOST_COLUMNS;
    c->units = 0;
    c->v[MOST_COLUMNS - 1] = (struct group){.name = w(r, WORD_OTHERS), .unit = NO_UNIT};
    for (size_t i = 0; i < n; i++) {
        size_t column = i < MOST_COLUMNS - 1 ? i : MOST_COLUMNS - 1;
        if (i < MOST_COLUMNS - 1)
            c->v[column] =
                (struct group){.name = unit_name(r, ranked[i].unit), .unit = ranked[i].unit};
        add_to_group(r, c, ranked[i].unit, (int16_t)column);
    }
    c->others = true;
}

static struct map_columns choose_columns(struct report *r)
{
    struct map_columns c = {.of_unit = NEW_ARRAY(r->mem, int16_t, r->plan->units.n)};
    for (size_t i = 0; i < r->plan->units.n; i++)
        c.of_unit[i] = NO_COLUMN;
    if (columns_by(r, &c, false))
        return c;
    for (size_t i = 0; i < MOST_COLUMNS; i++)
        c.v[i] = (struct group){0};
    c.grouped = columns_by(r, &c, true) && c.n > 1;
    if (!c.grouped)
        columns_of_busiest(r, &c);
    return c;
}

/* The largest number that a cell will show. */
static size_t most_items(const struct report *r, const struct map_columns *c)
{
    size_t most = 0;
    for (size_t i = 0; i < r->score->key_results.n; i++) {
        const struct supporter_list *list = &r->score->key_results.v[i].supporters;
        size_t items[MOST_COLUMNS] = {0};
        for (size_t k = 0; k < list->n; k++) {
            int16_t column = c->of_unit[list->v[k].unit];
            if (column == NO_COLUMN || (c->others && (size_t)column == c->n - 1))
                continue;
            items[column] += list->v[k].items;
            most = items[column] > most ? items[column] : most;
        }
    }
    return most;
}

/* --- cells ------------------------------------------------------------------------------------------ */

static void put_heat(struct tab *tab, uint32_t row, uint32_t col, size_t items, bool confirmed,
                     size_t unit)
{
    if (!items) {
        tab_z(tab, row, col, style_of(MEANING_HEAT_NONE, STYLE_GRID | STYLE_CENTRE), "·");
        return;
    }
    unsigned flags = STYLE_CENTRE | (confirmed ? STYLE_GRID : STYLE_DASHED);
    tab_number(
        tab, row, col,
        style_number(heat_of(items, unit), confirmed ? FORMAT_WHOLE : FORMAT_SUGGESTED, flags),
        (double)items);
}

static void put_legend(struct report *r, struct tab *tab, size_t unit)
{
    struct style none = style_of(MEANING_HEAT_NONE, STYLE_GRID | STYLE_CENTRE);
    uint32_t row = HEADER_ROW - 1;
    tab_text(tab, row, FIRST_UNIT, none, w(r, WORD_LEGEND_NONE));
    for (uint32_t i = 0; i < HEAT_STEPS; i++)
        tab_text(tab, row, FIRST_UNIT + 1 + i,
                 style_of((enum meaning)(MEANING_HEAT_1 + (int)i), STYLE_GRID | STYLE_CENTRE),
                 heat_words(r->mem, i, unit));
    tab_z(tab, row, FIRST_UNIT + 6, style_of(MEANING_HEAT_1, STYLE_DASHED | STYLE_CENTRE), "1?");
    struct style words = style_of(MEANING_SUBTITLE, 0);
    words.indent = 1;
    tab_text(tab, row, FIRST_UNIT + 7, words, w(r, WORD_LEGEND_SUGGESTED));
}

static void put_line(struct report *r, struct tab *tab, uint32_t row, const struct map_columns *c,
                     const struct key_result_score *score)
{
    struct style first = style_of(MEANING_PLAIN, STYLE_WRAP | STYLE_RULE);
    size_t items[MOST_COLUMNS] = {0}, units = 0, all = 0;
    bool confirmed[MOST_COLUMNS] = {0};
    first.indent = 1;
    for (size_t k = 0; k < score->supporters.n; k++) {
        const struct supporter *s = &score->supporters.v[k];
        int16_t column = c->of_unit[s->unit];
        if (column == NO_COLUMN)
            continue;
        items[column] += s->items;
        confirmed[column] = confirmed[column] || s->confirmed;
        units++;
        all += s->items;
    }
    put_id(r, tab, row, 0, score->item);
    if (r->outline_rows[score->item] != PLACE_NONE)
        link_to_sheet(r, tab, &tab->cells.v[tab->cells.n - 1], SHEET_ALIGNMENT,
                      r->outline_rows[score->item]);
    tab_text(tab, row, 1, first, r->plan->items.v[score->item].text);
    for (uint32_t k = 0; k < c->n; k++)
        if (c->others && k == c->n - 1)
            tab_number(tab, row, FIRST_UNIT + k,
                       style_number(MEANING_FOOT_MUTED, FORMAT_DASH, STYLE_GRID | STYLE_CENTRE),
                       (double)items[k]);
        else
            put_heat(tab, row, FIRST_UNIT + k, items[k], confirmed[k], c->step);
    uint32_t at = FIRST_UNIT + (uint32_t)c->n;
    put_count(tab, row, at, units)->style.flags |= STYLE_GAP;
    put_count(tab, row, at + 1, all);
    put_share(tab, row, at + 2, score->confirmed);
    put_coverage(r, tab, row, at + 3, score);
    put_state(r, tab, row, at + 4, score->state);
}

static void put_band(struct report *r, struct tab *tab, uint32_t row, uint32_t last,
                     uint32_t objective)
{
    struct style style = style_of(MEANING_BAND, 0);
    tab_fill(tab, row, 0, last, style);
    style.indent = 1;
    tab_text(tab, row, 0, style, item_id(r, objective));
    tab_text(tab, row, 1, style, r->plan->items.v[objective].text);
}

/* Objectives of the columns' units that reach the organisation, that do not, and the share. */
static void put_foot(struct report *r, struct tab *tab, uint32_t row, const struct map_columns *c)
{
    static const enum word words[] = {WORD_OBJECTIVES_ALIGNED, WORD_OBJECTIVES_UNALIGNED,
                                      WORD_EXPECTED_ALIGNMENT};
    uint32_t last = (uint32_t)c->n + FIRST_UNIT + 4;
    for (uint32_t i = 0; i < 3; i++) {
        struct style name = style_of(MEANING_FOOT, i ? 0 : STYLE_LINE);
        name.indent = 1;
        tab_fill(tab, row + i, 0, last, style_of(MEANING_FOOT, i ? 0 : STYLE_LINE));
        tab_text(tab, row + i, 1, name, w(r, words[i]));
    }
    struct style number =
        style_number(MEANING_FOOT, FORMAT_DASH, STYLE_CENTRE | STYLE_SMALL | STYLE_LINE);
    struct style under = style_number(MEANING_FOOT, FORMAT_DASH, STYLE_CENTRE | STYLE_SMALL);
    for (uint32_t k = 0; k < c->n; k++) {
        const struct group *g = &c->v[k];
        double share = g->objectives ? g->aligned / (double)g->objectives : NAN;
        tab_number(tab, row, FIRST_UNIT + k, number, (double)g->aligned_heads);
        tab_number(tab, row + 1, FIRST_UNIT + k, under, (double)g->unaligned);
        tab_text(tab, row + 2, FIRST_UNIT + k,
                 style_of(share_meaning(r, share), STYLE_CENTRE | STYLE_SHRINK),
                 text_printf(r->mem, "%s" TEXT_FMT, share_shape(r, share),
                             TEXT_ARG(share_text(r, share))));
    }
    const struct figures *f = &r->figures;
    number.flags |= STYLE_BOLD;
    tab_number(tab, row, (uint32_t)c->n + FIRST_UNIT + 1, number,
               (double)(f->heads - f->unaligned));
    tab_number(tab, row + 1, (uint32_t)c->n + FIRST_UNIT + 1, under, (double)f->unaligned);
    tab_text(tab, row + 2, (uint32_t)c->n + FIRST_UNIT + 3,
             style_of(share_meaning(r, f->alignment), STYLE_CENTRE),
             text_printf(r->mem, "%s " TEXT_FMT, share_shape(r, f->alignment),
                         TEXT_ARG(share_text(r, f->alignment))));
}

static void put_map_heads(struct report *r, struct tab *tab, const struct map_columns *c)
{
    static const enum word right[] = {WORD_UNITS, WORD_SUPPORTING, WORD_CONFIRMED_HEAD,
                                      WORD_COVERED_BY, WORD_STATE};
    static const double right_widths[] = {8, 12, 11, 11, 14};
    struct style head = style_of(MEANING_HEADER, STYLE_WRAP), turned = head;
    double longest = 60;
    head.indent = 1;
    turned.flags = STYLE_TURNED | STYLE_CENTRE;
    tab_text(tab, HEADER_ROW, 0, head, w(r, WORD_ID));
    tab_text(tab, HEADER_ROW, 1, head, w(r, WORD_COMPANY_KEY_RESULT));
    tab_columns(tab, 0, 0, 15);
    tab_columns(tab, 1, 1, 50);
    for (uint32_t k = 0; k < c->n; k++) {
        struct text name = text_shorten(r->mem, c->v[k].name, 30);
        tab_text(tab, HEADER_ROW, FIRST_UNIT + k, turned, name);
        tab_columns(tab, FIRST_UNIT + k, FIRST_UNIT + k, c->n <= 16 ? 6.3 : 5.4);
        double points = text_width(name, 10, true) * 0.75 + 14;
        longest = points > longest ? points : longest;
    }
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t col = FIRST_UNIT + (uint32_t)c->n + i;
        struct style style =
            style_of(MEANING_HEADER, STYLE_WRAP | STYLE_CENTRE | (i ? 0 : STYLE_GAP));
        tab_text(tab, HEADER_ROW, col, style, w(r, right[i]));
        tab_columns(tab, col, col, right_widths[i]);
    }
    tab_height(tab, HEADER_ROW, longest > 150 ? 150 : longest);
}

void lay_out_coverage(struct report *r)
{
    struct tab *tab = r->tabs[SHEET_COVERAGE];
    struct map_columns c = choose_columns(r);
    struct text sub = w(r, WORD_COVERAGE_SUB);
    if (c.grouped)
        sub = text_printf(r->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(sub),
                          TEXT_ARG(SAY(r, WORD_COVERAGE_SUB_GROUPED, count_text(r, c.units),
                                       count_text(r, c.n))));
    if (c.others)
        sub = text_printf(r->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(sub),
                          TEXT_ARG(SAY(r, WORD_COVERAGE_SUB_OTHERS, count_text(r, c.n - 1),
                                       count_text(r, c.units - c.n + 1))));
    put_title(r, SHEET_COVERAGE, w(r, WORD_COVERAGE_TITLE), sub);
    put_map_heads(r, tab, &c);
    tab->freeze_rows = FIRST_ROW;
    tab->freeze_cols = FIRST_UNIT;
    tab->repeat_first = tab->repeat_last = HEADER_ROW;
    uint32_t last = (uint32_t)c.n + FIRST_UNIT + 4, row = FIRST_ROW;
    if (!r->coverage.n) {
        tab_text(tab, row, 0, style_of(MEANING_MUTED, STYLE_WRAP), w(r, WORD_HEAD_NO_COMPANY));
        return;
    }
    c.step = heat_unit(most_items(r, &c));
    put_legend(r, tab, c.step);
    for (size_t i = 0; i < r->coverage.n; i++, row++) {
        const struct coverage_line *line = &r->coverage.v[i];
        if (line->score == PLACE_NONE)
            put_band(r, tab, row, last, line->item);
        else
            put_line(r, tab, row, &c, &r->score->key_results.v[line->score]);
    }
    put_foot(r, tab, row, &c);
    tab_add_table(tab, "Coverage", (struct range){HEADER_ROW, 0, row - 1, last}, false);
}
