/*
 * Text -> status. The words of templates/status.txt are looked for clause by clause; what stands around
 * them may turn them ("not finished") or take from them ("almost done"): then nothing is claimed but
 * that the work is under way, or nothing at all.
 */
#include "base/fold.h"
#include "value/value.h"
#include "value/words.h"

#include <string.h>

static const char *const status_texts[] = {
    [STATUS_NONE] = "",
    [STATUS_NOT_STARTED] = "not started",
    [STATUS_IN_PROGRESS] = "in progress",
    [STATUS_ON_TRACK] = "on track",
    [STATUS_AT_RISK] = "at risk",
    [STATUS_OFF_TRACK] = "off track",
    [STATUS_DONE] = "done",
    [STATUS_MISSED] = "missed",
    [STATUS_DROPPED] = "dropped",
    [STATUS_PAUSED] = "paused",
};

const char *status_text(enum status status)
{
    return status_texts[status];
}

static enum status status_named(struct text name)
{
    for (size_t i = 1; name.len && i < sizeof status_texts / sizeof *status_texts; i++) {
        const char *z = status_texts[i];
        bool same = strlen(z) == name.len;
        for (size_t k = 0; same && k < name.len; k++)
            same = name.ptr[k] == z[k] || (name.ptr[k] == '_' && z[k] == ' ');
        if (same)
            return (enum status)i;
    }
    return STATUS_NONE;
}

enum { LONGEST_STATUS = 48 }; /* characters; more is prose that may mention anything */

/* The next clause of a text: up to a comma, a stop, a stroke, a dash between blanks. */
static struct text cut_clause(struct text *rest)
{
    static const char *const marks[] = {",",   ";", ". ", ":",  "(",  ")",  "/",  "\n",
                                        " - ", "–", "—",  "、", "，", "。", "；", "（"};
    size_t end = 0, width = 0;
    for (; end < rest->len && !width; end += !width) {
        struct text behind = text_slice(*rest, end, rest->len);
        for (size_t i = 0; i < sizeof marks / sizeof *marks && !width; i++)
            width = text_starts(behind, text_of(marks[i])) ? strlen(marks[i]) : 0;
    }
    struct text clause = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end + width, rest->len);
    return clause;
}

/* Where the next clause begins that a word opens ("but", "because"); not one of a state's own words, as
   in "as planned". */
static bool next_opening(struct text key, struct phrase *opening)
{
    struct phrase state;
    size_t from = 0;
    while (words_first(WORDS_STATUS_CLAUSE, text_slice(key, from, key.len), opening)) {
        opening->begin += from;
        opening->end += from;
        if (!words_at_start(WORDS_STATUS, text_slice(key, opening->begin, key.len), &state))
            return true;
        from = opening->begin + state.end;
    }
    return false;
}

/* The next part of a clause's key, up to a word that opens another; its name, absent at the end. */
static struct text cut_part(struct text *rest, struct text *opened)
{
    struct phrase opening;
    *opened = next_opening(*rest, &opening) ? opening.name : (struct text){0};
    size_t end = opened->len ? opening.begin : rest->len;
    struct text part = text_trim(text_slice(*rest, 0, end));
    *rest = opened->len ? text_trim(text_slice(*rest, opening.end, rest->len)) : (struct text){0};
    return part;
}

/* A "not" right behind a state, which takes nothing from what is amiss; where no blanks part words it
   stands anywhere behind, and of whatever state. */
static bool turned_behind(bool amiss, struct text behind, struct phrase *turn)
{
    if (words_within(WORDS_STATUS_TURN_BEHIND, behind, turn) &&
        (unsigned char)behind.ptr[turn->begin] >= 0xE2)
        return true;
    return !amiss && words_at_start(WORDS_STATUS_TURN_BEHIND, behind, turn);
}

/* What the words before and behind a state say of it, by their list's name; absent. What is amiss in part
   is amiss. */
static struct text turn_of(enum status status, struct text before, struct text behind)
{
    struct phrase phrase;
    bool amiss = status == STATUS_AT_RISK || status == STATUS_OFF_TRACK || status == STATUS_PAUSED;
    if (words_within(WORDS_STATUS_TURN, before, &phrase)) {
        bool partly = amiss && text_eq(phrase.name, T("partly"));
        struct text none = {0};
        return partly ? none : phrase.name;
    }
    return turned_behind(amiss, behind, &phrase) ? phrase.name : (struct text){0};
}

/* "40% done", but not "100 % done". */
static bool is_share(struct text clause)
{
    struct number number;
    return value_number(clause, DECIMAL_UNKNOWN, &number) && number.percent && number.value < 1;
}

