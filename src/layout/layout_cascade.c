/*
 * Levels in the headers of item columns: cascades, what the company's items beside the sheet's own are, and codes
 * that name them.
 */
#include "layout/layout_column.h"

enum role item_in_header(const struct work *w, struct text header)
{
    for (struct text key = header_key(w->scratch, header); key.len;) {
        struct text word = text_cut(&key, ' ');
        if (vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, word))
            return ROLE_OBJECTIVE;
        if (vocabulary_has(w->words, WORDS_TYPE_KEY_RESULT, word) ||
            vocabulary_begins(w->words, WORDS_TYPE_KEY_RESULT, key) > 2)
            return ROLE_KEY_RESULT;
    }
    return ROLE_NONE;
}

/* "Group Objective | Group Key Result | Division Objective | Division Key Result": pairs of texts, each headed
   in other words, are levels from the left, whatever these words are; a word for what is supported may head the
   first. */
void settle_pairs(const struct settling *on)
{
    enum { MOST_LEVELS = 5 };
    struct work *w = on->w;
    struct column *pairs[MOST_LEVELS][2];
    size_t n = 0, known = 0;
    for (size_t i = 0; i + 1 < on->table->columns.n && n < MOST_LEVELS; i++) {
        struct column *c = &on->table->columns.v[i];
        bool upper = c->role == ROLE_PARENT && n == 0 && !c->ticks &&
                     item_in_header(w, c->header) == ROLE_OBJECTIVE &&
                     case_of(on->cases, c)->stats.codes == 0;
        bool both =
            c[1].role == ROLE_KEY_RESULT || (upper && c[1].role == ROLE_PARENT && !c[1].ticks &&
                                             item_in_header(w, c[1].header) == ROLE_KEY_RESULT);
        if ((c->role != ROLE_OBJECTIVE && !upper) || !both || c->group || c[1].group)
            continue;
        pairs[n][0] = c;
        pairs[n++][1] = &c[1];
        known += c->level >= 0 || c[1].level >= 0;
        i++;
    }
    bool rising = true, parent = n && pairs[0][0]->role == ROLE_PARENT;
    for (size_t i = 0; i < n; i++)
        rising &= pairs[i][0]->level == pairs[i][1]->level && pairs[i][0]->level >= 0 &&
                  (i == 0 || pairs[i][0]->level > pairs[i - 1][0]->level);
    int top = n ? (pairs[0][0]->level > pairs[0][1]->level ? pairs[0][0] : pairs[0][1])->level : 0;
    bool topmost = parent || top >= 0; /* and none right of it is above it */
    for (size_t i = 1; i < n && !parent; i++)
        topmost &= pairs[i][0]->level < 0 || pairs[i][0]->level >= top;
    if (n < 2 || !known || !topmost || (rising && !parent))
        return;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 2; k++) {
            pairs[i][k]->role = k ? ROLE_KEY_RESULT : ROLE_OBJECTIVE;
            pairs[i][k]->level = (int)i;
        }
}

/* Levels in the headers of item columns: a cascade where an upper level has both columns, or where
   there are three of them; else the upper column says what the own items support. */
void settle_levels(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    unsigned objectives[5] = {0}, key_results[5] = {0}, own_objectives = 0, own = 0, deepest = 0,
             levels = 0;
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        if (c->role == ROLE_TITLE && c->confidence >= .6) { /* "Objective or key result" */
            own++;
            own_objectives++;
        }
        if (!is_item(c->role))
            continue;
        if (c->level < 0) {
            own++;
            own_objectives += c->role == ROLE_OBJECTIVE;
        } else if (c->role == ROLE_OBJECTIVE)
            objectives[c->level]++;
        else
            key_results[c->level]++;
    }
    for (unsigned l = 0; l < 5; l++)
        if (objectives[l] + key_results[l]) {
            deepest = l;
            levels++;
        }
    if (levels + (own > 0) < 2)
        return;
    bool cascade = levels >= 3;
    for (unsigned l = 0; l < 5; l++)
        cascade |= objectives[l] && key_results[l] && (own || l < deepest);
    if (cascade) {
        table->shape = T("cascade");
        return;
    }
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        bool beside = own_objectives || (own && c->role == ROLE_KEY_RESULT);
        bool upper = is_item(c->role) && c->level >= 0 && (beside || (unsigned)c->level < deepest);
        if (!upper)
            continue;
        c->upper = c->role;
        c->role = ROLE_PARENT;
        c->reason = text_printf(w->mem, "an upper level's item, beside the sheet's own");
    }
}

