/* okralign: the table of contents. */
#include "base/arena.h"
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>

static void out_of_memory(void)
{
    fputs("okralign: out of memory\n", stderr);
    exit(EXIT_NO_MEMORY);
}

int main(int argc, char **argv)
{
    arena_out_of_memory = out_of_memory;
    return command_run(argc, argv);
}
