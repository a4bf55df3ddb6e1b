/* unit.c - see unit.h. */
#include "store/unit.h"
#include "base/date.h"
#include "store/audit.h"
#include <string.h>

char *
uuid_make (Arena *arena)
{
  g_autofree char *uuid = g_uuid_string_random ();
  return arena_strdup (arena, uuid);
}

static char *
name_json (Arena *arena, const UnitName *name)
{
  const AuditField fields[] = {
    { "valid_from", name->valid_from },
    { "valid_to", name->valid_to },
    { "name", name->name },
    { "short_name", name->short_name },
    { "governing_body", name->governing_body },
    { "appraiser", name->appraiser },
    { "place", name->place },
    { "recogniser", name->recogniser },
    { "salutation", name->salutation },
  };
  return audit_json (arena, fields, G_N_ELEMENTS (fields));
}

/* Names have no id: events call them by their first day, 20250701. */
static gint64
name_id (const UnitName *name)
{
  CivilDate day = { 0 };
  date_parse_iso (name->valid_from, &day);
  return (gint64)day.year * 10000 + day.month * 100 + day.day;
}

static bool
put_name (Transaction *transaction, Arena *arena, const char *action, const UnitName *old,
          const UnitName *name, GError **error)
{
  const char *before = old != NULL ? name_json (arena, old) : NULL;
  return db_run (transaction, QUERY_unit_name_put, NULL, error, DB_TEXT (name->valid_from),
                 DB_TEXT (name->valid_to), DB_TEXT (name->name), DB_TEXT (name->short_name),
                 DB_TEXT (name->governing_body), DB_TEXT (name->appraiser), DB_TEXT (name->place),
                 DB_TEXT (name->recogniser), DB_TEXT (name->salutation))
         && audit_append (transaction, action, "unit_name", name_id (name), before, name_json (arena, name),
                          error);
}

bool
unit_found (Transaction *transaction, const char *uuid, const char *code, const char *kind,
            const UnitName *name, gint64 *ret_id, GError **error)
{
  static const guint8 start[AUDIT_HASH_SIZE] = { 0 };
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
  uuid = uuid != NULL ? uuid : uuid_make (arena);
  const AuditField fields[] = { { "uuid", uuid }, { "code", code }, { "kind", kind } };
  gint64 id = 0;
  if (!db_int (transaction, QUERY_unit_next_number, 1, &id, error)
      || !transaction_set_unit (transaction, id, error))
    return false;
  if (!db_run (transaction, QUERY_unit_insert, NULL, error, DB_TEXT (uuid), DB_TEXT (code), DB_TEXT (kind),
               DB_BLOB (start, AUDIT_HASH_SIZE))
      || !audit_append (transaction, "unit.found", "unit", id, NULL,
                        audit_json (arena, fields, G_N_ELEMENTS (fields)), error)
      || !put_name (transaction, arena, "unit.name", NULL, name, error))
    return false;
  *ret_id = id;
  return true;
}

/* The first row or an error; for statements that must find one. */
static bool
first_row (Rows *rows, const char *what, GError **error)
{
  GError *local = NULL;
  if (rows_next (rows, &local))
    return true;
  if (local == NULL)
    error_set (&local, what, MSG_DB_NOT_THERE, NULL);
  g_propagate_error (error, local);
  return false;
}

bool
unit_load (Transaction *transaction, Arena *arena, Unit *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_unit_get, error);
  if (rows == NULL || !first_row (rows, "unit", error))
    return false;
  *ret = (Unit){ .id = rows_int (rows, 0),
                 .uuid = rows_text_dup (rows, 1, arena),
                 .code = rows_text_dup (rows, 2, arena),
                 .kind = rows_text_dup (rows, 3, arena),
                 .version = rows_int (rows, 4),
                 .public_told = !rows_is_null (rows, 6),
                 .is_public = rows_int (rows, 6) != 0,
                 .address = rows_text_dup (rows, 7, arena),
                 .phone = rows_text_dup (rows, 8, arena),
                 .email = rows_text_dup (rows, 9, arena) };
  return true;
}

static char *
profile_json (Arena *arena, const Unit *unit)
{
  const AuditField fields[] = {
    { "is_public", !unit->public_told ? NULL
                   : unit->is_public  ? "1"
                                      : "0" },
    { "address", unit->address },
    { "phone", unit->phone },
    { "email", unit->email },
  };
  return audit_json (arena, fields, G_N_ELEMENTS (fields));
}

