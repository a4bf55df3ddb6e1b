/* scheme_parts.h - shared by the pages of a round's scheme: what holds in this unit, and why. */
#pragma once
#include "store/rating.h"
#include "store/scheme_override.h"
#include "web/pages/round_parts.h"

typedef struct {
  RoundHead head;
  Round round;               /* only what round_apply_overrides needs, and its indicators */
  StoredOverride *overrides; /* these two parallel to the indicators */
  RatingDecision *decisions;
  gsize confirmed, unverified,
      applicable; /* of the indicators that apply: how many are, or wait to be, compared */
} SchemeState;

/* The scheme of the address's round as it holds in this unit: four statements. */
bool scheme_state (Request *request, Transaction *transaction, SchemeState *ret, GError **error);

/* The place of the path's {indicator} in the scheme; refuses with 404 where there is none. */
bool scheme_indicator (Request *request, const SchemeState *state, gsize *ret_at, GError **error);

/* One indicator as the templates show it: id, text, badge, thresholds, hints, what does not apply. */
Value *indicator_value (Arena *arena, const SchemeState *state, gsize at);
