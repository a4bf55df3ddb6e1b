/* backup.c - see backup.h. */
#include "store/backup.h"
#include "base/fileio.h"
#include "base/sha256.h"
#include "base/zip.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADING "dvht-backup 1\n"
#define DATABASE_NAME "dvht.db"
#define MANIFEST_NAME "MANIFEST"
#define MANIFEST_LIMIT ((gsize)1 << 20)
#define DATABASE_LIMIT ((guint64)1 << 42) /* 4 TiB */

/* A folder that goes away with what is in it. */
typedef char WorkFolder;

static void
work_folder_end (WorkFolder *folder)
{
  file_remove_tree (folder, NULL);
  g_free (folder);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkFolder, work_folder_end)

static WorkFolder *
work_folder_new (const char *beside, GError **error)
{
  char *folder = g_strconcat (beside, ".part-XXXXXX", NULL);
  if (g_mkdtemp_full (folder, 0700) != NULL)
    return folder;
  error_set (error, NULL, MSG_FILE_WRITE, beside, g_strerror (errno), NULL);
  g_free (folder);
  return NULL;
}

static bool
failed_to_write (const char *path, GError **error)
{
  error_set (error, NULL, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
  return false;
}

/* So that a rename survives a loss of power. */
static bool
sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool done = fd >= 0 && fsync (fd) == 0;
  if (fd >= 0)
    close (fd);
  return done || failed_to_write (folder, error);
}

/* Opens the copy as the program would and looks through all of its pages. */
static bool
check_copy (const char *path, gint64 *ret_units, GError **error)
{
  static const Scope nobody = { 0 };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (Database) database = database_open (&(DatabaseOptions){ .location = path, .readers = 1 }, error);
  if (database == NULL || !database_check (database, lines, error))
    return false;
  if (lines->len > 0) {
    error_set (error, path, MSG_DB_DAMAGED, (const char *)lines->pdata[0], NULL);
    return false;
  }
  g_autoptr (Transaction) transaction = db_read (database, &nobody, error);
  return transaction != NULL && db_int (transaction, QUERY_unit_total, 0, ret_units, error);
}

/* ---- writing ---- */

static bool
pack (const char *copy, const char *archive, GError **error)
{
  char hex[SHA256_HEX_LENGTH + 1];
  guint64 size = 0;
  if (!sha256_file (copy, hex, &size, error))
    return false;
  g_autofree char *manifest
      = g_strdup_printf (HEADING "%s  %" G_GUINT64_FORMAT "  " DATABASE_NAME "\n", hex, size);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  return zip_writer_add (writer, MANIFEST_NAME, manifest, strlen (manifest), true, error)
         && zip_writer_add_file (writer, DATABASE_NAME, copy, error)
         && zip_writer_finish_to (writer, archive, error);
}

bool
backup_write (Database *database, const char *path, guint64 *ret_size, gint64 *ret_units, GError **error)
{
  g_autoptr (WorkFolder) folder = work_folder_new (path, error);
  if (folder == NULL)
    return false;
  g_autofree char *copy = g_build_filename (folder, DATABASE_NAME, NULL),
                  *archive = g_build_filename (folder, "archive", NULL);
  struct stat status;
  gint64 units = 0;
  if (!database_backup (database, copy, error) || !check_copy (copy, &units, error)
      || !pack (copy, archive, error))
    return false;
  if (chmod (archive, 0600) != 0 || stat (archive, &status) != 0 || rename (archive, path) != 0)
    return failed_to_write (path, error);
  if (!sync_folder_of (path, error))
    return false;
  *ret_size = (guint64)status.st_size;
  *ret_units = units;
  return true;
}

/* ---- reading ---- */

static bool
not_ours (const char *path, GError **error)
{
  g_clear_error (error);
  error_set (error, NULL, MSG_BACKUP_NOT_OURS, path, NULL);
  return false;
}

/* The checksum that the manifest gives the database. */
static bool
read_manifest (ZipReader *reader, Arena *arena, const char *path, const char **ret_hex, guint64 *ret_size,
               GError **error)
{
  bool found = false;
  char *text = NULL;
  gsize size = 0;
  if (!zip_reader_read (reader, arena, MANIFEST_NAME, MANIFEST_LIMIT, &found, &text, &size, error))
    return false;
  if (!found || !g_str_has_prefix (text, HEADING))
    return not_ours (path, error);
  g_auto (GStrv) lines = g_strsplit (text + strlen (HEADING), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "  ", 3);
    if (g_strv_length (fields) != 3 || strcmp (fields[2], DATABASE_NAME) != 0)
      continue;
    *ret_hex = arena_strdup (arena, fields[0]);
    return g_ascii_string_to_unsigned (fields[1], 10, 1, DATABASE_LIMIT, ret_size, NULL)
           || not_ours (path, error);
  }
  return not_ours (path, error);
}

static bool
unpack (const char *path, const char *copy, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)16 << 20);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &failure);
  const char *wanted = NULL;
  char hex[SHA256_HEX_LENGTH + 1];
  guint64 size = 0;
  bool found = false;
  if (file == NULL) {
    bool missing = g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    error_set (error, NULL, missing ? MSG_FILE_MISSING : MSG_BACKUP_NOT_OURS, path, NULL);
    return false;
  }
  g_autoptr (ZipReader) reader
      = zip_reader_open (path, g_mapped_file_get_contents (file), g_mapped_file_get_length (file), error);
  if (reader == NULL)
    return not_ours (path, error);
  if (!read_manifest (reader, arena, path, &wanted, &size, error)
      || !zip_reader_extract (reader, DATABASE_NAME, copy, size, &found, hex, error))
    return false;
  if (found && strcmp (hex, wanted) == 0)
    return true;
  error_set (error, NULL, MSG_BACKUP_DAMAGED, DATABASE_NAME, NULL);
  return false;
}

bool
backup_restore (const char *path, const char *folder, gint64 *ret_units, GError **error)
{
  g_autofree char *target = g_build_filename (folder, DATABASE_NAME, NULL);
  gint64 units = 0;
  if (g_file_test (target, G_FILE_TEST_EXISTS)) {
    error_set (error, NULL, MSG_RESTORE_NOT_EMPTY, folder, NULL);
    return false;
  }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return failed_to_write (folder, error);
  g_autoptr (WorkFolder) work = work_folder_new (target, error);
  if (work == NULL)
    return false;
  g_autofree char *copy = g_build_filename (work, DATABASE_NAME, NULL);
  if (!unpack (path, copy, error) || !check_copy (copy, &units, error))
    return false;
  /* link, not rename: what came there meanwhile is not replaced. */
  if (link (copy, target) != 0)
    return failed_to_write (target, error);
  if (!sync_folder_of (target, error))
    return false;
  *ret_units = units;
  return true;
}
