/* upload.c - see upload.h. */
#include "store/upload.h"

#define KEEP ((gint64)UPLOAD_KEEP_DAYS * 24 * 3600 * G_USEC_PER_SEC)

bool
upload_begin (Transaction *transaction, Arena *arena, const StoredUpload *what, const char *stamp,
              gint64 *ret_id, bool *ret_new, GError **error)
{
  const char *mark = stamp != NULL ? stamp : "";
  DbValue account = DB_INT (transaction_scope (transaction)->account_id);
  gint64 again = 0, count = 0, id = 0;
  if (!db_int (transaction, QUERY_upload_again, 0, &again, error, account, DB_INT (what->round_id),
               DB_TEXT (what->name), DB_INT (what->size), DB_TEXT (mark)))
    return false;
  *ret_new = again == 0;
  if (again != 0) {
    *ret_id = again;
    return true;
  }
  if (!db_int (transaction, QUERY_upload_count, 0, &count, error, account))
    return false;
  if (count >= UPLOAD_MAX_OPEN) {
    error_set (error, "upload", MSG_UPLOAD_MANY, arena_int (arena, UPLOAD_MAX_OPEN), NULL);
    return false;
  }
  if (!transaction_next_id (transaction, &id, error)
      || !db_run (transaction, QUERY_upload_add, NULL, error, DB_INT (id), account, DB_INT (what->round_id),
                  DB_TEXT (what->name), DB_INT (what->size), DB_TEXT (mark),
                  DB_INT (transaction_now (transaction))))
    return false;
  *ret_id = id;
  return true;
}

bool
upload_load (Transaction *transaction, Arena *arena, gint64 account_id, gint64 id, StoredUpload *ret,
             GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_upload_get, error, DB_INT (account_id), DB_INT (id));
  if (rows == NULL)
    return false;
  if (!rows_next (rows, &local)) {
    if (local == NULL)
      error_set (&local, "upload", MSG_DB_NOT_THERE, NULL);
    g_propagate_error (error, local);
    return false;
  }
  *ret = (StoredUpload){ .id = id,
                         .round_id = rows_int (rows, 0),
                         .name = rows_text_dup (rows, 1, arena),
                         .size = rows_int (rows, 2),
                         .hash = rows_text_dup (rows, 3, arena),
                         .type = rows_text_dup (rows, 4, arena) };
  return true;
}

bool
upload_set_whole (Transaction *transaction, gint64 id, const char *hash, const char *type, GError **error)
{
  return db_run (transaction, QUERY_upload_whole, NULL, error, DB_TEXT (hash), DB_TEXT (type),
                 DB_INT (transaction_scope (transaction)->account_id), DB_INT (id));
}

bool
upload_drop (Transaction *transaction, gint64 id, GError **error)
{
  return db_run (transaction, QUERY_upload_drop, NULL, error,
                 DB_INT (transaction_scope (transaction)->account_id), DB_INT (id));
}

bool
upload_purge (Transaction *transaction, GError **error)
{
  return db_run (transaction, QUERY_upload_purge, NULL, error, DB_INT (transaction_now (transaction) - KEEP));
}
