/*
 * A column made for references -> references. A part of its text is an ID or title of the plan to
 * the letter, a list of such, a unit with an ID, a title with a number; only then is it searched for
 * forms. A part that no form knows is an ID of the organisation's own, or a title.
 */
#include "model/reference_finder.h"

#include "base/fold.h"

#include <stdlib.h>
#include <string.h>

enum { KIND_WORDS = 4 }; /* of "no direct company KR", behind "no" */

/* "kr", "objective", "okr": the key of a word for an OKR. */
static bool names_kind(const struct finder *f, struct text key)
{
    const struct text_list *const kinds[] = {&f->words->ident.objective,
                                             &f->words->ident.key_result};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < kinds[k]->n; i++)
            if (key.len > 1 && text_eq(kinds[k]->v[i], key))
                return true;
    return false;
}

/* "n/a - statutory duty", "keine, gesetzliche Auflage": none, and why. */
static bool says_why_none(const struct finder *f, struct text folded)
{
    static const char *const marks[] = {" - ", " – ",    " — ",   ", ",     ": ",    " (",
                                        "; ",  " with ", " mit ", " avec ", " con ", " med "};
    size_t end = folded.len;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = text_find(folded, text_of(marks[i]), 0);
        end = at < end ? at : end;
    }
    for (size_t i = end; i < folded.len; i++)
        if (folded.ptr[i] >= '0' && folded.ptr[i] <= '9')
            return false; /* "later: KR 2" */
    return end > 1 && end < folded.len &&
           map_get(&f->words->nothing, text_slice(folded, 0, end)) != MAP_NONE;
}

/* "OKR tbd", "(none)" without the word for an OKR and the brackets. */
static struct text bare_words(const struct finder *f, struct arena *scratch, struct text part)
{
    bool round = text_starts(part, T("(")) && text_ends(part, T(")"));
    bool square = text_starts(part, T("[")) && text_ends(part, T("]"));
    if (round || square)
        part = text_trim(text_slice(part, 1, part.len - 1));
    struct text rest = part, word = text_key(scratch, text_cut(&rest, ' '));
    return rest.len && names_kind(f, word) ? text_trim(rest) : part;
}

/* "no company KR", "kein übergeordnetes OKR": none of a kind, of whatever level. */
static bool denies_kind(const struct finder *f, struct arena *scratch, struct text part)
{
    struct text rest = text_key(scratch, part);
    struct text first = text_cut(&rest, ' ');
    bool kind = false;
    if (map_get(&f->words->none, first) == MAP_NONE)
        return false;
    for (size_t n = 0; rest.len; n++) {
        struct text word = text_cut(&rest, ' ');
        kind = names_kind(f, word);
        bool level = map_get(&f->words->scope, word) != MAP_NONE ||
                     map_get(&f->words->filler, word) != MAP_NONE;
        if (n == KIND_WORDS || (!kind && !level))
            return false;
    }
    return kind;
}

static bool says_none(const struct finder *f, struct arena *scratch, struct text part)
{
    part = bare_words(f, scratch, part);
    struct text folded = text_fold(scratch, part);
    if (denies_kind(f, scratch, part))
        return true;
    if (folded.len > 2 && text_ends(folded, T(".")) &&
        map_get(&f->words->none, text_slice(folded, 0, folded.len - 1)) != MAP_NONE)
        return true;
    return !folded.len || map_get(&f->words->none, folded) != MAP_NONE || says_why_none(f, folded);
}

static void emit_title(struct finder *f, const char *form, struct text title)
{
    struct form_match m = finder_match_whole(f, form, title);
    finder_emit_quote(f, &m, title);
}

/* "LUM-2.1" and "2.3": "LUM-2.3"; "OPE1-R1" and "R3": "OPE1-R3". Absent: the plan has no such ID. */
static struct text completed_code(struct finder *f, struct text first, struct text piece)
{
    for (size_t cut = first.len + 1; cut-- > 0;) {
        struct text whole = text_printf(f->mem, TEXT_FMT TEXT_FMT,
                                        TEXT_ARG(text_slice(first, 0, cut)), TEXT_ARG(piece));
        if (cut < first.len && directory_by_key(f->directory, ident_key(f->mem, whole))->n)
            return whole;
    }
    return (struct text){0};
}

