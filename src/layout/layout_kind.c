/*
 * Is a sheet OKRs? By its name and by what it holds: a tab called "Log" with objectives and key
 * results that stand nowhere else is read, and said so; one that repeats those of other tabs is
 * not; a table of titles, owners and dates without a word about objectives is not OKRs either.
 */
#include "base/fold.h"
#include "layout/layout_check_ins.h"
#include "value/value.h"
#include "value/words.h"

/* General words ("teams", "options") must be all of the name, others a part of it; those that teams are
   called by ("Old Post", "Help desk") end it or stand beside words for OKRs and periods. */
enum part { WHOLE, ANY_PART, ASIDE };

static const struct {
    enum word_list list, as;
    const char *kind;
    enum part part;
} kinds[] = {
    {WORDS_TAB_INSTRUCTIONS, WORDS_TAB_INSTRUCTIONS, "instructions", ANY_PART},
    {WORDS_TAB_HELP, WORDS_TAB_INSTRUCTIONS, "instructions", ASIDE},
    {WORDS_TAB_ARCHIVE, WORDS_TAB_ARCHIVE, "archive", ANY_PART},
    {WORDS_TAB_PAST, WORDS_TAB_ARCHIVE, "archive", ASIDE},
    {WORDS_TAB_LOG, WORDS_TAB_LOG, "log", ANY_PART},
    {WORDS_TAB_DASHBOARD, WORDS_TAB_DASHBOARD, "dashboard", ANY_PART},
    {WORDS_TAB_CONFIG, WORDS_TAB_CONFIG, "lists", WHOLE},
    {WORDS_TAB_PEOPLE, WORDS_TAB_PEOPLE, "people", WHOLE},
};

struct text file_stem(struct text path)
{
    size_t from = 0;
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '/')
            from = i + 1;
    struct text rest = text_slice(path, from, path.len);
    return text_cut(&rest, '.');
}

/* Whether a word of the list stands in the name, at a word's start. */
static bool names(const struct vocabulary *words, enum word_list list, struct text key)
{
    for (size_t i = 0; i < key.len; i++) {
        bool begins = i == 0 || key.ptr[i - 1] == ' ';
        size_t n = begins ? vocabulary_begins(words, list, text_slice(key, i, key.len)) : 0;
        if (n > 1 || (n && n == key.len)) /* "o" is Portuguese as well */
            return true;
    }
    return false;
}

static struct text sheet_name(const struct sheet *sheet)
{
    return sheet->name.len ? sheet->name : file_stem(sheet->book->path);
}

static struct text name_key(struct arena *scratch, const struct sheet *sheet)
{
    return header_key(scratch, text_shorten(scratch, sheet_name(sheet), 60));
}

/* Words of a name that name nothing: for OKRs, periods, numbers. */
static bool says_nothing(const struct vocabulary *words, struct text key)
{
    while (key.len) {
        struct text word = text_cut(&key, ' ');
        bool noise = words_name(WORDS_OKR_NOISE, word).len || words_name(WORDS_NOISE, word).len ||
                     words_name(WORDS_TAB_NOISE, word).len;
        if (!noise && !vocabulary_period(words, word) &&
            !(word.len && word.ptr[0] >= '0' && word.ptr[0] <= '9'))
            return false;
    }
    return true;
}

/* "OKRs Q1 (old)", "Old OKRs", "Sales old": not "Old Post". */
static bool names_aside(const struct vocabulary *words, struct arena *scratch, enum word_list list,
                        struct text key, struct text written)
{
    struct text rest = written, before = text_cut(&rest, '(');
    struct text inside = header_key(scratch, text_trim(text_cut(&rest, ')')));
    size_t told = before.len < written.len ? vocabulary_begins(words, list, inside) : 0;
    if (told && says_nothing(words, text_trim(text_slice(inside, told, inside.len))))
        return true;
    for (size_t i = 0; i < key.len; i++) {
        struct text from = text_slice(key, i, key.len);
        size_t n = i == 0 || key.ptr[i - 1] == ' ' ? vocabulary_begins(words, list, from) : 0;
        bool ends = n && says_nothing(words, text_trim(text_slice(from, n, from.len)));
        bool alone = says_nothing(words, text_slice(key, 0, i));
        bool parted = n && i == 0 && list == WORDS_TAB_PAST && text_contains(written, T(" - "));
        if (parted || (ends && (alone || list == WORDS_TAB_PAST)))
            return true;
    }
    return false;
}

