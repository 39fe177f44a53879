/*
 * IDs. What an item's text begins with ("KR 1.2: ", "[P0] ", "1) ") is told from its words. An ID
 * as written is kept if it is unique; one that only counts ("KR 1.2", "2") gets the prefix of its
 * unit (GRO-O1-KR2), so that it names one item in the whole plan whatever other teams write; an
 * item without ID is counted within its unit or objective.
 */
#include "base/fold.h"
#include "model/plan_work.h"
#include "value/words.h"

#include <math.h>

enum { LONGEST_ID = 40, MOST_ID_WORDS = 5 };

struct ident_words plan_id_words(struct arena *mem)
{
    return (struct ident_words){.objective = words_keys(mem, WORDS_ID_WORD, T("objective")),
                                .key_result = words_keys(mem, WORDS_ID_WORD, T("key_result"))};
}

/* --- what stands before a text ------------------------------------------------------------------ */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Bytes of the mark between an ID and the text at i, white space behind it included; 0: none. */
static size_t mark_length(struct text t, size_t i)
{
    static const char *const marks[] = {":", ")", ".", "|", "-", "–", "—", "：", "、", "．", "）"};
    struct text rest = text_slice(t, i, t.len);
    size_t blank = rest.len - text_trim(rest).len;
    while (blank && !text_eq(text_trim(text_slice(rest, blank, rest.len)),
                             text_slice(rest, blank, rest.len)))
        blank--; /* only what is trimmed in front */
    size_t used = 0;
    struct text behind = text_slice(rest, blank, rest.len);
    for (size_t k = 0; k < sizeof marks / sizeof *marks && !used; k++)
        if (text_starts(behind, text_of(marks[k])))
            used = text_of(marks[k]).len;
    return used ? blank + used : 0;
}

/* "1.200 members": a figure, not the 200th key result of objective 1. */
static bool is_thousands(struct text t)
{
    size_t last = t.len;
    while (last && is_digit(t.ptr[last - 1]))
        last--;
    return last > 0 && t.len - last == 3 && (t.ptr[last - 1] == '.' || t.ptr[last - 1] == ',');
}

/* The candidate is an ID that may stand before a text: one word, or words of our own and numbers. */
static bool is_id(struct arena *mem, const struct ident_words *words, struct text candidate,
                  bool *bare)
{
    struct ident id = ident_parse(mem, words, candidate);
    *bare = id.bare;
    if ((!id.objective.len && !id.key_result.len) || (id.bare && is_thousands(candidate)))
        return false;
    return !id.scope.len || !text_contains(candidate, T(" "));
}

/* "KR1 400 shops", "KR1 - 300 leads", "KR2. 25 deals": a number behind a finished ID, and a blank, is the
   text's. */
static bool begins_figure(struct text t, size_t end, size_t i)
{
    if (!is_digit(t.ptr[end - 1]))
        return false;
    size_t k = end + mark_length(t, end);
    bool parted = k < i && is_blank(t.ptr[k]);
    for (k += parted; k < i; k++)
        if (!is_digit(t.ptr[k]))
            return false;
    return parted;
}

/* Bytes of the ID at the beginning, up to *end with the mark behind it; 0: none. */
static size_t id_length(struct arena *mem, const struct ident_words *words, struct text t,
                        size_t *end)
{
    size_t longest = 0, words_before = 0;
    for (size_t i = 1; i <= t.len && i <= LONGEST_ID && words_before < MOST_ID_WORDS; i++) {
        words_before += is_blank(t.ptr[i - 1]);
        if (t.ptr[i - 1] == ':' && (longest || (i < t.len && is_blank(t.ptr[i]))))
            break; /* "KR2: 20 families", "KR: 40 visits" */
        bool edge = i == t.len || (!is_digit(t.ptr[i]) && !is_letter(t.ptr[i])) ||
                    (unsigned char)t.ptr[i] >= 0xE2;
        bool lettered = i > 2 && t.ptr[i - 2] == ' ' && t.ptr[i - 1] >= 'A' && t.ptr[i - 1] <= 'Z';
        if ((!is_digit(t.ptr[i - 1]) && !lettered) || !edge)
            continue;
        if (longest && begins_figure(t, longest, i))
            break;
        bool bare;
        struct text candidate = text_slice(t, 0, i);
        if (!is_id(mem, words, candidate, &bare))
            continue;
        size_t mark = mark_length(t, i);
        bool dash =
            mark && (t.ptr[i + mark - 1] == '-' || (unsigned char)t.ptr[i + mark - 1] >= 0x80);
        bool spaced = i + mark < t.len && (is_blank(t.ptr[i + mark]) || is_letter(t.ptr[i + mark]));
        bool closes = mark && spaced && !(t.ptr[i + mark - 1] == '.' && is_digit(t.ptr[i + mark]));
        bool dotted = text_contains(candidate, T(".")) && i < t.len && t.ptr[i] == ' ' &&
                      i + 1 < t.len && is_letter(t.ptr[i + 1]) &&
                      !(t.ptr[i + 1] >= 'a' && t.ptr[i + 1] <= 'z') && i <= 5;
        if (bare ? (closes && !(dash && is_blank(t.ptr[i]) == false)) || dotted
                 : closes || (i < t.len && is_blank(t.ptr[i]))) {
            longest = i;
            *end = i + (closes ? mark : 0);
        }
    }
    return longest;
}

