/* submission.c - see submission.h. */
#include "store/submission.h"

bool
submission_add (Transaction *transaction, Arena *arena, gint64 round_id, gint64 approval_id,
                const Sending *sending, gint64 *ret_id, GError **error)
{
  gint64 last = 0;
  return db_int (transaction, QUERY_submission_last, 0, &last, error, DB_INT (round_id))
         && record_add (transaction, arena, RECORD_submission, "submission.add",
                        RECORD_FIELDS ({ "round_id", record_number (arena, round_id) },
                                       { "approval_id", record_number (arena, approval_id) },
                                       { "position", record_number (arena, last + 1) },
                                       { "way", sending->way }, { "sent_on", sending->sent_on },
                                       { "file_number", sending->file_number }, { "note", sending->note }),
                        ret_id, error);
}

bool
submission_save (Transaction *transaction, Arena *arena, gint64 id, gint64 version, const Sending *sending,
                 GError **error)
{
  return record_save (transaction, arena, RECORD_submission, "submission.save", id, version,
                      RECORD_FIELDS ({ "way", sending->way }, { "sent_on", sending->sent_on },
                                     { "file_number", sending->file_number }, { "note", sending->note }),
                      error);
}

bool
submission_receive (Transaction *transaction, Arena *arena, gint64 id, gint64 version,
                    const OfficeReceipt *receipt, GError **error)
{
  const AuditField fields[] = { { "receipt_number", receipt->number },
                                { "received_on", receipt->received_on },
                                { "receipt", receipt->scan },
                                { "receipt_name", receipt->scan_name } };
  return record_save (transaction, arena, RECORD_submission, "submission.receive", id, version,
                      (RecordFields){ fields, receipt->scan != NULL ? 4 : 2 }, error);
}

bool
submission_remove (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error)
{
  return record_remove (transaction, arena, RECORD_submission, "submission.remove", id, version, error);
}

bool
submission_of (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, Record *ret,
               GError **error)
{
  if (!record_load (transaction, arena, RECORD_submission, id, ret, error))
    return false;
  if (record_int (ret, "round_id") == round_id)
    return true;
  error_set (error, "submission", MSG_DB_NOT_THERE, NULL);
  return false;
}
