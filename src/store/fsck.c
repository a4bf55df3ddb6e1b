/* fsck.c - see fsck.h. */
#include "base/text.h"
#include "blob/blob.h"
#include "store/audit.h"
#include "store/blob_names.h"
#include "store/fsck_parts.h"
#include "store/people.h"
#include <string.h>

typedef struct {
  gint64 id;
  const char *code;
} ListedUnit;

typedef struct {
  ListedUnit *items;
  gsize count;
} ListedUnits;

void
fsck_add (Fsck *fsck, bool repaired, const Message *message)
{
  FsckReport *report = fsck->report;
  if (report->count < FSCK_MAX_FINDINGS)
    ARENA_PUSH (fsck->arena, report->items, report->count) = (FsckFinding){ repaired, fsck->code, *message };
  else
    report->omitted++;
}

static bool
check_file (Database *database, Fsck *fsck, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  if (!database_check (database, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    Message message = message_make (MSG_FSCK_FILE, arena_strdup (fsck->arena, lines->pdata[i]), NULL);
    fsck_add (fsck, false, &message);
  }
  return true;
}

static bool
list_units (Database *database, Arena *arena, ListedUnits *ret, GError **error)
{
  static const Scope nobody = { 0 };
  g_autoptr (Transaction) transaction = db_read (database, &nobody, error);
  g_autoptr (Rows) rows = transaction == NULL ? NULL : db_rows (transaction, QUERY_unit_all, error);
  ListedUnits units = { 0 };
  GError *failure = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &failure))
    ARENA_PUSH (arena, units.items, units.count)
        = (ListedUnit){ rows_int (rows, 0), rows_text_dup (rows, 1, arena) };
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return false;
  }
  *ret = units;
  return true;
}

static bool
check_chain (Transaction *transaction, Fsck *fsck, GError **error)
{
  static const MessageId messages[] = { [AUDIT_BROKEN_CHAIN] = MSG_FSCK_CHAIN,
                                        [AUDIT_WRONG_PAYLOAD] = MSG_FSCK_PAYLOAD,
                                        [AUDIT_WRONG_HEAD] = MSG_FSCK_HEAD };
  AuditVerdict verdict = AUDIT_SOUND;
  gint64 events = 0, seq = 0;
  if (!audit_verify (transaction, &verdict, &events, &seq, error))
    return false;
  fsck->report->events += events;
  if (verdict != AUDIT_SOUND) {
    Message message = message_make (messages[verdict], arena_int (fsck->arena, seq), NULL);
    fsck_add (fsck, false, &message);
  }
  return true;
}

/* ---- what follows from other columns ---- */

typedef struct {
  gint64 id;
  const char *sort_key, *folded;
} Keys;

typedef struct {
  Keys *items;
  gsize count;
  gint64 next_id, wanted_id; /* the same: nothing to do */
} Repairs;

/* Of QUERY_record_keys; true if the row is as it should be. */
static bool
keys_of (Arena *arena, const Rows *rows, Keys *ret)
{
  PersonEntry entry = { 0 };
  static const PersonField fields[]
      = { PERSON_FIELD_NAME, PERSON_FIELD_CODE, PERSON_FIELD_POSITION, PERSON_FIELD_DEPARTMENT };
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    const char *text = rows_text_dup (rows, (int)i + 1, arena);
    entry.fields[fields[i]] = text != NULL ? text : "";
  }
  *ret = (Keys){ rows_int (rows, 0), text_name_key (arena, entry.fields[PERSON_FIELD_NAME]),
                 person_folded (arena, &entry) };
  const char *sort_key = rows_text_dup (rows, 5, arena), *folded = rows_text_dup (rows, 6, arena);
  return strcmp (sort_key, ret->sort_key) == 0 && strcmp (folded, ret->folded) == 0;
}

