/* disk.c - see disk.h. */
#include "blob/disk.h"
#include <errno.h>
#include <unistd.h>

bool
disk_error (const char *path, GError **error)
{
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
    error_set (error, path, MSG_DB_FULL, NULL);
  else
    error_set (error, path, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
  return false;
}

bool
disk_write (int fd, const char *path, const void *data, gsize size, guint64 *at, GError **error)
{
  for (gsize written = 0; written < size;) {
    gssize step = pwrite (fd, (const char *)data + written, size - written, (off_t)*at);
    if (step < 0 && errno != EINTR)
      return disk_error (path, error);
    written += step > 0 ? (gsize)step : 0;
    *at += step > 0 ? (guint64)step : 0;
  }
  return true;
}

bool
disk_each (const char *folder, DiskFilter filter, BlobVisit visit, void *user, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  bool going = true;
  for (const char *name = NULL; going && dir != NULL && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    going = (filter != NULL && !filter (name)) || visit (name, path, user, error);
  }
  return going;
}
