/* runner.h - does the jobs of a database in threads of its own: one for each lane, and one that renews leases
 * and tells progress.
 *
 * One more thread sweeps the data folder, first when the program has run for as long as `poll`, then daily.
 *
 * A job that this program enqueues is begun at once; those of other programs, pauses and leases that ran out
 * are looked for rarely. */
#pragma once
#include "jobs/work.h"

typedef struct Runner Runner;

typedef struct {
  Database *database;       /* stays the caller's, must outlive the runner; the runner is its watcher */
  const WorkKind *kinds;    /* ends with a NULL name; constant */
  const SmtpSettings *smtp; /* NULL: jobs of LANE_MAIL wait; must outlive the runner */
  gint64 poll;              /* microseconds between two looks; 0: half a minute */
  const char *data_folder;  /* whose files are swept once a day (store/blob_sweep.h); NULL: nobody's */
  gint64 daily; /* microseconds between two looks at what is done of itself (digest.h); 0: never */
} RunnerOptions;

/* The kinds of this program. */
extern const WorkKind work_kinds[];

/* Begins.  Caller stops it. */
Runner *runner_start (const RunnerOptions *options);
/* Tells what is running to end, waits for it, gives back what has not ended.  NULL is allowed. */
void runner_stop (Runner *runner);