bool
unit_save_profile (Transaction *transaction, Arena *arena, const Unit *unit, GError **error)
{
  Unit old = { 0 };
  return unit_load (transaction, arena, &old, error) && unit_touch (transaction, unit->version, error)
         && db_run (transaction, QUERY_unit_set_profile, NULL, error,
                    unit->public_told ? DB_INT (unit->is_public) : DB_NULL, DB_TEXT (unit->address),
                    DB_TEXT (unit->phone), DB_TEXT (unit->email))
         && audit_append (transaction, "unit.profile", "unit", old.id, profile_json (arena, &old),
                          profile_json (arena, unit), error);
}

static UnitName
read_name (const Rows *rows, Arena *arena)
{
  return (UnitName){ .valid_from = rows_text_dup (rows, 0, arena),
                     .valid_to = rows_text_dup (rows, 1, arena),
                     .name = rows_text_dup (rows, 2, arena),
                     .short_name = rows_text_dup (rows, 3, arena),
                     .governing_body = rows_text_dup (rows, 4, arena),
                     .appraiser = rows_text_dup (rows, 5, arena),
                     .place = rows_text_dup (rows, 6, arena),
                     .recogniser = rows_text_dup (rows, 7, arena),
                     .salutation = rows_text_dup (rows, 8, arena) };
}

static bool
first_name (Transaction *transaction, Arena *arena, UnitName *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_unit_names, error);
  if (rows == NULL || !first_row (rows, "unit_name", error))
    return false;
  *ret = read_name (rows, arena);
  return true;
}

bool
unit_name_at (Transaction *transaction, Arena *arena, const char *day, UnitName *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_unit_name_at, error, DB_TEXT (day));
  if (rows == NULL)
    return false;
  GError *local = NULL;
  if (rows_next (rows, &local)) {
    *ret = read_name (rows, arena);
    return true;
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  return first_name (transaction, arena, ret, error);
}

bool
unit_names_load (Transaction *transaction, Arena *arena, UnitNames *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_unit_names, error);
  UnitNames names = { 0 };
  GError *local = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, names.items, names.count) = read_name (rows, arena);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = names;
  return true;
}

bool
unit_touch (Transaction *transaction, gint64 version, GError **error)
{
  gint64 changed = 0;
  if (!db_run (transaction, QUERY_unit_touch, &changed, error, DB_INT (version)))
    return false;
  if (changed == 0)
    error_set (error, "unit", MSG_SAVE_CONFLICT, NULL);
  return changed == 1;
}

static const char *
day_before (Arena *arena, const char *day)
{
  GDate date;
  CivilDate civil = { 0 };
  if (!date_parse_iso (day, &civil))
    return day;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)civil.day, (GDateMonth)civil.month, (GDateYear)civil.year);
  g_date_subtract_days (&date, 1);
  return arena_printf (arena, "%04d-%02d-%02d", (int)g_date_get_year (&date), (int)g_date_get_month (&date),
                       (int)g_date_get_day (&date));
}

bool
unit_rename (Transaction *transaction, Arena *arena, const UnitName *name, GError **error)
{
  UnitName old = { 0 }, fresh = *name;
  if (!unit_name_at (transaction, arena, name->valid_from, &old, error))
    return false;
  int order = strcmp (old.valid_from, name->valid_from);
  /* Before the first names ever, in their stead, or in the midst of their time. */
  fresh.valid_to = order > 0 ? day_before (arena, old.valid_from) : old.valid_to;
  if (order >= 0)
    return put_name (transaction, arena, "unit.rename", order == 0 ? &old : NULL, &fresh, error);
  UnitName ended = old;
  ended.valid_to = day_before (arena, name->valid_from);
  return put_name (transaction, arena, "unit.name_end", &old, &ended, error)
         && put_name (transaction, arena, "unit.rename", &old, &fresh, error);
}

static const char *
number_text (Arena *arena, bool given, gint64 number)
{
  return given ? arena_int (arena, number) : NULL;
}

