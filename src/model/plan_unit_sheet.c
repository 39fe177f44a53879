/*
 * Whose a sheet is. The nearest word wins: a label in it, then okralign.ini's files, the tab, the file,
 * the folder.
 */
#include "base/fold.h"
#include "model/plan_unit.h"
#include "value/words.h"

/* --- folders ------------------------------------------------------------------------------------ */

static struct text folder_of(struct text path)
{
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/')
            return text_slice(path, 0, i - 1);
    return (struct text){0};
}

/* The same word but for the plural: the folder "Customers" and "Customer division.xlsx" in it. */
static bool same_but_for_number(struct arena *mem, struct text a, struct text b)
{
    struct text x = unit_key(mem, a), y = unit_key(mem, b);
    struct text shorter = x.len < y.len ? x : y, longer = x.len < y.len ? y : x;
    return shorter.len >= 4 && longer.len == shorter.len + 1 && text_starts(longer, shorter) &&
           text_ends(longer, T("s"));
}

/* The name that a file in the folder gives to what the folder is called after; absent. */
static struct text name_in_folder(struct drafts *d, struct text folder, struct text name)
{
    for (size_t i = 0; i < d->w->sources.n; i++) {
        struct text path = d->w->sources.v[i].sheet->book->path;
        if (!text_eq(folder_of(path), folder))
            continue;
        struct unit_name file = unit_name_of_file(d->w->scratch, path);
        if (!file.organisation && same_but_for_number(d->w->scratch, name, file.name))
            return text_copy(d->mem, file.name);
    }
    return (struct text){0};
}

/* The unit that a folder is called after; NO_UNIT if it is the organisation. */
static uint32_t named_folder(struct drafts *d, struct text path, struct text part, struct text name)
{
    uint32_t found = draft_find(d, name);
    if (found != NO_UNIT)
        return found == d->organisation ? NO_UNIT : found;
    struct text reason = text_printf(d->mem, tr("folder '" TEXT_FMT "'"), TEXT_ARG(part));
    struct text inside = name_in_folder(d, path, name);
    if (!inside.len)
        return draft_add(d, name, place_of_file(path), reason);
    found = draft_find(d, inside);
    if (found == NO_UNIT)
        found = draft_add(d, inside, place_of_file(path), reason);
    draft_alias(d, found, name);
    return found;
}

/* The unit that a folder stands for: itself, or what it is in; NO_UNIT if its names say nothing.
   *level: what a word such as "teams" says of what is inside. Of a folder with a name it says what the one so
   called is: what else is in "Bereich Verkehr" stands below that. */
static uint32_t folder_unit(struct drafts *d, struct text folder, int *level)
{
    uint32_t unit = NO_UNIT;
    int depth = 0;
    struct text rest = folder;
    while (rest.len) {
        struct text part = text_cut(&rest, '/');
        struct unit_name said = unit_name_of_file(d->mem, part);
        struct text path = text_slice(folder, 0, (size_t)(part.ptr - folder.ptr) + part.len);
        bool named = !said.organisation && said.name.len;
        uint32_t found = named ? named_folder(d, path, part, said.name) : NO_UNIT;
        *level = said.level >= 0 ? said.level : *level;
        if (found == NO_UNIT)
            continue;
        struct draft *draft = &d->list.v[found];
        bool below = unit == NO_UNIT || *level > d->list.v[unit].level;
        if (*level >= 1 && below && draft->level == LEVEL_UNKNOWN) {
            draft->level = *level;
            draft->level_reason = text_printf(d->mem, tr("folder '" TEXT_FMT "'"), TEXT_ARG(path));
        }
        *level = LEVEL_UNKNOWN;
        if (draft->implied == LEVEL_UNKNOWN || draft->implied > depth + 1)
            draft->implied = depth + 1;
        if (draft->parent == NO_UNIT && found != unit)
            draft->parent = unit;
        unit = found;
        depth++;
    }
    return unit;
}

/* --- tab and file ------------------------------------------------------------------------------- */

