/*
 * okralign.ini -> struct config. libinih cuts the file into sections, keys and values; which keys
 * there are, what they hold and where it goes is one table. The first mistake ends the reading with
 * its line: a key that is silently ignored costs a month.
 *
 * The library tells neither line numbers nor sections without keys, so the function that hands it
 * its lines counts them and takes note of every '[section]' itself.
 */
#include "config/config.h"

#include "base/fold.h"

#include <ini.h>

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_LIMIT = 1 << 16 };

struct config config_default(void)
{
    return (struct config){
        .language = T("en"),
        .suggest = 0.30,
        .strong = 0.70,
        .fair = 0.50,
        .max_suggestions = 3,
        .crowded = 8,
        .green = 0.7,
        .amber = 0.4,
        .max_key_results = 5,
        .max_objectives = 5,
        .stale_days = 45,
        .progress_tolerance = 0.05,
        .goal_coverage = NAN,
        .goal_alignment = NAN,
        .goal_on_track = NAN,
        .limits = {.file_bytes = 256ull << 20,
                   .inflated_bytes = 1ull << 30,
                   .cells = 5000000,
                   .rows = 300000,
                   .columns = 1000,
                   .tables = 5000,
                   .zip_entries = 10000,
                   .cell_text = 32767,
                   .files = 100000,
                   .all_cells = 20000000,
                   .all_rows = 1000000,
                   .seconds = 60},
    };
}

/* --- the keys -------------------------------------------------------------------------------- */

enum key_type {
    KEY_TEXT,
    KEY_LIST,     /* separated by commas or lines; "a, b" in double quotes is one */
    KEY_FRACTION, /* 0.7 or 70 % */
    KEY_SECONDS,
    KEY_COUNT,   /* 1 and up */
    KEY_COUNT64, /* the same, in an uint64_t */
    KEY_BYTES,   /* 64 MiB */
    KEY_LEVEL,   /* 0 to 9 */
    KEY_DATE,    /* 2026-06-30 */
    KEY_LANGUAGE,
    KEY_DATES /* day-first, month-first */
};

struct key {
    const char *section, *name;
    enum key_type type;
    size_t offset; /* in struct config; of [unit]: in struct unit_config */
};

#define CONFIG(section, name, type, member)                                                        \
    {                                                                                              \
        section, name, type, offsetof(struct config, member)                                       \
    }
#define UNIT(name, type, member)                                                                   \
    {                                                                                              \
        "unit", name, type, offsetof(struct unit_config, member)                                   \
    }

static const struct key keys[] = {
    CONFIG("report", "organisation", KEY_TEXT, organisation),
    CONFIG("report", "organization", KEY_TEXT, organisation),
    CONFIG("report", "period", KEY_TEXT, period),
    CONFIG("report", "as_of", KEY_DATE, as_of),
    CONFIG("report", "language", KEY_LANGUAGE, language),
    CONFIG("thresholds", "suggest", KEY_FRACTION, suggest),
    CONFIG("thresholds", "strong", KEY_FRACTION, strong),
    CONFIG("thresholds", "fair", KEY_FRACTION, fair),
    CONFIG("thresholds", "max_suggestions", KEY_COUNT, max_suggestions),
    CONFIG("thresholds", "crowded", KEY_COUNT, crowded),
    CONFIG("thresholds", "green", KEY_FRACTION, green),
    CONFIG("thresholds", "amber", KEY_FRACTION, amber),
    CONFIG("thresholds", "max_key_results", KEY_COUNT, max_key_results),
    CONFIG("thresholds", "max_objectives", KEY_COUNT, max_objectives),
    CONFIG("thresholds", "stale_days", KEY_COUNT, stale_days),
    CONFIG("thresholds", "progress_tolerance", KEY_FRACTION, progress_tolerance),
    CONFIG("goals", "coverage", KEY_FRACTION, goal_coverage),
    CONFIG("goals", "alignment", KEY_FRACTION, goal_alignment),
    CONFIG("goals", "on_track", KEY_FRACTION, goal_on_track),
    CONFIG("input", "skip", KEY_LIST, skip),
    CONFIG("input", "dates", KEY_DATES, dates),
    CONFIG("limits", "file_bytes", KEY_BYTES, limits.file_bytes),
    CONFIG("limits", "inflated_bytes", KEY_BYTES, limits.inflated_bytes),
    CONFIG("limits", "cells", KEY_COUNT64, limits.cells),
    CONFIG("limits", "rows", KEY_COUNT, limits.rows),
    CONFIG("limits", "columns", KEY_COUNT, limits.columns),
    CONFIG("limits", "tables", KEY_COUNT, limits.tables),
    CONFIG("limits", "zip_entries", KEY_COUNT, limits.zip_entries),
    CONFIG("limits", "cell_text", KEY_COUNT, limits.cell_text),
    CONFIG("limits", "files", KEY_COUNT, limits.files),
    CONFIG("limits", "all_cells", KEY_COUNT64, limits.all_cells),
    CONFIG("limits", "all_rows", KEY_COUNT64, limits.all_rows),
    CONFIG("limits", "seconds", KEY_SECONDS, limits.seconds),
    UNIT("aliases", KEY_LIST, aliases),
    UNIT("was", KEY_LIST, was),
    UNIT("parent", KEY_TEXT, parent),
    UNIT("level", KEY_LEVEL, level),
    UNIT("function", KEY_TEXT, function),
    UNIT("files", KEY_LIST, files),
};

