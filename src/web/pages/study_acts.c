/* study_acts.c - what is done with everybody's plans: approved, returned, opened again, classified, many at
 * once; objections answered; the list as a file. */
#include "web/export.h"
#include "web/pages/pages.h"
#include "web/pages/study_review.h"
#include <string.h>

#define CHOICE_INPUTS                                                                                        \
  { .name = "chon", .kind = INPUT_LIST, .label = "Kế hoạch" },                                               \
      { .name = "tat_ca", .kind = INPUT_FLAG, .label = "Cả danh sách" },                                     \
      { .name = "dau", .kind = INPUT_TEXT, .label = "Dấu của danh sách", .limit = 40 },                      \
  {                                                                                                          \
    .name = "tiep", .kind = INPUT_ID, .label = "Mở tiếp"                                                 \
  }

static const char *const actions[] = { "approve", "return", "reopen", NULL };

static const InputSpec export_inputs[] = { STUDY_LIST_INPUTS, EXPORT_INPUT, { 0 } };
static const InputSpec review_inputs[] = {
  STUDY_LIST_INPUTS,
  CHOICE_INPUTS,
  { .name = "viec", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = actions },
  { .name = "remarks", .kind = INPUT_LINES, .label = "Cần sửa gì", .limit = 2000 },
  { 0 },
};
static const InputSpec classify_inputs[] = {
  STUDY_LIST_INPUTS,
  CHOICE_INPUTS,
  { .name = "rank", .kind = INPUT_TEXT, .label = "Xếp loại", .limit = 60 },
  { .name = "rank_remarks", .kind = INPUT_LINES, .label = "Nhận xét", .limit = 2000 },
  { 0 },
};
static const InputSpec answer_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Kế hoạch" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "answer", .kind = INPUT_LINES, .required = true, .label = "Trả lời", .limit = 2000 },
  { 0 },
};
static const InputSpec year_inputs[] = { YEAR_INPUT, { 0 } };

/* ---- many at once ---- */

/* Those ticked, or all that the filter finds if they are the same still. */
static bool
read_choices (Request *request, Transaction *transaction, const RoundHead *round, const char *state,
              RecordChoices *ret, GError **error)
{
  g_autoptr (GPtrArray) ticked = request_list (request, "chon");
  RecordChoices choices = { 0 };
  const char *mark = NULL;
  if (request_flag (request, "tat_ca")) {
    StudyFilter filter = study_list_filter (request, round, 0);
    if (!study_plan_matching (transaction, request_arena (request), &filter, state, &choices, &mark, error))
      return false;
    if (g_strcmp0 (mark, request_text (request, "dau")) != 0)
      return request_refuse (request, error, 409, MSG_STUDY_LIST_CHANGED, NULL);
  } else
    for (guint i = 0; i < ticked->len; i++) {
      RecordChoice choice;
      if (record_choice_read (g_ptr_array_index (ticked, i), &choice))
        ARENA_PUSH (request_arena (request), choices.items, choices.count) = choice;
    }
  if (choices.count == 0)
    request_field_error (request, "chon", MSG_STUDY_NONE_CHOSEN, NULL);
  *ret = choices;
  return true;
}

static void
tell_outcome (Request *request, const char *words, const StudyOutcome *outcome)
{
  Arena *arena = request_arena (request);
  const char *done = decimal_group (arena, (gint64)outcome->done), *left = NULL;
  const gsize named = MIN (outcome->left.count, 5);
  for (gsize i = 0; i < named; i++)
    left = left == NULL ? outcome->left.items[i]
                        : arena_concat (arena, left, ", ", outcome->left.items[i], NULL);
  if (outcome->left.count > named)
    left = arena_printf (arena, "%s và %" G_GSIZE_FORMAT " người nữa", left, outcome->left.count - named);
  if (left == NULL)
    request_notice (request, MSG_STUDY_DONE_MANY, words, done, NULL);
  else
    request_notice (request, MSG_STUDY_DONE_LEFT, words, done, left, NULL);
}

/* Back to the list as it was, at the next plan that waits. */
static void
go_back (Request *request, const RoundHead *round)
{
  Arena *arena = request_arena (request);
  const char *start = arena_int (arena, MAX (request_int (request, "tu", 0), 0));
  gint64 next = request_int (request, "tiep", 0);
  request_redirect (request, arena_concat (arena, study_list_address (request, round), start,
                                           next != 0 ? "&mo=" : NULL, arena_int (arena, next), NULL));
}