size_t sources_in_book(const struct plan_work *w, const struct book *book)
{
    size_t n = 0;
    for (size_t i = 0; i < w->sources.n; i++)
        n += w->sources.v[i].sheet->book == book;
    return n;
}

/* Another tab of the book bears the name: it is that unit's, not the company's. */
static bool tab_bears(struct drafts *d, const struct source *s, struct text name)
{
    struct text key = text_copy(d->w->scratch, unit_key(d->w->scratch, name));
    for (size_t i = 0; i < d->w->sources.n; i++) {
        const struct source *other = &d->w->sources.v[i];
        if (other == s || other->sheet->book != s->sheet->book)
            continue;
        struct unit_name tab = unit_name_of(d->w->scratch, other->sheet->name);
        if (!tab.organisation && tab.name.len && text_eq(unit_key(d->w->scratch, tab.name), key))
            return true;
    }
    return false;
}

/* What a tab or file of the whole organisation calls it; absent: nothing. */
static struct text company_name(struct drafts *d, const struct source *s, struct text tab,
                                struct text file)
{
    if (tab.len)
        return tab;
    return file.len && tab_bears(d, s, file) ? T("") : file;
}

/* A file whose tab is the company's bears the company's name: "Tidewater OKRs.xlsx", tab
   "Company OKRs". Known before any tab is named, so that the order of the files does not count. */
void drafts_find_organisation(struct drafts *d)
{
    for (size_t i = 0; i < d->w->sources.n; i++) {
        const struct source *s = &d->w->sources.v[i];
        struct text path = s->sheet->book->path;
        struct unit_name tab = unit_name_of(d->mem, s->sheet->name);
        struct unit_name file = unit_name_of_file(d->mem, path);
        if (draft_of_file(d, path) != NO_UNIT)
            continue;
        struct place place = plan_sheet_place(s->sheet);
        if (file.organisation && (tab.organisation || !tab.name.len))
            draft_organisation(d, file.name, place, "file", path);
        else if (tab.organisation)
            draft_organisation(d, company_name(d, s, tab.name, file.name), place, "tab",
                               s->sheet->name);
    }
}

/* The tab's or file's own name, by which its records may be named. */
static struct unit_name source_name(struct drafts *d, const struct source *s)
{
    struct unit_name tab = unit_name_of(d->mem, s->sheet->name);
    bool by_file = sources_in_book(d->w, s->sheet->book) == 1 || !tab.name.len;
    return by_file ? unit_name_of_file(d->mem, s->sheet->book->path) : tab;
}

/* "Tidewater - Sales", "Tidewater - Finance": what stands before the dash is none of theirs. */
void drafts_find_first_names(struct drafts *d)
{
    struct map pairs = {0};
    for (size_t i = 0; i < d->w->sources.n; i++) {
        struct unit_name name = source_name(d, &d->w->sources.v[i]);
        d->n_named += name.name.len > 0;
        if (name.organisation || !name.second.len)
            continue;
        struct text first = text_copy(d->mem, unit_key(d->w->scratch, name.name));
        struct text pair = text_printf(d->mem, TEXT_FMT ":" TEXT_FMT, TEXT_ARG(first),
                                       TEXT_ARG(unit_key(d->w->scratch, name.second)));
        if (map_get(&pairs, pair) == MAP_NONE)
            ++*map_put(d->mem, &d->first_names, first, 0);
        map_put(d->mem, &pairs, pair, 0);
    }
}

enum { ABOVE_SEVERAL = 1, ABOVE_FIRST = 2 };

static void note_name(struct drafts *d, const struct unit_name *name)
{
    struct text said = name->own.len ? name->own : name->name;
    if (said.len)
        map_put(d->mem, &d->sheet_names, unit_key(d->mem, said), 1);
    if (!name->own.len)
        return;
    size_t above = ABOVE_FIRST + (size_t)text_hash(unit_key(d->w->scratch, name->above)) / 4;
    size_t *known = map_put(d->mem, &d->own_names, unit_key(d->mem, name->own), above);
    if (*known != above)
        *known = ABOVE_SEVERAL;
    struct text context =
        text_printf(d->mem, "\n" TEXT_FMT, TEXT_ARG(unit_key(d->mem, name->above)));
    ++*map_put(d->mem, &d->sheet_names, context, 0); /* how many are said to be in it */
}

