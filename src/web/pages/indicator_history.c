/* indicator_history.c - what was done to an indicator's rating: who, when, which lines; an old text back. */
#include "base/diff.h"
#include "base/json.h"
#include "model/term.h"
#include "store/audit_read.h"
#include "web/pages/indicator_parts.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec show_inputs[] = { YEAR_INPUT, INDICATOR_INPUT, { 0 } };
static const InputSpec restore_inputs[] = {
  YEAR_INPUT,
  INDICATOR_INPUT,
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "lan", .kind = INPUT_ID, .required = true, .label = "Lần sửa" },
  { 0 },
};

static const char *const long_fields[]
    = { "current", "strengths", "weaknesses", "improvement", "reason", NULL };

static void
add_line (Arena *arena, const IndicatorAt *at, Value *list, const DiffLine *line)
{
  Value *item = value_object (arena);
  value_set_bool (item, "gone", line->kind == DIFF_GONE);
  value_set_bool (item, "fresh", line->kind == DIFF_NEW);
  value_set_text (item, "text", indicator_line (arena, at, line->text));
  value_append (list, item);
}

/* Only lines that differ: a write-up is a page at most, and the whole stands on the indicator's own. */
static void
add_lines (Arena *arena, const IndicatorAt *at, Value *change, const char *before, const char *after)
{
  Value *list = value_list (arena);
  Diff diff = diff_lines (arena, before != NULL ? before : "", after != NULL ? after : "");
  for (gsize i = 0; i < diff.count; i++)
    if (diff.items[i].kind != DIFF_SAME && diff.items[i].text[0] != '\0')
      add_line (arena, at, list, &diff.items[i]);
  value_set (change, "lines", list);
}

static const char *
short_words (Arena *arena, const char *field, const char *value)
{
  if (value == NULL)
    return NULL;
  if (strcmp (field, "points") == 0)
    return rating_words (arena, NULL, value);
  const WorkflowState *state = strcmp (field, "state") == 0 ? workflow_state ("rating", value) : NULL;
  return state != NULL ? state->words : term_value (arena, "rating", field, value);
}

static void
add_change (Arena *arena, const IndicatorAt *at, Value *list, const char *field, const json_t *old,
            const json_t *now)
{
  static const char *const shown[] = { "result", "points", "remarks", NULL };
  const char *before = json_member (arena, old, field), *after = json_member (arena, now, field);
  bool is_long = g_strv_contains (long_fields, field);
  if ((!is_long && !g_strv_contains (shown, field)) || (before == NULL && after == NULL))
    return;
  Value *item = value_object (arena);
  value_set_text (item, "field", term_field ("rating", field));
  value_set_bool (item, "is_long", is_long);
  value_set_text (item, "before", is_long ? NULL : short_words (arena, field, before));
  value_set_text (item, "after", is_long ? NULL : short_words (arena, field, after));
  add_lines (arena, at, item, is_long ? before : NULL, is_long ? after : NULL);
  value_append (list, item);
}

static Value *
event_shown (Arena *arena, const IndicatorAt *at, const AuditEvent *event)
{
  Value *item = value_object (arena), *changes = value_list (arena);
  json_auto_t *old = event->before != NULL ? json_loads (event->before, 0, NULL) : NULL;
  json_auto_t *now = event->after != NULL ? json_loads (event->after, 0, NULL) : NULL;
  const char *field = NULL;
  json_t *any = NULL;
  bool words = false;
  json_object_foreach (now, field, any)
  {
    add_change (arena, at, changes, field, old, now);
    words = words || g_strv_contains (long_fields, field) || strcmp (field, "result") == 0
            || strcmp (field, "points") == 0;
  }
  value_set_int (item, "seq", event->seq);
  value_set_text (item, "at", shown_instant (arena, event->at));
  value_set_text (item, "who",
                  event->who[0] != '\0'     ? event->who
                  : event->login[0] != '\0' ? event->login
                                            : "Chương trình");
  value_set_text (item, "action", term_action (event->action));
  value_set (item, "changes", changes);
  value_set_bool (item, "has_words", words && event->before != NULL);
  return item;
}

static bool
show_history (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  IndicatorAt at;
  AuditEvents events = { 0 };
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !indicator_at (request, transaction, &at, error)
      || (at.page.rating.id != 0
          && !audit_history (transaction, arena, "rating", at.page.rating.id, &events, error)))
    return false;
  Value *page = value_object (arena), *list = value_list (arena);
  for (gsize i = 0; i < events.count; i++)
    value_append (list, event_shown (arena, &at, &events.items[i]));
  value_set_text (page, "title", arena_concat (arena, "Lịch sử chỉ tiêu ", at.indicator->id, NULL));
  value_set_text (page, "indicator", at.indicator->id);
  value_set_text (page, "here", indicator_path (request, &at, ""));
  value_set_int (page, "version", at.page.rating.version);
  value_set (page, "events", list);
  value_set_bool (page, "any_event", events.count > 0);
  value_set_bool (page, "may_restore", at.may_write && indicator_is_open (&at));
  request_show (request, value_view (page));
  return true;
}

static bool
restore (Request *request, Transaction *transaction, GError **error)
{
  IndicatorAt at;
  if (!indicator_at (request, transaction, &at, error))
    return false;
  if (!at.may_write)
    return request_refuse (request, error, 403, MSG_RATING_GIVEN_ONLY, NULL);
  RatingAt where = indicator_rating_at (request, &at);
  if (!rating_restore (transaction, request_arena (request), &where, request_int (request, "version", 0),
                       request_int (request, "lan", 0), error))
    return false;
  request_notice (request, MSG_RATING_RESTORED, at.indicator->id, NULL);
  request_redirect (request, indicator_path (request, &at, ""));
  return true;
}

const Route indicator_history_routes[] = {
  { METHOD_GET, "/dot/{year}/chi-tieu/{indicator}/lich-su", PERMISSION_ROUND_READ,
    "What was done to an indicator's rating, with differences", NULL, show_inputs, show_history, NULL, NULL,
    "indicator_history" },
  { METHOD_POST, "/dot/{year}/chi-tieu/{indicator}/tro-lai", PERMISSION_RATING_WRITE,
    "Brings back what a rating said before one of its changes", NULL, restore_inputs, NULL, NULL, restore },
  { 0 },
};
