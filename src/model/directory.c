/*
 * The directory of a plan: maps from normal forms to lists of items. Nearly equal texts are looked
 * for among the items that share the rarest words of the question, so that the cost does not grow
 * with the plan; only the best of those are compared in full.
 */
#include "model/directory.h"

#include "base/fold.h"

#include <stdlib.h>
#include <string.h>

/* A map whose values are lists. */
struct multimap {
    struct map map;
    struct {
        struct item_numbers *v;
        size_t n, cap;
    } lists;
};

struct cell_entry {
    const struct sheet *sheet;
    uint32_t row, col, item;
    bool own_text;
};

struct directory {
    struct arena *mem;
    const struct form_words *words;
    const struct plan *plan;
    struct multimap keys, written, placed, texts, tokens, begins;
    bool tokens_ready, cells_ready;
    struct own_ids own_ids;
    struct text *id_keys;   /* of each item's written ID, as ident_parse gives it */
    struct text *item_keys; /* text_key of each item's text */
    uint16_t *shared;       /* scratch of directory_near: words in common, by item */
    struct near_item *found;
    size_t n_found;
    struct buf asked;             /* what was found last; the ways to resolve a text ask the same */
    struct multimap parts;        /* of units' names, and their initials -> units */
    struct map initials;          /* those of `parts` that are */
    struct map organisation;      /* words for a level that are in its own name: "school" */
    struct map units;             /* name, alias, prefix, id as keys -> unit */
    struct map books, book_names; /* path, file name -> book; ambiguous names: MAP_NONE - 1 */
    struct {
        struct cell_entry *v;
        size_t n, cap;
    } cells;
};

static const struct item_numbers nobody;

static void multimap_add(struct arena *mem, struct multimap *m, struct text key, uint32_t item)
{
    if (!key.len)
        return;
    size_t number = *map_put(mem, &m->map, key, m->lists.n);
    if (number == m->lists.n)
        *list_push(mem, &m->lists) = (struct item_numbers){0};
    struct item_numbers *list = &m->lists.v[number];
    if (!list->n || list->v[list->n - 1] != item)
        *list_push(mem, list) = item;
}

static const struct item_numbers *multimap_get(const struct multimap *m, struct text key)
{
    size_t number = map_get(&m->map, key);
    return number == MAP_NONE ? &nobody : &m->lists.v[number];
}

/* --- IDs and numbers --------------------------------------------------------------------------- */

static struct text number_key(struct arena *mem, struct text objective, struct text key_result)
{
    return text_printf(mem, TEXT_FMT "/" TEXT_FMT, TEXT_ARG(objective), TEXT_ARG(key_result));
}

static void add_number(struct directory *d, bool written, struct text objective,
                       struct text key_result, uint32_t item)
{
    if (objective.len + key_result.len)
        multimap_add(d->mem, written ? &d->written : &d->placed,
                     number_key(d->mem, objective, key_result), item);
}

/* What an item's own ID says; an ID column that counts "1", "2" numbers key results, too. */
static struct ident own_ident(struct directory *d, const struct item *item)
{
    struct ident id = ident_parse(d->mem, &d->words->ident, item->written_id);
    if (item->kind == KEY_RESULT && id.bare && !id.key_result.len) {
        id.key_result = id.objective;
        id.objective = (struct text){0};
    }
    return id;
}

/* The number of an objective: as written, or `place` in its unit. */
static struct text objective_number(struct directory *d, const struct item *item, unsigned place,
                                    bool *written)
{
    struct ident id = own_ident(d, item);
    *written = id.objective.len && !id.key_result.len;
    return *written ? id.objective : text_printf(d->mem, "%u", place);
}

static void add_key_result(struct directory *d, uint32_t item, struct text objective,
                           bool objective_written, unsigned place)
{
    struct ident id = own_ident(d, &d->plan->items.v[item]);
    const struct text none = {0};
    if (id.key_result.len && id.objective.len) {
        add_number(d, true, id.objective, id.key_result, item);
        add_number(d, false, none, id.key_result, item);
    } else if (id.key_result.len) {
        add_number(d, true, none, id.key_result, item);
        add_number(d, objective_written, objective, id.key_result, item);
    } else {
        struct text number = text_printf(d->mem, "%u", place);
        add_number(d, false, objective, number, item);
        add_number(d, false, none, number, item);
    }
}

/* Another sheet of the unit, of another period: its objectives are counted from one again. */
static bool starts_anew(const struct item *before, const struct item *item)
{
    bool sheet = text_eq(before->place.file, item->place.file) &&
                 text_eq(before->place.sheet, item->place.sheet);
    return !sheet && before->period.len && item->period.len &&
           !text_eq(before->period, item->period);
}

/* "G-12" of "G-12 Faster night trains", "[P7] Clean water": a word with letters and digits; absent. */
static struct text begins_with_code(struct text text)
{
    enum { LONGEST = 16 };
    struct text rest = text, word = text_cut(&rest, ' ');
    bool digit = false, letter = false;
    while (word.len && strchr("[(", word.ptr[0]))
        word = text_slice(word, 1, word.len);
    while (word.len && strchr("]):.-", word.ptr[word.len - 1]))
        word.len--;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        digit |= c >= '0' && c <= '9';
        letter |= (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') &&
            !strchr(".-_/", c))
            return (struct text){0};
    }
    return digit && letter && word.len <= LONGEST && rest.len ? word : (struct text){0};
}

