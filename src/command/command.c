/* The table of commands. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} commands[] = {
    {"report", command_report, "write the consolidated report from folders of sheets"},
    {"check", command_check, "say how a team's sheet is understood and what to mend"},
    {"template", command_template, "make a fill-in sheet for a team from the company's OKRs"},
    {"init", command_init, "look at a folder and write a first okralign.ini"},
    {"explain", command_explain, "say why two OKRs are, or are not, taken to belong together"},
    {"references", command_references, "print every reference and what became of it"},
    {"cells", command_cells, "print the cells of sheets as they were read"},
    {"items", command_items, "print the objectives and key results that were found"},
    {NULL, NULL, NULL},
};

static void print_help(FILE *out)
{
    fputs("okralign reads teams' OKR sheets as they are and writes one consolidated report\n"
          "\n"
          "usage: okralign COMMAND [OPTION]... [FILE|DIR]...\n"
          "\n"
          "examples:\n"
          "  okralign report okrs/ -o report.xlsx      the monthly report from a folder of sheets\n"
          "  okralign check payments.xlsx              how a team's sheet is understood\n"
          "  okralign template --from company.xlsx --all -o hand-off/\n"
          "\n"
          "commands:\n",
          out);
    for (size_t i = 0; commands[i].name; i++)
        fprintf(out, "  %-12s %s\n", commands[i].name, commands[i].summary);
    fputs("\n'okralign COMMAND --help' tells more; so does the man page okralign(1)\n", out);
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "version") == 0) {
        puts("okralign " VERSION);
        return EXIT_OK;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_help(stdout);
        return EXIT_OK;
    }
    for (size_t i = 0; commands[i].name; i++)
        if (strcmp(commands[i].name, name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    fprintf(stderr, "okralign: unknown command '%s'; see 'okralign --help'\n", name);
    return EXIT_USAGE;
}

int command_run(int argc, char **argv)
{
    int status = dispatch(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("okralign: could not write to standard output\n", stderr);
        return status == EXIT_OK ? EXIT_NO_OUTPUT : status;
    }
    return status;
}
