/* assignment.h - who does what by when: the indicators of a scheme, and tasks in words.
 *
 * [TT24] and the school's plan: the leader assigns indicators with guidance on evidence, way of rating and a
 * due day; the union's and others' tasks are assigned likewise.  Several people may do one; who no longer
 * does stays named with the day when something had been done already. */
#pragma once
#include "scheme/scheme.h"
#include "store/record.h"

typedef struct {
  gint64 id, version, person_id;
  const char *name, *ended_on; /* ended_on NULL: does it now */
  bool left;                   /* has left the unit */
} Assignee;

typedef struct {
  gint64 id, version;
  const char *indicator, *task; /* one of both */
  const char *due, *guidance, *method;
  const char *state; /* of the rating, or "done" of a task; NULL: nothing done yet */
  Assignee *people;
  gsize people_count;
} AssignmentRow;

typedef struct {
  AssignmentRow *items;
  gsize count;
} AssignmentRows;

/* In their order. */
bool assignment_rows (Transaction *transaction, Arena *arena, gint64 round_id, AssignmentRows *ret,
                      GError **error);
const AssignmentRow *assignment_find (const AssignmentRows *rows, gint64 id); /* NULL: none */

/* "agreed" of a rating, "done" of a task: nothing is to be done about it any more. */
bool assignment_is_over (const AssignmentRow *row);
/* Is it somebody's now? */
bool assignment_is_given (const AssignmentRow *row);

/* "Minh chứng gợi ý: …" of an indicator's hints; NULL: there are none. */
const char *assignment_standard_guidance (Arena *arena, const Indicator *indicator);

/* The indicators that apply to the unit and are not among the rows. */
bool assignment_missing (Transaction *transaction, Arena *arena, const Scheme *scheme,
                         const AssignmentRows *rows, const Indicator ***ret, gsize *ret_count,
                         GError **error);

/* One for each indicator that applies to the unit and has none yet, in the scheme's order, ahead of tasks.
 * `with_guidance`: with the standard guidance.  Told how many. */
bool assignment_lay_out (Transaction *transaction, Arena *arena, gint64 round_id, const Scheme *scheme,
                         bool with_guidance, guint *ret_added, GError **error);

/* What a form says of one.  `seen` are the people whom it showed chosen, so that only what was changed there
 * is changed here; both lists of persons' ids. */
typedef struct {
  const char *task, *due, *guidance, *method; /* NULL: blank; task only of tasks */
  const gint64 *seen, *chosen;
  gsize seen_count, chosen_count;
} AssignmentEntry;

/* A new task in words, behind all others. */
bool assignment_add_task (Transaction *transaction, Arena *arena, gint64 round_id,
                          const AssignmentEntry *entry, gint64 *ret_id, GError **error);
/* Errors: MSG_DB_NOT_THERE, MSG_SAVE_CONFLICT. */
bool assignment_save (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                      const AssignmentEntry *entry, const char *today, GError **error);
/* Only a task; an indicator's is there for as long as the indicator is. */
bool assignment_remove_task (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id,
                             gint64 version, GError **error);

/* The same for many; blank or 0: left as it is.  `hints`: standard guidance where there is none yet. */
typedef struct {
  const char *due;
  gint64 person_id;
  const Scheme *hints;
} AssignmentBulk;
bool assignment_save_many (Transaction *transaction, Arena *arena, gint64 round_id, const gint64 *ids,
                           gsize count, const AssignmentBulk *bulk, GError **error);

/* A task is done, or is not after all. */
bool assignment_set_done (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, bool done,
                          GError **error);

/* Somebody more does it: none if they do already; whoever did before does again. */
bool assignee_add (Transaction *transaction, Arena *arena, gint64 round_id, gint64 assignment_id,
                   gint64 person_id, gint64 position, GError **error);
