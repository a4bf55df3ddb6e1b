/* approval.c - the result of a round before the head: submitted, returned, approved, opened again. */
#include "model/term.h"
#include "store/unit.h"
#include "web/pages/approval_parts.h"
#include "web/pages/check_parts.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/shown.h"
#include <string.h>

static const char *const actions[] = { "approve", "return", "reopen", NULL };

static const InputSpec inputs[] = { YEAR_INPUT, { 0 } };
static const InputSpec submit_inputs[]
    = { YEAR_INPUT, { .name = "action", .kind = INPUT_TEXT, .label = "Trình" }, { 0 } };
static const InputSpec act_inputs[] = {
  YEAR_INPUT,
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "seen", .kind = INPUT_INT, .required = true, .label = "Bản đã xem" },
  { .name = "action", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = actions },
  { .name = "remarks", .kind = INPUT_LINES, .label = "Ý kiến", .limit = 4000 },
  { 0 },
};

/* ---- the page ---- */

static Value *
finding_value (Request *request, const char *text, const char *path)
{
  Value *item = value_object (request_arena (request));
  value_set_text (item, "text", text);
  value_set_text (item, "path", path);
  return item;
}

/* Of many indicators one line: the sentence of each is for those who write a case folder. */
static void
add_unconfirmed (Request *request, const ApprovalAt *at, Value *warnings)
{
  Arena *arena = request_arena (request);
  const char *ids = NULL;
  gint64 count = 0;
  for (gsize i = 0; i < at->findings.count; i++)
    if (at->findings.items[i].code == FINDING_UNVERIFIED_TEXT) {
      const char *id = at->findings.items[i].message.args[0];
      ids = ids == NULL ? id : arena_concat (arena, ids, ", ", id, NULL);
      count++;
    }
  const Finding all = { FINDING_UNVERIFIED_TEXT, "/scheme_overrides", { 0 } };
  Message message = message_make (MSG_APPROVAL_UNCONFIRMED, arena_int (arena, count), ids, NULL);
  if (count > 0)
    value_append (warnings, finding_value (request, message_vietnamese (arena, &message),
                                           finding_path (request, &at->stored, at->round.year, &all, NULL)));
}

static void
add_findings (Request *request, const ApprovalAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  Value *lists[] = { value_list (arena), value_list (arena) };
  for (gsize i = 0; i < at->findings.count; i++) {
    const Finding *finding = &at->findings.items[i];
    if (finding->code != FINDING_UNVERIFIED_TEXT)
      value_append (lists[finding_severity (finding->code)],
                    finding_value (request, finding_words (arena, finding),
                                   finding_path (request, &at->stored, at->round.year, finding, NULL)));
  }
  add_unconfirmed (request, at, lists[SEVERITY_WARNING]);
  value_set (page, "faults", lists[SEVERITY_ERROR]);
  value_set (page, "warnings", lists[SEVERITY_WARNING]);
  value_set_bool (page, "any_faults", findings_errors (&at->findings) > 0);
  value_set_bool (page, "any_warnings", value_length (lists[SEVERITY_WARNING]) > 0);
  value_set_int (page, "fault_count", (gint64)findings_errors (&at->findings));
}

/* What happened since the approval was submitted or approved. */
static bool
add_changes (Request *request, Transaction *transaction, const ApprovalAt *at, bool wanted, Value *page,
             GError **error)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena), *parts = value_list (arena);
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_approval_changes, error, DB_INT (wanted ? at->since : G_MAXINT64));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Value *item = value_object (arena);
    const char *who = rows_text_dup (rows, 1, arena);
    value_set_text (item, "at", shown_instant (arena, rows_int (rows, 0)));
    value_set_text (item, "who", who[0] != '\0' ? who : "Chương trình");
    value_set_text (item, "what", term_action (rows_text_dup (rows, 2, arena)));
    value_append (list, item);
  }
  for (gsize i = 0; i < at->differ_count; i++)
    value_append_text (parts, at->differs[i]);
  value_set (page, "changes", list);
  value_set_bool (page, "any_changes", value_length (list) > 0);
  value_set (page, "parts", parts);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* Columns of approval_history. */
