/* kinds.h - the functions of the program's own kinds of jobs; see work.h and model/jobs.def. */
#pragma once
#include "jobs/work.h"

/* JOB_SLIPS: codes and slips of many accounts, as a PDF. */
WorkEnd do_slips (Work *work, GError **error);

/* JOB_CODE_MAIL: a new code to an account's address. */
WorkEnd do_code_mail (Work *work, GError **error);

/* JOB_MAIL: a mail as it stands. */
WorkEnd do_mail (Work *work, GError **error);

/* JOB_JOINED: the approved dossier with its evidence behind it, as one PDF. */
WorkEnd do_joined (Work *work, GError **error);

/* JOB_REMINDERS: tells people what is missing; then, where mails have a way out, JOB_DIGEST. */
WorkEnd do_reminders (Work *work, GError **error);

/* JOB_DIGEST: mails of what people have not read, for who wants one now. */
WorkEnd do_digest (Work *work, GError **error);
