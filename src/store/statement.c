/* statement.c - statements and their rows, for either engine. */
#include "store/database_parts.h"
#include <string.h>

DbValue
db_text (const char *text)
{
  return text == NULL ? DB_NULL : (DbValue){ .kind = DB_KIND_TEXT, .bytes = text, .length = strlen (text) };
}

/* The caller's values in the order of the parameters, with the unit's put in. */
static bool
arrange (Transaction *transaction, const Query *query, const DbValue *values, gsize count, DbValue *out,
         GError **error)
{
  gsize own = query->unit_parameter >= 0 ? 1 : 0;
  if (count + own != (gsize)query->parameter_count || query->parameter_count > DB_MAX_PARAMETERS) {
    error_set (error, query->name, MSG_INTERNAL, "number of parameters", NULL);
    return false;
  }
  for (int i = 0; i < query->parameter_count; i++)
    out[i] = i == query->unit_parameter ? DB_INT (transaction->scope.unit_id) : *values++;
  return true;
}

Rows *
db_rows_values (Transaction *transaction, QueryId query, const DbValue *values, gsize count, GError **error)
{
  DbValue all[DB_MAX_PARAMETERS];
  if (!arrange (transaction, &query_table[query], values, count, all, error))
    return NULL;
  return transaction->database->engine->rows (transaction->connection, query, all, error);
}

bool
db_run_values (Transaction *transaction, QueryId query, const DbValue *values, gsize count,
               gint64 *ret_changed, GError **error)
{
  DbValue all[DB_MAX_PARAMETERS];
  return arrange (transaction, &query_table[query], values, count, all, error)
         && transaction->database->engine->run (transaction->connection, query, all, ret_changed, error);
}

bool
db_int_values (Transaction *transaction, QueryId query, const DbValue *values, gsize count, gint64 fallback,
               gint64 *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows_values (transaction, query, values, count, error);
  if (rows == NULL)
    return false;
  GError *local = NULL;
  bool found = rows_next (rows, &local) && !rows_is_null (rows, 0);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = found ? rows_int (rows, 0) : fallback;
  return true;
}

bool
rows_next (Rows *rows, GError **error)
{
  return rows->klass->next (rows, error);
}

void
rows_close (Rows *rows)
{
  if (rows != NULL)
    rows->klass->close (rows);
}

DbValue
rows_value (const Rows *rows, int column)
{
  return rows->klass->value (rows, column);
}

bool
rows_is_null (const Rows *rows, int column)
{
  return rows_value (rows, column).kind == DB_KIND_NULL;
}

gint64
rows_int (const Rows *rows, int column)
{
  return rows_value (rows, column).number;
}

const char *
rows_text (const Rows *rows, int column)
{
  DbValue value = rows_value (rows, column);
  return value.kind == DB_KIND_TEXT ? value.bytes : NULL;
}

const void *
rows_blob (const Rows *rows, int column, gsize *ret_length)
{
  DbValue value = rows_value (rows, column);
  *ret_length = value.length;
  return value.length > 0 ? value.bytes : NULL;
}

char *
rows_text_dup (const Rows *rows, int column, Arena *arena)
{
  DbValue value = rows_value (rows, column);
  return value.kind == DB_KIND_TEXT ? arena_strndup (arena, value.bytes, value.length) : NULL;
}

int
rows_column_count (const Rows *rows)
{
  return rows->klass->count (rows);
}

const char *
rows_column_name (const Rows *rows, int column)
{
  return rows->klass->name (rows, column);
}
