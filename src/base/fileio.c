/* fileio.c - see fileio.h. */
#include "base/fileio.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int FileDescriptor; /* -1 = none; closed by g_auto */

static void
descriptor_close (FileDescriptor *fd)
{
  if (*fd >= 0)
    close (*fd);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FileDescriptor, descriptor_close)

static void
set_open_error (GError **error, const char *name)
{
  if (errno == ENOENT || errno == ENOTDIR)
    error_set (error, NULL, MSG_FILE_MISSING, name, NULL);
  else if (errno == EACCES || errno == EPERM)
    error_set (error, NULL, MSG_FILE_DENIED, name, NULL);
  else
    error_set (error, NULL, MSG_FILE_OPEN, name, g_strerror (errno), NULL);
}

static void
set_too_large (GError **error, const char *name, gsize limit)
{
  g_autofree char *size = limit >= 1024 * 1024
                              ? g_strdup_printf ("%" G_GSIZE_FORMAT " MB", limit / (1024 * 1024))
                              : g_strdup_printf ("%" G_GSIZE_FORMAT " byte", limit);
  error_set (error, NULL, MSG_FILE_TOO_LARGE, name, size, NULL);
}

/* Opens without blocking on FIFOs; only regular files pass. */
static FileDescriptor
open_regular (const char *path, const char *name, gsize *ret_size, GError **error)
{
  FileDescriptor fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat status;
  if (fd < 0 || fstat (fd, &status) != 0) {
    set_open_error (error, name);
    descriptor_close (&fd);
    return -1;
  }
  if (!S_ISREG (status.st_mode)) {
    error_set (error, NULL, MSG_NOT_REGULAR_FILE, name, NULL);
    descriptor_close (&fd);
    return -1;
  }
  *ret_size = (gsize)status.st_size;
  return fd;
}

/* Reads until the buffer is full or the file ends; -1 on failure. */
static gssize
read_fully (int fd, char *buffer, gsize size)
{
  gsize done = 0;
  while (done < size) {
    gssize got = read (fd, buffer + done, size - done);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return -1;
    if (got == 0)
      break;
    done += (gsize)got;
  }
  return (gssize)done;
}

bool
file_read (Arena *arena, const char *path, const char *name, gsize limit, char **ret_data, gsize *ret_size,
           GError **error)
{
  gsize size = 0;
  g_auto (FileDescriptor) fd = open_regular (path, name, &size, error);
  if (fd < 0)
    return false;
  if (size > limit) {
    set_too_large (error, name, limit);
    return false;
  }
  char *data = arena_alloc (arena, size + 1);
  gssize got = read_fully (fd, data, size);
  if (got < 0) {
    error_set (error, NULL, MSG_FILE_READ, name, g_strerror (errno), NULL);
    return false;
  }
  *ret_data = data; /* the arena zeroed the byte behind the end */
  *ret_size = (gsize)got;
  return true;
}

static bool
write_fully (int fd, const char *data, gsize size)
{
  for (gsize done = 0; done < size;) {
    gssize put = write (fd, data + done, size - done);
    if (put < 0 && errno != EINTR)
      return false;
    done += put > 0 ? (gsize)put : 0;
  }
  return true;
}

bool
file_write (const char *path, const void *data, gsize size, GError **error)
{
  /* A link of that name is replaced, never written through. */
  if (unlink (path) != 0 && errno != ENOENT) {
    error_set (error, NULL, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
    return false;
  }
  g_auto (FileDescriptor) fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  /* fchmod: the mode must not depend on the umask. */
  if (fd < 0 || fchmod (fd, 0644) != 0 || !write_fully (fd, data, size) || fsync (fd) != 0) {
    error_set (error, NULL, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
    return false;
  }
  return true;
}

typedef DIR DirStream;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DirStream, closedir)

/* Deep enough for any tree the program makes; each level holds one descriptor. */
#define TREE_DEPTH 64

static bool remove_entry (int parent, const char *name, int depth);

static bool
remove_children (int parent, const char *name, int depth)
{
  int fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return false;
  g_autoptr (DirStream) stream = fdopendir (fd);
  if (stream == NULL) {
    close (fd);
    return false;
  }
  for (struct dirent *entry; (entry = readdir (stream)) != NULL;) {
    bool is_dots = g_str_equal (entry->d_name, ".") || g_str_equal (entry->d_name, "..");
    if (!is_dots && !remove_entry (fd, entry->d_name, depth + 1))
      return false;
  }
  return true;
}

static bool
remove_entry (int parent, const char *name, int depth)
{
  struct stat status;
  if (fstatat (parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT;
  if (!S_ISDIR (status.st_mode))
    return unlinkat (parent, name, 0) == 0;
  if (depth >= TREE_DEPTH) {
    errno = ELOOP;
    return false;
  }
  return remove_children (parent, name, depth) && unlinkat (parent, name, AT_REMOVEDIR) == 0;
}

bool
file_remove_tree (const char *path, GError **error)
{
  if (remove_entry (AT_FDCWD, path, 0))
    return true;
  error_set (error, NULL, MSG_FILE_REMOVE, path, g_strerror (errno), NULL);
  return false;
}
