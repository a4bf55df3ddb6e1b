/* record_history.c - see record_history.h. */
#include "store/record_history.h"
#include "base/json.h"
#include "store/audit_read.h"

/* An event names what it set: that goes back to what stood before, or to nothing. */
static void
undo (Arena *arena, Record *record, const AuditEvent *event)
{
  const RecordTable *table = &record_tables[record->kind];
  json_auto_t *before = event->before != NULL ? json_loads (event->before, 0, NULL) : NULL;
  json_auto_t *after = event->after != NULL ? json_loads (event->after, 0, NULL) : NULL;
  for (guint i = 0; i < table->column_count; i++)
    if (json_object_get (after, table->columns[i].name) != NULL)
      record->values[i] = json_member (arena, before, table->columns[i].name);
}

bool
record_before (Transaction *transaction, Arena *arena, RecordKind kind, gint64 id, gint64 seq, Record *ret,
               GError **error)
{
  Record record;
  AuditEvents events;
  if (!record_load (transaction, arena, kind, id, &record, error)
      || !audit_history (transaction, arena, record_tables[kind].kind, id, &events, error))
    return false;
  for (gsize i = 0; i < events.count && events.items[i].after != NULL; i++) {
    undo (arena, &record, &events.items[i]);
    if (events.items[i].seq == seq) {
      *ret = record;
      return true;
    }
  }
  error_set (error, record_tables[kind].kind, MSG_DB_NOT_THERE, NULL);
  return false;
}
