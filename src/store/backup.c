/* backup.c - see backup.h. */
#include "store/backup.h"
#include "base/fileio.h"
#include "base/sha256.h"
#include "base/zip.h"
#include "blob/blob.h"
#include "store/backup_packages.h"
#include "store/blob_names.h"
#include "store/blob_sweep.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADING "dvht-backup 1\n"
#define DATABASE_NAME "dvht.db"
#define MANIFEST_NAME "MANIFEST"
#define MANIFEST_LIMIT ((gsize)1 << 30)
#define PACKING_LIMIT ((gsize)8 << 30)
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

/* What goes into the archive beside the manifest; `names` and `paths` are parallel. */
typedef struct {
  Arena *arena;
  const char **names, **paths;
  gsize count, path_count;
  GString *manifest;
} Packing;

static bool
add_entry (Packing *packing, const char *name, const char *path, GError **error)
{
  char hex[SHA256_HEX_LENGTH + 1];
  guint64 size = 0;
  if (!sha256_file (path, hex, &size, error))
    return false;
  ARENA_PUSH (packing->arena, packing->names, packing->count) = arena_strdup (packing->arena, name);
  ARENA_PUSH (packing->arena, packing->paths, packing->path_count) = arena_strdup (packing->arena, path);
  g_string_append_printf (packing->manifest, "%s  %" G_GUINT64_FORMAT "  %s\n", hex, size, name);
  return true;
}

static bool
add_unit_blobs (Packing *packing, Transaction *transaction, const char *data_folder, gint64 unit_id,
                GError **error)
{
  if (!transaction_set_unit (transaction, unit_id, error))
    return false;
  g_autoptr (GHashTable) names = blob_names (transaction, error);
  if (names == NULL)
    return false;
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc)strcmp);
  for (GList *link = sorted; link != NULL; link = link->next) {
    const char *path = blob_path (packing->arena, data_folder, unit_id, link->data);
    const char *name = blob_path (packing->arena, ".", unit_id, link->data) + strlen ("./");
    if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && !add_entry (packing, name, path, error))
      return false;
  }
  return true;
}

/* The files that the copy names: later ones are no affair of it. */
static bool
add_blobs (Packing *packing, const char *copy, const char *data_folder, GError **error)
{
  static const Scope nobody = { 0 };
  g_autoptr (Database) database = database_open (&(DatabaseOptions){ .location = copy, .readers = 2 }, error);
  g_autoptr (Transaction) list = database != NULL ? db_read (database, &nobody, error) : NULL;
  g_autoptr (Transaction) reading = list != NULL ? db_read (database, &nobody, error) : NULL;
  g_autoptr (Rows) rows = reading != NULL ? db_rows (list, QUERY_unit_all, error) : NULL;
  GError *local = NULL;
  bool added = rows != NULL;
  while (added && rows_next (rows, &local))
    added = add_unit_blobs (packing, reading, data_folder, rows_int (rows, 0), error);
  if (local != NULL)
    g_propagate_error (error, local);
  return added && local == NULL;
}

static bool
add_packages (Packing *packing, const char *data_folder, GError **error)
{
  g_autoptr (GPtrArray) files = package_files (data_folder);
  for (guint i = 0; i < files->len; i++) {
    const char *name = files->pdata[i];
    if (!add_entry (packing, name, arena_concat (packing->arena, data_folder, "/", name, NULL), error))
      return false;
  }
  return true;
}

static bool
pack (const char *copy, const char *data_folder, const char *archive, GError **error)
{
  g_autoptr (Arena) arena = arena_new (PACKING_LIMIT);
  g_autoptr (GString) manifest = g_string_new (HEADING);
  Packing packing = { .arena = arena, .manifest = manifest };
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  if (!add_entry (&packing, DATABASE_NAME, copy, error) || !add_blobs (&packing, copy, data_folder, error)
      || !add_packages (&packing, data_folder, error)
      || !zip_writer_add (writer, MANIFEST_NAME, manifest->str, manifest->len, true, error))
    return false;
  for (gsize i = 0; i < packing.count; i++)
    if (!zip_writer_add_file (writer, packing.names[i], packing.paths[i], error))
      return false;
  return zip_writer_finish_to (writer, archive, error);
}

/* Only an older backup may be replaced: not a device, not another name's file, least of all the data. */
static bool
may_replace (const char *path, const char *data_folder, GError **error)
{
  struct stat status;
  if (lstat (path, &status) != 0)
    return true;
  g_autofree char *folder = g_path_get_dirname (path), *own = realpath (data_folder, NULL),
                  *parent = realpath (folder, NULL);
  bool within = own != NULL && parent != NULL && g_str_has_prefix (parent, own)
                && (parent[strlen (own)] == '/' || parent[strlen (own)] == '\0');
  if (S_ISREG (status.st_mode) && !within)
    return true;
  error_set (error, NULL, MSG_BACKUP_TARGET, path, NULL);
  return false;
}

