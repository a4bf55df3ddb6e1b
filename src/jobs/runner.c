/* runner.c - see runner.h. */
#include "jobs/digest.h"
#include "jobs/runner_parts.h"

#define POLL ((gint64)30 * G_USEC_PER_SEC)
#define AGAIN ((gint64)1 * G_USEC_PER_SEC) /* when another program was quicker */
#define TELL_EVERY ((gint64)1 * G_USEC_PER_SEC)
#define RENEW_EVERY (JOB_LEASE / 6)
#define REMIND_EVERY ((gint64)1 * G_USEC_PER_SEC) /* while there are units still to be reminded */
#define PURGE_EVERY ((gint64)3600 * G_USEC_PER_SEC)
#define MEMORY ((gsize)256 << 20)

/* ---- a lane ---- */

typedef struct {
  Arena *arena;
  const char *const *kinds;
  Job job;
  bool found;
} Take;

static bool
write_take (Transaction *transaction, void *user, GError **error)
{
  Take *take = user;
  return job_take (transaction, take->arena, take->kinds, &take->job, &take->found, error);
}

/* How long nothing is due, 0: something is. */
static bool
read_pause (Lane *lane, gint64 *ret_pause, GError **error)
{
  static const Scope nobody = { 0 };
  gint64 due = 0;
  g_autoptr (Transaction) transaction = db_read (lane->runner->options.database, &nobody, error);
  if (transaction == NULL || !job_next_due (transaction, lane->kinds, &due, error))
    return false;
  gint64 poll = lane->runner->options.poll;
  *ret_pause = due == 0 ? poll : CLAMP (due - transaction_now (transaction), 0, poll);
  return true;
}

/* Takes a job if one is due; else `*ret_pause` says for how long to wait. */
static void
look_for_work (Lane *lane, Take *take, gint64 *ret_pause)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  *ret_pause = lane->runner->options.poll;
  if (read_pause (lane, ret_pause, &error) && *ret_pause == 0) {
    *ret_pause = AGAIN;
    db_write (lane->runner->options.database, &nobody, write_take, take, &error);
  }
  if (error != NULL) {
    take->found = false;
    *ret_pause = lane->runner->options.poll;
    g_warning ("jobs: %s", error->message);
  }
}

static const WorkKind *
find_kind (const Runner *runner, const char *name)
{
  const WorkKind *kind = runner->options.kinds;
  while (kind->name != NULL && g_strcmp0 (kind->name, name) != 0)
    kind++;
  return kind;
}

static void
set_work (Lane *lane, Work *work)
{
  g_mutex_lock (&lane->runner->lock);
  lane->work = work;
  lane->renewed = g_get_monotonic_time ();
  g_cond_broadcast (&lane->runner->changed);
  g_mutex_unlock (&lane->runner->lock);
}

static void
wait_for_work (Lane *lane, gint64 pause)
{
  gint64 until = g_get_monotonic_time () + pause;
  g_mutex_lock (&lane->runner->lock);
  while (!runner_is_stopping (lane->runner) && !lane->woken
         && g_cond_wait_until (&lane->runner->changed, &lane->runner->lock, until))
    ;
  lane->woken = false;
  g_mutex_unlock (&lane->runner->lock);
}

static gpointer
lane_loop (gpointer data)
{
  Lane *lane = data;
  while (!runner_is_stopping (lane->runner)) {
    g_autoptr (Arena) arena = arena_new (MEMORY);
    Take take = { .arena = arena, .kinds = lane->kinds };
    gint64 pause = 0;
    look_for_work (lane, &take, &pause);
    if (!take.found) {
      wait_for_work (lane, pause);
      continue;
    }
    Work work = { .runner = lane->runner, .arena = arena, .job = take.job, .total = take.job.total };
    work.kind = find_kind (lane->runner, work.job.kind);
    set_work (lane, &work);
    work_do (&work);
    set_work (lane, NULL);
  }
  return NULL;
}

/* ---- the keeper ---- */

/* What is written of one job while it runs. */
typedef struct {
  Job job;
  gint64 done, total;
  bool held;
} Renewal;

static bool
write_renewal (Transaction *transaction, void *user, GError **error)
{
  Renewal *renewal = user;
  return job_renew (transaction, &renewal->job, renewal->done, renewal->total, &renewal->held, error);
}

/* Copies what is to be written; false if nothing is.  Under the lock. */
static bool
prepare_renewal (Lane *lane, bool at_once, Renewal *ret)
{
  Work *work = lane->work;
  gint64 now = g_get_monotonic_time ();
  if (work == NULL || (!at_once && !work->changed && now - lane->renewed < RENEW_EVERY))
    return false;
  *ret = (Renewal){ work->job, work->done, work->total, true };
  work->changed = false;
  lane->renewed = now;
  return true;
}

/* The lane may be at its next job by now.  Under the lock. */
static void
note_loss (Lane *lane, const Renewal *renewal)
{
  Work *work = lane->work;
  if (!renewal->held && work != NULL && work->job.unit_id == renewal->job.unit_id
      && work->job.id == renewal->job.id && work->job.attempt == renewal->job.attempt)
    g_atomic_int_set (&work->lost, 1);
}

static bool
write_purge (Transaction *transaction, void *user, GError **error)
{
  return job_purge (transaction, error);
}

/* Writes without the lock.  A failure is no loss: the next time may go well. */
static void
write_unlocked (Runner *runner, const Scope *scope, WriteFunction function, void *user)
{
  g_autoptr (GError) error = NULL;
  g_mutex_unlock (&runner->lock);
  if (!db_write (runner->options.database, scope, function, user, &error))
    g_warning ("jobs: %s", error->message);
  g_mutex_lock (&runner->lock);
}

