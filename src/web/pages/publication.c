/* publication.c - the head makes the result of a round public: what the page says, which documents go with
 * it; takes it back with a reason.  What everybody sees is in public.c.
 *
 * What the page says was kept with the approval: whatever has changed since, no other than what was approved
 * is published. */
#include "store/publication.h"
#include "base/text.h"
#include "store/approval.h"
#include "store/unit.h"
#include "web/pages/approval_parts.h"
#include "web/pages/pages.h"
#include "web/publication_content.h"
#include "web/shown.h"
#include <string.h>

#define SCAN_NAME "quyet-dinh" /* of the decision's scan among the files of a publication */

static const InputSpec show_inputs[] = { YEAR_INPUT, { 0 } };
static const InputSpec publish_inputs[] = {
  YEAR_INPUT,
  { .name = "approval", .kind = INPUT_ID, .required = true, .label = "Lần duyệt" },
  { .name = "criteria", .kind = INPUT_FLAG, .label = "Bảng tiêu chí, chỉ tiêu" },
  { .name = "names", .kind = INPUT_FLAG, .label = "Họ tên người đạt Công dân học tập" },
  { .name = "decision", .kind = INPUT_FLAG, .label = "Quyết định của cơ quan có thẩm quyền" },
  { .name = "scan", .kind = INPUT_FLAG, .label = "Bản chụp quyết định" },
  { .name = "files", .kind = INPUT_LIST, .label = "Tài liệu" },
  { 0 },
};
static const InputSpec withdraw_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Bản công khai" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "reason", .kind = INPUT_TEXT, .required = true, .label = "Lý do rút" },
  { 0 },
};

typedef struct {
  RoundHead round;
  Record approval; /* what holds now */
  bool approved;
  json_t *files;  /* of the approval, NULL: none; unref */
  Record outcome; /* id 0: nothing is decided yet */
} Ready;

static void
ready_clear (Ready *ready)
{
  json_decref (ready->files);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ready, ready_clear)

/* What the authority decided, if it has. */
static bool
find_outcome (Request *request, Transaction *transaction, Ready *ready, GError **error)
{
  Records all;
  if (!record_list (transaction, request_arena (request), RECORD_outcome, ready->round.id, &all, error))
    return false;
  ready->outcome = all.count > 0 ? all.items[0] : (Record){ .kind = RECORD_outcome };
  return true;
}

/* The last approval, if it was approved and is not void. */
static bool
find_approval (Request *request, Transaction *transaction, Ready *ret, GError **error)
{
  Records all;
  if (!round_head (request, transaction, &ret->round, error)
      || !record_list (transaction, request_arena (request), RECORD_approval, ret->round.id, &all, error))
    return false;
  if (!find_outcome (request, transaction, ret, error))
    return false;
  if (all.count == 0)
    return true;
  ret->approval = all.items[all.count - 1];
  ret->approved = strcmp (record_text (&ret->approval, "state"), "approved") == 0;
  const char *files = record_text (&ret->approval, "files");
  ret->files = files != NULL ? json_loads (files, 0, NULL) : NULL;
  return true;
}

/* ---- the page ---- */

static bool
is_document (const char *name)
{
  return g_str_has_suffix (name, ".pdf") && strchr (name, '/') == NULL;
}

/* "07-bao-cao.pdf" as its scheme calls the document. */
static const char *
title_of (Arena *arena, const Scheme *scheme, const char *name)
{
  for (gsize i = 0; i < scheme->document_count; i++)
    if (strcmp (name, arena_concat (arena, scheme->documents[i].stem, ".pdf", NULL)) == 0)
      return scheme->documents[i].title;
  return strcmp (name, "ho-so.pdf") == 0 ? "Toàn bộ hồ sơ" : name;
}

static bool
holds_file (const json_t *files, const char *name)
{
  for (gsize i = 0; i < json_array_size (files); i++)
    if (g_strcmp0 (json_string_value (json_object_get (json_array_get (files, i), "name")), name) == 0)
      return true;
  return false;
}

/* The PDFs that may go with it; those of the dossier's own papers, not evidence. */
static Value *
file_list (Arena *arena, const Ready *ready, const json_t *ticked)
{
  Value *list = value_list (arena);
  json_t *file;
  gsize i;
  json_array_foreach (ready->files, i, file)
  {
    const char *name = json_member (arena, file, "name");
    if (name == NULL || !is_document (name))
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "name", name);
    value_set_text (item, "title", title_of (arena, ready->round.scheme, name));
    value_set_bool (item, "ticked", holds_file (ticked, name));
    value_append (list, item);
  }
  return list;
}

