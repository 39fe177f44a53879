/*
 * What the assignment of roles leaves to be settled: columns that are read by those beside them, once
 * each has its role. The steps and their order are at the end.
 */
#include "base/fold.h"
#include "layout/layout_column.h"
#include "value/value.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

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

/* The rows' own IDs are those of key results: KR1, KR2. */
static bool ids_of_key_results(const struct settling *on)
{
    const struct column *id = table_column(on->table, ROLE_ID);
    size_t n = 0, rows = 0;
    for (size_t line = on->head->first; id && line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, id->col);
        rows += cell != NULL;
        n += cell && code_kind(cell->text) == PREFIX_KEY_RESULT;
    }
    return rows && n == rows;
}

/* Half of the names have a figure: what is measured. */
static bool names_have_figures(const struct settling *on, const struct column *title)
{
    size_t n = 0, rows = 0;
    for (size_t line = on->head->first; title && line < on->head->end; line++) {
        const struct cell *cell = line_cell(on->w, line, title->col);
        rows += cell != NULL;
        n += cell && text_has_digit(cell->text);
    }
    return rows && n * 2 >= rows;
}

/* The column of the objectives, or one of so short ones that the names beside them were taken for these, if IDs or
   figures say that they are not; NULL. */
static struct column *objectives_beside(const struct settling *on, const struct column *title)
{
    struct column *parent = NULL;
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct header_reading *r = case_of(on->cases, c)->reading;
        if (c->role == ROLE_OBJECTIVE)
            return c;
        if (c->role == ROLE_PARENT && c->level < 0 && !c->ticks && r && r->n &&
            r->senses[0].role == ROLE_OBJECTIVE && r->senses[0].weight >= .9)
            parent = c;
    }
    return parent && (ids_of_key_results(on) || names_have_figures(on, title)) ? parent : NULL;
}

/* "Name | Objective" of an export, the objective said again in each row: the names are its key results. */
static void settle_names(const struct settling *on)
{
    struct table *table = on->table;
    struct column *title = NULL;
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].role == ROLE_TITLE)
            title = title ? title : &table->columns.v[i];
    struct column *objective = objectives_beside(on, title);
    if (!title || !objective || table_column(table, ROLE_KEY_RESULT) ||
        table_column(table, ROLE_TYPE))
        return;
    const struct column_stats *names = &case_of(on->cases, title)->stats;
    const struct column_stats *above = &case_of(on->cases, objective)->stats;
    bool said = above->content[CONTENT_PROSE] || objective->role == ROLE_PARENT;
    if (title->col > objective->col || names->n < 3 || names->distinct < names->n ||
        above->n < names->n || above->distinct * 3 > above->n * 2 || !said)
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
    if (objective->role == ROLE_PARENT)
        objective->reason = T("objectives that come again, beside what is measured");
    objective->role = ROLE_OBJECTIVE;
}

/* "Status / on track": the lower of two header lines. */
struct text low_header(struct text header)
{
    for (size_t at; (at = text_find(header, T(" / "), 0)) != SIZE_MAX;)
        header = text_slice(header, at + 3, header.len);
    return text_trim(header);
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

/* "O1", "O1", "O2" beside key results, and nothing else that tells whose they are: their objectives'
   codes, whatever the column is called. */
static void settle_objective_codes(const struct settling *on)
{
    struct table *table = on->table;
    if (!table_column(table, ROLE_KEY_RESULT) || table_column(table, ROLE_OBJECTIVE) ||
        table_column(table, ROLE_OBJECTIVE_ID) || table_column(table, ROLE_TITLE) ||
        table_column(table, ROLE_TYPE))
        return;
    for (size_t i = 0; i < table->columns.n; i++) {
        struct column *id = &table->columns.v[i];
        size_t codes = 0, others = 0;
        for (size_t line = on->head->first; id->role == ROLE_ID && line < on->head->end; line++) {
            const struct cell *cell = line_cell(on->w, line, id->col);
            bool code = cell && code_kind(cell->text) == PREFIX_OBJECTIVE;
            codes += code;
            others += cell && !code;
        }
        if (others || codes < 2 || case_of(on->cases, id)->stats.distinct >= codes)
            continue;
        id->role = ROLE_OBJECTIVE_ID;
        id->reason = T("codes of objectives, some of them again and again beside key results");
        return;
    }
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
        c[-1].reason = text_of(numbers_of_texts);
    }
}

