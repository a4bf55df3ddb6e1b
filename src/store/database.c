/* database.c - the pool of readers, the writer's queue and its group commit, for either engine. */
#include "store/engine.h"
#include <string.h>

#define MAX_READERS 64
#define WAIT_MICROSECONDS (30 * G_USEC_PER_SEC)
#define MAX_RETRIES 5

typedef struct Write Write;
struct Write {
  Write *next;
  Scope scope; /* address owned */
  WriteFunction function;
  WriteDone done;
  void *user;
  GError *error; /* why it did not happen */
};

struct Transaction {
  Database *database;
  Connection *connection;
  Scope scope;
  gint64 now;
  bool writing;
};

struct Database {
  const Engine *engine;
  char *location;
  Clock clock;
  void *clock_user;
  GMutex lock;
  GCond queued;  /* writes, or closing */
  GCond resting; /* a connection that reads */
  Write *first, **last;
  Connection *idle[MAX_READERS];
  guint idle_count, reader_count;
  Connection *writers[MAX_READERS];
  GThread *threads[MAX_READERS];
  guint writer_count;
  bool closing;
};

static gint64
system_clock (void *user)
{
  return g_get_real_time ();
}

DbValue
db_text (const char *text)
{
  return text == NULL ? DB_NULL : (DbValue){ .kind = DB_KIND_TEXT, .bytes = text, .length = strlen (text) };
}

/* ---- statements ---- */

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

bool
rows_is_null (const Rows *rows, int column)
{
  return rows->klass->kind (rows, column) == DB_KIND_NULL;
}

DbKind
rows_kind_of (const Rows *rows, int column)
{
  return rows->klass->kind (rows, column);
}

gint64
rows_int (const Rows *rows, int column)
{
  return rows->klass->integer (rows, column);
}

const char *
rows_text (const Rows *rows, int column)
{
  return rows->klass->text (rows, column);
}

const void *
rows_blob (const Rows *rows, int column, gsize *ret_length)
{
  return rows->klass->blob (rows, column, ret_length);
}