/* "KR-001/002": two names, and not KR 1.2. */
static bool lists_names(struct finder *f, struct text part)
{
    struct text rest = part, first = text_cut(&rest, '/');
    return text_starts(rest, T("0")) &&
           directory_by_key(f->directory, ident_key(f->mem, first))->n &&
           completed_code(f, first, rest).len;
}

/* Exactly an ID of the plan, or exactly the text of an item. */
static bool exact_part(struct finder *f, struct text part)
{
    struct ident id = ident_parse(f->mem, &f->words->ident, part);
    if (directory_by_key(f->directory, id.key)->n && !lists_names(f, part)) {
        struct form_match m = finder_match_whole(f, "exact-id", part);
        finder_emit_id(f, &m, &id, (struct text){0});
        return true;
    }
    if (!directory_by_text(f->directory, text_key(f->mem, part))->n)
        return false;
    emit_title(f, "exact-title", part);
    return true;
}

static bool unit_has(const struct finder *f, struct text unit, struct text key)
{
    const struct item_numbers *items = directory_by_key(f->directory, key);
    if (!items->n)
        return false;
    struct scope scope = directory_scope(f->directory, unit);
    for (size_t i = 0; scope.kind == SCOPE_UNIT && scope.whole && i < items->n; i++)
        if (f->plan->items.v[items->v[i]].unit == scope.unit)
            return true;
    return false;
}

/* "Ziel M2", "objective QA1", "OKR #12": the word for it before an ID that no form knows. */
static struct text without_kind(const struct finder *f, struct arena *scratch, struct text part)
{
    struct text rest = part, word = text_key(scratch, text_cut(&rest, ' '));
    bool kind = names_kind(f, word), letter = text_starts(rest, T("#"));
    for (size_t i = 0; i < rest.len; i++)
        letter |= (rest.ptr[i] >= 'A' && rest.ptr[i] <= 'Z') ||
                  (rest.ptr[i] >= 'a' && rest.ptr[i] <= 'z');
    return kind && letter && !text_contains(text_trim(rest), T(" ")) ? text_trim(rest)
                                                                     : (struct text){0};
}

