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
  const char *location = database_location (invocation->arena, folder, error);
  if (location == NULL)
    return NULL;
  if (database_is_missing (location)) { /* never found an empty one by a slip of the keyboard */
    error_set (error, NULL, MSG_DB_NONE, location, NULL);
    return NULL;
  }
  return database_open (&(DatabaseOptions){ .location = location, .readers = readers }, error);
}