/* Sections of the user's own words: any key. */
static const struct {
    const char *section;
    size_t offset;
} word_sections[] = {
    {"headers", offsetof(struct config, headers)},
    {"references", offsetof(struct config, references)},
    {"lexicon", offsetof(struct config, lexicon)},
};

static const char *const sections[] = {"report", "thresholds", "goals",      "input",  "limits",
                                       "unit",   "headers",    "references", "lexicon"};

enum { N_KEYS = sizeof keys / sizeof *keys, N_SECTIONS = sizeof sections / sizeof *sections };

/* --- one value ------------------------------------------------------------------------------- */

struct reading {
    struct arena *mem;
    struct text path, rest; /* what was not yet handed to the library */
    uint32_t line;
    struct text section; /* as written between the brackets */
    uint32_t section_line;
    struct unit_config *unit; /* of a [unit] section */
    struct config *config;
    bool indented;       /* the line begins with a blank: it goes on with the key before it */
    struct text key;     /* the last one */
    uint8_t set[N_KEYS]; /* seen in this section */
    struct map names;    /* text_key of names and aliases -> unit */
    struct text error;
};

static bool fail(struct reading *r, uint32_t line, struct text message)
{
    if (!r->error.len)
        r->error = text_printf(r->mem, TEXT_FMT ":%lu: " TEXT_FMT, TEXT_ARG(r->path),
                               (unsigned long)line, TEXT_ARG(message));
    return false;
}

static bool bad_value(struct reading *r, struct text value, const char *wanted)
{
    return fail(r, r->line,
                text_printf(r->mem, "'" TEXT_FMT "' for '" TEXT_FMT "': %s", TEXT_ARG(value),
                            TEXT_ARG(r->key), wanted));
}

/* A plain decimal number and what stands behind it. Locale has no say in it: the program never
   sets one. */
static bool split_number(struct arena *mem, struct text value, double *number, struct text *suffix)
{
    char *z = text_z(mem, value), *end = z;
    if (value.len == 0 || !strchr("0123456789.", z[0]))
        return false;
    *number = strtod(z, &end);
    *suffix = text_trim(text_of(end));
    return end != z && isfinite(*number);
}

static bool read_fraction(struct reading *r, struct text value, double *out)
{
    double number;
    struct text suffix;
    bool good = split_number(r->mem, value, &number, &suffix);
    if (good && text_eq(suffix, T("%")))
        number /= 100;
    else
        good = good && !suffix.len;
    if (!good || number < 0 || number > 1)
        return bad_value(r, value, "give a share such as 0.7 or 70 %");
    *out = number;
    return true;
}

static bool read_whole_number(struct reading *r, struct text value, double least, double most,
                              double *out)
{
    struct text suffix;
    if (!split_number(r->mem, value, out, &suffix) || suffix.len || *out != floor(*out) ||
        *out < least || *out > most)
        return bad_value(r, value,
                         least > 0 ? "give a whole number from 1 up" : "give a level from 0 to 9");
    return true;
}

