/*
 * Alignment: an outline from the organisation's objectives over its key results to what supports
 * them, level by level. Branches in trouble are open, the others closed. What supports an item is
 * shown once, where it first appears; the walk keeps its own stack and ends at a number of rows.
 */
#include "report/parts.h"

#include <math.h>

enum { MOST_LINES = 60000, DEEPEST = 6 };

static const enum word heads[] = {WORD_ALIGNMENT_ITEM, WORD_ID,     WORD_UNIT,    WORD_LINK,
                                  WORD_PROGRESS,       WORD_STATUS, WORD_EVIDENCE};
static const double widths[] = {68, 16, 20, 19, 11, 16, 54, -1};
enum { COLUMNS = sizeof heads / sizeof *heads };

/* --- which lines ----------------------------------------------------------------------------------- */

/* What stands beneath an item: what links to it first, then an objective's key results. */
struct branch {
    uint32_t item;
    uint32_t next; /* number of the next child */
    uint8_t level;
};

static uint32_t children(const struct report *r, uint32_t item)
{
    const struct item *it = &r->plan->items.v[item];
    uint32_t own = it->kind == OBJECTIVE ? it->n_key_results : 0;
    return own + r->in_first[item + 1] - r->in_first[item];
}

static uint32_t child(const struct report *r, uint32_t item, uint32_t number, int32_t *link)
{
    uint32_t links = r->in_first[item + 1] - r->in_first[item];
    *link = NO_LINK_NUMBER;
    if (number >= links)
        return r->plan->items.v[item].first_key_result + number - links;
    *link = (int32_t)r->in[r->in_first[item] + number];
    return r->run->links.v[*link].from;
}

static bool in_trouble(const struct report *r, uint32_t item)
{
    enum status grade = r->score->items[item].grade;
    if (grade == STATUS_OFF_TRACK || grade == STATUS_MISSED)
        return true;
    if (r->score_of[item] == PLACE_NONE)
        return false;
    enum key_result_state state = r->score->key_results.v[r->score_of[item]].state;
    return state == KR_ORPHANED || state == KR_THIN;
}

static bool add_line(struct report *r, uint32_t item, int32_t link, uint8_t level, bool again)
{
    if (r->outline.n == MOST_LINES) {
        r->outline_cut = true;
        return false;
    }
    bool parent = !again && level < DEEPEST && children(r, item) > 0;
    if (r->outline_rows[item] == PLACE_NONE)
        r->outline_rows[item] = FIRST_ROW + (uint32_t)r->outline.n;
    *list_push(r->mem, &r->outline) = (struct outline_line){
        .item = item,
        .link = link,
        .level = level,
        .again = again,
        .parent = parent,
        .open = parent && (level == 0 || (level == 1 && in_trouble(r, item)))};
    return true;
}

static void walk(struct report *r, uint32_t root, bool *expanded)
{
    struct branch stack[DEEPEST + 1];
    int top = 0;
    if (expanded[root] || !add_line(r, root, NO_LINK_NUMBER, 0, false))
        return;
    expanded[root] = true;
    stack[0] = (struct branch){root, 0, 0};
    while (top >= 0) {
        struct branch *b = &stack[top];
        if (b->next == children(r, b->item)) {
            top--;
            continue;
        }
        int32_t link;
        uint32_t item = child(r, b->item, b->next++, &link);
        uint8_t level = (uint8_t)(b->level + 1);
        bool again = expanded[item] && children(r, item) > 0;
        if (!add_line(r, item, link, level, again))
            return;
        if (again || level == DEEPEST || !children(r, item))
            continue;
        expanded[item] = true;
        stack[++top] = (struct branch){item, 0, level};
    }
}

/* Without an organisation level the outline begins at what others work for and works for nobody. */
static bool is_summit(const struct report *r, uint32_t item)
{
    return r->in_first[item + 1] > r->in_first[item] &&
           r->out_first[item + 1] == r->out_first[item];
}

