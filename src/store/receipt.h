/* receipt.h - who has read an issued paper, and when.
 *
 * One record for each person and paper.  A paper that was taken back and issued again has to be read again: a
 * receipt counts from the day it was last issued (`issued_at` of the paper; null: whenever). */
#pragma once
#include "store/record.h"

/* When the person read this paper as it is issued now, microseconds; 0: not yet. */
bool receipt_find (Transaction *transaction, gint64 paper_id, gint64 person_id, gint64 *ret_at,
                   GError **error);

/* "Tôi đã đọc".  Nothing is done where it is read already.  Errors: MSG_DB_NOT_THERE if there is no such
 * paper or it is not issued. */
bool receipt_add (Transaction *transaction, Arena *arena, gint64 paper_id, gint64 person_id, GError **error);

/* ---- who has read it ---- */

typedef struct {
  const char *code, *name, *position, *department;
  gint64 read_at;   /* 0: not yet */
  bool left;        /* has left the unit since */
  bool has_account; /* without one nobody can tell that they have read it */
} Reader;
typedef struct {
  Reader *items; /* first those who have not, then the others, each by name */
  gsize count;
} Readers;
#define READERS_ALL 1000000
/* Everybody at work, and those who read it and left since; the first `count`.  In the arena. */
bool readers_load (Transaction *transaction, Arena *arena, const Record *paper, gint64 count, Readers *ret,
                   GError **error);

typedef struct {
  gint64 people, read; /* at work; those of them who have read it */
  gint64 left;         /* who read it and left since */
} ReaderCounts;
bool readers_count (Transaction *transaction, const Record *paper, ReaderCounts *ret, GError **error);
