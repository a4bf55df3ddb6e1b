/* runner.c - see runner.h and work.h. */
#include "jobs/runner.h"

#define POLL ((gint64)30 * G_USEC_PER_SEC)
#define AGAIN ((gint64)1 * G_USEC_PER_SEC) /* when another program was quicker */
#define TELL_EVERY ((gint64)1 * G_USEC_PER_SEC)
#define RENEW_EVERY (JOB_LEASE / 6)
#define PURGE_EVERY ((gint64)3600 * G_USEC_PER_SEC)
#define FIRST_PAUSE ((gint64)5 * G_USEC_PER_SEC) /* three times as long after each attempt */
#define MEMORY ((gsize)256 << 20)

struct Work {
  Runner *runner;
  const WorkKind *kind;
  Arena *arena;
  Job job;
  gint lost; /* atomic: cancelled, or somebody else's */
  /* under the runner's lock */
  gint64 done, total;
  bool changed; /* since it was told last */
};

typedef struct {
  Runner *runner;
  GThread *thread;
  char *kinds; /* "|slips|" */
  /* under the lock */
  Work *work;
  gint64 renewed; /* monotonic */
  bool woken;
} Lane;

struct Runner {
  RunnerOptions options;
  GMutex lock; /* never held while the database is used */
  GCond changed;
  Lane lanes[LANE_COUNT];
  GThread *keeper;
  gint stopping; /* atomic */
  bool over;     /* no lane runs any more */
  bool woken;    /* of the keeper */
};

static bool
is_stopping (const Runner *runner)
{
  return g_atomic_int_get (&runner->stopping) != 0;
}

static Scope
scope_of (const Job *job)
{
  return (Scope){ .unit_id = job->unit_id, .account_id = job->account_id };
}

/* ---- what functions see ---- */

const Job *
work_job (const Work *work)
{
  return &work->job;
}

Arena *
work_arena (const Work *work)
{
  return work->arena;
}

const SmtpSettings *
work_smtp (const Work *work)
{
  return work->runner->options.smtp;
}

Transaction *
work_read (Work *work, GError **error)
{
  Scope scope = scope_of (&work->job);
  return db_read (work->runner->options.database, &scope, error);
}

void
work_tell (Work *work, gint64 done, gint64 total)
{
  g_mutex_lock (&work->runner->lock);
  work->done = done;
  work->total = total;
  work->changed = true;
  g_mutex_unlock (&work->runner->lock);
}

bool
work_must_end (const Work *work)
{
  return g_atomic_int_get (&work->lost) != 0 || is_stopping (work->runner);
}

typedef struct {
  const Job *job;
  WriteFunction also;
  void *user;
  GBytes *result;
} Finish;

static bool
write_finish (Transaction *transaction, void *user, GError **error)
{
  const Finish *finish = user;
  gsize size = 0;
  const void *bytes = finish->result != NULL ? g_bytes_get_data (finish->result, &size) : NULL;
  return (finish->also == NULL || finish->also (transaction, finish->user, error))
         && job_finish (transaction, finish->job, bytes, size, error);
}

bool
work_finish (Work *work, WriteFunction also, void *user, GBytes *result, GError **error)
{
  Scope scope = scope_of (&work->job);
  Finish finish = { &work->job, also, user, result };
  return db_write (work->runner->options.database, &scope, write_finish, &finish, error);
}

/* ---- how a job that is not done goes on ---- */

typedef enum { GO_LATER, GO_BACK, GO_FAILED } Going;

typedef struct {
  const Job *job;
  Going going;
  const char *problem;
  gint64 pause;
} Leave;

static bool
write_leave (Transaction *transaction, void *user, GError **error)
{
  const Leave *leave = user;
  bool held = false; /* if not, somebody else sees to it */
  if (leave->going == GO_LATER)
    return job_put_off (transaction, leave->job, leave->problem, leave->pause, &held, error);
  if (leave->going == GO_BACK)
    return job_put_back (transaction, leave->job, &held, error);
  return job_fail (transaction, leave->job, leave->problem, &held, error);
}

static gint64
pause_after (gint64 attempt)
{
  gint64 pause = FIRST_PAUSE;
  for (gint64 i = 1; i < attempt && pause < JOB_LONGEST_PAUSE; i++)
    pause *= 3;
  return MIN (pause, JOB_LONGEST_PAUSE);
}

