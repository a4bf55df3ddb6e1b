/* confirmation.c - see confirmation.h. */
#include "store/confirmation.h"
#include <string.h>

#define KIND RECORD_confirmation

bool
confirmations_load (Transaction *transaction, Arena *arena, gint64 round_id, Confirmations *ret,
                    GError **error)
{
  Confirmations all = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_confirmation_all, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, all.items, all.count) = (Confirmation){ .id = rows_int (rows, 0),
                                                               .subject = rows_text_dup (rows, 1, arena),
                                                               .figures = rows_text_dup (rows, 2, arena),
                                                               .confirmed_on = rows_text_dup (rows, 3, arena),
                                                               .note = rows_text_dup (rows, 4, arena),
                                                               .person = rows_text_dup (rows, 5, arena) };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = all;
  return true;
}

const Confirmation *
confirmation_find (const Confirmations *confirmations, const char *subject)
{
  for (gsize i = 0; i < confirmations->count; i++)
    if (strcmp (confirmations->items[i].subject, subject) == 0)
      return &confirmations->items[i];
  return NULL;
}

bool
confirmation_set (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id,
                  const char *today, const Confirmation *confirmation, GError **error)
{
  Confirmations all;
  if (!confirmations_load (transaction, arena, round_id, &all, error))
    return false;
  const Confirmation *before = confirmation_find (&all, confirmation->subject);
  const AuditField fields[] = { { "round_id", record_number (arena, round_id) },
                                { "subject", confirmation->subject },
                                { "figures", confirmation->figures },
                                { "person_id", record_number (arena, person_id) },
                                { "confirmed_on", today },
                                { "note", confirmation->note } };
  const RecordFields told = { fields, G_N_ELEMENTS (fields) };
  return before == NULL ? record_add (transaction, arena, KIND, "confirmation.add", told, NULL, error)
                        : record_save (transaction, arena, KIND, "confirmation.save", before->id,
                                       RECORD_ANY_VERSION, told, error);
}

bool
confirmation_drop (Transaction *transaction, Arena *arena, gint64 round_id, const char *subject,
                   GError **error)
{
  Confirmations all;
  Record record;
  if (!confirmations_load (transaction, arena, round_id, &all, error))
    return false;
  const Confirmation *before = confirmation_find (&all, subject);
  if (before == NULL) {
    error_set (error, "confirmation", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  return record_load (transaction, arena, KIND, before->id, &record, error)
         && record_remove (transaction, arena, KIND, "confirmation.remove", record.id, record.version, error);
}
