/* zip.c - writing of zip.h.  Reading is in zip_read.c. */
#include "base/zip.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

/* Data at hand is packed by libdeflate, in half of zlib's time; files, which may be larger
 * than memory, by libzip with zlib. */
#define DATA_LEVEL 4
#define FILE_LEVEL 3

#define DOS_TIME 0
#define DOS_DATE ((1 << 5) | 1) /* 1980-01-01, the first day of the DOS calendar */

typedef struct {
  char *name, *path; /* a file's path, else data */
  const void *data;
  gsize size;
  bool store;
  guint8 *packed; /* the data deflated, while the archive is written */
  gsize packed_size, packed_read;
  guint32 crc;
} ZipEntry;

struct ZipWriter {
  GArray *entries;
  GHashTable *names; /* of entries; not owned */
};

static void
zip_entry_clear (gpointer data)
{
  ZipEntry *entry = data;
  g_free (entry->name);
  g_free (entry->path);
  g_free (entry->packed);
}

ZipWriter *
zip_writer_new (void)
{
  ZipWriter *writer = g_new0 (ZipWriter, 1);
  writer->entries = g_array_new (FALSE, TRUE, sizeof (ZipEntry));
  g_array_set_clear_func (writer->entries, zip_entry_clear);
  writer->names = g_hash_table_new (g_str_hash, g_str_equal);
  return writer;
}

void
zip_writer_free (ZipWriter *writer)
{
  if (writer == NULL)
    return;
  g_hash_table_unref (writer->names);
  g_array_unref (writer->entries);
  g_free (writer);
}

static bool
zip_name_is_fit (const char *name)
{
  gsize length = strlen (name);
  if (length == 0 || length > 1024 || name[0] == '/' || strchr (name, '\\') != NULL
      || !text_is_utf8 (name, length, NULL))
    return false;
  for (const char *step = name; step != NULL; step = strchr (step, '/')) {
    step += *step == '/';
    gsize size = strcspn (step, "/");
    if (size == 0 || (size <= 2 && strncmp (step, "..", size) == 0))
      return false;
  }
  return true;
}

static bool
zip_writer_push (ZipWriter *writer, ZipEntry entry, GError **error)
{
  if (!zip_name_is_fit (entry.name) || g_hash_table_contains (writer->names, entry.name)) {
    error_set (error, NULL, MSG_ZIP_NAME, entry.name, NULL);
    return false;
  }
  entry.name = g_strdup (entry.name);
  entry.path = g_strdup (entry.path);
  g_hash_table_add (writer->names, entry.name);
  g_array_append_val (writer->entries, entry);
  return true;
}

bool
zip_writer_add (ZipWriter *writer, const char *name, const void *data, gsize size, bool store, GError **error)
{
  ZipEntry entry = { .name = (char *)name, .data = data, .size = size, .store = store };
  return zip_writer_push (writer, entry, error);
}

static bool
zip_is_packed_kind (const char *name)
{
  static const char *const kinds[]
      = { ".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".pptx", ".zip", ".mp4", ".mp3" };
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    gsize length = strlen (name), tail = strlen (kinds[i]);
    if (length > tail && g_ascii_strcasecmp (name + length - tail, kinds[i]) == 0)
      return true;
  }
  return false;
}

bool
zip_writer_add_file (ZipWriter *writer, const char *name, const char *path, GError **error)
{
  struct stat status;
  if (stat (path, &status) != 0) {
    error_set (error, NULL, errno == ENOENT ? MSG_FILE_MISSING : MSG_FILE_OPEN, path, g_strerror (errno),
               NULL);
    return false;
  }
  if (!S_ISREG (status.st_mode)) {
    error_set (error, NULL, MSG_NOT_REGULAR_FILE, path, NULL);
    return false;
  }
  ZipEntry entry = { .name = (char *)name, .path = (char *)path, .store = zip_is_packed_kind (name) };
  return zip_writer_push (writer, entry, error);
}

