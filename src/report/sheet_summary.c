/*
 * Summary: the answer on the first screen. What is the matter, in a sentence made for the case at
 * hand; six tiles; the organisation's key results; how strongly each unit's objectives hang on
 * them; what changed; what has to be decided. Blocks without matter are not there.
 */
#include "report/parts.h"

#include "report/text_width.h"
#include "score/trend.h"

#include <math.h>
#include <stdlib.h>

enum {
    MOST_KEY_RESULTS = 14,
    MOST_BARS = 20,
    WEAKEST_BARS = 15,
    MOST_CHANGES = 9,
    MOST_TOLD = 5, /* of them one by one */
    MOST_DECISIONS = 4,
    HEADLINE_LIMIT = 110,
    TILE_ROW = 5,
    BLOCK_ROW = 9,
    LEFT_LAST = 8,  /* column I */
    RIGHT = 10,     /* column K */
    RIGHT_LAST = 15 /* column P */
};

/* --- sentences ------------------------------------------------------------------------------------ */

/* The organisation's key results that have no confirmed support, weakest first. */
static size_t unsupported(const struct report *r, uint32_t *out, size_t most)
{
    size_t n = 0;
    for (int state = KR_ORPHANED; state <= KR_THIN; state++)
        for (size_t i = 0; i < r->score->key_results.n; i++)
            if ((int)r->score->key_results.v[i].state == state) {
                if (n < most)
                    out[n] = r->score->key_results.v[i].item;
                n++;
            }
    return n;
}

/* "Raise the safety …." */
static struct text without_double_stop(struct text sentence)
{
    return text_ends(sentence, T("….")) ? text_slice(sentence, 0, sentence.len - 1) : sentence;
}

static struct text who_does_not(struct report *r)
{
    uint32_t items[2];
    size_t n = unsupported(r, items, 2);
    if (n == 1)
        return without_double_stop(SAY(r, WORD_DOES_NOT, short_label(r, items[0], 48)));
    if (n == 2)
        return without_double_stop(
            SAY(r, WORD_DO_NOT, short_label(r, items[0], 30), short_label(r, items[1], 30)));
    return COUNTED(r, WORD_DO_NOT_MANY, n);
}

static struct text headline(struct report *r)
{
    const struct figures *f = &r->figures;
    if (!r->plan->items.n)
        return SAY(r, WORD_HEAD_NOTHING, COUNTED(r, WORD_N_FILES, f->files_read + f->files_unread));
    if (!f->company)
        return w(r, WORD_HEAD_NO_COMPANY);
    if (!f->units)
        return w(r, WORD_HEAD_ALONE);
    if (f->covered == f->company)
        return f->company == 1 ? w(r, WORD_HEAD_THE_ONE) : COUNTED(r, WORD_HEAD_ALL, f->company);
    if (!f->covered && !f->by_state[KR_THIN])
        return COUNTED(r, WORD_HEAD_NONE, f->company);
    if (!f->covered)
        return SAY(r, WORD_HEAD_ONLY_THIN, count_text(r, f->by_state[KR_THIN]),
                   count_text(r, f->company));
    struct text whole = SAY(r, WORD_HEAD_SOME, count_text(r, f->covered), count_text(r, f->company),
                            who_does_not(r));
    if (text_length(whole) <= HEADLINE_LIMIT)
        return whole;
    uint32_t items[2];
    if (unsupported(r, items, 2) == 2)
        return SAY(r, WORD_HEAD_SOME, count_text(r, f->covered), count_text(r, f->company),
                   SAY(r, WORD_DO_NOT, item_id(r, items[0]), item_id(r, items[1])));
    return SAY(r, WORD_HEAD_SOME, count_text(r, f->covered), count_text(r, f->company),
               COUNTED(r, WORD_DO_NOT_MANY, f->company - f->covered));
}

static const struct past_run *previous_run(const struct report *r)
{
    const struct trend *trend = r->run->trend;
    return trend && trend->runs.n > 1 ? &trend->runs.v[trend->runs.n - 2] : NULL;
}

static struct text coverage_sentence(struct report *r)
{
    const struct figures *f = &r->figures;
    const struct past_run *before = previous_run(r);
    struct text now = share_text(r, f->expected);
    if (!before || !isfinite(before->expected)) {
        if (!(f->expected > 0))
            return (struct text){0};
        if (f->expected - f->confirmed < 1e-9)
            return SAY(r, WORD_NEXT_COVERAGE_ALL, now);
    }
    if (!before || !isfinite(before->expected))
        return SAY(r, WORD_NEXT_COVERAGE, now, share_text(r, f->confirmed));
    double moved = shown_share(f->expected) - shown_share(before->expected);
    if (fabs(moved) < .005)
        return SAY(r, WORD_NEXT_SAME, now, before->as_of);
    return SAY(r, moved > 0 ? WORD_NEXT_ROSE : WORD_NEXT_FELL, share_text(r, before->expected), now,
               before->as_of);
}

/* The unit with most of the unaligned objectives; the second one in *second. */
static size_t worst_units(const struct report *r, uint32_t *worst, uint32_t *second)
{
    size_t most = 0, next = 0;
    *worst = *second = NO_UNIT;
    for (uint32_t i = 0; i < r->score->units.n; i++) {
        const struct unit_score *u = &r->score->units.v[i];
        size_t n = u->state == UNIT_COMPANY ? 0 : u->unaligned_objectives;
        if (n > most) {
            next = most;
            *second = *worst;
            most = n;
            *worst = i;
        } else if (n > next) {
            next = n;
            *second = i;
        }
    }
    return most + next;
}

