/* fsck_records.c - records rebuilt from their events. */
#include "store/account_parts.h"
#include "store/fsck_parts.h"
#include "store/record.h"
#include <jansson.h>
#include <string.h>

/* Columns of QUERY_audit_walk. */
enum { EVENT_KIND = 5, EVENT_OBJECT = 6, EVENT_SALT = 9, EVENT_BEFORE = 10, EVENT_AFTER = 11 };

typedef struct {
  const char *kind;
  QueryId query;
  bool vanishes; /* is deleted without an event when its time is over */
} Kind;

/* Those with statements of their own; the others are in record_tables. */
static const Kind own_kinds[] = {
  { "unit", QUERY_record_unit, false },       { "unit_name", QUERY_record_unit_name, false },
  { "round", QUERY_record_round, false },     { "person", QUERY_record_person, false },
  { "account", QUERY_record_account, false }, { "role", QUERY_record_role, false },
  { "token", QUERY_record_token, true },
};

#define OWN_KINDS G_N_ELEMENTS (own_kinds)
#define KIND_COUNT (OWN_KINDS + RECORD_COUNT)

static Kind
kind_at (guint kind)
{
  if (kind < OWN_KINDS)
    return own_kinds[kind];
  const RecordTable *table = &record_tables[kind - OWN_KINDS];
  return (Kind){ table->kind, table->told, false };
}

/* What the events up to now say of one record. */
typedef struct {
  GHashTable *fields; /* name → text; none: "" */
  bool removed, erased, seen;
  guint kind;
} Told;

static void
told_free (void *data)
{
  Told *told = data;
  g_hash_table_unref (told->fields);
  g_free (told);
}

static bool
find_kind (const char *name, guint *ret)
{
  for (guint kind = 0; kind < KIND_COUNT; kind++)
    if (strcmp (kind_at (kind).kind, name) == 0) {
      *ret = kind;
      return true;
    }
  return false;
}

static Told *
told_of (GHashTable *all, guint kind, const char *name)
{
  Told *told = g_hash_table_lookup (all, name);
  if (told == NULL) {
    told = g_new0 (Told, 1);
    told->kind = kind;
    told->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert (all, g_strdup (name), told);
  }
  return told;
}

/* A payload names what it sets; the rest stays. */
static void
apply (Told *told, const char *before, const char *after)
{
  const char *name = NULL;
  json_t *value = NULL, *payload = after != NULL ? json_loads (after, 0, NULL) : NULL;
  if (after == NULL && before != NULL)
    told->removed = true;
  json_object_foreach (payload, name, value)
  {
    const char *text = json_string_value (value);
    g_hash_table_replace (told->fields, g_strdup (name), g_strdup (text != NULL ? text : ""));
  }
  json_decref (payload);
}

static bool
read_events (Transaction *transaction, GHashTable *all, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_audit_walk, error);
  GError *failure = NULL;
  guint kind = 0;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &failure)) {
    if (!find_kind (rows_text (rows, EVENT_KIND), &kind))
      continue;
    g_autofree char *name
        = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind_at (kind).kind, rows_int (rows, EVENT_OBJECT));
    Told *told = told_of (all, kind, name);
    if (rows_is_null (rows, EVENT_SALT))
      told->erased = true;
    else {
      g_autofree char *before = g_strdup (rows_text (rows, EVENT_BEFORE));
      apply (told, before, rows_text (rows, EVENT_AFTER));
    }
  }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* Secrets stand in events as fingerprints. */
static const char *
column_text (Arena *arena, const Rows *rows, int column)
{
  gsize size = 0;
  const char *name = rows_column_name (rows, column), *text = NULL;
  if (rows_is_null (rows, column))
    return "";
  if (strcmp (name, "totp") == 0 || strcmp (name, "fingerprint") == 0) {
    const void *bytes = rows_blob (rows, column, &size);
    return fingerprint (arena, bytes, size);
  }
  text = rows_text_dup (rows, column, arena);
  return strcmp (name, "password") == 0 ? fingerprint (arena, text, strlen (text)) : text;
}

static void
compare (Fsck *fsck, const Rows *rows, const Told *told, const char *object)
{
  for (int column = 1; column < rows_column_count (rows); column++) {
    const char *name = arena_strdup (fsck->arena, rows_column_name (rows, column));
    const char *is = column_text (fsck->arena, rows, column),
               *says = g_hash_table_lookup (told->fields, name);
    if (says == NULL)
      says = "";
    if (strcmp (is, says) == 0)
      continue;
    Message message
        = message_make (MSG_FSCK_EDITED, object, name, is, arena_strdup (fsck->arena, says), NULL);
    fsck_add (fsck, false, &message);
  }
}

static void
look_at (Fsck *fsck, const Rows *rows, guint kind, GHashTable *all)
{
  const char *object = arena_concat (fsck->arena, kind_at (kind).kind, " ", rows_text (rows, 0), NULL);
  Told *told = g_hash_table_lookup (all, object);
  fsck->report->records++;
  if (told != NULL)
    told->seen = true;
  if (told == NULL || told->removed) {
    Message message = message_make (told == NULL ? MSG_FSCK_UNKNOWN : MSG_FSCK_REMOVED, object, NULL);
    fsck_add (fsck, false, &message);
  } else if (!told->erased)
    compare (fsck, rows, told, object);
}

static bool
look_at_kind (Transaction *transaction, Fsck *fsck, guint kind, GHashTable *all, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, kind_at (kind).query, error);
  GError *failure = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &failure))
    look_at (fsck, rows, kind, all);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static void
look_for_missing (Fsck *fsck, GHashTable *all)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (all), (GCompareFunc)strcmp);
  for (GList *link = names; link != NULL; link = link->next) {
    const Told *told = g_hash_table_lookup (all, link->data);
    if (told->seen || told->removed || kind_at (told->kind).vanishes)
      continue;
    Message message = message_make (MSG_FSCK_MISSING, arena_strdup (fsck->arena, link->data), NULL);
    fsck_add (fsck, false, &message);
  }
}

bool
fsck_records (Transaction *transaction, Fsck *fsck, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, told_free);
  if (!read_events (transaction, all, error))
    return false;
  for (guint kind = 0; kind < KIND_COUNT; kind++)
    if (!look_at_kind (transaction, fsck, kind, all, error))
      return false;
  look_for_missing (fsck, all);
  return true;
}
