/* fileset.c - see fileset.h. */
#include "document/fileset.h"
#include "base/fileio.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/zip.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define COPY_CHUNK ((gsize)256 * 1024)

typedef struct {
  char *path;
  GBytes *bytes; /* or */
  char *source;
  guint64 size;
  char sha256[SHA256_HEX_LENGTH + 1]; /* known once written or hashed */
} OutputFile;

struct FileSet {
  GPtrArray *files;
  GHashTable *taken; /* lower-case paths */
};

static void
output_file_free (gpointer data)
{
  OutputFile *file = data;
  g_free (file->path);
  g_free (file->source);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_free (file);
}

FileSet *
fileset_new (void)
{
  FileSet *set = g_new0 (FileSet, 1);
  set->files = g_ptr_array_new_with_free_func (output_file_free);
  set->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return set;
}

void
fileset_free (FileSet *set)
{
  if (set == NULL)
    return;
  g_ptr_array_unref (set->files);
  g_hash_table_unref (set->taken);
  g_free (set);
}

static OutputFile *
fileset_add (FileSet *set, const char *path)
{
  bool fresh = g_hash_table_add (set->taken, g_ascii_strdown (path, -1));
  g_assert (fresh);
  OutputFile *file = g_new0 (OutputFile, 1);
  file->path = g_strdup (path);
  g_ptr_array_add (set->files, file);
  return file;
}

void
fileset_add_bytes (FileSet *set, const char *path, GBytes *bytes)
{
  OutputFile *file = fileset_add (set, path);
  file->bytes = g_bytes_ref (bytes);
  file->size = g_bytes_get_size (bytes);
}

void
fileset_add_copy (FileSet *set, const char *path, const char *source)
{
  fileset_add (set, path)->source = g_strdup (source);
}

bool
fileset_has (const FileSet *set, const char *path)
{
  g_autofree char *key = g_ascii_strdown (path, -1);
  return g_hash_table_contains (set->taken, key);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  const OutputFile *first = *(OutputFile *const *)a, *second = *(OutputFile *const *)b;
  return strcmp (first->path, second->path);
}

static GBytes *
manifest_bytes (const FileSet *set, const char *head)
{
  GString *text = g_string_new ("{");
  g_string_append (text, head);
  g_string_append (text, ",\"files\":[");
  for (guint i = 0; i < set->files->len; i++) {
    const OutputFile *file = set->files->pdata[i];
    g_string_append (text, i == 0 ? "\n{\"path\":" : ",\n{\"path\":");
    json_append_string (text, file->path);
    g_string_append_printf (text, ",\"size\":%" G_GUINT64_FORMAT ",\"sha256\":\"%s\"}", file->size,
                            file->sha256);
  }
  g_string_append (text, "\n]}\n");
  return g_string_free_to_bytes (text);
}

static bool
make_parents (const char *root, const char *path, GError **error)
{
  if (strchr (path, '/') == NULL)
    return true;
  g_autofree char *full = g_build_filename (root, path, NULL), *folder = g_path_get_dirname (full);
  if (g_mkdir_with_parents (folder, 0755) == 0)
    return true;
  error_set (error, NULL, MSG_FILE_WRITE, folder, g_strerror (errno), NULL);
  return false;
}

/* Closes a descriptor at the end of its scope. */
static void
close_descriptor (int *descriptor)
{
  if (*descriptor >= 0)
    close (*descriptor);
}
#define AUTO_CLOSE __attribute__ ((cleanup (close_descriptor)))

