/* postgres_wire.c - statements and answers in the pipeline of a connection. */
#include "store/postgres_parts.h"
#include <string.h>

static const char *const own_statements[] = {
  "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
  "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
  "COMMIT",
  "ROLLBACK",
  "SELECT set_config('dvht.unit_id', $1, true), set_config('dvht.scope', $2, true)",
  "SELECT pg_advisory_xact_lock(4474452001)",
  "SELECT pg_current_xact_id()::text",
};
G_STATIC_ASSERT (G_N_ELEMENTS (own_statements) == STATEMENT_COUNT - QUERY_COUNT);

/* ---- errors ---- */

static const struct {
  const char *state; /* a code or its class */
  MessageId message;
} states[] = {
  { "53100", MSG_DB_FULL },    { "53", MSG_DB_BUSY },          { "40001", MSG_DB_BUSY },
  { "40P01", MSG_DB_BUSY },    { "55P03", MSG_DB_BUSY },       { "57014", MSG_DB_BUSY },
  { "57P", MSG_DB_AWAY },      { "08", MSG_DB_AWAY },          { "25006", MSG_DB_READ_ONLY },
  { "58", MSG_DB_IO },         { "XX001", MSG_DB_DAMAGED },    { "XX002", MSG_DB_DAMAGED },
  { "23", MSG_DB_CONSTRAINT }, { "42501", MSG_DB_CONSTRAINT },
};

static void
set_result_error (const PGresult *result, const char *place, GError **error)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *text = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  MessageId message = state == NULL ? MSG_DB_AWAY : MSG_DB_FAILED;
  for (gsize i = 0; state != NULL && i < G_N_ELEMENTS (states); i++)
    if (g_str_has_prefix (state, states[i].state)) {
      message = states[i].message;
      break;
    }
  error_set (error, place, message, text != NULL ? text : PQresultErrorMessage (result), NULL);
}

bool
wire_fail (Connection *connection, GError **error)
{
  error_set (error, POSTGRES_PLACE, MSG_DB_AWAY, g_strchomp (PQerrorMessage (connection->pg)), NULL);
  return false;
}

bool
wire_is_lost (Connection *connection)
{
  return PQstatus (connection->pg) != CONNECTION_OK;
}

/* ---- the pipeline ---- */

static const char *
statement_sql (guint statement)
{
  return statement < QUERY_COUNT ? query_table[statement].postgres : own_statements[statement - QUERY_COUNT];
}

static const char *
statement_place (guint statement)
{
  return statement < QUERY_COUNT ? query_table[statement].name : POSTGRES_PLACE;
}

/* What a statement answered: the first error stays. */
static void
take_answer (Connection *connection, const Item *item, PGresult *result, GError **error)
{
  ExecStatusType status = PQresultStatus (result);
  bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  if (item->kind == ITEM_PREPARE && !fine)
    connection->prepared[item->statement] = false;
  if (!fine && status != PGRES_PIPELINE_ABORTED && *error == NULL)
    set_result_error (result, statement_place (item->statement), error);
  if (fine && item->statement == OWN_NUMBER && item->kind == ITEM_STATEMENT)
    g_strlcpy (connection->number, PQgetvalue (result, 0, 0), sizeof connection->number);
  if (fine && item->answer != NULL)
    *item->answer = result;
  else
    PQclear (result);
}