void alignment_plan(struct report *r)
{
    bool *expanded = NEW_ARRAY(r->mem, bool, r->plan->items.n);
    if (has_company(r)) {
        for (size_t i = 0; i < r->coverage.n; i++) {
            uint32_t item = r->coverage.v[i].item;
            uint32_t objective = plan_objective_of(r->plan, item);
            walk(r, objective == NO_ITEM ? item : objective, expanded);
        }
        return;
    }
    for (uint32_t i = 0; i < r->plan->items.n; i++)
        if (is_summit(r, i)) {
            uint32_t objective = plan_objective_of(r->plan, i);
            walk(r, objective == NO_ITEM ? i : objective, expanded);
        }
}

/* --- cells --------------------------------------------------------------------------------------------- */

/* What supports the organisation's items, in contrast to what they are. */
static bool is_support(const struct outline_line *line)
{
    return line->level > 1 || line->link != NO_LINK_NUMBER;
}

static struct style line_style(const struct outline_line *line, unsigned flags)
{
    enum meaning meaning = line->level == 0   ? MEANING_BAND_TOP
                           : is_support(line) ? MEANING_PLAIN
                                              : MEANING_BAND;
    return style_of(meaning, flags | (line->level ? STYLE_RULE : 0u));
}

static struct text why(struct report *r, const struct outline_line *line)
{
    uint32_t number = r->score_of[line->item];
    if (line->again)
        return w(r, WORD_SHOWN_ABOVE);
    if (line->link != NO_LINK_NUMBER)
        return r->run->links.v[line->link].evidence;
    if (number == PLACE_NONE || !line->level)
        return (struct text){0};
    const struct key_result_score *score = &r->score->key_results.v[number];
    if (score->state == KR_ORPHANED)
        return w(r, WORD_NOBODY);
    return SAY(r, WORD_COVERAGE_IS, share_text(r, shown_coverage(score)),
               share_text(r, score->confirmed));
}

/* How many links of each kind lead to a key result, for the rows that are no link themselves. */
static struct text link_counts(struct report *r, uint32_t item)
{
    size_t explicit = 0, implicit = 0;
    for (uint32_t k = r->in_first[item]; k < r->in_first[item + 1]; k++) {
        bool is_explicit = r->run->links.v[r->in[k]].kind == LINK_EXPLICIT;
        explicit += is_explicit;
        implicit += !is_explicit;
    }
    if (!explicit && !implicit)
        return (struct text){0};
    if (!explicit || !implicit)
        return explicit ? COUNTED(r, WORD_N_EXPLICIT, explicit)
                        : COUNTED(r, WORD_N_IMPLICIT, implicit);
    return SAY(r, WORD_EXPLICIT_OF, count_text(r, explicit), count_text(r, implicit));
}

static void put_line_id(struct report *r, struct tab *tab, uint32_t row,
                        const struct outline_line *line)
{
    struct style style = style_of(MEANING_LINKED, STYLE_RULE);
    style.indent = 1;
    if (!is_support(line))
        style = line_style(line, STYLE_SHRINK);
    style.indent = 1;
    struct tab_cell *cell = tab_text(tab, row, 1, style, item_id(r, line->item));
    if (!line->level)
        return; /* a link would be dark on navy */
    if (line->level == 1 && r->coverage_rows[line->item] != PLACE_NONE)
        link_to_sheet(r, tab, cell, SHEET_COVERAGE, r->coverage_rows[line->item]);
    else
        link_to_item(r, tab, cell, line->item);
}

static void put_link(struct report *r, struct tab *tab, uint32_t row,
                     const struct outline_line *line)
{
    if (line->link != NO_LINK_NUMBER) {
        put_link_kind(r, tab, row, 3, &r->run->links.v[line->link]);
        return;
    }
    struct style style = line_style(line, STYLE_SMALL);
    style.indent = 1;
    if (line->level)
        tab_text(tab, row, 3, style,
                 line->level == 1 ? link_counts(r, line->item) : w(r, WORD_KEY_RESULT));
}

