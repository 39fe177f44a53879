/* Options of a command: getopt_long does the cutting, the table says where the values go. */
#define _GNU_SOURCE /* getopt_long */
#include "command/options.h"

#include "command/command.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 40, LONG_ONLY = 256 };

int options_misused(const struct usage *usage, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "okralign %s: ", usage->name);
    vfprintf(stderr, format, args);
    fprintf(stderr, "; see 'okralign %s --help'\n", usage->name);
    va_end(args);
    return EXIT_USAGE;
}

static void print_help(const struct usage *usage, const struct option_row *rows)
{
    printf("usage: okralign %s %s\n\n%s\n\nexamples:\n%s\noptions:\n", usage->name,
           usage->arguments, usage->summary, usage->examples);
    for (; rows->name; rows++) {
        char left[64], letter[8] = "    ";
        if (rows->letter)
            snprintf(letter, sizeof letter, "-%c, ", rows->letter);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, rows->name, rows->argument ? " " : "",
                 rows->argument ? rows->argument : "");
        printf("  %-26s %s\n", left, rows->help);
    }
    printf("  %-26s %s\n", "-h, --help", "this text");
    if (usage->more)
        printf("\n%s\n", usage->more);
}

static bool store(const struct option_row *row, const char *value)
{
    switch (row->type) {
    case OPTION_FLAG:
        *(bool *)row->target = true;
        return true;
    case OPTION_COUNT:
        ++*(int *)row->target;
        return true;
    case OPTION_TEXT:
        *(const char **)row->target = value;
        return true;
    case OPTION_NUMBER:
        break;
    }
    char *end;
    errno = 0;
    unsigned long number = strtoul(value, &end, 10);
    if (errno || end == value || *end || value[0] == '-')
        return false;
    *(size_t *)row->target = number;
    return true;
}

/* The table as getopt wants it. */
static void prepare(const struct option_row *rows, struct option *longs, char *shorts)
{
    size_t n = 0;
    *shorts++ = ':';
    for (; rows[n].name && n + 2 < MOST_OPTIONS; n++) {
        bool takes = rows[n].type == OPTION_TEXT || rows[n].type == OPTION_NUMBER;
        longs[n] = (struct option){rows[n].name, takes ? required_argument : no_argument, NULL,
                                   LONG_ONLY + (int)n};
        if (!rows[n].letter)
            continue;
        *shorts++ = rows[n].letter;
        if (takes)
            *shorts++ = ':';
    }
    longs[n++] = (struct option){"help", no_argument, NULL, 'h'};
    longs[n] = (struct option){0};
    *shorts++ = 'h';
    *shorts = '\0';
}

static const struct option_row *row_of(const struct option_row *rows, int code)
{
    if (code >= LONG_ONLY)
        return &rows[code - LONG_ONLY];
    while (rows->name && rows->letter != code)
        rows++;
    return rows->name ? rows : NULL;
}

static int bad_option(const struct usage *usage, const struct option_row *rows, int code,
                      char *const *args, int at)
{
    const struct option_row *row = optopt ? row_of(rows, optopt) : NULL;
    if (code == ':' && row)
        return options_misused(usage, "option '--%s' needs %s", row->name, row->argument);
    if (optopt > 0 && optopt < LONG_ONLY)
        return options_misused(usage, "unknown option '-%c'", optopt);
    return options_misused(usage, "unknown option '%s'", args[at]);
}

int options_parse(const struct usage *usage, const struct option_row *rows, int *argc, char **argv)
{
    struct option longs[MOST_OPTIONS];
    char shorts[2 * MOST_OPTIONS + 4];
    prepare(rows, longs, shorts);
    char **args = argv - 1; /* the command's name stands before its arguments */
    optind = 0;
    opterr = 0;
    for (int code; (code = getopt_long(*argc + 1, args, shorts, longs, NULL)) != -1;) {
        if (code == 'h' && !row_of(rows, 'h')) {
            print_help(usage, rows);
            return EXIT_OK;
        }
        if (code == '?' || code == ':')
            return bad_option(usage, rows, code, args, optind - 1);
        const struct option_row *row = row_of(rows, code);
        if (!store(row, optarg))
            return options_misused(usage, "option '--%s' needs a number, not '%s'", row->name,
                                   optarg);
    }
    *argc -= optind - 1;
    memmove(argv, args + optind, (size_t)*argc * sizeof *argv);
    return OPTIONS_GO_ON;
}
