/* approval_parts.c - see approval_parts.h. */
#include "web/pages/approval_parts.h"
#include "web/pages/evidence_parts.h"
#include <string.h>

SnapshotPlace
snapshot_place (Request *request)
{
  return (SnapshotPlace){ request_data_folder (request), request_identity (request)->unit_id,
                          request_library (request) };
}

bool
approval_actor (Request *request, ApprovalActor *ret, GError **error)
{
  const Identity *who = request_identity (request);
  if (who->person_id == 0)
    return request_refuse (request, error, 422, MSG_PAPER_NOBODY, NULL);
  *ret = (ApprovalActor){ who->person_id, who->permissions };
  return true;
}

/* What was approved is looked at again only if something has happened since. */
static bool
compare (Request *request, Transaction *transaction, ApprovalAt *at, GError **error)
{
  const SnapshotPlace place = snapshot_place (request);
  g_autoptr (GPtrArray) parts = NULL;
  if (!at->found)
    return true;
  if (!approval_event (transaction, at->approval.id, &at->since, error)
      || !approval_touched (transaction, at->since, &at->touched, error))
    return false;
  if (!at->touched || strcmp (approval_state (&at->approval), "approved") != 0)
    return true;
  if (!snapshot_compare (request_arena (request), &place, record_text (&at->approval, "case_files"),
                         &at->stored, &parts, error))
    return false;
  for (guint i = 0; i < parts->len; i++)
    ARENA_PUSH (request_arena (request), at->differs, at->differ_count) = parts->pdata[i];
  return true;
}

bool
approval_load (Request *request, Transaction *transaction, ApprovalAt *ret, GError **error)
{
  Arena *arena = request_arena (request);
  ApprovalAt at = { .findings = { .arena = arena } };
  if (!round_head (request, transaction, &at.round, error)
      || !approval_newest (transaction, arena, at.round.id, &at.approval, &at.found, error)
      || !approval_seen (transaction, &at.seen, error)
      || !round_whole (request, transaction, at.round.id, &at.stored, error)
      || !compare (request, transaction, &at, error))
    return false;
  evidence_hide_unseen (request, &at.stored); /* findings name titles */
  at.figures = figures_compute (at.stored.round, arena);
  check_round (at.stored.round, at.figures, &at.findings);
  *ret = at;
  return true;
}

const char *
approval_changed (Arena *arena, const ApprovalAt *at)
{
  const char *text = NULL;
  for (gsize i = 0; i < at->differ_count; i++)
    text = text == NULL ? at->differs[i] : arena_concat (arena, text, ", ", at->differs[i], NULL);
  return text;
}

const char *
hash_shown (Arena *arena, const char *hash)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; hash != NULL && hash[i] != '\0'; i++) {
    if (i > 0 && i % 8 == 0)
      g_string_append_c (text, ' ');
    g_string_append_c (text, hash[i]);
  }
  return arena_strndup (arena, text->str, text->len);
}
