/*
 * What the user decides: okralign.ini (libinih, only in config.c), made complete with the defaults
 * that are said here. Command line options that concern a run overwrite it. Later stages read it
 * and never write it.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "base/finding.h"
#include "base/map.h"

enum { LEVEL_UNKNOWN = -1 };

/* A [unit NAME] section. */
struct unit_config {
    struct text name;
    struct text_list aliases; /* other names and prefixes that sheets use: "Growth", "GRO" */
    struct text_list was;     /* former names: history goes on under the present one */
    struct text parent;       /* name or alias of the unit above; absent: unknown */
    int level;                /* 0: the organisation; LEVEL_UNKNOWN */
    struct text function;     /* "support", "sales": see templates/functions.txt */
    struct text_list files;   /* globs on relative paths: what these files hold is this unit's */
    uint32_t line;            /* of the section in the file */
};
struct unit_config_list LIST(struct unit_config);

/* role or form or concept = words; see templates/headers.txt, references.txt, lexicon.txt */
struct word_config {
    struct text name, words;
    uint32_t line;
};
struct word_config_list LIST(struct word_config);

/* Budgets against hostile files; no honest sheet meets the defaults. 0 is not "unlimited". */
struct limits {
    uint64_t file_bytes;     /* of a file as stored: 256 MiB */
    uint64_t inflated_bytes; /* of a workbook's parts together: 1 GiB */
    uint64_t cells;          /* read from one file: 5 million */
    uint32_t rows;           /* read from one sheet: 300,000 */
    uint32_t columns;        /* filled ones, read from one row: 1,000 */
    uint32_t tables;         /* read from one sheet: 5,000 */
    uint32_t zip_entries;    /* 10,000 */
    uint32_t cell_text;      /* characters in one cell: 32,767 */
    uint32_t files;          /* in a run: 100,000 */
    uint64_t all_cells;      /* of all files together: 20 million */
    uint64_t all_rows;       /* the same: 1 million */
    double seconds;          /* of CPU for one file, to read it and to lay it out: 60 */
};

struct config {
    struct text path; /* of the file read; absent: defaults only */

    /* [report] */
    struct text organisation; /* absent: taken from the sheets */
    struct text period;       /* "2026-Q2"; absent: the one most items have */
    struct text as_of;        /* ISO date; absent: SOURCE_DATE_EPOCH, else today */
    struct text language;     /* of the report's words and of messages: "en" (default), "de" */

    /* [thresholds] */
    double suggest;            /* least probability of a suggestion, .3 */
    double strong, fair;       /* bands: strong >= .70, fair >= .50, else weak */
    unsigned max_suggestions;  /* for one item, 3 */
    unsigned crowded;          /* more supporting units than this: crowded; 8 */
    double green, amber;       /* grades, .7 and .4 */
    unsigned max_key_results;  /* of an objective, 5 */
    unsigned max_objectives;   /* of a unit, 5 */
    unsigned stale_days;       /* 45 */
    double progress_tolerance; /* stated against computed progress, .05 */

    /* [goals] for the Summary's tiles; NAN: no goal */
    double goal_coverage, goal_alignment, goal_on_track;

    /* [input] */
    struct text_list skip; /* globs on relative paths */
    struct text dates;     /* "day-first", "month-first": 03/04/2026 where nothing tells; absent */

    struct unit_config_list units;      /* [unit NAME] */
    struct word_config_list headers;    /* [headers] key_result = Ergebnis, KR-Text */
    struct word_config_list references; /* [references] jira = \bOKR-(?<number>\d+)\b */
    struct word_config_list lexicon;    /* [lexicon] churn = churn rate; churn > revenue = .8 */

    struct limits limits; /* [limits] */

    size_t jobs; /* threads; set by the command line */
};

/* What ends a run whose configuration or option names a period that is none. */
#define NO_PERIOD "no period; write it as 2026-Q2, 2026-H1, 2026-04, 2026 or FY2026-Q3"

/* Everything at its default. */
struct config config_default(void);

/* Reads okralign.ini's text over the defaults. False: `*error` says why, with path and line
   ("okralign.ini:12: unknown key 'perod' (did you mean 'period'?)"). */
bool config_read(struct arena *mem, struct text path, struct text content, struct config *config,
                 struct text *error);

/* The present name of every unit that is configured, by text_key of its name, aliases and former
   names: the value is its number in config->units. */
struct map config_unit_names(struct arena *mem, const struct config *config);

/* True if `path` (relative, with '/') matches the glob: '*' within a name, '**' across folders, '?'
   one character, case ignored. A glob without '/' matches the name alone, in any folder; one that
   ends in '/' everything below that folder. */
bool glob_match(struct text glob, struct text path);

#endif
