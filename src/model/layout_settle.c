/*
 * What the assignment of roles leaves to be settled: columns that are read by those beside them, once
 * each has its role. The steps and their order are at the end.
 */
#include "base/fold.h"
#include "model/layout_column.h"
#include "model/value.h"
#include "model/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The item that a word of the header names: "Group Objective"; ROLE_NONE. */
static enum role item_in_header(const struct work *w, struct text header)
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
static void settle_pairs(const struct settling *on)
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
        if ((c->role != ROLE_OBJECTIVE && !upper) || c[1].role != ROLE_KEY_RESULT || c->group ||
            c[1].group)
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
static void settle_levels(const struct settling *on)
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
static void settle_uppers(const struct settling *on)
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
static void settle_codes(const struct settling *on)
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

/* "Confidence" above "On track", "At risk": how the rows stand, where no other column says it. */
static void settle_confidence(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        if (c->role != ROLE_CONFIDENCE || !s->distinct || s->grades < 1 ||
            s->states * 5 < s->distinct * 4 || table_column(on->table, ROLE_STATUS))
            continue;
        c->role = ROLE_STATUS;
        c->reason = T("states, and no other column holds any");
    }
}

/* "Name | Objective" of an export, the objective said again in each row: the names are its key results. */
static void settle_names(const struct settling *on)
{
    struct table *table = on->table;
    struct column *title = NULL;
    const struct column *objective = table_column(table, ROLE_OBJECTIVE);
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].role == ROLE_TITLE)
            title = title ? title : &table->columns.v[i];
    if (!title || !objective || table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_TYPE))
        return;
    const struct column_stats *names = &case_of(on->cases, title)->stats;
    const struct column_stats *above = &case_of(on->cases, objective)->stats;
    if (title->col > objective->col || names->n < 3 || names->distinct < names->n ||
        above->n < names->n || above->distinct * 3 > above->n * 2 || !above->content[CONTENT_PROSE])
        return;
    size_t people = 0, words = 0;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, title->col);
        people += cell && value_like_people(cell->text) >= 1;
        words += cell ? text_words(cell->text) : 0;
    }
    if (people * 3 >= names->n * 2 && !table_column(table, ROLE_OWNER)) {
        title->role = ROLE_OWNER;
        title->reason = T("people, beside objectives");
        return;
    }
    if (people * 3 > names->n || words * 2 < names->n * 5)
        return;
    title->role = ROLE_KEY_RESULT;
    title->reason = T("names that differ, beside objectives that come again");
}

/* "Status / on track": the lower of two header lines. */
struct text low_header(struct text header)
{
    for (size_t at; (at = text_find(header, T(" / "), 0)) != SIZE_MAX;)
        header = text_slice(header, at + 3, header.len);
    return text_trim(header);
}

/* "Responsible (x) / Meike | Orhan": a tick says that it is that person. */
static void settle_ticked_people(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        struct text low = low_header(c->header);
        if (low.len == c->header.len || holds(s, CONTENT_TICK) < .6 || s->bools ||
            value_like_people(low) < 1 || value_status(on->w->scratch, low) != STATUS_NONE)
            continue;
        const struct header_reading *r = vocabulary_read(
            on->w->words, on->w->scratch, text_slice(c->header, 0, c->header.len - low.len - 3));
        if (!r || !r->n || r->senses[0].role != ROLE_OWNER)
            continue;
        c->role = ROLE_OWNER;
        c->ticks = true;
        c->reason = T("ticks below people");
    }
}

/* "To do | Doing | Done": a tick in one of them is the row's state; "Done" alone says it as well. */
static void settle_states(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    size_t n = 0, done = 0;
    for (int take = 0; take < 2 && (!take || n >= 2 || done); take++)
        for (size_t i = 0; i < table->columns.n; i++) {
            struct column *c = &table->columns.v[i];
            const struct column_stats *s = &case_of(cases, c)->stats;
            if (s->bools || holds(s, CONTENT_TICK) < .6 || c->role == ROLE_PARENT ||
                value_status(w->scratch, low_header(c->header)) == STATUS_NONE)
                continue;
            n++;
            done += value_status(w->scratch, low_header(c->header)) == STATUS_DONE;
            if (take) {
                c->role = ROLE_STATUS;
                c->ticks = true;
                c->reason = T("ticks below words for states");
            }
        }
}

/* A column of nothing but ticks, under a name that is no word for a state. */
static bool is_ticked(const struct settling *on, const struct column *c)
{
    const struct column_case *of = case_of(on->cases, c);
    return c->role == ROLE_STATUS && holds(&of->stats, CONTENT_TICK) >= .6 && c->header.len &&
           !(of->reading && of->reading->n && of->reading->senses[0].weight >= .7) &&
           value_status(on->w->scratch, c->header) == STATUS_NONE;
}

/* "1.2": two numbers and a dot. */
static bool is_outline_pair(struct text t)
{
    size_t dot = text_find(t, T("."), 0), digits = 0;
    for (size_t i = 0; i < t.len; i++)
        digits += t.ptr[i] >= '0' && t.ptr[i] <= '9';
    return dot != SIZE_MAX && dot > 0 && dot + 1 < t.len && digits + 1 == t.len && t.len <= 5;
}

