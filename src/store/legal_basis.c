/* legal_basis.c - see legal_basis.h. */
#include "store/legal_basis.h"
#include "store/record.h"

static StoredBasis
read_record (Arena *arena, const Record *record)
{
  const char *content = record_text (record, "content");
  json_auto_t *json = content != NULL ? json_loads (content, 0, NULL) : NULL;
  return (StoredBasis){ .id = record->id,
                        .version = record->version,
                        .position = record_int (record, "position"),
                        .basis = legal_basis_of_json (arena, json) };
}

bool
legal_bases_load (Transaction *transaction, Arena *arena, StoredBases *ret, GError **error)
{
  Records records;
  if (!record_list (transaction, arena, RECORD_legal_basis, 0, &records, error))
    return false;
  StoredBases bases = { arena_array (arena, StoredBasis, records.count), records.count };
  for (gsize i = 0; i < records.count; i++)
    bases.items[i] = read_record (arena, &records.items[i]);
  *ret = bases;
  return true;
}

bool
legal_basis_load (Transaction *transaction, Arena *arena, gint64 id, StoredBasis *ret, GError **error)
{
  Record record;
  if (!record_load (transaction, arena, RECORD_legal_basis, id, &record, error))
    return false;
  *ret = read_record (arena, &record);
  return true;
}

bool
legal_basis_add (Transaction *transaction, Arena *arena, const LegalBasis *basis, gint64 *ret_id,
                 GError **error)
{
  StoredBases all;
  if (!legal_bases_load (transaction, arena, &all, error))
    return false;
  gint64 last = all.count > 0 ? all.items[all.count - 1].position : 0;
  return record_add (transaction, arena, RECORD_legal_basis, "legal_basis.add",
                     RECORD_FIELDS ({ "position", record_number (arena, last + 1) },
                                    { "content", legal_basis_json (arena, basis) }),
                     ret_id, error);
}

bool
legal_basis_save (Transaction *transaction, Arena *arena, gint64 id, gint64 version, const LegalBasis *basis,
                  GError **error)
{
  return record_save (transaction, arena, RECORD_legal_basis, "legal_basis.save", id, version,
                      RECORD_FIELDS ({ "content", legal_basis_json (arena, basis) }), error);
}

bool
legal_basis_remove (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error)
{
  return record_remove (transaction, arena, RECORD_legal_basis, "legal_basis.remove", id, version, error);
}

static bool
set_position (Transaction *transaction, Arena *arena, const StoredBasis *basis, gsize position,
              GError **error)
{
  return record_save (transaction, arena, RECORD_legal_basis, "legal_basis.move", basis->id,
                      RECORD_ANY_VERSION,
                      RECORD_FIELDS ({ "position", record_number (arena, (gint64)position) }), error);
}

/* Places are counted anew from 1, so that gaps and doubles of older lists do no harm. */
bool
legal_basis_move (Transaction *transaction, Arena *arena, gint64 id, bool down, GError **error)
{
  StoredBases all;
  gsize at = 0;
  if (!legal_bases_load (transaction, arena, &all, error))
    return false;
  while (at < all.count && all.items[at].id != id)
    at++;
  if (at == all.count) {
    error_set (error, "legal_basis", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  gsize other = down ? MIN (at + 1, all.count - 1) : at - (at > 0);
  bool saved = true;
  for (gsize i = 0; saved && i < all.count; i++)
    saved = set_position (transaction, arena, &all.items[i],
                          1
                              + (i == at      ? other
                                 : i == other ? at
                                              : i),
                          error);
  return saved;
}
