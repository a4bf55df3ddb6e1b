/* case.c - see case.h: case.json, then the tables and files it names, then the checks. */
#include "exchange/case.h"
#include "base/fileio.h"
#include "base/text.h"
#include "exchange/case_read.h"
#include "model/check.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CASE_FILE "case.json"

/* Reads case.json; NULL and a finding if there is no folder, no file, or no JSON. */
static json_t *
read_json (CaseReader *reader)
{
  g_autoptr (GError) error = NULL;
  const char *path = NULL;
  if (reader->real_folder == NULL || !g_file_test (reader->real_folder, G_FILE_TEST_IS_DIR)) {
    case_report_at (reader, CASE_FILE, FINDING_BAD_JSON, MSG_CASE_NO_FOLDER, reader->folder, NULL);
    return NULL;
  }
  if (case_find_file (reader, CASE_FILE, &path) == PATH_ESCAPES) {
    case_report_at (reader, CASE_FILE, FINDING_PATH_ESCAPES, MSG_CASE_PATH_ESCAPES, CASE_FILE, NULL);
    return NULL;
  }
  g_autoptr (Arena) scratch = arena_new (CASE_MAX_JSON + 4096);
  char *data = NULL;
  gsize size = 0;
  json_t *root = NULL;
  path = arena_concat (reader->arena, reader->folder, "/" CASE_FILE, NULL);
  if (file_read (scratch, path, CASE_FILE, CASE_MAX_JSON, &data, &size, &error))
    root = json_parse_bytes (CASE_FILE, data, size, &error);
  if (root == NULL)
    case_report_error (reader, error_place (error) != NULL ? error_place (error) : CASE_FILE,
                       FINDING_BAD_JSON, error);
  return root;
}

/* The text of a key at the root; NULL and a finding if it is absent or none. */
static const char *
root_text (CaseReader *reader, json_t *root, const char *key)
{
  const Place top = { 0 };
  const Place place = { &top, key, 0 };
  json_t *value = json_object_get (root, key);
  if (value != NULL)
    return case_read_text (reader, &place, value, true);
  case_report (reader, &place, FINDING_BAD_VALUE, MSG_CASE_MISSING, key, NULL);
  return NULL;
}

static bool
check_format (CaseReader *reader, json_t *root)
{
  const char *format = root_text (reader, root, "format");
  if (format == NULL)
    return false;
  if (strcmp (format, CASE_FORMAT) == 0)
    return true;
  case_report_at (reader, "/format", FINDING_BAD_VALUE, MSG_CASE_FORMAT, format, CASE_FORMAT);
  return false;
}

static bool
load_scheme (CaseReader *reader, const SchemeLibrary *library, json_t *root)
{
  g_autoptr (GError) error = NULL;
  const char *id = root_text (reader, root, "scheme");
  if (id == NULL)
    return false;
  reader->round->scheme = scheme_load (library, reader->arena, id, &error);
  if (reader->round->scheme == NULL)
    case_report_error (reader, "/scheme", FINDING_BAD_VALUE, error);
  return reader->round->scheme != NULL;
}

/* The citizen scheme that the case names; if that is unknown (a finding), the default, so that the rest can
 * be checked. */
static bool
load_citizen_scheme (CaseReader *reader, const SchemeLibrary *library, json_t *root)
{
  g_autoptr (GError) error = NULL;
  Round *round = reader->round;
  bool named = json_object_get (root, "citizen_scheme") != NULL;
  const char *id = named ? root_text (reader, root, "citizen_scheme") : NULL;
  if (id != NULL)
    round->citizen_scheme = citizen_scheme_load (library, reader->arena, id, &error);
  if (error != NULL)
    case_report_error (reader, "/citizen_scheme", FINDING_BAD_VALUE, error);
  g_clear_error (&error);
  if (round->citizen_scheme == NULL)
    round->citizen_scheme = citizen_scheme_load (
        library, reader->arena,
        round->scheme->citizen_scheme != NULL ? round->scheme->citizen_scheme : CITIZEN_SCHEME_DEFAULT,
        &error);
  if (error != NULL)
    case_report_error (reader, "/citizen_scheme", FINDING_BAD_VALUE, error);
  return round->citizen_scheme != NULL;
}

