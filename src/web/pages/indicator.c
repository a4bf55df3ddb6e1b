/* indicator.c - one indicator: the law's text, evidence, the write-up and its rating, what may be done. */
#include "base/json.h"
#include "store/draft.h"
#include "web/pages/indicator_parts.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

#define TEXT_LIMIT 40000

static const char *const results[] = { "met", "not_met", "not_applicable", NULL };
static const char *const steps[] = { "withdraw", "agree", "return", "reopen", NULL };

#define VERSION_INPUT                                                                                        \
  {                                                                                                          \
    .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản"                                 \
  }

static const InputSpec show_inputs[] = { YEAR_INPUT, INDICATOR_INPUT, { 0 } };

/* Called as their columns are, so that two who save at once see each other's words. */
static const InputSpec write_inputs[] = {
  YEAR_INPUT,
  INDICATOR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Số thứ tự" },
  VERSION_INPUT,
  { .name = "result", .kind = INPUT_CHOICE, .label = "Kết quả", .choices = results },
  { .name = "points", .kind = INPUT_TEXT, .label = "Điểm", .limit = 20 },
  { .name = "reason", .kind = INPUT_LINES, .label = "Lý do", .limit = 4000 },
  { .name = "current", .kind = INPUT_LINES, .label = "Hiện trạng", .limit = TEXT_LIMIT },
  { .name = "strengths", .kind = INPUT_LINES, .label = "Điểm mạnh", .limit = TEXT_LIMIT },
  { .name = "weaknesses", .kind = INPUT_LINES, .label = "Điểm yếu", .limit = TEXT_LIMIT },
  { .name = "improvement", .kind = INPUT_LINES, .label = "Hướng cải tiến", .limit = TEXT_LIMIT },
  { .name = "gui", .kind = INPUT_FLAG, .label = "Gửi Tổ trưởng" },
  { 0 },
};

static const InputSpec step_inputs[] = {
  YEAR_INPUT,
  INDICATOR_INPUT,
  VERSION_INPUT,
  { .name = "viec", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = steps },
  { .name = "remarks", .kind = INPUT_LINES, .label = "Cần sửa gì", .limit = 4000 },
  { 0 },
};

/* Not named as columns: the page has the rating's own beside them. */
static const InputSpec opinion_inputs[] = {
  YEAR_INPUT,
  INDICATOR_INPUT,
  { .name = "y_result", .kind = INPUT_CHOICE, .label = "Ý kiến của tôi", .choices = results },
  { .name = "y_points", .kind = INPUT_TEXT, .label = "Điểm của tôi", .limit = 20 },
  { .name = "y_text", .kind = INPUT_LINES, .label = "Vì sao", .limit = 4000 },
  { 0 },
};

/* ---- showing ---- */

/* One's own draft, for who may not write any more: what was typed is not lost. */
static bool
add_kept (Request *request, Transaction *transaction, const IndicatorAt *at, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  Draft draft = { 0 };
  bool found = false, writes = at->may_write && indicator_is_open (at);
  if (!writes && request_may (request, PERMISSION_RATING_WRITE)
      && !draft_find (transaction, arena, request_identity (request)->account_id, "rating",
                      rating_draft_number (arena, at->year, at->indicator->id), &draft, &found, error))
    return false;
  json_auto_t *pairs = found ? json_loads (draft.content, 0, NULL) : NULL;
  for (gsize i = 0; i < json_array_size (pairs); i++) {
    const json_t *pair = json_array_get (pairs, i);
    const char *name = json_string_value (json_array_get (pair, 0)),
               *text = json_string_value (json_array_get (pair, 1));
    const InputSpec *input = write_inputs;
    while (input->name != NULL && g_strcmp0 (input->name, name) != 0)
      input++;
    if (input->name == NULL || input->kind != INPUT_LINES || text == NULL || text[0] == '\0')
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "label", input->label);
    value_set_text (item, "text", arena_strdup (arena, text));
    value_append (list, item);
  }
  value_set (page, "kept", list);
  value_set_bool (page, "any_kept", value_length (list) > 0);
  value_set_text (page, "kept_at", found ? shown_instant (arena, draft.saved_at) : NULL);
  return true;
}

