/* citizen.c - see citizen.h. */
#include "store/citizen.h"
#include "store/round_parts.h"
#include <string.h>

#define KIND RECORD_citizen_assessment

/* ---- reading ---- */

static bool
not_there (GError **error)
{
  error_set (error, "citizen_assessment", MSG_DB_NOT_THERE, NULL);
  return false;
}

static const PersonalKind assessments = { KIND, QUERY_citizen_find, false };

bool
citizen_of (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id, CitizenAssessment *ret,
            GError **error)
{
  return personal_of (transaction, arena, &assessments, round_id, person_id, ret, error);
}

bool
citizen_load (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, CitizenAssessment *ret,
              GError **error)
{
  return personal_load (transaction, arena, &assessments, round_id, id, ret, error);
}

/* One's own where there must be one. */
static bool
own_assessment (Transaction *transaction, Arena *arena, const CitizenAuthor *author, CitizenAssessment *ret,
                GError **error)
{
  return citizen_of (transaction, arena, author->round_id, author->person_id, ret, error)
         && (ret->record.id != 0 || not_there (error));
}

static PersonFigures
assess (Arena *arena, const CitizenScheme *scheme, const char *points, bool agreed)
{
  Person *person = arena_new0 (arena, Person);
  Result *result = arena_new0 (arena, Result);
  citizen_points_read (scheme, points, result->citizen);
  result->agreed = agreed;
  person->result = result;
  return citizen_assess (scheme, person);
}

PersonFigures
citizen_figures (Arena *arena, const CitizenScheme *scheme, const Record *record, bool own)
{
  bool told = record->id != 0 && (own || strcmp (record_text (record, "state"), "draft") != 0);
  return assess (arena, scheme, told ? record_text (record, "points") : NULL,
                 told && record_int (record, "agreed") != 0);
}

bool
citizen_team_figures (Arena *arena, const CitizenScheme *scheme, const Record *record, PersonFigures *ret)
{
  const char *points = record->id != 0 ? record_text (record, "team_points") : NULL;
  if (points != NULL)
    *ret = assess (arena, scheme, points, false);
  return points != NULL;
}

/* ---- by the person ---- */

#define WORDS 2

/* The words as fields; do they say something else than what stands there? */
static bool
set_words (const Record *record, const CitizenWords *words, AuditField fields[WORDS])
{
  fields[0] = (AuditField){ "points", words->points };
  fields[1] = (AuditField){ "comment", words->comment };
  return record->id == 0 || g_strcmp0 (record_text (record, "points"), words->points) != 0
         || g_strcmp0 (record_text (record, "comment"), words->comment) != 0;
}

static bool
add_assessment (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id, const char *action,
                const AuditField *more, gsize count, gint64 *ret_id, GError **error)
{
  AuditField *fields = arena_array (arena, AuditField, count + 2);
  fields[0] = (AuditField){ "round_id", record_number (arena, round_id) };
  fields[1] = (AuditField){ "person_id", record_number (arena, person_id) };
  memcpy (fields + 2, more, count * sizeof *more);
  return record_add (transaction, arena, KIND, action, (RecordFields){ fields, count + 2 }, ret_id, error);
}

bool
citizen_write (Transaction *transaction, Arena *arena, const CitizenAuthor *author, gint64 id, gint64 version,
               const CitizenWords *words, bool submit, GError **error)
{
  CitizenAssessment own;
  AuditField fields[WORDS + ENTERED_FIELDS];
  if (!citizen_of (transaction, arena, author->round_id, author->person_id, &own, error))
    return false;
  if (id != 0 && id != own.record.id)
    return not_there (error);
  gsize count = set_words (&own.record, words, fields) ? G_N_ELEMENTS (fields) : WORDS;
  memcpy (fields + WORDS, entered_ended, sizeof entered_ended);
  bool written = false;
  if (own.record.id == 0) {
    fields[WORDS] = (AuditField){ "state", "draft" };
    written = add_assessment (transaction, arena, author->round_id, author->person_id,
                              "citizen_assessment.write", fields, WORDS + 1, &own.record.id, error);
  } else
    written = record_step (transaction, arena, KIND, "write", own.record.id, version, author->permissions,
                           (RecordFields){ fields, count }, error);
  return written
         && (!submit
             || record_step (transaction, arena, KIND, "submit", own.record.id, RECORD_ANY_VERSION,
                             author->permissions, (RecordFields){ 0 }, error));
}

bool
citizen_withdraw (Transaction *transaction, Arena *arena, const CitizenAuthor *author, gint64 version,
                  GError **error)
{
  CitizenAssessment own;
  return own_assessment (transaction, arena, author, &own, error)
         && record_step (transaction, arena, KIND, "withdraw", own.record.id, version, author->permissions,
                         (RecordFields){ 0 }, error);
}

bool
citizen_answer_entry (Transaction *transaction, Arena *arena, const CitizenAuthor *author,
                      const char *objection, GError **error)
{
  CitizenAssessment own;
  return own_assessment (transaction, arena, author, &own, error)
         && entered_see (transaction, arena, &own.record, objection, error);
}

/* ---- by the team ---- */

/* A colleague does not write over what the person has written. */
static bool
may_enter (const CitizenEntry *entry, const Record *record, GError **error)
{
  bool own = entry->by == entry->person_id;
  bool written = record->id != 0 && record_text (record, "entered_by") == NULL
                 && (record_text (record, "points") != NULL || record_text (record, "comment") != NULL);
  if (own || written)
    error_set (error, "citizen_assessment", own ? MSG_CITIZEN_ENTER_OWN : MSG_STUDY_ENTER_WRITTEN, NULL);
  return !own && !written;
}

