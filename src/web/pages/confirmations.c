/* confirmations.c - figures that the union vouches for: shares of indicators, and the learners'.  What was
 * vouched for stands beside what the figures are now, so that one that is out of date is seen. */
#include "model/figures.h"
#include "store/confirmation.h"
#include "web/pages/pages.h"
#include "web/pages/round_parts.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec year_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec confirm_inputs[] = {
  YEAR_INPUT,
  { .name = "subject", .kind = INPUT_TEXT, .required = true, .label = "Số liệu", .limit = 60 },
  { .name = "figures", .kind = INPUT_TEXT, .required = true, .label = "Số", .limit = 100 },
  { .name = "note", .kind = INPUT_TEXT, .label = "Ghi chú", .limit = 300 },
  { .name = "bo", .kind = INPUT_FLAG, .label = "Bỏ xác nhận" },
  { 0 },
};

/* A figure as it is now. */
typedef struct {
  const char *subject, *label, *text, *figures, *path;
} Figure;
typedef struct {
  Figure *items;
  gsize count;
} FigureList;

/* Where it is seen who counts. */
static const char *
below_of (Measure measure)
{
  switch (measure) {
  case MEASURE_CITIZEN:
    return "cong-dan?xem=duoc-tinh";
  case MEASURE_STUDY_PLAN:
    return "tu-hoc/danh-sach?xem=da-duyet";
  case MEASURE_DISCIPLINE:
  case MEASURE_TRAINING:
  case MEASURE_EMULATION:
  case MEASURE_NONE:
  case MEASURE_UNSET:
    break;
  }
  return "ket-qua-nam";
}

static FigureList
list_figures (Request *request, const Figures *figures)
{
  Arena *arena = request_arena (request);
  const Round *round = figures->round;
  FigureList list = { 0 };
  bool learners = false;
  for (gsize i = 0; i < round->scheme->indicator_count; i++) {
    const IndicatorFigures *item = &figures->indicators[i];
    const char *id = item->indicator->indicator->id;
    learners = learners || (item->applicable && item->has_learners);
    if (item->applicable && item->has_share)
      ARENA_PUSH (arena, list.items, list.count)
          = (Figure){ arena_concat (arena, "indicator ", id, NULL),
                      arena_concat (arena, "Chỉ tiêu ", id, NULL), item->indicator->text,
                      share_text (arena, item->share),
                      round_path (request, round->year, below_of (item->indicator->measure)) };
  }
  if (learners)
    ARENA_PUSH (arena, list.items, list.count)
        = (Figure){ "learners", "Người học", "Người học đạt Công dân học tập",
                    share_text (arena, (Share){ round->learners_citizens, round->learners_total }),
                    round_path (request, round->year, "cong-dan/nguoi-hoc") };
  return list;
}

/* The whole round is read, so not on the thread of the events. */
static bool
prepare_figures (Request *request, GError **error)
{
  RoundHead round;
  StoredRound stored;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !round_whole (request, transaction, round.id, &stored, error))
    return false;
  FigureList *list = arena_new0 (request_arena (request), FigureList);
  *list = list_figures (request, figures_compute (stored.round, request_arena (request)));
  request_set_prepared (request, list);
  return true;
}

static Value *
figure_value (Arena *arena, const Figure *figure, const Confirmation *confirmation)
{
  Value *item = value_object (arena);
  bool same = confirmation != NULL && strcmp (confirmation->figures, figure->figures) == 0;
  value_set_text (item, "subject", figure->subject);
  value_set_text (item, "label", figure->label);
  value_set_text (item, "text", figure->text);
  value_set_text (item, "figures", figure->figures);
  value_set_text (item, "path", figure->path);
  value_set_bool (item, "confirmed", confirmation != NULL);
  value_set_bool (item, "same", same);
  value_set_text (item, "before", confirmation != NULL && !same ? confirmation->figures : NULL);
  value_set_text (item, "who", confirmation != NULL ? confirmation->person : NULL);
  value_set_text (item, "at", confirmation != NULL ? shown_day (arena, confirmation->confirmed_on) : NULL);
  value_set_text (item, "note", confirmation != NULL ? confirmation->note : NULL);
  value_set_text (item, "state_shape", same ? "done" : confirmation != NULL ? "late" : "todo");
  value_set_text (item, "state_words",
                  same                   ? "đã xác nhận"
                  : confirmation != NULL ? "số đã đổi, cần xác nhận lại"
                                         : "chưa xác nhận");
  return item;
}

static bool
show_figures (Request *request, GError **error)
{
  RoundHead round;
  Confirmations confirmations;
  Arena *arena = request_arena (request);
  const FigureList *list = request_prepared (request);
  Value *page = value_object (arena), *rows = value_list (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !confirmations_load (transaction, arena, round.id, &confirmations, error))
    return false;
  for (gsize i = 0; list != NULL && i < list->count; i++)
    value_append (rows, figure_value (arena, &list->items[i],
                                      confirmation_find (&confirmations, list->items[i].subject)));
  value_set (page, "rows", rows);
  value_set_bool (page, "any", value_length (rows) > 0);
  value_set_bool (page, "may_confirm", request_may (request, PERMISSION_FIGURES_CONFIRM));
  value_set_int (page, "round_year", round.year);
  value_set_text (page, "here", round_path (request, round.year, "xac-nhan"));
  request_show (request, value_view (page));
  return true;
}

/* What is vouched for is what was looked at: other figures meanwhile are shown first. */
static bool
is_current (Request *request)
{
  const FigureList *list = request_prepared (request);
  for (gsize i = 0; i < list->count; i++)
    if (strcmp (list->items[i].subject, request_text (request, "subject")) == 0)
      return strcmp (list->items[i].figures, request_text (request, "figures")) == 0;
  return false;
}

static bool
write_confirmation (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  Arena *arena = request_arena (request);
  gint64 person = request_identity (request)->person_id;
  const char *subject = request_text (request, "subject");
  bool drop = request_flag (request, "bo");
  if (!round_head (request, transaction, &round, error))
    return false;
  if (person == 0)
    return request_refuse (request, error, 422, MSG_STUDY_NO_PERSON, NULL);
  if (!drop && !is_current (request))
    return request_refuse (request, error, 409, MSG_FIGURES_CHANGED, NULL);
  request_notice (request, drop ? MSG_FIGURES_UNCONFIRMED : MSG_FIGURES_CONFIRMED, NULL);
  request_redirect (request, round_path (request, round.year, "xac-nhan"));
  const Confirmation confirmation = { .subject = subject,
                                      .figures = request_text (request, "figures"),
                                      .note = request_text (request, "note") };
  return drop ? confirmation_drop (transaction, arena, round.id, subject, error)
              : confirmation_set (transaction, arena, round.id, person, request_today (request),
                                  &confirmation, error);
}

const Route confirmations_routes[] = {
  { METHOD_GET, "/dot/{year}/xac-nhan", PERMISSION_ROUND_READ,
    "Figures of the round, and who vouched for them when they stood how", "Xác nhận số liệu", year_inputs,
    show_figures, prepare_figures, NULL, "confirmations" },
  { METHOD_POST, "/dot/{year}/xac-nhan", PERMISSION_FIGURES_CONFIRM,
    "Vouches for a figure as it stands, or takes that back", "Xác nhận số liệu", confirm_inputs, show_figures,
    prepare_figures, write_confirmation, "confirmations" },
  { 0 },
};
