/* study.c - one's own plan of self-study: read, written, handed in, taken back; what a colleague entered. */
#include "model/study_sample.h"
#include "web/pages/pages.h"
#include "web/pages/study_parts.h"
#include <string.h>

static const InputSpec year_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec write_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Kế hoạch" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  STUDY_TEXT_INPUTS,
  { .name = "gui", .kind = INPUT_FLAG, .label = "Gửi duyệt" },
  { 0 },
};

static const InputSpec form_inputs[]
    = { YEAR_INPUT, { .name = "mau", .kind = INPUT_TEXT, .label = "Mẫu", .limit = 60 }, { 0 } };

static const InputSpec withdraw_inputs[]
    = { YEAR_INPUT, { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" }, { 0 } };

static const InputSpec objection_inputs[] = {
  YEAR_INPUT,
  { .name = "objection", .kind = INPUT_LINES, .required = true, .label = "Chỗ không đúng", .limit = 2000 },
  { 0 }
};

static void
go_to_own (Request *request, int year)
{
  request_redirect (request, round_path (request, year, "tu-hoc"));
}

/* ---- samples ---- */

/* Groups of {id, subject}, in the order of the file. */
static Value *
samples_value (Arena *arena, const StudySamples *samples)
{
  Value *groups = value_list (arena), *list = NULL;
  for (gsize i = 0; i < samples->count; i++) {
    const StudySample *sample = &samples->items[i];
    if (i == 0 || strcmp (sample->group, samples->items[i - 1].group) != 0) {
      Value *group = value_object (arena);
      list = value_list (arena);
      value_set_text (group, "group", sample->group);
      value_set (group, "samples", list);
      value_append (groups, group);
    }
    Value *item = value_object (arena);
    value_set_text (item, "id", sample->id);
    value_set_text (item, "subject", sample->subject);
    value_append (list, item);
  }
  return groups;
}

static bool
add_samples (Request *request, Value *page, GError **error)
{
  StudySamples samples = { 0 };
  if (!study_samples_load (request_arena (request), &samples, error))
    return false;
  value_set (page, "groups", samples_value (request_arena (request), &samples));
  return true;
}

/* ---- one's own plan ---- */

/* How the unit stands, for those who may see it: figures that lead to the list. */
static bool
add_unit (Request *request, Transaction *transaction, const RoundHead *round, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  StudyCounts counts = { 0 };
  bool may_list = request_may (request, PERMISSION_ROUND_READ);
  value_set_bool (page, "may_list", may_list);
  if (!may_list)
    return true;
  if (!study_counts (transaction, arena, round->id, round->year, &counts, error))
    return false;
  const struct {
    const char *label, *show;
    guint count;
  } figures[] = { { "Chờ duyệt", "cho-duyet", counts.submitted },
                  { "Đã duyệt", "da-duyet", counts.approved },
                  { "Đang viết", "dang-viet", counts.draft },
                  { "Trả lại", "tra-lai", counts.returned },
                  { "Chưa có", "chua-co", counts.none } };
  Value *list = value_list (arena);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++) {
    Value *item = value_object (arena);
    const char *below = arena_concat (arena, "tu-hoc/danh-sach?xem=", figures[i].show, NULL);
    value_set_text (item, "label", figures[i].label);
    value_set_int (item, "count", figures[i].count);
    value_set_text (item, "path", round_path (request, round->year, below));
    value_set_bool (item, "bad", false);
    value_append (list, item);
  }
  value_set (page, "counts", list);
  value_set_text (page, "share", share_text (arena, study_share (&counts)));
  return true;
}

static bool
show_own (Request *request, GError **error)
{
  OwnStudy own;
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !own_study (request, transaction, &own, error)
      || !view_history (request, transaction, "study_plan", own.plan.record.id, page, error)
      || !add_unit (request, transaction, &own.round, page, error) || !add_samples (request, page, error))
    return false;
  study_view (request, &own.round, &own.plan, true, page);
  bool nobody = request_identity (request)->person_id == 0;
  /* A plan that was approved on paper has no words here, but is one. */
  bool none = own.plan.record.id == 0
              || (study_plan_is_blank (&own.plan) && study_may (request, &own.plan, "write"));
  value_set_int (page, "round_year", own.round.year);
  value_set_text (page, "here", round_path (request, own.round.year, "tu-hoc"));
  value_set_bool (page, "nobody", nobody);
  value_set_bool (page, "none", none && !nobody);
  value_set_bool (page, "has_plan", !none && !nobody);
  value_set_bool (page, "may_write", study_may (request, &own.plan, "write"));
  value_set_bool (page, "may_withdraw", study_may (request, &own.plan, "withdraw"));
  value_set_bool (page, "approved", study_may (request, &own.plan, "progress"));
  value_set_bool (page, "returned",
                  !none && strcmp (record_text (&own.plan.record, "state"), "returned") == 0);
  request_show (request, value_view (page));
  return true;
}