bool
wire_collect (Connection *connection, GError **error)
{
  GError *local = NULL;
  for (guint i = 0; i < connection->count; i++) {
    PGresult *result = PQgetResult (connection->pg);
    if (result == NULL || wire_is_lost (connection)) {
      PQclear (result);
      g_clear_error (&local);
      wire_fail (connection, &local);
      break;
    }
    if (connection->queued[i].kind == ITEM_SYNC) {
      PQclear (result);
      continue;
    }
    take_answer (connection, &connection->queued[i], result, &local);
    PQclear (PQgetResult (connection->pg)); /* the NULL that ends each answer */
  }
  connection->count = 0;
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
wire_flush (Connection *connection, GError **error)
{
  if (PQpipelineSync (connection->pg) != 1) {
    connection->count = 0;
    return wire_fail (connection, error);
  }
  connection->queued[connection->count++] = (Item){ ITEM_SYNC, STATEMENT_COUNT, NULL };
  return wire_collect (connection, error);
}

void
wire_forget (Connection *connection, PGresult *const *answer)
{
  for (guint i = 0; i < connection->count; i++)
    if (connection->queued[i].answer == answer)
      connection->queued[i].answer = NULL;
}

typedef struct {
  int count;
  const char *bytes[DB_MAX_PARAMETERS];
  int lengths[DB_MAX_PARAMETERS], formats[DB_MAX_PARAMETERS];
  char numbers[DB_MAX_PARAMETERS][24];
} Parameters;

/* Numbers travel as text, which the server reads as whatever type it expects. */
static void
set_parameters (Parameters *parameters, const DbValue *values, int count)
{
  parameters->count = count;
  for (int i = 0; i < count; i++) {
    const DbValue *value = &values[i];
    bool bytes = value->kind == DB_KIND_TEXT || value->kind == DB_KIND_BLOB;
    parameters->formats[i] = bytes ? 1 : 0;
    parameters->lengths[i] = bytes ? (int)MIN (value->length, G_MAXINT) : 0;
    parameters->bytes[i] = bytes ? (value->bytes != NULL ? value->bytes : "") : NULL;
    if (value->kind == DB_KIND_INT) {
      g_snprintf (parameters->numbers[i], sizeof parameters->numbers[i], "%" G_GINT64_FORMAT, value->number);
      parameters->bytes[i] = parameters->numbers[i];
    }
  }
}

/* Queues a statement, and before it its preparation when it is the first time. */
bool
wire_push (Connection *connection, guint statement, const DbValue *values, int count, PGresult **ret,
           GError **error)
{
  Parameters parameters;
  char name[16];
  if (connection->count + 3 > POSTGRES_MAX_QUEUED && !wire_flush (connection, error))
    return false;
  g_snprintf (name, sizeof name, "s%u", statement);
  if (!connection->prepared[statement]) {
    if (PQsendPrepare (connection->pg, name, statement_sql (statement), 0, NULL) != 1)
      return wire_fail (connection, error);
    connection->prepared[statement] = true;
    connection->queued[connection->count++] = (Item){ ITEM_PREPARE, statement, NULL };
  }
  set_parameters (&parameters, values, count);
  if (PQsendQueryPrepared (connection->pg, name, count, parameters.bytes, parameters.lengths,
                           parameters.formats, 1)
      != 1)
    return wire_fail (connection, error);
  connection->queued[connection->count++] = (Item){ ITEM_STATEMENT, statement, ret };
  return true;
}

bool
wire_bind (Connection *connection, bool installation, GError **error)
{
  char unit[24];
  Sight wanted = { connection->unit_id, installation };
  if (wanted.unit_id == connection->told.unit_id && wanted.installation == connection->told.installation)
    return true;
  g_snprintf (unit, sizeof unit, "%" G_GINT64_FORMAT, wanted.unit_id);
  const DbValue values[] = { db_text (unit), db_text (installation ? "installation" : "") };
  connection->told = wanted;
  return wire_push (connection, OWN_BIND, values, G_N_ELEMENTS (values), NULL, error);
}

/* Several statements at once, outside the pipeline. */
bool
wire_run (Connection *connection, const char *sql, PGresult **ret, GError **error)
{
  if (connection->count > 0 && !wire_flush (connection, error))
    return false;
  if (PQexitPipelineMode (connection->pg) != 1)
    return wire_fail (connection, error);
  PGresult *result = PQexec (connection->pg, sql);
  ExecStatusType status = PQresultStatus (result);
  bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  if (!fine)
    set_result_error (result, POSTGRES_PLACE, error);
  if (fine && ret != NULL)
    *ret = g_steal_pointer (&result);
  PQclear (result);
  return (PQenterPipelineMode (connection->pg) == 1 || wire_fail (connection, fine ? error : NULL)) && fine;
}

/* ---- types ---- */

enum { TYPE_BOOL = 16, TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_INT2 = 21, TYPE_INT4 = 23, TYPE_TEXT = 25 };

DbKind
wire_kind (Oid type)
{
  switch (type) {
  case TYPE_BOOL:
  case TYPE_INT8:
  case TYPE_INT2:
  case TYPE_INT4:
    return DB_KIND_INT;
  case TYPE_BYTEA:
    return DB_KIND_BLOB;
  default:
    return DB_KIND_TEXT;
  }
}
