/* memo.h - what is computed of a unit's round or record, remembered for as long as it would come out the
 * same.
 *
 * Every change of a unit's data appends to its chain of events, so what was computed at an end of the chain
 * holds until the chain is longer or the day is another.  Of one record it holds for as long as the record
 * bears the same stamp.  Thread safe. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct Memo Memo;

typedef struct {
  gint64 unit_id, events; /* the last one when it was computed, or earlier; of a record: its stamp */
  int year;
  char today[11];   /* "2026-12-01" */
  gint64 record_id; /* 0: the unit's round */
} MemoKey;

/* Remembers nothing yet, and not more than that many units or records; caller frees. */
Memo *memo_new (gsize places);
/* NULL is allowed. */
void memo_free (Memo *memo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Memo, memo_free)

/* NULL if it has to be computed.  Caller unrefs. */
GBytes *memo_find (Memo *memo, const MemoKey *key);
/* In place of what was remembered of the unit or record, or of another one.  Takes a reference of its own. */
void memo_keep (Memo *memo, const MemoKey *key, GBytes *bytes);