/* "1.2" of "No. 1.2"; absent: it is no such. */
static struct text behind_number_word(const struct finder *f, struct text part)
{
    struct text rest = part, word = text_key(f->scratch, text_cut(&rest, ' '));
    const struct text_list *numbers = &f->words->ident.number;
    for (size_t i = 0; word.len && i < numbers->n; i++)
        if (text_eq(numbers->v[i], word) && rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9')
            return text_trim(rest);
    return (struct text){0};
}

/* "Raise retention (see the HR plan)", "Raise retention (Sales)": a title of the plan, word for word, and a
   remark or whose it is in brackets behind it. */
static bool remarked_title(struct finder *f, struct text part)
{
    size_t open = text_find(part, T(" ("), 0);
    if (open == SIZE_MAX || !text_ends(part, T(")")))
        return false;
    struct text title = text_trim(text_slice(part, 0, open));
    if (!directory_by_text(f->directory, text_key(f->scratch, title))->n)
        return false;
    struct ident_list ids =
        ident_list_parse(f->scratch, &f->words->ident, directory_own_ids(f->directory),
                         text_slice(part, open + 2, part.len - 1));
    for (size_t i = 0; i < ids.n; i++)
        if (ids.v[i].objective.len || ids.v[i].key_result.len)
            return false; /* "Raise retention (KR 1.2)" */
    struct form_match m = finder_match_whole(f, "exact-title", part);
    m.after = text_slice(part, open + 1, part.len);
    finder_emit_quote(f, &m, title);
    return true;
}

/* "Company > A > A1": the last step of a way down that begins with a unit. */
static bool last_step(struct finder *f, struct text part)
{
    static const char *const marks[] = {" > ", " → ", " › ", " » ", " / "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct text mark = text_of(marks[i]);
        size_t at = text_find(part, mark, 0), last = at;
        for (size_t next = at; next != SIZE_MAX; next = text_find(part, mark, next + mark.len))
            last = next;
        if (at == SIZE_MAX || last == at)
            continue;
        struct scope scope = directory_scope(f->directory, text_slice(part, 0, at));
        struct text step = text_trim(text_slice(part, last + mark.len, part.len));
        struct ident id = ident_parse(f->mem, &f->words->ident, step);
        if ((id.objective.len || id.key_result.len) && !id.bare && !id.scope.len)
            continue; /* "Company > O1 > KR2": a number counts within what stands before it */
        if ((scope.kind == SCOPE_UNIT || scope.kind == SCOPE_COMPANY) && scope.whole &&
            exact_part(f, step))
            return true;
    }
    return false;
}

/* "Bereich Vertrieb, Ziel 2" -> "Bereich Vertrieb Ziel 2": whose it is stands before the comma. */
static struct text joined_scope(struct finder *f, struct text part)
{
    size_t comma = text_find(part, T(","), 0);
    if (comma == SIZE_MAX || comma == 0 || comma > 60)
        return part;
    struct text before = text_trim(text_slice(part, 0, comma)),
                behind = text_trim(text_slice(part, comma + 1, part.len));
    struct scope scope = directory_scope(f->directory, before);
    bool unit =
        scope.kind == SCOPE_UNIT || scope.kind == SCOPE_COMPANY || scope_is_above(scope.kind);
    struct text key = text_key(f->scratch, before);
    if (unit && !scope.whole && text_ends(key, scope.words)) { /* "Bereich" before its name */
        struct text level = text_trim(text_slice(key, 0, key.len - scope.words.len));
        scope.whole = map_get(&f->words->scope, level) != MAP_NONE;
    }
    struct ident id = ident_parse(f->scratch, &f->words->ident, before),
                 next = ident_parse(f->scratch, &f->words->ident, behind);
    bool bare = next.scope.len == 0 && !next.bare && (next.objective.len || next.key_result.len);
    if (!unit || !scope.whole || (id.objective.len && !id.bare) || id.key_result.len || !bare)
        return part;
    return text_printf(f->mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(before), TEXT_ARG(behind));
}

enum { SCOPED_LONGEST = 80 };

/* "Payroll A2", "PAY-A1": a unit and an ID that it has, and that no form knows for one. */
static bool scoped_id(struct finder *f, struct text part)
{
    static const char marks[] = " -_:/.";
    for (size_t i = 1; i + 1 < part.len && part.len <= SCOPED_LONGEST; i++) {
        if (!strchr(marks, part.ptr[i]))
            continue;
        struct text rest = text_slice(part, i + 1, part.len);
        struct ident id = ident_parse(f->mem, &f->words->ident, rest);
        bool counted = (id.objective.len || id.key_result.len) && !id.bare;
        if (counted || !unit_has(f, text_slice(part, 0, i), id.key))
            continue;
        struct form_match m = finder_match_whole(f, "scoped-id", part);
        m.scope = text_slice(part, 0, i);
        finder_emit_id(f, &m, &id, (struct text){0});
        return true;
    }
    return false;
}

/* An address ends in the ID: "https://example.org/browse/APP-102". */
static struct text without_address(struct text part)
{
    bool address = text_starts(part, T("http://")) || text_starts(part, T("https://"));
    if (!address || text_contains(part, T(" ")))
        return part;
    size_t at = part.len;
    while (at && part.ptr[at - 1] != '/')
        at--;
    return text_slice(part, at, part.len);
}

static void parent_part(struct finder *f, struct text part);

/* All parts between `separator`s are exact: a list of IDs or titles of the plan. An ID that nobody has is
   said for itself, so that the others count. */
static bool exact_list(struct finder *f, struct text part, char separator)
{
    size_t n = 0, unknown = 0;
    bool after_objective = false, after_key_result = false;
    struct text objective = {0};
    for (struct text rest = part; rest.len; n++) {
        struct text piece = text_trim(text_cut(&rest, separator));
        struct text key = ident_key(f->mem, piece);
        struct ident id = ident_parse(f->mem, &f->words->ident, piece);
        bool within = !id.objective.len || (!id.bare && text_eq(id.objective, objective));
        bool goes_on = after_objective && id.key_result.len && within && !id.scope.len;
        goes_on |= after_key_result && id.objective.len && !id.key_result.len && separator == '/';
        if (!piece.len || n >= PER_ITEM || goes_on) /* "O1-KR1, KR2", "KR2/O1": it is O1's */
            return false;
        after_objective = id.objective.len && !id.bare;
        objective = !id.key_result.len ? id.objective : (struct text){0};
        after_key_result = id.key_result.len && !id.objective.len;
        bool known = directory_by_key(f->directory, key)->n ||
                     directory_by_text(f->directory, text_key(f->mem, piece))->n;
        bool coded = id.scope.len && (id.objective.len || id.key_result.len) &&
                     !text_contains(piece, T(" ")) && !text_contains(piece, T(",")) &&
                     !finder_is_period(f, piece);
        if (!known && !coded)
            return false;
        unknown += !known;
    }
    if (n < 2 || unknown == n)
        return false;
    for (struct text rest = part; rest.len && finder_room(f);) {
        struct text piece = text_trim(text_cut(&rest, separator));
        if (!exact_part(f, piece))
            parent_part(f, piece);
    }
    return true;
}

/* What parts the members of a list of codes; `range`: what stands between is meant as well. */
static size_t code_separator(const struct finder *f, struct text t, bool *range)
{
    static const char *const marks[] = {" - ", " – ", "–", " & ", ", ", "; ", " + ", " / "};
    *range = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(t, text_of(marks[i]))) {
            *range = i < 3;
            return strlen(marks[i]);
        }
    if (t.ptr[0] != ' ')
        return 0;
    size_t end = text_find(t, T(" "), 1);
    struct text word = text_slice(t, 1, end == SIZE_MAX ? 1 : end);
    struct arena *scratch = arena_new();
    struct text key = text_key(scratch, word);
    const struct text_list *lists[] = {&f->words->ident.and, &f->words->ident.to};
    size_t width = 0;
    for (size_t k = 0; k < 2 && key.len; k++)
        for (size_t i = 0; i < lists[k]->n; i++)
            if (text_eq(lists[k]->v[i], key)) {
                *range = k == 1;
                width = end + 1;
            }
    arena_free(scratch);
    return width;
}

