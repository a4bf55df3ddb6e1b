/* daily.c - what is done of itself each day; see digest.h. */
#include "base/date.h"
#include "jobs/digest.h"
#include "model/job_kind.h"
#include "store/digest.h"
#include "store/job.h"

#define MORNING 6 /* o'clock in Viet Nam */
#define HOUR ((gint64)3600 * G_USEC_PER_SEC)
#define DAY (24 * HOUR)
#define ZONE (7 * HOUR)

static bool
enqueue_unless_open (Transaction *transaction, JobKind kind, GError **error)
{
  const char *name = job_kind_info (kind)->name;
  gint64 open = 0;
  return job_find_open (transaction, 0, name, &open, error)
         && (open != 0 || job_enqueue (transaction, name, 0, "{}", 0, NULL, error));
}

bool
digest_enqueue (Transaction *transaction, GError **error)
{
  return enqueue_unless_open (transaction, JOB_DIGEST, error);
}

static bool
write_digest (Transaction *transaction, void *user, GError **error)
{
  return digest_enqueue (transaction, error);
}

static bool
write_reminders (Transaction *transaction, void *user, GError **error)
{
  return enqueue_unless_open (transaction, JOB_REMINDERS, error);
}

static bool
write_day (Transaction *transaction, void *user, GError **error)
{
  return reminded_day_set (transaction, user, error);
}

static bool
write_units (Database *database, const UnitIds *units, WriteFunction function, GError **error)
{
  for (gsize i = 0; i < units->count; i++) {
    const Scope scope = { .unit_id = units->ids[i] };
    if (!db_write (database, &scope, function, NULL, error))
      return false;
  }
  return true;
}

/* The day is noted last: a program that ends in the middle begins anew, and nobody is told twice. */
static bool
look (Database *database, bool mail, Arena *arena, GError **error)
{
  static const Scope nobody = { 0 };
  const char *last = NULL;
  UnitIds all = { 0 }, each = { 0 };
  g_autoptr (Transaction) transaction = db_read (database, &nobody, error);
  if (transaction == NULL || !reminded_day (transaction, arena, &last, error)
      || !units_all (transaction, arena, &all, error)
      || (mail && !digest_units_each (transaction, arena, &each, error)))
    return false;
  gint64 now = transaction_now (transaction);
  char *today = date_iso (arena, date_at_instant (now));
  g_clear_pointer (&transaction, transaction_end);
  bool due = (now + ZONE) % DAY >= MORNING * HOUR && g_strcmp0 (last, today) != 0;
  return write_units (database, &each, write_digest, error)
         && (!due
             || (write_units (database, &all, write_reminders, error)
                 && db_write (database, &nobody, write_day, today, error)));
}

void
daily_look (Database *database, bool mail)
{
  g_autoptr (Arena) arena = arena_new ((gsize)16 << 20);
  g_autoptr (GError) error = NULL;
  if (!look (database, mail, arena, &error))
    g_warning ("reminders: %s", error->message);
}
