/* library.c - where packages are: built into the program, or in a folder that wins. */
#include "base/asset.h"
#include "base/fileio.h"
#include "base/text.h"
#include "scheme/package.h"
#include <string.h>
#include <sys/stat.h>

#define ASSET_ROOT "schemes/"
#define DEPTH_MAX 4
#define PACKAGES_MAX 1000
#define ID_MAX 200
#define FILE_MAX (1024 * 1024)

struct SchemeLibrary {
  char *folder;                 /* or NULL */
  GPtrArray *ids, *citizen_ids; /* sorted, NULL-terminated once complete */
};

/* One name of a path: no dots, no blanks, no capitals, so nothing can climb out. */
static bool
is_path_name (const char *name, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && name[i] != '-' && name[i] != '_')
      return false;
  return length > 0;
}

static bool
is_scheme_id (const char *id)
{
  if (strlen (id) > ID_MAX)
    return false;
  int depth = 0;
  for (const char *p = id;; p = strchr (p, '/') + 1) {
    if (++depth > DEPTH_MAX || !is_path_name (p, strcspn (p, "/")))
      return false;
    if (strchr (p, '/') == NULL)
      return true;
  }
}

static void
library_add (SchemeLibrary *library, const char *id)
{
  GPtrArray *list = g_str_has_prefix (id, CITIZEN_FOLDER) ? library->citizen_ids : library->ids;
  if (is_scheme_id (id) && !g_ptr_array_find_with_equal_func (list, id, g_str_equal, NULL))
    g_ptr_array_add (list, g_strdup (id));
}

static void
library_add_built_in (SchemeLibrary *library)
{
  gsize count, first = asset_find_prefix (ASSET_ROOT, &count);
  for (gsize i = first; i < first + count; i++) {
    const char *path = asset_table[i].name + strlen (ASSET_ROOT);
    if (!g_str_has_suffix (path, "/scheme.json"))
      continue;
    g_autofree char *id = g_strndup (path, strlen (path) - strlen ("/scheme.json"));
    library_add (library, id);
  }
}

/* Adds what lies below `folder`/`id`; an id of "" is the root. */
static void
library_add_folder (SchemeLibrary *library, const char *id, int depth)
{
  g_autofree char *folder = g_build_filename (library->folder, id, NULL);
  g_autofree char *file = g_build_filename (folder, "scheme.json", NULL);
  if (depth > 0 && g_file_test (file, G_FILE_TEST_IS_REGULAR))
    library_add (library, id);
  g_autoptr (GDir) dir = depth < DEPTH_MAX ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  while (dir != NULL && library->ids->len + library->citizen_ids->len <= PACKAGES_MAX
         && (name = g_dir_read_name (dir)) != NULL) {
    struct stat status;
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (!is_path_name (name, strlen (name)) || lstat (path, &status) != 0 || !S_ISDIR (status.st_mode))
      continue;
    g_autofree char *below = depth == 0 ? g_strdup (name) : g_build_filename (id, name, NULL);
    library_add_folder (library, below, depth + 1);
  }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

SchemeLibrary *
scheme_library_new (const char *folder, GError **error)
{
  if (folder != NULL && !g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    error_set (error, NULL, MSG_SCHEME_NO_FOLDER, folder, NULL);
    return NULL;
  }
  g_autoptr (SchemeLibrary) library = g_new0 (SchemeLibrary, 1);
  library->folder = g_strdup (folder);
  library->ids = g_ptr_array_new_with_free_func (g_free);
  library->citizen_ids = g_ptr_array_new_with_free_func (g_free);
  library_add_built_in (library);
  if (folder != NULL)
    library_add_folder (library, "", 0);
  if (library->ids->len + library->citizen_ids->len > PACKAGES_MAX) {
    error_set (error, folder, MSG_SCHEME_TOO_MANY, G_STRINGIFY (PACKAGES_MAX), NULL);
    return NULL;
  }
  g_ptr_array_sort (library->ids, compare_ids);
  g_ptr_array_sort (library->citizen_ids, compare_ids);
  g_ptr_array_add (library->ids, NULL);
  g_ptr_array_add (library->citizen_ids, NULL);
  return g_steal_pointer (&library);
}

void
scheme_library_free (SchemeLibrary *library)
{
  if (library == NULL)
    return;
  g_ptr_array_unref (library->ids);
  g_ptr_array_unref (library->citizen_ids);
  g_free (library->folder);
  g_free (library);
}

const char *const *
scheme_library_ids (const SchemeLibrary *library)
{
  return (const char *const *)library->ids->pdata;
}

const char *const *
scheme_library_citizen_ids (const SchemeLibrary *library)
{
  return (const char *const *)library->citizen_ids->pdata;
}

typedef struct {
  const char *data; /* NULL: there is no such file */
  gsize size;
  const char *place; /* its path for people */
  bool built_in;
} LibraryFile;

/* A file below the packages' root, the folder's before the built-in one. */
static bool
library_read (const SchemeLibrary *library, Arena *arena, const char *name, LibraryFile *ret, GError **error)
{
  *ret = (LibraryFile){ 0 };
  g_autofree char *path = library->folder == NULL ? NULL : g_build_filename (library->folder, name, NULL);
  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS)) {
    char *data;
    ret->place = arena_strdup (arena, path);
    if (!file_read (arena, path, path, FILE_MAX, &data, &ret->size, error))
      return false;
    ret->data = data;
    return true;
  }
  g_autofree char *asset_name = g_strconcat (ASSET_ROOT, name, NULL);
  const Asset *asset = asset_find (asset_name);
  if (asset != NULL)
    *ret = (LibraryFile){ (const char *)asset->data, asset->size, asset->name, true };
  return true;
}