/* Ticks and nothing else, "1" and "0" among them. */
static bool only_ticks(const struct settling *on, const struct column *c)
{
    size_t ticks = 0;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, c->col);
        unsigned content = cell ? mark_of(on->w, cell)->content : CONTENT_BLANK;
        struct text t = cell ? text_trim(cell->text) : (struct text){0};
        if (content != CONTENT_TICK && content != CONTENT_BLANK && !text_eq(t, T("1")) &&
            !text_eq(t, T("0")))
            return false;
        ticks += content == CONTENT_TICK;
    }
    return ticks > 0;
}

/* A column of nothing but ticks below what is a key result by its words: "KR1.1 Crew turnover", "Fuel per mile
   down 9 %", or by its number. */
static bool ticks_item(const struct settling *on, const struct column *c)
{
    struct work *w = on->w;
    struct text t = text_trim(c->header);
    struct change change;
    if (is_item(c->role) || !t.len || !only_ticks(on, c))
        return false;
    bool measured = text_words(t) > 2 && text_has_digit(t) &&
                    value_change(t, DECIMAL_UNKNOWN, &change) && !isnan(change.target);
    return mark_text(w, t).prefix == PREFIX_KEY_RESULT || code_kind(t) == PREFIX_KEY_RESULT ||
           measured || (is_outline_pair(t) && table_column(on->table, ROLE_KEY_RESULT));
}

/* The columns of ticks below key results, if there are several; then all of them that no word tells. */
static void settle_ticked_items(const struct settling *on)
{
    struct table *table = on->table;
    size_t n = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        n += ticks_item(on, &table->columns.v[i]);
    for (size_t i = 0; i < table->columns.n && n > 1; i++) {
        struct column *c = &table->columns.v[i];
        bool open = (c->role == ROLE_NONE || c->role == ROLE_STATUS) && only_ticks(on, c) &&
                    text_words(c->header) > 2;
        if (!open && !ticks_item(on, c))
            continue;
        c->role = ROLE_PARENT;
        c->ticks = true;
        c->scope = -1;
        c->reason = T("ticks below key results");
    }
}

/* One column of yes and no is an answer to its header; ticks against units stand in several. */
static void settle_ticks(const struct settling *on)
{
    struct table *table = on->table;
    size_t n = 0, ticked = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        ticked += is_ticked(on, &table->columns.v[i]);
    for (size_t i = 0; i < table->columns.n && ticked > 1; i++)
        if (is_ticked(on, &table->columns.v[i])) {
            table->columns.v[i].role = ROLE_NONE;
            table->columns.v[i].ticks = true;
            table->columns.v[i].reason = T("ticks in several columns");
        }
    for (size_t i = 0; i < table->columns.n; i++)
        n += table->columns.v[i].ticks && table->columns.v[i].role != ROLE_PARENT &&
             table->columns.v[i].role != ROLE_STATUS;
    for (size_t i = 0; i < table->columns.n && n < 2; i++)
        if (table->columns.v[i].role != ROLE_PARENT && table->columns.v[i].role != ROLE_STATUS)
            table->columns.v[i].ticks = false;
}

/* An ID beside the key results' own IDs is the objective's; what repeats beyond an empty column is
   a list for reference, not the table. */
static void settle_beside(const struct settling *on)
{
    struct table *table = on->table;
    bool gap = false;
    for (size_t i = 1; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        gap |= c->col > c[-1].col + 1;
        bool taken = false;
        for (size_t j = 0; j < i && !taken; j++)
            taken = table->columns.v[j].role == c->role;
        if (gap && taken && c->role != ROLE_KEY_RESULT && c->role != ROLE_NOTE) {
            c->role = ROLE_IGNORED;
            c->reason = T("a list beside the table");
        }
    }
    for (size_t i = 0; i < table->columns.n && table_column(table, ROLE_KEY_RESULT_ID); i++)
        if (table->columns.v[i].role == ROLE_ID && !table_column(table, ROLE_OBJECTIVE_ID))
            table->columns.v[i].role = ROLE_OBJECTIVE_ID;
}

/* The numbers of the key results that are described beside them. */
static void settle_numbers(const struct settling *on)
{
    struct table *table = on->table;
    for (size_t i = 1; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (!text_eq(c->reason, text_of(numbers_beside)) || c[-1].role != ROLE_NONE)
            continue;
        c[-1].role = ROLE_KEY_RESULT_ID;
        c[-1].reason = T("numbers of the key results beside them");
    }
}

/* "Today | Target | Now": of two current values the one before the target is where it started. */
static void settle_start(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    size_t targets = 0;
    struct column *before = NULL, *behind = NULL;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role == ROLE_BASELINE)
            return;
        targets += c->role == ROLE_TARGET;
        if (c->role == ROLE_CURRENT && targets == 0)
            before = before ? &table->columns.v[table->columns.n] : c;
        else if (c->role == ROLE_CURRENT)
            behind = behind ? behind : c;
    }
    if (targets != 1 || !before || !behind || before == &table->columns.v[table->columns.n])
        return;
    before->role = ROLE_BASELINE;
    before->reason = text_printf(w->mem, "before the target, and '" TEXT_FMT "' stands behind it",
                                 TEXT_ARG(behind->header));
    assume_value(w, before->place,
                 "'" TEXT_FMT "' is the start: '" TEXT_FMT "' is the current value",
                 TEXT_ARG(before->header), TEXT_ARG(behind->header));
}

