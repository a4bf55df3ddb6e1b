/* evidence.h - evidence of a round: items, their codes, their files.
 *
 * A code is given when an item first names an indicator or is cited, by the rules of model/evidence_code.h,
 * and stays: whatever is added, moved or taken out later, no other item ever bears it (process.md). */
#pragma once
#include "model/round.h"
#include "store/record.h"

#define EVIDENCE_MAX_FILES 200 /* of an item, older versions counted */

typedef struct {
  gint64 round_id;
  const Scheme *scheme;
} EvidenceRound;

/* What somebody typed; NULL where blank.  `indicators`: JSON list of ids. */
typedef struct {
  const char *title, *number, *date, *issuer, *url, *indicators, *paper_location, *box;
  bool restricted;
} EvidenceEntry;

/* Without a code: evidence_give_codes follows when all that come at once are there. */
bool evidence_add (Transaction *transaction, Arena *arena, const EvidenceRound *round,
                   const EvidenceEntry *entry, gint64 *ret_id, GError **error);
/* Errors as record_save. */
bool evidence_save (Transaction *transaction, Arena *arena, const EvidenceRound *round, gint64 id,
                    gint64 version, const EvidenceEntry *entry, GError **error);
/* Takes an item out with its files' records; its code is spent.  Errors: MSG_EVIDENCE_CITED with where, as
 * record_remove. */
bool evidence_remove (Transaction *transaction, Arena *arena, const EvidenceRound *round, gint64 id,
                      gint64 version, GError **error);
/* An item of that round.  Error: MSG_DB_NOT_THERE, also for one of another round. */
bool evidence_load (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, Record *ret,
                    GError **error);
/* Where an item is cited: "chỉ tiêu 1.1, 2.3, cuộc họp" in the arena, NULL if nowhere. */
bool evidence_cited (Transaction *transaction, Arena *arena, gint64 round_id, const char *key,
                     const char **ret_where, GError **error);
/* Gives codes to all items that should have one and have none. */
bool evidence_give_codes (Transaction *transaction, Arena *arena, const EvidenceRound *round, GError **error);

/* May this account see what the item holds?  `every`: it may see restricted ones. */
bool evidence_is_seen (const Record *item, gint64 account_id, bool every);

/* The same of an item of which is known for whom it is: EVIDENCE_OPEN, or the account that added it. */
bool evidence_is_for (gint64 evidence_for, gint64 account_id, bool every);
/* Has the round items that this account may not see? */
bool evidence_any_hidden (Transaction *transaction, gint64 round_id, gint64 account_id, bool every, bool *ret,
                          GError **error);

/* What stands for the title of an item that whoever asks may not see; its code stays, since papers cite it.
 */
#define EVIDENCE_HIDDEN "Minh chứng hạn chế"
/* Takes from the item what only those may read who see it: title, number, issuer, places, files. */
void evidence_hide (Evidence *item);

/* ---- files ---- */

typedef struct {
  gint64 id, version;
  const char *name, *hash, *type;
  gint64 size;
  gint64 replaced_by; /* 0: it holds */
} EvidenceFile;
typedef struct {
  EvidenceFile *items;
  gsize count;
} EvidenceFiles;
bool evidence_files (Transaction *transaction, Arena *arena, gint64 round_id, gint64 evidence_id,
                     EvidenceFiles *ret, GError **error);
/* Adds them behind the others; `replaces` (0: nothing) is the file whose newer version the first is.
 * Errors: MSG_EVIDENCE_FILES (too many), MSG_DB_NOT_THERE, MSG_SAVE_CONFLICT where it was replaced already.
 */
bool evidence_files_add (Transaction *transaction, Arena *arena, gint64 round_id, gint64 evidence_id,
                         const EvidenceFile *files, gsize count, gint64 replaces, GError **error);
/* Takes a file out of an item, with its older versions. */
bool evidence_file_remove (Transaction *transaction, Arena *arena, gint64 round_id, gint64 evidence_id,
                           gint64 file_id, GError **error);
