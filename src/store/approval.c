/* approval.c - see approval.h. */
#include "store/approval.h"
#include "store/audit_read.h"
#include "store/unit.h"
#include <string.h>

bool
approval_newest (Transaction *transaction, Arena *arena, gint64 round_id, Record *ret, bool *ret_found,
                 GError **error)
{
  gint64 id = 0;
  if (!db_int (transaction, QUERY_approval_newest, 0, &id, error, DB_INT (round_id)))
    return false;
  *ret_found = id != 0;
  *ret = (Record){ .kind = RECORD_approval };
  return id == 0 || record_load (transaction, arena, RECORD_approval, id, ret, error);
}

const char *
approval_state (const Record *approval)
{
  return record_text (approval, "state");
}

bool
approval_at (Transaction *transaction, Arena *arena, gint64 round_id, gint64 position, Record *ret,
             GError **error)
{
  gint64 id = 0;
  return db_int (transaction, QUERY_approval_position, 0, &id, error, DB_INT (round_id), DB_INT (position))
         && record_load (transaction, arena, RECORD_approval, id, ret, error);
}

bool
approval_seen (Transaction *transaction, gint64 *ret, GError **error)
{
  return db_int (transaction, QUERY_audit_head, 0, ret, error);
}

bool
approval_event (Transaction *transaction, gint64 id, gint64 *ret, GError **error)
{
  return db_int (transaction, QUERY_approval_event, 0, ret, error, DB_INT (id));
}

bool
approval_touched (Transaction *transaction, gint64 since, bool *ret, GError **error)
{
  gint64 count = 0;
  if (!db_int (transaction, QUERY_approval_touched, 0, &count, error, DB_INT (since)))
    return false;
  *ret = count > 0;
  return true;
}

/* ---- steps ---- */

typedef struct {
  Transaction *transaction;
  Arena *arena;
  const ApprovalActor *actor;
  Record last;
  bool found;
} Acting;

static bool
begin (Acting *acting, gint64 round_id, GError **error)
{
  return approval_newest (acting->transaction, acting->arena, round_id, &acting->last, &acting->found, error);
}

static bool
is_in (const Acting *acting, const char *state)
{
  return acting->found && strcmp (approval_state (&acting->last), state) == 0;
}

static const char *
now (const Acting *acting)
{
  return record_number (acting->arena, transaction_now (acting->transaction));
}

static const char *
person (const Acting *acting)
{
  return record_number (acting->arena, acting->actor->person_id);
}

static bool
step (const Acting *acting, const char *action, gint64 version, RecordFields fields, GError **error)
{
  return record_step (acting->transaction, acting->arena, RECORD_approval, action, acting->last.id, version,
                      acting->actor->permissions, fields, error);
}

static bool
make_void (const Acting *acting, const char *action, gint64 version, const char *reason, GError **error)
{
  return step (
      acting, action, version,
      RECORD_FIELDS ({ "void_at", now (acting) }, { "void_by", person (acting) }, { "void_reason", reason }),
      error);
}

static bool
add (const Acting *acting, gint64 round_id, GError **error)
{
  gint64 position = acting->found ? record_int (&acting->last, "position") : 0;
  return record_add (acting->transaction, acting->arena, RECORD_approval, "approval.add",
                     RECORD_FIELDS ({ "round_id", record_number (acting->arena, round_id) },
                                    { "position", record_number (acting->arena, position + 1) },
                                    { "state", "submitted" }, { "submitted_by", person (acting) },
                                    { "submitted_at", now (acting) }),
                     NULL, error);
}

static bool
refuse_step (const Acting *acting, GError **error)
{
  error_set (error, "approval", MSG_WORKFLOW_STEP,
             workflow_state ("approval", approval_state (&acting->last))->words, NULL);
  return false;
}

static bool
submit (const Acting *acting, gint64 round_id, const char *reason, GError **error)
{
  if (is_in (acting, "submitted"))
    return refuse_step (acting, error);
  if (is_in (acting, "returned"))
    return step (acting, "submit", acting->last.version,
                 RECORD_FIELDS ({ "submitted_by", person (acting) }, { "submitted_at", now (acting) },
                                { "remarks", NULL }),
                 error);
  if (is_in (acting, "approved") && reason == NULL) {
    error_set (error, "approval", MSG_APPROVAL_HOLDS, NULL);
    return false;
  }
  return (!is_in (acting, "approved") || make_void (acting, "replace", acting->last.version, reason, error))
         && add (acting, round_id, error);
}

/* The first submission is an addition, which no step guards. */
static bool
check_may_submit (const Acting *acting, GError **error)
{
  if (permission_held (acting->actor->permissions, PERMISSION_ROUND_SUBMIT))
    return true;
  error_set (error, "approval", MSG_WORKFLOW_STEP, "", NULL);
  return false;
}

