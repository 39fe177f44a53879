/*
 * A key result's own words -> start and target. The numbers are found first (value_scan.c); what the words
 * before, between and behind them say ("from", "to", "by", "at least", "currently") gives each its part.
 * Words are data in templates/values.txt, so that a language is a line there, not a branch here.
 */
#include "base/fold.h"
#include "value/value_number.h"
#include "value/value_scan.h"
#include "value/words.h"

#include <math.h>
#include <string.h>

static bool is_from(const struct scan *s, size_t i)
{
    struct phrase phrase;
    return words_at_end(WORDS_FROM, s->stem[i], &phrase);
}

/* "from working day 11", "从每月120件": what is counted stands between. */
static bool is_from_kind(const struct scan *s, size_t i)
{
    enum { MOST_WORDS = 2, MOST_SIGNS = 4 };
    struct phrase phrase;
    struct text head = s->stem[i];
    if (words_within(WORDS_FROM, head, &phrase) &&
        begins_unspaced(text_slice(head, phrase.begin, phrase.end)) &&
        text_length(text_slice(head, phrase.end, head.len)) <= MOST_SIGNS)
        return true;
    for (size_t words = 0; words < MOST_WORDS && head.len; words++) {
        while (head.len && head.ptr[head.len - 1] != ' ')
            head.len--;
        head = text_trim(head);
        if (words_at_end(WORDS_FROM, head, &phrase))
            return phrase.end - phrase.begin >= 4; /* no "de", which counts things */
    }
    return false;
}

/* "Start: 9", "(start 9 days)", "Start 9, target 3": a label; "Start 9 pilots" is none. */
static bool is_labelled_start(const struct scan *s, size_t i)
{
    struct phrase label, to;
    struct text raw = text_trim(s->raw_head[i]), inside = raw;
    bool marked = text_ends(raw, T(":")) || text_ends(raw, T("="));
    if (!(marked || (i == 0 && s->n > 1) || text_contains(raw, T("("))) ||
        !words_at_end(WORDS_START_LABEL, s->head[i], &label))
        return false;
    for (size_t at; (at = text_find(inside, T("("), 0)) != SIZE_MAX;)
        inside = text_slice(inside, at + 1, inside.len);
    bool bracket =
        inside.len < raw.len && words_name(WORDS_START_LABEL, text_key(s->mem, inside)).len > 0;
    bool target =
        i == 0 && s->n > 1 && !label.begin && words_at_end(WORDS_TARGET_LABEL, s->head[1], &to);
    return marked || bracket || target;
}

static bool is_baseline(const struct scan *s, size_t i)
{
    struct phrase phrase;
    struct text head = s->stem[i];
    return words_at_end(WORDS_BASELINE, head, &phrase) || is_labelled_start(s, i) ||
           words_at_start(WORDS_FROM_BEHIND, s->tail[i], &phrase);
}

/* "to" at the end of what stands before number `i`. */
static bool ends_with_to(const struct scan *s, size_t i, struct phrase *to)
{
    bool elided = text_ends(s->raw_head[i], T("'")) || text_ends(s->raw_head[i], T("’"));
    return words_at_end(WORDS_TO, s->head[i], to) ||
           (elided && words_at_end(WORDS_TO_ELIDED, s->head[i], to));
}

static bool is_arrow(struct text raw)
{
    static const char *const arrows[] = {"→", "->", "=>", "➔",  "➜",  "⇒", "➡",
                                         "⟶", "➞",  "⟹",  "–>", "—>", ">>"};
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++)
        if (text_contains(raw, text_of(arrows[i])))
            return true;
    return false;
}

/* "Target: 3", "Ziel ≥ 50": nothing else stands between the label and the number. */
static bool is_labelled_target(const struct scan *s, size_t i)
{
    struct phrase label;
    struct text raw = s->raw_head[i];
    while (raw.len && !is_word_byte(raw.ptr[raw.len - 1], true) &&
           !text_contains(T("),;/"), text_slice(raw, raw.len - 1, raw.len)))
        raw.len--;
    return words_at_end(WORDS_TARGET_LABEL, s->head[i], &label) && raw.len &&
           is_word_byte(raw.ptr[raw.len - 1], true);
}

static bool is_to(const struct scan *s, size_t i)
{
    struct phrase phrase;
    return is_labelled_target(s, i) || words_at_end(WORDS_TO, s->stem[i], &phrase) ||
           ends_with_to(s, i, &phrase) || is_arrow(s->raw_head[i]) ||
           (begins_unspaced(s->tail[i]) && words_at_start(WORDS_TO, s->tail[i], &phrase));
}

/* --- years ------------------------------------------------------------------------------------- */

/* A year that OKRs name; the other ones are rather figures. */
static bool is_plan_year(const struct token *token)
{
    return token->year && token->value >= 2010 && token->value <= 2060;
}

static bool is_year_word(const struct scan *s, struct text word)
{
    return words_name(WORDS_YEAR, text_key(s->mem, word)).len > 0;
}

/* "2000 users", "2020 a month"; not "2019 levels", "2000年". */
static bool counts_things(const struct scan *s, size_t i)
{
    struct text unit = unit_of(s, i);
    bool of_year = is_year_word(s, unit) || words_name(WORDS_YEAR_NOUN, text_key(s->mem, unit)).len;
    return unit.len && !of_year &&
           (text_contains(unit, T(" ")) || is_counted(s, unit, (struct text){0}));
}

/* "fin de 2026 à 50": no figure begins there. */
static bool is_of_calendar(const struct scan *s, size_t i)
{
    static const enum word_section parts[] = {WORDS_YEAR_PART, WORDS_MONTH, WORDS_QUARTER,
                                              WORDS_HALF,      WORDS_YEAR,  WORDS_FISCAL};
    struct phrase from, part;
    struct text head = s->head[i];
    if (words_at_end(WORDS_FROM, head, &from))
        head = text_trim(text_slice(head, 0, from.begin));
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (words_at_end(parts[k], head, &part))
            return true;
    return false;
}

/* Nothing stands between number i and the next but "to", an arrow, and what i counts. */
static bool leads_to_next(const struct scan *s, size_t i)
{
    struct phrase to;
    struct text head = s->head[i + 1], unit = unit_of(s, i);
    if (is_arrow(s->raw_head[i + 1]) || words_name(WORDS_FROM_BEHIND, head).len)
        return true;
    if (!ends_with_to(s, i + 1, &to))
        return false;
    struct text between = text_trim(text_slice(head, 0, to.begin));
    return !is_year_word(s, unit) && (!between.len || text_eq(between, text_key(s->mem, unit)));
}