/* Whose an item is, before the word for it: "Team", "Company". */
static bool says_whose(struct text word)
{
    return !isnan(words_value(WORDS_LEVEL, word)) || words_name(WORDS_ORGANISATION, word).len;
}

/* "Objective: ", "Key result - ", "Team objective: ": a word of ours without a number. */
static size_t word_length(struct arena *mem, struct text t)
{
    size_t colon = text_find(t, T(":"), 0), wide = text_find(t, T("："), 0);
    size_t end = wide < colon ? wide : colon, mark = wide < colon ? text_of("：").len : 1;
    if (end == SIZE_MAX || end > LONGEST_ID)
        return 0;
    struct text word = text_slice(t, 0, end);
    struct text key = text_key(mem, word), rest = key, whose = text_cut(&rest, ' ');
    struct text name = words_name(WORDS_ID_WORD, rest.len && says_whose(whose) ? rest : key);
    return name.len && (end > 1 || text_eq(word, T("O"))) ? end + mark : 0;
}

/* "🎯 ", "✅", "①": pictures and circled numbers */
static size_t picture_length(struct text t)
{
    struct text rest = t;
    uint32_t c = t.len ? text_next(&rest) : 0;
    bool picture = c >= 0x1F000 || (c >= 0x2600 && c < 0x27C0) || (c >= 0x2460 && c <= 0x2473);
    struct text behind = rest;
    if (picture && behind.len && text_next(&behind) == 0xFE0F)
        rest = behind;
    return picture ? t.len - rest.len : 0;
}

static size_t bullet_length(struct text t)
{
    static const char *const bullets[] = {"•",   "▪", "◦",  "►",  "▸",  "▶",  "▼",  "▾",   "‣",
                                          "●",   "○", "■",  "□",  "☐",  "→",  "↳",  "└─",  "└",
                                          "➤",   "✓", "✔",  "–",  "—",  "·",  "・", "[ ]", "[x]",
                                          "[X]", "☑", "- ", "* ", "+ ", "> ", "o "};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (text_starts(t, text_of(bullets[i])))
            return text_of(bullets[i]).len;
    return picture_length(t);
}

/* "[P0]", "(P1)", "[Committed]" */
static size_t tag_length(struct text t)
{
    if (!t.len || (t.ptr[0] != '[' && t.ptr[0] != '('))
        return 0;
    size_t end = text_find(t, t.ptr[0] == '[' ? T("]") : T(")"), 0);
    size_t most = t.ptr[0] == '[' ? 16 : 4;
    return end != SIZE_MAX && end <= most ? end + 1 : 0;
}

/* "2026 — ", "Q2 2026: " */
static size_t period_length(struct arena *mem, struct text t)
{
    struct period period;
    for (size_t i = 4; i < t.len && i < 16; i++) {
        size_t mark = mark_length(t, i);
        if (mark && (is_digit(t.ptr[i - 1]) || is_letter(t.ptr[i - 1])) && t.ptr[i] != '.' &&
            t.ptr[i] != '-' && i + mark < t.len && is_blank(t.ptr[i + mark]) &&
            value_period(mem, text_slice(t, 0, i), DATE_UNKNOWN, &period))
            return i + mark;
    }
    return 0;
}

