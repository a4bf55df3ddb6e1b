/* db.h - the one door to the database, with two engines behind it.
 *
 * Statements stand in queries/NAME.sql by name and are compiled into a table (Query); a parameter
 * is written :name.  :unit_id is never given by a caller: the adapter binds the unit of the
 * scope itself, and a linter refuses a statement on a tenant's table without it.
 *
 * Reading: any thread takes a snapshot of its own from a pool (db_read).
 * Writing: one writer thread runs closures, each in its own savepoint, many in one transaction,
 * and makes them durable together (group commit, synchronous=FULL).  A closure does nothing but
 * read and write the database and may be run again from the start: when it fails only its own
 * work is undone, when the commit fails all are told so.  On PostgreSQL each closure is a
 * transaction of its own that first locks its unit's audit head. */
#pragma once
#include "base/arena.h"
#include "base/message.h"
#include <stdbool.h>

typedef struct Database Database;
typedef struct Transaction Transaction; /* a snapshot that is read, or a write in progress */
typedef struct Rows Rows;

/* The instant now in microseconds UTC; given by the caller, so that tests can set it. */
typedef gint64 (*Clock) (void *user);

/* Where the database of a data folder is: what the one line of its file "database.url" says
 * ("postgresql://…"), else its file "dvht.db".  Lives in the arena; NULL on an unreadable or other line. */
const char *database_location (Arena *arena, const char *folder, GError **error);
/* A file that is not there, or has nothing in it; opening it would found a new database. */
bool database_is_missing (const char *location);

typedef struct {
  const char *location; /* of database_location: a file "…/dvht.db", or "postgresql://…" */
  guint readers;        /* connections that read, 1 … 64; 0 = twice the cores */
  gsize cache_bytes;    /* of each SQLite connection; 0 = 4 MiB */
  Clock clock;          /* NULL: the system's */
  void *clock_user;
} DatabaseOptions;

/* Opens and migrates (a backup copy beside a SQLite file first).  A SQLite file is held by one
 * program at a time.  Errors: not ours, newer than this program, damaged, held by another
 * server, folder not writable, server not reached.  Caller closes. */
Database *database_open (const DatabaseOptions *options, GError **error);

/* Its statements wait for a server: more threads than cores have something to do. */
bool database_waits (const Database *database);

/* Waits for writes under way, then closes. */
void database_close (Database *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Database, database_close)

/* Whose rows: the adapter binds these; account 0 is the program itself. */
typedef struct {
  gint64 unit_id;      /* 0: none - only statements without tenant tables */
  gint64 account_id;   /* of audit events */
  const char *address; /* of audit events; NULL for none */
} Scope;

/* ---- statements ---- */

typedef enum {
#define Q(name) QUERY_##name,
#include "store/queries.def" /* made from queries/NAME.sql when building */
#undef Q
  QUERY_COUNT
} QueryId;

#define DB_MAX_PARAMETERS 32

typedef enum { DB_KIND_NULL, DB_KIND_INT, DB_KIND_TEXT, DB_KIND_BLOB } DbKind;

typedef struct {
  DbKind kind;
  gint64 number;
  const char *bytes;
  gsize length;
} DbValue;

#define DB_NULL ((DbValue){ .kind = DB_KIND_NULL })
#define DB_INT(n) ((DbValue){ .kind = DB_KIND_INT, .number = (n) })
#define DB_BLOB(p, n) ((DbValue){ .kind = DB_KIND_BLOB, .bytes = (const char *)(p), .length = (n) })
DbValue db_text (const char *text); /* NULL gives DB_NULL */
#define DB_TEXT(t) db_text (t)

/* ---- reading ---- */

/* A snapshot for this thread; may wait for a free connection (30 s at most, then an error). */
Transaction *db_read (Database *database, const Scope *scope, GError **error);
void transaction_end (Transaction *transaction); /* a write that is ended so is undone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Transaction, transaction_end)

/* The rows of a statement; values in the order of the parameters' first mention in the file,
 * :unit_id left out.  Values must live until the rows are closed, columns can be asked for from the first row
 * on.  What is asked before the first row of any is read costs PostgreSQL one round trip together. */
Rows *db_rows_values (Transaction *transaction, QueryId query, const DbValue *values, gsize count,
                      GError **error);