/* "from 2025 to 2026" is a period, if nothing is counted; "from 2000 to 2100" is none. */
static bool are_figures(const struct scan *s, size_t i)
{
    for (size_t k = 0; k < s->n; k++)
        if (!s->v[k].year)
            return false;
    bool period = is_plan_year(&s->v[i]) && is_plan_year(&s->v[i + 1]);
    return scan_moves(s) && (counts_things(s, i + 1) || !period);
}

/* Numbers i and the next are start and target, years or not. */
static bool are_ends(const struct scan *s, size_t i)
{
    const struct token *a = &s->v[i], *b = &s->v[i + 1];
    if (i + 1 >= s->n || a->percent || b->percent || !leads_to_next(s, i))
        return false;
    if (a->year && b->year)
        return are_figures(s, i);
    bool from = (is_from(s, i) && !is_of_calendar(s, i)) || is_arrow(s->raw_head[i + 1]) ||
                words_name(WORDS_FROM_BEHIND, s->head[i + 1]).len;
    return from || (scan_moves(s) && !is_plan_year(a->year ? a : b));
}

/* Four bare digits that are no figure. */
static bool is_year(struct scan *s, size_t i)
{
    struct phrase phrase;
    if (!s->v[i].year || are_ends(s, i) || (i > 0 && are_ends(s, i - 1)))
        return false;
    bool compared = words_at_end(WORDS_BASELINE, s->head[i], &phrase) ||
                    words_at_start(WORDS_YEAR_NOUN, s->tail[i], &phrase);
    bool figure = counts_things(s, i) || (is_to(s, i) && !compared);
    return is_plan_year(&s->v[i]) || !figure;
}

/* --- the unit of a change ------------------------------------------------------------------------ */

static void take_unit(const struct scan *s, size_t a, size_t b, struct change *out)
{
    out->percent = s->v[b].percent;
    if (out->percent)
        return;
    out->unit = unit_of(s, b);
    if (!out->unit.len && a != b)
        out->unit = unit_of(s, a);
}

/* "2 pp", "200 bps", "2 %-points": how much of 1 one of them is; NAN: no points of a percentage. */
static double percent_points(const struct scan *s, size_t i)
{
    const struct token *token = &s->v[i];
    size_t from = token->end, to = i + 1 < s->n ? s->v[i + 1].begin : s->text.len;
    struct phrase phrase;
    if (token->unit.len && !token->currency)
        from = (size_t)(token->unit.ptr - s->text.ptr);
    struct text key = text_key(s->mem, text_slice(s->text, from, to));
    struct text raw = text_slice(s->text, from, to);
    bool sign = text_starts(raw, T("p")) &&
                (raw.len == 1 || (raw.ptr[1] != '.' && !is_word_byte(raw.ptr[1], true)) ||
                 begins_unspaced(text_slice(raw, 1, raw.len)));
    if (token->percent) /* "2 %-points", "3%p" */
        return sign || words_at_start(WORDS_POINTS, key, &phrase) ? 1 : NAN;
    return words_at_start(WORDS_PERCENT_POINTS, key, &phrase)
               ? words_value(WORDS_PERCENT_POINTS, text_slice(key, phrase.begin, phrase.end))
               : NAN;
}

/* --- the forms --------------------------------------------------------------------------------- */

/* "from 9 to 12 %", "von 42 auf 50 Mio. €": a bare start takes the percent of its target, and its
   magnitude where start and target are then of one order. */
static double same_dress(const struct token *start, const struct token *target)
{
    if (target->percent && !start->percent && !start->currency && fabs(start->value) > 1)
        return start->value / 100;
    bool bare = target->magnitude > 1 && start->magnitude == 1;
    if (bare && fabs(start->value) * target->magnitude <= 3.5 * fabs(target->value))
        return start->value * target->magnitude;
    return start->value;
}

/* Number k in the unit of number `as`: 2 weeks as 14 days. */
static double in_unit_of(const struct scan *s, size_t k, size_t as)
{
    double value = same_dress(&s->v[k], &s->v[as]);
    double ratio = value_unit_ratio(s->mem, unit_of(s, k), unit_of(s, as));
    return isnan(ratio) ? value : value * ratio;
}

static void set_pair(const struct scan *s, size_t start, size_t target, struct change *out)
{
    size_t first = start < target ? start : target, last = start < target ? target : start;
    out->target = s->v[target].value;
    out->start = in_unit_of(s, start, target);
    if (s->v[start].percent && !s->v[target].percent && fabs(out->target) > 1)
        out->target /= 100;
    out->slice = text_slice(s->text, s->v[first].begin, s->v[last].end);
    take_unit(s, start, target, out);
    struct text stem;
    if (target == start + 1 && !out->percent && scan_declines(s, start, &stem))
        out->unit = stem;
    struct text of_start = value_currency(s->mem, unit_of(s, start)),
                of_target = value_currency(s->mem, unit_of(s, target));
    if (of_start.len && of_target.len && !text_eq(of_start, of_target))
        out->start_unit = unit_of(s, start);
    out->percent |= s->v[start].percent;
    out->direction = out->target > out->start   ? DIRECTION_INCREASE
                     : out->target < out->start ? DIRECTION_DECREASE
                                                : DIRECTION_KEEP;
}

/* "Sign 10 ...": a number right behind the first word. */
static bool leads(const struct scan *s, size_t i)
{
    return i == 0 && s->head[0].len && !text_contains(s->head[0], T(" ")) &&
           !ends_unspaced(s->head[0]);
}

bool counts(const struct scan *s, size_t i)
{
    const struct token *t = &s->v[i];
    if (i > 0 || s->n < 2 || s->head[0].len || t->percent || t->currency || t->value < 2)
        return false;
    struct text unit = unit_of(s, 0);
    return unit.len && isnan(words_value(WORDS_DURATION, text_key(s->mem, unit))) &&
           value_comparison(s->raw_head[1], s->raw_tail[1]) != 0;
}

/* Both are figures of one kind, not the ends of a range of things: "65% to 80%", "€6 to €5". */
static bool same_kind(const struct scan *s, size_t i)
{
    const struct token *a = &s->v[i], *b = &s->v[i + 1];
    if (a->percent || a->currency)
        return a->percent == b->percent && a->currency == b->currency;
    struct text unit = unit_of(s, i);
    return unit.len && text_eq_ascii_case(unit, unit_of(s, i + 1));
}