/* Where "12" ends, and "1.2" where a label stands before it. */
static size_t count_digits(struct text t, size_t from, bool dotted)
{
    size_t end = from;
    while (end < t.len && end < from + 2 && is_digit(t.ptr[end]))
        end++;
    bool more =
        dotted && end > from && end + 1 < t.len && t.ptr[end] == '.' && is_digit(t.ptr[end + 1]);
    return more ? count_digits(t, end + 1, false) : end;
}

/* "NR 1: ", "NR 1.2: ", "NR 1.2 ", "1a. ": what counts key results in a way that is no ID. */
static size_t count_length(struct text t)
{
    size_t capitals = 0;
    if (text_starts(t, T("NR: "))) /* Nordic: nyckelresultat, nøkkelresultat */
        return 3;
    while (capitals < t.len && t.ptr[capitals] >= 'A' && t.ptr[capitals] <= 'Z')
        capitals++;
    bool named = capitals >= 2 && capitals <= 3 && capitals < t.len && t.ptr[capitals] == ' ';
    size_t from = named ? capitals + 1 : 0, end = count_digits(t, from, named);
    bool lettered = !named && end + 1 < t.len && t.ptr[end] >= 'a' && t.ptr[end] <= 'h';
    size_t mark = end + lettered;
    bool dotted = named && end > from && text_contains(text_slice(t, from, end), T("."));
    if (dotted && text_starts(t, T("NR ")) && end < t.len && is_blank(t.ptr[end]))
        return end;
    if (end == from || (!named && (capitals || !lettered)) || mark + 1 >= t.len ||
        !is_blank(t.ptr[mark + 1]))
        return 0;
    char c = t.ptr[mark];
    return c == ':' || (lettered && (c == '.' || c == ')')) ? mark + 1 : 0;
}

/* "1.2", "A", "A.1": the number of an ID whose word stands before it. */
static bool is_number_of_id(struct text word)
{
    bool letter = word.len && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
    return word.len && (is_digit(word.ptr[0]) ||
                        (letter && (word.len == 1 || (word.len > 2 && word.ptr[1] == '.' &&
                                                      is_digit(word.ptr[2])))));
}

/* Words of which one is an ID, or two: "company KR 1.2", "supports CO-O1". `last`: these are the last. */
static bool holds_id(struct arena *mem, const struct ident_words *words, struct text t, bool last)
{
    bool found = false;
    for (struct text rest = t, before = {0}; rest.len && (last || !found);) {
        struct text word = text_cut(&rest, ' ');
        if (!word.len)
            continue;
        struct ident id = ident_parse(mem, words, word);
        found = (id.objective.len || id.key_result.len) && !id.bare;
        if (!found && before.len && is_number_of_id(word)) { /* "KR 1.2" */
            struct text both = {before.ptr, (size_t)(word.ptr - before.ptr) + word.len};
            id = ident_parse(mem, words, both);
            found = (id.objective.len || id.key_result.len) && !id.bare;
        }
        before = word;
    }
    return found;
}

/* Where the bracket at the end opens, or the last arrow stands; 0: there is none. *inside: what is in
   it, or behind. */
static size_t aside_at_end(struct text t, struct text *inside, bool *arrow)
{
    static const char *const arrows[] = {"->", "→", "=>", "➔"};
    size_t at = t.len - 1;
    *arrow = false;
    if (text_ends(t, T(")")) || text_ends(t, T("]"))) {
        char open = t.ptr[t.len - 1] == ')' ? '(' : '[';
        while (at > 0 && t.ptr[at] != open)
            at--;
        *inside = text_slice(t, at + 1, t.len - 1);
        return at;
    }
    for (size_t i = t.len; i > 1 && !*arrow; i--)
        for (size_t k = 0; k < sizeof arrows / sizeof *arrows && !*arrow; k++)
            if (text_starts(text_slice(t, i - 1, t.len), text_of(arrows[k]))) {
                at = i - 1;
                *inside = text_slice(t, at + text_of(arrows[k]).len, t.len);
                *arrow = true;
            }
    return *arrow ? at : 0;
}

/* "Risk class K3" before an arrow goes somewhere and supports nothing. */
static bool ends_in_code(struct text t)
{
    size_t from = t.len;
    while (from > 0 && t.ptr[from - 1] != ' ')
        from--;
    struct text word = text_slice(t, from, t.len);
    return word.len && is_letter(word.ptr[0]) && is_digit(word.ptr[word.len - 1]);
}

/* What a text ends with in brackets that hold an ID, or behind an arrow to one, is a reference and no
   part of the text. */
