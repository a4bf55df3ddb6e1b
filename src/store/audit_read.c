/* audit_read.c - see audit_read.h. */
#include "store/audit_read.h"
#include "store/search.h"

/* How a payload names a person or account: their number as the value of a field. */
static const char *
mark (Arena *arena, const char *field, gint64 id)
{
  return id != 0 ? arena_printf (arena, "%%\"%s\":\"%" G_GINT64_FORMAT "\"%%", field, id) : "";
}

static AuditEvent
read_event (const Rows *rows, Arena *arena)
{
  return (AuditEvent){ .seq = rows_int (rows, 0),
                       .at = rows_int (rows, 1),
                       .login = rows_text_dup (rows, 2, arena),
                       .who = rows_text_dup (rows, 3, arena),
                       .address = rows_text_dup (rows, 4, arena),
                       .action = rows_text_dup (rows, 5, arena),
                       .kind = rows_text_dup (rows, 6, arena),
                       .object_id = rows_int (rows, 7),
                       .before = rows_text_dup (rows, 8, arena),
                       .after = rows_text_dup (rows, 9, arena) };
}

/* `rows` NULL: an error already. */
static bool
read_events (Rows *rows, Arena *arena, AuditEvents *ret, GError **error)
{
  AuditEvents events = { 0 };
  GError *local = NULL;
  while (rows != NULL && rows_next (rows, &local))
    ARENA_PUSH (arena, events.items, events.count) = read_event (rows, arena);
  if (local != NULL)
    g_propagate_error (error, local);
  if (rows == NULL || local != NULL)
    return false;
  *ret = events;
  return true;
}

bool
audit_read (Transaction *transaction, Arena *arena, const AuditFilter *filter, AuditEvents *ret,
            GError **error)
{
  gint64 account = 0, person = filter->person_id;
  if (person != 0 && !db_int (transaction, QUERY_account_of_person, 0, &account, error, DB_INT (person)))
    return false;
  g_autoptr (Rows) rows = db_rows (
      transaction, QUERY_audit_page, error, DB_INT (filter->below != 0 ? filter->below : G_MAXINT64),
      DB_INT (filter->from), DB_INT (filter->until != 0 ? filter->until : G_MAXINT64),
      DB_TEXT (filter->kinds), DB_TEXT (filter->actions), DB_TEXT (search_like (arena, filter->search)),
      DB_INT (person), DB_INT (account != 0 ? account : -1), DB_TEXT (mark (arena, "account", account)),
      DB_TEXT (mark (arena, "person_id", person)), DB_INT (filter->count));
  return read_events (rows, arena, ret, error);
}

bool
audit_history (Transaction *transaction, Arena *arena, const char *kind, gint64 id, AuditEvents *ret,
               GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_audit_of_object, error, DB_TEXT (kind), DB_INT (id));
  return read_events (rows, arena, ret, error);
}

static bool
first_text (Transaction *transaction, QueryId query, gint64 id, Arena *arena, const char **ret,
            GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, query, error, DB_INT (id));
  if (rows == NULL)
    return false;
  *ret = rows_next (rows, &local) ? rows_text_dup (rows, 0, arena) : NULL;
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
audit_person_name (Transaction *transaction, Arena *arena, gint64 id, const char **ret, GError **error)
{
  return first_text (transaction, QUERY_audit_person, id, arena, ret, error);
}

bool
audit_account_name (Transaction *transaction, Arena *arena, gint64 id, const char **ret, GError **error)
{
  return first_text (transaction, QUERY_audit_account, id, arena, ret, error);
}
