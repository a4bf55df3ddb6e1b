/* reminders.c - reminds people of what is missing, and gathers what they are told into mails. */
#include "base/date.h"
#include "jobs/digest.h"
#include "jobs/kinds.h"
#include "store/reminder.h"

typedef struct {
  Reminders reminders;
  bool mail;
} Reminding;

static bool
must_end (const void *user)
{
  return work_must_end (user);
}

static bool
write_reminders (Transaction *transaction, void *user, GError **error)
{
  const Reminding *reminding = user;
  return reminders_write (transaction, &reminding->reminders, error)
         && (!reminding->mail || digest_enqueue (transaction, error));
}

/* What is due is told in one write, each subject once in a stage: however often it runs. */
WorkEnd
do_reminders (Work *work, GError **error)
{
  Arena *arena = work_arena (work);
  Reminding reminding = { .mail = work_smtp (work) != NULL };
  g_autoptr (Transaction) transaction = work_read (work, error);
  if (transaction == NULL)
    return WORK_LATER;
  const char *today = date_iso (arena, date_at_instant (transaction_now (transaction)));
  if (!reminders_gather (transaction, arena, today, must_end, work, &reminding.reminders, error)
      || work_must_end (work))
    return WORK_LATER;
  g_clear_pointer (&transaction, transaction_end);
  gint64 count = (gint64)reminding.reminders.count;
  work_tell (work, count, count);
  return work_finish (work, write_reminders, &reminding, NULL, error) ? WORK_DONE : WORK_LATER;
}
