/* wording.c - see wording.h. */
#include "store/wording.h"

bool
unit_wording_find (Transaction *transaction, Arena *arena, const char *document, Record *ret, GError **error)
{
  gint64 id = 0;
  if (!db_int (transaction, QUERY_wording_id, 0, &id, error, DB_TEXT (document)))
    return false;
  *ret = (Record){ .kind = RECORD_wording };
  return id == 0 || record_load (transaction, arena, RECORD_wording, id, ret, error);
}

bool
unit_wording_save (Transaction *transaction, Arena *arena, const char *document, gint64 version,
                   const char *text, GError **error)
{
  Record old;
  if (!unit_wording_find (transaction, arena, document, &old, error))
    return false;
  if (old.version != version) {
    error_set (error, "wording", MSG_SAVE_CONFLICT, NULL);
    return false;
  }
  if (text == NULL)
    return old.id == 0
           || record_remove (transaction, arena, RECORD_wording, "wording.standard", old.id, version, error);
  if (old.id == 0)
    return record_add (transaction, arena, RECORD_wording, "wording.add",
                       RECORD_FIELDS ({ "document", document }, { "text", text }), NULL, error);
  return record_save (transaction, arena, RECORD_wording, "wording.save", old.id, version,
                      RECORD_FIELDS ({ "text", text }), error);
}