/* "Today | Target | Now": of two current values the one before the target is where it started; so is the one
   before all targets of several, if the other stands behind them all. */
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
        if (c->role == ROLE_TARGET && behind)
            return;
        if (c->role == ROLE_CURRENT && targets == 0)
            before = before ? &table->columns.v[table->columns.n] : c;
        else if (c->role == ROLE_CURRENT)
            behind = behind ? behind : c;
    }
    if (!before || !behind || before == &table->columns.v[table->columns.n])
        return;
    before->role = ROLE_BASELINE;
    before->reason = text_printf(w->mem, "before the target, and '" TEXT_FMT "' stands behind it",
                                 TEXT_ARG(behind->header));
    assume_value(w, before->place,
                 "'" TEXT_FMT "' is the start: '" TEXT_FMT "' is the current value",
                 TEXT_ARG(before->header), TEXT_ARG(behind->header));
}

/* "Today | Proposed target": of a target that is only proposed, today's value is where it would start. */
static void settle_proposed(const struct settling *on)
{
    struct work *w = on->w;
    struct column *current = NULL;
    const struct column *target = table_column(on->table, ROLE_TARGET);
    struct phrase phrase;
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        if (c->role == ROLE_BASELINE || c->role == ROLE_PROGRESS || c->role == ROLE_SCORE ||
            (c->role == ROLE_CURRENT && current))
            return;
        current = c->role == ROLE_CURRENT ? c : current;
    }
    if (!current || !target || current->col > target->col ||
        !words_within(WORDS_PROPOSED, text_key(w->scratch, target->header), &phrase))
        return;
    current->role = ROLE_BASELINE;
    current->reason = T("before a target that is only proposed");
    assume_value(w, current->place, "'" TEXT_FMT "' is the start: '" TEXT_FMT "' is only proposed",
                 TEXT_ARG(current->header), TEXT_ARG(target->header));
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

/* "jetzt → Ziel" above "1,9 % → 0,8 %": nearly all cells say from what to what, which is the target's to say. */
static void settle_ways(const struct settling *on)
{
    enum { LONGEST = 40, FEWEST = 2 };
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        size_t n = 0, ways = 0;
        if (c->parted || (c->role != ROLE_BASELINE && c->role != ROLE_CURRENT) ||
            table_column(on->table, ROLE_TARGET))
            continue;
        for (size_t line = on->head->first; line < on->head->end; line++) {
            const struct cell *cell = line_cell(on->w, line, c->col);
            struct change change;
            n += cell != NULL;
            ways += cell && cell->type == CELL_TEXT && cell->text.len <= LONGEST &&
                    value_change(cell->text, DECIMAL_UNKNOWN, &change) && !isnan(change.start) &&
                    !isnan(change.target);
        }
        if (ways < FEWEST || ways * 5 < n * 4)
            continue;
        c->role = ROLE_TARGET;
        c->scope = -1;
        c->reason = T("its cells say from what to what");
        return;
    }
}

