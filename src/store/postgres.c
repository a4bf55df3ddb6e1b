/* postgres.c - the engine of many units: PostgreSQL by libpq.
 *
 * A connection stays in pipeline mode.  What opens, scopes and ends a transaction is only queued, and so are
 * statements with rows until the first of them is wanted, and changes whose count nobody asks for: a snapshot
 * costs no round trip of its own, and what is asked before any answer is read travels together.  Statements
 * are prepared by their number when first used.
 *
 * Row-level security binds a transaction to its unit (dvht.unit_id); statements that are marked so in
 * queries/NAME.sql see all units (dvht.scope); both are told when a statement needs them otherwise.  A write
 * locks its unit's row first, so writes of one unit come one after the other and need no stricter isolation;
 * writes of no unit lock a common number. */
#include "store/postgres_parts.h"
#include <poll.h>
#include <string.h>

#define LEAST_VERSION 130000 /* pg_current_xact_id */
#define STATUS_TRIES 50
#define STATUS_WAIT (G_USEC_PER_SEC / 10)

/* ---- connecting ---- */

/* Acknowledged means on disk; no transaction may hold others up for long.  A statement is planned once a
 * connection: each finds its rows by an index whatever its values are, so planning it anew gains nothing. Nor
 * does the planner know how many people a unit has: rows come in the order of an index where one has it, so
 * that the first of thousands are found without reading all; and a page, which is in memory mostly, costs
 * little, so that one row is looked up by its key and not by reading all of a unit that is small on average:
 * a unit of 4,000 people joined so with itself costs ten seconds. */
static const char session_sql[]
    = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = "
      "'off';"
      "SET lock_timeout = '10s'; SET statement_timeout = '60s';"
      "SET idle_in_transaction_session_timeout = '60s'; SET jit = off; SET client_min_messages = error;"
      "SET plan_cache_mode = force_generic_plan; SET enable_sort = off;"
      "SET seq_page_cost = 0.1; SET random_page_cost = 0.1;"
      "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)";

static bool
set_up_session (Connection *connection, GError **error)
{
  const char *encoding = PQparameterStatus (connection->pg, "server_encoding");
  if (PQserverVersion (connection->pg) < LEAST_VERSION || g_strcmp0 (encoding, "UTF8") != 0) {
    error_set (error, POSTGRES_PLACE, MSG_DB_SERVER, encoding, NULL);
    return false;
  }
  PGresult *bypasses = NULL;
  if (!wire_run (connection, session_sql, &bypasses, error))
    return false;
  bool bound = PQntuples (bypasses) == 0;
  PQclear (bypasses);
  if (!bound)
    error_set (error, POSTGRES_PLACE, MSG_DB_ROLE, PQuser (connection->pg), NULL);
  return bound;
}

bool
postgres_connect (Connection *connection, GError **error)
{
  static const char *const names[]
      = { "connect_timeout", "tcp_user_timeout", "application_name", "dbname", "client_encoding", NULL };
  const char *const values[] = { "5", "20000", "dvht", connection->location, "UTF8", NULL };
  PQfinish (connection->pg);
  connection->pg = PQconnectdbParams (names, values, 1);
  connection->count = 0;
  connection->open = false;
  memset (connection->prepared, 0, sizeof connection->prepared);
  if (wire_is_lost (connection) || PQenterPipelineMode (connection->pg) != 1)
    return wire_fail (connection, error);
  if (set_up_session (connection, error))
    return true;
  g_clear_pointer (&connection->pg, PQfinish);
  return false;
}

/* An idle connection has nothing to say: if it does, the server is leaving. */
static bool
is_usable (Connection *connection)
{
  if (connection->pg == NULL || wire_is_lost (connection))
    return false;
  struct pollfd poll_fd = { .fd = PQsocket (connection->pg), .events = POLLIN };
  for (guint i = 0; i < 3; i++) {
    if (poll (&poll_fd, 1, 0) == 0)
      return !wire_is_lost (connection);
    if (PQconsumeInput (connection->pg) != 1)
      return false;
  }
  return false;
}

static void
postgres_close (Connection *connection)
{
  if (connection == NULL)
    return;
  PQfinish (connection->pg);
  g_free (connection->location);
  g_free (connection);
}

/* Readers connect when first used. */
static Connection *
postgres_open (const DatabaseOptions *options, bool writer, GError **error)
{
  Connection *connection = g_new0 (Connection, 1);
  connection->location = g_strdup (options->location);
  if (!writer || postgres_connect (connection, error))
    return connection;
  postgres_close (connection);
  return NULL;
}

/* ---- transactions ---- */