/* ---- writing ---- */

static bool
take_sample (Request *request, Value *page, GError **error)
{
  StudySamples samples = { 0 };
  if (!study_samples_load (request_arena (request), &samples, error))
    return false;
  const StudySample *sample = study_sample_find (&samples, request_text (request, "mau"));
  value_set_bool (page, "from_sample", sample != NULL);
  if (sample == NULL)
    return true;
  request_default (request, "subject", sample->subject);
  request_default (request, "goal", sample->goal);
  request_default (request, "content", sample->content);
  request_default (request, "schedule", sample->schedule);
  request_default (request, "outcome", sample->outcome);
  return true;
}

static bool
show_form (Request *request, GError **error)
{
  OwnStudy own;
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !own_study (request, transaction, &own, error))
    return false;
  if (request_identity (request)->person_id == 0)
    return request_refuse (request, error, 422, MSG_STUDY_NO_PERSON, NULL);
  if (own.plan.record.id != 0 && !study_may (request, &own.plan, "write")) {
    go_to_own (request, own.round.year);
    return true;
  }
  bool blank = study_plan_is_blank (&own.plan);
  study_text_defaults (request, &own.plan);
  if (!take_sample (request, page, error) || !add_samples (request, page, error))
    return false;
  value_set_int (page, "round_year", own.round.year);
  value_set_text (page, "here", round_path (request, own.round.year, "tu-hoc"));
  value_set_int (page, "plan_id", own.plan.record.id);
  value_set_bool (page, "offer_samples", blank);
  value_set_text (page, "remarks",
                  own.plan.record.id != 0 ? record_text (&own.plan.record, "remarks") : NULL);
  value_set_bool (page, "entered", own.plan.entered_by != NULL);
  request_show (request, value_view (page));
  return true;
}

static bool
write_plan (Request *request, Transaction *transaction, GError **error)
{
  OwnStudy own;
  StudyText text = study_text (request);
  bool submit = request_flag (request, "gui");
  if (!own_study (request, transaction, &own, error))
    return false;
  if (request_identity (request)->person_id == 0)
    return request_refuse (request, error, 422, MSG_STUDY_NO_PERSON, NULL);
  if (submit)
    study_check_whole (request, &text);
  if (request_has_errors (request))
    return request_invalid (request, error);
  StudyAuthor author = study_author (request, &own.round);
  if (!study_plan_write (transaction, request_arena (request), &author, request_int (request, "id", 0),
                         request_int (request, "version", 0), &text, submit, error))
    return false;
  request_notice (request, submit ? MSG_STUDY_SUBMITTED : MSG_STUDY_SAVED, NULL);
  go_to_own (request, own.round.year);
  return true;
}

static bool
write_withdraw (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  if (!round_head (request, transaction, &round, error))
    return false;
  StudyAuthor author = study_author (request, &round);
  request_notice (request, MSG_STUDY_WITHDRAWN, NULL);
  request_redirect (request, round_path (request, round.year, "tu-hoc/cua-toi"));
  return study_plan_withdraw (transaction, request_arena (request), &author,
                              request_int (request, "version", 0), error);
}

/* ---- what a colleague entered ---- */

