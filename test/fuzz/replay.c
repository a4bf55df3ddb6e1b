/* replay.c - runs a fuzz target over every file of a folder, in the order of their names. */
#include "fuzz.h"
#include <glib.h>
#include <stdio.h>
#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) stream = g_dir_open (folder, 0, &error);
  if (stream == NULL)
    g_error ("%s", error->message);
  for (const char *name; (name = g_dir_read_name (stream)) != NULL;)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
replay_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size = 0;
  printf ("%s\n", path);
  fflush (stdout); /* the last line names the culprit of a crash */
  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  /* A copy of the exact size, so that ASan sees a read past its end. */
  g_autofree uint8_t *exact = size > 0 ? g_memdup2 (data, size) : g_malloc (1);
  LLVMFuzzerTestOneInput (exact, size);
}

int
main (int argc, char **argv)
{
  guint count = 0;
  for (int i = 1; i < argc; i++) {
    g_autoptr (GPtrArray) files = list_files (argv[i]);
    for (guint j = 0; j < files->len; j++)
      replay_file (files->pdata[j]);
    count += files->len;
  }
  if (count == 0)
    g_error ("no files to replay");
  return 0;
}
