/*
 * Forms of references: the data file -> word lists, parts and patterns; patterns -> PCRE2 code,
 * compiled just in time. The only user of PCRE2. A part or word list is put into a pattern as a
 * group; word lists become alternations, longest first. Matching is bounded by PCRE2's own limits,
 * so that a hostile text costs a bounded time whatever a pattern (a user's, too) is like.
 */
#include "model/reference.h"

#include "base/fold.h"
#include "config/data.h"
#include "model/form.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>
#include <string.h>

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 4096, JIT_STACK = 512 * 1024 };
enum { INLINE_SIZE = 250 }; /* longer parts are called, not copied */
enum { PARTS = 260 };       /* most that a file may define */

#define FORM_GROUPS(X) X(scope) X(after) X(ids) X(quotes) X(title) X(gloss)

enum group {
#define X(name) GROUP_##name,
    FORM_GROUPS(X)
#undef X
        GROUP_COUNT
};

static const char *const group_names[] = {
#define X(name) #name,
    FORM_GROUPS(X)
#undef X
};

struct form {
    struct text name;
    unsigned flags;
    unsigned guard; /* what must be there for it to be looked for; 0: nothing */
    pcre2_code *code;
    int groups[GROUP_COUNT]; /* numbers; -1: the pattern has no such group */
};

enum { GUARDS = 24 };

struct reference_forms {
    struct form_words words;
    pcre2_code *guards[GUARDS]; /* parts that forms need, from 1 */
    unsigned n_guards;
    struct {
        struct form *v;
        size_t n, cap;
    } forms;
    size_t jobs;
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
};

/* The file while it is read. */
struct loading {
    struct arena *mem;
    struct reference_forms *forms;
    const char *file;
    struct map names; /* of parts and word lists -> number */
    struct text_list parts;
    struct {
        struct text_list *v;
        size_t n, cap;
    } lists;             /* one for each part: empty if it is no word list */
    bool *called[PARTS]; /* the parts that a part calls, itself or through others; NULL: none */
    size_t guard_parts[GUARDS];
    struct text *error;
    uint32_t line;
};

static bool malformed(const struct loading *l, const char *what, struct text detail)
{
    *l->error =
        text_printf(l->mem, "%s:%u: %s '" TEXT_FMT "'", l->file, l->line, what, TEXT_ARG(detail));
    return false;
}

/* --- words and parts ---------------------------------------------------------------------------- */

static int by_bytes(const void *a, const void *b)
{
    return text_cmp(*(const struct text *)a, *(const struct text *)b);
}

