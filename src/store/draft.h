/* draft.h - what somebody typed and has not saved yet: one draft for each account and record.
 *
 * A draft is the account's own and no change of the school's affairs, so it makes no event.  `kind` and `id`
 * as events name the record; id 0: a new one. */
#pragma once
#include "store/db.h"

#define DRAFTS_MAX 200 /* of one account; the oldest goes first */

typedef struct {
  gint64 base_version; /* that it began from */
  gint64 saved_at;     /* microseconds UTC */
  const char *content; /* JSON of the page's script; the store does not look into it */
} Draft;

/* For writes, by the transaction's account. */
bool draft_put (Transaction *transaction, const char *kind, gint64 id, gint64 base_version,
                const char *content, GError **error);
/* No error if there is none. */
bool draft_drop (Transaction *transaction, const char *kind, gint64 id, GError **error);
/* An account's draft, for reading too; `*ret_found` says whether there is one. */
bool draft_find (Transaction *transaction, Arena *arena, gint64 account_id, const char *kind, gint64 id,
                 Draft *ret, bool *ret_found, GError **error);