enum word_list named_as(const struct vocabulary *words, struct arena *scratch,
                        const struct sheet *sheet)
{
    struct text key = name_key(scratch, sheet);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        enum part part = kinds[i].part;
        if (part == WHOLE      ? vocabulary_has(words, kinds[i].list, key)
            : part == ANY_PART ? names(words, kinds[i].list, key)
                               : names_aside(words, scratch, kinds[i].list, key, sheet_name(sheet)))
            return kinds[i].as;
    }
    return WORD_LIST_COUNT;
}

bool named_aside(const struct work *w)
{
    enum word_list named = named_as(w->words, w->scratch, w->sheet);
    return named != WORD_LIST_COUNT && named != WORDS_TAB_ARCHIVE;
}

static const char *kind_name(enum word_list list)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].as == list)
            return kinds[i].kind;
    return "unknown";
}

enum { MOST_TITLES = 6 };

/* The tab, the file and what stands alone in one of the first lines, those of items if asked for. */
static size_t titles_of(struct work *w, bool items, struct text titles[MOST_TITLES + 2])
{
    size_t n = 2;
    titles[0] = w->sheet->name;
    titles[1] = file_stem(w->sheet->book->path);
    for (size_t line = 0; line < w->n_lines && line < MOST_TITLES; line++) {
        const struct cell *cell = line_first(w, line);
        if (w->lines[line].filled == 1 && mark_of(w, cell)->prefix != PREFIX_BULLET &&
            (items || w->out->fates[w->lines[line].number] != ROW_ITEM))
            titles[n++] = text_shorten(w->scratch, cell->text, 80);
    }
    return n;
}

static bool says_okrs(struct work *w, struct text title)
{
    for (struct text rest = header_key(w->scratch, title); rest.len;) {
        struct text word = text_cut(&rest, ' ');
        if (text_eq(word, T("okr")) || text_eq(word, T("kr")) ||
            vocabulary_has(w->words, WORDS_TYPE_OBJECTIVE, word))
            return true;
    }
    return false;
}

/* The tab's name or what stands above its rows does, or, if that counts, the file's name. */
static bool speaks(struct work *w, bool items, bool file)
{
    struct text titles[MOST_TITLES + 2];
    size_t n = titles_of(w, items, titles);
    for (size_t i = 0; i < n; i++)
        if ((i != 1 || file) && says_okrs(w, titles[i]))
            return true;
    return false;
}

bool speaks_of_okrs(struct work *w, bool items)
{
    return speaks(w, items, true);
}

/* "09:15 | Budget": a programme of a day. */
static bool is_time(const struct cell *cell)
{
    size_t i = 0;
    while (i < cell->text.len && i < 2 && cell->text.ptr[i] >= '0' && cell->text.ptr[i] <= '9')
        i++;
    return i > 0 && i + 2 < cell->text.len &&
           (cell->text.ptr[i] == ':' || cell->text.ptr[i] == 'h') && cell->text.ptr[i + 1] >= '0' &&
           cell->text.ptr[i + 1] <= '5';
}

bool is_meeting(struct work *w)
{
    struct text titles[MOST_TITLES + 2];
    size_t n = titles_of(w, false, titles), times = 0;
    for (size_t i = 0; i < n; i++)
        if (names(w->words, WORDS_MEETING, header_key(w->scratch, titles[i])))
            return true;
    for (size_t line = 0; line < w->n_lines; line++)
        times += is_time(line_first(w, line));
    return times >= 2;
}

/* "Objective / key result", "OKR": a header of titles that says what they are. */
static bool names_items(struct work *w, struct text header)
{
    struct text key = header_key(w->scratch, header);
    const struct header_reading *reading = vocabulary_read(w->words, w->scratch, header);
    const struct sense *sense = reading && reading->n ? &reading->senses[0] : NULL;
    if (sense && sense->weight >= .85 &&
        (sense->role == ROLE_OBJECTIVE || sense->role == ROLE_KEY_RESULT))
        return true;
    return text_contains(key, T("okr")) || names(w->words, WORDS_TYPE_OBJECTIVE, key) ||
           names(w->words, WORDS_TYPE_KEY_RESULT, key);
}

static bool both_told(const struct work *w)
{
    bool told[2] = {false, false};
    for (size_t i = 0; i < w->records->n; i++)
        told[w->records->v[i].kind] = true;
    return told[OBJECTIVE] && told[KEY_RESULT];
}

