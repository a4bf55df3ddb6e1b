/* load.c - packages and their wording out of the library; faults of a folder. */
#include "base/fileio.h"
#include "base/mustache.h"
#include "base/text.h"
#include "scheme/library.h"
#include "scheme/package.h"
#include <string.h>

#define WORDINGS_MAX 1000

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
  if (!library_is_id (id))
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
  if (!library_is_id (id)) {
    g_autofree char *shown = g_strndup (id, LIBRARY_ID_MAX);
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

const char *
scheme_source (const SchemeLibrary *library, Arena *arena, const char *id, GError **error)
{
  LibraryFile file;
  const char *name = arena_concat (arena, id, "/scheme.json", NULL);
  if (!library_is_id (id) || !library_read (library, arena, name, &file, error))
    return NULL;
  if (file.data != NULL)
    return arena_strndup (arena, file.data, file.size);
  error_set (error, NULL, MSG_FILE_MISSING, name, NULL);
  return NULL;
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
  if (!library_is_name (name, strlen (name)))
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

/* The package; NULL for what has faults or no papers. */
static const Scheme *
check_json (Reader *reader, const char *path, const char *folder)
{
  char *data;
  gsize size;
  g_autoptr (GError) error = NULL;
  json_auto_t *json = NULL;
  if (file_read (reader->arena, path, path, LIBRARY_FILE_MAX, &data, &size, &error))
    json = json_parse_bytes (path, data, size, &error);
  if (json == NULL) {
    const char *place = error_place (error) != NULL ? error_place (error) : path;
    Message message = error_message (reader->arena, error);
    reader_fault (reader, arena_strdup (reader->arena, place), message.id, message.args[0], message.args[1],
                  NULL);
    return NULL;
  }
  Node root = { reader, json, arena_concat (reader->arena, path, "#", NULL) };
  const char *kind = json_string_value (json_object_get (json, "kind"));
  if (kind != NULL && g_str_has_prefix (kind, "citizen_")) {
    citizen_scheme_from_node (root, folder);
    return NULL;
  }
  g_autoptr (SchemeLibrary) library = scheme_library_new (NULL, NULL);
  SharedState state = { .library = library };
  const Scheme *scheme = scheme_from_node (root, folder, &(SharedFiles){ shared_find, &state });
  json_decref (state.json);
  g_clear_error (&state.error); /* built-in files can be read */
  return reader->fault_count == 0 ? scheme : NULL;
}

static void
check_sources (Reader *reader, const char *path)
{
  char *data;
  gsize size;
  if (!file_read (reader->arena, path, path, LIBRARY_FILE_MAX, &data, &size, NULL)
      || *text_strip (reader->arena, data) == '\0')
    reader_fault (reader, path, MSG_SCHEME_NO_SOURCES, NULL);
}

/* Readable, and a template?  What the names in it mean is known only when a paper is made. */
static bool
check_template (Arena *arena, const char *path, GError **error)
{
  LibraryFile file = { .place = path };
  char *data;
  if (!file_read (arena, path, path, LIBRARY_FILE_MAX, &data, &file.size, error))
    return false;
  file.data = data;
  if (!wording_take (arena, &file, error))
    return false;
  g_autoptr (Template) template = template_compile (path, file.data, strlen (file.data), error);
  return template != NULL;
}

static bool
is_paper (const Scheme *scheme, const char *file_name)
{
  for (gsize i = 0; i < scheme->document_count; i++)
    if (g_str_has_prefix (file_name, scheme->documents[i].id)
        && g_str_equal (file_name + strlen (scheme->documents[i].id), ".md"))
      return true;
  return false;
}

static void
check_wording (Reader *reader, const char *folder, const Scheme *scheme)
{
  Arena *arena = reader->arena;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while (dir != NULL && names->len < WORDINGS_MAX && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".md"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, library_compare_names);
  for (guint i = 0; i < names->len; i++) {
    const char *path = arena_concat (arena, folder, "/", names->pdata[i], NULL);
    if (scheme != NULL && !is_paper (scheme, names->pdata[i]))
      reader_fault (reader, path, MSG_SCHEME_WORDING_OF_NOTHING, NULL);
    g_autoptr (GError) error = NULL;
    if (check_template (arena, path, &error))
      continue;
    Message message = error_message (arena, error);
    const char *place = error_place (error) != NULL ? error_place (error) : path;
    reader_fault (reader, arena_strdup (arena, place), message.id, message.args[0], message.args[1], NULL);
  }
}

gsize
scheme_check_folder (Arena *arena, const char *folder, SchemeFault **ret_faults)
{
  Reader reader = { .arena = arena };
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    reader_fault (&reader, folder, MSG_SCHEME_NO_FOLDER, folder, NULL);
  else {
    const Scheme *scheme = check_json (&reader, arena_concat (arena, folder, "/scheme.json", NULL), folder);
    check_sources (&reader, arena_concat (arena, folder, "/sources.md", NULL));
    check_wording (&reader, arena_concat (arena, folder, "/wording", NULL), scheme);
  }
  *ret_faults = reader.faults;
  return reader.fault_count;
}
