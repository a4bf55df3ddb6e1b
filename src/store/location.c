/* location.c - where the database of a data folder is; see db.h. */
#include "base/fileio.h"
#include "store/db.h"
#include <string.h>
#include <sys/stat.h>

#define MAX_ADDRESS 4096

static bool
is_server (const char *location)
{
  return g_str_has_prefix (location, "postgresql://") || g_str_has_prefix (location, "postgres://");
}

const char *
database_location (Arena *arena, const char *folder, GError **error)
{
  const char *path = arena_concat (arena, folder, "/database.url", NULL);
  char *text = NULL;
  gsize length = 0;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return arena_concat (arena, folder, "/dvht.db", NULL);
  if (!file_read (arena, path, path, MAX_ADDRESS, &text, &length, error))
    return NULL;
  g_strstrip (text);
  if (is_server (text) && strpbrk (text, "\r\n") == NULL)
    return text;
  error_set (error, path, MSG_DB_LOCATION, path, NULL);
  return NULL;
}

bool
database_is_missing (const char *location)
{
  struct stat status;
  return !is_server (location)
         && (stat (location, &status) != 0 || (S_ISREG (status.st_mode) && status.st_size == 0));
}
