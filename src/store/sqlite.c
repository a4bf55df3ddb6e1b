/* sqlite.c - the engine of one school's PC: SQLite in WAL mode, synchronous=FULL.
 *
 * Every connection belongs to one thread at a time (SQLITE_OPEN_NOMUTEX) and keeps its statements
 * prepared.  mmap stays off: it slows mixed loads of several connections. */
#include "store/engine.h"
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#define APPLICATION_ID 0x44564854 /* "DVHT", in the file's header */
#define BUSY_MILLISECONDS 10000
#define SMALLEST_FILE 512 /* bytes */
#define DEFAULT_CACHE ((gsize)4 << 20)

struct Connection {
  sqlite3 *db;
  sqlite3_stmt *statements[QUERY_COUNT]; /* prepared when first used */
  bool busy[QUERY_COUNT];                /* being stepped by rows that are open */
  sqlite3_stmt *begin_read, *begin_write, *commit, *rollback, *savepoint, *keep;
};

typedef struct {
  Rows base;
  Connection *connection;
  sqlite3_stmt *statement;
  QueryId query;
  bool own; /* a second use of the same query while the first is open */
} SqliteRows;

/* ---- errors ---- */

static MessageId
message_of (int code)
{
  switch (code & 0xFF) {
  case SQLITE_FULL:
    return MSG_DB_FULL;
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
    return MSG_DB_READ_ONLY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return MSG_DB_DAMAGED;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return MSG_DB_BUSY;
  case SQLITE_IOERR:
    return MSG_DB_IO;
  case SQLITE_CONSTRAINT:
    return MSG_DB_CONSTRAINT;
  default:
    return MSG_DB_FAILED;
  }
}

static bool
fail (sqlite3 *db, const char *place, GError **error)
{
  error_set (error, place, message_of (sqlite3_extended_errcode (db)), sqlite3_errmsg (db), NULL);
  return false;
}

static bool
execute (Connection *connection, const char *sql, GError **error)
{
  return sqlite3_exec (connection->db, sql, NULL, NULL, NULL) == SQLITE_OK
         || fail (connection->db, "dvht.db", error);
}

