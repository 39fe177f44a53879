/*
 * A column that holds objectives and key results one below the other -> the kind of each row. Ways
 * of telling them apart are tried in order of their strength: what a type column says, typed
 * prefixes, IDs, outline numbers, indent, bullets, and then what is merely likely (numbered rows,
 * rows with figures, bold rows, the first row behind a gap). The first that gives a plausible
 * picture wins: it begins with an objective and has key results beneath.
 */
#include "layout/layout_work.h"

/* What a way of telling sees in a line: its class, or NOTHING. */
enum { NOTHING = -1 };

enum { MOST_TYPES = 8 };

struct telling {
    struct work *w;
    const struct head *head;
    const struct table *table;
    const struct column *title;
    const struct cell **cells; /* of the title column, one for each line of the body */
    uint32_t least_depth, least_indent;
    struct map codes;              /* in the columns for IDs */
    struct text types[MOST_TYPES]; /* known words in the column of types */
    size_t n_types;
    const struct column *depths; /* of numbers that say how deep each row is; NULL */
    int key_results;             /* how deep key results are by them */
    const struct column *above;  /* whose IDs name the rows above; NULL: no tree of two levels */
};

static int kind_of_reading(const struct header_reading *r)
{
    enum role role = r && r->n && r->senses[0].weight >= .6 ? r->senses[0].role : ROLE_NONE;
    return role == ROLE_OBJECTIVE ? OBJECTIVE : role == ROLE_KEY_RESULT ? KEY_RESULT : KIND_NONE;
}

int kind_by_header(const struct mark *m)
{
    return kind_of_reading(m->reading);
}

/* --- the ways --------------------------------------------------------------------------------- */

/* "Mesure" among so many "Measure"; NOTHING. */
static int mistyped_kind(const struct telling *t, struct text key)
{
    enum { SHORTEST = 4 };
    for (size_t i = 0; key.len >= SHORTEST && i < t->n_types; i++)
        if (text_nearly(t->types[i], key, 1))
            return vocabulary_has(t->w->words, WORDS_TYPE_KEY_RESULT, t->types[i]) ? KEY_RESULT
                                                                                   : OBJECTIVE;
    return NOTHING;
}

int item_asked_for(const struct work *w, struct text word)
{
    struct text rest = header_key(w->scratch, word), first = text_cut(&rest, ' ');
    if (kind_of_word(w, first) != PREFIX_NONE) /* "O/KR" */
        return KIND_NONE;
    return kind_of_reading(rest.len ? vocabulary_read(w->words, w->scratch, rest) : NULL);
}

int kind_by_type(const struct work *w, const struct column *type, const struct cell *cell)
{
    int asked = type->header.len ? item_asked_for(w, type->header) : KIND_NONE;
    struct text key = mark_of(w, cell)->key;
    if (asked != KIND_NONE &&
        (mark_of(w, cell)->content == CONTENT_TICK || mark_of(w, cell)->content == CONTENT_NUMBER))
        return tick_yes(w, cell) == (asked == KEY_RESULT) ? KEY_RESULT : OBJECTIVE;
    size_t objective = vocabulary_begins(w->words, WORDS_TYPE_OBJECTIVE, key);
    size_t key_result = vocabulary_begins(w->words, WORDS_TYPE_KEY_RESULT, key);
    size_t other = vocabulary_begins(w->words, WORDS_TYPE_OTHER, key);
    if (objective + key_result + other == 0)
        return kind_by_header(mark_of(w, cell));
    if (other > objective && other > key_result)
        return KIND_OTHER;
    return key_result > objective ? KEY_RESULT : OBJECTIVE;
}

static int by_type(const struct telling *t, size_t i)
{
    const struct column *type = table_column(t->table, ROLE_TYPE);
    const struct cell *cell = type ? line_cell(t->w, t->head->first + i, type->col) : NULL;
    if (!cell)
        return NOTHING;
    int kind = kind_by_type(t->w, type, cell);
    return kind == KIND_NONE ? mistyped_kind(t, mark_of(t->w, cell)->key) : kind;
}

