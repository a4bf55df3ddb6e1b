/* stored.c - see stored.h. */
#include "cli/stored.h"
#include "blob/blob.h"
#include "cli/check.h"
#include "cli/data.h"
#include "model/check.h"
#include "store/round_store.h"
#include <string.h>

typedef struct {
  const char *folder;
  gint64 unit_id;
} Blobs;

static const char *
find_blob (Arena *arena, const char *hash, void *user)
{
  const Blobs *blobs = user;
  const char *path = blob_path (arena, blobs->folder, blobs->unit_id, hash);
  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR) ? path : NULL;
}

/* The unit of --unit, or the only one there is. */
static bool
find_unit (const Invocation *invocation, Transaction *transaction, gint64 *ret_id, GError **error)
{
  const char *code = invocation_option (invocation, "--unit");
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_unit_all, error);
  GError *local = NULL;
  gint64 found = 0;
  guint count = 0;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    if (code == NULL || strcmp (code, rows_text (rows, 1)) == 0) {
      found = rows_int (rows, 0);
      count++;
    }
  if (local == NULL && count != 1)
    error_set (&local, NULL, count == 0 ? MSG_CLI_NO_UNIT : MSG_CLI_MANY_UNITS, code != NULL ? code : "",
               NULL);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret_id = found;
  return true;
}

/* The round of that number; else, as the pages name it, the one of that year. */
static bool
find_round (Transaction *transaction, gint64 told, gint64 *ret_id, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_facts, error, DB_INT (told));
  if (rows == NULL)
    return false;
  GError *local = NULL;
  bool known = rows_next (rows, &local);
  *ret_id = told;
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL
         && (known || db_int (transaction, QUERY_round_by_year, told, ret_id, error, DB_INT (told)));
}

/* Nobody knows the number of a round that was opened in the browser: says which there are; always false. */
static bool
tell_rounds (const Invocation *invocation, Transaction *transaction, GError **error)
{
  GError *local = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_all, error);
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT " (%s %" G_GINT64_FORMAT ", %s)",
                            list->len > 0 ? "; " : "", rows_int (rows, 0),
                            invocation->english ? "year" : "năm", rows_int (rows, 2), rows_text (rows, 3));
  if (local == NULL && list->len > 0)
    error_set (&local, NULL, MSG_CLI_WHICH_ROUND, arena_strdup (invocation->arena, list->str), NULL);
  else if (local == NULL)
    error_set (&local, NULL, MSG_CLI_NO_ROUND, NULL);
  g_propagate_error (error, local);
  return false;
}

static bool
load (const Invocation *invocation, const SchemeLibrary *library, StoredRound *ret, GError **error)
{
  static const Scope nobody = { 0 };
  const char *id = invocation_option (invocation, "--round");
  guint64 told = 0;
  gint64 round_id = 0;
  Blobs blobs = { .folder = invocation_option (invocation, "--data") };
  g_autoptr (Database) database = open_data (invocation, 1, error);
  g_autoptr (Transaction) transaction = database != NULL ? db_read (database, &nobody, error) : NULL;
  if (transaction == NULL || !find_unit (invocation, transaction, &blobs.unit_id, error)
      || !transaction_set_unit (transaction, blobs.unit_id, error))
    return false;
  if (id == NULL || !g_ascii_string_to_unsigned (id, 10, 1, G_MAXINT64, &told, NULL))
    return tell_rounds (invocation, transaction, error);
  return find_round (transaction, (gint64)told, &round_id, error)
         && stored_round_load (transaction, invocation->arena, library, round_id, find_blob, &blobs, ret,
                               error);
}

const Case *
stored_read (const Invocation *invocation, const SchemeLibrary *library, int *ret_code)
{
  g_autoptr (GError) error = NULL;
  StoredRound stored;
  Case *read = arena_new0 (invocation->arena, Case);
  if (!load (invocation, library, &stored, &error)) {
    *ret_code = report_error (invocation, error, EXIT_UNUSABLE);
    return NULL;
  }
  *read = (Case){ .round = stored.round, .findings = { .arena = invocation->arena }, .extra = stored.extra };
  check_round (read->round, figures_compute (read->round, invocation->arena), &read->findings);
  return read;
}

const Case *
stored_case (const Invocation *invocation, const SchemeLibrary *library, int *ret_code)
{
  const Case *read = stored_read (invocation, library, ret_code);
  if (read == NULL || findings_errors (&read->findings) == 0 || invocation_flag (invocation, "--draft"))
    return read;
  print_findings (invocation, &read->findings);
  *ret_code = EXIT_FAULTY;
  return NULL;
}
