/* digest.h - which messages go out by mail, to whom. */
#pragma once
#include "store/message.h"

typedef struct {
  gint64 *ids;
  gsize count;
} UnitIds;
/* Those in which somebody who wants each message at once has one that no mail has told. */
bool digest_units_each (Transaction *transaction, Arena *arena, UnitIds *ret, GError **error);

/* For writes: enqueues the reminders of `day` ("2026-12-01") for at most `count` units with a round of that
 * year or the one before, or with something unread: those that come next, and none while one that was
 * enqueued earlier waits to be taken.  How far it has come is noted in the same write, so that none is left
 * out or comes twice, whatever ends the program.  `*ret_more`: there may be units still to come. */
bool reminders_enqueue (Transaction *transaction, Arena *arena, const char *day, gint64 count, bool *ret_more,
                        GError **error);

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