char *
rows_text_dup (const Rows *rows, int column, Arena *arena)
{
  return arena_strdup (arena, rows_text (rows, column));
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

/* ---- reading ---- */

static Connection *
take_reader (Database *database, GError **error)
{
  gint64 until = g_get_monotonic_time () + WAIT_MICROSECONDS;
  Connection *connection = NULL;
  g_mutex_lock (&database->lock);
  while (database->idle_count == 0 && g_cond_wait_until (&database->resting, &database->lock, until))
    ;
  if (database->idle_count > 0)
    connection = database->idle[--database->idle_count];
  g_mutex_unlock (&database->lock);
  if (connection == NULL)
    error_set (error, database->location, MSG_DB_BUSY, "no free connection", NULL);
  return connection;
}

static void
give_reader (Database *database, Connection *connection)
{
  g_mutex_lock (&database->lock);
  database->idle[database->idle_count++] = connection;
  g_cond_signal (&database->resting);
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
  *transaction = (Transaction){ database, connection, *scope, database->clock (database->clock_user), false };
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

/* ---- writing ---- */

static void
finish (Write *write)
{
  write->done (write->user, write->error);
  g_clear_error (&write->error);
  g_free ((char *)write->scope.address);
  g_free (write);
}

/* One closure inside the open transaction.  False: the whole transaction is gone. */
static bool
run_one (Database *database, Connection *connection, Write *write)
{
  const Engine *engine = database->engine;
  Transaction transaction
      = { database, connection, write->scope, database->clock (database->clock_user), true };
  bool kept = engine->savepoint (connection, &write->error);
  if (kept) {
    kept = (write->scope.unit_id == 0
            || engine->bind_unit (connection, write->scope.unit_id, true, &write->error))
           && write->function (&transaction, write->user, &write->error);
    if (engine->is_lost (connection) || !engine->release (connection, kept, kept ? &write->error : NULL))
      kept = false;
  }
  if (!kept && write->error == NULL)
    error_set (&write->error, "write", MSG_INTERNAL, "a write failed without saying why", NULL);
  return !engine->is_lost (connection);
}

/* All closures in one transaction; false: it was undone, nobody has been told. */
static bool
run_batch (Database *database, Connection *connection, Write *batch, GError **error)
{
  const Engine *engine = database->engine;
  if (!engine->begin (connection, true, error))
    return false;
  for (Write *write = batch; write != NULL; write = write->next)
    if (!run_one (database, connection, write)) {
      g_propagate_error (error, g_error_copy (write->error));
      engine->rollback (connection);
      return false;
    }
  if (engine->commit (connection, error))
    return true;
  engine->rollback (connection);
  return false;
}

static void
run_alone (Database *database, Connection *connection, Write *write)
{
  write->next = NULL;
  for (guint attempt = 0; attempt < MAX_RETRIES; attempt++) {
    g_autoptr (GError) error = NULL;
    g_clear_error (&write->error);
    if (run_batch (database, connection, write, &error))
      return;
    if (write->error == NULL)
      write->error = g_error_copy (error);
    if (!database->engine->may_retry (error))
      return;
  }
}

/* When a closure takes the whole transaction down with it, each is tried by itself:
 * only that one is told so. */
static void
run_writes (Database *database, Connection *connection, Write *batch)
{
  g_autoptr (GError) error = NULL;
  if (batch->next != NULL && run_batch (database, connection, batch, &error)) {
    while (batch != NULL) {
      Write *next = batch->next;
      finish (batch);
      batch = next;
    }
    return;
  }
  while (batch != NULL) {
    Write *next = batch->next;
    run_alone (database, connection, batch);
    finish (batch);
    batch = next;
  }
}

/* Up to `batch` writes off the queue; NULL when closing and nothing is left. */
static Write *
take_writes (Database *database)
{
  g_mutex_lock (&database->lock);
  while (database->first == NULL && !database->closing)
    g_cond_wait (&database->queued, &database->lock);
  Write *taken = database->first, **end = &taken;
  for (guint i = 0; i < database->engine->batch && *end != NULL; i++)
    end = &(*end)->next;
  database->first = *end;
  if (database->first == NULL)
    database->last = &database->first;
  *end = NULL;
  g_mutex_unlock (&database->lock);
  return taken;
}

typedef struct {
  Database *database;
  Connection *connection;
} Writer;

static gpointer
write_loop (gpointer data)
{
  g_autofree Writer *writer = data;
  for (Write *batch = take_writes (writer->database); batch != NULL; batch = take_writes (writer->database))
    run_writes (writer->database, writer->connection, batch);
  return NULL;
}

void
db_write_async (Database *database, const Scope *scope, WriteFunction function, WriteDone done, void *user)
{
  Write *write = g_new0 (Write, 1);
  *write = (Write){ .scope = *scope, .function = function, .done = done, .user = user };
  write->scope.address = g_strdup (scope->address);
  g_mutex_lock (&database->lock);
  *database->last = write;
  database->last = &write->next;
  g_cond_signal (&database->queued);
  g_mutex_unlock (&database->lock);
}

typedef struct {
  WriteFunction function;
  void *user;
  GMutex lock;
  GCond done_now;
  bool done;
  GError *error;
} Waiting;

static bool
run_waiting (Transaction *transaction, void *user, GError **error)
{
  Waiting *waiting = user;
  return waiting->function (transaction, waiting->user, error);
}

static void
wake_waiting (void *user, const GError *error)
{
  Waiting *waiting = user;
  g_mutex_lock (&waiting->lock);
  waiting->done = true;
  waiting->error = error != NULL ? g_error_copy (error) : NULL;
  g_cond_signal (&waiting->done_now);
  g_mutex_unlock (&waiting->lock);
}

bool
db_write (Database *database, const Scope *scope, WriteFunction function, void *user, GError **error)
{
  Waiting waiting = { .function = function, .user = user };
  g_mutex_init (&waiting.lock);
  g_cond_init (&waiting.done_now);
  db_write_async (database, scope, run_waiting, wake_waiting, &waiting);
  g_mutex_lock (&waiting.lock);
  while (!waiting.done)
    g_cond_wait (&waiting.done_now, &waiting.lock);
  g_mutex_unlock (&waiting.lock);
  g_mutex_clear (&waiting.lock);
  g_cond_clear (&waiting.done_now);
  if (waiting.error == NULL)
    return true;
  g_propagate_error (error, waiting.error);
  return false;
}

/* ---- opening and closing ---- */

static const Engine *
engine_of (const char *location)
{
#ifdef HAVE_POSTGRES
  if (g_str_has_prefix (location, "postgresql://") || g_str_has_prefix (location, "postgres://"))
    return &postgres_engine;
#endif
  return &sqlite_engine;
}

static bool
open_connections (Database *database, const DatabaseOptions *options, GError **error)
{
  const Engine *engine = database->engine;
  guint readers = options->readers > 0 ? options->readers : 2 * g_get_num_processors ();
  for (guint i = 0; i < engine->writers; i++) {
    database->writers[i] = engine->open (options, true, error);
    if (database->writers[i] == NULL)
      return false;
    database->writer_count++;
    if (i == 0 && !migrate (engine, database->writers[0], options->location, error))
      return false;
  }
  for (guint i = 0; i < MIN (readers, MAX_READERS); i++) {
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
  database->location = g_strdup (options->location);
  database->clock = options->clock != NULL ? options->clock : system_clock;
  database->clock_user = options->clock_user;
  database->last = &database->first;
  g_mutex_init (&database->lock);
  g_cond_init (&database->queued);
  g_cond_init (&database->resting);
  if (!open_connections (database, options, error))
    return NULL;
  for (guint i = 0; i < database->writer_count; i++) {
    Writer *writer = g_new (Writer, 1);
    *writer = (Writer){ database, database->writers[i] };
    database->threads[i] = g_thread_new ("writer", write_loop, writer);
  }
  return g_steal_pointer (&database);
}

void
database_close (Database *database)
{
  if (database == NULL)
    return;
  g_mutex_lock (&database->lock);
  database->closing = true;
  g_cond_broadcast (&database->queued);
  g_mutex_unlock (&database->lock);
  for (guint i = 0; i < database->writer_count; i++) {
    if (database->threads[i] != NULL)
      g_thread_join (database->threads[i]);
    database->engine->close (database->writers[i]);
  }
  for (guint i = 0; i < database->idle_count; i++)
    database->engine->close (database->idle[i]);
  g_mutex_clear (&database->lock);
  g_cond_clear (&database->queued);
  g_cond_clear (&database->resting);
  g_free (database->location);
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