static struct text unaligned_sentence(struct report *r)
{
    const struct figures *f = &r->figures;
    uint32_t worst, second;
    if (!f->heads)
        return (struct text){0};
    if (!f->unaligned)
        return w(r, WORD_NEXT_ALL_ALIGNED);
    if (f->unaligned == f->heads && f->heads > 1)
        return COUNTED(r, WORD_NEXT_NONE_ALIGNED, f->heads);
    struct text sentence =
        SAY(r, WORD_NEXT_UNALIGNED, count_text(r, f->unaligned), count_text(r, f->heads),
            share_text(r, (double)f->unaligned / (double)f->heads));
    size_t sit = worst_units(r, &worst, &second);
    if (second == NO_UNIT || sit < 3 || sit == f->unaligned || sit * 4 < f->unaligned)
        return text_printf(r->mem, TEXT_FMT ".", TEXT_ARG(sentence));
    struct text both = SAY(r, WORD_AND, unit_name(r, worst), unit_name(r, second));
    return text_printf(r->mem, TEXT_FMT TEXT_FMT, TEXT_ARG(sentence),
                       TEXT_ARG(SAY(r, WORD_NEXT_SIT_IN, count_text(r, sit), both)));
}

static void add_sentence(struct buf *out, struct text sentence)
{
    if (out->len && sentence.len)
        buf_add_char(out, ' ');
    buf_add(out, sentence);
}

static struct text second_sentence(struct report *r)
{
    const struct figures *f = &r->figures;
    if (!r->plan->items.n)
        return w(r, WORD_NEXT_NOTHING);
    if (!f->company)
        return w(r, WORD_NEXT_NO_COMPANY);
    struct buf out = {.mem = r->mem};
    add_sentence(&out, f->units ? coverage_sentence(r) : w(r, WORD_NEXT_ALONE));
    if (f->units)
        add_sentence(&out, unaligned_sentence(r));
    if (f->objective_only)
        add_sentence(&out, COUNTED(r, WORD_NEXT_OBJECTIVE_ONLY, f->objective_only));
    if (!f->graded)
        add_sentence(&out, w(r, WORD_NEXT_NO_PROGRESS));
    return buf_text(&out);
}

/* How much of the period has passed, while it lasts: progress is graded as if it were over. */
static struct text time_passed(const struct report *r)
{
    const struct plan *plan = r->plan;
    double days = plan->period_last - plan->period_first + 1,
           gone = plan->as_of - plan->period_first + 1;
    return plan->period.len && gone > 0 && gone < days
               ? SAY(r, WORD_TIME_PASSED, share_text(r, gone / days), plan->period)
               : (struct text){0};
}

static struct text scope(struct report *r)
{
    const struct figures *f = &r->figures;
    struct buf out = {.mem = r->mem};
    if (r->plan->organisation.len) {
        buf_add(&out, r->plan->organisation);
        buf_add_z(&out, " · ");
    }
    if (r->plan->period.len) {
        buf_add(&out, r->plan->period);
        buf_add_z(&out, " · ");
    }
    if (f->company) {
        buf_add(&out, COUNTED(r, WORD_N_COMPANY_KEY_RESULTS, f->company));
        buf_add_z(&out, ", ");
    }
    buf_add(&out, SAY(r, WORD_UNITS_WITH, COUNTED(r, WORD_N_UNITS, f->units),
                      COUNTED(r, WORD_N_OBJECTIVES, f->objectives),
                      COUNTED(r, WORD_N_KEY_RESULTS, f->key_results)));
    struct text what = SAY(r, WORD_SCOPE, buf_text(&out), COUNTED(r, WORD_N_FILES, f->files_read),
                           day_text(r, r->plan->as_of));
    struct text passed = time_passed(r);
    if (passed.len)
        what = text_printf(r->mem, TEXT_FMT " · " TEXT_FMT, TEXT_ARG(what), TEXT_ARG(passed));
    if (!r->run->trend)
        return what;
    return text_printf(r->mem, TEXT_FMT " · " TEXT_FMT, TEXT_ARG(what),
                       TEXT_ARG(SAY(r, WORD_PREVIOUS_REPORT, r->run->trend->as_of)));
}

/* --- tiles ------------------------------------------------------------------------------------------ */

struct tile {
    uint32_t first, last; /* columns */
    enum word label;
    struct text number, note;
    enum accent accent;
    enum sheet_id sheet;
};

static void put_tile(struct report *r, struct tab *tab, const struct tile *tile)
{
    unsigned gap = tile->first && tile->first != RIGHT ? STYLE_GAP : 0;
    struct style label = style_of(MEANING_TILE_LABEL, STYLE_ACCENT);
    struct style number = style_of(MEANING_TILE_NUMBER, 0);
    struct style note = style_of(MEANING_TILE_NOTE, 0);
    label.accent = (uint8_t)tile->accent;
    tab_fill(tab, TILE_ROW, tile->first, tile->last, label);
    tab_fill(tab, TILE_ROW + 1, tile->first, tile->last, number);
    tab_fill(tab, TILE_ROW + 2, tile->first, tile->last, note);
    label.indent = number.indent = note.indent = 1;
    label.flags |= gap;
    number.flags |= gap;
    note.flags |= gap;
    struct tab_cell *cell = tab_text(tab, TILE_ROW, tile->first, label, w(r, tile->label));
    link_to_sheet(r, tab, cell, tile->sheet, 0);
    tab_text(tab, TILE_ROW + 1, tile->first, number, tile->number);
    tab_text(tab, TILE_ROW + 2, tile->first, note, tile->note);
}

static enum accent goal_accent(double share, double goal)
{
    if (isnan(share) || isnan(goal))
        return ACCENT_PLAIN;
    double shown = shown_share(share);
    return shown >= goal ? ACCENT_GOOD : shown >= goal - .2 ? ACCENT_FAIR : ACCENT_POOR;
}

