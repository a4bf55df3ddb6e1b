/* work_parts.c - see work_parts.h. */
#include "web/pages/work_parts.h"

bool
acts_for_load (Request *request, Transaction *transaction, ActsFor *ret, GError **error)
{
  Arena *arena = request_arena (request);
  const Identity *who = request_identity (request);
  ActsFor acts = { 0 };
  gsize names = 0;
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_work_acts_for, error, DB_INT (who->account_id),
                                   DB_TEXT (request_today (request)));
  if (rows == NULL)
    return false;
  ARENA_PUSH (arena, acts.ids, acts.count) = who->person_id;
  ARENA_PUSH (arena, acts.names, names) = NULL;
  while (rows_next (rows, &local)) {
    if (rows_int (rows, 0) == who->person_id)
      continue;
    ARENA_PUSH (arena, acts.ids, acts.count) = rows_int (rows, 0);
    ARENA_PUSH (arena, acts.names, names) = rows_text_dup (rows, 1, arena);
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = acts;
  return true;
}

bool
acts_for (const ActsFor *acts, gint64 person_id)
{
  for (gsize i = 0; person_id != 0 && i < acts->count; i++)
    if (acts->ids[i] == person_id)
      return true;
  return false;
}
