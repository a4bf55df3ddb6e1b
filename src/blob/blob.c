/* blob.c - see blob.h. */
#include "base/text.h"
#include "blob/disk.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <magic.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNFINISHED "dang-ghi-"
#define COPY_BYTES ((gsize)64 << 10)
#define TYPE_BYTES                                                                                           \
  ((size_t)512 << 10) /* of its beginning; libmagic would keep 7 MiB of each file in memory */

struct BlobWriter {
  char *folder, *temporary; /* blobs/UNIT; the file in it while it is written */
  int fd;
  EVP_MD_CTX *digest;
  guint64 size, limit;
};

static bool
is_hash (const char *hash)
{
  return hash != NULL && strlen (hash) == SHA256_HEX_LENGTH
         && strspn (hash, "0123456789abcdef") == SHA256_HEX_LENGTH;
}

static const char *
unit_folder (Arena *arena, const char *data_folder, gint64 unit_id)
{
  return arena_printf (arena, "%s/blobs/%" G_GINT64_FORMAT, data_folder, unit_id);
}

const char *
blob_path (Arena *arena, const char *data_folder, gint64 unit_id, const char *hash)
{
  return is_hash (hash)
             ? arena_printf (arena, "%s/%.2s/%s", unit_folder (arena, data_folder, unit_id), hash, hash)
             : NULL;
}

bool
blob_exists (const char *data_folder, gint64 unit_id, const char *hash)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  const char *path = blob_path (arena, data_folder, unit_id, hash);
  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* ---- writing ---- */

BlobWriter *
blob_writer_new (const char *data_folder, gint64 unit_id, guint64 limit, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  g_autoptr (BlobWriter) writer = g_new0 (BlobWriter, 1);
  writer->fd = -1;
  writer->limit = limit;
  writer->folder = g_strdup (unit_folder (arena, data_folder, unit_id));
  if (g_mkdir_with_parents (writer->folder, 0700) != 0) {
    disk_error (writer->folder, error);
    return NULL;
  }
  g_autofree char *pattern = g_build_filename (writer->folder, UNFINISHED "XXXXXX", NULL);
  writer->fd = g_mkstemp_full (pattern, O_RDWR | O_CLOEXEC, 0600);
  if (writer->fd < 0) {
    disk_error (writer->folder, error);
    return NULL;
  }
  writer->temporary = g_steal_pointer (&pattern);
  writer->digest = EVP_MD_CTX_new ();
  EVP_DigestInit_ex (writer->digest, EVP_sha256 (), NULL);
  return g_steal_pointer (&writer);
}

bool
blob_writer_append (BlobWriter *writer, const void *data, gsize size, GError **error)
{
  if (size > writer->limit - writer->size) {
    error_set (error, "blob", MSG_BLOB_TOO_LARGE, NULL);
    return false;
  }
  if (!disk_write (writer->fd, writer->temporary, data, size, &writer->size, error))
    return false;
  EVP_DigestUpdate (writer->digest, data, size);
  return true;
}

guint64
blob_writer_size (const BlobWriter *writer)
{
  return writer->size;
}

static bool
sync_folder (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synced = fd >= 0 && fsync (fd) == 0;
  if (!synced)
    disk_error (folder, error);
  if (fd >= 0)
    close (fd);
  return synced;
}

static void
finish_hash (BlobWriter *writer, char ret_hex[SHA256_HEX_LENGTH + 1])
{
  guint8 digest[SHA256_SIZE];
  EVP_DigestFinal_ex (writer->digest, digest, NULL);
  text_hex (digest, SHA256_SIZE, ret_hex);
}

/* The file gets its name, for good. */
static bool
shelve (const char *folder, const char *temporary, const char *hash, GError **error)
{
  g_autofree char *shelf = g_strdup_printf ("%s/%.2s", folder, hash);
  g_autofree char *path = g_build_filename (shelf, hash, NULL);
  if (g_mkdir (shelf, 0700) != 0 && errno != EEXIST)
    return disk_error (shelf, error);
  if (g_rename (temporary, path) != 0)
    return disk_error (path, error);
  return sync_folder (shelf, error) && sync_folder (folder, error);
}

bool
blob_writer_finish (BlobWriter *writer, Arena *arena, Blob *ret, GError **error)
{
  Blob blob = { .size = writer->size };
  finish_hash (writer, blob.hash);
  blob.type = blob_type (arena, writer->temporary);
  if (fsync (writer->fd) != 0)
    return disk_error (writer->temporary, error);
  if (!shelve (writer->folder, writer->temporary, blob.hash, error))
    return false;
  g_clear_pointer (&writer->temporary, g_free);
  *ret = blob;
  return true;
}