static bool strong_column(struct work *w, const struct table *table, const struct column *c)
{
    if (c->role == ROLE_TITLE && text_eq(c->reason, text_of(coded_beside)))
        return both_told(w);
    if (c->role == ROLE_TITLE)
        return c->header.len && names_items(w, c->header);
    if (c->role == ROLE_OBJECTIVE_ID || text_eq(c->reason, text_of(numbers_beside)))
        return true;
    if (c->role == ROLE_TYPE && !c->header.len)
        return both_told(w); /* "Key result 1" beside its text, as in a form */
    if (c->role != ROLE_OBJECTIVE && c->role != ROLE_KEY_RESULT)
        return false;
    for (size_t line = 0; line < w->n_lines; line++) {
        uint32_t row = w->lines[line].row->index;
        if (row != table->header_row0 && row != table->header_row1)
            continue;
        const struct cell *header = line_cell(w, line, c->col);
        const struct header_reading *r = header ? mark_of(w, header)->reading : NULL;
        for (size_t i = 0; r && i < r->n; i++)
            if (r->senses[i].role == c->role && r->senses[i].weight >= .7)
                return true;
    }
    return c->reason.len && text_starts(c->reason, T("texts begin"));
}

/* Results with a start or target that belong to something with an ID: kept apart from the objectives. */
static bool measured_parts(const struct table *table)
{
    return table_column(table, ROLE_KEY_RESULT) && table_column(table, ROLE_PARENT) &&
           table_column(table, ROLE_TARGET) &&
           (table_column(table, ROLE_BASELINE) || table_column(table, ROLE_CURRENT));
}

/* The first row that is like "Objective 1 | Grow", or begins with the team's own word for one; PLACE_NONE. */
static uint32_t first_form_row(const struct work *w)
{
    for (size_t line = 0; line < w->n_lines; line++)
        if (is_form_line(w, line) || is_own_objective(w, line))
            return w->lines[line].row->index;
    return PLACE_NONE;
}

/* It stands above key results that are measured. */
static bool labelled_objective(const struct table *table, uint32_t form_row)
{
    return form_row < table->header_row0 && table_column(table, ROLE_KEY_RESULT) &&
           table_column(table, ROLE_TARGET);
}

/* A table of titles counts if its rows are told apart by words for OKRs, or it measures. */
static bool strong_table(struct work *w, const struct table *table, uint32_t form_row)
{
    static const char *const telling[] = {"type column", "prefixed rows", "told by ID",
                                          "prefixed objectives", "prefixed key results"};
    for (size_t i = 0; i < table->columns.n; i++)
        if (strong_column(w, table, &table->columns.v[i]))
            return true;
    if (measured_parts(table) || measured_pair(table) || told_by_ways(w, table) ||
        labelled_objective(table, form_row))
        return true;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (text_eq(table->shape, text_of(telling[i])) &&
            (i > 0 || both_told(w) ||
             speaks_of_okrs(w, true))) /* "Rock", "Jazz" are types as well */
            return true;
    for (size_t i = 0; i < w->records->n && text_eq(table->shape, T("outline")); i++) {
        int prefix = mark_of(w, w->records->v[i].fields.v[0].cell)->prefix;
        if (prefix == PREFIX_OBJECTIVE || prefix == PREFIX_KEY_RESULT)
            return true;
    }
    return false;
}

/* A key result that more than its place says to be one: a prefix, a figure, a column of its own. */
static bool told_key_result(struct work *w, const struct record *record)
{
    const struct field *item = &record->fields.v[0];
    if (item->cell && mark_of(w, item->cell)->prefix == PREFIX_KEY_RESULT)
        return true;
    for (size_t i = 1; i < record->fields.n; i++)
        if (record->fields.v[i].role != ROLE_ID && record->fields.v[i].role != item->role)
            return true;
    struct text body = item->cell ? mark_body(mark_of(w, item->cell), item->text) : item->text;
    for (size_t i = 0; i < body.len; i++)
        if (body.ptr[i] >= '0' && body.ptr[i] <= '9')
            return true;
    return false;
}

/* Items told by prefixes or labels alone: both kinds, several objectives, or words about OKRs beside
   them. One objective may be that of a meeting, or of anything. */
static bool strong_records(struct work *w)
{
    size_t objectives = 0, key_results = 0;
    for (size_t i = 0; i < w->records->n; i++) {
        const struct field *item = &w->records->v[i].fields.v[0];
        struct text body = item->cell ? mark_body(mark_of(w, item->cell), item->text) : item->text;
        objectives += w->records->v[i].kind == OBJECTIVE && text_length(body) > 3;
        key_results += w->records->v[i].kind == KEY_RESULT && told_key_result(w, &w->records->v[i]);
    }
    if ((objectives && key_results) || (w->records->n && speaks_of_okrs(w, false)))
        return true;
    if (objectives == 0 || is_meeting(w))
        return false;
    if (objectives == 1)
        assume(w, w->records->v[0].place,
               "'" TEXT_FMT "' is an objective, though nothing else speaks of OKRs",
               TEXT_ARG(text_shorten(w->scratch, w->records->v[0].fields.v[0].text, 40)));
    return true;
}

