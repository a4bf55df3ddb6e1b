/* postgres_parts.h - what the files of the PostgreSQL engine share; inner to src/store. */
#pragma once
#include "store/engine.h"
#include <libpq-fe.h>

#define POSTGRES_PLACE "PostgreSQL" /* of errors; the location may hold a password */
#define POSTGRES_MAX_QUEUED 60      /* statements on their way at once at most */

/* Statements of the engine's own, numbered after the queries. */
enum {
  OWN_BEGIN_READ = QUERY_COUNT,
  OWN_BEGIN_WRITE,
  OWN_COMMIT,
  OWN_ROLLBACK,
  OWN_BIND,
  OWN_LOCK_NONE,
  OWN_NUMBER,
  STATEMENT_COUNT
};

typedef enum { ITEM_PREPARE, ITEM_STATEMENT, ITEM_SYNC } ItemKind;

typedef struct {
  ItemKind kind;
  guint statement;
  PGresult **answer; /* where it is wanted; NULL: nowhere */
} Item;

/* Whose rows the server shows. */
typedef struct {
  gint64 unit_id;    /* 0: nobody's */
  bool installation; /* all units' */
} Sight;

struct Connection {
  PGconn *pg; /* NULL: not connected yet */
  char *location;
  Item queued[POSTGRES_MAX_QUEUED]; /* sent or about to be, answers not read yet */
  guint count;
  bool prepared[STATEMENT_COUNT];
  bool open;       /* a transaction was begun */
  gint64 unit_id;  /* of the transaction */
  Sight told;      /* what the server knows of it */
  char number[32]; /* of the transaction, to ask what became of it */
};

/* ---- postgres_wire.c: the pipeline ---- */

/* Sets the error of a lost connection; always false. */
bool wire_fail (Connection *connection, GError **error);
bool wire_is_lost (Connection *connection);

/* Queues a statement, and before it its preparation when it is the first time.  `*ret` (may be NULL, NULL
 * until then) is its answer once the pipeline is read; caller clears. */
bool wire_push (Connection *connection, guint statement, const DbValue *values, int count, PGresult **ret,
                GError **error);
/* The answer is no longer wanted there. */
void wire_forget (Connection *connection, PGresult *const *answer);
/* Before a statement: shows it the transaction's unit or all units, unless the server does so already. */
bool wire_bind (Connection *connection, bool installation, GError **error);

/* Sends what is queued and reads all answers; the error is the first statement's that failed. */
bool wire_flush (Connection *connection, GError **error);
/* Reads the answers of what was sent before. */
bool wire_collect (Connection *connection, GError **error);

/* Several statements at once, outside the pipeline. */
bool wire_run (Connection *connection, const char *sql, PGresult **ret, GError **error);

/* What a column of a server's type is to the rows' reader. */
DbKind wire_kind (Oid type);

/* Connects anew; what was prepared before is gone. */
bool postgres_connect (Connection *connection, GError **error);

/* What Engine asks of these (engine.h): in postgres_rows.c and postgres_schema.c. */
Rows *postgres_rows (Connection *connection, QueryId query, const DbValue *values, GError **error);
bool postgres_run (Connection *connection, QueryId query, const DbValue *values, gint64 *ret_changed,
                   GError **error);
bool postgres_schema_version (Connection *connection, guint *ret, GError **error);
bool postgres_set_schema_version (Connection *connection, guint version, GError **error);
bool postgres_script (Connection *connection, const char *sql, GError **error);
char *postgres_plan (Connection *connection, QueryId query, GError **error);