static struct unit_name label_name(struct drafts *d, const struct source *s)
{
    return unit_name_of(d->mem, s->layout ? s->layout->unit : (struct text){0});
}

static struct unit_name title_name(struct drafts *d, const struct source *s)
{
    return unit_name_of(d->mem, s->layout ? s->layout->title : (struct text){0});
}

/* "Board", "Week 43", "Who helps": says what the sheet is, not whose. */
static bool is_generic(struct arena *mem, struct text tab)
{
    struct text key = text_key(mem, tab);
    while (key.len) {
        struct text word = text_cut(&key, ' ');
        bool number = word.len && word.ptr[0] >= '0' && word.ptr[0] <= '9';
        if (word.len && !number && !words_name(WORDS_TAB_NOISE, word).len)
            return false;
    }
    return true;
}

/* "Company: Nordlys AS" as a title, which a team's sheet may bear as well: the organisation's name; absent. */
static struct text organisation_in_title(struct drafts *d, const struct source *s)
{
    enum { MOST_WORDS = 5 };
    struct text rest = s->layout ? s->layout->title : (struct text){0};
    struct unit_name head = unit_name_of(d->mem, text_cut(&rest, ':'));
    struct unit_name name = unit_name_of(d->mem, text_trim(rest));
    bool named = head.organisation && !head.name.len && name.name.len && !name.organisation &&
                 name.level < 0 && text_words(text_trim(rest)) <= MOST_WORDS;
    return named ? name.name : (struct text){0};
}

/* The file or its tab is called otherwise, not "Nordlys" for "Nordlys AS": it is somebody else's sheet. */
static bool is_called_otherwise(struct drafts *d, const struct source *s, struct text organisation)
{
    struct text key = text_copy(d->w->scratch, unit_key(d->w->scratch, organisation));
    struct unit_name names[] = {unit_name_of(d->w->scratch, s->sheet->name),
                                unit_name_of_file(d->w->scratch, s->sheet->book->path)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].organisation ||
            (names[i].name.len && text_starts(key, unit_key(d->w->scratch, names[i].name))))
            return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].name.len && !is_generic(d->w->scratch, names[i].name))
            return true;
    return false;
}

static bool all_of_organisation(const struct drafts *d, const struct source *s)
{
    for (size_t i = s->first; i < s->end; i++)
        if (d->w->unit_of[i] != d->organisation)
            return false;
    return s->first < s->end && d->organisation != NO_UNIT;
}

/* "Halden Optics.csv" with "Company OKRs" and nothing else in it, where nobody is called so: another name
   of the organisation. */
void drafts_name_organisation(struct drafts *d)
{
    for (size_t i = 0; i < d->w->sources.n; i++) {
        struct text name = organisation_in_title(d, &d->w->sources.v[i]);
        if (name.len && d->organisation != NO_UNIT && !d->list.v[d->organisation].proper &&
            draft_find(d, name) == NO_UNIT)
            draft_organisation(d, name, d->w->sources.v[i].layout->unit_place, "label", name);
    }
    for (size_t i = 0; i < d->w->sources.n; i++) {
        const struct source *s = &d->w->sources.v[i];
        struct unit_name file = unit_name_of_file(d->mem, s->sheet->book->path);
        bool company = label_name(d, s).organisation && all_of_organisation(d, s) &&
                       sources_in_book(d->w, s->sheet->book) == 1;
        if (company && !is_generic(d->w->scratch, file.name) && !file.second.len &&
            draft_find(d, file.name) == NO_UNIT)
            draft_alias(d, d->organisation, file.name);
    }
}