/* What stands between the two is "to", behind the first one's unit if it has one, or, behind a label
   ("Conversion: 1.9% - 2.6%"), a dash. */
static bool goes_to(const struct scan *s, size_t i)
{
    struct phrase phrase;
    struct text raw = text_trim(s->raw_head[i + 1]), head = s->head[i + 1];
    bool dash = text_eq(raw, T("-")) || text_eq(raw, T("–")) || text_eq(raw, T("—"));
    if (dash)
        return same_kind(s, i) && text_ends(text_trim(s->raw_head[i]), T(":"));
    if (!words_at_end(WORDS_TO, head, &phrase))
        return false;
    struct text unit = text_trim(text_slice(head, 0, phrase.begin));
    if (unit.len && !text_eq(unit, text_key(s->mem, unit_of(s, i))))
        return false;
    bool label = text_ends(text_trim(s->raw_head[i]), T(":"));          /* "Open cases: 60 to 45" */
    bool things = leads(s, i) && !s->v[i].percent && !s->v[i].currency; /* "sign 10 to 15" */
    return scan_moves(s) || (label && !s->v[i].year) ||
           (direction_of(s->key) == DIRECTION_UNKNOWN && same_kind(s, i) && !things);
}

/* "40 % from within 60 km": the second is no figure of the first one's. */
static bool of_another_kind(const struct scan *s, size_t a, size_t b)
{
    return s->v[a].percent && !s->v[b].percent && unit_of(s, b).len;
}

/* "at least 12 quickstarts (now 7)": where it stands, beside a bound that has no start. */
static bool stands_at(const struct scan *s, size_t bound, size_t i)
{
    struct phrase phrase;
    return value_comparison(s->raw_head[bound], s->raw_tail[bound]) != 0 &&
           words_at_end(WORDS_NOW_AT, s->head[i], &phrase);
}

/* "under 2 pp", "at 20 bps", "a lead of 5 pp": where a figure is to be, not how far it is to go; but "by
   at least 2 pp". */
static bool is_level(const struct scan *s, size_t i)
{
    struct phrase phrase;
    bool by = words_at_end(WORDS_BY, s->stem[i], &phrase);
    return words_at_end(WORDS_AT_LEVEL, s->head[i], &phrase) ||
           (!by && value_comparison(s->raw_head[i], (struct text){0}) != 0);
}

/* How number i changes a figure: by a share of it, or by so many; neither: it does not. */
enum manner { NO_CHANGE, RELATIVE, ABSOLUTE };

static bool is_in_points(const struct scan *s, size_t i)
{
    struct phrase phrase;
    return words_at_start(WORDS_POINTS, s->tail[i], &phrase) ||
           words_name(WORDS_POINTS, text_key(s->mem, unit_of(s, i))).len > 0;
}

/* "up 10 points", "+3 Punkte", "5 points more"; not "exceed 90 points", "40 story points". */
static bool points_move(const struct scan *s, size_t i)
{
    const struct token *token = &s->v[i];
    struct phrase points, phrase;
    if (!words_at_start(WORDS_POINTS, s->tail[i], &points) ||
        value_comparison(s->raw_head[i], s->raw_tail[i]))
        return false;
    struct text rest = text_trim(text_slice(s->tail[i], points.end, s->tail[i].len));
    return token->plus || token->value < 0 || words_at_end(WORDS_INCREASE, s->head[i], &phrase) ||
           words_at_end(WORDS_DECREASE, s->head[i], &phrase) ||
           words_at_start(WORDS_BY_BEHIND, rest, &phrase);
}

/* "used by 60% of truckers", "paid by 80% of customers": by whom, not by how much. */
static bool is_done_by(struct text before_by, bool of_whole, bool moves)
{
    struct phrase phrase;
    bool done = text_ends(before_by, T("ed")) || words_at_end(WORDS_DONE, before_by, &phrase);
    return done && (of_whole || !moves) && !words_at_end(WORDS_INCREASE, before_by, &phrase) &&
           !words_at_end(WORDS_DECREASE, before_by, &phrase);
}

/* "by 20 %", "by at least 20 %"; but "del 88 %", "med 20 %" only beside a verb of change, or alone. */
static bool is_by(const struct scan *s, size_t i, bool moves)
{
    struct phrase by, phrase;
    struct text head = s->stem[i];
    if (!words_at_end(WORDS_BY, head, &by))
        return false;
    struct text before = text_trim(text_slice(head, 0, by.begin));
    bool of_whole = words_at_start(WORDS_WHOLE_OF, s->tail[i], &phrase);
    if (is_done_by(before, of_whole, moves))
        return false;
    return moves || !before.len || !(of_whole || words_at_end(WORDS_BY_OR_OF, head, &phrase));
}

static bool ends_in_mark(struct text raw)
{
    raw = text_trim(raw);
    return raw.len && strchr(":=(<>~-,;/", raw.ptr[raw.len - 1]);
}

/* "revenue" of "Grow our revenue": an amount, and nothing that is itself a share of something. */
static bool is_amount(struct text key)
{
    struct phrase amount, share;
    return words_at_end(WORDS_AMOUNT, key, &amount) && !words_within(WORDS_SHARE_OF, key, &share);
}

/* Number i is a share by which an amount changes: "Grow revenue by 20 %". */
static bool changes_amount(const struct scan *s, size_t i)
{
    struct phrase by;
    struct text head = s->stem[i];
    if (words_at_end(WORDS_BY, head, &by))
        head = text_trim(text_slice(head, 0, by.begin));
    return is_amount(head);
}

/* "Cut costs 20 %", "Grow revenue 20 %", "Umsatz 20 % steigern": what is to change, and how much of it. "Increase the
   conversion rate 20 %" may as well say where to. */
static bool tells_what_changes(const struct scan *s, size_t i)
{
    struct phrase verb;
    struct text head = s->head[i], tail = s->tail[i];
    if (tail.len)
        return is_amount(head) &&
               (words_name(WORDS_INCREASE, tail).len || words_name(WORDS_DECREASE, tail).len);
    bool cut = words_at_start(WORDS_BY_BARE, head, &verb) && verb.end < head.len;
    return cut && (text_eq(verb.name, T("down")) || is_amount(head));
}

/* A share alone behind that: no other figure, and no word that says where to. "Reduce: 20 %", "Cut the share below
   20 %" do. */
