/* job.h - work in the background: kept in the table "job" until it is done, so that it survives restarts.
 *
 * A job waits, is taken with a lease, and ends done, failed or cancelled.  Who holds it renews the lease;
 * when the program dies the lease runs out and the job is taken again.  Each taking is an attempt, and its
 * number tells who holds the job from who held it before: one that lost its job changes nothing any more.
 *
 * Leases and pauses are judged by the transaction's clock.  What is due later than the longest pause from now
 * was set by a clock that ran ahead, and is due now.  A job is no affair of the school and makes no event;
 * what it does has events of its own. */
#pragma once
#include "model/job_kind.h"
#include "store/db.h"

#define JOB_LEASE ((gint64)20 * G_USEC_PER_SEC)
#define JOB_LONGEST_PAUSE ((gint64)3600 * G_USEC_PER_SEC)
#define JOB_RESULT_LIMIT ((gsize)64 << 20)

typedef enum { JOB_WAITING, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED, JOB_STATE_COUNT } JobState;

/* For writes: a new job of the transaction's unit, for an account (0: the program's own).  `input`: JSON;
 * `total`: how much there is to do, 0: not counted.  Whoever watches the database is told once it is on disk.
 */
bool job_enqueue (Transaction *transaction, const char *kind, gint64 account_id, const char *input,
                  gint64 total, gint64 *ret_id, GError **error);

/* The account's job of a kind that has not ended; 0: there is none. */
bool job_find_open (Transaction *transaction, gint64 account_id, const char *kind, gint64 *ret_id,
                    GError **error);

/* ---- for who does them; `kinds`: stored names, ends with NULL ---- */

/* A job as it was taken. */
typedef struct {
  gint64 unit_id, id, account_id;
  const char *kind, *input;
  gint64 total, attempt, created_at;
} Job;

/* When the next job of these kinds is due; 0: there is none. */
bool job_next_due (Transaction *transaction, const char *const *kinds, gint64 *ret_due, GError **error);
/* Takes the one that has been due longest; copied to the arena.  `*ret_found`: whether there was one. */
bool job_take (Transaction *transaction, Arena *arena, const char *const *kinds, Job *ret, bool *ret_found,
               GError **error);

/* What follows is for the unit of the job; `*ret_held`: whether it was held still, else nothing was changed.
 */
bool job_renew (Transaction *transaction, const Job *job, gint64 progress, gint64 total, bool *ret_held,
                GError **error);
/* With its result (NULL: none).  An error if it is not held any more, so that what was written with it is
 * undone. */
bool job_finish (Transaction *transaction, const Job *job, const void *result, gsize size, GError **error);
/* For good; `problem`: Vietnamese, says what to do. */
bool job_fail (Transaction *transaction, const Job *job, const char *problem, bool *ret_held, GError **error);
/* Waits to be taken again after a pause. */
bool job_put_off (Transaction *transaction, const Job *job, const char *problem, gint64 pause, bool *ret_held,
                  GError **error);
/* Given back as it was taken, because the program ends: this attempt does not count. */
bool job_put_back (Transaction *transaction, const Job *job, bool *ret_held, GError **error);

/* Forgets jobs that ended 30 days ago, what the program did well by itself after a day, and results as long
 * ago as their kind says. */
bool job_purge (Transaction *transaction, GError **error);

/* ---- for who wanted them: only the jobs of `account_id` are found ---- */

typedef struct {
  gint64 id, progress, total, attempts;
  const char *kind;
  JobState state;
  const char *problem; /* Vietnamese; of a waiting one: why it has to be tried again; NULL: none */
  gint64 due, created_at, finished_at; /* due: of a waiting one; finished_at 0: has not ended */
  gint64 started_at;                   /* of the latest attempt; 0: none, or of an older program */
  bool has_result;
} ListedJob;

typedef struct {
  ListedJob *items;
  gsize count;
} ListedJobs;

/* The latest, at most 50. */
bool job_list (Transaction *transaction, Arena *arena, gint64 account_id, ListedJobs *ret, GError **error);
/* One of them; `*ret_found`. */
bool job_find (Transaction *transaction, Arena *arena, gint64 account_id, gint64 id, ListedJob *ret,
               bool *ret_found, GError **error);
/* Its result, caller unrefs; NULL in `*ret` if there is none. */
bool job_result (Transaction *transaction, gint64 account_id, gint64 id, GBytes **ret, GError **error);
/* Ends it, whether it waits or runs; `*ret_found` is false if it has ended or is none of the account's. */
bool job_cancel (Transaction *transaction, gint64 account_id, gint64 id, bool *ret_found, GError **error);
