/* approval_parts.h - shared by the pages of approval and dossier: /dot/{year}/phe-duyet, /dot/{year}/ho-so.
 */
#pragma once
#include "model/check.h"
#include "store/approval.h"
#include "web/pages/round_parts.h"
#include "web/snapshot.h"

/* A round before the head, with all that is to be known of it; made in `prepare`, it loads the whole round.
 */
typedef struct {
  RoundHead round;
  Record approval; /* the last one; all null where there is none */
  bool found;
  gint64 seen;  /* the unit's last event */
  gint64 since; /* the approval's own last event; 0: none */
  StoredRound stored;
  const Figures *figures;
  Findings findings;
  const char **differs; /* of an approved one: words of what is no longer as it was approved */
  gsize differ_count;
  bool touched; /* something may have changed since `since` */
} ApprovalAt;

/* Loads it; refuses with 404 when there is no such round. */
bool approval_load (Request *request, Transaction *transaction, ApprovalAt *ret, GError **error);

/* "Danh sách người, Chỉ tiêu 2.3": what of an approved round is no longer as it was approved; NULL: it holds.
 */
const char *approval_changed (Arena *arena, const ApprovalAt *at);

/* Where the request's unit keeps its files. */
SnapshotPlace snapshot_place (Request *request);

/* Who asks; refuses where the account is nobody's. */
bool approval_actor (Request *request, ApprovalActor *ret, GError **error);

/* "a1b2 c3d4 …": a hash as people read and compare it. */
const char *hash_shown (Arena *arena, const char *hash);