/* The shared files that one package named, kept until it is read. */
typedef struct {
  const SchemeLibrary *library;
  json_t *json;
  GError *error;
} SharedState;

static Node
shared_find (void *user, Node reference, const char *name)
{
  SharedState *state = user;
  Arena *arena = reference.reader->arena;
  Node node = { reference.reader, NULL, reference.place };
  LibraryFile file = { 0 };
  g_autofree char *id
      = g_str_has_suffix (name, ".json") ? g_strndup (name, strlen (name) - 5) : g_strdup ("");
  if (!is_scheme_id (id))
    node_fault (reference, MSG_SCHEME_NEED_PATTERN, "\"common/documents.json\"", NULL);
  else if (library_read (state->library, arena, name, &file, &state->error) && file.data == NULL)
    node_fault (reference, MSG_FILE_MISSING, name, NULL);
  if (file.data == NULL || state->json != NULL)
    return node;
  state->json = json_parse_bytes (file.place, file.data, file.size, &state->error);
  return (Node){ reference.reader, state->json, arena_concat (arena, file.place, "#", NULL) };
}

/* The first fault as an error; the others are shown by `scheme check`. */
static bool
reader_finish (const Reader *reader, GError **error)
{
  if (reader->fault_count == 0)
    return true;
  const SchemeFault *fault = &reader->faults[0];
  const char *const *args = fault->message.args;
  error_set (error, fault->place, fault->message.id, args[0], args[1], args[2], args[3], NULL);
  return false;
}

static bool
library_has (const char *const *ids, const char *id, GError **error)
{
  if (!is_scheme_id (id)) {
    g_autofree char *shown = g_strndup (id, ID_MAX);
    g_autofree char *valid = g_utf8_make_valid (shown, -1);
    error_set (error, NULL, MSG_SCHEME_BAD_ID, valid, NULL);
    return false;
  }
  if (g_strv_contains (ids, id))
    return true;
  g_autofree char *list = g_strjoinv (", ", (char **)ids);
  error_set (error, NULL, MSG_SCHEME_UNKNOWN, id, list, NULL);
  return false;
}

/* scheme.json of a known package; the caller unrefs the result. */
static json_t *
library_parse (const SchemeLibrary *library, Arena *arena, const char *id, LibraryFile *ret_file,
               GError **error)
{
  g_autofree char *name = g_strconcat (id, "/scheme.json", NULL);
  if (!library_read (library, arena, name, ret_file, error))
    return NULL;
  if (ret_file->data == NULL) { /* gone since the folder was listed */
    error_set (error, NULL, MSG_FILE_MISSING, name, NULL);
    return NULL;
  }
  return json_parse_bytes (ret_file->place, ret_file->data, ret_file->size, error);
}

const Scheme *
scheme_load (const SchemeLibrary *library, Arena *arena, const char *id, GError **error)
{
  LibraryFile file;
  if (!library_has (scheme_library_ids (library), id, error))
    return NULL;
  json_auto_t *json = library_parse (library, arena, id, &file, error);
  if (json == NULL)
    return NULL;
  Reader reader = { .arena = arena };
  SharedState state = { .library = library };
  Node root = { &reader, json, arena_concat (arena, file.place, "#", NULL) };
  Scheme *scheme = scheme_from_node (root, arena_strdup (arena, id), &(SharedFiles){ shared_find, &state });
  scheme->folder = arena_strndup (arena, file.place, strlen (file.place) - strlen ("/scheme.json"));
  scheme->built_in = file.built_in;
  json_decref (state.json);
  if (state.error != NULL) {
    g_propagate_error (error, state.error);
    return NULL;
  }
  return reader_finish (&reader, error) ? scheme : NULL;
}

