/* writer.c - the queue of writes and their group commit; see db.h. */
#include "store/database_parts.h"

#define MAX_ATTEMPTS 6
#define FIRST_PAUSE (G_USEC_PER_SEC / 50) /* four times as long after each attempt: 6.8 s in all */

/* Under the lock, so that who watches no more is not told any more. */
static void
tell_watcher (Database *database)
{
  g_mutex_lock (&database->lock);
  if (database->watcher != NULL)
    database->watcher (database->watcher_user);
  g_mutex_unlock (&database->lock);
}

static void
finish (Database *database, Write *write)
{
  if (write->announced && write->error == NULL)
    tell_watcher (database);
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
  Transaction transaction = { .database = database, .connection = connection, .scope = write->scope };
  transaction.now = database->clock (database->clock_user);
  transaction.writing = true;
  bool kept = engine->savepoint (connection, &write->error);
  if (kept) {
    kept = engine->bind_unit (connection, write->scope.unit_id, true, &write->error)
           && write->function (&transaction, write->user, &write->error);
    if (engine->is_lost (connection) || !engine->release (connection, kept, kept ? &write->error : NULL))
      kept = false;
  }
  write->announced = kept && transaction.announced;
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

/* Again and again while there is hope: a deadlock, a server that comes back. */
static void
run_alone (Database *database, Connection *connection, Write *write)
{
  write->next = NULL;
  for (guint attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    GError *error = NULL;
    if (attempt > 0)
      g_usleep ((gulong)FIRST_PAUSE << 2 * (attempt - 1));
    g_clear_error (&write->error);
    if (!run_batch (database, connection, write, &error)) {
      g_clear_error (&write->error);
      write->error = error;
    }
    if (write->error == NULL || !database->engine->may_retry (write->error))
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
      finish (database, batch);
      batch = next;
    }
    return;
  }
  while (batch != NULL) {
    Write *next = batch->next;
    run_alone (database, connection, batch);
    finish (database, batch);
    batch = next;
  }
}

/* Up to `batch` writes off the queue; NULL when closing and nothing is left. */
static Write *
take_writes (Database *database)
{
  g_mutex_lock (&database->lock);
  database->waiting_writers++;
  while (database->first == NULL && !database->closing)
    g_cond_wait (&database->writable, &database->lock);
  database->waiting_writers--;
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

GThread *
writer_start (Database *database, Connection *connection)
{
  Writer *writer = g_new (Writer, 1);
  *writer = (Writer){ database, connection };
  return g_thread_new ("writer", write_loop, writer);
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
  if (database->waiting_writers > 0)
    g_cond_signal (&database->writable);
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
