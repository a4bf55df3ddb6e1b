/* blob_sweep.c - see blob_sweep.h. */
#include "store/blob_sweep.h"
#include "blob/blob.h"
#include "blob/part.h"
#include "store/blob_names.h"
#include "store/upload.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_NAME "blobs.lock"
#define KEEP_SECONDS ((gint64)BLOB_KEEP_DAYS * 24 * 3600)
#define PART_SECONDS ((gint64)UPLOAD_KEEP_DAYS * 24 * 3600)

static int
open_lock (const char *data_folder, GError **error)
{
  g_autofree char *path = g_build_filename (data_folder, LOCK_NAME, NULL);
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    error_set (error, path, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
  return lock;
}

int
blob_lock_shared (const char *data_folder, GError **error)
{
  int lock = open_lock (data_folder, error);
  if (lock >= 0)
    flock (lock, LOCK_SH);
  return lock;
}

void
blob_lock_end (int lock)
{
  if (lock >= 0)
    close (lock);
}

typedef struct {
  GHashTable *names;
  gint64 before, part_before; /* seconds UTC */
  guint removed;
} Sweep;

static bool
visit (const char *hash, const char *path, void *user, GError **error)
{
  Sweep *sweep = user;
  struct stat status;
  bool wanted = sweep->names != NULL && g_hash_table_contains (sweep->names, hash);
  if (!wanted && g_stat (path, &status) == 0 && status.st_mtime < sweep->before && g_unlink (path) == 0)
    sweep->removed++;
  return true;
}

/* Pieces of a file whose rest never came, or that a record took long ago. */
static bool
visit_part (const char *name, const char *path, void *user, GError **error)
{
  Sweep *sweep = user;
  struct stat status;
  if (g_stat (path, &status) == 0 && status.st_mtime < sweep->part_before && g_unlink (path) == 0)
    sweep->removed++;
  return true;
}

static bool
sweep_unit (Transaction *transaction, const char *data_folder, gint64 unit_id, Sweep *sweep, GError **error)
{
  if (!transaction_set_unit (transaction, unit_id, error))
    return false;
  g_autoptr (GHashTable) names = blob_names (transaction, error);
  if (names == NULL)
    return false;
  sweep->names = names;
  bool swept = blob_each (data_folder, unit_id, visit, sweep, error);
  sweep->names = NULL;
  return swept && blob_each_unfinished (data_folder, unit_id, visit, sweep, error)
         && part_each (data_folder, unit_id, visit_part, sweep, error);
}

static bool
sweep_all (Database *database, const char *data_folder, Sweep *sweep, GError **error)
{
  static const Scope nobody = { 0 };
  g_autoptr (Transaction) list = db_read (database, &nobody, error);
  g_autoptr (Transaction) reading = list != NULL ? db_read (database, &nobody, error) : NULL;
  g_autoptr (Rows) rows = reading != NULL ? db_rows (list, QUERY_unit_all, error) : NULL;
  GError *local = NULL;
  bool swept = rows != NULL;
  while (swept && rows_next (rows, &local))
    swept = sweep_unit (reading, data_folder, rows_int (rows, 0), sweep, error);
  if (local != NULL)
    g_propagate_error (error, local);
  return swept && local == NULL;
}

bool
blob_sweep (Database *database, const char *data_folder, gint64 now, guint *ret_removed, GError **error)
{
  gint64 today = now / G_USEC_PER_SEC;
  Sweep sweep = { .before = today - KEEP_SECONDS, .part_before = today - PART_SECONDS };
  int lock = open_lock (data_folder, error);
  bool free_now = lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0;
  bool swept = lock >= 0 && (!free_now || sweep_all (database, data_folder, &sweep, error));
  blob_lock_end (lock);
  if (swept && ret_removed != NULL)
    *ret_removed = sweep.removed;
  return swept;
}
