/*
 * Heads -> tables: which column means what. Each column gets candidates, from the words of its
 * header and from what it holds; the assignment with the most evidence over the whole table wins,
 * where a role that is taken, contents that contradict, and a key result without an objective cost.
 * So "Ziel" above prose is the objective, and above numbers, beside an objective, the target.
 */
#include "layout/layout_column.h"

enum {
    MAX_COLUMNS = 256,
    MAX_OPEN = 6,
    /* beyond these a sheet is no team's: each column takes its own best meaning */
    WEIGHED_COLUMNS = 48,
    WEIGHED_TABLES = 200
};

const char beside_objectives[] = "long texts without a header beside the objectives";

const char holds_people[] = "holds names of people";

const char numbers_of_texts[] = "numbers of the key results beside them";

const char counts_only[] = "holds nothing but numbers";

/* --- how well contents fit a role ------------------------------------------------------------- */

#define IS(name) (1u << CONTENT_##name)

static const struct {
    uint16_t good, bad;
} fits[ROLE_COUNT] = {
    [ROLE_OBJECTIVE] = {IS(PROSE), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PERIOD) | IS(MAIL) |
                                       IS(TICK) | IS(OUTLINE) | IS(ID)},
    [ROLE_KEY_RESULT] = {IS(PROSE) | IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PERIOD) |
                                                   IS(MAIL) | IS(TICK) | IS(OUTLINE) | IS(ID)},
    [ROLE_TITLE] = {IS(PROSE), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PERIOD) | IS(MAIL) |
                                   IS(TICK) | IS(OUTLINE) | IS(ID)},
    [ROLE_TYPE] = {IS(WORD), IS(PROSE) | IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_ID] = {IS(ID) | IS(NUMBER) | IS(OUTLINE), IS(PROSE) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_OBJECTIVE_ID] = {IS(ID) | IS(NUMBER) | IS(OUTLINE),
                           IS(PROSE) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_KEY_RESULT_ID] = {IS(ID) | IS(NUMBER) | IS(OUTLINE),
                            IS(PROSE) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_PARENT] = {IS(ID) | IS(PROSE) | IS(WORD), IS(DATE) | IS(PERCENT) | IS(MAIL)},
    [ROLE_OUTLINE] = {IS(OUTLINE) | IS(NUMBER),
                      IS(PROSE) | IS(PERCENT) | IS(DATE) | IS(MAIL) | IS(WORD) | IS(ID)},
    [ROLE_UNIT_NAME] = {IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(TICK)},
    [ROLE_UNIT_ABOVE] = {IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(TICK)},
    [ROLE_LEVEL] = {IS(WORD) | IS(NUMBER), IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(MAIL)},
    [ROLE_OWNER] = {IS(WORD) | IS(MAIL), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(TICK)},
    [ROLE_PERIOD] = {IS(PERIOD) | IS(NUMBER) | IS(DATE), IS(PERCENT) | IS(PROSE) | IS(MAIL)},
    [ROLE_METRIC] = {IS(WORD) | IS(PROSE), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(MAIL)},
    [ROLE_BASELINE] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_TARGET] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE) | IS(TICK)},
    [ROLE_CURRENT] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_MEASURE] = {IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(MAIL)},
    [ROLE_DIRECTION] = {IS(WORD), IS(NUMBER) | IS(PERCENT) | IS(DATE) | IS(PROSE) | IS(MAIL)},
    [ROLE_PROGRESS] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_SCORE] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE) | IS(ID)},
    [ROLE_CONFIDENCE] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_WEIGHT] = {IS(NUMBER) | IS(PERCENT), IS(DATE) | IS(MAIL) | IS(PROSE)},
    [ROLE_STATUS] = {IS(WORD) | IS(TICK), IS(DATE) | IS(PROSE) | IS(MAIL)},
    [ROLE_START_DATE] = {IS(DATE) | IS(PERIOD), IS(NUMBER) | IS(PERCENT) | IS(PROSE) | IS(MAIL)},
    [ROLE_DUE] = {IS(DATE) | IS(PERIOD), IS(NUMBER) | IS(PERCENT) | IS(PROSE) | IS(MAIL)},
    [ROLE_UPDATED] = {IS(DATE), IS(NUMBER) | IS(PERCENT) | IS(PROSE) | IS(MAIL)},
    [ROLE_COMMITMENT] = {IS(WORD), IS(DATE) | IS(PROSE) | IS(MAIL) | IS(PERCENT) | IS(NUMBER)},
    [ROLE_NOTE] = {IS(PROSE) | IS(WORD), 0},
};

static double fit(const struct column_stats *s, enum role role)
{
    uint32_t good = 0, bad = 0;
    for (unsigned c = 0; c < CONTENT_COUNT; c++) {
        good += (fits[role].good >> c & 1) * s->content[c];
        bad += (fits[role].bad >> c & 1) * s->content[c];
    }
    good += is_figure_role(role) ? s->counted : 0;
    good -= role == ROLE_KEY_RESULT ? s->counted : 0;
    bad += role == ROLE_OBJECTIVE ? s->counted : 0;
    return .5 * share(good, s->n) - .9 * share(bad, s->n);
}

/* --- candidates ------------------------------------------------------------------------------- */

static void suggest(struct column_case *c, enum role role, double weight, const char *why,
                    const struct sense *sense)
{
    double score = weight + fit(&c->stats, role);
    for (size_t i = 0; i < c->n; i++)
        if (c->candidates[i].role == role) {
            if (score > c->candidates[i].score)
                c->candidates[i] = (struct candidate){role, score, why, sense};
            return;
        }
    if (c->n < MAX_CANDIDATES)
        c->candidates[c->n++] = (struct candidate){role, score, why, sense};
}

