/* What the sheets of the report share: words, figures as text, and the usual cells. */
#include "report/parts.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

/* --- words and figures --------------------------------------------------------------------------- */

struct text w(const struct report *r, enum word which)
{
    return word(r->language, which);
}

struct text say(const struct report *r, enum word which, size_t n, const struct text *arguments,
                size_t n_arguments)
{
    return phrase(r->mem, r->language, which, n, arguments, n_arguments);
}

double shown_share(double share)
{
    return isfinite(share) ? whole_percent(share) / 100 : NAN;
}

struct text share_text(const struct report *r, double share)
{
    double shown = shown_share(share);
    if (isnan(shown))
        return w(r, WORD_NOT_KNOWN);
    return text_printf(r->mem, r->language == GERMAN ? "%.0f %%" : "%.0f%%", shown * 100);
}

struct text count_text(const struct report *r, size_t n)
{
    return count_words(r->mem, r->language, n);
}

struct text calibration_text(const struct report *r)
{
    const struct implicit_result *i = &r->run->implicit;
    enum word word = i->calibrated_here               ? WORD_CALIBRATED_HERE
                     : i->declared >= ENOUGH_DECLARED ? WORD_CALIBRATED_BY_LINKS
                                                      : WORD_CALIBRATED_SHIPPED;
    return SAY(r, word, count_text(r, i->answers), count_text(r, i->declared),
               count_text(r, ENOUGH_ANSWERS));
}

struct text rehearsal_text(const struct report *r)
{
    const struct rehearsal *h = &r->run->implicit.rehearsal;
    return SAY(r, WORD_REHEARSED, count_text(r, h->asked), count_text(r, h->first),
               count_text(r, h->among_three), count_text(r, h->suggested), count_text(r, h->right));
}

struct text day_text(const struct report *r, double days)
{
    return isfinite(days) ? date_iso(r->mem, days) : w(r, WORD_NOT_KNOWN);
}

/* "KR 1.2", but not "2", which says nothing outside its sheet. */
static bool has_letter(struct text id)
{
    for (size_t i = 0; i < id.len; i++)
        if ((id.ptr[i] | 0x20) >= 'a' && (id.ptr[i] | 0x20) <= 'z')
            return true;
    return false;
}

struct text item_id(const struct report *r, uint32_t item)
{
    const struct item *it = &r->plan->items.v[item];
    return has_letter(it->written_id) ? it->written_id : it->id;
}

struct text item_title(const struct report *r, uint32_t item)
{
    const struct item *it = &r->plan->items.v[item];
    return text_printf(r->mem, TEXT_FMT "  " TEXT_FMT, TEXT_ARG(item_id(r, item)),
                       TEXT_ARG(it->text));
}

/* At most so many characters, cut between words where there are any. */
static struct text shorten_words(struct arena *mem, struct text text, size_t limit)
{
    if (text_length(text) <= limit)
        return text;
    struct text head = text_shorten(mem, text, limit);
    size_t blank = head.len;
    while (blank && head.ptr[blank - 1] != ' ')
        blank--;
    if (blank < head.len / 2)
        return head;
    return text_printf(mem, TEXT_FMT " …", TEXT_ARG(text_trim(text_slice(head, 0, blank))));
}

struct text short_label(const struct report *r, uint32_t item, size_t limit)
{
    struct text id = item_id(r, item);
    size_t used = text_length(id) + 1;
    struct text rest =
        shorten_words(r->mem, r->plan->items.v[item].text, limit > used + 12 ? limit - used : 12);
    return text_printf(r->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(id), TEXT_ARG(rest));
}

struct text unit_name(const struct report *r, uint32_t unit)
{
    static const struct text nobody;
    return unit == NO_UNIT ? nobody : r->plan->units.v[unit].name;
}

size_t matrix_sum(const struct report *r, size_t unit, bool incoming)
{
    size_t n = r->plan->units.n, sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += incoming ? r->score->matrix[i * n + unit] : r->score->matrix[unit * n + i];
    return sum;
}