static gint
compare_days (gconstpointer a, gconstpointer b, gpointer user)
{
  return date_compare (((const RoundNames *)a)->from, ((const RoundNames *)b)->from);
}

/* In the order of their days; what no paper can do without is as in unit and authority where it is left out.
 */
static void
order_names (Round *round)
{
  for (gsize i = 0; i < round->name_count; i++) {
    RoundNames *names = &round->names[i];
    if (names->place == NULL)
      names->place = round->unit.place;
    if (names->receiver == NULL)
      names->receiver = round->authority.receiver;
  }
  if (round->name_count > 1)
    g_qsort_with_data (round->names, (gint)round->name_count, sizeof *round->names, compare_days, NULL);
}

static bool
read_round (CaseReader *reader, const SchemeLibrary *library, json_t *root)
{
  const Place top = { 0 };
  if (!json_is_object (root)) {
    case_report (reader, &top, FINDING_BAD_JSON, MSG_CASE_NEED_OBJECT, NULL, NULL);
    return false;
  }
  bool known_format = check_format (reader, root), known_scheme = load_scheme (reader, library, root);
  if (!known_format || !known_scheme || !load_citizen_scheme (reader, library, root))
    return false;
  case_read_object (reader, &top, root, &case_root_shape, reader->round);
  order_names (reader->round);
  case_read_people (reader);
  round_complete_head_title (reader->round, reader->arena);
  case_check_evidence_files (reader);
  case_check_wordings (reader);
  round_apply_overrides (reader->round, reader->arena);
  check_round (reader->round, figures_compute (reader->round, reader->arena), reader->findings);
  return true;
}

/* ---- keys that are anyone's own ---- */

static void
collect_extra (Arena *arena, const char *pointer, json_t *value, json_t *found)
{
  const char *key = NULL;
  json_t *member = NULL;
  json_object_foreach (value, key, member)
  {
    const char *place = json_pointer_key (arena, pointer, key);
    if (g_str_has_prefix (key, "x-"))
      json_object_set (found, place, member);
    else
      collect_extra (arena, place, member, found);
  }
  for (gsize i = 0; i < json_array_size (value); i++)
    collect_extra (arena, json_pointer_index (arena, pointer, i), json_array_get (value, i), found);
}

static const char *
extra_of (Arena *arena, json_t *root)
{
  json_auto_t *found = json_object ();
  collect_extra (arena, "", root, found);
  json_object_del (found, "/" CASE_NAMES); /* the round has them */
  g_autofree char *text = json_object_size (found) > 0 ? json_dumps (found, JSON_COMPACT) : NULL;
  return arena_strdup (arena, text);
}

Case *
case_read (Arena *arena, const SchemeLibrary *library, const char *folder)
{
  Case *result = arena_new0 (arena, Case);
  result->folder = arena_strdup (arena, folder);
  result->findings.arena = arena;
  g_autoptr (GPtrArray) refs = g_ptr_array_new ();
  CaseReader reader = {
    .arena = arena,
    .findings = &result->findings,
    .round = arena_new0 (arena, Round),
    .folder = result->folder,
    .refs = refs,
    .real_folder = realpath (folder, NULL),
  };
  json_auto_t *root = read_json (&reader);
  bool read = root != NULL && read_round (&reader, library, root);
  case_order_findings (&result->findings, root, reader.round->staff_file, reader.round->results_file);
  result->unreadable = !read;
  result->round = read ? reader.round : NULL;
  result->extra = read ? extra_of (arena, root) : NULL;
  free (reader.real_folder);
  return result;
}
