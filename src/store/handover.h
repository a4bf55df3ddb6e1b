/* handover.h - everything that a person holds in a round goes to a successor, in one step.
 *
 * Past names are kept: who did a piece of work or sat in the team stays named with the day of leaving. */
#pragma once
#include "store/db.h"

typedef enum {
  HANDOVER_TEAM,
  HANDOVER_INDICATOR,
  HANDOVER_TASK,
  HANDOVER_PAPER,
  HANDOVER_IMPROVEMENT,
  HANDOVER_HEAD,
  HANDOVER_UNION,
  HANDOVER_ROLE,
} HandoverKind;

typedef struct {
  HandoverKind kind;
  gint64 id, version, of;         /* of: the assignment, or the account of a role */
  const char *label, *task, *due; /* the role in the team, indicator, key of the paper; a task's words */
  gint64 place;
} HandoverItem;

typedef struct {
  HandoverItem *items;
  gsize count;
} HandoverItems;

/* All of it, in the order of the kinds. */
bool handover_items (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id,
                     const char *today, HandoverItems *ret, GError **error);
/* Changes whenever one of them does: what a preview showed and the act compare. */
const char *handover_mark (Arena *arena, const HandoverItems *items);

typedef struct {
  gint64 round_id, from, to;
  const char *day;   /* on which the one leaves */
  const char *today; /* by which roles are looked at */
  const char *mark;  /* of the preview */
  bool roles;        /* roles of the accounts go with it */
} Handover;

/* Does it; told how many things went.  Errors: MSG_HANDOVER_CHANGED if the mark is another one by now,
 * MSG_HANDOVER_SELF, MSG_DB_NOT_THERE if the successor is not at work here. */
bool handover_run (Transaction *transaction, Arena *arena, const Handover *handover, gsize *ret_count,
                   GError **error);

typedef struct {
  int year;
  gint64 held;
} HandoverRound;
/* The rounds, at most 4, in which the person still holds something; newest first. */
bool handover_rounds (Transaction *transaction, gint64 person_id, HandoverRound ret[4], gsize *ret_count,
                      GError **error);