/* "Company KR": IDs in such a column are those of others, which the row supports. */
static bool names_upper_level(const struct header_reading *r)
{
    return r && r->level >= 0 && r->level <= 2;
}

static bool all_people(const struct column_stats *s)
{
    return s->people && s->people * 5 >= s->distinct * 4;
}

const char holds_states[] = "holds words for states";

const char holds_percentages[] = "holds percentages";

/* What a column's contents alone suggest, with or without a header. */
static void suggest_by_content(struct column_case *c)
{
    const struct column_stats *s = &c->stats;
    bool unnamed = !c->reading || c->reading->n == 0;
    if (s->n == 0)
        return;
    bool supports =
        names_upper_level(c->reading) || /* "KR A.1, A.2" below "Company KR", "Supports" */
        (!unnamed && c->reading->senses[0].role == ROLE_PARENT &&
         c->reading->senses[0].weight >= .9);
    if (s->n >= 2 && share(s->types, s->n) >= .6 && !supports)
        suggest(c, ROLE_TYPE, s->codes ? .9 : 1.2, "names objectives and key results", NULL);
    bool noted = false; /* "supports GRO-O1-KR2" in a column of notes */
    for (size_t i = 0; !unnamed && i < c->reading->n; i++)
        noted |= c->reading->senses[i].role == ROLE_NOTE;
    if (share(s->codes, s->n) >= .6 && !names_upper_level(c->reading) && !noted)
        suggest(c, ROLE_ID, .9, "holds codes of objectives and key results", NULL);
    bool parent = !unnamed && c->reading->senses[0].role == ROLE_PARENT &&
                  c->reading->senses[0].weight >= .7; /* "KR 2.2 (company)" below "Supports" */
    if (parent)
        return;
    if (s->key_result_prefix && s->objective_prefix)
        suggest(c, ROLE_TITLE, .8, "texts begin with 'O' and 'KR'", NULL);
    else if (share(s->key_result_prefix, s->n) >= .5)
        suggest(c, ROLE_KEY_RESULT, .75, "texts begin with 'KR'", NULL);
    else if (share(s->objective_prefix, s->n) >= .5)
        suggest(c, ROLE_OBJECTIVE, .75, "texts begin with 'O'", NULL);
    if (s->n >= 2 && s->content[CONTENT_PERIOD] == s->n && c->column.header.len)
        suggest(c, ROLE_PERIOD, -.2, "holds periods", NULL);
    bool states = s->n >= 3 && s->grades >= 2 && s->states == s->distinct;
    bool surely = !unnamed && c->reading->senses[0].weight >= .9;
    if (s->signs == s->n && s->states == s->distinct)
        suggest(c, ROLE_STATUS, 1.2, "holds faces", NULL);
    else if (states && surely && c->reading->senses[0].role == ROLE_IGNORED)
        suggest(c, ROLE_STATUS, c->reading->senses[0].weight, holds_states, NULL); /* "Labels" */
    else if (states && !surely && c->column.header.len)
        suggest(c, ROLE_STATUS, .2, holds_states, NULL);
    if (!unnamed)
        return;
    if (holds(s, CONTENT_PROSE) >= .5)
        suggest(c, ROLE_TITLE, c->column.header.len ? -.6 : .15, "holds long texts", NULL);
    if (c->column.header.len && all_people(s) && s->marked_names * 3 >= s->distinct)
        suggest(c, ROLE_OWNER, .1, holds_people, NULL);
    if (share(s->tenths, s->n) >= .6 && !c->column.header.len)
        suggest(c, ROLE_CONFIDENCE, .6, "holds marks out of ten", NULL);
    if (share(s->lights, s->n) >= .6)
        suggest(c, ROLE_STATUS, .6, "holds lights", NULL);
    if (holds(s, CONTENT_MAIL) >= .6)
        suggest(c, ROLE_OWNER, .3, "holds e-mail addresses", NULL);
    if (holds(s, CONTENT_PERCENT) >= .6)
        suggest(c, ROLE_PROGRESS, .1, holds_percentages, NULL);
    if (s->steps == s->n && s->parts && s->parts < s->n && !c->column.header.len)
        suggest(c, ROLE_ID, .9, "numbers the rows: 1, 1.1, 1.2", NULL);
    else if (holds(s, CONTENT_OUTLINE) >= .3 && holds(s, CONTENT_PROSE) == 0)
        suggest(c, ROLE_OUTLINE, .3, "holds outline numbers", NULL);
    else if (holds(s, CONTENT_ID) >= .6 && s->distinct * 2 > s->n &&
             (!c->column.header.len || s->codes * 2 >= s->n))
        suggest(c, ROLE_ID, .2, "holds IDs", NULL);
}

enum { MOST_OBJECTIVES = 99 };

/* "Objectives" above 2, 5, 1: how many there are, or, beside key results, which one is meant. */
static void suggest_for_numbers(struct column_case *c, const struct sense *s)
{
    suggest(c, ROLE_NONE, .25, counts_only, NULL);
    if (s->role == ROLE_OBJECTIVE && c->stats.max_number <= MOST_OBJECTIVES)
        suggest(c, ROLE_OBJECTIVE_ID, -.3, "numbers of objectives", s);
}

const char header_is_period[] = "header is a period";
const char end_of_period[] = "a figure for the end of a period";

/* "But" above figures, with what else stands below the table: no texts that an item could be. */
static bool holds_figures(const struct column_case *c)
{
    const unsigned *n = c->stats.content;
    return n[CONTENT_PROSE] == 0 && n[CONTENT_NUMBER] + n[CONTENT_PERCENT] >= 2;
}

