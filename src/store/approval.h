/* approval.h - the result of a round on its way to the head: submitted, returned, approved, void.
 *
 * An approval names what was approved by the SHA-256 of the dossier's manifest and keeps every file of it
 * (doc/decisions/0038-approval.md).  The last one of a round is the one that counts; earlier ones stay to be
 * looked at. */
#pragma once
#include "model/permission.h"
#include "store/record.h"

typedef struct {
  gint64 person_id; /* not 0 */
  PermissionSet permissions;
} ApprovalActor;

/* The files as they were made, in the blobs already, and of which state of the unit. */
typedef struct {
  const char *hash, *files, *previews, *case_files, *source_file; /* as the columns */
  const char *title;                                              /* the result in words */
  const char *code, *url; /* in the QR code of its papers, and where it leads; NULL: they bear none */
  gint64 seen;            /* the unit's last event when they were made, or when the actor looked */
  gint64 revision;        /* of the case among the files: one more than the round's then */
} ApprovalSnapshot;

/* The last one of a round; `*ret_found` false: there is none, and all of `ret` is null. */
bool approval_newest (Transaction *transaction, Arena *arena, gint64 round_id, Record *ret, bool *ret_found,
                      GError **error);
/* Its state; NULL where there is none. */
const char *approval_state (const Record *approval);
/* The one at a position of the round.  Error: MSG_DB_NOT_THERE. */
bool approval_at (Transaction *transaction, Arena *arena, gint64 round_id, gint64 position, Record *ret,
                  GError **error);

/* The unit's last event. */
bool approval_seen (Transaction *transaction, gint64 *ret, GError **error);
/* The last event of the approval itself. */
bool approval_event (Transaction *transaction, gint64 id, gint64 *ret, GError **error);
/* Has anything happened since that event that may change what a case says? */
bool approval_touched (Transaction *transaction, gint64 since, bool *ret, GError **error);

/* Puts the round before the head: a new approval, or the returned one again.  One that is approved becomes
 * void, with `reason`, which the caller has found: NULL where it holds still (MSG_APPROVAL_HOLDS).
 * Error: MSG_WORKFLOW_STEP while one waits. */
bool approval_submit (Transaction *transaction, Arena *arena, gint64 round_id, const ApprovalActor *actor,
                      const char *reason, GError **error);

/* Approves what was made of the round: the one that waits; one that was not submitted is submitted in the
 * same act.  Changes nothing but the approval, the round's revision and the code on its papers.  Errors:
 * MSG_APPROVAL_CHANGED if the unit is no longer as the files say; MSG_APPROVAL_DONE if somebody was faster.
 */
bool approval_approve (Transaction *transaction, Arena *arena, gint64 round_id, const ApprovalActor *actor,
                       const ApprovalSnapshot *snapshot, const char *reason, GError **error);

/* Back to the leader, with remarks. */
bool approval_return (Transaction *transaction, Arena *arena, gint64 round_id, gint64 version,
                      const ApprovalActor *actor, const char *remarks, GError **error);
/* Opens again what was approved: it is void from now on. */
bool approval_reopen (Transaction *transaction, Arena *arena, gint64 round_id, gint64 version,
                      const ApprovalActor *actor, const char *reason, GError **error);
