/* work.c - see work.h; and how a job goes on that is not done. */
#include "jobs/runner_parts.h"

#define FIRST_PAUSE ((gint64)5 * G_USEC_PER_SEC) /* three times as long after each attempt */

bool
runner_is_stopping (const Runner *runner)
{
  return g_atomic_int_get (&runner->stopping) != 0;
}

Scope
scope_of_job (const Job *job)
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
  Scope scope = scope_of_job (&work->job);
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
  return g_atomic_int_get (&work->lost) != 0 || runner_is_stopping (work->runner);
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
  Scope scope = scope_of_job (&work->job);
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
  Scope scope = scope_of_job (&work->job);
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
  if (end == WORK_LATER && runner_is_stopping (work->runner))
    leave (work, GO_BACK, NULL);
  else if (end == WORK_LATER && work->job.attempt < work->kind->attempts)
    leave (work, GO_LATER, problem);
  else if (end == WORK_LATER) {
    Message tried = message_make (MSG_JOB_TRIED, problem, number_text (work->arena, work->job.attempt), NULL);
    leave (work, GO_FAILED, message_vietnamese (work->arena, &tried));
  } else
    leave (work, GO_FAILED, problem);
}

void
work_do (Work *work)
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
