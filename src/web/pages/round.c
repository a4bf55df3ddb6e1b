/* round.c - a round at a glance: what is done, what comes next, whose move it is. */
#include "web/pages/pages.h"
#include "web/pages/round_parts.h"
#include "web/rail.h"
#include "web/shown.h"

static const InputSpec inputs[] = { YEAR_INPUT, { 0 } };

/* What one may open; elsewhere the words stand alone. */
static bool
may_open (Request *request, const char *path)
{
  return request_may (request, g_str_has_prefix (path, "van-ban") ? PERMISSION_PAPERS_READ
                               : strcmp (path, "cong-dan") == 0   ? PERMISSION_CITIZENS_REVIEW
                                                                  : PERMISSION_ROUND_READ);
}

static Value *
item_value (Request *request, const ProgressItem *from, int year)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  bool open = from->path != NULL && may_open (request, from->path);
  value_set_text (item, "label", from->words);
  value_set_text (item, "count", from->count);
  value_set_text (item, "who", from->state != PROGRESS_DONE ? from->who : NULL);
  value_set_text (item, "due",
                  from->state != PROGRESS_DONE && from->date != NULL ? shown_day (arena, from->date) : NULL);
  value_set_text (item, "path", open ? round_path (request, year, from->path) : NULL);
  value_set_text (item, "state_shape", progress_shape (from->state));
  value_set_text (item, "state_words", progress_words (from->state));
  return item;
}

static Value *
step_value (Request *request, const Progress *progress, RoundStep step, int year)
{
  Arena *arena = request_arena (request);
  Value *value = value_object (arena), *items = value_list (arena);
  bool numbered = step != STEP_PREPARE && step != STEP_RESULT;
  for (gsize i = 0; i < progress->count; i++)
    if (progress->items[i].step == step)
      value_append (items, item_value (request, &progress->items[i], year));
  value_set_text (value, "anchor", step_anchor (step));
  value_set_text (value, "name",
                  numbered ? arena_printf (arena, "Bước %d: %s", (int)step, step_name (step))
                           : step_name (step));
  value_set_text (value, "state_shape", progress_shape (progress->steps[step]));
  value_set_text (value, "state_words", progress_words (progress->steps[step]));
  value_set (value, "items", items);
  return value;
}

static void
add_act (Request *request, Value *acts, int year, const char *below, const char *label)
{
  Value *act = value_object (request_arena (request));
  value_set_text (act, "path", round_path (request, year, below));
  value_set_text (act, "label", label);
  value_append (acts, act);
}

/* To the years on either side. */
static bool
add_acts (Request *request, Transaction *transaction, int year, Value *page, GError **error)
{
  Value *acts = value_list (request_arena (request));
  GError *local = NULL;
  bool former = false, next = false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_years, error);
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    former = former || rows_int (rows, 0) < year;
    next = next || rows_int (rows, 0) > year;
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  if (former && request_may (request, PERMISSION_EVIDENCE_WRITE))
    add_act (request, acts, year, "minh-chung-nam-truoc", "Lấy lại minh chứng năm trước");
  if (!next && request_may (request, PERMISSION_ROUND_WRITE))
    add_act (request, acts, year, "nam-sau", "Mở đợt năm sau");
  value_set (page, "acts", acts);
  value_set_bool (page, "any_acts", value_length (acts) > 0);
  return true;
}

static bool
show_round (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  Progress progress;
  ProgressFacts facts;
  bool found = false;
  Value *page = value_object (arena), *list = value_list (arena);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !rail_progress (request, round.year, &progress, &facts, &found, error)
      || !add_acts (request, transaction, round.year, page, error))
    return false;
  for (int step = 0; step < STEP_COUNT; step++)
    value_append (list, step_value (request, &progress, (RoundStep)step, round.year));
  value_set (page, "round_steps", list);
  value_set (page, "next", progress.next != NULL ? item_value (request, progress.next, round.year) : NULL);
  value_set_bool (page, "one_person", progress.one_person);
  value_set_text (page, "board", round_path (request, round.year, "bang"));
  value_set_text (page, "scheme", round.scheme->name);
  value_set_text (page, "submit_before", date_short (arena, facts.submit_before));
  value_set_text (page, "title", arena_printf (arena, "Đợt đánh giá năm %d", round.year));
  request_show (request, value_view (page));
  return true;
}

const Route round_routes[] = {
  { METHOD_GET, "/dot/{year}", PERMISSION_ROUND_READ,
    "A round at a glance: what is done, what comes next, whose move it is", NULL, inputs, show_round, NULL,
    NULL, "round" },
  { 0 },
};
