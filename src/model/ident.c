/*
 * IDs taken apart. The key of an ID is cut into tokens (words, numbers); the words for objective
 * and key result are found among them, and what is known is read from the end: "... KR 1 2",
 * "... O 1 KR 2", "... KR 2", "... O 1", numbers alone. What stands before is the scope.
 */
#include "model/ident.h"

#include "base/fold.h"

#include <stdlib.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct text ident_key(struct arena *mem, struct text written)
{
    struct text key = text_key(mem, written);
    struct buf out = {.mem = mem};
    for (size_t i = 0; i < key.len; i++) {
        bool digit = is_digit(key.ptr[i]), before = i && is_digit(key.ptr[i - 1]);
        if (i && digit != before && key.ptr[i] != ' ' && key.ptr[i - 1] != ' ')
            buf_add_char(&out, ' ');
        bool leading = digit && (!out.len || out.ptr[out.len - 1] == ' ');
        if (leading && key.ptr[i] == '0' && i + 1 < key.len && is_digit(key.ptr[i + 1]))
            continue;
        buf_add_char(&out, key.ptr[i]);
    }
    return buf_text(&out);
}

/* --- tokens of a key -------------------------------------------------------------------------- */

enum token_type { TOKEN_WORD, TOKEN_NUMBER, TOKEN_OBJECTIVE, TOKEN_KEY_RESULT };

struct token {
    enum token_type type;
    struct text text; /* a slice of the key */
};

enum { TOKENS = 24 };

struct tokens {
    struct token v[TOKENS];
    size_t n;
};

/* The longest of the words that `key` starts with, as a whole word; 0: none. */
static size_t word_length(const struct text_list *words, struct text key)
{
    size_t longest = 0;
    for (size_t i = 0; i < words->n; i++) {
        size_t len = words->v[i].len;
        if (len > longest && text_starts(key, words->v[i]) &&
            (key.len == len || key.ptr[len] == ' '))
            longest = len;
    }
    return longest;
}

static struct token next_token(const struct ident_words *words, struct text key)
{
    size_t len = word_length(&words->key_result, key);
    if (len)
        return (struct token){TOKEN_KEY_RESULT, text_slice(key, 0, len)};
    len = word_length(&words->objective, key);
    if (len)
        return (struct token){TOKEN_OBJECTIVE, text_slice(key, 0, len)};
    while (len < key.len && key.ptr[len] != ' ')
        len++;
    return (struct token){is_digit(key.ptr[0]) ? TOKEN_NUMBER : TOKEN_WORD,
                          text_slice(key, 0, len)};
}

/* Token i counted from the end, 1 the last; false if there is none of that type. */
static bool last_is(const struct tokens *t, size_t from_end, enum token_type type)
{
    return from_end <= t->n && t->v[t->n - from_end].type == type;
}

/* The key without a possessive right behind a number: "目标 2 的kr 1" counts as "目标 2 kr 1". */
static struct text skip_possessive(const struct ident_words *words, struct text key)
{
    size_t longest = 0;
    for (size_t i = 0; i < words->possessive.n; i++) {
        struct text word = words->possessive.v[i];
        bool joined = (unsigned char)word.ptr[0] >= 0x80; /* else "o 1 south" would have one */
        bool whole = joined || (key.len > word.len && key.ptr[word.len] == ' ');
        if (word.len > longest && whole && text_starts(key, word))
            longest = word.len;
    }
    longest += longest < key.len && key.ptr[longest] == ' ' && longest > 0;
    return longest < key.len ? text_slice(key, longest, key.len) : key;
}

/* False if there are too many: then it is no ID. */
static bool tokenize(const struct ident_words *words, struct text key, struct tokens *out)
{
    out->n = 0;
    while (key.len) {
        if (out->n == TOKENS)
            return false;
        if (last_is(out, 1, TOKEN_NUMBER))
            key = skip_possessive(words, key);
        struct token t = next_token(words, key);
        bool counts = out->n && out->v[out->n - 1].type >= TOKEN_OBJECTIVE &&
                      word_length(&words->number, t.text) == t.text.len; /* "objective no. 3" */
        if (!counts)
            out->v[out->n++] = t;
        key = text_slice(key, t.text.len + (key.len > t.text.len), key.len);
    }
    return true;
}

