/* database.c - opening a database and the pool of its readers, for either engine. */
#include "store/database_parts.h"

#define WAIT_MICROSECONDS (30 * G_USEC_PER_SEC)

static gint64
system_clock (void *user)
{
  return g_get_real_time ();
}

/* ---- reading ---- */

static Connection *
take_reader (Database *database, GError **error)
{
  gint64 until = g_get_monotonic_time () + WAIT_MICROSECONDS;
  Connection *connection = NULL;
  g_mutex_lock (&database->lock);
  database->waiting_readers++;
  while (database->idle_count == 0 && g_cond_wait_until (&database->readable, &database->lock, until))
    ;
  database->waiting_readers--;
  if (database->idle_count > 0)
    connection = database->idle[--database->idle_count];
  g_mutex_unlock (&database->lock);
  if (connection == NULL)
    error_set (error, database->engine->name, MSG_DB_BUSY, "no free connection", NULL);
  return connection;
}

static void
give_reader (Database *database, Connection *connection)
{
  g_mutex_lock (&database->lock);
  database->idle[database->idle_count++] = connection;
  if (database->waiting_readers > 0)
    g_cond_signal (&database->readable);
  g_mutex_unlock (&database->lock);
}

Transaction *
db_read (Database *database, const Scope *scope, GError **error)
{
  Connection *connection = take_reader (database, error);
  if (connection == NULL)
    return NULL;
  if (!database->engine->begin (connection, false, error)
      || !database->engine->bind_unit (connection, scope->unit_id, false, error)) {
    database->engine->rollback (connection);
    give_reader (database, connection);
    return NULL;
  }
  Transaction *transaction = g_new (Transaction, 1);
  *transaction = (Transaction){ .database = database, .connection = connection, .scope = *scope };
  transaction->now = database->clock (database->clock_user);
  return transaction;
}

void
transaction_end (Transaction *transaction)
{
  if (transaction == NULL)
    return;
  transaction->database->engine->rollback (transaction->connection);
  give_reader (transaction->database, transaction->connection);
  g_free (transaction);
}

gint64
transaction_now (const Transaction *transaction)
{
  return transaction->now;
}

const Scope *
transaction_scope (const Transaction *transaction)
{
  return &transaction->scope;
}

bool
transaction_set_unit (Transaction *transaction, gint64 unit_id, GError **error)
{
  transaction->scope.unit_id = unit_id;
  return transaction->database->engine->bind_unit (transaction->connection, unit_id, transaction->writing,
                                                   error);
}

void
transaction_set_account (Transaction *transaction, gint64 account_id)
{
  transaction->scope.account_id = account_id;
}

bool
transaction_next_id (Transaction *transaction, gint64 *ret, GError **error)
{
  gint64 id = 0;
  if (!db_int (transaction, QUERY_unit_next_id, 0, &id, error))
    return false;
  if (id == 0) {
    error_set (error, "unit", MSG_INTERNAL, "an id for a unit that is not there", NULL);
    return false;
  }
  *ret = id;
  return true;
}

void
transaction_announce (Transaction *transaction)
{
  transaction->announced = true;
}

void
database_watch (Database *database, Watcher watcher, void *user)
{
  g_mutex_lock (&database->lock);
  database->watcher = watcher;
  database->watcher_user = user;
  g_mutex_unlock (&database->lock);
}

/* ---- opening and closing ---- */

static const Engine *
engine_of (const char *location)
{
  bool server = g_str_has_prefix (location, "postgresql://") || g_str_has_prefix (location, "postgres://");
  return server ? &postgres_engine : &sqlite_engine;
}

static bool
open_connections (Database *database, const DatabaseOptions *options, GError **error)
{
  const Engine *engine = database->engine;
  const Migrations migrations = { migration_table, migration_count };
  guint readers = options->readers > 0 ? options->readers : 2 * g_get_num_processors ();
  for (guint i = 0; i < engine->writers; i++) {
    database->writers[i] = engine->open (options, true, error);
    if (database->writers[i] == NULL)
      return false;
    database->writer_count++;
    if (i == 0 && !migrate (engine, database->writers[0], options->location, migrations, error))
      return false;
  }
  for (guint i = 0; i < MIN (readers, MAX_CONNECTIONS); i++) {
    Connection *connection = engine->open (options, false, error);
    if (connection == NULL)
      return false;
    database->idle[database->idle_count++] = connection;
    database->reader_count++;
  }
  return true;
}

Database *
database_open (const DatabaseOptions *options, GError **error)
{
  g_autoptr (Database) database = g_new0 (Database, 1);
  database->engine = engine_of (options->location);
  database->clock = options->clock != NULL ? options->clock : system_clock;
  database->clock_user = options->clock_user;
  database->last = &database->first;
  g_mutex_init (&database->lock);
  g_cond_init (&database->readable);
  g_cond_init (&database->writable);
  if (!open_connections (database, options, error))
    return NULL;
  for (guint i = 0; i < database->writer_count; i++)
    database->threads[i] = writer_start (database, database->writers[i]);
  return g_steal_pointer (&database);
}

bool
database_waits (const Database *database)
{
  return database->engine->waits;
}

void
database_close (Database *database)
{
  if (database == NULL)
    return;
  g_mutex_lock (&database->lock);
  database->closing = true;
  g_cond_broadcast (&database->writable);
  g_mutex_unlock (&database->lock);
  for (guint i = 0; i < database->writer_count; i++) {
    if (database->threads[i] != NULL)
      g_thread_join (database->threads[i]);
    database->engine->close (database->writers[i]);
  }
  for (guint i = 0; i < database->idle_count; i++)
    database->engine->close (database->idle[i]);
  g_mutex_clear (&database->lock);
  g_cond_clear (&database->readable);
  g_cond_clear (&database->writable);
  g_free (database);
}

bool
database_backup (Database *database, const char *path, GError **error)
{
  if (database->engine->backup == NULL) {
    error_set (error, path, MSG_DB_NO_BACKUP, NULL);
    return false;
  }
  Connection *connection = take_reader (database, error);
  if (connection == NULL)
    return false;
  bool done = database->engine->backup (connection, path, error);
  give_reader (database, connection);
  return done;
}

bool
database_check (Database *database, GPtrArray *lines, GError **error)
{
  if (database->engine->check == NULL)
    return true;
  Connection *connection = take_reader (database, error);
  if (connection == NULL)
    return false;
  bool done = database->engine->check (connection, lines, error);
  give_reader (database, connection);
  return done;
}