/* Texts without a figure, a state or a sign among them. */
static bool holds_words_only(const struct column_stats *s)
{
    return s->n >= 3 && s->content[CONTENT_WORD] + s->content[CONTENT_PROSE] == s->n &&
           s->states * 2 < s->distinct &&
           !(s->grades || s->signs || s->lights || s->bools || s->tenths);
}

/* What stands below the word is nothing that this meaning of it is for. */
static bool holds_other(const struct column_case *c, const struct sense *s, bool leftmost)
{
    const struct column_stats *st = &c->stats;
    bool name = s->role == ROLE_OWNER && c->reading->senses[0].role == ROLE_TITLE;
    if (name && !all_people(st))
        return true; /* "Name": a person's only above such names */
    if (is_item(s->role) && st->signs * 2 > st->n)
        return true; /* "Direction of travel" above arrows */
    if (leftmost && is_figure_role(s->role) && s->weight < .95 && st->n &&
        st->content[CONTENT_WORD] == st->n)
        return true; /* "What we want": no figures, and nothing before it that they could be of */
    bool grade = s->role == ROLE_SCORE || s->role == ROLE_PROGRESS;
    return grade && !c->reading->whole && holds_words_only(st); /* "Why this grade" */
}

/* Words for items below "Type", or whatever stands below "Is key result". */
static bool tells_types(const struct work *w, const struct column_case *c, const struct sense *s)
{
    return c->stats.n == 0 || share(c->stats.types, c->stats.n) >= .3 ||
           item_asked_for(w, s->word) != KIND_NONE;
}

/* Words whose column holds IDs name the thing; the column then holds its ID. */
static void suggest_by_word(const struct work *w, struct column_case *c, bool leftmost)
{
    const struct header_reading *r = c->reading;
    for (size_t i = 0; r && i < r->n; i++) {
        const struct sense *s = &r->senses[i];
        /* "Afdelingsdoel": whose it is makes it no figure */
        bool levelled =
            r->level >= 0 && s->role == ROLE_TARGET && r->senses[0].role == ROLE_OBJECTIVE;
        bool types = s->role != ROLE_TYPE || tells_types(w, c, s);
        bool name = s->role == ROLE_OWNER && r->senses[0].role == ROLE_TITLE;
        if (holds_other(c, s, leftmost))
            continue;
        bool coded =
            s->role == ROLE_TITLE && c->stats.n && c->stats.codes == c->stats.n; /* "Objective 1" */
        double first_names = name && c->stats.full_names * 2 < c->stats.distinct ? .6 : 0;
        bool states = c->stats.n >= 2 && c->stats.distinct >= 2 &&
                      c->stats.states == c->stats.distinct && s->weight < 1;
        if (is_item(s->role) && states) /* "Result" above "missed" and "done" */
            suggest(c, ROLE_STATUS, s->weight, holds_states, s);
        else if (is_item(s->role) &&
                 (only_numbers(&c->stats) || (s->weight < .7 && holds_figures(c))))
            suggest_for_numbers(c, s);
        else if (s->role == ROLE_STATUS && c->stats.grades >= 2) /* "Health", not how far work is */
            suggest(c, s->role, s->weight + .3, NULL, s);
        else
            suggest(c, s->role,
                    types && !levelled && !coded ? s->weight - first_names : s->weight - .6, NULL,
                    s);
        bool ids = holds(&c->stats, CONTENT_ID) + holds(&c->stats, CONTENT_OUTLINE) >= .6 ||
                   (is_item(s->role) && share(c->stats.short_codes, c->stats.n) >= .6);
        bool upper = names_upper_level(r);
        if (s->role == ROLE_OBJECTIVE && ids)
            suggest(c, ROLE_OBJECTIVE_ID, s->weight - (upper ? .5 : .1), "holds IDs", s);
        if (s->role == ROLE_KEY_RESULT && ids)
            suggest(c, ROLE_KEY_RESULT_ID, s->weight - (upper ? .5 : .1), "holds IDs", s);
        if (s->role == ROLE_TITLE && ids)
            suggest(c, ROLE_ID, s->weight - (upper ? .5 : .2), "holds IDs", s);
        if (s->role == ROLE_OBJECTIVE && r->n > 0 && s->weight >= .9)
            suggest(c, ROLE_PARENT, .2, "another column is the objective itself", s);
        bool item =
            s->role == ROLE_OBJECTIVE || s->role == ROLE_KEY_RESULT || s->role == ROLE_TITLE;
        if (item && upper && r->scope < 0)
            suggest(c, ROLE_PARENT, ids ? .7 : .3, "an upper level's items", s);
        if (item && holds(&c->stats, CONTENT_TICK) >= .6)
            suggest(c, ROLE_PARENT, 1.2, "ticks against it", s);
        if (item && r->period)
            suggest(c, ROLE_TARGET, .5, "a figure for a period", s);
        double figures = holds(&c->stats, CONTENT_NUMBER) + holds(&c->stats, CONTENT_PERCENT);
        if (s->role == ROLE_DUE && r->period && figures >= .8) /* "Ende Dezember" */
            suggest(c, ROLE_TARGET, .5, end_of_period, s);
        if (s->role == ROLE_STATUS && (c->dated || r->period) && only_numbers(&c->stats))
            suggest(c, ROLE_CURRENT, s->weight + .4, "figures on a day", s);
        if (s->role == ROLE_STATUS && holds(&c->stats, CONTENT_PERCENT) >= .6)
            suggest(c, ROLE_PROGRESS, .6, "holds percentages", s);
        bool day = s->role == ROLE_DUE || s->role == ROLE_START_DATE || s->role == ROLE_UPDATED;
        if (day && s->weight >= .85 && c->stats.n && c->stats.serials == c->stats.n)
            suggest(c, s->role, s->weight + 1.2, "days as numbers", s);
        bool dated = c->stats.content[CONTENT_DATE] + c->stats.content[CONTENT_PERIOD] > 0;
        if (day && r->scope >= 0 && !dated && holds(&c->stats, CONTENT_PROSE) >= .5)
            suggest(c, r->scope == OBJECTIVE ? ROLE_OBJECTIVE : ROLE_KEY_RESULT, .8,
                    "long texts under a word for them and one for a day", s);
        if (s->role == ROLE_UPDATED && c->stats.n && !dated)
            suggest(c, ROLE_CURRENT, s->weight, "holds figures of that day", s);
        if (s->role == ROLE_CURRENT && text_contains(c->column.header, T("%")) &&
            holds(&c->stats, CONTENT_PERCENT) >= .6)
            suggest(c, ROLE_PROGRESS, s->weight + .1, "a share of what is reached", s);
        if (s->role == ROLE_KEY_RESULT && r->group && text_contains(c->column.header, T("%")) &&
            holds(&c->stats, CONTENT_PERCENT) >= .6) /* "KR1 %" beside "KR1" */
            suggest(c, ROLE_PROGRESS, s->weight, "percentages of a key result", s);
        if (s->role == ROLE_ID && holds(&c->stats, CONTENT_OUTLINE) >= .3)
            suggest(c, ROLE_OUTLINE, .9, "holds outline numbers", s);
    }
    if (r && r->n == 0 && r->period)
        suggest(c, holds(&c->stats, CONTENT_PERCENT) >= .5 ? ROLE_PROGRESS : ROLE_CURRENT, .3,
                header_is_period, NULL);
}

