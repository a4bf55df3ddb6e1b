/* paper_reading.c - an issued paper as every member of staff reads it, and "Tôi đã đọc".
 *
 * What is not issued is not there: drafts are no affair of the staff. */
#include "store/receipt.h"
#include "store/unit.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/shown.h"

static const InputSpec inputs[] = { YEAR_INPUT, PAPER_INPUT, { 0 } };
static const InputSpec file_inputs[] = {
  YEAR_INPUT, PAPER_INPUT, { .name = "file", .kind = INPUT_TEXT, .required = true, .label = "Tệp" }, { 0 }
};

/* The paper of the address if it is issued; else it is not there. */
static bool
issued_at (Request *request, Transaction *transaction, PaperAt *ret, GError **error)
{
  if (!paper_at (request, transaction, ret, error))
    return false;
  return (ret->found && paper_is_issued (&ret->record))
         || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

typedef struct {
  PaperAt at;
  Value *page;
} Reading;

static bool
prepare_page (Request *request, GError **error)
{
  g_auto (PaperFiles) files = { 0 };
  Reading *reading = arena_new0 (request_arena (request), Reading);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !issued_at (request, transaction, &reading->at, error)
      || !paper_files (request, transaction, &reading->at, 1u << FILE_SHEETS, &files, error))
    return false;
  reading->page = value_object (request_arena (request));
  view_sheets (request, reading->page, &files);
  request_set_prepared (request, reading);
  return true;
}

static bool
show_page (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  const Reading *reading = request_prepared (request);
  const Record *paper = &reading->at.record;
  Value *page = reading->page;
  gint64 person = request_identity (request)->person_id, read_at = 0;
  Unit unit = { 0 };
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !unit_load (transaction, arena, &unit, error)
      || !receipt_find (transaction, paper->id, person, &read_at, error))
    return false;
  gint64 issued = record_int (paper, "issued_at");
  value_set_text (page, "title", reading->at.spec->title);
  value_set_text (page, "code", paper_code (arena, unit.code, reading->at.key, record_int (paper, "number")));
  value_set_text (page, "date",
                  record_text (paper, "date") != NULL ? shown_day (arena, record_text (paper, "date"))
                                                      : NULL);
  value_set_text (page, "issued", issued != 0 ? shown_instant (arena, issued) : NULL);
  value_set_text (page, "read", read_at != 0 ? shown_instant (arena, read_at) : NULL);
  value_set_bool (page, "may_read", person != 0);
  value_set_text (page, "here", paper_path (request, &reading->at, "doc"));
  value_set_text (page, "pdf",
                  arena_concat (arena, paper_path (request, &reading->at, "doc/tep/"), reading->at.spec->stem,
                                ".pdf", NULL));
  value_set_bool (page, "signed", record_text (paper, "signed") != NULL);
  request_show (request, value_view (page));
  return true;
}

static bool
write_receipt (Request *request, Transaction *transaction, GError **error)
{
  PaperAt at;
  gint64 person = request_identity (request)->person_id;
  if (!issued_at (request, transaction, &at, error))
    return false;
  if (person == 0)
    return request_refuse (request, error, 422, MSG_PAPER_NOBODY, NULL);
  if (!receipt_add (transaction, request_arena (request), at.record.id, person, error))
    return false;
  request_notice (request, MSG_PAPER_READ, NULL);
  request_redirect (request, paper_path (request, &at, "doc"));
  return true;
}

static bool
prepare_file (Request *request, GError **error)
{
  PaperAt at;
  Transaction *transaction = request_read (request, error);
  return transaction != NULL && issued_at (request, transaction, &at, error)
         && paper_answer (request, transaction, &at, error);
}

static bool
send_signed (Request *request, GError **error)
{
  PaperAt at;
  Transaction *transaction = request_read (request, error);
  return transaction != NULL && issued_at (request, transaction, &at, error)
         && paper_answer_signed (request, &at, error);
}

const Route paper_reading_routes[] = {
  { METHOD_GET, "/dot/{year}/van-ban/{paper}/doc", PERMISSION_PERSONAL,
    "An issued paper, for all staff to read", NULL, inputs, show_page, prepare_page, NULL, "paper_reading" },
  { METHOD_POST, "/dot/{year}/van-ban/{paper}/doc", PERMISSION_PERSONAL,
    "Tells that one has read an issued paper", NULL, inputs, NULL, NULL, write_receipt, NULL },
  { METHOD_GET, "/dot/{year}/van-ban/{paper}/doc/ban-ky", PERMISSION_PERSONAL,
    "The signed copy of an issued paper", NULL, inputs, NULL, send_signed, NULL, NULL },
  { METHOD_GET, "/dot/{year}/van-ban/{paper}/doc/tep/{file}", PERMISSION_PERSONAL,
    "An issued paper as PDF or Word file, named after it", NULL, file_inputs, NULL, prepare_file, NULL,
    NULL },
  { 0 },
};