static int of_prefix(int prefix)
{
    return prefix == PREFIX_OBJECTIVE    ? OBJECTIVE
           : prefix == PREFIX_KEY_RESULT ? KEY_RESULT
                                         : NOTHING;
}

static int by_prefix(const struct telling *t, size_t i)
{
    return of_prefix(mark_of(t->w, t->cells[i])->prefix);
}

/* Objectives have a prefix, and all the rest are their key results; or the other way round. */
static int by_one_prefix(const struct telling *t, size_t i)
{
    return mark_of(t->w, t->cells[i])->prefix == PREFIX_OBJECTIVE ? OBJECTIVE : KEY_RESULT;
}

static int by_other_prefix(const struct telling *t, size_t i)
{
    return mark_of(t->w, t->cells[i])->prefix == PREFIX_KEY_RESULT ? KEY_RESULT : OBJECTIVE;
}

/* "O1.2" where a row is called "O1". */
static bool is_beneath(const struct telling *t, struct text code)
{
    code = text_trim(code);
    size_t stop = code.len;
    while (stop > 0 && code.ptr[stop - 1] != '.')
        stop--;
    return stop && map_get(&t->codes, text_slice(code, 0, stop - 1)) != MAP_NONE;
}

static int by_id(const struct telling *t, size_t i)
{
    static const enum role roles[] = {ROLE_ID, ROLE_OBJECTIVE_ID, ROLE_KEY_RESULT_ID, ROLE_OUTLINE};
    for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
        const struct column *id = table_column(t->table, roles[r]);
        const struct cell *cell = id ? line_cell(t->w, t->head->first + i, id->col) : NULL;
        int kind = cell ? of_prefix(numbered_kind(t->w, cell->text)) : NOTHING;
        if (kind == OBJECTIVE && t->title->role == ROLE_TITLE && is_beneath(t, cell->text))
            return KEY_RESULT;
        if (kind != NOTHING)
            return kind;
    }
    return NOTHING;
}

/* Key results have codes such as "CKR1", and all else is an objective. */
static int by_key_result_id(const struct telling *t, size_t i)
{
    return by_id(t, i) == KEY_RESULT ? KEY_RESULT : OBJECTIVE;
}

/* "Objective A" beside some, and all else is a key result: "A1", "A2". */
static int by_objective_id(const struct telling *t, size_t i)
{
    return by_id(t, i) == OBJECTIVE ? OBJECTIVE : KEY_RESULT;
}

/* Rows name those above them by ID: two levels, and no more. */
static int by_tree(const struct telling *t, size_t i)
{
    if (!t->above)
        return NOTHING;
    return line_cell(t->w, t->head->first + i, t->above->col) ? KEY_RESULT : OBJECTIVE;
}

/* "1.2", "A", "A.1" */
static bool begins_outline(struct text t)
{
    bool digit = t.ptr[0] >= '0' && t.ptr[0] <= '9', letter = t.ptr[0] >= 'A' && t.ptr[0] <= 'Z';
    return digit || (letter && (t.len == 1 || t.ptr[1] == '.'));
}

/* "1a" where a row is called "1", "A12" where one is called "A". */
static bool goes_on_from(const struct telling *t, struct text code)
{
    code = text_trim(code);
    size_t last = code.len ? code.len - 1 : 0;
    bool lettered = last && code.ptr[last] >= 'a' && code.ptr[last] <= 'z';
    if (lettered)
        return map_get(&t->codes, text_slice(code, 0, last)) != MAP_NONE;
    bool numbered = code.len > 1 && code.len <= 3 && code.ptr[0] >= 'A' && code.ptr[0] <= 'Z';
    for (size_t i = 1; i < code.len && numbered; i++)
        numbered = code.ptr[i] >= '0' && code.ptr[i] <= '9';
    return numbered && map_get(&t->codes, text_slice(code, 0, 1)) != MAP_NONE;
}

