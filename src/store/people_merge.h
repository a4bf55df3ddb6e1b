/* people_merge.h - what hangs on a person: plans, seats, work, receipts; for making one of two people. */
#pragma once
#include "store/record.h"

/* One thing of a person. */
typedef struct {
  const char *kind; /* record's, "study_plan" */
  gint64 id;
  const char *place; /* where only one thing of each person stands: "plan of round 12" */
} PersonHolding;

typedef struct {
  PersonHolding *items;
  gsize count;
} PersonHoldings;

/* All of a person, of every round. */
bool person_holdings (Transaction *transaction, Arena *arena, gint64 person_id, PersonHoldings *ret,
                      GError **error);
/* How many of these have something in the same place among the others. */
gsize person_holdings_both (const PersonHoldings *holdings, const PersonHoldings *others);

/* All that `id` has becomes `into`'s, an event for each.  Where both have something in the same place
 * `into`'s stands and the other's stays with the name of `id`; only seats in the team and work given out
 * twice are taken out, the seat of whoever leads or is the secretary going to `into`. */
bool person_holdings_move (Transaction *transaction, Arena *arena, gint64 id, gint64 into, GError **error);
