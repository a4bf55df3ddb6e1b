/* study.h - people's plans of self-study.
 *
 * What may be done in which state, by whom, stands in model/workflow.def; that a plan is one's own is looked
 * at here.  A plan is found by its round and person, never by an id that a form sends. */
#pragma once
#include "store/personal.h"

/* What a person writes; NULL: blank. */
typedef struct {
  const char *subject, *goal, *content, *schedule, *outcome;
} StudyText;

typedef PersonalRecord StudyPlan; /* RECORD_study_plan */

/* The plan of a person; `ret->record.id` 0 if there is none (whose it would be stands there all the same).
 * Error: MSG_DB_NOT_THERE if there is no such person. */
bool study_plan_of (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id, StudyPlan *ret,
                    GError **error);
/* A plan of the round by its id.  Error: MSG_DB_NOT_THERE. */
bool study_plan_load (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, StudyPlan *ret,
                      GError **error);
/* Does somebody have to be told still that a colleague entered it? */
bool study_plan_is_untold (const StudyPlan *plan);
/* Nothing written yet. */
bool study_plan_is_blank (const StudyPlan *plan);

/* ---- by the person ---- */

typedef struct {
  gint64 round_id, person_id;
  PermissionSet permissions;
} StudyAuthor;

/* Writes one's own plan, and hands it in if `submit`.  Words of one's own end what a colleague entered: scan
 * and objection go with it.  Errors: as record_step; MSG_DB_NOT_THERE if `id` (0: not told) is not one's own.
 */
bool study_plan_write (Transaction *transaction, Arena *arena, const StudyAuthor *author, gint64 id,
                       gint64 version, const StudyText *text, bool submit, GError **error);
/* Takes one's own plan back. */
bool study_plan_withdraw (Transaction *transaction, Arena *arena, const StudyAuthor *author, gint64 version,
                          GError **error);

typedef struct {
  const char *name, *hash;
} StudyProof;
typedef struct {
  StudyProof *items;
  gsize count;
} StudyProofs;
#define STUDY_PROOFS_MAX 20

/* The files of a plan; what is no list is an empty one. */
StudyProofs study_plan_proofs (Arena *arena, const StudyPlan *plan);

/* How far one's own plan has come: percent with a decimal point, words, more files.  Not once the team has
 * classified it: MSG_STUDY_RANKED.  MSG_STUDY_PROOFS: more than STUDY_PROOFS_MAX. */
bool study_plan_progress (Transaction *transaction, Arena *arena, const StudyAuthor *author, gint64 version,
                          const char *done, const char *progress, const StudyProofs *more, GError **error);
/* Takes a file out again.  Error: MSG_DB_NOT_THERE. */
bool study_plan_drop_proof (Transaction *transaction, Arena *arena, const StudyAuthor *author,
                            const char *hash, GError **error);

/* The person has seen what a colleague entered, and says what is wrong with it unless `objection` is NULL.
 * Error: MSG_DB_NOT_THERE if nobody entered anything. */
bool study_plan_answer_entry (Transaction *transaction, Arena *arena, const StudyAuthor *author,
                              const char *objection, GError **error);

/* ---- by a colleague, from a signed paper form (nhập hộ) ---- */

typedef struct {
  gint64 round_id, person_id; /* whose */
  gint64 by;                  /* person who enters */
  PermissionSet permissions;
  const char *done, *progress;  /* NULL: the form does not tell */
  const char *scan, *scan_name; /* SHA-256 */
} StudyEntry;

/* Hands in a plan as the form has it; of one that is approved, how far it has come.  Errors: as record_step;
 * MSG_STUDY_ENTER_OWN; MSG_STUDY_ENTER_WRITTEN where the person has written for themselves. */
bool study_plan_enter (Transaction *transaction, Arena *arena, const StudyEntry *entry, gint64 version,
                       const StudyText *text, GError **error);
/* What whoever approves plans says to an objection. */
bool study_plan_answer_objection (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id,
                                  gint64 version, const char *answer, GError **error);

/* ---- many at once ---- */

typedef PersonalOutcome StudyOutcome;

/* Does a step to each plan that is still as it was chosen; plans of other rounds are left out. */
bool study_plans_step (Transaction *transaction, Arena *arena, gint64 round_id, const char *action,
                       const RecordChoices *choices, PermissionSet permissions, RecordFields fields,
                       StudyOutcome *ret, GError **error);