static bool is_bare_change(const struct scan *s, size_t i)
{
    struct phrase phrase;
    struct text head = s->head[i];
    return s->n == 1 && s->v[i].percent && tells_what_changes(s, i) &&
           !ends_in_mark(s->raw_head[i]) && !words_at_end(WORDS_TO, head, &phrase) &&
           !words_at_end(WORDS_FROM, head, &phrase) &&
           !words_at_end(WORDS_BASELINE, head, &phrase) &&
           !value_comparison(s->raw_head[i], s->raw_tail[i]);
}

/* "5 fewer complaints", "10 TB less": by how much; "5 or fewer" is a bound. */
static bool is_fewer(const struct scan *s, size_t i)
{
    struct phrase fewer;
    struct text tail = s->tail[i], unit = text_key(s->mem, unit_of(s, i));
    if (unit.len && text_starts(tail, unit))
        tail = text_trim(text_slice(tail, unit.len, tail.len));
    return words_at_start(WORDS_FEWER, tail, &fewer) &&
           !value_comparison(s->raw_head[i], s->raw_tail[i]);
}

/* 3ヶ月短縮, "20억 증가": what it counts, and right behind it which way. */
static bool changes_behind(const struct scan *s, size_t i, bool *down)
{
    struct phrase way;
    struct text raw = s->raw_tail[i], unit = unit_of(s, i);
    if (unit.ptr >= raw.ptr && unit.ptr < raw.ptr + raw.len)
        raw = text_slice(raw, (size_t)(unit.ptr + unit.len - raw.ptr), raw.len);
    raw = text_trim(raw);
    if (!begins_unspaced(raw) || !words_at_start(WORDS_BY_BEHIND, text_key(s->mem, raw), &way))
        return false;
    *down = text_eq(way.name, T("down"));
    return true;
}

static enum manner manner_of(const struct scan *s, size_t i, enum direction direction, bool *down)
{
    const struct token *token = &s->v[i];
    struct phrase phrase;
    bool known = direction != DIRECTION_UNKNOWN, moves = known && direction != DIRECTION_KEEP;
    bool by = is_by(s, i, moves);
    bool to = is_to(s, i) && !by;
    bool behind = words_at_start(WORDS_BY_BEHIND, s->tail[i], &phrase);
    bool has_sign = token->plus || token->value < 0;
    *down = behind && text_eq(phrase.name, T("down"));
    if (!isnan(percent_points(s, i)))
        return !to && !is_level(s, i) && (behind || has_sign || moves) ? ABSOLUTE : NO_CHANGE;
    if (token->percent)
        return (by || behind || has_sign || is_bare_change(s, i)) && !to ? RELATIVE : NO_CHANGE;
    if (points_move(s, i))
        return ABSOLUTE;
    if (is_fewer(s, i)) {
        *down = true;
        return ABSOLUTE;
    }
    if (changes_behind(s, i, down))
        return ABSOLUTE;
    bool surely = text_ends(s->head[i], T("by")) || text_ends(s->head[i], T("um")) ||
                  ends_unspaced(s->head[i]) || is_in_points(s, i);
    return by && known && surely && !text_eq_ascii_case(token->unit, T("x")) ? ABSOLUTE : NO_CHANGE;
}

/* "LTV/CAC of 4x", "pipeline coverage of 3x": the figure itself. "Pipeline coverage 2x higher" is not. */
static bool is_ratio(const struct scan *s, size_t i)
{
    struct phrase phrase;
    if (!text_eq_ascii_case(s->v[i].unit, T("x")))
        return false;
    bool ratio = words_within(WORDS_RATIO, s->key, &phrase),
         grows = words_within(WORDS_INCREASE, s->head[i], &phrase);
    return ((ratio || !grows) && words_at_end(WORDS_OF_RATIO, s->head[i], &phrase)) ||
           (ratio && words_at_end(WORDS_TO, s->head[i], &phrase));
}

static bool is_times(const struct scan *s, size_t i)
{
    return text_eq_ascii_case(s->v[i].unit, T("x")) || text_ends(s->raw_head[i], T("×"));
}

/* Number i says how far it goes from number k: "by 20 % from 500", "3x from 100", "20 % more (now 300)". Of
   two percentages only "by" says so: "20 % growth (from 15 %)". So often a week is no change. */
static bool is_change_of(const struct scan *s, size_t i, size_t k)
{
    struct phrase phrase;
    bool down;
    if (is_times(s, i))
        return scan_moves(s) && !is_times(s, k) && !is_ratio(s, i) &&
               !words_at_start(WORDS_UNIT_OF, s->tail[i], &phrase);
    if (manner_of(s, i, direction_of(s->key), &down) == NO_CHANGE)
        return false;
    return !s->v[i].percent || !s->v[k].percent || is_by(s, i, scan_moves(s));
}

/* "customers" of "5 new customers"; not "days", "points", "a month". */
static bool counts_noun(const struct scan *s, size_t k)
{
    struct text unit = unit_of(s, k), key = text_key(s->mem, unit);
    return unit.len > 3 && !s->v[k].currency && !s->v[k].percent &&
           isnan(words_value(WORDS_DURATION, key)) && !words_name(WORDS_POINTS, key).len &&
           (scan_is_upper(unit) || is_counted(s, unit, (struct text){0}));
}

/* "12 deals from 40 leads": where they come from, not how many there were. */
static bool comes_from(const struct scan *s, size_t i, size_t k)
{
    return counts_noun(s, i) && counts_noun(s, k) && !is_baseline(s, k) &&
           !text_contains(s->raw_head[k], T("(")) &&
           !text_eq(text_key(s->mem, unit_of(s, i)), text_key(s->mem, unit_of(s, k)));
}

/* "from working day 11 to working day 5", "von Stufe 2 auf Stufe 3": the same words before both. */
static bool are_of_kind(const struct scan *s, size_t i)
{
    enum { MOST_WORDS = 2 };
    struct phrase to, from;
    if (!words_at_start(WORDS_TO, s->head[i + 1], &to))
        return false;
    struct text kind = text_trim(text_slice(s->head[i + 1], to.end, s->head[i + 1].len));
    struct text head = s->head[i];
    if (!kind.len || text_words(kind) > MOST_WORDS || !text_ends(head, kind))
        return false;
    return words_at_end(WORDS_FROM, text_trim(text_slice(head, 0, head.len - kind.len)), &from);
}

