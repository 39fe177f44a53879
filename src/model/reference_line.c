/*
 * Words -> references, by the forms: text is read line by line. Forms are tried in order on each
 * line; what one has taken is blanked for the next. IDs of the plan that no form knows for one are
 * found last, and only where they cannot be chance.
 */
#include "model/reference_finder.h"

#include "base/fold.h"

#include <string.h>

enum { LINE_LONGEST = 4000, SPELLED_MOST = 20 };

/* A line as the forms see it: full-width letters and digits narrow, each byte knowing where it was
   in the original; IDs of the organisation's own style are no more than that. */
struct plain {
    char *bytes;
    char *seen;       /* `bytes` themselves where there is no such ID */
    uint32_t *origin; /* one more than `len` */
    size_t len;
};

static struct plain plain_line(struct arena *mem, struct text line)
{
    struct plain p = {.bytes = arena_alloc(mem, line.len + 1),
                      .origin = NEW_ARRAY(mem, uint32_t, line.len + 1)};
    for (struct text rest = line; rest.len;) {
        struct text before = rest;
        uint32_t at = (uint32_t)(line.len - rest.len);
        uint32_t c = text_next(&rest);
        size_t n = before.len - rest.len;
        bool narrow = c >= 0xFF01 && c <= 0xFF5E && c != 0xFF0C && c != 0xFF1B;
        if (narrow)
            p.bytes[p.len] = (char)(c - 0xFF01 + '!');
        else if (c == 0x3000)
            p.bytes[p.len] = ' ';
        else
            memcpy(p.bytes + p.len, before.ptr, n);
        size_t used = narrow || c == 0x3000 ? 1 : n;
        for (size_t i = 0; i < used; i++)
            p.origin[p.len + i] = at;
        p.len += used;
    }
    p.origin[p.len] = (uint32_t)line.len;
    return p;
}

static struct text as_written(const struct plain *p, struct text line, struct text slice)
{
    size_t from = (size_t)(slice.ptr - p->bytes);
    return text_trim(text_slice(line, p->origin[from], p->origin[from + slice.len]));
}

/* The line with "second KR" as "KR 2"; false if it says nothing of the kind. */
static bool spell_number(const struct finder *f, struct arena *scratch, size_t form,
                         struct plain *p)
{
    struct form_match m;
    if (form_find(f->forms, form, (struct text){p->bytes, p->len}, 0, &m) != FORM_YES)
        return false;
    size_t number = map_get(&f->words->ordinals, text_key(scratch, m.scope));
    if (number == MAP_NONE || !m.ids.len)
        return false;
    size_t at = (size_t)(m.scope.ptr - p->bytes), word = (size_t)(m.ids.ptr - p->bytes);
    size_t end = word + m.ids.len, len = p->len - (word - at) + 2;
    struct plain new = {.bytes = arena_alloc(scratch, len + 1),
                        .origin = NEW_ARRAY(scratch, uint32_t, len + 1),
                        .len = len};
    for (size_t i = 0; i <= len; i++) {
        size_t of = i < at ? i : i - at < m.ids.len ? i + word - at : i + word - at - 2;
        bool digit = i >= at + m.ids.len && i < at + m.ids.len + 2;
        new.bytes[i] = digit ? (i == at + m.ids.len ? ' ' : (char)('0' + number)) : p->bytes[of];
        new.origin[i] = digit ? p->origin[end] : p->origin[i == at ? at : of];
    }
    *p = new;
    return true;
}

static bool spell_numbers(const struct finder *f, struct arena *scratch, unsigned where,
                          unsigned guards, struct plain *p)
{
    size_t n = 0;
    for (size_t form = 0; form < forms_count(f->forms); form++)
        if ((form_flags(f->forms, form) & FORM_SPELLED) &&
            form_applies(f->forms, form, where, guards))
            while (n < SPELLED_MOST && spell_number(f, scratch, form, p))
                n++;
    return n > 0;
}

/* The words name a unit, the organisation or a level above, and nothing else. */
static bool names_whose(const struct finder *f, struct text words)
{
    struct scope s = directory_scope(f->directory, words);
    bool unit = s.kind == SCOPE_UNIT || s.kind == SCOPE_COMPANY || scope_is_above(s.kind);
    return unit && s.whole && !s.initials;
}