/* Depth of the outline number beside the title or at its beginning; 0: none. */
static uint32_t outline_depth(const struct telling *t, size_t i)
{
    static const enum role roles[] = {ROLE_OUTLINE, ROLE_ID};
    for (size_t r = 0; r < 2; r++) {
        const struct column *outline = table_column(t->table, roles[r]);
        const struct cell *cell =
            outline ? line_cell(t->w, t->head->first + i, outline->col) : NULL;
        uint32_t depth = 1;
        if (!cell || !cell->text.len ||
            !(begins_outline(cell->text) || goes_on_from(t, cell->text)))
            continue;
        for (size_t c = 0; c + 1 < cell->text.len; c++)
            depth += cell->text.ptr[c] == '.';
        return depth + goes_on_from(t, cell->text);
    }
    const struct mark *m = mark_of(t->w, t->cells[i]);
    return m->prefix == PREFIX_NUMBER ? m->depth : 0;
}

static int by_outline(const struct telling *t, size_t i)
{
    uint32_t depth = outline_depth(t, i);
    if (depth == 0)
        return NOTHING;
    return depth == t->least_depth       ? OBJECTIVE
           : depth == t->least_depth + 1 ? KEY_RESULT
                                         : KIND_OTHER;
}

/* The number of one digit in a row's column of levels; -1. */
static int level_in(const struct telling *t, size_t i, const struct column *levels)
{
    const struct cell *cell = line_cell(t->w, t->head->first + i, levels->col);
    struct text digit = cell ? text_trim(cell->text) : (struct text){0};
    return digit.len == 1 && digit.ptr[0] >= '0' && digit.ptr[0] <= '9' ? digit.ptr[0] - '0' : -1;
}

/* "Level" above 0, 1, 2, 1, 0, 1: what stands below objectives is a key result, what is deeper a step on its way. */
static int by_level(const struct telling *t, size_t i)
{
    int level = t->depths ? level_in(t, i, t->depths) : -1;
    return level < 0                 ? NOTHING
           : level < t->key_results  ? OBJECTIVE
           : level == t->key_results ? KEY_RESULT
                                     : KIND_OTHER;
}

uint32_t cell_indent(const struct work *w, const struct cell *cell)
{
    return mark_of(w, cell)->indent + (cell->extra ? cell->extra->indent : 0u);
}

static uint32_t indent_of(const struct telling *t, size_t i)
{
    uint32_t steps = cell_indent(t->w, t->cells[i]);
    return steps ? steps : t->w->lines[t->head->first + i].row->outline;
}

static int by_indent(const struct telling *t, size_t i)
{
    return indent_of(t, i) > t->least_indent ? KEY_RESULT : OBJECTIVE;
}

static int by_bullet(const struct telling *t, size_t i)
{
    return mark_of(t->w, t->cells[i])->prefix == PREFIX_BULLET ? KEY_RESULT : OBJECTIVE;
}

static int by_lower_number(const struct telling *t, size_t i)
{
    return mark_of(t->w, t->cells[i])->prefix == PREFIX_NUMBER ? KEY_RESULT : OBJECTIVE;
}

static int by_upper_number(const struct telling *t, size_t i)
{
    return mark_of(t->w, t->cells[i])->prefix == PREFIX_NUMBER ? OBJECTIVE : KEY_RESULT;
}

static bool figure(enum role role)
{
    return role == ROLE_BASELINE || role == ROLE_TARGET || role == ROLE_CURRENT ||
           role == ROLE_METRIC || role == ROLE_MEASURE;
}

static uint32_t filled(const struct telling *t, size_t i, bool figures_only)
{
    uint32_t n = 0;
    for (size_t c = 0; c < t->table->columns.n; c++) {
        const struct column *column = &t->table->columns.v[c];
        if (column == t->title || (figures_only && !figure(column->role)))
            continue;
        n += line_cell(t->w, t->head->first + i, column->col) != NULL;
    }
    return n;
}

/* How deep the key results are in an outline whose first level is `least`: where most rows have figures, else right
   below it; -1: the first level has some, so that they say something else. */