/* One unit of a word list's trie: a blank, a letter or digit, another character. */
static size_t unit_length(struct text word)
{
    size_t n = 1;
    while (n < word.len && ((unsigned char)word.ptr[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static void add_unit(struct buf *out, struct text unit)
{
    unsigned char c = (unsigned char)unit.ptr[0];
    bool plain =
        c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (c == ' ')
        buf_add_z(out, "\\h+");
    else if (c == '\'')
        buf_add_z(out, "['’]");
    else if (plain)
        buf_add(out, unit);
    else
        buf_printf(out, "\\%c", c);
}

/* Sorted words that begin alike -> what follows their first `from` bytes, as a trie: words that
   share a beginning share its test, and longer ones come before those that they begin with. */
static void add_trie(struct buf *out, const struct text *words, size_t n, size_t from)
{
    bool ends = words[0].len == from; /* the shortest comes first */
    size_t i = ends, branches = 0;
    struct buf inside = {.mem = out->mem};
    while (i < n) {
        struct text rest = text_slice(words[i], from, words[i].len);
        struct text unit = text_slice(rest, 0, unit_length(rest));
        size_t end = i + 1;
        while (end < n && text_starts(text_slice(words[end], from, words[end].len), unit))
            end++;
        buf_add_z(&inside, branches++ ? "|" : "");
        add_unit(&inside, unit);
        add_trie(&inside, words + i, end - i, from + unit.len);
        i = end;
    }
    if (branches > 1 || (branches && ends))
        buf_printf(out, "(?:" TEXT_FMT "%s)", TEXT_ARG(buf_text(&inside)), ends ? "|" : "");
    else
        buf_add(out, buf_text(&inside));
}

static struct text alternation(struct arena *mem, const struct text_list *words)
{
    struct text *sorted = NEW_ARRAY(mem, struct text, words->n);
    size_t n = 0;
    if (words->n)
        memcpy(sorted, words->v, words->n * sizeof *sorted);
    qsort(sorted, words->n, sizeof *sorted, by_bytes);
    for (size_t i = 0; i < words->n; i++)
        if (!n || !text_eq(sorted[n - 1], sorted[i]))
            sorted[n++] = sorted[i];
    struct buf out = {.mem = mem};
    if (n)
        add_trie(&out, sorted, n, 0);
    return buf_text(&out);
}

static void add_words(struct arena *mem, struct text_list *list, struct text words)
{
    while (words.len) {
        struct text word = text_trim(text_cut(&words, ','));
        if (word.len)
            *list_push(mem, list) = word;
    }
}

static size_t part_number(struct loading *l, struct text name)
{
    size_t number = *map_put(l->mem, &l->names, name, l->parts.n);
    if (number == l->parts.n) {
        *list_push(l->mem, &l->parts) = (struct text){0};
        *list_push(l->mem, &l->lists) = (struct text_list){0};
    }
    return number;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* The length of "{name}" at the start of `t`, or 0: "{0,3}" and "{Lu}" belong to PCRE2. */
static size_t braced_name(struct text t)
{
    size_t n = 1;
    if (t.len < 3 || t.ptr[0] != '{' || t.ptr[1] < 'a' || t.ptr[1] > 'z')
        return 0;
    while (n < t.len && is_name_char(t.ptr[n]))
        n++;
    return n < t.len && t.ptr[n] == '}' ? n + 1 : 0;
}

/* What a pattern that uses part `number` must define. */
static void add_calls(const struct loading *l, size_t number, bool *calls)
{
    if (l->parts.v[number].len > INLINE_SIZE)
        calls[number] = true;
    for (size_t i = 0; l->called[number] && i < number; i++)
        calls[i] |= l->called[number][i];
}

/* Puts parts into a pattern: short ones as they are; long ones, of which a copy at each place would
   be too much, as calls of a named group, `*calls` telling which. */
static bool expand(struct loading *l, struct text pattern, struct text *out, bool *calls)
{
    struct buf b = {.mem = l->mem};
    while (pattern.len) {
        size_t len = braced_name(pattern);
        if (len) {
            struct text name = text_slice(pattern, 1, len - 1);
            size_t number = map_get(&l->names, name);
            if (number == MAP_NONE)
                return malformed(l, "unknown part", name);
            if (l->parts.v[number].len <= INLINE_SIZE)
                buf_printf(&b, "(?:" TEXT_FMT ")", TEXT_ARG(l->parts.v[number]));
            else
                buf_printf(&b, "(?&p%zu)", number);
            add_calls(l, number, calls);
        } else {
            buf_add_char(&b, pattern.ptr[0]);
            len = 1;
        }
        pattern = text_slice(pattern, len, pattern.len);
    }
    *out = buf_text(&b);
    return true;
}

/* --- forms --------------------------------------------------------------------------------------- */

static pcre2_code *compile(struct loading *l, struct text name, struct text pattern)
{
    int code;
    PCRE2_SIZE at;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
                                         PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_EXTENDED |
                                             PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C,
                                         &code, &at, NULL);
    if (!compiled) {
        char message[200];
        pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
        struct text what =
            text_printf(l->mem, "form '" TEXT_FMT "': %s near", TEXT_ARG(name), message);
        malformed(l, what.ptr, text_slice(pattern, at > 20 ? at - 20 : 0, at + 10));
        return NULL;
    }
    return compiled;
}

void forms_hasten(const struct reference_forms *forms)
{
    /* without JIT (another processor, hardened kernel) the interpreter does the same, slower */
    for (unsigned g = 1; g <= forms->n_guards; g++)
        pcre2_jit_compile(forms->guards[g], PCRE2_JIT_COMPLETE);
    for (size_t i = 0; i < forms->forms.n; i++)
        pcre2_jit_compile(forms->forms.v[i].code, PCRE2_JIT_COMPLETE);
}

/* An expanded pattern with the definitions that it calls. */
static struct text with_definitions(const struct loading *l, struct text expanded,
                                    const bool *calls)
{
    struct buf whole = {.mem = l->mem};
    for (size_t i = 0; i < l->parts.n; i++)
        if (calls[i])
            buf_printf(&whole, "(?(DEFINE)(?<p%zu>" TEXT_FMT "))", i, TEXT_ARG(l->parts.v[i]));
    buf_printf(&whole, "(?:" TEXT_FMT ")", TEXT_ARG(expanded));
    return buf_text(&whole);
}

static bool add_form(struct loading *l, struct form form, struct text pattern)
{
    struct text expanded;
    bool calls[PARTS] = {false};
    if (!expand(l, pattern, &expanded, calls))
        return false;
    form.code = compile(l, form.name, with_definitions(l, expanded, calls));
    if (!form.code)
        return false;
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        int number = pcre2_substring_number_from_name(form.code, (PCRE2_SPTR)group_names[i]);
        form.groups[i] = number < 0 ? -1 : number;
    }
    *list_push(l->mem, &l->forms->forms) = form;
    return true;
}

/* The guard that looks for part `name`; false: there is no such part, or there are too many. */
static bool add_guard(struct loading *l, struct text name, unsigned *guard)
{
    struct reference_forms *forms = l->forms;
    size_t number = map_get(&l->names, name);
    if (number == MAP_NONE)
        return malformed(l, "unknown part", name);
    for (*guard = 1; *guard <= forms->n_guards; ++*guard)
        if (l->guard_parts[*guard] == number)
            return true;
    if (*guard >= GUARDS)
        return malformed(l, "too many guards, at", name);
    static const bool no_calls[PARTS];
    const bool *calls = l->called[number] ? l->called[number] : no_calls;
    forms->guards[*guard] = compile(l, name, with_definitions(l, l->parts.v[number], calls));
    forms->n_guards += forms->guards[*guard] != NULL;
    l->guard_parts[*guard] = number;
    return forms->guards[*guard] != NULL;
}

static unsigned flag_of(struct text word)
{
    static const struct {
        const char *word;
        unsigned flag;
    } known[] = {{"parent", FORM_PARENT}, {"text", FORM_TEXT},       {"note", FORM_NOTE},
                 {"never", FORM_NEVER},   {"mention", FORM_MENTION}, {"maybe", FORM_MAYBE},
                 {"unit", FORM_UNIT},     {"spelled", FORM_SPELLED}, {"when", FORM_WHEN},
                 {"on", FORM_ON},         {"theirs", FORM_THEIRS},   {"except", FORM_EXCEPT},
                 {"others", FORM_OTHERS}, {"turned", FORM_TURNED},   {"every", FORM_EVERY},
                 {"past", FORM_PAST},     {"doubt", FORM_DOUBT},     {"later", FORM_LATER}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_eq(word, text_of(known[i].word)))
            return known[i].flag;
    return 0;
}

/* "parent text note maybe needs has_verb" */
static bool parse_flags(struct loading *l, struct text words, struct form *form)
{
    while (words.len) {
        struct text word = text_cut(&words, ' ');
        unsigned flag = flag_of(word);
        if (text_eq(word, T("needs"))) {
            if (!add_guard(l, text_cut(&words, ' '), &form->guard))
                return false;
        } else if (word.len && !flag) {
            return malformed(l, "unknown word", word);
        }
        form->flags |= flag;
    }
    return true;
}

/* --- the file -------------------------------------------------------------------------------------- */

/* One statement: its first line and the indented ones below it, joined. */
static bool statement(struct loading *l, struct text text)
{
    text = text_trim(text);
    if (!text.len)
        return true;
    struct text kind = text_cut(&text, ' ');
    bool is_form = text_eq(kind, T("form"));
    struct text name = text_trim(text_cut(&text, is_form ? ':' : '='));
    size_t number = is_form ? 0 : part_number(l, name);
    if (number >= PARTS)
        return malformed(l, "too many parts, at", name);
    if (text_eq(kind, T("word"))) {
        add_words(l->mem, &l->lists.v[number], text);
        l->parts.v[number] = alternation(l->mem, &l->lists.v[number]);
        return true;
    }
    if (text_eq(kind, T("part"))) {
        l->called[number] = NEW_ARRAY(l->mem, bool, PARTS);
        return expand(l, text_trim(text), &l->parts.v[number], l->called[number]);
    }
    if (!is_form)
        return malformed(l, "expected word, part or form, not", kind);
    struct text where = text_trim(text_cut(&text, '\n'));
    struct form form = {.name = name};
    return parse_flags(l, where, &form) && add_form(l, form, text_trim(text));
}

/* Words of the configuration join the file's lists before parts and forms are made from them. */
static void add_configured_words(struct loading *l, const struct config *config)
{
    for (size_t i = 0; i < config->references.n; i++) {
        const struct word_config *w = &config->references.v[i];
        size_t number = map_get(&l->names, w->name);
        if (number == MAP_NONE || !l->lists.v[number].n)
            continue;
        add_words(l->mem, &l->lists.v[number], w->words);
        l->parts.v[number] = alternation(l->mem, &l->lists.v[number]);
    }
}

static bool load_file(struct loading *l, const struct config *config, struct text content)
{
    struct buf now = {.mem = l->mem};
    bool words_done = false;
    uint32_t line = 0, start = 1;
    while (content.len) {
        struct text next = text_cut(&content, '\n');
        line++;
        if (next.len && next.ptr[0] == '#')
            continue;
        bool goes_on = next.len && (next.ptr[0] == ' ' || next.ptr[0] == '\t');
        if (!goes_on) {
            l->line = start;
            if (!statement(l, text_copy(l->mem, buf_text(&now))))
                return false;
            now.len = 0;
            start = line;
            if (!words_done && (text_starts(next, T("part ")) || text_starts(next, T("form ")))) {
                add_configured_words(l, config);
                words_done = true;
            }
        }
        buf_add(&now, next);
        buf_add_char(&now, '\n');
    }
    l->line = start;
    return statement(l, text_copy(l->mem, buf_text(&now)));
}

/* The forms behind the first `shipped` before those. */
static void put_first(struct arena *mem, struct reference_forms *forms, size_t shipped)
{
    size_t n = forms->forms.n, own = n - shipped;
    struct form *all = NEW_ARRAY(mem, struct form, n + 1);
    for (size_t i = 0; i < n; i++)
        all[i < shipped ? own + i : i - shipped] = forms->forms.v[i];
    forms->forms.v = all;
    forms->forms.cap = n + 1;
}

/* Forms of the user's own: looked for first, everywhere. */
static bool load_configured(struct loading *l, const struct config *config)
{
    size_t shipped = l->forms->forms.n;
    for (size_t i = 0; i < config->references.n; i++) {
        const struct word_config *w = &config->references.v[i];
        if (map_get(&l->names, w->name) != MAP_NONE)
            continue;
        l->file = config->path.len ? text_z(l->mem, config->path) : "okralign.ini";
        l->line = w->line;
        struct form form = {.name = w->name, .flags = FORM_PARENT | FORM_TEXT | FORM_NOTE};
        if (!add_form(l, form, w->words))
            return false;
    }
    put_first(l->mem, l->forms, shipped);
    return true;
}

static const struct text_list *words_of(const struct loading *l, const char *name)
{
    static const struct text_list nothing;
    size_t number = map_get(&l->names, text_of(name));
    return number == MAP_NONE ? &nothing : &l->lists.v[number];
}

static struct text_list keys_of(const struct loading *l, const char *name)
{
    const struct text_list *words = words_of(l, name);
    struct text_list keys = {0};
    for (size_t i = 0; i < words->n; i++) {
        struct text key = text_key(l->mem, words->v[i]);
        if (key.len)
            *list_push(l->mem, &keys) = key;
    }
    return keys;
}

static void put_keys(const struct loading *l, struct map *map, const char *name, size_t value)
{
    struct text_list keys = keys_of(l, name);
    for (size_t i = 0; i < keys.n; i++)
        map_put(l->mem, map, keys.v[i], value);
}

/* The words of a list are numbers in order. */
static void collect_cardinals(const struct loading *l, struct map *map)
{
    static const char *const names[] = {"cardinal_en", "cardinal_de", "cardinal_fr", "cardinal_es",
                                        "cardinal_pt", "cardinal_it", "cardinal_nl", "cardinal_sv",
                                        "cardinal_pl", "tens_en",     "tens_de",     "tens_fr",
                                        "tens_es"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        const struct text_list *list = words_of(l, names[n]);
        bool tens = names[n][0] == 't';
        for (size_t i = 0; i < list->n; i++) {
            struct text key = text_key(l->mem, list->v[i]);
            if (key.len)
                map_put(l->mem, map, key, tens ? 10 * (i + 2) : i + 2);
        }
    }
}

/* Each word of the list's phrases. */
static void put_words(const struct loading *l, struct map *map, const char *name)
{
    const struct text_list *list = words_of(l, name);
    for (size_t i = 0; i < list->n; i++)
        for (struct text rest = text_key(l->mem, list->v[i]); rest.len;)
            map_put(l->mem, map, text_cut(&rest, ' '), 1);
}

static void collect_words(const struct loading *l, struct form_words *words)
{
    words->ident.key_result = keys_of(l, "key_result");
    words->ident.objective = keys_of(l, "objective");
    words->ident.and = keys_of(l, "and");
    words->ident.to = keys_of(l, "to");
    words->ident.number = keys_of(l, "number");
    words->ident.possessive = keys_of(l, "possessive");
    struct text_list okr = keys_of(l, "okr"); /* "OKR 2, KR 1" */
    for (size_t i = 0; i < okr.n; i++)
        *list_push(l->mem, &words->ident.objective) = okr.v[i];
    struct text_list adverbs = keys_of(l, "adverb"); /* "KR 1 and maybe KR 2" */
    for (size_t i = 0; i < adverbs.n; i++)
        *list_push(l->mem, &words->ident.and) = adverbs.v[i];
    put_keys(l, &words->scope, "company", SCOPE_WORD_COMPANY);
    put_keys(l, &words->scope, "company_alone", SCOPE_WORD_COMPANY_ALONE);
    put_keys(l, &words->scope, "above", SCOPE_WORD_ABOVE);
    put_keys(l, &words->scope, "department", SCOPE_WORD_DEPARTMENT);
    put_keys(l, &words->scope, "team", SCOPE_WORD_TEAM);
    put_keys(l, &words->scope, "own", SCOPE_WORD_OWN);
    put_keys(l, &words->parent, "parent", 1);
    put_keys(l, &words->homonym, "homonym", 1);
    put_keys(l, &words->all, "all", 1);
    put_keys(l, &words->last_one, "last_one", 1);
    put_keys(l, &words->first_ones, "first_ones", 1);
    put_keys(l, &words->except, "except", 1);
    put_keys(l, &words->now, "now", 1);
    static const char *const ordinals[] = {"ordinal_1", "ordinal_2", "ordinal_3",
                                           "ordinal_4", "ordinal_5", "ordinal_6",
                                           "ordinal_7", "ordinal_8", "ordinal_9"};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        put_keys(l, &words->ordinals, ordinals[i], i + 1);
    put_keys(l, &words->negation, "negation", 1);
    put_keys(l, &words->label, "label", 1);
    put_keys(l, &words->short_names, "short", 1);
    put_keys(l, &words->commonplace, "commonplace", 1);
    put_keys(l, &words->bettering, "bettering", 1);
    put_keys(l, &words->quantity, "quantity", 1);
    put_keys(l, &words->otherwise, "otherwise", 1);
    words->below = keys_of(l, "below");
    put_keys(l, &words->supporter, "supporter", 1);
    collect_cardinals(l, &words->cardinals);
    static const char *const when[] = {
        [WHEN_BEFORE] = "before",   [WHEN_PRESENT] = "present", [WHEN_BEHIND] = "behind",
        [WHEN_QUARTER] = "quarter", [WHEN_HALF] = "half",       [WHEN_YEAR] = "year"};
    for (size_t i = 1; i < sizeof when / sizeof *when; i++)
        put_keys(l, &words->when, when[i], i);
    static const char *const fillers[] = {"filler", "adverb", "okr", "key_result", "objective"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        put_keys(l, &words->filler, fillers[i], 1);
    static const char *const about[] = {"about", "verb"};
    for (size_t i = 0; i < 2; i++)
        put_words(l, &words->about, about[i]);
    static const char *const languages[LANGUAGES] = {
        "language_en", "language_de", "language_fr", "language_es", "language_pt",
        "language_it", "language_nl", "language_no", "language_sv", "language_pl"};
    for (size_t i = 0; i < LANGUAGES; i++)
        put_keys(l, &words->languages[i], languages[i], 1);
    const struct text_list *none = words_of(l, "none");
    for (size_t i = 0; i < none->n; i++)
        map_put(l->mem, &words->none, text_fold(l->mem, none->v[i]), 1);
    const struct text_list *nothing = words_of(l, "nothing");
    for (size_t i = 0; i < nothing->n; i++)
        map_put(l->mem, &words->nothing, text_fold(l->mem, nothing->v[i]), 1);
}

static bool make_context(struct reference_forms *forms)
{
    uint32_t groups = 1;
    for (size_t i = 0; i < forms->forms.n; i++) {
        uint32_t n = 0;
        pcre2_pattern_info(forms->forms.v[i].code, PCRE2_INFO_CAPTURECOUNT, &n);
        if (n + 1 > groups)
            groups = n + 1;
    }
    forms->context = pcre2_match_context_create(NULL);
    forms->data = pcre2_match_data_create(groups, NULL);
    if (!forms->context || !forms->data)
        return false;
    pcre2_set_match_limit(forms->context, MATCH_LIMIT);
    pcre2_set_depth_limit(forms->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(forms->context, HEAP_LIMIT_KIB);
    forms->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK, NULL);
    if (forms->stack)
        pcre2_jit_stack_assign(forms->context, NULL, forms->stack);
    return true;
}

struct reference_forms *reference_forms_load(struct arena *mem, const struct config *config,
                                             struct text *error)
{
    struct reference_forms *forms = NEW(mem, struct reference_forms);
    forms->jobs = config->jobs ? config->jobs : 1;
    struct loading l = {.mem = mem, .forms = forms, .file = "references.txt", .error = error};
    struct text content = data_file(mem, l.file);
    if (!load_file(&l, config, content) || !load_configured(&l, config)) {
        reference_forms_free(forms);
        return NULL;
    }
    collect_words(&l, &forms->words);
    if (make_context(forms))
        return forms;
    *error = T("out of memory");
    reference_forms_free(forms);
    return NULL;
}

size_t forms_jobs(const struct reference_forms *forms)
{
    return forms->jobs;
}

struct reference_forms *forms_begin(struct arena *mem, const struct reference_forms *forms)
{
    struct reference_forms *own = NEW(mem, struct reference_forms);
    *own = *forms;
    if (!make_context(own))
        arena_out_of_memory();
    return own;
}

void forms_end(struct reference_forms *forms)
{
    pcre2_match_context_free(forms->context);
    pcre2_match_data_free(forms->data);
    pcre2_jit_stack_free(forms->stack);
    forms->context = NULL;
    forms->data = NULL;
    forms->stack = NULL;
}

void reference_forms_free(struct reference_forms *forms)
{
    if (!forms)
        return;
    for (size_t i = 0; i < forms->forms.n; i++)
        pcre2_code_free(forms->forms.v[i].code);
    for (size_t i = 0; i < GUARDS; i++)
        pcre2_code_free(forms->guards[i]);
    forms_end(forms);
    *forms = (struct reference_forms){0};
}

/* --- matching ------------------------------------------------------------------------------------ */

const struct form_words *forms_words(const struct reference_forms *forms)
{
    return &forms->words;
}

size_t forms_count(const struct reference_forms *forms)
{
    return forms->forms.n;
}

unsigned forms_guards(const struct reference_forms *forms, struct text subject)
{
    unsigned there = 1;
    for (unsigned g = 1; g <= forms->n_guards; g++) {
        int n = pcre2_match(forms->guards[g], (PCRE2_SPTR)subject.ptr, subject.len, 0, 0,
                            forms->data, forms->context);
        if (n != PCRE2_ERROR_NOMATCH) /* a limit that was met leaves it to the forms */
            there |= 1u << g;
    }
    return there;
}

bool form_applies(const struct reference_forms *forms, size_t form, unsigned where, unsigned guards)
{
    const struct form *f = &forms->forms.v[form];
    return (f->flags & where) && (guards & 1u << f->guard);
}

unsigned form_flags(const struct reference_forms *forms, size_t form)
{
    return forms->forms.v[form].flags;
}

static struct text group_text(const PCRE2_SIZE *offsets, int number, int n_groups,
                              struct text subject)
{
    if (number < 0 || number >= n_groups || offsets[2 * number] == PCRE2_UNSET)
        return (struct text){0};
    struct text t = text_trim(text_slice(subject, offsets[2 * number], offsets[2 * number + 1]));
    return t.len ? t : (struct text){0};
}

enum form_result form_find(const struct reference_forms *forms, size_t form, struct text subject,
                           size_t from, struct form_match *out)
{
    const struct form *f = &forms->forms.v[form];
    int n = pcre2_match(f->code, (PCRE2_SPTR)subject.ptr, subject.len, from, PCRE2_NOTEMPTY,
                        forms->data, forms->context);
    if (n <= 0)
        return n == PCRE2_ERROR_NOMATCH ? FORM_NO : FORM_GAVE_UP;
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(forms->data);
    struct text *const texts[GROUP_COUNT] = {
#define X(name) &out->name,
        FORM_GROUPS(X)
#undef X
    };
    *out = (struct form_match){.form = f->name, .flags = f->flags};
    /* \K or a look-behind could set the start behind the end */
    out->whole = text_slice(subject, at[0], at[1] > at[0] ? at[1] : at[0]);
    for (size_t i = 0; i < GROUP_COUNT; i++)
        *texts[i] = group_text(at, f->groups[i], n, subject);
    return out->whole.len ? FORM_YES : FORM_NO;
}