/* "before 60 days of expiry to 75%": no figure of the next one's. */
static bool is_time_beside_share(const struct scan *s, size_t i)
{
    return s->v[i + 1].percent && !s->v[i].percent &&
           !isnan(words_value(WORDS_DURATION, text_key(s->mem, unit_of(s, i))));
}

/* Two numbers next to each other, start and target by the words around them: "from ... to" is the
   surest, then an arrow or a lone "to" beside a verb of change or between figures of one kind, then
   "50 (from 42)". */
static bool is_pair(const struct scan *s, size_t i, int how)
{
    struct phrase phrase;
    struct text unit;
    bool from = is_from(s, i) || is_baseline(s, i);
    switch (how) {
    case 0:
        return scan_declines(s, i, &unit) ||
               ((from || is_from_kind(s, i)) && is_to(s, i + 1) && !is_time_beside_share(s, i)) ||
               are_of_kind(s, i) || words_within(WORDS_FROM_BEHIND, s->tail[i], &phrase);
    case 1:
        return is_arrow(s->raw_head[i + 1]) || goes_to(s, i);
    default:
        return !from && !stands_at(s, i, i + 1) && isnan(percent_points(s, i)) &&
               (is_from(s, i + 1) || is_baseline(s, i + 1)) && !of_another_kind(s, i, i + 1) &&
               !comes_from(s, i, i + 1) && !is_change_of(s, i, i + 1);
    }
}

/* "from 38 to 120 (now 61)", "..., ended at 2.4 %": where it stands, beside its start and target. */
static void find_current(const struct scan *s, size_t a, size_t b, struct change *out)
{
    struct phrase phrase;
    for (size_t k = 0; k < s->n && isnan(out->current); k++)
        if (k != a && k != b && words_at_end(WORDS_NOW_AT, s->head[k], &phrase))
            out->current = in_unit_of(s, k, b);
}

static bool is_paired(const struct scan *s, size_t i)
{
    for (int how = 0; how < 3; how++)
        if ((i + 1 < s->n && is_pair(s, i, how)) || (i > 0 && is_pair(s, i - 1, how)))
            return true;
    return false;
}

/* "the level 3 exam", "reach level 3": which one it is; but "from level 2 to level 3". */
static bool is_grade_of(struct scan *s, size_t i)
{
    enum { MOST = 100 };
    struct phrase phrase;
    const struct token *token = &s->v[i];
    struct text raw = s->raw_tail[i];
    size_t at = 0;
    struct text head = text_trim(s->raw_head[i]);
    bool right_before = head.len < s->raw_head[i].len && head.len &&
                        is_word_byte(head.ptr[head.len - 1], true); /* not "open day, 500 guests" */
    if (!right_before || token->percent || !words_at_end(WORDS_GRADED, s->head[i], &phrase))
        return false;
    bool small = token->value <= MOST && token->value == floor(token->value) && !token->unit.len;
    return (raw.len > 1 && raw.ptr[0] == ' ' && !ends_unit(s, scan_word(raw, &at))) ||
           (small && !is_paired(s, i));
}

/* "a 4-day week", "5-star rating": what kind of thing; but "a 3-fold rise", "from 9-day to 3-day cycles". */
static bool is_of_compound(struct scan *s, size_t i)
{
    struct phrase phrase;
    struct text raw = s->raw_tail[i];
    return raw.len > 1 && raw.ptr[0] == '-' && is_word_byte(raw.ptr[1], true) && !s->v[i].percent &&
           !s->v[i].unit.len && !words_at_start(WORDS_TIMES_BEHIND, s->tail[i], &phrase) &&
           !words_at_start(WORDS_PERCENT, s->tail[i], &phrase) && !is_paired(s, i);
}

/* "Migrate to Python 3.12", "from Java 8 to Java 21": of a thing that is renewed, which one it is. */
static bool is_edition(struct scan *s, size_t i)
{
    struct phrase phrase;
    const struct token *token = &s->v[i];
    size_t end = token->begin, begin;
    if (token->percent || token->unit.len || token->magnitude != 1 || end < 2 ||
        s->text.ptr[end - 1] != ' ' || !words_within(WORDS_RENEW, s->key, &phrase))
        return false;
    for (begin = --end; begin > 0 && is_word_byte(s->text.ptr[begin - 1], true);)
        begin--;
    struct text word = text_slice(s->text, begin, end);
    return begin > 0 && scan_is_upper(word) && word.ptr[1] >= 'a' && word.ptr[1] <= 'z';
}

static bool find_pair(const struct scan *s, struct change *out)
{
    for (int how = 0; how < 3; how++)
        for (size_t i = 0; i + 1 < s->n; i++)
            if (is_pair(s, i, how)) {
                set_pair(s, how == 2 ? i + 1 : i, how == 2 ? i : i + 1, out);
                find_current(s, i, i + 1, out);
                return true;
            }
    return false;
}

/* Between number i and the next nothing stands but what i counts and "to". */
static bool only_to_between(const struct scan *s, size_t i)
{
    struct phrase to, points;
    struct text head = s->head[i + 1];
    if (!words_at_end(WORDS_TO, head, &to) || comparison_at_end(head, &(struct phrase){0}))
        head = s->stem[i + 1];
    if (!ends_with_to(s, i + 1, &to))
        return false;
    struct text between = text_trim(text_slice(head, 0, to.begin));
    bool in_points = !isnan(percent_points(s, i)) || words_at_start(WORDS_POINTS, between, &points);
    return !between.len || in_points || text_eq(between, text_key(s->mem, unit_of(s, i)));
}

/* "by 2 pp to 4%", "um 15 % auf 4,6 Mio. €", "3 points to 24%": how far, and where to. But "de 15 % à 20 %" is
   from what to what. */
static bool goes_by_to(const struct scan *s, size_t i, enum direction direction)
{
    const struct token *far = &s->v[i], *to = &s->v[i + 1];
    bool points = !isnan(percent_points(s, i)) || is_in_points(s, i), down;
    bool share_of = far->percent && !to->percent, bare = to->percent && !far->percent && !points;
    if ((is_from(s, i) && !share_of && !points) || bare || !only_to_between(s, i))
        return false;
    return is_by(s, i, true) || manner_of(s, i, direction, &down) != NO_CHANGE;
}

