/* citizens_acts.c - what the team does with self-assessments: receives, returns or opens them again, agrees
 * on the list, notes a differing opinion, answers; the list as files. */
#include "web/export.h"
#include "web/pages/citizens.h"
#include "web/pages/pages.h"
#include <string.h>

/* Those ticked; or all that the filter finds, as they were when the page was made ("dau"). */
#define CHOICE_INPUTS                                                                                        \
  { .name = "chon", .kind = INPUT_LIST, .label = "Chọn" },                                                   \
      { .name = "tat_ca", .kind = INPUT_FLAG, .label = "Cả danh sách" },                                     \
      { .name = "dau", .kind = INPUT_TEXT, .label = "Dấu của danh sách", .limit = 40 },                      \
  {                                                                                                          \
    .name = "tiep", .kind = INPUT_ID, .label = "Mở tiếp"                                                 \
  }

static const char *const review_actions[] = { "accept", "return", "reopen", NULL };
static const char *const decide_actions[] = { "agree", "disagree", "propose", NULL };

static const InputSpec export_inputs[] = { CITIZENS_LIST_INPUTS, EXPORT_INPUT, { 0 } };
static const InputSpec review_inputs[] = {
  CITIZENS_LIST_INPUTS,
  CHOICE_INPUTS,
  { .name = "viec", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = review_actions },
  { .name = "remarks", .kind = INPUT_LINES, .label = "Cần sửa gì", .limit = 2000 },
  { 0 },
};
static const InputSpec decide_inputs[] = {
  CITIZENS_LIST_INPUTS,
  CHOICE_INPUTS,
  { .name = "viec", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = decide_actions },
  { .name = "reason", .kind = INPUT_LINES, .label = "Lý do", .limit = 2000 },
  { 0 },
};
static const InputSpec differ_inputs[] = {
  CITIZENS_LIST_INPUTS,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Phiếu" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  CITIZEN_INDEX_INPUTS,
  { .name = "team_comment", .kind = INPUT_LINES, .label = "Ý kiến khác của Tổ", .limit = 2000 },
  { .name = "bo", .kind = INPUT_FLAG, .label = "Bỏ ý kiến khác" },
  { 0 },
};
static const InputSpec answer_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Phiếu" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "answer", .kind = INPUT_LINES, .required = true, .label = "Trả lời", .limit = 2000 },
  { 0 },
};

/* ---- many at once ---- */

static bool
read_choices (Request *request, Transaction *transaction, const CitizenRound *round, const char *state,
              RecordChoices *ret, GError **error)
{
  RecordChoices choices = { 0 };
  const char *mark = NULL;
  if (!request_flag (request, "tat_ca"))
    choices = choices_ticked (request, "chon");
  else if (!citizens_matching (request, transaction, round, state, &choices, &mark, error))
    return false;
  else if (g_strcmp0 (mark, request_text (request, "dau")) != 0)
    return request_refuse (request, error, 409, MSG_STUDY_LIST_CHANGED, NULL);
  if (choices.count == 0)
    request_field_error (request, "chon", MSG_CITIZEN_NONE_CHOSEN, NULL);
  *ret = choices;
  return true;
}

/* Back to the list as it was, at the next one that waits. */
static void
go_back (Request *request, const RoundHead *round)
{
  Arena *arena = request_arena (request);
  const char *start = arena_int (arena, MAX (request_int (request, "tu", 0), 0));
  gint64 next = request_int (request, "tiep", 0);
  request_redirect (request, arena_concat (arena, citizens_address (request, round), start,
                                           next != 0 ? "&mo=" : NULL, arena_int (arena, next), NULL));
}