static sqlite3_stmt *
prepare (Connection *connection, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v3 (connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    fail (connection->db, sql, error);
  return statement;
}

/* ---- opening ---- */

static bool
pragma_number (Connection *connection, const char *sql, gint64 *ret, GError **error)
{
  sqlite3_stmt *statement = prepare (connection, sql, error);
  if (statement == NULL)
    return false;
  bool found = sqlite3_step (statement) == SQLITE_ROW || fail (connection->db, sql, error);
  if (found)
    *ret = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return found;
}

static bool
sqlite_schema_version (Connection *connection, guint *ret, GError **error)
{
  gint64 application = 0, version = 0, tables = 0;
  if (!pragma_number (connection, "PRAGMA application_id", &application, error)
      || !pragma_number (connection, "PRAGMA user_version", &version, error)
      || !pragma_number (connection, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return false;
  if ((application != APPLICATION_ID && tables > 0) || version < 0 || version > G_MAXINT) {
    error_set (error, "dvht.db", MSG_DB_NOT_OURS, NULL);
    return false;
  }
  *ret = tables > 0 ? (guint)version : 0;
  return true;
}

static void
sqlite_close (Connection *connection)
{
  if (connection == NULL)
    return;
  for (guint i = 0; i < QUERY_COUNT; i++)
    sqlite3_finalize (connection->statements[i]);
  sqlite3_finalize (connection->begin_read);
  sqlite3_finalize (connection->begin_write);
  sqlite3_finalize (connection->commit);
  sqlite3_finalize (connection->rollback);
  sqlite3_finalize (connection->savepoint);
  sqlite3_finalize (connection->keep);
  sqlite3_close (connection->db);
  g_free (connection);
}

/* strpos (text, word), as PostgreSQL has it but in bytes, 1 the first: only whether it is there is asked of
 * it.  The engine's own instr compares byte by byte, some ten times slower. */
static void
find_word (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = (const char *)sqlite3_value_text (values[0]);
  const char *word = (const char *)sqlite3_value_text (values[1]);
  if (text == NULL || word == NULL)
    return; /* null */
  const char *found
      = memmem (text, (gsize)sqlite3_value_bytes (values[0]), word, (gsize)sqlite3_value_bytes (values[1]));
  sqlite3_result_int64 (context, found != NULL ? found - text + 1 : 0);
}

static bool
set_up (Connection *connection, const DatabaseOptions *options, bool writer, GError **error)
{
  sqlite3_busy_timeout (connection->db, BUSY_MILLISECONDS);
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  /* Else a statement with LIKE is compiled anew for each value bound. */
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
  sqlite3_create_function (connection->db, "strpos", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, find_word,
                           NULL, NULL);
  gsize cache = options->cache_bytes > 0 ? options->cache_bytes : DEFAULT_CACHE;
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = -%" G_GSIZE_FORMAT ";"
                                          "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                                          "PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL;",
                                          cache / 1024);
  guint version = 0;
  if (!execute (connection, sql, error))
    return false;
  /* The mode is kept in the file, so first of all it must be ours. */
  if (writer
      && (!sqlite_schema_version (connection, &version, error)
          || !execute (connection, "PRAGMA journal_mode = WAL", error)))
    return false;
  connection->begin_read = prepare (connection, "BEGIN", error);
  connection->begin_write = prepare (connection, "BEGIN IMMEDIATE", error);
  connection->commit = prepare (connection, "COMMIT", error);
  connection->rollback = prepare (connection, "ROLLBACK", error);
  connection->savepoint = prepare (connection, "SAVEPOINT one", error);
  return connection->begin_read != NULL && connection->begin_write != NULL && connection->commit != NULL
         && connection->rollback != NULL && connection->savepoint != NULL;
}

/* SQLite would take what is smaller than any database for an empty one, and write over it. */
static bool
check_size (const char *path, GError **error)
{
  struct stat status;
  if (stat (path, &status) != 0 || status.st_size == 0 || status.st_size >= SMALLEST_FILE)
    return true;
  error_set (error, path, MSG_DB_DAMAGED, "file is not a database", NULL);
  return false;
}

static Connection *
sqlite_open (const DatabaseOptions *options, bool writer, GError **error)
{
  /* Counting its memory would make SQLite's threads queue at one lock; counts only before its first use. */
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  if (!check_size (options->location, error))
    return NULL;
  Connection *connection = g_new0 (Connection, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE
              | (writer ? SQLITE_OPEN_CREATE : 0);
  if (sqlite3_open_v2 (options->location, &connection->db, flags, NULL) != SQLITE_OK) {
    error_set (error, options->location, message_of (sqlite3_extended_errcode (connection->db)),
               sqlite3_errmsg (connection->db), NULL);
    sqlite_close (connection);
    return NULL;
  }
  if (set_up (connection, options, writer, error))
    return connection;
  sqlite_close (connection);
  return NULL;
}

/* ---- transactions ---- */

static bool
step_once (Connection *connection, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);
  bool done = code == SQLITE_DONE || fail (connection->db, "dvht.db", error);
  sqlite3_reset (statement);
  return done;
}

static bool
sqlite_begin (Connection *connection, bool write, GError **error)
{
  return step_once (connection, write ? connection->begin_write : connection->begin_read, error);
}

static bool
sqlite_commit (Connection *connection, GError **error)
{
  return step_once (connection, connection->commit, error);
}

static bool
sqlite_is_lost (Connection *connection)
{
  return sqlite3_get_autocommit (connection->db) != 0;
}

static void
sqlite_rollback (Connection *connection)
{
  if (!sqlite_is_lost (connection))
    step_once (connection, connection->rollback, NULL);
}

static bool
sqlite_savepoint (Connection *connection, GError **error)
{
  return step_once (connection, connection->savepoint, error);
}

static bool
sqlite_release (Connection *connection, bool keep, GError **error)
{
  if (!keep)
    return execute (connection, "ROLLBACK TO one; RELEASE one", error);
  if (connection->keep == NULL)
    connection->keep = prepare (connection, "RELEASE one", error);
  return connection->keep != NULL && step_once (connection, connection->keep, error);
}

static bool
sqlite_bind_unit (Connection *connection, gint64 unit_id, bool write, GError **error)
{
  return true; /* one writer at a time; the adapter binds :unit_id */
}

static bool
sqlite_may_retry (const GError *error)
{
  return false; /* BEGIN IMMEDIATE waits already */
}

/* ---- statements ---- */

static bool
bind (Connection *connection, sqlite3_stmt *statement, const DbValue *values, int count, GError **error)
{
  for (int i = 0; i < count; i++) {
    int code = SQLITE_OK;
    switch (values[i].kind) {
    case DB_KIND_NULL:
      code = sqlite3_bind_null (statement, i + 1);
      break;
    case DB_KIND_INT:
      code = sqlite3_bind_int64 (statement, i + 1, values[i].number);
      break;
    case DB_KIND_TEXT:
      code = sqlite3_bind_text64 (statement, i + 1, values[i].bytes, values[i].length, SQLITE_STATIC,
                                  SQLITE_UTF8);
      break;
    case DB_KIND_BLOB:
      code = sqlite3_bind_blob64 (statement, i + 1, values[i].bytes, values[i].length, SQLITE_STATIC);
      break;
    }
    if (code != SQLITE_OK)
      return fail (connection->db, "dvht.db", error);
  }
  return true;
}

/* The prepared statement, bound; a fresh one if it is being stepped at the moment. */
static sqlite3_stmt *
take (Connection *connection, QueryId query, const DbValue *values, bool *ret_own, GError **error)
{
  const Query *row = &query_table[query];
  bool own = connection->busy[query];
  if (!own && connection->statements[query] == NULL)
    connection->statements[query] = prepare (connection, row->sqlite, error);
  sqlite3_stmt *statement = own ? prepare (connection, row->sqlite, error) : connection->statements[query];
  if (statement == NULL)
    return NULL;
  if (!bind (connection, statement, values, row->parameter_count, error)) {
    if (own)
      sqlite3_finalize (statement);
    return NULL;
  }
  *ret_own = own;
  connection->busy[query] = true;
  return statement;
}

static void
give_back (Connection *connection, QueryId query, sqlite3_stmt *statement, bool own)
{
  if (own) {
    sqlite3_finalize (statement);
    return;
  }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  connection->busy[query] = false;
}

static bool
rows_step (Rows *rows, GError **error)
{
  SqliteRows *self = (SqliteRows *)rows;
  int code = sqlite3_step (self->statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return fail (self->connection->db, query_table[self->query].name, error);
  return code == SQLITE_ROW;
}

static void
rows_end (Rows *rows)
{
  SqliteRows *self = (SqliteRows *)rows;
  give_back (self->connection, self->query, self->statement, self->own);
  g_free (self);
}

/* Looked up once and then asked: safe, since a connection is one thread's at a time. */
static DbValue
rows_cell (const Rows *rows, int column)
{
  sqlite3_value *cell = sqlite3_column_value (((const SqliteRows *)rows)->statement, column);
  const void *bytes = NULL;
  switch (sqlite3_value_type (cell)) {
  case SQLITE_NULL:
    return DB_NULL;
  case SQLITE_INTEGER:
    return DB_INT (sqlite3_value_int64 (cell));
  case SQLITE_BLOB:
    bytes = sqlite3_value_blob (cell);
    return DB_BLOB (bytes, (gsize)sqlite3_value_bytes (cell));
  default:
    bytes = sqlite3_value_text (cell);
    return (DbValue){ DB_KIND_TEXT, 0, bytes, (gsize)sqlite3_value_bytes (cell) };
  }
}

static int
rows_width (const Rows *rows)
{
  return sqlite3_column_count (((const SqliteRows *)rows)->statement);
}

static const char *
rows_heading (const Rows *rows, int column)
{
  return sqlite3_column_name (((const SqliteRows *)rows)->statement, column);
}

static const RowsClass rows_class = { rows_step, rows_end, rows_cell, rows_width, rows_heading };

static Rows *
sqlite_rows (Connection *connection, QueryId query, const DbValue *values, GError **error)
{
  bool own = false;
  sqlite3_stmt *statement = take (connection, query, values, &own, error);
  if (statement == NULL)
    return NULL;
  SqliteRows *self = g_new (SqliteRows, 1);
  *self = (SqliteRows){ { &rows_class }, connection, statement, query, own };
  return &self->base;
}

static bool
sqlite_run (Connection *connection, QueryId query, const DbValue *values, gint64 *ret_changed, GError **error)
{
  bool own = false;
  sqlite3_stmt *statement = take (connection, query, values, &own, error);
  if (statement == NULL)
    return false;
  int code = sqlite3_step (statement);
  bool done
      = code == SQLITE_DONE || code == SQLITE_ROW || fail (connection->db, query_table[query].name, error);
  give_back (connection, query, statement, own);
  if (done && ret_changed != NULL)
    *ret_changed = sqlite3_changes64 (connection->db);
  return done;
}

/* ---- schema and copies ---- */

static bool
sqlite_set_schema_version (Connection *connection, guint version, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u", APPLICATION_ID, version);
  return execute (connection, sql, error);
}

static bool
sqlite_backup (Connection *connection, const char *path, GError **error)
{
  sqlite3 *target = NULL;
  bool done = false;
  if (sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL)
      == SQLITE_OK) {
    sqlite3_backup *copy = sqlite3_backup_init (target, "main", connection->db, "main");
    done = copy != NULL && sqlite3_backup_step (copy, -1) == SQLITE_DONE;
    done = sqlite3_backup_finish (copy) == SQLITE_OK && done;
  }
  if (!done)
    error_set (error, path, message_of (sqlite3_extended_errcode (target)), sqlite3_errmsg (target), NULL);
  sqlite3_close (target);
  return done;
}

static bool
add_lines (Connection *connection, const char *sql, GPtrArray *lines, GError **error)
{
  sqlite3_stmt *statement = prepare (connection, sql, error);
  int code = SQLITE_DONE;
  if (statement == NULL)
    return false;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (lines, g_strdup ((const char *)sqlite3_column_text (statement, 0)));
  bool done = code == SQLITE_DONE || fail (connection->db, sql, error);
  sqlite3_finalize (statement);
  return done;
}

static bool
sqlite_check (Connection *connection, GPtrArray *lines, GError **error)
{
  return add_lines (connection, "SELECT * FROM pragma_integrity_check(100) WHERE integrity_check <> 'ok'",
                    lines, error)
         && add_lines (connection,
                       "SELECT 'foreign key of ' || \"table\" || ' row ' || rowid FROM "
                       "pragma_foreign_key_check LIMIT 100",
                       lines, error);
}

static char *
sqlite_plan (Connection *connection, QueryId query, GError **error)
{
  g_autofree char *question = g_strconcat ("EXPLAIN QUERY PLAN ", query_table[query].sqlite, NULL);
  sqlite3_stmt *statement = prepare (connection, question, error);
  if (statement == NULL)
    return NULL;
  GString *plan = g_string_new (NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", (const char *)sqlite3_column_text (statement, 3));
  sqlite3_finalize (statement);
  return g_string_free (plan, FALSE);
}

const Engine sqlite_engine = {
  .name = "sqlite",
  .blob_word = "BLOB",
  .own_lines = "--sqlite:",
  .text_word = " TEXT",
  .writers = 1,
  .batch = 512,
  .open = sqlite_open,
  .close = sqlite_close,
  .begin = sqlite_begin,
  .commit = sqlite_commit,
  .rollback = sqlite_rollback,
  .savepoint = sqlite_savepoint,
  .release = sqlite_release,
  .bind_unit = sqlite_bind_unit,
  .is_lost = sqlite_is_lost,
  .may_retry = sqlite_may_retry,
  .rows = sqlite_rows,
  .run = sqlite_run,
  .script = execute,
  .schema_version = sqlite_schema_version,
  .set_schema_version = sqlite_set_schema_version,
  .backup = sqlite_backup,
  .check = sqlite_check,
  .plan = sqlite_plan,
};
