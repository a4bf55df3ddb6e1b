/* zip_read.c - guarded reading of zip.h. */
#include "base/sha256.h"
#include "base/zip.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define MAX_ENTRIES 10000
#define SMALLEST_ARCHIVE 22 /* the closing record alone */
#define MAX_RATIO 200
#define RATIO_FROM ((guint64)1024 * 1024)

struct ZipReader {
  char *name;
  zip_t *archive;
};

/* Each entry of a central directory begins with this mark.  Counting before
 * libzip sees the archive keeps a directory of millions from being built. */
static bool
zip_has_too_many_entries (const char *data, gsize size)
{
  static const char mark[] = "PK\x01\x02";
  gsize count = 0;
  for (const char *at = data, *end = data + size; (at = memmem (at, (gsize)(end - at), mark, 4)) != NULL;
       at += 4)
    if (++count > MAX_ENTRIES)
      return true;
  return false;
}

static bool
zip_check_bytes (const char *name, const char *data, gsize size, bool own, GError **error)
{
  static const char office[] = "\xD0\xCF\x11\xE0"; /* a compound file of Microsoft Office */
  if (size >= 4 && memcmp (data, office, 4) == 0) {
    error_set (error, name, MSG_ZIP_IS_OLE, NULL);
    return false;
  }
  if (size < SMALLEST_ARCHIVE) { /* libzip takes no bytes at all for a new archive */
    error_set (error, name, MSG_ZIP_NOT_ZIP, "too short", NULL);
    return false;
  }
  if (!own && zip_has_too_many_entries (data, size)) {
    error_set (error, name, MSG_ZIP_TOO_MANY_ENTRIES, G_STRINGIFY (MAX_ENTRIES), NULL);
    return false;
  }
  return true;
}

static bool
zip_check_entries (ZipReader *reader, GError **error)
{
  zip_int64_t count = zip_get_num_entries (reader->archive, 0);
  for (zip_uint64_t i = 0; i < (zip_uint64_t)MAX (count, 0); i++) {
    zip_stat_t status;
    if (zip_stat_index (reader->archive, i, 0, &status) != 0
        || (status.valid & ZIP_STAT_ENCRYPTION_METHOD) == 0)
      continue;
    if (status.encryption_method != ZIP_EM_NONE) {
      error_set (error, reader->name, MSG_ZIP_ENCRYPTED, status.name, NULL);
      return false;
    }
  }
  return true;
}

static zip_t *
zip_open_bytes (const char *name, const void *data, gsize size, GError **error)
{
  zip_error_t failure;
  zip_error_init (&failure);
  zip_source_t *source = zip_source_buffer_create (data, size, 0, &failure);
  zip_t *archive = source == NULL ? NULL : zip_open_from_source (source, ZIP_RDONLY, &failure);
  if (archive == NULL) {
    error_set (error, name, MSG_ZIP_NOT_ZIP, zip_error_strerror (&failure), NULL);
    zip_source_free (source);
  }
  zip_error_fini (&failure);
  return archive;
}

static ZipReader *
open_reader (const char *name, const void *data, gsize size, bool own, GError **error)
{
  if (!zip_check_bytes (name, data, size, own, error))
    return NULL;
  zip_t *archive = zip_open_bytes (name, data, size, error);
  if (archive == NULL)
    return NULL;
  g_autoptr (ZipReader) reader = g_new0 (ZipReader, 1);
  reader->name = g_strdup (name);
  reader->archive = archive;
  return zip_check_entries (reader, error) ? g_steal_pointer (&reader) : NULL;
}

ZipReader *
zip_reader_open (const char *name, const void *data, gsize size, GError **error)
{
  return open_reader (name, data, size, false, error);
}

ZipReader *
zip_reader_open_own (const char *name, const void *data, gsize size, GError **error)
{
  return open_reader (name, data, size, true, error);
}

void
zip_reader_free (ZipReader *reader)
{
  if (reader == NULL)
    return;
  zip_discard (reader->archive);
  g_free (reader->name);
  g_free (reader);
}

static bool
zip_size_is_allowed (ZipReader *reader, const zip_stat_t *status, gsize limit, GError **error)
{
  if (status->size > limit) {
    g_autofree char *most = g_strdup_printf ("%" G_GSIZE_FORMAT, limit);
    error_set (error, reader->name, MSG_ZIP_TOO_LARGE, status->name, most, NULL);
    return false;
  }
  if (status->size > RATIO_FROM && status->size / MAX_RATIO >= status->comp_size) {
    error_set (error, reader->name, MSG_ZIP_BOMB, status->name, NULL);
    return false;
  }
  return true;
}