bool has_company(const struct report *r)
{
    return r->score->key_results.n > 0;
}

bool is_unaligned(const struct report *r, uint32_t item)
{
    const struct item *it = &r->plan->items.v[item];
    return is_head(it) && plan_item_current(r->plan, item) &&
           r->plan->units.v[it->unit].level != 0 && !(r->score->items[item].reach > 0);
}

/* --- meanings --------------------------------------------------------------------------------------- */

enum word grade_word(enum status grade)
{
    static const enum word grades[] = {
        [STATUS_NONE] = WORD_NO_STATUS,      [STATUS_NOT_STARTED] = WORD_NOT_STARTED,
        [STATUS_ON_TRACK] = WORD_ON_TRACK,   [STATUS_AT_RISK] = WORD_AT_RISK,
        [STATUS_OFF_TRACK] = WORD_OFF_TRACK, [STATUS_DONE] = WORD_DONE,
        [STATUS_MISSED] = WORD_MISSED,       [STATUS_DROPPED] = WORD_DROPPED,
        [STATUS_PAUSED] = WORD_PAUSED,       [STATUS_IN_PROGRESS] = WORD_IN_PROGRESS};
    return grades[grade];
}

enum meaning grade_meaning(enum status grade)
{
    switch (grade) {
    case STATUS_ON_TRACK:
    case STATUS_DONE:
        return MEANING_ON_TRACK;
    case STATUS_AT_RISK:
        return MEANING_AT_RISK;
    case STATUS_OFF_TRACK:
    case STATUS_MISSED:
        return MEANING_OFF_TRACK;
    case STATUS_NOT_STARTED:
    case STATUS_DROPPED:
    case STATUS_PAUSED:
    case STATUS_IN_PROGRESS:
        return MEANING_NOT_STARTED;
    case STATUS_NONE:
        break;
    }
    return MEANING_MUTED;
}

enum word unit_state_word(enum unit_state state)
{
    static const enum word states[] = {
        [UNIT_ALIGNED] = WORD_UNIT_ALIGNED,     [UNIT_PARTLY] = WORD_UNIT_PARTLY,
        [UNIT_UNALIGNED] = WORD_UNIT_UNALIGNED, [UNIT_ISLAND] = WORD_UNIT_ISLAND,
        [UNIT_SILO] = WORD_UNIT_SILO,           [UNIT_COMPANY] = WORD_UNIT_COMPANY,
        [UNIT_EMPTY] = WORD_UNIT_EMPTY};
    return states[state];
}

enum meaning unit_state_meaning(enum unit_state state)
{
    static const enum meaning states[] = {
        [UNIT_ALIGNED] = MEANING_ON_TRACK,  [UNIT_PARTLY] = MEANING_AT_RISK,
        [UNIT_UNALIGNED] = MEANING_AT_RISK, [UNIT_ISLAND] = MEANING_AT_RISK,
        [UNIT_SILO] = MEANING_OFF_TRACK,    [UNIT_COMPANY] = MEANING_NOT_STARTED,
        [UNIT_EMPTY] = MEANING_NOT_STARTED};
    return states[state];
}

enum meaning coverage_meaning(enum key_result_state state)
{
    static const enum meaning states[] = {[KR_ORPHANED] = MEANING_OFF_TRACK,
                                          [KR_THIN] = MEANING_AT_RISK,
                                          [KR_COVERED] = MEANING_ON_TRACK,
                                          [KR_CROWDED] = MEANING_ON_TRACK};
    return states[state];
}

static const char *state_shape(enum key_result_state state)
{
    static const char *const shapes[] = {
        [KR_ORPHANED] = "■", [KR_THIN] = "▲", [KR_COVERED] = "●", [KR_CROWDED] = "●"};
    return shapes[state];
}

enum meaning share_meaning(const struct report *r, double share)
{
    if (!isfinite(share))
        return MEANING_MUTED;
    double shown = shown_share(share);
    return shown >= r->run->config.green   ? MEANING_ON_TRACK
           : shown >= r->run->config.amber ? MEANING_AT_RISK
                                           : MEANING_OFF_TRACK;
}

