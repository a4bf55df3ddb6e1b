/* snapshot.h - what an approval keeps of a round, made in a worker and put into the blobs before any record
 * names it; and how a round of today compares with what was kept.
 *
 * What is kept: the dossier as `dvht dossier` makes it, its papers as sheets to look at and what a public
 * page may say, the case folder as `dvht export` makes it, the scheme and the wordings it was made with. Each
 * file is a blob of its own, so that evidence, which is most of the bytes, is kept once
 * (doc/decisions/0038-approval.md). */
#pragma once
#include "document/fileset.h"
#include "model/figures.h"
#include "store/approval.h"
#include "store/round_store.h"

/* Threads that make a dossier within the server: fewer than it may have, so that pages go on being answered.
 */
#define SNAPSHOT_THREADS 2

typedef struct {
  const char *data_folder;
  gint64 unit_id;
  const SchemeLibrary *library;
} SnapshotPlace;

/* Makes and keeps it; `seen` and `revision` are the caller's, the revision that of the round.  Errors: what
 * cannot be made (a wording's fault), disk full; nothing names what is left behind then. */
bool snapshot_make (Arena *arena, const SnapshotPlace *place, const StoredRound *stored,
                    const Figures *figures, ApprovalSnapshot *ret, GError **error);

/* The result as an approval names it: "Đơn vị học tập mức độ 1", "Chưa đạt …: 15/18 chỉ tiêu". */
const char *snapshot_title (Arena *arena, const Figures *figures);

/* One file of a list as the columns hold it. */
typedef struct {
  const char *name, *blob;
  gint64 size;
} KeptFile;
typedef struct {
  KeptFile *items;
  gsize count;
} KeptFiles;
KeptFiles kept_files (Arena *arena, const char *json);
/* NULL: there is none. */
const KeptFile *kept_file (const KeptFiles *files, const char *name);

/* Files of a list as a set to be zipped, each copied from the blobs; `manifest`: blob of its manifest.json,
 * NULL: none. */
FileSet *kept_set (Arena *arena, const SnapshotPlace *place, const KeptFiles *files, const char *manifest,
                   GError **error);

/* What a public page may say of an approved round (publication_content), by its column `previews`; in the
 * arena. */
bool snapshot_public_content (Arena *arena, const SnapshotPlace *place, const char *previews,
                              const char **ret, GError **error);

/* Words for each part of the case that is no longer as it was kept, "Chỉ tiêu 2.3"; none: what was approved
 * holds. Numbers and days of papers, the round's own plan of improvement and what follows from the approval
 * itself are the register's and are not compared. */
bool snapshot_compare (Arena *arena, const SnapshotPlace *place, const char *case_files,
                       const StoredRound *stored, GPtrArray **ret_parts, GError **error);