static bool read_bytes_value(struct reading *r, struct text value, uint64_t *out)
{
    static const struct {
        const char *suffix;
        double factor;
    } factors[] = {{"", 1},         {"kb", 0x1p10}, {"kib", 0x1p10}, {"mb", 0x1p20},
                   {"mib", 0x1p20}, {"gb", 0x1p30}, {"gib", 0x1p30}};
    double number;
    struct text suffix;
    if (split_number(r->mem, value, &number, &suffix))
        for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
            double bytes = number * factors[i].factor;
            if (text_eq_ascii_case(suffix, text_of(factors[i].suffix)) && bytes >= 1 &&
                bytes < 0x1p62) {
                *out = (uint64_t)bytes;
                return true;
            }
        }
    return bad_value(r, value, "give a size such as 64 MiB");
}

static bool read_date(struct reading *r, struct text value, struct text *out)
{
    static const unsigned days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool good = value.len == 10 && value.ptr[4] == '-' && value.ptr[7] == '-';
    unsigned part[3] = {0}; /* year, month, day */
    for (size_t i = 0, at = 0; good && i < 10; i++) {
        if (i == 4 || i == 7)
            at++;
        else if (value.ptr[i] >= '0' && value.ptr[i] <= '9')
            part[at] = part[at] * 10 + (unsigned)(value.ptr[i] - '0');
        else
            good = false;
    }
    bool leap = part[0] % 4 == 0 && (part[0] % 100 != 0 || part[0] % 400 == 0);
    if (!good || part[0] < 1900 || part[1] < 1 || part[1] > 12 || part[2] < 1 ||
        part[2] > days[part[1] - 1] || (part[1] == 2 && part[2] == 29 && !leap))
        return bad_value(r, value, "give a date such as 2026-06-30");
    *out = value;
    return true;
}

static void read_list(struct reading *r, struct text value, struct text_list *out)
{
    while (value.len) {
        struct text part;
        value = text_trim(value);
        size_t quote = text_starts(value, T("\"")) ? text_find(value, T("\""), 1) : SIZE_MAX;
        if (quote != SIZE_MAX) {
            part = text_slice(value, 1, quote);
            value = text_slice(value, quote + 1, value.len);
            text_cut(&value, ',');
        } else {
            part = text_trim(text_cut(&value, ','));
        }
        if (part.len)
            *list_push(r->mem, out) = part;
    }
}

static bool read_value(struct reading *r, const struct key *key, struct text value)
{
    void *to = (char *)(strcmp(key->section, "unit") == 0 ? (void *)r->unit : (void *)r->config) +
               key->offset;
    double number;
    switch (key->type) {
    case KEY_TEXT:
        *(struct text *)to = value;
        return true;
    case KEY_LIST:
        read_list(r, value, to);
        return true;
    case KEY_FRACTION:
        return read_fraction(r, value, to);
    case KEY_SECONDS:
    case KEY_COUNT:
    case KEY_COUNT64:
        if (!read_whole_number(r, value, 1, key->type == KEY_COUNT64 ? 0x1p53 : 0x7fffffff,
                               &number))
            return false;
        if (key->type == KEY_SECONDS)
            *(double *)to = number;
        else if (key->type == KEY_COUNT)
            *(unsigned *)to = (unsigned)number;
        else
            *(uint64_t *)to = (uint64_t)number;
        return true;
    case KEY_BYTES:
        return read_bytes_value(r, value, to);
    case KEY_LEVEL:
        if (!read_whole_number(r, value, 0, 9, &number))
            return false;
        *(int *)to = (int)number;
        return true;
    case KEY_DATE:
        return read_date(r, value, to);
    case KEY_LANGUAGE:
        if (!text_eq(value, T("en")) && !text_eq(value, T("de")))
            return bad_value(r, value, "there are 'en' and 'de'");
        *(struct text *)to = value;
        return true;
    case KEY_DATES:
        if (!text_eq(value, T("day-first")) && !text_eq(value, T("month-first")))
            return bad_value(r, value, "there are 'day-first' and 'month-first'");
        *(struct text *)to = value;
        return true;
    }
    return false;
}

/* --- sections and keys ----------------------------------------------------------------------- */

static struct text section_name(struct text section)
{
    return text_starts(section, T("unit ")) ? T("unit") : section;
}

