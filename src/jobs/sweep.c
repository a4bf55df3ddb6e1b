/* sweep.c - once a day: files that nothing names any more, pieces of uploads that were given up. */
#include "jobs/runner_parts.h"
#include "store/blob_sweep.h"
#include "store/upload.h"

#define SWEEP_EVERY ((gint64)24 * 3600 * G_USEC_PER_SEC)

static bool
write_purge (Transaction *transaction, void *user, GError **error)
{
  return upload_purge (transaction, error);
}

/* A failure is told and tried again the next day. */
static void
sweep (const Runner *runner)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  if (!db_write (runner->options.database, &nobody, write_purge, NULL, &error)
      || !blob_sweep (runner->options.database, runner->options.data_folder, g_get_real_time (), NULL,
                      &error))
    g_warning ("sweep: %s", error->message);
}

static void
wait_until (Runner *runner, gint64 until)
{
  g_mutex_lock (&runner->lock);
  while (!runner_is_stopping (runner) && g_cond_wait_until (&runner->changed, &runner->lock, until))
    ;
  g_mutex_unlock (&runner->lock);
}

gpointer
sweep_loop (gpointer data)
{
  Runner *runner = data;
  wait_until (runner, g_get_monotonic_time () + runner->options.poll);
  while (!runner_is_stopping (runner)) {
    sweep (runner);
    wait_until (runner, g_get_monotonic_time () + SWEEP_EVERY);
  }
  return NULL;
}