static bool
step_all (Request *request, Transaction *transaction, const char *action, const char *state,
          const char *words, RecordFields fields, GError **error)
{
  RoundHead round;
  RecordChoices choices;
  StudyOutcome outcome = { 0 };
  if (!round_head (request, transaction, &round, error)
      || !read_choices (request, transaction, &round, state, &choices, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!study_plans_step (transaction, request_arena (request), round.id, action, &choices,
                         request_identity (request)->permissions, fields, &outcome, error))
    return false;
  tell_outcome (request, words, &outcome);
  go_back (request, &round);
  return true;
}

static bool
write_review (Request *request, Transaction *transaction, GError **error)
{
  const char *action = request_text (request, "viec"), *remarks = request_text (request, "remarks");
  bool approve = strcmp (action, "approve") == 0, reopen = strcmp (action, "reopen") == 0;
  if (!approve && remarks == NULL)
    request_field_error (request, "remarks", MSG_STUDY_RETURN_WHY, NULL);
  /* What is opened again is no longer what was classified. */
  const AuditField fields[]
      = { { "remarks", approve ? NULL : remarks }, { "rank", NULL }, { "rank_remarks", NULL } };
  return step_all (request, transaction, action, reopen ? "approved" : "submitted",
                   approve  ? "Đã duyệt"
                   : reopen ? "Đã mở lại"
                            : "Đã trả lại",
                   (RecordFields){ fields, G_N_ELEMENTS (fields) }, error);
}

static bool
write_classify (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  const char *rank = request_text (request, "rank");
  bool known = rank == NULL;
  if (!round_head (request, transaction, &round, error))
    return false;
  for (gsize i = 0; i < round.scheme->plan_rank_count && !known; i++)
    known = strcmp (round.scheme->plan_ranks[i], rank) == 0;
  if (!known)
    request_field_error (request, "rank", MSG_STUDY_RANK_UNKNOWN, NULL);
  const AuditField fields[]
      = { { "rank", rank }, { "rank_remarks", request_text (request, "rank_remarks") } };
  /* Of many at once nobody's remarks are touched. */
  gsize count = request_flag (request, "tat_ca") || request_int (request, "mo", 0) == 0 ? 1 : 2;
  return step_all (request, transaction, "classify", "approved",
                   rank != NULL ? "Đã xếp loại" : "Đã bỏ xếp loại", (RecordFields){ fields, count }, error);
}

static bool
write_objection_answer (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  gint64 id = request_int (request, "id", 0);
  if (!round_head (request, transaction, &round, error))
    return false;
  request_notice (request, MSG_STUDY_ANSWERED, NULL);
  request_redirect (request, arena_printf (request_arena (request), "%s?mo=%" G_GINT64_FORMAT,
                                           round_path (request, round.year, "tu-hoc/danh-sach"), id));
  return study_plan_answer_objection (transaction, request_arena (request), round.id, id,
                                      request_int (request, "version", 0), request_text (request, "answer"),
                                      error);
}

/* ---- as files ---- */

static bool
prepare_export (Request *request, GError **error)
{
  static const ExportColumn columns[] = { { "code", { "Mã", 10, COLUMN_TEXT } },
                                          { "name", { "Họ và tên", 28, COLUMN_TEXT } },
                                          { "position", { "Chức vụ", 20, COLUMN_TEXT } },
                                          { "department", { "Tổ", 18, COLUMN_TEXT } },
                                          { "state_words", { "Kế hoạch", 14, COLUMN_TEXT } },
                                          { "subject", { "Môn học, lĩnh vực", 28, COLUMN_TEXT } },
                                          { "done", { "Đã hoàn thành (%)", 12, COLUMN_TEXT } },
                                          { "rank", { "Xếp loại", 12, COLUMN_TEXT } } };
  static const ExportSpec spec = { "ke-hoach-tu-hoc", "Kế hoạch tự học", columns, G_N_ELEMENTS (columns) };
  RoundHead round;
  Value *rows = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error))
    return false;
  StudyFilter filter = study_list_filter (request, &round, EXPORT_MAX_ROWS);
  filter.start = 0;
  return study_list_rows (request, transaction, &round, &filter, rows, error)
         && export_send (request, &spec, value_view (rows), error);
}

static bool
prepare_sheets (Request *request, GError **error)
{
  return study_send_sheets (request, NULL, error);
}

const Route study_acts_routes[] = {
  { METHOD_POST, "/dot/{year}/tu-hoc/danh-sach", PERMISSION_STUDY_REVIEW,
    "Approves, returns or opens again plans, many at once", "Kế hoạch tự học của mọi người", review_inputs,
    study_list_show, NULL, write_review, "study_list" },
  { METHOD_POST, "/dot/{year}/tu-hoc/xep-loai", PERMISSION_STUDY_CLASSIFY, "Classifies plans, many at once",
    "Kế hoạch tự học của mọi người", classify_inputs, study_list_show, NULL, write_classify, "study_list" },
  { METHOD_POST, "/dot/{year}/tu-hoc/{id}/tra-loi", PERMISSION_STUDY_REVIEW, "Answers an objection", NULL,
    answer_inputs, NULL, NULL, write_objection_answer, NULL },
  { METHOD_GET, "/dot/{year}/tu-hoc/danh-sach/tai-ve", PERMISSION_ROUND_READ,
    "The plans shown, as CSV or XLSX", NULL, export_inputs, NULL, prepare_export, NULL, NULL },
  { METHOD_GET, "/dot/{year}/tu-hoc/phieu.pdf", PERMISSION_STUDY_CLASSIFY,
    "Everybody's plans as sheets to sign, one PDF", NULL, year_inputs, NULL, prepare_sheets, NULL, NULL },
  { 0 },
};