/* The form begins with what is public now; at first with the table of criteria. */
static void
add_ticks (Request *request, Value *page, const Ready *ready, const Record *now)
{
  Arena *arena = request_arena (request);
  json_auto_t *content = now != NULL ? json_loads (record_text (now, "content"), 0, NULL) : NULL,
              *files = now != NULL ? json_loads (record_text (now, "files"), 0, NULL) : NULL;
  Value *list = file_list (arena, ready, files);
  value_set (page, "files", list);
  value_set_bool (page, "any_files", value_length (list) > 0);
  value_set_bool (page, "criteria_ticked",
                  now == NULL || json_is_true (json_object_get (content, "has_criteria")));
  value_set_bool (page, "names_ticked", json_is_true (json_object_get (content, "has_names")));
  value_set_bool (page, "may_decision", ready->outcome.id != 0);
  value_set_bool (page, "decision_ticked", json_is_object (json_object_get (content, "decision")));
  value_set_bool (page, "may_scan", record_text (&ready->outcome, "scan") != NULL);
  value_set_bool (page, "scan_ticked", holds_file (files, SCAN_NAME));
}

static Value *
version_value (Request *request, const Record *record)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  gint64 withdrawn = record_int (record, "withdrawn_at");
  value_set_int (item, "id", record->id);
  value_set_int (item, "version", record->version);
  value_set_int (item, "position", record_int (record, "position"));
  value_set_bool (item, "is_public", strcmp (record_text (record, "state"), "published") == 0);
  value_set_text (item, "published_at", shown_instant (arena, record_int (record, "published_at")));
  value_set_text (item, "withdrawn_at", withdrawn != 0 ? shown_instant (arena, withdrawn) : NULL);
  value_set_text (item, "reason", record_text (record, "withdrawn_reason"));
  return item;
}

static bool
add_versions (Request *request, Transaction *transaction, const Ready *ready, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena), *now = NULL;
  const Record *public = NULL;
  Records all;
  if (!record_list (transaction, arena, RECORD_publication, ready->round.id, &all, error))
    return false;
  for (gsize i = all.count; i > 0; i--) {
    const Record *record = &all.items[i - 1];
    Value *item = version_value (request, record);
    value_append (list, item);
    if (strcmp (record_text (record, "state"), "published") == 0) {
      now = item;
      public = record;
    }
  }
  const char *address = all.count > 0 ? record_text (&all.items[0], "address") : NULL;
  const char *site = request_site (request) != NULL ? request_site (request) : request_origin (request);
  add_ticks (request, page, ready, public);
  value_set_bool (page, "is_former",
                  public != NULL && ready->approved
                      && record_int (public, "approval_id") != ready->approval.id);
  value_set (page, "versions", list);
  value_set (page, "now", now);
  value_set_bool (page, "any_versions", all.count > 0);
  value_set_text (page, "address",
                  address != NULL ? arena_concat (arena, "/cong-khai/", address, NULL) : NULL);
  value_set_text (page, "whole_address",
                  address != NULL ? arena_concat (arena, site, "/cong-khai/", address, NULL) : NULL);
  return true;
}

/* Has anything happened since the approval that may have changed what a dossier says? */
static bool
add_touched (Transaction *transaction, const Ready *ready, Value *page, GError **error)
{
  gint64 since = 0;
  bool touched = false;
  if (ready->approved
      && (!approval_event (transaction, ready->approval.id, &since, error)
          || !approval_touched (transaction, since, &touched, error)))
    return false;
  value_set_bool (page, "touched", touched);
  return true;
}

static bool
show_publication (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  Value *page = value_object (arena);
  g_auto (Ready) ready = { 0 };
  if (transaction == NULL || !find_approval (request, transaction, &ready, error)
      || !add_versions (request, transaction, &ready, page, error)
      || !add_touched (transaction, &ready, page, error))
    return false;
  value_set_bool (page, "approved", ready.approved);
  value_set_int (page, "approval", ready.approved ? ready.approval.id : 0);
  value_set_text (page, "approved_at",
                  ready.approved ? shown_instant (arena, record_int (&ready.approval, "approved_at")) : NULL);
  value_set_text (page, "hash", ready.approved ? record_text (&ready.approval, "hash") : NULL);
  value_set_bool (page, "may_publish", request_may (request, PERMISSION_RESULT_PUBLISH));
  value_set_text (page, "to_approval", round_path (request, ready.round.year, "phe-duyet"));
  value_set_text (page, "to_papers", round_path (request, ready.round.year, "van-ban"));
  value_set_text (page, "action", round_path (request, ready.round.year, "cong-khai"));
  value_set_text (page, "title", arena_printf (arena, "Công khai kết quả năm %d", ready.round.year));
  request_show (request, value_view (page));
  return true;
}

/* ---- publishing ---- */

typedef struct {
  const char *content, *files, *wanted;
} Prepared;

