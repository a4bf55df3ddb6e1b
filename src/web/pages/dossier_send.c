/* dossier_send.c - the dossier on its way: sent, received; joined with its evidence as a job. */
#include "model/job_input.h"
#include "model/job_kind.h"
#include "store/job.h"
#include "store/submission.h"
#include "web/pages/dossier_parts.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/shown.h"
#include <string.h>

#define SCAN_LIMIT ((gsize)20 << 20)

static const char *const ways[] = { "direct", "online", "post", NULL };
static const char *const way_words[] = { "trực tiếp", "trực tuyến (cổng dịch vụ công)", "qua bưu chính" };

#define SENDING_INPUTS                                                                                       \
  { .name = "way", .kind = INPUT_CHOICE, .required = true, .label = "Cách nộp", .choices = ways },           \
      { .name = "sent_on", .kind = INPUT_DATE, .required = true, .label = "Ngày nộp" },                      \
      { .name = "file_number", .kind = INPUT_TEXT, .label = "Mã hồ sơ trên cổng", .limit = 100 },            \
  {                                                                                                          \
    .name = "note", .kind = INPUT_TEXT, .label = "Ghi chú", .limit = 300                                     \
  }
#define SENDING_ID                                                                                           \
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Lần nộp" },                                  \
  {                                                                                                          \
    .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản"                                 \
  }

static const InputSpec add_inputs[] = { YEAR_INPUT, APPROVAL_INPUT, SENDING_INPUTS, { 0 } };
static const InputSpec receive_inputs[] = {
  YEAR_INPUT,
  SENDING_ID,
  { .name = "receipt_number", .kind = INPUT_TEXT, .label = "Số giấy tiếp nhận", .limit = 100 },
  { .name = "received_on", .kind = INPUT_DATE, .required = true, .label = "Ngày tiếp nhận" },
  { .name = "receipt", .kind = INPUT_FILE, .label = "Bản chụp giấy tiếp nhận", .limit = SCAN_LIMIT },
  { 0 },
};
static const InputSpec remove_inputs[] = { YEAR_INPUT, SENDING_ID, { 0 } };
static const InputSpec scan_inputs[]
    = { YEAR_INPUT, { .name = "id", .kind = INPUT_ID, .required = true, .label = "Lần nộp" }, { 0 } };
static const InputSpec join_inputs[] = { YEAR_INPUT, APPROVAL_INPUT, { 0 } };

/* ---- shown on the dossier's page ---- */

/* Columns of submission_sent. */
enum {
  SENT_ID,
  SENT_VERSION,
  SENT_POSITION,
  SENT_WAY,
  SENT_ON,
  SENT_FILE_NUMBER,
  SENT_RECEIPT_NUMBER,
  SENT_RECEIVED_ON,
  SENT_RECEIPT,
  SENT_RECEIPT_NAME,
  SENT_NOTE,
  SENT_APPROVAL
};

static const char *
way_told (const char *way)
{
  for (gsize i = 0; ways[i] != NULL; i++)
    if (strcmp (ways[i], way) == 0)
      return way_words[i];
  return way;
}

static Value *
sending_value (Request *request, const Rows *rows, int year)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  const char *id = arena_int (arena, rows_int (rows, SENT_ID));
  const char *path = round_path (request, year, arena_concat (arena, "ho-so/nop/", id, NULL));
  bool received = !rows_is_null (rows, SENT_RECEIVED_ON);
  value_set_text (item, "path", path);
  value_set_text (item, "version", arena_int (arena, rows_int (rows, SENT_VERSION)));
  value_set_int (item, "position", rows_int (rows, SENT_POSITION));
  value_set_text (item, "way", way_told (rows_text_dup (rows, SENT_WAY, arena)));
  value_set_text (item, "sent_on", shown_day (arena, rows_text_dup (rows, SENT_ON, arena)));
  value_set_text (item, "file_number", rows_text_dup (rows, SENT_FILE_NUMBER, arena));
  value_set_text (item, "receipt_number", rows_text_dup (rows, SENT_RECEIPT_NUMBER, arena));
  value_set_text (item, "received_on",
                  received ? shown_day (arena, rows_text_dup (rows, SENT_RECEIVED_ON, arena)) : NULL);
  value_set_text (item, "receipt",
                  rows_is_null (rows, SENT_RECEIPT) ? NULL : rows_text_dup (rows, SENT_RECEIPT_NAME, arena));
  value_set_text (item, "note", rows_text_dup (rows, SENT_NOTE, arena));
  value_set_int (item, "approval", rows_int (rows, SENT_APPROVAL));
  value_set_text (item, "state_shape", received ? "done" : "doing");
  value_set_text (item, "state_words", received ? "đã tiếp nhận" : "đã nộp, chờ giấy tiếp nhận");
  return item;
}

