/* record.h - records with one table each, saved alike.
 *
 * A migration's table under "-- record" becomes a RecordKind; tool/queries.py makes its statements and the
 * entry of record_tables from its columns.  A save names the version it began from, changes what it names and
 * leaves the rest, and appends one event with what was and what is (doc/decisions/0036-records.md).  All
 * values are texts here: NULL and "" are null in the table; numbers in decimal. */
#pragma once
#include "model/workflow.h"
#include "store/audit.h"
#include "store/db.h"

typedef enum {
#define R(name) RECORD_##name,
#include "store/records.def" /* made from the migrations when building */
#undef R
  RECORD_COUNT
} RecordKind;

#define RECORD_MAX_COLUMNS 24
#define RECORD_ANY_VERSION ((gint64)-1) /* whatever stands there now: for acts that cannot conflict */

typedef struct {
  const char *name;
  bool number;  /* BIGINT */
  bool derived; /* follows from others; stands in no event */
} RecordColumn;

typedef struct {
  const char *kind; /* as events call it; the table's name */
  QueryId get, insert, update, remove, list, told;
  guint column_count;
  RecordColumn columns[RECORD_MAX_COLUMNS];
} RecordTable;

extern const RecordTable record_tables[RECORD_COUNT];

typedef struct {
  RecordKind kind;
  gint64 id, version;
  const char *values[RECORD_MAX_COLUMNS]; /* in the order of the columns; NULL where null */
} Record;

/* The fields of a save: RECORD_FIELDS ({ "state", "submitted" }, { "remarks", NULL }) */
typedef struct {
  const AuditField *items;
  gsize count;
} RecordFields;
#define RECORD_FIELDS(...)                                                                                   \
  ((RecordFields){ (const AuditField[]){ __VA_ARGS__ },                                                      \
                   G_N_ELEMENTS (((const AuditField[]){ __VA_ARGS__ })) })

/* A number as a field's value; 0 is null ("no such person"). */
const char *record_number (Arena *arena, gint64 number);

/* What a record's column holds: NULL where null.  An unknown name is a fault of the program and ends it. */
const char *record_text (const Record *record, const char *column);
gint64 record_int (const Record *record, const char *column); /* 0 where null */

/* A record by its id.  Error: MSG_DB_NOT_THERE. */
bool record_load (Transaction *transaction, Arena *arena, RecordKind kind, gint64 id, Record *ret,
                  GError **error);

typedef struct {
  Record *items;
  gsize count;
} Records;
/* All of a round, in their order; of a kind without rounds all of the unit (round_id is not looked at then).
 */
bool record_list (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id, Records *ret,
                  GError **error);

/* A new one; `action` is the event's ("rating.add"). */
bool record_add (Transaction *transaction, Arena *arena, RecordKind kind, const char *action,
                 RecordFields fields, gint64 *ret_id, GError **error);
/* Changes the fields named.  Where they are as before already nothing is done, whatever the version.
 * Errors: MSG_DB_NOT_THERE; MSG_SAVE_CONFLICT if somebody has changed it since `version`. */
bool record_save (Transaction *transaction, Arena *arena, RecordKind kind, const char *action, gint64 id,
                  gint64 version, RecordFields fields, GError **error);
/* Does a step of the workflow (model/workflow.h) and changes the fields named beside the state.  Errors as
 * record_save, and MSG_WORKFLOW_STEP if the record is in no state for it, or the permissions do not allow it.
 */
bool record_step (Transaction *transaction, Arena *arena, RecordKind kind, const char *action, gint64 id,
                  gint64 version, PermissionSet permissions, RecordFields fields, GError **error);
/* A record as somebody saw it. */
typedef struct {
  gint64 id, version;
} RecordChoice;
typedef struct {
  RecordChoice *items;
  gsize count;
} RecordChoices;
typedef struct {
  gsize done;
  gint64 *left; /* ids of those that are no longer as they were chosen, or of another round */
  gsize left_count;
} RecordOutcome;
/* The same step to many records of a round, three statements each: what cannot be done any more is left. */
bool record_step_many (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id,
                       const char *action, const RecordChoices *choices, PermissionSet permissions,
                       RecordFields fields, RecordOutcome *ret, GError **error);
/* Takes it out.  Errors as record_save. */
bool record_remove (Transaction *transaction, Arena *arena, RecordKind kind, const char *action, gint64 id,
                    gint64 version, GError **error);