/* The line with "KR entreprise 1.2" as "entreprise KR 1.2", which all other forms know. */
static bool turn_words(const struct finder *f, struct arena *scratch, size_t form, struct plain *p)
{
    struct text subject = {p->bytes, p->len};
    struct form_match m;
    bool turned = false;
    for (size_t from = 0; form_find(f->forms, form, subject, from, &m) == FORM_YES;) {
        from = (size_t)(m.whole.ptr - p->bytes) + m.whole.len;
        if (!names_whose(f, m.scope) || finder_kind_said(f, m.scope) >= 0)
            continue; /* "KR 1 of company objective 2" */
        size_t at = (size_t)(m.ids.ptr - p->bytes);
        size_t end = (size_t)(m.scope.ptr - p->bytes) + m.scope.len;
        struct text new =
            text_printf(scratch, TEXT_FMT " " TEXT_FMT, TEXT_ARG(m.scope), TEXT_ARG(m.ids));
        memset(p->bytes + at, ' ', end - at); /* a blank of several bytes may stand between */
        memcpy(p->bytes + at, new.ptr, new.len);
        for (size_t i = at + 1; i < end; i++)
            p->origin[i] = p->origin[at];
        turned = true;
    }
    return turned;
}

static bool turn_all(const struct finder *f, struct arena *scratch, unsigned where, unsigned guards,
                     struct plain *p)
{
    bool turned = false;
    for (size_t form = 0; form < forms_count(f->forms); form++)
        if ((form_flags(f->forms, form) & FORM_TURNED) &&
            form_applies(f->forms, form, where, guards))
            turned |= turn_words(f, scratch, form, p);
    return turned;
}

/* Where a part of the line that names a unit, or the organisation, begins and nothing else stands
   before it. */
static size_t part_start(struct text t, size_t end)
{
    while (end && !strchr(";([:|>\n", t.ptr[end - 1]) && (unsigned char)t.ptr[end - 1] < 0xE2)
        end--;
    return end;
}

/* An ID that says neither whose it is nor no more than a number: "O1", "KR 2". */
static bool begins_with_id(const struct finder *f, struct text t)
{
    struct ident id =
        ident_parse(f->mem, &f->words->ident, text_slice(t, 0, text_find(t, T(","), 0)));
    if (!id.objective.len && !id.key_result.len) { /* "O1 (renewals)" */
        struct text rest = text_trim(t), word = text_cut(&rest, ' ');
        id = ident_parse(f->mem, &f->words->ident, word);
    }
    bool counts = (id.objective.len || id.key_result.len) && !id.bare;
    return counts ? !id.scope.len : directory_by_key(f->directory, id.key)->n > 0;
}

/* "Customer Success, O1, KR2": the first comma parts a unit from its OKR, not two references; as the
   stroke of "Q2/KR 1.2" parts a period from it. */
static void join_units(const struct finder *f, struct plain *p)
{
    struct text t = {p->bytes, p->len};
    for (size_t i = 1; i + 1 < p->len; i++) {
        bool stroke = p->bytes[i] == '/';
        if ((p->bytes[i] != ',' && !stroke) || !begins_with_id(f, text_slice(t, i + 1, t.len)))
            continue;
        struct text before = text_trim(text_slice(t, part_start(t, i), i));
        if (stroke) {
            p->bytes[i] = finder_is_period(f, before) ? ' ' : '/';
            continue;
        }
        if (!before.len || text_contains(before, T(",")))
            continue;
        struct scope scope = directory_scope(f->directory, before);
        bool unit = scope.kind == SCOPE_UNIT || scope.kind == SCOPE_COMPANY;
        if (unit && scope.whole)
            p->bytes[i] = ' ';
    }
}

static size_t digits_before(struct text t, size_t at)
{
    while (at && t.ptr[at - 1] >= '0' && t.ptr[at - 1] <= '9')
        at--;
    return at;
}