const char beneath_objectives[] = "texts under a word for objectives, right of the objectives";

const char numbers_beside[] = "described beside the numbers of key results";

const char coded_beside[] = "texts beside codes of objectives and key results";

static const char numbered_beside[] = "described beside their numbers";

/* "KR | " above "a) | Staff trained": rows are numbered under a word for key results from the first on, and
   the texts stand right of it. */
static bool numbers_texts(struct work *w, const struct head *head, const struct column_case *c,
                          const struct column_case *left)
{
    uint32_t col = left->column.col;
    size_t n = 0;
    if (likeliest(left->reading, .7) != ROLE_KEY_RESULT ||
        (c->column.header.len && likeliest(c->reading, .9) != ROLE_METRIC))
        return false;
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *number = line_cell(w, line, col), *text = line_cell(w, line, col + 1u);
        bool numbered = number && counts_row(w, number) && text && text->type == CELL_TEXT &&
                        mark_of(w, text)->content != CONTENT_NUMBER &&
                        mark_of(w, text)->content != CONTENT_PERCENT;
        if (line == head->first && !numbered)
            return false;
        n += numbered;
    }
    return n > 0;
}

/* "KR | Description" above 1, 2, 3: the numbers are of what stands beside them. The role of the word
   above the numbers; ROLE_NONE: these are no such. */
static enum role describes(const struct column_case *c, const struct column_case *left)
{
    const struct header_reading *r = left->reading, *own = c->reading;
    double numbers = holds(&left->stats, CONTENT_ID) + holds(&left->stats, CONTENT_OUTLINE) +
                     share(left->stats.figures, left->stats.n);
    bool text = holds(&c->stats, CONTENT_PROSE) + holds(&c->stats, CONTENT_WORD) >= .6;
    bool unnamed = !left->column.header.len, named = r && r->n && r->senses[0].weight >= .7;
    if ((!unnamed && !named) || numbers < 1 || !own || !text)
        return ROLE_NONE;
    for (size_t i = 0; i < own->n; i++)
        if (own->senses[i].role == ROLE_TITLE)
            return unnamed ? ROLE_ID : r->senses[0].role;
    return ROLE_NONE;
}

static const char named_beside[] = "named beside a column that is blank";

/* Below a word for key results nothing but headings of lists of work, and right of it the names. */
static bool names_blank(const struct work *w, const struct head *head, const struct column_case *c,
                        const struct column_case *left)
{
    const struct header_reading *r = left->reading, *own = c->reading;
    if (!c->stats.n || !r || !r->n || r->senses[0].weight < .9 ||
        r->senses[0].role != ROLE_KEY_RESULT || !own || !own->n ||
        own->senses[0].role != ROLE_TITLE)
        return false;
    for (size_t line = head->first; left->stats.n && line < head->end; line++) {
        const struct cell *cell = line_cell(w, line, left->column.col);
        if (cell && mark_of(w, cell)->content != CONTENT_BLANK &&
            !vocabulary_has(w->words, WORDS_TYPE_OTHER, mark_of(w, cell)->key))
            return false;
    }
    return true;
}

/* "Goal description": an item's word, and one for what is said of it. */
static bool describes_item(const struct header_reading *r)
{
    bool note = false;
    for (size_t i = 0; i < r->n; i++)
        note |= r->senses[i].role == ROLE_NOTE;
    return note && r->scope >= 0;
}

/* Long texts without a header beside the objectives are their key results; so are those under
   another word for objectives, where nothing else is. */
