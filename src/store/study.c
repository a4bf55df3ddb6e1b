/* study.c - see study.h. */
#include "store/study.h"
#include "store/round_parts.h"
#include <string.h>

#define KIND RECORD_study_plan
#define TEXTS 5

/* ---- reading ---- */

static bool
not_there (GError **error)
{
  error_set (error, "study_plan", MSG_DB_NOT_THERE, NULL);
  return false;
}

static const PersonalKind plans = { KIND, QUERY_study_plan_find, true };

bool
study_plan_of (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id, StudyPlan *ret,
               GError **error)
{
  return personal_of (transaction, arena, &plans, round_id, person_id, ret, error);
}

bool
study_plan_load (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, StudyPlan *ret,
                 GError **error)
{
  return personal_load (transaction, arena, &plans, round_id, id, ret, error);
}

/* One's own plan where there must be one. */
static bool
own_plan (Transaction *transaction, Arena *arena, const StudyAuthor *author, StudyPlan *ret, GError **error)
{
  return study_plan_of (transaction, arena, author->round_id, author->person_id, ret, error)
         && (ret->record.id != 0 || not_there (error));
}

bool
study_plan_is_untold (const StudyPlan *plan)
{
  return plan->record.id != 0 && entered_is_untold (&plan->record);
}

static const char *const text_names[TEXTS] = { "subject", "goal", "content", "schedule", "outcome" };

bool
study_plan_is_blank (const StudyPlan *plan)
{
  for (gsize i = 0; plan->record.id != 0 && i < TEXTS; i++)
    if (record_text (&plan->record, text_names[i]) != NULL)
      return false;
  return true;
}

/* ---- by the person ---- */

/* The texts as fields; do they say something else than the plan? */
static bool
set_texts (const StudyPlan *plan, const StudyText *text, AuditField fields[TEXTS])
{
  const char *const values[TEXTS]
      = { text->subject, text->goal, text->content, text->schedule, text->outcome };
  bool changed = false;
  for (gsize i = 0; i < TEXTS; i++) {
    fields[i] = (AuditField){ text_names[i], values[i] };
    changed = changed || plan->record.id == 0
              || g_strcmp0 (record_text (&plan->record, text_names[i]), values[i]) != 0;
  }
  return changed;
}

static bool
add_plan (Transaction *transaction, Arena *arena, const StudyAuthor *author, const char *action,
          const AuditField *more, gsize count, gint64 *ret_id, GError **error)
{
  AuditField *fields = arena_array (arena, AuditField, count + 2);
  fields[0] = (AuditField){ "round_id", record_number (arena, author->round_id) };
  fields[1] = (AuditField){ "person_id", record_number (arena, author->person_id) };
  for (gsize i = 0; i < count; i++)
    fields[i + 2] = more[i];
  return record_add (transaction, arena, KIND, action, (RecordFields){ fields, count + 2 }, ret_id, error);
}

bool
study_plan_write (Transaction *transaction, Arena *arena, const StudyAuthor *author, gint64 id,
                  gint64 version, const StudyText *text, bool submit, GError **error)
{
  StudyPlan plan;
  AuditField fields[TEXTS + ENTERED_FIELDS];
  if (!study_plan_of (transaction, arena, author->round_id, author->person_id, &plan, error))
    return false;
  if (id != 0 && id != plan.record.id)
    return not_there (error);
  gsize count = set_texts (&plan, text, fields) ? G_N_ELEMENTS (fields) : TEXTS;
  memcpy (fields + TEXTS, entered_ended, sizeof entered_ended);
  bool written = false;
  if (plan.record.id == 0) {
    fields[TEXTS] = (AuditField){ "state", "draft" };
    written = add_plan (transaction, arena, author, "study_plan.write", fields, TEXTS + 1, &plan.record.id,
                        error);
  } else
    written = record_step (transaction, arena, KIND, "write", plan.record.id, version, author->permissions,
                           (RecordFields){ fields, count }, error);
  return written
         && (!submit
             || record_step (transaction, arena, KIND, "submit", plan.record.id, RECORD_ANY_VERSION,
                             author->permissions, (RecordFields){ 0 }, error));
}

