/* rails.h - how far each unit's round is, remembered for as long as nothing in the unit changes.
 *
 * The rail stands on every page, and what it says comes from a dozen tables; see memo.h. */
#pragma once
#include "model/progress.h"
#include "web/memo.h"

typedef Memo Rails;
typedef MemoKey RailKey;

#define RAIL_YEARS 12

typedef struct {
  bool found; /* the year has a round */
  ProgressState steps[STEP_COUNT];
  char dates[STEP_COUNT][11]; /* "2027-01-15", "": none */
  RoundStep current;
  int years[RAIL_YEARS]; /* that have a round, the newest first; 0 behind the last */
} Rail;

/* Remembers nothing yet; caller frees. */
Rails *rails_new (void);
/* NULL is allowed. */
void rails_free (Rails *rails);

/* False if it has to be read. */
bool rails_find (Rails *rails, const RailKey *key, Rail *ret);
/* In place of what was remembered of the unit, or of another one: there is room for a thousand. */
void rails_keep (Rails *rails, const RailKey *key, const Rail *rail);