/* "KR 1,2" for KR 1.2, where there is such a one and no KR 1. */
static void join_decimals(const struct finder *f, struct plain *p)
{
    enum { WORD_LONGEST = 24 };
    struct text t = {p->bytes, p->len};
    for (size_t i = text_find(t, T(","), 0); i != SIZE_MAX; i = text_find(t, T(","), i + 1)) {
        size_t number = digits_before(t, i), end = i + 1;
        while (end < t.len && t.ptr[end] >= '0' && t.ptr[end] <= '9')
            end++;
        size_t from = number;
        while (from && number - from < WORD_LONGEST && !strchr(" ,;:.()", t.ptr[from - 1]))
            from--;
        if (from == number && number) /* a blank between the word and the number */
            for (from--; from && !strchr(" ,;:.()-", t.ptr[from - 1]);)
                from--;
        bool alone = number < i && end > i + 1 && (end == t.len || t.ptr[end] != ',');
        struct text first = text_slice(t, from, i);
        struct ident one = ident_parse(f->scratch, &f->words->ident, first);
        struct text both = text_printf(f->scratch, TEXT_FMT "." TEXT_FMT, TEXT_ARG(first),
                                       TEXT_ARG(text_slice(t, i + 1, end)));
        if (!alone || !one.key_result.len || one.bare || one.objective.len ||
            directory_by_key(f->directory, one.short_key)->n)
            continue;
        struct ident two = ident_parse(f->scratch, &f->words->ident, both);
        if (directory_by_key(f->directory, two.short_key)->n)
            p->bytes[i] = '.';
    }
}

/* What stands for each byte of an ID of the organisation's own style; forms know it as an ID. */
enum { OWN_ID = 2, TAKEN = 1 /* a byte that no form knows */ };

static void hide_own_ids(const struct finder *f, struct arena *scratch, struct plain *p)
{
    const struct own_ids *own = directory_own_ids(f->directory);
    bool within = false;
    p->seen = p->bytes;
    for (size_t i = 0; own->shapes.n && i < p->len;) {
        unsigned char c = (unsigned char)p->bytes[i];
        bool word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                    (c >= 0xC3 && c < 0xE2);
        size_t n = word && !within ? own_id_at(own, (struct text){p->bytes + i, p->len - i}) : 0;
        if (n && p->seen == p->bytes) {
            p->seen = arena_alloc(scratch, p->len + 1);
            memcpy(p->seen, p->bytes, p->len);
        }
        if (n)
            memset(p->seen + i, OWN_ID, n);
        within = word || (within && c >= 0x80 && c < 0xC0);
        i += n ? n : 1;
    }
}

static void take(struct plain *p, size_t at, size_t n)
{
    memset(p->bytes + at, TAKEN, n);
    memset(p->seen + at, TAKEN, n);
}

/* The same piece of the line with its IDs. */
static void show(const struct plain *p, struct text *piece)
{
    if (piece->len)
        piece->ptr = p->bytes + (piece->ptr - p->seen);
}

static enum form_result find(const struct finder *f, const struct plain *p, size_t form,
                             size_t from, struct form_match *m)
{
    enum form_result result = form_find(f->forms, form, (struct text){p->seen, p->len}, from, m);
    if (result != FORM_YES)
        return result;
    struct text *const pieces[] = {&m->whole,  &m->scope, &m->after, &m->ids,
                                   &m->quotes, &m->title, &m->gloss};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        show(p, pieces[i]);
    return FORM_YES;
}

/* --- forms ---------------------------------------------------------------------------------------- */

static void gave_up(struct finder *f, struct text form)
{
    diag_add(f->diag, FINDING_TEXT_CUT, f->base.place,
             T("put the reference into a cell of its own"),
             "text was too tangled to be searched for references in full (form '" TEXT_FMT "')",
             TEXT_ARG(form));
}

/* "Product O1" where a unit is called so. */
static bool is_unit_and_id(const struct finder *f, struct text words)
{
    struct text rest = words;
    struct scope scope = directory_scope(f->directory, text_cut(&rest, ' '));
    struct ident id = ident_parse(f->scratch, &f->words->ident, rest);
    bool counts = (id.objective.len || id.key_result.len) && !id.scope.len;
    return scope.kind == SCOPE_UNIT && scope.whole && counts;
}

enum { CLAUSE_MOST = 160 }; /* bytes to either side */

