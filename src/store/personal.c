/* personal.c - see personal.h. */
#include "store/personal.h"
#include "base/sha256.h"

#define MARK_LENGTH 16

static bool
not_there (RecordKind kind, GError **error)
{
  error_set (error, record_tables[kind].kind, MSG_DB_NOT_THERE, NULL);
  return false;
}

/* ---- whose it is ---- */

static bool
read_whose (Transaction *transaction, Arena *arena, const PersonalKind *kind, gint64 person_id,
            PersonalRecord *personal, GError **error)
{
  bool there = personal->record.id != 0;
  gint64 entered_by = there ? record_int (&personal->record, "entered_by") : 0;
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_personal_whose, error, DB_INT (entered_by),
                                   DB_INT (person_id), DB_INT (there && kind->of_merged));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local)) {
    personal->code = rows_text_dup (rows, 0, arena);
    personal->name = rows_text_dup (rows, 1, arena);
    personal->position = rows_text_dup (rows, 2, arena);
    personal->department = rows_text_dup (rows, 3, arena);
    personal->entered_by = rows_text_dup (rows, 4, arena);
    return true;
  }
  if (local == NULL)
    return not_there (kind->kind, error);
  g_propagate_error (error, local);
  return false;
}

bool
personal_of (Transaction *transaction, Arena *arena, const PersonalKind *kind, gint64 round_id,
             gint64 person_id, PersonalRecord *ret, GError **error)
{
  PersonalRecord personal = { 0 };
  gint64 id = 0;
  if (!db_int (transaction, kind->find, 0, &id, error, DB_INT (round_id), DB_INT (person_id))
      || (id != 0 && !record_load (transaction, arena, kind->kind, id, &personal.record, error))
      || !read_whose (transaction, arena, kind, person_id, &personal, error))
    return false;
  *ret = personal;
  return true;
}

bool
personal_load (Transaction *transaction, Arena *arena, const PersonalKind *kind, gint64 round_id, gint64 id,
               PersonalRecord *ret, GError **error)
{
  PersonalRecord personal = { 0 };
  if (!record_load (transaction, arena, kind->kind, id, &personal.record, error))
    return false;
  if (record_int (&personal.record, "round_id") != round_id)
    return not_there (kind->kind, error);
  if (!read_whose (transaction, arena, kind, record_int (&personal.record, "person_id"), &personal, error))
    return false;
  *ret = personal;
  return true;
}

const AuditField entered_ended[ENTERED_FIELDS]
    = { { "entered_by", NULL },   { "scan", NULL },      { "scan_name", NULL },
        { "entered_seen", NULL }, { "objection", NULL }, { "objection_answer", NULL } };

bool
entered_is_untold (const Record *record)
{
  return record_text (record, "entered_by") != NULL && record_text (record, "entered_seen") == NULL;
}

/* "study_plan.see" */
static const char *
event_of (Arena *arena, const Record *record, const char *action)
{
  return arena_concat (arena, record_tables[record->kind].kind, ".", action, NULL);
}

bool
entered_see (Transaction *transaction, Arena *arena, const Record *record, const char *objection,
             GError **error)
{
  if (record_text (record, "entered_by") == NULL)
    return not_there (record->kind, error);
  if (objection == NULL)
    return record_save (transaction, arena, record->kind, event_of (arena, record, "see"), record->id,
                        RECORD_ANY_VERSION, RECORD_FIELDS ({ "entered_seen", "1" }), error);
  return record_save (
      transaction, arena, record->kind, event_of (arena, record, "object"), record->id, RECORD_ANY_VERSION,
      RECORD_FIELDS ({ "entered_seen", "1" }, { "objection", objection }, { "objection_answer", NULL }),
      error);
}

bool
entered_answer (Transaction *transaction, Arena *arena, const Record *record, gint64 version,
                const char *answer, GError **error)
{
  if (record_text (record, "objection") == NULL)
    return not_there (record->kind, error);
  return record_save (transaction, arena, record->kind, event_of (arena, record, "answer"), record->id,
                      version, RECORD_FIELDS ({ "objection_answer", answer }), error);
}

/* ---- many at once ---- */

/* Whose record it is; NULL for an id that means nothing here. */
static bool
read_owner (Transaction *transaction, Arena *arena, RecordKind kind, gint64 id, const char **ret,
            GError **error)
{
  Record record;
  GError *local = NULL;
  *ret = NULL;
  if (!record_load (transaction, arena, kind, id, &record, &local)) {
    if (g_error_matches (local, DVHT_ERROR, (gint)MSG_DB_NOT_THERE)) {
      g_clear_error (&local);
      return true;
    }
    g_propagate_error (error, local);
    return false;
  }
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_personal_owner, error, DB_INT (record_int (&record, "person_id")));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local))
    *ret = rows_text_dup (rows, 0, arena);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* Nobody accepts what a colleague entered while its person says that it is wrong, and has no answer: those go
 * from `choices` to `contested`. */
static bool
split_contested (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id,
                 const RecordChoices *choices, RecordChoices *ret, RecordChoices *ret_contested,
                 GError **error)
{
  const QueryId query = kind == RECORD_study_plan ? QUERY_study_plan_contested : QUERY_citizen_contested;
  GError *local = NULL;
  g_autoptr (GHashTable) contested = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (Rows) rows = db_rows (transaction, query, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const gint64 id = rows_int (rows, 0);
    g_hash_table_add (contested, g_memdup2 (&id, sizeof id));
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  for (gsize i = 0; i < choices->count; i++) {
    RecordChoices *into = g_hash_table_contains (contested, &choices->items[i].id) ? ret_contested : ret;
    ARENA_PUSH (arena, into->items, into->count) = choices->items[i];
  }
  return true;
}

static bool
push_owner (Transaction *transaction, Arena *arena, RecordKind kind, gint64 id, Lines *left, GError **error)
{
  const char *name = NULL;
  if (!read_owner (transaction, arena, kind, id, &name, error))
    return false;
  if (name != NULL)
    ARENA_PUSH (arena, left->items, left->count) = name;
  return true;
}

bool
personal_step (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id, const char *action,
               const RecordChoices *choices, PermissionSet permissions, RecordFields fields,
               PersonalOutcome *ret, GError **error)
{
  static const char *const accepting[] = { "approve", "accept", NULL };
  RecordOutcome outcome;
  RecordChoices clear = { 0 }, contested = { 0 };
  Lines left = { 0 };
  bool accepts = g_strv_contains (accepting, action);
  if (accepts && !split_contested (transaction, arena, kind, round_id, choices, &clear, &contested, error))
    return false;
  if (!record_step_many (transaction, arena, kind, round_id, action, accepts ? &clear : choices, permissions,
                         fields, &outcome, error))
    return false;
  for (gsize i = 0; i < outcome.left_count; i++)
    if (!push_owner (transaction, arena, kind, outcome.left[i], &left, error))
      return false;
  for (gsize i = 0; i < contested.count; i++)
    if (!push_owner (transaction, arena, kind, contested.items[i].id, &left, error))
      return false;
  *ret = (PersonalOutcome){ outcome.done, left };
  return true;
}

const char *
choices_mark (Arena *arena, const RecordChoices *choices)
{
  char hex[SHA256_HEX_LENGTH + 1];
  g_autoptr (GString) all = g_string_new (NULL);
  for (gsize i = 0; i < choices->count; i++)
    g_string_append_printf (all, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT " ", choices->items[i].id,
                            choices->items[i].version);
  sha256_hex (all->str, all->len, hex);
  return arena_strndup (arena, hex, MARK_LENGTH);
}
