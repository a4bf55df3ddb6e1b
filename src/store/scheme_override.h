/* scheme_override.h - what the unit changes or confirms of its round's scheme, one record an indicator.
 *
 * A record stays once it was made, also when nothing of it is left, so that its events tell the whole story.
 * A change ends the confirmation: what was compared with the original is no longer what stands there. */
#pragma once
#include "model/round.h"
#include "store/db.h"

typedef struct {
  gint64 id, version;  /* 0: nothing said of this indicator yet */
  SchemeOverride said; /* confirmed_by.code: the confirmer's name */
} StoredOverride;

/* Parallel to the scheme's indicators, in the arena. */
bool scheme_overrides_load (Transaction *transaction, Arena *arena, gint64 round_id, const Scheme *scheme,
                            StoredOverride **ret, GError **error);

/* What is typed of an indicator; NULL, MEASURE_NONE and DECIMAL_UNSET: as in the scheme. */
typedef struct {
  const char *text;
  Measure measure;
  Decimal at_least, learners_at_least;
} IndicatorChange;

/* Each of these is an event if it changes anything; `version` is what was looked at, 0 where nothing was said
 * yet. Errors: MSG_SAVE_CONFLICT if somebody has changed it since. */

/* What equals the scheme is not kept. */
bool scheme_override_save (Transaction *transaction, Arena *arena, gint64 round_id,
                           const Indicator *indicator, gint64 version, const IndicatorChange *change,
                           GError **error);
/* Who compared text, measure and thresholds with the original, and when ("2025-01-15"); one that is confirmed
 * keeps its first confirmation. */
bool scheme_override_confirm (Transaction *transaction, Arena *arena, gint64 round_id,
                              const Indicator *indicator, gint64 version, gint64 person_id, const char *day,
                              GError **error);
bool scheme_override_unconfirm (Transaction *transaction, Arena *arena, gint64 round_id,
                                const Indicator *indicator, gint64 version, GError **error);
/* All as it was before the event `seq` of this record.  Error: MSG_DB_NOT_THERE. */
bool scheme_override_restore (Transaction *transaction, Arena *arena, gint64 round_id,
                              const Indicator *indicator, gint64 version, gint64 seq, GError **error);
