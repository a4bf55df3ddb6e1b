/* rail.c - see rail.h. */
#include "web/rail.h"
#include "store/round_progress.h"
#include "web/rails.h"
#include "web/request_parts.h"
#include "web/shown.h"
#include <string.h>

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

static bool
read_rail (Request *request, int year, Rail *ret, GError **error)
{
  Progress progress;
  Rail rail = { 0 };
  if (!rail_progress (request, year, &progress, NULL, &rail.found, error))
    return false;
  rail.current = progress.current;
  for (int step = 0; step < STEP_COUNT; step++) {
    rail.steps[step] = progress.steps[step];
    if (progress.dates[step] != NULL)
      g_strlcpy (rail.dates[step], progress.dates[step], sizeof rail.dates[step]);
  }
  *ret = rail;
  return true;
}

static bool
read_years (Request *request, Rail *rail, GError **error)
{
  GError *local = NULL;
  Transaction *transaction = request_read (request, error);
  g_autoptr (Rows) rows = transaction != NULL ? db_rows (transaction, QUERY_round_years, error) : NULL;
  if (rows == NULL)
    return false;
  for (gsize i = 0; i < RAIL_YEARS && rows_next (rows, &local); i++)
    rail->years[i] = (int)rows_int (rows, 0);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static bool
find_rail (Request *request, int year, Rail *ret, GError **error)
{
  Rails *rails = server_rails (request->server);
  RailKey key = { .unit_id = request->identity.unit_id, .events = request->identity.events, .year = year };
  g_strlcpy (key.today, request_today (request), sizeof key.today);
  if (rails_find (rails, &key, ret))
    return true;
  if (!read_rail (request, year, ret, error) || !read_years (request, ret, error))
    return false;
  rails_keep (rails, &key, ret);
  return true;
}

static Value *
step_value (Request *request, const Rail *rail, RoundStep step, int year)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  bool numbered = step != STEP_PREPARE && step != STEP_RESULT,
       open = request_may (request, PERMISSION_ROUND_READ);
  const char *date = rail->dates[step];
  value_set_text (item, "label", step_name (step));
  value_set_text (item, "number", numbered ? arena_int (arena, step) : NULL);
  value_set_text (item, "state", progress_shape (rail->steps[step]));
  value_set_text (item, "state_label", progress_words (rail->steps[step]));
  value_set_text (item, "date", date[0] != '\0' ? shown_day (arena, date) : NULL);
  value_set_text (item, "path",
                  open ? arena_concat (arena, "/dot/", arena_int (arena, year), "#", step_anchor (step), NULL)
                       : NULL);
  value_set_bool (item, "current", rail->current == step);
  return item;
}

/* The years of the unit's rounds, each with its page of the same name, or its overview. */
static Value *
years_value (Request *request, const Rail *rail, int year)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  const char *here = request->path, *below = "";
  gsize base = strlen ("/dot/0000/");
  if (here != NULL && g_str_has_prefix (here, "/dot/") && strlen (here) > base
      && strchr (here + base, '/') == NULL)
    below = here + base - 1;
  else if (!request_may (request, PERMISSION_ROUND_READ))
    below = "/tu-hoc";
  for (gsize i = 0; i < RAIL_YEARS && rail->years[i] != 0; i++) {
    Value *item = value_object (arena);
    const char *text = arena_int (arena, rail->years[i]);
    value_set_text (item, "label", text);
    value_set_text (item, "path", arena_concat (arena, "/dot/", text, below, NULL));
    value_set_bool (item, "current", rail->years[i] == year);
    value_append (list, item);
  }
  return list;
}

void
rail_add (Request *request, Value *frame, int year)
{
  g_autoptr (GError) error = NULL;
  Value *list = value_list (request_arena (request));
  Rail rail = { 0 };
  if (year != 0 && !find_rail (request, year, &rail, &error))
    g_warning ("rail: %s", error->message);
  for (int step = 0; rail.found && step < STEP_COUNT; step++)
    value_append (list, step_value (request, &rail, (RoundStep)step, year));
  value_set (frame, "rail", list);
  value_set_bool (frame, "any_rail", value_length (list) > 0);
  value_set (frame, "years", years_value (request, &rail, year));
  value_set_bool (frame, "any_years", rail.years[1] != 0);
}
