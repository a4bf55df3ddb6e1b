/* round_store.h - a round between the database and the model's Round.
 *
 * Loading gives what checks, figures and documents read; saving takes what a case folder brought.  Both know
 * every record of migrations/0002_round.sql. */
#pragma once
#include "model/round.h"
#include "store/db.h"

#define EVIDENCE_OPEN ((gint64)-1) /* not restricted */

/* The ids beside the round's lists, for links to where a thing is changed. */
typedef struct {
  Round *round;
  gint64 id;
  const char *state;
  gint64 *person_ids;   /* parallel to round->people */
  gint64 *rating_ids;   /* … ratings */
  gint64 *evidence_ids; /* … evidence */
  gint64 *evidence_for; /* … evidence: EVIDENCE_OPEN, or whose account alone sees it beside the office */
  const char *extra;    /* JSON: pointer → value of the keys "x-…" of the case it came from; NULL: none */
} StoredRound;

/* People are those who belonged to the unit at some time of the round's year; who left by its end counts as
 * left. Evidence files are looked for by `blob_path` (NULL: their contents are not wanted; file_paths are
 * NULL then). Errors: MSG_DB_NOT_THERE, a scheme that is not among the packages. */
typedef const char *(*BlobPath) (Arena *arena, const char *hash, void *user);
bool stored_round_load (Transaction *transaction, Arena *arena, const SchemeLibrary *library, gint64 round_id,
                        BlobPath blob_path, void *user, StoredRound *ret, GError **error);

/* A file of an item of evidence that was put into the blobs before. */
typedef struct {
  const char *hash, *type; /* hash NULL: missing, left out */
  guint64 size;
} StoredFile;

/* Puts all that a case brought into a round that was opened empty.  `person_ids`: parallel to
 * round->people.  `files`: of all evidence, one after the other in the order of round->evidence and their
 * files. */
bool stored_round_save (Transaction *transaction, Arena *arena, const Round *round, gint64 round_id,
                        const gint64 *person_ids, const StoredFile *files, const char *extra, GError **error);

/* The folded text by which an item of evidence is found. */
const char *evidence_folded (Arena *arena, const char *title, const char *number, const char *issuer,
                             const char *code);