/* "Var." between target and current value: what is left to go, in every row. */
static void settle_gap(const struct settling *on)
{
    enum { FEWEST = 3 };
    const struct column *target = table_column(on->table, ROLE_TARGET),
                        *current = table_column(on->table, ROLE_CURRENT);
    for (size_t i = 0; target && current && i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        size_t n = 0, gaps = 0;
        if (c->role != ROLE_BASELINE && c->role != ROLE_PROGRESS && c->role != ROLE_NONE)
            continue;
        for (size_t line = on->head->first; line < on->head->end; line++) {
            double gap = figure_at(on->w, line, c->col), to = figure_at(on->w, line, target->col),
                   now = figure_at(on->w, line, current->col);
            if (isnan(gap) || isnan(to) || isnan(now))
                continue;
            n++;
            gaps += fabs(fabs(gap) - fabs(to - now)) <= 1e-6 * (fabs(to) + fabs(now)) && gap != 0;
        }
        if (gaps < FEWEST || gaps < n)
            continue;
        c->role = ROLE_IGNORED;
        c->reason = T("what target and current value differ by");
    }
}

/* The unit of measure, where no row is said to be a kind of item: "Type" above "%", "days". */
static void settle_unit_types(const struct settling *on)
{
    for (size_t i = 0; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        const struct column_stats *s = &case_of(on->cases, c)->stats;
        bool percent = false;
        if (c->role != ROLE_TYPE || s->types || table_column(on->table, ROLE_MEASURE) ||
            !table_column(on->table, ROLE_TARGET))
            continue;
        for (size_t line = on->head->first; line < on->head->end && !percent; line++) {
            const struct cell *cell = line_cell(on->w, line, c->col);
            struct text t = cell ? text_trim(cell->text) : (struct text){0};
            percent = text_eq(t, T("%")) ||
                      (t.len && words_name(WORDS_PERCENT, text_key(on->w->scratch, t)).len) ||
                      (t.len && words_name(WORDS_PERCENT_UNIT, text_key(on->w->scratch, t)).len);
        }
        if (!percent)
            continue;
        c->role = ROLE_MEASURE;
        c->reason = T("percent among what the figures are counted in");
    }
}

/* "Ziel | | Ist" above "31.12. | Einheit | 31.08.": a word above figures says nothing of whose the columns right of
   them are. */
