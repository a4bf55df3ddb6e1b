/* indicator_parts.h - shared by the pages of one indicator: /dot/{year}/chi-tieu/{indicator}. */
#pragma once
#include "store/indicator_store.h"
#include "store/rating_write.h"
#include "web/pages/round_parts.h"

#define INDICATOR_INPUT                                                                                      \
  {                                                                                                          \
    .name = "indicator", .kind = INPUT_TEXT, .required = true, .label = "Chỉ tiêu", .limit = 40              \
  }

typedef struct {
  int year;
  IndicatorPage page;
  const Scheme *scheme;
  const Indicator *indicator;
  const RoundIndicator *holds;     /* as it holds in this round */
  const Figures *all;              /* of page.round: true of this indicator, its evidence and codes only */
  const IndicatorFigures *figures; /* of this indicator */
  bool given;                      /* to whoever asks, or whom they stand in for */
  bool may_write;                  /* by permission and assignment; not looked at: the state */
} IndicatorAt;

/* The indicator of the address with all that its page tells: three statements, one more for deputies.
 * Refuses with 404 where there is none. */
bool indicator_at (Request *request, Transaction *transaction, IndicatorAt *ret, GError **error);
/* May the rating be written in the state it is in? */
bool indicator_is_open (const IndicatorAt *at);
/* Where a step is asked for: for the store. */
RatingAt indicator_rating_at (Request *request, const IndicatorAt *at);
/* "/dot/2024/chi-tieu/1.1" and a path below it. */
const char *indicator_path (Request *request, const IndicatorAt *at, const char *below);
/* Does the rating differ from what the computed share says?  False where no share decides. */
bool indicator_contradicts (const IndicatorAt *at, const char *result);

/* "đạt", "không đạt", "không áp dụng", "8 điểm"; NULL: not decided. */
const char *rating_words (Arena *arena, const char *result, const char *points);
/* A typed text as HTML to read (shown_prose), [@key] as the code in brackets, [#name] as the figure where
 * this page knows it; else as typed. NULL stays NULL. */
const char *indicator_prose (Arena *arena, const IndicatorAt *at, const char *text);
/* One line of it as typed, but for the marks. */
const char *indicator_line (Arena *arena, const IndicatorAt *at, const char *text);

/* state_shape and state_words of a rating as the partial "state" wants them; state NULL: nobody has begun. */
void view_rating_state (Request *request, Value *object, const char *state, const char *due);

/* The page's own parts: see indicator_view.c. */
Value *indicator_view (Request *request, const IndicatorAt *at);
/* {writers, any_writer, version, saved_by, saved_at} of others who are writing. */
Value *writers_view (Request *request, const Writers *writers, const Writer *saved, gint64 version);