static bool ends_in_digit(struct text t)
{
    return t.len && t.ptr[t.len - 1] >= '0' && t.ptr[t.len - 1] <= '9';
}

/* "LUM-3.2" of "LUM-3.1". */
static struct text next_code(struct arena *mem, struct text code)
{
    size_t at = code.len;
    while (at && code.ptr[at - 1] >= '0' && code.ptr[at - 1] <= '9')
        at--;
    return text_printf(mem, TEXT_FMT "%d", TEXT_ARG(text_slice(code, 0, at)),
                       atoi(text_z(mem, text_slice(code, at, code.len))) + 1);
}

/* "O2, KR 2": a key result of the objective before it, and not another code. */
static bool is_part_of(const struct finder *f, struct text first, struct text piece)
{
    struct ident a = ident_parse(f->mem, &f->words->ident, first);
    struct ident b = ident_parse(f->mem, &f->words->ident, piece);
    bool objective = a.objective.len && !a.key_result.len;
    bool key_result = a.key_result.len && !a.objective.len;
    return (objective && b.key_result.len && !b.objective.len) ||
           (key_result && b.objective.len && !b.key_result.len);
}

/* A list or range of IDs of the plan, the first of them whole. */
static bool coded_list(struct finder *f, struct text part)
{
    enum { MOST_CODES = 40 };
    struct text codes[MOST_CODES], first = {0};
    size_t n = 0, from = 0;
    bool range = false, pending = false;
    for (size_t i = 0; i <= part.len && n < MOST_CODES; i++) {
        size_t width = i < part.len ? code_separator(f, text_slice(part, i, part.len), &range) : 1;
        if (!width)
            continue;
        struct text piece = text_trim(text_slice(part, from, i));
        bool known = piece.len && directory_by_key(f->directory, ident_key(f->mem, piece))->n;
        struct text code = known && (!n || text_contains(piece, T("-"))) ? piece : (struct text){0};
        if (!code.len && n)
            code = completed_code(f, first, piece);
        if (!code.len && known)
            code = piece;
        if (!code.len || !ends_in_digit(code) || (n && is_part_of(f, first, piece)))
            return false;
        while (pending && n && n < MOST_CODES) {
            struct text next = next_code(f->mem, codes[n - 1]);
            if (text_eq(next, code))
                break;
            if (!directory_by_key(f->directory, ident_key(f->mem, next))->n)
                return false;
            codes[n++] = next;
        }
        if (n == MOST_CODES)
            return false;
        struct ident id = ident_parse(f->mem, &f->words->ident, code);
        if (!n && !finder_telling_id(f, &id))
            return false; /* "KR 1.1, 1.3": whose is not said */
        first = n ? first : code;
        codes[n++] = code;
        pending = range;
        from = i + width;
        i = from - 1;
    }
    for (size_t i = 0; n >= 2 && i < n && finder_room(f); i++)
        exact_part(f, codes[i]);
    return n >= 2;
}