static void settle_of_figures(const struct settling *on)
{
    const struct text joint = T(" / ");
    for (size_t i = 1; i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        size_t at = text_find(c->header, joint, 0);
        for (size_t k = 0; k < i && c->scope == OBJECTIVE && at != SIZE_MAX; k++) {
            const struct column *left = &on->table->columns.v[k];
            if (left->role == ROLE_TARGET &&
                text_starts(left->header, text_slice(c->header, 0, at + joint.len)))
                c->scope = -1;
        }
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
        else if (c->group == 0 && n > 0 && count[c->role] > 1 && c->role != ROLE_NOTE && !c->ticks)
            c->group = n;
        else if (c->role == ROLE_ID && n == 0 && table_column(table, ROLE_OBJECTIVE))
            c->scope = OBJECTIVE; /* the row's number is its objective's */
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
        if (c->role != ROLE_CURRENT || of->dated || c->group ||
            holds(&of->stats, CONTENT_PERCENT) < 1 || (of->reading && of->reading->period) ||
            same_dress(w, head, target, c, &n))
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

/* "Avance" above "82 %", 9 and "51 %" where the targets beside them are "95 %", 6 and "60 %": percentages only where the
   target is one, so that they are no shares of it but where the metric stands. */
static void settle_like_targets(const struct settling *on)
{
    struct work *w = on->w;
    const struct column *target = table_column(on->table, ROLE_TARGET);
    for (size_t i = 0; target && i < on->table->columns.n; i++) {
        struct column *c = &on->table->columns.v[i];
        size_t percent = 0, plain = 0, others = 0;
        if (c->role != ROLE_PROGRESS || c->parted || table_column(on->table, ROLE_CURRENT))
            continue;
        for (size_t line = on->head->first; line < on->head->end; line++) {
            const struct cell *cell = line_cell(w, line, c->col),
                              *to = line_cell(w, line, target->col);
            unsigned content = cell ? mark_of(w, cell)->content : CONTENT_BLANK;
            if (!cell || !to)
                continue;
            bool same = content == mark_of(w, to)->content;
            percent += same && content == CONTENT_PERCENT;
            plain += same && content == CONTENT_NUMBER && figure_at(w, line, c->col) > 1;
            others += !same;
        }
        if (!percent || plain < 2 || others)
            continue;
        c->role = ROLE_CURRENT;
        c->reason = T("percentages only where the targets are");
        assume(w, c->place, "the figures in '" TEXT_FMT "' are current values",
               TEXT_ARG(c->header));
    }
}

/* "1.1", "2.3" */
static bool is_row_number(struct text t)
{
    size_t dot = text_find(t, T("."), 0), digits = 0;
    for (size_t i = 0; i < t.len; i++)
        digits += t.ptr[i] >= '0' && t.ptr[i] <= '9';
    return dot > 0 && dot < 3 && digits + 1 == t.len && t.len > dot + 1 && t.len <= dot + 3;
}

/* Such numbers without a header left of the key results, each another one, from "1.1" on: their IDs. */
static void settle_row_numbers(const struct settling *on)
{
    const struct column *item = table_column(on->table, ROLE_KEY_RESULT);
    struct column *c = item && item != on->table->columns.v ? (struct column *)item - 1 : NULL;
    struct map seen = {0};
    if (!c || c->role != ROLE_NONE || c->header.len || c->col + 1 != item->col)
        return;
    for (size_t line = on->head->first; line < on->head->end; line++) {
        const struct cell *number = line_cell(on->w, line, c->col);
        if (!line_cell(on->w, line, item->col))
            continue;
        struct text t = number ? text_trim(number->text) : (struct text){0};
        if (!is_row_number(t) || (!seen.n && !text_eq(t, T("1.1"))) ||
            *map_put(on->w->scratch, &seen, t, line) != line)
            return;
    }
    if (seen.n < 2)
        return;
    c->role = ROLE_KEY_RESULT_ID;
    c->reason = T("numbers of the key results");
}

/* What rows may leave open, or tell wrongly where there are few of them. */
static bool told_by_rows(enum role role)
{
    return role == ROLE_NONE || role == ROLE_BASELINE || role == ROLE_TARGET ||
           role == ROLE_CURRENT || role == ROLE_PROGRESS || role == ROLE_TITLE ||
           role == ROLE_PERIOD; /* "This year" above figures */
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
    settle_kinds,
    settle_apart,
    settle_parted,
    settle_ways,
    settle_unit_types,
    settle_unit_above,
    settle_related,
    settle_of_figures,
    settle_gap,
    settle_beyond,
    settle_pairs,
    settle_levels,
    settle_uppers,
    settle_numbers,
    settle_series,
    settle_check_ins,
    settle_reached,
    settle_same_words,
    settle_milestones,
    settle_whose,
    settle_groups,
    settle_owners,
    settle_unit_rows,
    settle_initials,
    settle_month_end,
    settle_end,
    settle_last_and_this,
    settle_until,
    settle_by_then,
    settle_two_ends,
    settle_start,
    settle_no_periods,
    settle_codes,
    settle_values,
    settle_two_periods,
    settle_order,
    settle_second_start,
    settle_periods,
    settle_proposed,
    settle_shape,
    settle_beside_objectives,
    settle_only_text,
    settle_legend,
    settle_doers,
    settle_any_goal,
    settle_between,
    settle_metrics,
    settle_belongs,
    settle_objective_codes,
    settle_beside,
    settle_states,
    settle_ticked_units,
    settle_ticks,
    settle_again,
    settle_names,
    settle_confidence,
    settle_ticked_people,
    settle_how_far,
    settle_like_targets,
    settle_row_numbers,
    settle_first_names,
    say_check_ins,
};

void settle_columns(struct work *w, const struct head *head, const struct cases *cases,
                    struct table *table)
{
    const struct settling on = {w, head, cases, table};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        steps[i](&on);
}
