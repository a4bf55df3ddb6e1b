/* improvement.h - the plan of improvement after a round: made from the weaknesses that the ratings name,
 * followed through the year, carried into the next round (process.md, step 4). */
#pragma once
#include "scheme/scheme.h"
#include "store/record.h"

#define IMPROVEMENT_MAX 300 /* of a round */

typedef struct {
  gint64 id, version, owner_id;
  const char *indicator, *task;
  const char *owner, *due, *result; /* NULL where blank */
  bool done;
  int since;      /* the year whose plan it comes from; 0: this round's */
  int carried_to; /* the year to whose round it went on, where it is followed from then; 0: none */
} ImprovementRow;
typedef struct {
  ImprovementRow *items;
  gsize count;
} Improvements;

/* In their order. */
bool improvements_load (Transaction *transaction, Arena *arena, gint64 round_id, Improvements *ret,
                        GError **error);
/* The one of that id.  Error: MSG_DB_NOT_THERE, also for one of another round. */
bool improvement_find (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id,
                       ImprovementRow *ret, GError **error);
/* Not done, its day is over, and no other round follows it. */
bool improvement_is_late (const ImprovementRow *item, const char *today);
/* "todo", "doing", "late", "done" for the partial "state", with words. */
const char *improvement_shape (const ImprovementRow *item, const char *today);
const char *improvement_words (const ImprovementRow *item, const char *today);

typedef struct {
  const char *indicator, *task, *due; /* due NULL: none */
  gint64 owner_id;                    /* 0: nobody */
} ImprovementEntry;

/* Errors: MSG_IMPROVEMENT_MANY; MSG_DB_NOT_THERE for an owner who does not work here. */
bool improvement_add (Transaction *transaction, Arena *arena, gint64 round_id, const ImprovementEntry *entry,
                      gint64 *ret_id, GError **error);
/* Errors as record_save, MSG_IMPROVEMENT_CARRIED where another round follows it. */
bool improvement_save (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                       const ImprovementEntry *entry, GError **error);
/* What came of it so far (NULL: nothing yet), and whether it is done.  Errors as above. */
bool improvement_report (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                         const char *result, bool done, GError **error);
bool improvement_remove (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                         GError **error);

/* Takes a task on to the round of a later year, under an indicator of that round's scheme: it is followed
 * there from then on.  Errors: MSG_DB_NOT_THERE, MSG_IMPROVEMENT_CARRIED, MSG_IMPROVEMENT_MANY. */
bool improvement_carry (Transaction *transaction, Arena *arena, gint64 from_round, int from_year, gint64 id,
                        gint64 to_round, const char *indicator, GError **error);

/* One task for each line that the ratings name as improvement, or else as weakness, for indicators that have
 * none of this round yet; whoever had the indicator gets it.  Told how many. */
bool improvement_propose (Transaction *transaction, Arena *arena, gint64 round_id, const char *due,
                          guint *ret_added, GError **error);
