/* task.c - one piece of work as whoever does it sees it; a task in words is done here. */
#include "store/assignment.h"
#include "web/pages/assignment_parts.h"
#include "web/pages/pages.h"
#include "web/pages/round_parts.h"
#include "web/pages/work_parts.h"
#include "web/shown.h"

static const InputSpec inputs[]
    = { YEAR_INPUT, { .name = "id", .kind = INPUT_ID, .required = true, .label = "Việc" }, { 0 } };

typedef struct {
  RoundHead round;
  const AssignmentRow *row;
  bool mine; /* does it now, or stands in for one who does */
} TaskAt;

/* Who neither does it nor may see the round is told that it is not there. */
static bool
task_at (Request *request, Transaction *transaction, TaskAt *ret, GError **error)
{
  Arena *arena = request_arena (request);
  TaskAt at = { 0 };
  AssignmentRows rows;
  ActsFor acts;
  if (!round_head (request, transaction, &at.round, error)
      || !assignment_rows (transaction, arena, at.round.id, &rows, error)
      || !acts_for_load (request, transaction, &acts, error))
    return false;
  at.row = assignment_find (&rows, request_int (request, "id", 0));
  for (gsize i = 0; at.row != NULL && i < at.row->people_count; i++)
    at.mine
        = at.mine || (at.row->people[i].ended_on == NULL && acts_for (&acts, at.row->people[i].person_id));
  *ret = at;
  return (at.row != NULL && (at.mine || request_may (request, PERMISSION_ROUND_READ)))
         || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static void
add_hints (Arena *arena, Value *page, const Indicator *indicator)
{
  Value *hints = value_list (arena);
  for (gsize i = 0; indicator != NULL && i < indicator->hint_count; i++)
    value_append_text (hints, indicator->hints[i]);
  value_set (page, "hints", hints);
  value_set_bool (page, "any_hints", value_length (hints) > 0);
}

static bool
show_task (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  TaskAt at;
  Value *page = value_object (arena);
  if (transaction == NULL || !task_at (request, transaction, &at, error))
    return false;
  const AssignmentRow *row = at.row;
  const Indicator *indicator
      = row->indicator != NULL ? scheme_find_indicator (at.round.scheme, row->indicator) : NULL;
  bool is_task = row->indicator == NULL;
  bool may_end = is_task && (at.mine || request_may (request, PERMISSION_TEAM_WRITE));
  value_set_text (page, "title",
                  is_task ? row->task : arena_concat (arena, "Chỉ tiêu ", row->indicator, NULL));
  value_set_text (page, "text", indicator != NULL ? indicator->text : NULL);
  value_set_text (page, "article", indicator != NULL ? indicator->article : NULL);
  value_set_text (page, "names", assignment_names (arena, row));
  value_set_text (page, "past", assignment_past (arena, row));
  value_set_text (page, "due", row->due != NULL ? shown_day (arena, row->due) : NULL);
  value_set_text (page, "guidance", row->guidance);
  value_set_text (page, "method", row->method);
  value_set_int (page, "id", row->id);
  value_set_text (page, "base", round_path (request, at.round.year, ""));
  value_set_text (page, "indicator_path",
                  indicator != NULL && request_may (request, PERMISSION_ROUND_READ) ? round_path (
                      request, at.round.year, arena_concat (arena, "chi-tieu/", indicator->id, NULL))
                                                                                    : NULL);
  value_set_bool (page, "may_assign", request_may (request, PERMISSION_TEAM_WRITE));
  value_set_bool (page, "may_done", may_end && !assignment_is_over (row));
  value_set_bool (page, "may_reopen", may_end && assignment_is_over (row));
  add_hints (arena, page, indicator);
  view_work_state (page, !is_task, row->state, row->due, request_today (request));
  request_show (request, value_view (page));
  return true;
}

static bool
set_done (Request *request, Transaction *transaction, bool done, GError **error)
{
  TaskAt at;
  if (!task_at (request, transaction, &at, error))
    return false;
  if (!at.mine && !request_may (request, PERMISSION_TEAM_WRITE))
    return request_refuse (request, error, 403, MSG_WEB_FORBIDDEN,
                           permission_vietnamese (PERMISSION_TEAM_WRITE), NULL);
  if (!assignment_set_done (transaction, request_arena (request), at.round.id, at.row->id, done, error))
    return false;
  request_notice (request, done ? MSG_TASK_DONE : MSG_TASK_REOPENED, NULL);
  request_redirect (request, done ? "/"
                                  : round_path (request, at.round.year,
                                                arena_printf (request_arena (request),
                                                              "viec/%" G_GINT64_FORMAT, at.row->id)));
  return true;
}

static bool
write_done (Request *request, Transaction *transaction, GError **error)
{
  return set_done (request, transaction, true, error);
}

static bool
write_reopen (Request *request, Transaction *transaction, GError **error)
{
  return set_done (request, transaction, false, error);
}

const Route task_routes[] = {
  { METHOD_GET, "/dot/{year}/viec/{id}", PERMISSION_PERSONAL, "A piece of work as whoever does it sees it",
    NULL, inputs, show_task, NULL, NULL, "task" },
  { METHOD_POST, "/dot/{year}/viec/{id}/xong", PERMISSION_PERSONAL, "A task is done", NULL, inputs, NULL,
    NULL, write_done },
  { METHOD_POST, "/dot/{year}/viec/{id}/mo-lai", PERMISSION_PERSONAL, "A task is not done after all", NULL,
    inputs, NULL, NULL, write_reopen },
  { 0 },
};