/* The status of a phrase in its part of a clause, whose other words may turn it. */
static enum status status_turned(struct text clause, struct text part, const struct phrase *phrase)
{
    enum status status = status_named(phrase->name);
    struct phrase yet;
    struct text before = text_slice(part, 0, phrase->begin),
                behind = text_trim(text_slice(part, phrase->end, part.len));
    struct text turn = turn_of(status, before, behind);
    bool ended = status == STATUS_DONE || status == STATUS_MISSED;
    bool negated = text_eq(turn, T("not")) || status == STATUS_MISSED;
    if (ended && negated &&
        (words_within(WORDS_STATUS_YET, before, &yet) ||
         words_within(WORDS_STATUS_YET, behind, &yet)))
        return STATUS_IN_PROGRESS;
    if (status == STATUS_DONE && (text_eq(turn, T("partly")) || is_share(clause)))
        return STATUS_IN_PROGRESS;
    bool due = status == STATUS_DONE && text_has_digit(behind) &&
               words_at_start(WORDS_DUE_BY, behind, &yet); /* "hotovo do 31.5." */
    return turn.len || due ? STATUS_NONE : status;
}

/* A word of three letters or less proves something only at the beginning or the end. */
static bool proves(struct text part, const struct phrase *phrase)
{
    size_t length = phrase->end - phrase->begin;
    bool edge = phrase->begin == 0 || phrase->end == part.len;
    return length >= 4 || (unsigned char)part.ptr[phrase->begin] >= 0xE2 || (edge && length == 3);
}

struct state {
    enum status status;
    size_t length; /* of the phrase that says it */
};

/* The longest phrase of a status in the parts of a clause, if it is longer than the one known; a state
   that is denied denies no other one, and a reason for a state is none. */
static void status_in_clause(struct arena *mem, struct text clause, struct state *known)
{
    struct text rest = text_key(mem, clause), opened;
    while (rest.len) {
        struct phrase phrase;
        struct text part = cut_part(&rest, &opened);
        bool found = words_within(WORDS_STATUS, part, &phrase) && proves(part, &phrase);
        size_t length = found ? phrase.end - phrase.begin : 0;
        enum status status = found ? status_turned(clause, part, &phrase) : STATUS_NONE;
        if (status != STATUS_NONE && length > known->length)
            *known = (struct state){status, length};
        if (found && text_eq(opened, T("reason")))
            return;
    }
}

/* The longest phrase of a status in any clause. */
static enum status status_in_clauses(struct arena *mem, struct text text)
{
    struct state known = {STATUS_NONE, 0};
    while (text.len)
        status_in_clause(mem, cut_clause(&text), &known);
    return known.status;
}

/* What counts of "on track -> at risk" and of "was green, now red": the last. */
static struct text last_state(struct arena *mem, struct text text)
{
    static const char *const arrows[] = {"→", "->", "=>", "➔", "➜", "⇒", "➡"};
    size_t last = 0;
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++)
        for (size_t at; (at = text_find(text, text_of(arrows[i]), last)) != SIZE_MAX;)
            last = at + strlen(arrows[i]);
    for (struct text rest = text; rest.len && !last;) {
        struct text clause = cut_clause(&rest);
        struct text key = text_key(mem, clause);
        struct phrase now;
        if (words_at_start(WORDS_STATUS_NOW, key, &now))
            return text_slice(key, now.end, key.len);
    }
    return text_trim(text_slice(text, last, text.len));
}

enum status value_status(struct arena *mem, struct text text)
{
    text = text_trim(text);
    if (!text.len || text.len > 4 * LONGEST_STATUS || value_like_stars(text))
        return STATUS_NONE;
    struct text key = text_key(mem, text);
    struct text name = words_name(WORDS_STATUS, key);
    if (name.len)
        return status_named(name);
    struct text last = last_state(mem, text);
    if (last.len && last.len < text.len)
        return value_status(mem, last);
    enum status symbol = status_named(words_symbol(WORDS_STATUS, text));
    if (symbol != STATUS_NONE)
        return symbol;
    return key.len <= LONGEST_STATUS ? status_in_clauses(mem, text) : STATUS_NONE;
}

enum status value_status_answer(struct arena *mem, struct text text)
{
    struct text rest = text = text_trim(text), first = cut_clause(&rest);
    if (text.len > 4 * LONGEST_STATUS)
        return STATUS_NONE;
    struct text key = text_key(mem, text);
    struct text name = words_name(WORDS_STATUS_ANSWER, key);
    if (!name.len)
        name = words_name(WORDS_STATUS_ANSWER, text_key(mem, first));
    if (!key.len)
        name = words_symbol(WORDS_STATUS_ANSWER, text);
    return status_named(name);
}