static void suggest_by_place(struct column_case *c, const struct column_case *left)
{
    const struct header_reading *r = left->reading, *own = c->reading;
    bool again = own && own->n && own->senses[0].role == ROLE_OBJECTIVE && own->level < 0 && r &&
                 r->n && r->senses[0].role == ROLE_OBJECTIVE && r->level < 0 &&
                 !describes_item(own);
    if (again && holds(&left->stats, CONTENT_PROSE) + holds(&left->stats, CONTENT_WORD) >= .5 &&
        holds(&c->stats, CONTENT_PROSE) + holds(&c->stats, CONTENT_WORD) >= .5)
        suggest(c, ROLE_KEY_RESULT, .3, beneath_objectives, NULL);
    enum role described = describes(c, left);
    if (described == ROLE_KEY_RESULT)
        suggest(c, ROLE_KEY_RESULT, 1, numbers_beside, NULL);
    else if (described == ROLE_ID || described == ROLE_OUTLINE)
        suggest(c, ROLE_TITLE, 1, numbered_beside, NULL);
    bool coded = left->stats.n > 2 && left->stats.codes == left->stats.n;
    if (coded && !c->column.header.len && c->stats.n == left->stats.n &&
        holds(&c->stats, CONTENT_PROSE) + holds(&c->stats, CONTENT_WORD) >= .9)
        suggest(c, ROLE_TITLE, .6, coded_beside, NULL);
    bool unnamed = !c->column.header.len && left->column.header.len;
    if (unnamed && r && r->n && r->senses[0].role == ROLE_OBJECTIVE &&
        holds(&c->stats, CONTENT_PROSE) >= .5)
        suggest(c, ROLE_KEY_RESULT, .3, beside_objectives, NULL);
}

static void suggest_none(struct column_case *c)
{
    bool text = holds(&c->stats, CONTENT_PROSE) + holds(&c->stats, CONTENT_WORD) >= .5;
    bool named = c->reading && c->reading->n;
    c->candidates[c->n < MAX_CANDIDATES ? c->n++ : MAX_CANDIDATES - 1] = (struct candidate){
        text && named ? ROLE_NOTE : ROLE_NONE, named ? .1 : .2, "no word known to fit", NULL};
}

static void by_score(struct column_case *c)
{
    for (size_t i = 1; i < c->n; i++)
        for (size_t j = i; j > 0 && c->candidates[j].score > c->candidates[j - 1].score; j--) {
            struct candidate swap = c->candidates[j];
            c->candidates[j] = c->candidates[j - 1];
            c->candidates[j - 1] = swap;
        }
}

/* --- the header of a column ------------------------------------------------------------------- */

/* The upper of two header lines, carried to the right over the columns that it groups. */
const struct cell *group_cell(const struct work *w, size_t line, uint32_t col, uint32_t col0)
{
    for (uint32_t at = col + 1; at-- > col0;) {
        const struct cell *cell = line_cell(w, line, at);
        if (!cell)
            continue;
        const struct range *merge = merge_at(w, cell);
        if (merge && merge->col1 < col)
            return NULL;
        return at == col || merge || w->merges.n == 0 ? cell : NULL;
    }
    return NULL;
}

/* A real date at the head of a column. */
static const struct header_reading day_alone = {
    .scope = -1, .level = LEVEL_UNKNOWN, .period = true};

enum { MOST_MENDED = 64 }; /* columns whose headers are compared with every word there is */

/* "Key reslt": told, for it may be a word of its own. What the column holds must fit. */
static const struct header_reading *mended(struct work *w, const struct cell *header,
                                           const struct column_stats *stats)
{
    struct text word;
    const struct header_reading *reading =
        header->type == CELL_TEXT ? vocabulary_mend(w->words, w->scratch, header->text, &word)
                                  : NULL;
    enum role role = reading && reading->n ? reading->senses[0].role : ROLE_NONE;
    bool codes = share(stats->codes, stats->n) >= .6; /* what those are of is no unit's name */
    if (role != ROLE_NONE && (fit(stats, role) < 0 || (codes && role == ROLE_UNIT_NAME)))
        return NULL;
    if (reading)
        assume_mended(w, header, word);
    return reading;
}

/* Whether the upper of two header lines says whose or which the lower one's column is: an item, a
   level, a number, a period. */
static bool qualifies(const struct header_reading *high)
{
    enum role role = high->n ? high->senses[0].role : ROLE_NONE;
    return is_item(role) || role == ROLE_TITLE || role == ROLE_UNIT_NAME || role == ROLE_PARENT ||
           high->level >= 0 || high->group || high->period;
}

/* "Ausgangslage" above "Ist", "Baseline" alone above "end of 2025": what it was. */
static bool is_start(const struct work *w, const struct cell *high,
                     const struct header_reading *low)
{
    const struct header_reading *above = mark_of(w, high)->reading;
    const struct range *merge = merge_at(w, high);
    bool alone = !merge || merge->col0 == merge->col1;
    return above && low && above->n && above->senses[0].role == ROLE_BASELINE &&
           ((low->n && low->senses[0].role == ROLE_CURRENT) || (alone && low->period));
}

/* A word for items heads the table's first column. */
static bool heads_items(const struct work *w, const struct head *head)
{
    const struct cell *cell =
        head->line0 <= head->line1 ? line_cell(w, head->line1, head->col0) : NULL;
    const struct header_reading *r = cell ? mark_of(w, cell)->reading : NULL;
    enum role role = r && r->n && r->senses[0].weight >= .9 ? r->senses[0].role : ROLE_NONE;
    return role == ROLE_KEY_RESULT || role == ROLE_OBJECTIVE || role == ROLE_TITLE;
}

static bool holds_texts(const struct column_case *c)
{
    return c->stats.n && holds(&c->stats, CONTENT_PROSE) + holds(&c->stats, CONTENT_WORD) >= .7;
}

/* "1", "2" beside nearly all texts of the second column: it counts the rows. */
static bool counts_rows(const struct work *w, const struct head *head)
{
    size_t n = 0, numbers = 0;
    for (size_t line = head->first; line < head->end; line++) {
        const struct cell *number = line_cell(w, line, head->col0);
        const struct cell *text = line_cell(w, line, head->col0 + UINT32_C(1));
        n += number && text;
        numbers += number && text && mark_of(w, number)->content == CONTENT_NUMBER;
    }
    return numbers > 1 && numbers * 3 >= n * 2;
}