/* Rows of two kinds, told by numbers, indents and the like. */
static bool parts_rows(const struct table *table)
{
    static const char *const shapes[] = {"outline",        "indented key results",
                                         "objective rows", "bulleted key results",
                                         "blocks",         "numbered objectives"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (text_eq(table->shape, text_of(shapes[i])))
            return true;
    return false;
}

/* Start, target and current value of what is counted. */
static bool measured_wholly(const struct table *table)
{
    return parts_rows(table) && table_column(table, ROLE_BASELINE) &&
           table_column(table, ROLE_TARGET) && table_column(table, ROLE_CURRENT);
}

/* Words say of two of them what they are. */
static bool worded(const struct table *table)
{
    static const enum role roles[] = {ROLE_BASELINE, ROLE_TARGET, ROLE_CURRENT};
    size_t said = 0;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        const struct column *c = table_column(table, roles[i]);
        bool period = c && text_starts(c->reason, T("header is a period")); /* week by week */
        said += c && ((c->language.len && c->confidence >= .6) || period);
    }
    return said > 1;
}

/* The objectives are sentences of four words and more: no items of a budget. */
static bool in_sentences(const struct work *w)
{
    enum { SENTENCE = 4 };
    size_t n = 0, words = 0;
    for (size_t i = 0; i < w->records->n; i++)
        if (w->records->v[i].kind == OBJECTIVE) {
            n++;
            words += text_words(w->records->v[i].fields.v[0].text);
        }
    return n > 1 && words >= SENTENCE * n;
}

/* A table whose headers never say objective or key result, but whose rows are told apart and
   scored like them. */
static bool likely_table(struct work *w, const struct table *table)
{
    size_t scores = 0;
    for (size_t i = 0; i < table->columns.n; i++) {
        enum role role = table->columns.v[i].role;
        scores += role == ROLE_SCORE || role == ROLE_PROGRESS || role == ROLE_CONFIDENCE;
    }
    bool both = table_column(table, ROLE_TARGET) &&
                (table_column(table, ROLE_CURRENT) || table_column(table, ROLE_BASELINE));
    bool wholly = parts_rows(table) && both && worded(table) && in_sentences(w);
    bool told = text_eq(table->shape, T("outline")) || wholly ||
                (parts_rows(table) && speaks_of_okrs(w, true)); /* else a budget, a price list */
    bool measured = told && table_column(table, ROLE_TARGET) &&
                    (table_column(table, ROLE_CURRENT) || table_column(table, ROLE_BASELINE));
    bool owned = wholly || table_column(table, ROLE_OWNER) || table_column(table, ROLE_UNIT_NAME) ||
                 (measured && (table_column(table, ROLE_PARENT) ||
                               (measured_wholly(table) && table_column(table, ROLE_STATUS))));
    if ((scores < 2 && !measured) || text_eq(table->shape, T("flat")) || !owned ||
        !table_column(table, ROLE_TITLE))
        return false;
    assume(w, sheet_place(w->sheet, table->header_row0, table->range.col0),
           "%s rows under others are OKRs, though no header says so",
           tr(measured ? "measured" : "scored"));
    return true;
}

/* A matrix of ticks whose items are called KR or O, or that stands under such a word. */
static bool strong_matrix(struct work *w)
{
    const struct table *table = &w->out->tables.v[0];
    size_t coded = 0;
    for (size_t i = 0; i < w->ticks->n; i++) {
        struct text item = w->ticks->v[i].item;
        coded += code_kind(item) != PREFIX_NONE || mark_text(w, item).prefix != PREFIX_NONE;
    }
    for (size_t line = 0; line < w->n_lines; line++) {
        const struct cell *corner = line_cell(w, line, table->range.col0);
        if (w->lines[line].row->index == table->header_row0 && corner &&
            names_items(w, corner->text))
            return w->ticks->n > 0;
    }
    return w->ticks->n && (coded * 2 >= w->ticks->n || speaks_of_okrs(w, true));
}

/* "Objective | Six stores open" above a table that measures. */
static bool strong_form(const struct work *w)
{
    bool form = false, measures = false;
    for (size_t line = 0; line < w->n_lines && !form; line++)
        form = w->out->fates[w->lines[line].number] == ROW_ITEM && is_form_line(w, line);
    for (size_t i = 0; form && i < w->out->tables.n; i++)
        measures |= table_column(&w->out->tables.v[i], ROLE_TARGET) != NULL;
    return measures && both_told(w);
}

