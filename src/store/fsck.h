/* fsck.h - the verifier: is the database sound, and does it still say what its log says?
 *
 * It trusts no number that the program keeps: the chain of events is hashed anew, and each record
 * is rebuilt from the payloads of its events and compared with the row at hand.  So an edit behind
 * the program's back shows.  What follows from other columns (keys for sorting, the next id) is
 * made anew; nothing else is ever changed. */
#pragma once
#include "store/db.h"

/* Findings kept of one unit; more are only counted. */
#define FSCK_MAX_FINDINGS 1000

typedef struct {
  bool repaired;    /* else damage */
  const char *unit; /* its code; NULL: of the whole installation */
  Message message;
} FsckFinding;

typedef struct {
  FsckFinding *items;
  gsize count;
  gsize omitted;
  gint64 units, events, records, files; /* looked at */
} FsckReport;

/* Looks at the whole installation and mends what can be; every file that a record names must lie below
 * `data_folder` and be what its name says.  Findings in the arena.  False with an error only if it could not
 * be read to its end. */
bool fsck_run (Database *database, const char *data_folder, Arena *arena, FsckReport *ret, GError **error);

/* Only the chains of events.  Nothing is written. */
bool fsck_audit (Database *database, const char *data_folder, Arena *arena, FsckReport *ret, GError **error);