/* "Avance al 30/09" above 6, 13, 140: no progress goes so far; where the metric stands is meant. */
static void settle_beyond(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    enum { MOST_PERCENT = 100 };
    for (size_t i = 0; i < table->columns.n && !table_column(table, ROLE_CURRENT); i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &case_of(cases, c)->stats;
        if (c->role != ROLE_PROGRESS || s->max_number <= MOST_PERCENT ||
            s->content[CONTENT_NUMBER] < 2)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = T("figures beyond 100 are no progress");
        assume(w, c->place, "'" TEXT_FMT "' is the current value: " TEXT_FMT " is no progress",
               TEXT_ARG(c->header), TEXT_ARG(tr_number(w->scratch, s->max_number, 6)));
    }
}

/* What a word alone above figures says; ROLE_NONE. */
static enum role figure_role(struct work *w, struct text word)
{
    const struct header_reading *r = vocabulary_read(w->words, w->scratch, text_trim(word));
    for (size_t i = 0; r && i < r->n; i++)
        if (is_figure_role(r->senses[i].role) && r->senses[i].weight >= .6)
            return r->senses[i].role;
    return ROLE_NONE;
}

/* "Ist / Soll" above "34 / 10": both in one column. */
static void settle_parted(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        struct text rest = c->header, word = text_cut(&rest, '/');
        enum role first = ROLE_NONE, second = ROLE_NONE, third = ROLE_NONE;
        size_t n = 0, parted = 0;
        if (rest.len && word.len < c->header.len) {
            struct text last = rest, middle = text_cut(&last, '/');
            first = figure_role(w, word);
            second = figure_role(w, middle);
            third = last.len ? figure_role(w, last) : ROLE_NONE;
            if (last.len && second == ROLE_CURRENT && third == ROLE_TARGET)
                first = ROLE_BASELINE; /* "Then / now / wanted" */
            if (last.len && third == ROLE_NONE)
                continue;
        }
        if (first == ROLE_NONE || second == ROLE_NONE || first == second)
            continue;
        for (size_t line = head->first; line < head->end; line++) {
            const struct cell *cell = line_cell(w, line, c->col);
            struct text behind = cell ? cell->text : (struct text){0};
            struct text before = text_cut(&behind, '/');
            n += cell != NULL;
            parted +=
                cell && cell->type == CELL_TEXT && text_has_digit(before) && text_has_digit(behind);
        }
        if (parted == 0 || parted * 5 < n * 4)
            continue;
        c->role = first;
        c->second = second;
        c->third = third;
        c->parted = true;
        c->reason = text_printf(w->mem, "two figures in a cell: %s / %s", role_text(first),
                                role_text(second));
    }
}

/* Two columns of starts, one before the target and one behind it, and none of the current value: the
   latter is that ("Utgångsläge | Målvärde | Nuläge"). */
static void settle_second_start(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    struct column *first = NULL, *second = NULL;
    bool target = false;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role == ROLE_CURRENT || c->role == ROLE_PROGRESS)
            return;
        target |= c->role == ROLE_TARGET && first;
        if (c->role == ROLE_BASELINE && !first)
            first = c;
        else if (c->role == ROLE_BASELINE && target)
            second = c;
    }
    if (!second)
        return;
    second->role = ROLE_CURRENT;
    second->reason = text_printf(w->mem, "behind the target; '" TEXT_FMT "' is the start",
                                 TEXT_ARG(first->header));
}

/* "Fin février" beside a target: what was measured then. */
static void settle_month_end(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    size_t targets = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        targets +=
            table->columns.v[i].role == ROLE_TARGET && !case_of(cases, &table->columns.v[i])->dated;
    for (size_t i = 0; i < table->columns.n && targets == 1 && !table_column(table, ROLE_CURRENT);
         i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_TARGET || !case_of(cases, c)->dated)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = T("figures of a day, beside the target");
        assume(w, c->place, "the figures in '" TEXT_FMT "' are current values",
               TEXT_ARG(c->header));
    }
}

/* "End of 2025 | End of 2026 | Today": of two targets the first is where it began, if the current value mostly
   lies between them. */
static void settle_two_ends(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    const struct column *current = table_column(table, ROLE_CURRENT);
    struct column *ends[2] = {NULL, NULL};
    size_t n = 0, rows = 0, between = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].role == ROLE_TARGET && n++ < 2)
            ends[n - 1] = &table->columns.v[i];
    if (n != 2 || !current || table_column(table, ROLE_BASELINE) || ends[0]->group ||
        ends[0]->confidence >= .9 || ends[1]->confidence >= .9)
        return;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        double a = figure_at(w, line, ends[0]->col), b = figure_at(w, line, ends[1]->col),
               c = figure_at(w, line, current->col);
        if (isnan(a) || isnan(b) || isnan(c) || a == b)
            continue;
        rows++;
        between += fmin(a, b) <= c && c <= fmax(a, b);
    }
    if (rows < 2 || between * 10 < rows * 7)
        return;
    ends[0]->role = ROLE_BASELINE;
    ends[0]->reason = T("the first of two targets, between which the current value lies");
    assume(w, ends[0]->place, "'" TEXT_FMT "' is the %s: %s", TEXT_ARG(ends[0]->header),
           tr(role_text(ROLE_BASELINE)),
           tr("the first of two targets, between which the current value lies"));
}