/* "Key results | Start | Target" above "1 | Calls answered | 22 % | 40 %": each word stands one column left of
   what it heads, and the last column has none. */
static bool is_shifted(const struct work *w, const struct head *head, const struct cases *cases)
{
    const struct column_case *last = &cases->v[cases->n - 1];
    if (cases->n < 3 || !heads_items(w, head) || !holds_texts(&cases->v[1]) ||
        !counts_rows(w, head))
        return false;
    while (last > &cases->v[1] && !last->stats.n)
        last--;
    for (uint32_t i = 0; cases->v + i < last; i++)
        if (!line_cell(w, head->line1, head->col0 + i))
            return false;
    return last > &cases->v[1] && !line_cell(w, head->line1, last->column.col);
}

/* "Key results | | Owner" above " | Paths lit | Dana": the word stands left of what it heads, above nothing. */
static bool stands_left(const struct work *w, const struct head *head, const struct cases *cases)
{
    return cases->n > 2 && heads_items(w, head) && !cases->v[0].stats.n &&
           holds_texts(&cases->v[1]) && !line_cell(w, head->line1, head->col0 + UINT32_C(1));
}

/* How many columns left of the column its word stands. */
static uint32_t columns_off(const struct work *w, const struct head *head,
                            const struct cases *cases, uint32_t col)
{
    bool shifted = is_shifted(w, head, cases);
    bool left = !shifted && col <= head->col0 + 1 && stands_left(w, head, cases);
    return shifted || left;
}

static void read_header(struct work *w, const struct head *head, struct column_case *c,
                        uint32_t off)
{
    uint32_t col = c->column.col;
    if (off && col == head->col0)
        return;
    col -= off;
    const struct cell *low = head->line0 <= head->line1 ? line_cell(w, head->line1, col) : NULL;
    const struct cell *high = NULL;
    if (head->line0 < head->line1)
        high = group_cell(w, head->line0, col, head->col0);
    const struct cell *from = low ? low : high;
    if (!from)
        return;
    c->column.place = cell_place(w->sheet, from);
    c->column.header = text_trim(from->text);
    bool ticked = mark_of(w, from)->above_ticks;
    if (low && high && w->lines[head->line1].wraps && !ticked) {
        c->column.header = wrapped_text(w, high, low);
        c->reading = mark_of(w, high)->reading;
        return;
    }
    c->reading = mark_of(w, from)->reading;
    c->above_ticks = ticked;
    if (ticked) {
        c->reading = NULL;
        return;
    }
    struct cell tail = *from;
    text_cut(&tail.text, ' ');
    c->dated = is_day(w, from) || (tail.text.len && is_day(w, &tail));
    if ((!c->reading || c->reading->n == 0) && is_day(w, from))
        c->reading = &day_alone;
    if (!c->reading && only_numbers(&c->stats) && low && is_of_series(w, head->line1, low))
        c->reading = &day_alone;
    if (!c->reading && col < head->col0 + MOST_MENDED)
        c->reading = mended(w, from, &c->stats);
    if (!low || !high)
        return;
    struct text both = text_printf(w->mem, TEXT_FMT " / " TEXT_FMT, TEXT_ARG(text_trim(high->text)),
                                   TEXT_ARG(text_trim(low->text)));
    const struct header_reading *joined = vocabulary_read(w->words, w->scratch, both);
    const struct header_reading *above = mark_of(w, high)->reading;
    c->column.header = both;
    if (is_start(w, high, c->reading))
        c->reading = above;
    else if (joined && joined->n && !(c->reading && c->reading->whole) &&
             (!c->reading || !c->reading->n || !above || qualifies(above)))
        c->reading = joined;
}

/* --- the assignment --------------------------------------------------------------------------- */

/* Roles that one table may have in several columns at little cost. */
static bool shared_role(enum role role)
{
    switch (role) {
    case ROLE_NONE:
    case ROLE_NOTE:
    case ROLE_IGNORED:
    case ROLE_PARENT:
    case ROLE_TARGET:
    case ROLE_CURRENT:
    case ROLE_SCORE:
    case ROLE_PROGRESS:
    case ROLE_OWNER:
    case ROLE_UNIT_NAME:
        return true;
    default:
        return false;
    }
}

static bool same_role_clashes(const struct column_case *a, const struct column_case *b,
                              enum role role)
{
    const struct header_reading *ra = a->reading, *rb = b->reading;
    if (!ra || !rb || (is_item(role) && (describes_item(ra) || describes_item(rb))))
        return true;
    if (ra->level != rb->level || ra->group != rb->group || ra->scope != rb->scope)
        return false;
    bool numbered_by_place = text_eq(a->column.header, b->column.header);
    return !numbered_by_place;
}

static double pair_cost(const struct cases *cases, size_t i)
{
    const struct column_case *c = &cases->v[i];
    enum role role = c->candidates[c->chosen].role;
    double cost = 0;
    for (size_t j = 0; j < i && role != ROLE_NONE; j++) {
        const struct column_case *other = &cases->v[j];
        if (other->candidates[other->chosen].role != role || !same_role_clashes(c, other, role))
            continue;
        cost += shared_role(role) ? (role == ROLE_NOTE || role == ROLE_IGNORED ? 0 : .05) : 1;
        break;
    }
    return cost;
}

/* "Unit" left of all items: whose they are, for what they are measured in follows them. */
static bool measure_leads(const struct cases *cases)
{
    for (size_t i = 0; i < cases->n; i++) {
        enum role role = cases->v[i].candidates[cases->v[i].chosen].role;
        if (role == ROLE_OBJECTIVE || role == ROLE_KEY_RESULT || role == ROLE_TITLE ||
            role == ROLE_METRIC || role == ROLE_MEASURE)
            return role == ROLE_MEASURE;
    }
    return false;
}

