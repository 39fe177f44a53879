/*
 * The commands: one file each, one table in command.c. A command gets its arguments without the
 * program's and its own name and returns the exit status.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stddef.h>

/* The word that goes with the number: "1 error", "2 errors". */
static inline const char *counted(size_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

/* Exit statuses, documented in okralign(1). */
enum exit_status {
    EXIT_OK = 0,
    EXIT_FINDINGS = 1,  /* done, but findings at or above --fail-on */
    EXIT_USAGE = 2,     /* bad option, bad configuration */
    EXIT_NO_INPUT = 3,  /* nothing usable among the input */
    EXIT_NO_OUTPUT = 4, /* the output could not be written */
    EXIT_LOCKED = 5,    /* another run is writing the same output */
    EXIT_NO_MEMORY = 6
};

/* Dispatches on argv[1]; checks standard output at the end. */
int command_run(int argc, char **argv);

int command_cells(int argc, char **argv);
int command_items(int argc, char **argv);
int command_report(int argc, char **argv);
int command_references(int argc, char **argv);
int command_check(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_template(int argc, char **argv);
int command_init(int argc, char **argv);

#endif
