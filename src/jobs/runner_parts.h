/* runner_parts.h - what runner.c and work.c share; inner to src/jobs. */
#pragma once
#include "jobs/runner.h"

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
  const char **kinds; /* ends with NULL */
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
  GThread *keeper, *sweeper; /* sweeper: NULL where there is no folder */
  gint stopping;             /* atomic */
  bool over;                 /* no lane runs any more */
  bool woken;                /* of the keeper */
};

/* The program ends. */
bool runner_is_stopping (const Runner *runner);
Scope scope_of_job (const Job *job);
/* The thread that sweeps, until the program ends. */
gpointer sweep_loop (gpointer runner);
/* Runs the job's function and sees to what becomes of a job that is not done. */
void work_do (Work *work);