static struct text without_reference(struct arena *mem, const struct ident_words *words,
                                     struct text t)
{
    struct text inside = {0};
    bool arrow;
    for (size_t at; t.len && (at = aside_at_end(t, &inside, &arrow)) > 0;) {
        struct text rest = text_trim(text_slice(t, 0, at));
        if (!rest.len || (arrow && ends_in_code(rest)) ||
            !holds_id(mem, words, text_trim(inside), arrow))
            break;
        t = rest;
    }
    return t;
}

struct text plan_item_text(struct arena *mem, const struct ident_words *words, struct text written,
                           struct text *id)
{
    struct text t = text_trim(written);
    *id = (struct text){0};
    for (int i = 0; i < 6 && t.len; i++) {
        size_t end = 0, used = bullet_length(t);
        if (!used)
            used = tag_length(t);
        if (!used)
            used = period_length(mem, t);
        if (!used && !id->len) {
            size_t length = id_length(mem, words, t, &end);
            if (length) {
                *id = text_slice(t, 0, length);
                used = end;
            }
        }
        if (!used)
            used = word_length(mem, t);
        if (!used)
            used = count_length(t);
        struct text rest = text_trim(text_slice(t, used, t.len));
        if (!used || !rest.len)
            break;
        t = rest;
    }
    return without_reference(mem, words, t);
}

/* --- written IDs --------------------------------------------------------------------------------- */

struct written {
    struct ident id;
    bool counts;  /* says no more than a number: gets the unit's prefix */
    bool numeric; /* a bare number: repeated ones are line numbers, not mistakes */
    bool told;    /* it stands before the item's words, in no column of its own */
};

static bool looks_like_id(struct text t)
{
    if (!t.len || t.len > LONGEST_ID)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (is_digit(t.ptr[i]))
            return true;
    return t.len <= 4;
}

/* "a)", "(b)", "c.": a letter that counts rows, and no ID. */
static bool is_letter_of_row(struct text t)
{
    size_t from = t.len && t.ptr[0] == '(';
    return t.len == from + 2 && t.ptr[from] >= 'a' && t.ptr[from] <= 'h' &&
           (t.ptr[from + 1] == ')' || (!from && t.ptr[from + 1] == '.'));
}

/* The ID's cell: of the kind's own column, a common one, the outline's, or one without a name. */
static struct text id_field(struct plan_work *w, const struct item *item)
{
    const struct record *r = &w->layout->records.v[item->record];
    enum role own = item->kind == OBJECTIVE ? ROLE_OBJECTIVE_ID : ROLE_KEY_RESULT_ID;
    const enum role roles[] = {own, ROLE_ID, ROLE_OUTLINE};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        const struct field *f = record_field(r, roles[i]);
        if (f && !value_missing(f->text) && f->text.len <= 2 * LONGEST_ID &&
            !is_letter_of_row(text_trim(f->text)))
            return text_trim(f->text);
    }
    for (size_t i = 1; i < r->fields.n; i++) {
        const struct field *f = &r->fields.v[i];
        bool unnamed = f->role == ROLE_NONE || f->role == ROLE_TYPE;
        if (!unnamed || f->place.col >= item->place.col || !looks_like_id(f->text))
            continue;
        struct ident id = ident_parse(w->scratch, &w->id_words, f->text);
        bool fits = item->kind == KEY_RESULT ? id.key_result.len : id.objective.len;
        if (fits && !id.bare)
            return text_trim(f->text);
    }
    return (struct text){0};
}

static struct written read_written(struct plan_work *w, struct item *item)
{
    struct written out = {.told = true};
    if (item->record != RECORD_NONE) {
        struct text field = id_field(w, item);
        out.told = !field.len;
        if (field.len)
            item->written_id = field;
    }
    if (!item->written_id.len)
        return out;
    out.id = ident_parse(w->mem, &w->id_words, item->written_id);
    bool understood = out.id.objective.len || out.id.key_result.len;
    bool code = out.id.bare && out.id.objective.len && !is_digit(out.id.objective.ptr[0]) &&
                text_contains(item->written_id, T("-")); /* "G-78" is no objective G */
    bool other = item->kind == OBJECTIVE && out.id.key_result.len;
    out.counts = understood && !out.id.scope.len && !code && !other;
    out.numeric = out.id.bare;
    if (!understood && text_contains(item->written_id, T("."))) { /* 1.2.1 */
        struct text key = text_key(w->mem, item->written_id), rest = key;
        struct text first = text_cut(&rest, ' ');
        bool digits = first.len && is_digit(first.ptr[0]) && rest.len && is_digit(rest.ptr[0]);
        if (digits) {
            out.id.objective = first;
            out.id.key_result = text_printf(w->mem, TEXT_FMT, TEXT_ARG(rest));
            char *z = text_z(w->mem, rest);
            for (size_t i = 0; i < rest.len; i++)
                z[i] = z[i] == ' ' ? '.' : z[i];
            out.id.key_result = (struct text){z, rest.len};
            out.counts = out.numeric = true;
        }
    }
    return out;
}