static bool
write_review (Request *request, Transaction *transaction, GError **error)
{
  CitizenRound round;
  RecordChoices choices;
  PersonalOutcome outcome = { 0 };
  const char *action = request_text (request, "viec"), *remarks = request_text (request, "remarks");
  bool accept = strcmp (action, "accept") == 0, reopen = strcmp (action, "reopen") == 0;
  if (!accept && remarks == NULL)
    request_field_error (request, "remarks", MSG_STUDY_RETURN_WHY, NULL);
  if (!citizen_round (request, transaction, &round, error)
      || !read_choices (request, transaction, &round, reopen ? "accepted" : "submitted", &choices, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  /* What is opened again is no longer what was agreed on. */
  if (!personal_step (
          transaction, request_arena (request), RECORD_citizen_assessment, round.head.id, action, &choices,
          request_identity (request)->permissions,
          RECORD_FIELDS ({ "remarks", accept ? NULL : remarks }, { "agreed", NULL }, { "reason", NULL }),
          &outcome, error))
    return false;
  tell_outcome (request, accept ? "Đã nhận" : reopen ? "Đã mở lại" : "Đã trả lại", "phiếu", &outcome);
  go_back (request, &round.head);
  return true;
}

static bool
write_decide (Request *request, Transaction *transaction, GError **error)
{
  CitizenRound round;
  RecordChoices choices;
  PersonalOutcome outcome = { 0 };
  const char *action = request_text (request, "viec"), *reason = request_text (request, "reason");
  CitizenDecision decision = strcmp (action, "agree") == 0      ? CITIZEN_AGREE
                             : strcmp (action, "disagree") == 0 ? CITIZEN_DISAGREE
                                                                : CITIZEN_PROPOSED;
  if (decision == CITIZEN_DISAGREE && reason == NULL)
    request_field_error (request, "reason", MSG_CITIZEN_DISAGREE_WHY, NULL);
  if (!citizen_round (request, transaction, &round, error)
      || !read_choices (request, transaction, &round, "accepted", &choices, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!citizens_decide (transaction, request_arena (request), round.scheme, round.head.id, decision, reason,
                        &choices, request_identity (request)->permissions, &outcome, error))
    return false;
  if (decision == CITIZEN_AGREE && outcome.left.count > 0)
    request_notice (request, MSG_CITIZEN_AGREED_LEFT,
                    decimal_group (request_arena (request), (gint64)outcome.done),
                    names_short (request_arena (request), &outcome.left), NULL);
  else
    tell_outcome (request, "Đã thống nhất", "người", &outcome);
  go_back (request, &round.head);
  return true;
}

/* ---- one of them ---- */

static void
go_to_one (Request *request, const RoundHead *round)
{
  request_redirect (request, arena_printf (request_arena (request), "%s?mo=%" G_GINT64_FORMAT,
                                           round_path (request, round->year, "cong-dan"),
                                           request_int (request, "id", 0)));
}

static bool
write_differ (Request *request, Transaction *transaction, GError **error)
{
  CitizenRound round;
  bool none = request_flag (request, "bo");
  const char *comment = none ? NULL : request_text (request, "team_comment");
  if (!citizen_round (request, transaction, &round, error))
    return false;
  const char *points = none ? NULL : citizen_points_typed (request, round.scheme, true);
  if (!none && comment == NULL)
    request_field_error (request, "team_comment", MSG_CITIZEN_DIFFER_WHY, NULL);
  if (!none && request_has_errors (request))
    return request_invalid (request, error);
  request_notice (request, none ? MSG_CITIZEN_DIFFER_DROPPED : MSG_CITIZEN_DIFFERED, NULL);
  go_to_one (request, &round.head);
  return citizen_differ (transaction, request_arena (request), round.head.id, request_int (request, "id", 0),
                         request_int (request, "version", 0), request_identity (request)->permissions, points,
                         comment, error);
}

static bool
write_objection_answer (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  CitizenAssessment theirs;
  Arena *arena = request_arena (request);
  if (!round_head (request, transaction, &round, error)
      || !citizen_load (transaction, arena, round.id, request_int (request, "id", 0), &theirs, error))
    return false;
  request_notice (request, MSG_STUDY_ANSWERED, NULL);
  go_to_one (request, &round);
  return entered_answer (transaction, arena, &theirs.record, request_int (request, "version", 0),
                         request_text (request, "answer"), error);
}

/* ---- as files ---- */

static bool
prepare_export (Request *request, GError **error)
{
  static const ExportColumn columns[] = { { "code", { "Mã", 10, COLUMN_TEXT } },
                                          { "name", { "Họ và tên", 28, COLUMN_TEXT } },
                                          { "position", { "Chức vụ", 20, COLUMN_TEXT } },
                                          { "department", { "Tổ", 18, COLUMN_TEXT } },
                                          { "state_words", { "Tự đánh giá", 14, COLUMN_TEXT } },
                                          { "total", { "Điểm", 8, COLUMN_TEXT } },
                                          { "rank", { "Xếp loại kế hoạch", 12, COLUMN_TEXT } },
                                          { "result_words", { "Kết quả", 20, COLUMN_TEXT } },
                                          { "why", { "Vì sao chưa", 36, COLUMN_TEXT } },
                                          { "reason", { "Lý do của Tổ", 36, COLUMN_TEXT } } };
  static const ExportSpec spec = { "cong-dan-hoc-tap", "Công dân học tập", columns, G_N_ELEMENTS (columns) };
  Value *rows = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  return transaction != NULL && citizens_rows (request, transaction, rows, error)
         && export_send (request, &spec, value_view (rows), error);
}

const Route citizens_acts_routes[] = {
  { METHOD_POST, "/dot/{year}/cong-dan", PERMISSION_CITIZENS_REVIEW,
    "Receives, returns or opens again self-assessments, many at once", "Danh sách Công dân học tập",
    review_inputs, citizens_show, NULL, write_review, "citizen_list" },
  { METHOD_POST, "/dot/{year}/cong-dan/thong-nhat", PERMISSION_CITIZENS_REVIEW,
    "Agrees who is on the list of citizens of learning, many at once", "Danh sách Công dân học tập",
    decide_inputs, citizens_show, NULL, write_decide, "citizen_list" },
  { METHOD_POST, "/dot/{year}/cong-dan/{id}/y-kien", PERMISSION_CITIZENS_REVIEW,
    "Notes the team's differing opinion of a self-assessment", "Danh sách Công dân học tập", differ_inputs,
    citizens_show, NULL, write_differ, "citizen_list" },
  { METHOD_POST, "/dot/{year}/cong-dan/{id}/tra-loi", PERMISSION_CITIZENS_REVIEW,
    "Answers an objection to what was entered of a self-assessment", NULL, answer_inputs, NULL, NULL,
    write_objection_answer, NULL },
  { METHOD_GET, "/dot/{year}/cong-dan/tai-ve", PERMISSION_CITIZENS_REVIEW,
    "The self-assessments shown, as CSV or XLSX", NULL, export_inputs, NULL, prepare_export, NULL, NULL },
  { 0 },
};
