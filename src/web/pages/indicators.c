/* indicators.c - all indicators of a round by criterion: how far each is, whose, with what result; agreeing
 * on many at once. */
#include "store/assignment.h"
#include "web/pages/assignment_parts.h"
#include "web/pages/indicator_parts.h"
#include "web/pages/pages.h"
#include "web/pages/personal_parts.h"
#include "web/pages/scheme_parts.h"
#include "web/pages/work_parts.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec inputs[] = { YEAR_INPUT, { 0 } };
static const InputSpec agree_inputs[]
    = { YEAR_INPUT, { .name = "chon", .kind = INPUT_LIST, .label = "Chỉ tiêu" }, { 0 } };

typedef struct {
  SchemeState state;
  const Figures *figures;
  AssignmentRows given;
  gint64 *opinions; /* parallel to the indicators: how many hold another result */
  ActsFor acts;
} ListAt;

/* ---- reading ---- */

static bool
read_opinions (Transaction *transaction, ListAt *at, Arena *arena, GError **error)
{
  const Scheme *scheme = at->state.head.scheme;
  GError *local = NULL;
  at->opinions = arena_array (arena, gint64, scheme->indicator_count);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_opinion_counts, error, DB_INT (at->state.head.id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const Indicator *indicator = scheme_find_indicator (scheme, rows_text (rows, 0));
    if (indicator != NULL)
      at->opinions[indicator - scheme->indicators] = rows_int (rows, 1);
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* Figures of what the list shows; the round's other facts stay away. */
static bool
compute (Request *request, Transaction *transaction, ListAt *at, GError **error)
{
  Arena *arena = request_arena (request);
  Round *round = &at->state.round;
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_facts, error, DB_INT (at->state.head.id));
  if (rows == NULL)
    return false;
  if (!rows_next (rows, &local))
    return local == NULL ? request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL)
                         : (g_propagate_error (error, local), false);
  const char *citizen = rows_text (rows, 5), *standard = round->scheme->citizen_scheme;
  round->year = at->state.head.year;
  round->evidence_code_pattern = rows_text_dup (rows, 6, arena);
  round->has_learners = !rows_is_null (rows, 10);
  round->learners_total = (guint)rows_int (rows, 10);
  round->learners_citizens = (guint)rows_int (rows, 11);
  round->citizen_scheme = citizen_scheme_load (request_library (request), arena,
                                               citizen != NULL    ? citizen
                                               : standard != NULL ? standard
                                                                  : CITIZEN_SCHEME_DEFAULT,
                                               error);
  if (round->citizen_scheme == NULL
      || !indicator_round_fill (transaction, arena, at->state.head.id, round, error))
    return false;
  at->figures = figures_compute (round, arena);
  return true;
}

/* ---- one row ---- */

static const AssignmentRow *
given_of (const ListAt *at, const char *indicator)
{
  for (gsize i = 0; i < at->given.count; i++)
    if (g_strcmp0 (at->given.items[i].indicator, indicator) == 0)
      return &at->given.items[i];
  return NULL;
}

static bool
is_mine (const ListAt *at, const AssignmentRow *given)
{
  for (gsize i = 0; given != NULL && i < given->people_count; i++)
    if (given->people[i].ended_on == NULL && acts_for (&at->acts, given->people[i].person_id))
      return true;
  return false;
}

static void
add_result (Arena *arena, Value *item, const ListAt *at, gsize i)
{
  const IndicatorFigures *figures = &at->figures->indicators[i];
  const Rating *rating = figures->rating;
  const char *points
      = rating != NULL && rating->points != DECIMAL_UNSET ? decimal_plain (arena, rating->points) : NULL;
  value_set_text (item, "result",
                  rating != NULL ? rating_words (arena, rating_result_name (rating->result), points) : NULL);
  value_set_bool (item, "met", figures->met);
  value_set_bool (item, "not_met", rating != NULL && rating->result == RATING_NOT_MET);
  value_set_text (item, "share",
                  figures->has_share ? arena_concat (
                      arena, decimal_percent (arena, figures->share.count, figures->share.of, ','), "%", NULL)
                                     : NULL);
  value_set_bool (item, "below", !figures->share_reached);
}

static Value *
row_value (Request *request, const ListAt *at, gsize i)
{
  Arena *arena = request_arena (request);
  const RoundIndicator *holds = &at->state.round.indicators[i];
  const char *id = holds->indicator->id;
  const RatingDecision *decision = &at->state.decisions[i];
  const AssignmentRow *given = given_of (at, id);
  Value *item = value_object (arena);
  value_set_text (item, "indicator", id);
  value_set_text (item, "text", holds->text);
  value_set_text (item, "path",
                  round_path (request, at->state.head.year, arena_concat (arena, "chi-tieu/", id, NULL)));
  value_set_bool (item, "applies", holds->applies);
  value_set_text (item, "names", given != NULL ? assignment_names (arena, given) : NULL);
  value_set_text (item, "due", given != NULL && given->due != NULL ? shown_day (arena, given->due) : NULL);
  value_set_bool (item, "mine", is_mine (at, given));
  value_set_int (item, "evidence_count", (gint64)at->figures->indicators[i].evidence_count);
  value_set_int (item, "differing", at->opinions[i]);
  value_set_bool (item, "any_differing", at->opinions[i] > 0);
  value_set_text (item, "choice",
                  g_strcmp0 (decision->state, "submitted") == 0 ? arena_printf (
                      arena, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, decision->id, decision->version)
                                                                : NULL);
  add_result (arena, item, at, i);
  view_rating_state (request, item, decision->state, given != NULL ? given->due : NULL);
  return item;
}

