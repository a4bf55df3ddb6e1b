/* reminder.h - what people have to be reminded of: what is missing, from the sources of "Việc của tôi".
 *
 * A subject is told once in each stage: three days ahead of its day, and when that is over.  A plan of
 * self-study or a self-assessment that is missing is told as soon as others have handed theirs in, and by the
 * day on which the round is to be handed in.  A day that is put off begins anew. */
#pragma once
#include "store/message.h"

#define REMINDER_DAYS 3

typedef struct {
  NewMessage *items;
  gsize count;
} Reminders;

/* What is to be told today ("2026-12-01") in the unit and was not told before; `must_end` (may be NULL) is
 * asked for each person, and true ends it early with what was found. */
bool reminders_gather (Transaction *transaction, Arena *arena, const char *today,
                       bool (*must_end) (const void *user), const void *user, Reminders *ret, GError **error);
/* Tells it; what was told meanwhile is left out.  Forgets what was read long ago. */
bool reminders_write (Transaction *transaction, const Reminders *reminders, GError **error);

/* ---- for whoever reminds or encourages others ---- */

typedef struct {
  gint64 person_id, account_id; /* account_id 0: cannot be told in the program */
  const char *name, *department;
} MissingPerson;
typedef struct {
  MissingPerson *items;
  gsize count;
} MissingPeople;
extern const char *const missing_whats[]; /* what can be missing; ends with NULL */

/* People at work who lack something of the newest round; "all": everybody. */
bool missing_people (Transaction *transaction, Arena *arena, const char *what, const char *today,
                     MissingPeople *ret, GError **error);
/* A colleague's words to each of them who has an account, but to `from_account_id`.  The same words of the
 * same person reach nobody twice.  `*ret_count`: whom they reached now. */
bool encourage (Transaction *transaction, Arena *arena, const MissingPeople *people, gint64 from_account_id,
                gint64 from_person_id, const char *text, const char *path, gsize *ret_count, GError **error);