/* "Result" taken for where the key results stand, though it may head them as well. */
static bool may_be_items(const struct column_case *c)
{
    const struct candidate *chosen = &c->candidates[c->chosen];
    bool items = false;
    for (size_t i = 0; c->reading && i < c->reading->n; i++)
        items |= c->reading->senses[i].role == ROLE_KEY_RESULT;
    return items && chosen->role == ROLE_CURRENT && chosen->sense && chosen->sense->weight < .7;
}

static double evidence(const struct cases *cases)
{
    bool has[ROLE_COUNT] = {0}, result = false, beneath = false;
    double sum = 0;
    for (size_t i = 0; i < cases->n; i++) {
        const struct column_case *c = &cases->v[i];
        const struct candidate *chosen = &c->candidates[c->chosen];
        sum += chosen->score - pair_cost(cases, i);
        /* "Unit" behind the figures: what they are counted in, rather than whose they are */
        sum -= chosen->role == ROLE_UNIT_NAME && (has[ROLE_TARGET] || has[ROLE_CURRENT]) ? .3 : 0;
        has[chosen->role] = true;
        result |= may_be_items(c);
        beneath |= chosen->why == beneath_objectives;
    }
    sum -= beneath && has[ROLE_TYPE] ? .9 : 0; /* the types say which rows are key results */
    sum -= result && !has[ROLE_TARGET] && !has[ROLE_BASELINE] ? .9 : 0;
    bool objective = has[ROLE_OBJECTIVE], key_result = has[ROLE_KEY_RESULT],
         title = has[ROLE_TITLE];
    sum -= title && objective && key_result ? .9 : title && (objective || key_result) ? .45 : 0;
    sum += has[ROLE_TARGET] && has[ROLE_CURRENT] ? .1 : 0;
    bool figures = has[ROLE_TARGET] || has[ROLE_BASELINE] || has[ROLE_CURRENT] || has[ROLE_METRIC];
    sum += (objective || has[ROLE_OBJECTIVE_ID]) && key_result ? figures ? .9 : .3 : 0;
    sum -= has[ROLE_MEASURE] && (!figures || measure_leads(cases)) ? .8 : 0;
    sum -= objective || key_result || title ? 0 : .6;
    sum -= has[ROLE_TYPE] && !objective && !key_result && !title ? .5 : 0;
    return sum;
}

/* How far a column is from another choice; columns that may hold the items come first. */
static double margin(const struct column_case *c)
{
    if (c->n < 2)
        return 9;
    double between = c->candidates[0].score - c->candidates[1].score;
    for (size_t i = 0; i < c->n && i < 3; i++)
        if (c->candidates[i].role == ROLE_OBJECTIVE || c->candidates[i].role == ROLE_KEY_RESULT ||
            c->candidates[i].role == ROLE_TITLE)
            return between - 1;
    const struct candidate *first = &c->candidates[0];
    return first->role == ROLE_NONE && first->why != counts_only ? 9 : between;
}

/* The columns whose best candidates lie closest together, at most MAX_OPEN. */
static size_t open_columns(const struct cases *cases, size_t *open)
{
    size_t n = 0;
    for (size_t i = 0; i < cases->n; i++) {
        double m = margin(&cases->v[i]);
        if (m >= 1.2)
            continue;
        size_t at = n < MAX_OPEN ? n++ : MAX_OPEN;
        while (at > 0 && margin(&cases->v[open[at - 1]]) > m) {
            if (at < MAX_OPEN)
                open[at] = open[at - 1];
            at--;
        }
        if (at < MAX_OPEN)
            open[at] = i;
    }
    return n;
}

/* Tries all choices of the columns that are open. */
static void choose(struct cases *cases, bool weigh)
{
    size_t open[MAX_OPEN], best_of[MAX_OPEN] = {0};
    size_t n_open = weigh ? open_columns(cases, open) : 0;
    for (size_t i = 0; i < cases->n; i++)
        cases->v[i].chosen = 0;
    double best = evidence(cases);
    size_t combinations = 1;
    for (size_t i = 0; i < n_open; i++)
        combinations *= 3;
    for (size_t number = 1; number < combinations; number++) {
        size_t rest = number;
        bool possible = true;
        for (size_t i = 0; i < n_open; i++, rest /= 3) {
            struct column_case *c = &cases->v[open[i]];
            c->chosen = rest % 3;
            possible = possible && c->chosen < c->n;
            if (c->chosen >= c->n)
                c->chosen = 0;
        }
        double sum = possible ? evidence(cases) : best;
        if (sum <= best + 1e-9)
            continue;
        best = sum;
        for (size_t i = 0; i < n_open; i++)
            best_of[i] = cases->v[open[i]].chosen;
    }
    for (size_t i = 0; i < n_open; i++)
        cases->v[open[i]].chosen = best_of[i];
}

/* --- after the assignment --------------------------------------------------------------------- */

static struct text reason_of(struct work *w, const struct column_case *c)
{
    const struct candidate *chosen = &c->candidates[c->chosen];
    const struct sense *s = chosen->sense;
    const struct column_stats *st = &c->stats;
    if (s && chosen->why)
        return text_printf(w->mem, "header says " TEXT_FMT " (" TEXT_FMT "), column %s",
                           TEXT_ARG(s->word), TEXT_ARG(s->language), chosen->why);
    if (s && !s->word.len)
        return T("it heads measured rows below each objective"); /* layout_repeat.c */
    bool open = c->n > 1 && (c->candidates[1].sense || c->candidates[1].why == counts_only);
    if (s && open && c->candidates[0].sense && st->n)
        return text_printf(w->mem,
                           "'" TEXT_FMT "' is a word for %s (" TEXT_FMT
                           "); %u of %u cells are long texts, %u numbers",
                           TEXT_ARG(s->word), role_text(chosen->role), TEXT_ARG(s->language),
                           st->content[CONTENT_PROSE], st->n,
                           st->content[CONTENT_NUMBER] + st->content[CONTENT_PERCENT]);
    if (s)
        return text_printf(w->mem, "'" TEXT_FMT "' is a word for %s (" TEXT_FMT ")",
                           TEXT_ARG(s->word), role_text(chosen->role), TEXT_ARG(s->language));
    return text_of(chosen->why);
}

