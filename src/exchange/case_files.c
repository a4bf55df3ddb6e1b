/* case_files.c - which files a case may name: regular ones, inside its folder. */
#include "base/text.h"
#include "exchange/case_read.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Is the path, as written, one that could leave the folder on any system? */
static bool
escapes_as_written (const char *path)
{
  bool drive = g_ascii_isalpha (path[0]) && path[1] == ':';
  if (path[0] == '/' || drive || strchr (path, '\\') != NULL)
    return true;
  for (const char *step = path; step != NULL; step = strchr (step, '/')) {
    step += *step == '/';
    if (strncmp (step, "..", 2) == 0 && (step[2] == '/' || step[2] == '\0'))
      return true;
  }
  return false;
}

static bool
is_inside (const CaseReader *reader, const char *real_path)
{
  gsize length = strlen (reader->real_folder);
  if (strcmp (reader->real_folder, "/") == 0)
    return true;
  return strncmp (real_path, reader->real_folder, length) == 0
         && (real_path[length] == '/' || real_path[length] == '\0');
}

/* Where the folder of a file leads; looked up once for files of one folder that follow each other. */
static void
look_at_directory (CaseReader *reader, const char *full)
{
  g_autofree char *dir = g_path_get_dirname (full);
  if (reader->seen_dir != NULL && strcmp (reader->seen_dir, dir) == 0)
    return;
  char *real = realpath (dir, NULL);
  reader->seen_dir = arena_strdup (reader->arena, dir);
  reader->seen_dir_exists = real != NULL;
  reader->seen_inside = real != NULL && is_inside (reader, real);
  free (real);
}

static PathState
look_at_file (CaseReader *reader, const char *full)
{
  struct stat status;
  look_at_directory (reader, full);
  if (!reader->seen_dir_exists || lstat (full, &status) != 0)
    return PATH_MISSING;
  if (!reader->seen_inside)
    return PATH_ESCAPES;
  if (S_ISLNK (status.st_mode)) {
    char *real = realpath (full, NULL);
    bool exists = real != NULL && stat (real, &status) == 0,
         inside = real != NULL && is_inside (reader, real);
    free (real);
    if (!exists)
      return PATH_MISSING;
    if (!inside)
      return PATH_ESCAPES;
  }
  if (!S_ISREG (status.st_mode))
    return PATH_UNFIT;
  return access (full, R_OK) == 0 ? PATH_FOUND : PATH_DENIED;
}

PathState
case_find_file (CaseReader *reader, const char *path, const char **ret_path)
{
  if (escapes_as_written (path))
    return PATH_ESCAPES;
  /* Files that came from a Mac may have decomposed names: look for them too. */
  g_autofree char *decomposed = g_utf8_normalize (path, -1, G_NORMALIZE_NFD);
  const char *spellings[]
      = { path, decomposed != NULL && strcmp (decomposed, path) != 0 ? decomposed : NULL };
  PathState state = PATH_MISSING;
  for (gsize i = 0; i < G_N_ELEMENTS (spellings) && spellings[i] != NULL && state == PATH_MISSING; i++) {
    const char *full = arena_concat (reader->arena, reader->folder, "/", spellings[i], NULL);
    state = look_at_file (reader, full);
    if (state == PATH_FOUND)
      *ret_path = full;
  }
  return state;
}

static void
check_file (CaseReader *reader, const Place *place, const char *path, const char **ret_path)
{
  static const MessageId messages[] = {
    [PATH_ESCAPES] = MSG_CASE_PATH_ESCAPES,
    [PATH_MISSING] = MSG_CASE_FILE_MISSING,
    [PATH_UNFIT] = MSG_CASE_FILE_UNFIT,
    [PATH_DENIED] = MSG_CASE_FILE_DENIED,
  };
  PathState state = case_find_file (reader, path, ret_path);
  if (state != PATH_FOUND)
    case_report (reader, place, state == PATH_ESCAPES ? FINDING_PATH_ESCAPES : FINDING_EVIDENCE_FILE_MISSING,
                 messages[state], path, NULL);
}

void
case_check_evidence_files (CaseReader *reader)
{
  const Place root = { 0 };
  const Place list = { &root, "evidence", 0 };
  for (gsize i = 0; i < reader->round->evidence_count; i++) {
    Evidence *evidence = &reader->round->evidence[i];
    Place item = { &list, NULL, i }, files = { &item, "files", 0 };
    evidence->file_paths = arena_array (reader->arena, const char *, evidence->files.count);
    for (gsize j = 0; j < evidence->files.count; j++) {
      Place file = { &files, NULL, j };
      if (evidence->files.items[j][0] != '\0') /* an ill-typed one was reported */
        check_file (reader, &file, evidence->files.items[j], &evidence->file_paths[j]);
    }
  }
}

/* ---- the unit's own wordings ---- */

#define MAX_WORDINGS 200 /* looked at; a package has some 25 papers */

static bool
is_wording_name (const Scheme *scheme, const char *name)
{
  for (gsize i = 0; i < scheme->document_count; i++) {
    gsize length = strlen (scheme->documents[i].id);
    if (strncmp (name, scheme->documents[i].id, length) == 0 && strcmp (name + length, ".md") == 0)
      return true;
  }
  return false;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* A misspelt name would leave the standard wording in force without a word. */
void
case_check_wordings (CaseReader *reader)
{
  g_autofree char *folder = g_build_filename (reader->folder, "wording", NULL);
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) strays = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) names = g_string_new (NULL);
  const Scheme *scheme = reader->round->scheme;
  const char *name = NULL;
  for (guint seen = 0; listing != NULL && seen < MAX_WORDINGS && (name = g_dir_read_name (listing)) != NULL;
       seen++)
    if (name[0] != '.' && !is_wording_name (scheme, name))
      g_ptr_array_add (strays, g_utf8_make_valid (name, -1));
  if (strays->len == 0)
    return;
  g_ptr_array_sort (strays, compare_names);
  for (gsize i = 0; i < scheme->document_count; i++)
    g_string_append_printf (names, "%s%s.md", i > 0 ? ", " : "", scheme->documents[i].id);
  for (guint i = 0; i < strays->len; i++) {
    const char *stray = arena_strdup (reader->arena, strays->pdata[i]);
    case_report_at (reader, arena_concat (reader->arena, "wording/", stray, NULL), FINDING_UNKNOWN_KEY,
                    MSG_CASE_UNKNOWN_WORDING, stray, arena_strdup (reader->arena, names->str));
  }
}