/* More than names: "Machine | Title | Built | Who" in a workbook of OKRs is a list of machines, and "Risk |
   Likelihood | Impact | What we do", where no word tells the items, one of risks. */
static bool says_how_far(const struct table *table)
{
    static const enum role roles[] = {ROLE_TARGET, ROLE_BASELINE, ROLE_CURRENT, ROLE_PROGRESS,
                                      ROLE_SCORE,  ROLE_STATUS,   ROLE_DUE,     ROLE_METRIC,
                                      ROLE_TYPE,   ROLE_WEIGHT,   ROLE_PARENT,  ROLE_CONFIDENCE};
    const struct column *title = table_column(table, ROLE_TITLE);
    size_t n = sizeof roles / sizeof *roles - (title && title->confidence < .2 ? 2 : 0);
    for (size_t i = 0; i < n; i++)
        if (table_column(table, roles[i]))
            return true;
    return !text_eq(table->shape, T("flat"));
}

/* Several objectives and no key result, and what they are is a word or two each: destinations, lenses. */
static bool only_words(const struct work *w)
{
    enum { FEWEST = 4 };
    size_t words = 0;
    for (size_t i = 0; i < w->records->n; i++) {
        if (w->records->v[i].kind != OBJECTIVE)
            return false;
        words += text_words(w->records->v[i].fields.v[0].text);
    }
    return w->records->n >= FEWEST && words * 2 < w->records->n * 5;
}

/* The name of the file, the tab or a title has "OKR" in it. */
static bool names_okrs(struct work *w)
{
    struct text titles[MOST_TITLES + 2];
    size_t n = titles_of(w, true, titles);
    for (size_t i = 0; i < n; i++)
        for (struct text rest = header_key(w->scratch, titles[i]); rest.len;)
            if (text_eq(text_cut(&rest, ' '), T("okr")))
                return true;
    return false;
}

/* One of the first lines has at least two words of a list. */
static bool headed_by(const struct work *w, enum word_list list)
{
    enum { LOOKED_AT = 10, FEWEST = 2 };
    for (size_t line = 0; line < w->n_lines && line < LOOKED_AT; line++) {
        const struct row *row = w->lines[line].row;
        size_t n = 0;
        for (size_t i = row->first; i < (size_t)row->first + row->n; i++)
            n += vocabulary_has(w->words, list, w->marks[i].key);
        if (n >= FEWEST)
            return true;
    }
    return false;
}

/* "Time | Meeting | Purpose | Room": an agenda, if no column is headed as items or has figures of theirs. */
static bool headed_as_agenda(const struct work *w)
{
    if (!headed_by(w, WORDS_AGENDA_HEADER))
        return false;
    for (size_t i = 0; i < w->out->tables.n; i++) {
        const struct table *table = &w->out->tables.v[i];
        if (table_column(table, ROLE_OBJECTIVE) || table_column(table, ROLE_KEY_RESULT) ||
            table_column(table, ROLE_TARGET) || table_column(table, ROLE_BASELINE) ||
            table_column(table, ROLE_PROGRESS))
            return false;
    }
    return true;
}

bool strong_evidence(struct work *w)
{
    if ((only_words(w) && !speaks_of_okrs(w, true)) ||
        (headed_by(w, WORDS_OTHER_HEADER) && (!names_okrs(w) || named_aside(w))) ||
        headed_as_agenda(w))
        return false;
    if (w->out->tables.n && text_eq(w->out->tables.v[0].shape, T("tick matrix")))
        return strong_matrix(w);
    if (w->out->tables.n == 0 || w->out->tables.v[0].columns.n == 0)
        return strong_records(w);
    uint32_t form_row = first_form_row(w);
    for (size_t i = 0; i < w->out->tables.n; i++)
        if (strong_table(w, &w->out->tables.v[i], form_row))
            return true;
    if (strong_form(w))
        return true;
    bool okr = speaks_of_okrs(w, true),
         alone = w->sheet->book->n_sheets == 1 || speaks(w, true, false);
    for (size_t i = 0; okr && i < w->out->tables.n; i++)
        if ((table_column(&w->out->tables.v[i], ROLE_TITLE) &&
             (alone || says_how_far(&w->out->tables.v[i]))) ||
            table_column(&w->out->tables.v[i], ROLE_KEY_RESULT))
            return true;
    for (size_t i = 0; i < w->out->tables.n; i++)
        if (likely_table(w, &w->out->tables.v[i]))
            return true;
    return false;
}