static struct text last_text(const struct tokens *t, size_t from_end)
{
    return t->v[t->n - from_end].text;
}

/* A number, or a single letter: what counts objectives. */
static bool last_counts(const struct tokens *t, size_t from_end)
{
    if (from_end > t->n)
        return false;
    const struct token *token = &t->v[t->n - from_end];
    return token->type == TOKEN_NUMBER || (token->text.len == 1 && token->type != TOKEN_KEY_RESULT);
}

/* How many tokens at the end are understood; sets what they say. */
static size_t understand(const struct tokens *t, struct ident *out)
{
    bool number = last_is(t, 1, TOKEN_NUMBER);
    if (number && last_counts(t, 2) && last_is(t, 3, TOKEN_KEY_RESULT)) { /* KR 1 2 */
        out->objective = last_text(t, 2);
        out->key_result = last_text(t, 1);
        bool repeated = last_is(t, 5, TOKEN_OBJECTIVE) && text_eq(last_text(t, 4), out->objective);
        return repeated ? 5 : 3;
    }
    if (number && last_is(t, 2, TOKEN_KEY_RESULT)) {
        out->key_result = last_text(t, 1);
        bool objective = last_counts(t, 3) && last_is(t, 4, TOKEN_OBJECTIVE);
        bool alone = t->n == 3 && last_is(t, 3, TOKEN_NUMBER); /* 1 KR 2 */
        if (objective || alone)
            out->objective = last_text(t, 3);
        return objective ? 4 : alone ? 3 : 2;
    }
    if (last_counts(t, 1) && last_is(t, 2, TOKEN_OBJECTIVE)) {
        out->objective = last_text(t, 1);
        bool key_result = last_is(t, 3, TOKEN_NUMBER) && last_is(t, 4, TOKEN_KEY_RESULT);
        if (key_result) /* KR 2 O 1 */
            out->key_result = last_text(t, 3);
        return key_result ? 4 : 2;
    }
    bool repeated = number && last_is(t, 3, TOKEN_NUMBER) && last_is(t, 4, TOKEN_OBJECTIVE) &&
                    last_is(t, 2, TOKEN_NUMBER) && text_eq(last_text(t, 2), last_text(t, 3));
    if (repeated) { /* O 1 > 1.2 */
        out->objective = last_text(t, 2);
        out->key_result = last_text(t, 1);
        return 4;
    }
    if (number && last_is(t, 2, TOKEN_NUMBER) && last_is(t, 3, TOKEN_OBJECTIVE)) { /* O 1.2 */
        out->objective = last_text(t, 2);
        out->key_result = last_text(t, 1);
        return 3;
    }
    if (number && t->n == 2 && last_counts(t, 2)) { /* 1.2, A.1 */
        out->objective = last_text(t, 2);
        out->key_result = last_text(t, 1);
        out->bare = true;
        return 2;
    }
    if (!number && t->n == 2 && last_is(t, 2, TOKEN_NUMBER) && last_counts(t, 1)) { /* 1a */
        out->objective = last_text(t, 2);
        out->key_result = last_text(t, 1);
        out->bare = true;
        return 2;
    }
    if (number && t->n == 1) {
        out->objective = last_text(t, 1);
        out->bare = true;
        return 1;
    }
    return 0;
}

/* The length of a word of `words` that `word` ends with, after four letters or more; 0. */
static size_t compound_end(const struct text_list *words, struct text word)
{
    size_t longest = 0;
    for (size_t i = 0; i < words->n; i++) {
        struct text end = words->v[i];
        if (end.len >= 4 && end.len > longest && word.len >= end.len + 4 && text_ends(word, end))
            longest = end.len;
    }
    return longest;
}

