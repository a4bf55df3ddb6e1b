/* encouragement.c - who lacks something, and a colleague's words to them; see reminder.h. */
#include "base/sha256.h"
#include "store/reminder.h"
#include <string.h>

const char *const missing_whats[] = { "study", "citizen", "given", "late", "all", NULL };

bool
missing_people (Transaction *transaction, Arena *arena, const char *what, const char *today,
                MissingPeople *ret, GError **error)
{
  MissingPeople people = { 0 };
  GError *local = NULL;
  gint64 round_id = 0;
  if (!db_int (transaction, QUERY_reminder_round, 0, &round_id, error))
    return false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_missing_people, error, DB_TEXT (what),
                                   DB_INT (round_id), DB_TEXT (today));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, people.items, people.count)
        = (MissingPerson){ .person_id = rows_int (rows, 0),
                           .account_id = rows_int (rows, 3),
                           .name = rows_text_dup (rows, 1, arena),
                           .department = rows_text_dup (rows, 2, arena) };
  if (local != NULL)
    g_propagate_error (error, local);
  else
    *ret = people;
  return local == NULL;
}

bool
encourage (Transaction *transaction, Arena *arena, const MissingPeople *people, gint64 from_account_id,
           gint64 from_person_id, const char *text, const char *path, gsize *ret_count, GError **error)
{
  char hex[SHA256_HEX_LENGTH + 1];
  gsize count = 0;
  sha256_hex (text, strlen (text), hex);
  NewMessage message = { .kind = MESSAGE_ENCOURAGEMENT,
                         .subject = arena_concat (arena, "encouragement ", arena_int (arena, from_account_id),
                                                  " ", hex, NULL),
                         .text = text,
                         .path = path,
                         .from_person_id = from_person_id };
  for (gsize i = 0; i < people->count; i++) {
    bool told = false;
    message.account_id = people->items[i].account_id;
    if (message.account_id == 0 || message.account_id == from_account_id)
      continue;
    if (!message_put_once (transaction, &message, &told, error))
      return false;
    count += told;
  }
  *ret_count = count;
  return true;
}