void look_at_headers(struct work *w, struct sheet_result *result)
{
    for (size_t i = 0; i < w->out->tables.n; i++)
        for (size_t k = 0; k < w->out->tables.v[i].columns.n; k++) {
            const struct column *c = &w->out->tables.v[i].columns.v[k];
            bool item =
                c->role == ROLE_OBJECTIVE || c->role == ROLE_KEY_RESULT || c->role == ROLE_TITLE;
            result->headed |= item && c->header.len && names_items(w, c->header);
            result->dated |= c->role == ROLE_UPDATED;
            result->tells_again |= text_eq(c->reason, text_of(dates_rows));
            result->measured |= c->role == ROLE_TARGET || c->role == ROLE_BASELINE ||
                                c->role == ROLE_CURRENT || c->role == ROLE_PROGRESS ||
                                c->role == ROLE_STATUS || c->role == ROLE_SCORE;
        }
    struct text titles[MOST_TITLES + 2];
    size_t n = titles_of(w, false, titles);
    for (size_t i = 2; i < n; i++) /* the first two are names */
        result->titled |= says_okrs(w, titles[i]);
}

/* --- judging ---------------------------------------------------------------------------------- */

static struct text item_key(struct arena *scratch, const struct record *record)
{
    return header_key(scratch, text_shorten(scratch, record->fields.v[0].text, 60));
}

/* The share of a sheet's items whose text stands in a sheet that is surely OKRs. */
static double known_share(struct arena *scratch, const struct sheet_result *r,
                          const struct map *known)
{
    size_t same = 0;
    for (size_t i = 0; i < r->records.n; i++)
        same += !r->records.v[i].listed &&
                map_get(known, item_key(scratch, &r->records.v[i])) != MAP_NONE;
    return r->records.n ? (double)same / (double)r->records.n : 0;
}

static void set_all_fates(struct sheet_result *r, enum row_fate fate)
{
    for (size_t i = 0; i < r->layout.sheet->n_rows; i++)
        r->layout.fates[i] = (uint8_t)fate;
}

static void reject(struct arena *mem, struct sheet_result *r, const char *kind, struct text reason)
{
    bool unknown = kind[0] == 'u';
    r->okrs = false;
    r->records = (struct record_list){0};
    r->ticks = (struct tick_list){0};
    r->diag.list.n = 0;
    r->layout.assumed.n = 0;
    r->layout.kind = text_of(kind);
    r->layout.kind_reason = reason = tr_text(reason);
    set_all_fates(r, unknown ? ROW_UNREAD : kind[0] == 'i' ? ROW_INSTRUCTION : ROW_OTHER);
    if (unknown)
        diag_add(
            &r->diag, FINDING_UNREAD_SHEET, sheet_place(r->layout.sheet, PLACE_NONE, PLACE_NONE),
            text_copy(mem, T("if it holds OKRs, head the columns 'Objective' and 'Key result'")),
            "no objectives or key results recognised (" TEXT_FMT ")", TEXT_ARG(reason));
}

static bool empty(const struct sheet_result *r)
{
    return r->layout.sheet->n_cells == 0;
}

static bool both_kinds_told(const struct sheet_result *r)
{
    size_t counts[2] = {0};
    for (size_t i = 0; i < r->records.n; i++)
        counts[r->records.v[i].kind]++;
    return counts[OBJECTIVE] && counts[KEY_RESULT];
}

/* A form that nobody filled in yet: tables, and nothing in them but the example. */
static bool only_an_example(const struct sheet_result *r)
{
    bool example = false;
    for (size_t i = 0; i < r->layout.sheet->n_rows; i++)
        example = example || r->layout.fates[i] == ROW_EXAMPLE;
    return example && r->strong && r->records.n == 0;
}

/* "Team | Objectives | Key results" above numbers of them: a sum of other sheets. */
static bool only_counts(const struct sheet_result *r)
{
    for (size_t i = 0; i < r->layout.tables.n && r->records.n + r->ticks.n == 0; i++)
        for (size_t c = 0; c < r->layout.tables.v[i].columns.n; c++)
            if (text_eq(r->layout.tables.v[i].columns.v[c].reason, text_of(counts_only)))
                return true;
    return false;
}

static struct text why_weak(struct arena *mem, const struct sheet_result *r)
{
    const struct record *first = r->records.n ? r->records.v : NULL;
    if (!first || r->layout.tables.n)
        return T("no word for objective or key result in it");
    return text_printf(mem, tr("nothing but '" TEXT_FMT "' speaks of OKRs"),
                       TEXT_ARG(text_shorten(mem, first->fields.v[0].text, 40)));
}