static int depth_of_figures(const struct telling *t, size_t n, const struct column *levels,
                            int least)
{
    for (int level = least; level <= 9; level++) {
        size_t rows = 0, figures = 0;
        for (size_t i = 0; i < n; i++)
            if (t->cells[i] && level_in(t, i, levels) == level) {
                rows++;
                figures += filled(t, i, true) > 0;
            }
        if (figures * 2 > rows || (level == least && figures))
            return level == least ? -1 : level;
    }
    return least + 1;
}

/* Another team's rows are of another level: levels of teams. */
static bool parts_units(const struct telling *t, size_t n)
{
    const struct column *unit = table_column(t->table, ROLE_UNIT_NAME);
    const struct cell *first = NULL;
    for (size_t i = 0; unit && i < n; i++) {
        const struct cell *cell = line_cell(t->w, t->head->first + i, unit->col);
        first = first ? first : cell;
        if (cell && !text_eq(cell->text, first->text))
            return true;
    }
    return false;
}

/* The column of levels, where each row's goes on from the one above: no deeper than one below it, nor above the
   first. */
static void find_depths(struct telling *t, size_t n)
{
    const struct column *levels = table_column(t->table, ROLE_LEVEL);
    int least = -1, last = -1;
    for (size_t i = 0; levels && i < n; i++) {
        int level = t->cells[i] ? level_in(t, i, levels) : last;
        if (!t->cells[i])
            continue;
        if (level < 0 || (last >= 0 && (level > last + 1 || level < least)))
            return;
        least = least < 0 ? level : least;
        last = level;
    }
    if (!levels || least < 0 || least > 1 || parts_units(t, n))
        return;
    t->key_results = depth_of_figures(t, n, levels, least);
    t->depths = t->key_results < 0 ? NULL : levels;
}

static int by_figures(const struct telling *t, size_t i)
{
    return filled(t, i, true) ? KEY_RESULT : OBJECTIVE;
}

static int by_filling(const struct telling *t, size_t i)
{
    return filled(t, i, false) ? KEY_RESULT : OBJECTIVE;
}

static int by_bold(const struct telling *t, size_t i)
{
    return t->cells[i]->flags & CELL_BOLD ? OBJECTIVE : KEY_RESULT;
}

static int by_merge(const struct telling *t, size_t i)
{
    const struct range *merge = merge_at(t->w, t->cells[i]);
    return merge && merge->col1 > merge->col0 ? OBJECTIVE : KEY_RESULT;
}

static int by_gap(const struct telling *t, size_t i)
{
    size_t line = t->head->first + i;
    bool gap = i == 0 || t->w->lines[line - 1].row->index + 1 < t->w->lines[line].row->index;
    return gap ? OBJECTIVE : KEY_RESULT;
}

static const struct way {
    int (*tell)(const struct telling *t, size_t i);
    const char *shape, *words; /* words: what is assumed; NULL: it is plain */
    bool loose;                /* only where the header leaves the kind open */
} ways[] = {
    {by_type, "type column", NULL, false},
    {by_prefix, "prefixed rows", NULL, false},
    {by_id, "told by ID", NULL, false},
    {by_key_result_id, "told by ID", NULL, false},
    {by_objective_id, "told by ID", NULL, false},
    {by_tree, "tree of IDs", NULL, false},
    {by_outline, "outline", NULL, false},
    {by_one_prefix, "prefixed objectives", NULL, false},
    {by_other_prefix, "prefixed key results", NULL, false},
    {by_indent, "indented key results", NULL, false},
    {by_bullet, "bulleted key results", NULL, false},
    {by_merge, "objective rows", "merged rows are objectives or headings", false},
    {by_level, "levels in numbers", NULL, true},
    {by_upper_number, "numbered objectives",
     "numbered rows are objectives, the others their key results", true},
    {by_lower_number, "numbered key results", "numbered rows are key results of the row above them",
     true},
    {by_figures, "objective rows",
     "rows without figures are objectives, those with figures key results", true},
    {by_filling, "objective rows", "rows with nothing beside the text are objectives", true},
    {by_bold, "objective rows", "bold rows are objectives, the others key results", true},
    {by_gap, "blocks", "the first row of each block is an objective, the others its key results",
     true},
};