/* Reads exactly the announced bytes; one byte more or less is a broken entry,
 * so a lying header can not make it unpack further than was allowed. */
static const char *
zip_unpack (zip_file_t *file, char *data, gsize size)
{
  char extra = 0;
  gsize done = 0;
  while (done < size) {
    zip_int64_t got = zip_fread (file, data + done, size - done);
    if (got < 0)
      return zip_file_strerror (file);
    if (got == 0)
      return "too short";
    done += (gsize)got;
  }
  zip_int64_t more = zip_fread (file, &extra, 1);
  if (more < 0)
    return zip_file_strerror (file);
  return more > 0 ? "too long" : NULL;
}

bool
zip_reader_read (ZipReader *reader, Arena *arena, const char *entry, gsize limit, bool *ret_found,
                 char **ret_data, gsize *ret_size, GError **error)
{
  const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
  zip_stat_t status;
  zip_int64_t index = zip_name_locate (reader->archive, entry, 0);
  if (index < 0) {
    *ret_found = false;
    return true;
  }
  if (zip_stat_index (reader->archive, (zip_uint64_t)index, 0, &status) != 0
      || (status.valid & needed) != needed) {
    error_set (error, reader->name, MSG_ZIP_BROKEN, entry, zip_strerror (reader->archive), NULL);
    return false;
  }
  if (!zip_size_is_allowed (reader, &status, limit, error))
    return false;
  zip_file_t *file = zip_fopen_index (reader->archive, (zip_uint64_t)index, 0);
  if (file == NULL) {
    error_set (error, reader->name, MSG_ZIP_BROKEN, entry, zip_strerror (reader->archive), NULL);
    return false;
  }
  char *data = arena_alloc (arena, status.size + 1);
  const char *failure = zip_unpack (file, data, status.size);
  if (failure != NULL)
    error_set (error, reader->name, MSG_ZIP_BROKEN, entry, failure, NULL);
  zip_fclose (file);
  if (failure != NULL)
    return false;
  *ret_found = true;
  *ret_data = data;
  *ret_size = status.size;
  return true;
}

/* ---- into files ---- */

#define PIECE ((gsize)256 * 1024)

static bool
write_all (int fd, const char *data, gsize size)
{
  for (gsize done = 0; done < size;) {
    gssize put = write (fd, data + done, size - done);
    if (put < 0 && errno != EINTR)
      return false;
    done += put > 0 ? (gsize)put : 0;
  }
  return true;
}

static bool
copy_out (ZipReader *reader, zip_file_t *file, const char *entry, int fd, const char *path, guint64 limit,
          GError **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  guint64 done = 0;
  for (;;) {
    zip_int64_t got = zip_fread (file, piece, PIECE);
    done += got > 0 ? (guint64)got : 0;
    if (got < 0 || done > limit) {
      error_set (error, reader->name, MSG_ZIP_BROKEN, entry, got < 0 ? zip_file_strerror (file) : "too long",
                 NULL);
      return false;
    }
    if (got > 0 && write_all (fd, piece, (gsize)got))
      continue;
    if (got == 0 && fsync (fd) == 0)
      return true;
    error_set (error, NULL, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
    return false;
  }
}

bool
zip_reader_extract (ZipReader *reader, const char *entry, const char *path, guint64 limit, bool *ret_found,
                    char ret_hex[65], GError **error)
{
  zip_int64_t index = zip_name_locate (reader->archive, entry, 0);
  *ret_found = index >= 0;
  if (index < 0)
    return true;
  zip_file_t *file = zip_fopen_index (reader->archive, (zip_uint64_t)index, 0);
  if (file == NULL) {
    error_set (error, reader->name, MSG_ZIP_BROKEN, entry, zip_strerror (reader->archive), NULL);
    return false;
  }
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  bool done = fd >= 0 && copy_out (reader, file, entry, fd, path, limit, error);
  if (fd < 0)
    error_set (error, NULL, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
  else
    close (fd);
  zip_fclose (file);
  guint64 size = 0;
  return done && sha256_file (path, ret_hex, &size, error);
}