/* Every "parent id" is the ID of another row of the table. */
static bool is_tree(const struct settling *on)
{
    const struct column *id = table_column(on->table, ROLE_ID),
                        *parent = table_column(on->table, ROLE_PARENT);
    struct map ids = {0};
    size_t named = 0;
    for (size_t line = on->head->first; id && line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, id->col);
        if (cell)
            map_put(on->w->scratch, &ids, text_trim(cell->text), line);
    }
    for (size_t line = on->head->first; parent && line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, parent->col);
        if (cell && map_get(&ids, text_trim(cell->text)) == MAP_NONE)
            return false;
        named += cell != NULL;
    }
    return named > 0;
}

/* "id | name | parent id | Objective | Key results", a row for each unit: the names are theirs. */
static void settle_unit_rows(const struct settling *on)
{
    struct table *table = on->table;
    if (!table_column(table, ROLE_OBJECTIVE) || !table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_UNIT_NAME) || !is_tree(on))
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        size_t people = 0;
        for (size_t line = on->head->first; line < on->head->end; line++) {
            const struct cell *cell = line_cell(on->w, line, c->col);
            people += cell && cell->type == CELL_TEXT && value_like_people(cell->text) >= 2;
        }
        if (c->role != ROLE_OWNER || c->confidence >= .6 || s->distinct != s->n ||
            s->n + 1 < on->head->end - on->head->first || people * 2 > s->n)
            continue;
        c->role = ROLE_UNIT_NAME;
        c->reason = T("names rows whose parents are rows, too");
        return;
    }
}

/* "This year" above 45, 20 % and 40: figures of a period are not the name of one. */
static void settle_no_periods(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        if (c->role == ROLE_PERIOD && s->n > 1 && s->content[CONTENT_PERCENT] &&
            s->content[CONTENT_NUMBER] + s->content[CONTENT_PERCENT] == s->n) {
            c->role = ROLE_NONE;
            c->reason = T("");
        }
    }
}

/* "Today | By June": of two columns the only one headed by a period, where nothing else is called a target. */
static void settle_by_then(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    struct column *then = NULL;
    bool now = false;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        bool dated = c->role == ROLE_CURRENT && text_eq(c->reason, text_of(header_is_period));
        if (c->role == ROLE_TARGET || (dated && then))
            return;
        now |= c->role == ROLE_CURRENT && !dated && !case_of(on->cases, c)->dated;
        then = dated ? c : then;
    }
    if (!now || !then)
        return;
    then->role = ROLE_TARGET;
    then->reason = T("a period beside the current value, and no other column is the target");
    assume(w, then->place, "'" TEXT_FMT "' is the %s: %s", TEXT_ARG(then->header),
           tr(role_text(ROLE_TARGET)),
           tr("a period beside the current value, and no other column is the target"));
}

/* "Ende Dezember", where nothing else is called a target. */
static void settle_end(const struct settling *on)
{
    struct work *w = on->w;
    struct table *table = on->table;
    struct phrase phrase;
    for (size_t i = 0; i < table->columns.n && !table_column(table, ROLE_TARGET); i++) {
        struct column *c = &table->columns.v[i];
        if ((c->role != ROLE_CURRENT && c->role != ROLE_PROGRESS) ||
            !text_eq(c->reason, text_of(header_is_period)) ||
            !words_at_start(WORDS_END_OF, text_key(w->scratch, c->header), &phrase))
            continue;
        c->role = ROLE_TARGET;
        c->reason = T("header is the end of a period, and no other column is the target");
    }
}

/* Columns headed by periods alone are one series: percentages are progress in all of them, also where
   one holds but zeros, unless another is no percentage. */
static void settle_series(const struct settling *on)
{
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    size_t percent = 0, other = 0;
    for (size_t i = 0; i < table->columns.n; i++) {
        const struct column *c = &table->columns.v[i];
        const struct column_stats *s = &case_of(cases, c)->stats;
        bool figures = text_eq(c->reason, text_of(header_is_period)) && s->n;
        percent += figures && c->role == ROLE_PROGRESS ? s->n : 0;
        other += figures && c->role == ROLE_CURRENT && s->max_number > 0 ? s->n : 0;
    }
    for (size_t i = 0; i < table->columns.n && percent > other; i++)
        if (table->columns.v[i].role == ROLE_CURRENT &&
            text_eq(table->columns.v[i].reason, text_of(header_is_period)))
            table->columns.v[i].role = ROLE_PROGRESS;
}

/* Columns headed by a period alone: targets where there is a baseline but no target column. */
static void settle_periods(const struct settling *on)
{
    struct table *table = on->table;
    bool baseline = table_column(table, ROLE_BASELINE), target = table_column(table, ROLE_TARGET);
    for (size_t i = 0; i < table->columns.n && baseline && !target; i++)
        if (text_eq(table->columns.v[i].reason, text_of(header_is_period)))
            table->columns.v[i].role = ROLE_TARGET;
}