/* First the sheets whose names say nothing against them. */
static bool judge_plain(struct arena *mem, struct sheet_result *r)
{
    if (empty(r)) {
        r->layout.kind = T("empty");
        return false;
    }
    if (sheet_for_reference(r->layout.sheet)) {
        reject(mem, r, "reference", T("its first lines say so"));
        return false;
    }
    if (only_an_example(r)) {
        r->layout.kind = T("OKRs");
        r->layout.kind_reason = TR("a form that is not filled in yet");
        return false;
    }
    if (r->layout.chart.n && (!r->strong || !r->records.n))
        reject(mem, r, "chart", T("its rows say which units are part of which"));
    else if (r->named == WORD_LIST_COUNT && only_counts(r))
        reject(mem, r, kind_name(WORDS_TAB_DASHBOARD),
               T("numbers stand below its headers, no objectives or key results"));
    else if (r->records.n + r->ticks.n == 0 ||
             (r->named != WORD_LIST_COUNT && !both_kinds_told(r) && !r->layout.tables.n))
        reject(mem, r, kind_name(r->named),
               r->named == WORD_LIST_COUNT ? T("no header and no prefixed text found")
                                           : T("its name says so, and it holds no items"));
    else if (!r->strong) {
        r->layout.maybe = r->ticks;
        reject(mem, r, kind_name(r->named), why_weak(mem, r));
    } else if (r->named == WORD_LIST_COUNT && !r->tells_again) {
        r->okrs = true;
        r->layout.kind = T("OKRs");
        r->layout.kind_reason = TR("words for objectives or key results");
    } else
        return true;
    return false;
}

/* Nothing but people, whatever column they stand in. */
static bool lists_people(const struct sheet_result *r)
{
    size_t people = 0;
    for (size_t i = 0; i < r->records.n; i++)
        people += value_like_people(r->records.v[i].fields.v[0].text) >= 1;
    return r->records.n && people == r->records.n;
}

/* A diary of key results: of those of other sheets, or what tells them in the first place. */
static void judge_again(struct arena *mem, struct sheet_result *r, bool known)
{
    if (known) {
        reject(mem, r, kind_name(WORDS_TAB_LOG),
               T("its rows tell items of other sheets day by day"));
        return;
    }
    r->okrs = true;
    r->layout.kind = T("OKRs");
    r->layout.kind_reason = TR("words for objectives or key results");
}

/* Then those with a name that says something else, given what the others hold. */
static void judge_named(struct arena *mem, struct arena *scratch, const struct vocabulary *words,
                        struct sheet_result *r, const struct map *known)
{
    bool others = known->n > 0;
    double same = known_share(scratch, r, known);
    if (r->named == WORD_LIST_COUNT) {
        judge_again(mem, r, others && same >= .5);
        return;
    }
    bool events = !r->headed || (!r->measured && !both_kinds_told(r)); /* "Milestone" */
    bool log =
        r->dated && events && (r->named == WORDS_TAB_LOG || r->named == WORDS_TAB_INSTRUCTIONS);
    if (log) {
        reject(mem, r, kind_name(WORDS_TAB_LOG),
               T("its name says so, and so do its dates; no header is for objectives"));
        return;
    }
    bool list =
        r->named == WORDS_TAB_CONFIG || r->named == WORDS_TAB_LOG || r->named == WORDS_TAB_PEOPLE;
    if (others && list && !r->headed && !both_kinds_told(r)) {
        reject(mem, r, kind_name(r->named), T("its name says so, and no header is for objectives"));
        return;
    }
    bool by_name = r->named == WORDS_TAB_ARCHIVE ||
                   (r->named == WORDS_TAB_INSTRUCTIONS && r->ticks.n == 0); /* "Who helps" */
    if (others && (by_name || same >= .5)) {
        size_t items = r->records.n;
        reject(mem, r, kind_name(r->named),
               same >= .5 ? T("its name says so, and it repeats items of other sheets")
                          : T("its name says so"));
        if (same < .5)
            diag_add(&r->diag, FINDING_UNREAD_SHEET,
                     sheet_place(r->layout.sheet, PLACE_NONE, PLACE_NONE),
                     T("if it counts, rename the sheet"),
                     "sheet was left out: %s, by its name; it holds what may be %zu items",
                     tr(kind_name(r->named)), items);
        return;
    }
    if (r->named == WORDS_TAB_PEOPLE && lists_people(r)) {
        reject(mem, r, kind_name(r->named), T("its name says so, and it lists people"));
        return;
    }
    r->okrs = true;
    r->layout.kind = T("OKRs");
    r->layout.kind_reason = TR("words for objectives or key results");
    if ((r->headed || r->titled) &&
        vocabulary_has(words, WORDS_TAB_UNIT, name_key(scratch, r->layout.sheet)))
        return; /* nobody would have named it otherwise */
    r->layout.kind_reason =
        text_printf(mem, tr("named like '%s', but holds %s"), tr(kind_name(r->named)),
                    tr(r->ticks.n ? "ticks" : "items found nowhere else"));
    *list_push(mem, &r->layout.assumed) = r->layout.kind_reason;
    if (r->headed && !others && r->named == WORDS_TAB_DASHBOARD)
        return;
    diag_add(&r->diag, FINDING_ASSUMED, sheet_place(r->layout.sheet, PLACE_NONE, PLACE_NONE),
             T("rename the sheet, or add its file to 'skip' in okralign.ini if it must not count"),
             "sheet was read as OKRs: " TEXT_FMT, TEXT_ARG(r->layout.kind_reason));
}