enum {
  LIST_ID,
  LIST_POSITION,
  LIST_STATE,
  LIST_SUBMITTED_BY,
  LIST_SUBMITTED_AT,
  LIST_APPROVED_BY,
  LIST_APPROVED_AT,
  LIST_HASH,
  LIST_TITLE,
  LIST_VOID_BY,
  LIST_VOID_AT,
  LIST_VOID_REASON,
  LIST_REMARKS
};

static const char *
instant_of (Arena *arena, const Rows *rows, int column)
{
  return rows_is_null (rows, column) ? NULL : shown_instant (arena, rows_int (rows, column));
}

static Value *
row_value (Request *request, const Rows *rows, int year)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  bool kept = !rows_is_null (rows, LIST_HASH);
  view_state (item, "approval", rows_text_dup (rows, LIST_STATE, arena));
  value_set_int (item, "position", rows_int (rows, LIST_POSITION));
  value_set_text (item, "submitted_by", rows_text_dup (rows, LIST_SUBMITTED_BY, arena));
  value_set_text (item, "submitted_at", instant_of (arena, rows, LIST_SUBMITTED_AT));
  value_set_text (item, "approved_by", rows_text_dup (rows, LIST_APPROVED_BY, arena));
  value_set_text (item, "approved_at", instant_of (arena, rows, LIST_APPROVED_AT));
  value_set_text (item, "hash", kept ? hash_shown (arena, rows_text_dup (rows, LIST_HASH, arena)) : NULL);
  value_set_text (item, "result", rows_text_dup (rows, LIST_TITLE, arena));
  value_set_text (item, "void_by", rows_text_dup (rows, LIST_VOID_BY, arena));
  value_set_text (item, "void_at", instant_of (arena, rows, LIST_VOID_AT));
  value_set_text (item, "void_reason", rows_text_dup (rows, LIST_VOID_REASON, arena));
  value_set_text (item, "remarks", rows_text_dup (rows, LIST_REMARKS, arena));
  value_set_text (item, "dossier",
                  kept ? arena_concat (arena, round_path (request, year, "ho-so?lan="),
                                       arena_int (arena, rows_int (rows, LIST_POSITION)), NULL)
                       : NULL);
  return item;
}

/* The last one as `last`, those before it as `earlier`. */
static bool
add_approvals (Request *request, Transaction *transaction, const ApprovalAt *at, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  Value *last = NULL, *earlier = value_list (arena);
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_approval_history, error, DB_INT (at->round.id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Value *row = row_value (request, rows, at->round.year);
    if (last == NULL)
      last = row;
    else
      value_append (earlier, row);
  }
  value_set (page, "last", last);
  value_set (page, "earlier", earlier);
  value_set_bool (page, "any_earlier", value_length (earlier) > 0);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static bool
is_state (const ApprovalAt *at, const char *state)
{
  return at->found && strcmp (approval_state (&at->approval), state) == 0;
}

/* Which acts are open to this person. */
static bool
add_acts (Request *request, Transaction *transaction, const ApprovalAt *at, Value *page, GError **error)
{
  const PaperActor actor = paper_actor (request);
  gint64 leader = 0;
  bool clean = findings_errors (&at->findings) == 0, changed = at->differ_count > 0;
  bool holds = is_state (at, "approved") && !changed, waits = is_state (at, "submitted");
  bool submits = request_may (request, PERMISSION_ROUND_SUBMIT),
       approves = request_may (request, PERMISSION_ROUND_APPROVE);
  if (!paper_leader (transaction, at->round.id, &leader, error))
    return false;
  value_set_bool (page, "holds", holds);
  value_set_bool (page, "changed", is_state (at, "approved") && changed);
  value_set_bool (page, "waits", waits);
  value_set_bool (page, "touched", waits && at->touched);
  value_set_bool (page, "returned", is_state (at, "returned"));
  value_set_bool (page, "may_submit", clean && submits && !approves && !holds && !waits);
  value_set_bool (page, "may_approve", clean && approves && !holds);
  value_set_bool (page, "may_return", approves && waits);
  value_set_bool (page, "may_reopen", approves && is_state (at, "approved"));
  value_set_bool (page, "any_acts",
                  (clean && (submits || approves) && !holds && !(waits && !approves)) || (approves && waits));
  value_set_bool (page, "at_once", !waits);
  value_set_bool (page, "both", paper_is_both (&actor, leader));
  value_set_bool (page, "submits", submits);
  return true;
}

static bool
show (Request *request, Transaction *transaction, const ApprovalAt *at, GError **error)
{
  Arena *arena = request_arena (request);
  Value *page = value_object (arena);
  bool wanted = is_state (at, "submitted") || (is_state (at, "approved") && at->differ_count > 0);
  if (!add_changes (request, transaction, at, wanted, page, error)
      || !add_approvals (request, transaction, at, page, error)
      || !add_acts (request, transaction, at, page, error))
    return false;
  add_findings (request, at, page);
  value_set_text (page, "here", round_path (request, at->round.year, "phe-duyet"));
  value_set_text (page, "dossier", round_path (request, at->round.year, "ho-so"));
  value_set_text (page, "result_now", snapshot_title (arena, at->figures));
  value_set_text (page, "version", arena_int (arena, at->approval.version));
  value_set_text (page, "seen", arena_int (arena, at->seen));
  request_show (request, value_view (page));
  return true;
}

/* The whole round is loaded and checked in the pool. */
static bool
prepare_page (Request *request, GError **error)
{
  ApprovalAt *at = arena_new0 (request_arena (request), ApprovalAt);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !approval_load (request, transaction, at, error))
    return false;
  request_set_prepared (request, at);
  return true;
}

