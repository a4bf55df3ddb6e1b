/* job.c - see job.h. */
#include "store/job.h"
#include "store/account_parts.h"
#include <string.h>

#define DAY ((gint64)24 * 3600 * G_USEC_PER_SEC)
#define KEPT_DAYS 30
#define LISTED 50

static const char *const state_names[JOB_STATE_COUNT] = {
  [JOB_WAITING] = "waiting", [JOB_RUNNING] = "running",     [JOB_DONE] = "done",
  [JOB_FAILED] = "failed",   [JOB_CANCELLED] = "cancelled",
};

static DbValue
nothing (void)
{
  return DB_BLOB ("", 0);
}

bool
job_enqueue (Transaction *transaction, const char *kind, gint64 account_id, const char *input, gint64 total,
             gint64 *ret_id, GError **error)
{
  gint64 id = 0;
  if (!transaction_next_id (transaction, &id, error)
      || !db_run (transaction, QUERY_job_insert, NULL, error, DB_INT (id), DB_INT (account_id),
                  DB_TEXT (kind), DB_BLOB (input, strlen (input)), DB_INT (total),
                  DB_INT (transaction_now (transaction))))
    return false;
  transaction_announce (transaction);
  if (ret_id != NULL)
    *ret_id = id;
  return true;
}

bool
job_find_open (Transaction *transaction, gint64 account_id, const char *kind, gint64 *ret_id, GError **error)
{
  return db_int (transaction, QUERY_job_open, 0, ret_id, error, DB_INT (account_id), DB_TEXT (kind));
}

/* ---- taking ---- */

/* A kind, and its job that is due first. */
typedef struct {
  const char *kind; /* NULL: none waits */
  gint64 due, unit_id, id;
  bool ahead; /* one was set by a clock that ran ahead, and is due now */
} Next;

static bool
read_next (Transaction *transaction, const char *kind, Next *ret, GError **error)
{
  gint64 now = transaction_now (transaction);
  bool found = false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_job_due, error, DB_TEXT (kind));
  if (!first_row (rows, &found, error))
    return false;
  *ret = (Next){ 0 };
  if (!found)
    return true;
  *ret = (Next){ kind, rows_int (rows, 0), rows_int (rows, 1), rows_int (rows, 2), false };
  ret->ahead = ret->due > now && rows_int (rows, 3) > now + JOB_LONGEST_PAUSE;
  if (ret->ahead)
    ret->due = now;
  return true;
}

static bool
is_before (const Next *a, const Next *b)
{
  if (a->due != b->due)
    return a->due < b->due;
  return a->unit_id != b->unit_id ? a->unit_id < b->unit_id : a->id < b->id;
}

/* Of some kinds the one with a job that is due before all others. */
static bool
find_next (Transaction *transaction, const char *const *kinds, Next *ret, GError **error)
{
  Next next = { 0 };
  *ret = (Next){ 0 };
  for (; *kinds != NULL; kinds++) {
    if (!read_next (transaction, *kinds, &next, error))
      return false;
    if (next.kind != NULL && (ret->kind == NULL || is_before (&next, ret)))
      *ret = next;
  }
  return true;
}

bool
job_next_due (Transaction *transaction, const char *const *kinds, gint64 *ret_due, GError **error)
{
  Next next;
  if (!find_next (transaction, kinds, &next, error))
    return false;
  *ret_due = next.due;
  return true;
}

bool
job_take (Transaction *transaction, Arena *arena, const char *const *kinds, Job *ret, bool *ret_found,
          GError **error)
{
  gint64 now = transaction_now (transaction);
  gsize length = 0;
  bool found = false;
  Next next;
  *ret_found = false;
  if (!find_next (transaction, kinds, &next, error))
    return false;
  if (next.kind == NULL || next.due > now)
    return true;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_job_take, error, DB_INT (now + JOB_LEASE), DB_INT (now),
                                   DB_TEXT (next.kind), DB_INT (next.ahead ? now + JOB_LONGEST_PAUSE + 1 : 0),
                                   DB_INT (next.ahead ? G_MAXINT64 : now));
  if (!first_row (rows, &found, error))
    return false;
  *ret_found = found;
  if (!found)
    return true;
  *ret = (Job){ .unit_id = rows_int (rows, 0), .id = rows_int (rows, 1), .account_id = rows_int (rows, 2) };
  ret->kind = rows_text_dup (rows, 3, arena);
  const char *input = rows_blob (rows, 4, &length);
  ret->input = length > 0 ? arena_strndup (arena, input, length) : "";
  ret->total = rows_int (rows, 5);
  ret->attempt = rows_int (rows, 6);
  ret->created_at = rows_int (rows, 7);
  return true;
}

/* ---- while it is held ---- */

bool
job_renew (Transaction *transaction, const Job *job, gint64 progress, gint64 total, bool *ret_held,
           GError **error)
{
  gint64 changed = 0;
  if (!db_run (transaction, QUERY_job_renew, &changed, error,
               DB_INT (transaction_now (transaction) + JOB_LEASE), DB_INT (progress), DB_INT (total),
               DB_INT (job->id), DB_INT (job->attempt)))
    return false;
  *ret_held = changed == 1;
  return true;
}

bool
job_finish (Transaction *transaction, const Job *job, const void *result, gsize size, GError **error)
{
  gint64 changed = 0;
  if (!db_run (transaction, QUERY_job_done, &changed, error, nothing (),
               result != NULL ? DB_BLOB (result, size) : DB_NULL, DB_INT (transaction_now (transaction)),
               DB_INT (job->id), DB_INT (job->attempt)))
    return false;
  if (changed != 1)
    error_set (error, job->kind, MSG_JOB_LOST, NULL);
  return changed == 1;
}

