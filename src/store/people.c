/* people.c - see people.h. */
#include "store/people.h"
#include "base/text.h"
#include "store/account.h"
#include "store/audit.h"
#include "store/people_merge.h"
#include "store/search.h"
#include "store/unit.h"
#include <string.h>

/* Columns of person_entries and, one further on, person_get. */
#define FIRST_FIELD 1

static const char *
state_name (PeopleState state)
{
  return state == PEOPLE_LEFT ? "left" : "active";
}

Rows *
people_page (Transaction *transaction, Arena *arena, const PeopleFilter *filter, GError **error)
{
  QueryId query = filter->state == PEOPLE_LEFT ? QUERY_person_left : QUERY_person_page;
  return db_rows (transaction, query, error, DB_TEXT (state_name (filter->state)),
                  DB_TEXT (search_like (arena, filter->search)), DB_INT (MIN (filter->count, 1000)),
                  DB_INT (filter->start));
}

Rows *
people_told (Transaction *transaction, Arena *arena, const PeopleFilter *filter, GError **error)
{
  return db_rows (transaction, QUERY_person_told, error, DB_TEXT (state_name (filter->state)),
                  DB_TEXT (search_like (arena, filter->search)), DB_INT (filter->count));
}

bool
people_count (Transaction *transaction, Arena *arena, const PeopleFilter *filter, gint64 *ret, GError **error)
{
  return db_int (transaction, QUERY_person_count, 0, ret, error, DB_TEXT (state_name (filter->state)),
                 DB_TEXT (search_like (arena, filter->search)));
}

static PersonEntry
read_entry (const Rows *rows, Arena *arena, int first, int version)
{
  PersonEntry entry = { .id = rows_int (rows, 0), .version = rows_int (rows, version) };
  for (int field = 0; field < PERSON_FIELD_COUNT; field++) {
    const char *text = rows_text_dup (rows, first + field, arena);
    entry.fields[field] = text != NULL ? text : "";
  }
  return entry;
}

bool
people_entries (Transaction *transaction, Arena *arena, PersonEntries *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_person_entries, error);
  if (rows == NULL)
    return false;
  PersonEntries entries = { 0 };
  GError *local = NULL;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, entries.items, entries.count)
        = read_entry (rows, arena, FIRST_FIELD, FIRST_FIELD + PERSON_FIELD_COUNT);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = entries;
  return true;
}

bool
person_load (Transaction *transaction, Arena *arena, gint64 id, PersonEntry *ret, const char **ret_state,
             GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_person_get, error, DB_INT (id));
  if (rows == NULL)
    return false;
  GError *local = NULL;
  if (!rows_next (rows, &local)) {
    if (local == NULL)
      error_set (&local, "person", MSG_DB_NOT_THERE, NULL);
    g_propagate_error (error, local);
    return false;
  }
  *ret = read_entry (rows, arena, 2, 15);
  if (ret_state != NULL)
    *ret_state = rows_text_dup (rows, 11, arena);
  return true;
}

