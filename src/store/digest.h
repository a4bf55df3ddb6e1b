/* digest.h - which messages go out by mail, to whom. */
#pragma once
#include "store/message.h"

typedef struct {
  gint64 *ids;
  gsize count;
} UnitIds;
/* All units of the installation. */
bool units_all (Transaction *transaction, Arena *arena, UnitIds *ret, GError **error);
/* Those in which somebody who wants each message at once has one that no mail has told. */
bool digest_units_each (Transaction *transaction, Arena *arena, UnitIds *ret, GError **error);

/* The day on which reminders were made last ("2026-12-01"), NULL: never. */
bool reminded_day (Transaction *transaction, Arena *arena, const char **ret, GError **error);
bool reminded_day_set (Transaction *transaction, const char *day, GError **error);

typedef struct {
  gint64 account_id;
  const char *name, *email;
  ListedMessages messages; /* not mailed yet, of kinds that are wanted */
} Digest;
typedef struct {
  Digest *items;
  gsize count;
} Digests;

/* What is to be mailed now in the transaction's unit: a mail a day is due 20 hours after the last one, a
 * weekly one a week after.  What nobody read for a fortnight is not mailed any more. */
bool digests_due (Transaction *transaction, Arena *arena, Digests *ret, GError **error);
/* They are on their way. */
bool digest_mark (Transaction *transaction, const Digest *digest, GError **error);
