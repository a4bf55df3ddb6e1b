/* import.c - see import.h. */
#include "store/import.h"
#include "base/json.h"
#include "store/audit.h"
#include "store/people.h"
#include <string.h>

/* ---- begun and ended ---- */

bool
import_begin (Transaction *transaction, gint64 *ret_first, GError **error)
{
  gint64 head = 0;
  if (!db_int (transaction, QUERY_audit_head, 0, &head, error))
    return false;
  *ret_first = head + 1;
  return true;
}

bool
import_end (Transaction *transaction, Arena *arena, gint64 first, const char *file, gint64 added,
            gint64 changed, gint64 *ret_id, GError **error)
{
  gint64 last = 0;
  if (!db_int (transaction, QUERY_audit_head, 0, &last, error)
      || !transaction_next_id (transaction, ret_id, error))
    return false;
  const AuditField fields[] = { { "file", file },
                                { "added", arena_int (arena, added) },
                                { "changed", arena_int (arena, changed) },
                                { "first", arena_int (arena, first) },
                                { "last", arena_int (arena, last) } };
  return audit_append (transaction, "people.import", "import", *ret_id, NULL,
                       audit_json (arena, fields, G_N_ELEMENTS (fields)), error);
}

/* ---- told again ---- */

static gint64
number_of (const json_t *object, const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));
  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* Columns of import_events and import_event. */
static Import
read_import (const Rows *rows, Arena *arena)
{
  Import import = { .id = rows_int (rows, 0), .at = rows_int (rows, 1), .undone = rows_int (rows, 4) != 0 };
  const char *text = rows_text (rows, 3);
  json_t *told = text != NULL ? json_loads (text, 0, NULL) : NULL;
  const char *file = json_string_value (json_object_get (told, "file"));
  import.who = rows_text_dup (rows, 2, arena);
  import.file = arena_strdup (arena, file != NULL ? file : "");
  import.added = number_of (told, "added");
  import.changed = number_of (told, "changed");
  import.first = number_of (told, "first");
  import.last = number_of (told, "last");
  json_decref (told);
  return import;
}

static bool
read_imports (Rows *opened, Arena *arena, Imports *ret, GError **error)
{
  g_autoptr (Rows) rows = opened;
  GError *local = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, ret->items, ret->count) = read_import (rows, arena);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
import_recent (Transaction *transaction, Arena *arena, gsize limit, Imports *ret, GError **error)
{
  Imports imports = { 0 };
  if (!read_imports (db_rows (transaction, QUERY_import_events, error, DB_INT ((gint64)limit)), arena,
                     &imports, error))
    return false;
  *ret = imports;
  return true;
}

bool
import_load (Transaction *transaction, Arena *arena, gint64 id, Import *ret, GError **error)
{
  Imports imports = { 0 };
  if (!read_imports (db_rows (transaction, QUERY_import_event, error, DB_INT (id)), arena, &imports, error))
    return false;
  if (imports.count == 0) {
    error_set (error, "import", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  *ret = imports.items[0];
  return true;
}

/* ---- its people ---- */

typedef struct {
  gint64 id, version;
  bool added;
  const char *before; /* JSON; NULL: added, or erased by law */
} Step;

typedef struct {
  Step *items;
  gsize count;
  ImportHolds holds;
} Steps;

static void
read_step (const Rows *rows, Arena *arena, Steps *steps)
{
  Step step = { .id = rows_int (rows, 1), .version = rows_int (rows, 4) };
  step.added = strcmp (rows_text (rows, 2), "person.add") == 0;
  step.before = rows_text_dup (rows, 3, arena);
  const char *name = rows_text_dup (rows, 5, arena);
  ImportHold hold = { .person_id = step.id, .name = name != NULL ? name : "" };
  hold.changed = name == NULL || rows_int (rows, 6) != rows_int (rows, 0);
  hold.has_account = step.added && rows_int (rows, 7) != 0;
  hold.erased = !step.added && step.before == NULL;
  ARENA_PUSH (arena, steps->items, steps->count) = step;
  if (hold.changed || hold.has_account || hold.erased)
    ARENA_PUSH (arena, steps->holds.items, steps->holds.count) = hold;
}

static bool
read_steps (Transaction *transaction, Arena *arena, const Import *import, Steps *ret, GError **error)
{
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_import_people, error, DB_INT (import->first), DB_INT (import->last));
  GError *local = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    read_step (rows, arena, ret);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
import_holds (Transaction *transaction, Arena *arena, const Import *import, ImportHolds *ret, GError **error)
{
  Steps steps = { 0 };
  if (!read_steps (transaction, arena, import, &steps, error))
    return false;
  *ret = steps.holds;
  return true;
}

/* ---- taken back ---- */

static bool
change_back (Transaction *transaction, Arena *arena, const Step *step, GError **error)
{
  PersonEntry entry = { .id = step->id, .version = step->version };
  json_t *before = json_loads (step->before, 0, NULL);
  gint64 id = 0;
  for (int field = 0; field < PERSON_FIELD_COUNT; field++) {
    const char *text = json_string_value (json_object_get (before, person_field_name ((PersonField)field)));
    entry.fields[field] = arena_strdup (arena, text != NULL ? text : "");
  }
  json_decref (before);
  return person_save (transaction, arena, &entry, &id, error);
}

bool
import_undo (Transaction *transaction, Arena *arena, gint64 id, GError **error)
{
  Import import = { 0 };
  Steps steps = { 0 };
  if (!import_load (transaction, arena, id, &import, error)
      || !read_steps (transaction, arena, &import, &steps, error))
    return false;
  if (import.undone || steps.holds.count > 0) {
    error_set (error, "import", import.undone ? MSG_IMPORT_UNDONE : MSG_IMPORT_HELD, NULL);
    return false;
  }
  /* From the last to the first, so that a code given on is free when its first holder takes it back. */
  for (gsize i = steps.count; i > 0; i--) {
    const Step *step = &steps.items[i - 1];
    bool done = step->added ? person_remove (transaction, arena, step->id, step->version, error)
                            : change_back (transaction, arena, step, error);
    if (!done)
      return false;
  }
  const AuditField fields[] = { { "file", import.file },
                                { "added", arena_int (arena, import.added) },
                                { "changed", arena_int (arena, import.changed) } };
  return audit_append (transaction, "people.import_undo", "import", id, NULL,
                       audit_json (arena, fields, G_N_ELEMENTS (fields)), error);
}