/* What libzip asks a source that is packed already; see zip_source_function(3). */
static zip_int64_t
zip_packed_source (void *user, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
  ZipEntry *entry = user;
  zip_stat_t *status = data;
  gsize piece = MIN ((gsize)length, entry->packed_size - entry->packed_read);
  switch (command) {
  case ZIP_SOURCE_OPEN:
    entry->packed_read = 0;
    return 0;
  case ZIP_SOURCE_READ:
    memcpy (data, entry->packed + entry->packed_read, piece);
    entry->packed_read += piece;
    return (zip_int64_t)piece;
  case ZIP_SOURCE_STAT:
    zip_stat_init (status);
    status->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
    status->size = entry->size;
    status->comp_size = entry->packed_size;
    status->comp_method = ZIP_CM_DEFLATE;
    status->crc = entry->crc;
    return sizeof *status;
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap (ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                           ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
  default: /* closing, freeing: the entry outlives the archive; errors: there are none */
    return 0;
  }
}

static zip_source_t *
zip_source_of (ZipEntry *entry, struct libdeflate_compressor *deflate, zip_error_t *failure)
{
  if (entry->path != NULL)
    return zip_source_file_create (entry->path, 0, -1 /* to its end */, failure);
  if (entry->store || entry->size == 0)
    return zip_source_buffer_create (entry->data, entry->size, 0, failure);
  gsize room = libdeflate_deflate_compress_bound (deflate, entry->size);
  g_free (entry->packed);
  entry->packed = g_malloc (room);
  entry->packed_size = libdeflate_deflate_compress (deflate, entry->data, entry->size, entry->packed, room);
  entry->crc = libdeflate_crc32 (0, entry->data, entry->size);
  entry->packed = g_realloc (entry->packed, entry->packed_size);
  return zip_source_function_create (zip_packed_source, entry, failure);
}

/* All that a machine or a day could leave behind is set: time, attributes. */
static bool
zip_put_entry (zip_t *archive, ZipEntry *entry, struct libdeflate_compressor *deflate)
{
  zip_error_t failure;
  zip_error_init (&failure);
  zip_source_t *source = zip_source_of (entry, deflate, &failure);
  zip_error_fini (&failure);
  if (source == NULL)
    return false;
  zip_int64_t index = zip_file_add (archive, entry->name, source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free (source);
    return false;
  }
  zip_uint64_t at = (zip_uint64_t)index;
  return zip_set_file_compression (archive, at, entry->store ? ZIP_CM_STORE : ZIP_CM_DEFLATE, FILE_LEVEL) == 0
         && zip_file_set_dostime (archive, at, DOS_TIME, DOS_DATE, 0) == 0
         && zip_file_set_external_attributes (archive, at, 0, ZIP_OPSYS_UNIX, (S_IFREG | 0644u) << 16) == 0;
}

/* Puts all entries in and closes; on failure the archive is thrown away. */
static bool
zip_writer_fill (ZipWriter *writer, zip_t *archive, GError **error)
{
  struct libdeflate_compressor *deflate = libdeflate_alloc_compressor (DATA_LEVEL);
  bool filled = deflate != NULL;
  for (guint i = 0; i < writer->entries->len && filled; i++)
    filled = zip_put_entry (archive, &g_array_index (writer->entries, ZipEntry, i), deflate);
  libdeflate_free_compressor (deflate);
  if (filled && zip_close (archive) == 0)
    return true;
  error_set (error, NULL, MSG_ZIP_WRITE, zip_strerror (archive), NULL);
  zip_discard (archive);
  return false;
}

static GBytes *
zip_take_bytes (zip_source_t *source, GError **error)
{
  zip_stat_t status;
  zip_stat_init (&status);
  if (zip_source_stat (source, &status) == 0 && zip_source_open (source) == 0) {
    g_autofree guint8 *bytes = g_malloc (status.size);
    zip_int64_t got = zip_source_read (source, bytes, status.size);
    zip_source_close (source);
    if (got >= 0 && (zip_uint64_t)got == status.size)
      return g_bytes_new_take (g_steal_pointer (&bytes), status.size);
  }
  error_set (error, NULL, MSG_ZIP_WRITE, zip_error_strerror (zip_source_error (source)), NULL);
  return NULL;
}

GBytes *
zip_writer_finish (ZipWriter *writer, GError **error)
{
  zip_error_t failure;
  zip_error_init (&failure);
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, &failure);
  zip_t *archive = source == NULL ? NULL : zip_open_from_source (source, ZIP_TRUNCATE, &failure);
  if (archive == NULL) {
    error_set (error, NULL, MSG_ZIP_WRITE, zip_error_strerror (&failure), NULL);
    zip_source_free (source);
    zip_error_fini (&failure);
    return NULL;
  }
  zip_source_keep (source); /* the archive takes one reference with it */
  GBytes *bytes = zip_writer_fill (writer, archive, error) ? zip_take_bytes (source, error) : NULL;
  zip_source_free (source);
  zip_error_fini (&failure);
  return bytes;
}

/* libzip neither syncs nor ignores the umask. */
static bool
zip_settle_file (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return false;
  bool settled = fchmod (fd, 0644) == 0 && fsync (fd) == 0;
  close (fd);
  return settled;
}

bool
zip_writer_finish_to (ZipWriter *writer, const char *path, GError **error)
{
  zip_error_t failure;
  int code = 0;
  zip_t *archive = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, &code);
  if (archive == NULL) {
    zip_error_init_with_code (&failure, code);
    error_set (error, NULL, MSG_ZIP_WRITE, zip_error_strerror (&failure), NULL);
    zip_error_fini (&failure);
    return false;
  }
  if (!zip_writer_fill (writer, archive, error))
    return false;
  if (zip_settle_file (path))
    return true;
  error_set (error, NULL, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
  return false;
}