/* In a band as text, so that no bar is drawn over it. */
static void put_progress(struct report *r, struct tab *tab, uint32_t row,
                         const struct outline_line *line)
{
    double progress = r->plan->items.v[line->item].progress;
    struct style style = line_style(line, STYLE_RIGHT);
    style.indent = 1;
    if (!line->level) {
        if (isfinite(progress))
            tab_text(tab, row, 4, style, share_text(r, progress));
        return;
    }
    style.format = FORMAT_PERCENT;
    tab_number(tab, row, 4, style, shown_share(progress));
    put_grade(r, tab, row, 5, r->score->items[line->item].grade);
}

static void put_line(struct report *r, struct tab *tab, uint32_t row,
                     const struct outline_line *line)
{
    const struct item *item = &r->plan->items.v[line->item];
    struct style first = line_style(line, STYLE_WRAP), unit = line_style(line, 0);
    struct style reason = line_style(line, STYLE_WRAP | STYLE_SMALL);
    first.indent = (uint8_t)(line->level < 2 && !is_support(line) ? 1 : line->level * 2 + 1);
    unit.indent = reason.indent = 1;
    tab_fill(tab, row, 0, COLUMNS - 1, unit);
    tab_text(tab, row, 0, first, item->text);
    put_line_id(r, tab, row, line);
    if (line->level)
        link_to_unit(r, tab, tab_text(tab, row, 2, unit, unit_name(r, item->unit)), item->unit);
    put_link(r, tab, row, line);
    put_progress(r, tab, row, line);
    tab_text(tab, row, 6, reason, why(r, line));
}

/* Closed branches: their rows are hidden, the row above them says so. */
static void set_outline(struct report *r, struct tab *tab)
{
    bool open[DEEPEST + 2] = {true};
    for (size_t i = 0; i < r->outline.n; i++) {
        const struct outline_line *line = &r->outline.v[i];
        bool shown = line->level == 0 || open[line->level - 1];
        open[line->level] = shown && line->open;
        if (!line->level)
            continue;
        struct tab_row *row = tab_row(tab, FIRST_ROW + (uint32_t)i);
        row->outline = line->level;
        row->hidden = !shown;
        row->collapsed = line->parent && !line->open;
    }
}

void lay_out_alignment(struct report *r)
{
    struct tab *tab = r->tabs[SHEET_ALIGNMENT];
    put_title(r, SHEET_ALIGNMENT, w(r, WORD_ALIGNMENT_TITLE), w(r, WORD_ALIGNMENT_SUB));
    tab_widths(tab, widths);
    put_heads(r, tab, HEADER_ROW, heads, COLUMNS);
    uint32_t n = (uint32_t)r->outline.n;
    for (uint32_t i = 0; i < n; i++)
        put_line(r, tab, FIRST_ROW + i, &r->outline.v[i]);
    if (!n)
        tab_text(tab, FIRST_ROW, 0, style_of(MEANING_MUTED, 0), w(r, WORD_NOTHING_HERE));
    if (r->outline_cut)
        tab_text(tab, FIRST_ROW + n, 0, style_of(MEANING_BAD_CHANGE, 0),
                 SAY(r, WORD_TOO_MUCH, count_text(r, n)));
    set_outline(r, tab);
    if (n)
        tab_add_bar(tab, (struct range){FIRST_ROW, 4, HEADER_ROW + n, 4}, MEANING_BAR_PROGRESS, 1);
    tab_add_table(tab, "Alignment", (struct range){HEADER_ROW, 0, HEADER_ROW + n, COLUMNS - 1},
                  false);
    tab->freeze_rows = FIRST_ROW;
    tab->repeat_first = tab->repeat_last = HEADER_ROW;
}