void
blob_writer_close (BlobWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->fd >= 0)
    close (writer->fd);
  if (writer->temporary != NULL)
    g_unlink (writer->temporary);
  EVP_MD_CTX_free (writer->digest);
  g_free (writer->temporary);
  g_free (writer->folder);
  g_free (writer);
}

bool
blob_put (Arena *arena, const char *data_folder, gint64 unit_id, const void *data, gsize size, Blob *ret,
          GError **error)
{
  g_autoptr (BlobWriter) writer = blob_writer_new (data_folder, unit_id, BLOB_MAX_BYTES, error);
  return writer != NULL && blob_writer_append (writer, data, size, error)
         && blob_writer_finish (writer, arena, ret, error);
}

static bool
put_descriptor (Arena *arena, const char *data_folder, gint64 unit_id, int fd, const char *path, Blob *ret,
                GError **error)
{
  g_autoptr (BlobWriter) writer = blob_writer_new (data_folder, unit_id, BLOB_MAX_BYTES, error);
  g_autofree char *buffer = g_malloc (COPY_BYTES);
  bool copied = writer != NULL;
  gssize step = 0;
  while (copied && (step = pread (fd, buffer, COPY_BYTES, (off_t)writer->size)) > 0)
    copied = blob_writer_append (writer, buffer, (gsize)step, error);
  if (copied && step < 0) {
    error_set (error, path, MSG_FILE_READ, path, g_strerror (errno), NULL);
    copied = false;
  }
  return copied && blob_writer_finish (writer, arena, ret, error);
}

bool
blob_put_file (Arena *arena, const char *data_folder, gint64 unit_id, const char *path, Blob *ret,
               GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    error_set (error, path, MSG_FILE_READ, path, g_strerror (errno), NULL);
    return false;
  }
  bool put = put_descriptor (arena, data_folder, unit_id, fd, path, ret, error);
  close (fd);
  return put;
}

bool
blob_adopt (Arena *arena, const char *data_folder, gint64 unit_id, int fd, Blob *blob, GError **error)
{
  const char *folder = unit_folder (arena, data_folder, unit_id),
             *own = arena_printf (arena, "/proc/self/fd/%d", fd);
  const char *temporary = arena_printf (arena, "%s/" UNFINISHED "%d", folder, fd);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return disk_error (folder, error);
  g_unlink (temporary);
  if (linkat (AT_FDCWD, own, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) != 0)
    return put_descriptor (arena, data_folder, unit_id, fd, own, blob, error);
  blob->type = blob_type (arena, temporary);
  bool shelved = shelve (folder, temporary, blob->hash, error);
  g_unlink (temporary); /* renaming leaves it where the blob is this very file already */
  return shelved;
}

const char *
blob_type (Arena *arena, const char *path)
{
  const char *type = NULL;
  size_t looked_at = TYPE_BYTES;
  magic_t magic = magic_open (MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_ERROR);
  if (magic != NULL)
    magic_setparam (magic, MAGIC_PARAM_BYTES_MAX, &looked_at);
  if (magic != NULL && magic_load (magic, NULL) == 0)
    type = arena_strdup (arena, magic_file (magic, path));
  if (magic != NULL)
    magic_close (magic);
  return type != NULL ? type : "application/octet-stream";
}

/* ---- looking after them ---- */

static bool
is_shelf (const char *name)
{
  return strlen (name) == 2;
}

static bool
is_unfinished (const char *name)
{
  return g_str_has_prefix (name, UNFINISHED);
}

typedef struct {
  BlobVisit visit;
  void *user;
} Visitor;

static bool
visit_shelf (const char *name, const char *path, void *user, GError **error)
{
  const Visitor *visitor = user;
  return disk_each (path, is_hash, visitor->visit, visitor->user, error);
}

bool
blob_each (const char *data_folder, gint64 unit_id, BlobVisit visit, void *user, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  Visitor visitor = { visit, user };
  return disk_each (unit_folder (arena, data_folder, unit_id), is_shelf, visit_shelf, &visitor, error);
}

bool
blob_each_unfinished (const char *data_folder, gint64 unit_id, BlobVisit visit, void *user, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 10);
  return disk_each (unit_folder (arena, data_folder, unit_id), is_unfinished, visit, user, error);
}
