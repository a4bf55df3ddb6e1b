/* personal.h - records that are about one person each (study_plan, citizen_assessment): entered by a
 * colleague from a signed paper form, objected to and answered; many stepped at once. */
#pragma once
#include "model/round.h"
#include "store/record.h"

typedef struct {
  RecordKind kind;
  QueryId find;   /* the id by round and person */
  bool of_merged; /* one that is there stands open also when its person was merged into another */
} PersonalKind;

typedef struct {
  Record record;                                   /* id 0: there is none yet */
  const char *code, *name, *position, *department; /* whose */
  const char *entered_by;                          /* name; NULL: nobody entered it for them */
} PersonalRecord;

/* That of a person; `ret->record.id` 0 if there is none (whose it would be stands there all the same).
 * Error: MSG_DB_NOT_THERE if there is no such person. */
bool personal_of (Transaction *transaction, Arena *arena, const PersonalKind *kind, gint64 round_id,
                  gint64 person_id, PersonalRecord *ret, GError **error);
/* One of the round by its id.  Error: MSG_DB_NOT_THERE. */
bool personal_load (Transaction *transaction, Arena *arena, const PersonalKind *kind, gint64 round_id,
                    gint64 id, PersonalRecord *ret, GError **error);

/* What a colleague's entry leaves in a record, blank: words of one's own end it, scan and objection go. */
#define ENTERED_FIELDS 6
extern const AuditField entered_ended[ENTERED_FIELDS];

/* Does somebody have to be told still that a colleague entered it? */
bool entered_is_untold (const Record *record);
/* The person has seen what a colleague entered, and says what is wrong with it unless `objection` is NULL.
 * Error: MSG_DB_NOT_THERE if nobody entered anything. */
bool entered_see (Transaction *transaction, Arena *arena, const Record *record, const char *objection,
                  GError **error);
/* What the reviewer says to an objection.  Errors: as record_save; MSG_DB_NOT_THERE if there is none. */
bool entered_answer (Transaction *transaction, Arena *arena, const Record *record, gint64 version,
                     const char *answer, GError **error);

typedef struct {
  gsize done;
  Lines left; /* names of those that were no longer as they were chosen, or may not be accepted yet */
} PersonalOutcome;

/* Does a step to each record that is still as it was chosen; those of other rounds are left out.  What a
 * colleague entered is not accepted (steps approve, accept) while an objection to it has no answer
 * (domain/process.md, "nhập hộ"). */
bool personal_step (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id,
                    const char *action, const RecordChoices *choices, PermissionSet permissions,
                    RecordFields fields, PersonalOutcome *ret, GError **error);

/* Tells one set of records as they are from another: changes when one of them changes, comes or goes. */
const char *choices_mark (Arena *arena, const RecordChoices *choices);