/* "KR 1.2", "PE-O1-KR1": what the forms know for an ID in any case of letters, as they do not "O1.2" or
   "KR A.1". */
static bool is_common(const struct directory *d, const struct ident *id)
{
    char first = id->objective.len ? id->objective.ptr[0] : '0';
    bool said =
        !id->key_result.len || text_contains(id->short_key, d->words->ident.key_result.v[0]);
    bool counts = (id->objective.len || id->key_result.len) && !id->bare;
    return counts && said && first >= '0' && first <= '9' && !text_has_digit(id->scope);
}

/* Items are in order of units and objectives; counts start anew with each. */
static void index_ids(struct directory *d)
{
    const struct plan *plan = d->plan;
    d->id_keys = NEW_ARRAY(d->mem, struct text, plan->items.n + 1);
    unsigned *objectives = NEW_ARRAY(d->mem, unsigned, plan->units.n + 1);
    unsigned *loose = NEW_ARRAY(d->mem, unsigned, plan->units.n + 1);
    uint32_t *last = NEW_ARRAY(d->mem, uint32_t, plan->units.n + 1); /* objective of the unit */
    for (size_t i = 0; i < plan->units.n; i++)
        last[i] = NO_ITEM;
    unsigned *key_results = NEW_ARRAY(d->mem, unsigned, plan->items.n + 1);
    struct text *numbers = NEW_ARRAY(d->mem, struct text, plan->items.n + 1);
    bool *written = NEW_ARRAY(d->mem, bool, plan->items.n + 1);
    for (uint32_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        struct ident id = ident_parse(d->mem, &d->words->ident, item->written_id);
        d->id_keys[i] = id.key;
        if (!is_common(d, &id))
            own_ids_add(d->mem, &d->own_ids, id.written);
        multimap_add(d->mem, &d->keys, ident_key(d->mem, item->written_id), i);
        multimap_add(d->mem, &d->keys, d->id_keys[i], i);
        multimap_add(d->mem, &d->keys, ident_key(d->mem, item->id), i);
        if (!item->written_id.len)
            multimap_add(d->mem, &d->begins, ident_key(d->mem, begins_with_code(item->text)), i);
        if (item->kind == OBJECTIVE) {
            if (last[item->unit] != NO_ITEM && starts_anew(&plan->items.v[last[item->unit]], item))
                objectives[item->unit] = 0;
            last[item->unit] = i;
            numbers[i] = objective_number(d, item, ++objectives[item->unit], &written[i]);
            add_number(d, written[i], numbers[i], (struct text){0}, i);
        }
    }
    for (uint32_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        if (item->kind != KEY_RESULT)
            continue;
        uint32_t o = item->objective;
        unsigned *count = o == NO_ITEM ? &loose[item->unit] : &key_results[o];
        struct text number = {0};
        if (o != NO_ITEM)
            number = numbers[o];
        add_key_result(d, i, number, o != NO_ITEM && written[o], ++*count);
    }
}

const struct item_numbers *directory_by_key(const struct directory *d, struct text key)
{
    return multimap_get(&d->keys, key);
}

struct text directory_key(const struct directory *d, uint32_t item)
{
    return d->id_keys[item];
}

const struct own_ids *directory_own_ids(const struct directory *d)
{
    return &d->own_ids;
}

const struct item_numbers *directory_by_beginning(const struct directory *d, struct text key)
{
    return multimap_get(&d->begins, key);
}

const struct item_numbers *directory_by_number(const struct directory *d, struct text objective,
                                               struct text key_result, bool written)
{
    char key[64];
    if (objective.len + key_result.len + 1 > sizeof key)
        return &nobody;
    struct text t = {key, objective.len + key_result.len + 1};
    if (objective.len)
        memcpy(key, objective.ptr, objective.len);
    key[objective.len] = '/';
    if (key_result.len)
        memcpy(key + objective.len + 1, key_result.ptr, key_result.len);
    return multimap_get(written ? &d->written : &d->placed, t);
}

/* --- texts --------------------------------------------------------------------------------------- */

static void index_texts(struct directory *d)
{
    d->item_keys = NEW_ARRAY(d->mem, struct text, d->plan->items.n);
    for (uint32_t i = 0; i < d->plan->items.n; i++) {
        const struct item *item = &d->plan->items.v[i];
        struct text key = text_key(d->mem, item->text), written = text_key(d->mem, item->written);
        d->item_keys[i] = key;
        multimap_add(d->mem, &d->texts, key, i);
        if (!text_eq(key, written))
            multimap_add(d->mem, &d->texts, written, i);
    }
}

const struct item_numbers *directory_by_text(const struct directory *d, struct text key)
{
    return multimap_get(&d->texts, key);
}

enum { WORDS = 48 };                       /* of a text, for comparing */
enum { FOUND_MOST = 1024, COMPARED = 64 }; /* bounds of a search: found by rare words, compared */

struct words {
    struct text v[WORDS];
    uint8_t measure[WORDS]; /* of text_similarity */
    size_t n;
};

/* The words of a key. Scripts without blanks give pairs of characters. */
static void split(struct text key, struct words *out)
{
    out->n = 0;
    while (key.len && out->n < WORDS) {
        struct text word = text_cut(&key, ' ');
        bool ideographic = word.len > 6 && (unsigned char)word.ptr[0] >= 0xE3;
        if (!ideographic && word.len) {
            out->v[out->n++] = word;
            continue;
        }
        while (word.len && out->n < WORDS) {
            struct text one = word, two;
            text_next(&one);
            two = one;
            if (two.len)
                text_next(&two);
            out->v[out->n++] = text_slice(word, 0, word.len - two.len);
            word = two.len ? one : (struct text){0};
        }
    }
}