/* --- choosing --------------------------------------------------------------------------------- */

struct picture {
    size_t objectives, key_results, others, silent, alone;
    int first;
};

/* What a way of telling makes of the column; objectives without key results count as alone. */
static struct picture look(const struct telling *t, const struct way *way, size_t n, int8_t *kinds)
{
    struct picture p = {.first = NOTHING};
    bool open = false;
    for (size_t i = 0; i < n; i++) {
        kinds[i] = KIND_NONE;
        if (!t->cells[i])
            continue;
        int kind = way->tell(t, i);
        kinds[i] = (int8_t)kind;
        p.objectives += kind == OBJECTIVE;
        p.key_results += kind == KEY_RESULT;
        p.others += kind == KIND_OTHER;
        p.silent += kind == NOTHING;
        p.alone += kind == OBJECTIVE && open;
        if (kind == OBJECTIVE || kind == KEY_RESULT) {
            open = kind == OBJECTIVE;
            p.first = p.first == NOTHING ? kind : p.first;
        }
    }
    p.alone += open;
    return p;
}

static bool plausible(const struct way *way, const struct picture *p, bool title, bool again)
{
    if (p->objectives + p->key_results == 0)
        return false;
    if (way->tell == by_type || way->tell == by_prefix || way->tell == by_id)
        return p->silent * 3 <= p->objectives + p->key_results + p->others &&
               (title || (p->objectives && p->key_results));
    bool begins = p->first == OBJECTIVE || (again && way->tell == by_outline); /* "2.3", overleaf */
    if (way->tell == by_gap && p->objectives < 2)
        return false;
    return begins && p->objectives && p->key_results && p->silent == 0 &&
           p->alone * 2 <= p->objectives;
}

static void least(struct telling *t, size_t n)
{
    t->least_depth = t->least_indent = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        if (!t->cells[i])
            continue;
        uint32_t depth = outline_depth(t, i), indent = indent_of(t, i);
        if (depth && depth < t->least_depth)
            t->least_depth = depth;
        if (indent < t->least_indent)
            t->least_indent = indent;
    }
}

static void list_types(struct telling *t, size_t n)
{
    const struct column *type = table_column(t->table, ROLE_TYPE);
    struct map seen = {0};
    for (size_t i = 0; type && i < n && t->n_types < MOST_TYPES; i++) {
        const struct cell *cell = line_cell(t->w, t->head->first + i, type->col);
        struct text key = cell ? mark_of(t->w, cell)->key : (struct text){0};
        if (!key.len || *map_put(t->w->scratch, &seen, key, i) != i)
            continue;
        if (vocabulary_has(t->w->words, WORDS_TYPE_KEY_RESULT, key) ||
            vocabulary_has(t->w->words, WORDS_TYPE_OBJECTIVE, key))
            t->types[t->n_types++] = key;
    }
}

static void list_codes(struct telling *t, size_t n)
{
    for (size_t c = 0; c < t->table->columns.n; c++) {
        const struct column *id = &t->table->columns.v[c];
        if (id->role != ROLE_ID && id->role != ROLE_OBJECTIVE_ID && id->role != ROLE_OUTLINE)
            continue;
        for (size_t i = 0; i < n; i++) {
            const struct cell *cell = line_cell(t->w, t->head->first + i, id->col);
            if (cell)
                map_put(t->w->scratch, &t->codes, text_trim(cell->text), i);
        }
    }
}

