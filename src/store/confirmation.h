/* confirmation.h - figures of the unit that somebody vouches for, as they stood when they did.
 *
 * Nothing is locked: once the figures are others the confirmation is out of date, and pages say so. */
#pragma once
#include "store/record.h"

typedef struct {
  gint64 id;           /* 0: there is none */
  const char *subject; /* "indicator 3.1", "learners" */
  const char *figures, *confirmed_on, *person, *note;
} Confirmation;

typedef struct {
  Confirmation *items;
  gsize count;
} Confirmations;

/* All of a round. */
bool confirmations_load (Transaction *transaction, Arena *arena, gint64 round_id, Confirmations *ret,
                         GError **error);
/* That of a subject; NULL where there is none. */
const Confirmation *confirmation_find (const Confirmations *confirmations, const char *subject);

/* Vouches for a subject, again where it was done before. */
bool confirmation_set (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id,
                       const char *today, const Confirmation *confirmation, GError **error);
/* Takes it back.  Error: MSG_DB_NOT_THERE. */
bool confirmation_drop (Transaction *transaction, Arena *arena, gint64 round_id, const char *subject,
                        GError **error);