/* "▲ Below goal 80% · ↑ 6", or `otherwise` if there is neither goal nor earlier figure. */
static struct text goal_note(struct report *r, double share, double goal, double before,
                             struct text otherwise)
{
    struct buf out = {.mem = r->mem};
    if (isfinite(share) && isfinite(goal)) {
        enum accent accent = goal_accent(share, goal);
        buf_add(&out, SAY(r,
                          accent == ACCENT_GOOD   ? WORD_GOAL_MET
                          : accent == ACCENT_FAIR ? WORD_GOAL_MISSED
                                                  : WORD_GOAL_FAR,
                          share_text(r, goal)));
    } else {
        buf_add(&out, otherwise);
    }
    if (isfinite(share) && isfinite(before)) {
        double moved = (shown_share(share) - shown_share(before)) * 100;
        struct text points = text_printf(r->mem, "%.0f", fabs(moved));
        if (out.len)
            buf_add_z(&out, " · ");
        else
            points = SAY(r, WORD_N_POINTS, points);
        buf_add(&out, fabs(moved) < .5
                          ? w(r, WORD_UNCHANGED)
                          : SAY(r, moved > 0 ? WORD_POINTS_UP : WORD_POINTS_DOWN, points));
    }
    return buf_text(&out);
}

static struct tile tile_coverage(struct report *r)
{
    const struct figures *f = &r->figures;
    const struct past_run *before = previous_run(r);
    double goal = r->run->config.goal_coverage;
    return (struct tile){0,
                         1,
                         WORD_TILE_COVERAGE,
                         share_text(r, f->expected),
                         goal_note(r, f->expected, goal, before ? before->expected : NAN,
                                   f->company
                                       ? SAY(r, WORD_CONFIRMED_PART, share_text(r, f->confirmed))
                                       : w(r, WORD_NOT_KNOWN)),
                         goal_accent(f->expected, goal),
                         SHEET_COVERAGE};
}

static struct tile tile_covered(struct report *r)
{
    const struct figures *f = &r->figures;
    struct tile tile = {2,
                        3,
                        WORD_TILE_COVERED,
                        w(r, WORD_NOT_KNOWN),
                        w(r, WORD_NOT_KNOWN),
                        ACCENT_PLAIN,
                        SHEET_COVERAGE};
    if (!f->company)
        return tile;
    tile.number = SAY(r, WORD_N_OF_M, count_text(r, f->covered), count_text(r, f->company));
    struct text thin = count_text(r, f->by_state[KR_THIN]);
    struct text orphaned = count_text(r, f->by_state[KR_ORPHANED]);
    tile.note = f->covered == f->company    ? w(r, WORD_NOTE_ALL_COVERED)
                : !f->by_state[KR_ORPHANED] ? SAY(r, WORD_NOTE_ONLY_THIN, thin)
                : !f->by_state[KR_THIN]     ? SAY(r, WORD_NOTE_ONLY_ORPHANED, orphaned)
                                            : SAY(r, WORD_NOTE_THIN, thin, orphaned);
    tile.accent = f->covered == f->company        ? ACCENT_GOOD
                  : f->by_state[KR_ORPHANED] == 0 ? ACCENT_FAIR
                                                  : ACCENT_POOR;
    return tile;
}

static struct tile tile_alignment(struct report *r)
{
    const struct figures *f = &r->figures;
    const struct past_run *before = previous_run(r);
    double goal = r->run->config.goal_alignment;
    struct text note = {0}; /* the change alone, where there is one: the tile is narrow */
    if (!f->heads)
        note = w(r, WORD_NOT_KNOWN);
    else if (!before || !isfinite(before->alignment))
        note = SAY(r, WORD_NOTE_OBJECTIVES, COUNTED(r, WORD_N_OBJECTIVES, f->heads));
    return (struct tile){4,
                         5,
                         WORD_TILE_ALIGNMENT,
                         share_text(r, f->alignment),
                         goal_note(r, f->alignment, goal, before ? before->alignment : NAN, note),
                         goal_accent(f->alignment, goal),
                         SHEET_TEAMS};
}

static struct tile tile_on_track(struct report *r)
{
    const struct figures *f = &r->figures;
    double goal = r->run->config.goal_on_track;
    double share = f->graded ? (double)f->on_track / (double)f->graded : NAN;
    struct text note = f->graded ? SAY(r, WORD_NOTE_OF_STATED, count_text(r, f->graded))
                                 : w(r, WORD_NOTE_NO_PROGRESS);
    return (struct tile){6,
                         LEFT_LAST,
                         WORD_TILE_ON_TRACK,
                         share_text(r, share),
                         goal_note(r, share, goal, NAN, note),
                         goal_accent(share, goal),
                         SHEET_ALL_OKRS};
}

/* Without an organisation level there is no coverage to show. */
static void set_tiles_without_company(struct report *r, struct tile *tiles)
{
    const struct figures *f = &r->figures;
    tiles[0].label = WORD_TILE_UNITS;
    tiles[0].number = count_text(r, f->units);
    tiles[0].note = COUNTED(r, WORD_N_FILES, f->files_read);
    tiles[0].sheet = SHEET_TEAMS;
    tiles[1].label = WORD_TILE_OBJECTIVES;
    tiles[1].number = count_text(r, f->objectives);
    tiles[1].note = COUNTED(r, WORD_N_KEY_RESULTS, f->key_results);
    tiles[1].sheet = SHEET_ALL_OKRS;
    tiles[2].label = WORD_TILE_EXPLICIT;
    tiles[2].number = count_text(r, f->explicit_links + f->implicit_links);
    tiles[2].note = SAY(r, WORD_EXPLICIT_OF, count_text(r, f->explicit_links),
                        count_text(r, f->implicit_links));
    tiles[2].sheet = SHEET_CROSS_TEAM;
}

