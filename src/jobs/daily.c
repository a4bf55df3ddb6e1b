/* daily.c - what is done of itself each day; see digest.h. */
#include "base/date.h"
#include "jobs/digest.h"
#include "model/job_kind.h"
#include "store/digest.h"
#include "store/job.h"

#define MEMORY ((gsize)16 << 20)
#define BATCH_UNITS 100
#define MORNING 6 /* o'clock in Viet Nam */
#define HOUR ((gint64)3600 * G_USEC_PER_SEC)
#define DAY (24 * HOUR)
#define ZONE (7 * HOUR)

bool
digest_enqueue (Transaction *transaction, GError **error)
{
  const char *name = job_kind_info (JOB_DIGEST)->name;
  gint64 open = 0;
  return job_find_open (transaction, 0, name, &open, error)
         && (open != 0 || job_enqueue (transaction, name, 0, "{}", 0, NULL, error));
}

static bool
write_digest (Transaction *transaction, void *user, GError **error)
{
  return digest_enqueue (transaction, error);
}

static bool
mail_each (Database *database, Arena *arena, GError **error)
{
  static const Scope nobody = { 0 };
  UnitIds units = { 0 };
  g_autoptr (Transaction) transaction = db_read (database, &nobody, error);
  if (transaction == NULL || !digest_units_each (transaction, arena, &units, error))
    return false;
  g_clear_pointer (&transaction, transaction_end);
  for (gsize i = 0; i < units.count; i++) {
    const Scope scope = { .unit_id = units.ids[i] };
    if (!db_write (database, &scope, write_digest, NULL, error))
      return false;
  }
  return true;
}

void
daily_mail (Database *database)
{
  g_autoptr (Arena) arena = arena_new (MEMORY);
  g_autoptr (GError) error = NULL;
  if (!mail_each (database, arena, &error))
    g_warning ("mails: %s", error->message);
}

/* ---- reminders ---- */

typedef struct {
  Arena *arena;
  bool more;
} Batch;

static bool
write_reminders (Transaction *transaction, void *user, GError **error)
{
  Batch *batch = user;
  gint64 now = transaction_now (transaction);
  if ((now + ZONE) % DAY < MORNING * HOUR)
    return true;
  return reminders_enqueue (transaction, batch->arena, date_iso (batch->arena, date_at_instant (now)),
                            BATCH_UNITS, &batch->more, error);
}

bool
daily_remind (Database *database)
{
  static const Scope nobody = { 0 };
  g_autoptr (Arena) arena = arena_new (MEMORY);
  g_autoptr (GError) error = NULL;
  Batch batch = { .arena = arena };
  if (!db_write (database, &nobody, write_reminders, &batch, &error)) {
    g_warning ("reminders: %s", error->message);
    return false;
  }
  return batch.more;
}
