/* part.c - see part.h. */
#include "blob/part.h"
#include "blob/disk.h"
#include "blob/hash_behind.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes that are written at once, at a multiple of as many: what comes off a line in small pieces costs the
 * system three times the work otherwise, since none of them fills its pages. */
#define BLOCK ((gsize)128 << 10)

struct PartWriters {
  char *data_folder;
  GMutex lock;
  GHashTable *by_path; /* PartWriter*, the newest of those that are open */
};

struct PartWriter {
  PartWriters *writers;
  gint64 unit_id;
  char *path;
  int fd;
  guint64 end, whole; /* up to where it is written, and will be */
  guint8 *held;       /* a block at most */
  gsize held_size;
  HashBehind *hash; /* NULL: more pieces will come */
  GMutex lock;      /* of writing, and of: */
  bool cut_off;
};

static const char *
folder_of (Arena *arena, const char *data_folder, gint64 unit_id)
{
  return arena_printf (arena, "%s/uploads/%" G_GINT64_FORMAT, data_folder, unit_id);
}

const char *
part_path (Arena *arena, const char *data_folder, gint64 unit_id, gint64 id)
{
  return arena_printf (arena, "%s/%" G_GINT64_FORMAT, folder_of (arena, data_folder, unit_id), id);
}

void
part_remove (const char *data_folder, gint64 unit_id, gint64 id)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  g_unlink (part_path (arena, data_folder, unit_id, id));
}

/* ---- writing ---- */

PartWriters *
part_writers_new (const char *data_folder)
{
  PartWriters *writers = g_new0 (PartWriters, 1);
  writers->data_folder = g_strdup (data_folder);
  writers->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  g_mutex_init (&writers->lock);
  return writers;
}

void
part_writers_free (PartWriters *writers)
{
  if (writers == NULL)
    return;
  g_hash_table_unref (writers->by_path);
  g_mutex_clear (&writers->lock);
  g_free (writers->data_folder);
  g_free (writers);
}

static bool
offset_error (guint64 there, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  error_set (error, "upload", MSG_UPLOAD_OFFSET, arena_int (arena, (gint64)there), NULL);
  return false;
}

/* Where the file ends is looked at while nobody can write to it. */
static bool
take_over (PartWriter *writer, GError **error)
{
  PartWriters *writers = writer->writers;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&writers->lock);
  PartWriter *former = g_hash_table_lookup (writers->by_path, writer->path);
  struct stat status = { 0 };
  if (former != NULL)
    g_mutex_lock (&former->lock);
  bool read = fstat (writer->fd, &status) == 0;
  bool at_end = read && (guint64)status.st_size == writer->end;
  if (former != NULL) {
    former->cut_off = former->cut_off || at_end;
    g_mutex_unlock (&former->lock);
  }
  if (at_end)
    g_hash_table_replace (writers->by_path, writer->path, writer);
  return at_end || (read ? offset_error ((guint64)status.st_size, error) : disk_error (writer->path, error));
}

PartWriter *
part_writer_open (PartWriters *writers, gint64 unit_id, gint64 id, guint64 offset, guint64 coming,
                  guint64 whole, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  g_autoptr (PartWriter) writer = g_new0 (PartWriter, 1);
  const char *folder = folder_of (arena, writers->data_folder, unit_id);
  *writer = (PartWriter){ .writers = writers,
                          .unit_id = unit_id,
                          .path = g_strdup (part_path (arena, writers->data_folder, unit_id, id)),
                          .fd = -1,
                          .end = offset,
                          .whole = whole };
  g_mutex_init (&writer->lock);
  writer->held = g_malloc (BLOCK);
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    disk_error (folder, error);
    return NULL;
  }
  writer->fd = open (writer->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (writer->fd < 0) {
    disk_error (writer->path, error);
    return NULL;
  }
  if (!take_over (writer, error))
    return NULL;
  if (offset + coming == whole) {
    writer->hash = hash_behind_new (writer->fd);
    hash_behind_go (writer->hash, offset);
  }
  return g_steal_pointer (&writer);
}