static void index_tokens(struct directory *d)
{
    for (size_t t = 0; t < d->texts.map.n; t++) {
        struct words words;
        split(d->texts.map.entries[t].key, &words);
        const struct item_numbers *items = &d->texts.lists.v[d->texts.map.entries[t].value];
        for (size_t w = 0; w < words.n; w++)
            for (size_t i = 0; i < items->n; i++)
                multimap_add(d->mem, &d->tokens, words.v[w], items->v[i]);
    }
    d->tokens_ready = true;
}

static bool is_number(struct text word)
{
    return word.len && word.ptr[0] >= '0' && word.ptr[0] <= '9';
}

/* Which measure a word names, from 1: "mins" is "minutes", "48 h" is "48 Stunden"; 0: none. */
static unsigned measure_of(struct text word)
{
    enum { LONGEST = 8 };
    static const char *const measures[][8] = {
        {"min", "mins", "minute", "minutes", "minuten", "minuti", "minutos", "minuter"},
        {"h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"},
        {"d", "day", "days", "tag", "tage", "tagen", "jours", "dias"},
        {"mo", "month", "months", "monat", "monate", "monaten", "mois", "meses"},
        {"pct", "percent", "prozent", "proc", "pourcent", "procent", "percento", "prosent"}};
    if (!word.len || word.len > LONGEST)
        return 0;
    for (unsigned m = 0; m < sizeof measures / sizeof *measures; m++)
        for (size_t i = 0; i < 8; i++)
            if (measures[m][i][0] == word.ptr[0] && text_eq(word, text_of(measures[m][i])))
                return m + 1;
    return 0;
}

/* The same word but for a typo or an ending, where none is a measure. */
static bool spelt_alike(struct text a, struct text b)
{
    if (text_eq(a, b))
        return true;
    size_t shorter = a.len < b.len ? a.len : b.len, longer = a.len + b.len - shorter;
    if (shorter < 4 || longer - shorter > 4 || is_number(a) || is_number(b))
        return false;
    size_t same = 0;
    while (same < shorter && a.ptr[same] == b.ptr[same])
        same++;
    if (same >= 4 && same + 1 >= shorter && longer - same <= 3) /* an ending */
        return true;
    bool start = same > 0 || a.ptr[1] == b.ptr[1] || (a.ptr[0] == b.ptr[1] && a.ptr[1] == b.ptr[0]);
    /* who mistypes both first letters? and "northern" is not "southern" mistyped */
    return start && text_nearly(a, b, shorter >= 8 && same > 0 ? 2 : 1);
}

bool words_alike(struct text a, struct text b)
{
    unsigned measure = measure_of(a);
    return spelt_alike(a, b) || (measure && measure == measure_of(b));
}

/* Words that carry less of what a text says: articles and the like are short in every language. */
static double word_weight(struct text word)
{
    return is_number(word) || (unsigned char)word.ptr[0] >= 0x80 ? 1 : word.len <= 3 ? .4 : 1;
}

static void split_measured(struct text key, struct words *out)
{
    split(key, out);
    for (size_t i = 0; i < out->n; i++)
        out->measure[i] = (uint8_t)measure_of(out->v[i]);
}

double text_similarity(struct text a, struct text b)
{
    struct words x, y;
    bool taken[WORDS] = {false};
    split_measured(a, &x);
    split_measured(b, &y);
    double all_x = 0, all_y = 0, common = 0;
    for (size_t j = 0; j < y.n; j++)
        all_y += word_weight(y.v[j]);
    for (size_t i = 0; i < x.n; i++) {
        all_x += word_weight(x.v[i]);
        for (size_t j = 0; j < y.n; j++)
            if (!taken[j] &&
                (spelt_alike(x.v[i], y.v[j]) || (x.measure[i] && x.measure[i] == y.measure[j]))) {
                taken[j] = true;
                common += word_weight(x.v[i]);
                break;
            }
    }
    if (all_x <= 0 || all_y <= 0)
        return 0;
    double both = 2 * common / (all_x + all_y);
    double part_x = common >= 2.8 ? .92 * common / all_x : 0; /* cut off, or the theme of it */
    double part_y = common >= 2.8 ? .92 * common / all_y : 0; /* with a gloss */
    double part = part_x > part_y ? part_x : part_y;
    if (common / (all_x > all_y ? all_x : all_y) < .3)
        part = 0;
    return both > part ? both : part;
}

static int by_length(const void *a, const void *b)
{
    const struct item_numbers *const *x = a, *const *y = b;
    return (*x)->n < (*y)->n ? -1 : (*x)->n > (*y)->n;
}

static int by_similarity(const void *a, const void *b)
{
    const struct near_item *x = a, *y = b;
    if (x->similarity != y->similarity)
        return x->similarity < y->similarity ? 1 : -1;
    return x->item < y->item ? -1 : x->item > y->item;
}