const char *share_shape(const struct report *r, double share)
{
    switch (share_meaning(r, share)) {
    case MEANING_ON_TRACK:
        return "●";
    case MEANING_AT_RISK:
        return "▲";
    case MEANING_OFF_TRACK:
        return "■";
    default:
        return "";
    }
}

static const size_t heat_from[HEAT_STEPS + 1] = {1, 2, 3, 5, 8, 0};

size_t heat_unit(size_t most)
{
    return most <= 12 ? 1 : (most + 11) / 12;
}

/* The first number of a step. */
static size_t heat_first(uint32_t step, size_t unit)
{
    return step ? heat_from[step] * unit : 1;
}

enum meaning heat_of(size_t n, size_t unit)
{
    uint32_t step = 0;
    if (!n)
        return MEANING_HEAT_NONE;
    while (step + 1 < HEAT_STEPS && n >= heat_first(step + 1, unit))
        step++;
    return (enum meaning)(MEANING_HEAT_1 + (int)step);
}

struct text heat_words(struct arena *mem, uint32_t step, size_t unit)
{
    size_t first = heat_first(step, unit), last = heat_first(step + 1, unit) - 1;
    if (step + 1 == HEAT_STEPS)
        return text_printf(mem, "%zu+", first);
    return first == last ? text_printf(mem, "%zu", first)
                         : text_printf(mem, "%zu–%zu", first, last);
}

double shown_coverage(const struct key_result_score *score)
{
    return score->confirmed < 1 && score->expected > .99 ? .99 : score->expected;
}

/* --- cells ------------------------------------------------------------------------------------------ */

void put_title(struct report *r, enum sheet_id id, struct text title, struct text sentence)
{
    struct tab *tab = r->tabs[id];
    tab_text(tab, 0, 0, style_of(MEANING_TITLE, 0), title);
    tab_text(tab, 1, 0, style_of(MEANING_SUBTITLE, 0), sentence);
    struct tab_cell *back =
        tab_text(tab, 2, 0, style_of(MEANING_LINKED, STYLE_SMALL), w(r, WORD_BACK));
    link_to_sheet(r, tab, back, SHEET_SUMMARY, 0);
    tab_height(tab, 0, 32);
    tab_height(tab, 1, 16);
    tab_height(tab, 2, 20);
}

void put_heads(struct report *r, struct tab *tab, uint32_t row, const enum word *heads, size_t n)
{
    struct style style = style_of(MEANING_HEADER, STYLE_WRAP);
    style.indent = 1;
    for (size_t i = 0; i < n; i++)
        tab_text(tab, row, (uint32_t)i, style, w(r, heads[i]));
}

static struct style body(enum meaning meaning, unsigned flags)
{
    struct style style = style_of(meaning, STYLE_RULE | flags);
    style.indent = 1;
    return style;
}

static struct style body_number(enum number_format format)
{
    struct style style = style_number(MEANING_PLAIN, format, STYLE_RULE | STYLE_RIGHT);
    style.indent = 1;
    return style;
}

struct tab_cell *put_words(struct tab *tab, uint32_t row, uint32_t col, struct text text)
{
    return tab_text(tab, row, col, body(MEANING_PLAIN, 0), text);
}

struct tab_cell *put_wrapped(struct tab *tab, uint32_t row, uint32_t col, struct text text)
{
    return tab_text(tab, row, col, body(MEANING_PLAIN, STYLE_WRAP), text);
}

struct tab_cell *put_muted(struct tab *tab, uint32_t row, uint32_t col, struct text text)
{
    return tab_text(tab, row, col, body(MEANING_MUTED, STYLE_WRAP), text);
}

struct tab_cell *put_count(struct tab *tab, uint32_t row, uint32_t col, size_t n)
{
    return tab_number(tab, row, col, body_number(FORMAT_DASH), (double)n);
}

struct tab_cell *put_share(struct tab *tab, uint32_t row, uint32_t col, double share)
{
    return tab_number(tab, row, col, body_number(FORMAT_PERCENT), shown_share(share));
}