/* Then the start is known as well. */
static bool find_by_to(const struct scan *s, enum direction direction, struct change *out)
{
    double sign = direction == DIRECTION_DECREASE ? -1 : 1;
    bool moves = sign < 0 || direction == DIRECTION_INCREASE;
    for (size_t i = 0; i + 1 < s->n && moves; i++) {
        const struct token *far = &s->v[i], *to = &s->v[i + 1];
        if (!goes_by_to(s, i, direction))
            continue;
        double points = percent_points(s, i);
        double by = isnan(points) || far->percent ? in_unit_of(s, i, i + 1) : far->value * points;
        bool share_of = far->percent && !to->percent;
        double start = share_of ? to->value / (1 + sign * far->value) : to->value - sign * by;
        if (start < 0 && to->value >= 0)
            continue;
        out->start = start;
        out->target = to->value;
        out->direction = direction;
        out->slice = text_slice(s->text, far->begin, to->end);
        take_unit(s, i + 1, i + 1, out);
        return true;
    }
    return false;
}

/* "from 500", "(now 40)": what a change is reckoned from; not "from 5 new customers", of whom the words
   before do not speak. */
static bool is_base(const struct scan *s, size_t k)
{
    if (is_baseline(s, k) || !is_from(s, k))
        return is_baseline(s, k);
    struct text before = text_key(s->mem, text_slice(s->text, 0, s->v[k].begin));
    return !counts_noun(s, k) || text_contains(before, text_key(s->mem, unit_of(s, k)));
}

/* The start of a relative change, or of one by so many of the same. */
static double base_for(const struct scan *s, size_t i, size_t k, const struct change *change)
{
    if (!isnan(change->by))
        return s->v[k].value;
    bool money =
        s->v[k].currency && s->v[i].currency &&
        !text_eq(value_currency(s->mem, unit_of(s, i)), value_currency(s->mem, unit_of(s, k)));
    bool points = change->points && s->v[k].percent;
    bool alike = !money && (points || s->v[k].percent == change->percent);
    return !alike ? NAN : points ? s->v[k].value : in_unit_of(s, k, i);
}

/* "by 2 pp from 5 %", "double from 200": the start stands beside the change that is number i, or none. */
static void start_beside(const struct scan *s, size_t i, struct change *out)
{
    for (size_t k = 0; k < s->n && isnan(out->start); k++) {
        double start = k != i && is_base(s, k) ? base_for(s, i, k, out) : NAN;
        double delta = out->points && s->v[k].percent ? out->delta / 100 : out->delta;
        double target = isnan(out->by) ? start + delta : start * (1 + out->by);
        if (isnan(target) || (start >= 0 && target < 0))
            continue;
        out->start = start;
        out->target = target;
        if (isnan(out->by) && !s->v[k].percent)
            continue; /* in the unit of the change */
        out->unit = (struct text){0};
        take_unit(s, k, k, out);
    }
}

/* In brackets behind another number: "5 % (industry average: 3 %)", "35,000 (+10 %)". */
static bool is_aside(const struct scan *s, size_t i)
{
    struct text raw = s->raw_head[i];
    for (size_t k = raw.len; k > 0 && i > 0; k--)
        if (raw.ptr[k - 1] == '(' || raw.ptr[k - 1] == ')')
            return raw.ptr[k - 1] == '(';
    return false;
}

/* The "+10 %" of "35,000 visitors (+10 %)": the number before it is where to. */
static bool is_aside_of_level(const struct scan *s, size_t i)
{
    bool down;
    return is_aside(s, i) && (s->v[i].plus || s->v[i].value < 0) && i == 1 && !is_from(s, 0) &&
           !is_baseline(s, 0) && manner_of(s, 0, direction_of(s->key), &down) == NO_CHANGE;
}

static bool find_by(const struct scan *s, enum direction direction, struct change *out)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct token *token = &s->v[i];
        bool down;
        enum manner manner = manner_of(s, i, direction, &down);
        if (manner == NO_CHANGE || is_aside_of_level(s, i))
            continue;
        double sign = down || token->value < 0 || direction == DIRECTION_DECREASE ? -1 : 1;
        double points = percent_points(s, i);
        *(manner == RELATIVE ? &out->by : &out->delta) =
            sign * fabs(token->value) * (isnan(points) ? 1 : points);
        out->direction = sign < 0 ? DIRECTION_DECREASE : DIRECTION_INCREASE;
        out->of_amount = manner == RELATIVE && changes_amount(s, i);
        out->slice = text_slice(s->text, token->begin, token->end);
        if (manner == ABSOLUTE && isnan(points))
            take_unit(s, i, i, out);
        if (points < .01)
            out->unit = T("bps");
        out->percent |= !isnan(points);
        out->points = isnan(points) && is_in_points(s, i);
        start_beside(s, i, out);
        return true;
    }
    return false;
}

/* "by a third": with a verb of growth a third again, else a third less; NAN: nothing of the kind is said, or not
   which way. "Improve complaints by half" is no growth. */
static double times_by_share(const struct scan *s, enum direction direction, struct phrase *phrase)
{
    struct phrase unwelcome;
    if (!words_within(WORDS_BY_SHARE, s->key, phrase))
        return NAN;
    double share = words_value(WORDS_BY_SHARE, text_slice(s->key, phrase->begin, phrase->end));
    bool less = words_within(WORDS_LESS_IS_BETTER, s->key, &unwelcome);
    if (direction == DIRECTION_INCREASE && !less)
        return 1 + share;
    return direction == DIRECTION_UNKNOWN && !less && share != .5 ? NAN : 1 - share;
}

/* "by half a million", "by half-term": half of something else. */
static bool is_share_of(struct text key, const struct phrase *share)
{
    struct phrase phrase;
    return words_at_start(WORDS_HALF_OF, text_trim(text_slice(key, share->end, key.len)), &phrase);
}

/* No figure but such as a change is reckoned from: "from 200", "(now 8 %)". */
static bool only_starts(const struct scan *s)
{
    bool only = true;
    for (size_t k = 0; k < s->n; k++)
        only &= is_from(s, k) || is_baseline(s, k);
    return only;
}

static bool set_times(const struct scan *s, size_t i, double times, struct change *out)
{
    if (isnan(times) || times <= 0 || times == 1)
        return false;
    out->by = times - 1;
    out->direction = times > 1 ? DIRECTION_INCREASE : DIRECTION_DECREASE;
    start_beside(s, i, out);
    return true;
}

/* "double", "halbieren", "by a third", with its start or without. */
static bool find_double(const struct scan *s, enum direction direction, struct change *out)
{
    struct phrase phrase;
    if (!only_starts(s))
        return false;
    double times = times_by_share(s, direction, &phrase);
    if (!isnan(times) && is_share_of(s->key, &phrase))
        return false;
    if (isnan(times) && words_within(WORDS_TIMES, s->key, &phrase))
        times = words_value(WORDS_TIMES, text_slice(s->key, phrase.begin, phrase.end));
    if (isnan(times))
        return false;
    out->slice = s->text;
    return set_times(s, s->n, times, out);
}