/* Where the clause around `at` begins, and where it ends. */
static size_t clause_start(struct text t, size_t at)
{
    size_t first = at > CLAUSE_MOST ? at - CLAUSE_MOST : 0;
    while (at > first && !strchr(";!?\n", t.ptr[at - 1]) &&
           !(at > 1 && t.ptr[at - 1] == ' ' && t.ptr[at - 2] == '.'))
        at--;
    return at;
}

static size_t clause_end(struct text t, size_t at)
{
    size_t end = at + CLAUSE_MOST < t.len ? at + CLAUSE_MOST : t.len;
    while (at < end && !strchr(";!?\n", t.ptr[at]) &&
           !(t.ptr[at] == '.' && (at + 1 == t.len || t.ptr[at + 1] == ' ')))
        at++;
    return at;
}

/* "Supported KR 1.2 in spring", "maybe supports KR 1.2": the clause around what was found says that it is
   over, or not sure. Returns which of that as flags, or 0. */
static unsigned said_around(const struct finder *f, const struct plain *p,
                            const struct form_match *m, unsigned where)
{
    struct text line = {p->bytes, p->len};
    struct text found = m->ids.len ? m->ids : m->quotes.len ? m->quotes : m->title;
    if (!found.len)
        return 0;
    size_t at = (size_t)(found.ptr - p->bytes), end = at + found.len;
    struct text before = text_slice(line, clause_start(line, at), at);
    struct text behind = text_slice(line, end, clause_end(line, end));
    struct text clause = text_printf(f->scratch, TEXT_FMT "%c" TEXT_FMT, TEXT_ARG(before),
                                     FORM_FOUND, TEXT_ARG(behind));
    struct form_match said;
    for (size_t form = 0; form < forms_count(f->forms); form++) {
        unsigned flags = form_flags(f->forms, form);
        if (!(flags & (FORM_PAST | FORM_DOUBT | FORM_LATER)) || !(flags & where) ||
            form_find(f->forms, form, clause, 0, &said) != FORM_YES ||
            ((flags & FORM_LATER) && !finder_is_later(f, said.ids)))
            continue;
        return flags & (FORM_PAST | FORM_DOUBT | FORM_LATER);
    }
    return 0;
}

static void emit_found(struct finder *f, const struct form_match *m, struct text written)
{
    struct reference before = f->base;
    if (m->flags & FORM_EVERY)
        finder_say_how_many(f, text_slice(m->whole, 0, (size_t)(m->ids.ptr - m->whole.ptr)));
    finder_emit_match(f, m, written);
    f->base.every = before.every;
    f->base.last = before.last;
    f->base.most = before.most;
}

/* What goes on with the list at `end`, by the first form that knows it. */
static bool find_next(const struct finder *f, const struct plain *p, unsigned where,
                      unsigned guards, size_t end, struct form_match *m)
{
    for (size_t form = 0; form < forms_count(f->forms); form++)
        if ((form_flags(f->forms, form) & FORM_ON) && form_applies(f->forms, form, where, guards) &&
            find(f, p, form, end, m) == FORM_YES)
            return true;
    return false;
}

/* "Was KR 1.2, now KR 2.1": the words before the IDs say that it is so at present. */
static bool says_now(const struct finder *f, const struct form_match *m)
{
    struct text before = text_slice(m->whole, 0, (size_t)(m->ids.ptr - m->whole.ptr));
    for (struct text rest = text_key(f->scratch, before); m->ids.len && rest.len;)
        if (map_get(&f->words->now, text_cut(&rest, ' ')) != MAP_NONE)
            return true;
    return false;
}

/* "supports KR1.1 (revenue), KR2.1 and "Keep the crews"": the list goes on at `end`, behind what `said`
   took. Returns where it ends. */
static size_t go_on(struct finder *f, struct plain *p, struct text line, unsigned where,
                    unsigned guards, const struct form_match *said, size_t end)
{
    struct form_match m;
    while (end < p->len && finder_room(f) && find_next(f, p, where, guards, end, &m)) {
        unsigned past = says_now(f, &m) ? FORM_PAST : 0;
        m.flags = (said->flags & ~past) | (m.flags & FORM_MAYBE) | said_around(f, p, &m, where);
        const char *words = m.scope.len    ? m.scope.ptr /* without the mark before */
                            : m.quotes.len ? m.quotes.ptr
                                           : m.ids.ptr;
        struct text written = {words, (size_t)(m.whole.ptr + m.whole.len - words)};
        emit_found(f, &m, as_written(p, line, written));
        take(p, end, m.whole.len);
        end += m.whole.len;
    }
    return end;
}