/* With a column of types "goal status" is that of the row, whatever it is; so is "goal by December" beside
   key results alone. */
static void settle_any_goal(const struct settling *on)
{
    struct table *table = on->table;
    bool alone = table_column(table, ROLE_KEY_RESULT) && !table_column(table, ROLE_OBJECTIVE) &&
                 !table_column(table, ROLE_TITLE);
    if (!alone && !table_column(table, ROLE_TYPE))
        return;
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].scope == OBJECTIVE)
            table->columns.v[i].scope = -1;
}

/* "Objective | Weight | Key result | Weight": what is said twice is said of each of them. */
static void settle_between(const struct settling *on)
{
    struct table *table = on->table;
    const struct column *objective = table_column(table, ROLE_OBJECTIVE),
                        *key_result = table_column(table, ROLE_KEY_RESULT);
    if (!objective || !key_result || objective->col > key_result->col)
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i], *other = NULL;
        if (c->scope >= 0 || c->col < objective->col || c->col > key_result->col ||
            !(c->role == ROLE_WEIGHT || c->role == ROLE_OWNER || c->role == ROLE_PROGRESS ||
              c->role == ROLE_STATUS || c->role == ROLE_DUE))
            continue;
        for (size_t k = i + 1; k < table->columns.n && !other; k++)
            if (table->columns.v[k].role == c->role && table->columns.v[k].scope < 0 &&
                table->columns.v[k].col > key_result->col)
                other = &table->columns.v[k];
        /* said of each: right in most rows of key results, left no more often than there are objectives */
        if (!other ||
            case_of(on->cases, other)->stats.n * 2 < case_of(on->cases, key_result)->stats.n ||
            case_of(on->cases, c)->stats.n > case_of(on->cases, objective)->stats.n)
            continue;
        c->scope = OBJECTIVE;
        other->scope = KEY_RESULT;
    }
}

/* Cards: each key result beside the words of the objective that it belongs to, which no column holds. */
static void settle_belongs(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    if (table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_TITLE) ||
        table_column(table, ROLE_OBJECTIVE_ID) || !table_column(table, ROLE_KEY_RESULT))
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &case_of(cases, c)->stats;
        if (c->role != ROLE_PARENT || c->scope >= 0 || s->codes || s->n < 2 ||
            holds(s, CONTENT_PROSE) < .6 ||
            !vocabulary_begins(w->words, WORDS_BELONGS, header_key(w->scratch, c->header)))
            continue;
        c->role = ROLE_OBJECTIVE;
        c->level = LEVEL_UNKNOWN;
        c->reason = T("what the key results belong to");
        assume(w, c->place, "the texts in '" TEXT_FMT "' are the objectives of the key results",
               TEXT_ARG(c->header));
        return;
    }
}

/* "Objective name | Metric name", and no key results: the metrics are what there is of them. */
static void settle_metrics(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    if (!table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_TITLE) || table_column(table, ROLE_TYPE))
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_stats *s = &case_of(cases, c)->stats;
        if (c->role != ROLE_METRIC || s->n < 2 || s->distinct * 4 < s->n * 3 || only_numbers(s))
            continue;
        c->role = ROLE_KEY_RESULT;
        c->scope = -1;
        c->reason = T("metrics of the objectives, and no other key results");
        assume(w, c->place, "the metrics in '" TEXT_FMT "' are the key results",
               TEXT_ARG(c->header));
        return;
    }
}

/* Wherever both columns hold a figure, both are percentages or neither is; *n: how often. */
static bool same_dress(struct work *w, const struct head *head, const struct column *a,
                       const struct column *b, size_t *n)
{
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *x = line_cell(w, line, a->col), *y = line_cell(w, line, b->col);
        if (!x || !y)
            continue;
        bool percent = mark_of(w, x)->content == CONTENT_PERCENT;
        if (percent != (mark_of(w, y)->content == CONTENT_PERCENT))
            return false;
        *n += percent;
    }
    return true;
}

/* A column of figures under a word that nobody knows. */
static bool unknown_figures(const struct cases *cases, const struct column *c)
{
    const struct column_stats *s = &case_of(cases, c)->stats;
    bool unknown = c->role == ROLE_NONE || text_eq(c->reason, text_of(holds_percentages));
    return unknown && !names_day(case_of(cases, c)) && c->header.len && !c->ticks && s->n &&
           s->content[CONTENT_NUMBER] + s->content[CONTENT_PERCENT] == s->n;
}

static void take_figures(struct work *w, struct column *c, enum role role, const char *place)
{
    c->role = role;
    c->scope = -1;
    c->reason = text_of(place);
    assume(w, c->place, "'" TEXT_FMT "' is the %s: %s", TEXT_ARG(c->header), tr(role_text(role)),
           tr(place));
}

/* The month that a header names, from 1; NAN. */
static double month_of(struct work *w, struct text header)
{
    struct phrase phrase;
    struct text key = text_key(w->scratch, header);
    return words_first(WORDS_MONTH, key, &phrase)
               ? words_value(WORDS_MONTH, text_slice(key, phrase.begin, phrase.end))
               : NAN;
}

