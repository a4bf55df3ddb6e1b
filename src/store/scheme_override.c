/* scheme_override.c - see scheme_override.h. */
#include "store/scheme_override.h"
#include "store/record_history.h"
#include "store/round_parts.h"
#include <string.h>

enum {
  ROW_ID,
  ROW_VERSION,
  ROW_INDICATOR,
  ROW_TEXT,
  ROW_MEASURE,
  ROW_AT_LEAST,
  ROW_LEARNERS,
  ROW_DAY,
  ROW_NAME
};

static StoredOverride
read_row (Arena *arena, const Rows *rows, const Indicator *indicator)
{
  const char *measure = rows_text (rows, ROW_MEASURE), *day = rows_text (rows, ROW_DAY);
  StoredOverride stored = { .id = rows_int (rows, ROW_ID), .version = rows_int (rows, ROW_VERSION) };
  SchemeOverride *said = &stored.said;
  *said = (SchemeOverride){ .indicator_id = indicator->id,
                            .indicator = indicator,
                            .text = rows_text_dup (rows, ROW_TEXT, arena),
                            .at_least = decimal_of_stored (rows_text (rows, ROW_AT_LEAST)),
                            .learners_at_least = decimal_of_stored (rows_text (rows, ROW_LEARNERS)),
                            .confirmed_by.code = rows_text_dup (rows, ROW_NAME, arena) };
  said->has_measure = measure != NULL && measure_from_name (measure, &said->measure);
  if (day != NULL)
    date_parse_iso (day, &said->confirmed_on);
  return stored;
}

bool
scheme_overrides_load (Transaction *transaction, Arena *arena, gint64 round_id, const Scheme *scheme,
                       StoredOverride **ret, GError **error)
{
  GError *local = NULL;
  StoredOverride *all = arena_array (arena, StoredOverride, scheme->indicator_count);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_scheme_override_of_round, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  for (gsize i = 0; i < scheme->indicator_count; i++)
    all[i].said = (SchemeOverride){ .at_least = DECIMAL_UNSET, .learners_at_least = DECIMAL_UNSET };
  while (rows_next (rows, &local)) {
    const Indicator *indicator = scheme_find_indicator (scheme, rows_text (rows, ROW_INDICATOR));
    if (indicator != NULL)
      all[indicator - scheme->indicators] = read_row (arena, rows, indicator);
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = all;
  return true;
}

/* The indicator's record; id 0 where there is none.  An error if it is not at the version that was looked at.
 */
static bool
find (Transaction *transaction, Arena *arena, gint64 round_id, const Indicator *indicator, gint64 version,
      Record *ret, GError **error)
{
  gint64 id = 0;
  *ret = (Record){ .kind = RECORD_scheme_override };
  if (!db_int (transaction, QUERY_scheme_override_find, 0, &id, error, DB_INT (round_id),
               DB_TEXT (indicator->id))
      || (id != 0 && !record_load (transaction, arena, RECORD_scheme_override, id, ret, error)))
    return false;
  if (ret->version != version)
    error_set (error, "scheme_override", MSG_SAVE_CONFLICT, NULL);
  return ret->version == version;
}

/* Into the record that find found, or a new one. */
static bool
put (Transaction *transaction, Arena *arena, gint64 round_id, const Indicator *indicator, const char *action,
     const Record *record, RecordFields fields, GError **error)
{
  if (record->id != 0)
    return record_save (transaction, arena, RECORD_scheme_override, action, record->id, record->version,
                        fields, error);
  AuditField *all = arena_array (arena, AuditField, fields.count + 2);
  memcpy (all, fields.items, fields.count * sizeof *all);
  all[fields.count] = (AuditField){ "round_id", record_number (arena, round_id) };
  all[fields.count + 1] = (AuditField){ "indicator", indicator->id };
  return record_add (transaction, arena, RECORD_scheme_override, action,
                     (RecordFields){ all, fields.count + 2 }, NULL, error);
}

static bool
stays (const Record *record, const AuditField *fields, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (g_strcmp0 (record_text (record, fields[i].name), fields[i].value) != 0)
      return false;
  return true;
}

static const char *
changed_decimal (Arena *arena, Decimal typed, Decimal scheme)
{
  return typed == scheme ? NULL : decimal_stored (arena, typed);
}

bool
scheme_override_save (Transaction *transaction, Arena *arena, gint64 round_id, const Indicator *indicator,
                      gint64 version, const IndicatorChange *change, GError **error)
{
  Record record;
  bool own_text = change->text != NULL && strcmp (change->text, indicator->text) != 0;
  bool own_measure = change->measure != MEASURE_NONE && change->measure != indicator->measure;
  const AuditField fields[]
      = { { "text", own_text ? change->text : NULL },
          { "measure", own_measure ? measure_name (change->measure) : NULL },
          { "at_least", changed_decimal (arena, change->at_least, indicator->at_least) },
          { "learners_at_least",
            changed_decimal (arena, change->learners_at_least, indicator->learners_at_least) },
          { "confirmed_by", NULL },
          { "confirmed_on", NULL } };
  const gsize count = G_N_ELEMENTS (fields);
  if (!find (transaction, arena, round_id, indicator, version, &record, error))
    return false;
  return stays (&record, fields, count - 2)
         || put (transaction, arena, round_id, indicator, "scheme_override.save", &record,
                 (RecordFields){ fields, count }, error);
}

static bool
is_confirmed (const Record *record)
{
  return record_text (record, "confirmed_by") != NULL && record_text (record, "confirmed_on") != NULL;
}

bool
scheme_override_confirm (Transaction *transaction, Arena *arena, gint64 round_id, const Indicator *indicator,
                         gint64 version, gint64 person_id, const char *day, GError **error)
{
  Record record;
  return find (transaction, arena, round_id, indicator, version, &record, error)
         && (is_confirmed (&record)
             || put (transaction, arena, round_id, indicator, "scheme_override.confirm", &record,
                     RECORD_FIELDS ({ "confirmed_by", record_number (arena, person_id) },
                                    { "confirmed_on", day }),
                     error));
}

bool
scheme_override_unconfirm (Transaction *transaction, Arena *arena, gint64 round_id,
                           const Indicator *indicator, gint64 version, GError **error)
{
  Record record;
  return find (transaction, arena, round_id, indicator, version, &record, error)
         && (record.id == 0
             || record_save (transaction, arena, RECORD_scheme_override, "scheme_override.unconfirm",
                             record.id, version,
                             RECORD_FIELDS ({ "confirmed_by", NULL }, { "confirmed_on", NULL }), error));
}

bool
scheme_override_restore (Transaction *transaction, Arena *arena, gint64 round_id, const Indicator *indicator,
                         gint64 version, gint64 seq, GError **error)
{
  static const char *const names[]
      = { "text", "measure", "at_least", "learners_at_least", "confirmed_by", "confirmed_on" };
  Record record, old;
  AuditField fields[G_N_ELEMENTS (names)];
  if (!find (transaction, arena, round_id, indicator, version, &record, error)
      || !record_before (transaction, arena, RECORD_scheme_override, record.id, seq, &old, error))
    return false;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    fields[i] = (AuditField){ names[i], record_text (&old, names[i]) };
  return record_save (transaction, arena, RECORD_scheme_override, "scheme_override.restore", record.id,
                      version, (RecordFields){ fields, G_N_ELEMENTS (fields) }, error);
}
