/*
 * Options of a command as a table: what they are called, what they take, where the value goes. The
 * same table makes the help.
 */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum option_type {
    OPTION_FLAG,  /* bool *: set to true */
    OPTION_COUNT, /* int *: one more each time */
    OPTION_TEXT,  /* const char **: the argument itself */
    OPTION_NUMBER /* size_t *: decimal, 0 allowed */
};

struct option_row {
    const char *name; /* without the dashes */
    char letter;      /* or 0 */
    enum option_type type;
    void *target;
    const char *argument; /* "FILE" in the help; NULL for flags */
    const char *help;
};

struct usage {
    const char *name;      /* "report" */
    const char *arguments; /* "[OPTION]... DIR|FILE..." */
    const char *summary;   /* what it does, a sentence */
    const char *examples;  /* lines, each "  okralign ..." */
    const char *more;      /* paragraph behind the options; NULL */
};

enum { OPTIONS_GO_ON = -1 };

/* Takes the options out of argv (argv[0] is the first argument) and leaves the others, in order,
   in argv[0..*argc - 1]. OPTIONS_GO_ON, or the status to exit with: after --help, or after a bad
   option was named on standard error. The last row's name is NULL. */
int options_parse(const struct usage *usage, const struct option_row *rows, int *argc, char **argv);

/* One line on standard error: "okralign report: <message>; see 'okralign report --help'". */
int options_misused(const struct usage *usage, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