/* "KR 1.1-1.3 except KR 1.2". */
static void leave_out(struct finder *f, struct text ids)
{
    f->left_out = ident_list_parse(f->mem, &f->words->ident, directory_own_ids(f->directory), ids);
    f->base.left_out = text_copy(f->mem, ids);
}

size_t finder_scan_line(struct finder *f, struct text line, unsigned where)
{
    struct arena *scratch = arena_new();
    struct plain p = plain_line(scratch, text_slice(line, 0, LINE_LONGEST));
    struct text subject = {p.bytes, p.len};
    size_t before = f->references->n;
    bool friend_seen = false;
    unsigned guards = forms_guards(f->forms, subject);
    bool spelled = spell_numbers(f, scratch, where, guards, &p);
    if (turn_all(f, scratch, where, guards, &p) || spelled) {
        subject = (struct text){p.bytes, p.len};
        guards = forms_guards(f->forms, subject);
    }
    join_units(f, &p);
    join_decimals(f, &p);
    hide_own_ids(f, scratch, &p);
    if (p.seen != p.bytes)
        guards = forms_guards(f->forms, (struct text){p.seen, p.len});
    f->line = subject;
    for (size_t form = 0; form < forms_count(f->forms); form++) {
        if ((form_flags(f->forms, form) &
             (FORM_SPELLED | FORM_TURNED | FORM_ON | FORM_PAST | FORM_DOUBT | FORM_LATER)) ||
            !form_applies(f->forms, form, where, guards))
            continue;
        struct form_match m;
        enum form_result result = FORM_YES;
        for (size_t from = 0; from < subject.len && finder_room(f);) {
            result = find(f, &p, form, from, &m);
            if (result != FORM_YES)
                break;
            size_t at = (size_t)(m.whole.ptr - p.bytes), n = f->references->n;
            bool never = m.flags & FORM_NEVER;
            from = at + m.whole.len;
            if (never && is_unit_and_id(f, m.whole))
                continue;
            bool except = m.flags & FORM_EXCEPT;
            if (!never && !except)
                m.flags |= said_around(f, &p, &m, where);
            if (except)
                leave_out(f, m.ids);
            else if (!never)
                emit_found(f, &m, as_written(&p, line, m.whole));
            friend_seen |= never | except;
            bool taken = f->references->n > n;
            if (never || except || taken)
                take(&p, at, m.whole.len);
            if (taken && m.ids.len + m.quotes.len)
                from = go_on(f, &p, line, where, guards, &m, from);
        }
        if (result == FORM_GAVE_UP)
            gave_up(f, T("references.txt"));
    }
    f->line = f->base.left_out = (struct text){0};
    f->left_out.n = 0;
    arena_free(scratch);
    size_t made = f->references->n - before;
    return made || !friend_seen ? made : SIZE_MAX;
}

enum { TITLE_SHORTEST = 12 };

/* The line is the title of an OKR, to the letter, and too long to be so by chance. */
static void scan_title(struct finder *f, struct text line)
{
    struct text key = text_key(f->mem, line);
    if (text_length(key) < TITLE_SHORTEST || !text_contains(key, T(" ")) ||
        !directory_by_text(f->directory, key)->n)
        return;
    struct form_match m = finder_match_whole(f, "exact-title", line);
    f->base.names_only = f->base.maybe = true;
    finder_emit_quote(f, &m, line);
}

