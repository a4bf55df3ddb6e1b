/* draft.c - see draft.h. */
#include "store/draft.h"

static DbValue
own (const Transaction *transaction)
{
  return DB_INT (transaction_scope (transaction)->account_id);
}

bool
draft_put (Transaction *transaction, const char *kind, gint64 id, gint64 base_version, const char *content,
           GError **error)
{
  gint64 count = 0;
  return db_run (transaction, QUERY_draft_put, NULL, error, own (transaction), DB_TEXT (kind), DB_INT (id),
                 DB_INT (base_version), DB_TEXT (content), DB_INT (transaction_now (transaction)))
         && db_int (transaction, QUERY_draft_count, 0, &count, error, own (transaction))
         && (count <= DRAFTS_MAX
             || db_run (transaction, QUERY_draft_drop_oldest, NULL, error, own (transaction)));
}

bool
draft_drop (Transaction *transaction, const char *kind, gint64 id, GError **error)
{
  return db_run (transaction, QUERY_draft_drop, NULL, error, own (transaction), DB_TEXT (kind), DB_INT (id));
}

bool
draft_find (Transaction *transaction, Arena *arena, gint64 account_id, const char *kind, gint64 id,
            Draft *ret, bool *ret_found, GError **error)
{
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_draft_get, error, DB_INT (account_id), DB_TEXT (kind), DB_INT (id));
  GError *local = NULL;
  if (rows == NULL)
    return false;
  *ret_found = rows_next (rows, &local);
  if (*ret_found)
    *ret = (Draft){ rows_int (rows, 0), rows_int (rows, 1), rows_text_dup (rows, 2, arena) };
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}