static bool
postgres_begin (Connection *connection, bool write, GError **error)
{
  if (connection->count > 0) { /* how the one before ended has come by now, and is of no interest */
    PQconsumeInput (connection->pg);
    wire_collect (connection, NULL);
  }
  if (!is_usable (connection) && !postgres_connect (connection, error))
    return false;
  connection->open = true;
  connection->unit_id = 0;
  connection->told = (Sight){ 0 };
  connection->number[0] = '\0';
  return wire_push (connection, write ? OWN_BEGIN_WRITE : OWN_BEGIN_READ, NULL, 0, NULL, error)
         && (!write || wire_push (connection, OWN_NUMBER, NULL, 0, NULL, error));
}

static void
postgres_rollback (Connection *connection)
{
  if (!connection->open)
    return;
  connection->open = false;
  if (wire_push (connection, OWN_ROLLBACK, NULL, 0, NULL, NULL) && PQpipelineSync (connection->pg) == 1)
    connection->queued[connection->count++] = (Item){ ITEM_SYNC, STATEMENT_COUNT, NULL };
}

/* The connection went while the commit was under way: the server knows how it ended. */
static bool
was_committed (Connection *connection, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pg_xact_status('%s'::xid8)", connection->number);
  for (guint i = 0; i < STATUS_TRIES; i++) {
    PGresult *result = NULL;
    if ((is_usable (connection) || postgres_connect (connection, NULL))
        && wire_run (connection, sql, &result, NULL)) {
      bool committed = strcmp (PQgetvalue (result, 0, 0), "committed") == 0;
      bool running = strcmp (PQgetvalue (result, 0, 0), "in progress") == 0;
      PQclear (result);
      if (!committed && !running)
        error_set (error, POSTGRES_PLACE, MSG_DB_AWAY, "aborted", NULL);
      if (!running)
        return committed;
    }
    g_usleep (STATUS_WAIT);
  }
  error_set (error, POSTGRES_PLACE, MSG_DB_UNSURE, NULL);
  return false;
}

static bool
postgres_commit (Connection *connection, GError **error)
{
  if (!connection->open)
    return true; /* its only write was undone */
  PGresult *result = NULL;
  GError *local = NULL;
  if (wire_push (connection, OWN_COMMIT, NULL, 0, &result, &local) && wire_flush (connection, &local)) {
    bool committed = strcmp (PQcmdStatus (result), "COMMIT") == 0;
    PQclear (result);
    connection->open = false;
    if (!committed) /* a failed statement was passed over in silence */
      error_set (error, POSTGRES_PLACE, MSG_DB_FAILED, "ROLLBACK", NULL);
    return committed;
  }
  if (wire_is_lost (connection) && connection->number[0] != '\0') {
    g_clear_error (&local);
    return was_committed (connection, error);
  }
  g_propagate_error (error, local);
  return false;
}

/* One write a transaction: the transaction is the savepoint.  What a write asked for last without waiting is
 * waited for here, so that its error is the write's own and not the commit's. */
static bool
postgres_savepoint (Connection *connection, GError **error)
{
  return true;
}

static bool
postgres_release (Connection *connection, bool keep, GError **error)
{
  bool kept = keep && (connection->count == 0 || wire_flush (connection, error));
  if (!kept)
    postgres_rollback (connection);
  return kept || !keep;
}

static bool
postgres_bind_unit (Connection *connection, gint64 unit_id, bool write, GError **error)
{
  const DbValue unit = DB_INT (unit_id);
  connection->unit_id = unit_id;
  if (!write)
    return true;
  if (!wire_bind (connection, false, error))
    return false;
  return unit_id != 0 ? wire_push (connection, QUERY_unit_lock, &unit, 1, NULL, error)
                      : wire_push (connection, OWN_LOCK_NONE, NULL, 0, NULL, error);
}

static bool
postgres_may_retry (const GError *error)
{
  return g_error_matches (error, DVHT_ERROR, MSG_DB_BUSY) || g_error_matches (error, DVHT_ERROR, MSG_DB_AWAY);
}

/* ---- the engine ---- */

const Engine postgres_engine = {
  .name = "postgres",
  .blob_word = "BYTEA",
  .own_lines = "--postgres:",
  .text_word = " TEXT COLLATE \"C\"",
  .writers = 4,
  .batch = 1,
  .waits = true,
  .open = postgres_open,
  .close = postgres_close,
  .begin = postgres_begin,
  .commit = postgres_commit,
  .rollback = postgres_rollback,
  .savepoint = postgres_savepoint,
  .release = postgres_release,
  .bind_unit = postgres_bind_unit,
  .is_lost = wire_is_lost,
  .may_retry = postgres_may_retry,
  .rows = postgres_rows,
  .run = postgres_run,
  .script = postgres_script,
  .schema_version = postgres_schema_version,
  .set_schema_version = postgres_set_schema_version,
  .plan = postgres_plan,
};
