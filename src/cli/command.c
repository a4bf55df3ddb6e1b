/* command.c - arguments to an Invocation; see command.h. */
#include "cli/command.h"
#include "cli/help.h"
#include <errno.h>
#include <string.h>

const OptionSpec global_options[] = {
  { "--schemes",
    "DIR",
    { "thư mục có thêm bộ tiêu chí (được dùng trước bộ có sẵn)",
      "folder with more criteria packages; they win over built-in ones" } },
  { "--lang",
    "vi|en",
    { "ngôn ngữ của lời nhắn: vi (mặc định) hoặc en", "language of messages: vi (default) or en" } },
  { "--help", NULL, { "hướng dẫn của lệnh này", "help on this command" } },
  { "--version", NULL, { "phiên bản của chương trình", "version of the program" } },
  { NULL },
};

static int
option_index (const OptionSpec *options, const char *name, gsize length)
{
  for (int i = 0; options != NULL && options[i].name != NULL; i++)
    if (strlen (options[i].name) == length && memcmp (options[i].name, name, length) == 0)
      return i;
  return -1;
}

const char *
invocation_option (const Invocation *invocation, const char *name)
{
  int index
      = invocation->command == NULL ? -1 : option_index (invocation->command->options, name, strlen (name));
  if (index >= 0)
    return invocation->given[index];
  index = option_index (global_options, name, strlen (name));
  return index >= 0 ? invocation->global[index] : NULL;
}

bool
invocation_flag (const Invocation *invocation, const char *name)
{
  return invocation_option (invocation, name) != NULL;
}

const char *
invocation_words (const Invocation *invocation, Words words)
{
  return invocation->english ? words.english : words.vietnamese;
}

char *
invocation_message (const Invocation *invocation, const Message *message)
{
  return invocation->english ? message_english (invocation->arena, message)
                             : message_vietnamese (invocation->arena, message);
}

/* One line to standard error, behind what standard output holds so far: both may go to one file. */
static int
report_line (const Invocation *invocation, const char *line, int code)
{
  fflush (stdout);
  fprintf (stderr, "dvht: %s\n", printable (invocation->arena, line));
  return code;
}

int
report_message (const Invocation *invocation, int code, MessageId id, ...)
{
  Message message = { .id = id };
  va_list list;
  va_start (list, id);
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++)
    if ((message.args[i] = va_arg (list, const char *)) == NULL)
      break;
  va_end (list);
  return report_line (invocation, invocation_message (invocation, &message), code);
}

int
report_error (const Invocation *invocation, const GError *error, int code)
{
  Message message = error_message (invocation->arena, error);
  const char *place = error_place (error);
  const char *sentence = invocation_message (invocation, &message);
  const char *line = place == NULL ? sentence : arena_concat (invocation->arena, place, ": ", sentence, NULL);
  return report_line (invocation, line, code);
}

SchemeLibrary *
invocation_library (const Invocation *invocation, GError **error)
{
  const char *folder = invocation_option (invocation, "--schemes"),
             *data = invocation_option (invocation, "--data");
  return folder == NULL && data != NULL ? scheme_library_of_data (data, error)
                                        : scheme_library_new (folder, error);
}

/* The command whose words stand at the front of the operands; the longest name
 * wins.  `*ret_words` says how many words it took. */
static const Command *
command_find (const char *const *words, guint count, guint *ret_words)
{
  const Command *found = NULL;
  for (const Command *command = command_table; command->name != NULL; command++) {
    g_auto (GStrv) parts = g_strsplit (command->name, " ", -1);
    guint length = g_strv_length (parts), same = 0;
    while (same < length && same < count && strcmp (parts[same], words[same]) == 0)
      same++;
    if (same == length && (found == NULL || length > *ret_words)) {
      found = command;
      *ret_words = length;
    }
  }
  return found;
}

typedef struct {
  Invocation *invocation;
  char **argv;
  int argc, at;
} Parser;

