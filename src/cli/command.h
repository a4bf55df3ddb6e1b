/* command.h - the frame of the command line: one table of commands, one parser.
 *
 * Exit codes (doc/dvht.1): 0 done; 1 the thing looked at has errors; 2 it could
 * not be looked at, or the command was used wrongly.  Results go to standard
 * output, everything else to standard error; both are UTF-8 in any locale. */
#pragma once
#include "base/message.h"
#include "scheme/scheme.h"
#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_FAULTY = 1, EXIT_UNUSABLE = 2 };

typedef struct {
  const char *vietnamese, *english;
} Words;

typedef struct {
  const char *name;     /* "--out" */
  const char *argument; /* what its value is called in help; NULL: a flag */
  Words help;
} OptionSpec;

typedef struct Invocation Invocation;

typedef struct {
  const char *name;     /* "scheme show" */
  const char *operands; /* "CASE ID", for help; "" where there are none; the optional ones in [ ] */
  guint min_operands, max_operands;
  Words summary;
  Words details;                             /* further paragraphs of its help, or NULL */
  const OptionSpec *options;                 /* ended by a name of NULL; NULL: none of its own */
  int (*run) (const Invocation *invocation); /* gives the exit code */
} Command;

#define INVOCATION_MAX_OPTIONS 16

struct Invocation {
  Arena *arena; /* for the whole run */
  const Command *command;
  const char **operands;
  guint operand_count;
  bool english; /* --lang en */
  const char
      *given[INVOCATION_MAX_OPTIONS]; /* parallel to `options`: value, "" for a flag, NULL = not given */
  const char *global[INVOCATION_MAX_OPTIONS];
};

extern const Command command_table[]; /* ended by a name of NULL */

/* Reads the arguments and runs what they ask for; prints what is wrong with them. */
int command_main (Arena *arena, int argc, char **argv);

/* The value of an option of the command or of all commands; NULL = not given. */
const char *invocation_option (const Invocation *invocation, const char *name);
bool invocation_flag (const Invocation *invocation, const char *name);

/* The words in the language asked for. */
const char *invocation_words (const Invocation *invocation, Words words);

/* Prints to standard error and gives `code` back: return report_error (...). */
int report_error (const Invocation *invocation, const GError *error, int code);
int report_message (const Invocation *invocation, int code, MessageId id, ...) G_GNUC_NULL_TERMINATED;
/* The message's sentence in the language asked for, in the arena. */
char *invocation_message (const Invocation *invocation, const Message *message);

/* The packages: built-in ones and those of --schemes, or else those in the folder of --data. Caller frees. */
SchemeLibrary *invocation_library (const Invocation *invocation, GError **error);

/* The text without control characters (each a blank): what a file contains can neither break a
 * line in two nor steer the terminal. */
const char *printable (Arena *arena, const char *text);

/* Bytes or text to standard output. */
void print_text (const char *text);
void print_bytes (GBytes *bytes);

/* `text` in lines of at most 100 columns, each behind `indent` blanks; the first line begins
 * with `head` in place of the blanks. */
void print_wrapped (const char *head, guint indent, const char *text);

/* The commands, one file each. */
int run_scheme_list (const Invocation *invocation);
int run_scheme_show (const Invocation *invocation);
int run_scheme_check (const Invocation *invocation);
int run_template_render (const Invocation *invocation);
int run_check (const Invocation *invocation);
int run_export (const Invocation *invocation);
int run_dossier (const Invocation *invocation);
int run_serve (const Invocation *invocation);
int run_load (const Invocation *invocation);
int run_document (const Invocation *invocation);
int run_user_list (const Invocation *invocation);
int run_user_reset (const Invocation *invocation);
int run_user_unlock (const Invocation *invocation);
int run_user_grant (const Invocation *invocation);
int run_token_create (const Invocation *invocation);
int run_backup (const Invocation *invocation);
int run_restore (const Invocation *invocation);
int run_fsck (const Invocation *invocation);
int run_audit_verify (const Invocation *invocation);
int run_help (const Invocation *invocation);

extern const OptionSpec scheme_options[], template_render_options[], check_options[], dossier_options[],
    serve_options[], load_options[], export_options[], document_options[], user_list_options[],
    user_options[], user_reset_options[], user_grant_options[], token_create_options[], data_options[];
