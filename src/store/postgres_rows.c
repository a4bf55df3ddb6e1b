/* postgres_rows.c - statements of the PostgreSQL engine and their rows. */
#include "store/postgres_parts.h"

typedef struct {
  Rows base;
  PGresult *result;
  int row;
} PostgresRows;

static PGresult *
ask (Connection *connection, QueryId query, const DbValue *values, GError **error)
{
  const Query *row = &query_table[query];
  PGresult *result = NULL;
  if (row->installation != connection->installation) {
    if (!wire_push_text (connection, OWN_SCOPE, row->installation ? "installation" : "", error))
      return NULL;
    connection->installation = row->installation;
  }
  if (!wire_push (connection, query, values, row->parameter_count, error)
      || !wire_flush (connection, &result, error))
    return NULL;
  return result;
}

static bool
rows_step (Rows *rows, GError **error)
{
  PostgresRows *self = (PostgresRows *)rows;
  if (self->row < PQntuples (self->result))
    self->row++;
  return self->row < PQntuples (self->result);
}

static void
rows_end (Rows *rows)
{
  PQclear (((PostgresRows *)rows)->result);
  g_free (rows);
}

static DbKind
rows_kind (const Rows *rows, int column)
{
  const PostgresRows *self = (const PostgresRows *)rows;
  if (PQgetisnull (self->result, self->row, column))
    return DB_KIND_NULL;
  return wire_kind (PQftype (self->result, column));
}

/* Numbers come in the server's binary form: 1, 2, 4 or 8 bytes, the highest first. */
static gint64
rows_integer (const Rows *rows, int column)
{
  const PostgresRows *self = (const PostgresRows *)rows;
  if (rows_kind (rows, column) != DB_KIND_INT)
    return 0;
  const guint8 *bytes = (const guint8 *)PQgetvalue (self->result, self->row, column);
  int length = PQgetlength (self->result, self->row, column);
  guint64 number = length > 0 && (bytes[0] & 0x80) != 0 ? G_MAXUINT64 : 0;
  for (int i = 0; i < length; i++)
    number = number << 8 | bytes[i];
  return (gint64)number;
}

static const char *
rows_string (const Rows *rows, int column)
{
  const PostgresRows *self = (const PostgresRows *)rows;
  return rows_kind (rows, column) == DB_KIND_TEXT ? PQgetvalue (self->result, self->row, column) : NULL;
}

static const void *
rows_bytes (const Rows *rows, int column, gsize *ret_length)
{
  const PostgresRows *self = (const PostgresRows *)rows;
  DbKind kind = rows_kind (rows, column);
  bool bytes = kind == DB_KIND_BLOB || kind == DB_KIND_TEXT;
  *ret_length = bytes ? (gsize)PQgetlength (self->result, self->row, column) : 0;
  return *ret_length > 0 ? PQgetvalue (self->result, self->row, column) : NULL;
}

static int
rows_width (const Rows *rows)
{
  return PQnfields (((const PostgresRows *)rows)->result);
}

static const char *
rows_heading (const Rows *rows, int column)
{
  return PQfname (((const PostgresRows *)rows)->result, column);
}

static const RowsClass rows_class
    = { rows_step, rows_end, rows_kind, rows_integer, rows_string, rows_bytes, rows_width, rows_heading };

Rows *
postgres_rows (Connection *connection, QueryId query, const DbValue *values, GError **error)
{
  PGresult *result = ask (connection, query, values, error);
  if (result == NULL)
    return NULL;
  PostgresRows *self = g_new (PostgresRows, 1);
  *self = (PostgresRows){ { &rows_class }, result, -1 };
  return &self->base;
}

bool
postgres_run (Connection *connection, QueryId query, const DbValue *values, gint64 *ret_changed,
              GError **error)
{
  PGresult *result = ask (connection, query, values, error);
  if (result == NULL)
    return false;
  if (ret_changed != NULL)
    *ret_changed = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  PQclear (result);
  return true;
}