static bool
find_repairs (Transaction *transaction, Arena *arena, Repairs *ret, GError **error)
{
  g_autoptr (Rows) ids = db_rows (transaction, QUERY_record_ids, error);
  g_autoptr (Rows) rows = ids == NULL ? NULL : db_rows (transaction, QUERY_record_keys, error);
  GError *failure = NULL;
  Keys keys;
  if (rows == NULL)
    return false;
  if (rows_next (ids, &failure)) {
    ret->next_id = rows_int (ids, 0);
    ret->wanted_id = MAX (ret->next_id, rows_int (ids, 1) + 1);
  }
  while (failure == NULL && rows_next (rows, &failure))
    if (!keys_of (arena, rows, &keys))
      ARENA_PUSH (arena, ret->items, ret->count) = keys;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static bool
repair (Transaction *transaction, void *user, GError **error)
{
  const Repairs *repairs = user;
  for (gsize i = 0; i < repairs->count; i++)
    if (!db_run (transaction, QUERY_record_set_keys, NULL, error, DB_TEXT (repairs->items[i].sort_key),
                 DB_TEXT (repairs->items[i].folded), DB_INT (repairs->items[i].id)))
      return false;
  return repairs->wanted_id == repairs->next_id
         || db_run (transaction, QUERY_record_set_next_id, NULL, error, DB_INT (repairs->wanted_id));
}

static void
tell_repairs (Fsck *fsck, const Repairs *repairs)
{
  Arena *arena = fsck->arena;
  for (gsize i = 0; i < repairs->count; i++) {
    Message message = message_make (
        MSG_FSCK_KEYS, arena_printf (arena, "person %" G_GINT64_FORMAT, repairs->items[i].id), NULL);
    fsck_add (fsck, true, &message);
  }
  if (repairs->wanted_id != repairs->next_id) {
    Message message = message_make (MSG_FSCK_NEXT_ID, arena_int (arena, repairs->next_id),
                                    arena_int (arena, repairs->wanted_id), NULL);
    fsck_add (fsck, true, &message);
  }
}

/* ---- files by content ---- */

static bool
check_blobs (Transaction *transaction, Fsck *fsck, gint64 unit_id, GError **error)
{
  g_autoptr (GHashTable) names = blob_names (transaction, error);
  if (names == NULL)
    return false;
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc)strcmp);
  for (GList *link = sorted; link != NULL; link = link->next) {
    char hex[SHA256_HEX_LENGTH + 1] = "";
    guint64 size = 0;
    const char *path = blob_path (fsck->arena, fsck->data_folder, unit_id, link->data);
    bool there = sha256_file (path, hex, &size, NULL);
    fsck->report->files++;
    if (there && strcmp (hex, link->data) == 0)
      continue;
    Message message = message_make (there ? MSG_FSCK_BLOB_CHANGED : MSG_FSCK_BLOB_MISSING,
                                    arena_strdup (fsck->arena, link->data), NULL);
    fsck_add (fsck, false, &message);
  }
  return true;
}

/* ---- one unit after the other ---- */

static bool
check_unit (Database *database, Fsck *fsck, gint64 unit_id, GError **error)
{
  const Scope scope = { .unit_id = unit_id };
  Repairs repairs = { 0 };
  {
    g_autoptr (Transaction) transaction = db_read (database, &scope, error);
    if (transaction == NULL || !check_chain (transaction, fsck, error)
        || !fsck_records (transaction, fsck, error) || !check_blobs (transaction, fsck, unit_id, error)
        || !find_repairs (transaction, fsck->arena, &repairs, error))
      return false;
  }
  if (repairs.count == 0 && repairs.wanted_id == repairs.next_id)
    return true;
  if (!db_write (database, &scope, repair, &repairs, error))
    return false;
  tell_repairs (fsck, &repairs);
  return true;
}

static bool
check_audit (Database *database, Fsck *fsck, gint64 unit_id, GError **error)
{
  const Scope scope = { .unit_id = unit_id };
  g_autoptr (Transaction) transaction = db_read (database, &scope, error);
  return transaction != NULL && check_chain (transaction, fsck, error);
}

static bool
for_units (Database *database, Fsck *fsck,
           bool (*check) (Database *database, Fsck *fsck, gint64 unit_id, GError **error), GError **error)
{
  ListedUnits units = { 0 };
  if (!list_units (database, fsck->arena, &units, error))
    return false;
  for (gsize i = 0; i < units.count; i++) {
    fsck->code = units.items[i].code;
    if (!check (database, fsck, units.items[i].id, error))
      return false;
  }
  fsck->report->units = (gint64)units.count;
  return true;
}

bool
fsck_run (Database *database, const char *data_folder, Arena *arena, FsckReport *ret, GError **error)
{
  FsckReport report = { 0 };
  Fsck fsck = { arena, NULL, data_folder, &report };
  if (!check_file (database, &fsck, error) || !for_units (database, &fsck, check_unit, error))
    return false;
  *ret = report;
  return true;
}

bool
fsck_audit (Database *database, const char *data_folder, Arena *arena, FsckReport *ret, GError **error)
{
  FsckReport report = { 0 };
  Fsck fsck = { arena, NULL, data_folder, &report };
  if (!for_units (database, &fsck, check_audit, error))
    return false;
  *ret = report;
  return true;
}
