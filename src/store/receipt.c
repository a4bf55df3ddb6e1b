/* receipt.c - see receipt.h. */
#include "store/receipt.h"
#include "store/paper.h"

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