/* Where nothing tells rows apart: what the tab, the file or an ID column says they all are. */
static int named_kind(const struct telling *t)
{
    const struct sheet *sheet = t->w->sheet;
    struct text path = sheet->book->path;
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '/') {
            path = text_slice(path, i + 1, path.len);
            i = 0;
        }
    struct text names[] = {sheet->name, text_cut(&path, '.')};
    for (size_t i = 0; i < 2; i++) {
        const struct header_reading *r = vocabulary_read(t->w->words, t->w->scratch, names[i]);
        for (size_t s = 0; r && s < r->n; s++)
            if (r->senses[s].role == ROLE_OBJECTIVE || r->senses[s].role == ROLE_KEY_RESULT)
                return r->senses[s].role == ROLE_OBJECTIVE ? OBJECTIVE : KEY_RESULT;
    }
    if (table_column(t->table, ROLE_OBJECTIVE_ID))
        return table_column(t->table, ROLE_ID) ? KEY_RESULT : OBJECTIVE;
    if (table_column(t->table, ROLE_KEY_RESULT_ID))
        return KEY_RESULT;
    return KIND_NONE;
}

static void all_the_same(const struct telling *t, size_t n, int usual, int8_t *kinds)
{
    int kind = usual;
    if (kind == KIND_NONE) {
        kind = named_kind(t);
        if (kind == KIND_NONE) {
            bool figures =
                table_column(t->table, ROLE_TARGET) || table_column(t->table, ROLE_CURRENT);
            kind = figures ? KEY_RESULT : OBJECTIVE;
            assume(t->w, t->title->place, "all rows are %s: nothing tells them apart",
                   tr(kind == OBJECTIVE ? "objectives" : "key results"));
        }
    }
    for (size_t i = 0; i < n; i++) {
        int prefix = t->cells[i] ? by_prefix(t, i) : NOTHING;
        kinds[i] = (int8_t)(!t->cells[i] ? KIND_NONE : prefix != NOTHING ? prefix : kind);
    }
}

static bool same_cell(const struct telling *t, const struct column *c, size_t i, size_t k)
{
    const struct cell *a = line_cell(t->w, t->head->first + i, c->col);
    const struct cell *b = line_cell(t->w, t->head->first + k, c->col);
    return !a || !b || text_eq(a->text, b->text);
}

/* Each row that names one above names a row of this table that names none, of the same unit. */
static bool is_tree(const struct telling *t, size_t n, const struct column *id,
                    const struct column *parent)
{
    const struct column *unit = table_column(t->table, ROLE_UNIT_NAME);
    struct map rows = {0};
    size_t beneath = 0;
    for (size_t i = 0; i < n; i++) {
        const struct cell *own = line_cell(t->w, t->head->first + i, id->col);
        if (t->cells[i] && own)
            map_put(t->w->scratch, &rows, text_trim(own->text), i);
    }
    for (size_t i = 0; i < n; i++) {
        const struct cell *named = line_cell(t->w, t->head->first + i, parent->col);
        if (!t->cells[i] || !named)
            continue;
        size_t above = map_get(&rows, text_trim(named->text));
        if (above == MAP_NONE || above == i ||
            line_cell(t->w, t->head->first + above, parent->col) ||
            (unit && !same_cell(t, unit, i, above)))
            return false;
        beneath++;
    }
    return beneath > 0;
}

static const struct column *find_tree(const struct telling *t, size_t n)
{
    const struct column *parent = table_column(t->table, ROLE_PARENT);
    for (size_t c = 0; parent && c < t->table->columns.n; c++) {
        const struct column *id = &t->table->columns.v[c];
        if (id->role == ROLE_ID && is_tree(t, n, id, parent))
            return parent;
    }
    return NULL;
}

/* Each key result names an objective of this table, as it stands in the column `id`, and no objective names
   anything: what objectives name is somebody else's. */
static bool names_own(const struct telling *t, size_t n, const int8_t *kinds,
                      const struct column *id, const struct column *parent)
{
    struct map objectives = {0};
    size_t named = 0, key_results = 0;
    for (size_t i = 0; i < n; i++) {
        const struct cell *own = line_cell(t->w, t->head->first + i, id->col);
        if (kinds[i] == OBJECTIVE && own)
            map_put(t->w->scratch, &objectives, text_trim(own->text), i);
    }
    for (size_t i = 0; i < n && objectives.n; i++) {
        const struct cell *cell = line_cell(t->w, t->head->first + i, parent->col);
        key_results += kinds[i] == KEY_RESULT;
        if (cell && kinds[i] == OBJECTIVE)
            return false;
        if (kinds[i] != KEY_RESULT || !cell)
            continue;
        if (map_get(&objectives, text_trim(cell->text)) == MAP_NONE)
            return false;
        named++;
    }
    return named && named * 5 >= key_results * 4;
}