static bool
copy_file (const char *source, const char *target, GError **error)
{
  AUTO_CLOSE int from = open (source, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (from < 0 || fstat (from, &status) != 0) {
    error_set (error, NULL, MSG_FILE_OPEN, source, g_strerror (errno), NULL);
    return false;
  }
  if (!S_ISREG (status.st_mode)) {
    error_set (error, NULL, MSG_NOT_REGULAR_FILE, source, NULL);
    return false;
  }
  AUTO_CLOSE int to = open (target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  g_autofree char *chunk = g_malloc (COPY_CHUNK);
  for (;;) {
    gssize got = read (from, chunk, COPY_CHUNK);
    if (got == 0)
      return true;
    if (got < 0) {
      error_set (error, NULL, MSG_FILE_READ, source, g_strerror (errno), NULL);
      return false;
    }
    for (gssize done = 0, put; done < got; done += put) {
      put = to < 0 ? -1 : write (to, chunk + done, (gsize)(got - done));
      if (put < 0) {
        error_set (error, NULL, MSG_FILE_WRITE, target, g_strerror (errno), NULL);
        return false;
      }
    }
  }
}

static bool
write_bytes (const char *target, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GError) cause = NULL;
  if (g_file_set_contents_full (target, size > 0 ? data : "", (gssize)size, G_FILE_SET_CONTENTS_NONE, 0644,
                                &cause))
    return true;
  error_set (error, NULL, MSG_FILE_WRITE, target, cause->message, NULL);
  return false;
}

/* Hashes what was written, so that the manifest speaks of the files that are there. */
static bool
write_one (OutputFile *file, const char *root, GError **error)
{
  g_autofree char *target = g_build_filename (root, file->path, NULL);
  if (!make_parents (root, file->path, error))
    return false;
  if (file->bytes != NULL) {
    sha256_hex (g_bytes_get_data (file->bytes, NULL), file->size, file->sha256);
    return write_bytes (target, file->bytes, error);
  }
  return copy_file (file->source, target, error) && sha256_file (target, file->sha256, &file->size, error);
}

static bool
pulse (const FileSetOptions *options, GError **error)
{
  if (options->pulse == NULL || !options->pulse (options->user))
    return true;
  error_set (error, NULL, MSG_CANCELLED, NULL);
  return false;
}

static bool
fill_folder (FileSet *set, const char *root, const FileSetOptions *options, GError **error)
{
  for (guint i = 0; i < set->files->len; i++)
    if (!pulse (options, error) || !write_one (set->files->pdata[i], root, error))
      return false;
  if (options->manifest_head == NULL)
    return true;
  g_autoptr (GBytes) manifest = manifest_bytes (set, options->manifest_head);
  g_autofree char *target = g_build_filename (root, "manifest.json", NULL);
  return write_bytes (target, manifest, error);
}

static bool
is_usable_target (const char *folder, GError **error)
{
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  if (listing == NULL ? !g_file_test (folder, G_FILE_TEST_EXISTS) : g_dir_read_name (listing) == NULL)
    return true;
  error_set (error, NULL, MSG_OUT_NOT_EMPTY, folder, NULL);
  return false;
}

/* A fresh folder beside the target, on the same file system so that rename is atomic. */
static char *
make_work_folder (const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  if (g_mkdir_with_parents (parent, 0755) != 0) {
    error_set (error, NULL, MSG_FILE_WRITE, parent, g_strerror (errno), NULL);
    return NULL;
  }
  char *work = g_build_filename (parent, ".dvht-XXXXXX", NULL);
  if (g_mkdtemp_full (work, 0755) != NULL)
    return work;
  error_set (error, NULL, MSG_FILE_WRITE, work, g_strerror (errno), NULL);
  g_free (work);
  return NULL;
}

/* All data on disk before the name appears: after a power cut the folder is whole or absent. */
static bool
publish_folder (const char *work, const char *folder, GError **error)
{
  AUTO_CLOSE int descriptor = open (work, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0 && syncfs (descriptor) == 0 && g_rename (work, folder) == 0)
    return true;
  error_set (error, NULL, MSG_FILE_WRITE, folder, g_strerror (errno), NULL);
  return false;
}

static char *
without_trailing_slashes (const char *path)
{
  gsize length = strlen (path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  return g_strndup (path, length);
}

bool
fileset_write_folder (FileSet *set, const char *folder, const FileSetOptions *options, GError **error)
{
  g_autofree char *target = without_trailing_slashes (folder);
  if (!is_usable_target (target, error))
    return false;
  g_autofree char *work = make_work_folder (target, error);
  if (work == NULL)
    return false;
  g_ptr_array_sort (set->files, compare_paths);
  if (fill_folder (set, work, options, error) && publish_folder (work, target, error))
    return true;
  file_remove_tree (work, NULL);
  return false;
}

/* PDF, DOCX, XLSX, PNG and JPEG are packed already. */
static bool
is_packed (const char *path)
{
  static const char *const packed[] = { ".pdf", ".docx", ".xlsx", ".png", ".jpg", ".jpeg", ".zip" };
  for (gsize i = 0; i < G_N_ELEMENTS (packed); i++)
    if (g_str_has_suffix (path, packed[i]))
      return true;
  return false;
}

static bool
zip_one (ZipWriter *writer, OutputFile *file, GError **error)
{
  if (file->bytes == NULL)
    return zip_writer_add_file (writer, file->path, file->source, error);
  const void *data = g_bytes_get_data (file->bytes, NULL);
  return zip_writer_add (writer, file->path, data, file->size, is_packed (file->path), error);
}

static bool
hash_all (FileSet *set, GError **error)
{
  for (guint i = 0; i < set->files->len; i++) {
    OutputFile *file = set->files->pdata[i];
    if (file->bytes != NULL)
      sha256_hex (g_bytes_get_data (file->bytes, NULL), file->size, file->sha256);
    else if (!sha256_file (file->source, file->sha256, &file->size, error))
      return false;
  }
  return true;
}

GBytes *
fileset_manifest (FileSet *set, const char *manifest_head, GError **error)
{
  g_ptr_array_sort (set->files, compare_paths);
  return hash_all (set, error) ? manifest_bytes (set, manifest_head) : NULL;
}

bool
fileset_each (FileSet *set, FileSetVisit visit, void *user, GError **error)
{
  g_ptr_array_sort (set->files, compare_paths);
  for (guint i = 0; i < set->files->len; i++) {
    const OutputFile *file = set->files->pdata[i];
    if (!visit (file->path, file->bytes, file->source, user, error))
      return false;
  }
  return true;
}

/* "manifest.json" has its place in byte order among the others. */
static bool
zip_all (FileSet *set, ZipWriter *writer, const FileSetOptions *options, GBytes **ret_manifest,
         GError **error)
{
  bool placed = options->manifest_head == NULL;
  if (!placed && (*ret_manifest = fileset_manifest (set, options->manifest_head, error)) == NULL)
    return false;
  for (guint i = 0; i <= set->files->len; i++) {
    OutputFile *file = i < set->files->len ? set->files->pdata[i] : NULL;
    if (!placed && (file == NULL || strcmp ("manifest.json", file->path) < 0)) {
      gsize size = 0;
      const void *data = g_bytes_get_data (*ret_manifest, &size);
      if (!zip_writer_add (writer, "manifest.json", data, size, false, error))
        return false;
      placed = true;
    }
    if (file != NULL && (!pulse (options, error) || !zip_one (writer, file, error)))
      return false;
  }
  return true;
}

/* Never replaces: what lies there may be the dossier that was sent. */
bool
fileset_check_zip (const char *zip, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (zip);
  if (g_file_test (zip, G_FILE_TEST_EXISTS) || g_file_test (zip, G_FILE_TEST_IS_SYMLINK)) {
    error_set (error, NULL, MSG_OUT_EXISTS, zip, NULL);
    return false;
  }
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return true;
  error_set (error, NULL, MSG_OUT_NO_FOLDER, folder, NULL);
  return false;
}

bool
fileset_write_zip (FileSet *set, const char *zip, const FileSetOptions *options, GError **error)
{
  if (!fileset_check_zip (zip, error))
    return false;
  g_ptr_array_sort (set->files, compare_paths);
  g_autoptr (GBytes) manifest = NULL;
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autofree char *work = g_strconcat (zip, ".dvht-tmp", NULL);
  if (zip_all (set, writer, options, &manifest, error) && zip_writer_finish_to (writer, work, error)) {
    if (g_rename (work, zip) == 0)
      return true;
    error_set (error, NULL, MSG_FILE_WRITE, zip, g_strerror (errno), NULL);
  }
  g_unlink (work);
  return false;
}

GBytes *
fileset_zip (FileSet *set, const FileSetOptions *options, GError **error)
{
  g_ptr_array_sort (set->files, compare_paths);
  g_autoptr (GBytes) manifest = NULL;
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  return zip_all (set, writer, options, &manifest, error) ? zip_writer_finish (writer, error) : NULL;
}