/* Items that share words with the question, those that share most of them first. */
static size_t gather(struct directory *d, const struct words *words)
{
    const struct item_numbers *lists[WORDS] = {NULL};
    size_t n_lists = 0, n = 0;
    for (size_t i = 0; i < words->n; i++) {
        const struct item_numbers *list = multimap_get(&d->tokens, words->v[i]);
        if (list->n)
            lists[n_lists++] = list;
    }
    qsort(lists, n_lists, sizeof *lists, by_length);
    for (size_t i = 0; i < n_lists; i++)
        for (size_t k = 0; k < lists[i]->n && k < FOUND_MOST; k++) {
            uint32_t item = lists[i]->v[k];
            if (!d->shared[item] && n == FOUND_MOST)
                continue;
            if (!d->shared[item]++)
                d->found[n++].item = item;
        }
    for (size_t i = 0; i < n; i++) {
        d->found[i].similarity = d->shared[d->found[i].item];
        d->shared[d->found[i].item] = 0;
    }
    qsort(d->found, n, sizeof *d->found, by_similarity);
    return n < COMPARED ? n : COMPARED;
}

static void find_near(struct directory *d, struct text text)
{
    struct arena *scratch = arena_new();
    struct text key = text_key(scratch, text);
    struct words words;
    split(key, &words);
    d->n_found = gather(d, &words);
    for (size_t i = 0; i < d->n_found; i++)
        d->found[i].similarity = text_similarity(key, d->item_keys[d->found[i].item]);
    qsort(d->found, d->n_found, sizeof *d->found, by_similarity);
    arena_free(scratch);
    d->asked.len = 0;
    buf_add(&d->asked, text);
}

size_t directory_near(struct directory *d, struct text text, struct near_item *out, size_t most)
{
    if (!d->tokens_ready)
        index_tokens(d);
    if (!d->shared) {
        d->shared = NEW_ARRAY(d->mem, uint16_t, d->plan->items.n + 1);
        d->found = NEW_ARRAY(d->mem, struct near_item, FOUND_MOST);
        d->asked = (struct buf){.mem = d->mem};
    }
    if (!d->n_found || !text_eq(text, (struct text){d->asked.ptr, d->asked.len}))
        find_near(d, text);
    size_t n = d->n_found < most ? d->n_found : most;
    memcpy(out, d->found, n * sizeof *out);
    return n;
}

size_t path_mark(struct text t)
{
    static const char *const marks[] = {" / ", " > ", " » ", " › ", " → ", " | ",
                                        ": ",  " - ", " – ", " — ", " -> "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(t, text_of(marks[i])))
            return strlen(marks[i]);
    return 0;
}

/* --- cells --------------------------------------------------------------------------------------- */

static int cell_cmp(const void *a, const void *b)
{
    const struct cell_entry *x = a, *y = b;
    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->col != y->col)
        return x->col < y->col ? -1 : 1;
    if (x->own_text != y->own_text)
        return x->own_text ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static void index_cells(struct directory *d)
{
    d->cells_ready = true;
    for (uint32_t i = 0; i < d->plan->items.n; i++) {
        size_t number = d->plan->items.v[i].record;
        if (number == RECORD_NONE || !d->plan->layout || number >= d->plan->layout->records.n)
            continue;
        const struct record *record = &d->plan->layout->records.v[number];
        for (size_t f = 0; f < record->fields.n; f++) {
            const struct place *p = &record->fields.v[f].place;
            bool own = p->row == record->place.row && p->col == record->place.col;
            *list_push(d->mem, &d->cells) =
                (struct cell_entry){record->sheet, p->row, p->col, i, own};
        }
    }
    if (d->cells.n)
        qsort(d->cells.v, d->cells.n, sizeof *d->cells.v, cell_cmp);
}