/* What names the rows above names the objectives of this table, not what they support. */
static void name_objectives(struct table *table, const struct column *above)
{
    for (size_t c = 0; c < table->columns.n; c++)
        if (&table->columns.v[c] == above) {
            table->columns.v[c].role = ROLE_OBJECTIVE_ID;
            table->columns.v[c].scope = KEY_RESULT;
            table->columns.v[c].reason = T("IDs of this table's own objectives");
        }
}

/* Numbers of levels are no levels of units. */
static void take_levels(struct table *table, const struct column *levels)
{
    for (size_t c = 0; c < table->columns.n; c++)
        if (&table->columns.v[c] == levels) {
            table->columns.v[c].role = ROLE_IGNORED;
            table->columns.v[c].reason = T("how deep each row of this table is");
        }
}

/* Every one has two rows below it and more. */
static bool all_head_several(const struct telling *t, size_t n, const int8_t *kinds)
{
    size_t below = 2;
    for (size_t i = 0; i < n; i++) {
        if (t->cells[i] && kinds[i] == OBJECTIVE && below < 2)
            return false;
        below = !t->cells[i] ? below : kinds[i] == OBJECTIVE ? 0 : below + 1;
    }
    return below > 1;
}

/* A list of key results in groups: two or more names of three words at most, or of more if each heads several,
   with nothing beside them, the first row among them, each above key results that are filled in. */
static bool in_groups(const struct telling *t, size_t n, int8_t *kinds)
{
    enum { LONGEST_NAME = 3, FEWEST_VALUES = 2 };
    static const struct way filling = {by_filling, "objective rows", NULL, false};
    struct picture p = look(t, &filling, n, kinds);
    if (p.first != OBJECTIVE || p.objectives < 2 || p.alone || p.key_results <= p.objectives)
        return false;
    size_t longest = all_head_several(t, n, kinds) ? SIZE_MAX : LONGEST_NAME;
    for (size_t i = 0; i < n; i++)
        if (t->cells[i] && (kinds[i] == OBJECTIVE ? text_words(t->cells[i]->text) > longest ||
                                                        text_has_digit(t->cells[i]->text)
                                                  : filled(t, i, false) < FEWEST_VALUES))
            return false;
    return true;
}

/* "Supports", "Company objective": whatever stands below is somebody else's. */
static bool names_others(const struct telling *t, const struct column *parent)
{
    return parent->level >= 0 || vocabulary_begins(t->w->words, WORDS_SUPPORTS,
                                                   header_key(t->w->scratch, parent->header));
}

/* "Parent key", "Parent", "Parent summary" of an export: what names the objectives of this table by their IDs
   joins them, and what says so once more is no reference to somebody else's. */
static void join_parents(const struct telling *t, size_t n, const int8_t *kinds,
                         struct table *table)
{
    bool joined = false;
    for (int by_other = 0; by_other < 2; by_other++)
        for (size_t p = 0; p < table->columns.n; p++)
            for (size_t c = 0; c < table->columns.n; c++) {
                struct column *parent = &table->columns.v[p];
                const struct column *id = &table->columns.v[c];
                bool other = id->role == ROLE_NONE || id == t->title;
                if (parent->role != ROLE_PARENT || names_others(t, parent) ||
                    (by_other ? !other : id->role != ROLE_ID) || (by_other && !joined) ||
                    !names_own(t, n, kinds, id, parent))
                    continue;
                if (!joined) {
                    name_objectives(table, parent);
                } else {
                    parent->role = ROLE_IGNORED;
                    parent->reason = T("names this table's own objectives once more");
                }
                joined = true;
            }
}