struct text ident_split_compounds(struct arena *mem, const struct ident_words *words,
                                  struct text key)
{
    struct buf out = {.mem = mem};
    for (struct text rest = key; rest.len;) {
        struct text word = text_cut(&rest, ' ');
        size_t end = compound_end(&words->objective, word);
        if (!end)
            end = compound_end(&words->key_result, word);
        buf_add_z(&out, out.len ? " " : "");
        buf_add(&out, text_slice(word, 0, word.len - end));
        if (end)
            buf_printf(&out, " " TEXT_FMT, TEXT_ARG(text_slice(word, word.len - end, word.len)));
    }
    return buf_text(&out);
}

/* "kr" for "key result" and whatever else a key result is called, "o" for an objective. */
static struct text short_word(const struct ident_words *words, const struct token *token)
{
    return token->type == TOKEN_KEY_RESULT  ? words->key_result.v[0]
           : token->type == TOKEN_OBJECTIVE ? words->objective.v[0]
                                            : token->text;
}

struct ident ident_parse(struct arena *mem, const struct ident_words *words, struct text written)
{
    struct ident id = {.written = text_trim(written)};
    id.key = ident_split_compounds(mem, words, ident_key(mem, written));
    id.short_key = id.key;
    struct tokens tokens;
    if (text_starts(id.written, T("#")) || !tokenize(words, id.key, &tokens))
        return id;
    size_t used = understand(&tokens, &id);
    if (used == 0)
        return id;
    size_t start = (size_t)(tokens.v[tokens.n - used].text.ptr - id.key.ptr);
    struct buf key = {.mem = mem};
    buf_add(&key, text_slice(id.key, 0, start));
    for (size_t i = tokens.n - used; i < tokens.n; i++)
        buf_printf(&key, "%s" TEXT_FMT, i > tokens.n - used ? " " : "",
                   TEXT_ARG(short_word(words, &tokens.v[i])));
    id.key = buf_text(&key);
    id.short_key = text_slice(id.key, start, id.key.len);
    id.scope = text_trim(text_slice(id.key, 0, start));
    if (!id.scope.len)
        id.scope = (struct text){0};
    return id;
}

/* --- lists ------------------------------------------------------------------------------------ */

enum { LIST_MOST = 64, RANGE_MOST = 20 };

/* A piece of a list between two separators, and what kind of separator stood before it. */
struct piece {
    struct text text;
    char before; /* ',' '/' '&' '-'; 0 for the first */
};

struct piece_list LIST(struct piece);

enum { WORDS_IN_ONE = 4 }; /* "to a lesser degree" */

/* The longest of `words` at the start of `rest`, as whole words in any case; its bytes or 0. */
static size_t word_here(struct arena *mem, const struct text_list *words, struct text rest)
{
    size_t end = 0, longest = 0;
    for (size_t n = 0; n < WORDS_IN_ONE; n++) {
        while (end < rest.len && rest.ptr[end] == ' ')
            end++;
        while (end < rest.len && (unsigned char)rest.ptr[end] > ' ' && !is_digit(rest.ptr[end]))
            end++;
        if (end == rest.len || is_digit(rest.ptr[end]))
            break; /* "A1" is no "a" between two */
        struct text key = text_key(mem, text_slice(rest, 0, end));
        for (size_t i = 0; key.len && i < words->n; i++)
            if (text_eq(key, words->v[i]))
                longest = end;
    }
    return longest;
}

/* The separator at the start of `rest`: its kind, its bytes in *len. '-' only if a number stands
   before it or blanks around it: "KR1-3", not "O1-KR3"; which of the two it is, is decided later. */
static char separator(struct arena *mem, const struct ident_words *words, struct text rest,
                      bool at_word, size_t *len)
{
    static const struct {
        const char *mark;
        char kind;
    } marks[] = {{"...", '-'}, {"..", '-'},     {"…", '-'},    {",", ','},  {";", ','},
                 {"\n", ','},  {"|", ','},      {"/", '/'},    {"&", '&'},  {"+", '&'},
                 {">", ','},   {"»", ','},      {"›", ','},    {"、", ','}, {"，", ','},
                 {"；", ','},  {"と", '&'},     {"和", '&'},   {"및", '&'}, {"와", '&'},
                 {"과", '&'},  {"および", '&'}, {"及び", '&'}, {"–", '-'},  {"—", '-'},
                 {"-", '-'},   {"~", '-'},      {"～", '-'}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(rest, text_of(marks[i].mark))) {
            *len = text_of(marks[i].mark).len;
            return marks[i].kind;
        }
    if (!at_word)
        return 0;
    if ((*len = word_here(mem, &words->and, rest)) > 0)
        return '&';
    if ((*len = word_here(mem, &words->to, rest)) > 0)
        return '-';
    return 0;
}

