/* round_text.c - see round_text.h. */
#include "store/round_text.h"

bool
round_text_find (Transaction *transaction, Arena *arena, gint64 round_id, const char *name, RoundText *ret,
                 GError **error)
{
  gint64 id = 0;
  Record record;
  *ret = (RoundText){ 0 };
  if (!db_int (transaction, QUERY_round_text_id, 0, &id, error, DB_INT (round_id), DB_TEXT (name)))
    return false;
  if (id == 0)
    return true;
  if (!record_load (transaction, arena, RECORD_round_text, id, &record, error))
    return false;
  *ret = (RoundText){ id, record.version, record_text (&record, "text") };
  return true;
}

bool
round_text_save (Transaction *transaction, Arena *arena, gint64 round_id, const char *name, gint64 version,
                 const char *text, GError **error)
{
  RoundText now;
  if (!round_text_find (transaction, arena, round_id, name, &now, error))
    return false;
  if (g_strcmp0 (now.text, text) == 0)
    return true;
  if (now.version != version) {
    error_set (error, "round_text", MSG_SAVE_CONFLICT, NULL);
    return false;
  }
  if (text == NULL)
    return record_remove (transaction, arena, RECORD_round_text, "round_text.remove", now.id, version, error);
  if (now.id != 0)
    return record_save (transaction, arena, RECORD_round_text, "round_text.save", now.id, version,
                        RECORD_FIELDS ({ "text", text }), error);
  return record_add (
      transaction, arena, RECORD_round_text, "round_text.add",
      RECORD_FIELDS ({ "round_id", record_number (arena, round_id) }, { "name", name }, { "text", text }),
      NULL, error);
}
