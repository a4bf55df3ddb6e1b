/* help.c - see help.h. */
#include "cli/help.h"
#include "base/text.h"
#include <string.h>

#define COLUMN 22

/* `text` and blanks up to the column, at least two. */
static void
print_padded (FILE *out, const char *text)
{
  int blanks = COLUMN - (int)g_utf8_strlen (text, -1);
  fprintf (out, "  %s%*s", text, MAX (blanks, 2), "");
}

static void
print_options (const Invocation *invocation, FILE *out, const OptionSpec *options)
{
  for (; options != NULL && options->name != NULL; options++) {
    g_autofree char *form
        = g_strjoin (options->argument != NULL ? " " : NULL, options->name, options->argument, NULL);
    print_padded (out, form);
    fprintf (out, "%s\n", invocation_words (invocation, options->help));
  }
}

void
help_overview (const Invocation *invocation, FILE *out)
{
  fputs (invocation_words (invocation,
                           (Words){ "dvht: từ dữ liệu của một đơn vị đến hồ sơ “Đơn vị học tập”.\n\n"
                                    "Cách dùng: dvht LỆNH [TÙY CHỌN]\n\nCác lệnh:\n",
                                    "dvht: from the facts of a unit to its “Learning unit” dossier.\n\n"
                                    "Usage: dvht COMMAND [OPTIONS]\n\nCommands:\n" }),
         out);
  for (const Command *command = command_table; command->name != NULL; command++) {
    print_padded (out, command->name);
    fprintf (out, "%s\n", invocation_words (invocation, command->summary));
  }
  fputs (invocation_words (invocation, (Words){ "\nTùy chọn chung:\n", "\nOptions of every command:\n" }),
         out);
  print_options (invocation, out, global_options);
  fputs (invocation_words (
             invocation,
             (Words){ "\nHướng dẫn từng lệnh: dvht help LỆNH.\n"
                      "Mã kết thúc: 0 xong; 1 có lỗi trong dữ liệu; 2 không đọc được hoặc dùng lệnh sai.\n",
                      "\nHelp on a command: dvht help COMMAND.\n"
                      "Exit codes: 0 done; 1 the data has errors; 2 unreadable, or the command was used "
                      "wrongly.\n" }),
         out);
}

void
help_command (const Invocation *invocation, const Command *command)
{
  const char *details = invocation_words (invocation, command->details);
  printf ("%s: dvht %s%s%s%s\n\n", invocation_words (invocation, (Words){ "Cách dùng", "Usage" }),
          command->name, *command->operands != '\0' ? " " : "", command->operands,
          command->options != NULL ? invocation_words (invocation, (Words){ " [TÙY CHỌN]", " [OPTIONS]" })
                                   : "");
  printf ("%s.\n", text_capitalise (invocation->arena, invocation_words (invocation, command->summary)));
  if (details != NULL)
    printf ("\n%s\n", details);
  printf ("\n%s:\n", invocation_words (invocation, (Words){ "Tùy chọn", "Options" }));
  print_options (invocation, stdout, command->options);
  print_options (invocation, stdout, global_options);
}

int
help_unknown (const Invocation *invocation, const char *word)
{
  gsize length = strlen (word);
  bool begins = false;
  for (const Command *command = command_table; command->name != NULL; command++)
    if (strncmp (command->name, word, length) == 0 && command->name[length] == ' ') {
      if (!begins)
        fprintf (stderr, "%s:\n",
                 invocation_words (invocation,
                                   (Words){ "Hãy chọn một trong các lệnh", "Choose one of the commands" }));
      begins = true;
      print_padded (stderr, command->name);
      fprintf (stderr, "%s\n", invocation_words (invocation, command->summary));
    }
  return begins ? EXIT_UNUSABLE
                : report_message (invocation, EXIT_UNUSABLE, MSG_CLI_UNKNOWN_COMMAND, word, NULL);
}

/* help [COMMAND...] */
int
run_help (const Invocation *invocation)
{
  if (invocation->operand_count == 0) {
    help_overview (invocation, stdout);
    return EXIT_DONE;
  }
  g_autoptr (GString) name = g_string_new (invocation->operands[0]);
  for (guint i = 1; i < invocation->operand_count; i++)
    g_string_append_printf (name, " %s", invocation->operands[i]);
  for (const Command *command = command_table; command->name != NULL; command++)
    if (strcmp (command->name, name->str) == 0) {
      help_command (invocation, command);
      return EXIT_DONE;
    }
  return help_unknown (invocation, name->str);
}
