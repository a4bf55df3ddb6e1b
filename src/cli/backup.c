/* backup.c - dvht backup, dvht restore. */
#include "store/backup.h"
#include "cli/data.h"

static int
say_done (const Invocation *invocation, MessageId id, const char *where, gint64 units, guint64 size)
{
  Message message = message_make (id, where, arena_int (invocation->arena, units),
                                  arena_printf (invocation->arena, "%" G_GUINT64_FORMAT, size), NULL);
  print_text (invocation_message (invocation, &message));
  print_text ("\n");
  return EXIT_DONE;
}

int
run_backup (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  const char *path = invocation->operands[0];
  guint64 size = 0;
  gint64 units = 0;
  g_autoptr (Database) database = open_data (invocation, 1, &error);
  if (database == NULL
      || !backup_write (database, invocation_option (invocation, "--data"), path, &size, &units, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  return say_done (invocation, MSG_BACKUP_DONE, path, units, size);
}

int
run_restore (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  const char *folder = invocation_option (invocation, "--data");
  gint64 units = 0;
  if (folder == NULL)
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_NEEDS_OPTION, "restore", "--data DIR", NULL);
  if (!backup_restore (invocation->operands[0], folder, &units, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  return say_done (invocation, MSG_RESTORE_DONE, folder, units, 0);
}