/* Half of the rows say in words what is to be reached. */
static bool texts_have_targets(const struct settling *on)
{
    struct work *w = on->w;
    size_t rows = 0, told = 0;
    for (size_t line = on->head->first; line < on->head->end; line++, rows++) {
        const struct row *row = w->lines[line].row;
        bool target = false;
        for (size_t i = row->first; i < (size_t)row->first + row->n && !target; i++) {
            const struct cell *cell = &w->sheet->cells[i];
            struct change change;
            target = cell->type == CELL_TEXT && text_words(cell->text) > 1 &&
                     text_has_digit(cell->text) &&
                     value_change(cell->text, DECIMAL_UNKNOWN, &change) && !isnan(change.target);
        }
        told += target;
    }
    return told * 2 >= rows;
}

/* The year that the tab, the file or the first row names, else the year before that of the run. */
static double sheet_year(struct work *w)
{
    struct text names[] = {w->sheet->name, file_stem(w->sheet->book->path),
                           w->n_lines ? line_first(w, 0)->text : (struct text){0}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct period period;
        struct text slice;
        if (value_period_within(w->scratch, names[i], DATE_UNKNOWN, &period, &slice) &&
            period.name.len >= 4)
            for (size_t k = 0; k + 4 <= period.name.len; k++)
                if (text_starts(text_slice(period.name, k, period.name.len), T("20")))
                    return strtod(text_z(w->scratch, text_slice(period.name, k, k + 4)), NULL);
    }
    double day;
    int year = 0, month, d;
    if (!value_date(w->config->as_of, DATE_UNKNOWN, &day))
        return 0;
    date_civil(day, &year, &month, &d);
    return year - 1;
}

/* A column whose header says of when its figures are, and no more. */
static bool is_dated_column(const struct column *c)
{
    return text_eq(c->reason, text_of(header_is_period)) ||
           text_contains(c->reason, text_of(end_of_period));
}

/* "In June | In December", "2025 | 2026": two months apart or two years and nothing else that is measured, both
   in every row: from where it goes, and where to. */
static void settle_two_periods(const struct settling *on)
{
    enum { APART = 3 };
    struct work *w = on->w;
    struct column *ends[2] = {NULL, NULL};
    size_t n = 0, same = 0;
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        bool dated = is_dated_column(c);
        if (!dated && (c->role == ROLE_TARGET || c->role == ROLE_BASELINE ||
                       c->role == ROLE_PROGRESS || c->role == ROLE_CURRENT))
            return;
        if (dated && n++ < 2)
            ends[n - 1] = c;
    }
    if (n != 2 || ends[1] != ends[0] + 1 || texts_have_targets(on))
        return;
    double apart = month_of(w, ends[1]->header) - month_of(w, ends[0]->header);
    double last = year_in_header(w, ends[1]->header);
    bool years = last == year_in_header(w, ends[0]->header) + 1 && last >= sheet_year(w);
    size_t rows = case_of(on->cases, ends[0])->stats.n;
    if (!(fabs(apart) >= APART || years) || rows < (years ? 2 : APART) ||
        case_of(on->cases, ends[1])->stats.n != rows ||
        !same_dress(w, on->head, ends[0], ends[1], &same))
        return;
    take_figures(w, ends[0], ROLE_BASELINE,
                 years ? "the first of two years" : "the first of two months");
    take_figures(w, ends[1], ROLE_TARGET,
                 years ? "the second of two years" : "the second of two months");
}

/* Figures stand in the order start, target, current: where one of them has a name that nobody knows,
   its place tells it. */
static void settle_order(const struct settling *on)
{
    struct work *w = on->w;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    bool baseline = table_column(table, ROLE_BASELINE), target = table_column(table, ROLE_TARGET);
    bool current = table_column(table, ROLE_CURRENT) || table_column(table, ROLE_PROGRESS);
    for (size_t i = 1; i + 1 < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (!baseline && c[1].role == ROLE_TARGET && unknown_figures(cases, c) &&
            same_dress(w, on->head, c, &c[1], &n)) {
            take_figures(w, c, ROLE_BASELINE, "it stands before the target");
            baseline = true;
        } else if (!target && c[-1].role == ROLE_BASELINE && unknown_figures(cases, c)) {
            take_figures(w, c, ROLE_TARGET, "it stands behind the start");
            target = true;
        }
    }
    for (size_t i = 1; i < table->columns.n && !target; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (c[-1].role != ROLE_CURRENT || !unknown_figures(cases, c) ||
            !(table_column(table, ROLE_KEY_RESULT) || table_column(table, ROLE_OBJECTIVE)) ||
            !same_dress(w, on->head, c, &c[-1], &n) ||
            (i + 1 < table->columns.n && unknown_figures(cases, &c[1])))
            continue;
        take_figures(w, c, ROLE_TARGET, "it stands behind the current value"); /* "By Christmas" */
        target = true;
    }
    for (size_t i = 2; i < table->columns.n && !baseline && !target; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role != ROLE_CURRENT || !unknown_figures(cases, &c[-2]) ||
            !unknown_figures(cases, &c[-1]))
            continue;
        take_figures(w, &c[-2], ROLE_BASELINE, "it stands before the target and the current value");
        take_figures(w, &c[-1], ROLE_TARGET, "it stands before the current value");
        target = true;
    }
    for (size_t i = 2; i < table->columns.n && !baseline && !target && !current; i++) {
        struct column *c = &table->columns.v[i];
        if (!unknown_figures(cases, &c[-2]) || !unknown_figures(cases, &c[-1]) ||
            !unknown_figures(cases, c) ||
            (i + 1 < table->columns.n && unknown_figures(cases, &c[1])))
            continue;
        take_figures(w, &c[-2], ROLE_BASELINE, "the first of three columns of figures");
        take_figures(w, &c[-1], ROLE_TARGET, "the second of three columns of figures");
        take_figures(w, c, ROLE_CURRENT, "the third of three columns of figures");
        current = target = true;
    }
    for (size_t i = 1; i < table->columns.n && !baseline && !target && !current; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (!unknown_figures(cases, &c[-1]) || !unknown_figures(cases, c) ||
            !same_dress(w, on->head, &c[-1], c, &n) || n == 0 || n == case_of(cases, c)->stats.n)
            continue;
        take_figures(w, &c[-1], ROLE_BASELINE, "the first of two columns of figures");
        take_figures(w, c, ROLE_TARGET, "the second of two columns of figures");
        target = true;
    }
    for (size_t i = 1; i < table->columns.n && !current; i++) {
        struct column *c = &table->columns.v[i];
        if (c[-1].role != ROLE_TARGET || !unknown_figures(cases, c))
            continue;
        take_figures(w, c, ROLE_CURRENT, "it stands behind the target");
        current = true;
    }
}