const CitizenScheme *
citizen_scheme_load (const SchemeLibrary *library, Arena *arena, const char *id, GError **error)
{
  LibraryFile file;
  if (!library_has (scheme_library_citizen_ids (library), id, error))
    return NULL;
  json_auto_t *json = library_parse (library, arena, id, &file, error);
  if (json == NULL)
    return NULL;
  Reader reader = { .arena = arena };
  Node root = { &reader, json, arena_concat (arena, file.place, "#", NULL) };
  CitizenScheme *scheme = citizen_scheme_from_node (root, arena_strdup (arena, id));
  return reader_finish (&reader, error) ? scheme : NULL;
}

/* Built-in wording is NFC UTF-8 (a test says so); a folder's must be made so. */
static bool
wording_take (Arena *arena, LibraryFile *file, GError **error)
{
  gsize bad;
  if (file->built_in)
    return true;
  if (!text_is_utf8 (file->data, file->size, &bad)) {
    error_set (error, NULL, MSG_BAD_UTF8, file->place, arena_printf (arena, "%" G_GSIZE_FORMAT, bad + 1),
               NULL);
    return false;
  }
  file->data = text_nfc (arena, file->data);
  return true;
}

const char *
scheme_wording (const SchemeLibrary *library, Arena *arena, const Scheme *scheme, const char *name,
                const char **ret_place, GError **error)
{
  if (!is_path_name (name, strlen (name)))
    return NULL;
  g_autofree char *level = g_strdup (scheme->id);
  bool last = false;
  while (!last) {
    last = *level == '\0';
    g_autofree char *path = g_strconcat (last ? "common" : level, "/wording/", name, ".md", NULL);
    LibraryFile file;
    if (!library_read (library, arena, path, &file, error))
      return NULL;
    if (file.data != NULL) {
      if (!wording_take (arena, &file, error))
        return NULL;
      *ret_place = file.place;
      return file.data;
    }
    char *slash = strrchr (level, '/');
    *(slash != NULL ? slash : level) = '\0';
  }
  return NULL;
}

/* ---- one folder by itself ---- */

static void
check_json (Reader *reader, const char *path, const char *folder)
{
  char *data;
  gsize size;
  g_autoptr (GError) error = NULL;
  json_auto_t *json = NULL;
  if (file_read (reader->arena, path, path, FILE_MAX, &data, &size, &error))
    json = json_parse_bytes (path, data, size, &error);
  if (json == NULL) {
    const char *place = error_place (error) != NULL ? error_place (error) : path;
    Message message = error_message (reader->arena, error);
    reader_fault (reader, arena_strdup (reader->arena, place), message.id, message.args[0], message.args[1],
                  NULL);
    return;
  }
  Node root = { reader, json, arena_concat (reader->arena, path, "#", NULL) };
  const char *kind = json_string_value (json_object_get (json, "kind"));
  if (kind != NULL && g_str_has_prefix (kind, "citizen_")) {
    citizen_scheme_from_node (root, folder);
    return;
  }
  g_autoptr (SchemeLibrary) library = scheme_library_new (NULL, NULL);
  SharedState state = { .library = library };
  scheme_from_node (root, folder, &(SharedFiles){ shared_find, &state });
  json_decref (state.json);
  g_clear_error (&state.error); /* built-in files can be read */
}

static void
check_sources (Reader *reader, const char *path)
{
  char *data;
  gsize size;
  if (!file_read (reader->arena, path, path, FILE_MAX, &data, &size, NULL)
      || *text_strip (reader->arena, data) == '\0')
    reader_fault (reader, path, MSG_SCHEME_NO_SOURCES, NULL);
}

static void
check_wording (Reader *reader, const char *folder)
{
  Arena *arena = reader->arena;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while (dir != NULL && names->len < PACKAGES_MAX && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".md"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_ids);
  for (guint i = 0; i < names->len; i++) {
    const char *path = arena_concat (arena, folder, "/", names->pdata[i], NULL);
    g_autoptr (GError) error = NULL;
    LibraryFile file = { .place = path };
    char *data;
    if (file_read (arena, path, path, FILE_MAX, &data, &file.size, &error)) {
      file.data = data;
      wording_take (arena, &file, &error);
    }
    if (error == NULL)
      continue;
    Message message = error_message (arena, error);
    reader_fault (reader, path, message.id, message.args[0], message.args[1], NULL);
  }
}

gsize
scheme_check_folder (Arena *arena, const char *folder, SchemeFault **ret_faults)
{
  Reader reader = { .arena = arena };
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    reader_fault (&reader, folder, MSG_SCHEME_NO_FOLDER, folder, NULL);
  else {
    check_json (&reader, arena_concat (arena, folder, "/scheme.json", NULL), folder);
    check_sources (&reader, arena_concat (arena, folder, "/sources.md", NULL));
    check_wording (&reader, arena_concat (arena, folder, "/wording", NULL));
  }
  *ret_faults = reader.faults;
  return reader.fault_count;
}