/* Under its lock.  What cannot be written is lost, whoever asked for it to be written: more bytes would stand
 * where those belong, so no more are taken. */
static bool
write_held (PartWriter *writer, GError **error)
{
  gsize size = writer->held_size;
  writer->held_size = 0;
  if (!disk_write (writer->fd, writer->path, writer->held, size, &writer->end, error)) {
    writer->cut_off = true;
    return false;
  }
  if (writer->hash != NULL)
    hash_behind_go (writer->hash, writer->end);
  return true;
}

/* What was held is to be seen. */
static void
show_held (PartWriter *writer)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&writer->lock);
  if (!writer->cut_off)
    write_held (writer, NULL);
}

guint64
part_size (PartWriters *writers, gint64 unit_id, gint64 id)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  const char *path = part_path (arena, writers->data_folder, unit_id, id);
  struct stat status;
  g_mutex_lock (&writers->lock);
  PartWriter *writer = g_hash_table_lookup (writers->by_path, path);
  if (writer != NULL)
    show_held (writer);
  g_mutex_unlock (&writers->lock);
  return g_stat (path, &status) == 0 && status.st_size > 0 ? (guint64)status.st_size : 0;
}

bool
part_writer_append (PartWriter *writer, const void *data, gsize size, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&writer->lock);
  if (writer->cut_off)
    return offset_error (writer->end, error);
  if (size > writer->whole - writer->end - writer->held_size) {
    error_set (error, "upload", MSG_UPLOAD_BEYOND, NULL);
    return false;
  }
  for (gsize taken = 0, step = 0; taken < size; taken += step) {
    gsize room = BLOCK - (writer->end + writer->held_size) % BLOCK;
    step = MIN (room, size - taken);
    memcpy (writer->held + writer->held_size, (const guint8 *)data + taken, step);
    writer->held_size += step;
    if (step == room && !write_held (writer, error))
      return false;
  }
  return true;
}

bool
part_writer_sync (PartWriter *writer, GError **error)
{
  g_mutex_lock (&writer->lock);
  bool written = writer->cut_off ? offset_error (writer->end, error) : write_held (writer, error);
  g_mutex_unlock (
      &writer->lock); /* whoever asks how much has come does not wait for the disk, nor do others */
  return written && (fsync (writer->fd) == 0 || disk_error (writer->path, error));
}

bool
part_writer_is_whole (const PartWriter *writer)
{
  return writer->end == writer->whole;
}

bool
part_writer_finish (PartWriter *writer, Arena *arena, Blob *ret, GError **error)
{
  Blob blob = { .size = writer->whole };
  if (writer->hash == NULL)
    writer->hash = hash_behind_new (writer->fd);
  if (!hash_behind_finish (writer->hash, writer->whole, writer->path, blob.hash, error)
      || !blob_adopt (arena, writer->writers->data_folder, writer->unit_id, writer->fd, &blob, error))
    return false;
  *ret = blob;
  return true;
}

void
part_writer_close (PartWriter *writer)
{
  if (writer == NULL)
    return;
  show_held (writer);
  g_mutex_lock (&writer->writers->lock);
  if (g_hash_table_lookup (writer->writers->by_path, writer->path) == writer)
    g_hash_table_remove (writer->writers->by_path, writer->path);
  g_mutex_unlock (&writer->writers->lock);
  hash_behind_free (writer->hash);
  if (writer->fd >= 0)
    close (writer->fd);
  g_mutex_clear (&writer->lock);
  g_free (writer->held);
  g_free (writer->path);
  g_free (writer);
}

bool
part_each (const char *data_folder, gint64 unit_id, PartVisit visit, void *user, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  return disk_each (folder_of (arena, data_folder, unit_id), NULL, visit, user, error);
}
