/* part.c - see part.h. */
#include "blob/part.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct PartWriter {
  char *path;
  int fd;
  guint64 end, whole;
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

guint64
part_size (const char *data_folder, gint64 unit_id, gint64 id)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  struct stat status;
  bool there = g_stat (part_path (arena, data_folder, unit_id, id), &status) == 0;
  return there && status.st_size > 0 ? (guint64)status.st_size : 0;
}

void
part_remove (const char *data_folder, gint64 unit_id, gint64 id)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  g_unlink (part_path (arena, data_folder, unit_id, id));
}

static bool
disk_error (const char *path, GError **error)
{
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
    error_set (error, path, MSG_DB_FULL, NULL);
  else
    error_set (error, path, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
  return false;
}

PartWriter *
part_writer_open (const char *data_folder, gint64 unit_id, gint64 id, guint64 offset, guint64 whole,
                  GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  g_autoptr (PartWriter) writer = g_new0 (PartWriter, 1);
  const char *folder = folder_of (arena, data_folder, unit_id);
  *writer = (PartWriter){
    .path = g_strdup (part_path (arena, data_folder, unit_id, id)), .fd = -1, .end = offset, .whole = whole
  };
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    disk_error (folder, error);
    return NULL;
  }
  writer->fd = open (writer->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (writer->fd < 0) {
    disk_error (writer->path, error);
    return NULL;
  }
  return g_steal_pointer (&writer);
}

bool
part_writer_append (PartWriter *writer, const void *data, gsize size, GError **error)
{
  if (size > writer->whole - writer->end) {
    error_set (error, "upload", MSG_UPLOAD_BEYOND, NULL);
    return false;
  }
  for (gsize written = 0; written < size;) {
    gssize step = pwrite (writer->fd, (const char *)data + written, size - written, (off_t)writer->end);
    if (step < 0 && errno != EINTR)
      return disk_error (writer->path, error);
    written += step > 0 ? (gsize)step : 0;
    writer->end += step > 0 ? (guint64)step : 0;
  }
  return true;
}

guint64
part_writer_end (const PartWriter *writer)
{
  return writer->end;
}

bool
part_writer_sync (PartWriter *writer, GError **error)
{
  return fsync (writer->fd) == 0 || disk_error (writer->path, error);
}

void
part_writer_close (PartWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->fd >= 0)
    close (writer->fd);
  g_free (writer->path);
  g_free (writer);
}

bool
part_each (const char *data_folder, gint64 unit_id, PartVisit visit, void *user, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  const char *folder = folder_of (arena, data_folder, unit_id);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  bool going = true;
  for (const char *name = NULL; going && dir != NULL && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    going = visit (name, path, user, error);
  }
  return going;
}
