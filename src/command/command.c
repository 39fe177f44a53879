/* The table of commands. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {{0}};

int command_run(int argc, char **argv)
{
    if (argc < 2)
        return EXIT_USAGE;
    for (size_t i = 0; commands[i].name; i++)
        if (strcmp(commands[i].name, argv[1]) == 0)
            return commands[i].run(argc - 2, argv + 2);
    fprintf(stderr, "okralign: unknown command '%s'\n", argv[1]);
    return EXIT_USAGE;
}
