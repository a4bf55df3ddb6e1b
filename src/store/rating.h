/* rating.h - what the unit declares of an indicator before anybody works on it: that it does not apply. */
#pragma once
#include "model/round.h"
#include "store/db.h"

/* What is decided of an indicator, without its texts. */
typedef struct {
  gint64 id, version; /* 0: no rating yet */
  RatingResult result;
  const char *state, *reason; /* NULL: none */
} RatingDecision;

/* Parallel to the scheme's indicators, in the arena. */
bool rating_decisions_load (Transaction *transaction, Arena *arena, gint64 round_id, const Scheme *scheme,
                            RatingDecision **ret, GError **error);

/* May it still be declared in the state of this rating?  Not while others have it before them or agreed on
 * it. */
bool rating_is_open (const RatingDecision *decision);

/* The indicator does not apply to this unit, and why (a reason is required: the case format's rule); NULL
 * takes the declaration back.  An event.  Errors: MSG_SAVE_CONFLICT if somebody has changed the rating since
 * `version` (0: none was there); MSG_WORKFLOW_STEP if it is not open. */
bool rating_declare (Transaction *transaction, Arena *arena, gint64 round_id, const Indicator *indicator,
                     gsize position, gint64 version, const char *reason, GError **error);