static bool ends_in_number(struct text t)
{
    return t.len && is_digit(t.ptr[t.len - 1]);
}

/* "O1-KR1 O2-KR2", "KR1 KR2": a blank between two IDs that are complete. */
static bool parts_ids(struct arena *mem, const struct ident_words *words, struct text before,
                      struct text rest)
{
    before = text_trim(before);
    struct text next = ident_key(mem, text_slice(rest, 0, text_find(rest, T(" "), 1)));
    bool key_result = word_length(&words->key_result, next) > 0;
    if (!ends_in_number(before) || (!key_result && !word_length(&words->objective, next)))
        return false;
    struct ident id = ident_parse(mem, words, before), whole = ident_parse(mem, words, next);
    if (id.bare)
        return false;
    if (whole.objective.len && whole.key_result.len)
        return id.key_result.len > 0;
    return key_result ? id.key_result.len > 0
                      : id.objective.len > 0; /* "KR 1 O2" is the one of the other */
}

/* The hyphen of "KR-2" parts nothing. */
static bool within_id(struct text list, size_t i)
{
    bool hyphen = list.ptr[i] == '-' && i && i + 1 < list.len && is_digit(list.ptr[i + 1]);
    return hyphen && (unsigned char)list.ptr[i - 1] > '9';
}

