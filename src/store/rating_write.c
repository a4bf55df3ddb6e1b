/* rating_write.c - see rating_write.h. */
#include "store/rating_write.h"
#include "store/record_history.h"
#include <string.h>

bool
rating_given (Transaction *transaction, gint64 round_id, const char *indicator, gint64 person_id, bool *ret,
              GError **error)
{
  gint64 count = 0;
  bool good = db_int (transaction, QUERY_indicator_given, 0, &count, error, DB_INT (round_id),
                      DB_TEXT (indicator), DB_INT (person_id));
  *ret = count > 0;
  return good;
}

bool
rating_find (Transaction *transaction, Arena *arena, gint64 round_id, const char *indicator, Record *ret,
             GError **error)
{
  gint64 id = 0;
  *ret = (Record){ .kind = RECORD_rating };
  return db_int (transaction, QUERY_rating_find, 0, &id, error, DB_INT (round_id), DB_TEXT (indicator))
         && (id == 0 || record_load (transaction, arena, RECORD_rating, id, ret, error));
}

/* The rating as it is; an error if it is not at that version. */
static bool
find_at (Transaction *transaction, Arena *arena, const RatingAt *at, gint64 version, Record *ret,
         GError **error)
{
  if (!rating_find (transaction, arena, at->round_id, at->indicator->id, ret, error))
    return false;
  if (ret->version != version)
    error_set (error, "rating", MSG_SAVE_CONFLICT, NULL);
  return ret->version == version;
}

static bool
add (Transaction *transaction, Arena *arena, const RatingAt *at, const RatingText *text, gint64 *ret_id,
     GError **error)
{
  return record_add (
      transaction, arena, RECORD_rating, "rating.begin",
      RECORD_FIELDS ({ "round_id", record_number (arena, at->round_id) }, { "indicator", at->indicator->id },
                     { "position", record_number (arena, (gint64)at->position) }, { "state", "doing" },
                     { "result", text->result }, { "points", text->points }, { "reason", text->reason },
                     { "current", text->current }, { "strengths", text->strengths },
                     { "weaknesses", text->weaknesses }, { "improvement", text->improvement }),
      ret_id, error);
}

static RecordFields
fields_of (Arena *arena, const RatingText *text)
{
  const AuditField fields[] = { { "result", text->result },          { "points", text->points },
                                { "reason", text->reason },          { "current", text->current },
                                { "strengths", text->strengths },    { "weaknesses", text->weaknesses },
                                { "improvement", text->improvement } };
  AuditField *kept = arena_array (arena, AuditField, G_N_ELEMENTS (fields));
  memcpy (kept, fields, sizeof fields);
  return (RecordFields){ kept, G_N_ELEMENTS (fields) };
}

bool
rating_write (Transaction *transaction, Arena *arena, const RatingAt *at, gint64 version,
              const RatingText *text, bool submit, GError **error)
{
  Record now;
  gint64 id = 0;
  RecordFields fields = fields_of (arena, text);
  if (!rating_find (transaction, arena, at->round_id, at->indicator->id, &now, error))
    return false;
  if (now.id == 0) {
    if (version != 0) {
      error_set (error, "rating", MSG_SAVE_CONFLICT, NULL);
      return false;
    }
    return add (transaction, arena, at, text, &id, error)
           && (!submit
               || record_step (transaction, arena, RECORD_rating, "submit", id, RECORD_ANY_VERSION,
                               at->permissions, (RecordFields){ 0 }, error));
  }
  bool todo = strcmp (record_text (&now, "state"), "todo") == 0;
  const char *action = todo ? "begin" : submit ? "submit" : "write";
  return record_step (transaction, arena, RECORD_rating, action, now.id, version, at->permissions, fields,
                      error)
         && (!todo || !submit
             || record_step (transaction, arena, RECORD_rating, "submit", now.id, RECORD_ANY_VERSION,
                             at->permissions, (RecordFields){ 0 }, error));
}

bool
rating_step (Transaction *transaction, Arena *arena, const RatingAt *at, gint64 version, const char *action,
             const char *remarks, GError **error)
{
  Record now;
  return find_at (transaction, arena, at, version, &now, error)
         && record_step (transaction, arena, RECORD_rating, action, now.id, version, at->permissions,
                         RECORD_FIELDS ({ "remarks", remarks }), error);
}

bool
rating_restore (Transaction *transaction, Arena *arena, const RatingAt *at, gint64 version, gint64 seq,
                GError **error)
{
  Record now, old;
  if (!find_at (transaction, arena, at, version, &now, error)
      || !record_before (transaction, arena, RECORD_rating, now.id, seq, &old, error))
    return false;
  const RatingText text = { .result = record_text (&old, "result"),
                            .points = record_text (&old, "points"),
                            .reason = record_text (&old, "reason"),
                            .current = record_text (&old, "current"),
                            .strengths = record_text (&old, "strengths"),
                            .weaknesses = record_text (&old, "weaknesses"),
                            .improvement = record_text (&old, "improvement") };
  return rating_write (transaction, arena, at, version, &text, false, error);
}

bool
opinion_save (Transaction *transaction, Arena *arena, gint64 round_id, const char *indicator,
              gint64 person_id, const char *result, const char *points, const char *text, GError **error)
{
  gint64 id = 0;
  if (!db_int (transaction, QUERY_opinion_find, 0, &id, error, DB_INT (round_id), DB_TEXT (indicator),
               DB_INT (person_id)))
    return false;
  if (result == NULL && points == NULL && text == NULL)
    return id == 0
           || record_remove (transaction, arena, RECORD_opinion, "opinion.remove", id, RECORD_ANY_VERSION,
                             error);
  if (id != 0)
    return record_save (transaction, arena, RECORD_opinion, "opinion.save", id, RECORD_ANY_VERSION,
                        RECORD_FIELDS ({ "result", result }, { "points", points }, { "text", text }), error);
  return record_add (transaction, arena, RECORD_opinion, "opinion.save",
                     RECORD_FIELDS ({ "round_id", record_number (arena, round_id) },
                                    { "indicator", indicator },
                                    { "person_id", record_number (arena, person_id) }, { "result", result },
                                    { "points", points }, { "text", text }),
                     NULL, error);
}
