/*
 * The words that sheets use for roles and rows: templates/headers.txt (role -> words),
 * templates/layout.txt (lists of words), and [headers] of okralign.ini. Read once, then shared by
 * threads. Words are compared in normal form: see header_key.
 */
#ifndef LAYOUT_VOCABULARY_H
#define LAYOUT_VOCABULARY_H

#include "config/config.h"
#include "layout/record.h"

/* X(NAME, "section of templates/layout.txt") */
#define WORD_LISTS(X)                                                                              \
    X(TYPE_OBJECTIVE, "type_objective")                                                            \
    X(TYPE_KEY_RESULT, "type_key_result")                                                          \
    X(TYPE_OTHER, "type_other")                                                                    \
    X(NUMBERED_OBJECTIVE, "numbered_objective")                                                    \
    X(TOTAL, "total")                                                                              \
    X(NOTE_START, "note_start")                                                                    \
    X(LEVEL_COLUMN, "level_column")                                                                \
    X(ASIDE, "aside")                                                                              \
    X(CHECK_IN, "check_in")                                                                        \
    X(ASIDE_LIST, "aside_list")                                                                    \
    X(ASIDE_HEADER, "aside_header")                                                                \
    X(DITTO, "ditto")                                                                              \
    X(GOES_ON, "goes_on")                                                                          \
    X(BELONGS, "belongs")                                                                          \
    X(SUPPORTS, "supports")                                                                        \
    X(SQUARE, "square")                                                                            \
    X(WATCHED, "watched")                                                                          \
    X(NO_OKR, "no_okr")                                                                            \
    X(NOTE, "note")                                                                                \
    X(EXAMPLE, "example")                                                                          \
    X(FILLER, "filler")                                                                            \
    X(PERIOD, "period")                                                                            \
    X(LEVEL_COMPANY, "level_company")                                                              \
    X(LEVEL_DIVISION, "level_division")                                                            \
    X(LEVEL_DEPARTMENT, "level_department")                                                        \
    X(LEVEL_TEAM, "level_team")                                                                    \
    X(LEVEL_PERSON, "level_person")                                                                \
    X(LEVEL_EITHER, "level_either")                                                                \
    X(TAB_PEOPLE, "tab_people")                                                                    \
    X(TAB_UNIT, "tab_unit")                                                                        \
    X(DOER_ENDING, "doer_ending")                                                                  \
    X(NO_DOER, "no_doer")                                                                          \
    X(OTHER_HEADER, "other_header")                                                                \
    X(AGENDA_HEADER, "agenda_header")                                                              \
    X(LAST_TIME, "last_time")                                                                      \
    X(THIS_TIME, "this_time")                                                                      \
    X(SECTION, "section")                                                                          \
    X(TAB_LOG, "tab_log")                                                                          \
    X(TAB_CONFIG, "tab_config")                                                                    \
    X(TAB_DASHBOARD, "tab_dashboard")                                                              \
    X(TAB_ARCHIVE, "tab_archive")                                                                  \
    X(TAB_PAST, "tab_past")                                                                        \
    X(TAB_HELP, "tab_help")                                                                        \
    X(TAB_INSTRUCTIONS, "tab_instructions")                                                        \
    X(TICK_YES, "tick_yes")                                                                        \
    X(TICK_NO, "tick_no")                                                                          \
    X(TICK_SIGN, "tick_sign")                                                                      \
    X(TICK_CROSS, "tick_cross")                                                                    \
    X(OKR, "okr")                                                                                  \
    X(MEETING, "meeting")                                                                          \
    X(AS_OF, "as_of")                                                                              \
    X(UNTIL, "until")

enum word_list {
#define X(name, text) WORDS_##name,
    WORD_LISTS(X)
#undef X
        WORD_LIST_COUNT
};

struct vocabulary;

/* NULL and `*error` if a data file is malformed ("headers.txt:12: ..."). */
struct vocabulary *vocabulary_load(struct arena *mem, const struct config *config,
                                   struct text *error);

/* One meaning that a header may have. */
struct sense {
    enum role role;
    double weight;              /* 0..1: how usual, times the share of the header explained */
    struct text word, language; /* the word of the vocabulary that says so */
};

enum { MAX_SENSES = 6 };

/* What a header says: its meanings, the likeliest first, and what qualifies it. */
struct header_reading {
    struct sense senses[MAX_SENSES];
    size_t n;       /* 0: only a period or a number was recognised */
    int scope;      /* "Objective owner": OBJECTIVE; "KR owner": KEY_RESULT; else -1 */
    unsigned group; /* the number in "KR 2 progress"; 0: none */
    int level;      /* 0..4, company to person: "Company KR"; LEVEL_UNKNOWN */
    bool period;    /* a year, quarter or month stands in it */
    bool whole;     /* what stands above adds nothing to it */
};

/* NULL: nothing known in it. The reading lives in `mem`. */
const struct header_reading *vocabulary_read(const struct vocabulary *words, struct arena *mem,
                                             struct text header);

/* A header that nobody knows, read as the one that it is mistyped from: "Key reslt". *word: what it
   should have been. NULL: it is like none, or like several of different meanings. */
const struct header_reading *vocabulary_mend(const struct vocabulary *words, struct arena *mem,
                                             struct text header, struct text *word);

/* Normal form of headers and listed words: text_key, words split at case and digits ("KeyResult1"
   is "key result 1"), plural s gone; signs alone ("#", "%") stay. */
struct text header_key(struct arena *mem, struct text t);

/* True if `key` (a header_key) is a word of the list. */
bool vocabulary_has(const struct vocabulary *words, enum word_list list, struct text key);

/* Bytes of the longest word of the list that `key` begins with, up to a word's end; 0: none. */
size_t vocabulary_begins(const struct vocabulary *words, enum word_list list, struct text key);

/* Level 0..4 of a word like "company"; LEVEL_UNKNOWN. */
int vocabulary_level(const struct vocabulary *words, struct text key);

/* True for "q3", "2026", "fy 26", "h 1", a month, "quarter". */
bool vocabulary_period(const struct vocabulary *words, struct text token);

#endif
