/* part.c - see part.h. */
#include "blob/part.h"
#include "blob/disk.h"
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
  return disk_write (writer->fd, writer->path, data, size, &writer->end, error);
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
  return disk_each (folder_of (arena, data_folder, unit_id), NULL, visit, user, error);
}
