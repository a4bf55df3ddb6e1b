/* message.c - see message.h. */
#include "store/message.h"
#include "base/json.h"
#include "store/account_parts.h"
#include <string.h>

const MessageKindInfo *
message_kind_info (MessageKind kind)
{
  static const MessageKindInfo kinds[MESSAGE_KIND_COUNT] = {
#define KIND(id, name, title, words) [MESSAGE_##id] = { name, title, words },
#include "store/message_kinds.def"
#undef KIND
  };
  return &kinds[kind];
}

bool
message_kind_from_name (const char *name, MessageKind *ret)
{
  for (MessageKind kind = 0; kind < MESSAGE_KIND_COUNT; kind++)
    if (strcmp (message_kind_info (kind)->name, name) == 0) {
      *ret = kind;
      return true;
    }
  return false;
}

/* ---- telling ---- */

static DbValue
person_or_null (gint64 id)
{
  return id != 0 ? DB_INT (id) : DB_NULL;
}

static bool
insert (Transaction *transaction, const NewMessage *message, GError **error)
{
  gint64 id = 0;
  return transaction_next_id (transaction, &id, error)
         && db_run (transaction, QUERY_message_insert, NULL, error, DB_INT (id), DB_INT (message->account_id),
                    DB_TEXT (message_kind_info (message->kind)->name), DB_TEXT (message->subject),
                    DB_TEXT (message->text), DB_TEXT (message->path),
                    person_or_null (message->from_person_id), DB_INT (transaction_now (transaction)));
}

/* What waits in a queue is mailed once until it is read; all else is news when it comes again. */
bool
message_put (Transaction *transaction, const NewMessage *message, GError **error)
{
  gint64 changed = 0;
  return db_run (transaction, QUERY_message_again, &changed, error, DB_TEXT (message->text),
                 DB_TEXT (message->path), person_or_null (message->from_person_id),
                 DB_INT (transaction_now (transaction)), DB_INT (message->kind == MESSAGE_SUBMITTED),
                 DB_INT (message->account_id), DB_TEXT (message->subject),
                 DB_TEXT (message_kind_info (message->kind)->name))
         && (changed > 0 || insert (transaction, message, error));
}

bool
message_was_told (Transaction *transaction, const NewMessage *message, bool *ret, GError **error)
{
  gint64 count = 0;
  if (!db_int (transaction, QUERY_message_told, 0, &count, error, DB_TEXT (message->subject),
               DB_INT (message->account_id), DB_TEXT (message_kind_info (message->kind)->name)))
    return false;
  *ret = count > 0;
  return true;
}

bool
message_put_once (Transaction *transaction, const NewMessage *message, bool *ret_told, GError **error)
{
  bool told = false;
  if (!message_was_told (transaction, message, &told, error)
      || (!told && !insert (transaction, message, error)))
    return false;
  if (ret_told != NULL)
    *ret_told = !told;
  return true;
}

/* ---- the inbox ---- */

bool
message_list (Transaction *transaction, Arena *arena, gint64 account_id, guint start, guint count,
              ListedMessages *ret, gint64 *ret_all, GError **error)
{
  ListedMessages list = { 0 };
  GError *local = NULL;
  if (!db_int (transaction, QUERY_message_count, 0, ret_all, error, DB_INT (account_id)))
    return false;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_message_list, error, DB_INT (account_id), DB_INT (count), DB_INT (start));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    ListedMessage *message = &ARENA_PUSH (arena, list.items, list.count);
    message->id = rows_int (rows, 0);
    message_kind_from_name (rows_text (rows, 1), &message->kind);
    message->text = rows_text_dup (rows, 2, arena);
    message->path = rows_text_dup (rows, 3, arena);
    message->from = rows_text_dup (rows, 4, arena);
    message->at = rows_int (rows, 5);
    message->read_at = rows_int (rows, 6);
  }
  if (local != NULL)
    g_propagate_error (error, local);
  else
    *ret = list;
  return local == NULL;
}

static bool
not_there (GError **error)
{
  error_set (error, "message", MSG_DB_NOT_THERE, NULL);
  return false;
}

bool
message_path (Transaction *transaction, Arena *arena, gint64 account_id, gint64 id, const char **ret_path,
              GError **error)
{
  bool found = false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_message_path, error, DB_INT (account_id), DB_INT (id));
  if (!first_row (rows, &found, error))
    return false;
  if (!found)
    return not_there (error);
  const char *path = rows_text_dup (rows, 0, arena);
  *ret_path = path[0] != '\0' ? path : NULL;
  return true;
}

bool
message_read (Transaction *transaction, gint64 account_id, gint64 id, GError **error)
{
  gint64 changed = 0;
  return db_run (transaction, QUERY_message_read, &changed, error, DB_INT (transaction_now (transaction)),
                 DB_INT (account_id), DB_INT (id))
         && (changed == 1 || not_there (error));
}

bool
message_keep (Transaction *transaction, gint64 account_id, gint64 id, GError **error)
{
  gint64 changed = 0;
  return db_run (transaction, QUERY_message_unread, &changed, error, DB_INT (account_id), DB_INT (id))
         && (changed == 1 || not_there (error));
}

bool
message_read_all (Transaction *transaction, gint64 account_id, GError **error)
{
  return db_run (transaction, QUERY_message_read_all, NULL, error, DB_INT (transaction_now (transaction)),
                 DB_INT (account_id));
}