typedef struct {
  ApprovalAt at;
  ApprovalSnapshot *snapshot; /* NULL: none is asked for */
  const char *reason;         /* why what was approved is void; NULL: it holds, or nothing was */
} Act;

/* After a form that was not as it must be, before anything was loaded, it is loaded here. */
static bool
show_page (Request *request, GError **error)
{
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || (request_prepared (request) == NULL && !prepare_page (request, error)))
    return false;
  return show (request, transaction, request_prepared (request), error);
}

/* ---- acts ---- */

/* What is told of the approval that a new one replaces. */
static const char *
reason_of (Request *request, const ApprovalAt *at)
{
  Arena *arena = request_arena (request);
  Message message = message_make (MSG_APPROVAL_REPLACED, NULL);
  const char *changed = approval_changed (arena, at);
  return changed != NULL ? arena_concat (arena, message_vietnamese (arena, &message), " ", changed, ".", NULL)
                         : NULL;
}

static bool
prepare_act (Request *request, Act **ret, GError **error)
{
  Act *act = arena_new0 (request_arena (request), Act);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !approval_load (request, transaction, &act->at, error))
    return false;
  act->reason = reason_of (request, &act->at);
  request_set_prepared (request, act); /* begins with what show_page reads */
  *ret = act;
  return true;
}

static bool
has_faults (Request *request, const ApprovalAt *at)
{
  gsize errors = findings_errors (&at->findings);
  if (errors > 0)
    request_field_error (request, "action", MSG_APPROVAL_ERRORS,
                         arena_int (request_arena (request), (gint64)errors), NULL);
  return errors > 0;
}

static bool
prepare_submit (Request *request, GError **error)
{
  Act *act = NULL;
  if (!prepare_act (request, &act, error))
    return false;
  has_faults (request, &act->at);
  return true;
}

static bool
write_submit (Request *request, Transaction *transaction, GError **error)
{
  const Act *act = request_prepared (request);
  ApprovalActor actor;
  if (!approval_actor (request, &actor, error)
      || !approval_submit (transaction, request_arena (request), act->at.round.id, &actor, act->reason,
                           error))
    return false;
  request_notice (request, MSG_APPROVAL_SUBMITTED, NULL);
  request_redirect (request, round_path (request, act->at.round.year, "phe-duyet"));
  return true;
}

/* The disk's faults are not those of a wording. */
static bool
is_place_fault (const GError *error)
{
  static const MessageId ids[] = { MSG_DB_FULL, MSG_FILE_WRITE, MSG_FILE_OPEN, MSG_FILE_READ };
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_error_matches (error, DVHT_ERROR, (gint)ids[i]))
      return true;
  return false;
}