bool
job_fail (Transaction *transaction, const Job *job, const char *problem, bool *ret_held, GError **error)
{
  gint64 changed = 0;
  if (!db_run (transaction, QUERY_job_failed, &changed, error, nothing (), DB_TEXT (problem),
               DB_INT (transaction_now (transaction)), DB_INT (job->id), DB_INT (job->attempt)))
    return false;
  *ret_held = changed == 1;
  return true;
}

static bool
wait_again (Transaction *transaction, const Job *job, const char *problem, gint64 due, gint64 counted,
            bool *ret_held, GError **error)
{
  gint64 changed = 0;
  if (!db_run (transaction, QUERY_job_put_off, &changed, error, DB_TEXT (problem), DB_INT (due),
               DB_INT (counted), DB_INT (job->id), DB_INT (job->attempt)))
    return false;
  *ret_held = changed == 1;
  return true;
}

bool
job_put_off (Transaction *transaction, const Job *job, const char *problem, gint64 pause, bool *ret_held,
             GError **error)
{
  gint64 due = transaction_now (transaction) + MIN (pause, JOB_LONGEST_PAUSE);
  return wait_again (transaction, job, problem, due, job->attempt, ret_held, error);
}

bool
job_put_back (Transaction *transaction, const Job *job, bool *ret_held, GError **error)
{
  return wait_again (transaction, job, NULL, transaction_now (transaction), job->attempt - 1, ret_held,
                     error);
}

/* Runs a statement over what ended before a moment, and over what ended by a clock that ran ahead. */
static bool
forget (Transaction *transaction, QueryId query, const char *kind, gint64 before, GError **error)
{
  const gint64 spans[][2] = { { 0, before - 1 }, { transaction_now (transaction) + DAY + 1, G_MAXINT64 } };
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++) {
    const DbValue values[] = { DB_TEXT (kind), DB_INT (spans[i][0]), DB_INT (spans[i][1]) };
    gsize first = kind == NULL ? 1 : 0;
    if (!db_run_values (transaction, query, values + first, G_N_ELEMENTS (values) - first, NULL, error))
      return false;
  }
  return true;
}

bool
job_purge (Transaction *transaction, GError **error)
{
  gint64 now = transaction_now (transaction);
  for (JobKind kind = 0; kind < JOB_KIND_COUNT; kind++) {
    const JobKindInfo *info = job_kind_info (kind);
    if (info->type != NULL
        && !forget (transaction, QUERY_job_drop_results, info->name, now - info->days * DAY, error))
      return false;
  }
  return forget (transaction, QUERY_job_purge_own, NULL, now - DAY, error)
         && forget (transaction, QUERY_job_purge, NULL, now - KEPT_DAYS * DAY, error);
}

/* ---- for who wanted them ---- */

static JobState
state_of (const char *name)
{
  JobState state = 0;
  while (state < JOB_CANCELLED && strcmp (state_names[state], name) != 0)
    state++;
  return state;
}

static ListedJob
read_listed (const Rows *rows, Arena *arena)
{
  ListedJob job = { .id = rows_int (rows, 0), .kind = rows_text_dup (rows, 1, arena) };
  job.state = state_of (rows_text (rows, 2));
  job.progress = rows_int (rows, 3);
  job.total = rows_int (rows, 4);
  job.problem = rows_text_dup (rows, 5, arena);
  job.attempts = rows_int (rows, 6);
  job.due = rows_int (rows, 7);
  job.created_at = rows_int (rows, 8);
  job.finished_at = rows_int (rows, 9);
  job.has_result = rows_int (rows, 10) != 0;
  job.started_at = rows_int (rows, 11);
  return job;
}

bool
job_list (Transaction *transaction, Arena *arena, gint64 account_id, ListedJobs *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_job_list, error, DB_INT (account_id), DB_INT (LISTED));
  ListedJobs list = { 0 };
  GError *failure = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &failure))
    ARENA_PUSH (arena, list.items, list.count) = read_listed (rows, arena);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return false;
  }
  *ret = list;
  return true;
}

bool
job_find (Transaction *transaction, Arena *arena, gint64 account_id, gint64 id, ListedJob *ret,
          bool *ret_found, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_job_get, error, DB_INT (account_id), DB_INT (id));
  if (!first_row (rows, ret_found, error))
    return false;
  if (*ret_found)
    *ret = read_listed (rows, arena);
  return true;
}

bool
job_result (Transaction *transaction, gint64 account_id, gint64 id, GBytes **ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_job_result, error, DB_INT (account_id), DB_INT (id));
  bool found = false;
  gsize size = 0;
  if (!first_row (rows, &found, error))
    return false;
  const void *bytes = found ? rows_blob (rows, 0, &size) : NULL;
  *ret = bytes != NULL ? g_bytes_new (bytes, size) : NULL;
  return true;
}

bool
job_cancel (Transaction *transaction, gint64 account_id, gint64 id, bool *ret_found, GError **error)
{
  gint64 changed = 0;
  if (!db_run (transaction, QUERY_job_cancel, &changed, error, nothing (),
               DB_INT (transaction_now (transaction)), DB_INT (account_id), DB_INT (id)))
    return false;
  transaction_announce (transaction);
  *ret_found = changed == 1;
  return true;
}