/* --- unique IDs ---------------------------------------------------------------------------------- */

struct naming {
    struct text period; /* whose items have the plain IDs */
    struct plan_work *w;
    struct written *written; /* of each item */
    struct map users;        /* written ID -> unit, or SEVERAL */
    unsigned *objectives;    /* of each unit: how many are numbered so far */
};

static const size_t SEVERAL = SIZE_MAX - 1;

static struct text upper(struct arena *mem, struct text t)
{
    char *z = text_z(mem, t);
    for (size_t i = 0; i < t.len; i++)
        z[i] = (char)(z[i] >= 'a' && z[i] <= 'z' ? z[i] - 'a' + 'A' : z[i]);
    return (struct text){z, t.len};
}

/* What the item would be called by its written ID. */
static struct text wanted_id(struct naming *n, uint32_t number)
{
    struct plan *plan = n->w->plan;
    const struct item *item = &plan->items.v[number];
    const struct written *written = &n->written[number];
    struct text prefix = plan->units.v[item->unit].prefix;
    struct arena *mem = n->w->mem;
    if (!written->counts) {
        size_t user = map_get(&n->users, text_fold(n->w->scratch, item->written_id));
        return user == SEVERAL ? text_printf(mem, TEXT_FMT "-" TEXT_FMT, TEXT_ARG(prefix),
                                             TEXT_ARG(item->written_id))
                               : item->written_id;
    }
    const struct ident *id = &written->id;
    struct text objective = upper(mem, id->objective), key_result = upper(mem, id->key_result);
    if (item->kind == OBJECTIVE && objective.len)
        return text_printf(mem, TEXT_FMT "-O" TEXT_FMT, TEXT_ARG(prefix), TEXT_ARG(objective));
    if (!key_result.len) /* a bare number */
        key_result = objective;
    if (item->objective != NO_ITEM)
        return text_printf(mem, TEXT_FMT "-KR" TEXT_FMT,
                           TEXT_ARG(plan->items.v[item->objective].id), TEXT_ARG(key_result));
    if (objective.len && id->key_result.len)
        return text_printf(mem, TEXT_FMT "-O" TEXT_FMT "-KR" TEXT_FMT, TEXT_ARG(prefix),
                           TEXT_ARG(objective), TEXT_ARG(key_result));
    return text_printf(mem, TEXT_FMT "-KR" TEXT_FMT, TEXT_ARG(prefix), TEXT_ARG(key_result));
}

static bool take_id(struct naming *n, uint32_t number, struct text id)
{
    struct plan *plan = n->w->plan;
    if (*map_put(n->w->mem, &plan->item_ids, id, number) != number)
        return false;
    plan->items.v[number].id = id;
    return true;
}

static void report_duplicate(struct naming *n, uint32_t number, uint32_t first)
{
    struct plan *plan = n->w->plan;
    const struct item *item = &plan->items.v[number], *other = &plan->items.v[first];
    struct finding *f =
        diag_add(n->w->diag, FINDING_DUPLICATE_ID, item->place, T("give one of the two another ID"),
                 "ID '" TEXT_FMT "' is also that of " TEXT_FMT, TEXT_ARG(item->written_id),
                 TEXT_ARG(place_text(n->w->mem, other->place)));
    f->unit = plan->units.v[item->unit].id;
}

static void name_again(struct naming *n, uint32_t number, struct text id, const char *joint)
{
    /* after some tries by the item's own number, which nothing else is called */
    for (unsigned i = 2;; i = i < 50 ? i + 1 : i + number)
        if (take_id(n, number, text_printf(n->w->mem, TEXT_FMT "%s%u", TEXT_ARG(id), joint, i)))
            return;
}