/* A QR code for the papers, where it is known how people reach this server. */
static void
put_code (Request *request, Round *round)
{
  Arena *arena = request_arena (request);
  if (request_site (request) == NULL)
    return;
  g_auto (GStrv) parts = g_strsplit (uuid_make (arena), "-", -1);
  round->publication.snapshot = arena_concat (arena, parts[0], parts[3], parts[1], NULL);
  round->publication.url
      = arena_concat (arena, request_site (request), "/cong-khai/ma/", round->publication.snapshot, NULL);
}

/* The files are in the blobs before the write names them. */
static bool
make_snapshot (Request *request, Act *act, GError **error)
{
  Arena *arena = request_arena (request);
  const SnapshotPlace place = snapshot_place (request);
  g_autoptr (GError) problem = NULL;
  act->snapshot = arena_new0 (arena, ApprovalSnapshot);
  act->at.stored.round->revision++;
  put_code (request, act->at.stored.round);
  if (snapshot_make (arena, &place, &act->at.stored, act->at.figures, act->snapshot, &problem)) {
    act->snapshot->seen = MIN (act->at.seen, request_int (request, "seen", 0));
    return true;
  }
  if (is_place_fault (problem)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return false;
  }
  request_field_error (request, "action", MSG_APPROVAL_UNMADE, error_vietnamese (arena, problem), NULL);
  return true;
}

static bool
prepare_decision (Request *request, GError **error)
{
  Act *act = NULL;
  bool approves = strcmp (request_text (request, "action"), "approve") == 0;
  if (!prepare_act (request, &act, error))
    return false;
  if (!approves && request_text (request, "remarks") == NULL)
    request_field_error (request, "remarks", MSG_APPROVAL_REMARKS, NULL);
  return !approves || has_faults (request, &act->at) || make_snapshot (request, act, error);
}

static bool
approve (Request *request, Transaction *transaction, const Act *act, const ApprovalActor *actor,
         GError **error)
{
  const PaperActor papers = paper_actor (request);
  gint64 leader = 0;
  if (!paper_leader (transaction, act->at.round.id, &leader, error)
      || !approval_approve (transaction, request_arena (request), act->at.round.id, actor, act->snapshot,
                            act->reason, error))
    return false;
  bool at_once = !is_state (&act->at, "submitted");
  request_notice (request,
                  !at_once                          ? MSG_APPROVAL_APPROVED
                  : paper_is_both (&papers, leader) ? MSG_APPROVAL_BOTH
                                                    : MSG_APPROVAL_AT_ONCE,
                  NULL);
  return true;
}

static bool
write_decision (Request *request, Transaction *transaction, GError **error)
{
  const Act *act = request_prepared (request);
  Arena *arena = request_arena (request);
  const char *action = request_text (request, "action"), *remarks = request_text (request, "remarks");
  gint64 version = request_int (request, "version", 0);
  ApprovalActor actor;
  if (!approval_actor (request, &actor, error))
    return false;
  if (strcmp (action, "approve") == 0) {
    if (!approve (request, transaction, act, &actor, error))
      return false;
  } else if (strcmp (action, "return") == 0) {
    if (!approval_return (transaction, arena, act->at.round.id, version, &actor, remarks, error))
      return false;
    request_notice (request, MSG_APPROVAL_RETURNED, NULL);
  } else {
    if (!approval_reopen (transaction, arena, act->at.round.id, version, &actor, remarks, error))
      return false;
    request_notice (request, MSG_APPROVAL_REOPENED, NULL);
  }
  request_redirect (request, round_path (request, act->at.round.year, "phe-duyet"));
  return true;
}

const Route approval_routes[] = {
  { METHOD_GET, "/dot/{year}/phe-duyet", PERMISSION_ROUND_READ,
    "The result before the head: what is wrong still, what was approved, whether it holds",
    "Phê duyệt kết quả", inputs, show_page, prepare_page, NULL, "approval" },
  { METHOD_POST, "/dot/{year}/phe-duyet/trinh", PERMISSION_ROUND_SUBMIT, "Puts the result before the head",
    "Phê duyệt kết quả", submit_inputs, show_page, prepare_submit, write_submit, "approval" },
  { METHOD_POST, "/dot/{year}/phe-duyet", PERMISSION_ROUND_APPROVE,
    "Approves, with a snapshot of case, dossier, scheme and wording; returns; opens again",
    "Phê duyệt kết quả", act_inputs, show_page, prepare_decision, write_decision, "approval" },
  { 0 },
};