/* " (did you mean 'period'?)", or nothing. */
static struct text suggestion(struct reading *r, struct text word, const struct text_list *known)
{
    struct text nearest = text_nearest(r->mem, word, known->v, known->n);
    return nearest.len ? text_printf(r->mem, " (did you mean '" TEXT_FMT "'?)", TEXT_ARG(nearest))
                       : (struct text){0};
}

static bool open_unit(struct reading *r, struct text name)
{
    struct text fold = text_fold(r->mem, name);
    for (size_t i = 0; i < r->config->units.n; i++)
        if (text_eq(text_fold(r->mem, r->config->units.v[i].name), fold))
            return fail(r, r->line,
                        text_printf(r->mem, "unit '" TEXT_FMT "' has a section in line %lu already",
                                    TEXT_ARG(name), (unsigned long)r->config->units.v[i].line));
    r->unit = list_push(r->mem, &r->config->units);
    r->unit->name = name;
    r->unit->level = LEVEL_UNKNOWN;
    r->unit->line = r->line;
    return true;
}

static bool open_section(struct reading *r, struct text written)
{
    r->section = text_trim(written);
    r->section_line = r->line;
    r->unit = NULL;
    r->key = (struct text){0};
    memset(r->set, 0, sizeof r->set);
    if (text_starts(r->section, T("unit ")))
        return open_unit(r, text_trim(text_slice(r->section, 5, r->section.len)));
    if (text_eq(r->section, T("unit")))
        return fail(r, r->line, T("which unit? write [unit NAME]"));
    struct text_list known = {0};
    for (size_t i = 0; i < N_SECTIONS; i++) {
        if (text_eq(r->section, text_of(sections[i])))
            return true;
        *list_push(r->mem, &known) = text_of(sections[i]);
    }
    return fail(r, r->line,
                text_printf(r->mem, "unknown section '" TEXT_FMT "'" TEXT_FMT, TEXT_ARG(r->section),
                            TEXT_ARG(suggestion(r, r->section, &known))));
}

static bool unknown_key(struct reading *r, struct text section)
{
    struct text_list known = {0};
    for (size_t i = 0; i < N_KEYS; i++) {
        if (text_eq(text_of(keys[i].section), section))
            *list_push(r->mem, &known) = text_of(keys[i].name);
        if (text_eq(text_of(keys[i].name), r->key))
            return fail(r, r->line,
                        text_printf(r->mem, "key '" TEXT_FMT "' belongs into section [%s%s]",
                                    TEXT_ARG(r->key), keys[i].section,
                                    strcmp(keys[i].section, "unit") == 0 ? " NAME" : ""));
    }
    return fail(r, r->line,
                text_printf(r->mem, "unknown key '" TEXT_FMT "' in section [" TEXT_FMT "]" TEXT_FMT,
                            TEXT_ARG(r->key), TEXT_ARG(r->section),
                            TEXT_ARG(suggestion(r, r->key, &known))));
}

static bool read_words(struct reading *r, struct word_config_list *words, struct text value)
{
    if (!value.len)
        return bad_value(r, value, "no words are given");
    *list_push(r->mem, words) =
        (struct word_config){.name = r->key, .words = value, .line = r->line};
    return true;
}

static bool read_key(struct reading *r, struct text value, bool goes_on)
{
    struct text section = section_name(r->section);
    for (size_t i = 0; i < sizeof word_sections / sizeof *word_sections; i++)
        if (text_eq(section, text_of(word_sections[i].section)))
            return read_words(r, (void *)((char *)r->config + word_sections[i].offset), value);
    for (size_t i = 0; i < N_KEYS; i++) {
        if (!text_eq(section, text_of(keys[i].section)) || !text_eq(r->key, text_of(keys[i].name)))
            continue;
        if (goes_on && keys[i].type != KEY_LIST)
            return fail(r, r->line,
                        text_printf(r->mem,
                                    "'" TEXT_FMT "' takes one line: what is '" TEXT_FMT "'?",
                                    TEXT_ARG(r->key), TEXT_ARG(value)));
        if (!goes_on && r->set[i]++)
            return fail(r, r->line,
                        text_printf(r->mem, "key '" TEXT_FMT "' is given twice in [" TEXT_FMT "]",
                                    TEXT_ARG(r->key), TEXT_ARG(r->section)));
        return value.len == 0 || read_value(r, &keys[i], value);
    }
    return unknown_key(r, section);
}

