/* evidence_file.c - files of evidence: added, replaced by a newer version, taken out, read; many files at
 * once as an item each. */
#include "model/evidence_name.h"
#include "store/round_parts.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/pages.h"
#include <string.h>

#define MAX_BEFORE 1000000 /* that a notice counts */

static const InputSpec add_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Minh chứng" },
  { .name = "thay", .kind = INPUT_ID, .label = "Thay tệp" },
  EVIDENCE_FILE_INPUTS,
  { 0 },
};

static const InputSpec file_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Minh chứng" },
  { .name = "file", .kind = INPUT_ID, .required = true, .label = "Tệp" },
  { .name = "tai", .kind = INPUT_FLAG, .label = "Tải về" },
  { 0 },
};

static const InputSpec many_inputs[] = {
  YEAR_INPUT,
  { .name = "chi_tieu", .kind = INPUT_TEXT, .label = "Chỉ tiêu", .limit = 20 },
  { .name = "truoc", .kind = INPUT_INT, .label = "Số tệp đã thêm ngay trước" },
  EVIDENCE_FILE_INPUTS,
  { 0 },
};

/* ---- adding ---- */

static bool
prepare_files (Request *request, GError **error)
{
  Received *received = NULL;
  if (!evidence_receive (request, &received, error))
    return false;
  if (received != NULL && received->count == 0)
    request_field_error (request, "tep", MSG_EVIDENCE_NO_FILE, NULL);
  request_set_prepared (request, received);
  return true;
}

static bool
write_files (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const Received *received = request_prepared (request);
  gint64 replaces = request_int (request, "thay", 0);
  RoundHead round;
  Record item;
  if (!evidence_at (request, transaction, &round, &item, error)
      || !evidence_take (transaction, arena, received, error)
      || !evidence_files_add (transaction, arena, round.id, item.id, received->files, received->count,
                              replaces, error))
    return false;
  if (replaces != 0)
    request_notice (request, MSG_EVIDENCE_FILE_NEW, NULL);
  else
    request_notice (request, MSG_EVIDENCE_FILES_ADDED, arena_int (arena, (gint64)received->count), NULL);
  request_redirect (request, evidence_path (request, round.year, item.id, ""));
  return true;
}

/* ---- many files, an item each ---- */

static bool
add_item (Request *request, Transaction *transaction, const EvidenceRound *round, const EvidenceFile *file,
          const char *indicators, GError **error)
{
  Arena *arena = request_arena (request);
  EvidenceName name = evidence_name_guess (arena, file->name);
  EvidenceEntry entry = { .title = name.title, .number = name.number, .indicators = indicators };
  gint64 id = 0;
  return evidence_add (transaction, arena, round, &entry, &id, error)
         && evidence_files_add (transaction, arena, round->round_id, id, file, 1, 0, error);
}

static bool
write_many (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const Received *received = request_prepared (request);
  const char *indicator = request_text (request, "chi_tieu");
  RoundHead head;
  if (!round_head (request, transaction, &head, error))
    return false;
  if (indicator != NULL && scheme_find_indicator (head.scheme, indicator) == NULL) {
    request_field_error (request, "chi_tieu", MSG_EVIDENCE_INDICATOR, indicator, NULL);
    return request_invalid (request, error);
  }
  const EvidenceRound round = evidence_round (&head);
  const char *indicators = indicator != NULL ? lines_json (arena, (Lines){ &indicator, 1 }) : NULL;
  if (!evidence_take (transaction, arena, received, error))
    return false;
  for (gsize i = 0; i < received->count; i++)
    if (!add_item (request, transaction, &round, &received->files[i], indicators, error))
      return false;
  gint64 before = request_int (request, "truoc", 0); /* of very many, which come a hundred at a time */
  request_notice (request, MSG_EVIDENCE_ADDED_MANY,
                  arena_int (arena, CLAMP (before, 0, MAX_BEFORE) + (gint64)received->count), NULL);
  request_redirect (request, round_path (request, head.year,
                                         indicator != NULL ? "minh-chung" : "minh-chung?xem=chua-chi-tieu"));
  return evidence_give_codes (transaction, arena, &round, error);
}

/* ---- one file ---- */

static bool
file_at (Request *request, Transaction *transaction, RoundHead *ret_round, gint64 *ret_item,
         EvidenceFile *ret, GError **error)
{
  Record item;
  EvidenceFiles files = { 0 };
  gint64 id = request_int (request, "file", 0);
  if (!evidence_at (request, transaction, ret_round, &item, error)
      || !evidence_files (transaction, request_arena (request), ret_round->id, item.id, &files, error))
    return false;
  *ret_item = item.id;
  for (gsize i = 0; i < files.count; i++)
    if (files.items[i].id == id) {
      *ret = files.items[i];
      return true;
    }
  return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static bool
prepare_read (Request *request, GError **error)
{
  RoundHead round;
  EvidenceFile file = { 0 };
  gint64 item = 0;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !file_at (request, transaction, &round, &item, &file, error))
    return false;
  return request_flag (request, "tai") ? blob_download (request, file.hash, file.name, error)
                                       : blob_answer (request, file.hash, file.name, error);
}

static bool
write_remove (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  EvidenceFile file = { 0 };
  gint64 item = 0;
  if (!file_at (request, transaction, &round, &item, &file, error))
    return false;
  request_notice (request, MSG_EVIDENCE_FILE_REMOVED, NULL);
  request_redirect (request, evidence_path (request, round.year, item, ""));
  return evidence_file_remove (transaction, request_arena (request), round.id, item, file.id, error);
}

const Route evidence_file_routes[] = {
  { METHOD_POST, "/dot/{year}/minh-chung/nhieu", PERMISSION_EVIDENCE_WRITE,
    "Adds an item of evidence for each of many files", NULL, many_inputs, NULL, prepare_files, write_many },
  { METHOD_POST, "/dot/{year}/minh-chung/{id}/tep", PERMISSION_EVIDENCE_WRITE,
    "Adds files to an item of evidence, or a newer version of one", NULL, add_inputs, NULL, prepare_files,
    write_files },
  { METHOD_GET, "/dot/{year}/minh-chung/{id}/tep/{file}", PERMISSION_EVIDENCE_READ,
    "A file of an item of evidence, older versions too", NULL, file_inputs, NULL, prepare_read, NULL, NULL },
  { METHOD_POST, "/dot/{year}/minh-chung/{id}/tep/{file}/bo", PERMISSION_EVIDENCE_WRITE,
    "Takes a file out of an item of evidence", NULL, file_inputs, NULL, NULL, write_remove },
  { 0 },
};