/* "3x", "10-fold"; of what is to fall "2x" is half. */
static bool find_times(const struct scan *s, enum direction direction, struct change *out)
{
    struct phrase phrase;
    for (size_t i = 0; i < s->n; i++) {
        if (is_ratio(s, i))
            return false;
        if (!is_times(s, i) && !words_at_start(WORDS_TIMES_BEHIND, s->tail[i], &phrase))
            continue;
        double times = s->v[i].value;
        out->slice = text_slice(s->text, s->v[i].begin, s->v[i].end);
        return set_times(s, i, direction == DIRECTION_DECREASE && times > 1 ? 1 / times : times,
                         out);
    }
    return false;
}

/* "... : 90%": what the words before the colon are measured by. */
static bool behind_colon(const struct scan *s, size_t i)
{
    if (is_aside(s, i))
        return false;
    bool last = s->v[i].percent || !text_trim(s->raw_tail[i]).len;
    return last && text_ends(text_trim(s->raw_head[i]), T(":"));
}

/* "80 % of loans under €50k", "Zero journals above £10k": which of them the share is of, or which are to be none. */
static bool tells_which(const struct scan *s, size_t i)
{
    struct phrase phrase;
    bool share = false;
    for (size_t k = 0; k < i; k++)
        share |= (s->v[k].percent && words_at_start(WORDS_WHOLE_OF, s->tail[k], &phrase)) ||
                 (s->v[k].value == 0 && s->v[k].begin == 0);
    return share && !is_to(s, i);
}

/* "Within 3 months 50 interviews", 在3个月内完成50次访谈: the time that there is for the others. */
static bool is_time_for_others(const struct scan *s, size_t i)
{
    struct text unit = unit_of(s, i), raw = s->raw_tail[i], name;
    bool head = i == 0 && words_name(WORDS_WITHIN, s->head[0]).len > 0, others = false;
    bool behind =
        begins_unspaced(raw) &&
        words_unspaced_prefix(WORDS_WITHIN, text_trim(text_slice(raw, unit.len, raw.len)), &name);
    for (size_t k = 0; k < s->n; k++)
        others |= k != i && !scan_is_time(s, k);
    return scan_is_time(s, i) && others && (head || behind);
}

/* "90 % within 20 minutes", "40 % from within 60 km": a condition of the share; "queries over 10 min fewer
   than 50": of what is counted. */
static bool is_condition(const struct scan *s, size_t i)
{
    bool share = false, count = false;
    for (size_t k = 0; k < s->n; k++) {
        share |= k != i && s->v[k].percent;
        count |= k > i && !scan_is_time(s, k) && value_comparison(s->raw_head[k], s->raw_tail[k]);
    }
    struct phrase phrase;
    bool within = words_within(WORDS_WITHIN, s->head[i], &phrase);
    if (is_time_for_others(s, i))
        return true;
    return !s->v[i].percent &&
           ((share && (within || scan_is_time(s, i))) || (count && scan_is_time(s, i)));
}

/* The "até 24h" of "95% em até 24h": a limit of what the share is of, not where to. */
static bool is_limit_of(const struct scan *s, size_t i)
{
    struct phrase to;
    return is_condition(s, i) && words_at_end(WORDS_TO, s->head[i], &to) &&
           words_name(WORDS_AT_MOST, text_slice(s->head[i], to.begin, to.end)).len > 0;
}

/* "2025: 11 %", "(2024: 12 days)": of which year number i is; 0. */
static int year_of_label(const struct scan *s, size_t i)
{
    enum { DIGITS = 4 };
    struct text raw = text_trim(s->raw_head[i]);
    if (!text_ends(raw, T(":")))
        return 0;
    raw = text_trim(text_slice(raw, 0, raw.len - 1));
    int year = 0;
    size_t from = raw.len > DIGITS ? raw.len - DIGITS : 0;
    for (size_t k = from; k < raw.len; k++) {
        if (raw.ptr[k] < '0' || raw.ptr[k] > '9')
            return 0;
        year = year * 10 + (raw.ptr[k] - '0');
    }
    return year > 1900 && year < 2200 ? year : 0;
}

/* What compares number i, also behind what it counts: "5 days or less", 24時間以内. */
static char comparison_of(const struct scan *s, size_t i)
{
    struct text raw = s->raw_tail[i], tail = text_trim(raw), unit = unit_of(s, i);
    char sign = value_comparison(s->raw_head[i], raw);
    if (sign || !unit.len)
        return sign;
    if (unit.ptr >= raw.ptr && unit.ptr < raw.ptr + raw.len)
        tail = text_slice(raw, (size_t)(unit.ptr + unit.len - raw.ptr), raw.len);
    return value_comparison((struct text){0}, tail);
}

/* One number that is the target: behind a colon, right behind the verb, after "to" or a comparison,
   else the one with a percent sign or a currency, else the first one. */