static void name_written(struct naming *n, uint32_t number)
{
    struct plan *plan = n->w->plan;
    struct item *item = &plan->items.v[number];
    struct text id = wanted_id(n, number);
    if (take_id(n, number, id))
        return;
    uint32_t first = (uint32_t)map_get(&plan->item_ids, id);
    const struct item *other = &plan->items.v[first];
    bool apart = item->period.len && other->period.len && !text_eq(item->period, other->period);
    if (apart) {
        struct text dated =
            text_printf(n->w->mem, TEXT_FMT "@" TEXT_FMT, TEXT_ARG(id), TEXT_ARG(item->period));
        if (!take_id(n, number, dated))
            name_again(n, number, dated, "-");
        return;
    }
    if (n->written[number].numeric)
        return; /* counted below */
    report_duplicate(n, number, first);
    name_again(n, number, id, "-");
}

/* The next free number of the unit or objective. */
static void name_counted(struct naming *n, uint32_t number, unsigned position)
{
    struct plan *plan = n->w->plan;
    const struct item *item = &plan->items.v[number];
    struct text stem = plan->units.v[item->unit].prefix;
    if (item->objective != NO_ITEM)
        stem = plan->items.v[item->objective].id;
    const char *letter = item->kind == OBJECTIVE ? "-O" : "-KR";
    for (unsigned i = position;; i++)
        if (take_id(n, number, text_printf(n->w->mem, TEXT_FMT "%s%u", TEXT_ARG(stem), letter, i)))
            return;
}

/* The period of most items whose days are known: what a team's own quarters are told apart by where the
   run's period is one that says no days ("FY26-Q3"). */
static struct text period_with_days(struct naming *n)
{
    const struct plan *plan = n->w->plan;
    struct map counts = {0};
    struct text period = plan->period;
    size_t most = 0;
    for (size_t i = 0; i < plan->items.n; i++)
        if (plan->items.v[i].period.len && isfinite(plan->items.v[i].period_first))
            ++*map_put(n->w->scratch, &counts, plan->items.v[i].period, 0);
    for (size_t i = 0; i < counts.n; i++)
        if (counts.entries[i].value > most) {
            most = counts.entries[i].value;
            period = counts.entries[i].key;
        }
    return period;
}

/* Items of the run's period come first, so that they have the plain IDs: a team's are the same whatever
   is read beside it. */
static bool in_turn(const struct naming *n, const struct item *item, int turn)
{
    const struct plan *plan = n->w->plan;
    if (item->objective != NO_ITEM)
        item = &plan->items.v[item->objective];
    bool other = item->period.len && plan->period.len && !text_eq(item->period, plan->period) &&
                 !text_eq(item->period, n->period);
    return other == (turn == 1);
}

static void name_kind(struct naming *n, enum item_kind kind, int turn)
{
    struct plan *plan = n->w->plan;
    for (uint32_t i = 0; i < plan->items.n; i++)
        if (plan->items.v[i].kind == kind && n->written[i].id.written.len &&
            in_turn(n, &plan->items.v[i], turn))
            name_written(n, i);
    unsigned *alone = NEW_ARRAY(n->w->scratch, unsigned, plan->units.n + 1);
    unsigned *objectives = NEW_ARRAY(n->w->scratch, unsigned, plan->units.n + 1);
    for (uint32_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        if (item->kind != kind || !in_turn(n, item, turn))
            continue;
        unsigned position = item->kind == OBJECTIVE      ? ++objectives[item->unit]
                            : item->objective == NO_ITEM ? ++alone[item->unit]
                                                         : i - item->objective;
        if (!item->id.len)
            name_counted(n, i, position);
    }
}

/* An objective without an ID whose first key result is called "KR 2.1" is the second one. */
static void number_by_key_results(struct naming *n, uint32_t number)
{
    const struct item *item = &n->w->plan->items.v[number];
    struct written *own = &n->written[number];
    if (item->kind != OBJECTIVE || own->id.written.len || !item->n_key_results)
        return;
    const struct written *first = &n->written[item->first_key_result];
    if (!first->counts || !first->id.key_result.len || !first->id.objective.len)
        return;
    own->id = (struct ident){.written = first->id.objective, .objective = first->id.objective};
    own->counts = own->numeric = true;
}

/* --- the IDs of others ------------------------------------------------------------------------- */

/* Items are in order of units: the first of each, and one for the end. */
static uint32_t *first_of_units(struct plan_work *w)
{
    const struct plan *plan = w->plan;
    uint32_t *first = NEW_ARRAY(w->scratch, uint32_t, plan->units.n + 2);
    for (uint32_t i = 0; i < plan->items.n; i++)
        first[plan->items.v[i].unit + 1]++;
    for (size_t u = 0; u < plan->units.n; u++)
        first[u + 1] += first[u];
    return first;
}