struct tab_cell *put_decimal(struct tab *tab, uint32_t row, uint32_t col, double number)
{
    return tab_number(tab, row, col, body_number(FORMAT_AS_IS), number);
}

struct tab_cell *put_day(struct tab *tab, uint32_t row, uint32_t col, double days)
{
    return tab_date(tab, row, col, body_number(FORMAT_DAY), days);
}

void put_grade(struct report *r, struct tab *tab, uint32_t row, uint32_t col, enum status grade)
{
    tab_text(tab, row, col, body(grade_meaning(grade), 0), w(r, grade_word(grade)));
}

void put_state(struct report *r, struct tab *tab, uint32_t row, uint32_t col,
               enum key_result_state state)
{
    tab_text(tab, row, col, body(coverage_meaning(state), 0),
             w(r, (enum word)(WORD_KR_ORPHANED + (int)state)));
}

void put_coverage(struct report *r, struct tab *tab, uint32_t row, uint32_t col,
                  const struct key_result_score *score)
{
    tab_text(tab, row, col, body(coverage_meaning(score->state), 0),
             text_printf(r->mem, "%s " TEXT_FMT, state_shape(score->state),
                         TEXT_ARG(share_text(r, shown_coverage(score)))));
}

/* How far a probability is to be believed. */
static enum meaning band_meaning(const struct config *config, double probability)
{
    return probability >= config->strong ? MEANING_STRONG
           : probability >= config->fair ? MEANING_FAIR
                                         : MEANING_WEAK;
}

static enum word band_word(const struct config *config, double probability)
{
    return probability >= config->strong ? WORD_BAND_STRONG
           : probability >= config->fair ? WORD_BAND_FAIR
                                         : WORD_BAND_WEAK;
}

void put_link_kind(struct report *r, struct tab *tab, uint32_t row, uint32_t col,
                   const struct link *link)
{
    const struct config *config = &r->run->config;
    if (!link)
        tab_text(tab, row, col, body(MEANING_NO_LINK, 0), w(r, WORD_LINK_NONE));
    else if (link->kind == LINK_EXPLICIT)
        tab_text(tab, row, col, body(MEANING_EXPLICIT, 0), w(r, WORD_LINK_EXPLICIT));
    else if (link->status == LINK_CONFIRMED)
        tab_text(tab, row, col, body(MEANING_CONFIRMED, 0), w(r, WORD_LINK_ACCEPTED));
    else
        tab_text(tab, row, col, body(band_meaning(config, link->confidence), 0),
                 SAY(r, WORD_LINK_IMPLICIT, share_text(r, link->confidence),
                     w(r, band_word(config, link->confidence))));
}

/* "[>=0.75]0% \"strong\";[>=0.5]0% \"fair\";0% \"weak\"": the figure stays a number. */
struct text band_format(struct report *r)
{
    const struct config *c = &r->run->config;
    return text_printf(
        r->mem, "[>=%.4f]0%% \"" TEXT_FMT "\";[>=%.4f]0%% \"" TEXT_FMT "\";0%% \"" TEXT_FMT "\"",
        c->strong, TEXT_ARG(w(r, WORD_BAND_STRONG)), c->fair, TEXT_ARG(w(r, WORD_BAND_FAIR)),
        TEXT_ARG(w(r, WORD_BAND_WEAK)));
}

struct tab_cell *put_likelihood(struct tab *tab, uint32_t row, uint32_t col, double probability)
{
    return tab_number(tab, row, col, body_number(FORMAT_BAND), shown_share(probability));
}

struct tab_cell *link_to_sheet(struct report *r, struct tab *tab, struct tab_cell *cell,
                               enum sheet_id id, uint32_t row)
{
    if (r->tabs[id])
        tab_link_tab(tab, cell, r->tabs[id]->name, cell_name(r->mem, row, 0));
    return cell;
}

struct tab_cell *link_to_item(struct report *r, struct tab *tab, struct tab_cell *cell,
                              uint32_t item)
{
    return link_to_sheet(r, tab, cell, SHEET_ALL_OKRS, FIRST_ROW + item);
}