static struct text issues_note(struct report *r)
{
    const struct figures *f = &r->figures;
    struct text errors = COUNTED(r, WORD_N_ERRORS, f->findings[ERROR]);
    struct text warnings = COUNTED(r, WORD_N_WARNINGS, f->findings[WARNING]);
    if (f->findings[ERROR] && f->findings[WARNING])
        return SAY(r, WORD_NOTE_ISSUES, errors, warnings);
    return f->findings[ERROR]     ? text_printf(r->mem, "■ " TEXT_FMT, TEXT_ARG(errors))
           : f->findings[WARNING] ? text_printf(r->mem, "▲ " TEXT_FMT, TEXT_ARG(warnings))
                                  : w(r, WORD_NOTE_NO_ISSUES);
}

static void put_tiles(struct report *r, struct tab *tab)
{
    const struct figures *f = &r->figures;
    size_t issues = f->findings[ERROR] + f->findings[WARNING];
    struct tile tiles[] = {
        tile_coverage(r),
        tile_covered(r),
        tile_alignment(r),
        tile_on_track(r),
        {RIGHT, RIGHT + 2, WORD_TILE_LINKS, count_text(r, f->suggested),
         w(r, f->suggested ? WORD_NOTE_SUGGESTIONS : WORD_NOTE_NONE_OPEN),
         f->suggested ? ACCENT_PLAIN : ACCENT_GOOD, SHEET_TO_CONFIRM},
        {RIGHT + 3, RIGHT_LAST, WORD_TILE_ISSUES, count_text(r, issues), issues_note(r),
         f->findings[ERROR]     ? ACCENT_POOR
         : f->findings[WARNING] ? ACCENT_FAIR
                                : ACCENT_GOOD,
         SHEET_DATA_ISSUES},
    };
    if (!f->company)
        set_tiles_without_company(r, tiles);
    for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++)
        put_tile(r, tab, &tiles[i]);
    tab_height(tab, TILE_ROW - 1, 8);
    tab_height(tab, TILE_ROW, 20);
    tab_height(tab, TILE_ROW + 1, 36);
    tab_height(tab, TILE_ROW + 2, 20);
    tab_height(tab, TILE_ROW + 3, 8);
}

/* --- key results, or units where there are none -------------------------------------------------------- */

static void put_section(struct tab *tab, uint32_t row, uint32_t col, struct text words)
{
    tab_text(tab, row, col, style_of(MEANING_SECTION, 0), words);
    tab_height(tab, row, 26);
}

static void put_table_heads(struct report *r, struct tab *tab, uint32_t row, const enum word *heads)
{
    put_heads(r, tab, row, heads, LEFT_LAST + 1);
    for (size_t i = tab->cells.n - LEFT_LAST + 1; i < tab->cells.n; i++) {
        tab->cells.v[i].style.flags |= STYLE_CENTRE;
        tab->cells.v[i].style.indent = 0;
    }
    tab_height(tab, row, 34);
}

static const struct past_item *past_item(const struct report *r, uint32_t item)
{
    return r->run->trend && r->run->trend->items ? r->run->trend->items[item] : NULL;
}

static void put_change(struct report *r, struct tab *tab, uint32_t row,
                       const struct key_result_score *score)
{
    const struct past_item *before = past_item(r, score->item);
    double moved =
        before ? shown_share(shown_coverage(score)) - shown_share(before->expected) : NAN;
    struct tab_cell *cell = put_decimal(tab, row, 6, floor(moved * 100 + .5));
    cell->style.format = FORMAT_POINTS;
    cell->style.flags |= STYLE_CENTRE;
    if (moved < -.005)
        cell->style.meaning = MEANING_BAD_CHANGE;
}

static void centre(struct tab_cell *cell)
{
    cell->style.flags = (uint16_t)((cell->style.flags & ~STYLE_RIGHT) | STYLE_CENTRE);
    cell->style.indent = 0;
}

static void put_key_result(struct report *r, struct tab *tab, uint32_t row,
                           const struct key_result_score *score)
{
    size_t explicit = 0, implicit = 0;
    for (size_t i = 0; i < score->supporters.n; i++) {
        explicit += score->supporters.v[i].explicit_items;
        implicit += score->supporters.v[i].implicit_items;
    }
    put_id(r, tab, row, 0, score->item);
    link_to_sheet(r, tab, &tab->cells.v[tab->cells.n - 1], SHEET_COVERAGE,
                  r->coverage_rows[score->item]);
    put_wrapped(tab, row, 1,
                text_fit(r->mem, r->plan->items.v[score->item].text, 2, 46, 1, 11, false));
    put_grade(r, tab, row, 2, r->score->items[score->item].grade);
    put_share(tab, row, 3, r->plan->items.v[score->item].progress);
    put_coverage(r, tab, row, 4, score);
    centre(put_share(tab, row, 5, score->confirmed));
    if (r->run->trend) {
        put_change(r, tab, row, score);
        centre(put_count(tab, row, 7, score->supporters.n));
        centre(put_words(tab, row, 8, text_printf(r->mem, "%zu : %zu", explicit, implicit)));
        return;
    }
    centre(put_count(tab, row, 6, score->supporters.n));
    centre(put_count(tab, row, 7, explicit));
    centre(put_count(tab, row, 8, implicit));
}

