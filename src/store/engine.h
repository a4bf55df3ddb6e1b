/* engine.h - what an engine (SQLite, PostgreSQL) does for db.h; inner to src/store. */
#pragma once
#include "store/db.h"

typedef struct {
  const char *name;
  const char *sqlite, *postgres; /* parameters ?1 and $1, numbered by first mention */
  int parameter_count;
  int unit_parameter; /* which of them is the unit's, from 0; -1: none */
  bool scans;         /* reads a whole table on purpose */
  bool installation;  /* sees the rows of all units on purpose */
} Query;

extern const Query query_table[QUERY_COUNT];

typedef struct {
  const char *name; /* "0001_initial" */
  const char *sql;  /* the words TEXT and $blob stand for the engine's */
} Migration;

extern const Migration migration_table[];
extern const guint migration_count;
extern const char *const tenant_tables[]; /* in the order of their names, ends with NULL */

typedef struct Connection Connection; /* the engine's; used by one thread at a time */

typedef struct {
  bool (*next) (Rows *rows, GError **error);
  void (*close) (Rows *rows);
  DbValue (*value) (const Rows *rows, int column);
  int (*count) (const Rows *rows);
  const char *(*name) (const Rows *rows, int column);
} RowsClass;

struct Rows {
  const RowsClass *klass;
}; /* an engine's rows begin with this */

typedef struct {
  const char *name;
  const char *blob_word, *text_word;
  const char *own_lines; /* "--sqlite:", what begins lines of a migration that are for it alone */
  guint writers;         /* threads that write, each with a connection of its own */
  guint batch;           /* writes that share one commit at most */
  bool waits;            /* for a server, at each statement */

  /* A connection; `writer` may create and write. */
  Connection *(*open) (const DatabaseOptions *options, bool writer, GError **error);
  void (*close) (Connection *connection);

  bool (*begin) (Connection *connection, bool write, GError **error);
  bool (*commit) (Connection *connection, GError **error);
  void (*rollback) (Connection *connection);
  /* Before each write and after it: kept or undone by itself. */
  bool (*savepoint) (Connection *connection, GError **error);
  bool (*release) (Connection *connection, bool keep, GError **error);
  /* The rows of a unit can be reached from here on; before a write its audit head is locked. */
  bool (*bind_unit) (Connection *connection, gint64 unit_id, bool write, GError **error);
  /* The transaction is gone altogether (disk full, connection lost). */
  bool (*is_lost) (Connection *connection);
  /* A write that failed so can be tried again (deadlock, connection lost). */
  bool (*may_retry) (const GError *error);

  /* `values`: one per parameter. */
  Rows *(*rows) (Connection *connection, QueryId query, const DbValue *values, GError **error);
  bool (*run) (Connection *connection, QueryId query, const DbValue *values, gint64 *ret_changed,
               GError **error);
  bool (*script) (Connection *connection, const char *sql, GError **error);    /* of migrations */
  bool (*schema_version) (Connection *connection, guint *ret, GError **error); /* 0: empty; error: not ours */
  bool (*set_schema_version) (Connection *connection, guint version, GError **error); /* within a write */
  bool (*backup) (Connection *connection, const char *path, GError **error);          /* NULL: not here */
  /* Adds a line for each thing wrong with the file itself; NULL: not here. */
  bool (*check) (Connection *connection, GPtrArray *lines, GError **error);
  /* How a statement would be run on large tables, one step a line; for tests.  Caller frees. */
  char *(*plan) (Connection *connection, QueryId query, GError **error);
} Engine;

extern const Engine sqlite_engine;
extern const Engine postgres_engine;

typedef struct {
  const Migration *steps;
  guint count;
} Migrations;

/* Brings the schema up to the last step; a SQLite file is copied to "…-truoc-NNNN" first.  A step that
 * fails is undone as a whole.  Errors: newer than the steps, no room for the copy, what a step meets. */
bool migrate (const Engine *engine, Connection *connection, const char *location, Migrations migrations,
              GError **error);