static void
renew_all (Runner *runner, bool at_once)
{
  for (LaneId id = 0; id < LANE_COUNT; id++) {
    Renewal renewal;
    if (prepare_renewal (&runner->lanes[id], at_once, &renewal)) {
      Scope scope = scope_of_job (&renewal.job);
      write_unlocked (runner, &scope, write_renewal, &renewal);
      note_loss (&runner->lanes[id], &renewal);
    }
  }
}

static bool
any_runs (const Runner *runner)
{
  for (LaneId id = 0; id < LANE_COUNT; id++)
    if (runner->lanes[id].work != NULL)
      return true;
  return false;
}

/* When the keeper does next what no page enqueues (monotonic). */
typedef struct {
  gint64 purge, daily, remind;
} Plan;

/* Not at once, since what runs for moments only has other things to do. */
static gint64
next_daily (const Runner *runner)
{
  gint64 pause = runner->options.daily;
  return pause != 0 ? g_get_monotonic_time () + pause : G_MAXINT64;
}

/* Under the lock, which is let go meanwhile. */
static void
do_planned (Runner *runner, Plan *plan)
{
  static const Scope nobody = { 0 };
  gint64 now = g_get_monotonic_time ();
  if (now >= plan->purge) {
    write_unlocked (runner, &nobody, write_purge, NULL);
    plan->purge = g_get_monotonic_time () + PURGE_EVERY;
  }
  bool daily = now >= plan->daily, remind = daily || now >= plan->remind, more = false;
  if (!remind)
    return;
  g_mutex_unlock (&runner->lock);
  if (daily && runner->options.smtp != NULL)
    daily_mail (runner->options.database);
  more = daily_remind (runner->options.database);
  g_mutex_lock (&runner->lock);
  if (daily)
    plan->daily = next_daily (runner);
  plan->remind = more ? g_get_monotonic_time () + MIN (REMIND_EVERY, runner->options.daily) : G_MAXINT64;
}

static gpointer
keep (gpointer data)
{
  Runner *runner = data;
  Plan plan = { .purge = 0, .daily = next_daily (runner), .remind = G_MAXINT64 };
  g_mutex_lock (&runner->lock);
  while (!runner->over) {
    bool woken = runner->woken;
    runner->woken = false;
    renew_all (runner, woken);
    do_planned (runner, &plan);
    /* Asked only now: writing lets go of the lock, and a lane may have begun meanwhile. */
    gint64 until = MIN (plan.purge, MIN (plan.daily, plan.remind));
    if (any_runs (runner))
      until = MIN (until, g_get_monotonic_time () + TELL_EVERY);
    if (!runner->over && !runner->woken)
      g_cond_wait_until (&runner->changed, &runner->lock, until);
  }
  g_mutex_unlock (&runner->lock);
  return NULL;
}

/* ---- starting and stopping ---- */

/* A job was enqueued or cancelled. */
static void
wake (void *user)
{
  Runner *runner = user;
  g_mutex_lock (&runner->lock);
  runner->woken = true;
  for (LaneId id = 0; id < LANE_COUNT; id++)
    runner->lanes[id].woken = true;
  g_cond_broadcast (&runner->changed);
  g_mutex_unlock (&runner->lock);
}

static const char **
kinds_of (const RunnerOptions *options, LaneId lane)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  for (const WorkKind *kind = options->kinds; kind->name != NULL; kind++)
    if (kind->lane == lane)
      g_ptr_array_add (kinds, (char *)kind->name);
  g_ptr_array_add (kinds, NULL);
  return (const char **)g_ptr_array_free (g_steal_pointer (&kinds), FALSE);
}

Runner *
runner_start (const RunnerOptions *options)
{
  static const char *const names[LANE_COUNT] = { [LANE_COMPUTE] = "jobs", [LANE_MAIL] = "mail" };
  Runner *runner = g_new0 (Runner, 1);
  runner->options = *options;
  if (options->poll == 0)
    runner->options.poll = POLL;
  g_mutex_init (&runner->lock);
  g_cond_init (&runner->changed);
  for (LaneId id = 0; id < LANE_COUNT; id++) {
    runner->lanes[id].runner = runner;
    runner->lanes[id].kinds = kinds_of (options, id);
  }
  database_watch (options->database, wake, runner);
  runner->keeper = g_thread_new ("keeper", keep, runner);
  if (options->data_folder != NULL)
    runner->sweeper = g_thread_new ("sweeper", sweep_loop, runner);
  for (LaneId id = 0; id < LANE_COUNT; id++)
    if (id != LANE_MAIL || options->smtp != NULL)
      runner->lanes[id].thread = g_thread_new (names[id], lane_loop, &runner->lanes[id]);
  return runner;
}

static void
broadcast (Runner *runner, bool over)
{
  g_mutex_lock (&runner->lock);
  runner->over = over;
  g_cond_broadcast (&runner->changed);
  g_mutex_unlock (&runner->lock);
}

void
runner_stop (Runner *runner)
{
  if (runner == NULL)
    return;
  g_atomic_int_set (&runner->stopping, 1);
  broadcast (runner, false);
  for (LaneId id = 0; id < LANE_COUNT; id++)
    if (runner->lanes[id].thread != NULL)
      g_thread_join (runner->lanes[id].thread);
  if (runner->sweeper != NULL)
    g_thread_join (runner->sweeper);
  broadcast (runner, true);
  g_thread_join (runner->keeper);
  database_watch (runner->options.database, NULL, NULL);
  for (LaneId id = 0; id < LANE_COUNT; id++)
    g_free (runner->lanes[id].kinds);
  g_mutex_clear (&runner->lock);
  g_cond_clear (&runner->changed);
  g_free (runner);
}
