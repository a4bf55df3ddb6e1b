/* board.c - the round at one look: indicators by state and member, how far it is to the title and whose move
 * it is, progress in bars. */
#include "store/assignment.h"
#include "store/team.h"
#include "web/outlook.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec inputs[] = { YEAR_INPUT, { 0 } };

typedef struct {
  const char *indicator, *state; /* state: of a rating, or the result of an opinion */
  gint64 person_id;
} Fact;

typedef struct {
  Request *request;
  Arena *arena;
  RoundHead round;
  Outlook outlook;
  TeamRows team;
  AssignmentRows given;
  Fact *ratings, *opinions;
  gsize rating_count, opinion_count;
  gint64 study[5], citizens[5], people; /* by the states below, the first: none yet */
  Value *page;
} Board;

/* States of people's plans and self-assessments; NULL: nothing yet. */
static const char *const study_states[] = { NULL, "draft", "submitted", "returned", "approved" };
static const char *const citizen_states[] = { NULL, "draft", "submitted", "returned", "accepted" };

/* ---- reading ---- */

static void
add_state (gint64 *counts, const char *const *states, const char *state, gint64 number)
{
  for (gsize i = 1; i < 5; i++)
    if (g_strcmp0 (states[i], state) == 0)
      counts[i] += number;
}

static void
read_fact (Board *board, const Rows *rows)
{
  const char *name = rows_text (rows, 0), *state = rows_text_dup (rows, 2, board->arena);
  gint64 number = rows_int (rows, 3);
  if (strcmp (name, "rating") == 0)
    ARENA_PUSH (board->arena, board->ratings, board->rating_count)
        = (Fact){ rows_text_dup (rows, 1, board->arena), state, 0 };
  else if (strcmp (name, "opinion") == 0)
    ARENA_PUSH (board->arena, board->opinions, board->opinion_count)
        = (Fact){ rows_text_dup (rows, 1, board->arena), state, number };
  else if (strcmp (name, "study") == 0)
    add_state (board->study, study_states, state, number);
  else if (strcmp (name, "citizen") == 0)
    add_state (board->citizens, citizen_states, state, number);
  else
    board->people = number;
}

