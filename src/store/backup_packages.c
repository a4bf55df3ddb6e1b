/* backup_packages.c - see backup_packages.h. */
#include "store/backup_packages.h"
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 8
#define FILES_MAX 20000
#define NAME_MAX_BYTES 400

static bool
is_step (const char *step, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (step[i]) && strchr ("-_.", step[i]) == NULL)
      return false;
  return length > 0 && step[0] != '.';
}

bool
package_file_is_name (const char *name)
{
  if (!g_str_has_prefix (name, PACKAGES_FOLDER "/") || strlen (name) > NAME_MAX_BYTES)
    return false;
  guint depth = 0;
  for (const char *step = name; step != NULL; depth++) {
    const char *end = strchr (step, '/');
    if (!is_step (step, end != NULL ? (gsize)(end - step) : strlen (step)))
      return false;
    step = end != NULL ? end + 1 : NULL;
  }
  return depth <= DEPTH_MAX;
}

static void
add_below (GPtrArray *files, const char *data_folder, const char *name, guint depth)
{
  g_autofree char *folder = g_build_filename (data_folder, name, NULL);
  g_autoptr (GDir) dir = depth < DEPTH_MAX ? g_dir_open (folder, 0, NULL) : NULL;
  const char *entry = NULL;
  while (dir != NULL && files->len < FILES_MAX && (entry = g_dir_read_name (dir)) != NULL) {
    struct stat status;
    g_autofree char *below = g_strconcat (name, "/", entry, NULL),
                    *path = g_build_filename (data_folder, below, NULL);
    if (!package_file_is_name (below) || lstat (path, &status) != 0)
      continue;
    if (S_ISDIR (status.st_mode))
      add_below (files, data_folder, below, depth + 1);
    else if (S_ISREG (status.st_mode))
      g_ptr_array_add (files, g_steal_pointer (&below));
  }
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
package_files (const char *data_folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  add_below (files, data_folder, PACKAGES_FOLDER, 1);
  g_ptr_array_sort (files, compare_names);
  return files;
}
