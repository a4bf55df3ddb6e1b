/* memo.h - what is computed of a unit's round, remembered for as long as nothing in the unit changes.
 *
 * Every change of a unit's data appends to its chain of events, so what was computed at an end of the chain
 * holds until the chain is longer or the day is another.  Thread safe. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct Memo Memo;

typedef struct {
  gint64 unit_id, events; /* the last one when it was computed, or earlier */
  int year;
  char today[11]; /* "2026-12-01" */
} MemoKey;

/* Remembers nothing yet, and not more than that many units; caller frees. */
Memo *memo_new (gsize places);
/* NULL is allowed. */
void memo_free (Memo *memo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Memo, memo_free)

/* NULL if it has to be computed.  Caller unrefs. */
GBytes *memo_find (Memo *memo, const MemoKey *key);
/* In place of what was remembered of the unit, or of another one.  Takes a reference of its own. */
void memo_keep (Memo *memo, const MemoKey *key, GBytes *bytes);