/* Nothing stands beside it where key results have their start or target. */
static bool is_unmeasured(const struct telling *t, size_t i)
{
    const struct column *start = table_column(t->table, ROLE_BASELINE),
                        *target = table_column(t->table, ROLE_TARGET);
    return !(start && line_cell(t->w, t->head->first + i, start->col)) &&
           !(target && line_cell(t->w, t->head->first + i, target->col));
}

/* "Task: ..." without a start or target of its own, or further right than what is measured above it. above: the
   row above that is not called so, and one more; 0: there is none. */
static bool is_step(const struct telling *t, size_t i, size_t above)
{
    bool below = above && !is_unmeasured(t, above - 1) && indent_of(t, i) > indent_of(t, above - 1);
    return (below || is_unmeasured(t, i)) && by_type(t, i) == NOTHING;
}

/* More than its place says that the row is no objective. */
static bool is_below_others(const struct telling *t, size_t i)
{
    return by_prefix(t, i) == KEY_RESULT || filled(t, i, true) ||
           indent_of(t, i) > t->least_indent || outline_depth(t, i) > t->least_depth;
}

/* Steps are told by their words, whatever tells the others apart, if these have key results among them: takes them
   out of the cells. */
static void take_steps(struct telling *t, size_t n, bool *steps)
{
    bool below = false;
    size_t above = 0;
    for (size_t i = 0; i < n; i++) {
        bool called = t->cells[i] && is_called_work(t->w, t->cells[i]);
        steps[i] = called && is_step(t, i, above);
        below |= t->cells[i] && !steps[i] && is_below_others(t, i);
        above = t->cells[i] && !called ? i + 1 : above;
    }
    for (size_t i = 0; i < n; i++) {
        steps[i] &= below;
        t->cells[i] = steps[i] ? NULL : t->cells[i];
    }
}

/* The kinds of the rows that are no steps. */
static void tell_kinds(struct telling *t, size_t n, struct table *table, int usual, int8_t *kinds)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (ways[i].loose &&
            (usual != KIND_NONE || (ways[i].tell == by_gap && named_kind(t) != KIND_NONE)))
            break;
        struct picture p = look(t, &ways[i], n, kinds);
        if (!plausible(&ways[i], &p, usual == KIND_NONE, t->head->again))
            continue;
        if (p.objectives && p.key_results)
            table->shape = text_of(ways[i].shape);
        if (ways[i].words)
            assume(t->w, t->title->place, "%s", tr(ways[i].words));
        if (ways[i].tell == by_level)
            take_levels(table, t->depths);
        if (ways[i].tell == by_tree)
            name_objectives(table, t->above);
        else if (p.objectives && p.key_results)
            join_parents(t, n, kinds, table);
        return;
    }
    if (usual == KEY_RESULT && in_groups(t, n, kinds)) {
        table->shape = T("objective rows");
        assume(t->w, t->title->place, "%s", "names with nothing beside them are objectives");
        return;
    }
    all_the_same(t, n, usual, kinds);
}

int8_t *title_kinds(struct work *w, const struct head *head, struct table *table,
                    const struct column *col, int usual)
{
    size_t n = head->end - head->first;
    int8_t *kinds = NEW_ARRAY(w->scratch, int8_t, n);
    bool *steps = NEW_ARRAY(w->scratch, bool, n);
    struct telling t = {.w = w, .head = head, .table = table, .title = col};
    t.cells = NEW_ARRAY(w->scratch, const struct cell *, n);
    for (size_t i = 0; i < n; i++)
        t.cells[i] =
            w->lines[head->first + i].is_other ? NULL : line_cell(w, head->first + i, col->col);
    list_codes(&t, n);
    least(&t, n);
    take_steps(&t, n, steps);
    list_types(&t, n);
    t.above = find_tree(&t, n);
    find_depths(&t, n);
    if (table_column(table, ROLE_OBJECTIVE_ID) && table_column(table, ROLE_KEY_RESULT_ID))
        usual = KEY_RESULT;
    tell_kinds(&t, n, table, usual, kinds);
    for (size_t i = 0; i < n; i++)
        kinds[i] = steps[i] ? KIND_OTHER : kinds[i];
    return kinds;
}