/* Known before any sheet is given to a unit, so that the order of the files does not count. */
void drafts_find_sheet_names(struct drafts *d)
{
    for (size_t i = 0; i < d->w->sources.n; i++) {
        const struct source *s = &d->w->sources.v[i];
        const struct unit_name names[] = {unit_name_of(d->mem, s->sheet->name),
                                          unit_name_of_file(d->mem, s->sheet->book->path),
                                          label_name(d, s), title_name(d, s)};
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (k < 3 || names[k].own.len)
                note_name(d, &names[k]);
    }
}

static bool is_known_above(struct drafts *d, struct text above)
{
    struct text key = unit_key(d->w->scratch, above);
    size_t inside =
        map_get(&d->sheet_names, text_printf(d->w->scratch, "\n" TEXT_FMT, TEXT_ARG(key)));
    return draft_find(d, above) != NO_UNIT || map_get(&d->sheet_names, key) == 1 ||
           (inside != MAP_NONE && inside >= 2);
}

/* "Team Marketing (Sales department)" is Marketing, where Sales has a sheet too, or others are said to be
   in it, and no Marketing is elsewhere. Returns the unit above, by its name; absent. */
static struct text lift(struct drafts *d, struct unit_name *name)
{
    struct text above = name->above;
    if (!above.len || map_get(&d->own_names, unit_key(d->w->scratch, name->own)) == ABOVE_SEVERAL ||
        !is_known_above(d, above))
        return (struct text){0};
    name->name = name->own;
    name->second = (struct text){0};
    name->level = name->own_level;
    return above;
}

static void put_below(struct drafts *d, uint32_t unit, struct text above)
{
    struct draft *draft = unit != NO_UNIT ? &d->list.v[unit] : NULL;
    if (draft && above.len && unit != d->organisation && !draft->parent_name.len &&
        draft->parent == NO_UNIT)
        draft->parent_name = above;
}

static bool holds_words(struct arena *mem, struct text text, struct text words)
{
    struct text all = text_printf(mem, " " TEXT_FMT " ", TEXT_ARG(text_key(mem, text)));
    struct text part = text_key(mem, words);
    return part.len >= 3 && text_contains(all, text_printf(mem, " " TEXT_FMT " ", TEXT_ARG(part)));
}

/* "Engineering / Platform OKRs": what stands right before the unit's name on a title's path. Absent. */
static struct text above_on_path(struct drafts *d, const struct source *s)
{
    static const char *const marks[] = {"/", ">", "»", "›"};
    struct text title = s->layout ? s->layout->title : (struct text){0};
    size_t at = s->layout && s->layout->unit.len ? text_find(title, s->layout->unit, 0) : SIZE_MAX;
    struct text before = text_trim(text_slice(title, 0, at == SIZE_MAX ? 0 : at));
    struct arena *mem = d->w->scratch;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!text_ends(before, text_of(marks[i])))
            continue;
        struct unit_name above =
            unit_name_of(mem, text_slice(before, 0, before.len - text_of(marks[i]).len));
        struct text name = above.second.len ? above.second : above.name;
        bool own =
            holds_words(mem, s->sheet->book->path, name) || holds_words(mem, s->sheet->name, name);
        return !own && name.len && is_known_above(d, name) ? text_copy(d->mem, name)
                                                           : (struct text){0};
    }
    return (struct text){0};
}

void source_put_below(struct drafts *d, const struct source *s, uint32_t unit)
{
    struct text said = s->layout ? s->layout->above : (struct text){0};
    struct text above = unit_name_of(d->mem, said).name;
    above = above.len ? above : said;
    if (said.len && is_known_above(d, s->layout->above_named))
        above = s->layout->above_named;
    if (said.len && is_known_above(d, above) && draft_find(d, above) != unit)
        put_below(d, unit, above);
}

/* The name of a tab or file without what it shares with others: only what is behind the dash if all
   share it, else both. */
static struct text distinct_name(struct drafts *d, const struct unit_name *name)
{
    size_t sharing = map_get(&d->first_names, unit_key(d->w->scratch, name->name));
    if (!name->second.len)
        return name->name;
    return sharing != MAP_NONE && sharing >= 2 && sharing >= d->n_named
               ? name->second
               : text_printf(d->mem, TEXT_FMT " - " TEXT_FMT, TEXT_ARG(name->name),
                             TEXT_ARG(name->second));
}