bool
backup_write (Database *database, const char *data_folder, const char *path, guint64 *ret_size,
              gint64 *ret_units, GError **error)
{
  if (!may_replace (path, data_folder, error))
    return false;
  g_autoptr (WorkFolder) folder = work_folder_new (path, error);
  if (folder == NULL)
    return false;
  g_autofree char *copy = g_build_filename (folder, DATABASE_NAME, NULL),
                  *archive = g_build_filename (folder, "archive", NULL);
  struct stat status;
  gint64 units = 0;
  int lock = blob_lock_shared (data_folder, error);
  bool packed = lock >= 0 && database_backup (database, copy, error) && check_copy (copy, &units, error)
                && pack (copy, data_folder, archive, error);
  blob_lock_end (lock);
  if (!packed)
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

/* One line of the manifest. */
typedef struct {
  const char *hex, *name;
  guint64 size;
} Listed;

/* "blobs/1/ab/abcd…": nothing but such and packages may be unpacked beside the database. */
static bool
is_blob_name (Arena *arena, const char *name)
{
  gint64 unit_id = 0;
  const char *hash = strrchr (name, '/');
  if (!g_str_has_prefix (name, "blobs/") || hash == NULL)
    return false;
  unit_id = g_ascii_strtoll (name + strlen ("blobs/"), NULL, 10);
  const char *proper = blob_path (arena, ".", unit_id, hash + 1);
  return proper != NULL && strcmp (proper + strlen ("./"), name) == 0;
}

static bool
read_manifest (ZipReader *reader, Arena *arena, const char *path, Listed **ret, gsize *ret_count,
               GError **error)
{
  bool found = false, database = false;
  char *text = NULL;
  gsize size = 0, count = 0;
  Listed *listed = NULL;
  if (!zip_reader_read (reader, arena, MANIFEST_NAME, MANIFEST_LIMIT, &found, &text, &size, error))
    return false;
  if (!found || !g_str_has_prefix (text, HEADING))
    return not_ours (path, error);
  g_auto (GStrv) lines = g_strsplit (text + strlen (HEADING), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "  ", 3);
    Listed one = { 0 };
    if (lines[i][0] == '\0')
      continue;
    bool proper = g_strv_length (fields) == 3
                  && g_ascii_string_to_unsigned (fields[1], 10, 0, DATABASE_LIMIT, &one.size, NULL)
                  && (strcmp (fields[2], DATABASE_NAME) == 0 || is_blob_name (arena, fields[2])
                      || package_file_is_name (fields[2]));
    if (!proper)
      return not_ours (path, error);
    one.hex = arena_strdup (arena, fields[0]);
    one.name = arena_strdup (arena, fields[2]);
    database = database || strcmp (one.name, DATABASE_NAME) == 0;
    ARENA_PUSH (arena, listed, count) = one;
  }
  *ret = listed;
  *ret_count = count;
  return database || not_ours (path, error);
}

static bool
unpack_one (ZipReader *reader, const Listed *listed, const char *folder, GError **error)
{
  char hex[SHA256_HEX_LENGTH + 1];
  bool found = false;
  g_autofree char *target = g_build_filename (folder, listed->name, NULL),
                  *parent = g_path_get_dirname (target);
  if (g_mkdir_with_parents (parent, 0700) != 0)
    return failed_to_write (parent, error);
  if (!zip_reader_extract (reader, listed->name, target, listed->size, &found, hex, error))
    return false;
  if (found && strcmp (hex, listed->hex) == 0)
    return sync_folder_of (target, error);
  error_set (error, NULL, MSG_BACKUP_DAMAGED, listed->name, NULL);
  return false;
}

/* All of it into an empty folder. */
static bool
unpack (const char *path, const char *folder, GError **error)
{
  g_autoptr (Arena) arena = arena_new (PACKING_LIMIT);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &failure);
  Listed *listed = NULL;
  gsize count = 0;
  if (file == NULL) {
    bool missing = g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    error_set (error, NULL, missing ? MSG_FILE_MISSING : MSG_BACKUP_NOT_OURS, path, NULL);
    return false;
  }
  g_autoptr (ZipReader) reader
      = zip_reader_open_own (path, g_mapped_file_get_contents (file), g_mapped_file_get_length (file), error);
  if (reader == NULL)
    return not_ours (path, error);
  if (!read_manifest (reader, arena, path, &listed, &count, error))
    return false;
  for (gsize i = 0; i < count; i++)
    if (!unpack_one (reader, &listed[i], folder, error))
      return false;
  return true;
}

/* Files first, for they are no data without the database that names them. */
static bool
put_folder (const char *from, const char *folder, const char *name, GError **error)
{
  g_autofree char *source = g_build_filename (from, name, NULL),
                  *target = g_build_filename (folder, name, NULL);
  if (!g_file_test (source, G_FILE_TEST_IS_DIR))
    return true;
  return g_rename (source, target) == 0 || failed_to_write (target, error);
}

/* A database, what is left of one (SQLite would read a log that lies there into the new file), or the address
 * of one, which would be used instead. */
static bool
holds_data (const char *folder)
{
  static const char *const names[]
      = { DATABASE_NAME, DATABASE_NAME "-wal", DATABASE_NAME "-shm", DATABASE_NAME "-journal", "database.url",
          "blobs",       PACKAGES_FOLDER };
  bool found = false;
  for (gsize i = 0; i < G_N_ELEMENTS (names) && !found; i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    struct stat status;
    found = lstat (path, &status) == 0;
  }
  return found;
}

bool
backup_restore (const char *path, const char *folder, gint64 *ret_units, GError **error)
{
  g_autofree char *target = g_build_filename (folder, DATABASE_NAME, NULL);
  gint64 units = 0;
  if (holds_data (folder)) {
    error_set (error, NULL, MSG_RESTORE_NOT_EMPTY, folder, NULL);
    return false;
  }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return failed_to_write (folder, error);
  g_autoptr (WorkFolder) work = work_folder_new (target, error);
  if (work == NULL)
    return false;
  g_autofree char *copy = g_build_filename (work, DATABASE_NAME, NULL);
  if (!unpack (path, work, error) || !check_copy (copy, &units, error)
      || !put_folder (work, folder, PACKAGES_FOLDER, error) || !put_folder (work, folder, "blobs", error))
    return false;
  /* link, not rename: what came there meanwhile is not replaced. */
  if (link (copy, target) != 0)
    return failed_to_write (target, error);
  if (!sync_folder_of (target, error))
    return false;
  *ret_units = units;
  return true;
}