static bool
is_chosen (GPtrArray *chosen, const char *name)
{
  for (guint i = 0; i < chosen->len; i++)
    if (strcmp (g_ptr_array_index (chosen, i), name) == 0)
      return true;
  return false;
}

static void
add_scan (Request *request, const Ready *ready, json_t *list)
{
  const char *scan = record_text (&ready->outcome, "scan");
  if (scan != NULL && request_flag (request, "scan"))
    json_array_append_new (list, json_pack ("{s:s, s:s, s:s}", "name", SCAN_NAME, "blob", scan, "title",
                                            "Quyết định của cơ quan có thẩm quyền"));
}

/* Those of the approval's files that were ticked, as they stand there, and the decision's scan. */
static const char *
chosen_files (Request *request, const Ready *ready)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) chosen = request_list (request, "files");
  json_t *list = json_array (), *file;
  gsize i;
  json_array_foreach (ready->files, i, file)
  {
    const char *name = json_member (arena, file, "name");
    if (name == NULL || !is_document (name) || !is_chosen (chosen, name))
      continue;
    json_t *taken = json_copy (file);
    json_object_set_new (taken, "title", json_string (title_of (arena, ready->round.scheme, name)));
    json_array_append_new (list, taken);
  }
  add_scan (request, ready, list);
  return json_text (arena, list);
}

/* "thgt-2024": the unit's code in small Latin letters, and the year. */
static const char *
wanted_address (Arena *arena, const char *code, int year)
{
  char *plain = text_fold (arena, code);
  for (char *at = plain; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at))
      *at = '-';
  return arena_printf (arena, "%s-%d", plain[0] != '\0' ? plain : "don-vi", year);
}

static bool
prepare_publish (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  g_auto (Ready) ready = { 0 };
  Unit unit;
  const char *all = NULL;
  const SnapshotPlace place = snapshot_place (request);
  if (transaction == NULL || !find_approval (request, transaction, &ready, error))
    return false;
  if (!ready.approved || ready.approval.id != request_int (request, "approval", 0))
    return true; /* said by the write */
  const PublicationTicks ticks = { request_flag (request, "criteria"), request_flag (request, "names"),
                                   request_flag (request, "decision") ? &ready.outcome : NULL };
  Prepared *prepared = arena_new0 (arena, Prepared);
  if (!unit_load (transaction, arena, &unit, error)
      || !snapshot_public_content (arena, &place, record_text (&ready.approval, "previews"), &all, error)
      || (prepared->content = publication_select (arena, all, &ticks, error)) == NULL)
    return false;
  prepared->files = chosen_files (request, &ready);
  prepared->wanted = wanted_address (arena, unit.code, ready.round.year);
  request_set_prepared (request, prepared);
  return true;
}

static bool
write_publish (Request *request, Transaction *transaction, GError **error)
{
  const Prepared *prepared = request_prepared (request);
  const char *address = NULL;
  g_auto (Ready) ready = { 0 };
  if (!find_approval (request, transaction, &ready, error))
    return false;
  if (prepared == NULL || !ready.approved || ready.approval.id != request_int (request, "approval", 0))
    return request_refuse (request, error, 409, MSG_PUBLICATION_NOT_APPROVED, NULL);
  const PublicationDraft draft = { .approval_id = ready.approval.id,
                                   .person_id = request_identity (request)->person_id,
                                   .wanted = prepared->wanted,
                                   .content = prepared->content,
                                   .files = prepared->files };
  if (!publication_publish (transaction, request_arena (request), ready.round.id, &draft, &address, error))
    return false;
  request_notice (request, MSG_PUBLICATION_DONE, NULL);
  request_redirect (request, round_path (request, ready.round.year, "cong-khai"));
  return true;
}

static bool
write_withdraw (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  if (!round_head (request, transaction, &round, error)
      || !publication_withdraw (transaction, request_arena (request), round.id,
                                request_int (request, "id", 0), request_int (request, "version", 0),
                                request_text (request, "reason"), error))
    return false;
  request_notice (request, MSG_PUBLICATION_WITHDRAWN, NULL);
  request_redirect (request, round_path (request, round.year, "cong-khai"));
  return true;
}

const Route publication_routes[] = {
  { METHOD_GET, "/dot/{year}/cong-khai", PERMISSION_ROUND_READ, "What of the round is public, and since when",
    NULL, show_inputs, show_publication, NULL, NULL, "publication" },
  { METHOD_POST, "/dot/{year}/cong-khai", PERMISSION_RESULT_PUBLISH, "Makes the approved result public", NULL,
    publish_inputs, show_publication, prepare_publish, write_publish, "publication" },
  { METHOD_POST, "/dot/{year}/cong-khai/rut", PERMISSION_RESULT_PUBLISH, "Takes the public page back", NULL,
    withdraw_inputs, show_publication, NULL, write_withdraw, "publication" },
  { 0 },
};