static bool is_organisation(struct drafts *d, struct text name)
{
    return name.len && d->organisation != NO_UNIT && draft_find(d, name) == d->organisation;
}

/* The stem of the file, when nothing better is there. */
static struct text stem(struct arena *mem, struct text path)
{
    struct text name = text_slice(path, folder_of(path).len, path.len);
    if (text_starts(name, T("/")))
        name = text_slice(name, 1, name.len);
    for (size_t i = name.len; i > 1; i--)
        if (name.ptr[i - 1] == '.')
            return text_copy(mem, text_slice(name, 0, i - 1));
    return name;
}

/* Another file has a tab of this name, and a name of its own. */
static bool is_usual_tab(struct drafts *d, const struct source *s)
{
    struct text path = s->sheet->book->path;
    struct text file = text_copy(
        d->w->scratch, unit_key(d->w->scratch, unit_name_of_file(d->w->scratch, path).name));
    for (size_t i = 0; i < d->w->sources.n; i++) {
        const struct sheet *other = d->w->sources.v[i].sheet;
        if (other->book == s->sheet->book || !text_eq_ascii_case(other->name, s->sheet->name))
            continue;
        struct text name = unit_name_of_file(d->w->scratch, other->book->path).name;
        if (!text_eq(unit_key(d->w->scratch, name), file))
            return true;
    }
    return false;
}

/* The only tab of a file that has a name of its own counts, for what is nearer says more: "Newsroom" in
   "Radio Garonne.xlsx". Not where the tab is called as tabs are, or as those of other files are. */
static bool tab_counts(struct drafts *d, const struct source *s, struct text tab, struct text file)
{
    struct arena *mem = d->w->scratch;
    struct text file_key = text_key(mem, file), tab_key = text_key(mem, tab);
    bool short_form = text_starts(file_key, tab_key) && !holds_words(mem, file, tab); /* "Infra" */
    short_form |= unit_is_short_for(mem, tab, stem(mem, s->sheet->book->path));
    return !is_generic(mem, tab) && !short_form && !holds_words(mem, tab, file) &&
           !is_usual_tab(d, s);
}

static uint32_t unit_of_tab_or_file(struct drafts *d, struct source *s)
{
    struct text path = s->sheet->book->path, tab_name = s->sheet->name;
    struct place place = plan_sheet_place(s->sheet);
    struct unit_name tab = unit_name_of(d->mem, tab_name);
    struct unit_name file = unit_name_of_file(d->mem, path);
    struct text above_tab = lift(d, &tab), above_file = lift(d, &file);
    tab.name = distinct_name(d, &tab);
    file.name = distinct_name(d, &file);
    bool alone = sources_in_book(d->w, s->sheet->book) == 1;
    uint32_t tab_known = tab.name.len ? draft_find(d, tab.name) : NO_UNIT;
    s->unit_said = true;
    if (tab.organisation || (file.organisation && (alone || !tab.name.len)))
        return draft_organisation(d, company_name(d, s, tab.name, file.name), place, "tab",
                                  tab_name);
    bool tab_configured = tab_known != NO_UNIT && d->list.v[tab_known].configured;
    bool by_file = file.name.len && !is_organisation(d, file.name) && !tab_configured &&
                   (alone || !tab.name.len) &&
                   !(tab.name.len && tab_counts(d, s, tab.name, file.name));
    if (by_file) {
        uint32_t unit = draft_named(d, file.name, place, "file");
        if (tab.name.len && draft_find(d, tab.name) == NO_UNIT)
            draft_alias(d, unit, tab.name);
        if (file.level >= 0 && d->list.v[unit].level == LEVEL_UNKNOWN)
            d->list.v[unit].level = file.level;
        put_below(d, unit, above_file);
        return unit;
    }
    if (tab.name.len) {
        uint32_t unit = draft_named(d, tab.name, place, "tab");
        put_below(d, unit, above_tab);
        return unit;
    }
    if (file.organisation || is_organisation(d, file.name))
        return draft_organisation(d, file.name, place, "file", path);
    int level = LEVEL_UNKNOWN;
    uint32_t folder = folder_unit(d, folder_of(path), &level);
    if (folder != NO_UNIT)
        return folder;
    s->unit_said = false;
    if (d->organisation != NO_UNIT && !folder_of(path).len && d->w->books->n == 1)
        return d->organisation;
    return draft_named(d, stem(d->mem, path), place, "file");
}

