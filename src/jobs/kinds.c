/* kinds.c - what each kind of job does; see runner.h. */
#include "jobs/kinds.h"
#include "jobs/runner.h"

/* Hourly once the first half hour is over: about a day in all. */
#define MAIL_ATTEMPTS 30
#define OWN_ATTEMPTS 5

const WorkKind work_kinds[] = {
  { "slips", LANE_COMPUTE, do_slips, OWN_ATTEMPTS },
  { "joined", LANE_COMPUTE, do_joined, OWN_ATTEMPTS },
  { "code-mail", LANE_MAIL, do_code_mail, MAIL_ATTEMPTS },
  { "mail", LANE_MAIL, do_mail, MAIL_ATTEMPTS },
  { "reminders", LANE_COMPUTE, do_reminders, OWN_ATTEMPTS },
  { "digest", LANE_MAIL, do_digest, OWN_ATTEMPTS },
  { 0 },
};
