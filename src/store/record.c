/* record.c - see record.h. */
#include "store/record.h"
#include <string.h>

const char *
record_number (Arena *arena, gint64 number)
{
  return number != 0 ? arena_int (arena, number) : NULL;
}

static guint
column_at (const RecordTable *table, const char *name)
{
  guint at = 0;
  while (at < table->column_count && strcmp (table->columns[at].name, name) != 0)
    at++;
  if (at == table->column_count)
    g_error ("record %s has no %s", table->kind, name);
  return at;
}

const char *
record_text (const Record *record, const char *column)
{
  return record->values[column_at (&record_tables[record->kind], column)];
}

gint64
record_int (const Record *record, const char *column)
{
  const char *text = record_text (record, column);
  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* ---- reading ---- */

bool
record_load (Transaction *transaction, Arena *arena, RecordKind kind, gint64 id, Record *ret, GError **error)
{
  const RecordTable *table = &record_tables[kind];
  g_autoptr (Rows) rows = db_rows (transaction, table->get, error, DB_INT (id));
  GError *local = NULL;
  if (rows == NULL)
    return false;
  if (!rows_next (rows, &local)) {
    if (local == NULL)
      error_set (&local, table->kind, MSG_DB_NOT_THERE, NULL);
    g_propagate_error (error, local);
    return false;
  }
  Record record = { .kind = kind, .id = id, .version = rows_int (rows, (int)table->column_count) };
  for (guint i = 0; i < table->column_count; i++)
    record.values[i] = rows_text_dup (rows, (int)i, arena);
  *ret = record;
  return true;
}

bool
record_list (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id, Records *ret,
             GError **error)
{
  const RecordTable *table = &record_tables[kind];
  bool of_round = strcmp (table->columns[0].name, "round_id") == 0;
  const DbValue round[] = { DB_INT (round_id) };
  g_autoptr (Rows) rows = db_rows_values (transaction, table->list, round, of_round ? 1 : 0, error);
  Records records = { 0 };
  GError *local = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Record *record = &ARENA_PUSH (arena, records.items, records.count);
    *record = (Record){ .kind = kind, .id = rows_int (rows, 0), .version = rows_int (rows, 1) };
    for (guint i = 0; i < table->column_count; i++) {
      int column = (int)i + 2;
      record->values[i] = rows_is_null (rows, column) ? NULL
                          : table->columns[i].number  ? arena_int (arena, rows_int (rows, column))
                                                      : rows_text_dup (rows, column, arena);
    }
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = records;
  return true;
}

/* ---- writing ---- */

static void
set_fields (Record *record, RecordFields fields)
{
  for (gsize i = 0; i < fields.count; i++) {
    const char *value = fields.items[i].value;
    record->values[column_at (&record_tables[record->kind], fields.items[i].name)]
        = value != NULL && value[0] != '\0' ? value : NULL;
  }
}

/* Columns as parameters; returns how many. */
static gsize
bind_columns (const Record *record, DbValue *out)
{
  const RecordTable *table = &record_tables[record->kind];
  for (guint i = 0; i < table->column_count; i++)
    out[i] = record->values[i] != NULL && table->columns[i].number
                 ? DB_INT (g_ascii_strtoll (record->values[i], NULL, 10))
                 : db_text (record->values[i]);
  return table->column_count;
}

/* What a record holds, or, beside another one, what differs from it; NULL if nothing does. */
static char *
told (Arena *arena, const Record *record, const Record *other)
{
  const RecordTable *table = &record_tables[record->kind];
  AuditField fields[RECORD_MAX_COLUMNS];
  gsize count = 0;
  for (guint i = 0; i < table->column_count; i++) {
    bool wanted
        = other != NULL ? g_strcmp0 (record->values[i], other->values[i]) != 0 : record->values[i] != NULL;
    if (wanted && !table->columns[i].derived)
      fields[count++] = (AuditField){ table->columns[i].name, record->values[i] };
  }
  return other != NULL && count == 0 ? NULL : audit_json (arena, fields, count);
}

static bool
one_changed (gint64 changed, const char *kind, GError **error)
{
  if (changed != 1)
    error_set (error, kind, MSG_SAVE_CONFLICT, NULL);
  return changed == 1;
}

bool
record_add (Transaction *transaction, Arena *arena, RecordKind kind, const char *action, RecordFields fields,
            gint64 *ret_id, GError **error)
{
  const RecordTable *table = &record_tables[kind];
  DbValue values[RECORD_MAX_COLUMNS + 1];
  Record record = { .kind = kind };
  gint64 id = 0;
  set_fields (&record, fields);
  if (!transaction_next_id (transaction, &id, error))
    return false;
  values[0] = DB_INT (id);
  gsize count = 1 + bind_columns (&record, values + 1);
  if (!db_run_values (transaction, table->insert, values, count, NULL, error)
      || !audit_append (transaction, action, table->kind, id, NULL, told (arena, &record, NULL), error))
    return false;
  if (ret_id != NULL)
    *ret_id = id;
  return true;
}

bool
record_save (Transaction *transaction, Arena *arena, RecordKind kind, const char *action, gint64 id,
             gint64 version, RecordFields fields, GError **error)
{
  const RecordTable *table = &record_tables[kind];
  DbValue values[RECORD_MAX_COLUMNS + 2];
  Record old;
  gint64 changed = 0;
  if (!record_load (transaction, arena, kind, id, &old, error))
    return false;
  Record fresh = old;
  set_fields (&fresh, fields);
  char *after = told (arena, &fresh, &old);
  if (after == NULL)
    return true;
  gsize count = bind_columns (&fresh, values);
  values[count++] = DB_INT (id);
  values[count++] = DB_INT (version == RECORD_ANY_VERSION ? old.version : version);
  return db_run_values (transaction, table->update, values, count, &changed, error)
         && one_changed (changed, table->kind, error)
         && audit_append (transaction, action, table->kind, id, told (arena, &old, &fresh), after, error);
}

bool
record_step (Transaction *transaction, Arena *arena, RecordKind kind, const char *action, gint64 id,
             gint64 version, PermissionSet permissions, RecordFields fields, GError **error)
{
  Record record;
  if (!record_load (transaction, arena, kind, id, &record, error))
    return false;
  const WorkflowStep *step
      = workflow_step (record_tables[kind].kind, action, record_text (&record, "state"), permissions);
  if (step == NULL) {
    const WorkflowState *state = workflow_state (record_tables[kind].kind, record_text (&record, "state"));
    error_set (error, record_tables[kind].kind, MSG_WORKFLOW_STEP, state != NULL ? state->words : "", NULL);
    return false;
  }
  AuditField *all = arena_array (arena, AuditField, fields.count + 1);
  for (gsize i = 0; i < fields.count; i++)
    all[i] = fields.items[i];
  all[fields.count] = (AuditField){ "state", step->to };
  return record_save (transaction, arena, kind, step->event, id, version,
                      (RecordFields){ all, fields.count + 1 }, error);
}

/* ---- many at once ---- */

/* From so many on all of the round are read by one statement. */
#define LIST_FROM 16

typedef struct {
  GHashTable *records; /* id → Record *, of the round */
  AuditChange *changes;
  gsize change_count;
} Many;

static bool
read_chosen (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id,
             const RecordChoices *choices, Many *many, GError **error)
{
  Records records = { 0 };
  if (choices->count >= LIST_FROM && !record_list (transaction, arena, kind, round_id, &records, error))
    return false;
  for (gsize i = 0; choices->count < LIST_FROM && i < choices->count; i++) {
    Record record;
    GError *local = NULL;
    bool there = record_load (transaction, arena, kind, choices->items[i].id, &record, &local);
    if (!there && !g_error_matches (local, DVHT_ERROR, (gint)MSG_DB_NOT_THERE)) {
      g_propagate_error (error, local);
      return false;
    }
    g_clear_error (&local);
    if (there && record_int (&record, "round_id") == round_id)
      ARENA_PUSH (arena, records.items, records.count) = record;
  }
  for (gsize i = 0; i < records.count; i++)
    g_hash_table_insert (many->records, &records.items[i].id, &records.items[i]);
  return true;
}

/* False with *error only; `*ret_done`: could it be done?  The transaction holds up other writes of the unit,
 * so what was read is what stands there. */
static bool
step_chosen (Transaction *transaction, Arena *arena, const RecordChoice *choice, const char *action,
             PermissionSet permissions, RecordFields fields, Many *many, bool *ret_done, GError **error)
{
  Record *record = g_hash_table_lookup (many->records, &choice->id);
  const WorkflowStep *step = record != NULL && record->version == choice->version
                                 ? workflow_step (record_tables[record->kind].kind, action,
                                                  record_text (record, "state"), permissions)
                                 : NULL;
  *ret_done = step != NULL;
  if (step == NULL)
    return true;
  const RecordTable *table = &record_tables[record->kind];
  DbValue values[RECORD_MAX_COLUMNS + 2];
  Record old = *record;
  set_fields (record, fields);
  set_fields (record, RECORD_FIELDS ({ "state", step->to }));
  char *after = told (arena, record, &old);
  if (after == NULL)
    return true;
  record->version++;
  ARENA_PUSH (arena, many->changes, many->change_count)
      = (AuditChange){ step->event, table->kind, record->id, told (arena, &old, record), after };
  gsize count = bind_columns (record, values);
  values[count++] = DB_INT (record->id);
  values[count++] = DB_INT (old.version);
  return db_run_values (transaction, table->update, values, count, NULL, error);
}

bool
record_step_many (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id,
                  const char *action, const RecordChoices *choices, PermissionSet permissions,
                  RecordFields fields, RecordOutcome *ret, GError **error)
{
  g_autoptr (GHashTable) records = g_hash_table_new (g_int64_hash, g_int64_equal);
  Many many = { .records = records };
  RecordOutcome outcome = { 0 };
  if (!read_chosen (transaction, arena, kind, round_id, choices, &many, error))
    return false;
  for (gsize i = 0; i < choices->count; i++) {
    bool done = false;
    if (!step_chosen (transaction, arena, &choices->items[i], action, permissions, fields, &many, &done,
                      error))
      return false;
    if (done)
      outcome.done++;
    else
      ARENA_PUSH (arena, outcome.left, outcome.left_count) = choices->items[i].id;
  }
  *ret = outcome;
  return audit_append_many (transaction, many.changes, many.change_count, error);
}

bool
record_remove (Transaction *transaction, Arena *arena, RecordKind kind, const char *action, gint64 id,
               gint64 version, GError **error)
{
  const RecordTable *table = &record_tables[kind];
  Record old;
  gint64 changed = 0;
  return record_load (transaction, arena, kind, id, &old, error)
         && db_run (transaction, table->remove, &changed, error, DB_INT (id),
                    DB_INT (version == RECORD_ANY_VERSION ? old.version : version))
         && one_changed (changed, table->kind, error)
         && audit_append (transaction, action, table->kind, id, told (arena, &old, NULL), NULL, error);
}