/* "Faculty objective" left of the objectives, with texts and no codes: the items of whatever is above, which may
   stand nowhere else. */
void settle_uppers(const struct settling *on)
{
    const struct column *objective = table_column(on->table, ROLE_OBJECTIVE);
    for (size_t i = 0; objective && i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        if (c->role != ROLE_PARENT || c->ticks || c->upper != ROLE_NONE ||
            c->col > objective->col || s->codes || s->content[CONTENT_PROSE] * 2 < s->n)
            continue;
        if (c->level < 0)
            continue; /* "Parent objective": of whatever */
        c->upper = item_in_header(on->w, c->header);
        c->level = c->upper != ROLE_NONE ? 0 : c->level;
    }
}

/* The two numbers of "KR2.3"; how many there are. */
static unsigned code_numbers(struct text t, unsigned long numbers[2])
{
    unsigned n = 0;
    for (size_t i = 0; i < t.len && n < 2; n++) {
        while (i < t.len && (t.ptr[i] < '0' || t.ptr[i] > '9'))
            i++;
        if (i == t.len)
            break;
        for (numbers[n] = 0; i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9'; i++)
            numbers[n] = numbers[n] * 10 + (unsigned long)(t.ptr[i] - '0');
    }
    return n;
}

/* The rows' own IDs differ, and those of an objective's key results begin with 1. */
static bool codes_are_own(const struct work *w, const struct head *head, const struct table *table,
                          const struct column *c)
{
    const struct column *objective = table_column(table, ROLE_OBJECTIVE);
    struct map seen = {0};
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, c->col);
        unsigned long numbers[2];
        if (!cell)
            continue;
        size_t known = seen.n;
        map_put(w->scratch, &seen, cell->text, 1);
        bool begins = objective && line_cell(w, line, objective->col);
        if (seen.n == known ||
            (begins && code_numbers(cell->text, numbers) == 2 && numbers[1] != 1))
            return false;
    }
    return true;
}

/* Codes right of all items under a word that is none for IDs, or that are not the rows' own: what the
   items support. */
void settle_codes(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    uint32_t last = 0;
    bool items = false;
    for (size_t i = 0; i < table->columns.n; i++)
        if (is_item(table->columns.v[i].role) || table->columns.v[i].role == ROLE_TITLE) {
            last = table->columns.v[i].col;
            items = true;
        }
    for (size_t i = 0; items && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_case *of = case_of(cases, c);
        bool id =
            c->role == ROLE_ID || c->role == ROLE_OBJECTIVE_ID || c->role == ROLE_KEY_RESULT_ID;
        if (!id || c->col <= last || !c->header.len || share(of->stats.codes, of->stats.n) < .6)
            continue;
        const struct header_reading *r = of->reading;
        bool called_id = r && r->n &&
                         (r->senses[0].role == ROLE_ID || r->senses[0].role == ROLE_OBJECTIVE_ID ||
                          r->senses[0].role == ROLE_KEY_RESULT_ID);
        if (called_id && codes_are_own(w, head, table, c))
            continue;
        c->role = ROLE_PARENT;
        c->scope = -1;
        c->reason = T("codes of objectives and key results, right of the items");
        assume(w, c->place, "the codes in '" TEXT_FMT "' are what the items support",
               TEXT_ARG(text_shorten(w->scratch, c->header, 40)));
    }
}
