/* evidence.c - see evidence.h. */
#include "store/evidence.h"
#include "store/round_store.h"

/* Columns of what was typed, and `folded` that follows from them and the code. */
#define ENTRY_COLUMNS 10

static void
entry_fields (Arena *arena, const EvidenceEntry *entry, const char *code, AuditField out[ENTRY_COLUMNS])
{
  const AuditField fields[ENTRY_COLUMNS]
      = { { "title", entry->title },
          { "number", entry->number },
          { "date", entry->date },
          { "issuer", entry->issuer },
          { "url", entry->url },
          { "indicators", entry->indicators },
          { "paper_location", entry->paper_location },
          { "box", entry->box },
          { "restricted", entry->restricted ? "1" : NULL },
          { "folded", evidence_folded (arena, entry->title, entry->number, entry->issuer, code) } };
  for (gsize i = 0; i < ENTRY_COLUMNS; i++)
    out[i] = fields[i];
}

bool
evidence_add (Transaction *transaction, Arena *arena, const EvidenceRound *round, const EvidenceEntry *entry,
              gint64 *ret_id, GError **error)
{
  AuditField fields[ENTRY_COLUMNS + 4];
  gint64 last = 0, number = 0;
  if (!db_int (transaction, QUERY_evidence_last, 0, &last, error, DB_INT (round->round_id))
      || !transaction_next_id (transaction, &number, error))
    return false;
  entry_fields (arena, entry, NULL, fields);
  fields[ENTRY_COLUMNS] = (AuditField){ "round_id", record_number (arena, round->round_id) };
  fields[ENTRY_COLUMNS + 1]
      = (AuditField){ "key", arena_concat (arena, "mc-", arena_int (arena, number), NULL) };
  fields[ENTRY_COLUMNS + 2] = (AuditField){ "position", arena_int (arena, last + 1) };
  fields[ENTRY_COLUMNS + 3]
      = (AuditField){ "added_by", record_number (arena, transaction_scope (transaction)->account_id) };
  return record_add (transaction, arena, RECORD_evidence, "evidence.add",
                     (RecordFields){ fields, G_N_ELEMENTS (fields) }, ret_id, error);
}

bool
evidence_load (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, Record *ret,
               GError **error)
{
  Record record;
  if (!record_load (transaction, arena, RECORD_evidence, id, &record, error))
    return false;
  if (record_int (&record, "round_id") != round_id) {
    error_set (error, "evidence", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  *ret = record;
  return true;
}

bool
evidence_save (Transaction *transaction, Arena *arena, const EvidenceRound *round, gint64 id, gint64 version,
               const EvidenceEntry *entry, GError **error)
{
  AuditField fields[ENTRY_COLUMNS];
  Record old;
  if (!evidence_load (transaction, arena, round->round_id, id, &old, error))
    return false;
  entry_fields (arena, entry, record_text (&old, "code"), fields);
  return record_save (transaction, arena, RECORD_evidence, "evidence.save", id, version,
                      (RecordFields){ fields, ENTRY_COLUMNS }, error)
         && evidence_give_codes (transaction, arena, round, error);
}

static bool
spend_code (Transaction *transaction, Arena *arena, const Record *item, GError **error)
{
  return record_text (item, "code") == NULL
         || record_add (transaction, arena, RECORD_spent_code, "spent_code.add",
                        RECORD_FIELDS ({ "round_id", record_text (item, "round_id") },
                                       { "code", record_text (item, "code") },
                                       { "title", record_text (item, "title") }),
                        NULL, error);
}

bool
evidence_remove (Transaction *transaction, Arena *arena, const EvidenceRound *round, gint64 id,
                 gint64 version, GError **error)
{
  Record item;
  EvidenceFiles files = { 0 };
  const char *where = NULL;
  /* The others get their codes first, or one behind it would take its number. */
  if (!evidence_give_codes (transaction, arena, round, error)
      || !evidence_load (transaction, arena, round->round_id, id, &item, error)
      || !evidence_cited (transaction, arena, round->round_id, record_text (&item, "key"), &where, error)
      || !evidence_files (transaction, arena, round->round_id, id, &files, error))
    return false;
  if (where != NULL) {
    error_set (error, "evidence", MSG_EVIDENCE_CITED, where, NULL);
    return false;
  }
  for (gsize i = 0; i < files.count; i++)
    if (!record_remove (transaction, arena, RECORD_evidence_file, "evidence_file.remove", files.items[i].id,
                        RECORD_ANY_VERSION, error))
      return false;
  return record_remove (transaction, arena, RECORD_evidence, "evidence.remove", id, version, error)
         && spend_code (transaction, arena, &item, error);
}

bool
evidence_is_seen (const Record *item, gint64 account_id, bool every)
{
  return evidence_is_for (record_int (item, "restricted") != 0 ? record_int (item, "added_by")
                                                               : EVIDENCE_OPEN,
                          account_id, every);
}

bool
evidence_is_for (gint64 evidence_for, gint64 account_id, bool every)
{
  return every || evidence_for == EVIDENCE_OPEN || (account_id != 0 && evidence_for == account_id);
}

bool
evidence_any_hidden (Transaction *transaction, gint64 round_id, gint64 account_id, bool every, bool *ret,
                     GError **error)
{
  gint64 hidden = 0;
  if (!every
      && !db_int (transaction, QUERY_evidence_hidden, 0, &hidden, error, DB_INT (round_id),
                  DB_INT (account_id)))
    return false;
  *ret = hidden > 0;
  return true;
}

void
evidence_hide (Evidence *item)
{
  item->title = EVIDENCE_HIDDEN;
  item->number = item->issuer = item->url = item->paper_location = NULL;
  item->files = (Lines){ 0 };
  item->file_paths = NULL;
}