/* The library hands over what it found in the line that it was given last. */
static int on_value(void *user, const char *section, const char *name, const char *value)
{
    struct reading *r = user;
    if (r->error.len)
        return 0;
    if (!section[0])
        return fail(r, r->line, T("a key before the first section: begin with [report]"));
    struct text written = text_of(value);
    written = text_trim(text_slice(written, 0, text_find(written, T(" ;"), 0)));
    bool goes_on = r->indented && r->key.len;
    r->key = text_copy(r->mem, text_of(name));
    return read_key(r, text_copy(r->mem, written), goes_on);
}

/* --- lines ----------------------------------------------------------------------------------- */

/* Hands the library one line, as fgets would; NULL at the end or after a mistake. */
static char *next_line(char *to, int size, void *user)
{
    struct reading *r = user;
    if (r->error.len || !r->rest.len)
        return NULL;
    struct text line = text_cut(&r->rest, '\n');
    r->line++;
    if (line.len + 2 > (size_t)size) {
        fail(r, r->line, T("this line is too long"));
        return NULL;
    }
    if (!text_valid_utf8(line) || (line.len && memchr(line.ptr, '\0', line.len))) {
        fail(r, r->line, T("this is not UTF-8 text: save the file as UTF-8"));
        return NULL;
    }
    memcpy(to, line.ptr, line.len);
    memcpy(to + line.len, "\n", 2);
    struct text trimmed = text_trim(line);
    r->indented = trimmed.len && trimmed.ptr != line.ptr;
    size_t end = text_starts(trimmed, T("[")) ? text_find(trimmed, T("]"), 0) : SIZE_MAX;
    if (r->indented && r->key.len)
        return to;
    if (end != SIZE_MAX && !open_section(r, text_slice(trimmed, 1, end)))
        return NULL;
    return to;
}

/* --- the whole ------------------------------------------------------------------------------- */

/* What no single line can be blamed for. */
static bool check_bands(struct reading *r)
{
    const struct config *c = r->config;
    const char *wrong = c->amber >= c->green   ? "'amber' must be below 'green'"
                        : c->fair > c->strong  ? "'fair' must not be above 'strong'"
                        : c->suggest > c->fair ? "'suggest' must not be above 'fair'"
                                               : NULL;
    if (wrong)
        r->error = text_printf(r->mem, TEXT_FMT ": [thresholds]: %s", TEXT_ARG(r->path), wrong);
    return !wrong;
}

static bool add_name(struct reading *r, size_t unit, struct text name)
{
    const struct unit_config *units = r->config->units.v;
    size_t *owner = map_put(r->mem, &r->names, text_key(r->mem, name), unit);
    if (*owner == unit)
        return true;
    return fail(r, units[unit].line,
                text_printf(r->mem, "'" TEXT_FMT "' names unit '" TEXT_FMT "' (line %lu) already",
                            TEXT_ARG(name), TEXT_ARG(units[*owner].name),
                            (unsigned long)units[*owner].line));
}

static bool check_names(struct reading *r)
{
    for (size_t i = 0; i < r->config->units.n; i++) {
        const struct unit_config *unit = &r->config->units.v[i];
        if (!add_name(r, i, unit->name))
            return false;
        for (size_t k = 0; k < unit->aliases.n; k++)
            if (!add_name(r, i, unit->aliases.v[k]))
                return false;
    }
    return true;
}

/* A parent may be a unit that only the sheets know, but no unit stands above itself. */
static bool check_parents(struct reading *r)
{
    const struct unit_config_list *units = &r->config->units;
    size_t *parents = NEW_ARRAY(r->mem, size_t, units->n);
    for (size_t i = 0; i < units->n; i++)
        parents[i] = map_get(&r->names, text_key(r->mem, units->v[i].parent));
    for (size_t i = 0; i < units->n; i++) {
        size_t above = parents[i];
        for (size_t steps = 0; above != MAP_NONE && above != i && steps < units->n; steps++)
            above = parents[above];
        if (above == i)
            return fail(r, units->v[i].line,
                        text_printf(r->mem,
                                    "unit '" TEXT_FMT "' stands above itself: "
                                    "mend 'parent'",
                                    TEXT_ARG(units->v[i].name)));
    }
    return true;
}