/* A file that holds no OKRs at all is worth more than advice: somebody meant it to. */
static void warn_of_nothing(struct sheet_result *results, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (results[i].okrs)
            return;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < results[i].diag.list.n; k++)
            if (results[i].diag.list.v[k].code == FINDING_UNREAD_SHEET)
                results[i].diag.list.v[k].severity = WARNING;
}

/* "Old Sales OKRs" beside other tabs: read, for "Old Post" may be a team; but said. */
static void tell_past(const struct vocabulary *words, struct arena *scratch, struct sheet_result *r,
                      size_t n)
{
    struct text key = name_key(scratch, r->layout.sheet);
    if (n > 1 && r->okrs && vocabulary_begins(words, WORDS_TAB_PAST, key))
        diag_add(
            &r->diag, FINDING_ASSUMED, sheet_place(r->layout.sheet, PLACE_NONE, PLACE_NONE),
            T("rename the sheet, or add its file to 'skip' in okralign.ini if it must not count"),
            "sheet was read as OKRs, though its name begins with a word for what is past");
}

/* The IDs of a sheet that holds nothing but objectives, all of them with one. */
static struct map ids_of_objectives(struct arena *scratch, const struct sheet_result *r)
{
    struct map ids = {0};
    for (size_t i = 0; i < r->records.n; i++) {
        const struct field *id = record_field(&r->records.v[i], ROLE_ID);
        if (!id || r->records.v[i].kind != OBJECTIVE)
            return (struct map){0};
        map_put(scratch, &ids, text_fold(scratch, id->text), i);
    }
    return ids;
}

/* Nothing but key results with a start and a target, each of which names one of the IDs. */
static bool names_them_all(struct arena *scratch, const struct sheet_result *r,
                           const struct map *ids)
{
    enum { FEWEST = 3 };
    for (size_t i = 0; i < r->records.n; i++) {
        const struct record *record = &r->records.v[i];
        bool named = false;
        for (size_t k = 0; k < record->fields.n && !named; k++)
            named = record->fields.v[k].role != ROLE_ID &&
                    map_get(ids, text_fold(scratch, record->fields.v[k].text)) != MAP_NONE;
        if (record->kind != KEY_RESULT || !named || !record_field(record, ROLE_TARGET) ||
            !record_field(record, ROLE_BASELINE))
            return false;
    }
    return r->records.n >= FEWEST;
}

/* "Code | Lighthouse" in one tab and "Code | Shines for | Beacon | Dim at | Lit when" in another, whose rows all name
   codes of the first: objectives and key results, by whatever words. */
static void pair_tabs(struct arena *scratch, struct sheet_result *results, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct map ids = {0};
        if (!results[i].strong && results[i].named == WORD_LIST_COUNT)
            ids = ids_of_objectives(scratch, &results[i]);
        for (size_t k = 0; k < n && ids.n > 1; k++)
            if (k != i && !results[k].strong && results[k].named == WORD_LIST_COUNT &&
                names_them_all(scratch, &results[k], &ids))
                results[i].strong = results[k].strong = true;
    }
}

void judge_sheets(struct arena *mem, struct arena *scratch, const struct vocabulary *words,
                  struct sheet_result *results, size_t n)
{
    pair_tabs(scratch, results, n);
    struct map known = {0};
    bool *open = NEW_ARRAY(scratch, bool, n);
    for (size_t i = 0; i < n; i++) {
        open[i] = judge_plain(mem, &results[i]);
        tell_past(words, scratch, &results[i], n);
        for (size_t k = 0; results[i].okrs && k < results[i].records.n; k++)
            if (!results[i].records.v[k].listed)
                map_put(scratch, &known, item_key(scratch, &results[i].records.v[k]), i);
    }
    for (size_t i = 0; i < n; i++)
        if (open[i])
            judge_named(mem, scratch, words, &results[i], &known);
    warn_of_nothing(results, n);
}