static void add_table_column(struct work *w, struct table *table, const struct column_case *c)
{
    if (c->stats.n == 0 && c->column.header.len == 0)
        return;
    const struct candidate *chosen = &c->candidates[c->chosen];
    struct column column = c->column;
    column.role = chosen->role;
    column.reason = reason_of(w, c);
    column.confidence = chosen->score > 1.3 ? 1 : chosen->score < .2 ? .15 : chosen->score / 1.3;
    column.level = c->reading ? c->reading->level : LEVEL_UNKNOWN;
    column.scope = c->reading ? c->reading->scope : -1;
    bool grouped = c->reading && c->reading->scope == KEY_RESULT;
    column.group = grouped ? c->reading->group : 0;
    column.ticks =
        c->above_ticks ||
        (c->stats.bools == 0 && holds(&c->stats, CONTENT_TICK) >= .6 &&
         (column.role == ROLE_PARENT || column.role == ROLE_NONE || column.role == ROLE_NOTE) &&
         column.header.len);
    const struct sense *sense = c->candidates[c->chosen].sense;
    column.language = sense ? sense->language : (struct text){0};
    *list_push(w->mem, &table->columns) = column;
}

/* Nothing but a column that is blank or numbers the rows, whatever its header says. */
static void leave_out(struct column_case *c, const char *why)
{
    c->n = 1;
    c->candidates[0] = (struct candidate){ROLE_NONE, 1.5, why, NULL};
}

/* What the rows support, or do not, whatever the words mean elsewhere. */
static void take_ticks(struct column_case *c)
{
    c->n = 1;
    c->candidates[0] = (struct candidate){ROLE_PARENT, 1.5, "ticks below items", NULL};
}

struct table *assign_columns(struct work *w, const struct head *head)
{
    struct table *table = list_push(w->mem, &w->out->tables);
    uint32_t width = head->col1 - head->col0 + 1;
    struct cases cases = {.n = width < MAX_COLUMNS ? width : MAX_COLUMNS, .col0 = head->col0};
    cases.v = NEW_ARRAY(w->scratch, struct column_case, cases.n);
    *table =
        (struct table){.shape = T("flat"), .header_row0 = PLACE_NONE, .header_row1 = PLACE_NONE};
    if (head->line0 <= head->line1) {
        table->header_row0 = w->lines[head->line0].row->index;
        table->header_row1 = w->lines[head->line1].row->index;
    }
    uint32_t top = table->header_row0 != PLACE_NONE ? table->header_row0
                   : head->end > head->first        ? w->lines[head->first].row->index
                                                    : PLACE_NONE;
    for (size_t i = 0; i < cases.n; i++) {
        uint32_t col = head->col0 + (uint32_t)i;
        cases.v[i].column.col = col;
        cases.v[i].column.place = sheet_place(w->sheet, top, col);
    }
    count_columns(w, head, &cases);
    for (size_t i = 0; i < cases.n; i++) {
        struct column_case *c = &cases.v[i];
        read_header(w, head, c, columns_off(w, head, &cases, c->column.col));
        suggest_by_word(w, c, i == 0);
        suggest_by_content(c);
        if (i > 0)
            suggest_by_place(c, c - 1);
        if (i > 0 && names_blank(w, head, c, c - 1)) { /* "Key Results | Name" */
            suggest(c, ROLE_KEY_RESULT, 1.5, named_beside, NULL);
            leave_out(c - 1, "blank beside the names");
        } else if (i > 0 && numbers_texts(w, head, c, c - 1)) {
            suggest(c, ROLE_KEY_RESULT, 1.5, numbers_beside, NULL);
            leave_out(c - 1, "numbers of the texts beside it");
        }
        suggest_none(c);
        by_score(c);
        if (c->above_ticks)
            take_ticks(c);
    }
    if (cases.n > 2 && is_shifted(w, head, &cases)) {
        cases.v[0].n = 1;
        cases.v[0].candidates[0] = (struct candidate){
            ROLE_ID, 1.5, "numbers of the rows, whose words stand one column left", NULL};
    }
    choose(&cases, cases.n <= WEIGHED_COLUMNS && w->out->tables.n <= WEIGHED_TABLES);
    for (size_t i = 0; i < cases.n; i++)
        add_table_column(w, table, &cases.v[i]);
    settle_columns(w, head, &cases, table);
    say_columns(w, head, &cases, table);
    uint32_t last = head->end > head->first ? w->lines[head->end - 1].row->index : 0;
    table->range = (struct range){table->header_row0, head->col0, last, head->col1};
    return table;
}

const struct column *table_column(const struct table *table, enum role role)
{
    for (size_t i = 0; i < table->columns.n; i++)
        if (table->columns.v[i].role == role && table->columns.v[i].group <= 1)
            return &table->columns.v[i];
    return NULL;
}

bool measured_pair(const struct table *table)
{
    return table_column(table, ROLE_OBJECTIVE) && table_column(table, ROLE_KEY_RESULT) &&
           table_column(table, ROLE_TARGET) &&
           (table_column(table, ROLE_BASELINE) || table_column(table, ROLE_CURRENT));
}