static bool is_number_of(struct text number, const struct text *written, unsigned place)
{
    if (written->len)
        return text_eq_ascii_case(number, *written);
    unsigned n = 0;
    for (size_t i = 0; i < number.len && i < 6; i++)
        n = is_digit(number.ptr[i]) ? n * 10 + (unsigned)(number.ptr[i] - '0') : n;
    return n == place && number.len && is_digit(number.ptr[0]);
}

/* The unit has an item of that number, as its sheet says or by its place. */
static bool unit_has_item(const struct naming *n, const uint32_t *first, uint32_t unit,
                          const struct ident *id)
{
    const struct plan *plan = n->w->plan;
    unsigned objectives = 0, alone = 0;
    bool within = !id->objective.len;
    for (uint32_t i = first[unit]; i < first[unit + 1]; i++) {
        const struct item *item = &plan->items.v[i];
        const struct ident *own = &n->written[i].id;
        if (item->kind == OBJECTIVE) {
            within = is_number_of(id->objective, &own->objective, ++objectives);
            if (within && !id->key_result.len)
                return true;
            continue;
        }
        unsigned place = item->objective == NO_ITEM ? ++alone : i - item->objective;
        bool there = own->objective.len ? text_eq(own->objective, id->objective) : within;
        if (there && id->key_result.len && is_number_of(id->key_result, &own->key_result, place))
            return true;
    }
    return false;
}

/* "GRO-O1-KR2: Cut the churn" in another unit's sheet: says what it is for, and is not called so. */
static bool names_other_unit(const struct naming *n, const uint32_t *first, uint32_t number)
{
    const struct plan *plan = n->w->plan;
    const struct written *written = &n->written[number];
    if (!written->id.scope.len || (!written->id.objective.len && !written->id.key_result.len))
        return false;
    uint32_t unit = plan_find_unit(plan, n->w->scratch, written->id.scope);
    return unit != NO_UNIT && unit != plan->items.v[number].unit &&
           unit_has_item(n, first, unit, &written->id);
}

/* Below the word "objective" it is one, whatever the ID of the other is that of. */
static bool in_objectives_column(const struct plan_work *w, const struct item *item)
{
    return item->record != RECORD_NONE && w->layout->records.v[item->record].fields.n &&
           w->layout->records.v[item->record].fields.v[0].role == ROLE_OBJECTIVE;
}

static void give_back_ids(struct naming *n)
{
    struct plan *plan = n->w->plan;
    const uint32_t *first = first_of_units(n->w);
    for (uint32_t i = 0; i < plan->items.n; i++) {
        struct item *item = &plan->items.v[i];
        if (!item->written_id.len || !names_other_unit(n, first, i))
            continue;
        if (n->written[i].told)
            item->written_id = (struct text){0}; /* the words before its text say it still */
        n->written[i] = (struct written){.told = true};
        if (item->kind == KEY_RESULT && item->objective == NO_ITEM &&
            in_objectives_column(n->w, item))
            item->kind = OBJECTIVE;
    }
}

void plan_make_ids(struct plan_work *w)
{
    struct plan *plan = w->plan;
    struct naming n = {.w = w, .written = NEW_ARRAY(w->scratch, struct written, plan->items.n + 1)};
    for (uint32_t i = 0; i < plan->items.n; i++) {
        struct item *item = &plan->items.v[i];
        n.written[i] = read_written(w, item);
    }
    give_back_ids(&n);
    for (uint32_t i = 0; i < plan->items.n; i++) {
        const struct item *item = &plan->items.v[i];
        if (!n.written[i].id.written.len || n.written[i].counts)
            continue;
        struct text key = text_fold(w->scratch, item->written_id);
        size_t *user = map_put(w->scratch, &n.users, key, item->unit);
        if (*user != item->unit)
            *user = SEVERAL;
    }
    for (uint32_t i = 0; i < plan->items.n; i++)
        number_by_key_results(&n, i);
    n.period = isfinite(plan->period_first) ? plan->period : period_with_days(&n);
    for (int turn = 0; turn < 2; turn++) {
        name_kind(&n, OBJECTIVE, turn);
        name_kind(&n, KEY_RESULT, turn);
    }
}