bool
study_plan_withdraw (Transaction *transaction, Arena *arena, const StudyAuthor *author, gint64 version,
                     GError **error)
{
  StudyPlan plan;
  return own_plan (transaction, arena, author, &plan, error)
         && record_step (transaction, arena, KIND, "withdraw", plan.record.id, version, author->permissions,
                         (RecordFields){ 0 }, error);
}

/* ---- files ---- */

StudyProofs
study_plan_proofs (Arena *arena, const StudyPlan *plan)
{
  json_auto_t *list = json_list_of (plan->record.id != 0 ? record_text (&plan->record, "proof") : NULL);
  StudyProofs proofs = { 0 };
  for (gsize i = 0; i < json_array_size (list); i++) {
    const json_t *item = json_array_get (list, i);
    StudyProof proof = { json_member (arena, item, "name"), json_member (arena, item, "blob") };
    if (proof.name != NULL && proof.hash != NULL)
      ARENA_PUSH (arena, proofs.items, proofs.count) = proof;
  }
  return proofs;
}

static bool
has_proof (const StudyProofs *proofs, const char *hash)
{
  for (gsize i = 0; i < proofs->count; i++)
    if (strcmp (proofs->items[i].hash, hash) == 0)
      return true;
  return false;
}

/* NULL for none. */
static const char *
proofs_json (Arena *arena, const StudyProofs *proofs)
{
  json_t *list = json_array ();
  for (gsize i = 0; i < proofs->count; i++)
    json_array_append_new (
        list, json_pack ("{s:s, s:s}", "name", proofs->items[i].name, "blob", proofs->items[i].hash));
  const char *text = json_text (arena, list);
  return proofs->count > 0 ? text : NULL;
}

static bool
may_still_tell (const StudyPlan *plan, GError **error)
{
  if (record_text (&plan->record, "rank") == NULL)
    return true;
  error_set (error, "study_plan", MSG_STUDY_RANKED, NULL);
  return false;
}

bool
study_plan_progress (Transaction *transaction, Arena *arena, const StudyAuthor *author, gint64 version,
                     const char *done, const char *progress, const StudyProofs *more, GError **error)
{
  StudyPlan plan;
  if (!own_plan (transaction, arena, author, &plan, error) || !may_still_tell (&plan, error))
    return false;
  StudyProofs all = study_plan_proofs (arena, &plan);
  for (gsize i = 0; i < more->count; i++)
    if (!has_proof (&all, more->items[i].hash))
      ARENA_PUSH (arena, all.items, all.count) = more->items[i];
  if (all.count > STUDY_PROOFS_MAX) {
    error_set (error, "study_plan", MSG_STUDY_PROOFS, G_STRINGIFY (STUDY_PROOFS_MAX), NULL);
    return false;
  }
  return record_step (
      transaction, arena, KIND, "progress", plan.record.id, version, author->permissions,
      RECORD_FIELDS ({ "done", done }, { "progress", progress }, { "proof", proofs_json (arena, &all) }),
      error);
}

bool
study_plan_drop_proof (Transaction *transaction, Arena *arena, const StudyAuthor *author, const char *hash,
                       GError **error)
{
  StudyPlan plan;
  if (!own_plan (transaction, arena, author, &plan, error) || !may_still_tell (&plan, error))
    return false;
  StudyProofs all = study_plan_proofs (arena, &plan), left = { 0 };
  for (gsize i = 0; i < all.count; i++)
    if (strcmp (all.items[i].hash, hash) != 0)
      ARENA_PUSH (arena, left.items, left.count) = all.items[i];
  if (left.count == all.count)
    return not_there (error);
  return record_step (transaction, arena, KIND, "progress", plan.record.id, RECORD_ANY_VERSION,
                      author->permissions, RECORD_FIELDS ({ "proof", proofs_json (arena, &left) }), error);
}

