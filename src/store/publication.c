/* publication.c - see publication.h. */
#include "store/publication.h"
#include <string.h>

#define ADDRESS_TRIES 50

/* The round's own from before, else the wanted one, with a number behind it where another unit has it. */
static bool
find_address (Transaction *transaction, Arena *arena, gint64 round_id, const char *wanted, const char **ret,
              GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_publication_round_address, error, DB_INT (round_id));
  GError *local = NULL;
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local)) {
    *ret = rows_text_dup (rows, 0, arena);
    return true;
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  for (guint i = 1; i <= ADDRESS_TRIES; i++) {
    const char *address = i == 1 ? wanted : arena_printf (arena, "%s-%u", wanted, i);
    gint64 owner = 0;
    if (!db_int (transaction, QUERY_publication_address_owner, 0, &owner, error, DB_TEXT (address)))
      return false;
    if (owner == 0) {
      *ret = address;
      return true;
    }
  }
  error_set (error, "publication", MSG_DB_CONSTRAINT, wanted, NULL);
  return false;
}

static bool
withdraw (Transaction *transaction, Arena *arena, const Record *record, const char *action,
          const char *reason, GError **error)
{
  return record_save (transaction, arena, RECORD_publication, action, record->id, record->version,
                      RECORD_FIELDS ({ "state", "withdrawn" },
                                     { "withdrawn_at", record_number (arena, transaction_now (transaction)) },
                                     { "withdrawn_reason", reason }),
                      error);
}

/* The number that the next one bears; what is public now is withdrawn. */
static bool
make_room (Transaction *transaction, Arena *arena, gint64 round_id, gint64 *ret_position, GError **error)
{
  Records all;
  gint64 last = 0;
  if (!record_list (transaction, arena, RECORD_publication, round_id, &all, error))
    return false;
  for (gsize i = 0; i < all.count; i++) {
    last = MAX (last, record_int (&all.items[i], "position"));
    if (strcmp (record_text (&all.items[i], "state"), "published") == 0
        && !withdraw (transaction, arena, &all.items[i], "publication.replace", "có bản công khai mới hơn",
                      error))
      return false;
  }
  *ret_position = last + 1;
  return true;
}

bool
publication_publish (Transaction *transaction, Arena *arena, gint64 round_id, const PublicationDraft *draft,
                     const char **ret_address, GError **error)
{
  const char *address = NULL;
  gint64 position = 0;
  if (!find_address (transaction, arena, round_id, draft->wanted, &address, error)
      || !make_room (transaction, arena, round_id, &position, error))
    return false;
  *ret_address = address;
  return record_add (transaction, arena, RECORD_publication, "publication.publish",
                     RECORD_FIELDS ({ "round_id", record_number (arena, round_id) },
                                    { "approval_id", record_number (arena, draft->approval_id) },
                                    { "position", record_number (arena, position) }, { "address", address },
                                    { "state", "published" },
                                    { "published_at", record_number (arena, transaction_now (transaction)) },
                                    { "published_by", record_number (arena, draft->person_id) },
                                    { "content", draft->content }, { "files", draft->files }),
                     NULL, error);
}

bool
publication_withdraw (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                      const char *reason, GError **error)
{
  Record record;
  if (!record_load (transaction, arena, RECORD_publication, id, &record, error))
    return false;
  if (record_int (&record, "round_id") != round_id
      || strcmp (record_text (&record, "state"), "published") != 0) {
    error_set (error, "publication", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  record.version = version;
  return withdraw (transaction, arena, &record, "publication.withdraw", reason, error);
}

/* ---- for everybody ---- */

bool
published_mark (Transaction *transaction, const char *address, PublishedMark *ret, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_publication_mark, error, DB_TEXT (address));
  *ret = (PublishedMark){ 0 };
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local))
    *ret = (PublishedMark){ .unit_id = rows_int (rows, 0),
                            .id = rows_int (rows, 1),
                            .is_public = strcmp (rows_text (rows, 2), "published") == 0,
                            .withdrawn_at = rows_int (rows, 3) };
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
published_content (Transaction *transaction, Arena *arena, const char *address, PublishedContent *ret,
                   GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_publication_content, error, DB_TEXT (address));
  *ret = (PublishedContent){ 0 };
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local))
    *ret = (PublishedContent){ .content = rows_text_dup (rows, 0, arena),
                               .files = rows_text_dup (rows, 1, arena),
                               .hash = rows_text_dup (rows, 2, arena) };
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
published_at (Transaction *transaction, Arena *arena, const char *address, PublishedList *ret, GError **error)
{
  PublishedList list = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_publication_at, error, DB_TEXT (address));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, list.items, list.count)
        = (Published){ .position = rows_int (rows, 0),
                       .is_public = strcmp (rows_text (rows, 1), "published") == 0,
                       .published_at = rows_int (rows, 2),
                       .withdrawn_at = rows_int (rows, 3),
                       .withdrawn_reason = rows_text_dup (rows, 4, arena) };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = list;
  return true;
}

bool
snapshot_find (Transaction *transaction, Arena *arena, const char *snapshot, SnapshotFacts *ret,
               bool *ret_found, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_approval_of_snapshot, error, DB_TEXT (snapshot));
  if (rows == NULL)
    return false;
  *ret_found = rows_next (rows, &local);
  if (*ret_found)
    *ret = (SnapshotFacts){ .unit_id = rows_int (rows, 0),
                            .state = rows_text_dup (rows, 1, arena),
                            .hash = rows_text_dup (rows, 2, arena),
                            .approved_at = rows_int (rows, 3),
                            .void_at = rows_int (rows, 4),
                            .address = rows_text_dup (rows, 5, arena),
                            .is_public = g_strcmp0 (rows_text (rows, 6), "published") == 0,
                            .year = (int)rows_int (rows, 7) };
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}