static bool
write_answer (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  const char *objection = request_text (request, "objection");
  if (!round_head (request, transaction, &round, error))
    return false;
  StudyAuthor author = study_author (request, &round);
  request_notice (request, objection != NULL ? MSG_STUDY_OBJECTED : MSG_STUDY_SEEN, NULL);
  go_to_own (request, round.year);
  return study_plan_answer_entry (transaction, request_arena (request), &author, objection, error);
}

/* ---- files of a plan, one's own or, for the team, anybody's ---- */

static const InputSpec file_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Kế hoạch" },
  { .name = "tep", .kind = INPUT_TEXT, .required = true, .label = "Tệp", .limit = 64 },
  { 0 },
};

static const char *
file_name (Arena *arena, const StudyPlan *plan, const char *hash)
{
  StudyProofs proofs = study_plan_proofs (arena, plan);
  if (g_strcmp0 (record_text (&plan->record, "scan"), hash) == 0)
    return record_text (&plan->record, "scan_name");
  for (gsize i = 0; i < proofs.count; i++)
    if (strcmp (proofs.items[i].hash, hash) == 0)
      return proofs.items[i].name;
  return NULL;
}

static bool
prepare_file (Request *request, GError **error)
{
  RoundHead round;
  StudyPlan plan;
  Arena *arena = request_arena (request);
  const char *hash = request_text (request, "tep");
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !study_plan_load (transaction, arena, round.id, request_int (request, "id", 0), &plan, error))
    return false;
  bool own = record_int (&plan.record, "person_id") == request_identity (request)->person_id;
  const char *name
      = own || request_may (request, PERMISSION_STUDY_CLASSIFY) ? file_name (arena, &plan, hash) : NULL;
  if (name == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  return blob_answer (request, hash, name, error);
}

static bool
prepare_own_sheet (Request *request, GError **error)
{
  OwnStudy own;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !own_study (request, transaction, &own, error))
    return false;
  if (own.plan.code == NULL)
    return request_refuse (request, error, 422, MSG_STUDY_NO_PERSON, NULL);
  return study_send_sheets (request, own.plan.code, error);
}

const Route study_routes[] = {
  { METHOD_GET, "/dot/{year}/tu-hoc", PERMISSION_PERSONAL,
    "One's own plan of self-study, and how the unit stands", "Kế hoạch tự học", year_inputs, show_own, NULL,
    NULL, "study" },
  { METHOD_GET, "/dot/{year}/tu-hoc/cua-toi", PERMISSION_PERSONAL,
    "The form of one's own plan, blank or from a sample", "Viết kế hoạch tự học", form_inputs, show_form,
    NULL, NULL, "study_write" },
  { METHOD_POST, "/dot/{year}/tu-hoc/cua-toi", PERMISSION_PERSONAL, "Writes one's own plan, and hands it in",
    "Viết kế hoạch tự học", write_inputs, show_form, NULL, write_plan, "study_write", "study_plan" },
  { METHOD_POST, "/dot/{year}/tu-hoc/cua-toi/rut", PERMISSION_PERSONAL, "Takes one's own plan back", NULL,
    withdraw_inputs, NULL, NULL, write_withdraw, NULL },
  { METHOD_POST, "/dot/{year}/tu-hoc/cua-toi/da-xem", PERMISSION_PERSONAL,
    "One has seen what a colleague entered", NULL, year_inputs, NULL, NULL, write_answer, NULL },
  { METHOD_POST, "/dot/{year}/tu-hoc/cua-toi/khong-dung", PERMISSION_PERSONAL,
    "Objects to what a colleague entered", "Kế hoạch tự học", objection_inputs, show_own, NULL, write_answer,
    "study" },
  { METHOD_GET, "/dot/{year}/tu-hoc/cua-toi/phieu.pdf", PERMISSION_PERSONAL,
    "One's own plan as a sheet to sign, PDF", NULL, year_inputs, NULL, prepare_own_sheet, NULL, NULL },
  { METHOD_GET, "/dot/{year}/tu-hoc/{id}/tep/{tep}", PERMISSION_PERSONAL,
    "A file of a plan: one's own, or anybody's for the team", NULL, file_inputs, NULL, prepare_file, NULL,
    NULL },
  { 0 },
};