static bool
show_indicator (Request *request, GError **error)
{
  IndicatorAt at;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !indicator_at (request, transaction, &at, error))
    return false;
  Value *page = indicator_view (request, &at);
  if (!add_kept (request, transaction, &at, page, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

/* ---- writing ---- */

static bool
go_back (Request *request, const IndicatorAt *at, MessageId told)
{
  request_notice (request, told, at->indicator->id, NULL);
  request_redirect (request, indicator_path (request, at, ""));
  return true;
}

/* What was typed becomes the account's draft, as the page's script keeps it. */
static bool
keep_typed (Request *request, Transaction *transaction, const IndicatorAt *at, GError **error)
{
  Arena *arena = request_arena (request);
  json_t *pairs = json_array ();
  for (const InputSpec *input = write_inputs; input->name != NULL; input++) {
    const char *text = input->kind == INPUT_LINES || input->kind == INPUT_CHOICE || input->kind == INPUT_TEXT
                           ? request_text (request, input->name)
                           : NULL;
    if (text != NULL && strcmp (input->name, "indicator") != 0)
      json_array_append_new (pairs, json_pack ("[ss]", input->name, text));
  }
  return draft_put (transaction, "rating", rating_draft_number (arena, at->year, at->indicator->id),
                    request_int (request, "version", 0), json_text (arena, pairs), error);
}

/* As records keep it; NULL where blank or wrong, which is reported. */
static const char *
typed_points (Request *request, const IndicatorAt *at, const char *input)
{
  Arena *arena = request_arena (request);
  const char *text = request_text (request, input);
  Decimal value = DECIMAL_UNSET, most = at->indicator->max_points;
  if (text == NULL || at->scheme->kind != SCHEME_POINTS)
    return NULL;
  if (!decimal_parse (text, &value) || value < 0 || (most != DECIMAL_UNSET && value > most)) {
    request_field_error (request, input, MSG_RATING_POINTS_RANGE,
                         decimal_vietnamese (arena, most != DECIMAL_UNSET ? most : 100 * DECIMAL_ONE), NULL);
    return NULL;
  }
  return decimal_plain (arena, value);
}

static RatingText
typed_text (Request *request, const IndicatorAt *at)
{
  return (RatingText){ .result = at->scheme->kind == SCHEME_MET ? request_text (request, "result") : NULL,
                       .points = typed_points (request, at, "points"),
                       .reason = request_text (request, "reason"),
                       .current = request_text (request, "current"),
                       .strengths = request_text (request, "strengths"),
                       .weaknesses = request_text (request, "weaknesses"),
                       .improvement = request_text (request, "improvement") };
}

/* A reason is wanted wherever the computed share says otherwise, or nothing is to be assessed; the rest only
 * of what is handed in. */
static void
check_text (Request *request, const IndicatorAt *at, const RatingText *text, bool submit)
{
  bool none = rating_result_of (text->result) == RATING_NOT_APPLICABLE;
  if (text->reason == NULL && none)
    request_field_error (request, "reason", MSG_RATING_REASON_NONE, NULL);
  if (text->reason == NULL && indicator_contradicts (at, text->result))
    request_field_error (request, "reason", MSG_RATING_REASON_SHARE, NULL);
  if (!submit)
    return;
  if (at->scheme->kind == SCHEME_MET && text->result == NULL)
    request_field_error (request, "result", MSG_RATING_NO_RESULT, NULL);
  if (at->scheme->kind == SCHEME_POINTS && request_text (request, "points") == NULL)
    request_field_error (request, "points", MSG_RATING_NO_POINTS, NULL);
  if (text->current == NULL && !none)
    request_field_error (request, "current", MSG_RATING_NO_CURRENT, NULL);
}

static bool
write_rating (Request *request, Transaction *transaction, GError **error)
{
  IndicatorAt at;
  bool submit = request_flag (request, "gui");
  if (!indicator_at (request, transaction, &at, error))
    return false;
  if (!at.holds->applies)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!at.may_write)
    return keep_typed (request, transaction, &at, error) && go_back (request, &at, MSG_RATING_NOT_GIVEN);
  if (!indicator_is_open (&at)) {
    request_notice (request, MSG_RATING_NOT_OPEN, at.indicator->id,
                    workflow_state ("rating", at.page.rating.state)->words, NULL);
    request_redirect (request, indicator_path (request, &at, ""));
    return keep_typed (request, transaction, &at, error);
  }
  RatingText text = typed_text (request, &at);
  check_text (request, &at, &text, submit);
  if (request_has_errors (request))
    return request_invalid (request, error);
  RatingAt where = indicator_rating_at (request, &at);
  return rating_write (transaction, request_arena (request), &where, request_int (request, "version", 0),
                       &text, submit, error)
         && draft_drop (transaction, "rating",
                        rating_draft_number (request_arena (request), at.year, at.indicator->id), error)
         && go_back (request, &at, submit ? MSG_RATING_SUBMITTED : MSG_RATING_SAVED);
}

/* ---- steps ---- */

static bool
write_step (Request *request, Transaction *transaction, GError **error)
{
  static const MessageId told[]
      = { MSG_RATING_WITHDRAWN, MSG_RATING_AGREED, MSG_RATING_RETURNED, MSG_RATING_REOPENED };
  IndicatorAt at;
  const char *action = request_text (request, "viec"), *remarks = request_text (request, "remarks");
  gsize which = 0;
  while (strcmp (steps[which], action) != 0)
    which++;
  if (!indicator_at (request, transaction, &at, error))
    return false;
  if (which == 0 && !at.may_write)
    return request_refuse (request, error, 403, MSG_RATING_GIVEN_ONLY, NULL);
  if (which > 0 && !request_may (request, PERMISSION_RATING_AGREE))
    return request_refuse (request, error, 403, MSG_WEB_FORBIDDEN,
                           permission_vietnamese (PERMISSION_RATING_AGREE), NULL);
  if (which >= 2 && remarks == NULL)
    request_field_error (request, "remarks", MSG_RATING_RETURN_WHY, NULL);
  if (request_has_errors (request))
    return request_invalid (request, error);
  RatingAt where = indicator_rating_at (request, &at);
  return rating_step (transaction, request_arena (request), &where, request_int (request, "version", 0),
                      action, which >= 2 ? remarks : NULL, error)
         && go_back (request, &at, told[which]);
}

static bool
write_opinion (Request *request, Transaction *transaction, GError **error)
{
  IndicatorAt at;
  gint64 self = request_identity (request)->person_id;
  if (!indicator_at (request, transaction, &at, error))
    return false;
  if (self == 0)
    return request_refuse (request, error, 422, MSG_STUDY_NO_PERSON, NULL);
  if (!at.holds->applies)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  const char *result = at.scheme->kind == SCHEME_MET ? request_text (request, "y_result") : NULL,
             *points = typed_points (request, &at, "y_points"), *text = request_text (request, "y_text");
  if (request_has_errors (request))
    return request_invalid (request, error);
  bool none = result == NULL && points == NULL && text == NULL;
  return opinion_save (transaction, request_arena (request), at.page.round_id, at.indicator->id, self, result,
                       points, text, error)
         && go_back (request, &at, none ? MSG_OPINION_REMOVED : MSG_OPINION_SAVED);
}

#define HERE "/dot/{year}/chi-tieu/{indicator}"

const Route indicator_routes[] = {
  { METHOD_GET, HERE, PERMISSION_ROUND_READ, "One indicator: its text, evidence, write-up and rating", NULL,
    show_inputs, show_indicator, NULL, NULL, "indicator" },
  { METHOD_POST, HERE, PERMISSION_RATING_WRITE, "Writes an indicator's rating, and hands it in", NULL,
    write_inputs, show_indicator, NULL, write_rating, "indicator", "rating" },
  { METHOD_POST, HERE "/buoc", PERMISSION_RATING_WRITE,
    "Takes a rating back, returns it, agrees on it or opens it again", NULL, step_inputs, show_indicator,
    NULL, write_step, "indicator" },
  { METHOD_POST, HERE "/y-kien", PERMISSION_RATING_WRITE, "What a member holds of an indicator", NULL,
    opinion_inputs, show_indicator, NULL, write_opinion, "indicator" },
  { 0 },
};