/* "C1.1-C1.3": two IDs of the plan around a hyphen, and all that is counted between them. What is
   longer than any two IDs is none: every hyphen in it would be tried. */
static bool code_range(struct finder *f, struct text part)
{
    enum { MOST_CODES = 20, LONGEST_RANGE = 240 };
    for (size_t i = 1; i + 1 < part.len && part.len <= LONGEST_RANGE; i++) {
        struct text code = text_slice(part, 0, i), last = text_slice(part, i + 1, part.len);
        struct text codes[MOST_CODES];
        size_t n = 0;
        if (part.ptr[i] != '-' || !ends_in_digit(code) || is_part_of(f, code, last))
            continue;
        while (n < MOST_CODES && directory_by_key(f->directory, ident_key(f->mem, code))->n) {
            codes[n++] = code;
            if (text_eq(code, last))
                break;
            code = next_code(f->mem, code);
        }
        bool whole = n >= 2 && text_eq(codes[n - 1], last);
        for (size_t k = 0; whole && k < n && finder_room(f); k++)
            exact_part(f, codes[k]);
        if (whole)
            return true;
    }
    return false;
}

/* A title of the plan, perhaps behind "Sales: ". */
static bool is_title(const struct finder *f, struct arena *scratch, struct text t)
{
    struct text rest = t;
    text_cut(&rest, ':');
    return directory_by_text(f->directory, text_key(scratch, t))->n ||
           (rest.len && directory_by_text(f->directory, text_key(scratch, rest))->n);
}

static const double NEAR_TITLE = .75; /* as in resolving */
enum { PIECES = 12 };

/* A separator of titles that ends at `i`: its bytes; 0: none. Words need blanks around them. */
static size_t joint_before(const struct finder *f, struct arena *scratch, struct text part,
                           size_t i)
{
    if (i && strchr(",+&/|", part.ptr[i - 1]))
        return 1;
    size_t start = i - 1;
    if (i < 3 || part.ptr[i - 1] != ' ')
        return 0;
    while (start && part.ptr[start - 1] != ' ')
        start--;
    struct text word = text_key(scratch, text_slice(part, start, i));
    const struct text_list *and = &f->words->ident.and;
    for (size_t k = 0; start && word.len && k < and->n; k++)
        if (text_eq(and->v[k], word))
            return i - start;
    return 0;
}

/* What goes on behind a title and "and" is another one: it is one, or begins as one does. */
static bool may_be_title(const struct finder *f, struct arena *scratch, struct text t)
{
    struct text rest = t;
    uint32_t first = rest.len ? text_next(&rest) : 0;
    struct text letter = text_slice(t, 0, t.len - rest.len);
    bool capital = first && !text_eq(text_key(scratch, letter), letter) && text_contains(t, T(" "));
    return is_title(f, scratch, t) || capital;
}

/* "Growth / Keep the customers": what stands before the title, and before a mark that may stand there,
   says whose it is. */
static bool is_owner(const struct finder *f, struct text before, char mark)
{
    struct scope scope = directory_scope(f->directory, before);
    bool unit = scope.kind == SCOPE_UNIT || scope.kind == SCOPE_COMPANY;
    return unit && scope.whole && !scope.initials && strchr("/|,", mark);
}

/* Titles of the plan at both ends of a list, "KR 1.2, Sales: Keep the customers", "Keep the
   customers and Win new ones": says them and returns what is left. Titles may hold commas and
   "and" themselves. */
static struct text titles_around(struct finder *f, struct text part)
{
    struct arena *scratch = arena_new();
    size_t joints = 0;
    for (size_t i = 1; i < part.len && joints < PIECES && finder_room(f); i++) {
        size_t width = joint_before(f, scratch, part, i);
        if (!width)
            continue;
        struct text title = text_trim(text_slice(part, 0, i - width));
        struct text rest = text_trim(text_slice(part, i, part.len));
        joints++;
        if (!is_title(f, scratch, title) || !may_be_title(f, scratch, rest))
            continue;
        emit_title(f, "exact-title", title);
        part = rest;
        i = 0;
    }
    joints = 0;
    for (size_t i = part.len; i > 1 && joints < PIECES && finder_room(f); i--) {
        size_t width = joint_before(f, scratch, part, i);
        if (!width)
            continue;
        struct text title = text_trim(text_slice(part, i, part.len));
        joints++;
        if (!is_title(f, scratch, title))
            continue;
        struct text before = text_trim(text_slice(part, 0, i - width));
        bool owned = is_owner(f, before, part.ptr[i - 1]);
        struct form_match m = finder_match_whole(f, "exact-title", title);
        m.scope = owned ? before : m.scope;
        finder_emit_quote(f, &m, title);
        part = before;
        if (owned)
            part.len = 0;
        i = part.len + 1;
    }
    arena_free(scratch);
    return part;
}