bool config_read(struct arena *mem, struct text path, struct text content, struct config *config,
                 struct text *error)
{
    struct reading r = {.mem = mem, .path = path, .rest = content, .config = config};
    if (text_starts(r.rest, T("\xEF\xBB\xBF")))
        r.rest = text_slice(r.rest, 3, r.rest.len);
    ini_use_stack = false;
    ini_initial_alloc = ini_max_line = LINE_LIMIT;
    int bad_line = ini_parse_stream(next_line, &r, on_value, &r);
    if (bad_line != 0 && !r.error.len)
        fail(&r, (uint32_t)(bad_line > 0 ? bad_line : 1),
             T("not understood: write 'key = value' or '[section]'"));
    bool good = !r.error.len && check_bands(&r) && check_names(&r) && check_parents(&r);
    config->path = path;
    *error = r.error;
    return good;
}

struct map config_unit_names(struct arena *mem, const struct config *config)
{
    struct map names = {0};
    for (size_t i = 0; i < config->units.n; i++) {
        const struct unit_config *unit = &config->units.v[i];
        map_put(mem, &names, text_key(mem, unit->name), i);
        for (size_t k = 0; k < unit->aliases.n; k++)
            map_put(mem, &names, text_key(mem, unit->aliases.v[k]), i);
    }
    for (size_t i = 0; i < config->units.n; i++) /* a name in use wins over a former one */
        for (size_t k = 0; k < config->units.v[i].was.n; k++)
            map_put(mem, &names, text_key(mem, config->units.v[i].was.v[k]), i);
    return names;
}

/* --- globs ----------------------------------------------------------------------------------- */

/* Where a wildcard may be taken up again, a little later in the path. */
struct again {
    size_t glob, path; /* SIZE_MAX: there was none */
    bool folders;      /* only where a folder begins */
};

static bool take_up(struct again *again, struct text path, size_t *i, size_t *k, bool across)
{
    if (again->glob == SIZE_MAX || again->path >= path.len ||
        (!across && path.ptr[again->path] == '/'))
        return false;
    while (again->folders && path.ptr[again->path] != '/')
        if (++again->path == path.len)
            return false;
    *i = again->glob;
    *k = ++again->path;
    return true;
}

/* One place to go back to for the last '*' and one for the last '**' are enough: what a later one
   of a kind cannot mend, an earlier one of that kind cannot either. */
static bool match_folded(struct text g, struct text p)
{
    struct again star = {SIZE_MAX, 0, false}, deep = {SIZE_MAX, 0, false};
    size_t i = 0, k = 0;
    while (k < p.len || i < g.len) {
        char c = i < g.len ? g.ptr[i] : '\0';
        if (c == '*' && i + 1 < g.len && g.ptr[i + 1] == '*') {
            i += 2;
            bool folders = i < g.len && g.ptr[i] == '/' && (k == 0 || p.ptr[k - 1] == '/');
            i += folders; /* two stars and a slash stand for no folder, too */
            deep = (struct again){i, k, folders};
            star.glob = SIZE_MAX;
        } else if (c == '*') {
            star = (struct again){++i, k, false};
        } else if (k < p.len && c == '?' && p.ptr[k] != '/') {
            struct text rest = text_slice(p, k, p.len);
            text_next(&rest);
            k = p.len - rest.len;
            i++;
        } else if (k < p.len && i < g.len && c == p.ptr[k]) {
            i++;
            k++;
        } else if (!take_up(&star, p, &i, &k, false)) {
            star.glob = SIZE_MAX;
            if (!take_up(&deep, p, &i, &k, true))
                return false;
        }
    }
    return true;
}

bool glob_match(struct text glob, struct text path)
{
    struct arena *scratch = arena_new();
    struct text g = text_fold(scratch, glob), p = text_fold(scratch, path);
    if (text_ends(g, T("/")))
        g = text_printf(scratch, TEXT_FMT "**", TEXT_ARG(g));
    if (!text_contains(g, T("/")))
        g = text_printf(scratch, "**/" TEXT_FMT, TEXT_ARG(g));
    bool good = match_folded(g, p);
    arena_free(scratch);
    return good;
}
