/* rating.c - see rating.h. */
#include "store/rating.h"
#include "store/round_parts.h"
#include <string.h>

static RatingDecision
read_row (Arena *arena, const Rows *rows)
{
  return (RatingDecision){ .id = rows_int (rows, 0),
                           .version = rows_int (rows, 1),
                           .state = rows_text_dup (rows, 3, arena),
                           .result = rating_result_of (rows_text (rows, 4)),
                           .reason = rows_text_dup (rows, 5, arena) };
}

bool
rating_decisions_load (Transaction *transaction, Arena *arena, gint64 round_id, const Scheme *scheme,
                       RatingDecision **ret, GError **error)
{
  GError *local = NULL;
  RatingDecision *all = arena_array (arena, RatingDecision, scheme->indicator_count);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_rating_results, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const Indicator *indicator = scheme_find_indicator (scheme, rows_text (rows, 2));
    if (indicator != NULL)
      all[indicator - scheme->indicators] = read_row (arena, rows);
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = all;
  return true;
}

bool
rating_is_open (const RatingDecision *decision)
{
  return decision->state == NULL
         || (strcmp (decision->state, "submitted") != 0 && strcmp (decision->state, "agreed") != 0);
}

static bool
find (Transaction *transaction, Arena *arena, gint64 round_id, const char *indicator, RatingDecision *ret,
      GError **error)
{
  gint64 id = 0;
  Record record;
  *ret = (RatingDecision){ 0 };
  if (!db_int (transaction, QUERY_rating_find, 0, &id, error, DB_INT (round_id), DB_TEXT (indicator)))
    return false;
  if (id == 0)
    return true;
  if (!record_load (transaction, arena, RECORD_rating, id, &record, error))
    return false;
  *ret = (RatingDecision){ .id = id,
                           .version = record.version,
                           .state = record_text (&record, "state"),
                           .result = rating_result_of (record_text (&record, "result")),
                           .reason = record_text (&record, "reason") };
  return true;
}

static bool
check_open (const RatingDecision *decision, gint64 version, GError **error)
{
  const WorkflowState *state = decision->state != NULL ? workflow_state ("rating", decision->state) : NULL;
  if (!rating_is_open (decision))
    error_set (error, "rating", MSG_WORKFLOW_STEP, state != NULL ? state->words : "", NULL);
  else if (decision->version != version)
    error_set (error, "rating", MSG_SAVE_CONFLICT, NULL);
  else
    return true;
  return false;
}

bool
rating_declare (Transaction *transaction, Arena *arena, gint64 round_id, const Indicator *indicator,
                gsize position, gint64 version, const char *reason, GError **error)
{
  RatingDecision now;
  const char *result = reason != NULL ? rating_result_name (RATING_NOT_APPLICABLE) : NULL;
  const char *action = reason != NULL ? "rating.not_applicable" : "rating.applicable";
  if (!find (transaction, arena, round_id, indicator->id, &now, error) || !check_open (&now, version, error))
    return false;
  if (now.id != 0)
    return record_save (transaction, arena, RECORD_rating, action, now.id, version,
                        RECORD_FIELDS ({ "result", result }, { "reason", reason }), error);
  return reason == NULL
         || record_add (transaction, arena, RECORD_rating, action,
                        RECORD_FIELDS ({ "round_id", record_number (arena, round_id) },
                                       { "indicator", indicator->id },
                                       { "position", record_number (arena, (gint64)position) },
                                       { "state", "doing" }, { "result", result }, { "reason", reason }),
                        NULL, error);
}