bool
citizen_enter (Transaction *transaction, Arena *arena, const CitizenEntry *entry, gint64 version,
               const CitizenWords *words, GError **error)
{
  CitizenAssessment theirs;
  AuditField fields[WORDS + ENTERED_FIELDS + 1];
  if (!citizen_of (transaction, arena, entry->round_id, entry->person_id, &theirs, error)
      || !may_enter (entry, &theirs.record, error))
    return false;
  set_words (&theirs.record, words, fields);
  memcpy (fields + WORDS, entered_ended, sizeof entered_ended);
  fields[WORDS].value = record_number (arena, entry->by);
  fields[WORDS + 1].value = entry->scan;
  fields[WORDS + 2].value = entry->scan_name;
  fields[WORDS + ENTERED_FIELDS] = (AuditField){ "state", "submitted" };
  if (theirs.record.id == 0)
    return add_assessment (transaction, arena, entry->round_id, entry->person_id, "citizen_assessment.enter",
                           fields, G_N_ELEMENTS (fields), NULL, error);
  return record_step (transaction, arena, KIND, "enter", theirs.record.id, version, entry->permissions,
                      (RecordFields){ fields, G_N_ELEMENTS (fields) - 1 }, error);
}

bool
citizen_differ (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                PermissionSet permissions, const char *points, const char *comment, GError **error)
{
  CitizenAssessment theirs;
  return citizen_load (transaction, arena, round_id, id, &theirs, error)
         && record_step (transaction, arena, KIND, "differ", id, version, permissions,
                         RECORD_FIELDS ({ "team_points", points }, { "team_comment", comment }), error);
}

/* ---- the agreed list ---- */

/* False with *error only; `*ret`: it may be agreed to.  An id that means nothing here is left to the step. */
static bool
meets_rule (Transaction *transaction, Arena *arena, const CitizenScheme *scheme, gint64 id, bool by_team,
            bool *ret, GError **error)
{
  Record record;
  GError *local = NULL;
  *ret = false;
  if (!record_load (transaction, arena, KIND, id, &record, &local)) {
    if (g_error_matches (local, DVHT_ERROR, (gint)MSG_DB_NOT_THERE)) {
      g_clear_error (&local);
      return true;
    }
    g_propagate_error (error, local);
    return false;
  }
  PersonFigures team = { 0 };
  bool differs = by_team && citizen_team_figures (arena, scheme, &record, &team);
  *ret = citizen_figures (arena, scheme, &record, false).rule_met && (!differs || team.rule_met);
  return true;
}

/* Those who meet the rule, and those who do not. */
static bool
part_choices (Transaction *transaction, Arena *arena, const CitizenScheme *scheme, bool by_team,
              const RecordChoices *choices, RecordChoices parts[2], GError **error)
{
  for (gsize i = 0; i < choices->count; i++) {
    bool meets = false;
    if (!meets_rule (transaction, arena, scheme, choices->items[i].id, by_team, &meets, error))
      return false;
    ARENA_PUSH (arena, parts[meets].items, parts[meets].count) = choices->items[i];
  }
  return true;
}

static bool
decide_part (Transaction *transaction, Arena *arena, gint64 round_id, bool agreed, const char *reason,
             const RecordChoices *choices, PermissionSet permissions, PersonalOutcome *ret, GError **error)
{
  PersonalOutcome outcome = { 0 };
  if (!personal_step (transaction, arena, KIND, round_id, "agree", choices, permissions,
                      RECORD_FIELDS ({ "agreed", agreed ? "1" : "0" }, { "reason", reason }), &outcome,
                      error))
    return false;
  ret->done += outcome.done;
  for (gsize i = 0; i < outcome.left.count; i++)
    ARENA_PUSH (arena, ret->left.items, ret->left.count) = outcome.left.items[i];
  return true;
}

/* Names only: they are chosen in vain. */
static bool
leave_part (Transaction *transaction, Arena *arena, gint64 round_id, const RecordChoices *choices,
            PersonalOutcome *ret, GError **error)
{
  for (gsize i = 0; i < choices->count; i++) {
    CitizenAssessment theirs;
    g_autoptr (GError) local = NULL;
    if (citizen_load (transaction, arena, round_id, choices->items[i].id, &theirs, &local))
      ARENA_PUSH (arena, ret->left.items, ret->left.count) = theirs.name;
    else if (!g_error_matches (local, DVHT_ERROR, (gint)MSG_DB_NOT_THERE)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return false;
    }
  }
  return true;
}

bool
citizens_decide (Transaction *transaction, Arena *arena, const CitizenScheme *scheme, gint64 round_id,
                 CitizenDecision decision, const char *reason, const RecordChoices *choices,
                 PermissionSet permissions, PersonalOutcome *ret, GError **error)
{
  RecordChoices parts[2] = { 0 };
  PersonalOutcome outcome = { 0 };
  bool good = false;
  if (decision == CITIZEN_DISAGREE)
    good = decide_part (transaction, arena, round_id, false, reason, choices, permissions, &outcome, error);
  else
    good = part_choices (transaction, arena, scheme, decision == CITIZEN_PROPOSED, choices, parts, error)
           && decide_part (transaction, arena, round_id, true, NULL, &parts[true], permissions, &outcome,
                           error)
           && (decision == CITIZEN_PROPOSED
                   ? decide_part (transaction, arena, round_id, false, NULL, &parts[false], permissions,
                                  &outcome, error)
                   : leave_part (transaction, arena, round_id, &parts[false], &outcome, error));
  if (good)
    *ret = outcome;
  return good;
}