static bool
read_facts (Board *board, Transaction *transaction, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_board_facts, error, DB_INT (board->round.id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    read_fact (board, rows);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  board->study[0] = board->citizens[0] = board->people;
  for (gsize i = 1; i < 5; i++) {
    board->study[0] -= board->study[i];
    board->citizens[0] -= board->citizens[i];
  }
  return true;
}

static const char *
state_of (const Board *board, const char *indicator)
{
  for (gsize i = 0; i < board->rating_count; i++)
    if (strcmp (board->ratings[i].indicator, indicator) == 0)
      return board->ratings[i].state;
  return "todo";
}

static const AssignmentRow *
given_of (const Board *board, const char *indicator)
{
  for (gsize i = 0; i < board->given.count; i++)
    if (g_strcmp0 (board->given.items[i].indicator, indicator) == 0)
      return &board->given.items[i];
  return NULL;
}

static bool
is_late (const Board *board, const AssignmentRow *row, const char *state)
{
  return row != NULL && row->due != NULL && strcmp (row->due, request_today (board->request)) < 0
         && strcmp (state, "submitted") != 0 && strcmp (state, "agreed") != 0;
}

static bool
does (const AssignmentRow *row, gint64 person_id)
{
  for (gsize i = 0; row != NULL && i < row->people_count; i++)
    if (row->people[i].person_id == person_id && row->people[i].ended_on == NULL)
      return true;
  return false;
}

static const char *
names_of (Arena *arena, const AssignmentRow *row)
{
  const char *names = NULL;
  for (gsize i = 0; row != NULL && i < row->people_count; i++)
    if (row->people[i].ended_on == NULL)
      names = names == NULL ? row->people[i].name
                            : arena_concat (arena, names, ", ", row->people[i].name, NULL);
  return names;
}

/* ---- indicators by member ---- */

/* "Đ", "K", "–": what somebody holds of it, beside the agreed rating. */
static const char *
opinion_letter (const Board *board, const char *indicator, gint64 person_id, const char **ret_words)
{
  for (gsize i = 0; i < board->opinion_count; i++) {
    const Fact *opinion = &board->opinions[i];
    if (opinion->person_id != person_id || strcmp (opinion->indicator, indicator) != 0)
      continue;
    bool met = g_strcmp0 (opinion->state, "met") == 0, not_met = g_strcmp0 (opinion->state, "not_met") == 0;
    *ret_words = met ? "cho là đạt" : not_met ? "cho là không đạt" : "có ý kiến";
    return met ? "Đ" : not_met ? "K" : "…";
  }
  return NULL;
}

static Value *
cells_of (const Board *board, const char *indicator, const AssignmentRow *row, const char *shape,
          const char *words)
{
  Value *cells = value_list (board->arena);
  for (gsize i = 0; i < board->team.count; i++) {
    const TeamRow *member = &board->team.items[i];
    const char *opinion_words = NULL;
    if (member->ended_on != NULL)
      continue;
    bool given = does (row, member->person_id);
    Value *cell = value_object (board->arena);
    value_set_text (cell, "letter", opinion_letter (board, indicator, member->person_id, &opinion_words));
    value_set_text (cell, "opinion", opinion_words);
    value_set_text (cell, "shape", given ? shape : NULL);
    value_set_text (cell, "words", given ? words : NULL);
    value_append (cells, cell);
  }
  return cells;
}

static const char *
result_words (const Board *board, const IndicatorOutlook *item)
{
  if (board->round.scheme->kind == SCHEME_POINTS)
    return item->points != DECIMAL_UNSET
               ? arena_concat (board->arena, decimal_vietnamese (board->arena, item->points), "/",
                               decimal_vietnamese (board->arena, item->max_points), NULL)
               : NULL;
  return item->result == RATING_MET              ? "đạt"
         : item->result == RATING_NOT_MET        ? "không đạt"
         : item->result == RATING_NOT_APPLICABLE ? "không áp dụng"
                                                 : NULL;
}

static Value *
row_value (const Board *board, const Indicator *indicator, const IndicatorOutlook *item, bool *ret_late)
{
  Arena *arena = board->arena;
  Value *value = value_object (arena);
  const AssignmentRow *row = given_of (board, indicator->id);
  const char *state = state_of (board, indicator->id);
  const WorkflowState *found = workflow_state ("rating", state);
  bool late = is_late (board, row, state);
  const char *shape = late            ? "late"
                      : found != NULL ? found->shape
                                      : "todo",
             *words = late            ? "quá hạn"
                      : found != NULL ? found->words
                                      : state;
  value_set_text (value, "indicator", indicator->id);
  value_set_text (value, "text", indicator->text);
  value_set_text (
      value, "path",
      round_path (board->request, board->round.year, arena_concat (arena, "chi-tieu/", indicator->id, NULL)));
  value_set_text (value, "state_name", state);
  value_set_text (value, "state_shape", shape);
  value_set_text (value, "state_words", words);
  value_set_text (value, "result", result_words (board, item));
  value_set_bool (value, "lacks", item->lacks != LACKS_NOTHING);
  value_set_text (value, "figure", item->has_share ? share_text (arena, item->share) : NULL);
  value_set_text (value, "names", names_of (arena, row));
  value_set_text (value, "due", row != NULL && row->due != NULL ? shown_day (arena, row->due) : NULL);
  value_set_bool (value, "late", late);
  value_set (value, "cells", cells_of (board, indicator->id, row, shape, words));
  *ret_late = late;
  return value;
}

static void
add_matrix (Board *board)
{
  Value *rows = value_list (board->arena), *members = value_list (board->arena);
  const Scheme *scheme = board->round.scheme;
  gint64 overdue = 0;
  for (guint i = 0; i < board->outlook.facts.indicator_count && i < scheme->indicator_count; i++) {
    bool late = false;
    if (!board->outlook.indicators[i].applies)
      continue;
    value_append (rows, row_value (board, &scheme->indicators[i], &board->outlook.indicators[i], &late));
    overdue += late;
  }
  for (gsize i = 0; i < board->team.count; i++)
    if (board->team.items[i].ended_on == NULL)
      value_append_text (members, board->team.items[i].name);
  value_set (board->page, "rows", rows);
  value_set (board->page, "members", members);
  value_set_bool (board->page, "any_members", value_length (members) > 0);
  value_set_int (board->page, "overdue", overdue);
  value_set_bool (board->page, "any_overdue", overdue > 0);
}

/* ---- how far it is to the title, and whose move it is ---- */

static const char *const lacks_words[] = { [LACKS_NOTHING] = "",
                                           [LACKS_RATING] = "chưa tự đánh giá",
                                           [LACKS_MET] = "tự đánh giá không đạt",
                                           [LACKS_THRESHOLD] = "chưa biết ngưỡng",
                                           [LACKS_SHARE] = "tỷ lệ chưa đủ",
                                           [LACKS_POINTS] = "chưa đủ điểm" };

static void
set_move (const Board *board, Value *value, const char *id, Lacks lacks)
{
  Arena *arena = board->arena;
  const AssignmentRow *row = given_of (board, id);
  const char *state = state_of (board, id), *names = names_of (arena, row);
  const char *who = names, *page = arena_concat (arena, "chi-tieu/", id, NULL);
  if (lacks == LACKS_THRESHOLD) {
    who = "Tổ trưởng hoặc Thư ký đối chiếu văn bản gốc";
    page = arena_concat (arena, "bo-tieu-chi/", id, NULL);
  } else if (strcmp (state, "submitted") == 0)
    who = "Tổ trưởng thống nhất hoặc trả lại";
  else if (names == NULL) {
    who = "Tổ trưởng phân công";
    page = "phan-cong";
  }
  value_set_text (value, "who", who);
  value_set_text (value, "path", round_path (board->request, board->round.year, page));
}

/* Nobody has begun, nobody has it: at the start of a round that is all of them, one move of the leader. */
static bool
is_unassigned (const Board *board, const char *id, Lacks lacks)
{
  return lacks == LACKS_RATING && strcmp (state_of (board, id), "todo") == 0
         && names_of (board->arena, given_of (board, id)) == NULL;
}

static void
add_distance (Board *board)
{
  Arena *arena = board->arena;
  Value *list = value_list (arena);
  gint64 unassigned = 0;
  const Scheme *scheme = board->round.scheme;
  for (guint i = 0; i < board->outlook.facts.indicator_count && i < scheme->indicator_count; i++) {
    const IndicatorOutlook *item = &board->outlook.indicators[i];
    if (item->lacks == LACKS_NOTHING)
      continue;
    Value *value = value_object (arena);
    value_set_text (value, "indicator", scheme->indicators[i].id);
    value_set_text (value, "why",
                    item->has_share && item->lacks == LACKS_SHARE ? arena_concat (
                        arena, lacks_words[item->lacks], ": ", share_text (arena, item->share), NULL)
                                                                  : lacks_words[item->lacks]);
    set_move (board, value, scheme->indicators[i].id, item->lacks);
    value_set_bool (value, "unassigned", is_unassigned (board, scheme->indicators[i].id, item->lacks));
    value_append (list, value);
    unassigned += is_unassigned (board, scheme->indicators[i].id, item->lacks);
  }
  const OutlookFacts *facts = &board->outlook.facts;
  value_set (board->page, "missing", list);
  value_set_int (board->page, "missing_count", (gint64)value_length (list));
  value_set_bool (board->page, "any_missing", value_length (list) > 0);
  value_set_int (board->page, "unassigned_count", unassigned);
  value_set_bool (board->page, "any_unassigned", unassigned > 0);
  value_set_bool (board->page, "title_reached", facts->title);
  value_set_bool (board->page, "provisional", facts->provisional);
  value_set_int (board->page, "met", facts->met);
  value_set_int (board->page, "applicable", facts->applicable);
  value_set_int (board->page, "errors", facts->errors);
  value_set_bool (board->page, "any_errors", facts->errors > 0);
  value_set_int (board->page, "warnings", facts->warnings);
}

/* ---- bars, each of which is its own table ---- */

static void
add_point (const Board *board, Value *points, const char *label, gint64 number, gint64 of, const char *shown,
           const char *tone)
{
  Value *point = value_object (board->arena);
  value_set_text (point, "label", label);
  value_set_text (point, "share",
                  of > 0 ? arena_printf (board->arena, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
                                         number * 100 / of, number * 1000 / of % 10)
                         : "0");
  value_set_text (point, "shown", shown != NULL ? shown : arena_int (board->arena, number));
  value_set_text (point, "tone", tone);
  value_set_text (point, "mark", NULL);
  value_append (points, point);
}

static void
add_chart (const Board *board, Value *charts, const char *title, Value *points)
{
  Value *chart = value_object (board->arena);
  value_set_text (chart, "title", title);
  value_set_text (chart, "mark_note", NULL);
  value_set (chart, "points", points);
  if (value_length (points) > 0)
    value_append (charts, chart);
}

static Value *
progress_points (const Board *board)
{
  Value *points = value_list (board->arena);
  const Scheme *scheme = board->round.scheme;
  for (gsize s = 0; s < workflow_state_count; s++) {
    const WorkflowState *state = &workflow_states[s];
    gint64 number = 0;
    if (strcmp (state->kind, "rating") != 0)
      continue;
    for (guint i = 0; i < board->outlook.facts.indicator_count && i < scheme->indicator_count; i++)
      number += board->outlook.indicators[i].applies
                && strcmp (state_of (board, scheme->indicators[i].id), state->name) == 0;
    add_point (board, points, state->words, number, board->outlook.facts.applicable, NULL,
               strcmp (state->shape, "done") == 0   ? "good"
               : strcmp (state->shape, "late") == 0 ? "bad"
                                                    : NULL);
  }
  return points;
}

static Value *
criterion_points (const Board *board)
{
  Arena *arena = board->arena;
  Value *points = value_list (arena);
  const Scheme *scheme = board->round.scheme;
  bool in_points = scheme->kind == SCHEME_POINTS;
  for (guint i = 0; i < board->outlook.facts.criterion_count && i < scheme->criterion_count; i++) {
    const CriterionFigures *figures = &board->outlook.criteria[i];
    gint64 number = in_points ? figures->points : (gint64)figures->met,
           of = in_points ? figures->max_points : (gint64)figures->applicable;
    const char *shown = in_points ? arena_concat (arena, decimal_vietnamese (arena, figures->points), "/",
                                                  decimal_vietnamese (arena, figures->max_points), NULL)
                                  : arena_printf (arena, "%u/%u", figures->met, figures->applicable);
    add_point (
        board, points,
        arena_concat (arena, "Tiêu chí ", scheme->criteria[i].id, ". ", scheme->criteria[i].text, NULL),
        number, of, shown, of > 0 && number == of ? "good" : NULL);
  }
  return points;
}

static Value *
state_points (const Board *board, const char *kind, const char *const *states, const gint64 *counts)
{
  Value *points = value_list (board->arena);
  for (gsize i = 0; i < 5; i++) {
    const WorkflowState *state = states[i] != NULL ? workflow_state (kind, states[i]) : NULL;
    add_point (board, points, state != NULL ? state->words : "chưa có", counts[i], board->people, NULL,
               i == 4 ? "good" : NULL);
  }
  return points;
}

static void
add_ranks (const Board *board, Value *points)
{
  const Scheme *scheme = board->round.scheme;
  for (gsize i = 0; i < scheme->plan_rank_count && i < G_N_ELEMENTS (board->outlook.facts.ranks); i++) {
    Share rank = board->outlook.facts.ranks[i];
    if (rank.count > 0)
      add_point (board, points, arena_concat (board->arena, "xếp loại ", scheme->plan_ranks[i], NULL),
                 rank.count, rank.of, NULL, NULL);
  }
}

static void
add_charts (Board *board)
{
  Value *charts = value_list (board->arena);
  const OutlookFacts *facts = &board->outlook.facts;
  Value *study = state_points (board, "study_plan", study_states, board->study),
        *citizens = state_points (board, "citizen_assessment", citizen_states, board->citizens);
  add_ranks (board, study);
  add_point (board, citizens, "đủ điều kiện, Tổ thống nhất", facts->citizens, facts->people,
             arena_printf (board->arena, "%u/%u", facts->citizens, facts->people), "good");
  add_chart (board, charts, "Tiến độ tự đánh giá các chỉ tiêu", progress_points (board));
  add_chart (board, charts,
             board->round.scheme->kind == SCHEME_POINTS ? "Điểm theo tiêu chí" : "Chỉ tiêu đạt theo tiêu chí",
             criterion_points (board));
  add_chart (board, charts, "Kế hoạch tự học của từng người", study);
  add_chart (board, charts, "Danh hiệu “Công dân học tập”", citizens);
  value_set (board->page, "charts", charts);
}

static bool
show_board (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Board board = { .request = request, .arena = arena, .page = value_object (arena) };
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &board.round, error)
      || !outlook_load (request, &board.round, &board.outlook, error)
      || !team_rows (transaction, arena, board.round.id, request_today (request), &board.team, error)
      || !assignment_rows (transaction, arena, board.round.id, &board.given, error)
      || !read_facts (&board, transaction, error))
    return false;
  add_matrix (&board);
  add_distance (&board);
  add_charts (&board);
  value_set_text (board.page, "base", round_path (request, board.round.year, ""));
  value_set_text (board.page, "title", arena_printf (arena, "Bảng đợt năm %d", board.round.year));
  request_show (request, value_view (board.page));
  return true;
}

const Route board_routes[] = {
  { METHOD_GET, "/dot/{year}/bang", PERMISSION_ROUND_READ,
    "The round at one look: indicators by state and member, distance to the title, progress", NULL, inputs,
    show_board, NULL, NULL, "board" },
  { 0 },
};