bool
person_leaving (Transaction *transaction, Arena *arena, gint64 id, const char **ret_day,
                const char **ret_kind, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_person_leaving, error, DB_INT (id));
  if (rows == NULL)
    return false;
  bool found = rows_next (rows, &local);
  *ret_day = found ? rows_text_dup (rows, 0, arena) : NULL;
  *ret_kind = found ? rows_text_dup (rows, 1, arena) : NULL;
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
person_working (Transaction *transaction, Arena *arena, gint64 id, const char **ret_name, GError **error)
{
  PersonEntry entry = { 0 };
  const char *state = NULL;
  if (!person_load (transaction, arena, id, &entry, &state, error))
    return false;
  if (strcmp (state, state_name (PEOPLE_ACTIVE)) != 0) {
    error_set (error, "person", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  if (ret_name != NULL)
    *ret_name = entry.fields[PERSON_FIELD_NAME];
  return true;
}

/* `uuid` and `state` of a new person; NULL: not told. */
static char *
entry_json (Arena *arena, const PersonEntry *entry, const char *uuid)
{
  AuditField fields[PERSON_FIELD_COUNT + 2];
  for (int field = 0; field < PERSON_FIELD_COUNT; field++)
    fields[field] = (AuditField){ person_field_name ((PersonField)field), entry->fields[field] };
  fields[PERSON_FIELD_COUNT] = (AuditField){ "state", state_name (PEOPLE_ACTIVE) };
  fields[PERSON_FIELD_COUNT + 1] = (AuditField){ "uuid", uuid };
  return audit_json (arena, fields, PERSON_FIELD_COUNT + (uuid != NULL ? 2 : 0));
}

char *
person_folded (Arena *arena, const PersonEntry *entry)
{
  return text_fold (arena,
                    arena_concat (arena, entry->fields[PERSON_FIELD_NAME], " ",
                                  entry->fields[PERSON_FIELD_CODE], " ", entry->fields[PERSON_FIELD_POSITION],
                                  " ", entry->fields[PERSON_FIELD_DEPARTMENT], NULL));
}

/* Blank is NULL in the table. */
static DbValue
optional (const PersonEntry *entry, PersonField field)
{
  return entry->fields[field][0] != '\0' ? db_text (entry->fields[field]) : DB_NULL;
}

/* `held`: the person's so far, which is nobody else's; NULL: none. */
static bool
check_code (Transaction *transaction, const char *code, const char *held, GError **error)
{
  gint64 holder = 0;
  if (g_strcmp0 (code, held) == 0)
    return true;
  if (!db_int (transaction, QUERY_person_by_code, 0, &holder, error, DB_TEXT (code)))
    return false;
  if (holder != 0)
    error_set (error, "person", MSG_PERSON_CODE_TAKEN, code, NULL);
  return holder == 0;
}

static bool
insert (Transaction *transaction, Arena *arena, const PersonEntry *entry, gint64 *ret_id, GError **error)
{
  gint64 id = 0;
  const char *const *f = entry->fields, *uuid = uuid_make (arena);
  if (!check_code (transaction, f[PERSON_FIELD_CODE], NULL, error)
      || !transaction_next_id (transaction, &id, error)
      || !db_run (transaction, QUERY_person_insert, NULL, error, DB_INT (id), DB_TEXT (uuid),
                  DB_TEXT (f[PERSON_FIELD_CODE]), DB_TEXT (f[PERSON_FIELD_NAME]),
                  DB_TEXT (text_name_key (arena, f[PERSON_FIELD_NAME])),
                  DB_TEXT (person_folded (arena, entry)), optional (entry, PERSON_FIELD_BIRTH),
                  optional (entry, PERSON_FIELD_GENDER), optional (entry, PERSON_FIELD_POSITION),
                  optional (entry, PERSON_FIELD_DEPARTMENT), optional (entry, PERSON_FIELD_DEGREE),
                  optional (entry, PERSON_FIELD_EMAIL), optional (entry, PERSON_FIELD_PHONE), DB_NULL)
      || !audit_append (transaction, "person.add", "person", id, NULL, entry_json (arena, entry, uuid),
                        error))
    return false;
  *ret_id = id;
  return true;
}

static bool
conflict_unless (gint64 changed, GError **error)
{
  if (changed == 1)
    return true;
  error_set (error, "person", MSG_SAVE_CONFLICT, NULL);
  return false;
}

/* Who was merged into another is only remembered. */
static bool
refuse_merged (const char *state, GError **error)
{
  if (strcmp (state, "merged") != 0)
    return true;
  error_set (error, "person", MSG_PERSON_MERGED, NULL);
  return false;
}

/* Most changes leave a person's code and place in the list alone. */
static bool
reorder (Transaction *transaction, Arena *arena, const PersonEntry *old, const PersonEntry *entry,
         GError **error)
{
  static const PersonField fields[] = { PERSON_FIELD_CODE, PERSON_FIELD_NAME, PERSON_FIELD_DEPARTMENT };
  bool same = true;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    same = same && strcmp (entry->fields[fields[i]], old->fields[fields[i]]) == 0;
  return same
         || db_run (transaction, QUERY_person_reorder, NULL, error,
                    DB_TEXT (entry->fields[PERSON_FIELD_CODE]),
                    DB_TEXT (text_name_key (arena, entry->fields[PERSON_FIELD_NAME])),
                    optional (entry, PERSON_FIELD_DEPARTMENT), DB_INT (entry->id));
}

static bool
update (Transaction *transaction, Arena *arena, const PersonEntry *entry, GError **error)
{
  PersonEntry old = { 0 };
  gint64 changed = 0;
  const char *const *f = entry->fields, *state = NULL;
  return person_load (transaction, arena, entry->id, &old, &state, error) && refuse_merged (state, error)
         && check_code (transaction, f[PERSON_FIELD_CODE], old.fields[PERSON_FIELD_CODE], error)
         && db_run (transaction, QUERY_person_update, &changed, error, DB_TEXT (f[PERSON_FIELD_NAME]),
                    DB_TEXT (person_folded (arena, entry)), optional (entry, PERSON_FIELD_BIRTH),
                    optional (entry, PERSON_FIELD_GENDER), optional (entry, PERSON_FIELD_POSITION),
                    optional (entry, PERSON_FIELD_DEGREE), optional (entry, PERSON_FIELD_EMAIL),
                    optional (entry, PERSON_FIELD_PHONE), DB_INT (entry->id), DB_INT (entry->version))
         && conflict_unless (changed, error) && reorder (transaction, arena, &old, entry, error)
         && audit_append (transaction, "person.save", "person", entry->id, entry_json (arena, &old, NULL),
                          entry_json (arena, entry, NULL), error);
}

bool
person_save (Transaction *transaction, Arena *arena, const PersonEntry *entry, gint64 *ret_id, GError **error)
{
  if (entry->id == 0)
    return insert (transaction, arena, entry, ret_id, error);
  *ret_id = entry->id;
  return update (transaction, arena, entry, error);
}

typedef struct {
  const char *action, *state, *left_on, *left_kind;
  gint64 into; /* 0: none */
} Move;

static bool
set_state (Transaction *transaction, Arena *arena, gint64 id, gint64 version, const Move *move,
           GError **error)
{
  PersonEntry old = { 0 };
  const char *before = NULL;
  gint64 changed = 0;
  if (!person_load (transaction, arena, id, &old, &before, error) || !refuse_merged (before, error))
    return false;
  const AuditField was[] = { { "state", before } };
  const AuditField is[] = { { "state", move->state },
                            { "left_on", move->left_on },
                            { "left_kind", move->left_kind },
                            { "merged_into", move->into != 0 ? arena_int (arena, move->into) : NULL } };
  return db_run (transaction, QUERY_person_set_state, &changed, error, DB_TEXT (move->state),
                 DB_TEXT (move->left_on), DB_TEXT (move->left_kind),
                 move->into != 0 ? DB_INT (move->into) : DB_NULL, DB_INT (id), DB_INT (version))
         && conflict_unless (changed, error)
         && audit_append (transaction, move->action, "person", id,
                          audit_json (arena, was, G_N_ELEMENTS (was)),
                          audit_json (arena, is, G_N_ELEMENTS (is)), error);
}

bool
person_leave (Transaction *transaction, Arena *arena, gint64 id, gint64 version, const char *day,
              const char *kind, GError **error)
{
  return set_state (transaction, arena, id, version, &(Move){ "person.leave", "left", day, kind, 0 }, error);
}

bool
person_return (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error)
{
  return set_state (transaction, arena, id, version, &(Move){ "person.return", "active", NULL, NULL, 0 },
                    error);
}

/* What the kept one leaves blank; its own words stay. */
static PersonEntry
filled (const PersonEntry *kept, const PersonEntry *other)
{
  PersonEntry entry = *kept;
  for (int field = 0; field < PERSON_FIELD_COUNT; field++)
    if (entry.fields[field][0] == '\0')
      entry.fields[field] = other->fields[field];
  return entry;
}

bool
person_merge (Transaction *transaction, Arena *arena, gint64 id, gint64 version, gint64 into,
              gint64 into_version, GError **error)
{
  PersonEntry other = { 0 }, kept = { 0 };
  if (id == into) {
    error_set (error, "person", MSG_PERSON_MERGE_SELF, NULL);
    return false;
  }
  if (!person_load (transaction, arena, id, &other, NULL, error)
      || !person_load (transaction, arena, into, &kept, NULL, error))
    return false;
  kept.version = into_version;
  PersonEntry whole = filled (&kept, &other);
  return update (transaction, arena, &whole, error)
         && set_state (transaction, arena, id, version, &(Move){ "person.merge", "merged", NULL, NULL, into },
                       error)
         && account_move (transaction, id, into, error)
         && person_holdings_move (transaction, arena, id, into, error);
}

bool
person_remove (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error)
{
  PersonEntry old = { 0 };
  gint64 changed = 0;
  return person_load (transaction, arena, id, &old, NULL, error)
         && db_run (transaction, QUERY_person_delete, &changed, error, DB_INT (id), DB_INT (version))
         && conflict_unless (changed, error)
         && audit_append (transaction, "person.remove", "person", id, entry_json (arena, &old, NULL), NULL,
                          error);
}