static size_t target_number(const struct scan *s)
{
    enum { LEAST = -10000 }; /* what is said of a year comes behind all else, the last year first */
    size_t best = 0;
    int most = 2 * LEAST;
    for (size_t i = 0; i < s->n; i++) {
        bool compared = value_comparison(s->raw_head[i], s->raw_tail[i]) != 0;
        if ((is_baseline(s, i) && s->n > 1) || is_aside_of_level(s, i) || is_time_for_others(s, i))
            continue;
        int weight = (leads(s, i) || counts(s, i)) * 16 + (is_to(s, i) && !is_limit_of(s, i)) * 8 +
                     behind_colon(s, i) * 32 +
                     (compared && !is_condition(s, i) && !tells_which(s, i)) * 4 +
                     ((s->v[i].percent || s->v[i].currency) && !tells_which(s, i)) * 2;
        int year = year_of_label(s, i);
        weight = year ? LEAST + year : weight;
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    return best;
}

/* "Bis zu 3 Eskalationen", "hasta 3 quejas": at the beginning, and of what is unwelcome. */
static bool is_limit(const struct scan *s, size_t i)
{
    struct phrase phrase;
    return i == 0 && words_name(WORDS_TO, s->head[0]).len > 0 &&
           words_within(WORDS_LESS_IS_BETTER, s->key, &phrase);
}

/* "Orders a week (now 12)": where it starts, and nothing yet about where to. */
static bool find_start(const struct scan *s, enum direction direction, struct change *out)
{
    if (s->n != 1 || !text_contains(s->raw_head[0], T("(")) || !is_baseline(s, 0))
        return false;
    out->start = s->v[0].value;
    out->slice = text_slice(s->text, s->v[0].begin, s->v[0].end);
    take_unit(s, 0, 0, out);
    out->direction = direction;
    return true;
}

/* "No invoices over 30 days": what is counted is to be none, and the only figure says which. */
static bool find_none(const struct scan *s, struct change *out)
{
    struct phrase phrase;
    if (s->n != 1 || is_to(s, 0) || !words_at_start(WORDS_NO_SUCH, s->key, &phrase) ||
        text_words(s->head[0]) < 3)
        return false;
    struct text rest = text_trim(s->raw_head[0]);
    char comparison = value_comparison(rest, s->raw_tail[0]);
    text_cut(&rest, ' '); /* "No more than 3": the word belongs to the comparison */
    if (!is_aged(s, 0) && (!comparison || comparison != value_comparison(rest, s->raw_tail[0])))
        return false;
    out->target = 0;
    out->slice = text_slice(s->text, s->v[0].begin, s->v[0].end);
    out->direction = DIRECTION_DECREASE;
    return true;
}

/* How many there are to be of what stands behind it; no stretch of time. */
static bool counts_things_of(const struct scan *s, size_t i)
{
    struct text unit = unit_of(s, i);
    return unit.len && !s->v[i].percent && !s->v[i].currency &&
           isnan(words_value(WORDS_DURATION, text_key(s->mem, unit)));
}

/* "Win 10 customers and 5 partners": several things to count, of which none is the target. */
static bool is_one_of_several(const struct scan *s, size_t i)
{
    if (i + 1 >= s->n || !(leads(s, i) || !s->head[i].len) || !counts_things_of(s, i) ||
        !counts_things_of(s, i + 1))
        return false;
    struct text raw = text_trim(s->raw_head[i + 1]), head = s->head[i + 1];
    while (head.len && text_contains(head, T(" ")))
        text_cut(&head, ' ');
    bool listed = text_ends(raw, T(",")) || text_ends(raw, T("&")) || text_ends(raw, T("+")) ||
                  words_name(WORDS_PEOPLE, head).len > 0;
    return listed && !text_eq(text_key(s->mem, unit_of(s, i)), text_key(s->mem, unit_of(s, i + 1)));
}

/* "Eliminate 5 systems", "300 Überstunden abbauen", "Abbau von 300 Stunden": so many are to go, not to stay. */
static bool are_to_go(const struct scan *s, size_t i)
{
    struct phrase of, verb;
    struct text head = s->head[i];
    if (is_to(s, i) || behind_colon(s, i) || value_comparison(s->raw_head[i], s->raw_tail[i]))
        return false;
    if (words_at_end(WORDS_FROM, head, &of))
        head = text_trim(text_slice(head, 0, of.begin));
    bool noun = words_within(WORDS_DECREASE, head, &verb) && !text_contains(head, T(" "));
    return leads(s, i) || (i == 0 && !head.len) || noun || is_saved(s->key);
}

static bool find_target(const struct scan *s, enum direction direction, struct change *out)
{
    if (s->n == 0)
        return false;
    size_t i = target_number(s);
    if (is_one_of_several(s, i))
        return false;
    if (direction == DIRECTION_DECREASE && are_to_go(s, i))
        direction = DIRECTION_UNKNOWN;
    char comparison = comparison_of(s, i);
    out->target = s->v[i].value;
    out->slice = text_slice(s->text, s->v[i].begin, s->v[i].end);
    take_unit(s, i, i, out);
    out->direction = direction;
    if (direction == DIRECTION_UNKNOWN && (out->target == 0 || is_limit(s, i)))
        out->direction = DIRECTION_DECREASE; /* what is to be none can only fall */
    if (direction == DIRECTION_UNKNOWN && comparison == '>')
        out->direction = DIRECTION_INCREASE;
    if ((direction == DIRECTION_UNKNOWN || direction == DIRECTION_KEEP) && comparison == '<')
        out->direction = DIRECTION_DECREASE; /* "keep churn under 2 %" */
    for (size_t k = 0; k < s->n; k++)
        if (k > i && stands_at(s, i, k))
            out->current = in_unit_of(s, k, i);
        else if (k != i && (is_baseline(s, k) || is_from(s, k)) && isnan(out->start) &&
                 !of_another_kind(s, i, k) && !comes_from(s, i, k))
            out->start = s->v[k].value;
    return true;
}

bool value_change(struct text text, enum decimal_mark mark, struct change *out)
{
    struct change change = {.start = NAN, .target = NAN, .by = NAN, .delta = NAN, .current = NAN};
    struct scan s = {.mem = arena_new()};
    scan_text(&s, text_slice(text, 0, LONGEST_TEXT), mark);
    bool letters = !s.n && !text_has_digit(s.text);
    if (letters)
        scan_letters(&s);
    scan_drop(&s, is_edition);
    scan_drop(&s, is_of_compound);
    scan_drop(&s, is_grade_of);
    scan_drop(&s, is_year);
    enum direction direction = direction_of(s.key);
    bool found = find_by_to(&s, direction, &change) || find_pair(&s, &change);
    if (letters && !found)
        s.n = 0;
    found = found || find_double(&s, direction, &change) || find_by(&s, direction, &change) ||
            find_times(&s, direction, &change) || find_start(&s, direction, &change) ||
            find_none(&s, &change) || find_target(&s, direction, &change);
    for (size_t i = 0; i < s.n && found; i++)
        if (s.v[i].range && s.v[i].value == change.target)
            change.range = text_slice(text, s.v[i].begin, s.v[i].end);
    arena_free(s.mem);
    if (found)
        *out = change;
    return found;
}

enum direction value_direction(struct text text)
{
    struct arena *mem = arena_new();
    enum direction direction = direction_of(text_key(mem, text_slice(text, 0, LONGEST_TEXT)));
    arena_free(mem);
    return direction;
}

enum direction value_direction_of_figure(struct text text)
{
    struct arena *mem = arena_new();
    struct text key = text_key(mem, text_slice(text, 0, LONGEST_TEXT));
    enum direction direction = is_saved(key) ? DIRECTION_UNKNOWN : direction_of(key);
    arena_free(mem);
    return direction;
}
