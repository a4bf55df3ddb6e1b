/* data.c - see data.h. */
#include "cli/data.h"

const OptionSpec data_options[] = {
  { "--data", "DIR", { "thư mục dữ liệu (bắt buộc)", "data folder (required)" } },
  { NULL },
};

Database *
open_data (const Invocation *invocation, guint readers, GError **error)
{
  const char *folder = invocation_option (invocation, "--data");
  if (folder == NULL) {
    error_set (error, NULL, MSG_CLI_NEEDS_OPTION, invocation->command->name, "--data DIR", NULL);
    return NULL;
  }
  if (g_str_has_prefix (folder, "postgresql://"))
    return database_open (&(DatabaseOptions){ .location = folder, .readers = readers }, error);
  const char *path = arena_concat (invocation->arena, folder, "/dvht.db", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) { /* never found an empty one by a slip of the keyboard */
    error_set (error, NULL, MSG_FILE_MISSING, path, NULL);
    return NULL;
  }
  return database_open (&(DatabaseOptions){ .location = path, .readers = readers }, error);
}