/* The words are the objective's, and those behind the mark are, or begin, one of its key results'. */
static bool leads_down(const struct finder *f, struct text words, struct text behind)
{
    struct near_item above, near[PIECES];
    if (text_length(words) < 8 || !directory_near(f->directory, words, &above, 1) ||
        above.similarity < NEAR_TITLE)
        return false;
    struct text key = text_key(f->scratch, behind);
    struct text start = text_printf(f->scratch, TEXT_FMT " ", TEXT_ARG(key));
    size_t n = directory_near(f->directory, behind, near, PIECES);
    for (size_t i = 0; i < n; i++) {
        const struct item *item = &f->plan->items.v[near[i].item];
        bool said = near[i].similarity >= NEAR_TITLE ||
                    (text_words(key) > 1 && text_starts(text_key(f->scratch, item->text), start));
        if (said && item->objective == above.item)
            return true;
    }
    return false;
}

/* "Lead the market: order intake": an objective and one of its key results, both in words. */
static bool title_path(struct finder *f, struct text part)
{
    for (size_t i = 0; i + 1 < part.len && part.len <= PATH_LONGEST; i++) {
        size_t width = path_mark(text_slice(part, i, part.len));
        if (width && leads_down(f, text_trim(text_slice(part, 0, i)),
                                text_trim(text_slice(part, i + width, part.len)))) {
            emit_title(f, "title-path", part);
            return true;
        }
    }
    return false;
}

/* "Grow online sales / KR 1": an objective's words and the number of one of its key results. */
static bool title_and_number(struct finder *f, struct text part)
{
    static const char *const marks[] = {"/", ">", "→", ":", " - ", " – ", ",", " ("};
    size_t end = part.len - text_ends(part, T(")"));
    struct near_item near;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct text mark = text_of(marks[i]);
        size_t at = SIZE_MAX;
        for (size_t next = text_find(part, mark, 0); next != SIZE_MAX;
             next = text_find(part, mark, next + mark.len))
            at = next;
        if (at == SIZE_MAX)
            continue;
        struct text title = text_trim(text_slice(part, 0, at));
        struct ident id =
            ident_parse(f->mem, &f->words->ident, text_trim(text_slice(part, at + mark.len, end)));
        if (!id.key_result.len || id.scope.len || id.bare || text_length(title) < 12 ||
            finder_known_scope(f, title) || !directory_near(f->directory, title, &near, 1) ||
            near.similarity < NEAR_TITLE || f->plan->items.v[near.item].kind != OBJECTIVE)
            continue;
        finder_match_whole(f, "title-number", part);
        struct reference *r = finder_emit(f);
        r->id = text_copy(f->mem, id.written);
        r->key = text_copy(f->mem, id.key);
        r->scope = text_copy(f->mem, title);
        r->kind = KEY_RESULT;
        return true;
    }
    return false;
}

/* What an item is called, or the beginning of it. */
static bool is_said(const struct finder *f, struct text words)
{
    struct near_item near[PIECES];
    struct text key = text_key(f->scratch, words);
    struct text start = text_printf(f->scratch, TEXT_FMT " ", TEXT_ARG(key));
    size_t n = directory_near(f->directory, words, near, PIECES);
    for (size_t i = 0; i < n; i++) {
        struct text text = text_key(f->scratch, f->plan->items.v[near[i].item].text);
        if (near[i].similarity >= NEAR_TITLE || (text_words(key) > 1 && text_starts(text, start)))
            return true;
    }
    return false;
}

