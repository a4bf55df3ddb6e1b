/* assignment_parts.c - see assignment_parts.h. */
#include "web/pages/assignment_parts.h"
#include "model/workflow.h"
#include "web/shown.h"
#include <string.h>

static bool
is_late (const char *due, const char *today)
{
  return due != NULL && strcmp (due, today) < 0;
}

WorkState
work_state (bool indicator, const char *state, const char *due, const char *today)
{
  bool over = g_strcmp0 (state, indicator ? "agreed" : "done") == 0;
  bool sent = indicator && g_strcmp0 (state, "submitted") == 0; /* the leader's move now */
  if (over)
    return WORK_OVER;
  if (!sent && is_late (due, today))
    return WORK_LATE;
  return state == NULL || strcmp (state, "todo") == 0 ? WORK_TODO : WORK_DOING;
}

void
view_work_state (Value *object, bool indicator, const char *state, const char *due, const char *today)
{
  const WorkflowState *rating = indicator ? workflow_state ("rating", state != NULL ? state : "todo") : NULL;
  WorkState work = work_state (indicator, state, due, today);
  const char *shape = rating != NULL ? rating->shape : work == WORK_OVER ? "done" : "todo";
  const char *words = rating != NULL ? rating->words : work == WORK_OVER ? "đã xong" : "chưa xong";
  value_set_text (object, "state_shape", work == WORK_LATE ? "late" : shape);
  value_set_text (object, "state_words", work == WORK_LATE ? "quá hạn" : words);
}

const char *
assignment_names (Arena *arena, const AssignmentRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < row->people_count; i++)
    if (row->people[i].ended_on == NULL)
      g_string_append_printf (text, "%s%s%s", text->len > 0 ? ", " : "", row->people[i].name,
                              row->people[i].left ? " (đã nghỉ việc)" : "");
  return text->len > 0 ? arena_strndup (arena, text->str, text->len) : NULL;
}

const char *
assignment_past (Arena *arena, const AssignmentRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < row->people_count; i++)
    if (row->people[i].ended_on != NULL)
      g_string_append_printf (text, "%s%s (đến hết ngày %s)",
                              text->len > 0 ? ", " : "trước đây: ", row->people[i].name,
                              shown_day (arena, row->people[i].ended_on));
  return text->len > 0 ? arena_strndup (arena, text->str, text->len) : NULL;
}