/* The last words of a header, behind a dash or a colon, or the last one: "Key Results" of "Claims - Key Results". */
static struct text last_words(struct text header)
{
    static const char *const joints[] = {" - ", " – ", " — ", ": ", " / "};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = text_find(header, text_of(joints[i]), 0);
        if (at != SIZE_MAX)
            return text_slice(header, at + strlen(joints[i]), header.len);
    }
    size_t at = header.len;
    while (at > 0 && header.ptr[at - 1] != ' ')
        at--;
    return text_slice(header, at, header.len);
}

/* "Claims - Key Results" and "Underwriting - Key Results" hold the same, whatever is known of their first words. */
static void settle_same_words(const struct settling *on)
{
    struct work *w = on->w;
    const struct column *known = table_column(on->table, ROLE_KEY_RESULT);
    for (size_t i = 0; known && i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        struct text tail = last_words(text_trim(c->header));
        bool open = c->role == ROLE_NONE || (c->role == ROLE_NOTE && c->confidence < .5);
        if (!open || tail.len == text_trim(c->header).len || !case_of(on->cases, c)->stats.n ||
            !text_eq_ascii_case(tail, last_words(text_trim(known->header))) ||
            likeliest(vocabulary_read(w->words, w->scratch, tail), .9) != ROLE_KEY_RESULT)
            continue;
        c->role = ROLE_KEY_RESULT;
        c->scope = -1;
        c->reason = text_printf(w->mem, "its words end like those of '" TEXT_FMT "'",
                                TEXT_ARG(known->header));
    }
}

/* "KR | Milestone 1 | Milestone 2": steps of the key result that is called so. */
static void settle_milestones(const struct settling *on)
{
    const struct column *key_result = NULL;
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct header_reading *r = case_of(on->cases, c)->reading;
        if (c->role != ROLE_KEY_RESULT || !r)
            continue;
        if (!key_result && likeliest(r, .95) == ROLE_KEY_RESULT && !r->group)
            key_result = c;
        else if (key_result && likeliest(r, .9) == ROLE_NONE && r->group) {
            c->role = ROLE_NOTE;
            c->scope = KEY_RESULT;
            c->group = 0;
            c->reason = T("steps of the key result beside it");
        }
    }
}

/* Key result columns beside each other: number 1, 2, ... with the columns that follow each. */
static void settle_groups(const struct settling *on)
{
    struct table *table = on->table;
    unsigned n = 0, count[ROLE_COUNT] = {0};
    for (size_t i = 0; i < table->columns.n; i++) {
        enum role role = table->columns.v[i].role;
        count[role] += role == ROLE_KEY_RESULT || count[ROLE_KEY_RESULT]; /* right of the first */
    }
    if (count[ROLE_KEY_RESULT] < 2 || text_eq(table->shape, T("cascade"))) {
        for (size_t i = 0; i < table->columns.n; i++)
            table->columns.v[i].group = 0; /* "KR1 target" beside the only "KR1" */
        return;
    }
    table->shape = T("wide");
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        if (c->role == ROLE_KEY_RESULT)
            c->group = ++n;
        else if (c->group == 0 && n > 0 && count[c->role] > 1 && c->role != ROLE_NOTE)
            c->group = n;
        else if (c->role == ROLE_ID && n == 0 && table_column(table, ROLE_OBJECTIVE))
            c->scope = OBJECTIVE; /* the row's number is its objective's */
    }
}

static const char dressed_as_target[] = "header is a period, figures are dressed as the target";

/* "Target | W18 | W19" with 80 %, 61 %, 66 %: check-ins of the metric, not of the progress. */
static void settle_check_ins(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    struct table *table = on->table;
    const struct column *target = table_column(table, ROLE_TARGET);
    for (size_t i = 0; target && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        size_t n = 0;
        if (c->role != ROLE_PROGRESS || !text_eq(c->reason, text_of(header_is_period)) ||
            !same_dress(w, head, target, c, &n) || n == 0)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = text_of(dressed_as_target);
    }
}

