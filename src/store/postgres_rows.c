/* postgres_rows.c - statements of the PostgreSQL engine and their rows. */
#include "store/postgres_parts.h"

typedef struct {
  Rows base;
  Connection *connection;
  PGresult *result; /* NULL: not there yet */
  int row;
} PostgresRows;

static bool
ask (Connection *connection, QueryId query, const DbValue *values, PGresult **ret, GError **error)
{
  const Query *row = &query_table[query];
  return wire_bind (connection, row->installation, error)
         && wire_push (connection, query, values, row->parameter_count, ret, error);
}

static bool
rows_step (Rows *rows, GError **error)
{
  PostgresRows *self = (PostgresRows *)rows;
  if (self->result == NULL && !wire_flush (self->connection, error))
    return false;
  if (self->result == NULL) { /* of a transaction that failed before */
    error_set (error, POSTGRES_PLACE, MSG_DB_FAILED, "no answer", NULL);
    return false;
  }
  if (self->row < PQntuples (self->result))
    self->row++;
  return self->row < PQntuples (self->result);
}

static void
rows_end (Rows *rows)
{
  PostgresRows *self = (PostgresRows *)rows;
  wire_forget (self->connection, &self->result);
  PQclear (self->result);
  g_free (self);
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
  PostgresRows *self = g_new (PostgresRows, 1);
  *self = (PostgresRows){ { &rows_class }, connection, NULL, -1 };
  if (ask (connection, query, values, &self->result, error))
    return &self->base;
  rows_end (&self->base);
  return NULL;
}

bool
postgres_run (Connection *connection, QueryId query, const DbValue *values, gint64 *ret_changed,
              GError **error)
{
  PGresult *result = NULL;
  if (ret_changed == NULL) /* nobody waits for what it says: it travels with what comes next */
    return ask (connection, query, values, NULL, error);
  bool done = ask (connection, query, values, &result, error) && wire_flush (connection, error);
  if (done)
    *ret_changed = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  PQclear (result);
  return done;
}