static int by_need(const void *a, const void *b)
{
    const struct key_result_score *x = *(const struct key_result_score *const *)a;
    const struct key_result_score *y = *(const struct key_result_score *const *)b;
    if (x->expected != y->expected)
        return x->expected < y->expected ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static uint32_t put_key_results(struct report *r, struct tab *tab)
{
    bool trend = r->run->trend != NULL; /* a column more, and the last two in one */
    const enum word heads[] = {WORD_ID,
                               WORD_COMPANY_KEY_RESULT,
                               WORD_STATUS,
                               WORD_PROGRESS,
                               WORD_COVERED_BY,
                               WORD_CONFIRMED_HEAD,
                               trend ? WORD_CHANGE : WORD_UNITS,
                               trend ? WORD_UNITS : WORD_EXPLICIT_ALL,
                               trend ? WORD_BALANCE_ALL : WORD_IMPLICIT_ALL};
    size_t all = r->score->key_results.n, n = all < MOST_KEY_RESULTS ? all : MOST_KEY_RESULTS;
    uint32_t row = BLOCK_ROW + 2;
    const struct key_result_score **sorted = arena_array(r->mem, all, sizeof *sorted);
    for (size_t i = 0; i < all; i++)
        sorted[i] = &r->score->key_results.v[i];
    if (all > n)
        qsort(sorted, all, sizeof *sorted, by_need);
    put_section(tab, BLOCK_ROW, 0,
                all > n ? SAY(r, WORD_SECTION_WEAKEST, count_text(r, n))
                        : w(r, WORD_SECTION_KEY_RESULTS));
    put_table_heads(r, tab, BLOCK_ROW + 1, heads);
    for (size_t i = 0; i < n; i++)
        put_key_result(r, tab, row++, sorted[i]);
    tab_add_bar(tab, (struct range){BLOCK_ROW + 2, 3, row - 1, 3}, MEANING_BAR_PROGRESS, 1);
    tab_add_table(tab, "Glance", (struct range){BLOCK_ROW + 1, 0, row - 1, LEFT_LAST}, false);
    if (all > n)
        link_to_sheet(r, tab,
                      tab_text(tab, row++, 1, style_of(MEANING_LINKED, STYLE_SMALL),
                               COUNTED(r, WORD_N_MORE, all - n)),
                      SHEET_COVERAGE, 0);
    return row;
}

static uint32_t put_units(struct report *r, struct tab *tab)
{
    static const enum word heads[] = {WORD_LEVEL,     WORD_UNIT,       WORD_STATE,
                                      WORD_PROGRESS,  WORD_OBJECTIVES, WORD_KEY_RESULTS,
                                      WORD_LINKS_OUT, WORD_LINKS_IN,   WORD_WARNINGS};
    uint32_t row = BLOCK_ROW + 2;
    size_t shown = 0, all = 0;
    put_section(tab, BLOCK_ROW, 0, w(r, WORD_SECTION_UNITS));
    put_table_heads(r, tab, BLOCK_ROW + 1, heads);
    for (uint32_t i = 0; i < r->score->units.n; i++) {
        const struct unit_score *u = &r->score->units.v[i];
        if (!(u->objectives + u->key_results) || all++ >= MOST_KEY_RESULTS)
            continue;
        shown++;
        centre(put_decimal(tab, row, 0, r->plan->units.v[i].level));
        link_to_unit(r, tab, put_words(tab, row, 1, unit_name(r, i)), i);
        put_words(tab, row, 2, w(r, unit_state_word(u->state)))->style.meaning =
            (uint8_t)unit_state_meaning(u->state);
        put_share(tab, row, 3, u->progress);
        centre(put_count(tab, row, 4, u->objectives));
        centre(put_count(tab, row, 5, u->key_results));
        centre(put_count(tab, row, 6, matrix_sum(r, i, false)));
        centre(put_count(tab, row, 7, matrix_sum(r, i, true)));
        centre(put_count(tab, row, 8, u->findings[WARNING] + u->findings[ERROR]));
        row++;
    }
    tab_add_table(tab, "Glance", (struct range){BLOCK_ROW + 1, 0, row - 1, LEFT_LAST}, false);
    if (all > shown)
        link_to_sheet(r, tab,
                      tab_text(tab, row++, 1, style_of(MEANING_LINKED, STYLE_SMALL),
                               COUNTED(r, WORD_N_MORE, all - shown)),
                      SHEET_TEAMS, 0);
    return row;
}

/* --- charts ------------------------------------------------------------------------------------------------ */

static int by_unaligned(const void *a, const void *b)
{
    const struct unit_score *x = *(const struct unit_score *const *)a;
    const struct unit_score *y = *(const struct unit_score *const *)b;
    if (x->unaligned_objectives != y->unaligned_objectives)
        return x->unaligned_objectives > y->unaligned_objectives ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* The chart's figures, on the hidden sheet; returns how many bars. */
static uint32_t put_strengths(struct report *r, struct tab *lists, size_t *all)
{
    static const enum word heads[] = {WORD_UNIT, WORD_EXPLICIT, WORD_IMPLICIT, WORD_NO_LINK};
    struct style style = style_of(MEANING_PLAIN, 0);
    const struct unit_score **sorted = arena_array(r->mem, r->score->units.n, sizeof *sorted);
    size_t n = 0;
    for (size_t i = 0; i < r->score->units.n; i++) {
        const struct unit_score *u = &r->score->units.v[i];
        if (u->state != UNIT_COMPANY && u->objectives)
            sorted[n++] = u;
    }
    *all = n;
    if (n > MOST_BARS) {
        qsort(sorted, n, sizeof *sorted, by_unaligned);
        for (n = 0; n < WEAKEST_BARS && sorted[n]->unaligned_objectives; n++)
            ;
    }
    for (uint32_t i = 0; i < 4; i++)
        tab_text(lists, 0, 3 + i, style, w(r, heads[i]));
    for (uint32_t i = 0; i < n; i++) {
        tab_text(lists, 1 + i, 3, style, text_shorten(r->mem, unit_name(r, sorted[i]->unit), 24));
        tab_number(lists, 1 + i, 4, style, sorted[i]->explicit_objectives);
        tab_number(lists, 1 + i, 5, style, sorted[i]->implicit_objectives);
        tab_number(lists, 1 + i, 6, style, sorted[i]->unaligned_objectives);
    }
    return (uint32_t)n;
}

/* The row behind the chart. */
static uint32_t put_strength_chart(struct report *r, struct tab *tab)
{
    struct tab *lists = r->tabs[SHEET_LISTS];
    size_t all;
    uint32_t n = put_strengths(r, lists, &all);
    if (!n || !has_company(r))
        return BLOCK_ROW;
    put_section(tab, BLOCK_ROW, RIGHT,
                w(r, n < all ? WORD_SECTION_STRENGTH_WEAKEST : WORD_SECTION_STRENGTH));
    unsigned height = 60 + 23 * n;
    struct tab_chart *chart = tab_add_chart(tab, CHART_STACKED_BARS, BLOCK_ROW + 1, RIGHT, 440,
                                            height < 110 ? 110 : height,
                                            SAY(r, WORD_ALT_STRENGTH, r->tabs[SHEET_TEAMS]->name));
    static const enum meaning meanings[] = {MEANING_EXPLICIT, MEANING_STRONG, MEANING_NO_LINK};
    static const enum word names[] = {WORD_EXPLICIT, WORD_IMPLICIT, WORD_NO_LINK};
    for (uint32_t i = 0; i < 3; i++)
        tab_add_series(tab, chart,
                       (struct tab_series){.name = w(r, names[i]),
                                           .tab = lists->name,
                                           .categories = {1, 3, n, 3},
                                           .values = {1, 4 + i, n, 4 + i},
                                           .meaning = meanings[i],
                                           .hatched = i == 2,
                                           .labels = true});
    return BLOCK_ROW + 2 + (height > 45 ? (height - 45) / 28 + 2 : 4);
}

/* "2026-04-30" -> "Apr 26" */
static struct text month_words(struct report *r, struct text date)
{
    struct text months = w(r, WORD_MONTHS), month = {0};
    int number = date.len >= 7 ? (date.ptr[5] - '0') * 10 + date.ptr[6] - '0' : 0;
    for (int i = 0; i < number; i++)
        month = text_cut(&months, ' ');
    return text_printf(r->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(month),
                       TEXT_ARG(text_slice(date, 2, 4)));
}

static void put_trend_chart(struct report *r, struct tab *tab, uint32_t row)
{
    const struct trend *trend = r->run->trend;
    struct tab *lists = r->tabs[SHEET_LISTS];
    struct style style = style_of(MEANING_PLAIN, 0);
    double goal = r->run->config.goal_coverage;
    uint32_t n = 0;
    if (!trend || trend->months.n < 2)
        return;
    const struct past_run *first = &trend->months.v[0],
                          *last = &trend->months.v[trend->months.n - 1];
    tab_text(lists, 0, 8, style, w(r, WORD_AS_OF));
    tab_text(lists, 0, 9, style, w(r, WORD_COVERAGE));
    tab_text(lists, 0, 10, style, w(r, WORD_GOAL));
    for (size_t i = 0; i < trend->months.n; i++) {
        if (!isfinite(trend->months.v[i].expected))
            continue;
        n++;
        tab_text(lists, n, 8, style, month_words(r, trend->months.v[i].as_of));
        tab_number(lists, n, 9, style, shown_share(trend->months.v[i].expected));
        tab_number(lists, n, 10, style, goal);
    }
    if (n < 2)
        return;
    put_section(tab, row, RIGHT, w(r, WORD_SECTION_TREND));
    struct tab_chart *chart =
        tab_add_chart(tab, CHART_LINES, row + 1, RIGHT, 440, 190,
                      SAY(r, WORD_ALT_TREND, first->as_of, share_text(r, first->expected),
                          last->as_of, share_text(r, last->expected)));
    chart->format = FORMAT_PERCENT;
    chart->most = 1.2; /* room for the legend */
    tab_add_series(tab, chart,
                   (struct tab_series){.name = w(r, WORD_COVERAGE),
                                       .tab = lists->name,
                                       .categories = {1, 8, n, 8},
                                       .values = {1, 9, n, 9},
                                       .meaning = MEANING_EXPLICIT,
                                       .labels = n <= 13});
    if (isfinite(goal))
        tab_add_series(tab, chart,
                       (struct tab_series){.name = w(r, WORD_GOAL),
                                           .tab = lists->name,
                                           .categories = {1, 8, n, 8},
                                           .values = {1, 10, n, 10},
                                           .meaning = MEANING_MUTED,
                                           .dashed = true});
}

/* --- what changed, what to decide ------------------------------------------------------------------------------ */

/* Where each of the changes of a kind can be found. */
static void link_to_changes(struct report *r, struct tab *tab, struct tab_cell *cell,
                            enum change_kind kind)
{
    if (kind == CHANGE_UNIT_UNREAD || kind == CHANGE_UNIT_GONE || kind == CHANGE_UNIT_NEW)
        return;
    if (kind == CHANGE_FINDING_NEW)
        link_to_sheet(r, tab, cell, SHEET_DATA_ISSUES, HEADER_ROW);
    else if (kind == CHANGE_GONE || kind == CHANGE_FINDING_MENDED)
        link_to_sheet(r, tab, cell, SHEET_RUN_LOG, r->gone_row);
    else
        tab_link_tab(tab, cell, r->tabs[SHEET_ALL_OKRS]->name,
                     cell_name(r->mem, HEADER_ROW, r->changed_col));
}

static void put_change_line(struct report *r, struct tab *tab, uint32_t row, enum change_kind kind,
                            struct text text)
{
    bool bad = kind == CHANGE_LOST || kind == CHANGE_UNIT_UNREAD || kind == CHANGE_UNIT_GONE;
    struct style style = style_of(MEANING_PLAIN, STYLE_RULE);
    tab_fill(tab, row, 2, LEFT_LAST, style);
    struct style name = style_of(bad ? MEANING_BAD_CHANGE : MEANING_PLAIN, STYLE_RULE | STYLE_BOLD);
    name.indent = 1;
    tab_blank(tab, row, 1, name);
    struct tab_cell *head =
        tab_text(tab, row, 0, name, w(r, (enum word)(WORD_CHANGE_LOST + (int)kind)));
    link_to_changes(r, tab, head, kind);
    tab_text(tab, row, 2, style, text);
}

/* "11, most in Mobile": those of one kind that were not told one by one. */
static struct text change_counts(struct report *r, enum change_kind kind, const bool *told)
{
    const struct trend *trend = r->run->trend;
    struct map units = {0};
    size_t most = 0, n = 0, up = 0;
    struct text unit = {0};
    for (size_t i = 0; i < trend->changes.n; i++) {
        const struct trend_change *c = &trend->changes.v[i];
        if (c->kind != kind || told[i])
            continue;
        n++;
        up += c->number_after > c->number_before;
        if (!c->unit_name.len)
            continue;
        size_t *here = map_put(r->mem, &units, c->unit_name, 0);
        if (++*here > most) {
            most = *here;
            unit = c->unit_name;
        }
    }
    struct text count = count_text(r, n);
    if (kind == CHANGE_CARRIED)
        count = SAY(r, WORD_CARRIED_OF, count, count_text(r, trend->previous->items.n),
                    trend->period_before);
    if (kind == CHANGE_PROGRESS)
        count = SAY(r, WORD_UP_AND_DOWN, count, count_text(r, up), count_text(r, n - up));
    return units.n > 1 && most > 1 ? SAY(r, WORD_CHANGE_COUNT, count, unit)
           : units.n == 1
               ? text_printf(r->mem, TEXT_FMT " (" TEXT_FMT ")", TEXT_ARG(count), TEXT_ARG(unit))
               : count;
}

/* What a unit worked for that is there no more, the organisation's first: "KR 1.2, STO-O3 (Stores)". */
static struct text worked_for(struct report *r, struct text unit)
{
    enum { NAMED = 4 };
    const struct past_link_list *links = &r->run->trend->previous->links;
    struct map seen = {0};
    struct buf b = {.mem = r->mem};
    for (size_t k = 0; k < links->n * 2 && seen.n < NAMED; k++) {
        const struct past_link *l = &links->v[k % links->n];
        if (l->strength < 1 || !text_eq(l->from_unit, unit))
            continue;
        uint32_t to = plan_find_item(r->plan, l->to_id);
        bool top = to != NO_ITEM && r->plan->units.v[r->plan->items.v[to].unit].level == 0;
        if (to == NO_ITEM || top != (k < links->n) || map_get(&seen, l->to_id) != MAP_NONE)
            continue;
        map_put(r->mem, &seen, l->to_id, 0);
        buf_printf(&b, "%s" TEXT_FMT, b.len ? ", " : "", TEXT_ARG(top ? item_id(r, to) : l->to_id));
        if (!top)
            buf_printf(&b, " (" TEXT_FMT ")", TEXT_ARG(l->to_unit));
    }
    return b.len ? buf_text(&b) : (struct text){0};
}

static struct text gone_unit(struct report *r, const struct trend_change *c)
{
    struct text who =
        text_printf(r->mem, TEXT_FMT " (" TEXT_FMT ")", TEXT_ARG(c->unit_name), TEXT_ARG(c->text));
    struct text what = worked_for(r, c->unit_name);
    return what.len ? SAY(r, WORD_WORKED_FOR, who, what) : who;
}

/* "covered" -> "● Covered" */
static struct text state_said(struct report *r, struct text state)
{
    for (int i = KR_ORPHANED; i <= KR_CROWDED; i++)
        if (text_eq(state, text_of(key_result_state_text((enum key_result_state)i))))
            return w(r, (enum word)(WORD_KR_ORPHANED + i));
    return state;
}

static struct text one_change(struct report *r, const struct trend_change *c)
{
    if (c->kind == CHANGE_UNIT_GONE || c->kind == CHANGE_UNIT_UNREAD)
        return gone_unit(r, c);
    struct text what =
        c->item == NO_ITEM ? (c->text.len ? c->text : c->unit_name) : short_label(r, c->item, 64);
    if (c->kind == CHANGE_TARGET || c->kind == CHANGE_START)
        return SAY(r, WORD_FROM_TO, what, c->before, c->after);
    if (c->kind == CHANGE_LOST || c->kind == CHANGE_COVERED)
        return SAY(r, WORD_FROM_TO, what, state_said(r, c->before), state_said(r, c->after));
    if (isfinite(c->number_before) && isfinite(c->number_after))
        return SAY(r, WORD_FROM_TO, what, share_text(r, c->number_before),
                   share_text(r, c->number_after));
    return what;
}

/* What matters to those who answer for the organisation's key results. */
static bool tells_singly(const struct report *r, const struct trend_change *c)
{
    if (c->kind == CHANGE_TARGET || c->kind == CHANGE_START || c->kind == CHANGE_REWORDED)
        return c->unit != NO_UNIT && r->plan->units.v[c->unit].level == 0;
    return c->kind < CHANGE_TARGET;
}

/* Key results of the organisation that lost or won support, or were changed, one by one, and units
   that are away; the rest by number. */
static uint32_t put_changes(struct report *r, struct tab *tab, uint32_t row)
{
    const struct trend *trend = r->run->trend;
    bool new_period = trend->period_before.len > 0;
    bool *told = NEW_ARRAY(r->mem, bool, trend->changes.n);
    put_section(tab, row, 0,
                new_period ? SAY(r, WORD_SECTION_NEW_PERIOD, r->plan->period, trend->period_before,
                                 trend->as_of)
                           : SAY(r, WORD_SECTION_CHANGED, trend->as_of));
    uint32_t first = ++row;
    if (new_period) {
        tab_text(tab, row++, 0, style_of(MEANING_MUTED, 0), w(r, WORD_NEW_PERIOD));
        first++;
    }
    uint32_t last = first + MOST_CHANGES;
    for (size_t i = 0; i < trend->changes.n && row < first + MOST_TOLD; i++) {
        const struct trend_change *c = &trend->changes.v[i];
        told[i] = tells_singly(r, c);
        if (told[i])
            put_change_line(r, tab, row++, c->kind, one_change(r, c));
    }
    for (int kind = 0; kind < CHANGE_KIND_COUNT && row < last; kind++) {
        size_t left = 0;
        for (size_t i = 0; i < trend->changes.n; i++)
            left += trend->changes.v[i].kind == (enum change_kind)kind && !told[i];
        if (left || (new_period && kind == CHANGE_CARRIED))
            put_change_line(r, tab, row++, (enum change_kind)kind,
                            change_counts(r, (enum change_kind)kind, told));
    }
    if (row == first && !new_period) {
        tab_text(tab, row, 0, style_of(MEANING_MUTED, 0), w(r, WORD_UNCHANGED));
        row++;
    }
    return row;
}

struct decisions {
    struct report *r;
    struct tab *tab;
    uint32_t row;
    unsigned n;
};

static void decide(struct decisions *d, struct text what, enum sheet_id sheet)
{
    struct report *r = d->r;
    struct style style = style_of(MEANING_PLAIN, STYLE_RULE);
    if (d->n == MOST_DECISIONS)
        return;
    tab_fill(d->tab, d->row, 0, LEFT_LAST, style);
    style.indent = 1;
    tab_text(d->tab, d->row, 0, style,
             text_printf(r->mem, "%u  " TEXT_FMT, ++d->n, TEXT_ARG(what)));
    link_to_sheet(r, d->tab,
                  tab_text(d->tab, d->row, 7, style_of(MEANING_LINKED, STYLE_RULE),
                           SAY(r, WORD_OPEN_SHEET, r->tabs[sheet]->name)),
                  sheet, 0);
    tab_height(d->tab, d->row++, 21);
}

static struct text issues_words(struct report *r)
{
    const struct figures *f = &r->figures;
    struct text where = COUNTED(r, WORD_IN_FILES, f->files_with_issues);
    if (f->files_unread)
        where = text_printf(r->mem, TEXT_FMT "; " TEXT_FMT, TEXT_ARG(where),
                            TEXT_ARG(COUNTED(r, WORD_N_UNREAD, f->files_unread)));
    return SAY(r, WORD_DECIDE_ISSUES,
               COUNTED(r, WORD_N_ISSUES, f->findings[ERROR] + f->findings[WARNING]), where);
}

static uint32_t put_decisions(struct report *r, struct tab *tab, uint32_t row)
{
    const struct figures *f = &r->figures;
    struct decisions d = {.r = r, .tab = tab, .row = row + 1};
    uint32_t item;
    size_t orphans = f->by_state[KR_ORPHANED];
    put_section(tab, row, 0, w(r, WORD_SECTION_DECISIONS));
    if (!f->company && r->plan->items.n)
        decide(&d, w(r, WORD_DECIDE_COMPANY), SHEET_TEAMS);
    if (f->company && !f->units)
        decide(&d, w(r, WORD_DECIDE_ALONE), SHEET_COVERAGE);
    if (orphans && f->units) {
        unsupported(r, &item, 1);
        decide(&d,
               orphans == 1 ? SAY(r, WORD_DECIDE_ORPHAN, short_label(r, item, 56))
                            : SAY(r, WORD_DECIDE_ORPHANS, short_label(r, item, 46),
                                  count_text(r, orphans - 1)),
               SHEET_GAPS);
    }
    if (f->suggested)
        decide(&d, COUNTED(r, WORD_DECIDE_CONFIRM, f->suggested), SHEET_TO_CONFIRM);
    if (f->unaligned && f->company)
        decide(&d, COUNTED(r, WORD_DECIDE_UNALIGNED, f->unaligned), SHEET_GAPS);
    if (f->objective_only)
        decide(&d, COUNTED(r, WORD_DECIDE_OBJECTIVE_ONLY, f->objective_only), SHEET_GAPS);
    if (f->findings[ERROR] + f->findings[WARNING])
        decide(&d, issues_words(r), SHEET_DATA_ISSUES);
    if (!d.n && !r->plan->items.n)
        tab_text(tab, d.row++, 0, style_of(MEANING_PLAIN, 0), w(r, WORD_NEXT_NOTHING));
    else if (!d.n)
        tab_text(tab, d.row++, 0, style_of(MEANING_PLAIN, 0), w(r, WORD_DECIDE_NOTHING));
    return d.row;
}

void lay_out_summary(struct report *r)
{
    static const double widths[] = {15, 46, 16, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5,
                                    2,  10, 10, 10,   10,   10,   10,   -1};
    struct tab *tab = r->tabs[SHEET_SUMMARY];
    tab_widths(tab, widths);
    tab_text(tab, 0, 0, style_of(MEANING_TITLE, 0), r->book->title);
    tab_text(tab, 1, 0, style_of(MEANING_SUBTITLE, 0), scope(r));
    tab_text(tab, 2, 0, style_of(MEANING_HEADLINE, 0), headline(r));
    tab_text(tab, 3, 0, style_of(MEANING_SENTENCE, 0), second_sentence(r));
    tab_height(tab, 0, 32);
    tab_height(tab, 2, 24);
    put_tiles(r, tab);
    uint32_t row = has_company(r) ? put_key_results(r, tab) : put_units(r, tab);
    uint32_t behind_chart = put_strength_chart(r, tab);
    tab_height(tab, row++, 8);
    put_trend_chart(r, tab, row > behind_chart ? row : behind_chart);
    if (r->run->trend) {
        row = put_changes(r, tab, row);
        tab_height(tab, row++, 8);
    }
    put_decisions(r, tab, row);
    tab->fit_height = true;
}