/* What stands behind a list mark at the start of a line; absent: there is none. */
static struct text behind_bullet(struct text line)
{
    static const char *const bullets[] = {"- ", "* ", "• ", "– ", "· ", "•"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (text_starts(line, text_of(bullets[i])))
            return text_trim(text_slice(line, strlen(bullets[i]), line.len));
    return (struct text){0};
}

bool finder_heads_list(const struct finder *f, struct text line)
{
    enum { LONGEST = 60 };
    if (!text_ends(line, T(":")) || line.len > LONGEST)
        return false;
    struct text key = text_key(f->scratch, line), last = key;
    while (key.len)
        last = text_cut(&key, ' ');
    return map_get(&f->words->about, last) != MAP_NONE;
}

static bool all_ids(const struct finder *f, struct text line)
{
    struct ident_list ids =
        ident_list_parse(f->scratch, &f->words->ident, directory_own_ids(f->directory), line);
    for (size_t i = 0; i < ids.n; i++)
        if (!ids.v[i].objective.len && !ids.v[i].key_result.len)
            return false;
    return ids.n > 0;
}

/* The line goes on with an OKR that the line before did not end with: "and KR 2.1". */
static bool goes_on(const struct finder *f, struct text before, struct text line)
{
    struct text rest = line, word = text_key(f->scratch, text_cut(&rest, ' '));
    bool open = before.len &&
                (text_ends(before, T(",")) || strchr("0123456789)\"'", before.ptr[before.len - 1]));
    if (!open || !rest.len)
        return false;
    if (text_ends(before, T(",")))
        return all_ids(f, line);
    for (size_t i = 0; i < f->words->ident.and.n; i++)
        if (text_eq(f->words->ident.and.v[i], word))
            return text_has_digit(rest);
    return false;
}

/* The next line, with those below it that belong to its sentence. */
static struct text next_line(const struct finder *f, struct text *text)
{
    struct text line = text_trim(text_cut(text, '\n'));
    bool list = finder_heads_list(f, line);
    for (size_t n = 0; text->len && n < LINES_MOST; n++) {
        struct text rest = *text, next = text_trim(text_cut(&rest, '\n'));
        struct text item = list ? behind_bullet(next) : (struct text){0};
        if (!item.len && (list || !goes_on(f, line, next)))
            break;
        line = text_printf(f->scratch, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(line),
                           list && n ? ", " : " ", TEXT_ARG(item.len ? item : next));
        *text = rest;
    }
    return line;
}

void finder_scan_text(struct finder *f, struct text text, unsigned where)
{
    for (size_t n = 0; text.len && n < LINES_MOST; n++) {
        struct text line = next_line(f, &text);
        if (line.len && !finder_scan_line(f, line, where) && where == FORM_NOTE)
            scan_title(f, line);
    }
}

/* --- IDs that no form knows ------------------------------------------------------------------------ */

enum { ID_WORDS = 8 };

static bool digit_at(struct text t, size_t i)
{
    return i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9';
}

/* "O1" of "O1.2": a small number behind it makes it another ID. */
static bool is_cut(struct text key, size_t end)
{
    return end && digit_at(key, end - 1) && digit_at(key, end + 1) && !digit_at(key, end + 3);
}

size_t finder_known_ids(struct finder *f, struct text part, bool telling_only)
{
    struct arena *scratch = arena_new();
    struct text key = ident_key(scratch, part);
    size_t made = 0;
    while (key.len && finder_room(f)) {
        size_t ends[ID_WORDS], n = 0;
        for (size_t i = 0; i <= key.len && n < ID_WORDS; i++)
            if (i == key.len || key.ptr[i] == ' ')
                ends[n++] = i;
        size_t used = 0;
        for (; n > 1 && !used; n--) { /* of one word alone one cannot know */
            struct text words = text_slice(key, 0, ends[n - 1]);
            if (!directory_by_key(f->directory, words)->n || is_cut(key, words.len))
                continue;
            struct ident id = ident_parse(f->mem, &f->words->ident, words);
            if (id.bare || (telling_only && !finder_telling_id(f, &id)))
                continue;
            struct form_match m = finder_match_whole(f, "known-id", part);
            m.flags = telling_only ? FORM_MENTION : 0;
            f->base.names_only = f->base.maybe = telling_only;
            finder_emit_id(f, &m, &id, (struct text){0});
            used = words.len;
            made++;
        }
        size_t space = used ? used : text_find(key, T(" "), 0);
        key = space < key.len ? text_trim(text_slice(key, space, key.len)) : (struct text){0};
    }
    arena_free(scratch);
    return made;
}
