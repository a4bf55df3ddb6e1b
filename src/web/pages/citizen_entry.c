/* citizen_entry.c - "Nhập hộ": a colleague enters a self-assessment from the form that its person has signed.
 *
 * The scan is a must; both names stand with it and in the log; the person is told and may object
 * (process.md). */
#include "web/pages/citizen_parts.h"
#include "web/pages/pages.h"

static const InputSpec show_inputs[]
    = { YEAR_INPUT, { .name = "id", .kind = INPUT_ID, .required = true, .label = "Người" }, { 0 } };

static const InputSpec save_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Người" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  CITIZEN_WORDS_INPUTS,
  { .name = "phieu",
    .kind = INPUT_FILE,
    .required = true,
    .label = "Bản chụp phiếu đã ký",
    .limit = (gsize)10 << 20 },
  { 0 },
};

static bool
theirs_at (Request *request, Transaction *transaction, CitizenRound *ret_round, CitizenAssessment *ret,
           GError **error)
{
  return citizen_round (request, transaction, ret_round, error)
         && citizen_of (transaction, request_arena (request), ret_round->head.id,
                        request_int (request, "id", 0), ret, error);
}

static bool
show_form (Request *request, GError **error)
{
  CitizenRound round;
  CitizenAssessment theirs;
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !theirs_at (request, transaction, &round, &theirs, error))
    return false;
  /* What the person is writing is not shown to others. */
  if (theirs.record.id != 0 && theirs.entered_by != NULL) {
    citizen_points_default (request, round.scheme, record_text (&theirs.record, "points"));
    request_default (request, "comment", record_text (&theirs.record, "comment"));
  }
  request_default (request, "version", arena_int (request_arena (request), theirs.record.version));
  citizen_view (request, &round, &theirs, false, page);
  citizen_view_fields (request, round.scheme, page);
  value_set_int (page, "round_year", round.head.year);
  value_set_text (page, "here", round_path (request, round.head.year, "cong-dan"));
  value_set_int (page, "person_id", request_int (request, "id", 0));
  request_show (request, value_view (page));
  return true;
}

static bool
prepare_scan (Request *request, GError **error)
{
  return scan_put (request, "phieu", error);
}

static bool
write_entry (Request *request, Transaction *transaction, GError **error)
{
  CitizenRound round;
  CitizenAssessment theirs;
  const Identity *who = request_identity (request);
  const Upload *scan = request_prepared (request);
  if (!theirs_at (request, transaction, &round, &theirs, error))
    return false;
  if (who->person_id == 0)
    return request_refuse (request, error, 422, MSG_STUDY_NO_PERSON, NULL);
  const CitizenWords words
      = { citizen_points_typed (request, round.scheme, true), request_text (request, "comment") };
  if (request_has_errors (request))
    return request_invalid (request, error);
  const CitizenEntry entry = { .round_id = round.head.id,
                               .person_id = request_int (request, "id", 0),
                               .by = who->person_id,
                               .permissions = who->permissions,
                               .scan = scan->blob.hash,
                               .scan_name = scan->name };
  request_notice (request, MSG_CITIZEN_ENTERED, theirs.name, NULL);
  request_redirect (request, round_path (request, round.head.year, "cong-dan"));
  return citizen_enter (transaction, request_arena (request), &entry, request_int (request, "version", 0),
                        &words, error);
}

const Route citizen_entry_routes[] = {
  { METHOD_GET, "/dot/{year}/cong-dan/nhap-ho/{id}", PERMISSION_ENTER_FOR,
    "The form of a self-assessment to be entered from a signed paper form",
    "Nhập hộ tự đánh giá Công dân học tập", show_inputs, show_form, NULL, NULL, "citizen_entry" },
  { METHOD_POST, "/dot/{year}/cong-dan/nhap-ho/{id}", PERMISSION_ENTER_FOR,
    "Enters a person's self-assessment from a signed paper form", "Nhập hộ tự đánh giá Công dân học tập",
    save_inputs, show_form, prepare_scan, write_entry, "citizen_entry", "citizen_entry" },
  { 0 },
};
