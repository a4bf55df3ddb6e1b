/* evidence_file.c - files of an item of evidence; a newer version is a file of its own. */
#include "store/evidence.h"

static const EvidenceFile *
find_file (const EvidenceFiles *files, gint64 id)
{
  for (gsize i = 0; i < files->count; i++)
    if (files->items[i].id == id)
      return &files->items[i];
  return NULL;
}

bool
evidence_files (Transaction *transaction, Arena *arena, gint64 round_id, gint64 evidence_id,
                EvidenceFiles *ret, GError **error)
{
  EvidenceFiles files = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_evidence_files, error, DB_INT (round_id), DB_INT (evidence_id));
  while (rows != NULL && rows_next (rows, &local))
    ARENA_PUSH (arena, files.items, files.count) = (EvidenceFile){ .id = rows_int (rows, 0),
                                                                   .version = rows_int (rows, 1),
                                                                   .name = rows_text_dup (rows, 2, arena),
                                                                   .hash = rows_text_dup (rows, 3, arena),
                                                                   .size = rows_int (rows, 4),
                                                                   .type = rows_text_dup (rows, 5, arena),
                                                                   .replaced_by = rows_int (rows, 6) };
  if (local != NULL)
    g_propagate_error (error, local);
  *ret = files;
  return rows != NULL && local == NULL;
}

static bool
add_one (Transaction *transaction, Arena *arena, const EvidenceFile *file, gint64 round_id,
         gint64 evidence_id, gsize position, gint64 *ret_id, GError **error)
{
  return record_add (transaction, arena, RECORD_evidence_file, "evidence_file.add",
                     RECORD_FIELDS ({ "round_id", record_number (arena, round_id) },
                                    { "evidence_id", record_number (arena, evidence_id) },
                                    { "position", arena_int (arena, (gint64)position) },
                                    { "name", file->name }, { "blob", file->hash },
                                    { "size", arena_int (arena, file->size) }, { "type", file->type }),
                     ret_id, error);
}

bool
evidence_files_add (Transaction *transaction, Arena *arena, gint64 round_id, gint64 evidence_id,
                    const EvidenceFile *files, gsize count, gint64 replaces, GError **error)
{
  EvidenceFiles there = { 0 };
  if (!evidence_files (transaction, arena, round_id, evidence_id, &there, error))
    return false;
  if (there.count + count > EVIDENCE_MAX_FILES) {
    error_set (error, "evidence", MSG_EVIDENCE_FILES, arena_int (arena, EVIDENCE_MAX_FILES), NULL);
    return false;
  }
  const EvidenceFile *old = find_file (&there, replaces);
  if (replaces != 0 && (old == NULL || old->replaced_by != 0)) {
    error_set (error, "evidence", old == NULL ? MSG_DB_NOT_THERE : MSG_EVIDENCE_REPLACED, NULL);
    return false;
  }
  for (gsize i = 0; i < count; i++) {
    gint64 id = 0;
    if (!add_one (transaction, arena, &files[i], round_id, evidence_id, there.count + i, &id, error)
        || (i == 0 && old != NULL
            && !record_save (transaction, arena, RECORD_evidence_file, "evidence_file.replace", old->id,
                             old->version, RECORD_FIELDS ({ "replaced_by", record_number (arena, id) }),
                             error)))
      return false;
  }
  return true;
}

bool
evidence_file_remove (Transaction *transaction, Arena *arena, gint64 round_id, gint64 evidence_id,
                      gint64 file_id, GError **error)
{
  EvidenceFiles files = { 0 };
  if (!evidence_files (transaction, arena, round_id, evidence_id, &files, error))
    return false;
  const EvidenceFile *file = find_file (&files, file_id);
  if (file == NULL) {
    error_set (error, "evidence", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  if (!record_remove (transaction, arena, RECORD_evidence_file, "evidence_file.remove", file_id,
                      RECORD_ANY_VERSION, error))
    return false;
  for (gsize i = 0; i < files.count; i++)
    if (files.items[i].replaced_by == file_id
        && !evidence_file_remove (transaction, arena, round_id, evidence_id, files.items[i].id, error))
      return false;
  return true;
}
