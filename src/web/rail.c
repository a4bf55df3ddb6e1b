/* rail.c - see rail.h. */
#include "web/rail.h"
#include "store/round_progress.h"
#include "web/shown.h"

static const Scheme *
scheme_of (const char *id, void *user)
{
  return request_scheme (user, id, NULL);
}

bool
rail_progress (Request *request, int year, Progress *ret, ProgressFacts *ret_facts, bool *ret_found,
               GError **error)
{
  Arena *arena = request_arena (request);
  ProgressFacts facts;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !round_progress_load (transaction, arena, year, request_today (request), scheme_of, request, &facts,
                               ret_found, error))
    return false;
  progress_compute (arena, &facts, ret);
  if (ret_facts != NULL)
    *ret_facts = facts;
  return true;
}

static Value *
step_value (Request *request, const Progress *progress, RoundStep step, int year)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  bool numbered = step != STEP_PREPARE && step != STEP_RESULT,
       open = request_may (request, PERMISSION_ROUND_READ);
  const char *date = progress->dates[step];
  value_set_text (item, "label", step_name (step));
  value_set_text (item, "number", numbered ? arena_printf (arena, "%d", (int)step) : NULL);
  value_set_text (item, "state", progress_shape (progress->steps[step]));
  value_set_text (item, "state_label", progress_words (progress->steps[step]));
  value_set_text (item, "date", date != NULL ? shown_day (arena, date) : NULL);
  value_set_text (item, "path", open ? arena_printf (arena, "/dot/%d#%s", year, step_anchor (step)) : NULL);
  value_set_bool (item, "current", progress->current == step);
  return item;
}

Value *
rail_value (Request *request, int year)
{
  g_autoptr (GError) error = NULL;
  Value *list = value_list (request_arena (request));
  Progress progress;
  bool found = false;
  if (year == 0)
    return list;
  if (!rail_progress (request, year, &progress, NULL, &found, &error)) {
    g_warning ("rail: %s", error->message);
    return list;
  }
  for (int step = 0; found && step < STEP_COUNT; step++)
    value_append (list, step_value (request, &progress, (RoundStep)step, year));
  return list;
}