void put_id(struct report *r, struct tab *tab, uint32_t row, uint32_t col, uint32_t item)
{
    struct tab_cell *cell =
        tab_text(tab, row, col, body(MEANING_LINKED, STYLE_SHRINK), item_id(r, item));
    link_to_item(r, tab, cell, item);
}

struct tab_cell *link_to_unit(struct report *r, struct tab *tab, struct tab_cell *cell,
                              uint32_t unit)
{
    if (unit == NO_UNIT || r->unit_rows[unit] == PLACE_NONE)
        return cell;
    return link_to_sheet(r, tab, cell, SHEET_TEAMS, r->unit_rows[unit]);
}

/* What to write into a link so that it opens the file from where the report lies. */
static struct text source_path(struct report *r, struct text file)
{
    size_t number = map_get(&r->file_paths, file);
    if (!r->folder.len || number == MAP_NONE || !r->run->files.v[number].opened)
        return file;
    return relative_path(r->mem, r->folder, absolute_path(r->mem, r->run->files.v[number].opened));
}

uint32_t first_item(const struct report *r, uint32_t unit)
{
    uint32_t first = NO_ITEM;
    for (uint32_t i = 0; i < r->plan->items.n; i++) {
        if (r->plan->items.v[i].unit != unit)
            continue;
        if (plan_item_current(r->plan, i))
            return i;
        first = first == NO_ITEM ? i : first;
    }
    return first;
}

struct place unit_source(const struct report *r, uint32_t unit)
{
    struct place place = r->plan->units.v[unit].place;
    uint32_t first = first_item(r, unit);
    bool earlier = false;
    if (first == NO_ITEM || !plan_item_current(r->plan, first))
        return place;
    for (uint32_t i = 0; i < r->plan->items.n; i++) {
        const struct item *item = &r->plan->items.v[i];
        if (item->unit != unit || !text_eq(item->place.file, place.file) ||
            !text_eq(item->place.sheet, place.sheet))
            continue;
        if (plan_item_current(r->plan, i))
            return place;
        earlier = true;
    }
    return earlier ? r->plan->items.v[first].place : place;
}

void put_source(struct report *r, struct tab *tab, uint32_t row, uint32_t col, struct place place)
{
    if (!place.file.len) {
        tab_blank(tab, row, col, body(MEANING_PLAIN, 0));
        return;
    }
    struct tab_cell *cell =
        tab_text(tab, row, col, body(MEANING_LINKED, STYLE_SMALL | STYLE_SHRINK), place.file);
    tab_link_file(tab, cell, source_path(r, place.file), place.sheet, place_cell(r->mem, place));
}

/* --- paths ------------------------------------------------------------------------------------------ */

/* Without ".", ".." and doubled slashes, as written: links are not followed. */
static struct text_list path_parts(struct arena *mem, struct text path)
{
    struct text_list parts = {0};
    while (path.len) {
        struct text part = text_cut(&path, '/');
        if (!part.len || text_eq(part, T(".")))
            continue;
        if (text_eq(part, T(".."))) {
            if (parts.n)
                parts.n--;
            continue;
        }
        *list_push(mem, &parts) = part;
    }
    return parts;
}

struct text absolute_path(struct arena *mem, const char *path)
{
    char here[4096];
    if (path[0] == '/' || !getcwd(here, sizeof here))
        return text_of(path);
    return text_printf(mem, "%s/%s", here, path);
}

struct text relative_path(struct arena *mem, struct text folder, struct text path)
{
    struct text_list from = path_parts(mem, folder), to = path_parts(mem, path);
    size_t same = 0;
    while (same < from.n && same + 1 < to.n && text_eq(from.v[same], to.v[same]))
        same++;
    struct buf out = {.mem = mem};
    for (size_t i = same; i < from.n; i++)
        buf_add_z(&out, "../");
    for (size_t i = same; i < to.n; i++) {
        if (i > same)
            buf_add_char(&out, '/');
        buf_add(&out, to.v[i]);
    }
    return buf_text(&out);
}