/* What the columns are in the end is said. */
static void say_check_ins(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        const struct column *c = &on->table->columns.v[i];
        if (c->role == ROLE_CURRENT && text_eq(c->reason, text_of(dressed_as_target)))
            assume(on->w, c->place,
                   "the percentages in '" TEXT_FMT "' are current values, not progress",
                   TEXT_ARG(c->header));
    }
}

/* "Ist | Erreicht" above 34, 16 and 75 %, 50 %: of two current values the one that holds percentages,
   though the target is none, is how far that is. */
static void settle_reached(const struct settling *on)
{
    struct work *w = on->w;
    const struct head *head = on->head;
    const struct cases *cases = on->cases;
    struct table *table = on->table;
    const struct column *target = table_column(table, ROLE_TARGET);
    size_t currents = 0, n = 0;
    for (size_t i = 0; i < table->columns.n; i++)
        currents += table->columns.v[i].role == ROLE_CURRENT;
    for (size_t i = 0; target && currents > 1 && i < table->columns.n; i++) {
        struct column *c = &table->columns.v[i];
        const struct column_case *of = case_of(cases, c);
        if (c->role != ROLE_CURRENT || of->dated || holds(&of->stats, CONTENT_PERCENT) < 1 ||
            (of->reading && of->reading->period) || same_dress(w, head, target, c, &n))
            continue;
        c->role = ROLE_PROGRESS;
        c->reason = T("percentages beside a current value that is none");
        currents--;
    }
}

/* "How far are we" above 11 beside "from 5 to 25 a month": where the metric stands, no progress of 11 %. */
static void settle_how_far(const struct settling *on)
{
    struct work *w = on->w;
    const struct column *item = table_column(on->table, ROLE_KEY_RESULT);
    for (size_t i = 0; item && i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        size_t between = 0, others = 0;
        if (c->role != ROLE_PROGRESS || table_column(on->table, ROLE_CURRENT))
            continue;
        for (size_t line = on->head->first; line < on->head->end; line++) {
            const struct cell *text = line_cell(w, line, item->col);
            const struct cell *cell = line_cell(w, line, c->col);
            struct change change;
            if (!text || !cell || mark_of(w, cell)->content != CONTENT_NUMBER ||
                !value_change(text->text, DECIMAL_UNKNOWN, &change) || isnan(change.start) ||
                isnan(change.target))
                continue;
            double figure = figure_at(w, line, c->col);
            bool fits = fmin(change.start, change.target) <= figure &&
                        figure <= fmax(change.start, change.target);
            between += fits && figure > 1;
            others += !fits;
        }
        if (between < 2 || others)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = T("figures between the start and the target of the key results' words");
        assume(w, c->place, "the figures in '" TEXT_FMT "' are current values",
               TEXT_ARG(c->header));
    }
}

/* What rows may leave open, or tell wrongly where there are few of them. */
static bool told_by_rows(enum role role)
{
    return role == ROLE_NONE || role == ROLE_BASELINE || role == ROLE_TARGET ||
           role == ROLE_CURRENT || role == ROLE_PROGRESS || role == ROLE_TITLE;
}

/* Under the header of a longer table, word for word, the columns are what they are there. */
static void settle_again(const struct settling *on)
{
    const struct table *model = on->head->like;
    for (size_t i = 0; model && i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        for (size_t k = 0; c->header.len && k < model->columns.n; k++) {
            const struct column *there = &model->columns.v[k];
            if (there->col != c->col || !text_eq(there->header, c->header) ||
                there->role == c->role || there->role == ROLE_NONE || !told_by_rows(c->role))
                continue;
            c->role = there->role;
            c->scope = there->scope;
            c->reason = T("so it is in the longest table with the same header");
        }
    }
}

/* --- all of it --------------------------------------------------------------------------------------- */

/* What a step reads must be settled above it: levels and both ends of a figure before the figures that
   no word tells, these before the items that only figures tell, and ticks last. */
static void (*const steps[])(const struct settling *) = {
    settle_kinds,        settle_parted,     settle_beyond,
    settle_pairs,        settle_levels,     settle_uppers,
    settle_numbers,      settle_series,     settle_check_ins,
    settle_reached,      settle_same_words, settle_milestones,
    settle_groups,       settle_owners,     settle_unit_rows,
    settle_initials,     settle_month_end,  settle_end,
    settle_by_then,      settle_two_ends,   settle_start,
    settle_no_periods,   settle_codes,      settle_values,
    settle_two_periods,  settle_order,      settle_second_start,
    settle_periods,      settle_shape,      settle_beside_objectives,
    settle_only_text,    settle_legend,     settle_doers,
    settle_any_goal,     settle_between,    settle_metrics,
    settle_belongs,      settle_beside,     settle_states,
    settle_ticked_items, settle_ticks,      settle_again,
    settle_names,        settle_confidence, settle_ticked_people,
    settle_how_far,      say_check_ins,
};

void settle_columns(struct work *w, const struct head *head, const struct cases *cases,
                    struct table *table)
{
    const struct settling on = {w, head, cases, table};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        steps[i](&on);
}
