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
  if (!wire_bind (connection, row->installation, error)
      || !wire_push (connection, query, values, row->parameter_count, error)
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

/* Numbers come in the server's binary form: 1, 2, 4 or 8 bytes, the highest first. */
static gint64
read_number (const char *bytes, int length)
{
  guint64 number = length > 0 && (bytes[0] & 0x80) != 0 ? G_MAXUINT64 : 0;
  for (int i = 0; i < length; i++)
    number = number << 8 | (guint8)bytes[i];
  return (gint64)number;
}

static DbValue
rows_cell (const Rows *rows, int column)
{
  const PostgresRows *self = (const PostgresRows *)rows;
  if (PQgetisnull (self->result, self->row, column))
    return DB_NULL;
  DbKind kind = wire_kind (PQftype (self->result, column));
  const char *bytes = PQgetvalue (self->result, self->row, column);
  int length = PQgetlength (self->result, self->row, column);
  return kind == DB_KIND_INT ? DB_INT (read_number (bytes, length))
                             : (DbValue){ kind, 0, bytes, (gsize)length };
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

static const RowsClass rows_class = { rows_step, rows_end, rows_cell, rows_width, rows_heading };

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