/* "Order intake - KR 1.2", "Order intake (KR 1.2)": the words of an item before its ID. */
static bool title_and_id(struct finder *f, struct text part)
{
    bool bracket = text_ends(part, T(")"));
    for (size_t i = part.len; i-- > 1;) {
        struct text rest = text_slice(part, i, part.len);
        size_t width = bracket ? 2 * text_starts(rest, T(" (")) : path_mark(rest);
        if (!width)
            continue;
        struct text title = text_trim(text_slice(part, 0, i));
        struct ident id =
            ident_parse(f->mem, &f->words->ident, text_slice(part, i + width, part.len - bracket));
        if (id.bare || !(id.objective.len || id.key_result.len) || finder_known_scope(f, title) ||
            !is_said(f, title))
            return false;
        struct form_match m = finder_match_whole(f, "title-id", part);
        finder_emit_id(f, &m, &id, title);
        return true;
    }
    return false;
}

static bool names_key_results(const struct finder *f, struct text key)
{
    const struct text_list *words = &f->words->ident.key_result;
    for (size_t i = 0; i < words->n; i++)
        if (text_eq(words->v[i], key))
            return true;
    return false;
}

/* What stands behind "all KRs of", "the last KR of", `which` being the words for all or for the last;
   absent if the words are no such. */
static struct text behind_key_results(const struct finder *f, struct arena *scratch,
                                      const struct map *which, struct text part)
{
    struct text rest = part, first = text_key(scratch, text_cut(&rest, ' '));
    struct text last = {0};
    bool key_results = false;
    if (map_get(which, first) == MAP_NONE && map_get(&f->words->filler, first) != MAP_NONE)
        first = text_key(scratch, text_cut(&rest, ' '));
    if (map_get(which, first) == MAP_NONE)
        return (struct text){0};
    for (size_t n = 0; rest.len && n < 6; n++) {
        struct text behind = rest, word = text_key(scratch, text_cut(&behind, ' '));
        struct text both =
            text_printf(scratch, TEXT_FMT " " TEXT_FMT, TEXT_ARG(last), TEXT_ARG(word));
        bool kind = names_key_results(f, word) || names_key_results(f, both);
        last = word;
        bool counts = !key_results && finder_how_many(f, word);
        if (!kind && !counts && map_get(&f->words->filler, word) == MAP_NONE)
            break;
        key_results |= kind;
        rest = behind;
    }
    return key_results ? text_trim(rest) : (struct text){0};
}

/* What stands before "(all KRs)"; absent if nothing of the kind ends the words. */
static struct text before_every(const struct finder *f, struct arena *scratch, struct text part)
{
    size_t open = text_find(part, T("("), 0);
    if (open == SIZE_MAX || open == 0 || !text_ends(part, T(")")))
        return (struct text){0};
    struct text inside =
        text_printf(scratch, TEXT_FMT " x", TEXT_ARG(text_slice(part, open + 1, part.len - 1)));
    return behind_key_results(f, scratch, &f->words->all, inside).len
               ? text_trim(text_slice(part, 0, open))
               : (struct text){0};
}

/* "CO3 except the one on churn": which are meant is not said by IDs. */
static bool excepts_words(const struct finder *f, struct text words)
{
    bool except = false, number = false;
    for (struct text rest = text_key(f->scratch, words); rest.len;) {
        struct text word = text_cut(&rest, ' ');
        number |= except && text_has_digit(word);
        except |= map_get(&f->words->except, word) != MAP_NONE;
    }
    return except && !number;
}

/* "all KRs of CO3", "CO3 (both KRs)", "the last KR of CO3", "the first two KRs of CO3": the objective, and
   that each of its key results, or the last or so many of them, is meant. */
static bool every_part(struct finder *f, struct text part)
{
    struct arena *scratch = arena_new();
    struct text objective = behind_key_results(f, scratch, &f->words->all, part);
    if (!objective.len)
        objective = behind_key_results(f, scratch, &f->words->last_one, part);
    if (!objective.len && finder_how_many(f, part))
        objective = behind_key_results(f, scratch, &f->words->first_ones, part);
    if (!objective.len)
        objective = before_every(f, scratch, part);
    arena_free(scratch);
    if (!objective.len || f->base.every)
        return false;
    finder_say_how_many(f, text_slice(part, 0, (size_t)(objective.ptr - part.ptr)));
    f->base.every = !excepts_words(f, objective);
    parent_part(f, objective);
    f->base.every = f->base.last = false;
    f->base.most = 0;
    return true;
}

