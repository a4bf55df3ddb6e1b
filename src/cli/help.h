/* help.h - what the program says about itself, from the command table.  Internal to the command line. */
#pragma once
#include "cli/command.h"

extern const OptionSpec global_options[];

/* All commands and common options; one command with its options, to standard output. */
void help_overview (const Invocation *invocation, FILE *out);
void help_command (const Invocation *invocation, const Command *command);

/* Says that there is no such command, or which commands begin with this word; gives the exit code. */
int help_unknown (const Invocation *invocation, const char *word);
