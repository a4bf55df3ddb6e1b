/* study_entry.c - "Nhập hộ": a colleague enters a plan from the form that its person has signed on paper.
 *
 * The scan is a must; both names stand with the plan and in the log; the person is told and may object
 * (process.md). */
#include "web/pages/pages.h"
#include "web/pages/study_parts.h"
#include <string.h>

static const InputSpec show_inputs[]
    = { YEAR_INPUT, { .name = "id", .kind = INPUT_ID, .required = true, .label = "Người" }, { 0 } };

static const InputSpec save_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Người" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  STUDY_TEXT_INPUTS,
  STUDY_PROGRESS_INPUTS,
  { .name = "phieu",
    .kind = INPUT_FILE,
    .required = true,
    .label = "Bản chụp phiếu đã ký",
    .limit = STUDY_FILE_BYTES },
  { 0 },
};

static bool
plan_at (Request *request, Transaction *transaction, RoundHead *ret_round, StudyPlan *ret, GError **error)
{
  return round_head (request, transaction, ret_round, error)
         && study_plan_of (transaction, request_arena (request), ret_round->id,
                           request_int (request, "id", 0), ret, error);
}

static bool
show_form (Request *request, GError **error)
{
  RoundHead round;
  StudyPlan plan;
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !plan_at (request, transaction, &round, &plan, error))
    return false;
  bool approved = plan.record.id != 0 && strcmp (record_text (&plan.record, "state"), "approved") == 0;
  study_view (request, &round, &plan, true, page);
  study_text_defaults (request, &plan);
  study_progress_defaults (request, &plan);
  value_set_int (page, "round_year", round.year);
  value_set_text (page, "here", round_path (request, round.year, "tu-hoc"));
  value_set_int (page, "person_id", request_int (request, "id", 0));
  value_set_bool (page, "texts", !approved || study_plan_is_blank (&plan));
  value_set_bool (page, "results", approved);
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
  RoundHead round;
  StudyPlan plan;
  const Identity *who = request_identity (request);
  const Upload *scan = request_prepared (request);
  StudyText text = study_text (request);
  const char *done = study_done (request);
  if (!plan_at (request, transaction, &round, &plan, error))
    return false;
  if (who->person_id == 0)
    return request_refuse (request, error, 422, MSG_STUDY_NO_PERSON, NULL);
  if (plan.record.id == 0 || strcmp (record_text (&plan.record, "state"), "approved") != 0)
    study_check_whole (request, &text);
  if (request_has_errors (request))
    return request_invalid (request, error);
  const StudyEntry entry = { .round_id = round.id,
                             .person_id = request_int (request, "id", 0),
                             .by = who->person_id,
                             .permissions = who->permissions,
                             .done = done,
                             .progress = request_text (request, "progress"),
                             .scan = scan->blob.hash,
                             .scan_name = scan->name };
  request_notice (request, MSG_STUDY_ENTERED, plan.name, NULL);
  request_redirect (request, round_path (request, round.year, "tu-hoc/danh-sach"));
  return study_plan_enter (transaction, request_arena (request), &entry, request_int (request, "version", 0),
                           &text, error);
}

const Route study_entry_routes[] = {
  { METHOD_GET, "/dot/{year}/tu-hoc/nhap-ho/{id}", PERMISSION_ENTER_FOR,
    "The form of a plan to be entered from a signed paper form", "Nhập hộ kế hoạch tự học", show_inputs,
    show_form, NULL, NULL, "study_entry" },
  { METHOD_POST, "/dot/{year}/tu-hoc/nhap-ho/{id}", PERMISSION_ENTER_FOR,
    "Enters a person's plan from a signed paper form", "Nhập hộ kế hoạch tự học", save_inputs, show_form,
    prepare_scan, write_entry, "study_entry", "study_entry" },
  { 0 },
};