/* The first entry at or after a position. */
static size_t cell_bound(const struct directory *d, const struct cell_entry *wanted)
{
    size_t low = 0, high = d->cells.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cell_cmp(&d->cells.v[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t directory_by_cell(struct directory *d, const struct sheet *sheet, uint32_t row,
                           uint32_t col)
{
    if (!d->cells_ready)
        index_cells(d);
    const struct cell *cell = sheet_cell_merged(sheet, row, col);
    if (cell) {
        row = cell->row;
        col = cell->col;
    }
    struct cell_entry wanted = {sheet, row, col, 0, true};
    size_t at = cell_bound(d, &wanted);
    if (at < d->cells.n && d->cells.v[at].sheet == sheet && d->cells.v[at].row == row &&
        d->cells.v[at].col == col)
        return d->cells.v[at].item;
    /* a cell of the row that belongs to no field: the row's only item */
    wanted.col = 0;
    uint32_t item = NO_ITEM;
    for (at = cell_bound(d, &wanted);
         at < d->cells.n && d->cells.v[at].sheet == sheet && d->cells.v[at].row == row; at++) {
        if (item != NO_ITEM && item != d->cells.v[at].item)
            return NO_ITEM;
        item = d->cells.v[at].item;
    }
    return item;
}

static struct text file_name(struct text path)
{
    size_t at = path.len;
    while (at && path.ptr[at - 1] != '/' && path.ptr[at - 1] != '\\')
        at--;
    return text_slice(path, at, path.len);
}

enum { AMBIGUOUS_BOOK = 0xFFFFFFFF };

static void index_books(struct directory *d)
{
    for (size_t i = 0; d->plan->books && i < d->plan->books->n; i++) {
        struct text path = text_fold(d->mem, d->plan->books->v[i].path);
        map_put(d->mem, &d->books, path, i);
        size_t *named = map_put(d->mem, &d->book_names, file_name(path), i);
        if (*named != i)
            *named = AMBIGUOUS_BOOK;
    }
}

/* "teams/growth.xlsx" + "../company.xlsx" -> "company.xlsx" */
static struct text relative_path(struct arena *mem, struct text from, struct text file)
{
    struct text folder = text_slice(from, 0, from.len - file_name(from).len);
    struct text_list parts = {0};
    struct text path = text_printf(mem, TEXT_FMT TEXT_FMT, TEXT_ARG(folder), TEXT_ARG(file));
    while (path.len) {
        struct text part = text_cut(&path, '/');
        if (text_eq(part, T("..")) && parts.n)
            parts.n--;
        else if (part.len && !text_eq(part, T(".")))
            *list_push(mem, &parts) = part;
    }
    struct buf out = {.mem = mem};
    for (size_t i = 0; i < parts.n; i++)
        buf_printf(&out, "%s" TEXT_FMT, i ? "/" : "", TEXT_ARG(parts.v[i]));
    return buf_text(&out);
}

static size_t find_book(const struct directory *d, struct arena *scratch, struct text from,
                        struct text file)
{
    struct text wanted = text_fold(scratch, file.len ? file : from);
    size_t book = map_get(&d->books, relative_path(scratch, text_fold(scratch, from), wanted));
    if (book == MAP_NONE)
        book = map_get(&d->books, wanted);
    if (book == MAP_NONE)
        book = map_get(&d->book_names, file_name(wanted));
    return book;
}

const struct sheet *directory_sheet(const struct directory *d, struct text from, struct text file,
                                    struct text sheet)
{
    struct arena *scratch = arena_new();
    size_t number = find_book(d, scratch, from, file);
    const struct book *book =
        number < (d->plan->books ? d->plan->books->n : 0) ? &d->plan->books->v[number] : NULL;
    const struct sheet *found = book && !sheet.len && book->n_sheets ? &book->sheets[0] : NULL;
    struct text key = text_fold(scratch, sheet);
    for (size_t i = 0; book && !found && i < book->n_sheets; i++)
        if (text_eq(text_fold(scratch, book->sheets[i].name), key))
            found = &book->sheets[i];
    arena_free(scratch);
    return found;
}

/* --- units --------------------------------------------------------------------------------------- */

enum { PART_SHORTEST = 4, NAME_WORDS = 8, THE_ORGANISATION = 0xFFFFFFFE };

/* "product and technology" is "product technology", which "Product & Technology" is as well. */
static struct text without_and(const struct directory *d, struct text key)
{
    struct buf out = {.mem = d->mem};
    for (struct text rest = key; rest.len;) {
        struct text word = text_cut(&rest, ' ');
        bool and = false;
        for (size_t i = 0; i < d->words->ident.and.n; i++)
            and |= text_eq(word, d->words->ident.and.v[i]);
        if (!and)
            buf_printf(&out, "%s" TEXT_FMT, out.len ? " " : "", TEXT_ARG(word));
    }
    return buf_text(&out);
}

static bool is_idle(const struct directory *d, struct text word)
{
    return map_get(&d->words->filler, word) != MAP_NONE ||
           map_get(&d->words->scope, word) != MAP_NONE;
}

/* "pe" and "p e" of "product engineering": as one word, and as "P&E" is read. */
static void add_initials(struct directory *d, const struct text *words, size_t n, uint32_t unit)
{
    struct buf together = {.mem = d->mem}, apart = {.mem = d->mem};
    for (size_t i = 0; i < n; i++) {
        struct text rest = words[i];
        text_next(&rest);
        struct text first = text_slice(words[i], 0, words[i].len - rest.len);
        buf_add(&together, first);
        buf_printf(&apart, "%s" TEXT_FMT, i ? " " : "", TEXT_ARG(first));
    }
    const struct text keys[] = {buf_text(&together), buf_text(&apart)};
    for (size_t i = 0; n > 1 && i < 2; i++) {
        multimap_add(d->mem, &d->parts, keys[i], unit);
        map_put(d->mem, &d->initials, keys[i], 1);
    }
}

static bool has_word(struct text key, struct text word)
{
    while (key.len)
        if (text_eq(text_cut(&key, ' '), word))
            return true;
    return false;
}

/* Who says "school" in Lincoln School means all of it, unless one of its parts is called so as well. */
static void add_organisation_words(struct directory *d, struct text name)
{
    for (struct text rest = text_key(d->mem, name); rest.len;) {
        struct text word = text_cut(&rest, ' ');
        bool below = map_get(&d->words->scope, word) != SCOPE_WORD_DEPARTMENT;
        for (size_t i = 0; i < d->plan->units.n && !below; i++)
            below = d->plan->units.v[i].level != 0 &&
                    has_word(text_key(d->mem, d->plan->units.v[i].name), word);
        if (!below)
            map_put(d->mem, &d->organisation, word, 1);
    }
}

/* "brightwell" of "brightwell bikes", "telematics" of "wagon telematics": what people leave out of
   a name that all know. Runs of its words that begin and end with one of weight. */
static void add_parts(struct directory *d, struct text name, uint32_t unit)
{
    struct text words[NAME_WORDS] = {{0}};
    size_t n = 0;
    struct text key = without_and(d, text_key(d->mem, name));
    for (struct text rest = key; rest.len && n < NAME_WORDS;)
        words[n++] = text_cut(&rest, ' ');
    for (size_t i = 0; i < n; i++)
        for (size_t k = i; k < n && !is_idle(d, words[i]); k++) {
            const char *end = words[k].ptr + words[k].len;
            struct text run = {words[i].ptr, (size_t)(end - words[i].ptr)};
            if (k - i + 1 < n && run.len >= PART_SHORTEST && !is_idle(d, words[k]))
                multimap_add(d->mem, &d->parts, run, unit);
        }
    if (n < NAME_WORDS)
        add_initials(d, words, n, unit);
}

/* "2026", "FY26": when, and not whose; Q1 to Q4 are among the fillers. */
static bool is_year(struct text word)
{
    bool fiscal = text_starts(word, T("fy"));
    struct text digits = text_slice(word, fiscal ? 2 : 0, word.len);
    for (size_t i = 0; i < digits.len; i++)
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return false;
    return fiscal
               ? digits.len == 2 || digits.len == 4
               : digits.len == 4 && (text_starts(digits, T("20")) || text_starts(digits, T("19")));
}

/* "EIN" of Einkauf is a word as well: "zahlt ein auf KR 2.3". */
static struct text prefix_as_name(const struct directory *d, const struct unit *unit)
{
    struct text key = text_key(d->mem, unit->prefix);
    bool word =
        map_get(&d->words->filler, key) != MAP_NONE || map_get(&d->words->about, key) != MAP_NONE;
    if (word)
        return (struct text){0};
    return unit->prefix;
}

/* "ops" for each unit called "operations", "hr" for "human resources": one of these names, or several
   units'. */
static void add_short_names(struct directory *d)
{
    const struct map *names = &d->words->short_names;
    for (size_t i = 0; i < names->n; i++) {
        struct text name = names->entries[i].key, said = text_cut(&name, ' ');
        size_t unit = map_get(&d->units, name);
        if (unit != MAP_NONE && map_get(&d->units, said) == MAP_NONE &&
            map_get(&d->initials, said) == MAP_NONE)
            multimap_add(d->mem, &d->parts, said, (uint32_t)unit);
    }
}

static void index_units(struct directory *d)
{
    add_parts(d, d->plan->organisation, THE_ORGANISATION);
    add_organisation_words(d, d->plan->organisation);
    for (uint32_t i = 0; i < d->plan->units.n; i++)
        if (!text_eq(d->plan->units.v[i].name, d->plan->organisation))
            add_parts(d, d->plan->units.v[i].name, i);
    for (size_t i = 0; i < d->plan->unit_names.n; i++)
        map_put(d->mem, &d->units, d->plan->unit_names.entries[i].key,
                d->plan->unit_names.entries[i].value);
    for (uint32_t i = 0; i < d->plan->units.n; i++) {
        const struct unit *unit = &d->plan->units.v[i];
        const struct text names[] = {unit->name, unit->id, prefix_as_name(d, unit)};
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            struct text key = text_key(d->mem, names[k]);
            if (key.len)
                map_put(d->mem, &d->units, key, i);
            key = ident_key(d->mem, names[k]); /* "cu 1" for "CU-01" */
            if (key.len)
                map_put(d->mem, &d->units, key, i);
            key = without_and(d, key);
            if (key.len)
                map_put(d->mem, &d->units, key, i);
        }
        for (size_t k = 0; k < unit->aliases.n; k++) {
            map_put(d->mem, &d->units, ident_key(d->mem, unit->aliases.v[k]), i);
            if (unit->level == 0)
                add_parts(d, unit->aliases.v[k], THE_ORGANISATION);
        }
        if (unit->level == 0)
            add_organisation_words(d, unit->name);
    }
    add_short_names(d);
}

/* The bytes at the start that say nothing of whose it is. Keys of IDs part "q 2" and "d 2": the
   one is when, the other somebody's name. */
static size_t idle_start(const struct directory *d, struct text words)
{
    struct text rest = words, first = text_cut(&rest, ' '), number = text_cut(&rest, ' ');
    if (first.len <= 2 && is_number(number)) {
        bool period = text_eq(first, T("q")) || text_eq(first, T("h")) || text_eq(first, T("fy"));
        return period ? first.len + 1 + number.len : 0;
    }
    return is_year(first) || map_get(&d->words->filler, first) != MAP_NONE ? first.len : 0;
}

/* `words` without fillers, years and possessives at both ends. */
static struct text strip_fillers(const struct directory *d, struct text words)
{
    for (bool again = true; again && words.len;) {
        again = false;
        size_t last = words.len, idle = idle_start(d, words);
        while (last && words.ptr[last - 1] != ' ')
            last--;
        struct text end = text_slice(words, last, words.len);
        if (idle) {
            words = text_trim(text_slice(words, idle, words.len));
            again = true;
        } else if ((last && text_eq(end, T("s"))) || is_year(end) ||
                   map_get(&d->words->filler, end) != MAP_NONE) {
            words = text_trim(text_slice(words, 0, last)); /* "growth s": a possessive */
            again = last > 0;
        }
    }
    return words;
}

/* Exactly these words name something. */
static bool names_scope(const struct directory *d, struct text words, struct scope *out)
{
    static const enum scope_kind kinds[] = {
        [SCOPE_WORD_COMPANY] = SCOPE_COMPANY, [SCOPE_WORD_COMPANY_ALONE] = SCOPE_COMPANY,
        [SCOPE_WORD_ABOVE] = SCOPE_ABOVE,     [SCOPE_WORD_DEPARTMENT] = SCOPE_DEPARTMENT,
        [SCOPE_WORD_TEAM] = SCOPE_TEAM,       [SCOPE_WORD_OWN] = SCOPE_OWN,
    };
    size_t unit = map_get(&d->units, words);
    size_t word = map_get(&d->words->scope, words);
    if (unit == MAP_NONE && word == MAP_NONE)
        return false;
    bool is_unit = unit != MAP_NONE;
    if (!is_unit && map_get(&d->organisation, words) != MAP_NONE)
        word = SCOPE_WORD_COMPANY;
    *out = (struct scope){.kind = is_unit ? SCOPE_UNIT : kinds[word],
                          .unit = is_unit ? (uint32_t)unit : NO_UNIT,
                          .words = words,
                          .whole = true};
    return true;
}

/* The longest run of words at the end that names something; "growth team" also as "growth". */
static bool longest_suffix(const struct directory *d, struct text words, struct scope *out)
{
    for (struct text rest = words; rest.len;) {
        bool alone = map_get(&d->words->scope, rest) == SCOPE_WORD_COMPANY_ALONE;
        if ((!alone || rest.len == words.len) && names_scope(d, rest, out))
            return true;
        size_t space = text_find(rest, T(" "), 0);
        rest = text_slice(rest, space == SIZE_MAX ? rest.len : space + 1, rest.len);
    }
    return false;
}

/* "growth team" is the unit "growth", unless "growth team" is one. */
static bool before_level_word(const struct directory *d, struct text key, struct scope *out)
{
    size_t last = key.len;
    while (last && key.ptr[last - 1] != ' ')
        last--;
    if (!last || map_get(&d->words->scope, text_slice(key, last, key.len)) == MAP_NONE)
        return false;
    struct scope found;
    struct text before = text_trim(text_slice(key, 0, last));
    if (!longest_suffix(d, before, &found) || found.kind != SCOPE_UNIT)
        return false;
    found.whole = text_eq(found.words, before);
    *out = found;
    return true;
}

bool directory_is_part(const struct directory *d, struct text words, uint32_t unit)
{
    const struct item_numbers *units = multimap_get(&d->parts, words);
    for (size_t i = 0; i < units->n; i++)
        if (units->v[i] == unit)
            return true;
    return false;
}

/* A part of units' names: of one, or of the organisation, or of several. */
static bool part_of_name(const struct directory *d, struct text key, struct scope *out)
{
    const struct item_numbers *units = multimap_get(&d->parts, key);
    if (!units->n || map_get(&d->words->filler, key) != MAP_NONE)
        return false;
    *out = (struct scope){.kind = units->n > 1 ? SCOPE_UNITS : SCOPE_UNIT,
                          .unit = units->v[0],
                          .words = key,
                          .initials = map_get(&d->initials, key) != MAP_NONE};
    if (units->n == 1 && units->v[0] == THE_ORGANISATION)
        *out = (struct scope){.kind = SCOPE_COMPANY, .unit = NO_UNIT, .words = key};
    return true;
}

/* "together with MT": the last word is somebody's initials. */
static bool initials_behind(const struct directory *d, struct text key, struct scope *out)
{
    size_t last = key.len;
    while (last && key.ptr[last - 1] != ' ')
        last--;
    struct text word = text_slice(key, last, key.len);
    return last && map_get(&d->initials, word) != MAP_NONE && part_of_name(d, word, out);
}

/* "unternehmensziel", "company goal" without what says that it is an OKR; the same if it does not. */
static struct text without_kind(const struct directory *d, struct text key)
{
    const struct text_list *const kinds[] = {&d->words->ident.objective,
                                             &d->words->ident.key_result};
    struct text split = ident_split_compounds(d->mem, &d->words->ident, key);
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < kinds[k]->n; i++) {
            struct text word = kinds[k]->v[i];
            size_t start = split.len > word.len ? split.len - word.len : 0;
            if (start && word.len >= 4 && text_ends(split, word) && split.ptr[start - 1] == ' ')
                return text_slice(split, 0, start - 1);
        }
    return key;
}

struct scope directory_scope(const struct directory *d, struct text words)
{
    struct scope scope = {.kind = SCOPE_NONE, .unit = NO_UNIT};
    struct text said = text_key(d->mem, words), key = strip_fillers(d, said);
    if (names_scope(d, said, &scope) ||
        names_scope(d, without_and(d, key), &scope)) /* "top level" */
        return scope;
    if (!key.len)
        return scope;
    scope = (struct scope){SCOPE_UNKNOWN, NO_UNIT, key, true, false};
    if (names_scope(d, key, &scope) || before_level_word(d, key, &scope))
        return scope;
    if (longest_suffix(d, key, &scope) || initials_behind(d, key, &scope))
        scope.whole = false;
    else if (!part_of_name(d, key, &scope) && !part_of_name(d, said, &scope))
        scope.whole = true;
    struct text rest = scope.kind == SCOPE_UNKNOWN ? without_kind(d, key) : key;
    if (rest.len < key.len)
        names_scope(d, strip_fillers(d, rest), &scope);
    return scope;
}

/* "kundenserv" of "kundenservice", "konstr" of "konstruktion": cut short. */
static bool is_cut_short(struct text said, struct text name)
{
    return said.len >= 4 && said.len < name.len && text_starts(name, said);
}

static bool is_vowel(char c)
{
    return memchr("aeiouy", c, 6) != NULL;
}

/* "mktg" of "marketing": some of its letters, the first among them, and no vowel. */
static bool is_contraction(struct text said, struct text name)
{
    size_t at = 0;
    for (size_t i = 0; i < said.len; i++) {
        if (is_vowel(said.ptr[i]) || said.ptr[i] < 'a' || said.ptr[i] > 'z')
            return false;
        while (at < name.len && name.ptr[at] != said.ptr[i])
            at++;
        if (at++ >= name.len || (i == 0 && at != 1))
            return false;
    }
    return said.len >= 3 && said.len < name.len;
}

/* "mrakt" of "markt": two letters exchanged; "frota" of "flota": one is another. */
static bool is_exchanged(struct text said, struct text name)
{
    size_t at = 0;
    if (said.len != name.len || said.len < 4)
        return false;
    while (at < said.len && said.ptr[at] == name.ptr[at])
        at++;
    if (said.len >= 5 && at > 0 && at < said.len &&
        text_eq(text_slice(said, at + 1, said.len), text_slice(name, at + 1, name.len)))
        return true;
    return at + 1 < said.len && said.ptr[at] == name.ptr[at + 1] &&
           said.ptr[at + 1] == name.ptr[at] &&
           text_eq(text_slice(said, at + 2, said.len), text_slice(name, at + 2, name.len));
}

enum { NEAR_NAME_SHORTEST = 6 };

static size_t blanks(struct text t)
{
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += t.ptr[i] == ' ';
    return n;
}

/* Word by word the same but for typos and what was cut short, of which there must be one. A short name
   mistyped may be another word: "grown" for "growth". */
static bool nearly_called(struct text said, struct text name)
{
    if (said.len < 3 || blanks(said) != blanks(name))
        return false;
    bool long_enough = said.len >= NEAR_NAME_SHORTEST;
    while (said.len && name.len) {
        struct text a = text_cut(&said, ' '), b = text_cut(&name, ' ');
        if (text_eq(a, b))
            continue;
        if (a.len < 3 || text_has_digit(a) || text_has_digit(b))
            return false; /* "crew 12" is not "crew 13" mistyped */
        if (!(long_enough && words_alike(a, b)) && !is_cut_short(a, b) && !is_contraction(a, b) &&
            !is_exchanged(a, b))
            return false;
    }
    return !said.len && !name.len;
}

/* One of its words is long enough to be another one mistyped; "t 12" is what it says or nothing. */
static bool may_be_mistyped(struct text key)
{
    while (key.len) {
        struct text word = text_cut(&key, ' ');
        if (word.len >= 3 && !text_has_digit(word))
            return true;
    }
    return false;
}

/* What several units are nearly called names none of them. */
#define SEVERAL_UNITS (NO_UNIT - 2)

static void found_near(uint32_t *found, uint32_t unit)
{
    *found = *found == NO_UNIT || *found == unit ? unit : SEVERAL_UNITS;
}

/* "faculty of sience", "vertreib team" without what says of which level it is. */
static struct text without_level(const struct directory *d, struct text key)
{
    struct text rest = key, first = text_cut(&rest, ' ');
    size_t last = key.len;
    while (last && key.ptr[last - 1] != ' ')
        last--;
    if (rest.len && map_get(&d->words->scope, first) != MAP_NONE)
        return strip_fillers(d, rest);
    bool behind = last && map_get(&d->words->scope, text_slice(key, last, key.len)) != MAP_NONE;
    return behind ? strip_fillers(d, text_trim(text_slice(key, 0, last))) : (struct text){0};
}

/* The unit that is nearly called so; several: SEVERAL_UNITS. */
static uint32_t near_key(const struct directory *d, struct text key)
{
    uint32_t found = NO_UNIT;
    if (!may_be_mistyped(key))
        return NO_UNIT;
    for (size_t i = 0; key.len && i < d->units.n; i++)
        if (nearly_called(key, d->units.entries[i].key))
            found_near(&found, (uint32_t)d->units.entries[i].value);
    for (size_t i = 0; key.len && found == NO_UNIT && i < d->parts.map.n; i++) {
        const struct item_numbers *units = &d->parts.lists.v[d->parts.map.entries[i].value];
        bool near = nearly_called(key, d->parts.map.entries[i].key);
        for (size_t k = 0; near && k < units->n; k++)
            if (units->v[k] != THE_ORGANISATION)
                found_near(&found, units->v[k]);
    }
    return found;
}

uint32_t directory_near_unit(const struct directory *d, struct text words)
{
    struct text key = strip_fillers(d, text_key(d->mem, words));
    uint32_t found = near_key(d, key);
    if (found == NO_UNIT)
        found = near_key(d, without_level(d, key));
    return found == SEVERAL_UNITS ? NO_UNIT : found;
}

struct directory *directory_new(struct arena *mem, const struct form_words *words,
                                const struct plan *plan)
{
    struct directory *d = NEW(mem, struct directory);
    d->mem = mem;
    d->words = words;
    d->plan = plan;
    index_ids(d);
    index_texts(d);
    index_units(d);
    index_books(d);
    return d;
}

struct directory *directory_view(struct arena *mem, struct directory *d)
{
    if (!d->tokens_ready)
        index_tokens(d);
    if (!d->cells_ready)
        index_cells(d);
    struct directory *view = NEW(mem, struct directory);
    *view = *d;
    view->mem = mem;
    view->shared = NULL;
    view->found = NULL;
    view->n_found = 0;
    return view;
}