/* ---- from a signed paper form ---- */

bool
study_plan_answer_entry (Transaction *transaction, Arena *arena, const StudyAuthor *author,
                         const char *objection, GError **error)
{
  StudyPlan plan;
  return own_plan (transaction, arena, author, &plan, error)
         && entered_see (transaction, arena, &plan.record, objection, error);
}

bool
study_plan_answer_objection (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id,
                             gint64 version, const char *answer, GError **error)
{
  StudyPlan plan;
  return study_plan_load (transaction, arena, round_id, id, &plan, error)
         && entered_answer (transaction, arena, &plan.record, version, answer, error);
}

/* A colleague does not write over what the person has written: words of the plan while it is written, words
 * of how far it has come once it is approved. */
static bool
may_enter (const StudyEntry *entry, const StudyPlan *plan, GError **error)
{
  const Record *record = &plan->record;
  if (entry->by == entry->person_id) {
    error_set (error, "study_plan", MSG_STUDY_ENTER_OWN, NULL);
    return false;
  }
  if (record->id == 0 || record_text (record, "entered_by") != NULL)
    return record->id == 0 || may_still_tell (plan, error);
  bool approved = strcmp (record_text (record, "state"), "approved") == 0;
  bool told = record_text (record, "done") != NULL || record_text (record, "progress") != NULL
              || record_text (record, "proof") != NULL;
  if (approved ? !told : study_plan_is_blank (plan))
    return may_still_tell (plan, error);
  error_set (error, "study_plan", MSG_STUDY_ENTER_WRITTEN, NULL);
  return false;
}

bool
study_plan_enter (Transaction *transaction, Arena *arena, const StudyEntry *entry, gint64 version,
                  const StudyText *text, GError **error)
{
  StudyPlan plan;
  AuditField fields[TEXTS + ENTERED_FIELDS + 3];
  const StudyAuthor author = { entry->round_id, entry->person_id, entry->permissions };
  if (!study_plan_of (transaction, arena, entry->round_id, entry->person_id, &plan, error)
      || !may_enter (entry, &plan, error))
    return false;
  set_texts (&plan, text, fields);
  memcpy (fields + TEXTS, entered_ended, sizeof entered_ended);
  fields[TEXTS].value = record_number (arena, entry->by);
  fields[TEXTS + 1].value = entry->scan;
  fields[TEXTS + 2].value = entry->scan_name;
  fields[TEXTS + ENTERED_FIELDS] = (AuditField){ "done", entry->done };
  fields[TEXTS + ENTERED_FIELDS + 1] = (AuditField){ "progress", entry->progress };
  fields[TEXTS + ENTERED_FIELDS + 2] = (AuditField){ "state", "submitted" };
  if (plan.record.id == 0)
    return add_plan (transaction, arena, &author, "study_plan.enter", fields, G_N_ELEMENTS (fields), NULL,
                     error);
  /* What was approved stays as it was, unless it was approved on paper only. */
  bool approved = strcmp (record_text (&plan.record, "state"), "approved") == 0;
  gsize skip = approved && !study_plan_is_blank (&plan) ? TEXTS : 0;
  return record_step (transaction, arena, KIND, "enter", plan.record.id, version, entry->permissions,
                      (RecordFields){ fields + skip, G_N_ELEMENTS (fields) - skip - 1 }, error);
}

/* ---- many at once ---- */

bool
study_plans_step (Transaction *transaction, Arena *arena, gint64 round_id, const char *action,
                  const RecordChoices *choices, PermissionSet permissions, RecordFields fields,
                  StudyOutcome *ret, GError **error)
{
  return personal_step (transaction, arena, KIND, round_id, action, choices, permissions, fields, ret, error);
}