static bool starts_word(struct text list, size_t i)
{
    unsigned char c = i ? (unsigned char)list.ptr[i - 1] : ' ';
    return !is_digit((char)c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static struct piece_list cut(struct arena *mem, const struct ident_words *words,
                             const struct own_ids *own, struct text list)
{
    struct piece_list pieces = {0};
    size_t start = 0;
    char before = 0;
    bool at_word = false;
    for (size_t i = 0; i <= list.len;) {
        size_t len = 0;
        char kind = 0;
        struct text rest = text_slice(list, i, list.len);
        size_t whole = starts_word(list, i) ? own_id_at(own, rest) : 0;
        if (whole) {
            i += whole;
            at_word = false;
            continue;
        }
        if (i < list.len && !within_id(list, i))
            kind = separator(mem, words, rest, at_word, &len);
        if (!kind && at_word && rest.len && parts_ids(mem, words, text_slice(list, start, i), rest))
            kind = ',';
        if (i == list.len || kind) {
            struct text piece = text_trim(text_slice(list, start, i));
            if (piece.len && pieces.n < LIST_MOST)
                *list_push(mem, &pieces) = (struct piece){piece, before};
            if (piece.len || !before || kind == '&') /* "KR 1 - and maybe KR 2" */
                before = kind;
            start = i + len;
        }
        if (i < list.len)
            at_word = (unsigned char)list.ptr[i] <= ' ';
        i += len ? len : 1;
    }
    return pieces;
}

static long number_of(struct text t)
{
    long n = t.len && t.len < 6 && is_digit(t.ptr[0]) ? 0 : -1;
    for (size_t i = 0; n >= 0 && i < t.len && is_digit(t.ptr[i]); i++)
        n = n * 10 + (t.ptr[i] - '0');
    return n;
}

/* Where the number at the end begins. */
static size_t number_start(struct text t)
{
    size_t at = t.len;
    while (at && is_digit(t.ptr[at - 1]))
        at--;
    return at;
}

/* What counts on in a range. */
static long last_number(const struct ident *id, bool own)
{
    if (own)
        return number_of(text_slice(id->key, number_start(id->key), id->key.len));
    return number_of(id->key_result.len ? id->key_result : id->objective);
}

/* "C1-2" - "C1-4", "C1-2" - "4". */
static bool is_own_range(const struct ident *from, const struct ident *to)
{
    bool number = to->bare && !to->key_result.len;
    bool alike = to->own && text_eq(text_slice(from->key, 0, number_start(from->key)),
                                    text_slice(to->key, 0, number_start(to->key)));
    long low = last_number(from, true), high = last_number(to, true);
    return (number || alike) && low >= 0 && high > low && high - low <= RANGE_MOST;
}

/* "KR1" - "3", "KR 1.2" - "KR 1.4", "1.2" - "1.4": the last number goes up a little, the rest is
   the same. */
static bool is_range(const struct ident *from, const struct ident *to)
{
    if (from->own)
        return is_own_range(from, to);
    bool key_results = from->key_result.len > 0;
    bool scoped = to->scope.len && !text_eq(to->scope, from->scope);
    if (scoped || (!from->objective.len && !key_results))
        return false;
    struct text first = key_results ? from->key_result : from->objective;
    struct text last = to->key_result.len ? to->key_result : to->objective;
    bool same_kind = to->bare || (to->key_result.len > 0) == key_results;
    bool same_objective =
        !to->key_result.len || !to->objective.len || text_eq(to->objective, from->objective);
    if (from->bare && !to->bare && key_results && !text_eq(to->objective, from->objective))
        return false; /* "S1-KR4": no S.1 to S.4 */
    long low = number_of(first), high = number_of(last);
    return same_kind && same_objective && low >= 0 && high > low && high - low <= RANGE_MOST;
}

/* `like` with another last number. */
static struct ident renumbered(struct arena *mem, const struct ident_words *words,
                               const struct ident *like, long number)
{
    struct text before = text_slice(like->key, 0, number_start(like->key));
    struct ident id =
        ident_parse(mem, words, text_printf(mem, TEXT_FMT "%ld", TEXT_ARG(before), number));
    size_t end = number_start(like->written);
    bool padded = end < like->written.len && like->written.ptr[end] == '0';
    id.written = text_printf(mem, TEXT_FMT "%0*ld", TEXT_ARG(text_slice(like->written, 0, end)),
                             padded ? (int)(like->written.len - end) : 1, number);
    id.own = like->own;
    id.goes_on = true;
    return id;
}

/* `id` with what it left out taken from the one before: "KR 1.1 und 1.3", "O1.KR2, KR3". */
static struct ident completed(struct arena *mem, const struct ident_words *words,
                              const struct ident *before, struct ident id)
{
    struct buf key = {.mem = mem};
    bool counted = !before->bare && before->objective.len + before->key_result.len;
    if (id.bare && (counted || before->own)) {
        size_t end = before->key.len; /* everything before the numbers that `id` replaces */
        bool both = before->own || (before->objective.len && before->key_result.len);
        size_t numbers = id.key_result.len && both ? 2 : 1;
        for (; numbers; numbers--) {
            while (end && before->key.ptr[end - 1] != ' ')
                end--;
            if (numbers > 1 && end)
                end--;
        }
        buf_add(&key, text_slice(before->key, 0, end));
        buf_add(&key, id.key);
    } else if (!id.scope.len && id.key_result.len && !id.objective.len && before->objective.len &&
               before->key_result.len) {
        size_t end = before->key.len;
        while (end && before->key.ptr[end - 1] != ' ')
            end--;
        buf_add(&key, text_slice(before->key, 0, end));
        buf_add(&key, id.key_result);
    } else if (!id.scope.len && before->scope.len && id.objective.len + id.key_result.len) {
        buf_printf(&key, TEXT_FMT " " TEXT_FMT, TEXT_ARG(before->scope), TEXT_ARG(id.key));
    } else {
        return id;
    }
    struct text written = id.written;
    bool goes_on = id.bare;
    id = ident_parse(mem, words, buf_text(&key));
    id.written = written;
    id.own = before->own && goes_on;
    id.goes_on = goes_on;
    return id;
}

/* "KR1/O2": the objective stands behind its key result. */
static bool reversed(const struct ident *before, const struct ident *next, char separator_kind)
{
    bool objective_alone = next->objective.len && !next->key_result.len && !next->bare;
    bool key_result_alone = before->key_result.len && !before->objective.len;
    return objective_alone && key_result_alone && !next->scope.len &&
           (separator_kind == '/' || separator_kind == '-');
}

/* "O1" and "KR3" around '-', '/' or ',' are one ID; so are parts of a code around '-'. */
static bool joins(const struct ident *before, const struct ident *next, char separator_kind)
{
    bool objective_alone = before->objective.len && !before->key_result.len && !before->bare;
    bool within = !next->objective.len || text_eq(next->objective, before->objective);
    bool key_result_alone = next->key_result.len && within && !next->scope.len;
    if (objective_alone && key_result_alone)
        return separator_kind != '&';
    bool word_alone = !before->objective.len && !before->key_result.len;
    if (before->own)
        return false;
    return separator_kind == '-' || (separator_kind == '/' && word_alone); /* "HL/O2/KR1" */
}

/* `first` counted up to `to`. */
static void count_out(struct arena *mem, const struct ident_words *words, struct ident first,
                      const struct ident *to, struct ident_list *ids)
{
    long last = last_number(to, first.own), n = last_number(&first, first.own);
    while (n++ < last && ids->n < LIST_MOST)
        *list_push(mem, ids) = renumbered(mem, words, &first, n);
}

/* "O1-KR1 to O1-KR3": behind a whole ID and a hyphen or "to" stands another whole one, which is cut at
   its own hyphens. Returns its last piece; `at`: it is none. */
static size_t find_whole(struct arena *mem, const struct ident_words *words,
                         const struct piece_list *pieces, size_t at, const struct ident *before,
                         struct ident *out)
{
    enum { MOST_PIECES = 4 };
    if (pieces->v[at].before != '-' || before->bare || !before->objective.len ||
        !before->key_result.len)
        return at;
    const char *start = pieces->v[at].text.ptr;
    for (size_t i = at + 1; i < pieces->n && i < at + MOST_PIECES; i++) {
        if (pieces->v[i].before != '-')
            return at;
        const char *end = pieces->v[i].text.ptr + pieces->v[i].text.len;
        *out = ident_parse(mem, words, (struct text){start, (size_t)(end - start)});
        if (out->objective.len && out->key_result.len && !out->bare &&
            text_eq(out->scope, before->scope))
            return i;
    }
    return at;
}

struct ident_list ident_list_parse(struct arena *mem, const struct ident_words *words,
                                   const struct own_ids *own, struct text list)
{
    struct ident_list ids = {0};
    struct piece_list pieces = cut(mem, words, own, list);
    const char *start = NULL; /* of the last ID, where it is a slice of `list` */
    for (size_t i = 0; i < pieces.n && ids.n < LIST_MOST; i++) {
        const struct piece *piece = &pieces.v[i];
        struct ident id = ident_parse(mem, words, piece->text);
        id.own = piece->text.len && own_id_at(own, piece->text) == piece->text.len;
        struct ident *last = ids.n ? &ids.v[ids.n - 1] : NULL;
        struct ident whole = {0};
        size_t end_piece = last ? find_whole(mem, words, &pieces, i, last, &whole) : i;
        bool is_whole = end_piece > i;
        if (is_whole) {
            id = whole;
            i = end_piece;
        }
        if (last && piece->before == '-' && ends_in_number(last->written) && is_range(last, &id)) {
            count_out(mem, words, *last, &id, &ids);
            start = NULL;
        } else if (is_whole) {
            *list_push(mem, &ids) = id;
            start = piece->text.ptr;
        } else if (last && start && reversed(last, &id, piece->before)) {
            const char *end = piece->text.ptr + piece->text.len;
            *last = ident_parse(
                mem, words,
                text_printf(mem, TEXT_FMT " " TEXT_FMT, TEXT_ARG(id.key), TEXT_ARG(last->key)));
            last->written = (struct text){start, (size_t)(end - start)};
        } else if (last && start && joins(last, &id, piece->before)) {
            const char *end = piece->text.ptr + piece->text.len;
            *last = ident_parse(mem, words, (struct text){start, (size_t)(end - start)});
        } else {
            if (last)
                id = completed(mem, words, last, id);
            *list_push(mem, &ids) = id;
            start = piece->text.ptr;
        }
    }
    return ids;
}