static Value *
criterion_value (Request *request, const ListAt *at, gsize criterion)
{
  Arena *arena = request_arena (request);
  const Criterion *spec = &at->state.head.scheme->criteria[criterion];
  const CriterionFigures *figures = &at->figures->criteria[criterion];
  Value *item = value_object (arena), *list = value_list (arena);
  for (gsize i = spec->first; i < spec->first + spec->count; i++)
    value_append (list, row_value (request, at, i));
  bool by_points = at->state.head.scheme->kind == SCHEME_POINTS;
  value_set_text (item, "criterion", spec->id);
  value_set_text (item, "criterion_text", spec->text);
  value_set_text (item, "score",
                  by_points ? arena_concat (arena, decimal_vietnamese (arena, figures->points), "/",
                                            decimal_vietnamese (arena, figures->max_points), " điểm", NULL)
                            : arena_printf (arena, "%u/%u đạt", figures->met, figures->applicable));
  value_set (item, "rows", list);
  return item;
}

/* ---- the page ---- */

static void
add_count (Arena *arena, Value *list, const char *label, const char *count, bool bad)
{
  Value *item = value_object (arena);
  value_set_text (item, "label", label);
  value_set_text (item, "count", count);
  value_set_text (item, "path", NULL);
  value_set_bool (item, "bad", bad);
  value_append (list, item);
}

static void
add_counts (Request *request, const ListAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  const Figures *figures = at->figures;
  Value *list = value_list (arena);
  guint submitted = 0, agreed = 0, late = 0;
  for (gsize i = 0; i < at->state.head.scheme->indicator_count; i++) {
    const char *state = at->state.decisions[i].state;
    const AssignmentRow *given = given_of (at, at->state.head.scheme->indicators[i].id);
    bool applies = at->state.round.indicators[i].applies;
    submitted += g_strcmp0 (state, "submitted") == 0;
    agreed += applies && g_strcmp0 (state, "agreed") == 0;
    late += applies && given != NULL
            && work_state (true, state, given->due, request_today (request)) == WORK_LATE;
  }
  bool by_points = at->state.head.scheme->kind == SCHEME_POINTS;
  add_count (arena, list, by_points ? "Tổng điểm" : "Đạt",
             by_points ? decimal_vietnamese (arena, figures->points)
                       : arena_printf (arena, "%u/%u", figures->met, figures->applicable),
             false);
  add_count (arena, list, "Đã thống nhất", arena_int (arena, agreed), false);
  add_count (arena, list, "Chờ thống nhất", arena_int (arena, submitted), false);
  add_count (arena, list, "Quá hạn", arena_int (arena, late), late > 0);
  value_set (page, "counts", list);
  value_set_bool (page, "choose", submitted > 0 && request_may (request, PERMISSION_RATING_AGREE));
}

static bool
show_list (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  ListAt at = { 0 };
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !scheme_state (request, transaction, &at.state, error)
      || !assignment_rows (transaction, arena, at.state.head.id, &at.given, error)
      || !acts_for_load (request, transaction, &at.acts, error)
      || !read_opinions (transaction, &at, arena, error) || !compute (request, transaction, &at, error))
    return false;
  Value *page = value_object (arena), *list = value_list (arena);
  for (gsize i = 0; i < at.state.head.scheme->criterion_count; i++)
    value_append (list, criterion_value (request, &at, i));
  add_counts (request, &at, page);
  value_set (page, "criteria", list);
  value_set_text (page, "here", round_path (request, at.state.head.year, "chi-tieu"));
  value_set_text (page, "report_path", round_path (request, at.state.head.year, "bao-cao"));
  value_set_text (page, "assign_path",
                  at.given.count == 0 ? round_path (request, at.state.head.year, "phan-cong") : NULL);
  value_set_bool (page, "by_points", at.state.head.scheme->kind == SCHEME_POINTS);
  request_show (request, value_view (page));
  return true;
}

/* ---- many at once ---- */

static bool
agree_all (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  RecordChoices choices = choices_ticked (request, "chon");
  RecordOutcome outcome = { 0 };
  if (choices.count == 0)
    request_field_error (request, "chon", MSG_RATING_NONE_CHOSEN, NULL);
  if (!round_head (request, transaction, &round, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!record_step_many (transaction, arena, RECORD_rating, round.id, "agree", &choices,
                         request_identity (request)->permissions, RECORD_FIELDS ({ "remarks", NULL }),
                         &outcome, error))
    return false;
  const char *done = arena_int (arena, (gint64)outcome.done);
  if (outcome.left_count == 0)
    request_notice (request, MSG_RATING_AGREED_MANY, done, NULL);
  else
    request_notice (request, MSG_RATING_AGREED_LEFT, done, arena_int (arena, (gint64)outcome.left_count),
                    NULL);
  request_redirect (request, round_path (request, round.year, "chi-tieu"));
  return true;
}

const Route indicators_routes[] = {
  { METHOD_GET, "/dot/{year}/chi-tieu", PERMISSION_ROUND_READ,
    "All indicators of a round, how far each is and whose", "Chỉ tiêu", inputs, show_list, NULL, NULL,
    "indicators" },
  { METHOD_POST, "/dot/{year}/chi-tieu", PERMISSION_RATING_AGREE, "Agrees on many indicators at once",
    "Chỉ tiêu", agree_inputs, show_list, NULL, agree_all, "indicators" },
  { 0 },
};