/* Parent and level that the folder of a unit's file imply. */
static void place_in_folder(struct drafts *d, uint32_t unit, struct text path)
{
    int level = LEVEL_UNKNOWN;
    uint32_t folder = folder_unit(d, folder_of(path), &level);
    struct draft *draft = &d->list.v[unit];
    if (unit == d->organisation)
        return;
    if (level >= 1 && draft->level == LEVEL_UNKNOWN) {
        draft->level = level;
        draft->level_reason =
            text_printf(d->mem, tr("folder '" TEXT_FMT "'"), TEXT_ARG(folder_of(path)));
    }
    if (folder != NO_UNIT && folder != unit && draft->parent == NO_UNIT)
        draft->parent = folder;
}

/* The folder of a file, where other sheets made it a unit: a folder of exports is none. */
static uint32_t known_folder(struct drafts *d, struct text path)
{
    struct text folder = folder_of(path), part = folder;
    for (size_t i = folder.len; i > 0 && part.len == folder.len; i--)
        if (folder.ptr[i - 1] == '/')
            part = text_slice(folder, i, folder.len);
    struct unit_name said = unit_name_of_file(d->w->scratch, part);
    if (!part.len || said.organisation || !said.name.len)
        return NO_UNIT;
    uint32_t found = draft_find(d, said.name);
    return found == d->organisation ? NO_UNIT : found;
}

