/*
 * The words around values and names, from templates/values.txt, status.txt, units.txt and lint.txt:
 * only for value_*.c, plan_*.c, unit_name.c, days, titles and lists in layout_*.c, vocabulary.c, and
 * score/lint.c. Loaded once, on first use, for the life of the process; safe to call from
 * any thread.
 */
#ifndef VALUE_WORDS_H
#define VALUE_WORDS_H

#include "base/text.h"

#define WORD_SECTIONS(X)                                                                           \
    X(MAGNITUDE, "magnitude")                                                                      \
    X(MAGNITUDE_OF_MONEY, "magnitude_of_money")                                                    \
    X(OF_COMMA, "of_comma")                                                                        \
    X(OF_POINT, "of_point")                                                                        \
    X(COMMA_LANGUAGE, "comma_language")                                                            \
    X(CURRENCY, "currency")                                                                        \
    X(PERCENT, "percent")                                                                          \
    X(PERCENT_UNIT, "percent_unit")                                                                \
    X(PERCENT_POINTS, "percent_points")                                                            \
    X(AT_LEVEL, "at_level")                                                                        \
    X(POINTS, "points")                                                                            \
    X(ZERO, "zero")                                                                                \
    X(NO_SUCH, "no_such")                                                                          \
    X(IN_LETTERS, "in_letters")                                                                    \
    X(PROPOSED, "proposed")                                                                        \
    X(SCHOOL_MARK, "school_mark")                                                                  \
    X(SPAN_IN_WORDS, "span_in_words")                                                              \
    X(NOW_AT, "now_at")                                                                            \
    X(GRADED, "graded")                                                                            \
    X(NUMBERED, "numbered")                                                                        \
    X(BETWEEN, "between")                                                                          \
    X(CLOCK_BEHIND, "clock_behind")                                                                \
    X(CLOCK_BEFORE, "clock_before")                                                                \
    X(CLOCK, "clock")                                                                              \
    X(DUE_BY, "due_by")                                                                            \
    X(WITHIN, "within")                                                                            \
    X(DURATION, "duration")                                                                        \
    X(COUNTER, "counter")                                                                          \
    X(TIMED, "timed")                                                                              \
    X(LENGTH, "length")                                                                            \
    X(WEIGHT, "weight")                                                                            \
    X(VOLUME, "volume")                                                                            \
    X(MEASURED, "measured")                                                                        \
    X(STORAGE, "storage")                                                                          \
    X(ATTACHED, "attached")                                                                        \
    X(AT_LEAST, "at_least")                                                                        \
    X(AT_LEAST_BEHIND, "at_least_behind")                                                          \
    X(AT_MOST_BEHIND, "at_most_behind")                                                            \
    X(AT_MOST, "at_most")                                                                          \
    X(ARTICLE, "article")                                                                          \
    X(FROM, "from")                                                                                \
    X(FROM_BEHIND, "from_behind")                                                                  \
    X(FROM_ENDING, "from_ending")                                                                  \
    X(TO_ENDING, "to_ending")                                                                      \
    X(TO, "to")                                                                                    \
    X(TO_ELIDED, "to_elided")                                                                      \
    X(BASELINE, "baseline")                                                                        \
    X(BY, "by")                                                                                    \
    X(BY_OR_OF, "by_or_of")                                                                        \
    X(BY_BARE, "by_bare")                                                                          \
    X(AMOUNT, "amount")                                                                            \
    X(SHARE_OF, "share_of")                                                                        \
    X(WHOLE_OF, "whole_of")                                                                        \
    X(DONE, "done")                                                                                \
    X(BY_BEHIND, "by_behind")                                                                      \
    X(TIMES, "times")                                                                              \
    X(OF_RATIO, "of_ratio")                                                                        \
    X(RATIO, "ratio")                                                                              \
    X(BY_SHARE, "by_share")                                                                        \
    X(TIMES_BEHIND, "times_behind")                                                                \
    X(INCREASE, "increase")                                                                        \
    X(DECREASE, "decrease")                                                                        \
    X(HALF_OF, "half_of")                                                                          \
    X(LESS_IS_BETTER, "less_is_better")                                                            \
    X(KEEP, "keep")                                                                                \
    X(NO_UNIT, "no_unit")                                                                          \
    X(MODIFIER, "modifier")                                                                        \
    X(RATING_SCALE, "rating_scale")                                                                \
    X(PER_BEHIND, "per_behind")                                                                    \
    X(FEWER, "fewer")                                                                              \
    X(SAVING, "saving")                                                                            \
    X(DATED_BEHIND, "dated_behind")                                                                \
    X(ABOUT, "about")                                                                              \
    X(TARGET_LABEL, "target_label")                                                                \
    X(START_LABEL, "start_label")                                                                  \
    X(OUT_OF, "out_of")                                                                            \
    X(OF_AGE, "of_age")                                                                            \
    X(RENEW, "renew")                                                                              \
    X(COUNTED_NOUN, "counted_noun")                                                                \
    X(UNIT_OF, "unit_of")                                                                          \
    X(SEVERAL, "several")                                                                          \
    X(SHARE_HEADER, "share_header")                                                                \
    X(YES, "yes")                                                                                  \
    X(NO, "no")                                                                                    \
    X(MISSING, "missing")                                                                          \
    X(MONTH, "month")                                                                              \
    X(QUARTER, "quarter")                                                                          \
    X(END_OF, "end_of")                                                                            \
    X(MIDDLE_OF, "middle_of")                                                                      \
    X(START_OF, "start_of")                                                                        \
    X(JOINT_OF_PERIOD, "joint_of_period")                                                          \
    X(ERA, "era")                                                                                  \
    X(WEEK, "week")                                                                                \
    X(HALF, "half")                                                                                \
    X(FIRST_HALF, "first_half")                                                                    \
    X(SECOND_HALF, "second_half")                                                                  \
    X(YEAR, "year")                                                                                \
    X(NOT_A_NUMBER, "not_a_number")                                                                \
    X(YEAR_PART, "year_part")                                                                      \
    X(YEAR_NOUN, "year_noun")                                                                      \
    X(FISCAL, "fiscal")                                                                            \
    X(FISCAL_WITH_PART, "fiscal_with_part")                                                        \
    X(QUARTER_INITIALS, "quarter_initials")                                                        \
    X(RANGE, "range")                                                                              \
    X(ORDINAL, "ordinal")                                                                          \
    X(FIRST_NAME, "first_name")                                                                    \
    X(PEOPLE, "people")                                                                            \
    X(PEOPLE_STROKE, "people_stroke")                                                              \
    X(STATUS, "status")                                                                            \
    X(STATUS_CLAUSE, "status_clause")                                                              \
    X(STATUS_TURN, "status_turn")                                                                  \
    X(STATUS_TURN_BEHIND, "status_turn_behind")                                                    \
    X(STATUS_YET, "status_yet")                                                                    \
    X(STATUS_NOW, "status_now")                                                                    \
    X(STATUS_ANSWER, "status_answer")                                                              \
    X(ORGANISATION, "organisation")                                                                \
    X(PART_OF, "part_of")                                                                          \
    X(ORGANISATION_SUFFIX, "organisation_suffix")                                                  \
    X(LEVEL, "level")                                                                              \
    X(OKR_NOISE, "okr_noise")                                                                      \
    X(TAB_NOISE, "tab_noise")                                                                      \
    X(NOISE, "noise")                                                                              \
    X(LEADING_NOISE, "leading_noise")                                                              \
    X(COUNTED, "counted")                                                                          \
    X(WEAK_NOISE, "weak_noise")                                                                    \
    X(ID_WORD, "id_word")                                                                          \
    X(CONNECTOR, "connector")                                                                      \
    X(COMMITTED, "committed")                                                                      \
    X(DIRECTION, "direction")                                                                      \
    X(GRADE, "grade")                                                                              \
    X(ACTIVITY, "activity")