bool
approval_submit (Transaction *transaction, Arena *arena, gint64 round_id, const ApprovalActor *actor,
                 const char *reason, GError **error)
{
  Acting acting = { transaction, arena, actor, .found = false };
  return check_may_submit (&acting, error) && begin (&acting, round_id, error)
         && submit (&acting, round_id, reason, error);
}

/* Somebody who was faster is named. */
static bool
tell_done (const Acting *acting, GError **error)
{
  const char *name = NULL;
  if (!audit_person_name (acting->transaction, acting->arena, record_int (&acting->last, "approved_by"),
                          &name, error))
    return false;
  error_set (error, "approval", MSG_APPROVAL_DONE, name != NULL ? name : "", NULL);
  return false;
}

static bool
refuse_changed (GError **error)
{
  error_set (error, "approval", MSG_APPROVAL_CHANGED, NULL);
  return false;
}

/* The round's own event stands before the approval's, so that what comes after that is a change. */
static bool
grow_revision (const Acting *acting, gint64 round_id, gint64 revision, GError **error)
{
  gint64 changed = 0;
  const AuditField old = { "revision", revision > 1 ? arena_int (acting->arena, revision - 1) : NULL },
                   fresh = { "revision", arena_int (acting->arena, revision) };
  if (!db_run (acting->transaction, QUERY_round_set_revision, &changed, error, DB_INT (revision),
               DB_INT (round_id), DB_INT (revision - 1)))
    return false;
  return changed == 1 ? audit_append (acting->transaction, "round.revision", "round", round_id,
                                      audit_json (acting->arena, &old, 1),
                                      audit_json (acting->arena, &fresh, 1), error)
                      : refuse_changed (error);
}

/* What the papers' QR code says stands in the case too, so that whoever makes them anew gets the same bytes.
 */
static bool
set_code (const Acting *acting, gint64 round_id, const ApprovalSnapshot *snapshot, GError **error)
{
  RoundFacts facts;
  gint64 version = 0;
  if (snapshot->code == NULL)
    return true;
  if (!round_facts_load (acting->transaction, acting->arena, round_id, &facts, &version, error))
    return false;
  if (g_strcmp0 (facts.publication_snapshot, snapshot->code) == 0
      && g_strcmp0 (facts.publication_url, snapshot->url) == 0)
    return true;
  facts.publication_snapshot = snapshot->code;
  facts.publication_url = snapshot->url;
  return round_save_facts (acting->transaction, acting->arena, round_id, version, &facts, error);
}

static bool
keep (const Acting *acting, const ApprovalSnapshot *snapshot, GError **error)
{
  return step (acting, "approve", acting->last.version,
               RECORD_FIELDS ({ "approved_by", person (acting) }, { "approved_at", now (acting) },
                              { "hash", snapshot->hash }, { "snapshot", snapshot->code },
                              { "files", snapshot->files }, { "previews", snapshot->previews },
                              { "case_files", snapshot->case_files },
                              { "source_file", snapshot->source_file }, { "title", snapshot->title },
                              { "remarks", NULL }),
               error);
}

bool
approval_approve (Transaction *transaction, Arena *arena, gint64 round_id, const ApprovalActor *actor,
                  const ApprovalSnapshot *snapshot, const char *reason, GError **error)
{
  Acting acting = { transaction, arena, actor, .found = false };
  bool touched = false;
  if (!begin (&acting, round_id, error))
    return false;
  if (is_in (&acting, "approved") && reason == NULL)
    return tell_done (&acting, error);
  if (!approval_touched (transaction, snapshot->seen, &touched, error))
    return false;
  if (touched)
    return refuse_changed (error);
  if (!is_in (&acting, "submitted")
      && (!check_may_submit (&acting, error) || !submit (&acting, round_id, reason, error)
          || !begin (&acting, round_id, error)))
    return false;
  return grow_revision (&acting, round_id, snapshot->revision, error)
         && set_code (&acting, round_id, snapshot, error) && keep (&acting, snapshot, error);
}

bool
approval_return (Transaction *transaction, Arena *arena, gint64 round_id, gint64 version,
                 const ApprovalActor *actor, const char *remarks, GError **error)
{
  Acting acting = { transaction, arena, actor, .found = false };
  return begin (&acting, round_id, error)
         && step (&acting, "return", version, RECORD_FIELDS ({ "remarks", remarks }), error);
}

bool
approval_reopen (Transaction *transaction, Arena *arena, gint64 round_id, gint64 version,
                 const ApprovalActor *actor, const char *reason, GError **error)
{
  Acting acting = { transaction, arena, actor, .found = false };
  return begin (&acting, round_id, error) && make_void (&acting, "reopen", version, reason, error);
}