void drafts_place_in_folders(struct drafts *d)
{
    enum { UNSEEN = NO_UNIT - 1 };
    size_t n = d->list.n;
    uint32_t *folders = NEW_ARRAY(d->w->scratch, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        folders[i] = UNSEEN;
    for (size_t i = 0; i < d->w->layout->records.n; i++) {
        uint32_t unit = d->w->unit_of[i];
        if (unit == NO_UNIT)
            continue;
        const struct source *s = &d->w->sources.v[d->w->source_of[i]];
        uint32_t folder = known_folder(d, s->sheet->book->path);
        bool one = folders[unit] == UNSEEN || folders[unit] == folder;
        folders[unit] = one ? folder : NO_UNIT;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct draft *draft = &d->list.v[i];
        bool free = draft->parent == NO_UNIT && !draft->parent_name.len && !draft->configured &&
                    draft->level <= 0 && i != d->organisation;
        if (free && folders[i] != UNSEEN && folders[i] != NO_UNIT && folders[i] != i)
            draft->parent = folders[i];
    }
}

/* Headings in the sheet name units beside its own. */
static bool has_sections(const struct plan_work *w, const struct source *s)
{
    for (size_t i = s->first; i < s->end; i++)
        if (w->layout->records.v[i].unit.len)
            return true;
    return false;
}

/* "Customer Success - Q3 Business Review" in "Customer Success QBR.xlsx": what the title seemed to name
   is not it, for the file's name stands in the title as well. */
static bool title_bears_file(struct drafts *d, const struct source *s)
{
    struct arena *mem = d->w->scratch;
    struct text file = unit_name_of_file(mem, s->sheet->book->path).name;
    struct text unit = s->layout->unit, title = s->layout->title;
    bool said = unit_name_of(mem, unit).level >= 0; /* "Home Care Team" */
    return !said && file.len && text_contains(title, unit) && holds_words(mem, title, file) &&
           !holds_words(mem, unit, file) && !holds_words(mem, s->sheet->book->path, unit) &&
           !holds_words(mem, s->sheet->name, unit);
}

/* The title says no more than the file, and the only tab has a name of its own. */
static bool title_repeats_file(struct drafts *d, const struct source *s, struct text label)
{
    struct arena *mem = d->w->scratch;
    struct unit_name tab = unit_name_of(mem, s->sheet->name);
    struct unit_name file = unit_name_of_file(mem, s->sheet->book->path);
    bool same = file.name.len && !file.organisation && s->layout &&
                text_contains(s->layout->title, s->layout->unit) &&
                text_eq(text_copy(mem, unit_key(mem, file.name)), unit_key(mem, label));
    return same && tab.name.len && !tab.organisation &&
           sources_in_book(d->w, s->sheet->book) == 1 && tab_counts(d, s, tab.name, file.name);
}

/* "Bergmann Bakery - company OKR" over a tab or in a file called "Company": the title says what it is called. */
static bool title_of_organisation(struct drafts *d, const struct source *s,
                                  const struct unit_name *label)
{
    struct unit_name tab = unit_name_of(d->w->scratch, s->sheet->name);
    struct unit_name file = unit_name_of_file(d->w->scratch, s->sheet->book->path);
    bool only = sources_in_book(d->w, s->sheet->book) == 1 && !tab.name.len;
    bool said =
        (tab.organisation && !tab.name.len) || (only && file.organisation && !file.name.len);
    return said && label->name.len && text_contains(s->layout->title, s->layout->unit) &&
           !tab_bears(d, s, label->name);
}

/* "Fleet.xlsx" with the title "Fleet management": called by both. */
static void add_file_name(struct drafts *d, uint32_t unit, struct text label, struct text path)
{
    struct text file = unit_name_of_file(d->w->scratch, path).name;
    if (holds_words(d->w->scratch, label, file) && draft_find(d, file) == NO_UNIT)
        draft_alias(d, unit, text_copy(d->mem, file));
}

uint32_t source_unit(struct drafts *d, struct source *s)
{
    if (s->unit != NO_UNIT)
        return s->unit;
    struct text path = s->sheet->book->path;
    struct unit_name label = {.level = -1}, title = title_name(d, s);
    struct text above_title = lift(d, &title);
    s->unit_said = true;
    uint32_t configured = draft_of_file(d, path);
    if (s->layout && s->layout->unit.len && !title_bears_file(d, s))
        label = label_name(d, s);
    if (label.name.len && title_repeats_file(d, s, label.name))
        label = (struct unit_name){.level = -1};
    struct text organisation =
        label.organisation && !label.name.len ? organisation_in_title(d, s) : (struct text){0};
    if (organisation.len && is_called_otherwise(d, s, organisation))
        label = (struct unit_name){.level = -1};
    else if (organisation.len)
        label.name = organisation;
    if (configured != NO_UNIT) {
        s->unit = configured;
        if (!d->list.v[configured].place.file.len)
            d->list.v[configured].place = plan_sheet_place(s->sheet);
    } else if (label.organisation || (label.name.len && s->layout->of_company) ||
               title_of_organisation(d, s, &label)) {
        s->unit =
            draft_organisation(d, label.name, s->layout->unit_place, "label", s->layout->unit);
    } else if (label.name.len) {
        struct text above = lift(d, &label);
        s->unit = draft_named(d, label.name, s->layout->unit_place, "label");
        put_below(d, s->unit, above);
        add_file_name(d, s->unit, label.name, path);
        if (d->list.v[s->unit].level == LEVEL_UNKNOWN && label.level >= 0 && has_sections(d->w, s))
            d->list.v[s->unit].level = label.level; /* as a heading below it would */
    } else {
        s->unit = unit_of_tab_or_file(d, s);
    }
    source_put_below(d, s, s->unit);
    struct text path_above = above_on_path(d, s);
    if (path_above.len && draft_find(d, path_above) != s->unit)
        put_below(d, s->unit, path_above);
    if (above_title.len && draft_find(d, above_title) != s->unit)
        put_below(d, s->unit, above_title);
    if (label.short_form.len || title.short_form.len)
        draft_alias(d, s->unit, label.short_form.len ? label.short_form : title.short_form);
    place_in_folder(d, s->unit, path);
    return s->unit;
}
