/* digest.c - see digest.h. */
#include "store/digest.h"
#include "store/account_parts.h"
#include "store/job.h"
#include <string.h>

#define HOUR ((gint64)3600 * G_USEC_PER_SEC)
#define OLDEST (14 * 24 * HOUR)
/* The day whose reminders are all enqueued, and the day with the unit up to which they are. */
#define DAY_SETTING "reminded_on"
#define PLACE_SETTING "reminded_to"

static const gint64 pauses[MAIL_CHOICE_COUNT] = {
  [MAIL_DAILY] = 20 * HOUR, [MAIL_EACH] = 0, [MAIL_WEEKLY] = (6 * 24 + 20) * HOUR, [MAIL_NONE] = G_MAXINT64
};

static bool
read_ids (Rows *given, Arena *arena, UnitIds *ret, GError **error)
{
  g_autoptr (Rows) rows = given;
  GError *local = NULL;
  UnitIds units = { 0 };
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, units.ids, units.count) = rows_int (rows, 0);
  *ret = units;
  return rows_ended (local, error);
}

bool
digest_units_each (Transaction *transaction, Arena *arena, UnitIds *ret, GError **error)
{
  return read_ids (
      db_rows (transaction, QUERY_digest_units_each, error, DB_INT (transaction_now (transaction) - OLDEST)),
      arena, ret, error);
}

/* ---- the reminders of a day ---- */

static bool
read_setting (Transaction *transaction, Arena *arena, const char *name, const char **ret, GError **error)
{
  bool found = false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_setting_get, error, DB_TEXT (name));
  if (!first_row (rows, &found, error))
    return false;
  *ret = found ? rows_text_dup (rows, 0, arena) : "";
  return true;
}

static bool
put_setting (Transaction *transaction, const char *name, const char *value, GError **error)
{
  return db_run (transaction, QUERY_setting_put, NULL, error, DB_TEXT (name), DB_TEXT (value));
}

/* The unit up to which those of the day are enqueued; 0: none is. */
static gint64
unit_reached (const char *place, const char *day)
{
  return g_str_has_prefix (place, day) ? g_ascii_strtoll (place + strlen (day), NULL, 10) : 0;
}

static bool
enqueue_units (Transaction *transaction, const UnitIds *units, GError **error)
{
  for (gsize i = 0; i < units->count; i++)
    if (!transaction_set_unit (transaction, units->ids[i], error)
        || !job_enqueue (transaction, job_kind_info (JOB_REMINDERS)->name, 0, "{}", 0, NULL, error))
      return false;
  return true;
}

bool
reminders_enqueue (Transaction *transaction, Arena *arena, const char *day, gint64 count, bool *ret_more,
                   GError **error)
{
  const char *const kinds[] = { job_kind_info (JOB_REMINDERS)->name, NULL };
  const char *done = NULL, *place = NULL;
  gint64 now = transaction_now (transaction), due = 0, year = g_ascii_strtoll (day, NULL, 10);
  UnitIds units;
  if (!read_setting (transaction, arena, DAY_SETTING, &done, error)
      || !read_setting (transaction, arena, PLACE_SETTING, &place, error)
      || !job_next_due (transaction, kinds, &due, error))
    return false;
  *ret_more = strcmp (done, day) != 0;
  if (!*ret_more || (due != 0 && due <= now))
    return true;
  if (!read_ids (db_rows (transaction, QUERY_reminder_units, error, DB_INT (unit_reached (place, day)),
                          DB_INT (year - 1), DB_INT (now - OLDEST), DB_INT (count)),
                 arena, &units, error)
      || !enqueue_units (transaction, &units, error))
    return false;
  *ret_more = units.count > 0 && (gint64)units.count == count;
  if (!*ret_more)
    return put_setting (transaction, DAY_SETTING, day, error);
  place = arena_concat (arena, day, " ", arena_int (arena, units.ids[units.count - 1]), NULL);
  return put_setting (transaction, PLACE_SETTING, place, error);
}

/* ---- mails ---- */

static bool
read_due (Transaction *transaction, Arena *arena, Digests *digests, GError **error)
{
  GError *local = NULL;
  gint64 now = transaction_now (transaction);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_digest_due, error, DB_INT (now - OLDEST));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    MailChoice choice = MAIL_DAILY;
    for (MailChoice mail = 0; mail < MAIL_CHOICE_COUNT; mail++)
      if (strcmp (mail_choice_names[mail], rows_text (rows, 3)) == 0)
        choice = mail;
    gint64 since = now - rows_int (rows, 4); /* below 0: mailed by a clock that ran ahead */
    if (rows_is_null (rows, 4) || since >= pauses[choice] || since < 0)
      ARENA_PUSH (arena, digests->items, digests->count)
          = (Digest){ .account_id = rows_int (rows, 0),
                      .name = rows_text_dup (rows, 1, arena),
                      .email = rows_text_dup (rows, 2, arena) };
  }
  return rows_ended (local, error);
}

static bool
read_messages (Transaction *transaction, Arena *arena, Digest *digest, GError **error)
{
  GError *local = NULL;
  NoticeChoice choice;
  if (!notice_choice_load (transaction, arena, digest->account_id, &choice, error))
    return false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_digest_messages, error, DB_INT (digest->account_id),
                                   DB_INT (transaction_now (transaction) - OLDEST));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    ListedMessage message = { .id = rows_int (rows, 0) };
    if (!message_kind_from_name (rows_text (rows, 1), &message.kind) || choice.off[message.kind])
      continue;
    message.text = rows_text_dup (rows, 2, arena);
    message.path = rows_text_dup (rows, 3, arena);
    ARENA_PUSH (arena, digest->messages.items, digest->messages.count) = message;
  }
  return rows_ended (local, error);
}

bool
digests_due (Transaction *transaction, Arena *arena, Digests *ret, GError **error)
{
  Digests due = { 0 }, digests = { 0 };
  if (!read_due (transaction, arena, &due, error))
    return false;
  for (gsize i = 0; i < due.count; i++) {
    if (!read_messages (transaction, arena, &due.items[i], error))
      return false;
    if (due.items[i].messages.count > 0)
      ARENA_PUSH (arena, digests.items, digests.count) = due.items[i];
  }
  *ret = digests;
  return true;
}

bool
digest_mark (Transaction *transaction, const Digest *digest, GError **error)
{
  for (gsize i = 0; i < digest->messages.count; i++)
    if (!db_run (transaction, QUERY_message_mailed, NULL, error, DB_INT (transaction_now (transaction)),
                 DB_INT (digest->account_id), DB_INT (digest->messages.items[i].id)))
      return false;
  return true;
}
