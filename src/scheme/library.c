/* library.c - where packages are: built into the program, or in a folder that wins. */
#include "scheme/library.h"
#include "base/asset.h"
#include "base/fileio.h"
#include "scheme/package.h"
#include <string.h>
#include <sys/stat.h>

#define ASSET_ROOT "schemes/"
#define DEPTH_MAX 4
#define PACKAGES_MAX 1000

struct SchemeLibrary {
  char *folder;                 /* or NULL */
  GPtrArray *ids, *citizen_ids; /* sorted, NULL-terminated once complete */
};

bool
library_is_name (const char *name, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && name[i] != '-' && name[i] != '_')
      return false;
  return length > 0;
}

bool
library_is_id (const char *id)
{
  if (strlen (id) > LIBRARY_ID_MAX)
    return false;
  int depth = 0;
  for (const char *p = id;; p = strchr (p, '/') + 1) {
    if (++depth > DEPTH_MAX || !library_is_name (p, strcspn (p, "/")))
      return false;
    if (strchr (p, '/') == NULL)
      return true;
  }
}

static void
library_add (SchemeLibrary *library, const char *id)
{
  GPtrArray *list = g_str_has_prefix (id, CITIZEN_FOLDER) ? library->citizen_ids : library->ids;
  if (library_is_id (id) && !g_ptr_array_find_with_equal_func (list, id, g_str_equal, NULL))
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
    if (!library_is_name (name, strlen (name)) || lstat (path, &status) != 0 || !S_ISDIR (status.st_mode))
      continue;
    g_autofree char *below = depth == 0 ? g_strdup (name) : g_build_filename (id, name, NULL);
    library_add_folder (library, below, depth + 1);
  }
}

int
library_compare_names (gconstpointer a, gconstpointer b)
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
  g_ptr_array_sort (library->ids, library_compare_names);
  g_ptr_array_sort (library->citizen_ids, library_compare_names);
  g_ptr_array_add (library->ids, NULL);
  g_ptr_array_add (library->citizen_ids, NULL);
  return g_steal_pointer (&library);
}

SchemeLibrary *
scheme_library_of_data (const char *data_folder, GError **error)
{
  g_autofree char *dropped = g_build_filename (data_folder, "schemes", NULL);
  return scheme_library_new (g_file_test (dropped, G_FILE_TEST_IS_DIR) ? dropped : NULL, error);
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

bool
library_read (const SchemeLibrary *library, Arena *arena, const char *name, LibraryFile *ret, GError **error)
{
  *ret = (LibraryFile){ 0 };
  g_autofree char *path = library->folder == NULL ? NULL : g_build_filename (library->folder, name, NULL);
  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS)) {
    char *data;
    ret->place = arena_strdup (arena, path);
    if (!file_read (arena, path, path, LIBRARY_FILE_MAX, &data, &ret->size, error))
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
