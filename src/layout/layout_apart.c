/*
 * Columns beside the items that are of something else: themes above the objectives, though their word may be one for
 * objectives, and figures of a metric that the key results only move.
 */
#include "layout/layout_column.h"

/* "Objective": a usual word for it, and long texts below. */
static bool is_surely_objective(const struct settling *on, const struct column *c)
{
    const struct column_case *of = case_of(on->cases, c);
    return c->role == ROLE_PARENT && !c->ticks && c->level < 0 &&
           likeliest(of->reading, .95) == ROLE_OBJECTIVE && of->stats.codes == 0 &&
           holds(&of->stats, CONTENT_PROSE) >= .6;
}

/* "Theme | Objective | Key result": the objectives stand under the word for them, left of their key results, and
   not under one left of it that is seldom such. */
static void settle_themes(const struct settling *on)
{
    struct table *table = on->table;
    struct column *theme = NULL;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role == ROLE_OBJECTIVE && is_weak(on, c)) {
            theme = c;
        } else if (theme && is_surely_objective(on, c) && table_column(table, ROLE_KEY_RESULT) &&
                   table_column(table, ROLE_KEY_RESULT)->col > c->col) {
            c->role = ROLE_OBJECTIVE;
            c->reason = T("the word for objectives, and left of it one for what is above them");
            theme->role = ROLE_PARENT;
            theme->reason = T("what is above the objectives beside it");
            return;
        }
    }
}

/* "kpi" of "KPI today", if that word alone is one for a metric; absent. */
static struct text metric_word(const struct settling *on, struct text header)
{
    struct text rest = header_key(on->w->scratch, header), word = text_cut(&rest, ' ');
    const struct header_reading *r = vocabulary_read(on->w->words, on->w->scratch, word);
    for (size_t i = 0; rest.len && r && i < r->n; i++)
        if (r->senses[i].role == ROLE_METRIC && r->senses[i].weight >= .9)
            return word;
    return (struct text){0};
}

/* A column left of it begins with the same word, and its texts come again beside other key results. */
static bool has_own_metric(const struct settling *on, const struct column *figure, struct text word)
{
    for (const struct column *c = on->table->columns.v; c < figure; c++) {
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        bool text = c->role == ROLE_NONE || c->role == ROLE_METRIC || c->role == ROLE_NOTE ||
                    c->role == ROLE_PARENT;
        struct text first = header_key(on->w->scratch, c->header);
        if (text && s->distinct < s->n && text_eq(text_cut(&first, ' '), word))
            return true;
    }
    return false;
}

/* "Key result | KR target | KPI it moves | KPI today": a figure of that metric, where the key results have others
   of their own. */
static void settle_other_metric(const struct settling *on)
{
    struct table *table = on->table;
    const struct column *target = table_column(table, ROLE_TARGET);
    if (!target || target->scope != KEY_RESULT || !table_column(table, ROLE_KEY_RESULT))
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        struct text word =
            is_figure_role(c->role) && c->scope < 0 ? metric_word(on, c->header) : (struct text){0};
        if (!word.len || !has_own_metric(on, c, word))
            continue;
        c->role = ROLE_NOTE;
        c->scope = KEY_RESULT;
        c->reason = T("figures of the metric beside it, not of the key results");
    }
}

void settle_apart(const struct settling *on)
{
    settle_themes(on);
    settle_other_metric(on);
}