/* One option at argv[at], with its value; false after saying what is wrong. */
static bool
parse_option (Parser *parser)
{
  Invocation *invocation = parser->invocation;
  const Command *command = invocation->command;
  const char *argument = parser->argv[parser->at++], *equals = strchr (argument, '=');
  gsize length = equals != NULL ? (gsize)(equals - argument) : strlen (argument);
  const char *name = arena_strndup (invocation->arena, argument, length);
  const OptionSpec *options = command != NULL ? command->options : NULL;
  const char **values = invocation->given;
  int index = option_index (options, name, length);
  if (index < 0) {
    options = global_options;
    values = invocation->global;
    index = option_index (options, name, length);
  }
  if (options == NULL || index < 0)
    return report_message (invocation, false, MSG_CLI_UNKNOWN_OPTION, command != NULL ? command->name : "",
                           name, NULL);
  if (values[index] != NULL)
    return report_message (invocation, false, MSG_CLI_OPTION_TWICE, name, NULL);
  const char *value_name = options[index].argument;
  if (value_name == NULL && equals != NULL)
    return report_message (invocation, false, MSG_CLI_TAKES_NO_VALUE, name, NULL);
  if (value_name != NULL && equals == NULL && parser->at >= parser->argc)
    return report_message (invocation, false, MSG_CLI_NEEDS_VALUE, name, value_name, NULL);
  values[index] = value_name == NULL ? "" : equals != NULL ? equals + 1 : parser->argv[parser->at++];
  return true;
}

static bool
is_option (const char *argument)
{
  return argument[0] == '-' && argument[1] != '\0';
}

/* Options before the command's words, the words, then options and operands in any order; "--" ends options.
 */
static bool
parse_arguments (Parser *parser)
{
  Invocation *invocation = parser->invocation;
  while (parser->at < parser->argc && is_option (parser->argv[parser->at]))
    if (!parse_option (parser))
      return false;
  guint words = 0;
  const char *const *rest = (const char *const *)parser->argv + parser->at;
  invocation->command = command_find (rest, (guint)(parser->argc - parser->at), &words);
  if (invocation->command == NULL && parser->at < parser->argc) {
    invocation->operands[invocation->operand_count++] = parser->argv[parser->at];
    return true; /* no such command: what follows means nothing */
  }
  parser->at += (int)words;
  bool options = true;
  while (parser->at < parser->argc) {
    const char *argument = parser->argv[parser->at];
    if (options && strcmp (argument, "--") == 0) {
      options = false;
      parser->at++;
    } else if (!options || !is_option (argument))
      invocation->operands[invocation->operand_count++] = parser->argv[parser->at++];
    else if (!parse_option (parser))
      return false;
  }
  return true;
}

static bool
check_operands (const Invocation *invocation)
{
  const Command *command = invocation->command;
  if (invocation->operand_count < command->min_operands)
    return report_message (invocation, false, MSG_CLI_TOO_FEW, command->name, command->operands, NULL);
  if (invocation->operand_count > command->max_operands)
    return report_message (invocation, false, MSG_CLI_TOO_MANY, command->name,
                           invocation->operands[command->max_operands], NULL);
  return true;
}

/* Takes --lang; false after saying what is wrong. */
static bool
choose_language (Invocation *invocation)
{
  const char *language = invocation_option (invocation, "--lang");
  invocation->english = g_strcmp0 (language, "en") == 0;
  if (language != NULL && !invocation->english && strcmp (language, "vi") != 0)
    return report_message (invocation, false, MSG_CLI_BAD_CHOICE, "--lang", "vi, en", NULL);
  return true;
}

static int
command_run (const Invocation *invocation)
{
  const Command *command = invocation->command;
  if (invocation_flag (invocation, "--version")) {
    printf ("dvht %s\n", DVHT_VERSION);
    return EXIT_DONE;
  }
  if (command == NULL && invocation->operand_count > 0)
    return help_unknown (invocation, invocation->operands[0]);
  if (command == NULL) {
    help_overview (invocation, invocation_flag (invocation, "--help") ? stdout : stderr);
    return invocation_flag (invocation, "--help") ? EXIT_DONE : EXIT_UNUSABLE;
  }
  if (invocation_flag (invocation, "--help")) {
    help_command (invocation, command);
    return EXIT_DONE;
  }
  return check_operands (invocation) ? command->run (invocation) : EXIT_UNUSABLE;
}

int
command_main (Arena *arena, int argc, char **argv)
{
  Invocation invocation = { .arena = arena, .operands = arena_array (arena, const char *, (gsize)argc) };
  Parser parser = { &invocation, argv, argc, 1 };
  for (int i = 1; i < argc; i++)
    if (!g_utf8_validate (argv[i], -1, NULL))
      return report_message (&invocation, EXIT_UNUSABLE, MSG_CLI_NOT_UTF8, NULL);
  if (!parse_arguments (&parser) || !choose_language (&invocation))
    return EXIT_UNUSABLE;
  int code = command_run (&invocation);
  if (fflush (stdout) != 0 || ferror (stdout))
    return report_message (&invocation, EXIT_UNUSABLE, MSG_CLI_STDOUT, g_strerror (errno), NULL);
  return code;
}