#define db_rows(transaction, query, error, ...)                                                              \
  db_rows_values ((transaction), (query), (const DbValue[]){ DB_NULL, ##__VA_ARGS__ } + 1,                   \
                  G_N_ELEMENTS (((const DbValue[]){ DB_NULL, ##__VA_ARGS__ })) - 1, (error))

/* The next row: false at the end and on an error (then *error is set). */
bool rows_next (Rows *rows, GError **error);
void rows_close (Rows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rows, rows_close)

/* Columns of the row at hand, from 0.  Text and blobs live until the next step; text ends with a NUL behind
 * its length. */
DbValue rows_value (const Rows *rows, int column);
bool rows_is_null (const Rows *rows, int column);
gint64 rows_int (const Rows *rows, int column);                          /* 0 unless a number */
const char *rows_text (const Rows *rows, int column);                    /* NULL unless text */
const void *rows_blob (const Rows *rows, int column, gsize *ret_length); /* NULL if null */
char *rows_text_dup (const Rows *rows, int column, Arena *arena);
int rows_column_count (const Rows *rows);
const char *rows_column_name (const Rows *rows, int column);

/* The first row's first column as a number or text, `fallback`/NULL if there is no row. */
bool db_int_values (Transaction *transaction, QueryId query, const DbValue *values, gsize count,
                    gint64 fallback, gint64 *ret, GError **error);
#define db_int(transaction, query, fallback, ret, error, ...)                                                \
  db_int_values ((transaction), (query), (const DbValue[]){ DB_NULL, ##__VA_ARGS__ } + 1,                    \
                 G_N_ELEMENTS (((const DbValue[]){ DB_NULL, ##__VA_ARGS__ })) - 1, (fallback), (ret),        \
                 (error))

/* ---- writing ---- */

/* Runs a statement without rows; `*ret_changed` = rows changed.  Where it is NULL PostgreSQL does not wait
 * for the answer: what was wrong is told by a later statement, or by the write as a whole. */
bool db_run_values (Transaction *transaction, QueryId query, const DbValue *values, gsize count,
                    gint64 *ret_changed, GError **error);
#define db_run(transaction, query, ret_changed, error, ...)                                                  \
  db_run_values ((transaction), (query), (const DbValue[]){ DB_NULL, ##__VA_ARGS__ } + 1,                    \
                 G_N_ELEMENTS (((const DbValue[]){ DB_NULL, ##__VA_ARGS__ })) - 1, (ret_changed), (error))

/* A write.  False (with *error) undoes what it did. */
typedef bool (*WriteFunction) (Transaction *transaction, void *user, GError **error);
/* Told once, from the writer thread, after the write is durable (error NULL) or did not happen. */
typedef void (*WriteDone) (void *user, const GError *error);

/* Hands a write to the writer and returns at once.  `scope` is copied. */
void db_write_async (Database *database, const Scope *scope, WriteFunction function, WriteDone done,
                     void *user);
/* The same and waits; not from within a write nor from the web server's event threads. */
bool db_write (Database *database, const Scope *scope, WriteFunction function, void *user, GError **error);

/* For writes: the clock (the same for the whole closure), the scope, the next id of this unit. */
gint64 transaction_now (const Transaction *transaction);
const Scope *transaction_scope (const Transaction *transaction);
/* For work that founds a unit, or finds the unit and account of a log-in. */
bool transaction_set_unit (Transaction *transaction, gint64 unit_id, GError **error);
void transaction_set_account (Transaction *transaction, gint64 account_id);
bool transaction_next_id (Transaction *transaction, gint64 *ret, GError **error);

/* Once this write is on disk, whoever watches the database is told that there is something new to look for.
 */
void transaction_announce (Transaction *transaction);
/* Who is told, from a writer's thread, and must neither wait nor write there; NULL: nobody.  One at a time.
 */
typedef void (*Watcher) (void *user);
void database_watch (Database *database, Watcher watcher, void *user);

/* A consistent copy of a SQLite database while it is in use; an error on PostgreSQL. */
bool database_backup (Database *database, const char *path, GError **error);

/* Adds a line (English, technical) for each thing wrong with the database itself: pages, indexes, foreign
 * keys. */
bool database_check (Database *database, GPtrArray *lines, GError **error);
