/* work.h - one job being done: what its function sees.
 *
 * A function runs on its lane's thread and may take its time, but asks work_must_end at least every few
 * seconds.  It may be run again from the start after a crash, so whatever must happen once happens in the
 * write of work_finish: that changes nothing if the job was cancelled or taken by another program meanwhile.
 */
#pragma once
#include "jobs/smtp.h"
#include "store/job.h"

typedef struct Work Work;

/* Jobs of a lane are done one after the other; lanes do not wait for each other. */
typedef enum {
  LANE_COMPUTE,
  LANE_MAIL, /* waits for the mail server; only where one is set */
  LANE_COUNT
} LaneId;

typedef enum {
  WORK_DONE,    /* work_finish has ended it */
  WORK_LATER,   /* *error says why it has to be tried again */
  WORK_GIVEN_UP /* *error says why it is of no use to try again */
} WorkEnd;

typedef WorkEnd (*WorkFunction) (Work *work, GError **error);

typedef struct {
  const char *name; /* as stored */
  LaneId lane;
  WorkFunction run;
  guint attempts; /* that are made at most */
} WorkKind;

/* The job as it was taken, and an arena that goes with it. */
const Job *work_job (const Work *work);
Arena *work_arena (const Work *work);
/* Never NULL in LANE_MAIL. */
const SmtpSettings *work_smtp (const Work *work);

/* A snapshot of the job's unit; caller ends it. */
Transaction *work_read (Work *work, GError **error);

/* How far it is: shown within a second. */
void work_tell (Work *work, gint64 done, gint64 total);
/* It was cancelled, is somebody else's, or the program ends: return WORK_LATER as soon as possible, *error
 * need not be set. */
bool work_must_end (const Work *work);

/* Ends the job in one write, with its result (NULL: none), together with what `also` (may be NULL) writes, by
 * the account of the job. */
bool work_finish (Work *work, WriteFunction also, void *user, GBytes *result, GError **error);