static void
add_ways (Request *request, Value *page)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  const char *chosen = request_text (request, "way");
  for (gsize i = 0; ways[i] != NULL; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "value", ways[i]);
    value_set_text (item, "label", way_words[i]);
    value_set_bool (item, "chosen", g_strcmp0 (chosen, ways[i]) == 0);
    value_append (list, item);
  }
  value_set (page, "ways", list);
}

bool
add_sendings (Request *request, Transaction *transaction, const RoundHead *round, Value *page, GError **error)
{
  GError *local = NULL;
  Value *list = value_list (request_arena (request));
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_submission_sent, error, DB_INT (round->id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    value_append (list, sending_value (request, rows, round->year));
  value_set (page, "sendings", list);
  value_set_bool (page, "any_sendings", value_length (list) > 0);
  add_ways (request, page);
  request_default (request, "sent_on", shown_day (request_arena (request), request_today (request)));
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* ---- recording ---- */

static void
check_day (Request *request, const char *input)
{
  const char *day = request_text (request, input);
  if (day != NULL && strcmp (day, request_today (request)) > 0)
    request_field_error (request, input, MSG_SUBMISSION_LATER, NULL);
}

static void
go_back (Request *request, int year, MessageId told)
{
  request_notice (request, told, NULL);
  request_redirect (request, round_path (request, year, "ho-so#nop"));
}

static bool
write_sending (Request *request, Transaction *transaction, GError **error)
{
  KeptDossier dossier = { 0 };
  gint64 id = 0;
  const Sending sending = { .way = request_text (request, "way"),
                            .sent_on = request_text (request, "sent_on"),
                            .file_number = request_text (request, "file_number"),
                            .note = request_text (request, "note") };
  if (!kept_dossier (request, transaction, &dossier, error))
    return false;
  if (strcmp (approval_state (&dossier.approval), "approved") != 0) {
    error_set (error, "submission", MSG_APPROVAL_FIRST, NULL);
    return false;
  }
  check_day (request, "sent_on");
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!submission_add (transaction, request_arena (request), dossier.round.id, dossier.approval.id, &sending,
                       &id, error))
    return false;
  go_back (request, dossier.round.year, MSG_SUBMISSION_SAVED);
  return true;
}

/* The scan is in the blobs before the record names it. */
static bool
prepare_receipt (Request *request, GError **error)
{
  OfficeReceipt *receipt = arena_new0 (request_arena (request), OfficeReceipt);
  Blob *scan = NULL;
  if (!upload_put (request, "receipt", &scan, &receipt->scan_name, error))
    return false;
  if (scan != NULL && !blob_is_paper (scan))
    request_field_error (request, "receipt", MSG_SUBMISSION_SCAN, NULL);
  receipt->scan = scan != NULL ? scan->hash : NULL;
  receipt->number = request_text (request, "receipt_number");
  receipt->received_on = request_text (request, "received_on");
  check_day (request, "received_on");
  request_set_prepared (request, receipt);
  return true;
}

static bool
write_receipt (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  Record sending;
  const OfficeReceipt *receipt = request_prepared (request);
  Arena *arena = request_arena (request);
  if (!round_head (request, transaction, &round, error)
      || !submission_of (transaction, arena, round.id, request_int (request, "id", 0), &sending, error))
    return false;
  if (strcmp (receipt->received_on, record_text (&sending, "sent_on")) < 0) {
    request_field_error (request, "received_on", MSG_SUBMISSION_BEFORE, NULL);
    return request_invalid (request, error);
  }
  if (!submission_receive (transaction, arena, sending.id, request_int (request, "version", 0), receipt,
                           error))
    return false;
  go_back (request, round.year, MSG_SUBMISSION_RECEIVED);
  return true;
}

static bool
write_removal (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  Record sending;
  Arena *arena = request_arena (request);
  if (!round_head (request, transaction, &round, error)
      || !submission_of (transaction, arena, round.id, request_int (request, "id", 0), &sending, error)
      || !submission_remove (transaction, arena, sending.id, request_int (request, "version", 0), error))
    return false;
  go_back (request, round.year, MSG_SUBMISSION_REMOVED);
  return true;
}

static bool
send_receipt (Request *request, GError **error)
{
  RoundHead round;
  Record sending;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !submission_of (transaction, request_arena (request), round.id, request_int (request, "id", 0),
                         &sending, error))
    return false;
  const char *scan = record_text (&sending, "receipt");
  return scan != NULL ? blob_answer (request, scan, record_text (&sending, "receipt_name"), error)
                      : request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

/* ---- joined with its evidence ---- */

static const char *
joined_input (Request *request, const KeptDossier *dossier, gsize *ret_count)
{
  Arena *arena = request_arena (request);
  const SnapshotPlace place = snapshot_place (request);
  const KeptFiles files = kept_files (arena, record_text (&dossier->approval, "files"));
  JoinedInput input = { .pdf = NULL };
  for (gsize i = 0; i < files.count; i++) {
    const char *name = files.items[i].name,
               *path = blob_path (arena, place.data_folder, place.unit_id, files.items[i].blob);
    if (strcmp (name, "ho-so.pdf") == 0)
      input.pdf = path;
    else if (g_str_has_prefix (name, "minh-chung/") && g_str_has_suffix (name, ".pdf"))
      ARENA_PUSH (arena, input.files, input.count)
          = (JoinedFile){ path, arena_strndup (arena, name + strlen ("minh-chung/"),
                                               strlen (name) - strlen ("minh-chung/.pdf")) };
  }
  *ret_count = input.count;
  return input.pdf != NULL ? joined_input_write (arena, &input) : NULL;
}

static bool
write_joining (Request *request, Transaction *transaction, GError **error)
{
  KeptDossier dossier = { 0 };
  gsize count = 0;
  gint64 account_id = request_identity (request)->account_id, id = 0;
  const char *kind = job_kind_info (JOB_JOINED)->name;
  if (!kept_dossier (request, transaction, &dossier, error)
      || !job_find_open (transaction, account_id, kind, &id, error))
    return false;
  const char *input = joined_input (request, &dossier, &count);
  if (input == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  request_notice (request, id != 0 ? MSG_JOINED_UNDER_WAY : MSG_JOINED_BEGUN, NULL);
  if (id == 0 && !job_enqueue (transaction, kind, account_id, input, (gint64)count, &id, error))
    return false;
  request_redirect (request, arena_printf (request_arena (request), "/viec-nen/%" G_GINT64_FORMAT, id));
  return true;
}

const Route dossier_send_routes[] = {
  { METHOD_POST, "/dot/{year}/ho-so/nop", PERMISSION_PAPERS_WRITE, "Records that the dossier was sent",
    "Hồ sơ", add_inputs, dossier_show, NULL, write_sending, "dossier" },
  { METHOD_POST, "/dot/{year}/ho-so/nop/{id}", PERMISSION_PAPERS_WRITE, "Records the office's receipt",
    "Hồ sơ", receive_inputs, dossier_show, prepare_receipt, write_receipt, "dossier" },
  { METHOD_POST, "/dot/{year}/ho-so/nop/{id}/bo", PERMISSION_PAPERS_WRITE,
    "Takes out a sending recorded by mistake", "Hồ sơ", remove_inputs, dossier_show, NULL, write_removal,
    "dossier" },
  { METHOD_GET, "/dot/{year}/ho-so/nop/{id}/giay-tiep-nhan", PERMISSION_PAPERS_READ,
    "The scan of the office's receipt", NULL, scan_inputs, NULL, send_receipt, NULL, NULL },
  { METHOD_POST, "/dot/{year}/ho-so/{lan}/noi-minh-chung", PERMISSION_PAPERS_WRITE,
    "Joins ho-so.pdf with its evidence, in the background", "Hồ sơ", join_inputs, dossier_show, NULL,
    write_joining, "dossier" },
  { 0 },
};