static char *
facts_json (Arena *arena, const RoundFacts *facts)
{
  const AuditField fields[] = {
    { "citizen_scheme", facts->citizen_scheme },
    { "evidence_code", facts->evidence_code },
    { "head_id", number_text (arena, facts->head_id != 0, facts->head_id) },
    { "head_title", facts->head_title },
    { "union_chair_id", number_text (arena, facts->union_chair_id != 0, facts->union_chair_id) },
    { "learners_total", number_text (arena, facts->has_learners, facts->learners_total) },
    { "learners_citizens", number_text (arena, facts->has_learners, facts->learners_citizens) },
    { "publication_url", facts->publication_url },
    { "publication_snapshot", facts->publication_snapshot },
    { "number_series", facts->number_series },
  };
  return audit_json (arena, fields, G_N_ELEMENTS (fields));
}

bool
round_facts_load (Transaction *transaction, Arena *arena, gint64 id, RoundFacts *ret, gint64 *ret_version,
                  GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_facts, error, DB_INT (id));
  if (rows == NULL || !first_row (rows, "round", error))
    return false;
  *ret = (RoundFacts){ .citizen_scheme = rows_text_dup (rows, 5, arena),
                       .evidence_code = rows_text_dup (rows, 6, arena),
                       .head_id = rows_int (rows, 7),
                       .head_title = rows_text_dup (rows, 8, arena),
                       .union_chair_id = rows_int (rows, 9),
                       .has_learners = !rows_is_null (rows, 10),
                       .learners_total = (guint)rows_int (rows, 10),
                       .learners_citizens = (guint)rows_int (rows, 11),
                       .publication_url = rows_text_dup (rows, 12, arena),
                       .publication_snapshot = rows_text_dup (rows, 13, arena),
                       .number_series = rows_text_dup (rows, 14, arena) };
  *ret_version = rows_int (rows, 15);
  return true;
}

static DbValue
id_or_null (gint64 id)
{
  return id != 0 ? DB_INT (id) : DB_NULL;
}

bool
round_save_facts (Transaction *transaction, Arena *arena, gint64 id, gint64 version, const RoundFacts *facts,
                  GError **error)
{
  RoundFacts old = { 0 };
  gint64 changed = 0, now = 0;
  if (!round_facts_load (transaction, arena, id, &old, &now, error)
      || !db_run (transaction, QUERY_round_set_facts, &changed, error, DB_TEXT (facts->citizen_scheme),
                  DB_TEXT (facts->evidence_code), id_or_null (facts->head_id), DB_TEXT (facts->head_title),
                  id_or_null (facts->union_chair_id),
                  facts->has_learners ? DB_INT (facts->learners_total) : DB_NULL,
                  facts->has_learners ? DB_INT (facts->learners_citizens) : DB_NULL,
                  DB_TEXT (facts->publication_url), DB_TEXT (facts->publication_snapshot),
                  DB_TEXT (facts->number_series), DB_INT (id), DB_INT (version)))
    return false;
  if (changed == 0)
    error_set (error, "round", MSG_SAVE_CONFLICT, NULL);
  return changed == 1
         && audit_append (transaction, "round.facts", "round", id, facts_json (arena, &old),
                          facts_json (arena, facts), error);
}

bool
round_open (Transaction *transaction, Arena *arena, const RoundOpening *opening, gint64 *ret_id,
            GError **error)
{
  gint64 id = 0;
  const char *uuid = opening->uuid != NULL ? opening->uuid : uuid_make (arena);
  const AuditField fields[] = { { "year", arena_int (arena, opening->year) },
                                { "scheme", opening->scheme },
                                { "state", "preparing" },
                                { "revision", number_text (arena, true, opening->revision) },
                                { "uuid", uuid } };
  if (!transaction_next_id (transaction, &id, error)
      || !db_run (transaction, QUERY_round_insert, NULL, error, DB_INT (id), DB_TEXT (uuid),
                  DB_INT (opening->year), DB_TEXT (opening->scheme), DB_INT (opening->revision))
      || !audit_append (transaction, "round.open", "round", id, NULL,
                        audit_json (arena, fields, G_N_ELEMENTS (fields)), error))
    return false;
  *ret_id = id;
  return true;
}

bool
unit_any (Transaction *transaction, bool *ret, GError **error)
{
  gint64 count = 0;
  if (!db_int (transaction, QUERY_unit_count, 0, &count, error))
    return false;
  *ret = count > 0;
  return true;
}
