/* receipt.c - see receipt.h. */
#include "store/receipt.h"
#include "store/paper.h"
#include <string.h>

bool
receipt_find (Transaction *transaction, gint64 paper_id, gint64 person_id, gint64 *ret_at, GError **error)
{
  return db_int (transaction, QUERY_receipt_at, 0, ret_at, error, DB_INT (paper_id), DB_INT (person_id));
}

bool
receipt_add (Transaction *transaction, Arena *arena, gint64 paper_id, gint64 person_id, GError **error)
{
  Record paper;
  gint64 read_at = 0, old = 0;
  if (!record_load (transaction, arena, RECORD_paper, paper_id, &paper, error))
    return false;
  if (!paper_is_issued (&paper)) {
    error_set (error, "paper", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  if (!receipt_find (transaction, paper_id, person_id, &read_at, error)
      || !db_int (transaction, QUERY_receipt_of, 0, &old, error, DB_INT (paper_id), DB_INT (person_id)))
    return false;
  const char *now = record_number (arena, transaction_now (transaction));
  if (read_at != 0)
    return true;
  if (old != 0)
    return record_save (transaction, arena, RECORD_receipt, "receipt.again", old, RECORD_ANY_VERSION,
                        RECORD_FIELDS ({ "at", now }), error);
  return record_add (transaction, arena, RECORD_receipt, "receipt.add",
                     RECORD_FIELDS ({ "paper_id", record_number (arena, paper_id) },
                                    { "person_id", record_number (arena, person_id) }, { "at", now }),
                     NULL, error);
}

/* ---- who has read it ---- */

static Reader
read_reader (Arena *arena, const Rows *rows)
{
  return (Reader){ .code = rows_text_dup (rows, 1, arena),
                   .name = rows_text_dup (rows, 2, arena),
                   .position = rows_text_dup (rows, 3, arena),
                   .department = rows_text_dup (rows, 4, arena),
                   .left = strcmp (rows_text (rows, 5), "left") == 0,
                   .read_at = rows_int (rows, 6),
                   .has_account = rows_int (rows, 7) != 0 };
}

bool
readers_load (Transaction *transaction, Arena *arena, const Record *paper, gint64 count, Readers *ret,
              GError **error)
{
  Readers readers = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_receipt_readers, error, DB_INT (paper->id),
                                   DB_INT (record_int (paper, "issued_at")), DB_INT (count));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, readers.items, readers.count) = read_reader (arena, rows);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = readers;
  return true;
}

bool
readers_count (Transaction *transaction, const Record *paper, ReaderCounts *ret, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_receipt_counts, error, DB_INT (paper->id),
                                   DB_INT (record_int (paper, "issued_at")));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local))
    *ret = (ReaderCounts){ rows_int (rows, 0), rows_int (rows, 1), rows_int (rows, 2) };
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}