static const char *
problem_text (Arena *arena, const GError *error)
{
  Message message = error != NULL ? error_message (arena, error) : message_make (MSG_JOB_STOPPED, NULL);
  return message_vietnamese (arena, &message);
}

static const char *
number_text (Arena *arena, gint64 number)
{
  return arena_printf (arena, "%" G_GINT64_FORMAT, number);
}

/* If even this cannot be written, the lease runs out and the job is taken again. */
static void
leave (Work *work, Going going, const char *problem)
{
  g_autoptr (GError) error = NULL;
  Scope scope = scope_of (&work->job);
  Leave leaving = { &work->job, going, problem, pause_after (work->job.attempt) };
  if (!db_write (work->runner->options.database, &scope, write_leave, &leaving, &error))
    g_warning ("job %s: %s", work->job.kind, error->message);
}

static void
leave_undone (Work *work, WorkEnd end, const GError *error)
{
  const char *problem = problem_text (work->arena, error);
  if (g_atomic_int_get (&work->lost) != 0)
    return;
  if (end == WORK_LATER && is_stopping (work->runner))
    leave (work, GO_BACK, NULL);
  else if (end == WORK_LATER && work->job.attempt < work->kind->attempts)
    leave (work, GO_LATER, problem);
  else if (end == WORK_LATER) {
    Message tried = message_make (MSG_JOB_TRIED, problem, number_text (work->arena, work->job.attempt), NULL);
    leave (work, GO_FAILED, message_vietnamese (work->arena, &tried));
  } else
    leave (work, GO_FAILED, problem);
}

static void
do_work (Work *work)
{
  g_autoptr (GError) error = NULL;
  if (work->job.attempt > work->kind->attempts) { /* each time the program ended in the middle of it */
    Message broken
        = message_make (MSG_JOB_INTERRUPTED, number_text (work->arena, work->job.attempt - 1), NULL);
    leave (work, GO_FAILED, message_vietnamese (work->arena, &broken));
    return;
  }
  WorkEnd end = work->kind->run (work, &error);
  if (end != WORK_DONE)
    leave_undone (work, end, error);
}

/* ---- a lane ---- */

typedef struct {
  Arena *arena;
  const char *kinds;
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
  while (!is_stopping (lane->runner) && !lane->woken
         && g_cond_wait_until (&lane->runner->changed, &lane->runner->lock, until))
    ;
  lane->woken = false;
  g_mutex_unlock (&lane->runner->lock);
}

static gpointer
lane_loop (gpointer data)
{
  Lane *lane = data;
  while (!is_stopping (lane->runner)) {
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
    do_work (&work);
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
      Scope scope = scope_of (&renewal.job);
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

static gpointer
keep (gpointer data)
{
  static const Scope nobody = { 0 };
  Runner *runner = data;
  gint64 purge_at = 0;
  g_mutex_lock (&runner->lock);
  while (!runner->over) {
    bool woken = runner->woken;
    runner->woken = false;
    renew_all (runner, woken);
    if (g_get_monotonic_time () >= purge_at) {
      purge_at = g_get_monotonic_time () + PURGE_EVERY;
      write_unlocked (runner, &nobody, write_purge, NULL);
    }
    /* Asked only now: writing lets go of the lock, and a lane may have begun meanwhile. */
    gint64 until = any_runs (runner) ? g_get_monotonic_time () + TELL_EVERY : purge_at;
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

static char *
kinds_of (const RunnerOptions *options, LaneId lane)
{
  g_autoptr (GString) kinds = g_string_new ("|");
  for (const WorkKind *kind = options->kinds; kind->name != NULL; kind++)
    if (kind->lane == lane)
      g_string_append_printf (kinds, "%s|", kind->name);
  return g_string_free (g_steal_pointer (&kinds), FALSE);
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
  broadcast (runner, true);
  g_thread_join (runner->keeper);
  database_watch (runner->options.database, NULL, NULL);
  for (LaneId id = 0; id < LANE_COUNT; id++)
    g_free (runner->lanes[id].kinds);
  g_mutex_clear (&runner->lock);
  g_cond_clear (&runner->changed);
  g_free (runner);
}