enum word_section {
#define X(name, text) WORDS_##name,
    WORD_SECTIONS(X)
#undef X
        WORD_SECTION_COUNT
};

/* The name before the '=' of the line that lists this key (a text_key), or absent. */
struct text words_name(enum word_section section, struct text key);

/* The same as a number; NAN. */
double words_value(enum word_section section, struct text key);

/* The keys of all words that the section lists under this name. */
struct text_list words_keys(struct arena *mem, enum word_section section, struct text name);

/* What a phrase of the section is in a key, longest first. */
struct phrase {
    struct text name;  /* before the '=' */
    size_t begin, end; /* in the key */
};

/* The last phrase that ends where the key ends. */
bool words_at_end(enum word_section section, struct text key, struct phrase *found);
/* The first phrase that begins where the key begins. */
bool words_at_start(enum word_section section, struct text key, struct phrase *found);
/* The longest phrase anywhere. */
bool words_within(enum word_section section, struct text key, struct phrase *found);

/* The first phrase anywhere, the longest at its place. */
bool words_first(enum word_section section, struct text key, struct phrase *found);

/* The longest beginning of `t` (not folded) that is a word of the section's which is written
   without blanks around it (Chinese, Japanese, Korean); 0 if there is none. */
size_t words_unspaced_prefix(enum word_section section, struct text t, struct text *name);

/* The name of the first symbol of `t` (emoji, tick) in the section, or absent. */
struct text words_symbol(enum word_section section, struct text t);

#endif