static void parent_part(struct finder *f, struct text part)
{
    static const char separators[] = ",;|/&+";
    if (part.len && every_part(f, part))
        return;
    if (!part.len || exact_part(f, without_address(part)))
        return;
    struct text numbered = behind_number_word(f, part);
    if (numbered.len) {
        parent_part(f, numbered);
        return;
    }
    if (remarked_title(f, part))
        return;
    struct text coded = without_kind(f, f->scratch, part);
    bool known = coded.len && directory_by_key(f->directory, ident_key(f->scratch, coded))->n;
    if (known && exact_part(f, coded))
        return;
    if (last_step(f, part))
        return;
    part = joined_scope(f, part);
    for (size_t i = 0; separators[i]; i++)
        if (text_contains(part, (struct text){separators + i, 1}) &&
            exact_list(f, part, separators[i]))
            return;
    if (exact_part(f, part) || coded_list(f, part) || code_range(f, part) || scoped_id(f, part) ||
        title_and_number(f, part) || title_and_id(f, part) || title_path(f, part))
        return;
    part = titles_around(f, part);
    if (!part.len || exact_part(f, part) || finder_scan_line(f, part, FORM_PARENT) ||
        finder_known_ids(f, part, false))
        return;
    emit_title(f, "title", part);
}

/* "- KR 1.2" and "• Grow": list marks at the start of a line. */
static struct text without_bullet(struct text t)
{
    static const char *const bullets[] = {"- ", "* ", "• ", "– ", "· ", "◦ ", "‣ ", "●", "•"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (text_starts(t, text_of(bullets[i])))
            return text_trim(text_slice(t, strlen(bullets[i]), t.len));
    return t;
}

static bool whole_is_exact(const struct finder *f, struct arena *scratch, struct text text)
{
    return directory_by_text(f->directory, text_key(scratch, text))->n ||
           directory_by_key(f->directory, ident_key(scratch, text))->n;
}

void finder_scan_parent(struct finder *f, struct text text)
{
    struct arena *scratch = arena_new();
    if (whole_is_exact(f, scratch, text)) {
        parent_part(f, text);
        text.len = 0;
    }
    for (size_t n = 0; text.len && n < LINES_MOST; n++) {
        struct text line = without_bullet(text_trim(text_cut(&text, '\n')));
        bool whole = whole_is_exact(f, scratch, line);
        if (!whole && finder_heads_list(f, line))
            continue;
        while (line.len) {
            struct text part = line;
            if (whole)
                line.len = 0;
            else
                part = text_trim(text_cut(&line, ';'));
            if (!says_none(f, scratch, part))
                parent_part(f, part);
        }
    }
    arena_free(scratch);
}

/* The phrase stands in the key as whole words, at its end or before a word for who supports: "KR
   supported by teams", but not "KR supported by us". */
static bool names_supporters(const struct finder *f, struct text key, struct text phrase)
{
    for (size_t at = text_find(key, phrase, 0); at != SIZE_MAX;
         at = text_find(key, phrase, at + 1)) {
        struct text rest = text_slice(key, at + phrase.len, key.len);
        if ((at && key.ptr[at - 1] != ' ') || (rest.len && rest.ptr[0] != ' '))
            continue;
        rest = text_trim(rest);
        if (!rest.len || map_get(&f->words->supporter, text_cut(&rest, ' ')) != MAP_NONE)
            return true;
    }
    return false;
}

void finder_read_header(struct finder *f, struct text header)
{
    struct text key = text_key(f->mem, header);
    for (size_t i = 0; i < f->words->below.n; i++)
        f->base.below |= names_supporters(f, key, f->words->below.v[i]);
    key = ident_split_compounds(f->mem, &f->words->ident, key);
    struct scope scope = {.kind = SCOPE_NONE, .unit = NO_UNIT};
    for (struct text rest = key; rest.len;) {
        struct text word = text_cut(&rest, ' ');
        if (map_get(&f->words->about, word) != MAP_NONE)
            continue; /* "Linked to" does not name Linked Services */
        struct scope one = directory_scope(f->directory, word);
        if (one.kind == SCOPE_COMPANY || scope_is_above(one.kind) || one.kind == SCOPE_UNIT)
            scope = one;
    }
    bool parent = !key.len;
    for (struct text rest = key; rest.len;)
        parent |= map_get(&f->words->parent, text_cut(&rest, ' ')) != MAP_NONE;
    f->base.parental = parent && scope.kind != SCOPE_COMPANY && scope.kind != SCOPE_UNIT;
    if (scope.kind != SCOPE_NONE && (!scope_is_above(scope.kind) || !parent))
        f->header_scope = text_copy(f->mem, scope.words);
    f->header_kind = finder_kind_said(f, header);
}
